//! Compares collected and handed-over amounts for each material.
//!
//! Invariant: kilograms and pieces are never added together. Every material with a sum has a row, including
//! hidden materials and materials that are not in the catalogue.

use crate::domain::catalogue::LocalText;
use crate::domain::event::Event;
use crate::domain::ledger::Ledger;

/// Balance of one material, in grams or in pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct BalanceRow {
    pub id: String,
    /// The name is empty for a material outside the catalogue and for the total.
    pub name: LocalText,
    /// The short name, if the material has one.
    pub short: LocalText,
    pub key: Option<char>,
    pub collected: i64,
    pub out: i64,
    /// Whether the collected amount contains estimates. If so, the remaining amount does too.
    pub about: bool,
}

impl BalanceRow {
    /// Returns the remaining amount, which is negative if more was handed over than collected.
    #[must_use]
    pub(crate) const fn difference(&self) -> i64 {
        self.collected.saturating_sub(self.out)
    }

    /// Returns the difference in thousandths of the collected amount, rounded half away from zero, or
    /// `None` if nothing was collected.
    #[must_use]
    pub(crate) fn permille(&self) -> Option<i64> {
        if self.collected <= 0 {
            return None;
        }
        let (part, whole) = (i128::from(self.difference()) * 2000, i128::from(self.collected) * 2);
        let half = i128::from(self.collected) * part.signum();
        i64::try_from((part + half) / whole).ok()
    }
}

/// Balance of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Balance {
    /// In grams.
    pub weighed: Vec<BalanceRow>,
    /// Sum of `weighed`.
    pub total: BalanceRow,
    /// In pieces.
    pub counted: Vec<BalanceRow>,
}

impl Balance {
    /// Computes the balance of a ledger. Materials of the catalogue come first.
    #[must_use]
    pub(crate) fn new(event: &Event, ledger: &Ledger) -> Self {
        let mut balance = Self::default();
        for (index, sum) in ledger.tally().materials.iter().enumerate() {
            let Some(id) = ledger.material_id(index) else { continue };
            let material = event.material(id).map(|(_, material)| material);
            let row = |collected, out| BalanceRow {
                id: id.to_owned(),
                name: material.map(|material| material.name.clone()).unwrap_or_default(),
                short: material.map(|material| material.short.clone()).unwrap_or_default(),
                key: material.and_then(|material| material.key),
                collected,
                out,
                about: sum.about > 0 && collected != 0,
            };
            // A material whose unit differs between catalogue and journal has a row in both lists.
            let (net, out) = (sum.net.get(), sum.out_net.get());
            if net != 0 || out != 0 {
                let row = row(net, out);
                balance.total.about |= row.about;
                balance.weighed.push(row);
                balance.total.collected = balance.total.collected.saturating_add(net);
                balance.total.out = balance.total.out.saturating_add(out);
            }
            if sum.pieces != 0 || sum.out_pieces != 0 {
                balance.counted.push(row(sum.pieces, sum.out_pieces));
            }
        }
        balance
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::UtcOffset;
    use crate::domain::mass::Grams;
    use crate::domain::record::{Entry, JournalId, LineHash, Measure, Moment, Op, Record, Source, StationId};

    #[test]
    fn kilograms_and_pieces_are_separate_and_nothing_is_omitted() {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
        let mut event = Event::new(1, "R", day, UtcOffset::parse("+05:00").unwrap()).unwrap();
        event.materials[9].hidden = true;
        let mut ledger = Ledger::new(&event);
        let station = StationId::parse("A").unwrap();
        let slot = ledger.open_file(station, station, JournalId(1), 0);
        let kg = |grams| Measure::weight(Grams::new(grams), Grams::ZERO).unwrap();
        let pcs = |count| Measure::Pieces { count, weight: Some(Grams::new(9_000)) };
        let entry = |material: &str, measure| {
            Op::Entry(Entry {
                material: material.into(),
                grade: None,
                measure,
                tare_name: None,
                about: false,
                source: Source::Typed,
                scale: None,
                typed: None,
                corrects: None,
            })
        };
        let out = |material: &str, measure| Op::Out {
            material: material.into(),
            measure,
            to: "K".into(),
            typed: None,
        };
        let ops = [
            entry("paper", kg(800_000)),
            out("paper", kg(797_000)),
            entry("foam", kg(1_000)),
            entry("gold", kg(1_000)),
            out("bread", kg(2_000)),
            entry("tyres", pcs(8)),
            out("tyres", pcs(9)),
        ];
        let at = Moment::parse_from_rfc3339("2026-01-25T12:00:00+05:00").unwrap();
        for (op, seq) in ops.into_iter().zip(1_u8..) {
            let hash = LineHash([seq; 32]);
            ledger.enter(
                slot,
                seq.into(),
                Some(&Record { seq: seq.into(), at, op, import: None, key: None, hash }),
            );
        }
        let balance = Balance::new(&event, &ledger);
        let figures =
            |row: &BalanceRow| (row.id.clone(), row.collected, row.out, row.difference(), row.permille());
        let weighed: Vec<_> = balance.weighed.iter().map(figures).collect();
        let expected = [
            ("paper", 800_000, 797_000, 3_000, Some(4)),
            ("foam", 1_000, 0, 1_000, Some(1_000)),
            ("bread", 0, 2_000, -2_000, None),
            ("gold", 1_000, 0, 1_000, Some(1_000)),
        ];
        assert_eq!(weighed, expected.map(|(id, a, b, c, d)| (id.to_owned(), a, b, c, d)));
        assert_eq!(figures(&balance.total), (String::new(), 802_000, 799_000, 3_000, Some(4)));
        let counted: Vec<_> = balance.counted.iter().map(figures).collect();
        assert_eq!(counted, [("tyres".to_owned(), 8, 9, -1, Some(-125))]);
    }
}
