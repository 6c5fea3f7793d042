//! Tests that a ledger that enters rows equals one that enters the lines from which the rows were made.

use super::model::{TestJournal, journals, step};
use super::*;
use crate::domain::ledger::file::DAMAGED;
use crate::domain::ledger::rows::{ROW_BYTES, RowCheck};
use crate::domain::ledger::testing::{records, totals};
use crate::domain::record::ImportRef;

/// Adds a file with this name, and its lines from this index on.
fn enter_lines(ledger: &mut Ledger, name: StationId, journal: &TestJournal, from: usize) {
    let slot = ledger.open_file(name, journal.station, journal.journal, 0);
    for (seq, line) in (1..).zip(&journal.lines).skip(from) {
        ledger.enter(slot, seq, line.as_ref());
    }
}

/// Adds a file with this name, whose first lines enter as rows. Returns whether it was possible.
fn enter_as_rows(ledger: &mut Ledger, name: StationId, journal: &TestJournal, count: usize) -> bool {
    let first = TestJournal { lines: journal.lines[..count].to_vec(), ..journal.clone() };
    let mut alone = Ledger::of_one_journal();
    enter_lines(&mut alone, name, &first, 0);
    let Some(rows) = alone.journal_rows() else { return false };
    let mut check = RowCheck::new(&rows.tables);
    assert!(rows.iter().all(|row| check.accepts(&row)) && check.is_complete());
    let tables = rows.tables.clone();
    let mut entry = ledger.enter_rows((name, journal.station), journal.journal, count, tables).unwrap();
    for (row, line) in rows.iter().zip(&first.lines) {
        assert_eq!(entry.enter(&row), line.as_ref().unwrap().hash.short());
    }
    true
}

/// Returns what may differ between two ledgers.
fn content(ledger: &Ledger) -> impl PartialEq + std::fmt::Debug {
    let tables = (ledger.materials.clone(), ledger.grades.clone(), ledger.operators.clone());
    let forks: Vec<_> = ledger.forks().iter().map(|fork| (*fork, ledger.acknowledged(*fork))).collect();
    let order: Vec<_> = ledger.newest_first_with_unknown().map(|index| ledger.view(index).target).collect();
    let unknown: Vec<_> =
        ledger.newest_first_with_unknown().map(|index| ledger.unknown_op(index).map(str::to_owned)).collect();
    let last: Vec<_> = ledger.files.iter().map(|file| (file.operator, file.records.len())).collect();
    (totals(ledger), records(ledger), tables, forks, order, unknown, last, ledger.tally().clone())
}

proptest! {
    #[test]
    fn rows_and_lines_give_the_same_ledger(
        steps in prop::collection::vec(step(), 0..60),
        as_rows in prop::collection::vec((any::<bool>(), any::<Index>()), 1..8),
    ) {
        let journals = journals(&steps);
        let (mut read, mut mixed) = (Ledger::new(&event()), Ledger::new(&event()));
        for ((number, journal), (is_stored, count)) in journals.iter().enumerate().zip(as_rows.iter().cycle()) {
            // A copy has a name of its own.
            let name = station(&format!("X{number}"));
            enter_lines(&mut read, name, journal, 0);
            let count = count.index(journal.lines.len() + 1);
            let is_stored = *is_stored && enter_as_rows(&mut mixed, name, journal, count);
            enter_lines(&mut mixed, name, journal, if is_stored { count } else { 0 });
        }
        prop_assert_eq!(content(&mixed), content(&read));
    }
}

#[test]
fn every_kind_of_line_has_a_row() {
    let (of, other) = (record_ref("A", 2, 2), record_ref("A", 2, 20));
    let ops = [
        Op::Operator { name: "Айгерім".into() },
        Op::Unknown { op: "later".into() },
        Op::People { count: 3 },
        Op::Fork { of, other, reason: "two laptops".into() },
        Op::Close,
        paper(500),
        void(record_ref("B", 3, 3)),
    ];
    let import = Some(ImportRef { file: ShortHash(1), row: 1 });
    let line =
        |(seq, op)| Some(Record { import: import.filter(|_| seq % 2 == 0), ..record(seq, seq, 1, op) });
    let lines = (1..).zip(ops).map(line).collect();
    let mixed_in = TestJournal { station: station("B"), journal: JournalId(2), lines };
    let side = |hash| {
        let lines = vec![Some(record(1, 1, 0, paper(1))), Some(record(2, hash, 0, paper(2)))];
        TestJournal { station: station("A"), journal: JournalId(1), lines }
    };
    let all = [("A", side(2)), ("A2", side(20)), ("B", mixed_in)];
    let (mut read, mut stored) = (Ledger::new(&event()), Ledger::new(&event()));
    for (name, journal) in &all {
        enter_lines(&mut read, station(name), journal, 0);
        assert!(enter_as_rows(&mut stored, station(name), journal, journal.lines.len()));
    }
    assert_eq!(read.acknowledged(read.forks()[0]).unwrap().reason, "two laptops");
    assert_eq!(content(&stored), content(&read));
}

#[test]
fn a_journal_with_a_line_that_cannot_be_read_has_no_rows() {
    let mut alone = Ledger::of_one_journal();
    assert!(alone.journal_rows().is_none());
    let slot = alone.open_file(station("A"), station("A"), JournalId(1), 0);
    alone.enter(slot, 1, Some(&record(1, 1, 0, paper(1))));
    assert!(alone.journal_rows().is_some());
    alone.enter(slot, 2, None);
    assert!(alone.journal_rows().is_none());
    let mut two = Ledger::of_one_journal();
    for id in ["A", "B"] {
        two.open_file(station(id), station(id), JournalId(1), 0);
    }
    assert!(two.journal_rows().is_none());
}

#[test]
fn rows_that_do_not_fit_their_tables_are_not_accepted() {
    let mut alone = Ledger::of_one_journal();
    let slot = alone.open_file(station("A"), station("A"), JournalId(1), 0);
    alone.enter(slot, 1, Some(&record(1, 1, 0, paper(1))));
    alone.enter(slot, 2, Some(&record(2, 2, 0, void(record_ref("A", 1, 1)))));
    let rows = alone.journal_rows().unwrap();
    let [entry, voids] = <[_; 2]>::try_from(rows.iter().collect::<Vec<_>>()).unwrap();
    let accepts = |all: &[[u8; ROW_BYTES]]| {
        let mut check = RowCheck::new(&rows.tables);
        all.iter().all(|row| check.accepts(row)) && check.is_complete()
    };
    assert!(accepts(&[entry, voids]));
    assert!(!accepts(&[entry]) && !accepts(&[voids, entry]) && !accepts(&[entry, entry]));
    // The time, the material, the grade, the operator, the kind and the flags.
    for (byte, value) in [(15, 1), (24, 1), (26, 1), (28, 1), (30, 6), (31, DAMAGED), (31, COPY), (31, VOIDS)]
    {
        let mut changed = entry;
        changed[byte] = value;
        assert!(!accepts(&[changed, voids]), "{byte}");
    }
}
