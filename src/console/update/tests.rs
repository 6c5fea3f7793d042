//! Key scripts and their results.

use std::time::Duration;

use super::update;
use crate::console::entry_line::HoldReason;
use crate::console::keymap::{self, Mode};
use crate::console::msg::{JournalUpdate, Msg, NewLines, ReportStyle};
use crate::console::notice::Notice;
use crate::console::overlay::Overlay;
use crate::console::rejected::RejectReason;
use crate::console::testing::{TestConsole, check_line, timestamp};
use crate::domain::catalogue::{LocalText, Tare};
use crate::domain::guard::Plausibility;
use crate::domain::ledger::Ledger;
use crate::domain::mass::Grams;
use crate::domain::record::{JournalId, LineHash, Measure, Op, Record, RecordRef, Source, StationId, Ticket};
use crate::entry::{Span, ValidationErrorKind};
use crate::language::{Language, Message, Texts};
use crate::screen::key::Key;

mod draft;
mod entry_line;
mod forms;
mod history;
mod journal_faults;
mod machine_lines;
mod others;
mod overlays;
mod panes;
mod paper;
mod people;
mod plain_lines;
mod records;
mod watching;

fn console() -> TestConsole {
    TestConsole::new(Language::Kk)
}

/// Returns a message with new lines of station B in this file.
fn news(file: &str, lines: Vec<Option<Record>>) -> Msg {
    let (station, journal) = (StationId::parse("B").unwrap(), JournalId(2));
    let news = NewLines { file: file.into(), name: station, station, journal, lines };
    Msg::OtherJournals(JournalUpdate::NewLines(vec![news]))
}
