//! Puts keys together again that arrived in one piece with an Esc before them.
//!
//! On a line that stutters, Esc and the key after it come in one packet. The library takes the two escape bytes for
//! one Esc and reads what is left of an arrow or a function key as letters: `[D` would select the pane on D.
//!
//! Invariant: only what follows an Esc faster than a hand can press is put together; any other key passes as it is,
//! and none is lost.

use std::time::Duration;

use crate::screen::key::Key;

/// Bytes of one packet follow each other in microseconds; two presses of a hand are further apart.
const SAME_PACKET: Duration = Duration::from_millis(10);
/// The longest sequence of a key, without its Esc: `[24;5~`.
const LONGEST: usize = 6;

/// The keys of one terminal, one after the other.
#[derive(Debug, Default)]
pub(crate) struct EscapeJoiner {
    /// When the last Esc came, if nothing came since.
    esc: Option<Duration>,
    /// What came of a sequence, and when its last sign did.
    held: Option<(String, Duration)>,
}

impl EscapeJoiner {
    /// Takes in the next key, and returns the keys that are known now. `at` is the time since any start.
    pub(crate) fn take(&mut self, key: Key, at: Duration) -> Vec<Key> {
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

    /// What was begun and will not go on: something else than a key came.
    pub(crate) fn flush(&mut self) -> Vec<Key> {
        self.esc = None;
        self.held.take().map(|(sequence, _)| sequence.chars().map(Key::Char).collect()).unwrap_or_default()
    }
}

/// Whether a sequence ends here: `OA` with its second sign, `[21~` with its first that is no parameter, `[[A` of the
/// Linux console with its third.
fn is_whole(sequence: &str) -> bool {
    match sequence.as_bytes() {
        [b'O', _] | [b'[', b'[', _] => true,
        [b'[', b'['] => false,
        [b'[', .., last] => matches!(last, b'@'..=b'~'),
        _ => false,
    }
}

/// The key of a whole sequence; none for one that no key of ours sends, as the library does.
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

    /// What becomes of these keys, `⎋` for Esc, each so many milliseconds after the one before.
    fn rejoined(keys: &str, pause: u64) -> Vec<Key> {
        let mut joiner = EscapeJoiner::default();
        let key = |c| if c == '⎋' { Key::Esc } else { Key::Char(c) };
        let times = (0..).map(|place| Duration::from_millis(place * pause));
        let mut all: Vec<Key> = keys.chars().zip(times).flat_map(|(c, at)| joiner.take(key(c), at)).collect();
        all.extend(joiner.flush());
        all
    }

    fn chars(text: &str) -> Vec<Key> {
        text.chars().map(Key::Char).collect()
    }

    #[test]
    fn a_key_behind_an_esc_in_one_packet_is_that_key() {
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
    fn what_a_hand_types_passes_as_it_is() {
        let esc = |rest: &str| [vec![Key::Esc], chars(rest)].concat();
        assert_eq!(rejoined("⎋[D", 50), esc("[D"));
        assert_eq!(rejoined("⎋OA", 11), esc("OA"));
        assert_eq!(rejoined("⎋q12,5", 0), esc("q12,5"));
        assert_eq!(rejoined("q[D", 0), chars("q[D"));
    }

    #[test]
    fn nothing_is_lost_of_what_does_not_go_on() {
        assert_eq!(rejoined("⎋[", 0), [Key::Esc, Key::Char('[')]);
        assert_eq!(rejoined("⎋[1;2;3;4", 0), [vec![Key::Esc], chars("[1;2;3;4")].concat());
        assert_eq!(rejoined("⎋[⎋q", 0), [Key::Esc, Key::Char('['), Key::Esc, Key::Char('q')]);
        assert_eq!(rejoined("⎋[й", 0), [vec![Key::Esc], chars("[й")].concat());
    }
}
