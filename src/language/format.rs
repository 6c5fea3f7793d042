//! Formats numbers, masses, dates and untrusted text for the screen.
//!
//! Kazakh and Russian write `1 250,5` with U+00A0 between the thousands, English writes `1,250.5`. Only
//! integer arithmetic is used, so the shown amount is exactly the weighed amount.

use std::borrow::Cow;
use std::fmt::{Display, Write as _};

use chrono::NaiveDate;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::domain::event::UtcOffset;
use crate::domain::mass::Grams;
use crate::domain::record::{Measure, Moment, StationId};
use crate::language::locale::Language;

/// Grams in a kilogram.
const KILOGRAM: u64 = 1_000;
/// The maximum number of items that a message lists.
const LISTED_MAX: usize = 5;

/// Formats a whole number with separated thousands: `1 243`, in English `1,243`.
#[must_use]
pub(crate) fn integer(n: i64, language: Language) -> String {
    let mut text = sign(n < 0);
    group(&mut text, n.unsigned_abs(), language);
    text
}

/// Returns a number with blanks between its thousands, for large digits: their English comma reads as a decimal mark.
#[must_use]
pub(crate) fn spaced(number: &str, language: Language) -> Cow<'_, str> {
    match language {
        Language::En => Cow::Owned(number.replace(',', "\u{a0}")),
        Language::Kk | Language::Ru => Cow::Borrowed(number),
    }
}

/// Returns who made a record: the operator and the station, such as `Айгерім (B)`, or the station alone.
#[must_use]
pub(crate) fn author(station: StationId, operator: &str) -> String {
    if operator.is_empty() { station.to_string() } else { format!("{} ({station})", clean(operator)) }
}

/// Formats kilograms to the gram, without trailing zeros: `12,5`, `1 250,05`, `0,005`.
#[must_use]
pub(crate) fn kilograms(grams: Grams, language: Language) -> String {
    let size = grams.get().unsigned_abs();
    let mut text = sign(grams.get() < 0);
    group(&mut text, size / KILOGRAM, language);
    let rest = format!("{:03}", size % KILOGRAM);
    let rest = rest.trim_end_matches('0');
    if !rest.is_empty() {
        text.push(decimal_mark(language));
        text.push_str(rest);
    }
    text
}

/// Formats kilograms to the gram for programs, with this decimal mark and nothing else: `1250,05`, `-0,5`.
#[must_use]
pub(crate) fn kilograms_plain(grams: Grams, mark: char) -> String {
    let sign = if grams.get() < 0 { "-" } else { "" };
    let size = grams.get().unsigned_abs();
    let exact = format!("{sign}{}{mark}{:03}", size / KILOGRAM, size % KILOGRAM);
    exact.trim_end_matches('0').trim_end_matches(mark).to_owned()
}

/// Formats an amount as an operator could type it, with its tare: `12,5-0,8`, `4/32,5`, `~7`.
#[must_use]
pub(crate) fn typed(measure: &Measure, about: bool) -> String {
    let plain = |grams: Grams| kilograms_plain(grams, ',');
    let about = if about { "~" } else { "" };
    match *measure {
        Measure::Weight { gross, tare } if tare.is_positive() => {
            format!("{about}{}-{}", plain(gross), plain(tare))
        }
        Measure::Weight { gross, .. } => format!("{about}{}", plain(gross)),
        Measure::Pieces { count, weight: Some(weight) } => format!("{about}{count}/{}", plain(weight)),
        Measure::Pieces { count, weight: None } => format!("{about}{count}"),
    }
}

/// Formats kilograms briefly, rounded to whole kilograms, or to tenths below 100 kg: `1 250`, `12,5`, `13`.
#[must_use]
pub(crate) fn kilograms_short(grams: Grams, language: Language) -> String {
    let size = grams.get();
    if size < 100_000 && size % 1000 != 0 {
        return kilograms_tenths(grams, language);
    }
    integer((size + 500) / 1000, language)
}

/// Formats kilograms with one decimal, rounded half up: `520,4`.
#[must_use]
pub(crate) fn kilograms_tenths(grams: Grams, language: Language) -> String {
    tenths(grams, KILOGRAM, KILOGRAM / 20, language)
}

/// Returns `part` as a percentage of `whole`, or `None` if `whole` is not positive.
///
/// The result is rounded down, so 100 means that `whole` is reached. It may exceed 100.
#[must_use]
pub(crate) fn percent(part: i64, whole: i64) -> Option<i64> {
    if whole <= 0 {
        return None;
    }
    i64::try_from((i128::from(part) * 100).div_euclid(i128::from(whole))).ok()
}

/// Formats thousandths as percent with one decimal: `0,4%`.
#[must_use]
pub(crate) fn permille(permille: i64, language: Language) -> String {
    // Thousandths of the whole are tenths of a percent.
    tenths(Grams::new(permille), 10, 0, language) + "%"
}

/// Formats a day, the same in every language: `25.01.2026`.
#[must_use]
pub(crate) fn date(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

/// Formats the time of day in the moment's own offset: `14:05`.
#[must_use]
pub(crate) fn time(moment: Moment) -> String {
    moment.format("%H:%M").to_string()
}

/// Formats day and time in the moment's own offset: `25.01.2026 14:05`.
#[must_use]
pub(crate) fn date_time(moment: Moment) -> String {
    moment.format("%d.%m.%Y %H:%M").to_string()
}

/// Formats an offset from UTC, such as `UTC+05:00`. It is the same in all languages.
#[must_use]
pub(crate) fn utc_offset(offset: UtcOffset) -> String {
    format!("UTC{}", offset.0)
}

/// Marks an amount with `~` if it is an estimate or contains one.
#[must_use]
pub(crate) fn estimate(about: bool, amount: String) -> String {
    if about { format!("~{amount}") } else { amount }
}

/// Joins two sentences with one full stop, because the first may end with an abbreviation, such as `4 шт.`
#[must_use]
pub(crate) fn sentences(first: &str, second: &str) -> String {
    let stop = if first.ends_with('.') { "" } else { "." };
    format!("{first}{stop} {second}")
}

/// Lists the first items, such as `2026-01-25, 2026-01-26`, so that a message stays one sentence. If there are more, the
/// list ends with `…`.
#[must_use]
pub(crate) fn list(items: &[impl Display]) -> String {
    let mut shown: Vec<_> = items.iter().take(LISTED_MAX).map(ToString::to_string).collect();
    if items.len() > LISTED_MAX {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}

/// Removes the characters that are unsafe for a terminal ([`is_unsafe`]). A tab or a line break becomes a
/// space.
#[must_use]
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let kept = |c: char| match c {
        '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        c if is_unsafe(c) => None,
        c => Some(c),
    };
    Cow::Owned(text.chars().filter_map(kept).collect())
}

/// The maximum number of columns of a quoted text.
const QUOTED_COLUMNS: usize = 60;

/// Returns a text that a person gave as a refusal quotes it: its beginning, with escapes such as `\r` or `\u{1b}` for the
/// characters that nobody can see.
#[must_use]
pub(crate) fn quoted(text: &str) -> String {
    let visible = |c: char| if is_unsafe(c) { c.escape_default().to_string() } else { c.to_string() };
    // No more of a long text is read than can be shown.
    fit(&text.chars().take(QUOTED_COLUMNS + 1).map(visible).collect::<String>(), QUOTED_COLUMNS).into_owned()
}

/// Returns the text if it fits in `columns`, or else as much of its beginning as fits before a `…`.
#[must_use]
pub(crate) fn fit(text: &str, columns: usize) -> Cow<'_, str> {
    if text.width() <= columns {
        return Cow::Borrowed(text);
    }
    let Some(room) = columns.checked_sub(1) else { return Cow::Borrowed("") };
    let mut used = 0;
    let mut end = 0;
    for (start, c) in text.char_indices() {
        used += width_at_most(c);
        if used > room {
            break;
        }
        end = start + c.len_utf8();
    }
    Cow::Owned(format!("{}…", &text[..end]))
}

/// Returns the maximum number of columns that a character can add to a text. U+FE0F has no width of its own,
/// but may make the character before it one column wider.
fn width_at_most(c: char) -> usize {
    if c == '\u{fe0f}' { 1 } else { c.width().unwrap_or(1) }
}

/// Returns whether a character is unsafe for a terminal: control, bidirectional and invisible characters.
#[must_use]
pub(crate) fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{ffa0}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Returns the character before the decimals.
#[must_use]
pub(crate) const fn decimal_mark(language: Language) -> char {
    match language {
        Language::Kk | Language::Ru => ',',
        Language::En => '.',
    }
}

const fn thousands_mark(language: Language) -> char {
    match language {
        Language::Kk | Language::Ru => '\u{a0}',
        Language::En => ',',
    }
}

fn sign(negative: bool) -> String {
    if negative { "-".to_owned() } else { String::new() }
}

/// Appends a number with separated thousands.
fn group(text: &mut String, n: u64, language: Language) {
    if n < 1_000 {
        let _ = write!(text, "{n}");
        return;
    }
    group(text, n / 1_000, language);
    text.push(thousands_mark(language));
    let _ = write!(text, "{:03}", n % 1_000);
}

/// Formats a mass in units of `unit` grams with one decimal. `up` grams are added first, so that the result
/// is rounded as the caller requires.
fn tenths(grams: Grams, unit: u64, up: u64, language: Language) -> String {
    let tenths = grams.get().unsigned_abs().saturating_add(up) / (unit / 10);
    let mut text = sign(grams.get() < 0 && tenths > 0);
    group(&mut text, tenths / 10, language);
    text.push(decimal_mark(language));
    let _ = write!(text, "{}", tenths % 10);
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use Language::{En, Kk, Ru};

    #[test]
    fn a_quoted_text_is_short_and_shows_what_nobody_can_see() {
        assert_eq!(quoted("scale-7"), "scale-7");
        assert_eq!(quoted("a\u{1b}b\r"), "a\\u{1b}b\\r");
        assert_eq!(quoted("қ\u{202e}1"), "қ\\u{202e}1");
        assert_eq!(quoted(&"x".repeat(100_000)), "x".repeat(59) + "…");
        assert_eq!(quoted(&"\u{1b}".repeat(100)).width(), 60);
    }

    #[test]
    fn integers_are_grouped() {
        let cases = [
            (0, Kk, "0"),
            (999, Ru, "999"),
            (1_243, Kk, "1\u{a0}243"),
            (1_000_005, Ru, "1\u{a0}000\u{a0}005"),
            (-1_243, En, "-1,243"),
            (i64::MIN, En, "-9,223,372,036,854,775,808"),
        ];
        for (n, language, expected) in cases {
            assert_eq!(integer(n, language), expected);
        }
    }

    #[test]
    fn short_kilograms_have_tenths_only_below_100_kg() {
        let short = |grams| kilograms_short(Grams::new(grams), Language::Ru);
        assert_eq!([0, 400, 12_500, 13_000, 99_960].map(short), ["0", "0,4", "12,5", "13", "100,0"]);
        assert_eq!([100_400, 1_250_500].map(short), ["100", "1\u{a0}251"]);
    }

    #[test]
    fn kilograms_are_exact_or_in_tenths() {
        let cases = [
            (0, Ru, "0", "0,0"),
            (5, Ru, "0,005", "0,0"),
            (49, Ru, "0,049", "0,0"),
            (50, Ru, "0,05", "0,1"),
            (12_500, Kk, "12,5", "12,5"),
            (1_250_050, Kk, "1\u{a0}250,05", "1\u{a0}250,1"),
            (1_250_050, En, "1,250.05", "1,250.1"),
            (520_449, En, "520.449", "520.4"),
            (-49, Ru, "-0,049", "0,0"),
            (-1_250, Ru, "-1,25", "-1,3"),
        ];
        for (grams, language, exact, tenths) in cases {
            assert_eq!(kilograms(Grams::new(grams), language), exact);
            assert_eq!(kilograms_tenths(Grams::new(grams), language), tenths);
        }
    }

    #[test]
    fn percent_is_rounded_down_and_needs_a_positive_whole() {
        let cases = [(0, 5, Some(0)), (1, 3, Some(33)), (999, 1000, Some(99)), (5, 5, Some(100))];
        for (part, whole, expected) in cases {
            assert_eq!(percent(part, whole), expected);
        }
        assert_eq!((percent(106, 100), percent(1, 0), percent(1, -5)), (Some(106), None, None));
        assert_eq!(percent(i64::MAX, 1), None);
    }

    #[test]
    fn dates_and_times_use_the_offset_of_the_moment() {
        let moment = Moment::parse_from_rfc3339("2026-01-25T09:05:59.999+05:00").unwrap();
        assert_eq!(date(moment.date_naive()), "25.01.2026");
        assert_eq!((time(moment), date_time(moment)), ("09:05".into(), "25.01.2026 09:05".into()));
    }

    #[test]
    fn a_long_list_is_cut_and_says_so() {
        assert_eq!(list(&["a", "b"]), "a, b");
        assert_eq!(list(&[1, 2, 3, 4, 5]), "1, 2, 3, 4, 5");
        assert_eq!(list(&[1, 2, 3, 4, 5, 6, 7]), "1, 2, 3, 4, 5, …");
    }

    #[test]
    fn unsafe_characters_are_removed() {
        assert!(matches!(clean("Айгерім № 1\u{a0}243"), Cow::Borrowed(_)));
        let cases = [
            ("a\u{1b}[31mb", "a[31mb"),
            ("a\r\nb\tc", "a  b c"),
            // Hangul fillers are invisible, or look like a space.
            ("a\u{3164}b\u{115f}c\u{1160}d\u{ffa0}e", "abcde"),
            ("a\u{2028}b\u{2029}c\u{fff9}d\u{fffa}e\u{fffb}", "a b cde"),
            ("a\u{202e}b\u{2066}c\u{2069}\u{200b}\u{feff}\u{9b}", "abc"),
        ];
        for (text, expected) in cases {
            assert_eq!(clean(text), expected);
        }
    }

    #[test]
    fn a_text_is_truncated_by_columns() {
        let cases = [
            ("Макулатура", 10, "Макулатура"),
            ("Макулатура", 5, "Маку…"),
            ("Макулатура", 1, "…"),
            ("Макулатура", 0, ""),
            ("漢字漢字", 5, "漢字…"),
            ("漢字漢字", 4, "漢…"),
            ("e\u{301}e\u{301}e", 2, "e\u{301}…"),
        ];
        for (text, columns, expected) in cases {
            assert_eq!(fit(text, columns), expected);
        }
    }

    proptest! {
        #[test]
        fn a_truncated_text_is_never_too_wide(text in "\\PC{0,40}|[☺\u{fe0f}\u{200d}👩🏽e\u{301}漢\u{1b}]{0,12}", columns in 0_usize..30) {
            prop_assert!(fit(&text, columns).width() <= columns);
        }

        #[test]
        fn cleaning_is_idempotent(text in any::<String>()) {
            let once = clean(&text);
            prop_assert!(!once.chars().any(char::is_control));
            prop_assert_eq!(clean(&once), once.as_ref());
        }

        #[test]
        fn exact_kilograms_are_lossless(grams in -Grams::RECORD_MAX.get()..Grams::RECORD_MAX.get()) {
            let text = kilograms(Grams::new(grams), En).replace(',', "");
            let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
            let digits = format!("{whole}{rest:0<3}");
            prop_assert_eq!(digits.parse::<i64>().unwrap(), grams);
        }
    }
}
