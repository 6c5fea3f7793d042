//! Tests of the form fields: every field has the same grammar, the same guard and the same keys.

use super::*;

/// Returns an English console whose station has eleven entries of 3.2 kg of paper: a usual size needs ten, without the
/// entry that is corrected.
fn console_with_usual_size() -> TestConsole {
    let mut console = TestConsole::new(Language::En);
    console.keys(&"q3.2<Enter>".repeat(11));
    console
}

/// Opens the correction of the newest record.
fn correct_newest(console: &mut TestConsole) {
    console.keys("<F3><Enter>");
    assert_eq!(console.model.mode(), Mode::Correct);
}

fn typed(console: &TestConsole) -> &str {
    console.model.overlays.last().and_then(Overlay::field).unwrap().text()
}

#[test]
fn typing_replaces_the_amount_of_a_corrected_record() {
    for (keys, text) in [
        ("3", "3"),
        ("<BS>", ""),
        ("<Del>", ""),
        ("<C-u>3", "3"),
        ("<End>3", "123"),
        ("<Right>3", "123"),
        ("<Left>3", "132"),
        ("<Home>3", "312"),
        ("<Tab>3", "3"),
    ] {
        let mut console = console();
        console.keys("q12<Enter>");
        correct_newest(&mut console);
        console.keys(keys);
        assert_eq!(typed(&console), text, "{keys}");
    }
    let mut console = console();
    console.keys("q12<Enter>");
    correct_newest(&mut console);
    console.keys("3<Enter>");
    assert_eq!(console.grams("paper"), 3_000);
}

#[test]
fn typing_replaces_the_collector_of_the_last_hand_over() {
    let mut console = console();
    console.keys("q12<Enter><C-o>5<Enter>Eco<Enter><C-o>4<Down>");
    assert_eq!(typed(&console), "Eco");
    console.keys("Kagazy<Enter>");
    let Op::Out { to, .. } = &console.saved.last().unwrap().op else { panic!() };
    assert_eq!(to, "Kagazy");
}

#[test]
fn a_correction_far_above_usual_is_asked_about() {
    let mut console = console_with_usual_size();
    correct_newest(&mut console);
    console.keys("315<Enter>");
    let question = "315 kg? Usual here: 3.2 kg. Did you mean 3.15?";
    assert_eq!(console.field_question().as_deref(), Some(question));
    assert!(console.model.snapshot().held);
    // An editing key closes the question, and the amount is asked about again.
    console.keys("<BS>6<Enter>");
    assert_eq!((typed(&console), console.saved.len()), ("316", 11));
    // The first Esc closes the question, and the second Esc closes the form.
    console.keys("<Esc>");
    assert_eq!((console.field_question(), typed(&console)), (None, "316"));
    assert!(!console.model.snapshot().held);
    console.keys("<Esc>");
    assert_eq!((console.model.mode(), console.saved.len()), (Mode::History, 11));
    console.keys("<Enter>315<Enter><Enter>").wait(500);
    assert_eq!(console.grams("paper"), 10 * 3_200 + 315_000);
}

#[test]
fn another_material_or_grade_closes_the_question() {
    let mut console = console_with_usual_size();
    correct_newest(&mut console);
    for key in ["<Tab>", "<BackTab>", "<Down>"] {
        console.keys("<End><C-u>315<Enter>");
        assert!(console.field_question().is_some(), "{key}");
        console.keys(key);
        assert_eq!(console.field_question(), None, "{key}");
    }
    assert_eq!(console.saved.len(), 11);
}

#[test]
fn the_corrected_record_does_not_count_for_the_usual_size() {
    let mut console = TestConsole::new(Language::En);
    // With the record that is corrected, there would be ten entries, from which a usual size is derived.
    console.keys(&"q3.2<Enter>".repeat(9)).keys("q32<Enter>");
    correct_newest(&mut console);
    console.keys("33<Enter>");
    assert_eq!(console.field_question(), None);
    assert_eq!(console.grams("paper"), 9 * 3_200 + 33_000);
}

#[test]
fn a_correction_far_below_usual_gets_the_hint_of_the_entry_line() {
    let mut console = console_with_usual_size();
    correct_newest(&mut console);
    console.keys("0.3<Enter>").wait(500);
    let hint = |console: &TestConsole| match console.model.overlays.last() {
        Some(Overlay::History(history)) => history.hint.as_ref().map(|hint| console.model.texts.show(hint)),
        _ => panic!(),
    };
    assert_eq!(hint(&console).as_deref(), Some("0.3 kg is low: usually it is 3.2 kg here"));
    console.keys("<Down>");
    assert_eq!(hint(&console), None);
    console.keys("<Esc>");
    let notice = console.model.notice();
    assert!(matches!(notice, Some(Notice::BelowUsual { usual: 3_200, .. })), "{notice:?}");
}

#[test]
fn the_large_amount_of_a_material_is_asked_about_without_a_usual_size() {
    let mut console = TestConsole::new(Language::En);
    console.keys("q3<Enter>");
    correct_newest(&mut console);
    console.keys("120<Enter>");
    assert_eq!(console.field_question().as_deref(), Some("120 kg? Over 100 kg is rare."));
}

#[test]
fn a_text_of_the_kazakh_top_row_is_proposed_in_every_field() {
    let mut console = TestConsole::new(Language::En);
    console.keys("q3<Enter>");
    correct_newest(&mut console);
    console.keys("\"әюғ<Enter>");
    let question = "\"әюғ = 12.5 kg. Correct? Enter: yes, Esc: no";
    assert_eq!(console.field_question().as_deref(), Some(question));
    console.keys("<Enter>").wait(500);
    assert_eq!(console.grams("paper"), 12_500);
    console.keys("<Esc><Esc><C-o>\"ә<Enter>");
    let question = "\"ә = 12 kg. Correct? Enter: yes, Esc: no";
    assert_eq!(console.field_question().as_deref(), Some(question));
    console.keys("<Enter>Eco<Enter>").wait(500);
    assert_eq!(console.model.ledger.sum("paper").out_net, Grams::new(12_000));
    console.keys("<F5>\"ә<Enter>");
    let question = "\"ә = 12 people. Correct? Enter: yes, Esc: no";
    assert_eq!(console.field_question().as_deref(), Some(question));
    console.keys("<Enter>").wait(500);
    assert_eq!(console.model.ledger.tally().people, 12);
    console.keys("<C-p>\"іюәқ<Enter>");
    let question = "\"іюәқ = 13:20. Correct? Enter: yes, Esc: no";
    assert_eq!(console.field_question().as_deref(), Some(question));
    assert_eq!(console.model.paper, None);
    console.keys("<Enter>").wait(500);
    let sheet = console.model.paper.map(|at| at.to_rfc3339());
    assert_eq!(sheet.as_deref(), Some("2026-01-25T13:20:00+05:00"));
}

#[test]
fn a_proposal_that_is_unusual_too_is_asked_about_twice() {
    let mut console = console_with_usual_size();
    correct_newest(&mut console);
    console.keys("і\"ғ<Enter>");
    assert!(console.field_question().unwrap().contains("= 315 kg"));
    console.keys("<Enter>").wait(500);
    assert!(console.field_question().unwrap().starts_with("315 kg? Usual here: 3.2 kg."));
    console.keys("<Enter>").wait(500);
    assert_eq!(console.grams("paper"), 10 * 3_200 + 315_000);
}

#[test]
fn a_mixed_text_is_rejected_in_every_field() {
    for open in ["<F3><Enter>", "<C-o>", "<F5>", "<C-p>"] {
        let mut console = console();
        console.keys("q3<Enter>").keys(open).keys("<C-u>1ә5<Enter>");
        assert_eq!(console.field_rejection(), Some(&Message::AmountKazakhMix), "{open}");
        assert_eq!(console.saved.len(), 1, "{open}");
        // The next key removes the reason.
        console.keys("<BS>");
        assert_eq!(console.field_rejection(), None, "{open}");
    }
}

#[test]
fn the_number_of_another_material_is_rejected_in_a_form() {
    for open in ["<F3><Enter>", "<C-o>"] {
        for number in ["2", "99", "ә"] {
            let mut console = console();
            let rest = if number == "ә" { "ң" } else { "4" };
            console.keys("q9<Enter>").keys(open).keys("<C-u>").keys(&format!("{number}*{rest}<Enter>"));
            let number = if number == "ә" { "2" } else { number };
            let expected = Message::RefusedOtherMaterial { number: number.into() };
            assert_eq!(console.field_rejection(), Some(&expected), "{open}");
        }
        let mut console = console();
        console.keys("q9<Enter>").keys(open).keys("<C-u>1*4<Enter>").keys("Eco<Enter>");
        assert_eq!(console.saved.len(), 2, "{open}");
    }
}

#[test]
fn a_hand_over_of_more_than_is_left_is_asked_about() {
    let mut console = TestConsole::new(Language::En);
    console.keys("q7<Enter><C-o>2.5<Enter>Eco<Enter>");
    assert_eq!(console.model.ledger.sum("paper").out_net, Grams::new(2_500));
    console.keys("<C-o>100<Enter>");
    assert_eq!(console.field_question().as_deref(), Some("Only 4.5 kg left. Hand over 100 kg?"));
    console.keys("<Esc><C-u>4.5<Enter>").wait(500);
    assert_eq!((console.model.mode(), console.saved.len()), (Mode::Weighing, 3));
    console.keys("<C-o>1<Enter>");
    assert_eq!(console.field_question().as_deref(), Some("Nothing is left. Hand over 1 kg?"));
    console.keys("<Enter>").wait(500);
    assert_eq!(console.model.ledger.sum("paper").out_net, Grams::new(8_000));
}

#[test]
fn a_hand_over_of_pieces_is_compared_by_their_number() {
    let mut console = TestConsole::new(Language::En);
    console.keys("h4/32<Enter><C-o>5/20<Enter>");
    let question = "Only 4 pcs left. Hand over 5 pcs (20 kg)?";
    assert_eq!(console.field_question().as_deref(), Some(question));
}

#[test]
fn what_other_stations_collected_may_be_handed_over() {
    let mut other = console();
    other.keys("q100<Enter>");
    let mut console = console();
    console.grow("B", "B", 2, other.saved.drain(..).map(Some).collect());
    console.keys("q1<Enter><C-o>101<Enter>Eco<Enter>");
    assert_eq!(console.model.ledger.sum("paper").out_net, Grams::new(101_000));
}

#[test]
fn a_confirmed_hand_over_is_not_asked_about_again_for_its_collector() {
    let mut console = console();
    console.keys("<C-o>100<Enter><Enter>").wait(500);
    assert_eq!(console.field_question(), None);
    console.keys("<Enter>").wait(500);
    assert_eq!(console.field_rejection(), Some(&Message::RefusedNobody));
    console.keys("Eco<Enter>");
    assert_eq!(console.saved.len(), 1);
}

#[test]
fn another_field_closes_the_question_about_a_hand_over() {
    let mut console = console();
    console.keys("<C-o>100<Enter><Down>Eco<Enter>");
    assert!(console.field_question().is_some());
    assert_eq!(console.saved.len(), 0);
}

#[test]
fn a_large_group_is_asked_about() {
    let mut console = TestConsole::new(Language::En);
    console.keys("<F5>12+3<Enter>");
    assert_eq!(console.model.ledger.tally().people, 15);
    console.keys("<F5>122<Enter>");
    assert_eq!(console.field_question().as_deref(), Some("122 people? More than 50 at once is rare."));
    console.keys("<BS><Enter>");
    assert_eq!(console.model.ledger.tally().people, 27);
    console.keys("<F5>122<Enter><Enter>").wait(500);
    assert_eq!(console.model.ledger.tally().people, 149);
}

#[test]
fn a_text_with_an_unreadable_character_is_rejected_in_every_field() {
    for (lost, reason) in
        [(Key::Char('\u{fffd}'), Message::AmountNotUtf8), (Key::Unknown, Message::AmountUnknownKey)]
    {
        for (open, before) in [
            ("<F3><Enter>", "12"),
            ("<F3><Del>", "mistake"),
            ("<C-o>", "12"),
            ("<C-o>5<Down>", "Eco"),
            ("<F5>", "12"),
            ("<F9>", "Dana"),
            ("<C-p>", "9"),
        ] {
            let mut console = console();
            console.keys("q9<Enter>").keys(open).keys("<C-u>").keys(before);
            console.press_after(250, lost);
            console.keys("3<Enter>");
            assert_eq!(console.field_rejection(), Some(&reason), "{open} {lost:?}");
            assert_eq!(console.saved.len(), 1, "{open} {lost:?}");
        }
    }
}

/// The keys that open a form and type a text about which the form asks.
const ASKED: [&str; 5] =
    ["<F3><Enter>500", "<F3><Enter>\"ә", "<C-o>1<Down>Eco<Up><C-u>500", "<F5>500", "<C-p>ұіқ"];

#[test]
fn a_held_enter_asks_and_does_not_confirm() {
    for open in ASKED {
        let mut console = console();
        console.keys("q9<Enter>").keys(open).hold(Key::Enter, 250, 33, 40);
        assert!(console.field_question().is_some(), "{open}");
        assert_eq!((console.saved.len(), console.model.paper), (1, None), "{open}");
        // An Enter by itself confirms.
        console.keys("<Enter>");
        assert_eq!(console.field_question(), None, "{open}");
        assert!(console.saved.len() == 2 || console.model.paper.is_some(), "{open}");
    }
}

#[test]
fn a_machine_line_confirms_nothing_and_leaves_the_text() {
    for open in ASKED {
        let mut console = console();
        console.keys("q9<Enter>").keys(open).keys("<Enter>");
        let text = typed(&console).to_owned();
        let question = console.field_question();
        console.wait(1_000).machine("12.5<Enter>").wait(1_000);
        assert_eq!((typed(&console), console.field_question()), (&*text, question), "{open}");
        assert_eq!((console.saved.len(), console.model.paper), (1, None), "{open}");
    }
}

#[test]
fn the_footer_offers_the_answers_while_a_question_is_open() {
    for open in ["<F3><Enter><C-u>500", "<C-o>500", "<F5>500", "<C-p>ұіқ"] {
        let mut console = console();
        let labels = |console: &TestConsole| -> Vec<Message> {
            let footer = keymap::footer(console.model.mode(), console.model.snapshot());
            footer.iter().map(|binding| binding.label.clone()).collect()
        };
        let answers = [Message::ActionConfirm, Message::ActionChange];
        console.keys("q9<Enter>").keys(open);
        assert!(!answers.iter().any(|answer| labels(&console).contains(answer)), "{open}");
        console.keys("<Enter>");
        let asked = labels(&console);
        assert!(answers.iter().all(|answer| asked.contains(answer)), "{open}");
        assert!(!asked.contains(&Message::ActionCancel) && !asked.contains(&Message::ActionRecord), "{open}");
    }
}
