//! The areas of all panels, for any size of the terminal.
//!
//! ```text
//! wide (from 112x26)         narrow (from 80x24)        small (from 60x18)   smallest (from 40x10)
//! header                     header                     header               header
//! day                        day                        day                  day
//! panes 6 x 3     trend      panes 6 x 3                panes 6 x 3          letters
//! entries         chart      chart        trend         chart                entries
//! entry line                 entries                    entries              entry line
//! message                    entry line                 entry line           message
//! footer                     message                    message              footer
//!                            footer                     footer
//! ```
//! The day has large digits and, if it has hours to show, a trend from 100x30 on. On a smaller screen it has one row, and only if the event has a
//! target for the total, because the header has the total too.
//!
//! Invariant: the panels never overlap and never extend beyond the screen. The entry line and the message line are
//! always visible, because an operator cannot weigh without them.

use ratatui::layout::Rect;

use crate::console::model::{MIN_SIZE, Model};
use crate::console::view::{letters, panes};
use crate::domain::mass::Grams;
use crate::domain::trend::Hours;
use crate::screen::digits;
use crate::screen::paint::below;

/// From these columns and rows on, the total has large digits, and there is a trend.
const LARGE_SIZE: (u16, u16) = (100, 30);
/// From these columns and rows on, the chart is beside the panes.
const WIDE_SIZE: (u16, u16) = (112, 26);
/// The rows of the smallest chart that is worth its place, without a title.
const MIN_CHART_ROWS: u16 = 4;
/// The rows of the smallest chart with a title.
const MIN_TITLED_CHART_ROWS: u16 = 5;
/// The maximum number of rows of a chart above the entries.
const MAX_CHART_ROWS: u16 = 14;
/// The minimum and the maximum number of rows of a trend beside the panes.
const TREND_ROWS: (u16, u16) = (7, 17);

/// What the panels show, as far as their areas depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Contents {
    /// The number of rows of panes.
    pub pane_rows: u16,
    /// The number of letters that the smallest screens list.
    pub letters: u16,
    /// Whether the event has a target for the total.
    pub has_target: bool,
    /// Whether there are hours to show in a trend.
    pub has_trend: bool,
    /// Whether the station has a scale on a wire.
    pub has_scale: bool,
}

impl Contents {
    pub(super) fn of(model: &Model) -> Self {
        Self {
            pane_rows: panes::rows(model),
            letters: u16::try_from(panes::materials_of_page(model).len()).unwrap_or(u16::MAX),
            has_target: model.event.target_g.is_some_and(Grams::is_positive),
            has_scale: model.wire.is_some(),
            has_trend: Hours::of_day(&model.event, model.ledger.tally(), model.now).is_some(),
        }
    }
}

/// How the sums are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Middle {
    /// All panes, each with this many lines of text.
    Panes { area: Rect, lines: u16 },
    /// The letters of the materials with their names.
    Letters(Rect),
}

/// How the chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chart {
    /// Vertical bars with a title.
    Columns(Rect),
    /// Vertical bars without a title.
    SmallColumns(Rect),
    /// Horizontal bars.
    Rows(Rect),
}

impl Chart {
    pub(crate) const fn area(self) -> Rect {
        match self {
            Self::Columns(area) | Self::SmallColumns(area) | Self::Rows(area) => area,
        }
    }
}

/// The areas of all panels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    pub header: Rect,
    pub day: Option<Rect>,
    pub middle: Middle,
    pub chart: Option<Chart>,
    pub trend: Option<Rect>,
    pub entries: Rect,
    /// The weight of the scale in large digits.
    pub live: Option<Rect>,
    pub entry_line: Rect,
    pub message_line: Rect,
    pub footer: Rect,
}

impl Plan {
    /// Returns whether the total has large digits.
    pub(crate) fn has_large_total(&self) -> bool {
        self.day.is_some_and(|day| day.height >= digits::ROWS)
    }
}

/// The panels between the day and the entry line.
struct Body {
    middle: Middle,
    chart: Option<Chart>,
    trend: Option<Rect>,
    entries: Rect,
}

/// Returns the plan for this area, or `None` if the area is too small.
#[must_use]
pub(crate) fn plan(area: Rect, contents: Contents) -> Option<Plan> {
    if area.width < MIN_SIZE.0 || area.height < MIN_SIZE.1 {
        return None;
    }
    let row = |from_bottom: u16| Rect { y: area.bottom() - from_bottom, height: 1, ..area };
    let header = Rect { height: 1, ..area };
    // The body is the area between the header and the entry line.
    let body = Rect { y: area.y + 1, height: area.height - 4, ..area };
    let is_large = area.width >= LARGE_SIZE.0 && area.height >= LARGE_SIZE.1;
    let live = (is_large && contents.has_scale).then_some(Rect {
        y: body.bottom() - digits::ROWS,
        height: digits::ROWS,
        ..body
    });
    let body = Rect { height: body.height - live.map_or(0, |live| live.height), ..body };
    let day_rows = match (is_large, contents.has_target) {
        (true, _) => digits::ROWS,
        // On the smallest screens, letters are worth more.
        (false, true) if body.height > 6 => 1,
        (false, _) => 0,
    };
    let day = (day_rows > 0).then_some(Rect { height: day_rows, ..body });
    let body = below(body, day_rows);
    let grid = |lines: u16| grid_rows(contents.pane_rows, lines);
    let has_trend = is_large && contents.has_trend;
    let is_wide = area.width >= WIDE_SIZE.0 && area.height >= WIDE_SIZE.1;
    let Body { middle, chart, trend, entries } = if is_wide && body.height > grid(2) + 3 {
        wide(body, contents, has_trend)
    } else if area.width >= 80 && body.height > grid(2) + MIN_TITLED_CHART_ROWS {
        narrow(body, contents, (is_large, has_trend))
    } else if area.width >= 60 && body.height > grid(2) {
        small(body, contents)
    } else {
        let letters = letters::rows(contents.letters, body.height - 1).min(body.height - 1);
        let middle = Middle::Letters(Rect { height: letters, ..body });
        Body { middle, chart: None, trend: None, entries: below(body, letters) }
    };
    Some(Plan {
        header,
        day,
        middle,
        chart,
        trend,
        entries,
        live,
        entry_line: row(3),
        message_line: row(2),
        footer: row(1),
    })
}

/// Returns the height of the panes, with their borders.
const fn grid_rows(pane_rows: u16, lines: u16) -> u16 {
    pane_rows * (lines + 1) + 1
}

fn part(area: Rect, from: u16, height: u16) -> Rect {
    Rect { y: area.y + from, height, ..area }
}

fn wide(body: Rect, contents: Contents, has_trend: bool) -> Body {
    let left = Rect { width: (body.width / 8 * 5).clamp(79, 132), ..body };
    let right = Rect { x: left.right() + 1, width: body.width - left.width - 1, ..body };
    // The panes get at most two thirds of the height, and the most recent entries get the rest.
    let grid = |lines: u16| grid_rows(contents.pane_rows, lines);
    let lines = (2..=5).rev().find(|lines| grid(*lines) <= left.height * 2 / 3).unwrap_or(2);
    let trend = (right.height / 3).clamp(TREND_ROWS.0, TREND_ROWS.1);
    let trend = has_trend.then_some(Rect { height: trend, ..right });
    // There is a blank row between the trend and the chart.
    let chart = below(right, trend.map_or(0, |trend| trend.height + 1));
    Body {
        middle: Middle::Panes { area: part(left, 0, grid(lines)), lines },
        chart: Some(Chart::Rows(chart)),
        trend,
        entries: below(left, grid(lines)),
    }
}

fn narrow(body: Rect, contents: Contents, (is_large, has_trend): (bool, bool)) -> Body {
    let grid = grid_rows(contents.pane_rows, 2);
    let spare = body.height - grid;
    let entries = match (is_large, spare) {
        (true, _) => spare - (spare * 2 / 3).min(MAX_CHART_ROWS),
        (false, 15..) => spare - 13,
        (false, _) => 1,
    };
    let chart = part(body, grid, spare - entries);
    let (chart, trend) = if has_trend {
        let left = Rect { width: chart.width / 25 * 16, ..chart };
        let right = Rect { x: left.right() + 1, width: chart.width - left.width - 1, ..chart };
        (left, Some(right))
    } else {
        (chart, None)
    };
    Body {
        middle: Middle::Panes { area: part(body, 0, grid), lines: 2 },
        chart: Some(Chart::Columns(chart)),
        trend,
        entries: below(body, body.height - entries),
    }
}

fn small(body: Rect, contents: Contents) -> Body {
    let grid = |lines: u16| grid_rows(contents.pane_rows, lines);
    let wanted = if body.width < 80 { 3 } else { 2 };
    // A chart is worth more than a third line in each pane.
    let has_chart = |lines: &u16| body.height > grid(*lines) + MIN_CHART_ROWS;
    let lines = [wanted, 2].into_iter().find(has_chart);
    let Some(lines) = lines else {
        let lines = if body.height > grid(wanted) { wanted } else { 2 };
        let panes = Middle::Panes { area: part(body, 0, grid(lines)), lines };
        return Body { middle: panes, chart: None, trend: None, entries: below(body, grid(lines)) };
    };
    let spare = body.height - grid(lines);
    let rows = (spare - (spare / 4).max(1)).min(MAX_CHART_ROWS);
    let chart = part(body, grid(lines), rows);
    Body {
        middle: Middle::Panes { area: part(body, 0, grid(lines)), lines },
        chart: Some(if rows < MIN_TITLED_CHART_ROWS {
            Chart::SmallColumns(chart)
        } else {
            Chart::Columns(chart)
        }),
        trend: None,
        entries: below(body, grid(lines) + rows),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rects(plan: &Plan) -> Vec<Rect> {
        let middle = match plan.middle {
            Middle::Panes { area, .. } | Middle::Letters(area) => area,
        };
        let mut all =
            vec![plan.header, middle, plan.entries, plan.entry_line, plan.message_line, plan.footer];
        all.extend(plan.chart.map(Chart::area));
        all.extend(plan.day.into_iter().chain(plan.trend).chain(plan.live));
        all
    }

    #[test]
    fn panels_never_overlap_or_extend_beyond_the_screen() {
        for width in 0..260 {
            for height in 0..90 {
                for (pane_rows, letters, has_target, has_trend, has_scale) in [
                    (1, 1, true, true, false),
                    (2, 12, false, false, true),
                    (3, 18, true, true, false),
                    (3, 18, true, true, true),
                    (3, 14, false, false, false),
                ] {
                    let area = Rect::new(0, 0, width, height);
                    let Some(plan) =
                        plan(area, Contents { pane_rows, letters, has_target, has_trend, has_scale })
                    else {
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
                    let has_trend = has_trend && plan.has_large_total();
                    assert_eq!(plan.trend.is_some(), has_trend, "{width}x{height}");
                    assert_eq!(plan.has_large_total(), width >= 100 && height >= 30, "{width}x{height}");
                }
            }
        }
    }

    #[test]
    fn small_terminals_show_less_in_steps() {
        let at = |width, height, has_target| {
            let contents =
                Contents { pane_rows: 3, letters: 18, has_target, has_trend: true, has_scale: false };
            plan(Rect::new(0, 0, width, height), contents)
        };
        for (has_target, rows) in [(true, 8), (false, 9)] {
            let plan = at(80, 24, has_target).unwrap();
            assert!(matches!(plan.chart, Some(Chart::Columns(area)) if area.height == rows), "{plan:?}");
            assert_eq!(plan.day.is_some(), has_target);
            let plan = at(60, 20, has_target).unwrap();
            assert_eq!(plan.chart.unwrap().area().height, if has_target { 4 } else { 5 });
            assert!(matches!(plan.middle, Middle::Panes { lines: 2, .. }));
        }
        assert!(matches!(at(120, 40, true).unwrap().chart, Some(Chart::Rows(_))));
        assert_eq!(at(60, 18, true).unwrap().chart, None);
        let smallest = at(45, 12, true).unwrap();
        assert!(matches!(smallest.middle, Middle::Letters(area) if area.height == 6), "{smallest:?}");
        assert!(smallest.day.is_some());
        assert!(matches!(at(59, 20, true).unwrap().middle, Middle::Letters(_)));
        assert!(at(39, 24, true).is_none() && at(80, 9, true).is_none());
    }
}
