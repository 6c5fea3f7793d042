//! Spaces on the empty line: each press counts a person (docs/input.md, G7).

use std::time::Duration;

use crate::console::gesture::timing::{FIRST_REPEAT, RUN_GAP};
use crate::screen::clock::Timestamp;
use crate::screen::input::ReadAt;

/// Spaces of different reads with less time than this between them come from one held key.
const HELD_GAP: Duration = Duration::from_millis(120);

/// What to do after a Space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SpacesVerdict {
    Waits,
    /// The earlier Spaces count, and this one is a repeat.
    Send(u32, Timestamp),
    Repeat,
}

/// Spaces that came in one read.
#[derive(Clone, Copy, Debug)]
struct SpaceGroup {
    count: u32,
    at: Timestamp,
    read: u64,
    /// Whether an earlier Space came less than [`FIRST_REPEAT`] before, so that this may be its first repeat.
    may_be_repeat: bool,
}

/// Separates presses of the space bar from repeats.
#[derive(Debug, Default)]
pub(super) struct Spaces {
    last_at: Option<Duration>,
    waiting: Option<SpaceGroup>,
}

impl Spaces {
    /// Adds a Space that follows a pause.
    pub(super) fn press(&mut self, read: ReadAt) -> SpacesVerdict {
        let now = read.at.since_start;
        let gap = self.last_at.replace(now).map(|last| now.saturating_sub(last));
        if let Some(group) = self.waiting.as_mut().filter(|group| group.read == read.read) {
            group.count = group.count.saturating_add(1);
            return SpacesVerdict::Waits;
        }
        if gap.is_some_and(|gap| gap < HELD_GAP) {
            return match self.waiting.take().filter(|group| !group.may_be_repeat) {
                Some(group) => SpacesVerdict::Send(group.count, group.at),
                None => SpacesVerdict::Repeat,
            };
        }
        let may_be_repeat = gap.is_some_and(|gap| gap < FIRST_REPEAT);
        self.waiting = Some(SpaceGroup { count: 1, at: read.at, read: read.read, may_be_repeat });
        SpacesVerdict::Waits
    }

    /// Adds a Space that follows another Space in a run. It counts only if it came in the same read. A Space of another
    /// read is a repeat.
    pub(super) fn press_again(&mut self, read: ReadAt) {
        self.last_at = Some(read.at.since_start);
        match &mut self.waiting {
            Some(group) if group.read == read.read => group.count = group.count.saturating_add(1),
            Some(group) if group.may_be_repeat => self.waiting = None,
            Some(_) | None => {}
        }
    }

    /// Returns the waiting Spaces if they have waited long enough. Spaces that may be a repeat wait for
    /// [`HELD_GAP`]. Other Spaces wait only for the end of the run.
    pub(super) fn due(&mut self, now: Duration) -> Option<(u32, Timestamp)> {
        let last = self.last_at?;
        let quiet = now.saturating_sub(last);
        let group =
            self.waiting.take_if(|group| quiet >= if group.may_be_repeat { HELD_GAP } else { RUN_GAP })?;
        Some((group.count, group.at))
    }

    /// Returns the waiting Spaces, because another key follows them. The space bar is not held down, so the next Space
    /// is a new press.
    pub(super) fn take(&mut self) -> Option<(u32, Timestamp)> {
        self.last_at = None;
        self.waiting.take().map(|group| (group.count, group.at))
    }

    /// Removes the waiting Spaces, because they belong to a longer run.
    pub(super) fn forget(&mut self) {
        self.last_at = None;
        self.waiting = None;
    }
}
