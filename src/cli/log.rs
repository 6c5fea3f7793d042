//! `tarazy log`: lists the records, newest last.

use chrono::SecondsFormat;
use serde::Serialize;

use crate::cli::context::{self, Context};
use crate::cli::failure::Failure;
use crate::cli::{argument, damage, output};
use crate::domain::event::Event;
use crate::domain::ledger::{Ledger, RecordIndex, RecordKind, RecordStatus, RecordView};
use crate::language::{Message, Text, Texts, format};
use crate::report::columns::{Edge, lay_out};

/// Maximum width of a line, unless the columns that are never shortened are already wider.
const WIDTH: usize = 100;

/// Options of `log`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(long, value_name = Message::ValueStation, help = Message::OptionOnlyStation)]
    station: Option<String>,
    #[arg(long, value_name = Message::ValueMaterial, help = Message::OptionOnlyMaterial)]
    material: Option<String>,
    #[arg(long, value_name = Message::ValueCount, help = Message::OptionLast)]
    last: Option<String>,
    #[arg(long, help = Message::OptionJson)]
    json: bool,
}

#[derive(Serialize)]
struct LogRecordJson<'a> {
    id: String,
    at: String,
    kind: &'static str,
    /// The name of an operation that only a later version knows. Its `kind` is `unknown`.
    #[serde(skip_serializing_if = "Option::is_none")]
    op: Option<&'a str>,
    material: Option<&'a str>,
    grade: Option<&'a str>,
    net_g: i64,
    tare_g: i64,
    pieces: u32,
    people: u32,
    about: bool,
    #[serde(rename = "standing")]
    status: &'static str,
    reason: Option<&'a str>,
    /// The record that this correction corrects.
    #[serde(skip_serializing_if = "Option::is_none")]
    corrects: Option<String>,
    /// When the load of this correction was weighed. It counts in that hour.
    #[serde(skip_serializing_if = "Option::is_none")]
    weighed_at: Option<String>,
    /// Whether every journal of the event is undamaged, so that the list is complete.
    verified: bool,
}

/// Lists the records.
///
/// # Errors
/// [`Failure`].
pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let station = args.station.as_deref().map(argument::station).transpose()?;
    let last = args.last.as_deref().map(argument::record_count).transpose()?;
    let folder = context.open_for_reading()?;
    let event = &folder.event;
    let material = args.material.as_deref().map(|given| argument::material(event, given)).transpose()?;
    let (ledger, damage) = damage::read(&folder, &context.texts)?;
    let mut rows: Vec<RecordIndex> = ledger
        .newest_first_with_unknown()
        .filter(|id| {
            let view = ledger.view(*id);
            station.is_none_or(|station| view.name == station)
                && material.is_none_or(|(index, _)| view.material.map(usize::from) == Some(index))
        })
        .take(last.unwrap_or(usize::MAX))
        .collect();
    rows.reverse();
    if args.json {
        let record = |id: &RecordIndex| record_json(event, &ledger, *id, damage.is_verified());
        output::json(&rows.iter().map(record).collect::<Vec<_>>())?;
        damage.warn(&context.texts);
        return Ok(());
    }
    let cells: Vec<_> = rows.iter().map(|id| record_cells(event, &ledger, *id, &context.texts)).collect();
    let edges = [Edge::Left, Edge::Left, Edge::Left, Edge::Right, Edge::Left];
    output::text(&lay_out(&cells, &edges, 4, WIDTH))?;
    damage.warn(&context.texts);
    Ok(())
}

fn record_json<'a>(event: &Event, ledger: &'a Ledger, id: RecordIndex, verified: bool) -> LogRecordJson<'a> {
    let view = ledger.view(id);
    let pieces = matches!(view.kind, RecordKind::Pieces | RecordKind::OutPieces);
    let corrects = ledger.corrected_by(id);
    LogRecordJson {
        id: view.label(),
        at: rfc3339(event, view.at_ms),
        kind: match view.kind {
            RecordKind::Weight | RecordKind::Pieces => "entry",
            RecordKind::People => "people",
            RecordKind::Out | RecordKind::OutPieces => "out",
            RecordKind::Note => "unknown",
        },
        op: ledger.unknown_op(id),
        material: view.material.and_then(|index| ledger.material_id(usize::from(index))),
        grade: view.grade,
        net_g: view.net.get(),
        tare_g: view.tare.get(),
        pieces: if pieces { view.count } else { 0 },
        people: if view.kind == RecordKind::People { view.count } else { 0 },
        about: view.about,
        status: match ledger.status(id) {
            RecordStatus::Counted => "counted",
            RecordStatus::Voided => "voided",
            RecordStatus::Corrected => "corrected",
            RecordStatus::Conflict => "conflict",
            RecordStatus::Copy => "copy",
        },
        reason: ledger.void_reason(id),
        corrects: corrects.map(|target| ledger.label(target)),
        weighed_at: corrects.map(|_| rfc3339(event, ledger.weighed_ms(id))),
        verified,
    }
}

fn rfc3339(event: &Event, at_ms: i64) -> String {
    context::moment(event, at_ms).to_rfc3339_opts(SecondsFormat::Millis, false)
}

fn record_cells(event: &Event, ledger: &Ledger, id: RecordIndex, texts: &Texts) -> Vec<String> {
    let view = ledger.view(id);
    let at = format::date_time(context::moment(event, view.at_ms));
    vec![
        view.label(),
        at,
        subject(event, ledger, id, texts),
        amount(&view, texts),
        remark(event, ledger, id, texts),
    ]
}

/// Describes the subject of a record: a material with its grade, people, or an unknown operation.
fn subject(event: &Event, ledger: &Ledger, id: RecordIndex, texts: &Texts) -> String {
    let view = ledger.view(id);
    if let Some(op) = ledger.unknown_op(id) {
        return texts.get(Message::LogUnknown { op: op.into() });
    }
    let Some(index) = view.material.map(usize::from) else { return texts.get(Message::ReportPeople) };
    let name = match event.materials.get(index) {
        Some(material) => texts.local(&material.name),
        None => ledger.material_id(index).unwrap_or_default(),
    };
    let name = format::clean(name);
    match view.grade {
        Some(grade) => format!("{name} {}", format::clean(grade)),
        None => name.into_owned(),
    }
}

fn amount(view: &RecordView<'_>, texts: &Texts) -> String {
    let language = texts.language();
    let about = if view.about { "~" } else { "" };
    match view.kind {
        RecordKind::People => format!("+{}", format::integer(view.count.into(), language)),
        RecordKind::Pieces | RecordKind::OutPieces => {
            format!("{about}{} {}", format::integer(view.count.into(), language), texts.get(Message::UnitPcs))
        }
        RecordKind::Note => String::new(),
        RecordKind::Weight | RecordKind::Out => {
            format!("{about}{} {}", format::kilograms(view.net, language), texts.get(Message::UnitKg))
        }
    }
}

/// Returns the remark for a record, such as "voided".
fn remark(event: &Event, ledger: &Ledger, id: RecordIndex, texts: &Texts) -> String {
    let out = matches!(ledger.view(id).kind, RecordKind::Out | RecordKind::OutPieces);
    let status = match ledger.status(id) {
        RecordStatus::Counted | RecordStatus::Copy => match ledger.corrected_by(id) {
            Some(target) => {
                let time = format::time(context::moment(event, ledger.weighed_ms(id)));
                let record = ledger.label(target).into();
                texts.get(Message::LogCorrects { record, time: time.into() })
            }
            None => String::new(),
        },
        RecordStatus::Voided => {
            let reason = Text::void_reason(ledger.void_reason(id).unwrap_or_default());
            texts.get(Message::LogVoided { reason })
        }
        RecordStatus::Corrected => texts.get(Message::LogCorrected),
        RecordStatus::Conflict => texts.get(Message::LogConflict),
    };
    match (out, status.is_empty()) {
        (true, true) => texts.get(Message::LogOut),
        (true, false) => format!("{}, {status}", texts.get(Message::LogOut)),
        (false, _) => status,
    }
}
