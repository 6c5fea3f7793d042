//! The protocols of scales on a wire.
//!
//! Each protocol finds frames in the bytes that were read. It is a pure function over bytes, so it cannot depend on how the
//! bytes were divided into reads, and it finds the next frame after noise, half a frame or a wrong checksum.

mod and;
mod cas;
mod cas_enq;
mod line;
mod massa_k;
mod mertech;
mod mt_sics;
mod nci;
mod number;
mod sartorius;
mod scan;
mod serial_line;
mod toledo;
mod yaohua;

#[cfg(test)]
mod tests;

use std::time::Duration;

use crate::scale::protocol::number::{Decimal, WireUnit};
use crate::scale::protocol::scan::Scan;
pub(crate) use crate::scale::protocol::serial_line::{LineSettings, Parity};
use crate::scale::reading::{ScaleReading, WireWeight};

/// The longest frame of any protocol, with room for noise before it.
const BUFFER_MAX: usize = 256;

/// The protocol of a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    And,
    Cas,
    CasEnq,
    Line,
    MassaK,
    Mertech,
    MtSics,
    Nci,
    Sartorius,
    Toledo,
    Yaohua,
}

/// What is sent to a scale that answers only if it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Request {
    pub bytes: &'static [u8],
    /// The time between two requests.
    pub every: Duration,
}

/// What the parsers of frames decide.
type Scanner = fn(&[u8]) -> Scan;

impl Protocol {
    /// All protocols, in the order of their names.
    pub(crate) const ALL: [Self; 11] = [
        Self::And,
        Self::Cas,
        Self::CasEnq,
        Self::Line,
        Self::MassaK,
        Self::Mertech,
        Self::MtSics,
        Self::Nci,
        Self::Sartorius,
        Self::Toledo,
        Self::Yaohua,
    ];

    /// Returns the name in the option `--scale`.
    #[must_use]
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::And => "and",
            Self::Cas => "cas",
            Self::CasEnq => "cas-enq",
            Self::Line => "line",
            Self::MassaK => "massa-k",
            Self::Mertech => "mertech",
            Self::MtSics => "mt-sics",
            Self::Nci => "nci",
            Self::Sartorius => "sartorius",
            Self::Toledo => "toledo",
            Self::Yaohua => "yaohua",
        }
    }

    /// Returns the protocol of this name.
    #[must_use]
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|protocol| protocol.name() == name)
    }

    /// Returns the usual settings of the serial line, those of the factory where they are known.
    #[must_use]
    pub(crate) const fn usual_line(self) -> LineSettings {
        let plain = LineSettings { baud: 9_600, data_bits: 8, parity: Parity::None, stop_bits: 1 };
        match self {
            Self::And => LineSettings { baud: 2_400, data_bits: 7, parity: Parity::Even, ..plain },
            Self::Toledo | Self::Nci => LineSettings { data_bits: 7, parity: Parity::Even, ..plain },
            Self::Sartorius => LineSettings { baud: 1_200, data_bits: 7, parity: Parity::Odd, ..plain },
            Self::MassaK => LineSettings { baud: 4_800, parity: Parity::Even, ..plain },
            Self::Cas | Self::CasEnq | Self::Line | Self::Mertech | Self::MtSics | Self::Yaohua => plain,
        }
    }

    /// Returns what is sent to the scale, or `None` if the scale sends by itself.
    #[must_use]
    pub(crate) const fn request(self) -> Option<Request> {
        let bytes: &[u8] = match self {
            Self::And | Self::Cas | Self::Line | Self::Yaohua => return None,
            Self::CasEnq => cas_enq::REQUEST,
            Self::MassaK => massa_k::REQUEST,
            Self::Mertech => mertech::REQUEST,
            Self::MtSics => mt_sics::REQUEST,
            Self::Nci => nci::REQUEST,
            Self::Sartorius => sartorius::REQUEST,
            Self::Toledo => toledo::REQUEST,
        };
        // The manual of a Toledo scale wants more than 200 ms between two requests.
        let every = if matches!(self, Self::Toledo) { 300 } else { 200 };
        Some(Request { bytes, every: Duration::from_millis(every) })
    }

    /// Returns what is sent once when a port was opened: the question for the serial number, where the protocol has one.
    #[must_use]
    pub(crate) const fn hello(self) -> Option<&'static [u8]> {
        match self {
            Self::MtSics => Some(mt_sics::HELLO),
            _ => None,
        }
    }

    const fn scanner(self) -> Scanner {
        match self {
            Self::And => and::scan,
            Self::Cas => cas::scan,
            Self::CasEnq => cas_enq::scan,
            Self::Line => line::scan,
            Self::MassaK => massa_k::scan,
            Self::Mertech => mertech::scan,
            Self::MtSics => mt_sics::scan,
            Self::Nci => nci::scan,
            Self::Sartorius => sartorius::scan,
            Self::Toledo => toledo::scan,
            Self::Yaohua => yaohua::scan,
        }
    }
}

/// Reads a number with a unit, such as `5g`. Returns `None` for any other text, and for another unit than grams and kilograms.
pub(super) fn weight_in_unit(text: &[u8]) -> Option<WireWeight> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
    let (number, unit) = text.split_at(digits);
    WireUnit::read(unit)?.weight(Decimal::read(number)?).ok()
}

/// A frame, and the bytes that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WireFrame {
    pub reading: ScaleReading,
    pub raw: Vec<u8>,
    /// The serial number of the scale, if the scale told it.
    pub serial: Option<String>,
}

/// Finds the frames of one protocol in a stream of bytes.
#[derive(Clone, Debug)]
pub(crate) struct WireDecoder {
    protocol: Protocol,
    bytes: Vec<u8>,
    /// Bytes that belonged to no frame, since the decoder was made.
    noise: u64,
    serial: Option<String>,
}

impl WireDecoder {
    /// Returns a decoder that has read nothing.
    #[must_use]
    pub(crate) const fn new(protocol: Protocol) -> Self {
        Self { protocol, bytes: Vec::new(), noise: 0, serial: None }
    }

    /// Returns the number of bytes that belonged to no frame.
    #[must_use]
    pub(crate) const fn noise(&self) -> u64 {
        self.noise
    }

    /// Adds bytes, and returns the frames that they complete. What must be sent to the scale is appended to `answer`.
    pub(crate) fn read(&mut self, bytes: &[u8], answer: &mut Vec<u8>) -> Vec<WireFrame> {
        let mut frames = Vec::new();
        for byte in bytes {
            self.bytes.push(*byte);
            self.scan(&mut frames, answer);
        }
        frames
    }

    fn scan(&mut self, frames: &mut Vec<WireFrame>, answer: &mut Vec<u8>) {
        let scan = self.protocol.scanner();
        loop {
            match scan(&self.bytes) {
                Scan::Incomplete if self.bytes.len() < BUFFER_MAX => return,
                Scan::Incomplete => self.drop_noise(1),
                Scan::Noise(count) => self.drop_noise(count.max(1)),
                Scan::Frame(count, reading, reply) => {
                    let raw: Vec<u8> = self.bytes.drain(..count.min(self.bytes.len())).collect();
                    answer.extend_from_slice(reply);
                    frames.push(WireFrame { reading, raw, serial: self.serial.clone() });
                }
                Scan::Serial(count, serial) => {
                    self.bytes.drain(..count.min(self.bytes.len()));
                    self.serial = Some(serial);
                }
                Scan::Reply(count, reply) => {
                    self.bytes.drain(..count.min(self.bytes.len()));
                    answer.extend_from_slice(reply);
                }
            }
            if self.bytes.is_empty() {
                return;
            }
        }
    }

    fn drop_noise(&mut self, count: usize) {
        let dropped = self.bytes.drain(..count.min(self.bytes.len())).len();
        self.noise += u64::try_from(dropped).unwrap_or(u64::MAX);
    }
}
