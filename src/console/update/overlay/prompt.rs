//! The questions that are answered with one line of text.

use crate::console::field_text;
use crate::console::form_field::FormField;
use crate::console::model::Model;
use crate::console::msg::Effect;
use crate::console::notice::Notice;
use crate::console::overlay::{Overlay, Prompt, Question};
use crate::console::paper;
use crate::console::update::overlay::changeable;
use crate::console::update::{people, records};
use crate::domain::record::Op;
use crate::language::Message;
use crate::screen::clock::Timestamp;
use crate::screen::field::TextField;

/// Asks a question. The field may contain a proposal.
pub(crate) fn open(model: &mut Model, question: Question, answer: TextField) {
    model.clear_notice();
    model.overlays.push(Overlay::Prompt(Prompt { question, answer: FormField::new(answer) }));
}

/// Accepts the answer, asks about it, or rejects it.
pub(super) fn submit(model: &mut Model, mut prompt: Prompt, now: Timestamp, effects: &mut Vec<Effect>) {
    let answer = &mut prompt.answer;
    let accepted = match prompt.question {
        Question::Operator => {
            let checked = field_text::name(answer.text());
            answer.submit(checked).map(|name| {
                // Nothing is recorded for a person who is already on duty.
                let _on_duty = change_operator(model, name, now, effects);
            })
        }
        Question::PeopleCount => {
            let checked = field_text::people(answer.text());
            answer.submit(checked).map(|count| people::count_group(model, count, now, effects))
        }
        Question::PaperTime => {
            let checked = paper::sheet(model, answer.text());
            answer.submit(checked).map(|time| {
                model.paper = Some(time);
                model.notify(Notice::PaperSheetStarted);
            })
        }
        Question::ForkReason(of, other) => {
            let checked = field_text::required_name(answer.text(), Message::RefusedReason);
            answer.submit(checked).map(|reason| {
                let ticket = records::append(model, Op::Fork { of, other, reason }, now, effects);
                model.notify(Notice::ForkAcknowledged(ticket));
            })
        }
        Question::VoidReason(target) => {
            let checked = field_text::required_name(answer.text(), Message::RefusedReason);
            answer.submit(checked).map(|reason| match changeable::check(model, target) {
                Ok(()) => records::void(model, target, reason, now, effects),
                Err(error) => changeable::reject(model, error),
            })
        }
    };
    if accepted.is_none() {
        model.overlays.push(Overlay::Prompt(prompt));
    }
}

/// Changes the operator and says so. Returns `None` if the person is already on duty.
pub(super) fn change_operator(
    model: &mut Model,
    name: String,
    now: Timestamp,
    effects: &mut Vec<Effect>,
) -> Option<()> {
    if name == model.operator() {
        return None;
    }
    let ended_sheet = model.paper.is_some();
    let ticket = records::change_operator(model, name.clone(), now, effects);
    model.notify(Notice::OperatorChanged { ticket, name, ended_sheet });
    Some(())
}
