//! Encodes frames as few bytes for the terminal.
//!
//! On a slow connection, at forty weighings a minute, positions and styles would be most of the traffic. The encoder remembers
//! what the terminal shows, its cursor and its pen, and looks for a short way to the next frame: it moves the cursor or writes
//! unchanged cells again, changes single attributes or resets them, writes blanks or erases them, scrolls rows, or clears the screen.
//!
//! Invariants:
//! - It uses only sequences that every terminal in use understands, which docs/terminals.md lists.
//! - It never sends a query to the terminal.
//! - The style is reset after each frame, so that the output of other programs is not coloured by accident. The whole screen
//!   scrolls again after rows were scrolled.
//! - An unchanged frame has no bytes.

mod pen;
mod row;
mod scroll;
mod stream;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Size};

use crate::screen::encoder::pen::Pen;
use crate::screen::encoder::scroll::Scroll;
use crate::screen::encoder::stream::Stream;

/// What the terminal shows.
#[derive(Clone, Debug)]
pub struct FrameEncoder {
    shown: Buffer,
    cursor: Option<Position>,
    is_cursor_visible: Option<bool>,
}

impl FrameEncoder {
    /// Returns an encoder for a terminal that was cleared, whose cursor is anywhere, and whose pen is plain.
    #[must_use]
    pub fn new(size: Size) -> Self {
        Self { shown: Buffer::empty(size.into()), cursor: None, is_cursor_visible: None }
    }

    /// Returns the bytes that make the terminal show a frame with the cursor at this position, or without it.
    #[must_use]
    pub fn encode(&mut self, frame: Buffer, cursor: Option<Position>) -> Vec<u8> {
        let mut stream = Stream { bytes: Vec::new(), cursor: self.cursor, pen: Pen::PLAIN };
        if frame.area != self.shown.area {
            // The change of the size may have moved the cursor, too.
            stream.bytes.extend(b"\x1b[2J");
            stream.cursor = None;
            self.shown = Buffer::empty(frame.area);
        }
        stream = self.encode_cells(&stream, &frame, cursor);
        stream.set_pen(Pen::PLAIN);
        if self.is_cursor_visible != Some(cursor.is_some()) {
            stream.push_csi(format_args!("?25{}", if cursor.is_some() { 'h' } else { 'l' }));
            self.is_cursor_visible = Some(cursor.is_some());
        }
        if let Some(cursor) = cursor {
            stream.move_to(cursor);
        }
        self.shown = frame;
        self.cursor = stream.cursor;
        stream.bytes
    }

    /// Returns the shortest of three ways: to change rows, to scroll before that, or to draw a cleared screen.
    fn encode_cells(&self, stream: &Stream, frame: &Buffer, cursor: Option<Position>) -> Stream {
        let mut best = stream.clone();
        encode_rows(&mut best, &self.shown, frame, cursor);
        let mut offer = |way: Stream| {
            if way.bytes.len() < best.bytes.len() {
                best = way;
            }
        };
        if let Some(scroll) = scroll::find(&self.shown, frame) {
            offer(self.encode_scrolled(stream.clone(), scroll, frame, cursor));
        }
        if self.shown.content.iter().zip(&frame.content).filter(|(old, new)| old != new).count()
            > frame.content.len() / 2
        {
            let mut cleared = stream.clone();
            cleared.move_to(Position::ORIGIN);
            cleared.push_csi(format_args!("J"));
            encode_rows(&mut cleared, &Buffer::empty(frame.area), frame, cursor);
            offer(cleared);
        }
        best
    }

    fn encode_scrolled(
        &self,
        mut stream: Stream,
        scroll: Scroll,
        frame: &Buffer,
        cursor: Option<Position>,
    ) -> Stream {
        let mut moved = self.shown.clone();
        scroll::apply(&mut moved, scroll);
        let Scroll { top, end, rows, down } = scroll;
        stream.push_csi(format_args!("{};{end}r", top + 1));
        stream.push_csi(format_args!("{}H", top + 1));
        let count = if rows == 1 { String::new() } else { rows.to_string() };
        stream.push_csi(format_args!("{count}{}", if down { 'L' } else { 'M' }));
        stream.push_csi(format_args!("r"));
        // The last sequence moves the cursor to the first row.
        stream.cursor = None;
        encode_rows(&mut stream, &moved, frame, cursor);
        stream
    }
}

/// Adds the bytes that change the rows of one screen to those of another of the same size, after which the cursor goes to a
/// position.
fn encode_rows(stream: &mut Stream, before: &Buffer, after: &Buffer, cursor: Option<Position>) {
    let width = usize::from(after.area.width.max(1));
    let rows: Vec<(&[Cell], &[Cell])> =
        before.content.chunks(width).zip(after.content.chunks(width)).collect();
    // The row of the cursor comes first, because the cursor is there already. If it is not, the row comes last.
    let row_of = |cursor: Position| usize::from(cursor.y).min(rows.len());
    let first = stream.cursor.map(row_of);
    let last = cursor.map(row_of).filter(|_| first.is_none());
    let between = (0..rows.len()).filter(|y| Some(*y) != first && Some(*y) != last);
    for y in first.into_iter().chain(between).chain(last) {
        let Some((before, after)) = rows.get(y).filter(|(before, after)| before != after) else { continue };
        row::encode(stream, u16::try_from(y).unwrap_or(u16::MAX), &row::shown(before), &row::shown(after));
    }
}

#[cfg(test)]
mod tests;
