//! The rejected lines, each with its reason, until the operator has handled them.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::console::labels;
use crate::console::model::Model;
use crate::console::view::message_line;
use crate::language::{Message, format};
use crate::screen::list::ListCursor;
use crate::screen::paint::{draw_box, print, width};

pub(super) fn render(frame: &mut Frame<'_>, area: Rect, cursor: ListCursor, model: &Model) {
    let theme = &model.theme;
    let buffer = frame.buffer_mut();
    let inside = draw_box(buffer, area, &model.texts.get(Message::ModeRefused), theme, theme.bad());
    let visible = cursor.window(inside.height, model.rejected.len());
    for (y, (position, line)) in (0..).zip(visible.clone().zip(&model.rejected[visible])) {
        let style = if position == cursor.position() { theme.selected() } else { theme.plain() };
        print(buffer, inside, 0, y, &" ".repeat(usize::from(inside.width)), style);
        let selection = labels::selection(model, line.selection).unwrap_or_default();
        let text =
            format!("{} {} {}", format::fit(&selection, 20), theme.prompt(), format::clean(&line.text));
        print(buffer, inside, 1, y, &text, style);
        let rest = Rect {
            x: inside.x.saturating_add(width(&text)).saturating_add(3),
            width: inside.width.saturating_sub(width(&text).saturating_add(3)),
            ..inside
        };
        print(
            buffer,
            rest,
            0,
            y,
            &format::fit(&message_line::rejection_text(&line.reason, model), usize::from(rest.width)),
            style,
        );
    }
}
