//! Computed frames of every protocol, and what must hold for any bytes.

use proptest::prelude::*;

use super::*;
use crate::scale::reading::{LoadState, ScaleFault, WireWeight};

fn bytes(hex: &str) -> Vec<u8> {
    hex.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect()
}

fn frames(protocol: Protocol, bytes: &[u8]) -> Vec<ScaleReading> {
    let frames = WireDecoder::new(protocol).read(bytes, &mut Vec::new());
    frames.into_iter().map(|frame| frame.reading).collect()
}

/// Returns the only frame of these bytes.
#[track_caller]
fn frame(protocol: Protocol, bytes: &[u8]) -> ScaleReading {
    let mut found = frames(protocol, bytes);
    assert_eq!(found.len(), 1, "{protocol:?} {bytes:x?}");
    found.remove(0)
}

fn grams(reading: &ScaleReading) -> Option<i64> {
    reading.weight.map(WireWeight::grams)
}

/// Checks the state and the grams of one frame.
#[track_caller]
fn check(protocol: Protocol, bytes: &[u8], state: LoadState, expected: Option<i64>) {
    let reading = frame(protocol, bytes);
    assert_eq!((&reading.state, grams(&reading)), (&state, expected), "{protocol:?} {bytes:x?}");
}

#[test]
fn frames_of_cas() {
    let vector = bytes("53 54 2c 47 53 2c 31 c4 2c 30 30 30 30 31 33 2e 35 20 6b 67 0d 0a");
    check(Protocol::Cas, &vector, LoadState::Stable, Some(13_500));
    let line = |head: &str, lamp: u8, data: &str, unit: &str| {
        [head.as_bytes(), b",1", &[lamp], b",", data.as_bytes(), unit.as_bytes(), b"\r\n"].concat()
    };
    let check = |bytes: Vec<u8>, state, grams| check(Protocol::Cas, &bytes, state, grams);
    check(line("US,GS", 0x84, "  012.34", " kg"), LoadState::Moving, Some(12_340));
    check(line("ST,NT", 0xc2, "   1.250", " kg"), LoadState::Stable, Some(1_250));
    assert!(frame(Protocol::Cas, &line("ST,NT", 0xc2, "   1.250", " kg")).is_net);
    check(line("ST,GS", 0xc4, "    1250", "  g"), LoadState::Stable, Some(1_250));
    check(line("ST,GS", 0xc4, "-  0.500", " kg"), LoadState::Minus, Some(-500));
    check(line("OL,GS", 0x84, "        ", " kg"), LoadState::Over, None);
    check(line("ST,GS", 0xc4, "    27.5", " lb"), LoadState::OtherUnit("lb".to_owned()), None);
    check(line("HD,GS", 0x94, "    1.50", " kg"), LoadState::Moving, Some(1_500));
    // The words say "stable", the lamp does not; and a held weight is an older one.
    check(line("ST,GS", 0x84, "    1.50", " kg"), LoadState::Fault(ScaleFault::Contradiction), Some(1_500));
    check(line("ST,GS", 0xd4, "    1.50", " kg"), LoadState::Moving, Some(1_500));
    assert_eq!(frames(Protocol::Cas, b"ST,GS,+  12.50kg\r\n"), []);
}

#[test]
fn frames_of_cas_on_request() {
    let vector = bytes("01 02 53 20 30 31 32 2e 33 34 6b 67 65 03 04");
    check(Protocol::CasEnq, &vector, LoadState::Stable, Some(12_340));
    let frame_of = |body: &[u8]| {
        let bcc = body.iter().fold(0, |sum, byte| sum ^ byte);
        [&[1, 2], body, &[bcc, 3, 4]].concat()
    };
    check(Protocol::CasEnq, &frame_of(b"U 012.34kg"), LoadState::Moving, Some(12_340));
    check(Protocol::CasEnq, &frame_of(b"S-000.50kg"), LoadState::Minus, Some(-500));
    check(Protocol::CasEnq, &frame_of(b"SF000.00kg"), LoadState::Over, None);
    check(Protocol::CasEnq, &frame_of(b"S 012.34lb"), LoadState::OtherUnit("lb".to_owned()), None);
    let mut answer = Vec::new();
    assert_eq!(WireDecoder::new(Protocol::CasEnq).read(&[0x06], &mut answer), []);
    assert_eq!(answer, [0x11]);
    let mut wrong = vector;
    wrong[5] = b'9';
    assert_eq!(frames(Protocol::CasEnq, &wrong), []);
}

#[test]
fn frames_of_and() {
    let check = |line: &str, state, grams| check(Protocol::And, line.as_bytes(), state, grams);
    check("ST,+00012.34 kg\r\n", LoadState::Stable, Some(12_340));
    check("US,+00012.34 kg\r\n", LoadState::Moving, Some(12_340));
    check("ST;+00012,34 kg\r\n", LoadState::Stable, Some(12_340));
    check("ST,-00000.50 kg\r\n", LoadState::Minus, Some(-500));
    check("ST,+001234.5  g\r\n", LoadState::Stable, Some(1_235));
    check("OL,+9999999E+19\r\n".replace("9999999E+19", "99999999   ").as_str(), LoadState::Over, None);
    check("ST,+99999999 kg\r\n", LoadState::Over, None);
    check("QT,+00000012 PC\r\n", LoadState::OtherUnit("pcs".to_owned()), None);
    check("ST,+00012.34 lb\r\n", LoadState::OtherUnit("lb".to_owned()), None);
    // The beginning of another frame before it.
    check("00012.3ST,+00012.34 kg\r\n", LoadState::Stable, Some(12_340));
}

#[test]
fn frames_of_mt_sics() {
    let check = |line: &str, state, grams| check(Protocol::MtSics, line.as_bytes(), state, grams);
    check("S S     100.00 g\r\n", LoadState::Stable, Some(100));
    check("S D     12.340 kg\r\n", LoadState::Moving, Some(12_340));
    check("S S      -0.50 kg\r\n", LoadState::Minus, Some(-500));
    check("S I\r\n", LoadState::Fault(ScaleFault::NotReady), None);
    check("S +\r\n", LoadState::Over, None);
    check("S -\r\n", LoadState::Minus, None);
    check("ES\r\n", LoadState::Fault(ScaleFault::Request), None);
    check("S S     100.00 lb\r\n", LoadState::OtherUnit("lb".to_owned()), None);
}

#[test]
fn frames_of_massa_k() {
    let check = |hex: &str, state, grams| check(Protocol::MassaK, &bytes(hex), state, grams);
    let weight = "F8 55 CE 0D 00 24 34 30 00 00 01 01 00 00 00 00 00 00 60 E0";
    check(weight, LoadState::Stable, Some(12_340));
    check("F8 55 CE 0D 00 24 CE FF FF FF 01 01 00 00 00 00 00 00 15 06", LoadState::Minus, Some(-50));
    check("F8 55 CE 02 00 28 08 08 28", LoadState::Over, None);
    assert_eq!(Protocol::MassaK.request().unwrap().bytes, bytes("F8 55 CE 01 00 23 23 00"));
    assert_eq!(massa_k::crc(&[0x23]), 0x0023);
    let mut wrong = bytes(weight);
    wrong[6] = 0x35;
    assert_eq!(frames(Protocol::MassaK, &wrong), []);
}

#[test]
fn frames_of_toledo_and_nci() {
    let toledo = |frame: &[u8], state, grams| check(Protocol::Toledo, frame, state, grams);
    toledo(b"\x0212.340\r", LoadState::Stable, Some(12_340));
    toledo(b"\x02?A\r", LoadState::Moving, None);
    toledo(b"\x02?B\r", LoadState::Over, None);
    toledo(b"\x02?D\r", LoadState::Minus, None);
    // Pounds have two decimals. A net weight has an N.
    toledo(b"\x02027.20\r", LoadState::OtherUnit("lb".to_owned()), None);
    toledo(b"\x0201.250N\r", LoadState::Stable, Some(1_250));
    assert!(frame(Protocol::Toledo, b"\x0201.250N\r").is_net);
    assert_eq!(frames(Protocol::Toledo, b"\x0201.250X\r"), []);
    let nci = |frame: &[u8], state, grams| check(Protocol::Nci, frame, state, grams);
    // A third byte of status, announced by bit 6 of the second one; capitals and an S; a status alone.
    nci(b"\n0012.34kg\r\n0p4\r\x03", LoadState::Stable, Some(12_340));
    assert!(frame(Protocol::Nci, b"\n0012.34kg\r\n0p4\r\x03").is_net);
    nci(b"\n12.340KG\r\nS00\r\x03", LoadState::Stable, Some(12_340));
    nci(b"\nS10\r\x03", LoadState::Moving, None);
    nci(b"\nS00\r\x03", LoadState::Moving, None);
    nci(b"\nS02\r\x03", LoadState::Over, None);
    assert_eq!(frames(Protocol::Nci, b"\n0012.34kg\r\n0\r\x03"), []);
    assert_eq!(frames(Protocol::Nci, b"\n0012.34kg\r\nab\r\x03"), []);
    nci(b"\n0012.34kg\r\n00\r\x03", LoadState::Stable, Some(12_340));
    nci(b"\n0012.34kg\r\n10\r\x03", LoadState::Moving, Some(12_340));
    nci(b"\n0012.34kg\r\n02\r\x03", LoadState::Over, None);
    nci(b"\n0012.34kg\r\n01\r\x03", LoadState::Minus, None);
    nci(b"\n?\r\x03", LoadState::Fault(ScaleFault::Request), None);
    nci(b"\n0027.20lb\r\n00\r\x03", LoadState::OtherUnit("lb".to_owned()), None);
}

#[test]
fn lines_of_any_scale() {
    let check = |line: &[u8], state, grams| check(Protocol::Line, line, state, grams);
    check(b"ST,GS,+  12.34kg\r\n", LoadState::Stable, Some(12_340));
    check(b"   12.34 kg\r", LoadState::Unsure, Some(12_340));
    check(b"   12.34 kg\n", LoadState::Unsure, Some(12_340));
    check(b"ST,GS,+   0.00kg\r\n", LoadState::Stable, Some(0));
    check(b"     0.00 kg\r\n", LoadState::Unsure, Some(0));
    assert!(frame(Protocol::Line, b"ST,NT,+   0.00kg\r\n").is_net);
    let zero = frame(Protocol::Line, b"ST,GS,+   0.00kg\r\n").weight.unwrap();
    assert_eq!(zero.division_mg, 10_000);
    check(b"ST,+  125.5 g\r\n", LoadState::Stable, Some(126));
    check(b"    0.0 g\r\n", LoadState::Unsure, Some(0));
    check(b"ST,-  125.5 g\r\n", LoadState::Minus, None);
    check(b"ww0012.50kg\r\n", LoadState::Unsure, Some(12_500));
    check(b"wn0012.50kg\r\n", LoadState::Unsure, Some(12_500));
    assert!(frame(Protocol::Line, b"wn0012.50kg\r\n").is_net);
    check(b"wt0000.80kg\r\n", LoadState::Fault(ScaleFault::Contradiction), None);
    check(b"   27.5 lb\r\n", LoadState::OtherUnit("lb".to_owned()), None);
    // CR LF is one end of a line, not noise.
    let mut decoder = WireDecoder::new(Protocol::Line);
    assert_eq!(decoder.read(b"1.00 kg\r\n2.00 kg\r\n", &mut Vec::new()).len(), 2);
    assert_eq!(decoder.noise(), 0);
}

#[test]
fn frames_of_sartorius() {
    let check = |line: &str, state, grams| check(Protocol::Sartorius, line.as_bytes(), state, grams);
    check("+   12.340 kg \r\n", LoadState::Stable, Some(12_340));
    check("+   12.340    \r\n", LoadState::Moving, None);
    check("Stat       H        \r\n", LoadState::Over, None);
    assert_eq!(frames(Protocol::Sartorius, b"Stat  +   12.340 kg \r\n"), []);
    check("-    0.500 kg \r\n", LoadState::Minus, Some(-500));
    check("N     +   12.340 kg \r\n", LoadState::Stable, Some(12_340));
    assert!(frame(Protocol::Sartorius, b"N     +   12.340 kg \r\n").is_net);
    check("     HIGH     \r\n", LoadState::Over, None);
    check("+   27.200 lb \r\n", LoadState::OtherUnit("lb".to_owned()), None);
    // The tare is not the weight.
    assert_eq!(frames(Protocol::Sartorius, b"T1    +    0.500 kg \r\n"), []);
}

#[test]
fn frames_of_yaohua() {
    let vector = bytes("02 2b 30 30 31 32 33 34 32 31 44 03");
    check(Protocol::Yaohua, &vector, LoadState::Unsure, Some(12_340));
    let negative = [&[2][..], b"-0000502", &yaohua::checksum(b"-0000502"), &[3]].concat();
    check(Protocol::Yaohua, &negative, LoadState::Minus, Some(-500));
    let mut wrong = vector;
    wrong[4] = b'9';
    assert_eq!(frames(Protocol::Yaohua, &wrong), []);
}

#[test]
fn frames_of_mertech() {
    let answer = |length: u8, state: u16, weight: i32| {
        let mut body = vec![length, 0x3a, 0];
        body.extend(state.to_le_bytes());
        body.extend(weight.to_le_bytes());
        body.extend([0, 0, 0]);
        let lrc = body.iter().fold(0, |sum, byte| sum ^ byte);
        [&[2], &body[..], &[lrc]].concat()
    };
    for length in [0x0b, 0x11] {
        check(Protocol::Mertech, &answer(length, 0x11, 12_340), LoadState::Stable, Some(12_340));
    }
    check(Protocol::Mertech, &answer(11, 0x00, 12_340), LoadState::Moving, Some(12_340));
    check(
        Protocol::Mertech,
        &answer(11, 0x01, 12_340),
        LoadState::Fault(ScaleFault::Contradiction),
        Some(12_340),
    );
    check(Protocol::Mertech, &answer(11, 0x11, -50), LoadState::Minus, Some(-50));
    check(Protocol::Mertech, &answer(11, 0x51, 0), LoadState::Over, None);
    check(Protocol::Mertech, &answer(11, 0x211, 0), LoadState::Fault(ScaleFault::Calibration), None);
    let mut sent = Vec::new();
    WireDecoder::new(Protocol::Mertech).read(&answer(11, 0x11, 1), &mut sent);
    assert_eq!(sent, [0x06]);
    let request = Protocol::Mertech.request().unwrap().bytes;
    assert_eq!(request[1..].iter().fold(0, |sum, byte| sum ^ byte), 0);
}

#[test]
fn frames_of_other_scales() {
    let check = |line: &str, state, grams| check(Protocol::Line, line.as_bytes(), state, grams);
    check("ST,GS,+  12.50kg\r\n", LoadState::Stable, Some(12_500));
    check("   12.50 kg\r\n", LoadState::Unsure, Some(12_500));
    check("    0.00 kg\r\n", LoadState::Unsure, Some(0));
    check("US,GS,+  12.50kg\r\n", LoadState::Moving, None);
    check("OL\r\n", LoadState::Over, None);
    check("   27.50 lb\r\n", LoadState::OtherUnit("lb".to_owned()), None);
}

#[test]
fn the_serial_number_of_mt_sics_is_evidence() {
    let bytes = b"S S      1.000 kg\r\nI4 A \"B012345678\"\r\nS S     12.340 kg\r\nI4 A \"\x01\"\r\nI4 I\r\n";
    let found = WireDecoder::new(Protocol::MtSics).read(bytes, &mut Vec::new());
    let serials: Vec<_> = found.iter().map(|frame| frame.serial.as_deref()).collect();
    assert_eq!(serials, [None, Some("B012345678")]);
}

/// Returns one stable frame of 12.34 kg of each protocol.
fn samples() -> Vec<(Protocol, Vec<u8>)> {
    vec![
        (Protocol::And, b"ST,+00012.34 kg\r\n".to_vec()),
        (Protocol::Cas, b"ST,GS,1\xc4,00012.34 kg\r\n".to_vec()),
        (Protocol::CasEnq, bytes("01 02 53 20 30 31 32 2e 33 34 6b 67 65 03 04")),
        (Protocol::Line, b"ST,GS,+  12.34kg\r\n".to_vec()),
        (Protocol::MassaK, bytes("F8 55 CE 0D 00 24 34 30 00 00 01 01 00 00 00 00 00 00 60 E0")),
        (Protocol::Mertech, bytes("02 0b 3a 00 11 00 34 30 00 00 00 00 00 24")),
        (Protocol::MtSics, b"S S     12.340 kg\r\n".to_vec()),
        (Protocol::Nci, b"\n0012.34kg\r\n00\r\x03".to_vec()),
        (Protocol::Sartorius, b"+   12.340 kg \r\n".to_vec()),
        (Protocol::Toledo, b"\x0212.340\r".to_vec()),
        (Protocol::Yaohua, bytes("02 2b 30 30 31 32 33 34 32 31 44 03")),
    ]
}

#[test]
fn every_protocol_has_a_sample_and_a_name() {
    let samples = samples();
    for protocol in Protocol::ALL {
        assert_eq!(Protocol::named(protocol.name()), Some(protocol));
        let (_, sample) = samples.iter().find(|(of, _)| *of == protocol).unwrap();
        assert_eq!(grams(&frame(protocol, sample)), Some(12_340), "{protocol:?}");
    }
}

proptest! {
    /// Bytes never panic, however they are divided, and the division changes nothing.
    #[test]
    fn the_division_into_reads_changes_nothing(
        which in 0..Protocol::ALL.len(),
        noise in prop::collection::vec(any::<u8>(), 0..40),
        cuts in prop::collection::vec(1_usize..20, 0..20),
        times in 1_usize..4,
    ) {
        let protocol = Protocol::ALL[which];
        let (_, sample) = samples().into_iter().find(|(of, _)| *of == protocol).unwrap();
        let stream = [noise, sample.repeat(times)].concat();
        let whole = WireDecoder::new(protocol).read(&stream, &mut Vec::new());
        let (mut decoder, mut parts, mut rest) = (WireDecoder::new(protocol), Vec::new(), &stream[..]);
        for cut in cuts.into_iter().chain([usize::MAX]) {
            let (now, later) = rest.split_at(cut.min(rest.len()));
            parts.extend(decoder.read(now, &mut Vec::new()));
            rest = later;
        }
        prop_assert_eq!(whole, parts);
    }

    /// After noise, at most one frame is lost, and no other weight than the one that was sent is read from whole frames.
    #[test]
    fn frames_are_found_after_noise(
        which in 0..Protocol::ALL.len(),
        noise in prop::collection::vec(any::<u8>(), 0..30),
    ) {
        let protocol = Protocol::ALL[which];
        let (_, sample) = samples().into_iter().find(|(of, _)| *of == protocol).unwrap();
        // A body of MASSA-K may be as long as the noise says.
        let stream = [noise, sample.repeat(8)].concat();
        let found = frames(protocol, &stream);
        let right = found.iter().filter(|reading| grams(reading) == Some(12_340)).count();
        prop_assert!(right >= 3, "{protocol:?}: {found:?}");
    }

    /// A damaged byte never becomes another stable weight where the protocol has a checksum.
    #[test]
    fn a_checksum_refuses_a_damaged_byte(at in 0_usize..20, bit in 0_u32..8) {
        for (protocol, sample) in samples() {
            if !matches!(protocol, Protocol::CasEnq | Protocol::MassaK | Protocol::Mertech | Protocol::Yaohua) {
                continue;
            }
            let mut damaged = sample.clone();
            let Some(byte) = damaged.get_mut(at) else { continue };
            *byte ^= 1 << bit;
            for reading in frames(protocol, &damaged) {
                prop_assert_eq!(grams(&reading), Some(12_340), "{:?}", protocol);
            }
        }
    }
}
