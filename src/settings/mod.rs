//! The settings of a station: what an operator chooses once for a computer or an account.
//!
//! One table lists them ([`table::SETTINGS`]). A value comes from a command-line option, an environment variable or
//! `config.json` in the platform's configuration folder, whichever is found first, or else is the default.
//!
//! Invariants:
//! - Reading creates neither the file nor its folder.
//! - A fault of the file never stops a command. It is named with its line, and the default is used instead.

pub(crate) mod choice;
mod explain;
pub(crate) mod fault;
mod field;
pub(crate) mod file;
mod resolve;
mod source;
mod table;

pub(crate) use explain::warning;
pub(crate) use file::platform_path;
pub(crate) use resolve::{ResolvedSettings, resolve};
pub(crate) use source::Source;
pub(crate) use table::{SETTINGS, Settings};

#[cfg(test)]
mod tests;
