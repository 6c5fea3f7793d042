//! The parts of a shown text that a search means, so that a person sees why something was found.
//!
//! A word is marked in a text that contains it, apart from capitals and the letters that `normalize` treats as one.
//! A number is marked at the beginning of a number only, and a single letter only if it is a whole word.

use crate::console::search::normalize::normalized;
use crate::console::search::prefix::TimeRange;
use crate::console::search::query::is_last_hour;
use crate::entry::keyboard;

/// The words of a search, prepared for many texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Highlight {
    words: Vec<Vec<char>>,
    /// Whether a word means times of day, such as `14:00-15:00`.
    pub means_times: bool,
}

impl Highlight {
    /// Prepares the words of a search.
    #[must_use]
    pub(crate) fn new(search: &str) -> Self {
        let typed: Vec<&str> = search.split_whitespace().collect();
        let mut highlight = Self::default();
        let mut skip = 0;
        for (index, word) in typed.iter().enumerate() {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            let is_phrase = typed.get(index + 1).is_some_and(|second| is_last_hour(word, second));
            if is_phrase || TimeRange::parse(word).is_some() {
                highlight.means_times = true;
                skip = usize::from(is_phrase);
                continue;
            }
            let word = normalized(word.trim_start_matches(['№', '#', '~']));
            let mut letters = word.chars();
            if let (Some(letter), None) = (letters.next(), letters.next())
                && let Some(key) = keyboard::key_of(letter)
            {
                // The letter in another layout means the same key.
                highlight.words.push(vec![key]);
            }
            if !word.is_empty() {
                highlight.words.push(word.chars().collect());
            }
        }
        highlight
    }

    /// Splits a text into parts, each with whether the search means it.
    #[must_use]
    pub(crate) fn parts<'t>(&self, text: &'t str) -> Vec<(&'t str, bool)> {
        if self.words.is_empty() {
            return vec![(text, false)];
        }
        // Each normalized character with the character that it came from.
        let mut shown: Vec<(char, usize)> = Vec::with_capacity(text.len());
        for (at, c) in text.char_indices() {
            shown.extend(normalized(c.encode_utf8(&mut [0; 4])).chars().map(|c| (c, at)));
        }
        let mut marked = vec![false; text.len() + 1];
        for word in &self.words {
            for start in 0..shown.len() {
                let Some(found) = shown.get(start..start + word.len()) else { break };
                let is_same = found.iter().map(|(c, _)| c).eq(word);
                let before = start.checked_sub(1).and_then(|before| shown.get(before)).map(|(c, _)| *c);
                let after = shown.get(start + word.len()).map(|(c, _)| *c);
                if is_same && is_whole(word, before, after) {
                    found.iter().for_each(|(_, at)| marked[*at] = true);
                }
            }
        }
        let mut parts: Vec<(usize, bool)> = Vec::new();
        for (at, _) in text.char_indices() {
            if parts.last().is_none_or(|(_, is_marked)| *is_marked != marked[at]) {
                parts.push((at, marked[at]));
            }
        }
        let ends = parts.iter().skip(1).map(|(start, _)| *start).chain([text.len()]);
        parts.iter().zip(ends).map(|((start, is_marked), end)| (&text[*start..end], *is_marked)).collect()
    }
}

/// Returns whether a text contains every word of a search.
#[must_use]
pub(crate) fn finds(search: &str, text: &str) -> bool {
    let text = normalized(text);
    search.split_whitespace().all(|word| text.contains(&normalized(word)))
}

/// Returns whether a word between these characters is marked.
fn is_whole(word: &[char], before: Option<char>, after: Option<char>) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match word {
        [letter] if letter.is_alphabetic() => !is_part(before) && !is_part(after),
        [first, ..] if first.is_ascii_digit() => !is_part(before) && !matches!(before, Some('.' | ',')),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_that_a_search_means_are_marked() {
        for (search, text, marked) in [
            ("plas", "Plastic", &["Plas"][..]),
            ("ПЛАС 1", "W1 Пластик 1", &["Плас", "1"]),
            ("айгерим", "Айгерім", &["Айгерім"]),
            ("12", "12,5 кг", &["12"]),
            ("12", "3,12 кг", &[]),
            ("12", "A:12", &["12"]),
            ("12,5", "12.5 kg", &["12.5"]),
            ("12.5", "12,5 кг", &["12,5"]),
            ("№3", "A:3", &["3"]),
            ("a:2", "A:21", &["A:2"]),
            ("w", "W 1 Waste", &["W"]),
            ("ц", "W 1 Пластик", &["W"]),
            ("б", "B:12", &[]),
            ("14:00-15:00 пла", "Пластик", &["Пла"]),
            ("last hour", "last hour", &[]),
            ("", "Пластик", &[]),
            ("тик пла", "Пластик", &["Пла", "тик"]),
        ] {
            let parts = Highlight::new(search).parts(text);
            assert_eq!(parts.iter().map(|(part, _)| *part).collect::<String>(), text);
            let found: Vec<_> =
                parts.iter().filter(|(_, is_marked)| *is_marked).map(|(part, _)| *part).collect();
            assert_eq!(found, marked, "{search} in {text}");
        }
        assert!(Highlight::new("14:00-15:00").means_times && Highlight::new("соңғы сағат").means_times);
    }

    proptest::proptest! {
        #[test]
        fn the_parts_are_the_text(search in "\\PC{0,12}", text in "\\PC{0,30}|[İßŉ]{0,5}") {
            let parts = Highlight::new(&search).parts(&text);
            proptest::prop_assert_eq!(parts.into_iter().map(|(part, _)| part).collect::<String>(), text);
        }
    }
}
