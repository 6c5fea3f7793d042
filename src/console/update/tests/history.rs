//! The history: the lead voids and corrects records of all stations, in the journal of the lead's own station.

use super::*;

/// Returns the console of station A, and the records of station B, which the console has read.
fn lead() -> (TestConsole, Vec<Record>) {
    let mut other = console();
    other.keys("<F9><BS>Нұрлан<Enter>q7<Enter>ww2<Enter> ").wait(40);
    let records = std::mem::take(&mut other.saved);
    let mut lead = console();
    lead.keys("q1<Enter>");
    lead.grow("B", "B", 2, records.iter().cloned().map(Some).collect());
    (lead, records)
}

#[test]
fn a_record_of_another_station_is_voided_in_the_own_journal() {
    let (mut lead, records) = lead();
    lead.keys("<F3>b").keys(" plas<F8><BS>екі рет<Enter>");
    let target = RecordRef { station: StationId::parse("B").unwrap(), seq: 3, hash: records[2].hash.short() };
    let Op::Void { of, reason } = &lead.saved.last().unwrap().op else { panic!("{:?}", lead.saved) };
    assert_eq!((*of, reason.as_str()), (target, "екі рет"));
    assert_eq!((lead.grams("plastic"), lead.grams("paper")), (0, 8_000));
    let notice = lead.model.notice();
    assert!(matches!(notice, Some(Notice::RecordVoided { target: of, .. }) if *of == target), "{notice:?}");
    // A void needs a reason.
    lead.keys("<Esc>").keys("b 7<Del><C-u><Enter>");
    assert_eq!(lead.field_rejection(), Some(&Message::RefusedReason));
    assert_eq!(lead.saved.len(), 2);
}

#[test]
fn a_record_of_another_station_is_corrected_in_the_own_journal() {
    let (mut lead, records) = lead();
    lead.keys("<F3>b 7<Enter>").keys("<C-u>70<Enter>");
    let Op::Entry(entry) = &lead.saved.last().unwrap().op else { panic!("{:?}", lead.saved) };
    let station = StationId::parse("B").unwrap();
    assert_eq!(entry.corrects, Some(RecordRef { station, seq: 2, hash: records[1].hash.short() }));
    assert_eq!(lead.grams("paper"), 71_000);
}

#[test]
fn a_superseded_correction_is_reported_once() {
    let (mut lead, _) = lead();
    lead.keys("<F3>b 7<Enter>").keys("<C-u>70<Enter><Esc>");
    let mut first = lead.saved.last().unwrap().clone();
    let ours =
        RecordRef { station: StationId::parse("A").unwrap(), seq: first.seq, hash: first.hash.short() };
    // A station whose name sorts lower corrected the same record at the same time.
    let Op::Entry(entry) = &mut first.op else { panic!() };
    entry.measure = Measure::weight(Grams::new(60_000), Grams::ZERO).unwrap();
    (first.seq, first.hash) = (1, LineHash([9; 32]));
    lead.grow("0", "0", 3, vec![Some(first)]);
    assert_eq!(lead.model.notice(), Some(&Notice::CorrectionSuperseded(ours)));
    assert_eq!(lead.grams("paper"), 61_000);
    lead.keys("<Esc><Esc><Esc>q2<Enter>");
    assert!(
        !matches!(lead.model.notice(), Some(Notice::CorrectionSuperseded(_))),
        "{:?}",
        lead.model.notice()
    );
}

/// The indexes of records change when a file is replaced, but their names do not.
#[test]
fn a_form_keeps_its_record_when_a_journal_is_replaced() {
    let replace = |lead: &mut TestConsole, records: &[Record]| {
        lead.replace("B", "B", 2, records.iter().cloned().map(Some).collect());
    };
    for keys in ["<F3>b plas<Enter>", "<F3>b plas<F8>"] {
        let (mut lead, records) = self::lead();
        lead.keys(keys);
        replace(&mut lead, &records);
        lead.keys(if keys.ends_with("<F8>") { "<Enter>" } else { "<C-u>5<Enter>" });
        let plastic = if keys.ends_with("<F8>") { 0 } else { 5_000 };
        assert_eq!((lead.grams("plastic"), lead.grams("paper")), (plastic, 8_000));
    }
    // A record that no longer exists is not corrected.
    let (mut lead, mut records) = self::lead();
    lead.keys("<F3>b plas<Enter>");
    let position = records
        .iter()
        .position(|record| matches!(&record.op, Op::Entry(entry) if entry.material == "plastic"));
    records[position.unwrap()].hash = LineHash([99; 32]);
    records[position.unwrap()].op = Op::Close;
    replace(&mut lead, &records);
    lead.keys("<C-u>5<Enter>");
    assert_eq!((lead.grams("plastic"), lead.saved.len()), (0, 1));
}

#[test]
fn the_cursor_stays_on_its_record_when_the_search_is_cleared() {
    let (mut lead, _) = lead();
    lead.keys("<F3>b 7<Esc>");
    let Some(Overlay::History(history)) = lead.model.overlays.last() else { panic!() };
    let ledger = &lead.model.ledger;
    let index = ledger.at_position(&history.found.records, history.cursor.position()).unwrap();
    let view = ledger.view(index);
    assert_eq!((view.target.station.as_str(), view.target.seq), ("B", 2));
}

#[test]
fn the_history_voids_and_corrects() {
    let mut console = console();
    console.keys("q1<Enter>w2<Enter>e3<Enter>");
    console.keys("<F3><Down><Del><Enter>");
    assert_eq!(console.grams("plastic"), 0);
    let Op::Void { reason, .. } = &console.saved.last().unwrap().op else { panic!() };
    assert!(!reason.is_empty());
    console.keys("<Del>");
    assert_eq!(console.model.mode(), Mode::History, "a voided record is not voided again");
    console.keys("<Up><Enter><BS>30,5<Enter><Esc>");
    assert_eq!(console.grams("glass-clear"), 30_500);
    assert_eq!(console.model.ledger.tally().voided, 2);
    // Undo voids the correction, and the corrected record counts again.
    console.keys("<F8>");
    assert_eq!(console.grams("glass-clear"), 3_000);
    console.keys("<F8>");
    assert_eq!(console.grams("paper"), 0, "a corrected record is not undone");
}

#[test]
fn a_correction_may_change_the_material() {
    let mut console = console();
    console.keys("q1<Enter><F3><Enter><Tab><Down><Enter><Esc>");
    let sum = &console.model.ledger.tally().materials;
    assert_eq!((sum[0].net, sum[1].net), (Grams::ZERO, Grams::new(1_000)));
    assert_eq!(sum[1].grades.len(), 1);
}

#[test]
fn the_search_finds_every_part_of_a_record() {
    let mut console = console();
    console.keys("<F9>Айгерім<BS>м<Enter>q1<Enter>w2,5<Enter>e3<Enter> ").wait(40).keys("<F3>");
    for (search, found) in
        [("плас", 1), ("2,5", 1), ("2.5", 1), ("айгер", 4), ("адам", 1), ("14:0", 4), ("zzz", 0)]
    {
        console.keys(search);
        let Some(Overlay::History(history)) = console.model.overlays.last() else { panic!() };
        assert_eq!(history.found.records.len(), found, "{search}");
        for _ in search.chars() {
            console.keys("<BS>");
        }
    }
}

/// Returns a console of station A with two records, and what station B changed: the first record was voided by Айгерім,
/// and the second one corrected.
fn changed_by_another_station() -> (TestConsole, [Record; 3]) {
    let mut console = TestConsole::new(Language::En);
    console.keys("q1<Enter>w2<Enter>");
    let target = |index: usize| {
        let record = &console.saved[index];
        RecordRef { station: StationId::parse("A").unwrap(), seq: record.seq, hash: record.hash.short() }
    };
    let Op::Entry(entry) = console.saved[1].op.clone() else { panic!() };
    let measure = Measure::weight(Grams::new(20_000), Grams::ZERO).unwrap();
    let ops = [
        Op::Operator { name: "Айгерім".into() },
        Op::Void { of: target(0), reason: "weighed twice".into() },
        Op::Entry(crate::domain::record::Entry { measure, corrects: Some(target(1)), ..entry }),
    ];
    let mut seq = 0;
    let records = ops.map(|op| {
        seq += 1;
        let hash = LineHash([u8::try_from(100 + seq).unwrap(); 32]);
        Record { seq, op, hash, ..console.saved[0].clone() }
    });
    (console, records)
}

#[test]
fn a_change_by_another_station_is_told_once() {
    let (mut console, [operator, void, correction]) = changed_by_another_station();
    console.grow("B", "B", 2, vec![Some(operator), Some(void)]);
    let said = |console: &TestConsole| crate::console::view::message_text(&console.model);
    assert_eq!(said(&console), "Айгерім (B) voided your A:1 Q Waste paper 1 kg: weighed twice");
    console.keys("<Esc>");
    console.grow("B", "B", 2, vec![Some(correction)]);
    assert_eq!(said(&console), "Айгерім (B) corrected your A:2 W Plastic 2 kg: now B:3 W Plastic 20 kg");
    console.keys("<Esc>q3<Enter>");
    assert!(matches!(console.model.notice(), Some(Notice::Recorded(_))), "{:?}", console.model.notice());
}

#[test]
fn own_changes_are_not_told() {
    let mut console = TestConsole::new(Language::En);
    console.keys("q1<Enter>w2<Enter><F8>");
    assert!(matches!(console.model.notice(), Some(Notice::Undone { .. })), "{:?}", console.model.notice());
}

#[test]
fn undo_of_a_correction_says_what_counts_again() {
    let mut console = TestConsole::new(Language::En);
    console.keys("q1<Enter><F3><Enter><C-u>2<Enter><Esc><F8>");
    let said = crate::console::view::message_text(&console.model);
    assert_eq!(said, "Undone: Q Waste paper 2 kg. A:1 Q Waste paper 1 kg counts again");
    // From the history, too.
    let mut console = TestConsole::new(Language::En);
    console.keys("q1<Enter><F3><Enter><C-u>2<Enter><Up><Del><Enter><Esc>");
    let said = crate::console::view::message_text(&console.model);
    assert_eq!(said, "Record A:2 voided. A:1 Q Waste paper 1 kg counts again");
}
