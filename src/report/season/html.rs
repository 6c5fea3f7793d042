//! The season as one HTML file: a bar for each event, then a table for each kind.

use maud::{Markup, html};

use crate::domain::mass::Grams;
use crate::language::{Message, Texts, format};
use crate::report::chart;
use crate::report::labels::ReportLabels;
use crate::report::page;
use crate::report::season::text::{signed, state};
use crate::report::season::{Season, SeasonKind, SeasonSums};

/// Renders the season as a complete HTML document.
#[must_use]
pub(crate) fn render(season: &Season, texts: &Texts) -> String {
    let labels = ReportLabels { texts };
    let year = season.year.to_string();
    let title = texts.get(Message::SeasonTitle { year: year.into() });
    let sound = season.events().all(|(_, event)| event.verified);
    let body = html! {
        header { h1 { (title) } }
        section {
            dl.figures {
                div { dt { (texts.get(Message::ReportPeople)) } dd { (labels.integer(season.sums.people)) } }
                div { dt { (texts.get(Message::ReportTotal)) } dd { (mass(&season.sums, labels)) } }
                @if let Some(per_person) = season.sums.per_person() {
                    div {
                        dt { (texts.get(Message::ReportAHead)) }
                        dd { (format::kilograms_tenths(per_person, texts.language())) }
                    }
                }
                @if season.sums.pieces != 0 {
                    div { dt { (texts.get(Message::SeasonPieces)) } dd { (labels.about(season.sums.about_pieces, labels.integer(season.sums.pieces))) } }
                }
            }
        }
        (bars(season, labels))
        @for each in &season.kinds { (kind(each, labels)) }
        @if season.kinds.len() > 1 { (whole(&season.sums, &title, labels)) }
        section.state {
            p class=(if sound { "good" } else { "bad" }) { (state(season, texts)) }
            p.note { (texts.get(Message::ReportPiecesNote)) }
            @if season.sums.about || season.sums.about_pieces {
                p.note { (texts.get(Message::ReportAboutNote)) }
            }
        }
    };
    page::page(&title, texts.language(), &body)
}

/// Formats kilograms with one decimal, as everywhere on the page, and with their unit.
fn mass(sums: &SeasonSums, labels: ReportLabels<'_>) -> String {
    let amount = format::kilograms_tenths(sums.net, labels.texts.language());
    labels.about(sums.about, format!("{amount} {}", labels.texts.get(Message::UnitKg)))
}

/// Draws the kilograms of each event.
fn bars(season: &Season, labels: ReportLabels<'_>) -> Markup {
    let most = season.events().map(|(_, event)| event.sums.net.get()).max().unwrap_or(0);
    let colour = |kind: &SeasonKind| match kind.id.as_str() {
        "eco-action" => "c-green",
        "swap" => "c-blue",
        "subbotnik" => "c-gold",
        _ => "c-violet",
    };
    html! {
        section {
            h2 { (labels.texts.get(Message::SeasonTotal)) }
            ul.bars {
                @for (kind, event) in season.events().filter(|(_, event)| event.sums.net != Grams::ZERO) {
                    @let amount = mass(&event.sums, labels);
                    li class=(colour(kind)) {
                        span.name { (format::date(event.date)) " " (labels.texts.event_name(event.given_name.as_deref())) }
                        (chart::bar(event.sums.net.get(), most, None, &amount))
                        span.amount { (amount) }
                    }
                }
            }
        }
    }
}

/// Renders the events of a kind as rows, and their sum as the last row. The columns that every event has come
/// before the columns of the streams.
fn kind(kind: &SeasonKind, labels: ReportLabels<'_>) -> Markup {
    let texts = labels.texts;
    let weighed: Vec<_> = kind.sums.streams.iter().filter(|stream| stream.net != Grams::ZERO).collect();
    let counted: Vec<_> = kind.sums.streams.iter().filter(|stream| stream.pieces != 0).collect();
    let tenths = |grams: Grams| format::kilograms_tenths(grams, texts.language());
    let figures = |sums: &SeasonSums, difference: Option<Grams>| {
        html! {
            td.right { (labels.integer(sums.people)) }
            td.right { (labels.about(sums.about, tenths(sums.net))) }
            td.right { (difference.map(|by| signed(by, texts)).unwrap_or_default()) }
            td.right { (sums.per_person().map(tenths).unwrap_or_default()) }
        }
    };
    let streams = |sums: &SeasonSums| {
        html! {
            @for stream in &weighed {
                @let sum = sums.stream_sum(&stream.id);
                td.right { (labels.about(sum.about, tenths(sum.net))) }
            }
            @for stream in &counted {
                @let sum = sums.stream_sum(&stream.id);
                td.right { (labels.about(sum.about_pieces, labels.integer(sum.pieces))) }
            }
        }
    };
    html! {
        section {
            h2 { (labels.kind(&kind.id)) }
            div.wide { table {
                thead { tr {
                    th { (texts.get(Message::ReportDate)) }
                    th { (texts.get(Message::SeasonEvent)) }
                    th.right { (texts.get(Message::ReportPeople)) }
                    th.right { (texts.get(Message::SeasonTotal)) }
                    th.right { (texts.get(Message::SeasonDifference)) }
                    th.right { (texts.get(Message::ReportAHead)) }
                } }
                tbody {
                    @for event in &kind.events {
                        tr {
                            td { (format::date(event.date)) }
                            td { (texts.event_name(event.given_name.as_deref())) }
                            (figures(&event.sums, event.difference))
                        }
                    }
                    tr.sum { td colspan="2" { (texts.get(Message::SeasonSum)) } (figures(&kind.sums, None)) }
                }
            } }
        }
        section {
            h2 { (labels.kind(&kind.id)) " · " (texts.get(Message::ReportStreams)) }
            div.wide { table {
                thead { tr {
                    th { (texts.get(Message::ReportDate)) }
                    @for stream in &weighed { th.right { (labels.stream(&stream.id)) } }
                    @for stream in &counted {
                        @let name = labels.stream(&stream.id);
                        th.right { (texts.get(Message::SeasonPiecesOf { stream: name.into() })) }
                    }
                } }
                tbody {
                    @for event in &kind.events {
                        tr { td { (format::date(event.date)) } (streams(&event.sums)) }
                    }
                    tr.sum { td { (texts.get(Message::SeasonSum)) } (streams(&kind.sums)) }
                }
            } }
        }
    }
}

/// Renders the streams of all events.
fn whole(sums: &SeasonSums, title: &str, labels: ReportLabels<'_>) -> Markup {
    let texts = labels.texts;
    let pieces = |pieces: i64, about| {
        if pieces == 0 { String::new() } else { labels.about(about, labels.integer(pieces)) }
    };
    let tenths = |net, about| labels.about(about, format::kilograms_tenths(net, texts.language()));
    html! {
        section {
            h2 { (title) }
            div.wide { table {
                thead { tr {
                    th { (texts.get(Message::ReportStream)) }
                    th.right { (texts.get(Message::SeasonTotal)) }
                    th.right { (texts.get(Message::ReportShare)) }
                    th.right { (texts.get(Message::SeasonPieces)) }
                } }
                tbody {
                    @for stream in sums.streams.iter().filter(|stream| stream.net != Grams::ZERO || stream.pieces != 0) {
                        tr {
                            td { (labels.stream(&stream.id)) }
                            td.right { (tenths(stream.net, stream.about)) }
                            td.right { (labels.share(stream.net, sums.net).unwrap_or_default()) }
                            td.right { (pieces(stream.pieces, stream.about_pieces)) }
                        }
                    }
                    tr.sum {
                        td { (texts.get(Message::SeasonSum)) }
                        td.right { (tenths(sums.net, sums.about)) }
                        td {}
                        td.right { (pieces(sums.pieces, sums.about_pieces)) }
                    }
                }
            } }
        }
    }
}
