//! One row of the key table: its keys, condition and action.

use crate::console::action::Action;
use crate::entry::{self, keyboard};
use crate::language::{Message, Texts};
use crate::screen::key::Key;

/// The keys that a binding matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Exactly this key.
    One(Key),
    /// A character on a letter key.
    Letter,
    /// A character that can begin an amount.
    Amount,
    /// A digit or letter of the menu.
    Choice,
    /// Every key that edits a line of text: characters, Backspace, Delete, Left, Right, Home and End.
    Text,
}

impl Pattern {
    fn matches(self, key: Key) -> bool {
        match (self, key) {
            (Self::One(own), key) => own == key,
            (Self::Letter, Key::Char(c)) => {
                keyboard::key_of(c).is_some_and(|key| key.is_ascii_alphabetic()) || c.is_alphabetic()
            }
            (Self::Amount, Key::Char(c)) => entry::begins_amount(c),
            (Self::Text | Self::Choice, Key::Char(_)) => true,
            (Self::Text, key) => {
                matches!(key, Key::Backspace | Key::Delete | Key::Left | Key::Right | Key::Home | Key::End)
            }
            (Self::Letter | Self::Amount | Self::Choice, _) => false,
        }
    }

    /// Returns the keys as the screen names them in a language. Only the space bar has no name of its own on every keyboard.
    #[must_use]
    pub fn label_in(self, texts: &Texts) -> String {
        match self {
            Self::One(Key::Char(' ')) => texts.get(Message::KeySpace),
            other => other.label(),
        }
    }

    /// Returns the keys as the documentation writes them.
    #[must_use]
    pub fn label(self) -> String {
        match self {
            Self::One(key) => key.to_string(),
            Self::Letter => "Q … N".to_owned(),
            Self::Amount => "0–9 . , ~ + - * /".to_owned(),
            Self::Choice => "1 … 9".to_owned(),
            Self::Text => "a … z".to_owned(),
        }
    }
}

/// A snapshot of the state that the conditions depend on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Snapshot {
    /// The entry line is empty.
    pub line_empty: bool,
    /// The number of letters in the entry line, if it has nothing else.
    pub line_letters: Option<usize>,
    /// A question about the entry line or about the text of a form is open. Enter confirms it.
    pub held: bool,
    /// The open question is which of two readings was meant.
    pub two_readings: bool,
    /// Esc brings back an earlier line (docs/input.md, E2 and M4).
    pub offered: bool,
    /// The amount of an undone entry is offered again (docs/input.md, E7).
    pub undone: bool,
    /// A material was chosen for the amount of an undone entry.
    pub undone_chosen: bool,
    /// Records are not saved, because the disk failed.
    pub unsaved: bool,
    /// There are rejected lines.
    pub rejected_lines: bool,
    /// The event has preset tares.
    pub tares: bool,
    /// There are more materials than panes.
    pub paged: bool,
    /// A paper sheet is being typed in.
    pub paper: bool,
    /// The console only watches.
    pub watches: bool,
    /// A journal has a fault.
    pub damaged: bool,
    /// Whether the cursor of the list of faults is on a fork that nobody has acknowledged.
    pub fork: bool,
    /// The scale on a wire works, so that Enter records its weight.
    pub on_scale: bool,
    /// The event is being chosen, so nothing can be searched yet.
    pub choosing: bool,
}

/// The condition of a binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Always.
    Always,
    /// The entry line is empty.
    LineEmpty,
    /// Something is typed.
    Typed,
    /// Enter records something.
    Recordable,
    /// A question about an amount or a text is open.
    Held,
    /// The open question is which of two readings was meant.
    TwoReadings,
    /// The disk failed, and nothing is typed.
    Unsaved,
    /// Lines were rejected.
    Rejected,
    /// The event has preset tares.
    Tares,
    /// There are more materials than panes.
    Paged,
    /// A paper sheet is being typed in.
    Paper,
    /// The console has a station to record for.
    Weighs,
    /// The console only watches.
    Watches,
    /// A journal has a fault.
    Damaged,
    /// The cursor is on a fork that nobody has acknowledged.
    Fork,
    /// An event is open.
    EventOpen,
}

impl When {
    pub(super) const fn holds(self, now: Snapshot) -> bool {
        match self {
            Self::Always => true,
            Self::LineEmpty => now.line_empty,
            Self::Typed => !now.line_empty || now.undone,
            Self::Recordable => !now.line_empty || now.undone_chosen || now.on_scale,
            Self::Held => now.held,
            Self::TwoReadings => now.two_readings,
            Self::Unsaved => now.unsaved && now.line_empty && !now.undone_chosen,
            Self::Rejected => now.rejected_lines,
            Self::Tares => now.tares,
            Self::Paged => now.paged,
            Self::Paper => now.paper,
            Self::Weighs => !now.watches,
            Self::Watches => now.watches,
            Self::Damaged => now.damaged,
            Self::Fork => now.fork,
            Self::EventOpen => !now.choosing,
        }
    }

    /// Returns whether the condition can ever hold in this console.
    #[must_use]
    pub const fn is_possible(self, now: Snapshot) -> bool {
        match self {
            Self::Weighs | Self::Watches => self.holds(now),
            Self::Always
            | Self::LineEmpty
            | Self::Typed
            | Self::Recordable
            | Self::Held
            | Self::TwoReadings
            | Self::Unsaved
            | Self::Rejected
            | Self::Tares
            | Self::Paged
            | Self::Paper
            | Self::Damaged
            | Self::Fork
            | Self::EventOpen => true,
        }
    }
}

/// How a binding determines the action to run.
#[derive(Clone, Copy, Debug)]
pub(super) enum Run {
    /// All keys of the binding run the same action.
    Fixed(Action),
    /// The action depends on the typed character.
    OfChar(fn(char) -> Action),
    /// The action depends on the pressed key.
    OfKey(fn(Key) -> Action),
}

/// One row of the table.
#[derive(Debug)]
pub struct Binding {
    /// The keys that run the action.
    pub keys: &'static [Pattern],
    run: Run,
    /// A label of one or two words.
    pub label: Message,
    /// A sentence for the help.
    pub help: Message,
    /// The condition under which the keys run the action.
    pub when: When,
    /// The position in the footer, from 1, or `None` if the footer does not show the binding.
    pub footer: Option<u8>,
    /// The condition under which the footer shows the binding. A key that has nothing to do still answers, but is not
    /// offered.
    pub offered: When,
    /// Whether the menu of all actions lists the binding.
    pub in_menu: bool,
    /// Whether the console's help leaves out the binding, because the binding needs no explanation.
    pub obvious: bool,
}

/// Binds keys that all have the same action.
pub(super) const fn bind(keys: &'static [Pattern], action: Action, label: Message, help: Message) -> Binding {
    run(keys, Run::Fixed(action), label, help)
}

pub(super) const fn run(keys: &'static [Pattern], run: Run, label: Message, help: Message) -> Binding {
    Binding {
        keys,
        run,
        label,
        help,
        when: When::Always,
        footer: None,
        offered: When::Always,
        in_menu: false,
        obvious: false,
    }
}

impl Binding {
    pub(super) const fn keys(mut self, keys: &'static [Pattern]) -> Self {
        self.keys = keys;
        self
    }

    pub(super) const fn when(mut self, when: When) -> Self {
        self.when = when;
        self
    }

    pub(super) const fn footer(mut self, position: u8) -> Self {
        self.footer = Some(position);
        self
    }

    pub(super) const fn offered(mut self, offered: When) -> Self {
        self.offered = offered;
        self
    }

    pub(super) const fn in_menu(mut self) -> Self {
        self.in_menu = true;
        self
    }

    pub(super) const fn obvious(mut self) -> Self {
        self.obvious = true;
        self
    }

    /// Returns the action of this key, or `None` if the binding does not match it.
    pub(super) fn action(&self, key: Key) -> Option<Action> {
        if !self.keys.iter().any(|pattern| pattern.matches(key)) {
            return None;
        }
        match (self.run, key) {
            (Run::Fixed(action), _) => Some(action),
            (Run::OfChar(action), Key::Char(c)) => Some(action(c)),
            (Run::OfChar(_), _) => None,
            (Run::OfKey(action), key) => Some(action(key)),
        }
    }

    /// Returns the action, or `None` if it depends on the key.
    #[must_use]
    pub const fn fixed_action(&self) -> Option<Action> {
        match self.run {
            Run::Fixed(action) => Some(action),
            Run::OfChar(_) | Run::OfKey(_) => None,
        }
    }
}
