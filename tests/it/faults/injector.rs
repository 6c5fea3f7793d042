//! Runs the program so that one of its file operations fails (`injector.c`).

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// What happens to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The call is not made, and returns this error.
    Error(&'static str),
    /// `write` writes half of its bytes.
    Short,
    /// The program is killed before the call.
    Kill,
    /// The call never returns.
    Hang,
}

/// Which calls on files of the folder are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Calls {
    /// All calls.
    All,
    /// Calls that may change the folder.
    Changes,
    /// Calls of `write`.
    Writes,
    /// Calls of `write` on standard output and standard error, instead of calls on files.
    Output,
}

/// A fault of one run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Injection {
    pub(super) fault: Fault,
    /// The number of the call that fails, from 1. With 0 nothing fails.
    pub(super) call: usize,
    /// Whether all later calls fail too.
    pub(super) later: bool,
    pub(super) calls: Calls,
}

impl Injection {
    /// Returns an injection that only counts.
    pub(super) const fn none(calls: Calls) -> Self {
        Self { fault: Fault::Kill, call: 0, later: false, calls }
    }

    /// Returns whether the disk becomes read-only with this call.
    pub(super) fn fails_for_good(&self) -> bool {
        self.later && self.fault == Fault::Error("EROFS")
    }
}

impl fmt::Display for Injection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { fault, call, later, calls } = self;
        write!(f, "{fault:?} of call {call}{} of {calls:?}", if *later { " and later" } else { "" })
    }
}

/// Returns the arguments of a command that runs the program so that calls on this folder fail. The arguments of the
/// program follow.
pub(super) fn wrapper(folder: &Path, injection: Injection) -> Vec<String> {
    let Injection { fault, call, later, calls } = injection;
    let fault = match fault {
        Fault::Error(name) => name,
        Fault::Short => "short",
        Fault::Kill => "kill",
        Fault::Hang => "hang",
    };
    let calls = match calls {
        Calls::All => "all",
        Calls::Changes => "changes",
        Calls::Writes => "writes",
        Calls::Output => "output",
    };
    let report = report(folder);
    let folder = fs::canonicalize(folder).unwrap();
    let arguments = [
        program().to_str().unwrap(),
        folder.to_str().unwrap(),
        report.to_str().unwrap(),
        if call == 0 { "none" } else { fault },
        &format!("{call}{}", if later { "+" } else { "" }),
        calls,
        "--",
        env!("CARGO_BIN_EXE_tarazy"),
    ];
    arguments.map(str::to_owned).to_vec()
}

/// Returns a line for each counted call of the last run. A line begins with `!` if the call failed.
pub(super) fn counted_calls(folder: &Path) -> Vec<String> {
    fs::read_to_string(report(folder)).unwrap().lines().map(str::to_owned).collect()
}

/// The report lies beside the folder, so that it is not part of what is tested.
fn report(folder: &Path) -> PathBuf {
    folder.with_extension("calls")
}

/// Removes the report.
pub(super) fn remove_report(folder: &Path) {
    let _missing = fs::remove_file(report(folder));
}

/// Returns the path of the compiled `injector.c`.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/faults/injector.c");
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let new = folder.path().join("injector");
        let compiler =
            Command::new("cc").args(["-O1", "-Wall", "-Werror", "-o"]).arg(&new).arg(source).status();
        assert!(compiler.unwrap().success(), "injector.c cannot be compiled with cc");
        // Another run of the tests may use the program at this moment, so it is replaced as a whole.
        let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("injector");
        fs::rename(new, &program).unwrap();
        program
    })
}
