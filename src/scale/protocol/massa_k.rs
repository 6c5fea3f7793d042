//! MASSA-K, protocol 100 (serial, or TCP port 5001): `F8 55 CE`, the length of the body (2 bytes), the body, its CRC (2 bytes).
//! All numbers are little-endian.

use crate::scale::protocol::scan::Scan;
use crate::scale::reading::{LoadState, ScaleFault, ScaleReading, WireWeight};

/// Asks for the weight, command `23`.
pub(super) const REQUEST: &[u8] = &[0xf8, 0x55, 0xce, 0x01, 0x00, 0x23, 0x23, 0x00];
const HEADER: &[u8] = &[0xf8, 0x55, 0xce];
/// The answer with the weight.
const WEIGHT: u8 = 0x24;
/// The answer with an error.
const ERROR: u8 = 0x28;
/// The longest body that is accepted, in bytes. The longest answer that is read here has 13.
const BODY_MAX: usize = 64;
/// The polynomial of the CRC.
const POLYNOMIAL: u16 = 0x1021;

pub(super) fn scan(bytes: &[u8]) -> Scan {
    if !bytes.iter().zip(HEADER).all(|(byte, expected)| byte == expected) {
        return Scan::Noise(1);
    }
    let Some(&[low, high]) = bytes.get(3..5) else { return Scan::Incomplete };
    let length = usize::from(u16::from_le_bytes([low, high]));
    if length == 0 || length > BODY_MAX {
        return Scan::Noise(1);
    }
    let (Some(body), Some(&[low, high])) = (bytes.get(5..5 + length), bytes.get(5 + length..7 + length))
    else {
        return Scan::Incomplete;
    };
    if crc(body) != u16::from_le_bytes([low, high]) {
        return Scan::Noise(1);
    }
    match parse(body) {
        Some(reading) => Scan::Frame(7 + length, reading, &[]),
        None => Scan::Noise(7 + length),
    }
}

fn parse(body: &[u8]) -> Option<ScaleReading> {
    let without = |state| Some(ScaleReading::without_weight(state));
    match *body {
        [WEIGHT, w0, w1, w2, w3, division, stable, net, _zero, ref rest @ ..] => {
            let division_mg = match division {
                0 => 100,
                1 => 1_000,
                2 => 10_000,
                3 => 100_000,
                4 => 1_000_000,
                _ => return None,
            };
            let milligrams = i64::from(i32::from_le_bytes([w0, w1, w2, w3])) * division_mg;
            let state = match (stable, milligrams) {
                (_, ..0) => LoadState::Minus,
                (0, _) => LoadState::Moving,
                _ => LoadState::Stable,
            };
            let tare =
                rest.first_chunk().map(|tare| i64::from(i32::from_le_bytes(*tare)) * division_mg / 1_000);
            Some(ScaleReading {
                state,
                weight: Some(WireWeight { milligrams, division_mg }),
                is_net: net != 0,
                tare_g: tare.filter(|tare| *tare != 0),
            })
        }
        [ERROR, 0x08, ..] => without(LoadState::Over),
        [ERROR, 0x17, ..] => without(LoadState::Fault(ScaleFault::NoModule)),
        [ERROR, 0x18, ..] => without(LoadState::Fault(ScaleFault::LoadAtStart)),
        [ERROR, code, ..] => without(LoadState::Fault(ScaleFault::Other(code))),
        _ => None,
    }
}

/// The CRC of the protocol: the bytes are shifted in, and no zeros follow them.
pub(super) fn crc(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0_u16, |crc, byte| {
        let mut table = crc & 0xff00;
        for _ in 0..8 {
            table = if table & 0x8000 == 0 { table << 1 } else { table << 1 ^ POLYNOMIAL };
        }
        table ^ crc << 8 ^ u16::from(*byte)
    })
}
