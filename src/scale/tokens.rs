//! Splits the line of a scale into words, numbers and signs.

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FrameToken {
    /// Letters, converted to capitals of a US keyboard.
    Word(String),
    /// Digits, with at most one decimal mark between them. The mark is a point, also if a comma was sent.
    Number(String),
    /// This many spaces.
    Spaces(usize),
    /// Any other ASCII character, such as a plus.
    Sign(char),
}

/// The letters of the Russian layout and the characters of a US keyboard on the same keys. A scale that acts
/// as a keyboard sends keys, so the layout of the computer decides which characters arrive.
const KEYS: [(&str, &str); 3] =
    [("ЙЦУКЕНГШЩЗ", "QWERTYUIOP"), ("ФЫВАПРОЛДЖ", "ASDFGHJKL;"), ("ЯЧСМИТЬБЮ", "ZXCVBNM,.")];

/// Returns the character of a US keyboard, in capitals, or `None` if a scale cannot have typed the character.
fn on_us_keyboard(c: char) -> Option<char> {
    if c.is_ascii() {
        return (!c.is_ascii_control()).then(|| c.to_ascii_uppercase());
    }
    let capital = c.to_uppercase().next()?;
    KEYS.iter()
        .flat_map(|(letters, keys)| letters.chars().zip(keys.chars()))
        .find_map(|(letter, key)| (letter == capital).then_some(key))
}

/// Splits a line into its parts, or returns `None` if the line has a character that no scale sends.
///
/// A comma or point is a decimal mark only between two digits.
pub(super) fn tokens(line: &str) -> Option<Vec<FrameToken>> {
    // The letters of `кг` are not on the keys of `kg`, so the unit is replaced as a whole.
    let line = line.replace("кг", "kg").replace("КГ", "kg");
    let chars: Vec<char> = line.chars().map(on_us_keyboard).collect::<Option<_>>()?;
    let mut tokens = Vec::new();
    let mut at = 0;
    let run = |from: usize, is_part: fn(&char) -> bool| {
        from + chars[from..].iter().take_while(|c| is_part(c)).count()
    };
    while at < chars.len() {
        let start = at;
        match chars[at] {
            ' ' => {
                at = run(at, |c| *c == ' ');
                tokens.push(FrameToken::Spaces(at - start));
            }
            '0'..='9' => {
                at = run(at, char::is_ascii_digit);
                let mut number: String = chars[start..at].iter().collect();
                if let (Some('.' | ','), Some('0'..='9')) = (chars.get(at), chars.get(at + 1)) {
                    let end = run(at + 1, char::is_ascii_digit);
                    number.push('.');
                    number.extend(&chars[at + 1..end]);
                    at = end;
                }
                tokens.push(FrameToken::Number(number));
            }
            c if c.is_ascii_alphabetic() => {
                at = run(at, char::is_ascii_alphabetic);
                tokens.push(FrameToken::Word(chars[start..at].iter().collect()));
            }
            c => {
                at += 1;
                tokens.push(FrameToken::Sign(c));
            }
        }
    }
    Some(tokens)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_split_into_words_numbers_and_signs() {
        let [word, number] =
            [FrameToken::Word, FrameToken::Number].map(|token| move |text: &str| token(text.to_owned()));
        assert_eq!(
            tokens("st,+  12.50kg"),
            Some(vec![
                word("ST"),
                FrameToken::Sign(','),
                FrameToken::Sign('+'),
                FrameToken::Spaces(2),
                number("12.50"),
                word("KG"),
            ])
        );
        assert_eq!(tokens("12,5,kg").unwrap()[..2], [number("12.5"), FrameToken::Sign(',')]);
        assert_eq!(tokens("1.2.3").unwrap().len(), 3);
    }

    #[test]
    fn a_russian_layout_gives_the_same_parts() {
        assert_eq!(tokens("ЫЕбПЫб+  12ю50лп"), tokens("ST,GS,+  12.50kg"));
        assert_eq!(tokens("12,5 кг"), tokens("12.5 kg"));
    }

    #[test]
    fn a_line_with_a_character_that_no_scale_sends_has_no_parts() {
        for line in ["12\t5", "1\u{fffd}2", "12\u{a4}", "1\u{a0}2", "\u{200b}12.5", "1２", "ә"] {
            assert_eq!(tokens(line), None, "{line:?}");
        }
    }
}
