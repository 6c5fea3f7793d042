//! Rejoins escape sequences that the terminal library splits.
//!
//! On a slow connection, Esc and the key after it may arrive in one packet. The library then reads the two
//! escape bytes as one Esc, and the rest of an arrow or function key as letters. For example, the `[D` of the
//! left arrow would select the pane on the key D.
//!
//! Invariant: characters are joined only if they follow an Esc faster than anyone can type. All other keys
//! pass through unchanged, and no key is lost.

use std::time::Duration;

use crate::screen::key::Key;

/// The maximum time between two keys of one packet. The bytes of one packet arrive within microseconds, and
/// two key presses are further apart.
const SAME_PACKET: Duration = Duration::from_millis(10);
/// The length of the longest key sequence without its Esc: `[24;5~`.
const LONGEST: usize = 6;

/// Filters the keys of one terminal.
#[derive(Debug, Default)]
pub(crate) struct EscapeJoiner {
    /// The time of the previous key if that key was Esc, otherwise `None`.
    esc: Option<Duration>,
    /// An incomplete sequence, and the time of its last character.
    held: Option<(String, Duration)>,
}

impl EscapeJoiner {
    /// Adds the next key, and returns the keys that are complete. `at` is the time of the key, measured
    /// from a moment that is the same for all keys.
    pub(crate) fn add(&mut self, key: Key, at: Duration) -> Vec<Key> {
        let esc = std::mem::replace(&mut self.esc, (key == Key::Esc).then_some(at));
        let soon = |before: Duration| at.saturating_sub(before) <= SAME_PACKET;
        match (self.held.take(), key) {
            (Some((mut sequence, before)), Key::Char(c)) if soon(before) && c.is_ascii_graphic() => {
                sequence.push(c);
                if is_whole(&sequence) {
                    return key_of(&sequence).into_iter().collect();
                }
                if sequence.len() < LONGEST {
                    self.held = Some((sequence, at));
                    return Vec::new();
                }
                sequence.chars().map(Key::Char).collect()
            }
            (Some((sequence, _)), key) => sequence.chars().map(Key::Char).chain([key]).collect(),
            (None, Key::Char(c @ ('[' | 'O'))) if esc.is_some_and(soon) => {
                self.held = Some((c.into(), at));
                Vec::new()
            }
            (None, key) => vec![key],
        }
    }

    /// Returns the characters of an incomplete sequence, because an input other than a key ends the sequence.
    pub(crate) fn flush(&mut self) -> Vec<Key> {
        self.esc = None;
        self.held.take().map(|(sequence, _)| sequence.chars().map(Key::Char).collect()).unwrap_or_default()
    }
}

/// Returns whether a sequence is complete.
///
/// `OA` ends with its second character, `[21~` with the first character that is not a parameter, and `[[A` of the
/// Linux console with its third.
fn is_whole(sequence: &str) -> bool {
    match sequence.as_bytes() {
        [b'O', _] | [b'[', b'[', _] => true,
        [b'[', b'['] => false,
        [b'[', .., last] => matches!(last, b'@'..=b'~'),
        _ => false,
    }
}

/// Returns the key of a complete sequence. Like the library, it returns `None` for a key that no screen uses.
fn key_of(sequence: &str) -> Option<Key> {
    Some(match sequence {
        "[A" | "OA" => Key::Up,
        "[B" | "OB" => Key::Down,
        "[C" | "OC" => Key::Right,
        "[D" | "OD" => Key::Left,
        "[H" | "OH" | "[1~" | "[7~" => Key::Home,
        "[F" | "OF" | "[4~" | "[8~" => Key::End,
        "[Z" => Key::BackTab,
        "[3~" => Key::Delete,
        "[5~" => Key::PageUp,
        "[6~" => Key::PageDown,
        "OM" => Key::Enter,
        "OP" | "[[A" | "[11~" => Key::F(1),
        "OQ" | "[[B" | "[12~" => Key::F(2),
        "OR" | "[[C" | "[13~" => Key::F(3),
        "OS" | "[[D" | "[14~" => Key::F(4),
        "[[E" | "[15~" => Key::F(5),
        "[17~" => Key::F(6),
        "[18~" => Key::F(7),
        "[19~" => Key::F(8),
        "[20~" => Key::F(9),
        "[21~" => Key::F(10),
        "[23~" => Key::F(11),
        "[24~" => Key::F(12),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the keys that the joiner returns if these keys are typed `pause` milliseconds apart. `⎋`
    /// stands for Esc.
    fn rejoined(keys: &str, pause: u64) -> Vec<Key> {
        let mut joiner = EscapeJoiner::default();
        let key = |c| if c == '⎋' { Key::Esc } else { Key::Char(c) };
        let times = (0..).map(|place| Duration::from_millis(place * pause));
        let mut all: Vec<Key> = keys.chars().zip(times).flat_map(|(c, at)| joiner.add(key(c), at)).collect();
        all.extend(joiner.flush());
        all
    }

    fn chars(text: &str) -> Vec<Key> {
        text.chars().map(Key::Char).collect()
    }

    #[test]
    fn a_key_sequence_after_an_esc_in_one_packet_is_rejoined() {
        for (sequence, key) in [
            ("[D", Key::Left),
            ("OA", Key::Up),
            ("[[B", Key::F(2)),
            ("[21~", Key::F(10)),
            ("OS", Key::F(4)),
            ("[3~", Key::Delete),
        ] {
            assert_eq!(rejoined(&format!("⎋{sequence}"), 0), [Key::Esc, key], "{sequence}");
            assert_eq!(
                rejoined(&format!("⎋{sequence}q⎋{sequence}"), 0),
                [Key::Esc, key, Key::Char('q'), Key::Esc, key]
            );
        }
        assert_eq!(rejoined("⎋[99~w", 0), [Key::Esc, Key::Char('w')], "no key of ours");
    }

    #[test]
    fn typed_keys_pass_through_unchanged() {
        let esc = |rest: &str| [vec![Key::Esc], chars(rest)].concat();
        assert_eq!(rejoined("⎋[D", 50), esc("[D"));
        assert_eq!(rejoined("⎋OA", 11), esc("OA"));
        assert_eq!(rejoined("⎋q12,5", 0), esc("q12,5"));
        assert_eq!(rejoined("q[D", 0), chars("q[D"));
    }

    #[test]
    fn an_incomplete_sequence_is_returned_as_characters() {
        assert_eq!(rejoined("⎋[", 0), [Key::Esc, Key::Char('[')]);
        assert_eq!(rejoined("⎋[1;2;3;4", 0), [vec![Key::Esc], chars("[1;2;3;4")].concat());
        assert_eq!(rejoined("⎋[⎋q", 0), [Key::Esc, Key::Char('['), Key::Esc, Key::Char('q')]);
        assert_eq!(rejoined("⎋[й", 0), [vec![Key::Esc], chars("[й")].concat());
    }
}
