use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::*;
use crate::console::testing::TestConsole;
use crate::language::Language;
use crate::screen::theme::{Environment, Theme};

/// Returns the rows of a chart.
fn drawn(
    console: &TestConsole,
    (width, height): (u16, u16),
    render: fn(&mut Frame<'_>, Rect, &Model),
) -> Vec<String> {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| render(frame, frame.area(), &console.model)).unwrap();
    let buffer = terminal.backend().buffer();
    (0..height).map(|y| (0..width).map(|x| buffer[(x, y)].symbol()).collect()).collect()
}

fn columns(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    render_columns(frame, area, Pace::WithForecast, model);
}

fn rows(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    render_rows(frame, area, Pace::Nothing, model);
}

/// Returns a console whose materials have these sums and targets, in kilograms.
fn console(materials: &[(&str, i64, i64)]) -> TestConsole {
    let mut console = TestConsole::new(Language::En);
    for (key, sum, target) in materials {
        let index = console.model.event.index_on_key(key.chars().next().unwrap()).unwrap();
        if *target > 0 {
            console.model.event.materials[index].target_g = Some(Grams::new(target * 1000));
        }
        // Unusual amounts are confirmed by a second Enter.
        for _ in 0..sum / 100 {
            console.keys(&format!("{}100<Enter><Enter><Esc>", key.to_lowercase()));
        }
    }
    console
}

#[test]
fn targets_are_beside_the_bars_and_never_before_a_number() {
    let mut console = console(&[("Q", 300, 500), ("W", 500, 500), ("E", 200, 600), ("R", 600, 300)]);
    console.model.theme = Theme::new(&Environment::default(), true);
    for width in 40..120 {
        for height in 6..20 {
            let chart = drawn(&console, (width, height), columns);
            let text = chart.join("\n");
            assert_eq!(text.matches('<').count(), 4, "{width}x{height}:\n{text}");
            let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            for row in &chart {
                let chars: Vec<char> = row.chars().collect();
                for (x, _) in chars.iter().enumerate().filter(|(_, c)| **c == '<') {
                    assert!(!is_digit(chars.get(x + 1).copied()), "{width}x{height}:\n{text}");
                    assert!(!is_digit(chars.get(x.wrapping_sub(1)).copied()), "{width}x{height}:\n{text}");
                }
                assert!(!row.contains('-'), "{text}");
            }
        }
    }
}

#[test]
fn numbers_and_keys_never_run_together() {
    let sums = ["Q", "W", "E", "R", "T", "Y", "A", "S", "D", "F", "G", "V", "B", "N"];
    let sums: Vec<(&str, i64, i64)> = sums
        .iter()
        .zip([1, 3, 2, 2, 3].iter().cycle())
        .map(|(key, hundreds)| (*key, hundreds * 100, 0))
        .collect();
    let mut console = console(&sums);
    for index in 0..12 {
        let mut material = console.model.event.materials[0].clone();
        material.id = format!("more-{index}");
        material.key = None;
        console.model.event.materials.push(material);
    }
    for width in [40, 60, 64, 80, 100, 140] {
        let chart = drawn(&console, (width, 9), columns);
        for row in &chart {
            for word in row.split_whitespace() {
                let is_number = word.chars().all(|c| c.is_ascii_digit());
                assert!(
                    !is_number || ["100", "200", "300", "150", "400"].contains(&word),
                    "{width}: {word} in\n{}",
                    chart.join("\n")
                );
            }
        }
        let keys: Vec<&str> = chart[8].split_whitespace().collect();
        assert!(keys.iter().all(|key| key.len() == 1), "{keys:?}");
    }
    // The second page has only its own materials.
    console.keys("30*1");
    let chart = drawn(&console, (80, 9), columns);
    let keys: Vec<&str> = chart[8].split_whitespace().collect();
    assert_eq!(keys, ["19", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30"]);
    // Horizontal bars have room for all.
    let drawn_rows = drawn(&console, (60, 40), rows);
    assert!(
        ["Q ", "30"].iter().all(|key| drawn_rows.iter().any(|row| row.starts_with(key))),
        "{drawn_rows:#?}"
    );
}

#[test]
fn an_hour_and_its_people_are_two_numbers() {
    let mut console = console(&[("Q", 300, 0)]);
    console.keys("   <F4>");
    let drawn_rows = drawn(&console, (60, 20), rows);
    assert!(drawn_rows[1].starts_with("14:00 3 people "), "{drawn_rows:#?}");
    let drawn_columns = drawn(&console, (80, 9), columns);
    assert!(drawn_columns[8].trim() == "14", "{drawn_columns:#?}");
}

#[test]
fn the_number_of_a_bar_is_apart_from_that_of_the_axis() {
    for hundreds in [9, 10, 16, 18, 25, 30] {
        let mut console = console(&[("Q", hundreds * 100, 0)]);
        for keys in ["", "<F4>"] {
            console.keys(keys);
            for (width, height) in [(60, 4), (60, 5), (80, 8), (80, 9)] {
                let chart = drawn(&console, (width, height), columns);
                let is_digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
                for row in chart.iter().skip(1) {
                    let chars: Vec<char> = row.chars().collect();
                    let one_blank = (1..chars.len())
                        .any(|x| chars[x] == ' ' && is_digit(chars.get(x - 1)) && is_digit(chars.get(x + 1)));
                    assert!(!one_blank, "{hundreds} {width}x{height}:\n{}", chart.join("\n"));
                }
            }
        }
    }
}

#[test]
fn percentages_of_targets_stand_below_each_other() {
    let mut console = console(&[("Q", 300, 3500), ("W", 500, 400), ("E", 100, 1)]);
    console.keys("<F4><F4>");
    let chart = drawn(&console, (80, 9), columns);
    let ends: Vec<usize> =
        chart.iter().filter_map(|row| row.find('%').map(|at| row[..at].chars().count())).collect();
    assert_eq!(ends, [ends[0], ends[0], ends[0] + 2], "{}", chart.join("\n"));
}

#[test]
fn the_axis_ends_at_the_next_round_number() {
    let console = console(&[("Q", 700, 0), ("W", 300, 1500)]);
    let text = drawn(&console, (80, 9), columns).join("\n");
    assert!(text.contains(" 1,600 ") && text.contains(" 800 "), "{text}");
    let drawn_rows = drawn(&console, (60, 20), rows);
    assert!(drawn_rows[0].contains("800") && drawn_rows[0].contains("1,600"), "{drawn_rows:#?}");
    // The number of the axis is above the end of the longest bar that fits.
    let end = drawn_rows[0].find("1,600").unwrap() + "1,600".len();
    assert_eq!(drawn_rows[1].chars().nth(end - 1), Some('┊'), "{drawn_rows:#?}");
}
