//! Charts as inline SVG.
//!
//! Invariant: only whole numbers are used, so equal sums always produce equal bytes. A bar of a positive
//! amount is always visible, and no bar is longer than its track.

use maud::{Markup, html};

/// Length of a bar, in SVG units.
const BAR_LENGTH: i64 = 1_000;
/// Minimum length of a part of a bar, so that the part remains visible between its edges.
const MIN_PART_LENGTH: i64 = 10;
/// Width of the chart of hours, in SVG units.
const CHART_WIDTH: i64 = 360;
/// Height of the chart of hours, in SVG units.
const CHART_HEIGHT: i64 = 170;
/// Height of the tallest column, in SVG units.
const COLUMN_HEIGHT_MAX: i64 = 118;
/// Vertical position of the foot of all columns, in SVG units.
const COLUMN_FOOT: i64 = 144;
/// Maximum number of columns that show their amount above them.
pub(crate) const AMOUNTS_MAX: usize = 8;
/// Maximum number of columns that show their time below them.
const TIMES_MAX: usize = 8;

/// Returns the length that represents `part` if `length` represents `whole`.
fn scaled(part: i64, whole: i64, length: i64) -> i64 {
    if part <= 0 || whole <= 0 {
        return 0;
    }
    let scaled = i128::from(part) * i128::from(length) / i128::from(whole);
    i64::try_from(scaled).unwrap_or(length).clamp(1, length)
}

/// Draws one horizontal bar at full width, with a tick at the target.
#[must_use]
pub(crate) fn bar(amount: i64, most: i64, target: Option<i64>, label: &str) -> Markup {
    let mark = target.map(|target| scaled(target, most, BAR_LENGTH).min(BAR_LENGTH - 2));
    html! {
        svg.bar viewBox="0 0 1000 12" preserveAspectRatio="none" role="img" aria-label=(label) {
            rect.track width=(BAR_LENGTH) height="12" {}
            rect.fill width=(scaled(amount, most, BAR_LENGTH)) height="12" {}
            @if let Some(x) = mark { line.mark x1=(x) x2=(x) y1="0" y2="12" {} }
        }
    }
}

/// Draws the parts of a whole as one bar. Each part names the CSS class of its colour.
#[must_use]
pub(crate) fn stack(parts: &[(&'static str, i64)], label: &str) -> Markup {
    let whole: i64 = parts.iter().map(|(_, part)| *part).sum();
    let mut before = 0;
    let mut places = Vec::new();
    for (class, part) in parts.iter().filter(|(_, part)| *part > 0) {
        let width = scaled(*part, whole, BAR_LENGTH).max(MIN_PART_LENGTH);
        places.push((class, scaled(before, whole, BAR_LENGTH).min(BAR_LENGTH - width), width));
        before += part;
    }
    html! {
        svg.stack viewBox="0 0 1000 24" preserveAspectRatio="none" role="img" aria-label=(label) {
            @for (class, x, width) in places {
                g class=(class) { rect.fill.part x=(x) width=(width) height="24" {} }
            }
        }
    }
}

/// One column of a chart.
pub(crate) struct Column {
    pub label: String,
    pub amount: i64,
    /// The amount as text.
    pub shown: String,
}

/// Draws columns side by side, with their amounts above if there is room.
#[must_use]
pub(crate) fn columns(columns: &[Column], class: &str, label: &str) -> Markup {
    let count = i64::try_from(columns.len()).unwrap_or(i64::MAX).max(1);
    let most = columns.iter().map(|column| column.amount).max().unwrap_or(0);
    let step = CHART_WIDTH / count.min(CHART_WIDTH);
    let thick = (step * 7 / 10).clamp(1, 56);
    let every = columns.len().div_ceil(TIMES_MAX).max(1);
    html! {
        svg.hours viewBox={ "0 0 " (CHART_WIDTH) " " (CHART_HEIGHT) } role="img" aria-label=(label) {
            g class=(class) {
            @for (place, column) in columns.iter().enumerate() {
                @let centre = step * i64::try_from(place).unwrap_or(0) + step / 2;
                @let height = scaled(column.amount, most, COLUMN_HEIGHT_MAX);
                rect.fill x=(centre - thick / 2) y=(COLUMN_FOOT - height) width=(thick) height=(height) {
                    title { (column.label) ": " (column.shown) }
                }
                @if columns.len() <= AMOUNTS_MAX {
                    text x=(centre) y=(COLUMN_FOOT - height - 6) { (column.shown) }
                }
                @if place % every == 0 { text.quiet x=(centre) y=(COLUMN_FOOT + 18) { (column.label) } }
            }
            }
            line.axis x1="0" x2=(CHART_WIDTH) y1=(COLUMN_FOOT) y2=(COLUMN_FOOT) {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_visible_and_never_longer_than_its_track() {
        assert_eq!(scaled(0, 10, 100), 0);
        assert_eq!(scaled(1, 1_000_000, 100), 1);
        assert_eq!(scaled(20, 10, 100), 100);
        assert_eq!(scaled(i64::MAX, 1, 100), 100);
        assert_eq!(scaled(5, 0, 100), 0);
    }
}
