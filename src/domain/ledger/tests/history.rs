//! Compares a ledger that follows files through random changes with one that reads the files afresh.

use super::*;
use crate::domain::ledger::testing::{forget_missing, records, totals};

type Line = Option<Record>;

/// A change of a journal file.
#[derive(Clone, Debug)]
enum Step {
    /// The file gets another line. It may void or correct an earlier record, which may be in a line that no
    /// file has any more.
    Append { file: usize, kind: u8, of: Index },
    /// The file loses lines from this one on.
    Cut { file: usize, from: Index },
    /// A line becomes unreadable, or readable again.
    Damage { file: usize, line: Index },
    /// The file gets the content of another file of the same journal.
    Copy { from: usize, to: usize },
    /// The file is removed, or has another journal.
    Remove { file: usize },
    /// The file is read. If `again` is set, it is read from its start.
    Read { file: usize, again: bool },
    /// The file is read, but not to its end.
    Fail { file: usize },
}

fn step() -> impl Strategy<Value = Step> {
    let file = 0_usize..FILES.len();
    let i = any::<Index>;
    prop_oneof![
        6 => (file.clone(), 0_u8..7, i()).prop_map(|(file, kind, of)| Step::Append { file, kind, of }),
        2 => (file.clone(), i()).prop_map(|(file, from)| Step::Cut { file, from }),
        2 => (file.clone(), i()).prop_map(|(file, line)| Step::Damage { file, line }),
        1 => (file.clone(), file.clone()).prop_map(|(from, to)| Step::Copy { from, to }),
        1 => file.clone().prop_map(|file| Step::Remove { file }),
        6 => (file.clone(), any::<bool>()).prop_map(|(file, again)| Step::Read { file, again }),
        1 => file.prop_map(|file| Step::Fail { file }),
    ]
}

/// The name, the station and the journal of each file. The last file is a copy of the first one's journal.
const FILES: [(&str, &str, u128); 3] = [("A", "A", 1), ("B", "B", 2), ("C", "A", 1)];

#[derive(Default)]
struct Files {
    /// The lines of each file, and whether each is damaged.
    lines: [Vec<(Record, bool)>; 3],
    /// The lines as they were last read.
    read: [Vec<Line>; 3],
    recorded: Vec<RecordRef>,
}

impl Files {
    fn content(&self, file: usize) -> Vec<Line> {
        self.lines[file].iter().map(|(record, damaged)| (!damaged).then(|| record.clone())).collect()
    }

    fn append(&mut self, file: usize, kind: u8, of: Index) {
        let number = self.recorded.len() as u64 + 1;
        let earlier = (!self.recorded.is_empty()).then(|| self.recorded[of.index(self.recorded.len())]);
        let op = match (kind, earlier) {
            (0, Some(of)) => Op::Void { of, reason: number.to_string() },
            (1, Some(of)) => correction(number.cast_signed(), of),
            (2, _) => Op::People { count: 1 },
            (3, _) => Op::Operator { name: number.to_string() },
            _ => paper(number.cast_signed() * 100),
        };
        let seq = self.lines[file].len() as u64 + 1;
        self.lines[file].push((record(seq, number, (number * 37 % 300).cast_signed(), op), false));
        self.recorded.push(RecordRef { station: station(FILES[file].1), seq, hash: ShortHash(number) });
    }

    /// Returns what a reader reports about a file.
    fn change(&mut self, file: usize, again: bool, whole: bool) -> JournalChange {
        let mut lines = self.content(file);
        if !whole {
            lines.truncate(lines.len() / 2);
        }
        let common = lines.iter().zip(&self.read[file]).take_while(|(a, b)| a == b).count();
        let common = if again { common / 2 } else { common };
        let (name, owner, journal) = FILES[file];
        let end = whole.then_some(FileEnd { lines: lines.len() as u64, acknowledged: None });
        self.read[file].clone_from(&lines);
        JournalChange {
            name: station(name),
            station: station(owner),
            journal: JournalId(journal),
            from: common as u64 + 1,
            lines: lines.split_off(common),
            end,
        }
    }
}

fn fresh(files: &mut Files) -> Ledger {
    let mut ledger = Ledger::new(&event());
    files.read = Default::default();
    for file in 0..FILES.len() {
        ledger.apply_change(&files.change(file, true, true));
    }
    ledger
}

proptest! {
    #[test]
    fn a_ledger_that_follows_the_files_equals_one_that_reads_them_afresh(
        steps in prop::collection::vec(step(), 1..60)
    ) {
        let mut files = Files::default();
        let mut ledger = Ledger::new(&event());
        for step in steps {
            match step {
                Step::Append { file, kind, of } => files.append(file, kind, of),
                Step::Cut { file, from } => {
                    let len = files.lines[file].len();
                    files.lines[file].truncate(from.index(len + 1));
                }
                Step::Damage { file, line } => {
                    if let len @ 1.. = files.lines[file].len() {
                        files.lines[file][line.index(len)].1 ^= true;
                    }
                }
                Step::Copy { from, to } if FILES[from].2 == FILES[to].2 => {
                    files.lines[to] = files.lines[from].clone();
                }
                Step::Copy { .. } => {}
                Step::Remove { file } => files.lines[file].clear(),
                Step::Read { file, again } => ledger.apply_change(&files.change(file, again, true)),
                Step::Fail { file } => ledger.apply_change(&files.change(file, true, false)),
            }
            let before = (totals(&ledger), records(&ledger), ledger.forks());
            ledger.missing();
            prop_assert_eq!((totals(&ledger), records(&ledger), ledger.forks()), before);
        }
        for file in 0..FILES.len() {
            ledger.apply_change(&files.change(file, false, true));
        }
        let missing = ledger.missing();
        let before = totals(&ledger);
        forget_missing(&mut ledger);
        let fresh = fresh(&mut files);
        let (found, expected) = (totals(&ledger), totals(&fresh));
        let [net, people] = missing.iter().fold([0, 0], |[net, people], missing| {
            [net + missing.net.get(), people + missing.people]
        });
        prop_assert_eq!((before.net - net, before.people - people), (expected.net, expected.people));
        prop_assert_eq!(found, expected);
        prop_assert_eq!(records(&ledger), records(&fresh));
        let names = |ledger: &Ledger| -> BTreeSet<_> {
            let name = |index: RecordIndex| (ledger.name(index.slot), index.index);
            let sorted = |(a, b): (RecordIndex, RecordIndex)| {
                let (a, b) = (name(a), name(b));
                if a < b { (a, b) } else { (b, a) }
            };
            ledger.forks().into_iter().map(sorted).collect()
        };
        prop_assert_eq!(names(&ledger), names(&fresh));
        // Lines that were found again, in whichever file, are not missing.
        prop_assert!(missing.iter().all(|missing| missing.lines > 0));
    }
}

#[test]
fn saved_records_stay_whatever_the_own_file_holds() {
    let mut ledger = TestLedger::new();
    let a = ledger.add("A", 1);
    let first = ledger.apply(a, paper(1_000));
    ledger.ledger.take_over(a);
    let mut confirm = |seq, hash, grams| ledger.ledger.confirm(a, &record(seq, hash, 0, paper(grams)));
    confirm(2, 22, 2_000);
    confirm(3, 33, 4_000);
    ledger.expect_sums(7_000, 3, 0);
    // The file is replaced by one that goes another way after the first record.
    let end = |lines, acknowledged| Some(FileEnd { lines, acknowledged });
    let other = record(2, 99, 0, paper(8_000));
    ledger.ledger.enter(a, 2, Some(&other));
    ledger.ledger.settle(a, end(2, Some(3)));
    ledger.expect_sums(7_000, 3, 0);
    let missing = &ledger.ledger.missing()[0];
    assert_eq!((missing.first, missing.lines, missing.net.get()), (2, 2, 6_000));
    // The station moves to another journal, so the file counts like those of others.
    ledger.ledger.release(a);
    ledger.expect_sums(15_000, 4, 0);
    ledger.ledger.settle(a, end(2, None));
    let missing = ledger.ledger.missing();
    assert_eq!((missing.len(), missing[0].lines, missing[0].net.get()), (1, 2, 6_000));
    assert!(ledger.find(first).is_some());
    // A void finds the record that only this program still has.
    let b = ledger.add("B", 2);
    ledger.apply(b, void(record_ref("A", 3, 33)));
    ledger.expect_sums(11_000, 3, 1);
    // Another file has the saved records.
    let copy = ledger.add("C", 1);
    for (seq, hash, grams) in [(1, 1, 1_000), (2, 22, 2_000), (3, 33, 4_000)] {
        ledger.ledger.enter(copy, seq, Some(&record(seq, hash, 0, paper(grams))));
    }
    ledger.ledger.settle(copy, end(3, None));
    ledger.expect_sums(11_000, 3, 1);
    assert_eq!(ledger.ledger.missing(), []);
    assert_eq!(ledger.forks().len(), 1);
}
