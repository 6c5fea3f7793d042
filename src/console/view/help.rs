//! All keys with one sentence each, from the one table of keys, then how an amount is written.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::console::keymap::{BINDINGS, Mode};
use crate::console::model::Model;
use crate::console::view::paint::{centred, framed, put, put_right, wrap};

/// How amounts are written: what is typed, and the text that explains it.
const AMOUNTS: &[(&str, &str)] = &[
    ("12,5", "example-plain"),
    ("12,5+3", "example-plus"),
    ("12,5-0,8", "example-tare"),
    ("3*12,5", "example-number"),
    ("4", "example-pieces"),
    ("4/32,5", "example-pieces-weight"),
    ("~12", "example-about"),
];

struct Row {
    keys: String,
    text: String,
    heading: bool,
}

fn rows(model: &Model) -> Vec<Row> {
    let texts = &model.texts;
    let heading = |key: &str| Row { keys: texts.get(key), text: String::new(), heading: true };
    let mut rows = vec![heading("help-amounts")];
    rows.extend(AMOUNTS.iter().map(|(typed, key)| Row {
        keys: (*typed).to_owned(),
        text: texts.get(key),
        heading: false,
    }));
    for mode in Mode::ALL {
        rows.push(heading(mode.title()));
        for binding in BINDINGS.iter().filter(|binding| binding.mode == mode) {
            let keys: Vec<String> = binding.keys.iter().map(|pattern| pattern.label()).collect();
            rows.push(Row { keys: keys.join(", "), text: texts.get(binding.help), heading: false });
        }
    }
    rows
}

pub(super) fn help(frame: &mut Frame<'_>, area: Rect, scroll: usize, model: &Model) {
    let buffer = frame.buffer_mut();
    let theme = &model.theme;
    let place = centred(area, 100, area.height);
    let inside = framed(buffer, place, &model.texts.get("mode-help"), theme, theme.accent());
    let keys = 20.min(inside.width / 3);
    let mut lines: Vec<(String, String, Style)> = Vec::new();
    for row in rows(model) {
        if row.heading {
            lines.push((String::new(), String::new(), theme.plain()));
            lines.push((row.keys, String::new(), theme.accent()));
            continue;
        }
        let text = wrap(&row.text, inside.width.saturating_sub(keys + 3));
        let shown = wrap(&row.keys, keys);
        for at in 0..text.len().max(shown.len()) {
            let part = |from: &[String]| from.get(at).cloned().unwrap_or_default();
            lines.push((part(&shown), part(&text), theme.strong()));
        }
    }
    lines.remove(0);
    let most = lines.len().saturating_sub(usize::from(inside.height));
    let from = scroll.min(most);
    for (y, (left, right, style)) in (0..inside.height).zip(lines.iter().skip(from)) {
        put(buffer, inside, 1, y, left, *style);
        put(buffer, inside, keys + 2, y, right, theme.plain());
    }
    if let Some(percent) = (from * 100).checked_div(most) {
        let bottom = Rect { y: place.bottom() - 1, height: 1, width: place.width - 2, ..place };
        let percent = format!(" {percent} % ");
        put_right(buffer, bottom, 0, &percent, theme.quiet());
    }
}
