//! The real program in a real pseudo-terminal: a morning at station A, in two layouts, with the power
//! failing in the middle; pastes; refusals; the ends.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::day::{self, Row};
use crate::terminal::{Setting, Terminal};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

pub fn report(data: &Path) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_tarazy"))
        .args(["report", "--format", "json"])
        .env("TARAZY_DATA_DIR", data)
        .env("TARAZY_LANG", "en")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

pub fn verified(data: &Path) -> bool {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tarazy"));
    command.arg("verify").env("TARAZY_DATA_DIR", data).output().unwrap().status.success()
}

pub fn journal(data: &Path) -> PathBuf {
    let event = fs::read_dir(data.join("events")).unwrap().next().unwrap().unwrap().path();
    event.join("stations/A.jsonl")
}

/// The operations in the journal, without opening, operator and close.
fn operations(data: &Path) -> Vec<Value> {
    let text = fs::read_to_string(journal(data)).unwrap();
    let lines = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    lines.filter(|line| matches!(line["op"].as_str(), Some("entry" | "people" | "void"))).collect()
}

/// The number of people in the header.
fn people(screen: &str) -> Option<i64> {
    let header = screen.lines().next()?;
    let words: Vec<&str> = header.split_whitespace().collect();
    let place = words.iter().position(|word| matches!(*word, "people" | "person"))?;
    words[place - 1].replace(',', "").parse().ok()
}

#[test]
fn an_esc_in_one_packet_with_the_next_key_is_both() {
    let data = folder();
    let mut console = Setting::new(data.path()).start();
    console.wait_for("station A");
    console.send("e12.5");
    console.wait_for("12 kg 500 g");
    // Esc and the left arrow: the line is erased and the pane before is selected, not the one on D.
    console.raw(b"\x1b\x1b[D");
    console.until("an erased line", |screen| !screen.contains("12 kg 500 g"));
    console.send("3<Enter>");
    console.wait_for("Saved: W Plastic 3 kg");
    // Esc and F3: the history, not a text.
    console.raw(b"4\x1b\x1bOR");
    console.wait_for("History");
    console.raw(b"\x1b");
    console.until("no history", |screen| !screen.contains("History ─"));
    // Esc and a letter: the same bytes as Alt, so nothing is recorded.
    console.send("q5");
    console.wait_for("= 5 kg");
    console.raw(b"\x1bw");
    console.send("<Enter>");
    console.wait_for("5^w");
    console.send("<BS><BS><Enter>");
    console.wait_for("Saved: Q Waste paper 5 kg");
    console.quit();
    let grams: Vec<_> = operations(data.path()).iter().map(|line| line["net_g"].clone()).collect();
    assert_eq!(grams, [3000, 5000]);
}

/// Types rows as an operator does, until they are all in the journal behind the `before` that were there.
/// A space counts a person only when nothing follows at once, so the screen is waited for.
fn type_rows(console: &mut Terminal, data: &Path, before: usize, rows: &[Row], layout: fn(&str) -> String) {
    for (place, row) in rows.iter().enumerate() {
        if row.is_person() {
            let more: i64 = row.typed.trim_start_matches('+').parse().unwrap();
            let all = before + place;
            // Undone people are still in the header until everything is on the disk.
            console.until("what came before", |_| operations(data).len() == all);
            let live = people_in(&operations(data));
            console.until("people in the header", |screen| people(screen) == Some(live));
            console.send(&layout(&row.keys()));
            console.until("one more person", |screen| people(screen) == Some(live + more));
        } else {
            console.send(&layout(&row.keys()));
        }
    }
    let all = before + rows.len();
    console.until("all rows in the journal", |_| operations(data).len() == all);
}

/// How many people the journal counts, by the plainest sum: undo takes back the newest that is left.
fn people_in(operations: &[Value]) -> i64 {
    let mut live: Vec<i64> = Vec::new();
    for line in operations {
        match line["op"].as_str() {
            Some("void") => drop(live.pop()),
            _ => live.push(line["count"].as_i64().unwrap_or(0)),
        }
    }
    live.iter().sum()
}

fn same(keys: &str) -> String {
    keys.to_owned()
}

#[test]
fn a_morning_at_station_a_adds_up_in_either_layout() {
    let rows = day::rows("A", 300);
    for layout in [same as fn(&str) -> String, day::in_russian] {
        let data = folder();
        let mut console = Setting::new(data.path()).start();
        console.wait_for("Q");
        type_rows(&mut console, data.path(), 0, &rows, layout);
        console.quit();
        assert_eq!(day::reported(&report(data.path())), day::sums(&rows));
        assert!(verified(data.path()));
    }
}

/// A console whose entry line is empty: what came back into it is typed again from the journal's end.
fn reopened(data: &Path) -> Terminal {
    let mut console = Setting::new(data).start();
    let screen = console.wait_for("Q");
    if screen.contains("Not saved: typed") {
        console.send("<Esc>");
        console.until("an empty line", |screen| !screen.contains("Not saved: typed"));
    }
    console
}

#[test]
fn after_kill_9_nothing_that_was_shown_as_saved_is_missing() {
    let rows = day::rows("A", 300);
    let data = folder();
    let mut typed = 0;
    // Three times the plug is pulled, each time with keys still on their way.
    for stop in [60, 150, 240] {
        let mut console = reopened(data.path());
        type_rows(&mut console, data.path(), typed, &rows[typed..stop], same);
        let burst: String = rows[stop..].iter().take_while(|row| !row.is_person()).map(Row::keys).collect();
        console.send(&burst);
        let shown = console.text();
        console.kill_9();
        let kept = operations(data.path());
        let numbers = shown.split('№').skip(1).filter_map(|rest| {
            let (number, sign) = rest.split_once(' ')?;
            sign.starts_with('✓').then(|| number.parse::<usize>().ok())?
        });
        let lines = fs::read_to_string(journal(data.path())).unwrap();
        let whole = lines.lines().filter(|line| line.ends_with('}')).count();
        assert!(numbers.max().unwrap_or(0) <= whole, "{shown}");
        assert!(kept.len() >= stop, "{} of {stop} are there", kept.len());
        // What is there is what was typed, in order.
        for (row, line) in rows.iter().zip(&kept) {
            let expected = if row.is_undo() {
                "void"
            } else if row.is_person() {
                "people"
            } else {
                "entry"
            };
            assert_eq!(line["op"], expected);
            if expected == "entry" {
                assert_eq!(line["typed"], row.typed.as_str());
            }
        }
        typed = kept.len();
    }
    let mut console = reopened(data.path());
    // Undo reaches only what this run recorded; the sample has none right after a stop.
    assert!(!rows[typed].is_undo());
    type_rows(&mut console, data.path(), typed, &rows[typed..], same);
    console.quit();
    assert_eq!(day::reported(&report(data.path())), day::sums(&rows));
    assert!(verified(data.path()));
}

#[test]
fn two_thousand_pasted_rows_are_all_there_in_order() {
    let text: Vec<String> = (1..=2000).map(|n| format!("{}.{:02}", n % 50 + 1, n % 100)).collect();
    let net: i64 = (1..=2000).map(|n| (n % 50 + 1) * 1000 + n % 100 * 10).sum();
    for bracketed in [true, false] {
        let data = folder();
        let mut console = Setting::new(data.path()).start();
        console.wait_for("Q");
        let rows: String = text.iter().map(|row| format!("q{row}\r")).collect();
        let bytes = if bracketed { format!("\u{1b}[200~{rows}\u{1b}[201~") } else { rows };
        console.raw(bytes.as_bytes());
        let total = format!("{},{:03}.{}", net / 1_000_000, net / 1000 % 1000, (net % 1000 + 50) / 100);
        console.wait_for(&total);
        console.quit();
        let typed: Vec<Value> = operations(data.path()).iter().map(|line| line["typed"].clone()).collect();
        assert_eq!(typed, text);
        assert_eq!(report(data.path())["total_net_g"], net);
    }
}

#[test]
fn refusals_are_said_in_the_chosen_language_and_keep_the_text() {
    for (language, sentence) in [("kk", "үтір не нүкте"), ("ru", "запятая или точка"), ("en", "decimal mark")]
    {
        let data = folder();
        let mut console = Setting { language, ..Setting::new(data.path()) }.start();
        console.wait_for("Q");
        console.send("q1.2.3<Enter>");
        let screen = console.wait_for(sentence);
        assert!(screen.contains("1.2.3"), "{screen}");
        console.send("<BS><BS><Enter>");
        console.wait_for(if language == "en" { "1.2 kg" } else { "1,2 кг" });
        console.quit();
        assert_eq!(report(data.path())["total_net_g"], 1200);
    }
}

#[test]
fn numeric_keypad_and_paste_are_set_up_and_given_back() {
    let data = folder();
    let mut console = Setting::new(data.path()).start();
    console.wait_for("Q");
    console.quit();
    let written = String::from_utf8_lossy(&console.written).into_owned();
    for (sequence, what) in [
        ("\u{1b}>", "keypad in numeric mode"),
        ("\u{1b}[?2004h", "bracketed paste on"),
        ("\u{1b}[?2004l", "bracketed paste off"),
        ("\u{1b}[?1049h", "alternate screen"),
        ("\u{1b}[?1049l", "alternate screen left"),
        ("\u{1b}[?25h", "cursor shown"),
    ] {
        assert!(written.contains(sequence), "{what}");
    }
    for (question, what) in
        [("\u{1b}[6n", "cursor position"), ("\u{1b}[c", "device"), ("\u{1b}[?u", "keyboard")]
    {
        assert!(!written.contains(question), "the terminal is asked for its {what}");
    }
}

#[test]
fn a_lost_terminal_or_a_signal_ends_the_console_and_frees_the_station() {
    use rustix::process::Signal;
    let data = folder();
    for (signal, status) in [(Some(Signal::TERM), 143), (Some(Signal::HUP), 129), (None, 129)] {
        let mut console = Setting { arguments: &["--station", "A"], ..Setting::new(data.path()) }.start();
        console.wait_for("Q");
        console.send("q1<Enter>");
        console.wait_for("✓ Saved");
        match signal {
            Some(signal) => console.signal(signal),
            None => console.hang_up(),
        }
        assert_eq!(console.ended(), status);
    }
    // Each of them left the station free for the next, and every kilogram in it.
    assert_eq!(report(data.path())["total_net_g"], 3000);
    assert!(verified(data.path()));
}

#[test]
fn a_station_in_use_is_refused_with_status_4() {
    let data = folder();
    let mut console = Setting { arguments: &["--station", "A"], ..Setting::new(data.path()) }.start();
    console.wait_for("Q");
    let mut second = Setting { arguments: &["--station", "A"], ..Setting::new(data.path()) }.start();
    assert_eq!(second.ended(), 4);
    assert!(second.text().contains('B'), "the next free station is offered: {}", second.text());
    // Without a wish it gets the next free one, in the same event.
    let mut third = Setting::new(data.path()).start();
    third.wait_for(" B");
    third.quit();
    console.quit();
    assert_eq!(fs::read_dir(data.path().join("events")).unwrap().count(), 1);
}

#[test]
fn it_tells_when_it_is_too_small_and_goes_on_when_it_grows() {
    let data = folder();
    let mut console = Setting { columns: 39, rows: 9, ..Setting::new(data.path()) }.start();
    console.wait_for("40");
    console.resize(80, 24);
    // While it is too small keys do nothing.
    console.wait_for("Q");
    console.send("q5<Enter>");
    console.wait_for("✓");
    console.quit();
}

/// What sshd gives where nobody told it a locale.
#[test]
fn without_a_locale_the_console_is_ascii_and_english() {
    for language in ["", "kk"] {
        let data = folder();
        let mut command = Setting { language, ..Setting::new(data.path()) }.command();
        command.env_remove("LANG");
        let mut console = Terminal::start(command, 80, 24);
        console.wait_for("Waste paper");
        console.send("q1.5<Enter>");
        let screen = console.wait_for("Saved");
        assert!(screen.is_ascii(), "{screen}");
        console.send("<F2>");
        console.wait_for("this terminal shows English only");
        console.quit();
    }
}

#[test]
fn an_amount_far_from_usual_asks_and_a_second_enter_answers() {
    let data = folder();
    let mut console = Setting::new(data.path()).start();
    console.wait_for("Q");
    console.send(&"q3.2<Enter>".repeat(10));
    console.until("ten entries", |_| operations(data.path()).len() == 10);
    console.wait_for("32.0 kg");
    console.send("315<Enter>");
    let asked = console.wait_for("Usual here: 3.2 kg");
    assert!(asked.contains("3.15"), "{asked}");
    // Both keys in one burst: no answer to a question that nobody has read.
    console.send("<Esc><BS>5<Enter><Enter>");
    console.wait_for("Usual here: 3.2 kg");
    assert_eq!(operations(data.path()).len(), 10);
    // A lone Enter, later: an answer. How much later is measured by the console's own clock.
    std::thread::sleep(std::time::Duration::from_millis(400));
    console.send("<Enter>");
    console.wait_for("347.0 kg");
    console.quit();
    assert_eq!(report(data.path())["total_net_g"], 347_000);
}

#[test]
fn two_consoles_see_each_other() {
    let data = folder();
    let mut first = Setting::new(data.path()).start();
    first.wait_for("station A");
    let mut second = Setting::new(data.path()).start();
    second.wait_for("station B");
    second.send("t9<Enter>");
    second.wait_for("9.0 kg");
    first.send("q1.5<Enter>");
    for console in [&mut first, &mut second] {
        console.wait_for("10.5 kg");
    }
    // The lead changes the event, and both follow.
    let mut set = Command::new(env!("CARGO_BIN_EXE_tarazy"));
    let set = set
        .args(["event", "set", "--add", "toys=Toys", "--key", "toys=U"])
        .env("TARAZY_DATA_DIR", data.path());
    assert!(set.env("TARAZY_LANG", "en").output().unwrap().status.success());
    first.wait_for("The organiser changed the event");
    first.send("u2<Enter>");
    second.wait_for("12.5 kg");
    // One is pulled off; what it wrote stays, and its station is free at once.
    second.kill_9();
    let mut third = Setting { arguments: &["--station", "B"], ..Setting::new(data.path()) }.start();
    third.wait_for("12.5 kg");
    third.quit();
    first.quit();
    assert!(verified(data.path()));
}
