//! The times of the newest records of an event, from the first and the last line of each journal.

use std::path::Path;

use chrono::{DateTime, Utc};

use crate::domain::record::{Op, Record, Source};
use crate::journal::event_folder::{EventFolder, journals_in};
use crate::journal::fs;
use crate::journal::torn_tail::FileEnd;
use crate::journal::{line, merged_mark, reader};

/// The times of the newest records of an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct EventTimes {
    /// The time of the newest record.
    pub last: Option<DateTime<Utc>>,
    /// The newest time that a clock of this machine gave. Merged journals have times of other machines. Records
    /// from paper and from an import have times that a person wrote.
    pub by_own_clock: Option<DateTime<Utc>>,
}

impl EventTimes {
    /// Reads the times. A journal whose last line cannot be read has none, and one whose first line cannot be read may
    /// be of another machine.
    #[must_use]
    pub(crate) fn read(folder: &EventFolder) -> Self {
        Self::in_stations(&folder.stations())
    }

    /// Same as [`Self::read`], but for the folder of journals of an event whose `event.json` may be unreadable.
    #[must_use]
    pub(crate) fn in_stations(stations: &Path) -> Self {
        let mut times = Self::default();
        for (station, file) in journals_in(stations).unwrap_or_default() {
            let Some((first, last)) = first_and_last(&file) else { continue };
            times.last = times.last.max(Some(last.at.to_utc()));
            if let Some(first) = first
                && let Op::Open { journal, .. } = first.op
                && !merged_mark::covers(stations, station, journal)
            {
                let by_clock = if has_clock_time(&last) { last.at } else { first.at };
                times.by_own_clock = times.by_own_clock.max(Some(by_clock.to_utc()));
            }
        }
        times
    }
}

/// Returns the records in the first and the last line of a journal that have a newline, or `None` if the last one cannot
/// be read.
fn first_and_last(path: &Path) -> Option<(Option<Record>, Record)> {
    let file = fs::open(path).ok()?;
    if !file.metadata().ok()?.is_file() {
        return None;
    }
    let last = line::decode(&FileEnd::read(&file).ok()?.last_line?).ok()?.record;
    Some((reader::first_record(&file).ok()?, last))
}

/// Returns whether the time of a record is that of the clock, and not of a sheet of paper or a file.
fn has_clock_time(record: &Record) -> bool {
    let is_dated =
        matches!(&record.op, Op::Entry(entry) if matches!(entry.source, Source::Paper | Source::Import));
    record.import.is_none() && !is_dated
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::testing::{folder, place};

    #[test]
    fn the_time_of_the_last_whole_line_counts_even_if_the_first_line_is_damaged() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        assert_eq!(EventTimes::read(&folder), EventTimes::default());
        let path = place(&folder, "torn.jsonl", "A");
        let last = "2026-01-25T15:59:59.999-00:30".parse().ok();
        assert_eq!(EventTimes::read(&folder), EventTimes { last, by_own_clock: last });
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[0] = b'#';
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(EventTimes::read(&folder), EventTimes { last, by_own_clock: None });
    }
}
