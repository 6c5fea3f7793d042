//! The search for a material, and the names by which it can be found.

use crate::console::search::normalize::normalized;
use crate::domain::catalogue::Material;
use crate::domain::event::Event;
use crate::entry::keyboard;

/// Returns the catalogue indexes of the materials whose number begins with the typed text, or whose id or name
/// in any language contains it. Hidden materials are left out.
///
/// If nothing is found, the search is for what the same keys type on a US keyboard: `ащфь` finds `foam`.
#[must_use]
pub(crate) fn find_materials(event: &Event, typed: &str) -> Vec<usize> {
    let found = find_exactly(event, typed);
    if !found.is_empty() {
        return found;
    }
    let keys: String = typed.chars().map(|c| keyboard::key_of(c).unwrap_or(c)).collect();
    find_exactly(event, &keys)
}

fn find_exactly(event: &Event, typed: &str) -> Vec<usize> {
    let typed = normalized(typed.trim());
    let offered = event.materials.iter().enumerate().filter(|(_, material)| !material.hidden);
    offered
        .filter(|(index, material)| {
            catalogue_names(material).contains(&typed) || (index + 1).to_string().starts_with(&typed)
        })
        .map(|(index, _)| index)
        .collect()
}

/// Returns all normalized names of a material of the ledger. The names come from the catalogue. If the
/// catalogue does not contain the material, its id is the only name.
pub(super) fn all_names(event: &Event, id: &str) -> String {
    event.material(id).map_or_else(|| normalized(id), |(_, material)| catalogue_names(material))
}

fn catalogue_names(material: &Material) -> String {
    let names = material.name.0.values().chain(material.short.0.values());
    names.fold(material.id.clone(), |all, name| all + " " + &normalized(name))
}
