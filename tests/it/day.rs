//! The sample day, and a straight sum over its rows that owes nothing to the program.

use std::collections::BTreeMap;

use serde_json::Value;

const CSV: &str = include_str!("../data/almaty-2026-01-25.csv");
const KEYS: [(&str, char); 18] = [
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
const PIECES: [&str; 4] = ["lamps", "tyres", "egg-cartons", "jars"];

#[derive(Clone, Debug)]
pub struct Row {
    pub station: String,
    pub material: String,
    pub grade: String,
    pub typed: String,
}

/// The first rows of one station.
pub fn rows(station: &str, count: usize) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(CSV.as_bytes());
    let records = reader.records().map(Result::unwrap).map(|record| Row {
        station: record[1].to_owned(),
        material: record[3].to_owned(),
        grade: record[4].to_owned(),
        typed: record[5].to_owned(),
    });
    records.filter(|row| row.station == station).take(count).collect()
}

impl Row {
    pub fn is_undo(&self) -> bool {
        self.typed == "undo"
    }

    pub fn is_person(&self) -> bool {
        self.material == "participants"
    }

    /// The keys an operator presses for this row.
    pub fn keys(&self) -> String {
        if self.is_undo() {
            return "<F8>".to_owned();
        }
        if self.is_person() {
            return match self.typed.trim_start_matches('+') {
                "1" => " ".to_owned(),
                many => format!("<F5>{many}<Enter>"),
            };
        }
        let key = KEYS.iter().find(|(material, _)| *material == self.material).unwrap().1;
        let grades = ["1", "2", "4", "5", "6"];
        let presses = grades.iter().position(|grade| *grade == self.grade).map_or(1, |place| place + 2);
        format!("{}{}<Enter>", key.to_string().repeat(presses), self.typed)
    }
}

/// Keys as a Russian layout types them: the letters, and the decimal point where `ю` sits.
pub fn in_russian(keys: &str) -> String {
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
            Some(place) => russian.chars().nth(place).unwrap(),
            None => c,
        });
        rest = &rest[c.len_utf8()..];
    }
    typed
}

/// What rows add up to, by the plainest possible sum: undo takes back the row before it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sums {
    pub people: i64,
    pub net_g: BTreeMap<String, i64>,
    pub pieces: BTreeMap<String, i64>,
}

pub fn sums(rows: &[Row]) -> Sums {
    let mut live: Vec<&Row> = Vec::new();
    for row in rows {
        if row.is_undo() {
            live.pop();
        } else {
            live.push(row);
        }
    }
    let mut sums = Sums::default();
    for row in live {
        if row.is_person() {
            sums.people += row.typed.trim_start_matches('+').parse::<i64>().unwrap();
        } else if PIECES.contains(&row.material.as_str()) {
            *sums.pieces.entry(row.material.clone()).or_default() += row.typed.parse::<i64>().unwrap();
        } else {
            *sums.net_g.entry(row.material.clone()).or_default() += grams(&row.typed);
        }
    }
    sums
}

/// `10-0,8` → 9200, digit by digit.
fn grams(typed: &str) -> i64 {
    let typed = typed.trim_start_matches('~').replace(',', ".").replace('-', "+-");
    let term = |term: &str| {
        let (sign, digits) = term.strip_prefix('-').map_or((1, term), |rest| (-1, rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        sign * (whole.parse::<i64>().unwrap() * 1000 + format!("{part:0<3}").parse::<i64>().unwrap())
    };
    typed.split('+').map(term).sum()
}

/// The same sums out of the program's JSON report.
pub fn reported(report: &Value) -> Sums {
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
