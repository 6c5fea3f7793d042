//! Merges two versions of `event.json` field by field. The functions are pure.
//!
//! Invariant: a value is taken over as the text that it has, so that numbers of later versions keep their digits.

use std::collections::{BTreeSet, HashMap};

use serde_json::value::RawValue;

use crate::domain::event::{Event, EventError};
use crate::domain::unknown_fields::Members;

/// How many levels of a value are merged. No field of an event has as many; a forged value may have any number.
const DEPTH_MAX: usize = 16;

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Json {
    /// The members of an object, in order.
    Object(Vec<(String, Json)>),
    /// The elements of a list of objects with different ids, each with its id.
    ById(Vec<(String, Json)>),
    /// Any other value, as its text without unneeded white space.
    Other(String),
}

/// The result of a merge.
#[derive(Debug)]
pub(super) struct MergedEvent {
    pub event: Event,
    /// The fields that were changed differently on both sides, such as `materials.paper.target_g`. They have the value of
    /// the server.
    pub conflicts: Vec<String>,
}

/// Merges what two sides made of an event. `base` is the version that they last agreed on, if they ever did.
///
/// # Errors
/// [`EventError`] if the merged fields make no valid event.
pub(super) fn merge(base: Option<&str>, ours: &Event, theirs: &Event) -> Result<MergedEvent, EventError> {
    let text = |event: &Event| event.to_json().map_err(EventError::Json);
    let base = base.and_then(|base| parse(base).ok()).unwrap_or(Json::Object(Vec::new()));
    let (ours, theirs) = (parse(&text(ours)?), parse(&text(theirs)?));
    let mut conflicts = Vec::new();
    let merged = merge_values(
        Some(&base),
        Some(&ours.map_err(EventError::Json)?),
        Some(&theirs.map_err(EventError::Json)?),
        "",
        &mut conflicts,
    );
    let mut text = String::new();
    if let Some(merged) = merged {
        write(&merged, &mut text);
    }
    Ok(MergedEvent { event: Event::from_json(&text)?, conflicts })
}

fn merge_values(
    base: Option<&Json>,
    ours: Option<&Json>,
    theirs: Option<&Json>,
    path: &str,
    conflicts: &mut Vec<String>,
) -> Option<Json> {
    if ours == theirs || base == ours {
        return theirs.cloned();
    }
    if base == theirs {
        return ours.cloned();
    }
    match (ours, theirs) {
        (Some(Json::Object(ours)), Some(Json::Object(theirs))) => {
            let base = if let Some(Json::Object(base)) = base { base.as_slice() } else { &[] };
            Some(Json::Object(merge_members(base, ours, theirs, path, conflicts)))
        }
        (Some(Json::ById(ours)), Some(Json::ById(theirs))) => {
            let base = if let Some(Json::ById(base)) = base { base.as_slice() } else { &[] };
            Some(Json::ById(merge_members(base, ours, theirs, path, conflicts)))
        }
        _ => {
            conflicts.push(path.to_owned());
            theirs.cloned()
        }
    }
}

/// Merges members in the order of the server's side. Members that only our side has follow.
fn merge_members(
    base: &[(String, Json)],
    ours: &[(String, Json)],
    theirs: &[(String, Json)],
    path: &str,
    conflicts: &mut Vec<String>,
) -> Vec<(String, Json)> {
    let (of_base, of_ours, of_theirs) = (by_name(base), by_name(ours), by_name(theirs));
    let mut seen = BTreeSet::new();
    let mut merged = Vec::new();
    for (key, _) in theirs.iter().chain(ours) {
        if !seen.insert(key) {
            continue;
        }
        let name = key.as_str();
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        let value = merge_values(
            of_base.get(name).copied(),
            of_ours.get(name).copied(),
            of_theirs.get(name).copied(),
            &path,
            conflicts,
        );
        merged.extend(value.map(|value| (key.clone(), value)));
    }
    merged
}

/// Returns the members by their names. Of several with one name the first one counts.
fn by_name(members: &[(String, Json)]) -> HashMap<&str, &Json> {
    members.iter().rev().map(|(name, value)| (name.as_str(), value)).collect()
}

fn parse(text: &str) -> Result<Json, serde_json::Error> {
    parse_within(text, DEPTH_MAX)
}

/// Parses a text. Below this many levels, a value is one text.
fn parse_within(text: &str, levels: usize) -> Result<Json, serde_json::Error> {
    let text = text.trim();
    let Some(levels) = levels.checked_sub(1) else { return Ok(Json::Other(text.to_owned())) };
    if text.starts_with('{') {
        let members: Members<'_> = serde_json::from_str(text)?;
        let parsed =
            members.0.into_iter().map(|(name, value)| Ok((name, parse_within(value.get(), levels)?)));
        return Ok(Json::Object(parsed.collect::<Result<_, serde_json::Error>>()?));
    }
    if text.starts_with('[') {
        let elements: Vec<Box<RawValue>> = serde_json::from_str(text)?;
        let parsed: Vec<Json> =
            elements.iter().map(|element| parse_within(element.get(), levels)).collect::<Result<_, _>>()?;
        let ids: Option<Vec<String>> = parsed.iter().map(id).collect();
        let different = |ids: &Vec<String>| ids.iter().collect::<BTreeSet<_>>().len() == ids.len();
        if let Some(ids) = ids.filter(|ids| !ids.is_empty() && different(ids)) {
            return Ok(Json::ById(ids.into_iter().zip(parsed).collect()));
        }
        let mut list = String::new();
        write_list(&parsed, &mut list);
        return Ok(Json::Other(list));
    }
    Ok(Json::Other(text.to_owned()))
}

/// Returns the id of a material, a group or a tare.
fn id(value: &Json) -> Option<String> {
    let Json::Object(members) = value else { return None };
    members.iter().find_map(|(name, value)| match value {
        Json::Other(text) if name == "id" => serde_json::from_str(text).ok(),
        _ => None,
    })
}

fn write(value: &Json, text: &mut String) {
    match value {
        Json::Other(other) => text.push_str(other),
        Json::ById(elements) => {
            let elements: Vec<Json> = elements.iter().map(|(_, element)| element.clone()).collect();
            write_list(&elements, text);
        }
        Json::Object(members) => {
            text.push('{');
            for (index, (name, value)) in members.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                text.push_str(&serde_json::Value::from(name.as_str()).to_string());
                text.push(':');
                write(value, text);
            }
            text.push('}');
        }
    }
}

fn write_list(elements: &[Json], text: &mut String) {
    text.push('[');
    for (index, element) in elements.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        write(element, text);
    }
    text.push(']');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::mass::Grams;
    use crate::journal::testing::event;

    fn changed(change: impl FnOnce(&mut Event)) -> Event {
        let mut event = event(25);
        change(&mut event);
        event
    }

    fn merged(ours: &Event, theirs: &Event) -> (Event, Vec<String>) {
        let base = event(25).to_json().unwrap();
        let MergedEvent { event, conflicts } = merge(Some(&base), ours, theirs).unwrap();
        (event, conflicts)
    }

    #[test]
    fn changes_of_different_fields_both_take_effect() {
        let ours = changed(|event| event.venue = Some("Hall".into()));
        let theirs = changed(|event| event.name = "Other".into());
        let both = changed(|event| (event.venue, event.name) = (Some("Hall".into()), "Other".into()));
        assert_eq!(merged(&ours, &theirs), (both.clone(), Vec::new()));
        assert_eq!(merged(&theirs, &ours), (both.clone(), Vec::new()));
        assert_eq!(merged(&both, &both), (both, Vec::new()));
        assert_eq!(merged(&event(25), &event(25)), (event(25), Vec::new()));
    }

    #[test]
    fn materials_are_merged_by_their_ids() {
        let target = |event: &mut Event, index: usize, kg: i64| {
            event.materials[index].target_g = Some(Grams::new(kg * 1000));
        };
        let ours = changed(|event| target(event, 0, 100));
        let theirs = changed(|event| target(event, 1, 200));
        let both = changed(|event| {
            target(event, 0, 100);
            target(event, 1, 200);
        });
        assert_eq!(merged(&ours, &theirs), (both, Vec::new()));
        let other = changed(|event| target(event, 0, 150));
        let paper = event(25).materials[0].id.clone();
        assert_eq!(merged(&ours, &other), (other, vec![format!("materials.{paper}.target_g")]));
        // A material that one side removed and the other changed is a conflict.
        let removed = changed(|event| drop(event.materials.remove(0)));
        assert_eq!(merged(&ours, &removed), (removed.clone(), vec![format!("materials.{paper}")]));
        assert_eq!(merged(&event(25), &removed), (removed, Vec::new()));
    }

    #[test]
    fn a_conflict_goes_to_the_side_of_the_server() {
        let (ours, theirs) =
            (changed(|event| event.name = "A".into()), changed(|event| event.name = "B".into()));
        assert_eq!(merged(&ours, &theirs), (theirs, vec!["name".to_owned()]));
    }

    #[test]
    fn without_an_agreed_version_only_different_values_are_conflicts() {
        let ours = changed(|event| event.venue = Some("Hall".into()));
        let theirs = changed(|event| event.name = "Other".into());
        let MergedEvent { event, conflicts } = merge(None, &ours, &theirs).unwrap();
        assert_eq!((event.venue.as_deref(), event.name.as_str()), (Some("Hall"), "Other"));
        assert_eq!(conflicts, ["name"]);
    }

    #[test]
    fn fields_of_later_versions_keep_their_digits() {
        let ours = changed(|event| event.extra.insert("later", "[1.10,{\"id\":7}]"));
        let theirs = changed(|event| event.name = "Other".into());
        let (event, conflicts) = merged(&ours, &theirs);
        assert!(event.to_json().unwrap().contains("1.10") && conflicts.is_empty());
    }

    #[test]
    fn a_value_of_any_depth_and_width_is_merged() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let wide: Vec<String> = (0..30_000).map(|number| format!("\"k{number}\":{number}")).collect();
        for json in [deep, format!("{{{}}}", wide.join(","))] {
            let ours = changed(|event| event.venue = Some("Hall".into()));
            let theirs = changed(|event| event.extra.insert("later", &json));
            let (event, conflicts) = merged(&ours, &theirs);
            assert_eq!((event.venue.as_deref(), conflicts.len()), (Some("Hall"), 0));
            assert_eq!(event.extra, theirs.extra);
        }
    }

    #[test]
    fn fields_that_make_no_event_together_are_an_error() {
        // Each side gives the key of a removed material to another material.
        let key = |event: &mut Event, index: usize| event.materials[index].key = Some('Z');
        let free = |event: &mut Event| event.materials.retain(|material| material.key != Some('Z'));
        let ours = changed(|event| {
            free(event);
            key(event, 0);
        });
        let theirs = changed(|event| {
            free(event);
            key(event, 1);
        });
        let base = event(25).to_json().unwrap();
        assert!(merge(Some(&base), &ours, &theirs).is_err());
    }
}
