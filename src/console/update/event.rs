//! A changed `event.json`.

use crate::console::entry_line::HalfTyped;
use crate::console::model::Model;
use crate::console::notice::Notice;
use crate::console::overlay::Overlay;
use crate::console::rejected::RejectReason;
use crate::console::search;
use crate::console::selection::{Selection, material_on_key};
use crate::console::update::typed_text;
use crate::domain::event::Event;
use crate::screen::list::ListCursor;

/// Replaces the event. The selection and the typed lines keep the same material and grade. The material and
/// grade are found again by id and name, because their indexes may have changed.
pub(super) fn change(model: &mut Model, event: Event) {
    if event.utc_offset != model.event.utc_offset {
        // The sheet still names the same time of day.
        let offset = event.utc_offset.0;
        model.paper = model.paper.and_then(|at| at.naive_local().and_local_timezone(offset).single());
        model.ledger.change_utc_offset(&event);
    }
    // The answer to an open question would be given for the event as it was.
    typed_text::close_question(model);
    let old = std::mem::replace(&mut model.event, event);
    if names_another_material(model, &old) {
        typed_text::reject_text(model, RejectReason::NeedsConfirmation);
    }
    let event = &model.event;
    let offered = |selection: Selection| {
        let selection = selection.in_changed_event(&old, event);
        let is_offered = selection.material.is_some_and(|index| !event.materials[index].hidden);
        if is_offered { selection } else { Selection::default() }
    };
    model.selection = offered(model.selection);
    let line = &mut model.line;
    let half_typed = line.half_typed.iter_mut().flat_map(|half_typed| {
        let HalfTyped { before, other, .. } = &mut **half_typed;
        std::iter::once(before).chain(other)
    });
    let saved = line.offered.as_deref_mut().into_iter().chain(half_typed);
    saved.chain(model.before_runs.iter_mut().map(|before| &mut before.line)).for_each(|saved| {
        saved.selection = offered(saved.selection);
    });
    for line in &mut model.rejected {
        line.selection = offered(line.selection);
    }
    // Close a form whose material is gone, because it could not record anything.
    model.overlays.retain_mut(|overlay| match overlay {
        Overlay::Correct(form) => {
            form.amount.forget_answers();
            let selection = Selection { material: Some(form.material), grade: form.grade };
            let selection = selection.in_changed_event(&old, event);
            form.grade = selection.grade;
            selection.material.map(|index| form.material = index).is_some()
        }
        Overlay::HandOver(form) => {
            form.amount.forget_answers();
            let selection = Selection::material(form.material).in_changed_event(&old, event);
            selection.material.map(|index| form.material = index).is_some()
        }
        Overlay::Find(find) => {
            find.found = search::find_materials(event, find.search.text());
            find.cursor = ListCursor::default();
            true
        }
        Overlay::Help(_)
        | Overlay::Menu(_)
        | Overlay::History(_)
        | Overlay::Prompt(_)
        | Overlay::Balance(_)
        | Overlay::Report(_)
        | Overlay::Rejected(_)
        | Overlay::Faults(_)
        | Overlay::Quit => true,
    });
    if model.selected_tare().is_none() {
        model.tare = None;
    }
    model.reached_targets = model.targets_reached_now();
    model.notify(Notice::EventChanged);
}

/// Returns whether the `N*` of the typed text, or the letter after its amount (docs/input.md, E6), now means another material
/// than before the change.
fn names_another_material(model: &Model, old: &Event) -> bool {
    if let Some((letter, _)) = model.line.pane_letter() {
        return material_on_key(old, letter).map(|material| (&material.id, &material.grades))
            != material_on_key(&model.event, letter).map(|material| (&material.id, &material.grades));
    }
    let Some(number) = model.reading().material_number() else { return false };
    let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    let id = |event: &Event| {
        index.and_then(|index| event.materials.get(index)).map(|material| material.id.clone())
    };
    id(old) != id(&model.event)
}
