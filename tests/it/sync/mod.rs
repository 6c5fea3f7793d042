//! `tarazy sync` against real servers on this machine. In a build without the feature, it says so.

#[cfg(feature = "sync")]
mod attacks;
#[cfg(feature = "sync")]
mod errors;
#[cfg(feature = "sync")]
mod event_fields;
#[cfg(feature = "sync")]
mod machines;
#[cfg(feature = "sync")]
mod nats;
#[cfg(feature = "sync")]
mod shown;
#[cfg(feature = "sync")]
mod slow_network;

#[cfg(not(feature = "sync"))]
#[test]
fn a_build_without_sync_says_how_to_get_one() {
    use crate::harness::DataFolder;

    let data = DataFolder::with_event();
    for language in ["en", "ru", "kk"] {
        let run = data.run(&["--lang", language, "sync", "--server", "nats://127.0.0.1:4222"]);
        assert_eq!((run.status, run.out.as_str(), run.err.lines().count()), (2, "", 1), "{run:?}");
        assert!(run.err.contains("--features sync"), "{run:?}");
    }
}
