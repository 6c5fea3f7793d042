//! Control sequences and their meaning: `ESC [`, parameters, intermediate bytes and a final byte.
//!
//! Sources: ECMA-48, 5.4; xterm, "Control Sequences"; the kitty keyboard protocol; rxvt and the Linux console for keys
//! that no other terminal sends.
//!
//! Invariants:
//! - A sequence of any length uses a bounded amount of memory.
//! - An answer or a report of a terminal gives nothing. A sequence that may be a key always gives a key, so that no
//!   key is lost inside a number (docs/input.md, D2).

use crate::screen::input::coded_key::CodedKey;
use crate::screen::input::decoded::{KeyPress, MouseAction};
use crate::screen::key::Key;

/// The number of bytes of a sequence that are kept. Keys are shorter. An answer needs only its first and last bytes.
const MAX_KEPT: usize = 64;

/// An unfinished control sequence, without its `ESC [`.
#[derive(Debug, Default)]
pub(super) struct Csi {
    kept: Vec<u8>,
    /// Whether bytes were left out because the sequence is longer than [`MAX_KEPT`].
    cut: bool,
    /// Whether an intermediate byte was read. Only another one or the final byte may follow.
    intermediate: bool,
}

/// The result of adding a byte.
#[derive(Debug)]
pub(super) enum CsiStep {
    Unfinished,
    Finished(Meaning),
    /// The byte is not part of the sequence. It must be read anew.
    Broken,
}

/// The meaning of a control sequence.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// One key, or none for an answer, a report, or a released key. In the kitty protocol, one press may type several
    /// characters.
    Presses(Vec<KeyPress>),
    /// The answer to the query of the kitty protocol.
    KittyAnswer,
    /// The answer to the question whether the terminal works.
    StatusAnswer,
    /// The start of a bracketed paste.
    PasteStart,
    /// A mouse report in the form of SGR.
    Mouse(MouseAction),
    /// The start of a mouse report. Three more characters belong to it.
    MouseReport,
    /// The start of a key from F1 to F5 of the Linux console. One more character belongs to it.
    LinuxFunctionKey,
}

impl Meaning {
    const NOTHING: Self = Self::Presses(Vec::new());

    fn key(key: Key) -> Self {
        Self::Presses(vec![key.into()])
    }
}

impl Csi {
    /// Returns whether nothing has followed `ESC [`.
    pub(super) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    pub(super) fn add(&mut self, byte: u8) -> CsiStep {
        match byte {
            b'0'..=b'?' if self.intermediate => return CsiStep::Broken,
            b'0'..=b'?' => {}
            b' '..=b'/' => self.intermediate = true,
            b'@'..=b'~' => return CsiStep::Finished(self.meaning(byte)),
            _ => return CsiStep::Broken,
        }
        if self.kept.len() < MAX_KEPT {
            self.kept.push(byte);
        } else {
            self.cut = true;
        }
        CsiStep::Unfinished
    }

    fn meaning(&self, last: u8) -> Meaning {
        match (self.kept.first(), last) {
            (None, b'[') => return Meaning::LinuxFunctionKey,
            (None, b'M') => return Meaning::MouseReport,
            // Reports of the focus.
            (None, b'I' | b'O') => return Meaning::NOTHING,
            (Some(b'?'), b'u') if self.is_number(1) => return Meaning::KittyAnswer,
            (Some(b'0'), b'n') if self.kept == b"0" => return Meaning::StatusAnswer,
            (Some(b'<'), b'M') => return self.mouse_action().map_or(Meaning::NOTHING, Meaning::Mouse),
            // Answers, and the releases of mouse buttons.
            (Some(b'<'..=b'?'), _) => return Meaning::NOTHING,
            // Mouse reports of urxvt; positions and states of the window; the operating status; the attributes and
            // parameters of the terminal. Without parameters, `c` may also be rxvt's right arrow with Shift. It gives
            // nothing, because a wrong arrow selects another material.
            (Some(_), b'M') | (_, b't' | b'n' | b'c' | b'x') => return Meaning::NOTHING,
            _ => {}
        }
        if self.intermediate {
            // The state of a mode, and the position of a locator. No key has an intermediate byte.
            let is_report = matches!((self.kept.last(), last), (Some(b'$'), b'y') | (Some(b'&'), b'w'));
            return if is_report { Meaning::NOTHING } else { Meaning::key(Key::Unknown) };
        }
        match Parameters::read(&self.kept).filter(|_| !self.cut) {
            Some(parameters) => parameters.meaning(last),
            None => Meaning::key(Key::Unknown),
        }
    }

    /// Returns the action of a mouse report in the form of SGR: the button, the column and the row, both from 1. Returns
    /// `None` for another button, a movement, or a button with a modifier.
    fn mouse_action(&self) -> Option<MouseAction> {
        let parameters = Parameters::read(self.kept.get(1..)?).filter(|_| !self.cut)?;
        let [Some(button), Some(column), Some(row)] = parameters.numbers()[..] else { return None };
        let position = |from_one: u32| u16::try_from(from_one.checked_sub(1)?).ok();
        match button {
            0 => Some(MouseAction::Click { column: position(column)?, row: position(row)? }),
            64 => Some(MouseAction::WheelUp),
            65 => Some(MouseAction::WheelDown),
            _ => None,
        }
    }

    /// Returns whether the bytes from `start` are a number.
    fn is_number(&self, start: usize) -> bool {
        let digits = self.kept.get(start..).unwrap_or_default();
        !self.cut && !digits.is_empty() && digits.iter().all(u8::is_ascii_digit)
    }
}

/// The event type of a key, in the kitty protocol.
#[derive(Clone, Copy)]
enum KeyEvent {
    Press,
    Repeat,
    Release,
    Unknown,
}

/// The parameters of a sequence, and the parts of each parameter. A missing number is `None`.
struct Parameters(Vec<Vec<Option<u32>>>);

impl Parameters {
    /// Reads numbers with `;` and `:` between them. Returns `None` if there is another character.
    fn read(bytes: &[u8]) -> Option<Self> {
        let parameter = |bytes: &[u8]| bytes.split(|byte| *byte == b':').map(number).collect();
        bytes.split(|byte| *byte == b';').map(parameter).collect::<Option<_>>().map(Self)
    }

    fn get(&self, parameter: usize, part: usize) -> Option<u32> {
        self.0.get(parameter)?.get(part).copied()?
    }

    /// Returns the first part of each parameter.
    fn numbers(&self) -> Vec<Option<u32>> {
        (0..self.0.len()).map(|parameter| self.get(parameter, 0)).collect()
    }

    fn meaning(&self, last: u8) -> Meaning {
        match (self.numbers().as_slice(), last) {
            ([Some(200)], b'~') => Meaning::PasteStart,
            // The end of a paste that was already given up.
            ([Some(201)], b'~') => Meaning::NOTHING,
            // The position of the cursor, unless it is F3 with modifiers.
            ([_, column], b'R') if !matches!((self.get(0, 0), column), (Some(1), Some(2..=16))) => {
                Meaning::NOTHING
            }
            ([Some(27), modifiers, Some(code)], b'~') => {
                let modifiers = modifiers.unwrap_or(1);
                self.presses(&CodedKey { code: *code, modifiers, ..CodedKey::default() }.keys())
            }
            ([Some(code), ..], b'u') if self.0.len() <= 3 => self.presses(&self.kitty_key(*code).keys()),
            ([Some(number)] | [Some(number), _], b'~' | b'^' | b'@') => {
                self.presses(&[key_by_number(*number)])
            }
            ([_] | [_, _], last) => self.presses(&[key_by_letter(last)]),
            _ => Meaning::key(Key::Unknown),
        }
    }

    fn kitty_key(&self, code: u32) -> CodedKey {
        let text = self.0.get(2).into_iter().flatten().flatten().copied();
        CodedKey {
            code,
            shifted: self.get(0, 1),
            base: self.get(0, 2),
            modifiers: self.get(1, 0).unwrap_or(1),
            text: text.filter(|code| *code != 0).collect(),
        }
    }

    fn presses(&self, keys: &[Key]) -> Meaning {
        let marked_repeat = match self.event() {
            KeyEvent::Press => false,
            KeyEvent::Repeat => true,
            KeyEvent::Release => return Meaning::NOTHING,
            KeyEvent::Unknown => return Meaning::key(Key::Unknown),
        };
        Meaning::Presses(keys.iter().map(|key| KeyPress { key: *key, marked_repeat }).collect())
    }

    fn event(&self) -> KeyEvent {
        match self.get(1, 1) {
            None | Some(1) => KeyEvent::Press,
            Some(2) => KeyEvent::Repeat,
            Some(3) => KeyEvent::Release,
            Some(_) => KeyEvent::Unknown,
        }
    }
}

/// Reads a number. Returns `Some(None)` if there are no digits, and `None` if there is another character. A number that
/// is too large becomes the largest one.
#[expect(
    clippy::option_option,
    reason = "the outer option is the result of the check, the inner one the value"
)]
fn number(digits: &[u8]) -> Option<Option<u32>> {
    digits.iter().try_fold(None, |number: Option<u32>, byte| {
        let digit = byte.is_ascii_digit().then(|| u32::from(byte - b'0'))?;
        Some(Some(number.unwrap_or(0).saturating_mul(10).saturating_add(digit)))
    })
}

/// Returns the key of a sequence that ends with `~`, or with `^` or `@` in rxvt, for Ctrl.
fn key_by_number(number: u32) -> Key {
    let function_key = |first: u32, key: u8| u8::try_from(number - first).map_or(key, |more| key + more);
    match number {
        1 | 7 => Key::Home,
        2 => Key::Insert,
        3 => Key::Delete,
        4 | 8 => Key::End,
        5 => Key::PageUp,
        6 => Key::PageDown,
        11..=15 => Key::F(function_key(11, 1)),
        17..=21 => Key::F(function_key(17, 6)),
        23..=26 => Key::F(function_key(23, 11)),
        28 | 29 => Key::F(function_key(28, 15)),
        31..=34 => Key::F(function_key(31, 17)),
        _ => Key::Unknown,
    }
}

/// Returns the key of a sequence that ends with a letter. Modifiers do not change the key.
fn key_by_letter(last: u8) -> Key {
    match last {
        // The small letters are rxvt's arrows with Shift.
        b'A' | b'a' => Key::Up,
        b'B' | b'b' => Key::Down,
        b'C' => Key::Right,
        b'D' | b'd' => Key::Left,
        // PuTTY and the Linux console send `G`.
        b'E' | b'G' => Key::Begin,
        b'F' => Key::End,
        b'H' => Key::Home,
        b'P'..=b'S' => Key::F(last - b'P' + 1),
        b'Z' => Key::BackTab,
        _ => Key::Unknown,
    }
}

/// Returns the key of the character after `ESC [ [`.
pub(super) fn linux_function_key(last: u8) -> Key {
    if let b'A'..=b'E' = last { Key::F(last - b'A' + 1) } else { Key::Unknown }
}
