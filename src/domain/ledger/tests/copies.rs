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
