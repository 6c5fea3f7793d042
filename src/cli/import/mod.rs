//! `tarazy import`: imports a CSV file of typed entries.
//!
//! Invariants:
//! - Nothing is written before every line of the file is checked and every station's lock is held.
//! - Each row is added once, even if a file is imported again or an import was interrupted.

pub(super) mod error;
mod imported;
mod plan;
mod table;
mod unusual;

use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressDrawTarget};

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::import::error::{ImportError, InvalidRows, LISTED_ROWS_MAX, RowError, TableError};
use crate::cli::import::imported::ImportedRows;
pub(crate) use crate::cli::import::table::ImportTable;
use crate::cli::{input_file, output, saving};
use crate::domain::event::Event;
use crate::domain::record::StationId;
use crate::journal::event_folder::EventFolder;
use crate::journal::reader;
use crate::journal::station::OpenStation;
use crate::journal::station_lock;
use crate::language::{Message, Texts, errors, format};

/// Minimum number of records for which a progress bar is shown.
const PROGRESS_BAR_MIN: usize = 5_000;

/// Maximum size of a file in bytes. A row of 60 bytes gives a quarter of a million rows.
const FILE_MAX: usize = 16 * 1024 * 1024;

/// Options of `import`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = Message::ValueCsv, help = Message::OptionImportFile)]
    file: PathBuf,
    #[arg(long, help = Message::OptionStrict)]
    strict: bool,
    #[arg(long, help = Message::OptionAgain)]
    again: bool,
}

/// Imports the file and prints how many rows were added.
///
/// # Errors
/// [`Failure`]. After a disk error, importing the same file again continues the import.
pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let bytes = input_file::read(&args.file, FILE_MAX)?;
    let times = ImportTable::times(&bytes);
    let (folder, (table, warnings)) = context.open_for_rows(&times, |event, folder| {
        let table = read_table(&args.file, &bytes, event)?;
        let mut warnings = other_day_warnings(event, &table, &context.texts);
        warnings.extend(unusual_row_warnings(event, folder, &args.file, &table, &context.texts)?);
        // Print the warnings before anything is created for this file.
        if args.strict && !warnings.is_empty() {
            warnings.iter().for_each(|warning| output::message(warning));
            return Err(Failure::Import(ImportError::Strict));
        }
        Ok((table, warnings))
    })?;
    let Some(folder) = folder else {
        return output::text(&(context.texts.get(Message::ImportAdded { count: 0_usize.into() }) + "\n"));
    };
    warnings.iter().for_each(|warning| output::message(warning));
    // Check before the stations are opened, so that a rejected file creates no journal. Check again
    // afterwards, because only the locks keep other programs from writing.
    read_imported(&folder, &table, args.again)?;
    let stations = open_stations(context, &folder, &table)?;
    let imported = read_imported(&folder, &table, args.again)?;
    let mut drafts = plan::missing(&folder.event, &table, &imported);
    let present = table.rows.iter().filter(|row| imported.rows.contains_key(&row.line)).count();
    let bar = progress_bar(drafts.values().map(Vec::len).sum());
    for station in stations {
        let drafts = drafts.remove(&station.station).unwrap_or_default();
        saving::save(context, &folder, station, drafts, &mut |saved| bar.inc(saved as u64))?;
    }
    bar.finish_and_clear();
    let texts = &context.texts;
    let mut text = texts.get(Message::ImportAdded { count: (table.rows.len() - present).into() }) + "\n";
    if present > 0 {
        text += &(texts.get(Message::ImportPresent { count: present.into() }) + "\n");
    }
    output::answer(&text, None)
}

/// Parses the file and checks that every row fits into a journal line.
fn read_table(file: &Path, bytes: &[u8], event: &Event) -> Result<ImportTable, Failure> {
    let failure = |error| Failure::Import(ImportError::Table { file: file.to_owned(), error });
    let table = ImportTable::read(bytes, event).map_err(failure)?;
    let row_error =
        |row: &table::ImportRow| plan::fits(event, row).err().map(|error| (row.line, RowError::Line(error)));
    let errors: InvalidRows = table.rows.iter().filter_map(row_error).collect();
    if errors.is_empty() { Ok(table) } else { Err(failure(TableError::Rows(errors))) }
}

/// Returns a warning for each day in the file that is not the day of the event.
fn other_day_warnings(event: &Event, table: &ImportTable, texts: &Texts) -> Vec<String> {
    let sentences = table.other_days(event).into_iter().map(|(day, count)| {
        let (date, event) = (format::date(day).into(), format::date(event.date).into());
        texts.get(Message::ImportOtherDay { count: count.into(), date, event })
    });
    sentences.collect()
}

/// Returns a warning for each of the first unusual rows, and one more with the number of remaining unusual
/// rows.
fn unusual_row_warnings(
    event: &Event,
    folder: Option<&EventFolder>,
    file: &Path,
    table: &ImportTable,
    texts: &Texts,
) -> Result<Vec<String>, Failure> {
    let imported =
        folder.map(|folder| ImportedRows::read(folder, table.file)).transpose()?.unwrap_or_default();
    let ledger = folder.map(reader::replay).transpose()?.map(|(ledger, _)| ledger);
    let rows = unusual::unusual_rows(event, table, &imported, ledger.as_ref());
    let sentence = |row: &unusual::UnusualRow| {
        let held = errors::held_amount(&row.plausibility, &row.measure).unwrap_or_default();
        texts.get(error::at_row(file, row.line, held))
    };
    let mut sentences: Vec<String> = rows.iter().take(LISTED_ROWS_MAX).map(sentence).collect();
    let more = rows.len().saturating_sub(LISTED_ROWS_MAX);
    if more > 0 {
        sentences.push(texts.get(Message::ImportHeldMore { count: more.into() }));
    }
    Ok(sentences)
}

/// Reads the rows already imported. Fails if rows came from another file, unless `again` is set.
fn read_imported(folder: &EventFolder, table: &ImportTable, again: bool) -> Result<ImportedRows, Failure> {
    let imported = ImportedRows::read(folder, table.file)?;
    match plan::count_from_other_files(&folder.event, table, &imported) {
        0 => Ok(imported),
        _ if again => Ok(imported),
        count => Err(Failure::Import(ImportError::AlreadyImported(count))),
    }
}

/// Opens, and thereby locks, all stations in the file.
fn open_stations(
    context: &Context,
    folder: &EventFolder,
    table: &ImportTable,
) -> Result<Vec<OpenStation>, Failure> {
    let stations = folder.stations();
    let mut ids: Vec<StationId> = table.stations().into_iter().collect();
    // The import fails if a station is in use. Try such stations first, so that no
    // journal is created needlessly.
    ids.sort_by_key(|id| station_lock::is_held(&stations, *id) != Some(true));
    ids.into_iter().map(|id| Ok(saving::open(context, folder, Some(id))?)).collect()
}

fn progress_bar(records: usize) -> ProgressBar {
    if records < PROGRESS_BAR_MIN {
        return ProgressBar::hidden();
    }
    ProgressBar::with_draw_target(Some(records as u64), ProgressDrawTarget::stderr())
}
