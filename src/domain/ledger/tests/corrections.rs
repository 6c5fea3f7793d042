//! Tests which record of a tree of corrections counts.

use super::*;

#[test]
fn a_correction_counts_instead_of_its_target() {
    let mut ledger = TestLedger::new();
    let (a, b) = (ledger.add("A", 1), ledger.add("B", 2));
    let wrong = ledger.apply(a, paper(50_000));
    let right = ledger.apply(b, correction(5_000, wrong));
    ledger.expect_sums(5_000, 1, 1);
    ledger.expect_status(wrong, RecordStatus::Corrected);
    ledger.expect_status(right, RecordStatus::Counted);
    // The amount counts for the station of the correction, because it was weighed again there.
    assert_eq!(ledger.station_sums().keys().copied().collect::<Vec<_>>(), [station("B")]);
}

#[test]
fn a_correction_counts_even_before_its_target_arrives() {
    let mut ledger = TestLedger::new();
    let (a, b) = (ledger.add("A", 1), ledger.add("B", 2));
    ledger.apply(b, correction(5_000, record_ref("A", 1, 77)));
    ledger.expect_sums(5_000, 1, 0);
    ledger.apply_with_hash(a, 77, paper(50_000));
    ledger.expect_sums(5_000, 1, 1);
}

#[test]
fn voiding_the_middle_of_a_chain_does_not_change_what_counts() {
    let mut ledger = TestLedger::new();
    let a = ledger.add("A", 1);
    let first = ledger.apply(a, paper(1_000));
    let second = ledger.apply(a, correction(2_000, first));
    let third = ledger.apply(a, correction(3_000, second));
    ledger.expect_sums(3_000, 1, 2);
    ledger.apply(a, void(second));
    ledger.expect_sums(3_000, 1, 2);
    ledger.expect_status(second, RecordStatus::Voided);
    ledger.expect_status(first, RecordStatus::Corrected);
    // The middle record is voided too, so it corrects nothing and the first record counts again.
    ledger.apply(a, void(third));
    ledger.expect_sums(1_000, 1, 2);
    ledger.expect_status(first, RecordStatus::Counted);
}

#[test]
fn a_chain_of_corrections_may_arrive_in_reverse() {
    let mut ledger = TestLedger::new();
    let (a, b, c) = (ledger.add("A", 1), ledger.add("B", 2), ledger.add("C", 3));
    ledger.apply_with_hash(c, 33, correction(3_000, record_ref("B", 1, 22)));
    ledger.apply_with_hash(b, 22, correction(2_000, record_ref("A", 1, 11)));
    ledger.expect_sums(3_000, 1, 1);
    ledger.apply_with_hash(a, 11, paper(1_000));
    ledger.expect_sums(3_000, 1, 2);
}

#[test]
fn the_lowest_of_two_corrections_counts_and_the_other_is_a_conflict() {
    let mut ledger = TestLedger::new();
    let (a, b, c) = (ledger.add("A", 1), ledger.add("B", 2), ledger.add("C", 3));
    let wrong = ledger.apply(a, paper(50_000));
    let late = ledger.apply(c, correction(6_000, wrong));
    ledger.expect_sums(6_000, 1, 1);
    let first = ledger.apply(b, correction(5_000, wrong));
    ledger.expect_sums(5_000, 1, 2);
    ledger.expect_status(first, RecordStatus::Counted);
    ledger.expect_status(late, RecordStatus::Conflict);
    ledger.expect_status(wrong, RecordStatus::Corrected);
    ledger.apply(a, void(first));
    ledger.expect_sums(6_000, 1, 2);
    ledger.expect_status(late, RecordStatus::Counted);
    ledger.expect_status(first, RecordStatus::Voided);
}

#[test]
fn the_target_of_a_voided_correction_counts_again() {
    let mut ledger = TestLedger::new();
    let a = ledger.add("A", 1);
    let wrong = ledger.apply(a, paper(50_000));
    let right = ledger.apply(a, correction(5_000, wrong));
    ledger.apply(a, void(right));
    ledger.expect_sums(50_000, 1, 1);
    ledger.expect_status(wrong, RecordStatus::Counted);
    ledger.expect_status(right, RecordStatus::Voided);
    // If the target is voided too, nothing counts.
    ledger.apply(a, void(wrong));
    ledger.expect_sums(0, 0, 2);
}

#[test]
fn a_long_chain_of_corrections_does_not_overflow_the_stack() {
    let mut ledger = TestLedger::new();
    let a = ledger.add("A", 1);
    let mut last = ledger.apply(a, paper(1));
    for grams in 2..=500 {
        last = ledger.apply(a, correction(grams, last));
    }
    ledger.expect_sums(500, 1, 499);
}
