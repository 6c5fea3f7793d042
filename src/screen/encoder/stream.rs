//! Bytes for the terminal, with the cursor and the pen that it has after them.

use std::io::Write;

use ratatui::layout::Position;

use crate::screen::encoder::pen::Pen;

/// The most line feeds that move the cursor down.
const MAX_LINE_FEEDS: u16 = 3;
/// The most backspaces that move the cursor to the left.
const MAX_BACKSPACES: u16 = 3;

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
        if self.cursor == Some(to) {
            return;
        }
        let (row, column) = (to.y + 1, to.x + 1);
        let mut best = match (to.y, to.x) {
            (0, 0) => "\x1b[H".to_owned(),
            (0, _) => format!("\x1b[;{column}H"),
            (_, 0) => format!("\x1b[{row}H"),
            _ => format!("\x1b[{row};{column}H"),
        };
        let mut offer = |way: String| {
            if way.len() < best.len() {
                best = way;
            }
        };
        if let Some(from) = self.cursor {
            if from.y == to.y {
                offer(format!("\x1b[{column}G"));
                offer(right(to.x, 0, "\r"));
                if to.x > from.x {
                    offer(right(to.x, from.x, ""));
                } else if from.x - to.x <= MAX_BACKSPACES {
                    offer("\x08".repeat(usize::from(from.x - to.x)));
                }
            } else if from.x == to.x {
                offer(format!("\x1b[{row}d"));
            }
            if let Some(rows @ 1..=MAX_LINE_FEEDS) = to.y.checked_sub(from.y) {
                // The carriage return comes first, so it does not matter whether a line feed returns too.
                offer(right(to.x, 0, &format!("\r{}", "\n".repeat(usize::from(rows)))));
            }
        }
        self.bytes.extend(best.as_bytes());
        self.cursor = Some(to);
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

/// Returns the bytes that move the cursor to the right, with bytes before them.
fn right(to: u16, from: u16, before: &str) -> String {
    match to - from {
        0 => before.to_owned(),
        1 => format!("{before}\x1b[C"),
        columns => format!("{before}\x1b[{columns}C"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_moves_with_few_bytes() {
        let way = |from: (u16, u16), to: (u16, u16)| {
            let cursor = Some(Position { x: from.0, y: from.1 });
            let mut stream = Stream { bytes: Vec::new(), cursor, pen: Pen::PLAIN };
            stream.move_to(Position { x: to.0, y: to.1 });
            String::from_utf8(stream.bytes).unwrap()
        };
        for (from, to, bytes) in [
            ((3, 3), (3, 3), ""),
            ((3, 3), (0, 0), "\x1b[H"),
            ((3, 3), (11, 0), "\x1b[;12H"),
            ((3, 3), (0, 3), "\r"),
            ((20, 3), (18, 3), "\x08\x08"),
            ((20, 3), (1, 3), "\x1b[2G"),
            ((20, 3), (22, 3), "\x1b[2C"),
            ((20, 3), (21, 3), "\x1b[C"),
            ((20, 3), (0, 4), "\r\n"),
            ((20, 10), (5, 11), "\r\n\x1b[5C"),
            ((20, 3), (20, 11), "\x1b[12d"),
            ((20, 13), (20, 12), "\x1b[13d"),
            ((20, 13), (30, 11), "\x1b[12;31H"),
        ] {
            assert_eq!(way(from, to), bytes, "{from:?} {to:?}");
        }
    }
}
