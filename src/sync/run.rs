//! The loop that keeps events and the server the same.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use async_nats::jetstream::kv;
use futures_util::future::{Either, select};
use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::journal::data_dir::DataDir;
use crate::journal::event_folder::EventFolder;
use crate::journal::sync_files;
use crate::sync::error::{NoAnswer, RETRY_PAUSE, SyncError};
use crate::sync::link::Link;
use crate::sync::options::ServerOptions;
use crate::sync::reader::Incoming;
use crate::sync::report::{LineTotals, SyncReport};
use crate::sync::server::stream::OpenStream;
use crate::sync::server::{Connection, Server};

/// How often the files are looked at. A line stands for one look before it is published.
const TICK: Duration = Duration::from_millis(100);

/// How often the stream is compared with what is known of it.
const CHECK_PAUSE: Duration = Duration::from_secs(30);

/// The number of lines that wait between the reader and the loop.
const QUEUED: usize = 8_192;

/// How long `--once` waits for a server that does not answer, and for lines that lines from the server follow.
const ONCE_WAIT: Duration = Duration::from_secs(30);

/// How long `--once` goes on after the server has refused something.
const ONCE_REFUSED_WAIT: Duration = Duration::from_secs(3);

/// The result for one event.
#[derive(Debug)]
pub(crate) struct Synced {
    pub folder: EventFolder,
    pub totals: LineTotals,
}

/// Synchronises events until `stop` is set or, with `once`, until this machine and the server have the same lines. Returns
/// `None` if `stop` was set.
///
/// # Errors
/// [`SyncError`] if the first connection fails, or an event cannot be synchronised. Afterwards only `once` gives up.
pub(crate) fn run(
    options: &ServerOptions,
    data: &DataDir,
    folders: Vec<EventFolder>,
    once: bool,
    stop: &AtomicBool,
    report: &mut dyn FnMut(SyncReport<'_>),
) -> Result<Option<Vec<Synced>>, SyncError> {
    let machine = match &options.key_name {
        Some(name) => name.clone(),
        None => sync_files::machine(data)?,
    };
    let links = folders.into_iter().map(|folder| Link::new(folder, machine.clone()));
    let mut links: Vec<Link> = links.collect::<Result<_, _>>()?;
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(SyncError::Start)?;
    let done = runtime.block_on(async {
        let session = async { Session::new(options).await?.run(&mut links, once, report).await };
        // What is dropped here is as after a kill: a line without a confirmation is sent again by the next start.
        match select(pin!(session), pin!(stopped(stop))).await {
            Either::Left((done, _)) => done.map(Some),
            Either::Right(((), _)) => Ok(None),
        }
    });
    let server = options.shown();
    for link in &mut links {
        // What cannot be written here will be missed after a minute.
        let _ = link.end(&server);
    }
    let synced = |link: &Link| Synced { folder: link.folder().clone(), totals: link.totals() };
    Ok(done?.map(|()| links.iter().map(synced).collect()))
}

/// Waits until `stop` is set.
async fn stopped(stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        tokio::time::sleep(TICK).await;
    }
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
    retry_due: Instant,
    lines: Receiver<Incoming>,
    sender: Sender<Incoming>,
    /// Why the last attempt failed for all events.
    failed: Option<SyncError>,
}

impl<'a> Session<'a> {
    /// Connects. While the servers of a cluster agree on a leader, they refuse requests, which passes.
    async fn new(options: &'a ServerOptions) -> Result<Self, SyncError> {
        let server = Arc::new(Server::connect(options).await?);
        let (stream, bucket) = server.open_patiently(ONCE_WAIT).await?;
        let (sender, lines) = channel(QUEUED);
        let (check_due, retry_due) = (Instant::now(), Instant::now());
        let (checked, failed) = (None, None);
        Ok(Self { options, server, stream, bucket, checked, check_due, retry_due, lines, sender, failed })
    }

    /// Synchronises for ever or, with `once`, until both sides have the same lines or nothing changes any more.
    async fn run(
        mut self,
        links: &mut [Link],
        once: bool,
        report: &mut dyn FnMut(SyncReport<'_>),
    ) -> Result<(), SyncError> {
        let started = Instant::now();
        let (mut progress, mut known) = (Instant::now(), None);
        loop {
            if Instant::now() < self.retry_due {
                tokio::time::sleep(TICK).await;
            } else {
                let done = self.step(links, started, report).await;
                self.note(done, links);
            }
            let mut is_complete = self.failed.is_none();
            for link in links.iter_mut() {
                is_complete &= link.show(&self.server.name, self.failed.as_ref(), report);
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
            let failure = self.failed.as_ref().or_else(|| links.iter().find_map(Link::failure));
            let is_refused = failure.is_some_and(SyncError::is_lasting);
            if progress.elapsed() > if is_refused { ONCE_REFUSED_WAIT } else { ONCE_WAIT } {
                return self.give_up(links);
            }
        }
    }

    /// Returns why `once` did not succeed. Lines that wait for others are in the result.
    fn give_up(self, links: &mut [Link]) -> Result<(), SyncError> {
        let failed = self.failed.or_else(|| links.iter_mut().find_map(Link::take_failure));
        match failed {
            Some(error) => Err(error),
            None if links.iter().any(|link| link.totals().waiting > 0) => Ok(()),
            None => Err(SyncError::Unreachable { server: self.server.name.clone(), why: NoAnswer::Silent }),
        }
    }

    /// Notes how a step ended. After an error of the connection, nothing that is known of it counts any more.
    fn note(&mut self, done: Result<(), SyncError>, links: &[Link]) {
        self.failed = done.err();
        let mut errors = self.failed.iter().chain(links.iter().filter_map(Link::failure));
        if self.failed.is_some() || errors.any(SyncError::is_of_connection) {
            let pause = self.failed.as_ref().map_or(RETRY_PAUSE, SyncError::retry_after);
            self.retry_due = Instant::now() + pause;
            self.checked = None;
        }
    }

    /// Receives, merges and publishes once.
    async fn step(
        &mut self,
        links: &mut [Link],
        started: Instant,
        report: &mut dyn FnMut(SyncReport<'_>),
    ) -> Result<(), SyncError> {
        let connection = match self.server.connection() {
            Connection::Up(connection) => connection,
            Connection::Closed => {
                self.server = Arc::new(Server::connect(self.options).await?);
                links.iter_mut().for_each(Link::forget_reader);
                return Ok(());
            }
            Connection::Down(why) => return Err(why),
        };
        let needs_check = links.iter().any(Link::needs_check);
        if self.checked != Some(connection) || self.check_due <= Instant::now() || needs_check {
            self.server.forget_forbidden();
            self.stream = self.server.open_stream().await?;
            if self.checked != Some(connection) {
                self.bucket = self.server.open_bucket().await?;
            }
            for (index, link) in links.iter_mut().enumerate() {
                link.exchange_event(&self.server, &self.bucket, report).await;
                let is_new = self.checked != Some(connection);
                link.check(index, is_new, &self.server, &self.stream, &self.sender).await?;
            }
            self.checked = Some(connection);
            self.check_due = Instant::now() + CHECK_PAUSE;
        }
        self.receive(links).await;
        for link in links.iter_mut() {
            link.step(&self.server, &self.bucket, started, report).await;
        }
        Ok(())
    }

    /// Takes the lines that have come, and waits for the first of them for a moment.
    async fn receive(&mut self, links: &mut [Link]) {
        let Ok(Some(first)) = tokio::time::timeout(TICK, self.lines.recv()).await else { return };
        let mut next = Some(first);
        let mut taken = 0;
        while let Some(incoming) = next.take() {
            if let Some(link) = links.get_mut(incoming.reader.0) {
                link.take(incoming);
            }
            taken += 1;
            if taken < QUEUED {
                next = self.lines.try_recv().ok();
            }
        }
    }
}
