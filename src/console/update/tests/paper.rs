//! Paper sheets: which records have the time of the sheet, and when the console asks.

use super::*;
use crate::console::update::current_draft;
use crate::console::update::draft::restore_draft;
use crate::domain::record::Moment;

/// The clock shows 14:00 on 25.01.2026, the day of the event.
fn at_sheet(sheet: &str) -> TestConsole {
    let mut console = TestConsole::new(Language::En);
    console.keys("q5<Enter><C-p>").keys(sheet).keys("<Enter>");
    console
}

/// Returns the times of the saved records, as `13:20`.
fn times(console: &TestConsole) -> Vec<String> {
    console.saved.iter().map(|record| record.at.format("%H:%M").to_string()).collect()
}

fn at(text: &str) -> Option<Moment> {
    Some(Moment::parse_from_rfc3339(&format!("2026-01-{text}:00+05:00")).unwrap())
}

#[test]
fn what_is_copied_from_the_sheet_has_its_time() {
    let mut console = at_sheet("13:20");
    console.keys("q1<Enter><F5>12<Enter>");
    assert_eq!(times(&console), ["14:00", "13:20", "13:20"]);
    let Op::Entry(entry) = &console.saved[1].op else { panic!() };
    assert_eq!(entry.source, Source::Paper);
}

#[test]
fn what_happens_now_has_the_present_time() {
    let mut console = at_sheet("13:20");
    // A person arrives, something is handed over, a record is corrected, and another one is voided.
    console.keys(" ").wait(40).keys("<C-o>1<Enter>Eko<Enter>");
    console.keys("<F3>q 5<Down><Enter><C-u>6<Enter><Esc><Esc>");
    console.keys("q1<Enter><F3><Del><Enter><Esc>q2<Enter><F8>");
    assert_eq!(times(&console), ["14:00", "14:00", "14:00", "14:00", "13:20", "14:00", "13:20", "14:00"]);
}

#[test]
fn redo_keeps_the_time_of_the_sheet() {
    // After the sheet.
    let mut console = at_sheet("13:20");
    console.keys("q1<Enter><F8><C-p><C-y>");
    assert_eq!(times(&console), ["14:00", "13:20", "14:00", "13:20"]);
    // What was weighed before the sheet gets no time of the sheet.
    let mut console = TestConsole::new(Language::En);
    console.keys("q1<Enter><F8><C-p>13:20<Enter><C-y>");
    assert_eq!(times(&console), ["14:00"; 3]);
}

#[test]
fn a_sheet_ends_with_its_operator() {
    let mut console = at_sheet("13:20");
    console.keys("<F9><C-u>Айгерім<Enter>");
    assert_eq!(console.model.paper, None);
    let said = crate::console::view::message_text(&console.model);
    assert_eq!(said, "Operator: Айгерім. The paper sheet is done: the current time is used again");
    console.keys("q1<Enter>");
    assert_eq!(times(&console), ["14:00"; 3]);
    // The same operator goes on with the sheet.
    let mut console = at_sheet("13:20");
    console.keys("<F9><Enter>");
    assert_eq!(console.model.paper, at("25T13:20"));
}

#[test]
fn a_time_that_the_clock_has_not_reached_is_asked_about() {
    let mut console = at_sheet("14:20");
    let question = "25.01.2026 14:20? The clock shows 25.01.2026 14:00.";
    assert_eq!(console.field_question().as_deref(), Some(question));
    assert_eq!(console.model.paper, None);
    console.keys("<Esc><BS><BS>0<Enter>");
    assert_eq!(console.field_rejection(), Some(&Message::RefusedPaperTime));
    console.keys("<C-u>14:20<Enter><Enter>");
    assert_eq!(console.model.paper, at("25T14:20"));
}

#[test]
fn a_sheet_around_midnight_lands_on_its_day() {
    let at_clock = |wall: &str, keys: &str| {
        let mut console = TestConsole::new(Language::En);
        let now = at(wall).unwrap().to_utc();
        console.model.now = now;
        // The form reads the time that the clock showed last.
        console.send(Msg::Clock(crate::screen::clock::Timestamp { wall: now, since_start: Duration::ZERO }));
        for key in keys.chars().map(Key::Char).chain([Key::Enter]) {
            let now = crate::screen::clock::Timestamp { wall: now, since_start: Duration::ZERO };
            if console.model.overlays.is_empty() {
                console.send(Msg::Key(Key::Ctrl('p'), now));
            }
            console.send(Msg::Key(key, now));
        }
        console
    };
    assert_eq!(at_clock("26T00:30", "23:50").model.paper, at("25T23:50"));
    assert_eq!(at_clock("26T10:00", "9:30").model.paper, at("25T09:30"));
    let console = at_clock("26T00:30", "0:10");
    let question = "26.01.2026 00:10? The event is on 25.01.2026.";
    assert_eq!(console.field_question().as_deref(), Some(question));
    assert_eq!(at_clock("26T00:30", "26.01 0:10").model.paper, at("26T00:10"));
}

#[test]
fn a_line_like_that_of_a_scale_is_asked_about() {
    let mut console = at_sheet("13:20");
    console.machine("12.50<Enter>").wait(1_000);
    assert_eq!(console.held(), Some(("12.50", HoldReason::OnSheet)));
    let said = crate::console::view::message_text(&console.model);
    assert_eq!(said, "12.5 kg seems to come from a scale: is it on the sheet? Enter: yes, Esc: no");
    console.keys("<Esc>");
    assert_eq!(console.saved.len(), 1);
    console.machine("<C-u>").keys("<BS><BS><BS><BS><BS>").machine("12.50<Enter>").wait(1_000).keys("<Enter>");
    assert_eq!(times(&console), ["14:00", "13:20"]);
    // A line with a letter comes from a hand, over a slow connection.
    console.machine("w3<Enter>").wait(1_000);
    assert_eq!((console.held(), console.grams("plastic")), (None, 3_000));
}

#[test]
fn a_restored_draft_goes_on_with_the_sheet_of_its_day() {
    let mut console = at_sheet("13:20");
    console.model.paper = at("26T00:10");
    let draft = current_draft(&console.model);
    let mut reopened = TestConsole::new(Language::En);
    restore_draft(&mut reopened.model, draft.clone(), at("26T00:40").unwrap());
    assert_eq!(reopened.model.paper, at("26T00:10"));
    // Version 0.1 stored no day.
    let mut reopened = TestConsole::new(Language::En);
    let draft = crate::domain::draft::Draft { paper_day: None, ..draft };
    restore_draft(&mut reopened.model, draft, at("26T00:40").unwrap());
    assert_eq!(reopened.model.paper, at("25T00:10"));
}

#[test]
fn the_sheet_keeps_its_time_of_day_if_the_offset_changes() {
    let mut console = at_sheet("13:20");
    let mut event = console.model.event.clone();
    event.utc_offset = crate::domain::event::UtcOffset::parse("+06:00").unwrap();
    console.send(Msg::Event(Box::new(event)));
    let sheet = console.model.paper.map(|at| at.to_rfc3339());
    assert_eq!(sheet.as_deref(), Some("2026-01-25T13:20:00+06:00"));
}
