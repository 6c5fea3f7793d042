//! Keys that are sent as `ESC O` and a character: function keys, and the keypad in application mode.

use crate::screen::key::Key;

/// Returns the key of the character after `ESC O`.
///
/// Sources: xterm, "Control Sequences", VT220-style function keys. The keypad's characters are those of a VT100. `X`,
/// Space and Tab are from xterm, and `a` to `d` are rxvt's arrows with Ctrl.
pub(super) fn key(last: u8) -> Key {
    match last {
        b'A' | b'a' => Key::Up,
        b'B' | b'b' => Key::Down,
        b'C' | b'c' => Key::Right,
        b'D' | b'd' => Key::Left,
        b'E' => Key::Begin,
        b'F' => Key::End,
        b'H' => Key::Home,
        b'I' => Key::Tab,
        b'M' => Key::Enter,
        b'P'..=b'S' => Key::F(last - b'P' + 1),
        b'X' => Key::Char('='),
        b' ' => Key::Char(' '),
        // `*` to `/` follow each other from `j`, and the digits from `p`, as in ASCII.
        b'j'..=b'y' => Key::Char(char::from(last - b'j' + b'*')),
        _ => Key::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keypad_in_application_mode_types_its_characters() {
        let typed: String = (b'j'..=b'y')
            .map(|last| match key(last) {
                Key::Char(c) => c,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(typed, "*+,-./0123456789");
    }
}
