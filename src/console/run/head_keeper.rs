//! Looks at the heads of the other journals, so that the writer can note them without reading files
//! (docs/journal.md A1).

use std::thread;
use std::time::{Duration, SystemTime};

use crate::journal::event_folder::EventFolder;
use crate::journal::heads::HeadReader;
use crate::journal::seen::VisibleHeads;
use crate::screen::clock::Clock;

/// The time between two looks. Of files that have not changed, only the metadata is read.
const LOOK_INTERVAL: Duration = Duration::from_secs(1);

/// Starts a thread that looks at the journals of the event as long as a writer uses the heads. Returns the heads.
pub(super) fn spawn(folder: EventFolder, clock: Clock) -> VisibleHeads {
    let visible = VisibleHeads::default();
    let heads = visible.clone();
    let mut reader = HeadReader::new(folder);
    thread::spawn(move || {
        while heads.is_shared() {
            heads.set(reader.look(clock.now().since_start, SystemTime::now()));
            thread::sleep(LOOK_INTERVAL);
        }
    });
    visible
}
