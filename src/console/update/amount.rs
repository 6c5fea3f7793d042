//! Enter: from the typed text to a record, with the two questions that may stand between them.
//!
//! Invariants: what is refused or held stays in the line as it was typed; only a lone Enter, at least
//! [`HOLD`] after the question, answers it.

use crate::console::model::{
    EntryLine, HOLD, HeldAmount, HoldReason, Model, Notice, RejectReason, Selection,
};
use crate::console::msg::Effect;
use crate::console::update::record;
use crate::domain::guard::{self, Plausibility};
use crate::entry::{Amount, Reading, ReadingKind, Span, ValidationError, ValidationErrorKind};
use crate::screen::clock::Timestamp;

/// Enter: a record, or the reason why not, with the text left as it was.
pub(super) fn enter(model: &mut Model, stamp: Timestamp, effects: &mut Vec<Effect>) {
    if model.line.text.is_empty() {
        return;
    }
    let reading = model.reading();
    match reading.kind {
        ReadingKind::Plain => take(model, reading, stamp, effects),
        ReadingKind::Proposed => match weigh(model, &reading) {
            Ok(_) => hold(model, reading, HoldReason::Proposed, stamp),
            Err(why) => refuse(model, why, stamp),
        },
        ReadingKind::Mixed(span) => {
            let why = RejectReason::Amount(ValidationError { kind: ValidationErrorKind::KazakhMix, span });
            refuse(model, why, stamp);
        }
    }
}

/// The second Enter of an amount that was held. One that comes at once is a bouncing key, or the next
/// frame of a scale: the amount stays held.
pub(super) fn confirm(
    model: &mut Model,
    held: Option<HeldAmount>,
    stamp: Timestamp,
    effects: &mut Vec<Effect>,
) {
    let Some(held) = held else { return };
    if stamp.since_start < held.since + HOLD {
        model.line.hold = Some(held);
        return;
    }
    match held.why {
        HoldReason::Proposed => take(model, held.reading, stamp, effects),
        HoldReason::Guard(_) => match weigh(model, &held.reading) {
            Ok((aim, amount)) => record(model, aim, &amount, stamp, effects),
            Err(why) => refuse(model, why, stamp),
        },
    }
}

fn hold(model: &mut Model, reading: Reading, why: HoldReason, stamp: Timestamp) {
    model.line.hold = Some(HeldAmount { reading, why, since: stamp.since_start });
}

fn weigh(model: &Model, reading: &Reading) -> Result<(Selection, Amount), RejectReason> {
    let aim = model.aim_of(reading)?;
    let (_, material) = model.material(aim).ok_or(RejectReason::NoMaterial)?;
    let amount = model.weigh(reading, material).map_err(RejectReason::Amount)?;
    Ok((aim, amount))
}

/// Records the amount, unless the slip guard asks first.
fn take(model: &mut Model, reading: Reading, stamp: Timestamp, effects: &mut Vec<Effect>) {
    match weigh(model, &reading) {
        Ok((aim, amount)) => match verdict(model, aim, &amount, &reading) {
            verdict if verdict.needs_confirmation() => {
                hold(model, reading, HoldReason::Guard(verdict), stamp)
            }
            verdict => {
                record(model, aim, &amount, stamp, effects);
                if let (Plausibility::FarBelow { usual }, Some(Notice::Recorded(ticket))) =
                    (verdict, &model.notice)
                {
                    model.notice = Some(Notice::Small { ticket: *ticket, usual });
                }
            }
        },
        Err(why) => refuse(model, why, stamp),
    }
}

/// What the slip guard says, from the last entries of this station.
fn verdict(model: &Model, aim: Selection, amount: &Amount, reading: &Reading) -> Plausibility {
    let Some((_, material)) = model.material(aim) else { return Plausibility::Fine };
    let sizes = model.own.as_ref().map(|own| model.ledger.last_sizes(own.slot, &material.id));
    let usual = guard::usual_size(sizes.unwrap_or_default());
    guard::check(material, &amount.measure, usual, reading.is_one_whole_number())
}

fn record(model: &mut Model, aim: Selection, amount: &Amount, stamp: Timestamp, effects: &mut Vec<Effect>) {
    let source = model.source();
    let Some(op) = record::entry(model, aim, amount, source, &model.line.text, None) else { return };
    model.selection = aim;
    model.line = EntryLine::default();
    let ticket = record::append(model, op, stamp, effects);
    model.notice = Some(Notice::Recorded(ticket));
}

fn refuse(model: &mut Model, why: RejectReason, stamp: Timestamp) {
    model.line.refused_at = Some(stamp.since_start);
    model.notice = Some(Notice::Rejected(why));
}

/// Where the caret of a refusal stands, in columns of the typed text.
#[must_use]
pub fn caret(why: &RejectReason, reading: &Reading) -> Option<Span> {
    match why {
        RejectReason::Amount(refusal) => Some(refusal.span),
        RejectReason::NoSuchNumber { .. } | RejectReason::NumberAfterLetter | RejectReason::Hidden { .. } => {
            reading.selector_span()
        }
        RejectReason::NoMaterial
        | RejectReason::NotALine
        | RejectReason::Unclear
        | RejectReason::NeedsConfirmation
        | RejectReason::LeftBehind { .. }
        | RejectReason::NotSaved { .. } => None,
    }
}
