//! The bytes that a frame of the console takes, without a terminal. They do not depend on the speed of the machine.
//!
//! `cargo bench --bench bytes` measures the same in a pseudo-terminal, on more screens.

use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use tarazy::testing::{FrameEncoder, Language, Msg, view};

use crate::harness::byte_console::{ByteConsole, timestamp};
use crate::harness::sample_day::rows;

const SIZE: Size = Size { width: 100, height: 30 };
/// The records that the console has before bytes are counted.
const EARLIER: usize = 120;
/// The entries whose bytes are counted.
const ENTRIES: usize = 40;

/// A console and the terminal that shows it.
struct Screen {
    console: ByteConsole,
    frame: Terminal<TestBackend>,
    encoder: FrameEncoder,
    now: Duration,
}

impl Screen {
    fn open(language: Language) -> Self {
        let mut console = ByteConsole::in_language(language);
        console.send(Msg::Resized(SIZE.width, SIZE.height));
        let frame = Terminal::new(TestBackend::new(SIZE.width, SIZE.height)).unwrap();
        Self { console, frame, encoder: FrameEncoder::new(SIZE), now: Duration::ZERO }
    }

    /// Presses keys one after the other, too slowly for a word, without a frame.
    fn press(&mut self, keys: &str) {
        let keys = keys.replace("<Enter>", "\r").replace("<F8>", "\u{18}").replace("<F5>", "\u{15}");
        for key in keys.chars() {
            self.now += Duration::from_secs(1);
            let bytes = match key {
                '\u{18}' => "\x1b[19~".to_owned(),
                '\u{15}' => "\x1b[15~".to_owned(),
                '\u{1}' => "\x1bOP".to_owned(),
                key => key.to_string(),
            };
            self.console.read(self.now, bytes.as_bytes());
            self.console.quiet(self.now + Duration::from_millis(500));
        }
    }

    /// Presses keys and returns the bytes of the frame that shows their result.
    fn bytes_of(&mut self, keys: &str) -> usize {
        self.press(keys);
        self.bytes()
    }

    /// Returns the bytes of the next frame.
    fn bytes(&mut self) -> usize {
        self.frame.draw(|frame| view(self.console.model(), frame)).unwrap();
        let cursor = self.frame.get_cursor_position().unwrap();
        let bytes = self.encoder.encode(self.frame.backend().buffer().clone(), Some(cursor));
        if std::env::var_os("TARAZY_SHOW_BYTES").is_some() {
            println!("{}: {}", bytes.len(), String::from_utf8_lossy(&bytes).escape_debug());
        }
        bytes.len()
    }

    /// Types the rows of the sample day, and returns the bytes of each entry.
    fn save_entries(&mut self) -> Vec<usize> {
        let rows = rows("A", EARLIER + 4 * ENTRIES);
        rows[..EARLIER].iter().for_each(|row| self.press(&row.keys()));
        let mut bytes = Vec::new();
        for row in &rows[EARLIER..] {
            let (keys, saved) = (row.keys(), self.console.records().len());
            let Some(typed) = keys.strip_suffix("<Enter>").filter(|_| !row.is_people()) else {
                self.press(&keys);
                continue;
            };
            self.bytes_of(typed);
            let count = self.bytes_of("<Enter>");
            // The slip guard may have a question.
            if self.console.records().len() > saved {
                bytes.push(count);
            } else {
                self.press("<Enter>");
            }
            if bytes.len() == ENTRIES {
                break;
            }
        }
        bytes
    }
}

fn median_and_most(mut bytes: Vec<usize>) -> (usize, usize) {
    bytes.sort_unstable();
    (bytes[bytes.len() / 2], bytes[bytes.len() - 1])
}

/// The most bytes of each action, in one language.
struct Limits {
    language: Language,
    /// The median and the maximum.
    entry: (usize, usize),
    /// The median and the maximum.
    selection: (usize, usize),
    first_digit: usize,
    help: usize,
    help_closed: usize,
}

/// docs/performance.md compares these limits with the goals of the design. A Cyrillic letter takes two bytes.
const LIMITS: [Limits; 2] = [
    Limits {
        language: Language::En,
        entry: (215, 370),
        selection: (95, 120),
        first_digit: 35,
        help: 900,
        help_closed: 1350,
    },
    Limits {
        language: Language::Ru,
        entry: (255, 380),
        selection: (125, 165),
        first_digit: 40,
        help: 1200,
        help_closed: 1500,
    },
];

#[test]
fn what_an_operator_does_takes_few_bytes() {
    for limits in LIMITS {
        let mut screen = Screen::open(limits.language);
        let entry = median_and_most(screen.save_entries());
        screen.bytes_of("q");
        let selection = "wertyasdfgzxcvbn".chars().map(|key| screen.bytes_of(&key.to_string())).collect();
        let selection = median_and_most(selection);
        let (first, second) = (screen.bytes_of("1"), screen.bytes_of("2"));
        screen.bytes_of("\x1b");
        let (open, close) = (screen.bytes_of("\u{1}"), screen.bytes_of("\x1b"));
        println!("{:?}: an entry {entry:?}; another pane {selection:?}", limits.language);
        println!("digits {first}, {second}; the help {open}, {close}");
        assert!(entry.0 <= limits.entry.0 && entry.1 <= limits.entry.1);
        assert!(selection.0 <= limits.selection.0 && selection.1 <= limits.selection.1);
        assert!(first <= limits.first_digit && second <= 30);
        assert!(open <= limits.help && close <= limits.help_closed);
    }
}

#[test]
fn the_first_entry_of_a_day_takes_little_more_than_others_may() {
    // It draws whole bars, and a Cyrillic letter takes two bytes.
    for (language, most) in [(Language::En, 400), (Language::Kk, 460), (Language::Ru, 475)] {
        let mut screen = Screen::open(language);
        screen.bytes();
        screen.bytes_of("q12,5");
        let bytes = screen.bytes_of("<Enter>");
        println!("{language:?}: {bytes}");
        assert_eq!(screen.console.records().len(), 1);
        assert!(bytes <= most, "{language:?}: {bytes}");
    }
}

#[test]
fn an_idle_console_sends_its_clock_once_a_minute() {
    let mut screen = Screen::open(Language::Kk);
    screen.bytes_of("q12,5<Enter>");
    assert_eq!(screen.bytes(), 0);
    for seconds in 10..310 {
        screen.console.send(Msg::Clock(timestamp(Duration::from_secs(seconds))));
        let bytes = screen.bytes();
        // The growth of the pane ends, too.
        let most = if seconds == 10 { 60 } else { 30 };
        assert!(bytes <= if seconds % 60 == 0 || seconds == 10 { most } else { 0 }, "{seconds}: {bytes}");
    }
}
