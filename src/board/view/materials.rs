//! Draws the materials, each with its bar: first the materials in kilograms, then those in pieces.
//!
//! All bars of a unit have the same scale. A target is drawn as a line across the bar.

use std::cmp::Reverse;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::board::model::{Board, EventSnapshot};
use crate::domain::catalogue::{Material, Unit};
use crate::domain::mass::Grams;
use crate::language::{Message, Texts, format};
use crate::screen::paint::{fill_bar_right, filled_cells, print, print_right, set_cell, width};
use crate::screen::theme::{BarStyle, Theme};

/// The minimum width of a column of materials, in terminal columns.
const MIN_COLUMN_WIDTH: u16 = 34;
/// The largest number of columns of materials.
const MAX_COLUMNS: u16 = 4;
/// The number of blank terminal columns between two columns of materials.
const COLUMN_GAP: u16 = 3;
/// The maximum height of a material: two rows of bar and a blank row.
const MAX_HEIGHT: u16 = 3;
/// The minimum width of the drawing area, in terminal columns, for the full names of materials.
const FULL_NAMES_WIDTH: u16 = 140;

/// A material with its bar, or a line of text without a bar.
struct MaterialBar {
    unit: Unit,
    name: String,
    /// The amount as text, with the percentage of the target.
    label: String,
    /// The amount, in grams or pieces.
    amount: i64,
    /// The target, in grams or pieces.
    target: Option<i64>,
    /// The amount at which the bar is full. It is at least 1.
    full: i64,
    /// A filled cell of the bar.
    cell: &'static str,
    style: BarStyle,
    target_reached: bool,
}

impl MaterialBar {
    /// Returns an item that is only a line of text, not a material.
    fn text(name: String, board: &Board) -> Self {
        Self {
            unit: Unit::Kg,
            name,
            label: String::new(),
            amount: 0,
            target: None,
            full: 1,
            cell: board.theme.bar(),
            style: BarStyle::plain(board.theme.quiet()),
            target_reached: false,
        }
    }
}

/// Draws the materials in as few columns as have room for all of them. If needed, the blank line between kilograms and pieces takes
/// one of the `gap` blank rows below the area.
pub(super) fn draw(buffer: &mut Buffer, area: Rect, gap: u16, snapshot: &EventSnapshot, board: &Board) {
    if area.height == 0 {
        return;
    }
    let mut bars = bars(snapshot, board, area.width >= FULL_NAMES_WIDTH);
    let max_columns = (area.width + COLUMN_GAP) / (MIN_COLUMN_WIDTH + COLUMN_GAP);
    let max_columns = max_columns.clamp(1, MAX_COLUMNS);
    let count = |bars: &[MaterialBar]| u16::try_from(bars.len()).unwrap_or(u16::MAX).max(1);
    let columns = (1..=max_columns)
        .find(|columns| count(&bars).div_ceil(*columns) <= area.height)
        .unwrap_or(max_columns);
    keep_fullest(&mut bars, usize::from(columns) * usize::from(area.height), board);
    // If there is room, a blank line separates the materials in pieces from those in kilograms.
    let first_pieces = bars.iter().position(|bar| bar.unit == Unit::Pcs);
    if let Some(index) = first_pieces.filter(|index| *index > 0)
        && (count(&bars) + 1).div_ceil(columns) <= area.height + gap
    {
        bars.insert(index, MaterialBar::text(String::new(), board));
    }
    let rows = count(&bars).div_ceil(columns);
    let height = (area.height / rows).clamp(1, MAX_HEIGHT);
    let column_width = (area.width + COLUMN_GAP) / columns - COLUMN_GAP;
    let name_width = bars.iter().map(|bar| width(&bar.name)).max().unwrap_or(0).min(column_width * 2 / 5);
    let label_width = bars.iter().map(|bar| width(&bar.label)).max().unwrap_or(0) + 2;
    for (index, bar) in (0..).zip(&bars) {
        let cell = Rect {
            x: area.x + (index / rows) * (column_width + COLUMN_GAP),
            y: area.y + (index % rows) * height,
            width: column_width,
            height: if height > 2 { height - 1 } else { 1 },
        };
        draw_bar(buffer, cell, bar, name_width, label_width, &board.theme);
    }
}

fn draw_bar(
    buffer: &mut Buffer,
    cell: Rect,
    bar: &MaterialBar,
    name_width: u16,
    label_width: u16,
    theme: &Theme,
) {
    // Materials without entries are not dimmed, because dim text is invisible on a projector.
    let style = if bar.amount > 0 { theme.strong() } else { theme.plain() };
    print(buffer, cell, 0, 0, &format::fit(&bar.name, usize::from(name_width)), style);
    let star = if bar.target_reached { format!("{} ", theme.star()) } else { String::new() };
    let label_style = if bar.target_reached { theme.good() } else { style };
    print_right(buffer, cell, 0, &format!("{star}{}", bar.label), label_style);
    let track = Rect {
        x: cell.x + name_width + 1,
        width: cell.width.saturating_sub(name_width + label_width + 2),
        ..cell
    };
    if track.width < 3 {
        return;
    }
    let eighths = filled_cells(bar.amount, bar.full, track.width.saturating_mul(8));
    let (full, part) = theme.bar_cells(bar.cell, eighths);
    let filled = Rect { width: full, ..track };
    let place = (track.x, track.width);
    fill_bar_right(buffer, filled, bar.cell, bar.style, place);
    if let Some(end) = theme.horizontal_bar_end(part) {
        fill_bar_right(buffer, Rect { x: filled.right(), width: 1, ..track }, end, bar.style, place);
    } else if eighths > 0 && filled.width == 0 {
        fill_bar_right(buffer, Rect { width: 1, ..track }, theme.half_bar(), bar.style, place);
    }
    if let Some(target) = bar.target {
        let column = filled_cells(target, bar.full, track.width).saturating_sub(1);
        let on_bar = column < filled.width;
        let of_bar = bar.style.at(column, track.width).add_modifier(Modifier::REVERSED);
        let style = if on_bar { of_bar } else { theme.strong() };
        for y in track.top()..track.bottom() {
            set_cell(buffer, track.x + column, y, theme.borders().vertical_left, style);
        }
    }
}

/// Returns the bars of all materials that are offered or have entries. Materials in kilograms come first.
fn bars(snapshot: &EventSnapshot, board: &Board, full_names: bool) -> Vec<MaterialBar> {
    let texts = board.texts();
    let full_kg = full_bar(snapshot, Unit::Kg);
    let full_pcs = full_bar(snapshot, Unit::Pcs);
    let any_target = snapshot
        .event
        .materials
        .iter()
        .any(|material| material.target_g.is_some() || material.target_pieces.is_some());
    let mut bars: Vec<MaterialBar> = snapshot
        .event
        .materials
        .iter()
        .zip(&snapshot.sums)
        .filter(|(material, sum)| !material.hidden || sum.entries > 0)
        .map(|(material, sum)| {
            let about = if sum.about > 0 { "~" } else { "" };
            let (amount, target, mut label, full) = match material.unit {
                Unit::Kg => {
                    let label = format::kilograms_tenths(sum.net, texts.language());
                    let label = format!("{about}{label} {}", texts.get(Message::UnitKg));
                    (sum.net.get(), material.target_g.map(Grams::get), label, full_kg)
                }
                Unit::Pcs => {
                    let label = format::integer(sum.pieces, texts.language());
                    let label = format!("{about}{label} {}", texts.get(Message::UnitPcs));
                    (sum.pieces, material.target_pieces.map(i64::from), label, full_pcs)
                }
            };
            if let Some(percent) = target.and_then(|target| format::percent(amount, target)) {
                label += &format!(" {percent:>3}%");
            } else if any_target {
                // These blanks align the amounts of materials without a target with the amounts of those with
                // a target.
                label += "     ";
            }
            MaterialBar {
                unit: material.unit,
                name: name(material, full_names, texts),
                label,
                amount,
                target,
                full,
                cell: board.theme.stream_cell(&material.stream),
                style: board.theme.stream(&material.stream),
                target_reached: target.is_some_and(|target| amount >= target),
            }
        })
        .collect();
    bars.sort_by_key(|bar| bar.unit == Unit::Pcs);
    bars
}

/// Returns the full or the short name of a material. If there is no name in the shown language, returns the
/// name in another language, without a mark.
pub(super) fn name(material: &Material, full: bool, texts: &Texts) -> String {
    let short = texts.local(&material.short);
    let name = if full || short.is_empty() { texts.local(&material.name) } else { short };
    format::clean(name).into_owned()
}

/// Returns the amount at which a bar of this unit is full: the largest sum or target, in grams or pieces, but
/// at least 1.
fn full_bar(snapshot: &EventSnapshot, unit: Unit) -> i64 {
    let materials = snapshot.event.materials.iter().zip(&snapshot.sums);
    let of_unit = materials.filter(|(material, _)| material.unit == unit);
    let largest = of_unit.map(|(material, sum)| match unit {
        Unit::Kg => sum.net.get().max(material.target_g.map_or(0, Grams::get)),
        Unit::Pcs => sum.pieces.max(material.target_pieces.map_or(0, i64::from)),
    });
    largest.max().unwrap_or(0).max(1)
}

/// Drops bars until the rest fits into `room` lines. Bars in kilograms are kept before bars in pieces, and
/// fuller bars before less full ones. The kept bars stay in their order. The last line shows how many bars
/// were dropped.
fn keep_fullest(bars: &mut Vec<MaterialBar>, room: usize, board: &Board) {
    if bars.len() <= room {
        return;
    }
    let keep = room.saturating_sub(1);
    let fullness = |bar: &MaterialBar| i128::from(bar.amount) * 1_000_000 / i128::from(bar.full);
    let mut order: Vec<usize> = (0..bars.len()).collect();
    order.sort_by_key(|index| (bars[*index].unit == Unit::Pcs, Reverse(fullness(&bars[*index]))));
    let kept: Vec<usize> = order.into_iter().take(keep).collect();
    let dropped = bars.len() - keep;
    let mut indexes = 0..;
    bars.retain(|_| indexes.next().is_some_and(|index| kept.contains(&index)));
    bars.push(MaterialBar::text(board.texts().get(Message::BoardOthers { count: dropped.into() }), board));
}
