mod one_event;

use std::fs;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::PathBuf;

use proptest::prelude::*;
use tempfile::TempDir;

use super::{
    LocalJournal, MergeError, MergeOutcome, MergeResult, Merger, SkipReason, find_event, find_source, join,
    merge,
};
use crate::domain::record::{JournalId, Op, RecordRef};
use crate::journal::chain::Chain;
use crate::journal::data_dir::{DataDir, SlugChoice};
use crate::journal::event_folder::EventFolder;
use crate::journal::open_error::OpenError;
use crate::journal::station::open_station;
use crate::journal::testing::{at as moment, event, folder, id, noon, paper};
use crate::journal::verify::{IssueKind, verify};
use crate::journal::{line, merged_mark, names, reader};

/// Returns a journal with an opening line and this many entries. The entries from `fork` on depend on `side`.
fn journal(station: &str, number: u128, entries: u64, fork: u64, side: i64) -> Vec<u8> {
    let event = event(25);
    let open: Op<RecordRef> =
        Op::Open { event: event.id, station: id(station), journal: JournalId(number), app: "0.1.0".into() };
    let first = line::encode(1, &noon(), &open, None, None, None).unwrap();
    let mut chain = Chain::new(id(station), 2, Some(line::hash(&first)));
    let mut bytes = first;
    bytes.push(b'\n');
    for entry in 1..=entries {
        let grams = i64::try_from(entry).unwrap() * 10 + if entry >= fork { side * 100_000 } else { 0 };
        bytes.extend(chain.add(&paper(entry, grams)).unwrap().1);
        bytes.push(b'\n');
    }
    bytes
}

fn whole(station: &str, number: u128, entries: u64) -> Vec<u8> {
    journal(station, number, entries, u64::MAX, 0)
}

/// A copy of an event, with its `event.json` and these journals.
struct Stick(TempDir);

impl Stick {
    fn new(journals: &[(&str, &[u8])]) -> Self {
        let stick = Self(TempDir::new().unwrap());
        folder(stick.0.path());
        for (name, bytes) in journals {
            fs::write(stick.stations().join(names::journal(id(name))), bytes).unwrap();
        }
        stick
    }

    fn event(&self) -> PathBuf {
        self.0.path().join("events/2026-01-25")
    }

    fn stations(&self) -> PathBuf {
        self.event().join("stations")
    }
}

/// An event in a separate data folder, into which copies are merged.
struct Here {
    _data: TempDir,
    dir: DataDir,
    folder: EventFolder,
}

impl Here {
    fn new() -> Self {
        let data = TempDir::new().unwrap();
        let folder = folder(data.path());
        Self { dir: DataDir::at(data.path()), _data: data, folder }
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        fs::write(self.folder.journal(id(name)), bytes).unwrap();
    }

    fn get(&self, name: &str) -> Vec<u8> {
        fs::read(self.folder.journal(id(name))).unwrap()
    }

    fn merge(&self, stick: &Stick) -> Vec<MergeResult> {
        let source = find_source(&stick.event(), None).unwrap();
        let (folder, created) = find_event(&source, &self.dir, None).unwrap();
        assert!(!created && folder.path == self.folder.path);
        merge(&source, &folder, noon()).unwrap()
    }

    fn outcomes(&self, stick: &Stick) -> Vec<MergeOutcome> {
        self.merge(stick).into_iter().map(|result| result.outcome).collect()
    }

    /// Returns the net grams, the number of entries and the number of forks.
    fn sums(&self) -> (i64, i64, usize) {
        let (ledger, _) = reader::replay(&self.folder).unwrap();
        (ledger.tally().net.get(), ledger.tally().entries, ledger.forks().len())
    }
}

fn new(name: &str, lines: u64) -> MergeOutcome {
    MergeOutcome::Added { here: id(name), lines }
}

fn known(name: &str) -> MergeOutcome {
    MergeOutcome::AlreadyHere { here: id(name) }
}

#[test]
fn missing_journals_are_added_once() {
    let here = Here::new();
    let stick = Stick::new(&[("A", &whole("A", 1, 3)), ("B", &whole("B", 2, 2))]);
    assert_eq!(here.outcomes(&stick), [new("A", 4), new("B", 3)]);
    assert_eq!(here.get("A"), whole("A", 1, 3));
    assert_eq!(here.outcomes(&stick), [known("A"), known("B")]);
    assert_eq!(here.sums(), (90, 5, 0));
    assert_eq!(verify(&here.folder, &[]).unwrap(), []);
    let mode = here.folder.journal(id("A")).metadata().unwrap().mode() & 0o777;
    assert_eq!(mode & !0o640, 0);
}

#[test]
fn name_in_use_gets_a_number_and_later_copies_are_appended_there() {
    let here = Here::new();
    here.put("A", &whole("A", 1, 3));
    let stick = Stick::new(&[("A", &whole("A", 2, 2))]);
    assert_eq!(here.outcomes(&stick), [new("A2", 3)]);
    let later = Stick::new(&[("A", &whole("A", 2, 5))]);
    assert_eq!(here.outcomes(&later), [MergeOutcome::Appended { here: id("A2"), lines: 3 }]);
    assert_eq!(here.get("A2"), whole("A", 2, 5));
    // Merging an older copy removes nothing.
    assert_eq!(here.outcomes(&stick), [known("A2")]);
    assert_eq!((here.get("A"), here.sums()), (whole("A", 1, 3), (210, 8, 0)));
}

#[test]
fn merged_journal_is_not_opened_for_writing() {
    let here = Here::new();
    here.merge(&Stick::new(&[("A", &whole("A", 1, 3))]));
    let open = |station| open_station(&here.folder, station, noon(), "0.1.0");
    match open(Some(id("A"))) {
        Err(OpenError::Merged { station, free }) => assert_eq!((station, free), (id("A"), Some(id("B")))),
        other => panic!("{other:?}"),
    }
    assert_eq!(open(None).unwrap().station, id("B"));
    assert_eq!(here.get("A"), whole("A", 1, 3));
    // The mark of a removed journal has no effect on the next journal of that name.
    fs::remove_file(here.folder.journal(id("A"))).unwrap();
    drop(open(Some(id("A"))).unwrap());
    assert_eq!(open(Some(id("A"))).unwrap().station, id("A"));
}

#[test]
fn own_journal_continued_elsewhere_is_appended_unless_it_is_in_use() {
    let here = Here::new();
    here.put("A", &whole("A", 1, 3));
    let stick = Stick::new(&[("A", &whole("A", 1, 5))]);
    let console = open_station(&here.folder, Some(id("A")), noon(), "0.1.0").unwrap();
    assert_eq!(here.outcomes(&stick), [new("A2", 2)]);
    assert_eq!((here.get("A"), here.sums()), (whole("A", 1, 3), (150, 5, 0)));
    drop(console);
    // Every line is in a local file now, and the result names that file.
    assert_eq!(here.outcomes(&stick), [known("A2")]);
    let longer = Stick::new(&[("A", &whole("A", 1, 6))]);
    assert_eq!(here.outcomes(&longer), [MergeOutcome::Appended { here: id("A2"), lines: 1 }]);
    let other = Here::new();
    other.put("A", &whole("A", 1, 3));
    assert_eq!(other.outcomes(&stick), [MergeOutcome::Appended { here: id("A"), lines: 2 }]);
    assert_eq!(open_station(&other.folder, None, noon(), "0").unwrap().station, id("A"));
}

#[test]
fn both_sides_of_a_fork_are_kept_and_reported() {
    let here = Here::new();
    here.put("A", &journal("A", 1, 5, 4, 1));
    let stick = Stick::new(&[("A", &journal("A", 1, 6, 4, 2))]);
    assert_eq!(here.outcomes(&stick), [new("A2", 3)]);
    assert_eq!(here.outcomes(&stick), [known("A2")]);
    // The two sides have three entries in common. One side has two more entries, and the other side has three
    // more.
    assert_eq!(here.sums(), (10 + 20 + 30 + 200_090 + 600_150, 8, 1));
    let findings = verify(&here.folder, &[]).unwrap();
    assert!(
        findings.iter().any(|found| matches!(found.kind, IssueKind::Fork { seq: 5, .. })),
        "{findings:?}"
    );
}

#[test]
fn partial_line_is_left_out_until_it_is_whole_and_damaged_lines_are_copied() {
    let here = Here::new();
    let mut bytes = whole("A", 1, 5);
    let line = bytes.iter().position(|byte| *byte == b'\n').unwrap();
    bytes[line + 2] = b'#';
    let torn = bytes.len() - 20;
    let stick = Stick::new(&[("A", &bytes[..torn])]);
    let results = here.merge(&stick);
    assert_eq!((&results[0].outcome, results[0].torn_bytes > 0), (&new("A", 5), true));
    assert!(results[0].faults > 0);
    assert_eq!(here.get("A"), bytes[..here.get("A").len()]);
    fs::write(stick.stations().join("A.jsonl"), &bytes).unwrap();
    assert_eq!(here.outcomes(&stick), [MergeOutcome::Appended { here: id("A"), lines: 1 }]);
    assert_eq!(here.get("A"), bytes);
}

#[test]
fn last_line_without_its_newline_is_whole_on_both_sides() {
    let cut = |bytes: Vec<u8>| bytes.strip_suffix(b"\n").unwrap().to_vec();
    let here = Here::new();
    assert_eq!(here.outcomes(&Stick::new(&[("A", &cut(whole("A", 1, 3)))])), [new("A", 4)]);
    assert_eq!(here.get("A"), whole("A", 1, 3));
    for (local, copy, expected) in
        [(3, 3, known("A")), (3, 2, known("A")), (3, 5, MergeOutcome::Appended { here: id("A"), lines: 2 })]
    {
        for (cut_local, cut_copy) in [(true, true), (true, false), (false, true)] {
            let here = Here::new();
            let (mut ours, mut theirs) = (whole("A", 1, local), whole("A", 1, copy));
            ours.truncate(ours.len() - usize::from(cut_local));
            theirs.truncate(theirs.len() - usize::from(cut_copy));
            here.put("A", &ours);
            assert_eq!(here.outcomes(&Stick::new(&[("A", &theirs)])), std::slice::from_ref(&expected));
            let sum = (1..=local.max(copy)).map(|entry| i64::try_from(entry).unwrap() * 10).sum();
            assert_eq!(here.sums(), (sum, i64::try_from(local.max(copy)).unwrap(), 0));
        }
    }
}

#[test]
fn copy_with_converted_line_ends_holds_the_same_lines() {
    let converted = |entries| {
        let text = String::from_utf8(whole("A", 1, entries)).unwrap();
        Stick::new(&[("A", text.replace('\n', "\r\n").as_bytes())])
    };
    let here = Here::new();
    here.put("A", &whole("A", 1, 3));
    for entries in [1, 2, 3] {
        assert_eq!(here.outcomes(&converted(entries)), [known("A")]);
    }
    // Lines cannot be appended to a file with other line ends, but only the new ones are counted as new.
    assert_eq!(here.outcomes(&converted(5)), [new("A2", 2)]);
    assert_eq!(here.outcomes(&converted(5)), [known("A2")]);
    assert_eq!((here.get("A"), here.sums()), (whole("A", 1, 3), (150, 5, 0)));
}

#[test]
fn copy_with_a_hole_of_a_terabyte_is_merged_as_a_hole() {
    let here = Here::new();
    let stick = Stick::new(&[("A", &whole("A", 1, 2))]);
    let all = whole("A", 1, 4);
    let path = stick.stations().join("A.jsonl");
    let half = path.metadata().unwrap().len();
    let mut file = fs::OpenOptions::new().append(true).open(&path).unwrap();
    file.set_len(1 << 40).unwrap();
    file.write_all(&all[usize::try_from(half).unwrap()..]).unwrap();
    assert_eq!(here.outcomes(&stick), [new("A", 5)]);
    assert_eq!(here.outcomes(&stick), [known("A")]);
    let merged = here.folder.journal(id("A")).metadata().unwrap();
    assert_eq!((merged.len(), merged.blocks() < 10_000), (path.metadata().unwrap().len(), true));
    assert_eq!(here.sums(), (100, 4, 0));
    // The copy grows after the hole.
    file.write_all(&whole("A", 1, 5)[all.len()..]).unwrap();
    assert_eq!(here.outcomes(&stick), [MergeOutcome::Appended { here: id("A"), lines: 1 }]);
}

#[test]
fn nothing_is_added_beside_a_local_journal_that_cannot_be_read() {
    let here = Here::new();
    here.put("B", &whole("B", 2, 2));
    let stick = Stick::new(&[("A", &whole("A", 1, 3)), ("B", &whole("B", 2, 3))]);
    // The file of station A cannot be read at all, or its first line can be read and is of this journal or another one.
    for (journal, expected) in [
        (None, MergeOutcome::Skipped(SkipReason::LocalUnreadable { here: id("A") })),
        (Some(JournalId(1)), MergeOutcome::Skipped(SkipReason::LocalUnreadable { here: id("A") })),
        (Some(JournalId(9)), new("A", 4)),
    ] {
        let unreadable = vec![(id("A"), journal)];
        let state = super::read(id("B"), &here.folder.journal(id("B")), &here.folder);
        let local = LocalJournal::from_state(id("B"), &state).into_iter().collect();
        let stations = here.folder.stations();
        let mut merger = Merger { folder: &here.folder, stations, now: noon(), local, unreadable };
        let mut merge = |name: &str| {
            merger.merge_file(id(name), &stick.stations().join(names::journal(id(name)))).unwrap().outcome
        };
        assert_eq!(merge("A"), expected);
        // A journal whose local file can be read grows.
        assert!(!matches!(merge("B"), MergeOutcome::Skipped(_)));
    }
}

#[test]
fn only_files_that_are_not_journals_of_the_event_are_skipped() {
    let here = Here::new();
    let stick = Stick::new(&[("B", &whole("B", 2, 2)), ("D", b"")]);
    let text = String::from_utf8(whole("C", 3, 1)).unwrap();
    let foreign = text.replace(&event(25).id, "0123456789abcdef0123456789abcdef");
    fs::write(stick.stations().join("C.jsonl"), foreign).unwrap();
    fs::write(stick.0.path().join("secret"), whole("A", 9, 1)).unwrap();
    symlink(stick.0.path().join("secret"), stick.stations().join("A.jsonl")).unwrap();
    fs::create_dir(stick.stations().join("E.jsonl")).unwrap();
    fs::write(stick.stations().join("notes.jsonl"), "").unwrap();
    let reasons: Vec<_> = here
        .outcomes(&stick)
        .into_iter()
        .map(|outcome| match outcome {
            MergeOutcome::Skipped(reason) => Some(reason),
            _ => None,
        })
        .collect();
    let found = "0123456789abcdef0123456789abcdef".to_owned();
    assert_eq!(
        reasons,
        [
            Some(SkipReason::NotAFile),
            None,
            Some(SkipReason::OtherEvent { found }),
            Some(SkipReason::Empty),
            Some(SkipReason::NotAFile),
            Some(SkipReason::UnrecognizedName)
        ]
    );
    assert_eq!(here.sums(), (30, 2, 0));
}

#[test]
fn leftovers_of_a_crash_do_not_count() {
    let here = Here::new();
    let stations = here.folder.stations();
    fs::write(stations.join(".merge-dead"), b"half").unwrap();
    // This is the state after a crash between two steps: the mark is written, but the journal has not
    // appeared.
    merged_mark::write(&stations, id("A"), JournalId(1)).unwrap();
    assert_eq!(here.sums(), (0, 0, 0));
    assert_eq!(open_station(&here.folder, None, noon(), "0").unwrap().station, id("A"));
    // This is the state after a crash that interrupted the appending of lines.
    here.put("B", &whole("B", 2, 1));
    let mut half = whole("B", 2, 3);
    half.truncate(half.len() - 30);
    here.put("B", &half);
    here.merge(&Stick::new(&[("B", &whole("B", 2, 3))]));
    assert_eq!((here.get("B"), here.sums()), (whole("B", 2, 3), (60, 3, 0)));
    assert!(!stations.join(".merge-dead").exists());
}

#[test]
fn merges_at_the_same_time_add_everything_once() {
    let here = Here::new();
    let sticks = [1, 2, 3].map(|number| {
        let (a, b) = (whole("A", number, 3), whole("B", 9, 2 + u64::try_from(number).unwrap()));
        Stick::new(&[("A", &a), ("B", &b)])
    });
    std::thread::scope(|scope| {
        for stick in sticks.iter().chain(&sticks) {
            let here = &here;
            scope.spawn(move || here.merge(stick));
        }
    });
    // The event has three journals of three entries each, and the longest copy of the other journal.
    assert_eq!(here.sums(), (3 * 60 + 150, 14, 0));
    assert_eq!(here.folder.journals().unwrap().len(), 4);
}

#[test]
fn copy_is_found_in_each_kind_of_folder() {
    let here = Here::new();
    let stick = Stick::new(&[("A", &whole("A", 1, 3))]);
    let journals = TempDir::new().unwrap();
    fs::copy(stick.stations().join("A.jsonl"), journals.path().join("A.jsonl")).unwrap();
    for named in [stick.event(), stick.stations(), stick.0.path().to_owned(), journals.path().to_owned()] {
        let source = find_source(&named, None).unwrap();
        assert_eq!(source.event_id, here.folder.event.id, "{}", named.display());
        assert_eq!(find_event(&source, &here.dir, None).unwrap().0.path, here.folder.path);
    }
    let empty = TempDir::new().unwrap();
    assert!(matches!(find_source(empty.path(), None), Err(MergeError::NoCopy(_))));
    DataDir::at(stick.0.path()).create(&event(26), SlugChoice::Day).unwrap();
    assert!(matches!(find_source(stick.0.path(), None), Err(MergeError::SeveralEvents { .. })));
    let own = find_source(&here.folder.path, None);
    assert!(matches!(own, Err(MergeError::NoCopy(_))), "{own:?}");
    here.put("A", &whole("A", 1, 3));
    let own = find_source(&here.folder.path, None).unwrap();
    assert!(matches!(merge(&own, &here.folder, noon()), Err(MergeError::SameFolder(_))));
}

#[test]
fn missing_event_is_created_and_another_event_is_rejected() {
    let elsewhere = TempDir::new().unwrap();
    let dir = DataDir::at(elsewhere.path().join("data"));
    let stick = Stick::new(&[("A", &whole("A", 1, 3))]);
    let source = find_source(&stick.stations(), None).unwrap();
    let (made, created) = find_event(&source, &dir, None).unwrap();
    assert!(created && made.event.id == source.event_id);
    assert!(!find_event(&source, &dir, None).unwrap().1);
    merge(&source, &made, moment("2026-01-25T13:00:00+05:00")).unwrap();
    let mut other = event(26);
    other.id = "0123456789abcdef0123456789abcdef".into();
    let other = dir.create(&other, SlugChoice::Day).unwrap();
    let fault = find_event(&source, &dir, Some(other));
    assert!(matches!(fault, Err(MergeError::OtherEvent { .. })), "{fault:?}");
}

#[test]
fn a_copy_of_an_unnamed_event_is_named_by_its_date() {
    let elsewhere = TempDir::new().unwrap();
    let mut made = event(25);
    made.unnamed = true;
    let copy = DataDir::at(elsewhere.path()).create(&made, SlugChoice::Day).unwrap();
    fs::write(copy.journal(id("A")), whole("A", 1, 3)).unwrap();
    assert_eq!(find_source(&copy.path, None).unwrap().event_name(), "2026-01-25");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Merges copies of three journals that were taken at different times. One of the journals is forked.
    /// Regardless of the order and number of the copies, the event is the union of the longest copies.
    #[test]
    fn order_and_repetition_do_not_change_the_result(steps in prop::collection::vec((0..3_u128, 0..8_u64, any::<bool>()), 1..12)) {
        let (here, all) = (Here::new(), Here::new());
        let mut longest = std::collections::BTreeMap::new();
        for (number, entries, other_side) in steps {
            let side = i64::from(other_side && number == 0);
            here.merge(&Stick::new(&[("A", &journal("A", number, entries, 3, side))]));
            let most = longest.entry((number, side)).or_insert(0);
            *most = entries.max(*most);
        }
        for (name, ((number, side), entries)) in names::station_ids().zip(longest) {
            all.put(name.as_str(), &journal("A", number, entries, 3, side));
        }
        let both = [&here, &all].map(|event| {
            let (net, entries, forks) = event.sums();
            (net, entries, forks > 0)
        });
        prop_assert_eq!(both[0], both[1]);
    }
}
