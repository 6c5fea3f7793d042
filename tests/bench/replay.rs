//! What starting costs: replaying an event of 100 000 lines, beside its floor, which is streaming the
//! same lines through serde_json and SHA-256 alone.

#[path = "scene.rs"]
mod scene;

use std::fs;
use std::sync::LazyLock;

use divan::{Bencher, black_box};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tarazy::journal::reader::replay;

use crate::scene::{Scene, scene};

fn main() {
    divan::main();
}

const LINES: u64 = 100_000;

static SCENE: LazyLock<Scene> = LazyLock::new(|| scene(1, LINES).unwrap_or_else(|| std::process::abort()));

/// The chain verified, every line counted.
#[divan::bench]
fn replay_100k(bencher: Bencher<'_, '_>) {
    let folder = &SCENE.folder;
    bencher.bench(|| {
        black_box(replay(folder).map(|(ledger, states)| (ledger.tally().entries, states.len())).ok())
    });
}

/// The fields of an entry, borrowed from the line.
#[derive(Deserialize)]
#[allow(dead_code)]
struct Floor<'a> {
    seq: u64,
    at: &'a str,
    op: &'a str,
    material: Option<&'a str>,
    grade: Option<&'a str>,
    net_g: Option<i64>,
    typed: Option<&'a str>,
    prev: &'a str,
}

#[divan::bench]
fn floor_100k(bencher: Bencher<'_, '_>) {
    let journals = SCENE.folder.journals().unwrap_or_default();
    bencher.bench(|| {
        let bytes = journals.iter().map(|(_, file)| fs::read(file).unwrap_or_default()).next();
        let bytes = bytes.unwrap_or_default();
        let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        lines.fold(0, |sum, line| {
            let floor = serde_json::from_slice::<Floor<'_>>(line).ok();
            let hash = Sha256::digest(line);
            sum + floor.and_then(|floor| floor.net_g).unwrap_or_default() + i64::from(black_box(hash)[0])
        })
    });
}
