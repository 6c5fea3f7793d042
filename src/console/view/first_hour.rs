//! Three lines of instruction for somebody who has not weighed before. Each line goes when its key was used, and all of them
//! when the station has some records, so that they come back for nobody.
//!
//! The journal says what was done, so nothing else is stored, and a station that was opened again has no lines for what its
//! operator knows. They never take the place of records, and of the chart only rows that it can spare.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::console::model::Model;
use crate::domain::catalogue::Unit;
use crate::domain::ledger::{RecordKind, RecordStatus};
use crate::language::Message;
use crate::screen::paint::{print, wrap};

/// With this many records, a station needs no instruction.
const ENOUGH_RECORDS: usize = 20;
/// The rows that the chart keeps.
const CHART_ROWS: u16 = 5;

/// Returns the lines for what was not done at this station yet.
fn lines(model: &Model) -> Vec<Message> {
    let Some(own) = &model.own else { return Vec::new() };
    let newest: Vec<_> = model.ledger.records_of(own.slot).take(ENOUGH_RECORDS).collect();
    if newest.len() == ENOUGH_RECORDS || model.event.sealed.is_some() {
        return Vec::new();
    }
    let kinds = || newest.iter().map(|index| model.ledger.view(*index).kind);
    let is_voided = newest.iter().any(|index| model.ledger.status(*index) == RecordStatus::Voided);
    let offered = model.offered_materials().into_iter().map(|index| (index, &model.event.materials[index]));
    // An event may have materials that are counted only.
    let offered: Vec<_> = offered.collect();
    let example = offered.iter().find(|(_, material)| material.unit == Unit::Kg).or(offered.first());
    let key = example.map_or_else(
        || "1*".to_owned(),
        |(index, material)| {
            material.key.map_or_else(|| format!("{}*", index + 1), |key| key.to_ascii_lowercase().to_string())
        },
    );
    let weigh = match example {
        Some((_, material)) if material.unit == Unit::Pcs => Message::FirstHourCount { key: key.into() },
        _ => Message::FirstHourWeigh { key: key.into() },
    };
    [
        (weigh, kinds().any(|kind| matches!(kind, RecordKind::Weight | RecordKind::Pieces))),
        (Message::FirstHourPeople, kinds().any(|kind| kind == RecordKind::People)),
        (Message::FirstHourUndo, is_voided),
    ]
    .into_iter()
    .filter_map(|(line, is_done)| (!is_done).then_some(line))
    .collect()
}

/// Draws the lines below the chart, if it can spare the rows. Returns what is left for the chart.
pub(super) fn render(frame: &mut Frame<'_>, area: Rect, model: &Model) -> Rect {
    let rows = rows(area.width, model);
    let height = u16::try_from(rows.len()).unwrap_or(u16::MAX);
    if height == 0 || area.height.saturating_sub(CHART_ROWS) < height {
        return area;
    }
    let chart = Rect { height: area.height - height, ..area };
    print_rows(frame, Rect { y: chart.bottom(), height, ..area }, &rows, model);
    chart
}

/// Draws the lines that fit below the records, if there is no chart.
pub(super) fn render_below_records(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    let Some(own) = &model.own else { return };
    let records = model.ledger.records_of(own.slot).take(usize::from(area.height)).count();
    // Without records, their first row says that there are none.
    let used = u16::try_from((records + model.pending.len()).max(1)).unwrap_or(u16::MAX).min(area.height);
    let rest = Rect { y: area.y + used, height: area.height - used, ..area };
    // The part of a sentence would be wrong, so each line has all of its rows or none.
    let mut fitting = Vec::new();
    for rows in wrapped(area.width, model) {
        if fitting.len() + rows.len() > usize::from(rest.height) {
            break;
        }
        fitting.extend(rows);
    }
    print_rows(frame, rest, &fitting, model);
}

/// Breaks each line into rows.
fn wrapped(width: u16, model: &Model) -> impl Iterator<Item = Vec<String>> {
    lines(model).into_iter().map(move |line| wrap(&model.texts.get(line), width.saturating_sub(2)))
}

/// Breaks the lines into rows.
fn rows(width: u16, model: &Model) -> Vec<String> {
    wrapped(width, model).flatten().collect()
}

fn print_rows(frame: &mut Frame<'_>, area: Rect, rows: &[String], model: &Model) {
    for (y, row) in (0..area.height).zip(rows) {
        print(frame.buffer_mut(), area, 1, y, row, model.theme.accent());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::testing::TestConsole;
    use crate::language::Language;

    /// Returns the beginnings of the lines.
    fn shown(console: &TestConsole) -> Vec<String> {
        let texts = &console.model.texts;
        lines(&console.model).into_iter().map(|line| texts.get(line).chars().take(5).collect()).collect()
    }

    #[test]
    fn each_line_goes_when_its_key_was_used() {
        let mut console = TestConsole::new(Language::En);
        assert_eq!(shown(&console), ["A mat", "Space", "F8 un"]);
        console.keys("q12.5<Enter>");
        assert_eq!(shown(&console), ["Space", "F8 un"]);
        console.keys("<F8>");
        assert_eq!(shown(&console), ["Space"]);
        console.keys(" ");
        assert!(shown(&console).is_empty());
    }

    #[test]
    fn an_event_of_pieces_says_how_to_count() {
        let mut console = TestConsole::new(Language::En);
        console.model.event.materials.retain(|material| material.unit == Unit::Pcs);
        let line = console.model.texts.get(lines(&console.model).remove(0));
        assert_eq!(line, "A material: its letter, the number of pieces, Enter, such as h 4 Enter");
    }

    #[test]
    fn a_station_with_records_needs_no_instruction() {
        let mut console = TestConsole::new(Language::En);
        for _ in 0..ENOUGH_RECORDS {
            console.keys("q1<Enter>");
        }
        assert!(shown(&console).is_empty());
        assert!(shown(&TestConsole::watching(Language::En)).is_empty());
    }

    #[test]
    fn the_chart_keeps_its_rows() {
        use ratatui::Terminal;
        use ratatui::backend::TestBackend;

        let console = TestConsole::new(Language::Kk);
        for (height, left) in [(12, 9), (8, 5), (7, 7)] {
            let mut terminal = Terminal::new(TestBackend::new(80, height)).unwrap();
            let draw = |frame: &mut Frame<'_>| {
                assert_eq!(render(frame, Rect::new(0, 0, 80, height), &console.model).height, left);
            };
            terminal.draw(draw).unwrap();
        }
    }
}
