//! Changes by others while this console runs: in their journals, or in the event.

use super::*;

#[test]
fn a_changed_event_keeps_the_selection_and_the_text() {
    let mut console = console();
    console.keys("e12");
    let mut event = console.model.event.clone();
    event.materials.remove(0);
    event.materials[0].hidden = true;
    console.send(Msg::Event(Box::new(event)));
    console.keys("<Enter>");
    assert_eq!(console.model.ledger.sum("glass-clear").net, Grams::new(12_000));
    console.keys("w5<Enter>");
    assert_eq!(console.model.ledger.sum("plastic").net, Grams::ZERO, "hidden: no key selects it");
    console.keys("<Esc>");
    console.model.line.selected_by_letter = false;
    console.keys("1*5<Enter>");
    assert_eq!(console.rejection(), Some(&RejectReason::Hidden { number: 1 }));
}

#[test]
fn a_changed_event_keeps_forms_and_rejected_lines() {
    let mut console = console();
    console.keys("ww1<Enter>").paste("q1.2.3\ne4\n");
    console.keys("w<F3><Enter><BS>2,5");
    let mut event = console.model.event.clone();
    let last = event.materials.pop().unwrap();
    event.materials.insert(0, last);
    event.materials[2].grades.insert(0, "0".to_owned());
    console.send(Msg::Event(Box::new(event)));
    // The form, the rejected line and the selection keep their materials.
    console.keys("<Enter><Esc>");
    let Op::Entry(entry) = &console.saved.last().unwrap().op else { panic!() };
    assert_eq!((entry.material.as_str(), entry.corrects.is_some()), ("glass-clear", true));
    assert_eq!(console.model.selection.material, Some(2));
    console.keys("<F11><Enter><Esc>7<Enter>");
    assert_eq!(console.model.ledger.sum("paper").net, Grams::new(7_000));
}

#[test]
fn new_lines_of_other_stations_count_at_once() {
    let mut other = console();
    other.keys("q7<Enter>w8<Enter>");
    let mut console = console();
    console.keys("q1<Enter>");
    console.send(news("B.jsonl", vec![Some(other.saved[0].clone())]));
    console.send(news("B.jsonl", vec![None, Some(other.saved[1].clone())]));
    assert_eq!((console.grams("paper"), console.grams("plastic")), (8_000, 8_000));
    assert_eq!(console.model.ledger.files().count(), 2);
    // The history shows the new records, and the cursor stays on the same record.
    console.keys("<F3><Down>");
    console.send(news("B.jsonl", vec![Some(other.saved[0].clone())]));
    let Some(Overlay::History(history)) = console.model.overlays.last() else { panic!() };
    assert_eq!((history.found.records.len(), history.cursor.position()), (4, 2));
}

#[test]
fn a_record_that_was_read_again_before_its_confirmation_counts_once() {
    let mut console = console();
    console.keys("q1<Enter>");
    // The journals are read again before the console receives the confirmation that our record was saved.
    console.disk_fails = true;
    console.keys("q2<Enter>");
    let mut again = console_with(&console.saved);
    let record = Record { seq: 2, hash: LineHash([9; 32]), ..console.saved[0].clone() };
    let slot = again.slot();
    again.model.ledger.apply(slot, &record);
    let (ledger, files) = (Box::new(again.model.ledger), vec![("A.jsonl".into(), slot)]);
    console.send(Msg::OtherJournals(JournalUpdate::Reread { ledger, files }));
    assert_eq!(console.grams("paper"), 2_000);
    console.send(Msg::Saved(vec![(Ticket(2), record)]));
    assert_eq!(console.grams("paper"), 2_000);
    assert!(console.model.pending.is_empty());
}

fn console_with(records: &[Record]) -> TestConsole {
    let mut console = console();
    let slot = console.slot();
    records.iter().for_each(|record| console.model.ledger.apply(slot, record));
    console
}
