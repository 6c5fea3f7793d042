//! All actions, each also by a digit or letter, for terminals that keep function keys for themselves.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::console::keymap;
use crate::console::model::Model;
use crate::console::update::menu_key;
use crate::language::format;
use crate::screen::paint::{centred, framed, put, put_right, width};

pub(super) fn menu(frame: &mut Frame<'_>, area: Rect, cursor: usize, model: &Model) {
    let buffer = frame.buffer_mut();
    let theme = &model.theme;
    let actions = keymap::menu(model.snapshot());
    let labels: Vec<String> = actions.iter().map(|binding| model.texts.get(binding.help)).collect();
    let keys = actions.iter().filter_map(|binding| binding.keys.first());
    let key_columns = keys.map(|pattern| width(&pattern.label())).max().unwrap_or(0);
    let widest = labels.iter().map(|label| width(label)).max().unwrap_or(0);
    let height = u16::try_from(labels.len()).unwrap_or(u16::MAX).saturating_add(2);
    let place = centred(area, widest.saturating_add(18), height);
    let inside = framed(buffer, place, &model.texts.get("mode-menu"), theme, theme.accent());
    let hidden = (cursor + 1).saturating_sub(usize::from(inside.height));
    let shown = actions.iter().zip(&labels).enumerate().skip(hidden);
    for (y, (at, (binding, label))) in (0..inside.height).zip(shown) {
        let style = if at == cursor { theme.selected() } else { theme.plain() };
        let digit = menu_key(at).map(String::from).unwrap_or_default();
        let blank = " ".repeat(usize::from(inside.width));
        put(buffer, inside, 0, y, &blank, style);
        put(buffer, inside, 1, y, &digit, style);
        let room = inside.width.saturating_sub(key_columns + 6);
        // Where a sentence does not fit, its one word does.
        let label = if width(label) <= room { label.clone() } else { model.texts.get(binding.label) };
        put(buffer, inside, 3, y, &format::fit(&label, usize::from(room)), style);
        let key = binding.keys.first().map(|pattern| pattern.label()).unwrap_or_default();
        put_right(buffer, Rect { width: inside.width.saturating_sub(1), ..inside }, y, &key, style);
    }
}
