//! Examples of what the straight reading allows and forbids.

use super::amount::{Amount, GRADES, MATERIALS, Measure};
use super::bytes::Read;
use super::reading::{Entry, Made, Op, check};

/// Returns reads from a script: each item is a time and its bytes.
fn reads(script: &[(u64, &[u8])]) -> Vec<Read> {
    script.iter().map(|&(at_ms, bytes)| Read { at_ms, bytes: bytes.to_vec() }).collect()
}

/// Returns the reads of keys that a hand presses every 200 ms, from this time on.
fn typed(from_ms: u64, keys: &str) -> Vec<Read> {
    let key = |(number, c): (usize, char)| Read {
        at_ms: from_ms + 200 * number as u64,
        bytes: c.to_string().into_bytes(),
    };
    keys.chars().enumerate().map(key).collect()
}

fn material(key: char) -> usize {
    MATERIALS.iter().position(|material| material.1 == key.to_ascii_lowercase()).unwrap()
}

fn entry(key: char, grams: i64) -> Op {
    let measure = Measure::Weight { gross: grams, tare: 0 };
    Op::Entry(Entry { material: material(key), grade: None, amount: Amount { measure, about: false } })
}

fn made(at_ms: u64, op: Op) -> Vec<Made> {
    vec![Made { at_ms, op, typed: None }]
}

#[track_caller]
fn allowed(reads: &[Read], made: &[Made]) {
    assert_eq!(check(reads, made), Ok(()), "{reads:?}");
}

#[track_caller]
fn forbidden(reads: &[Read], made: &[Made]) {
    assert!(check(reads, made).is_err(), "allowed: {made:?} of {reads:?}");
}

#[test]
fn a_letter_an_amount_and_enter_are_an_entry() {
    let keys = typed(0, "q12.5\r");
    allowed(&keys, &[]);
    allowed(&keys, &made(1_000, entry('q', 12_500)));
    forbidden(&keys, &made(1_000, entry('q', 25_000)));
    forbidden(&keys, &made(1_000, entry('w', 12_500)));
    forbidden(&keys, &made(700, entry('q', 12_500)));
    forbidden(&keys, &[made(1_000, entry('q', 12_500)), made(1_000, entry('q', 12_500))].concat());
    let again = typed(0, "ww1ю5\r");
    let plastic = |grade| {
        let amount = Amount { measure: Measure::Weight { gross: 1_500, tare: 0 }, about: false };
        Op::Entry(Entry { material: 1, grade, amount })
    };
    allowed(&again, &made(1_100, plastic(Some(0))));
    assert_eq!(GRADES[0], "1");
    forbidden(&again, &made(1_100, plastic(None)));
}

#[test]
fn backspace_and_esc_erase() {
    allowed(&typed(0, "q12\x7f5\r"), &made(1_000, entry('q', 15_000)));
    forbidden(&typed(0, "q12\x7f5\r"), &made(1_000, entry('q', 125_000)));
    forbidden(&typed(0, "q12\x1b\r"), &made(800, entry('q', 12_000)));
    let one_packet = [typed(0, "q12"), reads(&[(900, b"\x1b\r")])].concat();
    forbidden(&one_packet, &made(900, entry('q', 12_000)));
}

#[test]
fn bytes_that_are_not_utf_8_leave_a_mark() {
    // PuTTY in CP1251: W, then Q 12.5.
    let keys = [reads(&[(0, b"\xd6"), (200, b"\xc9")]), typed(400, "12.5\r")].concat();
    allowed(&keys, &[]);
    for grams in [25_000, 12_500, 2_500, 5_000] {
        for key in ['q', 'w'] {
            forbidden(&keys, &made(1_200, entry(key, grams)));
        }
    }
}

#[test]
fn a_first_character_without_a_pane_stays() {
    for first in ["ю", "б", "ө", "á", ".", "p"] {
        forbidden(&typed(0, &format!("{first}5\r")), &made(400, entry('q', 5_000)));
    }
    forbidden(&typed(0, "qp12.5\r"), &made(1_200, entry('q', 12_500)));
}

#[test]
fn a_word_is_a_search() {
    forbidden(&typed(0, "paper 12\r"), &made(1_000, Op::People(1)));
    forbidden(&typed(0, "paper 12\r"), &made(1_600, entry('r', 12_000)));
    forbidden(&typed(0, "plastic 3\r"), &made(1_800, entry('q', 3_000)));
}

#[test]
fn a_held_key_acts_once() {
    let mut enters = typed(0, "q315\r");
    for number in 0..20 {
        enters.extend(reads(&[(1_300 + 40 * number, b"\r")]));
    }
    for at_ms in [800, 1_300, 1_500, 2_060, 2_400] {
        forbidden(&enters, &made(at_ms, entry('q', 315_000)));
    }
    let confirmed = [typed(0, "q315\r"), reads(&[(1_300, b"\r")])].concat();
    allowed(&confirmed, &made(1_600, entry('q', 315_000)));
    forbidden(&confirmed, &made(800, entry('q', 315_000)));

    let mut spaces = reads(&[(0, b" ")]);
    for number in 0..80 {
        spaces.extend(reads(&[(500 + 33 * number, b" ")]));
    }
    allowed(&spaces, &made(0, Op::People(1)));
    forbidden(&spaces, &[made(30, Op::People(1)), made(530, Op::People(1))].concat());
    forbidden(&spaces, &made(0, Op::People(2)));
}

#[test]
fn undo_takes_back_the_newest_record_once_while_its_key_is_held() {
    let mut keys = [typed(0, "q1\rw2\r"), reads(&[(2_000, b"\x1b[19~")])].concat();
    let entries = [made(400, entry('q', 1_000)), made(1_000, entry('w', 2_000))].concat();
    let undone = |at_ms, of| made(at_ms, Op::Void(of));
    allowed(&keys, &[entries.clone(), undone(2_000, 1)].concat());
    forbidden(&keys, &[entries.clone(), undone(2_000, 0)].concat());
    for number in 0..10 {
        keys.extend(reads(&[(2_400 + 33 * number, b"\x1b[19~")]));
    }
    allowed(&keys, &[entries.clone(), undone(2_000, 1)].concat());
    for at_ms in [2_400, 2_560, 2_900] {
        forbidden(&keys, &[entries.clone(), undone(2_000, 1), undone(at_ms, 0)].concat());
    }
    let redone = [typed(0, "q1\r"), reads(&[(2_000, b"\x1b[19~"), (3_000, b"\x19")])].concat();
    let first = [made(400, entry('q', 1_000)), undone(2_000, 0)].concat();
    allowed(&redone, &[first.clone(), made(3_030, entry('q', 1_000))].concat());
    forbidden(&redone, &[first, made(3_030, entry('q', 2_000))].concat());
}

#[test]
fn an_undone_amount_that_is_asked_about_is_typed_text_afterwards() {
    // 1200 kg of Q, undone, for W: asked, Esc, and a further digit.
    let keys = [
        typed(0, "q1200\r"),
        reads(&[(2_000, b"\r"), (4_000, b"\x1b[19~")]),
        typed(5_000, "w\r"),
        reads(&[(7_000, b"\x1b")]),
        typed(8_000, "\x7f5\r"),
        reads(&[(10_000, b"\r")]),
    ];
    let keys = keys.concat();
    let mut first = made(2_300, entry('q', 1_200_000));
    first[0].typed = Some("1200".to_owned());
    let until_undo = [first, made(4_000, Op::Void(0))].concat();
    allowed(&keys, &[until_undo.clone(), made(10_300, entry('w', 1_205_000))].concat());
    forbidden(&keys, &[until_undo, made(10_300, entry('w', 1_200_000))].concat());
    // The console does the same.
    let ops: Vec<Op> = super::records(&keys).into_iter().map(|record| record.op).collect();
    assert_eq!(ops, [entry('q', 1_200_000), Op::Void(0), entry('w', 1_205_000)]);
}

#[test]
fn spaces_of_one_read_are_people() {
    let three = reads(&[(0, b"   ")]);
    let one = |at_ms| made(at_ms, Op::People(1));
    allowed(&three, &[one(0), one(0), one(0)].concat());
    let with_amount = [typed(0, "q"), reads(&[(500, b" 7.5\r")])].concat();
    allowed(&with_amount, &[one(500), made(500, entry('q', 7_500))].concat());
    let padded = [typed(0, "q"), reads(&[(500, b"  7.5\r")])].concat();
    allowed(&padded, &made(500, entry('q', 7_500)));
    forbidden(&padded, &[one(500), made(500, entry('q', 7_500))].concat());
    forbidden(&reads(&[(0, b"    ")]), &one(30));
    // A Space after a confirmation makes it count at once, and is one person, not two.
    let confirmed = [typed(0, "q315\r"), reads(&[(1_600, b"\r"), (1_650, b" 7")])].concat();
    let entry = made(1_650, entry('q', 315_000));
    allowed(&confirmed, &[entry.clone(), one(1_650)].concat());
    forbidden(&confirmed, &[entry, one(1_650), one(1_680)].concat());
}

#[test]
fn a_frame_is_taken_whole_or_not_at_all() {
    for frame in ["S S      12.50 kg\r\n", "wn0012.50kg\r", "N  4.20\r", "G 12.5 kg\r", "S12.5xs\r"] {
        let keys = [typed(0, "q"), reads(&[(500, frame.as_bytes())])].concat();
        for key in ['q', 's', 'w', 'n', 'g'] {
            for grams in [12_500, 4_200] {
                forbidden(&keys, &made(500, entry(key, grams)));
            }
        }
        forbidden(&keys, &made(500, Op::People(1)));
    }
    let taken = [typed(0, "q"), reads(&[(500, b"w5.20\r\n")])].concat();
    allowed(&taken, &made(500, entry('w', 5_200)));
    forbidden(&taken, &made(500, entry('q', 5_200)));
}

#[test]
fn a_frame_that_meets_typed_text_is_asked_about() {
    let keys = [typed(0, "q1"), reads(&[(1_000, b"5.20\r")])].concat();
    forbidden(&keys, &made(1_000, entry('q', 15_200)));
    forbidden(&keys, &made(1_000, entry('q', 5_200)));
    let confirmed = [keys, reads(&[(2_000, b"\r")])].concat();
    allowed(&confirmed, &made(2_300, entry('q', 15_200)));
    allowed(&confirmed, &made(2_300, entry('q', 5_200)));
    forbidden(&confirmed, &made(2_300, entry('q', 1_000)));
    // A window moves the frame to the rejected lines and leaves the typed text.
    let in_help = reads(&[(1_000, b"5.20\r"), (2_000, b"\x1bOP"), (3_000, b"\r"), (5_000, b"\r")]);
    let left = [typed(0, "q1"), in_help].concat();
    allowed(&left, &made(5_000, entry('q', 1_000)));
    forbidden(&left, &made(3_000, entry('q', 1_000)));
    let rejected = [typed(0, "q7"), reads(&[(1_000, b"?  12.4 kg\r\n")])].concat();
    forbidden(&rejected, &made(1_000, entry('q', 7_000)));
    forbidden(&rejected, &made(1_000, entry('q', 12_400)));
}

#[test]
fn an_answered_question_leaves_no_text_behind() {
    // The operator takes the frame and not the digit that was typed before it.
    let taken = [typed(0, "q1"), reads(&[(1_000, b"5.20\r"), (2_000, b"\r")])].concat();
    let first = made(2_300, entry('q', 5_200));
    allowed(&taken, &first);
    let next = [taken.clone(), typed(4_000, "2.5\r")].concat();
    allowed(&next, &[first.clone(), made(4_600, entry('q', 2_500))].concat());
    forbidden(&next, &[first.clone(), made(4_600, entry('q', 12_500))].concat());
    let enter = [taken, reads(&[(4_000, b"\r")])].concat();
    forbidden(&enter, &[first, made(4_000, entry('q', 1_000))].concat());
}

#[test]
fn windows_take_no_frames() {
    for window in ["\x1bOR", "\x1bOP", "\x1b[15~", "\x1b[20~", "\x1b[24~", "\x0f"] {
        let keys = [typed(0, "q"), reads(&[(500, window.as_bytes()), (1_000, b"12\r"), (2_000, b"412.5\r")])]
            .concat();
        let ops = [
            entry('q', 12_000),
            entry('q', 412_500),
            Op::People(12),
            Op::Void(0),
            Op::HandOver,
            Op::Operator,
        ];
        for op in ops {
            forbidden(&keys, &made(1_000, op.clone()));
            forbidden(&keys, &made(2_000, op));
        }
    }
    let group = [reads(&[(0, b"\x1b[15~")]), typed(500, "12\r")].concat();
    allowed(&group, &made(900, Op::People(12)));
    forbidden(&group, &made(900, Op::People(1)));
    forbidden(&group, &made(900, entry('q', 12_000)));
}

#[test]
fn an_equal_frame_may_be_the_same_load() {
    let keys = [typed(0, "q"), reads(&[(500, b"5.2\r"), (800, b"5.2\r"), (1_100, b"5.2\r")])].concat();
    allowed(&keys, &made(500, entry('q', 5_200)));
    forbidden(&keys, &[made(500, entry('q', 5_200)), made(800, entry('q', 5_200))].concat());
}

#[test]
fn control_bytes_of_a_frame_act_on_nothing() {
    for byte in [b'\x03', b'\x11', b'\x1a', b'\x02'] {
        let mut frame = b"12".to_vec();
        frame.push(byte);
        frame.extend(b"3\r");
        let keys = [typed(0, "q5\r"), reads(&[(1_000, &frame)])].concat();
        let first = made(400, entry('q', 5_000));
        forbidden(&keys, &[first.clone(), made(1_000, Op::Void(0))].concat());
        for grams in [123_000, 3_000, 12_000] {
            forbidden(&keys, &[first.clone(), made(1_000, entry('q', grams))].concat());
        }
    }
}

#[test]
fn the_keypad_in_application_mode_types_its_characters() {
    let keys = [typed(0, "q12"), reads(&[(800, b"\x1bOn"), (1_000, b"5"), (1_200, b"\x1bOM")])].concat();
    allowed(&keys, &made(1_200, entry('q', 12_500)));
    forbidden(&keys, &made(1_200, entry('q', 125_000)));
}

#[test]
fn a_report_gives_nothing_and_an_unknown_key_leaves_a_mark() {
    for report in
        ["\x1b[?997;1n", "\x1b[?2026;2$y", "\x1b]11;rgb:0/0/0\x07", "\x1bP1+r54\x1b\\", "\x1b[<0;1;1M"]
    {
        let mut keys = typed(0, "q1");
        keys.extend(
            report
                .bytes()
                .enumerate()
                .map(|(number, byte)| Read { at_ms: 500 + 30 * number as u64, bytes: vec![byte] }),
        );
        keys.extend(typed(2_000, "2\r"));
        allowed(&keys, &made(2_200, entry('q', 12_000)));
        forbidden(&keys, &made(2_200, entry('q', 1_000)));
    }
    for unknown in ["\x1b[99~", "\x1b[27;2;44~"] {
        let keys = [typed(0, "q2"), reads(&[(500, unknown.as_bytes())]), typed(800, "5\r")].concat();
        forbidden(&keys, &made(1_000, entry('q', 25_000)));
    }
}

#[test]
fn a_split_arrow_is_an_arrow() {
    let keys = [typed(0, "q"), reads(&[(500, b"\x1b"), (560, b"[A")]), typed(1_000, "5\r")].concat();
    allowed(&keys, &made(1_200, entry('n', 5_000)));
    let esc = [typed(0, "q"), reads(&[(500, b"\x1b"), (600, b"[")]), typed(1_000, "5\r")].concat();
    forbidden(&esc, &made(1_200, entry('q', 5_000)));
}

#[test]
fn a_new_number_does_not_run_into_a_held_one() {
    let keys = typed(0, "q500\r2\r");
    allowed(&keys, &made(1_200, entry('q', 2_000)));
    forbidden(&keys, &made(1_200, entry('q', 500_000)));
    forbidden(&keys, &made(1_200, entry('q', 5_002_000)));
}

#[test]
fn a_letter_after_an_amount_selects_if_no_letter_came_before() {
    let keys = typed(0, "12.5f\r");
    allowed(&keys, &made(1_000, entry('f', 12_500)));
    forbidden(&keys, &made(1_000, entry('q', 12_500)));
    forbidden(&typed(0, "q12.5w\r"), &made(1_200, entry('w', 12_500)));
    forbidden(&typed(0, "q12.5w3.2\r"), &made(1_800, entry('q', 12_500)));
    forbidden(&typed(0, "12w5\r"), &made(800, entry('w', 125_000)));
    allowed(&typed(0, "3*12.5\r"), &made(1_200, entry('e', 12_500)));
    forbidden(&typed(0, "q3*12.5\r"), &made(1_400, entry('e', 12_500)));
}

#[test]
fn only_a_hand_selects_with_a_letter_after_the_amount() {
    let entry = |at_ms| made(at_ms, entry('f', 12_500));
    let run = reads(&[(0, b"12.5f")]);
    forbidden(&[run, reads(&[(1_000, b"\r")])].concat(), &entry(1_000));
    forbidden(&reads(&[(0, b"12.5f\r")]), &entry(0));
    forbidden(&reads(&[(0, b"\x1b[200~12.5f\x1b[201~"), (1_000, b"\r")]), &entry(1_000));
    allowed(&[reads(&[(0, b"12.5")]), typed(1_000, "f\r")].concat(), &entry(1_200));
    // The run begins a new line in place of a question about a letter in the same column.
    let question = [typed(0, "8.65к\r"), reads(&[(3_000, b"12.5f"), (4_000, b"\r")])].concat();
    forbidden(&question, &entry(4_000));
    assert_eq!(super::records(&question), []);
    // Only a hand presses Backspace, so a slow connection delivered all of it together (G3).
    let delivered = reads(&[(0, b"7"), (500, b"\x7f12.5f"), (2_000, b"\r")]);
    allowed(&delivered, &entry(2_000));
    let ops = |made: Vec<Made>| made.into_iter().map(|record| (record.at_ms, record.op)).collect::<Vec<_>>();
    assert_eq!(ops(super::records(&delivered)), ops(entry(2_000)));
}

#[test]
fn a_kazakh_proposal_is_confirmed() {
    let keys = typed(0, "q\"әюғ\r");
    forbidden(&keys, &made(1_000, entry('q', 12_500)));
    let confirmed = [keys, reads(&[(1_500, b"\r")])].concat();
    allowed(&confirmed, &made(1_800, entry('q', 12_500)));
}

#[test]
fn the_amount_of_a_taken_back_entry_needs_a_letter() {
    let keys = |keys: &str| [typed(0, "q5\r"), reads(&[(1_000, b"\x1b[19~")]), typed(2_000, keys)].concat();
    let first = [made(400, entry('q', 5_000)), made(1_000, Op::Void(0))].concat();
    allowed(&keys("w\r"), &[first.clone(), made(2_200, entry('w', 5_000))].concat());
    forbidden(&keys("\r"), &[first.clone(), made(2_000, entry('q', 5_000))].concat());
    forbidden(&keys("\x1bw\r"), &[first, made(2_400, entry('w', 5_000))].concat());
}

#[test]
fn a_word_may_have_letters_on_the_keys_of_marks() {
    let mut keys = typed(0, "e5\r");
    keys.extend(typed(2_000, "Xбум"));
    keys.extend(typed(4_000, "\u{1b}"));
    keys.extend(typed(6_000, "3\r"));
    let five = made(400, entry('e', 5_000));
    allowed(&keys, &[five.clone(), made(6_200, entry('e', 3_000))].concat());
    forbidden(&keys, &[five, made(6_200, entry('q', 3_000))].concat());
}

#[test]
fn a_number_after_a_letter_names_the_same_material_or_none() {
    let keys = typed(0, "q1*5\r");
    allowed(&keys, &made(800, entry('q', 5_000)));
    let keys = typed(0, "q2*5\r");
    forbidden(&keys, &made(800, entry('w', 5_000)));
}

#[test]
fn the_same_load_is_asked_about_as_long_as_its_line_is_unchanged() {
    let lines = reads(&[(0, b"v"), (5_000, b"7.5\r"), (5_700, b"7.5\r"), (8_000, b"\x1b")]);
    let first = made(5_000, entry('v', 7_500));
    let twice = [first.clone(), made(12_000, entry('v', 7_500))].concat();
    // Esc closes the question. The first Enter asks again, and the second one answers.
    forbidden(&[lines.clone(), reads(&[(12_000, b"\r")])].concat(), &twice);
    allowed(&[lines.clone(), reads(&[(10_000, b"\r"), (12_000, b"\r")])].concat(), &twice);
    // A letter after the second question begins a new line.
    let other =
        [lines, reads(&[(10_000, b"\r"), (10_500, "ғ".as_bytes()), (11_000, b"\r"), (12_000, b"\r")])];
    allowed(&other.concat(), &[first, made(12_300, entry('v', 5_000))].concat());
}

#[test]
fn a_control_character_directly_after_a_character_leaves_a_mark_also_after_backspace() {
    // Esc erases the mark, so that the letter that Backspace and Q selected stays. Without the mark, Ctrl+C opens the
    // question whether to leave, and Esc answers it.
    let script: &[(u64, &[u8])] =
        &[(0, b"\x08q\\"), (16, b"\x03"), (2_000, b"\x1b"), (3_000, b"5"), (3_300, b"\r")];
    allowed(&reads(script), &made(3_300, entry('q', 5_000)));
    let later: &[(u64, &[u8])] =
        &[(0, b"\x08q\\"), (40, b"\x03"), (2_000, b"\x1b"), (3_000, b"5"), (3_300, b"\r")];
    forbidden(&reads(later), &made(3_300, entry('q', 5_000)));
}

#[test]
fn the_help_opens_with_alt_too_beside_a_mark() {
    // Alt and `?` leave a mark and open the help. The first Esc closes it, so the letter `g` is typed after the mark.
    let keys = [
        reads(&[(0, b"\xc8\x1b?"), (1_000, b"\x1b"), (2_000, b"g"), (3_000, b"\x1b")]),
        typed(4_000, "4h\r"),
    ];
    let measure = Measure::Pieces { count: 4, grams: None };
    let lamps =
        Op::Entry(Entry { material: material('h'), grade: None, amount: Amount { measure, about: false } });
    allowed(&keys.concat(), &made(4_400, lamps));
}

#[test]
fn alt_on_the_empty_line_closes_a_question_about_people() {
    // Esc and a digit in one packet, after F7 and more Spaces than three.
    let keys =
        [typed(0, "q"), reads(&[(1_000, b"\x1b[18~"), (3_000, b"     "), (5_000, b"\x1b7"), (6_000, b"\r")])];
    let measure = Measure::Weight { gross: 7_000, tare: 0 };
    let about =
        |about| Op::Entry(Entry { material: material('q'), grade: None, amount: Amount { measure, about } });
    let console = super::records(&keys.concat());
    assert_eq!(console.len(), 1);
    for is_about in [true, false] {
        allowed(&keys.concat(), &made(6_000, about(is_about)));
    }
}

#[test]
fn a_letter_after_an_amount_of_the_kazakh_top_row_is_asked_about_too() {
    let asked = typed(0, "ңq\r");
    forbidden(&asked, &made(400, entry('q', 4_000)));
    let confirmed = [asked.clone(), reads(&[(2_000, b"\r")])].concat();
    allowed(&confirmed, &made(2_300, entry('q', 4_000)));
    // Another number begins a new line instead, and may name its own material.
    let another = [asked, typed(2_000, "2*3\r")].concat();
    allowed(&another, &made(2_600, entry('w', 3_000)));
    forbidden(&another, &made(2_600, entry('q', 4_000)));
}

#[test]
fn two_control_characters_together_may_both_be_marks() {
    // They came in place of what a frame would contain, so the first one opens no window. Esc erases the marks and brings the
    // held line back, with its selection.
    let keys = [
        typed(0, "f3\r"),
        reads(&[
            (5_000, "\"әюғ\r".as_bytes()),
            (8_000, b"w"),
            (10_000, b"\x0f\t"),
            (11_000, b"\x1b"),
            (12_000, b"\x1b"),
        ]),
        typed(14_000, "4\r"),
    ];
    let first = made(400, entry('f', 3_000));
    allowed(&keys.concat(), &[first.clone(), made(14_200, entry('f', 4_000))].concat());
    forbidden(&keys.concat(), &[first, made(14_200, entry('f', 12_500))].concat());
}
