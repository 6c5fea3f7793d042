//! Asks about doubts on a terminal: one question each, with numbered answers.
//!
//! Invariant: an answer is a number of the list, or the id of a material or station. Everything else asks again, and an
//! empty line gives up.

use std::io::{self, BufRead, IsTerminal, Write};

use crate::cli::import::{error, explain};
use crate::domain::event::Event;
use crate::domain::record::StationId;
use crate::language::{Message, Text, Texts};
use crate::spreadsheet::{Answer, BadDates, DateOrder, DecimalMark, Doubt, Mapping, Question};

/// Returns whether a person can be asked: both the questions and the answers go through a terminal.
pub(super) fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// A possible answer.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Choice {
    /// A material by its id, or `None` if it is not imported.
    Material(Option<String>),
    Dates(DateOrder),
    Decimal(DecimalMark),
    DayNumbers(bool),
    BadDates(BadDates),
}

/// Asks each question and adds the answers to the mapping. Returns whether all were answered.
pub(super) fn ask(doubts: &[Doubt], event: &Event, texts: &Texts, mapping: &mut Mapping) -> bool {
    let input = io::stdin();
    let (mut input, mut output) = (input.lock(), io::stderr().lock());
    doubts.iter().all(|doubt| ask_one(doubt, event, texts, mapping, &mut input, &mut output))
}

/// Asks one question until it is answered. Returns `false` if the person gives up.
fn ask_one(
    doubt: &Doubt,
    event: &Event,
    texts: &Texts,
    mapping: &mut Mapping,
    input: &mut dyn BufRead,
    output: &mut dyn Write,
) -> bool {
    let choices = choices(&doubt.question, event);
    let text = explain::question(&doubt.question, event);
    let question = match &doubt.rows[..] {
        [row] => Message::ImportAskRow { row: row.to_string().into(), doubt: text },
        rows => Message::ImportAsk { rows: error::row_numbers(rows), doubt: text },
    };
    let mut lines = vec![texts.get(question)];
    for ((text, _), number) in choices.iter().zip(1..) {
        lines.push(format!("  {number}  {}", texts.show(text.clone())));
    }
    let how = match doubt.question {
        Question::Material { .. } | Question::Column { .. } => Message::ImportAskMaterial,
        Question::Station { .. } => Message::ImportAskStation,
        Question::Year { .. } => Message::ImportAskYear,
        _ => Message::ImportAskNumber,
    };
    let _ = writeln!(output, "{}", lines.join("\n"));
    loop {
        let _ = write!(output, "{} ", texts.get(how.clone()));
        let _ = output.flush();
        let mut line = String::new();
        if !matches!(input.read_line(&mut line), Ok(1..)) || line.trim().is_empty() {
            return false;
        }
        if answer(line.trim(), &doubt.question, &choices, event, mapping) {
            return true;
        }
    }
}

/// Returns the numbered answers.
fn choices(question: &Question, event: &Event) -> Vec<(Text, Choice)> {
    let materials = |proposals: &[usize]| {
        let known = proposals.iter().filter_map(|index| event.materials.get(*index));
        let mut all: Vec<(Text, Choice)> = known
            .map(|material| {
                let text = Text::Joined(vec![
                    Text::Local(material.name.clone()),
                    " (".into(),
                    Text::from(&material.id),
                    ")".into(),
                ]);
                (text, Choice::Material(Some(material.id.clone())))
            })
            .collect();
        all.push((Message::ImportChoiceLeaveOut.into(), Choice::Material(None)));
        all
    };
    match question {
        Question::Material { proposals, .. } | Question::Column { proposals, .. } => materials(proposals),
        Question::Station { .. } | Question::Year { .. } => Vec::new(),
        Question::Dates { .. } => vec![
            (Message::ImportChoiceDayFirst.into(), Choice::Dates(DateOrder::Dmy)),
            (Message::ImportChoiceMonthFirst.into(), Choice::Dates(DateOrder::Mdy)),
        ],
        Question::Decimal { .. } => vec![
            (Message::ImportChoiceComma.into(), Choice::Decimal(DecimalMark::Comma)),
            (Message::ImportChoicePoint.into(), Choice::Decimal(DecimalMark::Point)),
        ],
        Question::DayNumbers { .. } => vec![
            (Message::ImportChoiceDayNumbers.into(), Choice::DayNumbers(true)),
            (Message::ImportChoiceNoDayNumbers.into(), Choice::DayNumbers(false)),
        ],
        Question::BadDates { .. } => vec![
            (Message::ImportChoiceAbove.into(), Choice::BadDates(BadDates::Above)),
            (Message::ImportChoiceSkip.into(), Choice::BadDates(BadDates::Skip)),
        ],
    }
}

/// Adds an answer to the mapping. Returns `false` if the text is none.
fn answer(
    text: &str,
    question: &Question,
    choices: &[(Text, Choice)],
    event: &Event,
    mapping: &mut Mapping,
) -> bool {
    let numbered = text.parse::<usize>().ok().and_then(|number| choices.get(number.checked_sub(1)?));
    let material = |choice: Option<&Choice>| match choice {
        Some(Choice::Material(material)) => Some(Answer::Given(material.clone())),
        _ => event.material(text).map(|(_, material)| Answer::Given(Some(material.id.clone()))),
    };
    let choice = numbered.map(|(_, choice)| choice);
    match question {
        Question::Material { name, .. } => {
            let Some(answer) = material(choice) else { return false };
            mapping.materials.insert(name.clone(), answer);
        }
        Question::Column { name, .. } => {
            let Some(answer) = material(choice) else { return false };
            mapping.columns.insert(name.clone(), answer);
        }
        Question::Station { name } => {
            let Some(id) = StationId::parse(&text.to_uppercase()) else { return false };
            mapping.stations.insert(name.clone(), Answer::Given(Some(id.to_string())));
        }
        Question::Year { .. } => {
            let year = text.parse().ok().filter(|year| (1000..9999).contains(year));
            let Some(year) = year else { return false };
            mapping.year = Some(Answer::Given(Some(year)));
        }
        _ => match choice {
            Some(Choice::Dates(order)) => mapping.dates = Some(Answer::Given(Some(*order))),
            Some(Choice::Decimal(mark)) => mapping.decimal = Some(Answer::Given(Some(*mark))),
            Some(Choice::DayNumbers(are)) => mapping.day_numbers = Some(Answer::Given(Some(*are))),
            Some(Choice::BadDates(bad)) => mapping.bad_dates = Some(Answer::Given(Some(*bad))),
            Some(Choice::Material(_)) | None => return false,
        },
    }
    true
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::event::UtcOffset;
    use crate::language::Language;

    fn asked(question: Question, typed: &str) -> (bool, Mapping, String) {
        let day = NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
        let event = Event::new(1, "R", day, UtcOffset::parse("+05:00").unwrap()).unwrap();
        let doubt = Doubt { question, rows: vec![5, 8] };
        let (mut mapping, mut output) = (Mapping::default(), Vec::new());
        let is_answered = ask_one(
            &doubt,
            &event,
            &Texts::new(Language::En),
            &mut mapping,
            &mut typed.as_bytes(),
            &mut output,
        );
        (is_answered, mapping, String::from_utf8(output).unwrap())
    }

    fn glass() -> Question {
        Question::Material { name: "стекло".into(), proposals: vec![2, 3] }
    }

    #[test]
    fn a_material_is_chosen_by_number_or_id() {
        for (typed, id) in [("2\n", "glass-coloured"), ("jars\n", "jars"), ("7\nx\n1\n", "glass-clear")] {
            let (is_answered, mapping, output) = asked(glass(), typed);
            assert!(is_answered);
            assert_eq!(mapping.materials["стекло"], Answer::Given(Some(id.to_owned())));
            assert!(output.contains("5, 8") && output.contains("  1  Clear glass (glass-clear)"), "{output}");
        }
        assert_eq!(asked(glass(), "3\n").1.materials["стекло"], Answer::Given(None));
    }

    #[test]
    fn an_empty_line_gives_up() {
        for typed in ["", "\n", "x\n\n"] {
            let (is_answered, mapping, _) = asked(glass(), typed);
            assert!(!is_answered);
            assert_eq!(mapping, Mapping::default());
        }
    }

    #[test]
    fn orders_and_marks_are_chosen_by_number() {
        let (_, mapping, _) = asked(Question::Dates { example: "04/07/2022".into() }, "dmy\n2\n");
        assert_eq!(mapping.dates, Some(Answer::Given(Some(DateOrder::Mdy))));
        let (_, mapping, _) = asked(Question::Year { example: "25.01".into() }, "25\n2026\n");
        assert_eq!(mapping.year, Some(Answer::Given(Some(2026))));
        let (_, mapping, _) = asked(Question::Station { name: "Пост Б".into() }, "b\n");
        assert_eq!(mapping.stations["Пост Б"], Answer::Given(Some("B".to_owned())));
    }
}
