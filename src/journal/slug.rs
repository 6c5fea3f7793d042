//! Slugs: folder names made from the date and the name of an event.
//!
//! Invariant (docs/journal.md F2): every result has the form `[a-z0-9-]{1,64}`, so a slug is safe to join to
//! a path.

use chrono::NaiveDate;

/// The maximum length of a slug in bytes.
const LENGTH_MAX: usize = 64;

/// Returns the slug of an event: its date, then its name in Latin letters. If `copy` is 2 or more, it is
/// appended: `-2`, `-3` …
#[must_use]
pub(super) fn of_event(date: NaiveDate, name: &str, copy: u32) -> String {
    let mut slug = date.format("%Y-%m-%d").to_string();
    slug.retain(|c| c.is_ascii_digit() || c == '-');
    let ending = if copy > 1 { format!("-{copy}") } else { String::new() };
    let mut between_words = true;
    for c in name.chars().flat_map(char::to_lowercase) {
        let mut buffer = [0; 4];
        let Some(letters) = latin(c, &mut buffer) else {
            between_words = true;
            continue;
        };
        if letters.is_empty() {
            continue;
        }
        if slug.len() + usize::from(between_words) + letters.len() + ending.len() > LENGTH_MAX {
            break;
        }
        if between_words {
            slug.push('-');
            between_words = false;
        }
        slug.push_str(letters);
    }
    slug + &ending
}

/// Returns the Latin form of a Kazakh, Russian or Latin letter or of a digit, and `None` for any other
/// character. The Latin form of the hard sign and of the soft sign is empty.
fn latin(c: char, buffer: &mut [u8; 4]) -> Option<&str> {
    Some(match c {
        'a'..='z' | '0'..='9' => c.encode_utf8(buffer),
        'а' | 'ә' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ғ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' => "i",
        'й' | 'ы' => "y",
        'к' => "k",
        'қ' => "q",
        'л' => "l",
        'м' => "m",
        'н' | 'ң' => "n",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ұ' | 'ү' => "u",
        'ф' => "f",
        'х' | 'һ' => "h",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ю' => "yu",
        'я' => "ya",
        'ъ' | 'ь' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::is_slug;

    #[test]
    fn names_are_written_in_latin_letters() {
        let day = NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
        let long = "Щ".repeat(40);
        for (name, copy, slug) in [
            ("Recycle Бірге", 1, "2026-01-25-recycle-birge"),
            ("Recycle Бірге", 2, "2026-01-25-recycle-birge-2"),
            ("  Съезд — «Жасыл»! ", 1, "2026-01-25-sezd-zhasyl"),
            ("Қоқыссыз Әлем 2026", 1, "2026-01-25-qoqyssyz-alem-2026"),
            ("../..", 1, "2026-01-25"),
            ("垃圾", 3, "2026-01-25-3"),
            (&long, 12, "2026-01-25-shchshchshchshchshchshchshchshchshchshchshchshch-12"),
        ] {
            let actual = of_event(day, name, copy);
            assert!(is_slug(&actual), "{actual}");
            if name != long {
                assert_eq!(actual, slug);
            } else {
                assert!(actual.starts_with("2026-01-25-shch") && actual.ends_with("-12"), "{actual}");
            }
        }
    }
}
