//! The entry line turns typed text into a record, after up to two questions.
//!
//! Invariants: rejected or held text stays unchanged in the entry line. A question is answered with yes only by
//! [`confirm`].

use crate::console::entry_line::{EntryLine, Held, HoldReason, Origin, PaneLetters, SavedLine};
use crate::console::model::Model;
use crate::console::msg::Effect;
use crate::console::notice::Notice;
use crate::console::rejected::RejectReason;
use crate::console::selection::Selection;
use crate::console::update::typed_text::put_back;
use crate::console::update::{load, panes, people, plausibility, records, typed_text};
use crate::domain::guard::Plausibility;
use crate::domain::mass::Grams;
use crate::domain::record::Measure;
use crate::entry::{
    self, Amount, GRAM_DECIMALS, Reading, ReadingKind, ValidationError, ValidationErrorKind, keyboard,
};
use crate::language::format;
use crate::scale::capture::Doubt;
use crate::screen::clock::Timestamp;

/// Selects the material bound to the key of a letter. If the previous key also selected that material,
/// selects its next grade. A letter without a material stays in the entry line, so that the amount after it
/// is not recorded for the selected material (docs/input.md, E1).
pub(super) fn select(model: &mut Model, letter: char) {
    end_offer(model);
    if panes::select(model, letter) {
        model.line.selected_by_letter = true;
        model.line.choose_for_undone();
    } else {
        type_char(model, letter);
    }
}

/// Ends the offer of the line before the last record. It was offered once.
fn end_offer(model: &mut Model) {
    if std::mem::take(&mut model.line.offer_ends) {
        model.line.offered = None;
    }
}

/// Types all characters of a text.
pub(super) fn type_text(model: &mut Model, text: &str) {
    typed_text::with_marks(text).chars().for_each(|c| type_char(model, c));
}

pub(super) fn type_char(model: &mut Model, c: char) {
    if model.line.text.chars().count() >= entry::LINE_MAX {
        model.notify(Notice::LineFull);
        return;
    }
    end_offer(model);
    model.line.undone = None;
    model.line.origin = Origin::Hand;
    model.line.text.push(c);
    if c == '*' {
        let reading = model.reading();
        if reading.material_number().is_some() {
            match model.selection_of(&reading) {
                Ok(Selection { material: Some(index), .. }) => model.notify(Notice::MaterialSelected(index)),
                Ok(_) => model.clear_notice(),
                Err(reason) => model.notify(Notice::Rejected(reason)),
            }
        }
    }
}

/// Types a character that a hand pressed. A pane's letter directly after a complete amount selects that pane
/// (docs/input.md, E6).
pub(super) fn press_char(model: &mut Model, c: char) {
    let letters = pane_letters_with(model, c);
    let columns = model.line.text.chars().count();
    type_char(model, c);
    if model.line.text.chars().count() > columns {
        model.line.pane_letters = letters;
    }
}

/// Returns the letters after the amount if this character is typed now.
fn pane_letters_with(model: &Model, c: char) -> Option<PaneLetters> {
    let end = model.line.text.chars().count();
    if let Some(letters) = model.line.pane_letters {
        let Some((letter, presses)) = model.line.pane_letter() else { return Some(letters) };
        let unit: String = [letter, c].iter().flat_map(|c| c.to_lowercase()).collect();
        return if keyboard::key_of(letter) == keyboard::key_of(c) {
            Some(PaneLetters { end: end + 1, ..letters })
        } else if presses == 1 && matches!(&*unit, "kg" | "кг" | "лп") {
            None
        } else {
            Some(letters)
        };
    }
    let reading = model.reading();
    let is_free = !model.line.selected_by_letter && reading.material_number().is_none();
    // A unit ends the amount.
    let ends_with_digit = reading.text().ends_with(|c: char| c.is_ascii_digit());
    if !is_free || !ends_with_digit {
        return None;
    }
    let material = &model.event.materials[model.material_on_key(c)?];
    let is_complete = match model.net_amount(&reading, material) {
        Ok(_) => true,
        // The amount may be one of another material, or too large for this one.
        Err(error) => matches!(
            error.kind,
            ValidationErrorKind::NotWhole
                | ValidationErrorKind::PiecesTare
                | ValidationErrorKind::WeightedPieces
                | ValidationErrorKind::TooFine { .. }
                | ValidationErrorKind::TareNotBelowGross
                | ValidationErrorKind::Over(_)
        ),
    };
    is_complete.then_some(PaneLetters { start: end, end: end + 1 })
}

/// Erases the last character.
pub(super) fn erase(model: &mut Model) {
    model.line.undone = None;
    model.line.origin = Origin::Hand;
    model.line.text.pop();
    let end = model.line.text.chars().count();
    let letters = model.line.pane_letters.map(|letters| PaneLetters { end: letters.end.min(end), ..letters });
    model.line.pane_letters = letters.filter(|letters| letters.start < letters.end);
}

/// Erases the text, and brings back the line that this text replaced. Drops the undone amount first.
pub(super) fn clear(model: &mut Model) {
    if model.line.undone.take().is_some() {
        model.line.estimate = false;
        return;
    }
    match model.line.offered.take() {
        Some(offered) => put_back(model, *offered),
        None => {
            model.line.origin = Origin::Hand;
            model.line.text.clear();
            model.line.pane_letters = None;
            model.line.estimate = false;
        }
    }
}

/// Begins a new line in place of a held one, and keeps the held line for Esc (docs/input.md, E2).
pub(super) fn begin_instead_of_held(model: &mut Model) {
    // Esc brings back one line only.
    typed_text::reject_offered(model);
    let line = EntryLine { held: None, ..std::mem::take(&mut model.line) };
    // The letter still selects the material of the new line.
    model.line.selected_by_letter = line.selected_by_letter;
    model.line.offered = Some(Box::new(SavedLine { line, selection: model.selection }));
}

/// Selects the next preset tare of the event. After the last preset tare, selects none.
pub(super) fn next_tare(model: &mut Model) {
    let tares = &model.event.tares;
    let index = model.tare.as_ref().and_then(|id| tares.iter().position(|tare| tare.id == *id));
    model.tare = tares.get(index.map_or(0, |index| index + 1)).map(|tare| tare.id.clone());
    model.notify(if tares.is_empty() { Notice::NoTares } else { Notice::TareChanged });
}

/// Handles Enter: records the amount, or holds it.
///
/// # Errors
/// Returns the reason if the text is not an amount of the selected material. The line is then unchanged.
pub(super) fn submit(
    model: &mut Model,
    now: Timestamp,
    effects: &mut Vec<Effect>,
) -> Result<(), RejectReason> {
    if model.line.chosen_undone().is_some() {
        // An amount that this material does not take is offered for the next letter.
        selected_amount(model, &model.next_reading())?;
        let undone = model.line.undone.take();
        model.line.text = undone.map(|undone| undone.text).unwrap_or_default();
    }
    if model.line.text.is_empty() {
        return Ok(());
    }
    let reading = model.reading();
    let (selection, amount) = selected_amount(model, &reading)?;
    let is_weight = matches!(amount.measure, Measure::Weight { .. });
    let machine_line = model.line.origin.machine_line();
    let is_recorded = machine_line == model.machine.last_recorded.as_deref();
    model.line.is_same_load = machine_line.is_some() && (model.line.is_same_load || is_recorded);
    if model.line.is_same_load {
        hold(model, HoldReason::SameLoad);
    } else if machine_line.is_some() && model.paper.is_some() {
        hold(model, HoldReason::OnSheet);
    } else if is_weight && load::is_second_record(model) {
        hold(model, HoldReason::Load(Doubt::Recorded));
    } else if reading.kind == ReadingKind::Proposed {
        hold(model, HoldReason::Proposed);
    } else if model.line.pane_letter_may_be_unit() {
        hold(model, HoldReason::PaneLetter);
    } else {
        guard_and_record(model, selection, &amount, &reading, now, effects);
    }
    Ok(())
}

/// Records the weight of a scale in the entry line, or holds it for this reason.
///
/// # Errors
/// Returns the reason if the weight is not an amount of the selected material. The line is then unchanged.
pub(super) fn submit_weight(
    model: &mut Model,
    reason: Option<HoldReason>,
    now: Timestamp,
    effects: &mut Vec<Effect>,
) -> Result<(), RejectReason> {
    let reading = model.reading();
    let (selection, amount) = selected_amount(model, &reading)?;
    match reason {
        Some(reason) => hold(model, reason),
        None => guard_and_record(model, selection, &amount, &reading, now, effects),
    }
    Ok(())
}

/// Answers the open question with yes.
///
/// # Errors
/// Returns the reason if the text is no longer an amount of the selected material.
pub(super) fn confirm(
    model: &mut Model,
    held: Option<Held>,
    now: Timestamp,
    effects: &mut Vec<Effect>,
) -> Result<(), RejectReason> {
    match held {
        None => {}
        Some(Held::People(count)) => people::count(model, count, now, effects),
        Some(Held::Amount { reading, reason }) => {
            let (selection, amount) = selected_amount(model, &reading)?;
            match reason {
                HoldReason::SlipGuard(_) => record(model, selection, &amount, now, effects),
                HoldReason::Proposed
                | HoldReason::PaneLetter
                | HoldReason::SameLoad
                | HoldReason::TwoReadings
                | HoldReason::Load(_)
                | HoldReason::OnSheet => {
                    guard_and_record(model, selection, &amount, &reading, now, effects);
                }
            }
        }
    }
    Ok(())
}

/// Holds the amount of the entry line until it is confirmed.
pub(super) fn hold(model: &mut Model, reason: HoldReason) {
    model.note_refusal();
    model.line.held = Some(Held::Amount { reading: Box::new(model.reading()), reason });
}

/// Checks that a line is an amount of its material.
///
/// # Errors
/// Returns the reason if the line would be rejected.
pub(super) fn check(model: &mut Model, line: &SavedLine) -> Result<(), RejectReason> {
    let now = SavedLine { line: std::mem::take(&mut model.line), selection: model.selection };
    put_back(model, line.clone());
    let result = selected_amount(model, &model.reading());
    put_back(model, now);
    result.map(|_| ())
}

/// Returns the material and the amount of a text.
///
/// # Errors
/// Returns the reason if the text is not an amount of its material (docs/input.md, E1 and E3).
fn selected_amount(model: &Model, reading: &Reading) -> Result<(Selection, Amount), RejectReason> {
    if model.event.sealed.is_some() {
        return Err(RejectReason::Sealed);
    }
    reading.check_readable().map_err(RejectReason::Amount)?;
    if let ReadingKind::Mixed(span) = reading.kind {
        let kind = ValidationErrorKind::KazakhMix;
        return Err(RejectReason::Amount(ValidationError { kind, span }));
    }
    let selection = model.selection_of(reading)?;
    let Some((_, material)) = model.material(selection) else {
        return Err(no_amount_of_any(model, reading).map_or(RejectReason::NoMaterial, RejectReason::Amount));
    };
    let amount = model.net_amount(reading, material).map_err(RejectReason::Amount)?;
    Ok((selection, amount))
}

/// Returns why a text is not an amount, if no offered material takes it. Choosing a material would not help then.
fn no_amount_of_any(model: &Model, reading: &Reading) -> Option<ValidationError> {
    let offered = model.event.materials.iter().filter(|material| !material.hidden);
    let mut errors = Vec::new();
    for material in offered {
        errors.push(model.net_amount(reading, material).err()?);
    }
    errors.into_iter().next()
}

/// Records an amount. If the slip guard considers the amount unusual, asks for confirmation first.
fn guard_and_record(
    model: &mut Model,
    selection: Selection,
    amount: &Amount,
    reading: &Reading,
    now: Timestamp,
    effects: &mut Vec<Effect>,
) {
    let Some((_, material)) = model.material(selection) else { return };
    let plausibility = plausibility::check(model, material, &amount.measure, reading, None);
    if plausibility.needs_confirmation() {
        return hold(model, HoldReason::SlipGuard(plausibility));
    }
    record(model, selection, amount, now, effects);
    if let (Plausibility::FarBelow { usual }, Some(Notice::Recorded(ticket))) = (plausibility, model.notice())
    {
        model.notify(Notice::BelowUsual { ticket: *ticket, usual });
    }
}

fn record(
    model: &mut Model,
    selection: Selection,
    amount: &Amount,
    now: Timestamp,
    effects: &mut Vec<Effect>,
) {
    let Some(op) = records::entry(model, selection, amount) else { return };
    let half_typed = model.line.half_typed.take();
    if let Some(mut half_typed) = half_typed.filter(|half_typed| half_typed.shows_line_alone) {
        // Esc brings back one line only.
        model.line.offered = half_typed.before.line.offered.take();
        typed_text::reject_offered(model);
        model.line.offered = Some(Box::new(half_typed.before));
    }
    let line = std::mem::take(&mut model.line);
    let amount_to_type = amount_to_type(&line, amount, model);
    // E2 and M4: Esc brings the earlier text back, once.
    model.line.offer_ends = line.offered.is_some();
    model.line.offered = line.offered;
    model.selection = selection;
    model.machine.last_recorded = line.origin.machine_line().map(str::to_owned);
    let ticket = records::append_of_sheet(model, op, now, effects);
    let is_weight = matches!(amount.measure, Measure::Weight { .. });
    load::note_recorded(model, (&line.origin, is_weight), ticket, now);
    if let Some(record) = model.own_records.last_mut() {
        record.amount = amount_to_type;
    }
    model.notify(Notice::Recorded(ticket));
}

/// Returns the amount of a line as it can be typed for another material: without the letter or the `N*` that names the
/// material, and for the frame of a scale, its weight.
fn amount_to_type(line: &EntryLine, amount: &Amount, model: &Model) -> Option<String> {
    // A scale on a wire may be finer than what is typed.
    let finest = if model.event.decimals() < GRAM_DECIMALS { 10 } else { 1 };
    let text = match (&line.origin, amount.measure) {
        // A preset tare is subtracted again.
        (Origin::Wedge(_), Measure::Weight { gross, .. }) => {
            format::typed(&Measure::weight(gross, Grams::ZERO)?, false)
        }
        (Origin::Scale(weight), _) if weight.shown.weight.grams() % finest != 0 => return None,
        (Origin::Scale(_), measure) if model.tare.is_none() => format::typed(&measure, false),
        (Origin::Scale(_), Measure::Weight { gross, .. }) => {
            format::typed(&Measure::weight(gross, Grams::ZERO)?, false)
        }
        (Origin::Wedge(_) | Origin::Scale(_), _) => return None,
        (Origin::Hand | Origin::Machine(_), _) => entry::read(&line.amount_text()).amount_text(),
    };
    Some(if amount.about && !text.contains(entry::is_about) { format!("~{text}") } else { text })
}
