//! Reads decimal numbers as spreadsheets and people write them, exactly.
//!
//! Invariant: a number is read only if its decimal mark is certain. `1,800` is ambiguous: 1.8, or 1800.

use serde::{Deserialize, Serialize};

use crate::spreadsheet::words::AmountUnit;

/// A decimal mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum DecimalMark {
    Comma,
    Point,
}

impl DecimalMark {
    const fn of(mark: char) -> Self {
        if mark == ',' { Self::Comma } else { Self::Point }
    }

    const fn other(self) -> Self {
        match self {
            Self::Comma => Self::Point,
            Self::Point => Self::Comma,
        }
    }
}

/// An exact decimal number that is not negative: `digits` / 10^`scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: u128,
    scale: u32,
}

/// The maximum number of digits of a number. Its products with a thousand thousand fit into 128 bits.
const DIGITS_MAX: usize = 30;

/// The minimum number of decimals of a number that a spreadsheet program has written with its rounding error.
const NOISE_DECIMALS: u32 = 10;

/// A mass in grams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ReadGrams {
    pub grams: i64,
    /// Whether a rounding error was removed.
    pub is_rounded: bool,
}

/// Why a number is no whole number of grams or pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotWhole {
    /// The number has a fraction.
    Fraction,
    /// The number is too large.
    TooLarge,
}

impl Decimal {
    fn parse(whole: &str, fraction: &str) -> Option<Self> {
        let digits: String = whole.chars().chain(fraction.chars()).collect();
        if digits.len() > DIGITS_MAX || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        Some(Self { digits: digits.parse().ok()?, scale: u32::try_from(fraction.len()).ok()? })
    }

    /// Returns a whole number, or `None` if it is negative.
    pub(super) fn whole(number: i64) -> Option<Self> {
        Some(Self { digits: u128::try_from(number).ok()?, scale: 0 })
    }

    /// Returns whether the number is zero.
    pub(super) const fn is_zero(self) -> bool {
        self.digits == 0
    }

    /// Returns the number as a mass.
    ///
    /// # Errors
    /// [`NotWhole`] if it is no whole number of grams, apart from the rounding error of a spreadsheet program.
    pub(super) fn grams(self, unit: AmountUnit) -> Result<ReadGrams, NotWhole> {
        let factor: u128 = match unit {
            AmountUnit::Grams | AmountUnit::Pieces | AmountUnit::Foreign => 1,
            AmountUnit::Kilograms => 1_000,
            AmountUnit::Tonnes => 1_000_000,
        };
        let divisor = 10_u128.pow(self.scale);
        let scaled = self.digits.checked_mul(factor).ok_or(NotWhole::TooLarge)?;
        let (mut grams, rest) = (scaled / divisor, scaled % divisor);
        let is_rounded = rest != 0;
        if is_rounded {
            let noise = divisor / 1_000;
            match rest {
                _ if self.scale < NOISE_DECIMALS => return Err(NotWhole::Fraction),
                rest if rest <= noise => {}
                rest if rest >= divisor - noise => grams += 1,
                _ => return Err(NotWhole::Fraction),
            }
        }
        let grams = i64::try_from(grams).map_err(|_| NotWhole::TooLarge)?;
        Ok(ReadGrams { grams, is_rounded })
    }

    /// Returns the number as a count.
    ///
    /// # Errors
    /// [`NotWhole`].
    pub(super) fn count(self) -> Result<u32, NotWhole> {
        let grams = self.grams(AmountUnit::Pieces)?;
        u32::try_from(grams.grams).map_err(|_| NotWhole::TooLarge)
    }
}

/// A number at the start of a text, and the text after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ReadNumber<'a> {
    pub is_negative: bool,
    /// Whether a `~` marks an estimate.
    pub is_about: bool,
    pub value: NumberValue,
    /// The text after the number, such as a unit.
    pub rest: &'a str,
}

/// The value of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberValue {
    /// The value is certain. The form of the number may prove which mark is the decimal one.
    Certain { value: Decimal, proves: Option<DecimalMark> },
    /// One mark before three digits: a decimal mark, or a separator of thousands.
    Ambiguous { mark: DecimalMark, decimal: Decimal, thousands: Decimal },
}

impl NumberValue {
    /// Returns the value if it is certain, or if this decimal mark makes it certain.
    pub(super) fn with(self, decimal: Option<DecimalMark>) -> Option<Decimal> {
        match self {
            Self::Certain { value, .. } => Some(value),
            Self::Ambiguous { mark, decimal: value, thousands } => {
                Some(if decimal? == mark { value } else { thousands })
            }
        }
    }
}

/// Returns whether a character separates thousands, and nothing else.
const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' | '\'' | '\u{2019}' | '\t')
}

/// Removes the mark or word of an estimate from the start of a text, or returns `None` if there is none.
fn without_about(text: &str) -> Option<&str> {
    const WORDS: [&str; 7] = ["около ", "примерно ", "прим. ", "ок. ", "шамамен ", "about ", "approx. "];
    let by_word = || {
        let word = WORDS
            .iter()
            .find(|word| text.get(..word.len()).is_some_and(|start| start.to_lowercase() == **word))?;
        text.get(word.len()..)
    };
    text.strip_prefix(['~', '≈']).or_else(by_word)
}

/// Reads the number at the start of a text. Returns `None` if there is none, or if its form has no meaning.
pub(super) fn read(text: &str) -> Option<ReadNumber<'_>> {
    let text = text.trim();
    let (is_about, text) = match without_about(text) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    };
    let (is_negative, text) = match text.strip_prefix(['-', '−', '–']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.') || is_space(c)));
    let (mut body, mut rest) = text.split_at(end.unwrap_or(text.len()));
    // A dot that ends a sentence, or separates the number from its unit, is no part of the number.
    let trimmed = body.trim_end_matches(|c: char| is_space(c));
    rest = rest.trim();
    body = trimmed;
    if !body.starts_with(|c: char| c.is_ascii_digit()) || !body.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some(ReadNumber { is_negative, is_about, value: value(body)?, rest })
}

/// Returns the value of digits, spaces and marks.
fn value(body: &str) -> Option<NumberValue> {
    let marks: Vec<(usize, char)> = body.char_indices().filter(|(_, c)| matches!(c, ',' | '.')).collect();
    let has_spaces = body.contains(is_space);
    let certain = |value: Decimal, proves: Option<DecimalMark>| Some(NumberValue::Certain { value, proves });
    match marks[..] {
        [] => certain(Decimal::parse(&grouped(body, is_space)?, "")?, None),
        [(at, mark)] => {
            let (whole, fraction) = (&body[..at], &body[at + 1..]);
            let mark = DecimalMark::of(mark);
            let digits = grouped(whole, is_space)?;
            if fraction.contains(is_space) {
                return None;
            }
            let decimal = Decimal::parse(&digits, fraction)?;
            let is_group = fraction.len() == 3 && digits.len() <= 3 && !digits.starts_with('0');
            if has_spaces || !is_group {
                return certain(decimal, Some(mark));
            }
            let thousands = Decimal::parse(&format!("{digits}{fraction}"), "")?;
            Some(NumberValue::Ambiguous { mark, decimal, thousands })
        }
        [.., (last, mark)] => {
            if has_spaces {
                return None;
            }
            let separator = marks.first().map(|(_, c)| *c)?;
            if separator == mark {
                // One kind of mark several times separates thousands, so the other kind is the decimal one.
                let digits = grouped(body, |c| c == mark)?;
                return certain(Decimal::parse(&digits, "")?, Some(DecimalMark::of(mark).other()));
            }
            let digits = grouped(&body[..last], |c| c == separator)?;
            certain(Decimal::parse(&digits, &body[last + 1..])?, Some(DecimalMark::of(mark)))
        }
    }
}

/// Removes separators of thousands, or returns `None` if one is not followed by three digits.
fn grouped(text: &str, is_separator: impl Fn(char) -> bool) -> Option<String> {
    let mut groups = text.split(is_separator);
    let first = groups.next()?;
    let mut digits = first.to_owned();
    let mut is_grouped = false;
    for group in groups {
        is_grouped = true;
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    ((!is_grouped || (1..=3).contains(&first.len())) && is_number && !first.is_empty()).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grams(text: &str, decimal: Option<DecimalMark>) -> Option<(i64, bool)> {
        let value = read(text)?.value.with(decimal)?;
        value.grams(AmountUnit::Kilograms).ok().map(|read| (read.grams, read.is_rounded))
    }

    #[test]
    fn numbers_with_a_certain_mark_are_read() {
        let cases = [
            ("12,5", 12_500),
            ("12.5", 12_500),
            ("12,50 кг", 12_500),
            ("1\u{a0}250,5", 1_250_500),
            ("1 250", 1_250_000),
            ("1'250.5", 1_250_500),
            ("1,250.5", 1_250_500),
            ("1.250,5", 1_250_500),
            ("1,250,000", 1_250_000_000),
            ("0,125", 125),
            ("1250,125", 1_250_125),
            ("1 250,125", 1_250_125),
            ("0045", 45_000),
        ];
        for (text, expected) in cases {
            assert_eq!(grams(text, None), Some((expected, false)), "{text}");
        }
    }

    #[test]
    fn one_mark_before_three_digits_needs_a_proof() {
        assert_eq!(grams("1,800", None), None);
        assert_eq!(grams("1,800", Some(DecimalMark::Comma)), Some((1_800, false)));
        assert_eq!(grams("1,800", Some(DecimalMark::Point)), Some((1_800_000, false)));
        assert_eq!(grams("1.800", Some(DecimalMark::Comma)), Some((1_800_000, false)));
        let proof = |text| match read(text).unwrap().value {
            NumberValue::Certain { proves, .. } => proves,
            NumberValue::Ambiguous { .. } => None,
        };
        assert_eq!(proof("12,5"), Some(DecimalMark::Comma));
        assert_eq!(proof("1,800.5"), Some(DecimalMark::Point));
        assert_eq!(proof("1,800,500"), Some(DecimalMark::Point));
        assert_eq!(proof("1800"), None);
        assert_eq!(proof("1,800"), None);
    }

    #[test]
    fn rounding_errors_of_spreadsheets_are_removed() {
        assert_eq!(grams("7.2000000000000002", None), Some((7_200, true)));
        assert_eq!(grams("1.8999999999999999", None), Some((1_900, true)));
        assert_eq!(grams("0.30000000000000004", None), Some((300, true)));
        for text in ["4.166666666666667", "7.2001", "7.20000001"] {
            assert_eq!(grams(text, None), None, "{text}");
        }
    }

    #[test]
    fn forms_without_a_meaning_are_no_numbers() {
        for text in ["", "кг", "1 25", "1,2,3", "1.2,3.4", ",5", "5,", "12 500 5", "1,25.5", "1234 567"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read("12,5-0,8").unwrap().rest, "-0,8");
        assert!(read("-5").unwrap().is_negative);
        assert!(read("~5").unwrap().is_about);
        assert!(read("Около 5 кг").unwrap().is_about);
        assert_eq!(read("1250 кг.").unwrap().rest, "кг.");
    }
}
