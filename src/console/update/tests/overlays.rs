//! The menu, the questions, the hand-over and the report.

use super::*;

#[test]
fn every_action_of_the_menu_has_a_key() {
    let mut console = console();
    let actions = keymap::menu(console.model.snapshot());
    assert!((0..actions.len()).all(|index| keymap::menu_key(index).is_some()));
    console.keys("<F12>2");
    assert_eq!(console.model.texts.language(), Language::Ru);
    assert_eq!(console.model.mode(), Mode::Weighing);
}

#[test]
fn quit_asks_only_if_something_would_be_lost() {
    let mut console = console();
    console.keys("q12<F10>");
    assert!(!console.has_quit);
    console.keys("<Esc>");
    assert_eq!(console.model.line.text, "12");
    console.keys("<Enter><F10>");
    assert!(console.has_quit);
}

#[test]
fn the_operator_is_recorded_before_the_next_entry() {
    let mut console = console();
    console.keys("<F9>Ольга<Enter>q1<Enter>");
    assert!(matches!(&console.saved[0].op, Op::Operator { name } if name == "Ольга"));
    let slot = console.slot();
    let newest = console.model.ledger.records_of(slot).next().unwrap();
    assert_eq!(console.model.ledger.view(newest).operator, "Ольга");
    assert_eq!(console.model.operator(), "Ольга");
}

#[test]
fn a_hand_over_has_no_maximum_and_can_be_undone() {
    let mut console = console();
    console.keys("q1<Enter><C-o>5000<Enter><Enter>");
    assert_eq!(console.model.mode(), Mode::HandOver, "a collector must be named");
    console.keys("Kazakhstan Kagazy<Enter>");
    let Op::Out { to, .. } = &console.saved[1].op else { panic!() };
    assert_eq!(to, "Kazakhstan Kagazy");
    assert_eq!(console.model.ledger.sum("paper").out_net, Grams::new(5_000_000));
    // The amount is rejected, and the form stays open.
    console.keys("<C-o>1.2.3<Enter>");
    assert_eq!(console.model.mode(), Mode::HandOver);
    console.keys("<Esc><F8>");
    assert_eq!(console.model.ledger.sum("paper").out_net, Grams::ZERO);
}

#[test]
fn entries_of_a_paper_sheet_have_its_time() {
    let mut console = console();
    console.keys("<C-p>25:00<Enter>");
    assert_eq!(console.model.mode(), Mode::Prompt);
    console.keys("<C-u>1320<Enter>q3<Enter>");
    console.keys("<C-p>q4<Enter>");
    let sources: Vec<_> = console
        .saved
        .iter()
        .map(|record| match &record.op {
            Op::Entry(entry) => (entry.source, record.at.format("%H:%M").to_string()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(sources[0], (Source::Paper, "13:20".to_owned()));
    assert_eq!(sources[1].0, Source::Typed);
    assert!(sources[1].1.starts_with("14:0"));
}

#[test]
fn the_report_follows_style_and_language_and_names_its_file() {
    let mut console = console();
    console.keys("<C-r><Tab><F2><Enter>");
    let (full, press) = (ReportStyle::Full, ReportStyle::Press);
    let (kk, ru) = (Language::Kk, Language::Ru);
    assert_eq!(
        console.reports,
        [(full, kk, false), (press, kk, false), (press, ru, false), (press, ru, true)]
    );
    // A report that answers an older request is not shown.
    let long = format!("список {}", "людей ".repeat(20));
    for (style, language, text) in [(full, ru, "all"), (press, kk, "тізім"), (press, ru, long.trim_end())]
    {
        console.send(Msg::Report {
            style,
            language,
            text: text.into(),
            written: Some(Ok("/x/press.txt".into())),
        });
    }
    let Some(Overlay::Report(view)) = console.model.overlays.last() else { panic!() };
    // The lead of the text for publication is a long line.
    assert_eq!(
        view.lines,
        [format!("список {}", "людей ".repeat(11)).trim_end(), "людей ".repeat(9).trim_end()]
    );
    assert!(matches!(&view.written, Some(Ok(path)) if path.ends_with("press.txt")));
}
