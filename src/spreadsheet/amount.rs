//! Converts the cells of an amount into a measure of a material.

use crate::domain::catalogue::{Material, Unit};
use crate::domain::limits;
use crate::domain::mass::Grams;
use crate::domain::record::Measure;
use crate::entry::{self, ValidationErrorKind};
use crate::spreadsheet::cell::Cell;
use crate::spreadsheet::date;
use crate::spreadsheet::fault::RowFault;
use crate::spreadsheet::number::{self, Decimal, DecimalMark, NotWhole, NumberValue};
use crate::spreadsheet::words::{self, AmountUnit};

/// The content of a cell of amounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum CellAmount {
    /// Nothing was weighed.
    Nothing,
    Number {
        value: NumberValue,
        /// The unit in the cell.
        unit: Option<AmountUnit>,
        is_about: bool,
        text: String,
    },
    /// A text in the grammar of the console, such as `12,5-0,8`.
    Typed(String),
}

/// Reads a cell of amounts.
///
/// # Errors
/// [`RowFault`].
pub(super) fn read(cell: &Cell) -> Result<CellAmount, RowFault> {
    match cell {
        Cell::Empty | Cell::Merged => Ok(CellAmount::Nothing),
        Cell::Uncomputed => Err(RowFault::Uncomputed),
        Cell::Shown { number, unit } => Err(RowFault::Shown { number: number.clone(), unit: unit.clone() }),
        Cell::Fault(error) => Err(RowFault::CellFault(error.clone())),
        Cell::Moment(_) | Cell::Time(_) => Err(RowFault::DateAsAmount(cell.text().into_owned())),
        Cell::Number(number) => {
            let Some(read) = number::read(number) else { return Ok(CellAmount::Typed(number.clone())) };
            if read.is_negative {
                return Err(RowFault::Negative(number.clone()));
            }
            // A workbook stores its numbers with a point.
            let value = read
                .value
                .with(Some(DecimalMark::Point))
                .map_or(read.value, |value| NumberValue::Certain { value, proves: None });
            Ok(CellAmount::Number { value, unit: None, is_about: false, text: number.clone() })
        }
        Cell::Text(text) => read_text(text.trim_start_matches('\'')),
    }
}

fn read_text(text: &str) -> Result<CellAmount, RowFault> {
    if words::is_nothing(text) {
        return Ok(CellAmount::Nothing);
    }
    if text.starts_with('#') {
        return Err(RowFault::CellFault(text.to_owned()));
    }
    if date::is_like_day(text) {
        return Err(RowFault::DateAsAmount(text.to_owned()));
    }
    if let Some(whole) = two_units(text) {
        return Ok(whole);
    }
    let Some(read) = number::read(text) else { return Ok(CellAmount::Typed(text.to_owned())) };
    let unit = match read.rest {
        "" => None,
        rest => match words::unit(rest) {
            Some(AmountUnit::Foreign) => return Err(RowFault::Foreign(text.to_owned())),
            Some(unit) => Some(unit),
            None => return Ok(CellAmount::Typed(text.to_owned())),
        },
    };
    if read.is_negative {
        return Err(RowFault::Negative(text.to_owned()));
    }
    Ok(CellAmount::Number { value: read.value, unit, is_about: read.is_about, text: text.to_owned() })
}

/// Reads a mass in two units, such as `12 кг 500 г`.
fn two_units(text: &str) -> Option<CellAmount> {
    let certain = |read: &number::ReadNumber<'_>| match read.value {
        NumberValue::Certain { value, .. } if !read.is_negative => Some(value),
        NumberValue::Certain { .. } | NumberValue::Ambiguous { .. } => None,
    };
    let first = number::read(text)?;
    let (unit, rest) = first.rest.split_once(|c: char| c.is_whitespace())?;
    let second = number::read(rest)?;
    let (larger, smaller) = (words::unit(unit)?, words::unit(second.rest)?);
    let is_pair = matches!(
        (larger, smaller),
        (AmountUnit::Kilograms, AmountUnit::Grams) | (AmountUnit::Tonnes, AmountUnit::Kilograms)
    );
    let grams = certain(&first)?
        .grams(larger)
        .ok()?
        .grams
        .checked_add(certain(&second)?.grams(smaller).ok()?.grams)?;
    let value = NumberValue::Certain { value: Decimal::whole(grams)?, proves: None };
    let (unit, is_about, text) = (Some(AmountUnit::Grams), first.is_about, text.to_owned());
    is_pair.then_some(CellAmount::Number { value, unit, is_about, text })
}

/// An amount of a material.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ReadAmount {
    pub measure: Measure,
    pub about: bool,
    /// The text of the table, as evidence.
    pub typed: String,
    /// Whether the rounding error of a spreadsheet program was removed.
    pub is_rounded: bool,
}

/// The cells of an amount in one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AmountCells {
    /// The amount or net weight, with the unit of its column.
    pub main: (CellAmount, Option<AmountUnit>),
    pub gross: (CellAmount, Option<AmountUnit>),
    pub tare: (CellAmount, Option<AmountUnit>),
    pub pieces: CellAmount,
    pub pieces_weight: (CellAmount, Option<AmountUnit>),
    /// The unit that the row has in a cell of its own.
    pub unit: Option<AmountUnit>,
    pub decimal: Option<DecimalMark>,
    /// The number of decimals of the event, for texts in the grammar of the console.
    pub typed_decimals: usize,
    /// Whether the row is of our own six columns, in which zero is an error.
    pub is_plain: bool,
}

/// Why an amount is not certain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unclear {
    Fault(RowFault),
    /// The decimal mark is not known. This is the text.
    Mark(String),
}

impl From<RowFault> for Unclear {
    fn from(fault: RowFault) -> Self {
        Self::Fault(fault)
    }
}

/// A mass that a cell states.
struct CellMass {
    grams: i64,
    is_rounded: bool,
    is_about: bool,
    text: String,
}

impl AmountCells {
    /// Returns whether no cell has an amount.
    pub(super) fn is_nothing(&self) -> bool {
        let is_zero = |amount: &CellAmount| match amount {
            CellAmount::Nothing => true,
            CellAmount::Number { value: NumberValue::Certain { value, .. }, .. } => {
                value.is_zero() && !self.is_plain
            }
            CellAmount::Number { .. } | CellAmount::Typed(_) => false,
        };
        [&self.main.0, &self.gross.0, &self.pieces].into_iter().all(is_zero)
    }

    /// Returns the measure that the cells state for a material.
    ///
    /// # Errors
    /// [`Unclear`].
    pub(super) fn measure(&self, index: usize, material: &Material) -> Result<ReadAmount, Unclear> {
        let read = match material.unit {
            Unit::Kg => self.weight(index, material)?,
            Unit::Pcs => self.pieces(index, material)?,
        };
        limits::check(material, &read.measure).map_err(|over| RowFault::Amount {
            typed: read.typed.clone(),
            reason: ValidationErrorKind::Over(over),
            unit: material.unit,
        })?;
        Ok(read)
    }

    fn weight(&self, index: usize, material: &Material) -> Result<ReadAmount, Unclear> {
        if let CellAmount::Typed(text) = &self.main.0 {
            return Ok(self.typed(text, self.main.1, index, material)?);
        }
        let net = self.mass(&self.main)?;
        let gross = self.mass(&self.gross)?;
        let tare = self.mass(&self.tare)?;
        match (net, gross, tare) {
            (None, None, _) => Err(RowFault::NotMass(self.pieces_text()).into()),
            (Some(net), None, _) => whole(&net, net.grams, 0, material),
            (net, Some(gross), tare) => {
                let tare_grams = tare.as_ref().map_or(0, |tare| tare.grams);
                if let Some(net) = &net
                    && gross.grams - tare_grams != net.grams
                {
                    let text = |mass: Option<&CellMass>| {
                        mass.map_or_else(|| "0".to_owned(), |mass| mass.text.clone())
                    };
                    let (gross, tare) = (text(Some(&gross)), text(tare.as_ref()));
                    return Err(RowFault::NetDiffers { gross, tare, net: net.text.clone() }.into());
                }
                let typed = tare
                    .as_ref()
                    .map_or_else(|| gross.text.clone(), |tare| format!("{}-{}", gross.text, tare.text));
                let is_rounded = gross.is_rounded
                    || tare.as_ref().is_some_and(|tare| tare.is_rounded)
                    || net.is_some_and(|net| net.is_rounded);
                let shown = CellMass { text: typed, is_rounded, ..gross };
                whole(&shown, shown.grams, tare_grams, material)
            }
        }
    }

    fn pieces(&self, index: usize, material: &Material) -> Result<ReadAmount, Unclear> {
        let has_pieces = !matches!(self.pieces, CellAmount::Nothing);
        let (amount, unit) =
            if has_pieces { (&self.pieces, Some(AmountUnit::Pieces)) } else { (&self.main.0, self.main.1) };
        let (value, cell_unit, is_about, text) = match amount {
            CellAmount::Nothing => {
                let text = if let CellAmount::Number { text, .. } = &self.gross.0 {
                    text.clone()
                } else {
                    String::new()
                };
                return Err(RowFault::NotPieces(text).into());
            }
            CellAmount::Typed(text) => return Ok(self.typed(text, unit, index, material)?),
            CellAmount::Number { value, unit, is_about, text } => (*value, *unit, *is_about, text),
        };
        let unit = cell_unit.or(self.unit).or(unit);
        if let Some(
            unit @ (AmountUnit::Kilograms | AmountUnit::Grams | AmountUnit::Tonnes | AmountUnit::Foreign),
        ) = unit
        {
            return Err(RowFault::NotPieces(with_sign(text, cell_unit, unit)).into());
        }
        let decimal = value.with(self.decimal).ok_or_else(|| Unclear::Mark(text.clone()))?;
        let error = |reason| RowFault::Amount { typed: text.clone(), reason, unit: Unit::Pcs };
        let count = decimal.count().map_err(|_| RowFault::NotPieces(text.clone()))?;
        if count == 0 {
            return Err(error(ValidationErrorKind::Zero).into());
        }
        let weighed =
            if has_pieces { self.mass(&self.main)?.or(self.mass(&self.pieces_weight)?) } else { None };
        let weight = weighed.filter(|mass| mass.grams > 0).map(|mass| Grams::new(mass.grams));
        let measure = Measure::Pieces { count, weight };
        Ok(ReadAmount { measure, about: is_about, typed: text.clone(), is_rounded: false })
    }

    /// Reads a text in the grammar of the console, which has no grams or tonnes.
    fn typed(
        &self,
        text: &str,
        unit: Option<AmountUnit>,
        index: usize,
        material: &Material,
    ) -> Result<ReadAmount, RowFault> {
        if matches!(self.unit.or(unit), Some(AmountUnit::Grams | AmountUnit::Tonnes | AmountUnit::Foreign)) {
            return Err(RowFault::Unreadable(text.to_owned()));
        }
        let number = entry::read(text).material_number();
        if number.is_some() && !self.is_plain {
            // In the console `2*5` is 5 of the second material. In a table of somebody else it may be 10.
            return Err(RowFault::Unreadable(text.to_owned()));
        }
        if number.is_some_and(|number| usize::try_from(number) != Ok(index + 1)) {
            return Err(RowFault::OtherMaterial { typed: text.to_owned() });
        }
        let amount = entry::parse(text, material, self.typed_decimals).map_err(|error| match error.kind {
            reason @ (ValidationErrorKind::Zero | ValidationErrorKind::Over(_)) => {
                self.fault(text, reason, material)
            }
            reason if self.is_plain && !is_about_keys(reason) => self.fault(text, reason, material),
            _ if material.unit == Unit::Pcs => RowFault::NotPieces(text.to_owned()),
            _ => RowFault::Unreadable(text.to_owned()),
        })?;
        let (measure, about) = (amount.measure, amount.about);
        Ok(ReadAmount { measure, about, typed: text.to_owned(), is_rounded: false })
    }

    fn fault(&self, text: &str, reason: ValidationErrorKind, material: &Material) -> RowFault {
        RowFault::Amount { typed: text.to_owned(), reason, unit: material.unit }
    }

    fn pieces_text(&self) -> String {
        match &self.pieces {
            CellAmount::Number { text, .. } | CellAmount::Typed(text) => text.clone(),
            CellAmount::Nothing => String::new(),
        }
    }

    /// Returns the mass of a cell, or `None` if it states none.
    fn mass(
        &self,
        (amount, column_unit): &(CellAmount, Option<AmountUnit>),
    ) -> Result<Option<CellMass>, Unclear> {
        let (value, unit, is_about, text) = match amount {
            CellAmount::Nothing => return Ok(None),
            CellAmount::Typed(text) => {
                return Err(RowFault::Unreadable(text.clone()).into());
            }
            CellAmount::Number { value, unit, is_about, text } => (*value, *unit, *is_about, text),
        };
        // A cell's own unit is nearer than that of its row, and that of its row is nearer than that of its column.
        let outer = self.unit.or(*column_unit);
        let used = unit.or(outer).unwrap_or(AmountUnit::Kilograms);
        match used {
            AmountUnit::Foreign => return Err(RowFault::Foreign(text.clone()).into()),
            AmountUnit::Pieces => return Err(RowFault::NotMass(text.clone()).into()),
            AmountUnit::Kilograms | AmountUnit::Grams | AmountUnit::Tonnes => {}
        }
        let decimal = value.with(self.decimal).ok_or_else(|| Unclear::Mark(text.clone()))?;
        let read = grams(decimal, used, text)?;
        let text = if used == AmountUnit::Kilograms { text.clone() } else { with_sign(text, unit, used) };
        Ok(Some(CellMass { grams: read.grams, is_rounded: read.is_rounded, is_about, text }))
    }
}

/// Returns whether the console's advice about an error is about keys. A table was not typed in the console.
const fn is_about_keys(reason: ValidationErrorKind) -> bool {
    match reason {
        ValidationErrorKind::Stray(c) => !c.is_ascii_alphanumeric() && c.is_ascii(),
        ValidationErrorKind::UnknownKey
        | ValidationErrorKind::NotUtf8
        | ValidationErrorKind::NotWhole
        | ValidationErrorKind::KazakhMix => true,
        _ => false,
    }
}

/// Returns the text of a cell with the unit of its row or column, if the cell itself names none.
fn with_sign(text: &str, own: Option<AmountUnit>, unit: AmountUnit) -> String {
    let sign = match unit {
        _ if own.is_some() => "",
        AmountUnit::Kilograms => " kg",
        AmountUnit::Grams => " g",
        AmountUnit::Tonnes => " t",
        AmountUnit::Pieces => " pcs",
        AmountUnit::Foreign => " lb",
    };
    format!("{text}{sign}")
}

fn grams(decimal: Decimal, unit: AmountUnit, text: &str) -> Result<number::ReadGrams, RowFault> {
    decimal.grams(unit).map_err(|error| match error {
        NotWhole::Fraction => RowFault::TooFine(text.to_owned()),
        NotWhole::TooLarge => RowFault::Amount {
            typed: text.to_owned(),
            reason: ValidationErrorKind::Over(limits::OverLimit::Mass(Grams::RECORD_MAX)),
            unit: Unit::Kg,
        },
    })
}

/// Returns a weight, with the error of the console if it has none.
fn whole(mass: &CellMass, gross: i64, tare: i64, material: &Material) -> Result<ReadAmount, Unclear> {
    let error = |reason| RowFault::Amount { typed: mass.text.clone(), reason, unit: material.unit };
    if gross == 0 {
        return Err(error(ValidationErrorKind::Zero).into());
    }
    let over = || ValidationErrorKind::Over(limits::OverLimit::Mass(material.max_g));
    let reason = || if gross <= tare { ValidationErrorKind::TareNotBelowGross } else { over() };
    let measure = Measure::weight(Grams::new(gross), Grams::new(tare)).ok_or_else(|| error(reason()))?;
    Ok(ReadAmount { measure, about: mass.is_about, typed: mass.text.clone(), is_rounded: mass.is_rounded })
}

/// Reads a number of people, with or without a leading `+`.
///
/// # Errors
/// [`RowFault::People`].
pub(super) fn people(amount: &CellAmount) -> Result<u32, RowFault> {
    let (text, count) = match amount {
        CellAmount::Nothing => (String::new(), None),
        CellAmount::Number { value, unit: None | Some(AmountUnit::Pieces), text, .. } => {
            (text.clone(), value.with(None).and_then(|value| value.count().ok()))
        }
        CellAmount::Number { text, .. } => (text.clone(), None),
        CellAmount::Typed(text) => {
            let digits =
                text.strip_prefix('+').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
            let word =
                || text.split_once(' ').filter(|(_, word)| words::is_people(word)).map(|(digits, _)| digits);
            (text.clone(), digits.or_else(word).and_then(|digits| digits.parse().ok()))
        }
    };
    count.filter(|count| (1..=limits::PEOPLE_MAX).contains(count)).ok_or(RowFault::People(text))
}
