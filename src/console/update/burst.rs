//! Keys that come faster than a hand can press them: a paste, or a scale that types.
//!
//! Invariants: spaces of a burst never count people; a line of a burst that is not taken neither runs
//! into the next one nor is lost: it waits in its own list, and the selection that stood before it comes
//! back.

use crate::console::key::Key;
use crate::console::keymap::{self, Action, Mode};
use crate::console::model::{BURST, EntryLine, Model, NotTaken, Notice, Refused};
use crate::console::msg::{Effect, Stamp};
use crate::console::update::{act, amount, record, weighing};
use crate::domain::record::Op;

/// Decides what the keys before this one were, now that it is known what follows them.
pub(super) fn before_key(model: &mut Model, key: Key, stamp: Stamp, effects: &mut Vec<Effect>) {
    if let Some(space) = model.line.space {
        let fast = stamp.since_start.saturating_sub(space.since_start) < BURST;
        let padded = matches!(key, Key::Char('0'..='9' | ' ' | '+' | '-' | '.' | ',' | '~'));
        if fast && padded {
            model.line.space = None;
        } else {
            settle_space(model, effects);
        }
    }
    // Somebody went on weighing over an amount that asks for a second look: it waits in the list.
    if model.mode() == Mode::Weighing && model.line.hold.is_some() && matches!(key, Key::Char(c) if c != '?')
    {
        keep(model, Refused::NeedsConfirmation);
    }
    if let Some((letter, pressed)) = model.line.orphan.take()
        && stamp.since_start.saturating_sub(pressed) < BURST
        && matches!(key, Key::Char(_))
    {
        // What follows must not land in the pane that happened to be selected.
        weighing::type_character(model, Key::Char(letter));
    }
    if let Some(refused) = model.line.refused_at.take()
        && stamp.since_start.saturating_sub(refused) < BURST
        && matches!(key, Key::Char(_) | Key::Enter)
    {
        set_aside(model);
    }
}

/// A space on the empty line that no digit followed: one more person.
pub(super) fn settle_space(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(space) = model.line.space.take() else { return };
    let ticket = record::append(model, Op::People { count: 1 }, space, effects);
    model.notice = Some(Notice::Recorded(ticket));
}

/// Moves the refused line to the list of lines not taken.
fn set_aside(model: &mut Model) {
    let Some(Notice::Refused(why)) = model.notice.take() else { return };
    keep(model, why);
}

fn keep(model: &mut Model, why: Refused) {
    let mut line = std::mem::take(&mut model.line);
    if line.about && !line.text.contains('~') {
        line.text.insert(0, '~');
    }
    let selection = std::mem::replace(&mut model.selection, line.before);
    model.not_taken.push(NotTaken { text: line.text, selection, why });
    model.notice = Some(Notice::NotTaken(model.not_taken.len()));
}

/// A pasted text: each line is letters, an amount, Enter.
pub(super) fn paste(model: &mut Model, text: &str, stamp: Stamp, effects: &mut Vec<Effect>) {
    if model.mode() != Mode::Weighing {
        for c in text.chars().filter(|c| !c.is_control()) {
            let Some(binding) = keymap::resolve(model.mode(), Key::Char(c), model.snapshot()) else {
                continue;
            };
            // Pasted characters edit; they never choose, close or scroll.
            if binding.action == Action::Edit {
                act(model, model.mode(), binding.action, Key::Char(c), stamp, effects);
            }
        }
        return;
    }
    let mut lines = text.split(['\n', '\r']).peekable();
    let mut refused = 0;
    while let Some(line) = lines.next() {
        let ended = lines.peek().is_some();
        let before = model.selection;
        for c in line.trim_matches(|c: char| c.is_whitespace()).chars().filter(|c| !c.is_control()) {
            let binding = keymap::resolve(Mode::Weighing, Key::Char(c), model.snapshot());
            match binding.map(|binding| binding.action) {
                Some(action @ (Action::Select | Action::Type)) => {
                    weighing::act(model, action, Key::Char(c), stamp, effects);
                    if let Some((letter, _)) = model.line.orphan.take() {
                        weighing::type_character(model, Key::Char(letter));
                    }
                }
                _ => weighing::type_character(model, Key::Char(c)),
            }
        }
        if !model.line.text.is_empty() {
            model.line.before = before;
        }
        if !ended || model.line.text.is_empty() {
            continue;
        }
        amount::enter(model, stamp, effects);
        if model.line.hold.is_some() {
            keep(model, Refused::NeedsConfirmation);
            refused += 1;
        } else if let Some(Notice::Refused(why)) =
            model.notice.take_if(|notice| matches!(notice, Notice::Refused(_)))
        {
            keep(model, why);
            refused += 1;
        }
    }
    model.line.refused_at = None;
    // One line alone goes back to the entry line, where it can be mended at once.
    if refused == 1 && model.line.text.is_empty() && text.trim().lines().count() == 1 {
        take_back(model, model.not_taken.len() - 1);
    }
}

/// Puts a line that was not taken back into the entry line. A text that stands there changes places
/// with it.
pub(super) fn take_back(model: &mut Model, place: usize) {
    if place >= model.not_taken.len() {
        return;
    }
    let NotTaken { text, selection, why } = model.not_taken.remove(place);
    if !model.line.text.is_empty() {
        let typed = std::mem::take(&mut model.line.text);
        let refused = Refused::NeedsConfirmation;
        model.not_taken.push(NotTaken { text: typed, selection: model.selection, why: refused });
    }
    model.line = EntryLine { text, before: model.selection, ..EntryLine::default() };
    model.selection = selection;
    model.notice = Some(Notice::Refused(why));
}
