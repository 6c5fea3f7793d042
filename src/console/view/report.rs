//! The current report, with all figures or as the text for publication, and the file to which it was written.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::console::model::Model;
use crate::console::msg::ReportStyle;
use crate::console::overlay::ReportView;
use crate::language::{Message, format};
use crate::screen::paint::{centred, draw_page, print, print_right};

pub(super) fn render(frame: &mut Frame<'_>, area: Rect, view: &ReportView, model: &Model) {
    let (theme, texts) = (&model.theme, &model.texts);
    let outer = centred(area, 84, area.height);
    let style = match view.style {
        ReportStyle::Full => texts.get(Message::StyleFull),
        ReportStyle::Press => texts.get(Message::StylePress),
    };
    let buffer = frame.buffer_mut();
    let title = format!("{}: {style}", texts.get(Message::ModeReport));
    let inside = draw_page(buffer, outer, &title, theme, theme.accent());
    let room = inside.height.saturating_sub(u16::from(view.written.is_some()));
    let visible = view.scroll.scrolled_window(room, view.lines.len());
    if view.lines.is_empty() {
        print(buffer, inside, 1, 0, &texts.get(Message::ReportReading), theme.quiet());
    }
    for (y, line) in (0..).zip(&view.lines[visible.clone()]) {
        print(buffer, inside, 1, y, line, theme.plain());
    }
    if visible.len() < view.lines.len() {
        // A report over the full width has no border, but a row with its title.
        let y = if outer.width < area.width { outer.bottom() - 1 } else { outer.y };
        let edge = Rect { y, height: 1, width: outer.width - 2, ..outer };
        let range = format!(" {}–{} / {} ", visible.start + 1, visible.end, view.lines.len());
        print_right(buffer, edge, 0, &range, theme.quiet());
    }
    let foot = Rect { y: inside.bottom().saturating_sub(1), height: 1, ..inside };
    let (note, style) = match &view.written {
        None => return,
        Some(Ok(path)) => {
            let file = format::clean(&path.display().to_string()).into_owned();
            (texts.get(Message::ReportWritten { file: file.into() }), theme.good())
        }
        Some(Err(why)) => (texts.show(why), theme.bad()),
    };
    print(buffer, foot, 1, 0, &format::fit(&note, usize::from(foot.width).saturating_sub(2)), style);
}
