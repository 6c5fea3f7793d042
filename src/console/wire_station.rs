//! The scale on a wire of this station, as the console knows it.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::console::selection::Selection;
use crate::domain::mass::Grams;
use crate::domain::record::Ticket;
use crate::domain::scale_frame::{FrameBytes, ScaleFrame};
use crate::language::{Message, Texts, format};
use crate::scale::capture::Capture;
use crate::scale::live::{LiveState, LiveWeight, Load, ShownWeight};
use crate::scale::wire::WireScale;

/// How long nothing is recorded without a key after a text in the entry line was changed: the operator may go on typing.
pub(crate) const EDIT_PAUSE: Duration = Duration::from_millis(1_500);
/// How long the message says that a record was made without a key.
pub(crate) const ALONE_TIME: Duration = Duration::from_secs(2);

/// The scale on a wire of this station.
#[derive(Clone, Debug)]
pub struct WireStation {
    /// The name of the protocol.
    pub protocol: &'static str,
    /// Whether a weight is recorded without a key as soon as it is stable.
    pub is_automatic: bool,
    /// Whether each frame is one load.
    pub prints: bool,
    /// What the scale shows now.
    pub live: LiveWeight,
    /// Which load was recorded.
    pub capture: Capture,
    /// The record of the last load that was recorded from the scale.
    pub ticket: Option<Ticket>,
    /// The load whose weight was refused without a key, with what it was refused for. It is refused once.
    pub refused: Option<Refused>,
    /// The settled weight of the load that is on the scale, if it waits to be recorded without a key.
    pub waiting: Option<CapturedWeight>,
    /// Since when a text in the entry line is being changed.
    pub edited_at: Option<Duration>,
    /// Until when the message says that the last record was made without a key.
    pub alone_until: Option<Duration>,
    /// Since when the scale cannot be used, if it cannot.
    pub failed_since: Option<DateTime<Utc>>,
}

impl WireStation {
    /// Returns the state before anything has come from the scale.
    #[must_use]
    pub(crate) fn new(scale: &WireScale, is_automatic: bool) -> Self {
        Self {
            protocol: scale.name(),
            is_automatic,
            prints: scale.prints,
            live: LiveWeight { state: LiveState::Waiting, shown: None, load: Load::default() },
            capture: Capture::default(),
            ticket: None,
            refused: None,
            waiting: None,
            edited_at: None,
            alone_until: None,
            failed_since: None,
        }
    }

    /// Returns what a weight of the load that is on the scale now would record.
    #[must_use]
    pub(super) fn captured(&self, shown: &ShownWeight) -> CapturedWeight {
        CapturedWeight { shown: shown.clone(), load: self.live.load.number, protocol: self.protocol }
    }
}

/// What was refused: the load, and the material and the preset tare for which it was refused.
pub(crate) type Refused = (u64, Selection, Option<String>);

/// A weight that was taken from the scale, to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CapturedWeight {
    pub shown: ShownWeight,
    /// The number of its load.
    pub load: u64,
    pub protocol: &'static str,
}

impl CapturedWeight {
    /// Returns the text of the weight in the entry line, with the tare that the scale has subtracted if the scale told it.
    #[must_use]
    pub(super) fn text(&self, texts: &Texts) -> String {
        let mark = format::decimal_mark(texts.language());
        let kilograms = |grams: i64| format::kilograms_plain(Grams::new(grams), mark);
        let unit = texts.get(Message::UnitKg);
        let net = self.shown.weight.grams();
        match self.shown.tare_g.filter(|tare| self.shown.is_net && *tare > 0) {
            Some(tare) => format!("{}-{} {unit}", kilograms(net.saturating_add(tare)), kilograms(tare)),
            None => format!("{} {unit}", kilograms(net)),
        }
    }

    /// Returns the evidence for the record, or `None` if the frame is too long to be kept.
    #[must_use]
    pub(super) fn evidence(&self) -> Option<ScaleFrame> {
        let raw = FrameBytes::new(self.shown.raw.clone())?;
        Some(ScaleFrame { protocol: self.protocol.to_owned(), serial: self.shown.serial.clone(), raw })
    }
}
