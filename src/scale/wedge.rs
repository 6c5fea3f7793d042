//! A scale that types like a keyboard ("keyboard wedge").

use std::fmt;

use thiserror::Error;

use crate::scale::frame::{self, Frame, FrameError};

/// The name of this protocol in the option `--scale`.
pub(crate) const NAME: &str = "wedge";
/// The longest prefix, in characters.
const PREFIX_MAX: usize = 16;

/// A scale that types its frames like a keyboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WedgeScale {
    /// The characters at the start of each frame, if the scale was set to send them.
    prefix: Option<String>,
}

/// Why the value of the option `--scale` is not valid.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ScaleOptionError {
    /// The protocol is not known.
    #[error("{given:?} is not a known scale")]
    UnknownProtocol {
        /// The value of the option.
        given: String,
    },
    /// The prefix is empty or too long, has control or invisible characters, or ends with a character that may be
    /// part of the number.
    #[error("{prefix:?} cannot be the prefix of a frame")]
    BadPrefix {
        /// The prefix.
        prefix: String,
        /// The maximum length of a prefix, in characters.
        most: usize,
    },
}

impl fmt::Display for WedgeScale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.prefix {
            Some(prefix) => write!(f, "{NAME}:{prefix}"),
            None => f.write_str(NAME),
        }
    }
}

/// Returns a line without the control characters that scales send around a frame: STX, ETX, CR and LF.
pub(crate) fn trim(line: &str) -> &str {
    line.trim_matches(['\u{2}', '\u{3}', '\r', '\n'])
}

impl WedgeScale {
    /// Parses the value of the option `--scale`: `wedge` or `wedge:PREFIX`.
    ///
    /// # Errors
    /// Returns [`ScaleOptionError`] if the protocol is not known or the prefix is not valid.
    pub fn parse(option: &str) -> Result<Self, ScaleOptionError> {
        let (name, prefix) = match option.split_once(':') {
            Some((name, prefix)) => (name, Some(prefix)),
            None => (option, None),
        };
        if name != NAME {
            return Err(ScaleOptionError::UnknownProtocol { given: option.to_owned() });
        }
        if let Some(prefix) = prefix {
            let is_short = (1..=PREFIX_MAX).contains(&prefix.chars().count());
            let is_visible =
                prefix.chars().all(|c| c == ' ' || c.is_alphanumeric() || c.is_ascii_punctuation());
            // If `W1` were a prefix, `W12.50` could be 2.5 or 12.5 kg.
            let is_apart = !prefix.ends_with(|c: char| c.is_numeric() || "+-.".contains(c));
            // Lines of the plain console that begin with these are commands.
            let is_command = prefix.starts_with([':', '?']);
            if !(is_short && is_visible && is_apart) || is_command {
                return Err(ScaleOptionError::BadPrefix { prefix: prefix.to_owned(), most: PREFIX_MAX });
            }
        }
        Ok(Self { prefix: prefix.map(str::to_owned) })
    }

    /// Returns whether each frame begins with a prefix. Then a frame cannot be mistaken for typed text.
    pub(crate) const fn has_prefix(&self) -> bool {
        self.prefix.is_some()
    }

    /// Reads a machine line. The control characters around a frame are ignored. The spaces at its ends belong to the
    /// frame, because a scale may send them instead of the unit.
    ///
    /// Returns `None` if the line is not a frame of this scale. Such a line may be read as typed text.
    ///
    /// # Errors
    /// Returns the reason if the line is a frame and its weight must not be recorded.
    pub(crate) fn read_frame(&self, line: &str) -> Result<Option<Frame>, FrameError> {
        let line = trim(line);
        let Some(prefix) = &self.prefix else { return frame::read(line) };
        let Some(rest) = line.strip_prefix(prefix) else { return Ok(None) };
        // The prefix must not hide a status: the prefix `U` would hide the status of `US,+12.50 kg`.
        match frame::read(line) {
            Ok(None) | Err(FrameError::NotUnderstood) => {}
            whole => return whole,
        }
        frame::read(rest)?.map(Some).ok_or(FrameError::NotUnderstood)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(option: &str, line: &str) -> Result<Option<Frame>, FrameError> {
        WedgeScale::parse(option).unwrap().read_frame(line)
    }

    fn gross(kilograms: &str) -> Result<Option<Frame>, FrameError> {
        Ok(Some(Frame { kilograms: kilograms.to_owned(), is_net: false }))
    }

    fn net(kilograms: &str) -> Result<Option<Frame>, FrameError> {
        Ok(Some(Frame { kilograms: kilograms.to_owned(), is_net: true }))
    }

    #[test]
    fn frames_of_real_scales_are_read() {
        for line in [
            // A&D
            "ST,+00012.50  kg",
            "ST,+00012,50  kg",
            "ST;+00012,50  kg",
            "WG 12.50 kg",
            // Mettler Toledo
            "S S      12.50 kg",
            // CAS, Kern
            "ST,GS,+  12.50kg",
            "ST,GS,   12.50KG",
            "ST,G , 12.50,kg",
            "st,gs,+  12.50kg",
            "G +0012.50 kg",
            "     12.50 kg",
            "G     12.50 kg",
            "Gross 12.50kg",
            // Ohaus
            "     12.50 kg",
            "     12.50 kg    G",
            "     12.50 kg  GROSS",
            // Sartorius
            "+     12.50 kg ",
            "G     +   12.50 kg",
            // Indicators of various makers
            "wg0012.50kg",
            "12.50",
            "12,50",
            "  12.50",
            "0012.50",
            "12.50kg",
            "12,50 кг",
            "\u{2}12.50 kg\r",
            "\u{2}ST,+00012.50  kg\u{3}",
            // The layout of the computer is Russian.
            "ЫЕбПЫб+  12ю50лп",
            "12ю50 лп",
        ] {
            assert_eq!(read("wedge", line), gross("12.50"), "{line:?}");
        }
        for line in [
            "ST,NT,+  12.50kg",
            "N     +   12.50 kg",
            "N  12.50",
            "NET 12.50 kg",
            "12.50 kg    NET",
            "12.50 kg N",
            "wn0012.50kg",
            "WN0012.50KG",
            "Т  12ю50",
        ] {
            assert_eq!(read("wedge", line), net("12.50"), "{line:?}");
        }
        for (line, kilograms) in [
            ("ST,+00000.05  kg", "0.05"),
            ("  1250 kg", "1250"),
            ("S S      1.250 kg", "1.250"),
            ("100.0", "100.0"),
        ] {
            assert_eq!(read("wedge", line), gross(kilograms), "{line:?}");
        }
    }

    #[test]
    fn frames_that_must_not_be_recorded_have_a_reason() {
        use FrameError::*;
        let unit = |unit: &str| OtherUnit { unit: unit.to_owned() };
        for (line, reason) in [
            ("US,+00012.50  kg", Unstable),
            ("US,NT,-  0.20kg", Unstable),
            ("SD     12.50 kg", Unstable),
            ("S D      12.50 kg", Unstable),
            ("S I", Unstable),
            ("?     12.50 kg", Unstable),
            ("     12.50 kg ?", Unstable),
            ("     12.50 kg ?   NET", Unstable),
            ("HD,GS,  12.50kg", Unstable),
            ("OL,+9999999  kg", OutOfRange),
            ("OL,GS,+            ", OutOfRange),
            ("OL", OutOfRange),
            ("S +", OutOfRange),
            ("S -", OutOfRange),
            ("SI+", OutOfRange),
            ("^^^^^^", OutOfRange),
            ("^", OutOfRange),
            ("------", OutOfRange),
            ("-------- kg", OutOfRange),
            ("^      0.00 kg", OutOfRange),
            ("ERR 5", OutOfRange),
            ("ST,-00012.50  kg", Negative),
            ("ST,GS,-  12.50kg", Negative),
            ("-  12.50 kg", Negative),
            ("ST,+00000.00  kg", Zero),
            ("     0.00 kg", Zero),
            ("0.00", Zero),
            ("ST,TR,+  12.50kg", Tare),
            ("T  12.50", Tare),
            ("T     12.50 kg", Tare),
            ("Tare 12.50kg", Tare),
            ("12.50 kg PT", Tare),
            ("12.50 kg    T", Tare),
            ("ST,+00012.50   g", unit("g")),
            ("S S      12.50 g", unit("g")),
            ("  12.50 lb", unit("lb")),
            ("1.250 t", unit("t")),
            ("QT,+00000012 PC", unit("pcs")),
            ("ST,+000012.5  %", unit("%")),
            ("N     +   12.50    ", NoUnit),
            ("+     12.50", NoUnit),
            ("+0012.50", NoUnit),
            ("     12.50    ", NoUnit),
            ("      80", NoUnit),
            ("00080", NoUnit),
            ("ST,GS,   12.50", NoUnit),
            ("wn0012.50", NoUnit),
            ("ST,GS,+ 12.50kg,+ 3.20kg", SeveralNumbers),
            ("12.50 kg 3.20 kg", SeveralNumbers),
            ("N 12.50 kg T 3.20 kg", SeveralNumbers),
            ("ST,GS,1,  12.50 kg", SeveralNumbers),
            ("ST,+012.5000  kg", TooFine),
            ("W 12.50 kg", NotUnderstood),
            ("H     12.50 kg", NotUnderstood),
            ("w0012.50kg", NotUnderstood),
            ("W  12.50", NotUnderstood),
            ("G 12.50", NotUnderstood),
            ("g12.50kg", NotUnderstood),
            ("N 12.50 kg G", NotUnderstood),
            ("ST,GS,+ 12.50 kg *", NotUnderstood),
            ("ST,XX,+ 12.50 kg", NotUnderstood),
            ("=0052.10", NotUnderstood),
        ] {
            assert_eq!(read("wedge", line), Err(reason), "{line:?}");
        }
    }

    #[test]
    fn a_line_that_a_hand_types_is_not_a_frame() {
        for line in [
            "",
            " ",
            "12",
            "q12",
            "q12.5",
            "Q12,5",
            "qq12.5",
            "q 12.5",
            "g12.5",
            "n12,5",
            "nn12.5",
            "t12.5",
            "й12ю5",
            "12.5-0.8",
            "12.5-0.8 kg",
            "3*12.5",
            "3*12.5kg",
            "12+3",
            "~12.5",
            "4/32.5",
            "+3",
            "+25",
            "-5",
            "q12.5kg",
            "paper 12",
            "plastic 3",
            "12w5",
            "1.2.3",
            "12 5",
            "12.",
            ".5",
            "qwerty",
            ":undo",
            "?q",
            "12\t5",
            "1\u{a4}2",
            "\u{fffd}12.5 kg",
            "\"әюғ",
        ] {
            assert_eq!(read("wedge", line), Ok(None), "{line:?}");
        }
    }

    #[test]
    fn a_prefix_is_required_and_hides_nothing() {
        assert_eq!(read("wedge:@", "@12.50"), gross("12.50"));
        assert_eq!(read("wedge:@", "@ST,+00012.50  kg"), gross("12.50"));
        assert_eq!(read("wedge:kg ", "kg 12.50"), gross("12.50"));
        assert_eq!(read("wedge:wn", "wn0012.50kg"), net("12.50"));
        for line in ["12.50", "ST,+00012.50  kg", "q12.5", ""] {
            assert_eq!(read("wedge:@", line), Ok(None), "{line:?}");
        }
        for line in ["@", "@12", "@q12.5", "@12-5"] {
            assert_eq!(read("wedge:@", line), Err(FrameError::NotUnderstood), "{line:?}");
        }
        assert_eq!(read("wedge:U", "US,+00012.50  kg"), Err(FrameError::Unstable));
        assert_eq!(read("wedge:US,", "US,+00012.50  kg"), Err(FrameError::Unstable));
    }

    #[test]
    fn an_option_names_a_known_scale() {
        assert_eq!(WedgeScale::parse("wedge"), Ok(WedgeScale { prefix: None }));
        assert_eq!(WedgeScale::parse("wedge:A:B"), Ok(WedgeScale { prefix: Some("A:B".to_owned()) }));
        for option in ["", "Wedge", "wedge ", "cas:/dev/ttyUSB0", ":wedge", "usb"] {
            let error = ScaleOptionError::UnknownProtocol { given: option.to_owned() };
            assert_eq!(WedgeScale::parse(option), Err(error));
        }
        for prefix in
            ["", "W1", "+", "a-", "a.", "\t", "a\u{200b}", "12345678901234567", "aaaaaaaaaaaaaaaaa", "٣"]
        {
            let error = ScaleOptionError::BadPrefix { prefix: prefix.to_owned(), most: 16 };
            assert_eq!(WedgeScale::parse(&format!("wedge:{prefix}")), Err(error), "{prefix:?}");
        }
    }

    /// Returns the groups of digits and decimal marks, without leading zeros and with points.
    fn numbers(line: &str) -> Vec<String> {
        let is_part = |c: char| c.is_ascii_digit() || ".,юЮбБ".contains(c);
        line.split(|c| !is_part(c))
            .map(|number| number.replace([',', 'ю', 'Ю', 'б', 'Б'], "."))
            .map(|number| number.trim_matches('.').to_owned())
            .filter(|number| !number.is_empty())
            .map(|number| {
                let number = number.trim_start_matches('0');
                if number.is_empty() || number.starts_with('.') {
                    format!("0{number}")
                } else {
                    number.to_owned()
                }
            })
            .collect()
    }

    fn check(line: &str) -> Result<(), TestCaseError> {
        for option in ["wedge", "wedge:S", "wedge:@"] {
            if let Ok(Some(frame)) = read(option, line) {
                prop_assert_eq!(numbers(line), [frame.kilograms.clone()], "{}", line);
                prop_assert!(!line.contains('-') && !line.contains('?'));
            }
        }
        Ok(())
    }

    /// Returns this weight as the frames that different scales type.
    fn frames(grams: u32) -> Vec<(String, bool)> {
        let weight = format!("{}.{:02}", grams / 1000, grams % 1000 / 10);
        let comma = weight.replace('.', ",");
        vec![
            (format!("ST,+{weight:0>8}  kg"), false),
            (format!("ST;+{comma:0>8}  kg"), false),
            (format!("S S {weight:>10} kg"), false),
            (format!("ST,GS,+{weight:>7}kg"), false),
            (format!("ST,NT,+{weight:>7}kg"), true),
            (format!("{weight:>9} kg"), false),
            (format!("{weight:>9} kg   NET"), true),
            (format!("N     + {weight:>8} kg "), true),
            (format!("wn{weight:0>7}kg"), true),
            (format!("\u{2}{comma:>7}\u{3}\r"), false),
            (weight, false),
        ]
    }

    proptest! {
        #[test]
        fn the_weight_of_a_frame_is_the_only_number_of_the_line(line in any::<String>()) {
            check(&line)?;
        }

        #[test]
        fn the_weight_of_a_likely_frame_is_the_only_number_of_the_line(
            line in "(ST|US|S S|S|G|N|T|OL|wn|@|W)?[,; ]?(GS|NT|TR)?[,; ]?[+-]?[ 0]{0,3}[0-9]{0,4}[.,юб]?[0-9]{0,4} {0,2}(kg|KG|g|lb|лп)? ?[?GNT]?"
        ) {
            check(&line)?;
        }

        #[test]
        fn any_short_line_of_likely_characters_is_read_safely(line in "[STUSGNkg,.+ 0-9?-]{0,14}") {
            check(&line)?;
        }

        #[test]
        fn a_weight_is_read_back_from_every_format(hundredths in 1_u32..300_000) {
            let grams = hundredths * 10;
            let kilograms = format!("{}.{:02}", grams / 1000, grams % 1000 / 10);
            for (line, is_net) in frames(grams) {
                let expected = Frame { kilograms: kilograms.clone(), is_net };
                prop_assert_eq!(read("wedge", &line), Ok(Some(expected)), "{}", line);
            }
        }
    }
}
