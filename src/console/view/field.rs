//! A text field of a form or a prompt.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::console::model::Model;
use crate::language::format;
use crate::screen::field::TextField;
use crate::screen::paint::print;

/// Draws a text field, and returns the position of its cursor.
pub(super) fn render(buffer: &mut Buffer, area: Rect, field: &TextField, model: &Model) -> Position {
    let (text, cursor) = field.visible(area.width);
    print(buffer, area, 0, 0, &format::clean(text), model.theme.strong());
    Position { x: area.x + cursor, y: area.y }
}
