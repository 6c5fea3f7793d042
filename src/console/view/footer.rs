//! The footer: the keys that are useful in the current mode.
//!
//! ```text
//!  Enter жазу  Esc тазарту  F1 көмек  F2 тіл  F3 тарих  F8 болдырмау  F10 шығу
//! ```
//! The keys come from the key table. Keys that do not fit are left out. If there is room, the keys of the entry line are shown
//! whether something is typed or not: the footer is calmer, and an entry takes fewer bytes.

use std::ops::Range;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::console::keymap::{self, Binding, Mode, Snapshot};
use crate::console::model::Model;
use crate::language::{Message, Texts};
use crate::screen::paint::{print_all, width};
use crate::screen::theme::Theme;

/// The last position of the keys that depend on whether something is typed.
const LAST_OF_LINE: u8 = 3;
/// The position of the key that clears the entry line.
const CLEAR: u8 = 2;
/// The last position of the keys that are more important than a steady footer.
const LAST_IMPORTANT: u8 = 11;

/// From these columns on, the key that quits is always in the footer.
const QUIT_COLUMNS: u16 = 80;

/// One key of the footer.
struct Item {
    position: u8,
    key: String,
    label: String,
    /// Whether this is the key that quits: scripts and habits rely on it.
    quits: bool,
}

impl Item {
    fn new(binding: &Binding, texts: &Texts) -> Self {
        let key = binding.keys.first().map(|pattern| pattern.label_in(texts)).unwrap_or_default();
        Self {
            position: binding.footer.unwrap_or(0),
            key,
            label: texts.get(&binding.label),
            quits: binding.label == Message::ActionQuit,
        }
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
    let (items, may_be_steady) = match always(mode, now, texts, area.width) {
        Some(items) => (items, false),
        None => (items(mode, now, texts), true),
    };
    let steady_columns = if may_be_steady { steady_columns(mode, now, texts) } else { 0 };
    let steady = places(&items, steady_columns, area.width);
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

/// Returns the keys for an entry line with text and without, if all important ones fit side by side. A question has other keys.
/// The key that clears the line is the first one to go.
fn always(mode: Mode, now: Snapshot, texts: &Texts, columns: u16) -> Option<Vec<Item>> {
    if mode != Mode::Weighing || now.held || now.unsaved || now.paper {
        return None;
    }
    let all = |with_clear: bool| {
        let of_line = |line_empty: bool| items(mode, Snapshot { line_empty, ..now }, texts);
        let mut all = of_line(true);
        all.extend(of_line(false));
        all.retain(|item| with_clear || item.position != CLEAR);
        all.sort_by_key(|item| item.position);
        all.dedup_by(|one, other| (&one.key, &one.label) == (&other.key, &other.label));
        all
    };
    let fits = |with_clear: &bool| {
        let items = all(*with_clear);
        let places = places(&items, 0, columns);
        items.iter().zip(places).all(|(item, place)| item.position > LAST_IMPORTANT || place.is_some())
    };
    [true, false].into_iter().find(fits).map(all)
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
/// columns. From [`QUIT_COLUMNS`] on, the last keys before the one that quits make room
/// for it.
fn places(items: &[Item], steady_columns: u16, columns: u16) -> Vec<Option<u16>> {
    let all = places_except(items, 0..0, steady_columns, columns);
    let Some(quit) = items
        .iter()
        .position(|item| item.quits)
        .filter(|quit| columns >= QUIT_COLUMNS && all[*quit].is_none())
    else {
        return all;
    };
    let with_quit = (0..quit).rev().map(|first| places_except(items, first..quit, steady_columns, columns));
    with_quit.into_iter().find(|places| places[quit].is_some()).unwrap_or(all)
}

/// Returns the column of each key except these, or `None` for a key without room.
fn places_except(
    items: &[Item],
    hidden: Range<usize>,
    steady_columns: u16,
    columns: u16,
) -> Vec<Option<u16>> {
    let mut end = None;
    let mut place = |(index, item): (usize, &Item)| {
        let after_line =
            if item.position > LAST_OF_LINE && steady_columns > 0 { 1 + steady_columns + 2 } else { 1 };
        let x = end.map_or(1, |end: u16| end + 2).max(after_line);
        let fits = x + item.columns() <= columns && !hidden.contains(&index);
        if fits {
            end = Some(x + item.columns());
        }
        fits.then_some(x)
    };
    items.iter().enumerate().map(&mut place).collect()
}
