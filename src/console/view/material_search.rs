//! The search for a material by name, key or number.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::console::labels;
use crate::console::model::Model;
use crate::console::overlay::Find;
use crate::console::search::Highlight;
use crate::console::selection::Selection;
use crate::console::view::field;
use crate::console::view::found::print_found;
use crate::console::view::room::Room;
use crate::language::{Message, format};
use crate::screen::paint::print;

/// The columns and rows of the window.
const SIZE: (u16, u16) = (60, 16);

pub(super) fn render(frame: &mut Frame<'_>, room: &Room, find: &Find, model: &Model) {
    let (theme, texts) = (&model.theme, &model.texts);
    let buffer = frame.buffer_mut();
    let inside = room.draw_window(buffer, SIZE, &texts.get(Message::ModeFind), theme, theme.accent());
    print(buffer, inside, 1, 0, theme.prompt(), theme.accent());
    let field_area = Rect { x: inside.x + 3, width: inside.width.saturating_sub(4), height: 1, ..inside };
    let cursor = field::render(buffer, field_area, &find.search, model);
    let list = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
    if find.found.is_empty() {
        let text = texts.get(Message::HistoryNone { query: find.search.text().into() });
        print(buffer, list, 1, 0, &format::fit(&text, usize::from(list.width)), theme.attention());
    }
    let visible = find.cursor.window(list.height, find.found.len());
    let highlight = Highlight::new(find.search.text());
    for (y, (position, material)) in (0..).zip(visible.clone().zip(&find.found[visible])) {
        let style = if position == find.cursor.position() { theme.selected() } else { theme.plain() };
        let name = labels::selection(model, Selection { material: Some(*material), grade: None })
            .unwrap_or_default();
        let line = format!(" {:>2}  {name}", material + 1);
        let line = format::fit(&line, usize::from(list.width)).into_owned();
        print(buffer, list, 0, y, &" ".repeat(usize::from(list.width)), style);
        print_found(buffer, Rect { y: list.y + y, height: 1, ..list }, 0, &line, style, &highlight);
    }
    frame.set_cursor_position(cursor);
}
