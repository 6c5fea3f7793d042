//! The search for a material.

use crate::console::model::Model;
use crate::console::notice::Notice;
use crate::console::overlay::{Find, Overlay};
use crate::console::search;
use crate::console::selection::Selection;
use crate::domain::event::Event;
use crate::screen::field::TextField;
use crate::screen::key::Key;
use crate::screen::list::ListCursor;

pub(crate) fn open(model: &mut Model) {
    let found = model.offered_materials();
    model.overlays.push(Overlay::Find(Find { found, ..Find::default() }));
}

/// Opens the search with a word that was typed on the empty entry line.
pub(crate) fn open_with(model: &mut Model, text: &str) {
    let search = TextField::new(text, TextField::DEFAULT_LIMIT);
    let found = search::find_materials(&model.event, text);
    model.overlays.push(Overlay::Find(Find { search, found, ..Find::default() }));
}

pub(super) fn edit(find: &mut Find, key: Key, event: &Event) {
    find.search.press(key);
    search_again(find, event);
}

/// Repeats the search for the text of the field.
pub(super) fn search_again(find: &mut Find, event: &Event) {
    find.cursor = ListCursor::default();
    find.found = search::find_materials(event, find.search.text());
}

/// Selects the material under the cursor. If nothing was found, the search stays open.
pub(super) fn submit(model: &mut Model, find: Find) {
    match find.found.get(find.cursor.position()) {
        Some(index) => {
            model.selection = Selection::material(*index);
            model.line.selected_by_letter = true;
            model.line.choose_for_undone();
            model.notify(Notice::MaterialSelected(*index));
        }
        None => model.overlays.push(Overlay::Find(find)),
    }
}
