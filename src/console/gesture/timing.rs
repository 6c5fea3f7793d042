//! The times that several gestures use.

use std::time::Duration;

/// Two keys with less time than this between them belong to one run: a machine typed them, or a slow connection
/// delivered them together.
pub(super) const RUN_GAP: Duration = Duration::from_millis(30);
/// Keyboards repeat a held key for the first time after 250 to 660 ms. A press of the same key within this
/// time may therefore be a repeat.
pub(super) const FIRST_REPEAT: Duration = Duration::from_millis(700);
/// A key that is held down repeats no faster than this. A machine types faster.
pub(super) const FASTEST_REPEAT: Duration = Duration::from_millis(20);
