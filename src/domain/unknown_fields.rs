//! Fields of later versions in a JSON object.
//!
//! Invariant: such a field is kept as the text that it has in the file. A parsed number would lose digits if it is above
//! 2^64 or has a fraction.

use serde::de::{MapAccess, Visitor};
use serde::ser::{Error, SerializeMap};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// The members of a JSON object in their order, with keys that occur more than once.
pub(crate) struct Members<'a>(pub(crate) Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;

        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members<'de>;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(MembersVisitor)
    }
}

/// The fields of an object that this version does not know, each with the JSON text of its value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnknownFields(Vec<(String, String)>);

impl UnknownFields {
    /// Returns the members of an object that are not in the list `known`.
    pub(crate) fn of(object: &Members<'_>, known: &[&str]) -> Self {
        let unknown = object.0.iter().filter(|(name, _)| !known.contains(&name.as_str()));
        Self(unknown.map(|(name, value)| (name.clone(), value.get().to_owned())).collect())
    }

    /// Reads the unknown fields of each object in the list `name` of `object` into the items that the list was decoded
    /// to.
    ///
    /// # Errors
    /// Returns an error if the list holds something other than objects.
    pub(crate) fn read_each<T>(
        object: &Members<'_>,
        name: &str,
        known: &[&str],
        items: &mut [T],
        fields: fn(&mut T) -> &mut Self,
    ) -> Result<(), serde_json::Error> {
        let list = object.0.iter().find(|(member, _)| member == name);
        let objects: Vec<Members<'_>> =
            list.map(|(_, list)| serde_json::from_str(list.get())).transpose()?.unwrap_or_default();
        for (item, object) in items.iter_mut().zip(&objects) {
            *fields(item) = Self::of(object, known);
        }
        Ok(())
    }
}

#[cfg(test)]
impl UnknownFields {
    /// Adds a field with this JSON text.
    pub(crate) fn insert(&mut self, name: &str, json: &str) {
        self.0.push((name.to_owned(), json.to_owned()));
    }

    pub(crate) const fn len(&self) -> usize {
        self.0.len()
    }
}

/// Writes the fields into the object that holds them.
impl Serialize for UnknownFields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            let value = RawValue::from_string(value.clone()).map_err(S::Error::custom)?;
            map.serialize_entry(name, &value)?;
        }
        map.end()
    }
}
