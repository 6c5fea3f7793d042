//! What people see of an event that is synchronised: the file `sync.status`, and reports.

use std::mem::discriminant;
use std::time::{Duration, Instant};

use crate::domain::record::Moment;
use crate::journal::sync_status::SyncStatus;
use crate::sync::error::{SyncError, chain};
use crate::sync::link::{Link, now};
use crate::sync::report::{SyncReport, What};

/// How long lines may wait for lines before them without a report. A file that is in use is waited for almost as long.
const MISSING_WAIT: Duration = Duration::from_secs(15);

impl Link {
    /// Writes and reports whether this machine and the server have the same lines, and returns it. `why` says why all events
    /// cannot be synchronised.
    pub(in crate::sync) fn show(
        &mut self,
        server: &str,
        why: Option<&SyncError>,
        report: &mut dyn FnMut(SyncReport<'_>),
    ) -> bool {
        let has_failed = why.is_some() || self.failure().is_some();
        let is_complete = !has_failed && self.is_idle() && self.sync.waiting() == 0;
        let now = now(&self.sync.folder.event);
        self.status.note(is_complete, now);
        let missing = self.missing_lines();
        let shown = self.status.is_shown(is_complete, has_failed, now);
        if self.status.is_due(shown) {
            let reason = why.or(self.failure()).or(missing.as_ref()).map(|why| chain(why));
            let written = self.write_status(server, shown, reason, now);
            let written = if is_complete { written.and_then(|()| self.save_point()) } else { written };
            self.status.written = Some((Instant::now(), shown));
            self.status.unwritten = written.err();
        }
        if is_complete && self.status.unwritten.is_none() {
            if !std::mem::replace(&mut self.status.is_agreement_told, true) {
                self.status.told_reasons.clear();
                let what = What::Agreed { at: now, totals: self.totals() };
                report(SyncReport { event: self.slug(), what });
            }
            return true;
        }
        let since = *self.status.since.get_or_insert(now);
        let why = why.or_else(|| self.failure()).or(self.status.unwritten.as_ref()).or(missing.as_ref());
        if let Some(why) = why
            && !self.status.told_reasons.contains(&discriminant(why))
        {
            report(SyncReport { event: self.slug(), what: What::Waiting { since, why } });
            let kind = discriminant(why);
            self.status.told_reasons.push(kind);
            self.status.is_agreement_told = false;
        }
        false
    }

    /// Writes that nobody synchronises the event any more.
    ///
    /// # Errors
    /// [`SyncError::Folder`] if the event's folder cannot be written.
    pub(in crate::sync) fn end(&mut self, server: &str) -> Result<(), SyncError> {
        let now = now(&self.sync.folder.event);
        if self.status.since.is_none() && self.status.agreed.is_some() {
            self.save_point()?;
        }
        self.status.since.get_or_insert(now);
        self.write_status(server, false, Some("ended".to_owned()), now)
    }

    fn write_status(
        &self,
        server: &str,
        complete: bool,
        reason: Option<String>,
        now: Moment,
    ) -> Result<(), SyncError> {
        let status = SyncStatus {
            server: server.to_owned(),
            complete,
            agreed: self.status.agreed,
            since: self.status.since.filter(|_| !complete),
            alive: now,
            reason,
            waiting: self.sync.waiting(),
        };
        Ok(status.write(&self.sync.folder)?)
    }

    /// Returns that lines from the server wait for lines that no machine has sent, if that has lasted.
    fn missing_lines(&mut self) -> Option<SyncError> {
        let count = self.sync.waiting();
        if count == 0 || !self.is_caught_up {
            self.status.missing_since = None;
            return None;
        }
        let since = *self.status.missing_since.get_or_insert_with(Instant::now);
        (since.elapsed() >= MISSING_WAIT).then_some(SyncError::LinesMissing { count })
    }

    /// Notes that everything up to the last message is here.
    fn save_point(&mut self) -> Result<(), SyncError> {
        if self.agreed.point.as_ref() == Some(&self.known) {
            return Ok(());
        }
        self.agreed.point = Some(self.known.clone());
        self.agreed.set_heads(&self.sync.heads());
        Ok(self.agreed.write(&self.sync.folder)?)
    }
}
