//! What a scale says about its load, as the protocols tell it.

use thiserror::Error;

/// One frame of a scale on a wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ScaleReading {
    pub state: LoadState,
    /// The weight that the scale shows, if it shows one in grams or kilograms.
    pub weight: Option<WireWeight>,
    /// Whether the scale has subtracted a tare.
    pub is_net: bool,
    /// The tare that the scale has subtracted, in grams, if the protocol tells it.
    pub tare_g: Option<i64>,
}

impl ScaleReading {
    /// A frame without a weight.
    pub(super) const fn without_weight(state: LoadState) -> Self {
        Self { state, weight: None, is_net: false, tare_g: None }
    }

    /// A gross weight.
    pub(super) const fn gross(state: LoadState, weight: WireWeight) -> Self {
        Self { state, weight: Some(weight), is_net: false, tare_g: None }
    }
}

/// A weight exactly as a scale sent it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WireWeight {
    /// Milligrams.
    pub milligrams: i64,
    /// The division in milligrams: what the scale tells, or else the place of the last digit.
    pub division_mg: i64,
}

impl WireWeight {
    /// Returns the weight in whole grams, rounded half away from zero.
    #[must_use]
    pub(crate) const fn grams(self) -> i64 {
        let half = if self.milligrams < 0 { -500 } else { 500 };
        self.milligrams.saturating_add(half) / 1_000
    }
}

/// Whether a weight may be recorded, and if not, why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LoadState {
    /// The scale says that the weight does not change.
    Stable,
    /// The scale says that the weight changes, or that it shows an older weight.
    Moving,
    /// The protocol does not say whether the weight changes.
    Unsure,
    /// The load is above what the scale can weigh.
    Over,
    /// The load is below what the scale can weigh, or below zero.
    Minus,
    /// The weight is in another unit than grams or kilograms.
    OtherUnit(String),
    /// The scale reports an error.
    Fault(ScaleFault),
}

/// An error that a scale reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ScaleFault {
    /// The scale cannot weigh now.
    #[error("the scale is not ready")]
    NotReady,
    /// There was a load when the scale was switched on.
    #[error("there was a load when the scale was switched on")]
    LoadAtStart,
    /// The part of the scale that weighs does not answer.
    #[error("the weighing module does not answer")]
    NoModule,
    /// The scale must be calibrated.
    #[error("the scale must be calibrated")]
    Calibration,
    /// The scale did not understand the request.
    #[error("the scale did not understand the request")]
    Request,
    /// Parts of the frame contradict each other, such as two marks of stability.
    #[error("the frame contradicts itself")]
    Contradiction,
    /// An error without a name.
    #[error("error {0} of the scale")]
    Other(u8),
}
