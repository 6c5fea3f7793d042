//! Reads a line of a scale, called a frame: the status, the kind of weight, the number and the unit.
//!
//! ```text
//! ST,GS,+  12.50kg      A&D, CAS, Kern       S S      12.50 kg   Mettler Toledo
//! N     +   12.50 kg    Sartorius            12.50 kg ?    NET   Ohaus
//! wn0012.50kg                                12.50
//! ```

use thiserror::Error;

use crate::scale::tokens::{FrameToken, tokens};

/// The weight that a scale shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    /// The weight in kilograms: digits, and a decimal point if there are decimals. Leading zeros are removed. Trailing
    /// zeros stay as the scale sent them.
    pub kilograms: String,
    /// Whether the frame is marked as a net weight, so that the scale has already subtracted a tare.
    pub is_net: bool,
}

/// Why the frame of a scale must not be recorded.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FrameError {
    /// The weight is not stable, or the scale holds an old weight.
    #[error("the weight is not stable")]
    Unstable,
    /// The load is above or below what the scale can weigh, or the scale reports an error.
    #[error("the load is out of range")]
    OutOfRange,
    /// The weight is below zero.
    #[error("the weight is negative")]
    Negative,
    /// The scale is empty.
    #[error("the weight is zero")]
    Zero,
    /// The number is the weight of a container.
    #[error("the number is a tare")]
    Tare,
    /// The unit is not kg. The weight is never converted.
    #[error("the unit is {unit:?}")]
    OtherUnit { unit: String },
    /// The unit is missing. Several scales omit the unit while the weight is not stable.
    #[error("there is no unit")]
    NoUnit,
    /// The line has several numbers, so it is not clear which of them is the weight.
    #[error("there are several numbers")]
    SeveralNumbers,
    /// The number is finer than a gram, or has a thousands separator.
    #[error("the number has more than three decimals")]
    TooFine,
    /// The meaning of a part of the line is not known.
    #[error("the line is not understood")]
    NotUnderstood,
}

/// The number of decimals that kilograms have when they are exact to the gram.
const GRAM_DECIMALS: usize = 3;

/// The units other than kg that scales show, in capitals. `T` is the tonne, and `N` the newton.
const OTHER_UNITS: [&str; 19] = [
    "G", "MG", "T", "TON", "LB", "LBS", "OZ", "OZT", "CT", "GN", "GR", "DWT", "MOM", "TL", "JIN", "N", "KN",
    "PC", "PCS",
];

/// Whether a weight includes the container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WeightKind {
    Gross,
    Net,
}

/// Reads a frame that has no control characters at its ends. Spaces at the ends are part of the frame.
///
/// Returns `None` if the line does not have the form of a frame.
///
/// # Errors
/// Returns the reason if the line is a frame and its weight must not be recorded.
pub(super) fn read(line: &str) -> Result<Option<Frame>, FrameError> {
    let Some(tokens) = tokens(line) else { return Ok(None) };
    let number = tokens.iter().enumerate().find_map(|(index, token)| match token {
        FrameToken::Number(number) => Some((index, number)),
        _ => None,
    });
    let Some((index, number)) = number else { return without_number(&tokens) };
    let (before, after) = (&tokens[..index], &tokens[index + 1..]);
    let header = Header::read(before)?;
    if after.iter().any(|token| matches!(token, FrameToken::Number(_))) {
        return if is_frame_of_several(header, after) { Err(FrameError::SeveralNumbers) } else { Ok(None) };
    }
    let ending = Ending::read(after)?;
    let sign = signs(before).find(|sign| matches!(sign, '+' | '-'));
    let padding = match before.last() {
        Some(FrameToken::Spaces(count)) => *count,
        _ => 0,
    };
    // Only a scale types leading zeros, such as `007`.
    let zeros = number.starts_with('0') && number.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    let directly = matches!(before, [FrameToken::Word(_)]) && !zeros;
    let by_hand = match (header, &ending) {
        // A letter directly before the number may be the key of a material, or the first letter of a frame.
        (Header::Kind(_) | Header::Tare, ending) if directly && is_letter(before) => match ending {
            Ending::Nothing { .. } => true,
            _ => return Err(FrameError::NotUnderstood),
        },
        (Header::Tare, _) => return Err(FrameError::Tare),
        (Header::Unknown, Ending::Nothing { .. }) => !zeros && padding < 2,
        (Header::Unknown, _) => directly || (!zeros && padding == 0),
        (Header::Nothing, Ending::Nothing { spaces }) => match sign {
            Some(_) => !zeros && padding == 0,
            None => !number.contains('.') && !zeros && padding < 2 && *spaces < 2,
        },
        (Header::Nothing, Ending::Unknown) => true,
        (Header::Stable(_) | Header::Kind(_) | Header::Nothing, _) => false,
    };
    if by_hand {
        return Ok(None);
    }
    let kind_before = match header {
        Header::Stable(kind) => kind,
        Header::Kind(kind) => Some(kind),
        Header::Nothing => None,
        Header::Unknown | Header::Tare => return Err(FrameError::NotUnderstood),
    };
    let kind_after = match ending {
        Ending::Kilograms(kind) => kind,
        Ending::Other(unit) => return Err(FrameError::OtherUnit { unit }),
        Ending::Unknown => return Err(FrameError::NotUnderstood),
        Ending::Nothing { spaces } => {
            let is_aligned = match header {
                Header::Nothing => number.contains('.'),
                Header::Kind(_) if sign.is_none() && padding < 2 && !zeros => {
                    return Err(FrameError::NotUnderstood);
                }
                Header::Kind(_) => padding >= 2,
                _ => false,
            };
            // A scale that omits the unit while the weight is not stable sends spaces instead.
            if !is_aligned || sign.is_some() || spaces > 0 {
                return Err(FrameError::NoUnit);
            }
            None
        }
    };
    if sign == Some('-') {
        return Err(FrameError::Negative);
    }
    if kind_before.is_some() && kind_after.is_some() && kind_before != kind_after {
        return Err(FrameError::NotUnderstood);
    }
    let is_net = kind_before.or(kind_after) == Some(WeightKind::Net);
    Ok(Some(Frame { kilograms: kilograms(number)?, is_net }))
}

/// Returns whether a line with several numbers is a frame. `after` has the tokens after the first number. In typed
/// text, such as a sum, a tare or `N*`, there is a sign between the numbers.
fn is_frame_of_several(header: Header, after: &[FrameToken]) -> bool {
    match header {
        Header::Stable(_) | Header::Kind(_) | Header::Tare => true,
        Header::Nothing => {
            let calculates = signs(after).any(|sign| matches!(sign, '+' | '-' | '*' | '/'));
            words(after).contains(&"KG") && !calculates
        }
        Header::Unknown => false,
    }
}

/// Returns the number without leading zeros.
///
/// # Errors
/// Returns [`FrameError::TooFine`] or [`FrameError::Zero`].
fn kilograms(number: &str) -> Result<String, FrameError> {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    if decimals.len() > GRAM_DECIMALS {
        return Err(FrameError::TooFine);
    }
    if !number.contains(|c: char| matches!(c, '1'..='9')) {
        return Err(FrameError::Zero);
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    Ok(if decimals.is_empty() { whole.to_owned() } else { format!("{whole}.{decimals}") })
}

/// Reads a line without a number, which may be a status in place of a weight.
///
/// # Errors
/// Returns the status as the reason.
fn without_number(tokens: &[FrameToken]) -> Result<Option<Frame>, FrameError> {
    let signs: String = signs(tokens).collect();
    let is_bar = signs.len() >= 3 && signs.chars().all(|sign| "-^_=".contains(sign));
    match (&words(tokens)[..], signs.as_str()) {
        (["SI"], "+" | "-") => Err(FrameError::OutOfRange),
        (["US" | "SD" | "SI", ..] | ["S", "D" | "I"], _) | ([], "?") => Err(FrameError::Unstable),
        (["OL" | "ES" | "ET" | "EL" | "ERR" | "ERROR", ..], _) | (["S"], "+" | "-") | ([], "^") => {
            Err(FrameError::OutOfRange)
        }
        _ if is_bar => Err(FrameError::OutOfRange),
        _ => Ok(None),
    }
}

/// Returns the words among the tokens.
fn words(tokens: &[FrameToken]) -> Vec<&str> {
    tokens
        .iter()
        .filter_map(|token| match token {
            FrameToken::Word(word) => Some(word.as_str()),
            _ => None,
        })
        .collect()
}

/// Returns the signs among the tokens.
fn signs(tokens: &[FrameToken]) -> impl Iterator<Item = char> {
    tokens.iter().filter_map(|token| match token {
        FrameToken::Sign(sign) => Some(*sign),
        _ => None,
    })
}

/// Returns whether the tokens are one letter.
fn is_letter(tokens: &[FrameToken]) -> bool {
    matches!(tokens, [FrameToken::Word(word)] if word.len() == 1)
}

/// Returns the kind of weight that a word names, or `None` for any other word.
///
/// # Errors
/// Returns [`FrameError::Tare`] if the word names a tare.
fn kind(word: &str) -> Result<Option<WeightKind>, FrameError> {
    Ok(Some(match word {
        "G" | "GS" | "GW" | "WG" | "B" | "GROSS" | "BRUTTO" => WeightKind::Gross,
        "N" | "NT" | "NW" | "WN" | "NET" | "NETTO" => WeightKind::Net,
        "T" | "TR" | "TW" | "PT" | "TARE" | "TARA" => return Err(FrameError::Tare),
        _ => return Ok(None),
    }))
}

/// The tokens before the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Header {
    /// There are no words.
    Nothing,
    /// The words mean that the weight is stable.
    Stable(Option<WeightKind>),
    /// The words only name the kind of weight.
    Kind(WeightKind),
    /// The words only name a tare.
    Tare,
    /// The words are not those of a scale. A hand may have typed them.
    Unknown,
}

impl Header {
    /// Reads the tokens before the number.
    ///
    /// # Errors
    /// Returns the reason if the tokens mean that the weight must not be recorded.
    fn read(before: &[FrameToken]) -> Result<Self, FrameError> {
        let words = words(before);
        let header = match words[..] {
            [] => Self::Nothing,
            ["US" | "SD" | "SI" | "HD", ..] | ["S", "D" | "I"] => return Err(FrameError::Unstable),
            ["OL" | "ES" | "ET" | "EL" | "ERR" | "ERROR", ..] => return Err(FrameError::OutOfRange),
            ["QT", ..] => return Err(FrameError::OtherUnit { unit: "pcs".to_owned() }),
            ["ST"] | ["S", "S"] => Self::Stable(None),
            ["ST", word] => Self::Stable(Some(kind(word)?.ok_or(FrameError::NotUnderstood)?)),
            ["ST", ..] | ["S", _] => return Err(FrameError::NotUnderstood),
            [word] => match kind(word) {
                Ok(kind) => kind.map_or(Self::Unknown, Self::Kind),
                Err(_) => Self::Tare,
            },
            _ => Self::Unknown,
        };
        match signs(before).filter(|sign| !matches!(sign, ',' | ';' | ':')).collect::<Vec<_>>()[..] {
            [] => Ok(header),
            ['+' | '-'] if sign_is_last(before) => Ok(header),
            ['?', ..] if words.is_empty() => Err(FrameError::Unstable),
            ['^', ..] if words.is_empty() => Err(FrameError::OutOfRange),
            _ if matches!(header, Self::Nothing | Self::Unknown) => Ok(Self::Unknown),
            _ => Err(FrameError::NotUnderstood),
        }
    }
}

/// Returns whether the last token, apart from spaces, is a plus or a minus.
fn sign_is_last(before: &[FrameToken]) -> bool {
    let last = before.iter().rfind(|token| !matches!(token, FrameToken::Spaces(_)));
    matches!(last, Some(FrameToken::Sign('+' | '-')))
}

/// The tokens after the number.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Ending {
    /// There are only this many spaces.
    Nothing { spaces: usize },
    /// The unit kg, and the kind of weight if it is named.
    Kilograms(Option<WeightKind>),
    /// Another unit.
    Other(String),
    /// Something else.
    Unknown,
}

impl Ending {
    /// Reads the tokens after the number.
    ///
    /// # Errors
    /// Returns the reason if the tokens mean that the weight must not be recorded.
    fn read(after: &[FrameToken]) -> Result<Self, FrameError> {
        match after {
            [] => return Ok(Self::Nothing { spaces: 0 }),
            [FrameToken::Spaces(spaces)] => return Ok(Self::Nothing { spaces: *spaces }),
            _ => {}
        }
        if signs(after).any(|sign| sign == '?') {
            return Err(FrameError::Unstable);
        }
        if signs(after).any(|sign| sign == '^') {
            return Err(FrameError::OutOfRange);
        }
        // A comma may separate the number from the unit.
        let after = match after {
            [FrameToken::Sign(',' | ';'), rest @ ..] => rest,
            _ => after,
        };
        if let [FrameToken::Sign('%'), ..] | [FrameToken::Spaces(_), FrameToken::Sign('%'), ..] = after {
            return Ok(Self::Other("%".to_owned()));
        }
        if signs(after).next().is_some() {
            return Ok(Self::Unknown);
        }
        Ok(match words(after)[..] {
            ["KG"] => Self::Kilograms(None),
            ["KG", word] => kind(word)?.map_or(Self::Unknown, |kind| Self::Kilograms(Some(kind))),
            [unit, ..] if OTHER_UNITS.contains(&unit) => Self::Other(unit.to_ascii_lowercase()),
            _ => Self::Unknown,
        })
    }
}
