//! The form that corrects a record: the original record, the new amount, and its meaning.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::console::field_text;
use crate::console::labels;
use crate::console::model::Model;
use crate::console::overlay::Correction;
use crate::console::selection::Selection;
use crate::console::view::field;
use crate::console::view::room::Room;
use crate::language::{Message, format};
use crate::screen::paint::{below, print};

/// The columns of the box, including four for its border and margins.
const COLUMNS: u16 = 76;
/// The rows of the border, the original record, the material and the amount.
const FIXED_ROWS: u16 = 5;

pub(super) fn render(frame: &mut Frame<'_>, room: &Room, correction: &Correction, model: &Model) {
    let (theme, texts) = (&model.theme, &model.texts);
    let selection = Selection { material: Some(correction.material), grade: correction.grade };
    let amount = &correction.amount;
    let meaning = model.material(selection).and_then(|(index, material)| {
        let read = field_text::amount(amount.text(), index, material, model.event.decimals());
        read.ok().map(|(_, amount)| field::amount_meaning(&amount, model))
    });
    let columns = COLUMNS.min(room.columns()).saturating_sub(4);
    let message = field::message(amount, meaning, texts.get(Message::CorrectHow), columns, model);
    let size = (COLUMNS, FIXED_ROWS + message.height());
    let buffer = frame.buffer_mut();
    let inside = room.draw_window(buffer, size, &texts.get(Message::ModeCorrect), theme, theme.accent());
    let inside = Rect { x: inside.x + 1, width: columns, ..inside };
    let fit = |text: &str| format::fit(text, usize::from(columns)).into_owned();
    let before = labels::record(model, correction.target, columns);
    print(buffer, inside, 0, 0, &fit(&before), theme.quiet());
    let after = labels::selection(model, selection).unwrap_or_default();
    print(buffer, inside, 0, 1, &fit(&after), theme.accent());
    print(buffer, inside, 0, 2, theme.prompt(), theme.accent());
    let input = Rect { x: inside.x + 2, y: inside.y + 2, width: columns.saturating_sub(2), height: 1 };
    let cursor = field::render_form_field(buffer, input, amount, true, model);
    message.render(buffer, below(inside, 3), model);
    frame.set_cursor_position(cursor);
}
