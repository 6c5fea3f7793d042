//! The times of the newest records of an event, from the first and the last line of each journal.

use std::path::Path;

use chrono::{DateTime, Utc};

use crate::domain::record::{Op, Record, Source};
use crate::journal::event_folder::EventFolder;
use crate::journal::fs;
use crate::journal::line::{self, JournalLine, LINE_MAX};
use crate::journal::merged_mark;
use crate::journal::torn_tail::FileEnd;

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
    /// Reads the times. A journal or a line that cannot be read has none.
    #[must_use]
    pub(crate) fn read(folder: &EventFolder) -> Self {
        let mut times = Self::default();
        for (station, file) in folder.journals().unwrap_or_default() {
            let Some((opening, last)) = first_and_last(&file) else { continue };
            times.last = times.last.max(Some(last.at.to_utc()));
            let is_merged = match &opening.op {
                Op::Open { journal, .. } => merged_mark::covers(&folder.stations(), station, *journal),
                _ => true,
            };
            if !is_merged {
                let by_clock = if has_clock_time(&last) { last.at } else { opening.at };
                times.by_own_clock = times.by_own_clock.max(Some(by_clock.to_utc()));
            }
        }
        times
    }
}

/// Returns the first and the last record of a journal, or `None` if one of the lines cannot be read.
fn first_and_last(path: &Path) -> Option<(Record, Record)> {
    let file = fs::open(path).ok()?;
    let last = line::decode(&FileEnd::read(&file).ok()?.last_line?).ok()?;
    let mut start = vec![0; LINE_MAX];
    let read = std::os::unix::fs::FileExt::read_at(&file, &mut start, 0).ok()?;
    let end = start[..read].iter().position(|byte| *byte == b'\n')?;
    let JournalLine { record: first, .. } = line::decode(&start[..end]).ok()?;
    Some((first, last.record))
}

/// Returns whether the time of a record is that of the clock, and not of a sheet of paper or a file.
fn has_clock_time(record: &Record) -> bool {
    let is_dated =
        matches!(&record.op, Op::Entry(entry) if matches!(entry.source, Source::Paper | Source::Import));
    record.import.is_none() && !is_dated
}
