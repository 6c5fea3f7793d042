//! The key that a letter is on, in Latin and Cyrillic keyboard layouts.

use crate::entry::characters::to_lowercase;

/// Lower-case Cyrillic letters and their keys on a US keyboard: the 33 Russian letters, which are on the same
/// keys in the ru and kz layouts, and nine Kazakh letters, which are in the top row.
const KEYS: [(&str, &str); 5] = [
    ("йцукенгшщзхъ", "qwertyuiop[]"),
    ("фывапролджэ", "asdfghjkl;'"),
    ("ячсмитьбю", "zxcvbnm,."),
    ("ё", "`"),
    ("әіңғүұқөһ", "2345890-="),
];

/// Returns the key of a US keyboard (a small Latin letter, a digit or punctuation) that a letter is on.
///
/// A Cyrillic letter is looked up in the ru and kz layouts; a Latin letter is its own key. Returns `None` for
/// any other character: punctuation is on different keys in different layouts, so commands are bound to the
/// punctuation character, not to its key.
#[must_use]
pub(crate) fn key_of(c: char) -> Option<char> {
    if c.is_ascii_alphabetic() {
        return Some(c.to_ascii_lowercase());
    }
    let lowercase = to_lowercase(c);
    KEYS.iter()
        .flat_map(|(letters, keys)| letters.chars().zip(keys.chars()))
        .find_map(|(letter, key)| (letter == lowercase).then_some(key))
}

/// Returns the Cyrillic letter on the key of a Latin letter, as it is printed on a keyboard in Russian and Kazakh, or `None`
/// for any other character.
#[must_use]
pub(crate) fn cyrillic_on(key: char) -> Option<char> {
    let lowercase = key.to_ascii_lowercase();
    let letters = KEYS.iter().flat_map(|(letters, keys)| letters.chars().zip(keys.chars()));
    let mut on_key = letters.filter(|(_, on)| *on == lowercase && on.is_ascii_alphabetic());
    on_key.next().and_then(|(letter, _)| letter.to_uppercase().next())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::testing::{csv_rows, only_character};

    const HOTKEYS: &str = include_str!("../../tests/data/hotkeys.csv");

    #[test]
    fn every_cyrillic_letter_maps_to_its_key() {
        let rows = csv_rows(HOTKEYS);
        assert_eq!(rows.len(), 1 + 2 * 42);
        for row in &rows[1..] {
            assert_eq!(key_of(only_character(&row[0])), Some(only_character(&row[1])), "{}", row[0]);
        }
    }

    #[test]
    fn a_latin_letter_is_its_own_key() {
        for c in "aZ".chars() {
            assert_eq!(key_of(c), Some(c.to_ascii_lowercase()));
        }
    }

    #[test]
    fn every_latin_letter_has_a_cyrillic_one_on_its_key() {
        assert_eq!("QwBh".chars().map(cyrillic_on).collect::<Option<String>>().as_deref(), Some("ЙЦИР"));
        for key in 'a'..='z' {
            assert_eq!(cyrillic_on(key).and_then(key_of), Some(key));
        }
        assert!("1,[й".chars().all(|c| cyrillic_on(c).is_none()));
    }

    #[test]
    fn other_characters_have_no_key() {
        for c in "1,.+ \"ŵ\u{212a}".chars() {
            assert_eq!(key_of(c), None, "{c}");
        }
    }
}
