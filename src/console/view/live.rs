//! The weight of the scale on a wire: in the entry line, and on a large screen in large digits above it.
//!
//! ```text
//! ▌W Plastic 1  ⚖   12.50 kg ● ▸
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::console::model::Model;
use crate::console::wire_station::WireStation;
use crate::domain::mass::Grams;
use crate::language::{Language, Message, Text, format};
use crate::scale::live::{LiveState, ShownWeight};
use crate::screen::digits;
use crate::screen::paint::{print, width};

/// The columns of a weight, so that what is beside it does not move: up to 9,999.99 kg.
const WEIGHT_COLUMNS: usize = 7;

/// Returns what the entry line shows of the scale, or `None` if the station has no scale on a wire.
pub(super) fn text(model: &Model) -> Option<(String, Style)> {
    let wire = model.wire.as_ref()?;
    let theme = &model.theme;
    let (mark, style) = mark(wire, model);
    let text = match word(wire, model) {
        Some(word) => {
            let columns = WEIGHT_COLUMNS + 5;
            format!("{word:^columns$}")
        }
        None => {
            let kilograms = shown(wire, model.texts.language());
            format!("{kilograms:>WEIGHT_COLUMNS$} {} {mark}", model.texts.get(Message::UnitKg))
        }
    };
    Some((format!("{} {text}", theme.scales()), style))
}

/// Draws the weight in large digits, its state, and whether the load is recorded.
pub(super) fn render(buffer: &mut Buffer, area: Rect, model: &Model) {
    let Some(wire) = &model.wire else { return };
    let theme = &model.theme;
    let (mark, style) = mark(wire, model);
    let word = word(wire, model);
    if let Some(word) = &word {
        let text = format!("{} {word}", theme.scales());
        print(buffer, area, 1, digits::ROWS - 1, &text, style);
        return;
    }
    let kilograms = shown(wire, model.texts.language());
    let kilograms = format::spaced(&kilograms, model.texts.language());
    // The digits end at the same column, so that a change of the weight changes few cells.
    let columns = digits::columns(&kilograms, theme.characters);
    let widest = digits::columns("0000,00", theme.characters);
    let x = 1 + widest.saturating_sub(columns);
    let digits_area = Rect { x: area.x + x, width: area.width.saturating_sub(x), ..area };
    digits::draw(buffer, digits_area, &kilograms, theme.characters, style);
    let text = format!("{} {mark} {}", model.texts.get(Message::UnitKg), model.texts.get(state_word(wire)));
    let beside =
        Rect { x: area.x + x + columns + 1, width: area.width.saturating_sub(x + columns + 2), ..area };
    print(buffer, beside, 0, digits::ROWS - 1, &text, style);
    if let Some(net) = net_text(model) {
        print(buffer, beside, 0, digits::ROWS - 2, &net, theme.plain());
    }
}

/// Returns the word for the mark of a weight.
fn state_word(wire: &WireStation) -> Message {
    match wire.live.state {
        LiveState::Stable { .. } if wire.capture.has_recorded(&wire.live) => Message::LiveRecorded,
        LiveState::Stable { .. } => Message::ScaleStable,
        _ => Message::ScaleMoving,
    }
}

/// Returns what Enter would record, such as `= 11 kg 700 g`, if a preset tare is subtracted from the weight.
pub(super) fn net_text(model: &Model) -> Option<String> {
    let (wire, preset) = (model.wire.as_ref()?, model.selected_tare()?);
    let shown = wire.live.shown.as_ref().filter(|shown| !shown.is_net)?;
    let gross = Grams::new(shown.weight.grams());
    let net = gross.checked_net(preset.g).filter(|_| matches!(wire.live.state, LiveState::Stable { .. }))?;
    Some(format!("= {}", model.texts.show(Text::KilogramsAndGrams(net))))
}

/// Returns the word that is shown instead of a weight, or `None` if there is a weight to show.
fn word(wire: &WireStation, model: &Model) -> Option<String> {
    let message = match wire.live.state {
        LiveState::Stable { .. } | LiveState::Moving => return None,
        LiveState::Waiting => return Some(model.theme.dash().to_owned()),
        LiveState::Over => Message::LiveOver,
        LiveState::Minus => Message::LiveMinus,
        LiveState::OtherUnit(_) => Message::LiveUnit,
        LiveState::Fault(_) => Message::LiveFault,
        LiveState::Silent | LiveState::Noise | LiveState::Gone | LiveState::Busy => Message::LiveNone,
    };
    Some(model.texts.get(message))
}

/// Returns the mark of the state, and the style of the weight.
fn mark(wire: &WireStation, model: &Model) -> (&'static str, Style) {
    let theme = &model.theme;
    match wire.live.state {
        LiveState::Stable { .. } if wire.capture.has_recorded(&wire.live) => (theme.saved(), theme.good()),
        LiveState::Stable { .. } => (theme.stable(), theme.strong()),
        LiveState::Moving | LiveState::Waiting => (theme.moving(), theme.plain()),
        LiveState::Over | LiveState::Minus => (theme.moving(), theme.attention()),
        _ => (theme.moving(), theme.bad()),
    }
}

/// Returns the weight on the display, or an empty text.
fn shown(wire: &WireStation, language: Language) -> String {
    wire.live.shown.as_ref().map(|shown| kilograms(shown, language)).unwrap_or_default()
}

/// Formats a weight with as many decimals as the scale shows, so that its width does not change.
fn kilograms(shown: &ShownWeight, language: Language) -> String {
    let grams = shown.weight.grams();
    let by_division = match shown.weight.division_mg {
        ..10_000 => 3,
        10_000..100_000 => 2,
        100_000..1_000_000 => 1,
        _ => 0,
    };
    // A stated division may be coarser than what the scale shows.
    let decimals = (by_division..3).find(|decimals| grams % 10_i64.pow(3 - decimals) == 0).unwrap_or(3);
    let exact = format::kilograms(Grams::new(grams), language);
    let mark = format::decimal_mark(language);
    let has = exact.split_once(mark).map_or(0, |(_, after)| after.len());
    let missing = usize::try_from(decimals).unwrap_or(3).saturating_sub(has);
    let point = if has == 0 && missing > 0 { mark.to_string() } else { String::new() };
    format!("{exact}{point}{}", "0".repeat(missing))
}

/// Returns the columns of the weight in the entry line.
pub(super) fn columns(model: &Model) -> u16 {
    text(model).map_or(0, |(text, _)| width(&text) + 2)
}
