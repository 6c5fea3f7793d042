//! NCI and Weigh-Tronix: `W CR` is answered by `LF xxxx.xxkg CR LF H1 H2 CR ETX`, or by `LF ? CR ETX`.

use crate::scale::protocol::number::{Decimal, WireUnit};
use crate::scale::protocol::scan::Scan;
use crate::scale::reading::{LoadState, ScaleFault, ScaleReading};

/// Asks for the weight.
pub(super) const REQUEST: &[u8] = b"W\r";
const ETX: u8 = 0x03;
/// The longest frame, in bytes.
const FRAME_MAX: usize = 24;
/// What every byte of the status has, apart from its bits.
const STATUS_BASE: u8 = 0x30;

pub(super) fn scan(bytes: &[u8]) -> Scan {
    if bytes.first().is_some_and(|byte| *byte != b'\n') {
        return Scan::Noise(1);
    }
    let Some(end) = bytes.iter().position(|byte| *byte == ETX) else {
        return if bytes.len() > FRAME_MAX { Scan::Noise(1) } else { Scan::Incomplete };
    };
    match parse(&bytes[1..end]) {
        Some(reading) => Scan::Frame(end + 1, reading, &[]),
        None => Scan::Noise(1),
    }
}

fn parse(frame: &[u8]) -> Option<ScaleReading> {
    let frame = frame.strip_suffix(b"\r")?;
    if frame == b"?" {
        return Some(ScaleReading::without_weight(LoadState::Fault(ScaleFault::Request)));
    }
    let line_end = frame.windows(2).position(|pair| pair == b"\r\n")?;
    let (weight, status) = (&frame[..line_end], &frame[line_end + 2..]);
    let &[h1, h2] = status else { return None };
    let is_status = |byte: u8| byte & 0xf0 == STATUS_BASE;
    if !is_status(h1) || !is_status(h2) {
        return None;
    }
    let without = |state| Some(ScaleReading::without_weight(state));
    let state = match (h1 & 0x01 != 0, h2 & 0x01 != 0, h2 & 0x02 != 0) {
        (_, _, true) => return without(LoadState::Over),
        (_, true, _) => return without(LoadState::Minus),
        (true, ..) => LoadState::Moving,
        _ => LoadState::Stable,
    };
    let unit_at = weight.iter().position(u8::is_ascii_alphabetic)?;
    let (number, unit) = weight.split_at(unit_at);
    Some(match WireUnit::read(unit)?.weight(Decimal::read(number)?) {
        Ok(weight) if weight.milligrams < 0 => ScaleReading::gross(LoadState::Minus, weight),
        Ok(weight) => ScaleReading::gross(state, weight),
        Err(state) => ScaleReading::without_weight(state),
    })
}
