//! Tests of what the writer notes about other journals.

use super::*;
use crate::domain::record::{JournalId, SeenHead, ShortHash};
use crate::journal::seen::{SeenNotes, VisibleHeads};
use crate::journal::testing::noon;

/// Returns a writer that sees one other journal, and what it sees.
fn writer_beside_another_station() -> (TestWriter, VisibleHeads) {
    let mut writer = TestWriter::new();
    let visible = VisibleHeads::default();
    let file = tempfile::tempfile().unwrap();
    let notes = SeenNotes::new(JournalId(7), &file, visible.clone(), noon);
    writer.save_loop = writer.save_loop.with_notes(Some(notes));
    visible.set(vec![head(1)]);
    (writer, visible)
}

/// Returns the head of another journal with this number.
fn head(seq: u64) -> SeenHead {
    let (station, hash) = (id("B"), ShortHash(seq));
    SeenHead { station, name: None, journal: JournalId(8), seq, hash, merged: false }
}

fn ops(bytes: &[u8]) -> Vec<&'static str> {
    let name = |line: &[u8]| match line::decode(line).unwrap().record.op {
        Op::Open { .. } => "open",
        Op::Entry(_) => "entry",
        Op::Operator { .. } => "operator",
        Op::Seen { .. } => "seen",
        Op::Close => "close",
        _ => "other",
    };
    bytes.strip_suffix(b"\n").unwrap().split(|byte| *byte == b'\n').map(name).collect()
}

#[test]
fn a_note_follows_the_records_of_a_batch_in_the_same_write() {
    let (mut writer, visible) = writer_beside_another_station();
    assert_eq!(writer.run_once([append(paper(1, 1_000)), append(paper(2, 2_000))]), "write 3, sync");
    assert_eq!(writer.events(), "saved 1=2 2=3, noted 4");
    visible.set(vec![head(2)]);
    assert_eq!(writer.append(paper(3, 1_000)), "write 1, sync");
    assert_eq!(writer.events(), "saved 3=5");
    // At the end the last changes are noted, too.
    assert_eq!(writer.append(pending(4, Op::Close)), "write 2, sync");
    assert_eq!(ops(&writer.file(0)), ["open", "entry", "entry", "seen", "entry", "close", "seen"]);
}

#[test]
fn nothing_is_noted_without_a_record() {
    let (mut writer, _visible) = writer_beside_another_station();
    assert_eq!(writer.run_once([Command::Retry, Command::Finish]), "");
    let long = "x".repeat(TEXT_MAX + 1);
    assert_eq!(writer.append(pending(1, Op::Operator { name: long })), "");
    assert_eq!(writer.events(), "unwritable 1");
    assert_eq!(writer.append(paper(2, 1_000)), "write 2, sync");
}

#[test]
fn records_keep_their_numbers_if_their_batch_is_written_again() {
    let (mut writer, visible) = writer_beside_another_station();
    writer.script.borrow_mut().failing_syncs = 1;
    writer.run_once([append(paper(1, 1_000)), append(paper(2, 2_000))]);
    assert_eq!(writer.events(), "failed Sync");
    visible.set(vec![head(2)]);
    writer.run_once([append(paper(3, 3_000)), Command::Retry]);
    assert_eq!(writer.events(), "saved 1=2 2=3 3=4, noted 5");
    assert_eq!(ops(&writer.file(0)), ["open", "entry", "entry", "entry", "seen"]);
}

#[test]
fn a_note_that_does_not_fit_does_not_stop_a_record() {
    let (mut writer, visible) = writer_beside_another_station();
    visible.set(vec![SeenHead { seq: 0, ..head(1) }]);
    // The line would be refused by readers, so the writer must not write it.
    assert_eq!(writer.append(paper(1, 1_000)), "write 1, sync");
}
