//! The help. It explains the three steps of an entry, how amounts are typed, and all keys.
//!
//! The keys come from the key table, each with one sentence.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::console::keymap::{self, Mode, When};
use crate::console::model::Model;
use crate::language::{Language, Message};
use crate::screen::list::ListCursor;
use crate::screen::paint::{centred, draw_box, print, print_right, wrap};

/// Examples of typed amounts, each with the text that explains it.
const AMOUNTS: &[(&str, Message)] = &[
    ("12,5", Message::ExamplePlain),
    ("12,5+3", Message::ExamplePlus),
    ("12,5-0,8", Message::ExampleTare),
    ("3*12,5", Message::ExampleNumber),
    ("4", Message::ExamplePieces),
    ("4/32,5", Message::ExamplePiecesWeight),
    ("~12", Message::ExampleAbout),
];

/// One row of the help, before it is wrapped.
struct HelpRow {
    keys: String,
    text: String,
    heading: bool,
}

/// The steps of an entry.
const STEPS: &[(&str, Message)] = &[
    ("Q … N", Message::HelpStepLetter),
    ("12,5", Message::HelpStepWeight),
    ("Enter", Message::HelpStepEnter),
];

fn rows(model: &Model) -> Vec<HelpRow> {
    let texts = &model.texts;
    let heading = |title: Message| HelpRow { keys: texts.get(title), text: String::new(), heading: true };
    // Each language has its own decimal separator.
    let with_own_mark = |typed: &str| match texts.language() {
        Language::En => typed.replace(',', "."),
        Language::Kk | Language::Ru => typed.to_owned(),
    };
    let example = |(typed, text): &(&str, Message)| HelpRow {
        keys: with_own_mark(typed),
        text: texts.get(text),
        heading: false,
    };
    let now = model.snapshot();
    let mut rows = Vec::new();
    if !now.watches {
        rows.push(heading(Message::HelpSteps));
        rows.extend(STEPS.iter().map(example));
        rows.push(heading(Message::HelpAmounts));
        rows.extend(AMOUNTS.iter().map(example));
    }
    for mode in Mode::ALL.into_iter().filter(|mode| mode.is_reachable(now)) {
        let of_mode = keymap::documented(mode).filter(|binding| binding.when.is_possible(now));
        let explained: Vec<_> = of_mode.filter(|binding| !binding.obvious).collect();
        if explained.is_empty() {
            continue;
        }
        rows.push(heading(mode.title()));
        for binding in explained {
            let keys: Vec<String> = binding.keys.iter().map(|pattern| pattern.label_in(texts)).collect();
            let when = match binding.when {
                When::Held => format!(" ({})", texts.get(Message::WhenHeld)),
                When::Unsaved => format!(" ({})", texts.get(Message::WhenUnsaved)),
                _ => String::new(),
            };
            let text = texts.get(&binding.help) + &when;
            rows.push(HelpRow { keys: keys.join(", "), text, heading: false });
        }
    }
    rows
}

pub(super) fn render(frame: &mut Frame<'_>, area: Rect, scroll: ListCursor, model: &Model) {
    let buffer = frame.buffer_mut();
    let theme = &model.theme;
    let outer = centred(area, 100, area.height);
    let inside = draw_box(buffer, outer, &model.texts.get(Message::ModeHelp), theme, theme.accent());
    let keys = 20.min(inside.width / 3);
    let mut lines: Vec<(String, String, Style)> = Vec::new();
    for row in rows(model) {
        if row.heading {
            lines.push((String::new(), String::new(), theme.plain()));
            lines.push((row.keys, String::new(), theme.accent()));
            continue;
        }
        let text = wrap(&row.text, inside.width.saturating_sub(keys + 3));
        let keys_lines = wrap(&row.keys, keys);
        for at in 0..text.len().max(keys_lines.len()) {
            let part = |from: &[String]| from.get(at).cloned().unwrap_or_default();
            lines.push((part(&keys_lines), part(&text), theme.strong()));
        }
    }
    lines.remove(0);
    let visible = scroll.scrolled_window(inside.height, lines.len());
    for (y, (left, right, style)) in (0..).zip(&lines[visible.clone()]) {
        print(buffer, inside, 1, y, left, *style);
        print(buffer, inside, keys + 2, y, right, theme.plain());
    }
    if visible.len() < lines.len() {
        let bottom = Rect { y: outer.bottom() - 1, height: 1, width: outer.width - 2, ..outer };
        let range = format!(" {}–{} / {} ", visible.start + 1, visible.end, lines.len());
        print_right(buffer, bottom, 0, &range, theme.quiet());
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::console::testing::TestConsole;

    #[test]
    fn no_action_is_explained_twice() {
        for console in [TestConsole::new(Language::En), TestConsole::watching(Language::En)] {
            let mut part = String::new();
            let mut seen = HashSet::new();
            for row in rows(&console.model) {
                if row.heading {
                    part.clone_from(&row.keys);
                }
                let entry = format!("{part}: {} {}", row.keys, row.text);
                assert!(seen.insert(entry.clone()), "{entry}");
            }
            assert!(seen.iter().any(|entry| entry.contains("Ctrl+D")));
        }
    }
}
