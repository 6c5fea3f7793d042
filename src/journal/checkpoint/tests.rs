//! Tests that a start from checkpoints equals a reading of all journals, whatever happened to the files meanwhile.

use std::fs::{OpenOptions, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};

use sha2::{Digest, Sha256};

use super::*;
use crate::domain::ledger::testing::{records, totals};
use crate::domain::record::{Op, RecordRef, Target};
use crate::journal::follow::Follower;
use crate::journal::lost_line_watch::LostLineWatch;
use crate::journal::reader;
use crate::journal::station_lock::StationLock;
use crate::journal::testing::{append, folder, golden, id, noon, place, weight};

/// An event, and the checkpoints of all of its journals.
struct Here {
    data: tempfile::TempDir,
    folder: EventFolder,
    checkpoints: Checkpoints,
}

impl Here {
    fn new() -> Self {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        let checkpoints = Checkpoints::at(data.path().join("cache/checkpoints"));
        Self { data, folder, checkpoints }
    }

    /// An event with one journal, A, of 16 lines, and its checkpoint.
    fn with_journal() -> Self {
        let here = Self::new();
        place(&here.folder, "sound.jsonl", "A");
        here.checkpoints.store(&here.folder);
        assert_eq!(here.restored(), ["A"]);
        here
    }

    fn replay(&self) -> Replayed {
        replay(&self.folder, Some(&self.checkpoints), None, &mut |_, _| {}).unwrap()
    }

    /// Compares a start from checkpoints with a reading of all journals. Returns the journals that were not read.
    #[track_caller]
    fn restored(&self) -> Vec<String> {
        let Replayed { ledger, states, unproven } = self.replay();
        let (fresh, fresh_states) = reader::replay(&self.folder).unwrap();
        assert_eq!(totals(&ledger), totals(&fresh));
        assert_eq!(records(&ledger), records(&fresh));
        assert_eq!(ledger.forks(), fresh.forks());
        assert_eq!(states.len(), fresh_states.len());
        for (state, mut fresh) in states.into_iter().zip(fresh_states) {
            // A reader of the file notes its time at the next poll, and the clock's jumps.
            fresh.modified = state.modified;
            fresh.notes.clone_from(&state.notes);
            assert_eq!(format!("{state:?}"), format!("{fresh:?}"));
        }
        unproven.iter().map(|one| one.file.file_stem().unwrap().to_str().unwrap().to_owned()).collect()
    }

    fn journal(&self) -> PathBuf {
        self.folder.journal(id("A"))
    }

    /// Returns the path of the checkpoint of journal A.
    fn checkpoint(&self) -> PathBuf {
        self.checkpoints.path_of(&self.journal()).unwrap()
    }

    /// Changes one digit of a weight in journal A, and restores the time of modification.
    fn edit_in_place(&self) {
        let path = self.journal();
        let modified = fs::metadata(&path).unwrap().modified().unwrap();
        let text = String::from_utf8(fs::read(&path).unwrap()).unwrap();
        let at = text.find("\"net_g\":1").unwrap() + 8;
        let file = OpenOptions::new().write(true).open(&path).unwrap();
        file.write_all_at(b"7", at as u64).unwrap();
        file.set_modified(modified).unwrap();
    }
}

/// Replaces the header of a checkpoint, with a checksum that fits.
fn with_header(bytes: &[u8], change: impl FnOnce(&mut Header)) -> Vec<u8> {
    let length = u64::from_le_bytes(bytes[52..60].try_into().unwrap());
    let rows = 60 + usize::try_from(length).unwrap();
    let mut header: Header = serde_json::from_slice(&bytes[60..rows]).unwrap();
    change(&mut header);
    let header = serde_json::to_vec(&header).unwrap();
    let rest = [&(header.len() as u64).to_le_bytes()[..], &header, &bytes[rows..]].concat();
    [&bytes[..20], &Sha256::digest(&rest), &rest].concat()
}

fn names(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

#[test]
fn healthy_journals_are_taken_from_their_checkpoints_and_can_be_followed() {
    let here = Here::new();
    let (a, b) = (id("A"), id("B"));
    append(&here.folder, a, noon(), Op::Operator { name: "Айгерім".into() });
    for grams in [1000, 2500] {
        append(&here.folder, a, noon(), Op::Entry(weight("paper", grams)));
        append(&here.folder, b, noon(), Op::Entry(weight("plastic", grams)));
    }
    let (ledger, _) = reader::replay(&here.folder).unwrap();
    let targets: Vec<RecordRef> = ledger.newest_first().map(|index| ledger.view(index).target).collect();
    let corrects = Some(Target::Record(targets[0]));
    append(&here.folder, a, noon(), Op::Void { of: Target::Record(targets[1]), reason: "undo".into() });
    append(
        &here.folder,
        b,
        noon(),
        Op::Entry(crate::domain::record::Entry { corrects, ..weight("paper", 7) }),
    );
    assert_eq!(here.restored(), [""; 0]);
    here.checkpoints.store(&here.folder);
    assert_eq!(here.restored(), ["A", "B"]);
    // A reader goes on where the checkpoint ends.
    let Replayed { mut ledger, states, .. } = here.replay();
    let mut follower = Follower::new(here.folder.clone(), states);
    append(&here.folder, b, noon(), Op::People { count: 3 });
    let changes = follower.poll(None).unwrap();
    assert_eq!(changes.iter().map(|change| change.lines.len()).collect::<Vec<_>>(), [1]);
    changes.iter().for_each(|change| ledger.apply_change(change));
    let (fresh, _) = reader::replay(&here.folder).unwrap();
    assert_eq!((totals(&ledger), records(&ledger)), (totals(&fresh), records(&fresh)));
    // The journal that grew is read, until the next checkpoint.
    assert_eq!(here.restored(), ["A"]);
    here.checkpoints.store(&here.folder);
    assert_eq!(here.restored(), ["A", "B"]);
}

#[test]
fn of_every_golden_journal_a_checkpoint_is_silent() {
    let journals = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/journal");
    let mut restored = Vec::new();
    for file in fs::read_dir(journals).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let here = Here::new();
        place(&here.folder, &name, "A");
        here.checkpoints.store(&here.folder);
        let (_, states) = reader::replay(&here.folder).unwrap();
        let is_healthy = states[0].faults.is_empty() && states[0].partial_bytes == 0;
        if !here.restored().is_empty() {
            assert!(is_healthy, "{name}");
            restored.push(name);
        }
    }
    assert!(restored.contains(&"sound.jsonl".to_owned()), "{restored:?}");
}

#[test]
fn copies_and_forks_are_found_between_journals_from_checkpoints() {
    let here = Here::with_journal();
    let b = here.folder.journal(id("B"));
    fs::copy(here.journal(), &b).unwrap();
    append(&here.folder, id("A"), noon(), Op::People { count: 3 });
    here.checkpoints.store(&here.folder);
    // A file that is named after another station is always read.
    assert_eq!(here.restored(), ["A"]);
}

#[test]
fn a_checkpoint_with_any_changed_byte_or_length_is_not_used() {
    let here = Here::with_journal();
    let (path, whole) = (here.checkpoint(), fs::read(here.checkpoint()).unwrap());
    let is_intact =
        || here.checkpoints.open(&here.journal()).is_some_and(|mut checkpoint| checkpoint.is_intact());
    for index in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[index] ^= 1 << (index % 8);
        for bytes in [&bytes, &whole[..index]] {
            fs::write(&path, bytes).unwrap();
            assert!(!is_intact(), "byte {index}");
            if index % 100 == 0 {
                assert_eq!(here.restored(), [""; 0]);
            }
        }
    }
    for more in [1, ROW] {
        fs::write(&path, [&whole[..], &vec![0; more]].concat()).unwrap();
        assert!(!is_intact());
    }
    fs::write(&path, &whole).unwrap();
    assert_eq!(here.restored(), ["A"]);
}

const ROW: usize = crate::domain::ledger::rows::ROW_BYTES;

#[test]
fn a_checkpoint_that_is_not_private_or_of_another_version_or_journal_is_not_used() {
    let here = Here::with_journal();
    let (path, whole) = (here.checkpoint(), fs::read(here.checkpoint()).unwrap());
    let set_mode = |path: &Path, mode| fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(&here.checkpoints.folder).unwrap().mode() & 0o777, 0o700);
    for (changed, mode, before) in [(&path, 0o644, 0o600), (&here.checkpoints.folder, 0o750, 0o700)] {
        set_mode(changed, mode);
        assert_eq!(here.restored(), [""; 0]);
        // A folder that others may read gets no checkpoint either.
        here.checkpoints.store(&here.folder);
        set_mode(changed, before);
        assert_eq!(here.restored(), ["A"]);
    }
    if account::own_uid() == 0 {
        for changed in [&path, &here.checkpoints.folder] {
            std::os::unix::fs::chown(changed, Some(65_534), None).unwrap();
            assert_eq!(here.restored(), [""; 0]);
            std::os::unix::fs::chown(changed, Some(0), None).unwrap();
        }
    }
    let other = here.data.path().join("other");
    fs::rename(&path, &other).unwrap();
    symlink(&other, &path).unwrap();
    assert_eq!(here.restored(), [""; 0]);
    fs::remove_file(&path).unwrap();
    let changes: [fn(&mut Header); 8] = [
        |header| header.program = "0.0.9".into(),
        |header| header.station = id("B"),
        |header| header.event = "0".repeat(32),
        |header| header.lines -= 1,
        |header| header.last_line_start -= 1,
        |header| header.head.0[31] ^= 1,
        |header| header.stamp.length += 1,
        |header| header.stamp.inode += 1,
    ];
    for change in changes {
        fs::write(&path, with_header(&whole, change)).unwrap();
        set_mode(&path, 0o600);
        assert_eq!(here.restored(), [""; 0]);
    }
    fs::write(&path, with_header(&whole, |_| {})).unwrap();
    assert_eq!(here.restored(), ["A"]);
}

#[test]
fn a_journal_whose_file_was_touched_in_any_way_is_read() {
    type Change = (&'static str, fn(&Here));
    let changes: [Change; 8] = [
        ("edited in place", Here::edit_in_place),
        ("replaced by the same bytes", |here| {
            let new = here.data.path().join("new");
            fs::copy(here.journal(), &new).unwrap();
            fs::rename(new, here.journal()).unwrap();
        }),
        ("written again", |here| fs::write(here.journal(), golden("sound.jsonl")).unwrap()),
        ("cut", |here| {
            OpenOptions::new().write(true).open(here.journal()).unwrap().set_len(1000).unwrap();
        }),
        ("emptied", |here| fs::write(here.journal(), "").unwrap()),
        ("grown", |here| append(&here.folder, id("A"), noon(), Op::People { count: 3 })),
        ("another mode", |here| {
            fs::set_permissions(here.journal(), Permissions::from_mode(0o600)).unwrap();
        }),
        ("a link", |here| {
            let moved = here.data.path().join("moved");
            fs::rename(here.journal(), &moved).unwrap();
            symlink(moved, here.journal()).unwrap();
        }),
    ];
    for (name, change) in changes {
        let here = Here::with_journal();
        change(&here);
        assert_eq!(here.restored(), [""; 0], "{name}");
    }
    let here = Here::with_journal();
    append(&here.folder, id("B"), noon(), Op::People { count: 3 });
    assert_eq!(here.restored(), ["A"], "a new journal");
    fs::remove_file(here.journal()).unwrap();
    assert_eq!(here.restored(), [""; 0], "removed");
}

#[test]
fn a_journal_of_an_event_that_is_no_longer_listed_is_read() {
    let here = Here::new();
    let other = Here::with_journal();
    fs::copy(other.journal(), here.journal()).unwrap();
    here.checkpoints.store(&here.folder);
    assert_eq!(here.restored(), ["A"]);
    let mut folder = here.folder.clone();
    folder.event.id = "1".repeat(32);
    let replayed = replay(&folder, Some(&here.checkpoints), None, &mut |_, _| {}).unwrap();
    assert!(replayed.unproven.is_empty() && !replayed.states[0].faults.is_empty());
}

#[test]
fn a_journal_is_stored_only_if_it_is_healthy_long_and_at_rest() {
    let here = Here::new();
    let path = place(&here.folder, "sound.jsonl", "A");
    let is_stored = || !here.restored().is_empty();
    for bytes in [&b"{\"seq\":17"[..], b"{}\n", b"\n"] {
        fs::write(&path, [&golden("sound.jsonl"), bytes].concat()).unwrap();
        here.checkpoints.store(&here.folder);
        assert!(!is_stored(), "{}", bytes.escape_ascii());
    }
    fs::write(&path, String::from_utf8(golden("sound.jsonl")).unwrap().replace('\n', "\r\n")).unwrap();
    here.checkpoints.store(&here.folder);
    assert!(!is_stored());
    fs::write(&path, golden("sound.jsonl")).unwrap();
    let lock = StationLock::acquire(&here.folder.stations(), id("A"), noon()).unwrap();
    here.checkpoints.store(&here.folder);
    assert!(!is_stored());
    drop(lock);
    let length_min = fs::metadata(&path).unwrap().len() + 1;
    Checkpoints { length_min, ..here.checkpoints.clone() }.store(&here.folder);
    assert!(!is_stored());
    // The file changes after its stamp was taken.
    let stamp = Stamp::of(&path).unwrap();
    here.edit_in_place();
    DirBuilder::new().recursive(true).mode(0o700).create(&here.checkpoints.folder).unwrap();
    here.checkpoints.store_journal(id("A"), &path, stamp, here.folder.event.ids()).unwrap();
    assert!(!is_stored());
    fs::write(&path, golden("sound.jsonl")).unwrap();
    let start = Instant::now();
    here.checkpoints.store(&here.folder);
    assert!(start.elapsed() >= SETTLES && is_stored());
}

#[test]
fn a_wrong_checkpoint_is_noticed_when_the_journals_are_read() {
    for is_wrong in [false, true] {
        let here = Here::with_journal();
        let whole = fs::read(here.checkpoint()).unwrap();
        if is_wrong {
            // As if the change had left no trace in the metadata.
            here.edit_in_place();
            let stamp = Stamp::of(&here.journal()).unwrap();
            fs::write(here.checkpoint(), with_header(&whole, |header| header.stamp = stamp)).unwrap();
        }
        let Replayed { mut ledger, states, unproven } = here.replay();
        assert_eq!(unproven.len(), 1);
        let mut watch = LostLineWatch::comparing(unproven);
        let mut follower = Follower::new(here.folder.clone(), states);
        while watch.poll(&here.folder).is_none() {}
        let disproved = watch.take_disproved();
        assert_eq!(disproved.len(), usize::from(is_wrong));
        follower.doubt(disproved);
        let changes = follower.poll(None).unwrap();
        assert_eq!(changes.is_empty(), !is_wrong);
        changes.iter().for_each(|change| ledger.apply_change(change));
        let (fresh, fresh_states) = reader::replay(&here.folder).unwrap();
        assert_eq!((totals(&ledger), records(&ledger)), (totals(&fresh), records(&fresh)));
        assert_eq!(follower.states[0].faults, fresh_states[0].faults);
        assert_eq!(fresh_states[0].faults.is_empty(), !is_wrong);
        // It is noticed once.
        while watch.poll(&here.folder).is_none() {}
        assert_eq!((watch.take_disproved().len(), follower.poll(None).unwrap().len()), (0, 0));
    }
}

#[test]
fn consoles_that_end_at_the_same_time_leave_one_checkpoint_each() {
    let here = Here::new();
    place(&here.folder, "sound.jsonl", "A");
    append(&here.folder, id("B"), noon(), Op::People { count: 3 });
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| here.checkpoints.store(&here.folder));
        }
    });
    assert_eq!(here.restored(), ["A", "B"]);
    assert_eq!(fs::read_dir(&here.checkpoints.folder).unwrap().count(), 2);
}

#[test]
fn a_checkpoint_that_fits_is_not_written_again_and_an_old_one_is_removed() {
    let here = Here::with_journal();
    let inode = fs::metadata(here.checkpoint()).unwrap().ino();
    let old = here.checkpoints.folder.join("0".repeat(64));
    let kept = here.checkpoints.folder.join("note");
    for path in [&old, &kept] {
        fs::write(path, "").unwrap();
        File::open(path).unwrap().set_modified(SystemTime::now() - KEPT * 2).unwrap();
    }
    here.checkpoints.store(&here.folder);
    assert_eq!(fs::metadata(here.checkpoint()).unwrap().ino(), inode);
    append(&here.folder, id("B"), noon(), Op::People { count: 3 });
    here.checkpoints.store(&here.folder);
    assert!(!old.exists() && kept.exists());
    assert_eq!(here.restored(), names(&["A", "B"]));
}

#[test]
fn a_journal_that_must_be_read_is_read() {
    let here = Here::with_journal();
    let mut lines = 0;
    let journal = here.journal();
    let replayed =
        replay(&here.folder, Some(&here.checkpoints), Some(&journal), &mut |_, _| lines += 1).unwrap();
    assert_eq!((replayed.unproven, lines), (Vec::new(), 16));
}

#[test]
fn without_a_folder_nothing_is_stored() {
    let here = Here::new();
    place(&here.folder, "sound.jsonl", "A");
    fs::write(here.data.path().join("cache"), "").unwrap();
    here.checkpoints.store(&here.folder);
    assert_eq!(here.restored(), [""; 0]);
}
