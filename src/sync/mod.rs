//! `tarazy sync`: machines without a common host share the journals of an event over a NATS JetStream server.
//!
//! Invariants (docs/journal.md Y1 to Y9):
//! - The local journals are the truth. The server is transport: whatever it loses is published again by those who hold
//!   it.
//! - What is published and what is appended are differences of sets of lines, so repeating a step changes nothing, and
//!   no order of machines, failures and restarts changes the result.
//! - Lines from elsewhere enter the event only through [`crate::journal::merge`].
//!
//! [`received`], [`plan`] and [`event_fields`] are pure, [`event_sync`] works on the files of one event, [`link`] keeps one
//! event and the server the same, and only [`server`] and [`reader`] use the network.

pub(crate) mod error;
mod event_fields;
mod event_sync;
mod event_value;
mod held;
mod link;
pub(crate) mod options;
mod plan;
mod reader;
mod received;
pub(crate) mod remote_events;
pub(crate) mod report;
pub(crate) mod run;
mod server;
#[cfg(test)]
mod tests;
