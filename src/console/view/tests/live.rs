//! The weight of a scale on a wire, on every screen.

use ratatui::layout::Size;

use super::*;
use crate::console::wire_station::WireStation;
use crate::scale::live::{LiveState, Load, ShownWeight};
use crate::scale::reading::{ScaleFault, WireWeight};
use crate::scale::wire::WireScale;
use crate::screen::encoder::FrameEncoder;

fn console(language: Language) -> TestConsole {
    let mut console = TestConsole::new(language);
    console.model.wire = Some(WireStation::new(&WireScale::parse("cas:/dev/ttyUSB0").unwrap(), false));
    console.keys("q");
    console
}

fn show(console: &mut TestConsole, state: LiveState, grams: Option<i64>) {
    let shown = grams.map(|grams| ShownWeight {
        weight: WireWeight { milligrams: grams * 1_000, division_mg: 10_000 },
        is_net: false,
        tare_g: None,
        raw: vec![1],
        serial: None,
    });
    let load = Load { number: 1, was_empty_before: true, is_empty: grams == Some(0) };
    let live = crate::scale::live::LiveWeight { state, shown, load };
    console.send(Msg::Scale(Box::new(live), timestamp(console.clock)));
}

fn entry_line(console: &TestConsole, width: u16, height: u16) -> String {
    let rows = rows(&draw(&console.model, width, height));
    rows[rows.len() - 3].trim_end().to_owned()
}

const STABLE: LiveState = LiveState::Stable { is_settled: true };

#[test]
fn the_entry_line_shows_weight_and_state() {
    let mut console = console(Language::En);
    for (state, grams, text) in [
        (STABLE, Some(12_500), "⚖   12.50 kg ● ▸"),
        (STABLE, Some(0), "⚖    0.00 kg ● ▸"),
        (STABLE, Some(1_234_560), "⚖ 1,234.56 kg ● ▸"),
        (LiveState::Moving, Some(12_300), "⚖   12.30 kg ◌ ▸"),
        (LiveState::Over, None, "⚖     OVER     ▸"),
        (LiveState::Minus, Some(-500), "⚖    MINUS     ▸"),
        (LiveState::OtherUnit("lb".to_owned()), None, "⚖    not kg    ▸"),
        (LiveState::Fault(ScaleFault::NotReady), None, "⚖ scale error  ▸"),
        (LiveState::Gone, None, "⚖   no scale   ▸"),
        (LiveState::Waiting, None, "⚖      –       ▸"),
    ] {
        show(&mut console, state, grams);
        for (width, height) in [(60, 20), (80, 24), (120, 40), (200, 60)] {
            let line = entry_line(&console, width, height);
            assert!(line.ends_with(text), "{width}x{height}: {line:?}");
        }
    }
}

#[test]
fn a_material_that_does_not_fit_beside_the_weight_has_its_short_name() {
    for language in Language::ALL {
        let mut console = console(language);
        show(&mut console, STABLE, Some(12_500));
        let line = entry_line(&console, 80, 24);
        assert!(!line.contains('…') && line.chars().count() < 50, "{line:?}");
    }
}

#[test]
fn what_is_typed_stands_after_the_weight() {
    let mut console = console(Language::En);
    show(&mut console, STABLE, Some(12_500));
    console.keys("12.5-0.8");
    let line = entry_line(&console, 80, 24);
    assert!(line.ends_with("⚖   12.50 kg ● ▸ 12.5-0.8  = 11 kg 700 g"), "{line:?}");
    // The caret is below the wrong part.
    console.keys("<Esc>1,,");
    let rows = rows(&draw(&console.model, 80, 24));
    let column = |row: &str, c| row.chars().position(|other| other == c);
    assert!(column(&rows[21], ',').is_some());
    assert_eq!(column(&rows[22], '^'), column(&rows[21], ',').map(|column| column + 1), "{rows:?}");
}

#[test]
fn a_moving_weight_changes_only_itself() {
    for (width, height, most) in [(80, 24, 45), (100, 30, 150)] {
        let mut console = console(Language::En);
        let mut encoder = FrameEncoder::new(Size { width, height });
        show(&mut console, LiveState::Moving, Some(11_110));
        let mut before = draw(&console.model, width, height);
        assert!(!encoder.encode(before.clone(), None).is_empty());
        let mut sizes = Vec::new();
        for grams in [11_120, 12_000, 12_480, 12_510, 12_500, 2_000, 120, 30_000] {
            show(&mut console, LiveState::Moving, Some(grams));
            let frame = draw(&console.model, width, height);
            for (row, (old, new)) in rows(&before).iter().zip(rows(&frame)).enumerate() {
                let may_change = row + 3 == usize::from(height) || height == 30 && (24..27).contains(&row);
                assert!(*old == new || may_change, "{row}: {new:?}");
            }
            sizes.push(encoder.encode(frame.clone(), None).len());
            before = frame;
        }
        // The same weight again sends nothing.
        show(&mut console, LiveState::Moving, Some(30_000));
        assert_eq!(encoder.encode(draw(&console.model, width, height), None).len(), 0);
        assert!(sizes.iter().all(|size| *size <= most), "{width}x{height}: {sizes:?}");
    }
}
