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
    /// Whether this is the key that undoes the newest record.
    undoes: bool,
    /// Whether the key depends on what is typed. The columns of all these keys together are kept for them.
    of_line: bool,
}

impl Item {
    fn new(binding: &Binding, texts: &Texts) -> Self {
        let key = binding.keys.first().map(|pattern| pattern.label_in(texts)).unwrap_or_default();
        let position = binding.footer.unwrap_or(0);
        Self {
            position,
            key,
            label: texts.get(&binding.label),
            quits: binding.label == Message::ActionQuit,
            undoes: binding.label == Message::ActionUndo,
            of_line: position <= LAST_OF_LINE,
        }
    }

    fn columns(&self) -> u16 {
        width(&self.key) + 1 + width(&self.label)
    }

    fn is_same_key(&self, other: &Self) -> bool {
        (&self.key, &self.label) == (&other.key, &other.label)
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
    let (items, places) = match always(mode, now, texts, area.width) {
        Some(items) => {
            let places = places(&items, 0, area.width);
            (items, places)
        }
        None if mode == Mode::Weighing => steady(now, texts, area.width),
        None => {
            let items = items(mode, now, texts);
            let places = places(&items, 0, area.width);
            (items, places)
        }
    };
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

/// Returns the keys of the panes and the column of each: those that do not depend on what is typed stay where they are, which is calmer
/// and takes fewer bytes.
fn steady(now: Snapshot, texts: &Texts, columns: u16) -> (Vec<Item>, Vec<Option<u16>>) {
    let without_question =
        |line_empty: bool| Snapshot { line_empty, held: false, two_readings: false, unsaved: false, ..now };
    // A question on a wide screen leaves the other keys where they are without it.
    let usual = Snapshot { paper: false, ..without_question(now.line_empty) };
    if let Some(usual) = always(Mode::Weighing, usual, texts, columns) {
        let items = items(Mode::Weighing, now, texts);
        let places = places(&items, line_columns(&usual), columns);
        return (items, places);
    }
    let empty = narrow_items(without_question(true), texts);
    let typed = narrow_items(without_question(false), texts);
    let items = narrow_items(now, texts);
    let kept = line_columns(&items).max(line_columns(&empty)).max(line_columns(&typed));
    let usual = places(&empty, kept, columns);
    let is_usual = |item: &Item| {
        empty.iter().zip(&usual).any(|(other, place)| place.is_some() && item.is_same_key(other))
    };
    let (steady, close) = (places(&items, kept, columns), places(&items, 0, columns));
    let mut all = items.iter().zip(&close).zip(&steady);
    let loses = all.any(|((item, close), steady)| {
        item.position <= LAST_IMPORTANT && close.is_some() && steady.is_none() && is_usual(item)
    });
    (items, if loses { close } else { steady })
}

/// Returns the keys of the panes on a screen without room for all. While something is typed, the keys of the entry line have the place of
/// the one that undoes.
fn narrow_items(now: Snapshot, texts: &Texts) -> Vec<Item> {
    let mut items = items(Mode::Weighing, now, texts);
    items.retain(|item| now.line_empty || !item.undoes);
    items.iter_mut().for_each(|item| item.of_line |= item.undoes);
    items
}

/// Returns the columns of the keys that depend on what is typed.
fn line_columns(items: &[Item]) -> u16 {
    items.iter().filter(|item| item.of_line).map(|item| item.columns() + 2).sum::<u16>().saturating_sub(2)
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
        for item in of_line(false) {
            if !all.iter().any(|other| other.is_same_key(&item)) {
                all.push(item);
            }
        }
        all.retain(|item| with_clear || item.position != CLEAR);
        all.sort_by_key(|item| item.position);
        all
    };
    let fits = |with_clear: &bool| {
        let items = all(*with_clear);
        let places = places(&items, 0, columns);
        items.iter().zip(places).all(|(item, place)| item.position > LAST_IMPORTANT || place.is_some())
    };
    [true, false].into_iter().find(fits).map(all)
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
        let after_line = if !item.of_line && steady_columns > 0 { 1 + steady_columns + 2 } else { 1 };
        let x = end.map_or(1, |end: u16| end + 2).max(after_line);
        let fits = x + item.columns() <= columns && !hidden.contains(&index);
        if fits {
            end = Some(x + item.columns());
        }
        fits.then_some(x)
    };
    items.iter().enumerate().map(&mut place).collect()
}
