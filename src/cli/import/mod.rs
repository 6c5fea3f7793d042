//! `tarazy import`: imports a CSV file of typed entries.
//!
//! Invariants:
//! - Nothing is written before every line of the file is checked and every station's lock is held.
//! - Each row is added once, however often a file is imported and wherever an import was interrupted.

pub(super) mod error;
mod known;
mod odd;
mod plan;
mod table;

use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressDrawTarget};

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::import::error::{ImportError, LISTED_ROWS_MAX, RowError, TableError};
use crate::cli::import::known::Known;
use crate::cli::import::table::ImportTable;
use crate::cli::{output, saving};
use crate::domain::event::Event;
use crate::domain::record::StationId;
use crate::journal::event_folder::EventFolder;
use crate::journal::reader;
use crate::journal::station::OpenStation;
use crate::journal::station_lock;
use crate::language::{Message, Texts, errors, format};

/// Number of records from which a progress bar is shown.
const LONG: usize = 5_000;

/// Options of `import`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
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

/// Imports the file and prints how many rows were added.
///
/// # Errors
/// [`Failure`]; after a disk error, importing the same file again continues.
pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let bytes =
        std::fs::read(&args.file).map_err(|error| Failure::File { path: args.file.clone(), error })?;
    let (folder, (table, warnings)) = context.writing(|event, folder| {
        let table = read(&args.file, &bytes, event)?;
        let mut warnings = other_days(event, &table, &context.texts);
        warnings.extend(held(event, folder, &args.file, &table, &context.texts)?);
        // Print the warnings once, and before anything is created for this file.
        if args.strict && !warnings.is_empty() {
            warnings.iter().for_each(|warning| output::message(warning));
            return Err(Failure::Import(ImportError::Strict));
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
    let failure = |error| Failure::Import(ImportError::Table { file: file.to_owned(), error });
    let table = ImportTable::read(bytes, event).map_err(failure)?;
    let row_error =
        |row: &table::ImportRow| plan::fits(event, row).err().map(|error| (row.line, RowError::Line(error)));
    let errors: Vec<_> = table.rows.iter().filter_map(row_error).collect();
    if errors.is_empty() { Ok(table) } else { Err(failure(TableError::Rows(errors))) }
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
        texts.get(error::at_row(file, row.line, held))
    };
    let mut sentences: Vec<String> = rows.iter().take(LISTED_ROWS_MAX).map(sentence).collect();
    let more = rows.len().saturating_sub(LISTED_ROWS_MAX);
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
        count => Err(Failure::Import(ImportError::Known(count))),
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
