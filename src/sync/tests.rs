//! Machines that share an event through a server that is a list in memory, compared with a union of sets.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::time::Duration;

use proptest::prelude::*;
use tempfile::TempDir;

use crate::domain::record::{JournalId, LineHash, Op, RecordRef, StationId};
use crate::journal::chain::Chain;
use crate::journal::event_folder::EventFolder;
use crate::journal::testing::{event, folder, id, noon, paper};
use crate::journal::verify::{Issue, IssueKind, verify};
use crate::journal::{line, reader};
use crate::sync::event_sync::EventSync;
use crate::sync::received::ReceivedLine;

/// A message of the server.
#[derive(Clone)]
struct Stored {
    journal: JournalId,
    content: Vec<u8>,
    after: Option<LineHash>,
    hash: LineHash,
    /// When the server stored it. No two messages have the same time.
    time: u64,
}

/// A server that stores messages in order and drops those that it has.
#[derive(Default)]
struct Server {
    messages: Vec<Stored>,
    /// How many of the newest messages it compares with a new one.
    window: usize,
    clock: u64,
}

impl Server {
    fn publish(&mut self, mut message: Stored) {
        self.clock += 1;
        message.time = self.clock;
        let start = self.messages.len().saturating_sub(self.window);
        if !self.messages[start..].iter().any(|known| known.hash == message.hash) {
            self.messages.push(message);
        }
    }
}

/// The point up to which a machine has read the server, and what the machine held then.
#[derive(Clone, Default)]
struct Resume {
    sequence: usize,
    last: u64,
    heads: Vec<LineHash>,
}

struct Machine {
    _data: TempDir,
    folder: EventFolder,
    sync: Option<EventSync>,
    /// How many messages it has read.
    read: usize,
    /// The time of the last message that it has read.
    last: u64,
    /// The number of messages when it published last.
    confirmed: usize,
    saved: Resume,
    clock: Duration,
}

impl Machine {
    fn new() -> Self {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        let (saved, clock) = (Resume::default(), Duration::ZERO);
        Self { _data: data, folder, sync: None, read: 0, last: 0, confirmed: 0, saved, clock }
    }

    /// Returns the journal's bytes after these entries were added, without a writer, so that the test is fast.
    fn weigh(&self, station: &str, journal: u128, grams: i64) {
        let path = self.folder.journal(id(station));
        let mut bytes = fs::read(&path).unwrap_or_default();
        if bytes.is_empty() {
            let event = event(25).id;
            let open: Op<RecordRef> =
                Op::Open { event, station: id(station), journal: JournalId(journal), app: "0.1.0".into() };
            bytes = line::encode(1, &noon(), &open, None, None, None).unwrap();
            bytes.push(b'\n');
            fs::write(&path, &bytes).unwrap();
        }
        let last = bytes.strip_suffix(b"\n").unwrap().rsplit(|byte| *byte == b'\n').next().unwrap();
        let count = bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
        let mut chain = Chain::new(id(station), count + 1, Some(line::hash(last)));
        let mut added = chain.add(&paper(1, grams)).unwrap().1;
        added.push(b'\n');
        fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(&added).unwrap();
    }

    fn kill(&mut self) {
        self.sync = None;
    }

    /// Starts if necessary, reads what the server has, and publishes what it lacks.
    fn exchange(&mut self, server: &mut Server) {
        self.clock += Duration::from_secs(1);
        let mut sync = self.sync.take().unwrap_or_else(|| {
            let mut sync = EventSync::open(self.folder.clone()).unwrap();
            (self.read, self.last) = (0, 0);
            if sync.resume_at(&self.saved.heads) {
                (self.read, self.last) = (self.saved.sequence, self.saved.last);
            }
            self.confirmed = self.read;
            sync
        });
        // What was confirmed and not yet read may be lost without a trace.
        let is_known = self.confirmed <= self.read
            && (self.read == 0
                || server.messages.get(self.read - 1).is_some_and(|message| message.time == self.last));
        if !is_known {
            sync.forget_server();
            self.read = 0;
        }
        let ids = self.folder.event.ids();
        let received = server.messages[self.read..]
            .iter()
            .map(|message| ReceivedLine::new(message.journal, &message.content, message.after, ids).unwrap());
        sync.receive(received.collect::<Vec<_>>());
        self.read = server.messages.len();
        self.last = server.messages.last().map_or(0, |message| message.time);
        sync.look().unwrap();
        let settled = sync.settle(self.clock, noon()).unwrap();
        assert!(settled.skipped.is_empty(), "{:?}", settled.skipped);
        sync.look().unwrap();
        loop {
            let lines = sync.outgoing(100, 1000);
            if lines.is_empty() {
                break;
            }
            sync.confirm(lines.iter().map(|line| line.hash));
            for line in lines {
                let (journal, content, after, hash) = (line.journal, line.content, line.after, line.hash);
                server.publish(Stored { journal, content, after, hash, time: 0 });
            }
        }
        self.confirmed = server.messages.len();
        if self.read == self.confirmed && sync.waiting() == 0 {
            self.saved = Resume { sequence: self.read, last: self.last, heads: sync.heads() };
        }
        self.sync = Some(sync);
    }

    fn lines(&self) -> BTreeSet<Vec<u8>> {
        let mut lines = BTreeSet::new();
        for (_, path) in self.folder.journals().unwrap() {
            let bytes = fs::read(path).unwrap();
            lines.extend(bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec));
        }
        lines
    }

    fn sums(&self) -> (i64, i64) {
        let (ledger, _) = reader::replay(&self.folder).unwrap();
        (ledger.tally().net.get(), ledger.tally().entries)
    }

    fn faults(&self) -> Vec<Issue> {
        let is_damage = |issue: &Issue| issue.is_fault() && !matches!(issue.kind, IssueKind::Fork { .. });
        verify(&self.folder, &[]).unwrap().into_iter().filter(is_damage).collect()
    }

    fn files(&self) -> usize {
        self.folder.journals().unwrap().len()
    }
}

fn rounds(machines: &mut [Machine], server: &mut Server, count: usize) {
    for _ in 0..count {
        machines.iter_mut().for_each(|machine| machine.exchange(server));
    }
}

fn machines<const N: usize>() -> [Machine; N] {
    std::array::from_fn(|_| Machine::new())
}

fn server() -> Server {
    Server { window: 1000, ..Server::default() }
}

#[test]
fn two_machines_have_one_total_and_a_lost_server_is_filled_again() {
    let mut server = server();
    let mut both = machines::<2>();
    both[0].weigh("A", 1, 1000);
    both[1].weigh("A", 2, 200);
    rounds(&mut both, &mut server, 2);
    assert_eq!((both[0].sums(), both[1].sums()), ((1200, 2), (1200, 2)));
    assert_eq!(both[1].folder.journals().unwrap().len(), 2, "A and A2");
    server.messages.clear();
    both[0].weigh("A", 1, 30);
    rounds(&mut both, &mut server, 2);
    assert_eq!((both[0].sums(), both[1].sums()), ((1230, 3), (1230, 3)));
    assert_eq!(server.messages.len(), 5, "each line once");
    // A machine that joins later gets everything, also if the machine that wrote it is gone.
    let [mut third] = machines::<1>();
    server.messages.truncate(2);
    third.exchange(&mut server);
    both[1].exchange(&mut server);
    third.exchange(&mut server);
    assert_eq!((third.sums(), third.faults()), ((1230, 3), Vec::new()));
}

#[test]
fn a_restart_reads_only_what_is_new() {
    let mut server = server();
    let mut both = machines::<2>();
    both[0].weigh("A", 1, 1000);
    rounds(&mut both, &mut server, 2);
    both[1].kill();
    both[0].weigh("A", 1, 10);
    both[0].exchange(&mut server);
    assert_eq!(both[1].saved.sequence, 2);
    both[1].exchange(&mut server);
    assert_eq!(both[1].sums(), (1010, 2));
    // If a journal was lost here, everything is read again.
    both[1].kill();
    fs::remove_file(both[1].folder.journal(id("A"))).unwrap();
    both[1].exchange(&mut server);
    assert_eq!(both[1].sums(), (1010, 2));
}

#[test]
fn a_restored_backup_that_went_on_is_a_fork_on_both_sides() {
    let mut server = server();
    let mut both = machines::<2>();
    both[0].weigh("A", 1, 1000);
    let backup = fs::read(both[0].folder.journal(id("A"))).unwrap();
    both[0].weigh("A", 1, 10);
    rounds(&mut both, &mut server, 2);
    both[0].kill();
    fs::write(both[0].folder.journal(id("A")), backup).unwrap();
    both[0].weigh("A", 1, 7);
    rounds(&mut both, &mut server, 3);
    for machine in &both {
        assert_eq!((machine.sums(), machine.files()), ((1017, 3), 2));
        let forks = verify(&machine.folder, &[]).unwrap();
        assert!(forks.iter().any(|issue| matches!(issue.kind, IssueKind::Fork { .. })), "{forks:?}");
        assert_eq!(machine.faults(), []);
    }
}

#[test]
fn damage_in_place_stays_on_its_machine_and_is_healed_from_the_others() {
    let mut server = server();
    let mut both = machines::<2>();
    for grams in [1000, 200, 30] {
        both[0].weigh("A", 1, grams);
    }
    rounds(&mut both, &mut server, 2);
    both[0].kill();
    let path = both[0].folder.journal(id("A"));
    let text = fs::read_to_string(&path).unwrap().replacen("\"net_g\":200", "\"net_g\":2x0", 1);
    fs::write(&path, text).unwrap();
    both[0].weigh("A", 1, 4);
    both[0].saved = Resume::default();
    rounds(&mut both, &mut server, 3);
    assert_eq!((both[1].sums(), both[1].files(), both[1].faults()), ((1234, 4), 1, Vec::new()));
    assert_eq!(both[0].sums(), (1234, 4));
}

#[test]
fn a_damaged_line_that_the_journal_goes_on_after_is_shared_with_the_lines_after_it() {
    let mut server = server();
    let mut both = machines::<2>();
    both[0].weigh("A", 1, 1000);
    let path = both[0].folder.journal(id("A"));
    fs::OpenOptions::new().append(true).open(path).unwrap().write_all(b"no record\n").unwrap();
    rounds(&mut both, &mut server, 2);
    assert_eq!(server.messages.len(), 2, "it may still be repaired");
    both[0].weigh("A", 1, 200);
    rounds(&mut both, &mut server, 2);
    assert_eq!((both[1].sums(), both[1].lines()), ((1200, 2), both[0].lines()));
}

#[test]
fn lines_that_come_before_those_they_follow_wait() {
    let mut server = server();
    let mut both = machines::<2>();
    for grams in [1000, 200, 30] {
        both[0].weigh("A", 1, grams);
    }
    both[0].exchange(&mut server);
    server.messages.reverse();
    both[1].exchange(&mut server);
    assert_eq!((both[1].sums(), both[1].faults()), ((1230, 3), Vec::new()));
}

#[test]
fn a_file_in_use_is_waited_for_and_then_continued_beside() {
    let mut server = server();
    let mut both = machines::<2>();
    both[0].weigh("A", 1, 1000);
    rounds(&mut both, &mut server, 2);
    both[0].weigh("A", 1, 200);
    both[0].exchange(&mut server);
    let stations = both[1].folder.stations();
    let lock = crate::journal::station_lock::StationLock::acquire(&stations, id("A"), noon()).unwrap();
    both[1].exchange(&mut server);
    assert_eq!((both[1].sums(), both[1].sync.as_ref().unwrap().waiting()), ((1000, 1), 1));
    rounds(&mut both, &mut server, 11);
    assert_eq!((both[1].sums(), both[1].files()), ((1200, 2), 2));
    drop(lock);
    both[0].weigh("A", 1, 30);
    rounds(&mut both, &mut server, 2);
    assert_eq!((both[1].sums(), both[1].files(), both[1].faults()), ((1230, 3), 2, Vec::new()));
}

#[test]
fn what_is_no_line_of_the_journal_is_not_accepted() {
    let machine = Machine::new();
    machine.weigh("A", 1, 1000);
    let bytes = fs::read(machine.folder.journal(id("A"))).unwrap();
    let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    let ids = machine.folder.event.ids();
    let read = |journal, content: &[u8], after| ReceivedLine::new(JournalId(journal), content, after, ids);
    assert!(read(1, lines[0], None).is_some() && read(1, lines[1], None).is_some());
    let hash = Some(LineHash([0; 32]));
    assert!(read(2, lines[0], None).is_none(), "another journal");
    assert!(read(1, lines[0], hash).is_none(), "an opening line after another line");
    assert!(read(1, b"no record", None).is_none() && read(1, b"no record", hash).is_some());
    assert!(read(1, &bytes, None).is_none(), "two lines");
    assert!(read(1, &vec![b'x'; 70_000], hash).is_none());
    let mut foreign = event(25);
    foreign.id = "0123456789abcdef0123456789abcdef".into();
    assert!(ReceivedLine::new(JournalId(1), lines[0], None, foreign.ids()).is_none());
}

/// What happens in the model.
#[derive(Clone, Copy, Debug)]
enum Step {
    Weigh { machine: usize, station: usize },
    Exchange { machine: usize },
    Kill { machine: usize },
    LoseTail { share: usize },
    LoseWindow,
    Backup { machine: usize },
    Restore { machine: usize },
}

const MACHINES: usize = 4;

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let machine = 0..MACHINES;
    let step = prop_oneof![
        6 => (machine.clone(), 0..2_usize).prop_map(|(machine, station)| Step::Weigh { machine, station }),
        5 => machine.clone().prop_map(|machine| Step::Exchange { machine }),
        1 => machine.clone().prop_map(|machine| Step::Kill { machine }),
        1 => (0..4_usize).prop_map(|share| Step::LoseTail { share }),
        1 => Just(Step::LoseWindow),
        1 => machine.clone().prop_map(|machine| Step::Backup { machine }),
        1 => machine.prop_map(|machine| Step::Restore { machine }),
    ];
    prop::collection::vec(step, 1..60)
}

/// Each machine has its own station and one that it calls like the others do.
fn station(machine: usize, station: usize) -> (StationId, u128) {
    let name = if station == 0 { "S".to_owned() } else { format!("M{machine}X") };
    (id(&name), (machine * 2 + station + 1) as u128)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    /// After any partitions (machines that do not exchange), kills, losses of the server and restored backups, every
    /// machine has the union of all lines.
    #[test]
    fn every_machine_has_the_union_of_all_lines(steps in steps()) {
        let mut server = server();
        let mut all = machines::<MACHINES>();
        let mut backups: BTreeMap<usize, Vec<(StationId, Vec<u8>)>> = BTreeMap::new();
        let mut grams = 1;
        for step in steps {
            match step {
                Step::Weigh { machine, station: number } => {
                    let (name, journal) = station(machine, number);
                    // No console continues a journal that was merged.
                    let name = if all[machine].folder.stations().join(format!("{name}.merged")).exists() {
                        id(&format!("O{machine}X{number}"))
                    } else {
                        name
                    };
                    grams += 1;
                    all[machine].weigh(name.as_str(), journal * 100 + name.as_str().len() as u128, grams);
                }
                Step::Exchange { machine } => all[machine].exchange(&mut server),
                Step::Kill { machine } => all[machine].kill(),
                Step::LoseTail { share } => {
                    let left = server.messages.len() * share / 4;
                    server.messages.truncate(left);
                }
                Step::LoseWindow => server.window = 0,
                Step::Backup { machine } => {
                    let files = all[machine].folder.journals().unwrap();
                    let files = files.into_iter().map(|(name, path)| (name, fs::read(path).unwrap()));
                    backups.insert(machine, files.collect());
                }
                Step::Restore { machine } => {
                    all[machine].kill();
                    for (name, bytes) in backups.get(&machine).into_iter().flatten() {
                        fs::write(all[machine].folder.journal(*name), bytes).unwrap();
                    }
                }
            }
        }
        server.window = 1000;
        let mut union = BTreeSet::new();
        for machine in &all {
            union.extend(machine.lines());
        }
        let ids = event(25);
        for message in &server.messages {
            prop_assert!(ReceivedLine::new(message.journal, &message.content, message.after, ids.ids()).is_some());
            union.insert([&message.content[..], b"\n"].concat());
        }
        rounds(&mut all, &mut server, 4);
        let sums = all[0].sums();
        for machine in &all {
            prop_assert!(machine.lines() == union, "{} of {} lines", machine.lines().len(), union.len());
            prop_assert_eq!(machine.sums(), sums);
            prop_assert_eq!(machine.faults(), []);
            prop_assert_eq!(machine.sync.as_ref().unwrap().waiting(), 0);
        }
        // Nothing is left to do.
        let before: Vec<_> = all.iter().map(Machine::files).collect();
        let stored = server.messages.len();
        rounds(&mut all, &mut server, 2);
        let after: Vec<_> = all.iter().map(Machine::files).collect();
        prop_assert_eq!((before, stored), (after, server.messages.len()));
    }
}
