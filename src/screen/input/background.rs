//! The answer to the question for the colour of the terminal's background (OSC 11).

/// The longest answer that is read: `11;rgba:` and four numbers of four digits.
const MAX_BYTES: usize = 27;

/// The bytes of a control string, as far as they may be the answer.
#[derive(Clone, Debug, Default)]
pub(super) struct BackgroundAnswer(Vec<u8>);

impl BackgroundAnswer {
    pub(super) fn add(&mut self, byte: u8) {
        // One byte more than any answer has, so that a longer string is none.
        if self.0.len() <= MAX_BYTES {
            self.0.push(byte);
        }
    }

    /// Returns whether the background is light. Returns `None` if the string is another one.
    pub(super) fn is_light(&self) -> Option<bool> {
        let text = std::str::from_utf8(&self.0).ok()?.strip_prefix("11;rgb")?;
        let text = text.strip_prefix("a:").or(text.strip_prefix(':'))?;
        let mut parts = text.split('/').map(thousandths);
        let (red, green, blue) = (parts.next()??, parts.next()??, parts.next()??);
        // The weights of the luma of television, in thousandths.
        Some((299 * red + 587 * green + 114 * blue) / 1000 > 500)
    }
}

/// Returns a number of one to four hexadecimal digits as thousandths of the largest such number.
fn thousandths(digits: &str) -> Option<u32> {
    if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let most = 16_u32.pow(u32::try_from(digits.len()).ok()?) - 1;
    Some(u32::from_str_radix(digits, 16).ok()? * 1000 / most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_background_is_light_or_dark() {
        for (text, expected) in [
            ("11;rgb:ffff/ffff/ffff", Some(true)),
            ("11;rgb:fdfd/f6f6/e3e3", Some(true)),
            ("11;rgb:ff/ff/ff", Some(true)),
            ("11;rgba:ffff/ffff/ffff/ffff", Some(true)),
            ("11;rgb:0000/0000/0000", Some(false)),
            ("11;rgb:0000/2b2b/3636", Some(false)),
            ("11;rgb:0/0/f", Some(false)),
            ("10;rgb:ffff/ffff/ffff", None),
            ("11;rgb:ffff/ffff", None),
            ("11;rgb:ffff/+fff/ffff", None),
            ("11;rgb:fffff/ffff/ffff", None),
            ("11;rgba:ffff/ffff/ffff/ffffffff", Some(true)),
            ("11;?", None),
            ("", None),
        ] {
            let mut answer = BackgroundAnswer::default();
            text.bytes().for_each(|byte| answer.add(byte));
            assert_eq!(answer.is_light(), expected, "{text}");
        }
    }
}
