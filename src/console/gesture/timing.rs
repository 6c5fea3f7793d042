//! The times that more than one gesture depends on.

use std::time::Duration;

/// Two keys with less than this between them were typed by a machine, or were delivered together by a slow
/// line.
pub(super) const RUN_GAP: Duration = Duration::from_millis(30);
/// Keyboards repeat a held key for the first time after 250 to 660 ms. A press of the same key within this
/// time may therefore be a repeat.
pub(super) const FIRST_REPEAT: Duration = Duration::from_millis(700);
