//! A search that is prepared for a pass over all records.
//!
//! The lead may search a hundred thousand records while typing. Everything that does not depend on a single record is
//! therefore computed once, before the pass: which words match which material, operator or status.

use std::collections::HashMap;

use crate::console::search::materials::all_names;
use crate::console::search::normalize::{normalized, normalizes_to};
use crate::console::search::prefix::MINUTES_PER_DAY;
use crate::console::search::word::SearchWord;
use crate::domain::event::Event;
use crate::domain::ledger::{Ledger, RecordIndex, RecordKind, RecordStatus, RecordView};
use crate::domain::record::StationId;
use crate::domain::tally::{HOUR_MS, MINUTE_MS};
use crate::language::{Message, Texts};

/// A set of words of the search, one bit for each. Words beyond the number of bits are ignored.
pub(super) type WordSet = u64;

/// A search that is prepared for many records.
pub(super) struct Query<'a> {
    ledger: &'a Ledger,
    utc_offset_ms: i64,
    words: Vec<SearchWord>,
    /// The words that match a material, by the index of the material in the ledger.
    material_words: Vec<WordSet>,
    /// The words that match people.
    people_words: WordSet,
    /// The words that match a hand-over.
    out_words: WordSet,
    /// The words that match a status. Statuses that no word matches are left out.
    standing_words: Vec<(RecordStatus, WordSet)>,
}

impl<'a> Query<'a> {
    /// Prepares a search. `now_ms` is the time now, in milliseconds since 1970-01-01 UTC.
    pub(super) fn new(ledger: &'a Ledger, event: &Event, texts: &Texts, search: &str, now_ms: i64) -> Self {
        let stations: Vec<StationId> = ledger.files().map(|(_, station, _)| station).collect();
        let typed: Vec<&str> = search.split_whitespace().take(WordSet::BITS as usize).collect();
        let mut words = Vec::with_capacity(typed.len());
        let mut rest = &typed[..];
        while let [word, after @ ..] = rest {
            let is_phrase = after.first().is_some_and(|second| is_last_hour(word, second));
            words.push(if is_phrase {
                SearchWord::since(now_ms - HOUR_MS)
            } else {
                SearchWord::parse(word, event, &stations)
            });
            rest = &after[usize::from(is_phrase)..];
        }
        find_grades(&mut words, ledger, event);
        let words_in = |text: &str| set_of(&words, |word| word.is_in(text));
        let material_words = (0..).map_while(|index| ledger.material_id(index)).map(|id| {
            let names = all_names(event, id);
            set_of(&words, |word| word.names_material(id, &names))
        });
        let standing_words = [
            (RecordStatus::Voided, Message::StandingVoided),
            (RecordStatus::Corrected, Message::StandingCorrected),
            (RecordStatus::Conflict, Message::StandingConflict),
        ]
        .map(|(standing, name)| (standing, words_in(&normalized(&texts.get(name)))));
        Self {
            ledger,
            utc_offset_ms: i64::from(event.utc_offset.0.local_minus_utc()) * 1000,
            material_words: material_words.collect(),
            people_words: words_in(&normalized(&texts.get(Message::PeopleLabel))),
            out_words: words_in(&normalized(&texts.get(Message::OutLabel))),
            standing_words: standing_words.into_iter().filter(|(_, words)| *words > 0).collect(),
            words,
        }
    }

    /// Returns whether every word matches a record. `operator_matches` caches the matching words of each operator,
    /// because an event has few operators and many records.
    pub(super) fn matches(
        &self,
        index: RecordIndex,
        view: &RecordView<'a>,
        operator_matches: &mut HashMap<&'a str, WordSet>,
    ) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let mut matched = match view.kind {
            RecordKind::People => self.people_words,
            RecordKind::Out | RecordKind::OutPieces => self.out_words,
            RecordKind::Weight | RecordKind::Pieces | RecordKind::Note => 0,
        };
        let of_material = view.material.and_then(|material| self.material_words.get(usize::from(material)));
        matched |= of_material.copied().unwrap_or(0);
        matched |= *operator_matches.entry(view.operator).or_insert_with(|| {
            let name = normalized(view.operator);
            set_of(&self.words, |word| word.is_in(&name))
        });
        if !self.standing_words.is_empty() {
            let standing = self.ledger.status(index);
            let same = self.standing_words.iter().find(|(other, _)| *other == standing);
            matched |= same.map_or(0, |(_, words)| *words);
        }
        let minute = (view.at_ms + self.utc_offset_ms).div_euclid(MINUTE_MS).rem_euclid(MINUTES_PER_DAY);
        let material = view.material.and_then(|material| self.ledger.material_id(usize::from(material)));
        let mut unmatched = self.words.iter().enumerate().filter(|(index, _)| matched & (1 << index) == 0);
        unmatched.all(|(_, word)| word.matches(view, material, minute))
    }

    /// Returns the station that a word was interpreted as. A word with a number, such as `A:2`, is ignored,
    /// because it is unambiguous.
    pub(super) fn station(&self) -> Option<StationId> {
        self.words.iter().find_map(|word| word.station.filter(|_| word.number.is_none()))
    }
}

/// "Last hour" in each language, normalized.
const LAST_HOUR: [(&str, &str); 3] = [("last", "hour"), ("последний", "час"), ("сонгы", "сагат")];

/// Returns whether two words, one after the other, mean the last hour.
pub(super) fn is_last_hour(first: &str, second: &str) -> bool {
    LAST_HOUR.iter().any(|phrase| normalizes_to(first, phrase.0) && normalizes_to(second, phrase.1))
}

fn set_of(words: &[SearchWord], is_member: impl Fn(&SearchWord) -> bool) -> WordSet {
    let members = words.iter().enumerate().filter(|(_, word)| is_member(word));
    members.fold(0, |set, (index, _)| set | 1 << index)
}

/// Marks each word that is a grade of the material named by the word before it. In `plastic 1`, the second
/// word means only grade 1 of plastic.
fn find_grades(words: &mut [SearchWord], ledger: &Ledger, event: &Event) {
    let materials: Vec<(u16, &str, String)> = (0..)
        .map_while(|index| Some((index, ledger.material_id(usize::from(index))?)))
        .map(|(index, id)| (index, id, all_names(event, id)))
        .collect();
    for at in 1..words.len() {
        let Some([before, word]) = words.get_mut(at - 1..=at) else { return };
        // Names also contain digits and punctuation, but nobody searches for a material by them. Letters
        // from the middle of a name do not count, because they may belong to a person's name.
        if !before.text.starts_with(char::is_alphabetic) {
            continue;
        }
        let named = materials.iter().filter(|(_, id, names)| {
            before.names_material(id, names)
                && (before.material_by_key.is_some() || has_word_beginning(names, &before.text))
        });
        let with_grade = named.filter(|(_, id, _)| {
            let grades = event.material(id).map_or(&[][..], |(_, material)| &material.grades);
            grades.iter().any(|grade| normalizes_to(grade, &word.text))
        });
        word.grade_of = with_grade.map(|(index, ..)| *index).collect();
    }
}

/// Returns whether a word of the text begins with `beginning`.
fn has_word_beginning(text: &str, beginning: &str) -> bool {
    let char_before = |at: usize| text.get(..at).and_then(|before| before.chars().next_back());
    text.match_indices(beginning).any(|(at, _)| !char_before(at).is_some_and(char::is_alphanumeric))
}
