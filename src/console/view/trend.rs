//! The trend: the kilograms of each ten minutes of the day, and on wide screens the people of each hour.
//!
//! ```text
//! Per 10 minutes, kg
//!    400 . . . . . . . . . . . .
//!             ▂█    ▇
//!    200 . . ▆██▃. ▅█▂ . . . . .
//!          ▃██████▇███▄
//!          12    13    14    15
//! People   310   402    97
//! ```

use chrono::DateTime;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::console::model::Model;
use crate::console::view::scale::Scale;
use crate::domain::mass::Grams;
use crate::domain::trend::{HOUR_MS, Hours};
use crate::language::{Message, format};
use crate::screen::paint::{fill_bar_up, filled_cells, print, print_right, set_cell, width};

/// From this width of the screen on, the people of each hour are shown.
const PEOPLE_COLUMNS: u16 = 160;
/// The minimum width of the axis, in columns.
const MIN_AXIS: u16 = 5;
/// The maximum width of a column.
const MAX_COLUMN: u16 = 4;
/// From this width on, columns have a gap.
const GAP_FROM: u16 = 3;
/// The least number of rows between two grid lines.
const LINES_APART: u16 = 3;

/// Where the columns are.
struct Columns {
    area: Rect,
    hours: Hours,
    part_minutes: i64,
    /// The left edge of the first column.
    x: u16,
    /// The width of a column.
    width: u16,
    /// The height of a full column.
    height: u16,
}

pub(super) fn render(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    let shows_people = frame.area().width >= PEOPLE_COLUMNS;
    let buffer = frame.buffer_mut();
    let (theme, texts) = (&model.theme, &model.texts);
    let tally = model.ledger.tally();
    let Some(hours) = Hours::of_day(&model.event, tally, model.now) else { return };
    let people = shows_people.then(|| texts.get(Message::PeopleLabel));
    let label_columns = people.as_ref().map_or(0, |label| width(label) + 1);
    let min_axis = MIN_AXIS.max(label_columns);
    // The parts depend on the room beside the axis, and the numbers of the axis on the parts.
    let with_axis = |axis: u16| {
        let part_minutes = hours.part_minutes(area.width.saturating_sub(axis));
        let sums = hours.sums(&model.event, tally, part_minutes);
        let scale = Scale::up_to(sums.iter().map(|sum| sum.get()).max().unwrap_or(0));
        let fits = width(&format::integer(scale.end / 1000, texts.language())) < axis;
        fits.then_some((axis, part_minutes, sums, scale))
    };
    let Some((axis, part_minutes, sums, scale)) = (min_axis..min_axis.max(area.width)).find_map(with_axis)
    else {
        return;
    };
    let room = area.width.saturating_sub(axis);
    let count = u16::try_from(sums.len()).unwrap_or(u16::MAX).max(1);
    // The title, the row of the highest number, the hours, and the people have no columns.
    let other_rows = 3 + u16::from(people.is_some());
    let columns = Columns {
        area,
        hours,
        part_minutes,
        x: area.x + axis,
        width: (room / count).clamp(1, MAX_COLUMN),
        height: area.height.saturating_sub(other_rows),
    };
    let title = if part_minutes >= 60 {
        texts.get(Message::ChartHours)
    } else {
        texts.get(Message::TrendTitle { minutes: part_minutes.to_string().into() })
    };
    let title = format!("{title}, {}", texts.get(Message::UnitKg));
    print(buffer, area, 0, 0, &title, theme.accent());
    columns.render_axis(buffer, scale, model);
    for (index, sum) in (0..).zip(&sums) {
        columns.render_column(buffer, index, *sum, scale.end, model);
    }
    columns.render_hours(buffer, model);
    if let Some(label) = people {
        columns.render_people(buffer, &label, model);
    }
}

impl Columns {
    /// Returns the row below the columns.
    const fn base(&self) -> u16 {
        self.area.y + 2 + self.height
    }

    /// Returns the width of all columns together.
    fn all_columns(&self) -> u16 {
        let parts = u16::try_from(self.hours.count() * 60 / self.part_minutes).unwrap_or(u16::MAX);
        parts.saturating_mul(self.width).min(self.area.right().saturating_sub(self.x))
    }

    fn render_axis(&self, buffer: &mut Buffer, scale: Scale, model: &Model) {
        let label = Rect { width: self.x - self.area.x - 1, ..self.area };
        for line in scale.lines(self.height, LINES_APART) {
            // A line is at the lower edge of its row.
            let y = self.base() - 1 - filled_cells(line, scale.end, self.height);
            let number = format::integer((line + 500) / 1000, model.texts.language());
            print_right(buffer, label, y - self.area.y, &number, model.theme.quiet());
            for x in (self.x..self.x + self.all_columns()).step_by(2) {
                set_cell(buffer, x, y, model.theme.grid(), model.theme.border());
            }
        }
    }

    fn render_column(&self, buffer: &mut Buffer, index: u16, sum: Grams, end: i64, model: &Model) {
        let theme = &model.theme;
        let x = self.x.saturating_add(index.saturating_mul(self.width));
        let columns = if self.width >= GAP_FROM { self.width - 1 } else { self.width };
        let columns = columns.min(self.area.right().saturating_sub(x));
        let eighths = filled_cells(sum.get(), end, self.height.saturating_mul(8));
        let (full, part) = (eighths / 8, theme.vertical_bar_end(eighths % 8));
        // Some kilograms are visible in every character set.
        let part = part.or_else(|| (full == 0 && eighths > 0).then(|| theme.half_bar()));
        let base = self.base();
        let style = theme.stream("recycling");
        let place = (base, self.height);
        let filled = Rect { x, y: base - full, width: columns, height: full };
        fill_bar_up(buffer, filled, theme.bar(), style, place);
        if let Some(part) = part {
            let end = Rect { x, y: base - full - 1, width: columns, height: 1 };
            fill_bar_up(buffer, end, part, style, place);
        }
    }

    /// Returns each hour with its start in milliseconds, its left edge and its width.
    fn each_hour(&self) -> impl Iterator<Item = (i64, u16, u16)> {
        let columns = u16::try_from(60 / self.part_minutes).unwrap_or(1) * self.width;
        let hours = (self.hours.start_ms..self.hours.end_ms).step_by(usize::try_from(HOUR_MS).unwrap_or(1));
        let x = self.x - self.area.x;
        hours.zip(0_u16..).map(move |(start, index)| (start, x + index * columns, columns))
    }

    fn render_hours(&self, buffer: &mut Buffer, model: &Model) {
        let mut free = 0;
        for (start, x, _) in self.each_hour() {
            let hour = DateTime::from_timestamp_millis(start).unwrap_or_default().format("%H").to_string();
            if x >= free && x + width(&hour) <= self.area.width {
                print(buffer, self.area, x, self.base() - self.area.y, &hour, model.theme.strong());
                free = x + width(&hour) + 1;
            }
        }
    }

    fn render_people(&self, buffer: &mut Buffer, label: &str, model: &Model) {
        let y = self.base() + 1 - self.area.y;
        print(buffer, self.area, 0, y, label, model.theme.quiet());
        let mut free = 0;
        for (start, x, columns) in self.each_hour() {
            let people = model.ledger.tally().hours.get(&start).map_or(0, |sum| sum.people);
            let number = format::integer(people, model.texts.language());
            if people > 0 && x >= free && width(&number) < columns.max(3) {
                print(buffer, self.area, x, y, &number, model.theme.plain());
                free = x + width(&number) + 1;
            }
        }
    }
}
