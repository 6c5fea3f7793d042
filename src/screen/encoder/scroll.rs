//! Finds rows that have moved up or down together, such as those of a list that received a new row.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;

use crate::screen::encoder::stream::Stream;

/// The longest way that rows are looked for.
const MAX_WAY: usize = 3;
/// Scrolling takes about 15 bytes, so fewer cells than these are not worth it.
const MIN_CELLS: usize = 20;

/// Rows to scroll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scroll {
    pub(super) top: usize,
    /// The row after the last one.
    pub(super) end: usize,
    /// How far.
    pub(super) rows: usize,
    pub(super) down: bool,
}

impl Scroll {
    /// Adds the bytes that scroll the rows: some are deleted at one end and inserted at the other, so the rows below move and
    /// return. A scroll region would take more bytes.
    pub(super) fn push(self, stream: &mut Stream) {
        let (first, last) = (self.top, self.end - self.rows);
        let (deleted, inserted) = if self.down { (last, first) } else { (first, last) };
        let count = if self.rows == 1 { String::new() } else { self.rows.to_string() };
        for (row, sequence) in [(deleted, 'M'), (inserted, 'L')] {
            stream.move_to(Position { x: 0, y: u16::try_from(row).unwrap_or(u16::MAX) });
            stream.push_csi(format_args!("{count}{sequence}"));
        }
    }
}

/// Returns how many cells of each row differ. Both screens have the same size, and only these rows may differ.
pub(super) fn changed_cells(
    before: &Buffer,
    after: &Buffer,
    may_differ: impl Fn(usize) -> bool,
) -> Vec<usize> {
    let width = usize::from(after.area.width.max(1));
    let rows = before.content.chunks(width).zip(after.content.chunks(width)).enumerate();
    rows.map(|(y, (old, new))| if may_differ(y) { differences(old, new) } else { 0 }).collect()
}

/// Returns the rows that are worth trying to scroll. Both screens have the same size. `changed` is the number of cells that differ
/// in each row.
pub(super) fn find(before: &Buffer, after: &Buffer, changed: &[usize]) -> Option<Scroll> {
    if changed.iter().sum::<usize>() < MIN_CELLS {
        return None;
    }
    let width = usize::from(after.area.width.max(1));
    let before: Vec<&[Cell]> = before.content.chunks(width).collect();
    let after: Vec<&[Cell]> = after.content.chunks(width).collect();
    let mut best = None;
    for rows in 1..=MAX_WAY.min(after.len().saturating_sub(1)) {
        for down in [true, false] {
            // What a row gains if it shows the row above or below it first.
            let gain = |y: usize| {
                let from = if down { y.checked_sub(rows) } else { Some(y + rows) };
                let from = before.get(from?)?;
                (changed[y] > 0).then(|| changed[y] as isize - differences(from, after[y]) as isize)
            };
            let Some((first, last, cells)) =
                best_run((0..after.len()).map(|y| gain(y).unwrap_or(-(width as isize))))
            else {
                continue;
            };
            let (top, end) = if down { (first - rows, last + 1) } else { (first, last + 1 + rows) };
            if cells >= MIN_CELLS && best.is_none_or(|(most, _)| cells > most) {
                best = Some((cells, Scroll { top, end, rows, down }));
            }
        }
    }
    best.map(|(_, scroll)| scroll)
}

/// Scrolls the rows of a screen as the terminal does.
pub(super) fn apply(buffer: &mut Buffer, scroll: Scroll) {
    let width = usize::from(buffer.area.width);
    let Scroll { top, end, rows, down } = scroll;
    let Some(cells) = buffer.content.get_mut(top * width..end * width) else { return };
    let way = rows * width;
    let blank = if down {
        cells.rotate_right(way);
        &mut cells[..way]
    } else {
        cells.rotate_left(way);
        let start = cells.len() - way;
        &mut cells[start..]
    };
    blank.fill(Cell::EMPTY);
}

fn differences(old: &[Cell], new: &[Cell]) -> usize {
    old.iter().zip(new).filter(|(old, new)| old != new).count()
}

/// Returns the neighbours with the largest sum: the first one, the last one, and the sum. Returns `None` if none is positive.
fn best_run(values: impl Iterator<Item = isize>) -> Option<(usize, usize, usize)> {
    let (mut best, mut start, mut sum) = (None, 0, 0);
    for (index, value) in values.enumerate() {
        if sum <= 0 {
            (start, sum) = (index, 0);
        }
        sum += value;
        if sum > 0 && best.is_none_or(|(_, _, most)| sum > most) {
            best = Some((start, index, sum));
        }
    }
    best.map(|(first, last, sum)| (first, last, sum.unsigned_abs()))
}
