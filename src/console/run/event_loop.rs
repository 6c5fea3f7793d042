//! The event loop of the full screen.
//!
//! Each pass handles all queued messages, then draws one frame, at most 60 times a second. If there are no
//! messages, only the clock is redrawn, once a minute.
//!
//! Invariant: the loop never waits for the terminal, so saving, undo and signals work while the terminal does not read.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use chrono::Timelike;

use crate::console::model::Model;
use crate::console::msg::Msg;
use crate::console::run::disk_wait::DiskWait;
use crate::console::run::draft_keeper::DraftKeeper;
use crate::console::run::effects::EffectRunner;
use crate::console::run::ending::Deadline;
use crate::console::run::error::RunError;
use crate::console::run::incoming::{Incoming, ended};
use crate::console::run::operator::Operator;
use crate::console::run::refusal_signal::RefusalSignal;
use crate::console::view::{reverse_entry_line, view, window_title};
use crate::scale::reader::ScaleNews;
use crate::screen::clock::Clock;
use crate::screen::full_screen::FullScreen;
use crate::screen::input;
use crate::screen::setup::Features;
use crate::screen::shutdown::{self, HANGUP_STATUS};
use crate::settings::choice::Alert;

/// The minimum time between two frames, which allows about 60 frames a second.
const FRAME_TIME: Duration = Duration::from_millis(16);

/// What the terminal of a full screen is used for.
#[derive(Clone, Copy, Debug)]
pub(super) struct ScreenUse<'a> {
    pub features: Features,
    /// What draws attention to a refusal.
    pub alert: Alert,
    /// What the scale on a wire sends, if the station has one.
    pub scale: Option<&'a ScaleNews>,
}

/// Runs the console on the full screen until it ends, and returns its exit status. The terminal is restored
/// before it returns. The deadline for the disk starts before that, because a terminal that does not read takes time too.
///
/// `keeper` is `None` in a console that only watches.
///
/// # Errors
/// [`RunError::Terminal`] if the terminal cannot be set up.
pub(super) fn run(
    model: &mut Model,
    sender: Sender<Incoming>,
    inbox: &Receiver<Incoming>,
    effects: &EffectRunner<'_>,
    keeper: Option<&mut DraftKeeper>,
    clock: Clock,
    screen_use: ScreenUse<'_>,
) -> Result<(u8, Deadline), RunError> {
    let ScreenUse { features, alert, scale } = screen_use;
    let mut screen = FullScreen::enter(features).map_err(RunError::Terminal)?;
    shutdown::stop_on_panic(sender.clone(), ended);
    let _reader = input::spawn_reader(sender, clock, |input, read| Some(Incoming::Input(input, read)), ended)
        .map_err(RunError::Terminal)?;
    let signal = RefusalSignal::new(alert, model.refusals());
    let status = run_loop(model, &mut screen, inbox, effects, keeper, (clock, scale), signal);
    Ok((status, Deadline::start()))
}

fn run_loop(
    model: &mut Model,
    screen: &mut FullScreen,
    inbox: &Receiver<Incoming>,
    effects: &EffectRunner<'_>,
    mut keeper: Option<&mut DraftKeeper>,
    (clock, scale): (Clock, Option<&ScaleNews>),
    mut signal: RefusalSignal,
) -> u8 {
    let mut pacing = FramePacing::default();
    let mut operator = Operator::default();
    let mut disk_wait = DiskWait::default();
    // Whether the model has changed since the last frame.
    let mut stale = true;
    loop {
        let time_to_frame = pacing.time_to_next_frame();
        stale |= signal.end_flash();
        if stale && time_to_frame.is_zero() {
            screen.set_title(&window_title(model));
            let drawn = screen.draw(|frame| {
                view(model, frame);
                if signal.is_flashing() {
                    reverse_entry_line(model, frame);
                }
            });
            if drawn.is_err() {
                return HANGUP_STATUS;
            }
            pacing.frame_drawn();
            stale = false;
            if let Some(keeper) = &mut keeper {
                keeper.keep(model);
            }
        }
        if disk_wait.is_due(Instant::now()) {
            // The message never asks to quit.
            let _continue = effects.apply(model, Msg::NoAnswer);
            stale = true;
            continue;
        }
        let idle = || {
            let waits =
                [signal.time_left(), disk_wait.time_left(Instant::now()), model.hint_left(clock.now())];
            waits.into_iter().flatten().fold(time_to_next_minute(clock), Duration::min)
        };
        let wait = if stale { time_to_frame } else { idle() };
        let mut next = match inbox.recv_timeout(wait) {
            Ok(msg) => Some(msg),
            Err(RecvTimeoutError::Timeout) if stale || signal.is_flashing() => continue,
            Err(RecvTimeoutError::Timeout) => Some(Msg::Clock(clock.now()).into()),
            Err(RecvTimeoutError::Disconnected) => return HANGUP_STATUS,
        };
        while let Some(incoming) = next {
            // `update` interprets a key by the size that the operator saw. The message never asks to quit.
            let (columns, rows) = screen.shown_size();
            let _continue = effects.apply(model, Msg::Resized(columns, rows));
            // A silence changes the screen only if a key waited for it.
            let (flow, changed) = operator.apply(incoming, model, effects, (clock, scale));
            if flow.is_break() {
                return exit_status(model);
            }
            disk_wait.note(model.pending.front().map(|pending| pending.ticket), Instant::now());
            pacing.set_waiting_for_disk(!model.pending.is_empty());
            stale |= changed;
            next = inbox.try_recv().ok();
        }
        if signal.note(model.refusals()) {
            screen.ring_with_next_frame();
        }
    }
}

fn exit_status(model: &Model) -> u8 {
    model.exit_status.unwrap_or(0)
}

/// Returns the time until the model changes without a message: when the minute ends.
fn time_to_next_minute(clock: Clock) -> Duration {
    Duration::from_secs(60 - u64::from(clock.now().wall.second().min(59)))
}

/// Decides when the next frame may be drawn.
#[derive(Default)]
struct FramePacing {
    last_frame: Option<Instant>,
    frame_before: Option<Instant>,
    /// When the current wait for the disk began, or `None` if no record is on its way to the disk.
    disk_since: Option<Instant>,
}

impl FramePacing {
    /// Returns the time until the next frame.
    ///
    /// A second frame may follow the first immediately, so that a key press is not delayed by a frame that
    /// has just drawn another station's records. A frame with a new record waits for the disk, for at most
    /// one frame time. Most disks answer sooner, and then the screen changes only once.
    fn time_to_next_frame(&self) -> Duration {
        let remaining = |since: Option<Instant>, time: Duration| {
            since.map_or(Duration::ZERO, |since| time.saturating_sub(since.elapsed()))
        };
        let by_rate =
            remaining(self.last_frame, FRAME_TIME).min(remaining(self.frame_before, 2 * FRAME_TIME));
        by_rate.max(remaining(self.disk_since, FRAME_TIME))
    }

    fn frame_drawn(&mut self) {
        self.frame_before = self.last_frame.replace(Instant::now());
    }

    fn set_waiting_for_disk(&mut self, waiting: bool) {
        self.disk_since = waiting.then(|| self.disk_since.unwrap_or_else(Instant::now));
    }
}
