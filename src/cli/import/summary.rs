//! What was read from a table: notes for every import, and the whole summary of `--dry-run`.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::cli::import::error::{NAMED_COLUMNS_MAX, row_numbers};
use crate::cli::import::table::{ImportTable, RowAction};
use crate::domain::event::Event;
use crate::domain::mass::Grams;
use crate::domain::record::Measure;
use crate::language::{Message, Text, Texts, format};
use crate::spreadsheet::{
    Action, Answer, ColumnMeaning, FileKind, Mapping, NearestHeader, Part, Reading, Role, Sheet, TableEntry,
    TotalCheck,
};

/// The maximum number of columns that the summary lists.
const SHOWN_COLUMNS_MAX: usize = 60;

/// The sums of a table.
#[derive(Debug, Default)]
pub(super) struct TableSums {
    /// Grams, pieces and entries by the index of the material.
    pub materials: BTreeMap<usize, MaterialSum>,
    pub people: i64,
}

/// The sums of one material.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct MaterialSum {
    pub grams: i64,
    pub pieces: i64,
    pub entries: usize,
}

impl TableSums {
    /// Adds up the rows that could be read, without those that the table undoes.
    pub(super) fn new(reading: &Reading, table: Option<&ImportTable>) -> Self {
        let undone: Vec<usize> = table.map_or_else(Vec::new, |table| {
            let undone = |row: &crate::cli::import::table::ImportRow| match row.action {
                RowAction::Undo { row } => Some(row),
                _ => None,
            };
            table.rows.iter().filter_map(undone).collect()
        });
        let mut sums = Self::default();
        for (index, row) in reading.rows.iter().enumerate() {
            if undone.contains(&index) {
                continue;
            }
            match &row.action {
                Action::Entry(TableEntry { material, measure, .. }) => {
                    let sum = sums.materials.entry(*material).or_default();
                    sum.entries += 1;
                    match measure {
                        Measure::Weight { .. } => sum.grams += measure.net().get(),
                        Measure::Pieces { count, .. } => sum.pieces += i64::from(*count),
                    }
                }
                Action::People { count } => sums.people += i64::from(*count),
                Action::Undo => {}
            }
        }
        sums
    }

    /// Returns the sum of all kilograms.
    fn grams(&self) -> i64 {
        self.materials.values().map(|sum| sum.grams).sum()
    }
}

/// Returns how a text was read that is not UTF-8.
pub(super) fn encoding(sheet: &Sheet) -> Option<Message> {
    match &sheet.kind {
        FileKind::Text { encoding, .. } if *encoding != "UTF-8" => {
            Some(Message::ImportNoteEncoding { encoding: (*encoding).into() })
        }
        FileKind::Text { .. } | FileKind::Workbook { .. } => None,
    }
}

/// Returns what a person should know about the reading of a table, even if nothing is unclear.
pub(super) fn notes(sheet: &Sheet, reading: &Reading) -> Vec<Message> {
    let mut notes: Vec<Message> = encoding(sheet).into_iter().collect();
    if let FileKind::Workbook { sheet, others } = &sheet.kind
        && !others.is_empty()
    {
        notes.push(Message::ImportNoteSheet { sheet: sheet.into(), others: others.join(", ").into() });
    }
    if !reading.title_rows.is_empty() {
        notes.push(Message::ImportNoteTitles { rows: row_numbers(&reading.title_rows) });
    }
    if !reading.total_rows.is_empty() {
        notes.push(Message::ImportNoteTotals { rows: row_numbers(&reading.total_rows) });
    }
    if !reading.ignored.is_empty() {
        let named = reading.ignored.iter().take(NAMED_COLUMNS_MAX).cloned().collect::<Vec<_>>().join(", ");
        let columns = match reading.ignored.len().saturating_sub(NAMED_COLUMNS_MAX) {
            0 => named.into(),
            more => Message::ImportMoreRows { rows: named.into(), count: more.into() }.into(),
        };
        notes.push(Message::ImportNoteIgnored { columns });
    }
    let counts = &reading.counts;
    let mut count = |count: usize, note: fn(usize) -> Message| {
        if count > 0 {
            notes.push(note(count));
        }
    };
    count(counts.nothing, |count| Message::ImportNoteNothing { count: count.into() });
    count(counts.left_out, |count| Message::ImportNoteLeftOut { count: count.into() });
    count(counts.not_counted, |count| Message::ImportNoteNotCounted { count: count.into() });
    count(counts.rounded, |count| Message::ImportNoteRounded { count: count.into() });
    count(counts.filled_down, |count| Message::ImportNoteFilledDown { count: count.into() });
    count(counts.stations_filled_down, |count| Message::ImportNoteStationsDown { count: count.into() });
    count(counts.without_time, |count| Message::ImportNoteWithoutTime { count: count.into() });
    notes
}

/// Returns what may be wrong with a table that is clear otherwise.
pub(super) fn warnings(reading: &Reading) -> Vec<Message> {
    let mut warnings = Vec::new();
    if !reading.lost_letters.is_empty() {
        warnings.push(Message::ImportLostLetters { rows: row_numbers(&reading.lost_letters) });
    }
    let beside = &reading.counts.nothing_beside_numbers;
    if !beside.is_empty() {
        warnings.push(Message::ImportNoteNothingBeside { rows: row_numbers(beside) });
    }
    let differing = reading.totals.iter().filter(|check| check.stated != check.ours);
    warnings.extend(differing.map(|check| Message::ImportTotalDiffers {
        row: check.row.to_string().into(),
        stated: kilograms(check.stated),
        ours: kilograms(check.ours),
    }));
    warnings
}

fn kilograms(thousandths: i64) -> Text {
    Text::Kilograms(Grams::new(thousandths))
}

/// Returns the summary of `--dry-run` as lines.
pub(super) fn lines(
    file: &Path,
    sheet: &Sheet,
    reading: &Reading,
    table: Option<&ImportTable>,
    event: &Event,
    texts: &Texts,
) -> Vec<String> {
    let mut lines: Vec<Message> = vec![match &sheet.kind {
        FileKind::Text { encoding, separator, .. } => Message::ImportSummaryText {
            file: file.into(),
            encoding: (*encoding).into(),
            separator: separator_name(*separator).into(),
        },
        FileKind::Workbook { sheet, .. } => {
            Message::ImportSummarySheet { file: file.into(), sheet: sheet.into() }
        }
    }];
    lines.push(Message::ImportSummaryEvent {
        name: event.name.as_str().into(),
        date: format::date(event.date).into(),
    });
    lines.push(Message::ImportSummaryHeader { row: reading.header_row.to_string().into() });
    let mut shown: Vec<String> = lines.into_iter().map(|line| texts.get(line)).collect();
    for column in reading.header.columns.iter().take(SHOWN_COLUMNS_MAX) {
        let meaning = match &column.meaning {
            ColumnMeaning::Known { role, .. } => super::error::role_name(*role),
            ColumnMeaning::Material { found, .. } => event
                .materials
                .get(found.index)
                .map_or_else(Text::default, |material| Text::Local(material.name.clone())),
            ColumnMeaning::Part { part: Part::Day(_), .. } => super::error::role_name(Role::Date),
            ColumnMeaning::Part { part: Part::Station(_), .. } => super::error::role_name(Role::Station),
            ColumnMeaning::Unclear { .. } => "?".into(),
            ColumnMeaning::Unknown | ColumnMeaning::NotImported => Message::ImportRoleOther.into(),
        };
        shown.push(format!("  {}: {}", format::clean(&column.name), texts.show(meaning)));
    }
    let more = reading.header.columns.len().saturating_sub(SHOWN_COLUMNS_MAX);
    if more > 0 {
        shown.push(format!("  {}", texts.get(Message::ImportMoreColumns { count: more.into() })));
    }
    shown.push(texts.get(Message::ImportSummaryRows { count: reading.rows.len().into() }));
    let sums = TableSums::new(reading, table);
    for (index, sum) in &sums.materials {
        let Some(material) = event.materials.get(*index) else { continue };
        let name = Text::Local(material.name.clone());
        if sum.grams > 0 {
            shown.push(format!(
                "  {}: {}",
                texts.show(name.clone()),
                texts.show(Text::Mass(Grams::new(sum.grams)))
            ));
        }
        if sum.pieces > 0 {
            shown.push(format!("  {}: {}", texts.show(name), texts.show(Text::Pieces(sum.pieces))));
        }
    }
    shown.push(texts.get(Message::ImportSummaryTotal { mass: Text::Mass(Grams::new(sums.grams())) }));
    if sums.people > 0 {
        shown.push(texts.get(Message::PeopleCount { count: sums.people.into() }));
    }
    for check in &reading.totals {
        let (row, stated) = (check.row.to_string().into(), kilograms(check.stated));
        if check.stated == check.ours {
            shown.push(texts.get(Message::ImportSummaryTotalAgrees { row, stated }));
        }
    }
    if sheet.blank_rows > 0 {
        shown.push(texts.get(Message::ImportNoteBlank { count: sheet.blank_rows.into() }));
    }
    shown.extend(notes(sheet, reading).into_iter().map(|note| texts.get(note)));
    shown
}

const fn separator_name(separator: char) -> &'static str {
    match separator {
        ',' => ",",
        ';' => ";",
        '\t' => "TAB",
        _ => "|",
    }
}

/// A proposal for `--map`, with what was read.
#[derive(Serialize)]
pub(super) struct Proposal<'a> {
    #[serde(flatten)]
    mapping: &'a Mapping,
    summary: Summary<'a>,
    doubts: Vec<DoubtJson>,
}

#[derive(Serialize)]
struct Summary<'a> {
    file: String,
    encoding: Option<&'a str>,
    separator: Option<&'a str>,
    sheet: Option<&'a str>,
    event: &'a str,
    date: String,
    header_row: u32,
    title_rows: &'a [u32],
    total_rows: &'a [u32],
    blank_rows: usize,
    ignored_columns: &'a [String],
    rows: usize,
    nothing_weighed: usize,
    left_out: usize,
    not_counted: usize,
    rounded: usize,
    filled_down: usize,
    without_time: usize,
    lost_letters: &'a [u32],
    materials: Vec<MaterialJson<'a>>,
    people: i64,
    total_net_g: i64,
    totals: Vec<TotalJson>,
}

#[derive(Serialize)]
struct MaterialJson<'a> {
    id: &'a str,
    entries: usize,
    net_g: i64,
    pieces: i64,
}

#[derive(Serialize)]
struct TotalJson {
    row: u32,
    stated_g: i64,
    ours_g: i64,
}

/// A doubt or a fault, with its rows.
#[derive(Serialize)]
pub(super) struct DoubtJson {
    pub rows: Vec<u32>,
    pub text: String,
}

impl<'a> Proposal<'a> {
    pub(super) fn new(
        file: &Path,
        sheet: &'a Sheet,
        reading: &'a Reading,
        table: Option<&ImportTable>,
        event: &'a Event,
        doubts: Vec<DoubtJson>,
    ) -> Self {
        let sums = TableSums::new(reading, table);
        let material = |(index, sum): (&usize, &MaterialSum)| {
            let id = event.materials.get(*index)?.id.as_str();
            Some(MaterialJson { id, entries: sum.entries, net_g: sum.grams, pieces: sum.pieces })
        };
        let total =
            |check: &TotalCheck| TotalJson { row: check.row, stated_g: check.stated, ours_g: check.ours };
        let (encoding, separator, name) = kind_of(sheet);
        let counts = &reading.counts;
        let summary = Summary {
            file: file.display().to_string(),
            encoding,
            separator,
            sheet: name,
            event: &event.name,
            date: event.date.to_string(),
            header_row: reading.header_row,
            title_rows: &reading.title_rows,
            total_rows: &reading.total_rows,
            blank_rows: sheet.blank_rows,
            ignored_columns: &reading.ignored,
            rows: reading.rows.len(),
            nothing_weighed: counts.nothing,
            left_out: counts.left_out,
            not_counted: counts.not_counted,
            rounded: counts.rounded,
            filled_down: counts.filled_down,
            without_time: counts.without_time,
            lost_letters: &reading.lost_letters,
            materials: sums.materials.iter().filter_map(material).collect(),
            people: sums.people,
            total_net_g: sums.grams(),
            totals: reading.totals.iter().map(total).collect(),
        };
        Self { mapping: &reading.proposal, summary, doubts }
    }
}

/// Returns the proposal for a file without a table: what the names of the nearest row may mean, and why it is no header.
pub(super) fn without_table<'a>(
    file: &Path,
    sheet: Option<&'a Sheet>,
    nearest: Option<NearestHeader>,
    mapping: &Mapping,
    doubts: Vec<String>,
) -> WithoutTableJson<'a> {
    let mut mapping = mapping.clone();
    let row = nearest.as_ref().map(|nearest| nearest.row);
    for (name, keyword) in nearest.into_iter().flat_map(|nearest| nearest.columns).take(PROPOSED_COLUMNS_MAX)
    {
        let answer = keyword.map_or_else(|| Answer::Open(Vec::new()), |keyword| Answer::Given(Some(keyword)));
        mapping.columns.entry(name).or_insert(answer);
    }
    let (encoding, separator, name) = sheet.map_or((None, None, None), kind_of);
    let doubts = doubts.into_iter().map(|text| DoubtJson { rows: row.into_iter().collect(), text }).collect();
    let summary =
        NearestJson { file: file.display().to_string(), encoding, separator, sheet: name, nearest_row: row };
    WithoutTableJson { mapping, summary, doubts }
}

/// The maximum number of columns for which a proposal asks what they mean.
const PROPOSED_COLUMNS_MAX: usize = 100;

/// A proposal for `--map` if no table was found.
#[derive(Serialize)]
pub(super) struct WithoutTableJson<'a> {
    #[serde(flatten)]
    mapping: Mapping,
    summary: NearestJson<'a>,
    doubts: Vec<DoubtJson>,
}

#[derive(Serialize)]
struct NearestJson<'a> {
    file: String,
    encoding: Option<&'a str>,
    separator: Option<&'a str>,
    sheet: Option<&'a str>,
    nearest_row: Option<u32>,
}

/// Returns the encoding and separator of a text, or the name of a sheet.
fn kind_of(sheet: &Sheet) -> (Option<&str>, Option<&str>, Option<&str>) {
    match &sheet.kind {
        FileKind::Text { encoding, separator, .. } => {
            (Some(*encoding), Some(separator_name(*separator)), None)
        }
        FileKind::Workbook { sheet, .. } => (None, None, Some(sheet.as_str())),
    }
}
