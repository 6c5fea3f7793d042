//! Draws the first line of the board: event, date, clock, and the number of faults if the journals have any.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::board::model::{Board, EventSnapshot};
use crate::board::view::figures::event_time;
use crate::language::{Message, format};
use crate::screen::paint::{fill, print, print_right, width};

/// The minimum width of the event's name, in columns. If there is less room, the date is dropped.
const MIN_NAME_WIDTH: u16 = 8;

pub(super) fn draw(buffer: &mut Buffer, area: Rect, snapshot: &EventSnapshot, board: &Board) {
    let theme = &board.theme;
    let style = theme.header();
    fill(buffer, area, " ", style);
    let clock = format!(" {} ", event_time(board.now.wall, snapshot));
    print_right(buffer, area, 0, &clock, style);
    let mut used = width(&clock);
    if snapshot.fault_count > 0 {
        let mark = format!(
            " {} {} ",
            theme.warning(),
            board.texts().get(Message::FaultsCount { count: snapshot.fault_count.into() })
        );
        let left = Rect { width: area.width.saturating_sub(used), ..area };
        print_right(buffer, left, 0, &mark, theme.alarm());
        used += width(&mark);
    }
    let room = area.width.saturating_sub(used + 2);
    let date = format!(" {} {}", theme.dot(), format::date(snapshot.event.date));
    let name = board.texts().event_name(snapshot.event.given_name());
    let name_room = room.saturating_sub(width(&date));
    let title = if name_room >= MIN_NAME_WIDTH {
        format!("{}{date}", format::fit(&name, usize::from(name_room)))
    } else {
        format::fit(&name, usize::from(room)).into_owned()
    };
    print(buffer, area, 1, 0, &title, style);
}
