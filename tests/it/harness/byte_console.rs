//! A whole console in memory that reads bytes: decoder, gestures, model, `update` and a journal.

use std::collections::HashMap;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use tarazy::testing::{
    Decoded, Decoder, Effect, Environment, Event, GestureConsole, Gestures, InitialState, JournalId,
    KeyContext, Language, Ledger, LineHash, Model, Msg, OwnStation, PendingRecord, ReadAt, Record, RecordRef,
    StationId, Target, Texts, Theme, Ticket, Timestamp, UtcOffset, WedgeScale, update,
};

/// The silences after which a gesture is decided.
const SILENCES: [u64; 4] = [30, 120, 150, 300];
/// The silence after which an unfinished sequence is given up.
const SEQUENCE_SILENCE: Duration = Duration::from_millis(100);

/// A console of station A that records the standard catalogue, and whose disk saves at once.
pub(crate) struct ByteConsole {
    journal: Journal,
    decoder: Decoder,
    gestures: Gestures,
    now: Duration,
    /// When the last byte came.
    last_byte: Duration,
    read: u64,
    /// The time and number of the last read.
    last_read: ReadAt,
}

/// The model and its journal.
struct Journal {
    model: Model,
    records: Vec<Record>,
    names: HashMap<Ticket, RecordRef>,
    quits: usize,
}

impl ByteConsole {
    /// Opens a console without a scale at the time zero.
    pub(crate) fn new() -> Self {
        Self::open(None, Language::En, "")
    }

    /// Opens a console in this language on a terminal with UTF-8.
    pub(crate) fn in_language(language: Language) -> Self {
        Self::open(None, language, "C.UTF-8")
    }

    /// Opens a console of a station with this value of the option `--scale`.
    pub(crate) fn with_scale(option: &str) -> Self {
        Self::open(Some(WedgeScale::parse(option).unwrap()), Language::En, "")
    }

    fn open(scale: Option<WedgeScale>, language: Language, locale: &str) -> Self {
        let date = NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
        let event = Event::new(7, "Recycle Бірге", date, UtcOffset::parse("+05:00").unwrap()).unwrap();
        let mut ledger = Ledger::new(&event);
        let station = StationId::parse("A").unwrap();
        let slot = ledger.open_file(station, station, JournalId(1), 0);
        ledger.take_over(slot);
        let model = Model::new(InitialState {
            event,
            ledger,
            own: Some(OwnStation { slot, station, operator: String::new() }),
            texts: Texts::new(language),
            theme: Theme::new(&Environment { locale: locale.to_owned(), ..Environment::default() }, false),
            scale,
            wire: None,
            warnings: Vec::new(),
            faults: Vec::new(),
            now: timestamp(Duration::ZERO),
        });
        Self::of(model)
    }

    /// Returns a console with this model, for keys that record nothing. Its time begins at 14:00 of the sample day.
    pub(crate) fn of(model: Model) -> Self {
        let journal = Journal { model, records: Vec::new(), names: HashMap::new(), quits: 0 };
        Self {
            journal,
            decoder: Decoder::default(),
            gestures: Gestures::default(),
            now: Duration::ZERO,
            last_byte: Duration::ZERO,
            read: 0,
            last_read: ReadAt { at: timestamp(Duration::ZERO), read: 0 },
        }
    }

    /// Delivers one read at this time. The time is not before that of the last read.
    pub(crate) fn read(&mut self, at: Duration, bytes: &[u8]) {
        self.quiet(at);
        self.read += 1;
        self.last_byte = at;
        for (index, byte) in bytes.iter().enumerate() {
            let mut decoded = Vec::new();
            let earlier = self.decoder.add(*byte, &mut decoded);
            let later = decoded.split_off(earlier);
            self.apply(decoded);
            if index == 0 {
                self.last_read = ReadAt { at: timestamp(at), read: self.read };
            }
            self.apply(later);
        }
    }

    /// Lets time pass without a byte.
    pub(crate) fn quiet(&mut self, until: Duration) {
        let mut given_up = self.decoder.awaits().is_none();
        let silences = SILENCES.map(Duration::from_millis).into_iter().chain([until - self.last_byte]);
        for silence in silences {
            let at = self.last_byte + silence;
            if at > until || at <= self.now {
                continue;
            }
            if !given_up && silence >= self.decoder.awaits().unwrap_or(SEQUENCE_SILENCE) {
                given_up = true;
                let mut decoded = Vec::new();
                self.decoder.silence(&mut decoded);
                self.apply(decoded);
            }
            self.now = at;
            if self.decoder.is_unfinished() {
                continue;
            }
            self.gestures.silence(timestamp(at), &mut self.journal);
        }
    }

    fn apply(&mut self, decoded: Vec<Decoded>) {
        for event in decoded {
            match event {
                Decoded::Key(press) => self.gestures.key(press, self.last_read, &mut self.journal),
                Decoded::Paste(text) => self.gestures.paste(text, self.last_read.at, &mut self.journal),
                Decoded::KittyAnswer
                | Decoded::StatusAnswer
                | Decoded::Background { .. }
                | Decoded::Mouse(_) => {}
            }
        }
    }

    /// Sends a message that no key sends.
    pub(crate) fn send(&mut self, msg: Msg) {
        self.journal.send(msg);
    }

    /// Returns the records in the journal, oldest first.
    pub(crate) fn records(&self) -> &[Record] {
        &self.journal.records
    }

    /// Returns the model.
    pub(crate) const fn model(&self) -> &Model {
        &self.journal.model
    }

    /// Returns how often the console asked to quit. It still handles input after that.
    pub(crate) const fn quits(&self) -> usize {
        self.journal.quits
    }
}

impl GestureConsole for Journal {
    fn context(&self) -> KeyContext {
        KeyContext::of(&self.model)
    }

    fn send(&mut self, msg: Msg) {
        let mut saved = Vec::new();
        for effect in update(&mut self.model, msg) {
            match effect {
                Effect::Append(pending) => saved.push(self.append(*pending)),
                Effect::Quit => self.quits += 1,
                Effect::Retry | Effect::Redraw | Effect::Report { .. } => {}
            }
        }
        if !saved.is_empty() {
            let effects = update(&mut self.model, Msg::Saved(saved));
            assert!(effects.is_empty(), "{effects:?}");
        }
    }
}

impl Journal {
    fn append(&mut self, pending: PendingRecord) -> (Ticket, Record) {
        let seq = self.records.len() as u64 + 1;
        let mut hash = [0; 32];
        hash[..8].copy_from_slice(&seq.to_be_bytes());
        let hash = LineHash(hash);
        let op = pending.op.try_map_target(|target| match target {
            Target::Record(name) => Ok(name),
            Target::Ticket(ticket) => self.names.get(&ticket).copied().ok_or("an unknown ticket"),
        });
        let record = Record { seq, at: pending.at, op: op.unwrap(), import: None, key: None, hash };
        let station = StationId::parse("A").unwrap();
        self.names.insert(pending.ticket, RecordRef { station, seq, hash: hash.short() });
        self.records.push(record.clone());
        (pending.ticket, record)
    }
}

/// Returns a time of the sample day, by the time since 14:00 there.
pub(crate) fn timestamp(since_start: Duration) -> Timestamp {
    Timestamp {
        wall: DateTime::<Utc>::UNIX_EPOCH + Duration::from_secs(1_769_331_600) + since_start,
        since_start,
    }
}
