//! Prints texts with the parts that a search means.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::console::search::Highlight;
use crate::screen::paint::print_all;

/// Returns the style of a part that a search means. It needs no colour, so it also works without.
pub(super) const fn found_style(style: Style) -> Style {
    style.add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED))
}

/// Prints a text in the first row of an area, and marks what the search means. Returns the column after it.
pub(super) fn print_found(
    buffer: &mut Buffer,
    area: Rect,
    x: u16,
    text: &str,
    style: Style,
    highlight: &Highlight,
) -> u16 {
    let parts = highlight.parts(text);
    let styled = |(part, is_found)| (part, if is_found { found_style(style) } else { style });
    let pieces: Vec<(&str, Style)> = parts.into_iter().map(styled).collect();
    print_all(buffer, area, x, 0, &pieces)
}
