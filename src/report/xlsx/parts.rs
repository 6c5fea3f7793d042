//! The sheets of sums: materials, types, hand-overs, hours and stations.

use crate::domain::mass::Grams;
use crate::domain::tally::Sum;
use crate::language::{Message, format};
use crate::report::Report;
use crate::report::balance::BalanceRow;
use crate::report::labels::ReportLabels;
use crate::report::summary::{HourRow, MaterialRow, StationRow};
use crate::report::xlsx::sheet::{SheetTable, Value};

/// Returns the tables that have rows. The first is that of the materials, with its weighed materials first.
pub(super) fn tables(report: &Report<'_>, names: bool, labels: ReportLabels<'_>) -> Vec<SheetTable> {
    let parts = Parts { report, labels };
    let mut tables =
        vec![parts.materials(), parts.types(), parts.handed_over(), parts.hours(), parts.stations(names)];
    tables.retain(|table| !table.rows.is_empty());
    tables
}

struct Parts<'a> {
    report: &'a Report<'a>,
    labels: ReportLabels<'a>,
}

impl Parts<'_> {
    fn table(&self, name: Message, columns: &[Message], rows: Vec<Vec<Value>>) -> SheetTable {
        let get = |message: &Message| self.labels.texts.get(message.clone());
        SheetTable {
            name: get(&name),
            columns: columns.iter().map(get).collect(),
            rows,
            has_sum: false,
            has_filter: false,
        }
    }

    fn materials(&self) -> SheetTable {
        let summary = &self.report.summary;
        let weighed: Vec<&MaterialRow> = summary.weighed().collect();
        let only_counted = summary.counted().filter(|row| weighed.iter().all(|other| other.id != row.id));
        let mut rows: Vec<_> =
            weighed.iter().copied().chain(only_counted).map(|row| self.material(row)).collect();
        let has_rows = !rows.is_empty();
        if has_rows {
            rows.push(vec![
                Value::Text(self.labels.texts.get(Message::ReportTotal)),
                Value::Empty,
                Value::Mass(summary.net, summary.about()),
                Value::Empty,
                Value::Empty,
                Value::count(summary.entries),
                self.report.event.target_g.map_or(Value::Empty, |target| Value::Mass(target, false)),
                Value::share(summary.net.get(), self.report.event.target_g.map(Grams::get)),
            ]);
        }
        let columns = [
            Message::ReportMaterial,
            Message::ReportStream,
            Message::UnitKg,
            Message::UnitPcs,
            Message::WorkbookPiecesWeight,
            Message::ReportEntries,
            Message::ReportGoal,
            Message::WorkbookReached,
        ];
        SheetTable { has_sum: has_rows, ..self.table(Message::WorkbookMaterials, &columns, rows) }
    }

    fn material(&self, row: &MaterialRow) -> Vec<Value> {
        let is_weighed = row.net != Grams::ZERO || row.pieces == 0 && row.target.is_some();
        let (goal, reached) = match (row.target, row.target_pieces) {
            (Some(target), _) => {
                (Value::Mass(target, false), Value::share(row.net.get(), Some(target.get())))
            }
            (None, Some(target)) => {
                (Value::count(target.into()), Value::share(row.pieces, Some(target.into())))
            }
            (None, None) => (Value::Empty, Value::Empty),
        };
        vec![
            Value::Text(self.labels.name(&row.name, &row.id)),
            row.stream.as_ref().map_or(Value::Empty, |stream| Value::Text(self.labels.stream(stream))),
            if is_weighed { Value::Mass(row.net, row.about) } else { Value::Empty },
            if row.pieces == 0 { Value::Empty } else { Value::Count(row.pieces, row.about) },
            Value::mass_if_any(row.pieces_weight, false),
            Value::count(row.entries),
            goal,
            reached,
        ]
    }

    fn types(&self) -> SheetTable {
        let no_type = || Value::Text(self.labels.texts.get(Message::ReportNoGrade));
        let rows = self.report.summary.weighed().flat_map(|row| {
            let name = self.labels.name(&row.name, &row.id);
            row.graded().into_iter().map(move |(grade, net)| {
                let grade = grade.map_or_else(no_type, Value::text);
                vec![Value::Text(name.clone()), grade, Value::Mass(net, false)]
            })
        });
        let columns = [Message::ReportMaterial, Message::WorkbookType, Message::UnitKg];
        self.table(Message::WorkbookTypes, &columns, rows.collect())
    }

    fn handed_over(&self) -> SheetTable {
        let balance = &self.report.balance;
        let row = |row: &BalanceRow, unit: Message, shown: &dyn Fn(i64, bool) -> Value| {
            vec![
                Value::Text(self.labels.name(&row.name, &row.id)),
                Value::Text(self.labels.texts.get(unit)),
                shown(row.collected, row.about),
                shown(row.out, false),
                shown(row.difference(), row.about),
            ]
        };
        let mass = |grams, about| Value::Mass(Grams::new(grams), about);
        let is_taken = |row: &&BalanceRow| row.out != 0;
        let weighed = balance.weighed.iter().filter(is_taken).map(|one| row(one, Message::UnitKg, &mass));
        let counted =
            balance.counted.iter().filter(is_taken).map(|one| row(one, Message::UnitPcs, &Value::Count));
        let columns = [
            Message::ReportMaterial,
            Message::WorkbookUnit,
            Message::ColumnCollected,
            Message::ColumnHandedOver,
            Message::ColumnLeft,
        ];
        self.table(Message::WorkbookHandedOver, &columns, weighed.chain(counted).collect())
    }

    fn hours(&self) -> SheetTable {
        let summary = &self.report.summary;
        let day = |hour: &HourRow| hour.start.date_naive();
        let is_one_day = summary.hours.windows(2).all(|pair| day(&pair[0]) == day(&pair[1]));
        let start = |hour: &HourRow| {
            let start = hour.start.naive_local();
            if is_one_day { Value::Time(start) } else { Value::Moment(start) }
        };
        let mut rows: Vec<_> = summary
            .hours
            .iter()
            .map(|hour| vec![start(hour), Value::Mass(hour.net, false), Value::count(hour.people)])
            .collect();
        let without = summary.without_time;
        if without != Sum::default() {
            let label = Value::Text(self.labels.texts.get(Message::ReportWithoutTime));
            rows.push(vec![label, Value::Mass(without.net, false), Value::count(without.people)]);
        }
        let columns = [Message::ReportHour, Message::UnitKg, Message::ReportPeople];
        self.table(Message::WorkbookHours, &columns, rows)
    }

    fn stations(&self, names: bool) -> SheetTable {
        let row = |row: &StationRow| {
            let operators: Vec<_> = row.operators.iter().map(|name| format::clean(name)).collect();
            let mut cells = vec![
                Value::text(&row.id.to_string()),
                Value::Mass(row.net, false),
                Value::count(row.entries),
                row.head.map_or(Value::Empty, |head| Value::Text(head.to_string())),
            ];
            cells.extend(names.then(|| Value::text(&operators.join(", "))));
            cells
        };
        let rows = self.report.summary.stations.iter().map(row);
        let mut columns =
            vec![Message::ReportStation, Message::UnitKg, Message::ReportEntries, Message::ReportHead];
        columns.extend(names.then_some(Message::ReportOperators));
        self.table(Message::ReportStations, &columns, rows.collect())
    }
}
