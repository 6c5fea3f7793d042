//! Counts the records that came after known lines: after the seal of an event, or after a report that was written.
//!
//! Invariant: a record that is in several files of one journal counts once.

use std::collections::{HashMap, HashSet};

use crate::domain::record::{JournalId, Op, ShortHash};
use crate::domain::seal::JournalHead;
use crate::journal::journal_state::{JournalState, LineContent};

/// The records after the known last lines of all journals. A journal that had no line then is new as a whole.
pub(super) struct LaterRecords {
    known: HashMap<JournalId, u64>,
    found: HashSet<(JournalId, ShortHash)>,
}

impl LaterRecords {
    /// Starts to count after these lines.
    pub(super) fn after(heads: &[JournalHead]) -> Self {
        let known = heads.iter().map(|head| (head.journal, head.seq)).collect();
        Self { known, found: HashSet::new() }
    }

    /// Adds a line that was read from a journal.
    pub(super) fn add_line(&mut self, state: &JournalState, content: LineContent<'_>) {
        let LineContent::Record(record) = content else { return };
        let Some(journal) = state.journal else { return };
        let is_known = || self.known.get(&journal).is_some_and(|last| state.next_seq <= *last);
        if changes_sums(&record.op) && !is_known() {
            self.found.insert((journal, record.hash.short()));
        }
    }

    /// Returns the number of records.
    pub(super) fn count(&self) -> u64 {
        self.found.len() as u64
    }
}

/// Returns whether a record may change a sum. That of a later version may.
const fn changes_sums<T>(op: &Op<T>) -> bool {
    match op {
        Op::Entry(_) | Op::People { .. } | Op::Void { .. } | Op::Out { .. } | Op::Unknown { .. } => true,
        Op::Open { .. } | Op::Operator { .. } | Op::Close | Op::Seen { .. } | Op::Fork { .. } => false,
    }
}
