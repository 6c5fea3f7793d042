//! The actions of the keys of the overlays. Each overlay has its own file.
//!
//! Invariant: only an accepted answer or Esc closes an overlay with a question. A rejected answer stays in
//! the text field.

mod changeable;
pub(super) mod correction;
pub(super) mod find;
pub(super) mod forms;
pub(super) mod hand_over;
pub(super) mod history;
pub(super) mod menu;
pub(super) mod prompt;
pub(super) mod rejected;
pub(super) mod report;
mod unsaved_record;

use crate::console::form_field::FormField;
use crate::console::keymap::{self, Mode};
use crate::console::model::Model;
use crate::console::overlay::{Help, Overlay};
use crate::screen::list::ListMove;

/// The number of screen rows that are not part of a list: frames, header and footer.
const ROWS_AROUND: usize = 6;

/// Closes the overlay on top. In a form with an open question, only closes the question. In a history or a
/// help with a search, only clears the search.
pub(super) fn close(model: &mut Model) {
    let field = model.overlays.last_mut().and_then(Overlay::field_mut);
    if !field.is_some_and(FormField::close_question) && !clear_search(model) {
        model.overlays.pop();
    }
}

/// Clears the search of the overlay on top. Returns `false` if there is none.
fn clear_search(model: &mut Model) -> bool {
    if let Some(Overlay::Help(help)) = model.overlays.last_mut()
        && !help.search.text().is_empty()
    {
        *help = Help::default();
        return true;
    }
    history::clear_search(model)
}

/// Moves the cursor of the list in the overlay on top, or scrolls the text of that overlay.
pub(super) fn move_cursor(model: &mut Model, step: ListMove) {
    let page = rows_per_page(model);
    let menu = keymap::menu(model.snapshot()).len();
    let rejected = model.rejected.len();
    let materials = model.event.materials.len();
    let faults = model.all_faults().count() + model.acknowledged_forks.len();
    let Some(overlay) = model.overlays.last_mut() else { return };
    let (cursor, len) = match overlay {
        Overlay::Help(help) => (&mut help.scroll, help_lines_at_most()),
        Overlay::Menu(cursor) => (cursor, menu),
        Overlay::Rejected(cursor) => (cursor, rejected),
        Overlay::Find(find) => (&mut find.cursor, find.found.len()),
        // The balance has a line for each material, and a line for the total.
        Overlay::Balance(scroll) => (scroll, materials + 1),
        Overlay::Faults(cursor) => (cursor, faults),
        Overlay::Report(view) => (&mut view.scroll, view.lines.len()),
        Overlay::History(history) => {
            history.dismiss();
            (&mut history.cursor, history.found.records.len())
        }
        Overlay::Prompt(_) | Overlay::Correct(_) | Overlay::HandOver(_) | Overlay::Quit => return,
    };
    cursor.apply(step, page, len);
}

/// Returns how many rows PgUp and PgDn move. This is one row less than the visible rows, so that one row
/// stays on the screen.
fn rows_per_page(model: &Model) -> usize {
    usize::from(model.size.1).saturating_sub(ROWS_AROUND).max(1)
}

/// Returns an upper limit for the number of lines in the help. The view computes the exact number.
fn help_lines_at_most() -> usize {
    let bindings: usize = Mode::ALL.iter().map(|mode| mode.bindings().len()).sum();
    bindings + 2 * Mode::ALL.len() + 1
}
