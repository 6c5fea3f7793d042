//! The draft is restored after a lost connection, but is never recorded automatically.

use super::*;
use crate::console::update::current_draft;
use crate::console::update::draft::restore_draft;
use crate::domain::draft::Draft;
use crate::domain::record::{Entry, Moment};

fn saved_at() -> Moment {
    chrono::DateTime::parse_from_rfc3339("2026-01-25T14:03:00+05:00").unwrap()
}

/// Returns a console that is opened after another one was lost.
fn reopened(draft: Draft, operator: &str) -> TestConsole {
    let mut console = TestConsole::new(Language::En);
    console.own().operator = operator.to_owned();
    restore_draft(&mut console.model, draft, saved_at());
    console
}

/// Returns the draft of a console that is lost after these keys.
fn draft_after(script: &str) -> Draft {
    current_draft(&TestConsole::new(Language::En).keys(script).model)
}

#[test]
fn the_draft_is_empty_if_everything_is_recorded() {
    assert!(draft_after("").is_empty());
    assert!(draft_after("ww12,5<Enter>").is_empty());
    assert!(!draft_after("ww12,5<Enter>1").is_empty());
}

#[test]
fn the_same_operator_continues_the_line() {
    let mut console = reopened(draft_after("ww<F7>12,5-0"), "Дана");
    assert_eq!(console.model.notice(), Some(&Notice::DraftRestored(saved_at())));
    assert_eq!((console.model.line.text.as_str(), console.saved.len()), ("~12,5-0", 0));
    console.keys(",8<Enter>");
    let [record] = &console.saved[..] else { panic!("{:?}", console.saved) };
    let Op::Entry(entry) = &record.op else { panic!("{record:?}") };
    assert_eq!((entry.material.as_str(), entry.grade.as_deref(), entry.about), ("plastic", Some("1"), true));
    assert_eq!(entry.measure.net(), Grams::new(11_700));
    assert!(console.model.rejected.is_empty());
}

#[test]
fn the_line_of_another_operator_becomes_a_rejected_line() {
    let mut console = reopened(draft_after("q12,"), "Айгерім");
    assert_eq!((console.model.line.text.as_str(), console.model.rejected.len()), ("", 1));
    assert_eq!(console.model.rejected[0].reason, RejectReason::FromDraft { operator: "Дана".into() });
    console.keys("<F11><Enter>5<Enter>");
    assert_eq!(console.model.ledger.tally().net, Grams::new(12_500));
}

#[test]
fn restored_text_is_marked_as_not_recorded() {
    use crate::console::view::message_text;
    use unicode_width::UnicodeWidthStr;

    for (language, lost_to, not_recorded) in [
        (Language::En, "connection", "Not recorded"),
        (Language::Kk, "байланыс", "Жазылмаған"),
        (Language::Ru, "обрыв связи", "Не записано"),
    ] {
        let mut console = TestConsole::new(language);
        restore_draft(&mut console.model, draft_after("q12,"), saved_at());
        let said = message_text(&console.model);
        assert!(said.contains(lost_to) && said.width() < 80, "{said}");
        let mut console = TestConsole::new(language);
        let draft = Draft {
            operator: "Айгерім Серікқызы Нұрмұхамбетова".repeat(2), ..draft_after("q12,")
        };
        restore_draft(&mut console.model, draft, saved_at());
        console.model.notify(Notice::Rejected(console.model.rejected[0].reason.clone()));
        let said = message_text(&console.model);
        assert!(said.starts_with(not_recorded) && said.width() < 80, "{said}");
    }
}

#[test]
fn a_scale_does_not_continue_the_restored_line() {
    let mut console = reopened(draft_after("q12"), "Дана");
    console.machine("7.40<Enter>");
    assert_eq!(console.held(), Some(("7.40", HoldReason::TwoReadings)));
    console.keys("<Enter>");
    assert_eq!(console.model.ledger.tally().net, Grams::new(7_400));
    console.keys("<Esc>");
    assert_eq!(console.line(), "Q > 12");
    // A pasted line asks the same question. Several lines move the restored line to the list.
    let mut console = reopened(draft_after("q12"), "Дана");
    console.paste("3.5\n");
    assert_eq!(console.held(), Some(("3.5", HoldReason::TwoReadings)));
    let mut console = reopened(draft_after("q12"), "Дана");
    console.paste("3.5\n4\n");
    assert_eq!(console.model.ledger.tally().net, Grams::new(7_500));
    assert_eq!(console.model.rejected[0].text, "12");
}

#[test]
fn a_restored_paper_sheet_is_mentioned_although_nothing_was_typed() {
    let mut before = TestConsole::new(Language::En);
    before.keys("<C-p>1130<Enter>");
    let mut console = TestConsole::new(Language::En);
    restore_draft(&mut console.model, current_draft(&before.model), saved_at());
    assert!(console.model.paper.is_some());
    let said = crate::console::view::message_text(&console.model);
    assert!(said.contains("Ctrl+P"), "{said}");
}

#[test]
fn the_preset_tare_is_restored_with_the_line() {
    let tare = Tare {
        id: "crate".into(),
        name: LocalText::default(),
        g: Grams::new(1800),
        extra: Default::default(),
    };
    let mut before = TestConsole::new(Language::En);
    before.model.event.tares = vec![tare.clone()];
    before.keys("q<F6>12");
    let draft = current_draft(&before.model);
    let mut console = TestConsole::new(Language::En);
    console.model.event.tares = vec![tare];
    restore_draft(&mut console.model, draft, saved_at());
    console.keys("<Enter>");
    assert_eq!(console.model.ledger.tally().net, Grams::new(10_200));
}

#[test]
fn pending_records_become_rejected_lines() {
    let mut before = TestConsole::new(Language::En);
    before.disk_fails = true;
    before.keys("ww12,5-0,8<Enter>h3/1,5<Enter> q");
    let draft = current_draft(&before.model);
    assert_eq!(draft.pending.len(), 3);
    let mut console = reopened(draft, "Дана");
    let texts: Vec<&str> = console.model.rejected.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(texts[..2], ["12,5-0,8", "3/1,5"]);
    assert!(matches!(console.model.rejected[0].reason, RejectReason::NotSaved { .. }));
    assert_eq!(texts[2], "14:00  1 person");
    assert!(console.saved.is_empty());
    console.keys("<F11><Enter><Enter>");
    assert_eq!(console.grams("plastic"), 11_700);
}

#[test]
fn pending_records_that_the_journal_holds_are_named_and_not_offered_again() {
    let mut before = TestConsole::new(Language::En);
    before.disk_hangs = true;
    before.keys("q1<Enter>w2<Enter>");
    let mut draft = current_draft(&before.model);
    assert_eq!(draft.pending.len(), 2);
    // The disk saved the first record after all, and the console ended before it could say so.
    before.save();
    draft.remove_recorded(&before.saved[..1]);
    let console = reopened(draft, "Дана");
    let texts = &console.model.texts;
    let warnings: Vec<_> = console.model.warnings.iter().map(|warning| texts.show(warning)).collect();
    assert!(
        matches!(&warnings[..], [saved] if saved.starts_with("Saved, do not enter it again:")),
        "{warnings:?}"
    );
    assert!(warnings[0].contains(" 1 kg"), "{warnings:?}");
    let [line] = &console.model.rejected[..] else { panic!("{:?}", console.model.rejected) };
    assert_eq!(line.text, "2");
}

#[test]
fn a_control_character_of_a_draft_joins_no_digits() {
    let mut draft = draft_after("q12");
    draft.line.as_mut().unwrap().text = "1\t2".to_owned();
    let mut console = reopened(draft, "Дана");
    assert_eq!(console.line(), "Q > 1\u{a4}2");
    console.keys("<Enter>");
    assert!(console.saved.is_empty());
}

/// Returns a console that is opened after one whose disk was full. `before` is saved, `keys` are not. The first console
/// and the second one read the same journal.
fn reopened_after_a_full_disk(before: &str, keys: &str) -> TestConsole {
    let mut full = TestConsole::new(Language::En);
    full.keys(before);
    full.disk_fails = true;
    full.keys(keys);
    let draft = current_draft(&full.model);
    let json = serde_json::to_string(&draft).unwrap();
    // The draft goes through its file.
    let draft: Draft = serde_json::from_str(&json).unwrap();
    let mut console = TestConsole::new(Language::En);
    console.keys(before);
    restore_draft(&mut console.model, draft, saved_at());
    console
}

/// Returns the texts and reasons of the list of rejected lines.
fn rejected(console: &TestConsole) -> Vec<(String, String)> {
    let model = &console.model;
    let reason = |reason| crate::console::view::rejection_text(reason, model);
    model.rejected.iter().map(|line| (line.text.clone(), reason(&line.reason))).collect()
}

#[test]
fn an_unsaved_undo_names_its_record_and_is_not_f8() {
    let mut console = reopened_after_a_full_disk("w2<Enter>q1<Enter>", "<F8>");
    assert_eq!(
        rejected(&console),
        [(
            "14:00  undo of A:2 Q Waste paper 1 kg".into(),
            "Not saved at 14:00 (full). A:2 still counts. Enter undoes it; F8 would undo another record."
                .into()
        )]
    );
    console.keys("<F11><Enter>");
    assert_eq!((console.grams("paper"), console.grams("plastic")), (0, 2_000));
    assert!(console.model.rejected.is_empty());
}

#[test]
fn every_unsaved_record_says_what_it_was_and_can_be_recorded_later() {
    for (before, keys, what, then) in [
        ("", "<F5>12<Enter>", "12 people", "Enter records it now."),
        ("", "<F9><C-u>Айгерім<Enter>", "operator Айгерім", "Enter records it now."),
        ("q1<Enter>", "<C-o>1<Enter>Eko<Enter>", "Waste paper 1 kg to Eko", "Enter records it now."),
        (
            "q1<Enter>",
            "<F3><Del><Enter><Esc>",
            "void of A:1 Q Waste paper 1 kg",
            "A:1 still counts. Enter voids it.",
        ),
        (
            "ww1<Enter>",
            "<F3><Enter><C-u>~2-0.5<Enter><Esc>",
            "W 1 Plastic ~1.5 kg (2 - 0.5) in place of A:1",
            "A:1 still counts as it was. Enter corrects it.",
        ),
    ] {
        let mut expected = TestConsole::new(Language::En);
        expected.keys(before).keys(keys);
        let mut console = reopened_after_a_full_disk(before, keys);
        let not_saved = format!("Not saved at 14:00 (full). {then}");
        assert_eq!(rejected(&console), [(format!("14:00  {what}"), not_saved)], "{keys}");
        // A lost connection keeps it in the draft.
        let draft = current_draft(&console.model);
        assert_eq!(draft.pending.len(), 1, "{keys}");
        console.keys("<F11><Enter>");
        let ops = |console: &TestConsole| {
            let op = |record: &Record| match record.op.clone() {
                // The text is written again from the amount.
                Op::Entry(entry) => Op::Entry(Entry { typed: None, ..entry }),
                Op::Out { material, measure, to, .. } => Op::Out { material, measure, to, typed: None },
                op => op,
            };
            console.saved.iter().map(op).collect::<Vec<_>>()
        };
        assert_eq!(ops(&console), ops(&expected), "{keys}");
        assert!(console.model.rejected.is_empty() && current_draft(&console.model).is_empty(), "{keys}");
    }
}

#[test]
fn an_entry_that_was_undone_before_it_was_saved_does_not_come_back() {
    let console = reopened_after_a_full_disk("", "q1<Enter>w2<Enter><F8>");
    let texts: Vec<&str> = console.model.rejected.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(texts, ["1"]);
    // The entry reached the disk, but not its undo.
    let mut full = TestConsole::new(Language::En);
    full.disk_fails = true;
    full.keys("q1<Enter>w2<Enter><F8>");
    let mut draft = current_draft(&full.model);
    let mut console = TestConsole::new(Language::En);
    console.keys("q1<Enter>w2<Enter>");
    draft.remove_recorded(&console.saved);
    restore_draft(&mut console.model, draft, saved_at());
    assert_eq!(rejected(&console)[0].0, "14:00  undo of W Plastic 2 kg");
    console.keys("<F11><Enter>");
    assert_eq!((console.grams("paper"), console.grams("plastic")), (1_000, 0));
}

#[test]
fn an_unsaved_change_of_a_record_that_no_longer_counts_stays_in_the_list() {
    let mut console = reopened_after_a_full_disk("w2<Enter>q1<Enter>", "<F8>");
    console.keys("<F3><Del><Enter><Esc>");
    assert_eq!((console.grams("paper"), console.saved.len()), (0, 3));
    console.keys("<F11><Enter>");
    assert_eq!(console.model.notice(), Some(&Notice::CannotRecordAgain));
    assert_eq!((console.model.rejected.len(), console.saved.len()), (1, 3));
    console.keys("<F11><Del>");
    assert!(console.model.rejected.is_empty());
}

#[test]
fn the_plain_console_names_the_record_of_an_unsaved_undo() {
    let mut full = TestConsole::new(Language::En);
    full.keys("q1<Enter>");
    full.disk_fails = true;
    full.keys("<F8>");
    let mut console = TestConsole::new(Language::En);
    console.keys("q1<Enter>");
    console.send(Msg::WarnOfDraft(Box::new(current_draft(&full.model))));
    let warned = console.model.warnings.last().map(|warning| console.model.texts.show(warning)).unwrap();
    assert_eq!(
        warned,
        "Not saved when the connection was lost: 14:00  undo of A:1 Q Waste paper 1 kg (full). \
         A:1 still counts: tarazy void A:1 undoes it, :undo would undo another record"
    );
}

/// Version 0.1 stored only the words of a record.
#[test]
fn a_draft_without_the_content_of_a_record_shows_its_words() {
    let json = r#"{"lines":1,"operator":"Дана","waiting":[{"at":"2026-01-25T14:00:01.250+05:00","words":"14:00  undo"}]}"#;
    let mut console = reopened(serde_json::from_str(json).unwrap(), "Дана");
    let expected = "Not saved at 14:00. Check whether it is still needed; Del removes this line.";
    assert_eq!(rejected(&console), [("14:00  undo".into(), expected.into())]);
    console.keys("<F11><Enter>");
    assert_eq!((console.model.rejected.len(), console.saved.len()), (1, 0));
}
