//! Tests of what the start screen shows, and what its keys do.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use crate::console::gesture::{GestureConsole, Gestures, KeyContext};
use crate::console::keymap::{self, Mode};
use crate::console::msg::Msg;
use crate::console::start_screen::model::{StartAnswer, StartEvent, StartModel, StartNotice, StartQuestion};
use crate::console::start_screen::plain::ask_plain;
use crate::console::start_screen::update::update;
use crate::console::start_screen::view::view;
use crate::domain::clock::ClockDoubt;
use crate::domain::event::UtcOffset;
use crate::domain::event_choice::ChoiceReason;
use crate::domain::mass::Grams;
use crate::domain::record::Moment;
use crate::language::{Language, Message, Texts};
use crate::screen::clock::Timestamp;
use crate::screen::input::{KeyPress, ReadAt};
use crate::screen::key::Key;
use crate::screen::theme::{CharacterSet, Environment, Palette, Theme};

/// Friday, 03:10.
fn now() -> Moment {
    Moment::parse_from_rfc3339("2026-11-27T03:10:00+05:00").unwrap()
}

fn event(name: &str, days: i64, reason: ChoiceReason) -> StartEvent {
    let today = now().date_naive();
    StartEvent {
        given_name: Some(name.to_owned()),
        slug: format!("2026-11-{}-recycle", 27 + days),
        date: today + TimeDelta::days(days),
        today,
        utc_offset: UtcOffset::parse("+05:00").unwrap(),
        reason,
        people: 0,
        entries: 0,
        net: Grams::ZERO,
    }
}

fn minutes_ago(minutes: i64) -> ChoiceReason {
    ChoiceReason::Recent(now().to_utc() - TimeDelta::minutes(minutes))
}

/// Returns a question about an event of yesterday with records, and a prepared one of tomorrow.
fn question() -> StartQuestion {
    let yesterday = StartEvent {
        people: 1_243,
        entries: 4_101,
        net: Grams::new(6_115_400),
        ..event("Recycle Бірге", -1, minutes_ago(430))
    };
    let events = vec![yesterday, event("Recycle Бірге, екінші күн", 1, ChoiceReason::Ahead)];
    StartQuestion { clock_doubt: None, now: now(), events, warnings: Vec::new() }
}

/// Returns a question of a computer whose clock says 1970.
fn doubtful() -> StartQuestion {
    let now = Moment::parse_from_rfc3339("1970-01-01T05:05:00+05:00").unwrap();
    let released = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    let clock_doubt = Some(ClockDoubt::BeforeRelease(released));
    let mut question = StartQuestion { clock_doubt, now, ..question() };
    for event in &mut question.events {
        event.today = now.date_naive();
        event.reason = ChoiceReason::Older;
    }
    question
}

/// Returns a question about this many events.
fn many(count: usize) -> StartQuestion {
    let events = (0..count).map(|n| event(&format!("Event {}", n + 1), 1, ChoiceReason::Ahead)).collect();
    StartQuestion { events, ..question() }
}

const UNICODE: Theme =
    Theme { characters: CharacterSet::Unicode, colour: true, palette: Palette::Dark, true_colour: false };

/// A start screen for tests, and the gestures of its keyboard.
struct TestScreen {
    model: StartModel,
    gestures: Gestures,
    clock: Duration,
    read: u64,
}

impl GestureConsole for TestScreen {
    fn context(&self) -> KeyContext {
        self.model.context()
    }

    fn send(&mut self, msg: Msg) {
        update(&mut self.model, msg);
    }
}

impl TestScreen {
    fn new(question: StartQuestion, language: Language) -> Self {
        let model = StartModel::new(question, Texts::new(language), UNICODE, (80, 24));
        Self { model, gestures: Gestures::default(), clock: Duration::from_secs(5), read: 0 }
    }

    fn now(&self) -> Timestamp {
        Timestamp { wall: DateTime::<Utc>::default(), since_start: self.clock }
    }

    /// Presses a key this many milliseconds after the last one.
    fn press_after(&mut self, millis: u64, key: Key) -> &mut Self {
        self.silence(millis);
        self.read += 1;
        self.press(key)
    }

    /// Presses a key in the same read as the last one.
    fn press(&mut self, key: Key) -> &mut Self {
        let read = ReadAt { at: self.now(), read: self.read };
        self.with_gestures(|gestures, screen| {
            gestures.key(KeyPress { key, marked_repeat: false }, read, screen);
        })
    }

    fn silence(&mut self, millis: u64) -> &mut Self {
        self.clock += Duration::from_millis(millis);
        let now = self.now();
        self.with_gestures(|gestures, screen| gestures.silence(now, screen))
    }

    fn with_gestures(&mut self, apply: impl FnOnce(&mut Gestures, &mut Self)) -> &mut Self {
        let mut gestures = std::mem::take(&mut self.gestures);
        apply(&mut gestures, self);
        self.gestures = gestures;
        self
    }

    /// Presses keys one by one, as slowly as an operator, and waits until the last one has acted.
    fn keys(&mut self, keys: &[Key]) -> &mut Self {
        for key in keys {
            self.press_after(900, *key);
        }
        self.silence(900)
    }

    /// Types a text and an Enter at once, as a scale does.
    fn machine_line(&mut self, text: &str) -> &mut Self {
        self.silence(900);
        self.read += 1;
        for c in text.chars() {
            self.press(Key::Char(c));
        }
        self.press(Key::Enter).silence(900)
    }

    fn row(&self) -> usize {
        self.model.cursor.position()
    }

    fn draw(&self, columns: u16, rows: u16) -> Buffer {
        draw(&self.model, columns, rows)
    }
}

fn draw(model: &StartModel, columns: u16, rows: u16) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    terminal.draw(|frame| view(model, frame)).unwrap();
    terminal.backend().buffer().clone()
}

fn text(buffer: &Buffer) -> String {
    let width = usize::from(buffer.area.width.max(1));
    let rows = buffer.content.chunks(width);
    let rows: Vec<String> = rows.map(|row| row.iter().map(|cell| cell.symbol()).collect()).collect();
    rows.iter().map(|row| row.trim_end()).collect::<Vec<_>>().join("\n")
}

fn shown(question: StartQuestion, language: Language, columns: u16, rows: u16) -> String {
    let mut screen = TestScreen::new(question, language);
    screen.send(Msg::Resized(columns, rows));
    text(&screen.draw(columns, rows))
}

#[test]
fn enter_opens_the_selected_event_and_the_first_one_is_selected() {
    for (keys, answer) in [
        (&[][..], StartAnswer::Open(0)),
        (&[Key::Down], StartAnswer::Open(1)),
        (&[Key::Down, Key::Down], StartAnswer::New),
        (&[Key::Down, Key::Down, Key::Down, Key::Up], StartAnswer::Open(1)),
        (&[Key::End], StartAnswer::New),
        (&[Key::PageDown], StartAnswer::New),
        (&[Key::End, Key::Home], StartAnswer::Open(0)),
        (&[Key::End, Key::PageUp], StartAnswer::Open(0)),
        (&[Key::Char('2')], StartAnswer::Open(1)),
        (&[Key::Char('3')], StartAnswer::New),
    ] {
        let mut screen = TestScreen::new(question(), Language::En);
        screen.keys(keys);
        assert_eq!(screen.model.answer, None, "{keys:?}");
        screen.keys(&[Key::Enter]);
        assert_eq!(screen.model.answer, Some(answer), "{keys:?}");
    }
}

#[test]
fn the_digits_of_the_kazakh_top_row_select_rows() {
    let mut screen = TestScreen::new(many(9), Language::Kk);
    for (key, row) in [('"', 0), ('ә', 1), ('і', 2), ('ң', 3), ('ғ', 4)] {
        screen.keys(&[Key::Char(key)]);
        assert_eq!(screen.row(), row, "{key}");
    }
}

#[test]
fn a_digit_without_a_row_and_a_letter_select_nothing() {
    let mut screen = TestScreen::new(question(), Language::En);
    screen.keys(&[Key::Down, Key::Char('4'), Key::Char('0'), Key::Char('q'), Key::Char('й'), Key::Char(' ')]);
    assert_eq!((screen.row(), screen.model.answer), (1, None));
}

#[test]
fn the_keys_that_leave_make_nothing() {
    for key in [Key::F(10), Key::Ctrl('q'), Key::Ctrl('c'), Key::Esc] {
        let mut screen = TestScreen::new(question(), Language::En);
        screen.keys(&[key]);
        assert_eq!(screen.model.answer, Some(StartAnswer::Quit { status: 0 }), "{key:?}");
    }
}

#[test]
fn alt_and_a_character_do_not_leave() {
    let mut screen = TestScreen::new(question(), Language::En);
    screen.keys(&[Key::Alt('2')]);
    assert_eq!((screen.row(), screen.model.answer), (1, None));
}

#[test]
fn every_key_of_the_table_is_handled() {
    for binding in keymap::documented(Mode::Start) {
        for pattern in binding.keys {
            let keymap::Pattern::One(key) = *pattern else { continue };
            let mut screen = TestScreen::new(many(20), Language::En);
            screen.keys(&[Key::Down, Key::Down, key]);
            let model = &screen.model;
            let changed =
                screen.row() != 2 || model.answer.is_some() || model.help.is_some() || model.must_redraw;
            assert!(changed || model.texts.language() != Language::En, "{key:?}");
        }
    }
}

#[test]
fn f2_changes_the_language() {
    let mut screen = TestScreen::new(question(), Language::En);
    screen.keys(&[Key::F(2)]);
    assert_eq!(screen.model.texts.language(), Language::Kk);
    assert_eq!(screen.model.notice, Some(StartNotice::LanguageChanged));
    screen.model.theme = Theme::new(&Environment::default(), true);
    screen.keys(&[Key::F(2)]);
    assert_eq!(screen.model.texts.language(), Language::En);
    screen.keys(&[Key::F(2)]);
    assert_eq!(screen.model.notice, Some(StartNotice::OnlyEnglish));
}

#[test]
fn the_line_of_a_scale_chooses_and_selects_nothing() {
    for line in ["2", "12.5", "q12,5", "", "  +  12.500 kg"] {
        let mut screen = TestScreen::new(many(20), Language::En);
        screen.keys(&[Key::Down]).machine_line(line);
        let expected = if line.is_empty() { Some(StartAnswer::Open(1)) } else { None };
        assert_eq!((screen.row(), screen.model.answer), (1, expected), "{line:?}");
        if !line.is_empty() {
            assert_eq!(screen.model.notice, Some(StartNotice::MachineLine), "{line:?}");
            // A press after the line chooses.
            screen.keys(&[Key::Enter]);
            assert_eq!(screen.model.answer, Some(StartAnswer::Open(1)), "{line:?}");
        }
    }
}

#[test]
fn the_line_of_a_scale_that_arrives_slowly_chooses_nothing() {
    let mut screen = TestScreen::new(many(20), Language::En);
    // Each character comes by itself.
    for c in "12.5".chars() {
        screen.press_after(40, Key::Char(c));
    }
    screen.press_after(40, Key::Char('.')).press_after(40, Key::Enter).silence(900);
    assert_eq!(screen.model.answer, None);
    assert_eq!(screen.model.notice, Some(StartNotice::EnterAfterText));
    // The characters come together, and Enter later.
    screen.press_after(900, Key::Char('1')).press(Key::Char('2'));
    screen.press_after(100, Key::Enter).silence(900);
    assert_eq!((screen.model.notice, screen.model.answer), (Some(StartNotice::EnterAfterText), None));
    screen.keys(&[Key::Enter]);
    assert!(screen.model.answer.is_some());
}

#[test]
fn a_held_enter_chooses_nothing() {
    let mut screen = TestScreen::new(question(), Language::En);
    for _ in 0..40 {
        screen.press_after(33, Key::Enter);
    }
    screen.silence(900);
    assert_eq!(screen.model.notice, Some(StartNotice::EnterRepeated));
    assert_eq!(screen.model.answer, None);
    screen.keys(&[Key::Enter]);
    assert_eq!(screen.model.answer, Some(StartAnswer::Open(0)));
}

#[test]
fn an_enter_from_before_the_first_frame_chooses_nothing() {
    let mut screen = TestScreen::new(question(), Language::En);
    screen.gestures.note_acted(Key::Enter, screen.now());
    screen.press_after(1, Key::Enter).silence(900);
    assert_eq!((screen.model.notice, screen.model.answer), (Some(StartNotice::EnterRepeated), None));
}

#[test]
fn esc_takes_an_enter_back() {
    let mut screen = TestScreen::new(question(), Language::En);
    screen.press_after(0, Key::Enter).press_after(100, Key::Esc);
    assert_eq!(screen.model.answer, Some(StartAnswer::Quit { status: 0 }));
}

#[test]
fn the_key_after_the_choice_does_nothing_here() {
    let mut screen = TestScreen::new(question(), Language::En);
    screen.press_after(0, Key::Enter).press_after(100, Key::F(10));
    assert_eq!(screen.model.answer, Some(StartAnswer::Open(0)));
    // The end of the program is for both screens.
    screen.send(Msg::Ended(143));
    assert_eq!(screen.model.answer, Some(StartAnswer::Quit { status: 143 }));
}

#[test]
fn a_paste_is_ignored_with_a_message() {
    let mut screen = TestScreen::new(question(), Language::En);
    let now = screen.now();
    screen.with_gestures(|gestures, screen| gestures.paste("2\n".into(), now, screen));
    assert_eq!((screen.row(), screen.model.answer), (0, None));
    assert!(text(&screen.draw(80, 24)).contains("Pasted text is ignored here"));
    screen.keys(&[Key::Down]);
    assert!(!text(&screen.draw(80, 24)).contains("Pasted"));
}

#[test]
fn the_help_opens_scrolls_and_closes_without_a_choice() {
    for open in [Key::F(1), Key::Char('?')] {
        for close in [Key::Esc, Key::F(1), Key::Enter] {
            let mut screen = TestScreen::new(question(), Language::En);
            screen.send(Msg::Resized(40, 10));
            screen.keys(&[open, Key::End]);
            assert!(text(&screen.draw(40, 10)).contains("30 / 30"), "{}", text(&screen.draw(40, 10)));
            screen.keys(&[Key::Up]);
            assert!(text(&screen.draw(40, 10)).contains("29 / 30"));
            screen.keys(&[close]);
            assert!(screen.model.help.is_none() && screen.model.answer.is_none(), "{close:?}");
        }
    }
    let mut screen = TestScreen::new(question(), Language::En);
    screen.press(Key::F(1));
    let footer = text(&screen.draw(80, 24)).lines().last().unwrap_or_default().to_owned();
    assert!(footer.contains("Esc close") && !footer.contains("search"), "{footer}");
}

#[test]
fn on_a_terminal_that_is_too_small_only_leaving_works() {
    let mut screen = TestScreen::new(question(), Language::En);
    screen.send(Msg::Resized(39, 10));
    screen.keys(&[Key::Down, Key::F(1), Key::F(2), Key::Enter]);
    assert_eq!((screen.row(), screen.model.answer), (0, None));
    let screen_text = text(&screen.draw(39, 10)).replace('\n', " ");
    assert!(screen_text.contains("it needs 40x10") && screen_text.contains("This key did nothing"));
    screen.keys(&[Key::F(10)]);
    assert_eq!(screen.model.answer, Some(StartAnswer::Quit { status: 0 }));
}

#[test]
fn the_screen_at_80x24() {
    for language in Language::ALL {
        let name = format!("80x24_{}", language.code());
        insta::assert_snapshot!(name, shown(question(), language, 80, 24));
    }
}

#[test]
fn the_smallest_screen() {
    for language in Language::ALL {
        insta::assert_snapshot!(format!("40x10_{}", language.code()), shown(question(), language, 40, 10));
    }
}

#[test]
fn a_doubtful_clock_is_named_with_its_date() {
    for language in Language::ALL {
        insta::assert_snapshot!(
            format!("doubt_80x24_{}", language.code()),
            shown(doubtful(), language, 80, 24)
        );
        insta::assert_snapshot!(
            format!("doubt_40x10_{}", language.code()),
            shown(doubtful(), language, 40, 10)
        );
    }
}

#[test]
fn a_wide_screen_shows_everything_of_an_event() {
    insta::assert_snapshot!(shown(question(), Language::En, 140, 30));
}

#[test]
fn more_events_than_rows_scroll_and_the_selected_row_stays_visible() {
    let mut screen = TestScreen::new(many(12), Language::En);
    screen.send(Msg::Resized(40, 10));
    for row in 0..13 {
        let buffer = screen.draw(40, 10);
        let reversed = |y: u16| buffer[(2, y)].modifier.contains(Modifier::REVERSED);
        let selected: Vec<u16> = (1..9).filter(|y| reversed(*y)).collect();
        assert_eq!(selected.len(), 1, "row {row}: {}", text(&buffer));
        screen.keys(&[Key::Down]);
    }
    insta::assert_snapshot!(text(&screen.draw(40, 10)));
}

#[test]
fn a_long_name_with_wide_characters_is_cut_and_the_details_name_it() {
    let mut question = question();
    question.events[0].given_name =
        Some("漢字漢字漢字漢字漢字漢字漢字 Өте ұзақ атауы бар экоакция\u{202e}".into());
    question.warnings = vec!["The settings file has a fault in line 3: \"langauge\" is not known".into()];
    insta::assert_snapshot!(shown(question, Language::En, 80, 24));
}

#[test]
fn without_utf8_only_ascii_is_drawn() {
    let mut screen = TestScreen::new(doubtful(), Language::En);
    screen.model.theme = Theme::new(&Environment::default(), true);
    for event in &mut screen.model.question.events {
        event.given_name = Some("Recycle".into());
    }
    for (columns, rows) in [(40, 10), (80, 24), (140, 30)] {
        for keys in [&[][..], &[Key::F(1)], &[Key::Esc, Key::End]] {
            screen.send(Msg::Resized(columns, rows));
            screen.keys(keys);
            let drawn = text(&screen.draw(columns, rows));
            assert!(drawn.is_ascii(), "{drawn}");
        }
    }
}

#[test]
fn the_selection_is_visible_without_colours() {
    let mut screen = TestScreen::new(question(), Language::En);
    screen.model.theme.colour = false;
    let buffer = screen.draw(80, 24);
    let reversed = |y: u16| buffer[(3, y)].modifier.contains(Modifier::REVERSED);
    assert_eq!((1..23).filter(|y| reversed(*y)).count(), 1, "{}", text(&buffer));
    assert!(buffer.content.iter().all(|cell| cell.fg == ratatui::style::Color::Reset));
}

#[test]
fn every_size_shows_the_selected_row_and_nothing_panics() {
    for language in Language::ALL {
        for question in [question(), doubtful(), many(12), many(0)] {
            let mut screen = TestScreen::new(question, language);
            screen.model.question.warnings = vec!["w ".repeat(200).as_str().into()];
            screen.model.cursor = crate::screen::list::ListCursor::at(screen.model.row_count() - 1);
            let new = screen.model.texts.get(Message::StartNew { date: "".into() });
            let new = new.split(' ').next().unwrap();
            for columns in [1, 20, 39, 40, 41, 59, 60, 80, 113, 240] {
                for rows in [1, 2, 3, 9, 10, 11, 12, 15, 16, 24, 70] {
                    let drawn = text(&screen.draw(columns, rows));
                    let is_large = columns >= 40 && rows >= 10;
                    assert_eq!(drawn.contains(new), is_large, "{columns}x{rows}\n{drawn}");
                }
            }
        }
    }
}

/// Answers the plain question with this input.
fn plain(question: &StartQuestion, input: &[u8]) -> (StartAnswer, String, Vec<u8>) {
    let mut rest = input;
    let mut output = Vec::new();
    let answer = ask_plain(question, &Texts::new(Language::En), &mut rest, &mut output).unwrap();
    (answer, String::from_utf8(output).unwrap(), rest.to_vec())
}

#[test]
fn the_plain_question_lists_numbered_rows() {
    insta::assert_snapshot!(plain(&doubtful(), b"").1);
    insta::assert_snapshot!(plain(&question(), b"").1);
}

#[test]
fn the_plain_question_is_answered_by_a_number_and_keeps_the_lines_after_it() {
    assert_eq!(plain(&question(), b"1\nq12.5\n").0, StartAnswer::Open(0));
    let (answer, output, rest) = plain(&question(), b"\n0\n4\nq12\n\xff\n 2 \r\nq12.5\n");
    assert_eq!(answer, StartAnswer::Open(1));
    assert_eq!(rest, b"q12.5\n");
    assert_eq!(output.matches("Type a number from 1 to 3").count(), 5, "{output}");
    assert_eq!(plain(&question(), b"3\n").0, StartAnswer::New);
    let long = [&[b'1'; 600][..], b"\n3\n"].concat();
    assert_eq!(plain(&question(), &long).0, StartAnswer::New);
}

#[test]
fn only_digits_are_the_number_of_a_row() {
    // In the plain console `+1` counts people.
    for line in ["+1", "-1", "1.", "1,0", "1 1", "\u{661}"] {
        let (answer, output, _) = plain(&question(), format!("{line}\n").as_bytes());
        assert_eq!(answer, StartAnswer::Quit { status: 0 }, "{line}");
        assert_eq!(output.matches("There is no such row.").count(), 1, "{line}");
    }
}

#[test]
fn the_plain_question_ends_with_the_input_or_a_command() {
    for input in [&b""[..], b":quit\n", b"1", b"7\n", &[b'1'; 600]] {
        assert_eq!(plain(&question(), input).0, StartAnswer::Quit { status: 0 }, "{input:?}");
    }
}
