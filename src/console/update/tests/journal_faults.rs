//! What is wrong with the journals: told once, listed as long as it lasts.

use super::*;
use crate::console::msg::JournalFault;
use crate::language::Message;

fn fault(file: &str, line: u64) -> JournalFault {
    let what = format!("{file}, line {line}");
    JournalFault { file: file.into(), line, what: what.into(), means: Message::MeansLine }
}

#[test]
fn a_fault_is_told_once_and_listed_until_it_is_gone() {
    let mut desk = desk();
    desk.send(Msg::Faults(vec![fault("B.jsonl", 3)]));
    assert_eq!(desk.model.notice, Some(Notice::Faults));
    desk.keys("q1<Enter>");
    desk.send(Msg::Faults(vec![fault("B.jsonl", 3)]));
    assert!(matches!(desk.model.notice, Some(Notice::Recorded(_))), "{:?}", desk.model.notice);
    desk.send(Msg::Faults(vec![fault("B.jsonl", 3), fault("B.jsonl", 9)]));
    assert_eq!(desk.model.notice, Some(Notice::Faults));
    desk.keys("<C-d><Down><Down>");
    assert!(matches!(desk.model.overlays.last(), Some(Overlay::Faults(cursor)) if cursor.position() == 1));
    desk.send(Msg::Faults(vec![fault("B.jsonl", 3)]));
    assert!(matches!(desk.model.overlays.last(), Some(Overlay::Faults(cursor)) if cursor.position() == 0));
    desk.send(Msg::Faults(Vec::new()));
    assert_eq!(desk.model.all_faults().count(), 0);
    assert!(!desk.model.snapshot().damaged);
}

#[test]
fn a_refused_line_keeps_its_sentence() {
    let mut desk = desk();
    desk.keys("q1.2.3<Enter>");
    desk.send(Msg::Faults(vec![fault("B.jsonl", 3)]));
    assert!(desk.refused().is_some());
    assert_eq!(desk.model.all_faults().count(), 1);
}

#[test]
fn copies_that_went_on_apart_are_named_both() {
    let mut desk = desk();
    desk.keys("q1<Enter>q2<Enter>");
    let mut lines: Vec<_> = desk.saved.iter().cloned().map(Some).collect();
    let copy = |lines| {
        let (file, station) = ("stations/B.jsonl".into(), StationId::parse("A").unwrap());
        Msg::FromOthers(FromOthers::NewLines(vec![NewLines {
            file,
            name: station,
            station,
            journal: JournalId(1),
            lines,
        }]))
    };
    let other = Record { hash: LineHash([9; 32]), ..desk.saved[1].clone() };
    lines.pop();
    desk.send(copy(lines));
    assert_eq!((desk.model.forks.len(), desk.grams("paper")), (0, 3_000), "a copy alone is no fault");
    desk.send(copy(vec![Some(other)]));
    let said: Vec<_> =
        desk.model.all_faults().map(|fault| Texts::new(Language::En).show(&fault.what)).collect();
    let [said] = &said[..] else { panic!("{said:?}") };
    assert_eq!(said, "A.jsonl and B.jsonl are copies of one journal that went on apart from record no. 2");
    assert_eq!(desk.model.notice, Some(Notice::Faults));
    assert_eq!(desk.grams("paper"), 5_000, "both sides were weighed");
}

#[test]
fn after_a_new_reading_our_own_journal_is_found_by_its_file() {
    let mut desk = desk();
    let own = desk.slot();
    desk.model.files = vec![("B.jsonl".into(), own)];
    desk.keys("q1<Enter>q2<Enter>");
    let mut ledger = Ledger::new(&desk.model.event);
    let station = StationId::parse("A").unwrap();
    // A shorter copy of it stands before it.
    let slots =
        ["A.jsonl", "B.jsonl"].map(|file| (file.into(), ledger.add_file(station, station, JournalId(1), 0)));
    ledger.apply(slots[0].1, &desk.saved[0]);
    desk.saved.iter().for_each(|record| ledger.apply(slots[1].1, record));
    desk.send(Msg::FromOthers(FromOthers::Anew { ledger: Box::new(ledger), files: slots.to_vec() }));
    assert_eq!(desk.slot(), slots[1].1);
    desk.keys("q4<Enter>");
    assert_eq!(desk.grams("paper"), 7_000);
}
