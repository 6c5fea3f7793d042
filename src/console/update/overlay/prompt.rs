//! The questions that are answered with one line of text.

use crate::console::model::{Model, Notice};
use crate::console::msg::Effect;
use crate::console::overlay::{Overlay, Prompt, Question};
use crate::console::update::{people, records};
use crate::domain::event::ClockTime;
use crate::domain::limits::PEOPLE_MAX;
use crate::domain::record::Op;
use crate::screen::clock::Timestamp;
use crate::screen::field::TextField;

/// Asks a question. The field may contain a proposal.
pub(crate) fn open(model: &mut Model, question: Question, answer: TextField) {
    model.notice = None;
    model.overlays.push(Overlay::Prompt(Prompt { question, answer, rejected: false }));
}

/// Accepts the answer, or asks again.
pub(super) fn submit(model: &mut Model, prompt: Prompt, now: Timestamp, effects: &mut Vec<Effect>) {
    let text = prompt.answer.text().trim().to_owned();
    let accepted = match prompt.question {
        Question::Operator => {
            change_operator(model, text, now, effects);
            true
        }
        Question::PeopleCount => count_people(model, &text, now, effects),
        Question::PaperTime => start_paper_sheet(model, &text),
        Question::VoidReason(_) if text.is_empty() => false,
        Question::VoidReason(target) => {
            records::void(model, target, text, now, effects);
            model.notice = Some(Notice::RecordVoided(target));
            true
        }
    };
    if !accepted {
        model.overlays.push(Overlay::Prompt(Prompt { rejected: true, ..prompt }));
    }
}

fn change_operator(model: &mut Model, name: String, now: Timestamp, effects: &mut Vec<Effect>) {
    if name != model.operator() {
        records::append(model, Op::Operator { name: name.clone() }, now, effects);
        model.notice = Some(Notice::OperatorChanged(name));
    }
}

fn count_people(model: &mut Model, text: &str, now: Timestamp, effects: &mut Vec<Effect>) -> bool {
    let count = text.parse::<u32>().ok().filter(|count| (1..=PEOPLE_MAX).contains(count));
    if let Some(count) = count {
        people::count(model, count, now, effects);
    }
    count.is_some()
}

fn start_paper_sheet(model: &mut Model, text: &str) -> bool {
    let Some(time) = ClockTime::parse(&with_colon(text)) else { return false };
    model.paper = Some(time);
    model.notice = Some(Notice::PaperSheetStarted);
    true
}

/// Returns the time with a colon, so that `930` and `9.30` are also read as 09:30. Operators may omit the
/// colon, because it is hard to reach on some keyboards.
fn with_colon(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let others = text.chars().filter(|c| !c.is_ascii_digit()).count();
    match digits.len() {
        3 if others <= 1 => format!("0{}:{}", &digits[..1], &digits[1..]),
        4 if others <= 1 => format!("{}:{}", &digits[..2], &digits[2..]),
        _ => text.to_owned(),
    }
}
