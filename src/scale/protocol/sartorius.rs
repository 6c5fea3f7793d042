//! Sartorius, the format of 16 characters: `sign SP value(8) SP unit(3) CR LF`; the form of 22 has an id of 6 before it.
//!
//! The unit is blank while the weight is not stable.

use crate::scale::protocol::number::{Decimal, WireUnit};
use crate::scale::protocol::scan::{Scan, scan_line};
use crate::scale::reading::{LoadState, ScaleFault, ScaleReading};

/// Asks for the weight: `ESC P`.
pub(super) const REQUEST: &[u8] = b"\x1bP\r\n";
/// The longest frame, in bytes.
const FRAME_MAX: usize = 22;
/// Characters of a frame without an id, and of an id.
const CORE: usize = 14;
const ID: usize = 6;

pub(super) fn scan(bytes: &[u8]) -> Scan {
    scan_line(bytes, FRAME_MAX, parse)
}

fn parse(line: &[u8]) -> Option<ScaleReading> {
    let (id, core) = match line.len() {
        CORE => (&[][..], line),
        20 => line.split_at(ID),
        _ => return None,
    };
    let is_net = id.first() == Some(&b'N') && id.get(1).is_none_or(|byte| *byte == b' ');
    let is_weight =
        id.trim_ascii().is_empty() || is_net || id.trim_ascii() == b"G" || id.trim_ascii() == b"G#";
    // The line of a state, such as `Stat       H`, has no weight.
    let is_state = id.trim_ascii() == b"Stat";
    if !is_weight && !is_state {
        return None;
    }
    let (sign, value, unit) = (core[0], &core[2..10], &core[11..14]);
    let without = |state| Some(ScaleReading::without_weight(state));
    let text = core.trim_ascii().to_ascii_uppercase();
    match text.as_slice() {
        b"H" | b"HH" | b"HIGH" | b"OL" => return without(LoadState::Over),
        b"L" | b"LL" | b"LOW" | b"UL" => return without(LoadState::Minus),
        _ if text.starts_with(b"ERR") => return without(LoadState::Fault(ScaleFault::NotReady)),
        _ => {}
    }
    if is_state || !matches!(sign, b'+' | b'-' | b' ') || core[1] != b' ' || core[10] != b' ' {
        return None;
    }
    let mut number = Decimal::read(value)?;
    if sign == b'-' {
        number.mantissa = -number.mantissa;
    }
    // Without a unit the number cannot be converted, and it would not be recorded.
    let Some(unit) = WireUnit::read(unit) else { return without(LoadState::Moving) };
    Some(match unit.weight(number) {
        Ok(weight) if weight.milligrams < 0 => ScaleReading::gross(LoadState::Minus, weight),
        Ok(weight) => ScaleReading { is_net, ..ScaleReading::gross(LoadState::Stable, weight) },
        Err(state) => ScaleReading::without_weight(state),
    })
}
