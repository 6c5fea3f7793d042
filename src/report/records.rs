//! The records of an event, one by one, for the formats that list them.
//!
//! Invariants:
//! - The order is that of weighing: a record of a paper sheet is as old as its time says, whenever it was typed.
//! - The time of a correction is that of what was weighed, as in the sums of the hours.

use chrono::{DateTime, NaiveDateTime, Utc};

use crate::domain::event::Event;
use crate::domain::ledger::{Ledger, RecordIndex, RecordKind, RecordStatus};
use crate::domain::mass::Grams;
use crate::domain::record::StationId;
use crate::report::labels::ReportLabels;

/// What a record is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListedKind {
    Entry,
    HandOver,
    People,
}

/// One record of an event. Its texts are not cleaned, except the names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ListedRecord<'a> {
    /// The name that people use, such as `A:17`.
    pub label: String,
    pub kind: ListedKind,
    /// The local time of the event, to the millisecond.
    pub at: NaiveDateTime,
    pub station: StationId,
    pub operator: &'a str,
    /// The id of the material; empty for people.
    pub material: &'a str,
    /// The name of the material, or its id if it has none; empty for people and for materials outside the catalogue.
    pub name: String,
    pub stream: &'a str,
    pub grade: &'a str,
    /// The net mass, or the weight of the pieces if the record has pieces.
    pub net: Grams,
    pub tare: Grams,
    /// The number of pieces, if the record has pieces.
    pub pieces: Option<u32>,
    /// The number of people; zero for other records.
    pub people: u32,
    /// Whether the amount is an estimate.
    pub about: bool,
    pub status: RecordStatus,
    /// Why the record was voided.
    pub reason: &'a str,
}

impl ListedRecord<'_> {
    /// Returns the net mass with the tare.
    #[must_use]
    pub(crate) fn gross(&self) -> Grams {
        [self.net, self.tare].into_iter().sum()
    }
}

/// Returns the entries, hand-overs and people counts of an event, oldest first.
pub(crate) fn listed<'a>(
    event: &'a Event,
    ledger: &'a Ledger,
    labels: ReportLabels<'a>,
) -> impl Iterator<Item = ListedRecord<'a>> {
    let mut ids: Vec<RecordIndex> = ledger.newest_first().collect();
    ids.reverse();
    ids.sort_by_key(|id| ledger.weighed_ms(*id));
    ids.into_iter().filter_map(move |id| record(event, ledger, id, labels))
}

/// Returns a record, or `None` if it is neither an entry nor a hand-over nor a people count.
fn record<'a>(
    event: &'a Event,
    ledger: &'a Ledger,
    id: RecordIndex,
    labels: ReportLabels<'_>,
) -> Option<ListedRecord<'a>> {
    let view = ledger.view(id);
    let (kind, pieces) = match view.kind {
        RecordKind::Weight => (ListedKind::Entry, None),
        RecordKind::Pieces => (ListedKind::Entry, Some(view.count)),
        RecordKind::Out => (ListedKind::HandOver, None),
        RecordKind::OutPieces => (ListedKind::HandOver, Some(view.count)),
        RecordKind::People => (ListedKind::People, None),
        RecordKind::Note => return None,
    };
    let is_people = kind == ListedKind::People;
    let material = if is_people { "" } else { ledger.material_id(usize::from(view.material?))? };
    let known = event.material(material).map(|(_, known)| known);
    let at =
        DateTime::<Utc>::from_timestamp_millis(ledger.weighed_ms(id))?.with_timezone(&event.utc_offset.0);
    Some(ListedRecord {
        label: view.label(),
        kind,
        at: at.naive_local(),
        station: view.name,
        operator: view.operator,
        material,
        name: known.map(|known| labels.name(&known.name, material)).unwrap_or_default(),
        stream: known.map_or("", |known| &known.stream),
        grade: view.grade.unwrap_or_default(),
        net: view.net,
        tare: view.tare,
        pieces,
        people: if is_people { view.count } else { 0 },
        about: view.about,
        status: ledger.status(id),
        reason: ledger.void_reason(id).unwrap_or_default(),
    })
}
