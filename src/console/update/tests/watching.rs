//! A console that only watches never writes, no matter which keys are typed.

use proptest::prelude::*;

use super::*;
use crate::console::action::{Action, ReportAction, WatchingAction};
use crate::console::msg::Effect;
use crate::console::overlay::HistoryError;

/// Returns a console that only watches stations A and B.
fn observer(language: Language) -> TestConsole {
    let mut weighing = TestConsole::new(language);
    weighing.keys("q12,5<Enter>ww3,25-0,25<Enter>h4<Enter> q1<Enter><F8>");
    let records = std::mem::take(&mut weighing.saved);
    let mut console = TestConsole::watching(language);
    for (station, journal) in [("A", 1), ("B", 2)] {
        console.grow(station, station, journal, records.iter().cloned().map(Some).collect());
    }
    console
}

/// Generates any key, including those that record in a console that weighs.
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

/// Generates a key or a paste, and the milliseconds before it.
fn any_step() -> impl Strategy<Value = (u64, Result<Key, String>)> {
    let step = prop_oneof![9 => any_key().prop_map(Ok), 1 => "[q0-9 ,\n]{0,12}".prop_map(Err)];
    (prop_oneof![Just(1), Just(250)], step)
}

proptest! {
    #[test]
    fn no_key_records(steps in proptest::collection::vec(any_step(), 1..60)) {
        let mut console = observer(Language::En);
        let before = console.model.ledger.tally().clone();
        let mut now = Duration::ZERO;
        for (millis, step) in steps {
            now += Duration::from_millis(millis);
            let msg = match step {
                Ok(key) => Msg::Key(key, timestamp(now)),
                Err(text) => Msg::Paste(text, timestamp(now)),
            };
            for effect in update(&mut console.model, msg) {
                let harmless = matches!(effect, Effect::Report { write: false, .. } | Effect::Redraw | Effect::Quit);
                prop_assert!(harmless, "{effect:?}");
            }
            prop_assert!(console.model.pending.is_empty() && console.model.line.text.is_empty());
            prop_assert!(console.model.rejected.is_empty() && console.model.paper.is_none());
            let mode = console.model.mode();
            prop_assert!(mode.is_reachable(console.model.snapshot()), "{mode:?}");
        }
        prop_assert_eq!(console.model.ledger.tally(), &before);
    }
}

#[test]
fn keys_that_record_are_rejected_with_a_message() {
    for keys in
        ["1", "<Enter>", " ", "<F5>", "<F6>", "<F7>", "<F8>", "<F9>", "<C-o>", "<C-p>", "<C-y>", "<BS>"]
    {
        let mut console = observer(Language::Kk);
        console.keys(keys);
        assert_eq!(console.model.notice(), Some(&Notice::WatchOnly), "{keys}");
    }
    let mut console = observer(Language::Kk);
    console.paste("q12,5\n");
    assert_eq!(console.model.notice(), Some(&Notice::WatchOnly));
    for keys in ["<Enter>", "<Del>", "<F8>"] {
        let mut console = observer(Language::Kk);
        console.keys("<F3>").keys(keys);
        let Some(Overlay::History(history)) = console.model.overlays.last() else { panic!("{keys}") };
        assert_eq!(history.error, Some(HistoryError::WatchOnly), "{keys}");
    }
}

#[test]
fn everything_else_works() {
    let mut console = observer(Language::En);
    assert_eq!(console.model.ledger.tally().people, 2);
    console.keys("ww");
    let plastic = console.model.event.index_on_key('W');
    assert_eq!((console.model.selection.material, console.model.selection.grade), (plastic, Some(0)));
    console.keys("<Esc>");
    assert_eq!(console.model.selection.material, None);
    console.keys("<F3>plas");
    let Some(Overlay::History(history)) = console.model.overlays.last() else { panic!() };
    assert_eq!(history.found.records.len(), 2);
    console.keys("<Esc><Esc><C-r><Tab><Esc><C-b><Esc>/pap<Enter>");
    assert_eq!(console.model.selection.material, console.model.event.index_on_key('Q'));
    assert_eq!(console.reports.len(), 2);
    console.keys("<F2>");
    assert_eq!(console.model.texts.language(), Language::Kk);
    console.keys("<F10>");
    assert!(console.has_quit);
}

#[test]
fn the_menu_and_the_footer_offer_nothing_that_records() {
    let now = observer(Language::En).model.snapshot();
    assert!(keymap::menu(now).len() >= 8);
    let footers = Mode::ALL.into_iter().filter(|mode| mode.is_reachable(now));
    let footers = footers.flat_map(|mode| keymap::footer(mode, now));
    for binding in footers.chain(keymap::menu(now)) {
        let records = matches!(
            binding.fixed_action(),
            Some(
                Action::Weighing(_)
                    | Action::Watching(WatchingAction::RejectRecording)
                    | Action::History(_)
                    | Action::Report(ReportAction::Write)
            )
        );
        assert!(!records, "{binding:?}");
    }
}
