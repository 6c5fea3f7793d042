//! The title of the terminal's window. In a list of windows it shows which station each of them is.

use crate::console::model::Model;
use crate::language::{Message, format};
use crate::screen::paint::to_ascii;
use crate::screen::theme::CharacterSet;

/// The widest name of an event, in columns, so that the name of the program is still seen.
const NAME_COLUMNS: usize = 50;

/// Returns the station and the event, such as `A · Recycle Бірге · Tarazy`. It may have control characters.
pub(crate) fn window_title(model: &Model) -> String {
    let station = match &model.own {
        Some(own) => own.station.to_string(),
        None => model.texts.get(Message::Watching),
    };
    let event = model.texts.event_name(model.event.given_name());
    let event = format::fit(&event, NAME_COLUMNS);
    let dot = model.theme.dot();
    let title = format!("{station} {dot} {event} {dot} Tarazy");
    if model.theme.characters == CharacterSet::Ascii { to_ascii(&title) } else { title }
}
