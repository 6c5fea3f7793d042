//! Checks that the answers of a person name materials, grades and stations that exist.

use crate::domain::event::Event;
use crate::domain::record::StationId;
use crate::spreadsheet::column::HeaderError;
use crate::spreadsheet::mapping::{Answer, Mapping};
use crate::spreadsheet::material::MaterialNames;
use crate::spreadsheet::meaning;
use crate::spreadsheet::words;

/// Checks all answers, also those for names that the table does not have.
///
/// # Errors
/// [`HeaderError`].
pub(super) fn check(mapping: &Mapping, materials: &MaterialNames<'_>) -> Result<(), HeaderError> {
    for (name, answer) in given(&mapping.columns) {
        meaning::given_meaning(name, answer, materials)?;
    }
    for (name, answer) in given(&mapping.materials) {
        if meaning::given_material(materials.event, answer).is_some() || words::is_people(answer) {
            continue;
        }
        let (name, answer) = (name.clone(), answer.clone());
        let grades = answer.split_once(':').and_then(|(id, _)| materials.event.material(id));
        return Err(match grades {
            Some((_, material)) => HeaderError::UnknownGrade { name, answer, known: material.grades.clone() },
            None => {
                let near = materials.near_ids(answer.split(':').next().unwrap_or(&answer));
                let known = materials.event.materials.iter().map(|material| material.id.clone()).collect();
                HeaderError::UnknownMaterial { name, answer, near, known }
            }
        });
    }
    for (name, answer) in given(&mapping.stations) {
        if StationId::parse(answer).is_none() {
            return Err(HeaderError::BadStation { name: name.clone(), answer: answer.clone() });
        }
    }
    Ok(())
}

impl Mapping {
    /// Removes the answers that name materials or grades that an event does not have. Answers of an earlier import may be those
    /// for another catalogue.
    pub(crate) fn retain_known(&mut self, event: &Event) {
        let materials = MaterialNames::new(event);
        let is_known = |name: &String, answer: &mut Answer<String>, is_column: bool| match answer {
            Answer::Given(Some(answer)) if is_column => {
                meaning::given_meaning(name, answer, &materials).is_ok()
            }
            Answer::Given(Some(answer)) => {
                meaning::given_material(event, answer).is_some() || words::is_people(answer)
            }
            Answer::Given(None) | Answer::Open(_) => true,
        };
        self.columns.retain(|name, answer| is_known(name, answer, true));
        self.materials.retain(|name, answer| is_known(name, answer, false));
    }
}

/// Returns the answers that are no longer open, apart from `null`.
fn given<'a>(
    answers: impl IntoIterator<Item = (&'a String, &'a Answer<String>)>,
) -> impl Iterator<Item = (&'a String, &'a String)> {
    answers.into_iter().filter_map(|(name, answer)| match answer {
        Answer::Given(Some(answer)) => Some((name, answer)),
        Answer::Given(None) | Answer::Open(_) => None,
    })
}
