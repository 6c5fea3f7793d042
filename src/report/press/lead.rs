//! The lead of the publication: the day, the venue, the event, how many people came, and the partners.

use chrono::{Datelike, NaiveDate, Timelike};

use crate::domain::event::Event;
use crate::language::{Language, Message, Texts};
use crate::report::press::numbers::{category, number};
use crate::report::summary::Summary;

/// Records before this hour of the next day belong to the night of the event.
const NIGHT_ENDS: u32 = 6;

/// Returns the lead, which is one sentence, and one more for each partner.
#[must_use]
pub(super) fn lead(event: &Event, summary: &Summary, texts: &Texts) -> String {
    let mut sentences = vec![first_sentence(event, summary, texts)];
    let partner = |name: &Option<String>, message: fn(String) -> Message| {
        // The sentence has its own full stop.
        let name = name.as_deref()?.trim_end_matches('.').trim().to_owned();
        (!name.is_empty()).then(|| texts.get(message(name)))
    };
    sentences.extend(partner(&event.organiser, |name| Message::PressOrganiser { name: name.into() }));
    sentences.extend(partner(&event.supporter, |name| Message::PressSupporter { name: name.into() }));
    sentences.join(" ")
}

fn first_sentence(event: &Event, summary: &Summary, texts: &Texts) -> String {
    let day = day(event, summary, texts);
    let happened = happened(event, summary.people, texts);
    match event.venue.as_deref().map(str::trim).filter(|venue| !venue.is_empty()) {
        Some(venue) => texts.get(Message::PressLeadAt {
            day: day.into(),
            venue: venue.into(),
            happened: happened.into(),
        }),
        None => texts.get(Message::PressLead { day: day.into(), happened: happened.into() }),
    }
}

/// Returns the clause that says how many people came, or that the event was held if nobody was counted.
fn happened(event: &Event, people: i64, texts: &Texts) -> String {
    let kind = event.kind.as_str();
    let name = event.given_name().map(|name| inner_quotes(name.trim(), texts.language()));
    if people == 0 {
        return match name {
            Some(name) => texts.get(Message::PressHeldNamed { kind: kind.into(), name: name.into() }),
            None => texts.get(Message::PressHeld { kind: kind.into() }),
        };
    }
    let event = match name {
        Some(name) => texts.get(Message::PressCameToNamed { kind: kind.into(), name: name.into() }),
        None => texts.get(Message::PressCameTo { kind: kind.into() }),
    };
    let amount = number(people, texts.language());
    let form = category(people, texts);
    texts.get(Message::PressCame { event: event.into(), amount: amount.into(), form: form.into() })
}

/// Replaces the quotation marks of a name by those that are used within quotation marks.
fn inner_quotes(name: &str, language: Language) -> String {
    match language {
        Language::Kk | Language::Ru => name.replace('«', "„").replace('»', "“"),
        Language::En => name.replace('"', "'"),
    }
}

/// Returns the day, or both days if the event went on after midnight.
fn day(event: &Event, summary: &Summary, texts: &Texts) -> String {
    let first = event.date;
    let Some(last) = first.succ_opt().filter(|next| went_on(summary, first, *next)) else {
        return with_year(&month(&first.day().to_string(), first, texts), first, texts);
    };
    let days = |first: String, last: String| {
        texts.get(Message::PressDays { first: first.into(), last: last.into() })
    };
    let day_of = |day: NaiveDate| month(&day.day().to_string(), day, texts);
    if first.year() != last.year() {
        return days(with_year(&day_of(first), first, texts), with_year(&day_of(last), last, texts));
    }
    if first.month() != last.month() {
        return with_year(&days(day_of(first), day_of(last)), first, texts);
    }
    let (from, to) = (first.day().to_string(), last.day().to_string());
    let both = texts.get(Message::PressDaysOfMonth { first: from.into(), last: to.into() });
    with_year(&month(&both, first, texts), first, texts)
}

/// Returns whether there are records of the event's day and of the night that follows. Any other day is that of a
/// wrong clock, or of records that were added later.
fn went_on(summary: &Summary, day: NaiveDate, next: NaiveDate) -> bool {
    let starts = || summary.hours.iter().map(|hour| hour.start);
    starts().any(|start| start.date_naive() == day)
        && starts().any(|start| start.date_naive() == next && start.hour() < NIGHT_ENDS)
}

/// Adds the month to a day of the month.
fn month(day: &str, date: NaiveDate, texts: &Texts) -> String {
    let month = format!("m{}", date.month());
    texts.get(Message::PressMonth { day: day.into(), month: month.into() })
}

fn with_year(day: &str, date: NaiveDate, texts: &Texts) -> String {
    texts.get(Message::PressYear { day: day.into(), year: date.year().to_string().into() })
}
