//! A text field of a form or a prompt, and the message below it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use crate::console::form_field::{Doubt, FormField};
use crate::console::labels;
use crate::console::model::Model;
use crate::domain::record::Measure;
use crate::entry::Amount;
use crate::language::{Message, Text, format};
use crate::screen::field::TextField;
use crate::screen::paint::{print, width, wrap};

/// Draws a text field, and returns the position of its cursor.
pub(super) fn render(buffer: &mut Buffer, area: Rect, field: &TextField, model: &Model) -> Position {
    let (text, cursor) = field.visible(area.width);
    let text: String = format::clean(text).chars().map(|c| model.theme.typed_character(c)).collect();
    print(buffer, area, 0, 0, &text, model.theme.strong());
    Position { x: area.x + cursor, y: area.y }
}

/// Draws the field of a form, and returns the position of its cursor. Highlights a selected text, and the wrong part of a
/// rejected text. `focused` states whether the field receives the keys.
pub(super) fn render_form_field(
    buffer: &mut Buffer,
    area: Rect,
    field: &FormField,
    focused: bool,
    model: &Model,
) -> Position {
    let cursor = render(buffer, area, field.input(), model);
    let (visible, _) = field.input().visible(area.width);
    if focused && field.input().is_prefilled() {
        // The first typed character replaces this text.
        let selected = Rect { width: width(visible), ..area }.intersection(area);
        buffer.set_style(selected, model.theme.selected());
    }
    if let Some(span) = field.rejection().and_then(|rejection| rejection.span) {
        let hidden = field.text().chars().count() - visible.chars().count();
        let columns_before = |end: usize| {
            let before: String = visible.chars().take(end.saturating_sub(hidden)).collect();
            u16::try_from(before.width()).unwrap_or(u16::MAX)
        };
        let (start, end) = (columns_before(span.start), columns_before(span.end));
        let wrong = Rect { x: area.x.saturating_add(start), width: end - start, ..area };
        buffer.set_style(wrong.intersection(area), model.theme.alarm());
    }
    cursor
}

/// The rows below a field.
pub(super) struct FieldMessage {
    /// The question, the reason for the rejection, or the meaning of the text, in at least one row.
    pub rows: Vec<String>,
    pub style: Style,
    /// What to do now.
    pub hint: String,
}

impl FieldMessage {
    /// Returns the number of rows, including the hint.
    pub(super) fn height(&self) -> u16 {
        u16::try_from(self.rows.len()).unwrap_or(u16::MAX).saturating_add(1)
    }

    /// Draws the rows at the top of the area. If the area is too small, the hint is not drawn.
    pub(super) fn render(&self, buffer: &mut Buffer, area: Rect, model: &Model) {
        for (y, row) in (0..).zip(&self.rows) {
            print(buffer, area, 0, y, row, self.style);
        }
        // The footer names the same keys.
        if width(&self.hint) <= area.width {
            print(buffer, area, 0, self.height() - 1, &self.hint, model.theme.quiet());
        }
    }
}

/// Returns the message for a field. `meaning` is the meaning of the text, and `hint` is the hint while no question is open.
pub(super) fn message(
    field: &FormField,
    meaning: Option<String>,
    hint: String,
    columns: u16,
    model: &Model,
) -> FieldMessage {
    let (theme, texts) = (&model.theme, &model.texts);
    let (text, style, hint) = match (field.question(), field.rejection()) {
        (Some(question), _) => {
            // The text of the question about a proposal already names the keys.
            let names_keys = question.doubt == Doubt::Proposed;
            let hint = if names_keys {
                String::new()
            } else {
                texts.get(Message::HintHeld { amount: field.text().into() })
            };
            (texts.show(&question.text), theme.attention(), hint)
        }
        (None, Some(rejection)) => (texts.get(&*rejection.reason), theme.bad(), hint),
        (None, None) => (meaning.unwrap_or_default(), theme.strong(), hint),
    };
    FieldMessage { rows: wrap(&text, columns), style, hint }
}

/// Returns the meaning of an amount in words, such as `= 11 kg 700 g`.
pub(super) fn amount_meaning(amount: &Amount, model: &Model) -> String {
    let texts = &model.texts;
    let about = if amount.about { texts.get(Message::About) + " " } else { String::new() };
    let measure = match amount.measure {
        Measure::Weight { .. } => texts.show(Text::KilogramsAndGrams(amount.measure.net())),
        Measure::Pieces { .. } => labels::measure(&amount.measure, false, texts),
    };
    format!("= {about}{measure}")
}
