//! Labels of amounts, materials and records, the same in all panels and messages.

use std::borrow::Cow;

use crate::console::model::Model;
use crate::console::selection::Selection;
use crate::domain::ledger::{RecordKind, RecordStatus, RecordView};
use crate::domain::mass::Grams;
use crate::domain::record::{Measure, Op, PendingRecord, RecordRef};
use crate::language::{Message, Texts, format};
use crate::screen::paint::width;

/// Returns the text of an amount in kilograms with one decimal, such as `520,4 кг`.
pub(super) fn kilograms_tenths(grams: Grams, texts: &Texts) -> String {
    format!("{} {}", format::kilograms_tenths(grams, texts.language()), texts.get(Message::UnitKg))
}

/// Returns the text of an amount in kilograms, exact to the gram, such as `12,5 кг`.
pub(super) fn kilograms(grams: Grams, texts: &Texts) -> String {
    format!("{} {}", format::kilograms(grams, texts.language()), texts.get(Message::UnitKg))
}

/// Returns the text of a number of pieces, such as `984 дана`.
pub(super) fn pieces(count: i64, texts: &Texts) -> String {
    format!("{} {}", format::integer(count, texts.language()), texts.get(Message::UnitPcs))
}

/// Returns the text of an entry's amount, such as `~12,5 кг` or `4 дана (32,5 кг)`.
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

/// Returns the amount of a record in the ledger.
pub(super) fn record_amount(view: &RecordView<'_>, texts: &Texts) -> String {
    match view.kind {
        RecordKind::Note => String::new(),
        RecordKind::People => texts.get(Message::PeopleCount { count: view.count.into() }),
        RecordKind::Weight | RecordKind::Out => {
            measure(&Measure::Weight { gross: view.net, tare: Grams::ZERO }, view.about, texts)
        }
        RecordKind::Pieces | RecordKind::OutPieces => {
            let weight = view.net.is_positive().then_some(view.net);
            measure(&Measure::Pieces { count: view.count, weight }, view.about, texts)
        }
    }
}

/// Returns the amount of a pending record.
pub(super) fn pending_amount(pending: &PendingRecord, texts: &Texts) -> String {
    match &pending.op {
        Op::Entry(entry) => measure(&entry.measure, entry.about, texts),
        Op::Out { measure: out, .. } => measure(out, false, texts),
        Op::People { count } => texts.get(Message::PeopleCount { count: (*count).into() }),
        Op::Void { .. } => texts.get(Message::ActionUndo),
        Op::Operator { name } => format::clean(name).into_owned(),
        Op::Open { .. } | Op::Close | Op::Unknown { .. } => String::new(),
    }
}

/// Returns the text of a pending record, with its time. This text is printed if the console ends without
/// saving the record.
pub(super) fn pending_record(pending: &PendingRecord, model: &Model) -> String {
    let time = format::time(pending.at);
    let amount = pending_amount(pending, &model.texts);
    match &pending.op {
        Op::Entry(entry) => {
            let key = material_key(model, &entry.material, entry.grade.as_deref());
            format!("{time}  {key} {}  {amount}", material_name(model, &entry.material))
        }
        _ => format!("{time}  {amount}"),
    }
}

/// Returns the key of a material, followed by the grade, such as `W 1`. If the material has no key, its
/// number is used instead.
pub(super) fn material_key(model: &Model, material: &str, grade: Option<&str>) -> String {
    let key = match model.event.material(material) {
        Some((index, known)) => known.key.map_or_else(|| (index + 1).to_string(), |key| key.to_string()),
        None => "?".to_owned(),
    };
    match grade {
        Some(grade) => format!("{key} {}", format::clean(grade)),
        None => key,
    }
}

/// Returns the text of a record in at most `columns` columns, such as `B:29  E Clear glass  30 kg`. The
/// name of the material is cut first. The amount is never cut.
pub(super) fn record(model: &Model, target: RecordRef, columns: u16) -> String {
    let label = model.ledger.label(target);
    let Some(view) = model.ledger.find(target).map(|index| model.ledger.view(index)) else { return label };
    let amount = record_amount(&view, &model.texts);
    let Some(id) = view.material.and_then(|index| model.ledger.material_id(usize::from(index))) else {
        return format!("{label}  {amount}");
    };
    let out = match view.kind {
        RecordKind::Out | RecordKind::OutPieces => model.texts.get(Message::OutLabel) + "  ",
        _ => String::new(),
    };
    let key = material_key(model, id, view.grade);
    let head = format!("{label}  {out}{} ", format::fit(&key, 12));
    let room = columns.saturating_sub(width(&head) + width(&amount) + 2);
    format!("{head}{}  {amount}", format::fit(&material_name(model, id), usize::from(room)))
}

/// Returns the full name of a material, or its id if it is not in the catalogue.
pub(super) fn material_name<'a>(model: &'a Model, id: &'a str) -> Cow<'a, str> {
    let known = model.event.material(id);
    known.map_or_else(|| format::clean(id), |(_, material)| model.texts.local_marked(&material.name))
}

/// Returns the short name of a material, for narrow columns.
pub(super) fn short_material_name<'a>(model: &'a Model, id: &'a str) -> Cow<'a, str> {
    let known = model.event.material(id);
    known.map_or_else(|| format::clean(id), |(_, material)| model.texts.short(material))
}

/// Returns a selected material and its grade, such as `W Пластик 1`.
pub(super) fn selection(model: &Model, selection: Selection) -> Option<String> {
    let (index, material) = model.material(selection)?;
    let key = material.key.map_or_else(|| (index + 1).to_string(), |key| key.to_string());
    let name = model.texts.local_marked(&material.name);
    let grade = selection.grade.and_then(|grade| material.grades.get(grade));
    Some(match grade {
        Some(grade) => format!("{key} {name} {}", format::clean(grade)),
        None => format!("{key} {name}"),
    })
}

/// Returns why a record does not count, or the empty string if it counts.
pub(super) fn standing(standing: RecordStatus, texts: &Texts) -> String {
    match standing {
        RecordStatus::Counted => String::new(),
        RecordStatus::Voided => texts.get(Message::StandingVoided),
        RecordStatus::Corrected => texts.get(Message::StandingCorrected),
        RecordStatus::Conflict => texts.get(Message::StandingConflict),
        RecordStatus::Copy => texts.get(Message::StandingCopy),
    }
}
