//! Groups keys into presses of a hand, repeats of a held key, and machine lines, by the rules G1 to G7 of
//! docs/input.md.
//!
//! Like [`super::bytes`], it looks ahead instead of waiting.

use super::bytes::{Key, Pressed};

/// Keys with less time between them are one run (G1).
const RUN_MS: u64 = 30;
/// An acting key that is pressed again within this time may be held down (G5).
const HELD_MS: u64 = 700;
/// How long a second acting key waits for a third one (G5).
const WAIT_MS: u64 = 150;
/// How long a second Enter waits for a third one (G5).
const ENTER_WAIT_MS: u64 = 300;
/// An Enter that confirms has no other Enter this long before it (G6).
const LONE_BEFORE_MS: u64 = 200;
/// An Enter that confirms has no other Enter this long after it (G6).
const LONE_AFTER_MS: u64 = 300;
/// Spaces of different reads with less time between them are one held key (G7).
const HELD_SPACE_MS: u64 = 120;
/// The number of Spaces of one read that count without a question (G7).
const SPACES_MAX: usize = 3;

/// What the console may act on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// The time of its last byte.
    pub(super) at_ms: u64,
    pub(super) what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Press {
        key: Key,
        /// Whether an Enter may confirm a question (G6).
        confirms: bool,
        /// Whether the key came by itself or a hand pressed it. A control character in a run leaves a mark (G4).
        begins: bool,
    },
    /// A Space. It counts these people on the empty line, and is a character elsewhere.
    Space { people: Space },
    /// A run that ended in silence.
    Run {
        presses: Vec<Unit>,
        /// Whether only a hand can have pressed it (G3).
        by_hand: bool,
    },
    /// A line directly after keys of a hand: presses that a slow connection delivered together, or a machine line.
    Either { presses: Vec<Unit>, line: Vec<Key> },
    /// The keys of a line that a machine typed, without its Enter.
    Line(Vec<Key>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// A repeat of a held key, or padding.
    Nothing,
    One,
    /// There are more Spaces in one read than a hand presses, so the console asks.
    Ask(u32),
}

/// Returns whether a key belongs to a run: it is a character, or it leaves a mark among characters (G1, G4).
const fn is_in_run(key: &Key) -> bool {
    matches!(key, Key::Char(_) | Key::Control(_) | Key::Tab | Key::Unknown | Key::OneOf(_))
}

/// Returns whether only a hand presses this key (G3).
const fn is_of_hand(key: &Key) -> bool {
    matches!(
        key,
        Key::Esc | Key::Backspace | Key::Delete | Key::Alt(_) | Key::Function(_) | Key::Move | Key::Other
    )
}

/// Returns whether a key acts only once while it is held down (G5).
const fn is_acting(key: &Key) -> bool {
    matches!(key, Key::Enter | Key::Esc | Key::Delete | Key::Function(_) | Key::Control(_))
}

/// Replaces keys that act on nothing by marks: Backspace in a run, and a control character in one read with a key of a
/// hand, or directly after a character (G4). Removes an ETX directly after an Enter.
fn with_marks(keys: &[Pressed]) -> Vec<Pressed> {
    let mut marked: Vec<Pressed> = Vec::new();
    let mut by_hand = false;
    for (index, pressed) in keys.iter().enumerate() {
        let is_soon = index > 0 && follows_at_once(keys, index);
        by_hand &= is_soon;
        let before = keys[..index].last().filter(|_| is_soon).map(|before| &before.key);
        let is_control = matches!(pressed.key, Key::Control(_) | Key::Tab | Key::Unknown);
        if pressed.key == Key::Control('c') && before == Some(&Key::Enter) {
            continue;
        }
        let in_run = is_soon && !by_hand && marked.last().is_some_and(|before| is_in_run(&before.key));
        let same_read = index > 0 && keys[index - 1].read == pressed.read;
        let after_char = matches!(before, Some(Key::Char(_)));
        let is_mark =
            pressed.key == Key::Backspace && in_run || is_control && by_hand && (same_read || after_char);
        by_hand |= !is_mark && is_of_hand(&pressed.key);
        marked.push(if is_mark { Pressed { key: Key::Unknown, ..pressed.clone() } } else { pressed.clone() });
    }
    marked
}

pub(super) fn units(keys: &[Pressed]) -> Vec<Unit> {
    let keys = &with_marks(keys)[..];
    let mut units = Vec::new();
    let mut start = 0;
    // Whether a key that only a hand presses has come since the last pause.
    let mut by_hand = false;
    while start < keys.len() {
        by_hand &= start > 0 && follows_at_once(keys, start);
        let end = run_end(keys, start);
        let next = keys.get(end).filter(|_| end > start && follows_at_once(keys, end));
        by_hand |= next.is_some_and(|next| is_of_hand(&next.key)) || is_of_hand(&keys[start].key);
        match next {
            Some(next) if next.key == Key::Enter && !by_hand => {
                let line = keys[start..end].iter().map(|pressed| pressed.key.clone()).collect();
                units.push(Unit { at_ms: next.at_ms, what: What::Line(line) });
                start = end + 1;
            }
            Some(next) if next.key == Key::Enter => {
                let presses =
                    (start..=end).filter_map(|index| press(keys, index, start..end, by_hand)).collect();
                let line = keys[start..end].iter().map(|pressed| pressed.key.clone()).collect();
                units.push(Unit { at_ms: keys[start].at_ms, what: What::Either { presses, line } });
                start = end + 1;
            }
            _ => {
                let end = end.max(start + 1);
                let presses: Vec<Unit> =
                    (start..end).filter_map(|index| press(keys, index, start..end, by_hand)).collect();
                if end - start > 1 {
                    units.push(Unit { at_ms: keys[start].at_ms, what: What::Run { presses, by_hand } });
                } else {
                    units.extend(presses);
                }
                start = end;
            }
        }
    }
    units
}

/// Returns whether this key follows the key before it without a pause.
fn follows_at_once(keys: &[Pressed], index: usize) -> bool {
    keys[index].at_ms - keys[index - 1].at_ms < RUN_MS
}

/// Returns the end of the run that begins here. The run is empty if the key does not belong to a run.
fn run_end(keys: &[Pressed], start: usize) -> usize {
    let mut end = start;
    while end < keys.len() && is_in_run(&keys[end].key) && (end == start || follows_at_once(keys, end)) {
        end += 1;
    }
    end
}

/// Returns the press at this index of a run that ended without an Enter.
fn press(keys: &[Pressed], index: usize, run: std::ops::Range<usize>, by_hand: bool) -> Option<Unit> {
    let key = &keys[index].key;
    let at_ms = keys[index].at_ms;
    let is_repeat = is_acting(key) && is_repeat(keys, index);
    if is_repeat && matches!(key, Key::Control(_)) && keys[index].read == keys[index - 1].read {
        // In one read it may also be a character of a run, which leaves a mark (G4).
        let key = Key::OneOf(vec![Some(Key::Unknown), None]);
        return Some(Unit { at_ms, what: What::Press { key, confirms: false, begins: false } });
    }
    if is_repeat && *key != Key::Delete {
        return None;
    }
    let is_control = matches!(key, Key::Control(_) | Key::Tab);
    if by_hand && is_control && run.len() > 1 {
        // The key that only a hand presses came later, so this may be a character of a run.
        let key = Key::OneOf(vec![Some(key.clone()), Some(Key::Unknown)]);
        return Some(Unit { at_ms, what: What::Press { key, confirms: false, begins: true } });
    }
    let what = match key {
        // In the entry line Del only erases, like Backspace, so its repeats may act.
        Key::Delete if is_repeat => {
            let key = Key::OneOf(vec![Some(Key::Delete), None]);
            What::Press { key, confirms: false, begins: false }
        }
        Key::Char(' ') => What::Space { people: people(keys, index, run, by_hand) },
        _ => What::Press {
            confirms: *key == Key::Enter && is_lone_enter(keys, index),
            begins: index == run.start && run.len() == 1 || by_hand,
            key: key.clone(),
        },
    };
    Some(Unit { at_ms, what })
}

/// Returns the time between this key and the same key directly before it, if there is one.
fn since_same(keys: &[Pressed], index: usize) -> Option<u64> {
    let before = keys.get(index.checked_sub(1)?)?;
    (before.key == keys[index].key).then(|| keys[index].at_ms - before.at_ms)
}

/// Returns whether an acting key is a repeat of a held key (G5).
fn is_repeat(keys: &[Pressed], index: usize) -> bool {
    let wait = if keys[index].key == Key::Enter { ENTER_WAIT_MS } else { WAIT_MS };
    let is_second = |index: usize| since_same(keys, index).is_some_and(|since| since < HELD_MS);
    let comes_within_wait =
        |index: usize| index < keys.len() && since_same(keys, index).is_some_and(|since| since < wait);
    is_second(index) && (comes_within_wait(index + 1) || (comes_within_wait(index) && is_second(index - 1)))
}

/// Returns whether no other Enter is near this Enter (G6).
fn is_lone_enter(keys: &[Pressed], index: usize) -> bool {
    let at_ms = keys[index].at_ms;
    let earlier = keys[..index].iter().rev().find(|pressed| pressed.key == Key::Enter);
    let is_near = earlier.is_some_and(|earlier| at_ms - earlier.at_ms < LONE_BEFORE_MS);
    // If another key comes within this time, the confirmation counts at once. Esc cancels it.
    let is_cancelled = keys
        .get(index + 1)
        .is_some_and(|next| matches!(next.key, Key::Enter | Key::Esc) && next.at_ms - at_ms < LONE_AFTER_MS);
    !is_near && !is_cancelled
}

/// Returns what a Space on the empty line counts (G7).
fn people(keys: &[Pressed], index: usize, run: std::ops::Range<usize>, by_hand: bool) -> Space {
    let is_space = |index: usize| keys.get(index).is_some_and(|pressed| pressed.key == Key::Char(' '));
    let same_read = |other: usize| is_space(other) && keys[other].read == keys[index].read;
    let mut first = index;
    while first > 0 && same_read(first - 1) {
        first -= 1;
    }
    let mut end = index + 1;
    while same_read(end) {
        end += 1;
    }
    let is_before_text = (end..run.end).any(|index| !is_space(index));
    let is_padding = is_before_text && !by_hand && end - first > 1;
    let is_near = |earlier: usize, limit: u64| {
        is_space(earlier) && keys[earlier + 1].at_ms - keys[earlier].at_ms < limit
    };
    let after_space = first > 0 && is_near(first - 1, HELD_SPACE_MS);
    let before_space = is_space(end) && is_near(end - 1, HELD_SPACE_MS);
    let in_held_series = before_space && first > 0 && is_near(first - 1, HELD_MS);
    // Alt and a Space are Esc and a Space of the same read.
    let after_alt =
        first > 0 && keys[first - 1].key == Key::Alt(' ') && keys[first - 1].read == keys[index].read;
    let presses = end - first + usize::from(after_alt);
    if is_padding || after_space || in_held_series {
        Space::Nothing
    } else if presses <= SPACES_MAX {
        Space::One
    } else if index == first {
        Space::Ask(presses as u32)
    } else {
        Space::Nothing
    }
}
