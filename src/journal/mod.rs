//! Stores records on the disk: events, stations, journals, their locks, merging and verification.
//!
//! Invariants:
//! - A record counts as saved only after its line was written and synced ([`writer`]).
//! - Lines are appended, never changed. A partial line that a crash left is set aside, never deleted ([`station`]).
//! - Whatever cannot be read is reported, never left out silently ([`reader`], [`verify`]).
//!
//! docs/journal.md describes the format and the rules; tests/data/journal freezes the bytes.

mod account;
mod blocks;
pub mod chain;
pub mod current_event;
pub mod data_dir;
mod disk;
pub mod draft_file;
pub mod event_file;
pub mod event_folder;
pub mod fault;
pub mod folder_error;
mod folder_lock;
pub mod follow;
pub mod fs;
mod journal_file;
pub mod journal_state;
pub mod line;
pub mod merge;
mod merged_mark;
pub mod names;
pub mod open_error;
pub mod random;
pub mod reader;
mod sharing;
mod slug;
pub mod station;
pub mod station_lock;
pub mod tail;
mod torn_tail;
pub mod verify;
pub mod writer;

#[cfg(test)]
mod golden;
#[cfg(test)]
mod testing;
