//! The content of a ledger in a form that does not depend on the order in which lines arrived.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::ledger::{Ledger, RecordStatus};
use crate::domain::record::{RecordRef, StationId};
use crate::domain::tally::Sum;

/// The sums of an event, by names instead of indexes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    pub(crate) net: i64,
    pub(crate) people: i64,
    pub(crate) entries: i64,
    pub(crate) voided: i64,
    /// The net mass, the pieces, the weight of the pieces, entries, estimates, net handed over, pieces handed
    /// over.
    pub(crate) materials: BTreeMap<String, [i64; 7]>,
    pub(crate) grades: BTreeMap<(String, String), i64>,
    pub(crate) hours: BTreeMap<i64, [i64; 3]>,
    pub(crate) stations: BTreeMap<StationId, [i64; 3]>,
    pub(crate) counted: BTreeSet<RecordRef>,
}

/// Returns the ledger's tally by names, because indexes depend on the order in which names arrived.
pub(crate) fn totals(ledger: &Ledger) -> Totals {
    let tally = ledger.tally();
    let mut totals = Totals {
        net: tally.net.get(),
        people: tally.people,
        entries: tally.entries,
        voided: tally.voided,
        ..Totals::default()
    };
    for (index, sum) in tally.materials.iter().enumerate() {
        let id = ledger.material_id(index).unwrap().to_owned();
        for (grade, grams) in &sum.grades {
            totals.grades.insert((id.clone(), ledger.grade(*grade).unwrap().to_owned()), grams.get());
        }
        let sums = [
            sum.net.get(),
            sum.pieces,
            sum.pieces_weight.get(),
            sum.entries,
            sum.about,
            sum.out_net.get(),
            sum.out_pieces,
        ];
        if sums != [0; 7] {
            assert_eq!(totals.materials.insert(id, sums), None);
        }
    }
    let three = |sum: &Sum| [sum.net.get(), sum.entries, sum.people];
    totals.hours = tally.hours.iter().map(|(hour, sum)| (*hour, three(sum))).collect();
    totals.stations = ledger.station_sums().iter().map(|(station, sum)| (*station, three(sum))).collect();
    totals.counted = ledger
        .newest_first()
        .filter(|id| ledger.status(*id) == RecordStatus::Counted)
        .map(|id| ledger.view(id).target)
        .collect();
    totals
}

/// Takes the lines that no file has out of the sums, so that the ledger equals one that reads the files afresh.
pub(crate) fn forget_missing(ledger: &mut Ledger) {
    for (slot, range) in ledger.missing_ranges() {
        ledger.clear(slot, range);
    }
}

/// Returns one line for each record: its label, what it holds, who recorded it, whether it counts, and why not.
/// Copies of one record are listed once.
pub(crate) fn records(ledger: &Ledger) -> BTreeSet<String> {
    let line = |index| {
        let view = ledger.view(index);
        let material = view.material.and_then(|material| ledger.material_id(usize::from(material)));
        let instead = ledger.counted_instead_of(index).map(|index| ledger.view(index).target);
        format!(
            "{} {:?} {:?} {material:?} {} {:?} {instead:?} {:?} {:?}",
            view.label(),
            view.target,
            (view.kind, view.at_ms, view.grade, view.net, view.tare, view.count, view.about),
            view.operator,
            ledger.status(index),
            ledger.void_reason(index),
            ledger.corrected_by(index),
        )
    };
    ledger.newest_first().map(line).collect()
}
