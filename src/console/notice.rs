//! The content of the message line.

use crate::console::rejected::RejectReason;
use crate::domain::record::{Moment, RecordRef, Ticket};
use crate::language::Text;
use crate::screen::key::Key;

/// The content of the message line. The content is stored as data, so that the message can be shown in
/// another language when the language changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Notice {
    Rejected(RejectReason),
    /// A record of this run. The message says that the record is being saved, and later that it was saved
    /// and under which number.
    Recorded(Ticket),
    /// The amount was recorded, although it is far below the usual size.
    BelowUsual {
        ticket: Ticket,
        usual: i64,
    },
    /// A record of this run was voided. `void` is the record that voids it.
    Undone {
        void: Ticket,
        undone: Ticket,
    },
    /// An undone record was recorded again.
    Redone(Ticket),
    NothingToUndo,
    /// Enter was pressed before a material was chosen for the amount that undo took back.
    UndoneNeedsLetter,
    NothingToRedo,
    NoMaterialOnKey(char),
    /// This material was selected by its number or its name.
    MaterialSelected(usize),
    /// This material reached its target. `None` means that the total reached its target.
    TargetReached(Option<String>),
    TareChanged,
    NoTares,
    /// The screen has no room for the chart.
    NoChart,
    PaperSheetStarted,
    PaperSheetEnded,
    /// What the operator should know at the start, such as which event this is.
    Started(Vec<Text>),
    /// The lead changed the event.
    EventChanged,
    LanguageChanged,
    /// The terminal cannot show another language.
    OnlyEnglish,
    /// The operator changed. An empty name means nobody.
    OperatorChanged {
        ticket: Ticket,
        name: String,
        /// Whether a paper sheet ended with the operator before.
        ended_sheet: bool,
    },
    /// A record was voided from the history.
    RecordVoided {
        void: Ticket,
        target: RecordRef,
    },
    /// One of our corrections does not count, because another correction of the same record counts.
    CorrectionSuperseded(RecordRef),
    /// A record can never be written. The last warning says why.
    RecordUnwritable,
    /// A record of an earlier run can no longer be recorded.
    CannotRecordAgain,
    /// This record acknowledges a fork.
    ForkAcknowledged(Ticket),
    /// Another station voided or corrected a record of this station.
    ChangedElsewhere {
        record: RecordRef,
        by: RecordRef,
    },
    /// A machine line or a pasted line was rejected and moved to the list.
    LineRejected(RejectReason),
    /// A machine typed a line of spaces.
    BlankLine,
    /// A key was held down. It acted once.
    KeyHeldDown(Key),
    /// The keys that the keypad sends while NumLock is off came.
    NumLockOff,
    /// The question about this many people was closed without an answer.
    PeopleDropped(u32),
    /// Keys were pressed while the terminal is too small.
    KeysIgnored,
    /// The entry line was restored from the draft that was saved at this time.
    DraftRestored(Moment),
    /// The result of a paste with several lines.
    Pasted {
        accepted: usize,
        rejected: usize,
        /// The last record of the paste.
        last: Option<Ticket>,
    },
    /// The disk accepted this many records after a failure.
    SavedAfterFailure(usize),
    /// The journal was changed from outside and written again. The text says what happened and what counts.
    JournalRestored(Text),
    /// The entry line is full.
    LineFull,
    /// The field of a window has as many characters as it takes.
    FieldFull(usize),
    /// A fault in a journal that was not reported before.
    NewFaults,
    /// The second copy of the journal is not complete.
    MirrorBehind,
    /// A key that records was pressed in a console that only watches.
    WatchOnly,
}

impl Notice {
    /// Returns the record that the notice reports. Until the disk has confirmed that record, the notice may only say
    /// that it is being saved.
    #[must_use]
    pub(in crate::console) const fn record(&self) -> Option<Ticket> {
        match self {
            Self::Recorded(ticket)
            | Self::BelowUsual { ticket, .. }
            | Self::Undone { void: ticket, .. }
            | Self::Redone(ticket)
            | Self::ForkAcknowledged(ticket)
            | Self::OperatorChanged { ticket, .. }
            | Self::RecordVoided { void: ticket, .. } => Some(*ticket),
            Self::Pasted { last, .. } => *last,
            _ => None,
        }
    }

    /// Returns whether the notice came by itself, and is not the result of a key.
    #[must_use]
    pub(super) const fn is_news(&self) -> bool {
        matches!(
            self,
            Self::TargetReached(_)
                | Self::Started(_)
                | Self::EventChanged
                | Self::CorrectionSuperseded(_)
                | Self::ChangedElsewhere { .. }
                | Self::DraftRestored(_)
                | Self::SavedAfterFailure(_)
                | Self::JournalRestored(_)
                | Self::NewFaults
                | Self::MirrorBehind
        )
    }

    /// Returns whether the notice is about a key in the field of a window. The next key removes it.
    #[must_use]
    pub(super) const fn is_about_field(&self) -> bool {
        matches!(self, Self::NumLockOff | Self::FieldFull(_))
    }

    /// Returns whether the notice says that something which was typed had no effect.
    #[must_use]
    pub(super) const fn is_refusal(&self) -> bool {
        match self {
            Self::Rejected(_)
            | Self::LineRejected(_)
            | Self::NoMaterialOnKey(_)
            | Self::BlankLine
            | Self::NumLockOff
            | Self::PeopleDropped(_)
            | Self::KeysIgnored
            | Self::LineFull
            | Self::FieldFull(_)
            | Self::RecordUnwritable
            | Self::CannotRecordAgain
            | Self::NothingToUndo
            | Self::UndoneNeedsLetter
            | Self::NothingToRedo
            | Self::NoTares
            | Self::NoChart
            | Self::WatchOnly => true,
            Self::Pasted { rejected, .. } => *rejected > 0,
            Self::Recorded(_)
            | Self::BelowUsual { .. }
            | Self::Undone { .. }
            | Self::Redone(_)
            | Self::MaterialSelected(_)
            | Self::TargetReached(_)
            | Self::TareChanged
            | Self::PaperSheetStarted
            | Self::PaperSheetEnded
            | Self::EventChanged
            | Self::LanguageChanged
            | Self::OnlyEnglish
            | Self::OperatorChanged { .. }
            | Self::RecordVoided { .. }
            | Self::CorrectionSuperseded(_)
            | Self::ForkAcknowledged(_)
            | Self::ChangedElsewhere { .. }
            // The key acted once, as it should.
            | Self::KeyHeldDown(_)
            | Self::DraftRestored(_)
            | Self::SavedAfterFailure(_)
            | Self::JournalRestored(_)
            | Self::Started(_)
            | Self::NewFaults
            | Self::MirrorBehind => false,
        }
    }
}
