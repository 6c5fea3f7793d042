//! A terminal that does not read: Ctrl+S, a frozen terminal window, a stalled connection. Saving goes on, a signal ends the
//! program, and the newest frame is on the screen as soon as the terminal reads again.
//!
//! A program that waits for the terminal would never end here, so each wait for its end is the test.

use std::io::{self, PipeWriter, Write};
use std::process::{Child, Stdio};
use std::thread;

use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::process::{Pid, Signal, kill_process};

use crate::harness::terminal::Terminal;
use crate::harness::{DataFolder, day, wait_until};

const ENTRIES: usize = 400;

/// Returns the keys of many entries, as a scale and a hand send them.
fn entries() -> String {
    (0..ENTRIES).map(|index| format!("{}{}.5<Enter>", ["q", "w", "e"][index % 3], index % 7 + 1)).collect()
}

#[track_caller]
fn wait_until_all_are_saved(console: &mut Terminal, data: &DataFolder) {
    console.wait_outside("all entries", || data.operations("A").len() == ENTRIES);
}

/// How the terminal stops to read.
#[derive(Clone, Copy, Debug)]
enum Stall {
    /// Ctrl+S: nothing is written any more.
    Held,
    /// The terminal's buffer is full.
    Unread,
}

impl Stall {
    fn begin(self, terminal: &mut Terminal) {
        match self {
            Self::Held => terminal.hold_output(),
            Self::Unread => terminal.stop_reading(),
        }
    }

    fn end(self, terminal: &Terminal) {
        match self {
            Self::Held => terminal.release_output(),
            Self::Unread => terminal.read_again(),
        }
    }
}

/// Returns the rows of a screen without the clock, which may go on at any time, and without blanks at their ends.
fn without_clock(screen: &str) -> Vec<String> {
    let mut rows: Vec<_> = screen.lines().map(|row| row.trim_end().to_owned()).collect();
    rows[0] = rows[0].rsplit_once(' ').unwrap().0.to_owned();
    rows
}

#[test]
fn everything_is_saved_and_the_newest_frame_follows_the_stall() {
    for stall in [Stall::Held, Stall::Unread] {
        let data = DataFolder::new();
        let mut console = data.screen(&["--station", "A"]).open();
        stall.begin(&mut console);
        // Several groups, so that a frame waits while keys come.
        let entries: Vec<_> = entries().split_inclusive("<Enter>").map(str::to_owned).collect();
        for (index, part) in entries.chunks(40).enumerate() {
            console.send(&part.concat());
            console.wait_outside("some entries", || data.operations("A").len() == 40 * (index + 1));
        }
        stall.end(&console);
        let newest = format!("№{} ✓", ENTRIES + 1);
        let screen = without_clock(&console.wait_for(&newest));
        // The whole screen is drawn again after a change of its size.
        console.resize(100, 30);
        console.wait_for(&newest);
        console.resize(80, 24);
        // Only the smaller screen has the number in its message.
        let drawn_again = without_clock(&console.wait_for(&format!("· №{}", ENTRIES + 1)));
        assert_eq!(screen, drawn_again, "{stall:?}");
        console.quit();
        data.assert_verified();
    }
}

#[test]
fn a_signal_ends_a_console_whose_terminal_does_not_read() {
    for stall in [Stall::Held, Stall::Unread] {
        for (signal, status) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
            let data = DataFolder::new();
            let mut console = data.screen(&["--station", "A"]).open();
            stall.begin(&mut console);
            console.send(&entries());
            wait_until_all_are_saved(&mut console, &data);
            console.signal(signal);
            assert_eq!(console.wait_for_exit(), status, "{stall:?}");
            data.assert_verified();
            let add = data.run(&["add", "paper", "1", "--station", "A"]);
            assert_eq!(add.status, 0, "the station is free: {add:?}");
        }
    }
}

#[test]
fn f10_ends_a_console_whose_terminal_does_not_read() {
    let data = DataFolder::new();
    let mut console = data.screen(&["--station", "A"]).open();
    console.stop_reading();
    console.send("q5<Enter>");
    console.wait_outside("the entry", || data.operations("A").len() == 1);
    console.send("<F10>");
    assert_eq!(console.wait_for_exit(), 0);
    assert_eq!(data.operations("A").len(), 1);
    // The output that nobody had read made room for the end.
    let written = console.written();
    assert!(written.contains("\u{1b}[?1049l") && written.contains("\u{1b}[?25h"), "{written:?}");
}

#[test]
fn unsaved_records_are_not_printed_to_a_terminal_that_does_not_read() {
    let data = DataFolder::new();
    data.new_event(&["Today"]);
    let limited = "ulimit -f 16; exec \"$0\" --station A";
    let command = ["/bin/sh", "-c", limited, env!("CARGO_BIN_EXE_tarazy")].map(str::to_owned);
    let mut console = data.screen_of(&command).open();
    console.send(&entries());
    console.wait_for("NOT SAVED");
    console.hold_output();
    console.send("<F2>");
    console.signal(Signal::TERM);
    assert_eq!(console.wait_for_exit(), 143);
}

#[test]
fn a_signal_ends_a_board_whose_terminal_does_not_read() {
    let data = DataFolder::with_sample_day();
    for (stall, signal, status) in [(Stall::Held, Signal::TERM, 143), (Stall::Unread, Signal::HUP, 129)] {
        let mut board = data.screen(&["board"]).start();
        board.wait_for("Waste paper");
        stall.begin(&mut board);
        // A frame waits for the terminal.
        board.send("<F2>");
        board.signal(signal);
        assert_eq!(board.wait_for_exit(), status, "{stall:?}");
    }
}

#[test]
fn a_start_screen_whose_terminal_does_not_read_can_be_left_and_hands_over() {
    let data = DataFolder::new();
    data.new_event(&["Prepared", "--date", &day(3)]);
    let asked = || {
        let mut console = data.screen(&["--station", "A"]).start();
        console.wait_for_all(&["Which event?", "Enter choose"]);
        console.pause();
        console
    };
    let mut console = asked();
    console.hold_output();
    console.send("<F2>");
    console.signal(Signal::TERM);
    assert_eq!(console.wait_for_exit(), 143);
    assert!(data.journal_bytes().is_empty());

    let mut console = asked();
    console.hold_output();
    console.send("<Enter>");
    console.wait_outside("the station", || data.journal("A").exists());
    console.send("q5<Enter>");
    console.wait_outside("the entry", || data.operations("A").len() == 1);
    console.release_output();
    console.wait_for("№2 ✓");
    let written = console.written();
    let entered: Vec<_> = written.match_indices("\u{1b}[?1049h").map(|(at, _)| at).collect();
    let left: Vec<_> = written.match_indices("\u{1b}[?1049l").map(|(at, _)| at).collect();
    assert!(entered.len() == 2 && left.len() == 1, "{entered:?} {left:?}");
    assert!(entered[0] < left[0] && left[0] < entered[1], "{entered:?} {left:?}");
    console.hold_output();
    console.send("<F2>");
    console.signal(Signal::TERM);
    assert_eq!(console.wait_for_exit(), 143);
}

#[test]
fn a_plain_console_saves_and_ends_while_its_terminal_does_not_read() {
    for (signal, status) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let data = DataFolder::new();
        let mut console = data.screen(&["--plain", "--station", "A"]).start();
        console.wait_for("0.0 kg");
        console.hold_output();
        console.send(&entries());
        wait_until_all_are_saved(&mut console, &data);
        console.signal(signal);
        assert_eq!(console.wait_for_exit(), status);
        data.assert_verified();
    }
}

/// Starts a plain console whose standard output is a full pipe. Returns the reading end too.
fn plain_into_a_full_pipe(data: &DataFolder) -> (Child, io::PipeReader) {
    data.new_event(&["Today"]);
    let (reader, writer) = io::pipe().unwrap();
    fill(&writer);
    let mut command = data.std_command();
    command.args(["--plain", "--station", "A"]);
    (command.stdin(Stdio::piped()).stdout(writer).stderr(Stdio::null()).spawn().unwrap(), reader)
}

fn fill(mut pipe: &PipeWriter) {
    let flags = fcntl_getfl(pipe).unwrap();
    fcntl_setfl(pipe, flags | OFlags::NONBLOCK).unwrap();
    while pipe.write(&[b'\n'; 4096]).is_ok() {}
    while pipe.write(b"\n").is_ok() {}
    fcntl_setfl(pipe, flags).unwrap();
}

#[test]
fn a_plain_console_saves_and_ends_while_nobody_reads_its_answers() {
    let data = DataFolder::new();
    let (mut console, _reader) = plain_into_a_full_pipe(&data);
    let mut input = console.stdin.take().unwrap();
    input.write_all(entries().replace("<Enter>", "\n").as_bytes()).unwrap();
    wait_until("all entries", || data.journal("A").exists() && data.operations("A").len() == ENTRIES);
    kill_process(Pid::from_child(&console), Signal::TERM).unwrap();
    assert_eq!(console.wait().unwrap().code(), Some(143));
    data.assert_verified();
}

#[test]
fn a_plain_console_at_the_end_of_its_input_waits_for_who_reads_its_answers() {
    let data = DataFolder::new();
    let (mut console, reader) = plain_into_a_full_pipe(&data);
    let mut input = console.stdin.take().unwrap();
    input.write_all(b"q1\nq2\nq3\n").unwrap();
    drop(input);
    wait_until("all entries", || data.journal("A").exists() && data.operations("A").len() == 3);
    let answers = thread::spawn(move || io::read_to_string(reader).unwrap());
    assert_eq!(console.wait().unwrap().code(), Some(0));
    let answers = answers.join().unwrap();
    let lines: Vec<_> = answers.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines.len(), 4, "{lines:?}");
}

#[test]
fn a_terminal_of_unknown_size_has_80_columns_and_24_rows() {
    let data = DataFolder::new();
    let mut console = data.screen(&["--station", "A"]).unknown_size().open();
    console.send("q5<Enter>");
    console.wait_for("№2 ✓");
    console.quit();
    let launch = data.screen(&["--station", "A"]).size(100, 30).unknown_size();
    let mut console = launch.variable("COLUMNS", "100").variable("LINES", "30").open();
    let screen = console.text();
    assert!(screen.lines().any(|line| line.chars().count() > 80), "{screen}");
    console.quit();
}

mod long {
    //! A terminal that does not read for a whole minute.

    use std::time::{Duration, Instant};

    use super::*;

    const LONG_ENTRIES: usize = 600;
    const EVERY: Duration = Duration::from_millis(100);

    #[test]
    #[ignore = "takes more than two minutes"]
    fn a_minute_without_reading_loses_no_entry_and_a_signal_ends_it_within_three_seconds() {
        for stall in [Stall::Held, Stall::Unread] {
            let data = DataFolder::new();
            let mut console = data.screen(&["--station", "A", "--mouse"]).open();
            stall.begin(&mut console);
            let stalled = Instant::now();
            for index in 0..LONG_ENTRIES {
                console.send(&format!("{}{}.5<Enter>", ["q", "w", "e"][index % 3], index % 7 + 1));
                thread::sleep(EVERY);
            }
            console.wait_outside("all entries", || data.operations("A").len() == LONG_ENTRIES);
            let minute = stalled.elapsed();
            let signal = Instant::now();
            console.signal(Signal::TERM);
            assert_eq!(console.wait_for_exit(), 143, "{stall:?}");
            let ended = signal.elapsed();
            println!("{stall:?}: {LONG_ENTRIES} entries saved in {minute:?}, ended {ended:?} after SIGTERM");
            assert!(ended < Duration::from_secs(3), "{stall:?}: {ended:?}");
            data.assert_verified();
        }
    }
}
