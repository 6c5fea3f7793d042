//! Undo and redo.

use super::super::amount::{self, kazakh_proposal};
use super::{Entry, Made, Op, Reading, Step};

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
            let (offer, offer_text) = match &made[newest].op {
                Op::Entry(entry) => (Some((entry.amount, false)), offered_text(entry, &made[newest])),
                _ => (None, String::new()),
            };
            let after = Reading { has_letter: false, offer, offer_text, ..after };
            readings.push(Reading { text: String::new(), by_hand: 0, asked: None, ..after.clone() });
            readings.push(after);
        }
        readings
    }

    /// Records again what was undone, if nothing else was recorded since then.
    pub(super) fn redo(&self) -> Vec<Reading> {
        let reading = self.reading.plain();
        let made = &self.made[..reading.explained];
        let mut readings = vec![reading.clone()];
        let may_redo = redo_lists(made);
        let may_redo = |op: &Op| may_redo.iter().any(|list| list.last() == Some(op));
        if let Some(after) = self.with(reading).claim(may_redo) {
            readings.push(Reading { offer: None, ..after });
        }
        readings
    }
}

/// Returns the text of an entry's amount: the part of the kept text that reads as this amount. It is empty if no part does.
fn offered_text(entry: &Entry, made: &Made) -> String {
    let typed = made.typed.as_deref().unwrap_or_default();
    let after_number = typed.rsplit('*').next().unwrap_or_default();
    let texts = [typed, after_number, after_number.trim_end_matches(char::is_alphabetic)];
    let us_keys = texts.map(kazakh_proposal).into_iter().flatten();
    let reads_as_amount = |text: &String| {
        amount::read(text, entry.material).is_some_and(|amount| amount.measure == entry.amount.measure)
    };
    texts.map(str::to_owned).into_iter().chain(us_keys).find(reads_as_amount).unwrap_or_default()
}

/// Returns what may wait to be recorded again, the next one last. A record that equals the next one may be a redo, or a new
/// record, after which nothing waits.
fn redo_lists(made: &[Made]) -> Vec<Vec<Op>> {
    let mut lists = vec![Vec::new()];
    for record in made {
        match &record.op {
            Op::Void(of) => lists.iter_mut().for_each(|list| list.push(made[*of].op.clone())),
            op => {
                let redone = lists.into_iter().filter(|list| list.last() == Some(op));
                lists = redone.map(|list| list[..list.len() - 1].to_vec()).chain([Vec::new()]).collect();
            }
        }
    }
    lists
}
