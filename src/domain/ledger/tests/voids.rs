//! Tests which records a void removes from the sums.

use super::*;

#[test]
fn a_void_applies_even_before_its_target_arrives() {
    let mut ledger = TestLedger::new();
    let (a, b) = (ledger.add("A", 1), ledger.add("B", 2));
    ledger.apply(b, void(record_ref("A", 1, 77)));
    ledger.expect_sums(0, 0, 0);
    let target = ledger.apply_with_hash(a, 77, paper(5_000));
    ledger.expect_sums(0, 0, 1);
    ledger.expect_status(target, RecordStatus::Voided);
    assert_eq!(ledger.void_reason(ledger.find(target).unwrap()), Some("undo"));
}

#[test]
fn a_void_with_another_hash_number_or_station_is_ignored() {
    let mut ledger = TestLedger::new();
    let (a, b) = (ledger.add("A", 1), ledger.add("B", 2));
    let target = ledger.apply_with_hash(a, 77, paper(5_000));
    ledger.apply(b, void(record_ref("A", 1, 78)));
    ledger.apply(b, void(record_ref("A", 2, 77)));
    ledger.apply(b, void(record_ref("B", 1, 77)));
    ledger.expect_sums(5_000, 1, 0);
    ledger.expect_status(target, RecordStatus::Counted);
}

#[test]
fn the_lowest_of_several_voids_gives_the_reason() {
    let mut ledger = TestLedger::new();
    let (a, b) = (ledger.add("A", 1), ledger.add("B", 2));
    let target = ledger.apply(a, paper(5_000));
    ledger.apply(b, Op::Void { of: target, reason: "from B".to_owned() });
    ledger.apply(a, Op::Void { of: target, reason: "from A".to_owned() });
    ledger.apply(a, Op::Void { of: target, reason: "again".to_owned() });
    ledger.expect_sums(0, 0, 1);
    assert_eq!(ledger.void_reason(ledger.find(target).unwrap()), Some("from A"));
}

#[test]
fn people_and_hand_overs_can_be_voided() {
    let mut ledger = TestLedger::new();
    let a = ledger.add("A", 1);
    let people = ledger.apply(a, Op::People { count: 3 });
    let (to, typed) = ("depot".to_owned(), None);
    let out =
        ledger.apply(a, Op::Out { material: "paper".into(), measure: kilograms(300_000, 0), to, typed });
    assert_eq!((ledger.tally().people, ledger.tally().materials[0].out_net.get()), (3, 300_000));
    ledger.apply(a, void(people));
    ledger.apply(a, void(out));
    assert_eq!((ledger.tally().people, ledger.tally().materials[0].out_net.get()), (0, 0));
    // Only entries are counted as voided.
    ledger.expect_sums(0, 0, 0);
}

#[test]
fn a_void_cannot_be_voided() {
    let mut ledger = TestLedger::new();
    let a = ledger.add("A", 1);
    let target = ledger.apply(a, paper(5_000));
    let voided = ledger.apply(a, void(target));
    ledger.apply(a, void(voided));
    ledger.expect_sums(0, 0, 1);
}
