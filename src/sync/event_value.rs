//! The value of an event on the server: the text of its `event.json`.

use crate::domain::event::{Event, is_event_id};

/// The maximum number of bytes of a value that is taken over. Two such versions merged are a file that can still be read,
/// and no event of a person comes near it.
pub(super) const VALUE_MAX: usize = 256 * 1024;

/// Returns the event under this key, or `None` if this version cannot use it, or if it is under another event's key.
pub(super) fn read(key: &str, value: &[u8]) -> Option<Event> {
    if value.len() > VALUE_MAX {
        return None;
    }
    let event = Event::from_json(std::str::from_utf8(value).ok()?).ok()?;
    let is_short = || event.to_json().is_ok_and(|text| text.len() <= VALUE_MAX);
    // The id becomes a part of subjects.
    (event.id == key && is_event_id(key) && is_short()).then_some(event)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::testing::event;

    #[test]
    fn only_the_event_of_the_key_is_read() {
        let event = event(25);
        let text = event.to_json().unwrap();
        assert_eq!(read(&event.id, text.as_bytes()), Some(event.clone()));
        assert_eq!(read(&"0".repeat(32), text.as_bytes()), None);
        for value in [&b""[..], b"nope", b"\xff\xfe", b"{}"] {
            assert_eq!(read(&event.id, value), None);
        }
        let other = Event { id: "../x.*".into(), ..event };
        assert_eq!(read(&other.id, other.to_json().unwrap().as_bytes()), None);
    }

    #[test]
    fn a_value_that_would_make_a_file_too_long_to_read_is_refused() {
        let mut event = event(25);
        event.extra.insert("later", &format!("\"{}\"", "x".repeat(VALUE_MAX)));
        assert_eq!(read(&event.id, event.to_json().unwrap().as_bytes()), None);
    }
}
