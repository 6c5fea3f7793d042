//! Undo and redo, and a disk that fails.

use super::*;

#[test]
fn undo_voids_the_newest_record_and_redo_records_it_again() {
    let mut console = console();
    console.keys("q1<Enter>w2<Enter> ").wait(40).keys("<F8>");
    assert_eq!(console.model.ledger.tally().people, 0);
    console.keys("<C-z>");
    assert_eq!((console.grams("paper"), console.grams("plastic")), (1_000, 0));
    console.keys("<C-y>");
    assert_eq!(console.grams("plastic"), 2_000);
    console.keys("<F8><F8>");
    assert_eq!(console.model.ledger.tally().net, Grams::ZERO);
    console.keys("<F8>");
    assert_eq!(console.model.notice(), Some(&Notice::NothingToUndo));
    console.keys("<C-y><C-y><C-y>");
    assert_eq!(
        (console.grams("paper"), console.grams("plastic"), console.model.ledger.tally().people),
        (1_000, 2_000, 1)
    );
    console.keys("<F8>q4<Enter><C-y>");
    assert_eq!(console.model.notice(), Some(&Notice::NothingToRedo), "a new record empties the redo list");
}

#[test]
fn a_pending_record_can_be_undone() {
    let mut console = console();
    console.disk_fails = true;
    console.keys("q1<Enter>");
    console.keys("<F8>");
    console.disk_fails = false;
    console.save();
    assert_eq!(console.model.ledger.tally().net, Grams::ZERO);
    assert_eq!(console.model.ledger.tally().voided, 1);
}

#[test]
fn pending_records_stay_until_the_disk_accepts_them() {
    let mut console = console();
    console.disk_fails = true;
    console.keys("q1<Enter>2<Enter><Esc>");
    assert_eq!(console.model.pending.len(), 2);
    assert!(console.model.save_error.is_some());
    assert_eq!(console.model.ledger.tally().net, Grams::ZERO, "not saved, so not counted");
    console.keys("<F10>");
    assert!(!console.has_quit && console.model.mode() == Mode::Quit);
    console.keys("<Enter>");
    assert_eq!(console.model.mode(), Mode::Weighing);
    console.disk_fails = false;
    console.keys("<Enter>");
    assert_eq!(console.retries, 1);
    assert_eq!(console.grams("paper"), 3_000);
    assert!(console.model.save_error.is_none() && console.model.pending.is_empty());
}

#[test]
fn a_disk_that_recovered_is_reported() {
    let mut console = console();
    console.disk_fails = true;
    console.keys("q1<Enter>2<Enter>");
    console.disk_fails = false;
    console.keys("<Enter>");
    assert_eq!(console.model.notice(), Some(&Notice::SavedAfterFailure(2)));
}

#[test]
fn a_reached_target_is_reported_once() {
    let mut console = console();
    console.model.event.materials[0].target_g = Some(Grams::new(5_000));
    console.keys("q4<Enter>1<Enter>");
    assert_eq!(console.model.notice(), Some(&Notice::TargetReached(Some("paper".into()))));
    console.keys("<F8>1<Enter>");
    assert!(matches!(console.model.notice(), Some(Notice::Recorded(_))));
}
