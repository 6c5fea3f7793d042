//! Measures reading an event of 100,000 lines, and, as a lower bound, only parsing and hashing the same
//! lines.

// If a step fails, the benchmark must panic.
#![allow(clippy::unwrap_used)]

mod large_event;

use std::fs;
use std::sync::LazyLock;

use divan::{Bencher, black_box};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tarazy::testing::replay;

use crate::large_event::LargeEvent;

fn main() {
    divan::main();
}

static EVENT: LazyLock<LargeEvent> = LazyLock::new(|| LargeEvent::new(1, 100_000));

/// Reads the journal as the program does at startup: every line is verified and counted.
#[divan::bench]
fn replay_100k(bencher: Bencher<'_, '_>) {
    let folder = &EVENT.folder;
    bencher.bench(|| replay(folder).unwrap().0.tally().entries);
}

/// The fields of an entry, borrowed from its line.
#[derive(Deserialize)]
#[allow(dead_code)]
struct EntryFields<'a> {
    seq: u64,
    at: &'a str,
    op: &'a str,
    material: Option<&'a str>,
    grade: Option<&'a str>,
    net_g: Option<i64>,
    typed: Option<&'a str>,
    prev: &'a str,
}

/// Parses and hashes the same lines in one thread, without checking anything.
#[divan::bench]
fn parse_and_hash_100k(bencher: Bencher<'_, '_>) {
    let journals = EVENT.folder.journals().unwrap();
    let (_, file) = &journals[0];
    bencher.bench(|| {
        let bytes = fs::read(file).unwrap();
        let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        lines.fold(0, |sum, line| {
            let fields = serde_json::from_slice::<EntryFields<'_>>(line).ok();
            let hash = Sha256::digest(line);
            sum + fields.and_then(|fields| fields.net_g).unwrap_or_default() + i64::from(black_box(hash)[0])
        })
    });
}
