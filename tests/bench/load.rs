//! What 50 stations and 100 000 entries cost: to read them, to look at them again and again, to press a key
//! beside them, to search them.

#[path = "scene.rs"]
mod scene;

use std::sync::LazyLock;
use std::time::Duration;

use chrono::DateTime;
use divan::{Bencher, black_box};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tarazy::console::model::{Model, Setup};
use tarazy::console::msg::Msg;
use tarazy::console::search;
use tarazy::console::update::update;
use tarazy::console::view::view;
use tarazy::journal::follow::Follower;
use tarazy::journal::reader::replay;
use tarazy::language::{Language, Texts};
use tarazy::screen::clock::Timestamp;
use tarazy::screen::key::Key;
use tarazy::screen::theme::{Environment, Theme};

use crate::scene::{Scene, scene};

fn main() {
    divan::main();
}

static LOADED: LazyLock<Scene> = LazyLock::new(|| of(50, 2_000));
static YOUNG: LazyLock<Scene> = LazyLock::new(|| of(50, 20));
static EMPTY: LazyLock<Scene> = LazyLock::new(|| of(1, 2));

fn of(journals: u64, lines: u64) -> Scene {
    scene(journals, lines).unwrap_or_else(|| std::process::abort())
}

fn model(scene: &Scene) -> Option<Model> {
    let (ledger, _) = replay(&scene.folder).ok()?;
    Some(Model::new(Setup {
        event: scene.folder.event.clone(),
        ledger,
        own: None,
        files: Vec::new(),
        texts: Texts::new(Language::Kk),
        theme: Theme::new(&Environment::default(), false),
        warnings: Vec::new(),
        faults: Vec::new(),
        now: stamp(),
    }))
}

fn stamp() -> Timestamp {
    Timestamp { wall: DateTime::default(), since_start: Duration::ZERO }
}

#[divan::bench]
fn replay_50_journals(bencher: Bencher<'_, '_>) {
    let folder = &LOADED.folder;
    bencher.bench(|| black_box(replay(folder).map(|(ledger, _)| ledger.tally().entries).ok()));
}

/// What the console does twice a second: list, and look at every size.
#[divan::bench]
fn look_at_50_journals(bencher: Bencher<'_, '_>) {
    let folder = &LOADED.folder;
    let states = replay(folder).map(|(_, states)| states).unwrap_or_default();
    let mut follower = Follower::new(folder.clone(), states);
    bencher.bench_local(|| {
        let changed = follower.changed_event().is_some();
        let states = follower.journals().map(|states| {
            states.iter_mut().map(|state| state.read_new_lines(&folder.event.id, &mut |_, _| {})).last()
        });
        black_box((changed, states.ok().flatten()))
    });
}

/// A key and its frame.
#[divan::bench(args = ["empty", "young", "loaded"])]
fn key(bencher: Bencher<'_, '_>, event: &str) {
    let scene = match event {
        "empty" => &EMPTY,
        "young" => &YOUNG,
        _ => &LOADED,
    };
    let (Some(mut model), Ok(mut terminal)) = (model(scene), Terminal::new(TestBackend::new(100, 30))) else {
        return;
    };
    let mut keys = ['q', 'w', 'e', 'r'].into_iter().cycle();
    bencher.bench_local(|| {
        let key = keys.next().map_or(Key::Esc, Key::Char);
        let effects = update(&mut model, Msg::Key(key, stamp()));
        let drawn = terminal.draw(|frame| view(&model, frame)).is_ok();
        black_box((effects, drawn))
    });
}

/// A search of the history, as after each key in its line.
#[divan::bench(args = ["", "t7", "t7 plas", "operator", "12", "12:05"])]
fn search_100k(bencher: Bencher<'_, '_>, words: &str) {
    let Some(model) = model(&LOADED) else { return };
    bencher.bench(|| {
        black_box(search::find_records(&model.ledger, &model.event, &model.texts, words).records.len())
    });
}
