//! Tests the grammar with two kinds of tables: typed texts with their amounts, and typed texts with their
//! errors.

use super::*;
use crate::domain::catalogue::{Material, Unit};
use crate::domain::limits::OverLimit;
use crate::domain::mass::Grams;
use crate::domain::record::Measure;
use crate::entry::testing::{paper, tyres};

mod grammar_page;
mod properties;

fn material(unit: Unit) -> Material {
    match unit {
        Unit::Kg => paper(),
        Unit::Pcs => tyres(),
    }
}

fn weight(gross: i64, tare: i64) -> Measure {
    Measure::Weight { gross: Grams::new(gross), tare: Grams::new(tare) }
}

fn pieces(count: u32, weight: Option<i64>) -> Measure {
    Measure::Pieces { count, weight: weight.map(Grams::new) }
}

/// Defines one test per line: typed text, unit of the material, decimals => measure, and `about` for an
/// estimate.
macro_rules! accepts {
    ($($name:ident: $typed:expr, $unit:ident, $decimals:expr => $measure:expr $(, $about:ident)?;)*) => {
        $(#[test]
        fn $name() {
            let about = !concat!($(stringify!($about))?).is_empty();
            let amount = Amount { measure: $measure, about };
            assert_eq!(parse($typed, &material(Unit::$unit), $decimals), Ok(amount), "{:?}", $typed);
        })*
    };
}

/// Defines one test per line: typed text, unit of the material, decimals => kind of error, columns.
macro_rules! rejects {
    ($($name:ident: $typed:expr, $unit:ident, $decimals:expr => $kind:expr, $span:expr;)*) => {
        $(#[test]
        fn $name() {
            let span = Span::new($span.start, $span.end);
            let error = ValidationError { kind: $kind, span };
            assert_eq!(parse($typed, &material(Unit::$unit), $decimals), Err(error), "{:?}", $typed);
        })*
    };
}

mod accepted {
    use super::*;

    accepts! {
        whole: "12", Kg, 2 => weight(12_000, 0);
        point: "12.5", Kg, 2 => weight(12_500, 0);
        comma: "12,5", Kg, 2 => weight(12_500, 0);
        two_decimals: "1,25", Kg, 2 => weight(1_250, 0);
        one_hundredth: "0,01", Kg, 2 => weight(10, 0);
        three_decimals: "1,250", Kg, 3 => weight(1_250, 0);
        one_gram: "0.001", Kg, 3 => weight(1, 0);
        grams_are_the_finest: "0.001", Kg, 9 => weight(1, 0);
        leading_zeros: "0012,50", Kg, 2 => weight(12_500, 0);
        many_zeros: "0000000000000000000000000000000000000000000000000000000000005.25", Kg, 2 => weight(5_250, 0);
        russian_point: "12ю5", Kg, 2 => weight(12_500, 0);
        russian_comma: "12б5", Kg, 2 => weight(12_500, 0);
        russian_capitals: "12Ю5+1Б5", Kg, 2 => weight(14_000, 0);
        several_bags: "3+4,5+1", Kg, 2 => weight(8_500, 0);
        tare: "12,5-0,8", Kg, 2 => weight(12_500, 800);
        two_tares: "12-1-2", Kg, 2 => weight(12_000, 3_000);
        tare_before_its_bag: "5-6+3", Kg, 2 => weight(8_000, 6_000);
        about: "~12,5", Kg, 2 => weight(12_500, 0), about;
        about_with_spaces: " ~ 12,5", Kg, 2 => weight(12_500, 0), about;
        selected: "3*12.5", Kg, 2 => weight(12_500, 0);
        selected_with_spaces: "3 * 12.5", Kg, 2 => weight(12_500, 0);
        about_then_selected: "~3*12.5", Kg, 2 => weight(12_500, 0), about;
        selected_then_about: "3*~12.5", Kg, 2 => weight(12_500, 0), about;
        selected_with_a_zero: "03*12.5", Kg, 2 => weight(12_500, 0);
        latin_unit: "12kg", Kg, 2 => weight(12_000, 0);
        latin_unit_after_spaces: "12.5  KG", Kg, 2 => weight(12_500, 0);
        cyrillic_unit: "12,5 кг", Kg, 2 => weight(12_500, 0);
        cyrillic_capitals: "12,5КГ", Kg, 2 => weight(12_500, 0);
        unit_on_cyrillic_keys: "12,5Лп", Kg, 2 => weight(12_500, 0);
        unit_after_a_tare: "12,5-0,8 kg ", Kg, 2 => weight(12_500, 800);
        spaces_around: "  12 + 3 - 0,5  ", Kg, 2 => weight(15_000, 500);
        no_break_spaces: "\u{a0}12\u{202f}kg\u{a0}", Kg, 2 => weight(12_000, 0);
        the_maximum: "2000", Kg, 2 => weight(2_000_000, 0);
        bags_to_the_maximum: "1999,99+0,01", Kg, 2 => weight(2_000_000, 0);
        tyres: "4", Pcs, 2 => pieces(4, None);
        tyres_added: "4+3", Pcs, 2 => pieces(7, None);
        tyres_weighed: "4/32,5", Pcs, 2 => pieces(4, Some(32_500));
        tyres_weighed_net: "4+1 / 32,5+7-0,5 kg", Pcs, 2 => pieces(5, Some(39_000));
        about_tyres_selected: "~13*4/32.5кг", Pcs, 2 => pieces(4, Some(32_500)), about;
        most_tyres: "10000", Pcs, 2 => pieces(10_000, None);
    }
}

mod rejected {
    use super::*;
    use ValidationErrorKind::*;

    const OVER: ValidationErrorKind = Over(OverLimit::Mass(Grams::new(2_000_000)));
    const OVER_PIECES: ValidationErrorKind = Over(OverLimit::Pieces(10_000));
    const SIXTY_DIGITS: &str = "123456789012345678901234567890123456789012345678901234567890";

    rejects! {
        empty_text: "", Kg, 2 => Empty, 0..0;
        only_spaces: "  ", Kg, 2 => Empty, 2..2;
        only_about: "~", Kg, 2 => Empty, 1..1;
        only_a_selector: "3*", Kg, 2 => Empty, 2..2;
        only_a_unit: "kg", Kg, 2 => Empty, 0..0;
        about_and_a_unit: "~ кг", Kg, 2 => Empty, 2..2;
        selector_and_a_unit: "3*лп", Kg, 2 => Empty, 2..2;
        only_about_pieces: "~", Pcs, 2 => Empty, 1..1;
        too_long: "0".repeat(66).as_str(), Kg, 2 => TooLong { most: 64 }, 64..66;
        too_long_letters: "w".repeat(70).as_str(), Kg, 2 => TooLong { most: 64 }, 64..70;
        letter_inside: "12w5", Kg, 2 => Stray('w'), 2..3;
        cyrillic_letter: "12,5к", Kg, 2 => Stray('к'), 4..5;
        half_a_unit: "12k", Kg, 2 => Stray('k'), 2..3;
        unit_inside: "12kg+5", Kg, 2 => Stray('k'), 2..3;
        unit_twice: "12kgkg", Kg, 2 => Stray('k'), 2..3;
        mixed_unit: "12kг", Kg, 2 => Stray('k'), 2..3;
        kelvin_sign_is_not_a_k: "12\u{212a}g", Kg, 2 => Stray('\u{212a}'), 2..3;
        letter_is_reported_before_signs: "--5w", Kg, 2 => Stray('w'), 3..4;
        full_width_digit: "１2", Kg, 2 => Stray('１'), 0..1;
        arabic_digit: "1٢", Kg, 2 => Stray('٢'), 1..2;
        typographic_minus: "12−5", Kg, 2 => Stray('−'), 2..3;
        tabulator: "12\t5", Kg, 2 => Stray('\t'), 2..3;
        multiplication: "3×5", Kg, 2 => Stray('×'), 1..2;
        exponent: "1e3", Kg, 2 => Stray('e'), 1..2;
        apostrophe: "1'250", Kg, 2 => Stray('\''), 1..2;
        two_marks: "1.2.3", Kg, 2 => TwoMarks, 3..4;
        two_marks_at_once: "12..5", Kg, 2 => TwoMarks, 3..4;
        point_and_comma: "1.250,5", Kg, 2 => TwoMarks, 5..6;
        point_and_letter: "1.2ю3", Kg, 2 => TwoMarks, 3..4;
        mark_at_the_start: ",5", Kg, 2 => MarkAtEdge, 0..1;
        mark_at_the_end: "5,", Kg, 2 => MarkAtEdge, 1..2;
        mark_alone: ".", Kg, 2 => MarkAtEdge, 0..1;
        mark_before_a_sign: "5,+3", Kg, 2 => MarkAtEdge, 1..2;
        mark_after_a_sign: "5+,3", Kg, 2 => MarkAtEdge, 2..3;
        mark_before_a_unit: "5,kg", Kg, 2 => MarkAtEdge, 1..2;
        letter_mark_at_the_edge: "ю5", Kg, 2 => MarkAtEdge, 0..1;
        thousands: "1,250", Kg, 2 => TooFine { decimals: 2 }, 4..5;
        thousands_of_a_tare: "12-0,8000", Kg, 2 => TooFine { decimals: 2 }, 7..9;
        finer_than_grams: "1,2501", Kg, 3 => TooFine { decimals: 3 }, 5..6;
        finer_than_grams_asked_for: "1,2501", Kg, 9 => TooFine { decimals: 3 }, 5..6;
        no_decimals: "1,2", Kg, 0 => TooFine { decimals: 0 }, 2..3;
        zero: "0", Kg, 2 => Zero, 0..1;
        zero_with_decimals: " 0,00", Kg, 2 => Zero, 1..5;
        zero_tare: "12-0", Kg, 2 => Zero, 3..4;
        zero_bag: "12+0,0", Kg, 2 => Zero, 3..6;
        sign_first: "-5", Kg, 2 => SignAtEdge, 0..1;
        plus_first: "+5", Kg, 2 => SignAtEdge, 0..1;
        sign_last: "12-", Kg, 2 => SignAtEdge, 2..3;
        sign_before_a_unit: "12 - kg", Kg, 2 => SignAtEdge, 3..4;
        two_signs: "3++4", Kg, 2 => SignAtEdge, 2..3;
        plus_minus: "3+-4", Kg, 2 => SignAtEdge, 2..3;
        sign_after_a_selector: "3*-5", Kg, 2 => SignAtEdge, 2..3;
        tare_equal_to_gross: "12-12", Kg, 2 => TareNotBelowGross, 2..5;
        tare_above_gross: "5-3-4", Kg, 2 => TareNotBelowGross, 1..5;
        tare_with_many_digits: "5-99999999999999999999999999", Kg, 2 => TareNotBelowGross, 1..28;
        space_inside: "12 5", Kg, 2 => SpaceInside, 2..3;
        grouped_thousands: "1\u{a0}250,5", Kg, 2 => SpaceInside, 1..2;
        space_before_a_mark: "12  ,5", Kg, 2 => SpaceInside, 2..4;
        weighted_kilograms: "4/32", Kg, 2 => WeightedPieces, 1..2;
        slash_first: "/32", Kg, 2 => WeightedPieces, 0..1;
        star_first: "*5", Kg, 2 => Star, 0..1;
        star_twice: "3*4*5", Kg, 2 => Star, 3..4;
        star_after_decimals: "3,5*4", Kg, 2 => Star, 3..4;
        star_after_a_sum: "3+4*5", Kg, 2 => Star, 3..4;
        star_last: "3+4*", Kg, 2 => Star, 3..4;
        star_beyond_any_catalogue: "4294967296*5", Kg, 2 => Star, 0..11;
        about_inside: "3~5", Kg, 2 => About, 1..2;
        about_last: "5~", Kg, 2 => About, 1..2;
        about_twice: "~~5", Kg, 2 => About, 1..2;
        about_on_both_sides: "~3*~5", Kg, 2 => About, 3..4;
        kazakh_and_digits: "1ә5", Kg, 2 => KazakhMix, 1..2;
        kazakh_and_a_comma: "\"ә,ғ", Kg, 2 => KazakhMix, 0..2;
        kazakh_alone: "\"әюғ", Kg, 2 => KazakhMix, 0..2;
        kazakh_minus: "12ө5", Kg, 2 => KazakhMix, 2..3;
        kazakh_capitals: "1Қ", Kg, 2 => KazakhMix, 1..2;
        only_quotation_marks: "\"\"", Kg, 2 => KazakhMix, 0..2;
        kazakh_word: "қағаз", Kg, 2 => Stray('а'), 1..2;
        over: "2000,01", Kg, 2 => OVER, 0..7;
        over_in_sum: "1999+2-0,5", Kg, 2 => OVER, 0..10;
        over_in_one_bag: "12+3000", Kg, 2 => OVER, 3..7;
        over_with_sixty_digits: SIXTY_DIGITS, Kg, 2 => OVER, 0..60;
        over_for_grams: "9223372036854775,80", Kg, 2 => OVER, 0..19;
        decimals_of_pieces: "4,5", Pcs, 2 => NotWhole, 1..3;
        whole_decimals_of_pieces: "4,0", Pcs, 2 => NotWhole, 1..3;
        tare_of_pieces: "4-1", Pcs, 2 => PiecesTare, 1..2;
        kilograms_of_pieces: "4 kg", Pcs, 2 => PiecesUnit, 2..4;
        zero_pieces: "0", Pcs, 2 => Zero, 0..1;
        zero_weight_of_pieces: "4/0", Pcs, 2 => Zero, 2..3;
        slash_last: "4/", Pcs, 2 => SignAtEdge, 1..2;
        slash_before_a_unit: "4/kg", Pcs, 2 => SignAtEdge, 1..2;
        slash_before_pieces: "/32", Pcs, 2 => SignAtEdge, 0..1;
        slash_twice: "4//32", Pcs, 2 => SignAtEdge, 2..3;
        slash_after_the_weight: "4/32/5", Pcs, 2 => Stray('/'), 4..5;
        fine_weight_of_pieces: "4/32,125", Pcs, 2 => TooFine { decimals: 2 }, 7..8;
        tare_of_weighed_pieces: "4/5-6", Pcs, 2 => TareNotBelowGross, 3..5;
        over_pieces: "10001", Pcs, 2 => OVER_PIECES, 0..5;
        over_pieces_in_sum: "9999+2", Pcs, 2 => OVER_PIECES, 0..6;
        over_pieces_with_sixty_digits: SIXTY_DIGITS, Pcs, 2 => OVER_PIECES, 0..60;
        over_weight_of_pieces: "4/2000,5", Pcs, 2 => OVER, 2..8;
    }
}
