//! The actions of the panes that record nothing: selecting a material, and opening an overlay.

use crate::console::action::{PanesAction, WatchingAction};
use crate::console::model::{Model, PANES_PER_PAGE, PANES_PER_ROW};
use crate::console::msg::Effect;
use crate::console::notice::Notice;
use crate::console::overlay::{Help, Overlay};
use crate::console::selection::{Selection, next_grade};
use crate::console::update::{overlay, printed, typed_text};
use crate::console::view;
use crate::screen::list::ListCursor;

pub(super) fn apply(model: &mut Model, action: PanesAction, effects: &mut Vec<Effect>) {
    if action != PanesAction::OpenHelp {
        model.clear_notice();
    }
    typed_text::close_question(model);
    match action {
        PanesAction::SelectNext => step(model, 1),
        PanesAction::SelectPrevious => step(model, -1),
        PanesAction::SelectBelow => step(model, PANES_PER_ROW as isize),
        PanesAction::SelectAbove => step(model, -(PANES_PER_ROW as isize)),
        PanesAction::NextPage => step(model, PANES_PER_PAGE as isize),
        PanesAction::PreviousPage => step(model, -(PANES_PER_PAGE as isize)),
        PanesAction::NextChart if view::has_chart(model) => model.chart = model.chart.next(),
        PanesAction::NextChart => model.notify(Notice::NoChart),
        PanesAction::OpenHistory => overlay::history::open(model),
        PanesAction::OpenFind => overlay::find::open(model),
        PanesAction::OpenReport => overlay::report::open(model, effects),
        PanesAction::OpenBalance => model.overlays.push(Overlay::Balance(ListCursor::default())),
        PanesAction::OpenFaults => model.overlays.push(Overlay::Faults(ListCursor::default())),
        PanesAction::OpenHelp => model.overlays.push(Overlay::Help(Help::default())),
        PanesAction::OpenMenu => model.overlays.push(Overlay::Menu(ListCursor::default())),
        PanesAction::Quit => quit(model, effects),
    }
}

pub(super) fn apply_watching(model: &mut Model, action: WatchingAction) {
    model.clear_notice();
    match action {
        WatchingAction::Select(letter) => {
            select(model, letter);
        }
        WatchingAction::Deselect => model.selection = Selection::default(),
        WatchingAction::RejectRecording => model.notify(Notice::WatchOnly),
    }
}

/// Quits, or asks first. While records are on their way to the disk, the question is whether to wait for the disk.
fn quit(model: &mut Model, effects: &mut Vec<Effect>) {
    printed::keep(model, None);
    let nothing_else = model.line.text.is_empty() && model.save_error.is_none() && model.rejected.is_empty();
    model.quits_when_saved = nothing_else && !model.pending.is_empty();
    if nothing_else && model.pending.is_empty() {
        effects.push(Effect::Quit);
    } else {
        model.overlays.push(Overlay::Quit);
    }
}

/// Quits if that was asked for, and only the disk had not answered yet. A disk that answers at once closes the question
/// before it is drawn.
pub(super) fn quit_when_saved(model: &mut Model, effects: &mut Vec<Effect>) {
    let is_asking = matches!(model.overlays.last(), Some(Overlay::Quit));
    if model.quits_when_saved && is_asking && model.pending.is_empty() && model.save_error.is_none() {
        effects.push(Effect::Quit);
    }
}

/// Selects the material on the key of this letter. If the previous key also selected this material, selects
/// the next grade of the material. Returns whether there is such a material.
pub(super) fn select(model: &mut Model, letter: char) -> bool {
    let last_selected = model.line.last_selected.take();
    let Some(index) = model.material_on_key(letter) else {
        model.notify(Notice::NoMaterialOnKey(letter));
        return false;
    };
    let grade = if last_selected == Some(index) {
        next_grade(model.selection.grade, model.event.materials[index].grades.len())
    } else {
        None
    };
    model.selection = Selection { material: Some(index), grade };
    model.line.last_selected = Some(index);
    true
}

/// Removes the letter after an amount, and keeps the pane that it selects (docs/input.md, E6). Another pane can then be selected.
pub(super) fn keep_pane_of_letter(model: &mut Model) {
    if let Some(selection) = model.selection_after_amount(&model.line) {
        model.selection = selection;
        model.line.text = model.line.amount_text();
        model.line.pane_letters = None;
    }
}

/// Moves the selection by `by` panes, and repeats this step until it reaches a pane with a material. The
/// selection wraps around at the ends. The typed amount stays.
fn step(model: &mut Model, by: isize) {
    keep_pane_of_letter(model);
    let panes = model.panes();
    let selected = model.selection.material;
    let start = selected.and_then(|index| panes.iter().position(|pane| *pane == Some(index)));
    // Without a selection the first page is shown, so a page down is the second one.
    let start = start.or((by.unsigned_abs() == PANES_PER_PAGE).then_some(0));
    // A step past the end wraps around within the row, within the column, or among the panes at the same
    // position on all pages.
    let whole = panes.len().next_multiple_of(by.unsigned_abs().max(1));
    let positions = (1..=whole).map(|times| {
        let moved = by.saturating_mul(isize::try_from(times).unwrap_or(isize::MAX));
        start.map_or(times - 1, |start| (start + whole * whole).saturating_add_signed(moved) % whole)
    });
    if let Some(index) = positions.filter_map(|position| panes.get(position).copied().flatten()).next() {
        model.selection = Selection::material(index);
    }
}
