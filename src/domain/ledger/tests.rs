//! Tests which records of an event count, and what the sums of the event are.

use std::collections::{BTreeMap, HashSet};

use chrono::DateTime;
use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::domain::event::UtcOffset;
use crate::domain::record::{LineHash, Source};

mod copies;
mod corrections;
mod history;
mod model;
mod order;
mod rows;
mod sums;
mod voids;

const OFFSET_MS: i64 = 5 * 3_600_000;

fn event() -> Event {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
    Event::new(1, "R", day, UtcOffset::parse("+05:00").unwrap()).unwrap()
}

fn station(id: &str) -> StationId {
    StationId::parse(id).unwrap()
}

/// Returns a hash whose short form is this number.
fn hash(number: u64) -> LineHash {
    let mut bytes = [7; 32];
    bytes[..8].copy_from_slice(&number.to_be_bytes());
    LineHash(bytes)
}

/// Returns a record with this hash, made at this minute of the day.
fn record(seq: u64, short_hash: u64, minute: i64, op: Op<RecordRef>) -> Record {
    let at = DateTime::from_timestamp_millis(1_769_310_000_000 + minute * 60_000).unwrap().fixed_offset();
    Record { seq, at, op, import: None, key: None, hash: hash(short_hash) }
}

fn record_ref(id: &str, seq: u64, short_hash: u64) -> RecordRef {
    RecordRef { station: station(id), seq, hash: ShortHash(short_hash) }
}

fn kilograms(gross: i64, tare: i64) -> Measure {
    Measure::weight(Grams::new(gross), Grams::new(tare)).unwrap()
}

fn entry(material: &str, measure: Measure, corrects: Option<RecordRef>) -> Op<RecordRef> {
    Op::Entry(Entry {
        material: material.to_owned(),
        grade: None,
        measure,
        tare_name: None,
        about: false,
        source: Source::Typed,
        scale: None,
        typed: None,
        corrects,
    })
}

fn paper(grams: i64) -> Op<RecordRef> {
    entry("paper", kilograms(grams, 0), None)
}

fn correction(grams: i64, target: RecordRef) -> Op<RecordRef> {
    entry("paper", kilograms(grams, 0), Some(target))
}

fn void(target: RecordRef) -> Op<RecordRef> {
    Op::Void { of: target, reason: "undo".to_owned() }
}

/// A ledger that assigns numbers and hashes to its records.
struct TestLedger {
    ledger: Ledger,
    /// The number of hashes that were assigned.
    hashes: u64,
}

impl TestLedger {
    fn new() -> Self {
        Self { ledger: Ledger::new(&event()), hashes: 0 }
    }

    /// Adds a file that has the name of its station.
    fn add(&mut self, id: &str, journal: u128) -> Slot {
        self.ledger.add_file(station(id), station(id), JournalId(journal), 0, Role::Others)
    }

    /// Applies a record with the next hash, and returns how other records refer to it.
    fn apply(&mut self, slot: Slot, op: Op<RecordRef>) -> RecordRef {
        self.hashes += 1;
        self.apply_with_hash(slot, self.hashes, op)
    }

    /// Applies a record with this hash, and returns how other records refer to it.
    fn apply_with_hash(&mut self, slot: Slot, short_hash: u64, op: Op<RecordRef>) -> RecordRef {
        let file = self.ledger.file(slot);
        let (seq, station) = (file.records.len() as u64 + 1, file.station);
        self.ledger.enter(slot, seq, Some(&record(seq, short_hash, 0, op)));
        RecordRef { station, seq, hash: ShortHash(short_hash) }
    }

    /// Checks the net grams, the number of entries, and the number of voided or corrected records.
    #[track_caller]
    fn expect_sums(&self, net: i64, entries: i64, voided: i64) {
        let tally = self.ledger.tally();
        assert_eq!((tally.net.get(), tally.entries, tally.voided), (net, entries, voided));
    }

    #[track_caller]
    fn expect_status(&self, target: RecordRef, status: RecordStatus) {
        let index = self.ledger.find(target).unwrap();
        assert_eq!(self.ledger.status(index), status);
    }
}

impl std::ops::Deref for TestLedger {
    type Target = Ledger;

    fn deref(&self) -> &Ledger {
        &self.ledger
    }
}
