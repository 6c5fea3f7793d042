//! What the operator should do after a merge: advice on standard error, with a command that can be run as it is.

use std::path::Path;

use crate::cli::failure::Failure;
use crate::domain::catalogue::Unit;
use crate::domain::event::Event;
use crate::domain::ledger::Ledger;
use crate::domain::tally::MaterialSum;
use crate::journal::absorbed::{absorber, without_absorbed};
use crate::journal::data_dir::DataDir;
use crate::journal::event_folder::EventFolder;
use crate::journal::merge::MergeSource;
use crate::language::{Message, Text, Texts, format};

/// A material with records that the event's catalogue does not have.
pub(super) struct UnknownMaterial<'a> {
    pub id: &'a str,
    /// Whether its records are in pieces.
    is_in_pieces: bool,
}

/// Says that the copy was sealed, if this event is not. The seal of a copy is not taken over, because stations may be
/// open here.
pub(super) fn about_seal(source: &MergeSource, folder: &EventFolder) -> Option<Text> {
    let seal =
        source.event().and_then(|copy| copy.sealed.as_ref()).filter(|_| folder.event.sealed.is_none())?;
    let (event, at) = ((&folder.slug).into(), format::date_time(seal.at).into());
    Some(Message::MergeSealedCopy { event, at }.into())
}

/// Returns the materials with records that the event's catalogue does not have.
#[must_use]
pub(super) fn unknown_materials<'a>(event: &Event, ledger: &'a Ledger) -> Vec<UnknownMaterial<'a>> {
    let sums = ledger.tally().materials.iter().enumerate().skip(event.materials.len());
    let with_records = sums.filter(|(_, sum)| **sum != MaterialSum::default());
    let material = |(index, sum): (usize, &MaterialSum)| {
        let is_in_pieces = sum.pieces != 0 || sum.out_pieces != 0;
        Some(UnknownMaterial { id: ledger.material_id(index)?, is_in_pieces })
    };
    with_records.filter_map(material).collect()
}

/// Returns the advice about events that became one event. `joined` holds the ids that are new in the event.
///
/// # Errors
/// [`Failure`] if the events of the data folder cannot be listed.
pub(super) fn about_joined(
    source: &MergeSource,
    folder: &EventFolder,
    joined: &[String],
    data: &DataDir,
) -> Result<Vec<Text>, Failure> {
    if joined.is_empty() {
        return Ok(Vec::new());
    }
    let mut advice: Vec<Text> = Vec::new();
    if let Some(copy) = source.event().filter(|copy| copy.date != folder.event.date) {
        let (here, copy) = (format::date(folder.event.date), format::date(copy.date));
        advice.push(Message::MergeDates { here: here.into(), copy: copy.into() }.into());
    }
    let events = data.events()?;
    for other in events.iter().filter(|other| joined.contains(&other.event.id) && !source.is_from(other)) {
        if absorber(&events, &other.event).is_some_and(|into| into.event.id == folder.event.id) {
            advice.push(part_here(other, folder).into());
        }
    }
    Ok(advice)
}

/// Returns the advice about another event of the same day, after the merge of `copy` created the event.
///
/// # Errors
/// [`Failure`] if the events of the data folder cannot be listed.
pub(super) fn about_same_day(
    created: &EventFolder,
    copy: &Path,
    data: &DataDir,
) -> Result<Option<Text>, Failure> {
    let events = without_absorbed(data.events()?);
    let is_other =
        |other: &&EventFolder| other.event.date == created.event.date && other.event.id != created.event.id;
    Ok(events.iter().find(is_other).map(|other| {
        let command = merge_into(&other.slug, copy).into();
        Message::MergeSameDay { slug: (&other.slug).into(), command }.into()
    }))
}

/// Returns the advice about materials that only journals have, with the names of the copy's catalogue.
#[must_use]
pub(super) fn about_unknown(
    unknown: &[UnknownMaterial<'_>],
    source: &MergeSource,
    folder: &EventFolder,
    texts: &Texts,
) -> Option<Text> {
    if unknown.is_empty() {
        return None;
    }
    let mut command = format!("tarazy event set --event {}", folder.slug);
    for UnknownMaterial { id, is_in_pieces } in unknown {
        let material = source.event().and_then(|copy| copy.material(id)).map(|(_, material)| material);
        let name = material.map_or(*id, |material| texts.local(&material.name));
        command += &format!(" --add {}", quote(&format!("{id}={name}")));
        // A copy may have the records of a material without its place in the catalogue.
        if material.map_or(*is_in_pieces, |material| material.unit == Unit::Pcs) {
            command += &format!(" --unit {}", quote(&format!("{id}=pcs")));
        }
    }
    let ids: Vec<&str> = unknown.iter().map(|material| material.id).collect();
    let (event, ids) = ((&folder.slug).into(), ids.join(", ").into());
    Some(Message::MergeUnknownMaterials { event, ids, command: command.into() }.into())
}

/// Returns what to do if another event of the data folder took in this one: its new records count there only after one
/// more merge.
#[must_use]
pub(crate) fn about_part(folder: &EventFolder, data: &DataDir) -> Option<Message> {
    // A folder that cannot be listed is no reason to refuse an event that was named.
    let events = data.events().unwrap_or_default();
    let into = absorber(&events, &folder.event)?;
    Some(part_here(folder, into))
}

fn part_here(part: &EventFolder, into: &EventFolder) -> Message {
    let command = merge_into(&into.slug, &part.path).into();
    Message::MergePartHere { slug: (&part.slug).into(), event: (&into.slug).into(), command }
}

fn merge_into(slug: &str, folder: &Path) -> String {
    format!("tarazy merge --into {slug} {}", quote(&folder.to_string_lossy()))
}

/// Quotes an argument for a shell, if it needs quotes.
fn quote(argument: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_=./".contains(c);
    if !argument.is_empty() && argument.chars().all(is_plain) {
        return argument.to_owned();
    }
    format!("'{}'", argument.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_is_quoted_only_if_a_shell_would_change_it() {
        for (argument, expected) in [
            ("/media/stick/2026-01-25", "/media/stick/2026-01-25"),
            ("wood=Ағаш", "wood=Ағаш"),
            ("wood=Old wood", "'wood=Old wood'"),
            ("it's $HOME", r"'it'\''s $HOME'"),
            ("", "''"),
        ] {
            assert_eq!(quote(argument), expected);
        }
    }
}
