//! Tests copies and forks of a journal, and damaged lines.

use super::*;

#[test]
fn a_copy_of_a_journal_counts_once() {
    let mut ledger = TestLedger::new();
    let (original, copy) = (ledger.add("A", 1), ledger.add("A", 1));
    let lines = [paper(1_000), Op::People { count: 2 }, void(record_ref("A", 1, 1)), paper(3_000)];
    for (op, number) in lines.iter().zip(1..) {
        ledger.apply_with_hash(copy, number, op.clone());
    }
    ledger.expect_sums(3_000, 1, 1);
    for (op, number) in lines.iter().zip(1..) {
        ledger.apply_with_hash(original, number, op.clone());
    }
    ledger.expect_sums(3_000, 1, 1);
    assert_eq!(ledger.tally().people, 2);
    assert_eq!(ledger.forks(), []);
    // The records count in the first of the two files, although the other one was read before it.
    assert_eq!((ledger.records_of(original).count(), ledger.records_of(copy).count()), (3, 0));
    assert_eq!(ledger.status(RecordIndex { slot: copy, index: 3 }), RecordStatus::Copy);
}

#[test]
fn both_sides_of_a_fork_count_and_the_fork_is_reported_once() {
    let mut ledger = TestLedger::new();
    let (left, right) = (ledger.add("A", 1), ledger.add("A", 1));
    let shared = ledger.apply_with_hash(left, 1, paper(1_000));
    ledger.apply_with_hash(right, 1, paper(1_000));
    ledger.apply(left, paper(2_000));
    let mine = ledger.apply_with_hash(right, 22, paper(4_000));
    ledger.apply(left, paper(8_000));
    ledger.apply_with_hash(right, 33, paper(16_000));
    ledger.expect_sums(31_000, 5, 0);
    let second = |slot| RecordIndex { slot, index: 1 };
    assert_eq!(ledger.forks(), [(second(left), second(right))]);
    // A reference has a hash, so it refers to a record of only one side of the fork. A record before the fork
    // is the same on both sides.
    ledger.apply_with_hash(left, 44, void(mine));
    ledger.apply_with_hash(right, 55, void(shared));
    ledger.expect_sums(26_000, 3, 2);
    assert_eq!(ledger.find_by_number(station("A"), 2), Some(second(left)));
}

#[test]
fn a_damaged_line_uses_up_its_number_and_is_not_a_fork() {
    let mut ledger = TestLedger::new();
    let (damaged, copy) = (ledger.add("A", 1), ledger.add("A", 1));
    ledger.ledger.enter(damaged, 1, None);
    let second = ledger.apply_with_hash(damaged, 2, paper(2_000));
    assert_eq!(second.seq, 2);
    ledger.expect_sums(2_000, 1, 0);
    // The line is undamaged in the copy, so its record counts there.
    ledger.apply_with_hash(copy, 1, paper(1_000));
    ledger.apply_with_hash(copy, 2, paper(2_000));
    ledger.expect_sums(3_000, 2, 0);
    assert_eq!(ledger.forks(), []);
}

#[test]
fn a_line_that_repeats_an_earlier_line_of_its_file_counts_once() {
    let mut ledger = TestLedger::new();
    let file = ledger.add("A", 1);
    let lines: Vec<_> = (1..=3).map(|seq| record(seq, seq, 0, paper(1_000 << seq.cast_signed()))).collect();
    // The second line is doubled, and the whole file follows itself.
    let order = [0, 1, 1, 2, 0, 1, 2];
    for _ in 0..2 {
        for (number, line) in (1..).zip(order) {
            ledger.ledger.enter(file, number, Some(&lines[line]));
        }
        ledger.expect_sums(14_000, 3, 0);
    }
}

#[test]
fn a_confirmed_line_that_another_line_replaced_in_its_file_is_missing() {
    let mut ledger = TestLedger::new();
    let file = ledger.add("A", 1);
    let first = record(1, 1, 0, paper(1_000));
    let second = record(2, 2, 0, paper(2_000));
    ledger.ledger.take_over(file);
    [&first, &second].into_iter().for_each(|record| ledger.ledger.confirm(file, record));
    let end = Some(FileEnd { lines: 2, acknowledged: Some(2) });
    let mut read = |second: &Record| {
        ledger.ledger.enter(file, 1, Some(&first));
        ledger.ledger.enter(file, 2, Some(second));
        ledger.ledger.settle(file, end);
        ledger.ledger.missing().iter().map(|missing| (missing.first, missing.net.get())).collect::<Vec<_>>()
    };
    assert_eq!(read(&second), []);
    assert_eq!(read(&record(2, 22, 0, paper(9_000))), [(2, 2_000)]);
    assert_eq!(read(&second), []);
    // A line that the writer has not confirmed yet is no other line.
    ledger.ledger.enter(file, 3, Some(&record(3, 3, 0, paper(4_000))));
    ledger.ledger.settle(file, Some(FileEnd { lines: 3, acknowledged: Some(3) }));
    assert!(ledger.ledger.missing().is_empty());
    ledger.expect_sums(3_000, 2, 0);
}
