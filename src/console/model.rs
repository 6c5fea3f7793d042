//! What the console knows: one model, changed only by [`crate::console::update`].
//!
//! Invariant: sums come only from records that the disk has confirmed (`ledger`); a record on its way
//! stands in `waiting` until then, and is shown as such.

use std::collections::{BTreeSet, VecDeque};
use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::console::keymap::{Mode, Snapshot};
use crate::console::msg::JournalFault;
use crate::console::overlay::Overlay;
use crate::domain::catalogue::{Material, Tare};
use crate::domain::event::{ClockTime, Event};
use crate::domain::guard::Plausibility;
use crate::domain::ledger::{Ledger, Slot};
use crate::domain::record::{
    Measure, Moment, Op, PendingRecord, RecordRef, Source, StationId, Target, Ticket,
};
use crate::entry::{self, Amount, Reading, ValidationError, ValidationErrorKind};
use crate::language::{Text, Texts};
use crate::screen::clock::Timestamp;
use crate::screen::theme::Theme;

/// Keys that follow each other faster than this come from a scale or a paste, not from a hand.
pub const BURST: Duration = Duration::from_millis(30);
/// A held amount is confirmed only by an Enter that comes at least this much later.
pub const HOLD: Duration = Duration::from_millis(200);

/// Columns and rows below which the console only says that the terminal is too small.
pub const SMALLEST: (u16, u16) = (40, 10);

/// The keys of the keyboard's left half, row by row.
const LEFT_HALF: &str = "QWERTYASDFGHZXCVBN";
/// Panes stand in rows of six, as those keys do.
pub const PANES_IN_ROW: usize = 6;
/// Panes on one page.
pub const PANES: usize = LEFT_HALF.len();

/// Which pane is selected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The place in the catalogue.
    pub material: Option<usize>,
    /// The place in the material's grades.
    pub grade: Option<usize>,
}

/// Why an amount waits for a second Enter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldReason {
    /// The Kazakh top row was typed; the reading is a proposal.
    Proposed,
    /// The slip guard asks.
    Guard(Plausibility),
}

/// An amount that waits for a second Enter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldAmount {
    /// What the entry line says.
    pub reading: Reading,
    pub why: HoldReason,
    pub since: Duration,
}

/// The entry line and what surrounds it.
#[derive(Clone, Debug, Default)]
pub struct EntryLine {
    pub text: String,
    /// F7: the amount is an estimate.
    pub about: bool,
    pub hold: Option<HeldAmount>,
    /// The selection before this line, or before the burst that it came in.
    pub before: Selection,
    /// When the last key came.
    pub touched: Option<Duration>,
    /// The letter that was pressed last, while no other key came after it.
    pub letter: Option<usize>,
    /// A letter was pressed since the last record, so `N*` may not select another material.
    pub lettered: bool,
    /// A space that may yet turn out to be a scale's padding.
    pub space: Option<Timestamp>,
    /// A letter without a pane, and when it was pressed.
    pub orphan: Option<(char, Duration)>,
    /// When Enter was refused, until another key comes.
    pub refused_at: Option<Duration>,
    /// So many characters came back after a lost line, and no hand has typed on yet.
    pub restored: usize,
}

impl EntryLine {
    /// The text, with the `~` of an estimate that F7 marked.
    #[must_use]
    pub fn with_about(self) -> String {
        if self.about && !self.text.contains('~') { format!("~{}", self.text) } else { self.text }
    }
}

/// Why an entry line was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RejectReason {
    Amount(ValidationError),
    /// No pane is selected.
    NoMaterial,
    /// `N*` where the catalogue has fewer materials.
    NoSuchNumber {
        number: u32,
        most: usize,
    },
    /// `N*` after a letter: the letter has already chosen.
    NumberAfterLetter,
    /// `N*` of a material that is not offered any more.
    Hidden {
        number: u32,
    },
    /// A pasted line that is no letter with an amount.
    NotALine,
    /// A pasted amount behind a line that could not be read: nobody knows its material.
    Unclear,
    /// A line whose amount needs a second look, while others came behind it.
    NeedsConfirmation,
    /// Draft before the console was opened; `operator` typed it.
    LeftBehind {
        operator: String,
    },
    /// Recorded at that time, but the console ended before the disk had it.
    NotSaved {
        at: Moment,
    },
}

/// What the message line says. Data, so that another language says it too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    Rejected(RejectReason),
    /// A record of this run: "saving", or "saved" with its number.
    Recorded(Ticket),
    /// This record of this run was taken back.
    Undone(Ticket),
    Redone(Ticket),
    NothingToUndo,
    NothingToRedo,
    NoMaterialOnKey(char),
    Named(usize),
    /// Recorded, though far below the usual size.
    Small {
        ticket: Ticket,
        usual: i64,
    },
    /// A target was reached; `None` is the total.
    Reached(Option<String>),
    Tare,
    NoTares,
    Paper,
    PaperEnded,
    /// The lead changed the event.
    EventChanged,
    Language,
    /// The terminal can show no other language.
    OnlyEnglish,
    Operator(String),
    VoidedRecord(RecordRef),
    /// A correction of ours does not count, because another one of the same record does.
    Superseded(RecordRef),
    /// A record could not be written at all; the warnings say why.
    Unwritable,
    /// So many lines of a burst wait for a look.
    LinesRejected(usize),
    /// The line that was begun at that time, before the connection was lost, is back.
    Restored(Moment),
    /// What became of a paste of several lines.
    Pasted {
        taken: usize,
        refused: usize,
    },
    /// The disk took what had waited.
    SavedAfterAll(usize),
    Full,
    /// Something is wrong with a journal that was not known before.
    Faults,
    /// A key that records, in a console that only watches.
    OnlyWatches,
}

/// A record of this run, for undo and redo.
#[derive(Clone, Debug)]
pub struct OwnRecord {
    pub ticket: Ticket,
    pub op: Op<Target>,
    pub live: bool,
    /// Its name once it is on the disk.
    pub saved: Option<RecordRef>,
}

/// What the chart shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChartView {
    #[default]
    Materials,
    Hours,
    Targets,
}

impl ChartView {
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Materials => Self::Hours,
            Self::Hours => Self::Targets,
            Self::Targets => Self::Materials,
        }
    }
}

/// The station that this console weighs for.
#[derive(Clone, Debug)]
pub struct OwnStation {
    /// Its journal in the ledger.
    pub slot: Slot,
    pub station: StationId,
    /// Who works there now; empty for nobody.
    pub operator: String,
}

/// A pasted line that was not taken, kept until somebody looks at it.
#[derive(Clone, Debug)]
pub struct RejectedLine {
    pub text: String,
    pub selection: Selection,
    pub why: RejectReason,
}

/// What the console starts with.
pub struct Setup {
    pub event: Event,
    pub ledger: Ledger,
    /// Nothing for a console that only watches.
    pub own: Option<OwnStation>,
    /// Where each journal file stands in the ledger.
    pub files: Vec<(PathBuf, Slot)>,
    pub texts: Texts,
    pub theme: Theme,
    pub warnings: Vec<Text>,
    pub faults: Vec<JournalFault>,
    pub now: Timestamp,
}

/// Everything that the console knows.
pub struct Model {
    pub event: Event,
    pub ledger: Ledger,
    /// The station whose journal this console writes. Without one it only watches: there is nothing that a
    /// record could go to.
    pub own: Option<OwnStation>,
    /// Where each journal file stands in the ledger.
    pub files: Vec<(PathBuf, Slot)>,
    pub texts: Texts,
    pub theme: Theme,
    pub selection: Selection,
    pub line: EntryLine,
    pub notice: Option<Notice>,
    pub overlays: Vec<Overlay>,
    /// Records on their way to the disk, oldest first.
    pub pending: VecDeque<PendingRecord>,
    /// Why the disk did not take what waits.
    pub trouble: Option<Text>,
    pub done: Vec<OwnRecord>,
    pub redo: Vec<Op<Target>>,
    pub rejected: Vec<RejectedLine>,
    pub chart: ChartView,
    /// The preset tare that is taken off, by its id.
    pub tare: Option<String>,
    /// A paper sheet is typed in: the time that stands on it.
    pub paper: Option<ClockTime>,
    /// Who got the last hand-over.
    pub collector: String,
    /// Targets that were reached, by id; the empty one is the total. Each is told once.
    pub reached: BTreeSet<String>,
    /// Corrections of ours of which was told that they do not count.
    pub superseded: BTreeSet<RecordRef>,
    pub warnings: Vec<Text>,
    /// What is wrong with the files of the journals.
    pub faults: Vec<JournalFault>,
    /// Copies of one journal that went on apart.
    pub forks: Vec<JournalFault>,
    pub now: DateTime<Utc>,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The status to end with, once that was decided.
    pub ended: Option<u8>,
    next_ticket: u64,
}

impl Model {
    #[must_use]
    pub fn new(setup: Setup) -> Self {
        let Setup { event, ledger, own, files, texts, theme, warnings, faults, now } = setup;
        let mut model = Self {
            event,
            ledger,
            own,
            files,
            texts: Texts::new(theme.displayable(texts.language())),
            theme,
            selection: Selection::default(),
            line: EntryLine::default(),
            notice: None,
            overlays: Vec::new(),
            pending: VecDeque::new(),
            trouble: None,
            done: Vec::new(),
            redo: Vec::new(),
            rejected: Vec::new(),
            chart: ChartView::default(),
            tare: None,
            paper: None,
            collector: String::new(),
            reached: BTreeSet::new(),
            superseded: BTreeSet::new(),
            warnings,
            faults,
            forks: Vec::new(),
            now: now.wall,
            size: (80, 24),
            ended: None,
            next_ticket: 1,
        };
        model.reached = model.reached_now();
        model
    }

    /// Whether there is no room to show what keys do.
    #[must_use]
    pub const fn too_small(&self) -> bool {
        self.size.0 < SMALLEST.0 || self.size.1 < SMALLEST.1
    }

    /// Which part of the console has the keyboard.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.overlays.last().map_or(self.snapshot().base(), Overlay::mode)
    }

    /// Everything that is wrong with the journals.
    pub fn all_faults(&self) -> impl Iterator<Item = &JournalFault> {
        self.faults.iter().chain(&self.forks)
    }

    /// Who works at this station; empty for nobody.
    #[must_use]
    pub fn operator(&self) -> &str {
        self.own.as_ref().map_or("", |own| own.operator.as_str())
    }

    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            line_empty: self.line.text.is_empty(),
            held: self.line.hold.is_some(),
            unsaved: self.trouble.is_some(),
            refused: !self.rejected.is_empty(),
            tares: !self.event.tares.is_empty(),
            paged: self.offered().len() > PANES,
            paper: self.paper.is_some(),
            watches: self.own.is_none(),
            damaged: self.all_faults().next().is_some(),
        }
    }

    /// Reads the text of the entry line.
    #[must_use]
    pub fn reading(&self) -> Reading {
        entry::read(&self.line.text)
    }

    /// Returns the material and grade that the entry line is meant for; see [`Model::aim_of`].
    ///
    /// # Errors
    /// Why there is none.
    pub fn aim(&self) -> Result<Selection, RejectReason> {
        self.aim_of(&self.reading())
    }

    /// Returns the material and grade that a text of the entry line is meant for: the `N*` at its start, or
    /// the selected pane.
    ///
    /// # Errors
    /// Why there is none.
    pub fn aim_of(&self, reading: &Reading) -> Result<Selection, RejectReason> {
        let Some(number) = reading.material_number() else { return Ok(self.selection) };
        if self.line.lettered {
            return Err(RejectReason::NumberAfterLetter);
        }
        let most = self.event.materials.len();
        let place = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        match place.filter(|place| *place < most) {
            Some(place) if self.event.materials[place].hidden => Err(RejectReason::Hidden { number }),
            Some(place) => Ok(Selection { material: Some(place), grade: None }),
            None => Err(RejectReason::NoSuchNumber { number, most }),
        }
    }

    /// The selected material with its place.
    #[must_use]
    pub fn material(&self, selection: Selection) -> Option<(usize, &Material)> {
        let place = selection.material?;
        self.event.materials.get(place).map(|material| (place, material))
    }

    /// The places of the materials that can be selected, in the catalogue's order.
    #[must_use]
    pub fn offered(&self) -> Vec<usize> {
        let materials = self.event.materials.iter().enumerate();
        materials.filter(|(_, material)| !material.hidden).map(|(place, _)| place).collect()
    }

    /// The panes in rows of six: where the keys are, if all of them lie on the keyboard's left half, else
    /// one after another.
    #[must_use]
    pub fn slots(&self) -> Vec<Option<usize>> {
        let offered = self.offered();
        let key = |place: usize| self.event.materials[place].key.and_then(|key| LEFT_HALF.find(key));
        let keys: Option<Vec<usize>> = offered.iter().map(|place| key(*place)).collect();
        let Some(keys) = keys else { return offered.into_iter().map(Some).collect() };
        let rows = keys.iter().max().map_or(0, |last| last / PANES_IN_ROW + 1);
        let mut slots = vec![None; rows * PANES_IN_ROW];
        for (key, place) in keys.into_iter().zip(offered) {
            slots[key] = Some(place);
        }
        slots
    }

    /// The preset tare that is taken off now.
    #[must_use]
    pub fn preset(&self) -> Option<&Tare> {
        let id = self.tare.as_ref()?;
        self.event.tares.iter().find(|tare| tare.id == *id)
    }

    /// The targets that the sums have reached.
    #[must_use]
    pub fn reached_now(&self) -> BTreeSet<String> {
        let mut reached = BTreeSet::new();
        for material in &self.event.materials {
            let sum = self.ledger.sum(&material.id);
            let mass = material.target_g.is_some_and(|target| sum.net >= target);
            let pieces = material.target_pieces.is_some_and(|target| sum.pieces >= i64::from(target));
            if mass || pieces {
                reached.insert(material.id.clone());
            }
        }
        if self.event.target_g.is_some_and(|target| self.ledger.tally().net >= target) {
            reached.insert(String::new());
        }
        reached
    }

    /// Returns the amount of a text for this material, with the preset tare subtracted.
    ///
    /// # Errors
    /// Why the text is not an amount.
    pub fn weigh(&self, reading: &Reading, material: &Material) -> Result<Amount, ValidationError> {
        let mut amount = reading.amount(material, self.event.decimals())?;
        amount.about |= self.line.about;
        if let (Some(preset), Measure::Weight { gross, tare }) = (self.preset(), amount.measure) {
            let kind = ValidationErrorKind::TareNotBelowGross;
            let refused = ValidationError { kind, span: reading.span() };
            let tare = tare.checked_add(preset.g).ok_or(refused)?;
            amount.measure = Measure::weight(gross, tare).ok_or(refused)?;
        }
        Ok(amount)
    }

    /// Returns the amount of a text for the material that it is meant for, or `None` if it is not an amount or
    /// has no material.
    #[must_use]
    pub fn amount_of(&self, reading: &Reading) -> Option<Amount> {
        let (_, material) = self.material(self.aim_of(reading).ok()?)?;
        self.weigh(reading, material).ok()
    }

    /// The local time of a stamp, as a record notes it: to the millisecond.
    #[must_use]
    pub fn moment(&self, stamp: Timestamp) -> Moment {
        let millis = stamp.wall.timestamp_millis();
        let wall = DateTime::from_timestamp_millis(millis).unwrap_or(stamp.wall);
        wall.with_timezone(&self.event.utc_offset.0)
    }

    /// The time that a record notes: the sheet's, while one is typed in.
    #[must_use]
    pub fn weighed_at(&self, stamp: Timestamp) -> Moment {
        self.paper.and_then(|time| self.event.moment_at(time)).unwrap_or_else(|| self.moment(stamp))
    }

    /// Where an entry comes from.
    #[must_use]
    pub const fn source(&self) -> Source {
        if self.paper.is_some() { Source::Paper } else { Source::Typed }
    }

    /// When something is due without a key: a space that turns out to be a person.
    #[must_use]
    pub fn deadline(&self) -> Option<Duration> {
        self.line.space.map(|space| space.since_start + BURST)
    }

    pub(super) const fn ticket(&mut self) -> Ticket {
        let ticket = Ticket(self.next_ticket);
        self.next_ticket += 1;
        ticket
    }

    /// The record of this run with this ticket.
    #[must_use]
    pub fn done(&self, ticket: Ticket) -> Option<&OwnRecord> {
        self.done.binary_search_by_key(&ticket, |done| done.ticket).ok().map(|place| &self.done[place])
    }
}
