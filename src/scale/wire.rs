//! The option `--scale` of a scale on a wire: `PROTOCOL:PORT[@BAUD[,8N1]][,print][,d=5g]`, or `demo:`.
//!
//! Protocol and port are always given, because a wrong guess could read another weight than the one that the scale shows.

use std::fmt;
use std::path::PathBuf;

use thiserror::Error;

use crate::scale::protocol::{self, LineSettings, Parity, Protocol};
use crate::scale::reading::WireWeight;

/// The fastest serial line that is accepted, in bits a second.
const BAUD_MAX: u32 = 921_600;

/// The name of the scale that is only simulated, in place of a protocol.
pub(crate) const DEMO: &str = "demo";
/// The option of a scale that sends one frame for each load, when somebody presses its print key.
const PRINT: &str = "print";
/// The option that states the division.
const DIVISION: &str = "d=";
/// The largest division, in milligrams: 10 kg.
const DIVISION_MAX: i64 = 10_000_000;

/// A scale on a wire, and how to read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WireScale {
    pub protocol: Protocol,
    pub port: ScalePort,
    /// Whether each frame is one load, because somebody pressed the print key of the scale.
    pub prints: bool,
    /// The division in milligrams, if it is stated. Otherwise it is what the scale tells, or the place of its last digit.
    pub division_mg: Option<i64>,
}

/// Where the bytes of a scale come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ScalePort {
    Serial {
        path: PathBuf,
        line: LineSettings,
    },
    /// Host and port, such as `192.168.1.10:5001`.
    Tcp(String),
    /// A simulated scale.
    Demo,
}

/// Why the value of an option does not name a scale on a wire.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum WireOptionError {
    /// There is no such protocol.
    #[error("{0:?} is not a protocol")]
    UnknownProtocol(String),
    /// There is nothing after the protocol.
    #[error("there is no port")]
    NoPort,
    /// The text after `@` is not the speed of a serial line.
    #[error("{0:?} is not a baud rate")]
    BadBaud(String),
    /// The text after the speed is not like `8N1`.
    #[error("{0:?} does not describe bits, parity and stop bits")]
    BadFrame(String),
    /// The address is not like `HOST:PORT`.
    #[error("{0:?} is not an address")]
    BadAddress(String),
    /// The text after `d=` is not a division.
    #[error("{0:?} is not a division")]
    BadDivision(String),
    /// There is something after `demo:`.
    #[error("the simulated scale has no port")]
    DemoPort,
}

impl WireScale {
    /// Parses the value of an option.
    ///
    /// # Errors
    /// [`WireOptionError`].
    pub(crate) fn parse(option: &str) -> Result<Self, WireOptionError> {
        let (name, mut rest) = option.split_once(':').unwrap_or((option, ""));
        if name == DEMO {
            return if rest.is_empty() { Ok(Self::demo()) } else { Err(WireOptionError::DemoPort) };
        }
        let protocol =
            Protocol::named(name).ok_or_else(|| WireOptionError::UnknownProtocol(name.to_owned()))?;
        let (mut prints, mut division_mg) = (false, None);
        while let Some((before, last)) = rest.rsplit_once(',') {
            if last == PRINT {
                prints = true;
            } else if let Some(division) = last.strip_prefix(DIVISION) {
                division_mg = Some(parse_division(division)?);
            } else {
                break;
            }
            rest = before;
        }
        if rest.is_empty() {
            return Err(WireOptionError::NoPort);
        }
        let port = match rest.strip_prefix("tcp:") {
            Some(address) => ScalePort::Tcp(parse_address(address)?),
            None => parse_serial(rest, protocol)?,
        };
        Ok(Self { protocol, port, prints, division_mg })
    }

    /// The simulated scale. It speaks the protocol of CAS.
    const fn demo() -> Self {
        Self { protocol: Protocol::Cas, port: ScalePort::Demo, prints: false, division_mg: None }
    }

    /// Returns whether the scale is only simulated.
    #[must_use]
    pub(crate) fn is_demo(&self) -> bool {
        self.port == ScalePort::Demo
    }

    /// Returns the name of the protocol, as records of this scale have it.
    #[must_use]
    pub(crate) fn name(&self) -> &'static str {
        if self.is_demo() { DEMO } else { self.protocol.name() }
    }
}

impl fmt::Display for WireScale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.name(), self.port)?;
        if self.prints {
            write!(f, ",{PRINT}")?;
        }
        self.division_mg.map_or(Ok(()), |milligrams| write!(f, ",{DIVISION}{}", Division(milligrams)))
    }
}

/// A division in milligrams, shown in grams.
struct Division(i64);

impl fmt::Display for Division {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 1_000, self.0 % 1_000) {
            (grams, 0) => write!(f, "{grams}g"),
            (grams, rest) => write!(f, "{grams}.{}g", format!("{rest:03}").trim_end_matches('0')),
        }
    }
}

/// Parses a division such as `5g`, `0.5g` or `0.02kg`.
fn parse_division(text: &str) -> Result<i64, WireOptionError> {
    let weight = protocol::weight_in_unit(text.as_bytes());
    let milligrams = weight.map(|WireWeight { milligrams, .. }| milligrams);
    milligrams
        .filter(|milligrams| (1..=DIVISION_MAX).contains(milligrams))
        .ok_or_else(|| WireOptionError::BadDivision(text.to_owned()))
}

fn parse_address(address: &str) -> Result<String, WireOptionError> {
    let is_address = address
        .rsplit_once(':')
        .is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok_and(|port| port > 0));
    if is_address { Ok(address.to_owned()) } else { Err(WireOptionError::BadAddress(address.to_owned())) }
}

fn parse_serial(text: &str, protocol: Protocol) -> Result<ScalePort, WireOptionError> {
    let usual = protocol.usual_line();
    // A path may have an @; a speed is digits.
    let (path, line) = match text.rsplit_once('@') {
        Some((path, line)) if !path.is_empty() && !line.contains('/') => (path, Some(line)),
        _ => (text, None),
    };
    let Some(given) = line else { return Ok(ScalePort::Serial { path: path.into(), line: usual }) };
    let (baud, frame) = given.split_once(',').map_or((given, None), |(baud, frame)| (baud, Some(frame)));
    let baud = baud
        .parse()
        .ok()
        .filter(|baud| (50..=BAUD_MAX).contains(baud))
        .ok_or_else(|| WireOptionError::BadBaud(baud.to_owned()))?;
    let line = match frame {
        None => LineSettings { baud, ..usual },
        Some(frame) => parse_frame(frame, baud).ok_or_else(|| WireOptionError::BadFrame(frame.to_owned()))?,
    };
    Ok(ScalePort::Serial { path: path.into(), line })
}

/// Parses bits, parity and stop bits, such as `8N1` or `7e1`.
fn parse_frame(text: &str, baud: u32) -> Option<LineSettings> {
    let [bits, parity, stop] = text.as_bytes() else { return None };
    Some(LineSettings {
        baud,
        data_bits: match bits {
            b'7' => 7,
            b'8' => 8,
            _ => return None,
        },
        parity: match parity.to_ascii_uppercase() {
            b'N' => Parity::None,
            b'E' => Parity::Even,
            b'O' => Parity::Odd,
            _ => return None,
        },
        stop_bits: match stop {
            b'1' => 1,
            b'2' => 2,
            _ => return None,
        },
    })
}

impl fmt::Display for LineSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parity = match self.parity {
            Parity::None => 'N',
            Parity::Even => 'E',
            Parity::Odd => 'O',
        };
        write!(f, "{},{}{parity}{}", self.baud, self.data_bits, self.stop_bits)
    }
}

impl fmt::Display for ScalePort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Serial { path, line } => write!(f, "{}@{line}", path.display()),
            Self::Tcp(address) => write!(f, "tcp:{address}"),
            Self::Demo => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_names_protocol_and_port() {
        for (option, port) in [
            ("cas:/dev/ttyUSB0", "/dev/ttyUSB0@9600,8N1"),
            ("cas:/dev/ttyUSB0@4800", "/dev/ttyUSB0@4800,8N1"),
            ("cas:/dev/ttyUSB0@9600,7e2", "/dev/ttyUSB0@9600,7E2"),
            ("and:/dev/ttyS0", "/dev/ttyS0@2400,7E1"),
            ("cas:/dev/serial/by-id/usb-a@b/port0", "/dev/serial/by-id/usb-a@b/port0@9600,8N1"),
            ("massa-k:tcp:192.168.1.10:5001", "tcp:192.168.1.10:5001"),
            ("massa-k:tcp:[::1]:5001", "tcp:[::1]:5001"),
        ] {
            let scale = WireScale::parse(option).unwrap();
            assert_eq!(scale.port.to_string(), port, "{option}");
            assert!(option.starts_with(scale.protocol.name()));
            assert!(!scale.prints && scale.division_mg.is_none(), "{option}");
        }
    }

    #[test]
    fn an_option_is_read_back_from_its_text() {
        for (option, text) in [
            ("cas:/dev/ttyUSB0@9600,8N1", "cas:/dev/ttyUSB0@9600,8N1"),
            ("line:/dev/ttyUSB0,d=0.02kg", "line:/dev/ttyUSB0@9600,8N1,d=20g"),
            ("line:/dev/ttyUSB0@4800,7e2,print", "line:/dev/ttyUSB0@4800,7E2,print"),
            ("and:tcp:10.0.0.7:4001,d=0.5g,print", "and:tcp:10.0.0.7:4001,print,d=0.5g"),
            ("demo:", "demo:"),
        ] {
            let scale = WireScale::parse(option).unwrap();
            assert_eq!(scale.to_string(), text);
            assert_eq!(WireScale::parse(text), Ok(scale));
        }
    }

    #[test]
    fn what_names_no_scale_is_refused_with_the_part_that_is_wrong() {
        use WireOptionError::{
            BadAddress, BadBaud, BadDivision, BadFrame, DemoPort, NoPort, UnknownProtocol,
        };
        for (option, error) in [
            ("kas:/dev/ttyUSB0", UnknownProtocol("kas".to_owned())),
            ("", UnknownProtocol(String::new())),
            ("cas", NoPort),
            ("cas:", NoPort),
            ("cas:/dev/ttyUSB0@fast", BadBaud("fast".to_owned())),
            ("cas:/dev/ttyUSB0@0", BadBaud("0".to_owned())),
            ("cas:/dev/ttyUSB0@99999999999", BadBaud("99999999999".to_owned())),
            ("cas:/dev/ttyUSB0@9600,9N1", BadFrame("9N1".to_owned())),
            ("cas:/dev/ttyUSB0@9600,", BadFrame(String::new())),
            ("cas:tcp:192.168.1.10", BadAddress("192.168.1.10".to_owned())),
            ("cas:tcp::5001", BadAddress(":5001".to_owned())),
            ("cas:tcp:host:0", BadAddress("host:0".to_owned())),
            ("cas:,print", NoPort),
            ("cas:/dev/ttyUSB0,d=", BadDivision(String::new())),
            ("cas:/dev/ttyUSB0,d=5", BadDivision("5".to_owned())),
            ("cas:/dev/ttyUSB0,d=0g", BadDivision("0g".to_owned())),
            ("cas:/dev/ttyUSB0,d=-5g", BadDivision("-5g".to_owned())),
            ("cas:/dev/ttyUSB0,d=1lb", BadDivision("1lb".to_owned())),
            ("cas:/dev/ttyUSB0,d=11kg", BadDivision("11kg".to_owned())),
            ("demo:/dev/ttyUSB0", DemoPort),
            ("demo,print", UnknownProtocol("demo,print".to_owned())),
        ] {
            assert_eq!(WireScale::parse(option), Err(error), "{option}");
        }
    }
}
