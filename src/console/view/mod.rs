//! Draws the model without changing it. Each panel and each overlay has a file with a `render` function.

pub(crate) mod layout;

mod balance;
mod chart;
mod correction;
mod day;
mod entries;
mod entry_line;
mod field;
mod first_hour;
pub(in crate::console) mod footer;
mod found;
mod hand_over;
mod header;
mod help;
mod history;
mod journal_faults;
mod letters;
mod live;
mod material_search;
mod menu;
mod message_line;
mod panes;
mod plain_message;
mod prompt;
mod quit;
mod rejected_lines;
mod report;
mod room;
mod scale;
mod too_small;
mod trend;
mod unsaved_records;
mod watch_line;
mod window_title;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

pub(crate) use header::total_text;
pub use message_line::message_text;
#[cfg(test)]
pub(crate) use message_line::rejection_text;
pub(crate) use plain_message::plain_message_text;
pub(crate) use window_title::window_title;

use crate::console::model::Model;
use crate::console::notice::Notice;
use crate::console::overlay::Overlay;
use crate::console::view::layout::{Chart, Contents, Middle, Plan};
use crate::console::view::room::Room;
use crate::screen::paint;
use crate::screen::theme::CharacterSet;

/// Draws one frame.
pub fn view(model: &Model, frame: &mut Frame<'_>) {
    let area = frame.area();
    match layout::plan(area, Contents::of(model)) {
        Some(plan) => {
            render_panels(frame, &plan, model);
            render_overlays(frame, &Room::of(area, &plan), model);
            // A window may cover a message about its field, or that a line was rejected.
            let concerns_window = model.notice().is_some_and(|notice| {
                notice.is_about_field() || matches!(notice, Notice::LineRejected(_) | Notice::Rejected(_))
            });
            if !model.overlays.is_empty() && concerns_window {
                message_line::render_over_window(frame, plan.message_line, model);
            }
        }
        None => too_small::render(frame, area, model),
    }
    if model.theme.characters == CharacterSet::Ascii {
        paint::replace_non_ascii(frame.buffer_mut());
    }
}

/// Returns the catalogue index of the material whose pane is at this position.
#[must_use]
pub(crate) fn material_at(model: &Model, column: u16, row: u16) -> Option<usize> {
    let (width, height) = model.size;
    let plan = layout::plan(Rect { x: 0, y: 0, width, height }, Contents::of(model))?;
    match plan.middle {
        Middle::Panes { area, lines } => panes::material_at(area, lines, (column, row), model),
        Middle::Letters(area) => letters::material_at(area, (column, row), model),
    }
}

/// Returns whether the screen has room for the chart.
#[must_use]
pub(crate) fn has_chart(model: &Model) -> bool {
    let (width, height) = model.size;
    let plan = layout::plan(Rect { x: 0, y: 0, width, height }, Contents::of(model));
    plan.is_some_and(|plan| plan.chart.is_some())
}

/// Reverses the entry line of a frame that is already drawn.
pub(crate) fn reverse_entry_line(model: &Model, frame: &mut Frame<'_>) {
    let Some(plan) = layout::plan(frame.area(), Contents::of(model)) else { return };
    for position in plan.entry_line.positions() {
        if let Some(cell) = frame.buffer_mut().cell_mut(position) {
            cell.modifier.toggle(Modifier::REVERSED);
        }
    }
}

fn render_panels(frame: &mut Frame<'_>, plan: &Plan, model: &Model) {
    header::render(frame, plan.header, model);
    if let Some(area) = plan.day {
        day::render(frame, area, model);
    }
    match plan.middle {
        Middle::Panes { area, lines } => panes::render(frame, area, lines, model),
        Middle::Letters(area) => letters::render(frame, area, model),
    }
    if let Some(area) = plan.trend {
        trend::render(frame, area, model);
    }
    let replaces_chart = unsaved_records::is_shown(model);
    match plan.chart {
        Some(chart) if replaces_chart => unsaved_records::render(frame, chart.area(), model),
        Some(chart) => render_chart(frame, chart, plan, model),
        None => {}
    }
    // If there is no chart, the unsaved records replace the entries.
    if replaces_chart && plan.chart.is_none() {
        unsaved_records::render(frame, plan.entries, model);
    } else {
        entries::render(frame, plan.entries, model);
        if has_first_hour_below_entries(plan) {
            first_hour::render_below_records(frame, plan.entries, model);
        }
    }
    if let Some(area) = plan.live {
        live::render(frame.buffer_mut(), area, model);
    }
    match model.own {
        Some(_) => entry_line::render(frame, plan.entry_line, model),
        None => watch_line::render(frame, plan.entry_line, model),
    }
    // The footer is drawn before the message line, because the message may also need the footer's row.
    footer::render(frame, plan.footer, model);
    message_line::render(frame, plan.message_line, model);
}

/// Draws the chart, and the lines for the first hour below it if they are not below the entries.
fn render_chart(frame: &mut Frame<'_>, chart: Chart, plan: &Plan, model: &Model) {
    let area = chart.area();
    let area = if has_first_hour_below_entries(plan) { area } else { first_hour::render(frame, area, model) };
    let pace = match plan.day {
        None => chart::Pace::WithForecast,
        Some(_) if plan.has_large_total() => chart::Pace::Nothing,
        Some(_) => chart::Pace::Alone,
    };
    match chart {
        Chart::Columns(_) => chart::render_columns(frame, area, pace, model),
        Chart::SmallColumns(_) => chart::render_small_columns(frame, area, model),
        Chart::Rows(_) => chart::render_rows(frame, area, pace, model),
    }
}

/// Returns whether the lines for the first hour are below the entries. They are below a chart that is as wide as the screen,
/// because there is only one row of entries then.
const fn has_first_hour_below_entries(plan: &Plan) -> bool {
    match plan.chart {
        Some(Chart::Columns(_)) => plan.trend.is_some(),
        Some(Chart::SmallColumns(_) | Chart::Rows(_)) | None => true,
    }
}

fn render_overlays(frame: &mut Frame<'_>, room: &Room, model: &Model) {
    let upper = room.above_overlay();
    for (index, overlay) in model.overlays.iter().enumerate() {
        let room = if index == 0 { room } else { &upper };
        match overlay {
            Overlay::Help(help) => help::render(frame, room, help, model),
            Overlay::Menu(cursor) => menu::render(frame, room, *cursor, model),
            Overlay::History(history) => history::render(frame, room.page(), history, model),
            Overlay::Prompt(prompt) => prompt::render(frame, room, prompt, model),
            Overlay::Correct(correction) => correction::render(frame, room, correction, model),
            Overlay::Find(find) => material_search::render(frame, room, find, model),
            Overlay::HandOver(form) => hand_over::render(frame, room, form, model),
            Overlay::Report(view) => report::render(frame, room.page(), view, model),
            Overlay::Balance(scroll) => balance::render(frame, room, *scroll, model),
            Overlay::Faults(cursor) => journal_faults::render(frame, room, *cursor, model),
            Overlay::Rejected(cursor) => rejected_lines::render(frame, room.page(), *cursor, model),
            Overlay::Quit => quit::render(frame, room, model),
        }
    }
}

#[cfg(test)]
mod tests;
