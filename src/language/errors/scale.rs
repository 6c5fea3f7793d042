//! Explains why the weight of a scale was not recorded, and why the value of `--scale` is not valid.

use crate::language::{Explain, Message, Text, format};
use crate::scale::FrameError;
use crate::scale::wedge::ScaleOptionError;

impl Explain for FrameError {
    fn explain(&self) -> Text {
        let message = match self {
            Self::Unstable => Message::RefusedScaleUnstable,
            Self::OutOfRange => Message::RefusedScaleRange,
            Self::Negative => Message::RefusedScaleNegative,
            Self::Zero => Message::RefusedScaleZero,
            Self::Tare => Message::RefusedScaleTare,
            Self::OtherUnit { unit } => Message::RefusedScaleUnit { unit: unit.into() },
            Self::NoUnit => Message::RefusedScaleNoUnit,
            Self::SeveralNumbers => Message::RefusedScaleNumbers,
            Self::TooFine => Message::RefusedScaleFine,
            Self::NotUnderstood => Message::RefusedScaleUnclear,
        };
        message.into()
    }
}

impl Explain for ScaleOptionError {
    fn explain(&self) -> Text {
        let message = match self {
            Self::UnknownProtocol { given } => {
                Message::CliUnknownScale { scale: format::quoted(given).into() }
            }
            Self::BadPrefix { prefix, most } => {
                Message::CliBadPrefix { prefix: format::quoted(prefix).into(), most: (*most).into() }
            }
        };
        message.into()
    }
}
