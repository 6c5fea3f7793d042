//! Decimal numbers and units in the frames of scales.

use crate::scale::reading::{LoadState, WireWeight};

/// The most digits of a number. More would not fit into milligrams of any scale.
const DIGITS_MAX: usize = 9;

/// A unit of weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum WireUnit {
    Kilograms,
    Grams,
    /// Any other, as it was sent.
    Other(String),
}

impl WireUnit {
    /// Reads a unit, apart from spaces and capitals. Returns `None` if there is none.
    pub(super) fn read(text: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(text.trim_ascii()).to_lowercase();
        match text.as_str() {
            "" => None,
            "kg" => Some(Self::Kilograms),
            "g" => Some(Self::Grams),
            _ => Some(Self::Other(text.chars().filter(|c| c.is_alphanumeric()).take(8).collect())),
        }
    }

    /// Milligrams of one, or `None` for a unit that is not converted.
    const fn milligrams(&self) -> Option<i64> {
        match self {
            Self::Kilograms => Some(1_000_000),
            Self::Grams => Some(1_000),
            Self::Other(_) => None,
        }
    }

    /// Returns the weight of a number in this unit.
    ///
    /// # Errors
    /// Returns the state of a scale that shows another unit, or a number that is too fine.
    pub(super) fn weight(&self, number: Decimal) -> Result<WireWeight, LoadState> {
        let other =
            || LoadState::OtherUnit(if let Self::Other(name) = self { name.clone() } else { String::new() });
        let one = self.milligrams().ok_or_else(other)?;
        let parts = 10_i64.pow(u32::from(number.decimals));
        if one % parts != 0 {
            return Err(other());
        }
        let division_mg = one / parts;
        let milligrams = number.mantissa.checked_mul(division_mg).ok_or_else(other)?;
        Ok(WireWeight { milligrams, division_mg })
    }
}

/// A decimal number: `12.340` has the mantissa 12340 and three decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    pub mantissa: i64,
    pub decimals: u8,
}

impl Decimal {
    /// Reads a number with spaces around it, an optional sign, and at most one decimal mark between digits.
    pub(super) fn read(text: &[u8]) -> Option<Self> {
        let text = text.trim_ascii();
        let (is_negative, text) = match text {
            [b'-', rest @ ..] => (true, rest.trim_ascii_start()),
            [b'+', rest @ ..] => (false, rest.trim_ascii_start()),
            _ => (false, text),
        };
        let mut read = Self { mantissa: 0, decimals: 0 };
        let (mut digits, mut has_mark) = (0, false);
        for byte in text {
            match byte {
                b'0'..=b'9' if digits < DIGITS_MAX => {
                    read.mantissa = read.mantissa * 10 + i64::from(byte - b'0');
                    read.decimals += u8::from(has_mark);
                    digits += 1;
                }
                b'.' | b',' if !has_mark && digits > 0 => has_mark = true,
                _ => return None,
            }
        }
        // A mark at the end, as in `12.`, is that of a scale without decimals.
        if digits == 0 {
            return None;
        }
        read.mantissa = if is_negative { -read.mantissa } else { read.mantissa };
        Some(read)
    }
}
