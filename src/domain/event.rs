//! The event: what `event.json` says about one collection day.
//!
//! Invariant: an [`Event`] that came from [`Event::from_json`] has passed [`Event::check`]; its
//! catalogue is sound and its slug safe to join to a path. Fields of later versions are kept.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::domain::catalogue::{self, CatalogueError, Group, Material, Tare};
use crate::domain::mass::Grams;

/// The format of `event.json` and of journals that this version writes.
pub const FORMAT: u32 = 1;

/// The templates that the program brings along, as JSON by name. The first is that of an event which
/// nobody described: the 18 materials of a recycling drive.
pub const TEMPLATES: [(&str, &str); 3] = [
    ("eco-action", include_str!("templates/eco-action.json")),
    ("swap", include_str!("templates/swap.json")),
    ("subbotnik", include_str!("templates/subbotnik.json")),
];

/// The longest text that an event's fields may hold, in characters.
pub const TEXT_MAX: usize = 200;

/// One event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub format: u32,
    /// Random 128 bits in hex; journals name their event by it.
    pub id: String,
    pub name: String,
    pub kind: String,
    pub date: NaiveDate,
    /// Hours and "today" follow this offset, because a remote shell passes no time zone.
    pub utc_offset: UtcOffset,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organiser: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supporter: Option<String>,
    /// When the hall closes, local time; the forecast is made for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes: Option<ClockTime>,
    /// The target for all kilograms together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_g: Option<Grams>,
    /// The scale's division in grams: below 10, amounts take three decimals, else two.
    #[serde(default = "division_g")]
    pub division_g: u32,
    pub streams: Vec<String>,
    #[serde(default)]
    pub groups: Vec<Group>,
    pub materials: Vec<Material>,
    #[serde(default)]
    pub tares: Vec<Tare>,
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

const fn division_g() -> u32 {
    10
}

/// What a template holds: everything of an event that is not about one day. An `event.json` is one too.
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

/// What is wrong with an event's description.
#[derive(Debug)]
pub enum EventError {
    /// No valid JSON, or a field is missing or of the wrong kind; the reason names line and column.
    Json(serde_json::Error),
    /// Written by a later version.
    Format(u32),
    Catalogue(CatalogueError),
    /// The name is empty or longer than [`TEXT_MAX`] characters.
    Name,
    /// The division is not between 1 g and 1000 g.
    Division(u32),
    /// The target of all kilograms is not above zero.
    Target,
}

impl Event {
    /// A new event with the default catalogue. `id` is a random 128-bit number.
    ///
    /// # Errors
    /// [`EventError::Name`] where the name is empty or too long.
    pub fn new(id: u128, name: &str, date: NaiveDate, utc_offset: UtcOffset) -> Result<Self, EventError> {
        Self::from_template(id, name, date, utc_offset, TEMPLATES[0].1)
    }

    /// A new event with the catalogue of a template, which is JSON. `id` is a random 128-bit number.
    ///
    /// # Errors
    /// [`EventError::Name`] where the name is empty or too long; any other fault is the template's.
    pub fn from_template(
        id: u128,
        name: &str,
        date: NaiveDate,
        utc_offset: UtcOffset,
        template: &str,
    ) -> Result<Self, EventError> {
        let Template { kind, closes, target_g, division_g, streams, groups, materials, tares } =
            serde_json::from_str(template).map_err(EventError::Json)?;
        let event = Self {
            format: FORMAT,
            id: format!("{id:032x}"),
            name: name.trim().to_owned(),
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
            extra: Map::new(),
        };
        event.check()?;
        Ok(event)
    }

    /// Reads `event.json`.
    ///
    /// # Errors
    /// [`EventError`] where the text is no event that this version can work with.
    pub fn from_json(text: &str) -> Result<Self, EventError> {
        let event: Self = serde_json::from_str(text).map_err(EventError::Json)?;
        event.check()?;
        Ok(event)
    }

    /// The text of `event.json`, with a final line feed.
    ///
    /// # Errors
    /// Only where JSON cannot express the event, which its types rule out.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }

    /// Checks everything that its types do not.
    ///
    /// # Errors
    /// The first [`EventError`].
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
        if self.target_g.is_some_and(|target| !target.is_positive()) {
            return Err(EventError::Target);
        }
        catalogue::check(&self.materials, &self.groups, &self.streams).map_err(EventError::Catalogue)?;
        catalogue::check_tares(&self.tares).map_err(EventError::Catalogue)
    }

    /// The material with this id, and its place in the catalogue.
    #[must_use]
    pub fn material(&self, id: &str) -> Option<(usize, &Material)> {
        self.materials.iter().enumerate().find(|(_, material)| material.id == id)
    }

    /// The place of the material on this key.
    #[must_use]
    pub fn on_key(&self, key: char) -> Option<usize> {
        self.materials.iter().position(|material| material.key == Some(key))
    }

    /// How many decimals a weight in kilograms may have.
    #[must_use]
    pub const fn decimals(&self) -> usize {
        if self.division_g < 10 { 3 } else { 2 }
    }

    /// The moment at this time of day on the event's day. `None` only at the edges of the calendar.
    #[must_use]
    pub fn moment_at(&self, time: ClockTime) -> Option<DateTime<FixedOffset>> {
        self.date.and_time(time.0).and_local_timezone(self.utc_offset.0).single()
    }

    /// The day that `moment` falls on where the event takes place.
    #[must_use]
    pub fn day_of(&self, moment: DateTime<Utc>) -> NaiveDate {
        moment.with_timezone(&self.utc_offset.0).date_naive()
    }
}

/// A time of day in the form `16:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClockTime(pub NaiveTime);

impl ClockTime {
    /// Reads `HH:MM`, from 00:00 to 23:59.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.len() == 5 && text.bytes().enumerate().all(|(at, b)| at == 2 || b.is_ascii_digit());
        digits.then(|| NaiveTime::parse_from_str(text, "%H:%M").ok())?.map(Self)
    }
}

impl TryFrom<String> for ClockTime {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or_else(|| format!("no time of the form 16:00: {text:?}"))
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
    /// Reads `+HH:MM` or `-HH:MM`, at most 14 hours.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (sign, rest) = match text.split_at_checked(1)? {
            ("+", rest) => (1, rest),
            ("-", rest) => (-1, rest),
            _ => return None,
        };
        let (hours, minutes) = rest.split_once(':')?;
        let two = |part: &str| {
            (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<i32>().ok())?
        };
        let (hours, minutes) = (two(hours)?, two(minutes)?);
        if minutes > 59 || hours * 60 + minutes > 14 * 60 {
            return None;
        }
        FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60)).map(Self)
    }
}

impl TryFrom<String> for UtcOffset {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or_else(|| format!("no UTC offset of the form +05:00: {text:?}"))
    }
}

impl From<UtcOffset> for String {
    fn from(offset: UtcOffset) -> Self {
        offset.0.to_string()
    }
}

/// Whether a slug has the form `[a-z0-9-]{1,64}`, which is all that may be joined to a path.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::LocalText;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 25).unwrap()
    }

    fn almaty() -> UtcOffset {
        UtcOffset::parse("+05:00").unwrap()
    }

    #[test]
    fn the_default_catalogue_is_sound_and_in_key_order() {
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
    fn every_template_is_sound_and_speaks_three_languages() {
        for (name, template) in TEMPLATES {
            let event = Event::from_template(1, "R", day(), almaty(), template).unwrap();
            assert_eq!(event.kind, name);
            for material in &event.materials {
                // The left half of the keyboard, which the panes show.
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
    fn an_event_is_a_template_for_the_next() {
        let mut first = Event::new(1, "R", day(), almaty()).unwrap();
        first.closes = ClockTime::parse("16:00");
        first.materials.truncate(3);
        let next = Event::from_template(2, "S", day(), almaty(), &first.to_json().unwrap()).unwrap();
        assert_eq!((next.closes, next.materials.len()), (first.closes, 3));
        assert_eq!((next.name.as_str(), next.id.ends_with('2')), ("S", true));
    }

    #[test]
    fn unknown_fields_survive_a_rewrite() {
        let mut json: Value =
            serde_json::from_str(&Event::new(1, "R", day(), almaty()).unwrap().to_json().unwrap()).unwrap();
        json["later"] = "kept".into();
        json["materials"][3]["colour"] = "green".into();
        let event = Event::from_json(&json.to_string()).unwrap();
        let again: Value = serde_json::from_str(&event.to_json().unwrap()).unwrap();
        assert_eq!(again, json);
    }

    #[test]
    fn a_broken_event_is_refused_with_its_reason() {
        let event = Event::new(1, "R", day(), almaty()).unwrap();
        let fault = |change: fn(&mut Event)| {
            let mut broken = event.clone();
            change(&mut broken);
            Event::from_json(&broken.to_json().unwrap()).unwrap_err()
        };
        assert!(matches!(fault(|e| e.format = 2), EventError::Format(2)));
        assert!(matches!(fault(|e| e.name = " ".into()), EventError::Name));
        assert!(matches!(fault(|e| e.division_g = 0), EventError::Division(0)));
        assert!(matches!(
            fault(|e| e.materials[1].key = Some('Q')),
            EventError::Catalogue(CatalogueError::DuplicateKey { key: 'Q', .. })
        ));
        assert!(matches!(
            fault(|e| e.materials[0].group = Some("x".into())),
            EventError::Catalogue(CatalogueError::UnknownGroup { .. })
        ));
        assert!(matches!(fault(|e| e.target_g = Some(Grams::ZERO)), EventError::Target));
        assert!(matches!(
            fault(|e| e.materials[0].id = "total".into()),
            EventError::Catalogue(CatalogueError::ReservedId(_))
        ));
        let tare = |id: &str, g| Tare {
            id: id.into(),
            name: LocalText::default(),
            g: Grams::new(g),
            extra: Map::new(),
        };
        for tares in [vec![tare("a", 0)], vec![tare("A", 1)], vec![tare("a", 1), tare("a", 2)]] {
            let broken = Event { tares, ..event.clone() };
            assert!(matches!(broken.check(), Err(EventError::Catalogue(CatalogueError::BadTare(_)))));
        }
        assert!(matches!(fault(|e| e.materials.clear()), EventError::Catalogue(CatalogueError::Count(0))));
    }

    #[test]
    fn an_offset_has_one_form() {
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
    fn slugs_cannot_leave_their_folder() {
        assert!(is_slug("2026-01-25-almaty"));
        for bad in ["", "..", "a/b", "A", "а", "a b"] {
            assert!(!is_slug(bad), "{bad}");
        }
    }
}
