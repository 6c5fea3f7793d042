//! Explains why the weight of a scale was not recorded, and why the value of `--scale` is not valid.

use crate::language::{Explain, Message, Text, format};
use crate::scale::FrameError;
use crate::scale::capture::NoWeight;
use crate::scale::live::LiveState;
use crate::scale::option::StationScaleError;
use crate::scale::protocol::Protocol;
use crate::scale::reading::ScaleFault;
use crate::scale::wedge::{self, ScaleOptionError};
use crate::scale::wire::{self, WireOptionError};

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
            Self::UnknownProtocol { given } => return unknown_protocol(given, &[wedge::NAME, wire::DEMO]),
            Self::BadPrefix { prefix, most } => {
                Message::CliBadPrefix { prefix: format::quoted(prefix).into(), most: (*most).into() }
            }
        };
        message.into()
    }
}

/// Returns that a protocol is not known, and which are.
fn unknown_protocol(given: &str, others: &[&str]) -> Text {
    let known: Vec<&str> =
        Protocol::ALL.map(Protocol::name).into_iter().chain(others.iter().copied()).collect();
    Message::ScaleUnknownProtocol { protocol: format::quoted(given).into(), known: known.join(", ").into() }
        .into()
}

impl Explain for WireOptionError {
    fn explain(&self) -> Text {
        match self {
            Self::UnknownProtocol(name) => return unknown_protocol(name, &[wire::DEMO]),
            Self::NoPort => Message::ScaleOptionNoPort,
            Self::BadBaud(given) => Message::ScaleBadBaud { baud: format::quoted(given).into() },
            Self::BadFrame(given) => Message::ScaleBadFrame { frame: format::quoted(given).into() },
            Self::BadAddress(given) => Message::ScaleBadAddress { address: format::quoted(given).into() },
            Self::BadDivision(given) => Message::ScaleBadDivision { division: format::quoted(given).into() },
            Self::DemoPort => Message::ScaleDemoPort,
        }
        .into()
    }
}

impl Explain for StationScaleError {
    fn explain(&self) -> Text {
        match self {
            Self::Wire(WireOptionError::UnknownProtocol(name)) => {
                unknown_protocol(name, &[wedge::NAME, wire::DEMO])
            }
            Self::Wire(error) => error.explain(),
            Self::Wedge(error) => error.explain(),
        }
    }
}

impl Explain for ScaleFault {
    fn explain(&self) -> Text {
        match self {
            Self::NotReady => Message::ScaleNotReady,
            Self::LoadAtStart => Message::ScaleLoadAtStart,
            Self::NoModule => Message::ScaleNoModule,
            Self::Calibration => Message::ScaleCalibration,
            Self::Request => Message::ScaleRequest,
            Self::Contradiction => Message::ScaleContradiction,
            Self::Other(code) => Message::ScaleError { code: code.to_string().into() },
        }
        .into()
    }
}

impl Explain for NoWeight {
    fn explain(&self) -> Text {
        let state = match self {
            Self::Zero => return Message::RefusedLiveZero.into(),
            Self::TooLight => return Message::RefusedLiveLight.into(),
            Self::State(state) => state,
        };
        match state {
            LiveState::Stable { .. } | LiveState::Moving => Message::RefusedLiveMoving,
            LiveState::Over => Message::RefusedLiveOver,
            LiveState::Minus => Message::RefusedScaleNegative,
            LiveState::OtherUnit(unit) => Message::RefusedScaleUnit { unit: unit.into() },
            LiveState::Fault(fault) => Message::RefusedLiveFault { fault: fault.explain() },
            LiveState::Waiting => Message::RefusedLiveWaiting,
            LiveState::Silent => Message::RefusedLiveSilent,
            LiveState::Noise => Message::RefusedLiveNoise,
            LiveState::Gone => Message::RefusedLiveGone,
            LiveState::Busy => Message::RefusedLiveBusy,
        }
        .into()
    }
}
