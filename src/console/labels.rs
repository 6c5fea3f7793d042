//! Labels of amounts, materials and records, the same in all panels and messages.

use std::borrow::Cow;

use crate::console::model::Model;
use crate::console::selection::Selection;
use crate::domain::ledger::{RecordKind, RecordStatus, RecordView};
use crate::domain::mass::Grams;
use crate::domain::record::{Entry, Measure, Op, PendingRecord, RecordRef, Target, UNDO_REASON};
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

/// Returns the amount of a pending record, or what it does to another record.
pub(super) fn pending_amount(pending: &PendingRecord, model: &Model) -> String {
    let texts = &model.texts;
    match &pending.op {
        Op::Entry(entry) => measure(&entry.measure, entry.about, texts),
        Op::Out { measure: out, .. } => measure(out, false, texts),
        Op::People { count } => texts.get(Message::PeopleCount { count: (*count).into() }),
        Op::Void { of, reason } => {
            let label = match model.name_of(*of) {
                Some(name) => model.ledger.label(name),
                None => String::new(),
            };
            void(reason, &label, texts)
        }
        Op::Operator { .. } | Op::Fork { .. } => operation(&pending.op, model),
        Op::Open { .. } | Op::Close | Op::Seen { .. } | Op::Unknown { .. } => String::new(),
    }
}

/// Returns what a void does, such as `undo of A:17 Q Paper 12.5 kg`.
fn void(reason: &str, what: &str, texts: &Texts) -> String {
    texts.get(if reason == UNDO_REASON {
        Message::PendingUndo { what: what.into() }
    } else {
        Message::PendingVoid { what: what.into() }
    })
}

/// Returns the text of a pending record, with its time. This text is printed if the console ends without
/// saving the record.
pub(super) fn pending_record(pending: &PendingRecord, model: &Model) -> String {
    let time = format::time(pending.at);
    match &pending.op {
        Op::Entry(entry) if entry.corrects.is_none() => {
            let key = material_key(model, &entry.material, entry.grade.as_deref());
            let amount = measure(&entry.measure, entry.about, &model.texts);
            format!("{time}  {key} {}  {amount}", material_name(model, &entry.material))
        }
        op => format!("{time}  {}", operation(op, model)),
    }
}

/// Returns what an operation of this station does, such as `undo of A:17 Q Paper 12.5 kg`.
pub(super) fn operation(op: &Op<Target>, model: &Model) -> String {
    let texts = &model.texts;
    match op {
        Op::Entry(Entry { corrects: Some(target), .. }) => {
            let number = model.name_of(*target).map(|name| model.ledger.label(name)).unwrap_or_default();
            texts.get(Message::PendingCorrection { no: number.into(), what: content(op, model).into() })
        }
        Op::Void { of, reason } => void(reason, &target(*of, model), texts),
        Op::Fork { reason, .. } => texts.get(Message::PendingFork { reason: reason.into() }),
        Op::Operator { name } if name.is_empty() => texts.get(Message::PendingNoOperator),
        Op::Operator { name } => texts.get(Message::PendingOperator { name: name.into() }),
        op => content(op, model),
    }
}

/// Returns the number of a record, if the disk has given it one, and its content.
fn target(target: Target, model: &Model) -> String {
    match (model.name_of(target), target) {
        (Some(name), _) => short_record(model, name),
        (None, Target::Ticket(ticket)) => {
            model.own_record(ticket).map(|record| content(&record.op, model)).unwrap_or_default()
        }
        (None, Target::Record(name)) => model.ledger.label(name),
    }
}

/// Returns the text of a record with the short name of its material, such as `B:29 E Clear glass 30 kg`.
pub(super) fn short_record(model: &Model, target: RecordRef) -> String {
    let label = model.ledger.label(target);
    let Some(view) = model.ledger.find(target).map(|index| model.ledger.view(index)) else { return label };
    let amount = record_amount(&view, &model.texts);
    match view.material.and_then(|index| model.ledger.material_id(usize::from(index))) {
        Some(id) => {
            let (key, name) = (material_key(model, id, view.grade), short_material_name(model, id));
            format!("{label} {key} {name} {amount}")
        }
        None => format!("{label} {amount}"),
    }
}

/// Returns what a record adds, such as `W 1 Plastic 12.5 kg`, with the tare that was subtracted. The text is empty if
/// the record adds nothing.
pub(super) fn content(op: &Op<Target>, model: &Model) -> String {
    let texts = &model.texts;
    match op {
        Op::Entry(entry) => {
            let name = short_material_name(model, &entry.material);
            entry_content(entry, &format!(" {name}"), model)
        }
        Op::People { count } => texts.get(Message::PeopleCount { count: (*count).into() }),
        Op::Out { material, measure: out, to, .. } => {
            let amount = measure(out, false, texts);
            let name = short_material_name(model, material);
            texts.get(Message::HandedOver { material: (*name).into(), amount: amount.into(), to: to.into() })
        }
        _ => String::new(),
    }
}

/// Returns what a record adds, without the name of the material, such as `W 1 12.5 kg`.
pub(super) fn short_content(op: &Op<Target>, model: &Model) -> String {
    match op {
        Op::Entry(entry) => entry_content(entry, "", model),
        op => content(op, model),
    }
}

fn entry_content(entry: &Entry<Target>, name: &str, model: &Model) -> String {
    let key = material_key(model, &entry.material, entry.grade.as_deref());
    let amount = measure(&entry.measure, entry.about, &model.texts);
    format!("{key}{name} {amount}{}", tare(&entry.measure, &model.texts))
}

/// Returns the gross amount and the tare, such as ` (13,3 - 0,8)`, or the empty string if there is no tare.
fn tare(measure: &Measure, texts: &Texts) -> String {
    match *measure {
        Measure::Weight { gross, tare } if tare.is_positive() => {
            let plain = |grams| format::kilograms(grams, texts.language());
            format!(" ({} {} {})", plain(gross), "-", plain(tare))
        }
        _ => String::new(),
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
    let (_, material) = model.material(selection)?;
    selection_named(model, selection, &model.texts.local_marked(&material.name))
}

/// Like [`selection`], with the short name of the material if the other one does not fit into this many columns.
pub(super) fn selection_within(model: &Model, selected: Selection, columns: usize) -> Option<String> {
    let label = selection(model, selected)?;
    if usize::from(width(&label)) <= columns {
        return Some(label);
    }
    let (_, material) = model.material(selected)?;
    let label = selection_named(model, selected, &model.texts.short(material))?;
    if columns < 3 {
        return Some(label.chars().take(columns).collect());
    }
    Some(format::fit(&label, columns).into_owned())
}

fn selection_named(model: &Model, selection: Selection, name: &str) -> Option<String> {
    let (index, material) = model.material(selection)?;
    let key = material.key.map_or_else(|| (index + 1).to_string(), |key| key.to_string());
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

/// Returns a label as a title, with its first letter in upper case.
pub(super) fn capitalized(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
