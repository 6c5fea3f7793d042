//! The one rule of the house: imports point downwards.
//!
//! domain <- entry, journal <- language <- report <- screen <- console, board <- cli. Within the console and
//! the board only `run` touches the journal. Nobody imports the command line.

use std::fs;
use std::path::{Path, PathBuf};

/// How high a floor lies; floors of the same height do not know each other.
fn height(floor: &str) -> Option<u32> {
    Some(match floor {
        "domain" => 0,
        "entry" | "journal" => 1,
        "language" => 2,
        "report" => 3,
        "screen" => 4,
        "console" | "board" => 5,
        "cli" => 6,
        _ => return None,
    })
}

/// The first names of every path from the crate's root that code (not comments) holds.
fn imported(source: &str) -> Vec<String> {
    let code: String = source.lines().filter(|line| !line.trim_start().starts_with("//")).fold(
        String::new(),
        |mut code, line| {
            code.push_str(line.split(" // ").next().unwrap_or(line));
            code.push('\n');
            code
        },
    );
    let mut names = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let name =
            |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        let Some(group) = rest.strip_prefix('{') else {
            names.push(if rest.starts_with('*') { "*".into() } else { name(rest) });
            continue;
        };
        let mut depth = 0;
        let mut first = true;
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => first = true,
                c if first && !c.is_whitespace() => {
                    names.push(name(&group[at..]));
                    first = false;
                }
                _ => {}
            }
        }
    }
    names
}

/// What a file of the library imports against the rule. `path` is relative to `src`.
fn breaches(path: &str, source: &str) -> Vec<String> {
    let Some((floor, rest)) = path.split_once('/') else { return Vec::new() };
    let Some(own) = height(floor) else { return vec![format!("{path}: {floor} is no floor of the house")] };
    let allowed = |name: &str| match height(name) {
        Some(_) if matches!(floor, "console" | "board") && name == "journal" => rest.starts_with("run"),
        Some(other) => name == floor || other < own,
        None => false,
    };
    imported(source)
        .into_iter()
        .filter(|name| !allowed(name))
        .map(|name| format!("{path} imports crate::{name}"))
        .collect()
}

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

#[test]
fn imports_point_downwards() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    assert!(files.len() > 30, "only {} files were found", files.len());
    let found: Vec<String> = files
        .iter()
        .flat_map(|path| {
            breaches(path.strip_prefix(&src).unwrap().to_str().unwrap(), &fs::read_to_string(path).unwrap())
        })
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_breach_is_found() {
    for (path, source) in [
        ("domain/mass.rs", "use crate::entry::Amount;"),
        ("entry/mod.rs", "use crate::journal::line;"),
        ("journal/line.rs", "use crate::entry::Amount;"),
        ("journal/line.rs", "fn f() { crate::language::format::clean(\"\"); }"),
        ("language/mod.rs", "use crate::report::Report;"),
        ("report/text.rs", "use crate::{domain::mass::{self, Grams}, console::run};"),
        ("report/text.rs", "use crate::{\n    domain::mass,\n    cli::{self, failure},\n};"),
        ("console/update.rs", "use crate::journal::reader;"),
        ("console/view/panes.rs", "fn f(state: &crate::journal::reader::JournalState) {}"),
        ("console/run.rs", "use crate::cli::failure::Failure;"),
        ("board/mod.rs", "use crate::console::model;"),
        ("board/view.rs", "use crate::journal::reader;"),
        ("screen/theme.rs", "use crate::console::model::Model;"),
        ("report/text.rs", "use crate::*;"),
        ("attic/mod.rs", ""),
    ] {
        assert_eq!(breaches(path, source).len(), 1, "{path}: {source}");
    }
    for (path, source) in [
        ("console/run.rs", "use crate::journal::reader;\nuse crate::console::model::Model;"),
        ("console/run_loop.rs", "use crate::journal::reader;"),
        ("language/errors.rs", "use crate::{domain::mass::Grams, entry::Reason, journal::line};"),
        ("domain/mod.rs", "//! See [`crate::entry::parse`].\npub(crate) fn f() {}"),
        ("cli/mod.rs", "use crate::console::run;\nuse crate::cli::add;"),
    ] {
        assert_eq!(breaches(path, source), [""; 0], "{path}: {source}");
    }
}
