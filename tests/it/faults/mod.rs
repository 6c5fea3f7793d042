//! Files fail: the n-th call of a command or of a console returns an error, writes half, or the program is killed
//! before it.

mod commands;
mod console;
mod injector;
mod mirror;

use crate::faults::commands::{Prepared, SCENARIOS};
use crate::faults::console::{Kind, Session};
use crate::faults::injector::{Fault, Injection};
use crate::faults::mirror::Copying;
use crate::harness::Numbers;

/// Every console, on the first day and later.
const SESSIONS: [(Kind, bool); 4] =
    [(Kind::Plain, false), (Kind::Plain, true), (Kind::FullScreen, false), (Kind::FullScreen, true)];

/// Every program that keeps a second copy, with an empty one and with one that was begun.
const COPIES: [(mirror::Kind, bool); 4] = [
    (mirror::Kind::Add, false),
    (mirror::Kind::Add, true),
    (mirror::Kind::PlainConsole, false),
    (mirror::Kind::PlainConsole, true),
];

/// Checks all injections, and prints each wrong run at once. Returns how many there were and what is wrong.
fn check_all(
    name: &str,
    injections: Vec<Injection>,
    check: impl Fn(Injection) -> Result<(), String>,
) -> (usize, Vec<String>) {
    let runs = injections.len();
    let wrong: Vec<String> = injections
        .into_iter()
        .filter_map(|injection| check(injection).err())
        .inspect(|wrong| println!("{wrong}\n"))
        .collect();
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

/// Checks some faults of each console, or all of them.
fn check_consoles(sample: Option<usize>) {
    let mut numbers = Numbers::new(15);
    assert_none_wrong(SESSIONS.iter().map(|(kind, first_of_day)| {
        let session = Session::new(*kind, *first_of_day);
        let mut sweep = console::sweep(&session);
        if sample.is_some() {
            // The console waits some seconds for a disk that hangs.
            sweep.retain(|injection| injection.fault != Fault::Hang);
        }
        let injections = sample.map_or_else(|| sweep.clone(), |count| some_of(&sweep, count, &mut numbers));
        check_all(&format!("{kind:?}, first of the day: {first_of_day}"), injections, |injection| {
            session.check(injection)
        })
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
    check_consoles(Some(4));
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
    #[ignore = "takes an hour"]
    fn every_failing_call_of_a_console_loses_nothing_and_asks_for_nothing_twice() {
        check_consoles(runs());
    }

    #[test]
    #[ignore = "takes a quarter of an hour"]
    fn every_failing_call_of_the_second_copy_does_not_reach_the_records() {
        check_copies(runs());
    }
}
