//! The program from outside: its commands on a folder of their own, its console in a pseudo-terminal.

mod cli;
mod day;
mod docs;
mod harness;
mod import;
mod imports;
mod pty;
mod terminal;
