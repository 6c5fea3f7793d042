//! The sheet of records: every entry, hand-over and people count, also those that do not count.
//!
//! `tarazy import` recognises this sheet by the names of its columns in each language.

use chrono::Timelike;

use crate::domain::event::Event;
use crate::domain::ledger::{Ledger, RecordStatus};
use crate::language::{Message, Text};
use crate::report::labels::ReportLabels;
use crate::report::records::{self, ListedKind, ListedRecord};
use crate::report::xlsx::sheet::{SheetTable, Value};

/// Returns the table of records, oldest first.
pub(super) fn table(event: &Event, ledger: &Ledger, names: bool, labels: ReportLabels<'_>) -> SheetTable {
    let texts = labels.texts;
    let mut columns =
        vec![Message::WorkbookRecord, Message::WorkbookKind, Message::WorkbookTime, Message::ReportStation];
    columns.extend(names.then_some(Message::WorkbookOperator));
    columns.extend([
        Message::WorkbookMaterialId,
        Message::ReportMaterial,
        Message::ReportStream,
        Message::WorkbookType,
        Message::WorkbookNet,
        Message::WorkbookGross,
        Message::WorkbookTare,
        Message::WorkbookPieces,
        Message::WorkbookPiecesWeight,
        Message::ReportPeople,
        Message::WorkbookEstimate,
        Message::WorkbookStatus,
        Message::WorkbookReason,
    ]);
    SheetTable {
        name: texts.get(Message::ReportEntries),
        columns: columns.into_iter().map(|column| texts.get(column)).collect(),
        rows: records::listed(event, ledger, labels).map(|record| row(&record, names, labels)).collect(),
        has_sum: false,
        has_filter: true,
    }
}

fn row(record: &ListedRecord<'_>, names: bool, labels: ReportLabels<'_>) -> Vec<Value> {
    let texts = labels.texts;
    let get = |message: Message| Value::Text(texts.get(message));
    let is_mass = record.pieces.is_none() && record.kind != ListedKind::People;
    let mass = |mass| if is_mass { Value::Mass(mass, false) } else { Value::Empty };
    let kind = match record.kind {
        ListedKind::Entry => Message::WorkbookKindEntry,
        ListedKind::HandOver => Message::WorkbookKindHandOver,
        ListedKind::People => Message::WorkbookKindPeople,
    };
    let status = match record.status {
        RecordStatus::Counted => Message::WorkbookCounted,
        RecordStatus::Voided => Message::StandingVoided,
        RecordStatus::Corrected => Message::StandingCorrected,
        RecordStatus::Conflict => Message::StandingConflict,
        RecordStatus::Copy => Message::StandingCopy,
    };
    let at = record.at.with_nanosecond(0).unwrap_or(record.at);
    let mut cells = vec![
        Value::text(&record.label),
        get(kind),
        Value::Moment(at),
        Value::text(&record.station.to_string()),
    ];
    cells.extend(names.then(|| Value::text(record.operator)));
    cells.extend([
        Value::text(record.material),
        Value::text(&record.name),
        if record.stream.is_empty() { Value::Empty } else { Value::Text(labels.stream(record.stream)) },
        Value::text(record.grade),
        mass(record.net),
        mass(record.gross()),
        if record.tare.is_positive() { mass(record.tare) } else { Value::Empty },
        record.pieces.map_or(Value::Empty, |count| Value::count(count.into())),
        if record.pieces.is_some() { Value::mass_if_any(record.net, false) } else { Value::Empty },
        if record.kind == ListedKind::People { Value::count(record.people.into()) } else { Value::Empty },
        if record.about { get(Message::WorkbookYes) } else { Value::Empty },
        get(status),
        match record.status {
            RecordStatus::Voided => Value::text(&texts.show(Text::void_reason(record.reason))),
            _ => Value::text(record.reason),
        },
    ]);
    cells
}
