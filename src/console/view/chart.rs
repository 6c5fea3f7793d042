//! The chart, in one of three views: kilograms by material, kilograms by hour, or targets.
//!
//! ```text
//!  kg          last hour 412 kg      Total                          6 115,4 kg
//!  800      520  912                 last hour 412 kg, by 16:00 about 7 000 kg
//!           ▅▅▅▅ ████                Q Макулатура   ██████████░░░░│       520,4
//!  400 ████ ████ ████                W Пластик      █████████████         488,1
//!       Q    W    E
//! ```
//! Pieces and kilograms have no common scale, so pieces have bars only in the view of targets. The bars of
//! ratatui are not used, because they confuse bytes and columns in Cyrillic labels, and panic above 100 per
//! cent of a target.

use chrono::DateTime;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::console::labels;
use crate::console::model::{ChartView, Model};
use crate::console::view::panes;
use crate::domain::catalogue::Unit;
use crate::domain::mass::Grams;
use crate::domain::pace;
use crate::language::{Message, format};
use crate::screen::paint::{fill, filled_cells, print, print_right, set_cell, width};

/// One bar. Sizes are grams or, for a target in pieces, pieces.
struct Bar {
    key: String,
    name: String,
    size: i64,
    /// The size at which the target is drawn.
    target: Option<i64>,
    /// The size that fills the whole bar, or `None` if the bars have a common scale.
    whole: Option<i64>,
    amount: String,
    style: Style,
    selected: bool,
}

/// The round numbers at which a scale may end, in tenths of a power of ten. The numbers are close together,
/// so that the bars use most of the height.
const SCALE_ENDS: [i64; 10] = [10, 12, 15, 20, 25, 30, 40, 50, 60, 80];

/// The minimum width of a horizontal bar, in columns.
const MIN_BAR_COLUMNS: u16 = 8;

/// Returns the end of the scale: the next round number of kilograms that no bar and no target exceeds.
fn scale_end(bars: &[Bar]) -> i64 {
    let largest = bars.iter().map(|bar| bar.size.max(bar.target.unwrap_or(0))).max().unwrap_or(0);
    // The scale ends at 10 kg or more, so that a small first entry does not fill the whole chart.
    let mut unit = 1_000_i64;
    loop {
        if let Some(top) =
            SCALE_ENDS.iter().map(|step| unit.saturating_mul(*step)).find(|top| *top >= largest)
        {
            return top;
        }
        unit = unit.saturating_mul(10);
    }
}

fn bars(model: &Model) -> Vec<Bar> {
    match model.chart {
        ChartView::Materials => material_bars(model),
        ChartView::Hours => hour_bars(model),
        ChartView::Targets => target_bars(model),
    }
}

/// Returns the unit of the bars of materials: pieces only if no material is weighed.
fn unit(model: &Model) -> Unit {
    let weighed = model.event.materials.iter().any(|material| material.unit == Unit::Kg);
    if weighed { Unit::Kg } else { Unit::Pcs }
}

fn material_bars(model: &Model) -> Vec<Bar> {
    let texts = &model.texts;
    let unit = unit(model);
    let of_unit = model.event.materials.iter().enumerate().filter(|(_, material)| material.unit == unit);
    let sizes = of_unit.map(|(index, material)| {
        let sum = model.ledger.sum(&material.id);
        // One piece has the same height as one kilogram.
        let size = if unit == Unit::Kg { sum.net.get() } else { sum.pieces.saturating_mul(1000) };
        (index, material, size, sum)
    });
    sizes
        .filter(|(_, material, size, _)| !material.hidden || *size > 0)
        .map(|(index, material, size, sum)| Bar {
            key: labels::material_key(model, &material.id, None),
            name: texts.short(material).into_owned(),
            size,
            target: match unit {
                Unit::Kg => material.target_g.map(Grams::get),
                Unit::Pcs => material.target_pieces.map(|target| i64::from(target) * 1000),
            },
            whole: None,
            amount: format::estimate(
                sum.about > 0,
                match unit {
                    Unit::Kg => format::kilograms_tenths(sum.net, texts.language()),
                    Unit::Pcs => format::integer(sum.pieces, texts.language()),
                },
            ),
            style: model.theme.stream(&material.stream),
            selected: model.selection.material == Some(index),
        })
        .collect()
}

fn hour_bars(model: &Model) -> Vec<Bar> {
    let texts = &model.texts;
    let hours = &model.ledger.tally().hours;
    hours
        .iter()
        .map(|(start, sum)| {
            let hour = DateTime::from_timestamp_millis(*start).unwrap_or_default();
            Bar {
                key: hour.format("%H").to_string(),
                name: texts.get(Message::PeopleCount { count: sum.people.into() }),
                size: sum.net.get(),
                target: None,
                whole: None,
                amount: format::kilograms_tenths(sum.net, texts.language()),
                style: model.theme.stream("recycling"),
                selected: false,
            }
        })
        .collect()
}

fn target_bars(model: &Model) -> Vec<Bar> {
    let texts = &model.texts;
    let language = texts.language();
    let total = model.event.target_g.map(|target| Bar {
        key: String::new(),
        name: texts.get(Message::LabelTotal),
        size: model.ledger.tally().net.get(),
        target: None,
        whole: Some(target.get()),
        amount: target_text(
            format::percent(model.ledger.tally().net.get(), target.get()),
            &format::kilograms(model.ledger.tally().net, language),
            &labels::kilograms(target, texts),
        ),
        style: model.theme.strong(),
        selected: false,
    });
    let materials = model.event.materials.iter().enumerate().filter_map(|(index, material)| {
        let sum = model.ledger.sum(&material.id);
        let (size, whole, reached, target) = match material.unit {
            Unit::Kg => {
                let target = material.target_g?;
                let reached = format::kilograms(sum.net, language);
                (sum.net.get(), target.get(), reached, labels::kilograms(target, texts))
            }
            Unit::Pcs => {
                let target = i64::from(material.target_pieces?);
                let reached = format::integer(sum.pieces, language);
                (sum.pieces, target, reached, labels::pieces(target, texts))
            }
        };
        Some(Bar {
            key: labels::material_key(model, &material.id, None),
            name: texts.short(material).into_owned(),
            size,
            target: None,
            whole: Some(whole),
            amount: target_text(
                panes::percent(material, &sum),
                &format::estimate(sum.about > 0, reached),
                &target,
            ),
            style: model.theme.stream(&material.stream),
            selected: model.selection.material == Some(index),
        })
    });
    total.into_iter().chain(materials).collect()
}

/// Returns the progress towards a target, such as `65%  520,4 / 800 кг`. Both amounts are exact, so that a whole target
/// does not stand beside an amount with a zero after its mark.
fn target_text(percent: Option<i64>, reached: &str, target: &str) -> String {
    format!("{}%  {reached} / {target}", percent.unwrap_or(0))
}

/// Returns the pace of the last hour, and the total expected by closing time at that pace.
fn pace_text(model: &Model) -> String {
    let texts = &model.texts;
    let now = model.now.timestamp_millis();
    let tally = model.ledger.tally();
    let Some(last_hour) = pace::last_hour(tally, now) else { return String::new() };
    let rounded = |grams: Grams| {
        format!("{} {}", format::kilograms_short(grams, texts.language()), texts.get(Message::UnitKg))
    };
    let pace = rounded(last_hour);
    let closes = model.event.closes.and_then(|time| Some((time, model.event.moment_at(time)?)));
    let forecast = closes.and_then(|(time, at)| {
        let sum = pace::forecast(tally, now, at.timestamp_millis())?;
        Some((String::from(time), rounded(sum)))
    });
    match forecast {
        Some((closes, sum)) => texts.get(Message::PaceAndForecast {
            pace: pace.into(),
            closes: closes.into(),
            forecast: sum.into(),
        }),
        None => texts.get(Message::Pace { pace: pace.into() }),
    }
}

fn title(model: &Model) -> String {
    let texts = &model.texts;
    match model.chart {
        ChartView::Materials => {
            let unit = if unit(model) == Unit::Kg { Message::UnitKg } else { Message::UnitPcs };
            format!("{}, {}", texts.get(Message::ChartMaterials), texts.get(unit))
        }
        ChartView::Hours => format!("{}, {}", texts.get(Message::ChartHours), texts.get(Message::UnitKg)),
        ChartView::Targets => texts.get(Message::ChartTargets),
    }
}

/// Returns the text that is shown if the chart has no bars.
fn empty_text(model: &Model) -> String {
    model.texts.get(match model.chart {
        ChartView::Targets => Message::ChartNoTargets,
        ChartView::Materials | ChartView::Hours => Message::HistoryEmpty,
    })
}

/// Draws the chart below the panes: horizontal bars for targets, otherwise vertical bars.
pub(super) fn render_columns(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    let buffer = frame.buffer_mut();
    let theme = &model.theme;
    let head = Rect { x: area.x + 1, width: area.width.saturating_sub(2), height: 1, ..area };
    let pace = pace_text(model);
    let used = print_right(buffer, head, 0, &pace, theme.quiet());
    let room = Rect { width: head.width.saturating_sub(used + 2), ..head };
    print(buffer, room, 0, 0, &title(model), theme.quiet());
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let bars = bars(model);
    if bars.is_empty() {
        print(buffer, body, 1, 1, &empty_text(model), theme.quiet());
    } else if model.chart == ChartView::Targets {
        render_level_bars(buffer, Rect { x: area.x + 1, width: area.width - 2, ..body }, &bars, model);
    } else {
        render_upright_bars(buffer, body, &bars, model);
    }
}

fn render_upright_bars(buffer: &mut Buffer, area: Rect, bars: &[Bar], model: &Model) {
    let theme = &model.theme;
    let top = scale_end(bars);
    let kilograms = |grams: i64| format::integer((grams + 500) / 1000, model.texts.language());
    // The axis is wide enough for the sums of an ordinary day, so that the chart does not move while the sums
    // grow.
    let axis = 7.max(width(&kilograms(top)) + 1);
    let room = area.width.saturating_sub(axis + 1);
    let count = u16::try_from(bars.len()).unwrap_or(1).max(1);
    let slot = (room / count).clamp(2, 9);
    let bar_columns = (slot - 1).min(6);
    // The last row is for the keys, and the first row for the number above the tallest bar.
    let height = area.height.saturating_sub(2);
    let label = Rect { width: axis - 1, ..area };
    print_right(buffer, label, 1, &kilograms(top), theme.quiet());
    // Skip the middle label if it would need rounding.
    if height >= 6 && top % 2_000 == 0 {
        print_right(buffer, label, 1 + height / 2, &kilograms(top / 2), theme.quiet());
    }
    for (bar, index) in bars.iter().zip(0_u16..) {
        let x = area.x + axis + index * slot;
        if x + bar_columns > area.right() {
            break;
        }
        let column = Rect { x, width: bar_columns, ..area };
        let steps = filled_cells(bar.size, top, height * 8);
        let (full, part) = (steps / 8, theme.vertical_bar_end(steps % 8));
        let base = area.y + 1 + height;
        fill(buffer, Rect { y: base - full, height: full, ..column }, theme.bar(), bar.style);
        if let Some(part) = part {
            fill(buffer, Rect { y: base - full - 1, height: 1, ..column }, part, bar.style);
        }
        let over = full + u16::from(part.is_some());
        if let Some(target) = bar.target {
            let mark = filled_cells(target, top, height).max(1);
            if mark > over {
                fill(buffer, Rect { y: base - mark, height: 1, ..column }, theme.target(), theme.attention());
            }
        }
        let number = format::kilograms_short(Grams::new(bar.size), model.texts.language());
        if bar.size > 0 && width(&number) <= slot {
            let around = Rect { x: x.saturating_sub(slot - bar_columns - 1), width: slot, ..area };
            let pad = slot.saturating_sub(width(&number)) / 2;
            print(buffer, around, pad, base - over - 1 - area.y, &number, theme.plain());
        }
        let pad = bar_columns.saturating_sub(width(&bar.key)) / 2;
        let style = if bar.selected { theme.selected() } else { theme.strong() };
        print(buffer, column, pad, area.height - 1, &bar.key, style);
    }
}

/// Draws the chart next to the panes: the total, and horizontal bars with names and amounts.
pub(super) fn render_rows(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    let buffer = frame.buffer_mut();
    let theme = &model.theme;
    let area = Rect { width: area.width.saturating_sub(1), ..area };
    let total = labels::kilograms_tenths(model.ledger.tally().net, &model.texts);
    print(buffer, area, 0, 0, &model.texts.get(Message::LabelTotal), theme.strong());
    print_right(buffer, area, 0, &total, theme.strong());
    print(buffer, area, 0, 1, &format::fit(&pace_text(model), usize::from(area.width)), theme.quiet());
    print(buffer, area, 0, 2, &title(model), theme.accent());
    let body = Rect { y: area.y + 3, height: area.height.saturating_sub(3), ..area };
    let bars = bars(model);
    if bars.is_empty() {
        print(buffer, body, 0, 1, &empty_text(model), theme.quiet());
    }
    render_level_bars(buffer, body, &bars, model);
}

fn render_level_bars(buffer: &mut Buffer, area: Rect, bars: &[Bar], model: &Model) {
    let theme = &model.theme;
    let top = scale_end(bars);
    let widest = |text: fn(&Bar) -> &str| bars.iter().map(|bar| width(text(bar))).max().unwrap_or(0);
    let keys = widest(|bar| &bar.key) + 1;
    let names = widest(|bar| &bar.name).min(16);
    let amounts = widest(|bar| &bar.amount);
    let beside = area.width.saturating_sub(keys + names + amounts + 3);
    let count = u16::try_from(bars.len()).unwrap_or(1).max(1);
    let pitch = (area.height / count).clamp(1, 3);
    // If the bars do not fit next to the texts, and each bar has a second line, each bar is drawn on that
    // line, below its text.
    let below = beside < MIN_BAR_COLUMNS && pitch > 1;
    let (room, bar_rows) = if below { (area.width, 1) } else { (beside, if pitch > 2 { 2 } else { 1 }) };
    let visible = usize::from(area.height / pitch);
    // The last row says how many more bars there are.
    let shown = if bars.len() > visible { visible.saturating_sub(1) } else { visible };
    for (bar, index) in bars.iter().take(shown).zip(0_u16..) {
        let row = Rect { y: area.y + index * pitch, height: 1, ..area };
        let key = if bar.selected { theme.selected() } else { theme.strong() };
        print(buffer, row, 0, 0, &bar.key, key);
        print(buffer, row, keys, 0, &format::fit(&bar.name, usize::from(names)), theme.plain());
        let style = if bar.size > 0 { theme.strong() } else { theme.quiet() };
        print_right(buffer, row, 0, &bar.amount, style);
        let bar_area = match below {
            true => Rect { y: row.y + 1, width: room, height: 1, ..area },
            false => Rect { x: area.x + keys + names + 1, y: row.y, width: room, height: bar_rows },
        };
        let eighths = filled_cells(bar.size, bar.whole.unwrap_or(top), room * 8);
        let (filled, part) = (eighths / 8, theme.horizontal_bar_end(eighths % 8));
        // If the character set has no eighths of a cell, a small sum is shown as one full cell.
        let filled = if filled == 0 && part.is_none() && eighths > 0 { 1.min(room) } else { filled };
        if bar.whole.is_some() {
            fill(buffer, bar_area, theme.bar_track(), theme.border());
        }
        fill(buffer, Rect { width: filled, ..bar_area }, theme.bar(), bar.style);
        if let Some(part) = part {
            fill(buffer, Rect { x: bar_area.x + filled, width: 1, ..bar_area }, part, bar.style);
        }
        if let Some(target) = bar.target {
            let mark = filled_cells(target, top, room).max(1);
            for line in bar_area.y..bar_area.bottom() {
                let from = filled + u16::from(part.is_some());
                let left =
                    Rect { y: line, height: 1, x: bar_area.x + from, width: mark.saturating_sub(from) };
                fill(buffer, left, theme.bar_track(), theme.border());
                set_cell(
                    buffer,
                    bar_area.x + mark - 1,
                    line,
                    theme.borders().vertical_left,
                    theme.attention(),
                );
            }
        }
    }
    if bars.len() > shown {
        let more = format!("{} {}", model.texts.get(Message::More), bars.len() - shown);
        print_right(buffer, area, area.height - 1, &more, theme.quiet());
    }
}
