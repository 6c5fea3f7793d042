//! Tests of the lines of the plain console, and of the frames of a scale in them.

use super::*;
use crate::scale::FrameError;
use crate::scale::wedge::WedgeScale;

fn enter(console: &mut TestConsole, line: &str) {
    // Each line is later than the question about the line before.
    let now = timestamp(Duration::from_secs(1));
    console.send(Msg::PlainLine(line.to_owned(), now));
}

fn with_scale() -> TestConsole {
    let mut console = console();
    console.model.scale = Some(WedgeScale::parse("wedge").unwrap());
    console
}

fn rejection(console: &TestConsole) -> &RejectReason {
    let Some(Notice::Rejected(reason)) = console.model.notice() else {
        panic!("{:?}", console.model.notice())
    };
    reason
}

#[test]
fn a_character_that_cannot_be_seen_never_joins_two_numbers() {
    let unseen: Vec<char> = (0..0x20)
        .chain(0x7f..0xa0)
        .chain([0xad, 0x200b, 0x2028, 0x202e, 0xfeff])
        .filter_map(char::from_u32)
        .collect();
    for c in unseen.into_iter().chain([char::REPLACEMENT_CHARACTER, '\u{a4}']) {
        let mut console = console();
        for line in [format!("q1{c}2"), format!("{c}12"), format!("q12{c}"), format!("q{c}12")] {
            enter(&mut console, &line);
            assert!(matches!(rejection(&console), RejectReason::Amount(_)), "{line:?}");
        }
        // The material of the line is unknown, so an amount alone has none.
        enter(&mut console, "5");
        assert_eq!(rejection(&console), &RejectReason::NoMaterial);
        assert_eq!(console.saved.len(), 0, "{c:?}");
        if c != '\r' && c != '\n' {
            let mut console = self::console();
            console.keys("q").paste(&format!("1{c}2\n3\n"));
            // A line that was not understood may have named another material.
            assert!([0, 3_000].contains(&console.grams("paper")), "{c:?}");
        }
    }
}

#[test]
fn an_amount_after_a_line_of_words_has_no_material() {
    let mut console = console();
    for line in ["q12,5", "plastic 3", "7"] {
        enter(&mut console, line);
    }
    assert_eq!(rejection(&console), &RejectReason::NoMaterial);
    enter(&mut console, "w7");
    enter(&mut console, "1.2.3");
    enter(&mut console, "8");
    assert_eq!((console.grams("paper"), console.grams("plastic")), (12_500, 15_000));
}

#[test]
fn a_line_that_is_too_long_is_refused_as_a_whole() {
    let mut console = console();
    for line in [format!("q12{}5", " ".repeat(300)), " ".repeat(300) + "12", "1".repeat(300)] {
        enter(&mut console, &line);
        let RejectReason::Amount(error) = rejection(&console) else { panic!() };
        assert!(matches!(error.kind, ValidationErrorKind::TooLong { .. }));
    }
    assert_eq!(console.saved.len(), 0);
}

#[test]
fn a_line_after_a_question_neither_answers_it_nor_joins_it() {
    let mut console = console();
    enter(&mut console, "q500");
    assert!(console.model.line.held.is_some());
    enter(&mut console, "3");
    assert_eq!((console.grams("paper"), console.model.rejected.len()), (3_000, 0));
    enter(&mut console, "q500");
    enter(&mut console, "");
    assert!(console.model.line.held.is_none() && console.model.line.text.is_empty());
}

#[test]
fn a_frame_of_the_scale_is_recorded_with_its_source() {
    let mut console = with_scale();
    console.keys("w");
    enter(&mut console, "ST,GS,+  12.50kg");
    enter(&mut console, "N     +    2.50 kg");
    enter(&mut console, "q3");
    let entries: Vec<_> = console
        .saved
        .iter()
        .map(|record| {
            let Op::Entry(entry) = &record.op else { panic!() };
            (entry.material.as_str(), entry.measure.net().get(), entry.source, entry.typed.as_deref())
        })
        .collect();
    assert_eq!(
        entries,
        [
            ("plastic", 12_500, Source::Wedge, Some("ST,GS,+  12.50kg")),
            ("plastic", 2_500, Source::Wedge, Some("N     +    2.50 kg")),
            ("paper", 3_000, Source::Typed, Some("3")),
        ]
    );
}

#[test]
fn a_frame_that_must_not_be_recorded_says_why() {
    let mut console = with_scale();
    console.keys("n");
    for (line, error) in [
        ("US,GS,+  12.50kg", FrameError::Unstable),
        ("ST,GS,-  12.50kg", FrameError::Negative),
        ("  12.50 lb", FrameError::OtherUnit { unit: "lb".to_owned() }),
        ("T  12.50", FrameError::Tare),
    ] {
        enter(&mut console, line);
        assert_eq!(rejection(&console), &RejectReason::Scale(error));
    }
    assert_eq!(console.saved.len(), 0);
}

#[test]
fn a_tare_is_not_subtracted_by_the_scale_and_the_console() {
    let mut console = with_scale();
    console.model.event.tares = vec![Tare {
        id: "crate".into(),
        name: LocalText::default(),
        g: Grams::new(1_800),
        extra: Default::default(),
    }];
    console.keys("q<F6>");
    enter(&mut console, "ST,NT,+  12.50kg");
    assert_eq!(rejection(&console), &RejectReason::TwoTares);
    enter(&mut console, "ST,GS,+  12.50kg");
    assert_eq!((console.saved.len(), console.grams("paper")), (1, 10_700));
}

#[test]
fn a_weight_is_never_a_number_of_pieces() {
    let mut console = with_scale();
    enter(&mut console, "13*1");
    let pieces = console.saved.len();
    for line in ["ST,+00000004  kg", "4 kg", "4.00"] {
        enter(&mut console, line);
        assert!(matches!(rejection(&console), RejectReason::Amount(_)), "{line}");
    }
    assert_eq!((pieces, console.saved.len()), (1, 1));
}
