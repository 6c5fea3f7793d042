//! The console's screen on the evening of the sample day. README.md contains it in English, and golden files contain
//! it in Kazakh and Russian.
//!
//! A person reviews each screen before it is committed. Only the clock is replaced.

use std::fs;

use crate::harness::{DataFolder, SAMPLE_CSV, SAMPLE_SLUG, assert_golden};

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
/// The time that the screens show. The last entry is at 15:59, so no entry is from the last hour, as on a real screen
/// on a later day.
const CLOCK: &str = "18:05";

/// Draws the screen of station A while its operator types plastic with a tare.
fn evening_screen(language: &str, keys: &str, meaning: &str) -> String {
    let data = DataFolder::new();
    let targets = [
        "--target",
        "total=7000",
        "--target",
        "paper=1000",
        "--target",
        "plastic=750",
        "--target",
        "lamps=2000",
    ];
    data.new_event(&[&["Recycle Бірге", "--date", "2026-01-25"], &targets[..]].concat());
    assert_eq!(data.import(SAMPLE_CSV).status, 0);
    let arguments = ["--event", SAMPLE_SLUG, "--station", "A"];
    let mut console = data.screen(&arguments).language(language).open();
    console.send(keys);
    let screen = console.wait_for(meaning);
    let (header, rest) = screen.split_once('\n').unwrap();
    let header = header.trim_end();
    let header = format!("{}{CLOCK}", &header[..header.len() - CLOCK.len()]);
    [header.as_str()].into_iter().chain(rest.lines()).map(|line| line.trim_end().to_owned() + "\n").collect()
}

#[test]
fn the_picture_in_the_readme_is_the_screen_of_the_sample_day() {
    let screen = evening_screen("en", "ww12.5-0.8", "= 11 kg 700 g");
    let readme = fs::read_to_string(README).unwrap();
    let (before, rest) = readme.split_once("```text\n").unwrap();
    let (picture, after) = rest.split_once("```").unwrap();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(README, format!("{before}```text\n{screen}```{after}")).unwrap();
        return;
    }
    for (number, (shown, drawn)) in (1..).zip(picture.lines().zip(screen.lines())) {
        assert_eq!(shown, drawn, "line {number} of the picture in README.md");
    }
    assert_eq!(picture, screen);
}

#[test]
fn the_screen_of_the_sample_day_in_kazakh_and_russian() {
    for language in ["kk", "ru"] {
        let screen = evening_screen(language, "ww12,5-0,8", "= 11 кг 700 г");
        assert_golden(&format!("screen.{language}.txt"), &screen);
    }
}
