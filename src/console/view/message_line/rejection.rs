//! Why a line was rejected.

use crate::console::labels;
use crate::console::model::Model;
use crate::console::rejected::RejectReason;
use crate::domain::draft::{DraftOp, DraftRecord, DraftTarget};
use crate::domain::record::UNDO_REASON;
use crate::language::{Explain, Message, errors, format};

/// Returns why a line was rejected.
pub(crate) fn rejection_text(why: &RejectReason, model: &Model) -> String {
    let texts = &model.texts;
    match why {
        RejectReason::Amount(error) => {
            let material = model.material(model.line_selection());
            let unit = material.map(|(_, material)| material.unit).unwrap_or_default();
            texts.get(errors::validation_error(error.kind, unit))
        }
        RejectReason::NoMaterial => texts.get(Message::RefusedNoMaterialAmount),
        RejectReason::NoSuchNumber { number, material_count } => {
            let number = number.to_string();
            texts.get(Message::RefusedNoNumber { number: number.into(), most: (*material_count).into() })
        }
        RejectReason::NoSuchGrade { material, grade } => no_grade_text(*material, grade, model),
        RejectReason::Hidden { number } => {
            let number = number.to_string();
            texts.get(Message::RefusedHidden { number: number.into() })
        }
        RejectReason::NumberAfterLetter => {
            let number = model.reading().material_number().unwrap_or_default().to_string();
            texts.get(Message::RefusedNumberAfterLetter { number: number.into() })
        }
        RejectReason::NotAnEntry => texts.get(Message::RefusedNotALine),
        RejectReason::UnknownMaterial => texts.get(Message::RefusedUnclear),
        RejectReason::Busy => texts.get(Message::RefusedBusy),
        RejectReason::CutPaste => texts.get(Message::RefusedCutPaste),
        RejectReason::OnPaper => texts.get(Message::RefusedOnPaper),
        RejectReason::TooSmall => texts.get(Message::RefusedTooSmall),
        RejectReason::Sealed => texts.get(Message::RefusedSealed),
        RejectReason::NeedsConfirmation => texts.get(Message::RefusedNeedsConfirmation),
        RejectReason::Scale(error) => texts.show(error.explain()),
        RejectReason::NoWeight(why) => texts.show(why.explain()),
        RejectReason::Replaced => texts.get(Message::RefusedLiveReplaced),
        RejectReason::Missed => texts.get(Message::RefusedLiveMissed),
        RejectReason::TareAboveWeight { tare } => texts.get(Message::RefusedLiveTare { tare: tare.into() }),
        RejectReason::TwoTares => texts.get(Message::RefusedScaleNet),
        RejectReason::FromDraft { operator } if operator.is_empty() => texts.get(Message::RefusedLeftBehind),
        RejectReason::FromDraft { operator } => {
            // A long name must not hide the rest of the sentence.
            let name = format::clean(operator);
            texts.get(Message::RefusedLeftBehindBy { name: (&*format::fit(&name, 20)).into() })
        }
        RejectReason::NotSaved { at, why } => {
            let time = format::time(*at).into();
            texts.get(match why {
                Some(why) => Message::RefusedNotSavedBecause { time, why: why.into() },
                None => Message::RefusedNotSaved { time },
            })
        }
        RejectReason::RecordNotSaved(record) => unsaved_record_text(record, model),
    }
}

/// Returns that a material has no grade of this name, and which grades it has.
fn no_grade_text(material: usize, grade: &str, model: &Model) -> String {
    let Some(found) = model.event.materials.get(material) else { return String::new() };
    let (name, grade) = (labels::short_material_name(model, &found.id), grade.to_owned());
    model.texts.get(if found.grades.is_empty() {
        Message::RefusedNoGrades { material: name.into(), grade: grade.into() }
    } else {
        let grades = format::list(&found.grades);
        Message::RefusedNoGrade { material: name.into(), grade: grade.into(), grades: grades.into() }
    })
}

/// Returns why a record of an earlier run was not saved, and what Enter does.
fn unsaved_record_text(record: &DraftRecord, model: &Model) -> String {
    let texts = &model.texts;
    let time = format::time(record.at).into();
    let not_saved = texts.get(match &record.why {
        Some(why) => Message::UnsavedBecause { time, why: why.into() },
        None => Message::UnsavedBefore { time },
    });
    let number = |of: &DraftTarget| of.record().map(|name| model.ledger.label(name)).unwrap_or_default();
    let then = match &record.record {
        Some(DraftOp::Void { of, reason }) if reason == UNDO_REASON => {
            Message::UnsavedUndo { no: number(of).into() }
        }
        Some(DraftOp::Void { of, .. }) => Message::UnsavedVoid { no: number(of).into() },
        Some(DraftOp::Correction { of, .. }) => Message::UnsavedCorrection { no: number(of).into() },
        Some(DraftOp::People { .. } | DraftOp::Operator { .. } | DraftOp::Out { .. }) => {
            Message::UnsavedOther
        }
        Some(DraftOp::Unknown) | None => Message::UnsavedUnknown,
    };
    format!("{not_saved} {}", texts.get(then))
}
