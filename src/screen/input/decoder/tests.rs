mod fuzz;
mod real_terminals;
mod whole_sequences;

use super::*;
use crate::screen::input::decoded::{KeyPress, MouseAction};

/// Returns the events of the bytes, and of the silence after them.
fn decode(bytes: &[u8]) -> Vec<Decoded> {
    let mut decoder = Decoder::default();
    let mut events = decode_more(&mut decoder, bytes);
    decoder.silence(&mut events);
    assert_eq!(decoder.awaits(), None);
    events
}

/// Returns the events of the bytes alone.
fn decode_more(decoder: &mut Decoder, bytes: &[u8]) -> Vec<Decoded> {
    let mut events = Vec::new();
    for byte in bytes {
        decoder.add(*byte, &mut events);
    }
    events
}

fn keys(keys: impl IntoIterator<Item = Key>) -> Vec<Decoded> {
    keys.into_iter().map(Decoded::from).collect()
}

fn typed(text: &str) -> Vec<Decoded> {
    keys(text.chars().map(Key::Char))
}

#[track_caller]
fn assert_keys(table: &[(&[u8], &[Key])]) {
    for (bytes, expected) in table {
        assert_eq!(decode(bytes), keys(expected.iter().copied()), "{}", bytes.escape_ascii());
    }
}

/// Checks that each sequence is exactly this key: the key needs no silence, and no byte is left over.
#[track_caller]
fn assert_key(key: Key, sequences: &[&str]) {
    for sequence in sequences {
        let mut decoder = Decoder::default();
        let bytes = format!("{sequence}q");
        let events = decode_more(&mut decoder, bytes.as_bytes());
        assert_eq!(events, keys([key, Key::Char('q')]), "{}", sequence.escape_debug());
    }
}

#[test]
fn text_is_utf8_and_other_bytes_stay_visible() {
    for text in ["q12.5", "йцә№", "€😀", "\u{feff}\u{fffe}\u{200b}", "\u{a0}\u{fffd}"] {
        assert_eq!(decode(text.as_bytes()), typed(text));
    }
    // A letter of CP1251 does not hide the key after it.
    assert_eq!(decode(b"\xe9q\xd012.5"), typed("\u{fffd}q\u{fffd}12.5"));
    assert_eq!(decode("\u{85}5\u{9b}5".as_bytes()), typed("\u{fffd}5\u{fffd}5"));
    assert_eq!(decode(b"\xd0"), typed("\u{fffd}"));
    assert_eq!(decode(b"\xd0\r"), keys([Key::Char('\u{fffd}'), Key::Enter]));
    assert_eq!(decode(b"\x9bD\x8fP"), typed("\u{fffd}D\u{fffd}P"));
}

#[test]
fn control_characters_are_the_keys_that_send_them() {
    use Key::{Backspace, Char, Ctrl, Enter, Tab};
    assert_keys(&[
        (b"\r", &[Enter]),
        (b"\n", &[Enter]),
        (b"\r\n", &[Enter]),
        (b"\n\r", &[Enter, Enter]),
        (b"\r\r\n\n", &[Enter, Enter, Enter]),
        (b"\rq\n", &[Enter, Char('q'), Enter]),
        (b"\x08\x7f", &[Backspace, Backspace]),
        (b"\t", &[Tab]),
        (b"\x00\x01\x1a", &[Ctrl('@'), Ctrl('a'), Ctrl('z')]),
        (b"\x1c\x1d\x1e\x1f", &[Ctrl('\\'), Ctrl(']'), Ctrl('^'), Ctrl('_')]),
    ]);
    let mut decoder = Decoder::default();
    let mut events = decode_more(&mut decoder, b"\r");
    assert_eq!(decoder.awaits(), Some(SEQUENCE_SILENCE));
    decoder.silence(&mut events);
    events.extend(decode_more(&mut decoder, b"\n"));
    assert_eq!(events, keys([Enter, Enter]), "not one CR LF, but two presses");
}

#[test]
fn esc_and_another_key_are_two_keys_or_alt() {
    use Key::{Alt, Backspace, Char, Ctrl, Enter, Esc, F, Left, Tab, Unknown};
    assert_keys(&[
        (b"\x1b", &[Esc]),
        (b"\x1b\r", &[Esc, Enter]),
        (b"\x1b\r\n", &[Esc, Enter]),
        (b"\x1b\x7f\x1b\t", &[Esc, Backspace, Esc, Tab]),
        (b"\x1b\x03", &[Esc, Ctrl('c')]),
        (b"\x1b\x1b", &[Esc, Esc]),
        (b"\x1b\x1b[D", &[Esc, Left]),
        (b"\x1b\x1bOP", &[Esc, F(1)]),
        (b"\x1bq1", &[Alt('q'), Char('1')]),
        (b"\x1b 5", &[Alt(' '), Char('5')]),
        ("\u{1b}й".as_bytes(), &[Alt('й')]),
        (b"\x1b\xe9q", &[Alt('\u{fffd}'), Char('q')]),
        (b"\x1b\xd0", &[Alt('\u{fffd}')]),
        (b"\x1b[", &[Alt('[')]),
        (b"\x1bO", &[Alt('O')]),
        (b"\x1b]", &[Alt(']')]),
        (b"\x1bP", &[Alt('P')]),
        (b"\x1bX", &[Alt('X')]),
        (b"\x1b^", &[Alt('^')]),
        (b"\x1b_", &[Alt('_')]),
        (b"\x1b[1", &[Unknown]),
        (b"\x1b[[", &[Unknown]),
        (b"\x1bO5", &[Unknown]),
        (b"\x1b]1", &[Unknown]),
        (b"\x1b]1\x1b", &[Unknown, Esc]),
        (b"\x1b]\x1b", &[Alt(']'), Esc]),
        (b"\x1b[M1", &[Unknown]),
    ]);
}

#[test]
fn a_byte_that_breaks_a_sequence_is_read_anew() {
    use Key::{Alt, Backspace, Char, Ctrl, Enter, Esc, Left, Unknown};
    assert_keys(&[
        (b"\x1b[\r", &[Alt('['), Enter]),
        (b"\x1b[1\r\n", &[Unknown, Enter]),
        (b"\x1b[1\x03", &[Unknown, Ctrl('c')]),
        (b"\x1b[1\x7f", &[Unknown, Backspace]),
        (b"\x1b[1\x1b[D", &[Unknown, Left]),
        (b"\x1b[1\x1b", &[Unknown, Esc]),
        ("\u{1b}[1й".as_bytes(), &[Unknown, Char('й')]),
        (b"\x1b[3$5", &[Unknown, Char('5')]),
        (b"\x1bO\r", &[Alt('O'), Enter]),
        (b"\x1bO.5", &[Alt('O'), Char('.'), Char('5')]),
        (b"\x1bO5.", &[Unknown, Char('.')]),
        (b"\x1b[[\r", &[Unknown, Enter]),
        (b"\x1b[[5", &[Unknown, Char('5')]),
        (b"\x1b[M1\r", &[Unknown, Enter]),
        (b"\x1b]0;text\r", &[Unknown, Enter]),
        (b"\x1bPtext\x03", &[Unknown, Ctrl('c')]),
        (b"\x1b_text\x7f", &[Unknown, Backspace]),
        (b"\x1b]0;text\x1b[D", &[Unknown, Left]),
        (b"\x1b]0;text\x1bq", &[Unknown, Alt('q')]),
        (b"\x1b]\x1bq", &[Alt(']'), Alt('q')]),
        (b"\x1b]0;text\x1b\x1b\\", &[Unknown, Esc, Alt('\\')]),
    ]);
}

#[test]
fn keys_without_characters_are_known_from_many_terminals() {
    assert_key(Key::Up, &["\x1b[A", "\x1bOA", "\x1b[1;5A", "\x1b[1;2A", "\x1b[1;9A", "\x1b[a", "\x1bOa"]);
    assert_key(Key::Down, &["\x1b[B", "\x1bOB", "\x1b[1;3B", "\x1b[b", "\x1bOb"]);
    assert_key(Key::Right, &["\x1b[C", "\x1bOC", "\x1b[1;16C", "\x1bOc", "\x1bO5C"]);
    assert_key(Key::Left, &["\x1b[D", "\x1bOD", "\x1b[1;6D", "\x1b[d", "\x1bOd", "\x1bO1;2D"]);
    assert_key(Key::Home, &["\x1b[H", "\x1bOH", "\x1b[1~", "\x1b[7~", "\x1b[1;5H", "\x1b[7^"]);
    assert_key(Key::End, &["\x1b[F", "\x1bOF", "\x1b[4~", "\x1b[8~", "\x1b[1;2F", "\x1b[8@"]);
    assert_key(Key::Begin, &["\x1b[E", "\x1bOE", "\x1b[G", "\x1b[1;2E"]);
    assert_key(Key::BackTab, &["\x1b[Z", "\x1b[1;2Z", "\x1b[27;2;9~", "\x1b[9;2u"]);
    assert_key(Key::Insert, &["\x1b[2~", "\x1b[2;2~", "\x1b[2^"]);
    assert_key(Key::Delete, &["\x1b[3~", "\x1b[3;5~", "\x1b[3^"]);
    assert_key(Key::PageUp, &["\x1b[5~", "\x1b[5;3~"]);
    assert_key(Key::PageDown, &["\x1b[6~", "\x1b[6;4~"]);
    assert_key(Key::F(1), &["\x1bOP", "\x1b[11~", "\x1b[1;2P", "\x1b[[A", "\x1b[11^", "\x1bO2P", "\x1b[P"]);
    assert_key(Key::F(3), &["\x1bOR", "\x1b[13~", "\x1b[R", "\x1b[1;2R", "\x1b[1;16R", "\x1b[[C"]);
    assert_key(Key::F(4), &["\x1bOS", "\x1b[14~", "\x1b[1;5S", "\x1b[[D"]);
    assert_key(Key::F(5), &["\x1b[15~", "\x1b[15;2~", "\x1b[[E"]);
    let numbers = [17, 18, 19, 20, 21, 23, 24, 25, 26, 28, 29, 31, 32, 33, 34];
    for (key, number) in (6..).zip(numbers) {
        assert_key(Key::F(key), &[&format!("\x1b[{number}~"), &format!("\x1b[{number};5~")]);
    }
}

#[test]
fn the_keypad_types_its_characters_in_application_mode() {
    let bytes: Vec<u8> = b"pqrstuvwxynlkmjoX ".iter().flat_map(|last| [0x1b, b'O', *last]).collect();
    assert_eq!(decode(&bytes), typed("0123456789.,+-*/= "));
    assert_key(Key::Enter, &["\x1bOM"]);
    assert_key(Key::Tab, &["\x1bOI"]);
}

#[test]
fn a_sequence_in_the_form_of_a_key_is_never_lost() {
    assert_key(
        Key::Unknown,
        &[
            "\x1b[99~",
            "\x1b[~",
            "\x1b[16~",
            "\x1b[27~",
            "\x1b[1;2;3A",
            "\x1b[K",
            "\x1b[5W",
            "\x1b[u",
            "\x1b[1;2m",
            "\x1b[99999999999999999999~",
            "\x1b[1?A",
            "\x1b[3$z",
            "\x1b[1 q",
            "\x1b[[F",
            "\x1bOf",
            "\x1b[5I",
            "\x1b[97;1;1;1u",
            "\x1b[1114112u",
            "\x1b[55296u",
            "\x1b[133u",
            "\x1b[113;9u",
            "\x1b[97;1:4u",
            "\x1b[27;5~",
        ],
    );
    assert_key(Key::Unknown, &[&format!("\x1b[{}~", "1;".repeat(100_000))]);
    assert_eq!(decode(b"q2\x1b[99~5"), keys([Key::Char('q'), Key::Char('2'), Key::Unknown, Key::Char('5')]));
}

#[test]
fn keys_with_modifiers_are_read_in_both_encodings() {
    use Key::{Alt, Backspace, Char, Ctrl, Enter, Esc, Tab};
    assert_keys(&[
        (b"\x1b[27;2;44~", &[Char(',')]),
        (b"\x1b[27;5;113~", &[Ctrl('q')]),
        (b"\x1b[27;5;1081~", &[Ctrl('q')]),
        (b"\x1b[27;5;13~", &[Enter]),
        (b"\x1b[27;3;13~", &[Esc, Enter]),
        (b"\x1b[27;3;49~", &[Alt('1')]),
        (b"\x1b[27u", &[Esc]),
        (b"\x1b[13u", &[Enter]),
        (b"\x1b[13;3u", &[Esc, Enter]),
        (b"\x1b[127;3u", &[Esc, Backspace]),
        (b"\x1b[9;5u", &[Tab]),
        (b"\x1b[99;5u", &[Ctrl('c')]),
        (b"\x1b[99;6u", &[Ctrl('c')]),
        (b"\x1b[99;7u", &[Esc, Ctrl('c')]),
        (b"\x1b[99;133u", &[Ctrl('c')]),
        (b"\x1b[32;5u", &[Ctrl('@')]),
        (b"\x1b[109;5u", &[Enter]),
        // The base-layout key is what the key types in the US layout. Ctrl and a letter of the Kazakh layout on `;`.
        (b"\x1b[1081::113;5u", &[Ctrl('q')]),
        (b"\x1b[1078:1046:59;5u", &[Ctrl(';')]),
        // Ctrl and the key that is labelled Z, on a German keyboard.
        (b"\x1b[122::121;5u", &[Ctrl('z')]),
        (b"\x1b[1081::113;3u", &[Alt('й')]),
        (b"\x1b[1081:1049:113;4u", &[Alt('Й')]),
        (b"\x1b[113u", &[Char('q')]),
        (b"\x1b[113;2u", &[Char('Q')]),
        (b"\x1b[44:1041;2u", &[Char('Б')]),
        (b"\x1b[49:33;2;33u", &[Char('!')]),
        (b"\x1b[49;;49:50u", &[Char('1'), Char('2')]),
        (b"\x1b[49;;155u", &[Char('\u{fffd}')]),
    ]);
}

#[test]
fn the_keypad_of_the_kitty_protocol_has_keys_of_its_own() {
    use Key::{Begin, Char, Delete, Down, End, Enter, F, Home, Insert, Left, PageDown, PageUp, Right, Up};
    let digits: Vec<u8> = (57_399..57_409).flat_map(|code| format!("\x1b[{code}u").into_bytes()).collect();
    assert_eq!(decode(&digits), typed("0123456789"));
    let others: Vec<u8> =
        (57_409..57_428).flat_map(|code| format!("\x1b[{code};129u").into_bytes()).collect();
    let signs = ['.', '/', '*', '-', '+'].map(Char);
    let rest = [Enter, Char('='), Char(',')];
    let moves = [Left, Right, Up, Down, PageUp, PageDown, Home, End, Insert, Delete, Begin];
    assert_eq!(decode(&others), keys(signs.into_iter().chain(rest).chain(moves)));
    assert_key(Char(','), &["\x1b[57409;129;44u"]);
    assert_key(F(13), &["\x1b[57376u"]);
    assert_key(F(35), &["\x1b[57398u"]);
}

#[test]
fn repeats_are_marked_and_releases_are_nothing() {
    for (sequence, key) in [
        ("\x1b[113;5:EVENTu", Key::Ctrl('q')),
        ("\x1b[27;1:EVENTu", Key::Esc),
        ("\x1b[1;1:EVENTA", Key::Up),
        ("\x1b[3;1:EVENT~", Key::Delete),
        ("\x1b[19;1:EVENT~", Key::F(8)),
        ("\x1b[1;1:EVENTP", Key::F(1)),
        ("\x1b[97;1:EVENT;97u", Key::Char('a')),
    ] {
        let events = |event: &str| decode(sequence.replace("EVENT", event).as_bytes());
        assert_eq!(events("1"), [key.into()]);
        assert_eq!(events("2"), [Decoded::Key(KeyPress { key, marked_repeat: true })]);
        assert_eq!(events("3"), []);
    }
}

#[test]
fn pastes_are_one_event() {
    let paste = |text: &str| Decoded::Paste(text.to_owned());
    assert_eq!(
        decode(b"q\x1b[200~1\r\n\x1b[D\x1b[201~q"),
        [typed("q"), vec![paste("1\r\n\x1b[D")], typed("q")].concat()
    );
    assert_eq!(decode(b"\x1b[201~q"), typed("q"));
    assert_eq!(decode(b"\x1b[200~5"), [paste("5\u{fffd}")]);
    let mut decoder = Decoder::default();
    assert_eq!(decode_more(&mut decoder, b"\x1b[200~5\r\x03\x1b"), []);
    assert_eq!(decoder.awaits(), Some(PASTE_SILENCE));
}

#[test]
fn the_answer_to_the_query_of_the_kitty_protocol_is_recognised() {
    assert_eq!(decode(b"\x1b[?0u"), [Decoded::KittyAnswer]);
    assert_eq!(decode(b"\x1b[0n"), [Decoded::StatusAnswer]);
    assert_eq!(decode(b"\x1b[?31u"), [Decoded::KittyAnswer]);
    // The query itself, as a terminal without raw mode would echo it, and other sequences of the protocol.
    for bytes in ["\x1b[?u", "\x1b[?1;2u", "\x1b[>7u", "\x1b[<u", "\x1b[=1u"] {
        assert_eq!(decode(bytes.as_bytes()), [], "{bytes:?}");
    }
}

#[test]
fn the_answer_about_the_background_is_recognised() {
    for (bytes, is_light) in [
        (&b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\"[..], true),
        (b"\x1b]11;rgb:fdfd/f6f6/e3e3\x07", true),
        (b"\x1b]11;rgb:0000/2b2b/3636\x1b\\", false),
    ] {
        assert_eq!(decode(bytes), [Decoded::Background { is_light }]);
    }
    for bytes in ["\x1b]11;?\x1b\\", "\x1b]10;rgb:ffff/ffff/ffff\x07", "\x1bP11;rgb:ffff/ffff/ffff\x1b\\"] {
        assert_eq!(decode(bytes.as_bytes()), [], "{bytes:?}");
    }
    // An Enter ends the string, as any other.
    assert_eq!(decode(b"\x1b]11;rgb:ffff/\r"), keys([Key::Unknown, Key::Enter]));
}

#[test]
fn the_mouse_gives_events_only_if_the_screen_uses_it() {
    let bytes = b"\x1b[<0;10;5M\x1b[<0;10;5m\x1b[<64;1;1M\x1b[<65;1;1M\x1b[<2;1;1M\x1b[<0;0;5M\x1b[<0;5M";
    assert_eq!(decode(bytes), []);
    let mut decoder = Decoder::default();
    decoder.set_reads_mouse(true);
    let click = MouseAction::Click { column: 9, row: 4 };
    let expected = [click, MouseAction::WheelUp, MouseAction::WheelDown].map(Decoded::Mouse);
    assert_eq!(decode_more(&mut decoder, bytes), expected);
}
