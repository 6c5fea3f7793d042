//! The search of the history.
//!
//! Invariant: every word of the search must be found in a record: in its station, number, time, material,
//! amount, operator or standing. An empty search finds everything. What is found adds up to what of it
//! counts. A grade right behind its material, as in `plastic 1`, means that grade and nothing else.
//!
//! Letters that people type for one another are one letter here: `е` for `ё`, and the Russian letters for
//! the Kazakh ones that a Russian layout lacks.
//!
//! A lead asks among a hundred thousand records and types on meanwhile: whatever can be known of a word is
//! worked out once, before the records are looked at.

use std::collections::HashMap;

use crate::domain::catalogue::Material;
use crate::domain::event::Event;
use crate::domain::ledger::{Kind, Ledger, RecordIndex, RecordView, Standing};
use crate::domain::mass::Grams;
use crate::domain::record::{Measure, StationId};
use crate::domain::tally::MINUTE_MS;
use crate::entry::keyboard;
use crate::language::{Message, Texts, format};

/// Minutes in a day.
const DAY: i64 = 24 * 60;

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Newest first.
    pub rows: Vec<RecordIndex>,
    /// What those of them that count add up to.
    pub sum: Sum,
    /// The station that a word was taken for: the same letter may stand for a material, while there is no such
    /// station.
    pub station: Option<StationId>,
}

/// What found records add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    pub net: Grams,
    pub pieces: i64,
    pub people: i64,
    /// Handed over to collectors.
    pub out: Grams,
    pub out_pieces: i64,
    /// How many of the records do not count.
    pub uncounted: usize,
}

impl Sum {
    fn add(&mut self, view: &RecordView<'_>, counts: bool) {
        match view.kind {
            _ if !counts => self.uncounted += 1,
            Kind::Weight => self.net += view.net,
            Kind::Pieces => self.pieces += i64::from(view.count),
            Kind::People => self.people += i64::from(view.count),
            Kind::Out => self.out += view.net,
            Kind::OutPieces => self.out_pieces += i64::from(view.count),
            Kind::Note => {}
        }
    }
}

/// The records that a search finds.
#[must_use]
pub fn find(ledger: &Ledger, event: &Event, texts: &Texts, search: &str) -> Found {
    let query = Query::new(ledger, event, texts, search);
    let mut operators = HashMap::new();
    let mut sum = Sum::default();
    let found = ledger.newest_first_of(|id| {
        let view = ledger.view(id);
        let found = query.finds(id, &view, &mut operators);
        if found {
            sum.add(&view, ledger.standing(id) == Standing::Counted);
        }
        found
    });
    let rows = found.collect();
    let station = query.words.iter().find_map(|word| word.station.filter(|_| word.number.is_none()));
    Found { rows, sum, station }
}

/// A set of words of the search: one bit each. A search line holds fewer.
type Words = u64;

/// A search, worked out as far as it does not depend on the record.
struct Query<'a> {
    ledger: &'a Ledger,
    offset_ms: i64,
    words: Vec<Word>,
    /// Which words name a material, by its place in the ledger.
    materials: Vec<Words>,
    /// Which words name people, or a hand-over.
    people: Words,
    out: Words,
    /// Which words name a standing.
    standings: Vec<(Standing, Words)>,
}

impl<'a> Query<'a> {
    fn new(ledger: &'a Ledger, event: &Event, texts: &Texts, search: &str) -> Self {
        let stations: Vec<StationId> = ledger.files().map(|(_, station, _)| station).collect();
        let words = search.split_whitespace().take(Words::BITS as usize);
        let mut words: Vec<Word> = words.map(|word| Word::read(word, event, &stations)).collect();
        grades(&mut words, ledger, event);
        let having = |text: &str| mask(&words, |word| word.is_in(text));
        let materials = (0..).map_while(|place| ledger.material_id(place)).map(|id| {
            let names = names_of(event, id);
            mask(&words, |word| word.names(id, &names))
        });
        let standing = |(standing, name): (Standing, Message)| (standing, having(&normal(&texts.get(name))));
        let standings = [
            (Standing::Voided, Message::StandingVoided),
            (Standing::Corrected, Message::StandingCorrected),
            (Standing::Conflict, Message::StandingConflict),
        ];
        Self {
            ledger,
            offset_ms: i64::from(event.utc_offset.0.local_minus_utc()) * 1000,
            materials: materials.collect(),
            people: having(&normal(&texts.get(Message::PeopleLabel))),
            out: having(&normal(&texts.get(Message::OutLabel))),
            standings: standings.into_iter().map(standing).filter(|(_, words)| *words > 0).collect(),
            words,
        }
    }

    fn finds(&self, id: RecordIndex, view: &RecordView<'a>, operators: &mut HashMap<&'a str, Words>) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let mut found = match view.kind {
            Kind::People => self.people,
            Kind::Out | Kind::OutPieces => self.out,
            Kind::Weight | Kind::Pieces | Kind::Note => 0,
        };
        found |= view.material.and_then(|place| self.materials.get(usize::from(place))).copied().unwrap_or(0);
        // Few operators make many records.
        found |= *operators.entry(view.operator).or_insert_with(|| {
            let name = normal(view.operator);
            mask(&self.words, |word| word.is_in(&name))
        });
        if !self.standings.is_empty() {
            let standing = self.ledger.standing(id);
            found |= self
                .standings
                .iter()
                .filter(|(other, _)| *other == standing)
                .map(|(_, words)| words)
                .sum::<Words>();
        }
        let minute = (view.at_ms + self.offset_ms).div_euclid(MINUTE_MS).rem_euclid(DAY);
        let material = view.material.and_then(|place| self.ledger.material_id(usize::from(place)));
        let words = self.words.iter().enumerate();
        words
            .filter(|(place, _)| found & (1 << place) == 0)
            .all(|(_, word)| word.finds(view, material, minute))
    }
}

/// Finds the words that are a grade of what the word before them names.
fn grades(words: &mut [Word], ledger: &Ledger, event: &Event) {
    let materials: Vec<(u16, &str, String)> = (0..)
        .map_while(|place| Some((place, ledger.material_id(usize::from(place))?)))
        .map(|(place, id)| (place, id, names_of(event, id)))
        .collect();
    for at in 1..words.len() {
        let Some([before, word]) = words.get_mut(at - 1..=at) else { return };
        // Figures and signs are in names too, but nobody calls a material so; and a few letters from within
        // a name may as well be a person's.
        if !before.text.starts_with(char::is_alphabetic) {
            continue;
        }
        let named = materials.iter().filter(|(_, id, names)| {
            before.names(id, names) && (before.key.is_some() || begins_word(names, &before.text))
        });
        let graded = named.filter(|(_, id, _)| {
            let known = event.material(id).map_or(&[][..], |(_, known)| &known.grades);
            known.iter().any(|grade| same(grade, &word.text))
        });
        word.grade_of = graded.map(|(place, ..)| *place).collect();
    }
}

/// Whether a word of this text begins so.
fn begins_word(text: &str, word: &str) -> bool {
    let before = |at: usize| text.get(..at).and_then(|before| before.chars().next_back());
    text.match_indices(word).any(|(at, _)| !before(at).is_some_and(char::is_alphanumeric))
}

/// The station that a word names. In a Cyrillic layout its letter is one that looks alike, else the key where
/// it sits: whoever types a name behind it does not change the layout for one letter.
fn station(name: &str, stations: &[StationId]) -> Option<StationId> {
    let known = |name: &str| StationId::parse(name).filter(|id| stations.contains(id));
    let mut letters = name.chars();
    let letter = letters.next().filter(|_| letters.next().is_none());
    let alike = letter.and_then(|letter| ALIKE.iter().find(|(cyrillic, _)| *cyrillic == letter));
    let key = letter.and_then(keyboard::key_of).map(|key| key.to_ascii_uppercase().to_string());
    known(&name.to_ascii_uppercase()).or_else(|| known(alike?.1)).or_else(|| known(&key?))
}

/// Cyrillic letters that are taken for Latin ones.
const ALIKE: [(char, &str); 14] = [
    ('а', "A"),
    ('б', "B"),
    ('в', "B"),
    ('с', "C"),
    ('д', "D"),
    ('е', "E"),
    ('н', "H"),
    ('і', "I"),
    ('к', "K"),
    ('м', "M"),
    ('о', "O"),
    ('р', "P"),
    ('т', "T"),
    ('х', "X"),
];

fn mask(words: &[Word], is: impl Fn(&Word) -> bool) -> Words {
    words.iter().enumerate().filter(|(_, word)| is(word)).fold(0, |mask, (place, _)| mask | 1 << place)
}

/// One word of a search.
#[derive(Default)]
struct Word {
    text: String,
    /// It is a letter that says all by itself: a station, or the key of a material.
    letter: bool,
    /// The station that it names.
    station: Option<StationId>,
    /// With the station, or after `№`: this number and no other.
    number: Option<u64>,
    /// It is a grade of these materials, by their places in the ledger, because the word before it names them.
    grade_of: Vec<u16>,
    /// The material on the key that it names, and the grade behind it.
    key: Option<String>,
    grade: Option<String>,
    /// The number of a record, of pieces or of people begins so.
    digits: Option<Digits>,
    amount: Option<Amount>,
    /// `~`: estimates only.
    about: bool,
    /// Hours and minutes begin so.
    time: Option<Time>,
    /// It has a sign that only a typed amount has: `12.5-0.8`, `4/32.5`.
    typed: bool,
}

impl Word {
    fn read(typed: &str, event: &Event, stations: &[StationId]) -> Self {
        let mut word = Self { text: normal(typed), ..Self::default() };
        // Letters as they were typed: another one sits on another key.
        let text = &*typed.to_lowercase().replace(',', ".");
        let station = |name: &str| station(name, stations);
        if let Some(number) = text.strip_prefix(['№', '#']) {
            word.number = number.parse().ok();
            return word;
        }
        if let Some((name, number)) = text.split_once(':')
            && let Some(id) = station(name)
            && (number.is_empty() || number.parse::<u64>().is_ok())
        {
            word.station = Some(id);
            word.number = number.parse().ok();
        }
        word.station = word.station.or_else(|| station(text));
        word.letter = text.chars().count() == 1 && text.chars().all(char::is_alphabetic);
        if word.station.is_none() || !word.letter {
            word.read_key(text, event);
        }
        // A letter of which nobody knows anything is a part of a name.
        word.letter &= word.station.is_some() || word.key.is_some();
        let amount = text.trim_end_matches("кг").trim_end_matches("kg");
        let plain = amount.trim_start_matches('~');
        word.about = text.starts_with('~');
        word.digits = Digits::read(plain);
        word.amount = Amount::read(plain);
        word.time = Time::read(text);
        word.typed = plain.contains(['-', '+', '/']) && plain.contains(|c: char| c.is_ascii_digit());
        word
    }

    /// `w`, `ц`, `w1`: the key of a material, and a grade.
    fn read_key(&mut self, text: &str, event: &Event) {
        let mut rest = text.chars();
        let key = rest.next().and_then(keyboard::key_of).map(|key| key.to_ascii_uppercase());
        let Some(material) = key.and_then(|key| event.on_key(key)).map(|place| &event.materials[place])
        else {
            return;
        };
        let grade = normal(rest.as_str());
        if grade.is_empty() || material.grades.iter().any(|known| same(known, &grade)) {
            self.key = Some(material.id.clone());
            self.grade = Some(grade).filter(|grade| !grade.is_empty());
        }
    }

    /// Whether it is a part of a name.
    fn is_in(&self, name: &str) -> bool {
        !self.letter && self.grade_of.is_empty() && name.contains(&self.text)
    }

    /// Whether it names the material of this id and these names.
    fn names(&self, id: &str, names: &str) -> bool {
        let keyed = || self.key.as_deref() == Some(id) && self.grade.is_none();
        self.grade_of.is_empty() && (self.is_in(names) || keyed())
    }

    /// Whether it is found in what a record does not share with others.
    fn finds(&self, view: &RecordView<'_>, material: Option<&str>, minute: i64) -> bool {
        let target = view.target;
        if !self.grade_of.is_empty() {
            return view.material.is_some_and(|material| self.grade_of.contains(&material))
                && view.grade.is_some_and(|own| same(own, &self.text));
        }
        if self.station == Some(view.name) && self.number.is_none_or(|number| number == target.seq) {
            return true;
        }
        if self.letter {
            return false;
        }
        if self.station.is_none() && self.number.is_some() {
            return self.number == Some(target.seq);
        }
        let graded = self.grade.as_deref().is_some_and(|grade| {
            self.key.as_deref() == material && view.grade.is_some_and(|own| same(own, grade))
        });
        if self.about {
            return view.about && (self.text == "~" || self.finds_amount(view));
        }
        graded
            || self.time.as_ref().is_some_and(|time| time.holds(minute))
            || self.digits.is_some_and(|digits| digits.begin(target.seq))
            || self.finds_amount(view)
    }

    fn finds_amount(&self, view: &RecordView<'_>) -> bool {
        let grams = u64::try_from(view.net.get()).unwrap_or_default();
        let weighed = matches!(view.kind, Kind::Weight | Kind::Out);
        let counted = matches!(view.kind, Kind::Pieces | Kind::OutPieces | Kind::People);
        let gross = u64::try_from(view.tare.get()).unwrap_or_default() + grams;
        let is = |grams| self.amount.is_some_and(|amount| amount.begins(grams));
        weighed && (is(grams) || is(gross))
            || counted && self.digits.is_some_and(|digits| digits.begin(u64::from(view.count)))
            || self.typed && normal(&amount_text(view)).starts_with(&self.text)
    }
}

/// The first digits of a number.
#[derive(Clone, Copy)]
struct Digits {
    value: u64,
    count: u32,
}

impl Digits {
    /// Reads nothing but digits, as many as a number may have here.
    fn read(text: &str) -> Option<Self> {
        let digits = !text.is_empty() && text.len() <= 12 && text.bytes().all(|byte| byte.is_ascii_digit());
        let count = u32::try_from(text.len()).ok()?;
        digits.then(|| text.parse().ok().map(|value| Self { value, count })).flatten()
    }

    fn begin(self, number: u64) -> bool {
        let count = number.checked_ilog10().unwrap_or(0) + 1;
        count.checked_sub(self.count).is_some_and(|rest| number / 10_u64.pow(rest) == self.value)
    }
}

/// How an amount in kilograms begins: `12`, `12.`, `12.5`.
#[derive(Clone, Copy)]
struct Amount {
    whole: Digits,
    /// What stands behind the mark, where there is one.
    decimals: Option<Digits>,
}

impl Amount {
    fn read(text: &str) -> Option<Self> {
        let Some((whole, decimals)) = text.split_once('.') else {
            return Some(Self { whole: Digits::read(text)?, decimals: None });
        };
        let none = Digits { value: 0, count: 0 };
        let decimals = if decimals.is_empty() { none } else { Digits::read(decimals)? };
        Some(Self { whole: Digits::read(whole)?, decimals: Some(decimals) })
    }

    fn begins(self, grams: u64) -> bool {
        let (kilograms, rest) = (grams / 1000, grams % 1000);
        let Some(decimals) = self.decimals else { return self.whole.begin(kilograms) };
        let shown = 3_u32.checked_sub(decimals.count).map(|hidden| rest / 10_u64.pow(hidden));
        kilograms == self.whole.value && shown == Some(decimals.value)
    }
}

/// How a time of the day begins: `14`, `14:`, `14:05`.
struct Time {
    /// The minutes of the day that begin so.
    minutes: Vec<bool>,
}

impl Time {
    fn read(text: &str) -> Option<Self> {
        let like = text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
        let begins = |minute: i64| format!("{:02}:{:02}", minute / 60, minute % 60).starts_with(text);
        (like && !text.is_empty()).then(|| Self { minutes: (0..DAY).map(begins).collect() })
    }

    fn holds(&self, minute: i64) -> bool {
        usize::try_from(minute).ok().and_then(|minute| self.minutes.get(minute)).copied().unwrap_or(false)
    }
}

/// The places of the offered materials whose number, key or name in any language holds what was typed.
#[must_use]
pub fn materials(event: &Event, typed: &str) -> Vec<usize> {
    let word = normal(typed.trim());
    let offered = event.materials.iter().enumerate().filter(|(_, material)| !material.hidden);
    offered
        .filter(|(place, material)| {
            material_names(material).contains(&word) || (place + 1).to_string().starts_with(&word)
        })
        .map(|(place, _)| place)
        .collect()
}

/// Lower case, with a decimal point: `12,5` finds `12.5`; and with the letters of a Russian keyboard.
fn normal(text: &str) -> String {
    letters(text).collect()
}

/// Whether a text is this one, which is normal already.
fn same(text: &str, normal: &str) -> bool {
    letters(text).eq(normal.chars())
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase).map(|c| match c {
        ',' => '.',
        'ё' => 'е',
        'ә' => 'а',
        'ғ' => 'г',
        'қ' => 'к',
        'ң' => 'н',
        'ө' => 'о',
        'ұ' | 'ү' => 'у',
        'һ' => 'х',
        'і' => 'и',
        c => c,
    })
}

/// All that a material of the ledger is called, in normal letters.
fn names_of(event: &Event, id: &str) -> String {
    event.material(id).map_or_else(|| normal(id), |(_, known)| material_names(known))
}

fn material_names(material: &Material) -> String {
    let names = material.name.0.values().chain(material.short.0.values());
    names.fold(material.id.clone(), |all, name| all + " " + &normal(name))
}

/// The amount as it could be typed: net kilograms, or pieces with their weight.
#[must_use]
pub fn amount_text(view: &RecordView<'_>) -> String {
    let measure = match view.kind {
        Kind::Weight | Kind::Out => {
            let mut gross = view.net;
            gross += view.tare;
            Measure::Weight { gross, tare: view.tare }
        }
        Kind::Pieces | Kind::OutPieces | Kind::People | Kind::Note => {
            Measure::Pieces { count: view.count, weight: Some(view.net).filter(|net| net.is_positive()) }
        }
    };
    format::typed(&measure, view.about)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::msg::{FromOthers, Msg, NewLines};
    use crate::console::update::tests::Desk;
    use crate::domain::catalogue::Unit;
    use crate::domain::record::JournalId;
    use crate::language::Language;

    /// Station A: what this console weighed. Station B: what Nurlan did.
    fn desk() -> Desk {
        let mut desk = Desk::new(Language::Kk);
        desk.keys(
            "<F9><BS>Айгерім<Enter>q12,5<Enter>ww11,7-0,8<Enter>w3<Enter>h4/1,5<Enter><F5>25<Enter>q7<Enter>",
        );
        desk.keys("<F8>e~40<Enter>");
        let mut other = Desk::new(Language::Kk);
        other.keys("<F9><BS>Нұрлан<Enter>w100<Enter>b12,55<Enter><C-o>300<Enter>Эко<Enter>");
        let lines = other.saved.drain(..).map(Some).collect();
        let station = StationId::parse("B").unwrap();
        let news = NewLines { file: "B.jsonl".into(), name: station, station, journal: JournalId(2), lines };
        desk.send(Msg::FromOthers(FromOthers::NewLines(vec![news])));
        desk
    }

    /// The records found, as `A:2`, in order, and what they add up to.
    fn found(desk: &Desk, search: &str) -> (String, Sum) {
        let model = &desk.model;
        let found = find(&model.ledger, &model.event, &model.texts, search);
        let name = |id: &RecordIndex| {
            let target = model.ledger.view(*id).target;
            format!("{}:{}", target.station, target.seq)
        };
        let mut names: Vec<String> = found.rows.iter().map(name).collect();
        names.sort();
        (names.join(" "), found.sum)
    }

    #[test]
    fn a_letter_that_was_taken_for_a_station_says_so() {
        let desk = desk();
        let station = |search: &str| {
            let model = &desk.model;
            find(&model.ledger, &model.event, &model.texts, search).station.map(|id| id.to_string())
        };
        assert_eq!(station("a plastic").as_deref(), Some("A"));
        assert_eq!(station("w"), None);
        assert_eq!(station("a:2"), None);
    }

    #[test]
    fn a_word_is_found_in_whatever_a_record_is() {
        let desk = desk();
        for (search, names) in [
            // Stations, also in a Cyrillic layout; a number of one of them, and of any.
            ("b", "B:2 B:3 B:4"),
            ("б", "B:2 B:3 B:4"),
            ("ф", "A:2 A:3 A:4 A:5 A:6 A:7 A:9"),
            ("A:", "A:2 A:3 A:4 A:5 A:6 A:7 A:9"),
            ("b:3", "B:3"),
            ("№3", "A:3 B:3"),
            // Materials: by id, by any language's name, by key, with a grade.
            ("plastic", "A:3 A:4 B:2"),
            ("ПЛАСТ", "A:3 A:4 B:2"),
            ("w", "A:3 A:4 B:2"),
            ("ц", "A:3 A:4 B:2"),
            ("w1", "A:3"),
            // People.
            ("айгер", "A:2 A:3 A:4 A:5 A:6 A:7 A:9"),
            ("нұрлан", "B:2 B:3 B:4"),
            ("адам", "A:6"),
            // Amounts as they are shown and as they were typed; pieces; the weight of pieces only with them.
            ("12,5", "A:2 B:3"),
            ("12.50", "A:2"),
            ("12,5кг", "A:2 B:3"),
            ("10,9", "A:3"),
            ("11,7", "A:3"),
            ("11,7-0,8", "A:3"),
            ("4/1,5", "A:5"),
            ("300", "B:4"),
            ("~", "A:9"),
            ("~40", "A:9"),
            ("~12", ""),
            // Times and standings.
            ("14:00", "A:2 A:3 A:4 A:5 A:6 A:7 A:9 B:2 B:3 B:4"),
            ("15:", ""),
            ("жойыл", "A:7"),
            ("", "A:2 A:3 A:4 A:5 A:6 A:7 A:9 B:2 B:3 B:4"),
            ("a пласт", "A:3 A:4"),
            ("в пласт 100", "B:2"),
            ("zzz", ""),
        ] {
            assert_eq!(found(&desk, search).0, names, "{search}");
        }
    }

    #[test]
    fn a_grade_behind_its_material_means_that_grade() {
        let mut desk = desk();
        // Amounts, numbers and times with a 1 in plenty.
        desk.keys("w11<Enter>ww1,1<Enter>www21<Enter>q1<Enter>");
        desk.model.event.materials[1].name.0.insert("ru".into(), "Пластик прочный".into());
        let graded = "A:10 A:11 A:3 A:4";
        let grade = |grade: &str| {
            let rows = find(&desk.model.ledger, &desk.model.event, &desk.model.texts, "plastic").rows;
            let views = rows.iter().map(|id| desk.model.ledger.view(*id));
            let mut names: Vec<String> = views
                .filter(|view| view.grade == Some(grade))
                .map(|view| format!("{}:{}", view.target.station, view.target.seq))
                .collect();
            names.sort();
            names.join(" ")
        };
        assert_ne!(grade("1"), graded);
        for search in ["plastic 1", "Plas 1", "ПЛАСТИК 1", "прочный 1", "w 1", "W 1", "ц 1", "1 w 1", "a w 1"]
        {
            assert_eq!(found(&desk, search).0, grade("1"), "{search}");
        }
        assert_eq!(found(&desk, "w 2").0, grade("2"));
        assert_eq!(found(&desk, "w 1").1.net, found(&desk, "w1").1.net);
        // What is no grade of it, or stands elsewhere, is looked for everywhere.
        assert_eq!(found(&desk, "w 11,7").0, "A:3");
        assert!(found(&desk, "1 plastic").0.len() > grade("1").len());
        assert_eq!(found(&desk, "q 13").0, "A:13");
        assert!(found(&desk, "ласт 1").0.len() > grade("1").len());
    }

    #[test]
    fn a_letter_is_found_by_the_one_that_is_typed_for_it() {
        let mut desk = Desk::new(Language::Kk);
        desk.keys("<F9><BS>Пётр<Enter>q1<Enter><F9><BS>Гүлнұр Әңғөһқі<Enter>q2<Enter>");
        for (search, names) in [
            ("Петр", "A:2"),
            ("пётр", "A:2"),
            ("гулнур", "A:4"),
            ("ГҮЛНҰР", "A:4"),
            ("ангохки", "A:4"),
            ("әңғөһқі", "A:4"),
        ] {
            assert_eq!(found(&desk, search).0, names, "{search}");
        }
        // The lists of materials too, and a key stays the key of what was typed.
        let event = &desk.model.event;
        assert_eq!(materials(event, "шыны"), materials(event, "шини"));
        assert_eq!(found(&desk, "й").0, "A:2 A:4");
    }

    #[test]
    fn what_is_found_adds_up_to_what_counts() {
        let desk = desk();
        let sum = |search| found(&desk, search).1;
        assert_eq!(sum("a plastic"), Sum { net: Grams::new(13_900), ..Sum::default() });
        let all = sum("");
        let tally = desk.model.ledger.tally();
        assert_eq!((all.net, all.people, all.pieces), (tally.net, tally.people, 4));
        assert_eq!((all.out, all.uncounted), (Grams::new(300_000), 1));
        assert_eq!(sum("q"), Sum { net: Grams::new(12_500), uncounted: 1, ..Sum::default() });
        // The weight of what is counted in pieces is in no sum of kilograms.
        assert!(desk.model.event.materials.iter().any(|m| m.unit == Unit::Pcs && m.key == Some('H')));
        assert_eq!(sum("h"), Sum { pieces: 4, ..Sum::default() });
    }

    #[test]
    fn numbers_begin_as_they_are_written() {
        let begins = |text, number| Digits::read(text).unwrap().begin(number);
        assert!(begins("12", 12) && begins("12", 1287) && begins("0", 0));
        assert!(!begins("12", 21) && !begins("12", 1) && !begins("05", 5) && !begins("0", 7));
        let amount = |text, grams| Amount::read(text).unwrap().begins(grams);
        assert!(amount("12", 12_500) && amount("12.5", 12_550) && amount("12.", 12_999) && amount("0.", 50));
        assert!(!amount("12.5", 125_000) && !amount("12.5", 12_050) && !amount("12.5000", 12_500));
        assert!(Digits::read("1234567890123").is_none() && Digits::read("").is_none());
    }
}
