use proptest::prelude::*;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use unicode_width::UnicodeWidthStr;

use super::*;
use crate::screen::encoder::scroll::Scroll;

const AREA: Rect = Rect { x: 0, y: 0, width: 24, height: 3 };

/// Returns the bytes of each frame. The first one follows a cleared screen.
fn frames(buffers: &[Buffer]) -> Vec<String> {
    let mut encoder = FrameEncoder::new(AREA.as_size());
    let encode = |buffer: &Buffer| String::from_utf8(encoder.encode(buffer.clone(), None)).unwrap();
    buffers.iter().map(encode).collect()
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
    assert_eq!(sent[1], "\x1b[1m2\x1b[8C\x1b[32m12\x1b[m");
}

#[test]
fn long_gaps_are_erased_and_an_unchanged_frame_sends_nothing() {
    let mut full = Buffer::empty(AREA);
    full.set_string(0, 0, "x".repeat(24), Style::new().dark_gray());
    let mut gap = full.clone();
    gap.set_string(3, 0, " ".repeat(12), Style::new());
    let sent = frames(&[full.clone(), full, gap, Buffer::empty(AREA)]);
    assert_eq!(sent[1], "");
    assert_eq!(sent[2], "\x1b[;4H\x1b[12X");
    assert_eq!(sent[3], "\r\x1b[K");
}

#[test]
fn a_short_gap_is_written_again() {
    let mut before = Buffer::empty(AREA);
    before.set_string(0, 1, "one two three", Style::new());
    let mut after = before.clone();
    after.set_string(0, 1, "ane eoo three", Style::new());
    let sent = frames(&[before, after]);
    assert_eq!(sent[1], "\rane eo");
}

#[test]
fn a_text_that_moved_is_moved_by_the_terminal() {
    let row = |text: &str| {
        let mut buffer = Buffer::empty(AREA);
        buffer.set_string(0, 1, text, Style::new());
        buffer
    };
    let (short, long) = (row("kg; and then the res"), row("pieces; and then the res"));
    let sent = frames(&[short.clone(), long, short]);
    assert_eq!(sent[1], "\r\x1b[4@pieces");
    assert_eq!(sent[2], "\r\x1b[4Pkg");
    // Nothing is pushed beyond the margin.
    let sent = frames(&[row("kg; and then the same"), row("pieces; and then the sam")]);
    assert!(!sent[1].contains('@'), "{sent:?}");
}

#[test]
fn pieces_of_one_style_come_one_after_the_other() {
    let mut buffer = Buffer::empty(AREA);
    for y in 0..3 {
        buffer.set_string(2, y, "amount", Style::new().bold());
        buffer.set_string(12, y, "+2.9", Style::new().green());
    }
    let sent = &frames(&[Buffer::empty(AREA), buffer])[1];
    assert_eq!(sent.matches('m').count() - "amount".matches('m').count() * 3, 3, "{sent:?}");
}

#[test]
fn what_is_not_visible_on_blanks_is_not_sent() {
    let mut buffer = Buffer::empty(AREA);
    buffer.set_string(0, 1, "     ", Style::new().bold().cyan());
    assert_eq!(frames(&[Buffer::empty(AREA), buffer])[1], "");
}

#[test]
fn a_list_that_receives_a_row_is_scrolled() {
    let area = Rect { width: 60, height: 8, ..AREA };
    let line =
        |number: usize| format!("{number} of a list with different texts {}", "abcdefgh".repeat(number % 3));
    let list = |newest: usize| {
        let mut buffer = Buffer::empty(area);
        buffer.set_string(0, 1, "the title stays where it is", Style::new());
        (2..7).for_each(|y| {
            buffer.set_string(0, y, line(newest - usize::from(y)), Style::new().green());
        });
        buffer.set_string(0, 7, "and so does the last row", Style::new());
        buffer
    };
    let mut encoder = FrameEncoder::new(area.as_size());
    let _first = encoder.encode(list(20), None);
    let sent = String::from_utf8(encoder.encode(list(21), None)).unwrap();
    assert!(sent.starts_with("\x1b[7H\x1b[M\x1b[3H\x1b[L\x1b[32m19 of a list"), "{sent:?}");
    assert!(sent.len() < 70, "{sent:?}");
    let back = String::from_utf8(encoder.encode(list(20), None)).unwrap();
    assert!(back.starts_with("\r\x1b[M\x1b[7H\x1b[L"), "{back:?}");
}

/// What changes between two frames.
#[derive(Clone, Debug)]
enum Change {
    /// Texts are written over those that are there.
    Texts(Vec<(&'static str, u16, u16, Style)>),
    /// Rows move, and the rows that become free are blank.
    Scroll(Scroll),
    /// The text of a row moves to the right.
    Insert {
        y: u16,
        x: u16,
        text: &'static str,
    },
    Clear,
    Size(u16, u16),
}

fn styles() -> impl Strategy<Value = Style> {
    let colour = prop::sample::select(vec![
        Color::Reset,
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
        Modifier::DIM,
        Modifier::REVERSED,
        Modifier::ITALIC,
        Modifier::BOLD | Modifier::UNDERLINED,
        Modifier::BOLD | Modifier::REVERSED,
    ]);
    (colour.clone(), colour, modifier)
        .prop_map(|(fg, bg, modifier)| Style::new().fg(fg).bg(bg).add_modifier(modifier))
}

const TEXTS: [&str; 9] =
    ["a", "әріп", "          ", "x          y", "№5 ✓", "", "漢字", "a漢 字b", "━━━━━━━"];

/// Pieces of rows without wide symbols may be drawn in any order.
const NARROW_TEXTS: [&str; 9] =
    ["a", "+2.9", "әріп", "    ", "          ", "▄█ █▄", "x y", "x          y", ""];

fn changes(width: u16, height: u16, texts: &'static [&'static str]) -> impl Strategy<Value = Change> {
    let texts = prop::sample::select(texts);
    let scroll = (0..usize::from(height), 1..=usize::from(height), 1..4_usize, any::<bool>());
    let scroll = scroll.prop_filter_map("enough rows", move |(top, length, rows, down)| {
        let end = (top + length).min(usize::from(height));
        (end - top > rows).then_some(Change::Scroll(Scroll { top, end, rows, down }))
    });
    prop_oneof![
        6 => prop::collection::vec((texts.clone(), 0..width, 0..height, styles()), 1..8).prop_map(Change::Texts),
        3 => scroll,
        2 => (0..height, 0..width, texts).prop_map(|(y, x, text)| Change::Insert { y, x, text }),
        1 => Just(Change::Clear),
        1 => (4..width, 2..height).prop_map(|(width, height)| Change::Size(width, height)),
    ]
}

fn apply(change: &Change, frame: &mut Buffer) {
    let Rect { width, height, .. } = frame.area;
    match change {
        Change::Texts(texts) => {
            for (text, x, y, style) in texts.iter().filter(|(_, x, y, _)| *x < width && *y < height) {
                frame.set_string(*x, *y, text, *style);
            }
        }
        Change::Scroll(scroll) if scroll.end <= usize::from(height) => scroll::apply(frame, *scroll),
        Change::Insert { y, x, text } if *y < height && *x < width => {
            let row: String = (*x..width).map(|x| frame[(x, *y)].symbol().to_owned()).collect();
            frame.set_string(*x, *y, format!("{text}{row}"), Style::new());
        }
        Change::Clear => frame.reset(),
        Change::Size(width, height) => {
            *frame = Buffer::empty(Rect { width: *width, height: *height, ..AREA })
        }
        Change::Scroll(_) | Change::Insert { .. } => {}
    }
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

/// Compares the terminal with a frame.
fn check(screen: &vt100::Screen, frame: &Buffer) -> Result<(), TestCaseError> {
    let mut covered_until = 0;
    for position in frame.area.positions() {
        let (shown, drawn) = (screen.cell(position.y, position.x).unwrap(), &frame[position]);
        if position.x > 0 && position.x < covered_until {
            prop_assert!(shown.is_wide_continuation(), "{position}");
            continue;
        }
        covered_until = position.x + drawn.symbol().width() as u16;
        let text = if shown.has_contents() { shown.contents() } else { " " };
        prop_assert_eq!(text, drawn.symbol(), "{}", position);
        prop_assert_eq!(shown.bgcolor(), colour(drawn.bg));
        prop_assert_eq!(shown.inverse(), drawn.modifier.contains(Modifier::REVERSED));
        prop_assert_eq!(shown.underline(), drawn.modifier.contains(Modifier::UNDERLINED));
        if drawn.symbol() != " " {
            prop_assert_eq!(shown.fgcolor(), colour(drawn.fg));
            prop_assert_eq!(shown.bold(), drawn.modifier.contains(Modifier::BOLD));
            let is_dim = drawn.modifier.contains(Modifier::DIM) && !drawn.modifier.contains(Modifier::BOLD);
            prop_assert_eq!(shown.dim(), is_dim);
            prop_assert_eq!(shown.italic(), drawn.modifier.contains(Modifier::ITALIC));
        }
    }
    Ok(())
}

/// Sends frames to a terminal one after the other, and compares each with what the terminal shows.
fn check_frames(changes: Vec<(Change, bool, (u16, u16))>) -> Result<(), TestCaseError> {
    let mut frame = Buffer::empty(Rect { width: 40, height: 12, ..AREA });
    let mut terminal = vt100::Parser::new(12, 40, 0);
    let mut encoder = FrameEncoder::new(frame.area.as_size());
    for (change, has_cursor, (x, y)) in changes {
        apply(&change, &mut frame);
        let cursor = Position { x: x.min(frame.area.width - 1), y: y.min(frame.area.height - 1) };
        terminal.screen_mut().set_size(frame.area.height, frame.area.width);
        let bytes = encoder.encode(frame.clone(), has_cursor.then_some(cursor));
        terminal.process(&bytes);
        check(terminal.screen(), &frame)?;
        prop_assert_eq!(terminal.screen().hide_cursor(), !has_cursor);
        if has_cursor {
            prop_assert_eq!(terminal.screen().cursor_position(), (cursor.y, cursor.x));
        }
        prop_assert_eq!(encoder.encode(frame.clone(), has_cursor.then_some(cursor)), b"");
    }
    Ok(())
}

fn sequences_of(texts: &'static [&'static str]) -> impl Strategy<Value = Vec<(Change, bool, (u16, u16))>> {
    prop::collection::vec((changes(40, 12, texts), any::<bool>(), (0..40_u16, 0..12_u16)), 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]
    #[test]
    fn the_terminal_shows_every_frame(changes in sequences_of(&TEXTS)) {
        check_frames(changes)?;
    }

    #[test]
    fn the_terminal_shows_every_frame_without_wide_symbols(changes in sequences_of(&NARROW_TEXTS)) {
        check_frames(changes)?;
    }
}
