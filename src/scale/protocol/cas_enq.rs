//! CAS, on request (PD-II, ER, SW): `ENQ` is answered by `ACK`, `DC1` by
//! `SOH STX S|U sign W5..W0 unit(2) BCC ETX EOT`. BCC is the XOR from `S` or `U` through the unit.

use crate::scale::protocol::number::{Decimal, WireUnit};
use crate::scale::protocol::scan::Scan;
use crate::scale::reading::{LoadState, ScaleReading};

/// `ENQ`.
pub(super) const REQUEST: &[u8] = &[0x05];
/// `DC1`, sent after the scale's `ACK`.
const SEND: &[u8] = &[0x11];
const ACK: u8 = 0x06;
const NAK: u8 = 0x15;
/// Bytes of a frame.
const FRAME: usize = 15;

pub(super) fn scan(bytes: &[u8]) -> Scan {
    match bytes {
        [] | [0x01] => Scan::Incomplete,
        [ACK, ..] => Scan::Reply(1, SEND),
        [NAK, ..] => Scan::Reply(1, &[]),
        [0x01, 0x02, ..] if bytes.len() < FRAME => Scan::Incomplete,
        [0x01, 0x02, body @ .., bcc, 0x03, 0x04] if bytes.len() == FRAME => {
            if body.iter().fold(0, |sum, byte| sum ^ byte) != *bcc {
                return Scan::Noise(1);
            }
            match parse(body) {
                Some(reading) => Scan::Frame(FRAME, reading, &[]),
                None => Scan::Noise(FRAME),
            }
        }
        _ => Scan::Noise(1),
    }
}

fn parse(body: &[u8]) -> Option<ScaleReading> {
    let [status, sign, rest @ ..] = body else { return None };
    let (digits, unit) = rest.split_at_checked(6)?;
    let stable = match status {
        b'S' => LoadState::Stable,
        b'U' => LoadState::Moving,
        _ => return None,
    };
    let is_negative = match sign {
        b' ' | b'+' | b'0' => false,
        b'-' => true,
        b'F' => return Some(ScaleReading::without_weight(LoadState::Over)),
        _ => return None,
    };
    let mut number = Decimal::read(digits)?;
    if is_negative {
        number.mantissa = -number.mantissa;
    }
    Some(match WireUnit::read(unit)?.weight(number) {
        Ok(weight) if weight.milligrams < 0 => ScaleReading::gross(LoadState::Minus, weight),
        Ok(weight) => ScaleReading::gross(stable, weight),
        Err(state) => ScaleReading::without_weight(state),
    })
}
