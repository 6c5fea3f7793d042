//! `tarazy import`: imports a table of weighings.
//!
//! Invariants:
//! - Nothing is written before every row of the file is checked and every station's lock is held.
//! - Each row is added once, even if a file is imported again or an import was interrupted.
//! - Nothing is guessed: what has two meanings is asked on a terminal, and refused elsewhere.

mod answers;
pub(super) mod error;
mod explain;
mod imported;
mod options;
mod plan;
mod questions;
mod summary;
mod table;
mod unusual;

use std::path::{Path, PathBuf};
use std::rc::Rc;

use indicatif::{ProgressBar, ProgressDrawTarget};

use crate::cli::context::Context;
use crate::cli::current_event::EventOfRows;
use crate::cli::failure::Failure;
use crate::cli::import::error::{ImportError, LISTED_ROWS_MAX, LongRow, UnclearRows};
use crate::cli::import::imported::{ImportedRows, KnownRows};
pub(super) use crate::cli::import::options::Args;
use crate::cli::import::summary::{DoubtJson, Proposal};
use crate::cli::import::table::ImportTable;
use crate::cli::{argument, input_file, output, saving};
use crate::domain::event::Event;
use crate::domain::record::StationId;
use crate::journal::event_folder::EventFolder;
use crate::journal::reader;
use crate::journal::station::OpenStation;
use crate::journal::station_lock;
use crate::language::{Message, Texts, errors, format};
use crate::spreadsheet::{self, HeaderError, Mapping, Question, Reading, Sheet};

/// Minimum number of records for which a progress bar is shown.
const PROGRESS_BAR_MIN: usize = 5_000;

/// Maximum size of a file in bytes. A row of 60 bytes gives a quarter of a million rows.
const FILE_MAX: usize = 16 * 1024 * 1024;

/// Imports the file and prints how many rows were added.
///
/// # Errors
/// [`Failure`]. After a disk error, importing the same file again continues the import.
pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let bytes = input_file::read(&args.file, FILE_MAX)?;
    let mut import = Import::open(context, args, &bytes)?;
    let Some(event) = import.event()? else {
        return output::text(&(context.texts.get(Message::ImportAdded { count: 0_usize.into() }) + "\n"));
    };
    import.ask_about_event(event.event())?;
    if args.dry_run {
        return import.dry_run(&event);
    }
    let (folder, (table, messages)) = context.open_event_of_rows(event, |event, folder| {
        let (table, reading) = import.table(event)?;
        let warnings = import.warnings(event, folder, &table, &reading)?;
        let mut messages = import.notes(&reading);
        messages.extend(warnings.iter().cloned());
        // Print the warnings before anything is created for this file.
        if args.strict && !warnings.is_empty() {
            messages.iter().for_each(|message| output::message(message));
            return Err(Failure::Import(ImportError::Strict));
        }
        Ok((table, messages))
    })?;
    messages.iter().for_each(|message| output::message(message));
    // The stations are opened before the rows are compared with the journals, because only the locks keep other programs from
    // writing. A table without a new row creates no journal.
    let known = ImportedRows::read(&folder, table.file)?.known(&folder.event, &table, args.again);
    if known.count() == table.rows.len() {
        return finish(context, &table, &known);
    }
    let stations = open_stations(context, &folder, &table)?;
    let imported = ImportedRows::read(&folder, table.file)?;
    let on_duty = imported.on_duty.clone();
    let known = imported.known(&folder.event, &table, args.again);
    let mut drafts = plan::missing(&folder.event, &table, &known, on_duty);
    let bar = progress_bar(drafts.values().map(Vec::len).sum());
    for station in stations {
        let drafts = drafts.remove(&station.station).unwrap_or_default();
        saving::save(context, &folder, station, drafts, &mut |saved| bar.inc(saved as u64))?;
    }
    bar.finish_and_clear();
    finish(context, &table, &known)
}

/// Prints how many rows were added, and how many were already there.
fn finish(context: &Context, table: &ImportTable, known: &KnownRows) -> Result<(), Failure> {
    let texts = &context.texts;
    let present = known.count();
    if known.from_other_files > 0 {
        output::message(&texts.get(Message::ImportKnownRows { count: known.from_other_files.into() }));
    }
    let mut text = texts.get(Message::ImportAdded { count: (table.rows.len() - present).into() }) + "\n";
    if present > 0 {
        text += &(texts.get(Message::ImportPresent { count: present.into() }) + "\n");
    }
    output::answer(&text, None)
}

/// A file on its way into an event.
struct Import<'a> {
    context: &'a Context,
    args: &'a Args,
    bytes: &'a [u8],
    sheet: Sheet,
    /// The answers so far, and those of an earlier import.
    mapping: Mapping,
    stored: Mapping,
    /// The file with the answers for this header, and the answers that were given now.
    answers: PathBuf,
    given_now: Mapping,
    /// The newest reading. Its days and title are known before the event is.
    newest: NewestReading,
    station: StationId,
}

/// A reading, and what it depends on besides the sheet. A table of 100,000 rows is not read again for the same answers.
struct NewestReading {
    event: Event,
    mapping: Mapping,
    reading: Rc<Reading>,
}

impl<'a> Import<'a> {
    /// Reads the file and finds its table.
    fn open(context: &'a Context, args: &'a Args, bytes: &'a [u8]) -> Result<Self, Failure> {
        let file = || args.file.clone();
        let sheets = spreadsheet::sheets(bytes, args.sheet.as_deref())
            .map_err(|error| Failure::Import(ImportError::Sheet { file: file(), error }))?;
        let mut mapping = answers::given(args)?;
        let catalogues = catalogues(context)?;
        mapping.near = context.named_event()?.map(|folder| folder.event.date);
        let (sheet, newest) = match find_table(sheets, &catalogues, &mapping) {
            Ok(found) => found,
            Err(without) => return Err(without.failure(context, args, &mapping)?),
        };
        let answers = answers::path(context, &newest.reading.header)?;
        let stored = answers::stored(&answers)?;
        if stored.is_some() {
            output::message(&context.texts.get(Message::ImportNoteAnswers { file: (&answers).into() }));
        }
        let station = mapping.station.as_ref().or(stored.as_ref().and_then(|stored| stored.station.as_ref()));
        let station = argument::station_or_default(station.map(String::as_str), &context.config.settings)?;
        let mut import = Self {
            context,
            args,
            bytes,
            sheet,
            mapping,
            stored: stored.unwrap_or_default(),
            answers,
            given_now: Mapping::default(),
            newest,
            station,
        };
        import.ask_about_days()?;
        Ok(import)
    }

    /// Asks about the days of the rows first, because they are needed to find the event.
    fn ask_about_days(&mut self) -> Result<(), Failure> {
        let event = self.newest.event.clone();
        let is_about_days = |question: &Question| {
            matches!(
                question,
                Question::Dates { .. } | Question::DayNumbers { .. } | Question::BadDates { .. }
            )
        };
        let reading = self.read(&event)?;
        let doubts: Vec<_> =
            reading.doubts.iter().filter(|doubt| is_about_days(&doubt.question)).cloned().collect();
        if !doubts.is_empty() && self.ask(&doubts, &event)? {
            self.read(&event)?;
        }
        Ok(())
    }

    /// Reads the rows with the catalogue of an event and the answers so far.
    fn read(&mut self, event: &Event) -> Result<Rc<Reading>, Failure> {
        let mut answers = self.stored.clone();
        answers.retain_known(event);
        let mut mapping = self.mapping.clone();
        mapping.fill_from(answers);
        let NewestReading { event: known, mapping: known_mapping, .. } = &self.newest;
        let is_known = known.materials == event.materials
            && known.decimals() == event.decimals()
            && *known_mapping == mapping;
        if !is_known {
            let reading = spreadsheet::read(&self.sheet, event, &mapping).map_err(|error| {
                let nearest = spreadsheet::nearest(&self.sheet, event, &mapping).map(Box::new);
                let (file, error) = (self.args.file.clone(), Box::new(error));
                Failure::Import(ImportError::Header { file, error, nearest })
            })?;
            self.newest = NewestReading { event: event.clone(), mapping, reading: Rc::new(reading) };
        }
        Ok(Rc::clone(&self.newest.reading))
    }

    /// Asks about doubts, if a person is at the terminal. Returns whether all were answered, and stores the answers then.
    fn ask(&mut self, doubts: &[spreadsheet::Doubt], event: &Event) -> Result<bool, Failure> {
        if self.args.json || !questions::can_ask() {
            return Ok(false);
        }
        let mut given = self.given_now.clone();
        let all = questions::ask(doubts, event, &self.context.texts, &mut given);
        if all {
            self.given_now = given.clone();
            given.fill_from(self.mapping.clone());
            given.near = self.mapping.near;
            self.mapping = given;
            if !self.args.dry_run {
                let mut stored = self.given_now.clone();
                stored.fill_from(answers::stored(&self.answers)?.unwrap_or_default());
                answers::store(self.context, &self.answers, &stored)?;
                let file = (&self.answers).into();
                output::message(&self.context.texts.get(Message::ImportNoteAnswersStored { file }));
            }
        }
        Ok(all)
    }

    /// Returns the event of the rows, or `None` if the table has no rows and no event was named.
    fn event(&self) -> Result<Option<EventOfRows>, Failure> {
        let reading = &*self.newest.reading;
        let name = reading.title.as_deref();
        if let Some(event) = self.context.event_of_rows(&reading.days, name)? {
            return Ok(Some(event));
        }
        let is_empty = reading.rows.is_empty() && reading.doubts.is_empty() && reading.faults.is_empty();
        if is_empty {
            self.check_not_nothing(reading)?;
            return Ok(None);
        }
        // Doubts that are not about days are listed with the others, for an event of today.
        let event = self.context.event_of_today()?;
        self.check(&event, reading, None)?;
        let rows: Vec<u32> = reading.rows.iter().map(|row| row.number).collect();
        Err(Failure::Import(ImportError::NoDay { file: self.args.file.clone(), rows }))
    }

    /// Asks about what the catalogue of the event leaves unclear.
    fn ask_about_event(&mut self, event: &Event) -> Result<(), Failure> {
        let reading = self.read(event)?;
        if !reading.doubts.is_empty() {
            self.ask(&reading.doubts, event)?;
        }
        Ok(())
    }

    /// Reads the rows for an event, and checks that all of them are clear.
    fn table(&mut self, event: &Event) -> Result<(ImportTable, Rc<Reading>), Failure> {
        let reading = self.read(event)?;
        self.check_not_nothing(&reading)?;
        let table = ImportTable::new(self.bytes, &reading, event, self.station);
        self.check(event, &reading, Some(&table))?;
        match table {
            Ok(table) => Ok((table, reading)),
            // `check` has refused these rows.
            Err(_) => Err(Failure::Import(ImportError::Nothing { file: self.args.file.clone() })),
        }
    }

    /// Refuses a table that has rows, but nothing to import.
    fn check_not_nothing(&self, reading: &Reading) -> Result<(), Failure> {
        let is_clear = reading.doubts.is_empty() && reading.faults.is_empty();
        // Rows that the answers leave out, or that do not count, were seen by somebody.
        let is_seen = reading.counts.left_out + reading.counts.not_counted > 0;
        if !is_clear || !reading.rows.is_empty() || is_seen && reading.counts.nothing == 0 {
            return Ok(());
        }
        let file = self.args.file.clone();
        let has_rows = reading.counts.nothing > 0 || !reading.total_rows.is_empty();
        Err(Failure::Import(match has_rows {
            true => ImportError::Nothing { file },
            false => ImportError::NoRows { file, row: reading.header_row },
        }))
    }

    /// Collects all doubts and faults.
    ///
    /// # Errors
    /// [`ImportError::Unclear`] if there is one.
    fn check(
        &self,
        event: &Event,
        reading: &Reading,
        table: Option<&Result<ImportTable, Vec<(u32, spreadsheet::RowFault)>>>,
    ) -> Result<(), Failure> {
        let rows = self.unclear_rows(event, reading, table);
        if rows.is_empty() {
            return Ok(());
        }
        // A wrong encoding may be why a row is faulty.
        self.context.notify(summary::encoding(&self.sheet));
        Err(Failure::Import(ImportError::Unclear { file: self.args.file.clone(), rows: Box::new(rows) }))
    }

    fn unclear_rows(
        &self,
        event: &Event,
        reading: &Reading,
        table: Option<&Result<ImportTable, Vec<(u32, spreadsheet::RowFault)>>>,
    ) -> UnclearRows {
        let mut rows = UnclearRows::default();
        let unknown = |question: &Question| match question {
            Question::Material { name, proposals } if proposals.is_empty() => Some(name.clone()),
            _ => None,
        };
        let is_one = reading.doubts.iter().filter(|doubt| unknown(&doubt.question).is_some()).count() < 2;
        if !is_one {
            rows.list_materials(event.materials.iter().map(|material| material.id.clone()).collect());
        }
        for doubt in &reading.doubts {
            let text = match unknown(&doubt.question).filter(|_| !is_one) {
                Some(name) => explain::unknown_name(&name),
                None => explain::question(&doubt.question, event),
            };
            // Each row without a usable day is a fault of its own.
            if !matches!(doubt.question, Question::BadDates { .. }) {
                rows.add_doubt(&doubt.rows, text);
            }
        }
        for (row, fault) in &reading.faults {
            rows.add_fault(*row, fault);
        }
        match table {
            Some(Ok(table)) => {
                for row in &table.rows {
                    if let Err(error) = plan::fits(event, row) {
                        rows.add_fault(row.line, &LongRow(error));
                    }
                }
            }
            Some(Err(faults)) => faults.iter().for_each(|(row, fault)| rows.add_fault(*row, fault)),
            None => {}
        }
        rows
    }

    fn notes(&self, reading: &Reading) -> Vec<String> {
        summary::notes(&self.sheet, reading).into_iter().map(|note| self.context.texts.get(note)).collect()
    }

    /// Returns what may be wrong: sums that differ, lost letters, days that are not the event's, unusual rows.
    fn warnings(
        &self,
        event: &Event,
        folder: Option<&EventFolder>,
        table: &ImportTable,
        reading: &Reading,
    ) -> Result<Vec<String>, Failure> {
        let texts = &self.context.texts;
        let mut warnings: Vec<String> =
            summary::warnings(reading).into_iter().map(|warning| texts.get(warning)).collect();
        warnings.extend(other_day_warnings(event, table, texts));
        warnings.extend(unusual_row_warnings(event, folder, self.args, table, texts)?);
        Ok(warnings)
    }

    /// Prints what would be imported.
    fn dry_run(&mut self, chosen: &EventOfRows) -> Result<(), Failure> {
        let event = chosen.event();
        let reading = self.read(event)?;
        let texts = &self.context.texts;
        let table = ImportTable::new(self.bytes, &reading, event, self.station);
        let rows = self.unclear_rows(event, &reading, Some(&table));
        let known_table = table.as_ref().ok();
        let mut warnings = Vec::new();
        if let Some(table) = known_table {
            warnings = self.warnings(event, chosen.folder(), table, &reading)?;
        }
        if self.args.json {
            let listed = rows.iter().map(|(rows, text)| DoubtJson { rows, text: texts.show(text.clone()) });
            let further = rows
                .after_doubts()
                .into_iter()
                .map(|text| DoubtJson { rows: Vec::new(), text: texts.show(text) });
            let doubts = listed.chain(further).collect();
            let proposal = Proposal::new(&self.args.file, &self.sheet, &reading, known_table, event, doubts);
            output::json(&proposal)?;
        } else {
            let mut lines = summary::lines(&self.args.file, &self.sheet, &reading, known_table, event, texts);
            if let (Some(folder), Some(table)) = (chosen.folder(), known_table) {
                let known =
                    ImportedRows::read(folder, table.file)?.known(event, table, self.args.again).count();
                if known > 0 {
                    lines.push(texts.get(Message::ImportPresent { count: known.into() }));
                }
            }
            lines.push(texts.get(Message::ImportSummaryNothingWritten));
            output::text(&(lines.join("\n") + "\n"))?;
        }
        warnings.iter().for_each(|warning| output::message(warning));
        if !rows.is_empty() {
            return Err(Failure::Import(ImportError::Unclear {
                file: self.args.file.clone(),
                rows: Box::new(rows),
            }));
        }
        self.check_not_nothing(&reading)?;
        if self.args.strict && !warnings.is_empty() {
            return Err(Failure::Import(ImportError::Strict));
        }
        Ok(())
    }
}

/// Returns the catalogues with which a table may be read before its event is known: that of the named event, or that of a
/// new event and those of the existing ones.
fn catalogues(context: &Context) -> Result<Vec<Event>, Failure> {
    if let Some(folder) = context.named_event()? {
        return Ok(vec![folder.event]);
    }
    let mut events = vec![context.event_of_today()?];
    events.extend(context.data()?.listing()?.events.into_iter().map(|folder| folder.event));
    Ok(events)
}

/// A file without a table: the first sheet, and why it has none.
struct WithoutTable {
    sheet: Option<Sheet>,
    event: Event,
    error: HeaderError,
}

impl WithoutTable {
    /// Returns the failure of the import. If a proposal for `--map` is wanted, it names the columns of the row that is the most
    /// like a header.
    ///
    /// # Errors
    /// [`Failure`] if the proposal cannot be written.
    fn failure(self, context: &Context, args: &Args, mapping: &Mapping) -> Result<Failure, Failure> {
        let (file, error) = (args.file.clone(), Box::new(self.error));
        let nearest = self.sheet.as_ref().and_then(|sheet| spreadsheet::nearest(sheet, &self.event, mapping));
        let failure = ImportError::Header { file, error, nearest: nearest.clone().map(Box::new) };
        if args.json {
            let doubts = failure.lines().into_iter().map(|line| context.texts.show(line)).collect();
            output::json(&summary::without_table(&args.file, self.sheet.as_ref(), nearest, mapping, doubts))?;
        }
        Ok(Failure::Import(failure))
    }
}

/// Finds the first sheet that has a table, with the first catalogue that finds one.
///
/// # Errors
/// The error of the first sheet with the first catalogue.
fn find_table(
    sheets: Vec<Sheet>,
    catalogues: &[Event],
    mapping: &Mapping,
) -> Result<(Sheet, NewestReading), Box<WithoutTable>> {
    let mut first = None;
    for sheet in sheets {
        for event in catalogues {
            match spreadsheet::read(&sheet, event, mapping) {
                Ok(reading) => {
                    let (event, mapping, reading) = (event.clone(), mapping.clone(), Rc::new(reading));
                    return Ok((sheet, NewestReading { event, mapping, reading }));
                }
                Err(error) if first.is_none() => {
                    first = Some(Box::new(WithoutTable {
                        sheet: Some(sheet.clone()),
                        event: event.clone(),
                        error,
                    }));
                }
                Err(_) => {}
            }
        }
    }
    let none = || WithoutTable {
        sheet: None,
        event: catalogues[0].clone(),
        error: HeaderError::NoHeader { nearest: None },
    };
    Err(first.unwrap_or_else(|| Box::new(none())))
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
    args: &Args,
    table: &ImportTable,
    texts: &Texts,
) -> Result<Vec<String>, Failure> {
    let imported =
        folder.map(|folder| ImportedRows::read(folder, table.file)).transpose()?.unwrap_or_default();
    let known = imported.known(event, table, args.again);
    let ledger = folder.map(reader::replay).transpose()?.map(|(ledger, _)| ledger);
    let rows = unusual::unusual_rows(event, table, &known, ledger.as_ref());
    let file: &Path = &args.file;
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
