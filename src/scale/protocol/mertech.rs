//! MERTECH and Штрих-М, POS2-M: `STX len cmd err state(2) weight(4) tare(2) 00 LRC`. LRC is the XOR of all bytes without STX,
//! numbers are little-endian, and each message is acknowledged.
//!
//! The public manual prints the length of the answer as 11 where all other figures are hexadecimal, so both 11 and 0x11 are
//! accepted; the LRC and the real length decide.

use crate::scale::protocol::scan::Scan;
use crate::scale::reading::{LoadState, ScaleFault, ScaleReading, WireWeight};

/// Asks for the state, command `3A` with the password `0030`.
pub(super) const REQUEST: &[u8] = &[0x02, 0x05, 0x3a, 0x30, 0x30, 0x33, 0x30, 0x3c];
/// Weights are in grams. The division of the scale is not told.
const GRAM_MG: i64 = 1_000;
const STX: u8 = 0x02;
const ACK: u8 = 0x06;
const NAK: u8 = 0x15;
const COMMAND: u8 = 0x3a;
/// Bytes of the answer, from STX to LRC.
const FRAME: usize = 14;
/// Bits of the state.
const STABLE: u16 = 1 << 0 | 1 << 4;
const TARE_SET: u16 = 1 << 3;
const ZERO_ERROR: u16 = 1 << 5;
const OVER: u16 = 1 << 6;
const UNSTABLE_START: u16 = 1 << 7;
const UNDER: u16 = 1 << 8;
const CALIBRATION: u16 = 1 << 9;

pub(super) fn scan(bytes: &[u8]) -> Scan {
    match *bytes {
        [] => Scan::Incomplete,
        [ACK | NAK, ..] => Scan::Reply(1, &[]),
        [STX, length, ..] if !matches!(length, 0x0b | 0x11) => Scan::Noise(1),
        [STX, ref rest @ ..] => match rest.first_chunk::<{ FRAME - 1 }>() {
            None => Scan::Incomplete,
            Some([body @ .., lrc]) if body.iter().fold(0, |sum, byte| sum ^ byte) == *lrc => {
                match parse(&body[1..]) {
                    Some(reading) => Scan::Frame(FRAME, reading, &[ACK]),
                    None => Scan::Noise(FRAME),
                }
            }
            Some(_) => Scan::Noise(1),
        },
        _ => Scan::Noise(1),
    }
}

fn parse(body: &[u8]) -> Option<ScaleReading> {
    let &[COMMAND, error, s0, s1, w0, w1, w2, w3, t0, t1, _] = body else { return None };
    let fault = |fault| Some(ScaleReading::without_weight(LoadState::Fault(fault)));
    if error != 0 {
        return fault(ScaleFault::Other(error));
    }
    let state = u16::from_le_bytes([s0, s1]);
    let has = |bit: u16| state & bit != 0;
    if has(OVER) {
        return Some(ScaleReading::without_weight(LoadState::Over));
    }
    if has(UNDER) {
        return Some(ScaleReading::without_weight(LoadState::Minus));
    }
    if has(CALIBRATION) {
        return fault(ScaleFault::Calibration);
    }
    if has(ZERO_ERROR) || has(UNSTABLE_START) {
        return fault(ScaleFault::LoadAtStart);
    }
    let milligrams = i64::from(i32::from_le_bytes([w0, w1, w2, w3])) * GRAM_MG;
    let state = match milligrams {
        ..0 => LoadState::Minus,
        _ if state & STABLE == STABLE => LoadState::Stable,
        // Only one of the two bits that say "stable".
        _ if has(STABLE) => LoadState::Fault(ScaleFault::Contradiction),
        _ => LoadState::Moving,
    };
    let tare = i64::from(u16::from_le_bytes([t0, t1]));
    Some(ScaleReading {
        state,
        weight: Some(WireWeight { milligrams, division_mg: GRAM_MG }),
        is_net: u16::from_le_bytes([s0, s1]) & TARE_SET != 0,
        tare_g: Some(tare).filter(|tare| *tare != 0),
    })
}
