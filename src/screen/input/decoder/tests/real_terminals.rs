//! Decodes what seven terminals and multiplexers sent for 374 real key presses.

use super::*;

/// The columns: terminal, keys pressed, bytes received in hexadecimal.
const RECORDED: &str = include_str!("../../../../../tests/data/terminal-keys.csv");

/// By default, tmux delays an Esc by half a second.
const LATE_ESC: &str = "the Esc of the press before arrived with this one";
/// xterm sends a letter of another layout without its Ctrl.
const NO_CTRL: &str = "the layout has no Latin letters";
const LAYOUT: &str = "the key types another character than in the US layout";
/// xterm without `metaSendsEscape` adds 128 to the character.
const META: &str = "Alt is the eighth bit";
const NUM_LOCK_OFF: &str = "NumLock is off";
const NOT_SENT: &str = "the terminal or the desktop uses the key itself";

/// The presses for which a terminal sends other keys: the press, its bytes, the keys that must be read, and the reason.
#[rustfmt::skip]
const EXCEPTIONS: [(&str, &str, &str, &str); 35] = [
    ("q", "1b 71", "Alt+q", LATE_ESC),
    ("Esc", "1b 1b", "Esc Esc", LATE_ESC),
    ("KP3 KPadd KP4 KPsub KP1 KPent", "1b 33 2b 34 2d 31 0d", "Alt+3 + 4 - 1 Enter", LATE_ESC),
    ("w Esc BS KP1 KPmul", "1b 77 1b 7f 31 2a", "Alt+w Esc BS 1 *", LATE_ESC),
    ("h KP4 KPdiv KP3 KP2 KPdec KP5 KPent", "1b 68 34 2f 33 32 2e 35 0d", "Alt+h 4 / 3 2 . 5 Enter", LATE_ESC),
    ("F1", "1b 1b 4f 50", "Esc F1", LATE_ESC),
    ("F2", "1b 1b 4f 51", "Esc F2", LATE_ESC),
    ("F11", "1b 1b 5b 32 33 7e", "Esc F11", LATE_ESC),
    ("Ctrl+p", "1b 10", "Esc Ctrl+p", LATE_ESC),
    ("Ctrl+o", "1b 0f", "Esc Ctrl+o", LATE_ESC),
    ("Ctrl+b", "1b 02", "Esc Ctrl+b", LATE_ESC),
    ("Ctrl+r", "1b 12", "Esc Ctrl+r", LATE_ESC),
    ("Ctrl+d", "1b 04", "Esc Ctrl+d", LATE_ESC),
    ("Shift+slash", "1b 3f", "Alt+?", LATE_ESC),
    ("q 6 Alt+Enter", "1b 71 36", "Alt+q 6", LATE_ESC),
    ("7 Alt+1", "1b 37 c2 b1", "Alt+7 ±", LATE_ESC),
    ("Shift+F1", "1b 1b 5b 31 3b 32 50", "Esc F1", LATE_ESC),
    ("Ctrl+F1", "1b 1b 5b 31 3b 35 50", "Esc F1", LATE_ESC),
    ("Ctrl+z", "d1 8f", "я", NO_CTRL),
    ("Ctrl+r", "d0 ba", "к", NO_CTRL),
    ("slash", "e2 84 96", "№", LAYOUT),
    ("slash", "2e", ".", LAYOUT),
    ("Shift+slash", "2c", ",", LAYOUT),
    ("Esc q KP2 KPdec KP5 KPent", "1b d0 b9 32 2e 35 0d", "Alt+й 2 . 5 Enter", LAYOUT),
    ("Esc q KP2 KPdec KP5 KPent", "1b d0 b9 32 2c 35 0d", "Alt+й 2 , 5 Enter", LAYOUT),
    ("Esc q KP2 KPdec KP5 KPent", "1b 71 32 2e 35 0d", "Alt+q 2 . 5 Enter", "Esc and a character at once are Alt"),
    ("Alt+1", "c2 b1", "±", META),
    ("7 Alt+1", "37 c2 b1", "7 ±", META),
    ("q KP1 KP5 KPdec", "71 1b 5b 46 1b 5b 33 7e", "q End Delete", NUM_LOCK_OFF),
    ("q KP1 KP5 KPdec", "71 1b 5b 46 1b 5b 45 1b 5b 33 7e", "q End Begin Delete", NUM_LOCK_OFF),
    ("q KP1 KP5 KPdec", "71 1b 5b 34 7e 1b 5b 47 1b 5b 33 7e", "q End Begin Delete", NUM_LOCK_OFF),
    ("q KP1 KP5 KPdec", "71 1b 5b 34 7e 1b 4f 45 1b 5b 33 7e", "q End Begin Delete", NUM_LOCK_OFF),
    ("q Shift+KP5", "71", "q", NOT_SENT),
    ("q 6 Alt+Enter", "71 36", "q 6", NOT_SENT),
    ("Shift+F1", "1b 5b 32 33 7e", "F11", "PuTTY numbers F1 with Shift as F11"),
];

/// Returns the keys of a press, as it is named in the recording and in the exceptions.
fn pressed(name: &str) -> Vec<Key> {
    let only = |text: &str| {
        let mut characters = text.chars();
        characters.next().filter(|_| characters.next().is_none())
    };
    let key = match name {
        "BS" => Key::Backspace,
        "Esc" => Key::Esc,
        // In the older encoding these are the same byte.
        "Enter" | "KPent" | "Ctrl+Enter" | "Shift+Enter" => Key::Enter,
        "Alt+Enter" => return vec![Key::Esc, Key::Enter],
        "PgDn" => Key::PageDown,
        "End" => Key::End,
        "Home" => Key::Home,
        "Up" => Key::Up,
        "Down" => Key::Down,
        "Left" => Key::Left,
        "Right" => Key::Right,
        "Tab" => Key::Tab,
        "Shift+Tab" => Key::BackTab,
        "Delete" => Key::Delete,
        "Begin" | "Shift+KP5" => Key::Begin,
        "Space" | "Shift+Space" => Key::Char(' '),
        "Ctrl+Space" => Key::Ctrl('@'),
        "slash" | "KPdiv" => Key::Char('/'),
        "Shift+slash" => Key::Char('?'),
        "KPdec" => Key::Char('.'),
        "KPadd" => Key::Char('+'),
        "KPsub" => Key::Char('-'),
        "KPmul" => Key::Char('*'),
        "Shift+F1" | "Ctrl+F1" => Key::F(1),
        _ => {
            let rest = |prefix: &str| name.strip_prefix(prefix);
            let number = rest("F").and_then(|number| number.parse().ok());
            only(name)
                .or(rest("KP").and_then(only))
                .map(Key::Char)
                .or(rest("Ctrl+").and_then(only).map(Key::Ctrl))
                .or(rest("Alt+").and_then(only).map(Key::Alt))
                .or(number.map(Key::F))
                .unwrap_or_else(|| panic!("unknown press: {name}"))
        }
    };
    vec![key]
}

#[test]
fn every_recorded_press_is_read() {
    let mut used = [false; EXCEPTIONS.len()];
    let mut reader = csv::Reader::from_reader(RECORDED.as_bytes());
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 374);
    for row in &rows {
        let (terminal, presses, hex) = (&row[0], &row[1], &row[2]);
        let exception = EXCEPTIONS.iter().position(|(name, bytes, ..)| (*name, *bytes) == (presses, hex));
        if let Some(index) = exception {
            used[index] = true;
        }
        let sent = exception.map_or(presses, |index| EXCEPTIONS[index].2);
        let expected = keys(sent.split_whitespace().flat_map(pressed));
        let bytes: Vec<u8> =
            hex.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect();
        assert_eq!(decode(&bytes), expected, "{terminal}: {presses}, {hex}");
    }
    let unused: Vec<_> = EXCEPTIONS.iter().zip(used).filter(|(_, used)| !used).collect();
    assert!(unused.is_empty(), "{unused:?}");
}
