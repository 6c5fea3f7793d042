//! The content of a report, independent of format and language: sums in catalogue order.
//!
//! Invariant: a summary contains every gram and piece of the tally. Materials of the catalogue come first, in
//! the order of the catalogue, including materials that nobody brought. Materials that occur only in journals
//! follow, without a stream.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, Utc};

use crate::domain::catalogue::{LocalText, Unit};
use crate::domain::event::Event;
use crate::domain::ledger::Ledger;
use crate::domain::mass::Grams;
use crate::domain::record::{LineHash, StationId};
use crate::domain::tally::{MaterialSum, Sum};

/// Sums of one material.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MaterialRow {
    pub id: String,
    /// The name is empty for a material outside the catalogue.
    pub name: LocalText,
    pub unit: Unit,
    pub stream: Option<String>,
    pub group: Option<String>,
    pub net: Grams,
    pub pieces: i64,
    /// Weight of the pieces, if it was typed. No sum of kilograms includes it.
    pub pieces_weight: Grams,
    pub entries: i64,
    /// Whether at least one entry is an estimate.
    pub about: bool,
    pub target: Option<Grams>,
    pub target_pieces: Option<u32>,
    /// Net mass by grade, in the catalogue's order. Grades that nobody brought are omitted.
    pub grades: Vec<(String, Grams)>,
    pub out_net: Grams,
    pub out_pieces: i64,
}

impl MaterialRow {
    /// Returns the net mass of each grade, then the net mass without a grade (`None`). The list is empty if
    /// no entry has a grade.
    #[must_use]
    pub(crate) fn graded(&self) -> Vec<(Option<&str>, Grams)> {
        let mut rows: Vec<_> = self.grades.iter().map(|(grade, net)| (Some(grade.as_str()), *net)).collect();
        let mut rest = self.net;
        rest -= self.grades.iter().map(|(_, net)| *net).sum();
        if !rows.is_empty() && rest != Grams::ZERO {
            rows.push((None, rest));
        }
        rows
    }
}

/// Sum of the materials of a stream or of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PartRow {
    pub id: String,
    /// The name of a group. It is empty for a stream, which has a name in each language.
    pub name: LocalText,
    pub net: Grams,
    /// Whether the sum contains estimates.
    pub about: bool,
}

/// Sums of one hour of the event's local time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HourRow {
    pub start: DateTime<FixedOffset>,
    pub net: Grams,
    pub people: i64,
}

/// Sums of one journal, named after its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StationRow {
    pub id: StationId,
    pub net: Grams,
    pub entries: i64,
    /// Hash of the last line of the journal, or `None` if no line could be read.
    pub head: Option<LineHash>,
    /// The operators in the journal, in order of first appearance. They are shown only on request.
    pub operators: Vec<String>,
}

/// Everything that a report shows about one event, except the state of its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Summary {
    pub people: i64,
    pub entries: i64,
    pub voided: i64,
    pub net: Grams,
    pub materials: Vec<MaterialRow>,
    /// Groups of the catalogue, with the sum of their materials.
    pub groups: Vec<PartRow>,
    /// Streams of the event, with the sum of their materials.
    pub streams: Vec<PartRow>,
    pub hours: Vec<HourRow>,
    /// Sums of records that have a day but no time: imported from a table without times.
    pub without_time: Sum,
    pub stations: Vec<StationRow>,
}

impl Summary {
    /// Summarises a ledger. `heads` lists every journal of the event.
    #[must_use]
    pub(crate) fn new(event: &Event, ledger: &Ledger, heads: &[(StationId, Option<LineHash>)]) -> Self {
        let tally = ledger.tally();
        let materials = materials(event, ledger);
        let part = |id: &str, name: LocalText, belongs: &dyn Fn(&MaterialRow) -> bool| {
            let rows = || materials.iter().filter(|row| belongs(row) && row.net != Grams::ZERO);
            let net = rows().map(|row| row.net).sum();
            PartRow { id: id.to_owned(), name, net, about: rows().any(|row| row.about) }
        };
        let groups = event
            .groups
            .iter()
            .map(|group| part(&group.id, group.name.clone(), &|row| row.group.as_deref() == Some(&group.id)))
            .collect();
        let streams = event
            .streams
            .iter()
            .map(|stream| part(stream, LocalText::default(), &|row| row.stream.as_deref() == Some(stream)))
            .collect();
        let hours = tally
            .hours
            .iter()
            .filter_map(|(local_ms, sum)| {
                let offset = event.utc_offset.0;
                let utc_ms = local_ms - i64::from(offset.local_minus_utc()) * 1000;
                let start = DateTime::<Utc>::from_timestamp_millis(utc_ms)?.with_timezone(&offset);
                Some(HourRow { start, net: sum.net, people: sum.people })
            })
            .collect();
        Self {
            people: tally.people,
            entries: tally.entries,
            voided: tally.voided,
            net: tally.net,
            groups,
            streams,
            hours,
            without_time: tally.without_time,
            stations: stations(ledger, heads),
            materials,
        }
    }

    /// Returns whether the total contains estimates.
    #[must_use]
    pub(crate) fn about(&self) -> bool {
        self.materials.iter().any(|row| row.about && row.net != Grams::ZERO)
    }

    /// Iterates over the materials that a list of kilograms contains, which are those with a mass, an entry
    /// or a target. A material whose unit differs between catalogue and journal is in both lists.
    pub(crate) fn weighed(&self) -> impl Iterator<Item = &MaterialRow> {
        let belongs = |row: &&MaterialRow| {
            row.net != Grams::ZERO || row.unit == Unit::Kg && (row.entries != 0 || row.target.is_some())
        };
        self.materials.iter().filter(belongs)
    }

    /// Iterates over the materials that a list of pieces contains.
    pub(crate) fn counted(&self) -> impl Iterator<Item = &MaterialRow> {
        let belongs =
            |row: &&MaterialRow| row.pieces != 0 || row.unit == Unit::Pcs && row.target_pieces.is_some();
        self.materials.iter().filter(belongs)
    }
}

fn materials(event: &Event, ledger: &Ledger) -> Vec<MaterialRow> {
    let sums = &ledger.tally().materials;
    let nothing = MaterialSum::default();
    let known = event.materials.len();
    (0..known.max(sums.len()))
        .filter_map(|index| {
            let id = ledger.material_id(index)?.to_owned();
            let material = event.materials.get(index);
            let sum = sums.get(index).unwrap_or(&nothing);
            // Omit a material outside the catalogue if all of its entries were voided.
            if material.is_none() && *sum == nothing {
                return None;
            }
            // The target of a hidden material that nobody brought is ignored.
            let hoped = material.filter(|material| !material.hidden || sum.entries > 0);
            let order = material.map_or(&[][..], |material| &material.grades);
            let unit = material
                .map_or_else(|| if sum.pieces > 0 { Unit::Pcs } else { Unit::Kg }, |material| material.unit);
            Some(MaterialRow {
                id,
                name: material.map(|material| material.name.clone()).unwrap_or_default(),
                unit,
                stream: material.map(|material| material.stream.clone()),
                group: material.and_then(|material| material.group.clone()),
                net: sum.net,
                pieces: sum.pieces,
                pieces_weight: sum.pieces_weight,
                entries: sum.entries,
                about: sum.about > 0,
                target: hoped.and_then(|material| material.target_g),
                target_pieces: hoped.and_then(|material| material.target_pieces),
                grades: grades(ledger, sum, order),
                out_net: sum.out_net,
                out_pieces: sum.out_pieces,
            })
        })
        .collect()
}

fn grades(ledger: &Ledger, sum: &MaterialSum, order: &[String]) -> Vec<(String, Grams)> {
    let mut grades: Vec<(String, Grams)> =
        sum.grades.iter().filter_map(|(place, net)| Some((ledger.grade(*place)?.to_owned(), *net))).collect();
    let place = |grade: &str| order.iter().position(|known| known == grade).unwrap_or(order.len());
    grades.sort_by(|(a, _), (b, _)| (place(a), a).cmp(&(place(b), b)));
    grades
}

fn stations(ledger: &Ledger, heads: &[(StationId, Option<LineHash>)]) -> Vec<StationRow> {
    let mut rows: BTreeMap<StationId, StationRow> = BTreeMap::new();
    let sums = ledger.station_sums();
    for id in sums.keys().copied().chain(heads.iter().map(|(id, _)| *id)) {
        let sum = sums.get(&id).copied().unwrap_or_default();
        let head = heads.iter().find(|(station, _)| *station == id).and_then(|(_, head)| *head);
        let operators = Vec::new();
        rows.entry(id).or_insert(StationRow { id, net: sum.net, entries: sum.entries, head, operators });
    }
    for (slot, name, _) in ledger.files() {
        let Some(row) = rows.get_mut(&name) else { continue };
        for id in ledger.records_of(slot).rev() {
            let operator = ledger.view(id).operator;
            if !operator.is_empty() && !row.operators.iter().any(|known| known == operator) {
                row.operators.push(operator.to_owned());
            }
        }
    }
    rows.into_values().collect()
}
