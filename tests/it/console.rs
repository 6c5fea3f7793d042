//! The console in a pseudo-terminal: a morning at station A in two keyboard layouts, kills, pastes, rejected
//! amounts, the ways to end, and two consoles at once.

use std::fs;

use rustix::process::Signal;
use serde_json::Value;

use crate::harness::DataFolder;
use crate::harness::sample_day::{self, Row};
use crate::harness::terminal::Terminal;

/// Returns the number of people in the header.
fn people(screen: &str) -> Option<i64> {
    let words: Vec<&str> = screen.lines().next()?.split_whitespace().collect();
    let unit = words.iter().position(|word| matches!(*word, "people" | "person"))?;
    words[unit.checked_sub(1)?].replace(',', "").parse().ok()
}

#[test]
fn esc_in_one_packet_with_the_next_key_is_a_separate_key() {
    let data = DataFolder::new();
    let mut console = data.screen(&[]).open();
    console.send("e12.5");
    console.wait_for("= 12 kg 500 g");
    // Esc and the left arrow: Esc clears the line and the arrow selects pane W. If the bytes were read as Alt
    // and the letter D, they would select the pane on D.
    console.send_bytes(b"\x1b\x1b[D");
    console.wait_until_gone("= 12 kg 500 g");
    console.send("3<Enter>");
    console.wait_for("Saved: W Plastic 3 kg");
    // Esc and F3: the history opens, and nothing is typed.
    console.send_bytes(b"4\x1b\x1bOR");
    console.wait_for("  History");
    console.send("<Esc>");
    console.wait_until_gone("  History");
    // Esc and a letter are the same bytes as Alt and the letter, so Enter records nothing.
    console.send("q5");
    console.wait_for("= 5 kg");
    console.send_bytes(b"\x1bw");
    // The reason stands there before Enter.
    console.wait_for_all(&["5^w", "\"^\" does not belong in a weight"]);
    console.send("<Enter>");
    console.pause();
    console.send("<BS><BS><Enter>");
    console.wait_for("Saved: Q Waste paper 5 kg");
    console.quit();
    let grams: Vec<_> = data.operations("A").iter().map(|line| line["net_g"].clone()).collect();
    assert_eq!(grams, [3000, 5000]);
}

/// Types rows as an operator does, and waits until all of them are in the journal, which already contains `before`
/// operations.
///
/// A space counts a person only if no digit follows at once, so the header is read after each space.
fn type_rows(
    console: &mut Terminal,
    data: &DataFolder,
    before: usize,
    rows: &[Row],
    layout: fn(&str) -> String,
) {
    for (index, row) in rows.iter().enumerate() {
        if row.is_people() {
            // The header includes the undone people until the undo is on the disk.
            let count = before + index;
            console.wait_outside("the rows before this one", || data.operations("A").len() == count);
            let counted = people_in(&data.operations("A"));
            console.synchronise("the people so far", |screen| people(screen) == Some(counted));
            console.send(&layout(&row.keys()));
            console.wait_until("more people", |screen| people(screen) == Some(counted + row.people()));
            console.pause();
        } else {
            console.send(&layout(&row.keys()));
        }
    }
    let count = before + rows.len();
    console.wait_outside("all rows", || data.operations("A").len() == count);
}

/// Adds up the people of a journal. A void removes the newest remaining operation.
fn people_in(operations: &[Value]) -> i64 {
    let mut counted: Vec<i64> = Vec::new();
    for line in operations {
        match line["op"].as_str() {
            Some("void") => drop(counted.pop()),
            _ => counted.push(line["count"].as_i64().unwrap_or(0)),
        }
    }
    counted.iter().sum()
}

fn in_english_layout(keys: &str) -> String {
    keys.to_owned()
}

#[test]
fn a_morning_at_station_a_adds_up_in_either_layout() {
    let rows = sample_day::rows("A", 300);
    for layout in [in_english_layout as fn(&str) -> String, sample_day::in_russian_layout] {
        let data = DataFolder::new();
        let mut console = data.screen(&[]).open();
        type_rows(&mut console, &data, 0, &rows, layout);
        console.quit();
        assert_eq!(sample_day::reported_sums(&data.report()), sample_day::sums(&rows));
        data.assert_verified();
    }
}

/// Opens a console and clears the draft that it restores.
fn open_without_draft(data: &DataFolder) -> Terminal {
    let mut console = data.screen(&[]).open();
    if console.text().contains("Not saved: typed") {
        console.send("<Esc>");
        console.wait_until_gone("Not saved: typed");
    }
    console
}

#[test]
fn a_killed_console_loses_nothing_that_it_showed_as_saved() {
    let rows = sample_day::rows("A", 300);
    let data = DataFolder::new();
    let mut typed = 0;
    // The console is killed three times, each time while keys are still being sent.
    for stop in [60, 150, 240] {
        let mut console = open_without_draft(&data);
        type_rows(&mut console, &data, typed, &rows[typed..stop], in_english_layout);
        let rest: String = rows[stop..].iter().take_while(|row| !row.is_people()).map(Row::keys).collect();
        console.send(&rest);
        console.kill();
        let shown = console.text();
        let kept = data.operations("A");
        let saved = shown.split('№').skip(1).filter_map(|rest| {
            let (number, sign) = rest.split_once(' ')?;
            sign.starts_with('✓').then(|| number.parse::<usize>().ok())?
        });
        let journal = fs::read_to_string(data.journal("A")).unwrap();
        let lines = journal.lines().filter(|line| line.ends_with('}')).count();
        let newest = saved.max().unwrap_or_else(|| panic!("nothing is shown as saved:\n{shown}"));
        assert!(newest <= lines, "{lines} lines are in the journal:\n{shown}");
        assert!(kept.len() >= stop, "{} of {stop} are in the journal", kept.len());
        // The journal contains the typed rows in order.
        for (row, line) in rows.iter().zip(&kept) {
            let expected = if row.is_undo() {
                "void"
            } else if row.is_people() {
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
    let mut console = open_without_draft(&data);
    // Undo affects only records of the same run, so no run may start with an undo.
    assert!(!rows[typed].is_undo());
    type_rows(&mut console, &data, typed, &rows[typed..], in_english_layout);
    console.quit();
    assert_eq!(sample_day::reported_sums(&data.report()), sample_day::sums(&rows));
    data.assert_verified();
}

#[test]
fn two_thousand_pasted_lines_are_recorded_in_order() {
    let amounts: Vec<String> = (1..=2000).map(|n| format!("{}.{:02}", n % 50 + 1, n % 100)).collect();
    let net: i64 = (1..=2000).map(|n| (n % 50 + 1) * 1000 + n % 100 * 10).sum();
    for bracketed in [true, false] {
        let data = DataFolder::new();
        let mut console = data.screen(&[]).open();
        let lines: String = amounts.iter().map(|amount| format!("q{amount}\r")).collect();
        let bytes = if bracketed { format!("\u{1b}[200~{lines}\u{1b}[201~") } else { lines };
        console.send_bytes(bytes.as_bytes());
        let total = format!("{},{:03}.{}", net / 1_000_000, net / 1000 % 1000, (net % 1000 + 50) / 100);
        console.wait_for(&total);
        console.quit();
        let typed: Vec<Value> = data.operations("A").iter().map(|line| line["typed"].clone()).collect();
        assert_eq!(typed, amounts);
        assert_eq!(data.report()["total_net_g"], net);
    }
}

#[test]
fn validation_errors_are_in_the_chosen_language_and_keep_the_text() {
    for (language, sentence, saved) in [
        ("kk", "үтір не нүкте", "Сақталды: Q Макулатура 1,2 кг"),
        ("ru", "запятая или точка", "Сохранено: Q Макулатура 1,2 кг"),
        ("en", "decimal mark", "Saved: Q Waste paper 1.2 kg"),
    ] {
        let data = DataFolder::new();
        let mut console = data.screen(&[]).language(language).open();
        console.type_by_hand("q1.2.3<Enter>");
        let screen = console.wait_for(sentence);
        assert!(screen.contains("1.2.3"), "{screen}");
        console.send("<BS><BS><Enter>");
        console.wait_for(saved);
        console.quit();
        assert_eq!(data.report()["total_net_g"], 1200);
    }
}

#[test]
fn terminal_modes_are_set_and_restored_without_an_answer_from_the_terminal() {
    let data = DataFolder::new();
    let mut console = data.screen(&[]).open();
    console.quit();
    let written = console.written();
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
    for (question, what) in [("\u{1b}[6n", "cursor position"), ("\u{1b}[c", "device")] {
        assert!(!written.contains(question), "the terminal is asked for its {what}");
    }
    // The console asks for the keyboard protocol and does not wait. Without an answer it changes nothing.
    assert!(written.contains("\u{1b}[?u"));
    for (sequence, what) in [("\u{1b}[>5u", "on"), ("\u{1b}[<u", "off")] {
        assert!(!written.contains(sequence), "kitty's keyboard protocol {what}");
    }
}

#[test]
fn the_keyboard_protocol_of_kitty_is_on_from_the_answer_to_the_end() {
    let data = DataFolder::new();
    let mut console = data.screen(&[]).open();
    console.send_bytes(b"\x1b[?0u");
    console.send("q5");
    console.wait_for("= 5 kg");
    // Esc and Ctrl+C as kitty sends them. A repeated answer changes nothing.
    console.send_bytes(b"\x1b[?5u\x1b[27u");
    console.wait_until_gone("= 5 kg");
    console.send_bytes("\u{1b}[1089::99;5u".as_bytes());
    assert_eq!(console.wait_for_exit(), 0);
    let written = console.written();
    assert_eq!(written.matches("\u{1b}[>5u").count(), 1);
    assert_eq!(written.matches("\u{1b}[<u").count(), 1);
    // The alternate screen has flags of its own, so they are taken back before it is left.
    let sequence = |sequence: &str| written.find(sequence);
    assert!(sequence("\u{1b}[?1049h") < sequence("\u{1b}[>5u"));
    assert!(sequence("\u{1b}[<u") < sequence("\u{1b}[?1049l"));
}

#[test]
fn no_bytes_of_a_terminal_stop_the_keyboard() {
    let data = DataFolder::new();
    let mut console = data.screen(&[]).open();
    console.send("q5");
    console.wait_for("= 5 kg");
    // Reports, and the start of one that never ends.
    for report in
        ["\u{1b}[?997;1n", "\u{1b}[?2026;2$y", "\u{1b}]11;rgb:1616/1818/1d1d\u{1b}\\", "\u{1b}[24;80R"]
    {
        console.send(report);
    }
    console.send("<Enter>");
    console.wait_for("Saved: Q Waste paper 5 kg");
    console.send_bytes(b"\x1b]11;rgb:");
    console.send("<F10>");
    // The unfinished report has left a mark in the entry line.
    console.wait_for("Quit anyway");
    console.send("<F10>");
    assert_eq!(console.wait_for_exit(), 0);
    assert_eq!(data.report()["total_net_g"], 5000);
}

#[test]
fn a_light_background_gets_the_colours_for_it() {
    let data = DataFolder::new();
    let mut console = data.screen(&[]).open();
    assert!(console.written().contains("\u{1b}]11;?\u{1b}\\"), "the terminal is asked");
    console.send("q");
    console.wait_for("Type the weight");
    // Bold cyan is for a dark background, blue for a light one.
    let written = console.written();
    assert!(written.contains(";36m") && !written.contains("34m"), "{}", written.escape_debug());
    console.send("\u{1b}]11;rgb:ffff/ffff/ffff\u{1b}\\");
    console.send("12");
    console.wait_for("= 12 kg");
    assert!(console.written().contains("34m"));
    console.send("<Enter>");
    console.wait_for("Saved: ");
    console.quit();
    // A chosen theme needs no question.
    let mut console = data.screen(&["--theme", "light"]).open();
    assert!(!console.written().contains("]11;?"));
    console.quit();
}

/// The byte of a letter in CP1251 must not hide the digit after it: 12.5 would become 25.
#[test]
fn a_terminal_without_utf8_cannot_change_an_amount() {
    let data = DataFolder::new();
    let mut console = data.screen(&[]).open();
    console.send("q1");
    console.wait_for("= 1 kg");
    console.send_bytes(b"\xe92");
    console.wait_for("UTF-8");
    console.send("<Enter>");
    console.pause();
    assert!(console.text().contains("UTF-8"), "{}", console.text());
    assert!(console.written().contains("\u{fffd}"));
    console.hang_up();
    assert_eq!(console.wait_for_exit(), 129);
    assert_eq!(data.operations("A").len(), 0);
}

#[test]
fn a_signal_or_a_lost_terminal_ends_the_console_and_frees_the_station() {
    let data = DataFolder::new();
    let ends = [(Some(Signal::TERM), 143), (Some(Signal::HUP), 129), (None, 129)];
    for (saved, (signal, status)) in (1..).zip(ends) {
        let mut console = data.screen(&["--station", "A"]).open();
        console.send("q1<Enter>");
        console.wait_for("✓ Saved: Q Waste paper 1 kg");
        match signal {
            Some(signal) => console.signal(signal),
            None => console.hang_up(),
        }
        assert_eq!(console.wait_for_exit(), status);
        assert_eq!(data.report()["total_net_g"], saved * 1000);
    }
    data.assert_verified();
}

#[test]
fn a_station_in_use_is_rejected_with_status_4() {
    let data = DataFolder::new();
    let mut console = data.screen(&["--station", "A"]).open();
    let mut second = data.screen(&["--station", "A"]).start();
    assert_eq!(second.wait_for_exit(), 4);
    assert!(second.text().contains("A free one: --station B"), "{}", second.text());
    // Without an argument a console takes the next free station of the same event.
    let mut third = data.screen(&[]).start();
    third.wait_for("station B");
    third.quit();
    console.quit();
    assert_eq!(data.event_slugs().len(), 1);
}

#[test]
fn a_terminal_that_is_too_small_is_reported_until_it_grows() {
    let data = DataFolder::new();
    let mut console = data.screen(&[]).size(39, 9).start();
    console.wait_for("40x10");
    // Keys have no effect while the terminal is too small, and the screen says so.
    console.send("q");
    console.wait_for("did nothing");
    console.resize(80, 24);
    console.wait_for("station A");
    console.send("q5<Enter>");
    console.wait_for("✓ Saved: Q Waste paper 5 kg");
    console.quit();
    assert_eq!(data.report()["total_net_g"], 5000);
}

/// sshd does not pass on the locale unless it is configured to do so.
#[test]
fn without_a_locale_the_console_is_in_ascii_and_english() {
    for language in ["", "kk"] {
        let data = DataFolder::new();
        let mut console = data.screen(&[]).language(language).without_locale().open();
        console.synchronise("the locale", |screen| {
            ["Locale C is not UTF-8", "only. Set UTF-8 and LANG=C.UTF-8"]
                .iter()
                .all(|part| screen.contains(part))
        });
        console.send("q1.5<Enter>");
        let screen = console.wait_for("Saved: Q Waste paper 1.5 kg");
        assert!(screen.is_ascii(), "{screen}");
        console.send("<F2>");
        console.wait_for("this terminal shows English only");
        console.quit();
    }
}

#[test]
fn an_unusual_amount_is_recorded_by_a_later_enter_only() {
    let data = DataFolder::new();
    let mut console = data.screen(&[]).open();
    console.send(&"q3.2<Enter>".repeat(10));
    console.wait_for("№11 ✓");
    console.send("315<Enter>");
    console.wait_for("315 kg? Usual here: 3.2 kg. Did you mean 3.15?");
    // Esc returns to the text. If two Enters arrive together, both only ask the question, because nobody can
    // have read it between them.
    console.send("<Esc><BS>6<Enter><Enter>");
    console.wait_for("316 kg? Usual here: 3.2 kg. Did you mean 3.16?");
    // Keys are handled in order, so the translated question proves that the second Enter had no effect.
    console.send("<F2>");
    console.wait_for("316 кг? Мұнда әдетте 3,2 кг.");
    assert_eq!(data.operations("A").len(), 10);
    // A separate Enter answers the question, but only some time after the question appeared, and the
    // console's own clock measures that time.
    console.repeat_until(" 348,0 кг ", |console| console.send("<Enter>"));
    console.quit();
    assert_eq!(data.report()["total_net_g"], 348_000);
}

#[test]
fn two_consoles_show_each_others_entries_and_a_changed_event() {
    let data = DataFolder::new();
    let mut first = data.screen(&[]).start();
    first.wait_for("station A");
    let mut second = data.screen(&[]).start();
    second.wait_for("station B");
    second.send("t9<Enter>");
    second.wait_for(" 9.0 kg ");
    first.send("q1.5<Enter>");
    for console in [&mut first, &mut second] {
        console.wait_for(" 10.5 kg ");
    }
    // The organiser adds a material, and both consoles show it.
    let set = data.run(&["event", "set", "--add", "toys=Toys", "--key", "toys=U"]);
    assert_eq!(set.status, 0, "{set:?}");
    first.wait_for("The organiser changed the event");
    first.send("u2<Enter>");
    second.wait_for(" 12.5 kg ");
    // The records of a killed console stay, and its station is free at once.
    second.kill();
    let mut third = data.screen(&["--station", "B"]).start();
    third.wait_for(" 12.5 kg ");
    third.quit();
    first.quit();
    data.assert_verified();
}

/// What a console writes to set the terminal up and to give it back.
const MODES: [(&str, &str); 2] = [("\u{1b}[?1049h", "\u{1b}[?1049l"), ("\u{1b}[?2004h", "\u{1b}[?2004l")];

#[test]
fn a_console_that_is_stopped_gives_the_terminal_back_and_takes_it_again() {
    let data = DataFolder::new();
    let mut console = data.screen(&["--station", "A"]).open();
    console.send("q5<Enter>");
    console.wait_for("№2 ✓");
    let before = console.modes_of_terminal();
    console.signal(Signal::TSTP);
    console.wait_outside_screen("the stop", |console| console.is_stopped());
    let stopped = console.written();
    assert!(MODES.iter().all(|(_, off)| stopped.contains(off)), "{stopped:?}");
    assert!(stopped.contains("\u{1b}]2;A · ") && stopped.ends_with("\u{1b}[23;2t"), "{stopped:?}");
    assert_ne!(console.modes_of_terminal(), before, "no raw mode");
    console.clear_screen();
    console.signal(Signal::CONT);
    console.wait_for("№2 ✓");
    let written = console.written();
    assert!(MODES.iter().all(|(on, _)| written[stopped.len()..].contains(on)), "{written:?}");
    assert_eq!(console.modes_of_terminal(), before, "raw mode");
    console.send("w3<Enter>");
    console.wait_for("№3 ✓");
    console.quit();
}

#[test]
fn control_l_and_a_new_size_set_the_terminal_up_again_and_draw_everything() {
    let data = DataFolder::new();
    let mut console = data.screen(&["--station", "A"]).open();
    console.send("q5<Enter>");
    console.wait_for("№2 ✓");
    for again in ["control L", "another size", "SIGCONT alone"] {
        let before = console.written().len();
        console.clear_screen();
        match again {
            "control L" => console.send("<C-l>"),
            "another size" => console.resize(81, 24),
            _ => console.signal(Signal::CONT),
        }
        console.wait_for("№2 ✓");
        let written = console.written();
        let written = &written[before..];
        assert!(written.contains("\u{1b}[?2004h") && written.contains("\u{1b}>"), "{again}: {written:?}");
        assert!(!written.contains("\u{1b}[?1049h"), "{again}: the shell's cursor is kept: {written:?}");
    }
    console.quit();
}

#[test]
fn a_click_selects_a_pane_only_with_the_setting() {
    let data = DataFolder::new();
    let click = "\u{1b}[<0;16;3M\u{1b}[<0;16;3m";
    let mut console = data.screen(&["--station", "A", "--mouse"]).open();
    assert!(console.written().contains("\u{1b}[?1000h"));
    console.send(click);
    console.wait_for("▌W");
    console.send("5<Enter>");
    console.wait_for("№2 ✓");
    console.quit();
    assert!(console.written().contains("\u{1b}[?1000l"));
    let mut console = data.screen(&["--station", "A"]).open();
    assert!(!console.written().contains("\u{1b}[?1000h"));
    console.send(click);
    console.send("q");
    let screen = console.wait_for("▌Q");
    assert!(!screen.contains("▌W"), "{screen}");
    console.quit();
}
