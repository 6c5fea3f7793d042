//! Measures the parts of an entry, each alone: from the bytes of its keys to its line in the journal and its bytes for the
//! terminal.

// If a step fails, the benchmark must panic.
#![allow(clippy::unwrap_used)]

mod keyed_console;
mod large_event;

use std::fs;
use std::sync::LazyLock;

use divan::{Bencher, black_box};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Size};
use tarazy::testing::{
    Chain, FrameEncoder, Ledger, Op, PendingRecord, Record, RecordRef, StationId, Target, Ticket, decode,
    encode, hash, read_entry, view,
};

use crate::keyed_console::{KeyedConsole, weighing_model};
use crate::large_event::LargeEvent;

fn main() {
    divan::main();
}

/// The records of a day that is known already, and those that are measured.
const KNOWN: u64 = 100_000;
const NEW: u64 = 10_000;

static DAY: LazyLock<LargeEvent> = LazyLock::new(|| LargeEvent::new(1, KNOWN + NEW));
static MORNING: LazyLock<LargeEvent> = LazyLock::new(|| LargeEvent::new(1, 200));

/// Returns the lines of the only journal.
fn lines(event: &LargeEvent) -> Vec<Vec<u8>> {
    let (_, file) = &event.folder.journals().unwrap()[0];
    let bytes = fs::read(file).unwrap();
    bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(<[u8]>::to_vec).collect()
}

fn record_ref(station: StationId, record: &Record) -> RecordRef {
    RecordRef { station, seq: record.seq, hash: record.hash.short() }
}

fn records(event: &LargeEvent) -> Vec<Record> {
    lines(event).iter().map(|line| decode(line).unwrap().record).collect()
}

/// Texts of the entry line: usual ones, the Kazakh top row, and one that is refused.
const TEXTS: [&str; 6] = ["12,5", "~40", "10-0,8", "3+4,25+5*2", "4/32,5", "12..5"];

#[divan::bench(args = TEXTS)]
fn read_a_typed_amount(bencher: Bencher<'_, '_>, text: &str) {
    let event = &MORNING.folder.event;
    let material = &event.materials[0];
    bencher.bench(|| read_entry(black_box(text)).amount(material, 3));
}

/// Encodes and hashes a line, without the disk.
#[divan::bench]
fn write_a_line(bencher: Bencher<'_, '_>) {
    let record = &records(&MORNING)[100];
    bencher
        .bench(|| hash(&encode(record.seq, &record.at, &record.op, None, None, Some(&record.hash)).unwrap()));
}

/// Decodes and hashes a line.
#[divan::bench]
fn read_a_line(bencher: Bencher<'_, '_>) {
    let line = &lines(&MORNING)[100];
    bencher.bench(|| decode(black_box(line)).unwrap().record.seq);
}

/// Enters a record into the ledger, and so into the tally.
#[divan::bench(args = [0, KNOWN], sample_count = 100, sample_size = 50)]
fn enter_a_record(bencher: Bencher<'_, '_>, known: u64) {
    let records = records(&DAY);
    let (before, after) = records.split_at(usize::try_from(known).unwrap().max(1));
    let mut ledger = Ledger::new(&DAY.folder.event);
    let Op::Open { journal, station, .. } = &records[0].op else { unreachable!("a journal begins so") };
    let slot = ledger.open_file(*station, *station, *journal, 0);
    for record in before {
        ledger.enter(slot, record.seq, Some(record));
    }
    let mut after = after.iter();
    bencher.bench_local(|| {
        let record = after.next().unwrap();
        ledger.enter(slot, record.seq, Some(record));
    });
}

/// Takes a record out of the tally: the line that voids it is entered.
#[divan::bench(sample_count = 100, sample_size = 50)]
fn void_a_record(bencher: Bencher<'_, '_>) {
    let records = records(&DAY);
    let mut ledger = Ledger::new(&DAY.folder.event);
    let Op::Open { journal, station, .. } = &records[0].op else { unreachable!("a journal begins so") };
    let slot = ledger.open_file(*station, *station, *journal, 0);
    for record in &records {
        ledger.enter(slot, record.seq, Some(record));
    }
    let last = records.last().unwrap();
    let mut chain = Chain::new(*station, last.seq + 1, Some(last.hash));
    let mut voids = records[2..].iter().map(|record| {
        let op = Op::Void { of: Target::Record(record_ref(*station, record)), reason: "undo".to_owned() };
        let pending = PendingRecord { ticket: Ticket(1), at: record.at, op, import: None, key: None };
        chain.add(&pending).unwrap().0
    });
    let voids: Vec<Record> = voids.by_ref().take(usize::try_from(NEW).unwrap()).collect();
    let mut voids = voids.iter();
    bencher.bench_local(|| {
        let record = voids.next().unwrap();
        ledger.enter(slot, record.seq, Some(record));
    });
}

/// The keys of an entry that is not finished, so that nothing needs the disk: a digit and Backspace.
const KEYS: [u8; 2] = [b'1', 0x7f];

/// From the byte of a key to the changed model: decoding, gestures and update.
#[divan::bench]
fn update_for_a_digit(bencher: Bencher<'_, '_>) {
    let mut console = KeyedConsole::new(weighing_model(&DAY));
    let mut keys = KEYS.iter().cycle();
    bencher.bench_local(|| console.press(*keys.next().unwrap()));
}

const SCREENS: [(u16, u16); 4] = [(80, 24), (100, 30), (120, 40), (200, 60)];

/// From the model to the cells of a frame, and the comparison of a terminal of the tests, which is short.
#[divan::bench(args = SCREENS)]
fn view_of(bencher: Bencher<'_, '_>, (columns, rows): (u16, u16)) {
    let console = KeyedConsole::new(weighing_model(&DAY));
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    bencher.bench_local(|| {
        terminal.draw(|frame| view(console.model(), frame)).unwrap();
    });
}

/// The frame after these keys, on a screen of 100 columns and 30 rows.
fn frame(keys: &[u8]) -> Buffer {
    let mut console = KeyedConsole::new(weighing_model(&DAY));
    keys.iter().for_each(|key| console.press(*key));
    let mut terminal = Terminal::new(TestBackend::new(100, 30)).unwrap();
    terminal.draw(|frame| view(console.model(), frame)).unwrap().buffer.clone()
}

/// From one frame to the bytes that change it into another, and back.
#[divan::bench(args = ["a digit", "another pane", "the help"])]
fn encode_the_frame_of(bencher: Bencher<'_, '_>, change: &str) {
    let keys: &[u8] = match change {
        "a digit" => b"w1",
        "another pane" => b"e",
        _ => b"w\x1bOP",
    };
    let frames = [frame(b"w"), frame(keys)];
    assert!(frames[0] != frames[1]);
    let mut encoder = FrameEncoder::new(Size::new(100, 30));
    let mut next = frames.iter().cycle();
    bencher
        .with_inputs(|| next.next().unwrap().clone())
        .bench_local_values(|frame| encoder.encode(frame, Some(Position::new(1, 28))).len());
}
