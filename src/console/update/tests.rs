//! Key scripts: what is typed, and what must come of it. The disk is played by [`Desk`], which saves at
//! once unless it is told to fail.

use std::collections::HashMap;
use std::time::Duration;

use chrono::{DateTime, NaiveDate};

use super::update;
use crate::console::keymap::Mode;
use crate::console::model::{HoldReason, Model, Notice, OwnStation, RejectReason, Setup};
use crate::console::msg::{Effect, FromOthers, Msg, NewLines};
use crate::console::overlay::{Overlay, Style};
use crate::domain::catalogue::{LocalText, Tare};
use crate::domain::event::{Event, UtcOffset};
use crate::domain::guard::Plausibility;
use crate::domain::ledger::{Ledger, Slot};
use crate::domain::mass::Grams;
use crate::domain::record::{
    JournalId, LineHash, Measure, Op, PendingRecord, Record, RecordRef, Source, StationId, Target, Ticket,
};
use crate::entry::{Span, ValidationErrorKind};
use crate::language::{Language, Texts};
use crate::screen::clock::Timestamp;
use crate::screen::key::Key;
use crate::screen::theme::{Environment, Theme};

mod bursts;
mod history;
mod journal_faults;
mod others;
mod watching;

pub(crate) struct Desk {
    pub model: Model,
    pub saved: Vec<Record>,
    pub quit: bool,
    retried: usize,
    reports: Vec<(Style, Language, bool)>,
    pub fails: bool,
    queued: Vec<PendingRecord>,
    names: HashMap<Ticket, RecordRef>,
    clock: Duration,
}

impl Desk {
    pub fn new(language: Language) -> Self {
        let mut desk = Self::watching(language);
        let station = StationId::parse("A").unwrap();
        let slot = desk.model.ledger.add_file(station, station, JournalId(1), 0);
        desk.model.own = Some(OwnStation { slot, station, operator: "Дана".into() });
        desk.model.files = vec![("A.jsonl".into(), slot)];
        desk
    }

    /// Without a station.
    pub fn watching(language: Language) -> Self {
        let date = NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
        let event = Event::new(7, "Recycle Бірге", date, UtcOffset::parse("+05:00").unwrap()).unwrap();
        let ledger = Ledger::new(&event);
        let environment =
            Environment { term: "xterm".into(), locale: "kk_KZ.UTF-8".into(), no_colour: false };
        let model = Model::new(Setup {
            event,
            ledger,
            own: None,
            files: Vec::new(),
            texts: Texts::new(language),
            theme: Theme::new(&environment, false),
            warnings: Vec::new(),
            faults: Vec::new(),
            now: stamp(Duration::ZERO),
        });
        Self {
            model,
            saved: Vec::new(),
            quit: false,
            retried: 0,
            reports: Vec::new(),
            fails: false,
            queued: Vec::new(),
            names: HashMap::new(),
            clock: Duration::ZERO,
        }
    }

    /// The station of a desk that weighs.
    pub fn own(&mut self) -> &mut OwnStation {
        self.model.own.as_mut().unwrap()
    }

    fn slot(&mut self) -> Slot {
        self.own().slot
    }

    /// Sends a message and plays the disk for its effects.
    pub fn send(&mut self, msg: Msg) {
        for effect in update(&mut self.model, msg) {
            match effect {
                Effect::Append(pending) => self.queued.push(*pending),
                Effect::Retry => self.retried += 1,
                Effect::Report { style, language, write } => self.reports.push((style, language, write)),
                Effect::Quit => self.quit = true,
            }
        }
        if self.fails && !self.queued.is_empty() {
            for effect in update(&mut self.model, Msg::NotSaved("full".into())) {
                assert_ne!(effect, Effect::Quit);
            }
        } else {
            self.save();
        }
    }

    fn save(&mut self) {
        let queued = std::mem::take(&mut self.queued);
        if queued.is_empty() {
            return;
        }
        let mut records = Vec::new();
        for pending in queued {
            let seq = self.saved.len() as u64 + 1;
            let mut hash = [0; 32];
            hash[..8].copy_from_slice(&seq.to_be_bytes());
            let hash = LineHash(hash);
            let name = RecordRef { station: self.own().station, seq, hash: hash.short() };
            self.names.insert(pending.ticket, name);
            let op = pending.op.try_map_target(|target| match target {
                Target::Record(name) => Ok(name),
                Target::Ticket(ticket) => self.names.get(&ticket).copied().ok_or(()),
            });
            let record = Record { seq, at: pending.at, op: op.unwrap(), import: pending.import, hash };
            self.saved.push(record.clone());
            records.push((pending.ticket, record));
        }
        self.send(Msg::Saved(records));
    }

    fn after(&mut self, millis: u64, key: Key) {
        self.clock += Duration::from_millis(millis);
        let stamp = stamp(self.clock);
        self.send(Msg::Key(key, stamp));
    }

    /// Types a script by hand, slowly: `q12,5<Enter>`.
    pub fn keys(&mut self, script: &str) -> &mut Self {
        for key in parse(script) {
            self.after(250, key);
        }
        self
    }

    /// Types a script as a scale does: everything at once.
    pub fn burst(&mut self, script: &str) -> &mut Self {
        for key in parse(script) {
            self.after(1, key);
        }
        self
    }

    fn wait(&mut self, millis: u64) -> &mut Self {
        self.clock += Duration::from_millis(millis);
        self.send(Msg::Clock(stamp(self.clock)));
        self
    }

    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.clock += Duration::from_millis(250);
        self.send(Msg::Paste(text.to_owned(), stamp(self.clock)));
        self
    }

    pub fn grams(&self, material: &str) -> i64 {
        let (place, _) = self.model.event.material(material).unwrap();
        self.model.ledger.tally().materials.get(place).map_or(0, |sum| sum.net.get())
    }

    fn refused(&self) -> Option<&RejectReason> {
        match &self.model.notice {
            Some(Notice::Rejected(why)) => Some(why),
            _ => None,
        }
    }

    fn reason(&self) -> (ValidationErrorKind, Span) {
        match self.refused() {
            Some(RejectReason::Amount(refusal)) => (refusal.kind, refusal.span),
            other => panic!("{other:?}"),
        }
    }
}

fn stamp(since_start: Duration) -> Timestamp {
    let start = DateTime::parse_from_rfc3339("2026-01-25T14:00:00+05:00").unwrap().to_utc();
    Timestamp { wall: start + since_start, since_start }
}

fn parse(script: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = script;
    while let Some(c) = rest.chars().next() {
        if c == '<' {
            let (name, after) = rest[1..].split_once('>').unwrap();
            keys.push(match name {
                "Enter" => Key::Enter,
                "Esc" => Key::Esc,
                "Tab" => Key::Tab,
                "BS" => Key::Backspace,
                "Del" => Key::Delete,
                "Up" => Key::Up,
                "Down" => Key::Down,
                "Left" => Key::Left,
                "Right" => Key::Right,
                name if name.starts_with("A-") => Key::Alt(name.chars().nth(2).unwrap()),
                name if name.starts_with("C-") => Key::Ctrl(name.chars().nth(2).unwrap()),
                name => Key::F(name[1..].parse().unwrap()),
            });
            rest = after;
        } else {
            keys.push(Key::Char(c));
            rest = &rest[c.len_utf8()..];
        }
    }
    keys
}

fn desk() -> Desk {
    Desk::new(Language::Kk)
}

#[test]
fn weighing_is_letter_amount_enter() {
    let mut desk = desk();
    desk.keys("q12,5<Enter>w3<Enter>4.25<Enter>");
    assert_eq!((desk.grams("paper"), desk.grams("plastic")), (12_500, 7_250));
    assert_eq!(desk.model.line.text, "");
    assert!(desk.model.pending.is_empty());
}

#[test]
fn a_cyrillic_layout_weighs_the_same() {
    let (mut latin, mut cyrillic) = (desk(), desk());
    latin.keys("q12.5<Enter>a0.25<Enter>z4<Enter>n1<Enter>");
    cyrillic.keys("й12ю5<Enter>ф0б25<Enter>я4<Enter>т1<Enter>");
    assert_eq!(latin.model.ledger.tally(), cyrillic.model.ledger.tally());
    assert_eq!(latin.saved.len(), 4);
}

#[test]
fn a_sign_with_alt_may_have_been_an_esc_before_it_and_is_never_guessed() {
    let mut desk = desk();
    // On an empty line both mean the sign.
    desk.keys("<A-w>3<Enter><A-4>.5<Enter>");
    assert_eq!(desk.grams("plastic"), 7_500);
    // In an amount it stands there, and nothing is recorded before somebody has looked.
    for (keys, text) in [("q12,5<A-w>3<Enter>", "12,5^w3"), ("q12,5<A-3><Enter>", "12,5^3")] {
        desk.keys(keys);
        assert_eq!(desk.model.line.text, text);
        assert!(desk.refused().is_some(), "{keys}");
        desk.keys("<Esc>");
    }
    desk.keys("q12,5<A-w><BS><BS><Enter>");
    assert_eq!((desk.grams("paper"), desk.grams("plastic")), (12_500, 7_500));
    // A form is left alone.
    desk.keys("<F9>Ai<A-x>da<Enter>");
    assert_eq!(desk.model.operator(), "Aida");
}

#[test]
fn the_same_letter_again_goes_through_the_grades() {
    for (keys, grade) in [
        ("w3<Enter>", None),
        ("ww3<Enter>", Some("1")),
        ("www3<Enter>", Some("2")),
        ("wwwwww3<Enter>", Some("6")),
        ("wwwwwww3<Enter>", None),
        // Another key between them: no cycling.
        ("ww<F2>w3<Enter>", None),
        ("ww1<Enter>w3<Enter>", None),
        ("ww1<Enter>3<Enter>", Some("1")),
    ] {
        let mut desk = desk();
        desk.keys(keys);
        let Op::Entry(entry) = &desk.saved.last().unwrap().op else { panic!("{keys}") };
        assert_eq!(entry.grade.as_deref(), grade, "{keys}");
    }
}

#[test]
fn a_number_and_a_star_select_from_the_numpad_alone() {
    let mut desk = desk();
    desk.keys("3*");
    assert_eq!(desk.model.notice, Some(Notice::Named(2)));
    desk.keys("12.5<Enter>2<Enter>");
    assert_eq!(desk.grams("glass-clear"), 14_500);
    // After a letter it would be somebody's multiplication.
    desk.keys("q3*4<Enter>");
    assert_eq!(desk.refused(), Some(&RejectReason::NumberAfterLetter));
    assert_eq!(desk.model.line.text, "3*4");
    desk.keys("<Esc>19*4<Enter>");
    assert_eq!(desk.refused(), Some(&RejectReason::NumberAfterLetter));
    desk.keys("<Esc>1<Enter>19*4<Enter>");
    assert_eq!(desk.refused(), Some(&RejectReason::NoSuchNumber { number: 19, most: 18 }));
    assert_eq!(desk.grams("paper"), 1_000);
}

#[test]
fn a_refused_line_stays_to_be_corrected() {
    for (typed, reason, start, end) in [
        ("1,250", ValidationErrorKind::TooFine { decimals: 2 }, 4, 5),
        ("1.2.3", ValidationErrorKind::TwoMarks, 3, 4),
        (",5", ValidationErrorKind::MarkAtEdge, 0, 1),
        ("-5", ValidationErrorKind::SignAtEdge, 0, 1),
        ("12..5", ValidationErrorKind::TwoMarks, 3, 4),
        ("12,345", ValidationErrorKind::TooFine { decimals: 2 }, 5, 6),
        ("0", ValidationErrorKind::Zero, 0, 1),
        ("12w5", ValidationErrorKind::Stray('w'), 2, 3),
        ("2ә", ValidationErrorKind::KazakhMix, 1, 2),
        ("1,ғ", ValidationErrorKind::KazakhMix, 2, 3),
    ] {
        let mut desk = desk();
        desk.keys("q").keys(typed).keys("<Enter>");
        assert_eq!(desk.reason(), (reason, Span { start, end }), "{typed}");
        assert_eq!(desk.model.line.text, typed);
        assert!(desk.saved.is_empty(), "{typed}");
        // Corrected by hand, it is recorded.
        for _ in typed.chars() {
            desk.keys("<BS>");
        }
        desk.keys("12<Enter>");
        assert_eq!(desk.grams("paper"), 12_000, "{typed}");
    }
}

#[test]
fn over_the_maximum_is_refused() {
    let mut desk = desk();
    desk.keys("q2000,01<Enter>");
    assert!(matches!(desk.reason().0, ValidationErrorKind::Over(_)));
    // So much paper deserves a second look, but it may be a truck.
    desk.keys("<Esc>q2000<Enter>");
    assert!(desk.saved.is_empty());
    desk.keys("<Enter>");
    assert_eq!(desk.grams("paper"), 2_000_000);
}

#[test]
fn without_a_pane_nothing_is_recorded() {
    let mut desk = desk();
    desk.keys("12<Enter>");
    assert_eq!(desk.refused(), Some(&RejectReason::NoMaterial));
    desk.keys("<Tab><Enter>");
    assert_eq!(desk.grams("paper"), 12_000);
}

#[test]
fn a_closing_unit_is_understood_in_any_layout() {
    for typed in ["12,5kg", "12,5 кг", "12б5лп", "12.5KG"] {
        let mut desk = desk();
        desk.keys("e").keys(typed).keys("<Enter>");
        assert_eq!(desk.grams("glass-clear"), 12_500, "{typed}");
        assert_eq!(desk.model.selection.material, Some(2), "{typed}");
    }
}

#[test]
fn the_kazakh_top_row_is_proposed_never_guessed() {
    let mut desk = desk();
    desk.keys("q\"әюғ<Enter>");
    assert!(desk.saved.is_empty());
    assert_eq!(desk.model.line.hold.as_ref().map(|hold| hold.reading.text()), Some("12.5"));
    // Esc goes back to the text; Enter asks again; a bouncing Enter does not confirm.
    desk.keys("<Esc>");
    assert_eq!(desk.model.line.text, "\"әюғ");
    desk.keys("<Enter>").burst("<Enter><Enter>");
    assert!(desk.saved.is_empty());
    desk.keys("<Enter>");
    assert_eq!(desk.grams("paper"), 12_500);
}

#[test]
fn a_space_on_the_empty_line_is_a_person() {
    let mut desk = desk();
    desk.keys(" ").wait(30);
    assert_eq!(desk.model.ledger.tally().people, 1);
    desk.keys("  q");
    assert_eq!(desk.model.ledger.tally().people, 3);
    desk.keys("1 <Enter>");
    assert_eq!((desk.model.ledger.tally().people, desk.grams("paper")), (3, 1_000));
}

#[test]
fn undo_and_redo() {
    let mut desk = desk();
    desk.keys("q1<Enter>w2<Enter> ").wait(40).keys("<F8>");
    assert_eq!(desk.model.ledger.tally().people, 0);
    desk.keys("<C-z>");
    assert_eq!((desk.grams("paper"), desk.grams("plastic")), (1_000, 0));
    desk.keys("<C-y>");
    assert_eq!(desk.grams("plastic"), 2_000);
    desk.keys("<F8><F8>");
    assert_eq!(desk.model.ledger.tally().net, Grams::ZERO);
    desk.keys("<F8>");
    assert_eq!(desk.model.notice, Some(Notice::NothingToUndo));
    desk.keys("<C-y><C-y><C-y>");
    assert_eq!(
        (desk.grams("paper"), desk.grams("plastic"), desk.model.ledger.tally().people),
        (1_000, 2_000, 1)
    );
    desk.keys("<F8>q4<Enter><C-y>");
    assert_eq!(desk.model.notice, Some(Notice::NothingToRedo), "a new record empties the redo list");
}

#[test]
fn undo_reaches_a_record_that_is_not_yet_saved() {
    let mut desk = desk();
    desk.fails = true;
    desk.keys("q1<Enter>");
    desk.keys("<F8>");
    desk.fails = false;
    desk.save();
    assert_eq!(desk.model.ledger.tally().net, Grams::ZERO);
    assert_eq!(desk.model.ledger.tally().voided, 1);
}

#[test]
fn a_failed_disk_loses_nothing_and_hides_nothing() {
    let mut desk = desk();
    desk.fails = true;
    desk.keys("q1<Enter>2<Enter><Esc>");
    assert_eq!(desk.model.pending.len(), 2);
    assert!(desk.model.trouble.is_some());
    assert_eq!(desk.model.ledger.tally().net, Grams::ZERO, "not saved, so not counted");
    desk.keys("<F10>");
    assert!(!desk.quit && desk.model.mode() == Mode::Quit);
    desk.keys("<Enter>");
    assert_eq!(desk.model.mode(), Mode::Weighing);
    desk.fails = false;
    desk.keys("<Enter>");
    assert_eq!(desk.retried, 1);
    assert_eq!(desk.grams("paper"), 3_000);
    assert!(desk.model.trouble.is_none() && desk.model.pending.is_empty());
}

#[test]
fn arrows_and_tab_keep_the_amount() {
    let mut desk = desk();
    desk.keys("q12<Down><Right><Tab><Up><Left><Enter>");
    assert_eq!(desk.grams("plastic"), 12_000);
    desk.keys("n<Right>1<Enter>q<Up>2<Enter>");
    assert_eq!((desk.grams("paper"), desk.model.ledger.tally().materials[12].pieces), (1_000, 2));
}

#[test]
fn an_estimate_is_marked_by_key_or_sign() {
    for keys in ["q<F7>12<Enter>", "q~12<Enter>"] {
        let mut desk = desk();
        desk.keys(keys).keys("3<Enter>");
        assert_eq!(desk.model.ledger.tally().materials[0].about, 1, "{keys}");
    }
}

#[test]
fn a_group_of_people_comes_at_once() {
    let mut desk = desk();
    desk.keys("<F5>0<Enter>");
    assert_eq!(desk.model.mode(), Mode::Prompt);
    desk.keys("<BS>25<Enter>");
    assert_eq!(desk.model.ledger.tally().people, 25);
    assert_eq!(desk.model.mode(), Mode::Weighing);
}

#[test]
fn the_operator_is_noted_before_what_follows() {
    let mut desk = desk();
    desk.keys("<F9>Ольга<Enter>q1<Enter>");
    assert!(matches!(&desk.saved[0].op, Op::Operator { name } if name == "Ольга"));
    let slot = desk.slot();
    let row = desk.model.ledger.records_of(slot).next().unwrap();
    assert_eq!(desk.model.ledger.view(row).operator, "Ольга");
    assert_eq!(desk.model.operator(), "Ольга");
}

#[test]
fn every_action_of_the_menu_has_a_digit() {
    let mut desk = desk();
    let actions = crate::console::keymap::menu(desk.model.snapshot());
    assert!((0..actions.len()).all(|place| super::menu_key(place).is_some()));
    desk.keys("<F12>2");
    assert_eq!(desk.model.texts.language(), Language::Ru);
    assert_eq!(desk.model.mode(), Mode::Weighing);
}

#[test]
fn quit_asks_only_when_something_would_be_lost() {
    let mut desk = desk();
    desk.keys("q12<F10>");
    assert!(!desk.quit);
    desk.keys("<Esc>");
    assert_eq!(desk.model.line.text, "12");
    desk.keys("<Enter><F10>");
    assert!(desk.quit);
}

#[test]
fn the_language_changes_at_run_time_and_keeps_what_is_typed() {
    let mut desk = desk();
    desk.keys("q12,345<Enter><F2>");
    assert_eq!(desk.model.line.text, "12,345");
    assert_eq!(desk.model.texts.language(), Language::Ru);
}

#[test]
fn a_hang_up_ends_with_its_status_and_counts_the_person_in_flight() {
    let mut desk = desk();
    desk.keys(" ");
    desk.send(Msg::Ended(129));
    assert!(desk.quit);
    assert_eq!((desk.model.ended, desk.model.ledger.tally().people), (Some(129), 1));
}

#[test]
fn the_slip_guard_holds_what_is_far_from_usual() {
    let mut desk = desk();
    for _ in 0..10 {
        desk.keys("q3,2<Enter>");
    }
    desk.keys("q315<Enter>");
    assert_eq!(desk.saved.len(), 10);
    let held = desk.model.line.hold.clone().unwrap();
    let verdict = Plausibility::FarAbove { usual: 3_200, likely: Some(3_150) };
    assert_eq!((held.reading.text(), held.why), ("315", HoldReason::Guard(verdict)));
    // A bouncing key is no answer, Esc goes back to the text.
    desk.burst("<Enter><Enter>");
    assert_eq!(desk.saved.len(), 10);
    desk.keys("<Esc>");
    assert_eq!((desk.model.line.text.as_str(), desk.model.line.hold.is_none()), ("315", true));
    desk.keys("<Enter><Enter>");
    assert_eq!(desk.grams("paper"), 32_000 + 315_000);
}

#[test]
fn little_is_saved_with_a_hint() {
    let mut desk = desk();
    for _ in 0..10 {
        desk.keys("q3,2<Enter>");
    }
    desk.keys("0,31<Enter>");
    assert!(matches!(desk.model.notice, Some(Notice::Small { usual: 3_200, .. })));
    assert_eq!(desk.saved.len(), 11);
}

#[test]
fn in_too_small_a_window_keys_do_nothing_but_quit() {
    let mut desk = desk();
    desk.send(Msg::Resized(39, 24));
    desk.keys("q9<Enter> <F3>").wait(50).paste("q1\n");
    assert!(desk.saved.is_empty() && desk.model.overlays.is_empty() && desk.model.line.text.is_empty());
    desk.send(Msg::Resized(80, 24));
    desk.keys("q9<Enter>");
    assert_eq!(desk.grams("paper"), 9_000);
    desk.send(Msg::Resized(39, 24));
    desk.keys("<F10>");
    assert!(desk.quit);
}

#[test]
fn a_disk_that_recovered_is_told() {
    let mut desk = desk();
    desk.fails = true;
    desk.keys("q1<Enter>2<Enter>");
    desk.fails = false;
    desk.keys("<Enter>");
    assert_eq!(desk.model.notice, Some(Notice::SavedAfterAll(2)));
}

#[test]
fn a_preset_tare_is_taken_off_and_named() {
    let mut desk = desk();
    desk.keys("q<F6>");
    assert_eq!(desk.model.mode(), Mode::Weighing);
    let name = LocalText([("en".to_owned(), "crate".to_owned())].into());
    desk.model.event.tares =
        vec![Tare { id: "crate".into(), name, g: Grams::new(1_800), extra: serde_json::Map::new() }];
    desk.keys("<F6>12,5-0,2<Enter>");
    assert_eq!(desk.grams("paper"), 10_500);
    let Op::Entry(entry) = &desk.saved[0].op else { panic!() };
    assert_eq!(entry.tare_name.as_deref(), Some("crate"));
    assert_eq!(entry.measure, Measure::weight(Grams::new(12_500), Grams::new(2_000)).unwrap());
    // It stays until it is changed; below its own weight nothing is recorded; pieces have no tare.
    desk.keys("1,8<Enter>");
    assert_eq!(desk.reason().0, ValidationErrorKind::TareNotBelowGross);
    desk.keys("<Esc>h4<Enter><F6>q1<Enter>");
    assert_eq!((desk.grams("paper"), desk.saved.len()), (11_500, 3));
    let Op::Entry(entry) = &desk.saved[1].op else { panic!() };
    assert_eq!(entry.tare_name, None);
}

#[test]
fn targets_are_celebrated_once() {
    let mut desk = desk();
    desk.model.event.materials[0].target_g = Some(Grams::new(5_000));
    desk.keys("q4<Enter>1<Enter>");
    assert_eq!(desk.model.notice, Some(Notice::Reached(Some("paper".into()))));
    desk.keys("<F8>1<Enter>");
    assert!(matches!(desk.model.notice, Some(Notice::Recorded(_))));
}

#[test]
fn a_hand_over_has_no_maximum_and_can_be_undone() {
    let mut desk = desk();
    desk.keys("q1<Enter><C-o>5000<Enter><Enter>");
    assert_eq!(desk.model.mode(), Mode::HandOver, "somebody must be named");
    desk.keys("Kazakhstan Kagazy<Enter>");
    let Op::Out { to, .. } = &desk.saved[1].op else { panic!() };
    assert_eq!(to, "Kazakhstan Kagazy");
    assert_eq!(desk.model.ledger.sum("paper").out_net, Grams::new(5_000_000));
    // The collector is remembered; the amount is refused with its reason.
    desk.keys("<C-o>1.2.3<Enter>");
    assert_eq!(desk.model.mode(), Mode::HandOver);
    desk.keys("<Esc><F8>");
    assert_eq!(desk.model.ledger.sum("paper").out_net, Grams::ZERO);
}

#[test]
fn a_paper_sheet_notes_its_own_time() {
    let mut desk = desk();
    desk.keys("<C-p>25:00<Enter>");
    assert_eq!(desk.model.mode(), Mode::Prompt);
    desk.keys("<C-u>1320<Enter>q3<Enter>");
    desk.keys("<C-p>q4<Enter>");
    let sources: Vec<_> = desk
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
fn many_materials_are_found_by_page_number_and_name() {
    let mut desk = desk();
    let mut event = desk.model.event.clone();
    for n in 19..=99 {
        let mut material = event.materials[17].clone();
        (material.id, material.key) = (format!("m{n}"), None);
        material.name = LocalText([("en".to_owned(), format!("Thing {n}"))].into());
        event.materials.push(material);
    }
    event.check().unwrap();
    desk.send(Msg::Event(Box::new(event)));
    desk.keys("99*1<Enter>");
    assert_eq!(desk.model.ledger.sum("m99").net, Grams::new(1_000));
    desk.keys("/thing 42<Enter>2<Enter>");
    assert_eq!(desk.model.ledger.sum("m42").net, Grams::new(2_000));
    desk.keys("/zzz<Enter>");
    assert_eq!(desk.model.mode(), Mode::Find);
    desk.keys("<Esc>q");
    desk.after(250, Key::PageDown);
    assert_eq!(desk.model.selection.material, Some(18));
}

fn news(file: &str, lines: Vec<Option<Record>>) -> Msg {
    let (station, journal) = (StationId::parse("B").unwrap(), JournalId(2));
    Msg::FromOthers(FromOthers::NewLines(vec![NewLines {
        file: file.into(),
        name: station,
        station,
        journal,
        lines,
    }]))
}

#[test]
fn panes_stand_where_their_keys_are() {
    let mut desk = desk();
    let mut event = desk.model.event.clone();
    event.materials.retain(|material| matches!(material.key, Some('Q' | 'T' | 'A' | 'H')));
    desk.send(Msg::Event(Box::new(event)));
    let (q, t, a, h) = (Some(0), Some(1), Some(2), Some(3));
    let empty = None;
    assert_eq!(desk.model.slots(), [q, empty, empty, empty, t, empty, a, empty, empty, empty, empty, h]);
    // Arrows go over the empty places, round the ends.
    for (keys, at) in [
        ("q<Right>", t),
        ("<Right>", a),
        ("<Right>", h),
        ("<Right>", q),
        ("<Down>", a),
        ("<Up>", q),
        ("<Left>", h),
        ("<Down>", h),
    ] {
        desk.keys(keys);
        assert_eq!(desk.model.selection.material, at, "{keys}");
    }
}

#[test]
fn the_report_follows_style_and_language_and_says_where_it_was_written() {
    let mut desk = desk();
    desk.keys("<C-r><Tab><F2><Enter>");
    let (full, press) = (Style::Full, Style::Press);
    let (kk, ru) = (Language::Kk, Language::Ru);
    assert_eq!(desk.reports, [(full, kk, false), (press, kk, false), (press, ru, false), (press, ru, true)]);
    // An answer to an older question is not shown.
    for (style, language, text) in [(full, ru, "all"), (press, kk, "тізім"), (press, ru, "список")]
    {
        desk.send(Msg::Report {
            style,
            language,
            text: text.into(),
            written: Some(Ok("/x/press.txt".into())),
        });
    }
    let Some(Overlay::Report(view)) = desk.model.overlays.last() else { panic!() };
    assert_eq!(view.lines, ["список"]);
    assert!(matches!(&view.written, Some(Ok(path)) if path.ends_with("press.txt")));
}
