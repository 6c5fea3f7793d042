//! Undo and redo, and a disk that fails.

use super::*;
use crate::console::overlay::HistoryError;
use crate::console::view::message_text;

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
fn quit_asks_while_the_disk_does_not_answer_and_ends_when_it_does() {
    let mut console = console();
    console.disk_hangs = true;
    console.keys("q1<Enter><F10>");
    assert!(!console.has_quit && console.model.mode() == Mode::Quit);
    console.save();
    assert!(console.has_quit);
}

#[test]
fn quit_is_not_remembered_after_the_question_was_closed_or_the_disk_failed() {
    let mut closed = console();
    closed.disk_hangs = true;
    closed.keys("q1<Enter><F10><Esc>");
    closed.save();
    assert!(!closed.has_quit && closed.grams("paper") == 1_000);
    closed.keys("q2<Enter>q3<F10>");
    closed.save();
    assert!(!closed.has_quit, "a typed amount is another reason to ask");

    let mut failed = console();
    failed.disk_hangs = true;
    failed.keys("q1<Enter><F10>");
    failed.send(Msg::NotSaved("full".into()));
    failed.save();
    assert!(!failed.has_quit && failed.model.mode() == Mode::Quit);
    failed.keys("<F10>");
    assert!(failed.has_quit);
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
fn a_disk_has_recovered_only_when_all_records_are_saved() {
    let mut console = console();
    console.disk_fails = true;
    console.keys("q1<Enter>2<Enter>3<Enter>");
    console.disk_fails = false;
    console.save_first(2);
    assert!(console.model.save_error.is_some() && console.model.pending.len() == 1);
    console.save();
    assert!(console.model.save_error.is_none());
    assert_eq!(console.model.notice(), Some(&Notice::SavedAfterFailure(3)));
}

#[test]
fn a_disk_that_does_not_answer_is_reported_until_it_does() {
    let mut console = console();
    console.disk_hangs = true;
    console.keys("q1<Enter>");
    console.send(Msg::NoAnswer);
    assert!(console.model.has_unsaved());
    assert_eq!(message_text(&console.model), console.model.texts.get(Message::NoticeNoAnswer));
    console.save();
    assert!(!console.model.has_unsaved());
    assert_eq!(console.model.notice(), Some(&Notice::SavedAfterFailure(1)));
    // The disk answered before the message came.
    console.send(Msg::NoAnswer);
    assert!(!console.model.has_unsaved());
}

#[test]
fn news_do_not_hide_that_records_are_not_saved() {
    let mut console = console();
    console.disk_fails = true;
    console.keys("q1<Enter>");
    let not_saved = message_text(&console.model);
    assert!(not_saved.starts_with("САҚТАЛМАДЫ: "), "{not_saved}");
    for news in [Notice::NewFaults, Notice::MirrorBehind, Notice::EventChanged, Notice::TargetReached(None)] {
        console.model.notify(news);
        assert_eq!(message_text(&console.model), not_saved);
    }
    console.model.notify(Notice::NothingToRedo);
    assert_ne!(message_text(&console.model), not_saved);
}

#[test]
fn a_journal_that_was_written_again_is_reported_instead_of_saved_after_all() {
    let mut console = console();
    console.disk_fails = true;
    console.keys("q1<Enter>");
    console.disk_fails = false;
    console.send(Msg::JournalRestored("cut".into()));
    assert!(console.model.save_error.is_none());
    console.save();
    assert_eq!(console.model.notice(), Some(&Notice::JournalRestored("cut".into())));
    assert_eq!((console.grams("paper"), console.model.warnings.len()), (1_000, 1));
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

/// Presses keys while the disk does not answer, and returns the message line.
fn while_the_disk_hangs(before: &str, keys: &str) -> (TestConsole, String) {
    let mut console = TestConsole::new(Language::En);
    console.keys(before);
    console.disk_hangs = true;
    console.keys(keys);
    let said = message_text(&console.model);
    (console, said)
}

#[test]
fn nothing_is_called_done_before_the_disk_has_confirmed_it() {
    for (before, keys, pending, done) in [
        ("", "q1<Enter>", "Saving: Q Waste paper 1 kg", "✓ Saved: Q Waste paper 1 kg · №1"),
        ("", "<F5>3<Enter>", "Saving: 3 people", "✓ Saved: 3 people · №1"),
        ("q1<Enter>", "<F8>", "Saving: undo of A:1 Q Waste paper 1 kg", "Undone: Q Waste paper 1 kg"),
        ("q1<Enter><F8>", "<C-y>", "Saving: Q Waste paper 1 kg", "Recorded again: Q Waste paper 1 kg"),
        ("", "<F9><C-u>Айгерім<Enter>", "Saving: operator Айгерім", "Operator: Айгерім"),
        ("", "<F9><C-u><Enter>", "Saving: no operator", "No operator"),
        ("q1<Enter>", "<F3><Del><Enter><Esc>", "Saving: void of A:1 Q Waste paper 1 kg", "Record A:1 voided"),
        (
            "q1<Enter>",
            "<F3><Enter><C-u>2<Enter><Esc>",
            "Saving: Q Waste paper 2 kg in place of A:1",
            "✓ Saved: Q Waste paper 2 kg · №2",
        ),
        (
            "q1<Enter>",
            "<C-o>1<Enter>Eko<Enter>",
            "Saving: Waste paper 1 kg to Eko",
            "✓ Saved: Waste paper 1 kg to Eko · №2",
        ),
    ] {
        let (mut console, said) = while_the_disk_hangs(before, keys);
        assert_eq!(said, pending, "{keys}");
        console.save();
        assert_eq!(message_text(&console.model), done, "{keys}");
    }
}

#[test]
fn pasted_lines_are_called_recorded_when_the_disk_has_confirmed_them() {
    let mut console = TestConsole::new(Language::En);
    console.disk_hangs = true;
    console.paste("q1\nw2\n");
    assert_eq!(message_text(&console.model), "Saving: 2 lines of the paste");
    console.save();
    assert_eq!(message_text(&console.model), "Pasted: 2 lines recorded");
}

#[test]
fn whatever_the_disk_did_not_accept_is_not_saved() {
    for (before, keys) in [
        ("", "q1<Enter>"),
        ("q1<Enter>", "<F8>"),
        ("q1<Enter><F8>", "<C-y>"),
        ("", "<F9><C-u>Айгерім<Enter>"),
        ("q1<Enter>", "<F3><Del><Enter><Esc>"),
        ("q1<Enter>", "<F3><Enter><C-u>2<Enter><Esc>"),
        ("q1<Enter>", "<C-o>1<Enter>Eko<Enter>"),
        // Far below the usual amount.
        ("q40<Enter>q41<Enter>q42<Enter>q43<Enter>q44<Enter>", "q0.1<Enter>"),
    ] {
        let mut console = TestConsole::new(Language::En);
        console.keys(before);
        console.disk_fails = true;
        console.keys(keys);
        assert_eq!(message_text(&console.model), "NOT SAVED: full", "{keys}");
    }
}

/// The header, the draft and the next question name the operator of the next record.
#[test]
fn the_operator_changes_when_the_disk_has_confirmed_it() {
    let (mut console, _) = while_the_disk_hangs("", "<F9><C-u>Айгерім<Enter>");
    assert_eq!(console.own().operator, "Дана");
    assert_eq!(crate::console::update::current_draft(&console.model).operator, "Айгерім");
    // Back to the operator who is still shown: this is a change, too.
    console.keys("<F9><C-u>Дана<Enter>");
    console.disk_hangs = false;
    console.save();
    assert_eq!(console.own().operator, "Дана");
    assert_eq!(console.saved.len(), 2);
}

#[test]
fn a_record_is_not_changed_again_while_a_change_of_it_is_on_its_way() {
    let (mut console, _) = while_the_disk_hangs("q1<Enter>", "<F3><Del><Enter>");
    for keys in ["<Del>", "<Enter>"] {
        console.keys(keys);
        let Some(Overlay::History(history)) = console.model.overlays.last() else { panic!("{keys}") };
        assert_eq!(history.error, Some(HistoryError::BeingChanged), "{keys}");
    }
    console.save();
    assert_eq!(console.saved.len(), 2);
}

#[test]
fn a_record_that_another_station_voided_is_not_undone() {
    let mut console = console();
    console.keys("w2<Enter>q1<Enter>");
    let target = RecordRef { seq: 2, station: console.own().station, hash: console.saved[1].hash.short() };
    let mut void = console.saved[1].clone();
    (void.seq, void.hash) = (1, LineHash([9; 32]));
    void.op = Op::Void { of: target, reason: "twice".into() };
    console.grow("B", "B", 2, vec![Some(void)]);
    assert_eq!((console.grams("paper"), console.grams("plastic")), (0, 2_000));
    console.keys("<F8>");
    assert_eq!((console.grams("paper"), console.grams("plastic")), (0, 0));
    assert_eq!(console.saved.len(), 3);
}

/// The reason of a void is typed while another station voids the same record.
#[test]
fn a_record_that_no_longer_counts_is_not_voided() {
    let mut console = console();
    console.keys("q1<Enter><F3><Del>");
    let target = RecordRef { seq: 1, station: console.own().station, hash: console.saved[0].hash.short() };
    let mut void = console.saved[0].clone();
    void.hash = LineHash([9; 32]);
    void.op = Op::Void { of: target, reason: "twice".into() };
    console.grow("B", "B", 2, vec![Some(void)]);
    console.keys("<Enter>");
    let Some(Overlay::History(history)) = console.model.overlays.last() else { panic!() };
    assert_eq!(history.error, Some(HistoryError::NotCounted));
    assert_eq!(console.saved.len(), 1);
}

/// The journal cannot hold a void, so the record still counts, and can be undone again.
#[test]
fn an_undo_that_cannot_be_written_leaves_the_record_as_it_was() {
    let (mut console, _) = while_the_disk_hangs("q1<Enter>", "<F8>");
    let ticket = console.model.pending.back().unwrap().ticket;
    console.send(Msg::Unwritable(ticket, "too long".into()));
    assert_eq!(console.grams("paper"), 1_000);
    console.keys("<C-y>");
    assert_eq!(console.model.notice(), Some(&Notice::NothingToRedo));
    console.keys("<F8>");
    assert!(matches!(console.model.notice(), Some(Notice::Undone { .. })), "{:?}", console.model.notice());
}
