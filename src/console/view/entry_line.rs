//! The entry line: the selected material, the typed text, and directly after it its meaning, before Enter.
//!
//! ```text
//! ▌W Пластик 1 ▸ 12,5-0,8  = 11 кг 700 г
//! ```

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthChar;

use crate::console::labels;
use crate::console::model::Model;
use crate::console::notice::Notice;
use crate::console::rejected::RejectReason;
use crate::console::view::{field, live};
use crate::entry::{Reading, ReadingKind, ValidationErrorKind};
use crate::language::{Message, format};
use crate::screen::paint::{print, width};

/// Returns the column where the typed text begins.
pub(super) fn text_start(area: Rect, model: &Model) -> u16 {
    let (before, after) = lead(area, model, &model.reading());
    width(&before) + live::columns(model) + width(&after)
}

/// Returns the parts before the typed text: material and preset tare, and after the weight of the scale the prompt and the
/// estimate mark.
fn lead(area: Rect, model: &Model, reading: &Reading) -> (String, String) {
    let theme = &model.theme;
    // At least half of the entry line is reserved for the typed text and its meaning.
    let columns = usize::from((area.width / 2).saturating_sub(live::columns(model) / 2))
        .saturating_sub(if model.selected_tare().is_some() { 18 } else { 6 });
    let selection = model.selection_of(reading).unwrap_or(model.selection);
    // The letter is always visible.
    let columns = columns.max(1);
    let label = labels::selection_within(model, selection, columns)
        .unwrap_or_else(|| format::fit(&model.texts.get(Message::SelectMaterial), columns).into_owned());
    let about = if model.line.estimate { "~ " } else { "" };
    let tare = model.selected_tare().map(|preset| {
        let name = model.texts.local_marked(&preset.name);
        let amount = format::kilograms(preset.g, model.texts.language());
        format!(" {} {} {amount}", theme.dash(), format::fit(&name, 8))
    });
    let before = format!("{}{label}{}", theme.left_edge(), tare.unwrap_or_default());
    (before, format!(" {} {about}", theme.prompt()))
}

pub(super) fn render(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    let theme = &model.theme;
    let (before, after) = lead(area, model, &model.reading());
    let buffer = frame.buffer_mut();
    let mut x = print(buffer, area, 0, 0, &before, theme.accent());
    if let Some((weight, style)) = live::text(model) {
        print(buffer, area, x + 2, 0, &weight, style);
        x += live::columns(model);
    }
    x += print(buffer, area, x, 0, &after, theme.accent());
    let typed = Rect { x: area.x + x, width: area.width.saturating_sub(x + 1), ..area };
    let used = if let Some(undone) = model.line.undone.as_ref().filter(|_| model.line.text.is_empty()) {
        // The first typed character replaces this text.
        let style = if undone.has_material { theme.selected() } else { theme.quiet() };
        print(buffer, typed, 0, 0, &undone.text, style);
        width(&undone.text)
    } else {
        print_text(buffer, typed, model)
    };
    let meaning = meaning(model);
    let room = Rect { x: typed.x + used, width: typed.width.saturating_sub(used), ..typed };
    // The cursor has the column after the text.
    if width(&meaning) + 2 <= room.width {
        let style = if model.line.held.is_some() { theme.attention() } else { theme.strong() };
        print(buffer, room, 2, 0, &meaning, style);
    }
    if model.overlays.is_empty() {
        let x = if model.line.text.is_empty() { typed.x } else { room.x };
        frame.set_cursor_position(Position { x: x.min(area.right() - 1), y: area.y });
    }
}

/// Draws the typed text with its wrong part marked, and returns its width. If the text is too long, its end is shown, because
/// the cursor is there.
fn print_text(buffer: &mut Buffer, area: Rect, model: &Model) -> u16 {
    let theme = &model.theme;
    let wrong = refused(model).and_then(|why| why.span(&model.reading()));
    let columns = usize::from(area.width);
    let length = model.line.text.chars().count();
    let skip = length.saturating_sub(columns.saturating_sub(1));
    for (index, c) in model.line.text.chars().enumerate().skip(skip) {
        let is_wrong = wrong.is_some_and(|span| (span.start..span.end).contains(&index));
        let style = if is_wrong { theme.alarm() } else { theme.strong() };
        let x = u16::try_from(index - skip).unwrap_or(u16::MAX);
        // A character of another width would cover the next one. No amount has such a character.
        let c = if c.width() == Some(1) { c } else { char::REPLACEMENT_CHARACTER };
        print(buffer, area, x, 0, theme.typed_character(c).encode_utf8(&mut [0; 4]), style);
    }
    u16::try_from(length - skip).unwrap_or(u16::MAX)
}

/// Returns why the typed text was refused, or why Enter will refuse it whatever else is typed.
pub(super) fn refused(model: &Model) -> Option<RejectReason> {
    match model.notice() {
        Some(Notice::Rejected(why)) => Some(why.clone()),
        None if model.overlays.is_empty() => certain_error(model),
        _ => None,
    }
}

/// Returns why no further typing can make the text an amount. Returns `None` for an amount that is only incomplete, and for
/// one that is only wrong for the material of the last record, because a letter after the amount may select another.
fn certain_error(model: &Model) -> Option<RejectReason> {
    let reading = model.reading();
    if reading.kind != ReadingKind::Plain || model.line.text.is_empty() {
        return None;
    }
    let selected = match model.selection_of(&reading) {
        Ok(selection) => model.material(selection),
        Err(reason) => return Some(reason),
    };
    // If no material is selected, any material shows which characters cannot be part of an amount.
    let material = selected.map(|(_, material)| material).or_else(|| model.event.materials.first())?;
    let error = model.net_amount(&reading, material).err()?;
    let is_chosen = model.line.selected_by_letter
        || model.line.pane_letter().is_some()
        || reading.material_number().is_some();
    let is_certain = match error.kind {
        ValidationErrorKind::NotUtf8
        | ValidationErrorKind::UnknownKey
        | ValidationErrorKind::Stray(_)
        | ValidationErrorKind::TooLong { .. }
        | ValidationErrorKind::TwoMarks
        | ValidationErrorKind::SpaceInside
        | ValidationErrorKind::Star
        | ValidationErrorKind::About
        | ValidationErrorKind::KazakhMix => true,
        ValidationErrorKind::TooFine { .. }
        | ValidationErrorKind::NotWhole
        | ValidationErrorKind::PiecesTare
        | ValidationErrorKind::PiecesUnit
        | ValidationErrorKind::WeightedPieces
        | ValidationErrorKind::Over(_) => is_chosen,
        ValidationErrorKind::Empty
        | ValidationErrorKind::MarkAtEdge
        | ValidationErrorKind::Zero
        | ValidationErrorKind::SignAtEdge
        | ValidationErrorKind::TareNotBelowGross => false,
    };
    is_certain.then_some(RejectReason::Amount(error))
}

/// Returns the meaning of the text, such as `= 11 кг 700 г`, or what to do with the undone amount. Returns the empty string if
/// the text is not an amount.
fn meaning(model: &Model) -> String {
    if model.line.undone.is_some() && model.line.chosen_undone().is_none() && model.line.text.is_empty() {
        return model.texts.get(Message::UndoneHint);
    }
    let reading = model.next_reading();
    if reading.text().is_empty() {
        return live::net_text(model).unwrap_or_default();
    }
    let amount = model.amount_of(&reading);
    amount.map(|amount| field::amount_meaning(&amount, model)).unwrap_or_default()
}
