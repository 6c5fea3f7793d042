//! What the history says if it has no record to show.

use super::{draw, rows};
use crate::console::testing::TestConsole;
use crate::language::Language;

#[test]
fn an_empty_history_does_not_claim_that_a_search_found_nothing() {
    let mut console = TestConsole::new(Language::En);
    console.keys("<F3>");
    let shows = |console: &TestConsole, text: &str| {
        rows(&draw(&console.model, 80, 24)).iter().any(|row| row.contains(text))
    };
    assert!(shows(&console, "No records yet") && !shows(&console, "Nothing found"));
    console.keys("zzz");
    assert!(shows(&console, "Nothing found for \"zzz\"") && !shows(&console, "No records yet"));
}
