//! The open question of the message line, and how to answer it.

use crate::console::entry_line::{Held, HoldReason};
use crate::console::labels;
use crate::console::model::Model;
use crate::entry::Reading;
use crate::language::{Message, Text, errors};
use crate::scale::capture::Doubt;
use crate::screen::paint::width;

/// Returns the question of the slip guard about a held amount. Returns `None` if the amount is held for another reason.
pub(crate) fn slip_guard_question(reading: &Reading, reason: HoldReason, model: &Model) -> Option<String> {
    let HoldReason::SlipGuard(plausibility) = reason else { return None };
    let amount = model.amount_of(reading)?;
    errors::held_amount(&plausibility, &amount.measure).map(|text| model.texts.show(text))
}

/// Returns a held amount with its units, or its text if it is no longer an amount.
pub(crate) fn held_amount_text(reading: &Reading, model: &Model) -> String {
    let amount = model.amount_of(reading).map(|amount| labels::measure(&amount.measure, false, &model.texts));
    amount.unwrap_or_else(|| reading.text().to_owned())
}

/// Returns the open question, and how to answer it.
pub(super) fn question_text(held: &Held, model: &Model) -> String {
    let texts = &model.texts;
    let (reading, reason) = match held {
        Held::People(count) => return texts.get(Message::HintPeople { count: (*count).into() }),
        Held::Amount { reading, reason } => (reading, *reason),
    };
    let amount = held_amount_text(reading, model);
    if let HoldReason::SlipGuard(plausibility) = reason
        && let Some(question) = slip_guard_question(reading, reason, model)
    {
        // Enter is for what was typed, never for what was probably meant, so the hint names the amount.
        let keys = texts.get(Message::HintHeld { amount: amount.into() });
        let without_guess = HoldReason::SlipGuard(plausibility.without_likely());
        let shorter = slip_guard_question(reading, without_guess, model).unwrap_or_else(|| question.clone());
        // The footer names the same keys.
        let texts = [format!("{question} {keys}"), format!("{shorter} {keys}"), question, shorter.clone()];
        return texts.into_iter().find(|text| width(text) < model.size.0).unwrap_or(shorter);
    }
    match (reason, model.line.half_typed.as_deref()) {
        (HoldReason::Load(doubt), _) => texts.get(load_question(doubt, amount.into())),
        (HoldReason::SameLoad, _) => texts.get(Message::HintSameLoad { amount: amount.into() }),
        (HoldReason::PaneLetter, _) => {
            let material = labels::selection(model, model.line_selection()).unwrap_or_default();
            texts.get(Message::HintPaneLetter { amount: amount.into(), material: material.into() })
        }
        (HoldReason::OnSheet, _) => texts.get(Message::HintOnSheet { amount: amount.into() }),
        (HoldReason::TwoReadings, Some(half_typed)) => texts.get(Message::HintTwoReadings {
            line: half_typed.machine_line.trim().into(),
            typed: (&half_typed.before.line.text).into(),
            amount: amount.into(),
        }),
        _ => texts.get(Message::HintProposed { typed: (&model.line.text).into(), amount: amount.into() }),
    }
}

/// Returns the question whether a weight is that of a load which was not recorded.
fn load_question(doubt: Doubt, amount: Text) -> Message {
    match doubt {
        Doubt::Recorded => Message::HintLoadRecorded { amount },
        Doubt::OtherWeight => Message::HintLoadChanged { amount },
        Doubt::NeverEmpty => Message::HintLoadUnseen { amount },
    }
}
