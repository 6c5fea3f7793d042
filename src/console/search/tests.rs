//! Compares the search with its definition, over random journals, searches and changes of both.

use chrono::{DateTime, NaiveDate, Utc};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::console::search::found_sum::FoundSum;
use crate::console::search::history::FoundRecords;
use crate::console::search::materials::all_names;
use crate::console::search::normalize::normalized;
use crate::console::search::query::Query;
use crate::domain::event::{Event, UtcOffset};
use crate::domain::ledger::{Ledger, RecordIndex, RecordKind, RecordStatus};
use crate::domain::mass::Grams;
use crate::domain::record::{Entry, JournalId, LineHash, Measure, Op, Record, RecordRef, Source, StationId};
use crate::language::{Language, Message, Texts};

const START_MS: i64 = 1_769_310_000_000;
const MINUTE_MS: i64 = 60_000;

/// Finds records by asking every word about every record.
fn find_naive(
    ledger: &Ledger,
    event: &Event,
    texts: &Texts,
    search: &str,
    now: DateTime<Utc>,
) -> Vec<RecordIndex> {
    let query = Query::new(ledger, event, texts, search, now.timestamp_millis());
    let offset_ms = i64::from(event.utc_offset.0.local_minus_utc()) * 1000;
    let is_found = |index: &RecordIndex| {
        let view = ledger.view(*index);
        let material = view.material.and_then(|material| ledger.material_id(usize::from(material)));
        let label = match view.kind {
            RecordKind::People => Some(Message::PeopleLabel),
            RecordKind::Out | RecordKind::OutPieces => Some(Message::OutLabel),
            RecordKind::Weight | RecordKind::Pieces | RecordKind::Note => None,
        };
        let standing = match ledger.status(*index) {
            RecordStatus::Voided => Some(Message::StandingVoided),
            RecordStatus::Corrected => Some(Message::StandingCorrected),
            RecordStatus::Conflict => Some(Message::StandingConflict),
            RecordStatus::Counted | RecordStatus::Copy => None,
        };
        let minute = (view.at_ms + offset_ms).div_euclid(MINUTE_MS).rem_euclid(24 * 60);
        query.words().iter().all(|word| {
            word.is_in(&normalized(view.operator))
                || [label.clone(), standing.clone()]
                    .into_iter()
                    .flatten()
                    .any(|name| word.is_in(&normalized(&texts.get(name))))
                || material.is_some_and(|id| word.names_material(id, &all_names(event, id)))
                || word.matches_naive(&view, material, minute)
        })
    };
    ledger.newest_first().filter(is_found).collect()
}

fn sum_naive(ledger: &Ledger, found: &[RecordIndex]) -> FoundSum {
    let mut sum = FoundSum::default();
    for index in found {
        let view = ledger.view(*index);
        match view.kind {
            _ if ledger.status(*index) != RecordStatus::Counted => sum.uncounted += 1,
            RecordKind::Weight => sum.net += view.net,
            RecordKind::Pieces => sum.pieces += i64::from(view.count),
            RecordKind::People => sum.people += i64::from(view.count),
            RecordKind::Out => sum.out += view.net,
            RecordKind::OutPieces => sum.out_pieces += i64::from(view.count),
            RecordKind::Note => {}
        }
    }
    sum
}

/// What happens to the records or to the search.
#[derive(Clone, Debug)]
enum Step {
    /// Text is added to the search, one character after the other.
    Type(&'static str),
    Erase(usize),
    Clear,
    /// A file gets a record at this minute.
    Record {
        file: usize,
        minute: i64,
        op: TestOp,
    },
    /// The last lines of a file are replaced by one that cannot be read.
    Cut {
        file: usize,
        lines: usize,
    },
    Language(Language),
    /// A material gets another name.
    Rename(usize),
}

#[derive(Clone, Debug)]
enum TestOp {
    Weight { material: usize, grade: bool, grams: i64, tare: i64, about: bool, corrects: Option<Index> },
    Pieces { count: u32, grams: Option<i64> },
    People(u32),
    Out { grams: i64 },
    Operator(&'static str),
    Void(Index),
}

/// Three files, of which the last one is a copy of the first.
const FILES: [(&str, &str, u128); 3] = [("A", "A", 1), ("T7", "T7", 2), ("B", "A", 1)];

struct Journals {
    ledger: Ledger,
    lines: [Vec<Option<Record>>; 3],
    hashes: u64,
}

impl Journals {
    fn add(&mut self, file: usize, minute: i64, op: &TestOp, event: &Event) {
        let known: Vec<RecordRef> = self
            .lines
            .iter()
            .zip(FILES)
            .flat_map(|(lines, (_, station, _))| {
                let name = |record: &Record| RecordRef {
                    station: id(station),
                    seq: record.seq,
                    hash: record.hash.short(),
                };
                lines.iter().flatten().map(name)
            })
            .collect();
        let target = |index: &Index| (!known.is_empty()).then(|| known[index.index(known.len())]);
        let op = match op {
            TestOp::Weight { material, grade, grams, tare, about, corrects } => {
                let material = event.materials.get(*material);
                let grade = material.filter(|_| *grade).and_then(|material| material.grades.first().cloned());
                Op::Entry(Entry {
                    material: material.map_or("cork".into(), |material| material.id.clone()),
                    grade,
                    measure: Measure::weight(Grams::new(grams + tare), Grams::new(*tare)).unwrap(),
                    tare_name: None,
                    about: *about,
                    source: Source::Typed,
                    scale: None,
                    typed: None,
                    corrects: corrects.as_ref().and_then(target),
                })
            }
            TestOp::Pieces { count, grams } => Op::Entry(Entry {
                material: "batteries".into(),
                grade: None,
                measure: Measure::Pieces { count: *count, weight: grams.map(Grams::new) },
                tare_name: None,
                about: false,
                source: Source::Typed,
                scale: None,
                typed: None,
                corrects: None,
            }),
            TestOp::People(count) => Op::People { count: *count },
            TestOp::Out { grams } => Op::Out {
                material: "paper".into(),
                measure: Measure::weight(Grams::new(*grams), Grams::ZERO).unwrap(),
                to: "Эко".into(),
                typed: None,
            },
            TestOp::Operator(name) => Op::Operator { name: (*name).into() },
            TestOp::Void(index) => match target(index) {
                Some(of) => Op::Void { of, reason: "undo".into() },
                None => return,
            },
        };
        let is_copied = file == 0 && !self.hashes.is_multiple_of(3);
        self.hashes += 1;
        let mut bytes = [7; 32];
        bytes[..8].copy_from_slice(&self.hashes.to_be_bytes());
        let at = DateTime::from_timestamp_millis(START_MS + minute * MINUTE_MS).unwrap().fixed_offset();
        let files = [file, 2];
        for file in &files[..1 + usize::from(is_copied)] {
            let seq = self.lines[*file].len() as u64 + 1;
            let record = Record { seq, at, op: op.clone(), import: None, key: None, hash: LineHash(bytes) };
            self.lines[*file].push(Some(record));
            self.enter(*file, seq);
        }
    }

    fn cut(&mut self, file: usize, lines: usize) {
        let len = self.lines[file].len().saturating_sub(lines);
        self.lines[file].truncate(len);
        self.lines[file].push(None);
        self.enter(file, len as u64 + 1);
    }

    fn enter(&mut self, file: usize, seq: u64) {
        let (name, station, journal) = FILES[file];
        let slot = self.ledger.open_file(id(name), id(station), JournalId(journal), 0);
        let line = self.lines[file][seq as usize - 1].clone();
        self.ledger.enter(slot, seq, line.as_ref());
        self.ledger.settle(slot, None);
    }
}

fn id(name: &str) -> StationId {
    StationId::parse(name).unwrap()
}

fn step() -> impl Strategy<Value = Step> {
    let words = select(
        &[
            "1",
            "12",
            "2",
            ",5",
            ".",
            "0",
            "кг",
            " ",
            " ",
            "~",
            "a",
            "ф",
            "t7",
            "t7:",
            "№",
            ":",
            "w",
            "w1",
            " 1",
            "pla",
            "stic",
            "Пла",
            "бу",
            "Дана",
            "дан",
            "13:5",
            "14:",
            "-",
            "-0,8",
            "/",
            "4/1",
            "last",
            " last hour",
            "соңғы сағат",
            "voi",
            "жой",
            "түз",
            "исп",
            "ада",
            "peop",
            "out",
            "cork",
            "x",
        ][..],
    );
    let grams = select(&[1000, 1200, 12_000, 12_500, 12_550, 120_000, 500, 7, 1][..]);
    let op = prop_oneof![
        6 => (0_usize..12, any::<bool>(), grams.clone(), select(&[0, 0, 0, 800, 2000][..]), any::<bool>(), prop::option::weighted(0.3, any::<Index>()))
            .prop_map(|(material, grade, grams, tare, about, corrects)| TestOp::Weight { material, grade, grams, tare, about, corrects }),
        1 => (1_u32..50, prop::option::of(grams.clone())).prop_map(|(count, grams)| TestOp::Pieces { count, grams }),
        1 => (1_u32..30).prop_map(TestOp::People),
        1 => grams.prop_map(|grams| TestOp::Out { grams }),
        1 => select(&["Дана", "Anna 12", "w", "Пластинин"][..]).prop_map(TestOp::Operator),
        2 => any::<Index>().prop_map(TestOp::Void),
    ];
    prop_oneof![
        8 => words.prop_map(Step::Type),
        2 => (1_usize..4).prop_map(Step::Erase),
        1 => Just(Step::Clear),
        6 => (0_usize..3, 0_i64..90, op).prop_map(|(file, minute, op)| Step::Record { file, minute, op }),
        1 => (0_usize..3, 1_usize..3).prop_map(|(file, lines)| Step::Cut { file, lines }),
        1 => select(&[Language::Kk, Language::Ru, Language::En][..]).prop_map(Step::Language),
        1 => (0_usize..9).prop_map(Step::Rename),
    ]
}

proptest! {
    #[test]
    fn the_search_finds_what_its_definition_says(steps in prop::collection::vec(step(), 1..60)) {
        let date = NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
        let mut event = Event::new(7, "R", date, UtcOffset::parse("+05:00").unwrap()).unwrap();
        let mut texts = Texts::new(Language::Kk);
        let mut journals = Journals { ledger: Ledger::new(&event), lines: Default::default(), hashes: 0 };
        let (mut search, mut found) = (String::new(), FoundRecords::default());
        for (count, step) in (0_i64..).zip(steps) {
            let mut searches = vec![];
            match step {
                Step::Type(text) => {
                    for c in text.chars() {
                        search.push(c);
                        searches.push(search.clone());
                    }
                }
                Step::Erase(letters) => {
                    let len = search.chars().count().saturating_sub(letters);
                    search = search.chars().take(len).collect();
                }
                Step::Clear => search.clear(),
                Step::Record { file, minute, op } => journals.add(file, minute, &op, &event),
                Step::Cut { file, lines } => journals.cut(file, lines),
                Step::Language(language) => texts = Texts::new(language),
                Step::Rename(index) => {
                    event.materials[index].name.0.insert("ru".into(), "Пластик 12".into());
                }
            }
            if searches.is_empty() {
                searches.push(search.clone());
            }
            let ledger = &journals.ledger;
            let now = DateTime::from_timestamp_millis(START_MS + (60 + count) * MINUTE_MS).unwrap();
            for search in searches {
                found.search(ledger, &event, &texts, &search, now);
                let naive = find_naive(ledger, &event, &texts, &search, now);
                let records = ledger.page(&found.records, 0..found.records.len());
                prop_assert_eq!(&records, &naive, "{}", search);
                prop_assert_eq!(found.sum, sum_naive(ledger, &naive));
                for (position, record) in naive.iter().enumerate() {
                    let page = ledger.page(&found.records, position..position + 3);
                    prop_assert_eq!(&page[..], &naive[position..naive.len().min(position + 3)]);
                    prop_assert_eq!(ledger.position(&found.records, *record), Some(position));
                }
                prop_assert_eq!(ledger.at_position(&found.records, naive.len()), None);
            }
        }
    }
}
