//! The menu: all actions, each with a digit or letter, for terminals that reserve the function keys.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::console::keymap;
use crate::console::labels;
use crate::console::model::Model;
use crate::console::view::room::Room;
use crate::language::{Message, format};
use crate::screen::list::ListCursor;
use crate::screen::paint::{print, print_right, width};

pub(super) fn render(frame: &mut Frame<'_>, room: &Room, cursor: ListCursor, model: &Model) {
    let buffer = frame.buffer_mut();
    let theme = &model.theme;
    let actions = keymap::menu(model.snapshot());
    let sentences: Vec<String> = actions.iter().map(|binding| model.texts.get(&binding.help)).collect();
    let keys = actions.iter().filter_map(|binding| binding.keys.first());
    let key_columns = keys.map(|pattern| width(&pattern.label_in(&model.texts))).max().unwrap_or(0);
    let widest = sentences.iter().map(|label| width(label)).max().unwrap_or(0);
    let height = u16::try_from(sentences.len()).unwrap_or(u16::MAX).saturating_add(2);
    let size = (widest.saturating_add(18), height);
    let inside = room.draw_window(buffer, size, &model.texts.get(Message::ModeMenu), theme, theme.accent());
    let visible = cursor.window(inside.height, actions.len());
    let rows = visible.clone().zip(actions[visible.clone()].iter().zip(&sentences[visible]));
    for (y, (position, (binding, label))) in (0..).zip(rows) {
        let style = if position == cursor.position() { theme.selected() } else { theme.plain() };
        let digit = keymap::menu_key(position).map(String::from).unwrap_or_default();
        let blank = " ".repeat(usize::from(inside.width));
        print(buffer, inside, 0, y, &blank, style);
        print(buffer, inside, 1, y, &digit, style);
        let room = inside.width.saturating_sub(key_columns + 6);
        // If the sentence does not fit, show the short label.
        let label = if width(label) <= room {
            label.clone()
        } else {
            labels::capitalized(&model.texts.get(&binding.label))
        };
        print(buffer, inside, 3, y, &format::fit(&label, usize::from(room)), style);
        let key = binding.keys.first().map(|pattern| pattern.label_in(&model.texts)).unwrap_or_default();
        print_right(buffer, Rect { width: inside.width.saturating_sub(1), ..inside }, y, &key, style);
    }
}
