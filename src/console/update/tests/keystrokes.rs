//! Tests that the flows of docs/input.md, "Keystrokes", have the number of keys that it names, and make their records.

use super::*;
use crate::console::labels;
use crate::console::testing::parse_script;
use crate::language::format;

/// Returns the cells of each flow.
fn flows() -> Vec<Vec<&'static str>> {
    let text = include_str!("../../../../docs/input.md");
    let section = text.split("\n## ").find(|section| section.starts_with("Keystrokes")).unwrap();
    let lines = section.lines().filter(|line| line.starts_with('|')).skip(2);
    lines.map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

/// Returns the entry that these keys make, such as `W 5 3.2`.
fn recorded(keys: &str) -> String {
    let mut console = console();
    console.keys("q12.5<Enter>").keys(keys);
    let Op::Entry(entry) = &console.saved.last().unwrap().op else { panic!("no entry after {keys}") };
    let key = labels::material_key(&console.model, &entry.material, entry.grade.as_deref());
    format!("{key} {}", format::typed(&entry.measure, entry.about).replace(',', "."))
}

#[test]
fn each_flow_of_the_page_has_its_number_of_keys_and_its_record() {
    let flows = flows();
    assert_eq!(flows.len(), 10);
    for flow in flows {
        let [_, before, before_count, now, now_count, expected] = flow[..] else { panic!("{flow:?}") };
        for (keys, count) in [(before, before_count), (now, now_count)] {
            let keys = keys.trim_matches('`');
            assert_eq!(parse_script(keys).len().to_string(), count, "{keys}");
            assert_eq!(recorded(keys), expected, "{keys}");
        }
    }
}
