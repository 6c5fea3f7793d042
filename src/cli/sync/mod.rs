//! `tarazy sync`: shares the totals of events with other machines over a NATS server.
//!
//! Invariant: the options are the same in every build, so that help, completions and scripts do not depend on it.

mod args;
#[cfg(feature = "sync")]
mod explain;
#[cfg(feature = "sync")]
mod print;
#[cfg(feature = "sync")]
mod start;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
pub(crate) use crate::cli::sync::args::Args;

/// Synchronises events, or lists or prepares what the server has.
///
/// # Errors
/// [`Failure`].
#[cfg(feature = "sync")]
pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    start::run(context, args)
}

/// Says how to get a build that can synchronise.
///
/// # Errors
/// [`Failure::SyncNotBuilt`].
#[cfg(not(feature = "sync"))]
pub(super) const fn run(_: &Context, _: &Args) -> Result<(), Failure> {
    Err(Failure::SyncNotBuilt)
}
