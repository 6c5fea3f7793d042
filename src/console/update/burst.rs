//! Bursts: keys that arrive faster than anyone can type, from an unbracketed paste or from a scale.
//!
//! Invariants: spaces of a burst never count people. A rejected line of a burst is neither joined with the
//! next line nor lost. The rejected line moves to the list of rejected lines, and the previous selection is
//! restored.

use std::time::Duration;

use crate::console::keymap::Mode;
use crate::console::model::{BURST_GAP, EntryLine, Model, Notice};
use crate::console::msg::Effect;
use crate::console::rejected::{RejectReason, RejectedLine};
use crate::console::update::{entry_line, people};
use crate::screen::clock::Timestamp;
use crate::screen::key::Key;

/// Decides what the previous keys meant, now that the next key is known.
pub(super) fn before_key(model: &mut Model, key: Key, now: Timestamp, effects: &mut Vec<Effect>) {
    let is_fast = |earlier: Duration| now.since_start.saturating_sub(earlier) < BURST_GAP;
    if let Some(space) = model.line.pending_space {
        let begins_amount = matches!(key, Key::Char('0'..='9' | ' ' | '+' | '-' | '.' | ',' | '~'));
        if is_fast(space.since_start) && begins_amount {
            // The pending space was the padding of a scale.
            model.line.pending_space = None;
        } else {
            people::count_pending_person(model, effects);
        }
    }
    // The operator continues without confirming the held amount.
    if model.mode() == Mode::Weighing && model.line.held.is_some() && matches!(key, Key::Char(c) if c != '?')
    {
        move_line_to_rejected(model, RejectReason::NeedsConfirmation);
    }
    if let Some((letter, typed_at)) = model.line.unbound_letter.take()
        && is_fast(typed_at)
        && matches!(key, Key::Char(_))
    {
        // The letter starts a line of the burst, so the amount of that line must not be recorded for the
        // selected pane.
        entry_line::type_char(model, letter);
    }
    if let Some(rejected_at) = model.line.rejected_at.take()
        && is_fast(rejected_at)
        && matches!(key, Key::Char(_) | Key::Enter)
        && let Some(Notice::Rejected(reason)) = model.notice.take()
    {
        move_line_to_rejected(model, reason);
    }
    let in_burst = model.line.last_key_at.is_some_and(is_fast);
    separate_from_restored(model, key, in_burst);
    if !in_burst {
        // This letter may start a burst.
        model.line.selection_before = model.selection;
    }
    model.line.last_key_at = Some(now.since_start);
}

/// Separates the output of a scale from a restored line in the entry line. The output and the restored line
/// are different entries, so the restored line moves to the rejected lines. If the operator types by hand,
/// the restored line is continued.
fn separate_from_restored(model: &mut Model, key: Key, in_burst: bool) {
    if !matches!(key, Key::Char(_) | Key::Enter) {
        model.line.restored_len = 0;
    }
    let restored = model.line.restored_len;
    let typed = model.line.text.chars().count().saturating_sub(restored);
    if restored == 0 || typed == 0 {
        return;
    }
    model.line.restored_len = 0;
    if !in_burst {
        return;
    }
    let start = model.line.text.char_indices().nth(restored).map_or(0, |(start, _)| start);
    let text = model.line.text.split_off(start);
    let old = std::mem::replace(&mut model.line, EntryLine { text, ..EntryLine::default() });
    let (selection, operator) = (model.selection, model.operator().to_owned());
    model.line.selection_before = selection;
    let reason = RejectReason::FromDraft { operator };
    model.rejected.push(RejectedLine { text: old.text_with_mark(), selection, reason });
}

/// Moves the entry line to the rejected lines, and restores the previous selection.
pub(super) fn move_line_to_rejected(model: &mut Model, reason: RejectReason) {
    let line = std::mem::take(&mut model.line);
    let selection = std::mem::replace(&mut model.selection, line.selection_before);
    model.rejected.push(RejectedLine { text: line.text_with_mark(), selection, reason });
    model.notice = Some(Notice::LinesRejected(model.rejected.len()));
}
