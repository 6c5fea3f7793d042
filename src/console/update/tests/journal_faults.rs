//! The faults in the journals are reported once, and listed until they are repaired.

use super::*;
use crate::console::msg::{JournalFault, MirrorFault};
use crate::language::Message;

fn fault(file: &str, line: u64) -> JournalFault {
    let what = format!("{file}, line {line}");
    JournalFault {
        file: file.into(),
        line,
        what: what.into(),
        means: Message::MeansLine,
        fork: None,
        gone: None,
    }
}

#[test]
fn a_fault_is_reported_once_and_listed_until_it_is_gone() {
    let mut console = console();
    console.send(Msg::Faults(vec![fault("B.jsonl", 3)]));
    assert_eq!(console.model.notice(), Some(&Notice::NewFaults));
    console.keys("q1<Enter>");
    console.send(Msg::Faults(vec![fault("B.jsonl", 3)]));
    assert!(matches!(console.model.notice(), Some(Notice::Recorded(_))), "{:?}", console.model.notice());
    console.send(Msg::Faults(vec![fault("B.jsonl", 3), fault("B.jsonl", 9)]));
    assert_eq!(console.model.notice(), Some(&Notice::NewFaults));
    console.keys("<C-d><Down><Down>");
    assert!(matches!(console.model.overlays.last(), Some(Overlay::Faults(cursor)) if cursor.position() == 1));
    console.send(Msg::Faults(vec![fault("B.jsonl", 3)]));
    assert!(matches!(console.model.overlays.last(), Some(Overlay::Faults(cursor)) if cursor.position() == 0));
    console.send(Msg::Faults(Vec::new()));
    assert_eq!(console.model.all_faults().count(), 0);
    assert!(!console.model.snapshot().damaged);
}

#[test]
fn a_fault_does_not_replace_the_message_about_a_rejected_line() {
    let mut console = console();
    console.keys("q1.2.3<Enter>");
    console.send(Msg::Faults(vec![fault("B.jsonl", 3)]));
    assert!(console.rejection().is_some());
    assert_eq!(console.model.all_faults().count(), 1);
}

#[test]
fn a_second_copy_that_is_not_complete_is_listed_until_it_is() {
    let mut console = console();
    let behind = || {
        let fault = JournalFault { means: Message::MeansMirror, ..fault("/stick", 0) };
        Msg::Mirror(Some(Box::new(MirrorFault { since: "14:05".into(), fault })))
    };
    console.send(behind());
    assert_eq!(console.model.notice(), Some(&Notice::MirrorBehind));
    assert!(console.model.snapshot().damaged, "Ctrl+D lists it");
    console.keys("q1<Enter>");
    console.send(behind());
    assert!(matches!(console.model.notice(), Some(Notice::Recorded(_))), "it is reported once");
    console.keys("<C-d>");
    console.send(Msg::Faults(vec![fault("B.jsonl", 3)]));
    assert_eq!(console.model.all_faults().count(), 2);
    console.send(Msg::Faults(Vec::new()));
    console.send(Msg::Mirror(None));
    assert_eq!(console.model.all_faults().count(), 0);
    assert!(!console.model.snapshot().damaged);
}

#[test]
fn lines_that_are_gone_are_listed_once() {
    let mut other = TestConsole::new(Language::En);
    other.keys("q1<Enter>q2<Enter>q3<Enter>");
    let lines: Vec<_> = other.saved.iter().cloned().map(Some).collect();
    let mut console = console();
    console.grow("B", "B", 2, lines.clone());
    console.replace("B", "B", 2, lines[..2].to_vec());
    assert_eq!((console.model.all_faults().count(), console.grams("paper")), (1, 6_000));
    // Another station saw line 3. What the console knows of its loss says more.
    let seen = |file: &str, line| JournalFault { gone: Some(line..=line), ..fault(file, 0) };
    console.send(Msg::Faults(vec![seen("B.jsonl", 3)]));
    let only: Vec<_> = console.model.all_faults().map(|fault| fault.means.clone()).collect();
    assert!(matches!(only[..], [Message::MeansLostLines { .. }]), "{only:?}");
    // Line 4 was never read here, and C is another journal.
    console.send(Msg::Faults(vec![seen("B.jsonl", 4), seen("C.jsonl", 3), fault("B.jsonl", 3)]));
    assert_eq!(console.model.all_faults().count(), 4);
    console.replace("B", "B", 2, lines);
    console.send(Msg::Faults(Vec::new()));
    assert_eq!((console.model.all_faults().count(), console.grams("paper")), (0, 6_000));
}

#[test]
fn a_fork_names_both_files() {
    let mut console = console();
    console.keys("q1<Enter>q2<Enter>");
    let mut lines: Vec<_> = console.saved.iter().cloned().map(Some).collect();
    let other = Record { hash: LineHash([9; 32]), ..console.saved[1].clone() };
    lines.pop();
    console.grow("B", "A", 1, lines);
    assert_eq!(
        (console.model.ledger_faults.len(), console.grams("paper")),
        (0, 3_000),
        "a copy alone is no fault"
    );
    console.grow("B", "A", 1, vec![Some(other)]);
    let messages: Vec<_> =
        console.model.all_faults().map(|fault| Texts::new(Language::En).show(&fault.what)).collect();
    let [message] = &messages[..] else { panic!("{messages:?}") };
    assert_eq!(message, "A.jsonl and B.jsonl are copies of one journal that diverged at record no. 2");
    assert_eq!(console.model.notice(), Some(&Notice::NewFaults));
    assert_eq!(console.grams("paper"), 5_000, "the entries of both copies count");
}

#[test]
fn the_own_journal_is_known_by_its_file() {
    let mut console = console();
    let own = console.slot();
    console.keys("q1<Enter>q2<Enter>");
    // `B.jsonl`, a shorter copy of the console's own journal, appears.
    console.grow("B", "A", 1, vec![Some(console.saved[0].clone())]);
    assert_eq!(console.slot(), own);
    console.keys("q4<Enter>");
    assert_eq!((console.grams("paper"), console.model.ledger_faults.len()), (7_000, 0));
}

/// Returns a console that sees two copies of journal B, which were continued separately.
fn console_with_fork() -> TestConsole {
    let mut other = TestConsole::new(Language::En);
    other.keys("q1<Enter>q2<Enter>");
    let one = std::mem::take(&mut other.saved);
    let mut two = one.clone();
    two[1].hash = LineHash([9; 32]);
    let mut console = TestConsole::new(Language::En);
    console.keys("<F9><C-u>Айгерім<Enter>");
    for (name, records) in [("B", one), ("B2", two)] {
        console.grow(name, "B", 2, records.into_iter().map(Some).collect());
    }
    console
}

#[test]
fn a_fork_is_acknowledged_with_a_reason_and_leaves_the_mark() {
    let mut console = console_with_fork();
    assert_eq!((console.model.all_faults().count(), console.grams("paper")), (1, 5_000));
    console.keys("<C-d><Enter>");
    assert_eq!(console.model.mode(), Mode::Prompt);
    console.keys("<Enter>");
    assert_eq!(console.field_rejection(), Some(&Message::RefusedReason), "a reason is needed");
    console.disk_hangs = true;
    console.keys("two laptops<Enter>");
    assert_eq!(console.model.all_faults().count(), 1, "the disk has not confirmed it");
    console.disk_hangs = false;
    console.save();
    assert_eq!((console.model.all_faults().count(), console.grams("paper")), (0, 5_000));
    let [acknowledged] = &console.model.acknowledged_forks[..] else { panic!() };
    assert_eq!(
        console.model.texts.get(&acknowledged.means),
        "Both sides are counted. Acknowledged by Айгерім (A), 25.01.2026 14:00: two laptops"
    );
    // It is not acknowledged twice: Enter closes the list.
    console.keys("<Enter>");
    assert!(console.model.overlays.is_empty());
    assert!(matches!(console.saved.last().unwrap().op, Op::Fork { .. }));
}

#[test]
fn a_console_that_watches_acknowledges_nothing() {
    let mut console = console_with_fork();
    console.model.own = None;
    console.keys("<C-d><Enter>");
    assert!(console.model.overlays.is_empty());
}
