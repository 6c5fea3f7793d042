//! The output of clap: help, the version, and errors in the usage of the command line.
//!
//! Invariants:
//! - Help and version are results. If they cannot be written, the status says so, as for every other result.
//! - An error quotes arguments like every other refusal: their beginning, with escapes for invisible characters.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue};

use crate::cli::failure::{self, Failure};
use crate::language::format;

/// Prints the output of clap and returns the exit status.
///
/// # Errors
/// [`Failure::Output`] if help or version cannot be written, except because their reader wants no more.
pub(super) fn print(mut error: clap::Error) -> Result<ExitCode, Failure> {
    if error.use_stderr() {
        quote_arguments(&mut error);
    }
    match error.print().and_then(|()| io::stdout().flush()) {
        Err(reason) if !error.use_stderr() && reason.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::Output(reason))
        }
        // If standard error is closed, the exit status still reports the error.
        Ok(()) | Err(_) => Ok(ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(failure::REFUSED))),
    }
}

/// Replaces what the error quotes of the arguments by what [`format::quoted`] shows of it.
fn quote_arguments(error: &mut clap::Error) {
    let context: Vec<_> = error.context().map(|(kind, value)| (kind, value.clone())).collect();
    for (kind, value) in context {
        let quoted = match &value {
            ContextValue::String(text) => ContextValue::String(format::quoted(text)),
            ContextValue::Strings(texts) => {
                ContextValue::Strings(texts.iter().map(|text| format::quoted(text)).collect())
            }
            _ => continue,
        };
        if quoted != value {
            error.insert(kind, quoted);
            // Advice repeats the argument in a sentence of its own, which cannot be shortened.
            error.remove(ContextKind::Suggested);
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    fn refusal(arguments: &[&str]) -> String {
        let mut error = Cli::command().try_get_matches_from(arguments).expect_err("refused");
        quote_arguments(&mut error);
        error.render().ansi().to_string()
    }

    #[test]
    fn a_refusal_of_clap_quotes_only_the_beginning_of_an_argument() {
        let long = "x".repeat(10_000);
        let option = format!("--{long}");
        for arguments in [
            ["tarazy", &long].as_slice(),
            &["tarazy", &option],
            &["tarazy", "report", &long],
            &["tarazy", "report", &option],
            &["tarazy", "add", "paper", "5", &option],
            &["tarazy", "log", "--last", &long],
            &["tarazy", "event", &long],
        ] {
            let text = refusal(arguments);
            assert!(text.len() < 800, "{} bytes: {text}", text.len());
            assert!(text.contains("xxx…"), "{text}");
        }
    }

    #[test]
    fn a_refusal_of_clap_shows_control_characters_as_escapes() {
        for argument in ["\u{1b}[31mhi\u{7}", "--\u{1b}]0;title\u{7}", "a\u{202e}b"] {
            for arguments in [
                ["tarazy", argument].as_slice(),
                &["tarazy", "report", argument],
                &["tarazy", "add", "paper", "5", argument, "6"],
                &["tarazy", "log", "--last", argument],
            ] {
                let text = refusal(arguments);
                let styled = text.replace("\u{1b}[0m", "").replace("\u{1b}[1m", "");
                assert!(!styled.contains(['\u{7}', '\u{202e}']), "{text:?}");
                assert!(!styled.contains("\u{1b}[31mhi") && !styled.contains("\u{1b}]0"), "{text:?}");
                assert!(text.contains("\\u{"), "{text:?}");
            }
        }
    }
}
