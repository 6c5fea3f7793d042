//! `tarazy import`: imports a CSV file of typed entries.
//!
//! Invariants:
//! - Nothing is written before every line of the file is checked and every station's lock is held.
//! - Each row is added once, however often a file is imported and wherever an import was interrupted.

mod known;
mod odd;
mod plan;
mod table;

use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressDrawTarget};

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::import::known::Known;
use crate::cli::import::table::{COLUMNS, ImportTable, RowError, TableError};
use crate::cli::{output, saving};
use crate::domain::event::{Event, TEXT_MAX};
use crate::domain::record::StationId;
use crate::journal::event_folder::EventFolder;
use crate::journal::reader;
use crate::journal::station::OpenStation;
use crate::journal::station_lock;
use crate::language::{Explain, Message, Text, Texts, errors, format};

/// Number of invalid or unusual rows that are listed; the rest are counted.
const NAMED: usize = 20;

/// Number of records from which a progress bar is shown.
const LONG: usize = 5_000;

/// Options of `import`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A CSV file with the columns at,station,operator,material,grade,typed
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    /// Add nothing if there is a warning
    #[arg(long)]
    strict: bool,
    /// Also add rows that came with another file
    #[arg(long)]
    again: bool,
}

/// Why a file was not imported. Nothing was written.
#[derive(Debug)]
pub enum Refused {
    Table {
        file: PathBuf,
        fault: TableError,
    },
    /// This many rows already came with another file.
    Known(usize),
    /// `--strict` was given and there is a warning.
    Strict,
}

/// Imports the file and prints how many rows were added.
///
/// # Errors
/// [`Failure`]; after a disk error, importing the same file again continues.
pub fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let bytes =
        std::fs::read(&args.file).map_err(|error| Failure::File { path: args.file.clone(), error })?;
    let (folder, (table, warnings)) = context.writing(|event, folder| {
        let table = read(&args.file, &bytes, event)?;
        let mut warnings = other_days(event, &table, &context.texts);
        warnings.extend(held(event, folder, &args.file, &table, &context.texts)?);
        // Print the warnings once, and before anything is created for this file.
        if args.strict && !warnings.is_empty() {
            warnings.iter().for_each(|warning| output::message(warning));
            return Err(Failure::Import(Refused::Strict));
        }
        Ok((table, warnings))
    })?;
    warnings.iter().for_each(|warning| output::message(warning));
    // Check twice: before the stations are opened, so that a refused file leaves no trace, and after,
    // because only then can no other program write.
    check(&folder, &table, args.again)?;
    let stations = open(context, &folder, &table)?;
    let known = check(&folder, &table, args.again)?;
    let mut drafts = plan::missing(&folder.event, &table, &known);
    let present = table.rows.iter().filter(|row| known.rows.contains_key(&row.line)).count();
    let bar = bar(drafts.values().map(Vec::len).sum());
    for station in stations {
        let drafts = drafts.remove(&station.station).unwrap_or_default();
        saving::save(context, station, drafts, &mut |saved| bar.inc(saved as u64))?;
    }
    bar.finish_and_clear();
    let texts = &context.texts;
    let mut text = texts.get(Message::ImportAdded { count: (table.rows.len() - present).into() }) + "\n";
    if present > 0 {
        text += &(texts.get(Message::ImportPresent { count: present.into() }) + "\n");
    }
    output::text(&text)
}

/// Parses the file and checks that every row fits into a journal line.
fn read(file: &Path, bytes: &[u8], event: &Event) -> Result<ImportTable, Failure> {
    let refused = |fault| Failure::Import(Refused::Table { file: file.to_owned(), fault });
    let table = ImportTable::read(bytes, event).map_err(refused)?;
    let unfit =
        |row: &table::ImportRow| plan::fits(event, row).err().map(|fault| (row.line, RowError::Line(fault)));
    let faults: Vec<_> = table.rows.iter().filter_map(unfit).collect();
    if faults.is_empty() { Ok(table) } else { Err(refused(TableError::Rows(faults))) }
}

/// Returns a sentence for each day other than the event's.
fn other_days(event: &Event, table: &ImportTable, texts: &Texts) -> Vec<String> {
    let sentences = table.other_days(event).into_iter().map(|(day, count)| {
        let (date, event) = (format::date(day).into(), format::date(event.date).into());
        texts.get(Message::ImportOtherDay { count: count.into(), date, event })
    });
    sentences.collect()
}

/// Returns a sentence for each of the first unusual rows, and the number of the others.
fn held(
    event: &Event,
    folder: Option<&EventFolder>,
    file: &Path,
    table: &ImportTable,
    texts: &Texts,
) -> Result<Vec<String>, Failure> {
    let known = folder.map(|folder| Known::read(folder, table.file)).transpose()?.unwrap_or_default();
    let ledger = folder.map(reader::replay).transpose()?.map(|(ledger, _)| ledger);
    let rows = odd::held(event, table, &known, ledger.as_ref());
    let sentence = |row: &odd::Held| {
        let held = errors::held_amount(&row.verdict, &row.measure).unwrap_or_default();
        texts.get(at_row(file, row.line, held))
    };
    let mut sentences: Vec<String> = rows.iter().take(NAMED).map(sentence).collect();
    let more = rows.len().saturating_sub(NAMED);
    if more > 0 {
        sentences.push(texts.get(Message::ImportHeldMore { count: more.into() }));
    }
    Ok(sentences)
}

fn check(folder: &EventFolder, table: &ImportTable, again: bool) -> Result<Known, Failure> {
    let known = Known::read(folder, table.file)?;
    match plan::brought_by_others(&folder.event, table, &known) {
        0 => Ok(known),
        _ if again => Ok(known),
        count => Err(Failure::Import(Refused::Known(count))),
    }
}

/// Takes the locks of all stations in the file.
fn open(context: &Context, folder: &EventFolder, table: &ImportTable) -> Result<Vec<OpenStation>, Failure> {
    let stations = folder.stations();
    let mut ids: Vec<StationId> = table.stations().into_iter().collect();
    // A station in use refuses the import. Try those first, so that no journal is created in vain.
    ids.sort_by_key(|id| station_lock::is_held(&stations, *id) != Some(true));
    ids.into_iter().map(|id| Ok(saving::open(context, folder, Some(id))?)).collect()
}

fn bar(records: usize) -> ProgressBar {
    if records < LONG {
        return ProgressBar::hidden();
    }
    ProgressBar::with_draw_target(Some(records as u64), ProgressDrawTarget::stderr())
}

impl Refused {
    /// Returns a sentence for each of the first errors, and their number.
    #[must_use]
    pub fn lines(&self) -> Vec<Text> {
        match self {
            Self::Known(count) => vec![Message::ImportKnownRows { count: (*count).into() }.into()],
            Self::Strict => vec![Message::ImportStrict.into()],
            Self::Table { file, fault: TableError::Rows(rows) } => {
                let line = |(row, fault): &(u32, RowError)| at_row(file, *row, fault.explain()).into();
                let mut lines: Vec<Text> = rows.iter().take(NAMED).map(line).collect();
                lines.push(Message::ImportRefused { count: rows.len().into() }.into());
                lines
            }
            Self::Table { file, fault } => vec![at_row(file, 1, fault.explain()).into()],
        }
    }
}

fn at_row(file: &Path, row: u32, fault: Text) -> Message {
    Message::ImportLine { file: file.into(), row: row.to_string().into(), fault }
}

impl Explain for TableError {
    fn explain(&self) -> Text {
        let columns = COLUMNS.join(",").into();
        let message = match self {
            Self::NoHeader | Self::Rows(_) => Message::ImportNoHeader { columns },
            Self::UnknownColumn(column) => Message::ImportUnknownColumn { column: column.into(), columns },
            Self::DuplicateColumn(column) => Message::ImportDuplicateColumn { column: column.into() },
            Self::MissingColumn(column) => Message::ImportMissingColumn { column: (*column).into() },
        };
        message.into()
    }
}

impl Explain for RowError {
    fn explain(&self) -> Text {
        let message = match self {
            Self::Encoding => Message::ImportEncoding,
            Self::Fields { expected, found } => {
                Message::ImportFields { expected: (*expected).into(), found: (*found).into() }
            }
            Self::Operator(name) => Message::ImportOperator { name: name.into(), most: TEXT_MAX.into() },
            Self::Field(failure) => return Text::sentences(failure.lines()),
            Self::NothingToUndo(station) => Message::ImportNothingToUndo { station: (*station).into() },
            Self::Line(fault) => return fault.explain(),
        };
        message.into()
    }
}
