//! Bracketed pastes, and the lines of the plain console.
//!
//! Invariant: each line is accepted or rejected as a whole. A line of words that happens to start with the letter
//! of a material's key does not select that material, and an amount after such a line has no material.

use crate::console::action::{Action, FormAction};
use crate::console::entry_line::{EntryLine, MachineState, Origin};
use crate::console::keymap::{self, Mode};
use crate::console::model::Model;
use crate::console::msg::Effect;
use crate::console::notice::Notice;
use crate::console::rejected::{RejectReason, RejectedLine};
use crate::console::selection::Selection;
use crate::console::update::whole_line::{Spacing, WholeLine};
use crate::console::update::{entry_line, machine_line, overlay, scale, typed_text};
use crate::entry::{self, Span, ValidationError, ValidationErrorKind};
use crate::language::format;
use crate::scale::wedge;
use crate::screen::clock::Timestamp;
use crate::screen::key::Key;

/// Applies a bracketed paste: to the entry line, or to the text field of the overlay on top.
pub(super) fn paste(model: &mut Model, text: &str, now: Timestamp, effects: &mut Vec<Effect>) {
    let mode = model.mode();
    let refusal = match mode {
        Mode::History | Mode::Find if model.own.is_none() => return paste_into_field(model, text),
        _ if model.own.is_none() => return model.notify(Notice::WatchOnly),
        // D3: a part of the paste is missing.
        _ if text.ends_with(char::REPLACEMENT_CHARACTER) => RejectReason::CutPaste,
        _ if model.is_too_small() => RejectReason::TooSmall,
        Mode::Weighing => return paste_lines(model, text, now, effects),
        _ if mode.has_text_field() => return paste_into_field(model, text),
        _ => RejectReason::Busy,
    };
    let text = text.trim_end_matches(char::REPLACEMENT_CHARACTER);
    for line in text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()) {
        typed_text::reject_line(model, line, refusal.clone());
    }
}

/// Pastes lines with one entry each. An entry is an amount, optionally preceded by the letter of a
/// material. The letter is repeated to select a grade.
fn paste_lines(model: &mut Model, text: &str, now: Timestamp, effects: &mut Vec<Effect>) {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (ended, last) =
        text.rsplit_once('\n').map_or((None, text.as_str()), |(ended, last)| (Some(ended), last));
    let ended: Vec<&str> = ended
        .into_iter()
        .flat_map(|lines| lines.split('\n'))
        .filter(|line| !line.trim().is_empty())
        .collect();
    match ended[..] {
        [] => {}
        [line] if last.trim().is_empty() => return paste_line(model, line, now, effects),
        _ => paste_several(model, &ended, now, effects),
    }
    if !last.trim().is_empty() {
        continue_line(model, last);
    }
}

/// Pastes one line that ends with a line break. A rejected line stays in the entry line, where the operator can
/// correct it at once.
fn paste_line(model: &mut Model, line: &str, now: Timestamp, effects: &mut Vec<Effect>) {
    typed_text::reject_held_amount(model);
    typed_text::reject_offered(model);
    let whole = WholeLine::read_entry(model, line, Spacing::Allowed);
    let typed = whole.map(|whole| whole.typed(model, Origin::Hand)).ok_or(RejectReason::NotAnEntry);
    let result = match typed {
        Ok(typed) if model.line.text.is_empty() => {
            typed_text::put_back(model, typed);
            entry_line::submit(model, now, effects)
        }
        Ok(typed) => {
            if let Err(reason) = machine_line::hold_two_readings(model, typed, line) {
                typed_text::reject_line(model, line, reason);
            }
            return;
        }
        Err(reason) if model.line.text.is_empty() => {
            entry_line::type_text(model, line.trim_matches(' '));
            Err(reason)
        }
        Err(reason) => return typed_text::reject_line(model, line, reason),
    };
    if let Err(reason) = result {
        model.notify(Notice::Rejected(reason));
    }
}

/// Pastes several lines. Text that was typed before them is another entry, so it moves to the rejected lines.
fn paste_several(model: &mut Model, lines: &[&str], now: Timestamp, effects: &mut Vec<Effect>) {
    typed_text::reject_held_amount(model);
    typed_text::reject_offered(model);
    if !model.line.text.is_empty() {
        typed_text::reject_text(model, RejectReason::NeedsConfirmation);
    }
    let (mut accepted, mut rejected) = (0, 0);
    // Whether a rejected line may have named a material. An amount without a letter then has no material.
    let mut material_unknown = false;
    for line in lines {
        let before = model.saved_line();
        let whole = WholeLine::read_entry(model, line, Spacing::Allowed);
        let has_letter = whole.is_none_or(|whole| whole.selection.is_some());
        let result = match whole {
            None => Err(RejectReason::NotAnEntry),
            Some(whole) if whole.selection.is_none() && material_unknown => {
                Err(RejectReason::UnknownMaterial)
            }
            Some(whole) => {
                let typed = whole.typed(model, Origin::Hand);
                typed_text::put_back(model, typed);
                let result = entry_line::submit(model, now, effects);
                if model.line.held.is_some() { Err(RejectReason::NeedsConfirmation) } else { result }
            }
        };
        match result {
            Ok(()) => {
                accepted += 1;
                material_unknown = false;
            }
            Err(reason) => {
                rejected += 1;
                material_unknown |= has_letter;
                let (text, selection) = match &reason {
                    RejectReason::NotAnEntry | RejectReason::UnknownMaterial => {
                        (typed_text::with_marks(line.trim_matches(' ')), Selection::default())
                    }
                    _ => (std::mem::take(&mut model.line).text_with_mark(), model.selection),
                };
                typed_text::put_back(model, before);
                model.rejected.push(RejectedLine { text, selection, reason });
            }
        }
    }
    let last = model.pending.back().filter(|_| accepted > 0).map(|record| record.ticket);
    model.notify(Notice::Pasted { accepted, rejected, last });
}

/// Continues the entry line with a text that has no line break.
fn continue_line(model: &mut Model, text: &str) {
    if typed_text::close_question(model) && !model.line.text.is_empty() {
        entry_line::begin_instead_of_held(model);
    }
    if !model.line.text.is_empty() {
        return entry_line::type_text(model, text);
    }
    match WholeLine::read(model, text, Spacing::Allowed) {
        Some(whole) => {
            let offered = model.line.offered.take();
            let typed = whole.typed(model, Origin::Hand);
            typed_text::put_back(model, typed);
            model.line.offered = offered;
        }
        None => {
            entry_line::type_text(model, text.trim_matches(' '));
            model.notify(Notice::Rejected(RejectReason::NotAnEntry));
        }
    }
}

/// Selects the material of a line that is nothing but a letter: the weight then comes from the scale. Returns whether it is.
fn select_alone(model: &mut Model, line: &str) -> bool {
    let mut letters = line.trim().chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else { return false };
    let Some(index) = model.material_on_key(letter) else { return false };
    model.selection = Selection { material: Some(index), grade: None };
    model.notify(Notice::MaterialSelected(index));
    true
}

/// Applies a line of the plain console like a pasted line, or as a frame of the scale. The line replaces the entry line
/// and its question. An empty line only empties the entry line.
///
/// A rejected line is not kept, because the answer to it already shows the reason.
pub(super) fn plain_line(model: &mut Model, line: &str, now: Timestamp, effects: &mut Vec<Effect>) {
    model.line = EntryLine::default();
    if line.is_empty() {
        return;
    }
    model.clear_notice();
    let line = if model.scale.is_some() { wedge::trim(line) } else { line };
    if model.wire.is_some() && select_alone(model, line) {
        return;
    }
    let is_readable = check_line(line);
    let is_unreadable = is_readable.is_err();
    let weighed = is_readable.map_err(RejectReason::Amount).and_then(|()| scale::typed(model, line));
    let result = match weighed {
        Ok(Some(typed)) => {
            typed_text::put_back(model, typed);
            entry_line::submit(model, now, effects)
        }
        Ok(None) => {
            model.machine = MachineState::default();
            paste_line(model, line, now, effects);
            Ok(())
        }
        Err(reason) => Err(reason),
    };
    if let Err(reason) = result {
        model.notify(Notice::Rejected(reason));
    }
    if is_unreadable || model.notice() == Some(&Notice::Rejected(RejectReason::NotAnEntry)) {
        // The line may have named another material, so the next amount needs a letter.
        model.selection = Selection::default();
    }
}

/// Checks that a line has only visible characters and is not too long for the entry line.
///
/// # Errors
/// Returns the first character that is not visible, or the part that is too long.
fn check_line(line: &str) -> Result<(), ValidationError> {
    entry::read(line).check_readable()?;
    if let Some((at, c)) = line.chars().enumerate().find(|(_, c)| format::is_unsafe(*c)) {
        return Err(ValidationError { kind: ValidationErrorKind::Stray(c), span: Span::new(at, at + 1) });
    }
    let columns = line.chars().count();
    if columns > entry::LINE_MAX {
        let kind = ValidationErrorKind::TooLong { most: entry::TYPED_MAX };
        return Err(ValidationError { kind, span: Span::new(entry::TYPED_MAX, columns) });
    }
    Ok(())
}

/// Pastes into the text field of an overlay. Line breaks and tabs become spaces, so a paste never chooses, closes or
/// scrolls anything. Each other control character becomes a mark.
fn paste_into_field(model: &mut Model, text: &str) {
    let text = text.trim().replace(['\n', '\r', '\t'], " ");
    for c in typed_text::with_marks(&text).chars() {
        let action = keymap::resolve(model.mode(), Key::Char(c), model.snapshot());
        if let Some(Action::Form(FormAction::Edit(key))) = action {
            // The rest of the paste has no room either.
            if !overlay::forms::edit(model, key) {
                break;
            }
        }
    }
}
