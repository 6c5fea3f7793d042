//! The console at work: connects update and view to keyboard, disk and clock.
//!
//! One channel, fed by threads: keys, the journal's writer, signals, the terminal's end. The loop takes in
//! all waiting messages, carries out their effects, then draws once, at most 60 times a second. A new record
//! is drawn when the disk has answered, or after the time of a frame: most disks answer sooner, and then the
//! screen changes once. Without a message nothing runs but the clock, once a minute.
//!
//! Invariant: the only place of the console that touches the journal. Records that could not be saved are
//! handed back to the caller, never dropped.

mod draft_keeper;
mod fault_list;
mod plain_text;
mod reports;
mod watch;

use std::io;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use chrono::Timelike;

use crate::console::model::{InitialState, Model, OwnStation};
use crate::console::msg::{Effect, Msg};
use crate::console::run::draft_keeper::{Keeper, LeftBehind};
use crate::console::run::reports::Reports;
use crate::console::run::watch::{Ours, Watch};
use crate::console::update::{find_forks, update};
use crate::console::view::view;
use crate::domain::record::{Op, PendingRecord, Ticket};
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;
use crate::journal::reader;
use crate::journal::station::OpenStation;
use crate::journal::verify::ProbeLocks;
use crate::journal::writer::{WriteError, Writer, WriterEvent};
use crate::language::{Explain, Language, Message, Text, Texts, errors};
use crate::screen::clock::Clock;
use crate::screen::full_screen::FullScreen;
use crate::screen::input::{self, Input};
use crate::screen::shutdown::{self, HANGUP_STATUS};
use crate::screen::theme::{Environment, Theme};

/// At most 60 frames a second.
const FRAME: Duration = Duration::from_millis(16);
/// How long a console that must end waits for the disk.
const GRACE: Duration = Duration::from_secs(3);

/// What the console is started with.
pub struct Start {
    pub folder: EventFolder,
    pub station: OpenStation,
    /// Who operates the station; without it, whoever the journal names last.
    pub operator: Option<String>,
    pub texts: Texts,
    pub environment: Environment,
    pub ascii: bool,
    /// Line by line instead of the full screen.
    pub plain: bool,
}

/// How the console ended.
pub struct Ending {
    /// 0, or 128 + the signal.
    pub status: u8,
    /// What is not on the disk, with the model's words for it.
    pub unsaved: Vec<String>,
    /// The language that was chosen last.
    pub language: Language,
}

/// Why the console could not run.
#[derive(Debug)]
pub enum RunError {
    Folder(FolderError),
    Terminal(io::Error),
}

/// Runs the console until it is left.
///
/// # Errors
/// [`RunError`] where the journals cannot be listed or the terminal cannot be set up.
pub fn run(start: Start) -> Result<Ending, RunError> {
    let clock = Clock::start();
    let (sender, inbox) = mpsc::channel();
    let Start { folder, station, operator, texts, environment, ascii, plain } = start;
    let theme = Theme::new(&environment, ascii);
    let own_file = folder.journal(station.station);
    let mut left = LeftBehind::read(&folder, station.station);
    let (ledger, states) =
        reader::replay_with(&folder, &mut |state, item| left.look(state, item)).map_err(RunError::Folder)?;
    let Some(own) = states.iter().find(|state| state.file == own_file).and_then(|state| state.slot) else {
        return Err(RunError::Terminal(io::ErrorKind::NotFound.into()));
    };
    let notes = station.notes.iter();
    let warnings = notes.map(|note| note.explain()).collect();
    let watched = folder.clone();
    let ours: Ours = Arc::new(Mutex::new(Some(own_file)));
    let last_operator = ledger.operator(own).to_owned();
    let mut model = Model::new(InitialState {
        event: folder.event.clone(),
        ledger,
        own: Some(OwnStation { slot: own, station: station.station, operator: last_operator }),
        texts,
        theme,
        files: watch::slots(&states),
        warnings,
        faults: fault_list::of(&states),
        now: clock.now(),
    });
    find_forks(&mut model);
    let reports = Reports::new(folder.clone(), ProbeLocks::Yes, sender.clone());
    let saved = sender.clone();
    let mut trouble = None;
    let here = folder.clone();
    let written = Arc::clone(&ours);
    let writer = Writer::spawn(station, move |report| {
        if let WriterEvent::Moved { to, .. } = &report {
            *written.lock().unwrap_or_else(PoisonError::into_inner) = Some(here.journal(*to));
        }
        // Nobody listens any more once the console has ended.
        let _ended = saved.send(told(report, &here, &mut trouble));
    })
    .map_err(RunError::Terminal)?;
    if let Some(name) = operator.filter(|name| *name != model.operator()) {
        if let Some(own) = &mut model.own {
            own.operator.clone_from(&name);
        }
        writer.append(pending(Op::Operator { name }, &model, &clock));
    }
    if plain {
        left.tell(&mut model);
    } else {
        left.put_back(&mut model);
    }
    Watch::new(watched, states, Arc::clone(&ours), sender.clone()).start();
    shutdown::watch_signals(sender.clone(), Msg::Ended).map_err(RunError::Terminal)?;
    let status = if plain {
        plain_text::work(&mut model, &inbox, &writer, clock).unwrap_or(HANGUP_STATUS)
    } else {
        let mut desk = Desk { writer: &writer, keeper: Keeper::start(folder.stations()) };
        let status = full_screen(&mut model, inbox, sender, Some(&mut desk), &reports, clock)?;
        // Before the station is given back.
        desk.keeper.finish(&model);
        status
    };
    let close = pending(Op::Close, &model, &clock);
    let saved = finish(writer, close);
    let unsaved = if saved {
        Vec::new()
    } else {
        model.pending.iter().map(|pending| describe(pending, &model)).collect()
    };
    Ok(Ending { status, unsaved, language: model.texts.language() })
}

/// Runs a console that only watches, until it is left; returns its status. It writes nothing, locks nothing
/// and makes no file.
///
/// # Errors
/// As [`run`].
pub fn watch(
    folder: EventFolder,
    texts: Texts,
    environment: &Environment,
    ascii: bool,
) -> Result<u8, RunError> {
    let clock = Clock::start();
    let (sender, inbox) = mpsc::channel();
    let (ledger, states) = reader::replay(&folder).map_err(RunError::Folder)?;
    let mut model = Model::new(InitialState {
        event: folder.event.clone(),
        ledger,
        own: None,
        texts,
        theme: Theme::new(environment, ascii),
        files: watch::slots(&states),
        warnings: Vec::new(),
        faults: fault_list::of(&states),
        now: clock.now(),
    });
    find_forks(&mut model);
    let reports = Reports::new(folder.clone(), ProbeLocks::No, sender.clone());
    Watch::new(folder, states, Ours::default(), sender.clone()).start();
    shutdown::watch_signals(sender.clone(), Msg::Ended).map_err(RunError::Terminal)?;
    full_screen(&mut model, inbox, sender, None, &reports, clock)
}

/// What a station is written with; a console that only watches has none.
struct Desk<'a> {
    writer: &'a Writer,
    keeper: Keeper,
}

/// Takes the terminal, works, and gives it back.
fn full_screen(
    model: &mut Model,
    inbox: Receiver<Msg>,
    sender: Sender<Msg>,
    desk: Option<&mut Desk<'_>>,
    reports: &Reports,
    clock: Clock,
) -> Result<u8, RunError> {
    let mut screen = FullScreen::enter().map_err(RunError::Terminal)?;
    shutdown::watch_hangup(sender.clone(), Msg::Ended);
    shutdown::stop_on_panic(sender.clone(), Msg::Ended);
    let message = move |input| {
        Some(match input {
            Input::Key(key) => Msg::Key(key, clock.now()),
            Input::Paste(text) => Msg::Paste(text, clock.now()),
            Input::Resized(columns, rows) => Msg::Resized(columns, rows),
        })
    };
    input::spawn_reader(sender, message, Msg::Ended);
    Ok(work(model, &mut screen, &inbox, desk, reports, clock))
}

/// The loop: take in, carry out, draw.
fn work(
    model: &mut Model,
    screen: &mut FullScreen,
    inbox: &Receiver<Msg>,
    mut desk: Option<&mut Desk<'_>>,
    reports: &Reports,
    clock: Clock,
) -> u8 {
    // The last two frames: one more may follow at once, so that a key need not wait behind the news of others.
    let mut drawn: [Option<Instant>; 2] = [None; 2];
    // Since when the disk has been asked for an answer.
    let mut asked: Option<Instant> = None;
    let mut stale = true;
    loop {
        let rest = |since: Option<Instant>, time: Duration| {
            since.map_or(Duration::ZERO, |at| time.saturating_sub(at.elapsed()))
        };
        let [last, before] = drawn;
        let due = rest(last, FRAME).min(rest(before, 2 * FRAME)).max(rest(asked, FRAME));
        if stale && due.is_zero() {
            match screen.draw(|frame| view(model, frame)) {
                Ok(size) => model.size = size,
                Err(_) => return HANGUP_STATUS,
            }
            drawn = [Some(Instant::now()), last];
            stale = false;
            if let Some(desk) = &mut desk {
                desk.keeper.keep(model);
            }
        }
        let wait = if stale { due } else { until_due(model, clock) };
        let mut next = match inbox.recv_timeout(wait) {
            Ok(msg) => Some(msg),
            Err(RecvTimeoutError::Timeout) if stale => continue,
            Err(RecvTimeoutError::Timeout) => Some(Msg::Clock(clock.now())),
            Err(RecvTimeoutError::Disconnected) => return HANGUP_STATUS,
        };
        while let Some(msg) = next {
            for effect in update(model, msg) {
                match (effect, &desk) {
                    (Effect::Append(pending), Some(desk)) => {
                        asked.get_or_insert_with(Instant::now);
                        desk.writer.append(*pending);
                    }
                    (Effect::Retry, Some(desk)) => desk.writer.retry(),
                    // Without a station no key asks for a record.
                    (Effect::Append(_) | Effect::Retry, None) => {}
                    (Effect::Report { style, language, write }, _) => reports.make(style, language, write),
                    (Effect::Quit, _) => return model.exit_status.unwrap_or(0),
                }
            }
            if model.pending.is_empty() {
                asked = None;
            }
            stale = true;
            next = inbox.try_recv().ok();
        }
    }
}

/// How long nothing is due: until the minute turns, or a space becomes a person.
fn until_due(model: &Model, clock: Clock) -> Duration {
    let now = clock.now();
    let seconds = 60 - u64::from(now.wall.second().min(59));
    let minute = Duration::from_secs(seconds);
    model.deadline().map_or(minute, |due| due.saturating_sub(now.since_start).min(minute))
}

/// Saves what is queued and gives the station back; whether everything is on the disk.
fn finish(writer: Writer, close: PendingRecord) -> bool {
    let (sender, done) = mpsc::channel();
    writer.append(close);
    thread::spawn(move || {
        let left = writer.finish();
        let records = left.iter().any(|pending| pending.op != Op::Close);
        // The console may have given up waiting.
        let _late = sender.send(!records);
    });
    done.recv_timeout(GRACE).unwrap_or(false)
}

fn pending(op: Op<crate::domain::record::Target>, model: &Model, clock: &Clock) -> PendingRecord {
    // No record of the console's own ever names these: a ticket that no other record has.
    PendingRecord { ticket: Ticket(0), at: model.moment(clock.now()), op, import: None }
}

fn describe(pending: &PendingRecord, model: &Model) -> String {
    crate::console::labels::pending_record(pending, model)
}

/// The journal's report as the console's message. `trouble` is what failed first since all was well: it is why a station
/// moves.
fn told(report: WriterEvent, folder: &EventFolder, trouble: &mut Option<WriteError>) -> Msg {
    match report {
        WriterEvent::Saved(records) => {
            *trouble = None;
            Msg::Saved(records)
        }
        WriterEvent::Failed(fault) => {
            let why = fault.explain();
            trouble.get_or_insert(fault);
            Msg::NotSaved(why)
        }
        WriterEvent::Unwritable { pending, error } => Msg::Unwritable(pending.ticket, error.explain()),
        WriterEvent::Moved { from, to, journal, opened } => {
            let why = match trouble {
                Some(fault) => errors::station_moved(from, to, fault).into(),
                None => Text::default(),
            };
            Msg::Moved { file: folder.journal(to), station: to, journal, opened, why }
        }
        WriterEvent::Restored { station } => {
            Msg::Warning(Message::StationRestored { station: station.into() }.into())
        }
    }
}
