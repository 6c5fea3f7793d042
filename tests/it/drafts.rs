//! Drafts: a half-typed line is restored after its console has ended, and is not recorded automatically.

use std::fs;
use std::path::PathBuf;

use rustix::process::Signal;

use crate::harness::terminal::Terminal;
use crate::harness::{DataFolder, wait_until};

/// Returns the path of station A's draft.
fn draft(data: &DataFolder) -> PathBuf {
    data.journal("A").with_extension("draft")
}

fn open(data: &DataFolder, operator: &str) -> Terminal {
    data.screen(&["--station", "A", "--operator", operator]).open()
}

/// Waits until the draft on the disk contains a text.
fn wait_for_draft(data: &DataFolder, text: &str) {
    wait_until("the draft", || fs::read_to_string(draft(data)).is_ok_and(|draft| draft.contains(text)));
}

/// Leaves a draft with a half-typed line of paper, as after a lost connection.
fn leave_draft(data: &DataFolder, operator: &str) {
    let mut console = open(data, operator);
    console.send("q7.5");
    console.wait_for("= 7 kg 500 g");
    console.signal(Signal::HUP);
    console.wait_for_exit();
}

#[test]
fn a_half_typed_line_is_restored_and_not_recorded() {
    let data = DataFolder::new();
    let mut recorded = 0;
    for end in [Some(Signal::HUP), Some(Signal::TERM), Some(Signal::KILL), None] {
        let mut console = open(&data, "Dana");
        console.send("ww12,5");
        console.wait_for("= 12 kg 500 g");
        match end {
            Some(Signal::KILL) => {
                wait_for_draft(&data, "12,5");
                console.kill();
            }
            Some(signal) => {
                console.signal(signal);
                console.wait_for_exit();
            }
            None => {
                console.hang_up();
                console.wait_for_exit();
            }
        }
        assert_eq!(data.report()["total_net_g"], recorded);
        let mut console = open(&data, "Dana");
        let screen = console.text();
        for text in ["Not saved: typed at", "Plastic 1 ▸ 12,5 "] {
            assert!(screen.contains(text), "{screen}");
        }
        console.send("<BS>");
        console.wait_until_gone("= 12 kg 500 g");
        console.send("7<Enter>");
        console.wait_for("✓ Saved: W 1 Plastic 12.7 kg");
        console.quit();
        recorded += 12_700;
        assert_eq!(data.report()["total_net_g"], recorded);
        assert!(!draft(&data).exists());
    }
    data.assert_verified();
}

#[test]
fn the_draft_of_another_operator_is_listed_as_a_rejected_line() {
    let data = DataFolder::new();
    leave_draft(&data, "Dana");
    let mut console = open(&data, "Marat");
    console.send("<F11>");
    let list = console.wait_for("typed by Dana");
    assert!(list.contains("7.5"), "{list}");
    console.send("<Enter>");
    console.wait_for("= 7 kg 500 g");
    console.send("<Enter>");
    console.wait_for("✓ Saved: Q Waste paper 7.5 kg");
    console.quit();
    assert_eq!(data.report()["total_net_g"], 7500);
}

/// The plain console has no entry line to which a draft can be restored. It reports the draft until the line is typed
/// again.
#[test]
fn the_plain_console_reports_a_draft_until_it_is_entered_again() {
    let data = DataFolder::new();
    leave_draft(&data, "Dana");
    for reported in [true, false] {
        let mut plain = data.command();
        plain.args(["--plain", "--operator", "Dana"]).write_stdin("q7.5\n");
        let output = plain.output().unwrap();
        let warning = String::from_utf8(output.stderr).unwrap();
        assert_eq!(warning.contains("waste paper 7.5. Enter it again"), reported, "{warning}");
        assert!(draft(&data).exists());
    }
}

/// A console can be killed after it recorded a line and before it removed the line from the draft.
#[test]
fn a_draft_that_was_recorded_is_not_restored() {
    let data = DataFolder::new();
    let mut console = open(&data, "Dana");
    console.send("q7.5");
    wait_for_draft(&data, "7.5");
    let kept = fs::read(draft(&data)).unwrap();
    console.send("<Enter>");
    console.wait_for("✓ Saved: Q Waste paper 7.5 kg");
    console.kill();
    fs::write(draft(&data), kept).unwrap();
    let mut console = open(&data, "Dana");
    let screen = console.text();
    assert!(screen.contains(" 7.5 kg ") && !screen.contains("Not saved"), "{screen}");
    console.send("q2<Enter>");
    console.wait_for("✓ Saved: Q Waste paper 2 kg");
    console.quit();
    assert_eq!(data.report()["total_net_g"], 9500);
}
