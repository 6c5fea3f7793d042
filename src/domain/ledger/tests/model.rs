//! What counts of any set of journals in any order of reading, against a model that starts from scratch in the most
//! obvious way.

use super::*;

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
