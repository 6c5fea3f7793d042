//! Large digits that can be read from the other end of a hall.
//!
//! A digit is five pixels high and three wide. A pixel is a block of cells, as large as the drawing area
//! allows. Library fonts stop at eight cells a digit. They also need block characters, which many console
//! fonts and all terminals without UTF-8 lack.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::screen::digits::pixels;
use crate::screen::paint::fill;

/// The height of a digit, in pixels.
pub(crate) const HEIGHT: u16 = 5;

/// The size of one pixel, in terminal cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pixel {
    /// The width of a pixel, in columns.
    pub width: u16,
    /// The height of a pixel, in rows.
    pub height: u16,
}

/// Returns the width of a number, in columns.
#[must_use]
pub(crate) fn columns(text: &str, pixel: Pixel) -> u16 {
    let pixels = text.chars().map(|c| pixels(c).1 + 1).sum::<u16>().saturating_sub(1);
    pixels.saturating_mul(pixel.width)
}

/// Returns the largest pixel size at which the number fits, or `None` if it fits at no size.
#[must_use]
pub(crate) fn largest_pixel(text: &str, width: u16, height: u16) -> Option<Pixel> {
    // Two columns are about as wide as one row is high. The narrow pixel is for small screens.
    let sizes = (1..=12).rev().map(|size| Pixel { width: 2 * size, height: size });
    let narrow = Pixel { width: 1, height: 1 };
    sizes
        .chain([narrow])
        .find(|pixel| columns(text, *pixel) <= width && HEIGHT.saturating_mul(pixel.height) <= height)
}

/// Draws a number at the top left of the area.
pub(crate) fn draw(buffer: &mut Buffer, area: Rect, text: &str, pixel: Pixel, block: &str, style: Style) {
    let mut x = area.x;
    for c in text.chars() {
        let (rows, width) = pixels(c);
        for (y, row) in (0..).zip(rows) {
            for column in (0..width).filter(|column| row & (0b100 >> column) > 0) {
                let block_area = Rect {
                    x: x.saturating_add(column * pixel.width),
                    y: area.y.saturating_add(y * pixel.height),
                    width: pixel.width,
                    height: pixel.height,
                };
                fill(buffer, block_area.intersection(area), block, style);
            }
        }
        x = x.saturating_add((width + 1) * pixel.width);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_drawn_in_pixels() {
        let pixel = Pixel { width: 1, height: 1 };
        let mut buffer = Buffer::empty(Rect::new(0, 0, 9, 5));
        draw(&mut buffer, Rect::new(0, 0, 9, 5), "7,2", pixel, "#", Style::new());
        assert_eq!(
            buffer,
            Buffer::with_lines(["###   ###", "  #     #", "  #   ###", "  # # #  ", "  # # ###"])
        );
        assert_eq!(columns("7,2", pixel), 9);
    }

    #[test]
    fn the_largest_pixel_that_fits_is_chosen() {
        assert_eq!(largest_pixel("6\u{a0}115,4", 46, 5), Some(Pixel { width: 2, height: 1 }));
        assert_eq!(largest_pixel("6\u{a0}115,4", 200, 12), Some(Pixel { width: 4, height: 2 }));
        assert_eq!(largest_pixel("6\u{a0}115,4", 30, 5), Some(Pixel { width: 1, height: 1 }));
        assert_eq!(largest_pixel("6\u{a0}115,4", 20, 5), None);
        assert_eq!(largest_pixel("0", 50, 4), None);
    }
}
