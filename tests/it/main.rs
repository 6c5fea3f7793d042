//! End-to-end tests: the program's commands on separate data folders, and its screens in a pseudo-terminal. Two more
//! files check the source code (`layering`) and the documentation (`docs`).

// If a step of a test fails, the test must panic. Long tests print their figures.
#![allow(clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::unwrap_used)]

mod anchors;
mod attacked_journal;
mod board;
mod cli;
mod clocks;
mod config_command;
mod console;
mod docs;
mod drafts;
mod eight_consoles;
mod event_choice;
mod event_command;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod faults;
mod hand_over;
mod harness;
mod hostile_files;
mod import_command;
mod import_tables;
mod input_table;
mod journal_faults;
mod keyboards;
mod layering;
mod load;
mod merge_command;
mod merge_histories;
mod mirror;
mod one_event;
mod pictures;
mod plain_console;
#[cfg(target_os = "linux")]
mod power_cuts;
mod readme;
mod reports;
mod saving;
mod scale_command;
mod screen_bytes;
mod screens;
mod seal;
mod shared_folder;
mod slip_guard;
mod slow_line;
mod ssh;
mod stalled_terminal;
mod start_screen;
mod straight_reading;
mod sync;
mod watch;
mod wire_console;
mod workbook;
