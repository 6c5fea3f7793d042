//! Whole lines, which a machine typed or which were pasted.
//!
//! Invariant: a line is read as a whole before anything changes. A line of words that happens to begin with the
//! letter of a material's key does not select that material.

use crate::console::entry_line::{EntryLine, Origin, SavedLine};
use crate::console::model::Model;
use crate::console::selection::Selection;
use crate::entry;

/// Whether spaces may separate the letters from the amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spacing {
    /// The amount directly follows the letters, as a hand types it.
    None,
    /// Spaces may separate them, as in a written list.
    Allowed,
}

/// A line that begins as a hand types it: the letter of one pane, repeated for a grade, or none; then an
/// amount, or nothing yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct WholeLine<'a> {
    /// The number of spaces at the start.
    pub spaces: usize,
    /// The material and grade that the letters select, or `None` if the line has no letters.
    pub selection: Option<Selection>,
    /// The text of the amount.
    pub amount: &'a str,
}

impl<'a> WholeLine<'a> {
    /// Reads a line. Returns `None` if it does not begin as a hand types it.
    pub(super) fn read(model: &Model, line: &'a str, spacing: Spacing) -> Option<Self> {
        if line.chars().any(char::is_control) {
            return None;
        }
        let text = line.trim_start_matches(' ');
        let spaces = line.len() - text.len();
        let Some(first) = text.chars().next() else {
            return Some(Self { spaces, selection: None, amount: "" });
        };
        if entry::begins_amount(first) {
            return Some(Self { spaces, selection: None, amount: text.trim_end() });
        }
        let index = model.material_on_key(first)?;
        let rest = text.trim_start_matches(|c| model.material_on_key(c) == Some(index));
        let count = text[..text.len() - rest.len()].chars().count();
        let amount = match spacing {
            Spacing::None => rest,
            Spacing::Allowed => rest.trim_start(),
        };
        if amount.chars().next().is_some_and(|c| !entry::begins_amount(c)) {
            return None;
        }
        // As with keys, the first letter selects no grade, and each further letter selects the next grade.
        let grades = model.event.materials.get(index).map_or(0, |material| material.grades.len());
        let grade = ((count - 1) % (grades + 1)).checked_sub(1);
        let selection = Some(Selection { material: Some(index), grade });
        Some(Self { spaces, selection, amount: amount.trim_end() })
    }

    /// Reads a line that has an amount. Returns `None` for any other line.
    pub(super) fn read_entry(model: &Model, line: &'a str, spacing: Spacing) -> Option<Self> {
        Self::read(model, line, spacing).filter(|whole| !whole.amount.is_empty())
    }

    /// Returns whether the space at the start counts a person (docs/input.md, G7). Several spaces are padding.
    pub(super) const fn counts_person(&self) -> bool {
        self.spaces == 1 && (self.selection.is_some() || !self.amount.is_empty())
    }

    /// Returns the entry line that results if this line is typed on the empty entry line.
    pub(super) fn typed(&self, model: &Model, origin: Origin) -> SavedLine {
        SavedLine {
            line: EntryLine {
                text: self.amount.to_owned(),
                estimate: model.line.estimate,
                origin,
                selected_by_letter: model.line.selected_by_letter || self.selection.is_some(),
                ..EntryLine::default()
            },
            selection: self.selection.unwrap_or(model.selection),
        }
    }
}
