//! The entry line: typed keys and their results.

use super::*;

#[test]
fn keys_edit_the_entry_line() {
    for edit in [
        ("> ", "12,5", "> 12,5"),
        ("> ", "q", "Q > "),
        ("W 2 > 12,5", "<BS>", "W 2 > 12,"),
        ("Q > 12,5", "<Del>", "Q > 12,"),
        ("Q > 12,5", "<Esc>", "Q > "),
        // The cursor is always at the end of the entry line.
        ("Q > 12", "<Home>,5<End>0", "Q > 12,50"),
        // In a partly typed amount, letters are text.
        ("Q > 12", "w", "Q > 12w"),
        ("Q > 12", "<F2>,5", "Q > 12,5"),
        ("Q > 12,345", "<Enter>", "Q > 12,345"),
        ("Q > 12,345", "<Enter><F2>", "Q > 12,345"),
        ("Q > 12", "<Enter>", "Q > "),
    ] {
        check_line(edit);
    }
}

#[test]
fn an_entry_is_a_letter_an_amount_and_enter() {
    let mut console = console();
    console.keys("q12,5<Enter>w3<Enter>4.25<Enter>");
    assert_eq!((console.grams("paper"), console.grams("plastic")), (12_500, 7_250));
    assert_eq!(console.model.line.text, "");
    assert!(console.model.pending.is_empty());
}

#[test]
fn a_cyrillic_layout_types_the_same_entries() {
    let (mut latin, mut cyrillic) = (console(), console());
    latin.keys("q12.5<Enter>a0.25<Enter>z4<Enter>n1<Enter>");
    cyrillic.keys("й12ю5<Enter>ф0б25<Enter>я4<Enter>т1<Enter>");
    assert_eq!(latin.model.ledger.tally(), cyrillic.model.ledger.tally());
    assert_eq!(latin.saved.len(), 4);
}

#[test]
fn a_character_with_alt_is_ambiguous_in_a_partly_typed_amount() {
    let mut console = console();
    // On an empty line, the character has its usual meaning after both Alt and Esc.
    console.keys("<A-w>3<Enter><A-4>.5<Enter>");
    assert_eq!(console.grams("plastic"), 7_500);
    // In an amount, a caret is inserted before the character, and nothing is recorded until the operator has
    // removed the caret.
    for (keys, text) in [("q12,5<A-w>3<Enter>", "12,5^w3"), ("q12,5<A-3><Enter>", "12,5^3")] {
        console.keys(keys);
        assert_eq!(console.model.line.text, text);
        assert!(console.rejection().is_some(), "{keys}");
        console.keys("<Esc>");
    }
    console.keys("q12,5<A-w><BS><BS><Enter>");
    assert_eq!((console.grams("paper"), console.grams("plastic")), (12_500, 7_500));
    // A form shows the mark too, so that no digit of an amount is lost unseen.
    console.keys("<F9>Ai<A-x><BS><BS>da<Enter>");
    assert_eq!(console.model.operator(), "Aida");
    console.keys("<F3><Enter>1<A-2>3<Enter>");
    assert_eq!(console.model.mode(), Mode::Correct);
    assert_eq!((console.grams("paper"), console.grams("plastic")), (12_500, 7_500));
}

#[test]
fn the_number_of_a_material_may_be_followed_by_the_name_of_its_grade() {
    let mut console = console();
    console.keys("2*5*12.5<Enter>");
    let Op::Entry(entry) = &console.saved.last().unwrap().op else { panic!("no entry") };
    assert_eq!((entry.material.as_str(), entry.grade.as_deref()), ("plastic", Some("5")));
    assert_eq!((entry.measure.net().get(), entry.typed.as_deref()), (12_500, Some("2*5*12.5")));
    for (keys, material) in [("2*55*", 1), ("5*1*3", 4)] {
        console.keys(keys).keys("<Enter>");
        let grade = keys.split('*').nth(1).unwrap().to_owned();
        assert_eq!(console.rejection(), Some(&RejectReason::NoSuchGrade { material, grade }), "{keys}");
        console.keys("<Esc>");
    }
    // A form has its own material and grade.
    console.keys("<F3><Enter>2*5*7<Enter>");
    assert_eq!(console.grams("plastic"), 12_500);
}

#[test]
fn a_number_and_a_star_select_a_material() {
    let mut console = console();
    console.keys("3*");
    assert_eq!(console.model.notice(), Some(&Notice::MaterialSelected(2)));
    console.keys("12.5<Enter>2<Enter>");
    assert_eq!(console.grams("glass-clear"), 14_500);
    // If a letter has selected a material, `3*4` is rejected, because the operator may have meant a
    // multiplication.
    console.keys("q3*4<Enter>");
    assert_eq!(console.rejection(), Some(&RejectReason::NumberAfterLetter));
    assert_eq!(console.model.line.text, "3*4");
    console.keys("<Esc>19*4<Enter>");
    assert_eq!(console.rejection(), Some(&RejectReason::NumberAfterLetter));
    console.keys("<Esc>1<Enter>19*4<Enter>");
    assert_eq!(console.rejection(), Some(&RejectReason::NoSuchNumber { number: 19, material_count: 18 }));
    assert_eq!(console.grams("paper"), 1_000);
}

#[test]
fn a_rejected_line_stays_and_can_be_corrected() {
    for (typed, reason, start, end) in [
        ("1,250", ValidationErrorKind::TooFine { decimals: 2 }, 4, 5),
        ("1.2.3", ValidationErrorKind::TwoMarks, 3, 4),
        (",5", ValidationErrorKind::MarkAtEdge, 0, 1),
        ("-5", ValidationErrorKind::SignAtEdge, 0, 1),
        ("12..5", ValidationErrorKind::TwoMarks, 3, 4),
        ("12,345", ValidationErrorKind::TooFine { decimals: 2 }, 5, 6),
        ("0", ValidationErrorKind::Zero, 0, 1),
        ("12w5", ValidationErrorKind::Stray('w'), 2, 3),
        ("2ә", ValidationErrorKind::KazakhMix, 1, 2),
        ("1,ғ", ValidationErrorKind::KazakhMix, 2, 3),
    ] {
        let mut console = console();
        console.keys("q").keys(typed).keys("<Enter>");
        assert_eq!(console.validation_error(), (reason, Span { start, end }), "{typed}");
        assert_eq!(console.model.line.text, typed);
        assert!(console.saved.is_empty(), "{typed}");
        for _ in typed.chars() {
            console.keys("<BS>");
        }
        console.keys("12<Enter>");
        assert_eq!(console.grams("paper"), 12_000, "{typed}");
    }
}

#[test]
fn an_amount_over_the_maximum_is_rejected() {
    let mut console = console();
    console.keys("q2000,01<Enter>");
    assert!(matches!(console.validation_error().0, ValidationErrorKind::Over(_)));
    // An amount equal to the maximum is accepted, but must be confirmed.
    console.keys("<Esc>q2000<Enter>");
    assert!(console.saved.is_empty());
    console.keys("<Enter>");
    assert_eq!(console.grams("paper"), 2_000_000);
}

#[test]
fn an_amount_without_a_material_is_rejected() {
    let mut console = console();
    console.keys("12<Enter>");
    assert_eq!(console.rejection(), Some(&RejectReason::NoMaterial));
    console.keys("<Tab><Enter>");
    assert_eq!(console.grams("paper"), 12_000);
}

#[test]
fn a_text_that_no_material_takes_is_refused_with_its_reason_before_a_material_is_chosen() {
    for text in ["25.11 10:00", "0:20", "1.2.3", "12+"] {
        let mut console = console();
        console.keys(text).keys("<Enter>");
        assert!(
            matches!(console.rejection(), Some(RejectReason::Amount(_))),
            "{text}: {:?}",
            console.rejection()
        );
    }
    // What only a material in pieces takes waits for its letter.
    for text in ["4/32,5", "12,5"] {
        let mut console = console();
        console.keys(text).keys("<Enter>");
        assert_eq!(console.rejection(), Some(&RejectReason::NoMaterial), "{text}");
    }
}

#[test]
fn a_unit_after_the_amount_is_accepted_in_any_layout() {
    for typed in ["12,5kg", "12,5 кг", "12б5лп", "12.5KG"] {
        let mut console = console();
        console.keys("e").keys(typed).keys("<Enter>");
        assert_eq!(console.grams("glass-clear"), 12_500, "{typed}");
        assert_eq!(console.model.selection.material, Some(2), "{typed}");
    }
}

#[test]
fn an_amount_on_the_kazakh_top_row_must_be_confirmed() {
    let mut console = console();
    console.keys("q\"әюғ<Enter>");
    assert!(console.saved.is_empty());
    assert_eq!(console.held(), Some(("12.5", HoldReason::Proposed)));
    // Esc returns to the text, Enter repeats the question, and a bouncing Enter does not confirm.
    console.keys("<Esc>");
    assert_eq!(console.model.line.text, "\"әюғ");
    console.keys("<Enter>").machine("<Enter><Enter>").wait(300);
    assert!(console.saved.is_empty());
    console.keys("<Enter>");
    assert_eq!(console.grams("paper"), 12_500);
}

#[test]
fn an_estimate_is_marked_by_f7_or_a_tilde() {
    for keys in ["q<F7>12<Enter>", "q~12<Enter>"] {
        let mut console = console();
        console.keys(keys).keys("3<Enter>");
        assert_eq!(console.model.ledger.tally().materials[0].about, 1, "{keys}");
    }
}

#[test]
fn the_slip_guard_holds_an_amount_far_above_the_usual() {
    let mut console = console();
    for _ in 0..10 {
        console.keys("q3,2<Enter>");
    }
    console.keys("q315<Enter>");
    assert_eq!(console.saved.len(), 10);
    let plausibility = Plausibility::FarAbove { usual: 3_200, likely: Some(3_150) };
    assert_eq!(console.held(), Some(("315", HoldReason::SlipGuard(plausibility))));
    // A bouncing key does not confirm, and Esc returns to the text.
    console.machine("<Enter><Enter>");
    assert_eq!(console.saved.len(), 10);
    console.keys("<Esc>");
    assert_eq!((console.model.line.text.as_str(), console.model.line.held.is_none()), ("315", true));
    console.keys("<Enter><Enter>");
    assert_eq!(console.grams("paper"), 32_000 + 315_000);
}

#[test]
fn an_amount_far_below_the_usual_is_saved_with_a_hint() {
    let mut console = console();
    for _ in 0..10 {
        console.keys("q3,2<Enter>");
    }
    console.keys("0,31<Enter>");
    assert!(matches!(console.model.notice(), Some(Notice::BelowUsual { usual: 3_200, .. })));
    assert_eq!(console.saved.len(), 11);
}

#[test]
fn a_preset_tare_is_subtracted_and_shown() {
    let mut console = console();
    console.keys("q<F6>");
    assert_eq!(console.model.mode(), Mode::Weighing);
    let name = LocalText([("en".to_owned(), "crate".to_owned())].into());
    console.model.event.tares =
        vec![Tare { id: "crate".into(), name, g: Grams::new(1_800), extra: Default::default() }];
    console.keys("<F6>12,5-0,2<Enter>");
    assert_eq!(console.grams("paper"), 10_500);
    let Op::Entry(entry) = &console.saved[0].op else { panic!() };
    assert_eq!(entry.tare_name.as_deref(), Some("crate"));
    assert_eq!(entry.measure, Measure::weight(Grams::new(12_500), Grams::new(2_000)).unwrap());
    // The tare stays until it is changed. A smaller amount is rejected, and pieces have no tare.
    console.keys("1,8<Enter>");
    assert_eq!(console.validation_error().0, ValidationErrorKind::TareNotBelowGross);
    console.keys("<Esc>h4<Enter><F6>q1<Enter>");
    assert_eq!((console.grams("paper"), console.saved.len()), (11_500, 3));
    let Op::Entry(entry) = &console.saved[1].op else { panic!() };
    assert_eq!(entry.tare_name, None);
}

#[test]
fn the_language_changes_and_the_text_stays() {
    let mut console = console();
    console.keys("q12,345<Enter><F2>");
    assert_eq!(console.model.line.text, "12,345");
    assert_eq!(console.model.texts.language(), Language::Ru);
}

#[test]
fn keys_can_only_quit_in_a_terminal_that_is_too_small() {
    let mut console = console();
    console.send(Msg::Resized(39, 24));
    console.keys("q9<Enter> <F3>").wait(50).paste("q1\n");
    assert!(
        console.saved.is_empty() && console.model.overlays.is_empty() && console.model.line.text.is_empty()
    );
    // The keys are refused with a message. The pasted line is kept.
    console.press_after(250, Key::Char('q'));
    assert_eq!(console.model.notice(), Some(&Notice::KeysIgnored));
    assert_eq!(console.model.rejected[0].reason, RejectReason::TooSmall);
    console.send(Msg::Resized(80, 24));
    console.keys("q9<Enter>");
    assert_eq!(console.grams("paper"), 9_000);
    console.send(Msg::Resized(39, 24));
    console.keys("<F10>").wait(1_000).keys("<F10>");
    assert!(console.has_quit);
}

#[test]
fn a_number_does_not_replace_the_letter_of_a_line_that_was_begun_anew() {
    let mut console = console();
    console.keys("q500<Enter>3*4<Enter>");
    assert_eq!(console.rejection(), Some(&RejectReason::NumberAfterLetter));
    let mut console = TestConsole::new(Language::Kk);
    console.keys("q500<Enter>").machine("5.2<Enter>").wait(300).machine("3*4<Enter>");
    assert_eq!((console.grams("paper"), console.grams("glass-clear")), (5_200, 4_000));
}

#[test]
fn esc_brings_back_one_line_only() {
    let mut console = console();
    console.keys("q500<Enter>5").machine("7.5<Enter>").wait(300);
    console.keys("<Enter>");
    assert_eq!(console.grams("paper"), 7_500);
    console.keys("<Esc>");
    assert_eq!(console.line(), "Q > 5");
    console.keys("<Esc>");
    assert_eq!(console.line(), "Q > ");
    let rejected: Vec<&str> = console.model.rejected_texts().collect();
    assert_eq!(rejected, ["500"]);
}

#[test]
fn a_second_enter_leaves_the_message_about_the_record() {
    let mut console = console();
    console.keys("q5<Enter>");
    let saved = console.model.notice().cloned();
    assert!(matches!(saved, Some(Notice::Recorded(_))));
    console.keys("<Enter>").hold(Key::Enter, 500, 33, 10);
    assert_eq!((console.model.notice().cloned(), console.saved.len()), (saved, 1));
}

#[test]
fn refusals_and_questions_are_counted_and_records_are_not() {
    for (keys, refusals) in [
        ("q5<Enter>w12.5-0.8<Enter> <F8>", 0),
        ("u<Esc>", 1),
        ("q5..<Enter>", 1),
        ("q5..<Enter><Enter>", 2),
        ("5<Enter>", 1),
        ("<F8>", 1),
        // The slip guard asks, and the answer is no refusal.
        ("q1500<Enter>", 1),
        ("q1500<Enter><Enter>", 1),
        // A group that is no number, and a group that is too large to be counted without a question.
        ("<F5>x<Enter>", 1),
        ("<F5>60<Enter>", 1),
        ("<F5>3<Enter>", 0),
    ] {
        let mut console = console();
        console.keys(keys);
        assert_eq!(console.model.refusals(), refusals, "{keys}");
    }
}

#[test]
fn a_letter_directly_after_a_complete_amount_selects_its_pane() {
    for (before, keys, after) in [
        ("> ", "12.5f", "F > 12.5f"),
        ("Q > ", "12.5f", "F > 12.5f"),
        ("> ", "3ww", "W 1 > 3ww"),
        ("> ", "3www<BS>", "W 1 > 3ww"),
        ("Q > ", "3w<BS>", "Q > 3"),
        ("Q > ", "3w5", "Q > 3w5"),
        ("> ", "3w5<BS>", "W > 3w"),
        ("> ", "3wf", "> 3wf"),
        ("> ", "3w<Right>", "E > 3"),
        ("> ", "12.5kgf", "> 12.5kgf"),
        ("> ", "12.f", "> 12.f"),
        ("> ", "12 f", "> 12 f"),
        ("Q > 12", "w", "Q > 12w"),
    ] {
        // In the last row, a letter has selected the pane.
        if !before.ends_with("12") {
            let mut console = console();
            if before.starts_with('Q') {
                console.keys("<Right>");
            }
            console.keys(keys);
            let selection = console.model.line_selection();
            let label = crate::console::labels::selection(&console.model, selection).unwrap_or_default();
            let (expected, _) = after.split_once('>').unwrap();
            let [letter, grade] = [expected.split_whitespace().next(), expected.split_whitespace().nth(1)];
            assert_eq!(label.split_whitespace().next(), letter, "{keys}");
            assert_eq!(label.ends_with(" 1"), grade == Some("1"), "{keys}: {label}");
            assert_eq!(console.model.line.text, after.split("> ").nth(1).unwrap(), "{keys}");
        } else {
            check_line((before, keys, after));
        }
    }
}

#[test]
fn an_amount_with_the_letter_after_it_is_recorded_and_nothing_may_follow_the_letter() {
    let mut console = console();
    console.keys("12.5f<Enter>3ww<Enter>4z<Enter>");
    assert_eq!((console.grams("foam"), console.grams("plastic")), (12_500, 3_000));
    assert_eq!(console.saved.len(), 3);
    for typed in ["12w5", "q12.5w3.2", "12.5kgf", "q12w", "2*5f", "4.5z"] {
        console.keys(typed).keys("<Enter>");
        assert!(console.rejection().is_some(), "{typed}");
        assert_eq!((console.model.line.text.is_empty(), console.saved.len()), (false, 3), "{typed}");
        console.keys("<Esc><Esc>");
        console.model.line = Default::default();
    }
}

#[test]
fn a_letter_that_may_be_a_unit_is_asked_about() {
    for (typed, id) in [("12,5к", "glass-coloured"), ("12.5g", "textiles"), ("12,5п", "textiles")] {
        let mut console = console();
        console.keys("<Right>").keys(typed).keys("<Enter>");
        assert_eq!((console.held().unwrap().1, console.saved.len()), (HoldReason::PaneLetter, 0), "{typed}");
        console.keys("<Enter>");
        assert_eq!(console.grams(id), 12_500, "{typed}");
    }
    for typed in ["12,5кг", "12.5kg", "12,5лп"] {
        let mut console = console();
        console.keys("<Right>").keys(typed).keys("<Enter>");
        assert_eq!(console.grams("paper"), 12_500, "{typed}");
    }
    // No pane is on these keys.
    for typed in ["12.5k", "12,5л"] {
        let mut console = console();
        console.keys("<Right>").keys(typed).keys("<Enter>");
        assert!(console.rejection().is_some() && console.saved.is_empty(), "{typed}");
    }
}

#[test]
fn a_letter_after_an_amount_in_a_run_selects_nothing() {
    for run in ["12.5f", "12.50 G", "12.5g", "12.5ww"] {
        let mut console = console();
        console.keys("<Right>").machine(run).wait(400).keys("<Enter>").wait(400).keys("<Enter>");
        assert!(console.saved.is_empty(), "{run}");
        let mut console = self::console();
        console.keys("<Right>").machine(&format!("{run}<Enter>")).wait(400);
        assert!(console.saved.is_empty() && console.model.rejected.len() == 1, "{run}");
    }
}

#[test]
fn a_letter_in_a_run_does_not_select_in_place_of_the_letter_of_a_question() {
    for question in ["8.65g<Enter>", "315f<Enter>"] {
        let mut console = console();
        console.keys(question).wait(1_000);
        assert!(console.held().is_some(), "{question}");
        let columns = console.model.line.text.chars().count();
        let run = &"12.5f"[5 - columns..];
        console.machine(run).wait(1_000).keys("<Enter>");
        assert_eq!(console.saved, [], "{question} {run}");
        assert!(console.rejection().is_some(), "{question} {run}");
    }
}
