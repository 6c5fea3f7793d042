//! The start screen in a pseudo-terminal: the console asks which event is meant if that is not clear.

use rustix::process::Signal;

use crate::harness::terminal::Terminal;
use crate::harness::{DataFolder, day};

/// The question in the header.
const QUESTION: &str = "Which event?";

/// Returns a data folder with an event of three days ahead, so that the console asks. Returns its slug too.
fn folder_with_prepared_event() -> (DataFolder, String) {
    let data = DataFolder::new();
    let slug = data.new_event(&["Prepared", "--date", &day(3)]);
    (data, slug)
}

/// Starts a console and waits for the question, and until an Enter counts as an answer.
fn asked(data: &DataFolder, arguments: &[&str]) -> Terminal {
    let mut console = data.screen(arguments).start();
    console.wait_for_all(&[QUESTION, "Enter choose"]);
    console.pause();
    console
}

#[track_caller]
fn assert_nothing_made(data: &DataFolder, slug: &str) {
    assert_eq!(data.event_slugs(), [slug]);
    assert!(data.journal_bytes().is_empty());
}

#[test]
fn enter_opens_the_prepared_event() {
    let (data, slug) = folder_with_prepared_event();
    let mut console = asked(&data, &[]);
    let screen = console.text();
    assert!(screen.contains("1 Prepared") && screen.contains("in 3 days"), "{screen}");
    assert!(screen.contains("2 A new event for today"), "{screen}");
    console.send("<Enter>");
    console.wait_for_all(&["Prepared ·", "station A"]);
    console.send("q");
    console.wait_for("Q Cardboard");
    console.send("12.5<Enter>");
    console.wait_for("Saved: Q Waste paper 12.5 kg");
    console.quit();
    assert_eq!((data.event_slugs(), data.journal_bytes().len()), (vec![slug], 1));
}

#[test]
fn a_new_event_for_today_is_made_only_when_it_is_chosen() {
    let (data, slug) = folder_with_prepared_event();
    let mut console = asked(&data, &[]);
    console.send("<Down>");
    console.wait_for("It is created when chosen");
    assert_nothing_made(&data, &slug);
    console.send("<Enter>");
    console.wait_for("station A");
    console.quit();
    assert_eq!(data.event_slugs().len(), 2);
    let journals: Vec<_> = data.journal_bytes().into_keys().collect();
    assert!(journals.len() == 1 && !journals[0].to_str().unwrap().contains(&slug), "{journals:?}");
}

#[test]
fn leaving_makes_nothing() {
    for keys in ["<F10>", "\u{11}", "\u{3}", "<Esc>"] {
        let (data, slug) = folder_with_prepared_event();
        let mut console = asked(&data, &[]);
        console.send(keys);
        assert_eq!(console.wait_for_exit(), 0, "{keys:?}: {}", console.text());
        let written = console.written();
        assert!(written.contains("\u{1b}[?1049l") && written.contains("\u{1b}[?25h"), "{written}");
        assert_nothing_made(&data, &slug);
    }
}

#[test]
fn a_scale_a_held_enter_and_a_paste_choose_nothing() {
    let (data, slug) = folder_with_prepared_event();
    // The Enters of the shell, before the question is on the screen.
    let mut console = data.screen(&[]).start();
    console.send("<Enter><Enter>");
    console.wait_for_all(&[QUESTION, "This Enter did nothing"]);
    console.send("2\r\n");
    console.wait_for("The scale sent a line");
    console.send_bytes(b"\x1b[200~2\r\x1b[201~");
    console.wait_for("Pasted text is ignored here");
    // An Enter directly after a line of a scale belongs to it.
    console.pause();
    console.send("<Enter><Enter><Enter><Enter>");
    console.wait_for("This Enter did nothing");
    console.send("12.5\r");
    console.wait_for("The scale sent a line");
    assert_nothing_made(&data, &slug);
    console.quit();
}

#[test]
fn keys_after_the_choice_reach_the_console() {
    let (data, _) = folder_with_prepared_event();
    let mut console = asked(&data, &[]);
    // A key of a hand makes the Enter count at once. The rest comes in the same read, or while the console starts.
    console.send("<Enter><Right>q98");
    for digit in "76543210".chars() {
        console.send(&digit.to_string());
    }
    console.wait_for("▸ 9876543210");
    let screen = console.text();
    assert!(screen.contains("▌Q "), "{screen}");
    console.send("<Esc>");
    console.wait_until_gone("9876543210");
    console.quit();
}

#[test]
fn a_signal_and_a_lost_terminal_end_the_question() {
    let ends = [(Some(Signal::TERM), 143), (Some(Signal::HUP), 129), (Some(Signal::INT), 130), (None, 129)];
    for (signal, status) in ends {
        let (data, slug) = folder_with_prepared_event();
        let mut console = asked(&data, &[]);
        match signal {
            Some(signal) => console.signal(signal),
            None => console.hang_up(),
        }
        assert_eq!(console.wait_for_exit(), status, "{signal:?}");
        assert_nothing_made(&data, &slug);
    }
}

#[test]
fn the_language_of_the_question_stays_in_the_console() {
    let (data, _) = folder_with_prepared_event();
    let mut console = asked(&data, &[]);
    console.send("<F2>");
    console.wait_for("Қай экоакция?");
    console.send("<Enter>");
    console.wait_for("A бекеті");
    console.quit();
}

#[test]
fn a_fault_of_the_settings_is_shown_with_the_question() {
    let (data, slug) = folder_with_prepared_event();
    data.write_settings(r#"{"station":"a"}"#);
    let console = asked(&data, &[]);
    let screen = console.text();
    assert!(screen.contains("config.json has 1 fault: \"tarazy config\" names it"), "{screen}");
    assert_nothing_made(&data, &slug);
}

#[test]
fn the_question_follows_the_size_of_the_terminal() {
    let (data, slug) = folder_with_prepared_event();
    let mut console = asked(&data, &[]);
    console.resize(39, 9);
    console.wait_for("40x10");
    console.send("<Enter>");
    console.wait_for("This key did nothing");
    console.resize(40, 10);
    console.wait_for_all(&[QUESTION, "1 Prepared"]);
    assert_nothing_made(&data, &slug);
    console.quit();
}

#[test]
fn the_plain_question_is_answered_by_a_line_and_the_next_line_is_an_entry() {
    let (data, slug) = folder_with_prepared_event();
    let mut console = data.screen(&["--plain"]).size(100, 40).start();
    console.wait_for_all(&[QUESTION, "1. Prepared", "2. A new event for today", ":quit leaves"]);
    console.send("7\n");
    console.wait_for("Type a number from 1 to 2");
    assert_nothing_made(&data, &slug);
    console.send("1\nq12.5\n");
    console.wait_for("Saved: Q Waste paper 12.5 kg");
    console.send(":quit\n");
    assert_eq!(console.wait_for_exit(), 0);
    assert_eq!(data.event_slugs(), [slug]);
}

#[test]
fn the_plain_question_without_a_terminal_is_refused() {
    let (data, slug) = folder_with_prepared_event();
    let output = data.command().arg("--plain").write_stdin("1\nq12.5\n").output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert_nothing_made(&data, &slug);
}
