//! Keeps `event.json` and its value on the server the same.

use std::time::Instant;

use async_nats::jetstream::kv;

use crate::domain::event::{Event, EventError};
use crate::journal::event_file;
use crate::journal::folder_error::FolderError;
use crate::journal::sync_files::keep_event;
use crate::sync::error::SyncError;
use crate::sync::event_fields::{self, MergedEvent};
use crate::sync::event_value;
use crate::sync::link::Link;
use crate::sync::report::{SyncReport, What};
use crate::sync::server::Server;

impl Link {
    /// Compares `event.json` with the server.
    ///
    /// # Errors
    /// [`SyncError`] if the server does not answer, or the event cannot be read or written.
    pub(super) async fn compare_event(
        &mut self,
        server: &Server,
        bucket: &kv::Store,
        report: &mut dyn FnMut(SyncReport<'_>),
    ) -> Result<(), SyncError> {
        let ours = event_file::read(&self.folder().path)?;
        if ours.id != self.sync.folder.event.id {
            return Err(FolderError::OtherEvent { path: self.folder().event_file() }.into());
        }
        self.set_event(ours.clone());
        let entry = server.guarded(bucket.entry(&ours.id)).await?.map_err(|error| server.failure(&error))?;
        let entry = entry.filter(|entry| entry.operation == kv::Operation::Put);
        self.is_event_agreed = false;
        let Some(entry) = entry else { return self.make_value(&ours, server, bucket).await };
        let Some(theirs) = event_value::read(&ours.id, &entry.value) else {
            if !std::mem::replace(&mut self.is_unreadable_told, true) {
                report(SyncReport { event: self.slug(), what: What::EventUnreadable });
            }
            self.is_event_agreed = true;
            return Ok(());
        };
        if theirs == ours {
            return self.agree_on(text(&ours)?);
        }
        let merged = event_fields::merge(self.agreed.event.as_deref(), &ours, &theirs);
        let MergedEvent { event: merged, conflicts } = merged.unwrap_or_else(|_| MergedEvent {
            event: theirs.clone(),
            conflicts: vec!["event.json".to_owned()],
        });
        if merged != theirs {
            let update = bucket.update(&ours.id, text(&merged)?.into(), entry.revision);
            match server.guarded(update).await? {
                Ok(_) => {}
                Err(error) if error.kind() == kv::UpdateErrorKind::WrongLastRevision => {
                    self.describing.due = Instant::now();
                    return Ok(());
                }
                Err(error) => return Err(server.failure(&error)),
            }
        }
        if !conflicts.is_empty() {
            let copy = keep_event(self.folder(), &ours)?;
            report(SyncReport { event: self.slug(), what: What::Conflict { fields: conflicts, copy } });
        }
        if merged != ours && !self.change_file(&ours, &merged, report)? {
            // Both sides are merged again.
            self.describing.due = Instant::now();
            return Ok(());
        }
        self.agree_on(text(&merged)?)
    }

    /// Makes the value of the event on the server.
    async fn make_value(
        &mut self,
        ours: &Event,
        server: &Server,
        bucket: &kv::Store,
    ) -> Result<(), SyncError> {
        let ours_text = text(ours)?;
        match server.guarded(bucket.create(&ours.id, ours_text.clone().into())).await? {
            Ok(_) => self.agree_on(ours_text),
            // Another machine has made it. It is merged the next time.
            Err(error) if error.kind() == kv::CreateErrorKind::AlreadyExists => {
                self.describing.due = Instant::now();
                Ok(())
            }
            Err(error) => Err(server.failure(&error)),
        }
    }

    /// Changes `event.json`, and returns `false` if somebody else changed it meanwhile.
    fn change_file(
        &mut self,
        ours: &Event,
        merged: &Event,
        report: &mut dyn FnMut(SyncReport<'_>),
    ) -> Result<bool, SyncError> {
        let changed = event_file::change(self.folder(), |event| {
            if event != ours {
                return Err(Changing::Meanwhile);
            }
            *event = merged.clone();
            Ok(())
        });
        match changed {
            Ok(_) => report(SyncReport { event: self.slug(), what: What::EventChanged }),
            Err(Changing::Meanwhile) => return Ok(false),
            Err(Changing::Folder(error)) => return Err(error.into()),
        }
        self.set_event(merged.clone());
        Ok(true)
    }

    /// Takes over a changed event. If other journals belong to it now, the server is read again.
    fn set_event(&mut self, event: Event) {
        self.sync.has_dropped |= event.also != self.sync.folder.event.also;
        self.sync.folder.event = event;
    }

    fn agree_on(&mut self, text: String) -> Result<(), SyncError> {
        self.is_event_agreed = true;
        self.is_unreadable_told = false;
        if self.agreed.event.as_ref() != Some(&text) {
            self.agreed.event = Some(text);
            self.agreed.write(&self.sync.folder)?;
        }
        Ok(())
    }
}

/// Why `event.json` was not changed.
enum Changing {
    /// Somebody else changed it.
    Meanwhile,
    Folder(FolderError),
}

impl From<FolderError> for Changing {
    fn from(error: FolderError) -> Self {
        Self::Folder(error)
    }
}

fn text(event: &Event) -> Result<String, SyncError> {
    Ok(event.to_json().map_err(|error| FolderError::NewEvent(EventError::Json(error)))?)
}
