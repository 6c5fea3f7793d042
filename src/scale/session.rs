//! One open connection to a scale: asks it, reads what comes, and answers it.

use std::io;
use std::time::{Duration, Instant};

use crate::scale::port::Connection;
use crate::scale::protocol::{Protocol, WireDecoder, WireFrame};
use crate::scale::wire::WireScale;

/// The shortest and the longest time between two attempts to open a port again.
const REOPEN_WAIT: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(5));
/// If the last read was longer ago, this program was stopped. What has arrived since then is old.
const STOPPED_TIME: Duration = Duration::from_secs(1);

/// What one step has read.
#[derive(Debug)]
pub(crate) struct Step {
    pub frames: Vec<WireFrame>,
    /// Whether older bytes were dropped before.
    pub has_dropped: bool,
}

/// An open connection and the decoder of its protocol.
#[derive(Debug)]
pub(crate) struct Session {
    protocol: Protocol,
    /// Whether what has arrived is never old, because each frame is a load.
    keeps_all: bool,
    connection: Connection,
    decoder: WireDecoder,
    has_greeted: bool,
    asked: Option<Instant>,
    read_at: Instant,
    /// The bytes that belonged to no frame when the last frame came.
    noise_before: u64,
}

impl Session {
    /// Begins with a connection that was just opened.
    #[must_use]
    pub(crate) fn start(scale: &WireScale, connection: Connection) -> Self {
        let (protocol, keeps_all) = (scale.protocol, scale.prints);
        let decoder = WireDecoder::new(protocol);
        let read_at = Instant::now();
        Self {
            protocol,
            keeps_all,
            connection,
            decoder,
            has_greeted: false,
            asked: None,
            read_at,
            noise_before: 0,
        }
    }

    /// Asks the scale if it must be asked, waits a moment for what arrives, and returns the frames.
    ///
    /// # Errors
    /// Returns the error of the system if the port is gone.
    pub(crate) fn step(&mut self) -> io::Result<Step> {
        if !std::mem::replace(&mut self.has_greeted, true)
            && let Some(hello) = self.protocol.hello()
        {
            self.connection.write(hello)?;
        }
        let now = Instant::now();
        if let Some(request) = self.protocol.request()
            && self.asked.is_none_or(|asked| now.duration_since(asked) >= request.every)
        {
            self.connection.write(request.bytes)?;
            self.asked = Some(now);
        }
        let mut bytes = [0; 512];
        let count = self.connection.read(&mut bytes)?;
        // A read waits only for a moment, so this program was stopped before it or during it.
        let has_dropped = !self.keeps_all && self.read_at.elapsed() >= STOPPED_TIME;
        self.read_at = Instant::now();
        if has_dropped {
            self.connection.discard()?;
            self.decoder = WireDecoder::new(self.protocol);
            self.noise_before = 0;
            return Ok(Step { frames: Vec::new(), has_dropped });
        }
        let mut answer = Vec::new();
        let frames = self.decoder.read(&bytes[..count], &mut answer);
        if !answer.is_empty() {
            self.connection.write(&answer)?;
        }
        if !frames.is_empty() {
            self.noise_before = self.decoder.noise();
        }
        Ok(Step { frames, has_dropped })
    }

    /// Returns the number of bytes that belonged to no frame, since the connection was opened.
    #[must_use]
    pub(crate) const fn noise(&self) -> u64 {
        self.decoder.noise()
    }

    /// Returns whether bytes came since the last frame that belonged to none.
    #[must_use]
    pub(crate) const fn has_noise(&self) -> bool {
        self.decoder.noise() > self.noise_before
    }
}

/// Returns how long to wait before a port is opened again, after this many failures.
#[must_use]
pub(crate) fn reopen_wait(failures: u32) -> Duration {
    let (shortest, longest) = REOPEN_WAIT;
    shortest.saturating_mul(2_u32.saturating_pow(failures.min(8))).min(longest)
}
