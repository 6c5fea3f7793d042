//! Keys while a window is open.

use super::super::amount::{self, LAMPS, kazakh_proposal};
use super::super::bytes::Key;
use super::super::hands::Space;
use super::{Answer, Op, Reading, Selected, Step, Window, WindowKind};

/// After this many presses of Esc, every window is closed.
const ESC_CLOSES: u8 = 4;

impl Step<'_> {
    /// Handles a key while a window is open. A window records only after an Enter of a hand.
    pub(super) fn in_window(&self, window: &Window, key: &Key) -> Vec<Reading> {
        let reading = &self.reading;
        let with = |window: Window| Reading { window: Some(window), ..reading.clone() };
        let escapes = if *key == Key::Esc { window.escapes + 1 } else { 0 };
        let open = Window { escapes, ..window.clone() };
        let mut closed = Reading { window: None, ..reading.clone() };
        // A search, a menu and a list may have selected another material.
        let may_select = matches!(window.kind, WindowKind::Search | WindowKind::Other) && *key == Key::Enter;
        if may_select {
            closed.selected = Selected::Any;
            closed.has_letter = false;
        }
        match (window.kind, key) {
            // Alt has the same bytes as Esc and a character, which is typed if Esc closes the window.
            (_, Key::Alt(c)) => {
                let typed = self.in_window(window, &Key::Esc).into_iter().flat_map(|reading| {
                    let step = self.with(reading.clone());
                    match (&reading.window, c) {
                        (Some(_), _) => vec![reading],
                        (None, ' ') => step.space(Space::One),
                        (None, c) => step.character(*c),
                    }
                });
                typed.chain([with(open)]).collect()
            }
            (WindowKind::Help, Key::Esc | Key::Enter | Key::Function(1)) => vec![closed],
            (WindowKind::Help, _) => vec![with(open)],
            (_, Key::Esc) if escapes >= ESC_CLOSES => vec![closed],
            (kind, Key::Enter) => {
                let proposal = kazakh_proposal(&window.text).unwrap_or_default();
                // A group of people has the grammar of pieces (E4).
                let counts = [&window.text, &proposal].map(|text| amount::read(text, LAMPS));
                let is_typed = |people: u32| {
                    counts.iter().flatten().any(|amount| amount.measure.size() == i64::from(people))
                };
                let mut readings = vec![with(open), closed];
                let claimed = self.claim(|op| match op {
                    Op::People(people) => kind != WindowKind::People || is_typed(*people),
                    Op::Entry(_) => false,
                    Op::Void(_) | Op::Correction(_) | Op::HandOver | Op::Operator => {
                        kind == WindowKind::Other
                    }
                });
                if let Some(after) = claimed {
                    readings.push(Reading { window: None, ..after.clone() });
                    readings.push(after);
                }
                readings
            }
            (_, Key::Esc | Key::Function(_) | Key::Control(_)) => vec![with(open), closed],
            // A digit of the menu acts at once.
            (WindowKind::Other, Key::Char('0'..='9')) => {
                // One of the actions is that of F7.
                let marked = Reading { about: !closed.about, ..closed.clone() };
                // An open question may be about the marked amount then.
                let mut asked_marked = marked.clone();
                for answer in asked_marked.asked.iter_mut().flatten() {
                    if let Answer::Entry(entry) = answer {
                        entry.amount.about = asked_marked.about;
                    }
                }
                let unasked_marked = Reading { asked: None, ..marked.clone() };
                let mut readings = vec![with(open), closed.clone(), marked, asked_marked, unasked_marked];
                // F8 takes back a record, or only closes an open question. Another action records again what was undone.
                let unasked = Reading { asked: None, ..closed.clone() };
                readings.push(unasked.clone());
                for reading in [closed, unasked] {
                    readings.extend(self.with(reading.clone()).undo());
                    readings.extend(self.with(reading).redo());
                }
                if let Some(after) = self.claim(|op| !matches!(op, Op::Entry(_))) {
                    readings.push(Reading { window: None, ..after.clone() });
                    readings.push(after);
                }
                readings.extend(self.redo());
                readings
            }
            (WindowKind::People, Key::Char(c)) => {
                vec![with(Window { text: format!("{}{c}", window.text), ..open })]
            }
            (WindowKind::People, Key::Backspace) => {
                let mut text = window.text.clone();
                text.pop();
                vec![with(Window { text, ..open })]
            }
            _ => vec![with(open)],
        }
    }
}
