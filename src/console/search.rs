//! The search of the history.
//!
//! Invariant: every word of the search must be found in a record: in its number, time, material, amount,
//! operator or station. An empty search finds everything.

use chrono::DateTime;

use crate::domain::event::Event;
use crate::domain::ledger::{Kind, Ledger, RowId, View};
use crate::domain::mass::Grams;
use crate::language::{Language, Texts, format};

/// The records that a search finds, newest first.
#[must_use]
pub fn rows(ledger: &Ledger, event: &Event, texts: &Texts, search: &str) -> Vec<RowId> {
    let words: Vec<String> = search.split_whitespace().map(normal).collect();
    if words.is_empty() {
        return ledger.newest_first().collect();
    }
    let materials: Vec<String> = event.materials.iter().map(material_names).collect();
    let people = normal(&texts.get("people-label"));
    let out = normal(&texts.get("out-label"));
    let found = |id: &RowId| {
        let view = ledger.view(*id);
        let label = match view.kind {
            Kind::People => &people,
            Kind::Out | Kind::OutPieces => &out,
            _ => "",
        };
        let named = view.material.map_or("", |place| {
            let id = ledger.material_id(usize::from(place)).unwrap_or_default();
            event.material(id).and_then(|(place, _)| materials.get(place)).map_or(id, String::as_str)
        });
        let operator = normal(view.operator);
        let rest = if words.iter().any(|word| word.contains(|c: char| c.is_ascii_digit())) {
            digits(&view, event)
        } else {
            String::new()
        };
        let station = normal(view.target.station.as_str());
        words.iter().all(|word| {
            named.contains(word.as_str())
                || label.contains(word.as_str())
                || operator.contains(word.as_str())
                || station == *word
                || rest.split(' ').any(|part| part.starts_with(word.as_str()))
        })
    };
    ledger.newest_first().filter(found).collect()
}

/// The places of the offered materials whose number, key or name in any language holds what was typed.
#[must_use]
pub fn materials(event: &Event, typed: &str) -> Vec<usize> {
    let word = normal(typed.trim());
    let offered = event.materials.iter().enumerate().filter(|(_, material)| !material.hidden);
    offered
        .filter(|(place, material)| {
            material_names(material).contains(&word) || (place + 1).to_string().starts_with(&word)
        })
        .map(|(place, _)| place)
        .collect()
}

/// Lower case, with a decimal point: `12,5` finds `12.5`.
fn normal(text: &str) -> String {
    text.to_lowercase().replace(',', ".")
}

fn material_names(material: &crate::domain::catalogue::Material) -> String {
    let names = material.name.0.values().chain(material.short.0.values());
    names.fold(material.id.clone(), |all, name| all + " " + &normal(name))
}

/// The parts of a record that a search for digits looks at.
fn digits(view: &View<'_>, event: &Event) -> String {
    let target = view.target;
    let time = DateTime::from_timestamp_millis(view.at_ms)
        .map(|at| at.with_timezone(&event.utc_offset.0).format("%H:%M").to_string())
        .unwrap_or_default();
    let (number, station) = (target.seq, target.station.as_str().to_lowercase());
    let amount = normal(&amount_text(view));
    format!("{number} №{number} {station}:{number} {time} {amount}")
}

/// The amount as it could be typed: net kilograms, or pieces with their weight.
#[must_use]
pub fn amount_text(view: &View<'_>) -> String {
    let plain = |grams: Grams| format::kilograms(grams, Language::Ru).replace('\u{a0}', "");
    let about = if view.about { "~" } else { "" };
    match view.kind {
        Kind::Weight | Kind::Out if view.tare.is_positive() => {
            let mut gross = view.net;
            gross += view.tare;
            format!("{about}{}-{}", plain(gross), plain(view.tare))
        }
        Kind::Weight | Kind::Out => format!("{about}{}", plain(view.net)),
        Kind::Pieces | Kind::OutPieces if view.net.is_positive() => {
            format!("{about}{}/{}", view.count, plain(view.net))
        }
        Kind::Pieces | Kind::OutPieces | Kind::People | Kind::Note => format!("{about}{}", view.count),
    }
}
