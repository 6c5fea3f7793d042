//! `tarazy merge`: merges the journals of a copied event folder.

pub(super) mod advice;

use std::path::PathBuf;

use serde::Serialize;

use crate::cli::context::{Context, now};
use crate::cli::damage::Damage;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::domain::mass::Grams;
use crate::journal::anchors::Witness;
use crate::journal::event_folder::EventFolder;
use crate::journal::merge::{self, MergeOutcome, MergeResult, SkipReason};
use crate::journal::names;
use crate::journal::verify::{self, Issue, IssueKind, ProbeLocks};
use crate::language::{Explain, Message, Text, Texts, format};
use crate::report::ReportedFault;
use crate::report::columns::{Edge, lay_out};

/// Maximum width of a line.
const WIDTH: usize = 80;

/// Options of `merge`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = Message::ValueFolder, help = Message::OptionCopy)]
    folder: PathBuf,
    #[arg(long, value_name = Message::ValueEvent, help = Message::OptionInto)]
    into: Option<String>,
    #[arg(long, help = Message::OptionJson)]
    json: bool,
}

#[derive(Serialize)]
struct MergeJson<'a> {
    event: &'a str,
    /// Whether the event was created for the copy.
    created: bool,
    /// The ids of the events that became part of the event.
    joined: &'a [String],
    journals: Vec<MergedFileJson<'a>>,
    /// Number of lines added.
    lines: u64,
    /// Number of forks in the whole event.
    forks: usize,
    people: i64,
    entries: i64,
    total_net_g: i64,
    /// The materials that journals name and the event's catalogue does not have.
    unknown_materials: Vec<&'a str>,
    /// Whether every journal of the event is undamaged.
    verified: bool,
}

#[derive(Serialize)]
struct MergedFileJson<'a> {
    /// Path of the file in the copy.
    file: &'a str,
    result: &'static str,
    /// Name of the local journal that holds its lines.
    here: Option<String>,
    lines: u64,
    faults: u64,
    torn_bytes: u64,
    reason: Option<String>,
}

/// Merges the copy and reports the result for each file.
///
/// # Errors
/// [`Failure`]; also if a skipped file may contain lines of the event.
pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    if args.into.is_some() && context.event().is_some() {
        return Err(Failure::IntoAndEvent);
    }
    let data = context.data()?;
    let into = args.into.as_deref().map(|name| context.open_named(name)).transpose()?;
    let wanted = context.named_event()?;
    let source = merge::find_source(&args.folder, into.as_ref().or(wanted.as_ref()).map(|to| &to.event))?;
    let (found, created) = match into {
        Some(folder) => (folder, false),
        None => merge::find_event(&source, &data, wanted)?,
    };
    let folder = merge::join(&source, &found)?;
    let joined = folder.event.also.get(found.event.also.len()..).unwrap_or_default();
    let results = merge::merge(&source, &folder, now(&folder.event))?;
    let (ledger, _, issues) = verify::replay_and_verify(&folder, &[], ProbeLocks::No)?;
    let forks: Vec<_> = issues.iter().filter(|issue| matches!(issue.kind, IssueKind::Fork { .. })).collect();
    let texts = &context.texts;
    let tally = ledger.tally();
    let unknown = advice::unknown_materials(&folder.event, &ledger);
    if args.json {
        output::answer_json(&MergeJson {
            event: &folder.slug,
            created,
            joined,
            journals: results.iter().map(|result| file_json(result, texts)).collect(),
            lines: results.iter().map(added_lines).sum(),
            forks: forks.len(),
            people: tally.people,
            entries: tally.entries,
            total_net_g: tally.net.get(),
            unknown_materials: unknown.iter().map(|material| material.id).collect(),
            verified: !issues.iter().any(Issue::is_fault),
        })?;
    } else {
        let mut heading: Vec<Text> = Vec::new();
        if created {
            heading.push(Message::MergeMade { slug: (&folder.slug).into() }.into());
        }
        if !joined.is_empty() {
            // A copy of this event may list events that it took in elsewhere. Their names are not known here.
            let copy = source.event().filter(|copy| joined.contains(&copy.id));
            let name = copy.map(|copy| texts.event_name(copy.given_name()).into_owned());
            let (name, event) = (name.unwrap_or_else(|| joined.join(", ")).into(), (&folder.slug).into());
            heading.push(Message::MergeJoined { name, event }.into());
        }
        let text = render_text(&folder, heading, &results, &forks, (tally.net, tally.people), texts);
        output::answer(&text, None)?;
    }
    let mut advice = advice::about_joined(&source, &folder, joined, &data)?;
    if created {
        advice.extend(advice::about_same_day(&folder, &args.folder, &data)?);
    }
    advice.extend(advice::about_part(&folder, &data).map(Text::from));
    advice.extend(advice::about_unknown(&unknown, &source, &folder, texts));
    advice.extend(advice::about_seal(&source, &folder));
    // What came after the seal, and what stations of the copy saw of journals that are not here.
    let is_told = |kind: &IssueKind| match kind {
        IssueKind::Later { after, .. } => *after == Witness::Seal,
        IssueKind::Lost(lost) => !lost.is_fault,
        _ => false,
    };
    advice.extend(issues.iter().filter(|issue| is_told(&issue.kind)).map(Explain::explain));
    for sentence in advice {
        output::message(&texts.show(sentence));
    }
    // Forks are in the result.
    let faults =
        issues.iter().filter(|issue| issue.is_fault() && !matches!(issue.kind, IssueKind::Fork { .. }));
    let faults: Vec<_> = faults.map(|issue| ReportedFault::new(&folder, issue, texts)).collect();
    Damage::new(&folder.slug, &faults).warn(texts);
    check_skipped(&results)
}

/// Returns the number of lines added.
fn added_lines(result: &MergeResult) -> u64 {
    match result.outcome {
        MergeOutcome::Appended { lines, .. } | MergeOutcome::Added { lines, .. } => lines,
        MergeOutcome::AlreadyHere { .. } | MergeOutcome::Skipped(_) => 0,
    }
}

fn file_json<'a>(result: &'a MergeResult, texts: &Texts) -> MergedFileJson<'a> {
    let (outcome, here, reason) = match &result.outcome {
        MergeOutcome::AlreadyHere { here } => ("known", Some(here), None),
        MergeOutcome::Appended { here, .. } => ("grown", Some(here), None),
        MergeOutcome::Added { here, .. } => ("new", Some(here), None),
        MergeOutcome::Skipped(reason) => ("refused", None, Some(texts.show(reason.explain()))),
    };
    MergedFileJson {
        file: &result.file,
        result: outcome,
        here: here.map(ToString::to_string),
        lines: added_lines(result),
        faults: result.faults,
        torn_bytes: result.torn_bytes,
        reason,
    }
}

fn render_text(
    folder: &EventFolder,
    heading: Vec<Text>,
    results: &[MergeResult],
    forks: &[&Issue],
    (net, people): (Grams, i64),
    texts: &Texts,
) -> String {
    let mut text = String::new();
    for line in heading {
        text += &texts.show(line);
        text.push('\n');
    }
    let rows: Vec<Vec<String>> = results.iter().map(|result| file_cells(result, texts)).collect();
    text += &lay_out(&rows, &[Edge::Left, Edge::Left, Edge::Left], 2, WIDTH);
    for fork in forks {
        text += &texts.show(fork.explain());
        text.push('\n');
    }
    let count = results.iter().map(added_lines).sum::<u64>();
    let total = format!("{} {}", format::kilograms_tenths(net, texts.language()), texts.get(Message::UnitKg));
    let people = texts.get(Message::PeopleCount { count: people.into() });
    text + &texts.get(Message::MergeSum {
        count: count.into(),
        event: (&folder.slug).into(),
        total: total.into(),
        people: people.into(),
    }) + "\n"
}

/// Returns the table cells of a file, such as `A.jsonl`, `> A2`, `new: 17 lines, …`.
fn file_cells(result: &MergeResult, texts: &Texts) -> Vec<String> {
    let (here, mut outcome) = match &result.outcome {
        MergeOutcome::AlreadyHere { here } => (Some(here), texts.get(Message::MergeKnown)),
        MergeOutcome::Appended { here, lines } => {
            (Some(here), texts.get(Message::MergeGrown { count: (*lines).into() }))
        }
        MergeOutcome::Added { here, lines } => {
            (Some(here), texts.get(Message::MergeNew { count: (*lines).into() }))
        }
        MergeOutcome::Skipped(reason) => (None, texts.show(reason.explain())),
    };
    if here.is_some() && result.faults > 0 {
        outcome = format!("{outcome}; {}", texts.get(Message::MergeFaults { count: result.faults.into() }));
    }
    if here.is_some() && result.torn_bytes > 0 {
        outcome = format!("{outcome}; {}", texts.get(Message::MergeTorn));
    }
    let here = here.map(|here| format!("> {}", names::journal(*here))).unwrap_or_default();
    vec![format::clean(&result.file).into_owned(), here, outcome]
}

/// Fails if a skipped file may contain lines of the event.
fn check_skipped(results: &[MergeResult]) -> Result<(), Failure> {
    let reasons: Vec<&SkipReason> = results
        .iter()
        .filter_map(|result| match &result.outcome {
            MergeOutcome::Skipped(SkipReason::UnrecognizedName | SkipReason::Empty) => None,
            MergeOutcome::Skipped(reason) => Some(reason),
            _ => None,
        })
        .collect();
    let unreadable = |reason: &&SkipReason| {
        use SkipReason::{Changed, LocalUnreadable, Unreadable};
        matches!(reason, Unreadable { .. } | Changed | LocalUnreadable { .. })
    };
    match reasons.len() {
        0 => Ok(()),
        count => Err(Failure::FilesSkipped { count, unreadable: reasons.iter().any(unreadable) }),
    }
}
