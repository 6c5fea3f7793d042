//! Reads an amount by the grammar of docs/grammar.md, for the standard catalogue.
//!
//! It does not use the program's parser, so that the two check each other. It may accept a text that the
//! program rejects, such as a space in an unusual position. It never gives another number.

pub(super) use crate::harness::sample_day::{GRADES, MATERIALS};

/// The only material with grades.
pub(super) const PLASTIC: usize = 1;
/// A material in pieces.
pub(super) const LAMPS: usize = 11;

const MAX_GRAMS: i64 = 2_000_000;
const MAX_PIECES: i64 = 10_000;

/// The amount of one entry. Grams and pieces are never mixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Measure {
    Weight { gross: i64, tare: i64 },
    Pieces { count: i64, grams: Option<i64> },
}

impl Measure {
    /// The number that the slip guard compares: net grams, or pieces.
    pub(super) const fn size(self) -> i64 {
        match self {
            Self::Weight { gross, tare } => gross - tare,
            Self::Pieces { count, .. } => count,
        }
    }
}

/// An amount and whether it was marked with `~`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Amount {
    pub(super) measure: Measure,
    pub(super) about: bool,
}

pub(super) const fn is_in_pieces(material: usize) -> bool {
    matches!(material, LAMPS..=14)
}

/// Returns the key on which a letter is, in the US and Cyrillic layouts.
pub(super) fn key_of(letter: char) -> Option<char> {
    let letter = letter.to_lowercase().next()?;
    let cyrillic = "йцукенгшщзфывапролдячсмить".chars().zip("qwertyuiopasdfghjklzxcvbnm".chars());
    if letter.is_ascii_lowercase() {
        return Some(letter);
    }
    cyrillic.into_iter().find(|(from, _)| *from == letter).map(|(_, key)| key)
}

/// Returns the material whose pane is on the key of this letter.
pub(super) fn material_of(letter: char) -> Option<usize> {
    let key = key_of(letter)?;
    MATERIALS.iter().position(|material| material.1 == key)
}

/// Reads an amount without `N*`.
pub(super) fn read(text: &str, material: usize) -> Option<Amount> {
    if text.chars().count() > 64 {
        return None;
    }
    let text = without_spaces(text)?;
    let (about, rest) = match text.strip_prefix(['~', 'ё', 'Ё']) {
        Some(rest) => (true, rest),
        None => (false, text.as_str()),
    };
    let measure = if is_in_pieces(material) { pieces(rest) } else { weight(rest) }?;
    Some(Amount { measure, about })
}

/// Removes the spaces, unless one is inside a number.
fn without_spaces(text: &str) -> Option<String> {
    let is_space = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}');
    let mut result = String::new();
    let mut after_space = false;
    for c in text.chars() {
        if is_space(c) {
            after_space = true;
            continue;
        }
        let in_number = |c: char| c.is_ascii_digit() || is_mark(c);
        if after_space && in_number(c) && result.chars().last().is_some_and(in_number) {
            return None;
        }
        after_space = false;
        result.push(c);
    }
    Some(result)
}

const fn is_mark(c: char) -> bool {
    matches!(c, '.' | ',' | 'ю' | 'Ю' | 'б' | 'Б')
}

fn without_unit(text: &str) -> &str {
    let units = ["kg", "кг", "лп"];
    let Some((at, _)) = text.char_indices().rev().nth(1) else { return text };
    if units.contains(&text[at..].to_lowercase().as_str()) { &text[..at] } else { text }
}

fn weight(text: &str) -> Option<Measure> {
    let text = without_unit(text);
    let (mut gross, mut tare) = (0_i64, 0_i64);
    let mut rest = text;
    let mut sign = '+';
    loop {
        let end = rest.find(['+', '-']).unwrap_or(rest.len());
        let number = grams(&rest[..end])?;
        match sign {
            '+' => gross += number,
            _ => tare += number,
        }
        match rest[end..].chars().next() {
            None => break,
            Some(next) => sign = next,
        }
        rest = &rest[end + 1..];
    }
    (gross <= MAX_GRAMS && tare < gross).then_some(Measure::Weight { gross, tare })
}

fn pieces(text: &str) -> Option<Measure> {
    let (counts, grams) = match text.split_once('/') {
        Some((counts, weighed)) => (counts, Some(weight(weighed)?.size())),
        None => (text, None),
    };
    let mut count = 0_i64;
    for number in counts.split('+') {
        count += whole(number)?;
    }
    (count <= MAX_PIECES).then_some(Measure::Pieces { count, grams })
}

/// Reads a positive whole number that is small enough for any sum of this file.
fn whole(text: &str) -> Option<i64> {
    let is_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|number| is_number && (1..=1_000_000_000_i64).contains(number))
}

/// Reads a positive number of kilograms with at most two decimals.
fn grams(text: &str) -> Option<i64> {
    let Some(mark) = text.find(is_mark) else { return whole(text)?.checked_mul(1000) };
    let (kilograms, rest) = text.split_at(mark);
    let mut decimals = rest.chars();
    decimals.next();
    let decimals = decimals.as_str();
    if kilograms.is_empty() || !(1..=2).contains(&decimals.len()) {
        return None;
    }
    // Without its mark the number is a count of tenths or hundredths of a kilogram.
    let factor = if decimals.len() == 1 { 100 } else { 10 };
    whole(&format!("{kilograms}{decimals}"))?.checked_mul(factor)
}

/// Returns what the keys of a text in the Kazakh layout type on a US keyboard, if the text can only be an
/// amount that was typed on the top row of that layout.
pub(super) fn kazakh_proposal(text: &str) -> Option<String> {
    let is_proof = |c: char| c.to_lowercase().any(|c| "әіңғүұқ".contains(c));
    let is_contradiction = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    if !text.chars().any(is_proof) || text.chars().any(is_contradiction) {
        return None;
    }
    let us_key = |c: char| match c.to_lowercase().next().unwrap_or(c) {
        '"' => '1',
        'ә' => '2',
        'і' => '3',
        'ң' => '4',
        'ғ' => '5',
        'ү' => '8',
        'ұ' => '9',
        'қ' => '0',
        'ө' => '-',
        'ю' => '.',
        'б' => ',',
        _ => c,
    };
    Some(text.chars().map(us_key).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_grammar_page_are_read_as_it_says() {
        let page = include_str!("../../../docs/grammar.md");
        let mut examples = 0;
        for line in page.lines() {
            let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
            let &[typed, unit @ ("kg" | "pieces"), ref rest @ ..] = &cells[..] else { continue };
            let typed = typed.trim_matches('`');
            let material = if unit == "kg" { 0 } else { 11 };
            let amount = typed.split_once('*').map_or(typed, |(_, amount)| amount);
            let read = read(amount, material);
            match rest {
                [means] if !typed.contains('*') => {
                    let numbers: Vec<i64> = means
                        .split(|c: char| !c.is_ascii_digit())
                        .filter_map(|number| number.parse().ok())
                        .collect();
                    let expected = match (unit, numbers[..].first(), numbers.get(1)) {
                        ("kg", Some(&gross), tare) => {
                            Measure::Weight { gross, tare: tare.copied().unwrap_or(0) }
                        }
                        (_, Some(&count), grams) => Measure::Pieces { count, grams: grams.copied() },
                        _ => panic!("{line}"),
                    };
                    let about = means.starts_with("about");
                    assert_eq!(read, Some(Amount { measure: expected, about }), "{line}");
                    examples += 1;
                }
                [_, _, _] if !typed.contains('*') => {
                    assert_eq!(read, None, "{line}");
                    examples += 1;
                }
                _ => {}
            }
        }
        assert!(examples > 40, "{examples}");
    }

    #[test]
    fn a_kazakh_proposal_is_what_the_keys_type_on_a_us_keyboard() {
        for (typed, proposal) in [
            ("\"әюғ", Some("12.5")),
            ("ӘІБҢ", Some("23,4")),
            ("ә\"өқюү", Some("21-0.8")),
            ("1ә5", None),
            ("\"\"", None),
            ("12", None),
        ] {
            assert_eq!(kazakh_proposal(typed).as_deref(), proposal, "{typed}");
        }
    }
}
