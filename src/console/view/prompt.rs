//! A prompt: one question with one field, which asks for the operator, a group of people, a reason or a time.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::console::field_text;
use crate::console::labels;
use crate::console::model::Model;
use crate::console::overlay::{Prompt, Question};
use crate::console::paper;
use crate::console::view::field;
use crate::console::view::room::Room;
use crate::language::{Message, format};
use crate::screen::paint::{below, print, wrap};

/// The columns of the box, including four for its border and margins.
const COLUMNS: u16 = 64;
/// The rows of the border and the answer.
const FIXED_ROWS: u16 = 3;

pub(super) fn render(frame: &mut Frame<'_>, room: &Room, prompt: &Prompt, model: &Model) {
    let Prompt { question, answer } = prompt;
    let (theme, texts) = (&model.theme, &model.texts);
    let (title, asked) = match *question {
        Question::Operator => (Message::ActionOperator, Message::PromptOperator),
        Question::PeopleCount => (Message::ActionGroup, Message::PromptPeople),
        Question::PaperTime => (Message::ActionPaper, Message::AskPaperTime),
        Question::VoidReason(_) => (Message::ActionVoid, Message::PromptVoid),
        Question::ForkReason(..) => (Message::ActionAcknowledge, Message::PromptFork),
    };
    let columns = COLUMNS.min(room.columns()).saturating_sub(4);
    // The record that will be voided is shown above the question.
    let record = match *question {
        Question::VoidReason(target) => Some(labels::record(model, target, columns)),
        Question::Operator | Question::PeopleCount | Question::PaperTime | Question::ForkReason(..) => None,
    };
    let record_rows = u16::from(record.is_some());
    let message = field::message(answer, meaning(prompt, model), String::new(), columns, model);
    let asked = match (question, model.paper) {
        (Question::PeopleCount, Some(at)) => {
            texts.get(Message::PromptPeopleOfSheet { time: paper::label(at, model).into() })
        }
        _ => texts.get(asked),
    };
    // An example that is cut would be a wrong one.
    let asked = wrap(&asked, columns);
    let asked_rows = u16::try_from(asked.len()).unwrap_or(1);
    let size = (COLUMNS, FIXED_ROWS + record_rows + asked_rows + message.height());
    let buffer = frame.buffer_mut();
    let inside =
        room.draw_window(buffer, size, &labels::capitalized(&texts.get(title)), theme, theme.accent());
    let inside = Rect { x: inside.x + 1, width: columns, ..inside };
    if let Some(record) = record {
        print(buffer, inside, 0, 0, &format::fit(&record, usize::from(columns)), theme.strong());
    }
    let inside = below(inside, record_rows);
    for (y, row) in (0..).zip(&asked) {
        print(buffer, inside, 0, y, row, theme.plain());
    }
    let inside = below(inside, asked_rows);
    print(buffer, inside, 0, 0, theme.prompt(), theme.accent());
    let input = Rect { x: inside.x + 2, y: inside.y, width: columns.saturating_sub(2), height: 1 };
    let cursor = field::render_form_field(buffer, input, answer, true, model);
    message.render(buffer, below(inside, 1), model);
    frame.set_cursor_position(cursor);
}

/// Returns what the answer means, if it is a number of people or a time.
fn meaning(prompt: &Prompt, model: &Model) -> Option<String> {
    let text = prompt.answer.text();
    let meaning = match prompt.question {
        Question::PeopleCount => {
            let count = field_text::people(text).ok()?.value;
            model.texts.get(Message::PeopleCount { count: count.into() })
        }
        Question::PaperTime => paper::label(paper::sheet(model, text).ok()?.value, model),
        Question::Operator | Question::VoidReason(_) | Question::ForkReason(..) => return None,
    };
    Some(format!("= {meaning}"))
}
