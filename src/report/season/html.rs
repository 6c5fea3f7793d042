//! The year as one HTML file: a bar for each event, then a table for each kind.

use maud::{Markup, html};

use crate::domain::mass::Grams;
use crate::language::{Texts, format};
use crate::report::chart;
use crate::report::page;
use crate::report::season::text::{signed, state};
use crate::report::season::{EventRow, Kind, Season, Sums};
use crate::report::words::Words;

/// The year as a whole HTML document.
#[must_use]
pub fn render(season: &Season, texts: &Texts) -> String {
    let words = Words { texts };
    let year = season.year.to_string();
    let title = texts.with("season-title", &[("year", (&year).into())]);
    let whole = season.events().all(|(_, event)| event.verified);
    let body = html! {
        header { h1 { (title) } }
        section {
            dl.figures {
                div { dt { (texts.get("report-people")) } dd { (words.integer(season.sums.people)) } }
                div { dt { (texts.get("report-total")) } dd { (words.mass(season.sums.net)) } }
                @if let Some(a_head) = season.sums.a_head() {
                    div {
                        dt { (texts.get("report-a-head")) }
                        dd { (format::kilograms_tenths(a_head, texts.language())) }
                    }
                }
                @if season.sums.pieces != 0 {
                    div { dt { (texts.get("season-pieces")) } dd { (words.integer(season.sums.pieces)) } }
                }
            }
        }
        (bars(season, words))
        @for kind in &season.kinds {
            (table(&words.kind(&kind.id), &kind.events.iter().collect::<Vec<_>>(), &kind.sums, words))
        }
        @if season.kinds.len() > 1 { (table(&title, &[], &season.sums, words)) }
        section.state {
            p class=(if whole { "good" } else { "bad" }) { (state(season, texts)) }
            p.note { (texts.get("report-pieces-note")) }
        }
    };
    page::page(&title, texts.language(), &body)
}

/// Kilograms of each event.
fn bars(season: &Season, words: Words<'_>) -> Markup {
    let most = season.events().map(|(_, event)| event.sums.net.get()).max().unwrap_or(0);
    let colour = |kind: &Kind| match kind.id.as_str() {
        "eco-action" => "c-green",
        "swap" => "c-blue",
        "subbotnik" => "c-gold",
        _ => "c-violet",
    };
    html! {
        section {
            h2 { (words.texts.get("season-total")) }
            ul.bars {
                @for (kind, event) in season.events().filter(|(_, event)| event.sums.net != Grams::ZERO) {
                    @let amount = words.mass(event.sums.net);
                    li class=(colour(kind)) {
                        span.name { (format::date(event.date)) " " (format::clean(&event.name)) }
                        (chart::bar(event.sums.net.get(), most, None, &amount))
                        span.amount { (amount) }
                    }
                }
            }
        }
    }
}

/// Events as rows, their sum as the last.
fn table(title: &str, events: &[&EventRow], all: &Sums, words: Words<'_>) -> Markup {
    let texts = words.texts;
    let weighed: Vec<_> = all.streams.iter().filter(|stream| stream.net != Grams::ZERO).collect();
    let counted: Vec<_> = all.streams.iter().filter(|stream| stream.pieces != 0).collect();
    let tenths = |grams: Grams| format::kilograms_tenths(grams, texts.language());
    let sums = |sums: &Sums, difference: Option<Grams>| {
        html! {
            td.right { (words.integer(sums.people)) }
            td.right { (tenths(sums.net)) }
            td.right { (difference.map(|by| signed(by, texts)).unwrap_or_default()) }
            td.right { (sums.a_head().map(tenths).unwrap_or_default()) }
            @for stream in &weighed { td.right { (tenths(sums.of_stream(&stream.id).net)) } }
            @for stream in &counted { td.right { (words.integer(sums.of_stream(&stream.id).pieces)) } }
        }
    };
    html! {
        section {
            h2 { (title) }
            div.wide { table {
                thead { tr {
                    th { (texts.get("report-date")) }
                    th { (texts.get("season-event")) }
                    th.right { (texts.get("report-people")) }
                    th.right { (texts.get("season-total")) }
                    th.right { (texts.get("season-difference")) }
                    th.right { (texts.get("report-a-head")) }
                    @for stream in &weighed { th.right { (words.stream(&stream.id)) } }
                    @for stream in &counted {
                        @let name = words.stream(&stream.id);
                        th.right { (texts.with("season-pieces-of", &[("stream", (&name).into())])) }
                    }
                } }
                tbody {
                    @for event in events {
                        tr {
                            td { (format::date(event.date)) }
                            td { (format::clean(&event.name)) }
                            (sums(&event.sums, event.difference))
                        }
                    }
                    tr.sum { td { (texts.get("season-sum")) } td {} (sums(all, None)) }
                }
            } }
        }
    }
}
