//! The report as one HTML file: the figures come first, then the charts, then every table.

use maud::{Markup, html};

use crate::domain::mass::Grams;
use crate::language::{Message, Texts, format};
use crate::report::Report;
use crate::report::chart::{self, Column};
use crate::report::labels::ReportLabels;
use crate::report::page;
use crate::report::summary::{HourRow, MaterialRow};
use crate::report::tables::{Part, tables};

/// One hour, in milliseconds.
const HOUR_MS: i64 = 3_600_000;
/// The chart includes empty hours only if it then has at most this many hours.
const HOURS_MAX: i64 = 48;

/// Renders the report as a complete HTML document. Operators are included only if `names` is set.
#[must_use]
pub(crate) fn render(report: &Report<'_>, names: bool, texts: &Texts) -> String {
    let labels = ReportLabels { texts };
    let name = texts.event_name(report.event.given_name());
    let mut shown = tables(report, names, labels);
    // The charts already show the figures of these tables.
    let hours = report.summary.hours.len() <= chart::AMOUNTS_MAX;
    shown.retain(|table| table.part != Part::Streams && !(hours && table.part == Part::Hours));
    let body = html! {
        (head(report, labels))
        (materials(report, labels))
        div.pair { (kilograms(report, labels)) (people(report, labels)) }
        (streams(report, labels))
        @for table in &shown { (page::table(table)) }
        (state(report, labels))
    };
    page::page(&format!("{name}, {}", format::date(report.event.date)), texts.language(), &body)
}

fn head(report: &Report<'_>, labels: ReportLabels<'_>) -> Markup {
    let (summary, texts) = (&report.summary, labels.texts);
    html! {
        header {
            h1 { (texts.event_name(report.event.given_name())) }
            p {
                span { (format::date(report.event.date)) }
                @for (label, partner) in labels.partners(report) { span { (label) ": " (partner) } }
            }
        }
        section {
            dl.figures {
                div { dt { (texts.get(Message::ReportPeople)) } dd { (labels.integer(summary.people)) } }
                div {
                    dt { (texts.get(Message::ReportTotal)) }
                    dd {
                        (labels.about(summary.about(), labels.mass(summary.net)))
                        @if let Some(target) = labels.target(summary.net, report.event.target_g) {
                            small { (target) }
                        }
                    }
                }
                div { dt { (texts.get(Message::ReportEntries)) } dd { (labels.integer(summary.entries)) } }
                div { dt { (texts.get(Message::ReportVoided)) } dd { (labels.integer(summary.voided)) } }
            }
        }
    }
}

/// Draws the kilograms of each material, largest first, with a tick at the target.
fn materials(report: &Report<'_>, labels: ReportLabels<'_>) -> Markup {
    let mut rows: Vec<&MaterialRow> = report.summary.weighed().collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.net));
    let most = rows.iter().map(|row| row.net.max(row.target.unwrap_or_default()).get()).max().unwrap_or(0);
    if rows.is_empty() {
        return html! {};
    }
    html! {
        section {
            h2 { (labels.texts.get(Message::ReportMaterials)) }
            ul.bars {
                @for row in rows {
                    @let amount = labels.about(row.about, labels.mass(row.net));
                    li class=(colour(row.stream.as_deref().unwrap_or_default())) {
                        span.name { (labels.name(&row.name, &row.id)) }
                        (chart::bar(row.net.get(), most, row.target.map(Grams::get), &amount))
                        span.amount { (amount) }
                        @if let Some(target) = labels.target(row.net, row.target) {
                            small.goal { (target) }
                        }
                    }
                }
            }
        }
    }
}

fn kilograms(report: &Report<'_>, labels: ReportLabels<'_>) -> Markup {
    let shown = |net: Grams| format::kilograms_tenths(net, labels.texts.language());
    let columns = columns(report, labels, |hour| hour.net.get(), |hour| shown(hour.net));
    per_hour(&labels.texts.get(Message::ReportKilogramsHour), &columns, "c-green")
}

fn people(report: &Report<'_>, labels: ReportLabels<'_>) -> Markup {
    let columns = columns(report, labels, |hour| hour.people, |hour| labels.integer(hour.people));
    per_hour(&labels.texts.get(Message::ReportPeopleHour), &columns, "c-blue")
}

fn per_hour(title: &str, columns: &[Column], class: &str) -> Markup {
    if columns.is_empty() {
        return html! {};
    }
    html! { section { h2 { (title) } (chart::columns(columns, class, title)) } }
}

/// Returns the hours of a report as columns, including hours without records.
fn columns(
    report: &Report<'_>,
    labels: ReportLabels<'_>,
    amount: impl Fn(&HourRow) -> i64,
    shown: impl Fn(&HourRow) -> String,
) -> Vec<Column> {
    let hours = whole(&report.summary.hours);
    let labels = labels.hours(&hours);
    let column =
        |(hour, label): (&HourRow, String)| Column { label, amount: amount(hour), shown: shown(hour) };
    hours.iter().zip(labels).map(column).collect()
}

fn whole(hours: &[HourRow]) -> Vec<HourRow> {
    let (Some(first), Some(last)) = (hours.first(), hours.last()) else { return Vec::new() };
    let count = (last.start - first.start).num_milliseconds() / HOUR_MS;
    if count >= HOURS_MAX {
        return hours.to_vec();
    }
    let start = |hour: i64| first.start + chrono::Duration::milliseconds(hour * HOUR_MS);
    let none = |start| HourRow { start, net: Grams::ZERO, people: 0 };
    let found = |start| hours.iter().find(|hour| hour.start == start).cloned();
    (0..=count).map(start).map(|start| found(start).unwrap_or_else(|| none(start))).collect()
}

/// Draws the share of each stream.
fn streams(report: &Report<'_>, labels: ReportLabels<'_>) -> Markup {
    let summary = &report.summary;
    let streams: Vec<_> = summary.streams.iter().filter(|part| part.net.is_positive()).collect();
    if streams.is_empty() {
        return html! {};
    }
    let parts: Vec<_> = streams.iter().map(|part| (colour(&part.id), part.net.get())).collect();
    let title = labels.texts.get(Message::ReportStreams);
    html! {
        section {
            h2 { (title) }
            (chart::stack(&parts, &title))
            ul.shares {
                @for part in streams {
                    li class=(colour(&part.id)) {
                        i {}
                        span { (labels.stream(&part.id)) }
                        span.amount { (labels.about(part.about, labels.mass(part.net))) }
                        span.amount { (labels.share(part.net, summary.net).unwrap_or_default()) }
                    }
                }
            }
        }
    }
}

/// States whether the journals are undamaged, and adds the notes that apply to the report.
fn state(report: &Report<'_>, labels: ReportLabels<'_>) -> Markup {
    let texts = labels.texts;
    html! {
        section.state {
            @if report.verified {
                p.good { (texts.get(Message::ReportVerified)) }
            } @else {
                p.bad { (texts.get(Message::ReportDamaged)) }
                ul { @for fault in &report.damage { li { (labels.fault(fault)) } } }
            }
            @for note in labels.notes(report) { p.note { (note) } }
            p.note { (texts.get(Message::ReportEventSlug)) ": " (report.slug) }
        }
    }
}

/// Returns the CSS class of a stream's colour.
fn colour(stream: &str) -> &'static str {
    match stream {
        "recycling" | "given" => "c-green",
        "hazardous" => "c-red",
        "food" => "c-gold",
        "reuse" | "taken" => "c-blue",
        "residue" | "" => "c-grey",
        _ => "c-violet",
    }
}
