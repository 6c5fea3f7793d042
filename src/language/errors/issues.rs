//! Explains the faults of journals and the other issues that `verify` reports.

use std::io;
use std::path::Path;

use crate::domain::ledger::AcknowledgedFork;
use crate::domain::record::{Moment, RecordRef};
use crate::journal::anchors::{Loss, LostLine, Witness};
use crate::journal::fault::{Fault, Located, Note};
use crate::journal::verify::{Issue, IssueKind};
use crate::language::Explain;
use crate::language::errors::files::file_name;
use crate::language::{Message, Text, format};

/// The text includes the position. An issue that is not a fault is labelled as a note.
impl Explain for Issue {
    fn explain(&self) -> Text {
        let text = at_position(&self.file, self.line, self.offset, self.kind.explain()).into();
        if self.is_fault() { text } else { Message::FindingNote { finding: text }.into() }
    }
}

/// The text does not include the position.
impl Explain for IssueKind {
    fn explain(&self) -> Text {
        let message = match self {
            Self::Fault(fault) => return fault.explain(),
            Self::Note(Note::Clock { from, to }) => Message::FindingClock {
                from: format::date_time(*from).into(),
                to: format::date_time(*to).into(),
            },
            Self::Note(Note::Renamed { station }) => Message::FindingRenamed { station: (*station).into() },
            Self::Note(Note::Nuls { bytes }) => Message::FindingNuls { bytes: bytes.to_string().into() },
            Self::Note(Note::CarriageReturn) => Message::FindingCarriageReturn,
            Self::NewlineMissing => Message::FindingNewlineMissing,
            Self::MoreFaults(count) => Message::FindingMore { count: count.to_string().into() },
            Self::TornTail { bytes, in_use: true } => {
                Message::FindingTornTailLive { bytes: bytes.to_string().into() }
            }
            Self::TornTail { bytes, in_use: false } => {
                Message::FindingTornTail { bytes: bytes.to_string().into() }
            }
            Self::Fork { seq, other, acknowledged } => {
                let fork = Message::FindingFork { seq: seq.to_string().into(), other: file_name(other) };
                return match acknowledged {
                    Some(by) => Text::Joined(vec![fork.into(), "; ".into(), acknowledgement(by).into()]),
                    None => fork.into(),
                };
            }
            Self::MissingTarget { target: RecordRef { station, seq, .. } } => {
                Message::FindingNamesNothing { record: format!("{station}:{seq}").into() }
            }
            Self::MissingHead { station, head } => Message::FindingHeadMissing {
                station: (*station).into(),
                head: head.short().to_string().into(),
            },
            Self::Lost(lost) => lost_line(lost),
            Self::Later { after, at, records } => later_records(*after, *at, *records),
            Self::Unrecognized => Message::FindingStray,
        };
        message.into()
    }
}

/// Returns who acknowledged a fork and why.
fn acknowledgement(by: &AcknowledgedFork) -> Message {
    let who = format::author(by.name, &by.operator);
    Message::FindingForkAcknowledged { who: who.into(), reason: (&by.reason).into() }
}

/// The text does not include the position.
impl Explain for Fault {
    fn explain(&self) -> Text {
        let message = match self {
            Self::Unreadable { kind, code } => {
                let error = code.map_or_else(|| (*kind).into(), io::Error::from_raw_os_error);
                Message::DamageUnreadable { reason: error.explain() }
            }
            Self::NotAFile => Message::DamageNotAFile,
            Self::Line(fault) => return fault.explain(),
            Self::Chain { .. } => Message::DamageChain,
            Self::Sequence { expected, found } => Message::DamageSequence {
                expected: expected.to_string().into(),
                found: found.to_string().into(),
            },
            Self::NoOpen => Message::DamageNoOpen,
            Self::SecondOpen => Message::DamageSecondOpen,
            Self::OtherEvent { found } => Message::DamageOtherEvent { found: found.into() },
        };
        message.into()
    }
}

/// Returns the text for records that came after a seal or a report.
#[must_use]
pub(crate) fn later_records(after: Witness, at: Moment, records: u64) -> Message {
    let (at, count) = (format::date_time(at).into(), records.to_string().into());
    match after {
        Witness::Seal | Witness::Station(_) => Message::LaterThanSeal { at, count },
        Witness::Report => Message::LaterThanReport { at, count },
    }
}

/// Returns the text for a journal that lacks a line that was seen, without the name of its file.
fn lost_line(lost: &LostLine) -> Message {
    let LostLine { loss, seq, by, at, is_elsewhere, is_fault, .. } = lost;
    let (seq, at) = (seq.to_string().into(), format::date_time(*at).into());
    let witness = match *by {
        Witness::Seal => Message::LostWitnessSeal { at },
        Witness::Report => Message::LostWitnessReport { at },
        Witness::Station(station) => Message::LostWitnessStation { station: station.into(), at },
    };
    let witness = witness.into();
    match *loss {
        Loss::Missing | Loss::Empty | Loss::Replaced if *is_elsewhere && !is_fault => {
            Message::LostElsewhere { seq, witness }
        }
        Loss::Missing => Message::LostMissing { seq, witness },
        Loss::Empty => Message::LostEmpty { seq, witness },
        Loss::Replaced => Message::LostReplaced { seq, witness },
        Loss::Short(lines) if *is_fault => {
            Message::LostShort { seq, witness, lines: lines.to_string().into() }
        }
        Loss::Short(lines) => Message::LostOldCopy { seq, witness, lines: lines.to_string().into() },
        Loss::Changed => Message::LostChanged { seq, witness },
    }
}

/// Returns the text for a journal that lacks a line that was seen, with the name of its file.
#[must_use]
pub(crate) fn lost_in(lost: &LostLine) -> Message {
    at_position(&lost.file, 0, 0, lost_line(lost).into())
}

/// Returns a text that states what a lost line means for the sums.
#[must_use]
pub(crate) const fn lost_consequence(lost: &LostLine) -> Message {
    match lost.loss {
        Loss::Changed => Message::MeansChanged,
        _ => Message::MeansLost,
    }
}

/// Returns the text for a fault of a journal file, with its position.
#[must_use]
pub(crate) fn fault_in(file: &Path, fault: &Located<Fault>) -> Message {
    at_position(file, fault.line, fault.offset, fault.what.explain())
}

/// Returns a text that states what a fault means for the sums.
#[must_use]
pub(crate) const fn consequence(fault: &Fault) -> Message {
    match fault {
        Fault::Line(_) => Message::MeansLine,
        Fault::Chain { .. } => Message::MeansChain,
        Fault::Sequence { .. } => Message::MeansSequence,
        Fault::NoOpen | Fault::SecondOpen => Message::MeansOpen,
        Fault::OtherEvent { .. } => Message::MeansOtherEvent,
        Fault::Unreadable { .. } | Fault::NotAFile => Message::MeansUnreadable,
    }
}

/// Puts the name of the file before a sentence, and also the line unless the sentence is about the whole
/// file.
fn at_position(file: &Path, line: u64, offset: u64, what: Text) -> Message {
    let file = file_name(file);
    if line == 0 {
        return Message::FindingAtFile { file, what };
    }
    Message::FindingAtLine { file, line: line.to_string().into(), offset: offset.to_string().into(), what }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::{ShortHash, StationId};
    use crate::journal::line::LineError;
    use crate::language::{Language, Texts};

    #[test]
    fn an_issue_names_file_line_and_offset() {
        let at = |line, kind| Issue { file: "stations/A.jsonl".into(), line, offset: 812, kind };
        let station = StationId::parse("B").unwrap();
        let cases = [
            (
                at(7, IssueKind::Fault(Fault::Line(LineError::Missing { field: "prev" }))),
                "A.jsonl, line 7 (byte 812): the field \"prev\" is missing",
            ),
            (
                at(
                    0,
                    IssueKind::Fault(Fault::Unreadable { kind: io::ErrorKind::PermissionDenied, code: None }),
                ),
                "A.jsonl: the file cannot be read: this account has no right to it: ask its owner",
            ),
            (
                at(
                    9,
                    IssueKind::MissingTarget { target: RecordRef { station, seq: 1287, hash: ShortHash(1) } },
                ),
                "note: A.jsonl, line 9 (byte 812): the record B:1287 is in no journal here",
            ),
        ];
        for (issue, expected) in cases {
            assert_eq!(Texts::new(Language::En).show(issue.explain()), expected);
        }
    }
}
