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
//! Pure, and of any size from one cell on: what has no room goes in this order: pace, target, materials, the
//! event's name. The total goes last.

pub mod digits;
mod materials;

use chrono::{DateTime, Utc};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::board::model::{Board, EventSnapshot, RecentAmount, RecentEntry};
use crate::domain::mass::Grams;
use crate::domain::pace;
use crate::language::{Message, Texts, format};
use crate::screen::paint::{centred, fill, filled_cells, print, print_right, width, wrap};
use crate::screen::theme::CharacterSet;

/// Below this size there is only a list of lines.
const SMALLEST: (u16, u16) = (40, 10);
/// Columns that the lines beside the total need.
const FACTS: u16 = 20;

/// Draws one frame.
pub fn view(board: &Board, frame: &mut Frame<'_>) {
    let area = frame.area();
    let buffer = frame.buffer_mut();
    match &board.snapshot {
        None => waiting(buffer, area, board),
        Some(snapshot) if area.width < SMALLEST.0 || area.height < SMALLEST.1 => {
            small(buffer, area, snapshot, board);
        }
        Some(snapshot) => whole(buffer, area, snapshot, board),
    }
    if board.theme.characters == CharacterSet::Ascii {
        crate::screen::paint::replace_non_ascii(buffer);
    }
}

/// The clock, large enough to show across a hall that the screen is alive, and what is waited for.
fn waiting(buffer: &mut Buffer, area: Rect, board: &Board) {
    let (theme, texts) = (&board.theme, board.texts());
    let sentence = match &board.slug {
        Some(slug) => texts.get(Message::BoardWaitingFor { slug: slug.into() }),
        None => texts.get(Message::BoardWaiting),
    };
    let mut lines: Vec<(String, Style)> =
        wrap(&sentence, area.width).into_iter().map(|line| (line, theme.strong())).collect();
    if let Some((_, why)) = &board.trouble {
        let why = wrap(&why(texts), area.width.saturating_sub(4));
        lines.extend(why.into_iter().map(|line| (line, theme.attention())));
    }
    let text = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    // There is no event whose time zone would be known.
    let clock = format::time(board.now.wall.with_timezone(&board.offset.0));
    let point = digits::largest(&clock, area.width * 2 / 3, area.height.saturating_sub(text + 2) / 2);
    let clock_height = point.map_or(0, |point| digits::HEIGHT * point.height + 1);
    let place = centred(area, area.width, clock_height.saturating_add(text));
    if let Some(point) = point {
        let columns = digits::columns(&clock, point);
        let x = place.x + place.width.saturating_sub(columns) / 2;
        let place = Rect { x, width: columns, height: digits::HEIGHT * point.height, ..place };
        digits::draw(buffer, place, &clock, point, theme.bar(), theme.accent());
    }
    for (y, (line, style)) in (clock_height..).zip(&lines) {
        let x = area.width.saturating_sub(width(line)) / 2;
        print(buffer, place, x, y, line, *style);
    }
}

/// The lines of a screen that has no room for more, the total first.
fn small(buffer: &mut Buffer, area: Rect, snapshot: &EventSnapshot, board: &Board) {
    let texts = board.texts();
    let theme = &board.theme;
    let mut lines = vec![(kilograms(snapshot.tally.net, texts), theme.strong())];
    lines.extend(facts(snapshot, board));
    lines.push((format::clean(&snapshot.event.name).into_owned(), theme.plain()));
    lines.extend(note(snapshot, board).map(|note| (note, theme.attention())));
    for (y, (line, style)) in (0..).zip(&lines) {
        print(buffer, area, 0, y, &format::fit(line, usize::from(area.width)), *style);
    }
}

fn whole(buffer: &mut Buffer, area: Rect, snapshot: &EventSnapshot, board: &Board) {
    let theme = &board.theme;
    header(buffer, Rect { height: 1, ..area }, snapshot, board);
    // A margin, where there is room for one.
    let side = if area.width >= 60 { 2.max(area.width / 40) } else { 1 };
    let airy = u16::from(area.height >= 22);
    let inside = Rect {
        x: area.x + side,
        y: area.y + 1 + airy,
        width: area.width - 2 * side,
        height: area.height - 2 - airy,
    };
    let last = Rect { y: area.bottom() - 1, height: 1, ..inside };
    let used = total(buffer, inside, snapshot, board);
    let mut rest = below(inside, used);
    if let Some(target) = snapshot.event.target_g.filter(|_| rest.height > 4) {
        rest = below(rest, airy);
        let bar = Rect { height: 1, ..rest };
        fill(buffer, bar, theme.bar_track(), theme.quiet());
        let done = filled_cells(snapshot.tally.net.get(), target.get(), bar.width);
        fill(buffer, Rect { width: done, ..bar }, theme.bar(), theme.good());
        rest = below(rest, 1);
    }
    rest = below(rest, airy);
    rest.height = rest.height.saturating_sub(airy);
    materials::materials(buffer, rest, snapshot, board);
    match note(snapshot, board) {
        Some(note) => {
            print(buffer, last, 0, 0, &format::fit(&note, usize::from(last.width)), theme.attention());
        }
        None => ticker(buffer, last, snapshot, board),
    }
}

/// What is left of an area below so many rows.
fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

/// Event, date, clock; and that something is wrong with the journals.
fn header(buffer: &mut Buffer, area: Rect, snapshot: &EventSnapshot, board: &Board) {
    let theme = &board.theme;
    let style = theme.header();
    fill(buffer, area, " ", style);
    let clock = format::time(board.now.wall.with_timezone(&snapshot.event.utc_offset.0));
    let mut right = format!(" {clock} ");
    print_right(buffer, area, 0, &right, style);
    if snapshot.fault_count > 0 {
        let mark = format!(
            " {} {} ",
            theme.warning(),
            board.texts().get(Message::FaultsCount { count: snapshot.fault_count.into() })
        );
        let before = Rect { width: area.width.saturating_sub(width(&right)), ..area };
        print_right(buffer, before, 0, &mark, theme.alarm());
        right += &mark;
    }
    let room = usize::from(area.width.saturating_sub(width(&right) + 2));
    let date = format!(" {} {}", theme.dot(), format::date(snapshot.event.date));
    let name = format::clean(&snapshot.event.name);
    let name_room = room.saturating_sub(date.chars().count());
    let title = if name_room >= 8 {
        format!("{}{date}", format::fit(&name, name_room))
    } else {
        format::fit(&name, room).into_owned()
    };
    print(buffer, area, 1, 0, &title, style);
}

/// The total as large as it can be, with the facts beside or below it; returns the rows used.
fn total(buffer: &mut Buffer, area: Rect, snapshot: &EventSnapshot, board: &Board) -> u16 {
    let (theme, texts) = (&board.theme, board.texts());
    let number = format::kilograms_tenths(snapshot.tally.net, texts.language());
    let unit = texts.get(Message::UnitKg);
    let most = digits::HEIGHT.max(area.height.div_ceil(3)).min(area.height);
    let room = area.width.saturating_sub(width(&unit) + 1);
    let beside = digits::largest(&number, room.saturating_sub(FACTS), most);
    let above = digits::largest(&number, room, most);
    let Some(point) = above else {
        // No room for figures: words.
        print(buffer, area, 0, 0, &kilograms(snapshot.tally.net, texts), theme.strong());
        return 1 + one_line(buffer, below(area, 1), snapshot, board);
    };
    // Beside it, unless that would make the figures smaller.
    let point = beside.filter(|beside| beside.width >= point.width).unwrap_or(point);
    let (columns, rows) = (digits::columns(&number, point), digits::HEIGHT * point.height);
    digits::draw(buffer, Rect { height: rows, ..area }, &number, point, theme.bar(), theme.accent());
    let end = columns + 1 + print(buffer, area, columns + 1, rows - 1, &unit, theme.strong());
    if beside != Some(point) {
        let under = below(area, rows + u16::from(area.height >= 20));
        return under.y - area.y + one_line(buffer, under, snapshot, board);
    }
    let beside =
        Rect { x: area.x + end + 2, width: area.width.saturating_sub(end + 2), height: rows, ..area };
    column(buffer, beside, snapshot, board);
    rows
}

/// The facts in one line; returns the rows used.
fn one_line(buffer: &mut Buffer, area: Rect, snapshot: &EventSnapshot, board: &Board) -> u16 {
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

/// The facts below each other, at the right edge; where there is room the people in large figures.
fn column(buffer: &mut Buffer, area: Rect, snapshot: &EventSnapshot, board: &Board) {
    let (theme, texts) = (&board.theme, board.texts());
    let mut facts = facts(snapshot, board);
    let mut area = area;
    let people = format::integer(snapshot.tally.people, texts.language());
    if area.height >= 2 * digits::HEIGHT
        && let Some(point) = digits::largest(&people, area.width, digits::HEIGHT)
    {
        let columns = digits::columns(&people, point);
        let place = Rect { x: area.right() - columns, width: columns, height: digits::HEIGHT, ..area };
        digits::draw(buffer, place, &people, point, theme.bar(), theme.plain());
        let word = texts.get(Message::BoardPeople { count: snapshot.tally.people.into() });
        print_right(buffer, below(area, digits::HEIGHT), 0, &word, theme.strong());
        area = below(area, digits::HEIGHT + 2);
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

fn kilograms(grams: Grams, texts: &Texts) -> String {
    format!("{} {}", format::kilograms_tenths(grams, texts.language()), texts.get(Message::UnitKg))
}

/// People, target, pace.
fn facts(snapshot: &EventSnapshot, board: &Board) -> Vec<(String, Style)> {
    let (theme, texts) = (&board.theme, board.texts());
    let whole = |grams: Grams| {
        format!("{}\u{a0}{}", format::kilograms_short(grams, texts.language()), texts.get(Message::UnitKg))
    };
    let people = texts.get(Message::PeopleCount { count: snapshot.tally.people.into() });
    let mut facts = vec![(people, theme.strong())];
    if let Some(target) = snapshot.event.target_g {
        let percent = format::percent(snapshot.tally.net.get(), target.get()).unwrap_or(0);
        let whole = whole(target);
        let reached = snapshot.tally.net >= target;
        let style = if reached { theme.good() } else { theme.plain() };
        let star = if reached { format!("{} ", theme.star()) } else { String::new() };
        facts.push((
            star + &texts.get(Message::BoardTarget { percent: percent.into(), target: whole.into() }),
            style,
        ));
    }
    if let Some(pace) = pace::last_hour(&snapshot.tally, board.now.wall.timestamp_millis()) {
        facts.push((texts.get(Message::Pace { pace: (&whole(pace)).into() }), theme.plain()));
    }
    facts
}

/// That what is shown may be old, and since when.
fn note(snapshot: &EventSnapshot, board: &Board) -> Option<String> {
    let (since, why) = board.trouble.as_ref()?;
    let (texts, reason) = (board.texts(), why(board.texts()));
    let time = time_of(*since, snapshot);
    let note = texts.get(Message::BoardOld { time: time.into(), reason: reason.into() });
    Some(format!("{} {note}", board.theme.warning()))
}

fn time_of(moment: DateTime<Utc>, snapshot: &EventSnapshot) -> String {
    format::time(moment.with_timezone(&snapshot.event.utc_offset.0))
}

/// As many of the last weighings as have room.
fn ticker(buffer: &mut Buffer, area: Rect, snapshot: &EventSnapshot, board: &Board) {
    let (theme, texts) = (&board.theme, board.texts());
    let mut x = print(buffer, area, 0, 0, &texts.get(Message::BoardLast), theme.quiet());
    if snapshot.tally.entries == 0 {
        fill(buffer, area, " ", theme.plain());
        print(buffer, area, 0, 0, &texts.get(Message::BoardNothing), theme.strong());
        return;
    }
    for (place, weighing) in snapshot.recent.iter().enumerate() {
        let text = weighed(weighing, snapshot, texts);
        let gap = if place == 0 { " ".to_owned() } else { format!(" {} ", theme.dot()) };
        if x + width(&gap) + width(&text) > area.width && place > 0 {
            return;
        }
        x += print(buffer, area, x, 0, &gap, theme.quiet());
        // The newest is the news. The others are no paler than a projector still shows.
        x += print(buffer, area, x, 0, &text, if place == 0 { theme.strong() } else { theme.plain() });
    }
}

/// `Пластик 3,2 кг 14:05`
fn weighed(weighing: &RecentEntry, snapshot: &EventSnapshot, texts: &Texts) -> String {
    let about = if weighing.about { "~" } else { "" };
    let amount = match weighing.amount {
        RecentAmount::Weight(net) => {
            format!("{} {}", format::kilograms(net, texts.language()), texts.get(Message::UnitKg))
        }
        RecentAmount::Pieces(count) => {
            format!("{} {}", format::integer(count.into(), texts.language()), texts.get(Message::UnitPcs))
        }
    };
    let time = time_of(DateTime::from_timestamp_millis(weighing.at_ms).unwrap_or_default(), snapshot);
    let material = snapshot.event.materials.get(weighing.material);
    let name = material.map(|material| materials::name(material, false, texts)).unwrap_or_default();
    format!("{name} {about}{amount} {time}")
}

#[cfg(test)]
mod tests;
