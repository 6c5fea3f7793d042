//! Random histories of one event on several laptops: entries, voids, copies that are continued, and merges in any order.
//! In the end every laptop has every line, and all count the same.
//!
//! The expected sums are computed from the lines of all journals, without any code of the program.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::harness::{DataFolder, Numbers, copy_folder};

/// A line of a journal: the number that identifies the journal, and the line.
type Line = (String, String);

/// The sums of an event: people, entries, grams.
type Sums = (i64, i64, i64);

/// Returns the whole lines of all journals of the only event.
fn lines(data: &DataFolder) -> BTreeSet<Line> {
    let mut lines = BTreeSet::new();
    for bytes in data.journal_bytes().into_values() {
        let text = String::from_utf8(bytes).unwrap();
        let first: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        let journal = first["journal"].as_str().unwrap();
        lines.extend(text.lines().map(|line| (journal.to_owned(), line.to_owned())));
    }
    lines
}

/// Adds up lines: every record counts once, unless a void names its number and hash.
fn straight_sums(lines: &BTreeSet<Line>) -> Sums {
    let parsed: Vec<(String, Value)> = lines
        .iter()
        .map(|(_, line)| {
            let hash: String = Sha256::digest(line)[..8].iter().map(|byte| format!("{byte:02x}")).collect();
            (hash, serde_json::from_str(line).unwrap())
        })
        .collect();
    let voided: BTreeSet<(u64, &str)> = parsed
        .iter()
        .filter(|(_, line)| line["op"] == "void")
        .map(|(_, line)| (line["of"]["seq"].as_u64().unwrap(), line["of"]["hash"].as_str().unwrap()))
        .collect();
    let mut sums = Sums::default();
    for (hash, line) in &parsed {
        let is_voided = voided.contains(&(line["seq"].as_u64().unwrap(), hash.as_str()));
        let number = |name: &str| line[name].as_i64().unwrap();
        match line["op"].as_str() {
            _ if is_voided => {}
            Some("entry") => {
                sums.1 += 1;
                sums.2 += number("net_g");
            }
            Some("people") => sums.0 += number("count"),
            _ => {}
        }
    }
    sums
}

fn reported_sums(data: &DataFolder) -> Sums {
    let report = data.report();
    let number = |name: &str| report[name].as_i64().unwrap();
    (number("people"), number("entries"), number("total_net_g"))
}

/// Merges a copy of one laptop's event into another. A copy without journals would be refused.
fn merge(from: &DataFolder, to: &DataFolder) {
    if from.journal_bytes().is_empty() {
        return;
    }
    let copy = DataFolder::new();
    copy_folder(&from.path().join("events"), &copy.path().join("events"));
    let merge = to.run(&["merge", copy.path().to_str().unwrap()]);
    assert_eq!(merge.status, 0, "{merge:?}");
}

/// Records something at random. A station that was merged from elsewhere is refused with status 4.
fn record(data: &DataFolder, numbers: &mut Numbers) {
    let station = ["A", "B", "C"][numbers.below(3) as usize];
    let run = match numbers.below(6) {
        0 => data.run(&["people", &(1 + numbers.below(5)).to_string(), "--station", station]),
        1 => {
            let entries: Vec<String> = lines(data)
                .into_iter()
                .filter(|(_, line)| line.contains("\"op\":\"entry\""))
                .map(|(_, line)| serde_json::from_str::<Value>(&line).unwrap()["seq"].to_string())
                .collect();
            if entries.is_empty() {
                return;
            }
            let seq = &entries[numbers.below(entries.len() as u64) as usize];
            let of = format!("{}:{seq}", ["A", "B", "C"][numbers.below(3) as usize]);
            let void = data.run(&["void", &of, "--reason", "twice", "--station", station]);
            // No such record, or one that is voided already.
            assert!(matches!(void.status, 0 | 2 | 4), "{void:?}");
            return;
        }
        _ => {
            let kilograms = format!("{}.{:02}", 1 + numbers.below(9), numbers.below(100));
            data.run(&["add", "paper", &kilograms, "--station", station, "--yes"])
        }
    };
    assert!(matches!(run.status, 0 | 4), "{run:?}");
}

/// Runs one history, and returns how many lines it ended with.
fn check_history(seed: u64) -> usize {
    let mut numbers = Numbers::new(seed);
    let mut laptops = vec![DataFolder::new()];
    laptops[0].new_event(&["Recycle Бірге"]);
    for _ in 0..30 {
        let count = laptops.len() as u64;
        let (first, second) = (numbers.below(count) as usize, numbers.below(count) as usize);
        match numbers.below(10) {
            // A copy of everything, which is then continued under the same stations.
            0 if count < 4 => {
                let laptop = DataFolder::new();
                copy_folder(&laptops[first].path().join("events"), &laptop.path().join("events"));
                laptops.push(laptop);
            }
            // A laptop that has only a copy of `event.json`.
            1 if count < 4 => {
                let laptop = DataFolder::new();
                copy_folder(&laptops[first].path().join("events"), &laptop.path().join("events"));
                for path in laptop.journal_bytes().into_keys() {
                    fs::remove_file(path).unwrap();
                }
                laptops.push(laptop);
            }
            2 | 3 if first != second => merge(&laptops[first], &laptops[second]),
            _ => record(&laptops[first], &mut numbers),
        }
    }
    let all: BTreeSet<Line> = laptops.iter().flat_map(lines).collect();
    // The first laptop gets everything, and gives it to the others, in different orders.
    let mut order: Vec<usize> = (1..laptops.len()).collect();
    for _ in 0..order.len() {
        let (a, b) = (numbers.below(order.len() as u64) as usize, numbers.below(order.len() as u64) as usize);
        order.swap(a, b);
    }
    order.iter().for_each(|index| merge(&laptops[*index], &laptops[0]));
    order.iter().rev().for_each(|index| merge(&laptops[0], &laptops[*index]));
    let sums = straight_sums(&all);
    for (index, laptop) in laptops.iter().enumerate() {
        let missing: BTreeMap<_, _> =
            all.difference(&lines(laptop)).map(|(journal, line)| (journal.clone(), line.clone())).collect();
        assert!(missing.is_empty(), "history {seed}, laptop {index} lacks {missing:#?}");
        assert_eq!(lines(laptop).len(), all.len(), "history {seed}, laptop {index}");
        assert_eq!(reported_sums(laptop), sums, "history {seed}, laptop {index}");
        // A repeated merge changes nothing.
        let before = laptop.journal_bytes();
        merge(&laptops[(index + 1) % laptops.len()], laptop);
        assert_eq!(laptop.journal_bytes(), before, "history {seed}, laptop {index}");
    }
    all.len()
}

#[test]
fn merges_in_any_order_give_the_same_union() {
    for seed in 1..=3 {
        check_history(seed);
    }
}

mod long {
    use super::*;

    #[test]
    #[ignore = "takes minutes"]
    fn merges_in_any_order_give_the_same_union_in_many_histories() {
        let histories = 100;
        let lines: usize = (1..=histories).map(check_history).sum();
        println!("{histories} histories, {lines} lines");
    }
}
