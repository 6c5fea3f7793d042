//! The program from outside: its commands on a folder of their own, its console in a pseudo-terminal.

// A failed step of a test is a failed test.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod accounts;
mod board;
mod cli;
mod collector;
mod day;
mod docs;
mod event;
mod faults;
mod guard;
mod harness;
mod import;
mod imports;
mod lost_line;
mod many;
mod merge;
mod pty;
mod reports;
mod ssh;
mod terminal;
mod watching;
