//! The message line: what just happened, why a line was rejected, or what to do next.
//!
//! ```text
//!                  ^ Үтірден кейін ең көбі 2 цифр
//! ```
//! The caret is below the wrong part of the entry line.

mod hint;
mod notice;
mod question;
mod recorded;
mod rejection;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::console::model::Model;
use crate::console::notice::Notice;
use crate::console::view::entry_line;
use crate::console::view::message_line::hint::hint;
use crate::console::view::message_line::notice::notice_text;
use crate::console::view::message_line::question::question_text;
use crate::console::view::message_line::recorded::{below_usual_text, pasting_text, saving_text};
use crate::domain::record::PendingRecord;
use crate::language::{Message, format};
use crate::screen::paint::{fill, print, width, wrap};

pub(super) use question::{held_amount_text, slip_guard_question};
pub(super) use recorded::{recorded_text, usual_text};
pub(crate) use rejection::rejection_text;

pub(super) fn render(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    let theme = &model.theme;
    let buffer = frame.buffer_mut();
    let (text, style) = text_and_style(model);
    let columns = usize::from(area.width).saturating_sub(1);
    if model.line.held.is_none()
        && let Some(why) = entry_line::refused(model)
        && let Some(span) = why.span(&model.reading())
    {
        // The sentence is to the right of the caret or, if there is not enough room, to the left of it.
        let mark_x = (entry_line::text_start(area, model) + u16::try_from(span.start).unwrap_or(0))
            .min(area.width - 1);
        let mark = theme.caret().repeat((span.end - span.start).clamp(1, 12));
        let after = mark_x + width(&mark) + 1;
        if width(&text) + after <= area.width {
            print(buffer, area, mark_x, 0, &mark, style);
            print(buffer, area, after, 0, &text, style);
        } else if width(&text) + 2 <= mark_x {
            print(buffer, area, mark_x, 0, &mark, style);
            print(buffer, area, mark_x - width(&text) - 1, 0, &text, style);
        } else if usize::from(width(&text)) <= columns {
            // Neither side has enough room. The entry line shows the wrong part reversed.
            print(buffer, area, 1, 0, &text, style);
        } else {
            print_over_footer(buffer, area, &text, style);
        }
        return;
    }
    if may_take_footer(area.width, model) {
        print_over_footer(buffer, area, &text, style);
    } else {
        print(buffer, area, 1, 0, &format::fit(&text, columns), style);
    }
}

/// From these columns on, only what is said at the start may take the place of the footer.
const FOOTER_STAYS_FROM: u16 = 80;

/// Returns whether the message may take the place of the footer until the next key, because it must not be cut. A question may not:
/// the footer has its answers. The message of a record may not either: the footer would come and go with each of them.
fn may_take_footer(columns: u16, model: &Model) -> bool {
    let is_result = |notice: &Notice| columns < FOOTER_STAYS_FROM && notice.record().is_none();
    let is_once = |notice: &Notice| matches!(notice, Notice::Started(_)) || is_result(notice);
    model.line.held.is_none() && model.overlays.is_empty() && model.notice().is_some_and(is_once)
}

/// Draws a text on the message line, and what does not fit there in place of the footer.
fn print_over_footer(buffer: &mut Buffer, area: Rect, text: &str, style: Style) {
    let lines = wrap(text, area.width.saturating_sub(1));
    let Some((first, rest)) = lines.split_first() else { return };
    print(buffer, area, 1, 0, first, style);
    if !rest.is_empty() {
        replace_footer(buffer, area, &rest.join(" "), style);
    }
}

/// Draws a text on the row below the message line, in place of the footer.
fn replace_footer(buffer: &mut Buffer, area: Rect, text: &str, style: Style) {
    let below = Rect { y: area.y + 1, ..area };
    let columns = usize::from(area.width).saturating_sub(1);
    // A key of the footer is bold, and a style does not take that away.
    fill(buffer, below, " ", Style::reset());
    print(buffer, below, 1, 0, &format::fit(text, columns), style);
}

/// Draws the message over what a window has drawn there.
pub(super) fn render_over_window(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    fill(frame.buffer_mut(), area, " ", Style::reset());
    render(frame, area, model);
}

/// Returns the message without its style.
#[must_use]
pub fn message_text(model: &Model) -> String {
    text_and_style(model).0
}

fn text_and_style(model: &Model) -> (String, Style) {
    let theme = &model.theme;
    if let Some(held) = &model.line.held {
        return (question_text(held, model), theme.attention());
    }
    if let Some(why) = entry_line::refused(model) {
        return (rejection_text(&why, model), theme.bad());
    }
    if let Some(text) = not_saved_text(model) {
        return (text, theme.alarm());
    }
    match (model.notice(), noticed_record(model)) {
        (Some(Notice::BelowUsual { ticket, usual }), Some(_)) => below_usual_text(*ticket, *usual, model),
        (Some(Notice::Pasted { accepted, rejected, .. }), Some(_)) => {
            (pasting_text(*accepted, *rejected, model), theme.attention())
        }
        (Some(_), Some(pending)) => (saving_text(pending, model), theme.attention()),
        (Some(notice), None) => notice_text(notice, model),
        (None, _) => hint(model),
    }
}

/// Returns the message that records are not saved, or `None` if all are, or if a key had another result. A result is shown
/// even while the disk fails, because a separate panel shows the unsaved records.
fn not_saved_text(model: &Model) -> Option<String> {
    unsaved_state_text(model).filter(|_| !has_result(model))
}

/// Returns whether the message line tells the result of a key, other than a record that is on its way to the disk.
pub(super) fn has_result(model: &Model) -> bool {
    let is_result = |notice: &Notice| !matches!(notice, Notice::Recorded(_)) && !notice.is_news();
    noticed_record(model).is_none() && model.notice().is_some_and(is_result)
}

/// Returns what became of the records that are not saved: the disk failed, or it does not answer.
pub(super) fn unsaved_state_text(model: &Model) -> Option<String> {
    let silent = model.disk_is_silent.then_some(Message::NoticeNoAnswer);
    let failed = model.save_error.clone().map(|reason| Message::StateNotSaved { reason });
    failed.or(silent).map(|message| model.texts.get(message))
}

/// Returns the record that the message is about, if it is on its way to the disk.
fn noticed_record(model: &Model) -> Option<&PendingRecord> {
    model.notice().and_then(Notice::record).and_then(|ticket| model.pending_record(ticket))
}
