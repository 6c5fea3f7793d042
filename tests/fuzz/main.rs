//! Fuzzing: every reader of untrusted bytes gets valid files with random changes. No input may cause a panic or break
//! a promise (`src/testing/fuzz.rs`).
//!
//! `cargo test` runs a short sample with a fixed seed. The long run takes its length and its seed from the environment
//! (docs/CONTRIBUTING.md). An input that once failed is kept in `tests/fuzz/failed`, and is tried first.

// If a step of a test fails, the test must panic. Long tests print their figures.
#![allow(clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::unwrap_used)]

mod mutate;

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use tarazy::testing::fuzz::{self, Broken, FuzzedFolder};
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::mutate::{Random, mutated};

/// Inputs of a target in the short run. Targets that write files or archives get fewer.
const SHORT: usize = 2_500;
const SHORT_IF_SLOW: usize = 250;
/// Inputs of a target in the long run, unless the environment variable `TARAZY_FUZZ_INPUTS` says otherwise.
const LONG: usize = 200_000;

/// Reads an input. The numbers choose how.
type Read = Box<dyn Fn(&[u8], &mut Random) -> Result<(), Broken>>;

/// A reader under test.
struct Target {
    name: &'static str,
    seeds: Vec<Vec<u8>>,
    is_slow: bool,
    read: Read,
}

impl Target {
    /// Reads many inputs. Panics with the first that fails.
    fn run(&self, inputs: usize, seed: u64) {
        for file in files(&crate_folder().join("tests/fuzz/failed")) {
            if file.file_name().unwrap().to_str().unwrap().starts_with(&self.file_name()) {
                self.check(&fs::read(&file).unwrap(), &mut Random::new(1));
            }
        }
        let mut random = Random::new(seed);
        self.seeds.iter().for_each(|seed| self.check(seed, &mut random));
        for _ in 0..inputs {
            self.check(&mutated(&self.seeds, &mut random), &mut random);
        }
    }

    /// Returns how the names of files with inputs of this target begin.
    fn file_name(&self) -> String {
        self.name.replace(' ', "-")
    }

    fn check(&self, input: &[u8], random: &mut Random) {
        let result = catch_unwind(AssertUnwindSafe(|| (self.read)(input, random)));
        let error = match result {
            Ok(Ok(())) => return,
            Ok(Err(error)) => error.to_string(),
            Err(_) => "panic".to_owned(),
        };
        let kept = std::env::temp_dir().join(format!("tarazy-fuzz-{}", self.file_name()));
        fs::write(&kept, input).unwrap();
        panic!("{}: {error}\ninput: {}\nkept as {}", self.name, input.escape_ascii(), kept.display());
    }
}

fn crate_folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the files of a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Returns the content of the files in this folder of `tests/data`.
fn data(folder: &str) -> Vec<Vec<u8>> {
    files(&crate_folder().join("tests/data").join(folder))
        .iter()
        .map(|file| fs::read(file).unwrap())
        .collect()
}

fn texts(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// Returns streams of frames, one for each protocol of a scale on a wire.
fn wire_streams() -> Vec<Vec<u8>> {
    let frames: [&[u8]; 11] = [
        b"ST,+00012.34 kg\r\nUS,+00003.00 kg\r\nOL,+99999.99 kg\r\n",
        b"ST,GS,1\xc4,00012.34 kg\r\nUS,NT,1\x82,-0000.50 kg\r\n",
        b"\x06\x01\x02S 012.34kg\x65\x03\x04",
        b"ST,GS,+  12.34kg\r\n     0.00 kg\r\n",
        b"\xf8\x55\xce\x0d\x00\x24\x34\x30\x00\x00\x01\x01\x00\x00\x00\x00\x00\x00\x60\xe0",
        b"\x02\x0b\x3a\x00\x11\x00\x34\x30\x00\x00\x00\x00\x00\x24",
        b"S S     12.340 kg\r\nS D      1.000 kg\r\nS +\r\n",
        b"\n0012.34kg\r\n00\r\x03",
        b"+   12.340 kg \r\n-    0.500    \r\n",
        b"\x0212.340\r\x02?A\r",
        b"\x02+00123421D\x03",
    ];
    frames.map(|frame| frame.repeat(3)).to_vec()
}

/// Returns the lines of all golden journals.
fn journal_lines() -> Vec<Vec<u8>> {
    data("journal")
        .iter()
        .flat_map(|journal| journal.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>())
        .collect()
}

/// Returns the first rows of the sample day, tables with every kind of row, and workbooks.
fn tables() -> Vec<Vec<u8>> {
    let day = fs::read_to_string(crate_folder().join("tests/data/almaty-2026-01-25.csv")).unwrap();
    let first: String = day.split_inclusive('\n').take(30).collect();
    let all = "typed,at,station,operator,material,grade\n\"12,5-0,8\",2026-01-25T14:05:00+05:00,A,Айгерім,paper,\n\
        +1,2026-01-25T14:06:00+05:00,A,,participants,\nundo,2026-01-25T14:07:00+05:00,A,,,\n\
        ~3,2026-01-25T14:08:00+05:00,AB,\"Ә, Б\",plastic,1\n";
    let typed = "Экоакция, 25.01.2026;;;;\nДата;Время;Материал;Вес, кг;Участники\n25.01.2026;10:15;Картон;1 250,5;3\n;;пластик 1;450 г;\n\
        25/01/2026;2:05 PM;стекло;1,800;-\nвс 25.01;9 a.m.;Шины;2;\n46047,5;;Хлеб;12 кг 500 г;\nИтого:;;;1263,45;3\n";
    let wide = "date\tstation\tweight_paper\tПластик, г\tЛампы, шт\tTotal\n2026/01/25\tA\t7.2000000000000002\t1250\t4\t8.45\n";
    let scale =
        "sep=;\r\nМатериал;Брутто;Тара;Нетто;Ед. изм.\r\n\"Картон\";13,3;0,8;12,5;кг\r\nЛампы;;;~4;шт\r\n";
    let days = "Материал;24.01.2026;вс, 25.01;Итого\n1. Картон;12,5;2;14,5\nУчастники;10;;10\nDay total;22,5;2;24,5\n";
    let sections = "Материал;Вес\nПост A;\n24.01.2026;\nКартон;1\nВторой сбор 25.01.2026;\nПластик 1;6\nПластик 2;4\nПластик;10\n\u{2028}";
    let mut all = texts(&[&first, all, typed, wide, scale, days, sections]);
    all.extend(data("tables"));
    all
}

/// The parts of a workbook by their paths. One of them is fuzzed, so that the changes are not refused as a damaged archive.
struct Parts(Vec<(String, Vec<u8>)>);

impl Parts {
    fn of(book: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
        let count = archive.len();
        let part = |index: usize| {
            let mut file = archive.by_index(index).unwrap();
            let (name, mut content) = (file.name().unwrap().into_owned(), Vec::new());
            file.read_to_end(&mut content).unwrap();
            (name, content)
        };
        Self((0..count).map(part).collect())
    }

    /// Returns the workbook with another content of this part.
    fn with(&self, fuzzed: usize, content: &[u8]) -> Vec<u8> {
        let mut book = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for (index, (name, own)) in self.0.iter().enumerate() {
            book.start_file(name.as_str(), options).unwrap();
            book.write_all(if index == fuzzed { content } else { own }).unwrap();
        }
        book.finish().unwrap().into_inner()
    }
}

/// Returns the workbooks among the tables that are archives.
fn workbooks() -> Vec<Parts> {
    let is_archive = |book: &Vec<u8>| book.starts_with(b"PK");
    data("tables").iter().filter(|book| is_archive(book)).map(|book| Parts::of(book)).collect()
}

/// Returns all targets. Their files are in `folder`.
fn targets(folder: &Path) -> Vec<Target> {
    let event = || fuzz::sample_event().unwrap();
    let fuzzed = |name: &str| FuzzedFolder::create(&folder.join(name)).unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let target = |name, seeds, is_slow, read| Target { name, seeds, is_slow, read };
    let amounts =
        ["12.5", "~12,5-0,8", "4*12", "12 шт 32,5 кг", "0.001", "3+4+5", "1/2", "2000", "+3", "әюғ", "q12.5"];
    let frames = [
        "ST,+00012.50  kg",
        "ST;+00012,50  kg",
        "S S      12.50 kg",
        "ST,GS,+  12.50kg",
        "     12.50 kg",
        "N     +   12.50 kg",
        "wn0012.50kg",
        "@W12.50 kg",
        "US,+00012.50  kg",
        "OL",
        "PT  1.2 kg",
        "12.50",
    ];
    let drafts = [
        r#"{"at":"2026-01-25T12:00:00.000+05:00","lines":7,"operator":"Айгерім","line":{"text":"~12,5","material":"paper","grade":"1"},"tare":"crate","paper":"14:05"}"#,
        r#"{"at":"2026-01-25T12:00:00.000+05:00","lines":0,"operator":"","aside":[{"text":"q12"}],"waiting":[{"at":"2026-01-25T12:00:00.000+05:00","line":{"text":"12"},"words":"12 kg"}]}"#,
    ];
    let settings = [
        "{\n  \"language\": \"kk\",\n  \"theme\": \"light\",\n  \"alert\": \"both\",\n  \"station\": \"A\",\n  \"operator\": \"Айгерім\",\n  \"data_dir\": \"/srv/tarazy\"\n}\n",
        "{\"ascii\":true,\"language\":\"kk,ru\",\"ascii\":false}",
    ];
    let (amount_event, table_event, book_event, books) = (event(), event(), event(), workbooks());
    let (followed, opened, drafted) = (fuzzed("followed"), fuzzed("opened"), fuzzed("drafted"));
    let (config, stored) = (folder.join("config.json"), folder.join("checkpoint"));
    let sound = fs::read(crate_folder().join("tests/data/journal/sound.jsonl")).unwrap();
    vec![
        target(
            "amount",
            texts(&amounts),
            false,
            Box::new(move |bytes, _| fuzz::amount(&amount_event, &text(bytes))),
        ),
        target(
            "scale frame",
            texts(&frames),
            false,
            Box::new(move |bytes, _| fuzz::scale_frame(&text(bytes))),
        ),
        target(
            "scale on a wire",
            wire_streams(),
            true,
            Box::new(|bytes, random| fuzz::wire_frames(bytes, random.below(bytes.len() + 1))),
        ),
        target("journal line", journal_lines(), false, Box::new(|bytes, _| fuzz::journal_line(bytes))),
        target(
            "event",
            vec![event().to_json().unwrap().into_bytes()],
            false,
            Box::new(move |bytes, _| fuzz::event(&text(bytes))),
        ),
        target(
            "import table",
            tables(),
            false,
            Box::new(move |bytes, _| fuzz::import_table(&table_event, bytes)),
        ),
        target(
            "import workbook",
            workbooks().iter().flat_map(|book| book.0.iter().map(|(_, content)| content.clone())).collect(),
            true,
            Box::new(move |bytes, random| {
                let book = random.pick(&books);
                fuzz::import_table(&book_event, &book.with(random.below(book.0.len()), bytes))
            }),
        ),
        target(
            "followed journal",
            data("journal"),
            true,
            Box::new(move |bytes, random| {
                let mut ends: Vec<usize> =
                    (0..random.below(5)).map(|_| random.below(bytes.len() + 1)).collect();
                ends.sort_unstable();
                followed.journal(bytes, &ends)
            }),
        ),
        target("opened station", data("journal"), true, Box::new(move |bytes, _| opened.station_with(bytes))),
        target(
            "checkpoint",
            vec![fuzz::sample_checkpoint(&folder.join("stored"), &sound).unwrap()],
            true,
            Box::new(move |bytes, _| fuzz::checkpoint(&stored, bytes)),
        ),
        target("draft", texts(&drafts), true, Box::new(move |bytes, _| drafted.draft(bytes))),
        target("settings", texts(&settings), true, Box::new(move |bytes, _| fuzz::settings(&config, bytes))),
    ]
}

#[test]
fn no_input_of_a_short_run_breaks_a_promise() {
    let folder = TempDir::new().unwrap();
    for target in targets(folder.path()) {
        target.run(if target.is_slow { SHORT_IF_SLOW } else { SHORT }, 17);
    }
}

mod long {
    use super::*;

    #[test]
    #[ignore = "takes as long as the environment says"]
    fn no_input_of_a_long_run_breaks_a_promise() {
        let number = |name: &str| std::env::var(name).ok().map(|value| value.parse::<u64>().unwrap());
        let inputs = number("TARAZY_FUZZ_INPUTS").map_or(LONG, |inputs| inputs as usize);
        let seed = number("TARAZY_FUZZ_SEED").unwrap_or(17);
        let folder = TempDir::new().unwrap();
        for target in targets(folder.path()) {
            let inputs = if target.is_slow { inputs / 10 } else { inputs };
            target.run(inputs, seed);
            println!("{}: {inputs} inputs, seed {seed}", target.name);
        }
    }
}
