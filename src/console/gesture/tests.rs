//! Tests of the gestures: keys with times in, messages out.

use chrono::{DateTime, Utc};

use super::*;
use crate::console::keymap::{Mode, Snapshot};

/// A console that logs what it receives. Letters select on the empty line, and other characters are typed.
#[derive(Default)]
struct Log {
    typed: String,
    asks: bool,
    /// The window above the panes.
    window: Option<Mode>,
    messages: Vec<String>,
}

impl GestureConsole for Log {
    fn context(&self) -> KeyContext {
        let snapshot = Snapshot {
            line_empty: self.typed.is_empty(),
            line_letters: self.typed.chars().all(char::is_alphabetic).then(|| self.typed.chars().count()),
            held: self.asks,
            ..Snapshot::default()
        };
        KeyContext { mode: self.window.unwrap_or(Mode::Weighing), snapshot }
    }

    fn send(&mut self, msg: Msg) {
        self.messages.push(match msg {
            Msg::Key(Key::Char(c), _) => {
                if crate::entry::begins_amount(c) || !self.typed.is_empty() {
                    self.typed.push(c);
                }
                c.to_string()
            }
            Msg::Key(key, _) => key.to_string(),
            Msg::RunBegins => return,
            Msg::TypeChar(c, _) => format!("type {c}"),
            Msg::RunTyped(text, _) => format!("typed {text}"),
            Msg::MachineLine { text, .. } => {
                self.typed.clear();
                format!("line {text}")
            }
            Msg::Spaces(count, _) => format!("{count} spaces"),
            Msg::Word(text) => format!("word {text}"),
            Msg::NumLockOff => "numlock".to_owned(),
            Msg::KeyHeldDown(key) => format!("{key} held"),
            Msg::Paste(text, _) => format!("paste {text}"),
            _ => "other".to_owned(),
        });
    }
}

struct KeyScript {
    gestures: Gestures,
    log: Log,
    now: u64,
    read: u64,
}

impl KeyScript {
    fn new() -> Self {
        Self { gestures: Gestures::default(), log: Log::default(), now: 0, read: 0 }
    }

    fn at(&self) -> Timestamp {
        let since_start = Duration::from_millis(self.now);
        Timestamp { wall: DateTime::<Utc>::UNIX_EPOCH + since_start, since_start }
    }

    /// Presses a key this many milliseconds after the last one, in a read of its own.
    fn key(&mut self, millis: u64, key: Key) -> &mut Self {
        self.now += millis;
        self.read += 1;
        self.press(key)
    }

    fn press(&mut self, key: Key) -> &mut Self {
        let read = ReadAt { at: self.at(), read: self.read };
        self.gestures.key(key.into(), read, &mut self.log);
        self
    }

    fn chars(&mut self, millis: u64, text: &str) -> &mut Self {
        for c in text.chars() {
            self.key(millis, Key::Char(c));
        }
        self
    }

    fn silence(&mut self, millis: u64) -> &mut Self {
        self.now += millis;
        let at = self.at();
        self.gestures.silence(at, &mut self.log);
        self
    }

    #[track_caller]
    fn expect(&mut self, messages: &str) -> &mut Self {
        assert_eq!(std::mem::take(&mut self.log.messages).join(","), messages);
        self
    }
}

#[test]
fn characters_and_an_enter_without_a_pause_are_a_machine_line() {
    for millis in [0, 5, 29] {
        KeyScript::new()
            .key(500, Key::Char('1'))
            .chars(millis, "2")
            .key(millis, Key::Enter)
            .expect("1,2,line 12");
    }
    KeyScript::new().chars(30, "12").key(30, Key::Enter).expect("1,2,Enter");
    // An Enter directly after a machine line belongs to it.
    KeyScript::new().chars(1, "7").key(1, Key::Enter).key(1, Key::Enter).silence(500).expect("7,line 7");
    // A run that ends in silence is typed text.
    KeyScript::new().chars(1, "12").silence(30).key(1, Key::Enter).expect("1,2,typed 12,Enter");
}

#[test]
fn around_a_key_that_only_a_hand_presses_all_keys_are_presses() {
    let mut script = KeyScript::new();
    script.chars(0, "12").key(0, Key::Left).key(0, Key::Char('3')).key(0, Key::Enter);
    script.expect("1,2,typed 12,←,3,Enter");
    let mut script = KeyScript::new();
    script.chars(0, "1").key(0, Key::Esc).press(Key::Ctrl('z')).expect("1,Esc,Unknown");
}

#[test]
fn a_character_that_acts_waits_for_the_end_of_the_run() {
    KeyScript::new().chars(0, "?").expect("").silence(30).expect("?");
    KeyScript::new().chars(5, "?1").expect("type ?,1").key(5, Key::Enter).expect("line ?1");
}

#[test]
fn a_control_character_in_a_run_leaves_a_mark() {
    KeyScript::new().key(0, Key::Ctrl('q')).expect("").silence(30).expect("Ctrl+Q");
    let mut script = KeyScript::new();
    script.chars(2, "1").key(2, Key::Ctrl('c')).chars(2, "2").key(2, Key::Enter);
    script.expect("1,Unknown,2,line 1\u{3}2");
    let mut script = KeyScript::new();
    script.key(2, Key::Ctrl('b')).chars(2, "1").key(2, Key::Tab).key(2, Key::Enter);
    script.expect("Unknown,1,Unknown,line \u{2}1\t");
}

#[test]
fn an_acting_key_that_is_held_down_acts_once() {
    for (first, next) in [(250, 30), (500, 33), (660, 100)] {
        let mut script = KeyScript::new();
        script.key(1_000, Key::F(8)).key(first, Key::F(8));
        for _ in 0..20 {
            script.key(next, Key::F(8));
        }
        script.silence(1_000);
        let repeats = vec!["F8 held"; 20].join(",");
        script.expect(&format!("F8,{repeats}"));
    }
    // Two presses, and two presses with another key in between.
    KeyScript::new().key(0, Key::F(8)).key(400, Key::F(8)).expect("F8").silence(150).expect("F8");
    KeyScript::new().key(0, Key::F(8)).key(40, Key::F(2)).key(40, Key::F(8)).expect("F8,F2,F8");
    // Another key decides at once.
    KeyScript::new().key(0, Key::F(8)).key(400, Key::F(8)).chars(60, "1").expect("F8,F8,1");
    // A repeat that the terminal marks needs no guess.
    let mut script = KeyScript::new();
    script.key(0, Key::F(8));
    let read = ReadAt { at: script.at(), read: 9 };
    script.gestures.key(KeyPress { key: Key::F(8), marked_repeat: true }, read, &mut script.log);
    script.expect("F8,F8 held");
}

#[test]
fn keys_that_move_or_erase_may_repeat() {
    let mut script = KeyScript::new();
    for _ in 0..4 {
        script.key(33, Key::Right).key(33, Key::Right);
    }
    script.expect(&["→"; 8].join(","));
}

#[test]
fn only_an_enter_by_itself_confirms() {
    let ask = |script: &mut KeyScript| {
        script.chars(100, "9").key(100, Key::Enter).expect("9,Enter");
        script.log.asks = true;
    };
    // The Enter that asked is held down.
    for (first, next) in [(250, 30), (500, 33), (660, 100)] {
        let mut script = KeyScript::new();
        ask(&mut script);
        script.key(first, Key::Enter);
        for _ in 0..20 {
            script.key(next, Key::Enter);
        }
        script.silence(1_000);
        assert!(!script.log.messages.contains(&"Enter".to_owned()), "{first} {next}");
    }
    let mut script = KeyScript::new();
    ask(&mut script);
    script.key(200, Key::Enter).silence(299).expect("").silence(1).expect("Enter");
    // Too soon after the question.
    let mut script = KeyScript::new();
    ask(&mut script);
    script.key(199, Key::Enter).silence(500).expect("Enter held");
    // After another key it counts at once. Esc takes it back. After a character without a pause, a machine sent it.
    for (millis, key, messages) in
        [(100, Key::Char('1'), "Enter,1"), (100, Key::Esc, "Esc"), (10, Key::Char('1'), "1")]
    {
        let mut script = KeyScript::new();
        ask(&mut script);
        script.key(1_000, Key::Enter).key(millis, key).silence(1_000).expect(messages);
    }
    // The question was closed before the Enter could count.
    let mut script = KeyScript::new();
    ask(&mut script);
    script.key(1_000, Key::Enter).log.asks = false;
    script.silence(300).expect("");
}

#[test]
fn spaces_are_counted_by_press() {
    KeyScript::new().key(0, Key::Char(' ')).expect("").silence(30).expect("1 spaces");
    KeyScript::new()
        .key(0, Key::Char(' '))
        .press(Key::Char(' '))
        .press(Key::Char(' '))
        .silence(30)
        .expect("3 spaces");
    // The second press waits until it cannot be a repeat.
    let mut script = KeyScript::new();
    script.key(0, Key::Char(' ')).silence(30).expect("1 spaces");
    script.key(300, Key::Char(' ')).silence(119).expect("").silence(1).expect("1 spaces");
    // A held bar.
    let mut script = KeyScript::new();
    script.key(0, Key::Char(' ')).silence(30).key(400, Key::Char(' '));
    for _ in 0..20 {
        script.key(50, Key::Char(' '));
    }
    script.silence(1_000);
    let repeats = vec!["Space held"; 20].join(",");
    script.expect(&format!("1 spaces,{repeats}"));
    // Padding.
    KeyScript::new().chars(1, "  7").key(1, Key::Enter).expect("7,line   7");
    KeyScript::new().chars(1, " 7").silence(30).expect("7,typed  7");
    // A press that the end of the terminal interrupts.
    let mut script = KeyScript::new();
    script.key(0, Key::Char(' '));
    script.gestures.finish(&mut script.log);
    script.expect("1 spaces");
}

#[test]
fn letters_that_are_digits_of_the_kazakh_top_row_may_belong_to_a_word() {
    KeyScript::new().chars(200, "қағаз").expect("қ,а,ғ,а,word қаға,з");
    KeyScript::new().chars(200, "іңкәр").expect("і,ң,к,ә,р,word іңкәр");
    // An amount, the letter of a pane after it, and a letter that was typed long before.
    KeyScript::new().chars(200, "әңғүп").expect("ә,ң,ғ,ү,п");
    KeyScript::new().chars(200, "йқюұ").expect("й,қ,ю,ұ");
    KeyScript::new().chars(200, "йңөғ").expect("й,ң,ө,ғ");
    KeyScript::new().chars(200, "бумага").expect("б,у,м,а,word бума,г,а");
    KeyScript::new().chars(200, "қ").key(2_500, Key::Char('к')).chars(200, "елат").expect("қ,к,е,л,а,т");
}

#[test]
fn four_letters_by_hand_are_a_word() {
    KeyScript::new().chars(200, "waste").expect("w,a,s,t,word wast,e");
    // Too slow, the same key twice, together, on the keys of digits, or after a digit.
    KeyScript::new().chars(701, "wast").expect("w,a,s,t");
    KeyScript::new().chars(200, "wwasst").expect("w,w,a,s,s,t");
    KeyScript::new().chars(1, "wast").silence(30).expect("w,a,s,t,typed wast");
    KeyScript::new().chars(200, "әіңғ").expect("ә,і,ң,ғ");
    KeyScript::new().chars(200, "1wast").expect("1,w,a,s,t");
}

#[test]
fn keys_of_a_keypad_without_numlock_are_noticed() {
    KeyScript::new().key(0, Key::Begin).expect("Begin,numlock");
    KeyScript::new().key(0, Key::Down).key(200, Key::Left).key(200, Key::Right).expect("↓,←,→,numlock");
    KeyScript::new().key(0, Key::Down).key(200, Key::Down).key(200, Key::Down).expect("↓,↓,↓");
    KeyScript::new().key(0, Key::Down).key(600, Key::Left).key(600, Key::Right).expect("↓,←,→");
    // PageUp turns the pages of the panes.
    KeyScript::new().key(0, Key::PageUp).key(200, Key::PageDown).expect("PgUp,PgDn");
}

#[test]
fn keys_of_a_keypad_without_numlock_are_noticed_in_a_field() {
    let in_field = |keys: &[Key], millis: u64| {
        let mut script = KeyScript::new();
        script.log.window = Some(Mode::Correct);
        for key in keys {
            script.key(millis, *key);
        }
        script.log.messages.iter().any(|message| message == "numlock")
    };
    // 5, 0 and, in this order, 12, 71, 98, 3 and 2.
    for keys in [
        &[Key::Begin][..],
        &[Key::Insert],
        &[Key::End, Key::Down],
        &[Key::Home, Key::End],
        &[Key::PageUp, Key::Up],
        &[Key::PageDown, Key::Down],
    ] {
        assert!(in_field(keys, 200), "{keys:?}");
        assert_eq!(in_field(keys, 1_100), keys.len() == 1, "{keys:?}");
    }
    // Arrows move the cursor, and the selection among the fields.
    for keys in [&[Key::Left, Key::Right, Key::Down, Key::Up][..], &[Key::Home], &[Key::End, Key::End]] {
        assert!(!in_field(keys, 200), "{keys:?}");
    }
}

#[test]
fn a_paste_ends_the_run() {
    let mut script = KeyScript::new();
    script.chars(0, "12");
    let at = script.at();
    script.gestures.paste("x".to_owned(), at, &mut script.log);
    script.expect("1,2,typed 12,paste x");
}

#[test]
fn an_enter_that_acted_on_the_screen_before_and_is_held_down_does_nothing() {
    let mut script = KeyScript::new();
    script.now = 1_000;
    let at = script.at();
    script.gestures.note_acted(Key::Enter, at);
    script.key(500, Key::Enter);
    for _ in 0..20 {
        script.key(33, Key::Enter);
    }
    script.silence(500).expect(&["Enter held"; 20].join(","));
    // The next press acts.
    script.key(500, Key::Enter).silence(500).expect("Enter");
}

#[test]
fn a_key_after_the_screen_before_acts_at_once() {
    let mut script = KeyScript::new();
    let at = script.at();
    script.gestures.note_acted(Key::Enter, at);
    script.key(100, Key::F(3)).expect("F3");
    script.key(100, Key::Enter).expect("Enter");
}
