//! The rows of the sample day, the keys that type them, and their sums.
//!
//! The sums are computed here in the simplest way, without any code of the program.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::harness::SAMPLE_CSV;

/// The materials of the standard catalogue in their order: id and key.
pub(crate) const MATERIALS: [(&str, char); 18] = [
    ("paper", 'q'),
    ("plastic", 'w'),
    ("glass-clear", 'e'),
    ("glass-coloured", 'r'),
    ("aluminium", 't'),
    ("cans", 'y'),
    ("e-waste", 'a'),
    ("batteries", 's'),
    ("medicines", 'd'),
    ("foam", 'f'),
    ("textiles", 'g'),
    ("lamps", 'h'),
    ("tyres", 'z'),
    ("egg-cartons", 'x'),
    ("jars", 'c'),
    ("bread", 'v'),
    ("reuse", 'b'),
    ("other", 'n'),
];
/// The grades of plastic, in the order in which its key selects them.
pub(crate) const GRADES: [&str; 5] = ["1", "2", "4", "5", "6"];
/// The materials that are counted, not weighed.
const PIECES: [&str; 4] = ["lamps", "tyres", "egg-cartons", "jars"];

/// One row: an entry, a number of people (`+2`), or an undo.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) station: String,
    pub(crate) material: String,
    pub(crate) grade: String,
    pub(crate) typed: String,
}

/// Returns the first rows of one station.
pub(crate) fn rows(station: &str, count: usize) -> Vec<Row> {
    let csv = fs::read_to_string(SAMPLE_CSV).unwrap();
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows = reader.records().map(Result::unwrap).map(|record| Row {
        station: record[1].to_owned(),
        material: record[3].to_owned(),
        grade: record[4].to_owned(),
        typed: record[5].to_owned(),
    });
    rows.filter(|row| row.station == station).take(count).collect()
}

impl Row {
    pub(crate) fn is_undo(&self) -> bool {
        self.typed == "undo"
    }

    pub(crate) fn is_people(&self) -> bool {
        self.material == "participants"
    }

    /// Returns the number of people of a row that counts people.
    pub(crate) fn people(&self) -> i64 {
        self.typed.trim_start_matches('+').parse().unwrap()
    }

    /// Returns the keys that an operator presses for this row.
    pub(crate) fn keys(&self) -> String {
        if self.is_undo() {
            return "<F8>".to_owned();
        }
        if self.is_people() {
            return match self.people() {
                1 => " ".to_owned(),
                group => format!("<F5>{group}<Enter>"),
            };
        }
        let (_, key) = MATERIALS.iter().find(|(material, _)| *material == self.material).unwrap();
        let presses = GRADES.iter().position(|grade| *grade == self.grade).map_or(1, |index| index + 2);
        format!("{}{}<Enter>", key.to_string().repeat(presses), self.typed)
    }
}

/// Returns what the same keys type in a Russian keyboard layout. Names such as `<Enter>` are unchanged.
pub(crate) fn in_russian_layout(keys: &str) -> String {
    let mut typed = String::new();
    let mut rest = keys;
    while let Some(c) = rest.chars().next() {
        if c == '<' {
            let end = rest.find('>').unwrap() + 1;
            typed.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        let latin = "qwertyasdfghzxcvbn.,";
        let russian = "йцукенфывапрячсмитюб";
        typed.push(match latin.find(c) {
            Some(index) => russian.chars().nth(index).unwrap(),
            None => c,
        });
        rest = &rest[c.len_utf8()..];
    }
    typed
}

/// The sums of a day: people, grams and pieces of each material.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Sums {
    pub(crate) people: i64,
    pub(crate) net_g: BTreeMap<String, i64>,
    pub(crate) pieces: BTreeMap<String, i64>,
}

/// Adds up the rows of one or more stations, each with its rows in order. An undo removes the newest
/// earlier row that is not undone yet.
pub(crate) fn sums(rows: &[Row]) -> Sums {
    let mut counted: Vec<&Row> = Vec::new();
    for row in rows {
        if row.is_undo() {
            counted.pop();
        } else {
            counted.push(row);
        }
    }
    let mut sums = Sums::default();
    for row in counted {
        if row.is_people() {
            sums.people += row.people();
        } else if PIECES.contains(&row.material.as_str()) {
            *sums.pieces.entry(row.material.clone()).or_default() += row.typed.parse::<i64>().unwrap();
        } else {
            *sums.net_g.entry(row.material.clone()).or_default() += grams(&row.typed);
        }
    }
    sums
}

/// Returns the grams of a typed sum: `10-0,8` is 9200.
fn grams(typed: &str) -> i64 {
    let typed = typed.trim_start_matches('~').replace(',', ".").replace('-', "+-");
    let term = |term: &str| {
        let (sign, digits) = term.strip_prefix('-').map_or((1, term), |rest| (-1, rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        sign * (whole.parse::<i64>().unwrap() * 1000 + format!("{part:0<3}").parse::<i64>().unwrap())
    };
    typed.split('+').map(term).sum()
}

/// Returns the sums of the program's JSON report.
pub(crate) fn reported_sums(report: &Value) -> Sums {
    let mut sums = Sums { people: report["people"].as_i64().unwrap(), ..Sums::default() };
    for material in report["materials"].as_array().unwrap() {
        let id = material["id"].as_str().unwrap().to_owned();
        let (net, pieces) = (material["net_g"].as_i64().unwrap(), material["pieces"].as_i64().unwrap());
        if net > 0 {
            sums.net_g.insert(id.clone(), net);
        }
        if pieces > 0 {
            sums.pieces.insert(id, pieces);
        }
    }
    sums
}
