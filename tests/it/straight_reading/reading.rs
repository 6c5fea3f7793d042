//! The straight reading: decides which records the rules of docs/input.md allow for some bytes.
//!
//! The rules leave some cases open, so the same bytes may have several readings. A [`Reading`] is one of them.
//! Each unit of input turns a reading into the readings that are possible after it. A reading that records
//! something is kept only if the console made that record at that time. A reading that does not explain a
//! record of the console is dropped. If no reading is left, no straight reading of the bytes gives the record.

mod entries;
mod undo;
mod whole_lines;
mod windows;

use std::collections::BTreeSet;

use self::entries::next_grade;

use super::amount::{Amount, is_in_pieces, key_of, material_of};
use super::bytes::{self, Key, Read};
use super::hands::{self, Space, Unit, What};

/// The time within which a key has its effect. It is longer than every wait of the rules.
const PATIENCE_MS: u64 = 1_000;
/// The time in which the letters of a word are typed (G8).
const WORD_MS: u64 = 2_000;
/// The number of letters that are a word (G8).
const WORD_LETTERS: usize = 4;
/// The slip guard asks above these sizes, in grams and pieces.
const USUAL_GRAMS: i64 = 100_000;
const USUAL_PIECES: i64 = 1_000;

/// A record that the console made, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Made {
    pub(super) at_ms: u64,
    pub(super) op: Op,
    /// The text that the record keeps. Only an undone amount, which the console shows again, uses it.
    pub(super) typed: Option<String>,
}

/// The content of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Op {
    Entry(Entry),
    People(u32),
    /// The record with this index among those that the console made no longer counts.
    Void(usize),
    /// A correction, made in the history.
    Correction(Entry),
    HandOver,
    Operator,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) material: usize,
    /// The grade by its index in [`GRADES`].
    pub(super) grade: Option<usize>,
    pub(super) amount: Amount,
}

/// Records that no straight reading of the bytes gives.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unexplained {
    /// The index of the first record that no reading explains.
    pub(super) index: usize,
}

/// Checks that every record has a straight reading of the bytes.
///
/// # Errors
/// Returns the first record that no reading explains.
pub(super) fn check(reads: &[Read], made: &[Made]) -> Result<(), Unexplained> {
    let mut readings = BTreeSet::from([Reading::default()]);
    for unit in hands::units(&bytes::keys(reads)) {
        let explained = readings.iter().map(|reading| reading.explained).max().unwrap_or(0);
        readings.retain(|reading| made.get(reading.explained).is_none_or(|next| next.at_ms >= unit.at_ms));
        if readings.is_empty() {
            return Err(Unexplained { index: explained });
        }
        readings = readings
            .into_iter()
            .flat_map(|reading| Step { made, at_ms: unit.at_ms, reading }.after(&unit))
            .collect();
    }
    let explained = readings.iter().map(|reading| reading.explained).max().unwrap_or(0);
    if explained == made.len() { Ok(()) } else { Err(Unexplained { index: explained }) }
}

/// One possible state of the console.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Reading {
    /// The number of the console's records that this reading explains.
    explained: usize,
    selected: Selected,
    /// Whether a letter selected a material since the last record. If so, `N*` and a letter after an amount
    /// must not select another one.
    has_letter: bool,
    /// The letters typed directly before, with their times and the selection before each of them.
    word: Vec<(char, u64, Selected)>,
    /// The typed text with its marks.
    text: String,
    /// The number of characters at the end of the text that a hand pressed. A letter after an amount selects only if a
    /// hand pressed it (E6).
    by_hand: usize,
    /// Whether F7 marked the amount as an estimate.
    about: bool,
    /// The answers to the question that is open. They are not recorded yet.
    asked: Option<Vec<Answer>>,
    /// The line before the question, which Esc brings back once (E2).
    old: Option<Line>,
    /// The line that Esc brought back before that question was answered.
    older: Option<Line>,
    /// The amount that was undone, and whether a letter gave it a material since then.
    offer: Option<(Amount, bool)>,
    /// Its text, which becomes typed text if the console asks about it.
    offer_text: String,
    window: Option<Window>,
    /// The machine line that was recorded directly before (M5).
    last_line: Option<String>,
    /// Whether the text is a machine line that may be the same load, and is unchanged since (M5).
    is_same_load: bool,
    /// Whether a line was rejected directly before. It may have named the material of the next line (M6).
    has_rejected: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Selected {
    /// An arrow or a search selected it, so it may be any material.
    #[default]
    Any,
    Material {
        material: usize,
        grade: Option<usize>,
    },
}

/// A typed text and its selection.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    text: String,
    by_hand: usize,
    selected: Selected,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Answer {
    Entry(Entry),
    People(u32),
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Window {
    kind: WindowKind,
    /// The typed text, if it is known.
    text: String,
    /// The number of Esc presses directly before.
    escapes: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum WindowKind {
    Help,
    People,
    Search,
    /// Any other window.
    Other,
}

/// A reading and the next unit's time.
struct Step<'a> {
    made: &'a [Made],
    at_ms: u64,
    reading: Reading,
}

impl Step<'_> {
    fn with(&self, reading: Reading) -> Step<'_> {
        Step { made: self.made, at_ms: self.at_ms, reading }
    }

    /// Returns the reading that explains one more record, if the console made this record now.
    fn claim(&self, is_expected: impl Fn(&Op) -> bool) -> Option<Reading> {
        let next = self.made.get(self.reading.explained)?;
        let is_now = (self.at_ms..=self.at_ms + PATIENCE_MS).contains(&next.at_ms);
        (is_now && is_expected(&next.op))
            .then(|| Reading { explained: self.reading.explained + 1, ..self.reading.clone() })
    }

    /// Returns the readings that are possible after a unit.
    fn after(&self, unit: &Unit) -> Vec<Reading> {
        match &unit.what {
            What::Line(keys) => self.line(keys),
            What::Run { presses, by_hand } => self.run(presses, *by_hand),
            What::Either { presses, line } => {
                let mut readings = self.presses(presses);
                let enter_ms = presses.last().map_or(self.at_ms, |enter| enter.at_ms);
                let step = Step { made: self.made, at_ms: enter_ms, reading: self.reading.clone() };
                readings.extend(step.line(line));
                readings.into_iter().collect()
            }
            What::Space { people } => self.with(self.reading.touched()).space(*people),
            // It may be a second end of a machine line, which does nothing.
            What::Press { key: Key::Enter, confirms: false, begins } => {
                let mut readings = self.with(self.reading.touched()).press(&Key::Enter, false, *begins);
                readings.push(self.reading.clone());
                readings
            }
            What::Press { key, confirms, begins } => {
                let step = self.with(self.reading.touched());
                match key {
                    Key::OneOf(keys) => keys
                        .iter()
                        .flat_map(|key| match key {
                            Some(key) => step.press(key, *confirms, *begins),
                            None => vec![self.reading.clone()],
                        })
                        .collect(),
                    key => step.press(key, *confirms, *begins),
                }
            }
        }
    }

    /// Handles a run that ended in silence, which is typed text. If a hand would not type it, all of it may also be
    /// text whose letters select nothing (G1).
    fn run(&self, presses: &[Unit], by_hand: bool) -> Vec<Reading> {
        let before = &self.reading.text;
        let of_machine = |reading: Reading| match reading.text == *before {
            true => reading,
            false => Reading { by_hand: 0, ..reading },
        };
        let readings = self.presses(presses).into_iter();
        let mut readings: BTreeSet<Reading> =
            if by_hand { readings.collect() } else { readings.map(of_machine).collect() };
        if self.reading.window.is_none() {
            let mut text = self.reading.text.clone();
            text.extend(presses.iter().map(|press| match &press.what {
                What::Press { key: Key::Char(c), .. } => *c,
                What::Space { .. } => ' ',
                _ => '\u{fffd}',
            }));
            let old = self.reading.asked.as_ref().map(|_| self.reading.line());
            let touched = self.reading.touched().plain();
            let whole = Reading { text, by_hand: 0, asked: None, old, is_same_load: false, ..touched };
            readings.insert(whole);
        }
        if self.reading.asked.is_some() {
            // The question may stay open while the text moves to the rejected lines.
            readings.insert(self.reading.touched().plain());
        }
        readings.into_iter().collect()
    }

    /// Returns the readings after presses of a hand.
    fn presses(&self, presses: &[Unit]) -> BTreeSet<Reading> {
        let mut readings = BTreeSet::from([self.reading.touched()]);
        for press in presses {
            readings = readings
                .into_iter()
                .flat_map(|reading| Step { made: self.made, at_ms: press.at_ms, reading }.after(press))
                .collect();
        }
        readings
    }

    fn press(&self, key: &Key, confirms: bool, begins: bool) -> Vec<Reading> {
        if let Some(window) = &self.reading.window {
            return self.in_window(window, key);
        }
        let reading = &self.reading;
        match key {
            Key::Char(c) => self.character(*c),
            Key::Enter => self.enter(confirms),
            Key::Esc => self.esc(),
            Key::Backspace | Key::Delete => {
                let mut shorter =
                    Reading { asked: None, word: Vec::new(), is_same_load: false, ..reading.clone() };
                shorter.text.pop();
                shorter.by_hand = shorter.by_hand.saturating_sub(1);
                let unasked = Reading { asked: None, ..reading.clone() };
                if reading.asked.is_some() {
                    return vec![shorter, unasked];
                }
                vec![shorter.clone(), Reading { about: false, ..shorter }]
            }
            Key::Unknown => self.mark(),
            Key::Alt(c) => self.alt(*c),
            Key::Tab | Key::Control(_) if !begins => self.mark(),
            Key::Tab | Key::Move => {
                let moved = Reading { selected: Selected::Any, asked: None, ..reading.plain() };
                if reading.asked.is_none() {
                    // An arrow removes the letter after an amount (E6).
                    let text = reading.text_before_letters();
                    let without_letters = text.map(|text| Reading { text, by_hand: 0, ..moved.clone() });
                    return without_letters.into_iter().chain([moved]).collect();
                }
                // The question may be closed, may stay, or may be about the new material.
                let answers = moved.entries().into_iter().map(|(entry, _)| Answer::Entry(entry)).collect();
                vec![Reading { asked: Some(answers), ..moved.clone() }, moved, reading.clone()]
            }
            Key::Other => vec![Reading { asked: None, ..reading.plain() }, reading.plain()],
            Key::Function(number) => self.function(*number),
            Key::Control(c) => self.control(*c),
            Key::Paste(text) => self.paste(text),
            Key::OneOf(_) => vec![],
        }
    }

    /// Handles a key that is not known: its mark stays in the line, so that Enter is refused (E1).
    fn mark(&self) -> Vec<Reading> {
        self.character('\u{fffd}')
    }

    /// Handles Alt and a character, which have the same bytes as Esc and that character. On the empty line both
    /// mean the character, because Esc has nothing to erase. Otherwise the meaning is unknown, and a mark stays.
    fn alt(&self, c: char) -> Vec<Reading> {
        let reading = &self.reading;
        let mut readings = self.mark();
        if c == '?' {
            // The help opens also beside the mark.
            let open: Vec<Reading> =
                readings.iter().map(|reading| reading.opened(WindowKind::Help)).collect();
            readings.extend(open);
        }
        if reading.text.is_empty() {
            // A question about people is closed.
            for after in self.esc().into_iter().filter(|after| after.text.is_empty()) {
                let step = self.with(Reading { asked: None, ..after });
                readings.extend(if c == ' ' { step.space(Space::One) } else { step.character(c) });
            }
        }
        readings
    }

    fn character(&self, c: char) -> Vec<Reading> {
        let reading = &self.reading;
        if reading.asked.is_none() {
            return self.type_character(c);
        }
        // E2. The rules do not say what a sign or a point does, so it may also belong to the old text.
        let old = Some(reading.line());
        let new_line = Reading { text: String::new(), by_hand: 0, asked: None, old, ..reading.clone() };
        let mut readings = self.with(new_line.clone()).type_character(c);
        if new_line.about {
            readings.extend(self.with(Reading { about: false, ..new_line }).type_character(c));
        }
        if !c.is_alphanumeric() {
            let unasked = Reading { asked: None, ..reading.clone() };
            readings.extend(self.with(unasked).type_character(c));
            readings.push(reading.clone());
            // The character may also be typed while the question stays open.
            let mut beside = reading.clone();
            beside.text.push(c);
            beside.by_hand += 1;
            readings.push(beside);
        }
        readings
    }

    /// Types a character while no question is open.
    fn type_character(&self, c: char) -> Vec<Reading> {
        let mut readings = self.type_as(c, key_of(c));
        if key_of(c).is_none() && c.is_alphabetic() {
            // A letter on the key of a mark may belong to a word or to an amount.
            readings.extend(self.type_as(c, Some(c)));
        }
        readings
    }

    /// Types a character. `letter` is its key if it may belong to a word.
    fn type_as(&self, c: char, letter: Option<char>) -> Vec<Reading> {
        let reading = &self.reading;
        let mut after = Reading { is_same_load: false, ..reading.clone() };
        match letter {
            Some(key) if after.word.last().is_some_and(|last| last.0 == key) || after.word.is_empty() => {
                after.word = vec![(key, self.at_ms, reading.selected)];
            }
            Some(key) => after.word.push((key, self.at_ms, reading.selected)),
            None => after.word.clear(),
        }
        let is_word_only = reading.text.chars().all(char::is_alphabetic);
        if is_word_only && let Some(first) = after.word.len().checked_sub(WORD_LETTERS) {
            let (_, since, before) = after.word[first];
            if self.at_ms - since < WORD_MS {
                after.selected = before;
                after.text.clear();
                after.by_hand = 0;
                return vec![after.opened(WindowKind::Search)];
            }
        }
        // The same letter again, with no other key between, is the next grade.
        let is_again = reading.word.last().is_some_and(|last| Some(last.0) == letter);
        if !reading.text.is_empty() {
            // The help opens also beside typed text.
            let help = (c == '?').then(|| after.opened(WindowKind::Help));
            after.text.push(c);
            after.by_hand += 1;
            return help.into_iter().chain([after]).collect();
        }
        match c {
            '/' => vec![after.opened(WindowKind::Search)],
            '?' => vec![after.opened(WindowKind::Help)],
            _ => match material_of(c) {
                Some(material) => {
                    after.selected = next_grade(material, reading.selected, is_again);
                    after.has_letter = true;
                    after.offer = after.offer.map(|(amount, _)| (amount, true));
                    vec![after]
                }
                None => {
                    after.text.push(c);
                    after.by_hand = 1;
                    after.offer = None;
                    vec![after]
                }
            },
        }
    }

    fn space(&self, people: Space) -> Vec<Reading> {
        if self.reading.window.is_some() {
            return vec![self.reading.clone()];
        }
        // A Space adds to the question about people.
        if let Some([Answer::People(asked)]) = self.reading.asked.as_deref() {
            let more = match people {
                Space::Nothing => 0,
                Space::One => 1,
                Space::Ask(count) => count,
            };
            let asked = Some(vec![Answer::People(asked + more)]);
            return vec![Reading { asked, ..self.reading.clone() }];
        }
        if !self.reading.text.is_empty() {
            let mut readings = self.character(' ');
            // The rules do not say what Space does to a question.
            if self.reading.asked.is_some() && people == Space::One {
                readings.push(self.reading.clone());
                readings.extend(self.claim(|op| *op == Op::People(1)));
            }
            return readings;
        }
        let nothing = self.reading.plain();
        match people {
            Space::Nothing => vec![nothing],
            Space::One => {
                let one = self.with(nothing.clone()).claim(|op| *op == Op::People(1));
                one.into_iter().chain([nothing]).collect()
            }
            Space::Ask(count) => {
                let asked = Some(vec![Answer::People(count)]);
                vec![Reading { asked, ..nothing.clone() }, nothing]
            }
        }
    }

    fn enter(&self, confirms: bool) -> Vec<Reading> {
        let reading = self.reading.plain();
        let step = self.with(reading.clone());
        let mut readings = vec![reading.clone()];
        if let Some(answers) = &reading.asked {
            for answer in answers.iter().filter(|_| confirms) {
                readings.extend(step.record(answer));
            }
            return readings;
        }
        let mut asked = Vec::new();
        for (entry, needs_question) in reading.entries() {
            if needs_question || reading.is_same_load || self.is_unusual(&entry) {
                asked.push(Answer::Entry(entry));
            } else {
                readings.extend(step.record(&Answer::Entry(entry)));
            }
        }
        if !asked.is_empty() {
            if reading.text.is_empty() {
                // The undone amount is typed text from now on (E7).
                let text = reading.offer_text.clone();
                readings.push(Reading { asked: Some(asked), text, by_hand: 0, offer: None, ..reading });
            } else {
                readings.push(Reading { asked: Some(asked), ..reading });
            }
        }
        readings
    }

    /// Returns the reading after this record, if the console made it now.
    fn record(&self, answer: &Answer) -> Option<Reading> {
        match answer {
            Answer::People(count) => {
                let after = self.claim(|op| *op == Op::People(*count))?;
                Some(Reading { asked: None, ..after })
            }
            Answer::Entry(entry) => {
                let after = self.claim(|op| *op == Op::Entry(entry.clone()))?;
                let is_answer = after.asked.is_some() && !after.text.is_empty();
                let selected = Selected::Material { material: entry.material, grade: entry.grade };
                Some(Reading {
                    selected,
                    has_letter: false,
                    text: String::new(),
                    by_hand: 0,
                    about: false,
                    is_same_load: false,
                    asked: None,
                    offer: None,
                    // If the answer was a line of a machine, Esc may bring the typed text back.
                    old: if is_answer { Some(after.line()) } else { after.old.clone() },
                    older: if is_answer { after.old.clone() } else { after.older.clone() },
                    ..after.plain()
                })
            }
        }
    }

    /// Returns whether the slip guard asks about an amount.
    fn is_unusual(&self, entry: &Entry) -> bool {
        let limit = if is_in_pieces(entry.material) { USUAL_PIECES } else { USUAL_GRAMS };
        let made = &self.made[..self.reading.explained];
        let is_live = |index: usize| !made.iter().any(|record| record.op == Op::Void(index));
        let same_material = made.iter().enumerate().filter_map(|(index, record)| match &record.op {
            Op::Entry(earlier) if earlier.material == entry.material && is_live(index) => {
                Some(earlier.amount.measure.size())
            }
            _ => None,
        });
        let mut sizes: Vec<i64> = same_material.collect();
        sizes.drain(..sizes.len().saturating_sub(20));
        sizes.sort_unstable();
        let usual = sizes.get(sizes.len().saturating_sub(1) / 2).filter(|_| sizes.len() >= 10);
        let size = entry.amount.measure.size();
        // This reading cannot compute the usual size of an event with corrections.
        let is_known = !made.iter().any(|record| matches!(record.op, Op::Correction(_)));
        size > limit || is_known && usual.is_some_and(|usual| size >= usual * 10)
    }

    fn esc(&self) -> Vec<Reading> {
        let unmarked = Reading { offer: None, about: false, ..self.reading.plain() };
        if !self.reading.about {
            return self.with(unmarked).erase();
        }
        let marked = Reading { about: true, ..unmarked.clone() };
        [unmarked, marked].into_iter().flat_map(|reading| self.with(reading).erase()).collect()
    }

    fn erase(&self) -> Vec<Reading> {
        let reading = &self.reading;
        let text = String::new();
        let erased = Reading { text, by_hand: 0, asked: None, is_same_load: false, ..reading.clone() };
        let mut readings = vec![erased.clone()];
        for Line { text, by_hand, selected } in reading.old.iter().chain(&reading.older) {
            let text = text.clone();
            let back = Reading { text, by_hand: *by_hand, old: None, older: None, ..erased.clone() };
            // The mark of F7 may come back too. If the selection does, the letters after the old text no longer count.
            for (about, is_same_load) in [(false, false), (true, false), (false, true), (true, true)] {
                let back = Reading { about, is_same_load, ..back.clone() };
                readings.push(Reading { selected: *selected, has_letter: false, ..back.clone() });
                readings.push(Reading { selected: *selected, ..back.clone() });
                readings.push(back);
            }
        }
        if reading.asked.is_some() {
            readings.push(Reading { asked: None, ..reading.clone() });
        }
        readings
    }

    fn function(&self, number: u8) -> Vec<Reading> {
        let reading = self.reading.plain();
        match number {
            1 => self.opened(WindowKind::Help),
            5 => self.opened(WindowKind::People),
            3 | 9 | 12 => self.opened(WindowKind::Other),
            // The list opens only if there are rejected lines. It may put one of them into the entry line.
            11 => self.may_open(WindowKind::Other),
            10 => self.quit(),
            7 => {
                let marked = Reading { about: !reading.about, asked: None, ..reading.clone() };
                if reading.asked.is_some() { vec![marked, reading] } else { vec![marked] }
            }
            8 if reading.asked.is_some() => {
                let closed = Reading { asked: None, ..self.reading.clone() };
                self.undo().into_iter().chain(self.with(closed).undo()).collect()
            }
            8 => self.undo(),
            _ => vec![Reading { asked: None, ..reading.clone() }, reading],
        }
    }

    /// Ctrl and a key. It may also close the question.
    fn control(&self, c: char) -> Vec<Reading> {
        let mut readings = self.control_beside_question(c);
        if self.reading.asked.is_some() {
            let closed = Reading { asked: None, ..self.reading.clone() };
            readings.extend(self.with(closed).control_beside_question(c));
        }
        readings
    }

    fn control_beside_question(&self, c: char) -> Vec<Reading> {
        let reading = self.reading.plain();
        match c {
            'z' => self.undo(),
            'y' => self.redo(),
            'o' | 'b' | 'r' | 'd' => self.opened(WindowKind::Other),
            // Ctrl+P ends the paper sheet if one is being entered.
            'p' => self.may_open(WindowKind::Other),
            'c' | 'q' => self.quit(),
            _ => {
                let mut readings = self.mark();
                readings.push(reading);
                readings
            }
        }
    }

    /// Opens a window. While something is typed or asked, the console may refuse to. A window may close the question, so that
    /// the typed text is left (M4).
    fn opened(&self, kind: WindowKind) -> Vec<Reading> {
        let reading = self.reading.plain();
        let open = reading.opened(kind);
        if reading.asked.is_some() {
            vec![Reading { asked: None, ..open.clone() }, open, reading]
        } else if reading.text.is_empty() {
            vec![open]
        } else {
            vec![open, reading]
        }
    }

    /// Opens a window, or does something else that leaves the line.
    fn may_open(&self, kind: WindowKind) -> Vec<Reading> {
        let mut readings = self.opened(kind);
        readings.push(self.reading.plain());
        readings
    }

    /// Quits, or asks first. A console that has quit records nothing, like a console whose window stays open.
    fn quit(&self) -> Vec<Reading> {
        let open = self.reading.plain().opened(WindowKind::Other);
        vec![Reading { asked: None, ..open.clone() }, open]
    }
}

impl Reading {
    /// Returns the typed text and its selection.
    fn line(&self) -> Line {
        Line { text: self.text.clone(), by_hand: self.by_hand, selected: self.selected }
    }

    /// Returns this reading after any press of a hand.
    fn touched(&self) -> Self {
        Self { last_line: None, has_rejected: false, ..self.clone() }
    }

    /// Returns this reading after a key that is not a letter.
    fn plain(&self) -> Self {
        Self { word: Vec::new(), ..self.clone() }
    }

    fn opened(&self, kind: WindowKind) -> Self {
        Self { window: Some(Window { kind, text: String::new(), escapes: 0 }), ..self.plain() }
    }
}
