//! A line of 9600 baud to the terminal: what is saved does not wait for it, and the screen does not lag behind.

use std::thread;
use std::time::{Duration, Instant};

use crate::harness::DataFolder;

/// The bytes of 9600 baud, with a start bit and a stop bit for each.
const BYTES_PER_SECOND: u64 = 960;
const ENTRIES: usize = 40;

/// Returns the keys of one of many entries.
fn entry(index: usize) -> String {
    format!("{}{}.5<Enter>", ["q", "w", "e"][index % 3], index % 7 + 1)
}

#[test]
fn a_slow_line_shows_the_newest_frame_after_a_burst_and_can_be_left() {
    let data = DataFolder::new();
    let mut console = data.screen(&["--station", "A"]).slow(BYTES_PER_SECOND).open();
    console.send(&(0..ENTRIES).map(entry).collect::<String>());
    console.wait_outside("all entries", || data.operations("A").len() == ENTRIES);
    console.wait_for(&format!("№{} ✓", ENTRIES + 1));
    // Not every entry had a frame of its own.
    let frames = console.written().matches("Saved").count();
    assert!(frames < ENTRIES, "{frames}");
    console.quit();
    data.assert_verified();
}

/// The bounds are above what was measured (see `docs/performance.md`) by about a third, so that only a new kind of frame
/// exceeds them.
#[test]
fn a_key_changes_few_bytes_of_the_screen() {
    let data = DataFolder::new();
    let mut console = data.screen(&["--station", "A"]).open();
    console.send("q8<Enter>");
    console.wait_for("№2 ✓");
    let mut bytes_of = |keys: &str, shown: &str| {
        let before = console.byte_count();
        console.send(keys);
        console.wait_for(shown);
        console.pause();
        console.byte_count() - before
    };
    for (keys, shown, bound) in
        [("w", "W Plastic ▸", 200), ("1", "▸ 1", 250), ("2", "▸ 12", 60), ("<Enter>", "№3 ✓", 500)]
    {
        let bytes = bytes_of(keys, shown);
        assert!(bytes <= bound, "{keys}: {bytes} bytes");
    }
    console.quit();
}

mod long {
    use super::*;

    #[test]
    #[ignore = "measures time"]
    fn forty_entries_at_9600_baud_are_shown_soon_after_the_last() {
        let data = DataFolder::new();
        let mut console = data.screen(&["--station", "A"]).slow(BYTES_PER_SECOND).open();
        // The first frame is answered.
        console.pause();
        for index in 0..ENTRIES {
            console.send(&entry(index));
            console.pause();
            thread::sleep(Duration::from_millis(150));
        }
        let typed = Instant::now();
        console.wait_for(&format!("№{} ✓", ENTRIES + 1));
        println!("the newest frame came {:?} after the last key", typed.elapsed());
        assert!(typed.elapsed() < Duration::from_secs(2));
        console.quit();
    }

    #[test]
    #[ignore = "measures time"]
    fn forty_entries_in_one_burst_at_9600_baud_are_shown_soon() {
        for size in [(80, 24), (100, 30)] {
            let data = DataFolder::new();
            let mut console =
                data.screen(&["--station", "A"]).size(size.0, size.1).slow(BYTES_PER_SECOND).open();
            console.wait_for("F10");
            // The first frame is answered.
            thread::sleep(Duration::from_secs(3));
            console.pause();
            let before = console.byte_count();
            console.send(&(0..ENTRIES).map(entry).collect::<String>());
            let sent = Instant::now();
            console.wait_for(&format!("№{} ✓", ENTRIES + 1));
            let bytes = console.byte_count() - before;
            println!("{size:?}: the newest frame came {:?} after the burst, {bytes} bytes", sent.elapsed());
            assert!(sent.elapsed() < Duration::from_secs(2));
            console.quit();
        }
    }
}
