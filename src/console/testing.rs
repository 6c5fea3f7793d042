//! A console for tests: keys are typed as scripts, and the disk is simulated.

use std::collections::HashMap;
use std::time::Duration;

use chrono::{DateTime, NaiveDate};

use crate::console::entry_line::{Held, HoldReason};
use crate::console::gesture::{GestureConsole, Gestures, KeyContext};
use crate::console::labels;
use crate::console::model::{InitialState, Model, OwnStation};
use crate::console::msg::{Effect, Msg, ReportStyle};
use crate::console::notice::Notice;
use crate::console::overlay::Overlay;
use crate::console::rejected::RejectReason;
use crate::console::update::update;
use crate::domain::event::{Event, UtcOffset};
use crate::domain::ledger::{FileEnd, JournalChange, Ledger, Slot};
use crate::domain::record::{
    JournalId, LineHash, PendingRecord, Record, RecordRef, StationId, Target, Ticket,
};
use crate::entry::{Span, ValidationErrorKind};
use crate::language::{Language, Message, Texts};
use crate::screen::clock::Timestamp;
use crate::screen::input::{KeyPress, ReadAt};
use crate::screen::key::Key;
use crate::screen::theme::{Environment, Theme};

/// A console with a disk that saves at once, unless `disk_fails`.
pub(in crate::console) struct TestConsole {
    pub model: Model,
    /// The records on the disk.
    pub saved: Vec<Record>,
    pub has_quit: bool,
    /// The number of repeated attempts to save.
    pub retries: usize,
    /// The requested reports, and whether to write them to a file.
    pub reports: Vec<(ReportStyle, Language, bool)>,
    pub disk_fails: bool,
    /// Whether the disk does not answer. Records are queued until [`TestConsole::save`].
    pub disk_hangs: bool,
    queued: Vec<PendingRecord>,
    names: HashMap<Ticket, RecordRef>,
    gestures: Gestures,
    pub(in crate::console) clock: Duration,
    /// The number of the last read.
    read: u64,
}

impl GestureConsole for TestConsole {
    fn context(&self) -> KeyContext {
        KeyContext::of(&self.model)
    }

    fn send(&mut self, msg: Msg) {
        Self::send(self, msg);
    }
}

impl TestConsole {
    /// Returns a console of station A, where Дана works, in an event with the standard catalogue.
    pub(in crate::console) fn new(language: Language) -> Self {
        let mut console = Self::watching(language);
        let station = StationId::parse("A").unwrap();
        let slot = console.model.ledger.open_file(station, station, JournalId(1), 0);
        console.model.ledger.take_over(slot);
        console.model.own = Some(OwnStation { slot, station, operator: "Дана".into() });
        console
    }

    /// Returns a console that only watches.
    pub(in crate::console) fn watching(language: Language) -> Self {
        let date = NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
        let event = Event::new(7, "Recycle Бірге", date, UtcOffset::parse("+05:00").unwrap()).unwrap();
        let ledger = Ledger::new(&event);
        let environment =
            Environment { term: "xterm".into(), locale: "kk_KZ.UTF-8".into(), ..Environment::default() };
        let model = Model::new(InitialState {
            event,
            ledger,
            own: None,
            texts: Texts::new(language),
            theme: Theme::new(&environment, false),
            scale: None,
            wire: None,
            warnings: Vec::new(),
            faults: Vec::new(),
            now: timestamp(Duration::ZERO),
        });
        Self {
            model,
            saved: Vec::new(),
            has_quit: false,
            retries: 0,
            reports: Vec::new(),
            disk_fails: false,
            disk_hangs: false,
            queued: Vec::new(),
            names: HashMap::new(),
            gestures: Gestures::default(),
            clock: Duration::ZERO,
            read: 0,
        }
    }

    /// Returns the station of a console that weighs.
    pub(in crate::console) fn own(&mut self) -> &mut OwnStation {
        self.model.own.as_mut().unwrap()
    }

    pub(in crate::console) fn slot(&mut self) -> Slot {
        self.own().slot
    }

    /// Sends a message, and simulates the disk for its effects.
    pub(in crate::console) fn send(&mut self, msg: Msg) {
        let retries = self.retries;
        let queued = self.queued.len();
        for effect in update(&mut self.model, msg) {
            match effect {
                Effect::Append(pending) => self.queued.push(*pending),
                Effect::Retry => self.retries += 1,
                Effect::Report { style, language, write } => self.reports.push((style, language, write)),
                Effect::Redraw => {}
                Effect::Quit => self.has_quit = true,
            }
        }
        if self.disk_hangs || self.queued.len() == queued && self.retries == retries {
            return;
        }
        if self.disk_fails {
            for effect in update(&mut self.model, Msg::NotSaved("full".into())) {
                assert_ne!(effect, Effect::Quit);
            }
        } else {
            self.save();
        }
    }

    /// Takes the records on their way to the disk, which the disk then does not save by itself.
    pub(in crate::console) fn take_queued(&mut self) -> Vec<PendingRecord> {
        self.disk_fails = false;
        std::mem::take(&mut self.queued)
    }

    /// Saves the queued records.
    pub(in crate::console) fn save(&mut self) {
        self.save_first(self.queued.len());
    }

    /// Saves the first queued records.
    pub(in crate::console) fn save_first(&mut self, count: usize) {
        let queued: Vec<PendingRecord> = self.queued.drain(..count).collect();
        if queued.is_empty() {
            return;
        }
        let mut records = Vec::new();
        for pending in queued {
            let seq = self.saved.len() as u64 + 1;
            let mut hash = [0; 32];
            hash[..8].copy_from_slice(&seq.to_be_bytes());
            let hash = LineHash(hash);
            let name = RecordRef { station: self.own().station, seq, hash: hash.short() };
            self.names.insert(pending.ticket, name);
            let op = pending.op.try_map_target(|target| match target {
                Target::Record(name) => Ok(name),
                Target::Ticket(ticket) => self.names.get(&ticket).copied().ok_or(()),
            });
            let record = Record {
                seq,
                at: pending.at,
                op: op.unwrap(),
                import: pending.import,
                key: pending.key,
                hash,
            };
            self.saved.push(record.clone());
            records.push((pending.ticket, record));
        }
        self.send(Msg::Saved(records));
    }

    /// Adds lines to a journal file, as the watcher reports them. `station` wrote the file.
    pub(in crate::console) fn grow(
        &mut self,
        name: &str,
        station: &str,
        journal: u128,
        lines: Vec<Option<Record>>,
    ) {
        let slot = self.model.ledger.slot(StationId::parse(name).unwrap(), JournalId(journal));
        let from = slot.map_or(0, |slot| self.model.ledger.line_count(slot)) + 1;
        self.read_from(name, station, journal, from, lines);
    }

    /// Replaces a journal file, as the watcher reports it. `station` wrote the file.
    pub(in crate::console) fn replace(
        &mut self,
        name: &str,
        station: &str,
        journal: u128,
        lines: Vec<Option<Record>>,
    ) {
        self.read_from(name, station, journal, 1, lines);
    }

    fn read_from(&mut self, name: &str, station: &str, journal: u128, from: u64, lines: Vec<Option<Record>>) {
        let [name, station] = [name, station].map(|id| StationId::parse(id).unwrap());
        let end = Some(FileEnd { lines: from - 1 + lines.len() as u64, acknowledged: None });
        let journal = JournalId(journal);
        self.send(Msg::Journals(vec![JournalChange { name, station, journal, from, lines, end }]));
    }

    /// Presses a key this many milliseconds after the last key, in a read of its own.
    pub(in crate::console) fn press_after(&mut self, millis: u64, key: Key) -> &mut Self {
        self.wait(millis);
        self.read += 1;
        self.press(key)
    }

    /// Presses a key in the same read as the last key.
    fn press(&mut self, key: Key) -> &mut Self {
        let read = ReadAt { at: timestamp(self.clock), read: self.read };
        let mut gestures = std::mem::take(&mut self.gestures);
        gestures.key(KeyPress { key, marked_repeat: false }, read, self);
        self.gestures = gestures;
        self
    }

    /// Types a script, such as `q12,5<Enter>`, as slowly as an operator, and waits until every key has acted.
    pub(in crate::console) fn keys(&mut self, script: &str) -> &mut Self {
        for key in parse_script(script) {
            self.press_after(250, key);
        }
        self.wait(300)
    }

    /// Types a script with this many milliseconds between the keys, each in a read of its own.
    pub(in crate::console) fn keys_every(&mut self, millis: u64, script: &str) -> &mut Self {
        for key in parse_script(script) {
            self.press_after(millis, key);
        }
        self
    }

    /// Types a script as fast as a machine does.
    pub(in crate::console) fn machine(&mut self, script: &str) -> &mut Self {
        self.keys_every(1, script)
    }

    /// Holds a key down: it comes once, again after `first` milliseconds, and then every `next` milliseconds.
    pub(in crate::console) fn hold(&mut self, key: Key, first: u64, next: u64, repeats: usize) -> &mut Self {
        self.press_after(1_000, key);
        self.press_after(first, key);
        for _ in 1..repeats {
            self.press_after(next, key);
        }
        self.wait(1_000)
    }

    /// Lets time pass without a key.
    pub(in crate::console) fn wait(&mut self, millis: u64) -> &mut Self {
        let start = self.clock;
        for silence in [30, 120, 150, 300, millis] {
            if silence <= millis {
                self.clock = start + Duration::from_millis(silence);
                let mut gestures = std::mem::take(&mut self.gestures);
                gestures.silence(timestamp(self.clock), self);
                self.gestures = gestures;
            }
        }
        self.send(Msg::Clock(timestamp(self.clock)));
        self
    }

    pub(in crate::console) fn paste(&mut self, text: &str) -> &mut Self {
        self.wait(250);
        let mut gestures = std::mem::take(&mut self.gestures);
        gestures.paste(text.to_owned(), timestamp(self.clock), self);
        self.gestures = gestures;
        self
    }

    /// Ends the console as a lost terminal does.
    pub(in crate::console) fn hang_up(&mut self, status: u8) {
        let mut gestures = std::mem::take(&mut self.gestures);
        gestures.finish(self);
        self.gestures = gestures;
        self.send(Msg::Ended(status));
    }

    /// Returns the selection and the text of the entry line, such as `W 1 > 12,5`.
    pub(in crate::console) fn line(&self) -> String {
        let material = self.model.material(self.model.selection).map(|(_, material)| material);
        let grade = self.model.selection.grade.map(|grade| material.unwrap().grades[grade].as_str());
        let key = material.map(|material| labels::material_key(&self.model, &material.id, grade) + " ");
        format!("{}> {}", key.unwrap_or_default(), self.model.line.text)
    }

    /// Returns the net sum of a material in grams.
    pub(in crate::console) fn grams(&self, material: &str) -> i64 {
        self.model.ledger.sum(material).net.get()
    }

    /// Returns the text of the held amount, and why it is held.
    pub(in crate::console) fn held(&self) -> Option<(&str, HoldReason)> {
        match self.model.line.held.as_ref()? {
            Held::Amount { reading, reason } => Some((reading.text(), *reason)),
            Held::People(_) => None,
        }
    }

    /// Returns why the last line was rejected.
    pub(in crate::console) fn rejection(&self) -> Option<&RejectReason> {
        match self.model.notice() {
            Some(Notice::Rejected(reason)) => Some(reason),
            _ => None,
        }
    }

    /// Returns why the text of the form on top was rejected.
    pub(in crate::console) fn field_rejection(&self) -> Option<&Message> {
        let field = self.model.overlays.last().and_then(Overlay::field)?;
        field.rejection().map(|rejection| &*rejection.reason)
    }

    /// Returns the question that is open in the form on top, as it is shown.
    pub(in crate::console) fn field_question(&self) -> Option<String> {
        let field = self.model.overlays.last().and_then(Overlay::field)?;
        field.question().map(|question| self.model.texts.show(&question.text))
    }

    /// Returns the validation error of the last line, and its columns.
    pub(in crate::console) fn validation_error(&self) -> (ValidationErrorKind, Span) {
        match self.rejection() {
            Some(RejectReason::Amount(error)) => (error.kind, error.span),
            other => panic!("{other:?}"),
        }
    }
}

/// Presses keys in a new console whose entry line is `before`, and checks the resulting entry line. The entry
/// lines are written in the notation of [`TestConsole::line`].
#[track_caller]
pub(in crate::console) fn check_line((before, keys, after): (&str, &str, &str)) {
    let mut console = TestConsole::new(Language::Kk);
    let (selected, text) = before.split_once("> ").unwrap();
    let (letter, grade) = selected.trim_end().split_once(' ').unwrap_or((selected.trim_end(), "0"));
    // The first press of a letter selects no grade. Each further press selects the next grade.
    let presses = 1 + grade.parse::<usize>().unwrap();
    console.keys(&letter.to_lowercase().repeat(presses)).keys(text);
    assert_eq!(console.line(), before);
    console.keys(keys);
    assert_eq!(console.line(), after, "{before} {keys}");
}

/// Returns the time that is `since_start` after the start. The start is 14:00 local time.
pub(in crate::console) fn timestamp(since_start: Duration) -> Timestamp {
    let start = DateTime::parse_from_rfc3339("2026-01-25T14:00:00+05:00").unwrap().to_utc();
    Timestamp { wall: start + since_start, since_start }
}

/// Parses a script: characters are typed, and `<Enter>`, `<F3>`, `<C-z>` (Ctrl) or `<A-w>` (Alt) are keys.
pub(in crate::console) fn parse_script(script: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = script;
    while let Some(c) = rest.chars().next() {
        let Some(name) = rest.strip_prefix('<') else {
            keys.push(Key::Char(c));
            rest = &rest[c.len_utf8()..];
            continue;
        };
        let (name, after) = name.split_once('>').unwrap();
        keys.push(parse_key(name));
        rest = after;
    }
    keys
}

fn parse_key(name: &str) -> Key {
    match name {
        "Enter" => Key::Enter,
        "Space" => Key::Char(' '),
        "Esc" => Key::Esc,
        "Tab" => Key::Tab,
        "BackTab" => Key::BackTab,
        "BS" => Key::Backspace,
        "Del" => Key::Delete,
        "Up" => Key::Up,
        "Down" => Key::Down,
        "Left" => Key::Left,
        "Right" => Key::Right,
        "Home" => Key::Home,
        "End" => Key::End,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        name => match (&name[..2], name.chars().nth(2)) {
            ("A-", Some(c)) => Key::Alt(c),
            ("C-", Some(c)) => Key::Ctrl(c),
            _ => Key::F(name.strip_prefix('F').unwrap().parse().unwrap()),
        },
    }
}
