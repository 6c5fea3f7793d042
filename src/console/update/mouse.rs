//! The mouse: a click selects a pane, and the wheel moves in a list.
//!
//! Invariant: the mouse records, confirms and closes nothing, except for the question that every change of the selection
//! closes too.

use crate::console::model::Model;
use crate::console::notice::Notice;
use crate::console::selection::Selection;
use crate::console::update::{overlay, panes, typed_text};
use crate::console::view;
use crate::screen::input::MouseAction;
use crate::screen::list::ListMove;

/// The number of lines that one step of the wheel moves.
const WHEEL_LINES: usize = 3;

pub(super) fn apply(model: &mut Model, action: MouseAction) {
    model.line.last_selected = None;
    if model.is_too_small() {
        model.notify(Notice::KeysIgnored);
        return;
    }
    match action {
        MouseAction::Click { column, row } => click(model, column, row),
        MouseAction::WheelUp => scroll(model, ListMove::Up),
        MouseAction::WheelDown => scroll(model, ListMove::Down),
    }
}

/// Selects the pane at this position. The typed amount stays, as with the arrows.
fn click(model: &mut Model, column: u16, row: u16) {
    if !model.overlays.is_empty() {
        return;
    }
    if let Some(index) = view::material_at(model, column, row) {
        model.clear_notice();
        typed_text::close_question(model);
        panes::keep_pane_of_letter(model);
        model.selection = Selection::material(index);
    }
}

fn scroll(model: &mut Model, step: ListMove) {
    for _ in 0..WHEEL_LINES {
        overlay::move_cursor(model, step);
    }
}
