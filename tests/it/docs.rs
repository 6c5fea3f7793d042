//! The documentation matches the program: `docs/keys.md` is generated from the key tables, and every path
//! that a page names exists.

use std::collections::HashSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use tarazy::testing::{Language, Mode, Texts, When, keymap};

const KEYS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/keys.md");
const INTRODUCTION: &str = "\
# Keys

Generated from the tables in `src/console/keymap/` by `UPDATE_DOCS=1 cargo test --test it docs`. Do not edit.
A letter means its key, whatever the keyboard layout: й is Q, ф is A, я is Z.
";

/// Returns the text of `docs/keys.md`.
fn keys_md() -> String {
    let texts = Texts::new(Language::En);
    let mut page = INTRODUCTION.to_owned();
    for mode in Mode::ALL {
        write!(page, "\n## {}\n\n| key | action | when |\n|---|---|---|\n", texts.get(mode.title())).unwrap();
        for binding in keymap::documented(mode) {
            let keys: Vec<String> =
                binding.keys.iter().map(|pattern| format!("`{}`", pattern.label())).collect();
            let (keys, action) = (keys.join(" "), texts.get(&binding.help));
            writeln!(page, "| {keys} | {action} | {} |", description(binding.when)).unwrap();
        }
    }
    page
}

/// Returns the condition of a binding in words.
const fn description(when: When) -> &'static str {
    match when {
        When::Always => "",
        When::LineEmpty => "nothing is typed",
        When::Typed => "something is typed",
        When::Recordable => "there is something to record",
        When::TwoReadings => "a machine line came after typed text",
        When::Held => "a question is open",
        When::Unsaved => "records are not saved, and nothing is typed",
        When::Tares => "the event has preset tares",
        When::Paged => "there are more materials than panes",
        When::Paper => "a paper sheet is being entered",
        When::Rejected => "lines were not accepted",
        When::Weighs => "the console has a station",
        When::Damaged => "a journal has a fault",
        When::EventOpen => "an event is open",
        When::Fork => "the cursor is on a fork that nobody has acknowledged",
        When::Watches => "the console only watches",
    }
}

#[test]
fn keys_md_matches_the_key_tables() {
    let generated = keys_md();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(KEYS, &generated).unwrap();
    }
    let written = fs::read_to_string(KEYS).unwrap_or_default();
    let difference = written.lines().zip(generated.lines()).find(|(written, generated)| written != generated);
    assert!(written == generated, "docs/keys.md is out of date; the first difference: {difference:?}");
}

#[test]
fn no_key_is_bound_twice_under_the_same_condition() {
    let mut seen = HashSet::new();
    for mode in Mode::ALL {
        for binding in mode.bindings() {
            for pattern in binding.keys {
                let key = format!("{mode:?} {:?} {pattern:?}", binding.when);
                assert!(seen.insert(key.clone()), "{key} is bound twice");
            }
        }
    }
}

/// Returns the paths of this repository that a page names in code spans.
fn named_paths(page: &str) -> Vec<String> {
    let is_path = |span: &str| {
        ["src/", "tests/", "docs/", ".ci/"].iter().any(|root| span.starts_with(root)) && !span.contains(' ')
    };
    let spans = page.split('`').skip(1).step_by(2);
    spans
        .filter(|span| is_path(span))
        .map(|span| span.replace("<code>", "en").replace("<area>", "cli"))
        .collect()
}

#[test]
fn every_path_in_the_documentation_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let pages = docs.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    let mut checked = 0;
    for page in pages.chain([root.join("README.md")]) {
        for path in named_paths(&fs::read_to_string(&page).unwrap()) {
            // A pattern such as `src/language/<code>/*.ftl` names the folder before its star.
            let fixed = path.split('*').next().unwrap_or_default();
            let folder = if fixed == path { fixed } else { &fixed[..fixed.rfind('/').unwrap_or(0)] };
            assert!(root.join(folder).exists(), "{} names {path}", page.display());
            checked += 1;
        }
    }
    assert!(checked > 40, "{checked} paths were found");
}
