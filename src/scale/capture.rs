//! Decides whether the weight of a scale may be recorded: once for each load.

use std::time::Duration;

use crate::scale::live::{LiveState, LiveWeight, ShownWeight};
use crate::scale::reading::WireWeight;

/// Up to this many divisions, a weight is that of the same load.
const SAME_DIVISIONS: i64 = 5;
/// From this many divisions on, a weight may be recorded without a key. Below it, scales of the usual class are not exact enough
/// (OIML R 76: the least capacity is 20 divisions), and what lies there may be dirt.
const ALONE_DIVISIONS: i64 = 20;
/// A second press of the key within this time after a record is not meant for the same load again.
const SECOND_PRESS: Duration = Duration::from_secs(1);

/// What may be done with the weight that a scale shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Decision<'a> {
    /// The weight is that of a new load.
    Record(&'a ShownWeight),
    /// The weight may be recorded if the operator says so.
    Ask(&'a ShownWeight, Doubt),
    /// The weight must not be recorded.
    Refuse(NoWeight),
    /// The key that recorded this load was pressed again.
    Repeated,
}

/// Why a weight is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// This load was recorded.
    Recorded,
    /// The scale was not empty since the last record, and the weight is another one: the bag was swapped, or something was
    /// added.
    OtherWeight,
    /// The scale was not empty since its port was opened, so the load may have been recorded before.
    NeverEmpty,
}

/// Why there is no weight to record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoWeight {
    /// What the scale shows instead of a stable weight.
    State(LiveState),
    /// The scale is empty.
    Zero,
    /// The weight is so small that the scale counts as empty.
    TooLight,
}

/// The load that was recorded last.
#[derive(Clone, Copy, Debug)]
struct RecordedLoad {
    number: u64,
    /// The weight on the display when it was recorded, or `None` if there was none.
    weight: Option<WireWeight>,
    at: Duration,
    /// Whether the record was taken back, so that the load may be recorded again by a key.
    is_undone: bool,
}

/// Remembers which load was recorded.
#[derive(Clone, Debug, Default)]
pub struct Capture {
    last: Option<RecordedLoad>,
    /// The load and the weight that the operator did not want.
    declined: Option<(u64, WireWeight)>,
}

impl Capture {
    /// Decides about the weight that the scale shows now, for the key that records it.
    #[must_use]
    pub(crate) fn decide<'a>(&self, live: &'a LiveWeight, now: Duration) -> Decision<'a> {
        let (LiveState::Stable { .. }, Some(shown)) = (&live.state, &live.shown) else {
            return Decision::Refuse(NoWeight::State(live.state.clone()));
        };
        if shown.weight.grams() <= 0 {
            return Decision::Refuse(NoWeight::Zero);
        }
        if live.load.is_empty {
            return Decision::Refuse(NoWeight::TooLight);
        }
        match self.of(live) {
            Some(last) if last.is_undone => Decision::Record(shown),
            Some(last) if last.weight.is_some_and(|weight| !is_same(weight, shown.weight)) => {
                Decision::Ask(shown, Doubt::OtherWeight)
            }
            Some(last) if now.saturating_sub(last.at) < SECOND_PRESS => Decision::Repeated,
            Some(_) => Decision::Ask(shown, Doubt::Recorded),
            None if live.load.was_empty_before => Decision::Record(shown),
            None => Decision::Ask(shown, Doubt::NeverEmpty),
        }
    }

    /// Decides whether the weight is recorded without a key: only a settled one of a new load that is not too light. Returns
    /// `None` if nothing is to be done.
    #[must_use]
    pub(crate) fn decide_alone<'a>(&self, live: &'a LiveWeight, now: Duration) -> Option<Decision<'a>> {
        let shown = settled_load(live)?;
        if self
            .declined
            .is_some_and(|(number, weight)| number == live.load.number && is_same(weight, shown.weight))
        {
            return None;
        }
        if let Some(last) = self.of(live).filter(|last| last.is_undone) {
            // The load that was undone waits for the operator. Another one is asked about.
            let is_other = last.weight.is_some_and(|weight| !is_same(weight, shown.weight));
            return is_other.then_some(Decision::Ask(shown, Doubt::OtherWeight));
        }
        let decision = self.decide(live, now);
        matches!(decision, Decision::Record(_) | Decision::Ask(_, Doubt::OtherWeight)).then_some(decision)
    }

    /// Notes that a weight of a load was recorded. `None` means that an amount was typed for the load.
    pub(crate) fn note(&mut self, number: u64, weight: Option<WireWeight>, now: Duration) {
        self.last = Some(RecordedLoad { number, weight, at: now, is_undone: false });
    }

    /// Notes that the operator does not want this weight of a load.
    pub(crate) const fn decline(&mut self, number: u64, weight: WireWeight) {
        self.declined = Some((number, weight));
    }

    /// Notes that the record of the last load was taken back, or was made again.
    pub(crate) const fn note_undone(&mut self, is_undone: bool) {
        if let Some(last) = &mut self.last {
            last.is_undone = is_undone;
        }
    }

    /// Returns whether the weight on the display was recorded, and not taken back.
    #[must_use]
    pub(crate) fn has_recorded(&self, live: &LiveWeight) -> bool {
        let shown = live.shown.as_ref().map(|shown| shown.weight);
        let is_same = |weight: WireWeight| shown.is_some_and(|shown| is_same(weight, shown));
        self.of(live).is_some_and(|last| !last.is_undone && last.weight.is_none_or(is_same))
    }

    /// Returns whether there is a record of this load, so that the scale must be emptied before the next one.
    #[must_use]
    pub(crate) fn is_taken(&self, live: &LiveWeight) -> bool {
        self.of(live).is_some_and(|last| !last.is_undone)
    }

    /// Returns whether nothing more is to be done with this load: it was recorded, taken back or declined.
    #[must_use]
    pub(crate) fn has_decided(&self, live: &LiveWeight) -> bool {
        self.of(live).is_some() || self.declined.is_some_and(|(number, _)| number == live.load.number)
    }

    fn of(&self, live: &LiveWeight) -> Option<RecordedLoad> {
        self.last.filter(|last| last.number == live.load.number)
    }
}

/// Returns the weight of a load that may be recorded without a key: it is settled, and not too light.
#[must_use]
pub(crate) fn settled_load(live: &LiveWeight) -> Option<&ShownWeight> {
    let is_settled = live.state == LiveState::Stable { is_settled: true };
    let shown = live.shown.as_ref().filter(|_| is_settled && !live.load.is_empty)?;
    let least = shown.weight.division_mg.saturating_mul(ALONE_DIVISIONS);
    (shown.weight.milligrams >= least).then_some(shown)
}

fn is_same(weight: WireWeight, other: WireWeight) -> bool {
    let most = other.division_mg.saturating_mul(SAME_DIVISIONS).unsigned_abs();
    weight.milligrams.abs_diff(other.milligrams) <= most
}
