//! The pasted or scanned lines that were not taken, with the reason of each, until somebody deals with
//! them.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::console::model::Model;
use crate::console::view::{message, words};
use crate::language::format;
use crate::screen::paint::{framed, put, width};

pub(super) fn rejected(frame: &mut Frame<'_>, area: Rect, cursor: usize, model: &Model) {
    let theme = &model.theme;
    let buffer = frame.buffer_mut();
    let inside = framed(buffer, area, &model.texts.get("mode-refused"), theme, theme.bad());
    let from = (cursor + 1).saturating_sub(usize::from(inside.height));
    for (y, (at, line)) in (0..inside.height).zip(model.rejected.iter().enumerate().skip(from)) {
        let style = if at == cursor { theme.selected() } else { theme.plain() };
        put(buffer, inside, 0, y, &" ".repeat(usize::from(inside.width)), style);
        let aim = words::aim(model, line.selection).unwrap_or_default();
        let text = format!("{} {} {}", format::fit(&aim, 20), theme.prompt(), format::clean(&line.text));
        put(buffer, inside, 1, y, &text, style);
        let rest = Rect {
            x: inside.x + width(&text) + 3,
            width: inside.width.saturating_sub(width(&text) + 3),
            ..inside
        };
        put(
            buffer,
            rest,
            0,
            y,
            &format::fit(&message::refused(&line.why, model), usize::from(rest.width)),
            style,
        );
    }
}
