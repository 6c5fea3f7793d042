//! The journal's own thread: records become lines, lines become safe.
//!
//! Invariants (journal.md, Writing 1-5):
//! - A record is reported saved only after its line was written whole and synced.
//! - Everything queued while the disk was busy goes out as one write and one sync.
//! - After a failure nothing is lost and nothing spins: drafts wait for [`Writer::retry`], or some seconds.

use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::domain::record::{Draft, JournalId, Op, Record, RecordRef, StationId, Ticket};
use crate::journal::chain::{Chain, EncodeFault};
use crate::journal::disk::{Disk, Named, Opened};
use crate::journal::station::{OpenFault, OpenStation};

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
    Failed(WriteFault),
    /// This draft can never become a line; it is out of the queue.
    Refused { draft: Draft, why: EncodeFault },
    /// The station became read-only, for the reason in the last [`Report::Failed`]; weighing goes on in a
    /// new journal, which begins with `opened` (on the disk already). Saved records keep their names.
    Moved { from: StationId, to: StationId, journal: JournalId, opened: Vec<Record> },
    /// The journal's file had been removed; it stands again under its name with every saved record.
    Restored { station: StationId },
}

/// What went wrong with the disk.
#[derive(Debug)]
pub enum WriteFault {
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
    NoStation(OpenFault),
}

/// A handle on the writer's thread.
#[derive(Debug)]
pub struct Writer {
    commands: Sender<Command>,
    thread: JoinHandle<Vec<Draft>>,
}

enum Command {
    Append(Draft),
    Retry,
    /// Also what a lost handle means.
    Finish,
}

impl Writer {
    /// Starts the thread. `report` is called from it.
    ///
    /// # Errors
    /// Where the system starts no thread.
    pub fn spawn(station: OpenStation, report: impl FnMut(Report) + Send + 'static) -> io::Result<Self> {
        let (commands, inbox) = mpsc::channel();
        let mut core = Core::new(station.opened, report);
        let thread = thread::Builder::new().name("journal".to_owned()).spawn(move || core.run(&inbox))?;
        Ok(Self { commands, thread })
    }

    /// Queues a record.
    pub fn append(&self, draft: Draft) {
        // The thread ends only in `finish`, which takes the handle.
        let _ = self.commands.send(Command::Append(draft));
    }

    /// Tries again what could not be saved.
    pub fn retry(&self) {
        let _ = self.commands.send(Command::Retry);
    }

    /// Saves what is queued, gives the station back and returns what could not be saved.
    #[must_use]
    pub fn finish(self) -> Vec<Draft> {
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
    queue: VecDeque<Draft>,
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
    Wait(WriteFault),
    /// The journal cannot be written any more, and may hold these records, never acknowledged.
    Lost(WriteFault, Vec<RecordRef>),
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
    fn run(&mut self, inbox: &Receiver<Command>) -> Vec<Draft> {
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
            Command::Append(draft) => self.queue.push_back(draft),
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
                Ok(()) => return Ok(self.acknowledge(bytes.len() as u64, records)),
                Err(error) => WriteFault::Sync(error),
            },
            Ok(wrote) => WriteFault::Short { wrote: wrote as u64, of: bytes.len() as u64 },
            Err(error) => WriteFault::Write(error),
        };
        self.chain.roll_back(mark);
        match self.undo(&fault) {
            Ok(()) => Err(Trouble::Wait(fault)),
            Err(cut) => {
                let written = match fault {
                    WriteFault::Write(_) => 0,
                    WriteFault::Short { wrote, .. } => wrote,
                    _ => bytes.len() as u64,
                };
                Err(Trouble::Lost(WriteFault::Cut(cut), self.phantoms(&records, written)))
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
                Err(error) => Err(Trouble::Lost(WriteFault::Removed(error), Vec::new())),
            },
            Ok(_) => Err(Trouble::Lost(WriteFault::Replaced, Vec::new())),
            Err(error) => Err(Trouble::Wait(WriteFault::Write(error))),
        }
    }

    /// As many of the queued drafts as one write takes. Those that can never be written leave the queue.
    fn next_batch(&mut self) -> Batch {
        let mut batch = Batch { bytes: Vec::new(), records: Vec::new() };
        while batch.bytes.len() < BATCH_MAX
            && let Some(draft) = self.queue.get(batch.records.len())
        {
            match self.chain.encode(draft) {
                Ok((record, line)) => {
                    batch.bytes.extend(line);
                    batch.bytes.push(b'\n');
                    batch.records.push((draft.ticket, record, batch.bytes.len() as u64));
                }
                Err(why) => {
                    if let Some(draft) = self.queue.remove(batch.records.len()) {
                        (self.report)(Report::Refused { draft, why });
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
    fn undo(&mut self, fault: &WriteFault) -> io::Result<()> {
        self.disk.cut(self.saved)?;
        if matches!(fault, WriteFault::Sync(_)) {
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
        let Some(at) = self.queue.front().map(|draft| draft.at) else { return Ok(()) };
        let operator = self.operator.clone().map(|name| Op::Operator { name });
        let voids = phantoms.iter().map(|of| Op::Void { of: *of, reason: MOVED.to_owned() });
        let first = operator.into_iter().chain(voids).collect();
        let Opened { disk, chain, journal, len, records } = match self.disk.next_station(&at, first) {
            Ok(opened) => opened,
            Err(fault) => {
                self.lost = Some(phantoms);
                return Err(Trouble::Wait(WriteFault::NoStation(fault)));
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
