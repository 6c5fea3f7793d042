//! The documentation matches the program: `docs/keys.md` is generated from the key table.

use std::collections::HashSet;
use std::fmt::Write;

use tarazy::console::keymap::{self, Mode};
use tarazy::language::{Language, Texts};

const KEYS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/keys.md");

fn manual() -> String {
    let texts = Texts::new(Language::En);
    let mut text = String::from(
        "# Keys\n\nMade from the table in `src/console/keymap.rs` by `UPDATE_DOCS=1 cargo test --test it docs`; \
         do not edit.\nA letter stands for the key it sits on, whatever the layout: й is Q, ф is A, я is Z.\n",
    );
    for mode in Mode::ALL {
        write!(text, "\n## {}\n\n| key | action | when |\n|---|---|---|\n", texts.get(mode.title())).unwrap();
        for binding in keymap::documented(mode) {
            let keys: Vec<String> =
                binding.keys.iter().map(|pattern| format!("`{}`", pattern.label())).collect();
            let when = format!("{:?}", binding.when);
            let when = match when.as_str() {
                "Always" => "",
                "LineEmpty" => "nothing is typed",
                "LineBegun" => "an amount is begun",
                "Held" => "an amount waits for a second look",
                "Unsaved" => "records are not saved, nothing is typed",
                "Tares" => "the event has preset tares",
                "Paged" => "there are more materials than panes",
                "Paper" => "a paper sheet is typed in",
                "Rejected" => "lines of a paste were not taken",
                "Weighs" => "the console weighs",
                "Damaged" => "something is wrong with a journal",
                "Watches" => "the console only watches",
                other => panic!("{other} has no words"),
            };
            writeln!(text, "| {} | {} | {when} |", keys.join(" "), texts.get(&binding.help)).unwrap();
        }
    }
    text
}

#[test]
fn docs_keys_are_those_of_the_table() {
    let made = manual();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(KEYS, &made).unwrap();
    }
    let stands = std::fs::read_to_string(KEYS).unwrap_or_default();
    let first = stands.lines().zip(made.lines()).find(|(stands, made)| stands != made);
    assert!(stands == made, "docs/keys.md is stale; the first line that differs: {first:?}");
}

#[test]
fn no_key_stands_twice_under_the_same_condition() {
    let mut seen = HashSet::new();
    for mode in Mode::ALL {
        for binding in mode.bindings() {
            for pattern in binding.keys {
                let place = format!("{mode:?} {:?} {pattern:?}", binding.when);
                assert!(seen.insert(place.clone()), "{place} stands twice");
            }
        }
    }
}
