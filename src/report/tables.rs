//! The report as tables, before any markup, for the formats that use tables.
//!
//! Invariant: cells are cleaned of control characters, but not escaped for any format.

use crate::domain::mass::Grams;
use crate::domain::tally::Sum;
use crate::language::{Message, format};
use crate::report::Report;
use crate::report::balance::BalanceRow;
use crate::report::columns::Edge;
use crate::report::labels::ReportLabels;
use crate::report::summary::{HourRow, MaterialRow, PartRow};

/// One row. A subordinate row belongs to the row before it, as the row of a grade belongs to the row of its
/// material.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TableRow {
    pub cells: Vec<String>,
    pub subordinate: bool,
}

/// Subject of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Streams,
    Weighed,
    Counted,
    Groups,
    HandedOver,
    Hours,
    Stations,
}

/// One table with its heading. Each row has one cell for each column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    pub part: Part,
    pub title: String,
    pub columns: Vec<(String, Edge)>,
    pub rows: Vec<TableRow>,
}

impl Table {
    fn new(part: Part, title: String, columns: &[(String, Edge)], rows: Vec<Vec<String>>) -> Self {
        let rows = rows.into_iter().map(|cells| TableRow { cells, subordinate: false }).collect();
        Self { part, title, columns: columns.to_vec(), rows }
    }
}

/// Returns all non-empty tables of a report. Operators are included only if `names` is set.
#[must_use]
pub(crate) fn tables(report: &Report<'_>, names: bool, labels: ReportLabels<'_>) -> Vec<Table> {
    let maker = Maker { report, labels };
    let mut tables = vec![maker.streams(), maker.weighed(), maker.counted(), maker.groups()];
    tables.extend([maker.handed_over(), maker.hours(), maker.stations(names)]);
    tables.retain(|table| !table.rows.is_empty());
    tables
}

/// Returns the figures that a report shows before its tables, each as a label and an amount.
#[must_use]
pub(crate) fn figures(report: &Report<'_>, labels: ReportLabels<'_>) -> Vec<(String, String)> {
    let (summary, texts) = (&report.summary, labels.texts);
    let mut total = labels.about(summary.about(), labels.mass(summary.net));
    if let Some(target) = labels.target(summary.net, report.event.target_g) {
        total += &format!(", {target}");
    }
    vec![
        (texts.get(Message::ReportPeople), labels.integer(summary.people)),
        (texts.get(Message::ReportTotal), total),
        (texts.get(Message::ReportEntries), labels.integer(summary.entries)),
        (texts.get(Message::ReportVoided), labels.integer(summary.voided)),
    ]
}

struct Maker<'a> {
    report: &'a Report<'a>,
    labels: ReportLabels<'a>,
}

impl Maker<'_> {
    fn left(&self, title: Message) -> (String, Edge) {
        (self.labels.texts.get(title), Edge::Left)
    }

    fn right(&self, title: Message) -> (String, Edge) {
        (self.labels.texts.get(title), Edge::Right)
    }

    fn name(&self, row: &MaterialRow) -> String {
        self.labels.name(&row.name, &row.id)
    }

    fn kilograms_of(&self, part: &PartRow) -> String {
        self.labels.about(part.about, self.labels.kilograms(part.net))
    }

    fn streams(&self) -> Table {
        let Report { summary, .. } = self.report;
        let columns =
            [self.left(Message::ReportStream), self.right(Message::UnitKg), self.right(Message::ReportShare)];
        let rows = summary.streams.iter().filter(|part| part.net != Grams::ZERO).map(|part| {
            let share = self.labels.share(part.net, summary.net).unwrap_or_default();
            vec![self.labels.stream(&part.id), self.kilograms_of(part), share]
        });
        Table::new(Part::Streams, self.labels.texts.get(Message::ReportStreams), &columns, rows.collect())
    }

    fn weighed(&self) -> Table {
        let texts = self.labels.texts;
        let mut columns = vec![
            self.left(Message::ReportMaterial),
            self.right(Message::UnitKg),
            self.right(Message::ReportEntries),
        ];
        let targets = self.report.summary.weighed().any(|row| row.target.is_some());
        columns.extend(targets.then(|| self.left(Message::ReportGoal)));
        let mut rows = Vec::new();
        for row in self.report.summary.weighed() {
            let net = self.labels.about(row.about, self.labels.kilograms(row.net));
            let mut cells = vec![self.name(row), net, self.labels.integer(row.entries)];
            cells.extend(targets.then(|| self.labels.target(row.net, row.target).unwrap_or_default()));
            rows.push(TableRow { cells, subordinate: false });
            let name = self.name(row);
            for (grade, net) in row.graded() {
                let label = match grade {
                    Some(grade) => {
                        texts.get(Message::ReportGrade { material: (&name).into(), grade: grade.into() })
                    }
                    None => format!("{name}, {}", texts.get(Message::ReportNoGrade)),
                };
                let mut cells = vec![label, self.labels.kilograms(net)];
                cells.resize(columns.len(), String::new());
                rows.push(TableRow { cells, subordinate: true });
            }
        }
        Table { part: Part::Weighed, title: texts.get(Message::ReportMaterials), columns, rows }
    }

    fn counted(&self) -> Table {
        let texts = self.labels.texts;
        let counted: Vec<_> = self.report.summary.counted().collect();
        let mut columns = vec![
            self.left(Message::ReportMaterial),
            self.right(Message::UnitPcs),
            self.right(Message::ReportEntries),
        ];
        let weights = counted.iter().any(|row| row.pieces_weight != Grams::ZERO);
        let targets = counted.iter().any(|row| row.target_pieces.is_some());
        columns.extend(weights.then(|| self.right(Message::ReportWeighing)));
        columns.extend(targets.then(|| self.left(Message::ReportGoal)));
        let rows = counted.into_iter().map(|row| {
            let pieces = self.labels.about(row.about, self.labels.integer(row.pieces));
            let mut cells = vec![self.name(row), pieces, self.labels.integer(row.entries)];
            let weight = if row.pieces_weight == Grams::ZERO {
                String::new()
            } else {
                self.labels.mass(row.pieces_weight)
            };
            cells.extend(weights.then_some(weight));
            let target = self.labels.target_pieces(row.pieces, row.target_pieces).unwrap_or_default();
            cells.extend(targets.then_some(target));
            cells
        });
        Table::new(Part::Counted, texts.get(Message::ReportPieces), &columns, rows.collect())
    }

    fn groups(&self) -> Table {
        let groups = self.report.summary.groups.iter().filter(|part| part.net != Grams::ZERO);
        let columns = [self.left(Message::ReportMaterial), self.right(Message::UnitKg)];
        let rows = groups.map(|part| vec![self.labels.name(&part.name, &part.id), self.kilograms_of(part)]);
        Table::new(Part::Groups, self.labels.texts.get(Message::ReportGroups), &columns, rows.collect())
    }

    /// Returns the hand-overs, with the collected and the remaining amounts.
    fn handed_over(&self) -> Table {
        let balance = &self.report.balance;
        let columns = [
            self.left(Message::ReportMaterial),
            self.right(Message::ColumnCollected),
            self.right(Message::ColumnHandedOver),
            self.right(Message::ColumnLeft),
        ];
        let figures = |row: &BalanceRow, shown: &dyn Fn(i64) -> String| {
            let name = self.labels.name(&row.name, &row.id);
            let about = |amount| self.labels.about(row.about, amount);
            vec![name, about(shown(row.collected)), shown(row.out), about(shown(row.difference()))]
        };
        let mass = |size: i64| self.labels.mass(Grams::new(size));
        let pieces = |size: i64| self.labels.pieces(size);
        let taken = |row: &&BalanceRow| row.out != 0;
        let weighed = balance.weighed.iter().filter(taken).map(|row| figures(row, &mass));
        let counted = balance.counted.iter().filter(taken).map(|row| figures(row, &pieces));
        Table::new(
            Part::HandedOver,
            self.labels.texts.get(Message::ReportOut),
            &columns,
            weighed.chain(counted).collect(),
        )
    }

    fn hours(&self) -> Table {
        let hours = &self.report.summary.hours;
        let columns =
            [self.left(Message::ReportHour), self.right(Message::UnitKg), self.right(Message::ReportPeople)];
        let row = |(hour, start): (&HourRow, String)| {
            vec![start, self.labels.kilograms(hour.net), self.labels.integer(hour.people)]
        };
        let mut rows: Vec<Vec<String>> = hours.iter().zip(self.labels.hours(hours)).map(row).collect();
        let without = self.report.summary.without_time;
        if without != Sum::default() {
            let label = self.labels.texts.get(Message::ReportWithoutTime);
            rows.push(vec![label, self.labels.kilograms(without.net), self.labels.integer(without.people)]);
        }
        Table::new(Part::Hours, self.labels.texts.get(Message::ReportHours), &columns, rows)
    }

    fn stations(&self, names: bool) -> Table {
        let mut columns = vec![
            self.left(Message::ReportStation),
            self.right(Message::UnitKg),
            self.right(Message::ReportEntries),
            self.left(Message::ReportHead),
        ];
        columns.extend(names.then(|| self.left(Message::ReportOperators)));
        let rows = self.report.summary.stations.iter().map(|row| {
            let head = row.head.map(|head| head.to_string()).unwrap_or_default();
            let net = self.labels.kilograms(row.net);
            let mut cells = vec![row.id.to_string(), net, self.labels.integer(row.entries), head];
            let operators: Vec<_> = row.operators.iter().map(|name| format::clean(name)).collect();
            cells.extend(names.then(|| operators.join(", ")));
            cells
        });
        Table::new(Part::Stations, self.labels.texts.get(Message::ReportStations), &columns, rows.collect())
    }
}
