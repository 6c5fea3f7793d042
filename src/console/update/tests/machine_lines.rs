//! Tests of machine lines and pastes.

use super::*;

#[test]
fn the_padding_of_a_scale_counts_no_people() {
    let mut console = console();
    console.keys("q").machine("  12.5<Enter>   3<Enter>").wait(100);
    assert_eq!((console.model.ledger.tally().people, console.grams("paper")), (0, 15_500));
}

#[test]
fn two_thousand_pasted_lines_are_recorded_in_order() {
    let text: String = (1..=2000).map(|n| format!("q{}\n", n % 90 + 1)).collect();
    let mut console = console();
    console.paste(&text);
    let expected: i64 = (1..=2000).map(|n| (n % 90 + 1) * 1000).sum();
    assert_eq!((console.saved.len(), console.grams("paper")), (2000, expected));
    let typed = console.saved.iter().map(|record| match &record.op {
        Op::Entry(entry) => entry.typed.clone().unwrap(),
        other => panic!("{other:?}"),
    });
    let typed: Vec<String> = typed.collect();
    assert!((1..=2000).zip(typed).all(|(n, typed)| typed == (n % 90 + 1).to_string()));
}

#[test]
fn a_rejected_pasted_line_is_kept_with_its_selection() {
    let mut console = console();
    console.keys("z").paste("q12,5\nw12w5\n3\nk7\n");
    // The 3 may belong to the material of the rejected line, so it is not recorded for paper.
    assert_eq!((console.grams("paper"), console.grams("plastic")), (12_500, 0));
    let kept: Vec<&str> = console.model.rejected.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(kept, ["12w5", "3", "k7"]);
    assert_eq!(console.model.rejected[1].reason, RejectReason::UnknownMaterial);
    console.keys("<F11><Enter>");
    assert_eq!(console.model.line.text, "12w5");
    assert_eq!(console.model.selection.material, Some(1));
    console.keys("<BS><BS><Enter>");
    assert_eq!(console.grams("plastic"), 12_000);
    assert_eq!(console.model.rejected.len(), 2);
}

#[test]
fn a_single_pasted_line_that_is_rejected_stays_in_the_entry_line() {
    let mut console = console();
    console.keys("q").paste("1,250\r\n");
    assert_eq!(console.model.line.text, "1,250");
    assert!(matches!(console.rejection(), Some(RejectReason::Amount(_))));
    assert!(console.model.rejected.is_empty());
}

#[test]
fn spaces_of_a_paste_count_no_people() {
    let mut console = console();
    console.keys("q").paste("  12.5 \n   \n 3 kg\n");
    assert_eq!((console.model.ledger.tally().people, console.grams("paper")), (0, 15_500));
}

#[test]
fn a_rejected_machine_line_does_not_run_into_the_next_one() {
    let mut console = console();
    // What follows without a pause may be the rest of the rejected line.
    console.keys("q").wait(500).machine("1.2.3<Enter>4<Enter>");
    assert_eq!((console.grams("paper"), console.model.rejected.len()), (0, 2));
    console.wait(30).machine("4<Enter>");
    assert_eq!((console.grams("paper"), console.model.rejected.len()), (4_000, 2));
    // An amount after a rejected line with a letter is not recorded for another material, until a hand presses a
    // key.
    for script in ["w1.2.3<Enter>2<Enter>", "k7<Enter>8<Enter>"] {
        let mut console = TestConsole::new(Language::Kk);
        console.keys("q").machine(script).wait(500).machine("5<Enter>");
        assert_eq!((console.saved.len(), console.model.rejected.len()), (0, 3), "{script}");
        assert_eq!(console.model.rejected[1].reason, RejectReason::UnknownMaterial);
        assert_eq!(console.line(), "Q > ");
        console.keys("<F1><F1>").machine("6<Enter>");
        assert_eq!(console.grams("paper"), 6_000, "{script}");
    }
}

#[test]
fn a_held_amount_is_rejected_if_the_operator_continues() {
    let mut console = console();
    console.keys("q530<Enter>").wait(3_000).machine("3.2<Enter>");
    assert_eq!(console.grams("paper"), 3_200);
    let kept: Vec<_> = console.model.rejected.iter().map(|line| (line.text.as_str(), &line.reason)).collect();
    assert_eq!(kept, [("530", &RejectReason::NeedsConfirmation)]);
}

#[test]
fn a_line_that_is_too_long_is_rejected_as_a_whole() {
    let sum = format!("{}25", "10+".repeat(21));
    for paste in [false, true] {
        let mut console = console();
        console.keys("q");
        if paste {
            console.paste(&format!("{sum}\n"));
        } else {
            console.keys(&sum).keys("<Enter>");
        }
        assert!(matches!(console.validation_error().0, ValidationErrorKind::TooLong { .. }));
        assert_eq!((console.model.line.text.as_str(), console.saved.len()), (sum.as_str(), 0));
    }
}

#[test]
fn pasted_words_select_no_material() {
    let mut console = console();
    console.keys("q").paste("bread\n7\nКартон\t12,5\nw3\n4\nabc\n5\n");
    // After a line that was not understood, an amount has no material until the next letter.
    assert_eq!((console.grams("paper"), console.grams("plastic")), (0, 7_000));
    let kept: Vec<_> = console.model.rejected.iter().map(|line| (line.text.as_str(), &line.reason)).collect();
    let (word, amount) = (&RejectReason::NotAnEntry, &RejectReason::UnknownMaterial);
    assert_eq!(kept, [("bread", word), ("7", amount), ("Картон¤12,5", word), ("abc", word), ("5", amount)]);
    let notice = console.model.notice();
    assert!(matches!(notice, Some(Notice::Pasted { accepted: 2, rejected: 5, .. })), "{notice:?}");
}

#[test]
fn repeated_letters_of_a_paste_select_grades_as_keys_do() {
    for (line, grade) in
        [("w1", None), ("ww1", Some("1")), ("цц1", Some("1")), ("wwwwwww1", None), ("wwwwwwww1", Some("1"))]
    {
        let mut console = console();
        console.paste(&format!("{line}\n"));
        let Op::Entry(entry) = &console.saved[0].op else { panic!("{line}") };
        assert_eq!(entry.grade.as_deref(), grade, "{line}");
    }
}

#[test]
fn a_field_that_is_full_says_so_and_keeps_what_it_has() {
    // The name of the operator, the history, the search for a material, the amount of a hand-over.
    for (open, limit) in [("<F9>", 80), ("<F3>", 80), ("/", 80), ("<C-o>", 256)] {
        let mut console = console();
        console.keys(open).paste(&"é".repeat(1_000_000));
        assert_eq!(console.model.notice(), Some(&Notice::FieldFull(limit)), "{open}");
        console.keys("a");
        assert_eq!(console.model.notice(), Some(&Notice::FieldFull(limit)), "{open}");
        // Any other key removes the message.
        console.keys("<BS>");
        assert_eq!(console.model.notice(), None, "{open}");
        console.keys("a");
        assert_eq!(console.model.notice(), None, "{open}");
    }
}

#[test]
fn a_paste_into_an_overlay_only_edits_its_text_field() {
    let mut console = console();
    console.keys("<F3>").paste("q 12\t5\n");
    let Some(Overlay::History(history)) = console.model.overlays.last() else { panic!() };
    assert_eq!(history.search.text(), "q 12 5");
    console.keys("<Esc><Esc>");
    for keys in ["<F12>", "<F1>", "<C-r>", "<C-b>", "<C-d>"] {
        console.keys(keys);
        let mode = console.model.mode();
        console.paste("2 q\n");
        assert_eq!((console.model.mode(), console.line().as_str()), (mode, "> "), "{keys}");
        console.keys("<Esc>");
    }
    assert_eq!(console.model.texts.language(), Language::Kk);
}
