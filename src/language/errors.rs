//! The words of every error enum: what was wrong, and what would be right.
//!
//! One sentence each, at most 76 columns where it names nothing long, because the console shows it on
//! one line.

mod journal;

pub use journal::{
    damage, encode_fault, finding, finding_alone, folder_fault, io_error, journal_restored, line_fault,
    open_fault, open_note, station_moved, write_fault,
};

use crate::domain::catalogue::{CatalogueFault, MATERIALS_MAX, Unit};
use crate::domain::event::{EventFault, TEXT_MAX};
use crate::domain::guard::OverLimit;
use crate::entry::Reason;
use crate::language::{Texts, format};

/// Why what was typed for a material of this unit is no amount.
#[must_use]
pub fn refusal(reason: Reason, unit: Unit, texts: &Texts) -> String {
    let key = match reason {
        Reason::Empty => match unit {
            Unit::Kg => "amount-empty",
            Unit::Pcs => "amount-empty-pieces",
        },
        Reason::TooLong { most } => return texts.with("amount-too-long", &[("most", most.into())]),
        Reason::Stray(c) => return texts.with("amount-stray", &[("char", (&shown(c)).into())]),
        Reason::TwoMarks => "amount-two-marks",
        Reason::MarkAtEdge => "amount-mark-at-edge",
        Reason::TooFine { decimals } => {
            return texts.with("amount-too-fine", &[("decimals", decimals.into())]);
        }
        Reason::Zero => "amount-zero",
        Reason::SignAtEdge => "amount-sign-at-edge",
        Reason::TareNotBelowGross => "amount-tare-not-below-gross",
        Reason::SpaceInside => "amount-space-inside",
        Reason::NotWhole => "amount-not-whole",
        Reason::PiecesTare => "amount-pieces-tare",
        Reason::PiecesUnit => "amount-pieces-unit",
        Reason::WeightedPieces => "amount-weighted-pieces",
        Reason::Star => "amount-star",
        Reason::About => "amount-about",
        Reason::KazakhMix => "amount-kazakh-mix",
        Reason::Over(over) => return over_limit(over, texts),
    };
    texts.get(key)
}

/// An amount over what one record may hold.
#[must_use]
pub fn over_limit(over: OverLimit, texts: &Texts) -> String {
    match over {
        OverLimit::Mass(most) => {
            let most = format::kilograms(most, texts.language());
            texts.with("over-mass", &[("most", (&most).into())])
        }
        OverLimit::Pieces(most) => texts.with("over-pieces", &[("most", most.into())]),
    }
}

/// An event's description that cannot be used.
#[must_use]
pub fn event_fault(fault: &EventFault, texts: &Texts) -> String {
    match fault {
        EventFault::Json(error) => texts.with("event-json", &[("reason", (&error.to_string()).into())]),
        EventFault::Format(format) => texts.with("event-format", &[("format", (&format.to_string()).into())]),
        EventFault::Catalogue(fault) => catalogue_fault(fault, texts),
        EventFault::Name => texts.with("event-name", &[("most", TEXT_MAX.into())]),
        EventFault::Division(division) => texts.with("event-division", &[("division", (*division).into())]),
    }
}

/// A catalogue that breaks one of its rules.
#[must_use]
pub fn catalogue_fault(fault: &CatalogueFault, texts: &Texts) -> String {
    match fault {
        CatalogueFault::Count(count) => {
            texts.with("catalogue-count", &[("most", MATERIALS_MAX.into()), ("count", (*count).into())])
        }
        CatalogueFault::BadId(id) => texts.with("catalogue-bad-id", &[("id", id.into())]),
        CatalogueFault::DuplicateId(id) => texts.with("catalogue-duplicate-id", &[("id", id.into())]),
        CatalogueFault::DuplicateKey { key, first, second } => {
            let key = key.to_string();
            let args = [("key", (&key).into()), ("first", first.into()), ("second", second.into())];
            texts.with("catalogue-duplicate-key", &args)
        }
        CatalogueFault::BadKey { id, key } => {
            let key = key.to_string();
            texts.with("catalogue-bad-key", &[("id", id.into()), ("key", (&key).into())])
        }
        CatalogueFault::UnknownStream { id, stream } => {
            texts.with("catalogue-unknown-stream", &[("id", id.into()), ("stream", stream.into())])
        }
        CatalogueFault::UnknownGroup { id, group } => {
            texts.with("catalogue-unknown-group", &[("id", id.into()), ("group", group.into())])
        }
        CatalogueFault::BadLimit(id) => texts.with("catalogue-bad-limit", &[("id", id.into())]),
        CatalogueFault::NoName(id) => texts.with("catalogue-no-name", &[("id", id.into())]),
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

    fn say(reason: Reason, unit: Unit, language: Language) -> String {
        refusal(reason, unit, &Texts::new(language))
    }

    #[test]
    fn a_refusal_says_what_to_type_instead() {
        let kg = |reason, language| say(reason, Unit::Kg, language);
        assert_eq!(
            kg(Reason::TooFine { decimals: 2 }, Language::Ru),
            "После запятой не более 2 цифр; тысячи пишите без знака: 1250"
        );
        assert_eq!(kg(Reason::Stray('w'), Language::En), "\"w\" is no part of a weight: remove it");
        assert_eq!(kg(Reason::Stray('\u{202e}'), Language::Kk), "«U+202E» салмаққа жатпайды: оны өшіріңіз");
        assert_eq!(
            kg(Reason::Over(OverLimit::Mass(Grams::new(2_000_000))), Language::En),
            "At most 2,000 kg in one record: check the weight or split it"
        );
        assert_ne!(kg(Reason::Empty, Language::Kk), say(Reason::Empty, Unit::Pcs, Language::Kk));
    }

    #[test]
    fn a_faulty_event_names_the_spot() {
        let texts = Texts::new(Language::En);
        let json = serde_json::from_str::<u32>("{").unwrap_err();
        assert!(event_fault(&EventFault::Json(json), &texts).contains("line 1"));
        let fault = CatalogueFault::DuplicateKey { key: 'Q', first: "paper".into(), second: "foam".into() };
        assert_eq!(
            event_fault(&EventFault::Catalogue(fault), &texts),
            "Two materials are on the key Q: paper and foam"
        );
    }
}
