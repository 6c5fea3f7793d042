//! Figures that are read across a hall.
//!
//! Each sign is five points high and three wide, and a point is as many cells as there is room for. A font of
//! our own, because those of libraries end at eight cells a sign and need blocks that many console fonts and
//! every terminal without UTF-8 lack.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::screen::paint::fill;

/// Points of height.
pub const HEIGHT: u16 = 5;

/// The cells of one point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    pub width: u16,
    pub height: u16,
}

/// The rows of a sign from the top, three points each, the left one highest; and its width in points.
const fn sign(c: char) -> ([u8; 5], u16) {
    match c {
        '0' => ([0b111, 0b101, 0b101, 0b101, 0b111], 3),
        '1' => ([0b010, 0b110, 0b010, 0b010, 0b111], 3),
        '2' => ([0b111, 0b001, 0b111, 0b100, 0b111], 3),
        '3' => ([0b111, 0b001, 0b111, 0b001, 0b111], 3),
        '4' => ([0b101, 0b101, 0b111, 0b001, 0b001], 3),
        '5' => ([0b111, 0b100, 0b111, 0b001, 0b111], 3),
        '6' => ([0b111, 0b100, 0b111, 0b101, 0b111], 3),
        '7' => ([0b111, 0b001, 0b001, 0b001, 0b001], 3),
        '8' => ([0b111, 0b101, 0b111, 0b101, 0b111], 3),
        '9' => ([0b111, 0b101, 0b111, 0b001, 0b111], 3),
        ',' => ([0, 0, 0, 0b100, 0b100], 1),
        '.' => ([0, 0, 0, 0, 0b100], 1),
        ':' => ([0, 0b100, 0, 0b100, 0], 1),
        '-' => ([0, 0, 0b110, 0, 0], 2),
        // Between thousands.
        _ => ([0; 5], 0),
    }
}

/// How many columns a number takes.
#[must_use]
pub fn columns(text: &str, point: Point) -> u16 {
    let points = text.chars().map(|c| sign(c).1 + 1).sum::<u16>().saturating_sub(1);
    points.saturating_mul(point.width)
}

/// The largest point with which the number fits.
#[must_use]
pub fn largest(text: &str, width: u16, height: u16) -> Option<Point> {
    // Two columns are about as wide as a row is high; the last is narrow, for a small screen.
    let sizes = (1..=12).rev().map(|size| Point { width: 2 * size, height: size });
    let narrow = Point { width: 1, height: 1 };
    sizes
        .chain([narrow])
        .find(|point| columns(text, *point) <= width && HEIGHT.saturating_mul(point.height) <= height)
}

/// Draws a number at the area's top left.
pub fn draw(buffer: &mut Buffer, area: Rect, text: &str, point: Point, block: &str, style: Style) {
    let mut x = area.x;
    for c in text.chars() {
        let (rows, width) = sign(c);
        for (y, row) in (0..).zip(rows) {
            for at in (0..width).filter(|at| row & (0b100 >> at) > 0) {
                let point = Rect {
                    x: x.saturating_add(at * point.width),
                    y: area.y.saturating_add(y * point.height),
                    width: point.width,
                    height: point.height,
                };
                fill(buffer, point.intersection(area), block, style);
            }
        }
        x = x.saturating_add((width + 1) * point.width);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_drawn_in_points() {
        let point = Point { width: 1, height: 1 };
        let mut buffer = Buffer::empty(Rect::new(0, 0, 9, 5));
        draw(&mut buffer, Rect::new(0, 0, 9, 5), "7,2", point, "#", Style::new());
        assert_eq!(
            buffer,
            Buffer::with_lines(["###   ###", "  #     #", "  #   ###", "  # # #  ", "  # # ###"])
        );
        assert_eq!(columns("7,2", point), 9);
    }

    #[test]
    fn it_is_as_large_as_there_is_room() {
        assert_eq!(largest("6\u{a0}115,4", 46, 5), Some(Point { width: 2, height: 1 }));
        assert_eq!(largest("6\u{a0}115,4", 200, 12), Some(Point { width: 4, height: 2 }));
        assert_eq!(largest("6\u{a0}115,4", 30, 5), Some(Point { width: 1, height: 1 }));
        assert_eq!(largest("6\u{a0}115,4", 20, 5), None);
        assert_eq!(largest("0", 50, 4), None);
    }
}
