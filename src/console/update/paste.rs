//! A bracketed paste.
//!
//! Invariant: each pasted line is accepted or rejected as a whole. A line of words that happens to start with
//! the letter of a material's key does not select that material, and an amount after such a line has no
//! material.

use crate::console::action::{Action, FormAction};
use crate::console::keymap::{self, Mode};
use crate::console::model::{Model, Notice};
use crate::console::msg::Effect;
use crate::console::rejected::{RejectReason, RejectedLine};
use crate::console::selection::Selection;
use crate::console::update::{burst, entry_line, overlay, panes};
use crate::entry;
use crate::screen::clock::Timestamp;
use crate::screen::key::Key;

pub(super) fn paste(model: &mut Model, text: &str, now: Timestamp, effects: &mut Vec<Effect>) {
    if model.is_too_small() {
        return;
    }
    match model.mode() {
        Mode::Weighing => paste_lines(model, text, now, effects),
        Mode::Watching => model.notice = Some(Notice::WatchOnly),
        _ => paste_into_field(model, text),
    }
}

/// Pastes lines with one entry each. An entry is an amount, optionally preceded by the letter of a
/// material. The letter is repeated to select a grade.
fn paste_lines(model: &mut Model, text: &str, now: Timestamp, effects: &mut Vec<Effect>) {
    if model.line.held.is_some() {
        burst::move_line_to_rejected(model, RejectReason::NeedsConfirmation);
    }
    if model.line.restored_len > 0 {
        let operator = model.operator().to_owned();
        burst::move_line_to_rejected(model, RejectReason::FromDraft { operator });
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.split('\n').collect();
    let several = lines.iter().filter(|line| !line.trim().is_empty()).count() > 1;
    let (mut accepted, mut rejected) = (0, 0);
    // Whether the previous line was not understood, so that an amount without a letter has no material.
    let mut material_unknown = false;
    for (index, line) in lines.iter().enumerate() {
        let line: String = line.trim().chars().filter(|c| !c.is_control()).collect();
        let ended = index + 1 < lines.len();
        // The first line continues the text in the entry line.
        let continues = index == 0 && !model.line.text.is_empty();
        if line.is_empty() && !continues {
            continue;
        }
        let letters = if continues { Some((0, model.selection)) } else { leading_letters(model, &line) };
        let selection_before = model.selection;
        let reason = match letters {
            None => Some(RejectReason::NotAnEntry),
            Some((0, _)) if material_unknown && !continues => Some(RejectReason::UnknownMaterial),
            Some((count, selection)) => {
                if count > 0 {
                    model.selection = selection;
                    model.line.selected_by_letter = true;
                    material_unknown = false;
                }
                line.chars().skip(count).for_each(|c| entry_line::type_char(model, c));
                model.line.selection_before = selection_before;
                if !ended {
                    continue;
                }
                entry_line::submit(model, now, effects);
                match model.notice.take() {
                    // If only one line was pasted, a held amount may be confirmed as if the line had been
                    // typed.
                    _ if model.line.held.is_some() && !several => None,
                    _ if model.line.held.is_some() => Some(RejectReason::NeedsConfirmation),
                    Some(Notice::Rejected(reason)) => Some(reason),
                    other => {
                        model.notice = other;
                        accepted += 1;
                        None
                    }
                }
            }
        };
        let Some(reason) = reason else { continue };
        rejected += 1;
        match reason {
            RejectReason::NotAnEntry if !several => {
                line.chars().for_each(|c| entry_line::type_char(model, c));
                model.notice = Some(Notice::Rejected(RejectReason::NotAnEntry));
            }
            RejectReason::NotAnEntry | RejectReason::UnknownMaterial => {
                material_unknown = true;
                model.rejected.push(RejectedLine { text: line, selection: Selection::default(), reason });
            }
            // If only one line was pasted, it stays in the entry line, where the operator can correct it at
            // once.
            reason if !several => {
                model.line.held = None;
                model.notice = Some(Notice::Rejected(reason));
            }
            reason => burst::move_line_to_rejected(model, reason),
        }
    }
    model.line.rejected_at = None;
    if several {
        model.notice = Some(Notice::Pasted { accepted, rejected });
    }
}

/// Enters a line of the plain console like a pasted one.
///
/// A rejected line is not kept, because the answer to that line already shows why it was rejected. A held
/// amount becomes a rejected line.
pub(super) fn plain_line(model: &mut Model, line: String, now: Timestamp, effects: &mut Vec<Effect>) {
    if model.line.held.is_none() {
        model.line.text.clear();
    }
    paste(model, &(line + "\n"), now, effects);
}

/// Returns the number of letters at the start of a line, and the material and grade that these letters
/// select. Returns `None` if the line is neither an amount alone nor an amount preceded by letters of one
/// key.
fn leading_letters(model: &Model, line: &str) -> Option<(usize, Selection)> {
    let first = line.chars().next()?;
    if entry::begins_amount(first) {
        return Some((0, model.selection));
    }
    let index = panes::material_on_key(model, first)?;
    let count = line.chars().take_while(|c| panes::material_on_key(model, *c) == Some(index)).count();
    let rest = line.chars().skip(count).find(|c| !c.is_whitespace())?;
    if !entry::begins_amount(rest) {
        return None;
    }
    // As with keys, the first letter selects no grade, and each further letter selects the next grade.
    let grades = model.event.materials.get(index).map_or(0, |material| material.grades.len());
    let grade = ((count - 1) % (grades + 1)).checked_sub(1);
    Some((count, Selection { material: Some(index), grade }))
}

/// Pastes into the text field of an overlay. Line breaks and tabs become spaces, so a paste never chooses, closes or
/// scrolls anything.
fn paste_into_field(model: &mut Model, text: &str) {
    for c in text.trim().chars().map(|c| if c.is_whitespace() { ' ' } else { c }) {
        let action = keymap::resolve(model.mode(), Key::Char(c), model.snapshot());
        if let Some(Action::Form(FormAction::Edit(key))) = action.filter(|_| !c.is_control()) {
            overlay::forms::edit(model, key);
        }
    }
}
