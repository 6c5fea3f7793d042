//! Tests of encoding and decoding together.

use chrono::{DateTime, FixedOffset};
use proptest::prelude::*;

use super::*;
use crate::domain::mass::Grams;
use crate::domain::record::{
    Entry, ImportRef, JournalId, LineHash, Measure, Op, Record, RecordKey, RecordRef, SEEN_MAX, SeenHead,
    ShortHash, Source,
};
use crate::domain::scale_frame::{FrameBytes, ScaleFrame};
use crate::journal::testing::{id, noon, weight};

/// Returns the error of a line with these fields.
fn decode_error(fields: &str) -> LineError {
    let line = format!(r#"{{"seq":2,"at":"2026-01-25T12:00:00.000+05:00",{fields},"prev":""}}"#);
    decode(line.as_bytes()).unwrap_err()
}

#[test]
fn an_invalid_line_is_rejected_with_the_name_of_its_field() {
    use LineError::{BadField, Missing, NetMismatch, OutOfRange};
    let entry = |rest: &str| decode_error(&format!(r#""op":"entry","material":"paper",{rest}"#));
    let net = |net, gross, tare| NetMismatch {
        net: Grams::new(net),
        gross: Grams::new(gross),
        tare: Grams::new(tare),
    };
    for (found, expected) in [
        (entry(r#""net_g":0"#), OutOfRange { field: "net_g" }),
        (entry(r#""net_g":-5"#), OutOfRange { field: "net_g" }),
        (entry(r#""net_g":4000000001"#), OutOfRange { field: "net_g" }),
        (entry(r#""grade":"1""#), Missing { field: "net_g" }),
        (entry(r#""net_g":null"#), Missing { field: "net_g" }),
        (entry(r#""net_g":5,"gross_g":5"#), Missing { field: "tare_g" }),
        (entry(r#""net_g":5,"tare_g":5"#), Missing { field: "gross_g" }),
        (entry(r#""net_g":5,"gross_g":10,"tare_g":4"#), net(5, 10, 4)),
        (entry(r#""net_g":5,"gross_g":4,"tare_g":9"#), net(5, 4, 9)),
        (entry(r#""net_g":5,"gross_g":5,"tare_g":0"#), OutOfRange { field: "tare_g" }),
        (entry(r#""pieces":0"#), OutOfRange { field: "pieces" }),
        (entry(r#""pieces":1,"gross_g":5,"tare_g":1"#), BadField { field: "pieces" }),
        (entry(r#""net_g":5,"source":"guess""#), BadField { field: "source" }),
        (entry(r#""net_g":5,"import":"ff:1""#), BadField { field: "import" }),
        (
            entry(r#""net_g":5,"corrects":{"station":"a","seq":1,"hash":"00000000000000ff"}"#),
            BadField { field: "corrects" },
        ),
        (decode_error(r#""op":"entry","material":"<b>","net_g":5"#), BadField { field: "material" }),
        (decode_error(r#""op":"people","count":4294967296"#), OutOfRange { field: "count" }),
        (decode_error(r#""op":"void","reason":"x""#), Missing { field: "of" }),
        (decode_error(r#""op":"operator""#), Missing { field: "name" }),
        (decode_error(r#""operator":"x""#), Missing { field: "op" }),
        (decode_error(r#""op":"open","format":2"#), LineError::Format(2)),
    ] {
        assert_eq!(found, expected);
    }
    for json in
        [r#""op":"people","count":1.5"#, r#""op":"people","count":"1""#, r#""op":"close","op":"close""#]
    {
        assert!(matches!(decode_error(json), LineError::Json { .. }), "{json}");
    }
}

#[test]
fn bytes_that_are_not_a_line_are_rejected() {
    assert!(matches!(decode(b""), Err(LineError::Json { .. })));
    assert!(matches!(decode(b"[]"), Err(LineError::Json { .. })));
    assert!(matches!(decode(&[0; 10]), Err(LineError::Json { .. })));
    assert_eq!(decode(b"{}"), Err(LineError::Missing { field: "seq" }));
    assert_eq!(decode(&[b' '; LINE_MAX]), Err(LineError::TooLong { bytes: 4097 }));
    assert_eq!(decode(b"\"\xff\""), Err(LineError::NotUtf8));
}

#[test]
fn a_key_comes_before_the_hash_of_the_previous_line_and_another_form_is_ignored() {
    let key = RecordKey::parse("scale-3:17");
    let bytes = encode(2, &noon(), &Op::People { count: 1 }, None, key.as_ref(), None).unwrap();
    assert!(bytes.ends_with(br#""op":"people","count":1,"id":"scale-3:17","prev":""}"#));
    let later = br#"{"seq":2,"at":"2026-01-25T12:00:00Z","op":"people","count":1,"id":"a b","prev":""}"#;
    assert_eq!(decode(later).unwrap().record.key, None);
}

#[test]
fn an_acknowledged_fork_names_both_sides() {
    let side = |hash| RecordRef { station: id("B"), seq: 7, hash: ShortHash(hash) };
    let op = Op::Fork { of: side(1), other: side(2), reason: "two laptops".into() };
    let bytes = encode(2, &noon(), &op, None, None, None).unwrap();
    let expected = concat!(
        r#""op":"fork","of":{"station":"B","seq":7,"hash":"0000000000000001"},"#,
        r#""other":{"station":"B","seq":7,"hash":"0000000000000002"},"reason":"two laptops","prev":""}"#,
    );
    assert!(String::from_utf8(bytes.clone()).unwrap().ends_with(expected));
    assert_eq!(decode(&bytes).unwrap().record.op, op);
}

#[test]
fn an_unknown_operation_may_give_our_fields_another_type() {
    let line = br#"{"seq":2,"at":"2026-01-25T12:00:00Z","op":"weigh2","count":"many","import":7,"prev":""}"#;
    assert_eq!(decode(line).unwrap().record.op, Op::Unknown { op: "weigh2".into() });
    let line = br#"{"seq":2,"at":"2026-01-25T12:00:00Z","op":"weigh2","import":"later","prev":""}"#;
    assert_eq!(decode(line).unwrap().record.op, Op::Unknown { op: "weigh2".into() });
}

#[test]
fn a_record_that_does_not_fit_the_format_is_not_encoded() {
    let try_encode = |op| encode(2, &noon(), &op, None, None, None).unwrap_err();
    let long = "я".repeat(201);
    assert_eq!(try_encode(Op::Operator { name: long }), LineError::LongText { field: "name", chars: 201 });
    assert_eq!(try_encode(Op::People { count: 0 }), LineError::OutOfRange { field: "count" });
    assert_eq!(try_encode(Op::Entry(weight("Paper", 1))), LineError::BadField { field: "material" });
    assert_eq!(try_encode(Op::Unknown { op: "x".into() }), LineError::BadField { field: "op" });
    assert_eq!(encode(0, &noon(), &Op::Close, None, None, None), Err(LineError::OutOfRange { field: "seq" }));
}

#[test]
fn rounding_an_offset_to_the_minute_keeps_the_instant() {
    let odd = noon().with_timezone(&FixedOffset::east_opt(4 * 3600 + 56 * 60 + 47).unwrap());
    let line = decode(&encode(1, &odd, &Op::Close, None, None, None).unwrap()).unwrap();
    assert_eq!(line.record.at, noon());
    assert_eq!(line.record.at.offset().local_minus_utc() % 60, 0);
}

prop_compose! {
    fn texts()(text in "\\PC{0,40}|[a-z\"\\\\\u{1}\u{7f}әї😀]{0,200}") -> String { text }
}

fn targets() -> impl Strategy<Value = RecordRef> {
    ("[A-Z0-9]{1,8}", 1..1_000_000_u64, any::<u64>()).prop_map(|(station, seq, hash)| RecordRef {
        station: id(&station),
        seq,
        hash: ShortHash(hash),
    })
}

fn measures() -> impl Strategy<Value = Measure> {
    let grams = || (1..=4_000_000_000_i64).prop_map(Grams::new);
    prop_oneof![
        grams().prop_map(|gross| Measure::Weight { gross, tare: Grams::ZERO }),
        (2..=4_000_000_000_i64, any::<u32>()).prop_map(|(gross, tare)| Measure::Weight {
            gross: Grams::new(gross),
            tare: Grams::new(i64::from(tare) % gross),
        }),
        (1..u32::MAX, prop::option::of(grams()))
            .prop_map(|(count, weight)| Measure::Pieces { count, weight }),
    ]
}

fn scale_frames() -> impl Strategy<Value = ScaleFrame> {
    let bytes = prop::collection::vec(any::<u8>(), 1..=FrameBytes::MAX);
    (texts(), prop::option::of(texts()), bytes).prop_map(|(protocol, serial, raw)| ScaleFrame {
        protocol,
        serial,
        raw: FrameBytes::new(raw).unwrap(),
    })
}

fn entries() -> impl Strategy<Value = Entry<RecordRef>> {
    let text = || prop::option::of(texts());
    let sources =
        prop::sample::select(&[Source::Typed, Source::Scale, Source::Wedge, Source::Paper, Source::Import]);
    (
        "[a-z0-9-]{1,32}",
        text(),
        measures(),
        text(),
        any::<bool>(),
        sources,
        prop::option::of(scale_frames()),
        text(),
        prop::option::of(targets()),
    )
        .prop_map(|(material, grade, measure, tare_name, about, source, scale, typed, corrects)| Entry {
            material,
            grade,
            measure,
            tare_name,
            about,
            source,
            scale,
            typed,
            corrects,
        })
}

fn ops() -> impl Strategy<Value = Op<RecordRef>> {
    prop_oneof![
        (texts(), any::<u128>(), texts()).prop_map(|(event, journal, app)| Op::Open {
            event,
            station: id("A"),
            journal: JournalId(journal),
            app,
        }),
        texts().prop_map(|name| Op::Operator { name }),
        entries().prop_map(Op::Entry),
        (1..u32::MAX).prop_map(|count| Op::People { count }),
        (targets(), texts()).prop_map(|(of, reason)| Op::Void { of, reason }),
        ("[a-z0-9-]{1,32}", measures(), texts(), prop::option::of(texts()))
            .prop_map(|(material, measure, to, typed)| Op::Out { material, measure, to, typed }),
        Just(Op::Close),
        prop::collection::vec(seen_heads(), 1..=SEEN_MAX).prop_map(|journals| Op::Seen { journals }),
    ]
}

fn seen_heads() -> impl Strategy<Value = SeenHead> {
    let name = || prop::option::of("[A-Z0-9]{1,8}");
    let numbers = (any::<u128>(), 1..u64::from(u32::MAX), any::<u64>(), any::<bool>());
    ("[A-Z0-9]{1,8}", name(), numbers).prop_map(|(station, name, (journal, seq, hash, merged))| SeenHead {
        station: id(&station),
        name: name.as_deref().map(id),
        journal: JournalId(journal),
        seq,
        hash: ShortHash(hash),
        merged,
    })
}

/// Returns a head whose fields are as long as possible.
fn longest_head() -> SeenHead {
    SeenHead {
        station: id("HALL2024"),
        name: Some(id("HALL2025")),
        journal: JournalId(u128::MAX),
        seq: u64::from(u32::MAX),
        hash: ShortHash(u64::MAX),
        merged: true,
    }
}

#[test]
fn the_heads_that_one_line_names_fit_into_a_line() {
    let seen = |count| Op::Seen { journals: vec![longest_head(); count] };
    let line =
        |count| encode(u64::from(u32::MAX), &noon(), &seen(count), None, None, Some(&LineHash([255; 32])));
    assert!(line(SEEN_MAX).unwrap().len() < LINE_MAX);
    for count in [0, SEEN_MAX + 1] {
        assert_eq!(line(count), Err(LineError::OutOfRange { field: "journals" }));
    }
}

/// A version that does not know the operation reads only the fields of every line.
#[test]
fn a_line_of_seen_heads_has_no_field_that_an_earlier_version_reads_differently() {
    let line = encode(2, &noon(), &Op::Seen { journals: vec![longest_head()] }, None, None, None).unwrap();
    let text = String::from_utf8(line).unwrap().replacen(r#""op":"seen""#, r#""op":"later""#, 1);
    let read = decode(text.as_bytes()).unwrap().record;
    assert_eq!((read.seq, read.op), (2, Op::Unknown { op: "later".into() }));
    for wrong in ["\"station\":\"a\"", "\"seq\":0", "\"hash\":\"1\"", "\"journal\":\"1\""] {
        let head =
            r#""station":"A","journal":"00000000000000000000000000000001","seq":1,"hash":"0000000000000001""#;
        let name = wrong.split(':').next().unwrap();
        let fields: Vec<_> =
            head.split(',').map(|field| if field.starts_with(name) { wrong } else { field }).collect();
        let error = decode_error(&format!(r#""op":"seen","journals":[{{{}}}]"#, fields.join(",")));
        assert_eq!(error, LineError::BadField { field: "journals" }, "{wrong}");
    }
    assert_eq!(decode_error(r#""op":"seen""#), LineError::Missing { field: "journals" });
}

proptest! {
    #[test]
    fn an_encoded_record_decodes_to_itself(
        seq in 1..u64::from(u32::MAX),
        ms in -60_000_000_000_000..250_000_000_000_000_i64,
        minutes in -14 * 60..=14 * 60_i32,
        op in ops(),
        import in prop::option::of((any::<u64>(), any::<u32>())),
        key in prop::option::of("[A-Za-z0-9._:-]{1,64}"),
        prev in prop::option::of(any::<[u8; 32]>()),
    ) {
        let at = DateTime::from_timestamp_millis(ms).unwrap();
        let at = at.with_timezone(&FixedOffset::east_opt(minutes * 60).unwrap());
        let import = import.map(|(file, row)| ImportRef { file: ShortHash(file), row });
        let key = key.map(|key| RecordKey::parse(&key).unwrap());
        let prev = prev.map(LineHash);
        let bytes = encode(seq, &at, &op, import, key.as_ref(), prev.as_ref()).unwrap();
        prop_assert!(!bytes.contains(&b'\n'));
        let record = Record { seq, at, op, import, key, hash: hash(&bytes) };
        prop_assert_eq!(decode(&bytes), Ok(JournalLine { record, prev }));
    }

    #[test]
    fn decoding_arbitrary_bytes_does_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = decode(&bytes);
    }
}
