//! Numbers and masses of the publication, as the movement writes them.
//!
//! Invariant: the printed phrase is true of the rounded mass. "More than" is printed only of a greater mass, and
//! "almost" only of a smaller one.

use crate::language::{Language, Message, Texts, format};
use crate::report::press::rounding::Decimals;

/// Grams in a kilogram.
const KILOGRAM: i64 = 1_000;
/// Grams in a tenth of a tonne.
const TENTH_OF_TONNE: i64 = 100_000;
/// A smaller mass is printed in kilograms: nobody writes "0.1 tonnes".
const TONNE: i64 = 1_000_000;
/// A mass in tonnes that is at most this many grams below the next tenth is "almost" that tenth.
const ALMOST: i64 = 20_000;
/// The smallest number whose thousands are separated.
const GROUPED_FROM: i64 = 10_000;

/// How a mass is printed.
#[derive(Clone, Copy)]
pub(super) struct MassStyle {
    pub decimals: Decimals,
    /// Whether the mass contains estimates.
    pub about: bool,
    /// Whether a mass from one tonne on is printed in tonnes.
    pub tonnes: bool,
}

/// Returns a mass in grams that was rounded to the step of the decimals. Zero means less than half a step.
#[must_use]
pub(super) fn mass(grams: i64, style: MassStyle, texts: &Texts) -> String {
    if style.tonnes && grams >= TONNE {
        return tonnes(grams, style.about, texts);
    }
    let language = texts.language();
    if grams == 0 {
        let least = kilograms(style.decimals.step(), language);
        return texts.get(Message::PressKgUnder { amount: least.into() });
    }
    let amount = kilograms(grams, language);
    if style.about {
        texts.get(Message::PressKgAbout { amount: amount.into() })
    } else {
        texts.get(Message::PressKg { amount: amount.into() })
    }
}

fn tonnes(grams: i64, about: bool, texts: &Texts) -> String {
    let above = grams % TENTH_OF_TONNE;
    let missing = TENTH_OF_TONNE - above;
    let is_almost = above != 0 && missing <= ALMOST;
    // An estimate is rounded to the nearest tenth.
    let up = if about { missing <= above } else { is_almost };
    let tenths = grams / TENTH_OF_TONNE + i64::from(up);
    let amount = decimal(tenths, 1, texts.language());
    // Fractions have their own plural form.
    let form = if tenths % 10 == 0 { category(tenths / 10, texts) } else { "other".into() };
    let (amount, form) = (amount.into(), form.into());
    match (about, above == 0, is_almost) {
        (true, ..) => texts.get(Message::PressTonnesAbout { amount, form }),
        (false, true, _) => texts.get(Message::PressTonnes { amount, form }),
        (false, false, true) => texts.get(Message::PressTonnesAlmost { amount, form }),
        (false, false, false) => texts.get(Message::PressTonnesMore { amount, form }),
    }
}

fn kilograms(grams: i64, language: Language) -> String {
    // No more than two decimals are ever printed.
    decimal(grams / (KILOGRAM / 100), 2, language)
}

/// Formats a number that is given in units of its last decimal, without trailing zeros.
fn decimal(units: i64, decimals: u32, language: Language) -> String {
    let whole = 10_i64.pow(decimals);
    let mut text = number(units / whole, language);
    let rest = format!("{:0width$}", units % whole, width = decimals as usize);
    let rest = rest.trim_end_matches('0');
    if !rest.is_empty() {
        text.push(format::decimal_mark(language));
        text.push_str(rest);
    }
    text
}

/// Formats a whole number. Thousands are separated from 10 000 on.
#[must_use]
pub(super) fn number(number: i64, language: Language) -> String {
    if number < GROUPED_FROM { number.to_string() } else { format::integer(number, language) }
}

/// Returns the plural category of a number: `one`, `few`, `many` or `other`.
#[must_use]
pub(super) fn category(count: i64, texts: &Texts) -> String {
    texts.get(Message::PluralCategory { count: count.into() })
}
