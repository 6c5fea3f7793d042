//! A drawing backend that sends the changes of a frame in few bytes and one write.
//!
//! The backend of ratatui writes every position and every style in full. On a slow connection, at forty
//! weighings a minute, these sequences are most of the traffic. This backend remembers the terminal's cursor
//! position and style, and sends a position or a style only if it differs from the remembered one.
//!
//! Invariants:
//! - It uses only sequences that every terminal in use understands: CUP, CHA, ECH, SGR, and showing or hiding the
//!   cursor.
//! - It never sends a query to the terminal.
//! - The style is reset after each frame, so that the output of other programs is not coloured by accident.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// The smallest number of blanks for which an erase sequence and a cursor movement take fewer bytes than
/// the blanks.
const MIN_ERASED_BLANKS: u16 = 8;

/// The style with which the terminal writes text.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Pen {
    const PLAIN: Self = Self { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };
}

/// The modifiers with their SGR parameters.
const MODIFIERS: [(Modifier, u8); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// The modifiers that are visible on a blank.
const VISIBLE_ON_BLANKS: Modifier =
    Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT);

/// A backend that writes to `W`. While the backend is in use, nothing else may write to the terminal.
pub(super) struct CompactBackend<W> {
    out: W,
    /// The size of the frames, which the caller knows. The backend never asks the terminal.
    pub(super) size: Size,
    /// The bytes of the current frame. [`Backend::flush`] sends and removes them.
    frame: Vec<u8>,
    /// The terminal's cursor position, or `None` if the position is uncertain.
    cursor: Option<Position>,
    pen: Pen,
    cursor_visible: Option<bool>,
    /// The number of bytes of the last frame.
    pub(super) frame_bytes: usize,
}

impl<W: Write> CompactBackend<W> {
    /// Returns a backend for a terminal whose cursor position is unknown and whose style is plain.
    pub(super) const fn new(out: W, size: Size) -> Self {
        Self {
            out,
            size,
            frame: Vec::new(),
            cursor: None,
            pen: Pen::PLAIN,
            cursor_visible: None,
            frame_bytes: 0,
        }
    }

    /// Adds sequences that the terminal receives before the next frame, with the same write. They must not move the
    /// cursor or change the style.
    pub(super) fn push_sequences(&mut self, sequences: &[u8]) {
        self.frame.extend(sequences);
    }

    fn push(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to memory cannot fail.
        let _ = self.frame.write_fmt(text);
    }

    fn move_cursor(&mut self, to: Position) {
        match self.cursor {
            Some(from) if from == to => {}
            Some(from) if from.y == to.y => self.push(format_args!("\x1b[{}G", to.x + 1)),
            _ => self.push(format_args!("\x1b[{};{}H", to.y + 1, to.x + 1)),
        }
        self.cursor = Some(to);
    }

    /// Changes the style. SGR 0 resets everything and is the shortest way to remove a modifier or a colour.
    fn set_pen(&mut self, pen: Pen) {
        let before = self.pen;
        if before == pen {
            return;
        }
        self.pen = pen;
        if pen == Pen::PLAIN {
            self.frame.extend(b"\x1b[m");
            return;
        }
        let removes = !pen.modifier.contains(before.modifier)
            || (pen.fg == Color::Reset && before.fg != Color::Reset)
            || (pen.bg == Color::Reset && before.bg != Color::Reset);
        let from = if removes { Pen::PLAIN } else { before };
        self.frame.extend(if removes { &b"\x1b[0;"[..] } else { b"\x1b[" });
        for (modifier, parameter) in MODIFIERS {
            if (pen.modifier - from.modifier).contains(modifier) {
                self.push(format_args!("{parameter};"));
            }
        }
        if pen.fg != from.fg {
            self.push_colour(pen.fg, 30);
        }
        if pen.bg != from.bg {
            self.push_colour(pen.bg, 40);
        }
        // Replace the last semicolon with the end of the sequence.
        self.frame.pop();
        self.frame.push(b'm');
    }

    /// Adds an SGR parameter. `base` is 30 for the text and 40 for the background.
    fn push_colour(&mut self, colour: Color, base: u8) {
        let number = match colour {
            Color::Reset => 9,
            Color::Black => 0,
            Color::Red => 1,
            Color::Green => 2,
            Color::Yellow => 3,
            Color::Blue => 4,
            Color::Magenta => 5,
            Color::Cyan => 6,
            Color::Gray => 7,
            Color::DarkGray => 60,
            Color::LightRed => 61,
            Color::LightGreen => 62,
            Color::LightYellow => 63,
            Color::LightBlue => 64,
            Color::LightMagenta => 65,
            Color::LightCyan => 66,
            Color::White => 67,
            Color::Indexed(index) => return self.push(format_args!("{};5;{index};", base + 8)),
            Color::Rgb(red, green, blue) => {
                return self.push(format_args!("{};2;{red};{green};{blue};", base + 8));
            }
        };
        self.push(format_args!("{};", base + number));
    }

    /// Writes a run of plain blanks. A text colour or bold is not visible on blanks, so neither needs to be
    /// reset.
    fn push_blanks(&mut self, from: Position, count: u16) {
        if count == 0 {
            return;
        }
        self.move_cursor(from);
        if count >= MIN_ERASED_BLANKS {
            self.set_pen(Pen::PLAIN);
            self.push(format_args!("\x1b[{count}X"));
            return;
        }
        if self.pen.bg != Color::Reset || self.pen.modifier.intersects(VISIBLE_ON_BLANKS) {
            self.set_pen(Pen::PLAIN);
        }
        self.frame.extend(std::iter::repeat_n(b' ', usize::from(count)));
        self.cursor = Some(Position { x: from.x + count, ..from });
    }
}

impl<W: Write> Backend for CompactBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let (mut start, mut blanks) = (Position::ORIGIN, 0);
        for (x, y, cell) in content {
            let plain = cell.bg == Color::Reset && !cell.modifier.intersects(VISIBLE_ON_BLANKS);
            if cell.symbol() == " " && plain {
                if (start.x + blanks, start.y) == (x, y) {
                    blanks += 1;
                } else {
                    self.push_blanks(start, blanks);
                    (start, blanks) = (Position { x, y }, 1);
                }
                continue;
            }
            self.push_blanks(start, std::mem::take(&mut blanks));
            self.move_cursor(Position { x, y });
            self.set_pen(Pen { fg: cell.fg, bg: cell.bg, modifier: cell.modifier });
            self.frame.extend(cell.symbol().as_bytes());
            // After a symbol that is not one column wide, the cursor position is uncertain, because
            // terminals disagree on the width of such symbols.
            self.cursor = (cell.symbol().width() == 1).then_some(Position { x: x + 1, y });
        }
        self.push_blanks(start, blanks);
        self.set_pen(Pen::PLAIN);
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.cursor_visible.replace(false) != Some(false) {
            self.frame.extend(b"\x1b[?25l");
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.cursor_visible.replace(true) != Some(true) {
            self.frame.extend(b"\x1b[?25h");
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.move_cursor(position.into());
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.frame.extend(match region {
            ClearType::All => &b"\x1b[2J"[..],
            ClearType::AfterCursor => b"\x1b[J",
            ClearType::BeforeCursor => b"\x1b[1J",
            ClearType::CurrentLine => b"\x1b[2K",
            ClearType::UntilNewLine => b"\x1b[K",
        });
        // The screen is cleared after a change of the terminal's size, and that change may have moved the
        // cursor.
        self.cursor = None;
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::default() })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.frame_bytes = self.frame.len();
        if !self.frame.is_empty() {
            self.out.write_all(&self.frame)?;
            self.frame.clear();
        }
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    const AREA: Rect = Rect { x: 0, y: 0, width: 24, height: 3 };

    /// Returns the bytes sent for each frame.
    fn frames(buffers: &[Buffer]) -> Vec<Vec<u8>> {
        let mut backend = CompactBackend::new(Vec::new(), AREA.as_size());
        let mut before = Buffer::empty(AREA);
        let draw = |buffer: &Buffer| {
            backend.draw(before.diff(buffer).into_iter()).unwrap();
            backend.flush().unwrap();
            before = buffer.clone();
            std::mem::take(&mut backend.out)
        };
        buffers.iter().map(draw).collect()
    }

    #[test]
    fn a_typed_digit_takes_few_bytes() {
        let bold = Style::new().bold();
        let mut buffer = Buffer::empty(AREA);
        buffer.set_string(2, 1, "1", bold);
        let first = buffer.clone();
        buffer.set_string(3, 1, "2", bold);
        buffer.set_string(12, 1, "12", bold.green());
        let sent = frames(&[first, buffer]);
        assert_eq!(sent[1], b"\x1b[1m2\x1b[13G\x1b[32m12\x1b[m");
    }

    #[test]
    fn long_gaps_are_erased_and_an_unchanged_frame_sends_nothing() {
        let mut full = Buffer::empty(AREA);
        full.set_string(0, 0, "x".repeat(24), Style::new().dark_gray());
        let sent = frames(&[full.clone(), full, Buffer::empty(AREA)]);
        assert_eq!(sent[1], b"");
        assert_eq!(sent[2], b"\x1b[1G\x1b[24X");
    }

    fn styles() -> impl Strategy<Value = Style> {
        let colour = prop::sample::select(vec![
            Color::Reset,
            Color::Green,
            Color::DarkGray,
            Color::White,
            Color::Indexed(208),
            Color::Rgb(1, 2, 3),
        ]);
        let modifier = prop::sample::select(vec![
            Modifier::empty(),
            Modifier::BOLD,
            Modifier::REVERSED,
            Modifier::BOLD | Modifier::UNDERLINED,
        ]);
        (colour.clone(), colour, modifier)
            .prop_map(|(fg, bg, modifier)| Style::new().fg(fg).bg(bg).add_modifier(modifier))
    }

    fn buffers() -> impl Strategy<Value = Buffer> {
        let texts = prop::sample::select(vec!["a", "әріп", "          ", "x          y", "№5 ✓", ""]);
        prop::collection::vec((texts, 0..24_u16, 0..3_u16, styles()), 0..12).prop_map(|texts| {
            let mut buffer = Buffer::empty(AREA);
            for (text, x, y, style) in texts {
                buffer.set_string(x, y, text, style);
            }
            buffer
        })
    }

    const fn colour(colour: Color) -> vt100::Color {
        match colour {
            Color::Green => vt100::Color::Idx(2),
            Color::DarkGray => vt100::Color::Idx(8),
            Color::White => vt100::Color::Idx(15),
            Color::Indexed(index) => vt100::Color::Idx(index),
            Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
            _ => vt100::Color::Default,
        }
    }

    proptest! {
        #[test]
        fn the_terminal_shows_the_last_frame(buffers in prop::collection::vec(buffers(), 1..5)) {
            let mut screen = vt100::Parser::new(AREA.height, AREA.width, 0);
            frames(&buffers).iter().for_each(|frame| screen.process(frame));
            let last = buffers.last().unwrap();
            for position in AREA.positions() {
                let (shown, drawn) = (screen.screen().cell(position.y, position.x).unwrap(), &last[position]);
                let text = if shown.has_contents() { shown.contents() } else { " " };
                prop_assert_eq!(text, drawn.symbol());
                prop_assert_eq!(shown.bgcolor(), colour(drawn.bg));
                prop_assert_eq!(shown.inverse(), drawn.modifier.contains(Modifier::REVERSED));
                prop_assert_eq!(shown.underline(), drawn.modifier.contains(Modifier::UNDERLINED));
                if drawn.symbol() != " " {
                    prop_assert_eq!(shown.fgcolor(), colour(drawn.fg));
                    prop_assert_eq!(shown.bold(), drawn.modifier.contains(Modifier::BOLD));
                }
            }
        }
    }
}
