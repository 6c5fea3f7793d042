//! Explains why a text is not the JSON that is expected.
//!
//! serde describes a wrong value only in an English text. The forms of it that our files can cause are recognised here; any
//! other text is quoted. The tests compare them with what serde writes.

use serde_json::error::Category;

use crate::language::{Message, Text, format};

/// Explains an error of `serde_json`: the line, the byte in it, and what is wrong there.
#[must_use]
pub(crate) fn json_reason(error: &serde_json::Error) -> Text {
    let what = match error.classify() {
        Category::Eof => Message::JsonEnds,
        Category::Syntax => Message::JsonSyntax,
        Category::Data | Category::Io => wrong_value(without_place(&error.to_string())),
    };
    let (line, column) = (error.line().to_string().into(), error.column().max(1).to_string().into());
    Message::JsonAt { line, column, what: what.into() }.into()
}

/// Removes ` at line 1 column 2` from the end. An error in an object that is parsed separately has it twice.
fn without_place(text: &str) -> &str {
    match text.rsplit_once(" at line ") {
        Some((rest, place)) if place.bytes().all(|b| b.is_ascii_digit() || b"column ".contains(&b)) => {
            without_place(rest)
        }
        _ => text,
    }
}

/// Explains a text of serde about a value.
fn wrong_value(text: &str) -> Message {
    known_form(text).unwrap_or_else(|| Message::JsonOther { reason: format::quoted(text).into() })
}

/// Explains the texts of serde that are known.
fn known_form(text: &str) -> Option<Message> {
    let name = |text: &str| Text::from(format::quoted(text.trim_matches('`')));
    if let Some(field) = text.strip_prefix("missing field ") {
        return Some(Message::JsonMissing { field: name(field) });
    }
    if let Some(field) = text.strip_prefix("duplicate field ") {
        return Some(Message::JsonTwice { field: name(field) });
    }
    if let Some((given, known)) =
        text.strip_prefix("unknown variant ").and_then(|rest| rest.split_once(", expected "))
    {
        // The known values are each between backticks.
        let known = known.split('`').skip(1).step_by(2).collect::<Vec<_>>().join(", ");
        return Some(Message::SettingUnknownChoice { given: name(given), known: known.into() });
    }
    // The errors of times of day and of offsets from UTC: `no time of the form 16:00: "4pm"`.
    if let Some((form, given)) = text.split_once(" of the form ").and_then(|(_, rest)| rest.split_once(": "))
    {
        let given = format::quoted(given.trim_matches('"')).into();
        return Some(Message::JsonForm { given, form: form.into() });
    }
    // chrono describes a wrong day or time without naming it.
    if matches!(
        text,
        "input contains invalid characters"
            | "premature end of input"
            | "trailing input"
            | "input is out of range"
    ) {
        return Some(Message::JsonDate);
    }
    let rest = text.strip_prefix("invalid type: ").or_else(|| text.strip_prefix("invalid value: "))?;
    let (given, expected) = rest.rsplit_once(", expected ")?;
    match expected {
        "a string" | "a borrowed string" | "a string or bytes" => Some(Message::JsonText),
        "a character" => Some(Message::JsonLetter),
        "a boolean" => Some(Message::JsonSwitch),
        "i8" | "i16" | "i32" | "i64" | "isize" => Some(Message::JsonNumber),
        "u8" | "u16" | "u32" | "u64" | "usize" => Some(Message::JsonCount),
        "a sequence" => Some(Message::JsonList),
        "a map" | "an object" => Some(Message::JsonObject),
        "a formatted date string" => Some(Message::JsonDate),
        "an RFC 3339 formatted date and time string" => Some(Message::JsonTime),
        "1 to 8 characters of A-Z and 0-9" => {
            let station = given.strip_prefix("string ").unwrap_or(given).trim_matches('"');
            Some(Message::CliBadStation { station: format::quoted(station).into() })
        }
        "32 lower-case hex digits" => Some(Message::JsonHex { digits: "32".into() }),
        "64 lower-case hex digits" => Some(Message::JsonHex { digits: "64".into() }),
        _ if expected.starts_with("struct ") || expected.starts_with("internally tagged enum ") => {
            Some(Message::JsonObject)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::{Event, EventError, UtcOffset};
    use crate::language::{Language, Texts};

    /// Returns the explanation of the error in an `event.json` in which `old` is replaced by `new`.
    fn explained(old: &str, new: &str, language: Language) -> String {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
        let event = Event::new(1, "R", day, UtcOffset::parse("+05:00").unwrap()).unwrap();
        let text = event.to_json().unwrap();
        assert!(text.contains(old), "{old} is not in {text}");
        let Err(EventError::Json(error)) = Event::from_json(&text.replacen(old, new, 1)) else {
            panic!("{old} -> {new}")
        };
        let text = Texts::new(language).show(json_reason(&error));
        text.split_once(": ").unwrap().1.to_owned()
    }

    #[test]
    fn each_kind_of_wrong_value_in_an_event_is_explained() {
        for (old, new, expected) in [
            ("\"name\": ", "\"name\" ", "this is not JSON: check quotes, commas and braces"),
            ("\"name\"", "\"nam\"", "\"name\" is missing: add it"),
            ("\"name\": \"R\"", "\"name\": \"R\", \"name\": \"S\"", "\"name\" is there twice: remove one"),
            ("\"name\": \"R\"", "\"name\": 5", "a text in quotation marks belongs here"),
            ("\"unit\": \"kg\"", "\"unit\": \"lb\"", "\"lb\" is unknown: use kg, pcs"),
            ("\"+05:00\"", "\"+5\"", "\"+5\" does not fit: write it in the form +05:00"),
            ("\"+05:00\"", "5", "a text in quotation marks belongs here"),
            ("\"2026-01-25\"", "\"25.01.2026\"", "a day such as 2026-01-25 belongs here"),
            ("\"2026-01-25\"", "\"2026-01\"", "a day such as 2026-01-25 belongs here"),
            ("\"2026-01-25\"", "20260125", "a day such as 2026-01-25 belongs here"),
            ("\"key\": \"Q\"", "\"key\": \"QW\"", "one letter in quotation marks belongs here"),
            ("\"format\": 1", "\"format\": -1", "a whole number belongs here, 0 or more"),
            ("\"format\": 1", "\"format\": 1.5", "a whole number belongs here, 0 or more"),
            ("\"materials\": [", "\"materials\": 5, \"x\": [", "a list in square brackets belongs here"),
            ("\"materials\": [", "\"materials\": [5,", "values in braces belong here"),
        ] {
            assert_eq!(explained(old, new, Language::En), expected, "{old} -> {new}");
        }
    }

    #[test]
    fn the_texts_of_serde_that_are_recognised() {
        let texts = Texts::new(Language::En);
        for (text, expected) in [
            ("invalid type: integer `5`, expected a boolean", "true or false belongs here"),
            ("invalid type: null, expected i64", "a whole number belongs here"),
            (
                "invalid value: string \"a, b\", expected 1 to 8 characters of A-Z and 0-9",
                "\"a, b\" cannot be a station: use 1 to 8 letters A-Z or digits",
            ),
            (
                "invalid value: string \"0\", expected 64 lower-case hex digits",
                "64 digits of 0-9 and a-f belong here",
            ),
            (
                "invalid length 3, expected an array of length 2",
                "the value does not fit (\"invalid length 3, expected an array of length 2\")",
            ),
        ] {
            assert_eq!(texts.get(wrong_value(text)), expected, "{text}");
        }
        assert_eq!(
            without_place("missing field `at` at line 1 column 2 at line 33 column 7"),
            "missing field `at`"
        );
        assert_eq!(without_place("at line of the form"), "at line of the form");
    }

    #[test]
    fn the_reason_is_in_the_language_of_the_reader() {
        assert_eq!(
            explained("\"unit\": \"kg\"", "\"unit\": \"lb\"", Language::Ru),
            "«lb» не подходит. Можно: kg, pcs"
        );
        assert_eq!(explained("\"name\"", "\"nam\"", Language::Kk), "«name» жетіспейді: қосыңыз");
        let error = serde_json::from_str::<u32>("\n  x").unwrap_err();
        assert_eq!(
            Texts::new(Language::Ru).show(json_reason(&error)),
            "строка 2, байт 3: это не JSON: проверьте кавычки, запятые и скобки"
        );
    }
}
