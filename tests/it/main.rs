//! The program from outside: its commands on a folder of their own.

mod cli;
mod harness;
mod import;
mod imports;
