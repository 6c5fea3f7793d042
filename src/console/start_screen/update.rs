//! Applies messages to the start screen.

use crate::console::action::{Action, PanesAction, StartAction};
use crate::console::keymap;
use crate::console::model::MIN_SIZE;
use crate::console::msg::Msg;
use crate::console::start_screen::model::{StartAnswer, StartModel, StartNotice};
use crate::console::start_screen::{help, view};
use crate::entry::keyboard;
use crate::language::Texts;
use crate::screen::clock::Timestamp;
use crate::screen::key::Key;
use crate::screen::list::{ListCursor, ListMove};

/// Applies one message. After the answer, only a signal changes the state: the keys that follow are for the console.
pub(super) fn update(model: &mut StartModel, msg: Msg) {
    if let Msg::Ended(status) = msg {
        model.answer = Some(StartAnswer::Quit { status });
        return;
    }
    if model.answer.is_some() {
        return;
    }
    match msg {
        Msg::Key(key, now) => press(model, key, now),
        Msg::KeyHeldDown(Key::Enter) => model.notice = Some(StartNotice::EnterRepeated),
        Msg::KeyHeldDown(key) => model.notice = Some(StartNotice::KeyHeldDown(key)),
        Msg::MachineLine { .. } => {
            model.notice = Some(StartNotice::MachineLine);
            model.follows_text = false;
        }
        Msg::RunTyped(..) => model.follows_text = true,
        Msg::Paste(..) => model.notice = Some(StartNotice::Pasted),
        Msg::Resized(columns, rows) => model.size = (columns, rows),
        Msg::Background { is_light } => model.theme = model.theme.on_background(is_light),
        // The characters of a run do nothing one by one, and the other messages belong to an open event.
        _ => {}
    }
}

fn press(model: &mut StartModel, key: Key, now: Timestamp) {
    let context = model.context();
    let action = keymap::resolve(context.mode, key, context.snapshot);
    let is_too_small = model.size.0 < MIN_SIZE.0 || model.size.1 < MIN_SIZE.1;
    if is_too_small && !matches!(action, Some(Action::Panes(PanesAction::Quit) | Action::Redraw)) {
        model.notice = Some(StartNotice::KeysIgnored);
        return;
    }
    model.notice = None;
    let follows_text = std::mem::take(&mut model.follows_text);
    match action {
        Some(Action::Start(StartAction::Choose)) if follows_text => {
            model.notice = Some(StartNotice::EnterAfterText);
        }
        Some(Action::Start(StartAction::Choose)) => {
            model.answer = Some(model.answer_of(model.cursor.position()));
            model.chosen_at = Some(now);
        }
        Some(Action::Start(StartAction::Select(c))) => match row_of(c) {
            Some(row) if row < model.row_count() => model.cursor = ListCursor::at(row),
            // A scale on a slow line may type its characters one by one.
            _ => model.follows_text = true,
        },
        Some(Action::Move(step)) => move_cursor(model, step),
        Some(Action::NextLanguage) => next_language(model),
        Some(Action::Redraw) => model.must_redraw = true,
        Some(Action::Panes(PanesAction::OpenHelp)) => model.help = Some(ListCursor::default()),
        Some(Action::Panes(PanesAction::Quit)) => model.answer = Some(StartAnswer::Quit { status: 0 }),
        Some(Action::Close) => model.help = None,
        _ => {}
    }
}

/// Returns the row that a digit selects. The digit may be typed in any keyboard layout.
fn row_of(c: char) -> Option<usize> {
    let digit = keyboard::key_of(c).unwrap_or(c).to_digit(10)?;
    usize::try_from(digit).ok()?.checked_sub(1)
}

fn move_cursor(model: &mut StartModel, step: ListMove) {
    let (columns, rows) = model.size;
    match &mut model.help {
        Some(scroll) => {
            let (page, len) = help::page(columns, rows, &model.texts);
            scroll.apply(step, page, len);
            let last = len.saturating_sub(page);
            *scroll = ListCursor::at(scroll.position().min(last));
        }
        None => {
            let page = view::list_height(model);
            let len = model.row_count();
            model.cursor.apply(step, page, len);
        }
    }
}

fn next_language(model: &mut StartModel) {
    let language = model.texts.language();
    let next = model.theme.displayable(language.next());
    model.notice =
        Some(if next == language { StartNotice::OnlyEnglish } else { StartNotice::LanguageChanged });
    model.texts = Texts::new(next);
}
