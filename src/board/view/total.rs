//! Draws the total in large digits, with people, target and pace beside or below the total.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::board::model::{Board, EventSnapshot};
use crate::board::view::digits;
use crate::board::view::figures::kilograms;
use crate::domain::mass::Grams;
use crate::domain::pace;
use crate::language::{Message, format};
use crate::screen::paint::{below, print, print_right, width, wrap};

/// The number of columns that the facts need if they are drawn beside the total.
const FACTS_WIDTH: u16 = 20;

/// Draws the total as large as possible, and returns the number of rows used.
pub(super) fn draw(buffer: &mut Buffer, area: Rect, snapshot: &EventSnapshot, board: &Board) -> u16 {
    let (theme, texts) = (&board.theme, board.texts());
    let number = format::kilograms_tenths(snapshot.tally.net, texts.language());
    let number = format::spaced(&number, texts.language());
    let unit = texts.get(Message::UnitKg);
    let max_height = digits::HEIGHT.max(area.height.div_ceil(3)).min(area.height);
    let room = area.width.saturating_sub(width(&unit) + 1);
    let with_facts_beside = digits::largest_pixel(&number, room.saturating_sub(FACTS_WIDTH), max_height);
    let Some(largest) = digits::largest_pixel(&number, room, max_height) else {
        // There is no room for large digits.
        print(buffer, area, 0, 0, &kilograms(snapshot.tally.net, texts), theme.strong());
        return 1 + draw_facts_in_line(buffer, below(area, 1), snapshot, board);
    };
    // Put the facts beside the total only if that does not make the digits smaller.
    let pixel = with_facts_beside.filter(|pixel| pixel.width >= largest.width).unwrap_or(largest);
    let (columns, rows) = (digits::columns(&number, pixel), digits::HEIGHT * pixel.height);
    digits::draw(buffer, Rect { height: rows, ..area }, &number, pixel, theme.bar(), theme.accent());
    let end = columns + 1 + print(buffer, area, columns + 1, rows - 1, &unit, theme.strong());
    if with_facts_beside != Some(pixel) {
        let facts_area = below(area, rows + u16::from(area.height >= 20));
        return facts_area.y - area.y + draw_facts_in_line(buffer, facts_area, snapshot, board);
    }
    let facts_area =
        Rect { x: area.x + end + 2, width: area.width.saturating_sub(end + 2), height: rows, ..area };
    draw_facts_in_column(buffer, facts_area, snapshot, board);
    rows
}

/// Draws as many facts as fit on one line, and returns the number of rows used.
fn draw_facts_in_line(buffer: &mut Buffer, area: Rect, snapshot: &EventSnapshot, board: &Board) -> u16 {
    let gap = format!("  {}  ", board.theme.dot());
    let mut x = 0;
    for (line, style) in facts(snapshot, board) {
        if x > 0 && x + width(&gap) + width(&line) > area.width {
            break;
        }
        if x > 0 {
            x += print(buffer, area, x, 0, &gap, board.theme.quiet());
        }
        x += print(buffer, area, x, 0, &format::fit(&line, usize::from(area.width)), style);
    }
    1.min(area.height)
}

/// Draws the facts as a column at the right edge. If there is room, the number of people is drawn in large
/// digits.
fn draw_facts_in_column(buffer: &mut Buffer, area: Rect, snapshot: &EventSnapshot, board: &Board) {
    let (theme, texts) = (&board.theme, board.texts());
    let mut facts = facts(snapshot, board);
    let mut area = area;
    let people = format::integer(snapshot.tally.people, texts.language());
    let people = format::spaced(&people, texts.language());
    if area.height >= 2 * digits::HEIGHT
        && let Some(pixel) = digits::largest_pixel(&people, area.width, digits::HEIGHT)
    {
        let columns = digits::columns(&people, pixel);
        let number_area = Rect { x: area.right() - columns, width: columns, height: digits::HEIGHT, ..area };
        digits::draw(buffer, number_area, &people, pixel, theme.bar(), theme.plain());
        let label = texts.get(Message::BoardPeople { count: snapshot.tally.people.into() });
        print_right(buffer, below(area, digits::HEIGHT), 0, &label, theme.strong());
        area = below(area, digits::HEIGHT + 2);
        // Remove the number of people from the facts, because it is already drawn.
        facts.remove(0);
    }
    let lines: Vec<(String, Style)> = facts
        .into_iter()
        .flat_map(|(line, style)| wrap(&line, area.width).into_iter().map(move |line| (line, style)))
        .collect();
    let count = u16::try_from(lines.len()).unwrap_or(area.height).min(area.height);
    let top = (area.height - count) / 2;
    for (y, (line, style)) in (top..top + count).zip(&lines) {
        print_right(buffer, area, y, line, *style);
    }
}

/// Returns the lines about people, target and pace, in this order. The lines about target and pace may be
/// missing.
pub(super) fn facts(snapshot: &EventSnapshot, board: &Board) -> Vec<(String, Style)> {
    let (theme, texts) = (&board.theme, board.texts());
    let short_kilograms = |grams: Grams| {
        format!("{}\u{a0}{}", format::kilograms_short(grams, texts.language()), texts.get(Message::UnitKg))
    };
    let people = texts.get(Message::PeopleCount { count: snapshot.tally.people.into() });
    let mut facts = vec![(people, theme.strong())];
    if let Some(target) = snapshot.event.target_g {
        let percent = format::percent(snapshot.tally.net.get(), target.get()).unwrap_or(0);
        let reached = snapshot.tally.net >= target;
        let style = if reached { theme.good() } else { theme.plain() };
        let star = if reached { format!("{} ", theme.star()) } else { String::new() };
        let target = short_kilograms(target);
        let text = texts.get(Message::BoardTarget { percent: percent.into(), target: target.into() });
        facts.push((star + &text, style));
    }
    if let Some(pace) = pace::last_hour(&snapshot.tally, board.now.wall.timestamp_millis()) {
        let pace = short_kilograms(pace);
        facts.push((texts.get(Message::Pace { pace: pace.into() }), theme.plain()));
    }
    facts
}
