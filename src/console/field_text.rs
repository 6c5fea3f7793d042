//! The meaning of texts in form fields: amounts, numbers of people, times and names.
//!
//! Invariant: [`entry::read`] reads an amount, as in the entry line, so every field accepts, asks about or rejects the
//! same texts (docs/input.md, E4).

use crate::console::form_field::{Checked, Doubt, FieldQuestion, Rejection};
use crate::domain::catalogue::{Material, Unit};
use crate::domain::event::ClockTime;
use crate::domain::guard;
use crate::domain::limits::PEOPLE_MAX;
use crate::domain::mass::Grams;
use crate::domain::paper::SheetText;
use crate::domain::record::Measure;
use crate::entry::{self, Amount, Reading, ReadingKind, Span, ValidationError, ValidationErrorKind};
use crate::language::{Message, Text, errors};

/// The marks between hours and minutes. In Cyrillic layouts, `ю` and `б` are on the keys of `.` and `,`.
const TIME_MARKS: &str = ":.,юбЮБ- ";
/// The marks between the day and the month.
const DAY_MARKS: &str = ".,/юбЮБ";

/// Reads a text as an amount of a material. `index` is the material's index in the catalogue, and `decimals` is
/// `Event::decimals()`.
///
/// # Errors
/// Returns the reason if the text is not an amount, or if it begins with the number of another material.
pub(crate) fn amount(
    typed: &str,
    index: usize,
    material: &Material,
    decimals: usize,
) -> Result<(Reading, Amount), Rejection> {
    let reading = read(typed)?;
    if let Some(number) = reading.material_number()
        && usize::try_from(number) != Ok(index + 1)
    {
        let reason = Message::RefusedOtherMaterial { number: number.to_string().into() };
        return Err(reject(reason, reading.selector_span()));
    }
    reading.check_no_grade().map_err(|error| invalid(error, material.unit))?;
    let amount = reading.amount(material, decimals).map_err(|error| invalid(error, material.unit))?;
    Ok((reading, amount))
}

/// Returns an amount with its units, for questions.
pub(crate) fn amount_text(measure: &Measure) -> Text {
    match *measure {
        Measure::Weight { .. } => Text::Mass(measure.net()),
        Measure::Pieces { count, weight: None } => Text::Pieces(count.into()),
        Measure::Pieces { count, weight: Some(weight) } => {
            Text::Joined(vec![Text::Pieces(count.into()), " (".into(), Text::Mass(weight), ")".into()])
        }
    }
}

/// Returns a size ([`guard::size`]) with its unit.
pub(crate) const fn size_text(size: i64, unit: Unit) -> Text {
    match unit {
        Unit::Kg => Text::Mass(Grams::new(size)),
        Unit::Pcs => Text::Pieces(size),
    }
}

/// Returns the rejection of an amount whose material is no longer in the catalogue.
pub(crate) fn no_material() -> Rejection {
    reject(Message::RefusedNoMaterialAmount, None)
}

/// Reads a text as a number of people, with the grammar of pieces: `12`, or a sum such as `12+3`.
///
/// # Errors
/// Returns the reason if the text is not a number from 1 to [`PEOPLE_MAX`].
pub(crate) fn people(typed: &str) -> Result<Checked<u32>, Rejection> {
    let reading = read(typed)?;
    let not_people = |span| reject(Message::RefusedGroup { most: PEOPLE_MAX.into() }, Some(span));
    if let Some(span) = reading.selector_span() {
        return Err(not_people(span));
    }
    let pieces = Material { unit: Unit::Pcs, max_pieces: PEOPLE_MAX, ..Material::blank("", "") };
    let amount = reading.amount(&pieces, 0).map_err(|error| match error.kind {
        ValidationErrorKind::KazakhMix
        | ValidationErrorKind::SpaceInside
        | ValidationErrorKind::TooLong { .. } => invalid(error, Unit::Pcs),
        _ => not_people(error.span),
    })?;
    let Amount { measure: Measure::Pieces { count, weight: None }, about: false } = amount else {
        return Err(not_people(reading.span()));
    };
    let people = Text::from(Message::PeopleCount { count: count.into() });
    let proposal = FieldQuestion::of_proposal(&reading, typed, people.clone());
    let large = guard::is_large_group(count).then(|| {
        let limit = Text::Integer(guard::CONFIRM_PEOPLE_ABOVE.into());
        let text = Message::HeldGroup { people, limit }.into();
        FieldQuestion { doubt: Doubt::LargeGroup, text }
    });
    Ok(Checked { value: count, questions: proposal.into_iter().chain(large).collect() })
}

/// Reads a text as a time of day: `9:30`, `09.30`, `9ю30` or `930`. Operators may omit the mark, because it is hard
/// to reach on some keyboards.
///
/// # Errors
/// Returns the reason if the text is not a time.
pub(crate) fn time(typed: &str) -> Result<Checked<ClockTime>, Rejection> {
    // `entry::read` does not accept a colon, but `ю` is a mark in plain texts and in proposals.
    let reading = read(&typed.replace(':', "ю"))?;
    if let ReadingKind::Mixed(span) = reading.kind {
        return Err(reject(Message::AmountKazakhMix, Some(span)));
    }
    let not_a_time = || reject(Message::RefusedPaperTime, None);
    let (hours, minutes) = split_time(reading.text().trim()).ok_or_else(not_a_time)?;
    let written = format!("{hours:0>2}:{minutes}");
    let time = ClockTime::parse(&written).ok_or_else(not_a_time)?;
    let proposal = FieldQuestion::of_proposal(&reading, typed, written.into());
    Ok(Checked { value: time, questions: proposal.into_iter().collect() })
}

/// Reads a text as the time of a paper sheet: a time, or the day and the month before it, such as `26.01 0:10`.
///
/// # Errors
/// Returns the reason if the text is not a time.
pub(crate) fn sheet_time(typed: &str) -> Result<Checked<SheetText>, Rejection> {
    let with_day = typed.trim().split_once(' ').and_then(|(day, time)| Some((split_day(day)?, time)));
    // Two digits after a space are the minutes: `13 20`.
    let (day, typed) = match with_day.filter(|(_, time)| time.trim().chars().count() > 2) {
        Some((day, time)) => (Some(day), time),
        None => (None, typed),
    };
    let Checked { value: time, questions } = time(typed)?;
    Ok(Checked { value: SheetText { time, day }, questions })
}

/// Splits a day and a month, such as `26.01`, or returns `None`.
fn split_day(text: &str) -> Option<(u32, u32)> {
    let (day, month) = text.split_once(|c| DAY_MARKS.contains(c))?;
    let number = |text: &str| {
        let has_form = matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit());
        has_form.then(|| text.parse().ok()).flatten()
    };
    Some((number(day)?, number(month)?))
}

/// Returns the rejection of a time of a paper sheet that is not in the calendar.
pub(crate) fn no_sheet_time() -> Rejection {
    reject(Message::RefusedPaperTime, None)
}

/// Splits a time into one or two digits of hours and two digits of minutes. Returns `None` for any other form.
fn split_time(text: &str) -> Option<(&str, &str)> {
    let (hours, minutes) = match text.split_once(|c| TIME_MARKS.contains(c)) {
        Some(parts) => parts,
        None => text.split_at_checked(text.len().checked_sub(2)?)?,
    };
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let has_form =
        matches!(hours.len(), 1 | 2) && minutes.len() == 2 && is_number(hours) && is_number(minutes);
    has_form.then_some((hours, minutes))
}

/// Reads a text as a name. The name may be empty.
///
/// # Errors
/// Returns the reason if the text has an unreadable character.
pub(crate) fn name(typed: &str) -> Result<Checked<String>, Rejection> {
    read(typed)?;
    Ok(Checked::certain(typed.trim().to_owned()))
}

/// Same as [`name`], but rejects an empty text for this reason.
///
/// # Errors
/// Returns the reason if the text is empty or has an unreadable character.
pub(crate) fn required_name(typed: &str, if_empty: Message) -> Result<Checked<String>, Rejection> {
    let checked = name(typed)?;
    if checked.value.is_empty() { Err(reject(if_empty, None)) } else { Ok(checked) }
}

/// Reads a text, and rejects it if it has an unreadable character. This is checked before anything else.
///
/// # Errors
/// Returns the reason if the text has an unreadable character.
fn read(typed: &str) -> Result<Reading, Rejection> {
    let reading = entry::read(typed);
    // The reason is the same for every unit.
    reading.check_readable().map_err(|error| invalid(error, Unit::Kg))?;
    Ok(reading)
}

/// Returns the rejection of a text that is not an amount of a material with this unit.
fn invalid(error: ValidationError, unit: Unit) -> Rejection {
    reject(errors::validation_error(error.kind, unit), Some(error.span))
}

fn reject(reason: Message, span: Option<Span>) -> Rejection {
    Rejection { reason: Box::new(reason), span }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::{Event, UtcOffset};
    use crate::language::{Language, Texts};
    use chrono::NaiveDate;

    fn event() -> Event {
        let day = NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
        Event::new(1, "R", day, UtcOffset::parse("+05:00").unwrap()).unwrap()
    }

    /// Returns the net size of an amount of the first material in grams, or why it is rejected.
    fn grams(typed: &str) -> Result<i64, Box<Message>> {
        let event = event();
        let read = amount(typed, 0, &event.materials[0], event.decimals());
        read.map(|(_, amount)| guard::size(&amount.measure)).map_err(|rejection| rejection.reason)
    }

    #[test]
    fn an_amount_has_the_grammar_of_the_entry_line() {
        for (typed, expected) in [
            ("12,5", Ok(12_500)),
            ("13.3-0.8", Ok(12_500)),
            ("\"әюғ", Ok(12_500)),
            ("1*12.5", Ok(12_500)),
            ("\"*\"ә", Ok(12_000)),
            ("1ә5", Err(Message::AmountKazakhMix)),
            ("1.2.3", Err(Message::AmountTwoMarks)),
            ("2*12.5", Err(Message::RefusedOtherMaterial { number: "2".into() })),
            ("ә*\"ә", Err(Message::RefusedOtherMaterial { number: "2".into() })),
            ("4294967296*5", Err(Message::AmountStar)),
            ("1\u{fffd}5", Err(Message::AmountNotUtf8)),
            ("1\u{a4}5", Err(Message::AmountUnknownKey)),
            ("", Err(Message::AmountEmpty)),
        ] {
            assert_eq!(grams(typed), expected.map_err(Box::new), "{typed}");
        }
    }

    #[test]
    fn people_are_counted_like_pieces_without_a_weight() {
        let group = Message::RefusedGroup { most: PEOPLE_MAX.into() };
        for (typed, expected) in [
            ("12", Ok(12)),
            ("12+3", Ok(15)),
            (" 12 + 3 ", Ok(15)),
            ("\"ә+і", Ok(15)),
            ("10000", Ok(10_000)),
            ("10001", Err(group.clone())),
            ("0", Err(group.clone())),
            ("", Err(group.clone())),
            ("12-3", Err(group.clone())),
            ("1.5", Err(group.clone())),
            ("~12", Err(group.clone())),
            ("4/32", Err(group.clone())),
            ("2*12", Err(group.clone())),
            ("ә*\"ә", Err(group.clone())),
            ("4 kg", Err(group.clone())),
            ("q", Err(group)),
            ("1 2", Err(Message::AmountSpaceInside)),
            ("1ә", Err(Message::AmountKazakhMix)),
            ("1\u{fffd}", Err(Message::AmountNotUtf8)),
        ] {
            let read = people(typed).map(|checked| checked.value).map_err(|rejection| rejection.reason);
            assert_eq!(read, expected.map_err(Box::new), "{typed}");
        }
    }

    #[test]
    fn a_large_group_and_a_proposal_are_asked_about() {
        let asked = |typed: &str| {
            let texts = Texts::new(Language::En);
            let questions = people(typed).unwrap().questions;
            questions.into_iter().map(|question| texts.show(&question.text)).collect::<Vec<_>>()
        };
        assert_eq!(asked("50"), [""; 0]);
        assert_eq!(asked("51"), ["51 people? More than 50 at once is rare."]);
        let proposal = "\"әә = 122 people. Correct? Enter: yes, Esc: no";
        assert_eq!(asked("\"әә"), [proposal, "122 people? More than 50 at once is rare."]);
    }

    #[test]
    fn a_time_may_have_any_mark_or_none() {
        let minutes = |text: &str| ClockTime::parse(text).unwrap();
        for (typed, expected) in [
            ("9:30", "09:30"),
            ("930", "09:30"),
            ("0930", "09:30"),
            ("9.30", "09:30"),
            ("13,20", "13:20"),
            ("13ю20", "13:20"),
            ("13Б20", "13:20"),
            (" 13-20 ", "13:20"),
            ("13 20", "13:20"),
            ("ұіқ", "09:30"),
            ("\"іюәқ", "13:20"),
            ("ұ:іқ", "09:30"),
        ] {
            let checked = time(typed).unwrap();
            assert_eq!(checked.value, minutes(expected), "{typed}");
            let proposed = typed.contains('қ');
            assert_eq!(checked.questions.len(), usize::from(proposed), "{typed}");
        }
    }

    #[test]
    fn the_time_of_a_sheet_may_have_a_day() {
        let text =
            |typed| sheet_time(typed).map(|checked| (checked.value.day, String::from(checked.value.time)));
        assert_eq!(text("13:20"), Ok((None, "13:20".into())));
        assert_eq!(text("13 20"), Ok((None, "13:20".into())));
        assert_eq!(text("26.01 0:10"), Ok((Some((26, 1)), "00:10".into())));
        assert_eq!(text(" 26ю1  010 "), Ok((Some((26, 1)), "00:10".into())));
        for typed in ["26.01", "26 01 0:10", "26.01 9:3", "a.b 9:30"] {
            assert!(text(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn a_text_that_is_not_a_time_is_rejected() {
        let no_time = Message::RefusedPaperTime;
        for (typed, reason) in [
            ("25:00", no_time.clone()),
            ("12:5", no_time.clone()),
            ("9w30", no_time.clone()),
            ("1320x", no_time.clone()),
            ("9::30", no_time.clone()),
            ("30", no_time.clone()),
            ("ж", no_time.clone()),
            ("", no_time),
            ("қ9:30", Message::AmountKazakhMix),
            ("9\u{fffd}30", Message::AmountNotUtf8),
        ] {
            assert_eq!(*time(typed).unwrap_err().reason, reason, "{typed}");
        }
    }

    #[test]
    fn a_name_with_an_unreadable_character_is_rejected() {
        assert_eq!(name(" Дана ").unwrap().value, "Дана");
        assert_eq!(name("").unwrap().value, "");
        let rejection = name("Да\u{fffd}а").unwrap_err();
        assert_eq!((*rejection.reason, rejection.span), (Message::AmountNotUtf8, Some(Span::new(2, 3))));
        let empty = required_name(" ", Message::RefusedNobody).unwrap_err();
        assert_eq!(*empty.reason, Message::RefusedNobody);
    }
}
