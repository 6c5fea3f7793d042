//! What lies over the panes: history with void and correction, prompts, menu, help, the guarded quit.
//!
//! Invariant: an overlay that asks closes only by its answer or by Esc; a refused answer stays in its
//! field.

use std::path::PathBuf;

use tui_input::{Input, InputRequest};

use crate::console::keymap::{self, Action, Mode};
use crate::console::model::{Model, Notice, RejectReason, Selection};
use crate::console::msg::{Effect, Timestamp, Words};
use crate::console::overlay::{
    Correction, Find, HandOver, HandOverRefusal, History, HistoryRefusal, Overlay, Question, ReportView,
    Style,
};
use crate::console::search;
use crate::console::update::{burst, record};
use crate::domain::catalogue::Material;
use crate::domain::event::ClockTime;
use crate::domain::guard::PEOPLE_MAX;
use crate::domain::ledger::{Kind, RecordIndex, Standing};
use crate::domain::record::{Op, RecordRef, Source, Target};
use crate::entry::{self, layout};
use crate::language::{Language, format};
use crate::screen::key::Key;

/// Rows of the screen that no list uses: frames, header, footer.
const AROUND: usize = 6;
/// The longest name or reason, in characters.
const TEXT_MAX: usize = 80;

pub(super) fn act(model: &mut Model, action: Action, key: Key, stamp: Timestamp, effects: &mut Vec<Effect>) {
    match action {
        Action::Close => close(model),
        Action::Up => move_cursor(model, |at, _| at.saturating_sub(1)),
        Action::Down => move_cursor(model, |at, most| (at + 1).min(most)),
        Action::PageUp => {
            let page = page(model);
            move_cursor(model, |at, _| at.saturating_sub(page));
        }
        Action::PageDown => {
            let page = page(model);
            move_cursor(model, |at, most| (at + page).min(most));
        }
        Action::First => move_cursor(model, |_, _| 0),
        Action::Last => move_cursor(model, |_, most| most),
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
                view.scroll = 0;
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
        && !history.search.value().is_empty()
    {
        history.search.reset();
        history.refused = None;
        // Where it stood, among all the others.
        let at = at_cursor(model);
        refresh_history(model, at);
        return;
    }
    model.overlays.pop();
}

pub(super) fn ask(model: &mut Model, question: Question, input: Input) {
    model.notice = None;
    let fresh = !input.value().is_empty();
    model.overlays.push(Overlay::Prompt { question, input, fresh, refused: false });
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
    written: Option<Result<PathBuf, Words>>,
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
    let to = Input::new(model.collector.clone());
    let form = HandOver { material: first, amount: Input::default(), to, naming: false, refused: None };
    model.overlays.push(Overlay::HandOver(form));
}

/// The record under the cursor of the history.
pub(super) fn at_cursor(model: &Model) -> Option<RecordRef> {
    let history = model.overlays.iter().find_map(|overlay| match overlay {
        Overlay::History(history) => Some(history),
        _ => None,
    })?;
    history.found.rows.get(history.cursor).map(|row| model.ledger.view(*row).target)
}

/// Searches anew, and puts the cursor on this record, if it is found.
pub(super) fn refresh_history(model: &mut Model, at: Option<RecordRef>) {
    for overlay in &mut model.overlays {
        let Overlay::History(history) = overlay else { continue };
        history.found = search::find(&model.ledger, &model.event, &model.texts, history.search.value());
        let row = at.and_then(|target| model.ledger.find(target));
        let place = row.and_then(|row| history.found.rows.iter().position(|other| *other == row));
        history.cursor = place.unwrap_or_default();
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

fn move_cursor(model: &mut Model, to: impl Fn(usize, usize) -> usize) {
    let menu = keymap::menu(model.snapshot()).len();
    let rejected = model.rejected.len();
    let materials = model.event.materials.len();
    let faults = model.all_faults().count();
    match model.overlays.last_mut() {
        Some(Overlay::Help(at)) => *at = to(*at, help_lines()),
        Some(Overlay::Menu(at)) => *at = to(*at, menu.saturating_sub(1)),
        Some(Overlay::Rejected(at)) => *at = to(*at, rejected.saturating_sub(1)),
        Some(Overlay::Find(find)) => find.cursor = to(find.cursor, find.found.len().saturating_sub(1)),
        Some(Overlay::Balance(at)) => *at = to(*at, materials),
        Some(Overlay::Faults(at)) => *at = to(*at, faults.saturating_sub(1)),
        Some(Overlay::Report(view)) => view.scroll = to(view.scroll, view.lines.len().saturating_sub(1)),
        Some(Overlay::History(history)) => {
            history.cursor = to(history.cursor, history.found.rows.len().saturating_sub(1));
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
        Some(Overlay::Menu(at)) => choose_action(model, at, stamp, effects),
        Some(Overlay::Rejected(at)) => burst::take_back(model, at),
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
                menu_key(*place).is_some_and(|own| own == typed || layout::key_of(typed) == Some(own))
            });
            if let Some(place) = place {
                model.overlays.pop();
                choose_action(model, place, stamp, effects);
            }
        }
        Some(Overlay::History(history)) => {
            history.refused = None;
            if edit_input(&mut history.search, key, TEXT_MAX) {
                refresh_history(model, None);
            }
        }
        Some(Overlay::Prompt { input, fresh, refused, .. }) => {
            *refused = false;
            if std::mem::take(fresh) && matches!(key, Key::Char(_) | Key::Backspace) {
                input.reset();
            }
            edit_input(input, key, TEXT_MAX);
        }
        Some(Overlay::Find(find)) => {
            edit_input(&mut find.search, key, TEXT_MAX);
            find.cursor = 0;
            find.found = search::materials(&model.event, find.search.value());
        }
        Some(Overlay::HandOver(form)) => {
            form.refused = None;
            let (input, most) =
                if form.naming { (&mut form.to, TEXT_MAX) } else { (&mut form.amount, entry::TYPED_MAX) };
            edit_input(input, key, most);
        }
        Some(Overlay::Correct(correction)) => {
            correction.refused = None;
            edit_input(&mut correction.input, key, entry::TYPED_MAX);
        }
        _ => {}
    }
}

/// Passes a key to a text field; returns whether the text changed.
fn edit_input(input: &mut Input, key: Key, most: usize) -> bool {
    let request = match key {
        Key::Char(c) if format::clean(c.encode_utf8(&mut [0; 4])).is_empty() => return false,
        Key::Char(_) if input.value().chars().count() >= most => return false,
        Key::Char(c) => InputRequest::InsertChar(c),
        Key::Backspace => InputRequest::DeletePrevChar,
        Key::Delete => InputRequest::DeleteNextChar,
        Key::Left => InputRequest::GoToPrevChar,
        Key::Right => InputRequest::GoToNextChar,
        Key::Ctrl('u') => InputRequest::DeleteLine,
        Key::Home => InputRequest::GoToStart,
        Key::End => InputRequest::GoToEnd,
        _ => return false,
    };
    input.handle(request).is_some_and(|change| change.value)
}

fn answer(model: &mut Model, question: Question, input: Input, stamp: Timestamp, effects: &mut Vec<Effect>) {
    let text = input.value().trim().to_owned();
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
            _ => model.overlays.push(Overlay::Prompt { question, input, fresh: false, refused: true }),
        },
        Question::PaperTime => match ClockTime::parse(&with_colon(&text)) {
            Some(time) => {
                model.paper = Some(time);
                model.notice = Some(Notice::Paper);
            }
            None => model.overlays.push(Overlay::Prompt { question, input, fresh: false, refused: true }),
        },
        Question::Reason(_) if text.is_empty() => {
            model.overlays.push(Overlay::Prompt { question, input, fresh: false, refused: true });
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
    match find.found.get(find.cursor) {
        Some(place) => {
            model.selection = Selection { material: Some(*place), grade: None };
            model.line.lettered = true;
            model.notice = Some(Notice::Named(*place));
        }
        None => model.overlays.push(Overlay::Find(Find {
            found: Vec::new(),
            cursor: 0,
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
    let typed = form.amount.value().to_owned();
    let to = form.to.value().trim().to_owned();
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
    let row = *history.found.rows.get(history.cursor)?;
    if model.ledger.standing(row) == Standing::Counted {
        return Some(row);
    }
    history.refused = Some(HistoryRefusal::NotCounted);
    None
}

fn begin_void(model: &mut Model) {
    let Some(row) = chosen(model) else { return };
    let target = model.ledger.view(row).target;
    let usual = model.texts.get("reason-mistake");
    ask(model, Question::Reason(target), Input::new(usual));
}

fn begin_correction(model: &mut Model) {
    let Some(row) = chosen(model) else { return };
    let view = model.ledger.view(row);
    let material = view.material.and_then(|place| model.ledger.material_id(usize::from(place)));
    let known = material.and_then(|id| model.event.material(id));
    let refusal = match (view.kind, known) {
        (Kind::Weight | Kind::Pieces, Some((place, material))) => {
            let grade = view.grade.and_then(|grade| material.grades.iter().position(|known| known == grade));
            let text = search::amount_text(&view);
            let input = Input::new(text);
            let target = view.target;
            let correction = Correction { target, material: place, grade, input, refused: None };
            model.overlays.push(Overlay::Correct(correction));
            return;
        }
        (Kind::Weight | Kind::Pieces, None) => HistoryRefusal::UnknownMaterial,
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
    let typed = correction.input.value().to_owned();
    let target = correction.target;
    let amount = match model.material(aim) {
        Some((_, material)) => {
            entry::parse(&typed, material, model.event.decimals()).map_err(RejectReason::Amount)
        }
        None => Err(RejectReason::NoMaterial),
    };
    // Somebody else may have voided it while this was typed.
    let row = model.ledger.find(target);
    let counts = row.is_some_and(|row| model.ledger.standing(row) == Standing::Counted);
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
    if let Some(Overlay::Rejected(at)) = model.overlays.last_mut() {
        if *at < model.rejected.len() {
            model.rejected.remove(*at);
        }
        *at = (*at).min(model.rejected.len().saturating_sub(1));
    }
    if model.rejected.is_empty() {
        model.overlays.pop();
    }
}
