//! Arguments in, exit status out.

use std::process::ExitCode;

fn main() -> ExitCode {
    // Where the report of a crash cannot be prepared, a plain one does.
    let _ = color_eyre::install();
    tarazy::cli::main()
}
