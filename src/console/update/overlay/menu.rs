//! The menu of all actions.

use crate::console::action::{Action, MenuAction};
use crate::console::keymap;
use crate::console::model::Model;
use crate::console::overlay::Overlay;
use crate::entry::keyboard;

/// Closes the menu and returns the chosen action. If the key has no action, returns `None` and leaves the menu open.
pub(crate) fn close_with(model: &mut Model, action: MenuAction) -> Option<Action> {
    let Some(Overlay::Menu(cursor)) = model.overlays.last() else { return None };
    let items = keymap::menu(model.snapshot());
    let index = match action {
        MenuAction::RunSelected => cursor.position(),
        MenuAction::RunKey(typed) => (0..items.len()).find(|index| {
            keymap::menu_key(*index).is_some_and(|key| key == typed || keyboard::key_of(typed) == Some(key))
        })?,
    };
    model.overlays.pop();
    items.get(index)?.fixed_action()
}
