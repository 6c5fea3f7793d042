//! The heads of the journals of an event, read from the ends of their files (docs/journal.md A1 to A3).
//!
//! Invariant: a head that is returned is a line that its writer keeps. A line that is not synced yet may be cut off
//! again after a failure (docs/journal.md W3), so a head counts only if its station is not in use, or if it has stood
//! for a few seconds.

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::domain::record::{Op, Record, SeenHead, StationId};
use crate::journal::event_folder::EventFolder;
use crate::journal::file_stamp::FileStamp;
use crate::journal::line::{self, LINE_MAX};
use crate::journal::station_lock::is_held;
use crate::journal::{fs, merged_mark, reader};

/// How long a line of a station in use must have stood. A sync takes milliseconds.
const STANDS: Duration = Duration::from_secs(5);

/// How long ago a file of a station in use must have been changed, for a process that looks only once. It is longer,
/// because the clock of a network disk may differ.
const UNCHANGED: Duration = Duration::from_secs(60);

/// The number of bytes at the end of a journal that are searched for its head. Notes are no heads, but each one follows
/// a record.
const HEAD_SEARCH: u64 = 4 * LINE_MAX as u64;

/// The journals of one event, looked at again and again.
pub(crate) struct HeadReader {
    folder: EventFolder,
    files: HashMap<StationId, KnownFile>,
}

/// What is known of one journal's file.
struct KnownFile {
    stamp: FileStamp,
    /// The head at the last look.
    newest: SeenHead,
    /// A head that will count after [`STANDS`], and when it was first seen.
    candidate: Option<(SeenHead, Duration)>,
    /// The newest head that counts.
    stands: Option<SeenHead>,
}

impl HeadReader {
    /// Creates a reader that has seen nothing yet.
    #[must_use]
    pub(crate) fn new(folder: EventFolder) -> Self {
        Self { folder, files: HashMap::new() }
    }

    /// Looks at all journals, and returns the head of each one that counts. `since_start` is the time of a clock that
    /// never goes back, and `wall` that of the wall clock.
    ///
    /// A journal that cannot be read has no head, because readers report it.
    #[must_use]
    pub(crate) fn look(&mut self, since_start: Duration, wall: SystemTime) -> Vec<SeenHead> {
        let journals = self.folder.journals().unwrap_or_default();
        self.files.retain(|name, _| journals.iter().any(|(listed, _)| listed == name));
        for (name, path) in journals {
            let Some(stamp) = FileStamp::read(&path) else {
                self.files.remove(&name);
                continue;
            };
            let known = self.files.remove(&name);
            if let Some(file) = self.look_at(name, &path, stamp, known, since_start, wall) {
                self.files.insert(name, file);
            }
        }
        let mut heads: Vec<_> = self.files.iter().collect();
        heads.sort_by_key(|(name, _)| **name);
        heads.into_iter().filter_map(|(_, file)| file.stands.clone()).collect()
    }

    fn look_at(
        &self,
        name: StationId,
        path: &Path,
        stamp: FileStamp,
        known: Option<KnownFile>,
        since_start: Duration,
        wall: SystemTime,
    ) -> Option<KnownFile> {
        let stations = self.folder.stations();
        let mut file = match known {
            Some(known) if known.stamp == stamp => known,
            known => {
                let newest = read_head(&stations, name, path)?;
                // A file that shrank or was replaced may have lost the line that stood.
                let known = known
                    .filter(|known| stamp.continues(&known.stamp) && known.newest.journal == newest.journal);
                let (candidate, stands) = known.map_or((None, None), |known| (known.candidate, known.stands));
                KnownFile { stamp, newest, candidate, stands }
            }
        };
        if file.stands.as_ref() == Some(&file.newest) {
            return Some(file);
        }
        // A free station has no line that its writer may cut off. The line that was read is still there if the file has
        // not changed since.
        let is_free = || is_held(&stations, name) == Some(false) && FileStamp::read(path) == Some(stamp);
        if stamp.is_unchanged_for(UNCHANGED, wall) || is_free() {
            file.stands = Some(file.newest.clone());
            file.candidate = None;
            return Some(file);
        }
        file.candidate = match file.candidate {
            Some((head, since)) if since_start.saturating_sub(since) >= STANDS => {
                file.stands = Some(head);
                (file.stands.as_ref() != Some(&file.newest)).then(|| (file.newest.clone(), since_start))
            }
            Some(waiting) => Some(waiting),
            None => Some((file.newest.clone(), since_start)),
        };
        Some(file)
    }
}

/// Returns the last record of a journal other than [`Op::Seen`], or `None` if the end of the file holds none.
fn read_head(stations: &Path, name: StationId, path: &Path) -> Option<SeenHead> {
    let file = fs::open(path).ok()?;
    let Op::Open { station, journal, .. } = reader::first_record(&file).ok()??.op else { return None };
    let is_seen = |record: &Record| matches!(record.op, Op::Seen { .. });
    let last = records_at_end(&file, HEAD_SEARCH).ok()?.into_iter().rfind(|record| !is_seen(record))?;
    Some(SeenHead {
        station,
        name: (name != station).then_some(name),
        journal,
        seq: last.seq,
        hash: last.hash.short(),
        merged: merged_mark::covers(stations, name, journal),
    })
}

/// Returns the records of the whole lines in the last `bytes` bytes of a journal, in order. Damaged lines are left out.
pub(super) fn records_at_end(file: &File, bytes: u64) -> io::Result<Vec<Record>> {
    let len = file.metadata()?.len();
    let start = len.saturating_sub(bytes);
    let mut bytes = vec![0; usize::try_from(len - start).unwrap_or_default()];
    file.read_exact_at(&mut bytes, start)?;
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').unwrap_or_default();
    let lines = bytes[..whole].split(|byte| *byte == b'\n');
    // The first line may have begun before these bytes.
    let skipped = usize::from(start > 0);
    let record = |line: &[u8]| Some(line::decode(&line[line::content(line)]).ok()?.record);
    Ok(lines.skip(skipped).filter_map(record).collect())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::journal::chain::Chain;
    use crate::journal::merged_mark;
    use crate::journal::station::{OpenStation, open_station};
    use crate::journal::testing::{append, folder, id, noon, weight};

    const SECOND: Duration = Duration::from_secs(1);

    /// A time of the wall clock at which every file is new.
    const EARLY: SystemTime = SystemTime::UNIX_EPOCH;

    fn add(folder: &EventFolder, station: &str) {
        append(folder, id(station), noon(), Op::Entry(weight("paper", 1000)));
    }

    /// Appends an entry to the journal of a station in use, as its writer does.
    fn write(station: &OpenStation, folder: &EventFolder) {
        let path = folder.journal(station.station);
        let last = records_at_end(&File::open(&path).unwrap(), HEAD_SEARCH).unwrap().pop().unwrap();
        let mut chain = Chain::new(station.station, last.seq + 1, Some(last.hash));
        let (_, line) = chain.add_own(&noon(), Op::Entry(weight("paper", 1000))).unwrap();
        let mut bytes = fs::read(&path).unwrap();
        bytes.extend(line);
        bytes.push(b'\n');
        fs::write(&path, bytes).unwrap();
    }

    fn numbers(heads: &[SeenHead]) -> Vec<(String, u64)> {
        heads.iter().map(|head| (head.file_name().to_string(), head.seq)).collect()
    }

    #[test]
    fn the_head_of_a_free_station_counts_at_once() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        for station in ["A", "B"] {
            add(&folder, station);
        }
        let mut reader = HeadReader::new(folder.clone());
        let heads = reader.look(Duration::ZERO, EARLY);
        assert_eq!(numbers(&heads), [("A".into(), 2), ("B".into(), 2)]);
        let path = folder.journal(id("A"));
        let last = records_at_end(&File::open(path).unwrap(), HEAD_SEARCH).unwrap().pop().unwrap();
        assert_eq!((heads[0].hash, heads[0].merged, heads[0].name), (last.hash.short(), false, None));
    }

    #[test]
    fn a_line_of_a_station_in_use_counts_when_it_has_stood_for_seconds() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        let station = open_station(&folder, Some(id("A")), noon(), "0").unwrap();
        let mut reader = HeadReader::new(folder.clone());
        assert_eq!(reader.look(Duration::ZERO, EARLY), []);
        // A busy station writes all the time, so its last line never stands for long.
        for second in 1..=5 {
            write(&station, &folder);
            let seen = numbers(&reader.look(second * SECOND, EARLY));
            assert_eq!(seen.len(), usize::from(second == 5), "{second}");
        }
        assert_eq!(numbers(&reader.look(9 * SECOND, EARLY)), [("A".into(), 1)]);
        assert_eq!(numbers(&reader.look(10 * SECOND, EARLY)), [("A".into(), 6)]);
        // The age of the file counts too, for a process that looks only once.
        let old = File::open(folder.journal(id("A"))).unwrap().metadata().unwrap().modified().unwrap();
        assert_eq!(numbers(&HeadReader::new(folder.clone()).look(Duration::ZERO, old + UNCHANGED)).len(), 1);
        assert_eq!(HeadReader::new(folder).look(Duration::ZERO, old + UNCHANGED - SECOND), []);
    }

    #[test]
    fn a_line_that_its_writer_cut_off_again_never_counts() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        let station = open_station(&folder, Some(id("A")), noon(), "0").unwrap();
        let path = folder.journal(id("A"));
        let saved = fs::read(&path).unwrap();
        write(&station, &folder);
        let mut reader = HeadReader::new(folder);
        assert_eq!(reader.look(Duration::ZERO, EARLY), []);
        fs::write(&path, saved).unwrap();
        assert_eq!(reader.look(10 * SECOND, EARLY), []);
        assert_eq!(numbers(&reader.look(15 * SECOND, EARLY)), [("A".into(), 1)]);
    }

    #[test]
    fn a_merged_journal_and_one_under_another_name_say_so() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        add(&folder, "A");
        fs::rename(folder.journal(id("A")), folder.journal(id("A2"))).unwrap();
        let mut reader = HeadReader::new(folder.clone());
        let [head] = &reader.look(Duration::ZERO, EARLY)[..] else { panic!() };
        assert_eq!((head.station, head.name, head.merged), (id("A"), Some(id("A2")), false));
        merged_mark::write(&folder.stations(), id("A2"), head.journal).unwrap();
        assert!(HeadReader::new(folder).look(Duration::ZERO, EARLY)[0].merged);
    }
}
