//! Power cuts: a day is recorded on a file system whose disk logs every block and flush. The disk of each moment is
//! mounted again, with and without what no flush had stored. Everything that the program had acknowledged until then
//! must be there, and no journal may be damaged.
//!
//! The tests need root, `/dev/fuse`, loop devices, and the commands that make the file systems.

mod block_log;

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::harness::{Numbers, Run};
use crate::power_cuts::block_log::{Log, Logged, LoggedDisk, run};

/// What the program acknowledged.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Acknowledged {
    /// An event was created.
    Event,
    /// An entry of this many grams was saved.
    Entry(i64),
    /// An entry was taken back.
    Undone(i64),
    /// The event got this name.
    Name(&'static str),
    /// A report was written.
    Report,
}

/// A file system.
#[derive(Clone, Copy)]
struct FileSystem {
    name: &'static str,
    /// The command that makes it.
    make: &'static [&'static str],
    /// The size of the disk in MiB.
    size: u64,
    /// The bytes that the disk stores together or not at all.
    sector: u64,
}

const EXT4: FileSystem = FileSystem { name: "ext4", make: &["mkfs.ext4", "-q", "-F"], size: 32, sector: 512 };
const XFS: FileSystem = FileSystem { name: "xfs", make: &["mkfs.xfs", "-q", "-f"], size: 300, sector: 512 };
/// A torn superblock keeps btrfs from being mounted. It has 4096 bytes, so smaller sectors would tear it.
const BTRFS: FileSystem =
    FileSystem { name: "btrfs", make: &["mkfs.btrfs", "-q", "-f"], size: 128, sector: 4096 };

/// How many random parts of the writes since a flush are checked after each write.
const PARTS: usize = 4;

/// The file of the report.
const REPORT: &str = "report.md";
/// The names that `event set` gives.
const NAMES: [&str; 2] = ["A second name of the event", "A third name of the event"];

fn tarazy(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tarazy"));
    command.env_clear().env("HOME", "/nonexistent").env("TARAZY_LANG", "en").env("TZ", "<+05>-5");
    command.env("TARAZY_DATA_DIR", folder.join("data")).env("TARAZY_STATION", "A");
    command
}

fn command(folder: &Path, arguments: &[&str]) -> Run {
    tarazy(folder).args(arguments).stdin(Stdio::null()).output().unwrap().into()
}

/// Records a day, and notes in the log what was acknowledged.
fn record_day(folder: &Path, log: &Log<Acknowledged>) {
    let acknowledge = |what| log.lock().unwrap().push(Logged::Acknowledged(what));
    let must = |arguments: &[&str]| {
        let run = command(folder, arguments);
        assert_eq!(run.status, 0, "{arguments:?}: {run:?}");
    };
    must(&["event", "new", "A first name of the event"]);
    acknowledge(Acknowledged::Event);
    for kilograms in 1..=4 {
        must(&["add", "paper", &kilograms.to_string()]);
        acknowledge(Acknowledged::Entry(kilograms * 1000));
    }
    record_in_console(folder, 5..=14, &acknowledge);
    must(&["event", "set", "--name", NAMES[0]]);
    acknowledge(Acknowledged::Name(NAMES[0]));
    let report = folder.join(REPORT);
    let print = ["report", "--format", "markdown", "--output", report.to_str().unwrap()];
    must(&print);
    acknowledge(Acknowledged::Report);
    let table = "at,station,operator,material,grade,typed\n".to_owned()
        + &(15..25).map(|kilograms| format!("{},B,Олжас,paper,,{kilograms}\n", noon())).collect::<String>();
    let file = TempDir::new().unwrap();
    let path = file.path().join("day.csv");
    fs::write(&path, table).unwrap();
    must(&["import", path.to_str().unwrap()]);
    (15..25).for_each(|kilograms| acknowledge(Acknowledged::Entry(kilograms * 1000)));
    must(&["event", "set", "--name", NAMES[1]]);
    acknowledge(Acknowledged::Name(NAMES[1]));
    must(&print);
    acknowledge(Acknowledged::Report);
    record_in_console(folder, 25..=30, &acknowledge);
}

/// Noon of today.
fn noon() -> String {
    format!("{}T12:00:00+05:00", crate::harness::day(0))
}

/// Types entries into a console, each after the answer to the one before. The second one is taken back.
fn record_in_console(
    folder: &Path,
    kilograms: std::ops::RangeInclusive<i64>,
    acknowledge: &dyn Fn(Acknowledged),
) {
    let mut console =
        tarazy(folder).arg("--plain").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut keyboard = console.stdin.take().unwrap();
    let mut answers = BufReader::new(console.stdout.take().unwrap()).lines().map(Result::unwrap);
    answers.next().unwrap();
    let mut answer = |line: &str, expected: &str| {
        keyboard.write_all(line.as_bytes()).unwrap();
        let answer = answers.next().unwrap();
        assert!(answer.contains(expected), "{answer:?} to {line:?}");
    };
    for (index, kilograms) in kilograms.enumerate() {
        answer(&format!("q{kilograms}\n"), "Saved:");
        acknowledge(Acknowledged::Entry(kilograms * 1000));
        if index == 1 {
            answer(":undo\n", "Undone");
            acknowledge(Acknowledged::Undone(kilograms * 1000));
        }
    }
    drop(keyboard);
    assert!(console.wait().unwrap().success());
}

/// Compares what is on a mounted disk with what was acknowledged before the power cut.
fn compare(folder: &Path, acknowledged: &BTreeSet<Acknowledged>) -> Result<(), String> {
    if !folder.join("data/events").exists() {
        return if acknowledged.is_empty() { Ok(()) } else { Err("no events".to_owned()) };
    }
    // The next command on each station repairs what the power cut left.
    let (event, csv) =
        (command(folder, &["event", "show", "--json"]), command(folder, &["report", "--format", "csv"]));
    if event.status != 0 || csv.status != 0 {
        return if acknowledged.is_empty() { Ok(()) } else { Err(format!("no event: {event:?} {csv:?}")) };
    }
    let before = counted(&csv.out);
    for station in ["A", "B"] {
        let add = command(folder, &["add", "cans", "1", "--station", station]);
        if add.status != 0 {
            return Err(format!("the next entry: {add:?}"));
        }
    }
    let verify = command(folder, &["verify"]);
    if verify.status != 0 {
        return Err(format!("damage: {verify:?}"));
    }
    let undone: BTreeSet<i64> = acknowledged
        .iter()
        .filter_map(|what| if let Acknowledged::Undone(grams) = what { Some(*grams) } else { None })
        .collect();
    for what in acknowledged {
        let is_there = match what {
            Acknowledged::Event => true,
            // An undo that was not acknowledged may be there too.
            Acknowledged::Entry(grams) => before.contains(grams) || [6000, 26_000].contains(grams),
            Acknowledged::Undone(grams) => !before.contains(grams),
            Acknowledged::Name(name) => {
                let event: Value = serde_json::from_str(&event.out).unwrap();
                let newer = acknowledged.contains(&Acknowledged::Name(NAMES[1]));
                let found =
                    event["name"].as_str().or_else(|| event["event"]["name"].as_str()).unwrap_or_default();
                found == NAMES[1] || (found == *name && !newer)
            }
            Acknowledged::Report => {
                fs::read_to_string(folder.join(REPORT)).is_ok_and(|report| is_complete(&report))
            }
        };
        if !is_there {
            return Err(format!("{what:?} was acknowledged: {before:?}, {event:?}, undone {undone:?}"));
        }
    }
    if before.iter().collect::<BTreeSet<_>>().len() != before.len() {
        return Err(format!("counted twice: {before:?}"));
    }
    match fs::read_to_string(folder.join(REPORT)) {
        Ok(report) if !is_complete(&report) => Err(format!("half a report: {report:?}")),
        _ => Ok(()),
    }
}

fn is_complete(report: &str) -> bool {
    report.contains("name of the event") && report.contains("| A ")
}

/// Returns the grams of all entries that count, of a report as CSV.
fn counted(csv: &str) -> Vec<i64> {
    let mut lines = csv.lines();
    let columns: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let column = |name: &str| columns.iter().position(|column| *column == name).unwrap();
    let rows = lines.map(|line| line.split(',').collect::<Vec<_>>());
    rows.filter(|row| row[column("standing")] == "counted")
        .map(|row| row[column("net_g")].parse().unwrap())
        .collect()
}

/// A write to a disk: its offset and its data.
type DiskWrite = (u64, Vec<u8>);

/// The states of a disk at power cuts.
struct States {
    file_system: FileSystem,
    folder: TempDir,
    /// The image as of the last flush.
    flushed: PathBuf,
    mounted: usize,
    wrong: Vec<String>,
}

impl States {
    /// Applies these writes to a copy of the image, mounts it and compares it.
    fn check(&mut self, what: &str, writes: &[DiskWrite], acknowledged: &BTreeSet<Acknowledged>) {
        let image = self.folder.path().join("state.img");
        run(Command::new("cp").arg("--sparse=always").args([&self.flushed, &image]));
        apply(writes, &image);
        let mount = self.folder.path().join("mount");
        let mut command = Command::new("mount");
        command.args(["-t", self.file_system.name, "-o", "loop,noatime"]).args([&image, &mount]);
        let mounted = command.output().unwrap();
        self.mounted += 1;
        let result = if mounted.status.success() {
            let result = compare(&mount, acknowledged);
            run(Command::new("umount").arg(&mount));
            result
        } else {
            Err(format!("not mounted: {mounted:?}"))
        };
        if let Err(error) = result {
            self.wrong.push(format!("{}, {what}: {error}", self.file_system.name));
        }
    }
}

fn apply(writes: &[DiskWrite], image: &Path) {
    let file = OpenOptions::new().write(true).open(image).unwrap();
    writes.iter().for_each(|(offset, data)| file.write_all_at(data, *offset).unwrap());
}

/// Returns a part of these writes, some of them cut at a sector: what a disk may have stored of writes that no flush
/// had confirmed.
fn part_of(writes: &[DiskWrite], sector: u64, numbers: &mut Numbers) -> Vec<DiskWrite> {
    let mut part = Vec::new();
    for (offset, data) in writes {
        let sectors = data.len() as u64 / sector;
        let stored = match numbers.below(4) {
            0 => 0,
            1 => numbers.below(sectors + 1),
            _ => sectors,
        };
        part.push((*offset, data[..(stored * sector) as usize].to_vec()));
    }
    part
}

/// Records a day on a new file system, and returns what its disk was sent.
fn record(file_system: FileSystem, image: &Path, folder: &Path) -> Vec<Logged<Acknowledged>> {
    let (disk, mount) = (folder.join("fuse"), folder.join("mount"));
    fs::create_dir(&disk).unwrap();
    fs::create_dir(&mount).unwrap();
    let disk = LoggedDisk::new(image, &disk);
    run(Command::new("mount").args(["-t", file_system.name, "-o", "noatime", disk.device()]).arg(&mount));
    record_day(&mount, &disk.log);
    let log = disk.log.lock().unwrap().clone();
    run(Command::new("umount").arg(&mount));
    log
}

/// Records a day on a new file system, and checks the disk of each moment.
fn check_power_cuts(file_system: FileSystem) {
    let folder = TempDir::new().unwrap();
    let (flushed, image) = (folder.path().join("flushed.img"), folder.path().join("disk.img"));
    File::create(&flushed).unwrap().set_len(file_system.size * 1024 * 1024).unwrap();
    run(Command::new(file_system.make[0]).args(&file_system.make[1..]).arg(&flushed));
    run(Command::new("cp").arg("--sparse=always").args([&flushed, &image]));
    let log = record(file_system, &image, folder.path());
    let mut states = States { file_system, folder, flushed, mounted: 0, wrong: Vec::new() };
    let mut numbers = Numbers::new(16);
    let mut acknowledged = BTreeSet::new();
    // The writes since the last flush.
    let mut writes: Vec<DiskWrite> = Vec::new();
    for (index, logged) in log.iter().enumerate() {
        match logged {
            Logged::Acknowledged(what) => drop(acknowledged.insert(what.clone())),
            Logged::Flush => {
                apply(&writes, &states.flushed);
                writes.clear();
            }
            Logged::Write { offset, data } => {
                writes.push((*offset, data.clone()));
                states.check(&format!("after write {index}"), &writes, &acknowledged);
                if writes.len() > 1 {
                    for _ in 0..PARTS {
                        let part = part_of(&writes, file_system.sector, &mut numbers);
                        states.check(&format!("a part of the writes to {index}"), &part, &acknowledged);
                    }
                }
            }
        }
    }
    states.check("at the end", &writes, &acknowledged);
    // A disk that loses what it confirmed is noticed, so the comparison proves something.
    let right = states.wrong.len();
    acknowledged.insert(Acknowledged::Entry(1));
    states.check("after a loss", &writes, &acknowledged);
    assert!(states.wrong.len() > right, "the loss of an entry is not noticed");
    states.wrong.truncate(right);
    let flushes = log.iter().filter(|logged| matches!(logged, Logged::Flush)).count();
    println!(
        "{}: {} log entries, {flushes} flushes, {} states mounted, {} things acknowledged, {} states wrong",
        file_system.name,
        log.len(),
        states.mounted,
        acknowledged.len(),
        states.wrong.len()
    );
    assert!(states.wrong.is_empty(), "{}", states.wrong.join("\n"));
}

mod long {
    //! Each test takes several minutes.

    use super::*;

    #[test]
    #[ignore = "needs root, takes minutes"]
    fn no_power_cut_on_ext4_loses_what_was_acknowledged() {
        check_power_cuts(EXT4);
    }

    #[test]
    #[ignore = "needs root and xfsprogs, takes minutes"]
    fn no_power_cut_on_xfs_loses_what_was_acknowledged() {
        check_power_cuts(XFS);
    }

    #[test]
    #[ignore = "needs root and btrfs-progs, takes minutes"]
    fn no_power_cut_on_btrfs_loses_what_was_acknowledged() {
        check_power_cuts(BTRFS);
    }
}
