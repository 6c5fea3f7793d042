//! What is begun and not recorded, taken out of the model to be kept, and put back after a lost line.
//!
//! Invariant: what comes back is never recorded by itself: it stands in the entry line, or in the list of
//! lines that were not taken, until somebody looks at it.

use crate::console::labels;
use crate::console::model::{EntryLine, Model, Notice, RejectReason, RejectedLine, Selection};
use crate::console::update::weighing::LINE_MAX;
use crate::domain::draft::{Draft, DraftLine, DraftRecord};
use crate::domain::record::{Moment, Op, PendingRecord};
use crate::language::{Message, Text, format};

/// What would be missed if the console ended now.
#[must_use]
pub fn begun(model: &Model) -> Draft {
    let line = EntryLine { text: model.line.text.clone(), about: model.line.about, ..EntryLine::default() };
    Draft {
        lines: model.own.as_ref().map_or(0, |own| model.ledger.line_count(own.slot)),
        operator: model.operator().to_owned(),
        line: (!line.text.is_empty()).then(|| draft_line(model, line.with_about(), model.selection)),
        tare: model.tare.clone(),
        paper: model.paper,
        rejected: model
            .rejected
            .iter()
            .map(|line| draft_line(model, line.text.clone(), line.selection))
            .collect(),
        pending: model.pending.iter().map(|pending| draft_record(model, pending)).collect(),
    }
}

fn draft_line(model: &Model, text: String, selection: Selection) -> DraftLine {
    let known = model.material(selection);
    let grade = known.zip(selection.grade).and_then(|((_, material), grade)| material.grades.get(grade));
    DraftLine { text, material: known.map(|(_, material)| material.id.clone()), grade: grade.cloned() }
}

fn draft_record(model: &Model, pending: &PendingRecord) -> DraftRecord {
    let line = match &pending.op {
        // A correction typed again would be a second weighing.
        Op::Entry(entry) if entry.corrects.is_none() => Some(DraftLine {
            text: format::typed(&entry.measure, entry.about),
            material: Some(entry.material.clone()),
            grade: entry.grade.clone(),
        }),
        _ => None,
    };
    DraftRecord { at: pending.at, line, description: labels::pending_record(pending, model) }
}

/// Puts back what was begun `at` that time. The line of the same operator stands in the entry line again;
/// another operator's, and what was on its way to the disk, waits in the list.
pub fn restore(model: &mut Model, begun: Draft, at: Moment) {
    let Draft { operator, line, tare, paper, rejected, pending, .. } = begun;
    for DraftRecord { at, line, description } in pending {
        match line {
            Some(line) => put_aside(model, line, RejectReason::NotSaved { at }),
            None => model.warnings.push(lost(description)),
        }
    }
    for line in rejected {
        put_aside(model, line, RejectReason::LeftBehind { operator: operator.clone() });
    }
    let Some(line) = line else { return };
    if operator != model.operator() || line.text.chars().count() > LINE_MAX {
        put_aside(model, line, RejectReason::LeftBehind { operator });
        return;
    }
    model.selection = selection(model, &line);
    let text: String = line.text.chars().filter(|c| !c.is_control()).collect();
    let restored = text.chars().count();
    model.line = EntryLine { text, before: model.selection, restored, ..EntryLine::default() };
    // Without its tare the same figures would weigh more.
    model.tare = tare.filter(|id| model.event.tares.iter().any(|tare| tare.id == *id));
    model.paper = paper;
    model.notice = Some(Notice::Restored(at));
}

/// Tells what was begun, where there is no entry line that it could stand in.
pub fn tell(model: &mut Model, begun: Draft) {
    let Draft { line, rejected, pending, .. } = begun;
    let records = pending.into_iter().map(|record| record.description);
    let lines = rejected.into_iter().chain(line).map(|line| {
        match labels::selection(model, selection(model, &line)) {
            Some(material) => format!("{material} {}", line.text),
            None => line.text,
        }
    });
    let words: Vec<Text> = records.chain(lines).map(lost).collect();
    model.warnings.extend(words);
}

fn put_aside(model: &mut Model, line: DraftLine, why: RejectReason) {
    let selection = selection(model, &line);
    model.rejected.push(RejectedLine { text: line.text, selection, why });
}

fn selection(model: &Model, line: &DraftLine) -> Selection {
    let known = line.material.as_ref().and_then(|id| model.event.material(id));
    let Some((place, material)) = known.filter(|(_, material)| !material.hidden) else {
        return Selection::default();
    };
    let grade = line.grade.as_ref().and_then(|name| material.grades.iter().position(|known| known == name));
    Selection { material: Some(place), grade }
}

/// A record that cannot be typed again as a line: people, a void, a hand-over, a correction.
fn lost(words: String) -> Text {
    Message::WarningNotSavedBefore { what: words.into() }.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::update::tests::Desk;
    use crate::domain::catalogue::{LocalText, Tare};
    use crate::domain::mass::Grams;
    use crate::language::Language;

    fn at() -> Moment {
        chrono::DateTime::parse_from_rfc3339("2026-01-25T14:03:00+05:00").unwrap()
    }

    /// A console that is opened after another one was lost.
    fn reopened(begun: Draft, operator: &str) -> Desk {
        let mut desk = Desk::new(Language::En);
        desk.own().operator = operator.to_owned();
        restore(&mut desk.model, begun, at());
        desk
    }

    fn lost(script: &str) -> Draft {
        begun(&Desk::new(Language::En).keys(script).model)
    }

    #[test]
    fn nothing_is_begun_where_all_is_recorded() {
        assert!(lost("").is_empty());
        assert!(lost("ww12,5<Enter>").is_empty());
        assert!(!lost("ww12,5<Enter>1").is_empty());
    }

    #[test]
    fn the_same_operator_goes_on_where_the_line_stopped() {
        let mut desk = reopened(lost("ww<F7>12,5-0"), "Дана");
        assert_eq!(desk.model.notice, Some(Notice::Restored(at())));
        assert_eq!((desk.model.line.text.as_str(), desk.saved.len()), ("~12,5-0", 0));
        desk.keys(",8<Enter>");
        let [record] = &desk.saved[..] else { panic!("{:?}", desk.saved) };
        let Op::Entry(entry) = &record.op else { panic!("{record:?}") };
        assert_eq!(
            (entry.material.as_str(), entry.grade.as_deref(), entry.about),
            ("plastic", Some("1"), true)
        );
        assert_eq!(entry.measure.net(), Grams::new(11_700));
        assert!(desk.model.rejected.is_empty());
    }

    #[test]
    fn another_operator_finds_it_in_the_list() {
        let mut desk = reopened(lost("q12,"), "Айгерім");
        assert_eq!((desk.model.line.text.as_str(), desk.model.rejected.len()), ("", 1));
        assert_eq!(desk.model.rejected[0].why, RejectReason::LeftBehind { operator: "Дана".into() });
        desk.keys("<F11><Enter>5<Enter>");
        assert_eq!(desk.model.ledger.tally().net, Grams::new(12_500));
    }

    #[test]
    fn what_came_back_says_that_it_is_not_recorded_whoever_typed_it() {
        use crate::console::view::message_words;
        use unicode_width::UnicodeWidthStr;

        for (language, lost_to, not_recorded) in [
            (Language::En, "connection", "Not recorded"),
            (Language::Kk, "байланыс", "Жазылмаған"),
            (Language::Ru, "обрыва связи", "Не записано"),
        ] {
            let mut desk = Desk::new(language);
            restore(&mut desk.model, lost("q12,"), at());
            let said = message_words(&desk.model);
            assert!(said.contains(lost_to) && said.width() < 80, "{said}");
            let mut desk = Desk::new(language);
            let begun = Draft {
                operator: "Айгерім Серікқызы Нұрмұхамбетова".repeat(2), ..lost("q12,")
            };
            restore(&mut desk.model, begun, at());
            desk.model.notice = Some(Notice::Rejected(desk.model.rejected[0].why.clone()));
            let said = message_words(&desk.model);
            assert!(said.starts_with(not_recorded) && said.width() < 80, "{said}");
        }
    }

    #[test]
    fn a_scale_does_not_type_behind_what_came_back() {
        let mut desk = reopened(lost("q12"), "Дана");
        desk.burst("7.40<Enter>");
        assert_eq!(desk.model.ledger.tally().net, Grams::new(7_400));
        assert_eq!(desk.model.rejected.len(), 1);
        assert_eq!(desk.model.rejected[0].text, "12");
        // A paste neither.
        let mut desk = reopened(lost("q12"), "Дана");
        desk.paste("3.5\n");
        assert_eq!(desk.model.ledger.tally().net, Grams::new(3_500));
        assert_eq!(desk.model.rejected[0].text, "12");
    }

    #[test]
    fn the_preset_tare_comes_back_with_the_line() {
        let tare = Tare {
            id: "crate".into(),
            name: LocalText::default(),
            g: Grams::new(1800),
            extra: Default::default(),
        };
        let mut before = Desk::new(Language::En);
        before.model.event.tares = vec![tare.clone()];
        before.keys("q<F6>12");
        let begun = begun(&before.model);
        let mut desk = Desk::new(Language::En);
        desk.model.event.tares = vec![tare];
        restore(&mut desk.model, begun, at());
        desk.keys("<Enter>");
        assert_eq!(desk.model.ledger.tally().net, Grams::new(10_200));
    }

    #[test]
    fn what_the_disk_never_took_is_offered_and_not_recorded() {
        let mut before = Desk::new(Language::En);
        before.fails = true;
        before.keys("ww12,5-0,8<Enter>h3/1,5<Enter> q");
        let begun = begun(&before.model);
        assert_eq!(begun.pending.len(), 3);
        let mut desk = reopened(begun, "Дана");
        let texts: Vec<&str> = desk.model.rejected.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["12,5-0,8", "3/1,5"]);
        assert!(matches!(desk.model.rejected[0].why, RejectReason::NotSaved { .. }));
        let warned = desk.model.warnings.last().map(|warning| desk.model.texts.show(warning)).unwrap();
        assert!(warned.contains("1 person"), "{warned}");
        assert!(desk.saved.is_empty());
        desk.keys("<F11><Enter><Enter>");
        assert_eq!(desk.grams("plastic"), 11_700);
    }
}
