//! The state of the entry line, and the earlier states that can be restored.

use crate::console::form_field::FormField;
use crate::console::selection::Selection;
use crate::console::wire_station::CapturedWeight;
use crate::domain::guard::Plausibility;
use crate::domain::record::RecordRef;
use crate::entry::{self, Reading};
use crate::scale::capture::Doubt;
use crate::screen::field::TextField;
use crate::screen::list::ListCursor;

/// Why an amount is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HoldReason {
    /// The text was typed on the top row of a Kazakh keyboard, so the amount is only a proposal.
    Proposed,
    /// The slip guard considers the amount unusual.
    SlipGuard(Plausibility),
    /// A machine typed the same line twice, so it may be the same load (docs/input.md, M5).
    SameLoad,
    /// A machine line came after typed text, so there are two readings (docs/input.md, M4).
    TwoReadings,
    /// The letter after the amount selects a pane, but it may also be a unit.
    PaneLetter,
    /// The weight of the scale may be that of a load which was recorded before.
    Load(Doubt),
    /// A machine typed the line while a paper sheet was being typed in, so it may be what is on the scale now.
    OnSheet,
}

/// An open question about the entry line. Only an Enter by itself answers it with yes (docs/input.md, G6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Held {
    /// The amount of the entry line.
    Amount {
        /// The reading of the entry line.
        reading: Box<Reading>,
        reason: HoldReason,
    },
    /// This many people, because the space bar may have been pressed by mistake.
    People(u32),
}

/// The source of the text in the entry line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Origin {
    #[default]
    Hand,
    /// A machine typed this line.
    Machine(String),
    /// The scale that types like a keyboard sent this frame.
    Wedge(String),
    /// The scale on a wire shows this weight.
    Scale(Box<CapturedWeight>),
}

impl Origin {
    /// Returns the line that a machine typed.
    pub(super) fn machine_line(&self) -> Option<&str> {
        match self {
            Self::Hand | Self::Scale(_) => None,
            Self::Machine(line) | Self::Wedge(line) => Some(line),
        }
    }
}

/// An entry line and its selection, which can be put back.
#[derive(Clone, Debug, Default)]
pub(crate) struct SavedLine {
    pub line: EntryLine,
    pub selection: Selection,
}

/// Typed text that was followed by a machine line, and the two readings of both.
#[derive(Clone, Debug)]
pub(crate) struct HalfTyped {
    /// The typed text.
    pub before: SavedLine,
    /// Whether the machine line alone is shown, instead of both together.
    pub shows_line_alone: bool,
    /// The reading that is not shown, if it is an amount.
    pub other: Option<SavedLine>,
    /// The line that the machine typed.
    pub machine_line: String,
}

/// The columns of the letters that a hand pressed directly after a complete amount, to select a pane (docs/input.md, E6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PaneLetters {
    pub start: usize,
    pub end: usize,
}

/// The amount of the entry that was undone last. It is offered again for another material (docs/input.md, E7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UndoneAmount {
    pub text: String,
    /// Whether a material was chosen for it since then. Only then Enter takes it.
    pub has_material: bool,
}

/// The entry line.
#[derive(Clone, Debug, Default)]
pub(crate) struct EntryLine {
    pub text: String,
    /// Whether the operator marked the amount as an estimate with F7.
    pub estimate: bool,
    pub origin: Origin,
    /// Whether a machine typed this line twice. As long as the line is unchanged, Enter asks about it, also after the
    /// question was closed (docs/input.md, M5).
    pub is_same_load: bool,
    pub held: Option<Held>,
    /// The material that the last key selected by its letter.
    pub last_selected: Option<usize>,
    /// Whether a letter has selected a material since the last record. If so, `N*` may not select another
    /// material.
    pub selected_by_letter: bool,
    /// The letters after the amount. They select a pane as long as nothing follows them.
    pub pane_letters: Option<PaneLetters>,
    /// The undone amount, as long as nothing is typed or recorded.
    pub undone: Option<UndoneAmount>,
    /// The line that this line replaced while a question was open. Esc brings it back (docs/input.md, E2).
    pub offered: Option<Box<SavedLine>>,
    /// Whether the next character ends that offer, because a record was made since it began.
    pub offer_ends: bool,
    /// The typed text before the machine line, while the question is open which reading was meant.
    pub half_typed: Option<Box<HalfTyped>>,
}

impl EntryLine {
    /// Returns the letter that selects a pane after the amount, and how often it was pressed.
    #[must_use]
    pub(crate) fn pane_letter(&self) -> Option<(char, usize)> {
        let letters = self.pane_letters.filter(|letters| letters.end == self.text.chars().count())?;
        Some((self.text.chars().next_back()?, letters.end - letters.start))
    }

    /// Returns whether the letter after the amount may also be the beginning of a unit, or a unit: `k`, `g`, `к`, `г`, and
    /// what their keys type in the other layout.
    #[must_use]
    pub(crate) fn pane_letter_may_be_unit(&self) -> bool {
        self.pane_letter().is_some_and(|(letter, _)| "kKgGкКгГлЛпП".contains(letter))
    }

    /// Returns the text without the letters that select a pane.
    #[must_use]
    pub(crate) fn amount_text(&self) -> String {
        match (self.pane_letter(), self.pane_letters) {
            (Some(_), Some(letters)) => self.text.chars().take(letters.start).collect(),
            _ => self.text.clone(),
        }
    }

    /// Chooses the selected material for the undone amount.
    pub(super) fn choose_for_undone(&mut self) {
        if let Some(undone) = &mut self.undone {
            undone.has_material = true;
        }
    }

    /// Returns the undone amount if Enter takes it.
    #[must_use]
    pub(crate) fn chosen_undone(&self) -> Option<&str> {
        self.undone.as_ref().filter(|undone| undone.has_material).map(|undone| undone.text.as_str())
    }

    /// Returns the text, with a `~` if the operator marked the amount as an estimate with F7.
    #[must_use]
    pub(crate) fn text_with_mark(&self) -> String {
        if self.estimate && !self.text.contains(entry::is_about) {
            format!("~{}", self.text)
        } else {
            self.text.clone()
        }
    }
}

/// The history of the machine lines since the last key of a hand (docs/input.md, M5 and M6).
#[derive(Clone, Debug, Default)]
pub(crate) struct MachineState {
    /// The machine line that was recorded last.
    pub last_recorded: Option<String>,
    /// Whether the last line was rejected. What follows it without a pause may be the rest of it.
    pub last_rejected: bool,
    /// Whether a rejected line may have named a material. An amount without a letter then has no material.
    pub material_unknown: bool,
}

/// An earlier state of a text field.
#[derive(Clone, Debug)]
pub(crate) enum SavedField {
    /// The search of the history, and the record under its cursor.
    History(TextField, Option<RecordRef>),
    /// The search in the help, and its first line.
    Help(TextField, ListCursor),
    /// The search for a material, and its cursor.
    Find(TextField, ListCursor),
    Form(FormField),
}

/// The state before a run of characters, which is restored if the run turns out to be a machine line.
#[derive(Clone, Debug)]
pub(crate) struct BeforeRun {
    pub line: SavedLine,
    pub machine: MachineState,
    /// The text field of the overlay on top.
    pub field: Option<SavedField>,
}
