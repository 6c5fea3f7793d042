//! The report as JSON: a stable interface.
//!
//! Invariant: fields and their order are those of `docs/cli.md`. Later versions only add fields. Masses are
//! whole grams; pieces are never added to kilograms.

use std::fmt::Write as _;

use chrono::{NaiveDate, SecondsFormat};
use serde::{Serialize, Serializer};

use crate::domain::mass::Grams;
use crate::domain::record::Moment;
use crate::domain::seal::Reopening;
use crate::domain::tally::Sum;
use crate::journal::anchors::Witness;
use crate::language::format;
use crate::report::Report;
use crate::report::summary::{HourRow, MaterialRow, PartRow, StationRow};

#[derive(Serialize)]
struct ReportJson<'a> {
    event: EventJson<'a>,
    people: i64,
    entries: i64,
    voided: i64,
    total_net_g: i64,
    materials: Vec<MaterialJson<'a>>,
    groups: Vec<PartJson<'a>>,
    streams: Vec<PartJson<'a>>,
    hours: Vec<HourJson>,
    stations: Vec<StationJson<'a>>,
    verified: bool,
    damage: Vec<FaultJson<'a>>,
    target_g: Option<i64>,
    sealed: Option<SealJson>,
    reopened: Vec<ReopeningJson<'a>>,
    earlier_report: Option<EarlierReportJson>,
    /// Sums of records that have a day but no time. They are in no hour.
    #[serde(skip_serializing_if = "Option::is_none")]
    without_time: Option<WithoutTimeJson>,
}

#[derive(Serialize)]
struct WithoutTimeJson {
    entries: i64,
    net_g: i64,
    people: i64,
}

#[derive(Serialize)]
struct EventJson<'a> {
    id: &'a str,
    slug: &'a str,
    name: &'a str,
    date: NaiveDate,
}

#[derive(Serialize)]
struct MaterialJson<'a> {
    id: &'a str,
    stream: Option<&'a str>,
    group: Option<&'a str>,
    net_g: i64,
    pieces: i64,
    entries: i64,
    about: bool,
    target_g: Option<i64>,
    #[serde(serialize_with = "grades_in_order")]
    grades: &'a [(String, Grams)],
    target_pieces: Option<u32>,
    /// Weight of the pieces, which no sum of kilograms includes.
    pieces_g: i64,
    /// The amount handed over to collectors.
    out_g: i64,
    out_pieces: i64,
}

#[derive(Serialize)]
struct PartJson<'a> {
    id: &'a str,
    net_g: i64,
    /// Whether the sum contains estimates.
    about: bool,
}

#[derive(Serialize)]
struct HourJson {
    hour: String,
    net_g: i64,
    people: i64,
}

#[derive(Serialize)]
struct StationJson<'a> {
    id: &'a str,
    net_g: i64,
    entries: i64,
    head: Option<String>,
    /// This field is present only if names are requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    operators: Option<&'a Vec<String>>,
}

#[derive(Serialize)]
struct SealJson {
    at: String,
    records_after: u64,
}

#[derive(Serialize)]
struct ReopeningJson<'a> {
    at: String,
    reason: &'a str,
    /// When the event had been sealed.
    sealed: String,
}

/// A report that was written to a file before records came that this one has.
#[derive(Serialize)]
struct EarlierReportJson {
    at: String,
    records_since: u64,
}

#[derive(Serialize)]
struct FaultJson<'a> {
    file: &'a str,
    line: Option<u64>,
    reason: &'a str,
}

/// Renders the report as one indented JSON object with a final newline.
///
/// # Errors
/// Returns an error only if JSON cannot express the report, but the types of the report prevent this.
pub(crate) fn render(report: &Report<'_>, names: bool) -> Result<String, serde_json::Error> {
    pretty(&report_json(report, names))
}

/// Renders a value as indented JSON with a final newline, as all commands print it. Characters that must
/// not reach a terminal are escaped, so the terminal is safe and a JSON reader still gets every character.
///
/// # Errors
/// Returns an error if JSON cannot express the value.
pub(crate) fn pretty(value: &impl Serialize) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(value).map(|text| escaped(&text) + "\n")
}

/// Renders a value as JSON on one line, with its newline, as safe as [`pretty`].
///
/// # Errors
/// Returns an error if JSON cannot express the value.
#[cfg(feature = "sync")]
pub(crate) fn line(value: &impl Serialize) -> Result<String, serde_json::Error> {
    serde_json::to_string(value).map(|text| escaped(&text) + "\n")
}

/// Unsafe characters occur only in strings, except for the newlines between values.
fn escaped(json: &str) -> String {
    let mut safe = String::with_capacity(json.len() + 1);
    for c in json.chars() {
        if c == '\n' || !format::is_unsafe(c) {
            safe.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            // Writing to a `String` never fails.
            let _ = write!(safe, "\\u{unit:04x}");
        }
    }
    safe
}

fn report_json<'a>(report: &'a Report<'_>, names: bool) -> ReportJson<'a> {
    let Report { event, slug, summary, verified, damage, .. } = report;
    let records_after = |witness| report.later_than(witness).map_or(0, |later| later.records);
    ReportJson {
        event: EventJson { id: &event.id, slug, name: &event.name, date: event.date },
        people: summary.people,
        entries: summary.entries,
        voided: summary.voided,
        total_net_g: summary.net.get(),
        materials: summary.materials.iter().map(material).collect(),
        groups: summary.groups.iter().map(part).collect(),
        streams: summary.streams.iter().map(part).collect(),
        hours: summary.hours.iter().map(hour).collect(),
        stations: summary.stations.iter().map(|row| station(row, names)).collect(),
        verified: *verified,
        damage: damage
            .iter()
            .map(|fault| FaultJson { file: &fault.file, line: fault.line, reason: &fault.reason })
            .collect(),
        target_g: event.target_g.map(Grams::get),
        sealed: event
            .sealed
            .as_ref()
            .map(|seal| SealJson { at: time(seal.at), records_after: records_after(Witness::Seal) }),
        reopened: event.reopened.iter().map(reopening).collect(),
        earlier_report: report
            .later_than(Witness::Report)
            .map(|later| EarlierReportJson { at: time(later.at), records_since: later.records }),
        without_time: (summary.without_time != Sum::default()).then(|| {
            let Sum { net, entries, people } = summary.without_time;
            WithoutTimeJson { entries, net_g: net.get(), people }
        }),
    }
}

fn reopening(reopening: &Reopening) -> ReopeningJson<'_> {
    let Reopening { at, reason, sealed, .. } = reopening;
    ReopeningJson { at: time(*at), reason, sealed: time(sealed.at) }
}

fn time(at: Moment) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, false)
}

fn material(row: &MaterialRow) -> MaterialJson<'_> {
    MaterialJson {
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

fn part(row: &PartRow) -> PartJson<'_> {
    PartJson { id: &row.id, net_g: row.net.get(), about: row.about }
}

fn hour(row: &HourRow) -> HourJson {
    let hour = row.start.to_rfc3339_opts(SecondsFormat::Secs, false);
    HourJson { hour, net_g: row.net.get(), people: row.people }
}

fn station(row: &StationRow, names: bool) -> StationJson<'_> {
    StationJson {
        id: row.id.as_str(),
        net_g: row.net.get(),
        entries: row.entries,
        head: row.head.map(|head| head.to_string()),
        operators: names.then_some(&row.operators),
    }
}

/// Serialises grades as one JSON object, in the catalogue's order.
fn grades_in_order<S: Serializer>(grades: &[(String, Grams)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(grades.iter().map(|(grade, net)| (grade, net)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unsafe_characters_are_escaped_and_the_value_is_unchanged() {
        let hostile = "№ 1 «Қағаз»\n\t\u{1b}\u{7f}\u{85}\u{9b}2J\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\u{202e}\u{2066}\u{2069}\u{e0001}\"\\";
        let json = pretty(&[hostile]).unwrap();
        assert!(json.contains("\\u009b2J\\u200e") && json.contains("Қағаз"), "{json}");
        assert!(!json.chars().any(|c| c != '\n' && format::is_unsafe(c)), "{json}");
        assert!(json.ends_with("\"\n]\n"), "{json}");
        assert_eq!(serde_json::from_str::<[String; 1]>(&json).unwrap(), [hostile]);
    }
}
