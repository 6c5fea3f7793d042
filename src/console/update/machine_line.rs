//! Machine lines: a scale typed the line, or a slow connection delivered several keys together.
//!
//! Invariants: the whole line is recorded, held, or moved to the list of rejected lines. If it is rejected, selection
//! and typed text stay as they were. `docs/input.md` has the rules (M1 to M6).

use crate::console::entry_line::{HalfTyped, Held, HoldReason, Origin, SavedLine};
use crate::console::model::Model;
use crate::console::msg::Effect;
use crate::console::notice::Notice;
use crate::console::rejected::RejectReason;
use crate::console::update::whole_line::{Spacing, WholeLine};
use crate::console::update::{entry_line, people, run, scale, typed_text};
use crate::entry;
use crate::screen::clock::Timestamp;

/// Applies a machine line. The characters that were shown are taken back first (G2).
///
/// If the line directly follows a rejected one, it may be the rest of that line, so it is rejected too (M6).
pub(super) fn apply(
    model: &mut Model,
    line: &str,
    follows_line: bool,
    now: Timestamp,
    effects: &mut Vec<Effect>,
) {
    run::take_back(model);
    if model.own.is_none() {
        model.notify(Notice::WatchOnly);
    } else if line.trim().is_empty() {
        model.notify(Notice::BlankLine);
    } else {
        let is_rest = follows_line && model.machine.last_rejected;
        let result =
            if is_rest { Err(RejectReason::UnknownMaterial) } else { enter(model, line, now, effects) };
        model.machine.last_rejected = result.is_err();
        if let Err(reason) = result {
            model.machine.material_unknown |= may_name_material(line);
            typed_text::reject_line(model, line, reason);
        }
    }
}

/// Records a line, or holds it.
///
/// # Errors
/// Returns the reason if the line is rejected. Selection and typed text are then unchanged.
fn enter(
    model: &mut Model,
    line: &str,
    now: Timestamp,
    effects: &mut Vec<Effect>,
) -> Result<(), RejectReason> {
    if model.is_too_small() {
        return Err(RejectReason::TooSmall);
    }
    if !model.overlays.is_empty() {
        return Err(RejectReason::Busy);
    }
    match &model.line.held {
        // M5: a scale repeats its line until the load changes. One question is enough.
        Some(_) if model.line.origin.machine_line() == Some(line.trim()) => return Ok(()),
        Some(Held::People(_)) => return Err(RejectReason::Busy),
        Some(Held::Amount { .. }) | None => {}
    }
    let (typed, person) = read(model, line)?;
    if model.line.held.is_none() && !model.line.text.is_empty() {
        return hold_two_readings(model, typed, line);
    }
    // A line that is rejected leaves the open question as it is.
    entry_line::check(model, &typed)?;
    typed_text::reject_held_amount(model);
    if !model.line.text.is_empty() {
        return hold_two_readings(model, typed, line);
    }
    typed_text::reject_offered(model);
    if person {
        people::count(model, 1, now, effects);
    }
    typed_text::put_back(model, typed);
    entry_line::submit(model, now, effects)
}

/// Returns whether a line does not begin with an amount, so that it may have named the material of the next lines
/// (M6).
fn may_name_material(line: &str) -> bool {
    !line.trim_start().starts_with(entry::begins_amount)
}

/// Reads a line as if the entry line were empty: as a frame of the scale (M2), or as text that a hand could have
/// typed (M3). Also returns whether the space at its start counts a person.
///
/// # Errors
/// Returns the reason if the line is rejected.
fn read(model: &Model, line: &str) -> Result<(SavedLine, bool), RejectReason> {
    if let Some(weighed) = scale::typed(model, line)? {
        return Ok((weighed, false));
    }
    let whole = WholeLine::read_entry(model, line, Spacing::None).ok_or(RejectReason::NotAnEntry)?;
    let named_by_held =
        model.line.half_typed.as_ref().is_some_and(|held| may_name_material(&held.machine_line));
    if whole.selection.is_none() && (model.machine.material_unknown || named_by_held) {
        return Err(RejectReason::UnknownMaterial);
    }
    // A scale sends no letter of a pane. A line with a letter comes from a hand, over a slow connection.
    let origin = match whole.selection {
        Some(_) => Origin::Hand,
        None => Origin::Machine(line.trim().to_owned()),
    };
    Ok((whole.typed(model, origin), whole.counts_person()))
}

/// Asks whether the line was meant alone, or together with the typed text before it (M4). `alone` is the line alone.
///
/// # Errors
/// Returns [`RejectReason::NotAnEntry`] if neither is an amount. The entry line is then unchanged.
pub(super) fn hold_two_readings(model: &mut Model, alone: SavedLine, line: &str) -> Result<(), RejectReason> {
    let before = model.saved_line();
    let mut together = before.clone();
    together.line.text.push_str(line.trim_end());
    together.line.origin = Origin::Machine(line.trim().to_owned());
    let alone = Some(alone).filter(|reading| entry_line::check(model, reading).is_ok());
    let together = Some(together).filter(|reading| entry_line::check(model, reading).is_ok());
    let shows_line_alone = alone.is_some();
    let (shown, other) = if shows_line_alone { (alone, together) } else { (together, None) };
    typed_text::put_back(model, shown.ok_or(RejectReason::NotAnEntry)?);
    let half_typed = HalfTyped { before, other, shows_line_alone, machine_line: line.to_owned() };
    model.line.half_typed = Some(Box::new(half_typed));
    entry_line::hold(model, HoldReason::TwoReadings);
    Ok(())
}

/// Shows the other reading, if there is one (M4).
pub(super) fn show_other_reading(model: &mut Model) {
    let Some(mut half_typed) = model.line.half_typed.take() else { return };
    let shown = SavedLine { line: std::mem::take(&mut model.line), selection: model.selection };
    let next = half_typed.other.replace(shown).unwrap_or_default();
    half_typed.shows_line_alone = !half_typed.shows_line_alone;
    typed_text::put_back(model, next);
    model.line.half_typed = Some(half_typed);
    entry_line::hold(model, HoldReason::TwoReadings);
}
