//! Decodes the bytes of a text file.
//!
//! The rules, in this order: a byte order mark; UTF-16 without a mark, if every second byte of the text is zero; UTF-8, if
//! the bytes are valid; else the encoding in which the most cells of the first lines are names of columns, or the one that
//! the detector finds.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, IBM866, KOI8_R, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, X_MAC_CYRILLIC};

use crate::spreadsheet::words;

/// The encodings of Cyrillic tables besides the one that the detector finds.
const CYRILLIC: [&Encoding; 4] = [WINDOWS_1251, IBM866, KOI8_R, X_MAC_CYRILLIC];

/// The number of lines from which an encoding is recognised.
const PROBED_LINES: usize = 40;

/// A decoded file.
#[derive(Debug)]
pub(super) struct DecodedText {
    pub text: String,
    /// The name of the encoding, such as `windows-1251`.
    pub encoding: &'static str,
    /// Whether the encoding was guessed from the characters that it gives.
    pub is_guessed: bool,
}

/// Decodes a file, or returns `None` if it is not a text.
pub(super) fn decode(bytes: &[u8]) -> Option<DecodedText> {
    let plain = |encoding: &'static Encoding, bytes: &[u8], is_guessed: bool| {
        let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
        (!text.contains('\0')).then(|| DecodedText { text, encoding: encoding.name(), is_guessed })
    };
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        // A mark of UTF-8 does not make invalid bytes valid: a program has put it in front of other text.
        if encoding != UTF_8 || std::str::from_utf8(&bytes[mark..]).is_ok() {
            return plain(encoding, &bytes[mark..], false);
        }
        return guess(&bytes[mark..]).and_then(|encoding| plain(encoding, &bytes[mark..], true));
    }
    if let Some(encoding) = utf_16(bytes) {
        return plain(encoding, bytes, true);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return plain(UTF_8, bytes, false);
    }
    guess(bytes).and_then(|encoding| plain(encoding, bytes, true))
}

/// Recognises UTF-16 without a mark by its zero bytes: separators, digits and line ends are ASCII.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let start = &bytes[..bytes.len().min(4096)];
    let zeros = |first: usize| start.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = start.len() / 10;
    match (even > many && odd == 0, odd > many && even == 0) {
        (true, _) => Some(UTF_16BE),
        (_, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// Finds the encoding of bytes that are not UTF-8.
fn guess(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.contains(&0) {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let detected = detector.guess(Some(b"ru"), Utf8Detection::Deny);
    let mut best = (0, detected);
    for encoding in [detected].into_iter().chain(CYRILLIC) {
        let known = known_names(bytes, encoding);
        if known > best.0 {
            best = (known, encoding);
        }
    }
    Some(best.1)
}

/// Counts the names of columns in the first lines.
fn known_names(bytes: &[u8], encoding: &'static Encoding) -> usize {
    let start = bytes.split_inclusive(|byte| matches!(byte, b'\n' | b'\r')).take(PROBED_LINES);
    let length = start.map(<[u8]>::len).sum();
    let (text, had_errors) = encoding.decode_without_bom_handling(&bytes[..length]);
    if had_errors {
        return 0;
    }
    let cells = text.split([',', ';', '\t', '|', '\n', '\r', '"']);
    cells.filter(|cell| !cell.is_ascii() && words::column(cell).is_some()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "Дата;Материал;Вес, кг\n25.01.2026;Картон;12,5\n";

    fn decoded(bytes: &[u8]) -> (String, &'static str, bool) {
        let decoded = decode(bytes).unwrap();
        (decoded.text, decoded.encoding, decoded.is_guessed)
    }

    #[test]
    fn every_encoding_of_a_russian_spreadsheet_is_recognised() {
        for encoding in CYRILLIC {
            let bytes = encoding.encode(TABLE).0;
            let (text, name, is_guessed) = decoded(&bytes);
            // KOI8-U has the same letters as KOI8-R.
            assert_eq!((text.as_str(), &name[..5], is_guessed), (TABLE, &encoding.name()[..5], true));
        }
    }

    #[test]
    fn a_byte_order_mark_decides() {
        let utf_16 = |mark: char| -> Vec<u16> {
            mark.to_string().encode_utf16().chain(TABLE.encode_utf16()).collect()
        };
        let little: Vec<u8> = utf_16('\u{feff}').into_iter().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decoded(&little), (TABLE.to_owned(), "UTF-16LE", false));
        assert_eq!(decoded(&little[2..]), (TABLE.to_owned(), "UTF-16LE", true));
        let big: Vec<u8> = utf_16('\u{feff}').into_iter().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decoded(&big), (TABLE.to_owned(), "UTF-16BE", false));
        assert_eq!(decoded(format!("\u{feff}{TABLE}").as_bytes()), (TABLE.to_owned(), "UTF-8", false));
        let mixed = [b"\xef\xbb\xbf".as_slice(), &WINDOWS_1251.encode(TABLE).0].concat();
        assert_eq!(decoded(&mixed), (TABLE.to_owned(), "windows-1251", true));
    }

    #[test]
    fn bytes_of_another_kind_are_no_text() {
        assert!(decode(b"\x7fELF\x02\x00\x00\x01\xff").is_none());
        assert!(decode(b"a\0b").is_none());
        assert_eq!(decoded(b""), (String::new(), "UTF-8", false));
    }
}
