//! Any scale that sends lines with one number and the unit kg, perhaps with `ST` or `US`. The grammar is that of a scale that
//! types like a keyboard (`scale::frame`).

use crate::scale::frame::{self, FrameError};
use crate::scale::protocol::number::{Decimal, WireUnit};
use crate::scale::protocol::scan::{Scan, scan_line};
use crate::scale::reading::{LoadState, ScaleFault, ScaleReading};

/// The longest line, in bytes.
const LINE_MAX: usize = 64;

pub(super) fn scan(bytes: &[u8]) -> Scan {
    // Some scales end a line with CR alone.
    if let Some(end) = bytes.iter().position(|byte| *byte == b'\r')
        && bytes.get(end + 1).is_some_and(|byte| *byte != b'\n')
    {
        return match parse(&bytes[..end]) {
            Some(reading) => Scan::Frame(end + 1, reading, &[]),
            None => Scan::Noise(end + 1),
        };
    }
    scan_line(bytes, LINE_MAX, parse)
}

fn parse(line: &[u8]) -> Option<ScaleReading> {
    let text = std::str::from_utf8(line).ok().filter(|text| text.is_ascii())?;
    let text = text.trim_matches(['\u{2}', '\u{3}', '\r', '\n']);
    let state = match frame::read(text) {
        Ok(None) => return None,
        Ok(Some(frame)) => {
            let weight = WireUnit::Kilograms.weight(Decimal::read(frame.kilograms.as_bytes())?).ok()?;
            let is_marked = text.trim_start().to_ascii_uppercase().starts_with("ST");
            let state = if is_marked { LoadState::Stable } else { LoadState::Unsure };
            return Some(ScaleReading { is_net: frame.is_net, ..ScaleReading::gross(state, weight) });
        }
        Err(FrameError::Zero) => {
            let zero = WireUnit::Kilograms.weight(Decimal { mantissa: 0, decimals: decimals(text) }).ok()?;
            return Some(ScaleReading::gross(LoadState::Unsure, zero));
        }
        Err(FrameError::Unstable | FrameError::NoUnit) => LoadState::Moving,
        Err(FrameError::OutOfRange) => LoadState::Over,
        Err(FrameError::Negative) => LoadState::Minus,
        Err(FrameError::OtherUnit { unit }) => LoadState::OtherUnit(unit.to_lowercase()),
        Err(
            FrameError::Tare | FrameError::SeveralNumbers | FrameError::TooFine | FrameError::NotUnderstood,
        ) => LoadState::Fault(ScaleFault::Contradiction),
    };
    Some(ScaleReading::without_weight(state))
}

/// Returns how many decimals a zero has in a line: `0.00 kg` has two.
fn decimals(text: &str) -> u8 {
    // A comma may also separate the words before the number.
    let number = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let after = number.split_once(['.', ',']).map_or("", |(_, after)| after);
    let count = after.bytes().take_while(u8::is_ascii_digit).count();
    u8::try_from(count.min(3)).unwrap_or(0)
}
