//! Any scale that sends lines with one number and the unit kg, perhaps with `ST` or `US`. The grammar is that of a scale that
//! types like a keyboard (`scale::frame`).

use std::borrow::Cow;

use crate::scale::frame::{self, Frame, FrameError};
use crate::scale::protocol::number::{Decimal, WireUnit};
use crate::scale::protocol::scan::Scan;
use crate::scale::reading::{LoadState, ScaleFault, ScaleReading, WireWeight};

/// The longest line, in bytes.
const LINE_MAX: usize = 64;

pub(super) fn scan(bytes: &[u8]) -> Scan {
    // Some scales end a line with CR alone, so the LF after a CR is a line without anything.
    if matches!(bytes.first(), Some(b'\r' | b'\n')) {
        return Scan::Reply(1, &[]);
    }
    match bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
        Some(end) => match parse(&bytes[..end]) {
            Some(reading) => Scan::Frame(end + 1, reading, &[]),
            None => Scan::Noise(end + 1),
        },
        None if bytes.len() > LINE_MAX => Scan::Noise(bytes.len() - LINE_MAX),
        None => Scan::Incomplete,
    }
}

fn parse(line: &[u8]) -> Option<ScaleReading> {
    let text = std::str::from_utf8(line).ok().filter(|text| text.is_ascii())?;
    let text = with_known_kind(text.trim_matches(['\u{2}', '\u{3}']));
    let state = match frame::read(&text) {
        Ok(None) => return None,
        Ok(Some(frame)) => return weighed(&text, &frame, &WireUnit::Kilograms),
        Err(FrameError::Zero) => return zero(&text, &WireUnit::Kilograms),
        Err(FrameError::Unstable | FrameError::NoUnit) => LoadState::Moving,
        Err(FrameError::OutOfRange) => LoadState::Over,
        Err(FrameError::Negative) => LoadState::Minus,
        Err(FrameError::OtherUnit { unit }) if unit == "g" => return in_grams(&text),
        Err(FrameError::OtherUnit { unit }) => LoadState::OtherUnit(unit),
        Err(
            FrameError::Tare | FrameError::SeveralNumbers | FrameError::TooFine | FrameError::NotUnderstood,
        ) => LoadState::Fault(ScaleFault::Contradiction),
    };
    Some(ScaleReading::without_weight(state))
}

/// Returns the weight of a frame in this unit.
fn weighed(text: &str, frame: &Frame, unit: &WireUnit) -> Option<ScaleReading> {
    let weight = unit.weight(Decimal::read(frame.kilograms.as_bytes())?).ok()?;
    let is_marked = text.trim_start().to_ascii_uppercase().starts_with("ST");
    let state = if is_marked { LoadState::Stable } else { LoadState::Unsure };
    Some(ScaleReading { is_net: frame.is_net, ..ScaleReading::gross(state, weight) })
}

/// Reads a line whose unit is the gram: the grammar of frames knows kilograms only.
fn in_grams(text: &str) -> Option<ScaleReading> {
    let unit = text.rfind(['g', 'G'])?;
    let in_kilograms = format!("{}kg{}", &text[..unit], &text[unit + 1..]);
    match frame::read(&in_kilograms) {
        Ok(Some(frame)) => weighed(text, &frame, &WireUnit::Grams),
        Err(FrameError::Zero) => zero(&in_kilograms, &WireUnit::Grams),
        Err(FrameError::Negative) => Some(ScaleReading::without_weight(LoadState::Minus)),
        _ => Some(ScaleReading::without_weight(LoadState::Fault(ScaleFault::Contradiction))),
    }
}

/// Replaces `ww` before a gross weight and `wt` before a tare, which some scales of CAS send. A hand could type `ww`, so the
/// grammar of frames does not know it.
fn with_known_kind(text: &str) -> Cow<'_, str> {
    let rest =
        text.get(2..).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || "+- ".contains(c)));
    match (text.get(..2).map(str::to_ascii_lowercase).as_deref(), rest) {
        (Some("ww"), Some(rest)) => format!("wg{rest}").into(),
        (Some("wt"), Some(rest)) => format!("tw{rest}").into(),
        _ => text.into(),
    }
}

/// Reads a line whose number is zero: as the line would be read with another last digit.
fn zero(text: &str, unit: &WireUnit) -> Option<ScaleReading> {
    let last = text.rfind('0')?;
    let other = format!("{}1{}", &text[..last], &text[last + 1..]);
    let frame = frame::read(&other).ok().flatten()?;
    let reading = weighed(text, &frame, unit)?;
    let weight = reading.weight.map(|weight| WireWeight { milligrams: 0, ..weight });
    Some(ScaleReading { weight, ..reading })
}
