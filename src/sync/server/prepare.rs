//! The stream with the lines and the bucket with the events: opened, and made if they are missing.

use std::time::{Duration, Instant};

use async_nats::jetstream::context::{CreateStreamErrorKind, GetStreamErrorKind};
use async_nats::jetstream::{ErrorCode, kv, stream};

use crate::sync::error::SyncError;
use crate::sync::server::Server;
use crate::sync::server::stream::{OpenStream, STREAM};

/// The bucket with the descriptions of all events.
const BUCKET: &str = "tarazy";

/// The number of versions of an event that the server keeps.
const HISTORY: i64 = 8;

/// The number of copies in a cluster.
const REPLICAS: usize = 3;

/// The pause before a server without an answer is asked again.
const RETRY_PAUSE: Duration = Duration::from_millis(250);

impl Server {
    /// Opens stream and bucket, and tries again for this time if the server has no answer at the moment.
    ///
    /// # Errors
    /// [`SyncError`] if that does not pass.
    pub(in crate::sync) async fn open_patiently(
        &self,
        wait: Duration,
    ) -> Result<(OpenStream, kv::Store), SyncError> {
        let start = Instant::now();
        loop {
            let opened = match self.open_stream().await {
                Ok(stream) => self.open_bucket().await.map(|bucket| (stream, bucket)),
                Err(error) => Err(error),
            };
            match opened {
                Err(SyncError::Server { .. } | SyncError::Unreachable { .. }) if start.elapsed() < wait => {
                    tokio::time::sleep(RETRY_PAUSE).await;
                }
                opened => return opened,
            }
        }
    }

    /// Opens the stream, and makes it if there is none.
    ///
    /// # Errors
    /// [`SyncError`] if there is no stream and it cannot be made.
    pub(in crate::sync) async fn open_stream(&self) -> Result<OpenStream, SyncError> {
        let found = self.guarded(self.context.get_stream(STREAM)).await?;
        let opened = match found {
            Ok(found) => found,
            Err(error) => match error.kind() {
                GetStreamErrorKind::JetStream(error) if error.error_code() == ErrorCode::STREAM_NOT_FOUND => {
                    self.make_stream().await?
                }
                GetStreamErrorKind::JetStream(error) => return Err(self.jetstream_error(&error)),
                _ => return Err(self.first_request_error(&error)),
            },
        };
        let info = opened.cached_info();
        let (created, state) = (info.created.to_string(), &info.state);
        let has_holes = state.first_sequence > 1 || state.deleted_count.is_some_and(|count| count > 0);
        let last_sequence = state.last_sequence;
        let stream = self.context.get_stream_no_info(STREAM).await;
        let stream = stream.map_err(|error| self.failure(&error))?;
        Ok(OpenStream { stream, created, last_sequence, has_holes })
    }

    /// Makes the stream, in a cluster with three copies.
    ///
    /// # Errors
    /// [`SyncError`] if this key may not do so.
    async fn make_stream(&self) -> Result<stream::Stream, SyncError> {
        self.make(&|num_replicas| stream::Config {
            name: STREAM.to_owned(),
            description: Some("Journals of Tarazy".to_owned()),
            subjects: vec!["tarazy.*.*.*".to_owned()],
            num_replicas,
            allow_direct: true,
            deny_delete: true,
            deny_purge: true,
            ..stream::Config::default()
        })
        .await
    }

    /// Makes a stream with as many copies as possible.
    async fn make(&self, config: &dyn Fn(usize) -> stream::Config) -> Result<stream::Stream, SyncError> {
        let mut failed = None;
        for replicas in self.replicas() {
            match self.guarded(self.context.get_or_create_stream(config(replicas))).await {
                Ok(Ok(made)) => return Ok(made),
                Ok(Err(error)) => failed = Some(error),
                Err(SyncError::Forbidden { what, .. }) if what.contains("STREAM.CREATE") => {
                    return Err(SyncError::NoStream { server: self.name.clone() });
                }
                Err(error) => return Err(error),
            }
        }
        Err(match failed {
            Some(error) => match error.kind() {
                CreateStreamErrorKind::JetStream(error) => self.jetstream_error(&error),
                CreateStreamErrorKind::TimedOut | CreateStreamErrorKind::JetStreamUnavailable => {
                    SyncError::NoStream { server: self.name.clone() }
                }
                _ => self.failure(&error),
            },
            None => SyncError::NoStream { server: self.name.clone() },
        })
    }

    /// Opens the bucket with the events, and makes it if there is none.
    ///
    /// # Errors
    /// [`SyncError`] if there is no bucket and it cannot be made.
    pub(in crate::sync) async fn open_bucket(&self) -> Result<kv::Store, SyncError> {
        if let Ok(found) = self.guarded(self.context.get_key_value(BUCKET)).await? {
            return Ok(found);
        }
        // `create_key_value` asks for the account first, whose answer by a server of the version 2.9 it cannot read.
        self.make(&|num_replicas| stream::Config {
            name: format!("KV_{BUCKET}"),
            description: Some("Events of Tarazy".to_owned()),
            subjects: vec![format!("$KV.{BUCKET}.>")],
            max_messages_per_subject: HISTORY,
            discard: stream::DiscardPolicy::New,
            allow_rollup: true,
            deny_delete: true,
            allow_direct: true,
            num_replicas,
            ..stream::Config::default()
        })
        .await?;
        self.guarded(self.context.get_key_value(BUCKET)).await?.map_err(|error| self.failure(&error))
    }

    /// Returns the numbers of copies to try, best first.
    fn replicas(&self) -> Vec<usize> {
        if self.client.server_info().cluster.is_some() { vec![REPLICAS, 1] } else { vec![1] }
    }
}
