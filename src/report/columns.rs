//! Lays out rows of cells as lines of text, aligned by display width.
//!
//! Invariant: no line is wider than requested, provided that the other columns leave room for the elastic
//! column. Widths are terminal cells, not bytes or characters.

use unicode_width::UnicodeWidthStr;

use crate::language::format;

/// Spaces between two cells.
const GAP: usize = 2;

/// Alignment of a cell in its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edge {
    Left,
    Right,
}

/// Returns lines of aligned cells. Cells beyond the last of `edges` are omitted; missing cells are empty.
/// The cell at index `elastic` is shortened with `…` if the line would be wider than `width`.
#[must_use]
pub(crate) fn lay_out(rows: &[Vec<String>], edges: &[Edge], elastic: usize, width: usize) -> String {
    let mut widths: Vec<usize> = (0..edges.len())
        .map(|column| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0)
        })
        .collect();
    let gaps = widths.iter().filter(|width| **width > 0).count().saturating_sub(1) * GAP;
    let whole = widths.iter().sum::<usize>() + gaps;
    if let Some(column) = widths.get_mut(elastic) {
        *column = column.saturating_sub(whole.saturating_sub(width)).max(1);
    }
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, (edge, width)) in edges.iter().zip(&widths).enumerate() {
            if *width == 0 {
                continue;
            }
            let cell = row.get(column).map_or("", String::as_str);
            let cell = if column == elastic { format::fit(cell, *width) } else { cell.into() };
            let space = " ".repeat(width.saturating_sub(cell.width()));
            match edge {
                Edge::Left => line.extend([&*cell, &space]),
                Edge::Right => line.extend([&space, &*cell]),
            }
            line.push_str(&" ".repeat(GAP));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    #[test]
    fn cells_are_aligned_by_display_width() {
        let rows = rows(&[&["Шамдар", "", "1 500"], &["纸", "", "7"], &["a"]]);
        let text = lay_out(&rows, &[Edge::Left, Edge::Left, Edge::Right], 0, 80);
        assert_eq!(text, "Шамдар  1 500\n纸          7\na\n");
    }

    #[test]
    fn the_elastic_cell_is_shortened() {
        let rows = rows(&[&["A", "a long name", "12,5"]]);
        let text = lay_out(&rows, &[Edge::Left, Edge::Left, Edge::Right], 1, 14);
        assert_eq!(text, "A  a lo…  12,5\n");
    }
}
