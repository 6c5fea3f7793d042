//! The form for a hand-over to a collector: material, amount, name.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::console::field_text;
use crate::console::labels;
use crate::console::model::Model;
use crate::console::overlay::HandOver;
use crate::console::selection::Selection;
use crate::console::view::field;
use crate::console::view::room::Room;
use crate::domain::catalogue::{Material, Unit};
use crate::language::{Message, format};
use crate::screen::paint::{below, print, width};

/// The columns of the box, including four for its border and margins.
const COLUMNS: u16 = 76;
/// The rows of the border, the material, the amount and the name.
const FIXED_ROWS: u16 = 5;

pub(super) fn render(frame: &mut Frame<'_>, room: &Room, form: &HandOver, model: &Model) {
    let (theme, texts) = (&model.theme, &model.texts);
    let columns = COLUMNS.min(room.columns()).saturating_sub(4);
    let material = model.event.materials.get(form.material);
    let meaning = material.and_then(|material| meaning(form, material, model));
    let how = texts.get(Message::HandOverHow);
    let message = field::message(form.focused(), meaning, how, columns, model);
    let size = (COLUMNS, FIXED_ROWS + message.height());
    let buffer = frame.buffer_mut();
    let inside = room.draw_window(buffer, size, &texts.get(Message::ModeHandOver), theme, theme.accent());
    let inside = Rect { x: inside.x + 1, width: columns, ..inside };
    let name = labels::selection(model, Selection { material: Some(form.material), grade: None });
    let left = material.map(|material| left_text(material, model)).unwrap_or_default();
    // If there is not enough room, only the name is cut.
    let room = columns.saturating_sub(width(&left) + 3);
    let name = name.unwrap_or_default();
    let head = format!("{}   {left}", format::fit(&name, usize::from(room)));
    print(buffer, inside, 0, 0, &head, theme.accent());
    let labels = [texts.get(Message::LabelAmount), texts.get(Message::LabelCollector)];
    let column = labels.iter().map(|label| width(label)).max().unwrap_or(0) + 2;
    let fields = [(1, &form.amount, !form.collector_focused), (2, &form.collector, form.collector_focused)];
    let mut cursor = None;
    for (label, (y, input, focused)) in labels.iter().zip(fields) {
        print(buffer, inside, 0, y, label, if focused { theme.accent() } else { theme.quiet() });
        let input_area =
            Rect { x: inside.x + column, y: inside.y + y, width: columns.saturating_sub(column), height: 1 };
        let at = field::render_form_field(buffer, input_area, input, focused, model);
        cursor = if focused { Some(at) } else { cursor };
    }
    message.render(buffer, below(inside, 3), model);
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

/// Returns what the amount means.
fn meaning(form: &HandOver, material: &Material, model: &Model) -> Option<String> {
    let material = material.unlimited();
    let read = field_text::amount(form.amount.text(), form.material, &material, model.event.decimals());
    read.ok().map(|(_, amount)| field::amount_meaning(&amount, model))
}

/// Returns how much is left of a material.
fn left_text(material: &Material, model: &Model) -> String {
    let (sum, texts) = (model.ledger.sum(&material.id), &model.texts);
    let left = match material.unit {
        Unit::Kg => labels::kilograms(sum.left_net(), texts),
        Unit::Pcs => labels::pieces(sum.left_pieces(), texts),
    };
    texts.get(Message::StillHere { amount: left.into() })
}
