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
    other.keys("q7<Enter>w8<Enter>e9<Enter>");
    let mut console = console();
    console.keys("q1<Enter>");
    console.grow("B", "B", 2, vec![Some(other.saved[0].clone())]);
    console.grow("B", "B", 2, vec![None, Some(other.saved[1].clone())]);
    assert_eq!((console.grams("paper"), console.grams("plastic")), (8_000, 8_000));
    assert_eq!(console.model.ledger.files().count(), 2);
    // The history shows the new records, and the cursor stays on the same record.
    console.keys("<F3><Down>");
    console.grow("B", "B", 2, vec![Some(other.saved[2].clone())]);
    let Some(Overlay::History(history)) = console.model.overlays.last() else { panic!() };
    assert_eq!((history.found.records.len(), history.cursor.position()), (4, 2));
}

/// Returns a record that is on its way to the disk of a console whose first record is saved, and that record's ticket.
fn unconfirmed(console: &mut TestConsole) -> (Ticket, Record) {
    console.keys("q1<Enter>");
    console.disk_fails = true;
    console.keys("q2<Enter>");
    let pending = console.take_queued().remove(0);
    let op = pending.op.try_map_target(|_| Err(())).unwrap();
    let record = Record { seq: 2, at: pending.at, op, import: None, key: None, hash: LineHash([9; 32]) };
    (pending.ticket, record)
}

#[test]
fn an_own_record_counts_once_and_only_after_its_confirmation() {
    for is_read_first in [true, false] {
        let mut console = console();
        let (ticket, record) = unconfirmed(&mut console);
        let file = vec![Some(console.saved[0].clone()), Some(record.clone())];
        if is_read_first {
            console.replace("A", "A", 1, file.clone());
            assert_eq!(console.grams("paper"), 1_000, "the line is in the file, but not yet saved");
        }
        console.send(Msg::Saved(vec![(ticket, record)]));
        assert_eq!(console.grams("paper"), 3_000);
        console.replace("A", "A", 1, file);
        assert_eq!(console.grams("paper"), 3_000);
        assert!(console.model.pending.is_empty());
    }
}

/// Another station's journal is replaced by a tool that copies files, while records of this station are confirmed.
#[test]
fn a_replaced_file_of_another_station_changes_no_record_of_this_one() {
    let mut other = console();
    other.keys("q7<Enter>w8<Enter>");
    let lines: Vec<_> = other.saved.iter().cloned().map(Some).collect();
    let mut console = console();
    let (ticket, record) = unconfirmed(&mut console);
    console.grow("B", "B", 2, lines[..1].to_vec());
    console.send(Msg::Saved(vec![(ticket, record.clone())]));
    console.replace("B", "B", 2, lines);
    assert_eq!((console.grams("paper"), console.grams("plastic")), (10_000, 8_000));
    // F3 finds the record that was confirmed, and its void counts.
    console.saved.push(record);
    console.keys("<F3>a 2<F8><Enter>");
    let Op::Void { of, .. } = &console.saved.last().unwrap().op else { panic!("{:?}", console.saved) };
    assert_eq!((of.seq, console.grams("paper")), (2, 8_000));
}

#[test]
fn lines_that_a_file_has_lost_stay_and_are_reported_with_their_amounts() {
    let mut other = console();
    other.keys("q7<Enter>q16<Enter>h4<Enter>  ");
    let lines: Vec<_> = other.saved.iter().cloned().map(Some).collect();
    let mut console = TestConsole::new(Language::En);
    console.keys("q1<Enter>");
    console.grow("B", "B", 2, lines.clone());
    for rest in [&lines[..1], &[]] {
        console.replace("B", "B", 2, rest.to_vec());
        assert_eq!((console.grams("paper"), console.model.ledger.tally().people), (24_000, 2));
    }
    assert_eq!(console.model.notice(), Some(&Notice::NewFaults));
    let texts = Texts::new(Language::En);
    let fault = console.model.all_faults().next().unwrap();
    assert_eq!(texts.show(&fault.what), "B.jsonl: 5 lines are no longer in the file, from no. 1 on");
    assert_eq!(
        texts.get(&fault.means),
        "They count here until this console is closed. Screen minus files: +23 kg, pieces +4, people +2. Find a copy and merge it: tarazy merge."
    );
    // The file is back.
    console.replace("B", "B", 2, lines.clone());
    assert_eq!((console.grams("paper"), console.model.all_faults().count()), (24_000, 0));
    // The station cut off lines that it had not saved, and went on.
    console.replace("B", "B", 2, lines[..1].to_vec());
    let next = Record { hash: LineHash([9; 32]), ..other.saved[1].clone() };
    console.replace("B", "B", 2, vec![lines[0].clone(), Some(next)]);
    assert_eq!((console.grams("paper"), console.model.ledger.tally().people), (24_000, 0));
    assert_eq!(console.model.all_faults().count(), 0);
}
