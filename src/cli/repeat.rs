//! `--id KEY`: a command that a script repeats records once.
//!
//! Invariant: in one data folder, no two records of an event are made with the same key.

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::{output, saving};
use crate::domain::ledger::RecordStatus;
use crate::domain::record::{Entry, Measure, Moment, Op, Record, RecordKey, RecordRef, Source, Target};
use crate::journal::event_folder::EventFolder;
use crate::journal::line;
use crate::journal::reader;
use crate::journal::record_key::{self, KeyError, KeyLock, KeyedRecord};
use crate::journal::writer::WriteError;
use crate::language::Message;

/// Whether a command still has to record.
pub(super) enum Repeat {
    /// It has. The lock, if there is a key, must be kept until the record is saved.
    New(Option<KeyLock>),
    /// The record is there, and its name was printed.
    Answered,
}

/// Returns whether a record with this key may be in the event, without waiting for anything. Used to skip questions about
/// an amount that was already recorded.
pub(super) fn is_known(folder: Option<&EventFolder>, key: Option<&RecordKey>) -> Result<bool, Failure> {
    match (folder, key) {
        (Some(folder), Some(key)) => Ok(record_key::find(folder, key)?.is_some()),
        _ => Ok(false),
    }
}

/// Looks for a record with this key. If there is one with the same content, prints its name. `at` is the time that was
/// given, or `None` if it was not given.
///
/// # Errors
/// [`Failure::KeyInUse`] if the key belongs to another record, [`Failure::PerhapsSaved`] if the disk does not confirm the
/// record, or the error that prevents reading the journals or printing.
pub(super) fn check(
    context: &Context,
    folder: &EventFolder,
    key: Option<&RecordKey>,
    op: &Op<Target>,
    at: Option<Moment>,
) -> Result<Repeat, Failure> {
    let Some(key) = key else { return Ok(Repeat::New(None)) };
    let lock = KeyLock::acquire(folder)?;
    let found = record_key::find_on_disk(folder, key).map_err(|error| match error {
        KeyError::Folder(error) => Failure::Folder(error),
        KeyError::Unsynced(error) => {
            let error = WriteError::Sync(error.error);
            Failure::PerhapsSaved { error, saved: 0, of: 1, is_repeatable: true }
        }
    })?;
    let Some(KeyedRecord { name, target, record }) = found else { return Ok(Repeat::New(Some(lock))) };
    let first = format!("{name}:{}", record.seq);
    if !has_content(&record, op, at) {
        return Err(Failure::KeyInUse { key: key.clone(), record: first });
    }
    if !counts(folder, target)? {
        output::message(&context.texts.get(Message::CliKeyVoided { record: first.into() }));
    }
    saving::print_name(name, record.seq)?;
    Ok(Repeat::Answered)
}

/// Returns whether the record holds what the command would record. The text of an amount may differ: `12,5` is `12.5`.
fn has_content(record: &Record, op: &Op<Target>, at: Option<Moment>) -> bool {
    let is_same = match (&record.op, op) {
        (Op::Entry(recorded), Op::Entry(new)) => content(recorded) == content(new),
        (Op::People { count: recorded }, Op::People { count: new }) => recorded == new,
        (
            Op::Out { material, measure, to, .. },
            Op::Out { material: new_material, measure: new_measure, to: new_to, .. },
        ) => (material, measure, to) == (new_material, new_measure, new_to),
        _ => false,
    };
    is_same && at.is_none_or(|at| line::to_line_precision(&at) == record.at)
}

/// Returns the content of an entry that `add` can make.
fn content<T>(entry: &Entry<T>) -> (&str, Option<&str>, Measure, bool, Source) {
    let Entry { material, grade, measure, about, source, .. } = entry;
    (material, grade.as_deref(), *measure, *about, *source)
}

/// Returns whether the record is in the sums.
fn counts(folder: &EventFolder, target: RecordRef) -> Result<bool, Failure> {
    let (ledger, _) = reader::replay(folder)?;
    let status = ledger.find(target).map(|index| ledger.status(index));
    Ok(!matches!(status, Some(RecordStatus::Voided | RecordStatus::Corrected)))
}
