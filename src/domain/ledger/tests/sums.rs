//! Tests what a record adds to the sums, and what the ledger reports about it.

use super::*;

#[test]
fn a_compact_record_is_32_bytes() {
    assert_eq!(size_of::<CompactRecord>(), 32);
}

#[test]
fn an_unknown_material_gets_its_own_sums() {
    let mut ledger = TestLedger::new();
    let a = ledger.add("A", 1);
    ledger.apply(a, entry("cork", kilograms(700, 0), None));
    ledger.apply(a, entry("cork", kilograms(300, 0), None));
    let known = event().materials.len();
    assert_eq!(ledger.material_id(known), Some("cork"));
    assert_eq!(ledger.tally().materials[known].net.get(), 1_000);
    ledger.expect_sums(1_000, 2, 0);
}

#[test]
fn pieces_and_their_weight_are_not_added_to_kilograms() {
    let mut ledger = TestLedger::new();
    let a = ledger.add("A", 1);
    let measure = Measure::Pieces { count: 4, weight: Some(Grams::new(32_500)) };
    let tyres = ledger.apply(a, entry("tyres", measure, None));
    ledger.apply(a, entry("tyres", Measure::Pieces { count: 2, weight: None }, None));
    ledger.expect_sums(0, 2, 0);
    let index = event().material("tyres").map(|(index, _)| index).unwrap();
    let sum = &ledger.tally().materials[index];
    assert_eq!((sum.pieces, sum.pieces_weight.get(), sum.net.get()), (6, 32_500, 0));
    let view = ledger.view(ledger.find(tyres).unwrap());
    assert_eq!((view.kind, view.count, view.net.get()), (RecordKind::Pieces, 4, 32_500));
}

#[test]
fn a_view_has_what_was_recorded_and_by_whom() {
    let mut ledger = TestLedger::new();
    let a = ledger.add("A", 1);
    ledger.apply(a, Op::Operator { name: "Айгерім".into() });
    let mut op = entry("plastic", kilograms(12_500, 800), None);
    if let Op::Entry(entry) = &mut op {
        entry.grade = Some("5".into());
        entry.about = true;
    }
    let target = ledger.apply(a, op);
    let view = ledger.view(ledger.find(target).unwrap());
    assert_eq!(view.target, target);
    assert_eq!((view.net.get(), view.tare.get(), view.about), (11_700, 800, true));
    assert_eq!((view.grade, view.operator, view.material), (Some("5"), "Айгерім", Some(1)));
}

#[test]
fn the_last_sizes_are_those_of_counted_entries_of_one_station() {
    let mut ledger = TestLedger::new();
    let (a, b) = (ledger.add("A", 1), ledger.add("B", 2));
    for grams in 1..=30 {
        ledger.apply(a, paper(grams));
        ledger.apply(b, paper(1_000));
    }
    let last = ledger.apply(a, paper(500));
    ledger.apply(a, void(last));
    ledger.apply(a, entry("tyres", Measure::Pieces { count: 4, weight: None }, None));
    assert_eq!(ledger.last_sizes(a, "paper"), (11..=30).rev().collect::<Vec<_>>());
    let newest = ledger.records_of(a).find(|index| ledger.view(*index).net.get() == 30).unwrap();
    assert_eq!(ledger.last_sizes_beside(newest, "paper"), (10..=29).rev().collect::<Vec<_>>());
    assert_eq!(ledger.last_sizes(a, "tyres"), [4]);
    assert_eq!(ledger.last_sizes(a, "foam"), [] as [i64; 0]);
}
