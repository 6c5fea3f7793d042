//! Tests the order of records from several files.

use super::*;

#[test]
fn the_newest_record_comes_first() {
    let mut ledger = Ledger::new(&event());
    let (a, b) = (
        ledger.add_file(station("A"), station("A"), JournalId(1), 0, Role::Others),
        ledger.add_file(station("B"), station("B"), JournalId(2), 0, Role::Others),
    );
    for (slot, seq, minute) in [(a, 1, 10_i64), (a, 2, 30), (a, 3, 20), (b, 1, 15), (b, 2, 40)] {
        ledger.enter(slot, seq, Some(&record(seq, minute.unsigned_abs(), minute, paper(1_000))));
    }
    let order: Vec<_> = ledger.newest_first().map(|id| ledger.view(id).target.hash.0).collect();
    // The records of one file keep the order of the journal, regardless of their times.
    assert_eq!(order, [40, 20, 30, 15, 10]);
}

#[test]
fn a_backdated_record_is_sorted_by_the_time_before_it() {
    let mut ledger = Ledger::new(&event());
    let (a, b) = (
        ledger.add_file(station("A"), station("A"), JournalId(1), 0, Role::Others),
        ledger.add_file(station("B"), station("B"), JournalId(2), 0, Role::Others),
    );
    for (slot, seq, minute) in [(a, 1, 30_i64), (a, 2, 5), (b, 1, 20)] {
        ledger.enter(slot, seq, Some(&record(seq, minute.unsigned_abs(), minute, paper(1_000))));
    }
    let order: Vec<_> = ledger.newest_first().map(|id| ledger.view(id).target.hash.0).collect();
    assert_eq!(order, [5, 30, 20]);
}

/// An import makes the first line of a journal, which is then later than all rows.
#[test]
fn a_line_that_no_list_shows_does_not_change_the_order() {
    let mut ledger = Ledger::new(&event());
    let (a, b) = (
        ledger.add_file(station("A"), station("A"), JournalId(1), 0, Role::Others),
        ledger.add_file(station("B"), station("B"), JournalId(2), 0, Role::Others),
    );
    let operator = |name: &str| Op::Operator { name: name.to_owned() };
    for (slot, seq, minute, op) in [
        (a, 1, 90_i64, operator("Ана")),
        (a, 2, 10, paper(1_000)),
        (a, 3, 91, operator("Дана")),
        (a, 4, 30, paper(1_000)),
        (a, 5, 25, paper(1_000)),
        (a, 6, 92, operator("Ана")),
        (a, 7, 26, paper(1_000)),
        (b, 1, 90, operator("Бек")),
        (b, 2, 20, paper(1_000)),
        (b, 3, 40, paper(1_000)),
    ] {
        ledger.enter(slot, seq, Some(&record(seq, minute.unsigned_abs(), minute, op)));
    }
    let order: Vec<_> = ledger.newest_first().map(|id| ledger.view(id).target.hash.0).collect();
    assert_eq!(order, [40, 26, 25, 30, 20, 10]);
}

/// Sorts records by the definition of the order: each record is sorted by the latest time in its file up to
/// and including that record, newest first. If two of these times are equal, the record of the later file
/// is newer. Records of one file keep their order.
fn newest_first_naive(files: &[Vec<i64>]) -> Vec<(usize, usize)> {
    let mut left: Vec<usize> = files.iter().map(Vec::len).collect();
    let latest = |file: usize, len: usize| files[file][..len].iter().max().copied();
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
    fn the_order_of_random_times_follows_its_definition(
        files in proptest::collection::vec(proptest::collection::vec(0_i64..12, 0..14), 0..4)
    ) {
        let mut ledger = Ledger::new(&event());
        for (index, times) in files.iter().enumerate() {
            let name = station(["A", "B", "C", "D"][index]);
            let slot = ledger.add_file(name, name, JournalId(index as u128), 0, Role::Others);
            for (seq, minute) in (1..).zip(times) {
                ledger.enter(slot, seq, Some(&record(seq, seq + 100 * index as u64, *minute, Op::People { count: 1 })));
            }
        }
        let order: Vec<_> = ledger
            .newest_first()
            .map(|record| (usize::from(record.slot.0), record.index as usize))
            .collect();
        prop_assert_eq!(order, newest_first_naive(&files));
    }
}
