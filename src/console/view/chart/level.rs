//! The horizontal bars of the chart, with names and amounts.
//!
//! ```text
//!  Материалдар, кг          400         800
//!  Q Макулатура   ██████████░░┊│         ┊      520,4
//!  W Пластик      █████████████│         ┊      488,1
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::console::model::Model;
use crate::console::view::chart::bar::{Bar, largest};
use crate::console::view::scale::Scale;
use crate::language::{Message, format};
use crate::screen::paint::{fill, fill_bar_right, filled_cells, print, print_right, set_cell, width};

/// The minimum width of a bar, in columns.
const MIN_BAR_COLUMNS: u16 = 8;
/// The least number of columns between two grid lines.
const LINES_APART: u16 = 6;
/// The maximum width of a name, in columns.
const MAX_NAME_COLUMNS: u16 = 16;

/// Draws the bars below the row `head`, in which the numbers of the axis are printed behind its first `used` columns.
pub(super) fn render(buffer: &mut Buffer, head: Rect, used: u16, area: Rect, bars: &[Bar], model: &Model) {
    let widest = |text: fn(&Bar) -> &str| bars.iter().map(|bar| width(text(bar))).max().unwrap_or(0);
    let keys = widest(|bar| &bar.key) + 1;
    let names = widest(|bar| &bar.name).min(MAX_NAME_COLUMNS);
    let amounts = widest(|bar| &bar.amount);
    let beside = area.width.saturating_sub(keys + names + amounts + 3);
    let count = u16::try_from(bars.len()).unwrap_or(u16::MAX).max(1);
    let pitch = (area.height / count).clamp(1, 3);
    // If the bars do not fit next to the texts, and each bar has a second line, each bar is drawn on that
    // line, below its text.
    let below = beside < MIN_BAR_COLUMNS && pitch > 1;
    let lines = Lines {
        area,
        keys,
        names,
        pitch,
        bar: match below {
            true => Rect { y: area.y + 1, height: 1, ..area },
            false => Rect {
                x: area.x + keys + names + 1,
                width: beside,
                height: if pitch > 2 { 2 } else { 1 },
                ..area
            },
        },
        scale: Scale::up_to(largest(bars)),
    };
    let visible = usize::from(area.height / pitch);
    // The last row says how many more bars there are.
    let shown = if bars.len() > visible { visible.saturating_sub(1) } else { visible };
    let has_common_scale = bars.iter().all(|bar| bar.whole.is_none());
    if has_common_scale && !below && beside >= MIN_BAR_COLUMNS {
        let rows = u16::try_from(shown.min(bars.len())).unwrap_or(u16::MAX).saturating_mul(pitch);
        let height = rows.saturating_sub(pitch - lines.bar.height);
        lines.render_axis(buffer, head, used, height, model);
    }
    for (bar, index) in bars.iter().take(shown).zip(0_u16..) {
        lines.render_bar(buffer, index, bar, model);
    }
    if bars.len() > shown {
        let more = format!("{} {}", model.texts.get(Message::More), bars.len() - shown);
        print_right(buffer, area, area.height - 1, &more, model.theme.quiet());
    }
}

/// Where the bars are.
struct Lines {
    area: Rect,
    /// The widths of the keys and of the names.
    keys: u16,
    names: u16,
    /// The rows from one bar to the next.
    pitch: u16,
    /// The first bar.
    bar: Rect,
    scale: Scale,
}

impl Lines {
    /// Draws the grid lines, and prints their numbers above them.
    fn render_axis(&self, buffer: &mut Buffer, head: Rect, used: u16, height: u16, model: &Model) {
        let theme = &model.theme;
        let mut free = head.x + used + 1;
        for line in self.scale.lines(self.bar.width, LINES_APART) {
            let x = self.bar.x + filled_cells(line, self.scale.end, self.bar.width) - 1;
            for y in self.area.y..(self.area.y + height).min(self.area.bottom()) {
                set_cell(buffer, x, y, theme.grid_line(), theme.border());
            }
            let number = format::integer((line + 500) / 1000, model.texts.language());
            let start = (x + 1).saturating_sub(width(&number));
            if start >= free {
                print(buffer, head, start - head.x, 0, &number, theme.quiet());
                free = x + 2;
            }
        }
    }

    fn render_bar(&self, buffer: &mut Buffer, index: u16, bar: &Bar, model: &Model) {
        let theme = &model.theme;
        let row = Rect { y: self.area.y + index * self.pitch, height: 1, ..self.area };
        print(buffer, row, 0, 0, &bar.key, theme.strong());
        print(buffer, row, self.keys, 0, &format::fit(&bar.name, usize::from(self.names)), theme.plain());
        let style = if bar.size > 0 { theme.strong() } else { theme.quiet() };
        print_right(buffer, row, 0, &bar.amount, style);
        let area = Rect { y: self.bar.y + index * self.pitch, ..self.bar };
        let end = bar.whole.unwrap_or(self.scale.end);
        let eighths = filled_cells(bar.size, end, area.width * 8);
        let (filled, part) = theme.bar_cells(bar.cell, eighths);
        let part = theme.horizontal_bar_end(part);
        // If the character set has no eighths of a cell, a small sum is shown as one full cell.
        let filled = if filled == 0 && part.is_none() && eighths > 0 { 1.min(area.width) } else { filled };
        if bar.whole.is_some() {
            fill(buffer, area, theme.bar_track(), theme.border());
        }
        let place = (area.x, area.width);
        fill_bar_right(buffer, Rect { width: filled, ..area }, bar.cell, bar.style, place);
        if let Some(part) = part {
            fill_bar_right(buffer, Rect { x: area.x + filled, width: 1, ..area }, part, bar.style, place);
        }
        if let Some(target) = bar.target.filter(|target| *target > 0 && area.width > 0) {
            let mark = filled_cells(target, end, area.width).max(1);
            let from = filled + u16::from(part.is_some());
            let track = Rect { x: area.x + from, width: mark.saturating_sub(from), ..area };
            fill(buffer, track, theme.bar_track(), theme.border());
            let tick = Rect { x: area.x + mark - 1, width: 1, ..area };
            fill(buffer, tick, theme.borders().vertical_left, theme.attention());
        }
    }
}
