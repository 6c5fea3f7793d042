//! Differences between two versions of an event, one line each.
//!
//! Invariant: every field that `event set` can change has a line if it differs.

use crate::domain::catalogue::{LocalText, Material, Unit};
use crate::domain::event::Event;
use crate::domain::mass::Grams;
use crate::language::{Language, Message, Texts, format};

/// Returns one line for each difference. The lines are safe to print on a terminal.
#[must_use]
pub(super) fn changes(before: &Event, after: &Event, texts: &Texts) -> Vec<String> {
    let mut lines = DiffLines { texts, lines: Vec::new() };
    let event = |lines: &mut DiffLines<'_>, label: String, before: Option<String>, after: Option<String>| {
        lines.field("", &label, before, after);
    };
    let name = |event: &Event| event.given_name().map(str::to_owned);
    event(&mut lines, texts.get(Message::SetName), name(before), name(after));
    let date = |event: &Event| Some(format::date(event.date));
    event(&mut lines, texts.get(Message::ReportDate), date(before), date(after));
    event(&mut lines, texts.get(Message::ReportVenue), before.venue.clone(), after.venue.clone());
    event(&mut lines, texts.get(Message::ReportOrganiser), before.organiser.clone(), after.organiser.clone());
    event(&mut lines, texts.get(Message::ReportSupporter), before.supporter.clone(), after.supporter.clone());
    let closes = |event: &Event| event.closes.map(String::from);
    event(&mut lines, texts.get(Message::EventCloses), closes(before), closes(after));
    let offset = |event: &Event| Some(String::from(event.utc_offset));
    event(&mut lines, texts.get(Message::SetOffset), offset(before), offset(after));
    let division = |event: &Event| Some(format!("{} {}", event.division_g, texts.get(Message::UnitG)));
    event(&mut lines, texts.get(Message::SetDivision), division(before), division(after));
    let target = |event: &Event| event.target_g.map(|target| mass(target, texts));
    event(&mut lines, texts.get(Message::EventTargetTotal), target(before), target(after));
    lines.tares(before, after);
    lines.materials(before, after);
    lines.lines
}

struct DiffLines<'a> {
    texts: &'a Texts,
    lines: Vec<String>,
}

impl DiffLines<'_> {
    /// Adds a line if the two values differ. `subject` is a material's id, or empty for the event.
    fn field(&mut self, subject: &str, label: &str, before: Option<String>, after: Option<String>) {
        if before == after {
            return;
        }
        let value =
            after.filter(|value| !value.is_empty()).unwrap_or_else(|| self.texts.get(Message::SetNone));
        let value = format::clean(&value);
        let subject = format::clean(subject);
        let line = if subject.is_empty() {
            format!("{label}: {value}")
        } else {
            format!("{subject}, {label}: {value}")
        };
        self.lines.push(line);
    }

    fn tares(&mut self, before: &Event, after: &Event) {
        let weight = |event: &Event, id: &str| {
            event.tares.iter().find(|tare| tare.id == id).map(|tare| mass(tare.g, self.texts))
        };
        let mut ids: Vec<&str> = Vec::new();
        for tare in before.tares.iter().chain(&after.tares) {
            if !ids.contains(&tare.id.as_str()) {
                ids.push(&tare.id);
            }
        }
        let rows: Vec<_> = ids.into_iter().map(|id| (id, weight(before, id), weight(after, id))).collect();
        for (id, before, after) in rows {
            let label = self.texts.get(Message::SetTare { id: id.into() });
            self.field("", &label, before, after);
        }
    }

    fn materials(&mut self, before: &Event, after: &Event) {
        for material in &after.materials {
            match before.material(&material.id) {
                Some((_, old)) => self.material(old, material),
                None => {
                    self.push_change(&material.id, Message::SetAdded);
                    // Report only values that differ from the default.
                    let stream = after.streams.first().map_or("", String::as_str);
                    self.material(&Material::blank(&material.id, stream), material);
                }
            }
        }
        for gone in before.materials.iter().filter(|old| after.material(&old.id).is_none()) {
            self.push_change(&gone.id, Message::SetRemoved);
        }
    }

    fn push_change(&mut self, id: &str, change: Message) {
        let text = self.texts.get(change);
        self.lines.push(format!("{}: {text}", format::clean(id)));
    }

    fn material(&mut self, before: &Material, after: &Material) {
        let texts = self.texts;
        let id = after.id.as_str();
        for language in Language::ALL {
            let code = language.code();
            let text = |text: &LocalText| text.get(code).map(str::to_owned);
            let label = texts.get(Message::SetMaterialName { lang: code.into() });
            self.field(id, &label, text(&before.name), text(&after.name));
            let label = texts.get(Message::SetMaterialShort { lang: code.into() });
            self.field(id, &label, text(&before.short), text(&after.short));
        }
        let key = |material: &Material| material.key.map(String::from);
        self.field(id, &texts.get(Message::SetMaterialKey), key(before), key(after));
        let unit = |material: &Material| {
            Some(texts.get(if material.unit == Unit::Kg { Message::UnitKg } else { Message::UnitPcs }))
        };
        self.field(id, &texts.get(Message::SetMaterialUnit), unit(before), unit(after));
        let stream = |material: &Material| Some(material.stream.clone());
        self.field(id, &texts.get(Message::SetMaterialStream), stream(before), stream(after));
        self.field(id, &texts.get(Message::SetMaterialGroup), before.group.clone(), after.group.clone());
        let grades = |material: &Material| Some(material.grades.join(", "));
        self.field(id, &texts.get(Message::SetMaterialGrades), grades(before), grades(after));
        let target = |material: &Material| mass_or_pieces(material.target_g, material.target_pieces, texts);
        self.field(id, &texts.get(Message::SetMaterialTarget), target(before), target(after));
        // Only limits in the material's unit can be set.
        let limit = |material: &Material, mass: Grams, pieces: u32| match material.unit {
            Unit::Kg => mass_or_pieces(Some(mass), None, texts),
            Unit::Pcs => mass_or_pieces(None, Some(pieces), texts),
        };
        let of_unit = |other: &Material| Material { unit: after.unit, ..other.clone() };
        let max = |material: &Material| limit(material, material.max_g, material.max_pieces);
        self.field(id, &texts.get(Message::SetMaterialMax), max(&of_unit(before)), max(after));
        let confirm =
            |material: &Material| limit(material, material.confirm_above_g, material.confirm_above_pieces);
        self.field(id, &texts.get(Message::SetMaterialConfirm), confirm(&of_unit(before)), confirm(after));
        if before.hidden != after.hidden {
            self.push_change(id, if after.hidden { Message::SetHidden } else { Message::SetShown });
        }
    }
}

/// Formats a mass with its unit.
fn mass(grams: Grams, texts: &Texts) -> String {
    format!("{} {}", format::kilograms(grams, texts.language()), texts.get(Message::UnitKg))
}

/// Formats a mass or a count with its unit.
pub(super) fn mass_or_pieces(grams: Option<Grams>, pieces: Option<u32>, texts: &Texts) -> Option<String> {
    let count = |pieces: u32| {
        format!("{} {}", format::integer(pieces.into(), texts.language()), texts.get(Message::UnitPcs))
    };
    grams.map(|grams| mass(grams, texts)).or_else(|| pieces.map(count))
}
