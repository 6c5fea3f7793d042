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
    /// The last hash of a journal, as printed in a report; fails if that journal no longer contains it
    #[arg(long, value_name = "ID:HASH")]
    head: Vec<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct VerifyJson {
    verified: bool,
    records: u64,
    damage: Vec<IssueJson>,
    notes: Vec<IssueJson>,
}

#[derive(Serialize)]
struct IssueJson {
    file: String,
    line: Option<u64>,
    offset: u64,
    reason: String,
}

/// Checks all journals and prints every issue.
///
/// # Errors
/// [`Failure::Damaged`] if there is a fault.
pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let heads = args.head.iter().map(|given| parse_head(given)).collect::<Result<Vec<_>, _>>()?;
    let folder = context.open_for_reading()?;
    let issues = verify::verify(&folder, &heads)?;
    let (_, states) = reader::replay(&folder)?;
    let records = states.iter().map(|state| state.lines).sum();
    let verified = !issues.iter().any(Issue::is_fault);
    let texts = &context.texts;
    if args.json {
        let (damage, notes): (Vec<_>, Vec<_>) = issues.iter().partition(|issue| issue.is_fault());
        let list = |issues: Vec<&Issue>| {
            let issue_json = |issue: &Issue| {
                let ReportedFault { file, line, reason } = ReportedFault::new(&folder, issue, texts);
                IssueJson { file, line, offset: issue.offset, reason }
            };
            issues.into_iter().map(issue_json).collect()
        };
        output::json(&VerifyJson { verified, records, damage: list(damage), notes: list(notes) })?;
    } else {
        let mut text = String::new();
        for issue in &issues {
            text += &texts.show(issue.explain());
            text.push('\n');
        }
        let faults = issues.iter().filter(|issue| issue.is_fault()).count();
        text += &if verified {
            texts.get(Message::VerifySound { count: i64::try_from(records).unwrap_or(i64::MAX).into() })
        } else {
            texts.get(Message::VerifyDamaged { count: faults.into() })
        };
        output::text(&(text + "\n"))?;
    }
    if verified { Ok(()) } else { Err(Failure::Damaged) }
}

/// Parses a station and a hash, such as `A:0123…`.
fn parse_head(given: &str) -> Result<(StationId, LineHash), ArgumentError> {
    given
        .split_once(':')
        .and_then(|(station, hash)| Some((StationId::parse(station)?, line::parse_hash(hash)?)))
        .ok_or_else(|| ArgumentError::BadHead(given.to_owned()))
}
