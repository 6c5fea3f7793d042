//! The screen of a terminal that is too small.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::console::model::{MIN_SIZE, Model};
use crate::console::notice::Notice;
use crate::console::view::message_line::unsaved_state_text;
use crate::language::Message;
use crate::screen::paint;

/// Draws a message with the required size. If records could not be saved, the message about these records
/// comes first.
pub(super) fn render(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    let (columns, rows) = MIN_SIZE;
    let text = model
        .texts
        .get(Message::TerminalTooSmall { columns: u32::from(columns).into(), rows: u32::from(rows).into() });
    let buffer = frame.buffer_mut();
    let mut sentences = vec![(text, model.theme.attention())];
    if model.notice() == Some(&Notice::KeysIgnored) {
        sentences.push((model.texts.get(Message::NoticeKeysIgnored), model.theme.bad()));
    }
    if let Some(text) = unsaved_state_text(model) {
        sentences.insert(0, (text, model.theme.alarm()));
    }
    let rows = sentences
        .iter()
        .flat_map(|(text, style)| paint::wrap(text, area.width).into_iter().map(|row| (row, *style)));
    for (y, (row, style)) in (0..).zip(rows) {
        paint::print(buffer, area, 0, y, &row, style);
    }
}
