//! The few strokes that every panel is drawn with.
//!
//! Invariant: nothing is written outside the area that was given, whatever its size; text is cut by
//! display width, never by bytes.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use crate::language::format;
use crate::screen::theme::Theme;

/// How many columns a text takes.
#[must_use]
pub fn width(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// Writes at a place relative to the area and returns the columns used. What does not fit is cut.
pub fn put(buffer: &mut Buffer, area: Rect, x: u16, y: u16, text: &str, style: Style) -> u16 {
    let area = area.intersection(buffer.area);
    if x >= area.width || y >= area.height {
        return 0;
    }
    let room = area.width - x;
    let (end, _) = buffer.set_stringn(area.x + x, area.y + y, text, usize::from(room), style);
    end - (area.x + x)
}

/// Writes with the end at the area's right edge; a text that is too long is cut at its end with `…`.
pub fn put_right(buffer: &mut Buffer, area: Rect, y: u16, text: &str, style: Style) -> u16 {
    let text = format::fit(text, usize::from(area.width));
    let columns = width(&text);
    put(buffer, area, area.width.saturating_sub(columns), y, &text, style);
    columns
}

/// Writes pieces one after another.
pub fn put_all(buffer: &mut Buffer, area: Rect, mut x: u16, y: u16, pieces: &[(&str, Style)]) -> u16 {
    for (text, style) in pieces {
        x += put(buffer, area, x, y, text, *style);
    }
    x
}

/// One sign at a place of the screen, if it is there.
pub fn sign(buffer: &mut Buffer, x: u16, y: u16, sign: &str, style: Style) {
    if let Some(cell) = buffer.cell_mut(Position { x, y }) {
        cell.set_symbol(sign).set_style(style);
    }
}

/// Fills an area with one sign.
pub fn fill(buffer: &mut Buffer, area: Rect, with: &str, style: Style) {
    for place in area.intersection(buffer.area).positions() {
        sign(buffer, place.x, place.y, with, style);
    }
}

/// Replaces what a terminal without UTF-8 cannot show: names that people typed, and the few signs that
/// texts bring along.
pub fn ascii(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if cell.symbol().is_ascii() {
            continue;
        }
        let sign = match cell.symbol() {
            "…" => ".",
            "–" | "—" | "\u{2011}" => "-",
            "·" => "-",
            "№" => "#",
            "«" | "»" => "\"",
            "↑" => "^",
            "↓" => "v",
            "←" => "<",
            "→" => ">",
            "\u{a0}" => " ",
            _ => "?",
        };
        cell.set_symbol(sign);
    }
}

/// An empty framed box with a title; returns the area inside.
pub fn framed(buffer: &mut Buffer, area: Rect, title: &str, theme: &Theme, style: Style) -> Rect {
    let area = area.intersection(buffer.area);
    fill(buffer, area, " ", Style::reset());
    if area.width < 2 || area.height < 2 {
        return Rect { width: 0, height: 0, ..area };
    }
    let lines = theme.lines();
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    for x in area.x..=right {
        sign(buffer, x, area.y, lines.horizontal_top, style);
        sign(buffer, x, bottom, lines.horizontal_bottom, style);
    }
    for y in area.y..=bottom {
        sign(buffer, area.x, y, lines.vertical_left, style);
        sign(buffer, right, y, lines.vertical_right, style);
    }
    sign(buffer, area.x, area.y, lines.top_left, style);
    sign(buffer, right, area.y, lines.top_right, style);
    sign(buffer, area.x, bottom, lines.bottom_left, style);
    sign(buffer, right, bottom, lines.bottom_right, style);
    let title = format::fit(title, usize::from(area.width.saturating_sub(6)));
    put(buffer, Rect { width: area.width - 1, ..area }, 2, 0, &format!(" {title} "), theme.strong());
    Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 }
}

/// A box of at most this size in the middle of an area.
#[must_use]
pub fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}

/// How many of `cells` a part of the whole fills; never more than all, and at least one for anything.
#[must_use]
pub fn share(part: i64, whole: i64, cells: u16) -> u16 {
    let (part, whole) = (i128::from(part.max(0)), i128::from(whole));
    if whole <= 0 || part == 0 || cells == 0 {
        return 0;
    }
    let filled = (part * i128::from(cells) / whole).clamp(1, i128::from(cells));
    u16::try_from(filled).unwrap_or(cells).min(cells)
}

/// Breaks a text into lines of at most so many columns, between words where it can.
#[must_use]
pub fn wrap(text: &str, columns: u16) -> Vec<String> {
    let columns = usize::from(columns.max(1));
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split(' ') {
        let mut word = word.to_owned();
        loop {
            let line = match lines.last_mut() {
                Some(line) => line,
                None => return lines,
            };
            let gap = usize::from(!line.is_empty());
            if line.width() + gap + word.width() <= columns {
                if gap == 1 {
                    line.push(' ');
                }
                line.push_str(&word);
                break;
            }
            if line.is_empty() {
                let head: String = word.chars().take(columns).collect();
                word = word.chars().skip(columns).collect();
                line.push_str(&head);
            }
            lines.push(String::new());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_written_outside() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
        let area = Rect::new(2, 0, 50, 50);
        assert_eq!(put(&mut buffer, area, 0, 0, "әріп", Style::new()), 2);
        assert_eq!(put(&mut buffer, area, 0, 9, "x", Style::new()), 0);
        assert_eq!(put(&mut buffer, area, 9, 0, "x", Style::new()), 0);
        assert_eq!(buffer, Buffer::with_lines(["  әр"]));
    }

    #[test]
    fn long_words_are_broken() {
        assert_eq!(wrap("бір екі үш", 7), ["бір екі", "үш"]);
        assert_eq!(wrap("abcdefgh i", 3), ["abc", "def", "gh", "i"]);
        assert_eq!(wrap("", 3), [""]);
    }
}
