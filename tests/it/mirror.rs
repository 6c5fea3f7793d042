//! The second copy (`--mirror`): it follows the journal, never delays weighing, catches up by itself, and `merge` takes it
//! back.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use rustix::process::Signal;

use crate::harness::{DataFolder, Run, wait_until};

/// The mark in the header.
const MARK: &str = "no copy since";

/// A data folder, and a folder for the copy beside it.
struct Case {
    data: DataFolder,
    stick: tempfile::TempDir,
}

impl Case {
    fn new() -> Self {
        Self { data: DataFolder::new(), stick: tempfile::tempdir().unwrap() }
    }

    fn folder(&self) -> PathBuf {
        self.stick.path().join("copy")
    }

    fn option(&self) -> String {
        self.folder().to_str().unwrap().to_owned()
    }

    /// Returns the journal of station A in the copy.
    fn copied(&self) -> PathBuf {
        let slug = self.data.event_slugs().remove(0);
        self.folder().join("events").join(slug).join("stations/A.jsonl")
    }

    /// Returns whether the copy of station A's journal is complete.
    fn is_complete(&self) -> bool {
        fs::read(self.copied()).is_ok_and(|copy| copy == fs::read(self.data.journal("A")).unwrap())
    }
}

#[track_caller]
fn merged(data: &DataFolder, folder: &Path) -> Vec<u8> {
    let merge = data.run(&["merge", folder.to_str().unwrap()]);
    assert_eq!(merge.status, 0, "{merge:?}");
    fs::read(data.journal("A")).unwrap()
}

#[test]
fn after_a_kill_the_copy_gives_the_same_journal() {
    let case = Case::new();
    fs::create_dir(case.folder()).unwrap();
    let mut console = case.data.screen(&["--station", "A", "--mirror", &case.option()]).open();
    console.send("q5<Enter>w6.5<Enter>");
    console.wait_for("№3 ✓");
    console.wait_outside("the copy", || case.is_complete());
    assert!(!console.text().contains(MARK), "{}", console.text());
    console.kill();
    let journal = fs::read(case.data.journal("A")).unwrap();
    let other = DataFolder::new();
    assert_eq!(merged(&other, &case.folder()), journal);
    other.assert_verified();
    assert_eq!(other.report()["total_net_g"], 11_500);
}

#[test]
fn a_copy_that_is_removed_is_marked_and_catches_up_when_it_is_back() {
    let case = Case::new();
    fs::create_dir(case.folder()).unwrap();
    let mut console = case.data.screen(&["--station", "A", "--mirror", &case.option()]).open();
    console.send("q5<Enter>");
    console.wait_for("№2 ✓");
    console.wait_outside("the copy", || case.is_complete());
    let away = case.stick.path().join("away");
    fs::rename(case.folder(), &away).unwrap();
    console.send("q6<Enter>");
    let screen = console.wait_for_all(&[MARK, "№3 ✓"]);
    assert!(screen.contains("6 kg"), "{screen}");
    console.send("<C-d>");
    console.wait_for_all(&["Second copy in", "The copy catches up by itself"]);
    console.send("<Esc>");
    console.wait_until_gone("The copy catches up by itself");
    assert!(!case.folder().exists(), "the folder is never created");
    fs::rename(&away, case.folder()).unwrap();
    console.wait_until_gone(MARK);
    assert!(case.is_complete());
    // Another stick, which is empty.
    fs::remove_dir_all(case.folder()).unwrap();
    fs::create_dir(case.folder()).unwrap();
    console.send("q7<Enter>");
    console.wait_for("№4 ✓");
    console.wait_outside("the copy", || case.is_complete());
    console.quit();
    assert!(case.is_complete(), "the closing record is copied too");
}

#[test]
fn a_copy_that_cannot_be_written_takes_no_answer_of_the_plain_console() {
    let case = Case::new();
    fs::write(case.folder(), "").unwrap();
    let mut command = case.data.command();
    command.args(["--plain", "--mirror", &case.option()]).write_stdin("q1\nq2\n+3\n:quit\n");
    let run = Run::from(command.output().unwrap());
    let answers: Vec<&str> = run.out.lines().skip(1).collect();
    assert_eq!(run.status, 0, "{run:?}");
    assert_eq!(answers.len(), 3, "{run:?}");
    assert!(answers.iter().all(|answer| answer.contains("Saved: ")), "{run:?}");
    for part in ["Second copy in ", "a part of the path is a file, not a folder"] {
        assert!(run.err.contains(part), "{run:?}");
    }
}

#[test]
fn a_copy_that_cannot_be_written_delays_nothing_and_the_next_start_completes_it() {
    let case = Case::new();
    // Nothing can be written where a file is. The folder's rights do not stop root.
    fs::write(case.folder(), "").unwrap();
    let mut console = case.data.screen(&["--station", "A", "--mirror", &case.option()]).open();
    console.synchronise("the mark", |screen| screen.contains(MARK));
    console.send("q5<Enter>");
    console.wait_for("№2 ✓");
    console.signal(Signal::TERM);
    assert_eq!(console.wait_for_exit(), 143);
    assert!(console.written().contains("The next start completes it"), "{}", console.text());
    fs::remove_file(case.folder()).unwrap();
    fs::create_dir(case.folder()).unwrap();
    let mut console = case.data.screen(&["--station", "A", "--mirror", &case.option()]).open();
    console.wait_outside("the copy", || case.is_complete());
    console.quit();
    assert!(case.is_complete());
}

#[test]
fn the_plain_console_and_commands_keep_the_copy_too() {
    let case = Case::new();
    fs::create_dir(case.folder()).unwrap();
    let run = |arguments: &[&str], input: &str| {
        let mut command = case.data.command();
        command.env("TARAZY_MIRROR", case.folder()).args(arguments).write_stdin(input);
        crate::harness::Run::from(command.output().unwrap())
    };
    let plain = run(&["--plain", "--station", "A"], "q5\nq6\n");
    assert_eq!(plain.status, 0, "{plain:?}");
    assert!(case.is_complete());
    let add = run(&["add", "paper", "7", "--station", "A"], "");
    assert_eq!((add.status, add.err.as_str()), (0, ""), "{add:?}");
    assert!(case.is_complete());
    // Without the folder the record is saved, and the command says what is missing.
    let away = case.stick.path().join("away");
    fs::rename(case.folder(), &away).unwrap();
    let add = run(&["add", "paper", "8", "--station", "A"], "");
    assert!(add.status == 0 && add.err.contains("The next start completes it"), "{add:?}");
    fs::rename(&away, case.folder()).unwrap();
    assert!(!case.is_complete());
    let people = run(&["people", "1", "--station", "A"], "");
    assert_eq!((people.status, people.err.as_str()), (0, ""), "{people:?}");
    assert!(case.is_complete());
}

#[test]
fn two_laptops_share_one_stick() {
    let (first, second) = (Case::new(), Case::new());
    fs::create_dir(first.folder()).unwrap();
    for (case, amount) in [(&first, "5"), (&second, "7")] {
        let arguments = ["--station", "A", "--mirror", &first.option()];
        let mut console = case.data.screen(&arguments).open();
        console.send(&format!("q{amount}<Enter>"));
        console.wait_for("№2 ✓");
        console.quit();
    }
    assert!(first.is_complete(), "the second laptop changes nothing of the first");
    let slug = format!("{}-2", second.data.event_slugs()[0]);
    let copied = first.folder().join("events").join(&slug).join("stations/A.jsonl");
    wait_until("the second copy", || copied.exists());
    assert_eq!(fs::read(copied).unwrap(), fs::read(second.data.journal("A")).unwrap());
    let other = DataFolder::new();
    let event = first.folder().join("events").join(slug);
    assert_eq!(merged(&other, &event), fs::read(second.data.journal("A")).unwrap());
}

#[test]
fn the_data_folder_is_refused_as_the_place_of_the_copy() {
    let data = DataFolder::new();
    let outside = tempfile::tempdir().unwrap();
    let link = outside.path().join("link");
    symlink(data.path(), &link).unwrap();
    for folder in [data.path().to_owned(), data.path().join("events"), data.path().join("new"), link] {
        let plain = data.run(&["--plain", "--mirror", folder.to_str().unwrap()]);
        plain.assert_rejected("is in the data folder");
    }
    assert!(data.journal_bytes().is_empty());
}
