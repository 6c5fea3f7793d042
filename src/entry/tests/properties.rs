//! Tests properties of the grammar with random texts.

use proptest::prelude::*;

use super::*;
use crate::domain::limits;
use crate::entry::testing::{likely_text, without_selector};

/// Generates a text that adds and subtracts kilograms, with its gross and tare in grams.
fn sum() -> impl Strategy<Value = (String, i64, i64)> {
    prop::collection::vec((any::<bool>(), 1_i64..100_000), 1..6).prop_map(|terms| {
        let (mut typed, mut gross, mut tare) = (String::new(), 0, 0);
        for (index, (is_tare, hundredths)) in terms.into_iter().enumerate() {
            let is_tare = is_tare && index > 0;
            *(if is_tare { &mut tare } else { &mut gross }) += hundredths * 10;
            typed += if is_tare { "-" } else { ["", "+"][usize::from(index > 0)] };
            typed += &format!("{}.{:02}", hundredths / 100, hundredths % 100);
        }
        (typed, gross, tare)
    })
}

/// Checks that a text is a valid amount, or has an error whose columns are within the text.
fn check(typed: &str, unit: Unit) -> Result<(), TestCaseError> {
    let material = material(unit);
    let columns = typed.chars().count();
    match parse(typed, &material, 2) {
        Ok(amount) => {
            prop_assert!(columns <= TYPED_MAX);
            prop_assert_eq!(limits::check(&material, &amount.measure), Ok(()));
            match amount.measure {
                Measure::Weight { gross, tare } => {
                    prop_assert_eq!(unit, Unit::Kg);
                    prop_assert!(tare >= Grams::ZERO && amount.measure.net().is_positive());
                    prop_assert_eq!(gross.get() - tare.get(), amount.measure.net().get());
                }
                Measure::Pieces { count, weight } => {
                    prop_assert_eq!(unit, Unit::Pcs);
                    prop_assert!(count > 0 && weight.is_none_or(Grams::is_positive));
                }
            }
            prop_assert_eq!(read(typed).material_number().is_some(), typed.contains('*'));
            prop_assert_eq!(parse(&without_selector(typed), &material, 2), Ok(amount));
        }
        Err(ValidationError { span, .. }) => prop_assert!(span.start <= span.end && span.end <= columns),
    }
    Ok(())
}

proptest! {
    #[test]
    fn a_printed_weight_is_read_back(grams in 1_i64..=2_000_000, comma: bool) {
        let printed = format!("{}{}{:03}", grams / 1000, [".", ","][usize::from(comma)], grams % 1000);
        let amount = Amount { measure: weight(grams, 0), about: false };
        prop_assert_eq!(parse(&printed, &material(Unit::Kg), 3), Ok(amount));
    }

    #[test]
    fn a_sum_has_the_gross_and_tare_of_its_terms((typed, gross, tare) in sum()) {
        let kind = |error: ValidationError| error.kind;
        let measure = parse(&typed, &material(Unit::Kg), 2).map(|amount| amount.measure).map_err(kind);
        let over = ValidationErrorKind::Over(OverLimit::Mass(Grams::new(2_000_000)));
        prop_assert_eq!(measure, match (gross > 2_000_000, tare < gross) {
            (true, _) => Err(over),
            (_, true) => Ok(weight(gross, tare)),
            _ => Err(ValidationErrorKind::TareNotBelowGross),
        });
    }

    #[test]
    fn any_text_is_valid_or_rejected(typed in any::<String>()) {
        check(&typed, Unit::Kg)?;
        check(&typed, Unit::Pcs)?;
    }

    #[test]
    fn any_likely_text_is_valid_or_rejected(typed in likely_text()) {
        check(&typed, Unit::Kg)?;
        check(&typed, Unit::Pcs)?;
    }
}
