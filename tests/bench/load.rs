//! Measures an event of 50 stations with 100,000 records: reading it, checking it for new lines, pressing a key in the
//! console, and searching the history.

// If a step fails, the benchmark must panic.
#![allow(clippy::unwrap_used)]

mod keyed_console;
mod large_event;

use std::sync::LazyLock;

use divan::{Bencher, black_box};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tarazy::testing::{Follower, find_records, replay, view};

use crate::keyed_console::{KeyedConsole, model};
use crate::large_event::LargeEvent;

fn main() {
    divan::main();
}

static LOADED: LazyLock<LargeEvent> = LazyLock::new(|| LargeEvent::new(50, 2_000));
static LONG: LazyLock<LargeEvent> = LazyLock::new(|| LargeEvent::new(1, 1_000_000));
static YOUNG: LazyLock<LargeEvent> = LazyLock::new(|| LargeEvent::new(50, 20));
static EMPTY: LazyLock<LargeEvent> = LazyLock::new(|| LargeEvent::new(1, 2));

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

/// Measures a key that selects a material, from its byte to the next frame.
#[divan::bench(args = ["empty", "young", "loaded"])]
fn press_key(bencher: Bencher<'_, '_>, event: &str) {
    let mut console = KeyedConsole::new(model(match event {
        "empty" => &EMPTY,
        "young" => &YOUNG,
        _ => &LOADED,
    }));
    let mut terminal = Terminal::new(TestBackend::new(100, 30)).unwrap();
    let mut keys = b"qwer".iter().cycle();
    bencher.bench_local(|| {
        console.press(*keys.next().unwrap());
        terminal.draw(|frame| view(console.model(), frame)).unwrap();
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
