//! Encodes frames as few bytes for the terminal.
//!
//! On a slow connection, at forty weighings a minute, positions and styles would be most of the traffic. The encoder remembers
//! what the terminal shows, its cursor and its pen, and looks for a short way to the next frame: it moves the cursor or writes
//! unchanged cells again, changes single attributes or resets them, writes blanks or erases them, scrolls rows, visits changes in
//! another order, or clears the screen.
//!
//! Invariants:
//! - It uses only sequences that every terminal in use understands, which docs/terminals.md lists.
//! - It never sends a query to the terminal.
//! - The style is reset after each frame, so that the output of other programs is not coloured by accident.
//! - An unchanged frame has no bytes.

mod pen;
mod row;
mod scroll;
mod sparse;
mod stream;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Size};

use crate::screen::encoder::pen::Pen;
use crate::screen::encoder::sparse::Rows;
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

    /// Returns the shortest of these ways: to change rows, or to change few pieces, both with or without scrolling before, or
    /// to draw a cleared screen.
    fn encode_cells(&self, stream: &Stream, frame: &Buffer, cursor: Option<Position>) -> Stream {
        let is_blank = self.shown.content.iter().all(|cell| *cell == Cell::EMPTY);
        let rows = Rows::of(&self.shown, frame);
        let changed = scroll::changed_cells(&self.shown, frame, |y| rows.is_changed(y));
        let scroll = if is_blank { None } else { scroll::find(&self.shown, frame, &changed) };
        let mut best = match scroll {
            // The order of the pieces is worth its time only once.
            Some(_) => encode_rows(stream, &rows, cursor, false),
            None => encode_changes(stream, &rows, cursor),
        };
        let mut offer = |way: Stream| {
            if way.bytes.len() < best.bytes.len() {
                best = way;
            }
        };
        if let Some(scroll) = scroll {
            let mut moved = self.shown.clone();
            scroll::apply(&mut moved, scroll);
            let mut scrolled = stream.clone();
            scroll.push(&mut scrolled);
            offer(encode_changes(&scrolled, &Rows::of(&moved, frame), cursor));
        }
        if !is_blank && changed.iter().sum::<usize>() > frame.content.len() / 2 {
            let mut cleared = stream.clone();
            cleared.move_to(Position::ORIGIN);
            cleared.push_csi(format_args!("J"));
            offer(encode_changes(&cleared, &Rows::of(&Buffer::empty(frame.area), frame), cursor));
        }
        best
    }
}

/// Returns the shortest of two ways to change one screen to another of the same size: row by row, or few pieces in any order.
fn encode_changes(stream: &Stream, rows: &Rows<'_>, cursor: Option<Position>) -> Stream {
    let pieces = rows.encode(stream, cursor);
    let by_row = encode_rows(stream, rows, cursor, pieces.is_none());
    // The order of pieces also decides where the cursor is at the end.
    let end = |stream: &Stream| {
        let mut stream = stream.clone();
        stream.set_pen(Pen::PLAIN);
        cursor.into_iter().for_each(|cursor| stream.move_to(cursor));
        stream.bytes.len()
    };
    match pieces {
        Some(pieces) if end(&pieces) < end(&by_row) => pieces,
        _ => by_row,
    }
}

/// Changes row by row, after which the cursor goes to a position. `in_pieces` also tries the pieces of each row in another order.
fn encode_rows(stream: &Stream, rows: &Rows<'_>, cursor: Option<Position>, in_pieces: bool) -> Stream {
    let mut stream = stream.clone();
    // The row of the cursor comes first, because the cursor is there already. If it is not, the row comes last.
    let row_of = |cursor: Position| usize::from(cursor.y).min(rows.after.len());
    let first = stream.cursor.map(row_of);
    let last = cursor.map(row_of).filter(|_| first.is_none());
    let between = (0..rows.after.len()).filter(|y| Some(*y) != first && Some(*y) != last);
    for y in first.into_iter().chain(between).chain(last) {
        if let (Some(before), Some(after)) = (rows.before.get(y), rows.after.get(y))
            && before != after
        {
            let pieces = if in_pieces { rows.encode_row(&stream, y) } else { None };
            let mut by_column = stream.continued();
            row::encode(&mut by_column, u16::try_from(y).unwrap_or(u16::MAX), before, after);
            let bytes = by_column.bytes.len();
            stream.append(&pieces.filter(|pieces| pieces.bytes.len() < bytes).unwrap_or(by_column));
        }
    }
    stream
}

#[cfg(test)]
mod tests;
