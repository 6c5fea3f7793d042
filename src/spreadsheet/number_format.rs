//! Number formats of Excel, as far as they change what a person sees (ECMA-376, 18.8.31).

use crate::spreadsheet::words::{self, AmountUnit};

/// Returns what a number format shows besides the number, if it makes another amount of it: a unit other than kilograms and
/// pieces, `%`, a currency, or `/ 1000` if the number is shown divided by a thousand.
#[must_use]
pub(super) fn shown_unit(code: &str) -> Option<String> {
    let mut literal = String::new();
    let mut is_scaled = false;
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            // The first section is that of positive numbers.
            ';' => break,
            '"' => literal.extend(chars.by_ref().take_while(|c| *c != '"')),
            '\\' => literal.extend(chars.next()),
            // A space as wide as the next character, or that character repeated.
            '_' | '*' => {
                chars.next();
            }
            // A colour, a condition, or a currency with its country: `[$₸-43F]`.
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if let Some(currency) = inside.strip_prefix('$') {
                    literal.extend(currency.chars().take_while(|c| *c != '-'));
                }
            }
            ',' => is_scaled = true,
            '0' | '#' | '?' => is_scaled = false,
            '%' => literal.push('%'),
            c if !c.is_ascii() => literal.push(c),
            _ => {}
        }
    }
    let literal = literal.trim_matches(|c: char| c.is_whitespace() || ".()-+".contains(c));
    let is_same = matches!(words::unit(literal), Some(AmountUnit::Kilograms | AmountUnit::Pieces))
        || words::is_people(literal);
    let is_mark = |c: char| c.is_alphanumeric() || c == '%' || !c.is_ascii();
    if !is_same && literal.contains(is_mark) {
        return Some(literal.to_owned());
    }
    is_scaled.then(|| "/ 1000".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_that_change_an_amount_are_recognised() {
        for (code, unit) in [
            ("0.0\" т\"", Some("т")),
            ("0\" г\"", Some("г")),
            ("0.0%", Some("%")),
            ("0.0,", Some("/ 1000")),
            ("#,##0\" ₸\"", Some("₸")),
            ("#,##0.00\\ [$₸-43F]", Some("₸")),
            ("0.0\" кг\"", None),
            ("0\\ \"шт.\"", None),
            ("#,##0.00", None),
            ("General", None),
            ("0.00_);[Red](0.00)", None),
            ("_-* #,##0.00_-;-* #,##0.00_-", None),
            ("0.00E+00", None),
            ("[Blue]0.0", None),
        ] {
            assert_eq!(shown_unit(code).as_deref(), unit, "{code}");
        }
    }
}
