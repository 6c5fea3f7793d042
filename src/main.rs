//! The `tarazy` program: parses the command line, runs the command, and returns its exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    // If the panic reporter cannot be installed, Rust's own message is enough.
    let _installed = color_eyre::install();
    tarazy::cli::main()
}
