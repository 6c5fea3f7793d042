//! The structure of the source code: modules form layers, and there are no import cycles between files.
//!
//! A module imports only layers below its own, see [`layer`]. In `console` and `board` only `run` uses
//! `journal`. A file's imports are all paths in its code that begin with `crate`, `super`, `self` or one of
//! its child modules. Test modules and `mod` declarations are ignored.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Returns the layer of a top-level module. Modules of the same layer must not import each other.
fn layer(module: &str) -> Option<u32> {
    Some(match module {
        "domain" => 0,
        "entry" | "journal" | "scale" => 1,
        "language" | "spreadsheet" | "sync" => 2,
        "report" | "settings" => 3,
        "screen" => 4,
        "console" | "board" => 5,
        "cli" => 6,
        // `testing` contains items of all layers for the tests and benchmarks.
        "testing" => 7,
        _ => return None,
    })
}

/// A source file, reduced to its imports.
#[derive(Debug, Default)]
struct SourceFile {
    /// The child modules that it declares, without test modules.
    children: BTreeSet<String>,
    /// Child modules that exist only in tests.
    test_modules: BTreeSet<String>,
    /// Every path that it uses, from the crate's root.
    paths: BTreeSet<Vec<String>>,
}

impl SourceFile {
    /// Reads the imports of a file. `module` is its path from the crate's root.
    fn parse(source: &str, module: &[String]) -> Self {
        let tokens = tokens(source);
        let mut file = Self::default();
        let mut code = Vec::new();
        let mut index = 0;
        while index < tokens.len() {
            if tokens[index..].starts_with(&["#", "[", "cfg", "(", "test", ")", "]"]) {
                let end = item_end(&tokens, index + 7);
                if let Some(name) = declared_module(&tokens[index + 7..end]) {
                    file.test_modules.insert(name.to_owned());
                }
                index = end;
            } else {
                code.push(tokens[index]);
                index += 1;
            }
        }
        for (index, token) in code.iter().enumerate() {
            if *token == "mod" && code.get(index + 2) == Some(&";") {
                file.children.insert(code[index + 1].to_owned());
            }
        }
        for index in 0..code.len() {
            let follows = index.checked_sub(1).map(|before| code[before]);
            if matches!(follows, Some("::" | "." | "mod")) || code.get(index + 1) != Some(&"::") {
                continue;
            }
            let start = match code[index] {
                "crate" => Vec::new(),
                "self" => module.to_vec(),
                "super" => module[..module.len().saturating_sub(1)].to_vec(),
                child if file.children.contains(child) => [module, &[child.to_owned()]].concat(),
                _ => continue,
            };
            read_path(&code, index + 2, start, &mut file.paths);
        }
        file
    }

    /// Returns the top-level modules that the file imports, or `*` for all of them.
    fn imported_modules(&self) -> BTreeSet<&str> {
        self.paths.iter().map(|path| path.first().map_or("*", String::as_str)).collect()
    }
}

/// Splits code into words and punctuation, without comments, literals and white space.
fn tokens(source: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let length = if c.is_whitespace() {
            c.len_utf8()
        } else if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(comment) = rest.strip_prefix("/*") {
            comment.find("*/").unwrap() + 4
        } else if let Some(length) = literal_length(rest) {
            length
        } else if c == '\'' {
            // The quote begins a lifetime.
            1
        } else {
            let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            let length = match word {
                0 if rest.starts_with("::") => 2,
                0 => c.len_utf8(),
                length => length,
            };
            tokens.push(&rest[..length]);
            length
        };
        rest = &rest[length..];
    }
    tokens
}

/// Returns the length of the string or character literal at the start of `source`, if there is one.
fn literal_length(source: &str) -> Option<usize> {
    let prefix =
        ["br", "b", "c", "r"].iter().find(|prefix| source.starts_with(**prefix)).map_or(0, |p| p.len());
    let (prefix, literal) = source.split_at(prefix);
    let hashes = literal.len() - literal.trim_start_matches('#').len();
    if prefix.ends_with('r') && literal[hashes..].starts_with('"') {
        let end = format!("\"{}", "#".repeat(hashes));
        let start = prefix.len() + hashes + 1;
        return Some(start + source[start..].find(&end).unwrap() + end.len());
    }
    let quote = literal.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let mut characters = literal.char_indices().skip(1);
    let (first, c) = characters.next()?;
    if quote == '\'' && c != '\\' {
        let end = first + c.len_utf8();
        return literal[end..].starts_with('\'').then_some(prefix.len() + end + 1);
    }
    let mut escaped = false;
    for (at, c) in literal.char_indices().skip(1) {
        if c == quote && !escaped {
            return Some(prefix.len() + at + 1);
        }
        escaped = c == '\\' && !escaped;
    }
    None
}

/// Returns the index after the item that begins at `start`.
fn item_end(tokens: &[&str], start: usize) -> usize {
    let mut depth = 0;
    let is_import = tokens[start..].iter().take_while(|token| **token != ";").any(|token| *token == "use");
    for (index, token) in tokens.iter().enumerate().skip(start) {
        match *token {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" => depth -= 1,
            "}" => {
                depth -= 1;
                if depth == 0 && !is_import {
                    return index + 1;
                }
            }
            ";" if depth == 0 => return index + 1,
            _ => {}
        }
    }
    tokens.len()
}

/// Returns the name in `mod name;`.
fn declared_module<'a>(item: &[&'a str]) -> Option<&'a str> {
    let index = item.iter().position(|token| *token == "mod")?;
    (item.get(index + 2) == Some(&";")).then(|| item[index + 1])
}

/// Reads the path or group of paths at `index`, puts `start` before each path, and returns the index after
/// the path or group.
fn read_path(
    code: &[&str],
    mut index: usize,
    start: Vec<String>,
    paths: &mut BTreeSet<Vec<String>>,
) -> usize {
    let mut path = start;
    loop {
        match code.get(index) {
            Some(&"{") => {
                index += 1;
                while code[index] != "}" {
                    index = read_path(code, index, path.clone(), paths);
                    if code[index] == "as" {
                        index += 2;
                    }
                    if code[index] == "," {
                        index += 1;
                    }
                }
                return index + 1;
            }
            Some(&"super") => drop(path.pop()),
            Some(&"self") => {}
            Some(word) if word.starts_with(|c: char| c.is_alphabetic() || c == '_') => {
                path.push((*word).to_owned());
            }
            other => {
                paths.insert(path);
                return index + usize::from(other == Some(&"*"));
            }
        }
        index += 1;
        if code.get(index) != Some(&"::") {
            paths.insert(path);
            return index;
        }
        index += 1;
    }
}

/// Returns the module of a file whose path is relative to `src`: `journal/merge/mod.rs` is `journal::merge`.
fn module_of(path: &str) -> Vec<String> {
    let path = path.strip_suffix(".rs").unwrap();
    let mut module: Vec<String> = path.split('/').map(str::to_owned).collect();
    if matches!(module.last().unwrap().as_str(), "mod" | "lib" | "main") {
        module.pop();
    }
    module
}

/// Reads all files of the library except the crate's root and test modules, by their path relative to `src`.
fn library() -> BTreeMap<String, SourceFile> {
    fn read(folder: &Path, src: &Path, files: &mut BTreeMap<String, SourceFile>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, src, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(src).unwrap().to_str().unwrap().to_owned();
                let module = module_of(&name);
                let file = SourceFile::parse(&fs::read_to_string(&path).unwrap(), &module);
                if !module.is_empty() {
                    files.insert(name, file);
                }
            }
        }
    }
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = BTreeMap::new();
    read(&src, &src, &mut files);
    let tests: Vec<Vec<String>> = files
        .iter()
        .flat_map(|(path, file)| {
            let module = module_of(path);
            file.test_modules.iter().map(move |name| [&module[..], std::slice::from_ref(name)].concat())
        })
        .collect();
    files.retain(|path, _| !tests.iter().any(|test| module_of(path).starts_with(test)));
    files
}

/// Returns the imports of a file that violate the layering.
fn layering_errors(path: &str, file: &SourceFile) -> Vec<String> {
    let module = module_of(path);
    let Some(own_layer) = layer(&module[0]) else { return vec![format!("{path} is in no layer")] };
    let is_allowed = |name: &str| match layer(name) {
        Some(_) if matches!(module[0].as_str(), "console" | "board") && name == "journal" => {
            module.get(1).is_some_and(|module| module == "run")
        }
        Some(other) => name == module[0] || other < own_layer,
        None => false,
    };
    let imports = file.imported_modules();
    imports
        .into_iter()
        .filter(|name| !is_allowed(name))
        .map(|name| format!("{path} imports {name}"))
        .collect()
}

/// Returns the files that each file imports. A path imports the file of the innermost module in that path.
fn imported_files(files: &BTreeMap<String, SourceFile>) -> BTreeMap<&str, BTreeSet<&str>> {
    let modules: BTreeMap<Vec<String>, &str> =
        files.keys().map(|path| (module_of(path), path.as_str())).collect();
    let file_of = |path: &[String]| (1..=path.len()).rev().find_map(|end| modules.get(&path[..end]).copied());
    files
        .iter()
        .map(|(name, file)| {
            let imported = file.paths.iter().filter_map(|path| file_of(path)).filter(|other| other != name);
            (name.as_str(), imported.collect())
        })
        .collect()
}

/// Returns the groups of files that can all reach each other through imports. Each group is sorted, and
/// groups of one file are left out.
fn circles<'a>(imports: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<BTreeSet<&'a str>> {
    let reachable: BTreeMap<&str, BTreeSet<&str>> = imports
        .keys()
        .map(|start| {
            let mut reached = BTreeSet::new();
            let mut waiting: Vec<&str> = vec![start];
            while let Some(file) = waiting.pop() {
                waiting.extend(imports[file].iter().filter(|other| reached.insert(**other)));
            }
            (*start, reached)
        })
        .collect();
    let circle = |file: &'a str| -> BTreeSet<&'a str> {
        imports
            .keys()
            .copied()
            .filter(|other| reachable[file].contains(other) && reachable[other].contains(file))
            .collect()
    };
    imports.keys().map(|file| circle(file)).filter(|group| group.len() > 1).collect()
}

#[test]
fn modules_import_only_lower_layers() {
    let files = library();
    assert!(files.len() > 100, "only {} files were found", files.len());
    let errors: Vec<String> = files.iter().flat_map(|(path, file)| layering_errors(path, file)).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn files_have_no_import_cycles() {
    let files = library();
    let imports = imported_files(&files);
    let found: Vec<String> = circles(&imports)
        .iter()
        .flat_map(|circle| {
            let edges =
                circle.iter().flat_map(|file| imports[file].intersection(circle).map(move |to| (file, to)));
            let edges = edges.map(|(from, to)| format!("{from} imports {to}")).collect::<Vec<_>>();
            ["a circle:".to_owned()].into_iter().chain(edges)
        })
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn imports_of_higher_layers_are_found() {
    let errors =
        |path: &str, source: &str| layering_errors(path, &SourceFile::parse(source, &module_of(path)));
    for (path, source) in [
        ("domain/mass.rs", "use crate::entry::Amount;"),
        ("domain/ledger/reading.rs", "use super::super::super::entry::Amount;"),
        ("entry/mod.rs", "use crate::journal::line;"),
        ("journal/line.rs", "use crate::entry::Amount;"),
        ("journal/line.rs", "fn f() { crate::language::format::clean(\"\"); }"),
        ("journal/line.rs", "fn f<'a>(c: char) { if c == '\"' { crate::language::clean::<'a>('\\'') } }"),
        ("language/mod.rs", "use crate::report::Report;"),
        ("report/text.rs", "use crate::{domain::mass::{self, Grams}, console::run};"),
        ("report/text.rs", "use crate::{\n    domain::mass,\n    cli::{self as commands, failure},\n};"),
        ("console/update.rs", "use crate::journal::reader;"),
        ("console/view/panes.rs", "fn f(state: &crate::journal::reader::JournalState) {}"),
        ("console/run.rs", "use crate::cli::failure::Failure;"),
        ("board/mod.rs", "use crate::console::model;"),
        ("board/view.rs", "use crate::journal::reader;"),
        ("screen/theme.rs", "use crate::console::model::Model;"),
        ("settings/file.rs", "use crate::screen::theme::Theme;"),
        ("report/text.rs", "use crate::*;"),
        ("domain/mass.rs", "use crate::testing::Texts;"),
        ("attic/mod.rs", ""),
    ] {
        assert_eq!(errors(path, source).len(), 1, "{path}: {source}");
    }
    for (path, source) in [
        ("console/run.rs", "use crate::journal::reader;\nuse crate::console::model::Model;"),
        ("board/run/feed.rs", "use crate::journal::reader;"),
        ("language/errors.rs", "use crate::{domain::mass::Grams, entry::Reason, journal::line};"),
        ("domain/mod.rs", "//! See [`crate::entry::parse`].\npub(crate) fn f() {}"),
        ("domain/mod.rs", "/* crate::entry::a */ const A: &str = r#\"\" crate::entry::b\"#;"),
        ("domain/mod.rs", "#[cfg(test)]\nmod tests {\n    use crate::entry::Amount;\n}"),
        ("domain/mod.rs", "#[cfg(test)]\nuse crate::{entry::Amount};\nfn f() {}"),
        ("cli/mod.rs", "use crate::console::run;\nuse crate::cli::add;"),
    ] {
        assert_eq!(errors(path, source), [""; 0], "{path}: {source}");
    }
}

#[test]
fn import_cycles_are_found() {
    let circles_in = |files: &[(&str, &str)]| {
        let files: BTreeMap<String, SourceFile> = files
            .iter()
            .map(|(path, source)| ((*path).to_owned(), SourceFile::parse(source, &module_of(path))))
            .collect();
        let circles = circles(&imported_files(&files));
        circles.into_iter().map(|circle| circle.into_iter().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
    };
    for (files, expected) in [
        (
            &[("a/mod.rs", "mod b;\nmod c;"), ("a/b.rs", "use super::c;"), ("a/c.rs", "use super::b::B;")][..],
            "a/b.rs a/c.rs",
        ),
        (&[("a/mod.rs", "mod b;\nfn f() { b::g() }"), ("a/b.rs", "use crate::a::f;")], "a/b.rs a/mod.rs"),
        (&[("a.rs", "pub use self::b::B;\nmod b;"), ("a/b.rs", "fn g() { super::f() }")], "a.rs a/b.rs"),
        (
            &[
                ("a/b.rs", "use crate::a::c;"),
                ("a/c.rs", "use crate::{a::{d::D as E, x}};"),
                ("a/d.rs", "use crate::a::b;"),
            ],
            "a/b.rs a/c.rs a/d.rs",
        ),
    ] {
        assert_eq!(circles_in(files), [expected]);
    }
    for files in [
        &[("a/mod.rs", "pub mod b;\nmod c;"), ("a/b.rs", "use super::c;"), ("a/c.rs", "")][..],
        &[("a/mod.rs", "mod b;\nfn f() {}"), ("a/b.rs", "use crate::a::f;")],
        &[("a/b.rs", "use crate::a::c;"), ("a/c.rs", "#[cfg(test)]\nmod tests { use crate::a::b; }")],
    ] {
        assert_eq!(circles_in(files), [""; 0]);
    }
}
