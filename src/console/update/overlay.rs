//! What lies over the panes: history with void and correction, prompts, menu, help, the guarded quit.
//!
//! Invariant: an overlay that asks closes only by its answer or by Esc; a refused answer stays in its
//! field.

use std::path::PathBuf;

use crate::console::keymap::{self, Action, Mode};
use crate::console::model::{Model, Notice, RejectReason, Selection};
use crate::console::msg::Effect;
use crate::console::overlay::{
    Correction, Find, HandOver, HandOverRefusal, History, HistoryRefusal, Overlay, Question, ReportView,
    Style,
};
use crate::console::search;
use crate::console::update::{burst, record};
use crate::domain::catalogue::Material;
use crate::domain::event::ClockTime;
use crate::domain::ledger::{RecordIndex, RecordKind, RecordStatus};
use crate::domain::limits::PEOPLE_MAX;
use crate::domain::record::{Op, RecordRef, Source, Target};
use crate::entry::{self, keyboard};
use crate::language::{Language, Message, Text};
use crate::screen::clock::Timestamp;
use crate::screen::field::TextField;
use crate::screen::key::Key;
use crate::screen::list::{ListCursor, ListMove};

/// Rows of the screen that no list uses: frames, header, footer.
const AROUND: usize = 6;

pub(super) fn act(model: &mut Model, action: Action, key: Key, stamp: Timestamp, effects: &mut Vec<Effect>) {
    match action {
        Action::Close => close(model),
        Action::Up => move_cursor(model, ListMove::Up),
        Action::Down => move_cursor(model, ListMove::Down),
        Action::PageUp => move_cursor(model, ListMove::PageUp),
        Action::PageDown => move_cursor(model, ListMove::PageDown),
        Action::First => move_cursor(model, ListMove::First),
        Action::Last => move_cursor(model, ListMove::Last),
        Action::Choose => choose(model, stamp, effects),
        Action::Edit => edit(model, key, stamp, effects),
        Action::Void => begin_void(model),
        Action::Correct => begin_correction(model),
        Action::OnlyWatches => refuse_history(model, HistoryRefusal::OnlyWatches),
        Action::NextMaterial => step_material(model, 1),
        Action::PreviousMaterial => step_material(model, -1),
        Action::NextGrade => next_grade(model),
        Action::NextField => next_field(model),
        Action::NextStyle => {
            if let Some(Overlay::Report(view)) = model.overlays.last_mut() {
                view.style = match view.style {
                    Style::Full => Style::Press,
                    Style::Press => Style::Full,
                };
                view.scroll = ListCursor::default();
            }
            ask_report(model, false, effects);
        }
        Action::Remove => remove_not_taken(model),
        Action::Leave => effects.push(Effect::Quit),
        _ => {}
    }
}

/// Esc in a search first clears what was searched for.
fn close(model: &mut Model) {
    if let Some(Overlay::History(history)) = model.overlays.last_mut()
        && !history.search.text().is_empty()
    {
        history.search.clear();
        history.refused = None;
        // Where it stood, among all the others.
        let at = at_cursor(model);
        refresh_history(model, at);
        return;
    }
    model.overlays.pop();
}

pub(super) fn ask(model: &mut Model, question: Question, input: TextField) {
    model.notice = None;
    model.overlays.push(Overlay::Prompt { question, input, refused: false });
}

pub(super) fn open_history(model: &mut Model) {
    model.overlays.push(Overlay::History(History::default()));
    refresh_history(model, None);
}

pub(super) fn open_report(model: &mut Model, effects: &mut Vec<Effect>) {
    model.overlays.push(Overlay::Report(ReportView::default()));
    ask_report(model, false, effects);
}

/// Asks for the report that is shown, in the language of the moment.
pub(super) fn ask_report(model: &Model, write: bool, effects: &mut Vec<Effect>) {
    if let Some(Overlay::Report(view)) = model.overlays.last() {
        effects.push(Effect::Report { style: view.style, language: model.texts.language(), write });
    }
}

/// Shows a report, unless another one was asked for meanwhile.
pub(super) fn take_report(
    model: &mut Model,
    style: Style,
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
        view.lines = text.lines().map(str::to_owned).collect();
        view.written = written;
    }
}

pub(super) fn open_find(model: &mut Model) {
    let found = model.offered();
    model.overlays.push(Overlay::Find(Find { found, ..Find::default() }));
}

pub(super) fn open_hand_over(model: &mut Model) {
    let Some(first) = model.selection.material.or_else(|| model.offered().first().copied()) else { return };
    let amount = TextField::new("", entry::TYPED_MAX);
    let to = TextField::new(model.collector.clone(), TextField::DEFAULT_LIMIT);
    let form = HandOver { material: first, amount, to, naming: false, refused: None };
    model.overlays.push(Overlay::HandOver(form));
}

/// The record under the cursor of the history.
pub(super) fn at_cursor(model: &Model) -> Option<RecordRef> {
    let history = model.overlays.iter().find_map(|overlay| match overlay {
        Overlay::History(history) => Some(history),
        _ => None,
    })?;
    history.found.records.get(history.cursor.position()).map(|row| model.ledger.view(*row).target)
}

/// Searches anew, and puts the cursor on this record, if it is found.
pub(super) fn refresh_history(model: &mut Model, at: Option<RecordRef>) {
    for overlay in &mut model.overlays {
        let Overlay::History(history) = overlay else { continue };
        history.found =
            search::find_records(&model.ledger, &model.event, &model.texts, history.search.text());
        let row = at.and_then(|target| model.ledger.find(target));
        let place = row.and_then(|row| history.found.records.iter().position(|other| *other == row));
        history.cursor = ListCursor::at(place.unwrap_or_default());
    }
}

/// How far PgUp and PgDn move: what is seen, less one row to find the place again.
fn page(model: &Model) -> usize {
    usize::from(model.size.1).saturating_sub(AROUND).max(1)
}

/// The farthest line that the help may be scrolled to; the view clips it further.
fn help_lines() -> usize {
    keymap::BINDINGS.len() + 2 * Mode::ALL.len()
}

fn move_cursor(model: &mut Model, step: ListMove) {
    let page = page(model);
    let menu = keymap::menu(model.snapshot()).len();
    let rejected = model.rejected.len();
    let materials = model.event.materials.len();
    let faults = model.all_faults().count();
    match model.overlays.last_mut() {
        Some(Overlay::Help(scroll)) => scroll.apply(step, page, help_lines() + 1),
        Some(Overlay::Menu(cursor)) => cursor.apply(step, page, menu),
        Some(Overlay::Rejected(cursor)) => cursor.apply(step, page, rejected),
        Some(Overlay::Find(find)) => find.cursor.apply(step, page, find.found.len()),
        Some(Overlay::Balance(scroll)) => scroll.apply(step, page, materials + 1),
        Some(Overlay::Faults(cursor)) => cursor.apply(step, page, faults),
        Some(Overlay::Report(view)) => view.scroll.apply(step, page, view.lines.len()),
        Some(Overlay::History(history)) => {
            history.cursor.apply(step, page, history.found.records.len());
            history.refused = None;
        }
        _ => {}
    }
}

fn choose(model: &mut Model, stamp: Timestamp, effects: &mut Vec<Effect>) {
    if matches!(model.overlays.last(), Some(Overlay::Report(_))) {
        ask_report(model, true, effects);
        return;
    }
    match model.overlays.pop() {
        Some(Overlay::Menu(cursor)) => choose_action(model, cursor.position(), stamp, effects),
        Some(Overlay::Rejected(cursor)) => burst::take_back(model, cursor.position()),
        Some(Overlay::Prompt { question, input, .. }) => answer(model, question, input, stamp, effects),
        Some(Overlay::Correct(correction)) => correct(model, correction, stamp, effects),
        Some(Overlay::Find(find)) => select_found(model, &find),
        Some(Overlay::HandOver(form)) => hand_over(model, form, stamp, effects),
        Some(other) => model.overlays.push(other),
        None => {}
    }
}

fn choose_action(model: &mut Model, at: usize, stamp: Timestamp, effects: &mut Vec<Effect>) {
    if let Some(binding) = keymap::menu(model.snapshot()).get(at) {
        super::act(model, binding.mode, binding.action, Key::Enter, stamp, effects);
    }
}

/// The menu's keys: 1 to 9, then 0, then letters.
#[must_use]
pub fn menu_key(place: usize) -> Option<char> {
    "1234567890abcdefghijkl".chars().nth(place)
}

fn edit(model: &mut Model, key: Key, stamp: Timestamp, effects: &mut Vec<Effect>) {
    let menu = keymap::menu(model.snapshot()).len();
    match model.overlays.last_mut() {
        Some(Overlay::Menu(_)) => {
            let Key::Char(typed) = key else { return };
            let place = (0..menu).find(|place| {
                menu_key(*place).is_some_and(|own| own == typed || keyboard::key_of(typed) == Some(own))
            });
            if let Some(place) = place {
                model.overlays.pop();
                choose_action(model, place, stamp, effects);
            }
        }
        Some(Overlay::History(history)) => {
            history.refused = None;
            if history.search.press(key) {
                refresh_history(model, None);
            }
        }
        Some(Overlay::Prompt { input, refused, .. }) => {
            *refused = false;
            input.press(key);
        }
        Some(Overlay::Find(find)) => {
            find.search.press(key);
            find.cursor = ListCursor::default();
            find.found = search::find_materials(&model.event, find.search.text());
        }
        Some(Overlay::HandOver(form)) => {
            form.refused = None;
            let field = if form.naming { &mut form.to } else { &mut form.amount };
            field.press(key);
        }
        Some(Overlay::Correct(correction)) => {
            correction.refused = None;
            correction.input.press(key);
        }
        _ => {}
    }
}

fn answer(
    model: &mut Model,
    question: Question,
    input: TextField,
    stamp: Timestamp,
    effects: &mut Vec<Effect>,
) {
    let text = input.text().trim().to_owned();
    match question {
        Question::Operator if text == model.operator() => {}
        Question::Operator => {
            record::append(model, Op::Operator { name: text.clone() }, stamp, effects);
            model.notice = Some(Notice::Operator(text));
        }
        Question::Group => match text.parse::<u32>() {
            Ok(count) if (1..=PEOPLE_MAX).contains(&count) => {
                let ticket = record::append(model, Op::People { count }, stamp, effects);
                model.notice = Some(Notice::Recorded(ticket));
            }
            _ => model.overlays.push(Overlay::Prompt { question, input, refused: true }),
        },
        Question::PaperTime => match ClockTime::parse(&with_colon(&text)) {
            Some(time) => {
                model.paper = Some(time);
                model.notice = Some(Notice::Paper);
            }
            None => model.overlays.push(Overlay::Prompt { question, input, refused: true }),
        },
        Question::Reason(_) if text.is_empty() => {
            model.overlays.push(Overlay::Prompt { question, input, refused: true });
        }
        Question::Reason(target) => {
            if let Some(done) = model.done.iter_mut().find(|done| done.saved == Some(target)) {
                done.live = false;
            }
            record::append(model, Op::Void { of: Target::Record(target), reason: text }, stamp, effects);
            model.notice = Some(Notice::VoidedRecord(target));
        }
    }
}

/// `930` and `9.30` are half past nine too: a colon is far away on some keyboards.
fn with_colon(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let rest = text.chars().filter(|c| !c.is_ascii_digit()).count();
    match digits.len() {
        3 if rest <= 1 => format!("0{}:{}", &digits[..1], &digits[1..]),
        4 if rest <= 1 => format!("{}:{}", &digits[..2], &digits[2..]),
        _ => text.to_owned(),
    }
}

fn select_found(model: &mut Model, find: &Find) {
    match find.found.get(find.cursor.position()) {
        Some(place) => {
            model.selection = Selection { material: Some(*place), grade: None };
            model.line.lettered = true;
            model.notice = Some(Notice::Named(*place));
        }
        None => model.overlays.push(Overlay::Find(Find {
            found: Vec::new(),
            cursor: ListCursor::default(),
            search: find.search.clone(),
        })),
    }
}

fn next_field(model: &mut Model) {
    if let Some(Overlay::HandOver(form)) = model.overlays.last_mut() {
        form.naming = !form.naming;
    }
}

/// A truck is heavy: no guard, and no maximum but what a record can hold.
fn hand_over(model: &mut Model, mut form: HandOver, stamp: Timestamp, effects: &mut Vec<Effect>) {
    let typed = form.amount.text().to_owned();
    let to = form.to.text().trim().to_owned();
    let unbounded = model.event.materials.get(form.material).map(Material::unlimited);
    let amount = unbounded.ok_or(RejectReason::NoMaterial).and_then(|material| {
        let amount = entry::parse(&typed, &material, model.event.decimals()).map_err(RejectReason::Amount)?;
        Ok((material.id, amount.measure))
    });
    match amount {
        Ok(_) if to.is_empty() => {
            // The first Enter goes on to the name; with nothing there the second says what is missing.
            form.refused = form.naming.then_some(HandOverRefusal::Nobody);
            form.naming = true;
            model.overlays.push(Overlay::HandOver(form));
        }
        Ok((material, measure)) => {
            model.collector.clone_from(&to);
            let op = Op::Out { material, measure, to, typed: Some(typed) };
            let ticket = record::append(model, op, stamp, effects);
            model.notice = Some(Notice::Recorded(ticket));
        }
        Err(why) => {
            form.refused = Some(HandOverRefusal::Amount(why));
            form.naming = false;
            model.overlays.push(Overlay::HandOver(form));
        }
    }
}

/// The record under the cursor of the history, if it still counts.
fn chosen(model: &mut Model) -> Option<RecordIndex> {
    let Some(Overlay::History(history)) = model.overlays.last_mut() else { return None };
    let row = *history.found.records.get(history.cursor.position())?;
    if model.ledger.status(row) == RecordStatus::Counted {
        return Some(row);
    }
    history.refused = Some(HistoryRefusal::NotCounted);
    None
}

fn begin_void(model: &mut Model) {
    let Some(row) = chosen(model) else { return };
    let target = model.ledger.view(row).target;
    let usual = model.texts.get(Message::ReasonMistake);
    ask(model, Question::Reason(target), TextField::prefilled(usual, TextField::DEFAULT_LIMIT));
}

fn begin_correction(model: &mut Model) {
    let Some(row) = chosen(model) else { return };
    let view = model.ledger.view(row);
    let material = view.material.and_then(|place| model.ledger.material_id(usize::from(place)));
    let known = material.and_then(|id| model.event.material(id));
    let refusal = match (view.kind, known) {
        (RecordKind::Weight | RecordKind::Pieces, Some((place, material))) => {
            let grade = view.grade.and_then(|grade| material.grades.iter().position(|known| known == grade));
            let text = search::typed_amount(&view);
            let input = TextField::new(text, entry::TYPED_MAX);
            let target = view.target;
            let correction = Correction { target, material: place, grade, input, refused: None };
            model.overlays.push(Overlay::Correct(correction));
            return;
        }
        (RecordKind::Weight | RecordKind::Pieces, None) => HistoryRefusal::UnknownMaterial,
        _ => HistoryRefusal::NotAnEntry,
    };
    refuse_history(model, refusal);
}

fn refuse_history(model: &mut Model, refusal: HistoryRefusal) {
    if let Some(Overlay::History(history)) = model.overlays.last_mut() {
        history.refused = Some(refusal);
    }
}

fn step_material(model: &mut Model, by: isize) {
    let offered = model.offered();
    let next = |place: usize| {
        let at = offered.iter().position(|other| *other == place).unwrap_or(0);
        let at = (at + offered.len()).saturating_add_signed(by) % offered.len().max(1);
        offered.get(at).copied().unwrap_or(place)
    };
    match model.overlays.last_mut() {
        Some(Overlay::Correct(correction)) => {
            correction.material = next(correction.material);
            correction.grade = None;
            correction.refused = None;
        }
        Some(Overlay::HandOver(form)) => {
            form.material = next(form.material);
            form.refused = None;
        }
        _ => {}
    }
}

fn next_grade(model: &mut Model) {
    if let Some(Overlay::Correct(correction)) = model.overlays.last_mut() {
        let grades = model.event.materials.get(correction.material).map_or(0, |m| m.grades.len());
        correction.grade = match correction.grade {
            None => (grades > 0).then_some(0),
            Some(grade) => (grade + 1 < grades).then_some(grade + 1),
        };
    }
}

fn correct(model: &mut Model, mut correction: Correction, stamp: Timestamp, effects: &mut Vec<Effect>) {
    let aim = Selection { material: Some(correction.material), grade: correction.grade };
    let typed = correction.input.text().to_owned();
    let target = correction.target;
    let amount = match model.material(aim) {
        Some((_, material)) => {
            entry::parse(&typed, material, model.event.decimals()).map_err(RejectReason::Amount)
        }
        None => Err(RejectReason::NoMaterial),
    };
    // Somebody else may have voided it while this was typed.
    let row = model.ledger.find(target);
    let counts = row.is_some_and(|row| model.ledger.status(row) == RecordStatus::Counted);
    match amount {
        Ok(amount) if counts => {
            let of = Some(Target::Record(target));
            let Some(op) = record::entry(model, aim, &amount, Source::Typed, &typed, of) else { return };
            if let Some(done) = model.done.iter_mut().find(|done| done.saved == Some(target)) {
                done.live = false;
            }
            let ticket = record::append(model, op, stamp, effects);
            model.notice = Some(Notice::Recorded(ticket));
        }
        Ok(_) => {
            refuse_history(model, HistoryRefusal::NotCounted);
        }
        Err(why) => {
            correction.refused = Some(why);
            model.overlays.push(Overlay::Correct(correction));
        }
    }
}

fn remove_not_taken(model: &mut Model) {
    if let Some(Overlay::Rejected(cursor)) = model.overlays.last_mut() {
        if cursor.position() < model.rejected.len() {
            model.rejected.remove(cursor.position());
        }
        cursor.clamp(model.rejected.len());
    }
    if model.rejected.is_empty() {
        model.overlays.pop();
    }
}
