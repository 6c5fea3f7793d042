//! What narrow screens leave out, and what they never do.

use super::*;
use crate::language::format;
use crate::screen::paint::width;

/// Draws the screen of a console that knows its size.
fn screen(console: &mut TestConsole, (width, height): (u16, u16)) -> Vec<String> {
    console.send(Msg::Resized(width, height));
    rows(&draw(&console.model, width, height))
}

#[test]
fn enter_is_for_the_typed_amount_and_the_question_says_so() {
    for language in Language::ALL {
        let mut console = TestConsole::new(language);
        console.keys(&"q3<Enter>".repeat(10)).keys("q50<Enter>");
        let at = |console: &mut TestConsole, columns: u16| {
            screen(console, (columns, 20))[18].trim_end().to_owned()
        };
        let (wide, narrow) = (at(&mut console, 80), at(&mut console, 60));
        let enter = |row: &str| row.split_once("Enter").map(|(_, after)| after.to_owned());
        let amount = format!("50 {}", console.model.texts.get(Message::UnitKg));
        assert!(enter(&wide).is_some_and(|keys| keys.contains(&amount)), "{wide}");
        assert!(wide.contains(" 5?"), "the guess is shown: {wide}");
        // The guess is the first to go.
        assert!(enter(&narrow).is_some_and(|keys| keys.contains(&amount)), "{narrow}");
        assert!(!at(&mut console, 45).contains('…'));
    }
}

#[test]
fn a_reason_or_a_result_is_never_cut() {
    for language in Language::ALL {
        for state in ["q1,2,3<Enter>", "q1 2 3<Enter>", "<F6>", "<F4>", "q5<F8><C-y>"] {
            let mut console = TestConsole::new(language);
            console.keys(" ");
            for columns in [40, 45, 52] {
                console.send(Msg::Resized(columns, 12));
                console.keys("<Esc><Esc>").keys(state);
                let shown = screen(&mut console, (columns, 12))[10..].join(" ");
                let words: Vec<&str> = shown.split_whitespace().collect();
                let text = message_text(&console.model);
                if !text.is_empty() && console.model.notice().is_some() {
                    let missing = text.split_whitespace().find(|word| !words.contains(word));
                    assert_eq!(missing, None, "{state} at {columns}: {shown}");
                }
            }
        }
    }
}

#[test]
fn a_message_over_the_footer_has_one_style() {
    let mut console = TestConsole::new(Language::En);
    console.send(Msg::Resized(40, 12));
    console.keys("<F6>");
    let buffer = draw(&console.model, 40, 12);
    let style = |y: u16, x: u16| (buffer[(x, y)].fg, buffer[(x, y)].modifier);
    assert!((1..30).all(|x| buffer[(x, 11)].symbol() == " " || style(11, x) == style(10, 1)), "{buffer:?}");
}

#[test]
fn f4_answers_if_there_is_no_room_for_a_chart() {
    let mut console = TestConsole::new(Language::En);
    console.send(Msg::Resized(45, 12));
    let before = console.model.chart;
    console.keys("<F4>");
    assert_eq!(console.model.chart, before);
    assert!(message_text(&console.model).starts_with("No room for the chart"));
    console.send(Msg::Resized(80, 24));
    console.keys("<F4>");
    assert_ne!(console.model.chart, before);
}

#[test]
fn every_figure_of_the_balance_has_the_name_of_its_material() {
    for language in Language::ALL {
        for columns in [40, 45, 50, 60, 80] {
            let mut console = TestConsole::new(language);
            console.keys("q12,5<Enter><C-b>");
            let shown = screen(&mut console, (columns, 24)).join("\n");
            let name: String =
                console.model.texts.short(&console.model.event.materials[0]).chars().take(5).collect();
            let row = shown.lines().find(|row| row.contains(&format!("Q {name}")));
            let amount = format::kilograms_tenths(Grams::new(12_500), language);
            assert!(row.is_some_and(|row| row.contains(&amount)), "{columns}:\n{shown}");
        }
    }
}

#[test]
fn the_instruction_is_whole_or_missing() {
    for language in Language::ALL {
        let mut console = TestConsole::new(language);
        for columns in 40..80 {
            let shown = screen(&mut console, (columns, 12)).join("\n");
            let line = console.model.texts.get(Message::FirstHourWeigh { key: "q".into() });
            let (mut words, wanted) =
                (line.split(' '), shown.split_whitespace().collect::<Vec<_>>().join(" "));
            let begins =
                format!("{} {} {}", words.next().unwrap(), words.next().unwrap(), words.next().unwrap());
            assert_eq!(wanted.contains(&begins), wanted.contains(&line), "{columns}:\n{shown}");
        }
    }
}

#[test]
fn the_sum_of_a_search_loses_whole_parts() {
    for language in Language::ALL {
        let mut console = TestConsole::new(language);
        for _ in 0..30 {
            console.keys("q500<Enter><Enter>h400<Enter><Enter>   ");
        }
        console.keys("q1<Enter><F8><F3>");
        let sums = screen(&mut console, (45, 12))[3].trim().to_owned();
        let kilograms = format::kilograms(Grams::new(15_000_000), language);
        assert!(sums.contains(&kilograms) && !sums.contains('…'), "{sums}");
    }
}

#[test]
fn short_labels_of_the_menu_begin_like_its_sentences() {
    for language in Language::ALL {
        let mut console = TestConsole::new(language);
        console.keys("<F12>");
        for row in screen(&mut console, (45, 24)).iter().filter(|row| row.starts_with('│')) {
            let label = row.chars().skip(4).find(|c| c.is_alphabetic());
            assert!(label.is_none_or(char::is_uppercase), "{row}");
        }
    }
}

#[test]
fn the_keys_of_the_footer_stay_where_they_are_while_something_is_typed() {
    for language in Language::ALL {
        for columns in [40, 45, 60, 72, 80, 90, 100, 120, 240] {
            let mut console = TestConsole::new(language);
            let mut footer = |keys: &str| {
                console.keys(keys);
                screen(&mut console, (columns, 24)).pop().unwrap()
            };
            let key_columns = |footer: &str, key: &str| {
                let label = format!("{key} ");
                footer.match_indices(&label).map(|(at, _)| width(&footer[..at])).collect::<Vec<_>>()
            };
            let (empty, typed, question) = (footer(""), footer("q31"), footer("5555<Enter>"));
            for key in ["F1", "F2", "F3", "F10", "F12", "F4", "Ctrl+B", "Ctrl+R"] {
                let places = key_columns(&empty, key);
                assert!(places.len() <= 1, "{key} twice: {empty}");
                assert_eq!(key_columns(&typed, key), places, "{key} at {columns}:\n{empty}\n{typed}");
                assert!(key_columns(&question, key).len() <= 1, "{question}");
            }
            assert!(typed.contains("Enter ") && (columns < 80 || typed.contains("F10 ")), "{typed}");
            if columns >= 120 {
                assert_eq!(key_columns(&question, "F10"), key_columns(&empty, "F10"), "{question}");
            }
        }
    }
}

#[test]
fn the_example_of_a_question_is_never_cut() {
    for language in Language::ALL {
        for columns in [40, 45, 60, 80] {
            for (keys, asked) in [("<C-p>", Message::AskPaperTime), ("<F5>", Message::PromptPeople)] {
                let mut console = TestConsole::new(language);
                console.keys(keys);
                let inside = |row: &String| row.trim_matches(|c| c == '│' || c == ' ').to_owned();
                let shown: Vec<String> = screen(&mut console, (columns, 14)).iter().map(inside).collect();
                let asked = console.model.texts.get(asked);
                assert!(shown.join(" ").contains(&asked), "{columns}: {shown:#?}");
            }
        }
    }
}
