//! What `tarazy sync` prints.

use chrono::NaiveDate;
use serde::Serialize;

use crate::cli::failure::Failure;
use crate::cli::output;
use crate::journal::event_folder::EventFolder;
use crate::journal::merge::MergeOutcome;
use crate::language::{Explain, Message, Text, Texts, format};
use crate::report::columns::{Edge, lay_out};
use crate::report::json;
use crate::sync::options::ServerOptions;
use crate::sync::remote_events::RemoteEvent;
use crate::sync::report::{LineTotals, SyncReport, What};
use crate::sync::run::Synced;

/// Maximum width of a line.
const WIDTH: usize = 100;

#[derive(Serialize)]
struct RemoteEventJson<'a> {
    id: &'a str,
    slug: &'a str,
    name: &'a str,
    date: NaiveDate,
    /// The slug of the event in this data folder, or null.
    here: Option<&'a str>,
}

#[derive(Serialize)]
struct SyncedJson<'a> {
    event: &'a str,
    id: &'a str,
    /// Number of different lines here.
    lines: usize,
    received: u64,
    sent: u64,
    waiting: usize,
}

#[derive(Default, Serialize)]
struct ReportJson<'a> {
    event: &'a str,
    what: &'static str,
    at: Option<String>,
    lines: Option<usize>,
    received: Option<u64>,
    sent: Option<u64>,
    waiting: Option<usize>,
    reason: Option<String>,
    fields: Option<&'a [String]>,
    file: Option<String>,
}

/// Prints the events of the server.
///
/// # Errors
/// [`Failure::Output`].
pub(super) fn list(
    remote: &[RemoteEvent],
    local: &[EventFolder],
    options: &ServerOptions,
    json: bool,
    texts: &Texts,
) -> Result<(), Failure> {
    let here = |remote: &RemoteEvent| {
        local.iter().find(|folder| folder.event.owns(&remote.event.id)).map(|folder| folder.slug.as_str())
    };
    if json {
        let rows: Vec<_> = remote
            .iter()
            .map(|remote| RemoteEventJson {
                id: &remote.event.id,
                slug: &remote.slug,
                name: &remote.event.name,
                date: remote.event.date,
                here: here(remote),
            })
            .collect();
        return output::json(&rows);
    }
    if remote.is_empty() {
        output::message(&texts.get(Message::SyncNoEvents { server: options.shown().into() }));
        return Ok(());
    }
    let rows: Vec<_> = remote
        .iter()
        .map(|remote| {
            vec![
                remote.slug.clone(),
                format::date(remote.event.date),
                texts.event_name(remote.event.given_name()).into_owned(),
                remote.event.id.clone(),
            ]
        })
        .collect();
    output::text(&lay_out(&rows, &[Edge::Left; 4], 2, WIDTH))
}

/// Prints the result of `--once`.
///
/// # Errors
/// [`Failure::Unanswered`].
pub(super) fn result(synced: &[Synced], json: bool, texts: &Texts) -> Result<(), Failure> {
    if json {
        let rows: Vec<_> = synced
            .iter()
            .map(|Synced { folder, totals }| SyncedJson {
                event: &folder.slug,
                id: &folder.event.id,
                lines: totals.here,
                received: totals.received,
                sent: totals.sent,
                waiting: totals.waiting,
            })
            .collect();
        return output::answer_json(&rows);
    }
    let mut text = String::new();
    for Synced { folder, totals } in synced.iter().filter(|synced| synced.totals.waiting == 0) {
        let at = format::time(crate::cli::context::now(&folder.event));
        text += &texts.get(agreed(&folder.slug, at, *totals));
        text.push('\n');
    }
    output::answer(&text, None)
}

fn agreed(event: &str, at: String, totals: LineTotals) -> Message {
    let number = |count: u64| Text::Integer(i64::try_from(count).unwrap_or(i64::MAX));
    Message::SyncAgreed {
        event: event.into(),
        at: at.into(),
        here: number(totals.here as u64),
        received: number(totals.received),
        sent: number(totals.sent),
    }
}

/// Returns whether `--once` prints this too. It prints its result itself.
pub(super) const fn is_kept(what: &What<'_>) -> bool {
    !matches!(what, What::Agreed { .. } | What::Waiting { .. })
}

/// Returns the sentence about a report.
pub(super) fn report_text(report: &SyncReport<'_>) -> Text {
    let event: Text = report.event.into();
    match &report.what {
        What::Agreed { at, totals } => agreed(report.event, format::time(*at), *totals),
        What::Waiting { since, why } => {
            Message::SyncWaiting { event, since: format::time(*since).into(), why: why.explain() }
        }
        What::Skipped(result) => Message::SyncSkipped { event, why: skipped(&result.outcome) },
        What::EventChanged => Message::SyncEventChanged { event },
        What::Conflict { fields, copy } => {
            Message::SyncConflict { event, fields: format::list(fields).into(), file: copy.as_path().into() }
        }
        What::EventUnreadable => Message::SyncEventUnreadable { event },
    }
    .into()
}

fn skipped(outcome: &MergeOutcome) -> Text {
    match outcome {
        MergeOutcome::Skipped(reason) => reason.explain(),
        _ => Text::default(),
    }
}

/// Returns a report as one line of JSON.
pub(super) fn report_json(report: &SyncReport<'_>, texts: &Texts) -> String {
    let base = ReportJson { event: report.event, ..ReportJson::default() };
    let line = match &report.what {
        What::Agreed { at, totals } => ReportJson {
            what: "agreed",
            at: Some(at.to_rfc3339()),
            lines: Some(totals.here),
            received: Some(totals.received),
            sent: Some(totals.sent),
            waiting: Some(totals.waiting),
            ..base
        },
        What::Waiting { since, why } => ReportJson {
            what: "waiting",
            at: Some(since.to_rfc3339()),
            reason: Some(texts.show(why.explain())),
            ..base
        },
        What::Skipped(result) => {
            ReportJson { what: "skipped", reason: Some(texts.show(skipped(&result.outcome))), ..base }
        }
        What::EventChanged => ReportJson { what: "event_changed", ..base },
        What::Conflict { fields, copy } => ReportJson {
            what: "conflict",
            fields: Some(fields),
            file: Some(copy.to_string_lossy().into_owned()),
            ..base
        },
        What::EventUnreadable => ReportJson { what: "event_unreadable", ..base },
    };
    json::line(&line).unwrap_or_default()
}
