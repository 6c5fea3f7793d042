//! The weight of a scale on a wire: what Enter records, what is asked, and what is recorded by itself.

use proptest::prelude::*;

use super::*;
use crate::console::view::message_text;
use crate::console::wire_station::WireStation;
use crate::domain::catalogue::Unit;
use crate::scale::capture::{Doubt, NoWeight};
use crate::scale::live::LiveState;
use crate::scale::protocol::{Protocol, WireDecoder};
use crate::scale::tracker::LoadTracker;
use crate::scale::wire::WireScale;

/// A console with a scale that sends ten frames of CAS a second.
struct Weighing {
    console: TestConsole,
    tracker: LoadTracker,
    decoder: WireDecoder,
}

impl Weighing {
    fn new(option: &str, is_automatic: bool) -> Self {
        let scale = WireScale::parse(option).unwrap();
        let mut console = TestConsole::new(Language::En);
        console.model.wire = Some(WireStation::new(&scale, is_automatic));
        let mut tracker = LoadTracker::new(scale.prints, scale.division_mg);
        tracker.opened(console.clock);
        Self { console, tracker, decoder: WireDecoder::new(Protocol::Cas) }
    }

    /// A console whose scale was empty for a second.
    fn ready(is_automatic: bool) -> Self {
        let mut weighing = Self::new("cas:/dev/ttyUSB0", is_automatic);
        weighing.stable(0, 10);
        weighing
    }

    /// Sends one frame, 100 ms after the last one.
    fn frame(&mut self, head: &str, lamp: u8, hundredths: i64) -> &mut Self {
        self.console.clock += Duration::from_millis(100);
        let sign = if hundredths < 0 { '-' } else { ' ' };
        let weight = format!("{sign}{:>4}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100);
        let bytes = [head.as_bytes(), b",1", &[lamp, b','], weight.as_bytes(), b" kg\r\n"].concat();
        let frames = self.decoder.read(&bytes, &mut Vec::new());
        assert_eq!(frames.len(), 1, "{weight}");
        self.tracker.frame(&frames[0], self.console.clock);
        self.tell()
    }

    fn tell(&mut self) -> &mut Self {
        let live = self.tracker.live().clone();
        self.console.send(Msg::Scale(Box::new(live), timestamp(self.console.clock)));
        self
    }

    fn stable(&mut self, hundredths: i64, frames: usize) -> &mut Self {
        (0..frames).for_each(|_| _ = self.frame("ST,GS", 0xc4, hundredths));
        self
    }

    fn net(&mut self, hundredths: i64, frames: usize) -> &mut Self {
        (0..frames).for_each(|_| _ = self.frame("ST,NT", 0xc2, hundredths));
        self
    }

    fn moving(&mut self, hundredths: i64) -> &mut Self {
        self.frame("US,GS", 0x84, hundredths)
    }

    fn keys(&mut self, script: &str) -> &mut Self {
        self.console.keys(script);
        self
    }

    fn doubt(&self) -> Option<Doubt> {
        match self.console.held()?.1 {
            HoldReason::Load(doubt) => Some(doubt),
            other => panic!("{other:?}"),
        }
    }

    /// Returns the gross weights of the saved entries in hundredths of a kilogram.
    fn recorded(&self) -> Vec<i64> {
        let entries = self.console.saved.iter().filter_map(|record| match &record.op {
            Op::Entry(entry) => Some(entry),
            _ => None,
        });
        entries
            .map(|entry| match entry.measure {
                Measure::Weight { gross, .. } => gross.get() / 10,
                Measure::Pieces { .. } => panic!(),
            })
            .collect()
    }

    fn entry(&self) -> &crate::domain::record::Entry<crate::domain::record::RecordRef> {
        let Op::Entry(entry) = &self.console.saved.last().unwrap().op else { panic!() };
        entry
    }

    #[track_caller]
    fn refused(&self, state: LiveState) {
        let why = RejectReason::NoWeight(NoWeight::State(state));
        assert_eq!(self.console.rejection(), Some(&why));
        assert!(self.console.model.line.text.is_empty());
    }
}

#[test]
fn enter_on_the_empty_line_records_the_stable_weight_once() {
    let mut scale = Weighing::ready(false);
    scale.keys("q").moving(1_200).stable(1_250, 3).keys("<Enter>");
    assert_eq!(scale.recorded(), [1_250]);
    let entry = scale.entry();
    assert_eq!(
        (entry.material.as_str(), entry.source, entry.typed.as_deref()),
        ("paper", Source::Scale, None)
    );
    let frame = entry.scale.as_ref().unwrap();
    assert_eq!(frame.protocol, "cas");
    let raw =
        "ST,GS,1\u{c4},   12.50 kg\r\n".chars().map(|c| format!("{:02x}", c as u32)).collect::<String>();
    assert_eq!(frame.raw.to_string(), raw);
    // A second press at once is not meant; a later one is asked about.
    scale.console.press_after(300, Key::Enter).wait(300);
    assert_eq!((scale.doubt(), scale.recorded().len()), (None, 1));
    scale.console.wait(1_000);
    scale.keys("<Enter>");
    assert_eq!(scale.doubt(), Some(Doubt::Recorded));
    scale.keys("<Esc>");
    assert_eq!((scale.doubt(), scale.console.line()), (None, "Q > ".to_owned()));
    // The next load.
    scale.stable(0, 8).moving(300).stable(320, 2).keys("w<Enter>");
    assert_eq!(scale.recorded(), [1_250, 320]);
    assert_eq!(scale.console.grams("plastic"), 3_200);
}

#[test]
fn the_same_load_is_recorded_again_only_by_an_answer() {
    let mut scale = Weighing::ready(false);
    scale.keys("q").stable(1_250, 3).keys("<Enter>").console.wait(1_000);
    scale.keys("<Enter><Enter>");
    assert_eq!(scale.recorded(), [1_250, 1_250]);
}

#[test]
fn a_swapped_bag_is_asked_about() {
    for is_automatic in [false, true] {
        let mut scale = Weighing::ready(is_automatic);
        scale.keys("q").stable(1_250, 8);
        if !is_automatic {
            scale.keys("<Enter>");
        }
        assert_eq!(scale.recorded(), [1_250]);
        // A small difference is the same load.
        scale.console.wait(1_000);
        scale.stable(1_255, 8);
        assert_eq!(scale.doubt(), None);
        // The scale was empty for a moment, but not for long enough.
        scale.stable(0, 3).stable(890, 8);
        if !is_automatic {
            scale.keys("<Enter>");
        }
        assert_eq!(scale.doubt(), Some(Doubt::OtherWeight), "{is_automatic}");
        // No answer is taken from the scale.
        scale.stable(890, 30);
        assert_eq!(scale.recorded(), [1_250]);
        scale.keys("<Enter>");
        assert_eq!(scale.recorded(), [1_250, 890]);
        // What was declined is not asked about again by itself.
        scale.stable(1_500, 8);
        if !is_automatic {
            scale.keys("<Enter>");
        }
        scale.keys("<Esc>").stable(1_500, 30);
        assert_eq!((scale.doubt(), scale.recorded()), (None, vec![1_250, 890]));
    }
}

#[test]
fn a_load_from_before_the_connection_is_asked_about() {
    let mut scale = Weighing::new("cas:/dev/ttyUSB0", false);
    scale.keys("q").stable(1_250, 10).keys("<Enter>");
    assert_eq!(scale.doubt(), Some(Doubt::NeverEmpty));
    scale.keys("<Enter>");
    assert_eq!(scale.recorded(), [1_250]);
    // Recorded loads are remembered while the cable is out; others may have been typed.
    scale.stable(0, 8).stable(500, 3);
    let now = scale.console.clock;
    scale.tracker.gone(false);
    scale.tell();
    scale.tracker.opened(now);
    scale.tell().stable(500, 10).keys("<Enter>");
    assert_eq!(scale.doubt(), Some(Doubt::NeverEmpty));
    // By itself, nothing is recorded until the scale was empty.
    let mut scale = Weighing::new("cas:/dev/ttyUSB0", true);
    scale.keys("q").stable(1_250, 30);
    assert_eq!((scale.doubt(), scale.recorded().len()), (None, 0));
    assert_eq!(message_text(&scale.console.model), "Take everything off the scale once, then weigh");
}

#[test]
fn what_is_no_stable_weight_is_refused_with_the_reason() {
    let mut scale = Weighing::ready(false);
    scale.keys("q").moving(1_250).keys("<Enter>").refused(LiveState::Moving);
    scale.frame("ST,GS", 0xc4, -50).keys("<Enter>").refused(LiveState::Minus);
    scale.stable(0, 2).keys("<Enter>");
    assert_eq!(scale.console.rejection(), Some(&RejectReason::NoWeight(NoWeight::Zero)));
    // What is within the empty zone is not a load.
    scale.stable(2, 2).keys("<Enter>");
    assert_eq!(scale.console.rejection(), Some(&RejectReason::NoWeight(NoWeight::TooLight)));
    // A message about what the scale no longer shows is gone.
    scale.stable(700, 3);
    assert_eq!(scale.console.rejection(), None);
    // One stable frame may be a jump.
    scale.stable(900, 1).keys("<Enter>").refused(LiveState::Moving);
    // A weight from before the silence is gone.
    scale.stable(1_250, 10);
    let later = scale.console.clock + Duration::from_secs(2);
    scale.tracker.wait(later, false);
    scale.tell().keys("<Enter>").refused(LiveState::Silent);
    scale.tracker.wait(later, true);
    scale.tell().keys("<Enter>").refused(LiveState::Noise);
    assert_eq!(
        message_text(&scale.console.model),
        "The scale sends unclear bytes: check the protocol, type the weight"
    );
    scale.tracker.gone(false);
    scale.tell().keys("<Enter>").refused(LiveState::Gone);
    // The console still says so after the next key, and since when.
    scale.keys("<Esc>");
    let text = message_text(&scale.console.model);
    assert!(text.contains("The scale is not connected: check its cable, type the weight (14:00)"), "{text}");
    // Typing goes on.
    scale.keys("7.5<Enter>");
    assert_eq!(scale.recorded(), [750]);
    assert_eq!(scale.entry().source, Source::Typed);
}

#[test]
fn a_typed_amount_wins_and_is_that_of_the_load() {
    for is_automatic in [false, true] {
        let mut scale = Weighing::ready(is_automatic);
        scale.keys("q12.4").stable(1_250, 20).keys("<Enter>").stable(1_250, 20);
        assert_eq!(scale.recorded(), [1_240], "{is_automatic}");
        scale.console.wait(1_000);
        scale.keys("<Enter>");
        assert_eq!(scale.doubt(), Some(Doubt::Recorded));
        // An amount that is typed beside an empty scale is not that of the next load.
        scale.keys("<Esc>").stable(0, 8).keys("3<Enter>").stable(890, 8);
        if !is_automatic {
            scale.keys("<Enter>");
        }
        assert_eq!(scale.recorded(), [1_240, 300, 890]);
    }
}

#[test]
fn the_slip_guard_holds_a_weight_of_the_scale_too() {
    let mut scale = Weighing::ready(false);
    scale.keys("q").stable(35_000, 3).keys("<Enter>");
    assert!(
        matches!(scale.console.held(), Some((_, HoldReason::SlipGuard(_)))),
        "{:?}",
        scale.console.held()
    );
    // Another material for what is on the scale.
    scale.keys("w");
    assert_eq!((scale.console.held(), scale.console.line()), (None, "W > ".to_owned()));
    scale.keys("<Enter><Enter>");
    assert_eq!((scale.recorded(), scale.console.grams("plastic")), (vec![35_000], 350_000));
    // A load that was taken away while the question was open is not lost.
    scale.stable(0, 8).stable(34_000, 3).keys("<Enter>").stable(0, 8).keys("<Esc>");
    assert_eq!(scale.console.model.rejected_texts().collect::<Vec<_>>(), ["340 kg"]);
    // An answer is about the weight of the question.
    scale.stable(33_000, 3).keys("<Enter>").stable(0, 8).stable(100, 3).keys("<Enter>");
    assert_eq!(scale.recorded(), [35_000, 33_000]);
    scale.keys("<Enter>");
    assert_eq!(scale.recorded(), [35_000, 33_000, 100]);
}

#[test]
fn a_tare_is_subtracted_once() {
    let mut scale = Weighing::ready(false);
    let name = LocalText([("en".to_owned(), "crate".to_owned())].into());
    let tare = Tare { id: "crate".into(), name, g: Grams::new(800), extra: Default::default() };
    scale.console.model.event.tares = vec![tare];
    scale.keys("q<F6>").stable(1_250, 3).keys("<Enter>");
    let entry = scale.entry();
    assert_eq!(entry.measure, Measure::weight(Grams::new(12_500), Grams::new(800)).unwrap());
    assert_eq!((entry.tare_name.as_deref(), entry.source), (Some("crate"), Source::Scale));
    scale.stable(0, 8).net(1_170, 3).keys("<Enter>");
    assert_eq!(scale.console.rejection(), Some(&RejectReason::TwoTares));
    // With the tare of the scale, the display is below zero when the container is taken away.
    scale.keys("<F6><Enter>");
    assert_eq!(scale.recorded(), [1_250, 1_170]);
    scale.net(-80, 8).net(500, 3).keys("<Enter>");
    assert_eq!(scale.recorded(), [1_250, 1_170, 500]);
}

#[test]
fn an_undone_load_may_be_recorded_again_by_a_key_only() {
    let mut scale = Weighing::ready(true);
    scale.keys("q").stable(1_250, 8).keys("<F8>").stable(1_250, 20);
    assert_eq!(scale.console.grams("paper"), 0);
    // E7: the amount is offered for another material.
    scale.keys("w<Enter>").stable(1_250, 20);
    assert_eq!(scale.console.grams("plastic"), 12_500);
    // Without a letter, Enter takes the weight of the scale once the offer is dropped.
    scale.keys("<F8><Esc>").stable(1_250, 20);
    assert_eq!(scale.console.grams("plastic"), 0);
    scale.keys("<Enter>").stable(1_250, 20);
    assert_eq!(scale.console.grams("plastic"), 12_500);
    scale.keys("<F8><C-y>").stable(1_250, 20);
    assert_eq!(scale.console.grams("plastic"), 12_500);
}

#[test]
fn a_weight_is_recorded_by_itself_only_while_nothing_else_is_done() {
    let mut scale = Weighing::ready(true);
    // No material is selected.
    scale.stable(1_250, 10);
    assert!(scale.recorded().is_empty());
    scale.keys("q");
    assert_eq!(scale.recorded(), [1_250]);
    assert!(message_text(&scale.console.model).ends_with("By itself; F8: undo"));
    scale.console.wait(2_000);
    assert!(!message_text(&scale.console.model).contains("itself"));
    // A window, a half-typed amount, a question about people, an undone amount.
    for (before, after) in [("<F1>", "<Esc>"), ("5", "<Esc>"), ("<F3>", "<Esc>")] {
        let count = scale.recorded().len();
        scale.stable(0, 8).keys(before).stable(890, 20);
        assert_eq!(scale.recorded().len(), count, "{before}");
        scale.keys(after);
        assert_eq!(scale.recorded().len(), count + 1, "{before}");
    }
    // A weight that moves again within half a second is not settled.
    let count = scale.recorded().len();
    scale.stable(0, 8);
    (0..5).for_each(|_| _ = scale.stable(700, 4).moving(690));
    assert_eq!(scale.recorded().len(), count);
}

#[test]
fn a_sheet_takes_no_weight_of_the_scale() {
    for is_automatic in [false, true] {
        let mut scale = Weighing::ready(is_automatic);
        scale.keys("q<C-p>13:20<Enter>").stable(1_250, 20);
        if !is_automatic {
            scale.keys("<Enter>");
            assert_eq!(scale.console.rejection(), Some(&RejectReason::OnPaper));
        }
        assert!(scale.recorded().is_empty());
        // What is copied is not the load.
        scale.keys("5<Enter><C-p>");
        if !is_automatic {
            scale.keys("<Enter>");
        }
        assert_eq!(scale.recorded(), [500, 1_250]);
    }
}

#[test]
fn each_frame_of_a_printing_scale_is_a_load_and_none_is_lost() {
    let mut scale = Weighing::new("cas:/dev/ttyUSB0,print", false);
    scale.keys("q").stable(1_250, 1).keys("<Enter>");
    scale.stable(1_250, 1).keys("<Enter>");
    assert_eq!(scale.recorded(), [1_250, 1_250]);
    // Nothing is stale, however late.
    let later = scale.console.clock + Duration::from_secs(600);
    scale.stable(300, 1).tracker.wait(later, false);
    scale.tell().keys("<Enter>");
    assert_eq!(scale.recorded(), [1_250, 1_250, 300]);
    // Another weight before Enter.
    scale.stable(400, 1).stable(500, 1).keys("<Enter>");
    assert_eq!(scale.recorded(), [1_250, 1_250, 300, 500]);
    assert_eq!(scale.console.model.rejected_texts().collect::<Vec<_>>(), ["4 kg"]);
    // A scale that sends all the time fills no list.
    scale.stable(800, 50);
    assert_eq!(scale.console.model.rejected_texts().count(), 2);
    // The cable was pulled out.
    scale.stable(600, 1).tracker.gone(false);
    scale.tell();
    assert_eq!(scale.console.model.rejected_texts().count(), 3);
}

#[test]
fn a_second_amount_for_one_load_is_asked_about() {
    let mut scale = Weighing::ready(false);
    scale.keys("q").stable(1_250, 5).keys("<Enter>12.5<Enter>");
    assert_eq!((scale.doubt(), scale.recorded()), (Some(Doubt::Recorded), vec![1_250]));
    scale.keys("<Enter>");
    assert_eq!(scale.recorded(), [1_250, 1_250]);
    // The undo of the second one does not free the load of the first one.
    scale.keys("<F8><Esc>").console.wait(1_000);
    scale.keys("<Enter>");
    assert_eq!(scale.doubt(), Some(Doubt::Recorded));
    // While the scale cannot be used, typing goes on without questions.
    scale.keys("<Esc>").tracker.gone(false);
    scale.tell().keys("1<Enter>2<Enter>3<Enter>");
    assert_eq!(scale.recorded(), [1_250, 1_250, 100, 200, 300]);
}

#[test]
fn another_weight_than_the_typed_one_is_asked_about() {
    for is_automatic in [false, true] {
        let mut scale = Weighing::ready(is_automatic);
        scale.keys("q5").stable(500, 5).keys("<Enter>").stable(900, 8);
        if !is_automatic {
            scale.keys("<Enter>");
        }
        assert_eq!((scale.doubt(), scale.recorded()), (Some(Doubt::OtherWeight), vec![500]));
    }
    // Pieces are not the load.
    let mut scale = Weighing::ready(false);
    scale.stable(300, 5).keys("h12<Enter>w<Enter>");
    assert_eq!(scale.console.grams("plastic"), 3_000);
}

#[test]
fn dirt_and_drift_are_not_recorded_by_themselves() {
    let mut scale = Weighing::ready(true);
    scale.keys("q").stable(3, 20);
    assert!(scale.recorded().is_empty());
    assert_eq!(message_text(&scale.console.model), "Too light to be recorded by itself: Enter records it");
    scale.stable(0, 8).stable(500, 8).stable(3, 20);
    assert_eq!((scale.doubt(), scale.recorded()), (None, vec![500]));
}

#[test]
fn a_load_that_was_not_recorded_by_itself_is_kept() {
    let kept = |scale: &Weighing| scale.console.model.rejected_texts().map(str::to_owned).collect::<Vec<_>>();
    // A window is open.
    let mut scale = Weighing::ready(true);
    scale.keys("q<F1>").stable(800, 8).stable(0, 8).stable(900, 8).stable(0, 8);
    assert_eq!((kept(&scale), scale.recorded().len()), (vec!["8 kg".to_owned(), "9 kg".to_owned()], 0));
    // A question is open.
    let mut scale = Weighing::ready(true);
    scale.keys("q").stable(42_000, 8).stable(0, 8).stable(500, 8).stable(0, 8).keys("<Enter>");
    assert_eq!((kept(&scale), scale.recorded()), (vec!["5 kg".to_owned()], vec![42_000]));
    // After an undo, the offer ends with its load.
    let mut scale = Weighing::ready(true);
    scale.keys("q").stable(500, 8).keys("<F8>").stable(0, 8).stable(600, 8);
    assert_eq!((kept(&scale), scale.console.grams("paper")), (Vec::new(), 6_000));
    // An operator who does not want a load is not asked for it later.
    let mut scale = Weighing::ready(true);
    scale.keys("q").stable(500, 8).stable(900, 8).keys("<Esc>").stable(0, 8);
    assert!(kept(&scale).is_empty());
}

#[test]
fn what_was_declined_is_not_shown_as_recorded() {
    let mut scale = Weighing::ready(false);
    scale.keys("q").stable(700, 5).keys("<Enter>").stable(900, 5).keys("<Enter><Esc><Enter>");
    assert_eq!(scale.doubt(), Some(Doubt::OtherWeight));
    let wire = scale.console.model.wire.as_ref().unwrap();
    assert!(!wire.capture.has_recorded(&wire.live));
}

#[test]
fn a_refused_load_is_recorded_when_its_cause_is_gone() {
    let mut scale = Weighing::ready(true);
    let name = LocalText([("en".to_owned(), "crate".to_owned())].into());
    scale.console.model.event.tares =
        vec![Tare { id: "crate".into(), name, g: Grams::new(800), extra: Default::default() }];
    scale.keys("q<F6>").stable(50, 8);
    let why = RejectReason::TareAboveWeight { tare: "crate".to_owned() };
    assert_eq!(scale.console.rejection(), Some(&why));
    scale.keys("<F6>");
    assert_eq!(scale.recorded(), [50]);
}

#[test]
fn a_weight_that_nobody_confirmed_for_a_while_is_old() {
    let mut scale = Weighing::ready(false);
    scale.keys("q").stable(1_250, 5);
    scale.console.send(Msg::ScaleUnheard(timestamp(scale.console.clock)));
    scale.keys("<Enter>").refused(LiveState::Waiting);
}

#[test]
fn nothing_is_recorded_by_itself_while_an_amount_is_being_corrected() {
    let mut scale = Weighing::ready(true);
    scale.keys("q4").stable(1_250, 20).keys("<BS>").stable(1_250, 5);
    assert!(scale.recorded().is_empty());
    scale.keys("5<Enter>").stable(1_250, 30);
    assert_eq!(scale.recorded(), [500]);
}

#[test]
fn a_printed_weight_is_kept_when_the_console_ends() {
    let mut scale = Weighing::new("cas:/dev/ttyUSB0,print", false);
    scale.keys("q").stable(900, 1).keys("<F10>");
    assert!(!scale.console.has_quit);
    assert_eq!(scale.console.model.rejected_texts().collect::<Vec<_>>(), ["9 kg"]);
}

#[test]
fn pieces_are_not_weighed() {
    let mut scale = Weighing::ready(true);
    let pieces =
        scale.console.model.event.materials.iter().find(|material| material.unit == Unit::Pcs).unwrap();
    let key = pieces.key.unwrap().to_string();
    scale.keys(&key).stable(1_250, 20);
    assert!(scale.recorded().is_empty());
    scale.keys("<Enter>");
    assert!(
        matches!(scale.console.rejection(), Some(RejectReason::Amount(_))),
        "{:?}",
        scale.console.rejection()
    );
    assert!(scale.console.model.line.text.is_empty());
}

#[test]
fn a_finer_scale_than_the_event_records_all_its_digits() {
    let mut scale = Weighing::new("mt-sics:/dev/ttyUSB0", false);
    scale.decoder = WireDecoder::new(Protocol::MtSics);
    scale.keys("q");
    for (text, frames) in [("     0.000", 10), ("    12.345", 3)] {
        for _ in 0..frames {
            scale.console.clock += Duration::from_millis(100);
            let frame =
                scale.decoder.read(format!("S S {text} kg\r\n").as_bytes(), &mut Vec::new()).remove(0);
            scale.tracker.frame(&frame, scale.console.clock);
            scale.tell();
        }
    }
    scale.keys("<Enter>");
    assert_eq!(scale.entry().measure.net(), Grams::new(12_345));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    /// Loads with jitter, in any order and size, and of any duration: each gives exactly one record with its weight.
    #[test]
    fn five_hundred_loads_give_five_hundred_records(
        loads in prop::collection::vec((500_i64..1_500, 0_usize..8, 7_usize..20, 7_usize..12, -2_i64..3), 500),
    ) {
        let mut scale = Weighing::ready(true);
        scale.keys("q");
        let mut expected = Vec::new();
        for (hundredths, swings, rests, empty, drift) in loads {
            for swing in 0..swings {
                let part = hundredths * (i64::try_from(swing).unwrap() + 1) / 8;
                scale.moving(part.max(1));
            }
            scale.stable(hundredths, rests);
            // A display may change by one division while the load lies there.
            scale.stable(hundredths + drift.signum(), 3);
            scale.moving(hundredths / 2);
            scale.stable(drift.max(0), empty);
            expected.push(hundredths);
            prop_assert_eq!(scale.doubt(), None);
        }
        // An unusual weight may be asked about, which is not the point here.
        prop_assert_eq!(scale.recorded(), expected);
    }
}
