//! The decoder: turns the bytes of a terminal into keys, pastes and answers (docs/input.md, D1 to D4).
//!
//! The decoder has no clock. Its caller reports a silence after the time that [`Decoder::awaits`] names.
//!
//! Invariants:
//! - The events depend on the bytes and the silences only, not on how a terminal or a line splits the bytes.
//! - The memory is bounded: by the limit of a paste, otherwise by a few bytes.
//! - The keyboard is never dead: after a silence the next byte is read by itself, and Enter, Esc and keys with Ctrl end
//!   every sequence but a paste.

use std::mem;
use std::time::Duration;

use crate::screen::input::csi::{self, Csi, CsiStep, Meaning};
use crate::screen::input::decoded::Decoded;
use crate::screen::input::paste::Paste;
use crate::screen::input::ss3;
use crate::screen::input::utf8::{Utf8, Utf8Step};
use crate::screen::key::Key;

/// The silence after which an unfinished sequence is given up (D3). A line may delay a part of a packet by this much.
const SEQUENCE_SILENCE: Duration = Duration::from_millis(100);
/// The silence after which an unfinished paste is given up (D3). It is longer, because a paste is many packets.
const PASTE_SILENCE: Duration = Duration::from_secs(1);

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
const DEL: u8 = 0x7f;
/// The number of characters in a mouse report: the button, the column and the row.
const MOUSE_CHARACTERS: u8 = 3;

/// Decodes the bytes of one terminal.
#[derive(Debug, Default)]
pub struct Decoder {
    state: State,
}

/// What was read and is not yet an event.
#[derive(Debug, Default)]
enum State {
    #[default]
    Ground,
    /// After CR, which may be the first byte of CR LF.
    CarriageReturn,
    /// Inside a character, which is typed with Alt if `alt` is true.
    Character { utf8: Utf8, alt: bool },
    /// After Esc.
    Esc,
    /// After `ESC [`.
    Csi(Csi),
    /// After `ESC [ [`.
    LinuxFunctionKey,
    /// Inside a mouse report: the character that is being read, and the number of characters that are missing.
    Mouse { utf8: Utf8, missing: u8 },
    /// After `ESC O`, and maybe a number.
    Ss3 { empty: bool },
    /// Inside a control string: OSC, DCS, SOS, PM or APC. If it is given up, it becomes the key `otherwise`.
    ControlString { otherwise: Key },
    /// After the Esc that may begin the end of a control string.
    ControlStringEnd { otherwise: Key },
    /// Inside a bracketed paste.
    Paste(Paste),
}

impl Decoder {
    /// Adds the next byte. The events that it completes are appended to `out`.
    pub fn add(&mut self, byte: u8, out: &mut Vec<Decoded>) {
        // A byte that breaks a sequence is read anew by the state after it. Every byte is part of something there, or
        // after one more step.
        while !self.take(byte, out) {}
    }

    /// Gives up what is unfinished, because no byte came for the time that [`Self::awaits`] returns.
    pub fn silence(&mut self, out: &mut Vec<Decoded>) {
        let event = match mem::take(&mut self.state) {
            State::Ground | State::CarriageReturn => return,
            State::Character { alt, .. } => character(char::REPLACEMENT_CHARACTER, alt),
            State::Esc => Key::Esc.into(),
            State::Csi(csi) if csi.is_empty() => Key::Alt('[').into(),
            State::Ss3 { empty: true } => Key::Alt('O').into(),
            State::Csi(_) | State::LinuxFunctionKey | State::Mouse { .. } | State::Ss3 { .. } => {
                Key::Unknown.into()
            }
            State::ControlString { otherwise } => otherwise.into(),
            State::ControlStringEnd { otherwise } => {
                out.push(otherwise.into());
                Key::Esc.into()
            }
            State::Paste(paste) => Decoded::Paste(paste.into_text(false)),
        };
        out.push(event);
    }

    /// Returns the silence after which [`Self::silence`] must be called, or `None` if nothing is unfinished.
    #[must_use]
    pub fn awaits(&self) -> Option<Duration> {
        match self.state {
            State::Ground => None,
            State::Paste(_) => Some(PASTE_SILENCE),
            _ => Some(SEQUENCE_SILENCE),
        }
    }

    /// Reads a byte, and returns false if it must be read anew.
    fn take(&mut self, byte: u8, out: &mut Vec<Decoded>) -> bool {
        match &mut self.state {
            State::Ground => self.begin(byte, out),
            State::CarriageReturn => {
                self.state = State::Ground;
                // The Enter was reported at CR.
                return byte == b'\n';
            }
            State::Character { utf8, alt } => {
                let alt = *alt;
                match utf8.add(byte) {
                    Utf8Step::Unfinished => {}
                    Utf8Step::Char(c) => self.finish([character(c, alt)], out),
                    Utf8Step::InvalidBefore => return self.give_up(out),
                }
            }
            State::Esc => return self.after_esc(byte, out),
            State::Csi(csi) => match csi.add(byte) {
                CsiStep::Unfinished => {}
                CsiStep::Finished(meaning) => self.finish_csi(meaning, out),
                CsiStep::Broken => return self.give_up(out),
            },
            State::LinuxFunctionKey => match byte {
                b'@'..=b'~' => self.finish([csi::linux_function_key(byte).into()], out),
                _ => return self.give_up(out),
            },
            State::Mouse { utf8, missing } => match (byte, utf8.add(byte)) {
                (0..b' ', _) => return self.give_up(out),
                (_, Utf8Step::Unfinished) => {}
                // The characters are often bytes that are not UTF-8. Each counts as one character.
                (_, step) => {
                    *missing -= 1;
                    *utf8 = Utf8::default();
                    if *missing == 0 {
                        self.state = State::Ground;
                    }
                    return step != Utf8Step::InvalidBefore;
                }
            },
            State::Ss3 { empty } => match byte {
                // Old versions of Konsole send the modifiers here.
                b'0'..=b'9' | b';' => *empty = false,
                b'@'..=b'~' | b' ' => self.finish([ss3::key(byte).into()], out),
                _ => return self.give_up(out),
            },
            State::ControlString { otherwise } => match byte {
                BEL => self.state = State::Ground,
                ESC => self.state = State::ControlStringEnd { otherwise: *otherwise },
                // ECMA-48 allows CR, LF and Tab in some control strings, but no answer of a terminal has them. They
                // end the string here, so that an operator's Enter is never part of it.
                0..b' ' | DEL => return self.give_up(out),
                _ => *otherwise = Key::Unknown,
            },
            State::ControlStringEnd { .. } if byte == b'\\' => self.state = State::Ground,
            State::ControlStringEnd { otherwise } => {
                // The Esc did not end the string but broke it.
                out.push((*otherwise).into());
                self.state = State::Esc;
                return false;
            }
            State::Paste(paste) => {
                if paste.add(byte) {
                    let text = mem::take(paste).into_text(true);
                    self.finish([Decoded::Paste(text)], out);
                }
            }
        }
        true
    }

    /// Reads the first byte of an event.
    fn begin(&mut self, byte: u8, out: &mut Vec<Decoded>) {
        match byte {
            ESC => self.state = State::Esc,
            b'\r' => {
                out.push(Key::Enter.into());
                self.state = State::CarriageReturn;
            }
            b'\n' => out.push(Key::Enter.into()),
            0x08 | DEL => out.push(Key::Backspace.into()),
            b'\t' => out.push(Key::Tab.into()),
            // The control characters are the characters from `@` to `_` without one bit. Only Ctrl+J and Ctrl+M have
            // other bytes of their own.
            0..b' ' => out.push(Key::Ctrl(char::from(byte | 0x40).to_ascii_lowercase()).into()),
            _ => self.begin_character(byte, false, out),
        }
    }

    fn begin_character(&mut self, byte: u8, alt: bool, out: &mut Vec<Decoded>) {
        let mut utf8 = Utf8::default();
        match utf8.add(byte) {
            Utf8Step::Char(c) => self.finish([character(c, alt)], out),
            Utf8Step::Unfinished | Utf8Step::InvalidBefore => self.state = State::Character { utf8, alt },
        }
    }

    fn after_esc(&mut self, byte: u8, out: &mut Vec<Decoded>) -> bool {
        self.state = match byte {
            b'[' => State::Csi(Csi::default()),
            b'O' => State::Ss3 { empty: true },
            b']' | b'P' | b'X' | b'^' | b'_' => {
                State::ControlString { otherwise: Key::Alt(char::from(byte)) }
            }
            0..b' ' | DEL => return self.give_up(out),
            _ => {
                self.begin_character(byte, true, out);
                return true;
            }
        };
        true
    }

    fn finish_csi(&mut self, meaning: Meaning, out: &mut Vec<Decoded>) {
        self.state = match meaning {
            Meaning::Presses(presses) => return self.finish(presses.into_iter().map(Decoded::Key), out),
            Meaning::KittyAnswer => return self.finish([Decoded::KittyAnswer], out),
            Meaning::PasteStart => State::Paste(Paste::default()),
            Meaning::MouseReport => State::Mouse { utf8: Utf8::default(), missing: MOUSE_CHARACTERS },
            Meaning::LinuxFunctionKey => State::LinuxFunctionKey,
        };
    }

    fn finish(&mut self, events: impl IntoIterator<Item = Decoded>, out: &mut Vec<Decoded>) {
        self.state = State::Ground;
        out.extend(events);
    }

    /// Gives up what is unfinished, because the byte is not part of it. Returns false: the byte must be read anew.
    fn give_up(&mut self, out: &mut Vec<Decoded>) -> bool {
        self.silence(out);
        false
    }
}

fn character(c: char, alt: bool) -> Decoded {
    if alt { Key::Alt(c).into() } else { Key::Char(c).into() }
}

#[cfg(test)]
mod tests;
