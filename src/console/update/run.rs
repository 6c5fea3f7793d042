//! Runs of characters that came faster than anyone types.
//!
//! Invariant: a run that turns out to be a machine line, or no typed text at all, leaves selection and entry line
//! as they were before it.

use crate::console::model::{BeforeRun, Model, Notice, SavedLine};
use crate::console::msg::Effect;
use crate::console::rejected::RejectReason;
use crate::console::update::whole_line::{Spacing, WholeLine};
use crate::console::update::{entry_line, overlay, people, typed_text};
use crate::screen::clock::Timestamp;

/// The number of runs whose states are kept: a word is recognised after four letters, and each of them may
/// have been a run.
const KEPT: usize = 4;

/// Keeps the state before a run.
pub(super) fn begins(model: &mut Model) {
    let before = BeforeRun {
        line: SavedLine { line: model.line.clone(), selection: model.selection },
        machine: model.machine.clone(),
        field: overlay::forms::save_field(model),
    };
    if model.before_runs.len() == KEPT {
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

/// Handles a run that ended in silence: its characters are typed text. If a hand would not type them, all of
/// them go into the entry line, so that nothing that they happened to select stays selected.
pub(super) fn typed(model: &mut Model, text: &str, now: Timestamp, effects: &mut Vec<Effect>) {
    let began_empty = model.before_runs.back().is_some_and(|before| before.line.line.text.is_empty());
    if model.is_too_small() || model.own.is_none() || !model.overlays.is_empty() || !began_empty {
        return;
    }
    match WholeLine::read(model, text, Spacing::None) {
        Some(line) if line.counts_person() => people::count(model, 1, now, effects),
        Some(_) => {}
        None => {
            take_back(model);
            entry_line::type_text(model, text.trim());
            model.notice = Some(Notice::Rejected(RejectReason::NotAnEntry));
        }
    }
}

/// Opens the search for a typed word. Its letters selected nothing.
pub(super) fn word(model: &mut Model, text: &str) {
    let letters = text.chars().count();
    let newer = letters.saturating_sub(1).min(model.before_runs.len());
    model.before_runs.truncate(model.before_runs.len() - newer);
    take_back(model);
    model.notice = None;
    overlay::find::open_with(model, text);
}
