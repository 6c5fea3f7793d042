//! The whole grammar as tables: typed text to meaning, typed text to reason and spot.

use proptest::prelude::*;

use super::*;
use crate::domain::catalogue::{Material, Unit};
use crate::domain::limits::OverLimit;
use crate::domain::mass::Grams;
use crate::domain::record::Measure;
use crate::entry::testing::{likely_text, paper, tyres, without_selector};

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

/// One test per line: typed text, unit of the material, decimals, then what it means.
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

/// One test per line: typed text, unit of the material, decimals, then the reason and its columns.
macro_rules! refuses {
    ($($name:ident: $typed:expr, $unit:ident, $decimals:expr => $kind:expr, $span:expr;)*) => {
        $(#[test]
        fn $name() {
            let span = Span::new($span.start, $span.end);
            let refusal = ValidationError { kind: $kind, span };
            assert_eq!(parse($typed, &material(Unit::$unit), $decimals), Err(refusal), "{:?}", $typed);
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
        one_division: "0,01", Kg, 2 => weight(10, 0);
        three_decimals: "1,250", Kg, 3 => weight(1_250, 0);
        one_gram: "0.001", Kg, 3 => weight(1, 0);
        grams_are_the_finest: "0.001", Kg, 9 => weight(1, 0);
        leading_zeros: "0012,50", Kg, 2 => weight(12_500, 0);
        many_zeros: "0000000000000000000000000000000000000000000000000000000000005.25", Kg, 2 => weight(5_250, 0);
        russian_point: "12ю5", Kg, 2 => weight(12_500, 0);
        russian_comma: "12б5", Kg, 2 => weight(12_500, 0);
        russian_capitals: "12Ю5+1Б5", Kg, 2 => weight(14_000, 0);
        bags: "3+4,5+1", Kg, 2 => weight(8_500, 0);
        tare: "12,5-0,8", Kg, 2 => weight(12_500, 800);
        two_tares: "12-1-2", Kg, 2 => weight(12_000, 3_000);
        tare_before_its_bag: "5-6+3", Kg, 2 => weight(8_000, 6_000);
        about: "~12,5", Kg, 2 => weight(12_500, 0), about;
        about_apart: " ~ 12,5", Kg, 2 => weight(12_500, 0), about;
        selected: "3*12.5", Kg, 2 => weight(12_500, 0);
        selected_apart: "3 * 12.5", Kg, 2 => weight(12_500, 0);
        about_then_selected: "~3*12.5", Kg, 2 => weight(12_500, 0), about;
        selected_then_about: "3*~12.5", Kg, 2 => weight(12_500, 0), about;
        selected_with_a_zero: "03*12.5", Kg, 2 => weight(12_500, 0);
        latin_unit: "12kg", Kg, 2 => weight(12_000, 0);
        latin_unit_apart: "12.5  KG", Kg, 2 => weight(12_500, 0);
        cyrillic_unit: "12,5 кг", Kg, 2 => weight(12_500, 0);
        cyrillic_capitals: "12,5КГ", Kg, 2 => weight(12_500, 0);
        unit_on_cyrillic_keys: "12,5Лп", Kg, 2 => weight(12_500, 0);
        unit_behind_a_tare: "12,5-0,8 kg ", Kg, 2 => weight(12_500, 800);
        spaces_around: "  12 + 3 - 0,5  ", Kg, 2 => weight(15_000, 500);
        hard_spaces: "\u{a0}12\u{202f}kg\u{a0}", Kg, 2 => weight(12_000, 0);
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

mod refused {
    use super::*;
    use ValidationErrorKind::*;

    const OVER: ValidationErrorKind = Over(OverLimit::Mass(Grams::new(2_000_000)));
    const OVER_PIECES: ValidationErrorKind = Over(OverLimit::Pieces(10_000));
    /// 60 digits.
    const ENDLESS: &str = "123456789012345678901234567890123456789012345678901234567890";

    refuses! {
        nothing: "", Kg, 2 => Empty, 0..0;
        only_spaces: "  ", Kg, 2 => Empty, 2..2;
        only_about: "~", Kg, 2 => Empty, 1..1;
        only_a_selector: "3*", Kg, 2 => Empty, 2..2;
        only_a_unit: "kg", Kg, 2 => Empty, 0..0;
        about_and_a_unit: "~ кг", Kg, 2 => Empty, 2..2;
        selector_and_a_unit: "3*лп", Kg, 2 => Empty, 2..2;
        no_pieces: "~", Pcs, 2 => Empty, 1..1;
        too_long: "0".repeat(66).as_str(), Kg, 2 => TooLong { most: 64 }, 64..66;
        too_long_letters: "w".repeat(70).as_str(), Kg, 2 => TooLong { most: 64 }, 64..70;
        letter_inside: "12w5", Kg, 2 => Stray('w'), 2..3;
        cyrillic_letter: "12,5к", Kg, 2 => Stray('к'), 4..5;
        half_a_unit: "12k", Kg, 2 => Stray('k'), 2..3;
        unit_inside: "12kg+5", Kg, 2 => Stray('k'), 2..3;
        unit_twice: "12kgkg", Kg, 2 => Stray('k'), 2..3;
        mixed_unit: "12kг", Kg, 2 => Stray('k'), 2..3;
        kelvin_is_no_unit: "12\u{212a}g", Kg, 2 => Stray('\u{212a}'), 2..3;
        letters_before_signs: "--5w", Kg, 2 => Stray('w'), 3..4;
        full_width_digit: "１2", Kg, 2 => Stray('１'), 0..1;
        arabic_digit: "1٢", Kg, 2 => Stray('٢'), 1..2;
        real_minus: "12−5", Kg, 2 => Stray('−'), 2..3;
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
        mark_behind_a_sign: "5+,3", Kg, 2 => MarkAtEdge, 2..3;
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
        sign_behind_a_selector: "3*-5", Kg, 2 => SignAtEdge, 2..3;
        tare_equal: "12-12", Kg, 2 => TareNotBelowGross, 2..5;
        tare_above: "5-3-4", Kg, 2 => TareNotBelowGross, 1..5;
        tare_endless: "5-99999999999999999999999999", Kg, 2 => TareNotBelowGross, 1..28;
        space_inside: "12 5", Kg, 2 => SpaceInside, 2..3;
        grouped: "1\u{a0}250,5", Kg, 2 => SpaceInside, 1..2;
        space_before_a_mark: "12  ,5", Kg, 2 => SpaceInside, 2..4;
        weighted_kilograms: "4/32", Kg, 2 => WeightedPieces, 1..2;
        slash_first: "/32", Kg, 2 => WeightedPieces, 0..1;
        star_first: "*5", Kg, 2 => Star, 0..1;
        star_twice: "3*4*5", Kg, 2 => Star, 3..4;
        star_behind_decimals: "3,5*4", Kg, 2 => Star, 3..4;
        star_behind_a_sum: "3+4*5", Kg, 2 => Star, 3..4;
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
        quotes_may_be_eleven: "\"\"", Kg, 2 => KazakhMix, 0..2;
        kazakh_word: "қағаз", Kg, 2 => Stray('а'), 1..2;
        over: "2000,01", Kg, 2 => OVER, 0..7;
        over_in_sum: "1999+2-0,5", Kg, 2 => OVER, 0..10;
        over_in_one_bag: "12+3000", Kg, 2 => OVER, 3..7;
        over_without_end: ENDLESS, Kg, 2 => OVER, 0..60;
        over_for_grams: "9223372036854775,80", Kg, 2 => OVER, 0..19;
        decimals_of_pieces: "4,5", Pcs, 2 => NotWhole, 1..3;
        whole_decimals_of_pieces: "4,0", Pcs, 2 => NotWhole, 1..3;
        tare_of_pieces: "4-1", Pcs, 2 => PiecesTare, 1..2;
        kilograms_of_pieces: "4 kg", Pcs, 2 => PiecesUnit, 2..4;
        no_piece: "0", Pcs, 2 => Zero, 0..1;
        no_weight: "4/0", Pcs, 2 => Zero, 2..3;
        slash_last: "4/", Pcs, 2 => SignAtEdge, 1..2;
        slash_before_a_unit: "4/kg", Pcs, 2 => SignAtEdge, 1..2;
        slash_before_pieces: "/32", Pcs, 2 => SignAtEdge, 0..1;
        slash_twice: "4//32", Pcs, 2 => SignAtEdge, 2..3;
        slash_behind_the_weight: "4/32/5", Pcs, 2 => Stray('/'), 4..5;
        fine_weight_of_pieces: "4/32,125", Pcs, 2 => TooFine { decimals: 2 }, 7..8;
        tare_of_weighed_pieces: "4/5-6", Pcs, 2 => TareNotBelowGross, 3..5;
        over_pieces: "10001", Pcs, 2 => OVER_PIECES, 0..5;
        over_pieces_in_sum: "9999+2", Pcs, 2 => OVER_PIECES, 0..6;
        over_pieces_without_end: ENDLESS, Pcs, 2 => OVER_PIECES, 0..60;
        over_weight_of_pieces: "4/2000,5", Pcs, 2 => OVER, 2..8;
    }
}

/// A sum of kilograms with signs, and what it comes to in grams: gross and tare.
fn sum() -> impl Strategy<Value = (String, i64, i64)> {
    prop::collection::vec((any::<bool>(), 1_i64..100_000), 1..6).prop_map(|terms| {
        let (mut typed, mut gross, mut tare) = (String::new(), 0, 0);
        for (place, (off, hundredths)) in terms.into_iter().enumerate() {
            let off = off && place > 0;
            *(if off { &mut tare } else { &mut gross }) += hundredths * 10;
            typed += if off { "-" } else { ["", "+"][usize::from(place > 0)] };
            typed += &format!("{}.{:02}", hundredths / 100, hundredths % 100);
        }
        (typed, gross, tare)
    })
}

fn sound(typed: &str, unit: Unit) -> Result<(), TestCaseError> {
    let material = material(unit);
    let columns = typed.chars().count();
    match parse(typed, &material, 2) {
        Ok(amount) => {
            prop_assert!(columns <= TYPED_MAX);
            prop_assert_eq!(crate::domain::limits::check(&material, &amount.measure), Ok(()));
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
    fn reading_what_was_printed_is_the_identity(grams in 1_i64..=2_000_000, comma: bool) {
        let printed = format!("{}{}{:03}", grams / 1000, [".", ","][usize::from(comma)], grams % 1000);
        let amount = Amount { measure: weight(grams, 0), about: false };
        prop_assert_eq!(parse(&printed, &material(Unit::Kg), 3), Ok(amount));
    }

    #[test]
    fn a_sum_is_what_its_terms_come_to((typed, gross, tare) in sum()) {
        let kind = |error: ValidationError| error.kind;
        let read = parse(&typed, &material(Unit::Kg), 2).map(|amount| amount.measure).map_err(kind);
        let limit = ValidationErrorKind::Over(OverLimit::Mass(Grams::new(2_000_000)));
        prop_assert_eq!(read, match (gross > 2_000_000, tare < gross) {
            (true, _) => Err(limit),
            (_, true) => Ok(weight(gross, tare)),
            _ => Err(ValidationErrorKind::TareNotBelowGross),
        });
    }

    #[test]
    fn any_text_is_read_or_refused(typed in any::<String>()) {
        sound(&typed, Unit::Kg)?;
        sound(&typed, Unit::Pcs)?;
        let _ = read(&typed);
    }

    #[test]
    fn any_likely_text_is_read_or_refused(typed in likely_text()) {
        sound(&typed, Unit::Kg)?;
        sound(&typed, Unit::Pcs)?;
    }
}

// The examples of docs/grammar.md hold.

/// The rows of the table below this heading, with code marks kept.
fn table(heading: &str) -> Vec<Vec<String>> {
    let text = include_str!("../../docs/grammar.md");
    let section = text.split("\n## ").find(|section| section.starts_with(heading)).unwrap();
    let lines = section.lines().filter(|line| line.starts_with('|')).skip(2);
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    let rows: Vec<Vec<String>> = lines.map(cells).collect();
    assert!(rows.len() > 5, "{heading}");
    rows
}

/// The text between code marks; an empty cell is an empty text.
fn code(cell: &str) -> &str {
    cell.strip_prefix('`').and_then(|cell| cell.strip_suffix('`')).unwrap_or_else(|| {
        assert_eq!(cell, "");
        cell
    })
}

fn counted_in(cell: &str) -> Material {
    match cell {
        "kg" => material(Unit::Kg),
        "pieces" => material(Unit::Pcs),
        _ => panic!("{cell}"),
    }
}

fn marked(typed: &str, span: Span) -> String {
    typed.chars().skip(span.start).take(span.end - span.start).collect()
}

#[test]
fn the_manual_accepts_what_is_accepted() {
    for row in table("Accepted") {
        let Amount { measure, about } = parse(code(&row[0]), &counted_in(&row[1]), 2).unwrap();
        let net = measure.net().get();
        let means = match measure {
            Measure::Weight { tare: Grams::ZERO, .. } => format!("{net} g"),
            Measure::Weight { gross, tare } => format!("{} g - {} g = {net} g", gross.get(), tare.get()),
            Measure::Pieces { count, weight: None } => format!("{count} pieces"),
            Measure::Pieces { count, weight: Some(_) } => format!("{count} pieces, {net} g"),
        };
        assert_eq!([["", "about "][usize::from(about)], &means].concat(), row[2], "{}", row[0]);
    }
}

#[test]
fn the_manual_refuses_what_is_refused() {
    for row in table("Refused") {
        let typed = code(&row[0]);
        let ValidationError { kind, span } = parse(typed, &counted_in(&row[1]), 2).unwrap_err();
        let shown = format!("{kind:?}");
        let name = shown.split(|c: char| !c.is_alphanumeric()).next();
        assert_eq!((name, marked(typed, span).as_str()), (Some(row[2].as_str()), code(&row[3])), "{typed}");
    }
}

#[test]
fn the_manual_knows_the_kazakh_top_row() {
    for row in table("The Kazakh top row") {
        let typed = code(&row[0]);
        let reading = read(typed);
        match (reading.kind, row[1].as_str()) {
            (ReadingKind::Proposed, "proposed") => assert_eq!(reading.text(), code(&row[2])),
            (ReadingKind::Mixed(span), "mixed") => assert_eq!(marked(typed, span), code(&row[2])),
            (ReadingKind::Plain, "plain") => assert_eq!(row[2], ""),
            (found, _) => panic!("{typed}: {found:?}"),
        }
    }
}
