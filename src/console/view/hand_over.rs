//! The form for a hand-over to a collector: material, amount, name.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::console::labels;
use crate::console::model::Model;
use crate::console::overlay::{HandOver, HandOverError};
use crate::console::selection::Selection;
use crate::console::view::{field, message_line};
use crate::domain::catalogue::Unit;
use crate::language::{Message, format};
use crate::screen::paint::{centred, draw_box, print, width};

pub(super) fn render(frame: &mut Frame<'_>, area: Rect, form: &HandOver, model: &Model) {
    let (theme, texts) = (&model.theme, &model.texts);
    let outer = centred(area, 76, 7);
    let buffer = frame.buffer_mut();
    let inside = draw_box(buffer, outer, &texts.get(Message::ModeHandOver), theme, theme.accent());
    let row =
        |y: u16| Rect { x: inside.x + 1, y: inside.y + y, width: inside.width.saturating_sub(2), height: 1 };
    let fit = |text: &str| format::fit(text, usize::from(inside.width).saturating_sub(2)).into_owned();
    let material = labels::selection(model, Selection { material: Some(form.material), grade: None })
        .unwrap_or_default();
    let left = model.event.materials.get(form.material).map(|material| {
        let sum = model.ledger.sum(&material.id);
        let mut left = sum.net;
        left -= sum.out_net;
        match material.unit {
            Unit::Kg => labels::kilograms(left, texts),
            Unit::Pcs => labels::pieces(sum.pieces - sum.out_pieces, texts),
        }
    });
    let left = texts.get(Message::StillHere { amount: left.unwrap_or_default().into() });
    print(buffer, row(0), 0, 0, &fit(&format!("{material}   {left}")), theme.accent());
    let labels = [texts.get(Message::LabelAmount), texts.get(Message::LabelCollector)];
    let column = labels.iter().map(|label| width(label)).max().unwrap_or(0) + 2;
    let mut cursor = None;
    for (label, (y, input, active)) in labels
        .iter()
        .zip([(1, &form.amount, !form.collector_focused), (2, &form.collector, form.collector_focused)])
    {
        print(buffer, row(y), 0, 0, label, if active { theme.accent() } else { theme.quiet() });
        let field_area = Rect { x: row(y).x + column, width: row(y).width.saturating_sub(column), ..row(y) };
        let at = field::render(buffer, field_area, input, model);
        cursor = if active { Some(at) } else { cursor };
    }
    let wrong = form.error.as_ref().map(|why| match why {
        HandOverError::Amount(why) => message_line::rejection_text(why, model),
        HandOverError::NoCollector => texts.get(Message::RefusedNobody),
    });
    print(buffer, row(3), 0, 0, &fit(&wrong.unwrap_or_default()), theme.bad());
    print(buffer, row(4), 0, 0, &fit(&texts.get(Message::HandOverHow)), theme.quiet());
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}
