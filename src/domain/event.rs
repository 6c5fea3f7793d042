//! The event: the description of one collection day in `event.json`.
//!
//! Invariant: an [`Event`] from [`Event::from_json`] or [`Event::from_template`] has passed [`Event::check`],
//! so its catalogue is valid. Fields of later versions are kept.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::catalogue::{self, CatalogueError, Group, Material, Tare};
use crate::domain::mass::Grams;
use crate::domain::record::Moment;
use crate::domain::seal::{JournalHead, Reopening, Seal};
use crate::domain::unknown_fields::{Members, UnknownFields};

/// The version of the format of `event.json` and of journals that this program writes.
pub(crate) const FORMAT: u32 = 1;

/// The built-in templates: the name and the JSON text of each. The first template, which has the 18 materials
/// of a recycling drive, is the default.
pub(crate) const TEMPLATES: [(&str, &str); 3] = [
    ("eco-action", include_str!("templates/eco-action.json")),
    ("swap", include_str!("templates/swap.json")),
    ("subbotnik", include_str!("templates/subbotnik.json")),
];

/// The maximum length of a text of an event in characters.
pub(crate) const TEXT_MAX: usize = 200;

/// The maximum number of other events that an event may have taken in.
pub(crate) const ALSO_MAX: usize = 99;

/// One event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Version of the file format.
    pub format: u32,
    /// Random 128 bits in hex, by which journals refer to their event.
    pub id: String,
    /// The ids of the events that were merged into this one. Their journals belong to this event too
    /// (docs/journal.md M8).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// The name of the event.
    pub name: String,
    /// Whether the program made the event by itself, so that `name` is only a placeholder.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unnamed: bool,
    /// The kind of event, such as `eco-action`.
    pub kind: String,
    /// The day of the event, in its local time.
    pub date: NaiveDate,
    /// The offset from UTC that determines hours and "today". It is stored because a remote shell passes no
    /// time zone.
    pub utc_offset: UtcOffset,
    /// The venue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// The organiser.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organiser: Option<String>,
    /// The supporter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supporter: Option<String>,
    /// The closing time in the event's local time. The forecast is made for this time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes: Option<ClockTime>,
    /// The target for all kilograms together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_g: Option<Grams>,
    /// The division of the scales in grams, which determines the number of decimals of an amount; see
    /// [`Event::decimals`].
    #[serde(default = "division_g")]
    pub division_g: u32,
    /// The ids of the streams, in display order.
    pub streams: Vec<String>,
    /// The groups in which materials are published.
    #[serde(default)]
    pub groups: Vec<Group>,
    /// The catalogue.
    pub materials: Vec<Material>,
    /// The preset tares.
    #[serde(default)]
    pub tares: Vec<Tare>,
    /// The end of the event, if it is sealed. Nothing is recorded then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<Seal>,
    /// Each time that the event was sealed and reopened, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reopened: Vec<Reopening>,
    /// Fields of later versions, which are kept when the file is written.
    #[serde(flatten, skip_deserializing)]
    pub extra: UnknownFields,
}

/// The fields of [`Event`].
const FIELDS: [&str; 20] = [
    "format",
    "id",
    "also",
    "name",
    "unnamed",
    "kind",
    "date",
    "utc_offset",
    "venue",
    "organiser",
    "supporter",
    "closes",
    "target_g",
    "division_g",
    "streams",
    "groups",
    "materials",
    "tares",
    "sealed",
    "reopened",
];

const fn division_g() -> u32 {
    10
}

/// A template: the fields of an event that do not depend on the day. An `event.json` is a template too.
#[derive(Deserialize)]
struct Template {
    kind: String,
    #[serde(default)]
    closes: Option<ClockTime>,
    #[serde(default)]
    target_g: Option<Grams>,
    #[serde(default = "division_g")]
    division_g: u32,
    streams: Vec<String>,
    #[serde(default)]
    groups: Vec<Group>,
    materials: Vec<Material>,
    #[serde(default)]
    tares: Vec<Tare>,
}

/// Why the description of an event is not valid.
#[derive(Debug, thiserror::Error)]
pub enum EventError {
    /// The text is not valid JSON, or a field is missing or of the wrong type. The source error gives the
    /// line and column.
    #[error("the description of the event is not valid JSON")]
    Json(#[source] serde_json::Error),
    #[error("the description of the event is not UTF-8")]
    NotUtf8,
    /// The file was written by a later version.
    #[error("the description of the event has the format {0}; this version reads up to {FORMAT}")]
    Format(u32),
    #[error("the catalogue of the event is not valid")]
    Catalogue(#[source] CatalogueError),
    /// The name is empty or longer than [`TEXT_MAX`] characters.
    #[error("the name of the event is empty or longer than {TEXT_MAX} characters")]
    Name,
    /// The division is not between 1 g and 1000 g.
    #[error("the division of the scales is {0} g; it must be 1 to 1000 g")]
    Division(u32),
    /// The offset from UTC is more than 14 hours.
    #[error("the offset from UTC is more than 14 hours")]
    UtcOffset,
    /// The target of all kilograms is not positive.
    #[error("the target of the event is not positive")]
    Target,
    /// An id in `also` is malformed, is there twice, is the event's own id, or is one too many.
    #[error("the event cannot take in the event {0:?}")]
    Also(String),
}

impl Event {
    /// Returns a new event with the default catalogue. `id` is a random 128-bit number.
    ///
    /// # Errors
    /// Returns [`EventError::Name`] if the name is empty or too long.
    pub fn new(id: u128, name: &str, date: NaiveDate, utc_offset: UtcOffset) -> Result<Self, EventError> {
        Self::from_template(id, name, date, utc_offset, TEMPLATES[0].1)
    }

    /// Returns an event that the program makes by itself, with the default catalogue. `placeholder` is its name in
    /// programs that do not know unnamed events. `id` is a random 128-bit number.
    ///
    /// # Errors
    /// Returns [`EventError::Name`] if the placeholder is empty or too long.
    pub(crate) fn unnamed(
        id: u128,
        placeholder: &str,
        date: NaiveDate,
        utc_offset: UtcOffset,
    ) -> Result<Self, EventError> {
        Ok(Self { unnamed: true, ..Self::new(id, placeholder, date, utc_offset)? })
    }

    /// Returns a new event with the catalogue of a template in JSON. `id` is a random 128-bit number.
    ///
    /// # Errors
    /// Returns [`EventError::Name`] if the name is empty or too long. Any other error means that the template
    /// is not valid.
    pub fn from_template(
        id: u128,
        name: &str,
        date: NaiveDate,
        utc_offset: UtcOffset,
        template: &str,
    ) -> Result<Self, EventError> {
        let Template { kind, closes, target_g, division_g, streams, groups, materials, tares } =
            serde_json::from_str(template).map_err(EventError::Json)?;
        let mut event = Self {
            format: FORMAT,
            id: format!("{id:032x}"),
            also: Vec::new(),
            name: name.trim().to_owned(),
            unnamed: false,
            kind,
            date,
            utc_offset,
            venue: None,
            organiser: None,
            supporter: None,
            closes,
            target_g,
            division_g,
            streams,
            groups,
            materials,
            tares,
            sealed: None,
            reopened: Vec::new(),
            extra: UnknownFields::default(),
        };
        event.read_unknown_in_catalogue(&serde_json::from_str(template).map_err(EventError::Json)?)?;
        event.check()?;
        Ok(event)
    }

    /// Parses and checks the text of `event.json`.
    ///
    /// # Errors
    /// Returns [`EventError`] if this version cannot use the event.
    pub fn from_json(text: &str) -> Result<Self, EventError> {
        // Some editors begin a text with a byte order mark.
        let text = text.trim_start_matches('\u{feff}');
        let mut event: Self = serde_json::from_str(text).map_err(EventError::Json)?;
        let object: Members<'_> = serde_json::from_str(text).map_err(EventError::Json)?;
        event.extra = UnknownFields::of(&object, &FIELDS);
        event.read_unknown_in_catalogue(&object)?;
        event.check()?;
        Ok(event)
    }

    fn read_unknown_in_catalogue(&mut self, object: &Members<'_>) -> Result<(), EventError> {
        catalogue::read_unknown_fields(object, &mut self.materials, &mut self.groups, &mut self.tares)
            .map_err(EventError::Json)
    }

    /// Returns the text of `event.json`, with a final line feed.
    ///
    /// # Errors
    /// Fails only if serde cannot serialize a type of the event, which does not happen.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }

    /// Checks everything that the types do not guarantee.
    ///
    /// # Errors
    /// Returns the first [`EventError`] that was found.
    pub fn check(&self) -> Result<(), EventError> {
        if self.format > FORMAT {
            return Err(EventError::Format(self.format));
        }
        if self.name.trim().is_empty() || self.name.chars().count() > TEXT_MAX {
            return Err(EventError::Name);
        }
        if !(1..=1000).contains(&self.division_g) {
            return Err(EventError::Division(self.division_g));
        }
        if self.utc_offset.0.local_minus_utc().abs() > 14 * 3600 {
            return Err(EventError::UtcOffset);
        }
        if self.target_g.is_some_and(|target| !target.is_positive()) {
            return Err(EventError::Target);
        }
        for (index, id) in self.also.iter().enumerate() {
            if !is_event_id(id) || *id == self.id || self.also[..index].contains(id) || index >= ALSO_MAX {
                return Err(EventError::Also(id.clone()));
            }
        }
        catalogue::check(&self.materials, &self.groups, &self.streams).map_err(EventError::Catalogue)?;
        catalogue::check_tares(&self.tares).map_err(EventError::Catalogue)
    }

    /// Seals the event, unless it is sealed already.
    pub(crate) fn seal(&mut self, at: Moment, heads: Vec<JournalHead>) {
        self.sealed.get_or_insert_with(|| Seal::new(at, heads));
    }

    /// Reopens the event, and returns whether it was sealed.
    pub(crate) fn reopen(&mut self, at: Moment, reason: String) -> bool {
        let sealed = self.sealed.take();
        let was_sealed = sealed.is_some();
        self.reopened.extend(sealed.map(|seal| seal.reopened(at, reason)));
        was_sealed
    }

    /// Returns every seal that the event has or had, oldest first.
    pub(crate) fn seals(&self) -> impl DoubleEndedIterator<Item = &Seal> {
        self.reopened.iter().map(|reopening| &reopening.sealed).chain(&self.sealed)
    }

    /// Returns whether the program made the event by itself, and nobody has changed it since.
    #[must_use]
    pub(crate) fn is_untouched(&self) -> bool {
        Self::unnamed(0, &self.name, self.date, self.utc_offset)
            .is_ok_and(|made| Self { id: self.id.clone(), ..made } == *self)
    }

    /// Returns the name, or `None` if the program made the event by itself and nobody has named it.
    #[must_use]
    pub fn given_name(&self) -> Option<&str> {
        (!self.unnamed).then_some(self.name.as_str())
    }

    /// Returns the ids by which journals name this event.
    #[must_use]
    pub fn ids(&self) -> EventIds<'_> {
        EventIds { own: &self.id, also: &self.also }
    }

    /// Returns whether a journal that names this event id belongs to the event.
    #[must_use]
    pub fn owns(&self, id: &str) -> bool {
        self.ids().contains(id)
    }

    /// Returns the material with this id, and its index in the catalogue.
    #[must_use]
    pub fn material(&self, id: &str) -> Option<(usize, &Material)> {
        self.materials.iter().enumerate().find(|(_, material)| material.id == id)
    }

    /// Returns the index of the material on this key, which is a Latin capital letter.
    #[must_use]
    pub fn index_on_key(&self, key: char) -> Option<usize> {
        self.materials.iter().position(|material| material.key == Some(key))
    }

    /// Returns the maximum number of decimals of a weight in kilograms: three if the scales are finer than
    /// 10 g, otherwise two.
    #[must_use]
    pub const fn decimals(&self) -> usize {
        if self.division_g < 10 { 3 } else { 2 }
    }

    /// Returns this time of day on the day of the event, or `None` if it is beyond the range of the calendar.
    #[must_use]
    pub fn moment_at(&self, time: ClockTime) -> Option<DateTime<FixedOffset>> {
        self.date.and_time(time.0).and_local_timezone(self.utc_offset.0).single()
    }

    /// Returns the day of a moment in the event's local time.
    #[must_use]
    pub fn day_of(&self, moment: DateTime<Utc>) -> NaiveDate {
        moment.with_timezone(&self.utc_offset.0).date_naive()
    }

    /// Returns whether this moment is on the day of the event, in the event's local time.
    #[must_use]
    pub(crate) fn is_on_day_of(&self, moment: DateTime<Utc>) -> bool {
        self.day_of(moment) == self.date
    }
}

/// The ids by which the journals of one event name it: its own, and those of the events that were merged into
/// it (docs/journal.md M8).
#[derive(Clone, Copy, Debug)]
pub struct EventIds<'a> {
    own: &'a str,
    also: &'a [String],
}

impl<'a> EventIds<'a> {
    /// Returns the ids of an event into which no other event was merged.
    #[must_use]
    pub const fn only(own: &'a str) -> Self {
        Self { own, also: &[] }
    }

    /// Returns the event's own id, which new journals name.
    #[must_use]
    pub const fn own(self) -> &'a str {
        self.own
    }

    /// Returns whether a journal that names this id belongs to the event.
    #[must_use]
    pub fn contains(self, id: &str) -> bool {
        self.own == id || self.also.iter().any(|other| other == id)
    }
}

/// Returns whether a text has the form of an event's id: 32 hex digits in lower case.
pub(crate) fn is_event_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// A time of day in the form `16:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClockTime(pub NaiveTime);

impl ClockTime {
    /// Parses `HH:MM` from 00:00 to 23:59, or returns `None`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let has_form =
            text.len() == 5 && text.bytes().enumerate().all(|(at, b)| at == 2 || b.is_ascii_digit());
        has_form.then(|| NaiveTime::parse_from_str(text, "%H:%M").ok())?.map(Self)
    }
}

/// The error for a text that is not a [`ClockTime`]. Its message is shown as part of [`EventError::Json`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no time of the form 16:00: {0:?}")]
pub struct ClockTimeError(String);

impl TryFrom<String> for ClockTime {
    type Error = ClockTimeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or(ClockTimeError(text))
    }
}

impl From<ClockTime> for String {
    fn from(time: ClockTime) -> Self {
        time.0.format("%H:%M").to_string()
    }
}

/// An offset from UTC, in the form `+05:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UtcOffset(pub FixedOffset);

impl UtcOffset {
    /// Parses `+HH:MM` or `-HH:MM` of at most 14 hours, or returns `None`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (sign, rest) = match text.split_at_checked(1)? {
            ("+", rest) => (1, rest),
            ("-", rest) => (-1, rest),
            _ => return None,
        };
        let (hours, minutes) = rest.split_once(':')?;
        let two_digits = |part: &str| {
            (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<i32>().ok())?
        };
        let (hours, minutes) = (two_digits(hours)?, two_digits(minutes)?);
        if minutes > 59 || hours * 60 + minutes > 14 * 60 {
            return None;
        }
        FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60)).map(Self)
    }
}

/// The error for a text that is not a [`UtcOffset`]. Its message is shown as part of [`EventError::Json`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no UTC offset of the form +05:00: {0:?}")]
pub struct UtcOffsetError(String);

impl TryFrom<String> for UtcOffset {
    type Error = UtcOffsetError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or(UtcOffsetError(text))
    }
}

impl From<UtcOffset> for String {
    fn from(offset: UtcOffset) -> Self {
        offset.0.to_string()
    }
}

/// Returns whether a slug has the form `[a-z0-9-]{1,64}`, which is safe to join to a path.
#[must_use]
pub(crate) fn is_slug(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::*;
    use crate::domain::catalogue::LocalText;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 25).unwrap()
    }

    fn almaty() -> UtcOffset {
        UtcOffset::parse("+05:00").unwrap()
    }

    #[test]
    fn the_default_catalogue_is_valid_and_in_the_order_of_its_keys() {
        let event = Event::new(1, "Recycle", day(), almaty()).unwrap();
        let keys: String = event.materials.iter().filter_map(|material| material.key).collect();
        assert_eq!(keys, "QWERTYASDFGHZXCVBN");
        assert_eq!(event.materials[1].grades, ["1", "2", "4", "5", "6"]);
        for material in &event.materials {
            for code in ["kk", "ru", "en"] {
                let short = material.short.get(code).unwrap();
                assert!(short.chars().count() <= 12, "{short} is wider than its pane");
                assert!(material.name.get(code).is_some(), "{} has no {code} name", material.id);
            }
        }
    }

    #[test]
    fn every_template_is_valid_and_has_names_in_three_languages() {
        for (name, template) in TEMPLATES {
            let event = Event::from_template(1, "R", day(), almaty(), template).unwrap();
            assert_eq!(event.kind, name);
            for material in &event.materials {
                // The panes show the left half of the keyboard.
                assert!(
                    material.key.is_some_and(|key| "QWERTYASDFGHZXCVBN".contains(key)),
                    "{}",
                    material.id
                );
                for code in ["kk", "ru", "en"] {
                    assert!(material.name.get(code).is_some(), "{} has no {code} name", material.id);
                    let short = material.short.get(code).unwrap();
                    assert!(short.chars().count() <= 12, "{short} is wider than its pane");
                    let press = material.press_name.as_ref().unwrap();
                    for category in ["one", "few", "many", "other"] {
                        assert!(press.get(code, category).is_some(), "{} in {code}: {category}", material.id);
                    }
                }
            }
        }
    }

    #[test]
    fn an_event_can_be_a_template_for_the_next() {
        let mut first = Event::new(1, "R", day(), almaty()).unwrap();
        first.closes = ClockTime::parse("16:00");
        first.materials.truncate(3);
        let next = Event::from_template(2, "S", day(), almaty(), &first.to_json().unwrap()).unwrap();
        assert_eq!((next.closes, next.materials.len()), (first.closes, 3));
        assert_eq!((next.name.as_str(), next.id.ends_with('2')), ("S", true));
    }

    #[test]
    fn unknown_fields_are_kept_as_they_are_when_the_event_is_rewritten() {
        let mut event = Event::new(1, "R", day(), almaty()).unwrap();
        event.tares = vec![Tare {
            id: "crate".into(),
            name: LocalText::default(),
            g: Grams::new(1),
            extra: UnknownFields::default(),
        }];
        let values = [
            "123456789012345678901234567890",
            "-18446744073709551616",
            "0.10000000000000000555111512312578270211815834045",
            "1e400",
            "-0",
            r#"{"a":[1.50,null],"a":"\u0416"}"#,
        ];
        for value in values {
            event.extra.insert(&format!("later{}", event.extra.len()), value);
            event.materials[3].extra.insert("colour", value);
            event.groups[0].extra.insert("colour", value);
            event.tares[0].extra.insert("colour", value);
            let text = event.to_json().unwrap();
            let again = Event::from_json(&text).unwrap();
            assert!(again == event && again.to_json().unwrap() == text);
            let next = Event::from_template(2, "S", day(), almaty(), &text).unwrap();
            assert!(next.materials == event.materials && next.extra.len() == 0);
            event.materials[3].extra = UnknownFields::default();
            event.groups[0].extra = UnknownFields::default();
            event.tares[0].extra = UnknownFields::default();
        }
    }

    #[test]
    fn no_field_of_this_version_is_an_unknown_one() {
        let id = format!("{:032x}", 2);
        let full = Event {
            also: vec![id],
            unnamed: true,
            venue: Some("v".into()),
            organiser: Some("o".into()),
            supporter: Some("s".into()),
            closes: ClockTime::parse("16:00"),
            target_g: Some(Grams::new(1)),
            ..Event::new(1, "R", day(), almaty()).unwrap()
        };
        let mut full = Event {
            tares: vec![Tare {
                id: "crate".into(),
                name: LocalText::default(),
                g: Grams::new(1),
                extra: UnknownFields::default(),
            }],
            ..full
        };
        full.materials[0].hidden = true;
        full.materials[0].target_pieces = Some(1);
        assert_eq!(Event::from_json(&full.to_json().unwrap()).unwrap(), full);
    }

    #[test]
    fn an_invalid_event_is_rejected_with_its_error() {
        let event = Event::new(1, "R", day(), almaty()).unwrap();
        let error_after = |change: fn(&mut Event)| {
            let mut invalid = event.clone();
            change(&mut invalid);
            Event::from_json(&invalid.to_json().unwrap()).unwrap_err()
        };
        assert!(matches!(error_after(|e| e.format = 2), EventError::Format(2)));
        assert!(matches!(error_after(|e| e.name = " ".into()), EventError::Name));
        assert!(matches!(error_after(|e| e.division_g = 0), EventError::Division(0)));
        assert!(matches!(
            error_after(|e| e.materials[1].key = Some('Q')),
            EventError::Catalogue(CatalogueError::DuplicateKey { key: 'Q', .. })
        ));
        assert!(matches!(
            error_after(|e| e.materials[0].group = Some("x".into())),
            EventError::Catalogue(CatalogueError::UnknownGroup { .. })
        ));
        assert!(matches!(error_after(|e| e.target_g = Some(Grams::ZERO)), EventError::Target));
        assert!(matches!(
            error_after(|e| e.materials[0].id = "total".into()),
            EventError::Catalogue(CatalogueError::ReservedId(_))
        ));
        let tare = |id: &str, g| Tare {
            id: id.into(),
            name: LocalText::default(),
            g: Grams::new(g),
            extra: UnknownFields::default(),
        };
        for tares in [vec![tare("a", 0)], vec![tare("A", 1)], vec![tare("a", 1), tare("a", 2)]] {
            let invalid = Event { tares, ..event.clone() };
            assert!(matches!(invalid.check(), Err(EventError::Catalogue(CatalogueError::BadTare(_)))));
        }
        assert!(matches!(
            error_after(|e| e.materials.clear()),
            EventError::Catalogue(CatalogueError::Count(0))
        ));
    }

    #[test]
    fn an_event_owns_its_id_and_the_ids_of_the_events_merged_into_it() {
        let ids: Vec<String> = (2..=ALSO_MAX + 2).map(|number| format!("{number:032x}")).collect();
        let mut event = Event::new(1, "R", day(), almaty()).unwrap();
        assert!(!event.to_json().unwrap().contains("also"), "the field is absent while it is empty");
        event.also = ids[..ALSO_MAX].to_vec();
        let event = Event::from_json(&event.to_json().unwrap()).unwrap();
        assert!(event.owns(&event.id) && ids[..ALSO_MAX].iter().all(|id| event.owns(id)));
        assert!(!event.owns(&ids[ALSO_MAX]) && !event.owns(""));
        for also in [
            &ids[..],
            &[ids[0].clone(), ids[1].clone(), ids[0].clone()],
            std::slice::from_ref(&event.id),
            &[String::new()],
            &["a".repeat(31)],
            &["A".repeat(32)],
            &["g".repeat(32)],
        ] {
            let invalid = Event { also: also.to_vec(), ..event.clone() };
            assert!(matches!(invalid.check(), Err(EventError::Also(_))), "{also:?}");
        }
    }

    #[test]
    fn a_utc_offset_has_one_form() {
        assert_eq!(String::from(almaty()), "+05:00");
        for bad in ["05:00", "+5:00", "+15:00", "+05:60", "+0500", "", "+", "ә5:00", "++5:+0"] {
            assert_eq!(UtcOffset::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_time_of_day_has_one_form() {
        assert_eq!(ClockTime::parse("16:00").map(String::from), Some("16:00".into()));
        for bad in ["", "16", "24:00", "1:00", "16:60", "+1:00", "16:00:00", "ә:00"] {
            assert_eq!(ClockTime::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_slug_cannot_leave_its_folder() {
        assert!(is_slug("2026-01-25-almaty"));
        for bad in ["", "..", "a/b", "A", "а", "a b"] {
            assert!(!is_slug(bad), "{bad}");
        }
    }

    #[test]
    fn a_time_or_an_offset_of_another_form_is_named_in_the_error() {
        let error = ClockTime::try_from("4pm".to_owned()).unwrap_err();
        assert_eq!(error.to_string(), "no time of the form 16:00: \"4pm\"");
        let error = UtcOffset::try_from("+5".to_owned()).unwrap_err();
        assert_eq!(error.to_string(), "no UTC offset of the form +05:00: \"+5\"");
    }

    #[test]
    fn an_event_error_has_the_error_of_the_catalogue_as_its_source() {
        let error = EventError::Catalogue(CatalogueError::DuplicateId("paper".into()));
        assert_eq!(error.to_string(), "the catalogue of the event is not valid");
        let source = error.source().map(ToString::to_string);
        assert_eq!(source.as_deref(), Some("two materials have the id \"paper\""));
    }
}
