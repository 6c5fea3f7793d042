//! `tarazy scale`: what a scale on a wire sends, to set it up, and the serial ports of this machine.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use clap::Subcommand;
use rustix::fs::OFlags;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::domain::mass::Grams;
use crate::language::{Explain, Message, Text, Texts, format};
use crate::report::columns::{Edge, lay_out};
use crate::scale::option::StationScale;
use crate::scale::port::Connection;
use crate::scale::protocol::WireFrame;
use crate::scale::reading::{LoadState, ScaleReading};
use crate::scale::session::{Session, Step, reopen_wait};
use crate::scale::tracker::SILENCE;
use crate::scale::wire::WireScale;

/// The time between two messages about the rate.
const RATE_TIME: Duration = Duration::from_secs(10);
/// The folder in which ports have names that stay the same.
const BY_ID: &str = "/dev/serial/by-id";

/// The commands of `scale`.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    #[command(about = Message::CommandScaleWatch)]
    Watch(WatchArgs),
    #[command(about = Message::CommandScaleList)]
    List,
}

/// Options of `scale watch`.
#[derive(Debug, clap::Args)]
pub(super) struct WatchArgs {
    #[arg(long, value_name = Message::ValueScale, help = Message::OptionScaleWire)]
    scale: Option<String>,
    #[arg(long, value_name = Message::ValueCount, value_parser = clap::value_parser!(u64).range(1..), help = Message::OptionFrames)]
    frames: Option<u64>,
}

/// Runs a command of `scale`.
///
/// # Errors
/// [`Failure`].
pub(super) fn run(context: &Context, command: Command) -> Result<(), Failure> {
    match command {
        Command::Watch(args) => watch(&args, context),
        Command::List => list(&context.texts),
    }
}

/// Prints each frame of a scale until the operator ends it with Ctrl+C, or this many frames were printed.
fn watch(args: &WatchArgs, context: &Context) -> Result<(), Failure> {
    let (scale, texts) = (wire_scale(args, context)?, &context.texts);
    let port_failure = |error| Failure::ScalePort { port: scale.port.clone(), error };
    let connection = Connection::open(&scale.port).map_err(port_failure)?;
    let (port, protocol) = (scale.port.to_string(), scale.name());
    output::message(
        &texts.get(Message::ScaleOpened { port: port.as_str().into(), protocol: protocol.into() }),
    );
    let mut session = Session::start(&scale, connection);
    let mut watch = Watch::new(&scale, texts);
    loop {
        match session.step() {
            Ok(Step { frames, .. }) => {
                watch.note(&frames, session.noise());
                for frame in frames {
                    watch.print(&frame)?;
                    if args.frames == Some(watch.frames) {
                        return Ok(());
                    }
                }
            }
            Err(_) => session = watch.reopen(),
        }
    }
}

/// Returns the scale of the option, or else that of the settings.
fn wire_scale(args: &WatchArgs, context: &Context) -> Result<WireScale, Failure> {
    match (&args.scale, &context.config.settings.scale) {
        (Some(option), _) => WireScale::parse(option).map_err(Failure::ScaleOption),
        (None, Some(StationScale::Wire(scale))) => Ok(scale.clone()),
        (None, _) => Err(Failure::NoScale),
    }
}

/// A scale that is watched.
struct Watch<'a> {
    scale: &'a WireScale,
    texts: &'a Texts,
    start: Instant,
    /// The frames so far, and how many there were at the last message about the rate.
    frames: u64,
    counted: (u64, Instant),
    /// When the last frame came, or the port was opened.
    last_frame: Instant,
    is_silent: bool,
    /// Bytes without a frame now, and at the last message.
    noise: u64,
    noise_said: u64,
}

impl<'a> Watch<'a> {
    fn new(scale: &'a WireScale, texts: &'a Texts) -> Self {
        let now = Instant::now();
        Self {
            scale,
            texts,
            start: now,
            frames: 0,
            counted: (0, now),
            last_frame: now,
            is_silent: false,
            noise: 0,
            noise_said: 0,
        }
    }

    /// Notes what was read, and says what is wrong.
    fn note(&mut self, frames: &[WireFrame], noise: u64) {
        let now = Instant::now();
        self.noise = noise;
        if !frames.is_empty() {
            self.last_frame = now;
            self.is_silent = false;
        }
        self.say_what_is_wrong(now);
    }

    fn say_what_is_wrong(&mut self, now: Instant) {
        let noise = self.noise.saturating_sub(self.noise_said);
        if !self.is_silent && now.duration_since(self.last_frame) >= SILENCE {
            self.is_silent = true;
            let protocol = self.scale.name().into();
            self.noise_said = self.noise;
            output::message(&self.texts.get(match noise {
                0 => Message::ScaleSilent,
                bytes => Message::ScaleNoise { bytes: bytes.to_string().into(), protocol },
            }));
        }
        let (counted, since) = self.counted;
        if now.duration_since(since) >= RATE_TIME {
            let frames = i64::try_from(self.frames - counted).unwrap_or(i64::MAX);
            let seconds = i64::try_from(RATE_TIME.as_secs()).unwrap_or_default();
            output::message(&self.texts.get(Message::ScaleRate {
                frames: frames.into(),
                seconds: seconds.to_string().into(),
                noise: self.noise.saturating_sub(self.noise_said).to_string().into(),
            }));
            self.counted = (self.frames, now);
        }
    }

    /// Prints one frame: the time since the start, the weight, the state, and the bytes.
    ///
    /// # Errors
    /// [`Failure::Output`].
    fn print(&mut self, frame: &WireFrame) -> Result<(), Failure> {
        self.frames += 1;
        let time = self.start.elapsed();
        let raw: Vec<String> = frame.raw.iter().map(|byte| format!("{byte:02x}")).collect();
        let (weight, state) =
            (weight(&frame.reading, self.texts), self.texts.show(state(&frame.reading.state)));
        let (seconds, millis) = (time.as_secs(), time.subsec_millis());
        let mut out = io::stdout().lock();
        let line = format!("{seconds:>5}.{millis:03}  {weight:>14}  {state}  {}\n", raw.join(" "));
        // A program that reads standard output may need each frame at once.
        out.write_all(line.as_bytes()).and_then(|()| out.flush()).map_err(Failure::Output)
    }

    /// Waits until the port is there again. The first frame may be half of one, so the decoder begins anew.
    fn reopen(&mut self) -> Session {
        let name = self.scale.port.to_string();
        output::message(&self.texts.get(Message::ScaleGone { port: name.as_str().into() }));
        let mut failures = 0;
        loop {
            thread::sleep(reopen_wait(failures));
            if let Ok(connection) = Connection::open(&self.scale.port) {
                output::message(&self.texts.get(Message::ScaleBack { port: name.as_str().into() }));
                (self.noise, self.noise_said) = (0, 0);
                (self.last_frame, self.is_silent) = (Instant::now(), false);
                return Session::start(self.scale, connection);
            }
            failures += 1;
        }
    }
}

/// Formats a weight to the gram with its kind and the tare that the scale tells, or a dash without one.
fn weight(reading: &ScaleReading, texts: &Texts) -> String {
    let Some(weight) = reading.weight else { return "-".to_owned() };
    let kilograms = format::kilograms(Grams::new(weight.grams()), texts.language());
    let mut text = format!("{kilograms} {}", texts.get(Message::UnitKg));
    if reading.is_net {
        text = format!("{text} {}", texts.get(Message::ScaleNet));
    }
    if let Some(tare) = reading.tare_g {
        let tare = format::kilograms(Grams::new(tare), texts.language());
        text = format!("{text}, {} {tare}", texts.get(Message::ActionTare));
    }
    text
}

fn state(state: &LoadState) -> Text {
    match state {
        LoadState::Stable => Message::ScaleStable,
        LoadState::Moving => Message::ScaleMoving,
        LoadState::Unsure => Message::ScaleUnsure,
        LoadState::Over => Message::ScaleOver,
        LoadState::Minus => Message::ScaleMinus,
        LoadState::OtherUnit(unit) => Message::ScaleOtherUnit { unit: unit.into() },
        LoadState::Fault(fault) => return fault.explain(),
    }
    .into()
}

/// Prints the serial ports: first the names that stay the same, then the others.
fn list(texts: &Texts) -> Result<(), Failure> {
    let ports = serial2::SerialPort::available_ports().map_err(Failure::Output)?;
    let named = by_id(Path::new(BY_ID));
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (name, device) in &named {
        rows.push(row(name, Some(device), texts));
    }
    for port in ports.iter().filter(|port| named.iter().all(|(_, device)| device != *port)) {
        rows.push(row(port, None, texts));
    }
    if rows.is_empty() {
        output::message(&texts.get(Message::ScaleNoPorts));
        return Ok(());
    }
    output::text(&lay_out(&rows, &[Edge::Left, Edge::Left, Edge::Left], 0, 160))
}

/// Returns a row: the name of a port, its device, and whether this account may open it.
fn row(name: &Path, device: Option<&Path>, texts: &Texts) -> Vec<String> {
    let access = match fs::OpenOptions::new()
        .read(true)
        .write(true)
        .custom_flags(OFlags::NONBLOCK.union(OFlags::NOCTTY).bits().cast_signed())
        .open(name)
    {
        Ok(_) => String::new(),
        Err(error) => texts.show(error.explain()),
    };
    let shown = |path: &Path| format::clean(&path.to_string_lossy()).into_owned();
    vec![shown(name), device.map(shown).unwrap_or_default(), access]
}

/// Returns the links of this folder and what they lead to, sorted by name.
fn by_id(folder: &Path) -> Vec<(PathBuf, PathBuf)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut links: Vec<(PathBuf, PathBuf)> = entries
        .flatten()
        .filter_map(|entry| Some((entry.path(), entry.path().canonicalize().ok()?)))
        .collect();
    links.sort();
    links
}
