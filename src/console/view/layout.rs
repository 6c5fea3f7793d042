//! The areas of all panels, for any size of the terminal.
//!
//! ```text
//! narrow (from 80x24)        wide (from 112x26)              small (from 60x18)   smallest (from 40x10)
//! header                     header                          header               header
//! panes 6 x 3                panes 6 x 3     chart           panes 6 x 3          the selected pane
//! chart                      entries                         entries              entries
//! entries                    entry line                      entry line           entry line
//! entry line                 message                         message              message
//! message                    footer                          footer               footer
//! footer
//! ```
//!
//! Invariant: the panels never overlap and never extend beyond the screen. The entry line and the message line are
//! always visible, because an operator cannot weigh without them.

use ratatui::layout::Rect;

use crate::console::model::MIN_SIZE;

/// How the sums are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Middle {
    /// All panes, each with this many lines of text.
    Panes { area: Rect, lines: u16 },
    /// The selected pane alone.
    Selected(Rect),
}

/// How the chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chart {
    /// Vertical bars.
    Columns(Rect),
    /// Horizontal bars.
    Rows(Rect),
}

/// The areas of all panels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    pub header: Rect,
    pub middle: Middle,
    pub chart: Option<Chart>,
    pub entries: Rect,
    pub entry_line: Rect,
    pub message_line: Rect,
    pub footer: Rect,
}

/// Returns the plan for this area with this many rows of panes, or `None` if the area is too small.
#[must_use]
pub(crate) fn plan(area: Rect, pane_rows: u16) -> Option<Plan> {
    if area.width < MIN_SIZE.0 || area.height < MIN_SIZE.1 {
        return None;
    }
    let row = |from_bottom: u16| Rect { y: area.bottom() - from_bottom, height: 1, ..area };
    let header = Rect { height: 1, ..area };
    // The body is the area between the header and the entry line.
    let body = Rect { y: area.y + 1, height: area.height - 4, ..area };
    let grid = |lines: u16| pane_rows * (lines + 1) + 1;
    let part = |body: Rect, from: u16, height: u16| Rect { y: body.y + from, height, ..body };
    let (middle, chart, entries) = if area.width >= 112 && area.height >= 26 && body.height > grid(2) + 3 {
        let left = Rect { width: (area.width / 8 * 5).clamp(79, 132), ..body };
        let right = Rect { x: left.right() + 1, width: area.width - left.width - 1, ..body };
        // The panes get at most two thirds of the height, and the most recent entries get the rest.
        let lines = (2..=5).rev().find(|lines| grid(*lines) <= left.height * 2 / 3).unwrap_or(2);
        let panes = part(left, 0, grid(lines));
        let entries = part(left, grid(lines), left.height - grid(lines));
        (Middle::Panes { area: panes, lines }, Some(Chart::Rows(right)), entries)
    } else if area.width >= 80 && body.height >= grid(2) + 5 {
        let spare = body.height - grid(2);
        let entries = if spare > 14 { spare - 13 } else { 1 };
        let chart = part(body, grid(2), spare - entries);
        let panes = Middle::Panes { area: part(body, 0, grid(2)), lines: 2 };
        (panes, Some(Chart::Columns(chart)), part(body, body.height - entries, entries))
    } else if area.width >= 60 && body.height > grid(2) {
        let wanted = if area.width < 80 { 3 } else { 2 };
        let lines = if body.height > grid(wanted) { wanted } else { 2 };
        let panes = Middle::Panes { area: part(body, 0, grid(lines)), lines };
        (panes, None, part(body, grid(lines), body.height - grid(lines)))
    } else {
        let pane = 4.min(body.height - 1);
        (Middle::Selected(part(body, 0, pane)), None, part(body, pane, body.height - pane))
    };
    Some(Plan { header, middle, chart, entries, entry_line: row(3), message_line: row(2), footer: row(1) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rects(plan: &Plan) -> Vec<Rect> {
        let middle = match plan.middle {
            Middle::Panes { area, .. } | Middle::Selected(area) => area,
        };
        let chart = plan.chart.map(|chart| match chart {
            Chart::Columns(area) | Chart::Rows(area) => area,
        });
        let mut all =
            vec![plan.header, middle, plan.entries, plan.entry_line, plan.message_line, plan.footer];
        all.extend(chart);
        all
    }

    #[test]
    fn panels_never_overlap_or_extend_beyond_the_screen() {
        for width in 0..260 {
            for height in 0..90 {
                for rows in 1..=3 {
                    let area = Rect::new(0, 0, width, height);
                    let Some(plan) = plan(area, rows) else {
                        assert!(width < 40 || height < 10, "{width}x{height}");
                        continue;
                    };
                    let rects = rects(&plan);
                    for (index, rect) in rects.iter().enumerate() {
                        assert!(rect.height > 0 && rect.width > 0, "{width}x{height}: {rect}");
                        assert_eq!(rect.intersection(area), *rect, "{width}x{height}");
                        for other in &rects[..index] {
                            assert!(!rect.intersects(*other), "{width}x{height}: {rect} {other}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn small_terminals_show_less_in_steps() {
        let at = |width, height| plan(Rect::new(0, 0, width, height), 3);
        assert!(matches!(at(80, 24).unwrap().chart, Some(Chart::Columns(area)) if area.height == 9));
        assert!(matches!(at(120, 40).unwrap().chart, Some(Chart::Rows(_))));
        assert_eq!(at(60, 20).unwrap().chart, None);
        assert!(matches!(at(60, 20).unwrap().middle, Middle::Panes { lines: 3, .. }));
        assert!(matches!(at(59, 20).unwrap().middle, Middle::Selected(_)));
        assert!(at(39, 24).is_none() && at(80, 9).is_none());
    }
}
