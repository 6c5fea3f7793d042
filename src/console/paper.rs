//! The paper sheet that is being typed in: which moment its time means.

use crate::console::field_text;
use crate::console::form_field::{Checked, Doubt, FieldQuestion, Rejection};
use crate::console::model::Model;
use crate::domain::paper::{self, SheetDoubt};
use crate::domain::record::Moment;
use crate::language::{Message, format};

/// Reads the time of a sheet, and asks if it is odd.
///
/// # Errors
/// Returns the reason if the text is not a time.
pub(super) fn sheet(model: &Model, typed: &str) -> Result<Checked<Moment>, Rejection> {
    let Checked { value: text, mut questions } = field_text::sheet_time(typed)?;
    let now = model.now.with_timezone(&model.event.utc_offset.0);
    let (at, doubt) =
        paper::moment(text, &model.event, active(model), now).ok_or_else(field_text::no_sheet_time)?;
    let time = format::date_time(at).into();
    let text = doubt.map(|doubt| match doubt {
        SheetDoubt::LaterThanClock => Message::HeldPaperLater { time, now: format::date_time(now).into() },
        SheetDoubt::AnotherDay => Message::HeldPaperDay { time, date: format::date(model.event.date).into() },
    });
    questions.extend(text.map(|text| FieldQuestion { doubt: Doubt::OddTime, text: text.into() }));
    Ok(Checked { value: at, questions })
}

/// Returns the beginning of the first hour and of the hour after the last one that has records that count.
fn active(model: &Model) -> Option<(Moment, Moment)> {
    let hours = &model.ledger.tally().hours;
    let (first, _) = hours.first_key_value()?;
    let (last, _) = hours.last_key_value()?;
    Some((model.ledger.hour_start(*first)?, model.ledger.hour_start(*last)? + chrono::Duration::hours(1)))
}

/// Returns the time of the sheet, with its day if that is not the day of the event: `13:20` or `26.01 00:10`.
pub(super) fn label(at: Moment, model: &Model) -> String {
    let is_on_day = at.date_naive() == model.event.date;
    at.format(if is_on_day { "%H:%M" } else { "%d.%m %H:%M" }).to_string()
}
