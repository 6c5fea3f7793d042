//! Numbers and hashes for new records.
//!
//! Invariant: the chain always continues what the journal holds, or is rolled back to a [`Mark`] at
//! which it did. Tickets of records that were rolled back name nothing.

use std::collections::HashMap;

use crate::domain::record::{
    LineHash, Moment, Op, PendingRecord, Record, RecordRef, StationId, Target, Ticket,
};
use crate::journal::line::{self, LineError};

/// The end of one station's journal, and what this run has written.
#[derive(Clone, Debug)]
pub struct Chain {
    station: StationId,
    next: u64,
    head: Option<LineHash>,
    tickets: HashMap<Ticket, RecordRef>,
}

/// A place in the chain to come back to.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    next: u64,
    head: Option<LineHash>,
}

/// Why a draft can never become a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EncodeError {
    Line(LineError),
    /// It names a record of this run that was itself refused.
    UnknownTicket(Ticket),
}

impl Chain {
    /// A chain whose next line has the number `next` and follows the line `head`.
    #[must_use]
    pub fn new(station: StationId, next: u64, head: Option<LineHash>) -> Self {
        Self { station, next, head, tickets: HashMap::new() }
    }

    #[must_use]
    pub const fn station(&self) -> StationId {
        self.station
    }

    /// The hash of the last line.
    #[must_use]
    pub const fn head(&self) -> Option<LineHash> {
        self.head
    }

    /// The next record and its line's bytes, without a line feed.
    ///
    /// # Errors
    /// [`EncodeError`]; the chain is then unchanged.
    pub fn encode(&mut self, pending: &PendingRecord) -> Result<(Record, Vec<u8>), EncodeError> {
        let op = pending.op.clone().try_map(|target| match target {
            Target::Record(record) => Ok(record),
            Target::Ticket(ticket) => {
                self.tickets.get(&ticket).copied().ok_or(EncodeError::UnknownTicket(ticket))
            }
        })?;
        let at = line::to_line_precision(&pending.at);
        let bytes = line::encode(self.next, &at, &op, pending.import, self.head.as_ref())
            .map_err(EncodeError::Line)?;
        let record = self.push(at, op, &bytes);
        let record = Record { import: pending.import, ..record };
        let target = RecordRef { station: self.station, seq: record.seq, hash: record.hash.short() };
        self.tickets.insert(pending.ticket, target);
        Ok((record, bytes))
    }

    /// The next record for something that the journal itself has to say.
    ///
    /// # Errors
    /// [`LineError`]; the chain is then unchanged.
    pub fn encode_own(&mut self, at: &Moment, op: Op<RecordRef>) -> Result<(Record, Vec<u8>), LineError> {
        let at = line::to_line_precision(at);
        let bytes = line::encode(self.next, &at, &op, None, self.head.as_ref())?;
        Ok((self.push(at, op, &bytes), bytes))
    }

    fn push(&mut self, at: Moment, op: Op<RecordRef>, bytes: &[u8]) -> Record {
        let hash = line::hash(bytes);
        let record = Record { seq: self.next, at, op, import: None, hash };
        self.next += 1;
        self.head = Some(hash);
        record
    }

    /// The place to come back to if what follows is not saved.
    #[must_use]
    pub const fn mark(&self) -> Mark {
        Mark { next: self.next, head: self.head }
    }

    /// Forgets every record since the mark.
    pub fn roll_back(&mut self, mark: Mark) {
        self.next = mark.next;
        self.head = mark.head;
        let station = self.station;
        self.tickets.retain(|_, record| record.station != station || record.seq < mark.next);
    }

    /// Goes on in another journal. Records of the old one keep their names.
    pub fn move_to(&mut self, other: Self) {
        let Self { station, next, head, tickets } = other;
        (self.station, self.next, self.head) = (station, next, head);
        self.tickets.extend(tickets);
    }
}
