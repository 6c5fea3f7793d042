//! The day at a glance: total, target, pace, forecast and trend, without a key.

use super::*;
use crate::console::view::layout::{self, Contents};
use crate::domain::event::ClockTime;
use crate::language::format;

/// Returns a console of a day with a target, 25 minutes after its first entries.
fn day(language: Language, target_kg: Option<i64>) -> TestConsole {
    let mut console = TestConsole::new(language);
    console.model.event.target_g = target_kg.map(|kg| Grams::new(kg * 1000));
    console.model.event.closes = ClockTime::parse("16:00");
    console.keys("q520,4<Enter><Enter>ww11,7<Enter>e912<Enter><Enter>   r48<Enter>");
    console.wait(25 * 60_000);
    console
}

/// Returns the rows of the day.
fn day_rows(console: &TestConsole, width: u16, height: u16) -> Vec<String> {
    let buffer = draw(&console.model, width, height);
    let plan = layout::plan(buffer.area, Contents::of(&console.model)).unwrap();
    let area = plan.day.map_or(0..0, |area| area.y..area.bottom());
    let rows = rows(&buffer);
    area.map(|y| rows[usize::from(y)].trim_end().to_owned()).collect()
}

#[test]
fn the_target_and_the_forecast_are_visible_at_every_size() {
    for language in Language::ALL {
        let console = day(language, Some(6000));
        let forecast = format::integer(6_940, language);
        for width in 40..180 {
            for height in [11, 20, 24, 26, 30, 40] {
                let shown = day_rows(&console, width, height).join("\n");
                assert!(shown.contains(&forecast), "{width}x{height}: {shown}");
                assert!(shown.contains("24%"), "{width}x{height}: {shown}");
                // What the forecast replaces is gone before it.
                assert!(width < 50 || shown.contains('█'), "{width}x{height}: {shown}");
                let header = &rows(&draw(&console.model, width, height))[0];
                assert!(header.contains(&format::kilograms_tenths(Grams::new(1_492_100), language)));
            }
        }
    }
}

#[test]
fn the_day_has_as_much_text_as_fits() {
    let mut all = Vec::new();
    for language in Language::ALL {
        let console = day(language, Some(6000));
        for (width, height) in [(45, 12), (60, 20), (80, 24), (110, 24), (100, 30)] {
            all.extend(day_rows(&console, width, height));
        }
    }
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn large_digits_have_a_form_in_each_character_set() {
    let mut all = Vec::new();
    for (term, locale) in [("xterm", "C.UTF-8"), ("linux", "C.UTF-8"), ("xterm", "C")] {
        let mut console = day(Language::En, Some(1400));
        let environment = Environment { locale: locale.into(), term: term.into(), ..Environment::default() };
        console.model.theme = Theme::new(&environment, false);
        all.extend(day_rows(&console, 100, 30));
    }
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn without_a_target_there_is_no_empty_bar() {
    for language in Language::ALL {
        let console = day(language, None);
        let large = day_rows(&console, 100, 30).join("\n");
        assert!(
            !large.contains(['░', '%']) && large.contains("1 492".replace(' ', "").as_str())
                || large.contains('▀')
        );
        assert!(large.contains("16:00"), "{large}");
        assert!(day_rows(&console, 80, 24).is_empty());
        let screen = rows(&draw(&console.model, 80, 24)).join("\n");
        assert!(screen.contains("16:00"), "the forecast is beside the title of the chart: {screen}");
    }
}

#[test]
fn the_trend_names_its_hours_and_from_160_columns_on_their_people() {
    for language in Language::ALL {
        let console = day(language, Some(6000));
        let people = console.model.texts.get(Message::PeopleLabel);
        for (width, height) in [(100, 30), (120, 40), (159, 50), (160, 50), (240, 70)] {
            let screen = rows(&draw(&console.model, width, height));
            let hours =
                screen.iter().position(|row| ["14", "15", "16", "17"].iter().all(|hour| row.contains(hour)));
            let hours = hours.unwrap_or_else(|| panic!("{width}x{height}: {screen:#?}"));
            let has_people = screen[hours + 1].contains(&format!("{people} "));
            assert_eq!(has_people, width >= 160, "{width}x{height}: {screen:#?}");
            let at = |row: &str, text: &str| {
                row.chars().collect::<String>().find(text).map(|at| row[..at].chars().count())
            };
            if has_people {
                assert_eq!(at(&screen[hours + 1], "3"), at(&screen[hours], "14"));
            }
        }
    }
}

#[test]
fn the_axis_of_the_trend_has_room_for_its_numbers() {
    for (amount, expected) in [("9", " 10 . "), ("900", " 900 . "), ("1900", " 2,000 . ")] {
        let mut console = TestConsole::new(Language::En);
        console.keys(&format!("q{amount}<Enter><Enter>"));
        for (width, height) in [(100, 30), (112, 30), (240, 70)] {
            let screen = rows(&draw(&console.model, width, height));
            let title = screen.iter().position(|row| row.contains("Per 10 minutes, kg")).unwrap();
            let at = screen[title]
                .chars()
                .collect::<String>()
                .find("Per 10")
                .map(|at| screen[title][..at].chars().count());
            let axis: String = screen[title + 1].chars().skip(at.unwrap()).collect();
            assert!(format!(" {axis}").contains(expected), "{width}x{height}: {axis}");
        }
    }
}

#[test]
fn an_event_of_another_day_without_records_has_no_empty_trend() {
    let mut console = TestConsole::new(Language::En);
    console.model.event.date = console.model.event.date.succ_opt().unwrap();
    for (width, height) in [(100, 30), (120, 40)] {
        let screen = rows(&draw(&console.model, width, height)).join("\n");
        assert!(!screen.contains("Per 10 minutes"), "{screen}");
    }
    console.keys("q12<Enter>");
    let screen = rows(&draw(&console.model, 100, 30)).join("\n");
    assert!(screen.contains("Per 10 minutes"), "{screen}");
}

#[test]
fn the_screen_of_a_busy_day() {
    let console = day(Language::Ru, Some(6000));
    insta::assert_snapshot!(
        rows(&draw(&console.model, 120, 40)).iter().map(|row| row.trim_end()).collect::<Vec<_>>().join("\n")
    );
}

#[test]
fn small_screens_show_a_chart_or_the_letters() {
    let console = day(Language::Kk, Some(6000));
    let shown = [(60, 20), (45, 12)].map(|(width, height)| {
        rows(&draw(&console.model, width, height))
            .iter()
            .map(|row| row.trim_end())
            .collect::<Vec<_>>()
            .join("\n")
    });
    insta::assert_snapshot!(shown.join("\n\n"));
}

#[test]
fn a_click_on_a_letter_selects_its_material() {
    use crate::console::view::material_at;

    let mut console = TestConsole::new(Language::En);
    for (width, height) in [(40, 10), (45, 12), (50, 13)] {
        console.model.size = (width, height);
        let screen = rows(&draw(&console.model, width, height));
        for (key, name, index) in [("Q", "W", 0), ("G", "T", 10), ("N", "O", 17)] {
            let wanted = format!("{key} {name}");
            let y = screen.iter().position(|row| row.contains(&wanted)).unwrap();
            let x =
                screen[y].chars().collect::<String>().find(&wanted).map(|at| screen[y][..at].chars().count());
            let at = |dx: u16| {
                material_at(
                    &console.model,
                    u16::try_from(x.unwrap()).unwrap() + dx,
                    u16::try_from(y).unwrap(),
                )
            };
            assert_eq!((at(0), at(3)), (Some(index), Some(index)), "{width}x{height} {wanted}");
        }
        assert_eq!(material_at(&console.model, 0, height - 1), None);
    }
}
