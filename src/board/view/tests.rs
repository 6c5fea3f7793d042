use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::TestBackend;

use chrono::DateTime;

use super::*;
use crate::board::model::{BoardMsg, RecentAmount, RecentEntry, update};
use crate::domain::event::{Event, UtcOffset};
use crate::domain::mass::Grams;
use crate::domain::tally::{MaterialSum, Tally};
use crate::language::Language;
use crate::screen::clock::Timestamp;
use crate::screen::theme::{Environment, Theme};

fn now(seconds: u64) -> Timestamp {
    let wall = DateTime::parse_from_rfc3339("2026-01-25T14:05:00+05:00").unwrap().to_utc();
    Timestamp { wall, since_start: Duration::from_secs(seconds) }
}

fn board(languages: &[Language], ascii: bool) -> Board {
    let environment = Environment { locale: "C.UTF-8".into(), no_colour: true, ..Environment::default() };
    let offset = UtcOffset::parse("+05:00").unwrap();
    Board::new(languages, Theme::new(&environment, ascii), None, offset, now(0))
}

/// Returns a snapshot from the middle of a day. It has two targets, and one of them is reached.
fn snapshot() -> EventSnapshot {
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
        .map(|(index, material)| match material.unit {
            crate::domain::catalogue::Unit::Kg => {
                let net = Grams::new(520_400 - index * 30_000);
                tally.net += net;
                MaterialSum {
                    net,
                    entries: 3,
                    about: i64::from(material.id == "bread"),
                    ..MaterialSum::default()
                }
            }
            crate::domain::catalogue::Unit::Pcs => {
                MaterialSum { pieces: 1200 - index * 50, entries: 3, ..MaterialSum::default() }
            }
        })
        .collect();
    let recent = [
        (1, RecentAmount::Weight(Grams::new(3_250)), false),
        (11, RecentAmount::Pieces(4), false),
        (15, RecentAmount::Weight(Grams::new(12_500)), true),
    ];
    let recent =
        recent.map(|(material, amount, about)| RecentEntry { material, amount, about, at_ms: minute });
    EventSnapshot { event, tally, sums, recent: recent.to_vec(), fault_count: 0 }
}

#[test]
fn a_sealed_event_has_ended() {
    let mut later = snapshot();
    let mut snapshot = snapshot();
    let at = now(0).wall.with_timezone(&snapshot.event.utc_offset.0);
    snapshot.event.seal(at, Vec::new());
    for (language, wanted) in [
        (Language::En, "The event has ended (14:05). Thank you!"),
        (Language::Kk, "Экоакция аяқталды (14:05). Рақмет!"),
    ] {
        let drawn = draw(&board_with(snapshot.clone(), &[language], false), 100, 30);
        assert!(drawn.lines().last().unwrap().contains(wanted), "{drawn}");
    }
    later.event.seal("2026-01-27T09:00:00+05:00".parse().unwrap(), Vec::new());
    let drawn = draw(&board_with(later, &[Language::Ru], false), 100, 30);
    assert!(drawn.contains("Экоакция завершена (27.01.2026). Спасибо!"), "{drawn}");
}

fn board_with(snapshot: EventSnapshot, languages: &[Language], ascii: bool) -> Board {
    let mut board = board(languages, ascii);
    update(&mut board, BoardMsg::Snapshot(Box::new(snapshot)));
    board
}

fn draw(board: &Board, width: u16, height: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| view(board, frame)).unwrap();
    let buffer = terminal.backend().buffer();
    let row = |y| (0..width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
    (0..height).map(|y| row(y) + "\n").collect()
}

#[test]
fn the_middle_of_a_day_is_drawn_as_in_the_snapshots() {
    insta::assert_snapshot!("day-80x24-kk", draw(&board_with(snapshot(), &[Language::Kk], false), 80, 24));
    insta::assert_snapshot!("day-120x40-ru", draw(&board_with(snapshot(), &[Language::Ru], false), 120, 40));
    insta::assert_snapshot!("day-60x20-en", draw(&board_with(snapshot(), &[Language::En], true), 60, 20));
}

#[test]
fn pieces_are_apart_from_kilograms_where_there_is_a_row_for_it() {
    let screen = draw(&board_with(snapshot(), &[Language::En], false), 100, 30);
    let rows: Vec<&str> = screen.lines().collect();
    let first = rows.iter().position(|row| row.trim_start().starts_with("Lamps")).unwrap();
    assert!(rows[first - 1].is_empty(), "{screen}");
    assert!(rows[first + 3].trim_start().starts_with("Glass jars"), "{screen}");
}

#[test]
fn every_material_is_visible_at_80x24_in_every_language() {
    for language in Language::ALL {
        let board = board_with(snapshot(), &[language], false);
        let screen = draw(&board, 80, 24);
        for material in &snapshot().event.materials {
            let name = board.texts().short(material);
            assert!(screen.contains(&*name), "{name}:\n{screen}");
        }
        assert!(screen.contains("25.01.2026") && screen.contains("14:05"), "{screen}");
    }
}

#[test]
fn every_size_is_drawn_and_the_total_is_dropped_last() {
    let mut long = snapshot();
    long.event.name = "Өте ұзақ атауы бар қайта өңдеу іс-шарасы ".repeat(4);
    long.tally.net = Grams::new(123_456_700);
    for board in [
        board_with(snapshot(), &[Language::Kk], false),
        board_with(long, &[Language::Ru], true),
        board(&[Language::En], false),
    ] {
        for width in (1..60).chain([80, 99, 120, 200, 240]) {
            for height in (1..30).chain([40, 60, 70]) {
                let screen = draw(&board, width, height);
                assert!(!screen.trim().is_empty(), "{width}x{height}");
            }
        }
    }
    let small = draw(&board_with(snapshot(), &[Language::En], false), 12, 1);
    assert_eq!(small, "4,195.6 kg\n");
}

#[test]
fn no_name_is_shown() {
    // A snapshot cannot hold the name of an operator or a station. A test of the whole program checks how
    // snapshots are made.
    let screen = draw(&board_with(snapshot(), &[Language::En], false), 240, 70);
    assert!(screen.contains("Last:") && !screen.contains("station"), "{screen}");
}

#[test]
fn the_screen_switches_its_language() {
    let mut board = board_with(snapshot(), &[Language::Kk, Language::Ru], false);
    assert!(draw(&board, 80, 24).contains("Соңғысы"));
    update(&mut board, BoardMsg::Clock(now(10)));
    assert!(draw(&board, 80, 24).contains("Последнее"));
}

#[test]
fn an_old_snapshot_stays_with_a_note() {
    let mut board = board_with(snapshot(), &[Language::En], false);
    update(&mut board, BoardMsg::Outage(Some("the disk is gone".into())));
    let screen = draw(&board, 80, 24);
    assert!(screen.contains("Not updated since 14:05: the disk is gone"), "{screen}");
    assert!(screen.contains("1,243 people"), "{screen}");
    update(&mut board, BoardMsg::Outage(None));
    assert!(!draw(&board, 80, 24).contains("Not updated"));
}

#[test]
fn faults_are_marked_beside_the_clock() {
    let mut damaged = snapshot();
    damaged.fault_count = 2;
    let screen = draw(&board_with(damaged, &[Language::En], false), 80, 24);
    assert!(screen.lines().next().unwrap().contains("▲ 2 faults"), "{screen}");
}

#[test]
fn an_event_without_entries_shows_an_invitation() {
    let mut empty = snapshot();
    empty.tally = Tally::default();
    empty.sums = empty.sums.iter().map(|_| MaterialSum::default()).collect();
    empty.recent.clear();
    let screen = draw(&board_with(empty, &[Language::En], false), 80, 24);
    assert!(screen.contains("be the first") && screen.contains("0% of 6,000"), "{screen}");
}

#[test]
fn the_fullest_bars_are_shown_if_there_is_no_room_for_all() {
    let screen = draw(&board_with(snapshot(), &[Language::En], false), 60, 16);
    assert!(screen.contains("more") && screen.contains("Waste paper"), "{screen}");
}

#[test]
fn the_waiting_screen_names_the_event() {
    assert!(draw(&board(&[Language::En], false), 80, 24).contains("has not begun yet"));
    let mut named = board(&[Language::En], false);
    named.slug = Some("2026-01-25".into());
    assert!(draw(&named, 80, 24).contains("Waiting for the event 2026-01-25"));
}
