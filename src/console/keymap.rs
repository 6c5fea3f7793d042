//! The key table, which drives dispatch, the footer, the menu, the help and `docs/keys.md`.
//!
//! Invariant: the help always matches the keys, because the help and the key dispatch both use
//! [`Mode::bindings`]. A key runs the first binding of the mode whose condition holds and whose keys include
//! that key.

mod binding;
mod table;

pub use binding::{Binding, Pattern, Snapshot, When};

use crate::console::action::Action;
use crate::language::Message;
use crate::screen::key::Key;

/// The part of the console that receives the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// The start screen, which asks for the event before a console opens one.
    Start,
    /// The panes of a console that weighs.
    Weighing,
    /// The panes of a console that only watches.
    Watching,
    /// The help.
    Help,
    /// The menu of all actions.
    Menu,
    /// The history of all stations.
    History,
    /// A question that is answered with a line of text or a number.
    Prompt,
    /// The correction of an entry.
    Correct,
    /// The list of rejected lines.
    Rejected,
    /// The search for a material.
    Find,
    /// The form of a hand-over.
    HandOver,
    /// The balance of collected and handed-over amounts.
    Balance,
    /// The report.
    Report,
    /// The faults in the journals.
    Faults,
    /// The question whether to quit.
    Quit,
}

impl Mode {
    /// Every mode, in the order of the help.
    pub const ALL: [Self; 15] = [
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
        Self::Start,
    ];

    /// Returns the mode of the panes.
    #[must_use]
    pub const fn of_panes(now: Snapshot) -> Self {
        if now.watches { Self::Watching } else { Self::Weighing }
    }

    /// Returns the title of the mode.
    #[must_use]
    pub const fn title(self) -> Message {
        match self {
            Self::Start => Message::ModeStart,
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

    /// Returns the bindings of the mode.
    #[must_use]
    pub const fn bindings(self) -> &'static [Binding] {
        match self {
            Self::Start => table::START,
            Self::Weighing => table::WEIGHING,
            Self::Watching => table::WATCHING,
            Self::Help => table::HELP,
            Self::Menu => table::MENU,
            Self::History => table::HISTORY,
            Self::Prompt => table::PROMPT,
            Self::Correct => table::CORRECT,
            Self::Rejected => table::REJECTED,
            Self::Find => table::FIND,
            Self::HandOver => table::HAND_OVER,
            Self::Balance => table::BALANCE,
            Self::Report => table::REPORT,
            Self::Faults => table::FAULTS,
            Self::Quit => table::QUIT,
        }
    }

    /// Returns whether typed text goes into a field of the window.
    #[must_use]
    pub const fn has_text_field(self) -> bool {
        match self {
            Self::Help | Self::History | Self::Find | Self::Prompt | Self::Correct | Self::HandOver => true,
            Self::Start
            | Self::Weighing
            | Self::Watching
            | Self::Menu
            | Self::Rejected
            | Self::Balance
            | Self::Report
            | Self::Faults
            | Self::Quit => false,
        }
    }

    /// Returns whether this console can ever be in the mode.
    #[must_use]
    pub const fn is_reachable(self, now: Snapshot) -> bool {
        match self {
            Self::Start => false,
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

/// Returns the action of a key in a mode, or `None` if the key has no effect there. Some keys have one in every mode.
#[must_use]
pub fn resolve(mode: Mode, key: Key, now: Snapshot) -> Option<Action> {
    let bindings = mode.bindings().iter().chain(table::EVERYWHERE);
    bindings.filter(|binding| binding.when.holds(now)).find_map(|binding| binding.action(key))
}

/// Returns the bindings in the footer, in footer order.
#[must_use]
pub fn footer(mode: Mode, now: Snapshot) -> Vec<&'static Binding> {
    let mut shown: Vec<&Binding> = Vec::new();
    for binding in mode.bindings().iter().filter(|binding| binding.footer.is_some()) {
        let same_key = |other: &&Binding| other.keys.first() == binding.keys.first();
        if binding.when.holds(now) && !shown.iter().any(same_key) {
            shown.push(binding);
        }
    }
    shown.retain(|binding| binding.offered.holds(now));
    shown.sort_by_key(|binding| binding.footer);
    shown
}

/// Returns the bindings of a mode for the help and the documentation. If two bindings differ only in their
/// condition, and the condition of one binding always holds, the other binding is left out.
pub fn documented(mode: Mode) -> impl Iterator<Item = &'static Binding> {
    let bindings = mode.bindings();
    let is_repeated = move |binding: &Binding| {
        let same = |other: &Binding| (other.keys, &other.help) == (binding.keys, &binding.help);
        binding.when != When::Always && bindings.iter().any(|other| other.when == When::Always && same(other))
    };
    bindings.iter().filter(move |binding| !is_repeated(binding))
}

/// Returns the actions in the menu of this console, in table order.
#[must_use]
pub fn menu(now: Snapshot) -> Vec<&'static Binding> {
    let mut shown: Vec<&Binding> = Vec::new();
    for binding in Mode::of_panes(now).bindings().iter().filter(|binding| binding.in_menu) {
        // If two bindings have the same keys, the first binding is used, as in `resolve`.
        if binding.when.holds(now) && !shown.iter().any(|other| other.keys == binding.keys) {
            shown.push(binding);
        }
    }
    shown
}

/// Returns the key that runs a menu item. The keys are 1 to 9, then 0, then letters.
#[must_use]
pub fn menu_key(index: usize) -> Option<char> {
    "1234567890abcdefghijkl".chars().nth(index)
}
