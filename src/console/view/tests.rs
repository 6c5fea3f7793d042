//! Tests of what the screens show.

mod estimates;
mod forms;
mod glance;
mod history_search;
mod live;
mod narrow;
mod size_sweep;
mod windows;

use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use crate::console::model::Model;
use crate::console::msg::{JournalFault, Msg, SyncState};
use crate::console::testing::{TestConsole, timestamp};
use crate::console::update::update;
use crate::console::view::{message_text, reverse_entry_line, view};
use crate::domain::mass::Grams;
use crate::language::{Language, Message};
use crate::screen::theme::{Environment, Theme};
use crate::settings::choice::ThemeChoice;

fn draw(model: &Model, width: u16, height: u16) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| view(model, frame)).unwrap();
    terminal.backend().buffer().clone()
}

/// Returns the text of each row.
fn rows(buffer: &Buffer) -> Vec<String> {
    let width = usize::from(buffer.area.width.max(1));
    buffer.content.chunks(width).map(|row| row.iter().map(|cell| cell.symbol()).collect()).collect()
}

/// Key scripts. Each one puts a console into another state.
const STATES: &[&str] = &[
    "",
    "q",
    "q12,5<Enter>ww3,25-0,25<Enter>h4/1,5<Enter>b1004,75<Enter>",
    "q12,5<Enter><F8>",
    "w12,345<Enter>",
    "q\"әюғ<Enter>",
    "q12,5<Enter>w3<Enter><F3>",
    "q12,5<Enter><F3><Enter>",
    "q12,5<Enter><F3><Del>",
    "<F1>",
    "<F1><Down><Down><Down>",
    "<F12><Down>",
    "<F5>0<Enter>",
    "<F5>122<Enter>",
    "q12<Enter><F3><Enter>500<Enter>",
    "q12<Enter><F3><Enter>\"әюғ<Enter>",
    "q12<Enter><F3><Enter>2*5<Enter>",
    "q12<Enter><C-o>500<Enter>",
    "<F9>",
    "q12<F10>",
    "e1111111111111111111111111111111111111111111111111111111112345678",
];

#[test]
fn the_axis_shows_hundreds_of_tonnes_in_full() {
    let mut console = TestConsole::new(Language::En);
    console.model.event.materials[0].max_g = Grams::new(200_000_000);
    console.model.event.materials[0].confirm_above_g = Grams::new(200_000_000);
    console.keys("q125000<Enter>");
    let screen = rows(&draw(&console.model, 80, 24)).join("\n");
    assert!(screen.contains("125,000 "), "{screen}");
}

#[test]
fn the_header_marks_faulty_journals() {
    for language in Language::ALL {
        for watching in [false, true] {
            let mut console =
                if watching { TestConsole::watching(language) } else { TestConsole::new(language) };
            console.model.event.name = "Өте ұзақ атауы бар қайта өңдеу акциясы".into();
            console.keys(if watching { "" } else { " q1234,5<Enter>" });
            let fault = |line: u64| JournalFault {
                file: "B.jsonl".into(),
                line,
                what: Message::FaultMore { file: "B.jsonl".into() }.into(),
                means: Message::MeansLine,
                fork: None,
                gone: None,
            };
            console.send(Msg::Faults((1..=40).map(fault).collect()));
            for (width, height) in [(60, 20), (80, 24), (120, 40)] {
                let all = rows(&draw(&console.model, width, height));
                assert!(all[0].contains("▲ 40") && all[0].contains("14:00"), "{}", all[0]);
            }
            console.keys("<C-d><Down>");
            for (width, height) in [(1, 1), (40, 10), (60, 20), (80, 24), (200, 60)] {
                draw(&console.model, width, height);
            }
            assert!(rows(&draw(&console.model, 60, 20)).concat().contains("2 / 40"));
        }
    }
}

#[test]
fn the_header_shows_the_state_of_the_sync_beside_everything_else() {
    for language in Language::ALL {
        for watching in [false, true] {
            let mut console =
                if watching { TestConsole::watching(language) } else { TestConsole::new(language) };
            console.model.event.name = "Өте ұзақ атауы бар қайта өңдеу акциясы".into();
            for (state, mark) in [
                (SyncState::Agreed("13:05".into()), "✓ 13:05   "),
                (SyncState::Since("13:05".into()), "13:05   "),
            ] {
                console.send(Msg::Sync(Some(state)));
                for (width, height) in [(80, 24), (120, 40)] {
                    let header = &rows(&draw(&console.model, width, height))[0];
                    assert!(header.contains(mark) && header.contains("14:00"), "{header}");
                    assert!(watching || header.contains('A'), "{header}");
                }
                let narrow = &rows(&draw(&console.model, 60, 20))[0];
                assert!(!narrow.contains("13:05"), "{narrow}");
            }
            console.send(Msg::Sync(None));
            assert!(!rows(&draw(&console.model, 80, 24))[0].contains("13:05"));
        }
    }
}

#[test]
fn without_utf8_only_ascii_is_drawn() {
    for state in STATES {
        let mut console = TestConsole::new(Language::En);
        console.model.theme = Theme::new(&Environment::default(), true);
        console.model.event.name = "Recycle".into();
        console.own().operator = "Aigerim".into();
        console.keys(state);
        for (width, height) in [(60, 20), (80, 24), (120, 40)] {
            for line in rows(&draw(&console.model, width, height)) {
                assert!(line.is_ascii(), "{state}: {line}");
            }
        }
    }
}

#[test]
fn the_screen_of_a_station_in_use() {
    let mut console = TestConsole::new(Language::Kk);
    // Unusual amounts are confirmed by a second Enter.
    console.keys("q520,4<Enter><Enter>ww11,7<Enter>e912<Enter><Enter>r488,3<Enter><Enter>h984<Enter><Enter>");
    console.keys("b1004,7<Enter><Enter> q12,5-0,8");
    insta::assert_snapshot!(rows(&draw(&console.model, 80, 24)).join("\n"));
}

#[test]
fn a_validation_error_is_marked_below_its_position() {
    let screen = |language| {
        let mut console = TestConsole::new(language);
        console.keys("w1.2.3<Enter>");
        let all = rows(&draw(&console.model, 80, 24));
        format!("{}\n{}", all[21], all[22])
    };
    let all = Language::ALL.map(screen).join("\n");
    insta::assert_snapshot!(all);
}

#[test]
fn selection_and_errors_are_visible_without_colour() {
    let mut console = TestConsole::new(Language::En);
    let environment = Environment {
        locale: "C.UTF-8".into(),
        no_colour: true,
        term: "xterm".into(),
        ..Environment::default()
    };
    console.model.theme = Theme::new(&environment, false);
    console.keys("q1.2.3<Enter>");
    let buffer = draw(&console.model, 80, 24);
    let reversed = |x: u16, y: u16| buffer[(x, y)].modifier.contains(ratatui::style::Modifier::REVERSED);
    assert!((1..14).all(|x| reversed(x, 2)), "the name of the selected pane");
    assert!((14..80).all(|x| !reversed(x, 2)), "the other panes");
    assert!((0..80).any(|x| reversed(x, 21)), "the wrong character");
    assert!(buffer.content.iter().all(|cell| cell.fg == ratatui::style::Color::Reset));
}

#[test]
fn a_hand_over_among_the_newest_records_does_not_look_like_an_entry() {
    let mut console = TestConsole::new(Language::Ru);
    console.keys("q12,5<Enter><C-o>5<Enter>Eco<Enter>");
    let screen = rows(&draw(&console.model, 80, 24));
    let newest = &screen[20];
    assert!(newest.contains(" Передача Q 5 кг ") && newest.contains(" Q 12,5 кг"), "{newest}");
    assert!(!newest.contains("Передача Q 12,5"), "{newest}");
}

#[test]
fn a_sealed_event_is_named_before_somebody_types() {
    for language in Language::ALL {
        for mut console in [TestConsole::watching(language), TestConsole::new(language)] {
            let mut event = console.model.event().clone();
            event.seal("2026-01-25T18:05:09+05:00".parse().unwrap(), Vec::new());
            console.send(Msg::Event(Box::new(event)));
            console.keys("<Esc>");
            let screen = rows(&draw(&console.model, 80, 24));
            assert!(screen[22].contains("(25.01.2026 18:05)"), "{}", screen[22]);
        }
    }
}

#[test]
fn the_void_prompt_shows_the_record() {
    for (language, expected) in [
        (Language::En, ["A:1  W 1 Plastic", "12.5 kg", "A:2  3 people", "A:3  Hand-over  W Plastic", "7 kg"]),
        (Language::Kk, ["A:1  W 1 ", "12,5 кг", "A:2  3 адам", "A:3  Өткізу  W ", "7 кг"]),
        (Language::Ru, ["A:1  W 1 ", "12,5 кг", "A:2  3 человека", "A:3  Передача  W ", "7 кг"]),
    ] {
        for long in [false, true] {
            let mut console = TestConsole::new(language);
            if long {
                let code = language.code().to_owned();
                console.model.event.materials[1]
                    .name
                    .0
                    .insert(code, "Plastic of a very long name ".repeat(9));
            }
            console.keys("ww12,5<Enter><F5>3<Enter><Esc>").keys("w<C-o>7<Enter>Eco<Enter>");
            let shown = |console: &mut TestConsole, move_to: &str| {
                console.keys("<F3>").keys(move_to).keys("<Del>");
                let screen = rows(&draw(&console.model, 64, 24));
                console.keys("<Esc><Esc>");
                screen.join("\n")
            };
            let screens =
                [shown(&mut console, "<Down><Down>"), shown(&mut console, "<Down>"), shown(&mut console, "")];
            let asked = console.model.texts.get(Message::PromptVoid);
            assert!(screens.iter().all(|screen| screen.contains(&asked)), "{}", screens[0]);
            for (screen, wanted) in [(0, &expected[..2]), (1, &expected[2..3]), (2, &expected[3..])] {
                let says = |line: &str| wanted.iter().all(|part| line.contains(part));
                assert!(screens[screen].lines().any(says), "{}", screens[screen]);
            }
        }
    }
}

#[test]
fn the_footer_shows_help_and_quit() {
    for language in Language::ALL {
        for state in ["", "q", " q12,5<Enter>"] {
            let mut console = TestConsole::new(language);
            console.keys(state);
            let screen = rows(&draw(&console.model, 80, 24));
            let footer = screen.last().unwrap();
            for (key, label) in [("F1", Message::ActionHelp), ("F10", Message::ActionQuit)] {
                let wanted = format!("{key} {}", console.model.texts.get(label));
                assert!(footer.contains(&wanted), "{state}: {footer}");
            }
        }
    }
}

#[test]
fn a_grade_of_another_station_is_cleaned_and_cut() {
    let grades = ["прозрачный ".repeat(18), "a\u{2028}b\u{2029}c\u{fff9}d\u{202e}e\u{3164}f".into()];
    for grade in grades {
        let mut other = TestConsole::new(Language::En);
        other.model.event.materials[1].grades[0] = grade;
        other.keys("q3<Enter>ww12,5<Enter>");
        let mut console = TestConsole::watching(Language::En);
        console.grow("B", "B", 2, other.saved.drain(..).map(Some).collect());
        for (width, height) in [(80, 24), (80, 50), (120, 40)] {
            for state in ["", "<F3>"] {
                console.keys(state);
                let screen = rows(&draw(&console.model, width, height)).join("\n");
                assert!(screen.contains("12.5 kg") && screen.contains("3 kg"), "{screen}");
                let plain = screen.replace('\n', "");
                assert_eq!(crate::language::format::clean(&plain), plain);
                console.keys("<Esc>");
            }
        }
    }
}

#[test]
fn a_character_of_another_width_hides_no_digit() {
    for typed in ["q😀5", "q1\u{301}5"] {
        let mut console = TestConsole::new(Language::En);
        console.keys(typed);
        let line = &rows(&draw(&console.model, 80, 24))[21];
        assert!(line.contains("\u{fffd}5"), "{line}");
    }
}

#[test]
fn a_flash_reverses_the_entry_line_alone() {
    let mut console = TestConsole::new(Language::En);
    console.keys("q12.5");
    for (width, height) in [(80, 24), (120, 40), (40, 10), (20, 5)] {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let before = draw(&console.model, width, height);
        let frame = terminal.draw(|frame| {
            view(&console.model, frame);
            reverse_entry_line(&console.model, frame);
        });
        let after = frame.unwrap().buffer.clone();
        let changed: Vec<u16> =
            (0..height).filter(|y| (0..width).any(|x| before[(x, *y)] != after[(x, *y)])).collect();
        assert_eq!(rows(&before), rows(&after));
        assert_eq!(changed, if height < 10 { vec![] } else { vec![height - 3] }, "{width}x{height}");
    }
}

#[test]
fn nothing_that_is_read_is_dim_on_any_background() {
    // The last ones are grid lines.
    let borders = "─│┌┬┐├┼┤└┴┘░ .┊";
    let environment =
        Environment { locale: "C.UTF-8".into(), term: "xterm".into(), ..Environment::default() };
    for choice in [ThemeChoice::Dark, ThemeChoice::Light, ThemeChoice::Contrast] {
        for state in STATES {
            let mut console = TestConsole::new(Language::Kk);
            console.model.theme = Theme::chosen(&environment, false, choice);
            console.keys(state);
            for (width, height) in [(60, 20), (80, 24), (120, 40)] {
                let buffer = draw(&console.model, width, height);
                for cell in buffer.content.iter().filter(|cell| cell.modifier.contains(Modifier::DIM)) {
                    assert!(borders.contains(cell.symbol()), "{choice:?} {state}: {}", cell.symbol());
                    assert!(choice != ThemeChoice::Contrast, "{state}");
                }
            }
        }
    }
}

#[test]
fn what_is_said_only_at_the_start_is_shown_in_full_until_the_first_key() {
    for language in Language::ALL {
        let mut console = TestConsole::new(language);
        let (here, offset) = ("UTC+00:00".into(), "UTC+05:00".into());
        let notices = [
            Message::EventOfOtherDate { date: "28.11.2026".into() }.into(),
            Message::ZoneOdds { here, offset }.into(),
        ];
        let texts = console.model.texts.clone();
        let words = notices
            .iter()
            .flat_map(|notice| texts.show(notice).split(' ').map(str::to_owned).collect::<Vec<_>>());
        let words: Vec<String> = words.collect();
        let now = timestamp(Duration::ZERO);
        update(&mut console.model, Msg::Started { operator: None, notices: notices.to_vec(), now });
        let shown = rows(&draw(&console.model, 80, 24))[22..].join(" ");
        for word in words {
            assert!(shown.contains(&word), "{word} is not in {shown}");
        }
        assert_eq!(shown.matches("UTC").count(), 2, "{shown}");
        console.keys("q");
        let footer = rows(&draw(&console.model, 80, 24)).pop().unwrap();
        assert!(footer.contains("F10"), "{footer}");
    }
}

#[test]
fn the_footer_offers_what_has_an_effect_now_and_space_at_80_columns() {
    for language in Language::ALL {
        let mut console = TestConsole::new(language);
        let space = console.model.texts.get(Message::KeySpace) + " ";
        let mut footer = |keys: &str| {
            console.keys(keys);
            rows(&draw(&console.model, 80, 24)).pop().unwrap()
        };
        let empty = footer("");
        assert!([&*space, "F1 ", "F8 ", "F10 "].iter().all(|key| empty.contains(key)), "{empty}");
        assert!(["Enter ", "Esc "].iter().all(|key| !empty.contains(key)), "{empty}");
        let typed = footer("q12");
        assert!(typed.starts_with(" Enter ") && typed.contains("Esc ") && !typed.contains(&space), "{typed}");
        let recorded = footer("<Enter>");
        assert!(recorded.starts_with(&format!(" {space}")), "{recorded}");
        footer("<F8>");
        let mut wide = |keys: &str| {
            console.keys(keys);
            let footer = rows(&draw(&console.model, 110, 24)).pop().unwrap();
            footer
                .split_once("F1 ")
                .map(|(before, after)| (before.chars().count(), after.to_owned()))
                .unwrap()
        };
        assert_eq!(wide("<Esc>q12<Enter>"), wide("7"), "the other keys stay where they are");
    }
}
