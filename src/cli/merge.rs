//! `tarazy merge`: merges the journals of a copied event folder.

use std::path::PathBuf;

use serde::Serialize;

use crate::cli::context::{Context, now};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::domain::mass::Grams;
use crate::journal::event_folder::EventFolder;
use crate::journal::merge::{self, MergeOutcome, MergeResult, SkipReason};
use crate::journal::names;
use crate::journal::verify::{self, Issue, IssueKind, ProbeLocks};
use crate::language::{Explain, Message, Texts, format};
use crate::report::columns::{Edge, lay_out};

/// Maximum width of a line.
const WIDTH: usize = 80;

/// Options of `merge`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The copy: an event's folder, its stations folder, or a data folder that contains the event
    folder: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Answer<'a> {
    event: &'a str,
    /// Whether the event was created for the copy.
    created: bool,
    journals: Vec<Row<'a>>,
    /// Number of lines added.
    lines: u64,
    /// Number of forks in the whole event.
    forks: usize,
    people: i64,
    entries: i64,
    total_net_g: i64,
}

#[derive(Serialize)]
struct Row<'a> {
    /// Path of the file in the copy.
    file: &'a str,
    result: &'static str,
    /// Name of the local journal that holds its lines.
    here: Option<String>,
    lines: u64,
    faults: usize,
    torn_bytes: u64,
    reason: Option<String>,
}

/// Merges the copy and reports the result for each file.
///
/// # Errors
/// [`Failure`], including a skipped file that may contain lines of the event.
pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let (data, slug) = (context.data()?, context.event());
    let source = merge::find_source(&args.folder, &data, slug)?;
    let (folder, created) = merge::find_event(&source, &data, slug)?;
    let taken = merge::merge(&source, &folder, now(&folder.event))?;
    let (ledger, _, findings) = verify::replay_and_verify(&folder, &[], ProbeLocks::No)?;
    let forks: Vec<_> =
        findings.iter().filter(|found| matches!(found.kind, IssueKind::Fork { .. })).collect();
    let texts = &context.texts;
    let tally = ledger.tally();
    if args.json {
        output::json(&Answer {
            event: &folder.slug,
            created,
            journals: taken.iter().map(|taken| row(taken, texts)).collect(),
            lines: taken.iter().map(lines).sum(),
            forks: forks.len(),
            people: tally.people,
            entries: tally.entries,
            total_net_g: tally.net.get(),
        })?;
    } else {
        output::text(&text(&folder, created, &taken, &forks, (tally.net, tally.people), texts))?;
    }
    left_out(&taken)
}

/// Returns the number of lines added.
fn lines(taken: &MergeResult) -> u64 {
    match taken.outcome {
        MergeOutcome::Appended { lines, .. } | MergeOutcome::Added { lines, .. } => lines,
        MergeOutcome::AlreadyHere { .. } | MergeOutcome::Skipped(_) => 0,
    }
}

fn row<'a>(taken: &'a MergeResult, texts: &Texts) -> Row<'a> {
    let (result, here, reason) = match &taken.outcome {
        MergeOutcome::AlreadyHere { here } => ("known", Some(here), None),
        MergeOutcome::Appended { here, .. } => ("grown", Some(here), None),
        MergeOutcome::Added { here, .. } => ("new", Some(here), None),
        MergeOutcome::Skipped(why) => ("refused", None, Some(texts.show(why.explain()))),
    };
    Row {
        file: &taken.file,
        result,
        here: here.map(ToString::to_string),
        lines: lines(taken),
        faults: taken.faults,
        torn_bytes: taken.torn_bytes,
        reason,
    }
}

fn text(
    folder: &EventFolder,
    created: bool,
    taken: &[MergeResult],
    forks: &[&Issue],
    (net, people): (Grams, i64),
    texts: &Texts,
) -> String {
    let mut text = String::new();
    if created {
        text += &texts.get(Message::MergeMade { slug: (&folder.slug).into() });
        text.push('\n');
    }
    let rows: Vec<Vec<String>> = taken.iter().map(|taken| cells(taken, texts)).collect();
    text += &lay_out(&rows, &[Edge::Left, Edge::Left, Edge::Left], 2, WIDTH);
    for fork in forks {
        text += &texts.show(fork.explain());
        text.push('\n');
    }
    let count = taken.iter().map(lines).sum::<u64>();
    let total = format!("{} {}", format::kilograms_tenths(net, texts.language()), texts.get(Message::UnitKg));
    let people = texts.get(Message::PeopleCount { count: people.into() });
    text + &texts.get(Message::MergeSum {
        count: count.into(),
        event: (&folder.slug).into(),
        total: total.into(),
        people: people.into(),
    }) + "\n"
}

/// `A.jsonl`, `> A2`, `new: 17 lines, …`.
fn cells(taken: &MergeResult, texts: &Texts) -> Vec<String> {
    let (here, mut what) = match &taken.outcome {
        MergeOutcome::AlreadyHere { here } => (Some(here), texts.get(Message::MergeKnown)),
        MergeOutcome::Appended { here, lines } => {
            (Some(here), texts.get(Message::MergeGrown { count: (*lines).into() }))
        }
        MergeOutcome::Added { here, lines } => {
            (Some(here), texts.get(Message::MergeNew { count: (*lines).into() }))
        }
        MergeOutcome::Skipped(why) => (None, texts.show(why.explain())),
    };
    if here.is_some() && taken.faults > 0 {
        what = format!("{what}; {}", texts.get(Message::MergeFaults { count: taken.faults.into() }));
    }
    if here.is_some() && taken.torn_bytes > 0 {
        what = format!("{what}; {}", texts.get(Message::MergeTorn));
    }
    let here = here.map(|here| format!("> {}", names::journal(*here))).unwrap_or_default();
    vec![format::clean(&taken.file).into_owned(), here, what]
}

/// Fails if a skipped file may contain lines of the event.
fn left_out(taken: &[MergeResult]) -> Result<(), Failure> {
    let whys: Vec<&SkipReason> = taken
        .iter()
        .filter_map(|taken| match &taken.outcome {
            MergeOutcome::Skipped(SkipReason::UnrecognizedName | SkipReason::Empty) => None,
            MergeOutcome::Skipped(why) => Some(why),
            _ => None,
        })
        .collect();
    let unreadable = |why: &&SkipReason| matches!(why, SkipReason::Unreadable { .. } | SkipReason::Changed);
    match whys.len() {
        0 => Ok(()),
        count => Err(Failure::LeftOut { count, unreadable: whys.iter().any(unreadable) }),
    }
}
