//! What others do while this console runs: their records, a changed event.

use super::*;

#[test]
fn a_changed_event_keeps_what_is_selected_and_typed() {
    let mut desk = desk();
    desk.keys("e12");
    let mut event = desk.model.event.clone();
    event.materials.remove(0);
    event.materials[0].hidden = true;
    desk.send(Msg::Event(Box::new(event)));
    desk.keys("<Enter>");
    assert_eq!(desk.model.ledger.sum("glass-clear").net, Grams::new(12_000));
    desk.keys("w5<Enter>");
    assert_eq!(desk.model.ledger.sum("plastic").net, Grams::ZERO, "hidden: no key selects it");
    desk.keys("<Esc>");
    desk.model.line.lettered = false;
    desk.keys("1*5<Enter>");
    assert_eq!(desk.refused(), Some(&RejectReason::Hidden { number: 1 }));
}

#[test]
fn a_changed_event_loses_nothing_that_was_begun() {
    let mut desk = desk();
    desk.keys("ww1<Enter>").paste("q1.2.3\ne4\n");
    desk.keys("w<F3><Enter><BS>2,5");
    let mut event = desk.model.event.clone();
    let last = event.materials.pop().unwrap();
    event.materials.insert(0, last);
    event.materials[2].grades.insert(0, "0".to_owned());
    desk.send(Msg::Event(Box::new(event)));
    // The form, the refused line and the selection mean the same materials as before.
    desk.keys("<Enter><Esc>");
    let Op::Entry(entry) = &desk.saved.last().unwrap().op else { panic!() };
    assert_eq!((entry.material.as_str(), entry.corrects.is_some()), ("glass-clear", true));
    assert_eq!(desk.model.selection.material, Some(2));
    desk.keys("<F11><Enter><Esc>7<Enter>");
    assert_eq!(desk.model.ledger.sum("paper").net, Grams::new(7_000));
}

#[test]
fn what_other_stations_write_counts_at_once() {
    let mut other = desk();
    other.keys("q7<Enter>w8<Enter>");
    let mut desk = desk();
    desk.keys("q1<Enter>");
    desk.send(news("B.jsonl", vec![Some(other.saved[0].clone())]));
    desk.send(news("B.jsonl", vec![None, Some(other.saved[1].clone())]));
    assert_eq!((desk.grams("paper"), desk.grams("plastic")), (8_000, 8_000));
    assert_eq!(desk.model.ledger.files().count(), 2);
    // The history shows them, with the cursor on the record where it stood.
    desk.keys("<F3><Down>");
    desk.send(news("B.jsonl", vec![Some(other.saved[0].clone())]));
    let Some(Overlay::History(history)) = desk.model.overlays.last() else { panic!() };
    assert_eq!((history.found.records.len(), history.cursor.position()), (4, 2));
}

#[test]
fn after_a_new_reading_nothing_counts_twice() {
    let mut desk = desk();
    desk.keys("q1<Enter>");
    // What was read anew holds our record already, whose confirmation is still on its way.
    desk.fails = true;
    desk.keys("q2<Enter>");
    let mut again = desk_of(&desk.saved);
    let record = Record { seq: 2, hash: LineHash([9; 32]), ..desk.saved[0].clone() };
    let slot = again.slot();
    again.model.ledger.apply(slot, &record);
    let (ledger, files) = (Box::new(again.model.ledger), vec![("A.jsonl".into(), slot)]);
    desk.send(Msg::FromOthers(FromOthers::Anew { ledger, files }));
    assert_eq!(desk.grams("paper"), 2_000);
    desk.send(Msg::Saved(vec![(Ticket(2), record)]));
    assert_eq!(desk.grams("paper"), 2_000);
    assert!(desk.model.pending.is_empty());
}

fn desk_of(records: &[Record]) -> Desk {
    let mut desk = desk();
    let slot = desk.slot();
    records.iter().for_each(|record| desk.model.ledger.apply(slot, record));
    desk
}
