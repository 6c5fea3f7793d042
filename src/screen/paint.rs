//! Drawing functions for all panels: text, boxes, bars and wrapping.
//!
//! Invariants: nothing is drawn outside the given area, whatever its size. Text is measured and cut by display
//! columns, not by bytes or characters.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::language::format;
use crate::screen::theme::{BarStyle, Theme};

/// Returns the number of columns of a text.
#[must_use]
pub(crate) fn width(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// Returns the part of an area below its first `rows` rows.
#[must_use]
pub(crate) fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

/// Returns the style for drawing over other cells: a style that is not dim does not stay dim over a dim border.
#[must_use]
pub(crate) const fn over_border(style: Style) -> Style {
    if style.add_modifier.contains(Modifier::DIM) { style } else { style.remove_modifier(Modifier::DIM) }
}

/// Prints a text at a position relative to the area, cut at the right edge. Returns the number of columns
/// used.
pub(crate) fn print(buffer: &mut Buffer, area: Rect, x: u16, y: u16, text: &str, style: Style) -> u16 {
    let area = area.intersection(buffer.area);
    if x >= area.width || y >= area.height {
        return 0;
    }
    let (start, room, style) = (area.x + x, area.width - x, over_border(style));
    if !text.chars().all(is_one_cell) {
        let (end, _) = buffer.set_stringn(start, area.y + y, text, usize::from(room), style);
        return end - start;
    }
    let mut columns = 0;
    for c in text.chars().take(usize::from(room)) {
        if let Some(cell) = buffer.cell_mut(Position { x: start + columns, y: area.y + y }) {
            cell.set_char(c).set_style(style);
        }
        columns += 1;
    }
    columns
}

/// Returns whether a character has one column and never joins others of this kind, so that a text of such characters needs no
/// search for grapheme clusters: it takes most of the time of a frame. It is true for printable ASCII, Cyrillic letters, lines and
/// blocks, and some punctuation.
const fn is_one_cell(c: char) -> bool {
    matches!(
        c,
        ' '..='~' | '\u{400}'..='\u{482}' | '\u{48a}'..='\u{52f}' | '─'..='▟' | '…' | '·' | '–' | '№' | '←'..='↓'
    )
}

/// Prints a text that ends at the right edge of the area. A text that is too long ends with `…`. Returns the
/// number of columns used.
pub(crate) fn print_right(buffer: &mut Buffer, area: Rect, y: u16, text: &str, style: Style) -> u16 {
    let text = format::fit(text, usize::from(area.width));
    let columns = width(&text);
    print(buffer, area, area.width.saturating_sub(columns), y, &text, style);
    columns
}

/// Prints pieces side by side, and returns the column after the last one.
pub(crate) fn print_all(
    buffer: &mut Buffer,
    area: Rect,
    mut x: u16,
    y: u16,
    pieces: &[(&str, Style)],
) -> u16 {
    for (text, style) in pieces {
        x += print(buffer, area, x, y, text, *style);
    }
    x
}

/// Sets the symbol and style of one cell. A position outside the screen is ignored.
pub(crate) fn set_cell(buffer: &mut Buffer, x: u16, y: u16, symbol: &str, style: Style) {
    if let Some(cell) = buffer.cell_mut(Position { x, y }) {
        cell.set_symbol(symbol).set_style(over_border(style));
    }
}

/// Fills an area with one symbol.
pub(crate) fn fill(buffer: &mut Buffer, area: Rect, symbol: &str, style: Style) {
    for position in area.intersection(buffer.area).positions() {
        set_cell(buffer, position.x, position.y, symbol, style);
    }
}

/// Fills the cells of a bar that grows to the right, in a place for the longest bar of `cells` cells that begins at column `x`.
pub(crate) fn fill_bar_right(
    buffer: &mut Buffer,
    area: Rect,
    symbol: &str,
    style: BarStyle,
    (x, cells): (u16, u16),
) {
    for column in area.columns() {
        fill(buffer, column, symbol, style.at(column.x.saturating_sub(x), cells));
    }
}

/// Fills the cells of a bar that grows upwards, in a place for the longest bar of `cells` cells above row `base`.
pub(crate) fn fill_bar_up(
    buffer: &mut Buffer,
    area: Rect,
    symbol: &str,
    style: BarStyle,
    (base, cells): (u16, u16),
) {
    for row in area.rows() {
        fill(buffer, row, symbol, style.at(base.saturating_sub(row.y + 1), cells));
    }
}

/// Replaces every character that is not ASCII, for a terminal without UTF-8: punctuation by a similar character, Cyrillic by a Latin
/// letter, others by `?`.
pub(crate) fn replace_non_ascii(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if !cell.symbol().is_ascii() {
            cell.set_char(ascii_replacement(cell.symbol()));
        }
    }
}

/// Returns the character that replaces a symbol on a terminal that only has ASCII.
fn ascii_replacement(symbol: &str) -> char {
    match symbol {
        "…" => '.',
        "–" | "—" | "\u{2011}" | "·" => '-',
        "№" => '#',
        "«" | "»" => '"',
        "↑" => '^',
        "↓" => 'v',
        "←" => '<',
        "→" => '>',
        "\u{a0}" => ' ',
        _ => symbol.chars().next().and_then(latin_letter).unwrap_or('?'),
    }
}

/// Returns the Latin letter that reads most like a Kazakh or Russian one. It is a single one, because the text keeps its width: a name
/// that can be guessed is worth more than question marks.
fn latin_letter(c: char) -> Option<char> {
    let lower = c.to_lowercase().next()?;
    let latin = match lower {
        'а' | 'ә' | 'я' => 'a',
        'б' => 'b',
        'в' => 'v',
        'г' | 'ғ' => 'g',
        'д' => 'd',
        'е' | 'ё' | 'э' => 'e',
        'ж' => 'j',
        'з' => 'z',
        'и' | 'і' => 'i',
        'й' | 'ы' => 'y',
        'к' => 'k',
        'қ' => 'q',
        'л' => 'l',
        'м' => 'm',
        'н' | 'ң' => 'n',
        'о' | 'ө' => 'o',
        'п' => 'p',
        'р' => 'r',
        'с' | 'ш' | 'щ' => 's',
        'т' => 't',
        'у' | 'ұ' | 'ү' | 'ю' => 'u',
        'ф' => 'f',
        'х' | 'һ' => 'h',
        'ц' | 'ч' => 'c',
        'ъ' | 'ь' => '\'',
        _ => return None,
    };
    Some(if lower == c { latin } else { latin.to_ascii_uppercase() })
}

/// Returns a text in which every character that is not ASCII is replaced.
#[must_use]
pub(crate) fn to_ascii(text: &str) -> String {
    let replace = |c: char| match c.is_ascii() {
        true => c,
        false => ascii_replacement(c.encode_utf8(&mut [0; 4])),
    };
    text.chars().map(replace).collect()
}

/// Draws an empty box with a border and a title, and returns the area inside.
pub(crate) fn draw_box(buffer: &mut Buffer, area: Rect, title: &str, theme: &Theme, style: Style) -> Rect {
    let area = area.intersection(buffer.area);
    fill(buffer, area, " ", Style::reset());
    if area.width < 2 || area.height < 2 {
        return Rect { width: 0, height: 0, ..area };
    }
    let border = theme.borders();
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    for x in area.x..=right {
        set_cell(buffer, x, area.y, border.horizontal_top, style);
        set_cell(buffer, x, bottom, border.horizontal_bottom, style);
    }
    for y in area.y..=bottom {
        set_cell(buffer, area.x, y, border.vertical_left, style);
        set_cell(buffer, right, y, border.vertical_right, style);
    }
    set_cell(buffer, area.x, area.y, border.top_left, style);
    set_cell(buffer, right, area.y, border.top_right, style);
    set_cell(buffer, area.x, bottom, border.bottom_left, style);
    set_cell(buffer, right, bottom, border.bottom_right, style);
    let title = format::fit(title, usize::from(area.width.saturating_sub(6)));
    print(buffer, Rect { width: area.width - 1, ..area }, 2, 0, &format!(" {title} "), theme.strong());
    Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 }
}

/// Draws an empty window with a border, and returns the area inside. The rows beside it become blank, so that nothing behind the
/// window is cut.
pub(crate) fn draw_window(buffer: &mut Buffer, area: Rect, title: &str, theme: &Theme, style: Style) -> Rect {
    let area = area.intersection(buffer.area);
    fill(buffer, Rect { x: buffer.area.x, width: buffer.area.width, ..area }, " ", Style::reset());
    draw_box(buffer, area, title, theme, style)
}

/// Draws an empty window that covers all rows above the footer, and returns the area inside. Over the full width, it has
/// only a title: there is nothing beside it that a border would set it apart from, and lines around a whole screen take many bytes.
pub(crate) fn draw_page(buffer: &mut Buffer, area: Rect, title: &str, theme: &Theme, style: Style) -> Rect {
    let area = area.intersection(buffer.area);
    if area.width < buffer.area.width || area.width < 2 || area.height < 2 {
        return draw_window(buffer, area, title, theme, style);
    }
    fill(buffer, area, " ", Style::reset());
    let title = format::fit(title, usize::from(area.width.saturating_sub(6)));
    print(buffer, area, 1, 0, &format!(" {title} "), style.add_modifier(Modifier::REVERSED));
    Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 }
}

/// The fewest columns that a window leaves on each side.
const MIN_SIDE: u16 = 16;

/// Returns an area of at most this size in the middle of another one. If less than [`MIN_SIDE`] columns were left on each
/// side, the area has the full width.
#[must_use]
pub(crate) fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let width = if area.width.saturating_sub(width) < 2 * MIN_SIDE { area.width } else { width };
    let height = height.min(area.height);
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}

/// Returns how many of `cells` are filled for a part of a whole: at least one if the part is positive, at most all.
#[must_use]
pub(crate) fn filled_cells(part: i64, whole: i64, cells: u16) -> u16 {
    let (part, whole) = (i128::from(part.max(0)), i128::from(whole));
    if whole <= 0 || part == 0 || cells == 0 {
        return 0;
    }
    let filled = (part * i128::from(cells) / whole).clamp(1, i128::from(cells));
    u16::try_from(filled).unwrap_or(cells).min(cells)
}

/// Breaks a text into lines of at most this many columns: at spaces, or inside a word that is longer than a line.
///
/// A single character wider than `columns` is put on a line of its own.
#[must_use]
pub(crate) fn wrap(text: &str, columns: u16) -> Vec<String> {
    let columns = usize::from(columns.max(1));
    let mut lines = Vec::new();
    let mut line = String::new();
    for mut word in text.split(' ') {
        loop {
            let gap = usize::from(!line.is_empty());
            if line.width() + gap + word.width() <= columns {
                if gap == 1 {
                    line.push(' ');
                }
                line.push_str(word);
                break;
            }
            if line.is_empty() {
                let (head, rest) = word.split_at(longest_prefix(word, columns));
                if rest.is_empty() {
                    line.push_str(head);
                    break;
                }
                lines.push(head.to_owned());
                word = rest;
            } else {
                lines.push(std::mem::take(&mut line));
            }
        }
    }
    lines.push(line);
    lines
}

/// Returns the byte length of the longest prefix that fits into this many columns, but at least one grapheme
/// cluster.
fn longest_prefix(word: &str, columns: usize) -> usize {
    let ends = word.grapheme_indices(true).map(|(start, cluster)| start + cluster.len());
    let mut fitting = 0;
    for end in ends {
        if fitting > 0 && word[..end].width() > columns {
            break;
        }
        fitting = end;
    }
    fitting
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_can_be_guessed_on_a_terminal_with_ascii_only() {
        assert_eq!(
            to_ascii("Құдайбергенова Айгерім — «Бірге» №5 · 垃圾"),
            "Qudaybergenova Aygerim - \"Birge\" #5 - ??"
        );
    }

    #[test]
    fn text_is_cut_at_the_edges_of_the_area() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
        let area = Rect::new(2, 0, 50, 50);
        assert_eq!(print(&mut buffer, area, 0, 0, "әріп", Style::new()), 2);
        assert_eq!(print(&mut buffer, area, 0, 9, "x", Style::new()), 0);
        assert_eq!(print(&mut buffer, area, 9, 0, "x", Style::new()), 0);
        assert_eq!(buffer, Buffer::with_lines(["  әр"]));
    }

    #[test]
    fn characters_of_one_cell_are_one_column_and_one_grapheme_cluster() {
        let text: String = ('\0'..=char::MAX).filter(|c| is_one_cell(*c)).collect();
        assert!(text.graphemes(true).all(|cluster| cluster.chars().count() == 1 && cluster.width() == 1));
    }

    #[test]
    fn long_words_are_broken() {
        assert_eq!(wrap("бір екі үш", 7), ["бір екі", "үш"]);
        assert_eq!(wrap("abcdefgh i", 3), ["abc", "def", "gh", "i"]);
        assert_eq!(wrap("", 3), [""]);
    }

    #[test]
    fn wide_and_combining_characters_are_wrapped_by_columns() {
        assert_eq!(wrap("漢字漢字 i", 5), ["漢字", "漢字", "i"]);
        assert_eq!(wrap("漢字 i", 1), ["漢", "字", "i"]);
        assert_eq!(wrap("e\u{301}e\u{301}e\u{301} i", 3), ["e\u{301}e\u{301}e\u{301}", "i"]);
        assert_eq!(wrap("☺\u{fe0f}☺\u{fe0f}", 3), ["☺\u{fe0f}", "☺\u{fe0f}"]);
    }

    proptest! {
        #[test]
        fn every_text_is_printed_as_ratatui_prints_it(text in "[ a-cй─·\t漢e\u{301}]{0,12}", x in 0_u16..12) {
            let area = Rect::new(0, 0, 10, 1);
            let mut ours = Buffer::filled(area, ratatui::buffer::Cell::new("x"));
            let mut theirs = ours.clone();
            let style = Style::new().bold();
            let columns = print(&mut ours, area, x, 0, &text, style);
            if x < 10 {
                prop_assert_eq!(columns, theirs.set_stringn(x, 0, &text, 10, style).0 - x);
            }
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn wrapped_lines_fit_and_lose_nothing(text in "[ abй漢e\u{301}]{0,30}", columns in 2_u16..12) {
            let lines = wrap(&text, columns);
            for line in &lines {
                prop_assert!(width(line) <= columns, "{line:?}");
            }
            prop_assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
        }
    }
}
