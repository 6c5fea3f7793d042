//! Yaohua XK3190, continuous: `STX sign, 6 digits, number of decimals, XOR (2 hexadecimal digits), ETX`.
//!
//! It says neither a unit nor whether the weight changes: the indicator must be set to kilograms.

use crate::scale::protocol::number::{Decimal, WireUnit};
use crate::scale::protocol::scan::Scan;
use crate::scale::reading::{LoadState, ScaleReading};

/// Bytes of a frame.
const FRAME: usize = 12;
const STX: u8 = 0x02;
const ETX: u8 = 0x03;

pub(super) fn scan(bytes: &[u8]) -> Scan {
    match *bytes {
        [] => Scan::Incomplete,
        [STX, ref rest @ ..] => match rest.first_chunk::<{ FRAME - 1 }>() {
            None => Scan::Incomplete,
            Some([body @ .., high, low, ETX]) => {
                match parse(body).filter(|_| [*high, *low] == checksum(body)) {
                    Some(reading) => Scan::Frame(FRAME, reading, &[]),
                    None => Scan::Noise(1),
                }
            }
            Some(_) => Scan::Noise(1),
        },
        _ => Scan::Noise(1),
    }
}

fn parse(body: &[u8]) -> Option<ScaleReading> {
    let [sign, digits @ .., decimals] = body else { return None };
    if !digits.iter().all(u8::is_ascii_digit) || !matches!(decimals, b'0'..=b'4') {
        return None;
    }
    let mut number = Decimal { decimals: decimals - b'0', ..Decimal::read(digits)? };
    match sign {
        b'+' => {}
        b'-' => number.mantissa = -number.mantissa,
        _ => return None,
    }
    let weight = WireUnit::Kilograms.weight(number).ok()?;
    let state = if weight.milligrams < 0 { LoadState::Minus } else { LoadState::Unsure };
    Some(ScaleReading::gross(state, weight))
}

/// The XOR of the bytes from the sign to the number of decimals, as two hexadecimal digits.
pub(super) fn checksum(body: &[u8]) -> [u8; 2] {
    let sum = body.iter().fold(0, |sum, byte| sum ^ byte);
    [sum >> 4, sum & 0x0f].map(|digit| if digit < 10 { b'0' + digit } else { b'A' + digit - 10 })
}
