//! The parser: converts tokens to a measure and checks it against the material. The parser rejects more
//! decimals than the scale shows (`1,250`), a tare that is not below the gross, and an amount above the
//! maximum.
//!
//! Invariant: the arithmetic uses whole grams and saturates. A number too large for `i64` is above every
//! maximum, so it can only be rejected.

use crate::domain::catalogue::{Material, Unit};
use crate::domain::limits::{self, OverLimit};
use crate::domain::mass::Grams;
use crate::domain::record::Measure;
use crate::entry::characters::is_mark;
use crate::entry::error::{Span, ValidationError, ValidationErrorKind};
use crate::entry::lexer::{LexedText, Token, TokenKind};

/// The number of decimals that an amount in kilograms has when it is exact to the gram.
pub(crate) const GRAM_DECIMALS: usize = 3;

/// The amount that a text means for a material.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    pub measure: Measure,
    /// Whether the amount was marked as an estimate with `~`.
    pub about: bool,
}

/// Parses an amount of this material, after an `N*` if there is one.
///
/// # Errors
/// Returns a [`ValidationError`] for the first span that is wrong.
pub(super) fn parse(
    lexed: &LexedText,
    material: &Material,
    decimals: usize,
) -> Result<Amount, ValidationError> {
    let decimals = decimals.min(GRAM_DECIMALS);
    let mut parser = Parser { chars: &lexed.chars, tokens: &lexed.tokens, material, decimals };
    let mut about = parser.eat('~').is_some();
    if let Some(selector) = lexed.selector {
        if selector.number.is_none() {
            return reject(ValidationErrorKind::Star, selector.span);
        }
        // Skip the numbers and the stars of the selector.
        let tokens = if selector.grade.is_some() { 4 } else { 2 };
        parser.tokens = parser.tokens.get(tokens..).unwrap_or_default();
        about |= !about && parser.eat('~').is_some();
    }
    let measure = match material.unit {
        Unit::Kg => parser.weight(None)?,
        Unit::Pcs => parser.pieces()?,
    };
    parser.expect_end(&measure)?;
    Ok(Amount { measure, about })
}

struct Parser<'a> {
    chars: &'a [char],
    /// The tokens that have not been read yet.
    tokens: &'a [Token],
    material: &'a Material,
    decimals: usize,
}

impl Parser<'_> {
    /// Consumes this sign if it is the next token.
    fn eat(&mut self, sign: char) -> Option<Span> {
        let (token, rest) = self.tokens.split_first()?;
        if token.kind != TokenKind::Sign(sign) {
            return None;
        }
        self.tokens = rest;
        Some(token.span)
    }

    /// Reads `number { ("+" | "-") number }` in kilograms. `required_by` is the sign after which a number is
    /// required.
    fn weight(&mut self, required_by: Option<Span>) -> Result<Measure, ValidationError> {
        let first = self.expect_number(required_by)?;
        let mut gross = self.gross_grams(first)?;
        let mut tare = Grams::ZERO;
        let mut tares: Option<Span> = None;
        let mut end = first.end;
        loop {
            if let Some(sign) = self.eat('+') {
                let number = self.expect_number(Some(sign))?;
                gross += self.gross_grams(number)?;
                end = number.end;
            } else if let Some(sign) = self.eat('-') {
                let number = self.expect_number(Some(sign))?;
                tare += self.grams(number)?;
                end = number.end;
                tares = Some(Span::new(tares.map_or(sign.start, |span| span.start), end));
            } else {
                break;
            }
        }
        let span = Span::new(first.start, end);
        self.check_limit(Measure::Weight { gross, tare }, span)?;
        if gross.checked_net(tare).is_none() {
            return reject(ValidationErrorKind::TareNotBelowGross, tares.unwrap_or(span));
        }
        // This fails only if the material's maximum is above that of a record. A checked catalogue has no
        // such material.
        let over = ValidationErrorKind::Over(OverLimit::Mass(Grams::RECORD_MAX));
        Measure::weight(gross, tare).ok_or(ValidationError { kind: over, span })
    }

    /// Reads `number { "+" number } [ "/" weight ]`: pieces, and their weight.
    fn pieces(&mut self) -> Result<Measure, ValidationError> {
        let first = self.expect_number(None)?;
        let mut sum = self.whole_number(first)?;
        let mut end = first.end;
        while let Some(sign) = self.eat('+') {
            let number = self.expect_number(Some(sign))?;
            sum = sum.saturating_add(self.whole_number(number)?);
            end = number.end;
        }
        let count = self.count(sum, Span::new(first.start, end))?;
        let weight = match self.eat('/') {
            Some(slash) => Some(self.weight(Some(slash))?.net()),
            None => None,
        };
        Ok(Measure::Pieces { count, weight })
    }

    /// Rejects any token after the measure, except a unit of mass.
    fn expect_end(&self, measure: &Measure) -> Result<(), ValidationError> {
        let Some(token) = self.tokens.first() else { return Ok(()) };
        let counted = matches!(measure, Measure::Pieces { weight: None, .. });
        let kind = match token.kind {
            TokenKind::Unit if counted => ValidationErrorKind::PiecesUnit,
            TokenKind::Unit => return Ok(()),
            TokenKind::Sign('-') if counted => ValidationErrorKind::PiecesTare,
            TokenKind::Sign(sign) => self.misplaced(sign).unwrap_or(ValidationErrorKind::Stray(sign)),
            TokenKind::Number => ValidationErrorKind::SpaceInside,
        };
        reject(kind, token.span)
    }

    /// Returns the error for an unexpected sign, if that error is the same in every position. For `+`, `-`,
    /// and a `/` between pieces, the error depends on the position.
    fn misplaced(&self, sign: char) -> Option<ValidationErrorKind> {
        match sign {
            '*' => Some(ValidationErrorKind::Star),
            '~' => Some(ValidationErrorKind::About),
            '/' if self.material.unit == Unit::Kg => Some(ValidationErrorKind::WeightedPieces),
            _ => None,
        }
    }

    /// Reads the number that must come next, with at most one decimal mark between its digits.
    fn expect_number(&mut self, required_by: Option<Span>) -> Result<Span, ValidationError> {
        let missing = |at: usize| match required_by {
            Some(sign) => reject(ValidationErrorKind::SignAtEdge, sign),
            None => reject(ValidationErrorKind::Empty, Span::new(at, at)),
        };
        let Some((token, rest)) = self.tokens.split_first() else { return missing(self.chars.len()) };
        match token.kind {
            TokenKind::Number => self.tokens = rest,
            TokenKind::Unit => return missing(token.span.start),
            TokenKind::Sign(sign) => {
                return reject(self.misplaced(sign).unwrap_or(ValidationErrorKind::SignAtEdge), token.span);
            }
        }
        let Span { start, end } = token.span;
        let mut marks = (start..end).filter(|at| is_mark(self.chars[*at]));
        match (marks.next(), marks.next()) {
            (Some(first), _) if first == start => reject(ValidationErrorKind::MarkAtEdge, Span::one(first)),
            (_, Some(second)) => reject(ValidationErrorKind::TwoMarks, Span::one(second)),
            (Some(first), None) if first + 1 == end => {
                reject(ValidationErrorKind::MarkAtEdge, Span::one(first))
            }
            _ => Ok(token.span),
        }
    }

    /// Returns the grams of a number in kilograms, which must be within the material's maximum.
    fn gross_grams(&self, number: Span) -> Result<Grams, ValidationError> {
        let gross = self.grams(number)?;
        self.check_limit(Measure::Weight { gross, tare: Grams::ZERO }, number)?;
        Ok(gross)
    }

    /// Returns the grams of a number in kilograms.
    fn grams(&self, number: Span) -> Result<Grams, ValidationError> {
        let too_fine = self.find_mark(number).map_or(number.end, |mark| mark + 1 + self.decimals);
        if too_fine < number.end {
            return reject(
                ValidationErrorKind::TooFine { decimals: self.decimals },
                Span::new(too_fine, number.end),
            );
        }
        self.scaled(number, GRAM_DECIMALS).map(Grams::new)
    }

    /// Returns a number of pieces, which must be whole and within the material's maximum.
    fn whole_number(&self, number: Span) -> Result<i64, ValidationError> {
        if let Some(mark) = self.find_mark(number) {
            return reject(ValidationErrorKind::NotWhole, Span::new(mark, number.end));
        }
        let pieces = self.scaled(number, 0)?;
        self.count(pieces, number)?;
        Ok(pieces)
    }

    /// Returns the column of a number's decimal mark.
    fn find_mark(&self, number: Span) -> Option<usize> {
        (number.start..number.end).find(|at| is_mark(self.chars[*at]))
    }

    /// Returns a number multiplied by 10 to the power of `decimals`, or `i64::MAX` if the product is
    /// larger.
    fn scaled(&self, number: Span, decimals: usize) -> Result<i64, ValidationError> {
        let digits = |from: usize, to: usize| self.chars[from..to].iter().filter_map(|c| c.to_digit(10));
        let fraction = self.find_mark(number).map_or(0, |mark| number.end - mark - 1);
        let padding = std::iter::repeat_n(0, decimals.saturating_sub(fraction));
        let value = digits(number.start, number.end)
            .chain(padding)
            .fold(0_i64, |value, digit| value.saturating_mul(10).saturating_add(i64::from(digit)));
        if value == 0 { reject(ValidationErrorKind::Zero, number) } else { Ok(value) }
    }

    /// Converts pieces to the type that a record holds, after a check against the material's maximum.
    fn count(&self, pieces: i64, span: Span) -> Result<u32, ValidationError> {
        let over = ValidationErrorKind::Over(OverLimit::Pieces(self.material.max_pieces));
        let count = u32::try_from(pieces).map_err(|_| ValidationError { kind: over, span })?;
        self.check_limit(Measure::Pieces { count, weight: None }, span)?;
        Ok(count)
    }

    fn check_limit(&self, measure: Measure, span: Span) -> Result<(), ValidationError> {
        limits::check(self.material, &measure)
            .map_err(|over| ValidationError { kind: ValidationErrorKind::Over(over), span })
    }
}

fn reject<T>(kind: ValidationErrorKind, span: Span) -> Result<T, ValidationError> {
    Err(ValidationError { kind, span })
}
