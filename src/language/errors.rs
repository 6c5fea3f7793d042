//! The words of every error enum: what was wrong, and what would be right.
//!
//! One sentence each, at most 76 columns where it names nothing long, because the console shows it on
//! one line.

mod journal;

pub use journal::{
    damage, damage_means, draft_unreadable, encode_error, finding, finding_alone, folder_error, io_error,
    journal_restored, line_error, merge_error, merge_skip_reason, open_error, open_note, station_moved,
    write_error,
};

use crate::domain::catalogue::{CatalogueError, MATERIALS_MAX, Unit};
use crate::domain::event::{EventError, TEXT_MAX};
use crate::domain::guard::{self, Plausibility};
use crate::domain::limits::OverLimit;
use crate::domain::mass::Grams;
use crate::domain::record::Measure;
use crate::entry::ValidationErrorKind;
use crate::language::{Message, Texts, format};

/// Why what was typed for a material of this unit is no amount.
#[must_use]
pub fn refusal(reason: ValidationErrorKind, unit: Unit, texts: &Texts) -> String {
    let key = match reason {
        ValidationErrorKind::Empty => match unit {
            Unit::Kg => Message::AmountEmpty,
            Unit::Pcs => Message::AmountEmptyPieces,
        },
        ValidationErrorKind::TooLong { most } => {
            return texts.get(Message::AmountTooLong { most: most.into() });
        }
        ValidationErrorKind::Stray(c) => return texts.get(Message::AmountStray { char: (&shown(c)).into() }),
        ValidationErrorKind::TwoMarks => Message::AmountTwoMarks,
        ValidationErrorKind::MarkAtEdge => Message::AmountMarkAtEdge,
        ValidationErrorKind::TooFine { decimals } => {
            return texts.get(Message::AmountTooFine { decimals: decimals.into() });
        }
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
        ValidationErrorKind::Over(over) => return over_limit(over, texts),
    };
    texts.get(key)
}

/// An amount over what one record may hold.
#[must_use]
pub fn over_limit(over: OverLimit, texts: &Texts) -> String {
    match over {
        OverLimit::Mass(most) => {
            let most = format::kilograms(most, texts.language());
            texts.get(Message::OverMass { most: most.into() })
        }
        OverLimit::Pieces(most) => texts.get(Message::OverPieces { most: most.into() }),
    }
}

/// What the slip guard has to say of an amount: why it is held for a second look and what was likely
/// meant, or that it is little. `None` where it is as usual.
#[must_use]
pub fn held(verdict: &Plausibility, measure: &Measure, texts: &Texts) -> Option<String> {
    let number = |size: i64| match measure {
        Measure::Weight { .. } => format::kilograms(Grams::new(size), texts.language()),
        Measure::Pieces { .. } => format::integer(size, texts.language()),
    };
    let unit =
        texts.get(if matches!(measure, Measure::Weight { .. }) { Message::UnitKg } else { Message::UnitPcs });
    let sized = |size: i64| format!("{} {unit}", number(size));
    let amount = sized(guard::size(measure));
    let (message, likely) = match *verdict {
        Plausibility::Fine => return None,
        Plausibility::FarBelow { usual } => {
            let usual = sized(usual).into();
            return Some(texts.get(Message::HeldSmall { amount: amount.into(), usual }));
        }
        Plausibility::FarAbove { usual, likely } => {
            (Message::HeldUsual { amount: amount.into(), usual: sized(usual).into() }, likely)
        }
        Plausibility::Large { limit, usual: None, likely } => {
            (Message::HeldLarge { amount: amount.into(), limit: sized(limit).into() }, likely)
        }
        Plausibility::Large { limit, usual: Some(usual), likely } => {
            let (limit, usual) = (sized(limit).into(), sized(usual).into());
            (Message::HeldLargeUsual { amount: amount.into(), limit, usual }, likely)
        }
    };
    let sentence = texts.get(message);
    let Some(likely) = likely.map(number) else { return Some(sentence) };
    Some(sentence + " " + &texts.get(Message::HeldLikely { likely: likely.into() }))
}

/// An event's description that cannot be used.
#[must_use]
pub fn event_error(fault: &EventError, texts: &Texts) -> String {
    match fault {
        EventError::Json(error) => texts.get(Message::EventJson { reason: error.to_string().into() }),
        EventError::Format(format) => texts.get(Message::EventFormat { format: format.to_string().into() }),
        EventError::Catalogue(fault) => catalogue_error(fault, texts),
        EventError::Name => texts.get(Message::EventName { most: TEXT_MAX.into() }),
        EventError::Target => texts.get(Message::EventBadTarget),
        EventError::Division(division) => texts.get(Message::EventDivision { division: (*division).into() }),
    }
}

/// A catalogue that breaks one of its rules.
#[must_use]
pub fn catalogue_error(fault: &CatalogueError, texts: &Texts) -> String {
    match fault {
        CatalogueError::Count(count) => {
            texts.get(Message::CatalogueCount { most: MATERIALS_MAX.into(), count: (*count).into() })
        }
        CatalogueError::BadId(id) => texts.get(Message::CatalogueBadId { id: id.into() }),
        CatalogueError::ReservedId(id) => texts.get(Message::CatalogueReservedId { id: id.into() }),
        CatalogueError::BadTare(id) => texts.get(Message::CatalogueBadTare { id: id.into() }),
        CatalogueError::DuplicateId(id) => texts.get(Message::CatalogueDuplicateId { id: id.into() }),
        CatalogueError::DuplicateKey { key, first, second } => {
            let key = key.to_string();
            texts.get(Message::CatalogueDuplicateKey {
                key: key.into(),
                first: first.into(),
                second: second.into(),
            })
        }
        CatalogueError::BadKey { id, key } => {
            let key = key.to_string();
            texts.get(Message::CatalogueBadKey { id: id.into(), key: key.into() })
        }
        CatalogueError::UnknownStream { id, stream } => {
            texts.get(Message::CatalogueUnknownStream { id: id.into(), stream: stream.into() })
        }
        CatalogueError::UnknownGroup { id, group } => {
            texts.get(Message::CatalogueUnknownGroup { id: id.into(), group: group.into() })
        }
        CatalogueError::BadLimit(id) => texts.get(Message::CatalogueBadLimit { id: id.into() }),
        CatalogueError::NoName(id) => texts.get(Message::CatalogueNoName { id: id.into() }),
    }
}

/// A character, or its number where it would not be seen.
fn shown(c: char) -> String {
    let text = c.to_string();
    if format::clean(&text).trim().is_empty() { format!("U+{:04X}", u32::from(c)) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::mass::Grams;
    use crate::language::Language;

    fn say(reason: ValidationErrorKind, unit: Unit, language: Language) -> String {
        refusal(reason, unit, &Texts::new(language))
    }

    #[test]
    fn a_refusal_says_what_to_type_instead() {
        let kg = |reason, language| say(reason, Unit::Kg, language);
        assert_eq!(
            kg(ValidationErrorKind::TooFine { decimals: 2 }, Language::Ru),
            "После запятой не более 2 цифр; тысячи пишите слитно: 1250"
        );
        assert_eq!(
            kg(ValidationErrorKind::Stray('w'), Language::En),
            "\"w\" does not belong in a weight: remove it"
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
            say(ValidationErrorKind::Empty, Unit::Pcs, Language::Kk)
        );
    }

    #[test]
    fn a_held_amount_is_told_with_what_is_usual() {
        let kg = |grams| Measure::weight(Grams::new(grams), Grams::ZERO).unwrap();
        let far = Plausibility::FarAbove { usual: 3_200, likely: Some(3_150) };
        let large = Plausibility::Large { limit: 100_000, usual: None, likely: None };
        let both = Plausibility::Large { limit: 1_000, usual: Some(250), likely: None };
        let lamps = Measure::Pieces { count: 1_200, weight: None };
        let cases = [
            (far, kg(315_000), Language::En, "315 kg? Usual here: 3.2 kg. Did you mean 3.15?"),
            (far, kg(315_000), Language::Ru, "315 кг? Здесь обычно 3,2 кг. Может быть, 3,15?"),
            (far, kg(315_000), Language::Kk, "315 кг? Мұнда әдетте 3,2 кг. Мүмкін, 3,15?"),
            (large, kg(120_000), Language::En, "120 kg? Over 100 kg is rare."),
            (both, lamps, Language::En, "1,200 pcs? Over 1,000 pcs is rare, usual here: 250 pcs."),
            (
                Plausibility::FarBelow { usual: 3_200 },
                kg(310),
                Language::En,
                "0.31 kg is little: usual here is 3.2 kg",
            ),
        ];
        for (verdict, measure, language, expected) in cases {
            assert_eq!(held(&verdict, &measure, &Texts::new(language)).as_deref(), Some(expected));
        }
        assert_eq!(held(&Plausibility::Fine, &kg(1), &Texts::new(Language::En)), None);
    }

    #[test]
    fn a_faulty_event_names_the_spot() {
        let texts = Texts::new(Language::En);
        let json = serde_json::from_str::<u32>("{").unwrap_err();
        assert!(event_error(&EventError::Json(json), &texts).contains("line 1"));
        let fault = CatalogueError::DuplicateKey { key: 'Q', first: "paper".into(), second: "foam".into() };
        assert_eq!(
            event_error(&EventError::Catalogue(fault), &texts),
            "Two materials are on the key Q: paper and foam"
        );
    }
}
