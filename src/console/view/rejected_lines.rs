//! The rejected lines, each with its reason, until the operator has handled them.
//!
//! The lower part shows the whole reason of the line at the cursor.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::console::labels;
use crate::console::model::Model;
use crate::console::view::message_line;
use crate::language::{Message, format};
use crate::screen::list::ListCursor;
use crate::screen::paint::{draw_page, print, width, wrap};

pub(super) fn render(frame: &mut Frame<'_>, area: Rect, cursor: ListCursor, model: &Model) {
    let theme = &model.theme;
    let buffer = frame.buffer_mut();
    let inside = draw_page(buffer, area, &model.texts.get(Message::ModeRefused), theme, theme.bad());
    let details = model.rejected.get(cursor.position()).map_or_else(Vec::new, |line| {
        wrap(&message_line::rejection_text(&line.reason, model), inside.width.saturating_sub(2))
    });
    let below = u16::try_from(details.len()).unwrap_or(u16::MAX);
    let rows = inside.height.saturating_sub(below).max(1);
    let visible = cursor.window(rows, model.rejected.len());
    for (y, (position, line)) in (0..rows).zip(visible.clone().zip(&model.rejected[visible])) {
        let style = if position == cursor.position() { theme.selected() } else { theme.plain() };
        print(buffer, inside, 0, y, &" ".repeat(usize::from(inside.width)), style);
        let text = match labels::selection(model, line.selection) {
            Some(selection) => {
                let typed = format::clean(&line.text);
                format!("{} {} {typed}", format::fit(&selection, 20), theme.prompt())
            }
            None => format::clean(&line.text).into_owned(),
        };
        print(buffer, inside, 1, y, &format::fit(&text, usize::from(inside.width) - 2), style);
        let reason = message_line::rejection_text(&line.reason, model);
        let x = width(&text).saturating_add(3);
        let room = inside.width.saturating_sub(x);
        print(buffer, inside, x, y, &format::fit(&reason, usize::from(room)), style);
    }
    for (y, line) in (rows..inside.height).zip(details) {
        print(buffer, inside, 1, y, &line, theme.attention());
    }
}
