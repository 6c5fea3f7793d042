//! Chooses the event of a command, by the rules of `docs/cli.md`.
//!
//! Invariants:
//! - A command that only reads creates nothing.
//! - A failed command creates nothing.
//! - An event that is not surely meant is never taken silently.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};

use crate::cli::context::{self, Context};
use crate::cli::failure::Failure;
use crate::cli::import::error::ImportError;
use crate::cli::local_zone::LocalZone;
use crate::domain::clock::{self, ClockDoubt};
use crate::domain::event::{Event, UtcOffset};
use crate::domain::event_choice::{Candidate, ChoiceReason, EventChoice};
use crate::domain::record::Moment;
use crate::journal::absorbed::without_absorbed;
use crate::journal::current_event::{self, CurrentEvent, ShownDoubt, ShownEvent};
use crate::journal::data_dir::{DataDir, Listing, SlugChoice};
use crate::journal::event_folder::EventFolder;
use crate::journal::event_query::Purpose;
use crate::journal::event_times::EventTimes;
use crate::journal::folder_error::FolderError;
use crate::journal::random::random_id;
use crate::language::{Explain, Message, Text, errors, format};
use crate::screen::clock::utc_now;
use crate::spreadsheet::When;

/// The event that a command writes to.
pub(super) enum ChosenEvent {
    /// This event is meant. The notice says why, unless it is today's event or was named.
    Existing { folder: Box<EventFolder>, notice: Option<Message> },
    /// There are only older events, so a new one is meant.
    New,
    /// It is not clear which event is meant.
    Unclear(Question),
}

impl ChosenEvent {
    /// Returns the choice of an event that needs no explanation.
    fn meant(folder: EventFolder) -> Self {
        Self::Existing { folder: Box::new(folder), notice: None }
    }
}

/// The event that rows from elsewhere belong to.
pub(super) enum EventOfRows {
    Existing(Box<EventFolder>),
    /// There is no event of their day. This one is not on the disk yet.
    New(Box<Event>),
}

impl EventOfRows {
    /// Returns the event.
    pub(super) fn event(&self) -> &Event {
        match self {
            Self::Existing(folder) => &folder.event,
            Self::New(event) => event,
        }
    }

    /// Returns the folder, if it exists.
    pub(super) fn folder(&self) -> Option<&EventFolder> {
        match self {
            Self::Existing(folder) => Some(folder),
            Self::New(_) => None,
        }
    }
}

/// Whether a sealed event may be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sealed {
    /// The command does not record.
    IsMeant,
    /// The command records, and a sealed event is over.
    IsOver,
}

/// It is not clear which event is meant.
pub(super) struct Question {
    pub events: Vec<EventFolder>,
    /// The events that may be meant, by their index in `events`.
    pub candidates: Vec<Candidate>,
    /// Why the clock cannot be right.
    pub clock_doubt: Option<ClockDoubt>,
}

impl Question {
    /// Returns the failure of a command, which cannot ask.
    pub(super) fn into_failure(self) -> Failure {
        let slugs = self.candidates.iter().map(|(index, _)| self.events[*index].slug.clone()).collect();
        match self.clock_doubt {
            Some(doubt) => {
                local_now().map_or_else(|failure| failure, |now| Failure::DoubtedClock { doubt, now, slugs })
            }
            None => Failure::WhichEvent { slugs },
        }
    }
}

impl Context {
    /// Opens the event of a command that only reads, and says so if it is neither today's nor in use.
    ///
    /// # Errors
    /// [`Failure::NoEvent`] if there is no event, or the error that prevents reading it.
    pub(super) fn open_for_reading(&self) -> Result<EventFolder, Failure> {
        let (folder, notice) = self.shown_event()?;
        self.notify(notice);
        Ok(folder)
    }

    /// Same as [`Context::open_for_reading`], but returns the notice instead of printing it.
    ///
    /// # Errors
    /// Same as [`Context::open_for_reading`].
    pub(super) fn shown_event(&self) -> Result<(EventFolder, Option<Message>), Failure> {
        let data = self.data()?;
        if let Some(given) = self.event() {
            return Ok((data.find(given, Purpose::Reading)?, None));
        }
        let shown = CurrentEvent::choose(&data, utc_now())?.shown().ok_or(Failure::NoEvent)?;
        let ShownEvent { folder, doubt } = shown;
        let slug = (&folder.slug).into();
        let notice = doubt.map(|doubt| match doubt {
            ShownDoubt::OneOfSeveral => Message::EventOneOfSeveral { slug },
            ShownDoubt::OtherDay => Message::EventOtherDay { slug },
        });
        Ok((folder, notice))
    }

    /// Opens the event of a command that changes only existing data. Never creates an event.
    ///
    /// # Errors
    /// [`Failure::WhichEvent`] or [`Failure::DoubtedClock`] if it is not clear which event is meant, or the error that
    /// prevents reading it.
    pub(super) fn open_for_changing(&self) -> Result<EventFolder, Failure> {
        // A sealed event can be changed, sealed again and reopened.
        match self.choose_for_writing(&self.data()?, None, Sealed::IsMeant)? {
            ChosenEvent::Existing { folder, notice } => {
                self.notify(notice);
                Ok(*folder)
            }
            ChosenEvent::New => Err(Failure::NoEventOfToday),
            ChosenEvent::Unclear(question) => Err(question.into_failure()),
        }
    }

    /// Opens the event of a command that writes, and returns it with the result of `check`. On a new day it
    /// creates the event, but only after `check` has succeeded, so a failed command creates nothing. `check`
    /// receives the folder if it exists.
    ///
    /// `at` is the time of the record, if the command has it from the user. If there is an event of that day, it is
    /// meant.
    ///
    /// # Errors
    /// [`Failure::WhichEvent`] or [`Failure::DoubtedClock`] if it is not clear which event is meant, the error that
    /// prevents finding or creating the event, or the error of `check`.
    pub(super) fn open_for_writing<T>(
        &self,
        at: Option<Moment>,
        check: impl FnMut(&Event, Option<&EventFolder>) -> Result<T, Failure>,
    ) -> Result<(EventFolder, T), Failure> {
        let data = self.data()?;
        let chosen = self.choose_for_writing(&data, at, Sealed::IsOver)?;
        let (folder, checked) = self.open_chosen(&data, chosen, || self.event_of_today(), check)?;
        match at {
            None => self.warn_of_clock(&folder),
            Some(at) if self.event().is_none() => self.warn_of_other_day(&folder.event, at),
            Some(_) => {}
        }
        Ok((folder, checked))
    }

    /// Chooses the event of rows that were written elsewhere. `days` are their days, and `name` is that of a new event.
    ///
    /// Returns `None` if there are no days and `--event` names no event.
    ///
    /// # Errors
    /// [`ImportError::SeveralDays`] if the rows are of several days, [`Failure::WhichEvent`] if there are several events
    /// of their day, or the error that prevents finding the event.
    pub(super) fn event_of_rows(
        &self,
        days: &[When],
        name: Option<&str>,
    ) -> Result<Option<EventOfRows>, Failure> {
        if let Some(folder) = self.named_event()? {
            return Ok(Some(EventOfRows::Existing(Box::new(folder))));
        }
        let data = self.data()?;
        if days.is_empty() {
            return Ok(None);
        }
        let Listing { events, mut broken } = data.listing()?;
        let is_of_day = |event: &Event| {
            days.iter().all(|when| match when {
                When::Moment(at) => event.is_on_day_of(at.to_utc()),
                When::Local { date, .. } => *date == event.date,
            })
        };
        if let Some(folder) = event_where(&without_absorbed(events), is_of_day)? {
            return Ok(Some(EventOfRows::Existing(Box::new(folder))));
        }
        let dates: Vec<NaiveDate> = days.iter().map(|when| when.date()).collect();
        current_event::check_no_broken_event(&mut broken, &dates)?;
        Ok(Some(EventOfRows::New(Box::new(self.new_event_of_rows(days, name)?))))
    }

    /// Opens the event of rows, and returns it with the result of `check`. A new event is created only after `check` has
    /// succeeded.
    ///
    /// # Errors
    /// The error that prevents creating the event, or the error of `check`.
    pub(super) fn open_event_of_rows<T>(
        &self,
        event: EventOfRows,
        check: impl FnMut(&Event, Option<&EventFolder>) -> Result<T, Failure>,
    ) -> Result<(EventFolder, T), Failure> {
        let data = self.data()?;
        match event {
            EventOfRows::Existing(folder) => {
                self.open_chosen(&data, ChosenEvent::meant(*folder), || self.event_of_today(), check)
            }
            EventOfRows::New(event) => self.open_chosen(&data, ChosenEvent::New, || Ok(*event), check),
        }
    }

    /// Opens the chosen event, and returns it with the result of `check`. If a new event is meant, it is `new`.
    fn open_chosen<T>(
        &self,
        data: &DataDir,
        chosen: ChosenEvent,
        new: impl FnOnce() -> Result<Event, Failure>,
        mut check: impl FnMut(&Event, Option<&EventFolder>) -> Result<T, Failure>,
    ) -> Result<(EventFolder, T), Failure> {
        let (folder, notice) = match chosen {
            ChosenEvent::Existing { folder, notice } => (*folder, notice),
            ChosenEvent::New => {
                let event = new()?;
                check(&event, None)?;
                let (folder, notice) = create(data, &event, SlugChoice::Day)?;
                (folder, Some(notice))
            }
            ChosenEvent::Unclear(question) => return Err(question.into_failure()),
        };
        // If another process has just created the event, it may have another catalogue.
        let checked = check(&folder.event, Some(&folder))?;
        self.notify(notice);
        Ok((folder, checked))
    }

    /// Chooses the event of a command that writes. `at` is the time of the record, as in
    /// [`Context::open_for_writing`].
    ///
    /// # Errors
    /// The error that prevents finding the event.
    pub(super) fn choose_for_writing(
        &self,
        data: &DataDir,
        at: Option<Moment>,
        sealed: Sealed,
    ) -> Result<ChosenEvent, Failure> {
        if let Some(folder) = self.named_event()? {
            return Ok(ChosenEvent::meant(folder));
        }
        let CurrentEvent { mut events, choice, recording, clock_doubt, mut broken, .. } =
            CurrentEvent::choose(data, utc_now())?;
        let choice = match sealed {
            Sealed::IsMeant => choice,
            Sealed::IsOver => recording,
        };
        if let Some(at) = at {
            match event_where(&events, |event| event.is_on_day_of(at.to_utc()))? {
                Some(folder) => return Ok(ChosenEvent::meant(folder)),
                None => current_event::check_no_broken_event(&mut broken, &[at.date_naive()])?,
            }
        }
        Ok(match choice {
            EventChoice::Take((index, reason)) => {
                let folder = Box::new(events.swap_remove(index));
                let notice = match reason {
                    ChoiceReason::Recent(last_at) => Some(goes_on(&folder, last_at)),
                    ChoiceReason::Today | ChoiceReason::Ahead | ChoiceReason::Older => None,
                };
                ChosenEvent::Existing { folder, notice }
            }
            EventChoice::Ask(candidates) => {
                ChosenEvent::Unclear(Question { events, candidates, clock_doubt })
            }
            EventChoice::New => ChosenEvent::New,
        })
    }

    /// Returns a new event for the day of these rows. It has the rows' offset from UTC, or that of this machine's time zone
    /// if the rows have none or several.
    ///
    /// # Errors
    /// [`ImportError::SeveralDays`] if the rows are of several days, or [`Failure::Zone`] if the time zone is needed and
    /// not known.
    fn new_event_of_rows(&self, rows: &[When], name: Option<&str>) -> Result<Event, Failure> {
        let days: BTreeSet<NaiveDate> = rows.iter().map(|when| when.date()).collect();
        let day = match days.first() {
            Some(day) if days.len() == 1 => *day,
            _ => return Err(Failure::Import(ImportError::SeveralDays(days.into_iter().collect()))),
        };
        let offset = |when: &When| match when {
            When::Moment(at) => Some(*at.offset()),
            When::Local { .. } => None,
        };
        let mut offsets = rows.iter().filter_map(offset);
        let offset = match offsets.next() {
            Some(first) if offsets.all(|other| other == first) => UtcOffset(first),
            _ => LocalZone::of_machine()?.offset_on(day),
        };
        let Some(name) = name else { return self.unnamed_event(day, offset) };
        let id = random_id().map_err(FolderError::from)?;
        Event::new(id, name, day, offset).or_else(|_| self.unnamed_event(day, offset))
    }

    /// Returns a new event for today with the default catalogue.
    ///
    /// # Errors
    /// [`Failure::Zone`] if the time zone is not known.
    pub(super) fn event_of_today(&self) -> Result<Event, Failure> {
        let zone = LocalZone::of_machine()?;
        let today = zone.day_at(utc_now());
        self.unnamed_event(today, zone.offset_on(today))
    }

    /// Returns a new event without a name.
    ///
    /// # Errors
    /// [`Failure::Folder`] if the system provides no random number.
    pub(super) fn unnamed_event(&self, date: NaiveDate, offset: UtcOffset) -> Result<Event, Failure> {
        let id = random_id().map_err(FolderError::from)?;
        let placeholder = self.texts.get(Message::EventUnnamed);
        Ok(Event::unnamed(id, &placeholder, date, offset).map_err(FolderError::from)?)
    }

    /// Prints a warning if the time of a record is not on the day of the event that was chosen for it.
    fn warn_of_other_day(&self, event: &Event, at: Moment) {
        let day = event.day_of(at.to_utc());
        if day != event.date {
            let (date, event) = (format::date(day).into(), format::date(event.date).into());
            self.notify(Some(Message::RecordOtherDay { date, event }));
        }
    }

    /// Prints a warning if the clock cannot be right, because a record would get a wrong time.
    pub(super) fn warn_of_clock(&self, folder: &EventFolder) {
        self.notify(clock_warning(folder));
    }
}

/// Returns the event that has this property, or `None` if there is none.
///
/// # Errors
/// [`Failure::WhichEvent`] if there are several.
fn event_where(
    events: &[EventFolder],
    is_meant: impl Fn(&Event) -> bool,
) -> Result<Option<EventFolder>, Failure> {
    let found: Vec<&EventFolder> = events.iter().filter(|folder| is_meant(&folder.event)).collect();
    match found[..] {
        [] => Ok(None),
        [only] => Ok(Some(only.clone())),
        _ => Err(Failure::WhichEvent { slugs: found.iter().map(|folder| folder.slug.clone()).collect() }),
    }
}

/// Returns today's date, if the clock can be right.
///
/// # Errors
/// [`Failure::DoubtedClock`].
pub(super) fn trusted_today(data: &DataDir, zone: &LocalZone) -> Result<NaiveDate, Failure> {
    let now = utc_now();
    match CurrentEvent::choose(data, now)?.clock_doubt {
        Some(doubt) => Err(Failure::DoubtedClock { doubt, now: local_now()?, slugs: Vec::new() }),
        None => Ok(zone.day_at(now)),
    }
}

/// Creates an event, or opens the event of this day if it exists. Returns it with a notice.
///
/// # Errors
/// [`FolderError`].
pub(super) fn create(
    data: &DataDir,
    event: &Event,
    choice: SlugChoice,
) -> Result<(EventFolder, Message), FolderError> {
    let folder = data.create(event, choice)?;
    let slug = (&folder.slug).into();
    let offset = folder.event.utc_offset;
    let notice = if offset.0.local_minus_utc() == 0 {
        // A server is often in UTC, but an event seldom.
        Message::EventMadeInUtc { slug }
    } else {
        let date = format::date(folder.event.date).into();
        Message::EventMade { slug, date, offset: format::utc_offset(offset).into() }
    };
    Ok((folder, notice))
}

/// Returns the notice that an event of another day goes on.
fn goes_on(folder: &EventFolder, last_at: DateTime<Utc>) -> Message {
    let time = format::date_time(last_at.with_timezone(&folder.event.utc_offset.0));
    Message::EventGoesOn { slug: (&folder.slug).into(), time: time.into() }
}

/// Returns a warning if the clock cannot be right.
#[must_use]
pub(super) fn clock_warning(folder: &EventFolder) -> Option<Message> {
    let doubt = clock::doubt(utc_now(), EventTimes::read(folder).by_own_clock)?;
    Some(Message::ClockWarning { doubt: errors::clock_doubt(&doubt, context::now(&folder.event)).into() })
}

/// Returns what the operator of a console should know at its start.
#[must_use]
pub(super) fn start_notices(folder: &EventFolder, notice: Option<Message>) -> Vec<Text> {
    let event = &folder.event;
    // The other notices name the date themselves.
    let is_other_date = notice.is_none() && context::now(event).date_naive() != event.date;
    let date = is_other_date.then(|| Message::EventOfOtherDate { date: format::date(event.date).into() });
    let notices = notice.into_iter().chain(date).chain(clock_warning(folder)).map(Text::from);
    notices.chain(zone_notice(event)).collect()
}

/// Returns a notice if the time zone of this machine is not known, or is at odds with the event's offset from UTC.
#[must_use]
pub(super) fn zone_notice(event: &Event) -> Option<Text> {
    match LocalZone::of_machine() {
        Err(error) => Some(error.explain()),
        Ok(zone) => {
            let here = zone.offset_on(event.date);
            (here != event.utc_offset).then(|| {
                let offset = format::utc_offset(event.utc_offset).into();
                Message::ZoneOdds { here: format::utc_offset(here).into(), offset }.into()
            })
        }
    }
}

/// Returns the current time of this machine.
///
/// # Errors
/// [`Failure::Zone`] if the time zone is not known.
pub(super) fn local_now() -> Result<Moment, Failure> {
    let now = utc_now();
    Ok(now.with_timezone(&LocalZone::of_machine()?.offset_at(now).0))
}
