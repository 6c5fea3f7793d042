//! Tests of what stays in sight behind a window.

use std::mem;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::draw;
use crate::console::testing::TestConsole;
use crate::console::view::layout::{self, Chart, Contents, Middle};
use crate::domain::event::ClockTime;
use crate::domain::mass::Grams;
use crate::language::Language;

/// Keys that open each overlay over the panels.
const OVERLAYS: [&str; 12] =
    ["<F1>", "<F12>", "<F3>", "<F5>", "<F9>", "<C-o>", "<C-b>", "<C-d>", "<C-p>", "<C-r>", "/", "1<F10>"];

fn row(buffer: &Buffer, area: Rect, y: u16) -> String {
    (area.x..area.right()).map(|x| buffer[(x, y)].symbol()).collect()
}

/// The cells in a row that are the same by chance, at most.
const SAME_BY_CHANCE: usize = 4;

/// Returns whether a panel is whole or gone: a part of it that a window leaves would look like other sums.
fn is_whole_or_gone(with: &Buffer, without: &Buffer, panel: Rect) -> bool {
    let rows = (panel.y..panel.bottom()).map(|y| (row(with, panel, y), row(without, panel, y)));
    let longest_scrap = |(now, before): &(String, String)| {
        let same: Vec<bool> =
            now.chars().zip(before.chars()).map(|(now, before)| now == before && now != ' ').collect();
        same.split(|same| !same).map(<[bool]>::len).max().unwrap_or(0)
    };
    let is_whole = rows.clone().all(|(now, before)| now == before);
    is_whole || rows.clone().all(|row| longest_scrap(&row) <= SAME_BY_CHANCE)
}

#[test]
fn no_window_cuts_a_panel() {
    for language in Language::ALL {
        for overlay in OVERLAYS {
            let mut console = TestConsole::new(language);
            console.model.event.closes = ClockTime::parse("16:00");
            console.model.event.target_g = Some(Grams::new(8_000_000));
            console.keys("q12<Enter>w4<Enter>h12<Enter>e900<Enter>b33<Enter>").keys(overlay);
            assert!(!console.model.overlays.is_empty(), "{overlay}");
            // These show as much as possible.
            let is_page = ["<F3>", "<C-r>"].contains(&overlay);
            for (width, height) in
                [(60, 20), (60, 30), (80, 24), (80, 50), (100, 30), (112, 26), (120, 40), (200, 60)]
            {
                let with = draw(&console.model, width, height);
                let overlays = mem::take(&mut console.model.overlays);
                let without = draw(&console.model, width, height);
                console.model.overlays = overlays;
                let plan = layout::plan(with.area, Contents::of(&console.model)).unwrap();
                let mut panels: Vec<Rect> = plan.day.into_iter().chain([plan.header]).collect();
                match (plan.chart, plan.trend) {
                    // Side by side.
                    (Some(Chart::Columns(chart)), Some(trend)) => panels.push(chart.union(trend)),
                    (chart, trend) => panels.extend(chart.map(Chart::area).into_iter().chain(trend)),
                }
                if let Middle::Panes { area, lines } = plan.middle {
                    // Without the lines between the panes, because the lowest one changes.
                    let tops = (area.y..area.bottom() - 1).step_by(usize::from(lines) + 1);
                    panels.extend(tops.map(|y| Rect { y: y + 1, height: lines, ..area }));
                }
                let kept = |panel: &Rect| !is_page || panel.y < 4;
                for panel in panels.into_iter().filter(kept) {
                    assert!(
                        is_whole_or_gone(&with, &without, panel),
                        "{overlay} {language:?} {width}x{height} {panel}:\n{}",
                        super::rows(&with).join("\n")
                    );
                }
            }
        }
    }
}

#[test]
fn panes_that_a_window_hides_end_with_a_line() {
    let mut console = TestConsole::new(Language::En);
    console.keys("<F12>");
    let rows = super::rows(&draw(&console.model, 100, 30));
    let line = rows.iter().position(|row| row.starts_with('└')).unwrap();
    assert_eq!(
        rows[line],
        "└────────────────┴───────────────┴────────────────┴───────────────┴────────────────┴───────────────┘"
    );
    assert!(rows[line + 1].contains(" Menu "), "{rows:#?}");
    assert!(rows[line - 1].contains("│0.0 kg") || rows[line - 1].contains("│0 kg"), "{rows:#?}");
}

#[test]
fn the_help_leaves_the_panes_in_sight_if_its_first_page_fits() {
    let mut console = TestConsole::new(Language::En);
    console.keys("<F1>");
    let rows = super::rows(&draw(&console.model, 100, 30));
    assert!(rows[14].contains("Help") && rows[13].starts_with('└'), "{rows:#?}");
    assert!(rows[27].contains("~12") && rows[28].trim().is_empty(), "{rows:#?}");
    let rows = super::rows(&draw(&console.model, 80, 24));
    assert!(rows[1].contains("Help"), "{rows:#?}");
}
