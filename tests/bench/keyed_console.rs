//! A console without a terminal that gets bytes of keys.

use std::time::Duration;

use chrono::DateTime;
use divan::black_box;
use tarazy::testing::{
    Decoded, Decoder, Environment, GestureConsole, Gestures, InitialState, KeyContext, Language, Model, Msg,
    OwnStation, ReadAt, StationId, Texts, Theme, Timestamp, replay, update,
};

use crate::large_event::LargeEvent;

/// Returns the model of a console that watches the event.
#[allow(dead_code, reason = "only the benchmark of 50 stations watches")]
pub(crate) fn model(event: &LargeEvent) -> Model {
    model_of(event, None)
}

/// Returns the model of a console that weighs at the first station of the event.
#[allow(dead_code, reason = "only the benchmark of the parts weighs")]
pub(crate) fn weighing_model(event: &LargeEvent) -> Model {
    model_of(event, Some(StationId::parse("T0").unwrap()))
}

fn model_of(event: &LargeEvent, station: Option<StationId>) -> Model {
    let (mut ledger, states) = replay(&event.folder).unwrap();
    let own = station.map(|station| {
        let journal = states.iter().find(|state| state.name == station).and_then(|state| state.journal);
        let slot = ledger.open_file(station, station, journal.unwrap(), 0);
        OwnStation { slot, station, operator: "Operator".to_owned() }
    });
    Model::new(InitialState {
        event: event.folder.event.clone(),
        ledger,
        own,
        texts: Texts::new(Language::Kk),
        theme: Theme::new(&Environment::default(), false),
        scale: None,
        wire: None,
        warnings: Vec::new(),
        faults: Vec::new(),
        now: start_time(),
    })
}

fn start_time() -> Timestamp {
    Timestamp { wall: DateTime::default(), since_start: Duration::ZERO }
}

/// A console whose keys are pressed by a slow hand.
pub(crate) struct KeyedConsole {
    receiver: Receiver,
    decoder: Decoder,
    gestures: Gestures,
    now: Timestamp,
}

struct Receiver(Model);

impl GestureConsole for Receiver {
    fn context(&self) -> KeyContext {
        KeyContext::of(&self.0)
    }

    fn send(&mut self, msg: Msg) {
        black_box(update(&mut self.0, msg));
    }
}

impl KeyedConsole {
    pub(crate) fn new(model: Model) -> Self {
        Self {
            receiver: Receiver(model),
            decoder: Decoder::default(),
            gestures: Gestures::default(),
            now: start_time(),
        }
    }

    pub(crate) const fn model(&self) -> &Model {
        &self.receiver.0
    }

    /// Presses the key that sends this byte.
    pub(crate) fn press(&mut self, byte: u8) {
        // Slower than a word, so that no search opens.
        self.now.since_start += Duration::from_secs(1);
        let mut decoded = Vec::new();
        self.decoder.add(byte, &mut decoded);
        for event in decoded {
            if let Decoded::Key(press) = event {
                let read_at = ReadAt { at: self.now, read: 1 };
                self.gestures.key(press, read_at, &mut self.receiver);
            }
        }
    }
}
