//! Few changes, in the order that takes few bytes.
//!
//! A record changes about twenty short pieces of the screen in half a dozen styles. From top to bottom, the style would change
//! with nearly every piece. Here the pieces of one style come one after the other if the movements between them are short
//! enough: the order is improved step by step.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;

use crate::screen::encoder::pen::Pen;
use crate::screen::encoder::row::{self, Shown};
use crate::screen::encoder::stream::{Stream, bytes_of_move};

/// The most pieces whose order is improved. The time grows with the third power.
const MAX_PIECES: usize = 32;
/// The most blanks between two texts that are written instead of erased.
const MAX_BLANKS_WITHIN: usize = 8;
/// The most blanks at the end of a text that are written instead of erased.
const MAX_BLANKS_BESIDE: usize = 4;
/// The most pieces that move to another place of the order together.
const MAX_CHAIN: usize = 2;
/// How often the order is improved.
const MAX_PASSES: usize = 2;

/// Neighbouring cells of one row that are written together.
#[derive(Clone, Copy, Debug)]
struct Piece {
    y: usize,
    start: usize,
    end: usize,
    /// The pen of the text, or `None` for blanks, which any pen writes that is invisible on them.
    pen: Option<Pen>,
}

/// The rows of two screens of the same size. Those that do not change are empty.
pub(super) struct Rows<'a> {
    pub(super) before: Vec<Vec<Shown<'a>>>,
    pub(super) after: Vec<Vec<Shown<'a>>>,
}

impl<'a> Rows<'a> {
    pub(super) fn of(before: &'a Buffer, after: &'a Buffer) -> Self {
        let width = usize::from(after.area.width.max(1));
        let rows = before.content.chunks(width).zip(after.content.chunks(width));
        let shown = |(old, new): (&'a [Cell], &'a [Cell])| {
            if old == new { (Vec::new(), Vec::new()) } else { (row::shown(old), row::shown(new)) }
        };
        let (before, after) = rows.map(shown).unzip();
        Self { before, after }
    }

    /// Returns whether a row changes.
    pub(super) fn is_changed(&self, y: usize) -> bool {
        self.after.get(y).is_some_and(|row| !row.is_empty())
    }

    /// Adds the bytes that change the rows, after which the cursor goes to a position. Returns `None` if there are too many
    /// pieces, or a wide symbol.
    pub(super) fn encode(&self, stream: &Stream, cursor: Option<Position>) -> Option<Stream> {
        let mut pieces = Vec::new();
        for y in 0..self.after.len() {
            pieces.extend(self.pieces(y)?);
            if pieces.len() > MAX_PIECES {
                return None;
            }
        }
        let costs = Costs::new(self, &pieces, stream, cursor);
        Some(self.write_all(stream.clone(), &pieces, &costs.order(MAX_PASSES, MAX_CHAIN)))
    }

    /// Like [`Rows::encode`], for one row of many, in less time. Nothing comes after the row.
    pub(super) fn encode_row(&self, stream: &Stream, y: usize) -> Option<Stream> {
        let pieces = self.pieces(y).filter(|pieces| pieces.len() <= MAX_PIECES)?;
        let costs = Costs::new(self, &pieces, stream, None);
        Some(self.write_all(stream.continued(), &pieces, &costs.order(1, 1)))
    }

    fn write_all(&self, mut stream: Stream, pieces: &[Piece], order: &[usize]) -> Stream {
        for piece in order.iter().filter_map(|index| pieces.get(*index)) {
            self.write(&mut stream, piece);
        }
        stream
    }

    /// Returns the pieces that change in a row. Returns `None` if it has a wide symbol.
    fn pieces(&self, y: usize) -> Option<Vec<Piece>> {
        let (before, after) = (&self.before[y], &self.after[y]);
        if before == after {
            return Some(Vec::new());
        }
        let is_simple = before.iter().chain(after).all(|shown| shown.is_one_column());
        is_simple.then(|| self.join(y, self.changed_runs(y)))
    }

    /// Returns the changed cells of a row, divided by pen.
    fn changed_runs(&self, y: usize) -> Vec<Piece> {
        let (before, after) = (&self.before[y], &self.after[y]);
        let mut runs: Vec<Piece> = Vec::new();
        for (x, shown) in after.iter().enumerate().filter(|(x, shown)| before[*x] != **shown) {
            let pen = shown.pen();
            match runs.last_mut().filter(|last| last.end == x && last.pen == pen) {
                Some(last) => last.end = x + 1,
                None => runs.push(Piece { y, start: x, end: x + 1, pen }),
            }
        }
        runs
    }

    /// Joins runs of a row if writing the cells between them is not longer than a movement.
    fn join(&self, y: usize, runs: Vec<Piece>) -> Vec<Piece> {
        let mut joined: Vec<Piece> = Vec::new();
        for run in runs {
            let text = self.with_blanks_before(&joined, run);
            if let Some(keep) = text {
                joined.truncate(keep);
                if let Some(last) = joined.last_mut() {
                    last.end = run.end;
                    continue;
                }
            }
            match joined.last_mut() {
                Some(last) if self.joins(y, last, &run) => {
                    last.end = run.end;
                    last.pen = last.pen.or(run.pen);
                }
                _ => joined.push(run),
            }
        }
        joined
    }

    /// Returns how many pieces stay if the last one is blanks between two texts of the same pen, which are then one piece.
    fn with_blanks_before(&self, joined: &[Piece], run: Piece) -> Option<usize> {
        let [.., text, blanks] = joined else { return None };
        let touch = text.end == blanks.start && blanks.end == run.start;
        let is_short = blanks.pen.is_none() && blanks.end - blanks.start <= MAX_BLANKS_WITHIN;
        let pen = text.pen.filter(|pen| text.pen == run.pen && pen.writes_plain_blanks());
        (touch && is_short && pen.is_some()).then(|| joined.len() - 1)
    }

    /// Returns whether two pieces are one.
    fn joins(&self, y: usize, last: &Piece, run: &Piece) -> bool {
        let between = &self.after[y][last.end..run.start];
        let is_short = |piece: &Piece| piece.end - piece.start <= MAX_BLANKS_BESIDE;
        let pen = match (last.pen, run.pen) {
            (Some(one), Some(other)) if one == other => one,
            (Some(pen), None) if is_short(run) && pen.writes_plain_blanks() => pen,
            (None, Some(pen)) if is_short(last) && pen.writes_plain_blanks() => pen,
            // Blanks between blanks are erased with them.
            (None, None) => return between.iter().all(|shown| *shown == Shown::Blank),
            _ => return false,
        };
        let bytes = between.iter().map(|shown| match shown {
            Shown::Blank => pen.writes_plain_blanks().then_some(1),
            Shown::Symbol(symbol, _, other) => (*other == pen).then_some(symbol.len()),
            Shown::Covered => None,
        });
        let movement = if between.len() == 1 { "\x1b[C".len() } else { "\x1b[2C".len() };
        bytes.sum::<Option<usize>>().is_some_and(|bytes| bytes <= movement)
    }

    /// Returns how the blanks of a piece are written.
    fn blanks(&self, piece: &Piece) -> Blanks {
        let rest = &self.after[piece.y][piece.end..];
        let count = piece.end - piece.start;
        match count {
            3.. if rest.iter().all(|shown| *shown == Shown::Blank) => Blanks::EraseRest,
            ..=MAX_BLANKS_BESIDE => Blanks::Write,
            _ => Blanks::Erase,
        }
    }

    /// Returns where the cursor is after a piece, or `None` if that is uncertain.
    fn end(&self, piece: &Piece) -> Option<Position> {
        match (piece.pen, self.blanks(piece)) {
            (None, Blanks::Erase | Blanks::EraseRest) => Some(position(piece.start, piece.y)),
            _ => (piece.end < self.after[piece.y].len()).then(|| position(piece.end, piece.y)),
        }
    }

    fn write(&self, stream: &mut Stream, piece: &Piece) {
        stream.move_to(position(piece.start, piece.y));
        match piece.pen {
            Some(pen) => stream.set_pen(pen),
            None if !stream.pen.writes_plain_blanks() => stream.set_pen(Pen::PLAIN),
            None => {}
        }
        match (piece.pen, self.blanks(piece)) {
            (None, Blanks::EraseRest) => stream.push_csi(format_args!("K")),
            (None, Blanks::Erase) => stream.push_csi(format_args!("{}X", piece.end - piece.start)),
            _ => {
                for shown in &self.after[piece.y][piece.start..piece.end] {
                    stream
                        .bytes
                        .extend(if let Shown::Symbol(symbol, ..) = shown { symbol } else { " " }.bytes());
                }
            }
        }
        stream.cursor = self.end(piece);
    }
}

/// How blanks come to the screen.
#[derive(Clone, Copy, Debug)]
enum Blanks {
    Write,
    Erase,
    /// Nothing follows in the row.
    EraseRest,
}

fn position(x: usize, y: usize) -> Position {
    let number = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
    Position { x: number(x), y: number(y) }
}

/// The bytes of the movements between pieces and of the changes between pens.
struct Costs {
    count: usize,
    /// The movement from each piece, and from the start, to each piece, and to the end.
    moves: Vec<usize>,
    /// The number of the pen of each piece, or `None` for blanks.
    pens: Vec<Option<usize>>,
    /// The change from each pen to each pen.
    changes: Vec<usize>,
    /// Which pens write blanks that look plain.
    plain: Vec<bool>,
    first_pen: usize,
}

impl Costs {
    fn new(rows: &Rows<'_>, pieces: &[Piece], stream: &Stream, cursor: Option<Position>) -> Self {
        let mut all = vec![Pen::PLAIN];
        let mut number = |pen: Pen| {
            all.iter().position(|other| *other == pen).unwrap_or_else(|| {
                all.push(pen);
                all.len() - 1
            })
        };
        let pens = pieces.iter().map(|piece| piece.pen.map(&mut number)).collect();
        let first_pen = number(stream.pen);
        let ends = pieces.iter().map(|piece| rows.end(piece)).chain([stream.cursor]);
        let starts = pieces.iter().map(|piece| Some(position(piece.start, piece.y))).chain([cursor]);
        let starts: Vec<Option<Position>> = starts.collect();
        let bytes = |end: Option<Position>, start: &Option<Position>| {
            start.map_or(0, |start| bytes_of_move(end, start))
        };
        let change = |from: &Pen, to: &Pen| {
            let mut bytes = Vec::new();
            to.push_change(*from, &mut bytes);
            bytes.len()
        };
        Self {
            count: pieces.len(),
            moves: ends.flat_map(|end| starts.iter().map(move |start| bytes(end, start))).collect(),
            pens,
            changes: all.iter().flat_map(|from| all.iter().map(move |to| change(from, to))).collect(),
            plain: all.iter().map(|pen| pen.writes_plain_blanks()).collect(),
            first_pen,
        }
    }

    /// Returns the state after one more piece, or after the end.
    fn step(&self, from: State, to: usize) -> State {
        let pen = match self.pens.get(to) {
            Some(Some(pen)) => *pen,
            Some(None) if self.plain[from.pen] => from.pen,
            // Blanks, or the end of the frame.
            Some(None) | None => 0,
        };
        let change = self.changes[from.pen * self.plain.len() + pen];
        State { at: to, pen, bytes: from.bytes + self.moves[from.at * (self.count + 1) + to] + change }
    }

    const fn start(&self) -> State {
        State { at: self.count, pen: self.first_pen, bytes: 0 }
    }

    fn bytes(&self, order: &[usize]) -> usize {
        let last = order.iter().fold(self.start(), |state, piece| self.step(state, *piece));
        self.step(last, self.count).bytes
    }

    /// Returns an order of the pieces: the nearest piece is next, or one pen comes after the other, and then pieces move to
    /// better places.
    fn order(&self, passes: usize, max_chain: usize) -> Vec<usize> {
        let mut order = self.nearest_first();
        let mut bytes = self.bytes(&order);
        let by_pen = self.by_pen();
        if self.bytes(&by_pen) < bytes {
            bytes = self.bytes(&by_pen);
            order = by_pen;
        }
        for _ in 0..passes {
            let Some(better) = self.improved(&order, bytes, max_chain) else { break };
            (order, bytes) = better;
        }
        order
    }

    fn nearest_first(&self) -> Vec<usize> {
        let mut rest: Vec<usize> = (0..self.count).collect();
        let mut order = Vec::with_capacity(self.count);
        let mut state = self.start();
        while let Some(next) = (0..rest.len()).min_by_key(|index| self.step(state, rest[*index]).bytes) {
            let piece = rest.remove(next);
            state = self.step(state, piece);
            order.push(piece);
        }
        order
    }

    /// The pens come in the order in which they appear, and blanks with the pen before them.
    fn by_pen(&self) -> Vec<usize> {
        let mut pen = self.first_pen;
        let groups: Vec<usize> = self
            .pens
            .iter()
            .map(|of_piece| {
                pen = of_piece.unwrap_or(pen);
                pen
            })
            .collect();
        let mut order: Vec<usize> = (0..self.count).collect();
        order.sort_by_key(|piece| groups.iter().position(|group| *group == groups[*piece]));
        order
    }

    /// Moves short chains of pieces to better places. Returns `None` if no movement is better.
    fn improved(&self, order: &[usize], bytes: usize, max_chain: usize) -> Option<(Vec<usize>, usize)> {
        let (mut best, mut best_bytes) = (order.to_vec(), bytes);
        for length in 1..=max_chain.min(self.count) {
            for from in 0..=self.count - length {
                let mut state = self.start();
                // The state before each piece.
                let states: Vec<State> = best
                    .iter()
                    .map(|piece| {
                        let before = state;
                        state = self.step(state, *piece);
                        before
                    })
                    .collect();
                let mut found = None;
                for to in (0..=self.count - length).filter(|to| *to != from) {
                    let chain = Chain { from, length, to };
                    if let Some(bytes) = self.bytes_of_moved(&best, &states, chain, best_bytes) {
                        (found, best_bytes) = (Some(chain), bytes);
                    }
                }
                if let Some(chain) = found {
                    best = (0..self.count).map(|index| chain.piece(&best, index)).collect();
                }
            }
        }
        (best_bytes < bytes).then_some((best, best_bytes))
    }

    /// Returns the bytes of an order in which a chain has moved, if they are fewer than `most`.
    fn bytes_of_moved(&self, order: &[usize], states: &[State], chain: Chain, most: usize) -> Option<usize> {
        let start = chain.from.min(chain.to);
        let mut state = *states.get(start)?;
        for index in start..self.count {
            state = self.step(state, chain.piece(order, index));
            if state.bytes >= most {
                return None;
            }
        }
        Some(self.step(state, self.count).bytes).filter(|bytes| *bytes < most)
    }
}

/// What the terminal is at after some pieces.
#[derive(Clone, Copy, Debug)]
struct State {
    /// The last piece, or the number of pieces at the start.
    at: usize,
    /// The number of the pen.
    pen: usize,
    /// The bytes until here.
    bytes: usize,
}

/// Neighbouring pieces of an order that move to another place.
#[derive(Clone, Copy, Debug)]
struct Chain {
    from: usize,
    length: usize,
    /// The place of its first piece in the new order.
    to: usize,
}

impl Chain {
    /// Returns the piece at this place of the new order.
    fn piece(self, order: &[usize], index: usize) -> usize {
        let old = match index.checked_sub(self.to) {
            Some(within) if within < self.length => self.from + within,
            after => {
                let among_others = if after.is_some() { index - self.length } else { index };
                if among_others < self.from { among_others } else { among_others + self.length }
            }
        };
        order[old]
    }
}
