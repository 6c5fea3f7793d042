//! The one table of keys: it drives dispatch, the footer, the menu, the help and `docs/keys.md`.
//!
//! Invariant: what the help says is what the keys do, because both read [`BINDINGS`]. The first binding
//! of the mode whose key and condition match wins.

use crate::entry::{self, keyboard};
use crate::language::Message;
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

    /// Its title.
    #[must_use]
    pub const fn title(self) -> Message {
        match self {
            Self::Weighing => Message::ModeWeighing,
            Self::Watching => Message::ModeWatching,
            Self::Help => Message::ModeHelp,
            Self::Menu => Message::ModeMenu,
            Self::History => Message::ModeHistory,
            Self::Prompt => Message::ModePrompt,
            Self::Correct => Message::ModeCorrect,
            Self::Rejected => Message::ModeRefused,
            Self::Find => Message::ModeFind,
            Self::HandOver => Message::ModeHandOver,
            Self::Balance => Message::ModeBalance,
            Self::Report => Message::ModeReport,
            Self::Faults => Message::ModeFaults,
            Self::Quit => Message::ModeQuit,
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
    /// A label of one or two words.
    pub label: Message,
    /// A sentence for the help.
    pub help: Message,
    /// The place in the footer, from 1; 0 is not there.
    pub footer: u8,
    /// Whether the menu of all actions lists it.
    pub menu: bool,
}

const fn one(key: Key) -> Pattern {
    Pattern::One(key)
}

macro_rules! bindings {
    ($($mode:ident, [$($keys:expr),+], $action:ident, $when:ident, $label:expr, $help:expr, $footer:literal $(, $menu:ident)?;)+) => {
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
    Weighing, [one(Key::Enter)], Confirm, Held, Message::ActionConfirm, Message::HelpConfirm, 1;
    Weighing, [one(Key::Enter)], Retry, Unsaved, Message::ActionRetry, Message::HelpRetry, 1;
    Weighing, [one(Key::Enter)], Record, Always, Message::ActionRecord, Message::HelpRecord, 1;
    Weighing, [one(Key::Esc)], Clear, Always, Message::ActionClear, Message::HelpClear, 2;
    Weighing, [one(Key::Backspace), one(Key::Delete)], Erase, Always, Message::ActionErase, Message::HelpErase, 0;
    Weighing, [one(Key::Char(' '))], Person, LineEmpty, Message::ActionPerson, Message::HelpPerson, 10;
    Weighing, [one(Key::F(1)), one(Key::Char('?'))], Help, Always, Message::ActionHelp, Message::HelpHelp, 5, menu;
    Weighing, [one(Key::F(2))], Language, Always, Message::ActionLanguage, Message::HelpLanguage, 6, menu;
    Weighing, [one(Key::F(3))], History, Always, Message::ActionHistory, Message::HelpHistory, 7, menu;
    Weighing, [one(Key::Ctrl('p'))], Paper, Paper, Message::ActionPaperEnd, Message::HelpPaperEnd, 3, menu;
    Weighing, [one(Key::F(6))], Tare, Tares, Message::ActionTare, Message::HelpTare, 12, menu;
    Weighing, [one(Key::F(6))], Tare, Always, Message::ActionTare, Message::HelpTare, 0;
    Weighing, [one(Key::F(4))], Chart, Always, Message::ActionChart, Message::HelpChart, 13, menu;
    Weighing, [one(Key::F(5))], Group, Always, Message::ActionGroup, Message::HelpGroup, 14, menu;
    Weighing, [one(Key::F(7))], About, Always, Message::ActionAbout, Message::HelpAbout, 15, menu;
    Weighing, [one(Key::F(8)), one(Key::Ctrl('z'))], Undo, Always, Message::ActionUndo, Message::HelpUndo, 8, menu;
    Weighing, [one(Key::Ctrl('y'))], Redo, Always, Message::ActionRedo, Message::HelpRedo, 0, menu;
    Weighing, [one(Key::F(9))], Operator, Always, Message::ActionOperator, Message::HelpOperator, 16, menu;
    Weighing, [one(Key::Char('/'))], Find, LineEmpty, Message::ActionFind, Message::HelpFind, 18, menu;
    Weighing, [one(Key::Ctrl('o'))], HandOver, Always, Message::ActionHandOver, Message::HelpHandOver, 19, menu;
    Weighing, [one(Key::Ctrl('b'))], Balance, Always, Message::ActionBalance, Message::HelpBalance, 20, menu;
    Weighing, [one(Key::Ctrl('r'))], Report, Always, Message::ActionReport, Message::HelpReport, 20, menu;
    Weighing, [one(Key::Ctrl('p'))], Paper, Always, Message::ActionPaper, Message::HelpPaper, 21, menu;
    Weighing, [one(Key::F(11))], Rejected, Rejected, Message::ActionRefused, Message::HelpRefused, 4, menu;
    Weighing, [one(Key::Ctrl('d'))], Faults, Damaged, Message::ActionFaults, Message::HelpFaults, 4, menu;
    Weighing, [one(Key::Ctrl('d'))], Faults, Always, Message::ActionFaults, Message::HelpFaults, 0, menu;
    Weighing, [one(Key::F(12))], Menu, Always, Message::ActionMenu, Message::HelpMenu, 11;
    Weighing, [one(Key::F(10)), one(Key::Ctrl('q')), one(Key::Ctrl('c'))], Quit, Always, Message::ActionQuit, Message::HelpQuit, 9, menu;
    Weighing, [one(Key::Tab), one(Key::Right)], NextPane, Always, Message::ActionNextPane, Message::HelpNextPane, 0;
    Weighing, [one(Key::BackTab), one(Key::Left)], PreviousPane, Always, Message::ActionPreviousPane, Message::HelpPreviousPane, 0;
    Weighing, [one(Key::Up)], PaneUp, Always, Message::ActionPaneUp, Message::HelpPaneUp, 0;
    Weighing, [one(Key::Down)], PaneDown, Always, Message::ActionPaneDown, Message::HelpPaneDown, 0;
    Weighing, [one(Key::PageDown)], NextPage, Paged, Message::ActionPageDown, Message::HelpNextPage, 17;
    Weighing, [one(Key::PageUp)], PreviousPage, Paged, Message::ActionPageUp, Message::HelpPreviousPage, 0;
    Weighing, [Pattern::Amount], Type, LineEmpty, Message::ActionType, Message::HelpType, 0;
    Weighing, [Pattern::Letter], Select, LineEmpty, Message::ActionSelect, Message::HelpSelect, 0;
    Weighing, [Pattern::Text], Type, LineBegun, Message::ActionTypeOn, Message::HelpTypeOn, 0;

    Watching, [one(Key::Esc)], Deselect, Always, Message::ActionAll, Message::HelpAll, 8;
    Watching, [one(Key::F(3))], History, Always, Message::ActionHistory, Message::HelpHistoryWatching, 1, menu;
    Watching, [one(Key::F(4))], Chart, Always, Message::ActionChart, Message::HelpChart, 2, menu;
    Watching, [one(Key::Ctrl('r'))], Report, Always, Message::ActionReport, Message::HelpReportWatching, 5, menu;
    Watching, [one(Key::Ctrl('b'))], Balance, Always, Message::ActionBalance, Message::HelpBalance, 7, menu;
    Watching, [one(Key::F(1)), one(Key::Char('?'))], Help, Always, Message::ActionHelp, Message::HelpHelp, 3, menu;
    Watching, [one(Key::F(2))], Language, Always, Message::ActionLanguage, Message::HelpLanguage, 6, menu;
    Watching, [one(Key::Char('/'))], Find, Always, Message::ActionFind, Message::HelpFind, 9, menu;
    Watching, [one(Key::Ctrl('d'))], Faults, Damaged, Message::ActionFaults, Message::HelpFaults, 1, menu;
    Watching, [one(Key::Ctrl('d'))], Faults, Always, Message::ActionFaults, Message::HelpFaults, 0, menu;
    Watching, [one(Key::F(12))], Menu, Always, Message::ActionMenu, Message::HelpMenu, 10;
    Watching, [one(Key::F(10)), one(Key::Ctrl('q')), one(Key::Ctrl('c'))], Quit, Always, Message::ActionQuit, Message::HelpQuitWatching, 4, menu;
    Watching, [one(Key::Tab), one(Key::Right)], NextPane, Always, Message::ActionNextPane, Message::HelpNextMaterial, 0;
    Watching, [one(Key::BackTab), one(Key::Left)], PreviousPane, Always, Message::ActionPreviousPane, Message::HelpPreviousMaterial, 0;
    Watching, [one(Key::Up)], PaneUp, Always, Message::ActionPaneUp, Message::HelpLookUp, 0;
    Watching, [one(Key::Down)], PaneDown, Always, Message::ActionPaneDown, Message::HelpLookDown, 0;
    Watching, [one(Key::PageDown)], NextPage, Paged, Message::ActionPageDown, Message::HelpNextPage, 11;
    Watching, [one(Key::PageUp)], PreviousPage, Paged, Message::ActionPageUp, Message::HelpPreviousPage, 0;
    Watching, [Pattern::Letter], Look, Always, Message::ActionSelect, Message::HelpLook, 0;
    Watching, [Pattern::Amount, one(Key::Enter), one(Key::Char(' ')), one(Key::Backspace), one(Key::Delete), one(Key::F(5)), one(Key::F(6)), one(Key::F(7)), one(Key::F(8)), one(Key::Ctrl('z')), one(Key::Ctrl('y')), one(Key::F(9)), one(Key::F(11)), one(Key::Ctrl('o')), one(Key::Ctrl('p'))], OnlyWatches, Always, Message::ActionRecord, Message::HelpOnlyWatches, 0;

    History, [one(Key::Esc), one(Key::F(3))], Close, Always, Message::ActionClose, Message::HelpClose, 4;
    History, [one(Key::Up)], Up, Always, Message::ActionUp, Message::HelpUp, 0;
    History, [one(Key::Down)], Down, Always, Message::ActionDown, Message::HelpDown, 0;
    History, [one(Key::PageUp)], PageUp, Always, Message::ActionPageUp, Message::HelpPageUp, 0;
    History, [one(Key::PageDown)], PageDown, Always, Message::ActionPageDown, Message::HelpPageDown, 0;
    History, [one(Key::Enter)], Correct, Weighs, Message::ActionCorrect, Message::HelpCorrect, 1;
    History, [one(Key::Delete), one(Key::F(8))], Void, Weighs, Message::ActionVoid, Message::HelpVoid, 2;
    History, [one(Key::Enter), one(Key::Delete), one(Key::F(8))], OnlyWatches, Watches, Message::ActionRecord, Message::HelpOnlyWatches, 0;
    History, [one(Key::F(2))], Language, Always, Message::ActionLanguage, Message::HelpLanguage, 5;
    History, [Pattern::Text, one(Key::Ctrl('u'))], Edit, Always, Message::ActionSearch, Message::HelpSearch, 3;

    Correct, [one(Key::Enter)], Choose, Always, Message::ActionRecord, Message::HelpCorrectRecord, 1;
    Correct, [one(Key::Tab), one(Key::Right)], NextMaterial, Always, Message::ActionNextPane, Message::HelpNextMaterial, 2;
    Correct, [one(Key::BackTab), one(Key::Left)], PreviousMaterial, Always, Message::ActionPreviousPane, Message::HelpPreviousMaterial, 0;
    Correct, [one(Key::Down), one(Key::Up)], NextGrade, Always, Message::ActionGrade, Message::HelpGrade, 3;
    Correct, [one(Key::Esc)], Close, Always, Message::ActionCancel, Message::HelpCancel, 4;
    Correct, [Pattern::Text, one(Key::Ctrl('u'))], Edit, Always, Message::ActionEdit, Message::HelpEdit, 0;

    Prompt, [one(Key::Enter)], Choose, Always, Message::ActionOk, Message::HelpOk, 1;
    Prompt, [one(Key::Esc)], Close, Always, Message::ActionCancel, Message::HelpCancel, 2;
    Prompt, [Pattern::Text, one(Key::Ctrl('u'))], Edit, Always, Message::ActionEdit, Message::HelpEdit, 0;

    Rejected, [one(Key::Enter)], Choose, Always, Message::ActionTakeBack, Message::HelpTakeBack, 1;
    Rejected, [one(Key::Delete)], Remove, Always, Message::ActionRemove, Message::HelpRemove, 2;
    Rejected, [one(Key::Up)], Up, Always, Message::ActionUp, Message::HelpUp, 0;
    Rejected, [one(Key::Down)], Down, Always, Message::ActionDown, Message::HelpDown, 0;
    Rejected, [one(Key::Esc), one(Key::F(11))], Close, Always, Message::ActionClose, Message::HelpClose, 3;

    Find, [one(Key::Enter)], Choose, Always, Message::ActionSelect, Message::HelpFindSelect, 1;
    Find, [one(Key::Esc)], Close, Always, Message::ActionClose, Message::HelpClose, 2;
    Find, [one(Key::Up)], Up, Always, Message::ActionUp, Message::HelpUp, 0;
    Find, [one(Key::Down)], Down, Always, Message::ActionDown, Message::HelpDown, 0;
    Find, [Pattern::Text, one(Key::Ctrl('u'))], Edit, Always, Message::ActionSearch, Message::HelpFindEdit, 0;

    HandOver, [one(Key::Enter)], Choose, Always, Message::ActionRecord, Message::HelpHandOverRecord, 1;
    HandOver, [one(Key::Tab)], NextMaterial, Always, Message::ActionNextPane, Message::HelpNextMaterial, 2;
    HandOver, [one(Key::BackTab)], PreviousMaterial, Always, Message::ActionPreviousPane, Message::HelpPreviousMaterial, 0;
    HandOver, [one(Key::Down), one(Key::Up)], NextField, Always, Message::ActionField, Message::HelpField, 3;
    HandOver, [one(Key::Esc)], Close, Always, Message::ActionCancel, Message::HelpCancel, 4;
    HandOver, [Pattern::Text, one(Key::Ctrl('u'))], Edit, Always, Message::ActionEdit, Message::HelpEdit, 0;

    Balance, [one(Key::Esc), one(Key::Enter), one(Key::Ctrl('b'))], Close, Always, Message::ActionClose, Message::HelpClose, 1;
    Balance, [one(Key::Up)], Up, Always, Message::ActionUp, Message::HelpUp, 0;
    Balance, [one(Key::Down)], Down, Always, Message::ActionDown, Message::HelpDown, 0;

    Report, [one(Key::Enter)], Choose, Weighs, Message::ActionWrite, Message::HelpWrite, 1;
    Report, [one(Key::Tab)], NextStyle, Always, Message::ActionStyle, Message::HelpStyle, 2;
    Report, [one(Key::F(2))], Language, Always, Message::ActionLanguage, Message::HelpLanguage, 3;
    Report, [one(Key::Up)], Up, Always, Message::ActionUp, Message::HelpUp, 0;
    Report, [one(Key::Down)], Down, Always, Message::ActionDown, Message::HelpDown, 0;
    Report, [one(Key::PageUp)], PageUp, Always, Message::ActionPageUp, Message::HelpPageUp, 0;
    Report, [one(Key::PageDown), one(Key::Char(' '))], PageDown, Always, Message::ActionPageDown, Message::HelpPageDown, 5;
    Report, [one(Key::Esc), one(Key::Ctrl('r'))], Close, Always, Message::ActionClose, Message::HelpClose, 4;

    Faults, [one(Key::Esc), one(Key::Enter), one(Key::Ctrl('d'))], Close, Always, Message::ActionClose, Message::HelpClose, 1;
    Faults, [one(Key::F(2))], Language, Always, Message::ActionLanguage, Message::HelpLanguage, 2;
    Faults, [one(Key::Up)], Up, Always, Message::ActionUp, Message::HelpUp, 0;
    Faults, [one(Key::Down)], Down, Always, Message::ActionDown, Message::HelpDown, 0;
    Faults, [one(Key::PageUp)], PageUp, Always, Message::ActionPageUp, Message::HelpPageUp, 0;
    Faults, [one(Key::PageDown)], PageDown, Always, Message::ActionPageDown, Message::HelpPageDown, 0;

    Menu, [one(Key::Up)], Up, Always, Message::ActionUp, Message::HelpUp, 0;
    Menu, [one(Key::Down)], Down, Always, Message::ActionDown, Message::HelpDown, 0;
    Menu, [one(Key::Enter)], Choose, Always, Message::ActionChoose, Message::HelpChoose, 1;
    Menu, [one(Key::Esc), one(Key::F(12))], Close, Always, Message::ActionClose, Message::HelpClose, 2;
    Menu, [Pattern::Choice], Edit, Always, Message::ActionDigit, Message::HelpDigit, 0;

    Help, [one(Key::Esc), one(Key::F(1)), one(Key::Enter)], Close, Always, Message::ActionClose, Message::HelpClose, 2;
    Help, [one(Key::F(2))], Language, Always, Message::ActionLanguage, Message::HelpLanguage, 3;
    Help, [one(Key::Up)], Up, Always, Message::ActionUp, Message::HelpUp, 0;
    Help, [one(Key::Down)], Down, Always, Message::ActionDown, Message::HelpDown, 0;
    Help, [one(Key::PageUp)], PageUp, Always, Message::ActionPageUp, Message::HelpPageUp, 0;
    Help, [one(Key::PageDown), one(Key::Char(' '))], PageDown, Always, Message::ActionPageDown, Message::HelpPageDown, 1;
    Help, [one(Key::Home)], First, Always, Message::ActionFirst, Message::HelpFirst, 0;
    Help, [one(Key::End)], Last, Always, Message::ActionLast, Message::HelpLast, 0;

    Quit, [one(Key::F(10)), one(Key::Ctrl('q')), one(Key::Ctrl('c'))], Leave, Always, Message::ActionQuit, Message::HelpLeave, 2;
    Quit, [one(Key::Esc), one(Key::Enter)], Close, Always, Message::ActionStay, Message::HelpStay, 1;
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
        (one.mode, one.keys, one.action, &one.help) == (other.mode, other.keys, other.action, &other.help)
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
