//! Encodes a record as a line.

use std::fmt;
use std::io::Write;

use chrono::Datelike;

use crate::domain::catalogue::is_id;
use crate::domain::event::{FORMAT, TEXT_MAX};
use crate::domain::mass::Grams;
use crate::domain::record::{
    Entry, ImportRef, LineHash, Measure, Moment, Op, RecordKey, RecordRef, SEEN_MAX, SeenHead,
};
use crate::domain::scale_frame::ScaleFrame;
use crate::journal::line::error::LineError;
use crate::journal::line::fields::{LINE_MAX, positive, positive_count, source_name};
use crate::journal::line::moment::to_line_precision;

/// Encodes a line, without its newline.
///
/// # Errors
/// Returns [`LineError`] if the record does not fit the format.
pub fn encode(
    seq: u64,
    at: &Moment,
    op: &Op<RecordRef>,
    import: Option<ImportRef>,
    key: Option<&RecordKey>,
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
    if let Some(key) = key {
        out.plain("id", format_args!("{key}"));
    }
    match prev {
        Some(prev) => out.plain("prev", format_args!("{prev}")),
        None => out.plain("prev", format_args!("")),
    }
    out.0.push(b'}');
    let bytes = out.0.len() as u64 + 1;
    if bytes > LINE_MAX as u64 { Err(LineError::TooLong { bytes }) } else { Ok(out.0) }
}

/// A partly encoded line. Each method appends one field.
struct Encoder(Vec<u8>);

impl Encoder {
    /// Appends the name of the next field.
    fn name(&mut self, name: &str) {
        if self.0.last() != Some(&b'{') {
            self.0.push(b',');
        }
        self.raw(format_args!("\"{name}\":"));
    }

    /// Appends text unchanged.
    fn raw(&mut self, text: fmt::Arguments<'_>) {
        // Writing to memory cannot fail.
        let _ = self.0.write_fmt(text);
    }

    fn number(&mut self, name: &str, value: impl fmt::Display) {
        self.name(name);
        self.raw(format_args!("{value}"));
    }

    /// Appends a text that needs no escaping.
    fn plain(&mut self, name: &str, value: fmt::Arguments<'_>) {
        self.name(name);
        self.raw(format_args!("\"{value}\""));
    }

    /// Appends a text with JSON escapes.
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
                self.number("pieces", positive_count(i64::from(count), "pieces")?);
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
                self.number("count", positive_count(i64::from(*count), "count")?);
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
            Op::Seen { journals } => self.seen(journals),
            Op::Fork { of, other, reason } => {
                self.plain("op", format_args!("fork"));
                self.target("of", of);
                self.target("other", other);
                self.text("reason", reason)
            }
            // `Op::Unknown` does not hold the record's other fields, so the line can only be copied as
            // bytes.
            Op::Unknown { .. } => Err(LineError::BadField { field: "op" }),
        }
    }

    fn seen(&mut self, journals: &[SeenHead]) -> Result<(), LineError> {
        let is_numbered = |head: &SeenHead| (1..=u64::from(u32::MAX)).contains(&head.seq);
        if journals.is_empty() || journals.len() > SEEN_MAX || !journals.iter().all(is_numbered) {
            return Err(LineError::OutOfRange { field: "journals" });
        }
        self.plain("op", format_args!("seen"));
        self.name("journals");
        self.0.push(b'[');
        for (index, SeenHead { station, name, journal, seq, hash, merged }) in journals.iter().enumerate() {
            if index > 0 {
                self.0.push(b',');
            }
            self.0.push(b'{');
            self.plain("station", format_args!("{station}"));
            if let Some(name) = name {
                self.plain("name", format_args!("{name}"));
            }
            self.plain("journal", format_args!("{journal}"));
            self.number("seq", seq);
            self.plain("hash", format_args!("{hash}"));
            if *merged {
                self.number("merged", true);
            }
            self.0.push(b'}');
        }
        self.0.push(b']');
        Ok(())
    }

    fn scale(&mut self, frame: &ScaleFrame) -> Result<(), LineError> {
        self.name("scale");
        self.0.push(b'{');
        self.text("protocol", &frame.protocol)?;
        if let Some(serial) = &frame.serial {
            self.text("serial", serial)?;
        }
        self.plain("raw", format_args!("{}", frame.raw));
        self.0.push(b'}');
        Ok(())
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
        if let Some(frame) = &entry.scale {
            self.scale(frame)?;
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
