//! The footer: the keys that are useful in the current mode.
//!
//! ```text
//!  Enter жазу  Esc тазарту  F1 көмек  F2 тіл  F3 тарих  F8 болдырмау  F10 шығу
//! ```
//! The keys come from the key table. Keys that do not fit are left out.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::console::keymap::{self, Mode, Snapshot};
use crate::console::model::Model;
use crate::language::Texts;
use crate::screen::paint::{print_all, width};
use crate::screen::theme::Theme;

pub(super) fn render(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    render_keys(frame.buffer_mut(), area, (model.mode(), model.snapshot()), &model.texts, &model.theme);
}

/// Draws the keys of a mode.
pub(in crate::console) fn render_keys(
    buffer: &mut Buffer,
    area: Rect,
    (mode, now): (Mode, Snapshot),
    texts: &Texts,
    theme: &Theme,
) {
    let mut x = 1;
    for (index, binding) in keymap::footer(mode, now).into_iter().enumerate() {
        let key = binding.keys.first().map(|pattern| pattern.label_in(texts)).unwrap_or_default();
        let label = texts.get(&binding.label);
        let before = if index > 0 { "  " } else { "" };
        if x + width(before) + width(&key) + 1 + width(&label) > area.width {
            continue;
        }
        x = print_all(
            buffer,
            area,
            x,
            0,
            &[(before, theme.quiet()), (&key, theme.strong()), (" ", theme.plain()), (&label, theme.plain())],
        );
    }
}
