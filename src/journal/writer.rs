//! The journal's own thread: records become lines, lines become safe.
//!
//! Invariants (journal.md, Writing 1-5):
//! - A record is reported saved only after its line was written whole and synced.
//! - Everything queued while the disk was busy goes out as one write and one sync.
//! - After a failure nothing is lost and nothing spins: drafts wait for [`Writer::retry`], or some seconds.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use signal_hook::consts::SIGXFSZ;

use crate::domain::record::{JournalId, Op, PendingRecord, Record, RecordRef, StationId, Ticket};
use crate::journal::chain::{Chain, EncodeError};
use crate::journal::disk::{Disk, Named, Opened};
use crate::journal::open_error::OpenError;
use crate::journal::station::OpenStation;

/// The most bytes of one batch, so that a long import does not fill the memory twice.
const BATCH_MAX: usize = 1024 * 1024;

/// How long after a failure the disk is tried again without being asked: it may have become free.
const TRY_AGAIN: Duration = Duration::from_secs(10);

/// The reason of a void that takes back what a failed disk may still hold of a record that was then
/// written to another journal.
const MOVED: &str = "moved";

/// What the writer has to tell. Comes from the writer's thread.
#[derive(Debug)]
pub enum Report {
    /// These are on the disk, in this order.
    Saved(Vec<(Ticket, Record)>),
    /// NOT SAVED: every draft that was not reported saved waits, unless [`Report::Moved`] and
    /// [`Report::Saved`] follow by themselves.
    Failed(WriteError),
    /// This draft can never become a line; it is out of the queue.
    Unwritable { pending: PendingRecord, why: EncodeError },
    /// The station became read-only, for the reason in the last [`Report::Failed`]; weighing goes on in a
    /// new journal, which begins with `opened` (on the disk already). Saved records keep their names.
    Moved { from: StationId, to: StationId, journal: JournalId, opened: Vec<Record> },
    /// The journal's file had been removed; it stands again under its name with every saved record.
    Restored { station: StationId },
}

/// What went wrong with the disk.
#[derive(Debug)]
pub enum WriteError {
    /// Only a part was written; it was cut off again. Mostly a full disk.
    Short {
        wrote: u64,
        of: u64,
    },
    Write(io::Error),
    Sync(io::Error),
    /// The file behind the journal's name is no longer the one that is written: replaced or changed.
    Replaced,
    /// The journal's file was removed and could not be put back.
    Removed(io::Error),
    /// What was not saved could not be cut off again, or what is on the disk could not be made sure of.
    Cut(io::Error),
    /// No new station could be opened to go on in.
    NoStation(OpenError),
}

/// A handle on the writer's thread.
#[derive(Debug)]
pub struct Writer {
    commands: Sender<Command>,
    thread: JoinHandle<Vec<PendingRecord>>,
}

enum Command {
    Append(Box<PendingRecord>),
    Retry,
    /// Also what a lost handle means.
    Finish,
}

impl Writer {
    /// Starts the thread. `report` is called from it.
    ///
    /// # Errors
    /// Where the system starts no thread or takes no signal handler.
    pub fn spawn(station: OpenStation, report: impl FnMut(Report) + Send + 'static) -> io::Result<Self> {
        // A limit on file sizes ends a program by default; caught, the write fails and is told like a full
        // disk.
        signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)))?;
        let (commands, inbox) = mpsc::channel();
        let mut core = Core::new(station.opened, report);
        let thread = thread::Builder::new().name("journal".to_owned()).spawn(move || core.run(&inbox))?;
        Ok(Self { commands, thread })
    }

    /// Queues a record.
    pub fn append(&self, pending: PendingRecord) {
        // The thread ends only in `finish`, which takes the handle.
        let _ = self.commands.send(Command::Append(Box::new(pending)));
    }

    /// Tries again what could not be saved.
    pub fn retry(&self) {
        let _ = self.commands.send(Command::Retry);
    }

    /// Saves what is queued, gives the station back and returns what could not be saved.
    #[must_use]
    pub fn finish(self) -> Vec<PendingRecord> {
        let _ = self.commands.send(Command::Finish);
        self.thread.join().unwrap_or_default()
    }
}

/// Everything but the thread, so that it can be tested one step at a time.
struct Core<D, R> {
    disk: D,
    chain: Chain,
    /// The length up to which every line was acknowledged.
    saved: u64,
    queue: VecDeque<PendingRecord>,
    /// Something failed: nothing is tried until asked.
    blocked: bool,
    /// The station cannot be written any more; names what it may hold that was never acknowledged.
    lost: Option<Vec<RecordRef>>,
    /// Who operates the station: a new journal has to say so too.
    operator: Option<String>,
    /// Stations that became read-only; their locks are kept.
    retired: Vec<D>,
    report: R,
}

/// Why an attempt ended.
enum Trouble {
    /// The journal is as it was: the same may be tried again.
    Wait(WriteError),
    /// The journal cannot be written any more, and may hold these records, never acknowledged.
    Lost(WriteError, Vec<RecordRef>),
}

impl<D: Disk, R: FnMut(Report)> Core<D, R> {
    fn new(opened: Opened<D>, report: R) -> Self {
        let Opened { disk, chain, len, .. } = opened;
        Self {
            disk,
            chain,
            saved: len,
            queue: VecDeque::new(),
            blocked: false,
            lost: None,
            operator: None,
            retired: Vec::new(),
            report,
        }
    }

    /// Works until the handle is finished or gone. Returns what could not be saved.
    fn run(&mut self, inbox: &Receiver<Command>) -> Vec<PendingRecord> {
        loop {
            let first = if self.blocked {
                match inbox.recv_timeout(TRY_AGAIN) {
                    Err(RecvTimeoutError::Timeout) => Command::Retry,
                    other => other.unwrap_or(Command::Finish),
                }
            } else {
                inbox.recv().unwrap_or(Command::Finish)
            };
            // Everything that came while the disk was busy goes out together.
            let mut last = self.take(first);
            while let Ok(command) = inbox.try_recv() {
                last |= self.take(command);
            }
            self.commit();
            if last {
                return self.queue.drain(..).collect();
            }
        }
    }

    /// Takes in a command. Returns whether it was the last.
    fn take(&mut self, command: Command) -> bool {
        let last = matches!(command, Command::Finish);
        match command {
            Command::Append(pending) => self.queue.push_back(*pending),
            Command::Retry | Command::Finish => self.blocked = false,
        }
        last
    }

    /// Saves what is queued, unless something is in the way.
    fn commit(&mut self) {
        let mut moved = false;
        while !self.blocked && !self.queue.is_empty() {
            let step = match self.lost.take() {
                Some(phantoms) => {
                    moved = true;
                    self.move_on(phantoms)
                }
                None => self.save_batch(),
            };
            let fault = match step {
                Ok(()) => continue,
                Err(Trouble::Wait(fault)) => {
                    self.blocked = true;
                    fault
                }
                Err(Trouble::Lost(fault, phantoms)) => {
                    self.lost = Some(phantoms);
                    // One move per attempt: a broken disk must not be filled with new journals.
                    self.blocked = moved;
                    fault
                }
            };
            (self.report)(Report::Failed(fault));
        }
    }

    fn save_batch(&mut self) -> Result<(), Trouble> {
        self.check_name()?;
        let mark = self.chain.mark();
        let Batch { bytes, records } = self.next_batch();
        if records.is_empty() {
            return Ok(());
        }
        let fault = match self.disk.write(&bytes) {
            Ok(wrote) if wrote == bytes.len() => match self.disk.sync() {
                Ok(()) => {
                    self.acknowledge(bytes.len() as u64, records);
                    return Ok(());
                }
                Err(error) => WriteError::Sync(error),
            },
            Ok(wrote) => WriteError::Short { wrote: wrote as u64, of: bytes.len() as u64 },
            Err(error) => WriteError::Write(error),
        };
        self.chain.roll_back(mark);
        match self.undo(&fault) {
            Ok(()) => Err(Trouble::Wait(fault)),
            Err(cut) => {
                let written = match fault {
                    WriteError::Write(_) => 0,
                    WriteError::Short { wrote, .. } => wrote,
                    _ => bytes.len() as u64,
                };
                Err(Trouble::Lost(WriteError::Cut(cut), self.phantoms(&records, written)))
            }
        }
    }

    /// Whether the path still names the open file, as long as it was left. A file that was removed is put
    /// back: its records were promised.
    fn check_name(&mut self) -> Result<(), Trouble> {
        match self.disk.named() {
            Ok(Named::Same { len }) if len == self.saved => Ok(()),
            Ok(Named::Nothing) => match self.disk.put_back(self.saved).and_then(|()| self.make_sure()) {
                Ok(()) => {
                    (self.report)(Report::Restored { station: self.chain.station() });
                    Ok(())
                }
                Err(error) => Err(Trouble::Lost(WriteError::Removed(error), Vec::new())),
            },
            Ok(_) => Err(Trouble::Lost(WriteError::Replaced, Vec::new())),
            Err(error) => Err(Trouble::Wait(WriteError::Write(error))),
        }
    }

    /// As many of the queued drafts as one write takes. Those that can never be written leave the queue.
    fn next_batch(&mut self) -> Batch {
        let mut batch = Batch { bytes: Vec::new(), records: Vec::new() };
        while batch.bytes.len() < BATCH_MAX
            && let Some(pending) = self.queue.get(batch.records.len())
        {
            match self.chain.encode(pending) {
                Ok((record, line)) => {
                    batch.bytes.extend(line);
                    batch.bytes.push(b'\n');
                    batch.records.push((pending.ticket, record, batch.bytes.len() as u64));
                }
                Err(why) => {
                    if let Some(pending) = self.queue.remove(batch.records.len()) {
                        (self.report)(Report::Unwritable { pending, why });
                    }
                }
            }
        }
        batch
    }

    fn acknowledge(&mut self, bytes: u64, records: Vec<(Ticket, Record, u64)>) {
        self.saved += bytes;
        self.queue.drain(..records.len());
        for (_, record, _) in &records {
            if let Op::Operator { name } = &record.op {
                self.operator = Some(name.clone());
            }
        }
        let saved = records.into_iter().map(|(ticket, record, _)| (ticket, record)).collect();
        (self.report)(Report::Saved(saved));
    }

    /// Brings the journal back to its last acknowledged length. After a failed sync the rest of it is
    /// doubtful too: it is synced and read anew before anything is written again.
    fn undo(&mut self, fault: &WriteError) -> io::Result<()> {
        self.disk.cut(self.saved)?;
        if matches!(fault, WriteError::Sync(_)) {
            self.disk.sync()?;
            self.make_sure()?;
        }
        Ok(())
    }

    /// Reads the journal anew and compares it with what was acknowledged.
    fn make_sure(&mut self) -> io::Result<()> {
        if self.disk.read_anew()? == (self.saved, self.chain.head()) {
            Ok(())
        } else {
            Err(io::ErrorKind::InvalidData.into())
        }
    }

    /// The records of a batch of which this many bytes were written, where they would count.
    fn phantoms(&self, records: &[(Ticket, Record, u64)], written: u64) -> Vec<RecordRef> {
        let counts = |op: &Op<_>| matches!(op, Op::Entry(_) | Op::People { .. } | Op::Out { .. });
        let name = |record: &Record| RecordRef {
            station: self.chain.station(),
            seq: record.seq,
            hash: record.hash.short(),
        };
        let there = records.iter().filter(|(_, record, end)| *end <= written && counts(&record.op));
        there.map(|(_, record, _)| name(record)).collect()
    }

    /// Goes on under the next free id. The new journal names the operator, and voids what the old one may
    /// hold of the records that are written again here: so each counts once, whatever became of the disk.
    fn move_on(&mut self, phantoms: Vec<RecordRef>) -> Result<(), Trouble> {
        let Some(at) = self.queue.front().map(|pending| pending.at) else { return Ok(()) };
        let operator = self.operator.clone().map(|name| Op::Operator { name });
        let voids = phantoms.iter().map(|of| Op::Void { of: *of, reason: MOVED.to_owned() });
        let first = operator.into_iter().chain(voids).collect();
        let Opened { disk, chain, journal, len, records } = match self.disk.next_station(&at, first) {
            Ok(opened) => opened,
            Err(fault) => {
                self.lost = Some(phantoms);
                return Err(Trouble::Wait(WriteError::NoStation(fault)));
            }
        };
        let (from, to) = (self.chain.station(), chain.station());
        self.retired.push(std::mem::replace(&mut self.disk, disk));
        self.chain.move_to(chain);
        self.saved = len;
        (self.report)(Report::Moved { from, to, journal, opened: records });
        Ok(())
    }
}

/// Lines ready to be written.
struct Batch {
    bytes: Vec<u8>,
    /// Each record, and where its line ends within the bytes.
    records: Vec<(Ticket, Record, u64)>,
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::fs;
    use std::rc::Rc;

    use proptest::prelude::*;

    use super::*;
    use crate::domain::event::TEXT_MAX;
    use crate::domain::record::{LineHash, Moment, Target};
    use crate::journal::event_folder::EventFolder;
    use crate::journal::line;
    use crate::journal::reader::replay;
    use crate::journal::station::open_station;
    use crate::journal::testing::{folder, id, noon, paper, pending, weight};

    /// What a disk that fails on cue shares with its test.
    #[derive(Default)]
    struct Script {
        /// What was asked of it.
        calls: Vec<String>,
        /// The next writes take this many bytes, or fail; then all goes well.
        writes: VecDeque<io::Result<usize>>,
        /// As many syncs fail.
        bad_syncs: usize,
        /// No cut succeeds.
        no_cut: bool,
        /// No new station can be made.
        no_station: bool,
        named: Option<Named>,
        /// The files of all stations.
        files: Vec<Rc<RefCell<Vec<u8>>>>,
    }

    struct Fake {
        script: Rc<RefCell<Script>>,
        bytes: Rc<RefCell<Vec<u8>>>,
    }

    const NAMES: [&str; 4] = ["A", "B", "C", "D"];

    impl Fake {
        fn call(&self, call: impl Into<String>) {
            self.script.borrow_mut().calls.push(call.into());
        }

        fn station(script: &Rc<RefCell<Script>>, first: Vec<Op<RecordRef>>) -> Opened<Self> {
            let bytes = Rc::new(RefCell::new(Vec::new()));
            let name = NAMES[script.borrow().files.len()];
            script.borrow_mut().files.push(Rc::clone(&bytes));
            let journal = JournalId(7);
            let open = Op::Open { event: "e".into(), station: id(name), journal, app: "0".into() };
            let mut chain = Chain::new(id(name), 1, None);
            let mut records = Vec::new();
            for op in std::iter::once(open).chain(first) {
                let (record, line) = chain.encode_own(&noon(), op).unwrap();
                records.push(record);
                bytes.borrow_mut().extend(line);
                bytes.borrow_mut().push(b'\n');
            }
            let len = bytes.borrow().len() as u64;
            Opened { disk: Self { script: Rc::clone(script), bytes }, chain, journal, len, records }
        }
    }

    impl Disk for Fake {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
            self.call(format!("write {lines}"));
            let wrote = self.script.borrow_mut().writes.pop_front().unwrap_or(Ok(bytes.len()))?;
            self.bytes.borrow_mut().extend(&bytes[..wrote]);
            Ok(wrote)
        }

        fn sync(&mut self) -> io::Result<()> {
            self.call("sync");
            let mut script = self.script.borrow_mut();
            if script.bad_syncs == 0 {
                return Ok(());
            }
            script.bad_syncs -= 1;
            Err(io::Error::other("EIO"))
        }

        fn cut(&mut self, len: u64) -> io::Result<()> {
            self.call("cut");
            if self.script.borrow().no_cut {
                return Err(io::ErrorKind::ReadOnlyFilesystem.into());
            }
            self.bytes.borrow_mut().truncate(usize::try_from(len).unwrap());
            Ok(())
        }

        fn named(&self) -> io::Result<Named> {
            let len = self.bytes.borrow().len() as u64;
            Ok(self.script.borrow_mut().named.take().unwrap_or(Named::Same { len }))
        }

        fn read_anew(&mut self) -> io::Result<(u64, Option<LineHash>)> {
            self.call("read");
            let bytes = self.bytes.borrow();
            let last = bytes.strip_suffix(b"\n").unwrap().rsplit(|byte| *byte == b'\n').next();
            Ok((bytes.len() as u64, last.map(line::hash)))
        }

        fn put_back(&mut self, _len: u64) -> io::Result<()> {
            self.call("put back");
            Ok(())
        }

        fn next_station(&self, _at: &Moment, first: Vec<Op<RecordRef>>) -> Result<Opened<Self>, OpenError> {
            self.call("next");
            if self.script.borrow().no_station {
                return Err(OpenError::NoFreeId);
            }
            Ok(Self::station(&self.script, first))
        }
    }

    fn append(pending: PendingRecord) -> Command {
        Command::Append(Box::new(pending))
    }

    type Reports = Rc<RefCell<Vec<Report>>>;

    struct Bench {
        script: Rc<RefCell<Script>>,
        reports: Reports,
        core: Core<Fake, Box<dyn FnMut(Report)>>,
    }

    impl Bench {
        fn new() -> Self {
            let script = Rc::new(RefCell::new(Script::default()));
            let reports = Reports::default();
            let sink = Rc::clone(&reports);
            let report = Box::new(move |report| sink.borrow_mut().push(report)) as Box<dyn FnMut(Report)>;
            let core = Core::new(Fake::station(&script, Vec::new()), report);
            Self { script, reports, core }
        }

        /// One turn of the loop with these commands waiting.
        fn turn(&mut self, commands: impl IntoIterator<Item = Command>) -> String {
            for command in commands {
                self.core.take(command);
            }
            self.core.commit();
            self.script.borrow_mut().calls.drain(..).collect::<Vec<_>>().join(", ")
        }

        fn append(&mut self, pending: PendingRecord) -> String {
            self.turn([append(pending)])
        }

        /// What was reported since, in short.
        fn heard(&self) -> String {
            let short = |report: Report| match report {
                Report::Saved(saved) => {
                    let one = |(ticket, record): &(Ticket, Record)| format!("{}={}", ticket.0, record.seq);
                    format!("saved {}", saved.iter().map(one).collect::<Vec<_>>().join(" "))
                }
                Report::Failed(fault) => {
                    let name = format!("{fault:?}");
                    format!("failed {}", name.split(['(', ' ']).next().unwrap_or_default())
                }
                Report::Unwritable { pending, .. } => format!("refused {}", pending.ticket.0),
                Report::Moved { from, to, opened, .. } => format!("moved {from} {to} {}", opened.len()),
                Report::Restored { station } => format!("restored {station}"),
            };
            self.reports.borrow_mut().drain(..).map(short).collect::<Vec<_>>().join(", ")
        }

        fn file(&self, place: usize) -> Vec<u8> {
            self.script.borrow().files[place].borrow().clone()
        }
    }

    #[test]
    fn what_queued_up_goes_out_as_one_write_and_one_sync() {
        let mut bench = Bench::new();
        let (commands, inbox) = mpsc::channel();
        for ticket in 1..=50 {
            commands.send(append(paper(ticket, 1_000))).unwrap();
        }
        commands.send(Command::Finish).unwrap();
        assert!(bench.core.run(&inbox).is_empty());
        assert_eq!(bench.script.borrow().calls, ["write 50", "sync"]);
        assert!(bench.heard().starts_with("saved 1=2 2=3 "));
    }

    #[test]
    fn a_lost_handle_ends_the_thread_with_everything_saved() {
        let mut bench = Bench::new();
        let (commands, inbox) = mpsc::channel();
        commands.send(append(paper(1, 1_000))).unwrap();
        drop(commands);
        assert!(bench.core.run(&inbox).is_empty());
        assert_eq!(bench.heard(), "saved 1=2");
    }

    #[test]
    fn a_long_queue_goes_out_in_bounded_batches() {
        let mut bench = Bench::new();
        let calls = bench.turn((0..10_000).map(|ticket| append(paper(ticket, 1_000))));
        assert!(calls.matches("sync").count() > 1, "{calls}");
        assert_eq!(calls.matches("sync").count(), calls.matches("write").count());
        assert!(bench.core.queue.is_empty());
    }

    #[test]
    fn a_full_disk_keeps_the_drafts_and_the_file() {
        for failing in [Ok(30), Ok(0), Err(io::Error::from(io::ErrorKind::StorageFull))] {
            let mut bench = Bench::new();
            bench.append(paper(1, 1_000));
            bench.heard();
            let before = bench.file(0);
            bench.script.borrow_mut().writes.push_back(failing);
            assert_eq!(bench.append(paper(2, 2_000)), "write 1, cut");
            assert!(bench.heard().starts_with("failed "));
            assert_eq!(bench.file(0), before);
            // Nothing is tried before somebody asks.
            assert_eq!(bench.append(paper(3, 3_000)), "");
            assert_eq!(bench.turn([Command::Retry]), "write 2, sync");
            assert_eq!(bench.heard(), "saved 2=3 3=4");
        }
    }

    #[test]
    fn a_failed_sync_is_never_simply_retried() {
        let mut bench = Bench::new();
        bench.append(paper(1, 1_000));
        let before = bench.file(0);
        bench.script.borrow_mut().bad_syncs = 1;
        assert_eq!(bench.append(paper(2, 2_000)), "write 1, sync, cut, sync, read");
        assert_eq!(bench.heard(), "saved 1=2, failed Sync");
        assert_eq!(bench.file(0), before);
        assert_eq!(bench.turn([Command::Retry]), "write 1, sync");
        assert_eq!(bench.heard(), "saved 2=3");
    }

    #[test]
    fn where_the_cut_fails_weighing_goes_on_next_door() {
        let mut bench = Bench::new();
        bench.append(pending(0, Op::Operator { name: "Айгерім".into() }));
        bench.append(paper(1, 1_000));
        bench.heard();
        {
            let mut script = bench.script.borrow_mut();
            (script.bad_syncs, script.no_cut) = (1, true);
        }
        let undo = pending(3, Op::Void { of: Target::Ticket(Ticket(1)), reason: "undo".into() });
        let calls = bench.turn([append(paper(2, 2_000)), append(undo)]);
        assert_eq!(calls, "write 2, sync, cut, next, write 2, sync");
        // The new journal opens, names the operator, and voids the one record that may have been left.
        assert_eq!(bench.heard(), "failed Cut, moved A B 3, saved 2=4 3=5");
        let (old, new) = (bench.file(0), bench.file(1));
        let hash = |seq: usize| line::hash(old.split(|byte| *byte == b'\n').nth(seq - 1).unwrap()).short();
        let names = |seq: usize| RecordRef { station: id("A"), seq: seq as u64, hash: hash(seq) };
        let ops: Vec<_> = new
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
            .map(|line| line::decode(line).unwrap().record.op)
            .collect();
        assert_eq!(ops[1], Op::Operator { name: "Айгерім".into() });
        assert_eq!(ops[2], Op::Void { of: names(4), reason: MOVED.into() });
        assert_eq!(ops[3], Op::Entry(weight("paper", 2_000)));
        // A ticket that was saved in the old station is still found.
        assert_eq!(ops[4], Op::Void { of: names(3), reason: "undo".into() });
    }

    #[test]
    fn a_broken_disk_is_moved_on_from_once_an_attempt() {
        let mut bench = Bench::new();
        {
            let mut script = bench.script.borrow_mut();
            (script.bad_syncs, script.no_cut) = (2, true);
        }
        let calls = bench.append(paper(1, 1_000));
        assert_eq!(calls, "write 1, sync, cut, next, write 1, sync, cut");
        assert_eq!(bench.heard(), "failed Cut, moved A B 2, failed Cut");
        bench.script.borrow_mut().no_station = true;
        assert_eq!(bench.turn([Command::Retry]), "next");
        assert_eq!(bench.heard(), "failed NoStation");
        bench.script.borrow_mut().no_station = false;
        assert_eq!(bench.turn([Command::Retry]), "next, write 1, sync");
        assert_eq!(bench.heard(), "moved B C 2, saved 1=3");
    }

    #[test]
    fn a_replaced_or_changed_file_is_not_written() {
        for named in [Named::Other, Named::Same { len: 3 }] {
            let mut bench = Bench::new();
            let before = bench.file(0);
            bench.script.borrow_mut().named = Some(named);
            assert_eq!(bench.append(paper(1, 1_000)), "next, write 1, sync");
            assert_eq!(bench.heard(), "failed Replaced, moved A B 1, saved 1=2");
            assert_eq!(bench.file(0), before);
        }
    }

    #[test]
    fn a_draft_that_cannot_be_a_line_leaves_the_queue() {
        let mut bench = Bench::new();
        let long = pending(2, Op::Operator { name: "я".repeat(TEXT_MAX + 1) });
        let void = pending(3, Op::Void { of: Target::Ticket(Ticket(2)), reason: String::new() });
        let calls = bench.turn([paper(1, 1_000), long, void, paper(4, 4_000)].map(append));
        assert_eq!(calls, "write 2, sync");
        assert_eq!(bench.heard(), "refused 2, refused 3, saved 1=2 4=3");
    }

    proptest! {
        #[test]
        fn any_split_into_batches_gives_the_same_journal(splits in prop::collection::vec(0_usize..6, 1..12)) {
            let mut bench = Bench::new();
            let mut ticket = 0;
            for size in &splits {
                bench.turn((0..*size).map(|_| {
                    ticket += 1;
                    let of = Target::Ticket(Ticket(ticket - 1));
                    let void = pending(ticket, Op::Void { of, reason: "undo".into() });
                    append(if ticket % 3 == 0 { void } else { paper(ticket, 1_000) })
                }));
            }
            let mut whole = Bench::new();
            let all = (1..=ticket).map(|ticket| {
                let of = Target::Ticket(Ticket(ticket - 1));
                let void = pending(ticket, Op::Void { of, reason: "undo".into() });
                append(if ticket % 3 == 0 { void } else { paper(ticket, 1_000) })
            });
            whole.turn(all);
            prop_assert_eq!(bench.file(0), whole.file(0));
        }
    }

    /// A writer on a real disk. Returns what it reported and what it gave back.
    fn with_writer(
        folder: &EventFolder,
        work: impl FnOnce(&Writer, &dyn Fn() -> Report),
    ) -> Vec<PendingRecord> {
        let (reports, heard) = mpsc::channel();
        let station = open_station(folder, None, noon(), "0.1.0").unwrap();
        let writer = Writer::spawn(station, move |report| reports.send(report).unwrap()).unwrap();
        work(&writer, &|| heard.recv().unwrap());
        writer.finish()
    }

    #[test]
    fn a_real_journal_is_written_and_read_back() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        let left = with_writer(&folder, |writer, heard| {
            writer.append(paper(1, 12_500));
            assert!(matches!(heard(), Report::Saved(saved) if saved.len() == 1));
            writer.append(pending(2, Op::People { count: 3 }));
            let undo = Op::Void { of: Target::Ticket(Ticket(1)), reason: "undo".into() };
            writer.append(pending(3, undo));
        });
        assert!(left.is_empty());
        with_writer(&folder, |writer, _| writer.append(paper(1, 700)));
        let (ledger, states) = replay(&folder).unwrap();
        assert_eq!((ledger.tally().net.get(), ledger.tally().people), (700, 3));
        assert_eq!((states.len(), states[0].lines, states[0].damage.len()), (1, 5, 0));
    }

    #[test]
    fn a_removed_journal_is_put_back() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        let path = folder.stations().join("A.jsonl");
        with_writer(&folder, |writer, heard| {
            writer.append(paper(1, 1_000));
            assert!(matches!(heard(), Report::Saved(_)));
            fs::remove_file(&path).unwrap();
            writer.append(paper(2, 2_000));
            assert!(matches!(heard(), Report::Restored { .. }));
            assert!(matches!(heard(), Report::Saved(_)));
        });
        let (ledger, states) = replay(&folder).unwrap();
        assert_eq!((ledger.tally().net.get(), states[0].damage.len()), (3_000, 0));
    }

    #[test]
    fn a_replaced_journal_is_left_as_it_is() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        let path = folder.stations().join("A.jsonl");
        with_writer(&folder, |writer, heard| {
            writer.append(paper(1, 1_000));
            assert!(matches!(heard(), Report::Saved(_)));
            let copy = data.path().join("copy");
            fs::copy(&path, &copy).unwrap();
            fs::rename(&copy, &path).unwrap();
            writer.append(paper(2, 2_000));
            assert!(matches!(heard(), Report::Failed(WriteError::Replaced)));
            assert!(matches!(heard(), Report::Moved { to, .. } if to == id("B")));
            assert!(matches!(heard(), Report::Saved(_)));
        });
        let (ledger, states) = replay(&folder).unwrap();
        assert_eq!((ledger.tally().net.get(), states.len()), (3_000, 2));
    }
}
