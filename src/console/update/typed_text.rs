//! Typed text that is not recorded: it is put back into the entry line, or moves to the list of rejected lines.

use crate::console::entry_line::{EntryLine, HalfTyped, Held, Origin, SavedLine};
use crate::console::model::Model;
use crate::console::notice::Notice;
use crate::console::rejected::{RejectReason, RejectedLine};
use crate::console::selection::Selection;
use crate::console::update::load;
use crate::entry::{LINE_MAX, UNKNOWN_KEY_MARK};
use crate::language::format;

/// The most columns of a rejected line that are kept. Longer lines are noise.
const REJECTED_MAX: usize = LINE_MAX;

/// Replaces the entry line and the selection.
pub(super) fn put_back(model: &mut Model, saved: SavedLine) {
    model.line = saved.line;
    model.selection = saved.selection;
}

/// Moves a held amount to the rejected lines. A question about people stays open.
pub(super) fn reject_held_amount(model: &mut Model) {
    if !matches!(model.line.held, Some(Held::Amount { .. })) {
        return;
    }
    let is_half_typed = model.line.half_typed.is_some();
    if is_half_typed {
        close_question(model);
    } else {
        model.line.held = None;
        reject_text(model, RejectReason::NeedsConfirmation);
    }
}

/// Moves the text of the entry line to the rejected lines.
pub(super) fn reject_text(model: &mut Model, reason: RejectReason) {
    let line = std::mem::take(&mut model.line);
    model.line.offered = line.offered.clone();
    model.line.selected_by_letter = line.selected_by_letter;
    let (text, selection) = kept(model, &line, model.selection);
    model.rejected.push(RejectedLine { text, selection, reason });
}

/// Returns a line as a list or a draft keeps it. The letters after the amount become its material, because no hand
/// presses them again.
pub(super) fn kept(model: &Model, line: &EntryLine, selection: Selection) -> (String, Selection) {
    let after = model.selection_after_amount(line).filter(|_| !line.pane_letter_may_be_unit());
    match after {
        Some(selection) => {
            let amount = EntryLine { text: line.amount_text(), pane_letters: None, ..line.clone() };
            (amount.text_with_mark(), selection)
        }
        None => (line.text_with_mark(), selection),
    }
}

/// Moves the line that Esc would bring back (E2) to the rejected lines.
pub(super) fn reject_offered(model: &mut Model) {
    if let Some(offered) = model.line.offered.take() {
        let SavedLine { line, selection } = *offered;
        let (text, selection) = kept(model, &line, selection);
        let reason = RejectReason::NeedsConfirmation;
        model.rejected.push(RejectedLine { text, selection, reason });
    }
}

/// Closes the question about the entry line, and returns whether one was open. If it was about two readings, the typed
/// text comes back.
pub(super) fn close_question(model: &mut Model) -> bool {
    let question = model.line.held.take();
    if let Some(Held::People(count)) = question {
        model.notify(Notice::PeopleDropped(count));
    }
    close_two_readings(model);
    close_weight(model, question.as_ref());
    question.is_some()
}

/// Closes a question about a weight of the scale: what is on the scale is shown anyway.
fn close_weight(model: &mut Model, question: Option<&Held>) {
    let Origin::Scale(weight) = &model.line.origin else { return };
    let weight = weight.clone();
    if load::note_closed(model, &weight, question) {
        reject_text(model, RejectReason::NeedsConfirmation);
    }
    let line = std::mem::take(&mut model.line);
    model.line = EntryLine {
        estimate: line.estimate,
        selected_by_letter: line.selected_by_letter,
        last_selected: line.last_selected,
        offered: line.offered,
        ..EntryLine::default()
    };
}

/// Closes the question which of two readings was meant: the typed text comes back, and the machine line moves to the
/// rejected lines (M4).
fn close_two_readings(model: &mut Model) {
    let Some(half_typed) = model.line.half_typed.take() else { return };
    let HalfTyped { before, machine_line, .. } = *half_typed;
    put_back(model, before);
    reject_line(model, &machine_line, RejectReason::NeedsConfirmation);
}

/// Adds a line to the rejected lines, and shows the reason.
pub(super) fn reject_line(model: &mut Model, line: &str, reason: RejectReason) {
    let text = format::fit(&with_marks(line.trim_matches(' ')), REJECTED_MAX).into_owned();
    // A scale may repeat its line many times a second. One of them is enough.
    let is_last = |last: &RejectedLine| last.text == text && last.reason == reason;
    if !model.rejected.last().is_some_and(is_last) {
        model.rejected.push(RejectedLine { text, selection: model.selection, reason: reason.clone() });
    }
    model.notify(Notice::LineRejected(reason));
}

/// Replaces each control character with a mark, so that it is visible and joins no numbers.
pub(super) fn with_marks(line: &str) -> String {
    line.chars().map(|c| if c.is_control() { UNKNOWN_KEY_MARK } else { c }).collect()
}
