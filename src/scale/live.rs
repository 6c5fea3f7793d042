//! What a scale on a wire shows now, and which load it is.

use crate::scale::protocol::WireFrame;
use crate::scale::reading::{LoadState, ScaleFault, WireWeight};

/// What a scale shows now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveWeight {
    pub state: LiveState,
    /// The weight on the display of the scale, if the scale shows one.
    pub shown: Option<ShownWeight>,
    pub load: Load,
}

/// What a scale says about its load, or why it says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LiveState {
    /// The weight does not change.
    Stable {
        /// Whether it has not changed for a while, so that it may be recorded without a key.
        is_settled: bool,
    },
    /// The weight changes, or the scale holds an older one.
    Moving,
    /// The load is above what the scale can weigh.
    Over,
    /// The weight is below zero.
    Minus,
    /// The weight is in another unit than grams or kilograms.
    OtherUnit(String),
    /// The scale reports an error.
    Fault(ScaleFault),
    /// The port is open, and no frame has come yet.
    Waiting,
    /// Nothing comes from the scale.
    Silent,
    /// Bytes come, but no frames.
    Noise,
    /// The port cannot be opened, or was unplugged.
    Gone,
    /// Another program reads the port.
    Busy,
}

impl LiveState {
    /// Returns the state of a frame whose weight is not known to be stable.
    pub(super) fn of(state: &LoadState) -> Self {
        match state {
            LoadState::Stable | LoadState::Moving | LoadState::Unsure => Self::Moving,
            LoadState::Over => Self::Over,
            LoadState::Minus => Self::Minus,
            LoadState::OtherUnit(unit) => Self::OtherUnit(unit.clone()),
            LoadState::Fault(fault) => Self::Fault(*fault),
        }
    }

    /// Returns whether the scale cannot be used, so that the weight must be typed.
    #[must_use]
    pub(crate) const fn has_failed(&self) -> bool {
        matches!(
            self,
            Self::Silent | Self::Noise | Self::Gone | Self::Busy | Self::Fault(_) | Self::OtherUnit(_)
        )
    }
}

/// A weight on the display of a scale, and the frame that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownWeight {
    pub weight: WireWeight,
    /// Whether the scale has subtracted a tare.
    pub is_net: bool,
    /// The tare that the scale has subtracted, in grams, if it tells that.
    pub tare_g: Option<i64>,
    /// The bytes of the frame.
    pub raw: Vec<u8>,
    /// The serial number of the scale, if the scale told it.
    pub serial: Option<String>,
}

impl ShownWeight {
    /// Returns the weight of a frame, or `None` if the frame has none.
    pub(super) fn of(frame: &WireFrame, division_mg: Option<i64>) -> Option<Self> {
        let WireFrame { reading, raw, serial } = frame;
        let weight = reading.weight?;
        let weight = WireWeight { division_mg: division_mg.unwrap_or(weight.division_mg), ..weight };
        let (is_net, tare_g) = (reading.is_net, reading.tare_g);
        Some(Self { weight, is_net, tare_g, raw: raw.clone(), serial: serial.clone() })
    }

    /// Returns whether this weight means another one than the other: another frame with the same weight does not.
    fn differs_from(&self, other: &Self) -> bool {
        (self.weight, self.is_net, self.tare_g) != (other.weight, other.is_net, other.tare_g)
    }
}

/// Which load is on the scale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Increases whenever the scale was empty between two loads, and whenever the port was opened.
    pub number: u64,
    /// Whether the scale was empty since the port was opened. If not, the load may have been recorded before.
    pub was_empty_before: bool,
    /// Whether the weight is so small that the scale counts as empty.
    pub is_empty: bool,
}

impl LiveWeight {
    /// Returns whether the operator or the console would see a difference.
    #[must_use]
    pub(crate) fn differs_from(&self, other: &Self) -> bool {
        let is_other_weight = match (&self.shown, &other.shown) {
            (Some(shown), Some(other)) => shown.differs_from(other),
            (None, None) => false,
            _ => true,
        };
        is_other_weight || self.state != other.state || self.load != other.load
    }
}
