//! A second copy of an event: `event.json` and own journals, in another folder such as a USB stick (docs/journal.md C1-C7).
//!
//! Invariants:
//! - Only whole lines that are known to be on the disk are copied, byte for byte, each to the offset that it has in the
//!   journal. So several processes that copy the same journal write the same bytes to the same places.
//! - No file that holds anything else is changed: the copy then gets another name.
//! - No symbolic link is followed below the given folder, and the folder itself is never created.
//! - No file stays open, so that a stick can be removed at any time.

mod error;
mod folder;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};

pub(crate) use crate::journal::mirror::error::MirrorError;

use crate::domain::event::{Event, is_slug};
use crate::domain::record::{LineHash, StationId};
use crate::journal::event_folder::EventFolder;
use crate::journal::fs::{self, at};
use crate::journal::line::{self, LINE_MAX};
use crate::journal::mirror::folder::Folder;
use crate::journal::names;
use crate::journal::torn_tail::after_last;

/// The maximum number of bytes of `event.json` that are read.
const EVENT_MAX: u64 = 1024 * 1024;
/// The maximum number of names that are tried for an event or a journal.
const NAMES_MAX: usize = 20;
/// The number of bytes read at once.
const BLOCK: usize = 64 * 1024;

/// Returns whether a folder is the data folder or inside it. A folder that does not exist is judged by the folder above.
///
/// `data` is the path of the data folder.
#[must_use]
pub(crate) fn is_in_data(folder: &Path, data: &Path) -> bool {
    let id = |path: &Path| path.metadata().ok().map(|meta| (meta.dev(), meta.ino()));
    let Ok(absolute) = std::path::absolute(folder) else { return false };
    let existing = absolute.ancestors().find_map(|path| path.canonicalize().ok());
    let (Some(existing), Some(data_id)) = (existing, id(data)) else {
        return std::path::absolute(data).is_ok_and(|data| absolute.starts_with(data));
    };
    existing.ancestors().any(|path| id(path) == Some(data_id))
}

/// The second copy of one event.
#[derive(Debug)]
pub(crate) struct Mirror {
    root: PathBuf,
    event: EventFolder,
    /// The name of the event's folder in the copy, once it is known.
    slug: Option<String>,
    /// The content of `event.json` that was copied last.
    event_file: Vec<u8>,
    /// How far each journal was copied.
    copied: BTreeMap<StationId, Copied>,
}

/// How far a journal was copied.
#[derive(Clone, Copy, Debug)]
struct Copied {
    /// The station after which the copy is named.
    name: StationId,
    /// Device and inode of the copy.
    file: (u64, u64),
    len: u64,
    /// The hash of the last line.
    head: LineHash,
}

/// How a file in the copy relates to a journal.
enum Fit {
    /// It holds the journal's first lines, up to this offset. What follows them is a part of a line.
    Begins(u64),
    /// It holds the whole journal and more.
    Ahead,
    /// It holds something else.
    Other,
}

impl Mirror {
    /// Returns a copy of this event that will be made in the folder `root`.
    pub(crate) fn new(root: PathBuf, event: EventFolder) -> Self {
        Self { root, event, slug: None, event_file: Vec::new(), copied: BTreeMap::new() }
    }

    /// Copies what is missing: `event.json`, and each of these journals up to the line with this hash.
    ///
    /// # Errors
    /// [`MirrorError`]. What was copied before stays.
    pub(crate) fn copy(&mut self, heads: &BTreeMap<StationId, LineHash>) -> Result<(), MirrorError> {
        // The event's folder is in `events`, which is in the data folder.
        if self.event.path.ancestors().nth(2).is_some_and(|data| is_in_data(&self.root, data)) {
            return Err(MirrorError::InData { path: self.root.clone() });
        }
        let events = Folder::open(&self.root)?.folder_or_new(names::EVENTS)?;
        let content = self.read_event_file()?;
        let folder = match self.find(&events)? {
            Some(folder) => folder,
            None => self.create(&events, &content)?,
        };
        if self.event_file != content {
            if folder.read(names::EVENT_FILE, EVENT_MAX)? != content {
                folder.replace(names::EVENT_FILE, names::TEMPORARY_EVENT_FILE, &content)?;
            }
            self.event_file = content;
        }
        let stations = folder.folder_or_new(names::STATIONS)?;
        heads.iter().try_for_each(|(station, head)| self.copy_journal(&stations, *station, *head))
    }

    fn read_event_file(&self) -> Result<Vec<u8>, MirrorError> {
        let path = self.event.event_file();
        Ok(fs::read_text(&path, EVENT_MAX).map_err(at(&path))?.into_bytes())
    }

    /// Finds the folder of the event in the copy. Its slug may differ, because another event of the day may have it.
    fn find(&mut self, events: &Folder) -> Result<Option<Folder>, MirrorError> {
        let likely = self.slug.clone().into_iter().chain([self.event.slug.clone()]);
        for slug in likely.chain(events.names()?) {
            if !is_slug(&slug) {
                continue;
            }
            let Ok(folder) = events.folder(&slug) else { continue };
            let Ok(content) = folder.read(names::EVENT_FILE, EVENT_MAX) else { continue };
            let event = String::from_utf8(content).ok().and_then(|text| Event::from_json(&text).ok());
            if event.is_some_and(|event| event.id == self.event.event.id) {
                self.slug = Some(slug);
                return Ok(Some(folder));
            }
        }
        Ok(None)
    }

    /// Creates the folder of the event under a temporary name and renames it, so that it appears complete.
    fn create(&mut self, events: &Folder, content: &[u8]) -> Result<Folder, MirrorError> {
        let (name, new) = events.new_folder(names::TEMPORARY_EVENT)?;
        let filled = new
            .replace(names::EVENT_FILE, names::TEMPORARY_EVENT_FILE, content)
            .and_then(|()| new.folder_or_new(names::STATIONS)?.sync())
            .and_then(|()| new.sync());
        let created = filled.and_then(|()| self.give_name(events, &name));
        if !matches!(created, Ok(Some(_))) {
            // It holds nothing but the copy of `event.json`.
            new.remove(names::EVENT_FILE, false);
            new.remove(names::STATIONS, true);
            events.remove(&name, true);
        }
        match created? {
            Some(folder) => Ok(folder),
            None => {
                self.find(events)?.ok_or_else(|| MirrorError::NoFreeName { path: events.path().to_owned() })
            }
        }
    }

    /// Renames a new folder to the first free slug. Returns `None` if another process has created the event's folder in
    /// the meantime, or if no slug is free.
    fn give_name(&mut self, events: &Folder, new: &str) -> Result<Option<Folder>, MirrorError> {
        let base: String = self.event.slug.chars().take(60).collect();
        let numbered = (2..=NAMES_MAX).map(|number| format!("{base}-{number}"));
        for slug in std::iter::once(self.event.slug.clone()).chain(numbered) {
            if self.find(events)?.is_some() {
                return Ok(None);
            }
            if events.rename_to_unused(new, &slug)? {
                events.sync()?;
                self.slug = Some(slug.clone());
                return events.folder(&slug).map(Some);
            }
        }
        Ok(None)
    }

    fn copy_journal(
        &mut self,
        stations: &Folder,
        station: StationId,
        head: LineHash,
    ) -> Result<(), MirrorError> {
        let path = self.event.journal(station);
        let changed = || MirrorError::Changed { path: path.clone() };
        let journal = fs::open(&path).map_err(at(&path))?;
        let known = self.copied.get(&station).copied();
        if let Some(known) = known
            && let Ok(copy) = stations.file(&names::journal(known.name))
            && copy
                .metadata()
                .is_ok_and(|meta| ((meta.dev(), meta.ino()), meta.len()) == (known.file, known.len))
        {
            if known.head == head {
                return Ok(());
            }
            if let Some(end) = end_of_line(&journal, known.len, head).map_err(at(&path))? {
                let copied = Copied { len: end, head, ..known };
                return self.append(stations, &journal, &copy, station, copied, known.len);
            }
        }
        let end = end_of_line(&journal, 0, head).map_err(at(&path))?.ok_or_else(changed)?;
        for name in std::iter::once(station).chain(names::names_beside(station)).take(NAMES_MAX) {
            let (copy, is_new) = stations.file_or_new(&names::journal(name))?;
            let copy_path = stations.path().join(names::journal(name));
            let begins = match fit(&copy, &journal).map_err(at(&copy_path))? {
                Fit::Begins(begins) => begins,
                Fit::Ahead => return Err(MirrorError::Ahead { path: copy_path }),
                Fit::Other => continue,
            };
            if is_new {
                stations.sync()?;
            }
            let meta = copy.metadata().map_err(at(&copy_path))?;
            let file = (meta.dev(), meta.ino());
            if begins >= end {
                // Another process has copied it.
                self.copied.insert(station, Copied { name, file, len: begins, head });
                return Ok(());
            }
            if meta.len() > begins {
                copy.set_len(begins).map_err(at(&copy_path))?;
            }
            return self.append(
                stations,
                &journal,
                &copy,
                station,
                Copied { name, file, len: end, head },
                begins,
            );
        }
        Err(MirrorError::NoFreeName { path: stations.path().to_owned() })
    }

    /// Copies the bytes of the journal from `from` to the end that `copied` names, and syncs them.
    fn append(
        &mut self,
        stations: &Folder,
        journal: &File,
        copy: &File,
        station: StationId,
        copied: Copied,
        from: u64,
    ) -> Result<(), MirrorError> {
        let copy_path = stations.path().join(names::journal(copied.name));
        let mut block = vec![0; BLOCK];
        let mut offset = from;
        while offset < copied.len {
            let size = usize::try_from(copied.len - offset).map_or(BLOCK, |rest| rest.min(BLOCK));
            let path = self.event.journal(station);
            journal.read_exact_at(&mut block[..size], offset).map_err(at(&path))?;
            copy.write_all_at(&block[..size], offset).map_err(at(&copy_path))?;
            offset += size as u64;
        }
        copy.sync_data().map_err(at(&copy_path))?;
        self.copied.insert(station, copied);
        Ok(())
    }
}

/// Returns the offset after the line with this hash, at or after the offset `from`, which is the start of a line.
fn end_of_line(mut journal: &File, from: u64, head: LineHash) -> io::Result<Option<u64>> {
    journal.seek(SeekFrom::Start(from))?;
    let mut reader = BufReader::with_capacity(BLOCK, journal);
    let (mut offset, mut bytes) = (from, Vec::new());
    loop {
        bytes.clear();
        // Only NULs before the content make a line of a journal longer. Then these bytes are its last part.
        let read = reader.by_ref().take(2 * LINE_MAX as u64).read_until(b'\n', &mut bytes)?;
        if read == 0 {
            return Ok(None);
        }
        offset += read as u64;
        if let Some(line) = bytes.strip_suffix(b"\n")
            && line::hash(&line[line::content(line)]) == head
        {
            return Ok(Some(offset));
        }
    }
}

/// Compares a file in the copy with a journal.
fn fit(copy: &File, journal: &File) -> io::Result<Fit> {
    let (copy_len, journal_len) = (copy.metadata()?.len(), journal.metadata()?.len());
    let common = fs::common_len(copy, 0, journal, 0, copy_len.min(journal_len))?;
    if common == journal_len && common < copy_len {
        return Ok(Fit::Ahead);
    }
    let is_newline = |byte| byte == b'\n';
    let lines = after_last(copy, 0..common, is_newline)?;
    // If what is different is a part of a line, it was never complete.
    let has_other_line = after_last(copy, common..copy_len, is_newline)? > common;
    Ok(if has_other_line { Fit::Other } else { Fit::Begins(lines) })
}
