//! CAS, the stream of 22 bytes (indicators CI and DB-II): `ST|US|HD|OL , GS|NT , id lamp , data(8) SP unit(2) CR LF`.
//!
//! The lamp byte repeats what the words say; a frame in which they differ is no weight.

use crate::scale::protocol::number::{Decimal, WireUnit};
use crate::scale::protocol::scan::{Scan, scan_line};
use crate::scale::reading::{LoadState, ScaleFault, ScaleReading};

/// The longest frame, in bytes.
const FRAME_MAX: usize = 22;
/// Bits of the lamp byte.
const LAMP_ALWAYS: u8 = 0x80;
const LAMP_STABLE: u8 = 0x40;
const LAMP_HOLD: u8 = 0x10;
const LAMP_GROSS: u8 = 0x04;
const LAMP_TARE: u8 = 0x02;

pub(super) fn scan(bytes: &[u8]) -> Scan {
    scan_line(bytes, FRAME_MAX, parse)
}

fn parse(line: &[u8]) -> Option<ScaleReading> {
    let [s0, s1, b',', k0, k1, b',', _id, lamp, b',', rest @ ..] = line.get(line.len().checked_sub(20)?..)?
    else {
        return None;
    };
    let (data, unit) = rest.split_at_checked(8)?;
    if *lamp & LAMP_ALWAYS == 0 || unit.first() != Some(&b' ') {
        return None;
    }
    let is_net = match &[*k0, *k1] {
        b"GS" => false,
        b"NT" => true,
        _ => return None,
    };
    let state = match &[*s0, *s1] {
        b"ST" => LoadState::Stable,
        // A scale that holds shows an older weight.
        b"US" | b"HD" => LoadState::Moving,
        b"OL" => return Some(ScaleReading::without_weight(LoadState::Over)),
        _ => return None,
    };
    let number = Decimal::read(data)?;
    let contradicts = (state == LoadState::Stable) != (lamp & LAMP_STABLE != 0)
        || is_net && lamp & LAMP_GROSS != 0 && lamp & LAMP_TARE == 0;
    let weight = match WireUnit::read(unit)?.weight(number) {
        Ok(weight) => weight,
        Err(state) => return Some(ScaleReading::without_weight(state)),
    };
    let state = match state {
        _ if contradicts => LoadState::Fault(ScaleFault::Contradiction),
        _ if lamp & LAMP_HOLD != 0 => LoadState::Moving,
        _ if weight.milligrams < 0 => LoadState::Minus,
        state => state,
    };
    Some(ScaleReading { is_net, ..ScaleReading::gross(state, weight) })
}
