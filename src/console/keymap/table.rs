//! The rows of the key table, by mode.

use crate::console::action::{
    Action, FormAction, HistoryAction, MenuAction, PanesAction, PanesAction::*, RejectedAction, ReportAction,
    StartAction, WatchingAction, WeighingAction, WeighingAction::*,
};
use crate::console::keymap::binding::{Binding, Pattern, Run, When, bind, run};
use crate::language::Message;
use crate::screen::key::Key::{self, *};
use crate::screen::list::ListMove;

macro_rules! keys {
    ($($key:expr),+) => { &[$(Pattern::One($key)),+] };
}

/// The keys that every mode has. The modes of the panes and the start screen list them too, for the help.
pub(super) const EVERYWHERE: &[Binding] = &[REDRAW];

pub(super) const START: &[Binding] = &[
    bind(keys![Enter], Action::Start(StartAction::Choose), Message::ActionChoose, Message::HelpStartChoose)
        .footer(1),
    OPEN_HELP.footer(5),
    run(
        &[Pattern::Choice],
        Run::OfChar(|c| Action::Start(StartAction::Select(c))),
        Message::ActionStartRow,
        Message::HelpStartRow,
    )
    .footer(2),
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    FIRST,
    LAST,
    LANGUAGE.footer(3),
    REDRAW,
    quit_console(Message::HelpStartLeave).keys(keys![F(10), Ctrl('q'), Ctrl('c'), Esc]).footer(4),
];

pub(super) const WEIGHING: &[Binding] = &[
    weighing(keys![Enter], Confirm, Message::ActionConfirm, Message::HelpConfirm).when(When::Held).footer(1),
    weighing(keys![Tab], OtherReading, Message::ActionOtherReading, Message::HelpOtherReading)
        .when(When::TwoReadings)
        .footer(2),
    weighing(keys![Esc], Clear, Message::ActionChange, Message::HelpChange).when(When::Held).footer(3),
    weighing(keys![Enter], RetrySaving, Message::ActionRetry, Message::HelpRetry)
        .when(When::Unsaved)
        .footer(1),
    weighing(keys![Enter], Record, Message::ActionRecord, Message::HelpRecord)
        .footer(1)
        .offered(When::Recordable),
    weighing(keys![Esc], Clear, Message::ActionClear, Message::HelpClear).footer(2).offered(When::Typed),
    weighing(keys![Backspace, Delete], Erase, Message::ActionErase, Message::HelpErase),
    weighing(keys![Char(' ')], CountPerson, Message::ActionPerson, Message::HelpPerson)
        .when(When::LineEmpty)
        .footer(3),
    OPEN_HELP.footer(5),
    LANGUAGE.footer(6).in_menu(),
    open_history(Message::HelpHistory).footer(7),
    weighing(keys![Ctrl('p')], EndPaperSheet, Message::ActionPaperEnd, Message::HelpPaperEnd)
        .when(When::Paper)
        .footer(3)
        .in_menu(),
    NEXT_TARE.when(When::Tares).footer(12).in_menu(),
    NEXT_TARE,
    NEXT_CHART.footer(13),
    weighing(keys![F(5)], CountGroup, Message::ActionGroup, Message::HelpGroup).footer(14).in_menu(),
    weighing(keys![F(7)], ToggleEstimate, Message::ActionAbout, Message::HelpAbout).footer(15).in_menu(),
    // In the footer also before the first entry, so that this does not move the other keys.
    weighing(keys![F(8), Ctrl('z')], Undo, Message::ActionUndo, Message::HelpUndo).footer(4).in_menu(),
    weighing(keys![Ctrl('y')], Redo, Message::ActionRedo, Message::HelpRedo).in_menu(),
    weighing(keys![F(9)], ChangeOperator, Message::ActionOperator, Message::HelpOperator)
        .footer(16)
        .in_menu(),
    OPEN_FIND.when(When::LineEmpty).footer(18),
    weighing(keys![Ctrl('o')], OpenHandOver, Message::ActionHandOver, Message::HelpHandOver)
        .footer(19)
        .in_menu(),
    OPEN_BALANCE.footer(20),
    open_report(Message::HelpReport).footer(20),
    weighing(keys![Ctrl('p')], StartPaperSheet, Message::ActionPaper, Message::HelpPaper)
        .footer(21)
        .in_menu(),
    weighing(keys![F(11)], OpenRejected, Message::ActionRefused, Message::HelpRefused)
        .when(When::Rejected)
        .footer(4)
        .in_menu(),
    OPEN_FAULTS.when(When::Damaged).footer(4),
    OPEN_FAULTS,
    REDRAW,
    OPEN_MENU.footer(11),
    quit_console(Message::HelpQuit).footer(9),
    select_next(Message::HelpNextPane),
    select_previous(Message::HelpPreviousPane),
    select_above(Message::HelpPaneUp),
    select_below(Message::HelpPaneDown),
    NEXT_PAGE.footer(17),
    PREVIOUS_PAGE,
    run(
        &[Pattern::Amount],
        Run::OfChar(|c| Action::Weighing(Type(c))),
        Message::ActionType,
        Message::HelpType,
    )
    .when(When::LineEmpty)
    .obvious(),
    run(
        &[Pattern::Letter],
        Run::OfChar(|c| Action::Weighing(Select(c))),
        Message::ActionSelect,
        Message::HelpSelect,
    )
    .when(When::LineEmpty)
    .obvious(),
    run(&[Pattern::Text], Run::OfKey(type_on), Message::ActionTypeOn, Message::HelpTypeOn).obvious(),
];

pub(super) const WATCHING: &[Binding] = &[
    watching(keys![Esc], WatchingAction::Deselect, Message::ActionAll, Message::HelpAll).footer(8),
    open_history(Message::HelpHistoryWatching).footer(1),
    NEXT_CHART.footer(2),
    open_report(Message::HelpReportWatching).footer(5),
    OPEN_BALANCE.footer(7),
    OPEN_HELP.footer(3),
    LANGUAGE.footer(6).in_menu(),
    OPEN_FIND.footer(9),
    OPEN_FAULTS.when(When::Damaged).footer(1),
    OPEN_FAULTS,
    REDRAW,
    OPEN_MENU.footer(10),
    quit_console(Message::HelpQuitWatching).footer(4),
    select_next(Message::HelpNextMaterial),
    select_previous(Message::HelpPreviousMaterial),
    select_above(Message::HelpLookUp),
    select_below(Message::HelpLookDown),
    NEXT_PAGE.footer(11),
    PREVIOUS_PAGE,
    run(
        &[Pattern::Letter],
        Run::OfChar(|c| Action::Watching(WatchingAction::Select(c))),
        Message::ActionSelect,
        Message::HelpLook,
    ),
    watching(
        RECORDING_KEYS,
        WatchingAction::RejectRecording,
        Message::ActionRecord,
        Message::HelpOnlyWatches,
    ),
];

pub(super) const HISTORY: &[Binding] = &[
    CLOSE.keys(keys![Esc, F(3)]).footer(4),
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    history(keys![Enter], HistoryAction::Correct, Message::ActionCorrect, Message::HelpCorrect)
        .when(When::Weighs)
        .footer(1),
    history(keys![Delete, F(8)], HistoryAction::Void, Message::ActionVoid, Message::HelpVoid)
        .when(When::Weighs)
        .footer(2),
    history(
        keys![Enter, Delete, F(8)],
        HistoryAction::RejectRecording,
        Message::ActionRecord,
        Message::HelpOnlyWatches,
    )
    .when(When::Watches),
    LANGUAGE.footer(5),
    edit(Message::ActionSearch, Message::HelpSearch).footer(3),
];

pub(super) const CORRECT: &[Binding] = &[
    CONFIRM,
    CHANGE,
    submit(Message::ActionRecord, Message::HelpCorrectRecord),
    NEXT_MATERIAL.footer(2),
    PREVIOUS_MATERIAL,
    bind(keys![Down, Up], Action::Form(FormAction::NextGrade), Message::ActionGrade, Message::HelpGrade)
        .footer(3),
    CANCEL.footer(4),
    EDIT,
];

pub(super) const PROMPT: &[Binding] =
    &[CONFIRM, submit(Message::ActionOk, Message::HelpOk), CHANGE.footer(2), CANCEL.footer(2), EDIT];

pub(super) const REJECTED: &[Binding] = &[
    bind(
        keys![Enter],
        Action::Rejected(RejectedAction::PutBack),
        Message::ActionTakeBack,
        Message::HelpTakeBack,
    )
    .footer(1),
    bind(keys![Delete], Action::Rejected(RejectedAction::Remove), Message::ActionRemove, Message::HelpRemove)
        .footer(2),
    UP,
    DOWN,
    CLOSE.keys(keys![Esc, F(11)]).footer(3),
];

pub(super) const FIND: &[Binding] = &[
    submit(Message::ActionSelect, Message::HelpFindSelect),
    CLOSE.footer(2),
    UP,
    DOWN,
    edit(Message::ActionSearch, Message::HelpFindEdit),
];

pub(super) const HAND_OVER: &[Binding] = &[
    CONFIRM,
    CHANGE,
    submit(Message::ActionRecord, Message::HelpHandOverRecord),
    NEXT_MATERIAL.footer(2),
    PREVIOUS_MATERIAL,
    bind(keys![Down, Up], Action::Form(FormAction::NextField), Message::ActionField, Message::HelpField)
        .footer(3),
    CANCEL.footer(4),
    EDIT,
];

pub(super) const BALANCE: &[Binding] = &[CLOSE.keys(keys![Esc, Enter, Ctrl('b')]).footer(1), UP, DOWN];

pub(super) const REPORT: &[Binding] = &[
    bind(keys![Enter], Action::Report(ReportAction::Write), Message::ActionWrite, Message::HelpWrite)
        .when(When::Weighs)
        .footer(1),
    bind(keys![Tab], Action::Report(ReportAction::NextStyle), Message::ActionStyle, Message::HelpStyle)
        .footer(2),
    LANGUAGE.footer(3),
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN.keys(keys![PageDown, Char(' ')]).footer(5),
    CLOSE.keys(keys![Esc, Ctrl('r')]).footer(4),
];

pub(super) const FAULTS: &[Binding] = &[
    bind(keys![Enter], Action::AcknowledgeFork, Message::ActionAcknowledge, Message::HelpAcknowledge)
        .when(When::Fork)
        .footer(1),
    CLOSE.keys(keys![Esc, Enter, Ctrl('d')]).footer(2),
    LANGUAGE.footer(3),
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
];

pub(super) const MENU: &[Binding] = &[
    UP,
    DOWN,
    bind(keys![Enter], Action::Menu(MenuAction::RunSelected), Message::ActionChoose, Message::HelpChoose)
        .footer(1),
    CLOSE.keys(keys![Esc, F(12)]).footer(2),
    run(
        &[Pattern::Choice],
        Run::OfChar(|c| Action::Menu(MenuAction::RunKey(c))),
        Message::ActionDigit,
        Message::HelpDigit,
    )
    .obvious(),
];

pub(super) const HELP: &[Binding] = &[
    CLOSE.keys(keys![Esc, F(1), Enter]).footer(2),
    LANGUAGE.footer(3),
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN.footer(1),
    FIRST,
    LAST,
    // The start screen has no search in its help.
    edit(Message::ActionSearch, Message::HelpHelpEdit).footer(4).offered(When::EventOpen),
];

pub(super) const QUIT: &[Binding] = &[
    bind(QUIT_KEYS, Action::QuitAnyway, Message::ActionQuit, Message::HelpLeave).footer(2),
    bind(keys![Esc, Enter], Action::Close, Message::ActionStay, Message::HelpStay).footer(1).obvious(),
];

// Rows of the table that several overlays share. Each mode sets the fields that differ.

const UP: Binding = bind(keys![Up], Action::Move(ListMove::Up), Message::ActionUp, Message::HelpUp).obvious();
const DOWN: Binding =
    bind(keys![Down], Action::Move(ListMove::Down), Message::ActionDown, Message::HelpDown).obvious();
const PAGE_UP: Binding =
    bind(keys![PageUp], Action::Move(ListMove::PageUp), Message::ActionPageUp, Message::HelpPageUp).obvious();
const PAGE_DOWN: Binding =
    bind(keys![PageDown], Action::Move(ListMove::PageDown), Message::ActionPageDown, Message::HelpPageDown)
        .obvious();
const FIRST: Binding =
    bind(keys![Home], Action::Move(ListMove::First), Message::ActionFirst, Message::HelpFirst).obvious();
const LAST: Binding =
    bind(keys![End], Action::Move(ListMove::Last), Message::ActionLast, Message::HelpLast).obvious();
const CLOSE: Binding = bind(keys![Esc], Action::Close, Message::ActionClose, Message::HelpClose).obvious();
const CANCEL: Binding = bind(keys![Esc], Action::Close, Message::ActionCancel, Message::HelpCancel).obvious();
/// Confirms the question that is open in a form.
const CONFIRM: Binding = submit(Message::ActionConfirm, Message::HelpYes).when(When::Held);
/// Closes the question that is open in a form.
const CHANGE: Binding =
    bind(keys![Esc], Action::Close, Message::ActionChange, Message::HelpChange).when(When::Held).footer(2);
const EDIT: Binding = edit(Message::ActionEdit, Message::HelpEdit);
const NEXT_MATERIAL: Binding = bind(
    keys![Tab],
    Action::Form(FormAction::NextMaterial),
    Message::ActionNextPane,
    Message::HelpNextMaterial,
);
const PREVIOUS_MATERIAL: Binding = bind(
    keys![BackTab],
    Action::Form(FormAction::PreviousMaterial),
    Message::ActionPreviousPane,
    Message::HelpPreviousMaterial,
);
const LANGUAGE: Binding =
    bind(keys![F(2)], Action::NextLanguage, Message::ActionLanguage, Message::HelpLanguage);

const REDRAW: Binding = bind(keys![Ctrl('l')], Action::Redraw, Message::ActionRedraw, Message::HelpRedraw);

// Rows of the table that both kinds of console share for their panes. The help texts may differ.

const fn open_history(help: Message) -> Binding {
    panes(keys![F(3)], OpenHistory, Message::ActionHistory, help).in_menu()
}
const NEXT_CHART: Binding = panes(keys![F(4)], NextChart, Message::ActionChart, Message::HelpChart).in_menu();
const OPEN_FIND: Binding =
    panes(keys![Char('/')], OpenFind, Message::ActionFind, Message::HelpFind).in_menu();
const OPEN_BALANCE: Binding =
    panes(keys![Ctrl('b')], OpenBalance, Message::ActionBalance, Message::HelpBalance).in_menu();
const OPEN_FAULTS: Binding =
    panes(keys![Ctrl('d')], OpenFaults, Message::ActionFaults, Message::HelpFaults).in_menu();
const fn open_report(help: Message) -> Binding {
    panes(keys![Ctrl('r')], OpenReport, Message::ActionReport, help).in_menu()
}
const OPEN_HELP: Binding =
    panes(keys![F(1), Char('?')], OpenHelp, Message::ActionHelp, Message::HelpHelp).in_menu();
const OPEN_MENU: Binding = panes(keys![F(12)], OpenMenu, Message::ActionMenu, Message::HelpMenu);
const fn quit_console(help: Message) -> Binding {
    panes(QUIT_KEYS, Quit, Message::ActionQuit, help).in_menu()
}
const fn select_next(help: Message) -> Binding {
    panes(keys![Tab, Right], SelectNext, Message::ActionNextPane, help)
}
const fn select_previous(help: Message) -> Binding {
    panes(keys![BackTab, Left], SelectPrevious, Message::ActionPreviousPane, help)
}
const fn select_above(help: Message) -> Binding {
    panes(keys![Up], SelectAbove, Message::ActionPaneUp, help)
}
const fn select_below(help: Message) -> Binding {
    panes(keys![Down], SelectBelow, Message::ActionPaneDown, help)
}
const NEXT_PAGE: Binding =
    panes(keys![PageDown], NextPage, Message::ActionPageDown, Message::HelpNextPage).when(When::Paged);
const PREVIOUS_PAGE: Binding =
    panes(keys![PageUp], PreviousPage, Message::ActionPageUp, Message::HelpPreviousPage).when(When::Paged);
const NEXT_TARE: Binding = weighing(keys![F(6)], NextTare, Message::ActionTare, Message::HelpTare);

// Lists of keys for bindings.

const QUIT_KEYS: &[Pattern] = keys![F(10), Ctrl('q'), Ctrl('c')];

/// The keys that record or edit in a console that weighs.
const RECORDING_KEYS: &[Pattern] = &[
    Pattern::Amount,
    Pattern::One(Enter),
    Pattern::One(Char(' ')),
    Pattern::One(Backspace),
    Pattern::One(Delete),
    Pattern::One(F(5)),
    Pattern::One(F(6)),
    Pattern::One(F(7)),
    Pattern::One(F(8)),
    Pattern::One(Ctrl('z')),
    Pattern::One(Ctrl('y')),
    Pattern::One(F(9)),
    Pattern::One(F(11)),
    Pattern::One(Ctrl('o')),
    Pattern::One(Ctrl('p')),
];

/// Returns the action that types a character. The character is added at the end of the entry line, because
/// the entry line has no movable cursor.
const fn type_on(key: Key) -> Action {
    Action::Weighing(match key {
        Char(c) => Type(c),
        _ => Dismiss,
    })
}

// Functions that create a row whose action belongs to one family.

const fn panes(keys: &'static [Pattern], action: PanesAction, label: Message, help: Message) -> Binding {
    bind(keys, Action::Panes(action), label, help)
}

const fn weighing(
    keys: &'static [Pattern],
    action: WeighingAction,
    label: Message,
    help: Message,
) -> Binding {
    bind(keys, Action::Weighing(action), label, help)
}

const fn watching(
    keys: &'static [Pattern],
    action: WatchingAction,
    label: Message,
    help: Message,
) -> Binding {
    bind(keys, Action::Watching(action), label, help)
}

const fn history(keys: &'static [Pattern], action: HistoryAction, label: Message, help: Message) -> Binding {
    bind(keys, Action::History(action), label, help)
}

const fn submit(label: Message, help: Message) -> Binding {
    bind(keys![Enter], Action::Form(FormAction::Submit), label, help).footer(1)
}

const fn edit(label: Message, help: Message) -> Binding {
    const KEYS: &[Pattern] = &[Pattern::Text, Pattern::One(Ctrl('u'))];
    run(KEYS, Run::OfKey(|key| Action::Form(FormAction::Edit(key))), label, help).obvious()
}
