//! One event of two: `--into`, and copies of events that list other events (docs/journal.md M8, M9).

use super::*;
use crate::domain::event::Event;
use crate::journal::event_file;
use crate::journal::folder_error::FolderError;
use crate::journal::follow::Follower;

/// Returns the id of the event of a laptop.
fn event_id(laptop: usize) -> String {
    format!("{:032x}", laptop + 10)
}

/// A laptop that made an event of its own, whose journal at station A has this many entries.
struct Laptop {
    data: TempDir,
    dir: DataDir,
    number: usize,
    entries: u64,
}

impl Laptop {
    /// Creates a data folder without an event.
    fn empty(number: usize) -> Self {
        let data = TempDir::new().unwrap();
        Self { dir: DataDir::at(data.path()), data, number, entries: 0 }
    }

    fn new(number: usize) -> Self {
        let laptop = Self::empty(number);
        laptop.add_event(number, &[]);
        laptop
    }

    /// Adds an event to the data folder.
    fn add_event(&self, number: usize, also: &[usize]) -> EventFolder {
        let also = also.iter().map(|number| event_id(*number)).collect();
        let event = Event { id: event_id(number), also, name: format!("Event {number}"), ..event(25) };
        self.dir.create(&event, SlugChoice::Named).unwrap()
    }

    /// Returns the event of this number.
    fn event(&self, number: usize) -> EventFolder {
        self.dir.events().unwrap().into_iter().find(|folder| folder.event.id == event_id(number)).unwrap()
    }

    fn own(&self) -> EventFolder {
        self.event(self.number)
    }

    /// Weighs at station A. Each entry of each laptop has another weight.
    fn weigh(&mut self, entries: u64) {
        self.entries += entries;
        fs::write(self.own().journal(id("A")), self.journal()).unwrap();
    }

    fn journal(&self) -> Vec<u8> {
        let side = i64::try_from(self.number).unwrap() + 1;
        let number = u128::try_from(self.number).unwrap();
        let text = String::from_utf8(journal("A", number, 0, 0, 0)).unwrap();
        let first = text.trim_end().replace(&event(25).id, &event_id(self.number));
        let mut chain = Chain::new(id("A"), 2, Some(line::hash(first.as_bytes())));
        let mut bytes = format!("{first}\n").into_bytes();
        for entry in 1..=self.entries {
            let grams = i64::try_from(entry).unwrap() * 10 + side * 100_000;
            bytes.extend(chain.add(&paper(entry, grams)).unwrap().1);
            bytes.push(b'\n');
        }
        bytes
    }

    /// Returns the grams and entries that this laptop weighed itself.
    fn weighed(&self) -> (i64, i64) {
        let side = i64::try_from(self.number).unwrap() + 1;
        let entries = i64::try_from(self.entries).unwrap();
        (entries * (entries + 1) / 2 * 10 + entries * side * 100_000, entries)
    }

    /// Merges an event of another laptop into this one's event, as `--into` does.
    fn merge_into_own(&self, copy: &EventFolder) -> Vec<MergeResult> {
        let source = find_source(&copy.path, Some(&self.own().event)).unwrap();
        let folder = join(&source, &self.own()).unwrap();
        merge(&source, &folder, noon()).unwrap()
    }

    /// Merges an event of another laptop without `--into`. Returns the event that it was merged into.
    fn merge_plain(&self, copy: &EventFolder) -> EventFolder {
        let source = find_source(&copy.path, None).unwrap();
        let (found, _) = find_event(&source, &self.dir, None).unwrap();
        let folder = join(&source, &found).unwrap();
        let results = merge(&source, &folder, noon()).unwrap();
        let skipped = results.iter().any(|result| matches!(result.outcome, MergeOutcome::Skipped(_)));
        assert!(!skipped, "{results:?}");
        folder
    }
}

/// Returns the net grams, the number of entries and whether the journals are sound.
fn sums(folder: &EventFolder) -> (i64, i64, bool) {
    let (ledger, _) = reader::replay(folder).unwrap();
    let sound = verify(folder, &[]).unwrap().iter().all(|issue| !issue.is_fault());
    (ledger.tally().net.get(), ledger.tally().entries, sound)
}

/// Returns the sums of an event with everything that these laptops weighed.
fn all(laptops: &[&Laptop]) -> (i64, i64, bool) {
    let weighed = laptops.iter().map(|laptop| laptop.weighed());
    let (net, entries) =
        weighed.fold((0, 0), |(net, entries), (grams, count)| (net + grams, entries + count));
    (net, entries, true)
}

#[test]
fn two_events_become_one_in_both_directions_and_wherever_they_travel() {
    let (mut left, mut right, third) = (Laptop::new(0), Laptop::new(1), Laptop::empty(2));
    left.weigh(3);
    right.weigh(4);
    assert_eq!(left.merge_into_own(&right.own())[0].outcome, new("A2", 5));
    assert_eq!(sums(&left.own()), all(&[&left, &right]));
    // Repeating the merge changes nothing, not even `event.json`.
    let file = left.own().event_file().metadata().unwrap().ino();
    assert_eq!(left.merge_into_own(&right.own())[0].outcome, known("A2"));
    assert_eq!(left.own().event_file().metadata().unwrap().ino(), file);
    // The other direction, with the journals that came from there.
    right.merge_into_own(&left.own());
    right.weigh(1);
    assert_eq!(sums(&right.own()), all(&[&left, &right]));
    // A machine that knows neither event makes one of the two, and finds it for the other.
    let made = third.merge_plain(&left.own());
    assert_eq!(made.event.also, [event_id(1)]);
    let again = third.merge_plain(&right.own());
    assert_eq!((again.path, third.dir.events().unwrap().len()), (made.path.clone(), 1));
    assert_eq!(sums(&made), all(&[&left, &right]));
    // A copy finds the event also if only the copy lists the local event, and passes its list on.
    let behind = Laptop::new(0);
    let found = behind.merge_plain(&right.own());
    assert_eq!(found.event.also, [event_id(1)]);
    assert_eq!(sums(&found), all(&[&left, &right]));
}

#[test]
fn events_that_the_other_event_took_in_are_taken_over() {
    let (mut a, mut b, mut c) = (Laptop::new(0), Laptop::new(1), Laptop::new(2));
    for laptop in [&mut a, &mut b, &mut c] {
        laptop.weigh(2);
    }
    b.merge_into_own(&a.own());
    c.merge_into_own(&b.own());
    assert_eq!(c.own().event.also, [event_id(1), event_id(0)]);
    assert_eq!(sums(&c.own()), all(&[&a, &b, &c]));
    // The first event takes the others back without listing itself.
    a.merge_into_own(&c.own());
    assert_eq!(a.own().event.also, [event_id(2), event_id(1)]);
    assert_eq!(sums(&a.own()), all(&[&a, &b, &c]));
}

#[test]
fn copies_of_an_absorbed_event_go_to_the_event_that_absorbed_it() {
    let mut laptop = Laptop::new(0);
    laptop.weigh(2);
    let into = laptop.add_event(1, &[0]);
    assert_eq!(laptop.merge_plain(&laptop.event(0)).path, into.path);
    assert_eq!(sums(&into), all(&[&laptop]));
    // The console of the absorbed event weighs on, and the merge is repeated.
    laptop.weigh(2);
    assert_eq!(laptop.merge_plain(&laptop.event(0)).path, into.path);
    assert_eq!(sums(&into), all(&[&laptop]));
    assert_eq!(fs::read(into.journal(id("A"))).unwrap(), laptop.journal());
    // The named event is used even if it is absorbed.
    let source = find_source(&into.path, None).unwrap();
    let named = find_event(&source, &laptop.dir, Some(laptop.event(0))).unwrap();
    assert_eq!(named.0.path, laptop.event(0).path);
}

#[test]
fn copy_that_belongs_to_several_events_or_to_another_one_is_refused() {
    let (here, mut copy) = (Laptop::new(0), Laptop::new(1));
    copy.weigh(1);
    let source = find_source(&copy.data.path().join("events/2026-01-25-event-1"), None).unwrap();
    let refused = find_event(&source, &here.dir, Some(here.own()));
    assert!(matches!(refused, Err(MergeError::OtherEvent { .. })), "{refused:?}");
    assert_eq!(here.own().event.also, [] as [String; 0]);
    here.add_event(2, &[]);
    let both = copy.add_event(3, &[0, 2]);
    fs::copy(copy.own().journal(id("A")), both.journal(id("A"))).unwrap();
    let source = find_source(&both.path, None).unwrap();
    match find_event(&source, &here.dir, None) {
        Err(MergeError::SeveralHere { slugs }) => assert_eq!(slugs.len(), 2),
        found => panic!("{found:?}"),
    }
    // A data folder with several events: the one that belongs to the named event is the copy.
    let chosen = find_source(copy.data.path(), Some(&here.own().event)).unwrap();
    assert_eq!(chosen.event_id, event_id(3));
    let none = find_source(copy.data.path(), Some(&event(25)));
    assert!(matches!(none, Err(MergeError::SeveralEvents { .. })), "{none:?}");
}

#[test]
fn merge_that_was_interrupted_after_the_first_step_is_completed_by_the_next() {
    let (mut left, mut right) = (Laptop::new(0), Laptop::new(1));
    left.weigh(2);
    right.weigh(2);
    let source = find_source(&right.own().path, None).unwrap();
    join(&source, &left.own()).unwrap();
    assert_eq!(sums(&left.own()), all(&[&left]));
    left.merge_into_own(&right.own());
    assert_eq!(sums(&left.own()), all(&[&left, &right]));
}

#[test]
fn running_reader_accepts_the_journals_when_event_json_names_their_event() {
    let (left, mut right) = (Laptop::new(0), Laptop::new(1));
    right.weigh(2);
    let folder = left.own();
    fs::copy(right.own().journal(id("A")), folder.journal(id("A"))).unwrap();
    let (_, states) = reader::replay(&folder).unwrap();
    let mut follower = Follower::new(folder.clone(), states);
    let faults = |follower: &Follower| follower.states.iter().map(|state| state.faults.len()).sum::<usize>();
    assert_eq!(faults(&follower), 1);
    let list = |also: Vec<String>| {
        event_file::change::<FolderError>(&folder, |event| {
            event.also = also;
            Ok(())
        })
        .unwrap();
    };
    list(vec![event_id(1)]);
    assert!(follower.changed_event().unwrap().unwrap().owns(&event_id(1)));
    assert_eq!(faults(&follower), 0);
    list(vec![event_id(2)]);
    assert!(follower.changed_event().unwrap().is_ok());
    assert_eq!(faults(&follower), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Three laptops with an event each weigh and merge each other's events in any order. After everyone has
    /// seen everyone, all have the same total, and nothing counts twice.
    #[test]
    fn every_order_of_merging_has_the_same_total(steps in prop::collection::vec((0..3_usize, 0..3_usize), 1..12)) {
        let mut laptops = [0, 1, 2].map(Laptop::new);
        for laptop in &mut laptops {
            laptop.weigh(1);
        }
        for (to, from) in steps {
            match to == from {
                true => laptops[to].weigh(1),
                false => drop(laptops[to].merge_into_own(&laptops[from].own())),
            }
        }
        // The second round merges events that list each other.
        for (to, from) in [(0, 1), (0, 2), (1, 0), (2, 0), (1, 2), (2, 1)].repeat(2) {
            laptops[to].merge_into_own(&laptops[from].own());
        }
        let expected = all(&laptops.each_ref());
        for laptop in &laptops {
            prop_assert_eq!(sums(&laptop.own()), expected);
        }
        let third = Laptop::empty(3);
        for laptop in &laptops {
            prop_assert_eq!(sums(&third.merge_plain(&laptop.own())), expected);
        }
        prop_assert_eq!(third.dir.events().unwrap().len(), 1);
    }
}
