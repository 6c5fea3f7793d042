//! Doubts: what a person has to decide before a table is imported.

use std::collections::HashMap;

use crate::spreadsheet::mapping::Mapping;

/// What is not clear.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Question {
    /// The material of this name is one of these (by index), or another one.
    Material { name: String, proposals: Vec<usize> },
    /// The column contains amounts of one of these materials, or of another one.
    Column { name: String, proposals: Vec<usize> },
    /// The station of this name.
    Station { name: String },
    /// The order of the numbers of days such as this one.
    Dates { example: String },
    /// The year of days such as this one.
    Year { example: String },
    /// The decimal mark of numbers such as this one.
    Decimal { example: String },
    /// Whether bare numbers such as this one are days that a spreadsheet program counts.
    DayNumbers { example: String },
    /// What to do with rows whose day has no meaning, such as this one.
    BadDates { example: String },
}

impl Question {
    /// Returns what two questions with the same answer have in common.
    fn key(&self) -> (u8, &str) {
        match self {
            Self::Material { name, .. } => (0, name),
            Self::Column { name, .. } => (1, name),
            Self::Station { name } => (2, name),
            Self::Dates { .. } => (3, ""),
            Self::Year { .. } => (4, ""),
            Self::Decimal { .. } => (5, ""),
            Self::DayNumbers { .. } => (6, ""),
            Self::BadDates { .. } => (7, ""),
        }
    }
}

/// A question with the rows that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Doubt {
    pub question: Question,
    /// The numbers of the rows.
    pub rows: Vec<u32>,
}

/// The doubts of a table, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Doubts {
    all: Vec<Doubt>,
    /// The index of each question. A table may have thousands of unknown names.
    indices: HashMap<(u8, String), usize>,
}

impl Doubts {
    pub(super) fn add(&mut self, row: u32, question: Question) {
        let (kind, name) = question.key();
        let index = *self.indices.entry((kind, name.to_owned())).or_insert(self.all.len());
        match self.all.get_mut(index) {
            Some(doubt) => {
                if doubt.rows.last() != Some(&row) {
                    doubt.rows.push(row);
                }
            }
            None => self.all.push(Doubt { question, rows: vec![row] }),
        }
    }

    /// Returns the doubts in the order in which they were found.
    pub(super) fn into_vec(self) -> Vec<Doubt> {
        self.all
    }
}

impl Doubt {
    /// Writes the open question into a proposal, with its possible answers. `ids` are the ids of the catalogue.
    pub(super) fn propose(&self, mapping: &mut Mapping, ids: &[&str]) {
        use crate::spreadsheet::mapping::{Answer, BadDates};
        use crate::spreadsheet::{date::DateOrder, number::DecimalMark};
        let named = |indices: &[usize]| {
            Answer::Open(
                indices.iter().filter_map(|index| ids.get(*index)).map(|id| (*id).to_owned()).collect(),
            )
        };
        match &self.question {
            Question::Material { name, proposals } => {
                mapping.materials.insert(name.clone(), named(proposals));
            }
            Question::Column { name, proposals } => {
                mapping.columns.insert(name.clone(), named(proposals));
            }
            Question::Station { name } => {
                mapping.stations.insert(name.clone(), Answer::Open(Vec::new()));
            }
            Question::Dates { .. } => {
                mapping.dates = Some(Answer::Open(vec![DateOrder::Dmy, DateOrder::Mdy]))
            }
            Question::Year { .. } => mapping.year = Some(Answer::Open(Vec::new())),
            Question::Decimal { .. } => {
                mapping.decimal = Some(Answer::Open(vec![DecimalMark::Comma, DecimalMark::Point]));
            }
            Question::DayNumbers { .. } => mapping.day_numbers = Some(Answer::Open(vec![true, false])),
            Question::BadDates { .. } => {
                mapping.bad_dates = Some(Answer::Open(vec![BadDates::Skip, BadDates::Above]));
            }
        }
    }
}
