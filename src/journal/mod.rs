//! Records to files and back: line, chain, writer, reader, folder, lock, station, merge, verify.
//!
//! Invariants:
//! - A record counts as saved only after the disk has said so ([`writer`]).
//! - Lines are appended, never changed; what a crash left half written is set aside, never thrown away
//!   ([`station`]).
//! - Whatever cannot be read is named, never left out silently ([`reader`], [`verify`]).
//!
//! The format is described in docs/journal.md and frozen in tests/data/journal.

pub mod chain;
mod disk;
pub mod draft_file;
pub mod event_file;
pub mod folder;
pub mod follow;
pub mod line;
pub mod lock;
mod mark;
pub mod merge;
mod moment;
pub mod reader;
mod rights;
mod slug;
pub mod station;
pub mod verify;
pub mod writer;

#[cfg(test)]
mod golden;
#[cfg(test)]
mod testing;
