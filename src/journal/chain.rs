//! Gives new records their numbers and hashes.
//!
//! Invariant: the chain ends where the journal ends. After a failure, the chain is reset to an earlier
//! [`ChainPosition`] at which the journal ends. The reset removes the tickets of the records after that
//! position.

use std::collections::HashMap;

use crate::domain::record::{
    LineHash, Moment, Op, PendingRecord, Record, RecordRef, StationId, Target, Ticket,
};
use crate::journal::line::{self, LineError};

/// The end of one station's journal, and the references to the records that this run of the program has
/// written.
#[derive(Clone, Debug)]
pub struct Chain {
    station: StationId,
    next_seq: u64,
    head: Option<LineHash>,
    tickets: HashMap<Ticket, RecordRef>,
}

/// A position in the chain to which the chain can be reset.
#[derive(Clone, Copy, Debug)]
pub struct ChainPosition {
    next_seq: u64,
    head: Option<LineHash>,
}

/// Why a pending record can never become a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EncodeError {
    /// The record does not fit the format.
    #[error("the record does not fit the format of a line")]
    Line(#[source] LineError),
    /// The record refers to another record of this run that was itself rejected.
    #[error("the record names the record with ticket {}, which is not in the journal", .0.0)]
    UnknownTicket(Ticket),
}

impl Chain {
    /// Creates a chain whose next line has the number `next_seq` and follows the line with the hash `head`.
    #[must_use]
    pub fn new(station: StationId, next_seq: u64, head: Option<LineHash>) -> Self {
        Self { station, next_seq, head, tickets: HashMap::new() }
    }

    /// Returns the station whose journal the chain continues.
    #[must_use]
    pub const fn station(&self) -> StationId {
        self.station
    }

    /// Returns the hash of the last line, or `None` if there is no line.
    #[must_use]
    pub const fn head(&self) -> Option<LineHash> {
        self.head
    }

    /// Adds a pending record to the chain. Returns the record and its line without a newline.
    ///
    /// # Errors
    /// Returns [`EncodeError`] if the record can never become a line. The chain is then unchanged.
    pub fn add(&mut self, pending: &PendingRecord) -> Result<(Record, Vec<u8>), EncodeError> {
        let op = pending.op.clone().try_map_target(|target| match target {
            Target::Record(record) => Ok(record),
            Target::Ticket(ticket) => {
                self.tickets.get(&ticket).copied().ok_or(EncodeError::UnknownTicket(ticket))
            }
        })?;
        let at = line::to_line_precision(&pending.at);
        let bytes =
            line::encode(self.next_seq, &at, &op, pending.import, pending.key.as_ref(), self.head.as_ref())
                .map_err(EncodeError::Line)?;
        let record = self.advance(at, op, &bytes);
        let record = Record { import: pending.import, key: pending.key.clone(), ..record };
        let target = RecordRef { station: self.station, seq: record.seq, hash: record.hash.short() };
        self.tickets.insert(pending.ticket, target);
        Ok((record, bytes))
    }

    /// Adds a record that the journal writes by itself. Returns the record and its line without a newline.
    ///
    /// # Errors
    /// Returns [`LineError`] if the record does not fit the format. The chain is then unchanged.
    pub fn add_own(&mut self, at: &Moment, op: Op<RecordRef>) -> Result<(Record, Vec<u8>), LineError> {
        let at = line::to_line_precision(at);
        let bytes = line::encode(self.next_seq, &at, &op, None, None, self.head.as_ref())?;
        Ok((self.advance(at, op, &bytes), bytes))
    }

    fn advance(&mut self, at: Moment, op: Op<RecordRef>, bytes: &[u8]) -> Record {
        let hash = line::hash(bytes);
        let record = Record { seq: self.next_seq, at, op, import: None, key: None, hash };
        self.next_seq += 1;
        self.head = Some(hash);
        record
    }

    /// Returns the current position. The chain can be reset to it if the next records are not saved.
    #[must_use]
    pub const fn position(&self) -> ChainPosition {
        ChainPosition { next_seq: self.next_seq, head: self.head }
    }

    /// Removes every record after the position from the chain.
    pub fn reset_to(&mut self, position: ChainPosition) {
        self.next_seq = position.next_seq;
        self.head = position.head;
        let station = self.station;
        self.tickets.retain(|_, record| record.station != station || record.seq < position.next_seq);
    }

    /// Continues in the journal of another chain. Tickets of records in the old journal still refer to those
    /// records.
    pub fn continue_in(&mut self, other: Self) {
        let Self { station, next_seq, head, tickets } = other;
        (self.station, self.next_seq, self.head) = (station, next_seq, head);
        self.tickets.extend(tickets);
    }
}
