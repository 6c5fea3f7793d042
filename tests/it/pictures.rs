//! The pictures of the documentation: the console in the middle of the sample day, drawn by the terminal emulator.
//!
//! To draw them again: `UPDATE_DOCS=1 cargo test --test it -- pictures`. A person looks at each before it is committed.

use std::fs;
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use tarazy::testing::{
    DataDir, Environment, FrameEncoder, InitialState, Language, Model, OwnStation, StationId, Texts, Theme,
    replay, view,
};

use crate::harness::byte_console::{ByteConsole, timestamp};
use crate::harness::picture::{self, DARK, LIGHT, Palette};
use crate::harness::{DataFolder, SAMPLE_CSV, SAMPLE_SLUG};

/// When the pictures are taken, after 14:00.
const TIME: Duration = Duration::from_secs(5 * 60);

/// One picture of the documentation.
struct Picture {
    file: &'static str,
    title: &'static str,
    language: Language,
    size: (u16, u16),
    keys: &'static str,
    palette: &'static Palette,
    /// The value of `COLORFGBG`.
    colours: &'static str,
}

const PICTURES: [Picture; 2] = [
    Picture {
        file: "docs/console.svg",
        title: "The console on a dark terminal of 120x40, in English",
        language: Language::En,
        size: (120, 40),
        keys: "ww12.5-0.8",
        palette: &DARK,
        colours: "15;0",
    },
    Picture {
        file: "docs/console.kk.svg",
        title: "The console on a light terminal of 80x24, in Kazakh",
        language: Language::Kk,
        size: (80, 24),
        keys: "q7,25",
        palette: &LIGHT,
        colours: "0;15",
    },
];

/// Returns the sample day until the time of the pictures.
fn half_a_day() -> DataFolder {
    let data = DataFolder::new();
    let targets = [
        "--target",
        "total=6000",
        "--target",
        "paper=800",
        "--target",
        "plastic=500",
        "--target",
        "lamps=1500",
    ];
    data.new_event(&[&["Recycle Бірге", "--date", "2026-01-25", "--closes", "16:00"], &targets[..]].concat());
    let day = fs::read_to_string(SAMPLE_CSV).unwrap();
    let is_before = |line: &&str| line.starts_with("at,") || line[..19] < *"2026-01-25T14:05:00";
    let half: Vec<&str> = day.lines().filter(is_before).collect();
    let file = data.write_file("half.csv", (half.join("\n") + "\n").as_bytes());
    let run = data.run_on_event(&["import", &file]);
    assert_eq!(run.status, 0, "{run:?}");
    data
}

fn draw(data: &DataFolder, picture: &Picture) -> String {
    let folder = DataDir::at(data.path()).open(SAMPLE_SLUG).unwrap();
    let (mut ledger, _) = replay(&folder).unwrap();
    let station = StationId::parse("A").unwrap();
    let slot = ledger.files().find(|(_, name, _)| *name == station).unwrap().0;
    ledger.take_over(slot);
    let environment = Environment {
        term: "xterm-256color".to_owned(),
        locale: "C.UTF-8".to_owned(),
        colorfgbg: picture.colours.to_owned(),
        ..Environment::default()
    };
    let model = Model::new(InitialState {
        event: folder.event.clone(),
        ledger,
        own: Some(OwnStation { slot, station, operator: "Айгерім".to_owned() }),
        texts: Texts::new(picture.language),
        theme: Theme::new(&environment, false),
        scale: None,
        wire: None,
        warnings: Vec::new(),
        faults: Vec::new(),
        now: timestamp(TIME),
    });
    let mut console = ByteConsole::of(model);
    for (index, key) in (0..).zip(picture.keys.as_bytes()) {
        // As slowly as a hand types.
        console.read(TIME + Duration::from_millis(400) * index, &[*key]);
    }
    console.quiet(TIME + Duration::from_secs(10));
    let (columns, rows) = picture.size;
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    let frame = terminal.draw(|frame| view(console.model(), frame)).unwrap().buffer.clone();
    let bytes = FrameEncoder::new(Size::new(columns, rows)).encode(frame, None);
    let mut emulator = vt100::Parser::new(rows, columns, 0);
    emulator.process(&bytes);
    picture::draw(emulator.screen(), picture.palette, picture.title)
}

#[test]
fn the_pictures_of_the_documentation_are_those_of_the_console() {
    let data = half_a_day();
    for picture in &PICTURES {
        let drawn = draw(&data, picture);
        let path = format!("{}/{}", env!("CARGO_MANIFEST_DIR"), picture.file);
        if std::env::var_os("UPDATE_DOCS").is_some() {
            fs::write(&path, drawn).unwrap();
            continue;
        }
        let stored = fs::read_to_string(&path).unwrap();
        assert!(stored == drawn, "{} is stale: UPDATE_DOCS=1 cargo test --test it -- pictures", picture.file);
    }
}
