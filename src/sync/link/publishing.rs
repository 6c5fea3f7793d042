//! Publishes what the server lacks.

use futures_util::FutureExt;

use crate::domain::record::JournalId;
use crate::sync::error::SyncError;
use crate::sync::event_sync::OutgoingLine;
use crate::sync::link::Link;
use crate::sync::server::stream::{Published, subject};
use crate::sync::server::{IN_FLIGHT_MAX, Server};

/// The number of bytes that are published before confirmations are waited for.
const BYTES_AT_ONCE: usize = 1024 * 1024;

/// The number of lines that are published before confirmations are waited for.
const LINES_AT_ONCE: usize = IN_FLIGHT_MAX / 2;

impl Link {
    /// Publishes what the server lacks. A line counts as sent only after the server has confirmed it.
    ///
    /// # Errors
    /// [`SyncError`] if the server did not confirm a line. It is published again the next time.
    pub(in crate::sync) async fn publish(&mut self, server: &Server) -> Result<(), SyncError> {
        while self.is_caught_up {
            let lines = self.sync.outgoing(LINES_AT_ONCE, BYTES_AT_ONCE);
            if lines.is_empty() || !self.publish_lines(&lines, server).await? {
                break;
            }
        }
        Ok(())
    }

    /// Returns whether more lines can be published at once.
    async fn publish_lines(&mut self, lines: &[OutgoingLine], server: &Server) -> Result<bool, SyncError> {
        let mut sent = Vec::new();
        let mut failed = None;
        let mut last = None;
        for line in lines {
            let is_first = last.replace(line.journal) != Some(line.journal);
            let known = self.ends.get(&line.journal).copied();
            let expected = known.or(self.is_read_from_start.then_some(0)).filter(|_| is_first);
            let subject = subject(&self.sync.folder.event.id, &self.machine, line.journal);
            match server.send(subject, line, expected).await {
                Ok(waiting) => sent.push((line, waiting)),
                Err(error) => {
                    failed = Some(error);
                    break;
                }
            }
        }
        let mut is_end_known = true;
        for (line, waiting) in sent {
            let confirmed = server.confirmed(waiting);
            // After a failure, nothing is waited for any more: each line could take as long as the first.
            let result = if failed.is_none() { Some(confirmed.await) } else { confirmed.now_or_never() };
            match result {
                Some(Ok(published)) => is_end_known &= self.note(line, &published),
                Some(Err(error)) => failed = failed.or(Some(error)),
                None => {}
            }
        }
        failed.map_or(Ok(is_end_known), Err)
    }

    /// Notes what the server did with a line. Returns `false` if its subject has other messages than expected.
    fn note(&mut self, line: &OutgoingLine, published: &Published) -> bool {
        let journal: JournalId = line.journal;
        match *published {
            Published::Stored { sequence, is_duplicate } => {
                self.sync.confirm([line.hash]);
                if !is_duplicate {
                    self.totals.sent += 1;
                    self.ends.insert(journal, sequence);
                }
                self.confirmed = self.confirmed.max(sequence);
                true
            }
            Published::OtherEnd => {
                // The reader will bring what is there. The line is then known, or sent without a condition.
                self.ends.remove(&journal);
                self.is_read_from_start = false;
                false
            }
        }
    }
}
