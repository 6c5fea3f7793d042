//! Alt with a character. It has the same bytes as Esc and that character (docs/input.md, D4).

use crate::console::gesture::context::KeyContext;
use crate::console::keymap::Mode;
use crate::screen::key::Key;

/// The mark that is typed before a character that arrived with Alt.
const AMBIGUOUS: char = '^';

/// Returns the keys that replace Alt with a character.
///
/// If Esc has nothing to erase or to bring back, the keys are Esc and the character. If Esc may change typed text, the
/// keys are a mark and the character, so that Enter is rejected until the operator has checked the text.
pub(super) const fn intended_keys(c: char, context: KeyContext) -> [Key; 2] {
    let first = match context.mode {
        Mode::Weighing if context.snapshot.line_empty && !context.snapshot.offered => Key::Esc,
        Mode::Weighing => Key::Char(AMBIGUOUS),
        // On the start screen, Esc would end the program.
        Mode::Start => Key::Unknown,
        // A name may contain a caret, but not the mark of an unknown key.
        mode if mode.has_text_field() => Key::Unknown,
        _ => Key::Esc,
    };
    [first, Key::Char(c)]
}
