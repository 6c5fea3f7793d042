//! The report as JSON: a stable interface.
//!
//! Invariant: fields and their order are those of `docs/cli.md`; a later version adds, it never renames
//! or reorders. Masses are whole grams, kilograms and pieces stand apart.

use std::fmt::Write as _;

use chrono::{NaiveDate, SecondsFormat};
use serde::{Serialize, Serializer};

use crate::domain::mass::Grams;
use crate::language::format;
use crate::report::Report;
use crate::report::summary::{HourRow, MaterialRow, StationRow};

#[derive(Serialize)]
struct Root<'a> {
    event: EventHead<'a>,
    people: i64,
    entries: i64,
    voided: i64,
    total_net_g: i64,
    materials: Vec<Material<'a>>,
    groups: Vec<Part<'a>>,
    streams: Vec<Part<'a>>,
    hours: Vec<Hour>,
    stations: Vec<Station<'a>>,
    verified: bool,
    damage: Vec<Damage<'a>>,
    target_g: Option<i64>,
}

#[derive(Serialize)]
struct EventHead<'a> {
    id: &'a str,
    slug: &'a str,
    name: &'a str,
    date: NaiveDate,
}

#[derive(Serialize)]
struct Material<'a> {
    id: &'a str,
    stream: Option<&'a str>,
    group: Option<&'a str>,
    net_g: i64,
    pieces: i64,
    entries: i64,
    about: bool,
    target_g: Option<i64>,
    #[serde(serialize_with = "in_order")]
    grades: &'a [(String, Grams)],
    target_pieces: Option<u32>,
    /// What the pieces weigh, in no sum of kilograms.
    pieces_g: i64,
    /// Handed over to collectors.
    out_g: i64,
    out_pieces: i64,
}

#[derive(Serialize)]
struct Part<'a> {
    id: &'a str,
    net_g: i64,
}

#[derive(Serialize)]
struct Hour {
    hour: String,
    net_g: i64,
    people: i64,
}

#[derive(Serialize)]
struct Station<'a> {
    id: &'a str,
    net_g: i64,
    entries: i64,
    head: Option<String>,
    /// Only where names were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    operators: Option<&'a Vec<String>>,
}

#[derive(Serialize)]
struct Damage<'a> {
    file: &'a str,
    line: Option<u64>,
    reason: &'a str,
}

/// The report as one JSON object, indented, with a final line feed.
///
/// # Errors
/// Only where JSON cannot express the report, which its types rule out.
pub fn render(report: &Report<'_>, names: bool) -> Result<String, serde_json::Error> {
    pretty(&root(report, names))
}

/// A value as indented JSON with a final line feed, as every command prints it. What may not reach a terminal
/// is escaped: a terminal is safe, and whoever reads the JSON gets every character.
///
/// # Errors
/// Where JSON cannot express the value.
pub fn pretty(value: &impl Serialize) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(value).map(|text| escaped(&text) + "\n")
}

/// Such characters stand in strings only, except for the line feeds between values.
fn escaped(json: &str) -> String {
    let mut safe = String::with_capacity(json.len() + 1);
    for c in json.chars() {
        if c == '\n' || !format::is_unsafe(c) {
            safe.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            // Writing to a string never fails.
            let _ = write!(safe, "\\u{unit:04x}");
        }
    }
    safe
}

fn root<'a>(report: &'a Report<'_>, names: bool) -> Root<'a> {
    let Report { event, slug, summary, verified, damage, .. } = report;
    Root {
        event: EventHead { id: &event.id, slug, name: &event.name, date: event.date },
        people: summary.people,
        entries: summary.entries,
        voided: summary.voided,
        total_net_g: summary.net.get(),
        materials: summary.materials.iter().map(material).collect(),
        groups: summary.groups.iter().map(|(id, _, net)| Part { id, net_g: net.get() }).collect(),
        streams: summary.streams.iter().map(|(id, net)| Part { id, net_g: net.get() }).collect(),
        hours: summary.hours.iter().map(hour).collect(),
        stations: summary.stations.iter().map(|row| station(row, names)).collect(),
        verified: *verified,
        damage: damage
            .iter()
            .map(|flaw| Damage { file: &flaw.file, line: flaw.line, reason: &flaw.reason })
            .collect(),
        target_g: event.target_g.map(Grams::get),
    }
}

fn material(row: &MaterialRow) -> Material<'_> {
    Material {
        id: &row.id,
        stream: row.stream.as_deref(),
        group: row.group.as_deref(),
        net_g: row.net.get(),
        pieces: row.pieces,
        entries: row.entries,
        about: row.about,
        target_g: row.target.map(Grams::get),
        grades: &row.grades,
        target_pieces: row.target_pieces,
        pieces_g: row.pieces_weight.get(),
        out_g: row.out_net.get(),
        out_pieces: row.out_pieces,
    }
}

fn hour(row: &HourRow) -> Hour {
    let hour = row.start.to_rfc3339_opts(SecondsFormat::Secs, false);
    Hour { hour, net_g: row.net.get(), people: row.people }
}

fn station(row: &StationRow, names: bool) -> Station<'_> {
    Station {
        id: row.id.as_str(),
        net_g: row.net.get(),
        entries: row.entries,
        head: row.head.map(|head| head.to_string()),
        operators: names.then_some(&row.operators),
    }
}

/// Grades as one JSON object, in the catalogue's order.
fn in_order<S: Serializer>(grades: &[(String, Grams)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(grades.iter().map(|(grade, net)| (grade, net)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_safe_and_the_value_stays() {
        let hostile = "№ 1 «Қағаз»\n\t\u{1b}\u{7f}\u{85}\u{9b}2J\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\u{202e}\u{2066}\u{2069}\u{e0001}\"\\";
        let json = pretty(&[hostile]).unwrap();
        assert!(json.contains("\\u009b2J\\u200e") && json.contains("Қағаз"), "{json}");
        assert!(!json.chars().any(|c| c != '\n' && format::is_unsafe(c)), "{json}");
        assert!(json.ends_with("\"\n]\n"), "{json}");
        assert_eq!(serde_json::from_str::<[String; 1]>(&json).unwrap(), [hostile]);
    }
}
