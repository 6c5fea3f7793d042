//! Explains amounts that are not valid or are far from usual.

use crate::domain::catalogue::Unit;
use crate::domain::guard::{self, Plausibility};
use crate::domain::limits::OverLimit;
use crate::domain::mass::Grams;
use crate::domain::record::Measure;
use crate::entry::ValidationErrorKind;
use crate::language::{Message, Text, format};

/// Explains a validation error. `unit` is the unit of the material for which the text was typed.
#[must_use]
pub(crate) fn validation_error(kind: ValidationErrorKind, unit: Unit) -> Message {
    match kind {
        ValidationErrorKind::Empty => match unit {
            Unit::Kg => Message::AmountEmpty,
            Unit::Pcs => Message::AmountEmptyPieces,
        },
        ValidationErrorKind::TooLong { most } => Message::AmountTooLong { most: most.into() },
        ValidationErrorKind::NotUtf8 => Message::AmountNotUtf8,
        ValidationErrorKind::UnknownKey => Message::AmountUnknownKey,
        ValidationErrorKind::Stray(c) if is_sign_of_other_layout(c) => {
            Message::AmountStraySign { char: visible(c).into() }
        }
        ValidationErrorKind::Stray(c) => Message::AmountStray { char: visible(c).into() },
        ValidationErrorKind::TwoMarks => match unit {
            Unit::Kg => Message::AmountTwoMarks,
            Unit::Pcs => Message::AmountNotWhole,
        },
        ValidationErrorKind::MarkAtEdge => Message::AmountMarkAtEdge,
        ValidationErrorKind::TooFine { decimals } => Message::AmountTooFine { decimals: decimals.into() },
        ValidationErrorKind::Zero => Message::AmountZero,
        ValidationErrorKind::SignAtEdge => Message::AmountSignAtEdge,
        ValidationErrorKind::TareNotBelowGross => Message::AmountTareNotBelowGross,
        ValidationErrorKind::SpaceInside => Message::AmountSpaceInside,
        ValidationErrorKind::NotWhole => Message::AmountNotWhole,
        ValidationErrorKind::PiecesTare => Message::AmountPiecesTare,
        ValidationErrorKind::PiecesUnit => Message::AmountPiecesUnit,
        ValidationErrorKind::WeightedPieces => Message::AmountWeightedPieces,
        ValidationErrorKind::Star => Message::AmountStar,
        ValidationErrorKind::About => Message::AmountAbout,
        ValidationErrorKind::KazakhMix => Message::AmountKazakhMix,
        ValidationErrorKind::Over(OverLimit::Mass(most)) => Message::OverMass { most: Text::Kilograms(most) },
        ValidationErrorKind::Over(OverLimit::Pieces(most)) => Message::OverPieces { most: most.into() },
    }
}

/// Explains why the slip guard holds an amount and what was probably meant, or notes that the amount is
/// small. Returns `None` if the amount is plausible.
#[must_use]
pub(crate) fn held_amount(plausibility: &Plausibility, measure: &Measure) -> Option<Text> {
    let is_weight = matches!(measure, Measure::Weight { .. });
    let with_unit = |size| if is_weight { Text::Mass(Grams::new(size)) } else { Text::Pieces(size) };
    let amount = with_unit(guard::size(measure));
    let (question, likely) = match *plausibility {
        Plausibility::Fine => return None,
        Plausibility::FarBelow { usual } => {
            return Some(Message::HeldSmall { amount, usual: with_unit(usual) }.into());
        }
        Plausibility::FarAbove { usual, likely } => {
            (Message::HeldUsual { amount, usual: with_unit(usual) }, likely)
        }
        Plausibility::Large { limit, usual: None, likely } => {
            (Message::HeldLarge { amount, limit: with_unit(limit) }, likely)
        }
        Plausibility::Large { limit, usual: Some(usual), likely } => {
            (Message::HeldLargeUsual { amount, limit: with_unit(limit), usual: with_unit(usual) }, likely)
        }
    };
    let Some(likely) = likely else { return Some(question.into()) };
    let likely = if is_weight { Text::Kilograms(Grams::new(likely)) } else { Text::Integer(likely) };
    Some(Text::sentences([question.into(), Message::HeldLikely { likely }.into()]))
}

/// Returns whether a character is what a key of digits or signs types in another layout, or with Shift or CapsLock.
fn is_sign_of_other_layout(c: char) -> bool {
    // The entry line shows `^` for Alt with a key, so it may be no sign at all.
    c.is_ascii_punctuation() && c != '^' || c == '№'
}

/// Returns a character, or its code point if the character would be invisible.
fn visible(c: char) -> String {
    let text = c.to_string();
    if format::clean(&text).trim().is_empty() { format!("U+{:04X}", u32::from(c)) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Language, Texts};

    fn shown(kind: ValidationErrorKind, unit: Unit, language: Language) -> String {
        Texts::new(language).get(validation_error(kind, unit))
    }

    #[test]
    fn a_validation_error_says_what_to_type_instead() {
        let kg = |kind, language| shown(kind, Unit::Kg, language);
        assert_eq!(
            kg(ValidationErrorKind::TooFine { decimals: 2 }, Language::Ru),
            "После запятой не более 2 цифр; тысячи пишите слитно: 1250"
        );
        assert_eq!(
            kg(ValidationErrorKind::Stray('w'), Language::En),
            "\"w\" does not belong in a weight: remove it"
        );
        assert_eq!(
            kg(ValidationErrorKind::Stray(';'), Language::En),
            "Not \";\": digits and * / + - are on the numeric keypad, ~ is F7"
        );
        assert_eq!(
            kg(ValidationErrorKind::Stray('^'), Language::En),
            "\"^\" does not belong in a weight: remove it"
        );
        assert_eq!(
            kg(ValidationErrorKind::Stray('\u{202e}'), Language::Kk),
            "«U+202E» салмаққа жатпайды: оны өшіріңіз"
        );
        assert_eq!(
            kg(ValidationErrorKind::Over(OverLimit::Mass(Grams::new(2_000_000))), Language::En),
            "At most 2,000 kg in one record: check the weight or split it"
        );
        assert_ne!(
            kg(ValidationErrorKind::Empty, Language::Kk),
            shown(ValidationErrorKind::Empty, Unit::Pcs, Language::Kk)
        );
    }

    #[test]
    fn a_held_amount_is_explained_with_the_usual_amount() {
        let kg = |grams| Measure::weight(Grams::new(grams), Grams::ZERO).unwrap();
        let far = Plausibility::FarAbove { usual: 3_200, likely: Some(3_150) };
        let large = Plausibility::Large { limit: 100_000, usual: None, likely: None };
        let both = Plausibility::Large { limit: 1_000, usual: Some(250), likely: None };
        let lamps = Measure::Pieces { count: 1_200, weight: None };
        let cases = [
            (far, kg(315_000), Language::En, "315 kg? Usual here: 3.2 kg. Did you mean 3.15?"),
            (far, kg(315_000), Language::Ru, "315 кг? (обычно здесь 3,2 кг) Может быть, 3,15?"),
            (far, kg(315_000), Language::Kk, "315 кг? Мұнда әдетте 3,2 кг. Мүмкін, 3,15?"),
            (large, kg(120_000), Language::En, "120 kg? Over 100 kg is rare."),
            (both, lamps, Language::En, "1,200 pcs? Over 1,000 pcs is rare, usual here: 250 pcs."),
            (
                Plausibility::FarBelow { usual: 3_200 },
                kg(310),
                Language::En,
                "0.31 kg is low: usually it is 3.2 kg here",
            ),
        ];
        for (plausibility, measure, language, expected) in cases {
            let text = held_amount(&plausibility, &measure).unwrap();
            assert_eq!(Texts::new(language).show(&text), expected);
        }
        assert_eq!(held_amount(&Plausibility::Fine, &kg(1)), None);
    }
}
