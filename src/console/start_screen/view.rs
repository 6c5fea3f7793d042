//! Draws the start screen.
//!
//! ```text
//!  Tarazy · Which event?                                   Fri 27.11.2026  03:10
//!  ▲ This computer's clock says … (only if the clock cannot be right)
//! ┌ Choosing the event ────────────────────────────────────────────────────────┐
//! │ 1 Recycle Бірге            Sat 28.11.2026, tomorrow     41 people  520.4 kg │
//! │ 2 A new event for today, Fri 27.11.2026, UTC+05:00                          │
//! └────────────────────────────────────────────────────────────────────────────┘
//!  details of the selected row, or a message
//!  Enter choose  1 … 9 row  F2 language  F10 quit
//! ```
//! The box is left out on a low or narrow screen. Columns that do not fit are left out, least important first. The
//! details of the selected row name everything.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::console::model::MIN_SIZE;
use crate::console::start_screen::model::{StartEvent, StartModel, StartNotice};
use crate::console::start_screen::{help, labels};
use crate::console::view::footer;
use crate::language::{Message, format};
use crate::screen::paint::{self, below, draw_box, fill, print, print_right, width, wrap};
use crate::screen::theme::CharacterSet;

/// The maximum width of the list. Longer lines are hard to read across.
const COLUMNS: u16 = 132;
/// The size from which the list has a box.
const BOX_SIZE: (u16, u16) = (60, 16);
/// The height from which there are two lines of details even below a doubt about the clock.
const TWO_DETAILS_HEIGHT: u16 = 12;
/// The most lines of details, if nothing else needs the rows.
const MAX_DETAIL_ROWS: u16 = 4;
/// The number of rows of the list that are always visible, even if the texts above it must be cut.
const LIST_ROWS_MIN: usize = 2;
/// The number of columns that a name keeps before a column of the list is left out.
const NAME_COLUMNS: u16 = 24;
/// The columns of a row's number, with a space on either side.
const NUMBER_COLUMNS: u16 = 3;
/// The gap between two columns of the list.
const GAP: u16 = 2;

/// The areas of the screen, and the lines of the texts above the list.
struct Plan {
    lines: Vec<String>,
    texts: Rect,
    /// The box around the list, or `None` if the list has none.
    outer: Option<Rect>,
    list: Rect,
    details: Rect,
}

fn plan(model: &StartModel, area: Rect) -> Plan {
    let columns = area.width.min(COLUMNS);
    let body = Rect {
        x: area.x + (area.width - columns) / 2,
        y: area.y + 1,
        width: columns,
        height: area.height.saturating_sub(2),
    };
    let has_box = area.width >= BOX_SIZE.0 && area.height >= BOX_SIZE.1;
    let frame = if has_box { 2 } else { 0 };
    let has_texts = model.question.clock_doubt.is_some() || !model.question.warnings.is_empty();
    let details = if has_texts && area.height < TWO_DETAILS_HEIGHT { 1 } else { 2 };
    let rows = model.row_count();
    let list_min = u16::try_from(rows.min(LIST_ROWS_MIN)).unwrap_or(1);
    let room = body.height.saturating_sub(frame + details + list_min);
    let lines = text_lines(model, columns.saturating_sub(2), room);
    let text_rows = u16::try_from(lines.len()).unwrap_or(room);
    let list_room = body.height.saturating_sub(frame + details + text_rows);
    let list_rows = u16::try_from(rows).unwrap_or(u16::MAX).min(list_room);
    let free = list_room - list_rows;
    let body = below(body, if has_box { free / 3 } else { 0 });
    let texts = Rect { height: text_rows, ..body };
    let outer = Rect { height: list_rows + frame, ..below(body, text_rows) };
    let list = if has_box {
        Rect { x: outer.x + 1, y: outer.y + 1, width: outer.width.saturating_sub(2), height: list_rows }
    } else {
        outer
    };
    let rest = below(body, text_rows + outer.height);
    let details = Rect { height: rest.height.min(MAX_DETAIL_ROWS), ..rest };
    Plan { lines, texts, outer: has_box.then_some(outer), list, details }
}

/// Returns the lines above the list: the doubt about the clock, and the warnings. If they do not fit, the last line
/// ends with `…`.
fn text_lines(model: &StartModel, columns: u16, rows: u16) -> Vec<String> {
    let doubt = labels::clock_doubt(&model.question, &model.texts);
    let warnings = model.question.warnings.iter().map(|warning| model.texts.show(warning));
    let mark = model.theme.warning();
    let mut lines: Vec<String> =
        doubt.into_iter().chain(warnings).flat_map(|text| wrap(&format!("{mark} {text}"), columns)).collect();
    let rows = usize::from(rows);
    if lines.len() > rows {
        lines.truncate(rows);
        if let Some(last) = lines.last_mut() {
            *last = format::fit(&format!("{last} …"), usize::from(columns)).into_owned();
            if !last.ends_with('…') {
                last.push('…');
            }
        }
    }
    lines
}

/// Returns the number of visible rows of the list.
pub(super) fn list_height(model: &StartModel) -> usize {
    let (columns, rows) = model.size;
    usize::from(plan(model, Rect::new(0, 0, columns, rows)).list.height)
}

/// Draws one frame.
pub(super) fn view(model: &StartModel, frame: &mut Frame<'_>) {
    let area = frame.area();
    let buffer = frame.buffer_mut();
    if area.width < MIN_SIZE.0 || area.height < MIN_SIZE.1 {
        render_too_small(buffer, area, model);
    } else {
        render(buffer, area, model);
    }
    if model.theme.characters == CharacterSet::Ascii {
        paint::replace_non_ascii(buffer);
    }
}

fn render_too_small(buffer: &mut Buffer, area: Rect, model: &StartModel) {
    let (columns, rows) = MIN_SIZE;
    let (columns, rows) = (u32::from(columns).into(), u32::from(rows).into());
    let mut sentences =
        vec![(model.texts.get(Message::TerminalTooSmall { columns, rows }), model.theme.attention())];
    if model.notice == Some(StartNotice::KeysIgnored) {
        sentences.push((model.texts.get(Message::NoticeKeysIgnored), model.theme.bad()));
    }
    let lines = sentences
        .into_iter()
        .flat_map(|(text, style)| wrap(&text, area.width).into_iter().map(move |line| (line, style)));
    for (y, (line, style)) in (0..).zip(lines) {
        print(buffer, area, 0, y, &line, style);
    }
}

fn render(buffer: &mut Buffer, area: Rect, model: &StartModel) {
    let theme = &model.theme;
    render_header(buffer, Rect { height: 1, ..area }, model);
    let plan = plan(model, area);
    for (y, line) in (0..).zip(&plan.lines) {
        print(buffer, plan.texts, 1, y, line, theme.attention());
    }
    if let Some(outer) = plan.outer {
        draw_box(buffer, outer, &model.texts.get(Message::ModeStart), theme, theme.accent());
    }
    render_list(buffer, plan.list, model);
    render_details(buffer, &plan, model);
    let context = model.context();
    let keys = (context.mode, context.snapshot);
    footer::render_keys(buffer, below(area, area.height - 1), keys, &model.texts, theme);
    if let Some(scroll) = model.help {
        help::render(buffer, area, scroll, &model.texts, theme);
    }
}

fn render_header(buffer: &mut Buffer, area: Rect, model: &StartModel) {
    let style = model.theme.header();
    fill(buffer, area, " ", style);
    let now = model.question.now;
    let left = format!("Tarazy {} {}", model.theme.dot(), model.texts.get(Message::StartQuestion));
    let room = area.width.saturating_sub(width(&left) + 4);
    let date = labels::date(now.date_naive(), &model.texts);
    let full = format!("{date}  {}", format::time(now));
    let right = if width(&full) <= room { full } else { format::time(now) };
    let columns = print_right(buffer, area, 0, &format!("{right} "), style);
    let room = usize::from(area.width.saturating_sub(columns + 2));
    print(buffer, area, 1, 0, &format::fit(&left, room), style.patch(model.theme.strong()));
}

/// A column of the list: its text in each row of an event, and whether it ends at the right edge.
struct Column {
    texts: Vec<String>,
    is_number: bool,
}

impl Column {
    fn new(model: &StartModel, is_number: bool, text: impl Fn(&StartEvent) -> Option<String>) -> Self {
        let texts = model.question.events.iter().map(|event| text(event).unwrap_or_default()).collect();
        Self { texts, is_number }
    }

    fn width(&self) -> u16 {
        self.texts.iter().map(|text| width(text)).max().unwrap_or(0)
    }
}

/// Returns the columns after the name that fit, in the order of the screen.
fn columns(model: &StartModel, room: u16) -> Vec<Column> {
    let (question, texts) = (&model.question, &model.texts);
    let names = question
        .events
        .iter()
        .map(|event| width(&texts.event_name(event.given_name.as_deref())))
        .max()
        .unwrap_or(0);
    let full = Column::new(model, false, |event| Some(labels::when(event, question, texts)));
    let brief = Column::new(model, false, |event| {
        Some(labels::distance(event, question, texts).unwrap_or_else(|| format::date(event.date)))
    });
    let free = room.saturating_sub(names.min(NAME_COLUMNS));
    let date = if full.width() + GAP <= free { full } else { brief };
    // The number is the position on the screen. The order is the importance.
    let others = [
        (3, Column::new(model, true, |event| labels::mass(event, texts))),
        (2, Column::new(model, true, |event| labels::people(event, texts))),
        (1, Column::new(model, false, |event| labels::last_record(event, question, texts))),
        (4, Column::new(model, false, |event| Some(format::utc_offset(event.utc_offset)))),
    ];
    let mut used = date.width() + GAP;
    let mut shown = vec![(0, date)];
    for (position, column) in others.into_iter().filter(|(_, column)| column.width() > 0) {
        used += column.width() + GAP;
        if used > free {
            break;
        }
        shown.push((position, column));
    }
    shown.sort_by_key(|(position, _)| *position);
    shown.into_iter().map(|(_, column)| column).collect()
}

/// Returns the number of columns for a name, in a list of this width.
fn name_columns(model: &StartModel, list: u16) -> u16 {
    let room = list.saturating_sub(NUMBER_COLUMNS + 1);
    let after: u16 = columns(model, room).iter().map(|column| column.width() + GAP).sum();
    room.saturating_sub(after)
}

fn render_list(buffer: &mut Buffer, area: Rect, model: &StartModel) {
    let theme = &model.theme;
    let (before, room) = (NUMBER_COLUMNS, area.width.saturating_sub(NUMBER_COLUMNS + 1));
    let columns = columns(model, room);
    let names = name_columns(model, area.width);
    let visible = model.cursor.window(area.height, model.row_count());
    for (y, row) in (0..).zip(visible) {
        let style = if row == model.cursor.position() { theme.selected() } else { theme.plain() };
        fill(buffer, Rect { y: area.y + y, height: 1, ..area }, " ", style);
        if row < 9 {
            print(buffer, area, 1, y, &(row + 1).to_string(), style);
        }
        let Some(event) = model.event(row) else {
            let text = labels::new_event(&model.question, &model.texts, room);
            print(buffer, area, before, y, &format::fit(&text, usize::from(room)), style);
            continue;
        };
        print(
            buffer,
            area,
            before,
            y,
            &format::fit(&model.texts.event_name(event.given_name.as_deref()), usize::from(names)),
            style,
        );
        let mut x = before + names;
        for column in &columns {
            let cell = Rect { x: area.x + x + GAP, width: column.width(), ..area };
            let text = column.texts.get(row).map_or("", String::as_str);
            if column.is_number {
                print_right(buffer, cell, y, text, style);
            } else {
                print(buffer, cell, 0, y, text, style);
            }
            x += GAP + column.width();
        }
    }
}

/// Draws the details of the selected row, or a message in their place.
fn render_details(buffer: &mut Buffer, plan: &Plan, model: &StartModel) {
    let area = plan.details;
    let (text, style) = match model.notice {
        Some(notice) => notice_text(notice, model),
        None => (details(model, name_columns(model, plan.list.width)), model.theme.plain()),
    };
    let columns = area.width.saturating_sub(2);
    let rows = usize::from(area.height);
    let dot = model.theme.dot();
    // A dot between two details is not needed where a line ends.
    let between =
        |line: String| line.trim_matches(' ').trim_start_matches(dot).trim_end_matches(dot).trim().to_owned();
    let lines: Vec<String> = wrap(&text, columns).into_iter().map(between).collect();
    for (y, line) in (0..).zip(&lines[..rows.min(lines.len())]) {
        let is_cut = usize::from(y) + 1 == rows && lines.len() > rows;
        let line = if is_cut { format!("{line} …") } else { line.clone() };
        print(buffer, area, 1, y, &format::fit(&line, usize::from(columns)), style);
    }
}

/// Returns the details of the selected row. They begin with the name if the list cuts it to `names` columns.
fn details(model: &StartModel, names: u16) -> String {
    let separator = format!(" {} ", model.theme.dot());
    let Some(event) = model.event(model.cursor.position()) else {
        let details = model.texts.get(match model.question.events.is_empty() {
            true => Message::StartNewAloneDetails,
            false => Message::StartNewDetails,
        });
        return format!("{}{separator}{details}", labels::new_offset(&model.question));
    };
    let name = model.texts.event_name(event.given_name.as_deref());
    let name = (width(&name) > names).then(|| name.into_owned());
    let details = labels::details(event, &model.question, &model.texts);
    name.into_iter().chain(details).collect::<Vec<_>>().join(&separator)
}

fn notice_text(notice: StartNotice, model: &StartModel) -> (String, Style) {
    let (texts, theme) = (&model.texts, &model.theme);
    match notice {
        StartNotice::MachineLine => (texts.get(Message::StartNoticeMachineLine), theme.bad()),
        StartNotice::Pasted => (texts.get(Message::StartNoticePaste), theme.bad()),
        StartNotice::EnterAfterText => (texts.get(Message::StartNoticeTyped), theme.attention()),
        StartNotice::EnterRepeated => (texts.get(Message::StartNoticeEnter), theme.attention()),
        StartNotice::KeyHeldDown(key) => {
            (texts.get(Message::NoticeKeyHeld { key: key.to_string().into() }), theme.attention())
        }
        StartNotice::KeysIgnored => (texts.get(Message::NoticeKeysIgnored), theme.bad()),
        StartNotice::LanguageChanged => (texts.get(Message::NoticeLanguage), theme.good()),
        StartNotice::OnlyEnglish => (texts.get(Message::NoticeOnlyEnglish), theme.quiet()),
    }
}
