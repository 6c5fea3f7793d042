//! What starting costs: replaying an event of 100 000 lines, beside its floor, which is streaming the
//! same lines through serde_json and SHA-256 alone.

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate};
use divan::{Bencher, black_box};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tarazy::domain::event::{Event, UtcOffset};
use tarazy::domain::mass::Grams;
use tarazy::domain::record::{Draft, Entry, JournalId, Measure, Op, Source, StationId, Ticket};
use tarazy::journal::chain::Chain;
use tarazy::journal::folder::{DataDir, EventFolder, SlugChoice};
use tarazy::journal::line;
use tarazy::journal::reader::replay;
use tempfile::TempDir;

fn main() {
    divan::main();
}

const LINES: u64 = 100_000;

struct Scene {
    _data: TempDir,
    folder: EventFolder,
    journal: PathBuf,
}

static SCENE: LazyLock<Scene> = LazyLock::new(|| scene().unwrap_or_else(|| std::process::abort()));

fn scene() -> Option<Scene> {
    let data = tempfile::tempdir().ok()?;
    let date = NaiveDate::from_ymd_opt(2026, 1, 25)?;
    let event = Event::new(1, "Recycle", date, UtcOffset::parse("+05:00")?).ok()?;
    let folder = DataDir::at(data.path()).create(&event, SlugChoice::Day).ok()?;
    let start = DateTime::parse_from_rfc3339("2026-01-25T12:00:00.000+05:00").ok()?;
    let station = StationId::parse("A")?;
    let open = Op::Open { event: event.id.clone(), station, journal: JournalId(1), app: "0.1.0".into() };
    let first = line::encode(1, &start, &open, None, None).ok()?;
    let mut chain = Chain::new(station, 2, Some(line::hash(&first)));
    let mut bytes = first;
    bytes.push(b'\n');
    for number in 1..LINES {
        let material = &event.materials[usize::try_from(number % 9).ok()?];
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
        let at = start + chrono::Duration::milliseconds(i64::try_from(number * 140).ok()?);
        let draft = Draft { ticket: Ticket(number), at, op: Op::Entry(entry), import: None };
        bytes.extend(chain.encode(&draft).ok()?.1);
        bytes.push(b'\n');
    }
    let journal = folder.stations().join("A.jsonl");
    fs::write(&journal, bytes).ok()?;
    Some(Scene { _data: data, folder, journal })
}

/// The chain verified, every line counted.
#[divan::bench]
fn replay_100k(bencher: Bencher<'_, '_>) {
    let folder = &SCENE.folder;
    bencher.bench(|| {
        black_box(replay(folder).map(|(ledger, states)| (ledger.tally().entries, states.len())).ok())
    });
}

/// The fields of an entry, borrowed from the line.
#[derive(Deserialize)]
#[allow(dead_code)]
struct Floor<'a> {
    seq: u64,
    at: &'a str,
    op: &'a str,
    material: Option<&'a str>,
    grade: Option<&'a str>,
    net_g: Option<i64>,
    typed: Option<&'a str>,
    prev: &'a str,
}

#[divan::bench]
fn floor_100k(bencher: Bencher<'_, '_>) {
    let journal = &SCENE.journal;
    bencher.bench(|| {
        let bytes = fs::read(journal).unwrap_or_default();
        let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        lines.fold(0, |sum, line| {
            let floor = serde_json::from_slice::<Floor<'_>>(line).ok();
            let hash = Sha256::digest(line);
            sum + floor.and_then(|floor| floor.net_g).unwrap_or_default() + i64::from(black_box(hash)[0])
        })
    });
}
