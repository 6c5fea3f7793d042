//! Each material with its bar, kilograms first, then pieces.
//!
//! Kilograms share one scale; pieces have their own, and another colour. A target is a mark across the bar.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::board::model::{Board, EventSnapshot};
use crate::domain::catalogue::{Material, Unit};
use crate::domain::mass::Grams;
use crate::language::{Message, Texts, format};
use crate::screen::paint::{fill, filled_cells, print, print_right, set_cell, width};
use crate::screen::theme::Theme;

/// The narrowest column of materials.
const NARROWEST: u16 = 34;
/// The most columns.
const COLUMNS: u16 = 4;
/// The highest row: two of bar and one of air.
const HIGHEST: u16 = 3;
/// Columns between two columns.
const GAP: u16 = 3;

/// One row.
struct Row {
    unit: Unit,
    name: String,
    amount: String,
    /// Grams, or pieces.
    size: i64,
    target: Option<i64>,
    /// What the whole bar stands for.
    whole: i64,
    style: Style,
    reached: bool,
}

impl Row {
    /// A row that is no material's.
    fn empty(name: String, board: &Board) -> Self {
        Self {
            unit: Unit::Kg,
            name,
            amount: String::new(),
            size: 0,
            target: None,
            whole: 1,
            style: board.theme.quiet(),
            reached: false,
        }
    }
}

pub(super) fn materials(buffer: &mut Buffer, area: Rect, snapshot: &EventSnapshot, board: &Board) {
    if area.height == 0 {
        return;
    }
    let mut rows = rows(snapshot, board, area.width >= 140);
    let most = (area.width + GAP) / (NARROWEST + GAP);
    let most = most.clamp(1, COLUMNS);
    // As few columns as have room for all.
    let count = |rows: &[Row]| u16::try_from(rows.len()).unwrap_or(u16::MAX).max(1);
    let columns = (1..=most).find(|columns| count(&rows).div_ceil(*columns) <= area.height).unwrap_or(most);
    keep_largest(&mut rows, usize::from(columns) * usize::from(area.height), board);
    // Pieces stand apart from kilograms, where there is room.
    if let Some(place) = rows.iter().position(|row| row.unit == Unit::Pcs).filter(|place| *place > 0)
        && (count(&rows) + 1).div_ceil(columns) <= area.height
    {
        rows.insert(place, Row::empty(String::new(), board));
    }
    let lines = count(&rows).div_ceil(columns);
    let height = (area.height / lines).clamp(1, HIGHEST);
    let column = (area.width + GAP) / columns - GAP;
    let name = rows.iter().map(|row| width(&row.name)).max().unwrap_or(0).min(column * 2 / 5);
    let amount = rows.iter().map(|row| width(&row.amount)).max().unwrap_or(0) + 2;
    for (place, row) in (0..).zip(&rows) {
        let cell = Rect {
            x: area.x + (place / lines) * (column + GAP),
            y: area.y + (place % lines) * height,
            width: column,
            height: if height > 2 { height - 1 } else { 1 },
        };
        draw(buffer, cell, row, name, amount, &board.theme);
    }
}

fn draw(buffer: &mut Buffer, cell: Rect, row: &Row, name: u16, amount: u16, theme: &Theme) {
    // No paler than a projector still shows.
    let style = if row.size > 0 { theme.strong() } else { theme.plain() };
    print(buffer, cell, 0, 0, &format::fit(&row.name, usize::from(name)), style);
    let star = if row.reached { format!("{} ", theme.star()) } else { String::new() };
    print_right(
        buffer,
        cell,
        0,
        &format!("{star}{}", row.amount),
        if row.reached { theme.good() } else { style },
    );
    let track = Rect { x: cell.x + name + 1, width: cell.width.saturating_sub(name + amount + 2), ..cell };
    if track.width < 3 {
        return;
    }
    let eighths = filled_cells(row.size, row.whole, track.width.saturating_mul(8));
    let bar = Rect { width: eighths / 8, ..track };
    fill(buffer, bar, theme.bar(), row.style);
    if let Some(end) = theme.horizontal_bar_end(eighths % 8) {
        fill(buffer, Rect { x: bar.right(), width: 1, ..track }, end, row.style);
    } else if eighths > 0 && bar.width == 0 {
        fill(buffer, Rect { width: 1, ..track }, theme.half_bar(), row.style);
    }
    if let Some(target) = row.target {
        let place = filled_cells(target, row.whole, track.width).saturating_sub(1);
        let within = place < bar.width;
        let style = if within { row.style.add_modifier(Modifier::REVERSED) } else { theme.strong() };
        for y in track.top()..track.bottom() {
            set_cell(buffer, track.x + place, y, theme.borders().vertical_left, style);
        }
    }
}

fn rows(snapshot: &EventSnapshot, board: &Board, long: bool) -> Vec<Row> {
    let texts = board.texts();
    let weighed = scale(snapshot, Unit::Kg);
    let counted = scale(snapshot, Unit::Pcs);
    let targets = snapshot
        .event
        .materials
        .iter()
        .any(|material| material.target_g.is_some() || material.target_pieces.is_some());
    let mut rows: Vec<Row> = snapshot
        .event
        .materials
        .iter()
        .zip(&snapshot.sums)
        .filter(|(material, sum)| !material.hidden || sum.entries > 0)
        .map(|(material, sum)| {
            let about = if sum.about > 0 { "~" } else { "" };
            let (size, target, mut amount, whole) = match material.unit {
                Unit::Kg => {
                    let amount = format::kilograms_tenths(sum.net, texts.language());
                    let amount = format!("{about}{amount} {}", texts.get(Message::UnitKg));
                    (sum.net.get(), material.target_g.map(Grams::get), amount, weighed)
                }
                Unit::Pcs => {
                    let amount = format::integer(sum.pieces, texts.language());
                    let amount = format!("{about}{amount} {}", texts.get(Message::UnitPcs));
                    (sum.pieces, material.target_pieces.map(i64::from), amount, counted)
                }
            };
            // What the mark across the bar stands for.
            if let Some(percent) = target.and_then(|target| format::percent(size, target)) {
                amount += &format!(" {percent:>3}%");
            } else if targets {
                amount += "     ";
            }
            Row {
                unit: material.unit,
                name: name(material, long, texts),
                amount,
                size,
                target,
                whole,
                style: board.theme.stream(&material.stream),
                reached: target.is_some_and(|target| size >= target),
            }
        })
        .collect();
    rows.sort_by_key(|row| row.unit == Unit::Pcs);
    rows
}

/// The full or the short name. That another language stands in for a missing one is nothing to the public.
pub(super) fn name(material: &Material, long: bool, texts: &Texts) -> String {
    let short = texts.local(&material.short);
    let name = if long || short.is_empty() { texts.local(&material.name) } else { short };
    format::clean(name).into_owned()
}

/// What a whole bar of this unit stands for: the largest sum or target.
fn scale(snapshot: &EventSnapshot, unit: Unit) -> i64 {
    let materials = snapshot.event.materials.iter().zip(&snapshot.sums);
    let of_unit = materials.filter(|(material, _)| material.unit == unit);
    let size = of_unit.map(|(material, sum)| match unit {
        Unit::Kg => sum.net.get().max(material.target_g.map_or(0, Grams::get)),
        Unit::Pcs => sum.pieces.max(material.target_pieces.map_or(0, i64::from)),
    });
    size.max().unwrap_or(0).max(1)
}

/// Where not all have room, those with the fullest bars stay, kilograms first, in their order, and a last row counts the
/// rest.
fn keep_largest(rows: &mut Vec<Row>, room: usize, board: &Board) {
    if rows.len() <= room {
        return;
    }
    let keep = room.saturating_sub(1);
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let full = |row: &Row| i128::from(row.size) * 1_000_000 / i128::from(row.whole);
    order.sort_by_key(|place| (rows[*place].unit == Unit::Pcs, std::cmp::Reverse(full(&rows[*place]))));
    let kept: Vec<usize> = order.into_iter().take(keep).collect();
    let others = rows.len() - keep;
    let mut place = 0;
    rows.retain(|_| {
        place += 1;
        kept.contains(&(place - 1))
    });
    rows.push(Row::empty(board.texts().get(Message::BoardOthers { count: others.into() }), board));
}
