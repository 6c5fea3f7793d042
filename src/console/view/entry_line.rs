//! The entry line: the selected material, the typed text, and its meaning, shown before Enter.
//!
//! ```text
//! ▌W Пластик 1 ▸ 12,5-0,8                                 = 11 кг 700 г
//! ```

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthChar;

use crate::console::labels;
use crate::console::model::Model;
use crate::console::notice::Notice;
use crate::console::view::field;
use crate::entry::{Reading, ReadingKind, Span, ValidationErrorKind};
use crate::language::{Message, format};
use crate::screen::paint::{print, print_right, width};

/// Returns the column where the typed text begins.
pub(super) fn text_start(area: Rect, model: &Model) -> u16 {
    width(&lead(area, model, &model.reading()))
}

/// Returns the part before the typed text: material, preset tare and estimate mark.
fn lead(area: Rect, model: &Model, reading: &Reading) -> String {
    let theme = &model.theme;
    let label = labels::selection(model, model.selection_of(reading).unwrap_or(model.selection));
    let label = label.unwrap_or_else(|| model.texts.get(Message::SelectMaterial));
    // At least half of the entry line is reserved for the typed text and its meaning.
    let label = format::fit(
        &label,
        usize::from(area.width / 2).saturating_sub(if model.selected_tare().is_some() { 18 } else { 6 }),
    );
    let about = if model.line.estimate { "~ " } else { "" };
    let tare = model.selected_tare().map(|preset| {
        let name = model.texts.local_marked(&preset.name);
        let amount = format::kilograms(preset.g, model.texts.language());
        format!(" {} {} {amount}", theme.dash(), format::fit(&name, 8))
    });
    format!("{}{label}{} {} {about}", theme.left_edge(), tare.unwrap_or_default(), theme.prompt())
}

pub(super) fn render(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    let theme = &model.theme;
    let reading = model.reading();
    let lead = lead(area, model, &reading);
    let meaning = meaning(model, &reading);
    let meaning_room =
        area.width.saturating_sub(width(&lead).saturating_add(width(&model.line.text)).saturating_add(3));
    let buffer = frame.buffer_mut();
    print(buffer, area, 0, 0, &lead, theme.accent());
    if width(&meaning) <= meaning_room {
        let style = if model.line.held.is_some() { theme.attention() } else { theme.strong() };
        print_right(buffer, Rect { width: area.width - 1, ..area }, 0, &meaning, style);
    }
    let typed = Rect { x: area.x + width(&lead), width: area.width.saturating_sub(width(&lead) + 1), ..area };
    let wrong = match model.notice() {
        Some(Notice::Rejected(why)) => why.span(&reading),
        _ => certain_error(model, &reading),
    };
    // If the text is too long, its end is shown, because the cursor is there.
    let columns = usize::from(typed.width);
    let skip = model.line.text.chars().count().saturating_sub(columns.saturating_sub(1));
    for (index, c) in model.line.text.chars().enumerate().skip(skip) {
        let is_wrong = wrong.is_some_and(|span| (span.start..span.end).contains(&index));
        let style = if is_wrong { theme.alarm() } else { theme.strong() };
        let x = u16::try_from(index - skip).unwrap_or(u16::MAX);
        // A character of another width would cover the next one. No amount has such a character.
        let c = if c.width() == Some(1) { c } else { char::REPLACEMENT_CHARACTER };
        print(buffer, typed, x, 0, theme.typed_character(c).encode_utf8(&mut [0; 4]), style);
    }
    if model.overlays.is_empty() {
        let x = typed.x + u16::try_from(model.line.text.chars().count() - skip).unwrap_or(0);
        frame.set_cursor_position(Position { x: x.min(area.right() - 1), y: area.y });
    }
}

/// Returns the part of the text that no further typing can make valid. Returns `None` for an amount that is
/// only incomplete.
fn certain_error(model: &Model, reading: &Reading) -> Option<Span> {
    let selected = model.selection_of(reading).ok().and_then(|selection| model.material(selection));
    // If no material is selected, any material shows which characters cannot be part of an amount.
    let material = selected.map(|(_, material)| material).or_else(|| model.event.materials.first())?;
    let ReadingKind::Plain = reading.kind else { return None };
    let error = model.net_amount(reading, material).err()?;
    let is_certain = matches!(
        error.kind,
        ValidationErrorKind::NotUtf8
            | ValidationErrorKind::UnknownKey
            | ValidationErrorKind::Stray(_)
            | ValidationErrorKind::TwoMarks
            | ValidationErrorKind::TooFine { .. }
            | ValidationErrorKind::KazakhMix
            | ValidationErrorKind::NotWhole
    );
    is_certain.then_some(error.span)
}

/// Returns the meaning of the text, such as `= 11 кг 700 г`, or the empty string if the text is not an
/// amount.
fn meaning(model: &Model, reading: &Reading) -> String {
    if model.line.text.is_empty() {
        return String::new();
    }
    model.amount_of(reading).map(|amount| field::amount_meaning(&amount, model)).unwrap_or_default()
}
