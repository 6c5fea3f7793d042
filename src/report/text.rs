//! The report as text of at most 80 columns, in the reader's language.
//!
//! ```text
//! Recycle Бірге
//! 25.01.2026
//!
//! Participants                      1 800
//! Entries                           2 331
//! Voided                               12
//! Total                        6 115,4 kg
//!
//! Materials
//!   Q  Cardboard and waste paper     800 kg
//!        80% of the target, 1 000 kg
//!   W  Plastic                      ~790 kg
//!        1                        265,75 kg
//! ```

use unicode_width::UnicodeWidthStr;

use crate::domain::mass::Grams;
use crate::domain::tally::Sum;
use crate::language::{Message, Texts, format};
use crate::report::Report;
use crate::report::balance::BalanceRow;
use crate::report::columns::{Edge, lay_out};
use crate::report::labels::ReportLabels;
use crate::report::summary::{MaterialRow, PartRow, Summary};

/// Maximum width of a line.
const WIDTH: usize = 80;

/// Renders the report as text. Operators are included only if `names` is set.
#[must_use]
pub(crate) fn render(report: &Report<'_>, names: bool, texts: &Texts) -> String {
    let page = Page { report, texts, labels: ReportLabels { texts } };
    let mut sections = vec![page.head(), page.sums()];
    sections.push(page.section(Message::ReportStreams, &page.streams(), &[Edge::Left, Edge::Right], 0));
    let wide = [Edge::Left, Edge::Left, Edge::Right];
    sections.push(page.section(Message::ReportMaterials, &page.weighed(), &wide, 1));
    sections.push(page.section(Message::ReportPieces, &page.counted(), &wide, 1));
    sections.push(page.section(Message::ReportGroups, &page.groups(), &[Edge::Left, Edge::Right], 0));
    let figures = [Edge::Left, Edge::Right, Edge::Right, Edge::Right];
    sections.push(page.section(Message::ReportOut, &page.handed_over(), &figures, 0));
    sections.push(page.hours());
    sections.push(page.stations(names));
    sections.push(page.state());
    sections.push(page.notes());
    sections.retain(|section| !section.is_empty());
    sections.join("\n")
}

struct Page<'a> {
    report: &'a Report<'a>,
    texts: &'a Texts,
    labels: ReportLabels<'a>,
}

impl Page<'_> {
    fn head(&self) -> String {
        let event = self.report.event;
        let mut text = format!("{}\n", format::fit(&self.labels.texts.event_name(event.given_name()), WIDTH));
        let mut rows = vec![
            vec![self.texts.get(Message::ReportDate), format::date(event.date)],
            vec![self.texts.get(Message::ReportEventSlug), self.report.slug.to_owned()],
        ];
        rows.extend(self.labels.partners(self.report).into_iter().map(|(label, text)| vec![label, text]));
        text += &lay_out(&rows, &[Edge::Left, Edge::Left], 1, WIDTH);
        text
    }

    fn sums(&self) -> String {
        let Summary { people, entries, voided, net, .. } = self.report.summary;
        let total = self.labels.about(self.report.summary.about(), self.labels.mass(net));
        let rows = [
            vec![self.texts.get(Message::ReportPeople), self.labels.integer(people)],
            vec![self.texts.get(Message::ReportEntries), self.labels.integer(entries)],
            vec![self.texts.get(Message::ReportVoided), self.labels.integer(voided)],
            vec![self.texts.get(Message::ReportTotal), total],
        ];
        let mut text = lay_out(&rows, &[Edge::Left, Edge::Right], 0, WIDTH);
        if let Some(target) = self.labels.target(net, self.report.event.target_g) {
            text += &format!("  {target}\n");
        }
        text
    }

    /// Returns a heading and its rows, indented by two, or an empty string if there are no rows.
    fn section(&self, title: Message, rows: &[Vec<String>], edges: &[Edge], elastic: usize) -> String {
        if rows.is_empty() {
            return String::new();
        }
        let mut text = self.texts.get(title) + "\n";
        for line in lay_out(rows, edges, elastic, WIDTH - 2).lines() {
            text += &format!("  {line}\n");
        }
        text
    }

    fn streams(&self) -> Vec<Vec<String>> {
        let streams = self.report.summary.streams.iter().filter(|part| part.net != Grams::ZERO);
        streams.map(|part| vec![self.labels.stream(&part.id), self.mass_of(part)]).collect()
    }

    fn groups(&self) -> Vec<Vec<String>> {
        let groups = self.report.summary.groups.iter().filter(|part| part.net != Grams::ZERO);
        groups.map(|part| vec![self.labels.name(&part.name, &part.id), self.mass_of(part)]).collect()
    }

    fn mass_of(&self, part: &PartRow) -> String {
        self.labels.about(part.about, self.labels.mass(part.net))
    }

    /// Returns the materials in kilograms, each with its key, name and net mass. The progress to the target
    /// and the grades are below each material.
    fn weighed(&self) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        for row in self.report.summary.weighed() {
            rows.push(vec![
                self.key(row),
                self.name(row),
                self.labels.about(row.about, self.labels.mass(row.net)),
            ]);
            rows.extend(self.labels.target(row.net, row.target).map(below));
            for (grade, net) in row.graded() {
                let label = grade.map_or_else(
                    || self.texts.get(Message::ReportNoGrade),
                    |grade| format::clean(grade).into_owned(),
                );
                rows.push(vec![String::new(), format!("  {label}"), self.labels.mass(net)]);
            }
        }
        rows
    }

    /// Returns the materials in pieces. The weight of the pieces is shown beside their number, and no sum
    /// includes this weight.
    fn counted(&self) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        for row in self.report.summary.counted() {
            let pieces = self.labels.pieces(row.pieces);
            rows.push(vec![self.key(row), self.name(row), self.labels.about(row.about, pieces)]);
            rows.extend(self.labels.target_pieces(row.pieces, row.target_pieces).map(below));
            if row.pieces_weight != Grams::ZERO {
                let weight = self.labels.mass(row.pieces_weight);
                rows.push(below(self.texts.get(Message::ReportPiecesWeight { weight: weight.into() })));
            }
        }
        rows
    }

    /// Returns the hand-overs, with the collected and the remaining amounts.
    fn handed_over(&self) -> Vec<Vec<String>> {
        let balance = &self.report.balance;
        let figures = |row: &BalanceRow, shown: &dyn Fn(i64) -> String| {
            vec![
                self.labels.name(&row.name, &row.id),
                self.labels.about(row.about, shown(row.collected)),
                shown(row.out),
                self.labels.about(row.about, shown(row.difference())),
            ]
        };
        let mass = |size: i64| self.labels.mass(Grams::new(size));
        let pieces = |size: i64| self.labels.pieces(size);
        let taken = |row: &&BalanceRow| row.out != 0;
        let mut rows: Vec<_> = balance.weighed.iter().filter(taken).map(|row| figures(row, &mass)).collect();
        rows.extend(balance.counted.iter().filter(taken).map(|row| figures(row, &pieces)));
        if !rows.is_empty() {
            let [collected, out, left] = [
                self.texts.get(Message::ColumnCollected),
                self.texts.get(Message::ColumnHandedOver),
                self.texts.get(Message::ColumnLeft),
            ];
            rows.insert(0, vec![String::new(), collected, out, left]);
        }
        rows
    }

    fn hours(&self) -> String {
        let hours = &self.report.summary.hours;
        let row = |label: String, net: Grams, people: i64| {
            vec![label, self.labels.mass(net), self.texts.get(Message::PeopleCount { count: people.into() })]
        };
        let mut rows: Vec<Vec<String>> = hours
            .iter()
            .zip(self.labels.hours(hours))
            .map(|(hour, start)| row(start, hour.net, hour.people))
            .collect();
        let without = self.report.summary.without_time;
        if without != Sum::default() {
            rows.push(row(self.texts.get(Message::ReportWithoutTime), without.net, without.people));
        }
        self.section(Message::ReportHours, &rows, &[Edge::Left, Edge::Right, Edge::Right], 0)
    }

    /// Returns the section of the stations. It shows the sums of each station and below them the hash of the
    /// last line of its journal, because this hash reveals later changes.
    fn stations(&self, names: bool) -> String {
        let summary = &self.report.summary;
        let rows: Vec<Vec<String>> = summary
            .stations
            .iter()
            .map(|row| {
                let entries = self.texts.get(Message::EntriesCount { count: row.entries.into() });
                vec![row.id.to_string(), self.labels.mass(row.net), entries]
            })
            .collect();
        let section =
            self.section(Message::ReportStations, &rows, &[Edge::Left, Edge::Right, Edge::Right], 0);
        let mut lines = section.lines();
        let mut text = String::new();
        if let Some(heading) = lines.next() {
            text += &format!("{heading}\n");
        }
        for (line, row) in lines.zip(&summary.stations) {
            text += &format!("{line}\n");
            if let Some(head) = row.head {
                text += &format!("     {head}\n");
            }
            if names && !row.operators.is_empty() {
                let operators = row.operators.iter().map(|name| format::clean(name)).collect::<Vec<_>>();
                for line in wrap(operators.iter().map(|name| &**name), ", ", WIDTH - 5) {
                    text += &format!("     {line}\n");
                }
            }
        }
        text
    }

    /// States whether the journals are undamaged, and lists their faults.
    fn state(&self) -> String {
        let Report { verified, damage, .. } = self.report;
        if *verified {
            return self.texts.get(Message::ReportVerified) + "\n";
        }
        let mut text = self.texts.get(Message::ReportDamaged) + "\n";
        for fault in damage {
            for line in wrap(self.labels.fault(fault).split(' '), " ", WIDTH - 2) {
                text += &format!("  {line}\n");
            }
        }
        text
    }

    fn notes(&self) -> String {
        let notes = self.labels.notes(self.report);
        let lines = notes.iter().flat_map(|note| wrap(note.split(' '), " ", WIDTH));
        lines.map(|line| line + "\n").collect()
    }

    fn key(&self, row: &MaterialRow) -> String {
        let known = self.report.event.material(&row.id);
        known.and_then(|(_, material)| material.key).map(String::from).unwrap_or_default()
    }

    fn name(&self, row: &MaterialRow) -> String {
        self.labels.name(&row.name, &row.id)
    }
}

/// Returns a subordinate row, which is shown below the row of its material.
fn below(labels: String) -> Vec<String> {
    vec![String::new(), format!("  {labels}")]
}

/// Joins parts into lines of at most `width` columns; a part that is longer than `width` is shortened with
/// `…`.
fn wrap<'a>(parts: impl IntoIterator<Item = &'a str>, between: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line) if line.width() + between.width() + part.width() <= width => {
                line.push_str(between);
                line.push_str(part);
            }
            _ => lines.push(format::fit(part, width).into_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::{Event, UtcOffset};
    use crate::domain::ledger::Ledger;
    use crate::domain::record::{
        Entry, JournalId, LineHash, Measure, Moment, Op, Record, RecordRef, Source, StationId,
    };
    use crate::language::Language;
    use crate::report::ReportedFault;
    use crate::report::balance::Balance;

    fn entry(material: &str, measure: Measure, about: bool) -> Op<RecordRef> {
        Op::Entry(Entry {
            material: material.into(),
            grade: None,
            measure,
            tare_name: None,
            about,
            source: Source::Typed,
            scale: None,
            typed: None,
            corrects: None,
        })
    }

    fn render_with(ops: Vec<Op<RecordRef>>, damage: Vec<ReportedFault>, names: bool) -> String {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
        let event = Event::new(1, "Recycle", day, UtcOffset::parse("+05:00").unwrap()).unwrap();
        let mut ledger = Ledger::new(&event);
        let station = StationId::parse("A").unwrap();
        let slot = ledger.open_file(station, station, JournalId(1), 0);
        let at = Moment::parse_from_rfc3339("2026-01-25T12:00:00+05:00").unwrap();
        for (op, seq) in ops.into_iter().zip(1_u8..) {
            let hash = LineHash([seq; 32]);
            ledger.enter(
                slot,
                seq.into(),
                Some(&Record { seq: seq.into(), at, op, import: None, key: None, hash }),
            );
        }
        let summary = Summary::new(&event, &ledger, &[(station, None)]);
        let balance = Balance::new(&event, &ledger);
        let verified = damage.is_empty();
        let (heads, later) = (Vec::new(), Vec::new());
        let slug = "2026-01-25";
        let report = Report { event: &event, slug, summary, balance, verified, damage, heads, later };
        render(&report, names, &Texts::new(Language::En))
    }

    #[test]
    fn every_sum_that_contains_an_estimate_is_marked() {
        let kg = |grams| Measure::weight(Grams::new(grams), Grams::ZERO).unwrap();
        let text = render_with(
            vec![
                entry("glass-clear", kg(5_000), true),
                entry("paper", kg(7_000), false),
                entry("batteries", kg(2_000), false),
                Op::Out { material: "glass-clear".into(), measure: kg(3_000), to: "K".into(), typed: None },
                Op::Out { material: "paper".into(), measure: kg(1_000), to: "K".into(), typed: None },
            ],
            Vec::new(),
            false,
        );
        let squeezed: Vec<String> =
            text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        for line in [
            "Total ~14 kg",
            "Recycling ~12 kg",
            "Hazardous waste 2 kg",
            "E Clear glass ~5 kg",
            "clear and coloured glass ~5 kg",
            "Clear glass ~5 kg 3 kg ~2 kg",
            "Cardboard and waste paper 7 kg 1 kg 6 kg",
        ] {
            assert!(squeezed.iter().any(|shown| shown == line), "{line} is not in\n{text}");
        }
    }

    #[test]
    fn pieces_and_hand_overs_have_their_own_sections() {
        let kg = |grams| Measure::weight(Grams::new(grams), Grams::ZERO).unwrap();
        let text = render_with(
            vec![
                entry("tyres", Measure::Pieces { count: 4, weight: Some(Grams::new(32_500)) }, true),
                entry("paper", kg(5_000), false),
                entry("gold\u{1b}", kg(2_000), false),
                Op::Out { material: "paper".into(), measure: kg(3_000), to: "K".into(), typed: None },
            ],
            Vec::new(),
            false,
        );
        let expected = "\
Recycle
Date        25.01.2026
Event code  2026-01-25

Participants     0
Entries          3
Voided           0
Total         7 kg

By stream
  Recycling  5 kg

In kilograms
  Q  Cardboard and waste paper  5 kg
     gold                       2 kg

In pieces
  Z  Car tyres           ~4 pcs
       weighing 32.5 kg

Collected and handed over
                             Collected  Handed over  Left
  Cardboard and waste paper       5 kg         3 kg  2 kg

Per hour
  12:00  7 kg  0 people

Stations
  A  7 kg  3 entries

All journals are intact.

~ about: the total includes estimates
What is counted in pieces is not included in the kilograms.
";
        assert_eq!(text, expected);
    }

    #[test]
    fn damage_and_names_fit_the_width() {
        let operators = (0..12).map(|n| Op::Operator { name: format!("Operator number {n}") });
        let people = std::iter::repeat_n(Op::People { count: 1 }, 12);
        let ops = operators.zip(people).flat_map(|(operator, people)| [operator, people]).collect();
        let reason = "the journal's line says one thing and its hash another ".repeat(3);
        let fault = ReportedFault { file: "stations/A.jsonl".into(), line: Some(17), reason };
        let text = render_with(ops, vec![fault], true);
        assert!(text.contains("  stations/A.jsonl:17: the journal's line"), "{text}");
        assert!(text.contains("     Operator number 0, Operator number 1"), "{text}");
        assert!(text.contains("Operator number 11"), "{text}");
        assert!(text.lines().all(|line| line.width() <= WIDTH), "{text}");
    }
}
