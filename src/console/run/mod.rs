//! Runs the console: connects `update` and `view` to the keyboard, the disk and the clock.
//!
//! Threads send messages into one channel: keys, events of our journal's writer, changes in other journals, signals,
//! and the loss of the terminal. A loop passes each message to `update` and runs the effects that it returns.
//!
//! Invariants:
//! - No other part of the console touches a file.
//! - The model changes only by messages.
//! - Records that could not be saved are returned to the caller, never dropped.

mod disk_wait;
mod draft_keeper;
mod effects;
mod ending;
mod error;
mod event_loop;
mod found_draft;
pub(in crate::console) mod incoming;
mod input_lines;
#[cfg(test)]
mod interleavings;
mod journal_faults;
mod journal_watcher;
mod mirror_keeper;
mod operator;
mod plain_console;
mod refusal_signal;
mod report_maker;
mod writer_messages;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

pub(crate) use ending::UnsavedRecords;
pub(crate) use error::RunError;

use crate::console::model::{InitialState, Model, OwnStation};
use crate::console::msg::Msg;
use crate::console::run::draft_keeper::DraftKeeper;
use crate::console::run::effects::EffectRunner;
use crate::console::run::ending::Deadline;
use crate::console::run::event_loop::ScreenUse;
use crate::console::run::found_draft::FoundDraft;
use crate::console::run::incoming::{Incoming, ended};
use crate::console::run::journal_watcher::{JournalWatcher, OwnJournal};
use crate::console::run::mirror_keeper::MirrorKeeper;
use crate::console::run::report_maker::ReportMaker;
use crate::console::run::writer_messages::WriterMessages;
use crate::console::wire_station::WireStation;
use crate::journal::checkpoint::{self, Checkpoints, Replayed};
use crate::journal::event_folder::EventFolder;
use crate::journal::follow::OwnProgress;
use crate::journal::seen::VisibleHeads;
use crate::journal::station::OpenStation;
use crate::journal::verify::ProbeLocks;
use crate::journal::writer::Writer;
use crate::language::{Explain, Language, Message, Text, Texts};
use crate::scale::port::Connection;
use crate::scale::reader::{self as scale_reader, ScaleNews};
use crate::scale::wedge::WedgeScale;
use crate::scale::wire::WireScale;
use crate::screen::clock::{Clock, utc_now};
use crate::screen::setup::Features;
use crate::screen::shutdown::{self, HANGUP_STATUS};
use crate::screen::theme::Theme;
use crate::settings::choice::Alert;

/// The options of a console at a station.
pub(crate) struct ConsoleStart {
    pub folder: EventFolder,
    pub station: OpenStation,
    /// The operator of the station. `None` keeps the last operator of its journal.
    pub operator: Option<String>,
    /// The operator if `operator` is `None` and the journal names nobody.
    pub default_operator: Option<String>,
    pub texts: Texts,
    /// Colours and drawing characters.
    pub theme: Theme,
    /// What the terminal of a full screen is used for.
    pub features: Features,
    /// What draws attention to a refusal on the full screen.
    pub alert: Alert,
    /// Warnings to show from the start.
    pub warnings: Vec<Text>,
    /// The scale of the station, if it has one.
    pub scale: Option<ConnectedScale>,
    /// Whether to work line by line instead of on the full screen.
    pub plain: bool,
    /// Sentences that the console shows until the first key is pressed.
    pub notices: Vec<Text>,
    /// The folder of the second copy.
    pub mirror: Option<PathBuf>,
}

/// The scale of a station.
pub(crate) enum ConnectedScale {
    /// It types like a keyboard.
    Wedge(WedgeScale),
    /// It is on a wire.
    Wire {
        scale: WireScale,
        /// The open port, or `None` if it could not be opened.
        connection: Option<Connection>,
        /// Whether a weight is recorded without a key.
        is_automatic: bool,
    },
}

impl ConnectedScale {
    /// Returns whether the scale is only simulated.
    #[must_use]
    pub(crate) fn is_demo(&self) -> bool {
        matches!(self, Self::Wire { scale, .. } if scale.is_demo())
    }
}

/// How a console at a station ended.
pub(crate) struct ConsoleEnd {
    /// The exit status: 0, or 128 plus the number of the signal that ended the console.
    pub status: u8,
    /// The records that were not reported as saved.
    pub unsaved: UnsavedRecords,
    /// What happened to the journal while the console ended.
    pub late: Vec<String>,
    /// The language in use when the console ended.
    pub language: Language,
}

/// Runs the console of a station until the operator leaves it.
///
/// # Errors
/// [`RunError`] if the console cannot start.
pub(crate) fn run(start: ConsoleStart) -> Result<ConsoleEnd, RunError> {
    let clock = Clock::start();
    let (sender, inbox) = mpsc::channel();
    let ConsoleStart {
        folder,
        station,
        operator,
        default_operator,
        texts,
        theme,
        features,
        alert,
        mut warnings,
        scale,
        plain,
        notices,
        mirror,
    } = start;
    let own_file = folder.journal(station.station);
    let mut draft = FoundDraft::read(&folder, station.station);
    let with_draft = draft.journal().map(Path::to_owned);
    let replayed = checkpoint::replay(
        &folder,
        Checkpoints::platform().as_ref(),
        with_draft.as_deref(),
        &mut |state, line| draft.note_recorded(state, line),
    );
    let Replayed { mut ledger, states, unproven } = replayed.map_err(RunError::Folder)?;
    let own_state = states.iter().find(|state| state.file == own_file);
    let Some((slot, state)) = own_state.and_then(|state| Some((state.slot?, state))) else {
        return Err(RunError::OwnJournal { path: own_file, source: io::ErrorKind::NotFound.into() });
    };
    let own_progress = OwnProgress { file: own_file, acknowledged: state.next_seq - 1 };
    ledger.take_over(slot);
    let operator_before = ledger.operator(slot).to_owned();
    let operator = operator.or_else(|| default_operator.filter(|_| operator_before.is_empty()));
    let head = state.head;
    let (mirror, mut feed) = mirror
        .map(|root| MirrorKeeper::start(root, folder.clone(), station.station, head, sender.clone()))
        .unzip();
    let (wedge, wire, news) = match scale {
        Some(ConnectedScale::Wedge(wedge)) => (Some(wedge), None, None),
        Some(ConnectedScale::Wire { scale, connection, is_automatic }) => {
            let (wire, news) = start_scale(scale, connection, is_automatic, &sender)?;
            (None, Some(wire), Some(news))
        }
        None => (None, None, None),
    };
    let own = OwnStation { slot, station: station.station, operator: operator_before };
    warnings.extend(station.notes.iter().map(|note| note.explain()));
    let mut model = Model::new(InitialState {
        event: folder.event.clone(),
        ledger,
        own: Some(own),
        texts,
        theme,
        scale: wedge,
        wire,
        warnings,
        faults: journal_faults::list_faults(&states),
        now: clock.now(),
    });
    let reports = ReportMaker::new(folder.clone(), ProbeLocks::Yes, sender.clone());
    let own_journal = OwnJournal::new(Some(own_progress));
    let mut messages = WriterMessages::new(folder.clone(), own_journal.clone());
    let to_console = sender.clone();
    let offset = folder.event.utc_offset.0;
    let heads = VisibleHeads::default();
    let station = station.noting(heads.clone(), move || utc_now().with_timezone(&offset));
    let writer = Writer::spawn(station, move |event| {
        if let Some(feed) = &mut feed {
            feed.note(&event);
        }
        messages.send(event, |msg| {
            // Sending fails if the console has already ended, so the result is ignored.
            let _ended = to_console.send(msg.into());
        });
    })
    .map_err(RunError::Writer)?;
    let effects = EffectRunner { writer: Some(&writer), reports: (!plain).then_some(&reports) };
    let draft = if plain { draft.warning() } else { draft.restoration() };
    let started = Msg::Started { operator, notices, now: clock.now() };
    for msg in [Some(started), draft].into_iter().flatten() {
        // None of these messages asks the console to quit.
        let _continue = effects.apply(&mut model, msg);
    }
    JournalWatcher::new(folder.clone(), states, unproven, own_journal, sender.clone())
        .with_writer(writer.checker(), heads, clock)
        .spawn();
    shutdown::watch_signals(sender.clone(), ended).map_err(RunError::Terminal)?;
    let (status, deadline) = if plain {
        let status =
            plain_console::run(&mut model, &inbox, &effects, (clock, news.as_ref())).unwrap_or(HANGUP_STATUS);
        (status, Deadline::start())
    } else {
        let mut keeper = DraftKeeper::start(folder.stations());
        let (status, deadline) = event_loop::run(
            &mut model,
            sender,
            &inbox,
            &effects,
            Some(&mut keeper),
            clock,
            ScreenUse { features, alert, scale: news.as_ref() },
        )?;
        // The draft file may be written only while we hold the station.
        keeper.finish(&model, deadline.for_draft());
        (status, deadline)
    };
    let unsaved = ending::close_station(writer, &model, model.moment(clock.now()), &deadline);
    let saved_after_all = saved_after_all(&model, &unsaved);
    let mirror_reason = mirror.and_then(|mirror| mirror.finish(deadline.for_mirror()));
    // What the writer reported after the last frame.
    let late = inbox.try_iter().filter_map(Incoming::into_msg).filter_map(|msg| match msg {
        Msg::JournalRestored(what) => Some(what),
        Msg::Moved { why, .. } => Some(why),
        _ => None,
    });
    let late = late.chain(mirror_reason).chain(saved_after_all);
    let late = late.map(|text| model.texts.show(&text)).collect();
    Ok(ConsoleEnd { status, unsaved, late, language: model.texts.language() })
}

/// Starts the thread that reads the scale, and returns the scale as the console knows it.
fn start_scale(
    scale: WireScale,
    connection: Option<Connection>,
    is_automatic: bool,
    sender: &mpsc::Sender<Incoming>,
) -> Result<(WireStation, ScaleNews), RunError> {
    let station = WireStation::new(&scale, is_automatic);
    let (news, to_console) = (ScaleNews::default(), sender.clone());
    let told = news.clone();
    scale_reader::spawn(scale, connection, news.clone(), move || {
        to_console.send(Incoming::Scale(told.clone())).is_ok()
    })
    .map_err(RunError::Terminal)?;
    Ok((station, news))
}

/// Returns a sentence if the operator saw that records were not saved, and all of them were saved while the console
/// ended. Otherwise they would be typed again.
fn saved_after_all(model: &Model, unsaved: &UnsavedRecords) -> Option<Text> {
    let is_saved = unsaved.not_saved.is_empty() && unsaved.perhaps_saved.is_empty();
    let count = model.pending.len() + model.saved_since_failure;
    (model.has_unsaved() && is_saved).then(|| Message::NoticeSavedAfterAll { count: count.into() }.into())
}

/// Runs a console that only watches, until the operator leaves it, and returns its exit status. The console creates,
/// writes and locks no file. It shows these notices until the first key is pressed.
///
/// # Errors
/// [`RunError`] if the console cannot start.
pub(crate) fn watch(
    folder: EventFolder,
    texts: Texts,
    theme: Theme,
    features: Features,
    warnings: Vec<Text>,
    notices: Vec<Text>,
) -> Result<u8, RunError> {
    let clock = Clock::start();
    let (sender, inbox) = mpsc::channel();
    let replayed = checkpoint::replay(&folder, Checkpoints::platform().as_ref(), None, &mut |_, _| {});
    let Replayed { ledger, states, unproven } = replayed.map_err(RunError::Folder)?;
    let mut model = Model::new(InitialState {
        event: folder.event.clone(),
        ledger,
        own: None,
        texts,
        theme,
        scale: None,
        wire: None,
        warnings,
        faults: journal_faults::list_faults(&states),
        now: clock.now(),
    });
    let reports = ReportMaker::new(folder.clone(), ProbeLocks::No, sender.clone());
    let effects = EffectRunner { writer: None, reports: Some(&reports) };
    // The message does not ask the console to quit.
    let started = Msg::Started { operator: None, notices, now: clock.now() };
    let _continue = effects.apply(&mut model, started);
    JournalWatcher::new(folder, states, unproven, OwnJournal::new(None), sender.clone()).spawn();
    shutdown::watch_signals(sender.clone(), ended).map_err(RunError::Terminal)?;
    let screen_use = ScreenUse { features, alert: Alert::None, scale: None };
    let (status, _) = event_loop::run(&mut model, sender, &inbox, &effects, None, clock, screen_use)?;
    Ok(status)
}
