//! The one table of keys: it drives dispatch, the footer, the menu, the help and `docs/keys.md`.
//!
//! Invariant: what the help says is what the keys do, because both read [`BINDINGS`]. The first binding
//! of the mode whose key and condition match wins.

use crate::entry::{self, keyboard};
use crate::screen::key::Key;

/// What a key can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    // weighing
    Select,
    Type,
    Record,
    Confirm,
    Retry,
    Erase,
    Clear,
    NextPane,
    PreviousPane,
    PaneUp,
    PaneDown,
    About,
    Person,
    Group,
    Undo,
    Redo,
    Operator,
    Language,
    History,
    Rejected,
    Chart,
    Tare,
    Find,
    HandOver,
    Balance,
    Report,
    Faults,
    Paper,
    NextPage,
    PreviousPage,
    Help,
    Menu,
    Quit,
    // watching
    Look,
    Deselect,
    OnlyWatches,
    // overlays
    Close,
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    Choose,
    Edit,
    Void,
    Correct,
    NextMaterial,
    PreviousMaterial,
    NextGrade,
    NextField,
    NextStyle,
    Remove,
    Leave,
}

/// Which part of the console has the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    Weighing,
    /// The console of somebody who only looks.
    Watching,
    Help,
    Menu,
    History,
    /// A line of text or a number is asked for.
    Prompt,
    Correct,
    Rejected,
    Find,
    HandOver,
    Balance,
    Report,
    /// What is wrong with the journals.
    Faults,
    Quit,
}

impl Mode {
    pub const ALL: [Self; 14] = [
        Self::Weighing,
        Self::Watching,
        Self::History,
        Self::Correct,
        Self::Prompt,
        Self::Find,
        Self::HandOver,
        Self::Balance,
        Self::Report,
        Self::Faults,
        Self::Rejected,
        Self::Menu,
        Self::Help,
        Self::Quit,
    ];

    /// The text key of its title.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Weighing => "mode-weighing",
            Self::Watching => "mode-watching",
            Self::Help => "mode-help",
            Self::Menu => "mode-menu",
            Self::History => "mode-history",
            Self::Prompt => "mode-prompt",
            Self::Correct => "mode-correct",
            Self::Rejected => "mode-refused",
            Self::Find => "mode-find",
            Self::HandOver => "mode-hand-over",
            Self::Balance => "mode-balance",
            Self::Report => "mode-report",
            Self::Faults => "mode-faults",
            Self::Quit => "mode-quit",
        }
    }

    /// Whether this console can come there at all.
    #[must_use]
    pub const fn is_reached(self, now: Snapshot) -> bool {
        match self {
            Self::Weighing | Self::Correct | Self::Prompt | Self::HandOver | Self::Rejected | Self::Quit => {
                !now.watches
            }
            Self::Watching => now.watches,
            Self::History
            | Self::Find
            | Self::Balance
            | Self::Report
            | Self::Faults
            | Self::Menu
            | Self::Help => true,
        }
    }
}

/// The keys that a binding answers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    One(Key),
    /// A character on the key of a letter.
    Letter,
    /// A character that may begin or go on with an amount.
    Amount,
    /// A digit or letter of the menu.
    Choice,
    /// Any character, also Delete, arrows and the like: whatever edits a line.
    Text,
}

/// A plain picture of what the conditions look at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Snapshot {
    pub line_empty: bool,
    pub held: bool,
    pub unsaved: bool,
    pub refused: bool,
    pub tares: bool,
    pub paged: bool,
    pub paper: bool,
    /// The console only watches.
    pub watches: bool,
    pub damaged: bool,
}

impl Snapshot {
    /// What has the keyboard where nothing lies over the panes.
    #[must_use]
    pub const fn base(self) -> Mode {
        if self.watches { Mode::Watching } else { Mode::Weighing }
    }
}

/// When a binding holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Always,
    LineEmpty,
    LineBegun,
    /// An amount waits for a second Enter.
    Held,
    /// The disk failed, and nothing is typed.
    Unsaved,
    /// Lines of a paste were not taken.
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
    /// Something is wrong with a journal.
    Damaged,
}

impl When {
    const fn holds(self, now: Snapshot) -> bool {
        match self {
            Self::Always => true,
            Self::LineEmpty => now.line_empty,
            Self::LineBegun => !now.line_empty,
            Self::Held => now.held,
            Self::Unsaved => now.unsaved && now.line_empty,
            Self::Rejected => now.refused,
            Self::Tares => now.tares,
            Self::Paged => now.paged,
            Self::Paper => now.paper,
            Self::Weighs => !now.watches,
            Self::Watches => now.watches,
            Self::Damaged => now.damaged,
        }
    }

    /// Whether it can ever hold in this console.
    #[must_use]
    pub const fn may_hold(self, now: Snapshot) -> bool {
        match self {
            Self::Weighs | Self::Watches => self.holds(now),
            _ => true,
        }
    }
}

/// One row of the table.
#[derive(Debug)]
pub struct Binding {
    pub mode: Mode,
    pub keys: &'static [Pattern],
    pub action: Action,
    pub when: When,
    /// The text keys of a label of one or two words, and of a sentence for the help.
    pub label: &'static str,
    pub help: &'static str,
    /// The place in the footer, from 1; 0 is not there.
    pub footer: u8,
    /// Whether the menu of all actions lists it.
    pub menu: bool,
}

const fn one(key: Key) -> Pattern {
    Pattern::One(key)
}

macro_rules! bindings {
    ($($mode:ident, [$($keys:expr),+], $action:ident, $when:ident, $label:literal, $help:literal, $footer:literal $(, $menu:ident)?;)+) => {
        &[$(Binding {
            mode: Mode::$mode,
            keys: &[$($keys),+],
            action: Action::$action,
            when: When::$when,
            label: $label,
            help: $help,
            footer: $footer,
            menu: bindings!(@menu $($menu)?),
        }),+]
    };
    (@menu menu) => { true };
    (@menu) => { false };
}

/// Every key of the console. Columns: mode, keys, action, condition, label, help, place in the footer,
/// whether in the menu.
pub const BINDINGS: &[Binding] = bindings! {
    Weighing, [one(Key::Enter)], Confirm, Held, "action-confirm", "help-confirm", 1;
    Weighing, [one(Key::Enter)], Retry, Unsaved, "action-retry", "help-retry", 1;
    Weighing, [one(Key::Enter)], Record, Always, "action-record", "help-record", 1;
    Weighing, [one(Key::Esc)], Clear, Always, "action-clear", "help-clear", 2;
    Weighing, [one(Key::Backspace), one(Key::Delete)], Erase, Always, "action-erase", "help-erase", 0;
    Weighing, [one(Key::Char(' '))], Person, LineEmpty, "action-person", "help-person", 10;
    Weighing, [one(Key::F(1)), one(Key::Char('?'))], Help, Always, "action-help", "help-help", 5, menu;
    Weighing, [one(Key::F(2))], Language, Always, "action-language", "help-language", 6, menu;
    Weighing, [one(Key::F(3))], History, Always, "action-history", "help-history", 7, menu;
    Weighing, [one(Key::Ctrl('p'))], Paper, Paper, "action-paper-end", "help-paper-end", 3, menu;
    Weighing, [one(Key::F(6))], Tare, Tares, "action-tare", "help-tare", 12, menu;
    Weighing, [one(Key::F(6))], Tare, Always, "action-tare", "help-tare", 0;
    Weighing, [one(Key::F(4))], Chart, Always, "action-chart", "help-chart", 13, menu;
    Weighing, [one(Key::F(5))], Group, Always, "action-group", "help-group", 14, menu;
    Weighing, [one(Key::F(7))], About, Always, "action-about", "help-about", 15, menu;
    Weighing, [one(Key::F(8)), one(Key::Ctrl('z'))], Undo, Always, "action-undo", "help-undo", 8, menu;
    Weighing, [one(Key::Ctrl('y'))], Redo, Always, "action-redo", "help-redo", 0, menu;
    Weighing, [one(Key::F(9))], Operator, Always, "action-operator", "help-operator", 16, menu;
    Weighing, [one(Key::Char('/'))], Find, LineEmpty, "action-find", "help-find", 18, menu;
    Weighing, [one(Key::Ctrl('o'))], HandOver, Always, "action-hand-over", "help-hand-over", 19, menu;
    Weighing, [one(Key::Ctrl('b'))], Balance, Always, "action-balance", "help-balance", 20, menu;
    Weighing, [one(Key::Ctrl('r'))], Report, Always, "action-report", "help-report", 20, menu;
    Weighing, [one(Key::Ctrl('p'))], Paper, Always, "action-paper", "help-paper", 21, menu;
    Weighing, [one(Key::F(11))], Rejected, Rejected, "action-refused", "help-refused", 4, menu;
    Weighing, [one(Key::Ctrl('d'))], Faults, Damaged, "action-faults", "help-faults", 4, menu;
    Weighing, [one(Key::Ctrl('d'))], Faults, Always, "action-faults", "help-faults", 0, menu;
    Weighing, [one(Key::F(12))], Menu, Always, "action-menu", "help-menu", 11;
    Weighing, [one(Key::F(10)), one(Key::Ctrl('q')), one(Key::Ctrl('c'))], Quit, Always, "action-quit", "help-quit", 9, menu;
    Weighing, [one(Key::Tab), one(Key::Right)], NextPane, Always, "action-next-pane", "help-next-pane", 0;
    Weighing, [one(Key::BackTab), one(Key::Left)], PreviousPane, Always, "action-previous-pane", "help-previous-pane", 0;
    Weighing, [one(Key::Up)], PaneUp, Always, "action-pane-up", "help-pane-up", 0;
    Weighing, [one(Key::Down)], PaneDown, Always, "action-pane-down", "help-pane-down", 0;
    Weighing, [one(Key::PageDown)], NextPage, Paged, "action-page-down", "help-next-page", 17;
    Weighing, [one(Key::PageUp)], PreviousPage, Paged, "action-page-up", "help-previous-page", 0;
    Weighing, [Pattern::Amount], Type, LineEmpty, "action-type", "help-type", 0;
    Weighing, [Pattern::Letter], Select, LineEmpty, "action-select", "help-select", 0;
    Weighing, [Pattern::Text], Type, LineBegun, "action-type-on", "help-type-on", 0;

    Watching, [one(Key::Esc)], Deselect, Always, "action-all", "help-all", 8;
    Watching, [one(Key::F(3))], History, Always, "action-history", "help-history-watching", 1, menu;
    Watching, [one(Key::F(4))], Chart, Always, "action-chart", "help-chart", 2, menu;
    Watching, [one(Key::Ctrl('r'))], Report, Always, "action-report", "help-report-watching", 5, menu;
    Watching, [one(Key::Ctrl('b'))], Balance, Always, "action-balance", "help-balance", 7, menu;
    Watching, [one(Key::F(1)), one(Key::Char('?'))], Help, Always, "action-help", "help-help", 3, menu;
    Watching, [one(Key::F(2))], Language, Always, "action-language", "help-language", 6, menu;
    Watching, [one(Key::Char('/'))], Find, Always, "action-find", "help-find", 9, menu;
    Watching, [one(Key::Ctrl('d'))], Faults, Damaged, "action-faults", "help-faults", 1, menu;
    Watching, [one(Key::Ctrl('d'))], Faults, Always, "action-faults", "help-faults", 0, menu;
    Watching, [one(Key::F(12))], Menu, Always, "action-menu", "help-menu", 10;
    Watching, [one(Key::F(10)), one(Key::Ctrl('q')), one(Key::Ctrl('c'))], Quit, Always, "action-quit", "help-quit-watching", 4, menu;
    Watching, [one(Key::Tab), one(Key::Right)], NextPane, Always, "action-next-pane", "help-next-material", 0;
    Watching, [one(Key::BackTab), one(Key::Left)], PreviousPane, Always, "action-previous-pane", "help-previous-material", 0;
    Watching, [one(Key::Up)], PaneUp, Always, "action-pane-up", "help-look-up", 0;
    Watching, [one(Key::Down)], PaneDown, Always, "action-pane-down", "help-look-down", 0;
    Watching, [one(Key::PageDown)], NextPage, Paged, "action-page-down", "help-next-page", 11;
    Watching, [one(Key::PageUp)], PreviousPage, Paged, "action-page-up", "help-previous-page", 0;
    Watching, [Pattern::Letter], Look, Always, "action-select", "help-look", 0;
    Watching, [Pattern::Amount, one(Key::Enter), one(Key::Char(' ')), one(Key::Backspace), one(Key::Delete), one(Key::F(5)), one(Key::F(6)), one(Key::F(7)), one(Key::F(8)), one(Key::Ctrl('z')), one(Key::Ctrl('y')), one(Key::F(9)), one(Key::F(11)), one(Key::Ctrl('o')), one(Key::Ctrl('p'))], OnlyWatches, Always, "action-record", "help-only-watches", 0;

    History, [one(Key::Esc), one(Key::F(3))], Close, Always, "action-close", "help-close", 4;
    History, [one(Key::Up)], Up, Always, "action-up", "help-up", 0;
    History, [one(Key::Down)], Down, Always, "action-down", "help-down", 0;
    History, [one(Key::PageUp)], PageUp, Always, "action-page-up", "help-page-up", 0;
    History, [one(Key::PageDown)], PageDown, Always, "action-page-down", "help-page-down", 0;
    History, [one(Key::Enter)], Correct, Weighs, "action-correct", "help-correct", 1;
    History, [one(Key::Delete), one(Key::F(8))], Void, Weighs, "action-void", "help-void", 2;
    History, [one(Key::Enter), one(Key::Delete), one(Key::F(8))], OnlyWatches, Watches, "action-record", "help-only-watches", 0;
    History, [one(Key::F(2))], Language, Always, "action-language", "help-language", 5;
    History, [Pattern::Text, one(Key::Ctrl('u'))], Edit, Always, "action-search", "help-search", 3;

    Correct, [one(Key::Enter)], Choose, Always, "action-record", "help-correct-record", 1;
    Correct, [one(Key::Tab), one(Key::Right)], NextMaterial, Always, "action-next-pane", "help-next-material", 2;
    Correct, [one(Key::BackTab), one(Key::Left)], PreviousMaterial, Always, "action-previous-pane", "help-previous-material", 0;
    Correct, [one(Key::Down), one(Key::Up)], NextGrade, Always, "action-grade", "help-grade", 3;
    Correct, [one(Key::Esc)], Close, Always, "action-cancel", "help-cancel", 4;
    Correct, [Pattern::Text, one(Key::Ctrl('u'))], Edit, Always, "action-edit", "help-edit", 0;

    Prompt, [one(Key::Enter)], Choose, Always, "action-ok", "help-ok", 1;
    Prompt, [one(Key::Esc)], Close, Always, "action-cancel", "help-cancel", 2;
    Prompt, [Pattern::Text, one(Key::Ctrl('u'))], Edit, Always, "action-edit", "help-edit", 0;

    Rejected, [one(Key::Enter)], Choose, Always, "action-take-back", "help-take-back", 1;
    Rejected, [one(Key::Delete)], Remove, Always, "action-remove", "help-remove", 2;
    Rejected, [one(Key::Up)], Up, Always, "action-up", "help-up", 0;
    Rejected, [one(Key::Down)], Down, Always, "action-down", "help-down", 0;
    Rejected, [one(Key::Esc), one(Key::F(11))], Close, Always, "action-close", "help-close", 3;

    Find, [one(Key::Enter)], Choose, Always, "action-select", "help-find-select", 1;
    Find, [one(Key::Esc)], Close, Always, "action-close", "help-close", 2;
    Find, [one(Key::Up)], Up, Always, "action-up", "help-up", 0;
    Find, [one(Key::Down)], Down, Always, "action-down", "help-down", 0;
    Find, [Pattern::Text, one(Key::Ctrl('u'))], Edit, Always, "action-search", "help-find-edit", 0;

    HandOver, [one(Key::Enter)], Choose, Always, "action-record", "help-hand-over-record", 1;
    HandOver, [one(Key::Tab)], NextMaterial, Always, "action-next-pane", "help-next-material", 2;
    HandOver, [one(Key::BackTab)], PreviousMaterial, Always, "action-previous-pane", "help-previous-material", 0;
    HandOver, [one(Key::Down), one(Key::Up)], NextField, Always, "action-field", "help-field", 3;
    HandOver, [one(Key::Esc)], Close, Always, "action-cancel", "help-cancel", 4;
    HandOver, [Pattern::Text, one(Key::Ctrl('u'))], Edit, Always, "action-edit", "help-edit", 0;

    Balance, [one(Key::Esc), one(Key::Enter), one(Key::Ctrl('b'))], Close, Always, "action-close", "help-close", 1;
    Balance, [one(Key::Up)], Up, Always, "action-up", "help-up", 0;
    Balance, [one(Key::Down)], Down, Always, "action-down", "help-down", 0;

    Report, [one(Key::Enter)], Choose, Weighs, "action-write", "help-write", 1;
    Report, [one(Key::Tab)], NextStyle, Always, "action-style", "help-style", 2;
    Report, [one(Key::F(2))], Language, Always, "action-language", "help-language", 3;
    Report, [one(Key::Up)], Up, Always, "action-up", "help-up", 0;
    Report, [one(Key::Down)], Down, Always, "action-down", "help-down", 0;
    Report, [one(Key::PageUp)], PageUp, Always, "action-page-up", "help-page-up", 0;
    Report, [one(Key::PageDown), one(Key::Char(' '))], PageDown, Always, "action-page-down", "help-page-down", 5;
    Report, [one(Key::Esc), one(Key::Ctrl('r'))], Close, Always, "action-close", "help-close", 4;

    Faults, [one(Key::Esc), one(Key::Enter), one(Key::Ctrl('d'))], Close, Always, "action-close", "help-close", 1;
    Faults, [one(Key::F(2))], Language, Always, "action-language", "help-language", 2;
    Faults, [one(Key::Up)], Up, Always, "action-up", "help-up", 0;
    Faults, [one(Key::Down)], Down, Always, "action-down", "help-down", 0;
    Faults, [one(Key::PageUp)], PageUp, Always, "action-page-up", "help-page-up", 0;
    Faults, [one(Key::PageDown)], PageDown, Always, "action-page-down", "help-page-down", 0;

    Menu, [one(Key::Up)], Up, Always, "action-up", "help-up", 0;
    Menu, [one(Key::Down)], Down, Always, "action-down", "help-down", 0;
    Menu, [one(Key::Enter)], Choose, Always, "action-choose", "help-choose", 1;
    Menu, [one(Key::Esc), one(Key::F(12))], Close, Always, "action-close", "help-close", 2;
    Menu, [Pattern::Choice], Edit, Always, "action-digit", "help-digit", 0;

    Help, [one(Key::Esc), one(Key::F(1)), one(Key::Enter)], Close, Always, "action-close", "help-close", 2;
    Help, [one(Key::F(2))], Language, Always, "action-language", "help-language", 3;
    Help, [one(Key::Up)], Up, Always, "action-up", "help-up", 0;
    Help, [one(Key::Down)], Down, Always, "action-down", "help-down", 0;
    Help, [one(Key::PageUp)], PageUp, Always, "action-page-up", "help-page-up", 0;
    Help, [one(Key::PageDown), one(Key::Char(' '))], PageDown, Always, "action-page-down", "help-page-down", 1;
    Help, [one(Key::Home)], First, Always, "action-first", "help-first", 0;
    Help, [one(Key::End)], Last, Always, "action-last", "help-last", 0;

    Quit, [one(Key::F(10)), one(Key::Ctrl('q')), one(Key::Ctrl('c'))], Leave, Always, "action-quit", "help-leave", 2;
    Quit, [one(Key::Esc), one(Key::Enter)], Close, Always, "action-stay", "help-stay", 1;
};

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

    /// How the help and the documentation write it.
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

/// What this key asks for in this mode.
#[must_use]
pub fn resolve(mode: Mode, key: Key, now: Snapshot) -> Option<&'static Binding> {
    BINDINGS.iter().find(|binding| {
        binding.mode == mode
            && binding.when.holds(now)
            && binding.keys.iter().any(|pattern| pattern.matches(key))
    })
}

/// The footer's bindings in this situation, in its order.
#[must_use]
pub fn footer(mode: Mode, now: Snapshot) -> Vec<&'static Binding> {
    let mut shown: Vec<&Binding> = Vec::new();
    for binding in BINDINGS.iter().filter(|binding| binding.mode == mode && binding.footer > 0) {
        let same_key = |other: &&Binding| other.keys.first() == binding.keys.first();
        if binding.when.holds(now) && !shown.iter().any(same_key) {
            shown.push(binding);
        }
    }
    shown.sort_by_key(|binding| binding.footer);
    shown
}

/// The bindings of a mode as help and manual tell them: where two of the same keys do the same and one of
/// them always holds, that one alone.
pub fn told(mode: Mode) -> impl Iterator<Item = &'static Binding> {
    let same = |one: &Binding, other: &Binding| {
        (one.mode, one.keys, one.action, one.help) == (other.mode, other.keys, other.action, other.help)
    };
    let wider = move |binding: &Binding| {
        BINDINGS.iter().any(|other| other.when == When::Always && same(other, binding))
    };
    BINDINGS
        .iter()
        .filter(move |binding| binding.mode == mode && (binding.when == When::Always || !wider(binding)))
}

/// The actions that the menu of this console lists, in the table's order.
#[must_use]
pub fn menu(now: Snapshot) -> Vec<&'static Binding> {
    let mut shown: Vec<&Binding> = Vec::new();
    for binding in BINDINGS
        .iter()
        .filter(|binding| binding.menu && binding.mode == now.base() && binding.when.holds(now))
    {
        if !shown.iter().any(|other| other.action == binding.action) {
            shown.push(binding);
        }
    }
    shown
}
