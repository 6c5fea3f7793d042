//! A prompt: one question with one field, which asks for the operator, a group of people, a reason or a time.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::console::labels;
use crate::console::model::Model;
use crate::console::overlay::{Prompt, Question};
use crate::console::view::field;
use crate::domain::limits::PEOPLE_MAX;
use crate::language::{Message, format};
use crate::screen::paint::{centred, draw_box, print, width};

pub(super) fn render(frame: &mut Frame<'_>, area: Rect, prompt: &Prompt, model: &Model) {
    let Prompt { question, answer, rejected } = prompt;
    let (theme, texts) = (&model.theme, &model.texts);
    let (title, asked, wrong) = match *question {
        Question::Operator => {
            (texts.get(Message::ActionOperator), texts.get(Message::PromptOperator), String::new())
        }
        Question::PeopleCount => (
            texts.get(Message::ActionGroup),
            texts.get(Message::PromptPeople),
            texts.get(Message::RefusedGroup { most: PEOPLE_MAX.into() }),
        ),
        Question::PaperTime => (
            texts.get(Message::ActionPaper),
            texts.get(Message::AskPaperTime),
            texts.get(Message::RefusedPaperTime),
        ),
        Question::VoidReason(_) => (
            texts.get(Message::ActionVoid),
            texts.get(Message::PromptVoid),
            texts.get(Message::RefusedReason),
        ),
    };
    let title = capitalized(&title);
    // Above the question, show the record that will be voided.
    let record_rows = u16::from(matches!(question, Question::VoidReason(_)));
    let outer = centred(area, 64, 5 + record_rows);
    let buffer = frame.buffer_mut();
    let mut inside = draw_box(buffer, outer, &title, theme, theme.accent());
    if let Question::VoidReason(target) = *question {
        let record = labels::record(model, target, inside.width.saturating_sub(2));
        let record = format::fit(&record, usize::from(inside.width).saturating_sub(2));
        print(buffer, inside, 1, 0, &record, theme.strong());
    }
    inside.y += record_rows;
    inside.height = inside.height.saturating_sub(record_rows);
    print(buffer, inside, 1, 0, &asked, theme.plain());
    print(buffer, inside, 1, 1, theme.prompt(), theme.accent());
    let field = Rect { x: inside.x + 3, y: inside.y + 1, width: inside.width.saturating_sub(4), height: 1 };
    let cursor = field::render(buffer, field, answer, model);
    if answer.is_prefilled() {
        // The answer is drawn as selected, because the first typed character replaces it.
        let shown = Rect { width: field.width.min(width(answer.text())), ..field };
        buffer.set_style(shown, theme.selected());
    }
    if *rejected {
        print(
            buffer,
            inside,
            1,
            2,
            &format::fit(&wrong, usize::from(inside.width).saturating_sub(2)),
            theme.bad(),
        );
    }
    frame.set_cursor_position(cursor);
}

/// Returns a label as a title, with its first letter in upper case.
fn capitalized(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
