//! The file by which `tarazy sync` tells consoles and people how it is doing (docs/journal.md Y8).
//!
//! Invariant: consoles and `event show` read it whether or not their build can synchronise. A file that cannot be read
//! says nothing.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::domain::record::Moment;
use crate::journal::event_folder::EventFolder;
use crate::journal::{fs, names};

/// The maximum number of bytes read.
const LENGTH_MAX: u64 = 64 * 1024;

/// The file is written at least this often while `tarazy sync` runs, in seconds.
pub(crate) const HEARTBEAT_S: i64 = 15;

/// After this many seconds without a sign of life, `tarazy sync` has ended.
const DEAD_S: i64 = 4 * HEARTBEAT_S;

/// The content of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SyncStatus {
    /// The server's address.
    pub server: String,
    /// Whether this machine and the server have the same lines.
    pub complete: bool,
    /// When they last had, or `None` if they never had since `tarazy sync` was started.
    pub agreed: Option<Moment>,
    /// Since when they have not, if they have not.
    pub since: Option<Moment>,
    /// The last sign of life.
    pub alive: Moment,
    /// Why they have not, in English, for logs.
    pub reason: Option<String>,
    /// The number of lines from the server that wait for lines before them.
    #[serde(default)]
    pub waiting: usize,
}

/// What people see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SyncMark {
    /// This machine and the server had the same lines at this time.
    Agreed(Moment),
    /// They have not since this time.
    Since(Moment),
}

impl SyncStatus {
    /// Reads the status of an event, or returns `None` if it is not synchronised.
    #[must_use]
    pub(crate) fn read(folder: &EventFolder) -> Option<Self> {
        let text = fs::read_text(&folder.path.join(names::SYNC_STATUS), LENGTH_MAX).ok()?;
        serde_json::from_str(&text).ok()
    }

    /// Returns what people see at the time `now`.
    #[must_use]
    pub(crate) fn mark(&self, now: Moment) -> SyncMark {
        let is_dead = now - self.alive > TimeDelta::seconds(DEAD_S);
        match (self.complete && !is_dead, self.agreed) {
            (true, Some(agreed)) => SyncMark::Agreed(agreed),
            (_, agreed) => SyncMark::Since(self.since.or(agreed).unwrap_or(self.alive)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::testing::{folder, noon};

    #[test]
    fn a_status_says_agreed_only_while_the_process_lives() {
        let after = |seconds| noon() + TimeDelta::seconds(seconds);
        let agreed = SyncStatus {
            server: "nats://hall".into(),
            complete: true,
            agreed: Some(noon()),
            since: None,
            alive: after(10),
            reason: None,
            waiting: 0,
        };
        assert_eq!(agreed.mark(after(20)), SyncMark::Agreed(noon()));
        assert_eq!(agreed.mark(after(71)), SyncMark::Since(noon()));
        // A clock that was set back makes nothing dead.
        assert_eq!(agreed.mark(after(-3600)), SyncMark::Agreed(noon()));
        let waiting = SyncStatus { complete: false, since: Some(after(5)), ..agreed.clone() };
        assert_eq!(waiting.mark(after(20)), SyncMark::Since(after(5)));
        let never = SyncStatus { agreed: None, since: None, complete: false, ..agreed };
        assert_eq!(never.mark(after(20)), SyncMark::Since(after(10)));
    }

    #[test]
    fn a_status_that_cannot_be_read_says_nothing() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        assert_eq!(SyncStatus::read(&folder), None);
        for text in ["", "{}", "[1]", &"x".repeat(100_000)] {
            std::fs::write(folder.path.join("sync.status"), text).unwrap();
            assert_eq!(SyncStatus::read(&folder), None);
        }
        let text = r#"{"server":"nats://hall:4222","complete":true,"agreed":"2026-01-25T14:05:00+05:00",
            "since":null,"alive":"2026-01-25T14:05:10+05:00","reason":null,"later":7}"#;
        std::fs::write(folder.path.join("sync.status"), text).unwrap();
        assert!(SyncStatus::read(&folder).is_some_and(|status| status.complete && status.waiting == 0));
    }
}
