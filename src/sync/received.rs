//! A journal line that came from the server.

use crate::domain::event::EventIds;
use crate::domain::record::{JournalId, LineHash, Op, StationId};
use crate::journal::line;

/// The maximum number of bytes of a line that is sent or accepted. Lines above the limit of the format (docs/journal.md
/// L1) are damage, but the lines after them may depend on them.
pub(super) const CONTENT_MAX: usize = 64 * 1024;

/// A line, and where it belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ReceivedLine {
    pub journal: JournalId,
    pub hash: LineHash,
    /// The line that it follows by its own account, or `None` if it opens a journal or cannot be decoded.
    pub prev: Option<LineHash>,
    /// The line before it in the file that it was published from, if that is not `prev`.
    pub after: Option<LineHash>,
    /// The station, if the line opens a journal.
    pub opens: Option<StationId>,
    /// The bytes of the line without its newline.
    pub content: Vec<u8>,
}

impl ReceivedLine {
    /// Checks a line. Returns `None` if it cannot be a line of this journal and event: then nobody publishes it for this
    /// event.
    pub(super) fn new(
        journal: JournalId,
        content: &[u8],
        after: Option<LineHash>,
        event: EventIds<'_>,
    ) -> Option<Self> {
        if content.len() > CONTENT_MAX
            || content.contains(&b'\n')
            || line::content(content) != (0..content.len())
        {
            return None;
        }
        let hash = line::hash(content);
        let decoded = line::decode(content).ok();
        let (prev, opens) = match decoded {
            Some(decoded) => match decoded.record.op {
                Op::Open { event: id, station, journal: opened, .. } => {
                    let is_first = decoded.prev.is_none() && after.is_none();
                    if !is_first || opened != journal || !event.contains(&id) {
                        return None;
                    }
                    (None, Some(station))
                }
                _ => (Some(decoded.prev?), None),
            },
            None => (None, None),
        };
        let has_place = prev.is_some() || after.is_some() || opens.is_some();
        has_place.then(|| Self { journal, hash, prev, after, opens, content: content.to_vec() })
    }
}
