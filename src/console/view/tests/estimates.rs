//! Amounts beside each other have the same form, and an estimate stays marked in every sum that contains it.

use super::{draw, rows};
use crate::console::testing::TestConsole;
use crate::domain::mass::Grams;
use crate::language::Language;

/// Returns whether a row of the screen has these parts, whatever blanks are between them.
fn has(screen: &[String], parts: &str) -> bool {
    screen.iter().any(|row| row.split_whitespace().collect::<Vec<_>>().join(" ").contains(parts))
}

#[test]
fn the_balance_and_the_targets_mark_what_contains_an_estimate() {
    let mut console = TestConsole::new(Language::Ru);
    console.model.event.materials[0].target_g = Some(Grams::new(1_000_000));
    console.keys("q~80<Enter>w5<Enter>q<C-o>30<Enter>Eco<Enter>");
    console.keys("<Esc><Esc><C-b>");
    let balance = rows(&draw(&console.model, 80, 24));
    assert!(has(&balance, "~80,0 кг 30,0 кг ~50,0 кг"), "{balance:#?}");
    assert!(has(&balance, "Итого ~85,0"), "{balance:#?}");
    assert!(has(&balance, "W Пластик 5,0"), "{balance:#?}");
    console.keys("<Esc>");
    let shown = (0..4).map(|_| {
        console.keys("<F4>");
        rows(&draw(&console.model, 80, 24))
    });
    let targets = shown.into_iter().find(|screen| has(screen, "Цели")).unwrap();
    assert!(has(&targets, "8% ~80 / 1 000 кг"), "{targets:#?}");
    // A console that only watches shows the same amount.
    console.model.own = None;
    console.keys("q");
    let watching = rows(&draw(&console.model, 80, 24));
    assert!(has(&watching, "~80 / 1 000 кг (8%)"), "{watching:#?}");
}

#[test]
fn the_sum_of_a_narrow_history_leaves_out_what_was_handed_over() {
    let mut console = TestConsole::new(Language::Ru);
    console.keys("q12,5<Enter><F5>3<Enter><Esc>q<C-o>7<Enter>Eco<Enter><Esc><F3>");
    for (columns, whole) in [(80, true), (40, false)] {
        let screen = rows(&draw(&console.model, columns, 24));
        let row = screen.iter().find(|row| row.contains("12,5 кг,")).unwrap();
        assert_eq!(row.contains("передано"), whole, "{row}");
        assert!(row.contains("3 человека") && !row.contains('…'), "{row}");
    }
}
