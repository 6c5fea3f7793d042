//! The text for publication: a lead, then what was collected, one item per line, in the style of the movement.
//!
//! ```text
//! 2026 жылғы 25 қаңтар, Алматы: «Recycle Бірге» экоакциясына 1800 адам қатысты.
//!
//! Жиналды:
//! 800 кг картон және макулатура;
//! 790 кг пластик (1, 2, 4, 5, 6);
//! тізім бойынша барлығы – 1590 кг.
//!
//! Сондай-ақ:
//! 1500 дана шам;
//! шамамен 300 кг нан өнімдері;
//! 1,5 тоннадан астам зат (қайырымдылыққа және қайта пайдалануға).
//! ```
//!
//! Invariant: the printed masses of a list never contradict its printed sum (docs/cli.md, The text for publication).

mod items;
mod lead;
mod numbers;
pub(crate) mod rounding;

use crate::domain::catalogue::Unit;
use crate::domain::event::Event;
use crate::language::{Message, Texts};
use crate::report::markdown;
use crate::report::press::items::{Amount, Item, Part};
use crate::report::press::numbers::MassStyle;
use crate::report::press::rounding::{Decimals, rounded, rounded_together};
use crate::report::summary::Summary;

/// What the text for publication contains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PressOptions {
    /// The decimals of kilograms.
    pub decimals: Decimals,
    /// Whether the material `other` is an item.
    pub with_other: bool,
}

/// Renders the text for publication.
#[must_use]
pub(crate) fn render(event: &Event, summary: &Summary, options: PressOptions, texts: &Texts) -> String {
    let publication = Publication::new(event, summary, options, texts);
    let mut text = publication.lead + "\n";
    for list in publication.lists {
        text += "\n";
        if let Some(heading) = list.heading {
            text += &(texts.get(heading) + "\n");
        }
        text.extend(ended(list.items).map(|line| line + "\n"));
    }
    text
}

/// Renders the same text as [`render`], but in Markdown.
#[must_use]
pub(crate) fn render_markdown(
    event: &Event,
    summary: &Summary,
    options: PressOptions,
    texts: &Texts,
) -> String {
    let publication = Publication::new(event, summary, options, texts);
    let mut text = markdown::escaped(&publication.lead) + "\n";
    for list in publication.lists {
        text += "\n";
        if let Some(heading) = list.heading {
            text += &(markdown::escaped(&texts.get(heading)) + "\n\n");
        }
        text.extend(ended(list.items).map(|line| format!("- {}\n", markdown::escaped(&line))));
    }
    text
}

/// Ends each item with `;`, and the last one with a full stop.
fn ended(items: Vec<String>) -> impl Iterator<Item = String> {
    let last = items.len().saturating_sub(1);
    items.into_iter().enumerate().map(move |(index, item)| {
        // The full stop of an abbreviation also ends the sentence.
        let end = match (index == last, item.ends_with('.')) {
            (true, true) => "",
            (true, false) => ".",
            (false, _) => ";",
        };
        item + end
    })
}

/// The text for publication, independent of the format.
struct Publication {
    lead: String,
    lists: Vec<List>,
}

/// A list of items, under a heading if it has one.
struct List {
    heading: Option<Message>,
    items: Vec<String>,
}

impl Publication {
    fn new(event: &Event, summary: &Summary, options: PressOptions, texts: &Texts) -> Self {
        let mut lead = lead::lead(event, summary, texts);
        let mut items = items::items(event, summary);
        // If nothing else came, an empty publication would say less than the truth.
        if !options.with_other && items.iter().any(|item| item.part != Part::Other) {
            items.retain(|item| item.part != Part::Other);
        }
        if items.is_empty() {
            lead = format!("{lead} {}", texts.get(Message::PressNothing));
        }
        Self { lead, lists: lists(event, &items, options.decimals, texts) }
    }
}

/// Divides the items into lists and omits empty ones.
fn lists(event: &Event, items: &[Item<'_>], decimals: Decimals, texts: &Texts) -> Vec<List> {
    let printed = |parts: &[Part]| -> Vec<String> {
        let of_part = |part: &Part| items.iter().filter(move |item| item.part == *part).collect::<Vec<_>>();
        parts.iter().flat_map(of_part).map(|item| alone(item, decimals, texts)).collect()
    };
    let weighed: Vec<_> = items.iter().filter(|item| item.part == Part::Weighed).collect();
    let weighed = with_sum(&weighed, decimals, texts);
    // A catalogue that begins with pieces, such as that of a clean-up with its bags, publishes them first.
    let pieces_first = event.materials.first().is_some_and(|material| material.unit == Unit::Pcs);
    let rest = [Part::Food, Part::Other, Part::Reuse];
    let collected = if pieces_first {
        vec![printed(&[Part::Counted]), weighed, printed(&rest)]
    } else {
        vec![weighed, printed(&[&[Part::Counted][..], &rest].concat())]
    };
    let mut headings = [Message::PressCollected, Message::PressAlso].into_iter();
    let swapped = [(Message::PressGiven, Part::Given), (Message::PressTaken, Part::Taken)];
    let swapped = swapped.map(|(heading, part)| List { heading: Some(heading), items: printed(&[part]) });
    let collected = collected.into_iter().filter(|items| !items.is_empty());
    let collected = collected.map(|items| List { heading: headings.next(), items });
    swapped.into_iter().chain(collected).filter(|list| !list.items.is_empty()).collect()
}

/// Returns the item with its mass rounded alone, half up.
fn alone(item: &Item<'_>, decimals: Decimals, texts: &Texts) -> String {
    match item.amount {
        Amount::Grams(grams) => {
            item.weighed(mass(rounded(grams, decimals.step()), item, decimals, texts), texts)
        }
        Amount::Pieces(pieces) => item.counted(pieces, texts),
    }
}

fn mass(grams: i64, item: &Item<'_>, decimals: Decimals, texts: &Texts) -> String {
    numbers::mass(grams, MassStyle { decimals, about: item.about, tonnes: item.tonnes }, texts)
}

/// Returns the items in kilograms, and their sum if there are several. The masses are rounded together, so that the
/// reader who adds them gets the sum.
fn with_sum(items: &[&Item<'_>], decimals: Decimals, texts: &Texts) -> Vec<String> {
    let masses = items.iter().map(|item| match item.amount {
        Amount::Grams(grams) => grams,
        Amount::Pieces(_) => 0,
    });
    let masses: Vec<i64> = masses.collect();
    let printed = rounded_together(&masses, decimals.step());
    let mut lines: Vec<String> = items
        .iter()
        .zip(&printed)
        .map(|(item, grams)| item.weighed(mass(*grams, item, decimals, texts), texts))
        .collect();
    if items.len() > 1 {
        // Items of "less than 1 kg" have no number that could be added.
        let about = items.iter().any(|item| item.about) || printed.contains(&0);
        let sum = rounded(masses.iter().sum(), decimals.step());
        let style = MassStyle { decimals, about, tonnes: false };
        lines.push(texts.get(Message::PressSum { amount: numbers::mass(sum, style, texts).into() }));
    }
    lines
}

#[cfg(test)]
mod tests;
