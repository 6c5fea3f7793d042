//! The panel of records that could not be saved. The panel replaces the chart until the records are on the
//! disk, and Esc does not close the panel.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::console::labels;
use crate::console::model::Model;
use crate::language::Message;
use crate::screen::paint::{draw_box, print};

/// Returns whether this panel replaces the chart.
pub(super) fn is_shown(model: &Model) -> bool {
    model.has_unsaved() && !model.pending.is_empty()
}

pub(super) fn render(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    let buffer = frame.buffer_mut();
    let theme = &model.theme;
    let title = model.texts.get(Message::UnsavedTitle { count: model.pending.len().into() });
    // A box needs three rows. With fewer rows, the newest records are shown without a box.
    let inside = if area.height >= 3 { draw_box(buffer, area, &title, theme, theme.bad()) } else { area };
    let room = usize::from(inside.height);
    let hidden = model.pending.len().saturating_sub(room);
    for (y, pending) in (0..).zip(model.pending.iter().skip(hidden)) {
        print(buffer, inside, 1, y, &labels::pending_record(pending, model), theme.strong());
    }
}
