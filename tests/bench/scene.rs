//! An event with so many journals of so many lines.

use std::fs;

use chrono::{DateTime, NaiveDate};
use tarazy::domain::event::{Event, UtcOffset};
use tarazy::domain::mass::Grams;
use tarazy::domain::record::{Entry, JournalId, Measure, Op, PendingRecord, Source, StationId, Ticket};
use tarazy::journal::chain::Chain;
use tarazy::journal::data_dir::{DataDir, SlugChoice};
use tarazy::journal::event_folder::EventFolder;
use tarazy::journal::line;
use tempfile::TempDir;

pub struct Scene {
    _data: TempDir,
    pub folder: EventFolder,
}

/// An event in a folder of its own.
pub fn scene(journals: u64, lines: u64) -> Option<Scene> {
    let data = tempfile::tempdir().ok()?;
    let date = NaiveDate::from_ymd_opt(2026, 1, 25)?;
    let event = Event::new(1, "Recycle", date, UtcOffset::parse("+05:00")?).ok()?;
    let folder = DataDir::at(data.path()).create(&event, SlugChoice::Day).ok()?;
    (0..journals).try_for_each(|place| journal(&folder, place, lines))?;
    Some(Scene { _data: data, folder })
}

fn journal(folder: &EventFolder, place: u64, lines: u64) -> Option<()> {
    let event = &folder.event;
    let start = DateTime::parse_from_rfc3339("2026-01-25T12:00:00.000+05:00").ok()?;
    let station = StationId::parse(&format!("T{place}"))?;
    let journal = JournalId(u128::from(place) + 1);
    let open = Op::Open { event: event.id.clone(), station, journal, app: "0.1.0".into() };
    let first = line::encode(1, &start, &open, None, None).ok()?;
    let mut chain = Chain::new(station, 2, Some(line::hash(&first)));
    let mut bytes = first;
    bytes.push(b'\n');
    for number in 1..lines {
        let material = &event.materials[usize::try_from((number + place) % 9).ok()?];
        let grams = Grams::new(i64::try_from(number * 7919 % 30_000).ok()? + 10);
        let entry = Entry {
            material: material.id.clone(),
            grade: material.grades.first().cloned(),
            measure: Measure::weight(grams, Grams::ZERO)?,
            tare_name: None,
            about: number % 50 == 0,
            source: Source::Typed,
            typed: Some(grams.get().to_string()),
            corrects: None,
        };
        let at = start + chrono::Duration::milliseconds(i64::try_from(number * 140 + place).ok()?);
        let op = if number == 1 {
            Op::Operator { name: format!("Operator {}", place % 7) }
        } else {
            Op::Entry(entry)
        };
        let draft = PendingRecord { ticket: Ticket(number), at, op, import: None };
        bytes.extend(chain.add(&draft).ok()?.1);
        bytes.push(b'\n');
    }
    fs::write(folder.journal(station), bytes).ok()
}
