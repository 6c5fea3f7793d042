//! Charts as inline SVG.
//!
//! Invariant: whole numbers only, so the same sums always draw the same bytes; a bar of something is never
//! invisible, and none is longer than its track.

use maud::{Markup, html};

/// Units of the length of a bar.
const LENGTH: i64 = 1_000;
/// The least length of a part, which its edges leave visible.
const SEEN: i64 = 10;
/// The chart of hours: its size, and the space of one column.
const WIDTH: i64 = 360;
const HEIGHT: i64 = 170;
/// The highest column, and where all stand.
const TALL: i64 = 118;
const FLOOR: i64 = 144;
/// At most so many columns have their amount written above them, and so many times stand below.
pub const AMOUNTS: usize = 8;
const TIMES: usize = 8;

/// `part` of `whole` in units of `length`.
fn scaled(part: i64, whole: i64, length: i64) -> i64 {
    if part <= 0 || whole <= 0 {
        return 0;
    }
    let scaled = i128::from(part) * i128::from(length) / i128::from(whole);
    i64::try_from(scaled).unwrap_or(length).clamp(1, length)
}

/// One horizontal bar as wide as its place, with a mark at the target.
#[must_use]
pub fn bar(amount: i64, most: i64, target: Option<i64>, label: &str) -> Markup {
    let mark = target.map(|target| scaled(target, most, LENGTH).min(LENGTH - 2));
    html! {
        svg.bar viewBox="0 0 1000 12" preserveAspectRatio="none" role="img" aria-label=(label) {
            rect.track width=(LENGTH) height="12" {}
            rect.fill width=(scaled(amount, most, LENGTH)) height="12" {}
            @if let Some(x) = mark { line.mark x1=(x) x2=(x) y1="0" y2="12" {} }
        }
    }
}

/// Parts of a whole in one bar. Each part has the class of its colour.
#[must_use]
pub fn stack(parts: &[(&'static str, i64)], label: &str) -> Markup {
    let whole: i64 = parts.iter().map(|(_, part)| *part).sum();
    let mut before = 0;
    let mut places = Vec::new();
    for (class, part) in parts.iter().filter(|(_, part)| *part > 0) {
        let width = scaled(*part, whole, LENGTH).max(SEEN);
        places.push((class, scaled(before, whole, LENGTH).min(LENGTH - width), width));
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
pub struct Column {
    pub label: String,
    pub amount: i64,
    /// The amount in words.
    pub shown: String,
}

/// Columns beside each other, with their amounts above where these find room.
#[must_use]
pub fn columns(columns: &[Column], class: &str, label: &str) -> Markup {
    let count = i64::try_from(columns.len()).unwrap_or(i64::MAX).max(1);
    let most = columns.iter().map(|column| column.amount).max().unwrap_or(0);
    let step = WIDTH / count.min(WIDTH);
    let thick = (step * 7 / 10).clamp(1, 56);
    let every = columns.len().div_ceil(TIMES).max(1);
    html! {
        svg.hours viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-label=(label) {
            g class=(class) {
            @for (place, column) in columns.iter().enumerate() {
                @let centre = step * i64::try_from(place).unwrap_or(0) + step / 2;
                @let height = scaled(column.amount, most, TALL);
                rect.fill x=(centre - thick / 2) y=(FLOOR - height) width=(thick) height=(height) {
                    title { (column.label) ": " (column.shown) }
                }
                @if columns.len() <= AMOUNTS {
                    text x=(centre) y=(FLOOR - height - 6) { (column.shown) }
                }
                @if place % every == 0 { text.quiet x=(centre) y=(FLOOR + 18) { (column.label) } }
            }
            }
            line.axis x1="0" x2=(WIDTH) y1=(FLOOR) y2=(FLOOR) {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_seen_and_keeps_to_its_track() {
        assert_eq!(scaled(0, 10, 100), 0);
        assert_eq!(scaled(1, 1_000_000, 100), 1);
        assert_eq!(scaled(20, 10, 100), 100);
        assert_eq!(scaled(i64::MAX, 1, 100), 100);
        assert_eq!(scaled(5, 0, 100), 0);
    }
}
