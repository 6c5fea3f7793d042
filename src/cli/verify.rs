//! `tarazy verify`: checks every line of every journal.

use serde::Serialize;

use crate::cli::argument::error::ArgumentError;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::domain::record::{LineHash, StationId};
use crate::journal::line;
use crate::journal::verify::{self, Issue, ProbeLocks};
use crate::language::{Explain, Message};
use crate::report::ReportedFault;

/// Options of `verify`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(long, value_name = Message::ValueHead, help = Message::OptionHead)]
    head: Vec<String>,
    #[arg(long, help = Message::OptionJson)]
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
/// [`Failure::Damaged`] if there is a fault, [`Failure::Unreadable`] if a journal could not be read to its end.
pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let heads = args.head.iter().map(|given| parse_head(given)).collect::<Result<Vec<_>, _>>()?;
    let folder = context.open_for_reading()?;
    // The issues and the number of lines come from one reading: a second one could fail where the first did not.
    let (_, states, issues) = verify::replay_and_verify(&folder, &heads, ProbeLocks::Yes)?;
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
        for line in summary(&issues, records) {
            text += &texts.get(line);
            text.push('\n');
        }
        output::text(&text)?;
    }
    outcome(&issues)
}

/// Returns the last lines: how much is damaged, how much could not be read, or that everything is sound.
fn summary(issues: &[Issue], records: u64) -> Vec<Message> {
    let unreadable = issues.iter().filter(|issue| issue.is_unreadable()).count();
    let damaged = issues.iter().filter(|issue| issue.is_fault()).count() - unreadable;
    if unreadable + damaged == 0 {
        return vec![Message::VerifySound { count: i64::try_from(records).unwrap_or(i64::MAX).into() }];
    }
    let mut lines = Vec::new();
    if damaged > 0 {
        lines.push(Message::VerifyDamaged { count: damaged.into() });
    }
    if unreadable > 0 {
        lines.push(Message::VerifyUnreadable { count: unreadable.into() });
    }
    lines
}

/// Converts the issues to the result of the command. A file that cannot be read takes precedence over damage, because its
/// content is unknown.
fn outcome(issues: &[Issue]) -> Result<(), Failure> {
    if issues.iter().any(Issue::is_unreadable) {
        Err(Failure::Unreadable)
    } else if issues.iter().any(Issue::is_fault) {
        Err(Failure::Damaged)
    } else {
        Ok(())
    }
}

/// Parses a station and a hash, such as `A:0123…`.
fn parse_head(given: &str) -> Result<(StationId, LineHash), ArgumentError> {
    given
        .split_once(':')
        .and_then(|(station, hash)| Some((StationId::parse(station)?, line::parse_hash(hash)?)))
        .ok_or_else(|| ArgumentError::BadHead(given.to_owned()))
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;
    use crate::journal::fault::Fault;
    use crate::journal::verify::IssueKind;

    #[test]
    fn journals_that_cannot_be_read_are_never_sound_and_are_no_damage() {
        let unreadable = Fault::Unreadable { kind: io::ErrorKind::Other, code: Some(5) };
        let issue =
            |fault| Issue { file: "A.jsonl".into(), line: 0, offset: 0, kind: IssueKind::Fault(fault) };
        let check = |faults: &[Fault]| {
            let issues: Vec<_> = faults.iter().cloned().map(issue).collect();
            (outcome(&issues).map_err(|failure| failure.status()), summary(&issues, 2))
        };
        let (damaged, unread) = (
            Message::VerifyDamaged { count: 1_u32.into() },
            Message::VerifyUnreadable { count: 1_u32.into() },
        );
        assert_eq!(check(&[]), (Ok(()), vec![Message::VerifySound { count: 2_u32.into() }]));
        assert_eq!(check(&[Fault::NoOpen]), (Err(1), vec![damaged.clone()]));
        assert_eq!(check(std::slice::from_ref(&unreadable)), (Err(3), vec![unread.clone()]));
        assert_eq!(check(&[Fault::NoOpen, unreadable]), (Err(3), vec![damaged, unread]));
    }
}
