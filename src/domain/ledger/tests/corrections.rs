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

/// Returns the hours of the sums, in minutes after the first minute of the day, with net grams.
fn hours(ledger: &Ledger) -> Vec<(i64, i64)> {
    let start = record(1, 1, 0, paper(1)).at.timestamp_millis() + OFFSET_MS;
    let hours = ledger.tally().hours.iter();
    hours.map(|(hour, sum)| ((hour - start).div_euclid(60_000), sum.net.get())).collect()
}

#[test]
fn a_correction_counts_at_the_time_of_what_was_weighed() {
    // Weighed in the first hour, corrected in the fifth and again in the sixth.
    let root_ref = record_ref("A", 2, 11);
    let (first_ref, second_ref) = (record_ref("B", 2, 22), record_ref("C", 2, 33));
    let lines = [
        record(2, 11, 10, paper(1_000)),
        record(2, 22, 310, correction(2_000, root_ref)),
        record(2, 33, 370, correction(3_000, first_ref)),
    ];
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let mut ledger = TestLedger::new();
        let slots = [ledger.add("A", 1), ledger.add("B", 2), ledger.add("C", 3)];
        for index in order {
            ledger.ledger.enter(slots[index], 1, None);
            ledger.ledger.enter(slots[index], 2, Some(&lines[index]));
        }
        let [(hour, 3_000)] = hours(&ledger.ledger)[..] else { panic!("{order:?}") };
        let weighed = ledger.find(root_ref).map(|index| ledger.view(index).at_ms);
        assert_eq!(ledger.find(second_ref).map(|index| ledger.weighed_ms(index)), weighed, "{order:?}");
        // A void of a correction leaves the hour of what counts again.
        ledger.apply(slots[0], void(second_ref));
        assert_eq!(hours(&ledger.ledger), [(hour, 2_000)], "{order:?}");
        ledger.apply(slots[0], void(first_ref));
        assert_eq!(hours(&ledger.ledger), [(hour, 1_000)], "{order:?}");
        let mut later = event();
        later.utc_offset = UtcOffset::parse("+06:00").unwrap();
        ledger.ledger.change_utc_offset(&later);
        assert_eq!(hours(&ledger.ledger), [(hour + 60, 1_000)], "{order:?}");
    }
}

#[test]
fn a_correction_of_a_missing_record_has_its_own_time_until_the_record_arrives() {
    let mut ledger = TestLedger::new();
    let (a, b) = (ledger.add("A", 1), ledger.add("B", 2));
    let correction = record(1, 22, 310, correction(2_000, record_ref("A", 1, 11)));
    ledger.ledger.enter(b, 1, Some(&correction));
    let late = hours(&ledger.ledger);
    ledger.ledger.enter(a, 1, Some(&record(1, 11, 10, paper(1_000))));
    let [(hour, 2_000)] = hours(&ledger.ledger)[..] else { panic!() };
    assert_eq!(late, [(hour + 300, 2_000)]);
    assert_eq!(ledger.tally().minutes.len(), 1);
}
