//! Tests the plain console (`--plain`) as a program: with bytes through a pipe, and with lines in a terminal.

use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::harness::DataFolder;
use crate::harness::terminal::Terminal;

/// Sends bytes through a pipe, and returns the lines of the answer without the greeting.
#[track_caller]
fn answers(data: &DataFolder, options: &[&str], input: &[u8]) -> Vec<String> {
    let output = data.command().arg("--plain").args(options).write_stdin(input).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    String::from_utf8(output.stdout).unwrap().lines().skip(1).map(str::to_owned).collect()
}

/// Checks that each line of the answer contains this text.
#[track_caller]
fn assert_answers(found: &[String], expected: &[&str]) {
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.contains(expected), "{expected:?} is not in {found:?}");
    }
}

fn grams(data: &DataFolder) -> Value {
    data.report()["total_net_g"].clone()
}

#[test]
fn bytes_that_are_not_utf_8_are_refused_and_do_not_end_the_input() {
    let data = DataFolder::new();
    // A terminal in CP1251 with the Russian layout sends й as E9.
    let found = answers(&data, &[], b"q1\n\xe912.5\nq1\xfe5\n7\nq2\n");
    let utf8 = "Set the terminal to UTF-8";
    assert_answers(&found, &["1 kg", utf8, utf8, "Put the letter of the material", "2 kg"]);
    assert_eq!(grams(&data), 3000);
}

#[test]
fn no_byte_joins_digits() {
    let data = DataFolder::new();
    let separators: Vec<&[u8]> = (1..0x20_u8)
        .filter(|byte| !b"\n\r".contains(byte))
        .map(|byte| vec![byte].leak() as &[u8])
        .chain([
            &b"\0"[..],
            b"\x7f",
            b"\xc2\x85",
            "\u{200b}".as_bytes(),
            "\u{feff}".as_bytes(),
            "\u{ad}".as_bytes(),
        ])
        .collect();
    let mut input = b"q1\n".to_vec();
    for separator in &separators {
        input.extend([b"q1", *separator, b"2\n+1", *separator, b"2\n"].concat());
    }
    let found = answers(&data, &[], &input);
    assert_eq!(found.len(), 1 + 2 * separators.len());
    for answer in &found[1..] {
        assert!(answer.contains("does not belong in a weight"), "{answer:?}");
    }
    let report = data.report();
    assert_eq!((&report["total_net_g"], &report["people"]), (&1000.into(), &0.into()));
}

#[test]
fn every_line_end_is_one_line() {
    let data = DataFolder::new();
    let found = answers(&data, &[], b"q1\r\nq2\rq3\n:total\r\n");
    assert_answers(&found, &["1 kg", "2 kg", "3 kg", "6.0 kg"]);
}

#[test]
fn an_endless_line_is_refused_once() {
    let data = DataFolder::new();
    let mut input = b"q12".to_vec();
    input.extend(vec![b' '; 3_000_000]);
    input.extend(b"5\nq2\n");
    let found = answers(&data, &[], &input);
    assert_answers(&found, &["Too long", "2 kg"]);
    assert_eq!(grams(&data), 2000);
}

/// If a connection breaks within `q125`, only `q12` may arrive.
#[test]
fn a_line_that_the_end_of_the_input_cuts_is_not_recorded() {
    let data = DataFolder::new();
    let found = answers(&data, &[], b"q3\nq12");
    assert_answers(&found, &["3 kg", "Not recorded, because the input ended within the line: q12"]);
    assert_eq!(grams(&data), 3000);
}

#[test]
fn a_blank_line_of_a_pipe_confirms_nothing() {
    let data = DataFolder::new();
    let found = answers(&data, &[], b"q500\n\nq3\n");
    assert_answers(&found, &["500 kg? ", "500 kg? ", "Not recorded: q500. + Saved: Q Waste paper 3 kg"]);
    assert!(found[0].ends_with(":yes records it, :no does not"), "{found:?}");
    assert_eq!(grams(&data), 3000);
}

#[test]
fn a_question_is_answered_with_yes_or_no() {
    let data = DataFolder::new();
    let input =
        "q500\n:yes\nq600\n:no\n:yes\nq700\n:undo\nq800\n+2\nq900\n:total\n?\n:yes\n\"әюғ\n:yes\nq1000\n";
    let found = answers(&data, &[], input.as_bytes());
    assert_answers(
        &found,
        &[
            "500 kg?",
            "Saved: Q Waste paper 500 kg",
            "600 kg?",
            "Not recorded: q600.",
            "There is no question",
            "700 kg?",
            "Not recorded: q700.",
            "800 kg?",
            "Not recorded: q800. + Saved: 2 people",
            "900 kg?",
            "500.0 kg",
            ":yes, :no",
            "Saved: Q Waste paper 900 kg",
            "\"әюғ = 12.5 kg. Correct? :yes records it",
            "12.5 kg",
            "1,000 kg?",
            "Not recorded: q1000.",
        ],
    );
    assert_eq!(grams(&data), 1_412_500);
}

#[test]
fn a_large_group_of_people_is_asked_about() {
    let data = DataFolder::new();
    let found = answers(&data, &[], b"+500\n\n:yes\n+600\n:no\n+700\n+3\n+800\nq1\n+900\n");
    assert_answers(
        &found,
        &[
            "500 people? :yes",
            "500 people? :yes",
            "Saved: 500 people",
            "600 people?",
            "Not recorded: +600.",
            "700 people?",
            "Not recorded: +700. + Saved: 3 people",
            "800 people?",
            "Not recorded: +800. + Saved: Q Waste paper 1 kg",
            "900 people?",
            "Not recorded: +900.",
        ],
    );
    assert_eq!(data.report()["people"], 503);
}

#[test]
fn an_equal_frame_is_asked_about() {
    let data = DataFolder::new();
    let frames = b"w1\n12.50 kg\n12.50 kg\n:yes\n12.50 kg\n12.60 kg\n";
    let found = answers(&data, &["--scale", "wedge"], frames);
    let again = "12.5 kg again: is it another load? :yes records it";
    let last = "Not recorded: 12.50 kg. + Saved: W Plastic 12.6 kg";
    assert_answers(&found, &["1 kg", "12.5 kg", again, "12.5 kg", again, last]);
    assert_eq!(grams(&data), 38_600);
}

#[test]
fn no_answer_names_a_key_of_the_full_screen() {
    let input =
        "5\nq500\n\n:no\nw3\nbread\nq1,2,3\n3*5\n+0\n:undo\n:undo\n:redo\n:redo\n\"ә\n:no\n?\n:x\n:yes\n\n";
    for language in ["kk", "ru", "en"] {
        let data = DataFolder::new();
        for _ in 0..10 {
            assert_eq!(data.run(&["add", "plastic", "12"]).status, 0);
        }
        let input = format!("{input}w0.5\nq");
        let found = answers(&data, &["--lang", language], input.as_bytes());
        for answer in found {
            for key in ["Enter", "Esc", "Tab", "Ctrl", "F1", "F2", "F5", "F8", "Space"] {
                assert!(!answer.contains(key), "{answer}");
            }
        }
    }
}

#[test]
fn a_frame_of_a_scale_is_the_weight_of_the_last_material() {
    let data = DataFolder::new();
    let found = answers(
        &data,
        &["--scale", "wedge"],
        b"w1\nST,GS,+  12.50kg\r\nUS,GS,+  12.70kg\r\nN  4.20\r\n+     2.50 kg \r\n+3\nq7\n\x02  0.30 kg\x03\r\n",
    );
    assert_answers(
        &found,
        &[
            "Plastic 1 kg",
            "Plastic 12.5 kg",
            "The weight was not stable",
            "Plastic 4.2 kg",
            "Plastic 2.5 kg",
            "3 people",
            "Waste paper 7 kg",
            "Waste paper 0.3 kg",
        ],
    );
    let sources: Vec<_> = data.operations("A").iter().map(|operation| operation["source"].clone()).collect();
    assert_eq!(sources.iter().filter(|source| **source == "wedge").count(), 4, "{sources:?}");
}

#[test]
fn an_unknown_scale_is_refused_with_one_sentence() {
    let data = DataFolder::new();
    for (scale, sentence) in [
        ("kas:/dev/ttyUSB0", "\"kas\" is not a protocol: use one of and, cas"),
        ("wedge:W1", "\"W1\" is not a prefix"),
        ("", "\"\" is not a protocol"),
    ] {
        let run = data.run(&["--plain", "--scale", scale]);
        assert_eq!((run.status, run.out.as_str(), run.err.lines().count()), (2, "", 1), "{run:?}");
        assert!(run.err.contains(sentence), "{run:?}");
    }
    assert!(
        std::fs::read_dir(data.path()).unwrap().next().is_none(),
        "a refused command leaves nothing behind"
    );
}

/// The console reads endless valid input only as fast as it answers.
#[test]
fn fast_input_does_not_fill_the_memory() {
    let data = DataFolder::new();
    let mut command = data.std_command();
    let mut child = command.arg("--plain").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    // Nobody reads the answers, so the console waits, and the pipes fill up.
    let (sender, written) = mpsc::channel();
    let writer = thread::spawn(move || {
        let mut total = 0_usize;
        while input.write_all(&[b'\n'; 4096]).is_ok() {
            total += 4096;
            if sender.send(total).is_err() {
                return;
            }
        }
    });
    let mut total = 0;
    while let Ok(count) = written.recv_timeout(Duration::from_secs(2)) {
        total = count;
        assert!(total < 1_000_000, "the console reads on without answering");
    }
    assert!(total > 0);
    child.kill().unwrap();
    assert_eq!(child.wait().unwrap().signal(), Some(9));
    drop(written);
    writer.join().unwrap();
}

/// Opens a plain console in a terminal.
fn open(data: &DataFolder) -> Terminal {
    let mut terminal = data.screen(&["--plain"]).size(100, 60).start();
    terminal.wait_for("? for help");
    terminal
}

#[track_caller]
fn quit(mut terminal: Terminal) {
    terminal.send(":quit<Enter>");
    assert_eq!(terminal.wait_for_exit(), 0);
}

#[test]
fn in_a_terminal_a_separate_empty_line_confirms() {
    let data = DataFolder::new();
    let mut terminal = open(&data);
    terminal.send("q500<Enter>");
    terminal.wait_for(":yes records it, :no does not");
    terminal.repeat_until("Saved: Q Waste paper 500 kg", |terminal| terminal.send("<Enter>"));
    quit(terminal);
    assert_eq!(grams(&data), 500_000);
}

#[test]
fn in_a_terminal_neither_a_held_enter_nor_a_paste_confirms() {
    let data = DataFolder::new();
    let mut terminal = open(&data);
    terminal.send("q500<Enter><Enter>q3<Enter>");
    terminal.wait_for("Not recorded: q500. ✓ Saved: Q Waste paper 3 kg");
    terminal.send("q600<Enter>");
    terminal.wait_for("600 kg?");
    // The delay and the rate of a key that is held down.
    thread::sleep(Duration::from_millis(400));
    for _ in 0..12 {
        terminal.send("<Enter>");
        thread::sleep(Duration::from_millis(40));
    }
    terminal.send("w1<Enter>");
    terminal.wait_for("Not recorded: q600. ✓ Saved: W Plastic 1 kg");
    quit(terminal);
    assert_eq!(grams(&data), 4000);
}

#[test]
fn a_connection_that_breaks_within_a_line_records_nothing() {
    let data = DataFolder::new();
    let mut terminal = open(&data);
    terminal.send("q3<Enter>");
    terminal.wait_for("Waste paper 3 kg");
    terminal.send("q12");
    terminal.hang_up();
    terminal.wait_for_exit();
    assert_eq!(grams(&data), 3000);
}
