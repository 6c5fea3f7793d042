//! The decoder: turns the bytes of a terminal into keys, pastes and answers (docs/input.md, D1 to D5).
//!
//! The decoder has no clock. Its caller reports a silence after the time that [`Decoder::awaits`] names.
//!
//! Invariants:
//! - The events depend only on the bytes and the silences, not on how a terminal or a connection splits the bytes (D5).
//! - The memory is bounded: by the limit of a paste, and otherwise by a few bytes.
//! - No bytes stop the keyboard: after a silence, the next byte begins a new event, and Enter, Esc and keys with Ctrl
//!   end every sequence except a paste.

use std::mem;
use std::time::Duration;

use crate::screen::input::background::BackgroundAnswer;
use crate::screen::input::csi::{self, Csi, CsiStep, Meaning};
use crate::screen::input::decoded::Decoded;
use crate::screen::input::paste::Paste;
use crate::screen::input::ss3;
use crate::screen::input::utf8::{Utf8, Utf8Step};
use crate::screen::key::Key;

/// The silence after which an unfinished sequence is given up (D3). A slow connection may split a sequence.
const SEQUENCE_SILENCE: Duration = Duration::from_millis(100);
/// The silence after which an unfinished paste is given up (D3). It is longer, because a paste has many packets.
const PASTE_SILENCE: Duration = Duration::from_secs(1);

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
const DEL: u8 = 0x7f;
/// The number of characters in a mouse report: the button, the column and the row.
const MOUSE_CHARACTERS: u8 = 3;

/// Decodes the bytes of one terminal.
#[derive(Debug, Default)]
pub struct Decoder {
    state: DecoderState,
    /// Whether reports of the mouse give events.
    reads_mouse: bool,
}

/// What has been read and is not yet an event.
#[derive(Debug, Default)]
enum DecoderState {
    #[default]
    Ground,
    /// After CR, which may be the first byte of CR LF.
    CarriageReturn,
    /// Inside a character. `alt` states whether it is typed with Alt.
    Character { utf8: Utf8, alt: bool },
    /// After Esc.
    Esc,
    /// After `ESC [`.
    Csi(Csi),
    /// After `ESC [ [`.
    LinuxFunctionKey,
    /// Inside a mouse report: the unfinished character, and the number of missing characters.
    Mouse { utf8: Utf8, missing: u8 },
    /// After `ESC O`. `empty` is false after a digit or `;`.
    Ss3 { empty: bool },
    /// Inside a control string: OSC, DCS, SOS, PM or APC. If it is given up, it becomes the key `otherwise`.
    /// `answer` is there for OSC.
    ControlString { otherwise: Key, answer: Option<BackgroundAnswer> },
    /// After the Esc that may begin the end of a control string.
    ControlStringEnd { otherwise: Key, answer: Option<BackgroundAnswer> },
    /// Inside a bracketed paste.
    Paste(Paste),
}

impl Decoder {
    /// Makes reports of the mouse give events, or nothing.
    pub(super) const fn set_reads_mouse(&mut self, reads_mouse: bool) {
        self.reads_mouse = reads_mouse;
    }

    /// Adds the next byte. The events that it completes are appended to `out`.
    ///
    /// Returns how many of these events, from the first one on, ended before this byte: such an event has the time
    /// of the byte before.
    pub fn add(&mut self, byte: u8, out: &mut Vec<Decoded>) -> usize {
        let start = out.len();
        let mut earlier = 0;
        // A byte that breaks a sequence is read anew in the next state. The loop ends after at most two such steps,
        // because every byte is part of some event there.
        while !self.take(byte, out) {
            earlier = out.len() - start;
        }
        // A byte that begins something has completed nothing.
        if self.is_unfinished() { out.len() - start } else { earlier }
    }

    /// Returns whether bytes have come that may still become a key.
    #[must_use]
    pub fn is_unfinished(&self) -> bool {
        !matches!(self.state, DecoderState::Ground | DecoderState::CarriageReturn)
    }

    /// Gives up what is unfinished, because no byte came for the time that [`Self::awaits`] returns.
    pub fn silence(&mut self, out: &mut Vec<Decoded>) {
        let event = match mem::take(&mut self.state) {
            DecoderState::Ground | DecoderState::CarriageReturn => return,
            DecoderState::Character { alt, .. } => character(char::REPLACEMENT_CHARACTER, alt),
            DecoderState::Esc => Key::Esc.into(),
            DecoderState::Csi(csi) if csi.is_empty() => Key::Alt('[').into(),
            DecoderState::Ss3 { empty: true } => Key::Alt('O').into(),
            DecoderState::Csi(_)
            | DecoderState::LinuxFunctionKey
            | DecoderState::Mouse { .. }
            | DecoderState::Ss3 { .. } => Key::Unknown.into(),
            DecoderState::ControlString { otherwise, .. } => otherwise.into(),
            DecoderState::ControlStringEnd { otherwise, .. } => {
                out.push(otherwise.into());
                Key::Esc.into()
            }
            DecoderState::Paste(paste) => Decoded::Paste(paste.into_text(false)),
        };
        out.push(event);
    }

    /// Returns the silence after which [`Self::silence`] must be called, or `None` if nothing is unfinished.
    #[must_use]
    pub fn awaits(&self) -> Option<Duration> {
        match self.state {
            DecoderState::Ground => None,
            DecoderState::Paste(_) => Some(PASTE_SILENCE),
            _ => Some(SEQUENCE_SILENCE),
        }
    }

    /// Reads a byte. Returns `false` if the byte must be read anew.
    fn take(&mut self, byte: u8, out: &mut Vec<Decoded>) -> bool {
        match &mut self.state {
            DecoderState::Ground => self.begin(byte, out),
            DecoderState::CarriageReturn => {
                self.state = DecoderState::Ground;
                // The Enter was reported at CR.
                return byte == b'\n';
            }
            DecoderState::Character { utf8, alt } => {
                let alt = *alt;
                match utf8.add(byte) {
                    Utf8Step::Unfinished => {}
                    Utf8Step::Char(c) => self.finish([character(c, alt)], out),
                    Utf8Step::InvalidBefore => return self.give_up(out),
                }
            }
            DecoderState::Esc => return self.after_esc(byte, out),
            DecoderState::Csi(csi) => match csi.add(byte) {
                CsiStep::Unfinished => {}
                CsiStep::Finished(meaning) => self.finish_csi(meaning, out),
                CsiStep::Broken => return self.give_up(out),
            },
            DecoderState::LinuxFunctionKey => match byte {
                b'@'..=b'~' => self.finish([csi::linux_function_key(byte).into()], out),
                _ => return self.give_up(out),
            },
            DecoderState::Mouse { utf8, missing } => match (byte, utf8.add(byte)) {
                (0..b' ', _) => return self.give_up(out),
                (_, Utf8Step::Unfinished) => {}
                // The characters are often bytes that are not UTF-8. Each counts as one character.
                (_, step) => {
                    *missing -= 1;
                    *utf8 = Utf8::default();
                    if *missing == 0 {
                        self.state = DecoderState::Ground;
                    }
                    return step != Utf8Step::InvalidBefore;
                }
            },
            DecoderState::Ss3 { empty } => match byte {
                // Old versions of Konsole send the modifiers here.
                b'0'..=b'9' | b';' => *empty = false,
                b'@'..=b'~' | b' ' => self.finish([ss3::key(byte).into()], out),
                _ => return self.give_up(out),
            },
            DecoderState::ControlString { otherwise, answer } => match byte {
                BEL => {
                    let answer = background(answer);
                    self.finish(answer, out);
                }
                ESC => {
                    let (otherwise, answer) = (*otherwise, answer.take());
                    self.state = DecoderState::ControlStringEnd { otherwise, answer };
                }
                // ECMA-48 allows CR, LF and Tab in some control strings, but no answer of a terminal has them. They
                // break the string here, so that an operator's Enter is never part of it.
                0..b' ' | DEL => return self.give_up(out),
                _ => {
                    *otherwise = Key::Unknown;
                    if let Some(answer) = answer {
                        answer.add(byte);
                    }
                }
            },
            DecoderState::ControlStringEnd { answer, .. } if byte == b'\\' => {
                let answer = background(answer);
                self.finish(answer, out);
            }
            DecoderState::ControlStringEnd { otherwise, .. } => {
                // The Esc broke the string instead of ending it.
                out.push((*otherwise).into());
                self.state = DecoderState::Esc;
                return false;
            }
            DecoderState::Paste(paste) => {
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
            ESC => self.state = DecoderState::Esc,
            b'\r' => {
                out.push(Key::Enter.into());
                self.state = DecoderState::CarriageReturn;
            }
            b'\n' => out.push(Key::Enter.into()),
            0x08 | DEL => out.push(Key::Backspace.into()),
            b'\t' => out.push(Key::Tab.into()),
            // A control character is a character from `@` to `_` without one bit.
            0..b' ' => out.push(Key::Ctrl(char::from(byte | 0x40).to_ascii_lowercase()).into()),
            _ => self.begin_character(byte, false, out),
        }
    }

    fn begin_character(&mut self, byte: u8, alt: bool, out: &mut Vec<Decoded>) {
        let mut utf8 = Utf8::default();
        match utf8.add(byte) {
            Utf8Step::Char(c) => self.finish([character(c, alt)], out),
            Utf8Step::Unfinished | Utf8Step::InvalidBefore => {
                self.state = DecoderState::Character { utf8, alt }
            }
        }
    }

    fn after_esc(&mut self, byte: u8, out: &mut Vec<Decoded>) -> bool {
        self.state = match byte {
            b'[' => DecoderState::Csi(Csi::default()),
            b'O' => DecoderState::Ss3 { empty: true },
            b']' | b'P' | b'X' | b'^' | b'_' => {
                let answer = (byte == b']').then(BackgroundAnswer::default);
                DecoderState::ControlString { otherwise: Key::Alt(char::from(byte)), answer }
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
            Meaning::StatusAnswer => return self.finish([Decoded::StatusAnswer], out),
            Meaning::Mouse(action) => {
                let action = self.reads_mouse.then_some(Decoded::Mouse(action));
                return self.finish(action, out);
            }
            Meaning::PasteStart => DecoderState::Paste(Paste::default()),
            Meaning::MouseReport => DecoderState::Mouse { utf8: Utf8::default(), missing: MOUSE_CHARACTERS },
            Meaning::LinuxFunctionKey => DecoderState::LinuxFunctionKey,
        };
    }

    fn finish(&mut self, events: impl IntoIterator<Item = Decoded>, out: &mut Vec<Decoded>) {
        self.state = DecoderState::Ground;
        out.extend(events);
    }

    /// Gives up what is unfinished, because the byte is not part of it. Returns `false`, because the byte must be read
    /// anew.
    fn give_up(&mut self, out: &mut Vec<Decoded>) -> bool {
        self.silence(out);
        false
    }
}

/// Returns what a control string means that has ended.
fn background(answer: &Option<BackgroundAnswer>) -> Option<Decoded> {
    answer.as_ref().and_then(BackgroundAnswer::is_light).map(|is_light| Decoded::Background { is_light })
}

fn character(c: char, alt: bool) -> Decoded {
    if alt { Key::Alt(c).into() } else { Key::Char(c).into() }
}

#[cfg(test)]
mod tests;
