//! The live chart: net kilograms of each material.
//!
//! ```text
//! kg        912                        Макулатура   ██████████████░░░░░░   520,4
//!  800  ▄▄  ██                         Пластик      █████████████          488,1
//!  400  ██  ██  ▄▄
//!       Q   E   R
//! ```
//! Pieces are no kilograms and have no bar. The bars are our own: the toolkit's mix bytes and columns for
//! Cyrillic labels.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::console::model::Model;
use crate::console::view::paint::{fill, put, put_right, sign, width};
use crate::console::view::{panes, words};
use crate::domain::catalogue::{Material, Unit};
use crate::domain::mass::Grams;
use crate::language::format;

/// The materials that the chart shows, with their places.
fn shown(model: &Model) -> Vec<(usize, &Material, Grams)> {
    let kilograms = model.event.materials.iter().enumerate().filter(|(_, m)| m.unit == Unit::Kg);
    kilograms.map(|(place, material)| (place, material, panes::sum(model, place).net)).collect()
}

/// Round tops of a scale, in tenths of a power of ten: close enough that the bars use their room.
const TOPS: [i64; 10] = [10, 12, 15, 20, 25, 30, 40, 50, 60, 80];

/// The top of the scale: the next round number of kilograms that nothing exceeds.
fn scale(bars: &[(usize, &Material, Grams)]) -> Grams {
    let most = bars
        .iter()
        .map(|(_, material, net)| net.get().max(material.target_g.map_or(0, Grams::get)))
        .max()
        .unwrap_or(0);
    // From 10 kg: below that, a first small entry would fill the whole chart.
    let mut unit = 1_000_i64;
    loop {
        if let Some(top) = TOPS.iter().map(|step| unit.saturating_mul(*step)).find(|top| *top >= most) {
            return Grams::new(top);
        }
        unit = unit.saturating_mul(10);
    }
}

/// Upright bars, one per material, with its key below.
pub(super) fn columns(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    let buffer = frame.buffer_mut();
    let theme = &model.theme;
    let bars = shown(model);
    let top = scale(&bars);
    let axis = 7;
    let room = area.width.saturating_sub(axis + 1);
    let count = u16::try_from(bars.len()).unwrap_or(1).max(1);
    let slot = (room / count).clamp(2, 9);
    let thick = (slot - 1).min(6);
    // The last row holds the keys; the first is left free for the numbers over the tallest bar.
    let height = area.height.saturating_sub(2);
    let kilograms = |grams: Grams| format::integer(grams.get() / 1000, model.texts.language());
    let label = Rect { width: axis - 1, ..area };
    put_right(buffer, label, 0, &model.texts.get("unit-kg"), theme.quiet());
    put_right(buffer, label, 1, &kilograms(top), theme.quiet());
    if height >= 6 {
        put_right(buffer, label, 1 + height / 2, &kilograms(Grams::new(top.get() / 2)), theme.quiet());
    }
    for ((_, material, net), index) in bars.iter().zip(0_u16..) {
        let x = area.x + axis + index * slot;
        if x + thick > area.right() {
            break;
        }
        let bar = Rect { x, width: thick, ..area };
        let style = theme.stream(&material.stream);
        // Two steps to a row.
        let steps = panes::share(*net, top, height * 2);
        let (full, half) = (steps / 2, steps % 2);
        let base = area.y + 1 + height;
        fill(buffer, Rect { y: base - full, height: full, ..bar }, theme.bar(), style);
        if half == 1 {
            fill(buffer, Rect { y: base - full - 1, height: 1, ..bar }, theme.half(), style);
        }
        let over = full + half;
        if let Some(target) = material.target_g {
            let mark = panes::share(target, top, height).max(1);
            if mark > over {
                fill(buffer, Rect { y: base - mark, height: 1, ..bar }, theme.target(), theme.attention());
            }
        }
        let number = kilograms(*net);
        if net.is_positive() && width(&number) <= slot.max(thick) {
            let number_area = Rect { x: x.saturating_sub(slot - thick - 1), width: slot, ..area };
            let place = base - over - 1 - area.y;
            let pad = slot.saturating_sub(width(&number)) / 2;
            put(buffer, number_area, pad, place, &number, theme.plain());
        }
        let key = words::key(model, &material.id, None);
        let pad = thick.saturating_sub(width(&key)) / 2;
        let chosen = model.selection.material == model.event.material(&material.id).map(|(place, _)| place);
        let style = if chosen { theme.selected() } else { theme.strong() };
        put(buffer, bar, pad, area.height - 1, &key, style);
    }
}

/// Level bars with names and amounts, under the total.
pub(super) fn rows(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    let buffer = frame.buffer_mut();
    let theme = &model.theme;
    let texts = &model.texts;
    let total = words::kilograms_tenths(model.ledger.tally().net, texts);
    put(buffer, area, 0, 0, &texts.get("label-total"), theme.strong());
    put_right(buffer, area, 0, &total, theme.strong());
    let bars = shown(model);
    let top = scale(&bars);
    let names =
        bars.iter().map(|(_, material, _)| width(words::short_of(material, texts))).max().unwrap_or(0);
    let names = names.clamp(1, 16) + 2;
    let amounts = bars
        .iter()
        .map(|(_, _, net)| width(&format::kilograms_tenths(*net, texts.language())))
        .max()
        .unwrap_or(0);
    let room = area.width.saturating_sub(names + amounts + 2);
    let height = area.height.saturating_sub(2);
    let count = u16::try_from(bars.len()).unwrap_or(1).max(1);
    let pitch = (height / count).clamp(1, 3);
    let thick = if pitch > 2 { 2 } else { 1 };
    let visible = usize::from(height / pitch);
    for ((_, material, net), index) in bars.iter().take(visible).zip(0_u16..) {
        let y = area.y + 2 + index * pitch;
        let row = Rect { y, height: 1, ..area };
        let key = words::key(model, &material.id, None);
        put(buffer, row, 0, 0, &key, theme.strong());
        let name = format::clean(words::short_of(material, texts)).into_owned();
        put(buffer, row, 2, 0, &format::fit(&name, usize::from(names - 2)), theme.plain());
        let amount = format::kilograms_tenths(*net, texts.language());
        let style = if net.is_positive() { theme.strong() } else { theme.quiet() };
        put_right(buffer, row, 0, &amount, style);
        let bar = Rect { x: area.x + names + 1, y, width: room, height: thick };
        let filled = panes::share(*net, top, room);
        fill(buffer, Rect { width: filled, ..bar }, theme.bar(), theme.stream(&material.stream));
        if let Some(target) = material.target_g {
            let mark = panes::share(target, top, room).max(1);
            for line in bar.y..bar.bottom() {
                let dotted =
                    Rect { y: line, height: 1, x: bar.x + filled, width: mark.saturating_sub(filled) };
                fill(buffer, dotted, theme.track(), theme.quiet());
                sign(buffer, bar.x + mark - 1, line, theme.lines().vertical_left, theme.attention());
            }
        }
    }
    if bars.len() > visible {
        let more = bars.len() - visible;
        put_right(buffer, area, area.height - 1, &format!("{} {more}", texts.get("more")), theme.quiet());
    }
}
