//! What counts, case by case.

use std::collections::{BTreeMap, HashSet};

use chrono::DateTime;
use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::domain::event::UtcOffset;
use crate::domain::record::{LineHash, Source};
use crate::domain::tally::Sum;

mod model;

const OFFSET_MS: i64 = 5 * 3_600_000;

fn event() -> Event {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
    Event::new(1, "R", day, UtcOffset::parse("+05:00").unwrap()).unwrap()
}

fn station(id: &str) -> StationId {
    StationId::parse(id).unwrap()
}

/// A hash whose short form is this number.
fn hash(number: u64) -> LineHash {
    let mut bytes = [7; 32];
    bytes[..8].copy_from_slice(&number.to_be_bytes());
    LineHash(bytes)
}

/// A record of this number and hash, made at this minute of the day.
fn record(seq: u64, number: u64, minute: i64, op: Op<RecordRef>) -> Record {
    let at = DateTime::from_timestamp_millis(1_769_310_000_000 + minute * 60_000).unwrap().fixed_offset();
    Record { seq, at, op, import: None, hash: hash(number) }
}

/// How a record is named that stands in this station under this number with this hash.
fn named(id: &str, seq: u64, number: u64) -> RecordRef {
    RecordRef { station: station(id), seq, hash: ShortHash(number) }
}

fn kilograms(gross: i64, tare: i64) -> Measure {
    Measure::weight(Grams::new(gross), Grams::new(tare)).unwrap()
}

fn entry(material: &str, measure: Measure, corrects: Option<RecordRef>) -> Op<RecordRef> {
    Op::Entry(Entry {
        material: material.to_owned(),
        grade: None,
        measure,
        tare_name: None,
        about: false,
        source: Source::Typed,
        typed: None,
        corrects,
    })
}

fn paper(grams: i64) -> Op<RecordRef> {
    entry("paper", kilograms(grams, 0), None)
}

fn instead(grams: i64, of: RecordRef) -> Op<RecordRef> {
    entry("paper", kilograms(grams, 0), Some(of))
}

fn void(of: RecordRef) -> Op<RecordRef> {
    Op::Void { of, reason: "undo".to_owned() }
}

/// A ledger and its files; every record gets its own hash: what was applied so far, plus one.
struct Desk {
    ledger: Ledger,
    applied: u64,
}

impl Desk {
    fn new() -> Self {
        Self { ledger: Ledger::new(&event()), applied: 0 }
    }

    fn open(&mut self, id: &str, journal: u128) -> Slot {
        self.ledger.open(station(id), station(id), JournalId(journal), 0)
    }

    /// Applies with the next free hash; says how the record is named.
    fn apply(&mut self, slot: Slot, op: Op<RecordRef>) -> RecordRef {
        self.applied += 1;
        self.apply_as(slot, self.applied, op)
    }

    fn apply_as(&mut self, slot: Slot, number: u64, op: Op<RecordRef>) -> RecordRef {
        let file = &self.ledger.files[usize::from(slot.0)];
        let (seq, station) = (file.rows.len() as u64 + 1, file.station);
        self.ledger.apply(slot, &record(seq, number, 0, op));
        RecordRef { station, seq, hash: ShortHash(number) }
    }

    /// Kilograms in grams, and how many records were taken back.
    #[track_caller]
    fn expect(&self, net: i64, entries: i64, voided: i64) {
        let tally = self.ledger.tally();
        assert_eq!((tally.net.get(), tally.entries, tally.voided), (net, entries, voided));
    }

    #[track_caller]
    fn stands(&self, target: RecordRef, standing: Standing) {
        let id = self.ledger.find(target).unwrap();
        assert_eq!(self.ledger.standing(id), standing);
    }
}

#[test]
fn a_row_is_32_bytes() {
    assert_eq!(size_of::<Row>(), 32);
}

#[test]
fn a_void_counts_also_before_its_target_arrives() {
    let mut desk = Desk::new();
    let (a, b) = (desk.open("A", 1), desk.open("B", 2));
    desk.apply(b, void(named("A", 1, 77)));
    desk.expect(0, 0, 0);
    let target = desk.apply_as(a, 77, paper(5_000));
    desk.expect(0, 0, 1);
    desk.stands(target, Standing::Voided);
    assert_eq!(desk.ledger.void_reason(desk.ledger.find(target).unwrap()), Some("undo"));
}

#[test]
fn a_void_that_names_another_hash_number_or_station_is_ignored() {
    let mut desk = Desk::new();
    let (a, b) = (desk.open("A", 1), desk.open("B", 2));
    let target = desk.apply_as(a, 77, paper(5_000));
    desk.apply(b, void(named("A", 1, 78)));
    desk.apply(b, void(named("A", 2, 77)));
    desk.apply(b, void(named("B", 1, 77)));
    desk.expect(5_000, 1, 0);
    desk.stands(target, Standing::Counted);
}

#[test]
fn voided_twice_is_once_and_the_first_by_station_gives_the_reason() {
    let mut desk = Desk::new();
    let (a, b) = (desk.open("A", 1), desk.open("B", 2));
    let target = desk.apply(a, paper(5_000));
    desk.apply(b, Op::Void { of: target, reason: "from B".to_owned() });
    desk.apply(a, Op::Void { of: target, reason: "from A".to_owned() });
    desk.apply(a, Op::Void { of: target, reason: "again".to_owned() });
    desk.expect(0, 0, 1);
    assert_eq!(desk.ledger.void_reason(desk.ledger.find(target).unwrap()), Some("from A"));
}

#[test]
fn people_and_hand_overs_are_taken_back_too() {
    let mut desk = Desk::new();
    let a = desk.open("A", 1);
    let people = desk.apply(a, Op::People { count: 3 });
    let (to, typed) = ("depot".to_owned(), None);
    let out = desk.apply(a, Op::Out { material: "paper".into(), measure: kilograms(300_000, 0), to, typed });
    assert_eq!((desk.ledger.tally().people, desk.ledger.tally().materials[0].out_net.get()), (3, 300_000));
    desk.apply(a, void(people));
    desk.apply(a, void(out));
    assert_eq!((desk.ledger.tally().people, desk.ledger.tally().materials[0].out_net.get()), (0, 0));
    desk.expect(0, 0, 2);
}

#[test]
fn a_void_itself_cannot_be_voided() {
    let mut desk = Desk::new();
    let a = desk.open("A", 1);
    let target = desk.apply(a, paper(5_000));
    let taken_back = desk.apply(a, void(target));
    desk.apply(a, void(taken_back));
    desk.expect(0, 0, 1);
}

#[test]
fn a_correction_takes_the_place_of_its_target() {
    let mut desk = Desk::new();
    let (a, b) = (desk.open("A", 1), desk.open("B", 2));
    let wrong = desk.apply(a, paper(50_000));
    let right = desk.apply(b, instead(5_000, wrong));
    desk.expect(5_000, 1, 1);
    desk.stands(wrong, Standing::Corrected);
    desk.stands(right, Standing::Counted);
    // The correction's station has it: that is where it was weighed anew.
    assert_eq!(desk.ledger.stations().keys().copied().collect::<Vec<_>>(), [station("B")]);
}

#[test]
fn a_correction_counts_also_before_its_target_arrives() {
    let mut desk = Desk::new();
    let (a, b) = (desk.open("A", 1), desk.open("B", 2));
    desk.apply(b, instead(5_000, named("A", 1, 77)));
    desk.expect(5_000, 1, 0);
    desk.apply_as(a, 77, paper(50_000));
    desk.expect(5_000, 1, 1);
}

#[test]
fn a_chain_of_corrections_outlives_a_void_of_its_middle() {
    let mut desk = Desk::new();
    let a = desk.open("A", 1);
    let first = desk.apply(a, paper(1_000));
    let second = desk.apply(a, instead(2_000, first));
    let third = desk.apply(a, instead(3_000, second));
    desk.expect(3_000, 1, 2);
    desk.apply(a, void(second));
    desk.expect(3_000, 1, 2);
    desk.stands(second, Standing::Voided);
    desk.stands(first, Standing::Corrected);
    // Without the last one, the voided middle corrects nothing, so the first counts again.
    desk.apply(a, void(third));
    desk.expect(1_000, 1, 2);
    desk.stands(first, Standing::Counted);
}

#[test]
fn a_chain_of_corrections_may_arrive_backwards() {
    let mut desk = Desk::new();
    let (a, b, c) = (desk.open("A", 1), desk.open("B", 2), desk.open("C", 3));
    desk.apply_as(c, 33, instead(3_000, named("B", 1, 22)));
    desk.apply_as(b, 22, instead(2_000, named("A", 1, 11)));
    desk.expect(3_000, 1, 1);
    desk.apply_as(a, 11, paper(1_000));
    desk.expect(3_000, 1, 2);
}

#[test]
fn of_two_corrections_the_lowest_counts_and_the_other_is_a_conflict() {
    let mut desk = Desk::new();
    let (a, b, c) = (desk.open("A", 1), desk.open("B", 2), desk.open("C", 3));
    let wrong = desk.apply(a, paper(50_000));
    let late = desk.apply(c, instead(6_000, wrong));
    desk.expect(6_000, 1, 1);
    let first = desk.apply(b, instead(5_000, wrong));
    desk.expect(5_000, 1, 2);
    desk.stands(first, Standing::Counted);
    desk.stands(late, Standing::Conflict);
    desk.stands(wrong, Standing::Corrected);
    desk.apply(a, void(first));
    desk.expect(6_000, 1, 2);
    desk.stands(late, Standing::Counted);
    desk.stands(first, Standing::Voided);
}

#[test]
fn a_voided_correction_gives_its_target_back() {
    let mut desk = Desk::new();
    let a = desk.open("A", 1);
    let wrong = desk.apply(a, paper(50_000));
    let right = desk.apply(a, instead(5_000, wrong));
    desk.apply(a, void(right));
    desk.expect(50_000, 1, 1);
    desk.stands(wrong, Standing::Counted);
    desk.stands(right, Standing::Voided);
    // With the target voided as well, nothing is left.
    desk.apply(a, void(wrong));
    desk.expect(0, 0, 2);
}

#[test]
fn a_long_chain_of_corrections_needs_no_stack() {
    let mut desk = Desk::new();
    let a = desk.open("A", 1);
    let mut last = desk.apply(a, paper(1));
    for grams in 2..=500 {
        last = desk.apply(a, instead(grams, last));
    }
    desk.expect(500, 1, 499);
}

#[test]
fn a_copy_of_a_journal_counts_once() {
    let mut desk = Desk::new();
    let (original, copy) = (desk.open("A", 1), desk.open("A", 1));
    let lines = [paper(1_000), Op::People { count: 2 }, void(named("A", 1, 1)), paper(3_000)];
    for (op, number) in lines.iter().zip(1..) {
        desk.apply_as(copy, number, op.clone());
    }
    desk.expect(3_000, 1, 1);
    for (op, number) in lines.iter().zip(1..) {
        desk.apply_as(original, number, op.clone());
    }
    desk.expect(3_000, 1, 1);
    assert_eq!(desk.ledger.tally().people, 2);
    assert_eq!(desk.ledger.forks(), []);
    assert_eq!(desk.ledger.rows_of(original).count(), 0);
    assert_eq!(desk.ledger.standing(RecordIndex { slot: original, index: 3 }), Standing::Copy);
}

#[test]
fn both_sides_of_a_fork_count_and_the_fork_is_noted_once() {
    let mut desk = Desk::new();
    let (left, right) = (desk.open("A", 1), desk.open("A", 1));
    let shared = desk.apply_as(left, 1, paper(1_000));
    desk.apply_as(right, 1, paper(1_000));
    desk.apply(left, paper(2_000));
    let mine = desk.apply_as(right, 22, paper(4_000));
    desk.apply(left, paper(8_000));
    desk.apply_as(right, 33, paper(16_000));
    desk.expect(31_000, 5, 0);
    let place = |slot| RecordIndex { slot, index: 1 };
    assert_eq!(desk.ledger.forks(), [(place(left), place(right))]);
    // Names reach one side only, by hash; what stood before the fork is one record.
    desk.apply_as(left, 44, void(mine));
    desk.apply_as(right, 55, void(shared));
    desk.expect(26_000, 3, 2);
    assert_eq!(desk.ledger.numbered(station("A"), 2), Some(place(left)));
}

#[test]
fn a_damaged_line_uses_up_its_number_and_is_no_fork() {
    let mut desk = Desk::new();
    let (damaged, copy) = (desk.open("A", 1), desk.open("A", 1));
    desk.ledger.skip(damaged);
    let second = desk.apply_as(damaged, 2, paper(2_000));
    assert_eq!(second.seq, 2);
    desk.expect(2_000, 1, 0);
    // The same line is whole in the copy: there it counts.
    desk.apply_as(copy, 1, paper(1_000));
    desk.apply_as(copy, 2, paper(2_000));
    desk.expect(3_000, 2, 0);
    assert_eq!(desk.ledger.forks(), []);
}

#[test]
fn an_unknown_material_gets_its_own_row() {
    let mut desk = Desk::new();
    let a = desk.open("A", 1);
    desk.apply(a, entry("cork", kilograms(700, 0), None));
    desk.apply(a, entry("cork", kilograms(300, 0), None));
    let known = event().materials.len();
    assert_eq!(desk.ledger.material_id(known), Some("cork"));
    assert_eq!(desk.ledger.tally().materials[known].net.get(), 1_000);
    desk.expect(1_000, 2, 0);
}

#[test]
fn pieces_and_their_weight_stay_apart_from_kilograms() {
    let mut desk = Desk::new();
    let a = desk.open("A", 1);
    let measure = Measure::Pieces { count: 4, weight: Some(Grams::new(32_500)) };
    let tyres = desk.apply(a, entry("tyres", measure, None));
    desk.apply(a, entry("tyres", Measure::Pieces { count: 2, weight: None }, None));
    desk.expect(0, 2, 0);
    let (place, _) = event().material("tyres").map(|(place, material)| (place, material.clone())).unwrap();
    let sum = &desk.ledger.tally().materials[place];
    assert_eq!((sum.pieces, sum.pieces_weight.get(), sum.net.get()), (6, 32_500, 0));
    let view = desk.ledger.view(desk.ledger.find(tyres).unwrap());
    assert_eq!((view.kind, view.count, view.net.get()), (Kind::Pieces, 4, 32_500));
}

#[test]
fn a_view_says_what_was_recorded_and_by_whom() {
    let mut desk = Desk::new();
    let a = desk.open("A", 1);
    desk.apply(a, Op::Operator { name: "Айгерім".into() });
    let mut op = entry("plastic", kilograms(12_500, 800), None);
    if let Op::Entry(entry) = &mut op {
        entry.grade = Some("5".into());
        entry.about = true;
    }
    let target = desk.apply(a, op);
    let view = desk.ledger.view(desk.ledger.find(target).unwrap());
    assert_eq!(view.target, target);
    assert_eq!((view.net.get(), view.tare.get(), view.about), (11_700, 800, true));
    assert_eq!((view.grade, view.operator, view.material), (Some("5"), "Айгерім", Some(1)));
}

#[test]
fn the_newest_come_first() {
    let mut ledger = Ledger::new(&event());
    let (a, b) = (
        ledger.open(station("A"), station("A"), JournalId(1), 0),
        ledger.open(station("B"), station("B"), JournalId(2), 0),
    );
    for (slot, seq, minute) in [(a, 1, 10_i64), (a, 2, 30), (a, 3, 20), (b, 1, 15), (b, 2, 40)] {
        ledger.apply(slot, &record(seq, minute.unsigned_abs(), minute, paper(1_000)));
    }
    let order: Vec<_> = ledger.newest_first().map(|id| ledger.view(id).target.hash.0).collect();
    // In one file the order is the journal's, whatever its clock said.
    assert_eq!(order, [40, 20, 30, 15, 10]);
}

#[test]
fn what_is_typed_late_with_an_early_time_is_not_buried() {
    let mut ledger = Ledger::new(&event());
    let (a, b) = (
        ledger.open(station("A"), station("A"), JournalId(1), 0),
        ledger.open(station("B"), station("B"), JournalId(2), 0),
    );
    for (slot, seq, minute) in [(a, 1, 30_i64), (a, 2, 5), (b, 1, 20)] {
        ledger.apply(slot, &record(seq, minute.unsigned_abs(), minute, paper(1_000)));
    }
    let order: Vec<_> = ledger.newest_first().map(|id| ledger.view(id).target.hash.0).collect();
    assert_eq!(order, [5, 30, 20]);
}

#[test]
fn what_is_usual_is_asked_of_live_entries_of_one_station() {
    let mut desk = Desk::new();
    let (a, b) = (desk.open("A", 1), desk.open("B", 2));
    for grams in 1..=30 {
        desk.apply(a, paper(grams));
        desk.apply(b, paper(1_000));
    }
    let last = desk.apply(a, paper(500));
    desk.apply(a, void(last));
    desk.apply(a, entry("tyres", Measure::Pieces { count: 4, weight: None }, None));
    assert_eq!(desk.ledger.last_sizes(a, "paper"), (11..=30).rev().collect::<Vec<_>>());
    assert_eq!(desk.ledger.last_sizes(a, "tyres"), [4]);
    assert_eq!(desk.ledger.last_sizes(a, "foam"), [] as [i64; 0]);
}
