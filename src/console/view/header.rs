//! The header: the event, the station, its operator, and the current sums.
//!
//! ```text
//!  Recycle Бірге · 25.01.2026    A · Айгерім     1 243 адам   6 115,4 кг   14:05
//! ```
//! The right side is never cut. On a narrow screen, the name of the event is cut first.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::console::labels;
use crate::console::model::{Model, OwnStation};
use crate::console::msg::SyncState;
use crate::console::paper;
use crate::language::{Message, Texts, format};
use crate::screen::paint::{fill, print, print_right, width};

/// The header has the offset from UTC if it has at least this many columns.
const OFFSET_COLUMNS: u16 = 120;

/// The header has the state of the sync if it has at least this many columns.
const SYNC_COLUMNS: u16 = 80;

/// Returns event, station, people and kilograms as one line, for the plain console.
#[must_use]
pub(crate) fn total_text(model: &Model) -> String {
    let people = model.texts.get(Message::PeopleCount { count: model.ledger.tally().people.into() });
    let kilograms = labels::kilograms_tenths(model.ledger.tally().net, &model.texts);
    let station = match &model.own {
        Some(own) => station_label(own, &model.texts),
        None => model.texts.get(Message::Watching),
    };
    let mark = fault_mark(model, 80).map(|mark| format!("  {mark}")).unwrap_or_default();
    format!("{}  {station}  {people}  {kilograms}{mark}", model.texts.event_name(model.event.given_name()))
}

/// Returns the symbol for faults in the journals, which warns that the sums may be wrong.
fn fault_mark(model: &Model, columns: u16) -> Option<String> {
    let count = model.all_faults().count();
    let sign = model.theme.warning();
    // The sums do not depend on the second copy, so its mark is another one.
    let mirror = model.mirror.as_ref().filter(|_| count == 1);
    match (columns, mirror) {
        _ if count == 0 => None,
        (80.., Some(mirror)) => {
            let since = (&mirror.since).into();
            Some(format!("{sign} {}", model.texts.get(Message::MirrorMark { since })))
        }
        (80.., None) => {
            Some(format!("{sign} {}", model.texts.get(Message::FaultsCount { count: count.into() })))
        }
        _ => Some(format!("{sign} {count}")),
    }
}

/// Returns whether a server has the same lines. A narrow screen has no room for it.
fn sync_mark(model: &Model, columns: u16) -> Option<String> {
    let state = model.sync.as_ref().filter(|_| columns >= SYNC_COLUMNS)?;
    Some(match state {
        SyncState::Agreed(time) => {
            format!("{} {} {time}", model.texts.get(Message::SyncMark), model.theme.saved())
        }
        SyncState::Since(since) => model.texts.get(Message::SyncMarkSince { since: since.into() }),
    })
}

fn station_label(own: &OwnStation, texts: &Texts) -> String {
    texts.get(Message::StationLabel { station: own.station.as_str().into() })
}

/// Returns the station and its operator, or a text that says that the console only watches.
fn station_and_operator(model: &Model, columns: u16) -> String {
    let Some(own) = &model.own else { return model.texts.get(Message::Watching) };
    let dot = model.theme.dot();
    // On a wide screen, the station's letter has a label.
    let mut text = match columns {
        100.. => station_label(own, &model.texts),
        // If no operator is shown next to the station's letter, the letter alone would be unclear.
        80.. if own.operator.is_empty() => station_label(own, &model.texts),
        _ => own.station.to_string(),
    };
    if let Some(time) = model.paper {
        let time = paper::label(time, model);
        text = format!("{} {dot} {text}", model.texts.get(Message::PaperMark { time: time.into() }));
    }
    if !own.operator.is_empty() {
        text += &format!(" {dot} {}", format::fit(&format::clean(&own.operator), usize::from(columns / 5)));
    }
    text
}

pub(super) fn render(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    let buffer = frame.buffer_mut();
    let theme = &model.theme;
    let style = theme.header();
    fill(buffer, area, " ", style);
    let tally = model.ledger.tally();
    let clock = model.now.with_timezone(&model.event.utc_offset.0);
    let mut right = sync_mark(model, area.width).map(|mark| format!("{mark}   ")).unwrap_or_default();
    if tally.people > 0 || area.width >= 80 {
        right += &model.texts.get(Message::PeopleCount { count: tally.people.into() });
        right += "   ";
    }
    right += &labels::kilograms_tenths(tally.net, &model.texts);
    right += &format!("   {} ", format::time(clock));
    let right_columns = width(&right);
    print_right(buffer, area, 0, &right, style);
    if let Some(mark) = fault_mark(model, area.width) {
        let before = Rect { width: area.width.saturating_sub(right_columns + 1), ..area };
        print_right(buffer, before, 0, &format!(" {mark} "), theme.alarm());
        right.insert_str(0, &format!(" {mark}  "));
    }
    let dot = theme.dot();
    let station = station_and_operator(model, area.width);
    let room = area.width.saturating_sub(width(&right) + 3);
    let left = Rect { x: area.x + 1, width: room, ..area };
    let name = model.texts.event_name(model.event.given_name());
    let mut date = format::date(model.event.date);
    if area.width >= OFFSET_COLUMNS {
        date += &format!(", {}", format::utc_offset(model.event.utc_offset));
    }
    // The name of the event is cut first, then its date is left out.
    let fixed = width(&station) + 3;
    let dated = width(&date) + 3;
    let name_room = room.saturating_sub(fixed + dated);
    let event = if name_room >= 8 {
        format!("{} {dot} {date}", format::fit(&name, usize::from(name_room)))
    } else {
        format::fit(&name, usize::from(room.saturating_sub(fixed))).into_owned()
    };
    let station = format::fit(&station, usize::from(room));
    print(buffer, left, 0, 0, &event, style);
    let rightmost = room.saturating_sub(width(&station));
    let x = (width(&event) + 3).max((area.width / 2).saturating_sub(width(&station) / 2 + 1)).min(rightmost);
    let style = if model.paper.is_some() { theme.alarm() } else { style.patch(theme.strong()) };
    print(buffer, left, x, 0, &station, style);
}
