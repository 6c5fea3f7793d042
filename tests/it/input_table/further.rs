//! The slips that random input and an attacker found afterwards.

use super::{SCALE_FRAME, Script};

#[test]
fn an_enter_counts_before_the_space_that_follows_it() {
    // The Enter confirms and empties the line, so each Space is a press of the space bar.
    let mut script = Script::new();
    script.hand("g315⏎").wait(500).read(b"\r").wait(250).read(b" ").wait(300).read(b" ").wait(100).read(b" ");
    script.wait(1_000).expect(&["textiles 315000 g", "1 person"]);
}

#[test]
fn esc_and_a_digit_in_one_packet_do_not_continue_a_text_that_esc_brings_back() {
    let mut script = Script::new();
    script.hand("v1").machine(b"7.5\r", 0).hand("⏎").expect(&["bread 7500 g"]);
    script.wait(2_000).read(b"\x1b").wait(16).read(b"5.20\r").wait(1_000);
    script.hand("⏎").expect(&["bread 7500 g"]);
}

#[test]
fn a_rejected_line_leaves_the_open_question() {
    let mut script = Script::new();
    script.hand("r1").machine(b"7\r", 0).machine(b"S S   12.50 kg\r\n", 0);
    assert_eq!(script.line(), "7?");
    script.hand("⏎").expect(&["glass-coloured 7000 g"]);
    let mut script = Script::new();
    script.hand("q315⏎").machine(b"1.2.3\r", 0);
    assert_eq!(script.line(), "315?");
}

#[test]
fn the_same_load_is_asked_about_again_after_a_window_closed_the_question() {
    let mut script = Script::new();
    script.hand("q").machine(b"5.20\r", 0).machine(b"5.20\r", 0).packet(b"\x1bOP").hand("⏎⏎");
    script.expect(&["paper 5200 g"]);
    assert_eq!(script.line(), "5.20?");
    script.hand("⏎").expect(&["paper 5200 g", "paper 5200 g"]);
    // A line that the operator changed is a new amount.
    let mut script = Script::new();
    script.hand("q").machine(b"5.20\r", 0).machine(b"5.20\r", 0).hand("⌫1⏎");
    script.expect(&["paper 5200 g", "paper 5210 g"]);
}

#[test]
fn a_third_enter_within_the_wait_makes_repeats_of_both() {
    let mut script = Script::new();
    script.hand("q315").read(b"\r").wait(349).read(b"\r").wait(226).read(b"\r").wait(1_000).expect(&[]);
}

#[test]
fn esc_takes_an_answer_back() {
    for gap in [50, 200, 283, 299] {
        let mut script = Script::new();
        script.hand("q315⏎").wait(500).read(b"\r").wait(gap).read(b"\x1b").wait(1_000).expect(&[]);
        assert_eq!(script.line(), "315");
    }
}

#[test]
fn spaces_that_repeat_count_nobody() {
    // The Space after 200 ms is the first repeat of a held key.
    let mut script = Script::new();
    script.read(b" ").wait(200).read(b" ").wait(20).read(b"    ").wait(1_000).expect(&["1 person"]);
    // Esc and Spaces in one packet.
    let mut script = Script::new();
    script.hand("q315⏎").packet(b"\x1b    ").hand("⎋").expect(&[]);
}

#[test]
fn a_repeat_that_a_letter_follows_at_once_undoes_nothing() {
    let mut script = Script::new();
    script
        .hand("q1⏎2⏎3⏎")
        .wait(500)
        .read(b"\x1a")
        .wait(500)
        .read(b"\x1a")
        .wait(33)
        .read(b"\x1a")
        .wait(7)
        .read(b"w");
    script.wait(1_000).expect(&["paper 1000 g", "paper 2000 g", "paper 3000 g", "void"]);
    // A control byte that breaks a sequence acts on nothing.
    let mut script = Script::new();
    script.hand("q1⏎").packet(b"\x1b]11\x1a5\r").expect(&["paper 1000 g"]);
}

#[test]
fn a_scale_that_repeats_a_line_fills_no_list() {
    let mut script = Script::new();
    for _ in 0..100 {
        script.machine(SCALE_FRAME, 0);
    }
    assert_eq!(script.rejected(), 1);
}

#[test]
fn a_held_line_with_a_letter_selects_no_material_for_the_next_one() {
    let mut script = Script::new();
    script.hand("hб").machine(b"q5\r", 0).machine(b"1\n", 0);
    assert_eq!(script.line(), "5?");
    script.hand("⎋").expect(&[]);
}

#[test]
fn alt_and_a_digit_is_not_lost_in_a_form() {
    // Esc and a digit in one packet, as tmux delivers them, leave a mark.
    Script::new().packet(b"\x1b[15~").packet(b"\x1b1").hand("2⏎").expect(&[]);
    let mut script = Script::new();
    script.hand("q30⏎").packet(b"\x1bOR").packet(b"\r").packet(b"\x1b1").hand("2.5⏎");
    script.expect(&["paper 30000 g"]);
    let mut script = Script::new();
    script.hand("q30⏎").packet(b"\x1bOR").packet(b"\x1b[3~").packet(b"\x1bq").hand("12⏎");
    script.expect(&["paper 30000 g"]);
}

#[test]
fn the_rest_of_a_broken_frame_is_no_weight() {
    for frame in [&b"12.\r50\r\n"[..], b"     12.5\x7f0 kg\r\n"] {
        for millis in [0, 3] {
            Script::new().hand("q").machine(frame, millis).expect(&[]);
        }
    }
    let mut script = Script::with_scale("wedge");
    script.hand("q").machine(b"ST,+0001\r2.50  kg\r\n", 1).expect(&[]);
}

#[test]
fn control_bytes_in_one_read_with_a_key_of_a_hand_act_on_nothing() {
    for noise in [&b"\x7f\x1a"[..], b"\x1b\x1a", b"\x7f\x11", b"\x9f\x80\x08\x11"] {
        let mut script = Script::new();
        script.hand("q4⏎").packet(noise).expect(&["paper 4000 g"]);
        assert_eq!(script.console.quits(), 0, "{noise:?}");
    }
    // The end of a frame after the end of the line does not quit.
    let mut script = Script::new();
    script.hand("q").machine(b"12.5\r\n\x03", 3).expect(&["paper 12500 g"]);
    assert_eq!(script.console.quits(), 0);
    // An undo soon after a record is an undo.
    let mut script = Script::new();
    script
        .hand("q")
        .wait(500)
        .read(b"12.5\r")
        .wait(8)
        .read(b"\x1a")
        .wait(500)
        .expect(&["paper 12500 g", "void"]);
}

#[test]
fn a_sum_that_is_too_long_for_a_form_is_not_cut() {
    let sum = "8.5+".repeat(15) + "12.5+7.5+9";
    let mut script = Script::new();
    script.hand("q200⏎").hand("⏎").packet(b"\x0f").hand(&sum).hand("⏎Kagazy⏎");
    script.expect(&["paper 200000 g"]);
}

#[test]
fn del_that_closes_a_window_erases_nothing_behind_it() {
    let mut script = Script::new();
    script.hand("q").machine(SCALE_FRAME, 0).hand("12.5").packet(b"\x1b[23~").hold(b"\x1b[3~", 450, 40);
    assert_eq!((script.line().as_str(), script.rejected()), ("12.5", 0));
}

#[test]
fn a_paste_that_is_cut_records_nothing() {
    let mut script = Script::new();
    script.hand("q").wait(500).read(b"\x1b[200~1").hand("2.5⏎").wait(2_000).expect(&[]);
    assert_eq!(script.rejected(), 1);
}

#[test]
fn f8_at_a_question_only_withdraws_it() {
    let mut script = Script::new();
    script.hand("q5⏎w315⏎").packet(b"\x1b[19~").expect(&["paper 5000 g"]);
    assert_eq!(script.line(), "315");
}

#[test]
fn a_space_and_a_letter_in_one_packet_count_a_person() {
    Script::new().packet(b" q").hand("5⏎").expect(&["1 person", "paper 5000 g"]);
    let mut script = Script::new();
    script.packet(b"      ").hand(" ⏎").expect(&["7 people"]);
}

#[test]
fn the_text_before_a_question_is_offered_once_after_the_record() {
    let mut script = Script::new();
    script.hand("q315⏎5.2⏎").expect(&["paper 5200 g"]);
    script.hand("⎋");
    assert_eq!(script.line(), "315");
    let mut script = Script::new();
    script.hand("q315⏎5.2⏎1⎋").expect(&["paper 5200 g"]);
    assert_eq!(script.line(), "");
}

#[test]
fn a_tab_in_one_packet_with_a_digit_leaves_its_mark() {
    for packet in [&b"\t7"[..], b"7\t", b"\x037"] {
        let mut script = Script::new();
        script.hand("d").packet(packet).hand("⏎").expect(&[]);
        assert!(script.line().contains('\u{a4}'), "{packet:?}: {}", script.line());
    }
}

#[test]
fn a_control_key_that_is_held_down_over_a_slow_line_undoes_nothing_more() {
    let mut script = Script::new();
    script.hand("w2⏎").packet(&[0x1a; 15]).expect(&["plastic 2000 g"]);
    let mut script = Script::new();
    script.hand("w2⏎").wait(1_000).read(&[0x1a; 15]).wait(139).read(&[0x1a]).wait(1_000);
    script.expect(&["plastic 2000 g"]);
}

#[test]
fn a_tab_between_digits_that_follow_a_slow_line_leaves_its_mark() {
    let mut script = Script::new();
    script
        .hand("q")
        .wait(1_000)
        .read(b"12-\x1b\r")
        .wait(14)
        .read(b"1")
        .wait(1)
        .read(b"\t")
        .wait(2)
        .read(b"2");
    script.wait(2).read(b"\r").hand("⏎").expect(&[]);
}

#[test]
fn a_second_line_end_of_a_scale_is_no_press_of_a_hand() {
    let mut script = Script::new();
    script.hand("q5").packet(b"ST,GS,+  12.50kg\r\n\r").packet(b"315\r").expect(&[]);
    assert_eq!((script.line(), script.rejected()), ("5".to_owned(), 2));
    script.hand("⏎").expect(&["paper 5000 g"]);
}

#[test]
fn text_before_a_question_about_people_comes_back_without_selecting() {
    let mut script = Script::new();
    script.hand("r").packet(b"     ").packet(b"\xb5\x8f").hand("2⎋v");
    assert_eq!(script.line(), "\u{fffd}\u{fffd}v");
    script.packet(b"5.2\r").hand("4⏎").expect(&["glass-coloured 4000 g"]);
}

#[test]
fn the_end_of_a_frame_after_an_enter_by_itself_opens_no_window() {
    let mut script = Script::new();
    script.packet(b"G 12.5 kg\r").packet(b"\n\x03").packet(b"\xfb");
    assert_eq!(script.line(), "\u{fffd}");
    script.hand("⏎").packet(b"h12\r").expect(&[]);
}

#[test]
fn a_letter_chooses_a_grade_only_directly_after_itself() {
    Script::new().hand("ww5⏎").expect(&["plastic/1 5000 g"]);
    Script::new().hand("w w5⏎").expect(&["1 person", "plastic 5000 g"]);
    Script::new().hand("w").packet(b"     ").hand("w3⏎").expect(&["plastic 3000 g"]);
    Script::new().hand("w").packet(b"G 12.5 kg\r").hand("w3⏎").expect(&["plastic 3000 g"]);
    Script::new().hand("w").packet(b"4\r").hand("w3⏎").expect(&["plastic 4000 g", "plastic 3000 g"]);
}
