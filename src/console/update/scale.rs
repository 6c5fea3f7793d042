//! Weights that a scale types (docs/input.md, M2).

use crate::console::entry_line::{EntryLine, Origin, SavedLine};
use crate::console::model::Model;
use crate::console::rejected::RejectReason;
use crate::console::update::whole_line::{Spacing, WholeLine};
use crate::scale::frame::FrameError;
use crate::scale::wedge;

/// Returns the entry line for the weight in a machine line, with the selected material. Returns `None` if the station
/// has no scale, or if the line is not a frame of that scale.
///
/// # Errors
/// Returns the reason if the weight of the frame must not be recorded.
pub(super) fn typed(model: &Model, line: &str) -> Result<Option<SavedLine>, RejectReason> {
    let Some(scale) = &model.scale else { return Ok(None) };
    let Some(frame) = scale.read_frame(line).map_err(RejectReason::Scale)? else { return Ok(None) };
    // Without a prefix, `n4.20` may also come from a hand that selects pane N over a slow connection.
    let has_letter =
        WholeLine::read(model, line, Spacing::None).is_some_and(|whole| whole.selection.is_some());
    if has_letter && !scale.has_prefix() {
        return Err(RejectReason::Scale(FrameError::NotUnderstood));
    }
    if model.paper.is_some() {
        return Err(RejectReason::OnPaper);
    }
    if frame.is_net && model.selected_tare().is_some() {
        return Err(RejectReason::TwoTares);
    }
    // Without the unit, a weight without decimals could be read as a number of pieces.
    let text = format!("{} kg", frame.kilograms);
    let origin = Origin::Wedge(wedge::trim(line).trim().to_owned());
    Ok(Some(SavedLine {
        line: EntryLine { text, estimate: model.line.estimate, origin, ..EntryLine::default() },
        selection: model.selection,
    }))
}
