//! Runs of characters (docs/input.md, G1 and G2).
//!
//! Invariant: the characters of a machine line, or of a run that a hand would not type, select nothing one by one.

use crate::console::entry_line::BeforeRun;
use crate::console::model::Model;
use crate::console::msg::{Effect, WORD_MAX};
use crate::console::notice::Notice;
use crate::console::rejected::RejectReason;
use crate::console::update::whole_line::{Spacing, WholeLine};
use crate::console::update::{entry_line, overlay, people, typed_text};
use crate::screen::clock::Timestamp;

/// The number of runs before which the state is kept. Each letter of a word may be a run.
const RUNS_KEPT: usize = WORD_MAX;

/// Saves the state before a run.
pub(super) fn begins(model: &mut Model) {
    let before = BeforeRun {
        line: model.saved_line(),
        machine: model.machine.clone(),
        field: overlay::forms::save_field(model),
    };
    if model.before_runs.len() == RUNS_KEPT {
        model.before_runs.pop_front();
    }
    model.before_runs.push_back(before);
}

/// Restores the state before the last run.
pub(super) fn take_back(model: &mut Model) {
    if let Some(before) = model.before_runs.pop_back() {
        typed_text::put_back(model, before.line);
        model.machine = before.machine;
        if let Some(field) = before.field {
            overlay::forms::restore_field(model, field);
        }
    }
}

/// Handles a run that ended in silence, which is typed text. If a hand would not type it, all of it goes into the
/// entry line, so that nothing that it selected by chance stays selected.
pub(super) fn typed(model: &mut Model, text: &str, now: Timestamp, effects: &mut Vec<Effect>) {
    if let Some(before) = model.before_runs.back() {
        // E6: only a hand presses a letter after an amount. In a run, the letter may be part of a frame. While a question
        // is open, a run begins a new line, which must not take over the columns of the old one's letters.
        let before = &before.line.line;
        model.line.pane_letters = before.pane_letters.filter(|_| before.held.is_none());
    }
    let began_empty = model.before_runs.back().is_some_and(|before| before.line.line.text.is_empty());
    if model.is_too_small() || model.own.is_none() || !model.overlays.is_empty() || !began_empty {
        return;
    }
    match WholeLine::read(model, text, Spacing::None) {
        Some(line) if line.counts_person() => people::count(model, 1, now, effects),
        Some(_) => {}
        None => {
            take_back(model);
            // A control character at an end is not padding: its mark must stay.
            entry_line::type_text(model, text.trim_matches(' '));
            model.notify(Notice::Rejected(RejectReason::NotAnEntry));
        }
    }
}

/// Opens the search for a typed word, and takes back what its letters selected (docs/input.md, G8).
pub(super) fn word(model: &mut Model, text: &str) {
    // Each letter is a run. The state before the first of them is restored.
    let letters = text.chars().count();
    let newer = letters.saturating_sub(1).min(model.before_runs.len());
    model.before_runs.truncate(model.before_runs.len() - newer);
    take_back(model);
    model.clear_notice();
    overlay::find::open_with(model, text);
}
