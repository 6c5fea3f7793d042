//! The search of the history.
//!
//! Invariant: a record is found if each word of the search matches its station, number, time, material, amount,
//! operator or status. An empty search finds every record.

use chrono::{DateTime, Utc};

use crate::console::search::found_sum::FoundSum;
use crate::console::search::pass::{Found, Pass};
use crate::console::search::query::Query;
use crate::domain::event::Event;
use crate::domain::ledger::{Ledger, RecordList, Uncounted};
use crate::domain::record::StationId;
use crate::language::Texts;

/// The result of a search.
#[derive(Debug, Default)]
pub struct FoundRecords {
    /// The found records, newest first.
    pub records: RecordList,
    /// The sum of the records that count.
    pub sum: FoundSum,
    /// The station, if a word of the search was interpreted as a station. The station is shown, because the
    /// same letter could also mean a material.
    pub station: Option<StationId>,
    /// What the records were found with. The next search may begin with these records instead of all.
    basis: Option<Basis>,
}

/// What records were found with.
#[derive(Debug)]
struct Basis {
    query: Query,
    /// [`Ledger::revision`].
    revision: u64,
    uncounted: Uncounted,
}

impl FoundRecords {
    /// Searches again. `now` is the time that "last hour" is counted from.
    ///
    /// If the ledger is the same and the search can only find fewer records, only those that were found are compared.
    pub(crate) fn search(
        &mut self,
        ledger: &Ledger,
        event: &Event,
        texts: &Texts,
        search: &str,
        now: DateTime<Utc>,
    ) {
        let query = Query::new(ledger, event, texts, search, now.timestamp_millis());
        let basis = self.basis.take().filter(|basis| basis.revision == ledger.revision());
        let is_narrower = basis.as_ref().is_some_and(|basis| query.narrows(&basis.query));
        let uncounted = basis.map_or_else(|| ledger.uncounted(), |basis| basis.uncounted);
        let among = is_narrower.then_some(&self.records);
        let Found { records, sum } = Pass { ledger, query: &query, uncounted: &uncounted, among }.run();
        (self.records, self.sum) = (records, sum);
        self.station = query.station();
        self.basis = Some(Basis { query, revision: ledger.revision(), uncounted });
    }
}

/// Returns the records that match a search. `now` is the time that "last hour" is counted from.
#[must_use]
pub fn find_records(
    ledger: &Ledger,
    event: &Event,
    texts: &Texts,
    search: &str,
    now: DateTime<Utc>,
) -> FoundRecords {
    let mut found = FoundRecords::default();
    found.search(ledger, event, texts, search, now);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::search::find_materials;
    use crate::console::testing::TestConsole;
    use crate::domain::catalogue::Unit;
    use crate::domain::ledger::RecordIndex;
    use crate::domain::mass::Grams;
    use crate::language::Language;

    /// Station A has the records of this console, station B those of another operator.
    fn console() -> TestConsole {
        let mut console = TestConsole::new(Language::Kk);
        console.keys(
            "<F9><BS>Айгерім<Enter>q12,5<Enter>ww11,7-0,8<Enter>w3<Enter>h4/1,5<Enter><F5>25<Enter>q7<Enter>",
        );
        console.keys("<F8>e~40<Enter>");
        let mut other = TestConsole::new(Language::Kk);
        other.keys("<F9><BS>Нұрлан<Enter>w100<Enter>b12,55<Enter><C-o>300<Enter><Enter>Эко<Enter>");
        let lines = other.saved.drain(..).map(Some).collect();
        console.grow("B", "B", 2, lines);
        console
    }

    /// Returns the names of the found records, such as `A:2`, in order, and their sum.
    fn found(console: &TestConsole, search: &str) -> (String, FoundSum) {
        let model = &console.model;
        let found = find_records(&model.ledger, &model.event, &model.texts, search, model.now);
        let name = |id: &RecordIndex| {
            let target = model.ledger.view(*id).target;
            format!("{}:{}", target.station, target.seq)
        };
        let records = model.ledger.page(&found.records, 0..found.records.len());
        let mut names: Vec<String> = records.iter().map(name).collect();
        names.sort();
        (names.join(" "), found.sum)
    }

    #[test]
    fn a_letter_interpreted_as_a_station_is_reported() {
        let console = console();
        let station = |search: &str| {
            let model = &console.model;
            find_records(&model.ledger, &model.event, &model.texts, search, model.now)
                .station
                .map(|id| id.to_string())
        };
        assert_eq!(station("a plastic").as_deref(), Some("A"));
        assert_eq!(station("w"), None);
        assert_eq!(station("a:2"), None);
    }

    #[test]
    fn a_word_matches_every_field_of_a_record() {
        let console = console();
        for (search, names) in [
            // Searches for stations, also typed in a Cyrillic layout, and for record numbers of one station
            // or of any station.
            ("b", "B:2 B:3 B:4"),
            ("б", "B:2 B:3 B:4"),
            ("ф", "A:2 A:3 A:4 A:5 A:6 A:7 A:9"),
            ("A:", "A:2 A:3 A:4 A:5 A:6 A:7 A:9"),
            ("b:3", "B:3"),
            ("№3", "A:3 B:3"),
            // Searches for materials by id, by the name in any language, or by key, also with a grade.
            ("plastic", "A:3 A:4 B:2"),
            ("ПЛАСТ", "A:3 A:4 B:2"),
            ("w", "A:3 A:4 B:2"),
            ("ц", "A:3 A:4 B:2"),
            ("w1", "A:3"),
            // Searches for people.
            ("айгер", "A:2 A:3 A:4 A:5 A:6 A:7 A:9"),
            ("нұрлан", "B:2 B:3 B:4"),
            ("адам", "A:6"),
            // Searches for amounts, as shown and as typed, and for pieces. A weight of pieces matches only
            // if it is typed together with the number of pieces.
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
            // Searches for times and statuses.
            ("14:00", "A:2 A:3 A:4 A:5 A:6 A:7 A:9 B:2 B:3 B:4"),
            ("15:", ""),
            ("13:59-14:00", "A:2 A:3 A:4 A:5 A:6 A:7 A:9 B:2 B:3 B:4"),
            ("14:01-15:00", ""),
            ("b 14:00-", "B:2 B:3 B:4"),
            ("last hour", "A:2 A:3 A:4 A:5 A:6 A:7 A:9 B:2 B:3 B:4"),
            ("Последний час ц", "A:3 A:4 B:2"),
            ("соңғы сағат б", "B:2 B:3 B:4"),
            ("жойыл", "A:7"),
            ("", "A:2 A:3 A:4 A:5 A:6 A:7 A:9 B:2 B:3 B:4"),
            ("a пласт", "A:3 A:4"),
            ("в пласт 100", "B:2"),
            ("zzz", ""),
        ] {
            assert_eq!(found(&console, search).0, names, "{search}");
        }
    }

    #[test]
    fn a_grade_after_its_material_matches_that_grade_only() {
        let mut console = console();
        // Many of these amounts, numbers and times contain a 1, but only the grade may match.
        console.keys("w11<Enter>ww1,1<Enter>www21<Enter>q1<Enter>");
        console.model.event.materials[1].name.0.insert("ru".into(), "Пластик прочный".into());
        let graded = "A:10 A:11 A:3 A:4";
        let grade = |grade: &str| {
            let rows = find_records(
                &console.model.ledger,
                &console.model.event,
                &console.model.texts,
                "plastic",
                console.model.now,
            )
            .records;
            let rows = console.model.ledger.page(&rows, 0..rows.len());
            let views = rows.iter().map(|id| console.model.ledger.view(*id));
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
            assert_eq!(found(&console, search).0, grade("1"), "{search}");
        }
        assert_eq!(found(&console, "w 2").0, grade("2"));
        assert_eq!(found(&console, "w 1").1.net, found(&console, "w1").1.net);
        // A word that is not a grade of the material, or does not follow it, is searched everywhere.
        assert_eq!(found(&console, "w 11,7").0, "A:3");
        assert!(found(&console, "1 plastic").0.len() > grade("1").len());
        assert_eq!(found(&console, "q 13").0, "A:13");
        assert!(found(&console, "ласт 1").0.len() > grade("1").len());
    }

    #[test]
    fn letters_match_their_usual_substitutes() {
        let mut console = TestConsole::new(Language::Kk);
        console.keys("<F9><BS>Пётр<Enter>q1<Enter><F9><BS>Гүлнұр Әңғөһқі<Enter>q2<Enter>");
        for (search, names) in [
            ("Петр", "A:2"),
            ("пётр", "A:2"),
            ("гулнур", "A:4"),
            ("ГҮЛНҰР", "A:4"),
            ("ангохки", "A:4"),
            ("әңғөһқі", "A:4"),
        ] {
            assert_eq!(found(&console, search).0, names, "{search}");
        }
        // The search for materials also compares normalized text, but a letter always means the key of the
        // letter as typed.
        let event = &console.model.event;
        assert_eq!(find_materials(event, "шыны"), find_materials(event, "шини"));
        assert_eq!(found(&console, "й").0, "A:2 A:4");
    }

    #[test]
    fn the_sum_holds_the_found_records_that_count() {
        let console = console();
        let sum = |search| found(&console, search).1;
        assert_eq!(sum("a plastic"), FoundSum { net: Grams::new(13_900), ..FoundSum::default() });
        let all = sum("");
        let tally = console.model.ledger.tally();
        assert_eq!((all.net, all.people, all.pieces), (tally.net, tally.people, 4));
        assert_eq!((all.out, all.uncounted), (Grams::new(300_000), 1));
        assert_eq!(sum("q"), FoundSum { net: Grams::new(12_500), uncounted: 1, ..FoundSum::default() });
        // No sum of kilograms includes the weight of pieces.
        assert!(console.model.event.materials.iter().any(|m| m.unit == Unit::Pcs && m.key == Some('H')));
        assert_eq!(sum("h"), FoundSum { pieces: 4, ..FoundSum::default() });
    }
}
