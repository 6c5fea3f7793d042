//! Files fail: the n-th call of a command or of a console returns an error, writes half, or the program is killed
//! before it.

mod commands;
mod console;
mod injector;
mod mirror;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::faults::commands::{Prepared, SCENARIOS};
use crate::faults::console::{Before, Kind, Session};
use crate::faults::injector::{Calls, Fault, Injection};
use crate::faults::mirror::Copying;
use crate::harness::Numbers;

/// Every console, on the first day and later.
const SESSIONS: [(Kind, Before); 4] = [
    (Kind::Plain, Before::Journal),
    (Kind::Plain, Before::Nothing),
    (Kind::FullScreen, Before::Journal),
    (Kind::FullScreen, Before::Nothing),
];

/// A console that makes a checkpoint, and one that also starts from one.
const WITH_CHECKPOINTS: [(Kind, Before); 2] =
    [(Kind::Plain, Before::LongJournal), (Kind::Plain, Before::Checkpoint)];

/// Every program that keeps a second copy, with an empty one and with one that was begun.
const COPIES: [(mirror::Kind, bool); 4] = [
    (mirror::Kind::Add, false),
    (mirror::Kind::Add, true),
    (mirror::Kind::PlainConsole, false),
    (mirror::Kind::PlainConsole, true),
];

/// How many runs are checked at once for each processor. Most of their time, a console and its test wait for each
/// other, or for a disk that hangs.
const RUNS_AT_ONCE: usize = 16;

/// Checks all injections, and prints each wrong run at once. Returns how many there were and what is wrong.
fn check_all(
    name: &str,
    injections: Vec<Injection>,
    check: impl Fn(Injection) -> Result<(), String> + Sync,
) -> (usize, Vec<String>) {
    let runs = injections.len();
    let next = AtomicUsize::new(0);
    let check_some = || {
        std::iter::from_fn(|| injections.get(next.fetch_add(1, Ordering::Relaxed)))
            .filter_map(|injection| check(*injection).err())
            .inspect(|wrong| println!("{wrong}\n"))
            .collect::<Vec<_>>()
    };
    let threads = thread::available_parallelism().map_or(1, usize::from) * RUNS_AT_ONCE;
    let wrong: Vec<String> = thread::scope(|scope| {
        let threads: Vec<_> = (0..threads.min(runs)).map(|_| scope.spawn(check_some)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    println!("{name}: {runs} runs, {} wrong", wrong.len());
    (runs, wrong)
}

/// Fails if any of these runs was wrong.
#[track_caller]
fn assert_none_wrong(checked: impl Iterator<Item = (usize, Vec<String>)>) {
    let (mut runs, mut wrong) = (0, Vec::new());
    for (more, wrong_too) in checked {
        runs += more;
        wrong.extend(wrong_too);
    }
    assert!(wrong.is_empty(), "{} of {runs} runs are wrong:\n\n{}", wrong.len(), wrong.join("\n\n"));
    println!("{runs} runs");
}

/// Checks some faults of each command, or all of them.
fn check_commands(sample: Option<usize>) {
    let mut numbers = Numbers::new(14);
    assert_none_wrong(SCENARIOS.iter().map(|scenario| {
        let prepared = Prepared::new(scenario);
        let sweep = prepared.sweep();
        let injections = sample.map_or_else(|| sweep.clone(), |count| some_of(&sweep, count, &mut numbers));
        check_all(scenario.name, injections, |injection| prepared.check(injection))
    }));
}

/// Checks some faults of each of these consoles, or all of them.
fn check_consoles(sessions: &[(Kind, Before)], sample: Option<usize>) {
    let mut numbers = Numbers::new(15);
    assert_none_wrong(sessions.iter().map(|(kind, before)| {
        let session = Session::new(*kind, *before);
        let mut sweep = console::sweep(&session);
        if sample.is_some() {
            // The console waits some seconds for a disk that hangs.
            sweep.retain(|injection| injection.fault != Fault::Hang);
        }
        let injections = sample.map_or_else(|| sweep.clone(), |count| some_of(&sweep, count, &mut numbers));
        check_all(&format!("{kind:?}, before: {before:?}"), injections, |injection| session.check(injection))
    }));
}

/// Checks some faults of the second copy, or all of them.
fn check_copies(sample: Option<usize>) {
    let mut numbers = Numbers::new(17);
    assert_none_wrong(COPIES.iter().map(|(kind, copied)| {
        let copying = Copying::new(*kind, *copied);
        let sweep = copying.sweep();
        let injections = sample.map_or_else(|| sweep.clone(), |count| some_of(&sweep, count, &mut numbers));
        check_all(&format!("{kind:?}, copied before: {copied}"), injections, |injection| {
            copying.check(injection)
        })
    }));
}

fn some_of(injections: &[Injection], count: usize, numbers: &mut Numbers) -> Vec<Injection> {
    (0..count).map(|_| injections[numbers.below(injections.len() as u64) as usize]).collect()
}

#[test]
fn a_failing_call_of_a_command_loses_nothing_and_counts_nothing_twice() {
    check_commands(Some(5));
}

#[test]
fn a_failing_call_of_a_console_loses_nothing_and_asks_for_nothing_twice() {
    check_consoles(&SESSIONS, Some(4));
}

#[test]
fn a_failing_call_of_a_console_with_checkpoints_changes_no_total() {
    check_consoles(&WITH_CHECKPOINTS, Some(6));
}

#[test]
fn a_plain_console_tries_again_with_the_next_line() {
    let session = Session::new(Kind::Plain, Before::Journal);
    let full_disk = Injection { fault: Fault::Error("ENOSPC"), call: 3, later: false, calls: Calls::Writes };
    let text = session.text_of(full_disk).unwrap();
    for part in
        ["\nNOT SAVED: ", ". The next line tries again\n", "All saved after all: 2 records are on the disk\n"]
    {
        assert!(text.contains(part), "{part:?} is not in {text}");
    }
    assert!(text.contains("Saved: 3 people"), "{text}");
}

#[test]
fn a_failing_call_of_the_second_copy_does_not_reach_the_records() {
    check_copies(Some(5));
}

#[test]
fn an_event_that_the_disk_does_not_confirm_is_not_called_refused() {
    for name in ["a new event", "a changed event", "a sealed event", "a reopened event"] {
        let scenario = SCENARIOS.iter().find(|scenario| scenario.name == name).unwrap();
        let prepared = Prepared::new(scenario);
        let syncs: Vec<Injection> = prepared.sweep().into_iter().filter(Injection::fails_for_good).collect();
        let (_, wrong) = check_all(scenario.name, syncs, |injection| prepared.check(injection));
        assert_eq!(wrong, [""; 0]);
    }
}

mod long {
    //! Every fault of every call.

    use super::*;

    /// Returns how many faults of each command or console are tried, chosen at random, or `None` for all of them.
    fn runs() -> Option<usize> {
        std::env::var("TARAZY_FAULTS").ok().map(|runs| runs.parse().unwrap())
    }

    #[test]
    #[ignore = "takes half an hour"]
    fn every_failing_call_of_every_command_loses_nothing_and_counts_nothing_twice() {
        check_commands(runs());
    }

    #[test]
    #[ignore = "takes five minutes"]
    fn every_failing_call_of_a_console_loses_nothing_and_asks_for_nothing_twice() {
        check_consoles(&SESSIONS, runs());
    }

    #[test]
    #[ignore = "takes five minutes"]
    fn every_failing_call_of_a_console_with_checkpoints_changes_no_total() {
        check_consoles(&WITH_CHECKPOINTS, runs());
    }

    #[test]
    #[ignore = "takes three minutes"]
    fn every_failing_call_of_the_second_copy_does_not_reach_the_records() {
        check_copies(runs());
    }
}
