//! The selected material and grade.

use crate::domain::catalogue::Material;
use crate::domain::event::Event;
use crate::entry::keyboard;

/// A material and its grade, by their indexes in the catalogue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The index of the material in the catalogue.
    pub material: Option<usize>,
    /// The index of the grade in the material's list of grades.
    pub grade: Option<usize>,
}

impl Selection {
    /// Selects a material without a grade.
    #[must_use]
    pub const fn material(index: usize) -> Self {
        Self { material: Some(index), grade: None }
    }

    /// Returns the indexes of the same material and grade in a changed event. The material is found by its
    /// id, and the grade by its name. A material or grade that the event no longer has is not selected.
    #[must_use]
    pub fn in_changed_event(self, old: &Event, new: &Event) -> Self {
        let old_material = self.material.and_then(|index| old.materials.get(index));
        let Some((index, material)) = old_material.and_then(|material| new.material(&material.id)) else {
            return Self::default();
        };
        let grade = old_material.zip(self.grade).and_then(|(material, grade)| material.grades.get(grade));
        let grade = grade.and_then(|name| material.grades.iter().position(|other| other == name));
        Self { material: Some(index), grade }
    }
}

/// Returns the index of the offered material whose pane is on the key of this letter, in any layout.
pub(super) fn index_on_key(event: &Event, letter: char) -> Option<usize> {
    let index = event.index_on_key(keyboard::key_of(letter)?.to_ascii_uppercase())?;
    (!event.materials[index].hidden).then_some(index)
}

/// Returns the material at [`index_on_key`].
pub(super) fn material_on_key(event: &Event, letter: char) -> Option<&Material> {
    index_on_key(event, letter).map(|index| &event.materials[index])
}

/// Returns the next grade of a material with `count` grades. The cycle starts with no grade, and returns to
/// no grade after the last grade.
#[must_use]
pub(super) fn next_grade(grade: Option<usize>, count: usize) -> Option<usize> {
    Some(grade.map_or(0, |grade| grade + 1)).filter(|grade| *grade < count)
}
