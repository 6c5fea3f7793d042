//! NCI and Weigh-Tronix: `W CR` is answered by `LF xxxx.xxkg CR LF H1 H2 CR ETX`, or by `LF ? CR ETX`.
//! Some scales add a third byte of status, put an `S` before it, or send it alone.

use crate::scale::protocol::number::{Decimal, WireUnit};
use crate::scale::protocol::scan::Scan;
use crate::scale::reading::{LoadState, ScaleFault, ScaleReading};

/// Asks for the weight.
pub(super) const REQUEST: &[u8] = b"W\r";
const ETX: u8 = 0x03;
/// The longest frame, in bytes.
const FRAME_MAX: usize = 24;
/// What every byte of the status has in the bits of the mask. Bit 6 says that another byte follows.
const STATUS_BASE: u8 = 0x30;
const STATUS_MASK: u8 = 0xb0;
/// The most bytes of a status.
const STATUS_MAX: usize = 4;

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
    // A scale that moves or is overloaded may send its status alone.
    let (weight, status) = match frame.windows(2).position(|pair| pair == b"\r\n") {
        Some(end) => (Some(&frame[..end]), &frame[end + 2..]),
        None => (None, frame),
    };
    let status = Status::read(status)?;
    let Some(weight) = weight.filter(|_| !matches!(status.state, LoadState::Over | LoadState::Minus)) else {
        // Without a weight, nothing is stable.
        let state = if status.state == LoadState::Stable { LoadState::Moving } else { status.state };
        return Some(ScaleReading::without_weight(state));
    };
    let unit_at = weight.iter().position(u8::is_ascii_alphabetic)?;
    let (number, unit) = weight.split_at(unit_at);
    Some(match WireUnit::read(unit)?.weight(Decimal::read(number)?) {
        Ok(weight) if weight.milligrams < 0 => ScaleReading::gross(LoadState::Minus, weight),
        Ok(weight) => ScaleReading { is_net: status.is_net, ..ScaleReading::gross(status.state, weight) },
        Err(state) => ScaleReading::without_weight(state),
    })
}

/// The status after a weight.
struct Status {
    state: LoadState,
    is_net: bool,
}

impl Status {
    /// Reads two or more bytes, with an `S` before them in the form for cash registers.
    fn read(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix(b"S").unwrap_or(bytes);
        let is_status = (2..=STATUS_MAX).contains(&bytes.len())
            && bytes.iter().all(|byte| byte & STATUS_MASK == STATUS_BASE);
        let [h1, h2, more @ ..] = bytes else { return None };
        let state = match (h1 & 0x01 != 0, h2 & 0x01 != 0, h2 & 0x02 != 0) {
            (_, _, true) => LoadState::Over,
            (_, true, _) => LoadState::Minus,
            (true, ..) => LoadState::Moving,
            _ => LoadState::Stable,
        };
        let is_net = more.first().is_some_and(|h3| h3 & 0x04 != 0);
        is_status.then_some(Self { state, is_net })
    }
}
