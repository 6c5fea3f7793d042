//! Decodes a line to a record.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer};

use crate::domain::catalogue::is_id;
use crate::domain::event::FORMAT;
use crate::domain::mass::Grams;
use crate::domain::record::{
    Entry, ImportRef, JournalId, LineHash, Measure, Moment, Op, Record, RecordKey, RecordRef, SeenHead,
    ShortHash, Source, StationId,
};
use crate::domain::scale_frame::{FrameBytes, ScaleFrame};
use crate::journal::line::error::LineError;
use crate::journal::line::fields::{LINE_MAX, positive, positive_count, source_name};
use crate::journal::line::hash::{hash, parse_hash};
use crate::journal::line::moment;

/// A decoded line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalLine {
    /// The record that the line holds.
    pub record: Record,
    /// The hash of the previous line, or `None` in the first line.
    pub prev: Option<LineHash>,
}

/// A text that borrows from the line unless the text contains an escape.
struct JsonText<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for JsonText<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;

        impl<'de> Visitor<'de> for TextVisitor {
            type Value = JsonText<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<JsonText<'de>, E> {
                Ok(JsonText(Cow::Borrowed(text)))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<JsonText<'de>, E> {
                Ok(JsonText(Cow::Owned(text.to_owned())))
            }
        }

        deserializer.deserialize_str(TextVisitor)
    }
}

/// All fields of all operations, before their values are checked.
#[derive(Deserialize)]
struct RawLine<'a> {
    seq: Option<i64>,
    #[serde(borrow)]
    at: Option<JsonText<'a>>,
    #[serde(borrow)]
    op: Option<JsonText<'a>>,
    format: Option<u32>,
    #[serde(borrow)]
    event: Option<JsonText<'a>>,
    #[serde(borrow)]
    station: Option<JsonText<'a>>,
    #[serde(borrow)]
    journal: Option<JsonText<'a>>,
    #[serde(borrow)]
    app: Option<JsonText<'a>>,
    #[serde(borrow)]
    name: Option<JsonText<'a>>,
    #[serde(borrow)]
    material: Option<JsonText<'a>>,
    #[serde(borrow)]
    grade: Option<JsonText<'a>>,
    pieces: Option<i64>,
    net_g: Option<i64>,
    gross_g: Option<i64>,
    tare_g: Option<i64>,
    #[serde(borrow)]
    tare: Option<JsonText<'a>>,
    about: Option<bool>,
    #[serde(borrow)]
    source: Option<JsonText<'a>>,
    #[serde(borrow)]
    scale: Option<RawScaleFrame<'a>>,
    #[serde(borrow)]
    typed: Option<JsonText<'a>>,
    #[serde(borrow)]
    corrects: Option<RawTarget<'a>>,
    count: Option<i64>,
    #[serde(borrow)]
    of: Option<RawTarget<'a>>,
    #[serde(borrow)]
    other: Option<RawTarget<'a>>,
    #[serde(borrow)]
    reason: Option<JsonText<'a>>,
    #[serde(borrow)]
    to: Option<JsonText<'a>>,
    #[serde(borrow)]
    journals: Option<Vec<RawSeenHead<'a>>>,
    #[serde(borrow)]
    import: Option<JsonText<'a>>,
    #[serde(borrow)]
    id: Option<JsonText<'a>>,
    #[serde(borrow)]
    prev: Option<JsonText<'a>>,
}

#[derive(Deserialize)]
struct RawTarget<'a> {
    #[serde(borrow)]
    station: JsonText<'a>,
    seq: i64,
    #[serde(borrow)]
    hash: JsonText<'a>,
}

#[derive(Deserialize)]
struct RawScaleFrame<'a> {
    #[serde(borrow)]
    protocol: JsonText<'a>,
    #[serde(borrow)]
    serial: Option<JsonText<'a>>,
    #[serde(borrow)]
    raw: JsonText<'a>,
}

#[derive(Deserialize)]
struct RawSeenHead<'a> {
    #[serde(borrow)]
    station: JsonText<'a>,
    #[serde(borrow)]
    name: Option<JsonText<'a>>,
    #[serde(borrow)]
    journal: JsonText<'a>,
    seq: i64,
    #[serde(borrow)]
    hash: JsonText<'a>,
    #[serde(default)]
    merged: bool,
}

/// The fields that every line has. If the operation of a line is unknown, only these fields are decoded,
/// because a later version may use the other field names with different types (docs/journal.md L9).
#[derive(Deserialize)]
struct CommonFields<'a> {
    seq: Option<i64>,
    #[serde(borrow)]
    at: Option<JsonText<'a>>,
    #[serde(borrow)]
    op: Option<JsonText<'a>>,
    #[serde(borrow)]
    prev: Option<JsonText<'a>>,
}

/// The operations that this version supports.
const OPS: [&str; 9] = ["open", "operator", "entry", "people", "void", "out", "close", "seen", "fork"];

/// Decodes a line, given without its newline.
///
/// # Errors
/// [`LineError`] names the field that is not valid.
pub fn decode(bytes: &[u8]) -> Result<JournalLine, LineError> {
    decode_hashed(bytes, hash(bytes))
}

/// Decodes a line whose hash is already known.
pub(in crate::journal) fn decode_hashed(bytes: &[u8], hash: LineHash) -> Result<JournalLine, LineError> {
    if bytes.len() >= LINE_MAX {
        return Err(LineError::TooLong { bytes: bytes.len() as u64 + 1 });
    }
    let text = std::str::from_utf8(bytes).map_err(|_| LineError::NotUtf8)?;
    let json = |error: serde_json::Error| LineError::Json { column: error.column() };
    let raw: RawLine<'_> = match serde_json::from_str(text) {
        Ok(raw) => raw,
        Err(error) => {
            return match serde_json::from_str::<CommonFields<'_>>(text) {
                Ok(common) if common.op.as_ref().is_some_and(|op| !OPS.contains(&&*op.0)) => {
                    common.unknown_line(hash)
                }
                _ => Err(json(error)),
            };
        }
    };
    let RawLine { seq, at, op, .. } = &raw;
    let seq = parse_seq(*seq)?;
    let at = parse_moment(at.as_ref())?;
    let op_name = required(op.as_ref(), "op")?;
    let prev = parse_prev(raw.prev.as_ref())?;
    let import = raw.import.as_ref().map(|import| {
        let (file, row) = import.0.split_once(':')?;
        Some(ImportRef { file: ShortHash::parse(file)?, row: row.parse().ok()? })
    });
    let known = OPS.contains(&&*op_name.0);
    let import = match import {
        Some(None) if known => return Err(LineError::BadField { field: "import" }),
        other => other.flatten(),
    };
    // A key of another form is from a later version. No key of this version is the same.
    let key = raw.id.as_ref().and_then(|id| RecordKey::parse(&id.0));
    let op = raw.op()?;
    Ok(JournalLine { record: Record { seq, at, op, import, key, hash }, prev })
}

impl CommonFields<'_> {
    /// Returns a line with an unknown operation.
    fn unknown_line(self, hash: LineHash) -> Result<JournalLine, LineError> {
        let seq = parse_seq(self.seq)?;
        let at = parse_moment(self.at.as_ref())?;
        let prev = parse_prev(self.prev.as_ref())?;
        let op = Op::Unknown { op: owned(self.op).unwrap_or_default() };
        Ok(JournalLine { record: Record { seq, at, op, import: None, key: None, hash }, prev })
    }
}

impl RawLine<'_> {
    fn op(self) -> Result<Op<RecordRef>, LineError> {
        let name = self.op.as_ref().map_or("", |op| &*op.0);
        Ok(match name {
            "open" => {
                let format = required(self.format, "format")?;
                if format > FORMAT {
                    return Err(LineError::Format(format));
                }
                Op::Open {
                    event: required(owned(self.event), "event")?,
                    station: StationId::parse(&required(self.station, "station")?.0)
                        .ok_or(LineError::BadField { field: "station" })?,
                    journal: JournalId::parse(&required(self.journal, "journal")?.0)
                        .ok_or(LineError::BadField { field: "journal" })?,
                    app: required(owned(self.app), "app")?,
                }
            }
            "operator" => Op::Operator { name: required(owned(self.name), "name")? },
            "entry" => Op::Entry(Entry {
                measure: self.measure()?,
                material: parse_material(self.material)?,
                grade: owned(self.grade),
                tare_name: owned(self.tare),
                about: self.about.unwrap_or_default(),
                source: parse_source(self.source.as_ref())?,
                scale: self.scale.map(RawScaleFrame::check).transpose()?,
                typed: owned(self.typed),
                corrects: self.corrects.map(|target| target.check("corrects")).transpose()?,
            }),
            "people" => Op::People { count: positive_count(required(self.count, "count")?, "count")? },
            "void" => Op::Void {
                of: required(self.of, "of")?.check("of")?,
                reason: required(owned(self.reason), "reason")?,
            },
            "out" => Op::Out {
                measure: self.measure()?,
                material: parse_material(self.material)?,
                to: required(owned(self.to), "to")?,
                typed: owned(self.typed),
            },
            "close" => Op::Close,
            "fork" => Op::Fork {
                of: required(self.of, "of")?.check("of")?,
                other: required(self.other, "other")?.check("other")?,
                reason: required(owned(self.reason), "reason")?,
            },
            "seen" => {
                let journals = required(self.journals, "journals")?;
                Op::Seen { journals: journals.iter().map(RawSeenHead::check).collect::<Result<_, _>>()? }
            }
            unknown => Op::Unknown { op: unknown.to_owned() },
        })
    }

    fn measure(&self) -> Result<Measure, LineError> {
        let net = self.net_g.map(|net| positive(net, "net_g")).transpose()?;
        if let Some(pieces) = self.pieces {
            if self.gross_g.is_some() || self.tare_g.is_some() {
                return Err(LineError::BadField { field: "pieces" });
            }
            return Ok(Measure::Pieces { count: positive_count(pieces, "pieces")?, weight: net });
        }
        let net = required(net, "net_g")?;
        let (gross, tare) = match (self.gross_g, self.tare_g) {
            (None, None) => return Ok(Measure::Weight { gross: net, tare: Grams::ZERO }),
            (Some(_), None) => return Err(LineError::Missing { field: "tare_g" }),
            (None, Some(_)) => return Err(LineError::Missing { field: "gross_g" }),
            (Some(gross), Some(tare)) => (positive(gross, "gross_g")?, positive(tare, "tare_g")?),
        };
        if gross.checked_net(tare) != Some(net) {
            return Err(LineError::NetMismatch { net, gross, tare });
        }
        Ok(Measure::Weight { gross, tare })
    }
}

impl RawTarget<'_> {
    /// Checks the reference. `field` is the name of the field that holds the reference.
    fn check(self, field: &'static str) -> Result<RecordRef, LineError> {
        let station = StationId::parse(&self.station.0);
        let seq = u64::try_from(self.seq).ok().filter(|seq| *seq > 0);
        let (Some(station), Some(seq), Some(hash)) = (station, seq, ShortHash::parse(&self.hash.0)) else {
            return Err(LineError::BadField { field });
        };
        Ok(RecordRef { station, seq, hash })
    }
}

impl RawScaleFrame<'_> {
    fn check(self) -> Result<ScaleFrame, LineError> {
        let raw = FrameBytes::parse(&self.raw.0).ok_or(LineError::BadField { field: "scale" })?;
        Ok(ScaleFrame { protocol: self.protocol.0.into_owned(), serial: owned(self.serial), raw })
    }
}

impl RawSeenHead<'_> {
    fn check(&self) -> Result<SeenHead, LineError> {
        let head = || {
            Some(SeenHead {
                station: StationId::parse(&self.station.0)?,
                name: match &self.name {
                    Some(name) => Some(StationId::parse(&name.0)?),
                    None => None,
                },
                journal: JournalId::parse(&self.journal.0)?,
                seq: u64::try_from(self.seq).ok().filter(|seq| *seq > 0)?,
                hash: ShortHash::parse(&self.hash.0)?,
                merged: self.merged,
            })
        };
        head().ok_or(LineError::BadField { field: "journals" })
    }
}

fn required<T>(value: Option<T>, field: &'static str) -> Result<T, LineError> {
    value.ok_or(LineError::Missing { field })
}

fn owned(text: Option<JsonText<'_>>) -> Option<String> {
    text.map(|text| text.0.into_owned())
}

fn parse_material(text: Option<JsonText<'_>>) -> Result<String, LineError> {
    let text = required(text, "material")?;
    if is_id(&text.0) { Ok(text.0.into_owned()) } else { Err(LineError::BadField { field: "material" }) }
}

fn parse_source(text: Option<&JsonText<'_>>) -> Result<Source, LineError> {
    const NAMED: [Source; 4] = [Source::Scale, Source::Wedge, Source::Paper, Source::Import];
    text.map_or(Ok(Source::Typed), |text| {
        NAMED
            .into_iter()
            .find(|source| source_name(*source) == Some(&*text.0))
            .ok_or(LineError::BadField { field: "source" })
    })
}

fn parse_seq(seq: Option<i64>) -> Result<u64, LineError> {
    positive_count(required(seq, "seq")?, "seq").map(u64::from)
}

fn parse_moment(at: Option<&JsonText<'_>>) -> Result<Moment, LineError> {
    moment::parse(&required(at, "at")?.0).ok_or(LineError::BadField { field: "at" })
}

fn parse_prev(prev: Option<&JsonText<'_>>) -> Result<Option<LineHash>, LineError> {
    match &*required(prev, "prev")?.0 {
        "" => Ok(None),
        text => parse_hash(text).map(Some).ok_or(LineError::BadField { field: "prev" }),
    }
}
