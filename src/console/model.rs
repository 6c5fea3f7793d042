//! The state of the console: one model, changed only by [`crate::console::update`].
//!
//! Invariant: sums include only records that are on the disk (`ledger`): records of this station after the writer
//! confirmed them, and records of others after they were read. Until the disk has confirmed
//! a record, the record is in `pending` and is shown as pending.

use std::collections::{BTreeSet, VecDeque};
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::console::entry_line::{BeforeRun, EntryLine, MachineState, Origin, SavedLine};
use crate::console::growth::{Growth, Size};
use crate::console::keymap::{Mode, Snapshot};
use crate::console::msg::{JournalFault, MirrorFault, SyncState};
use crate::console::notice::Notice;
use crate::console::overlay::Overlay;
use crate::console::rejected::{RejectReason, RejectedLine};
use crate::console::selection::{self, Selection};
use crate::console::wire_station::{EDIT_PAUSE, WireStation};
use crate::domain::catalogue::{Material, Tare};
use crate::domain::event::Event;
use crate::domain::ledger::{Ledger, Slot};
use crate::domain::record::{
    Measure, Moment, Op, PendingRecord, RecordRef, Source, StationId, Target, Ticket,
};
use crate::entry::{self, Amount, Reading, ValidationError, ValidationErrorKind};
use crate::language::{Text, Texts};
use crate::scale::wedge::WedgeScale;
use crate::screen::clock::Timestamp;
use crate::screen::theme::Theme;

/// The columns and rows that the console needs. On a smaller terminal, the console shows only that the
/// terminal is too small.
pub(crate) const MIN_SIZE: (u16, u16) = (40, 10);

/// The ticket of a record that no other record refers to.
pub(super) const NO_TICKET: Ticket = Ticket(0);

/// The keys of the keyboard's left half, row by row.
const LEFT_HALF: &str = "QWERTYASDFGHZXCVBN";
/// Panes are in rows of six, because the keys of the left half are in rows of six.
pub(crate) const PANES_PER_ROW: usize = 6;
/// The number of panes on one page.
pub(crate) const PANES_PER_PAGE: usize = LEFT_HALF.len();

/// A record of this run, for undo and redo.
#[derive(Clone, Debug)]
pub struct OwnRecord {
    pub ticket: Ticket,
    pub op: Op<Target>,
    /// The amount of an entry as it can be typed again, or `None` if it cannot be offered after an undo.
    pub amount: Option<String>,
    /// The time of the paper sheet that the record was copied from.
    pub on_sheet: Option<Moment>,
    /// Whether the record still counts, if only the changes by this console are considered, also those that the disk has
    /// not confirmed.
    pub undoable: bool,
    /// The name of the record, once the record is on the disk.
    pub saved_as: Option<RecordRef>,
}

/// What the chart shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ChartView {
    #[default]
    Materials,
    Hours,
    Targets,
}

impl ChartView {
    #[must_use]
    pub(crate) const fn next(self) -> Self {
        match self {
            Self::Materials => Self::Hours,
            Self::Hours => Self::Targets,
            Self::Targets => Self::Materials,
        }
    }
}

/// The station that this console records for.
#[derive(Clone, Debug)]
pub struct OwnStation {
    /// The slot of the station's journal in the ledger.
    pub slot: Slot,
    /// The id of the station.
    pub station: StationId,
    /// The operator who works at the station now, or the empty string. The disk has confirmed it.
    pub operator: String,
}

/// The data from which the model is created.
pub struct InitialState {
    /// The event.
    pub event: Event,
    /// The records of all journals.
    pub ledger: Ledger,
    /// `None` for a console that only watches.
    pub own: Option<OwnStation>,
    /// The texts in the initial language.
    pub texts: Texts,
    /// Colours and drawing characters.
    pub theme: Theme,
    /// The scale that types like a keyboard, if the station has one.
    pub scale: Option<WedgeScale>,
    /// The scale on a wire, if the station has one.
    pub wire: Option<WireStation>,
    /// Warnings that are shown from the start.
    pub warnings: Vec<Text>,
    /// Faults of the journals.
    pub faults: Vec<JournalFault>,
    /// The current time.
    pub now: Timestamp,
}

/// The whole state of the console.
pub struct Model {
    pub(in crate::console) event: Event,
    pub(in crate::console) ledger: Ledger,
    /// The station that this console records for, or `None` if it only watches.
    pub(in crate::console) own: Option<OwnStation>,
    pub(in crate::console) texts: Texts,
    pub(in crate::console) theme: Theme,
    /// The scale that types like a keyboard, if the station has one.
    pub(in crate::console) scale: Option<WedgeScale>,
    /// The scale on a wire, if the station has one.
    pub(in crate::console) wire: Option<WireStation>,
    pub(in crate::console) selection: Selection,
    pub(in crate::console) line: EntryLine,
    notice: Option<Notice>,
    /// How often something that was typed was refused or questioned.
    refusals: u64,
    /// The open overlays. The last overlay is on top and receives the keys.
    pub(in crate::console) overlays: Vec<Overlay>,
    /// Records on their way to the disk, oldest first.
    pub(in crate::console) pending: VecDeque<PendingRecord>,
    /// Why the disk did not accept the pending records.
    pub(in crate::console) save_error: Option<Text>,
    /// Whether the disk has not answered about the pending records for a while. It may still save them.
    pub(in crate::console) disk_is_silent: bool,
    /// How many records were saved since the disk failed, if others still wait.
    pub(in crate::console) saved_since_failure: usize,
    /// Whether to quit as soon as the pending records are saved, unless the question is closed before.
    pub(in crate::console) quits_when_saved: bool,
    /// The records of this run, by ticket.
    pub(in crate::console) own_records: Vec<OwnRecord>,
    /// The tickets of undone records, in the order in which they were undone.
    pub(in crate::console) redo: Vec<Ticket>,
    pub(in crate::console) rejected: Vec<RejectedLine>,
    /// The states before the last runs, newest last.
    pub(in crate::console) before_runs: VecDeque<BeforeRun>,
    pub(in crate::console) machine: MachineState,
    pub(in crate::console) chart: ChartView,
    /// The id of the preset tare that is subtracted.
    pub(in crate::console) tare: Option<String>,
    /// The moment of the paper sheet that is being typed in.
    pub(in crate::console) paper: Option<Moment>,
    /// The collector of the last hand-over.
    pub(in crate::console) last_collector: String,
    /// The targets already reported as reached, by the id of the material. The empty id means the total.
    pub(in crate::console) reached_targets: BTreeSet<String>,
    /// The sums that grew with the last change.
    pub(in crate::console) growth: Growth,
    /// Our corrections already reported as superseded.
    pub(in crate::console) superseded: BTreeSet<RecordRef>,
    pub(in crate::console) warnings: Vec<Text>,
    /// The faults of the journal files.
    pub(in crate::console) file_faults: Vec<JournalFault>,
    /// The forks that somebody has acknowledged. They are listed after the faults.
    pub(in crate::console) acknowledged_forks: Vec<JournalFault>,
    /// The voids and corrections of our records by other stations that were reported already.
    pub(in crate::console) changed_elsewhere: BTreeSet<RecordRef>,
    /// Faults that the ledger finds: copies of one journal that were continued separately, and lines that files
    /// have lost.
    pub(in crate::console) ledger_faults: Vec<JournalFault>,
    /// Why the second copy of the journal is not complete, if it is not.
    pub(in crate::console) mirror: Option<Box<MirrorFault>>,
    /// Whether a server has the same lines, if the event is synchronised.
    pub(in crate::console) sync: Option<SyncState>,
    pub(in crate::console) now: DateTime<Utc>,
    /// Columns and rows of the terminal.
    pub(in crate::console) size: (u16, u16),
    /// The exit status, once the console has been asked to end.
    pub(in crate::console) exit_status: Option<u8>,
    next_ticket: u64,
}

impl Model {
    /// Creates the model of a console that has just been opened.
    #[must_use]
    pub fn new(state: InitialState) -> Self {
        let InitialState { event, ledger, own, texts, theme, scale, wire, warnings, faults, now } = state;
        let growth = Growth::none(ledger.tally(), now.wall);
        let mut model = Self {
            event,
            ledger,
            growth,
            own,
            texts: texts.in_language(theme.displayable(texts.language())),
            theme,
            scale,
            wire,
            selection: Selection::default(),
            line: EntryLine::default(),
            notice: None,
            refusals: 0,
            overlays: Vec::new(),
            pending: VecDeque::new(),
            save_error: None,
            disk_is_silent: false,
            saved_since_failure: 0,
            quits_when_saved: false,
            own_records: Vec::new(),
            redo: Vec::new(),
            rejected: Vec::new(),
            before_runs: VecDeque::new(),
            machine: MachineState::default(),
            chart: ChartView::default(),
            tare: None,
            paper: None,
            last_collector: String::new(),
            reached_targets: BTreeSet::new(),
            superseded: BTreeSet::new(),
            warnings,
            file_faults: faults,
            ledger_faults: Vec::new(),
            mirror: None,
            sync: None,
            acknowledged_forks: Vec::new(),
            changed_elsewhere: BTreeSet::new(),
            now: now.wall,
            size: (80, 24),
            exit_status: None,
            next_ticket: 1,
        };
        model.reached_targets = model.targets_reached_now();
        if let Some(own) = &model.own {
            let before = model.ledger.changed_by_others(own.slot);
            model.changed_elsewhere = before.into_iter().map(|(_, by)| by).collect();
        }
        model
    }

    /// Returns the content of the message line, or `None` if it shows a hint.
    #[must_use]
    pub(in crate::console) const fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Shows a notice in the message line.
    pub(in crate::console) fn notify(&mut self, notice: Notice) {
        if notice.is_refusal() {
            self.note_refusal();
        }
        self.notice = Some(notice);
    }

    /// Removes the notice from the message line.
    pub(in crate::console) fn clear_notice(&mut self) {
        self.notice = None;
    }

    /// Counts a refusal or a question. A notice that is a refusal is counted by [`Model::notify`].
    pub(in crate::console) const fn note_refusal(&mut self) {
        self.refusals = self.refusals.wrapping_add(1);
    }

    /// Returns how often something that was typed was refused or questioned.
    #[must_use]
    pub(in crate::console) const fn refusals(&self) -> u64 {
        self.refusals
    }

    /// Returns the event.
    #[must_use]
    pub const fn event(&self) -> &Event {
        &self.event
    }

    /// Returns the ledger of all journals.
    #[must_use]
    pub const fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Returns the texts in the chosen language.
    #[must_use]
    pub const fn texts(&self) -> &Texts {
        &self.texts
    }

    /// Returns whether the terminal is too small to show the effect of keys.
    #[must_use]
    pub const fn is_too_small(&self) -> bool {
        self.size.0 < MIN_SIZE.0 || self.size.1 < MIN_SIZE.1
    }

    /// Returns the part of the console that receives the keys.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.overlays.last().map_or_else(|| Mode::of_panes(self.snapshot()), Overlay::mode)
    }

    /// Returns all faults in the journals, and that of the second copy. Lines that are gone are listed once: what the
    /// ledger knows of them comes before what other stations saw, because it says what counts.
    pub fn all_faults(&self) -> impl Iterator<Item = &JournalFault> {
        let mirror = self.mirror.iter().map(|mirror| &mirror.fault);
        let is_new = |fault: &&JournalFault| !self.ledger_faults.iter().any(|known| known.covers(fault));
        self.file_faults.iter().filter(is_new).chain(&self.ledger_faults).chain(mirror)
    }

    /// Returns the two sides of the fork under the cursor of the list of faults. Returns `None` if there is none, if it is
    /// acknowledged, or if this console only watches.
    #[must_use]
    pub(in crate::console) fn fork_at_cursor(&self) -> Option<(RecordRef, RecordRef)> {
        let Some(Overlay::Faults(cursor)) = self.overlays.last() else { return None };
        self.own.as_ref()?;
        self.all_faults().nth(cursor.position())?.fork
    }

    /// Returns the texts of the rejected lines, oldest first.
    pub fn rejected_texts(&self) -> impl Iterator<Item = &str> {
        self.rejected.iter().map(|line| line.text.as_str())
    }

    /// Returns the operator of the next record, or the empty string. While the record that names the operator is on its
    /// way to the disk, this is not yet the operator of [`OwnStation`].
    #[must_use]
    pub fn operator(&self) -> &str {
        let pending = self.pending.iter().rev().find_map(|pending| match &pending.op {
            Op::Operator { name } => Some(name.as_str()),
            _ => None,
        });
        pending.unwrap_or_else(|| self.own.as_ref().map_or("", |own| own.operator.as_str()))
    }

    /// Returns whether the screen says that records are not saved, because the disk failed or does not answer.
    #[must_use]
    pub(in crate::console) fn has_unsaved(&self) -> bool {
        self.save_error.is_some() || self.disk_is_silent
    }

    /// Returns the record with this ticket if the disk has not confirmed it.
    #[must_use]
    pub(in crate::console) fn pending_record(&self, ticket: Ticket) -> Option<&PendingRecord> {
        self.pending.iter().find(|pending| pending.ticket == ticket)
    }

    /// Returns the void or correction of this record that is on its way to the disk.
    #[must_use]
    pub(in crate::console) fn pending_change(&self, record: RecordRef) -> Option<&PendingRecord> {
        self.pending.iter().find(|pending| {
            let target = pending.op.target().copied();
            target.is_some_and(|target| self.name_of(target) == Some(record))
        })
    }

    /// Returns the name of a target, or `None` if the target is not on the disk yet.
    #[must_use]
    pub(in crate::console) fn name_of(&self, target: Target) -> Option<RecordRef> {
        match target {
            Target::Record(name) => Some(name),
            Target::Ticket(ticket) => self.own_record(ticket)?.saved_as,
        }
    }

    /// Returns a snapshot of the state that the conditions of the bindings depend on.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        let text = &self.line.text;
        Snapshot {
            line_empty: text.is_empty(),
            line_letters: text.chars().all(char::is_alphabetic).then(|| text.chars().count()),
            held: self.overlays.last().map_or(self.line.held.is_some(), Overlay::has_open_question),
            offered: self.line.offered.is_some(),
            undone: self.line.undone.is_some(),
            undone_chosen: self.line.chosen_undone().is_some(),
            two_readings: self.line.half_typed.as_ref().is_some_and(|half| half.other.is_some()),
            unsaved: self.save_error.is_some(),
            rejected_lines: !self.rejected.is_empty(),
            tares: !self.event.tares.is_empty(),
            paged: self.event.materials.iter().filter(|material| !material.hidden).count() > PANES_PER_PAGE,
            paper: self.paper.is_some(),
            watches: self.own.is_none(),
            damaged: self.all_faults().next().is_some(),
            fork: self.fork_at_cursor().is_some(),
            on_scale: self.wire.as_ref().is_some_and(|wire| wire.failed_since.is_none()),
            choosing: false,
        }
    }

    /// Returns a copy of the entry line and the selection, to put back later.
    pub(super) fn saved_line(&self) -> SavedLine {
        SavedLine { line: self.line.clone(), selection: self.selection }
    }

    /// Reads the text of the entry line, without the letters that select a pane after the amount.
    #[must_use]
    pub fn reading(&self) -> Reading {
        entry::read(&self.line.amount_text())
    }

    /// Reads what Enter would record: the text of the entry line, or the undone amount for which a material was chosen.
    #[must_use]
    pub fn next_reading(&self) -> Reading {
        self.line.chosen_undone().map_or_else(|| self.reading(), entry::read)
    }

    /// Returns the material and grade for a text of the entry line. If the text starts with an `N*` or `N*G*`, that
    /// determines them. Otherwise the letter after the amount does, or the selected pane.
    ///
    /// # Errors
    /// Returns the reason if the text has no material.
    pub fn selection_of(&self, reading: &Reading) -> Result<Selection, RejectReason> {
        let Some(number) = reading.material_number() else {
            return Ok(self.selection_after_amount(&self.line).unwrap_or(self.selection));
        };
        if self.line.selected_by_letter {
            return Err(RejectReason::NumberAfterLetter);
        }
        let material_count = self.event.materials.len();
        let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        match index.filter(|index| *index < material_count) {
            Some(index) if self.event.materials[index].hidden => Err(RejectReason::Hidden { number }),
            Some(index) => match reading.grade_name() {
                None => Ok(Selection::material(index)),
                Some(name) => {
                    let grade = self.event.materials[index].grades.iter().position(|grade| *grade == name);
                    let reason = RejectReason::NoSuchGrade { material: index, grade: name };
                    grade.map(|grade| Selection { material: Some(index), grade: Some(grade) }).ok_or(reason)
                }
            },
            None => Err(RejectReason::NoSuchNumber { number, material_count }),
        }
    }

    /// Returns the material and grade that the letters after the amount of this line select (docs/input.md, E6).
    pub(super) fn selection_after_amount(&self, line: &EntryLine) -> Option<Selection> {
        let (letter, presses) = line.pane_letter()?;
        let index = self.material_on_key(letter)?;
        // As before an amount, the first letter selects no grade, and each further letter selects the next grade.
        let grades = self.event.materials[index].grades.len();
        Some(Selection { material: Some(index), grade: ((presses - 1) % (grades + 1)).checked_sub(1) })
    }

    /// Returns the index of the offered material on the key of this letter.
    pub(super) fn material_on_key(&self, letter: char) -> Option<usize> {
        selection::index_on_key(&self.event, letter)
    }

    /// Returns the material and grade for the entry line. If the line starts with a valid `N*`, that number
    /// determines them. Otherwise, the selected pane does.
    #[must_use]
    pub fn line_selection(&self) -> Selection {
        self.selection_of(&self.reading()).unwrap_or(self.selection)
    }

    /// Returns what the sum of this material grew by with the last change: net grams and pieces, or zero.
    pub(in crate::console) fn growth_of(&self, material: &str) -> Size {
        let index = self.ledger.material_index(material);
        index.map_or_else(Size::default, |index| self.growth.of(index))
    }

    /// Returns the selected material and its index.
    #[must_use]
    pub fn material(&self, selection: Selection) -> Option<(usize, &Material)> {
        let index = selection.material?;
        self.event.materials.get(index).map(|material| (index, material))
    }

    /// Returns the indexes of the materials that can be selected, in catalogue order.
    #[must_use]
    pub fn offered_materials(&self) -> Vec<usize> {
        let materials = self.event.materials.iter().enumerate();
        materials.filter(|(_, material)| !material.hidden).map(|(index, _)| index).collect()
    }

    /// Returns the panes in rows of six, each with the index of its material. If all keys are on the
    /// keyboard's left half, the panes are arranged like the keys. Otherwise the panes follow the order of
    /// the catalogue without gaps.
    #[must_use]
    pub fn panes(&self) -> Vec<Option<usize>> {
        let offered = self.offered_materials();
        let key = |index: usize| self.event.materials[index].key.and_then(|key| LEFT_HALF.find(key));
        let keys: Option<Vec<usize>> = offered.iter().map(|index| key(*index)).collect();
        let Some(keys) = keys else { return offered.into_iter().map(Some).collect() };
        let rows = keys.iter().max().map_or(0, |last| last / PANES_PER_ROW + 1);
        let mut panes = vec![None; rows * PANES_PER_ROW];
        for (key, index) in keys.into_iter().zip(offered) {
            panes[key] = Some(index);
        }
        panes
    }

    /// Returns the preset tare that is currently subtracted.
    #[must_use]
    pub fn selected_tare(&self) -> Option<&Tare> {
        let id = self.tare.as_ref()?;
        self.event.tares.iter().find(|tare| tare.id == *id)
    }

    /// Returns the targets that the sums have reached, by the id of the material. The empty id means the
    /// total.
    #[must_use]
    pub fn targets_reached_now(&self) -> BTreeSet<String> {
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

    /// Returns the amount that a text means for this material, with the preset tare subtracted.
    ///
    /// # Errors
    /// Returns the reason if the text is not an amount.
    pub fn net_amount(&self, reading: &Reading, material: &Material) -> Result<Amount, ValidationError> {
        let mut amount = reading.amount(material, self.decimals())?;
        amount.about |= self.line.estimate;
        if let (Some(preset), Measure::Weight { gross, tare }) = (self.selected_tare(), amount.measure) {
            let kind = ValidationErrorKind::TareNotBelowGross;
            let error = ValidationError { kind, span: reading.span() };
            let tare = tare.checked_add(preset.g).ok_or(error)?;
            amount.measure = Measure::weight(gross, tare).ok_or(error)?;
        }
        Ok(amount)
    }

    /// Returns when the clock must be looked at because of the scale: a message ends, or a pause after typing.
    #[must_use]
    pub(in crate::console) fn hint_left(&self, now: Timestamp) -> Option<Duration> {
        let wire = self.wire.as_ref()?;
        let edit_ends = wire.edited_at.map(|edited| edited + EDIT_PAUSE);
        let ends = [wire.alone_until, edit_ends.filter(|ends| wire.is_automatic && *ends > now.since_start)];
        ends.into_iter().flatten().map(|end| end.saturating_sub(now.since_start)).min()
    }

    /// Returns how many decimals an amount in the entry line may have. A scale on a wire tells the weight as exactly as it can.
    fn decimals(&self) -> usize {
        match self.line.origin {
            Origin::Scale(_) => entry::GRAM_DECIMALS,
            Origin::Hand | Origin::Machine(_) | Origin::Wedge(_) => self.event.decimals(),
        }
    }

    /// Returns the amount that a text means for its material, or `None` if the text is not an amount or has
    /// no material.
    #[must_use]
    pub fn amount_of(&self, reading: &Reading) -> Option<Amount> {
        let (_, material) = self.material(self.selection_of(reading).ok()?)?;
        self.net_amount(reading, material).ok()
    }

    /// Returns a timestamp as the event's local time, to the millisecond, as records store it.
    #[must_use]
    pub fn moment(&self, timestamp: Timestamp) -> Moment {
        let millis = timestamp.wall.timestamp_millis();
        let wall = DateTime::from_timestamp_millis(millis).unwrap_or(timestamp.wall);
        wall.with_timezone(&self.event.utc_offset.0)
    }

    /// Returns the source to store in an entry.
    #[must_use]
    pub const fn entry_source(&self) -> Source {
        if self.paper.is_some() { Source::Paper } else { Source::Typed }
    }

    /// Returns the ticket of the next record.
    pub(super) const fn new_ticket(&mut self) -> Ticket {
        let ticket = Ticket(self.next_ticket);
        self.next_ticket += 1;
        ticket
    }

    /// Returns the record of this run with this ticket.
    #[must_use]
    pub fn own_record(&self, ticket: Ticket) -> Option<&OwnRecord> {
        let index = self.own_records.binary_search_by_key(&ticket, |record| record.ticket).ok()?;
        self.own_records.get(index)
    }
}
