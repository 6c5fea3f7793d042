//! The loop that keeps events and the server the same.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use async_nats::jetstream::kv;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::journal::data_dir::DataDir;
use crate::journal::event_folder::EventFolder;
use crate::journal::sync_files;
use crate::sync::error::SyncError;
use crate::sync::link::Link;
use crate::sync::options::ServerOptions;
use crate::sync::reader::Incoming;
use crate::sync::report::{LineTotals, SyncReport};
use crate::sync::server::{Connection, OpenStream, Server};

/// How often the files are looked at. A line stands for one look before it is published.
const TICK: Duration = Duration::from_millis(100);

/// How often the stream is compared with what is known of it.
const CHECK_PAUSE: Duration = Duration::from_secs(30);

/// After an error, the server is asked again after this time.
const RETRY_PAUSE: Duration = Duration::from_millis(500);

/// The number of lines that wait between the reader and the loop.
const QUEUED: usize = 8_192;

/// How long `--once` waits for a server that does not answer, and for lines that lines from the server follow.
const ONCE_WAIT: Duration = Duration::from_secs(30);

/// The result for one event.
#[derive(Debug)]
pub(crate) struct Synced {
    pub folder: EventFolder,
    pub totals: LineTotals,
}

/// Synchronises events until `stop` is set or, with `once`, until this machine and the server have the same lines.
///
/// # Errors
/// [`SyncError`] if the first connection fails, or an event cannot be synchronised. Afterwards only `once` gives up.
pub(crate) fn run(
    options: &ServerOptions,
    data: &DataDir,
    folders: Vec<EventFolder>,
    once: bool,
    stop: &AtomicBool,
    report: &mut dyn FnMut(SyncReport),
) -> Result<Vec<Synced>, SyncError> {
    let machine = match &options.key_name {
        Some(name) => name.clone(),
        None => sync_files::machine(data)?,
    };
    let links = folders.into_iter().map(|folder| Link::new(folder, machine.clone()));
    let mut links: Vec<Link> = links.collect::<Result<_, _>>()?;
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(SyncError::Start)?;
    let done =
        runtime.block_on(async { Session::new(options).await?.run(&mut links, once, stop, report).await });
    let server = options.shown();
    for link in &mut links {
        // What cannot be written here will be missed after a minute.
        let _ = link.end(&server);
    }
    done?;
    let synced = |link: &Link| Synced { folder: link.folder().clone(), totals: link.totals() };
    Ok(links.iter().map(synced).collect())
}

/// A connection and what was opened on it.
struct Session<'a> {
    options: &'a ServerOptions,
    server: Arc<Server>,
    stream: OpenStream,
    bucket: kv::Store,
    /// For which connection the stream was last compared.
    checked: Option<u64>,
    check_due: Instant,
    /// After an error, nothing is tried before this time.
    retry_due: Option<Instant>,
    lines: Receiver<Incoming>,
    sender: Sender<Incoming>,
    /// Why the last attempt failed.
    failed: Option<SyncError>,
}

impl<'a> Session<'a> {
    /// Connects. While the servers of a cluster agree on a leader, they refuse requests, which passes.
    async fn new(options: &'a ServerOptions) -> Result<Self, SyncError> {
        let server = Arc::new(Server::connect(options).await?);
        let (stream, bucket) = server.open_patiently(ONCE_WAIT).await?;
        let (sender, lines) = channel(QUEUED);
        let check_due = Instant::now();
        let (checked, retry_due, failed) = (None, None, None);
        Ok(Self { options, server, stream, bucket, checked, check_due, retry_due, lines, sender, failed })
    }

    async fn run(
        mut self,
        links: &mut [Link],
        once: bool,
        stop: &AtomicBool,
        report: &mut dyn FnMut(SyncReport),
    ) -> Result<(), SyncError> {
        let started = Instant::now();
        let (mut progress, mut known) = (Instant::now(), None);
        while !stop.load(Ordering::Relaxed) {
            if self.retry_due.is_some_and(|due| Instant::now() < due) {
                tokio::time::sleep(TICK).await;
            } else {
                let done = self.step(links, started, report).await;
                self.failed = done.err();
                self.retry_due = self.failed.is_some().then(|| Instant::now() + RETRY_PAUSE);
                if self.failed.is_some() {
                    self.checked = None;
                }
            }
            let mut is_complete = self.failed.is_none();
            for link in links.iter_mut() {
                let why = self.failed.as_ref().map(SyncError::again);
                match link.show(&self.server.name, why, report) {
                    Ok(is_link_complete) => is_complete &= is_link_complete,
                    Err(error) => {
                        is_complete = false;
                        self.failed = Some(error);
                    }
                }
            }
            if !once {
                continue;
            }
            if is_complete {
                return Ok(());
            }
            let so_far: Vec<_> = links.iter().map(Link::progress).collect();
            if known.as_ref() != Some(&so_far) {
                (progress, known) = (Instant::now(), Some(so_far));
            }
            if progress.elapsed() > ONCE_WAIT {
                // Lines that wait for others are in the result.
                return match self.failed {
                    Some(error) => Err(error),
                    None if links.iter().any(|link| link.totals().waiting > 0) => Ok(()),
                    None => Err(SyncError::Unreachable {
                        server: self.server.name.clone(),
                        reason: String::new(),
                    }),
                };
            }
        }
        Ok(())
    }

    /// Receives, merges and publishes once.
    async fn step(
        &mut self,
        links: &mut [Link],
        started: Instant,
        report: &mut dyn FnMut(SyncReport),
    ) -> Result<(), SyncError> {
        let connection = match self.server.connection() {
            Connection::Up(connection) => connection,
            Connection::Closed => {
                self.server = Arc::new(Server::connect(self.options).await?);
                links.iter_mut().for_each(Link::forget_reader);
                return Ok(());
            }
            Connection::Down { is_denied, reason } => {
                let server = self.server.name.clone();
                return Err(match (is_denied, reason) {
                    (true, _) => SyncError::Denied { server },
                    (false, reason) => SyncError::Unreachable { server, reason: reason.unwrap_or_default() },
                });
            }
        };
        let needs_check = links.iter().any(Link::needs_check);
        if self.checked != Some(connection) || self.check_due <= Instant::now() || needs_check {
            self.server.forget_forbidden();
            self.stream = self.server.open_stream().await?;
            if self.checked != Some(connection) {
                self.bucket = self.server.open_bucket().await?;
            }
            for (index, link) in links.iter_mut().enumerate() {
                link.exchange_event(&self.server, &self.bucket, report).await?;
                let is_new = self.checked != Some(connection);
                link.check(index, is_new, &self.server, &self.stream, &self.sender).await?;
            }
            self.checked = Some(connection);
            self.check_due = Instant::now() + CHECK_PAUSE;
        }
        self.receive(links).await?;
        for link in links.iter_mut() {
            link.merge(started, report)?;
            link.publish(&self.server).await?;
            link.exchange_event(&self.server, &self.bucket, report).await?;
        }
        Ok(())
    }

    /// Takes the lines that have come, and waits for the first of them for a moment.
    async fn receive(&mut self, links: &mut [Link]) -> Result<(), SyncError> {
        let Ok(Some(first)) = tokio::time::timeout(TICK, self.lines.recv()).await else { return Ok(()) };
        let mut next = Some(first);
        let mut taken = 0;
        while let Some(incoming) = next.take() {
            if let Some(link) = links.get_mut(incoming.reader.0) {
                link.take(incoming)?;
            }
            taken += 1;
            if taken < QUEUED {
                next = self.lines.try_recv().ok();
            }
        }
        Ok(())
    }
}
