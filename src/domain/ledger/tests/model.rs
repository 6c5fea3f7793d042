//! Compares the ledger with a naive model, over random journals and reading orders.

use super::*;
use crate::domain::ledger::testing::{Totals, totals};

/// A line of a journal file, or `None` if it is damaged.
pub(super) type Line = Option<Record>;

#[derive(Clone, Debug)]
pub(super) struct TestJournal {
    pub(super) station: StationId,
    pub(super) journal: JournalId,
    pub(super) lines: Vec<Line>,
}

/// One step in the generation of the journal files.
#[derive(Clone, Debug)]
pub(super) enum Step {
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
    /// A void that refers to a wrong hash, number or station.
    WrongVoid {
        file: Index,
        of: Index,
        how: u8,
    },
    Note {
        file: Index,
    },
    /// The file is copied. Both files may be continued.
    Copy {
        file: Index,
    },
    /// A line becomes unreadable in one file.
    Damage {
        file: Index,
        line: Index,
    },
}

pub(super) fn step() -> impl Strategy<Value = Step> {
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
        1 => (i(), i(), 0_u8..3).prop_map(|(file, of, how)| Step::WrongVoid { file, of, how }),
        1 => i().prop_map(|file| Step::Note { file }),
        1 => i().prop_map(|file| Step::Copy { file }),
        1 => (i(), i()).prop_map(|(file, line)| Step::Damage { file, line }),
    ]
}

/// Carries out the steps. A record refers only to earlier records, because it must contain their hashes.
pub(super) fn journals(steps: &[Step]) -> Vec<TestJournal> {
    let new =
        |id: &str, journal| TestJournal { station: station(id), journal: JournalId(journal), lines: vec![] };
    // Station A has two journals, as it would after a backup was restored.
    let mut journals = vec![new("A", 1), new("B", 2), new("A", 3)];
    let mut recorded: Vec<RecordRef> = Vec::new();
    for (step, number) in steps.iter().zip(1_u64..) {
        let earlier = |of: &Index| (!recorded.is_empty()).then(|| recorded[of.index(recorded.len())]);
        let (file, op) = match step {
            Step::Entry { file, material, grade, grams, about, corrects } => {
                let id = ["paper", "plastic", "cork", "shells"][*material];
                let mut op = entry(id, kilograms(*grams + 100, 100), corrects.as_ref().and_then(earlier));
                if let Op::Entry(entry) = &mut op {
                    entry.about = *about;
                    entry.grade = [None, Some("1"), Some("5")][*grade].map(str::to_owned);
                }
                (file, op)
            }
            Step::Pieces { file, count, grams, corrects } => {
                let measure = Measure::Pieces { count: *count, weight: grams.map(Grams::new) };
                (file, entry("tyres", measure, corrects.as_ref().and_then(earlier)))
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
            Step::Void { file, of } => match earlier(of) {
                Some(of) => (file, Op::Void { of, reason: number.to_string() }),
                None => continue,
            },
            Step::WrongVoid { file, of, how } => {
                let Some(mut of) = earlier(of) else { continue };
                match how {
                    0 => of.hash = ShortHash(!of.hash.0),
                    1 => of.seq += 1,
                    _ => of.station = station("C"),
                }
                (file, void(of))
            }
            Step::Note { file } => (file, Op::Operator { name: number.to_string() }),
            Step::Copy { file } => {
                journals.push(journals[file.index(journals.len())].clone());
                continue;
            }
            Step::Damage { file, line } => {
                let index = file.index(journals.len());
                if let lines @ 1.. = journals[index].lines.len() {
                    journals[index].lines[line.index(lines)] = None;
                }
                continue;
            }
        };
        let index = file.index(journals.len());
        let journal = &mut journals[index];
        let seq = journal.lines.len() as u64 + 1;
        // The clock jumps.
        journal.lines.push(Some(record(seq, number, (number * 37 % 300).cast_signed(), op)));
        recorded.push(RecordRef { station: journal.station, seq, hash: ShortHash(number) });
    }
    journals
}

/// The naive model: it collects all records first, and then decides which of them count.
struct NaiveLedger {
    records: BTreeMap<RecordRef, Record>,
    voided: HashSet<RecordRef>,
    corrections: BTreeMap<RecordRef, BTreeSet<RecordRef>>,
}

impl NaiveLedger {
    fn new(journals: &[TestJournal]) -> Self {
        let mut model =
            Self { records: BTreeMap::new(), voided: HashSet::new(), corrections: BTreeMap::new() };
        for journal in journals {
            for line in &journal.lines {
                let Some(record) = line else { continue };
                let target =
                    RecordRef { station: journal.station, seq: record.seq, hash: record.hash.short() };
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

    /// Returns the record that counts in place of this record.
    fn counted_instead_of(&self, target: RecordRef) -> Option<RecordRef> {
        let mut corrections = self.corrections.get(&target).into_iter().flatten();
        let counts_itself = !self.voided.contains(&target) && self.records.contains_key(&target);
        corrections
            .find_map(|correction| self.counted_instead_of(*correction))
            .or(counts_itself.then_some(target))
    }

    /// Returns the time of the first record of a chain of corrections that is in a journal.
    fn weighed_ms(&self, target: RecordRef) -> i64 {
        let (mut record, mut at_ms) = (target, self.records[&target].at.timestamp_millis());
        while let Some((corrected, _)) =
            self.corrections.iter().find(|(_, corrections)| corrections.contains(&record))
        {
            record = *corrected;
            at_ms = self.records.get(&record).map_or(at_ms, |record| record.at.timestamp_millis());
        }
        at_ms
    }

    fn totals(&self) -> Totals {
        let corrections: HashSet<RecordRef> = self.corrections.values().flatten().copied().collect();
        let all: BTreeSet<RecordRef> = self.records.keys().chain(self.corrections.keys()).copied().collect();
        let roots = all.iter().filter(|target| !corrections.contains(*target));
        let counted: BTreeSet<RecordRef> = roots.filter_map(|root| self.counted_instead_of(*root)).collect();
        let mut totals = Totals { counted: counted.clone(), ..Totals::default() };
        let is_entry = |target: &&RecordRef| matches!(self.records[*target].op, Op::Entry(_));
        let entries = self.records.keys().filter(is_entry).count();
        totals.voided = i64::try_from(entries - counted.iter().filter(is_entry).count()).unwrap();
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
                let sums = totals.materials.entry(material.clone()).or_default();
                sums[3] += 1;
                sums[4] += i64::from(*about);
                sum[1] = 1;
                match measure {
                    Measure::Weight { gross, tare } => {
                        sum[0] = gross.get() - tare.get();
                        sums[0] += sum[0];
                        if let Some(grade) = grade {
                            *totals.grades.entry((material.clone(), grade.clone())).or_default() += sum[0];
                        }
                    }
                    Measure::Pieces { count, weight } => {
                        sums[1] += i64::from(*count);
                        sums[2] += weight.map_or(0, Grams::get);
                    }
                }
            }
            Op::People { count } => sum[2] = i64::from(*count),
            Op::Out { material, measure, .. } => {
                let sums = totals.materials.entry(material.clone()).or_default();
                match measure {
                    Measure::Weight { gross, tare } => sums[5] += gross.get() - tare.get(),
                    Measure::Pieces { count, .. } => sums[6] += i64::from(*count),
                }
            }
            _ => {}
        }
        totals.net += sum[0];
        totals.entries += sum[1];
        totals.people += sum[2];
        if sum != [0; 3] {
            let hour = (self.weighed_ms(target) + OFFSET_MS) / 3_600_000 * 3_600_000;
            for (total, one) in totals.hours.entry(hour).or_default().iter_mut().zip(sum) {
                *total += one;
            }
            for (total, one) in totals.stations.entry(target.station).or_default().iter_mut().zip(sum) {
                *total += one;
            }
        }
    }
}

/// Adds the files in this order, then applies their lines one at a time. `picks` selects the file from
/// which each next line is taken.
fn replay(journals: &[TestJournal], order: &[usize], picks: &[Index]) -> (Ledger, Vec<Slot>) {
    let mut ledger = Ledger::new(&event());
    let mut slots = vec![Slot(0); journals.len()];
    for index in order {
        slots[*index] = ledger.add_file(
            journals[*index].station,
            journals[*index].station,
            journals[*index].journal,
            0,
            Role::Others,
        );
    }
    let lines = |index: &usize| (slots[*index], (1..).zip(&journals[*index].lines));
    let mut rest: Vec<_> = order.iter().map(lines).collect();
    let mut picks = picks.iter().cycle();
    while !rest.is_empty() {
        let index = picks.next().map_or(0, |pick| pick.index(rest.len()));
        match rest[index].1.next() {
            Some((seq, line)) => ledger.enter(rest[index].0, seq, line.as_ref()),
            None => drop(rest.remove(index)),
        }
    }
    (ledger, slots)
}

/// Returns the pairs of files of one journal, and the index of the first line that differs.
fn forks(journals: &[TestJournal]) -> BTreeSet<(usize, usize, u32)> {
    let mut forks = BTreeSet::new();
    for (left, a) in journals.iter().enumerate() {
        for (right, b) in journals.iter().enumerate().skip(left + 1) {
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
    fn every_reading_order_gives_the_totals_of_the_naive_model(
        (journals, orders) in prop::collection::vec(step(), 0..60).prop_flat_map(|steps| {
            let journals = journals(&steps);
            let order = Just((0..journals.len()).collect::<Vec<_>>()).prop_shuffle();
            let picks = prop::collection::vec(any::<Index>(), 1..40);
            (Just(journals), prop::collection::vec((order, picks), 2))
        })
    ) {
        let expected = NaiveLedger::new(&journals).totals();
        let expected_forks = forks(&journals);
        let mut reasons: Vec<BTreeMap<RecordRef, Option<String>>> = Vec::new();
        for (order, picks) in &orders {
            let (ledger, slots) = replay(&journals, order, picks);
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
