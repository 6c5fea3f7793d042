//! Turns bytes with times into keys by the rules D1 to D5 of docs/input.md.
//!
//! All bytes are given at the start, so each key is found by looking ahead. There is no state.

/// The pause after which an unfinished sequence is given up (D3).
const PATIENCE_MS: u64 = 100;
/// The pause after which an unfinished paste is given up (D3).
const PASTE_PATIENCE_MS: u64 = 1_000;

/// Bytes that were read at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Read {
    pub(super) at_ms: u64,
    pub(super) bytes: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// A character. U+FFFD is a byte that is not UTF-8.
    Char(char),
    Enter,
    Backspace,
    Delete,
    Esc,
    Tab,
    /// Ctrl and the key of this lower-case letter or character.
    Control(char),
    Alt(char),
    Function(u8),
    /// A key that may select another material: an arrow, Shift+Tab, a page key.
    Move,
    /// Home, End, Insert or the middle key of the keypad.
    Other,
    /// A sequence in the form of a key that is not known.
    Unknown,
    /// A sequence that the rules do not name: one of these keys. `None` is an answer, which gives nothing.
    OneOf(Vec<Option<Key>>),
    Paste(String),
}

/// A key, with the time and the number of the read that brought its last byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pressed {
    pub(super) at_ms: u64,
    pub(super) read: usize,
    pub(super) key: Key,
}

#[derive(Clone, Copy)]
struct Byte {
    at_ms: u64,
    read: usize,
    byte: u8,
}

/// Returns the keys of these reads.
pub(super) fn keys(reads: &[Read]) -> Vec<Pressed> {
    let bytes: Vec<Byte> = reads
        .iter()
        .enumerate()
        .flat_map(|(number, read)| {
            read.bytes.iter().map(move |&byte| Byte { at_ms: read.at_ms, read: number, byte })
        })
        .collect();
    let mut pressed = Vec::new();
    let mut start = 0;
    while start < bytes.len() {
        let rest = Sequence { bytes: &bytes[start..] };
        let (key, length) = rest.key();
        // CR is an Enter at once, whether or not LF follows.
        let last = bytes[if key == Some(Key::Enter) && length == 2 { start } else { start + length - 1 }];
        if let Some(key) = key {
            pressed.push(Pressed { at_ms: last.at_ms, read: last.read, key });
        }
        start += length;
    }
    pressed
}

/// The bytes from the first byte of a key on.
struct Sequence<'a> {
    bytes: &'a [Byte],
}

type Found = (Option<Key>, usize);

impl Sequence<'_> {
    /// Returns the byte at this index, if it came less than `patience` after the byte before it.
    fn within(&self, index: usize, patience: u64) -> Option<u8> {
        let byte = self.bytes.get(index)?;
        let before = self.bytes[index - 1];
        (byte.at_ms - before.at_ms < patience).then_some(byte.byte)
    }

    fn get(&self, index: usize) -> Option<u8> {
        self.within(index, PATIENCE_MS)
    }

    /// Returns the next key, or `None` for an answer, and its length in bytes.
    fn key(&self) -> Found {
        match self.bytes[0].byte {
            0x1b => self.escape(),
            b'\r' if self.get(1) == Some(b'\n') => (Some(Key::Enter), 2),
            control @ (0..=0x1f | 0x7f) => (Some(control_key(control)), 1),
            _ => {
                let (c, length) = self.character(0);
                (Some(Key::Char(c)), length)
            }
        }
    }

    /// Returns the character at this index and its length, or U+FFFD for one byte that is not UTF-8 (D1).
    fn character(&self, index: usize) -> (char, usize) {
        let mut bytes = vec![self.bytes[index].byte];
        loop {
            if let Some(c) = std::str::from_utf8(&bytes).ok().and_then(|text| text.chars().next()) {
                let is_control = ('\u{80}'..='\u{9f}').contains(&c);
                return (if is_control { '\u{fffd}' } else { c }, bytes.len());
            }
            match self.get(index + bytes.len()) {
                Some(next @ 0x80..=0xbf) if bytes.len() < 4 => bytes.push(next),
                _ => {
                    // A valid beginning of a character becomes one mark. So does any other byte.
                    let is_beginning =
                        std::str::from_utf8(&bytes).is_err_and(|error| error.error_len().is_none());
                    return ('\u{fffd}', if is_beginning { bytes.len() } else { 1 });
                }
            }
        }
    }

    fn escape(&self) -> Found {
        match self.get(1) {
            // A lone Esc (D3), or Esc and a control character, which is the next key (D4).
            None | Some(0..=0x1f | 0x7f) => (Some(Key::Esc), 1),
            Some(b'[') => self.csi(),
            Some(b'O') => self.ss3(),
            Some(first @ (b'P' | b']' | b'X' | b'^' | b'_')) => self.string(first),
            Some(_) => {
                let (c, length) = self.character(1);
                (Some(Key::Alt(c)), 1 + length)
            }
        }
    }

    fn csi(&self) -> Found {
        let mut end = 2;
        while matches!(self.get(end), Some(0x20..=0x3f)) {
            end += 1;
        }
        let text: String = self.bytes[2..end].iter().map(|byte| char::from(byte.byte)).collect();
        let Some(last) = self.get(end) else {
            return (Some(if text.is_empty() { Key::Alt('[') } else { Key::Unknown }), end);
        };
        if !(0x40..=0x7e).contains(&last) {
            // A byte that belongs to no sequence broke this one. That byte is read anew.
            return (Some(Key::Unknown), end);
        }
        end += 1;
        match (text.as_str(), last) {
            // The Linux text console: F1 to F5.
            ("", b'[') => match self.get(end) {
                Some(key @ b'A'..=b'E') => (Some(Key::Function(key - b'A' + 1)), end + 1),
                _ => (Some(Key::Unknown), end),
            },
            // The mouse in the old encoding: three more bytes.
            ("", b'M') => {
                let more = (0..3).take_while(|&index| self.get(end + index).is_some()).count();
                (None, end + more)
            }
            ("200", b'~') => self.paste(end),
            _ => (csi_key(&text, last), end),
        }
    }

    fn paste(&self, start: usize) -> Found {
        let mut end = start;
        let mut text = Vec::new();
        while let Some(byte) = self.within(end, PASTE_PATIENCE_MS) {
            text.push(byte);
            end += 1;
            if text.ends_with(b"\x1b[201~") {
                text.truncate(text.len() - 6);
                return (Some(Key::Paste(String::from_utf8_lossy(&text).into_owned())), end);
            }
        }
        let text = String::from_utf8_lossy(&text).into_owned();
        (Some(Key::Paste(text + "\u{fffd}")), end)
    }

    fn ss3(&self) -> Found {
        // Old versions of Konsole send modifiers before the last byte.
        let mut end = 2;
        while matches!(self.get(end), Some(b'0'..=b'9' | b';')) {
            end += 1;
        }
        let Some(last) = self.get(end) else {
            return (Some(if end == 2 { Key::Alt('O') } else { Key::Unknown }), end);
        };
        let key = match last {
            // rxvt sends small letters for arrows with Ctrl.
            b'A'..=b'D' | b'a'..=b'd' => Key::Move,
            b'H' | b'F' | b'E' => Key::Other,
            b'P'..=b'S' => Key::Function(last - b'P' + 1),
            b'M' => Key::Enter,
            b'I' => Key::Tab,
            b' ' => Key::Char(' '),
            // The keypad in application mode: each code is the character plus 0x40.
            b'j'..=b'y' => Key::Char(char::from(last - 0x40)),
            b'X' => Key::Char('='),
            0..=0x1f | 0x7f.. => return (Some(Key::Unknown), end),
            _ => Key::Unknown,
        };
        (Some(key), end + 1)
    }

    /// OSC, DCS, SOS, PM and APC end with ST, an OSC also with BEL.
    fn string(&self, first: u8) -> Found {
        let mut end = 2;
        loop {
            match self.get(end) {
                None if end == 2 => return (Some(Key::Alt(char::from(first))), 2),
                None => return (Some(Key::Unknown), end),
                Some(0x07) if first == b']' => return (None, end + 1),
                Some(0x1b) if self.get(end + 1) == Some(b'\\') => return (None, end + 2),
                Some(0x1b | 0x18 | 0x1a) => return (Some(Key::OneOf(vec![Some(Key::Unknown), None])), end),
                Some(_) => end += 1,
            }
        }
    }
}

fn control_key(byte: u8) -> Key {
    match byte {
        b'\r' | b'\n' => Key::Enter,
        b'\t' => Key::Tab,
        0x7f | 0x08 => Key::Backspace,
        _ => Key::Control(char::from(byte + 0x40).to_ascii_lowercase()),
    }
}

fn csi_key(text: &str, last: u8) -> Option<Key> {
    if text.starts_with(['<', '=', '>', '?']) || text.contains(['$', ' ', '"', '\'']) {
        return None;
    }
    let mut numbers = text.split([';', ':']).map(|number| number.parse::<u32>().unwrap_or(0));
    let (first, modifier) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    let third = numbers.next().unwrap_or(0);
    let key = match (last, first) {
        (b'A'..=b'D' | b'Z', _) | (b'~', 5 | 6) => Key::Move,
        (b'H' | b'F' | b'E', _) | (b'~', 1 | 2 | 4 | 7 | 8) => Key::Other,
        (b'P' | b'Q' | b'S', 0 | 1) => Key::Function(last - b'P' + 1),
        // F3 with a modifier has the form of a report of the cursor's position.
        (b'R', _) => Key::OneOf(vec![Some(Key::Function(3)), None]),
        (b'~', 3) => Key::Delete,
        (b'~', 11..=15) => Key::Function((first - 10) as u8),
        (b'~', 17..=21) => Key::Function((first - 11) as u8),
        (b'~', 23 | 24) => Key::Function((first - 12) as u8),
        (b'~', 27) => return Some(Key::OneOf(vec![Some(coded_key(third, modifier)), Some(Key::Unknown)])),
        (b'u', code) => return Some(Key::OneOf(vec![Some(coded_key(code, modifier)), Some(Key::Unknown)])),
        (b'c' | b'n' | b't' | b'x' | b'y' | b'I' | b'O', _) => return None,
        (b'~', _) => Key::Unknown,
        _ => Key::OneOf(vec![Some(Key::Unknown), None]),
    };
    // A function key with a modifier is another key.
    let is_plain = modifier <= 1 || matches!(key, Key::Move | Key::Unknown | Key::OneOf(_));
    Some(if is_plain { key } else { Key::OneOf(vec![Some(key), Some(Key::Unknown)]) })
}

/// Returns the key of a code point and a modifier, as in `CSI u` and in xterm's modifyOtherKeys.
fn coded_key(code: u32, modifier: u32) -> Key {
    let modifiers = modifier.saturating_sub(1);
    let (has_alt, has_control) = (modifiers & 2 != 0, modifiers & 4 != 0);
    match (u8::try_from(code), char::from_u32(code)) {
        (Ok(0x1b), _) => Key::Esc,
        (Ok(control @ (0..=0x1f | 0x7f)), _) => control_key(control),
        (_, Some(c)) if has_control => Key::Control(c),
        (_, Some(c)) if has_alt => Key::Alt(c),
        (_, Some(c)) => Key::Char(c),
        _ => Key::Unknown,
    }
}
