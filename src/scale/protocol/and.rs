//! A&D, the standard format: `ST|US|OL|QT , sign and 8 characters, unit(3) CR LF`.
//!
//! A balance that is set to a decimal comma separates the parts by `;`. All digits 9 with an exponent are an overload.

use crate::scale::protocol::number::{Decimal, WireUnit};
use crate::scale::protocol::scan::{Scan, scan_line};
use crate::scale::reading::{LoadState, ScaleReading};

/// The longest frame, in bytes.
const FRAME_MAX: usize = 17;

pub(super) fn scan(bytes: &[u8]) -> Scan {
    scan_line(bytes, FRAME_MAX, parse)
}

fn parse(line: &[u8]) -> Option<ScaleReading> {
    // Noise may be before the frame: its parts are counted from the end.
    let line = line.get(line.len().checked_sub(15)?..)?;
    let [s0, s1, b',' | b';', rest @ ..] = line else { return None };
    let (data, unit) = rest.split_at_checked(9)?;
    if !matches!(data.first(), Some(b'+' | b'-')) {
        return None;
    }
    let state = match &[*s0, *s1] {
        b"ST" => LoadState::Stable,
        b"US" => LoadState::Moving,
        b"OL" => {
            let is_below = data.first() == Some(&b'-');
            return Some(ScaleReading::without_weight(if is_below {
                LoadState::Minus
            } else {
                LoadState::Over
            }));
        }
        // A number of pieces.
        b"QT" => return Some(ScaleReading::without_weight(LoadState::OtherUnit("pcs".to_owned()))),
        _ => return None,
    };
    let number = Decimal::read(data)?;
    let digits = data.iter().filter(|byte| byte.is_ascii_digit());
    if digits.clone().count() >= 7 && digits.into_iter().all(|digit| *digit == b'9') {
        return Some(ScaleReading::without_weight(LoadState::Over));
    }
    Some(match WireUnit::read(unit)?.weight(number) {
        Ok(weight) if weight.milligrams < 0 => ScaleReading::gross(LoadState::Minus, weight),
        Ok(weight) => ScaleReading::gross(state, weight),
        Err(state) => ScaleReading::without_weight(state),
    })
}
