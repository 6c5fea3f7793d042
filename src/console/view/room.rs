//! The room of the overlays: where a window stands, and what disappears behind it.
//!
//! ```text
//! large total            large total            large total            large total
//! panes                  panes                  one row of panes       a page
//! panes                  panes                  ─────┴──────┴─────
//! chart                  a window that needs    a window that needs
//! a small window         more rows              even more rows
//! ```
//! Everything behind a window disappears down to the footer, from the top of a panel on. So nothing is ever cut: neither a bar, nor a
//! row of the panes, which get a lower border where they end now. A window stands as low as it can, because the sums stay in
//! sight, and because few rows have to be sent when it opens and closes. If the chart is beside the panes, it stays whole.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::console::view::layout::{Chart, Middle, Plan};
use crate::console::view::panes;
use crate::screen::paint::{below, centred, draw_box, draw_page, draw_window, fill, width};
use crate::screen::theme::Theme;

/// The rows below the panes that are enough for a page of text. The first page of the help has its steps and its examples of amounts.
const MIN_PAGE_ROWS: u16 = 13;

/// The columns of a page of text: longer lines are hard to read.
const TEXT_COLUMNS: u16 = 100;

/// A page of text. Without a border, its search is beside its title.
pub(super) struct TextPage {
    /// One row for the search and the position in the text.
    pub head: Rect,
    pub body: Rect,
}

/// Where a window can stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Region {
    /// The rows above the footer that a window in this region hides.
    area: Rect,
    /// Whether the row above the region has to become the lower border of the panes.
    ends_panes: bool,
    /// Whether only records and the lines below them are in this region. They are a list, so the newest ones stay above a window.
    hides_records: bool,
}

/// The room of the overlays. They never cover the header, the large total and the footer.
#[derive(Clone, Debug)]
pub(super) struct Room {
    /// All the room.
    page: Rect,
    /// The regions above each other, the lowest one first. If a window is above another overlay, there are none.
    regions: Vec<Region>,
    /// The rows that are wider than the regions: the entry line and the message line.
    lines: Rect,
    /// The area of the panes, whose lower border moves.
    panes: Option<Rect>,
}

impl Room {
    /// Returns the room above the panels.
    pub(super) fn of(area: Rect, plan: &Plan) -> Self {
        let top = plan.day.filter(|_| plan.has_large_total()).unwrap_or(plan.header).bottom();
        let floor = plan.footer.y;
        let page = Rect { y: top, height: floor - top, ..area };
        let lines = Rect { y: plan.entry_line.y, height: floor - plan.entry_line.y, ..area };
        let columns = plan.entries;
        let region = |y: u16, ends_panes| Region {
            area: Rect { y, height: floor - y, x: columns.x, width: columns.width },
            ends_panes,
            hides_records: false,
        };
        let mut regions = vec![Region { hides_records: true, ..region(plan.entries.y, false) }];
        if let Some(Chart::Columns(chart) | Chart::SmallColumns(chart)) = plan.chart {
            regions.push(region(chart.y, false));
        }
        let (middle, panes) = match plan.middle {
            Middle::Panes { area, lines } => {
                let rules = (1..).map(|row| area.y + row * (lines + 1));
                let rules: Vec<u16> = rules.take_while(|rule| *rule < area.bottom() - 1).collect();
                regions.extend(rules.into_iter().rev().map(|rule| region(rule + 1, true)));
                (area, Some(area))
            }
            Middle::Letters(area) => (area, None),
        };
        regions.push(region(middle.y, false));
        regions.push(region(top, false));
        Self { page, regions, lines, panes }
    }

    /// Returns the room above another overlay, where only whole rows disappear.
    pub(super) fn above_overlay(&self) -> Self {
        Self { regions: Vec::new(), ..self.clone() }
    }

    /// Returns all the room, for an overlay that shows as much as possible.
    pub(super) const fn page(&self) -> Rect {
        self.page
    }

    /// Draws an empty page of text with this title: below the panes if there is enough room, or in all the room.
    pub(super) fn draw_text_page(
        &self,
        buffer: &mut Buffer,
        title: &str,
        theme: &Theme,
        style: Style,
    ) -> TextPage {
        let below_panes = self.regions.iter().find(|region| {
            self.panes.is_some_and(|panes| region.area.y == panes.bottom())
                && region.area.height > MIN_PAGE_ROWS + if self.is_wide(region) { 2 } else { 0 }
        });
        let outer = match below_panes {
            Some(region) if self.is_wide(region) => {
                self.clear(buffer, region.area);
                let outer = centred(region.area, TEXT_COLUMNS, region.area.height);
                let inside = draw_box(buffer, outer, title, theme, style);
                return TextPage { head: Rect { height: 1, ..inside }, body: below(inside, 1) };
            }
            Some(region) => region.area,
            None => centred(self.page, TEXT_COLUMNS, self.page.height),
        };
        let inside = draw_page(buffer, outer, title, theme, style);
        if outer.width < buffer.area.width {
            return TextPage { head: Rect { height: 1, ..inside }, body: below(inside, 1) };
        }
        let title_columns = width(title) + 3;
        let columns = inside.width.saturating_sub(title_columns);
        let head = Rect { x: inside.x + title_columns, y: outer.y, width: columns, height: 1 };
        TextPage { head, body: Rect { height: outer.height.saturating_sub(1), ..inside } }
    }

    /// Returns whether there is something beside this region that stays in sight.
    const fn is_wide(&self, region: &Region) -> bool {
        region.area.width < self.page.width
    }

    /// Clears an area above the footer, and the lines below it over the whole width.
    fn clear(&self, buffer: &mut Buffer, area: Rect) {
        fill(buffer, area, " ", Style::reset());
        fill(buffer, self.lines, " ", Style::reset());
    }

    /// Returns the columns of the narrowest place where a window can stand.
    pub(super) fn columns(&self) -> u16 {
        self.regions.iter().map(|region| region.area.width).min().unwrap_or(self.page.width)
    }

    /// Draws an empty window of at most this many columns and rows, with a border, and returns the area inside. What the window
    /// would cut disappears.
    pub(super) fn draw_window(
        &self,
        buffer: &mut Buffer,
        (columns, rows): (u16, u16),
        title: &str,
        theme: &Theme,
        style: Style,
    ) -> Rect {
        let Some(region) = self.regions.iter().find(|region| region.area.height >= rows) else {
            return draw_window(buffer, centred(self.page, columns, rows), title, theme, style);
        };
        let kept = if region.hides_records { region.area.height.saturating_sub(rows + 2) } else { 0 };
        let area = below(region.area, kept);
        self.clear(buffer, area);
        if let (true, Some(panes)) = (region.ends_panes, self.panes) {
            panes::draw_lower_border(buffer, Rect { height: area.y - panes.y, ..panes }, theme);
        }
        draw_box(buffer, centred(area, columns, rows), title, theme, style)
    }
}
