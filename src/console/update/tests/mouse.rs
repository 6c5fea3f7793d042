//! The mouse: it selects and scrolls, and records nothing.

use super::*;
use crate::screen::input::MouseAction;

fn click(console: &mut TestConsole, column: u16, row: u16) {
    console.send(Msg::Mouse(MouseAction::Click { column, row }, timestamp(Duration::ZERO)));
}

/// The second pane of the first row at 80x24.
const PLASTIC: (u16, u16) = (20, 2);

#[test]
fn a_click_selects_a_pane_and_keeps_the_typed_amount() {
    let mut console = console();
    console.keys("q12.5");
    click(&mut console, PLASTIC.0, PLASTIC.1);
    assert_eq!(console.line(), "W > 12.5");
    console.keys("<Enter>");
    assert_eq!((console.grams("plastic"), console.saved.len()), (12_500, 1));
}

#[test]
fn a_click_selects_another_pane_than_the_letter_after_the_amount() {
    let mut console = console();
    console.keys("12.5f");
    click(&mut console, PLASTIC.0, PLASTIC.1);
    console.keys("<Enter>");
    assert_eq!(console.grams("plastic"), 12_500);
}

#[test]
fn a_click_beside_the_panes_or_beside_a_window_changes_nothing() {
    let mut console = console();
    console.keys("q1");
    click(&mut console, 5, 22);
    click(&mut console, 500, 500);
    assert_eq!(console.line(), "Q > 1");
    console.keys("<F3>");
    click(&mut console, PLASTIC.0, PLASTIC.1);
    console.keys("<Esc>");
    assert_eq!(console.line(), "Q > 1");
}

#[test]
fn the_wheel_moves_in_a_list_only() {
    let mut console = console();
    console.keys("q1<Enter>2<Enter>3<Enter>4<Enter>5<Enter>");
    console.send(Msg::Mouse(MouseAction::WheelDown, timestamp(Duration::ZERO)));
    assert_eq!(console.line(), "Q > ");
    console.keys("<F3>");
    let position = |console: &TestConsole| match console.model.overlays.last() {
        Some(Overlay::History(history)) => history.cursor.position(),
        _ => panic!("no history"),
    };
    console.send(Msg::Mouse(MouseAction::WheelDown, timestamp(Duration::ZERO)));
    assert_eq!(position(&console), 3);
    console.send(Msg::Mouse(MouseAction::WheelUp, timestamp(Duration::ZERO)));
    assert_eq!(position(&console), 0);
}

#[test]
fn a_click_closes_a_question_and_answers_none() {
    let mut console = console();
    console.keys("q1999<Enter>");
    assert!(console.model.line.held.is_some());
    click(&mut console, PLASTIC.0, PLASTIC.1);
    assert!(console.model.line.held.is_none() && console.saved.is_empty());
}

#[test]
fn the_mouse_does_nothing_on_a_terminal_that_is_too_small() {
    let mut console = console();
    console.keys("q");
    console.send(Msg::Resized(30, 5));
    click(&mut console, PLASTIC.0, PLASTIC.1);
    assert_eq!((console.line().as_str(), console.model.notice()), ("Q > ", Some(&Notice::KeysIgnored)));
}
