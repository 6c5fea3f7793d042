//! `tarazy scale`: what a scale on a wire sends, to set it up, and the serial ports of this machine.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Subcommand;
use rustix::fs::OFlags;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::domain::mass::Grams;
use crate::language::{Explain, Message, Texts, format};
use crate::report::columns::{Edge, lay_out};
use crate::scale::port::Connection;
use crate::scale::protocol::{Protocol, WireDecoder, WireFrame};
use crate::scale::reading::{LoadState, ScaleFault, ScaleReading};
use crate::scale::wire::{ScalePort, WireScale};

/// After this time without a frame, a message says so.
const SILENCE: Duration = Duration::from_secs(2);
/// The time between two messages about the rate.
const RATE_TIME: Duration = Duration::from_secs(10);
/// The shortest and the longest time between two attempts to open a port again.
const REOPEN_WAIT: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(5));
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
    scale: String,
    #[arg(long, value_name = Message::ValueCount, value_parser = clap::value_parser!(u64).range(1..), help = Message::OptionFrames)]
    frames: Option<u64>,
}

/// Runs a command of `scale`.
///
/// # Errors
/// [`Failure`].
pub(super) fn run(context: &Context, command: Command) -> Result<(), Failure> {
    match command {
        Command::Watch(args) => watch(&args, &context.texts),
        Command::List => list(&context.texts),
    }
}

/// Prints each frame of a scale until the operator ends it with Ctrl+C, or this many frames were printed.
fn watch(args: &WatchArgs, texts: &Texts) -> Result<(), Failure> {
    let scale = WireScale::parse(&args.scale).map_err(Failure::ScaleOption)?;
    let port_failure = |error| Failure::ScalePort { port: scale.port.clone(), error };
    let mut connection = Connection::open(&scale.port).map_err(port_failure)?;
    let (port, protocol) = (scale.port.to_string(), scale.protocol.name());
    output::message(
        &texts.get(Message::ScaleOpened { port: port.as_str().into(), protocol: protocol.into() }),
    );
    let mut watch = Watch::new(&scale, texts);
    loop {
        match watch.step(&mut connection) {
            Ok(frames) => {
                for frame in frames {
                    watch.print(&frame)?;
                    if args.frames == Some(watch.frames) {
                        return Ok(());
                    }
                }
            }
            Err(_) => connection = watch.reopen(&scale.port),
        }
    }
}

/// A scale that is watched.
struct Watch<'a> {
    protocol: Protocol,
    decoder: WireDecoder,
    texts: &'a Texts,
    start: Instant,
    asked: Option<Instant>,
    /// The frames so far, and how many there were at the last message about the rate.
    frames: u64,
    counted: (u64, Instant),
    /// When the last frame came, or the port was opened.
    last_frame: Instant,
    is_silent: bool,
    /// Bytes without a frame at the last message.
    noise: u64,
}

impl<'a> Watch<'a> {
    fn new(scale: &WireScale, texts: &'a Texts) -> Self {
        let now = Instant::now();
        Self {
            protocol: scale.protocol,
            decoder: WireDecoder::new(scale.protocol),
            texts,
            start: now,
            asked: None,
            frames: 0,
            counted: (0, now),
            last_frame: now,
            is_silent: false,
            noise: 0,
        }
    }

    /// Asks the scale if it must be asked, reads what has arrived, and returns the frames.
    ///
    /// # Errors
    /// Returns the error of the system if the port is gone.
    fn step(&mut self, connection: &mut Connection) -> io::Result<Vec<WireFrame>> {
        let now = Instant::now();
        if let Some(request) = self.protocol.request()
            && self.asked.is_none_or(|asked| now.duration_since(asked) >= request.every)
        {
            connection.write(request.bytes)?;
            self.asked = Some(now);
        }
        let mut bytes = [0; 512];
        let count = connection.read(&mut bytes)?;
        let mut answer = Vec::new();
        let frames = self.decoder.read(&bytes[..count], &mut answer);
        if !answer.is_empty() {
            connection.write(&answer)?;
        }
        let now = Instant::now();
        if !frames.is_empty() {
            self.last_frame = now;
            self.is_silent = false;
        }
        self.say_what_is_wrong(now);
        Ok(frames)
    }

    fn say_what_is_wrong(&mut self, now: Instant) {
        let noise = self.decoder.noise() - self.noise;
        if !self.is_silent && now.duration_since(self.last_frame) >= SILENCE {
            self.is_silent = true;
            let protocol = self.protocol.name().into();
            self.noise += noise;
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
                noise: (self.decoder.noise() - self.noise).to_string().into(),
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
            (weight(&frame.reading, self.texts), self.texts.get(state(&frame.reading.state)));
        let (seconds, millis) = (time.as_secs(), time.subsec_millis());
        let mut out = io::stdout().lock();
        let line = format!("{seconds:>5}.{millis:03}  {weight:>14}  {state}  {}\n", raw.join(" "));
        // A program that reads standard output may need each frame at once.
        out.write_all(line.as_bytes()).and_then(|()| out.flush()).map_err(Failure::Output)
    }

    /// Waits until the port is there again. The first frame may be half of one, so the decoder begins anew.
    fn reopen(&mut self, port: &ScalePort) -> Connection {
        let name = port.to_string();
        output::message(&self.texts.get(Message::ScaleGone { port: name.as_str().into() }));
        let mut wait = REOPEN_WAIT.0;
        loop {
            std::thread::sleep(wait);
            if let Ok(connection) = Connection::open(port) {
                output::message(&self.texts.get(Message::ScaleBack { port: name.as_str().into() }));
                self.decoder = WireDecoder::new(self.protocol);
                (self.noise, self.last_frame, self.is_silent) = (0, Instant::now(), false);
                return connection;
            }
            wait = (wait * 2).min(REOPEN_WAIT.1);
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

fn state(state: &LoadState) -> Message {
    match state {
        LoadState::Stable => Message::ScaleStable,
        LoadState::Moving => Message::ScaleMoving,
        LoadState::Unsure => Message::ScaleUnsure,
        LoadState::Over => Message::ScaleOver,
        LoadState::Minus => Message::ScaleMinus,
        LoadState::OtherUnit(unit) => Message::ScaleOtherUnit { unit: unit.into() },
        LoadState::Fault(fault) => match fault {
            ScaleFault::NotReady => Message::ScaleNotReady,
            ScaleFault::LoadAtStart => Message::ScaleLoadAtStart,
            ScaleFault::NoModule => Message::ScaleNoModule,
            ScaleFault::Calibration => Message::ScaleCalibration,
            ScaleFault::Request => Message::ScaleRequest,
            ScaleFault::Contradiction => Message::ScaleContradiction,
            ScaleFault::Other(code) => Message::ScaleError { code: code.to_string().into() },
        },
    }
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
