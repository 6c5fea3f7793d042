use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::sync::Arc;
use std::time::Duration;

use super::*;
use crate::board::model::{Msg, update};
use crate::domain::event::{Event, UtcOffset};
use crate::domain::tally::{MaterialSum, Tally};
use crate::language::Language;
use crate::screen::clock::Timestamp;
use crate::screen::theme::{Environment, Theme};

fn now(seconds: u64) -> Timestamp {
    let wall = DateTime::parse_from_rfc3339("2026-01-25T14:05:00+05:00").unwrap().to_utc();
    Timestamp { wall, since_start: Duration::from_secs(seconds) }
}

fn model(languages: &[Language], ascii: bool) -> Model {
    let environment = Environment { locale: "C.UTF-8".into(), no_colour: true, ..Environment::default() };
    let offset = UtcOffset::parse("+05:00").unwrap();
    Model::new(languages, Theme::new(&environment, ascii), None, offset, now(0))
}

/// The middle of a day, with two targets, one of them reached.
fn picture() -> Picture {
    let date = chrono::NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
    let mut event = Event::new(1, "Recycle Бірге", date, UtcOffset::parse("+05:00").unwrap()).unwrap();
    event.target_g = Some(Grams::new(6_000_000));
    event.materials[0].target_g = Some(Grams::new(400_000));
    event.materials[1].target_g = Some(Grams::new(900_000));
    let mut tally = Tally { people: 1243, entries: 54, ..Tally::default() };
    let minute = now(0).wall.timestamp_millis() - 30 * 60_000;
    tally.minutes.insert(minute, Grams::new(206_000));
    let sums: Vec<MaterialSum> = (0_i64..)
        .zip(&event.materials)
        .map(|(place, material)| match material.unit {
            crate::domain::catalogue::Unit::Kg => {
                let net = Grams::new(520_400 - place * 30_000);
                tally.net += net;
                MaterialSum {
                    net,
                    entries: 3,
                    about: i64::from(material.id == "bread"),
                    ..MaterialSum::default()
                }
            }
            crate::domain::catalogue::Unit::Pcs => {
                MaterialSum { pieces: 1200 - place * 50, entries: 3, ..MaterialSum::default() }
            }
        })
        .collect();
    let last = [
        (1, Amount::Weight(Grams::new(3_250)), false),
        (11, Amount::Pieces(4), false),
        (15, Amount::Weight(Grams::new(12_500)), true),
    ];
    let last = last.map(|(material, amount, about)| Weighing { material, amount, about, at_ms: minute });
    Picture { event, tally, sums, last: last.to_vec(), faults: 0 }
}

fn showing(picture: Picture, languages: &[Language], ascii: bool) -> Model {
    let mut model = model(languages, ascii);
    update(&mut model, Msg::Picture(Box::new(picture)));
    model
}

fn drawn(model: &Model, width: u16, height: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| view(model, frame)).unwrap();
    let buffer = terminal.backend().buffer();
    let row = |y| (0..width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
    (0..height).map(|y| row(y) + "\n").collect()
}

#[test]
fn the_middle_of_a_day() {
    insta::assert_snapshot!("day-80x24-kk", drawn(&showing(picture(), &[Language::Kk], false), 80, 24));
    insta::assert_snapshot!("day-120x40-ru", drawn(&showing(picture(), &[Language::Ru], false), 120, 40));
    insta::assert_snapshot!("day-60x20-en", drawn(&showing(picture(), &[Language::En], true), 60, 20));
}

#[test]
fn every_material_is_there_at_80_by_24_in_every_language() {
    for language in Language::ALL {
        let model = showing(picture(), &[language], false);
        let screen = drawn(&model, 80, 24);
        for material in &picture().event.materials {
            let name = model.texts().short(material);
            assert!(screen.contains(&*name), "{name}:\n{screen}");
        }
        assert!(screen.contains("25.01.2026") && screen.contains("14:05"), "{screen}");
    }
}

#[test]
fn any_size_is_drawn_and_the_total_goes_last() {
    let mut long = picture();
    long.event.name = "Өте ұзақ атауы бар қайта өңдеу іс-шарасы ".repeat(4);
    long.tally.net = Grams::new(123_456_700);
    for model in [
        showing(picture(), &[Language::Kk], false),
        showing(long, &[Language::Ru], true),
        model(&[Language::En], false),
    ] {
        for width in (1..60).chain([80, 99, 120, 200, 240]) {
            for height in (1..30).chain([40, 60, 70]) {
                let screen = drawn(&model, width, height);
                assert!(!screen.trim().is_empty(), "{width}x{height}");
            }
        }
    }
    let small = drawn(&showing(picture(), &[Language::En], false), 12, 1);
    assert_eq!(small, "4,195.6 kg\n");
}

#[test]
fn nobody_is_named() {
    // The picture has no place for a name; what it is made of is checked in the whole program.
    let screen = drawn(&showing(picture(), &[Language::En], false), 240, 70);
    assert!(screen.contains("Last:") && !screen.contains("station"), "{screen}");
}

#[test]
fn languages_turn_on_the_screen() {
    let mut model = showing(picture(), &[Language::Kk, Language::Ru], false);
    assert!(drawn(&model, 80, 24).contains("Соңғысы"));
    update(&mut model, Msg::Clock(now(10)));
    assert!(drawn(&model, 80, 24).contains("Последнее"));
}

#[test]
fn an_old_picture_says_so_and_stays() {
    let mut model = showing(picture(), &[Language::En], false);
    update(&mut model, Msg::Trouble(Some(Arc::new(|_| "the disk is gone".into()))));
    let screen = drawn(&model, 80, 24);
    assert!(screen.contains("No answer since 14:05: the disk is gone"), "{screen}");
    assert!(screen.contains("1,243 people"), "{screen}");
    update(&mut model, Msg::Trouble(None));
    assert!(!drawn(&model, 80, 24).contains("No answer"));
}

#[test]
fn damage_is_a_mark_beside_the_clock() {
    let mut damaged = picture();
    damaged.faults = 2;
    let screen = drawn(&showing(damaged, &[Language::En], false), 80, 24);
    assert!(screen.lines().next().unwrap().contains("▲ 2 faults"), "{screen}");
}

#[test]
fn an_empty_event_invites() {
    let mut empty = picture();
    empty.tally = Tally::default();
    empty.sums = empty.sums.iter().map(|_| MaterialSum::default()).collect();
    empty.last.clear();
    let screen = drawn(&showing(empty, &[Language::En], false), 80, 24);
    assert!(screen.contains("be the first") && screen.contains("0% of 6,000"), "{screen}");
}

#[test]
fn where_not_all_have_room_the_fullest_stay() {
    let screen = drawn(&showing(picture(), &[Language::En], false), 60, 16);
    assert!(screen.contains("more") && screen.contains("Waste paper"), "{screen}");
}

#[test]
fn waiting_says_for_what() {
    assert!(drawn(&model(&[Language::En], false), 80, 24).contains("has not begun yet"));
    let mut named = model(&[Language::En], false);
    named.slug = Some("2026-01-25".into());
    assert!(drawn(&named, 80, 24).contains("Waiting for the event 2026-01-25"));
}
