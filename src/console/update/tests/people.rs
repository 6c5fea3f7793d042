//! Counting people.

use super::*;

#[test]
fn a_space_on_the_empty_line_counts_a_person() {
    let mut console = console();
    console.keys(" ").wait(30);
    assert_eq!(console.model.ledger.tally().people, 1);
    console.keys("  q");
    assert_eq!(console.model.ledger.tally().people, 3);
    console.keys("1 <Enter>");
    assert_eq!((console.model.ledger.tally().people, console.grams("paper")), (3, 1_000));
}

#[test]
fn a_group_of_people_is_counted_at_once() {
    let mut console = console();
    console.keys("<F5>0<Enter>");
    assert_eq!(console.model.mode(), Mode::Prompt);
    console.keys("<BS>25<Enter>");
    assert_eq!(console.model.ledger.tally().people, 25);
    assert_eq!(console.model.mode(), Mode::Weighing);
}

#[test]
fn a_hangup_ends_with_its_status_and_counts_the_pending_person() {
    let mut console = console();
    console.press_after(250, Key::Char(' ')).hang_up(129);
    assert!(console.has_quit);
    assert_eq!((console.model.exit_status, console.model.ledger.tally().people), (Some(129), 1));
}
