//! Key scripts and their results.

use std::time::Duration;

use super::update;
use crate::console::entry_line::HoldReason;
use crate::console::keymap::{self, Mode};
use crate::console::msg::{Msg, ReportStyle};
use crate::console::notice::Notice;
use crate::console::overlay::Overlay;
use crate::console::rejected::RejectReason;
use crate::console::testing::{TestConsole, check_line, timestamp};
use crate::domain::catalogue::{LocalText, Tare};
use crate::domain::guard::Plausibility;
use crate::domain::mass::Grams;
use crate::domain::record::{LineHash, Measure, Op, Record, RecordRef, Source, StationId, Ticket};
use crate::entry::{Span, ValidationErrorKind};
use crate::language::{Language, Message, Texts};
use crate::screen::key::Key;

mod draft;
mod entry_line;
mod forms;
mod history;
mod journal_faults;
mod keystrokes;
mod machine_lines;
mod mouse;
mod others;
mod overlays;
mod panes;
mod paper;
mod people;
mod plain_lines;
mod records;
mod sealed;
mod undone_amount;
mod watching;
mod wire_scale;

fn console() -> TestConsole {
    TestConsole::new(Language::Kk)
}
