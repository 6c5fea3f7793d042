//! A search that is prepared for a pass over all records.
//!
//! The lead may search a million records while typing. Everything that few values decide is therefore computed once, before
//! the pass: which words match which material, grade, operator, station or status. For a record, these are lookups in tables.

use crate::console::search::materials::all_names;
use crate::console::search::normalize::{normalized, normalizes_to};
use crate::console::search::prefix::MINUTES_PER_DAY;
use crate::console::search::word::SearchWord;
use crate::domain::event::Event;
use crate::domain::ledger::{Ledger, RecordKind, RecordStatus, ScannedRecord};
use crate::domain::record::StationId;
use crate::domain::tally::{HOUR_MS, MINUTE_MS};
use crate::language::{Language, Message, Texts};

/// A set of words of the search, one bit for each. Words beyond the number of bits are ignored.
pub(super) type WordSet = u64;

/// A search that is prepared for many records.
#[derive(Debug)]
pub(super) struct Query {
    utc_offset_ms: i64,
    language: Language,
    /// The normalized names of each material, by its index in the ledger.
    material_names: Vec<String>,
    words: Vec<SearchWord>,
    /// The words that may match a number, an amount or a time. The others match names only.
    number_words: WordSet,
    /// The words that have no other meaning that differs from record to record.
    plain_number_words: WordSet,
    /// The words that match a material, by the index of the material in the ledger.
    material_words: Vec<WordSet>,
    /// The words that match a material if its grade matches too.
    graded_material_words: Vec<WordSet>,
    /// The words that match a grade if its material matches too, by the index of the grade in the ledger.
    grade_words: Vec<WordSet>,
    /// The words that match an operator, by the index of the operator in the ledger.
    operator_words: Vec<WordSet>,
    /// The words that match people.
    people_words: WordSet,
    /// The words that match a hand-over.
    out_words: WordSet,
    /// The words that match a record because it is voided, corrected, or a correction that does not count.
    standing_words: [WordSet; 3],
}

impl Query {
    /// Prepares a search. `now_ms` is the time now, in milliseconds since 1970-01-01 UTC.
    pub(super) fn new(ledger: &Ledger, event: &Event, texts: &Texts, search: &str, now_ms: i64) -> Self {
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
        let materials: Vec<(u16, &str, String)> = (0..)
            .map_while(|index| Some((index, ledger.material_id(usize::from(index))?)))
            .map(|(index, id)| (index, id, all_names(event, id)))
            .collect();
        find_grades(&mut words, &materials, event);
        let words_in = |text: &str| set_of(&words, |word| word.is_in(text));
        let material_words =
            materials.iter().map(|(_, id, names)| set_of(&words, |word| word.names_material(id, names)));
        let graded_material_words = materials
            .iter()
            .map(|(index, id, _)| set_of(&words, |word| word.matches_graded_material(*index, id)));
        let grades = ledger.grades().iter();
        Self {
            utc_offset_ms: i64::from(event.utc_offset.0.local_minus_utc()) * 1000,
            language: texts.language(),
            number_words: set_of(&words, SearchWord::has_numbers),
            plain_number_words: set_of(&words, SearchWord::is_plain_number),
            material_words: material_words.collect(),
            graded_material_words: graded_material_words.collect(),
            grade_words: grades.map(|grade| set_of(&words, |word| word.matches_grade(grade))).collect(),
            operator_words: ledger.operators().iter().map(|name| words_in(&normalized(name))).collect(),
            people_words: words_in(&normalized(&texts.get(Message::PeopleLabel))),
            out_words: words_in(&normalized(&texts.get(Message::OutLabel))),
            standing_words: [Message::StandingVoided, Message::StandingCorrected, Message::StandingConflict]
                .map(|name| words_in(&normalized(&texts.get(name)))),
            material_names: materials.into_iter().map(|(.., names)| names).collect(),
            words,
        }
    }

    #[cfg(test)]
    pub(super) fn words(&self) -> &[SearchWord] {
        &self.words
    }

    /// Prepares the search for the records of one file.
    pub(super) fn for_file(&self, name: StationId) -> FileQuery<'_> {
        let unmatched = set_of(&self.words, |word| !word.matches_file(name));
        FileQuery { query: self, name, unmatched, minutes: 0..0, minute: 0 }
    }

    /// Returns whether every record that matches this search matches the other one too, if the ledger is the same. `false`
    /// only means that this is not known, or that the other search finds all records, which are read faster without a list.
    pub(super) fn narrows(&self, other: &Self) -> bool {
        self.language == other.language
            && self.utc_offset_ms == other.utc_offset_ms
            && self.material_names == other.material_names
            && !other.words.is_empty()
            && self.words.len() >= other.words.len()
            && self.words.iter().zip(&other.words).all(|(word, other)| word.narrows(other))
    }

    /// Returns the station that a word was interpreted as. A word with a number, such as `A:2`, is ignored,
    /// because it is unambiguous.
    pub(super) fn station(&self) -> Option<StationId> {
        self.words.iter().find_map(|word| word.station.filter(|_| word.number.is_none()))
    }
}

/// A search in one file.
pub(super) struct FileQuery<'a> {
    query: &'a Query,
    /// The name of the file.
    name: StationId,
    /// The words that do not match the file itself.
    unmatched: WordSet,
    /// The times, in milliseconds since 1970-01-01 UTC, whose local minute of the day is `minute`. Neighbouring records often
    /// have the same one.
    minutes: std::ops::Range<i64>,
    minute: i64,
}

impl FileQuery<'_> {
    /// Returns whether every word matches a record with this status.
    #[inline]
    pub(super) fn matches(&mut self, record: &ScannedRecord, status: RecordStatus) -> bool {
        let (query, name) = (self.query, self.name);
        let entry = |table: &[WordSet], index: u16| table.get(usize::from(index)).copied().unwrap_or(0);
        let mut unmatched = self.unmatched;
        if unmatched == 0 {
            return true;
        }
        unmatched &= !entry(&query.operator_words, record.operator);
        if let Some(material) = record.material {
            unmatched &= !entry(&query.material_words, material);
            if let Some(grade) = record.grade {
                let graded = entry(&query.graded_material_words, material);
                unmatched &= !(graded & entry(&query.grade_words, grade));
            }
        }
        unmatched &= !match record.kind {
            RecordKind::People => query.people_words,
            RecordKind::Out | RecordKind::OutPieces => query.out_words,
            RecordKind::Weight | RecordKind::Pieces | RecordKind::Note => 0,
        };
        let [voided, corrected, conflict] = query.standing_words;
        unmatched &= !match status {
            RecordStatus::Voided => voided,
            RecordStatus::Corrected => corrected,
            RecordStatus::Conflict => conflict,
            RecordStatus::Counted | RecordStatus::Copy => 0,
        };
        if unmatched & !query.number_words != 0 {
            return false;
        }
        while unmatched != 0 {
            let index = unmatched.trailing_zeros();
            let Some(word) = query.words.get(index as usize) else { return true };
            let minute = |at_ms| self.minute_of_day(at_ms);
            let is_matched = if query.plain_number_words >> index & 1 == 1 {
                word.matches_number(record, minute)
            } else {
                word.matches(record, name, minute)
            };
            if !is_matched {
                return false;
            }
            unmatched &= unmatched - 1;
        }
        true
    }

    /// Returns the local minute of the day.
    #[inline]
    fn minute_of_day(&mut self, at_ms: i64) -> i64 {
        if !self.minutes.contains(&at_ms) {
            let minute = (at_ms + self.query.utc_offset_ms).div_euclid(MINUTE_MS);
            let start = minute * MINUTE_MS - self.query.utc_offset_ms;
            self.minutes = start..start + MINUTE_MS;
            self.minute = minute.rem_euclid(MINUTES_PER_DAY);
        }
        self.minute
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
fn find_grades(words: &mut [SearchWord], materials: &[(u16, &str, String)], event: &Event) {
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
