//! One journal line: bytes to record and back.
//!
//! Pure. Invariants:
//! - `decode(encode(x))` is `x`, and the bytes of one record are always the same: fields stand in the
//!   order of docs/journal.md, optional fields are absent.
//! - A decoded record holds only sound amounts: positive, at most [`Grams::RECORD_MAX`], net exactly
//!   gross less tare.
//! - What a later version adds (fields, operations) never makes a line unreadable.

use std::borrow::Cow;
use std::fmt;
use std::io::Write;

use chrono::Datelike;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer};
use sha2::{Digest, Sha256};

use crate::domain::catalogue::is_id;
use crate::domain::event::{FORMAT, TEXT_MAX};
use crate::domain::mass::Grams;
use crate::domain::record::{
    Entry, ImportRef, JournalId, LineHash, Measure, Moment, Op, Record, RecordRef, ShortHash, Source,
    StationId,
};
use crate::journal::moment;

pub use crate::journal::moment::to_line_precision;

/// The most bytes that a line may have, its line feed included.
pub const LINE_MAX: usize = 4096;

/// Why bytes are no line, or a record cannot become one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineError {
    NotUtf8,
    /// No JSON object, or a field is of the wrong kind.
    Json {
        /// Bytes from the line's start, from 1.
        column: usize,
    },
    /// With its line feed, longer than [`LINE_MAX`].
    TooLong {
        bytes: u64,
    },
    Missing {
        field: &'static str,
    },
    /// A value that does not have the form of its field.
    BadField {
        field: &'static str,
    },
    /// A number that is not positive or above what one record may hold.
    OutOfRange {
        field: &'static str,
    },
    /// The net weight is not gross less tare.
    NetMismatch {
        net: Grams,
        gross: Grams,
        tare: Grams,
    },
    /// Only when encoding: a text longer than [`TEXT_MAX`] characters.
    LongText {
        field: &'static str,
        chars: usize,
    },
    /// Opened by a later version that changed the format.
    Format(u32),
}

/// A decoded line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub record: Record,
    /// The hash of the line before; `None` in the first.
    pub prev: Option<LineHash>,
}

/// The SHA-256 of a line's bytes without its line feed.
#[must_use]
pub fn hash(bytes: &[u8]) -> LineHash {
    LineHash(Sha256::digest(bytes).into())
}

/// Reads the 64 lower-case hex digits of a line's hash.
#[must_use]
pub fn parse_hash(text: &str) -> Option<LineHash> {
    let digits: &[u8; 64] = text.as_bytes().try_into().ok()?;
    let mut hash = [0; 32];
    let mut wrong = 0;
    for (byte, pair) in hash.iter_mut().zip(digits.as_chunks::<2>().0) {
        let (high, low) = (HEX[usize::from(pair[0])], HEX[usize::from(pair[1])]);
        wrong |= high | low;
        *byte = high << 4 | low;
    }
    (wrong != NO_HEX).then_some(LineHash(hash))
}

/// Stands in [`HEX`] for what is no lower-case hex digit; no digit's value shares a bit with its top.
const NO_HEX: u8 = 0xff;

/// The value of each byte as a lower-case hex digit. A table, because every line of a journal holds 64.
const HEX: [u8; 256] = {
    let mut values = [NO_HEX; 256];
    let mut value = 0;
    while value < 16 {
        values[b"0123456789abcdef"[value as usize] as usize] = value;
        value += 1;
    }
    values
};

/// The bytes of a line, without its line feed.
///
/// # Errors
/// [`LineError`] where the record does not fit the format; nothing of it is then written.
pub fn encode(
    seq: u64,
    at: &Moment,
    op: &Op<RecordRef>,
    import: Option<ImportRef>,
    prev: Option<&LineHash>,
) -> Result<Vec<u8>, LineError> {
    if seq == 0 || seq > u64::from(u32::MAX) {
        return Err(LineError::OutOfRange { field: "seq" });
    }
    let mut out = Encoder(Vec::with_capacity(256));
    out.0.push(b'{');
    out.number("seq", seq);
    out.moment(at)?;
    out.op(op)?;
    if let Some(ImportRef { file, row }) = import {
        out.plain("import", format_args!("{file}:{row}"));
    }
    match prev {
        Some(prev) => out.plain("prev", format_args!("{prev}")),
        None => out.plain("prev", format_args!("")),
    }
    out.0.push(b'}');
    let bytes = out.0.len() as u64 + 1;
    if bytes > LINE_MAX as u64 { Err(LineError::TooLong { bytes }) } else { Ok(out.0) }
}

struct Encoder(Vec<u8>);

impl Encoder {
    fn name(&mut self, name: &str) {
        if self.0.last() != Some(&b'{') {
            self.0.push(b',');
        }
        self.raw(format_args!("\"{name}\":"));
    }

    fn raw(&mut self, text: fmt::Arguments<'_>) {
        // Writing to memory cannot fail.
        let _ = self.0.write_fmt(text);
    }

    fn number(&mut self, name: &str, value: impl fmt::Display) {
        self.name(name);
        self.raw(format_args!("{value}"));
    }

    /// A text that needs no escaping.
    fn plain(&mut self, name: &str, value: fmt::Arguments<'_>) {
        self.name(name);
        self.raw(format_args!("\"{value}\""));
    }

    fn text(&mut self, name: &'static str, value: &str) -> Result<(), LineError> {
        let chars = value.chars().count();
        if chars > TEXT_MAX {
            return Err(LineError::LongText { field: name, chars });
        }
        self.name(name);
        serde_json::to_writer(&mut self.0, value).map_err(|_| LineError::BadField { field: name })
    }

    fn moment(&mut self, at: &Moment) -> Result<(), LineError> {
        let at = to_line_precision(at);
        if !(0..=9999).contains(&at.year()) {
            return Err(LineError::OutOfRange { field: "at" });
        }
        self.plain("at", format_args!("{}", at.format("%Y-%m-%dT%H:%M:%S%.3f%:z")));
        Ok(())
    }

    fn target(&mut self, name: &str, target: &RecordRef) {
        let RecordRef { station, seq, hash } = target;
        self.name(name);
        self.raw(format_args!(r#"{{"station":"{station}","seq":{seq},"hash":"{hash}"}}"#));
    }

    fn material(&mut self, material: &str) -> Result<(), LineError> {
        if !is_id(material) {
            return Err(LineError::BadField { field: "material" });
        }
        self.plain("material", format_args!("{material}"));
        Ok(())
    }

    fn measure(&mut self, measure: &Measure) -> Result<(), LineError> {
        match *measure {
            Measure::Weight { gross, tare } => {
                let gross = positive(gross.get(), "gross_g")?;
                if tare == Grams::ZERO {
                    self.number("net_g", gross.get());
                    return Ok(());
                }
                let tare = positive(tare.get(), "tare_g")?;
                let net = gross.checked_net(tare).ok_or(LineError::OutOfRange { field: "net_g" })?;
                self.number("net_g", net.get());
                self.number("gross_g", gross.get());
                self.number("tare_g", tare.get());
            }
            Measure::Pieces { count, weight } => {
                self.number("pieces", counted(i64::from(count), "pieces")?);
                if let Some(weight) = weight {
                    self.number("net_g", positive(weight.get(), "net_g")?.get());
                }
            }
        }
        Ok(())
    }

    fn op(&mut self, op: &Op<RecordRef>) -> Result<(), LineError> {
        match op {
            Op::Open { event, station, journal, app } => {
                self.plain("op", format_args!("open"));
                self.number("format", FORMAT);
                self.text("event", event)?;
                self.plain("station", format_args!("{station}"));
                self.plain("journal", format_args!("{journal}"));
                self.text("app", app)
            }
            Op::Operator { name } => {
                self.plain("op", format_args!("operator"));
                self.text("name", name)
            }
            Op::Entry(entry) => self.entry(entry),
            Op::People { count } => {
                self.plain("op", format_args!("people"));
                self.number("count", counted(i64::from(*count), "count")?);
                Ok(())
            }
            Op::Void { of, reason } => {
                self.plain("op", format_args!("void"));
                self.target("of", of);
                self.text("reason", reason)
            }
            Op::Out { material, measure, to, typed } => {
                self.plain("op", format_args!("out"));
                self.material(material)?;
                self.measure(measure)?;
                self.text("to", to)?;
                typed.as_ref().map_or(Ok(()), |typed| self.text("typed", typed))
            }
            Op::Close => {
                self.plain("op", format_args!("close"));
                Ok(())
            }
            // Its other fields are not known here, so it can only be copied as bytes.
            Op::Unknown { .. } => Err(LineError::BadField { field: "op" }),
        }
    }

    fn entry(&mut self, entry: &Entry<RecordRef>) -> Result<(), LineError> {
        self.plain("op", format_args!("entry"));
        self.material(&entry.material)?;
        if let Some(grade) = &entry.grade {
            self.text("grade", grade)?;
        }
        self.measure(&entry.measure)?;
        if let Some(tare) = &entry.tare_name {
            self.text("tare", tare)?;
        }
        if entry.about {
            self.number("about", true);
        }
        if let Some(source) = source_name(entry.source) {
            self.plain("source", format_args!("{source}"));
        }
        if let Some(typed) = &entry.typed {
            self.text("typed", typed)?;
        }
        if let Some(corrects) = &entry.corrects {
            self.target("corrects", corrects);
        }
        Ok(())
    }
}

const fn source_name(source: Source) -> Option<&'static str> {
    Some(match source {
        Source::Typed => return None,
        Source::Scale => "scale",
        Source::Wedge => "wedge",
        Source::Paper => "paper",
        Source::Import => "import",
    })
}

/// A text that borrows from the line unless it holds an escape.
struct Text<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Texts;

        impl<'de> Visitor<'de> for Texts {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }

        deserializer.deserialize_str(Texts)
    }
}

/// Every field of every operation, as it stands in the line.
#[derive(Deserialize)]
struct Raw<'a> {
    seq: Option<i64>,
    #[serde(borrow)]
    at: Option<Text<'a>>,
    #[serde(borrow)]
    op: Option<Text<'a>>,
    format: Option<u32>,
    #[serde(borrow)]
    event: Option<Text<'a>>,
    #[serde(borrow)]
    station: Option<Text<'a>>,
    #[serde(borrow)]
    journal: Option<Text<'a>>,
    #[serde(borrow)]
    app: Option<Text<'a>>,
    #[serde(borrow)]
    name: Option<Text<'a>>,
    #[serde(borrow)]
    material: Option<Text<'a>>,
    #[serde(borrow)]
    grade: Option<Text<'a>>,
    pieces: Option<i64>,
    net_g: Option<i64>,
    gross_g: Option<i64>,
    tare_g: Option<i64>,
    #[serde(borrow)]
    tare: Option<Text<'a>>,
    about: Option<bool>,
    #[serde(borrow)]
    source: Option<Text<'a>>,
    #[serde(borrow)]
    typed: Option<Text<'a>>,
    #[serde(borrow)]
    corrects: Option<RawRef<'a>>,
    count: Option<i64>,
    #[serde(borrow)]
    of: Option<RawRef<'a>>,
    #[serde(borrow)]
    reason: Option<Text<'a>>,
    #[serde(borrow)]
    to: Option<Text<'a>>,
    #[serde(borrow)]
    import: Option<Text<'a>>,
    #[serde(borrow)]
    prev: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct RawRef<'a> {
    #[serde(borrow)]
    station: Text<'a>,
    seq: i64,
    #[serde(borrow)]
    hash: Text<'a>,
}

/// What every line has, whatever its operation. A line of a later version is read by this alone, so
/// that no field of ours, meant otherwise there, makes it unreadable.
#[derive(Deserialize)]
struct Frame<'a> {
    seq: Option<i64>,
    #[serde(borrow)]
    at: Option<Text<'a>>,
    #[serde(borrow)]
    op: Option<Text<'a>>,
    #[serde(borrow)]
    prev: Option<Text<'a>>,
}

const OPS: [&str; 7] = ["open", "operator", "entry", "people", "void", "out", "close"];

/// Reads a line's bytes, without its line feed.
///
/// # Errors
/// [`LineError`] says which field is wrong.
pub fn decode(bytes: &[u8]) -> Result<Line, LineError> {
    decode_hashed(bytes, hash(bytes))
}

/// Reads a line whose hash is known already.
pub(super) fn decode_hashed(bytes: &[u8], hash: LineHash) -> Result<Line, LineError> {
    if bytes.len() >= LINE_MAX {
        return Err(LineError::TooLong { bytes: bytes.len() as u64 + 1 });
    }
    let text = std::str::from_utf8(bytes).map_err(|_| LineError::NotUtf8)?;
    let json = |error: serde_json::Error| LineError::Json { column: error.column() };
    let raw: Raw<'_> = match serde_json::from_str(text) {
        Ok(raw) => raw,
        Err(error) => {
            return match serde_json::from_str::<Frame<'_>>(text) {
                Ok(frame) if frame.op.as_ref().is_some_and(|op| !OPS.contains(&&*op.0)) => frame.line(hash),
                _ => Err(json(error)),
            };
        }
    };
    let Raw { seq, at, op, .. } = &raw;
    let seq = sequence(*seq)?;
    let at = moment(at.as_ref())?;
    let op_name = required(op.as_ref(), "op")?;
    let prev = previous(raw.prev.as_ref())?;
    let import = raw.import.as_ref().map(|import| {
        let (file, row) = import.0.split_once(':')?;
        Some(ImportRef { file: ShortHash::parse(file)?, row: row.parse().ok()? })
    });
    let known = OPS.contains(&&*op_name.0);
    let import = match import {
        Some(None) if known => return Err(LineError::BadField { field: "import" }),
        other => other.flatten(),
    };
    let op = raw.op()?;
    Ok(Line { record: Record { seq, at, op, import, hash }, prev })
}

impl Frame<'_> {
    fn line(self, hash: LineHash) -> Result<Line, LineError> {
        let seq = sequence(self.seq)?;
        let at = moment(self.at.as_ref())?;
        let prev = previous(self.prev.as_ref())?;
        let op = Op::Unknown { op: owned(self.op).unwrap_or_default() };
        Ok(Line { record: Record { seq, at, op, import: None, hash }, prev })
    }
}

impl Raw<'_> {
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
                material: material(self.material)?,
                grade: owned(self.grade),
                tare_name: owned(self.tare),
                about: self.about.unwrap_or_default(),
                source: source(self.source.as_ref())?,
                typed: owned(self.typed),
                corrects: self.corrects.map(|target| target.named("corrects")).transpose()?,
            }),
            "people" => Op::People { count: counted(required(self.count, "count")?, "count")? },
            "void" => Op::Void {
                of: required(self.of, "of")?.named("of")?,
                reason: required(owned(self.reason), "reason")?,
            },
            "out" => Op::Out {
                measure: self.measure()?,
                material: material(self.material)?,
                to: required(owned(self.to), "to")?,
                typed: owned(self.typed),
            },
            "close" => Op::Close,
            later => Op::Unknown { op: later.to_owned() },
        })
    }

    fn measure(&self) -> Result<Measure, LineError> {
        let net = self.net_g.map(|net| positive(net, "net_g")).transpose()?;
        if let Some(pieces) = self.pieces {
            if self.gross_g.is_some() || self.tare_g.is_some() {
                return Err(LineError::BadField { field: "pieces" });
            }
            return Ok(Measure::Pieces { count: counted(pieces, "pieces")?, weight: net });
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

impl RawRef<'_> {
    fn named(self, field: &'static str) -> Result<RecordRef, LineError> {
        let station = StationId::parse(&self.station.0);
        let seq = u64::try_from(self.seq).ok().filter(|seq| *seq > 0);
        let (Some(station), Some(seq), Some(hash)) = (station, seq, ShortHash::parse(&self.hash.0)) else {
            return Err(LineError::BadField { field });
        };
        Ok(RecordRef { station, seq, hash })
    }
}

fn required<T>(value: Option<T>, field: &'static str) -> Result<T, LineError> {
    value.ok_or(LineError::Missing { field })
}

fn owned(text: Option<Text<'_>>) -> Option<String> {
    text.map(|text| text.0.into_owned())
}

fn material(text: Option<Text<'_>>) -> Result<String, LineError> {
    let text = required(text, "material")?;
    if is_id(&text.0) { Ok(text.0.into_owned()) } else { Err(LineError::BadField { field: "material" }) }
}

fn source(text: Option<&Text<'_>>) -> Result<Source, LineError> {
    const NAMED: [Source; 4] = [Source::Scale, Source::Wedge, Source::Paper, Source::Import];
    text.map_or(Ok(Source::Typed), |text| {
        NAMED
            .into_iter()
            .find(|source| source_name(*source) == Some(&*text.0))
            .ok_or(LineError::BadField { field: "source" })
    })
}

fn positive(grams: i64, field: &'static str) -> Result<Grams, LineError> {
    let grams = Grams::new(grams);
    let sound = grams.is_positive() && grams <= Grams::RECORD_MAX;
    if sound { Ok(grams) } else { Err(LineError::OutOfRange { field }) }
}

fn counted(count: i64, field: &'static str) -> Result<u32, LineError> {
    u32::try_from(count).ok().filter(|count| *count > 0).ok_or(LineError::OutOfRange { field })
}

fn sequence(seq: Option<i64>) -> Result<u64, LineError> {
    counted(required(seq, "seq")?, "seq").map(u64::from)
}

fn moment(at: Option<&Text<'_>>) -> Result<Moment, LineError> {
    moment::parse(&required(at, "at")?.0).ok_or(LineError::BadField { field: "at" })
}

fn previous(prev: Option<&Text<'_>>) -> Result<Option<LineHash>, LineError> {
    match &*required(prev, "prev")?.0 {
        "" => Ok(None),
        text => parse_hash(text).map(Some).ok_or(LineError::BadField { field: "prev" }),
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, FixedOffset};
    use proptest::prelude::*;

    use super::*;
    use crate::journal::testing::{id, noon, weight};

    fn fault(fields: &str) -> LineError {
        let line = format!(r#"{{"seq":2,"at":"2026-01-25T12:00:00.000+05:00",{fields},"prev":""}}"#);
        decode(line.as_bytes()).unwrap_err()
    }

    #[test]
    fn unsound_lines_are_refused_with_their_field() {
        use LineError::{BadField, Missing, NetMismatch, OutOfRange};
        let entry = |rest: &str| fault(&format!(r#""op":"entry","material":"paper",{rest}"#));
        let net = |net, gross, tare| NetMismatch {
            net: Grams::new(net),
            gross: Grams::new(gross),
            tare: Grams::new(tare),
        };
        for (found, expected) in [
            (entry(r#""net_g":0"#), OutOfRange { field: "net_g" }),
            (entry(r#""net_g":-5"#), OutOfRange { field: "net_g" }),
            (entry(r#""net_g":4000000001"#), OutOfRange { field: "net_g" }),
            (entry(r#""grade":"1""#), Missing { field: "net_g" }),
            (entry(r#""net_g":null"#), Missing { field: "net_g" }),
            (entry(r#""net_g":5,"gross_g":5"#), Missing { field: "tare_g" }),
            (entry(r#""net_g":5,"tare_g":5"#), Missing { field: "gross_g" }),
            (entry(r#""net_g":5,"gross_g":10,"tare_g":4"#), net(5, 10, 4)),
            (entry(r#""net_g":5,"gross_g":4,"tare_g":9"#), net(5, 4, 9)),
            (entry(r#""net_g":5,"gross_g":5,"tare_g":0"#), OutOfRange { field: "tare_g" }),
            (entry(r#""pieces":0"#), OutOfRange { field: "pieces" }),
            (entry(r#""pieces":1,"gross_g":5,"tare_g":1"#), BadField { field: "pieces" }),
            (entry(r#""net_g":5,"source":"guess""#), BadField { field: "source" }),
            (entry(r#""net_g":5,"import":"ff:1""#), BadField { field: "import" }),
            (
                entry(r#""net_g":5,"corrects":{"station":"a","seq":1,"hash":"00000000000000ff"}"#),
                BadField { field: "corrects" },
            ),
            (fault(r#""op":"entry","material":"<b>","net_g":5"#), BadField { field: "material" }),
            (fault(r#""op":"people","count":4294967296"#), OutOfRange { field: "count" }),
            (fault(r#""op":"void","reason":"x""#), Missing { field: "of" }),
            (fault(r#""op":"operator""#), Missing { field: "name" }),
            (fault(r#""operator":"x""#), Missing { field: "op" }),
            (fault(r#""op":"open","format":2"#), LineError::Format(2)),
        ] {
            assert_eq!(found, expected);
        }
        for json in
            [r#""op":"people","count":1.5"#, r#""op":"people","count":"1""#, r#""op":"close","op":"close""#]
        {
            assert!(matches!(fault(json), LineError::Json { .. }), "{json}");
        }
    }

    #[test]
    fn what_is_no_line_at_all_is_refused() {
        assert!(matches!(decode(b""), Err(LineError::Json { .. })));
        assert!(matches!(decode(b"[]"), Err(LineError::Json { .. })));
        assert!(matches!(decode(&[0; 10]), Err(LineError::Json { .. })));
        assert_eq!(decode(b"{}"), Err(LineError::Missing { field: "seq" }));
        assert_eq!(decode(&[b' '; LINE_MAX]), Err(LineError::TooLong { bytes: 4097 }));
        assert_eq!(decode(b"\"\xff\""), Err(LineError::NotUtf8));
    }

    #[test]
    fn a_later_version_may_mean_our_fields_otherwise() {
        let line =
            br#"{"seq":2,"at":"2026-01-25T12:00:00Z","op":"weigh2","count":"many","import":7,"prev":""}"#;
        assert_eq!(decode(line).unwrap().record.op, Op::Unknown { op: "weigh2".into() });
        let line = br#"{"seq":2,"at":"2026-01-25T12:00:00Z","op":"weigh2","import":"later","prev":""}"#;
        assert_eq!(decode(line).unwrap().record.op, Op::Unknown { op: "weigh2".into() });
    }

    #[test]
    fn a_record_that_does_not_fit_is_refused_before_it_is_written() {
        let try_encode = |op| encode(2, &noon(), &op, None, None).unwrap_err();
        let long = "я".repeat(201);
        assert_eq!(
            try_encode(Op::Operator { name: long }),
            LineError::LongText { field: "name", chars: 201 }
        );
        assert_eq!(try_encode(Op::People { count: 0 }), LineError::OutOfRange { field: "count" });
        assert_eq!(try_encode(Op::Entry(weight("Paper", 1))), LineError::BadField { field: "material" });
        assert_eq!(try_encode(Op::Unknown { op: "x".into() }), LineError::BadField { field: "op" });
        assert_eq!(encode(0, &noon(), &Op::Close, None, None), Err(LineError::OutOfRange { field: "seq" }));
    }

    #[test]
    fn a_moment_keeps_its_instant_whatever_its_offset() {
        let odd = noon().with_timezone(&FixedOffset::east_opt(4 * 3600 + 56 * 60 + 47).unwrap());
        let line = decode(&encode(1, &odd, &Op::Close, None, None).unwrap()).unwrap();
        assert_eq!(line.record.at, noon());
        assert_eq!(line.record.at.offset().local_minus_utc() % 60, 0);
    }

    prop_compose! {
        fn texts()(text in "\\PC{0,40}|[a-z\"\\\\\u{1}\u{7f}әї😀]{0,200}") -> String { text }
    }

    fn targets() -> impl Strategy<Value = RecordRef> {
        ("[A-Z0-9]{1,8}", 1..1_000_000_u64, any::<u64>()).prop_map(|(station, seq, hash)| RecordRef {
            station: id(&station),
            seq,
            hash: ShortHash(hash),
        })
    }

    fn measures() -> impl Strategy<Value = Measure> {
        let grams = || (1..=4_000_000_000_i64).prop_map(Grams::new);
        prop_oneof![
            grams().prop_map(|gross| Measure::Weight { gross, tare: Grams::ZERO }),
            (2..=4_000_000_000_i64, any::<u32>()).prop_map(|(gross, tare)| Measure::Weight {
                gross: Grams::new(gross),
                tare: Grams::new(i64::from(tare) % gross),
            }),
            (1..u32::MAX, prop::option::of(grams()))
                .prop_map(|(count, weight)| Measure::Pieces { count, weight }),
        ]
    }

    fn entries() -> impl Strategy<Value = Entry<RecordRef>> {
        let text = || prop::option::of(texts());
        let sources = prop::sample::select(&[
            Source::Typed,
            Source::Scale,
            Source::Wedge,
            Source::Paper,
            Source::Import,
        ]);
        (
            "[a-z0-9-]{1,32}",
            text(),
            measures(),
            text(),
            any::<bool>(),
            sources,
            text(),
            prop::option::of(targets()),
        )
            .prop_map(|(material, grade, measure, tare_name, about, source, typed, corrects)| {
                Entry { material, grade, measure, tare_name, about, source, typed, corrects }
            })
    }

    fn ops() -> impl Strategy<Value = Op<RecordRef>> {
        prop_oneof![
            (texts(), any::<u128>(), texts()).prop_map(|(event, journal, app)| Op::Open {
                event,
                station: id("A"),
                journal: JournalId(journal),
                app,
            }),
            texts().prop_map(|name| Op::Operator { name }),
            entries().prop_map(Op::Entry),
            (1..u32::MAX).prop_map(|count| Op::People { count }),
            (targets(), texts()).prop_map(|(of, reason)| Op::Void { of, reason }),
            ("[a-z0-9-]{1,32}", measures(), texts(), prop::option::of(texts()))
                .prop_map(|(material, measure, to, typed)| Op::Out { material, measure, to, typed }),
            Just(Op::Close),
        ]
    }

    proptest! {
        #[test]
        fn decoding_what_was_encoded_is_the_identity(
            seq in 1..u64::from(u32::MAX),
            ms in -60_000_000_000_000..250_000_000_000_000_i64,
            minutes in -14 * 60..=14 * 60_i32,
            op in ops(),
            import in prop::option::of((any::<u64>(), any::<u32>())),
            prev in prop::option::of(any::<[u8; 32]>()),
        ) {
            let at = DateTime::from_timestamp_millis(ms).unwrap();
            let at = at.with_timezone(&FixedOffset::east_opt(minutes * 60).unwrap());
            let import = import.map(|(file, row)| ImportRef { file: ShortHash(file), row });
            let prev = prev.map(LineHash);
            let bytes = encode(seq, &at, &op, import, prev.as_ref()).unwrap();
            prop_assert!(!bytes.contains(&b'\n'));
            let record = Record { seq, at, op, import, hash: hash(&bytes) };
            prop_assert_eq!(decode(&bytes), Ok(Line { record, prev }));
        }

        #[test]
        fn no_bytes_upset_the_decoder(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = decode(&bytes);
        }
    }
}
