//! Undo and redo.

use super::{Op, Reading, Step};

impl Step<'_> {
    pub(super) fn undo(&self) -> Vec<Reading> {
        let reading = self.reading.plain();
        let made = &self.made[..reading.explained];
        let is_live = |index: usize| !made.iter().any(|record| record.op == Op::Void(index));
        let newest = (0..made.len())
            .rev()
            .find(|&index| !matches!(made[index].op, Op::Void(_) | Op::Operator) && is_live(index));
        let mut readings = vec![reading.clone()];
        let Some(newest) = newest else { return readings };
        if let Some(after) = self.with(reading).claim(|op| *op == Op::Void(newest)) {
            let offer = match &made[newest].op {
                Op::Entry(entry) => Some((entry.amount, false)),
                _ => None,
            };
            let after = Reading { has_letter: false, offer, ..after };
            readings.push(Reading { text: String::new(), asked: None, ..after.clone() });
            readings.push(after);
        }
        readings
    }

    /// Records again what was undone, if nothing else was recorded since then.
    pub(super) fn redo(&self) -> Vec<Reading> {
        let reading = self.reading.plain();
        let made = &self.made[..reading.explained];
        let mut readings = vec![reading.clone()];
        // Each further redo takes the next older void.
        let redone = made.iter().rev().take_while(|record| !matches!(record.op, Op::Void(_))).count();
        let voids = &made[..made.len() - redone];
        let voided = voids.iter().rev().map_while(|record| match record.op {
            Op::Void(of) => Some(made[of].op.clone()),
            _ => None,
        });
        let is_voided: Vec<Op> = voided.collect();
        if let Some(after) = self.with(reading).claim(|op| is_voided.get(redone) == Some(op)) {
            readings.push(Reading { offer: None, ..after });
        }
        readings
    }
}
