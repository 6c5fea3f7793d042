//! The question of the start screen, its answer, and the state of the screen.

use chrono::NaiveDate;

use crate::console::gesture::KeyContext;
use crate::console::keymap::{Mode, Snapshot};
use crate::domain::clock::ClockDoubt;
use crate::domain::event::UtcOffset;
use crate::domain::event_choice::ChoiceReason;
use crate::domain::mass::Grams;
use crate::domain::record::Moment;
use crate::language::{Text, Texts};
use crate::screen::clock::Timestamp;
use crate::screen::key::Key;
use crate::screen::list::ListCursor;
use crate::screen::theme::Theme;

/// The question which event is meant.
#[derive(Clone, Debug)]
pub(crate) struct StartQuestion {
    /// Why the clock cannot be right.
    pub clock_doubt: Option<ClockDoubt>,
    /// The time by this machine's clock, at the offset that a new event would get.
    pub now: Moment,
    /// The events that may be meant, the most likely one first.
    pub events: Vec<StartEvent>,
    /// Faults that the operator must learn of, such as those of the configuration.
    pub warnings: Vec<Text>,
}

/// An event that may be meant.
#[derive(Clone, Debug)]
pub(crate) struct StartEvent {
    /// The name, or `None` if nobody has named the event.
    pub given_name: Option<String>,
    pub slug: String,
    pub date: NaiveDate,
    /// The current day in the event's local time.
    pub today: NaiveDate,
    pub utc_offset: UtcOffset,
    /// Why the event may be meant.
    pub reason: ChoiceReason,
    /// The number of people counted so far.
    pub people: i64,
    /// The number of entries that count.
    pub entries: i64,
    /// The net mass of these entries.
    pub net: Grams,
}

/// The answer of the operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StartAnswer {
    /// Open the event with this index in [`StartQuestion::events`].
    Open(usize),
    /// Make a new event for today.
    New,
    /// End the program with this exit status, and make nothing.
    Quit { status: u8 },
}

/// A message below the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StartNotice {
    /// A machine typed a line.
    MachineLine,
    /// A text was pasted.
    Pasted,
    /// Enter came after text, so it may belong to it.
    EnterAfterText,
    /// Several Enters came together.
    EnterRepeated,
    /// This key is held down.
    KeyHeldDown(Key),
    /// A key did nothing, because the terminal is too small.
    KeysIgnored,
    LanguageChanged,
    OnlyEnglish,
}

/// Everything that the start screen shows.
pub(super) struct StartModel {
    pub question: StartQuestion,
    pub texts: Texts,
    pub theme: Theme,
    /// The selected row. The row after the events is the new event.
    pub cursor: ListCursor,
    /// The first visible line of the help, or `None` while the help is closed.
    pub help: Option<ListCursor>,
    pub notice: Option<StartNotice>,
    /// Whether text was typed since the last key that acted, so that an Enter may belong to it.
    pub follows_text: bool,
    /// The size of the last frame in columns and rows.
    pub size: (u16, u16),
    pub answer: Option<StartAnswer>,
    /// Whether the terminal must be set up again before the next frame.
    pub must_redraw: bool,
    /// When Enter was pressed on the chosen row.
    pub chosen_at: Option<Timestamp>,
}

impl StartModel {
    pub(super) fn new(question: StartQuestion, texts: Texts, theme: Theme, size: (u16, u16)) -> Self {
        Self {
            question,
            texts,
            theme,
            cursor: ListCursor::default(),
            help: None,
            notice: None,
            follows_text: false,
            size,
            answer: None,
            must_redraw: false,
            chosen_at: None,
        }
    }

    /// Returns the number of rows: the events and the new event.
    pub(super) const fn row_count(&self) -> usize {
        self.question.events.len() + 1
    }

    /// Returns the event of a row, or `None` for the row of the new event.
    pub(super) fn event(&self, row: usize) -> Option<&StartEvent> {
        self.question.events.get(row)
    }

    /// Returns the answer that choosing a row gives.
    pub(super) fn answer_of(&self, row: usize) -> StartAnswer {
        self.event(row).map_or(StartAnswer::New, |_| StartAnswer::Open(row))
    }

    /// Returns the context of the next key. The list is a question, so that only an Enter by itself answers it.
    pub(super) fn context(&self) -> KeyContext {
        let asks = self.help.is_none();
        let mode = if asks { Mode::Start } else { Mode::Help };
        KeyContext { mode, snapshot: Snapshot { held: asks, choosing: true, ..Snapshot::default() } }
    }
}
