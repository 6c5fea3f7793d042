//! What the fuzz targets in `tests/fuzz` call: one function for each kind of untrusted input.
//!
//! Each function reads arbitrary bytes as the program would, and returns `Err` with a description if a promise about
//! them is broken. It does not panic by itself, so a panic is a fault of the code that reads the bytes.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::domain::event::{Event, UtcOffset};
use crate::domain::ledger::Ledger;
use crate::domain::limits;
use crate::domain::record::{Measure, Moment, Record, StationId};
use crate::entry;
use crate::journal::checkpoint::Checkpoints;
use crate::journal::checkpoint::file::{CHECKSUM_END, CheckpointFile, Header, MAGIC};
use crate::journal::data_dir::{DataDir, SlugChoice};
use crate::journal::draft_file;
use crate::journal::event_folder::EventFolder;
use crate::journal::follow::Follower;
use crate::journal::journal_state::JournalState;
use crate::journal::line;
use crate::journal::reader::replay;
use crate::journal::station::open_station;
use crate::scale::live::LiveState;
use crate::scale::protocol::{Protocol, WireDecoder};
use crate::scale::tracker::LoadTracker;
use crate::scale::wedge::WedgeScale;
use crate::settings::{Settings, file};
use crate::spreadsheet::{self, Action, Mapping, Reading, TableEntry};

/// A broken promise, or an error of the test's own files.
pub type Broken = Box<dyn Error>;

/// The id of the event to which the golden journals belong.
const EVENT: u128 = 0xfedc_ba98_7654_3210_fedc_ba98_7654_3210;

/// Returns an event with the standard catalogue, to which the golden journals belong.
///
/// # Errors
/// Returns an error if the standard catalogue is invalid.
pub fn sample_event() -> Result<Event, Broken> {
    let date = NaiveDate::from_ymd_opt(2026, 1, 25).ok_or("no such day")?;
    let offset = UtcOffset::parse("+05:00").ok_or("no such offset")?;
    Ok(Event::new(EVENT, "Recycle Бірге", date, offset)?)
}

/// Reads typed text as an amount of every material. An amount that is accepted is within the limits, and reading it
/// again gives the same.
///
/// # Errors
/// See the module.
pub fn amount(event: &Event, text: &str) -> Result<(), Broken> {
    let reading = entry::read(text);
    if entry::read(text) != reading {
        return Err("two readings differ".into());
    }
    let length = text.chars().count();
    let spans = [Some(reading.span()), reading.selector_span()];
    if spans.into_iter().flatten().any(|span| span.start > span.end || span.end > length) {
        return Err("a span lies outside the text".into());
    }
    for material in &event.materials {
        // What was refused needs no further check.
        if let Ok(amount) = reading.amount(material, event.decimals()) {
            limits::check(material, &amount.measure).map_err(|_| "above the maximum")?;
        }
    }
    Ok(())
}

/// Reads a line of a journal. A record that can be read can be written, and its line gives the same record.
///
/// # Errors
/// See the module.
pub fn journal_line(bytes: &[u8]) -> Result<(), Broken> {
    let Ok(read) = line::decode(bytes) else { return Ok(()) };
    // Texts may be longer in a line that is read than in a line that is written.
    let Record { seq, at, op, import, key, .. } = &read.record;
    let Ok(written) = line::encode(*seq, at, op, *import, key.as_ref(), read.prev.as_ref()) else {
        return Ok(());
    };
    let again = line::decode(&written)?;
    let mut record = again.record;
    record.hash = read.record.hash;
    if record == read.record && again.prev == read.prev {
        Ok(())
    } else {
        Err(format!("{:?} was written as {}", read.record, String::from_utf8_lossy(&written)).into())
    }
}

/// An event folder whose only journal is written by a fuzz target.
pub struct FuzzedFolder {
    folder: EventFolder,
}

impl FuzzedFolder {
    /// Creates the event in a data folder.
    ///
    /// # Errors
    /// Returns an error if the folder cannot be written.
    pub fn create(data: &Path) -> Result<Self, Broken> {
        Ok(Self { folder: DataDir::at(data).create(&sample_event()?, SlugChoice::Day)? })
    }

    fn station() -> Result<StationId, Broken> {
        Ok(StationId::parse("A").ok_or("no such station")?)
    }

    /// Writes a journal in parts, of which each ends at one of `ends`, and follows it. The result is the same as that of
    /// reading the whole file once, and every byte is accounted for.
    ///
    /// # Errors
    /// See the module.
    pub fn journal(&self, bytes: &[u8], ends: &[usize]) -> Result<(), Broken> {
        let path = self.folder.journal(Self::station()?);
        fs::write(&path, [])?;
        let mut follower = Follower::new(self.folder.clone(), Vec::new());
        let mut ledger = Ledger::new(&self.folder.event);
        let mut file = OpenOptions::new().append(true).open(&path)?;
        let mut start = 0;
        for end in ends.iter().copied().chain([bytes.len()]) {
            file.write_all(&bytes[start..end])?;
            start = end;
            follower.poll(None)?.iter().for_each(|change| ledger.apply_change(change));
        }
        let (fresh_ledger, fresh_states) = replay(&self.folder)?;
        let (followed, fresh) =
            (describe(&ledger, &follower.states)?, describe(&fresh_ledger, &fresh_states)?);
        if followed != fresh {
            return Err(format!("followed in parts {ends:?}:\n{followed}\nread at once:\n{fresh}").into());
        }
        Ok(())
    }

    /// Opens the station of a journal with this content, as a console does. No whole line is changed, and nothing is
    /// changed if the station cannot be opened. A station that was opened once can be opened again.
    ///
    /// # Errors
    /// See the module.
    pub fn station_with(&self, bytes: &[u8]) -> Result<(), Broken> {
        let station = Self::station()?;
        let path = self.folder.journal(station);
        fs::write(&path, bytes)?;
        let now = Moment::parse_from_rfc3339("2026-01-25T12:00:00.000+05:00")?;
        let open = || open_station(&self.folder, Some(station), now, "0.1.0").map(drop);
        let opened = open();
        let after = fs::read(&path)?;
        let lines = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
        if opened.is_err() && after != bytes {
            return Err(format!("{opened:?}, but the journal was changed").into());
        }
        if !after.starts_with(&bytes[..lines]) {
            return Err("whole lines were changed".into());
        }
        if opened.is_ok() {
            open()?;
            if fs::read(&path)? != after {
                return Err("a second opening changed the journal".into());
            }
        }
        Ok(())
    }

    /// Reads a draft as the next console does, and reads again what is written back.
    ///
    /// # Errors
    /// See the module.
    pub fn draft(&self, bytes: &[u8]) -> Result<(), Broken> {
        let (stations, station) = (self.folder.stations(), Self::station()?);
        let path = stations.join(format!("{station}.draft"));
        fs::write(&path, bytes)?;
        let Ok(Some(read)) = draft_file::read(&stations, station) else { return Ok(()) };
        let again = serde_json::from_slice(&serde_json::to_vec(&read)?)?;
        if read == again { Ok(()) } else { Err(format!("{read:?} was written as {again:?}").into()) }
    }
}

/// Returns a checkpoint of this journal of the sample event, from the end of its checksum on.
///
/// # Errors
/// Returns an error if the journal is damaged or the folder cannot be written.
pub fn sample_checkpoint(folder: &Path, journal: &[u8]) -> Result<Vec<u8>, Broken> {
    let fuzzed = FuzzedFolder::create(folder)?;
    fs::write(fuzzed.folder.journal(FuzzedFolder::station()?), journal)?;
    let checkpoints = Checkpoints::at(folder.join("checkpoints"));
    checkpoints.store(&fuzzed.folder);
    let file = fs::read_dir(folder.join("checkpoints"))?.next().ok_or("no checkpoint")??;
    Ok(fs::read(file.path())?.split_off(CHECKSUM_END))
}

/// Reads these bytes as a checkpoint whose checksum fits them, and enters the rows that are accepted.
///
/// # Errors
/// See the module.
pub fn checkpoint(path: &Path, bytes: &[u8]) -> Result<(), Broken> {
    fs::write(path, [&MAGIC[..], &Sha256::digest(bytes), bytes].concat())?;
    let Some(mut file) = CheckpointFile::open(File::open(path)?) else { return Ok(()) };
    if !file.is_intact() {
        return Ok(());
    }
    let Header { station, journal, lines, ref tables, .. } = file.header;
    let mut ledger = Ledger::new(&sample_event()?);
    let rows = usize::try_from(lines)?;
    let entry = ledger.enter_rows((station, station), journal, rows, tables.clone());
    let mut entry = entry.ok_or("the file is known already")?;
    file.for_each_row(&mut |row| _ = entry.enter(row))?;
    drop(entry);
    describe(&ledger, &[]).map(drop)
}

/// Describes everything that a reader learned from journals.
fn describe(ledger: &Ledger, states: &[JournalState]) -> Result<String, Broken> {
    let mut text = String::new();
    for state in states {
        let JournalState { lines, bytes, head, next_seq, partial_bytes, last_at, faults, notes, .. } = state;
        writeln!(
            text,
            "{lines} lines, {bytes} bytes, {partial_bytes} more, next {next_seq}, {head:?} {last_at:?}"
        )?;
        writeln!(text, "{faults:?} {notes:?}")?;
    }
    for record in ledger.newest_first() {
        writeln!(text, "{:?} {:?}", ledger.view(record), ledger.status(record))?;
    }
    let sums: BTreeMap<_, _> = ledger.station_sums();
    writeln!(text, "{sums:?} {:?}", ledger.forks())?;
    Ok(text)
}

/// Reads `event.json`. An event that is valid can be written, and reading that gives the same event.
///
/// # Errors
/// See the module.
pub fn event(text: &str) -> Result<(), Broken> {
    let Ok(event) = Event::from_json(text) else { return Ok(()) };
    let again = Event::from_json(&event.to_json()?)?;
    if again == event { Ok(()) } else { Err(format!("{event:?} was written as {again:?}").into()) }
}

/// Reads a table for `tarazy import`. Every row that is read records something, and a second reading gives the same.
///
/// # Errors
/// See the module.
pub fn import_table(event: &Event, bytes: &[u8]) -> Result<(), Broken> {
    let Ok(sheets) = spreadsheet::sheets(bytes, None) else { return Ok(()) };
    for sheet in &sheets {
        let Ok(reading) = spreadsheet::read(sheet, event, &Mapping::default()) else { continue };
        for row in &reading.rows {
            let is_something = match &row.action {
                Action::Entry(TableEntry { measure: Measure::Pieces { count, .. }, .. })
                | Action::People { count } => *count > 0,
                Action::Entry(TableEntry { measure, .. }) => measure.net().is_positive(),
                Action::Undo => true,
            };
            if !is_something {
                return Err(format!("{row:?} records nothing").into());
            }
        }
        if spreadsheet::read(sheet, event, &Mapping::default()).ok().as_ref() != Some(&reading) {
            return Err("two readings differ".into());
        }
        // A proposal that nobody has edited can be read, and decides nothing about the rows of its header.
        let proposal = Mapping::parse(&serde_json::to_string(&reading.proposal)?)?;
        let again = spreadsheet::read(sheet, event, &proposal).ok();
        let is_same = |again: &Reading| {
            again.header.first == reading.header.first && again.header.end == reading.header.end
        };
        if again.filter(is_same).is_some_and(|again| again.rows != reading.rows) {
            return Err("the proposal changes the rows".into());
        }
    }
    Ok(())
}

/// Reads a line of a scale, with and without a prefix. A weight is a positive decimal number.
///
/// # Errors
/// See the module.
pub fn scale_frame(text: &str) -> Result<(), Broken> {
    for option in ["wedge", "wedge:@W"] {
        let scale = WedgeScale::parse(option)?;
        let Ok(Some(frame)) = scale.read_frame(text) else { continue };
        let is_number = frame.kilograms.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
        if !is_number || !frame.kilograms.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
            return Err(format!("{:?} is not a weight", frame.kilograms).into());
        }
    }
    Ok(())
}

/// Reads bytes as the frames of each protocol of a scale on a wire. Their division into reads changes nothing, and a scale
/// has no weight beyond what a journal line can hold.
///
/// # Errors
/// See the module.
pub fn wire_frames(bytes: &[u8], cut: usize) -> Result<(), Broken> {
    let (first, rest) = bytes.split_at(cut.min(bytes.len()));
    for protocol in Protocol::ALL {
        let whole = WireDecoder::new(protocol).read(bytes, &mut Vec::new());
        let mut decoder = WireDecoder::new(protocol);
        let mut parts = decoder.read(first, &mut Vec::new());
        parts.extend(decoder.read(rest, &mut Vec::new()));
        if whole != parts {
            return Err(format!("{protocol:?} depends on the division into reads").into());
        }
        let mut tracker = LoadTracker::new(false, None);
        tracker.opened(Duration::ZERO);
        for (frame, now) in whole.iter().zip((1..).map(Duration::from_millis)) {
            tracker.frame(frame, now);
            let is_stable = matches!(tracker.live().state, LiveState::Stable { .. });
            if is_stable && tracker.live().shown.is_none() || frame.raw.is_empty() {
                return Err(format!("{protocol:?}: {frame:?}").into());
            }
        }
    }
    Ok(())
}

/// Reads `config.json` from this path. Faults are in the file, and a setting with a fault has no value.
///
/// # Errors
/// See the module.
pub fn settings(path: &Path, bytes: &[u8]) -> Result<(), Broken> {
    fs::write(path, bytes)?;
    let mut settings = Settings::default();
    let read = file::read(path, &mut settings);
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
    match read.faults.iter().filter_map(|fault| fault.line).find(|line| *line == 0 || *line > lines) {
        Some(line) => Err(format!("a fault in line {line} of {lines}").into()),
        None => Ok(()),
    }
}
