//! The option `--scale` of a scale on a wire: `PROTOCOL:PORT[@BAUD[,8N1]]`.
//!
//! Protocol and port are always given, because a wrong guess could read another weight than the one that the scale shows.

use std::fmt;
use std::path::PathBuf;

use thiserror::Error;

use crate::scale::protocol::{LineSettings, Parity, Protocol};

/// The fastest serial line that is accepted, in bits a second.
const BAUD_MAX: u32 = 921_600;

/// A scale on a wire, and how to read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WireScale {
    pub protocol: Protocol,
    pub port: ScalePort,
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
}

impl WireScale {
    /// Parses the value of an option.
    ///
    /// # Errors
    /// [`WireOptionError`].
    pub(crate) fn parse(option: &str) -> Result<Self, WireOptionError> {
        let (name, rest) = option.split_once(':').unwrap_or((option, ""));
        let protocol =
            Protocol::named(name).ok_or_else(|| WireOptionError::UnknownProtocol(name.to_owned()))?;
        if rest.is_empty() {
            return Err(WireOptionError::NoPort);
        }
        let port = match rest.strip_prefix("tcp:") {
            Some(address) => ScalePort::Tcp(parse_address(address)?),
            None => parse_serial(rest, protocol)?,
        };
        Ok(Self { protocol, port })
    }
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
        }
    }

    #[test]
    fn what_names_no_scale_is_refused_with_the_part_that_is_wrong() {
        use WireOptionError::{BadAddress, BadBaud, BadFrame, NoPort, UnknownProtocol};
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
        ] {
            assert_eq!(WireScale::parse(option), Err(error), "{option}");
        }
    }
}
