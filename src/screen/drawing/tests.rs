use std::io::Read;
use std::os::unix::net::UnixStream;

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::*;

const LONG: Duration = Duration::from_secs(60);
const AREA: Rect = Rect { x: 0, y: 0, width: 24, height: 3 };

/// A drawing thread, and the terminal that it writes to.
struct Screen {
    drawing: &'static Drawing,
    terminal: UnixStream,
    /// The thread's side of the terminal.
    output: UnixStream,
    shown: vt100::Parser,
    received: Vec<u8>,
}

impl Screen {
    fn open() -> Self {
        let drawing: &Drawing = Box::leak(Box::new(Drawing::new()));
        let (terminal, output) = UnixStream::pair().unwrap();
        drawing.start(output.try_clone().unwrap()).unwrap();
        drawing.open_screen(b"\x1b[2J");
        Self { drawing, terminal, output, shown: vt100::Parser::new(3, 24, 0), received: Vec::new() }
    }

    fn show(&self, text: &str) {
        self.show_in(AREA, text);
    }

    fn show_in(&self, area: Rect, text: &str) {
        let mut buffer = Buffer::empty(area);
        buffer.set_string(0, 0, text, Style::new());
        self.drawing.show("", false, RenderedFrame { buffer, cursor: None }).unwrap();
    }

    /// Reads until the thread has written everything.
    fn read_all(&mut self) {
        loop {
            let is_written = self.drawing.wait_until_written(Duration::from_millis(1));
            self.read_some();
            if is_written {
                return;
            }
        }
    }

    /// Reads what the thread has written.
    fn read_some(&mut self) {
        self.terminal.set_nonblocking(true).unwrap();
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = self.terminal.read(&mut bytes) {
            self.received.extend(&bytes[..count]);
            self.shown.process(&bytes[..count]);
        }
    }

    fn text(&self) -> String {
        self.shown.screen().contents()
    }

    /// Fills the terminal, and shows a frame, which the thread begins to write.
    fn stall(&mut self) {
        self.fill();
        self.output.set_nonblocking(false).unwrap();
        self.begin();
    }

    fn fill(&mut self) {
        assert!(self.drawing.wait_until_written(LONG));
        self.output.set_nonblocking(true).unwrap();
        while self.output.write(&[0; 1024]).is_ok() {}
        while self.output.write(&[0]).is_ok() {}
    }

    fn begin(&self) {
        self.show("begun");
        while !self.drawing.lock().is_writing {
            thread::yield_now();
        }
    }
}

#[test]
fn a_frame_replaces_one_that_waits_and_the_newest_is_shown_after_a_stall() {
    let mut screen = Screen::open();
    screen.stall();
    for number in 0..1000 {
        screen.show(&format!("frame {number}"));
    }
    assert!(!screen.drawing.wait_until_written(Duration::ZERO));
    screen.read_all();
    assert_eq!(screen.text(), "frame 999");
    let received = String::from_utf8_lossy(&screen.received);
    assert!(!received.contains("998") && !received.contains("500"), "frames between are not written");
}

#[test]
fn on_a_slow_line_the_newest_frame_follows_the_answer_to_the_one_before() {
    let mut screen = Screen::open();
    screen.show("first");
    screen.read_all();
    screen.drawing.lock().pace = Pace::slow();
    let wide = Rect { width: 120, ..AREA };
    screen.show_in(wide, &"wide ".repeat(24));
    while !screen.received.ends_with(QUESTION) {
        screen.drawing.wait_until_written(Duration::from_millis(1));
        screen.read_some();
    }
    for number in 0..100 {
        screen.show_in(wide, &format!("frame {number}"));
    }
    assert!(!screen.drawing.wait_until_written(Duration::ZERO), "the newest frame waits");
    screen.read_some();
    assert!(screen.received.ends_with(QUESTION));
    screen.drawing.note_answer();
    screen.read_all();
    let received = String::from_utf8_lossy(&screen.received);
    assert!(received.contains("99") && !received.contains("98"), "{received:?}");
}

#[test]
fn a_slow_line_does_not_delay_the_end_of_the_screen() {
    let mut screen = Screen::open();
    screen.drawing.lock().pace = Pace::slow();
    screen.show_in(Rect { width: 120, ..AREA }, &"wide ".repeat(24));
    screen.read_all();
    screen.show("never written");
    screen.drawing.close_screen(b"\x1b[?1049l", &screen.terminal);
    screen.read_all();
    assert!(screen.received.ends_with(b"\x1b[?1049l"));
}

#[test]
fn what_was_begun_is_completed_before_the_screen_is_left() {
    let mut screen = Screen::open();
    screen.stall();
    screen.show("never written");
    screen.drawing.close_screen(b"\x1b[?1049l", &screen.terminal);
    screen.drawing.close_screen(b"closed twice", &screen.terminal);
    screen.read_all();
    assert!(screen.received.ends_with(b"begun\x1b[?25l\x1b[?1049l"));
}

#[test]
fn a_screen_that_follows_a_stalled_one_starts_after_its_end() {
    let mut screen = Screen::open();
    screen.stall();
    screen.drawing.close_screen(b"<left>", &screen.terminal);
    screen.drawing.open_screen(b"<entered>\x1b[2J\x1b[H");
    screen.show("second");
    assert_eq!(screen.drawing.begun_size(), None, "the second screen has shown nothing");
    screen.read_all();
    let received = String::from_utf8_lossy(&screen.received);
    assert!(received.contains("<left><entered>\x1b[2J"), "{received:?}");
    assert_eq!(screen.text(), "second");
    assert_eq!(screen.drawing.begun_size(), Some(AREA.as_size()));
}

#[test]
fn the_size_is_that_of_the_frame_that_the_terminal_receives() {
    let mut screen = Screen::open();
    assert_eq!(screen.drawing.begun_size(), None);
    screen.show("first");
    screen.read_all();
    assert_eq!(screen.drawing.begun_size(), Some(AREA.as_size()));
    screen.stall();
    let small = Rect::new(0, 0, 10, 2);
    screen.show_in(small, "second");
    assert_eq!(screen.drawing.begun_size(), Some(AREA.as_size()), "the second frame waits");
    screen.read_all();
    assert_eq!(screen.drawing.begun_size(), Some(small.as_size()));
}

#[test]
fn the_bell_rings_once_with_the_frame_that_is_written() {
    let mut screen = Screen::open();
    screen.stall();
    for _ in 0..2 {
        let frame = RenderedFrame { buffer: Buffer::empty(AREA), cursor: None };
        screen.drawing.show("", true, frame).unwrap();
    }
    screen.show("newer");
    screen.read_all();
    assert_eq!(screen.text(), "newer");
    assert_eq!(screen.received.iter().filter(|byte| **byte == BELL).count(), 1);
    screen.show("later");
    screen.read_all();
    assert_eq!(screen.received.iter().filter(|byte| **byte == BELL).count(), 1);
}

#[test]
fn an_unchanged_frame_writes_nothing() {
    let mut screen = Screen::open();
    screen.show("same");
    screen.read_all();
    let before = screen.received.len();
    screen.show("same");
    screen.read_all();
    assert_eq!(screen.received.len(), before);
}

#[test]
fn a_terminal_that_is_gone_is_reported_with_the_next_frame() {
    let screen = Screen::open();
    screen.terminal.shutdown(std::net::Shutdown::Both).unwrap();
    screen.show("lost");
    assert!(screen.drawing.wait_until_written(LONG));
    let frame = RenderedFrame { buffer: Buffer::empty(AREA), cursor: None };
    assert!(screen.drawing.show("", false, frame).is_err());
}

#[test]
fn a_terminal_in_non_blocking_mode_is_waited_for() {
    let mut screen = Screen::open();
    screen.fill();
    screen.begin();
    screen.show("after the stall");
    screen.read_all();
    assert_eq!(screen.text(), "after the stall");
}
