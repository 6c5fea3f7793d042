//! What a report says, before any format: sums in catalogue order, with names still in every language.
//!
//! Invariant: a summary holds every gram and piece of the tally. Materials of the catalogue come first,
//! in its order, also those that nobody brought; what journals name beyond it follows, in no stream.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, Utc};

use crate::domain::catalogue::{LocalText, Unit};
use crate::domain::event::Event;
use crate::domain::ledger::Ledger;
use crate::domain::mass::Grams;
use crate::domain::record::{LineHash, StationId};
use crate::domain::tally::MaterialSum;

/// One material's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaterialRow {
    pub id: String,
    /// Empty for a material that the catalogue does not know.
    pub name: LocalText,
    pub unit: Unit,
    pub stream: Option<String>,
    pub group: Option<String>,
    pub net: Grams,
    pub pieces: i64,
    /// What the pieces weighed, where that was typed; in no sum of kilograms.
    pub pieces_weight: Grams,
    pub entries: i64,
    /// At least one entry was an estimate.
    pub about: bool,
    pub target: Option<Grams>,
    pub target_pieces: Option<u32>,
    /// Net by grade, in the catalogue's order of grades; grades that nobody brought are left out.
    pub grades: Vec<(String, Grams)>,
    pub out_net: Grams,
    pub out_pieces: i64,
}

impl MaterialRow {
    /// Net by grade, then what was weighed without one (`None`). Nothing where no grade was named.
    #[must_use]
    pub fn graded(&self) -> Vec<(Option<&str>, Grams)> {
        let mut rows: Vec<_> = self.grades.iter().map(|(grade, net)| (Some(grade.as_str()), *net)).collect();
        let mut rest = self.net;
        rest -= self.grades.iter().map(|(_, net)| *net).sum();
        if !rows.is_empty() && rest != Grams::ZERO {
            rows.push((None, rest));
        }
        rows
    }
}

/// One hour of the event's local time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HourRow {
    pub start: DateTime<FixedOffset>,
    pub net: Grams,
    pub people: i64,
}

/// One station: one journal, by the name of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StationRow {
    pub id: StationId,
    pub net: Grams,
    pub entries: i64,
    /// The hash of the last line of its journal; `None` where no line could be read.
    pub head: Option<LineHash>,
    /// Who operated it, in order of first appearance. Shown only where names are asked for.
    pub operators: Vec<String>,
}

/// Everything that a report says about one event but the state of its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    pub people: i64,
    pub entries: i64,
    pub voided: i64,
    pub net: Grams,
    pub materials: Vec<MaterialRow>,
    /// The groups of the catalogue, with the sum of their materials.
    pub groups: Vec<(String, LocalText, Grams)>,
    /// The streams of the event, with the sum of their materials.
    pub streams: Vec<(String, Grams)>,
    pub hours: Vec<HourRow>,
    pub stations: Vec<StationRow>,
}

impl Summary {
    /// Sums up a ledger. `heads` names every journal of the event.
    #[must_use]
    pub fn new(event: &Event, ledger: &Ledger, heads: &[(StationId, Option<LineHash>)]) -> Self {
        let tally = ledger.tally();
        let materials = materials(event, ledger);
        let sum = |belongs: &dyn Fn(&MaterialRow) -> bool| {
            materials.iter().filter(|row| belongs(row)).map(|row| row.net).sum::<Grams>()
        };
        let groups = event
            .groups
            .iter()
            .map(|group| {
                let net = sum(&|row| row.group.as_deref() == Some(&group.id));
                (group.id.clone(), group.name.clone(), net)
            })
            .collect();
        let streams = event
            .streams
            .iter()
            .map(|stream| (stream.clone(), sum(&|row| row.stream.as_deref() == Some(stream))))
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
            stations: stations(ledger, heads),
            materials,
        }
    }

    /// The materials that belong into a list of kilograms: those with a weight, an entry or a target. One
    /// that is counted otherwise in this catalogue than in a journal stands in both lists.
    pub fn weighed(&self) -> impl Iterator<Item = &MaterialRow> {
        let belongs = |row: &&MaterialRow| {
            row.net != Grams::ZERO || row.unit == Unit::Kg && (row.entries != 0 || row.target.is_some())
        };
        self.materials.iter().filter(belongs)
    }

    /// The materials that belong into a list of pieces.
    pub fn counted(&self) -> impl Iterator<Item = &MaterialRow> {
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
            // A foreign material whose entries were all taken back has nothing to say.
            if material.is_none() && *sum == nothing {
                return None;
            }
            // What is offered no more and nobody brought is no longer hoped for.
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
    let sums = ledger.stations();
    for id in sums.keys().copied().chain(heads.iter().map(|(id, _)| *id)) {
        let sum = sums.get(&id).copied().unwrap_or_default();
        let head = heads.iter().find(|(station, _)| *station == id).and_then(|(_, head)| *head);
        let operators = Vec::new();
        rows.entry(id).or_insert(StationRow { id, net: sum.net, entries: sum.entries, head, operators });
    }
    for (slot, name, _) in ledger.files() {
        let Some(row) = rows.get_mut(&name) else { continue };
        for id in ledger.rows_of(slot).rev() {
            let operator = ledger.view(id).operator;
            if !operator.is_empty() && !row.operators.iter().any(|known| known == operator) {
                row.operators.push(operator.to_owned());
            }
        }
    }
    rows.into_values().collect()
}
