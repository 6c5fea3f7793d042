//! `tarazy verify`: checks every line of every journal.

use serde::Serialize;

use crate::cli::argument::error::ArgumentError;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::domain::record::{LineHash, StationId};
use crate::journal::line;
use crate::journal::reader;
use crate::journal::verify::{self, Issue};
use crate::language::{Explain, Message};
use crate::report::ReportedFault;

/// Options of `verify`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The last hash of a journal, as printed in a report: it must still be in that journal
    #[arg(long, value_name = "ID:HASH")]
    head: Vec<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Answer {
    verified: bool,
    records: u64,
    damage: Vec<Row>,
    notes: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    file: String,
    line: Option<u64>,
    offset: u64,
    reason: String,
}

/// Checks all journals and reports each fault.
///
/// # Errors
/// [`Failure::Damaged`] if there is a fault.
pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let heads = args.head.iter().map(|given| head(given)).collect::<Result<Vec<_>, _>>()?;
    let folder = context.reading()?;
    let findings = verify::verify(&folder, &heads)?;
    let (_, states) = reader::replay(&folder)?;
    let records = states.iter().map(|state| state.lines).sum();
    let sound = !findings.iter().any(Issue::is_fault);
    let texts = &context.texts;
    if args.json {
        let (damage, notes): (Vec<_>, Vec<_>) = findings.iter().partition(|finding| finding.is_fault());
        let rows = |findings: Vec<&Issue>| {
            let row = |finding: &Issue| {
                let ReportedFault { file, line, reason } = ReportedFault::new(&folder, finding, texts);
                Row { file, line, offset: finding.offset, reason }
            };
            findings.into_iter().map(row).collect()
        };
        output::json(&Answer { verified: sound, records, damage: rows(damage), notes: rows(notes) })?;
    } else {
        let mut text = String::new();
        for finding in &findings {
            text += &texts.show(finding.explain());
            text.push('\n');
        }
        let faults = findings.iter().filter(|finding| finding.is_fault()).count();
        text += &if sound {
            texts.get(Message::VerifySound { count: i64::try_from(records).unwrap_or(i64::MAX).into() })
        } else {
            texts.get(Message::VerifyDamaged { count: faults.into() })
        };
        output::text(&(text + "\n"))?;
    }
    if sound { Ok(()) } else { Err(Failure::Damaged) }
}

/// Parses a station and a hash, such as `A:0123…`.
fn head(given: &str) -> Result<(StationId, LineHash), ArgumentError> {
    given
        .split_once(':')
        .and_then(|(station, hash)| Some((StationId::parse(station)?, line::parse_hash(hash)?)))
        .ok_or_else(|| ArgumentError::BadHead(given.to_owned()))
}
