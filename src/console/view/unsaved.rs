//! The list of records that are not on the disk, in place of the chart until they are. Esc does not
//! touch it.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::console::model::Model;
use crate::console::view::words;
use crate::domain::record::{Op, PendingRecord};
use crate::language::{Message, format};
use crate::screen::paint::{draw_box, print};

pub(super) fn wanted(model: &Model) -> bool {
    model.trouble.is_some() && !model.pending.is_empty()
}

pub(super) fn unsaved(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    let buffer = frame.buffer_mut();
    let theme = &model.theme;
    let title = model.texts.get(Message::UnsavedTitle { count: model.pending.len().into() });
    // A frame needs three rows; a single row still names the newest record.
    let inside = if area.height >= 3 { draw_box(buffer, area, &title, theme, theme.bad()) } else { area };
    let room = usize::from(inside.height);
    let hidden = model.pending.len().saturating_sub(room);
    for (y, pending) in (0..).zip(model.pending.iter().skip(hidden)) {
        print(buffer, inside, 1, y, &describe(pending, model), theme.strong());
    }
}

/// One unsaved record in words, as it is also printed when the console had to end without saving it.
#[must_use]
pub fn describe(pending: &PendingRecord, model: &Model) -> String {
    let time = format::time(pending.at);
    let amount = words::draft_amount(pending, &model.texts);
    match &pending.op {
        Op::Entry(entry) => {
            let key = words::key(model, &entry.material, entry.grade.as_deref());
            format!("{time}  {key} {}  {amount}", words::material(model, &entry.material))
        }
        _ => format!("{time}  {amount}"),
    }
}
