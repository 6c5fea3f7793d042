//! The report as JSON: a stable interface.
//!
//! Invariant: fields and their order are those of `docs/cli.md`; a later version adds, it never renames
//! or reorders. Masses are whole grams, kilograms and pieces stand apart.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::domain::event::Event;
use crate::report::{Report, summary};

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
    grades: &'a [(String, crate::domain::mass::Grams)],
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
    operators: Option<&'a [String]>,
}

#[derive(Serialize)]
struct Damage<'a> {
    file: &'a str,
    line: Option<u64>,
    reason: &'a str,
}
