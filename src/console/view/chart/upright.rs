//! The vertical bars of the chart.
//!
//! ```text
//!  1 600 . . . . . . . . . . . . .
//!                  1 310
//!                  ▃▃▃▃  ◂
//!    800 . . . . . ████  750 . . .
//!        800  790  ████  ▅▅▅▅
//!       ████◂▇▇▇▇ ◂████  ████
//!        Q    W     E     R
//! ```
//! Numbers are above their bars, and targets beside them, so that neither hides the other.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::console::model::Model;
use crate::console::view::chart::bar::{Bar, largest};
use crate::console::view::scale::Scale;
use crate::domain::mass::Grams;
use crate::language::format;
use crate::screen::paint::{fill_bar_up, filled_cells, print, print_right, set_cell, width};
use crate::screen::theme::Theme;

/// The width of the axis, in columns. It has room for the sums of an ordinary day, so that the chart does not move while
/// the sums grow.
const MIN_AXIS: u16 = 7;
/// The minimum and the maximum width of a bar and the gap beside it.
const SLOT: (u16, u16) = (2, 9);
/// In slots of fewer columns, numbers would touch each other.
const NUMBERS_FROM: u16 = 4;
/// In slots of fewer columns, numbers are rounded to whole kilograms.
const TENTHS_FROM: u16 = 5;
/// How many rows above its bar a number may be.
const NUMBER_ROWS: u16 = 2;
/// The least number of rows between two grid lines.
const LINES_APART: u16 = 3;

pub(super) fn render(buffer: &mut Buffer, area: Rect, bars: &[Bar], model: &Model) {
    // The last row is for the keys, and the first row for the number above the tallest bar.
    let height = area.height.saturating_sub(2);
    let scale = Scale::up_to(largest(bars));
    let kilograms = |grams: i64| format::integer((grams + 500) / 1000, model.texts.language());
    let axis = MIN_AXIS.max(width(&kilograms(scale.end)) + 1);
    let room = area.width.saturating_sub(axis);
    let count = u16::try_from(bars.len()).unwrap_or(u16::MAX).max(1);
    let slot = (room / count).clamp(SLOT.0, SLOT.1);
    // If there is no room for all bars, such as those of many days, the last ones are shown.
    let shown = &bars[bars.len().saturating_sub(usize::from(room / slot))..];
    let columns = Columns { area, height, x: area.x + axis, slot, end: scale.end };
    let label = Rect { width: axis - 1, ..area };
    for line in scale.lines(height, LINES_APART) {
        // A line is at the lower edge of its row.
        let row = height.saturating_sub(filled_cells(line, scale.end, height));
        print_right(buffer, label, row, &kilograms(line), model.theme.quiet());
        let grid = Rect { x: columns.x, y: area.y + row, width: room, height: 1 };
        for x in (grid.x..grid.right()).step_by(2) {
            set_cell(buffer, x, grid.y, model.theme.grid(), model.theme.border());
        }
    }
    for (bar, index) in shown.iter().zip(0..) {
        columns.render_bar(buffer, index, bar, model);
    }
    for (bar, index) in shown.iter().zip(0..) {
        columns.render_number(buffer, index, bar, model);
    }
    columns.render_keys(buffer, shown, model);
}

/// Where the bars are.
struct Columns {
    area: Rect,
    /// The height of a full bar.
    height: u16,
    /// The left edge of the first bar.
    x: u16,
    /// The width of a bar and its gap.
    slot: u16,
    /// The size of a full bar.
    end: i64,
}

impl Columns {
    const fn bar_columns(&self) -> u16 {
        let columns = self.slot - 1;
        if columns < 6 { columns } else { 6 }
    }

    const fn left(&self, index: u16) -> u16 {
        self.x + index * self.slot
    }

    /// Returns the row below the bars.
    const fn base(&self) -> u16 {
        self.area.y + 1 + self.height
    }

    /// Returns the number of full rows, and what is in the row above them.
    fn filled(&self, bar: &Bar, theme: &Theme) -> (u16, Option<&'static str>) {
        let eighths = filled_cells(bar.size, self.end, self.height * 8);
        let (full, part) = theme.bar_cells(bar.cell, eighths);
        let part = theme.vertical_bar_end(part);
        // A small sum is visible in every character set.
        (full, part.or_else(|| (full == 0 && eighths > 0).then(|| theme.half_bar())))
    }

    fn render_bar(&self, buffer: &mut Buffer, index: u16, bar: &Bar, model: &Model) {
        let theme = &model.theme;
        let column = Rect { x: self.left(index), width: self.bar_columns(), ..self.area };
        let (full, part) = self.filled(bar, theme);
        let base = self.base();
        let place = (base, self.height);
        fill_bar_up(buffer, Rect { y: base - full, height: full, ..column }, bar.cell, bar.style, place);
        if let Some(part) = part {
            fill_bar_up(buffer, Rect { y: base - full - 1, height: 1, ..column }, part, bar.style, place);
        }
        if let Some(target) = bar.target.filter(|target| *target > 0) {
            let row = filled_cells(target, self.end, self.height).max(1);
            set_cell(buffer, column.right(), base - row, theme.target_tick(), theme.attention());
        }
    }

    /// Prints the amount of a bar above it, in the first row in which it touches no other bar, number or tick. If there is no
    /// such row near the bar, the number is left out.
    fn render_number(&self, buffer: &mut Buffer, index: u16, bar: &Bar, model: &Model) {
        let language = model.texts.language();
        let whole = (bar.size + 500) / 1000;
        let number = if self.slot < TENTHS_FROM && whole > 0 {
            format::integer(whole, language)
        } else {
            format::kilograms_short(Grams::new(bar.size), language)
        };
        let (columns, bar_columns) = (width(&number), self.bar_columns());
        if bar.size <= 0 || self.slot < NUMBERS_FROM || columns > self.slot + 1 {
            return;
        }
        let left = if columns > bar_columns {
            self.left(index) - (columns - bar_columns)
        } else {
            self.left(index) + (bar_columns - columns) / 2
        };
        let left = left.min(self.area.right().saturating_sub(columns));
        let (full, part) = self.filled(bar, &model.theme);
        let first = self.base() - 1 - full - u16::from(part.is_some());
        let grid = model.theme.grid();
        // One blank column is enough between two bars, but not between the first one and a number of the axis.
        let apart = if index == 0 { 2 } else { 1 };
        let is_free = |x: u16, y: u16| {
            buffer.cell((x, y)).is_some_and(|cell| cell.symbol() == " " || cell.symbol() == grid)
        };
        let around = |left: u16| left.saturating_sub(apart)..(left + columns + 1).min(self.area.right());
        let rows = || (self.area.y.max(first.saturating_sub(NUMBER_ROWS))..=first).rev();
        let places = (left..=left + apart - 1).flat_map(|left| rows().map(move |y| (left, y)));
        let mut free = places.filter(|(left, y)| around(*left).all(|x| is_free(x, *y)));
        let Some((left, y)) = free.next() else { return };
        for x in around(left) {
            set_cell(buffer, x, y, " ", model.theme.plain());
        }
        print(buffer, self.area, left - self.area.x, y - self.area.y, &number, model.theme.strong());
    }

    /// Prints the keys below the bars. If they have no room side by side, some are left out, as on a clock.
    fn render_keys(&self, buffer: &mut Buffer, bars: &[Bar], model: &Model) {
        let theme = &model.theme;
        let widest = bars.iter().map(|bar| width(&bar.key)).max().unwrap_or(1);
        let every = (widest + 1).div_ceil(self.slot).max(1);
        for (bar, index) in bars.iter().zip(0..).filter(|(_, index)| index % every == 0) {
            let pad = self.bar_columns().saturating_sub(width(&bar.key)) / 2;
            let x = self.left(index) - self.area.x + pad;
            print(buffer, self.area, x, self.area.height - 1, &bar.key, theme.strong());
        }
    }
}
