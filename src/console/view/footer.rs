//! The footer: the keys that are useful in the current mode.
//!
//! ```text
//!  Enter жазу  Esc тазарту  F1 көмек  F2 тіл  F3 тарих  F8 болдырмау  F10 шығу
//! ```
//! The keys come from the key table. Keys that do not fit are left out.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::console::keymap::{self, Binding, Mode, Snapshot};
use crate::console::model::Model;
use crate::language::Texts;
use crate::screen::paint::{print_all, width};
use crate::screen::theme::Theme;

/// The last position of the keys that depend on whether something is typed.
const LAST_OF_LINE: u8 = 3;
/// The last position of the keys that are more important than a steady footer.
const LAST_IMPORTANT: u8 = 11;

/// One key of the footer.
struct Item {
    position: u8,
    key: String,
    label: String,
}

impl Item {
    fn new(binding: &Binding, texts: &Texts) -> Self {
        let key = binding.keys.first().map(|pattern| pattern.label_in(texts)).unwrap_or_default();
        Self { position: binding.footer.unwrap_or(0), key, label: texts.get(&binding.label) }
    }

    fn columns(&self) -> u16 {
        width(&self.key) + 1 + width(&self.label)
    }
}

pub(super) fn render(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    render_keys(frame.buffer_mut(), area, (model.mode(), model.snapshot()), &model.texts, &model.theme);
}

/// Draws the keys of a mode.
pub(in crate::console) fn render_keys(
    buffer: &mut Buffer,
    area: Rect,
    (mode, now): (Mode, Snapshot),
    texts: &Texts,
    theme: &Theme,
) {
    let items = items(mode, now, texts);
    let steady = places(&items, steady_columns(mode, now, texts), area.width);
    let close = places(&items, 0, area.width);
    let loses = |((item, close), steady): ((&Item, &Option<u16>), &Option<u16>)| {
        item.position <= LAST_IMPORTANT && close.is_some() && steady.is_none()
    };
    let places = if items.iter().zip(&close).zip(&steady).any(loses) { close } else { steady };
    for (item, x) in items.iter().zip(places) {
        if let Some(x) = x {
            let pieces =
                [(&item.key[..], theme.strong()), (" ", theme.plain()), (&item.label, theme.plain())];
            print_all(buffer, area, x, 0, &pieces);
        }
    }
}

fn items(mode: Mode, now: Snapshot, texts: &Texts) -> Vec<Item> {
    keymap::footer(mode, now).into_iter().map(|binding| Item::new(binding, texts)).collect()
}

/// Returns the columns that the keys of the entry line take, whether something is typed or not. The keys after them then stay
/// where they are, which is calmer and takes fewer bytes.
fn steady_columns(mode: Mode, now: Snapshot, texts: &Texts) -> u16 {
    if mode != Mode::Weighing {
        return 0;
    }
    let columns = |line_empty: bool| {
        let items = items(mode, Snapshot { line_empty, ..now }, texts);
        let of_line = items.iter().filter(|item| item.position <= LAST_OF_LINE);
        of_line.map(|item| item.columns() + 2).sum::<u16>().saturating_sub(2)
    };
    columns(true).max(columns(false))
}

/// Returns the column of each key, or `None` for a key without room. The keys of the entry line take at least this many
/// columns.
fn places(items: &[Item], steady_columns: u16, columns: u16) -> Vec<Option<u16>> {
    let mut end = None;
    let mut place = |item: &Item| {
        let after_line =
            if item.position > LAST_OF_LINE && steady_columns > 0 { 1 + steady_columns + 2 } else { 1 };
        let x = end.map_or(1, |end: u16| end + 2).max(after_line);
        let fits = x + item.columns() <= columns;
        if fits {
            end = Some(x + item.columns());
        }
        fits.then_some(x)
    };
    items.iter().map(&mut place).collect()
}
