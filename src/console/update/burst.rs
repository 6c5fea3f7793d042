//! Keys that come faster than a hand can press them: a paste, or a scale that types.
//!
//! Invariants: spaces of a burst never count people; a line of a burst that is not taken neither runs
//! into the next one nor is lost: it waits in its own list, and the selection that stood before it comes
//! back.

use crate::console::keymap::{self, Action, Mode};
use crate::console::model::{BURST, EntryLine, Model, Notice, RejectReason, RejectedLine, Selection};
use crate::console::msg::Effect;
use crate::console::update::{act, amount, record, weighing};
use crate::domain::record::Op;
use crate::entry;
use crate::screen::clock::Timestamp;
use crate::screen::key::Key;

/// Decides what the keys before this one were, now that it is known what follows them.
pub(super) fn before_key(model: &mut Model, key: Key, stamp: Timestamp, effects: &mut Vec<Effect>) {
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
        keep(model, RejectReason::NeedsConfirmation);
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
    let fast = |touched| stamp.since_start.saturating_sub(touched) < BURST;
    let in_burst = model.line.touched.is_some_and(fast);
    part_from_restored(model, key, in_burst);
    // A line that comes in a burst begins here, with its letter.
    if !in_burst {
        model.line.before = model.selection;
    }
    model.line.touched = Some(stamp.since_start);
}

/// A scale types its weight behind a line that came back: that is another weighing, and the old line waits
/// in the list. A hand goes on where it stopped.
fn part_from_restored(model: &mut Model, key: Key, in_burst: bool) {
    if !matches!(key, Key::Char(_) | Key::Enter) {
        model.line.restored = 0;
    }
    let restored = model.line.restored;
    let typed = model.line.text.chars().count().saturating_sub(restored);
    if restored == 0 || typed == 0 {
        return;
    }
    model.line.restored = 0;
    if !in_burst {
        return;
    }
    let begins = model.line.text.char_indices().nth(restored).map_or(0, |(at, _)| at);
    let text = model.line.text.split_off(begins);
    let old = std::mem::replace(&mut model.line, EntryLine { text, ..EntryLine::default() });
    let (selection, operator) = (model.selection, model.operator().to_owned());
    model.line.before = selection;
    model.rejected.push(RejectedLine {
        text: old.with_about(),
        selection,
        why: RejectReason::LeftBehind { operator },
    });
}

/// A space on the empty line that no digit followed: one more person.
pub(super) fn settle_space(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(space) = model.line.space.take() else { return };
    let ticket = record::append(model, Op::People { count: 1 }, space, effects);
    model.notice = Some(Notice::Recorded(ticket));
}

/// Moves the refused line to the list of lines not taken.
fn set_aside(model: &mut Model) {
    let Some(Notice::Rejected(why)) = model.notice.take() else { return };
    keep(model, why);
}

fn keep(model: &mut Model, why: RejectReason) {
    let line = std::mem::take(&mut model.line);
    let selection = std::mem::replace(&mut model.selection, line.before);
    model.rejected.push(RejectedLine { text: line.with_about(), selection, why });
    model.notice = Some(Notice::LinesRejected(model.rejected.len()));
}

/// A pasted text. Each line is taken as a whole: the letter of a material (repeated for a grade) or none,
/// an amount, Enter. Any other line goes to the list as it stands, and changes no selection.
pub(super) fn paste(model: &mut Model, text: &str, stamp: Timestamp, effects: &mut Vec<Effect>) {
    if model.too_small() {
        return;
    }
    match model.mode() {
        Mode::Weighing => paste_lines(model, text, stamp, effects),
        Mode::Watching => model.notice = Some(Notice::OnlyWatches),
        _ => paste_text(model, text, stamp, effects),
    }
}

fn paste_lines(model: &mut Model, text: &str, stamp: Timestamp, effects: &mut Vec<Effect>) {
    if model.line.hold.is_some() {
        keep(model, RejectReason::NeedsConfirmation);
    }
    if model.line.restored > 0 {
        let operator = model.operator().to_owned();
        keep(model, RejectReason::LeftBehind { operator });
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.split('\n').collect();
    let several = lines.iter().filter(|line| !line.trim().is_empty()).count() > 1;
    let (mut taken, mut refused) = (0, 0);
    // Behind a line that could not be read an amount alone has no material.
    let mut unclear = false;
    for (place, line) in lines.iter().enumerate() {
        let line: String = line.trim().chars().filter(|c| !c.is_control()).collect();
        let ended = place + 1 < lines.len();
        // The first line goes on with what stands in the entry line.
        let begun = place == 0 && !model.line.text.is_empty();
        if line.is_empty() && !begun {
            continue;
        }
        let selection = if begun { Some((0, model.selection)) } else { shape(model, &line) };
        let before = model.selection;
        let why = match selection {
            None => Some(RejectReason::NotALine),
            Some((0, _)) if unclear && !begun => Some(RejectReason::Unclear),
            Some((letters, selection)) => {
                if letters > 0 {
                    model.selection = selection;
                    model.line.lettered = true;
                    unclear = false;
                }
                line.chars().skip(letters).for_each(|c| weighing::type_character(model, Key::Char(c)));
                model.line.before = before;
                if !ended {
                    continue;
                }
                amount::enter(model, stamp, effects);
                match model.notice.take() {
                    // One line alone may be answered like a typed one.
                    _ if model.line.hold.is_some() && !several => None,
                    _ if model.line.hold.is_some() => Some(RejectReason::NeedsConfirmation),
                    Some(Notice::Rejected(why)) => Some(why),
                    other => {
                        model.notice = other;
                        taken += 1;
                        None
                    }
                }
            }
        };
        let Some(why) = why else { continue };
        refused += 1;
        match why {
            RejectReason::NotALine if !several => {
                line.chars().for_each(|c| weighing::type_character(model, Key::Char(c)));
                model.notice = Some(Notice::Rejected(RejectReason::NotALine));
            }
            RejectReason::NotALine | RejectReason::Unclear => {
                unclear = true;
                model.rejected.push(RejectedLine { text: line, selection: Selection::default(), why });
            }
            // One line alone stays in the entry line, where it can be mended at once.
            why if !several => {
                model.line.hold = None;
                model.notice = Some(Notice::Rejected(why));
            }
            why => keep(model, why),
        }
    }
    model.line.refused_at = None;
    if several {
        model.notice = Some(Notice::Pasted { taken, refused });
    }
}

/// Into a text field: line ends and tabs part words; nothing is chosen, closed or scrolled.
fn paste_text(model: &mut Model, text: &str, stamp: Timestamp, effects: &mut Vec<Effect>) {
    for c in text.trim().chars().map(|c| if c.is_whitespace() { ' ' } else { c }) {
        let binding = keymap::resolve(model.mode(), Key::Char(c), model.snapshot());
        if c.is_control() || binding.is_none_or(|binding| binding.action != Action::Edit) {
            continue;
        }
        act(model, model.mode(), Action::Edit, Key::Char(c), stamp, effects);
    }
}

/// How many letters a line begins with and what they select; `None` where it is no letter with an
/// amount.
fn shape(model: &Model, line: &str) -> Option<(usize, Selection)> {
    let first = line.chars().next()?;
    if entry::begins_amount(first) {
        return Some((0, model.selection));
    }
    let place = weighing::pane(model, first)?;
    let letters = line.chars().take_while(|c| weighing::pane(model, *c) == Some(place)).count();
    let rest = line.chars().skip(letters).find(|c| !c.is_whitespace())?;
    if !entry::begins_amount(rest) {
        return None;
    }
    let grades = model.event.materials.get(place).map_or(0, |material| material.grades.len());
    // The first press selects without a grade, each further one goes on round the circle.
    let grade = ((letters - 1) % (grades + 1)).checked_sub(1);
    Some((letters, Selection { material: Some(place), grade }))
}

/// Puts a line that was not taken back into the entry line. A text that stands there changes places
/// with it.
pub(super) fn take_back(model: &mut Model, place: usize) {
    if place >= model.rejected.len() {
        return;
    }
    let RejectedLine { text, selection, why } = model.rejected.remove(place);
    if !model.line.text.is_empty() {
        let typed = std::mem::take(&mut model.line.text);
        let refused = RejectReason::NeedsConfirmation;
        model.rejected.push(RejectedLine { text: typed, selection: model.selection, why: refused });
    }
    model.line = EntryLine { text, before: model.selection, ..EntryLine::default() };
    if selection.material.is_some() {
        model.selection = selection;
    }
    model.notice = Some(Notice::Rejected(why));
}
