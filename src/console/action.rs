//! The actions that keys run: one enum for each family of modes. An action that depends on the typed
//! character contains that character.
//!
//! Invariant: an action contains all its data, so the menu can run it without a key.

use crate::screen::key::Key;
use crate::screen::list::ListMove;

/// An action of the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Shows the next language.
    NextLanguage,
    /// Sets the terminal up again and draws everything.
    Redraw,
    /// An action of the panes in every console.
    Panes(PanesAction),
    /// An action of the panes in a console that weighs.
    Weighing(WeighingAction),
    /// An action of the panes in a console that only watches.
    Watching(WatchingAction),
    /// Closes the overlay. If the overlay asks a question, the answer is no.
    Close,
    /// Moves the cursor of the overlay's list, or scrolls its text.
    Move(ListMove),
    /// An action of an overlay with a text field.
    Form(FormAction),
    History(HistoryAction),
    Report(ReportAction),
    Rejected(RejectedAction),
    /// Asks why the fork under the cursor of the list of faults is as it should be.
    AcknowledgeFork,
    Menu(MenuAction),
    Start(StartAction),
    /// Quits even if something is typed or not saved.
    QuitAnyway,
}

/// An action of the panes that records nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PanesAction {
    SelectNext,
    SelectPrevious,
    SelectAbove,
    SelectBelow,
    NextPage,
    PreviousPage,
    NextChart,
    OpenHistory,
    OpenFind,
    OpenReport,
    OpenBalance,
    OpenFaults,
    OpenHelp,
    OpenMenu,
    /// Quits; asks first if something is typed or not saved.
    Quit,
}

/// An action that edits the entry line or records something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeighingAction {
    /// Selects the material bound to the key of this letter. If the previous key also selected that
    /// material, selects its next grade.
    Select(char),
    /// Types a character of an amount.
    Type(char),
    /// Closes a message or a question, and leaves the text of the entry line unchanged.
    Dismiss,
    /// Records the typed amount.
    Record,
    /// Answers the open question with yes.
    Confirm,
    /// Shows the other reading of a machine line that came after typed text.
    OtherReading,
    /// Tries again to save the records that the disk did not accept.
    RetrySaving,
    /// Erases the last character.
    Erase,
    /// Erases the text. If an amount is held, only closes the question about that amount.
    Clear,
    /// Marks the amount as an estimate, or removes that mark.
    ToggleEstimate,
    /// Selects the next preset tare. After the last preset tare, selects none.
    NextTare,
    CountPerson,
    /// Asks how many people arrived as a group.
    CountGroup,
    Undo,
    Redo,
    /// Asks who works at this station now.
    ChangeOperator,
    /// Asks for the time that is written on a paper sheet.
    StartPaperSheet,
    EndPaperSheet,
    OpenHandOver,
    OpenRejected,
}

/// An action of a console that only watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchingAction {
    /// Selects the material bound to the key of this letter. If the previous key also selected that
    /// material, selects its next grade.
    Select(char),
    Deselect,
    /// Reports that this console records nothing.
    RejectRecording,
}

/// An action of an overlay with a text field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormAction {
    /// Edits the text of the field.
    Edit(Key),
    /// Accepts what is typed.
    Submit,
    NextMaterial,
    PreviousMaterial,
    NextGrade,
    NextField,
}

/// An action on the record under the cursor of the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryAction {
    Correct,
    Void,
    /// Reports that this console records nothing.
    RejectRecording,
}

/// An action of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportAction {
    /// Writes the report to a file.
    Write,
    NextStyle,
}

/// An action on the line under the cursor of the rejected lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RejectedAction {
    /// Puts the line back into the entry line.
    PutBack,
    Remove,
}

/// An action of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MenuAction {
    /// Runs the action under the cursor.
    RunSelected,
    /// Runs the action of this digit or letter.
    RunKey(char),
}

/// An action of the start screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartAction {
    /// Chooses the event under the cursor.
    Choose,
    /// Moves the cursor to the row of this digit. Other characters do nothing.
    Select(char),
}
