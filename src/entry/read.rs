//! Reads a typed text once, for every use in the console.

use crate::domain::catalogue::Material;
use crate::entry::characters::{check_readable, is_about, is_mark};
use crate::entry::error::{Span, ValidationError, ValidationErrorKind};
use crate::entry::kazakh::{self, TopRowText};
use crate::entry::lexer::{self, LexedText, Selector, TokenKind};
use crate::entry::parser::{self, Amount};

/// How a text was typed, which decides whether its amount must be confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadingKind {
    /// The amount is parsed from the text as it was typed.
    Plain,
    /// The text was typed on the Kazakh top row by an operator who expected digits there. The amount is
    /// what the same keys type on a US keyboard, and must be confirmed.
    Proposed,
    /// The text has characters of the Kazakh top row beside digits or decimal marks. It is ambiguous and has
    /// no amount. The span gives the columns of these characters, for the caret.
    Mixed(Span),
}

/// The content of a typed text, independent of the material that it is meant for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub kind: ReadingKind,
    /// The `N*` or `N*G*` of `text`.
    selector: Option<Selector>,
    /// The typed text, or the amount proposed instead of it.
    text: String,
    lexed: Result<LexedText, ValidationError>,
}

/// Reads the text of the entry line.
#[must_use]
pub fn read(typed: &str) -> Reading {
    let top_row = if check_readable(typed).is_ok() { kazakh::classify(typed) } else { TopRowText::Plain };
    let (kind, text) = match top_row {
        TopRowText::Plain => (ReadingKind::Plain, typed.to_owned()),
        TopRowText::Proposed(text) => (ReadingKind::Proposed, text),
        TopRowText::Mixed(span) => (ReadingKind::Mixed(span), typed.to_owned()),
    };
    let lexed = match kind {
        ReadingKind::Plain | ReadingKind::Proposed => lexer::lex(&text),
        ReadingKind::Mixed(span) => Err(ValidationError { kind: ValidationErrorKind::KazakhMix, span }),
    };
    // A proposal has one character for each typed key, so its columns are those of the typed text.
    Reading { kind, selector: lexer::find_selector(&text), text, lexed }
}

/// Parses an amount of this material for a caller that cannot ask an operator to confirm a proposal.
/// Characters of the Kazakh top row are therefore an error. `decimals` is `Event::decimals()`.
///
/// A leading `N*` is skipped. The caller compares [`Reading::material_number`] with the material. A grade is named in another
/// way there, so an `N*G*` is an error.
///
/// # Errors
/// Returns a [`ValidationError`] for the first span that is wrong.
pub(crate) fn parse(typed: &str, material: &Material, decimals: usize) -> Result<Amount, ValidationError> {
    let lexed = lexer::lex(typed)?;
    check_no_grade(lexed.selector)?;
    parser::parse(&lexed, material, decimals)
}

/// Checks that a selector names no grade.
fn check_no_grade(selector: Option<Selector>) -> Result<(), ValidationError> {
    match selector {
        Some(Selector { grade: Some(_), star, .. }) => {
            Err(ValidationError { kind: ValidationErrorKind::Star, span: Span::one(star) })
        }
        _ => Ok(()),
    }
}

impl Reading {
    /// Returns the text that the amount is read from: the typed text, or the proposal.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Checks that the text has no U+FFFD and no mark of an unknown key. Such a text is wrong for every
    /// material, so callers check this before they look for the material.
    ///
    /// # Errors
    /// Returns [`ValidationErrorKind::NotUtf8`] or [`ValidationErrorKind::UnknownKey`] for the first such
    /// character.
    pub fn check_readable(&self) -> Result<(), ValidationError> {
        check_readable(&self.text)
    }

    /// Returns the columns of the whole text.
    #[must_use]
    pub fn span(&self) -> Span {
        Span::new(0, self.text.chars().count())
    }

    /// Returns the N of a leading `N*` as soon as the star is typed, regardless of the text that follows. A
    /// `~` may precede it.
    ///
    /// The catalogue need not have a material of this number. Returns `None` if the number exceeds `u32`; the
    /// text then has no amount either.
    #[must_use]
    pub fn material_number(&self) -> Option<u32> {
        self.selector?.number
    }

    /// Returns the name of the grade in a leading `N*G*`.
    #[must_use]
    pub fn grade_name(&self) -> Option<String> {
        let Span { start, end } = self.selector?.grade?;
        Some(self.text.chars().skip(start).take(end - start).collect())
    }

    /// Checks that the text names no grade, for a form that has a field of its own for it.
    ///
    /// # Errors
    /// Returns [`ValidationErrorKind::Star`] if the text begins with `N*G*`.
    pub fn check_no_grade(&self) -> Result<(), ValidationError> {
        check_no_grade(self.selector)
    }

    /// Returns the columns from the start of the text to the last star of a leading `N*` or `N*G*`.
    #[must_use]
    pub fn selector_span(&self) -> Option<Span> {
        Some(Span::new(0, self.selector?.star + 1))
    }

    /// Returns the text of the amount, without what names its material. A `~` before that stays.
    #[must_use]
    pub fn amount_text(&self) -> String {
        let named = self.selector.map_or(Span::new(0, 0), |selector| selector.span);
        let is_named = |index: usize| (named.start..named.end).contains(&index);
        self.text.chars().enumerate().filter(|(index, _)| !is_named(*index)).map(|(_, c)| c).collect()
    }

    /// Returns whether the amount is one number without a decimal mark, so that a forgotten mark may
    /// explain its size. Ignores a `~`, an `N*` and a unit.
    #[must_use]
    pub fn is_one_whole_number(&self) -> bool {
        let Ok(LexedText { chars, selector, tokens }) = &self.lexed else { return false };
        let start = selector.map_or(0, |selector| selector.span.end);
        let is_amount = |span: Span| span.start >= start;
        let mut numbers =
            tokens.iter().filter(|token| token.kind == TokenKind::Number && is_amount(token.span));
        let (Some(number), None) = (numbers.next(), numbers.next()) else { return false };
        !chars[number.span.start..number.span.end].iter().any(|c| is_mark(*c))
    }

    /// Returns the amount that the text means for this material. `decimals` is `Event::decimals()`.
    ///
    /// A leading `N*` is skipped. The caller compares [`Reading::material_number`] with the material.
    ///
    /// # Errors
    /// Returns a [`ValidationError`] for the first span that is wrong. A [`ReadingKind::Mixed`] text is
    /// always [`ValidationErrorKind::KazakhMix`].
    pub fn amount(&self, material: &Material, decimals: usize) -> Result<Amount, ValidationError> {
        parser::parse(self.lexed.as_ref().map_err(|error| *error)?, material, decimals)
    }
}

/// Returns whether a character that is typed into an empty entry line begins an amount.
#[must_use]
pub(crate) fn begins_amount(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(c, '.' | ',' | '+' | '-' | '"')
        || is_about(c)
        || kazakh::is_digit_letter(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::entry::characters::is_space;
    use crate::entry::testing::{likely_text, paper, tyres, without_selector};

    #[test]
    fn digits_marks_and_signs_begin_an_amount() {
        for c in "0123456789.,~ёЁ+-\"әіңғүұқӘІҢҒҮҰҚ".chars() {
            assert!(begins_amount(c), "{c}");
        }
        for c in "qйөһЮб/* ?\u{a0}٣".chars() {
            assert!(!begins_amount(c), "{c}");
        }
    }

    #[test]
    fn a_selector_is_read_as_soon_as_its_star_is_typed() {
        for (typed, number, rest) in [
            ("3*", Some(3), ""),
            ("3*12.5", Some(3), "12.5"),
            ("~3*12.5", Some(3), "~12.5"),
            (" ~ 18 * 12.5", Some(18), " ~ 12.5"),
            ("03*w", Some(3), "w"),
            ("0*5", Some(0), "5"),
            ("4294967296*5", None, "5"),
            ("3", None, "3"),
            ("Ё3*12.5", Some(3), "Ё12.5"),
            ("3,5*4", None, "3,5*4"),
            ("3+4*5", None, "3+4*5"),
            ("*5", None, "*5"),
            ("3 4*5", None, "3 4*5"),
            ("~~3*5", None, "~~3*5"),
            ("٣*5", None, "٣*5"),
            ("", None, ""),
            ("2*5*12.5", Some(2), "12.5"),
            ("~2 * 5 * 12.5", Some(2), "~12.5"),
            ("2*5.5*12", Some(2), "5.5*12"),
            ("2**12", Some(2), "*12"),
            ("2*5*7*12", Some(2), "7*12"),
        ] {
            assert_eq!(read(typed).material_number(), number, "{typed}");
            assert_eq!(without_selector(typed), rest, "{typed}");
        }
    }

    #[test]
    fn a_second_star_names_a_grade_where_no_field_does() {
        for (typed, grade, is_amount) in [
            ("2*5*12.5", Some("5"), true),
            ("~2* 05 *~12", Some("05"), false),
            ("2*05*12", Some("05"), true),
            ("2*12", None, true),
            ("2*5*", Some("5"), false),
            ("2*5*7*12", Some("5"), false),
        ] {
            let reading = read(typed);
            assert_eq!(reading.grade_name().as_deref(), grade, "{typed}");
            assert_eq!(reading.amount(&paper(), 2).is_ok(), is_amount, "{typed}");
            assert_eq!(reading.check_no_grade().is_ok(), grade.is_none(), "{typed}");
            assert_eq!(parse(typed, &paper(), 2).is_ok(), grade.is_none() && is_amount, "{typed}");
        }
        let error = ValidationError { kind: ValidationErrorKind::Star, span: Span::one(3) };
        assert_eq!(parse("2*5*12.5", &paper(), 2), Err(error));
    }

    #[test]
    fn a_selector_is_read_from_every_kind_of_text() {
        for (typed, kind) in [
            ("3*12", ReadingKind::Plain),
            ("3*1ә", ReadingKind::Mixed(Span::new(3, 4))),
            ("і*", ReadingKind::Proposed),
            ("і*\"ә", ReadingKind::Proposed),
            ("~ І * \"Ә", ReadingKind::Proposed),
            ("іҮ\"ә", ReadingKind::Proposed),
        ] {
            let reading = read(typed);
            assert_eq!((reading.kind, reading.material_number()), (kind, Some(3)), "{typed}");
        }
        // The key 1 alone proves no Kazakh layout, so nothing is proposed.
        assert_eq!(read("\"*").material_number(), None);
    }

    #[test]
    fn the_material_of_a_proposal_is_not_part_of_its_amount() {
        let reading = read("і*\"ә");
        assert_eq!((reading.text(), reading.selector_span()), ("3*12", Some(Span::new(0, 2))));
        assert_eq!(reading.amount(&paper(), 2), parse("12", &paper(), 2));
        assert!(reading.is_one_whole_number());
    }

    #[test]
    fn an_unreadable_character_is_reported_before_any_other_error() {
        let long = "w".repeat(70) + "\u{fffd}";
        for (typed, kind, at) in [
            ("\u{fffd}", ValidationErrorKind::NotUtf8, 0),
            ("2\u{a4}5", ValidationErrorKind::UnknownKey, 1),
            ("12w\u{fffd}5\u{a4}", ValidationErrorKind::NotUtf8, 3),
            ("1ә\u{a4}\u{fffd}", ValidationErrorKind::UnknownKey, 2),
            ("ә\u{fffd}", ValidationErrorKind::NotUtf8, 1),
            (&long, ValidationErrorKind::NotUtf8, 70),
        ] {
            let (reading, error) = (read(typed), ValidationError { kind, span: Span::one(at) });
            assert_eq!(reading.kind, ReadingKind::Plain, "{typed}");
            assert_eq!(reading.check_readable(), Err(error), "{typed}");
            assert_eq!(reading.amount(&paper(), 2), Err(error), "{typed}");
            assert_eq!(parse(typed, &paper(), 2), Err(error), "{typed}");
        }
        assert_eq!(read("12w").check_readable(), Ok(()));
    }

    #[test]
    fn the_span_of_a_selector_ends_with_its_star() {
        for (typed, end) in [("3*", 2), ("13 *  5", 4), (" ~ 3*5", 5), ("4294967296*5", 11)] {
            assert_eq!(read(typed).selector_span(), Some(Span::new(0, end)), "{typed}");
        }
        for typed in ["", "3", "3,5*4", "*5"] {
            assert_eq!(read(typed).selector_span(), None, "{typed}");
        }
    }

    #[test]
    fn one_number_without_a_mark_is_one_whole_number() {
        for typed in ["315", "~315", "3*315", "3*~315", "315 kg", "315лп", "ң\"ғ"] {
            assert!(read(typed).is_one_whole_number(), "{typed}");
        }
        for typed in ["3,15", "3б15", "315+2", "315-0,8", "4/315", "3*3.15", "3*", "", "~", "315w", "ңю\"ғ"]
        {
            assert!(!read(typed).is_one_whole_number(), "{typed}");
        }
    }

    #[test]
    fn a_proposal_has_the_amount_of_the_same_keys_on_a_us_keyboard() {
        for (typed, text) in [("\"әюғ", "12.5"), ("~\"ә+і", "~12+3"), ("\"ә өү", "12 -8")] {
            let reading = read(typed);
            assert_eq!((reading.kind, reading.text()), (ReadingKind::Proposed, text), "{typed}");
            assert_eq!(reading.amount(&paper(), 2), parse(text, &paper(), 2), "{typed}");
        }
    }

    #[test]
    fn a_proposal_may_still_be_an_error() {
        let reading = read("\"әөіңғ");
        assert_eq!((reading.kind, reading.text()), (ReadingKind::Proposed, "12-345"));
        let error = reading.amount(&paper(), 2).unwrap_err();
        assert_eq!((error.kind, error.span), (ValidationErrorKind::TareNotBelowGross, Span::new(2, 6)));
    }

    #[test]
    fn a_mixed_text_has_no_amount_even_with_other_errors() {
        for (typed, span) in [("1ә5", Span::new(1, 2)), ("5\"w", Span::new(1, 2)), ("\"ә,ғ", Span::new(0, 2))]
        {
            let reading = read(typed);
            assert_eq!(reading.kind, ReadingKind::Mixed(span), "{typed}");
            let error = ValidationError { kind: ValidationErrorKind::KazakhMix, span };
            assert_eq!(reading.amount(&paper(), 2), Err(error), "{typed}");
        }
    }

    fn check(typed: &str) -> Result<(), TestCaseError> {
        let reading = read(typed);
        let columns = typed.chars().count();
        prop_assert_eq!(reading.span(), Span::new(0, columns));
        for material in [paper(), tyres()] {
            let amount = reading.amount(&material, 2);
            // `parse` takes no `N*G*`.
            let names_grade = reading.check_no_grade().is_err();
            let is_parsed = |text| match parse(text, &material, 2) {
                Err(_) if names_grade => true,
                parsed => parsed == amount,
            };
            match reading.kind {
                ReadingKind::Plain => {
                    prop_assert_eq!(reading.text(), typed);
                    prop_assert!(is_parsed(typed));
                }
                ReadingKind::Proposed => {
                    prop_assert!(reading.text().chars().all(|c| c.is_ascii() || is_space(c)));
                    prop_assert_eq!(read(reading.text()).kind, ReadingKind::Plain);
                    prop_assert!(is_parsed(reading.text()));
                    prop_assert!(parse(typed, &material, 2).is_err());
                }
                ReadingKind::Mixed(span) => {
                    prop_assert_eq!(reading.text(), typed);
                    let kind = ValidationErrorKind::KazakhMix;
                    prop_assert_eq!(amount, Err(ValidationError { kind, span }));
                    prop_assert!(span.start < span.end && span.end <= columns);
                    prop_assert!(parse(typed, &material, 2).is_err());
                }
            }
            if amount.is_ok() {
                let amount_text = without_selector(reading.text());
                let numbers = amount_text.split(|c: char| !c.is_ascii_digit() && !is_mark(c));
                let numbers: Vec<&str> = numbers.filter(|number| !number.is_empty()).collect();
                let whole = numbers.len() == 1 && !numbers[0].contains(is_mark);
                prop_assert_eq!(reading.is_one_whole_number(), whole);
            }
        }
        if let Some(span) = reading.selector_span() {
            let stars = typed.chars().enumerate().filter(|(_, c)| *c == '*').map(|(index, _)| index);
            let star = stars.take(1 + usize::from(reading.grade_name().is_some())).last();
            prop_assert_eq!(star, Some(span.end - 1));
        } else {
            prop_assert_eq!(reading.material_number(), None);
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn any_text_has_one_consistent_reading(typed in any::<String>()) {
            check(&typed)?;
        }

        #[test]
        fn any_likely_text_has_one_consistent_reading(typed in likely_text()) {
            check(&typed)?;
        }

        #[test]
        fn any_top_row_text_has_one_consistent_reading(typed in "[\"әіңғүұқӨөюб~*+/ 5,-]{0,12}") {
            check(&typed)?;
        }
    }
}
