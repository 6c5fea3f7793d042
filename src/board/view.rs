//! Draws the board.
//!
//! ```text
//!  Recycle Бірге · 25.01.2026                                             14:05
//!
//!  ██████   ████    ████   ██████     ██  ██              1 800 адам
//!  ██         ██      ██   ██         ██  ██              соңғы сағатта 412 кг
//!  ██████     ██      ██   ██████     ██████   кг         6 000 кг мақсаттың 101%-ы
//!
//!  Макулатура  ██████████│   800 кг    Тоқыма     ████        312,5 кг
//!  Пластик     ███████       488 кг    Шам        ██          120 дана
//!
//!  Соңғысы: Пластик 3,2 кг 14:05 · Макулатура 12,5 кг 14:04
//! ```
//! Drawing is pure, and works for any screen of at least one cell. If there is not enough room, parts are
//! dropped in this order: pace, target, materials, name of the event. The total is dropped last.

pub(crate) mod digits;
mod figures;
mod header;
mod materials;
mod recent;
mod total;
mod waiting;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::board::model::{Board, EventSnapshot};
use crate::board::view::figures::{event_time, kilograms};
use crate::domain::event::Event;
use crate::domain::seal::Seal;
use crate::language::{Message, format};
use crate::screen::paint::{below, fill, filled_cells, print, replace_non_ascii};
use crate::screen::theme::CharacterSet;

/// The minimum columns and rows of the full layout. On a smaller screen, the board is a plain list of text
/// lines.
const MIN_SIZE: (u16, u16) = (40, 10);

/// Draws one frame.
pub(crate) fn view(board: &Board, frame: &mut Frame<'_>) {
    let area = frame.area();
    let buffer = frame.buffer_mut();
    match &board.snapshot {
        None => waiting::draw(buffer, area, board),
        Some(snapshot) if area.width < MIN_SIZE.0 || area.height < MIN_SIZE.1 => {
            draw_lines(buffer, area, snapshot, board);
        }
        Some(snapshot) => draw_panels(buffer, area, snapshot, board),
    }
    if board.theme.characters == CharacterSet::Ascii {
        replace_non_ascii(buffer);
    }
}

/// Draws as many lines of text as fit, the total first.
fn draw_lines(buffer: &mut Buffer, area: Rect, snapshot: &EventSnapshot, board: &Board) {
    let texts = board.texts();
    let theme = &board.theme;
    let mut lines = vec![(kilograms(snapshot.tally.net, texts), theme.strong())];
    lines.extend(total::facts(snapshot, board));
    lines.push((board.texts().event_name(snapshot.event.given_name()).into_owned(), theme.plain()));
    lines.extend(outdated_note(snapshot, board).map(|note| (note, theme.attention())));
    for (y, (line, style)) in (0..).zip(&lines) {
        print(buffer, area, 0, y, &format::fit(line, usize::from(area.width)), *style);
    }
}

fn draw_panels(buffer: &mut Buffer, area: Rect, snapshot: &EventSnapshot, board: &Board) {
    let theme = &board.theme;
    header::draw(buffer, Rect { height: 1, ..area }, snapshot, board);
    // A wide screen has wider margins. A tall screen has blank rows between the panels.
    let margin = if area.width >= 60 { 2.max(area.width / 40) } else { 1 };
    let gap = u16::from(area.height >= 22);
    let inside = Rect {
        x: area.x + margin,
        y: area.y + 1 + gap,
        width: area.width - 2 * margin,
        height: area.height - 2 - gap,
    };
    let bottom = Rect { y: area.bottom() - 1, height: 1, ..inside };
    let used = total::draw(buffer, inside, snapshot, board);
    let mut rest = below(inside, used);
    if let Some(target) = snapshot.event.target_g.filter(|_| rest.height > 4) {
        rest = below(rest, gap);
        let bar = Rect { height: 1, ..rest };
        fill(buffer, bar, theme.bar_track(), theme.border());
        let filled = filled_cells(snapshot.tally.net.get(), target.get(), bar.width);
        fill(buffer, Rect { width: filled, ..bar }, theme.bar(), theme.good());
        rest = below(rest, 1);
    }
    rest = below(rest, gap);
    rest.height = rest.height.saturating_sub(gap);
    materials::draw(buffer, rest, gap, snapshot, board);
    match outdated_note(snapshot, board) {
        Some(note) => {
            print(buffer, bottom, 0, 0, &format::fit(&note, usize::from(bottom.width)), theme.attention());
        }
        None => match &snapshot.event.sealed {
            Some(seal) => {
                let note = sealed_note(seal, &snapshot.event, board);
                print(buffer, bottom, 0, 0, &format::fit(&note, usize::from(bottom.width)), theme.good());
            }
            None => recent::draw(buffer, bottom, snapshot, board),
        },
    }
}

/// Returns the note that the event has ended, with the time of the seal, or its date if that is another day.
fn sealed_note(seal: &Seal, event: &Event, board: &Board) -> String {
    let at = seal.at.with_timezone(&event.utc_offset.0);
    let time = if at.date_naive() == event.date { format::time(at) } else { format::date(at.date_naive()) };
    board.texts().get(Message::BoardSealed { time: time.into() })
}

/// Returns the note that the snapshot may be outdated, with the time and the reason, or `None` if the
/// snapshot is up to date.
fn outdated_note(snapshot: &EventSnapshot, board: &Board) -> Option<String> {
    let (since, why) = board.outage.as_ref()?;
    let texts = board.texts();
    let time = event_time(*since, snapshot);
    let note = texts.get(Message::BoardOld { time: time.into(), reason: why.clone() });
    Some(format!("{} {note}", board.theme.warning()))
}

#[cfg(test)]
mod tests;
