//! The changes of one row, in few bytes.
//!
//! A run of cells that did not change is passed over by moving the cursor or by writing it again, whichever takes fewer
//! bytes. Blanks are written or erased. A text that only moved is moved by the terminal.

use ratatui::buffer::Cell;
use ratatui::layout::Position;
use unicode_width::UnicodeWidthStr;

use crate::screen::encoder::pen::Pen;
use crate::screen::encoder::stream::Stream;

/// The most unchanged cells that are written again.
const MAX_WRITTEN_AGAIN: usize = 12;
/// The fewest symbols for which the end of a row is moved.
const MIN_MOVED: usize = 8;
/// The most columns that the end of a row is moved.
const MAX_SHIFT: usize = 40;

/// What one column of a row shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown<'a> {
    /// A blank on the default background.
    Blank,
    /// A symbol of this many columns. Terminals agree on the width only if it is 1.
    Symbol(&'a str, usize, Pen),
    /// The right part of a wider symbol.
    Covered,
}

impl Shown<'_> {
    /// Returns the pen of a symbol.
    pub(super) const fn pen(self) -> Option<Pen> {
        match self {
            Self::Symbol(_, _, pen) => Some(pen),
            Self::Blank | Self::Covered => None,
        }
    }

    pub(super) const fn is_one_column(self) -> bool {
        matches!(self, Self::Blank | Self::Symbol(_, 1, _))
    }
}

/// Returns what each column of a row shows.
pub(super) fn shown(cells: &[Cell]) -> Vec<Shown<'_>> {
    let mut row = Vec::with_capacity(cells.len());
    while let Some(cell) = cells.get(row.len()) {
        let (symbol, pen) = (cell.symbol(), Pen::of(cell));
        if symbol == " " && pen.writes_plain_blanks() {
            row.push(Shown::Blank);
            continue;
        }
        let columns = if symbol.len() == 1 { 1 } else { symbol.width() };
        row.push(Shown::Symbol(symbol, columns, pen));
        for _ in 1..columns.min(cells.len() + 1 - row.len()) {
            row.push(Shown::Covered);
        }
    }
    row
}

/// Adds the bytes that change a row from what the terminal shows to what it is to show.
pub(super) fn encode(stream: &mut Stream, y: u16, before: &[Shown<'_>], after: &[Shown<'_>]) {
    let Some(first) = (0..after.len()).find(|x| before[*x] != after[*x]) else { return };
    let mut best = stream.continued();
    Changes { y, before, after }.encode(&mut best);
    let mut offer = |x: usize, sequence: String, row: &[Shown<'_>]| {
        let changes = Changes { y, before: row, after };
        let mut way = stream.continued();
        way.move_to(changes.position(x));
        way.make_pen_plain_on_blanks(after.get(x).copied());
        way.push_csi(format_args!("{sequence}"));
        changes.encode(&mut way);
        if way.bytes.len() < best.bytes.len() {
            best = way;
        }
    };
    // The row may have fewer cells with text than cells that change.
    let start = if after[first] == Shown::Covered { first.saturating_sub(1) } else { first };
    let mut erased = before.to_vec();
    erased[start..].fill(Shown::Blank);
    offer(start, "K".to_owned(), &erased);
    // A text may have moved, because the text before it has another length.
    if let Some(shift) = find_shift(before, after, first) {
        let count = if shift.columns == 1 { String::new() } else { shift.columns.to_string() };
        offer(first, format!("{count}{}", if shift.right { '@' } else { 'P' }), &shift.apply(before, first));
    }
    stream.append(&best);
}

/// How far the end of a row moves.
#[derive(Clone, Copy, Debug)]
struct Shift {
    columns: usize,
    right: bool,
}

impl Shift {
    /// Returns the row after its cells from a column on have moved.
    fn apply<'a>(self, row: &[Shown<'a>], from: usize) -> Vec<Shown<'a>> {
        let mut moved = row.to_vec();
        let end = &mut moved[from..];
        if self.right {
            end.rotate_right(self.columns);
            end[..self.columns].fill(Shown::Blank);
        } else {
            end.rotate_left(self.columns);
            let kept = end.len() - self.columns;
            end[kept..].fill(Shown::Blank);
        }
        moved
    }
}

/// Returns how the end of a row is worth moving. Only rows whose symbols all have one column are moved.
fn find_shift(before: &[Shown<'_>], after: &[Shown<'_>], first: usize) -> Option<Shift> {
    let (before, after) = (&before[first..], &after[first..]);
    let equal = |old: &[Shown<'_>], new: &[Shown<'_>]| {
        old.iter().zip(new).filter(|(old, new)| old == new && **new != Shown::Blank).count()
    };
    let least = equal(before, after) + MIN_MOVED;
    let text = |row: &[Shown<'_>]| row.iter().filter(|shown| **shown != Shown::Blank).count();
    if text(after).min(text(before)) < least || !before.iter().chain(after).all(|shown| shown.is_one_column())
    {
        return None;
    }
    let ways = (1..before.len().min(MAX_SHIFT + 1)).flat_map(|columns| {
        // Some terminals keep a symbol that is pushed beyond the margin, and the next move to the left brings it back.
        let pushed = &before[before.len() - columns..];
        let may_push = pushed.iter().all(|shown| *shown == Shown::Blank);
        let right = may_push.then(|| (equal(before, &after[columns..]), Shift { columns, right: true }));
        right.into_iter().chain([(equal(&before[columns..], after), Shift { columns, right: false })])
    });
    ways.max_by_key(|(equal, _)| *equal).filter(|(equal, _)| *equal >= least).map(|(_, shift)| shift)
}

impl Stream {
    /// Sets a pen with which blanks look plain, if this one has not: the one of the symbol that follows, if that is such a pen.
    fn make_pen_plain_on_blanks(&mut self, next: Option<Shown<'_>>) {
        if self.pen.writes_plain_blanks() {
            return;
        }
        self.set_pen(match next {
            Some(Shown::Symbol(_, _, pen)) if pen.writes_plain_blanks() => pen,
            _ => Pen::PLAIN,
        });
    }
}

/// A row, what the terminal shows there, and what it is to show.
#[derive(Clone, Copy)]
struct Changes<'a> {
    y: u16,
    before: &'a [Shown<'a>],
    after: &'a [Shown<'a>],
}

impl Changes<'_> {
    fn position(&self, x: usize) -> Position {
        Position { x: u16::try_from(x).unwrap_or(u16::MAX), y: self.y }
    }

    /// Returns the first column from `x` on that is to change.
    fn next(&self, x: usize) -> Option<usize> {
        (x..self.after.len()).find(|x| self.after[*x] != Shown::Covered && self.before[*x] != self.after[*x])
    }

    fn encode(&self, stream: &mut Stream) {
        let mut x = 0;
        while let Some(changed) = self.next(x) {
            self.go_to(stream, changed);
            x = match self.after[changed] {
                Shown::Blank => self.write_blanks(stream, changed),
                Shown::Symbol(_, columns, _) => {
                    self.write(stream, changed);
                    changed + columns.max(1)
                }
                Shown::Covered => changed + 1,
            };
        }
    }

    /// Moves the cursor to a column, or writes the unchanged cells before it again.
    fn go_to(&self, stream: &mut Stream, to: usize) {
        let at = stream.cursor.filter(|cursor| cursor.y == self.y).map(|cursor| usize::from(cursor.x));
        if at == Some(to) {
            return;
        }
        let mut moved = stream.continued();
        moved.move_to(self.position(to));
        let moved_bytes = moved.bytes.len() + self.bytes_of_pen(&moved, to);
        let from = at.filter(|at| *at < to).unwrap_or(0);
        if to - from <= MAX_WRITTEN_AGAIN && self.after[from..to].iter().all(|shown| shown.is_one_column()) {
            let mut written = stream.continued();
            written.move_to(self.position(from));
            for x in from..to {
                self.write(&mut written, x);
                if written.bytes.len() >= moved_bytes {
                    break;
                }
            }
            if written.bytes.len() + self.bytes_of_pen(&written, to) < moved_bytes {
                moved = written;
            }
        }
        stream.append(&moved);
    }

    /// Returns how many bytes the pen of a cell takes.
    fn bytes_of_pen(&self, stream: &Stream, x: usize) -> usize {
        let mut stream = stream.continued();
        self.set_pen(&mut stream, x);
        stream.bytes.len()
    }

    fn set_pen(&self, stream: &mut Stream, x: usize) {
        match self.after[x] {
            Shown::Symbol(_, _, pen) => stream.set_pen(pen),
            Shown::Blank | Shown::Covered => {
                let next = self.after[x..].iter().find(|shown| matches!(shown, Shown::Symbol(..)));
                stream.make_pen_plain_on_blanks(next.copied());
            }
        }
    }

    /// Writes one cell. The cursor is there.
    fn write(&self, stream: &mut Stream, x: usize) {
        self.set_pen(stream, x);
        let (symbol, columns) = match self.after[x] {
            Shown::Symbol(symbol, columns, _) => (symbol, columns),
            Shown::Blank | Shown::Covered => (" ", 1),
        };
        stream.bytes.extend(symbol.as_bytes());
        let is_certain = columns == 1 && x + 1 < self.after.len();
        stream.cursor = is_certain.then(|| self.position(x + 1));
    }

    /// Writes or erases blanks from a column on, and returns the column from which on the row is to be looked at.
    fn write_blanks(&self, stream: &mut Stream, from: usize) -> usize {
        let after = &self.after[from..];
        let count = after.iter().position(|shown| *shown != Shown::Blank).unwrap_or(after.len());
        let changed = (from..from + count).rev().find(|x| self.before[*x] != Shown::Blank);
        let count_changed = changed.map_or(0, |last| last + 1 - from);
        self.set_pen(stream, from);
        if count == after.len() {
            // Nothing follows.
            if count_changed > "\x1b[K".len() || count == count_changed {
                stream.push_csi(format_args!("K"));
            } else {
                self.write_all(stream, from, count_changed);
            }
            return self.after.len();
        }
        let next = from + count_changed;
        let mut written = stream.continued();
        self.write_all(&mut written, from, count_changed);
        let mut erased = stream.continued();
        erased.push_csi(format_args!("{count_changed}X"));
        let to_next = |stream: &Stream| {
            let mut next_stream = stream.continued();
            if let Some(next) = self.next(next) {
                self.go_to(&mut next_stream, next);
                self.set_pen(&mut next_stream, next);
            }
            stream.bytes.len() + next_stream.bytes.len()
        };
        stream.append(if to_next(&erased) < to_next(&written) { &erased } else { &written });
        next
    }

    fn write_all(&self, stream: &mut Stream, from: usize, count: usize) {
        for x in from..from + count {
            self.write(stream, x);
        }
    }
}
