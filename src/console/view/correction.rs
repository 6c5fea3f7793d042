//! The form that corrects a record: the original record, the new amount, and its meaning.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::console::labels;
use crate::console::model::Model;
use crate::console::overlay::Correction;
use crate::console::selection::Selection;
use crate::console::view::{field, message_line};
use crate::entry;
use crate::language::{Message, format};
use crate::screen::paint::{centred, draw_box, print};

pub(super) fn render(frame: &mut Frame<'_>, area: Rect, correction: &Correction, model: &Model) {
    let (theme, texts) = (&model.theme, &model.texts);
    let outer = centred(area, 76, 7);
    let buffer = frame.buffer_mut();
    let inside = draw_box(buffer, outer, &texts.get(Message::ModeCorrect), theme, theme.accent());
    let before = labels::record(model, correction.target, inside.width.saturating_sub(2));
    let row =
        |y: u16| Rect { x: inside.x + 1, y: inside.y + y, width: inside.width.saturating_sub(2), height: 1 };
    let fit = |text: &str| format::fit(text, usize::from(inside.width).saturating_sub(2)).into_owned();
    print(buffer, row(0), 0, 0, &fit(&before), theme.quiet());
    let selection = Selection { material: Some(correction.material), grade: correction.grade };
    let after = labels::selection(model, selection).unwrap_or_default();
    print(buffer, row(1), 0, 0, &fit(&after), theme.accent());
    print(buffer, row(2), 0, 0, theme.prompt(), theme.accent());
    let field_area = Rect { x: row(2).x + 2, width: row(2).width.saturating_sub(2), ..row(2) };
    let cursor = field::render(buffer, field_area, &correction.amount, model);
    match &correction.rejected {
        Some(why) => {
            print(buffer, row(3), 0, 0, &fit(&message_line::rejection_text(why, model)), theme.bad());
        }
        None => {
            let reading = model
                .material(selection)
                .and_then(|(_, material)| {
                    entry::parse(correction.amount.text(), material, model.event.decimals()).ok()
                })
                .map(|amount| format!("= {}", labels::measure(&amount.measure, amount.about, texts)));
            print(buffer, row(3), 0, 0, &fit(&reading.unwrap_or_default()), theme.strong());
        }
    }
    print(buffer, row(4), 0, 0, &fit(&texts.get(Message::CorrectHow)), theme.quiet());
    frame.set_cursor_position(cursor);
}
