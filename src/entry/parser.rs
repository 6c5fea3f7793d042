//! The parser: tokens become a measure, checked against the material.
//!
//! Invariant: whole grams and saturating arithmetic; a number too large to be held is over every
//! maximum, so it can only be refused.

use crate::domain::catalogue::{Material, Unit};
use crate::domain::guard::{OverLimit, within_limit};
use crate::domain::mass::Grams;
use crate::domain::record::Measure;
use crate::entry::lexer::{self, Kind, Token, is_mark};
use crate::entry::{Amount, Span, ValidationError, ValidationErrorKind};

/// Decimals of a kilogram that are whole grams.
const GRAM_DECIMALS: usize = 3;

/// Reads an amount; see [`crate::entry::parse`].
pub(super) fn parse(typed: &str, material: &Material, decimals: usize) -> Result<Amount, ValidationError> {
    let chars: Vec<char> = typed.chars().collect();
    let tokens = lexer::lex(typed)?;
    let decimals = decimals.min(GRAM_DECIMALS);
    let mut parser = Parser { chars: &chars, tokens: &tokens, material, decimals };
    let mut about = parser.eat('~').is_some();
    if let Some(star) = lexer::star(typed) {
        if star.number.is_none() {
            return refuse(ValidationErrorKind::Star, star.span);
        }
        parser.tokens = parser.tokens.get(2..).unwrap_or_default();
        about |= !about && parser.eat('~').is_some();
    }
    let measure = match material.unit {
        Unit::Kg => parser.weight(None)?,
        Unit::Pcs => parser.pieces()?,
    };
    parser.end(&measure)?;
    Ok(Amount { measure, about })
}

struct Parser<'a> {
    chars: &'a [char],
    /// What is still to be read.
    tokens: &'a [Token],
    material: &'a Material,
    decimals: usize,
}

impl Parser<'_> {
    /// Takes this sign if it comes next.
    fn eat(&mut self, sign: char) -> Option<Span> {
        let (token, rest) = self.tokens.split_first()?;
        if token.kind != Kind::Sign(sign) {
            return None;
        }
        self.tokens = rest;
        Some(token.span)
    }

    /// `number { ("+" | "-") number }` in kilograms; `before` is the sign that calls for it.
    fn weight(&mut self, before: Option<Span>) -> Result<Measure, ValidationError> {
        let first = self.number(before)?;
        let mut gross = self.gross(first)?;
        let mut tare = Grams::ZERO;
        let mut tares: Option<Span> = None;
        let mut end = first.end;
        loop {
            if let Some(sign) = self.eat('+') {
                let number = self.number(Some(sign))?;
                gross += self.gross(number)?;
                end = number.end;
            } else if let Some(sign) = self.eat('-') {
                let number = self.number(Some(sign))?;
                tare += self.grams(number)?;
                end = number.end;
                tares = Some(Span::new(tares.map_or(sign.start, |span| span.start), end));
            } else {
                break;
            }
        }
        let span = Span::new(first.start, end);
        self.limit(Measure::Weight { gross, tare }, span)?;
        if gross.checked_net(tare).is_none() {
            return refuse(ValidationErrorKind::TareNotBelowGross, tares.unwrap_or(span));
        }
        // Only a maximum above what any record may hold, which no sound catalogue has, fails here.
        let over = ValidationErrorKind::Over(OverLimit::Mass(Grams::RECORD_MAX));
        Measure::weight(gross, tare).ok_or(ValidationError { reason: over, span })
    }

    /// `number { "+" number } [ "/" weight ]`: pieces, and what they weigh.
    fn pieces(&mut self) -> Result<Measure, ValidationError> {
        let first = self.number(None)?;
        let mut sum = self.whole(first)?;
        let mut end = first.end;
        while let Some(sign) = self.eat('+') {
            let number = self.number(Some(sign))?;
            sum = sum.saturating_add(self.whole(number)?);
            end = number.end;
        }
        let count = self.count(sum, Span::new(first.start, end))?;
        let weight = match self.eat('/') {
            Some(slash) => Some(self.weight(Some(slash))?.net()),
            None => None,
        };
        Ok(Measure::Pieces { count, weight })
    }

    /// Refuses whatever stands behind the measure, but for a unit of mass.
    fn end(&self, measure: &Measure) -> Result<(), ValidationError> {
        let Some(token) = self.tokens.first() else { return Ok(()) };
        let counted = matches!(measure, Measure::Pieces { weight: None, .. });
        let reason = match token.kind {
            Kind::Unit if counted => ValidationErrorKind::PiecesUnit,
            Kind::Unit => return Ok(()),
            Kind::Sign('-') if counted => ValidationErrorKind::PiecesTare,
            Kind::Sign(sign) => self.misplaced(sign).unwrap_or(ValidationErrorKind::Stray(sign)),
            Kind::Number => ValidationErrorKind::SpaceInside,
        };
        refuse(reason, token.span)
    }

    /// Why a sign stands wrong wherever it is not called for; `+`, `-` and `/` need a closer look.
    fn misplaced(&self, sign: char) -> Option<ValidationErrorKind> {
        match sign {
            '*' => Some(ValidationErrorKind::Star),
            '~' => Some(ValidationErrorKind::About),
            '/' if self.material.unit == Unit::Kg => Some(ValidationErrorKind::WeightedPieces),
            _ => None,
        }
    }

    /// The number that must come next, with at most one decimal mark between its digits.
    fn number(&mut self, before: Option<Span>) -> Result<Span, ValidationError> {
        let missing = |spot: usize| match before {
            Some(sign) => refuse(ValidationErrorKind::SignAtEdge, sign),
            None => refuse(ValidationErrorKind::Empty, Span::new(spot, spot)),
        };
        let Some((token, rest)) = self.tokens.split_first() else { return missing(self.chars.len()) };
        match token.kind {
            Kind::Number => self.tokens = rest,
            Kind::Unit => return missing(token.span.start),
            Kind::Sign(sign) => {
                return refuse(self.misplaced(sign).unwrap_or(ValidationErrorKind::SignAtEdge), token.span);
            }
        }
        let Span { start, end } = token.span;
        let mut marks = (start..end).filter(|at| is_mark(self.chars[*at]));
        match (marks.next(), marks.next()) {
            (Some(first), _) if first == start => {
                refuse(ValidationErrorKind::MarkAtEdge, Span::new(first, first + 1))
            }
            (_, Some(second)) => refuse(ValidationErrorKind::TwoMarks, Span::new(second, second + 1)),
            (Some(first), None) if first + 1 == end => {
                refuse(ValidationErrorKind::MarkAtEdge, Span::new(first, first + 1))
            }
            _ => Ok(token.span),
        }
    }

    /// A number of kilograms in grams, within what the material may hold.
    fn gross(&self, number: Span) -> Result<Grams, ValidationError> {
        let gross = self.grams(number)?;
        self.limit(Measure::Weight { gross, tare: Grams::ZERO }, number)?;
        Ok(gross)
    }

    /// A number of kilograms in grams.
    fn grams(&self, number: Span) -> Result<Grams, ValidationError> {
        let fine = self.mark(number).map_or(number.end, |mark| mark + 1 + self.decimals);
        if fine < number.end {
            return refuse(
                ValidationErrorKind::TooFine { decimals: self.decimals },
                Span::new(fine, number.end),
            );
        }
        self.scaled(number, GRAM_DECIMALS).map(Grams::new)
    }

    /// A number of pieces, within what the material may hold.
    fn whole(&self, number: Span) -> Result<i64, ValidationError> {
        if let Some(mark) = self.mark(number) {
            return refuse(ValidationErrorKind::NotWhole, Span::new(mark, number.end));
        }
        let pieces = self.scaled(number, 0)?;
        self.count(pieces, number)?;
        Ok(pieces)
    }

    /// The column of a number's decimal mark.
    fn mark(&self, number: Span) -> Option<usize> {
        (number.start..number.end).find(|at| is_mark(self.chars[*at]))
    }

    /// A number in units of its `decimals`-th decimal; one too large to be held becomes the largest.
    fn scaled(&self, number: Span, decimals: usize) -> Result<i64, ValidationError> {
        let digits = |from: usize, to: usize| self.chars[from..to].iter().filter_map(|c| c.to_digit(10));
        let fraction = self.mark(number).map_or(0, |mark| number.end - mark - 1);
        let padding = std::iter::repeat_n(0, decimals.saturating_sub(fraction));
        let value = digits(number.start, number.end)
            .chain(padding)
            .fold(0_i64, |value, digit| value.saturating_mul(10).saturating_add(i64::from(digit)));
        if value == 0 { refuse(ValidationErrorKind::Zero, number) } else { Ok(value) }
    }

    /// Pieces as a record holds them.
    fn count(&self, pieces: i64, span: Span) -> Result<u32, ValidationError> {
        let over = ValidationErrorKind::Over(OverLimit::Pieces(self.material.max_pieces));
        let count = u32::try_from(pieces).map_err(|_| ValidationError { reason: over, span })?;
        self.limit(Measure::Pieces { count, weight: None }, span)?;
        Ok(count)
    }

    fn limit(&self, measure: Measure, span: Span) -> Result<(), ValidationError> {
        within_limit(self.material, &measure)
            .map_err(|over| ValidationError { reason: ValidationErrorKind::Over(over), span })
    }
}

fn refuse<T>(reason: ValidationErrorKind, span: Span) -> Result<T, ValidationError> {
    Err(ValidationError { reason, span })
}
