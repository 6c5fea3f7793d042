//! The most recent records of the station, newest first. A console that only watches shows the records of all
//! stations.
//!
//! ```text
//!  №1287 ✓ 14:05 Q 3,2 кг   №1286 ✓ 14:04 W 1 1,15 кг   №1285 ✓ 14:04 Передача E 4,7 кг
//! ```
//! A panel of one row shows the records side by side. A taller panel has one row for each record. A pending
//! record has a different symbol and no number yet.

use chrono::DateTime;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::console::labels;
use crate::console::model::Model;
use crate::domain::ledger::{RecordIndex, RecordKind, RecordStatus};
use crate::domain::record::{Moment, Op, PendingRecord};
use crate::language::{Message, format};
use crate::screen::paint::{print, print_all, width};

/// The maximum width of a key and its grade, in columns. Other stations may have grades of any length.
const MAX_KEY_COLUMNS: usize = 8;

/// One record, ready to print.
struct RecordLine {
    number: String,
    mark: &'static str,
    mark_style: Style,
    time: String,
    /// Whether the record is a hand-over, which is said in words, because its key and amount look like those of an entry.
    hands_over: bool,
    key: String,
    name: String,
    amount: String,
    style: Style,
    note: String,
}

pub(super) fn render(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    let pending = model.pending.iter().rev();
    let most = usize::from(area.height).max(4);
    let mut lines: Vec<RecordLine> = pending.take(most).map(|pending| pending_line(pending, model)).collect();
    let room = most.saturating_sub(lines.len());
    match &model.own {
        Some(own) => {
            lines.extend(model.ledger.records_of(own.slot).take(room).map(|index| saved_line(index, model)))
        }
        None => lines.extend(model.ledger.newest_first().take(room).map(|index| saved_line(index, model))),
    }
    let buffer = frame.buffer_mut();
    let theme = &model.theme;
    if lines.is_empty() {
        print(buffer, area, 1, 0, &model.texts.get(Message::HistoryEmpty), theme.quiet());
        return;
    }
    if area.height == 1 {
        let mut x = 1;
        for (index, line) in lines.iter().enumerate() {
            let key = if line.key.is_empty() { String::new() } else { format!("{} ", line.key) };
            let kind = if line.hands_over { model.texts.get(Message::OutLabel) + " " } else { String::new() };
            let text = format!("{} {kind}{key}", line.time);
            let needed = width(&line.number) + 3 + width(&text) + width(&line.amount) + 3;
            if index > 0 && x + needed > area.width + 3 {
                break;
            }
            x = print_all(
                buffer,
                area,
                x,
                0,
                &[
                    (&line.number, theme.quiet()),
                    (" ", theme.plain()),
                    (line.mark, line.mark_style),
                    (" ", theme.plain()),
                    (&text, theme.quiet()),
                    (&line.amount, line.style),
                ],
            ) + 3;
        }
        return;
    }
    let numbers = lines.iter().map(|line| width(&line.number)).max().unwrap_or(0);
    let keys = lines.iter().map(|line| width(&line.key)).max().unwrap_or(0);
    let names = lines.iter().map(|line| width(&line.name)).max().unwrap_or(0).min(area.width / 3);
    for (y, line) in (0..area.height).zip(&lines) {
        let mut x = 1 + numbers - width(&line.number);
        x = print(buffer, area, x, y, &line.number, theme.quiet()) + x + 1;
        x += print(buffer, area, x, y, line.mark, line.mark_style) + 1;
        x += print(buffer, area, x, y, &line.time, theme.quiet()) + 2;
        print(buffer, area, x, y, &line.key, theme.strong());
        x += keys + 1;
        print(buffer, area, x, y, &format::fit(&line.name, usize::from(names)), theme.plain());
        x += names + 2;
        x += print(buffer, area, x, y, &line.amount, line.style) + 2;
        print(buffer, area, x, y, &line.note, theme.quiet());
    }
}

fn pending_line(pending: &PendingRecord, model: &Model) -> RecordLine {
    let theme = &model.theme;
    let (key, name) = match &pending.op {
        Op::Entry(entry) => (
            labels::material_key(model, &entry.material, entry.grade.as_deref()),
            labels::material_name(model, &entry.material).into_owned(),
        ),
        Op::Out { material, .. } => {
            let name = labels::material_name(model, material);
            (
                labels::material_key(model, material, None),
                format!("{} {name}", model.texts.get(Message::OutLabel)),
            )
        }
        Op::People { .. } => (String::new(), model.texts.get(Message::PeopleLabel)),
        _ => (String::new(), String::new()),
    };
    let failed = model.save_error.is_some();
    RecordLine {
        number: theme.numero().to_owned() + theme.saving(),
        mark: if failed { theme.warning() } else { theme.saving() },
        mark_style: if failed { theme.alarm() } else { theme.attention() },
        time: format::time(pending.at),
        hands_over: matches!(pending.op, Op::Out { .. }),
        key: format::fit(&key, MAX_KEY_COLUMNS).into_owned(),
        name: format::clean(&name).into_owned(),
        amount: labels::pending_amount(pending, model),
        style: theme.plain(),
        note: model.texts.get(if failed { Message::StateUnsaved } else { Message::StateSaving }),
    }
}

fn saved_line(index: RecordIndex, model: &Model) -> RecordLine {
    let theme = &model.theme;
    let view = model.ledger.view(index);
    let standing = model.ledger.status(index);
    let material = view.material.and_then(|material| model.ledger.material_id(usize::from(material)));
    let (key, name) = match material {
        Some(id) => {
            (labels::material_key(model, id, view.grade), labels::material_name(model, id).into_owned())
        }
        None => (String::new(), model.texts.get(Message::PeopleLabel)),
    };
    let hands_over = matches!(view.kind, RecordKind::Out | RecordKind::OutPieces);
    let name = if hands_over { format!("{} {name}", model.texts.get(Message::OutLabel)) } else { name };
    let counted = standing == RecordStatus::Counted;
    RecordLine {
        number: match &model.own {
            Some(_) => format!("{}{}", theme.numero(), view.target.seq),
            None => view.label(),
        },
        mark: if counted { theme.saved() } else { theme.dash() },
        mark_style: if counted { theme.good() } else { theme.quiet() },
        time: format::time(local_time(view.at_ms, model)),
        hands_over,
        key: format::fit(&key, MAX_KEY_COLUMNS).into_owned(),
        name: format::clean(&name).into_owned(),
        amount: labels::record_amount(&view, &model.texts),
        style: if counted { theme.strong() } else { theme.struck_out() },
        note: labels::standing(standing, &model.texts),
    }
}

/// Returns the time of a record in the time zone of the event.
pub(super) fn local_time(at_ms: i64, model: &Model) -> Moment {
    DateTime::from_timestamp_millis(at_ms).unwrap_or_default().with_timezone(&model.event.utc_offset.0)
}
