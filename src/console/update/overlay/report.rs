//! The overlay with the current report.

use std::path::PathBuf;

use crate::console::action::ReportAction;
use crate::console::model::Model;
use crate::console::msg::{Effect, ReportStyle};
use crate::console::overlay::{Overlay, ReportView};
use crate::language::{Language, Text};
use crate::screen::list::ListCursor;
use crate::screen::paint::wrap;

/// The columns of the text for publication, which fit into the overlay on a screen of 80 columns.
const PRESS_COLUMNS: u16 = 76;

pub(crate) fn open(model: &mut Model, effects: &mut Vec<Effect>) {
    model.overlays.push(Overlay::Report(ReportView::default()));
    request(model, false, effects);
}

pub(crate) fn apply(model: &mut Model, action: ReportAction, effects: &mut Vec<Effect>) {
    match action {
        ReportAction::Write => request(model, true, effects),
        ReportAction::NextStyle => {
            next_style(model);
            request(model, false, effects);
        }
    }
}

fn next_style(model: &mut Model) {
    if let Some(Overlay::Report(view)) = model.overlays.last_mut() {
        view.style = match view.style {
            ReportStyle::Full => ReportStyle::Press,
            ReportStyle::Press => ReportStyle::Full,
        };
        view.scroll = ListCursor::default();
    }
}

/// If the overlay on top is a report, asks for this report in the current language.
pub(crate) fn request(model: &Model, write: bool, effects: &mut Vec<Effect>) {
    if let Some(Overlay::Report(view)) = model.overlays.last() {
        effects.push(Effect::Report { style: view.style, language: model.texts.language(), write });
    }
}

/// Shows a report, unless another style or language was asked for meanwhile.
pub(crate) fn show(
    model: &mut Model,
    style: ReportStyle,
    language: Language,
    text: &str,
    written: Option<Result<PathBuf, Text>>,
) {
    if language != model.texts.language() {
        return;
    }
    if let Some(Overlay::Report(view)) = model.overlays.last_mut()
        && view.style == style
    {
        view.lines = match style {
            ReportStyle::Full => text.lines().map(str::to_owned).collect(),
            // The lead is one paragraph.
            ReportStyle::Press => text.lines().flat_map(|line| wrap(line, PRESS_COLUMNS)).collect(),
        };
        view.written = written;
    }
}
