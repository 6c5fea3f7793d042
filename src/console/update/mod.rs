//! The `update` function, which changes the model for each message and returns effects.
//!
//! Invariants: typed text is discarded only by Esc, by Backspace, and by a record of the line that replaced it while a
//! question was open (docs/input.md, E2). A record of this console is added to the sums only by [`Msg::Saved`], after
//! it was saved.

mod draft;
mod entry_line;
mod event;
mod journal_faults;
mod ledger;
mod load;
mod machine_line;
mod mouse;
mod others;
mod overlay;
mod own_journal;
mod panes;
mod paste;
mod people;
mod plausibility;
mod printed;
mod records;
mod run;
mod scale;
mod startup;
mod typed_text;
mod weighing;
mod whole_line;
mod wire_scale;

pub(crate) use draft::current_draft;

use crate::console::action::{Action, PanesAction, WatchingAction, WeighingAction};
use crate::console::entry_line::MachineState;
use crate::console::keymap::{self, Mode};
use crate::console::model::Model;
use crate::console::msg::{Effect, Msg};
use crate::console::notice::Notice;
use crate::entry::UNKNOWN_KEY_MARK;
use crate::language::Texts;
use crate::screen::clock::Timestamp;
use crate::screen::key::Key;

/// Applies a message to the model, and returns the effects to run.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = Vec::new();
    let time = msg.time();
    match msg {
        Msg::Started { operator, notices, now } => {
            startup::started(model, operator, notices, now, &mut effects);
        }
        Msg::RestoreDraft { draft, saved_at } => draft::restore_draft(model, *draft, saved_at),
        Msg::WarnOfDraft(draft) => draft::warn_of_draft(model, *draft),
        Msg::Key(key, now) => {
            model.now = now.wall;
            model.machine = MachineState::default();
            press(model, key, now, &mut effects);
        }
        Msg::RunBegins => run::begins(model),
        Msg::TypeChar(c, now) => {
            if model.mode() == Mode::Weighing && !model.is_too_small() {
                weighing::apply(model, WeighingAction::Type(c), now, &mut effects);
            }
        }
        Msg::RunTyped(text, now) => run::typed(model, &text, now, &mut effects),
        Msg::MachineLine { text, follows_line, now } => {
            model.now = now.wall;
            machine_line::apply(model, &text, follows_line, now, &mut effects);
            model.line.last_selected = None;
        }
        Msg::Spaces(count, now) => {
            model.now = now.wall;
            model.machine = MachineState::default();
            people::press_space(model, count, now, &mut effects);
            model.line.last_selected = None;
        }
        Msg::Word(text) => run::word(model, &text),
        Msg::NumLockOff => model.notify(Notice::NumLockOff),
        // The message about the record or the question that Enter made is worth more.
        Msg::KeyHeldDown(Key::Enter) => {}
        Msg::KeyHeldDown(key) => model.notify(Notice::KeyHeldDown(key)),
        Msg::Mouse(action, now) => {
            model.now = now.wall;
            model.machine = MachineState::default();
            mouse::apply(model, action);
        }
        Msg::Paste(text, now) => {
            model.now = now.wall;
            model.machine = MachineState::default();
            paste::paste(model, &text, now, &mut effects);
            model.line.last_selected = None;
        }
        Msg::PlainLine(text, now) => {
            model.now = now.wall;
            paste::plain_line(model, &text, now, &mut effects);
        }
        Msg::Clock(now) => {
            model.now = now.wall;
            model.growth.advance_clock(now.wall);
            wire_scale::end_hint(model, now);
        }
        Msg::ScaleUnheard(now) => wire_scale::forget(model, now),
        Msg::Scale(live, now) => {
            model.now = now.wall;
            wire_scale::show(model, *live, now);
        }
        Msg::Resized(columns, rows) => model.size = (columns, rows),
        Msg::Background { is_light } => model.theme = model.theme.on_background(is_light),
        Msg::Saved(records) => {
            own_journal::saved(model, records);
            panes::quit_when_saved(model, &mut effects);
        }
        Msg::NotSaved(why) => {
            model.save_error = Some(why);
            model.disk_is_silent = false;
            // The operator should see that the disk recovered before the console ends.
            model.quits_when_saved = false;
        }
        Msg::NoAnswer => model.disk_is_silent = model.save_error.is_none() && !model.pending.is_empty(),
        Msg::Moved { station, journal, opened, why } => {
            own_journal::moved(model, station, journal, &opened, why);
        }
        Msg::Unwritable(ticket, why) => own_journal::unwritable(model, ticket, why),
        Msg::Warning(warning) => model.warnings.push(warning),
        Msg::JournalRestored(what) => own_journal::restored(model, what),
        Msg::Faults(faults) => journal_faults::replace(model, faults),
        Msg::Mirror(fault) => journal_faults::replace_mirror(model, fault),
        Msg::Sync(state) => model.sync = state,
        Msg::Report { style, language, text, written } => {
            overlay::report::show(model, style, language, &text, written);
        }
        Msg::Journals(changes) => others::apply(model, &changes),
        Msg::Event(event) => event::change(model, *event),
        Msg::Ended(status) => {
            model.exit_status = Some(status);
            effects.push(Effect::Quit);
        }
    }
    if let Some(now) = time {
        wire_scale::record_alone(model, now, &mut effects);
    }
    effects
}

fn press(model: &mut Model, key: Key, now: Timestamp, effects: &mut Vec<Effect>) {
    // A key that cannot be read leaves a mark in the text, so that the text cannot be recorded without it.
    let key = if key == Key::Unknown { Key::Char(UNKNOWN_KEY_MARK) } else { key };
    let action = keymap::resolve(model.mode(), key, model.snapshot());
    // On a terminal that is too small, the operator cannot see what a key would do.
    let works_unseen =
        matches!(action, Some(Action::Panes(PanesAction::Quit) | Action::QuitAnyway | Action::Redraw));
    if model.is_too_small() && !works_unseen {
        model.notify(Notice::KeysIgnored);
        return;
    }
    if !model.overlays.is_empty() && model.notice().is_some_and(Notice::is_about_field) {
        model.clear_notice();
    }
    // A letter selects the next grade only if the key immediately before it was the same letter.
    if !matches!(
        action,
        Some(Action::Weighing(WeighingAction::Select(_)) | Action::Watching(WatchingAction::Select(_)))
    ) {
        model.line.last_selected = None;
    }
    if let Some(action) = action {
        dispatch(model, action, now, effects);
    }
}

/// Runs an action, from a key or from the menu.
fn dispatch(model: &mut Model, action: Action, now: Timestamp, effects: &mut Vec<Effect>) {
    match action {
        Action::NextLanguage => next_language(model, effects),
        Action::Redraw => effects.push(Effect::Redraw),
        Action::Panes(action) => panes::apply(model, action, effects),
        Action::Weighing(action) => weighing::apply(model, action, now, effects),
        Action::Watching(action) => panes::apply_watching(model, action),
        Action::Close => overlay::close(model),
        Action::Move(step) => overlay::move_cursor(model, step),
        Action::Form(action) => overlay::forms::apply(model, action, now, effects),
        Action::History(action) => overlay::history::apply(model, action),
        Action::Report(action) => overlay::report::apply(model, action, effects),
        Action::Rejected(action) => overlay::rejected::apply(model, action, now, effects),
        Action::AcknowledgeFork => journal_faults::ask_about_fork(model),
        Action::Menu(action) => {
            if let Some(action) = overlay::menu::close_with(model, action) {
                dispatch(model, action, now, effects);
            }
        }
        // Only the start screen has these keys.
        Action::Start(_) => {}
        Action::QuitAnyway => effects.push(Effect::Quit),
    }
}

fn next_language(model: &mut Model, effects: &mut Vec<Effect>) {
    let language = model.texts.language();
    let next = model.theme.displayable(language.next());
    model.notify(if next == language { Notice::OnlyEnglish } else { Notice::LanguageChanged });
    model.texts = Texts::new(next);
    // The numbers in the list of faults are formatted for the language.
    journal_faults::find_in_ledger(model);
    overlay::report::request(model, false, effects);
}

#[cfg(test)]
mod tests;
