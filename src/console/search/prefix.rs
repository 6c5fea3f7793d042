//! Prefixes of numbers, amounts and times: `12` matches 12, 120 and 1287.

/// Minutes in a day.
pub(super) const MINUTES_PER_DAY: i64 = 24 * 60;

/// The maximum number of digits of a number in a search.
const MAX_DIGITS: usize = 12;

/// The powers of ten, from 1.
const POWERS: [u64; 20] = {
    let mut powers = [1; 20];
    let mut exponent = 1;
    while exponent < powers.len() {
        powers[exponent] = powers[exponent - 1] * 10;
        exponent += 1;
    }
    powers
};

/// The first digits of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct DigitsPrefix {
    value: u64,
    len: u32,
}

impl DigitsPrefix {
    /// Parses a text of one to [`MAX_DIGITS`] digits. Returns `None` for any other text.
    fn parse(text: &str) -> Option<Self> {
        let is_number = (1..=MAX_DIGITS).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        if !is_number {
            return None;
        }
        Some(Self { value: text.parse().ok()?, len: u32::try_from(text.len()).ok()? })
    }

    #[inline]
    fn matches(self, number: u64) -> bool {
        let len = number.checked_ilog10().unwrap_or(0) + 1;
        let Some(power) = len.checked_sub(self.len).and_then(|rest| POWERS.get(rest as usize)) else {
            return false;
        };
        // The same as `number / power == self.value`, which takes longer.
        self.value.checked_mul(*power).is_some_and(|first| number >= first && number - first < *power)
    }

    /// Returns whether every number with this prefix has the other prefix too.
    fn narrows(self, other: Self) -> bool {
        let rest = self.len.checked_sub(other.len);
        rest.is_some_and(|rest| self.value / 10_u64.pow(rest) == other.value)
    }
}

/// The first digits of numbers that many records have: their numbers, counts and whole kilograms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NumberPrefix {
    digits: DigitsPrefix,
    /// One bit for each number below [`LOOKED_UP`]. A look takes less time than a comparison.
    matching: Vec<u64>,
}

/// The numbers from here on are compared.
const LOOKED_UP: u64 = 1 << 20;

impl NumberPrefix {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let digits = DigitsPrefix::parse(text)?;
        let mut matching = vec![0; usize::try_from(LOOKED_UP.div_ceil(64)).ok()?];
        // With each further digit there are ten times as many numbers with the prefix. A prefix such as `05` has none, and 0 one.
        let is_number = digits.matches(digits.value);
        let powers = POWERS.into_iter().take(if digits.value == 0 { 1 } else { POWERS.len() });
        for power in powers.take_while(|power| is_number && *power < LOOKED_UP) {
            let first = digits.value.saturating_mul(power).min(LOOKED_UP);
            let end = first.saturating_add(power).min(LOOKED_UP);
            for (start, bits) in (0..end).step_by(64).zip(&mut matching).skip(first as usize / 64) {
                let before = u64::MAX << first.saturating_sub(start);
                let after = u64::MAX.checked_shl(u32::try_from(end - start).unwrap_or(u32::MAX)).unwrap_or(0);
                *bits |= before & !after;
            }
        }
        Some(Self { digits, matching })
    }

    #[inline]
    pub(super) fn matches(&self, number: u64) -> bool {
        let looked_up = usize::try_from(number / 64).ok().and_then(|index| self.matching.get(index));
        looked_up.map_or_else(|| self.digits.matches(number), |bits| bits >> (number % 64) & 1 == 1)
    }

    /// Returns whether every number with this prefix has the other prefix too.
    pub(super) fn narrows(&self, other: &Self) -> bool {
        self.digits.narrows(other.digits)
    }
}

/// The beginning of an amount in kilograms with its decimal point: `12.`, `12.5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DecimalPrefix {
    whole: u64,
    /// The digits after the point.
    decimals: DigitsPrefix,
}

impl DecimalPrefix {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (whole, decimals) = text.split_once('.')?;
        let none = DigitsPrefix { value: 0, len: 0 };
        let decimals = if decimals.is_empty() { none } else { DigitsPrefix::parse(decimals)? };
        Some(Self { whole: DigitsPrefix::parse(whole)?.value, decimals })
    }

    #[inline]
    pub(super) fn matches(self, grams: u64) -> bool {
        let first_decimals =
            || 3_u32.checked_sub(self.decimals.len).map(|hidden| grams % 1000 / 10_u64.pow(hidden));
        grams / 1000 == self.whole && first_decimals() == Some(self.decimals.value)
    }

    /// Returns whether every amount with this prefix has the other prefix too.
    pub(super) fn narrows(self, other: Self) -> bool {
        self.whole == other.whole && self.decimals.narrows(other.decimals)
    }

    /// Returns whether the whole kilograms of every amount with this prefix have the other prefix.
    pub(super) fn narrows_number(self, other: &NumberPrefix) -> bool {
        other.matches(self.whole)
    }
}

/// The beginning of a time of day: `14`, `14:`, `14:05`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TimePrefix {
    /// For each minute of the day, whether its time has this prefix.
    minutes: Vec<bool>,
}

impl TimePrefix {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let may_be_time =
            (1..=5).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit() || b == b':');
        let begins = |minute: i64| format!("{:02}:{:02}", minute / 60, minute % 60).starts_with(text);
        may_be_time.then(|| Self { minutes: (0..MINUTES_PER_DAY).map(begins).collect() })
    }

    /// Returns whether this minute of the day has the prefix.
    pub(super) fn matches(&self, minute: i64) -> bool {
        usize::try_from(minute).ok().and_then(|minute| self.minutes.get(minute)).copied().unwrap_or(false)
    }
}

/// The times of day from one to another, both included: `14:00-15:00`. Without a beginning, or without an end, it is the day
/// until or from the other. A range may go over midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TimeRange {
    /// Minutes of the day.
    from: i64,
    to: i64,
}

impl TimeRange {
    /// Parses two times with a `-` or a dash between them. At least one of them has a colon; otherwise it may be an amount
    /// with a tare.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once(['-', '–', '—'])?;
        if !text.contains(':') {
            return None;
        }
        // While the end is typed, as in `14:00-1`, it is still open.
        let is_open = |end: &str| end.is_empty() || end.len() == 1 || end.ends_with(':');
        let from = if from.is_empty() { 0 } else { minute_of(from)? };
        let to = if is_open(to) && to.bytes().all(|b| b.is_ascii_digit() || b == b':') {
            MINUTES_PER_DAY
        } else {
            minute_of(to)?
        };
        Some(Self { from, to })
    }

    /// Returns whether this minute of the day is in the range.
    pub(super) const fn matches(self, minute: i64) -> bool {
        if self.from <= self.to {
            self.from <= minute && minute <= self.to
        } else {
            self.from <= minute || minute <= self.to
        }
    }
}

/// Returns the minute of the day of `14`, `14:5` or `14:05`; 24:00 is the end of the day.
fn minute_of(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':').unwrap_or((text, "0"));
    let number = |text: &str, most: i64| {
        let is_number = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<i64>().ok().filter(|number| is_number && *number <= most)
    };
    let minute = number(hours, 24)? * 60 + number(minutes, 59)?;
    Some(minute).filter(|minute| *minute <= MINUTES_PER_DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_matches_numbers_as_they_are_written() {
        let matches = |text, number| NumberPrefix::parse(text).unwrap().matches(number);
        assert!(matches("12", 12) && matches("12", 1287) && matches("0", 0));
        assert!(!matches("12", 21) && !matches("12", 1) && !matches("05", 5) && !matches("0", 7));
        assert!(matches("9", u64::MAX / 2) && matches("18446744073", u64::MAX) && !matches("9", u64::MAX));
        let amount = |text, grams| DecimalPrefix::parse(text).unwrap().matches(grams);
        assert!(amount("12.5", 12_550) && amount("12.", 12_999) && amount("0.", 50));
        assert!(!amount("12.5", 125_000) && !amount("12.5", 12_050) && !amount("12.5000", 12_500));
        assert!(NumberPrefix::parse("1234567890123").is_none() && NumberPrefix::parse("").is_none());
        assert!(DecimalPrefix::parse("12").is_none() && DecimalPrefix::parse(".5").is_none());
    }

    #[test]
    fn numbers_that_are_looked_up_match_like_those_that_are_compared() {
        for text in ["0", "1", "9", "10", "007", "42", "104857", "1048575", "1048576", "999999999999"] {
            let prefix = NumberPrefix::parse(text).unwrap();
            let near = [0, 1, 9, 10, 42, 104_857, 420_000, LOOKED_UP];
            for number in near.into_iter().flat_map(|near| near.saturating_sub(200)..near + 200) {
                assert_eq!(prefix.matches(number), number.to_string().starts_with(text), "{text} {number}");
            }
        }
    }

    #[test]
    fn a_range_of_times_includes_both_ends() {
        let found = |text: &str, minute: i64| TimeRange::parse(text).map(|range| range.matches(minute));
        for (text, inside, outside) in [
            ("14:00-15:00", &[840, 899, 900][..], &[839, 901][..]),
            ("14:00–15", &[840, 900], &[839, 901]),
            ("9-9:30", &[540, 570], &[539, 571]),
            ("14:00-", &[840, 1439], &[839, 0]),
            ("14:00-1", &[840, 1439], &[839]),
            ("-9:30", &[0, 570], &[571]),
            ("23:00-01:00", &[1380, 1439, 0, 60], &[61, 1379]),
            ("14:00-24:00", &[840, 1439], &[839]),
        ] {
            for minute in inside {
                assert_eq!(found(text, *minute), Some(true), "{text} {minute}");
            }
            for minute in outside {
                assert_eq!(found(text, *minute), Some(false), "{text} {minute}");
            }
        }
        for text in
            ["12-0.8", "14-15", "14:00", "25:00-26:00", "14:60-15:00", "24:30-25", "a:00-b:00", "-", ":-:"]
        {
            assert_eq!(TimeRange::parse(text), None, "{text}");
        }
    }
}
