//! A line that a machine typed: a scale, or a slow connection that delivers several keys together.
//!
//! Invariants: the line is recorded as a whole, held as a whole, or moved to the list of rejected lines as a
//! whole. If it is not recorded, selection and typed text stay as they were. `docs/input.md` has the rules
//! (M1 to M5).

use crate::console::model::{HalfTyped, Held, HoldReason, Model, Notice, Origin, SavedLine};
use crate::console::msg::Effect;
use crate::console::rejected::RejectReason;
use crate::console::update::whole_line::{Spacing, WholeLine};
use crate::console::update::{entry_line, people, run, scale, typed_text};
use crate::entry;
use crate::screen::clock::Timestamp;

/// Applies a line. The characters that were shown are taken back first.
pub(super) fn apply(model: &mut Model, line: String, now: Timestamp, effects: &mut Vec<Effect>) {
    run::take_back(model);
    if model.own.is_none() {
        model.notice = Some(Notice::WatchOnly);
    } else if line.trim().is_empty() {
        model.notice = Some(Notice::BlankLine);
    } else if let Err(reason) = enter(model, &line, now, effects) {
        model.machine.material_unknown |= may_name_material(&line);
        typed_text::reject_line(model, &line, reason);
    }
}

/// Records or holds a line. If it is rejected, the model is unchanged.
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
        // A scale repeats its line until the load changes. One question is enough.
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
    if model.line.held.is_some() {
        typed_text::reject_held(model);
    }
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

/// Returns whether a line may have named a material for the lines after it, because it does not begin with an
/// amount.
fn may_name_material(line: &str) -> bool {
    !line.trim_start().starts_with(entry::begins_amount)
}

/// Reads a line on the empty entry line: the frame of the scale, or what a hand could have typed. Also returns
/// whether its first space counts a person.
fn read(model: &Model, line: &str) -> Result<(SavedLine, bool), RejectReason> {
    if let Some(weighed) = scale::typed(model, line)? {
        return Ok((weighed, false));
    }
    let whole = WholeLine::read(model, line, Spacing::None).filter(|whole| !whole.amount.is_empty());
    let whole = whole.ok_or(RejectReason::NotAnEntry)?;
    let named_by_held =
        model.line.half_typed.as_ref().is_some_and(|held| may_name_material(&held.machine_line));
    if whole.selection.is_none() && (model.machine.material_unknown || named_by_held) {
        return Err(RejectReason::UnknownMaterial);
    }
    // A scale sends no letter of a pane, so such a line comes from a hand, over a slow connection.
    let origin = match whole.selection {
        Some(_) => Origin::Hand,
        None => Origin::Machine(line.trim().to_owned()),
    };
    Ok((whole.typed(model, origin), whole.counts_person()))
}

/// Asks whether the line is meant alone, or together with the typed text before it.
pub(super) fn hold_two_readings(model: &mut Model, alone: SavedLine, line: &str) -> Result<(), RejectReason> {
    let before = SavedLine { line: model.line.clone(), selection: model.selection };
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

/// Shows the other reading.
pub(super) fn show_other_reading(model: &mut Model) {
    let Some(mut half_typed) = model.line.half_typed.take() else { return };
    let shown = SavedLine { line: std::mem::take(&mut model.line), selection: model.selection };
    let next = half_typed.other.replace(shown).unwrap_or_default();
    half_typed.shows_line_alone = !half_typed.shows_line_alone;
    typed_text::put_back(model, next);
    model.line.half_typed = Some(half_typed);
    entry_line::hold(model, HoldReason::TwoReadings);
}
