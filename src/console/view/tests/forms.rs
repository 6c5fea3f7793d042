//! Tests of what the forms show.

use ratatui::buffer::Cell;
use ratatui::style::Modifier;

use super::{draw, rows};
use crate::console::testing::TestConsole;
use crate::language::Language;
use crate::screen::theme::{Environment, Theme};

/// Returns the rows of the box on top after these keys, in every language.
fn forms(keys: &str) -> String {
    let shown = |language| {
        let mut console = TestConsole::new(language);
        console.keys(&"q3.2<Enter>".repeat(11)).keys(keys);
        let screen = rows(&draw(&console.model, 80, 24));
        let chars: Vec<Vec<char>> = screen.iter().map(|row| row.chars().collect()).collect();
        // Only the title of a form begins in the third column of its box. The last box is on top.
        let is_title = |row: &Vec<char>| row.windows(3).position(|corner| corner == ['┌', '─', ' ']);
        let (top, left) =
            chars.iter().enumerate().filter_map(|(y, row)| Some((y, is_title(row)?))).next_back().unwrap();
        let bottom = (top..chars.len()).find(|y| chars[*y][left] == '└').unwrap();
        let right = (left..80).find(|x| chars[top][*x] == '┐').unwrap();
        let mut form: Vec<String> =
            chars[top..=bottom].iter().map(|row| row[left..=right].iter().collect()).collect();
        form.push(screen[23].trim_end().to_owned());
        form.join("\n")
    };
    Language::ALL.map(shown).join("\n")
}

#[test]
fn a_correction_with_a_question() {
    insta::assert_snapshot!(forms("<F3><Enter>315<Enter>"));
}

#[test]
fn a_correction_with_a_proposal() {
    insta::assert_snapshot!(forms("<F3><Enter>\"әюғ<Enter>"));
}

#[test]
fn a_hand_over_with_a_question() {
    insta::assert_snapshot!(forms("<C-o>100<Enter>"));
}

#[test]
fn a_group_with_a_question() {
    insta::assert_snapshot!(forms("<F5>122<Enter>"));
}

/// Returns the highlighted texts of the screen.
fn highlighted(console: &TestConsole) -> Vec<String> {
    let buffer = draw(&console.model, 80, 24);
    let is_reversed = |cell: &Cell| cell.modifier.contains(Modifier::REVERSED);
    let runs = buffer.content.chunk_by(|a, b| is_reversed(a) == is_reversed(b));
    let runs = runs.filter(|run| run.iter().all(is_reversed));
    runs.map(|run| run.iter().map(Cell::symbol).collect()).collect()
}

#[test]
fn a_selected_text_and_a_wrong_part_are_highlighted_without_colour_and_in_ascii() {
    for ascii in [false, true] {
        let highlights = |keys: &str, text: &str| {
            let mut console = TestConsole::new(Language::En);
            let environment = Environment {
                locale: "C.UTF-8".into(),
                no_colour: true,
                term: "xterm".into(),
                ..Environment::default()
            };
            console.model.theme = Theme::new(&environment, ascii);
            console.model.event.name = "Recycle".into();
            console.own().operator = "Aigerim".into();
            console.keys("q12.5<Enter>").keys(keys);
            highlighted(&console).iter().any(|highlighted| highlighted == text)
        };
        let reason = "entered by mistake";
        for (open, text) in [("<F3><Enter>", "12,5"), ("<F9>", "Aigerim"), ("<F3><Del>", reason)] {
            assert!(highlights(open, text), "{open} {ascii}");
            // A key that keeps the text ends the selection.
            assert!(!highlights(&format!("{open}<End>"), text), "{open} {ascii}");
        }
        // The collector is highlighted only while it receives the keys.
        let hand_over = "<C-o>1<Enter>Eco<Enter><C-o>";
        assert!(!highlights(hand_over, "Eco"));
        assert!(highlights(&format!("{hand_over}<Down>"), "Eco"));
        // The second decimal mark is the wrong part.
        assert!(highlights("<F3><Enter>1.2.3<Enter>", "."));
    }
}
