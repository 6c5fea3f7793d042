//! The messages of the plain console. If a message of the full screen names a key, the message here names the command
//! of the plain console.

use crate::console::entry_line::{Held, HoldReason};
use crate::console::model::Model;
use crate::console::notice::Notice;
use crate::console::rejected::RejectReason;
use crate::console::view::message_line::{
    has_result, held_amount_text, message_text, recorded_text, slip_guard_question, usual_text,
};
use crate::language::{Message, format};
use crate::scale::capture::Doubt;

/// Returns the open question, or the result of the last line.
#[must_use]
pub(crate) fn plain_message_text(model: &Model) -> String {
    let texts = &model.texts;
    if let Some(question) = question_text(model) {
        return format!("{question} {}", texts.get(Message::PlainAnswers));
    }
    match model.notice() {
        Some(Notice::Rejected(RejectReason::NoMaterial)) => texts.get(Message::PlainNoMaterial),
        Some(Notice::BelowUsual { ticket, usual }) => {
            let usual = usual_text(*ticket, *usual, model);
            let hint = texts.get(Message::PlainSmall { usual: usual.into() });
            format::sentences(&recorded_text(*ticket, model).0, &hint)
        }
        // The hints of the full screen name its keys.
        None if model.save_error.is_none() => texts.get(Message::PlainWelcome),
        Some(Notice::MirrorBehind) => {
            let fault = model.mirror.as_ref().map(|mirror| texts.show(&mirror.fault.what));
            fault.unwrap_or_else(|| texts.get(Message::NoticeMirror))
        }
        Some(Notice::NewFaults) => texts.get(Message::PlainFaults),
        _ => match model.save_error.clone().filter(|_| !has_result(model)) {
            Some(reason) => texts.get(Message::PlainNotSaved { reason }),
            None => message_text(model),
        },
    }
}

/// Returns the open question about the entry line, without how to answer it.
fn question_text(model: &Model) -> Option<String> {
    // The plain console has no Spaces that count people and no typed text before a line, so no other question is open.
    let Some(Held::Amount { reading, reason }) = &model.line.held else { return None };
    if let Some(question) = slip_guard_question(reading, *reason, model) {
        return Some(question);
    }
    let amount = held_amount_text(reading, model);
    Some(model.texts.get(match reason {
        HoldReason::Load(Doubt::Recorded) => Message::PlainLoadRecorded { amount: amount.into() },
        HoldReason::Load(Doubt::OtherWeight) => Message::PlainLoadChanged { amount: amount.into() },
        HoldReason::Load(Doubt::NeverEmpty) => Message::PlainLoadUnseen { amount: amount.into() },
        HoldReason::SameLoad => Message::PlainSameLoad { amount: amount.into() },
        _ => Message::PlainProposed { typed: (&model.line.text).into(), amount: amount.into() },
    }))
}
