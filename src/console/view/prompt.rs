//! One question, one field: operator, group of people, reason; and whether to leave.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::console::labels;
use crate::console::model::Model;
use crate::console::overlay::Question;
use crate::domain::limits::PEOPLE_MAX;
use crate::language::{Message, format};
use crate::screen::field::TextField;
use crate::screen::paint::{centred, draw_box, print, width, wrap};

pub(super) fn prompt(
    frame: &mut Frame<'_>,
    area: Rect,
    question: Question,
    input: &TextField,
    refused: bool,
    model: &Model,
) {
    let (theme, texts) = (&model.theme, &model.texts);
    let (title, asked, wrong) = match question {
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
    let title = capital(&title);
    // What is about to stop counting stands above the question.
    let shows = u16::from(matches!(question, Question::VoidReason(_)));
    let place = centred(area, 64, 5 + shows);
    let buffer = frame.buffer_mut();
    let mut inside = draw_box(buffer, place, &title, theme, theme.accent());
    if let Question::VoidReason(target) = question {
        let record = labels::record(model, target, inside.width.saturating_sub(2));
        let record = format::fit(&record, usize::from(inside.width).saturating_sub(2));
        print(buffer, inside, 1, 0, &record, theme.strong());
    }
    inside.y += shows;
    inside.height = inside.height.saturating_sub(shows);
    print(buffer, inside, 1, 0, &asked, theme.plain());
    print(buffer, inside, 1, 1, theme.prompt(), theme.accent());
    let field = Rect { x: inside.x + 3, y: inside.y + 1, width: inside.width.saturating_sub(4), height: 1 };
    let cursor = field_text(buffer, field, input, model);
    if input.is_prefilled() {
        // As selected: the first character replaces it.
        let shown = Rect { width: field.width.min(width(input.text())), ..field };
        buffer.set_style(shown, theme.selected());
    }
    if refused {
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

/// A label with a capital, as a title begins.
pub(super) fn capital(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Draws a text field and says where its cursor stands.
pub(super) fn field_text(
    buffer: &mut ratatui::buffer::Buffer,
    field: Rect,
    input: &TextField,
    model: &Model,
) -> Position {
    let (text, cursor) = input.visible(field.width);
    print(buffer, field, 0, 0, &format::clean(text), model.theme.strong());
    Position { x: field.x + cursor, y: field.y }
}

/// Whether to leave although something is typed or not saved.
pub(super) fn quit(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    let (theme, texts) = (&model.theme, &model.texts);
    let mut sentences = Vec::new();
    if model.save_error.is_some() {
        sentences.push(texts.get(Message::QuitUnsaved { count: model.pending.len().into() }));
    }
    if !model.line.text.is_empty() {
        sentences.push(texts.get(Message::QuitTyped { typed: (&model.line.text).into() }));
    }
    if !model.rejected.is_empty() {
        sentences.push(texts.get(Message::QuitNotTaken { count: model.rejected.len().into() }));
    }
    if let Some(own) = &model.own {
        sentences.push(texts.get(Message::QuitKept { station: own.station.as_str().into() }));
    }
    sentences.push(texts.get(Message::QuitHow));
    let lines: Vec<String> =
        sentences.iter().flat_map(|text| wrap(text, 60.min(area.width.saturating_sub(4)))).collect();
    let place = centred(area, 64, u16::try_from(lines.len()).unwrap_or(4) + 2);
    let buffer = frame.buffer_mut();
    let inside = draw_box(buffer, place, &texts.get(Message::ModeQuit), theme, theme.bad());
    for (y, line) in (0..).zip(&lines) {
        print(buffer, inside, 1, y, line, theme.plain());
    }
}
