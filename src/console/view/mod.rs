//! `view` draws the model; it changes nothing. One file per panel, free functions.

pub mod layout;

mod balance;
mod chart;
mod correct;
mod entries;
mod find;
mod footer;
mod hand_over;
mod header;
mod help;
mod history;
mod journal_faults;
mod line;
mod menu;
mod message;
mod panes;
mod prompt;
mod rejected;
mod report;
mod unsaved;
mod watching;

use ratatui::Frame;
use ratatui::layout::Rect;

pub use header::total as total_words;
pub use message::said as message_words;

use crate::console::model::{MIN_SIZE, Model};
use crate::console::overlay::{Overlay, Prompt};
use crate::console::view::layout::{Chart, Middle, Plan};
use crate::language::Message;
use crate::screen::paint;
use crate::screen::theme::CharacterSet;

/// Draws one frame.
pub fn view(model: &Model, frame: &mut Frame<'_>) {
    panels(model, frame);
    if model.theme.characters == CharacterSet::Ascii {
        paint::replace_non_ascii(frame.buffer_mut());
    }
}

fn panels(model: &Model, frame: &mut Frame<'_>) {
    let area = frame.area();
    let Some(plan) = layout::plan(area, panes::rows(model)) else {
        too_small(model, frame, area);
        return;
    };
    let Plan { header, middle, chart, entries, line, message, footer } = plan;
    header::header(frame, header, model);
    match middle {
        Middle::Panes { area, lines } => panes::panes(frame, area, lines, model),
        Middle::Selected(area) => panes::selected(frame, area, model),
    }
    match chart {
        _ if unsaved::wanted(model) => {
            let place = match chart {
                Some(Chart::Columns(area) | Chart::Rows(area)) => area,
                None => entries,
            };
            unsaved::unsaved(frame, place, model);
            if chart.is_some() {
                entries::entries(frame, entries, model);
            }
        }
        Some(Chart::Columns(area)) => {
            chart::columns(frame, area, model);
            entries::entries(frame, entries, model);
        }
        Some(Chart::Rows(area)) => {
            chart::rows(frame, area, model);
            entries::entries(frame, entries, model);
        }
        None => entries::entries(frame, entries, model),
    }
    match model.own {
        Some(_) => line::line(frame, line, model),
        None => watching::watching(frame, line, model),
    }
    // The message may need the footer's row too.
    footer::footer(frame, footer, model);
    message::message(frame, message, model);
    // The entry line stays in sight under whatever lies over the panes.
    let room = Rect { height: area.height - 1, ..area };
    for overlay in &model.overlays {
        match overlay {
            Overlay::Help(scroll) => help::help(frame, room, *scroll, model),
            Overlay::Menu(cursor) => menu::menu(frame, room, *cursor, model),
            Overlay::History(history) => history::history(frame, room, history, model),
            Overlay::Prompt(Prompt { question, answer, rejected }) => {
                prompt::prompt(frame, room, *question, answer, *rejected, model);
            }
            Overlay::Correct(correction) => correct::correct(frame, room, correction, model),
            Overlay::Find(find) => find::find(frame, room, find, model),
            Overlay::HandOver(form) => hand_over::hand_over(frame, room, form, model),
            Overlay::Report(view) => report::report(frame, room, view, model),
            Overlay::Balance(scroll) => balance::balance(frame, room, *scroll, model),
            Overlay::Faults(cursor) => journal_faults::journal_faults(frame, room, *cursor, model),
            Overlay::Rejected(cursor) => rejected::rejected(frame, room, *cursor, model),
            Overlay::Quit => prompt::quit(frame, room, model),
        }
    }
}

fn too_small(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    let (columns, rows) = MIN_SIZE;
    let text = model
        .texts
        .get(Message::TerminalTooSmall { columns: u32::from(columns).into(), rows: u32::from(rows).into() });
    let buffer = frame.buffer_mut();
    let mut sentences = vec![(text, model.theme.attention())];
    if let Some(trouble) = &model.save_error {
        let text = model.texts.get(Message::StateNotSaved { reason: trouble.clone() });
        sentences.insert(0, (text, model.theme.alarm()));
    }
    let rows = sentences
        .iter()
        .flat_map(|(text, style)| paint::wrap(text, area.width).into_iter().map(|row| (row, *style)));
    for (y, (row, style)) in (0..).zip(rows) {
        paint::print(buffer, area, 0, y, &row, style);
    }
}

#[cfg(test)]
mod tests;
