//! Mettler Toledo SICS, level 0: `S S     100.00 g CR LF` for the request `SI`.

use crate::scale::protocol::number::{Decimal, WireUnit};
use crate::scale::protocol::scan::{Scan, scan_line};
use crate::scale::reading::{LoadState, ScaleFault, ScaleReading};

/// Asks for the serial number.
pub(super) const HELLO: &[u8] = b"I4\r\n";
/// The longest serial number that is read, in characters.
const SERIAL_MAX: usize = 40;
/// Asks for the weight now, stable or not.
pub(super) const REQUEST: &[u8] = b"SI\r\n";
/// The longest frame, in bytes.
const FRAME_MAX: usize = 40;

pub(super) fn scan(bytes: &[u8]) -> Scan {
    let line = bytes.iter().position(|byte| *byte == b'\n').map(|end| (end, bytes[..end].trim_ascii_end()));
    match line.and_then(|(end, line)| Some((end + 1, serial(line)?))) {
        Some((count, serial)) => Scan::Serial(count, serial),
        None => scan_line(bytes, FRAME_MAX, parse),
    }
}

/// Returns the serial number of an answer such as `I4 A "0123456789"`.
fn serial(line: &[u8]) -> Option<String> {
    let quoted = line.strip_prefix(b"I4 A \"")?.strip_suffix(b"\"")?;
    let is_plain =
        (1..=SERIAL_MAX).contains(&quoted.len()) && quoted.iter().all(|byte| matches!(byte, b' '..=b'~'));
    is_plain.then(|| String::from_utf8_lossy(quoted).into_owned())
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
