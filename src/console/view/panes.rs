//! The panes: one for each material, with its sum.
//!
//! ```text
//! ┌Q───────────┬W 1─────────┬E───────────┐
//! │Макулатура  │Пластик     │Түссіз әйнек│
//! │520,4 кг 65%│488,1  +12,5│912,0 кг    │
//! ├A───────────┼S───────────┼D───────────┤
//! ```
//! The panes are arranged like the keys on the left half of the keyboard. The selected pane has its name in reverse
//! video, from border to border: few cells change, which matters on a slow line. A sum that just grew has its growth beside it.
//! Taller panes also show the progress towards the target as a bar, and the number of entries.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::console::labels;
use crate::console::model::{Model, PANES_PER_PAGE, PANES_PER_ROW};
use crate::domain::catalogue::{Material, Unit};
use crate::domain::mass::Grams;
use crate::domain::tally::MaterialSum;
use crate::entry::keyboard;
use crate::language::{Language, Message, format};
use crate::screen::paint::{
    fill, fill_bar_right, filled_cells, print, print_all, print_right, set_cell, width,
};
use crate::screen::theme::{CharacterSet, Theme};

/// The maximum number of pane rows on a page.
const MAX_ROWS: usize = 3;

/// Returns how many rows of panes the catalogue needs.
pub(super) fn rows(model: &Model) -> u16 {
    let rows = model.panes().len().div_ceil(PANES_PER_ROW).clamp(1, MAX_ROWS);
    u16::try_from(rows).unwrap_or(3)
}

/// Returns the catalogue index of the material for which the entry line would record an amount.
fn current_material(model: &Model) -> Option<usize> {
    model.line_selection().material
}

pub(super) fn render(frame: &mut Frame<'_>, area: Rect, lines: u16, model: &Model) {
    let buffer = frame.buffer_mut();
    let rows = usize::from(rows(model));
    let current = current_material(model);
    let slots = model.panes();
    let page = shown_page(model);
    let xs = column_edges(area);
    let ys: Vec<u16> = (0..=rows).map(|row| area.y + u16::try_from(row).unwrap_or(0) * (lines + 1)).collect();
    render_grid(buffer, &xs, &ys, &model.theme);
    if slots.len() > PANES_PER_PAGE {
        let (page, pages) = (page / PANES_PER_PAGE + 1, slots.len().div_ceil(PANES_PER_PAGE));
        let text = model.texts.get(Message::Page { page: page.into(), pages: pages.into() });
        let bottom =
            Rect { y: *ys.last().unwrap_or(&area.y), height: 1, width: area.width.saturating_sub(2), ..area };
        print_right(buffer, bottom, 0, &format!(" {text} "), model.theme.accent());
    }
    for (row, y) in ys.iter().take(rows).enumerate() {
        for (column, edge) in xs.windows(2).enumerate() {
            let slot = page + row * PANES_PER_ROW + column;
            let Some(index) = slots.get(slot).copied().flatten() else { continue };
            let material = &model.event.materials[index];
            let cell = Rect { x: edge[0], y: *y, width: edge[1] - edge[0] + 1, height: lines + 2 };
            let selected = current == Some(index);
            render_title(buffer, cell, index, material, selected, model);
            let inside = Rect { x: cell.x + 1, y: cell.y + 1, width: cell.width - 2, height: lines };
            render_pane(buffer, inside, material, selected, model);
        }
    }
}

/// Returns the catalogue index of the material whose pane is at this position.
pub(super) fn material_at(area: Rect, lines: u16, (column, row): (u16, u16), model: &Model) -> Option<usize> {
    let line = usize::from(row.checked_sub(area.y)? / (lines + 1));
    let pane = column_edges(area).windows(2).position(|edge| (edge[0]..edge[1]).contains(&column))?;
    let is_in_grid = line < usize::from(rows(model));
    let slot = shown_page(model) + line * PANES_PER_ROW + pane;
    model.panes().get(slot).copied().flatten().filter(|_| is_in_grid)
}

/// Returns the index of the first pane that is shown. If there are more materials than panes, the page of the current
/// material is shown.
fn shown_page(model: &Model) -> usize {
    let current = current_material(model);
    let at = current.and_then(|index| model.panes().iter().position(|slot| *slot == Some(index)));
    at.unwrap_or(0) / PANES_PER_PAGE * PANES_PER_PAGE
}

/// Returns the catalogue indexes of the materials on the page that is shown.
pub(super) fn materials_of_page(model: &Model) -> Vec<usize> {
    model.panes().into_iter().skip(shown_page(model)).take(PANES_PER_PAGE).flatten().collect()
}

/// Returns the columns of the vertical lines. The widths of the panes differ by at most one.
pub(super) fn column_edges(area: Rect) -> Vec<u16> {
    let inner = u32::from(area.width.saturating_sub(1));
    (0..=PANES_PER_ROW as u32)
        .map(|edge| area.x + u16::try_from((edge * inner).div_ceil(PANES_PER_ROW as u32)).unwrap_or(0))
        .collect()
}

/// The symbols of the lines around the panes: horizontal and vertical, then left, middle and right of the upper line, of a line in
/// the middle, and of the lower line.
const fn grid_symbols(theme: &Theme) -> [&'static str; 11] {
    match theme.characters {
        CharacterSet::Ascii => ["-", "|", "+", "+", "+", "+", "+", "+", "+", "+", "+"],
        CharacterSet::Unicode | CharacterSet::LinuxConsole => {
            ["─", "│", "┌", "┬", "┐", "├", "┼", "┤", "└", "┴", "┘"]
        }
    }
}

/// Draws the lower line of panes that end at the bottom of this area, because a window hides the rest.
pub(super) fn draw_lower_border(buffer: &mut Buffer, area: Rect, theme: &Theme) {
    let y = area.bottom().saturating_sub(1);
    fill(buffer, Rect { y, height: 1, ..area }, " ", Style::reset());
    render_line(buffer, &column_edges(area), y, 2, theme);
}

/// Draws one horizontal line: the upper one (0), one in the middle (1) or the lower one (2).
fn render_line(buffer: &mut Buffer, xs: &[u16], y: u16, which: usize, theme: &Theme) {
    let symbols = grid_symbols(theme);
    let (Some(left), Some(right)) = (xs.first(), xs.last()) else { return };
    for x in *left..=*right {
        let part = match xs.contains(&x) {
            false => 0,
            true if x == *left => 2 + 3 * which,
            true if x == *right => 4 + 3 * which,
            true => 3 + 3 * which,
        };
        set_cell(buffer, x, y, symbols[part], theme.border());
    }
}

fn render_grid(buffer: &mut Buffer, xs: &[u16], ys: &[u16], theme: &Theme) {
    let (Some(top), Some(bottom)) = (ys.first(), ys.last()) else { return };
    for y in *top..=*bottom {
        match y {
            y if y == *top => render_line(buffer, xs, y, 0, theme),
            y if y == *bottom => render_line(buffer, xs, y, 2, theme),
            y if ys.contains(&y) => render_line(buffer, xs, y, 1, theme),
            y => xs.iter().for_each(|x| set_cell(buffer, *x, y, grid_symbols(theme)[1], theme.border())),
        }
    }
}

fn render_title(
    buffer: &mut Buffer,
    cell: Rect,
    index: usize,
    material: &Material,
    selected: bool,
    model: &Model,
) {
    let key = material.key.map_or_else(|| (index + 1).to_string(), |key| key.to_string());
    let cyrillic = cyrillic_letter(material, model).map(|letter| format!(" {letter}")).unwrap_or_default();
    let inside = Rect { x: cell.x + 1, width: cell.width - 2, ..cell };
    let grade =
        model.line_selection().grade.filter(|_| selected).and_then(|grade| material.grades.get(grade));
    let grade = grade.map(|grade| format!(" {}", format::clean(grade))).unwrap_or_default();
    let (strong, plain) = (model.theme.strong(), model.theme.plain());
    print_all(buffer, inside, 0, 0, &[(&key, strong), (&cyrillic, plain), (&grade, strong)]);
}

/// Returns the Cyrillic letter on the key of a material, in the languages that are written in it.
pub(super) fn cyrillic_letter(material: &Material, model: &Model) -> Option<char> {
    let is_cyrillic = match model.texts.language() {
        Language::Kk | Language::Ru => true,
        Language::En => false,
    };
    keyboard::cyrillic_on(material.key.filter(|_| is_cyrillic)?)
}

fn render_pane(buffer: &mut Buffer, area: Rect, material: &Material, selected: bool, model: &Model) {
    let theme = &model.theme;
    let sum = model.ledger.sum(&material.id);
    let full = model.texts.local_marked(&material.name);
    let short = model.texts.short(material);
    let name_style = if selected { theme.selected() } else { theme.plain() };
    let name = |buffer: &mut Buffer, y: u16, text: &str| {
        let row = Rect { y: area.y + y, height: 1, ..area };
        if selected {
            fill(buffer, row, " ", name_style);
        }
        print(buffer, row, 0, 0, text, name_style);
    };
    let mut y = 0;
    if width(&full) <= area.width {
        name(buffer, 0, &full);
    } else if width(&short) <= area.width || area.height < 3 {
        name(buffer, 0, &format::fit(&short, usize::from(area.width)));
    } else {
        let (first, second) = hyphenate(&short, area.width);
        name(buffer, 0, &first);
        name(buffer, 1, &format::fit(&second, usize::from(area.width)));
        y = 1;
    }
    let last = if area.height >= 4 { area.height - 3 } else { area.height - 1 };
    let amount_row = if y == 1 { area.height - 1 } else { last.max(1) };
    let row = Rect { y: area.y + amount_row, height: 1, ..area };
    render_amount(buffer, row, material, &sum, model);
    if area.height >= 4 {
        render_target_bar(
            buffer,
            Rect { y: area.y + area.height - 2, height: 1, ..area },
            material,
            &sum,
            model,
        );
        let note = note_text(&sum, area.width, model);
        print(buffer, area, 0, area.height - 1, &note, theme.quiet());
    }
}

/// Draws the sum at the left, and at the right the percentage of the target. After the sum grew, the growth replaces the
/// percentage and, if it needs more room, also the unit.
fn render_amount(buffer: &mut Buffer, area: Rect, material: &Material, sum: &MaterialSum, model: &Model) {
    let theme = &model.theme;
    let Amount { number, unit, percent } = amount(material, sum, area.width, model);
    let style = if sum.entries == 0 { theme.quiet() } else { theme.strong() };
    let used = print(buffer, area, 0, 0, &number, style);
    let growth = growth_texts(material, model);
    let room = area.width.saturating_sub(used + 1);
    let growth = growth.iter().find(|text| width(text) <= room);
    let right = growth.unwrap_or(&percent);
    if used + width(&unit) + u16::from(!right.is_empty()) + width(right) <= area.width {
        print(buffer, area, used, 0, &unit, style);
    }
    let style = if growth.is_some() { theme.good() } else { theme.plain() };
    print_right(buffer, area, 0, right, style);
}

/// Returns what a sum just grew by, such as `+12,5`, and a shorter text for a pane without room for it.
fn growth_texts(material: &Material, model: &Model) -> Vec<String> {
    let (added, language) = (model.growth_of(&material.id), model.texts.language());
    match material.unit {
        Unit::Kg if added.net > 0 => {
            let net = Grams::new(added.net);
            vec![
                format!("+{}", format::kilograms(net, language)),
                format!("+{}", format::kilograms_short(net, language)),
            ]
        }
        Unit::Pcs if added.pieces > 0 => vec![format!("+{}", format::integer(added.pieces, language))],
        Unit::Kg | Unit::Pcs => Vec::new(),
    }
}

/// A sum and its percentage of the target.
struct Amount {
    number: String,
    /// The unit with a space before it, or the empty string if there is no room for it.
    unit: String,
    /// The percentage, or the empty string.
    percent: String,
}

impl Amount {
    fn columns(&self) -> u16 {
        let gap = u16::from(!self.percent.is_empty());
        width(&self.number) + width(&self.unit) + gap + width(&self.percent)
    }
}

/// Returns a sum and its percentage of the target, shortened to fit. The tenths and the unit are left out first.
fn amount(material: &Material, sum: &MaterialSum, columns: u16, model: &Model) -> Amount {
    let texts = &model.texts;
    let about = if sum.about > 0 { "~" } else { "" };
    let reached = |percent: i64| if percent >= 100 { model.theme.saved() } else { "" };
    let percent = percent(material, sum).map(|percent| format!("{percent}%{}", reached(percent)));
    let percent = percent.unwrap_or_default();
    let language = texts.language();
    let (unit, exact, whole) = match material.unit {
        Unit::Pcs => {
            let count = format::integer(sum.pieces, language);
            (texts.get(Message::UnitPcs), count.clone(), count)
        }
        Unit::Kg => {
            let whole = format::integer((sum.net.get() + 500) / 1000, language);
            let exact =
                if sum.entries == 0 { "0".to_owned() } else { format::kilograms_tenths(sum.net, language) };
            (texts.get(Message::UnitKg), exact, whole)
        }
    };
    let unit = format!(" {unit}");
    let candidates = [
        (&exact, &*unit, &*percent),
        (&whole, &unit, &percent),
        (&whole, "", &percent),
        (&exact, &unit, ""),
        (&whole, &unit, ""),
        (&whole, "", ""),
    ];
    let candidates = candidates.map(|(number, unit, percent)| Amount {
        number: format!("{about}{number}"),
        unit: unit.to_owned(),
        percent: percent.to_owned(),
    });
    let [.., last] = &candidates;
    let last = Amount { number: last.number.clone(), unit: String::new(), percent: String::new() };
    candidates.into_iter().find(|amount| amount.columns() <= columns).unwrap_or(last)
}

/// Returns the sum of a material with its unit.
pub(super) fn sum_text(material: &Material, sum: &MaterialSum, model: &Model) -> String {
    let amount = amount(material, sum, u16::MAX, model);
    amount.number + &amount.unit
}

/// Returns the percentage of its target that a material has reached, or `None` if the material has no target.
pub(super) fn percent(material: &Material, sum: &MaterialSum) -> Option<i64> {
    match material.unit {
        Unit::Kg => format::percent(sum.net.get(), material.target_g?.get()),
        Unit::Pcs => format::percent(sum.pieces, material.target_pieces?.into()),
    }
}

fn render_target_bar(buffer: &mut Buffer, area: Rect, material: &Material, sum: &MaterialSum, model: &Model) {
    let (part, whole) = match material.unit {
        Unit::Kg => (sum.net.get(), material.target_g.map(Grams::get)),
        Unit::Pcs => (sum.pieces, material.target_pieces.map(i64::from)),
    };
    let Some(whole) = whole else { return };
    let theme = &model.theme;
    let done = filled_cells(part, whole, area.width);
    fill(buffer, area, theme.bar_track(), theme.border());
    let style = theme.stream(&material.stream);
    let filled = Rect { width: done, ..area };
    fill_bar_right(buffer, filled, theme.stream_cell(&material.stream), style, (area.x, area.width));
}

/// Returns the number of entries, abbreviated if it is wider than `columns`. If the material is counted in pieces, the
/// weight of the pieces comes first.
fn note_text(sum: &MaterialSum, columns: u16, model: &Model) -> String {
    if sum.entries == 0 {
        return String::new();
    }
    let weight = if sum.pieces_weight.is_positive() {
        labels::kilograms_tenths(sum.pieces_weight, &model.texts) + " · "
    } else {
        String::new()
    };
    let count = || sum.entries.into();
    let whole = weight.clone() + &model.texts.get(Message::EntriesCount { count: count() });
    if width(&whole) <= columns {
        return whole;
    }
    weight + &model.texts.get(Message::EntriesShort { count: count() })
}

/// Breaks a name that is too wide into two lines, between words or before a syllable.
fn hyphenate(name: &str, columns: u16) -> (String, String) {
    let columns = usize::from(columns);
    let chars: Vec<char> = name.chars().collect();
    let cut = |at: usize| (chars[..at].iter().collect::<String>(), chars[at..].iter().collect::<String>());
    if let Some(at) = (1..chars.len().min(columns + 1)).rev().find(|at| chars[*at] == ' ') {
        let (first, second) = cut(at);
        return (first, second.trim_start().to_owned());
    }
    let vowel = |c: char| "аәеёиіоөуұүыэюяaeiouy".contains(c.to_lowercase().next().unwrap_or(c));
    let room = columns.saturating_sub(1).min(chars.len().saturating_sub(2));
    let syllable = (2..=room).rev().find(|at| {
        let next = chars.get(at + 1).copied();
        !vowel(chars[*at]) && next.is_some_and(vowel) && chars[..*at].iter().any(|c| vowel(*c))
    });
    let (first, second) = cut(syllable.unwrap_or(room));
    if first.ends_with('-') { (first, second) } else { (first + "-", second) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_break_between_words_or_before_a_syllable() {
        let broken = |name, columns| hyphenate(name, columns);
        assert_eq!(broken("Жест. банки", 9), ("Жест.".into(), "банки".into()));
        assert_eq!(broken("Макулатура", 8), ("Макула-".into(), "тура".into()));
        assert_eq!(broken("Дәрі-дәрмек", 8), ("Дәрі-".into(), "дәрмек".into()));
        assert_eq!(broken("Электроника", 8), ("Электро-".into(), "ника".into()));
    }

    #[test]
    fn the_grid_fills_the_width_evenly() {
        for width in 60..200 {
            let xs = column_edges(Rect::new(0, 0, width, 10));
            assert_eq!((xs[0], xs[6]), (0, width - 1));
            let widths: Vec<u16> = xs.windows(2).map(|pair| pair[1] - pair[0]).collect();
            assert!(widths.iter().max().unwrap() - widths.iter().min().unwrap() <= 1, "{widths:?}");
        }
    }

    #[test]
    fn filled_cells_stay_within_the_bar() {
        assert_eq!(filled_cells(106, 100, 10), 10);
        assert_eq!(filled_cells(1, 100_000, 10), 1);
        assert_eq!(filled_cells(0, 100, 10), 0);
        assert_eq!(filled_cells(5, 0, 10), 0);
        assert_eq!(filled_cells(5, 10, 0), 0, "a bar without cells");
    }
}
