//! Runs small schedules of the operator, the writer, the watcher and somebody else's programs in every order, and
//! compares the screen with the files.
//!
//! The model's `update`, the writer's loop, the messages between them and the follower are the real ones, and so are the
//! files. Instead of threads, a schedule says who works next. A step of the writer ends where it waits for the disk, so
//! others can work while lines are in the file and not yet confirmed. The watcher reads in one step and sends in another.
//! The console handles a message when it is sent: it has one queue, so a later handling is another schedule.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fs::{self, File, OpenOptions};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, SystemTime};

use crate::console::model::{InitialState, Model, OwnStation};
use crate::console::msg::{Effect, Msg};
use crate::console::run::journal_watcher::OwnJournal;
use crate::console::run::writer_messages::WriterMessages;
use crate::console::testing::{parse_script, timestamp};
use crate::console::update::update;
use crate::domain::ledger::testing::{forget_missing, records, totals};
use crate::domain::ledger::{JournalChange, RecordStatus};
use crate::domain::record::{Entry, JournalId, Moment, Op, PendingRecord, RecordRef, StationId};
use crate::journal::chain::Chain;
use crate::journal::event_folder::EventFolder;
use crate::journal::follow::{Follower, OwnProgress};
use crate::journal::reader::replay;
use crate::journal::testing;
use crate::journal::writer::WriterEvent;
use crate::journal::writer::stepped::{DiskControl, SteppedWriter};
use crate::language::{Language, Texts};
use crate::screen::theme::{Environment, Theme};

/// What somebody else does with the files.
#[derive(Clone, Copy, Debug)]
enum Foreign {
    /// Station B records another entry.
    Grow,
    /// A tool replaces B's file by one with the next entry.
    Replace,
    /// A tool replaces B's file by one without its last line.
    Shrink,
    /// B's file is emptied.
    Empty,
    /// B's file is removed.
    Remove,
    /// B's file has all lines again, and the next one.
    Return,
    /// B has cut off its last line, which it never confirmed, and has recorded something else.
    GoAnotherWay,
    /// Station B voids the first entry of station A.
    VoidOurs,
    /// Station B corrects the first entry of station A.
    CorrectOurs,
    /// A byte of B's second line is changed in place.
    Damage,
    /// A copy of A's file appears as D.
    CopyOurs,
    /// A backup tool replaces A's file by the one from before this run.
    RestoreOurs,
    /// A's file is cut to what it was before this run.
    CutOurs,
}

/// The threads, and how many steps each has.
#[derive(Clone, Copy)]
struct Scenario<'a> {
    /// What the operator types in each step.
    operator: &'a [&'static str],
    writer: usize,
    watcher: usize,
    foreign: &'a [Foreign],
    /// Whether the first sync and every truncation fail, so that the station moves to another journal.
    disk_breaks: bool,
    /// The number of schedules.
    schedules: usize,
}

impl Default for Scenario<'_> {
    fn default() -> Self {
        Self {
            operator: &["q1<Enter>"],
            writer: 2,
            watcher: 2,
            foreign: &[],
            disk_breaks: false,
            schedules: 0,
        }
    }
}

/// Who works next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Operator,
    Writer,
    Watcher,
    Foreign,
}

/// Calls `run` with every order of the steps, and returns the number of orders.
fn each_schedule(
    left: &mut [(Step, usize); 4],
    schedule: &mut Vec<Step>,
    run: &mut dyn FnMut(&[Step]),
) -> usize {
    if left.iter().all(|(_, count)| *count == 0) {
        run(schedule);
        return 1;
    }
    let mut schedules = 0;
    for index in 0..left.len() {
        if left[index].1 > 0 {
            left[index].1 -= 1;
            schedule.push(left[index].0);
            schedules += each_schedule(left, schedule, run);
            schedule.pop();
            left[index].1 += 1;
        }
    }
    schedules
}

/// The files before each schedule.
struct Fixture {
    _data: tempfile::TempDir,
    folder: EventFolder,
    /// A's journal: an entry of 1 kg.
    ours: Vec<u8>,
    /// B's journal: entries of 2 and 4 kg, and people.
    theirs: Vec<u8>,
    /// B's chain after `theirs`, and before the last line of it.
    chain: Chain,
    chain_before_last: Chain,
    first_of_ours: RecordRef,
}

fn station(id: &str) -> StationId {
    StationId::parse(id).unwrap()
}

fn now() -> Moment {
    Moment::parse_from_rfc3339("2026-01-25T14:00:00+05:00").unwrap()
}

fn entry(grams: i64, corrects: Option<RecordRef>) -> Op<RecordRef> {
    Op::Entry(Entry { corrects, ..testing::weight("paper", grams) })
}

fn add(bytes: &mut Vec<u8>, chain: &mut Chain, op: Op<RecordRef>) -> RecordRef {
    let (record, line) = chain.add_own(&now(), op).unwrap();
    bytes.extend(line);
    bytes.push(b'\n');
    RecordRef { station: chain.station(), seq: record.seq, hash: record.hash.short() }
}

impl Fixture {
    fn new() -> Self {
        // A folder in memory, if there is one, because every schedule writes files.
        let memory = Path::new("/dev/shm");
        let data = match memory.is_dir() {
            true => tempfile::tempdir_in(memory),
            false => tempfile::tempdir(),
        };
        let data = data.unwrap();
        let folder = testing::folder(data.path());
        let open = |id, journal| Op::Open {
            event: folder.event.id.clone(),
            station: station(id),
            journal: JournalId(journal),
            app: "0".into(),
        };
        let (mut ours, mut chain) = (Vec::new(), Chain::new(station("A"), 1, None));
        add(&mut ours, &mut chain, open("A", 1));
        let first_of_ours = add(&mut ours, &mut chain, entry(1_000, None));
        let (mut theirs, mut chain) = (Vec::new(), Chain::new(station("B"), 1, None));
        for op in [open("B", 2), entry(2_000, None), entry(4_000, None)] {
            add(&mut theirs, &mut chain, op);
        }
        let chain_before_last = chain.clone();
        add(&mut theirs, &mut chain, Op::People { count: 3 });
        Self { _data: data, folder, ours, theirs, chain, chain_before_last, first_of_ours }
    }

    /// Returns B's journal with another line after `before`.
    fn continued(before: &[u8], chain: &Chain, op: Op<RecordRef>) -> Vec<u8> {
        let (mut bytes, mut chain) = (before.to_vec(), chain.clone());
        add(&mut bytes, &mut chain, op);
        bytes
    }

    /// Returns B's journal without its last line.
    fn without_last(&self) -> &[u8] {
        let end = self.theirs[..self.theirs.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap();
        &self.theirs[..=end]
    }
}

/// A run of one schedule.
struct World {
    fixture: Rc<Fixture>,
    model: RefCell<Model>,
    follower: RefCell<Follower>,
    own: OwnJournal,
    /// Records that the console has passed to the writer, which has not taken them.
    appended: RefCell<Vec<PendingRecord>>,
    /// What the watcher has read and not sent.
    read: RefCell<Option<Vec<JournalChange>>>,
    scripts: RefCell<VecDeque<&'static str>>,
    foreign: RefCell<VecDeque<Foreign>>,
    steps: RefCell<VecDeque<Step>>,
    /// The records that are known to be saved.
    saved: RefCell<Vec<RecordRef>>,
    /// The time of the next change of a file by somebody else. It is counted, because the clock of a file system may be
    /// too coarse to tell two changes apart.
    time: RefCell<u64>,
}

impl World {
    /// Works until it is the writer's turn, or until nobody has anything left to do.
    fn work_until_writer(&self) -> bool {
        loop {
            let Some(step) = self.steps.borrow_mut().pop_front() else { return false };
            match step {
                Step::Writer => return true,
                Step::Operator => self.type_next(),
                Step::Watcher => self.watch(),
                Step::Foreign => {
                    let foreign = self.foreign.borrow_mut().pop_front().unwrap();
                    self.change_files(foreign);
                }
            }
        }
    }

    fn type_next(&self) {
        let script = self.scripts.borrow_mut().pop_front().unwrap();
        for key in parse_script(script) {
            self.handle(Msg::Key(key, timestamp(Duration::ZERO)));
        }
    }

    /// Reads the files, or sends what was read.
    fn watch(&self) {
        let read = self.read.borrow_mut().take();
        match read {
            Some(changes) => self.handle(Msg::Journals(changes)),
            None => {
                let own = self.own.get();
                *self.read.borrow_mut() = Some(self.follower.borrow_mut().poll(own.as_ref()).unwrap());
            }
        }
    }

    fn handle(&self, msg: Msg) {
        if let Msg::Saved(records) = &msg {
            let station = self.model.borrow().own.as_ref().unwrap().station;
            let name = |seq, hash| RecordRef { station, seq, hash };
            self.saved
                .borrow_mut()
                .extend(records.iter().map(|(_, record)| name(record.seq, record.hash.short())));
        }
        for effect in update(&mut self.model.borrow_mut(), msg) {
            if let Effect::Append(pending) = effect {
                self.appended.borrow_mut().push(*pending);
            }
        }
        self.check_saved();
    }

    /// Checks that nothing that was saved has left our sums, and that nothing else of ours is in them.
    fn check_saved(&self) {
        let model = self.model.borrow();
        for index in model.ledger.records_of(model.own.as_ref().unwrap().slot) {
            let target = model.ledger.view(index).target;
            assert!(self.saved.borrow().contains(&target), "{target:?} is in the sums and not confirmed");
        }
        for saved in &*self.saved.borrow() {
            let Some(index) = model.ledger.find(*saved) else {
                // Records without an amount are not in the sums.
                let is_entry = model.own_records.iter().any(|record| {
                    record.saved_as == Some(*saved) && matches!(record.op, Op::Entry(_) | Op::People { .. })
                });
                assert!(!is_entry, "{saved:?} is not in the sums");
                continue;
            };
            let status = model.ledger.status(index);
            let is_replaced = model.ledger.counted_instead_of(index).is_some_and(|other| other != index);
            let is_voided = model.ledger.void_reason(index).is_some();
            assert!(status == RecordStatus::Counted || is_replaced || is_voided, "{saved:?}: {status:?}");
        }
    }

    fn path(&self, id: &str) -> PathBuf {
        self.fixture.folder.journal(station(id))
    }

    fn change_files(&self, foreign: Foreign) {
        let fixture = &*self.fixture;
        let (theirs, chain) = (&fixture.theirs, &fixture.chain);
        let more = |op| Fixture::continued(theirs, chain, op);
        match foreign {
            Foreign::Grow => self.write("B", &more(entry(8_000, None))),
            Foreign::Replace | Foreign::Return => self.replace("B", &more(entry(8_000, None))),
            Foreign::Shrink => self.replace("B", fixture.without_last()),
            Foreign::Empty => self.write("B", b""),
            Foreign::Remove => fs::remove_file(self.path("B")).unwrap(),
            Foreign::GoAnotherWay => {
                let chain = &fixture.chain_before_last;
                self.write("B", &Fixture::continued(fixture.without_last(), chain, entry(16_000, None)));
            }
            Foreign::VoidOurs => {
                let op = Op::Void { of: fixture.first_of_ours, reason: "B".into() };
                self.replace("B", &more(op));
            }
            Foreign::CorrectOurs => self.replace("B", &more(entry(32_000, Some(fixture.first_of_ours)))),
            Foreign::Damage => {
                let mut bytes = theirs.clone();
                let second = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
                bytes[second] = b'x';
                self.write("B", &bytes);
            }
            Foreign::CopyOurs => self.write("D", &fs::read(self.path("A")).unwrap_or_default()),
            Foreign::RestoreOurs => self.replace("A", &fixture.ours),
            Foreign::CutOurs => {
                let file = OpenOptions::new().write(true).open(self.path("A")).unwrap();
                file.set_len(fixture.ours.len() as u64).unwrap();
                self.stamp(&file);
            }
        }
    }

    /// Changes the content of a file in place.
    fn write(&self, id: &str, bytes: &[u8]) {
        fs::write(self.path(id), bytes).unwrap();
        self.stamp(&File::open(self.path(id)).unwrap());
    }

    /// Replaces a file by rename.
    fn replace(&self, id: &str, bytes: &[u8]) {
        let new = self.path(id).with_extension("new");
        fs::write(&new, bytes).unwrap();
        self.stamp(&File::open(&new).unwrap());
        fs::rename(new, self.path(id)).unwrap();
    }

    fn stamp(&self, file: &File) {
        *self.time.borrow_mut() += 1;
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(*self.time.borrow())).unwrap();
    }
}

/// Creates the console of station A, and the follower that watches its files.
fn start(fixture: &Fixture) -> (Model, Follower, OwnProgress) {
    let (mut ledger, states) = replay(&fixture.folder).unwrap();
    let state = states.iter().find(|state| state.name == station("A")).unwrap();
    let own = OwnProgress { file: state.file.clone(), acknowledged: state.next_seq - 1 };
    let slot = state.slot.unwrap();
    ledger.take_over(slot);
    let model = Model::new(InitialState {
        event: fixture.folder.event.clone(),
        ledger,
        own: Some(OwnStation { slot, station: station("A"), operator: String::new() }),
        texts: Texts::new(Language::En),
        theme: Theme::new(&Environment::default(), false),
        scale: None,
        wire: None,
        warnings: Vec::new(),
        faults: Vec::new(),
        now: timestamp(Duration::ZERO),
    });
    (model, Follower::new(fixture.folder.clone(), states), own)
}

/// Runs one schedule, lets everybody finish their work, and compares the screen with the files.
fn run_schedule(fixture: &Rc<Fixture>, scenario: &Scenario<'_>, schedule: &[Step]) {
    for file in fs::read_dir(fixture.folder.stations()).unwrap() {
        fs::remove_file(file.unwrap().path()).unwrap();
    }
    for (name, bytes) in [("A", &fixture.ours), ("B", &fixture.theirs)] {
        fs::write(fixture.folder.journal(station(name)), bytes).unwrap();
    }
    let (model, follower, own) = start(fixture);
    let own = OwnJournal::new(Some(own));
    let world = Rc::new(World {
        fixture: Rc::clone(fixture),
        model: RefCell::new(model),
        follower: RefCell::new(follower),
        own: own.clone(),
        appended: RefCell::default(),
        read: RefCell::default(),
        scripts: RefCell::new(scenario.operator.iter().copied().collect()),
        foreign: RefCell::new(scenario.foreign.iter().copied().collect()),
        steps: RefCell::new(schedule.iter().copied().collect()),
        saved: RefCell::new(vec![fixture.first_of_ours]),
        time: RefCell::new(0),
    });
    let control = Rc::new(DiskControl::default());
    control.failing_syncs.set(scenario.disk_breaks.into());
    control.no_truncate.set(scenario.disk_breaks);
    let others = Rc::clone(&world);
    *control.on_sync.borrow_mut() = Some(Rc::new(move || {
        others.work_until_writer();
    }));
    let others = Rc::clone(&world);
    let mut messages = WriterMessages::new(fixture.folder.clone(), own);
    let mut writer = SteppedWriter::open(&fixture.folder, station("A"), now(), &control, move |event| {
        let is_moved = matches!(event, WriterEvent::Moved { .. });
        messages.send(event, |msg| {
            others.handle(msg);
            if is_moved {
                others.work_until_writer();
            }
        });
    });
    while world.work_until_writer() {
        writer.run_once(world.appended.take());
    }
    for _ in 0..3 {
        writer.run_once(world.appended.take());
        world.watch();
        world.watch();
    }
    let mut model = world.model.borrow_mut();
    assert!(model.pending.is_empty(), "{:?}", model.pending);
    let missing = model.ledger.missing();
    let may_miss = scenario
        .foreign
        .iter()
        .any(|foreign| matches!(foreign, Foreign::Shrink | Foreign::Empty | Foreign::Remove));
    assert!(missing.is_empty() || may_miss, "{missing:?}");
    let before = totals(&model.ledger);
    forget_missing(&mut model.ledger);
    let (fresh, _) = replay(&fixture.folder).unwrap();
    assert_eq!(totals(&model.ledger), totals(&fresh));
    assert_eq!(records(&model.ledger), records(&fresh));
    let net: i64 = missing.iter().map(|missing| missing.net.get()).sum();
    let people: i64 = missing.iter().map(|missing| missing.people).sum();
    assert_eq!((before.net - net, before.people - people), (fresh.tally().net.get(), fresh.tally().people));
}

fn check(scenario: &Scenario<'_>) {
    let fixture = Rc::new(Fixture::new());
    let mut left = [
        (Step::Operator, scenario.operator.len()),
        (Step::Writer, scenario.writer),
        (Step::Watcher, scenario.watcher),
        (Step::Foreign, scenario.foreign.len()),
    ];
    let schedules = each_schedule(&mut left, &mut Vec::new(), &mut |schedule| {
        let run = AssertUnwindSafe(|| run_schedule(&fixture, scenario, schedule));
        if panic::catch_unwind(run).is_err() {
            panic!("the schedule was {:?} {schedule:?}", scenario.foreign);
        }
    });
    assert_eq!(schedules, scenario.schedules);
}

/// Another station's file is replaced while our records are on their way.
#[test]
fn a_file_of_another_station_is_replaced_while_we_weigh() {
    let replaced = Scenario { watcher: 4, foreign: &[Foreign::Replace], ..Scenario::default() };
    check(&Scenario { schedules: 840, ..replaced });
}

#[test]
fn we_correct_and_void_records_while_files_are_replaced() {
    for operator in [["q1<Enter>", "<F3><Enter>5<Enter>"], ["q1<Enter>", "<F3>a <F8><Enter>"]] {
        check(&Scenario {
            operator: &operator,
            foreign: &[Foreign::Replace],
            schedules: 630,
            ..Scenario::default()
        });
    }
}

#[test]
fn another_station_voids_and_corrects_our_records() {
    for foreign in [[Foreign::VoidOurs, Foreign::Shrink], [Foreign::CorrectOurs, Foreign::Return]] {
        check(&Scenario {
            operator: &["<F3>a <Enter>5<Enter>"],
            foreign: &foreign,
            schedules: 630,
            ..Scenario::default()
        });
    }
}

/// The changes of another station's file.
const CHANGES: [[Foreign; 2]; 6] = [
    [Foreign::Shrink, Foreign::Return],
    [Foreign::Shrink, Foreign::GoAnotherWay],
    [Foreign::Empty, Foreign::Return],
    [Foreign::Remove, Foreign::GoAnotherWay],
    [Foreign::Damage, Foreign::Grow],
    [Foreign::Grow, Foreign::Empty],
];

#[test]
fn a_file_of_another_station_shrinks_and_grows_again() {
    for foreign in CHANGES {
        let changes =
            Scenario { operator: &[], writer: 0, watcher: 4, foreign: &foreign, ..Scenario::default() };
        check(&Scenario { schedules: 15, ..changes });
    }
    check(&Scenario { foreign: &CHANGES[1], schedules: 630, ..Scenario::default() });
}

#[test]
fn the_station_moves_to_another_journal() {
    let moves = Scenario { disk_breaks: true, ..Scenario::default() };
    check(&Scenario { writer: 4, watcher: 4, schedules: 630, ..moves });
    let operator = &["q1<Enter>", "<F8>"];
    check(&Scenario { operator, writer: 3, schedules: 210, ..moves });
    check(&Scenario { writer: 3, foreign: &[Foreign::CopyOurs], schedules: 420, ..moves });
}

#[test]
fn our_own_file_is_replaced_cut_or_copied() {
    for foreign in [Foreign::RestoreOurs, Foreign::CutOurs, Foreign::CopyOurs] {
        check(&Scenario { writer: 3, foreign: &[foreign], schedules: 420, ..Scenario::default() });
    }
}

/// Longer schedules, more of the same.
#[test]
#[ignore = "takes several minutes; run it after a change of the ledger, the follower or the writer's messages"]
fn every_order_of_longer_schedules() {
    let operator = &["q1<Enter>", "<F8>"];
    let replaced = Scenario { operator, watcher: 4, foreign: &[Foreign::Replace], ..Scenario::default() };
    check(&Scenario { schedules: 3_780, ..replaced });
    for foreign in CHANGES {
        let changes = Scenario { watcher: 4, foreign: &foreign, ..Scenario::default() };
        check(&Scenario { schedules: 3_780, ..changes });
    }
    let moves = Scenario { operator, writer: 4, watcher: 4, disk_breaks: true, ..Scenario::default() };
    check(&Scenario { schedules: 3_150, ..moves });
    for foreign in [Foreign::RestoreOurs, Foreign::CutOurs, Foreign::CopyOurs] {
        check(&Scenario {
            operator,
            writer: 3,
            foreign: &[foreign],
            schedules: 1_680,
            ..Scenario::default()
        });
    }
}
