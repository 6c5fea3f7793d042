//! Draws the screen that is shown while there is no event: the clock, and a text that says what the board
//! waits for.
//!
//! The clock is large, so that people at the other end of a hall see that the board is running.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::board::model::Board;
use crate::board::view::digits;
use crate::language::{Message, format};
use crate::screen::paint::{centred, print, width, wrap};

pub(super) fn draw(buffer: &mut Buffer, area: Rect, board: &Board) {
    let (theme, texts) = (&board.theme, board.texts());
    let sentence = match &board.slug {
        Some(slug) => texts.get(Message::BoardWaitingFor { slug: slug.into() }),
        None => texts.get(Message::BoardWaiting),
    };
    let mut lines: Vec<(String, Style)> =
        wrap(&sentence, area.width).into_iter().map(|line| (line, theme.strong())).collect();
    if let Some((_, why)) = &board.outage {
        let why = wrap(&texts.show(why), area.width.saturating_sub(4));
        lines.extend(why.into_iter().map(|line| (line, theme.attention())));
    }
    let text_height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    // Without an event only the machine's UTC offset is available.
    let clock = format::time(board.now.wall.with_timezone(&board.offset.0));
    let pixel = digits::largest_pixel(
        &clock,
        area.width * 2 / 3,
        area.height.saturating_sub(text_height.saturating_add(2)) / 2,
    );
    let clock_height = pixel.map_or(0, |pixel| digits::HEIGHT * pixel.height + 1);
    let middle = centred(area, area.width, clock_height.saturating_add(text_height));
    if let Some(pixel) = pixel {
        let columns = digits::columns(&clock, pixel);
        let x = middle.x + middle.width.saturating_sub(columns) / 2;
        let clock_area = Rect { x, width: columns, height: digits::HEIGHT * pixel.height, ..middle };
        digits::draw(buffer, clock_area, &clock, pixel, theme.bar(), theme.accent());
    }
    for (y, (line, style)) in (clock_height..).zip(&lines) {
        let x = area.width.saturating_sub(width(line)) / 2;
        print(buffer, middle, x, y, line, *style);
    }
}
