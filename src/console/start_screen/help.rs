//! The help of the start screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::console::keymap::{self, Mode};
use crate::language::{Message, Texts};
use crate::screen::list::ListCursor;
use crate::screen::paint::{centred, draw_window, print, print_right, wrap};
use crate::screen::theme::Theme;

/// The maximum width of the window.
const COLUMNS: u16 = 76;

/// A line of the help: the keys, and what they do. A sentence has no keys.
type HelpLine = (String, String);

fn lines(columns: u16, texts: &Texts) -> Vec<HelpLine> {
    let columns = columns.min(COLUMNS).saturating_sub(4);
    let keys_columns = 14.min(columns / 3);
    let mut lines = Vec::new();
    for message in [Message::StartHelpWhy, Message::StartHelpScale] {
        lines.extend(wrap(&texts.get(message), columns).into_iter().map(|line| (String::new(), line)));
        lines.push(HelpLine::default());
    }
    for binding in keymap::documented(Mode::Start) {
        let keys: Vec<String> = binding.keys.iter().map(|pattern| pattern.label_in(texts)).collect();
        let keys = wrap(&keys.join(", "), keys_columns);
        let text = wrap(&texts.get(&binding.help), columns.saturating_sub(keys_columns + 1));
        for row in 0..keys.len().max(text.len()) {
            let part = |from: &[String]| from.get(row).cloned().unwrap_or_default();
            let padding = usize::from(keys_columns + 1);
            lines.push((part(&keys), format!("{:padding$}{}", "", part(&text))));
        }
    }
    lines
}

/// Returns the area of the window, which leaves the footer free.
fn window(columns: u16, rows: u16, len: usize) -> Rect {
    let room = Rect { x: 0, y: 0, width: columns, height: rows.saturating_sub(1) };
    centred(room, COLUMNS, u16::try_from(len).unwrap_or(u16::MAX).saturating_add(2))
}

/// Returns the number of lines on a page, and of all lines.
pub(super) fn page(columns: u16, rows: u16, texts: &Texts) -> (usize, usize) {
    let len = lines(columns, texts).len();
    (usize::from(window(columns, rows, len).height.saturating_sub(2)), len)
}

pub(super) fn render(buffer: &mut Buffer, area: Rect, scroll: ListCursor, texts: &Texts, theme: &Theme) {
    let lines = lines(area.width, texts);
    let outer = window(area.width, area.height, lines.len());
    let inside = draw_window(buffer, outer, &texts.get(Message::ModeHelp), theme, theme.accent());
    let visible = scroll.scrolled_window(inside.height, lines.len());
    for (y, (keys, text)) in (0..).zip(&lines[visible.clone()]) {
        print(buffer, inside, 1, y, text, theme.plain());
        print(buffer, inside, 1, y, keys, theme.strong());
    }
    if visible.len() < lines.len() {
        let bottom = Rect { y: outer.bottom() - 1, height: 1, width: outer.width - 2, ..outer };
        let range = format!(" {}–{} / {} ", visible.start + 1, visible.end, lines.len());
        print_right(buffer, bottom, 0, &range, theme.quiet());
    }
}
