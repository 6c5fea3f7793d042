//! Tests that a ledger that follows files equals a ledger that reads them afresh.

use std::fs;
use std::os::unix::fs::symlink;

use super::*;
use crate::domain::ledger::Ledger;
use crate::domain::ledger::testing::{records, totals};
use crate::journal::reader::replay;
use crate::journal::testing::{folder, golden, id, place};

/// An event with one journal, a follower of it, and the ledger that applies what the follower finds.
struct Followed {
    _data: tempfile::TempDir,
    path: PathBuf,
    ledger: Ledger,
    follower: Follower,
}

impl Followed {
    fn new() -> Self {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        let path = place(&folder, "sound.jsonl", "A");
        let (ledger, states) = replay(&folder).unwrap();
        Self { _data: data, path, ledger, follower: Follower::new(folder, states) }
    }

    /// Polls, and returns the number of changes.
    fn poll(&mut self) -> usize {
        let changes = self.follower.poll(None).unwrap();
        changes.iter().for_each(|change| self.ledger.apply_change(change));
        changes.len()
    }

    /// Replaces the journal by rename.
    fn replace(&mut self, bytes: &[u8]) {
        let new = self.path.with_extension("new");
        fs::write(&new, bytes).unwrap();
        fs::rename(new, &self.path).unwrap();
    }

    /// Checks the sums against a ledger that reads the files now.
    #[track_caller]
    fn expect_fresh(&mut self) {
        let (fresh, _) = replay(&self.follower.folder).unwrap();
        // A damaged first line hides which journal the file holds, so the first line of the journal is missing.
        assert!(self.ledger.missing().iter().all(|missing| missing.first == 1 && missing.lines == 1));
        assert_eq!(totals(&self.ledger), totals(&fresh));
        assert_eq!(records(&self.ledger), records(&fresh));
    }
}

/// Returns this many lines of the golden journal.
fn lines(count: usize) -> Vec<u8> {
    golden("sound.jsonl").split_inclusive(|byte| *byte == b'\n').take(count).flatten().copied().collect()
}

#[test]
fn a_replaced_file_with_the_same_or_more_lines_is_silent() {
    let mut followed = Followed::new();
    followed.replace(&lines(8));
    assert_eq!(followed.poll(), 1);
    for count in [8, 12, 16] {
        followed.replace(&lines(count));
        followed.poll();
    }
    followed.expect_fresh();
    assert_eq!(followed.ledger.files().count(), 1);
    assert_eq!(followed.poll(), 0);
}

#[test]
fn a_file_that_lost_lines_keeps_them_until_it_is_whole_again() {
    let mut followed = Followed::new();
    let before = followed.ledger.tally().clone();
    for count in [12, 3, 0] {
        followed.replace(&lines(count));
        followed.poll();
        assert_eq!(*followed.ledger.tally(), before);
        let missing = followed.ledger.missing();
        assert_eq!((missing[0].first, missing[0].lines), (count as u64 + 1, 16 - count as u64));
        let (fresh, _) = replay(&followed.follower.folder).unwrap();
        assert_eq!(before.net.get() - fresh.tally().net.get(), missing[0].net.get());
        assert_eq!(before.people - fresh.tally().people, missing[0].people);
    }
    fs::remove_file(&followed.path).unwrap();
    followed.poll();
    assert_eq!(*followed.ledger.tally(), before);
    assert!(followed.follower.states[0].is_unreadable());
    followed.replace(&lines(16));
    followed.poll();
    followed.expect_fresh();
}

#[test]
fn a_file_that_goes_another_way_after_a_cut_counts() {
    let mut followed = Followed::new();
    followed.replace(&lines(7));
    followed.poll();
    let mut other = lines(7);
    other.extend(String::from_utf8(lines(8)).unwrap().lines().last().unwrap().replace("25T", "26T").bytes());
    other.push(b'\n');
    followed.replace(&other);
    followed.poll();
    followed.expect_fresh();
}

#[test]
fn a_damaged_line_leaves_the_sums_and_comes_back() {
    let mut followed = Followed::new();
    for line in 0..16 {
        let mut bytes = golden("sound.jsonl");
        let start = lines(line).len();
        bytes[start] = b'x';
        followed.replace(&bytes);
        followed.poll();
        followed.expect_fresh();
        followed.replace(&lines(16));
        followed.poll();
        followed.expect_fresh();
    }
}

#[test]
fn a_damaged_journal_that_grows_by_many_lines_loses_none() {
    let mut followed = Followed::new();
    let mut bytes = golden("sound.jsonl");
    bytes[lines(2).len()] = b'x';
    followed.replace(&bytes);
    followed.poll();
    for (first, last) in [(17, 20), (21, 600), (601, 1111)] {
        let more = (first..=last).map(|seq| {
            let time = format!("2026-01-25T13:00:{:02}.000+05:00", seq % 60);
            format!(
                "{{\"seq\":{seq},\"at\":\"{time}\",\"op\":\"people\",\"count\":1,\"prev\":\"{seq:064x}\"}}\n"
            )
        });
        bytes.extend(more.collect::<String>().bytes());
        fs::write(&followed.path, &bytes).unwrap();
        followed.poll();
        followed.expect_fresh();
    }
}

#[test]
fn another_journal_in_the_same_file_is_counted_beside_the_one_that_is_lost() {
    let mut followed = Followed::new();
    let net = followed.ledger.tally().net;
    let sound = String::from_utf8(lines(16)).unwrap();
    let journal = sound.split("\"journal\":\"").nth(1).unwrap()[..32].to_owned();
    let changed = sound.replace(&journal, &"f".repeat(32));
    followed.replace(changed.as_bytes());
    followed.poll();
    let missing = followed.ledger.missing();
    // Only the first line differs. The other lines are the same lines, whatever the file says about its journal.
    assert_eq!((missing[0].first, missing[0].lines, missing[0].net.get()), (1, 1, 0));
    assert_eq!(followed.ledger.tally().net, net);
}

#[test]
fn a_file_that_cannot_be_read_keeps_its_lines_without_a_difference() {
    let mut followed = Followed::new();
    let before = followed.ledger.tally().clone();
    fs::remove_file(&followed.path).unwrap();
    symlink("nowhere", &followed.path).unwrap();
    followed.poll();
    assert_eq!(*followed.ledger.tally(), before);
    assert!(followed.follower.states[0].is_unreadable());
    fs::remove_file(&followed.path).unwrap();
    followed.replace(&lines(16));
    followed.poll();
    followed.expect_fresh();
    assert!(!followed.follower.states[0].is_unreadable());
}

#[test]
fn a_folder_that_disappears_takes_nothing_with_it() {
    let mut followed = Followed::new();
    let before = followed.ledger.tally().clone();
    let stations = followed.follower.folder.stations();
    let away = stations.with_extension("away");
    fs::rename(&stations, &away).unwrap();
    assert!(followed.follower.poll(None).is_err());
    fs::rename(&away, &stations).unwrap();
    // The folder is restored from a copy: every file is another one.
    followed.replace(&lines(16));
    followed.poll();
    assert_eq!(*followed.ledger.tally(), before);
    followed.expect_fresh();
}

#[test]
fn lines_that_are_saved_and_not_in_the_own_file_are_reported() {
    let mut followed = Followed::new();
    let journal = followed.follower.states[0].journal.unwrap();
    let slot = followed.ledger.slot(id("A"), journal).unwrap();
    followed.ledger.take_over(slot);
    let own = OwnProgress { file: followed.path.clone(), acknowledged: 16 };
    followed.replace(&lines(10));
    for _ in 0..2 {
        let changes = followed.follower.poll(Some(&own)).unwrap();
        changes.iter().for_each(|change| followed.ledger.apply_change(change));
        assert_eq!(followed.ledger.missing()[0].lines, 6);
    }
    followed.replace(&lines(16));
    let changes = followed.follower.poll(Some(&own)).unwrap();
    changes.iter().for_each(|change| followed.ledger.apply_change(change));
    followed.expect_fresh();
}
