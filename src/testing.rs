//! The items that the integration tests and the benchmarks use. They are not a stable interface.

pub mod fuzz;

pub use crate::console::gesture::{GestureConsole, Gestures, KeyContext};
pub use crate::console::keymap::{self, Mode, When};
pub use crate::console::model::{InitialState, Model, OwnStation};
pub use crate::console::msg::{Effect, Msg};
pub use crate::console::search::find_records;
pub use crate::console::update::update;
pub use crate::console::view::{message_text, view};
pub use crate::domain::event::{Event, UtcOffset};
pub use crate::domain::ledger::Ledger;
pub use crate::domain::mass::Grams;
pub use crate::domain::record::{
    Entry, JournalId, LineHash, Measure, Op, PendingRecord, Record, RecordRef, Source, StationId, Target,
    Ticket,
};
pub use crate::entry::read as read_entry;
pub use crate::journal::chain::Chain;
pub use crate::journal::data_dir::{DataDir, SlugChoice};
pub use crate::journal::event_folder::EventFolder;
pub use crate::journal::follow::Follower;
pub use crate::journal::line::{decode, encode, hash};
pub use crate::journal::reader::replay;
pub use crate::journal::verify::verify;
pub use crate::language::{Language, Texts};
pub use crate::scale::wedge::WedgeScale;
pub use crate::screen::clock::Timestamp;
pub use crate::screen::encoder::FrameEncoder;
pub use crate::screen::input::{Decoded, Decoder, KeyPress, MouseAction, ReadAt};
pub use crate::screen::key::Key;
pub use crate::screen::theme::{Environment, Theme};
