//! The option `--scale`: a scale that types like a keyboard, or one on a wire.

use std::fmt;

use thiserror::Error;

use crate::scale::wedge::{ScaleOptionError, WedgeScale};
use crate::scale::wire::{WireOptionError, WireScale};

/// The scale of a station.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum StationScale {
    /// It types like a keyboard.
    Wedge(WedgeScale),
    /// It is on a serial line or on the network.
    Wire(WireScale),
}

/// Why the value of an option does not name a scale.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum StationScaleError {
    #[error(transparent)]
    Wedge(#[from] ScaleOptionError),
    #[error(transparent)]
    Wire(#[from] WireOptionError),
}

impl StationScale {
    /// Parses the value of an option.
    ///
    /// # Errors
    /// [`StationScaleError`].
    pub(crate) fn parse(option: &str) -> Result<Self, StationScaleError> {
        match WedgeScale::parse(option) {
            Ok(wedge) => Ok(Self::Wedge(wedge)),
            // The name is perhaps that of a protocol.
            Err(ScaleOptionError::UnknownProtocol { .. }) => Ok(Self::Wire(WireScale::parse(option)?)),
            Err(error) => Err(error.into()),
        }
    }
}

impl fmt::Display for StationScale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wedge(wedge) => wedge.fmt(f),
            Self::Wire(wire) => wire.fmt(f),
        }
    }
}
