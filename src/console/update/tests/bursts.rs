//! Keys that come faster than a hand can press them: scales and pastes.

use super::*;

#[test]
fn the_padding_of_a_scale_counts_nobody() {
    let mut desk = desk();
    desk.keys("q").burst("  12.5<Enter>   3<Enter>").wait(100);
    assert_eq!((desk.model.ledger.tally().people, desk.grams("paper")), (0, 15_500));
}

#[test]
fn a_paste_of_two_thousand_lines_is_taken_whole_and_in_order() {
    let text: String = (1..=2000).map(|n| format!("q{}\n", n % 90 + 1)).collect();
    let mut desk = desk();
    desk.paste(&text);
    let expected: i64 = (1..=2000).map(|n| (n % 90 + 1) * 1000).sum();
    assert_eq!((desk.saved.len(), desk.grams("paper")), (2000, expected));
    let typed = desk.saved.iter().map(|record| match &record.op {
        Op::Entry(entry) => entry.typed.clone().unwrap(),
        other => panic!("{other:?}"),
    });
    let typed: Vec<String> = typed.collect();
    assert!((1..=2000).zip(typed).all(|(n, typed)| typed == (n % 90 + 1).to_string()));
}

#[test]
fn what_a_paste_could_not_say_is_set_aside_with_its_selection() {
    let mut desk = desk();
    desk.keys("z").paste("q12,5\nw12w5\n3\nk7\n");
    assert_eq!((desk.grams("paper"), desk.grams("plastic")), (15_500, 0));
    let kept: Vec<&str> = desk.model.rejected.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(kept, ["12w5", "k7"]);
    // The refused line gave back the selection before it: 3 went to paper.
    desk.keys("<F11><Enter>");
    assert_eq!(desk.model.line.text, "12w5");
    assert_eq!(desk.model.selection.material, Some(1));
    desk.keys("<BS><BS><Enter>");
    assert_eq!(desk.grams("plastic"), 12_000);
    assert_eq!(desk.model.rejected.len(), 1);
}

#[test]
fn a_single_pasted_line_that_is_refused_comes_to_the_entry_line() {
    let mut desk = desk();
    desk.keys("q").paste("1,250\r\n");
    assert_eq!(desk.model.line.text, "1,250");
    assert!(matches!(desk.refused(), Some(RejectReason::Amount(_))));
    assert!(desk.model.rejected.is_empty());
}

#[test]
fn spaces_of_a_paste_count_nobody() {
    let mut desk = desk();
    desk.keys("q").paste("  12.5 \n   \n 3 kg\n");
    assert_eq!((desk.model.ledger.tally().people, desk.grams("paper")), (0, 15_500));
}

#[test]
fn a_refused_line_of_a_burst_does_not_run_into_the_next() {
    let mut desk = desk();
    desk.keys("q").wait(500).burst("1.2.3<Enter>4<Enter>");
    assert_eq!(desk.grams("paper"), 4_000);
    assert_eq!(desk.model.rejected.len(), 1);
    // The selection that stood before the refused line comes back, also where the line brought a letter.
    desk.wait(500).burst("w1.2.3<Enter>2<Enter>");
    assert_eq!((desk.grams("paper"), desk.grams("plastic")), (6_000, 0));
    // A key without a pane, in a burst, must not let its amount go elsewhere.
    desk.wait(500).burst("k7<Enter>8<Enter>");
    assert_eq!(desk.grams("paper"), 14_000);
    assert_eq!(desk.model.rejected[2].text, "k7");
}

#[test]
fn weighing_on_over_a_held_amount_sets_it_aside() {
    let mut desk = desk();
    desk.keys("q530<Enter>").wait(3_000).burst("3.2<Enter>");
    assert_eq!(desk.grams("paper"), 3_200);
    let kept: Vec<_> = desk.model.rejected.iter().map(|line| (line.text.as_str(), &line.why)).collect();
    assert_eq!(kept, [("530", &RejectReason::NeedsConfirmation)]);
}

#[test]
fn too_long_a_line_is_refused_whole() {
    let sum = format!("{}25", "10+".repeat(21));
    for paste in [false, true] {
        let mut desk = desk();
        desk.keys("q");
        if paste {
            desk.paste(&format!("{sum}\n"));
        } else {
            desk.keys(&sum).keys("<Enter>");
        }
        assert!(matches!(desk.reason().0, ValidationErrorKind::TooLong { .. }));
        assert_eq!((desk.model.line.text.as_str(), desk.saved.len()), (sum.as_str(), 0));
    }
}

#[test]
fn words_of_a_paste_select_nothing() {
    let mut desk = desk();
    desk.keys("q").paste("bread\n7\nКартон\t12,5\nw3\n4\nabc\n5\n");
    // Behind a line that was not understood an amount alone has no material; a letter makes it clear again.
    assert_eq!((desk.grams("paper"), desk.grams("plastic")), (0, 7_000));
    let kept: Vec<_> = desk.model.rejected.iter().map(|line| (line.text.as_str(), &line.why)).collect();
    let (word, alone) = (&RejectReason::NotALine, &RejectReason::Unclear);
    assert_eq!(kept, [("bread", word), ("7", alone), ("Картон12,5", word), ("abc", word), ("5", alone)]);
    assert_eq!(desk.model.notice, Some(Notice::Pasted { taken: 2, refused: 5 }));
}

#[test]
fn grades_of_a_paste_are_those_of_the_keys() {
    for (line, grade) in
        [("w1", None), ("ww1", Some("1")), ("цц1", Some("1")), ("wwwwwww1", None), ("wwwwwwww1", Some("1"))]
    {
        let mut desk = desk();
        desk.paste(&format!("{line}\n"));
        let Op::Entry(entry) = &desk.saved[0].op else { panic!("{line}") };
        assert_eq!(entry.grade.as_deref(), grade, "{line}");
    }
}
