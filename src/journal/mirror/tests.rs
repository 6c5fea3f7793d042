use std::fs;
use std::os::unix::fs::symlink;

use super::*;
use crate::journal::data_dir::{DataDir, SlugChoice};
use crate::journal::line;
use crate::journal::testing::{event, id};

/// A data folder with an event, and a folder for the copy.
struct Case {
    _temp: tempfile::TempDir,
    stick: PathBuf,
    event: EventFolder,
}

impl Case {
    fn new() -> Self {
        let temp = tempfile::tempdir().unwrap();
        let stick = temp.path().join("stick");
        fs::create_dir(&stick).unwrap();
        let event = DataDir::at(temp.path().join("data")).create(&event(25), SlugChoice::Day).unwrap();
        Self { _temp: temp, stick, event }
    }

    fn mirror(&self) -> Mirror {
        Mirror::new(self.stick.clone(), self.event.clone())
    }

    /// Writes a journal, and returns the heads up to its last line.
    fn write(&self, station: &str, lines: &[&str]) -> BTreeMap<StationId, LineHash> {
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        fs::write(self.event.journal(id(station)), text).unwrap();
        BTreeMap::from([(id(station), line::hash(lines.last().unwrap().as_bytes()))])
    }

    fn copied(&self, slug: &str, station: &str) -> String {
        let path = self.stick.join("events").join(slug).join("stations").join(format!("{station}.jsonl"));
        fs::read_to_string(path).unwrap()
    }

    fn copy(&self, station: &str) -> String {
        self.copied(&self.event.slug, station)
    }
}

#[test]
fn only_lines_up_to_the_head_are_copied_and_later_ones_follow() {
    let case = Case::new();
    let mut mirror = case.mirror();
    case.write("A", &["one", "two", "three"]);
    let heads = BTreeMap::from([(id("A"), line::hash(b"two"))]);
    mirror.copy(&heads).unwrap();
    assert_eq!(case.copy("A"), "one\ntwo\n");
    let heads = case.write("A", &["one", "two", "three"]);
    mirror.copy(&heads).unwrap();
    mirror.copy(&heads).unwrap();
    assert_eq!(case.copy("A"), "one\ntwo\nthree\n");
    let event = case.stick.join("events").join(&case.event.slug).join("event.json");
    assert_eq!(fs::read(event).unwrap(), fs::read(case.event.event_file()).unwrap());
    // Another process goes on where this one stopped.
    let heads = case.write("A", &["one", "two", "three", "four"]);
    case.mirror().copy(&heads).unwrap();
    mirror.copy(&heads).unwrap();
    assert_eq!(case.copy("A"), "one\ntwo\nthree\nfour\n");
}

#[test]
fn the_head_is_found_although_its_line_has_other_bytes_around_its_content() {
    let case = Case::new();
    let heads = BTreeMap::from([(id("A"), line::hash(b"two"))]);
    let nuls = "\0".repeat(20_000);
    for last in ["\0\0two", "two\r", &format!("{nuls}two")] {
        let journal = format!("one\n{last}\n");
        case.write("A", &["one", last]);
        case.mirror().copy(&heads).unwrap();
        assert_eq!(case.copy("A"), journal);
        fs::remove_dir_all(case.stick.join("events")).unwrap();
    }
}

#[test]
fn a_folder_that_does_not_exist_is_not_created_and_the_copy_catches_up_when_it_is_there() {
    let case = Case::new();
    let mut mirror = case.mirror();
    let heads = case.write("A", &["one"]);
    mirror.copy(&heads).unwrap();
    let away = case.stick.with_extension("away");
    fs::rename(&case.stick, &away).unwrap();
    let heads = case.write("A", &["one", "two"]);
    let gone = mirror.copy(&heads);
    assert!(
        matches!(&gone, Err(MirrorError::Path(failed)) if failed.error.kind() == io::ErrorKind::NotFound),
        "{gone:?}"
    );
    assert!(!case.stick.exists());
    fs::rename(&away, &case.stick).unwrap();
    mirror.copy(&heads).unwrap();
    assert_eq!(case.copy("A"), "one\ntwo\n");
    // Another, empty stick.
    fs::remove_dir_all(&case.stick).unwrap();
    fs::create_dir(&case.stick).unwrap();
    mirror.copy(&heads).unwrap();
    assert_eq!(case.copy("A"), "one\ntwo\n");
}

#[test]
fn a_file_that_holds_anything_else_is_left_alone() {
    let case = Case::new();
    let heads = case.write("A", &["one", "two"]);
    case.mirror().copy(&heads).unwrap();
    // Another laptop's journal, and one that was continued elsewhere.
    for other in ["uno\n", "uno\ndos\ntres\n", "one\ndos\n", "one\ndos\ntr"] {
        let stations = case.stick.join("events").join(&case.event.slug).join("stations");
        fs::write(stations.join("A.jsonl"), other).unwrap();
        case.mirror().copy(&heads).unwrap();
        assert_eq!((case.copy("A"), case.copy("A2")), (other.to_owned(), "one\ntwo\n".to_owned()));
        fs::remove_file(stations.join("A2.jsonl")).unwrap();
    }
}

#[test]
fn a_part_of_a_line_is_completed() {
    let case = Case::new();
    let heads = case.write("A", &["one", "two"]);
    case.mirror().copy(&heads).unwrap();
    let file = case.stick.join("events").join(&case.event.slug).join("stations/A.jsonl");
    for part in ["", "on", "one\n", "one\nt", "one\nx", "one\n\0\0\0\0\0\0\0\0"] {
        fs::write(&file, part).unwrap();
        case.mirror().copy(&heads).unwrap();
        assert_eq!(case.copy("A"), "one\ntwo\n", "{part:?}");
    }
}

#[test]
fn a_copy_with_more_lines_than_the_journal_is_reported_and_kept() {
    let case = Case::new();
    let heads = case.write("A", &["one", "two"]);
    case.mirror().copy(&heads).unwrap();
    let heads = case.write("A", &["one"]);
    assert!(matches!(case.mirror().copy(&heads), Err(MirrorError::Ahead { .. })));
    assert_eq!(case.copy("A"), "one\ntwo\n");
    let heads = case.write("A", &["one", "deux"]);
    case.mirror().copy(&heads).unwrap();
    assert_eq!((case.copy("A"), case.copy("A2")), ("one\ntwo\n".to_owned(), "one\ndeux\n".to_owned()));
}

#[test]
fn lines_that_the_journal_does_not_hold_at_the_moment_are_not_replaced_by_others() {
    let case = Case::new();
    let mut mirror = case.mirror();
    let heads = case.write("A", &["one", "two"]);
    mirror.copy(&heads).unwrap();
    let saved = BTreeMap::from([(id("A"), line::hash(b"three"))]);
    case.write("A", &["something", "else"]);
    assert!(matches!(mirror.copy(&saved), Err(MirrorError::Changed { .. })));
    fs::write(case.event.journal(id("A")), "").unwrap();
    assert!(matches!(mirror.copy(&saved), Err(MirrorError::Changed { .. })));
    case.write("A", &["one", "two", "three"]);
    mirror.copy(&saved).unwrap();
    assert_eq!(case.copy("A"), "one\ntwo\nthree\n");
}

#[test]
fn events_of_two_laptops_with_one_slug_have_two_folders() {
    let (case, other) = (Case::new(), Case::new());
    let mut second = other.event.clone();
    second.event.id = "f".repeat(32);
    fs::write(second.event_file(), second.event.to_json().unwrap()).unwrap();
    let heads = case.write("A", &["one"]);
    case.mirror().copy(&heads).unwrap();
    let second_heads = other.write("A", &["uno"]);
    for _ in 0..2 {
        Mirror::new(case.stick.clone(), second.clone()).copy(&second_heads).unwrap();
        case.mirror().copy(&heads).unwrap();
    }
    let slug = format!("{}-2", second.slug);
    assert_eq!((case.copy("A"), case.copied(&slug, "A")), ("one\n".to_owned(), "uno\n".to_owned()));
    assert_eq!(fs::read_dir(case.stick.join("events")).unwrap().count(), 2, "nothing is left over");
}

#[test]
fn no_link_in_the_copy_is_followed() {
    let case = Case::new();
    let outside = case.stick.with_extension("outside");
    fs::create_dir(&outside).unwrap();
    let heads = case.write("A", &["one"]);
    symlink(&outside, case.stick.join("events")).unwrap();
    assert!(matches!(case.mirror().copy(&heads), Err(MirrorError::NotOurs { .. })));
    fs::remove_file(case.stick.join("events")).unwrap();
    case.mirror().copy(&heads).unwrap();
    let stations = case.stick.join("events").join(&case.event.slug).join("stations");
    fs::remove_file(stations.join("A.jsonl")).unwrap();
    symlink(outside.join("target"), stations.join("A.jsonl")).unwrap();
    assert!(matches!(case.mirror().copy(&heads), Err(MirrorError::NotOurs { .. })));
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 0);
}

#[test]
fn the_data_folder_is_no_place_for_the_copy() {
    let case = Case::new();
    let data = case.event.path.parent().unwrap().parent().unwrap().to_owned();
    let heads = case.write("A", &["one"]);
    let link = case.stick.join("link");
    symlink(&data, &link).unwrap();
    for (folder, is_in) in [
        (data.clone(), true),
        (data.join("events"), true),
        (data.join("new/folder"), true),
        (link.clone(), true),
        (link.join("new"), true),
        (case.stick.clone(), false),
        (case.stick.join("new"), false),
        (data.with_extension("x"), false),
    ] {
        assert_eq!(is_in_data(&folder, &data), is_in, "{}", folder.display());
    }
    let copied = Mirror::new(link, case.event.clone()).copy(&heads);
    assert!(matches!(copied, Err(MirrorError::InData { .. })));
}
