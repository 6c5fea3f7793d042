//! Ends a console at a station: saves the last records and releases the station.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::console::model::NO_TICKET;
use crate::domain::record::{Moment, Op, PendingRecord};
use crate::journal::writer::Writer;

/// How long an ending console waits for the disk.
pub(super) const DISK_TIMEOUT: Duration = Duration::from_secs(3);

/// Saves the pending records and the record that closes the journal, then releases the station. Returns
/// whether all records except the closing one are on the disk. Also returns `false` if the disk does not
/// answer in time.
pub(super) fn close_station(writer: Writer, at: Moment) -> bool {
    writer.append(PendingRecord { ticket: NO_TICKET, at, op: Op::Close, import: None });
    let (sender, finished) = mpsc::channel();
    thread::spawn(move || {
        let unsaved = writer.finish();
        let all_saved = unsaved.iter().all(|pending| pending.op == Op::Close);
        // Sending fails if the console no longer waits, so the result is ignored.
        let _late = sender.send(all_saved);
    });
    finished.recv_timeout(DISK_TIMEOUT).unwrap_or(false)
}
