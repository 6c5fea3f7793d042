//! The most recent records, newest first: those of the station, and from 100 columns on those of all stations.
//!
//! ```text
//!  №1287 ✓ 14:05 Q 3,2 кг   №1286 ✓ 14:04 W 1 1,15 кг   №1285 ✓ 14:04 Передача E 4,7 кг
//! ```
//! A panel of one row shows the records of the station side by side. A taller panel has one row for each record, with
//! the decimal marks below each other. A pending record has a different symbol and no number yet.
//!
//! In a list of all stations, people are not listed one by one: they are named beside the next weighing of their station.

use chrono::DateTime;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::console::labels;
use crate::console::model::Model;
use crate::domain::ledger::{RecordIndex, RecordKind, RecordStatus};
use crate::domain::record::{Moment, Op, PendingRecord, StationId};
use crate::language::{Message, format};
use crate::screen::paint::{print, print_all, width};

/// The maximum width of a key and its grade, in columns. Other stations may have grades of any length.
const MAX_KEY_COLUMNS: usize = 8;
/// The columns of the number of most records, such as `B:1287`.
const USUAL_NUMBER_COLUMNS: u16 = 6;
/// The columns of a key with a grade, such as `W 1`.
const USUAL_KEY_COLUMNS: u16 = 3;
/// The columns before the decimal mark of most amounts.
const USUAL_INTEGER_COLUMNS: u16 = 3;
/// From this width of the screen on, a tall panel lists the records of all stations.
const COLUMNS_OF_ALL: u16 = 100;
/// From this width of the screen on, a row names its operator.
const COLUMNS_OF_OPERATORS: u16 = 160;
/// The maximum width of an operator's name, in columns.
const MAX_OPERATOR_COLUMNS: u16 = 20;
/// The number of records of people that one row names, so that a frame reads a limited number of records.
const MAX_FOLDED: usize = 20;

/// One record, ready to print. A hand-over is said in words, because its key and amount look like those of an entry.
struct RecordLine {
    number: String,
    mark: &'static str,
    mark_style: Style,
    time: String,
    kind: RecordKind,
    key: String,
    name: String,
    amount: String,
    style: Style,
    operator: String,
    note: String,
    /// The style of the key: the hue of the material's stream.
    key_style: Style,
    /// Whether the record counts, or is not saved yet.
    counts: bool,
    /// The people that the row names: those of this record, or those who came since the record before it.
    people: u32,
    /// The number of their records.
    folded: usize,
}

impl RecordLine {
    const fn hands_over(&self) -> bool {
        matches!(self.kind, RecordKind::Out | RecordKind::OutPieces)
    }

    /// Returns whether the row may name people who came before its record. A record that does not count may not: they do.
    const fn takes_people(&self) -> bool {
        self.counts && !self.hands_over() && !matches!(self.kind, RecordKind::Note)
    }
}

pub(super) fn render(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    let most = usize::from(area.height).max(4);
    let lists_all = area.height > 1 && frame.area().width >= COLUMNS_OF_ALL;
    let lines = if lists_all { all_lines(most, model) } else { own_lines(most, model) };
    let buffer = frame.buffer_mut();
    if lines.is_empty() {
        print(buffer, area, 1, 0, &model.texts.get(Message::HistoryEmpty), model.theme.quiet());
    } else if area.height == 1 {
        render_side_by_side(buffer, area, &lines, model);
    } else {
        render_rows(buffer, area, &lines, model);
    }
}

fn pending_lines(most: usize, model: &Model) -> Vec<RecordLine> {
    model.pending.iter().rev().take(most).map(|pending| pending_line(pending, model)).collect()
}

/// Returns the records of the station. A console that only watches has those of all stations.
fn own_lines(most: usize, model: &Model) -> Vec<RecordLine> {
    let mut lines = pending_lines(most, model);
    let room = most.saturating_sub(lines.len());
    match &model.own {
        Some(own) => {
            lines.extend(model.ledger.records_of(own.slot).take(room).map(|index| saved_line(index, model)))
        }
        None => lines.extend(model.ledger.newest_first().take(room).map(|index| saved_line(index, model))),
    }
    lines
}

/// Returns the records of all stations. People are part of the line of the record that their station made after them.
fn all_lines(most: usize, model: &Model) -> Vec<RecordLine> {
    let mut lines = pending_lines(most, model);
    // The station of each line. The pending records are those of the own station.
    let mut stations: Vec<Option<StationId>> = vec![model.own.as_ref().map(|own| own.station); lines.len()];
    for index in model.ledger.newest_first() {
        let view = model.ledger.view(index);
        let station = Some(view.target.station);
        let is_of_station =
            |(line, other): (&RecordLine, &Option<StationId>)| line.takes_people() && *other == station;
        let newer = lines.iter().zip(&stations).rposition(is_of_station);
        let is_counted_people =
            view.kind == RecordKind::People && model.ledger.status(index) == RecordStatus::Counted;
        if is_counted_people
            && let Some(line) = newer.and_then(|newer| lines.get_mut(newer))
            && line.folded < MAX_FOLDED
        {
            line.people = line.people.saturating_add(view.count);
            line.folded += 1;
            if line.kind == RecordKind::People {
                line.amount = model.texts.get(Message::PeopleCount { count: line.people.into() });
            }
        } else if lines.len() < most {
            lines.push(saved_line(index, model));
            stations.push(station);
        } else {
            break;
        }
    }
    lines
}

fn render_side_by_side(buffer: &mut Buffer, area: Rect, lines: &[RecordLine], model: &Model) {
    let theme = &model.theme;
    let mut x = 1;
    for (index, line) in lines.iter().enumerate() {
        let key = if line.key.is_empty() { String::new() } else { format!("{} ", line.key) };
        let kind = if line.hands_over() { model.texts.get(Message::OutLabel) + " " } else { String::new() };
        let text = format!("{} {kind}{key}", line.time);
        let needed = width(&line.number) + 3 + width(&text) + width(&line.amount) + 3;
        if index > 0 && x + needed > area.width + 3 {
            break;
        }
        let parts = [
            (&line.number[..], theme.quiet()),
            (" ", theme.plain()),
            (line.mark, line.mark_style),
            (" ", theme.plain()),
            (&text, theme.quiet()),
            (&line.amount, line.style),
        ];
        x = print_all(buffer, area, x, 0, &parts) + 3;
    }
}

fn render_rows(buffer: &mut Buffer, area: Rect, lines: &[RecordLine], model: &Model) {
    let theme = &model.theme;
    let mark = format::decimal_mark(model.texts.language());
    let most = |columns: fn(&RecordLine) -> u16| lines.iter().map(columns).max().unwrap_or(0);
    // The columns are wide enough for the usual records, so that rows stay where they are while others come and go.
    let numbers = most(|line| width(&line.number)).max(USUAL_NUMBER_COLUMNS);
    let keys = most(|line| width(&line.key)).max(USUAL_KEY_COLUMNS);
    let names = most(|line| width(&line.name)).max(usual_name_columns(model)).min(area.width / 3);
    let integers = lines.iter().map(|line| integer_columns(&line.amount, mark)).max().unwrap_or(0);
    let integers = integers.max(USUAL_INTEGER_COLUMNS);
    let people = model.texts.get(Message::PeopleCount { count: 10_u32.into() });
    let amounts = lines.iter().map(|line| &line.amount).chain([&people]);
    let amounts =
        amounts.map(|amount| width(amount) + integers - integer_columns(amount, mark)).max().unwrap_or(0);
    let operators = match buffer.area.width >= COLUMNS_OF_OPERATORS {
        true => most(|line| width(&line.operator)).min(MAX_OPERATOR_COLUMNS),
        false => 0,
    };
    for (y, line) in (0..area.height).zip(lines) {
        let mut x = 1 + numbers - width(&line.number);
        x = print(buffer, area, x, y, &line.number, theme.quiet()) + x + 1;
        x += print(buffer, area, x, y, line.mark, line.mark_style) + 1;
        x += print(buffer, area, x, y, &line.time, theme.quiet()) + 2;
        print(buffer, area, x, y, &line.key, line.key_style);
        x += keys + 1;
        print(buffer, area, x, y, &format::fit(&line.name, usize::from(names)), theme.plain());
        x += names + 2;
        let indent = integers - integer_columns(&line.amount, mark);
        print(buffer, area, x + indent, y, &line.amount, line.style);
        x += amounts + 2;
        if operators > 0 {
            print(buffer, area, x, y, &format::fit(&line.operator, usize::from(operators)), theme.quiet());
            x += operators + 2;
        }
        if line.people > 0 && line.kind != RecordKind::People {
            let people = model.texts.get(Message::PeopleCount { count: line.people.into() });
            x += print(buffer, area, x, y, &format!("+{people}"), theme.quiet()) + 2;
        }
        print(buffer, area, x, y, &line.note, theme.quiet());
    }
}

/// Returns the columns of the longest short name of a material.
fn usual_name_columns(model: &Model) -> u16 {
    let names = model.event.materials.iter().map(|material| width(&model.texts.short(material)));
    names.max().unwrap_or(0)
}

/// Returns the width of an amount before its first decimal mark, or before its unit if it has none.
pub(super) fn integer_columns(amount: &str, mark: char) -> u16 {
    let digits = amount.find(|c: char| c.is_ascii_digit());
    let after_digits = |start: usize| {
        let number = |c: char| c.is_ascii_digit() || c.is_whitespace() || c == ',' || c == '.';
        let end = amount[start..].find(|c: char| !number(c)).map_or(amount.len(), |end| start + end);
        amount[..end].trim_end().len()
    };
    let end = digits.map_or(0, after_digits);
    let decimals = amount[..end].find(mark).unwrap_or(end);
    width(&amount[..decimals])
}

fn pending_line(pending: &PendingRecord, model: &Model) -> RecordLine {
    let theme = &model.theme;
    let (key, name) = match &pending.op {
        Op::Entry(entry) => (
            labels::material_key(model, &entry.material, entry.grade.as_deref()),
            labels::short_material_name(model, &entry.material).into_owned(),
        ),
        Op::Out { material, .. } => {
            let name = labels::short_material_name(model, material);
            (
                labels::material_key(model, material, None),
                format!("{} {name}", model.texts.get(Message::OutLabel)),
            )
        }
        Op::People { .. } => (String::new(), model.texts.get(Message::PeopleLabel)),
        _ => (String::new(), String::new()),
    };
    let failed = model.save_error.is_some();
    let material = match &pending.op {
        Op::Entry(entry) => Some(&entry.material[..]),
        Op::Out { material, .. } => Some(&material[..]),
        _ => None,
    };
    RecordLine {
        key_style: key_style(material, model),
        counts: true,
        people: if let Op::People { count } = pending.op { count } else { 0 },
        folded: 0,
        number: theme.numero().to_owned() + theme.saving(),
        mark: if failed { theme.warning() } else { theme.saving() },
        mark_style: if failed { theme.alarm() } else { theme.attention() },
        time: format::time(pending.at),
        kind: match pending.op {
            Op::Entry(_) => RecordKind::Weight,
            Op::Out { .. } => RecordKind::Out,
            Op::People { .. } => RecordKind::People,
            _ => RecordKind::Note,
        },
        key: format::fit(&key, MAX_KEY_COLUMNS).into_owned(),
        name: format::clean(&name).into_owned(),
        amount: labels::pending_amount(pending, model),
        style: theme.plain(),
        operator: format::clean(model.operator()).into_owned(),
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
            (labels::material_key(model, id, view.grade), labels::short_material_name(model, id).into_owned())
        }
        None => (String::new(), model.texts.get(Message::PeopleLabel)),
    };
    let hands_over = matches!(view.kind, RecordKind::Out | RecordKind::OutPieces);
    let name = if hands_over { format!("{} {name}", model.texts.get(Message::OutLabel)) } else { name };
    let counted = standing == RecordStatus::Counted;
    RecordLine {
        key_style: key_style(material, model),
        counts: counted,
        people: if view.kind == RecordKind::People { view.count } else { 0 },
        folded: 0,
        number: match &model.own {
            Some(own) if own.slot == index.slot => format!("{}{}", theme.numero(), view.target.seq),
            _ => view.label(),
        },
        mark: if counted { theme.saved() } else { theme.dash() },
        mark_style: theme.plain(),
        time: format::time(local_time(view.at_ms, model)),
        kind: view.kind,
        key: format::fit(&key, MAX_KEY_COLUMNS).into_owned(),
        name: format::clean(&name).into_owned(),
        amount: labels::record_amount(&view, &model.texts),
        style: if counted { theme.strong() } else { theme.struck_out() },
        operator: format::clean(view.operator).into_owned(),
        note: labels::standing(standing, &model.texts),
    }
}

/// Returns the style of the key: the hue of the material's stream.
fn key_style(material: Option<&str>, model: &Model) -> Style {
    let material = material.and_then(|id| model.event.material(id));
    material.map_or(model.theme.strong(), |(_, material)| model.theme.stream_letter(&material.stream))
}

/// Returns the time of a record in the time zone of the event.
pub(super) fn local_time(at_ms: i64, model: &Model) -> Moment {
    DateTime::from_timestamp_millis(at_ms).unwrap_or_default().with_timezone(&model.event.utc_offset.0)
}

#[cfg(test)]
mod tests {
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use super::*;
    use crate::console::testing::TestConsole;
    use crate::language::Language;

    /// Returns the rows of the panel on a screen with this many columns.
    fn rows(console: &TestConsole, columns: u16) -> Vec<String> {
        rows_of(console, columns, 79)
    }

    fn rows_of(console: &TestConsole, columns: u16, width: u16) -> Vec<String> {
        let mut terminal = Terminal::new(TestBackend::new(columns, 8)).unwrap();
        let area = Rect::new(0, 0, width, 8);
        terminal.draw(|frame| render(frame, area, &console.model)).unwrap();
        let buffer = terminal.backend().buffer();
        let row =
            |y: u16| (0..width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
        (0..8).map(row).filter(|row| !row.is_empty()).collect()
    }

    #[test]
    fn a_wide_panel_names_the_operator_of_each_record() {
        let mut console = TestConsole::new(Language::Ru);
        console.keys("<F9>Ольга<Enter>q12,5<Enter> e4<Enter>");
        let wide = rows_of(&console, 160, 99);
        assert!(wide[0].contains("4 кг       Ольга  +1 человек"), "{wide:#?}");
        assert!(wide[1].contains("12,5 кг     Ольга"), "{wide:#?}");
        assert!(rows(&console, 120).iter().all(|row| !row.contains("Ольга")));
    }

    #[test]
    fn people_stand_beside_the_next_weighing_and_decimal_marks_below_each_other() {
        let mut console = TestConsole::new(Language::En);
        for keys in [
            " ",
            " ",
            "q12.5<Enter>",
            " ",
            "w3.25<Enter>",
            "h4<Enter>",
            "<F8>",
            "r104<Enter><Enter>",
            " ",
            " ",
        ] {
            console.keys(keys);
        }
        let rows = rows(&console, 100);
        insta::assert_snapshot!(rows.join("\n"));
    }

    #[test]
    fn the_amount_before_its_decimal_mark_is_measured() {
        for (amount, mark, columns) in [
            ("12.5 kg", '.', 2),
            ("1,310.0 kg", '.', 5),
            ("~300,0 кг", ',', 4),
            ("1 310,0 кг", ',', 5),
            ("36 pcs", '.', 2),
            ("4 pcs · 32.5 kg", '.', 1),
            ("", '.', 0),
        ] {
            assert_eq!(integer_columns(amount, mark), columns, "{amount}");
        }
    }
}
