//! The program from outside: its commands on a folder of their own.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod cli;
mod harness;
mod import;
mod imports;
