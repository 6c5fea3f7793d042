//! A console without a station: whatever is typed, nothing is asked of the disk.

use proptest::prelude::*;

use super::*;
use crate::console::keymap::{self, Action};
use crate::console::overlay::HistoryRefusal;

/// A desk that only looks at what stations A and B have weighed.
fn observer(language: Language) -> Desk {
    let mut weighing = Desk::new(language);
    weighing.keys("q12,5<Enter>ww3,25-0,25<Enter>h4<Enter> q1<Enter><F8>");
    let records = std::mem::take(&mut weighing.saved);
    let mut desk = Desk::watching(language);
    let news = |file: &str, station: &str, journal| NewLines {
        file: file.into(),
        name: StationId::parse(station).unwrap(),
        station: StationId::parse(station).unwrap(),
        journal: JournalId(journal),
        lines: records.iter().cloned().map(Some).collect(),
    };
    desk.send(Msg::FromOthers(FromOthers::NewLines(vec![news("A.jsonl", "A", 1), news("B.jsonl", "B", 2)])));
    desk
}

/// What a hand can press, also what a desk with a station would record.
fn any_key() -> impl Strategy<Value = Key> {
    let others = vec![
        Key::Enter,
        Key::Esc,
        Key::Backspace,
        Key::Delete,
        Key::Tab,
        Key::BackTab,
        Key::Up,
        Key::Down,
        Key::Left,
        Key::Right,
        Key::Home,
        Key::End,
        Key::PageUp,
        Key::PageDown,
    ];
    prop_oneof![
        3 => proptest::sample::select("qwzhkn0123456789.,+-*/~ ?йцәғ".chars().collect::<Vec<_>>())
            .prop_map(Key::Char),
        2 => (1_u8..=12).prop_map(Key::F),
        1 => proptest::sample::select("qwertyuiopasdfghjklzxcvbnm".chars().collect::<Vec<_>>())
            .prop_map(Key::Ctrl),
        4 => proptest::sample::select(others),
    ]
}

/// A key after so many milliseconds, or a paste.
fn any_step() -> impl Strategy<Value = (u64, Result<Key, String>)> {
    let step = prop_oneof![9 => any_key().prop_map(Ok), 1 => "[q0-9 ,\n]{0,12}".prop_map(Err)];
    (prop_oneof![Just(1), Just(250)], step)
}

proptest! {
    #[test]
    fn no_key_records(steps in proptest::collection::vec(any_step(), 1..60)) {
        let mut desk = observer(Language::En);
        let before = desk.model.ledger.tally().clone();
        let mut now = Duration::ZERO;
        for (millis, step) in steps {
            now += Duration::from_millis(millis);
            let msg = match step {
                Ok(key) => Msg::Key(key, stamp(now)),
                Err(text) => Msg::Paste(text, stamp(now)),
            };
            for effect in update(&mut desk.model, msg) {
                let harmless = matches!(effect, Effect::Report { write: false, .. } | Effect::Quit);
                prop_assert!(harmless, "{effect:?}");
            }
            prop_assert!(desk.model.pending.is_empty() && desk.model.line.text.is_empty());
            prop_assert!(desk.model.rejected.is_empty() && desk.model.paper.is_none());
            let mode = desk.model.mode();
            prop_assert!(mode.is_reached(desk.model.snapshot()), "{mode:?}");
        }
        prop_assert_eq!(desk.model.ledger.tally(), &before);
    }
}

#[test]
fn a_key_that_records_is_refused_with_one_sentence() {
    for keys in
        ["1", "<Enter>", " ", "<F5>", "<F6>", "<F7>", "<F8>", "<F9>", "<C-o>", "<C-p>", "<C-y>", "<BS>"]
    {
        let mut desk = observer(Language::Kk);
        desk.keys(keys);
        assert_eq!(desk.model.notice, Some(Notice::OnlyWatches), "{keys}");
    }
    let mut desk = observer(Language::Kk);
    desk.paste("q12,5\n");
    assert_eq!(desk.model.notice, Some(Notice::OnlyWatches));
    for keys in ["<Enter>", "<Del>", "<F8>"] {
        let mut desk = observer(Language::Kk);
        desk.keys("<F3>").keys(keys);
        let Some(Overlay::History(history)) = desk.model.overlays.last() else { panic!("{keys}") };
        assert_eq!(history.refused, Some(HistoryRefusal::OnlyWatches), "{keys}");
    }
}

#[test]
fn everything_that_reads_works() {
    let mut desk = observer(Language::En);
    assert_eq!(desk.model.ledger.tally().people, 2);
    desk.keys("ww");
    let plastic = desk.model.event.index_on_key('W');
    assert_eq!((desk.model.selection.material, desk.model.selection.grade), (plastic, Some(0)));
    desk.keys("<Esc>");
    assert_eq!(desk.model.selection.material, None);
    desk.keys("<F3>plas");
    let Some(Overlay::History(history)) = desk.model.overlays.last() else { panic!() };
    assert_eq!(history.found.records.len(), 2);
    desk.keys("<Esc><Esc><C-r><Tab><Esc><C-b><Esc>/pap<Enter>");
    assert_eq!(desk.model.selection.material, desk.model.event.index_on_key('Q'));
    assert_eq!(desk.reports.len(), 2);
    desk.keys("<F2>");
    assert_eq!(desk.model.texts.language(), Language::Kk);
    desk.keys("<F10>");
    assert!(desk.quit);
}

/// What the menu and the footer offer is what the keys do: nothing that records.
#[test]
fn nothing_that_records_is_offered() {
    let recording = [
        Action::Record,
        Action::Person,
        Action::Group,
        Action::Undo,
        Action::Redo,
        Action::Operator,
        Action::HandOver,
        Action::Paper,
        Action::Tare,
        Action::About,
        Action::Correct,
        Action::Void,
        Action::OnlyWatches,
    ];
    let now = observer(Language::En).model.snapshot();
    assert!(keymap::menu(now).len() >= 8);
    let footers = Mode::ALL.into_iter().filter(|mode| mode.is_reached(now));
    let footers = footers.flat_map(|mode| keymap::footer(mode, now));
    for binding in footers.chain(keymap::menu(now)) {
        assert!(!recording.contains(&binding.action), "{binding:?}");
        assert!(!(binding.mode == Mode::Report && binding.action == Action::Choose), "{binding:?}");
    }
}

#[test]
fn after_a_new_reading_the_totals_are_those_of_the_files() {
    let mut desk = observer(Language::En);
    let ledger = Box::new(Ledger::new(&desk.model.event));
    desk.send(Msg::FromOthers(FromOthers::Anew { ledger, files: Vec::new() }));
    assert_eq!(desk.model.ledger.tally().net, Grams::ZERO);
}
