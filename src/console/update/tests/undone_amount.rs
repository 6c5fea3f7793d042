//! The amount that undo takes back is offered for another material (docs/input.md, E7).

use super::*;

/// A console in which 12.5 kg of paper were recorded and undone.
fn undone() -> TestConsole {
    let mut console = console();
    console.keys("q12.5<Enter><F8>");
    assert_eq!((console.grams("paper"), console.model.line.text.as_str()), (0, ""));
    console
}

fn offered(console: &TestConsole) -> Option<&str> {
    console.model.line.undone.as_ref().map(|undone| undone.text.as_str())
}

#[test]
fn a_letter_and_enter_record_the_undone_amount_for_another_material() {
    let mut console = undone();
    assert_eq!(offered(&console), Some("12.5"));
    console.keys("w<Enter>");
    assert_eq!((console.grams("paper"), console.grams("plastic"), offered(&console)), (0, 12_500, None));
    console.keys("<Enter>");
    assert_eq!(console.grams("plastic"), 12_500);
}

#[test]
fn the_letter_may_choose_the_same_material_or_a_grade() {
    for (keys, grade) in [("q<Enter>", None), ("ww<Enter>", Some("1"))] {
        let mut console = undone();
        console.keys(keys);
        let Op::Entry(entry) = &console.saved.last().unwrap().op else { panic!("no entry after {keys}") };
        assert_eq!((entry.grade.as_deref(), entry.typed.as_deref()), (grade, Some("12.5")), "{keys}");
    }
}

#[test]
fn a_material_that_was_searched_takes_the_undone_amount() {
    let mut console = undone();
    console.keys("/plast<Enter>");
    assert_eq!(console.grams("plastic"), 0);
    console.keys("<Enter>");
    assert_eq!(console.grams("plastic"), 12_500);
}

#[test]
fn enter_without_a_letter_records_nothing_and_says_what_is_missing() {
    let mut console = undone();
    console.keys("<Right><Enter>");
    assert_eq!(console.model.notice(), Some(&Notice::UndoneNeedsLetter));
    assert_eq!((console.model.ledger.tally().net.get(), offered(&console)), (0, Some("12.5")));
}

#[test]
fn digits_replace_the_undone_amount_before_and_after_the_letter() {
    for keys in ["3<Enter>", "q3<Enter>", "w<BS>q3<Enter>"] {
        let mut console = undone();
        console.keys(keys);
        assert_eq!((console.grams("paper"), offered(&console)), (3_000, None), "{keys}");
    }
}

#[test]
fn esc_a_record_and_a_machine_line_end_the_offer() {
    for (keys, people) in [("<Esc>w<Enter>", 0), (" w<Enter>", 1), ("<F5>2<Enter>w<Enter>", 2)] {
        let mut console = undone();
        console.keys(keys);
        assert_eq!(console.grams("plastic"), 0, "{keys}");
        assert_eq!((console.model.ledger.tally().people, offered(&console)), (people, None), "{keys}");
    }
    let mut console = undone();
    console.machine("3<Enter>");
    console.keys("w<Enter>");
    assert_eq!((console.grams("paper"), console.grams("plastic")), (3_000, 0));
}

#[test]
fn a_redo_ends_the_offer() {
    let mut console = undone();
    console.keys("<C-y>w<Enter>");
    assert_eq!((console.grams("paper"), console.grams("plastic"), offered(&console)), (12_500, 0, None));
}

#[test]
fn a_second_undo_offers_the_older_amount() {
    let mut console = console();
    console.keys("q12.5<Enter>w~3<Enter><F8><F8>");
    assert_eq!(offered(&console), Some("12.5"));
    console.keys("e<Enter>");
    assert_eq!(console.grams("glass-clear"), 12_500);
}

#[test]
fn only_the_amount_of_an_entry_is_offered() {
    for (keys, expected) in [
        ("2*7<Enter><F8>", Some("7")),
        ("12.5f<Enter><F8>", Some("12.5")),
        ("q~7<Enter><F8>", Some("~7")),
        ("q7<F7><Enter><F8>", Some("~7")),
        ("q12,5-0,8<Enter><F8>", Some("12,5-0,8")),
        (" <F8>", None),
        // What is typed stays.
        ("q7<Enter>8<F8>", None),
    ] {
        let mut console = console();
        console.keys(keys);
        assert_eq!(offered(&console), expected, "{keys}");
    }
}

#[test]
fn an_amount_that_would_mean_something_else_now_is_not_offered() {
    let mut console = console();
    console.model.event.tares = vec![Tare {
        id: "crate".into(),
        name: LocalText::default(),
        g: Grams::new(500),
        extra: Default::default(),
    }];
    console.keys("<F6>q7<Enter><F6><F8>");
    assert_eq!(offered(&console), None);
    console.keys("<F6>q7<Enter><F8>");
    assert_eq!(offered(&console), Some("7"));
    console.keys("w<Enter>");
    assert_eq!(console.grams("plastic"), 6_500);
}

#[test]
fn an_undone_amount_that_a_material_refuses_is_offered_for_the_next_letter() {
    let mut console = undone();
    console.keys("h<Enter>");
    assert!(console.rejection().is_some());
    assert_eq!((console.model.line.text.as_str(), offered(&console)), ("", Some("12.5")));
    console.keys("w<Enter>");
    assert_eq!(console.grams("plastic"), 12_500);
}

#[test]
fn a_failing_disk_does_not_take_enter_from_the_chosen_amount() {
    let mut console = undone();
    console.disk_fails = true;
    console.keys("w<Enter>");
    assert_eq!(console.model.pending.len(), 1);
    console.keys("<F8>q<Enter>");
    assert_eq!(console.model.pending.len(), 3);
}
