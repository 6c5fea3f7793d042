//! The chart, in one of three views: kilograms by material, kilograms by hour, or targets.
//!
//! ```text
//!  kg                                Материалдар, кг      500      1 000
//!  1 000    520  912                 Q Макулатура   ██████████░░░│     ┊    520,4
//!           ▅▅▅▅◂████                W Пластик      █████████┊         ┊    488,1
//!    500 ·  ████ ████                E Түссіз әйнек ██████████████████ ┊    912,0
//!       Q    W    E
//! ```
//! Pieces and kilograms have no common scale, so pieces have bars only in the view of targets. The bars of
//! ratatui are not used, because they confuse bytes and columns in Cyrillic labels, and panic above 100 per
//! cent of a target.

mod bar;
mod level;
mod upright;

use chrono::DateTime;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::console::labels;
use crate::console::model::{ChartView, Model, PANES_PER_PAGE};
use crate::console::view::chart::bar::Bar;
use crate::console::view::{day, panes};
use crate::domain::catalogue::Unit;
use crate::domain::mass::Grams;
use crate::language::{Message, format};
use crate::screen::paint::{below, print, print_right, width};
use crate::screen::theme::BarStyle;

/// Returns the bars. If there are more materials than `most`, only those of the shown page have bars, so that the bars keep
/// their order and their width.
fn bars(model: &Model, most: usize) -> Vec<Bar> {
    match model.chart {
        ChartView::Materials => {
            let shown = panes::materials_of_page(model);
            let bars = material_bars(model, &|_| true);
            if bars.len() > most { material_bars(model, &|index| shown.contains(&index)) } else { bars }
        }
        ChartView::Hours => hour_bars(model),
        ChartView::Targets => target_bars(model),
    }
}

/// Returns the unit of the bars of materials: pieces only if no material is weighed.
fn unit(model: &Model) -> Unit {
    let weighed = model.event.materials.iter().any(|material| material.unit == Unit::Kg);
    if weighed { Unit::Kg } else { Unit::Pcs }
}

fn material_bars(model: &Model, is_shown: &dyn Fn(usize) -> bool) -> Vec<Bar> {
    let texts = &model.texts;
    let unit = unit(model);
    let of_unit = model.event.materials.iter().enumerate();
    let of_unit = of_unit.filter(|(index, material)| material.unit == unit && is_shown(*index));
    let sizes = of_unit.map(|(_, material)| {
        let sum = model.ledger.sum(&material.id);
        // One piece has the same height as one kilogram.
        let size = if unit == Unit::Kg { sum.net.get() } else { sum.pieces.saturating_mul(1000) };
        (material, size, sum)
    });
    sizes
        .filter(|(material, size, _)| !material.hidden || *size > 0)
        .map(|(material, size, sum)| Bar {
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
            cell: model.theme.stream_cell(&material.stream),
            style: model.theme.stream(&material.stream),
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
                cell: model.theme.bar(),
                style: model.theme.stream("recycling"),
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
        cell: model.theme.bar(),
        style: BarStyle::plain(model.theme.strong()),
    });
    let materials = model.event.materials.iter().filter_map(|material| {
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
            cell: model.theme.stream_cell(&material.stream),
            style: model.theme.stream(&material.stream),
        })
    });
    let mut bars: Vec<Bar> = total.into_iter().chain(materials).collect();
    // The amounts end in the same column. Their percentages start in the same one.
    let widest = bars.iter().map(|bar| width(&bar.amount)).max().unwrap_or(0);
    for bar in &mut bars {
        let gap = " ".repeat(usize::from(widest - width(&bar.amount)));
        let after_percent = bar.amount.find('%').map_or(0, |sign| sign + 1);
        bar.amount.insert_str(after_percent, &gap);
    }
    bars
}

/// Returns the progress towards a target, such as ` 65%  520,4 / 800 кг`. Both amounts are exact, so that a whole target
/// does not stand beside an amount with a zero after its mark.
fn target_text(percent: Option<i64>, reached: &str, target: &str) -> String {
    format!("{:>3}%  {reached} / {target}", percent.unwrap_or(0))
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

/// What the chart shows of the pace: what the day above the panes does not show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    WithForecast,
    Alone,
    Nothing,
}

/// Draws the chart below the panes: horizontal bars for targets, otherwise vertical bars.
pub(super) fn render_columns(frame: &mut Frame<'_>, area: Rect, pace: Pace, model: &Model) {
    let buffer = frame.buffer_mut();
    let theme = &model.theme;
    let head = Rect { x: area.x + 1, width: area.width.saturating_sub(2), height: 1, ..area };
    let title = title(model);
    let beside_title = head.width.saturating_sub(width(&title) + 2);
    let pace = match pace {
        Pace::WithForecast => day::pace_and_forecast(model, beside_title),
        Pace::Alone => day::pace_text(model).unwrap_or_default(),
        Pace::Nothing => String::new(),
    };
    let used = print(buffer, head, 0, 0, &title, theme.accent());
    print_right(buffer, Rect { x: head.x + used + 2, width: beside_title, ..head }, 0, &pace, theme.quiet());
    render_body(buffer, head, used, below(area, 1), model);
}

/// Draws the chart without a title.
pub(super) fn render_small_columns(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    let head = Rect { height: 0, ..area };
    render_body(frame.buffer_mut(), head, 0, area, model);
}

/// Draws the bars below a title, and the numbers of horizontal bars in its row after the first `used` columns.
fn render_body(buffer: &mut Buffer, head: Rect, used: u16, body: Rect, model: &Model) {
    let bars = bars(model, PANES_PER_PAGE);
    if bars.is_empty() {
        print(buffer, body, 1, body.height.min(2) / 2, &empty_text(model), model.theme.quiet());
    } else if model.chart == ChartView::Targets {
        let body = Rect { x: body.x + 1, width: body.width.saturating_sub(2), ..body };
        level::render(buffer, head, used, body, &bars, model);
    } else {
        upright::render(buffer, body, &bars, model);
    }
}

/// Draws the chart next to the panes: horizontal bars with names and amounts. Above them is what the day does not show.
pub(super) fn render_rows(frame: &mut Frame<'_>, area: Rect, pace: Pace, model: &Model) {
    let buffer = frame.buffer_mut();
    let theme = &model.theme;
    let mut area = Rect { width: area.width.saturating_sub(1), ..area };
    let pace = match pace {
        Pace::WithForecast => {
            let total = labels::kilograms_tenths(model.ledger.tally().net, &model.texts);
            print(buffer, area, 0, 0, &model.texts.get(Message::LabelTotal), theme.strong());
            print_right(buffer, area, 0, &total, theme.strong());
            area = below(area, 1);
            Some(day::pace_and_forecast(model, area.width))
        }
        Pace::Alone => day::pace_text(model),
        Pace::Nothing => None,
    };
    if let Some(pace) = pace {
        print(buffer, area, 0, 0, &format::fit(&pace, usize::from(area.width)), theme.quiet());
        area = below(area, 1);
    }
    let head = Rect { height: 1, ..area };
    let used = print(buffer, head, 0, 0, &title(model), theme.accent());
    let body = below(area, 1);
    let mut bars = bars(model, usize::from(body.height));
    if model.chart == ChartView::Hours {
        // An hour and the people beside it must not read as one number.
        bars.iter_mut().for_each(|bar| bar.key.push_str(":00"));
    }
    if bars.is_empty() {
        print(buffer, body, 0, 1, &empty_text(model), theme.quiet());
    }
    level::render(buffer, head, used, body, &bars, model);
}

#[cfg(test)]
mod tests;
