//! Measures an event of 50 stations with 100,000 records: reading it, checking it for new lines, pressing a key in the
//! console, and searching the history.

// If a step fails, the benchmark must panic.
#![allow(clippy::unwrap_used)]

mod large_event;

use std::sync::LazyLock;
use std::time::Duration;

use chrono::DateTime;
use divan::{Bencher, black_box};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tarazy::testing::{
    Decoded, Decoder, Environment, Follower, GestureConsole, Gestures, InitialState, KeyContext, Language,
    Model, Msg, ReadAt, Texts, Theme, Timestamp, find_records, replay, update, view,
};

use crate::large_event::LargeEvent;

fn main() {
    divan::main();
}

static LOADED: LazyLock<LargeEvent> = LazyLock::new(|| LargeEvent::new(50, 2_000));
static LONG: LazyLock<LargeEvent> = LazyLock::new(|| LargeEvent::new(1, 1_000_000));
static YOUNG: LazyLock<LargeEvent> = LazyLock::new(|| LargeEvent::new(50, 20));
static EMPTY: LazyLock<LargeEvent> = LazyLock::new(|| LargeEvent::new(1, 2));

/// Returns the model of a console that watches the event.
fn model(event: &LargeEvent) -> Model {
    let (ledger, _) = replay(&event.folder).unwrap();
    Model::new(InitialState {
        event: event.folder.event.clone(),
        ledger,
        own: None,
        texts: Texts::new(Language::Kk),
        theme: Theme::new(&Environment::default(), false),
        scale: None,
        wire: None,
        warnings: Vec::new(),
        faults: Vec::new(),
        now: start_time(),
    })
}

fn start_time() -> Timestamp {
    Timestamp { wall: DateTime::default(), since_start: Duration::ZERO }
}

#[divan::bench]
fn replay_50_journals(bencher: Bencher<'_, '_>) {
    let folder = &LOADED.folder;
    bencher.bench(|| replay(folder).unwrap().0.tally().entries);
}

/// Measures the check that the console makes twice a second, without any new lines.
#[divan::bench]
fn check_50_journals(bencher: Bencher<'_, '_>) {
    let folder = &LOADED.folder;
    let (_, states) = replay(folder).unwrap();
    let mut follower = Follower::new(folder.clone(), states);
    bencher.bench_local(|| {
        let changed = follower.changed_event().is_some();
        black_box((changed, follower.poll(None).unwrap().len()))
    });
}

/// A console that receives gestures.
struct Receiver(Model);

impl GestureConsole for Receiver {
    fn context(&self) -> KeyContext {
        KeyContext::of(&self.0)
    }

    fn send(&mut self, msg: Msg) {
        black_box(update(&mut self.0, msg));
    }
}

/// Measures a key that selects a material, from its byte to the next frame.
#[divan::bench(args = ["empty", "young", "loaded"])]
fn press_key(bencher: Bencher<'_, '_>, event: &str) {
    let mut console = Receiver(model(match event {
        "empty" => &EMPTY,
        "young" => &YOUNG,
        _ => &LOADED,
    }));
    let mut terminal = Terminal::new(TestBackend::new(100, 30)).unwrap();
    let (mut decoder, mut gestures) = (Decoder::default(), Gestures::default());
    let mut keys = b"qwer".iter().cycle();
    let mut now = start_time();
    bencher.bench_local(|| {
        // Slower than a word, so that no search opens.
        now.since_start += Duration::from_secs(1);
        let mut decoded = Vec::new();
        decoder.add(*keys.next().unwrap(), &mut decoded);
        for event in decoded {
            if let Decoded::Key(press) = event {
                gestures.key(press, ReadAt { at: now, read: 1 }, &mut console);
            }
        }
        terminal.draw(|frame| view(&console.0, frame)).unwrap();
    });
}

/// The words that the searches look for: nothing, a file, a material in it, an operator, and numbers of several meanings.
const SEARCHES: [&str; 7] = ["", "1", "12", "12:05", "t7", "t7 plas", "operator"];

/// Measures a search of the history in 50 files.
#[divan::bench(args = SEARCHES)]
fn search_100k(bencher: Bencher<'_, '_>, words: &str) {
    search(bencher, &LOADED, words);
}

/// Measures a search of the history in one long file.
#[divan::bench(args = SEARCHES, sample_count = 20)]
fn search_1m(bencher: Bencher<'_, '_>, words: &str) {
    search(bencher, &LONG, words);
}

fn search(bencher: Bencher<'_, '_>, event: &LargeEvent, words: &str) {
    let model = model(event);
    bencher.bench(|| {
        find_records(model.ledger(), model.event(), model.texts(), words, chrono::DateTime::UNIX_EPOCH)
            .records
            .len()
    });
}
