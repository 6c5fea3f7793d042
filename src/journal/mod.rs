//! Stores records on the disk: events, stations, journals, their locks, merging and verification.
//!
//! Invariants:
//! - A record counts as saved only after its line was written and synced ([`writer`]).
//! - Lines are appended, never changed. A partial line left by a crash is moved to a separate file, never
//!   deleted ([`station`]).
//! - Data that cannot be read is reported, never skipped silently ([`reader`], [`verify`]).
//!
//! docs/journal.md describes the format and the rules; the files in tests/data/journal pin the exact bytes.

pub(crate) mod absorbed;
mod account;
pub(crate) mod anchors;
mod blocks;
pub(crate) mod chain;
mod change_notice;
pub(crate) mod checkpoint;
pub(crate) mod current_event;
pub(crate) mod data_dir;
mod disk;
pub(crate) mod draft_file;
pub(crate) mod event_file;
pub(crate) mod event_folder;
pub(crate) mod event_query;
pub(crate) mod event_times;
pub(crate) mod fault;
mod file_stamp;
pub(crate) mod folder_error;
mod folder_lock;
pub(crate) mod folder_stamps;
pub(crate) mod follow;
pub(crate) mod fs;
pub(crate) mod heads;
mod journal_file;
pub(crate) mod journal_state;
mod kept_lines;
mod later_records;
pub(crate) mod line;
pub(crate) mod lost_line_watch;
pub(crate) mod merge;
mod merged_mark;
pub(crate) mod mirror;
pub(crate) mod names;
pub(crate) mod open_error;
pub(crate) mod poll_timer;
mod prefix;
pub(crate) mod published;
pub(crate) mod random;
pub(crate) mod reader;
mod rebuild;
pub(crate) mod record_key;
pub(crate) mod seal;
pub(crate) mod seen;
mod sharing;
mod slug;
pub(crate) mod station;
pub(crate) mod station_lock;
#[cfg(feature = "sync")]
pub(crate) mod sync_files;
pub(crate) mod sync_status;
pub(crate) mod tail;
mod temporary;
mod torn_tail;
pub(crate) mod verify;
pub(crate) mod writer;

#[cfg(test)]
mod golden;
#[cfg(test)]
pub(crate) mod testing;
