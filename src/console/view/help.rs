//! The help. It explains the three steps of an entry, how amounts are typed, and all keys.
//!
//! The keys come from the key table, each with one sentence. What is typed searches keys, sentences and headings.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::console::keymap::{self, Mode, When};
use crate::console::model::Model;
use crate::console::overlay::Help;
use crate::console::search::{Highlight, finds};
use crate::console::view::field;
use crate::console::view::found::print_found;
use crate::console::view::room::{Room, TextPage};
use crate::language::{Language, Message, format};
use crate::screen::paint::{print, print_right, wrap};
use crate::screen::theme::Theme;

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
    /// The label of the footer, which a search finds too.
    label: String,
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
    let heading = |title: Message| HelpRow {
        keys: texts.get(title),
        text: String::new(),
        label: String::new(),
        heading: true,
    };
    // Each language has its own decimal separator.
    let with_own_mark = |typed: &str| match texts.language() {
        Language::En => typed.replace(',', "."),
        Language::Kk | Language::Ru => typed.to_owned(),
    };
    let example = |(typed, text): &(&str, Message)| HelpRow {
        keys: with_own_mark(typed),
        text: texts.get(text),
        label: String::new(),
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
            let label = texts.get(&binding.label);
            rows.push(HelpRow { keys: keys.join(", "), text, label, heading: false });
        }
    }
    rows
}

/// Returns the rows that a search finds, with their headings. A search that matches a heading finds all of its rows.
fn found_rows(model: &Model, search: &str) -> Vec<HelpRow> {
    let mut found: Vec<HelpRow> = Vec::new();
    let mut heading_matches = false;
    let mut heading: Option<HelpRow> = None;
    for row in rows(model) {
        if row.heading {
            heading_matches = finds(search, &row.keys);
            heading = Some(row);
        } else if heading_matches || finds(search, &format!("{} {} {}", row.keys, row.text, row.label)) {
            found.extend(heading.take());
            found.push(row);
        }
    }
    found
}

/// One line of the help on the screen.
struct HelpLine {
    keys: String,
    text: String,
    style: Style,
}

fn lines(rows: Vec<HelpRow>, keys: u16, columns: u16, theme: &Theme) -> Vec<HelpLine> {
    let mut lines: Vec<HelpLine> = Vec::new();
    for row in rows {
        if row.heading {
            if !lines.is_empty() {
                lines.push(HelpLine { keys: String::new(), text: String::new(), style: theme.plain() });
            }
            lines.push(HelpLine { keys: row.keys, text: String::new(), style: theme.accent() });
            continue;
        }
        let text = wrap(&row.text, columns);
        let keys_lines = wrap(&row.keys, keys);
        for at in 0..text.len().max(keys_lines.len()) {
            let part = |from: &[String]| from.get(at).cloned().unwrap_or_default();
            lines.push(HelpLine { keys: part(&keys_lines), text: part(&text), style: theme.strong() });
        }
    }
    lines
}

pub(super) fn render(frame: &mut Frame<'_>, room: &Room, help: &Help, model: &Model) {
    let buffer = frame.buffer_mut();
    let (theme, texts) = (&model.theme, &model.texts);
    let title = texts.get(Message::ModeHelp);
    let TextPage { head, body: list } = room.draw_text_page(buffer, &title, theme, theme.accent());
    let keys = 20.min(list.width / 3);
    let search = help.search.text();
    let lines = lines(found_rows(model, search), keys, list.width.saturating_sub(keys + 3), theme);
    let visible = help.scroll.scrolled_window(list.height, lines.len());
    let label = format!("{}: ", texts.get(Message::ActionSearch));
    let label_columns = print(buffer, head, 1, 0, &label, theme.accent());
    let mut field_area = Rect { x: head.x + 1 + label_columns, ..head };
    field_area.width = head.right().saturating_sub(field_area.x + 1);
    if visible.len() < lines.len() {
        let range = format!(" {}–{} / {} ", visible.start + 1, visible.end, lines.len());
        field_area.width =
            field_area.width.saturating_sub(print_right(buffer, head, 0, &range, theme.quiet()));
    }
    let cursor = field::render(buffer, field_area, &help.search, model);
    if lines.is_empty() {
        let text = texts.get(Message::HistoryNone { query: search.into() });
        print(buffer, list, 1, 0, &format::fit(&text, usize::from(list.width) - 2), theme.attention());
    }
    let highlight = Highlight::new(search);
    for (y, line) in (0..).zip(&lines[visible]) {
        let row = Rect { y: list.y + y, height: 1, ..list };
        print_found(buffer, row, 1, &line.keys, line.style, &highlight);
        print_found(buffer, row, keys + 2, &line.text, theme.plain(), &highlight);
    }
    frame.set_cursor_position(cursor);
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::console::overlay::Overlay;
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

    #[test]
    fn what_is_typed_searches_the_help() {
        let mut console = TestConsole::new(Language::Ru);
        let texts = |console: &TestConsole, search: &str| -> Vec<String> {
            found_rows(&console.model, search)
                .into_iter()
                .map(|row| format!("{} {}", row.keys, row.text))
                .collect()
        };
        let found = texts(&console, "F8");
        assert!(found.len() == 4 && found[1].starts_with("F8, Ctrl+Z "), "{found:?}");
        assert!(found[3].starts_with("Del, F8 "), "{found:?}");
        // The name that the footer gives a key is found too.
        let menu = texts(&console, "меню");
        assert!(menu.iter().any(|row| row.starts_with("F12 ")), "{menu:?}");
        // The heading is searched too, and then all of its rows are shown.
        let heading = console.model.texts.get(Message::HelpAmounts);
        assert_eq!(texts(&console, &heading).len(), 1 + AMOUNTS.len());
        assert_eq!(texts(&console, "щщщ"), [""; 0]);
        assert_eq!(texts(&console, ""), texts(&console, " "));
        // Esc clears the search first, then closes the help.
        console.keys("<F1>история 12<Esc>");
        assert!(
            matches!(console.model.overlays.last(), Some(Overlay::Help(help)) if help.search.text().is_empty())
        );
        console.keys("<Esc>");
        assert!(console.model.overlays.is_empty() && console.saved.is_empty());
    }
}
