//! Fixtures for the tests of the journal.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;

use crate::domain::event::{Event, UtcOffset};
use crate::domain::mass::Grams;
use crate::domain::record::{Entry, Measure, Moment, Op, PendingRecord, Source, StationId, Target, Ticket};
use crate::journal::data_dir::{DataDir, SlugChoice};
use crate::journal::event_folder::EventFolder;
use crate::journal::station::open_station;
use crate::journal::writer::{Outcome, Writer};

/// The id of the event that the golden journals belong to.
pub(super) const EVENT: u128 = 0xfedc_ba98_7654_3210_fedc_ba98_7654_3210;

/// How long a test waits for the disk.
pub(super) const TEST_DISK: Duration = Duration::from_secs(60);

pub(crate) fn id(text: &str) -> StationId {
    StationId::parse(text).unwrap()
}

pub(super) fn at(text: &str) -> Moment {
    Moment::parse_from_rfc3339(text).unwrap()
}

pub(crate) fn noon() -> Moment {
    at("2026-01-25T12:00:00.000+05:00")
}

/// Returns an event that is dated this day of January 2026.
pub(crate) fn event(day: u32) -> Event {
    let date = NaiveDate::from_ymd_opt(2026, 1, day).unwrap();
    Event::new(EVENT, "Recycle Бірге", date, UtcOffset::parse("+05:00").unwrap()).unwrap()
}

/// Creates the event of the golden journals in a data folder.
pub(crate) fn folder(data: &Path) -> EventFolder {
    DataDir::at(data).create(&event(25), SlugChoice::Day).unwrap()
}

/// Returns the bytes of a golden journal.
pub(super) fn golden(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/journal").join(name)).unwrap()
}

/// Copies a golden journal to the journal of a station, and returns the path of the journal.
pub(super) fn place(folder: &EventFolder, name: &str, station: &str) -> PathBuf {
    let path = folder.journal(id(station));
    fs::write(&path, golden(name)).unwrap();
    path
}

/// Returns an entry with only a net weight.
pub(crate) fn weight<T>(material: &str, grams: i64) -> Entry<T> {
    Entry {
        material: material.to_owned(),
        grade: None,
        measure: Measure::weight(Grams::new(grams), Grams::ZERO).unwrap(),
        tare_name: None,
        about: false,
        source: Source::Typed,
        scale: None,
        typed: None,
        corrects: None,
    }
}

pub(super) fn pending(ticket: u64, op: Op<Target>) -> PendingRecord {
    PendingRecord { ticket: Ticket(ticket), at: noon(), op, import: None, key: None }
}

/// Returns a pending entry of paper.
pub(crate) fn paper(ticket: u64, grams: i64) -> PendingRecord {
    pending(ticket, Op::Entry(weight("paper", grams)))
}

/// Writes a record with this time to the journal of a station.
pub(super) fn append(folder: &EventFolder, station: StationId, at: Moment, op: Op<Target>) {
    let open = open_station(folder, Some(station), at, "0").unwrap();
    let writer = Writer::spawn(open, |_| ()).unwrap();
    writer.append(PendingRecord { ticket: Ticket(0), at, op, import: None, key: None });
    assert_eq!(writer.finish(TEST_DISK), Outcome::default());
}

/// Counts one person at a station, as a command does: the journal notes how far it sees the others.
pub(crate) fn count_people_and_note(folder: &EventFolder, station: &str) {
    let station = open_station(folder, Some(id(station)), noon(), "0").unwrap();
    let writer = Writer::spawn(station.noting_now(folder, noon), |_| ()).unwrap();
    writer.append(pending(1, Op::People { count: 1 }));
    let _saved = writer.finish(TEST_DISK);
}
