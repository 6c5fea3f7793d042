//! Events of any size for the benchmarks.

use std::fs;

use chrono::{DateTime, Duration, NaiveDate};
use tarazy::testing::{
    Chain, DataDir, Entry, Event, EventFolder, Grams, JournalId, Measure, Op, PendingRecord, SlugChoice,
    Source, StationId, Ticket, UtcOffset, encode, hash,
};
use tempfile::TempDir;

/// An event on the disk. Its files are removed when this value is dropped.
pub(crate) struct LargeEvent {
    data: TempDir,
    pub(crate) folder: EventFolder,
}

impl LargeEvent {
    /// Creates an event with `journals` journals of `lines` lines each.
    pub(crate) fn new(journals: u64, lines: u64) -> Self {
        let data = tempfile::tempdir().unwrap();
        let date = NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
        let event = Event::new(1, "Recycle", date, UtcOffset::parse("+05:00").unwrap()).unwrap();
        let folder = DataDir::at(data.path()).create(&event, SlugChoice::Day).unwrap();
        (0..journals).for_each(|index| write_journal(&folder, index, lines));
        Self { data, folder }
    }

    /// Returns the folder with all events.
    #[allow(dead_code, reason = "only the benchmarks of the whole program need it")]
    pub(crate) fn data(&self) -> &str {
        self.data.path().to_str().unwrap()
    }
}

/// Writes a journal: its first line, an operator, and entries of nine materials.
fn write_journal(folder: &EventFolder, index: u64, lines: u64) {
    let event = &folder.event;
    let start = DateTime::parse_from_rfc3339("2026-01-25T12:00:00.000+05:00").unwrap();
    let station = StationId::parse(&format!("T{index}")).unwrap();
    let journal = JournalId(u128::from(index) + 1);
    let open = Op::Open { event: event.id.clone(), station, journal, app: "0.1.0".into() };
    let mut bytes = encode(1, &start, &open, None, None, None).unwrap();
    let mut chain = Chain::new(station, 2, Some(hash(&bytes)));
    bytes.push(b'\n');
    for number in 1..lines {
        let material = &event.materials[usize::try_from((number + index) % 9).unwrap()];
        let grams = Grams::new(i64::try_from(number * 7919 % 30_000).unwrap() + 10);
        let entry = Entry {
            material: material.id.clone(),
            grade: material.grades.first().cloned(),
            measure: Measure::weight(grams, Grams::ZERO).unwrap(),
            tare_name: None,
            about: number % 50 == 0,
            source: Source::Typed,
            scale: None,
            typed: Some(grams.get().to_string()),
            corrects: None,
        };
        let op = match number {
            1 => Op::Operator { name: format!("Operator {}", index % 7) },
            _ => Op::Entry(entry),
        };
        let at = start + Duration::milliseconds(i64::try_from(number * 140 + index).unwrap());
        let record = PendingRecord { ticket: Ticket(number), at, op, import: None, key: None };
        bytes.extend(chain.add(&record).unwrap().1);
        bytes.push(b'\n');
    }
    fs::write(folder.journal(station), bytes).unwrap();
}
