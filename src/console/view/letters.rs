//! The letters of the materials with their names, for screens without room for panes.
//!
//! ```text
//!  Q Макулатура   W Пластик      E Түссіз әйнек
//!  R Түсті әйнек  T Алюминий     Y Конс. банкі
//! ```
//! If a letter has enough columns, the sum of its material is shown too.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::console::labels;
use crate::console::model::Model;
use crate::console::view::panes;
use crate::language::format;
use crate::screen::paint::{print, print_right, width};

/// From this width on, a letter has the sum of its material beside it.
const SUM_COLUMNS: u16 = 24;
/// From this width on, a letter has the Cyrillic one on the same key beside it.
const CYRILLIC_COLUMNS: u16 = 18;
/// The minimum width of a letter and its name.
const MIN_COLUMNS: u16 = 5;

/// Returns how many rows `count` letters need if they may have at most `most`.
pub(super) const fn rows(count: u16, most: u16) -> u16 {
    let count = if count > 0 { count } else { 1 };
    count.div_ceil(columns(count, most))
}

/// Returns the number of letters side by side: as few as possible, so that their names have room.
const fn columns(count: u16, most: u16) -> u16 {
    count.div_ceil(if most > 0 { most } else { 1 })
}

/// One letter on the screen.
struct Letter {
    /// The catalogue index of its material.
    index: usize,
    area: Rect,
}

/// Returns the letters in reading order.
fn letters(area: Rect, model: &Model) -> Vec<Letter> {
    let materials = panes::materials_of_page(model);
    let count = u16::try_from(materials.len()).unwrap_or(u16::MAX);
    let side_by_side = columns(count, area.height).clamp(1, (area.width / MIN_COLUMNS).max(1));
    // The last one needs no gap, and the first one has a margin.
    let pitch = area.width / side_by_side;
    let place = |(index, at): (usize, u16)| Letter {
        index,
        area: Rect {
            x: area.x + 1 + at % side_by_side * pitch,
            y: area.y + at / side_by_side,
            width: pitch.saturating_sub(1),
            height: 1,
        },
    };
    let letters = materials.into_iter().zip(0..).map(place);
    letters.filter(|letter| letter.area.y < area.bottom()).collect()
}

pub(super) fn render(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    for letter in letters(area, model) {
        render_letter(frame.buffer_mut(), &letter, model);
    }
}

fn render_letter(buffer: &mut Buffer, Letter { index, area }: &Letter, model: &Model) {
    let theme = &model.theme;
    let material = &model.event.materials[*index];
    let is_selected = model.line_selection().material == Some(*index);
    let key = labels::material_key(model, &material.id, None);
    let style = if is_selected { theme.selected() } else { theme.accent() };
    let mut used = print(buffer, *area, 0, 0, &key, style) + 1;
    if area.width >= CYRILLIC_COLUMNS
        && let Some(letter) = panes::cyrillic_letter(material, model)
    {
        used += print(buffer, *area, used, 0, &letter.to_string(), theme.plain()) + 1;
    }
    let mut room = Rect { x: area.x + used, width: area.width.saturating_sub(used), ..*area };
    if area.width >= SUM_COLUMNS {
        let sum = panes::sum_text(material, &model.ledger.sum(&material.id), model);
        let columns = print_right(buffer, room, 0, &sum, theme.strong());
        room.width = room.width.saturating_sub(columns + 1);
    }
    let full = model.texts.local_marked(&material.name);
    let name = if width(&full) <= room.width { full } else { model.texts.short(material) };
    let style = if is_selected { theme.strong() } else { theme.plain() };
    print(buffer, room, 0, 0, &format::fit(&name, usize::from(room.width)), style);
}

/// Returns the catalogue index of the material whose letter is at this position.
pub(super) fn material_at(area: Rect, (column, row): (u16, u16), model: &Model) -> Option<usize> {
    let is_at = |letter: &Letter| letter.area.contains((column, row).into());
    letters(area, model).into_iter().find(is_at).map(|letter| letter.index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_use_as_few_columns_as_the_height_allows() {
        for (count, most, expected) in
            [(18, 6, 6), (18, 5, 5), (18, 18, 18), (18, 20, 18), (18, 10, 9), (0, 4, 1), (1, 0, 1)]
        {
            assert_eq!(rows(count, most), expected, "{count} letters in {most} rows");
        }
    }
}
