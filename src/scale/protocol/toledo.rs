//! Toledo 8217: `W` is answered by `STX WW.WWW CR`, by `STX WW.WWWN CR` for a net weight, or by `STX ? status CR` if there is no
//! weight.
//!
//! The scale sends a weight only if it is stable. It sends no unit: it must be set to kilograms.

use crate::scale::protocol::number::{Decimal, WireUnit};
use crate::scale::protocol::scan::Scan;
use crate::scale::reading::{LoadState, ScaleFault, ScaleReading, WireWeight};

/// Asks for the weight.
pub(super) const REQUEST: &[u8] = b"W";
const STX: u8 = 0x02;
/// The longest frame, in bytes.
const FRAME_MAX: usize = 12;
/// The decimals of a weight in kilograms.
const KILOGRAM_DECIMALS: u8 = 3;
/// Bits of the status.
const MOTION: u8 = 0x01;
const OVER: u8 = 0x02;
const UNDER: u8 = 0x04;

pub(super) fn scan(bytes: &[u8]) -> Scan {
    if bytes.first().is_some_and(|byte| *byte != STX) {
        return Scan::Noise(1);
    }
    if let [STX, b'?', status, end, ..] = *bytes {
        if end != b'\r' {
            return Scan::Noise(1);
        }
        let state = match status {
            _ if status & OVER != 0 => LoadState::Over,
            _ if status & UNDER != 0 => LoadState::Minus,
            _ if status & MOTION != 0 => LoadState::Moving,
            _ => LoadState::Fault(ScaleFault::NotReady),
        };
        return Scan::Frame(4, ScaleReading::without_weight(state), &[]);
    }
    if bytes.get(1) == Some(&b'?') {
        return Scan::Incomplete;
    }
    let Some(end) = bytes.iter().position(|byte| *byte == b'\r') else {
        return if bytes.len() > FRAME_MAX { Scan::Noise(1) } else { Scan::Incomplete };
    };
    let text = &bytes[1..end];
    let (number, is_net) = text.strip_suffix(b"N").map_or((text, false), |number| (number, true));
    match weight(number) {
        Some(Ok(weight)) => {
            let reading = ScaleReading { is_net, ..ScaleReading::gross(LoadState::Stable, weight) };
            Scan::Frame(end + 1, reading, &[])
        }
        Some(Err(state)) => Scan::Frame(end + 1, ScaleReading::without_weight(state), &[]),
        None => Scan::Noise(1),
    }
}

/// Reads a weight. Kilograms have three decimals and pounds two, and that is all that tells them apart.
fn weight(text: &[u8]) -> Option<Result<WireWeight, LoadState>> {
    // Only digits and the point: a sign or a letter belongs to another protocol.
    let is_number = text.len() >= 4 && text.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    let number = Decimal::read(text).filter(|_| is_number)?;
    Some(match number.decimals {
        KILOGRAM_DECIMALS => WireUnit::Kilograms.weight(number),
        _ => Err(LoadState::OtherUnit("lb".to_owned())),
    })
}
