//! The texts of invalid rows and doubts.

use crate::cli::argument::error::ArgumentError;
use crate::domain::event::{Event, TEXT_MAX};
use crate::language::{Explain, Message, Text, format};
use crate::spreadsheet::{Question, RowFault};

impl Explain for RowFault {
    fn explain(&self) -> Text {
        let quoted = |text: &str| Text::from(format::quoted(text));
        let message = match self {
            Self::Fields { expected, found } => {
                Message::ImportFields { expected: (*expected).into(), found: (*found).into() }
            }
            Self::Operator(name) => Message::ImportOperator { name: name.into(), most: TEXT_MAX.into() },
            Self::Station(station) => return ArgumentError::BadStation(station.clone()).explain(),
            Self::Date(text) => return ArgumentError::BadTime(text.clone()).explain(),
            Self::Day(text) => Message::ImportBadDay { day: quoted(text) },
            Self::TimeOfDay(text) => Message::ImportTimeOfDay { time: quoted(text) },
            Self::NoDate => Message::ImportNoDay,
            Self::NoMaterial => Message::ImportNoMaterial,
            Self::Amount { typed, reason, unit } => {
                return ArgumentError::Amount { typed: typed.clone(), reason: *reason, unit: *unit }
                    .explain();
            }
            Self::OtherMaterial { typed } => {
                return ArgumentError::OtherMaterial { typed: typed.clone() }.explain();
            }
            Self::Unreadable(typed) => Message::ImportUnreadable { typed: quoted(typed) },
            Self::TooFine(typed) => Message::ImportTooFine { typed: quoted(typed) },
            Self::Negative(typed) => Message::ImportNegative { typed: quoted(typed) },
            Self::Foreign(typed) => Message::ImportForeign { typed: quoted(typed) },
            Self::NotPieces(typed) => Message::ImportNotPieces { typed: quoted(typed) },
            Self::NotMass(typed) => Message::ImportNotMass { typed: quoted(typed) },
            Self::Unit(unit) => Message::ImportUnit { unit: quoted(unit) },
            Self::DateAsAmount(day) => Message::ImportDateAsAmount { day: day.into() },
            Self::Uncomputed => Message::ImportUncomputed,
            Self::CellFault(error) => Message::ImportCellError { error: error.into() },
            Self::NetDiffers { gross, tare, net } => {
                Message::ImportNetDiffers { gross: gross.into(), tare: tare.into(), net: net.into() }
            }
            Self::People(typed) => return ArgumentError::BadPeople(typed.clone()).explain(),
            Self::Grade { material, grade, known } => {
                let (material, grade, known) = (material.clone(), grade.clone(), known.clone());
                return ArgumentError::UnknownGrade { material, grade, known }.explain();
            }
            Self::TwoGrades { name, grade } => {
                Message::ImportTwoGrades { name: quoted(name), grade: quoted(grade) }
            }
            Self::NothingToUndo(station) => Message::ImportNothingToUndo { station: (*station).into() },
            Self::SplitAmount(typed) => Message::ImportSplitAmount { typed: quoted(typed) },
            Self::PerhapsTotal => Message::ImportPerhapsTotal,
            Self::SecondTable(caption) => Message::ImportSecondTable { caption: quoted(caption) },
            Self::PerhapsDay(caption) => Message::ImportPerhapsDay { caption: quoted(caption) },
            Self::NotWeighed(name) => Message::ImportNotWeighed { name: quoted(name) },
            Self::SumOfGrades => Message::ImportSumOfTypes,
            Self::Hidden => Message::ImportHiddenRow,
            Self::Struck => Message::ImportStruckRow,
            Self::NotCollected { column, value } => {
                Message::ImportNotCollected { column: quoted(column), value: quoted(value) }
            }
            Self::Shown { number, unit } => {
                Message::ImportShown { number: number.into(), unit: quoted(unit) }
            }
            Self::MergedAmount => Message::ImportMergedAmount,
        };
        message.into()
    }
}

/// Returns the text of a doubt: what is not clear, and how it is decided.
pub(super) fn question(question: &Question, event: &Event) -> Text {
    let quoted = |text: &str| Text::from(format::quoted(text));
    let message = match question {
        Question::Material { name, proposals } if proposals.is_empty() => {
            let known = event.materials.iter().map(|material| material.id.clone()).collect();
            return ArgumentError::UnknownMaterial { given: name.clone(), known }.explain();
        }
        Question::Material { name, proposals } => {
            Message::ImportDoubtMaterial { name: quoted(name), proposals: names(proposals, event) }
        }
        Question::Column { name, proposals } if !proposals.is_empty() => {
            Message::ImportDoubtColumnOf { column: quoted(name), proposals: names(proposals, event) }
        }
        Question::Column { name, .. } => Message::ImportDoubtColumn { column: quoted(name) },
        Question::Station { name } => return ArgumentError::BadStation(name.clone()).explain(),
        Question::Dates { example } => Message::ImportDoubtDates { example: quoted(example) },
        Question::Year { example } => Message::ImportDoubtYear { example: quoted(example) },
        Question::Decimal { example } => Message::ImportDoubtDecimal { example: quoted(example) },
        Question::DayNumbers { example } => Message::ImportDoubtDayNumber { example: quoted(example) },
        Question::BadDates { example } if example.is_empty() => Message::ImportNoDay,
        Question::BadDates { example } => Message::ImportBadDay { day: quoted(example) },
    };
    message.into()
}

/// Returns the text of a doubt about one of several unknown names. The materials are listed once after all of them.
pub(super) fn unknown_name(name: &str) -> Text {
    Message::ImportDoubtUnknown { name: format::quoted(name).into() }.into()
}

/// Returns materials by id and name: `glass-clear (Clear glass), glass-coloured (Coloured glass)`.
fn names(indices: &[usize], event: &Event) -> Text {
    let mut parts: Vec<Text> = Vec::new();
    for material in indices.iter().filter_map(|index| event.materials.get(*index)) {
        if !parts.is_empty() {
            parts.push(", ".into());
        }
        parts.extend([Text::from(&material.id), " (".into(), Text::Local(material.name.clone()), ")".into()]);
    }
    Text::Joined(parts)
}
