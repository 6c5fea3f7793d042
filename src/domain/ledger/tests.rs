//! What counts, case by case, and against a model that starts from scratch in the most obvious way.

use std::collections::{BTreeMap, HashSet};

use chrono::DateTime;
use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::domain::event::UtcOffset;
use crate::domain::record::{LineHash, Source};
use crate::domain::tally::Sum;

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
    assert_eq!(desk.ledger.standing(RowId { slot: original, index: 3 }), Standing::Copy);
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
    let place = |slot| RowId { slot, index: 1 };
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

// From here on: any set of journals in any order, against a model.

/// A line of a file; a damaged one is nothing.
type Line = Option<Record>;

#[derive(Clone, Debug)]
struct Paper {
    station: StationId,
    journal: JournalId,
    lines: Vec<Line>,
}

/// One step of how the files came about. Places are taken modulo what is there.
#[derive(Clone, Debug)]
enum Step {
    Entry {
        file: Index,
        material: usize,
        grade: usize,
        grams: i64,
        about: bool,
        corrects: Option<Index>,
    },
    Pieces {
        file: Index,
        count: u32,
        grams: Option<i64>,
        corrects: Option<Index>,
    },
    People {
        file: Index,
        count: u32,
    },
    Out {
        file: Index,
        grams: i64,
        pieces: Option<u32>,
    },
    Void {
        file: Index,
        of: Index,
    },
    /// A void of what no record is: hash, number or station are wrong.
    Miss {
        file: Index,
        of: Index,
        how: u8,
    },
    Note {
        file: Index,
    },
    /// The file is copied; from here on both may go on.
    Copy {
        file: Index,
    },
    /// A line becomes unreadable in one file.
    Damage {
        file: Index,
        line: Index,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let i = any::<Index>;
    let target = || prop::option::weighted(0.3, any::<Index>());
    prop_oneof![
        6 => (i(), 0_usize..4, 0_usize..3, 1_i64..50_000, any::<bool>(), target()).prop_map(
            |(file, material, grade, grams, about, corrects)| Step::Entry {
                file, material, grade, grams, about, corrects
            }
        ),
        2 => (i(), 1_u32..50, prop::option::of(1_i64..9_000), target()).prop_map(
            |(file, count, grams, corrects)| Step::Pieces { file, count, grams, corrects }
        ),
        2 => (i(), 1_u32..20).prop_map(|(file, count)| Step::People { file, count }),
        1 => (i(), 1_i64..9_000, prop::option::of(1_u32..9)).prop_map(
            |(file, grams, pieces)| Step::Out { file, grams, pieces }
        ),
        4 => (i(), i()).prop_map(|(file, of)| Step::Void { file, of }),
        1 => (i(), i(), 0_u8..3).prop_map(|(file, of, how)| Step::Miss { file, of, how }),
        1 => i().prop_map(|file| Step::Note { file }),
        1 => i().prop_map(|file| Step::Copy { file }),
        1 => (i(), i()).prop_map(|(file, line)| Step::Damage { file, line }),
    ]
}

/// Carries out the steps: every record names only earlier ones, as hashes force it to.
fn papers(steps: &[Step]) -> Vec<Paper> {
    let new = |id: &str, journal| Paper { station: station(id), journal: JournalId(journal), lines: vec![] };
    // Two journals of one station: the second came with a restored machine.
    let mut papers = vec![new("A", 1), new("B", 2), new("A", 3)];
    let mut made: Vec<RecordRef> = Vec::new();
    for (step, number) in steps.iter().zip(1_u64..) {
        let known = |of: &Index| (!made.is_empty()).then(|| made[of.index(made.len())]);
        let (file, op) = match step {
            Step::Entry { file, material, grade, grams, about, corrects } => {
                let id = ["paper", "plastic", "cork", "shells"][*material];
                let mut op = entry(id, kilograms(*grams + 100, 100), corrects.as_ref().and_then(known));
                if let Op::Entry(entry) = &mut op {
                    entry.about = *about;
                    entry.grade = [None, Some("1"), Some("5")][*grade].map(str::to_owned);
                }
                (file, op)
            }
            Step::Pieces { file, count, grams, corrects } => {
                let measure = Measure::Pieces { count: *count, weight: grams.map(Grams::new) };
                (file, entry("tyres", measure, corrects.as_ref().and_then(known)))
            }
            Step::People { file, count } => (file, Op::People { count: *count }),
            Step::Out { file, grams, pieces } => {
                let measure = pieces.map_or(kilograms(*grams, 0), |count| Measure::Pieces {
                    count,
                    weight: Some(Grams::new(*grams)),
                });
                let material = if pieces.is_some() { "tyres" } else { "cork" }.to_owned();
                (file, Op::Out { material, measure, to: String::new(), typed: None })
            }
            Step::Void { file, of } => match known(of) {
                Some(of) => (file, Op::Void { of, reason: number.to_string() }),
                None => continue,
            },
            Step::Miss { file, of, how } => {
                let Some(mut of) = known(of) else { continue };
                match how {
                    0 => of.hash = ShortHash(!of.hash.0),
                    1 => of.seq += 1,
                    _ => of.station = station("C"),
                }
                (file, void(of))
            }
            Step::Note { file } => (file, Op::Operator { name: number.to_string() }),
            Step::Copy { file } => {
                papers.push(papers[file.index(papers.len())].clone());
                continue;
            }
            Step::Damage { file, line } => {
                let place = file.index(papers.len());
                if let lines @ 1.. = papers[place].lines.len() {
                    papers[place].lines[line.index(lines)] = None;
                }
                continue;
            }
        };
        let place = file.index(papers.len());
        let paper = &mut papers[place];
        let seq = paper.lines.len() as u64 + 1;
        // A clock that jumps about.
        paper.lines.push(Some(record(seq, number, (number * 37 % 300).cast_signed(), op)));
        made.push(RecordRef { station: paper.station, seq, hash: ShortHash(number) });
    }
    papers
}

/// What an event adds up to, by names instead of places.
#[derive(Debug, Default, PartialEq, Eq)]
struct Totals {
    net: i64,
    people: i64,
    entries: i64,
    voided: i64,
    /// Net, pieces, their weight, entries, estimates, handed over, pieces of that.
    materials: BTreeMap<String, [i64; 7]>,
    grades: BTreeMap<(String, String), i64>,
    hours: BTreeMap<i64, [i64; 3]>,
    stations: BTreeMap<StationId, [i64; 3]>,
    counted: BTreeSet<RecordRef>,
}

/// The model: all records in a heap, then what counts of them, from scratch.
struct Model {
    records: BTreeMap<RecordRef, Record>,
    voided: HashSet<RecordRef>,
    corrections: BTreeMap<RecordRef, BTreeSet<RecordRef>>,
}

impl Model {
    fn new(papers: &[Paper]) -> Self {
        let mut model =
            Self { records: BTreeMap::new(), voided: HashSet::new(), corrections: BTreeMap::new() };
        for paper in papers {
            for line in &paper.lines {
                let Some(record) = line else { continue };
                let target = RecordRef { station: paper.station, seq: record.seq, hash: record.hash.short() };
                match &record.op {
                    Op::Void { of, .. } => {
                        model.voided.insert(*of);
                    }
                    Op::Entry(Entry { corrects: Some(of), .. }) => {
                        model.corrections.entry(*of).or_default().insert(target);
                    }
                    _ => {}
                }
                if matches!(record.op, Op::Entry(_) | Op::People { .. } | Op::Out { .. }) {
                    model.records.insert(target, record.clone());
                }
            }
        }
        model
    }

    /// The record that counts in this one's place.
    fn standing_for(&self, target: RecordRef) -> Option<RecordRef> {
        let mut corrections = self.corrections.get(&target).into_iter().flatten();
        let itself = !self.voided.contains(&target) && self.records.contains_key(&target);
        corrections.find_map(|correction| self.standing_for(*correction)).or(itself.then_some(target))
    }

    fn totals(&self) -> Totals {
        let corrections: HashSet<RecordRef> = self.corrections.values().flatten().copied().collect();
        let all: BTreeSet<RecordRef> = self.records.keys().chain(self.corrections.keys()).copied().collect();
        let tops = all.iter().filter(|target| !corrections.contains(*target));
        let counted: BTreeSet<RecordRef> = tops.filter_map(|top| self.standing_for(*top)).collect();
        let mut totals = Totals { counted: counted.clone(), ..Totals::default() };
        totals.voided = i64::try_from(self.records.len() - counted.len()).unwrap();
        for target in counted {
            self.add(&mut totals, target);
        }
        totals
    }

    fn add(&self, totals: &mut Totals, target: RecordRef) {
        let record = &self.records[&target];
        let mut sum = [0; 3];
        match &record.op {
            Op::Entry(Entry { material, grade, measure, about, .. }) => {
                let row = totals.materials.entry(material.clone()).or_default();
                row[3] += 1;
                row[4] += i64::from(*about);
                sum[1] = 1;
                match measure {
                    Measure::Weight { gross, tare } => {
                        sum[0] = gross.get() - tare.get();
                        row[0] += sum[0];
                        if let Some(grade) = grade {
                            *totals.grades.entry((material.clone(), grade.clone())).or_default() += sum[0];
                        }
                    }
                    Measure::Pieces { count, weight } => {
                        row[1] += i64::from(*count);
                        row[2] += weight.map_or(0, Grams::get);
                    }
                }
            }
            Op::People { count } => sum[2] = i64::from(*count),
            Op::Out { material, measure, .. } => {
                let row = totals.materials.entry(material.clone()).or_default();
                match measure {
                    Measure::Weight { gross, tare } => row[5] += gross.get() - tare.get(),
                    Measure::Pieces { count, .. } => row[6] += i64::from(*count),
                }
            }
            _ => {}
        }
        totals.net += sum[0];
        totals.entries += sum[1];
        totals.people += sum[2];
        if sum != [0; 3] {
            let hour = (record.at.timestamp_millis() + OFFSET_MS) / 3_600_000 * 3_600_000;
            for (total, one) in totals.hours.entry(hour).or_default().iter_mut().zip(sum) {
                *total += one;
            }
            for (total, one) in totals.stations.entry(target.station).or_default().iter_mut().zip(sum) {
                *total += one;
            }
        }
    }
}

/// The ledger's tally by names: places depend on the order in which names arrived.
fn totals(ledger: &Ledger) -> Totals {
    let tally = ledger.tally();
    let mut totals = Totals {
        net: tally.net.get(),
        people: tally.people,
        entries: tally.entries,
        voided: tally.voided,
        ..Totals::default()
    };
    for (place, sum) in tally.materials.iter().enumerate() {
        let id = ledger.material_id(place).unwrap().to_owned();
        for (grade, grams) in &sum.grades {
            totals.grades.insert((id.clone(), ledger.grade(*grade).unwrap().to_owned()), grams.get());
        }
        let row = [
            sum.net.get(),
            sum.pieces,
            sum.pieces_weight.get(),
            sum.entries,
            sum.about,
            sum.out_net.get(),
            sum.out_pieces,
        ];
        if row != [0; 7] {
            assert_eq!(totals.materials.insert(id, row), None);
        }
    }
    let three = |sum: &Sum| [sum.net.get(), sum.entries, sum.people];
    totals.hours = tally.hours.iter().map(|(hour, sum)| (*hour, three(sum))).collect();
    totals.stations = ledger.stations().iter().map(|(station, sum)| (*station, three(sum))).collect();
    totals.counted = ledger
        .files()
        .flat_map(|(slot, ..)| ledger.rows_of(slot))
        .filter(|id| ledger.standing(*id) == Standing::Counted)
        .map(|id| ledger.view(id).target)
        .collect();
    totals
}

/// Applies the files in this order of opening, line by line as the picks say, each file in its own order.
fn replay(papers: &[Paper], order: &[usize], picks: &[Index]) -> (Ledger, Vec<Slot>) {
    let mut ledger = Ledger::new(&event());
    let mut slots = vec![Slot(0); papers.len()];
    for place in order {
        slots[*place] =
            ledger.open(papers[*place].station, papers[*place].station, papers[*place].journal, 0);
    }
    let mut rest: Vec<(Slot, std::slice::Iter<Line>)> =
        order.iter().map(|place| (slots[*place], papers[*place].lines.iter())).collect();
    let mut picks = picks.iter().cycle();
    while !rest.is_empty() {
        let place = picks.next().map_or(0, |pick| pick.index(rest.len()));
        match rest[place].1.next() {
            Some(Some(record)) => ledger.apply(rest[place].0, record),
            Some(None) => ledger.skip(rest[place].0),
            None => drop(rest.remove(place)),
        }
    }
    (ledger, slots)
}

/// Pairs of files of one journal and the first line that both have and that differs.
fn forks(papers: &[Paper]) -> BTreeSet<(usize, usize, u32)> {
    let mut forks = BTreeSet::new();
    for (left, a) in papers.iter().enumerate() {
        for (right, b) in papers.iter().enumerate().skip(left + 1) {
            let differ = |pair: (&Line, &Line)| match pair {
                (Some(a), Some(b)) => a.hash != b.hash,
                _ => false,
            };
            let first = a.lines.iter().zip(&b.lines).position(differ).filter(|_| a.journal == b.journal);
            forks.extend(first.map(|index| (left, right, u32::try_from(index).unwrap())));
        }
    }
    forks
}

proptest! {
    #[test]
    fn any_order_gives_the_totals_of_the_model(
        (papers, orders) in prop::collection::vec(step(), 0..60).prop_flat_map(|steps| {
            let papers = papers(&steps);
            let order = Just((0..papers.len()).collect::<Vec<_>>()).prop_shuffle();
            let picks = prop::collection::vec(any::<Index>(), 1..40);
            (Just(papers), prop::collection::vec((order, picks), 2))
        })
    ) {
        let expected = Model::new(&papers).totals();
        let expected_forks = forks(&papers);
        let mut reasons: Vec<BTreeMap<RecordRef, Option<String>>> = Vec::new();
        for (order, picks) in &orders {
            let (ledger, slots) = replay(&papers, order, picks);
            prop_assert_eq!(&totals(&ledger), &expected);
            let file = |slot| slots.iter().position(|known| *known == slot).unwrap();
            let found = ledger.forks().into_iter().map(|(a, b)| {
                let (a, b) = (a.min(b), a.max(b));
                (file(a.slot).min(file(b.slot)), file(a.slot).max(file(b.slot)), a.index)
            });
            prop_assert_eq!(&found.collect::<BTreeSet<_>>(), &expected_forks);
            let reason = |id| (ledger.view(id).target, ledger.void_reason(id).map(str::to_owned));
            reasons.push(ledger.newest_first().map(reason).collect());
        }
        prop_assert_eq!(&reasons[0], &reasons[1]);
    }
}

/// The order by its definition: the newest is the one with the latest time up to it, of one time the later
/// file's; rows of one file keep their order.
fn newest_first_plainly(files: &[Vec<i64>]) -> Vec<(usize, usize)> {
    let mut left: Vec<usize> = files.iter().map(Vec::len).collect();
    let latest = |file: usize, rows: usize| files[file][..rows].iter().max().copied();
    let mut order = Vec::new();
    while let Some(file) =
        (0..files.len()).filter(|f| left[*f] > 0).max_by_key(|f| (latest(*f, left[*f]), *f))
    {
        left[file] -= 1;
        order.push((file, left[file]));
    }
    order
}

proptest! {
    #[test]
    fn the_order_of_times_is_that_of_its_definition(
        files in proptest::collection::vec(proptest::collection::vec(0_i64..12, 0..14), 0..4)
    ) {
        let mut ledger = Ledger::new(&event());
        for (place, times) in files.iter().enumerate() {
            let name = station(["A", "B", "C", "D"][place]);
            let slot = ledger.open(name, name, JournalId(place as u128), 0);
            for (seq, minute) in (1..).zip(times) {
                ledger.apply(slot, &record(seq, seq + 100 * place as u64, *minute, Op::People { count: 1 }));
            }
        }
        let order: Vec<_> = ledger
            .newest_first()
            .map(|id| (usize::from(id.slot.0), id.index as usize))
            .collect();
        prop_assert_eq!(order, newest_first_plainly(&files));
    }
}
