//! The history: every record that the search finds, newest first.
//!
//! ```text
//! ┌ Тарих ──────────────────────────────────────────────────────────┐
//! │ іздеу: a плас▏                                            1 / 37 │
//! │ 37 жазба: 488,1 кг; есепте жоғы: 1                               │
//! │ A:1287  14:05  W 1 Пластик          12,5 кг   Айгерім            │
//! │ A:1286  14:04  Q Макулатура          3,2 кг   Айгерім  жойылды   │
//! ```
//! The last line says why the record at the cursor does not count.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::console::labels;
use crate::console::model::Model;
use crate::console::overlay::{History, HistoryError};
use crate::console::search::{FoundRecords, Highlight};
use crate::console::view::entries::{integer_columns, local_time};
use crate::console::view::found::{found_style, print_found};
use crate::console::view::message_line::unsaved_state_text;
use crate::domain::ledger::{RecordIndex, RecordKind, RecordStatus};
use crate::language::{Message, Text, format};
use crate::screen::paint::{draw_page, print, print_right, width};

pub(super) fn render(frame: &mut Frame<'_>, area: Rect, history: &History, model: &Model) {
    let theme = &model.theme;
    let texts = &model.texts;
    let buffer = frame.buffer_mut();
    let inside = draw_page(buffer, area, &texts.get(Message::ModeHistory), theme, theme.accent());
    if inside.height < 4 {
        return;
    }
    let label = format!("{}: ", texts.get(Message::ActionSearch));
    print(buffer, inside, 1, 0, &label, theme.accent());
    let search = Rect { x: inside.x + 1 + width(&label), height: 1, ..inside };
    let search = Rect { width: inside.right().saturating_sub(search.x + 16), ..search };
    let typed = format::clean(history.search.text());
    if typed.is_empty() {
        let hint = texts.get(Message::HistoryHint);
        print(buffer, search, 1, 0, fitting_examples(&hint, search.width), theme.quiet());
    }
    print(buffer, search, 0, 0, &typed, theme.strong());
    let records = &history.found.records;
    let number = if records.is_empty() { 0 } else { history.cursor.position() + 1 };
    let language = texts.language();
    let count = |n: usize| format::integer(i64::try_from(n).unwrap_or(i64::MAX), language);
    print_right(buffer, inside, 0, &format!("{} / {} ", count(number), count(records.len())), theme.quiet());
    let list = Rect { y: inside.y + 2, height: inside.height - 3, ..inside };
    if records.is_empty() {
        let query = history.search.text();
        if query.trim().is_empty() {
            print(buffer, list, 1, 0, &texts.get(Message::HistoryEmpty), theme.quiet());
        } else {
            let text = texts.get(Message::HistoryNone { query: query.into() });
            print(buffer, list, 1, 0, &text, theme.attention());
        }
    }
    let visible = history.cursor.centred_window(list.height, records.len());
    let mark = format::decimal_mark(language);
    let amount = |index: &RecordIndex| labels::record_amount(&model.ledger.view(*index), texts);
    let page = model.ledger.page(records, visible.clone());
    let integers = page.iter().map(|index| integer_columns(&amount(index), mark)).max().unwrap_or(0);
    let rows = RowStyle { highlight: &Highlight::new(history.search.text()), integers };
    for (y, (position, index)) in (0..).zip(visible.clone().zip(&page)) {
        let row = Rect { y: list.y + y, height: 1, ..list };
        render_record(buffer, row, *index, position == history.cursor.position(), &rows, model);
    }
    if !records.is_empty() {
        let columns = usize::from(inside.width) - 2;
        let sum = sum_text(&history.found, columns, model);
        print(buffer, inside, 1, 1, &format::fit(&sum, columns), theme.strong());
    }
    let at_cursor = history.cursor.position().checked_sub(visible.start).and_then(|row| page.get(row));
    let foot = Rect { y: inside.bottom() - 1, height: 1, ..inside };
    let unsaved = unsaved_state_text(model);
    let (text, style) = match (history.error, &history.hint) {
        (Some(HistoryError::NotCounted), _) => (texts.get(Message::HistoryNotCounted), theme.bad()),
        (Some(HistoryError::BeingChanged), _) => (texts.get(Message::HistoryBeingChanged), theme.bad()),
        (Some(HistoryError::NotAnEntry), _) => (texts.get(Message::HistoryNotAnEntry), theme.bad()),
        (Some(HistoryError::UnknownMaterial), _) => (texts.get(Message::HistoryUnknownMaterial), theme.bad()),
        (Some(HistoryError::WatchOnly), _) => (texts.get(Message::NoticeOnlyWatches), theme.bad()),
        (None, hint) => match (unsaved, hint) {
            // The history covers the message line.
            (Some(unsaved), _) => (unsaved, theme.alarm()),
            (None, Some(hint)) => (texts.show(hint), theme.attention()),
            (None, None) => {
                let reason = at_cursor.map(|index| standing_reason(*index, model));
                (reason.unwrap_or_default(), theme.quiet())
            }
        },
    };
    print(buffer, foot, 1, 0, &format::fit(&text, usize::from(foot.width).saturating_sub(2)), style);
    let x = search.x.saturating_add(history.search.cursor_column());
    frame.set_cursor_position(Position { x: x.min(search.right()), y: search.y });
}

/// Returns the examples of a search that fit into this many columns. There are two spaces between them.
fn fitting_examples(hint: &str, columns: u16) -> &str {
    let ends = hint.match_indices("  ").map(|(end, _)| end).chain([hint.len()]);
    let fits = |end: &usize| width(&hint[..*end]) < columns;
    hint.get(..ends.filter(fits).last().unwrap_or(0)).unwrap_or_default()
}

/// Returns a text with the number of records found, and the sum of those that count. What was handed over, then the
/// people, and then what does not count are left out if the text would be wider than `columns`.
fn sum_text(found: &FoundRecords, columns: usize, model: &Model) -> String {
    let parts = [(true, true, true), (false, true, true), (false, false, true), (false, false, false)];
    let texts = parts.map(|parts| sum_text_with(found, parts, model));
    let [.., shortest] = &texts;
    texts.iter().find(|text| usize::from(width(text)) <= columns).unwrap_or(shortest).clone()
}

fn sum_text_with(
    found: &FoundRecords,
    (with_handed_over, with_people, with_uncounted): (bool, bool, bool),
    model: &Model,
) -> String {
    let (texts, sum) = (&model.texts, found.sum);
    let mut parts = Vec::new();
    if sum.net.is_positive() {
        parts.push(labels::kilograms(sum.net, texts));
    }
    if sum.pieces > 0 {
        parts.push(labels::pieces(sum.pieces, texts));
    }
    if sum.people > 0 && with_people {
        parts.push(texts.get(Message::PeopleCount { count: sum.people.into() }));
    }
    let out = [
        sum.out.is_positive().then(|| labels::kilograms(sum.out, texts)),
        (sum.out_pieces > 0).then(|| labels::pieces(sum.out_pieces, texts)),
    ];
    if with_handed_over {
        parts.extend(out.into_iter().flatten().map(|out| format!("{} {out}", texts.get(Message::LogOut))));
    }
    let mut text = texts.get(Message::RecordsCount { count: found.records.len().into() });
    if !parts.is_empty() {
        text = format!("{text}: {}", parts.join(", "));
    }
    if let Some(station) = found.station {
        let station = texts.get(Message::StationLabel { station: station.as_str().into() });
        text = format!("{station} {} {text}", model.theme.dot());
    }
    if sum.uncounted > 0 && with_uncounted {
        let count = format::integer(i64::try_from(sum.uncounted).unwrap_or(i64::MAX), texts.language());
        text = format!("{text}; {}", texts.get(Message::RecordsUncounted { count: count.into() }));
    }
    text
}

/// Returns why a record does not count, or which record it corrects.
fn standing_reason(index: RecordIndex, model: &Model) -> String {
    match (model.ledger.status(index), model.ledger.void_reason(index)) {
        (RecordStatus::Voided, Some(reason)) => {
            model.texts.get(Message::VoidedBecause { reason: Text::void_reason(reason) })
        }
        (RecordStatus::Corrected, _) => match model.ledger.counted_instead_of(index) {
            Some(by) => {
                let view = model.ledger.view(by);
                let (record, amount) = (view.label(), labels::record_amount(&view, &model.texts));
                let text = Message::CorrectedBy { record: record.into(), amount: amount.into() };
                with_operator(model.texts.get(text), view.operator)
            }
            None => String::new(),
        },
        _ => match model.ledger.corrected_by(index) {
            Some(target) => {
                let time = format::time(local_time(model.ledger.weighed_ms(index), model));
                let record = model.ledger.label(target).into();
                let text = model.texts.get(Message::Corrects { record, time: time.into() });
                let first = model.ledger.view(index).operator;
                let old = model.ledger.find(target).map(|old| model.ledger.view(old).operator);
                match old {
                    // Who weighed it first, if that was somebody else.
                    Some(old) if old != first => with_operator(text, old),
                    _ => text,
                }
            }
            None => String::new(),
        },
    }
}

/// Adds the operator of the other record, if there is one.
fn with_operator(text: String, operator: &str) -> String {
    if operator.is_empty() { text } else { format!("{text} ({})", format::clean(operator)) }
}

/// What the rows of the visible part have in common.
struct RowStyle<'a> {
    highlight: &'a Highlight,
    /// The most columns of an amount before its decimal mark, so that all marks are below each other.
    integers: u16,
}

fn render_record(
    buffer: &mut Buffer,
    area: Rect,
    index: RecordIndex,
    at_cursor: bool,
    rows: &RowStyle<'_>,
    model: &Model,
) {
    let theme = &model.theme;
    let view = model.ledger.view(index);
    let standing = model.ledger.status(index);
    let style = match (at_cursor, standing) {
        (true, _) => theme.selected(),
        (false, RecordStatus::Counted) => theme.plain(),
        (false, _) => theme.struck_out(),
    };
    print(
        buffer,
        area,
        0,
        0,
        &" ".repeat(usize::from(area.width)),
        if at_cursor { style } else { theme.plain() },
    );
    let highlight = rows.highlight;
    print_found(buffer, area, 1, &view.label(), style, highlight);
    let time = format::time(local_time(view.at_ms, model));
    let time_style = if highlight.means_times { found_style(style) } else { style };
    print_found(buffer, area, 10, &time, time_style, highlight);
    let material = view.material.and_then(|material| model.ledger.material_id(usize::from(material)));
    let label = match (view.kind, material) {
        (RecordKind::People, _) | (_, None) => model.texts.get(Message::PeopleLabel),
        (RecordKind::Out | RecordKind::OutPieces, Some(id)) => {
            format!("{} {}", model.texts.get(Message::OutLabel), labels::short_material_name(model, id))
        }
        (_, Some(id)) => format!(
            "{} {}",
            labels::material_key(model, id, view.grade),
            labels::short_material_name(model, id)
        ),
    };
    // The row shows number, time, status symbol, material and amount. The status text and the operator follow
    // if they fit.
    let change = model.pending_change(view.target);
    let failed = model.save_error.is_some();
    let mark = match standing {
        _ if change.is_some() && failed => theme.warning(),
        _ if change.is_some() => theme.saving(),
        RecordStatus::Counted => theme.saved(),
        RecordStatus::Corrected => theme.corrected(),
        _ => theme.voided(),
    };
    print(buffer, area, 16, 0, mark, style);
    let amount = labels::record_amount(&view, &model.texts);
    let names = area.width.saturating_sub(18 + AMOUNT_COLUMNS).min(24);
    let label = format::fit(&format::clean(&label), usize::from(names)).into_owned();
    print_found(buffer, area, 18, &label, style, highlight);
    let before = rows.integers
        - integer_columns(&amount, format::decimal_mark(model.texts.language())).min(rows.integers);
    let amount_column = 18 + names + 1 + before;
    let end = print_found(buffer, area, amount_column, &amount, style, highlight);
    let after = end.max(18 + names + AMOUNT_COLUMNS) + 2;
    let state = match change {
        Some(_) if failed => model.texts.get(Message::StateChangeUnsaved),
        Some(_) => model.texts.get(Message::StateChangeSaving),
        None => labels::standing(standing, &model.texts),
    };
    let room = area.width.saturating_sub(after + 1);
    let state_columns = if width(&state) <= room {
        print_right(buffer, Rect { width: area.width - 1, ..area }, 0, &state, style)
    } else {
        0
    };
    let room = area.width.saturating_sub(after + state_columns + 2);
    let operator = format::clean(view.operator);
    print_found(buffer, area, after, &format::fit(&operator, usize::from(room)), style, highlight);
}

/// Columns of the amounts, with a space before them.
const AMOUNT_COLUMNS: u16 = 13;
