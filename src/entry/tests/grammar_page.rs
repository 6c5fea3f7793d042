//! Tests that the examples of docs/grammar.md are correct.

use super::*;

/// Returns the rows of the table below this heading. Code marks are kept.
fn table(heading: &str) -> Vec<Vec<String>> {
    let text = include_str!("../../../docs/grammar.md");
    let section = text.split("\n## ").find(|section| section.starts_with(heading)).unwrap();
    let lines = section.lines().filter(|line| line.starts_with('|')).skip(2);
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    let rows: Vec<Vec<String>> = lines.map(cells).collect();
    assert!(rows.len() > 5, "{heading}");
    rows
}

/// Returns the text between code marks, or an empty text for an empty cell.
fn code(cell: &str) -> &str {
    cell.strip_prefix('`').and_then(|cell| cell.strip_suffix('`')).unwrap_or_else(|| {
        assert_eq!(cell, "");
        cell
    })
}

fn counted_in(cell: &str) -> Material {
    match cell {
        "kg" => material(Unit::Kg),
        "pieces" => material(Unit::Pcs),
        _ => panic!("{cell}"),
    }
}

fn marked(typed: &str, span: Span) -> String {
    typed.chars().skip(span.start).take(span.end - span.start).collect()
}

#[test]
fn accepted_examples_have_their_amounts() {
    for row in table("Accepted") {
        let Amount { measure, about } = parse(code(&row[0]), &counted_in(&row[1]), 2).unwrap();
        let net = measure.net().get();
        let means = match measure {
            Measure::Weight { tare: Grams::ZERO, .. } => format!("{net} g"),
            Measure::Weight { gross, tare } => format!("{} g - {} g = {net} g", gross.get(), tare.get()),
            Measure::Pieces { count, weight: None } => format!("{count} pieces"),
            Measure::Pieces { count, weight: Some(_) } => format!("{count} pieces, {net} g"),
        };
        assert_eq!([["", "about "][usize::from(about)], &means].concat(), row[2], "{}", row[0]);
    }
}

#[test]
fn rejected_examples_have_their_errors() {
    for row in table("Rejected") {
        let typed = code(&row[0]);
        let ValidationError { kind, span } = parse(typed, &counted_in(&row[1]), 2).unwrap_err();
        let debug = format!("{kind:?}");
        let name = debug.split(|c: char| !c.is_alphanumeric()).next();
        assert_eq!((name, marked(typed, span).as_str()), (Some(row[2].as_str()), code(&row[3])), "{typed}");
    }
}

#[test]
fn examples_of_the_kazakh_top_row_have_their_readings() {
    for row in table("The Kazakh top row") {
        let typed = code(&row[0]);
        let reading = read(typed);
        match (reading.kind, row[1].as_str()) {
            (ReadingKind::Proposed, "proposed") => assert_eq!(reading.text(), code(&row[2])),
            (ReadingKind::Mixed(span), "mixed") => assert_eq!(marked(typed, span), code(&row[2])),
            (ReadingKind::Plain, "plain") => assert_eq!(row[2], ""),
            (found, _) => panic!("{typed}: {found:?}"),
        }
    }
}
