//! Tests of the writer's rules, on disks that fail on request.

mod failing_disk;
mod notes;
mod real_file;

use std::cell::RefCell;
use std::io;
use std::rc::Rc;
use std::sync::mpsc;

use failing_disk::{FailingDisk, Script};
use proptest::prelude::*;

use crate::domain::event::TEXT_MAX;
use crate::domain::record::{MOVED_REASON, Op, PendingRecord, Record, RecordRef, Target, Ticket};
use crate::journal::disk::PathState;
use crate::journal::line;
use crate::journal::rebuild::{Place, Rebuilt};
use crate::journal::testing::{id, paper, pending, weight};
use crate::journal::writer::WriterEvent;
use crate::journal::writer::progress::{Outcome, Progress};
use crate::journal::writer::save_loop::{Command, SaveLoop};

fn append(pending: PendingRecord) -> Command {
    Command::Append(Box::new(pending))
}

type Events = Rc<RefCell<Vec<WriterEvent>>>;

/// A save loop that uses a failing disk and runs without a thread of its own.
struct TestWriter {
    script: Rc<RefCell<Script>>,
    events: Events,
    progress: Progress,
    save_loop: SaveLoop<FailingDisk, Box<dyn FnMut(WriterEvent)>>,
}

impl TestWriter {
    fn new() -> Self {
        let script = Rc::new(RefCell::new(Script::default()));
        let events = Events::default();
        let sink = Rc::clone(&events);
        let report = Box::new(move |event| sink.borrow_mut().push(event)) as Box<dyn FnMut(WriterEvent)>;
        let progress = Progress::default();
        let save_loop = SaveLoop::new(FailingDisk::station(&script, Vec::new()), progress.clone(), report);
        Self { script, events, progress, save_loop }
    }

    /// Runs the loop once with these commands waiting. Returns the calls that the disk received.
    fn run_once(&mut self, commands: impl IntoIterator<Item = Command>) -> String {
        for command in commands {
            if let Command::Append(pending) = &command {
                self.progress.appended(pending.ticket);
            }
            self.save_loop.accept(command);
        }
        self.save_loop.save_queue();
        self.script.borrow_mut().calls.drain(..).collect::<Vec<_>>().join(", ")
    }

    fn append(&mut self, pending: PendingRecord) -> String {
        self.run_once([append(pending)])
    }

    /// Returns the events since the last call, in a short form.
    fn events(&self) -> String {
        let short = |event: WriterEvent| match event {
            WriterEvent::Saved(saved) => {
                let one = |(ticket, record): &(Ticket, Record)| format!("{}={}", ticket.0, record.seq);
                format!("saved {}", saved.iter().map(one).collect::<Vec<_>>().join(" "))
            }
            WriterEvent::Failed(error) => {
                let name = format!("{error:?}");
                format!("failed {}", name.split(['(', ' ']).next().unwrap_or_default())
            }
            WriterEvent::Unwritable { pending, .. } => format!("unwritable {}", pending.ticket.0),
            WriterEvent::Moved { from, to, opened, .. } => format!("moved {from} {to} {}", opened.len()),
            WriterEvent::Restored { station, .. } => format!("restored {station}"),
            WriterEvent::Rescued { station, name, .. } => format!("rescued {station} {name}"),
            WriterEvent::Noted(record) => format!("noted {}", record.seq),
        };
        self.events.borrow_mut().drain(..).map(short).collect::<Vec<_>>().join(", ")
    }

    /// Returns the content of the file of a station.
    fn file(&self, station: usize) -> Vec<u8> {
        self.script.borrow().files[station].borrow().clone()
    }
}

#[test]
fn queued_records_are_saved_by_one_write_and_one_sync() {
    let mut writer = TestWriter::new();
    let (commands, inbox) = mpsc::channel();
    for ticket in 1..=50 {
        commands.send(append(paper(ticket, 1_000))).unwrap();
    }
    commands.send(Command::Finish).unwrap();
    writer.save_loop.run(&inbox);
    assert!(writer.save_loop.queue.is_empty());
    assert_eq!(writer.script.borrow().calls, ["write 50", "sync"]);
    assert!(writer.events().starts_with("saved 1=2 2=3 "));
}

#[test]
fn a_dropped_handle_ends_the_thread_after_everything_is_saved() {
    let mut writer = TestWriter::new();
    let (commands, inbox) = mpsc::channel();
    commands.send(append(paper(1, 1_000))).unwrap();
    drop(commands);
    writer.save_loop.run(&inbox);
    assert!(writer.save_loop.queue.is_empty());
    assert_eq!(writer.events(), "saved 1=2");
}

#[test]
fn a_check_writes_a_changed_journal_again_but_is_no_retry() {
    let run = |writer: &mut TestWriter, commands: Vec<Command>| {
        writer.save_loop.handle(commands);
        writer.events()
    };
    let mut writer = TestWriter::new();
    writer.script.borrow_mut().path_states.push_back(Some(PathState::Missing));
    assert_eq!(run(&mut writer, vec![Command::Check]), "restored A");
    assert_eq!(run(&mut writer, vec![Command::Check]), "");
    writer.script.borrow_mut().writes.push_back(Err(io::ErrorKind::StorageFull.into()));
    writer.progress.appended(Ticket(1));
    assert_eq!(run(&mut writer, vec![append(paper(1, 1_000))]), "failed Write");
    assert_eq!(run(&mut writer, vec![Command::Check]), "");
    assert_eq!(run(&mut writer, vec![Command::Check, Command::Retry]), "saved 1=2");
}

#[test]
fn a_long_queue_is_saved_in_batches_of_limited_size() {
    let mut writer = TestWriter::new();
    let calls = writer.run_once((0..10_000).map(|ticket| append(paper(ticket, 1_000))));
    assert!(calls.matches("sync").count() > 1, "{calls}");
    assert_eq!(calls.matches("sync").count(), calls.matches("write").count());
    assert!(writer.save_loop.queue.is_empty());
}

#[test]
fn a_full_disk_leaves_the_queue_and_the_file_unchanged() {
    for failing in [Ok(30), Ok(0), Err(io::Error::from(io::ErrorKind::StorageFull))] {
        let mut writer = TestWriter::new();
        writer.append(paper(1, 1_000));
        writer.events();
        let before = writer.file(0);
        writer.script.borrow_mut().writes.push_back(failing);
        assert_eq!(writer.append(paper(2, 2_000)), "write 1, truncate");
        assert!(writer.events().starts_with("failed "));
        assert_eq!(writer.file(0), before);
        // The disk is not used again before a retry.
        assert_eq!(writer.append(paper(3, 3_000)), "");
        assert_eq!(writer.run_once([Command::Retry]), "write 2, sync");
        assert_eq!(writer.events(), "saved 2=3 3=4");
    }
}

#[test]
fn a_failed_sync_is_never_simply_retried() {
    let mut writer = TestWriter::new();
    writer.append(paper(1, 1_000));
    let before = writer.file(0);
    writer.script.borrow_mut().failing_syncs = 1;
    assert_eq!(writer.append(paper(2, 2_000)), "write 1, sync, truncate, sync, reopen and read");
    assert_eq!(writer.events(), "saved 1=2, failed Sync");
    assert_eq!(writer.file(0), before);
    assert_eq!(writer.run_once([Command::Retry]), "write 1, sync");
    assert_eq!(writer.events(), "saved 2=3");
}

#[test]
fn if_truncation_fails_the_next_station_is_used() {
    let mut writer = TestWriter::new();
    writer.append(pending(0, Op::Operator { name: "Айгерім".into() }));
    writer.append(paper(1, 1_000));
    writer.events();
    {
        let mut script = writer.script.borrow_mut();
        (script.failing_syncs, script.no_truncate) = (1, true);
    }
    let undo = pending(3, Op::Void { of: Target::Ticket(Ticket(1)), reason: "undo".into() });
    let calls = writer.run_once([append(paper(2, 2_000)), append(undo)]);
    assert_eq!(calls, "write 2, sync, truncate, create next, write 2, sync");
    // The new journal has an opening line, names the operator, and voids the unconfirmed record.
    assert_eq!(writer.events(), "failed Truncate, moved A B 3, saved 2=4 3=5");
    let (old, new) = (writer.file(0), writer.file(1));
    let hash = |seq: usize| line::hash(old.split(|byte| *byte == b'\n').nth(seq - 1).unwrap()).short();
    let names = |seq: usize| RecordRef { station: id("A"), seq: seq as u64, hash: hash(seq) };
    let ops: Vec<_> = new
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| line::decode(line).unwrap().record.op)
        .collect();
    assert_eq!(ops[1], Op::Operator { name: "Айгерім".into() });
    assert_eq!(ops[2], Op::Void { of: names(4), reason: MOVED_REASON.into() });
    assert_eq!(ops[3], Op::Entry(weight("paper", 2_000)));
    // The ticket of a record saved at the old station still refers to that record.
    assert_eq!(ops[4], Op::Void { of: names(3), reason: "undo".into() });
}

#[test]
fn each_attempt_moves_to_a_new_station_at_most_once() {
    let mut writer = TestWriter::new();
    {
        let mut script = writer.script.borrow_mut();
        (script.failing_syncs, script.no_truncate) = (2, true);
    }
    let calls = writer.append(paper(1, 1_000));
    assert_eq!(calls, "write 1, sync, truncate, create next, write 1, sync, truncate");
    assert_eq!(writer.events(), "failed Truncate, moved A B 2, failed Truncate");
    writer.script.borrow_mut().no_station = true;
    assert_eq!(writer.run_once([Command::Retry]), "create next");
    assert_eq!(writer.events(), "failed NoStation");
    writer.script.borrow_mut().no_station = false;
    assert_eq!(writer.run_once([Command::Retry]), "create next, write 1, sync");
    assert_eq!(writer.events(), "moved B C 2, saved 1=3");
}

#[test]
fn a_journal_that_was_changed_from_outside_is_written_again_before_anything_else() {
    for path_state in [PathState::Missing, PathState::OtherFile, PathState::SameFile { len: 3 }] {
        let mut writer = TestWriter::new();
        writer.append(paper(1, 1_000));
        writer.script.borrow_mut().path_states.push_back(Some(path_state));
        assert_eq!(writer.append(paper(2, 2_000)), "rebuild, reopen and read, write 1, sync");
        assert_eq!(writer.events(), "saved 1=2, restored A, saved 2=3");
    }
}

/// The file is changed after the writer has looked at it, and before the batch is confirmed.
#[test]
fn a_batch_that_was_written_to_a_lost_file_is_reported_after_the_journal_is_written_again() {
    let mut writer = TestWriter::new();
    writer.script.borrow_mut().path_states.extend([None, Some(PathState::OtherFile)]);
    assert_eq!(writer.append(paper(1, 1_000)), "write 1, sync, rebuild, reopen and read");
    assert_eq!(writer.events(), "restored A, saved 1=2");
    assert_eq!(writer.file(0).iter().filter(|byte| **byte == b'\n').count(), 2);
}

#[test]
fn a_batch_is_not_written_twice_if_the_journal_cannot_be_written_again_at_once() {
    let mut writer = TestWriter::new();
    {
        let mut script = writer.script.borrow_mut();
        script.path_states.extend([None, Some(PathState::Missing), Some(PathState::Missing)]);
        script.rebuilds.extend((0..3).map(|_| Err(io::ErrorKind::StorageFull.into())));
    }
    assert_eq!(writer.append(paper(1, 1_000)), "write 1, sync, rebuild, rebuild, rebuild");
    assert_eq!(writer.events(), "failed Rebuild");
    // The file is gone, but it may still be somewhere.
    assert_eq!(writer.progress.outcome(), Outcome { is_damaged: true, ..outcome(&[1], &[]) });
    assert_eq!(writer.append(paper(2, 2_000)), "");
    assert_eq!(writer.run_once([Command::Retry]), "rebuild, reopen and read, write 1, sync");
    assert_eq!(writer.events(), "restored A, saved 1=2, saved 2=3");
    assert_eq!(writer.progress.outcome(), Outcome::default());
}

#[test]
fn a_journal_whose_path_is_in_use_is_kept_under_another_name_and_left() {
    let mut writer = TestWriter::new();
    writer.append(paper(1, 1_000));
    let start = 0;
    let beside = Rebuilt { start, incomplete: false, place: Place::Beside(id("A2")) };
    {
        let mut script = writer.script.borrow_mut();
        script.path_states.push_back(Some(PathState::OtherFile));
        script.rebuilds.push_back(Ok(beside));
    }
    assert_eq!(writer.append(paper(2, 2_000)), "rebuild, reopen and read, create next, write 1, sync");
    assert_eq!(writer.events(), "saved 1=2, rescued A A2, moved A B 1, saved 2=2");
}

#[test]
fn journals_are_checked_while_there_is_nothing_to_save_and_after_they_were_left() {
    let mut writer = TestWriter::new();
    writer.append(paper(1, 1_000));
    {
        let mut script = writer.script.borrow_mut();
        (script.failing_syncs, script.no_truncate) = (1, true);
    }
    writer.append(paper(2, 2_000));
    assert_eq!(writer.events(), "saved 1=2, failed Truncate, moved A B 2, saved 2=3");
    writer.save_loop.check_journals();
    assert_eq!(writer.events(), "", "the old journal may be longer");
    writer
        .script
        .borrow_mut()
        .path_states
        .extend([Some(PathState::SameFile { len: 0 }), Some(PathState::Missing)]);
    writer.save_loop.check_journals();
    assert_eq!(writer.events(), "restored B, restored A");
}

#[test]
fn each_attempt_moves_at_most_once_even_if_the_next_journal_is_attacked_too() {
    let mut writer = TestWriter::new();
    let beside = |name| Ok(Rebuilt { start: 0, incomplete: false, place: Place::Beside(id(name)) });
    {
        let mut script = writer.script.borrow_mut();
        script.path_states.extend([Some(PathState::OtherFile), Some(PathState::OtherFile)]);
        script.rebuilds.extend([beside("A2"), beside("B2")]);
    }
    writer.append(paper(1, 1_000));
    assert_eq!(writer.events(), "rescued A A2, moved A B 1, rescued B B2, failed Replaced");
    writer.run_once([Command::Retry]);
    assert_eq!(writer.events(), "moved B C 1, saved 1=2");
}

#[test]
fn a_record_that_cannot_be_encoded_leaves_the_queue() {
    let mut writer = TestWriter::new();
    let long = pending(2, Op::Operator { name: "я".repeat(TEXT_MAX + 1) });
    let void = pending(3, Op::Void { of: Target::Ticket(Ticket(2)), reason: String::new() });
    let calls = writer.run_once([paper(1, 1_000), long, void, paper(4, 4_000)].map(append));
    assert_eq!(calls, "write 2, sync");
    assert_eq!(writer.events(), "unwritable 2, unwritable 3, saved 1=2 4=3");
}

fn outcome(perhaps_saved: &[u64], not_saved: &[u64]) -> Outcome {
    let tickets = |numbers: &[u64]| numbers.iter().copied().map(Ticket).collect();
    Outcome { perhaps_saved: tickets(perhaps_saved), not_saved: tickets(not_saved), is_damaged: false }
}

#[test]
fn a_record_that_was_cut_off_again_is_not_saved() {
    let mut writer = TestWriter::new();
    writer.append(paper(1, 1_000));
    writer.script.borrow_mut().failing_syncs = 1;
    writer.run_once([paper(2, 2_000), paper(3, 3_000)].map(append));
    assert_eq!(writer.progress.stop(), outcome(&[], &[2, 3]));
}

#[test]
fn a_record_that_could_not_be_cut_off_is_perhaps_saved_until_another_journal_voids_it() {
    let mut writer = TestWriter::new();
    {
        let mut script = writer.script.borrow_mut();
        (script.failing_syncs, script.no_truncate, script.no_station) = (1, true, true);
    }
    writer.append(paper(1, 1_000));
    writer.append(paper(2, 2_000));
    assert_eq!(writer.progress.outcome(), outcome(&[1], &[2]));
    {
        let mut script = writer.script.borrow_mut();
        script.no_station = false;
        script.writes.push_back(Err(io::ErrorKind::StorageFull.into()));
        script.no_truncate = false;
    }
    writer.run_once([Command::Retry]);
    // The new journal voids the first record, so it is in no sum, whatever the old journal holds.
    assert_eq!(writer.progress.stop(), outcome(&[], &[1, 2]));
}

#[test]
fn of_a_short_write_that_could_not_be_cut_off_only_whole_lines_are_perhaps_saved() {
    let mut writer = TestWriter::new();
    {
        let mut script = writer.script.borrow_mut();
        script.writes.push_back(Ok(250));
        (script.no_truncate, script.no_station) = (true, true);
    }
    writer.run_once([paper(1, 1_000), paper(2, 2_000)].map(append));
    assert_eq!(writer.progress.stop(), outcome(&[1], &[2]));
}

#[test]
fn if_the_disk_does_not_answer_only_what_is_on_its_way_is_perhaps_saved_and_nothing_more_is_written() {
    let mut writer = TestWriter::new();
    let progress = writer.progress.clone();
    let stopped = Rc::new(RefCell::new(Outcome::default()));
    let seen = Rc::clone(&stopped);
    writer.script.borrow_mut().during_sync = Some(Box::new(move || {
        progress.appended(Ticket(3));
        *seen.borrow_mut() = progress.stop();
    }));
    writer.run_once([paper(1, 1_000), paper(2, 2_000)].map(append));
    assert_eq!(*stopped.borrow(), outcome(&[1, 2], &[3]));
    let before = writer.file(0);
    assert_eq!(writer.append(paper(3, 3_000)), "");
    assert_eq!(writer.file(0), before);
}

proptest! {
    #[test]
    fn any_split_into_batches_gives_the_same_journal(splits in prop::collection::vec(0_usize..6, 1..12)) {
        let mut writer = TestWriter::new();
        let mut ticket = 0;
        for size in &splits {
            writer.run_once((0..*size).map(|_| {
                ticket += 1;
                let of = Target::Ticket(Ticket(ticket - 1));
                let void = pending(ticket, Op::Void { of, reason: "undo".into() });
                append(if ticket % 3 == 0 { void } else { paper(ticket, 1_000) })
            }));
        }
        let mut whole = TestWriter::new();
        let all = (1..=ticket).map(|ticket| {
            let of = Target::Ticket(Ticket(ticket - 1));
            let void = pending(ticket, Op::Void { of, reason: "undo".into() });
            append(if ticket % 3 == 0 { void } else { paper(ticket, 1_000) })
        });
        whole.run_once(all);
        prop_assert_eq!(writer.file(0), whole.file(0));
    }
}
