//! Amounts and names as several panels write them.

use std::borrow::Cow;

use crate::console::model::{Model, Selection};
use crate::domain::ledger::{Kind, RecordView};
use crate::domain::mass::Grams;
use crate::domain::record::{Measure, Op, PendingRecord, RecordRef};
use crate::language::{Message, Texts, format};
use crate::screen::paint::width;

/// `520,4 кг`
pub(super) fn kilograms_tenths(grams: Grams, texts: &Texts) -> String {
    format!("{} {}", format::kilograms_tenths(grams, texts.language()), texts.get(Message::UnitKg))
}

/// `12,5 кг`, to the gram.
pub(super) fn kilograms(grams: Grams, texts: &Texts) -> String {
    format!("{} {}", format::kilograms(grams, texts.language()), texts.get(Message::UnitKg))
}

/// `984 дана`
pub(super) fn pieces(count: i64, texts: &Texts) -> String {
    format!("{} {}", format::integer(count, texts.language()), texts.get(Message::UnitPcs))
}

/// The amount of an entry: `~12,5 кг`, `4 дана (32,5 кг)`.
pub(super) fn measure(measure: &Measure, about: bool, texts: &Texts) -> String {
    let about = if about { "~" } else { "" };
    match *measure {
        Measure::Weight { .. } => format!("{about}{}", kilograms(measure.net(), texts)),
        Measure::Pieces { count, weight: None } => format!("{about}{}", pieces(count.into(), texts)),
        Measure::Pieces { count, weight: Some(weight) } => {
            format!("{about}{} ({})", pieces(count.into(), texts), kilograms(weight, texts))
        }
    }
}

/// The amount of a record in the ledger.
pub(super) fn amount(view: &RecordView<'_>, texts: &Texts) -> String {
    match view.kind {
        Kind::Note => String::new(),
        Kind::People => texts.get(Message::PeopleCount { count: view.count.into() }),
        Kind::Weight | Kind::Out => {
            measure(&Measure::Weight { gross: view.net, tare: Grams::ZERO }, view.about, texts)
        }
        Kind::Pieces | Kind::OutPieces => {
            let weight = view.net.is_positive().then_some(view.net);
            measure(&Measure::Pieces { count: view.count, weight }, view.about, texts)
        }
    }
}

/// The amount of a record on its way.
pub(super) fn draft_amount(pending: &PendingRecord, texts: &Texts) -> String {
    match &pending.op {
        Op::Entry(entry) => measure(&entry.measure, entry.about, texts),
        Op::Out { measure: out, .. } => measure(out, false, texts),
        Op::People { count } => texts.get(Message::PeopleCount { count: (*count).into() }),
        Op::Void { .. } => texts.get(Message::ActionUndo),
        Op::Operator { name } => format::clean(name).into_owned(),
        Op::Open { .. } | Op::Close | Op::Unknown { .. } => String::new(),
    }
}

/// `W 1`: the key, or the number, of a material, and its grade.
pub(super) fn key(model: &Model, material: &str, grade: Option<&str>) -> String {
    let key = match model.event.material(material) {
        Some((place, known)) => known.key.map_or_else(|| (place + 1).to_string(), |key| key.to_string()),
        None => "?".to_owned(),
    };
    match grade {
        Some(grade) => format!("{key} {}", format::clean(grade)),
        None => key,
    }
}

/// `B:29  E Clear glass  30 kg`: what a record says, in at most so many columns. The name gives way, the
/// amount does not.
pub(super) fn record(model: &Model, target: RecordRef, columns: u16) -> String {
    let label = model.ledger.label(target);
    let Some(view) = model.ledger.find(target).map(|row| model.ledger.view(row)) else { return label };
    let amount = amount(&view, &model.texts);
    let Some(id) = view.material.and_then(|place| model.ledger.material_id(usize::from(place))) else {
        return format!("{label}  {amount}");
    };
    let out = match view.kind {
        Kind::Out | Kind::OutPieces => model.texts.get(Message::OutLabel) + "  ",
        _ => String::new(),
    };
    let key = key(model, id, view.grade);
    let head = format!("{label}  {out}{} ", format::fit(&key, 12));
    let room = columns.saturating_sub(width(&head) + width(&amount) + 2);
    format!("{head}{}  {amount}", format::fit(&material(model, id), usize::from(room)))
}

/// The full name of a material of the catalogue, else its id.
pub(super) fn material<'a>(model: &'a Model, id: &'a str) -> Cow<'a, str> {
    let known = model.event.material(id);
    known.map_or_else(|| format::clean(id), |(_, material)| model.texts.local_marked(&material.name))
}

/// The short name, for narrow columns.
pub(super) fn short<'a>(model: &'a Model, id: &'a str) -> Cow<'a, str> {
    let known = model.event.material(id);
    known.map_or_else(|| format::clean(id), |(_, material)| model.texts.short(material))
}

/// `W Пластик 1`: what the entry line is meant for.
#[must_use]
pub fn aim(model: &Model, selection: Selection) -> Option<String> {
    let (place, material) = model.material(selection)?;
    let key = material.key.map_or_else(|| (place + 1).to_string(), |key| key.to_string());
    let name = model.texts.local_marked(&material.name);
    let grade = selection.grade.and_then(|grade| material.grades.get(grade));
    Some(match grade {
        Some(grade) => format!("{key} {name} {}", format::clean(grade)),
        None => format!("{key} {name}"),
    })
}

/// Why a record does not count; nothing for one that does.
pub(super) fn standing(standing: crate::domain::ledger::Standing, texts: &Texts) -> String {
    use crate::domain::ledger::Standing;
    match standing {
        Standing::Counted => String::new(),
        Standing::Voided => texts.get(Message::StandingVoided),
        Standing::Corrected => texts.get(Message::StandingCorrected),
        Standing::Conflict => texts.get(Message::StandingConflict),
        Standing::Copy => texts.get(Message::StandingCopy),
    }
}
