//! The slips that were found first, each on an everyday path.

use super::{SCALE_FRAME, Script};

#[test]
fn an_amount_typed_by_hand_is_recorded() {
    Script::new().hand("q12.5⏎ww3⏎ ").expect(&["paper 12500 g", "plastic/1 3000 g", "1 person"]);
}

#[test]
fn an_8_bit_terminal_records_nothing() {
    // W, then Q 12.5, in the Russian layout of CP1251 and of KOI8-R.
    for (w, q) in [(b"\xf6", b"\xe9"), (b"\xd6", b"\xc9"), (b"\xc3", b"\xca"), (b"\xe3", b"\xea")] {
        for gap in [0, 5, 100, 150] {
            let mut script = Script::new();
            for byte in [w, q, b" ", b"1", b"2", b".", b"5", b"\r"] {
                script.wait(gap).read(byte);
            }
            script.wait(1_000).expect(&[]);
        }
        Script::new().hand("w").packet(q).hand("12.5⏎").expect(&[]);
    }
    // A byte within an amount does not hide the next digit.
    let mut script = Script::new();
    script.hand("q1").packet(b"\xe9").hand("25⏎").expect(&[]);
    assert_eq!(script.line(), "1\u{fffd}25");
}

#[test]
fn a_first_character_without_a_pane_stays_in_the_line() {
    for typed in ["ю5", "б5", "ө5", "á15", "=5", "*5"] {
        let mut script = Script::new();
        script.hand("q").hand(typed).hand("⏎").expect(&[]);
        assert_eq!(script.line(), typed);
        script.hand("⌫⌫⌫7⏎").expect(&["paper 7000 g"]);
    }
    let mut script = Script::new();
    script.hand("qp12.5⏎").expect(&[]);
    assert_eq!(script.line(), "p12.5");
}

#[test]
fn a_typed_word_opens_the_search() {
    for word in ["paper 12⏎", "plastic 3⏎", "waste 12⏎", "бумага 12⏎"] {
        Script::new().hand(word).expect(&[]);
    }
    // Typed slowly, the letters stay in the line.
    let mut script = Script::new();
    for c in "paper 12".chars() {
        script.hand(&c.to_string()).wait(700);
    }
    script.hand("⏎").expect(&[]);
}

#[test]
fn an_enter_that_is_held_down_confirms_nothing() {
    for first in [250, 500, 660] {
        for next in [30, 33, 60, 100] {
            for typed in ["q315", "q\"әюғ", "q5000"] {
                let mut script = Script::new();
                script.hand(typed).hold(b"\r", first, next).expect(&[]);
                // A separate Enter confirms.
                script.wait(500).read(b"\r").wait(400);
                assert_eq!(script.recorded().len(), usize::from(!typed.ends_with("5000")), "{typed}");
            }
            let mut script = Script::new();
            script.hand("q1⏎2").hold(b"\r", first, next).expect(&["paper 1000 g", "paper 2000 g"]);
        }
    }
}

#[test]
fn an_enter_that_is_held_down_submits_one_form() {
    for first in [250, 500, 660] {
        // In the history, Enter opens the correction, and does not record it too.
        let mut script = Script::new();
        script.hand("q12⏎").packet(b"\x1bOR").hold(b"\r", first, 33).expect(&["paper 12000 g"]);
    }
}

#[test]
fn a_space_that_is_held_down_counts_one_person() {
    for first in [250, 500, 660] {
        for next in [30, 33, 60, 100] {
            Script::new().hold(b" ", first, next).expect(&["1 person"]);
        }
    }
}

#[test]
fn f8_and_ctrl_y_that_are_held_down_act_once() {
    for first in [250, 500, 660] {
        for next in [30, 33, 60, 100] {
            for undo in [&b"\x1b[19~"[..], b"\x1a"] {
                let mut script = Script::new();
                script.hand("q1⏎2⏎3⏎").hold(undo, first, next);
                script.expect(&["paper 1000 g", "paper 2000 g", "paper 3000 g", "void"]);
            }
            let mut script = Script::new();
            script.hand("q1⏎2⏎").packet(b"\x1b[19~").packet(b"\x1b[19~").hold(b"\x19", first, next);
            script.expect(&["paper 1000 g", "paper 2000 g", "void", "void", "paper 1000 g"]);
        }
    }
    // Two presses are two.
    let mut script = Script::new();
    script.hand("q1⏎2⏎").read(b"\x1b[19~").wait(300).read(b"\x1b[19~").wait(500);
    script.expect(&["paper 1000 g", "paper 2000 g", "void", "void"]);
}

#[test]
fn spaces_of_one_packet_count_up_to_three_people() {
    Script::new().packet(b"   ").expect(&["1 person"; 3]);
    Script::new().hand("q").packet(b" 7.5\r").expect(&["1 person", "paper 7500 g"]);
    let mut script = Script::new();
    script.packet(&[b' '; 27]).expect(&[]);
    script.hand("⏎").expect(&["27 people"]);
    let mut script = Script::new();
    script.packet(&[b' '; 27]).hand("⎋⏎").expect(&[]);
}

#[test]
fn a_frame_of_a_scale_is_taken_whole_or_not_at_all() {
    let frames = [
        &b"S S      12.50 kg\r\n"[..],
        b"wn0012.50kg\r\n",
        b"N  4.20\r\n",
        b"G 12.5 kg\r\n",
        b"?  12.4 kg\r\n",
        b"ST,GS,+  12.50kg\r\n",
        b"\x0212.5\x03 kg\r\n",
        b"1\t2.5\r\n",
        b"12\x115\r\n",
        b"12\x1a5\r",
    ];
    for frame in frames {
        for millis in [0, 1, 2, 5] {
            let mut script = Script::new();
            script.hand("q").machine(frame, millis).expect(&[]);
            assert_eq!((script.line().as_str(), script.rejected()), ("", 1), "{frame:?} {millis}");
            // The selection is as before.
            script.hand("7⏎").expect(&["paper 7000 g"]);
        }
        let mut script = Script::new();
        script.hand("q7").packet(frame).expect(&[]);
        assert!(script.line().starts_with('7'), "{frame:?} {}", script.line());
        for split in 1..frame.len() {
            let mut script = Script::new();
            script.hand("q").wait(1_000).read(&frame[..split]).wait(4).read(&frame[split..]).wait(1_000);
            script.expect(&[]);
            assert_eq!((script.line().as_str(), script.rejected()), ("", 1), "{frame:?} {split}");
        }
    }
    for (frame, records) in [
        (&b"  12.50\r\n"[..], &["paper 12500 g"][..]),
        (b"12.50\r", &["paper 12500 g"]),
        (b"12.50 kg\n", &["paper 12500 g"]),
        (b"w12.5\r", &["plastic 12500 g"]),
        (b"ww12.5\r", &["plastic/1 12500 g"]),
        (b"3*4\r", &["glass-clear 4000 g"]),
    ] {
        for millis in [0, 1, 5] {
            let mut script = Script::new();
            script.packet(b"\t").machine(frame, millis).expect(records);
        }
    }
}

#[test]
fn a_frame_that_meets_typed_text_is_held_with_both_readings() {
    let mut script = Script::new();
    script.hand("q1").machine(b"5.20\r\n", 2).expect(&[]);
    assert_eq!(script.line(), "5.20?");
    script.hand("⏎").expect(&["paper 5200 g"]);
    assert_eq!(script.line(), "");
    script.hand("⎋");
    assert_eq!(script.line(), "1");

    let mut script = Script::new();
    script.hand("q1").machine(b"5.20\r\n", 0).packet(b"\t").expect(&[]);
    assert_eq!(script.line(), "15.20?");
    script.hand("⏎").expect(&["paper 15200 g"]);
    assert_eq!(script.line(), "");

    let mut script = Script::new();
    script.hand("q1").machine(b"5.20\r\n", 5).hand("⎋").expect(&[]);
    assert_eq!((script.line().as_str(), script.rejected()), ("1", 1));
}

#[test]
fn a_window_takes_no_machine_line() {
    let windows = [
        ("menu", &b"\x1b[24~"[..]),
        ("history", b"\x1bOR"),
        ("operator", b"\x1b[20~"),
        ("people", b"\x1b[15~"),
        ("hand-over", b"\x0f"),
        ("help", b"\x1bOP"),
        ("report", b"\x12"),
        ("balance", b"\x02"),
        ("search", b"/"),
        ("paper", b"\x10"),
    ];
    for (window, key) in windows {
        for frame in [SCALE_FRAME, b"12.5\r\n", b"9\r\n", b"2\r"] {
            for millis in [0, 5] {
                let mut script = Script::new();
                script.hand("q4⏎").packet(key).machine(frame, millis).machine(frame, millis);
                script.expect(&["paper 4000 g"]);
                assert_eq!(script.rejected(), 1, "{window} {frame:?}");
            }
        }
    }
    // The correction and the reason of a void.
    for keys in ["⏎", "\u{1}"] {
        let mut script = Script::new();
        script.hand("q4⏎").packet(b"\x1bOR");
        script.packet(if keys == "⏎" { b"\r" } else { b"\x1b[3~" });
        script.machine(b"12.5\r\n", 2).expect(&["paper 4000 g"]);
    }
    // The question whether to quit.
    let mut script = Script::new();
    script.hand("q4").packet(b"\x1b[21~").machine(b"12.5\x11\r\n", 1).expect(&[]);
    assert_eq!(script.console.quits(), 0);
}

#[test]
fn the_same_frame_again_is_asked_about() {
    let mut script = Script::new();
    script.hand("q");
    for _ in 0..5 {
        script.wait(300).read(b"5.20\r\n").wait(0);
    }
    script.wait(1_000).expect(&["paper 5200 g"]);
    assert_eq!((script.line().as_str(), script.rejected()), ("5.20?", 0));
    script.hand("⏎").expect(&["paper 5200 g"; 2]);
}

#[test]
fn esc_before_enter_erases() {
    for gap in [0, 5, 50, 99] {
        let mut script = Script::new();
        script.hand("q12.5").wait(500).read(b"\x1b").wait(gap).read(b"\r").wait(1_000).expect(&[]);
        assert_eq!(script.line(), "");
        let mut script = Script::new();
        script.hand("q500⏎").wait(500).read(b"\x1b").wait(gap).read(b"\r").wait(1_000).expect(&[]);
    }
    Script::new().hand("q12.5").packet(b"\x1b\r").expect(&[]);
    Script::new().hand("q").packet(b"12.5\x1b\r").expect(&[]);
}

#[test]
fn cr_lf_is_one_enter() {
    let mut script = Script::new();
    script.hand("q315").packet(b"\r\n").expect(&[]);
    assert_eq!(script.line(), "315?");
    script.packet(b"\r\n").expect(&["paper 315000 g"]);
}

#[test]
fn control_bytes_of_a_machine_act_on_nothing() {
    for bytes in [&b"\x03\x11"[..], b"12\x11", b"\x1a\x1a\x1a", b"x\x03", b"\x0212\x03\r\n", b"\x11\r"] {
        for millis in [0, 3] {
            let mut script = Script::new();
            script.hand("q4⏎").machine(bytes, millis).expect(&["paper 4000 g"]);
            assert_eq!(script.console.quits(), 0, "{bytes:?}");
        }
    }
}

#[test]
fn the_keypad_in_application_mode_types_its_mark() {
    let mut script = Script::new();
    script.hand("q12").packet(b"\x1bOn").hand("5⏎").expect(&["paper 12500 g"]);
}

#[test]
fn reports_of_the_terminal_are_dropped() {
    let reports = [
        &b"\x1b[?997;1n"[..],
        b"\x1b[?2026;2$y",
        b"\x1b]11;rgb:0000/0000/0000\x1b\\",
        b"\x1b]11;rgb:0000/0000/0000\x07",
        b"\x1bP1$r0m\x1b\\",
        b"\x1b_Gi=31;OK\x1b\\",
        b"\x1b[?62;4c",
        b"\x1b[24;80R",
        b"\x1b[<0;10;5M",
        b"\x1b[I",
        b"\x1b[8;24;80t",
    ];
    for report in reports {
        for split in [None, Some(30)] {
            let mut script = Script::new();
            script.hand("q1").wait(300);
            match split {
                None => {
                    script.read(report);
                }
                Some(millis) => {
                    for byte in report {
                        script.read(&[*byte]).wait(millis);
                    }
                }
            }
            script.hand("2⏎").expect(&["paper 12000 g"]);
        }
    }
}

#[test]
fn an_unknown_key_leaves_a_mark() {
    Script::new().hand("q2").packet(b"\x1b[27;2;44~").hand("5⏎").expect(&["paper 2500 g"]);
    let mut script = Script::new();
    script.hand("q2").packet(b"\x1b[99~").hand("5⏎").expect(&[]);
    assert_eq!(script.line(), "2\u{a4}5");
}

#[test]
fn an_arrow_may_be_split() {
    for gap in [0, 20, 60, 99] {
        let mut script = Script::new();
        script.hand("q1").wait(300).read(b"\x1b").wait(gap).read(b"[").wait(gap).read(b"C").hand("2⏎");
        script.expect(&["plastic 12000 g"]);
    }
}

#[test]
fn a_correction_replaces_the_amount() {
    let mut script = Script::new();
    script.hand("q12⏎").packet(b"\x1bOR").packet(b"\r").hand("3⏎");
    script.expect(&["paper 12000 g", "corrected: paper 3000 g"]);
    // The slip guard asks here too.
    let mut script = Script::new();
    script.hand("q12⏎").packet(b"\x1bOR").packet(b"\r").hand("1500⏎").expect(&["paper 12000 g"]);
    script.hand("⏎").expect(&["paper 12000 g", "corrected: paper 1500000 g"]);
}

#[test]
fn a_hand_over_of_more_than_is_left_is_asked_about() {
    let mut script = Script::new();
    script.hand("q4.5⏎").packet(b"\x0f").hand("100⏎Фабрика⏎").expect(&["paper 4500 g"]);
}

#[test]
fn a_digit_after_a_question_begins_a_new_amount() {
    let mut script = Script::new();
    script.hand("q500⏎").hand("2.5").expect(&[]);
    assert_eq!((script.line().as_str(), script.rejected()), ("2.5", 0));
    script.hand("⎋");
    assert_eq!(script.line(), "500");
    script.hand("⏎2.5⏎").expect(&["paper 2500 g"]);
    assert_eq!((script.line().as_str(), script.rejected()), ("", 0));
}

#[test]
fn a_frame_of_the_station_s_scale_is_recorded_for_the_selected_material() {
    for frame in [
        SCALE_FRAME,
        b"ST,GS,+  12.50kg\r\n",
        b"ST,+00012.50  kg\r\n",
        b"\x02     12.50 kg\x03\r\n",
        b"     12.50 kg\r",
        b"wn0012.50kg\r\n",
    ] {
        for millis in [0, 1, 2, 5] {
            let mut script = Script::with_scale("wedge");
            script.hand("ww").machine(frame, millis).expect(&["wedge: plastic/1 12500 g"]);
        }
        for split in 1..frame.len() {
            let mut script = Script::with_scale("wedge");
            script.hand("q").wait(1_000).read(&frame[..split]).wait(5).read(&frame[split..]).wait(1_000);
            script.expect(&["wedge: paper 12500 g"]);
        }
    }
    let mut script = Script::with_scale("wedge:#1 ");
    script.hand("q").machine(b"#1 12.50 kg\r", 1).machine(b"12.5\r", 1);
    script.expect(&["wedge: paper 12500 g", "paper 12500 g"]);
}

#[test]
fn a_frame_that_is_no_weight_is_rejected() {
    for frame in [
        &b"S D      12.40 kg\r\n"[..],
        b"US,GS,+  12.40kg\r\n",
        b"ST,GS,-  12.40kg\r\n",
        b"ST,GS,+  12.40lb\r\n",
        b"ST,GS,+   0.00kg\r\n",
        b"OL,GS,+9999999kg\r\n",
        b"ST,GS,+ 12.40 3.00kg\r\n",
    ] {
        let mut script = Script::with_scale("wedge");
        script.hand("q").machine(frame, 2).expect(&[]);
        assert_eq!((script.line().as_str(), script.rejected()), ("", 1), "{frame:?}");
    }
}
