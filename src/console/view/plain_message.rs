//! The messages of the plain console. A message that names a key of the full screen has a variant that names the
//! command of the plain console.

use crate::console::entry_line::{Held, HoldReason};
use crate::console::labels;
use crate::console::model::{Model, Notice};
use crate::console::rejected::RejectReason;
use crate::console::view::message_line::{message_text, recorded_text, usual_text};
use crate::language::{Message, errors};

/// Returns what happened to the last line, or the open question.
#[must_use]
pub(crate) fn plain_message_text(model: &Model) -> String {
    let texts = &model.texts;
    if let Some(question) = question_text(model) {
        return format!("{question} {}", texts.get(Message::PlainAnswers));
    }
    match &model.notice {
        Some(Notice::Rejected(RejectReason::NoMaterial)) => texts.get(Message::PlainNoMaterial),
        Some(Notice::BelowUsual { ticket, usual }) => {
            let usual = usual_text(*ticket, *usual, model);
            let hint = texts.get(Message::PlainSmall { usual: usual.into() });
            format!("{}. {hint}", recorded_text(*ticket, model).0)
        }
        // The hints of the full screen name its keys.
        None if model.save_error.is_none() => texts.get(Message::PlainWelcome),
        Some(Notice::NewFaults) => texts.get(Message::PlainFaults),
        _ => message_text(model),
    }
}

/// Returns the open question about the entry line, without how to answer it.
fn question_text(model: &Model) -> Option<String> {
    // A line of the plain console neither counts by spaces nor meets typed text, so no other question is open.
    let Some(Held::Amount { reading, reason }) = &model.line.held else { return None };
    let texts = &model.texts;
    let amount = model.amount_of(reading);
    if let (HoldReason::SlipGuard(verdict), Some(amount)) = (reason, &amount) {
        return errors::held_amount(verdict, &amount.measure).map(|text| texts.show(text));
    }
    let amount = amount.map(|amount| labels::measure(&amount.measure, false, texts));
    let amount = amount.unwrap_or_else(|| reading.text().to_owned());
    Some(texts.get(match reason {
        HoldReason::SameLoad => Message::PlainSameLoad { amount: amount.into() },
        _ => Message::PlainProposed { typed: (&model.line.text).into(), amount: amount.into() },
    }))
}
