//! One event that is synchronised: its files, what the server has of them, and what came from the server.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::time::Duration;

use crate::domain::record::{JournalId, LineHash, Moment, StationId};
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;
use crate::journal::line;
use crate::journal::merge::MergeResult;
use crate::journal::merge::lines::{Appending, append_lines, merge_whole};
use crate::sync::held::{HeldFile, Holdings};
use crate::sync::plan::{Step, Target, plan};
use crate::sync::received::{CONTENT_MAX, ReceivedLine};

/// How long a file that somebody else writes is waited for, before a line that continues it is kept in a file beside it. A
/// second process may already have written the line there, and it is only not visible yet.
const IN_USE_WAIT: Duration = Duration::from_secs(10);

/// The maximum number of bytes of lines that wait for their predecessors. More of them are read from the server again.
const WAITING_MAX: usize = 256 * 1024 * 1024;

/// A line to publish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OutgoingLine {
    pub journal: JournalId,
    pub hash: LineHash,
    /// The line before it in its file, if the line itself does not name it.
    pub after: Option<LineHash>,
    pub content: Vec<u8>,
    pub is_record: bool,
}

/// What [`EventSync::settle`] did.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// The number of lines that are new in the event.
    pub lines: u64,
    /// What could not be merged.
    pub skipped: Vec<MergeResult>,
}

/// The state of synchronising one event.
#[derive(Debug)]
pub(super) struct EventSync {
    pub folder: EventFolder,
    held: Holdings,
    on_server: HashSet<LineHash>,
    waiting: Vec<ReceivedLine>,
    waiting_bytes: usize,
    /// Since when each of these files could not be continued, because somebody else writes it.
    in_use: HashMap<StationId, Duration>,
    /// Whether lines from the server were dropped, so that it must be read again from the start.
    pub has_dropped: bool,
}

impl EventSync {
    /// Reads the journals of an event.
    ///
    /// # Errors
    /// [`FolderError`] if the folder of journals cannot be listed.
    pub(super) fn open(folder: EventFolder) -> Result<Self, FolderError> {
        let mut held = Holdings::default();
        held.look(&folder)?;
        let (on_server, waiting, in_use) = (HashSet::new(), Vec::new(), HashMap::new());
        Ok(Self { folder, held, on_server, waiting, waiting_bytes: 0, in_use, has_dropped: false })
    }

    /// Reads what was added to the journals.
    ///
    /// # Errors
    /// Same as [`EventSync::open`].
    pub(super) fn look(&mut self) -> Result<bool, FolderError> {
        self.held.look(&self.folder)
    }

    /// Returns the number of different lines of the local journals.
    pub(super) fn lines(&self) -> usize {
        self.held.len()
    }

    /// Returns the number of lines from the server that wait for lines before them, or for a file that is in use.
    pub(super) fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Returns whether a file that somebody else writes is waited for, or was until a moment ago.
    pub(super) fn waits_for_file(&self, since_start: Duration) -> bool {
        self.in_use.values().any(|since| since_start.saturating_sub(*since) <= 2 * IN_USE_WAIT)
    }

    /// Returns whether lines were written that have not stood for one look.
    pub(super) fn is_unsettled(&self) -> bool {
        self.held.files.iter().any(|file| file.stable < file.lines.len())
    }

    /// Returns the last line of each file that stands.
    pub(super) fn heads(&self) -> Vec<LineHash> {
        let last = |file: &HeldFile| Some(file.lines.get(file.stable.checked_sub(1)?)?.hash);
        self.held.files.iter().filter_map(last).collect()
    }

    /// Forgets what the server has.
    pub(super) fn forget_server(&mut self) {
        self.on_server.clear();
        self.waiting.clear();
        self.waiting_bytes = 0;
        self.has_dropped = false;
        self.held.files.iter_mut().for_each(|file| file.published = 0);
    }

    /// Takes for granted that the server has these lines and all before them. Returns `false`, and changes nothing, if a
    /// line is not here.
    pub(super) fn resume_at(&mut self, heads: &[LineHash]) -> bool {
        let places: Option<Vec<_>> = heads.iter().map(|head| self.held.place(head)).collect();
        let Some(places) = places else { return false };
        for (file, line) in places {
            self.on_server.extend(self.held.files[file].lines[..=line].iter().map(|line| line.hash));
        }
        true
    }

    /// Adds lines that the server has.
    pub(super) fn receive(&mut self, lines: impl IntoIterator<Item = ReceivedLine>) {
        for line in lines {
            if self.held.place(&line.hash).is_none() {
                if self.waiting_bytes > WAITING_MAX {
                    self.has_dropped = true;
                    continue;
                }
                self.waiting_bytes += line.content.len();
                self.on_server.insert(line.hash);
                self.waiting.push(line);
            } else {
                self.on_server.insert(line.hash);
            }
        }
    }

    /// Notes that the server has confirmed these lines.
    pub(super) fn confirm(&mut self, lines: impl IntoIterator<Item = LineHash>) {
        self.on_server.extend(lines);
    }

    /// Brings all received lines into the event whose predecessors are there. `since_start` is a clock that never goes
    /// back.
    ///
    /// # Errors
    /// [`FolderError`] if the event cannot be read or written. What was not merged is kept.
    pub(super) fn settle(&mut self, since_start: Duration, now: Moment) -> Result<Settled, FolderError> {
        let mut settled = Settled::default();
        while !self.waiting.is_empty() {
            let in_use = &self.in_use;
            let is_refused = |name| {
                in_use.get(&name).is_some_and(|since| since_start.saturating_sub(*since) >= IN_USE_WAIT)
            };
            let planned = plan(&self.held, std::mem::take(&mut self.waiting), &is_refused);
            self.waiting = planned.waiting;
            let (mut has_progress, mut failed) = (false, None);
            for step in planned.steps {
                if failed.is_some() {
                    self.waiting.extend(step.lines);
                    continue;
                }
                match self.carry_out(&step, since_start, now, &mut settled) {
                    Ok(true) => {
                        has_progress = true;
                        settled.lines += step.lines.len() as u64;
                    }
                    Ok(false) => self.waiting.extend(step.lines),
                    Err(error) => {
                        failed = Some(error);
                        self.waiting.extend(step.lines);
                    }
                }
            }
            self.waiting_bytes = self.waiting.iter().map(|line| line.content.len()).sum();
            if has_progress {
                self.held.look(&self.folder)?;
            }
            match failed {
                Some(error) => return Err(error),
                None if !has_progress => break,
                None => {}
            }
        }
        Ok(settled)
    }

    /// Returns whether the lines of the step are in the event now.
    fn carry_out(
        &mut self,
        step: &Step,
        since_start: Duration,
        now: Moment,
        settled: &mut Settled,
    ) -> Result<bool, FolderError> {
        let Some(head) = step.lines.last().map(|line| line.hash) else { return Ok(true) };
        let mut bytes = Vec::new();
        for line in &step.lines {
            bytes.extend(&line.content);
            bytes.push(b'\n');
        }
        let whole = |station, prefix: Option<(&HeldFile, usize)>| {
            let prefix = prefix.map(|(file, lines)| (file.state.file.as_path(), file.lines[lines - 1].end));
            merge_whole(&self.folder, (step.journal, station), prefix, &bytes, now)
        };
        let result = match step.target {
            Target::End { file } => {
                let state = &self.held.files[file].state;
                let name = state.name;
                let appended = append_lines(&self.folder, state, &bytes, head, now)?;
                match appended {
                    Appending::InUse => self.in_use.entry(name).or_insert(since_start),
                    Appending::Done | Appending::Changed => {
                        self.in_use.remove(&name);
                        return Ok(appended == Appending::Done);
                    }
                };
                return Ok(false);
            }
            Target::Beside { file, lines } => {
                let file = &self.held.files[file];
                whole(file.state.station, Some((file, lines)))?
            }
            Target::New { station } => whole(station, None)?,
        };
        let is_complete = result.is_complete();
        if !is_complete {
            settled.skipped.push(result);
        }
        Ok(is_complete)
    }

    /// Returns lines that the server lacks, at most this many and about this many bytes of them, in an order in which each one
    /// follows those before it.
    pub(super) fn outgoing(&mut self, lines_max: usize, bytes_max: usize) -> Vec<OutgoingLine> {
        let Self { held, on_server, .. } = self;
        let mut outgoing = Vec::new();
        let (mut bytes, mut taken) = (0, HashSet::new());
        for file in &mut held.files {
            let Some(journal) = file.publishable() else { continue };
            if file.published >= file.stable {
                continue;
            }
            // A file that cannot be opened now is tried again at the next look.
            let Ok(open) = File::open(&file.state.file) else { continue };
            let mut before = None;
            let mut is_leading = true;
            for index in file.published.saturating_sub(1)..file.stable {
                let held = file.lines[index];
                let is_known = on_server.contains(&held.hash) || taken.contains(&held.hash);
                if is_known {
                    before = Some(held.hash);
                    if is_leading && on_server.contains(&held.hash) {
                        file.published = index + 1;
                    }
                    continue;
                }
                let Some(is_published) = is_published(file, &open, index) else { break };
                if !is_published {
                    if is_leading {
                        file.published = index + 1;
                    }
                    continue;
                }
                is_leading = false;
                let Ok(content) = file.content(&open, index) else { break };
                if line::hash(&content) != held.hash {
                    // The file was changed since it was read.
                    break;
                }
                let prev = line::decode(&content).ok().and_then(|line| line.prev);
                let after = before.filter(|before| prev != Some(*before));
                bytes += content.len();
                taken.insert(held.hash);
                outgoing.push(OutgoingLine {
                    journal,
                    hash: held.hash,
                    after,
                    content,
                    is_record: held.is_record,
                });
                before = Some(held.hash);
                if outgoing.len() >= lines_max || bytes >= bytes_max {
                    return outgoing;
                }
            }
        }
        outgoing
    }
}

/// Returns whether a line is published, or `None` if that depends on the next line.
///
/// A damaged line is published only if the next line was written after it. Otherwise it was damaged later, and other
/// machines may have the line as it was.
fn is_published(file: &HeldFile, open: &File, index: usize) -> Option<bool> {
    let held = file.lines[index];
    let size = file.content(open, index).ok()?.len();
    if held.is_record || size > CONTENT_MAX {
        return Some(size <= CONTENT_MAX);
    }
    if index + 1 >= file.stable {
        return None;
    }
    let next = file.content(open, index + 1).ok()?;
    Some(line::decode(&next).is_ok_and(|next| next.prev == Some(held.hash)))
}
