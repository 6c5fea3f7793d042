//! The events of a server: lists them, and takes one over into this data folder.

use std::time::Duration;

use futures_util::StreamExt;

use crate::domain::event::Event;
use crate::journal::data_dir::DataDir;
use crate::journal::event_folder::EventFolder;
use crate::journal::sync_files;
use crate::sync::error::SyncError;
use crate::sync::event_value;
use crate::sync::options::ServerOptions;
use crate::sync::server::Server;

/// How long a server may have no answer, as while the servers of a cluster agree on a leader.
const WAIT: Duration = Duration::from_secs(30);

/// An event on the server.
#[derive(Debug)]
pub(crate) struct RemoteEvent {
    pub event: Event,
    /// The slug that it gets in a data folder where that slug is free.
    pub slug: String,
}

/// Prepares a server: makes what is missing.
///
/// # Errors
/// [`SyncError`] if the key may not do so.
pub(crate) fn create(options: &ServerOptions) -> Result<(), SyncError> {
    block_on(async { Server::connect(options).await?.open_patiently(WAIT).await.map(drop) })
}

/// Returns the events of the server, oldest first. Those that this version cannot read are left out.
///
/// # Errors
/// [`SyncError`] if the server does not answer.
pub(crate) fn list(options: &ServerOptions) -> Result<Vec<RemoteEvent>, SyncError> {
    let events = block_on(async { read_all(&Server::connect(options).await?).await })?;
    let mut events: Vec<RemoteEvent> = events.into_iter().filter_map(|(_, event)| event).collect();
    events.sort_by(|a, b| (a.event.date, &a.slug, &a.event.id).cmp(&(b.event.date, &b.slug, &b.event.id)));
    Ok(events)
}

/// Finds an event of the server by its slug, or by the beginning of its id, and makes it in this data folder. Returns
/// whether it is new here.
///
/// # Errors
/// [`SyncError`] if the server has no such event, or several, or the event cannot be made.
pub(crate) fn join(
    options: &ServerOptions,
    data: &DataDir,
    wanted: &str,
) -> Result<(EventFolder, bool), SyncError> {
    let server = options.shown();
    let event = wanted.to_owned();
    let all = block_on(async { read_all(&Server::connect(options).await?).await })?;
    let is_id = |key: &str| wanted.len() >= 4 && key.starts_with(wanted);
    let mut found: Vec<_> = all.iter().filter(|(key, _)| is_id(key)).collect();
    if found.is_empty() {
        let has_slug = |event: &&(String, Option<RemoteEvent>)| {
            event.1.as_ref().is_some_and(|event| event.slug == wanted)
        };
        found = all.iter().filter(has_slug).collect();
    }
    match found.as_slice() {
        [] => Err(SyncError::NoSuchEvent { server, event }),
        [(_, Some(remote))] => Ok(sync_files::make_event(data, &remote.event)?),
        [(_, None)] => Err(SyncError::UnreadableEvent { server, event }),
        several => {
            let ids = several.iter().map(|(key, _)| key.clone()).collect();
            Err(SyncError::SeveralEvents { server, event, ids })
        }
    }
}

/// Returns the keys of the bucket, each with its event if this version can read it.
async fn read_all(server: &Server) -> Result<Vec<(String, Option<RemoteEvent>)>, SyncError> {
    let (_, bucket) = server.open_patiently(WAIT).await?;
    let keys = server.guarded(bucket.keys()).await?.map_err(|error| server.failure(&error))?;
    let mut keys = std::pin::pin!(keys);
    let mut events = Vec::new();
    while let Some(key) = server.guarded(keys.next()).await? {
        let key = key.map_err(|error| server.failure(&error))?;
        let value = server.guarded(bucket.get(&key)).await?.map_err(|error| server.failure(&error))?;
        let Some(value) = value else { continue };
        let event = event_value::read(&key, &value);
        events.push((key, event.map(|event| RemoteEvent { slug: sync_files::slug_of(&event), event })));
    }
    Ok(events)
}

fn block_on<T>(work: impl Future<Output = Result<T, SyncError>>) -> Result<T, SyncError> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(SyncError::Start)?;
    runtime.block_on(work)
}
