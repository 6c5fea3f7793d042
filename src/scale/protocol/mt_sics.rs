//! Mettler Toledo SICS, level 0: `S S     100.00 g CR LF` for the request `SI`.

use crate::scale::protocol::number::{Decimal, WireUnit};
use crate::scale::protocol::scan::{Scan, scan_line};
use crate::scale::reading::{LoadState, ScaleFault, ScaleReading};

/// The weight now, stable or not.
pub(super) const REQUEST: &[u8] = b"SI\r\n";
/// The longest frame, in bytes.
const FRAME_MAX: usize = 40;

pub(super) fn scan(bytes: &[u8]) -> Scan {
    scan_line(bytes, FRAME_MAX, parse)
}

fn parse(line: &[u8]) -> Option<ScaleReading> {
    let mut words = line.split(|byte| *byte == b' ').filter(|word| !word.is_empty());
    let without = |state| Some(ScaleReading::without_weight(state));
    match words.next()? {
        b"S" => {}
        b"ES" | b"ET" | b"EL" => return without(LoadState::Fault(ScaleFault::Request)),
        _ => return None,
    }
    let state = match words.next()? {
        b"S" => LoadState::Stable,
        b"D" => LoadState::Moving,
        b"I" => return without(LoadState::Fault(ScaleFault::NotReady)),
        b"+" => return without(LoadState::Over),
        b"-" => return without(LoadState::Minus),
        _ => return None,
    };
    let (number, unit) = (Decimal::read(words.next()?)?, words.next()?);
    if words.next().is_some() {
        return None;
    }
    Some(match WireUnit::read(unit)?.weight(number) {
        Ok(weight) if weight.milligrams < 0 => ScaleReading::gross(LoadState::Minus, weight),
        Ok(weight) => ScaleReading::gross(state, weight),
        Err(state) => ScaleReading::without_weight(state),
    })
}
