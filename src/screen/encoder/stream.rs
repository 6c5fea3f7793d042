//! Bytes for the terminal, with the cursor and the pen that it has after them.

use std::io::Write;

use ratatui::layout::Position;

use crate::screen::encoder::pen::Pen;

/// The most line feeds that move the cursor down.
const MAX_LINE_FEEDS: u16 = 3;

/// Bytes, and the state of the terminal after it has drawn them.
#[derive(Clone, Debug)]
pub(super) struct Stream {
    pub(super) bytes: Vec<u8>,
    /// The terminal's cursor position, or `None` if it is uncertain. It is uncertain after the last column, because
    /// terminals differ in when they go to the next row.
    pub(super) cursor: Option<Position>,
    pub(super) pen: Pen,
}

impl Stream {
    /// Returns a stream without bytes in the same state.
    pub(super) const fn continued(&self) -> Self {
        Self { bytes: Vec::new(), cursor: self.cursor, pen: self.pen }
    }

    /// Adds what a stream has that began in the state of this one.
    pub(super) fn append(&mut self, next: &Self) {
        self.bytes.extend(&next.bytes);
        self.cursor = next.cursor;
        self.pen = next.pen;
    }

    /// Moves the cursor with as few bytes as possible.
    pub(super) fn move_to(&mut self, to: Position) {
        if let Some(step) = Move::shortest(self.cursor, to) {
            step.push(&mut self.bytes);
            self.cursor = Some(to);
        }
    }

    pub(super) fn set_pen(&mut self, pen: Pen) {
        pen.push_change(self.pen, &mut self.bytes);
        self.pen = pen;
    }

    /// Adds a sequence that begins with CSI and ends with these bytes. It changes neither the cursor nor the pen.
    pub(super) fn push_csi(&mut self, rest: std::fmt::Arguments<'_>) {
        self.bytes.extend(b"\x1b[");
        // Writing to memory cannot fail.
        let _ = self.bytes.write_fmt(rest);
    }
}

/// Returns how many bytes the shortest movement of the cursor takes.
pub(super) fn bytes_of_move(from: Option<Position>, to: Position) -> usize {
    Move::shortest(from, to).map_or(0, Move::bytes)
}

/// One way to move the cursor.
#[derive(Clone, Copy, Debug)]
enum Move {
    /// To a row and a column, counted from 1.
    To(u16, u16),
    /// To a column of the same row, counted from 1.
    Column(u16),
    /// To a row with the same column, counted from 1.
    Row(u16),
    /// To the first column this many rows below, and from there this many columns to the right.
    FirstColumn(u16, u16),
    /// Over this many rows, and over this many columns.
    Over(i32, i32),
}

impl Move {
    /// Returns the way with the fewest bytes, or `None` if the cursor is there already.
    fn shortest(from: Option<Position>, to: Position) -> Option<Self> {
        if from == Some(to) {
            return None;
        }
        let (row, column) = (to.y + 1, to.x + 1);
        let mut best = Self::To(row, column);
        let mut offer = |way: Self| {
            if way.bytes() < best.bytes() {
                best = way;
            }
        };
        if let Some(from) = from {
            if from.y == to.y {
                offer(Self::Column(column));
            }
            if from.x == to.x {
                offer(Self::Row(row));
            }
            if let Some(rows @ 0..=MAX_LINE_FEEDS) = to.y.checked_sub(from.y) {
                offer(Self::FirstColumn(rows, to.x));
            }
            offer(Self::Over(i32::from(to.y) - i32::from(from.y), i32::from(to.x) - i32::from(from.x)));
        }
        Some(best)
    }

    fn bytes(self) -> usize {
        let steps = |count: i32| match count.unsigned_abs() {
            0 => 0,
            1 => "\x1b[C".len(),
            count => "\x1b[C".len() + digits(count),
        };
        match self {
            Self::To(1, 1) => "\x1b[H".len(),
            Self::To(1, column) => "\x1b[;H".len() + digits(column.into()),
            Self::To(row, 1) => "\x1b[H".len() + digits(row.into()),
            Self::To(row, column) => "\x1b[;H".len() + digits(row.into()) + digits(column.into()),
            Self::Column(number) | Self::Row(number) => "\x1b[G".len() + digits(number.into()),
            Self::FirstColumn(rows, columns) => "\r".len() + usize::from(rows) + steps(columns.into()),
            Self::Over(rows, columns) => steps(rows) + steps(columns).min(backspaces(columns)),
        }
    }

    fn push(self, bytes: &mut Vec<u8>) {
        let mut csi = |number: u32, last: char| {
            // Writing to memory cannot fail.
            let _ = match number {
                1 => write!(bytes, "\x1b[{last}"),
                _ => write!(bytes, "\x1b[{number}{last}"),
            };
        };
        match self {
            Self::To(1, column) if column > 1 => drop(write!(bytes, "\x1b[;{column}H")),
            Self::To(row, 1) => csi(row.into(), 'H'),
            Self::To(row, column) => drop(write!(bytes, "\x1b[{row};{column}H")),
            Self::Column(column) => csi(column.into(), 'G'),
            Self::Row(row) => csi(row.into(), 'd'),
            Self::FirstColumn(rows, columns) => {
                // The carriage return comes first, so it does not matter whether a line feed returns too.
                bytes.push(b'\r');
                bytes.extend((0..rows).map(|_| b'\n'));
                Self::Over(0, columns.into()).push(bytes);
            }
            Self::Over(rows, columns) => {
                if rows != 0 {
                    csi(rows.unsigned_abs(), if rows > 0 { 'B' } else { 'A' });
                }
                if backspaces(columns) <= Self::Over(0, columns).bytes() {
                    bytes.extend((columns..0).map(|_| b'\x08'));
                } else {
                    csi(columns.unsigned_abs(), if columns > 0 { 'C' } else { 'D' });
                }
            }
        }
    }
}

/// Returns how many backspaces move over these columns, or a large number if none do.
fn backspaces(columns: i32) -> usize {
    usize::try_from(-columns).unwrap_or(usize::MAX)
}

/// Returns the digits of a number.
fn digits(number: u32) -> usize {
    number.checked_ilog10().map_or(1, |log| log as usize + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_moves_with_few_bytes() {
        for (from, to, bytes) in [
            ((3, 3), (3, 3), ""),
            ((3, 3), (0, 0), "\x1b[H"),
            ((3, 9), (11, 0), "\x1b[;12H"),
            ((3, 3), (11, 0), "\x1b[;12H"),
            ((3, 3), (0, 3), "\r"),
            ((20, 3), (18, 3), "\x08\x08"),
            ((20, 3), (1, 3), "\x1b[2G"),
            ((20, 3), (14, 3), "\x1b[6D"),
            ((20, 3), (22, 3), "\x1b[2C"),
            ((20, 3), (21, 3), "\x1b[C"),
            ((20, 3), (0, 4), "\r\n"),
            ((20, 10), (5, 11), "\r\n\x1b[5C"),
            ((20, 10), (18, 11), "\x1b[B\x08\x08"),
            ((20, 10), (20, 11), "\x1b[B"),
            ((20, 10), (22, 8), "\x1b[9;23H"),
            ((20, 10), (21, 9), "\x1b[A\x1b[C"),
            ((20, 3), (20, 11), "\x1b[8B"),
            ((20, 3), (20, 29), "\x1b[30d"),
            ((20, 13), (20, 12), "\x1b[A"),
            ((20, 13), (30, 11), "\x1b[12;31H"),
        ] {
            let (from, to) = (Position { x: from.0, y: from.1 }, Position { x: to.0, y: to.1 });
            let mut stream = Stream { bytes: Vec::new(), cursor: Some(from), pen: Pen::PLAIN };
            stream.move_to(to);
            assert_eq!(stream.bytes.len(), bytes_of_move(Some(from), to), "{from:?} {to:?}");
            assert_eq!(String::from_utf8(stream.bytes).unwrap(), bytes, "{from:?} {to:?}");
        }
    }
}
