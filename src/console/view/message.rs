//! ```text
//!                  ^ Үтірден кейін ең көбі 2 цифр
//! ```
//! What just happened, what was wrong and what would be right; with nothing to say, what to do next.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::console::model::{Model, Notice, Refused};
use crate::console::update::caret;
use crate::console::view::paint::{put, width};
use crate::console::view::{line, words};
use crate::domain::record::{Measure, Op, Target, Ticket};
use crate::entry;
use crate::language::{Texts, errors, format};

pub(super) fn message(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    let theme = &model.theme;
    let buffer = frame.buffer_mut();
    let (text, style) = words_of(model);
    let columns = usize::from(area.width).saturating_sub(1);
    if let Some(Notice::Refused(why)) = &model.notice
        && model.line.hold.is_none()
        && let Some(span) = caret(why, &model.line.text)
    {
        // The caret stands under the spot; the sentence on its right, or on its left where that is short.
        let spot = (line::start(area, model) + u16::try_from(span.start).unwrap_or(0)).min(area.width - 1);
        let marks = theme.caret().repeat((span.end - span.start).clamp(1, 12));
        let after = spot + width(&marks) + 1;
        put(buffer, area, spot, 0, &marks, style);
        if width(&text) + after <= area.width {
            put(buffer, area, after, 0, &text, style);
        } else if width(&text) + 2 <= spot {
            put(buffer, area, spot - width(&text) - 1, 0, &text, style);
        } else {
            // Neither side has room: the sentence matters more, and the spot is in reverse above.
            put(buffer, area, 0, 0, &" ".repeat(usize::from(area.width)), theme.plain());
            put(buffer, area, 1, 0, &format::fit(&text, columns), style);
        }
        return;
    }
    put(buffer, area, 1, 0, &format::fit(&text, columns), style);
}

fn words_of(model: &Model) -> (String, Style) {
    let (theme, texts) = (&model.theme, &model.texts);
    if let Some(hold) = &model.line.hold {
        let kilograms = model.reading().map(|amount| words::measure(&amount.measure, false, texts));
        let text = texts.with(
            "hint-proposed",
            &[
                ("typed", (&model.line.text).into()),
                ("amount", (&kilograms.unwrap_or(hold.reading.clone())).into()),
            ],
        );
        return (text, theme.attention());
    }
    if let Some(Notice::Refused(why)) = &model.notice {
        return (refused(why, model), theme.bad());
    }
    if let Some(trouble) = &model.trouble {
        let reason = trouble(texts);
        let text = texts.with("state-not-saved", &[("reason", (&reason).into())]);
        return (text, theme.alarm());
    }
    match &model.notice {
        Some(notice) => notice_words(notice, model),
        None => hint(model),
    }
}

/// The sentence for a line that was not taken.
pub(super) fn refused(why: &Refused, model: &Model) -> String {
    let texts = &model.texts;
    match why {
        Refused::Amount(refusal) => {
            let aim = model.material(model.aim().unwrap_or(model.selection));
            let unit = aim.map(|(_, material)| material.unit).unwrap_or_default();
            errors::refusal(refusal.reason, unit, texts)
        }
        Refused::NoMaterial => texts.get("refused-no-material"),
        Refused::NoSuchNumber { number, most } => {
            let number = number.to_string();
            texts.with("refused-no-number", &[("number", (&number).into()), ("most", (*most).into())])
        }
        Refused::NumberAfterLetter => {
            let number = entry::selector(&model.line.text).unwrap_or_default().to_string();
            texts.with("refused-number-after-letter", &[("number", (&number).into())])
        }
        Refused::NeedsConfirmation => texts.get("refused-needs-confirmation"),
    }
}

fn notice_words(notice: &Notice, model: &Model) -> (String, Style) {
    let (theme, texts) = (&model.theme, &model.texts);
    match notice {
        Notice::Refused(why) => (refused(why, model), theme.bad()),
        Notice::Recorded(ticket) => recorded(*ticket, model),
        Notice::Undone(ticket) => {
            (texts.with("notice-undone", &[("what", (&what(*ticket, model)).into())]), theme.attention())
        }
        Notice::Redone(ticket) => {
            (texts.with("notice-redone", &[("what", (&what(*ticket, model)).into())]), theme.good())
        }
        Notice::NothingToUndo => (texts.get("notice-nothing-to-undo"), theme.attention()),
        Notice::NothingToRedo => (texts.get("notice-nothing-to-redo"), theme.attention()),
        Notice::NoMaterialOnKey(key) => {
            let key = key.to_string();
            (texts.with("notice-no-material", &[("key", (&key).into())]), theme.bad())
        }
        Notice::Named(place) => {
            let number = (place + 1).to_string();
            let material = model.event.materials.get(*place);
            let name = material.map_or("", |material| texts.local(&material.name));
            (
                texts.with("notice-named", &[("number", (&number).into()), ("material", name.into())]),
                theme.good(),
            )
        }
        Notice::Language => (texts.get("notice-language"), theme.good()),
        Notice::Operator(name) => (texts.with("notice-operator", &[("name", name.into())]), theme.good()),
        Notice::VoidedRecord(target) => {
            let number = format!("{}:{}", target.station, target.seq);
            (texts.with("notice-voided", &[("no", (&number).into())]), theme.attention())
        }
        Notice::NotTaken(count) => {
            (texts.with("notice-not-taken", &[("count", (*count).into())]), theme.bad())
        }
        Notice::Rejected => {
            let why = model.warnings.last().map(|words| words(texts)).unwrap_or_default();
            (why, theme.bad())
        }
        Notice::Full => (texts.get("notice-full"), theme.bad()),
    }
}

/// "Saved" only after the disk said so.
fn recorded(ticket: Ticket, model: &Model) -> (String, Style) {
    let (theme, texts) = (&model.theme, &model.texts);
    let what = what(ticket, model);
    match model.done(ticket).and_then(|done| done.saved) {
        Some(name) => {
            let number = format!("{}{}", theme.number(), name.seq);
            let text = texts.with("notice-saved", &[("amount", (&what).into())]);
            (format!("{} {text} {} {number}", theme.saved(), theme.dot()), theme.good())
        }
        None => (texts.with("notice-saving", &[("what", (&what).into())]), theme.attention()),
    }
}

/// `W 1 Пластик 12,5 кг`: a record of this run. A tare is shown, because it was subtracted.
fn what(ticket: Ticket, model: &Model) -> String {
    let Some(done) = model.done(ticket) else { return String::new() };
    operation(&done.op, model)
}

fn operation(op: &Op<Target>, model: &Model) -> String {
    let texts = &model.texts;
    match op {
        Op::Entry(entry) => {
            let key = words::key(model, &entry.material, entry.grade.as_deref());
            let name = words::short(model, &entry.material);
            let amount = words::measure(&entry.measure, entry.about, texts);
            let tare = tare(&entry.measure, texts);
            format!("{key} {name} {amount}{tare}")
        }
        Op::People { count } => texts.with("people-count", &[("count", (*count).into())]),
        _ => String::new(),
    }
}

fn tare(measure: &Measure, texts: &Texts) -> String {
    match *measure {
        Measure::Weight { gross, tare } if tare.is_positive() => {
            let plain = |grams| format::kilograms(grams, texts.language());
            format!(" ({} {} {})", plain(gross), "-", plain(tare))
        }
        _ => String::new(),
    }
}

/// What to do next.
fn hint(model: &Model) -> (String, Style) {
    let (theme, texts) = (&model.theme, &model.texts);
    if let Some(warning) = model.warnings.last() {
        let more = model.warnings.len() - 1;
        let more = if more > 0 { format!(" (+{more})") } else { String::new() };
        return (format!("{} {}{more}", theme.warning(), warning(texts)), theme.attention());
    }
    if !model.not_taken.is_empty() {
        return (texts.with("notice-not-taken", &[("count", model.not_taken.len().into())]), theme.bad());
    }
    let text = match (model.selection.material, model.line.text.is_empty()) {
        (None, _) => texts.get("hint-select"),
        (Some(_), true) => texts.get("hint-type"),
        // The footer says which keys, the entry line what they will do.
        (Some(_), false) => String::new(),
    };
    (text, theme.quiet())
}
