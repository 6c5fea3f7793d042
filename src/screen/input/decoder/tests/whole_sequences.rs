//! Answers and reports of terminals are consumed as a whole, wherever they come and however they are split.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;

/// Answers and reports of real terminals.
const REPORTS: &[&[u8]] = &[
    // Device attributes: xterm, VTE, tmux, Linux console, kitty, PuTTY; secondary and tertiary.
    b"\x1b[?1;2c",
    b"\x1b[?6c",
    b"\x1b[?62;22c",
    b"\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c",
    b"\x1b[?65;1;9c",
    b"\x1b[>0;276;0c",
    b"\x1b[>41;354;0c",
    b"\x1b[>84;0;0c",
    b"\x1bP!|00000000\x1b\\",
    // Parameters, operating status, position of the cursor.
    b"\x1b[2;1;1;128;128;1;0x",
    b"\x1b[0n",
    b"\x1b[3n",
    b"\x1b[24;80R",
    b"\x1b[1;1R",
    b"\x1b[2;5R",
    b"\x1b[1;80R",
    b"\x1b[?24;80;1R",
    // Modes: synchronised output, bracketed paste, insert mode; dark and light colours.
    b"\x1b[?2026;2$y",
    b"\x1b[?2004;1$y",
    b"\x1b[4;2$y",
    b"\x1b[?997;1n",
    b"\x1b[?997;2n",
    // The window: size in characters and pixels, position, state, resizes in band, title.
    b"\x1b[8;24;80t",
    b"\x1b[4;480;640t",
    b"\x1b[6;16;8t",
    b"\x1b[3;0;0t",
    b"\x1b[1t",
    b"\x1b[48;24;80;480;640t",
    b"\x1b]lWindow\x1b\\",
    b"\x1b]LIcon\x1b\\",
    // Colours, the clipboard, the title.
    b"\x1b]10;rgb:d3d3/d7d7/cfcf\x1b\\",
    b"\x1b]11;rgb:1616/1818/1d1d\x07",
    b"\x1b]4;1;rgb:cccc/0000/0000\x1b\\",
    b"\x1b]52;c;cTEyLjU=\x07",
    "\u{1b}]2;Кабинет №5\u{1b}\\".as_bytes(),
    b"\x1b]\x1b\\",
    // DECRQSS, XTGETTCAP, XTVERSION, the tertiary attributes of VTE, kitty's graphics.
    b"\x1bP1$r0m\x1b\\",
    b"\x1bP0$r\x1b\\",
    b"\x1bP1+r544e=787465726d\x1b\\",
    b"\x1bP>|XTerm(390)\x1b\\",
    b"\x1bP!|7E565445\x1b\\",
    b"\x1b_Gi=31;OK\x1b\\",
    // Focus and mouse: X10 with a column beyond 95, in UTF-8 too, and with column 95; SGR; urxvt; a locator.
    b"\x1b[I",
    b"\x1b[O",
    b"\x1b[M \xc5!",
    "\u{1b}[M \u{85}\u{100}".as_bytes(),
    b"\x1b[M#\x7f!",
    b"\x1b[<0;10;5M",
    b"\x1b[<35;200;50m",
    b"\x1b[32;10;5M",
    b"\x1b[1;2;10;20;1&w",
];

/// Returns what a hand typed with these bytes. An answer of the terminal is for the program.
fn typed_by(bytes: &[u8]) -> Vec<Decoded> {
    let mut events = decode_more(&mut Decoder::default(), bytes);
    events.retain(|event| !matches!(event, Decoded::StatusAnswer | Decoded::Background { .. }));
    events
}

#[test]
fn a_report_gives_nothing() {
    for report in REPORTS {
        let bytes = [report, &b"q"[..]].concat();
        assert_eq!(typed_by(&bytes), typed("q"), "{}", report.escape_ascii());
    }
}

#[test]
fn an_answer_of_any_length_gives_nothing() {
    let long = "1;".repeat(50_000);
    for answer in [format!("\x1b[?{long}c"), format!("\x1b[{long}t"), format!("\x1b]52;c;{long}\x07")] {
        let mut decoder = Decoder::default();
        assert_eq!(decode_more(&mut decoder, answer.as_bytes()), []);
        assert_eq!(decoder.awaits(), None);
    }
}

/// Returns bytes in which every kind of sequence is frequent.
fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        any::<u8>().prop_map(|byte| vec![byte]),
        select(b"\x1b\x1b\x1b[O]PM\r\n\x7f0123456789;:<?~uRqZA$ ".to_vec()).prop_map(|byte| vec![byte]),
        select(REPORTS).prop_map(<[u8]>::to_vec),
        any::<char>().prop_map(|c| c.to_string().into_bytes()),
    ];
    vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_bytes_kill_the_keyboard(bytes in any_bytes()) {
        let mut decoder = Decoder::default();
        let mut events = decode_more(&mut decoder, &bytes);
        decoder.silence(&mut events);
        prop_assert_eq!(decoder.awaits(), None);
        prop_assert!(events.len() <= bytes.len());
        prop_assert_eq!(decode_more(&mut decoder, b"q"), typed("q"));
    }

    #[test]
    fn control_keys_always_arrive_outside_a_paste(bytes in any_bytes()) {
        let mut decoder = Decoder::default();
        decode_more(&mut decoder, &bytes);
        prop_assume!(!matches!(decoder.state, DecoderState::Paste(_)));
        let events = decode_more(&mut decoder, b"\x03\r");
        prop_assert!(events.ends_with(&keys([Key::Ctrl('c'), Key::Enter])), "{:?}", events);
    }

    #[test]
    fn a_silence_while_nothing_is_unfinished_changes_nothing(bytes in any_bytes()) {
        let (mut interrupted, mut other) = (Decoder::default(), Decoder::default());
        let (mut with_silences, mut without) = (Vec::new(), Vec::new());
        for byte in bytes {
            interrupted.add(byte, &mut with_silences);
            other.add(byte, &mut without);
            if interrupted.awaits().is_none() {
                interrupted.silence(&mut with_silences);
            }
        }
        prop_assert_eq!(with_silences, without);
    }

    #[test]
    fn printable_text_passes_unchanged(text in "\\PC*") {
        prop_assert_eq!(decode_more(&mut Decoder::default(), text.as_bytes()), typed(&text));
    }

    #[test]
    fn a_report_between_keys_changes_nothing(
        text in "[a-zа-я0-9.,+ ]{1,12}",
        place in any::<prop::sample::Index>(),
        reports in vec(select(REPORTS), 1..3),
    ) {
        let mut pieces: Vec<Vec<u8>> = text.chars().map(|c| c.to_string().into_bytes()).collect();
        let place = place.index(pieces.len() + 1);
        pieces.splice(place..place, reports.iter().map(|report| report.to_vec()));
        prop_assert_eq!(typed_by(&pieces.concat()), typed(&text));
    }

    #[test]
    fn a_paste_is_its_text(text in "[^\u{1b}]*") {
        let bytes = format!("\x1b[200~{text}\x1b[201~");
        prop_assert_eq!(decode(bytes.as_bytes()), [Decoded::Paste(text)]);
    }
}
