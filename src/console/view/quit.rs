//! The question whether to quit although something is typed or not saved.

use ratatui::Frame;

use crate::console::model::Model;
use crate::console::view::room::Room;
use crate::language::Message;
use crate::screen::paint::{print, wrap};

pub(super) fn render(frame: &mut Frame<'_>, room: &Room, model: &Model) {
    let (theme, texts) = (&model.theme, &model.texts);
    let mut sentences = Vec::new();
    if model.save_error.is_some() {
        sentences.push(texts.get(Message::QuitUnsaved { count: model.pending.len().into() }));
    } else if !model.pending.is_empty() {
        sentences.push(texts.get(Message::QuitUnanswered { count: model.pending.len().into() }));
        if model.quits_when_saved {
            sentences.push(texts.get(Message::QuitWhenAnswered));
        }
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
        sentences.iter().flat_map(|text| wrap(text, 60.min(room.columns().saturating_sub(4)))).collect();
    let size = (64, u16::try_from(lines.len()).unwrap_or(4) + 2);
    let buffer = frame.buffer_mut();
    let inside = room.draw_window(buffer, size, &texts.get(Message::ModeQuit), theme, theme.bad());
    for (y, line) in (0..).zip(&lines) {
        print(buffer, inside, 1, y, line, theme.plain());
    }
}
