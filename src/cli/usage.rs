//! The output of clap: help, the version, and errors in the usage of the command line.
//!
//! Invariants:
//! - Help and version are results. If they cannot be written, the status says so, as for every other result.
//! - An error is a sentence of this program in the reader's language, followed by the usage of the command. It quotes
//!   arguments like every other refusal: their beginning, with escapes for invisible characters.

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};

use crate::cli::failure::{self, Failure};
use crate::cli::output;
use crate::language::{Message, Text, Texts, format};

/// Returns the value of `--lang` if the arguments cannot be parsed, or `None`. The first one counts.
#[must_use]
pub(super) fn given_language(arguments: &[OsString]) -> Option<OsString> {
    let options = arguments.iter().skip(1).map(|argument| argument.to_string_lossy());
    let mut options = options.take_while(|argument| argument != "--");
    while let Some(option) = options.next() {
        match option.strip_prefix("--lang") {
            Some("") => return options.next().map(|value| value.into_owned().into()),
            Some(rest) => {
                if let Some(value) = rest.strip_prefix('=') {
                    return Some(value.into());
                }
            }
            None => {}
        }
    }
    None
}

/// Parses arguments that clap did not accept, this time with the translated tree, and prints its help, its version or the
/// error. Returns the exit status.
///
/// # Errors
/// [`Failure::Output`] if help or version cannot be written, except because their reader wants no more.
pub(super) fn print(mut tree: Command, arguments: &[OsString], texts: &Texts) -> Result<ExitCode, Failure> {
    let Err(error) = tree.try_get_matches_from_mut(arguments) else {
        // The tree accepts what the one without texts accepts (see the tests).
        output::message(&texts.get(Message::UsageNotUnderstood));
        return Ok(ExitCode::from(failure::REFUSED));
    };
    let status = ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(failure::REFUSED));
    if is_help(error.kind()) {
        return match error.print().and_then(|()| io::stdout().flush()) {
            Err(reason) if !error.use_stderr() && reason.kind() != io::ErrorKind::BrokenPipe => {
                Err(Failure::Output(reason))
            }
            // If standard error is closed, the exit status still reports the error.
            Ok(()) | Err(_) => Ok(status),
        };
    }
    explain(&error, &tree, arguments, texts).iter().for_each(|line| output::message(line));
    Ok(status)
}

/// Returns whether the output of clap is a page of this program's texts.
fn is_help(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::DisplayHelp
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
            | ErrorKind::DisplayVersion
    )
}

/// Returns the lines about an error: what is wrong, the usage of the command, and where to read more.
fn explain(error: &clap::Error, tree: &Command, arguments: &[OsString], texts: &Texts) -> Vec<String> {
    let (command, name) = named_command(tree, arguments);
    let usage = command.get_overridden_usage().map(ToString::to_string).unwrap_or_default();
    vec![
        texts.get(sentence(error, command)),
        format!("{}: {usage}", texts.get(Message::UsageHeading)),
        texts.get(Message::UsageSee { command: name.into() }),
    ]
}

/// Returns the command that the arguments name, with its whole name.
fn named_command<'a>(tree: &'a Command, arguments: &[OsString]) -> (&'a Command, String) {
    let (mut command, mut name) = (tree, tree.get_name().to_owned());
    let words = arguments.iter().skip(1).map(|word| word.to_string_lossy());
    let mut words = words.take_while(|word| word != "--");
    while let Some(word) = words.next() {
        if let Some(option) = word.strip_prefix("--") {
            let takes_next =
                |option: &Arg| option.get_action().takes_values() && !option.is_require_equals_set();
            if command.get_arguments().any(|known| known.get_long() == Some(option) && takes_next(known)) {
                words.next();
            }
        } else if let Some(subcommand) = command.find_subcommand(word.as_ref()) {
            // `tarazy help add` is the help of `tarazy add`.
            if subcommand.get_name() != "help" {
                name = format!("{name} {}", subcommand.get_name());
                command = subcommand;
            }
        } else if !word.starts_with('-') {
            break;
        }
    }
    (command, name)
}

/// Returns the sentence about an error in the usage of this command.
fn sentence(error: &clap::Error, command: &Command) -> Message {
    let text = |kind| error.get(kind).and_then(|value| texts(value).first()).cloned().unwrap_or_default();
    let argument = text(ContextKind::InvalidArg);
    let listed = |kind| list(error.get(kind).into_iter().flat_map(texts));
    // clap lists the most similar one last.
    let similar = |kind| list(error.get(kind).into_iter().flat_map(texts).rev());
    match error.kind() {
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            let option: Text = format::quoted(&argument).into();
            match similar(ContextKind::SuggestedArg) {
                Some(similar) => Message::UsageUnknownOptionSimilar { option, similar },
                None if command.get_positionals().next().is_some() => Message::UsageDashValue { option },
                None => Message::UsageUnknownOption { option },
            }
        }
        ErrorKind::UnknownArgument => Message::UsageTooMany { given: format::quoted(&argument).into() },
        ErrorKind::InvalidSubcommand => {
            let given = format::quoted(&text(ContextKind::InvalidSubcommand)).into();
            match similar(ContextKind::SuggestedSubcommand) {
                Some(similar) => Message::UsageUnknownCommandSimilar { given, similar },
                // `tarazy help add paper`
                None if !command.has_subcommands() => Message::UsageTooMany { given },
                None => Message::UsageUnknownCommand { given, known: subcommands(command) },
            }
        }
        ErrorKind::MissingSubcommand => Message::UsageMissingCommand { known: subcommands(command) },
        ErrorKind::MissingRequiredArgument => {
            let missing = listed(ContextKind::InvalidArg).unwrap_or_default();
            Message::UsageMissing { arguments: missing }
        }
        ErrorKind::InvalidValue if text(ContextKind::InvalidValue).is_empty() => {
            let option = argument.into();
            match listed(ContextKind::ValidValue) {
                Some(known) => Message::UsageNoChoice { option, known },
                None => Message::UsageNoValue { option },
            }
        }
        ErrorKind::InvalidValue => Message::CliUnknownChoice {
            option: argument.into(),
            given: format::quoted(&text(ContextKind::InvalidValue)).into(),
            known: listed(ContextKind::ValidValue).unwrap_or_default(),
        },
        ErrorKind::TooManyValues => Message::UsageTakesNoValue {
            option: argument.into(),
            given: format::quoted(&text(ContextKind::InvalidValue)).into(),
        },
        ErrorKind::ArgumentConflict if argument == text(ContextKind::PriorArg) => {
            Message::UsageTwice { option: argument.into() }
        }
        ErrorKind::InvalidUtf8 => Message::UsageNotUtf8,
        // The command tree does not cause the other kinds.
        _ => Message::UsageNotUnderstood,
    }
}

/// Returns the texts of a value.
fn texts(value: &ContextValue) -> &[String] {
    match value {
        ContextValue::String(text) => std::slice::from_ref(text),
        ContextValue::Strings(texts) => texts,
        _ => &[],
    }
}

/// Lists texts that quote arguments, or returns `None` if there are none.
fn list<'a>(texts: impl Iterator<Item = &'a String>) -> Option<Text> {
    let quoted: Vec<_> = texts.map(|text| format::quoted(text)).collect();
    (!quoted.is_empty()).then(|| quoted.join(", ").into())
}

/// Returns the names of the subcommands.
fn subcommands(command: &Command) -> Text {
    let names = command.get_subcommands().map(Command::get_name).filter(|name| *name != "help");
    names.collect::<Vec<_>>().join(", ").into()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::{Cli, help};
    use crate::language::Language;

    fn refusal(language: Language, arguments: &[&str]) -> String {
        let texts = Texts::new(language);
        let mut tree = help::translated(Cli::command(), &texts);
        let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        let error = tree.try_get_matches_from_mut(&arguments).expect_err("refused");
        explain(&error, &tree, &arguments, &texts).join("\n")
    }

    /// Arguments that clap refuses, and the sentence about them in English.
    const REFUSALS: [(&[&str], &str); 21] = [
        (&["--fancy"], "There is no option --fancy"),
        (&["--statoin", "A"], "There is no option --statoin. Similar: --station"),
        (&["report", "--fancy"], "There is no option --fancy"),
        (
            &["add", "paper", "5", "-x"],
            "There is no option -x: if it is a value, write \"--\" and a space before it",
        ),
        (&["add", "paper", "5", "6"], "\"6\" is one argument too many"),
        (&["seal", "now"], "\"now\" is one argument too many"),
        (&["event", "xyzzy"], "There is no command \"xyzzy\". Known: new, set, list, show"),
        (
            &["--event", "add", "event", "--lang", "kk", "xyzzy"],
            "There is no command \"xyzzy\". Known: new, set, list, show",
        ),
        (&["help", "add", "paper"], "\"paper\" is one argument too many"),
        (&["--", "add"], "\"add\" is one argument too many"),
        (&["repor"], "There is no command \"repor\". Similar: report, reopen, import"),
        (&["help", "event", "xyzzy"], "There is no command \"xyzzy\". Known: new, set, list, show"),
        (&["event", "--lang", "kk"], "A command is missing. Known: new, set, list, show"),
        (&["add"], "Missing: <MATERIAL>, <AMOUNT>"),
        (&["out", "paper", "5"], "Missing: --to <NAME>"),
        (&["add", "--grade"], "A value is missing: --grade <TYPE>"),
        (&["report", "--output", ""], "A value is missing: --output <FILE>"),
        (
            &["report", "--format"],
            "A value is missing: --format <FORMAT>. Known: text, markdown, csv, json, html, xlsx",
        ),
        (&["--plain=yes"], "--plain takes no value: remove \"yes\""),
        (&["log", "--json", "--json"], "--json is given twice: remove one of them"),
        (&["log", "--last", "1", "--last", "2"], "--last <N> is given twice: remove one of them"),
    ];

    #[test]
    fn every_refusal_says_what_is_wrong_and_shows_the_usage_of_the_command() {
        for (arguments, sentence) in REFUSALS {
            let arguments = [&["tarazy"], arguments].concat();
            let text = refusal(Language::En, &arguments);
            assert!(text.starts_with(&format!("{sentence}\nUsage: tarazy")), "{arguments:?}: {text}");
        }
        assert!(refusal(Language::En, &["tarazy", "--", "add"]).ends_with("More: tarazy --help"));
        assert_eq!(
            refusal(Language::En, &["tarazy", "event", "new"]),
            "Missing: <NAME>\nUsage: tarazy event new [OPTIONS] <NAME>\nMore: tarazy event new --help"
        );
    }

    #[test]
    fn a_translated_tree_accepts_the_same_arguments() {
        let lines: [&[&str]; 12] = [
            &[],
            &["--station", "A", "--ascii", "--lang", "kk"],
            &["--ascii=false", "--event", "x"],
            &["add", "paper", "-5", "--yes", "--at", "now"],
            &["add", "--event", "x", "--", "paper", "-x"],
            &["event", "new", "R", "--target", "a=1", "--target", "b=2"],
            &["event", "set", "--utc-offset", "-05:00"],
            &["event", "--lang", "ru", "list", "--json"],
            &["season", "2026"],
            &["verify", "--head", "A:1", "--head", "B:2"],
            &["--version"],
            &["help", "event", "new"],
        ];
        let lines = lines.into_iter().chain(REFUSALS.map(|(line, _)| line));
        for line in lines {
            let line = [&["tarazy"], line].concat();
            let outcome = |tree: Command| {
                tree.try_get_matches_from(&line)
                    .map(|matches| format!("{matches:?}"))
                    .map_err(|error| error.kind())
            };
            let expected = outcome(Cli::command());
            for language in Language::ALL {
                assert_eq!(
                    outcome(help::translated(Cli::command(), &Texts::new(language))),
                    expected,
                    "{line:?}"
                );
            }
        }
    }

    #[test]
    fn every_refusal_is_in_the_language_of_the_reader() {
        for (arguments, english) in REFUSALS {
            let arguments = [&["tarazy"], arguments].concat();
            for language in [Language::Kk, Language::Ru] {
                let text = refusal(language, &arguments);
                let words = english.split(|c: char| !c.is_alphabetic()).filter(|word| {
                    word.len() > 1 && !arguments.iter().any(|argument| argument.contains(word))
                });
                let kept: Vec<_> = words
                    .filter(|word| text.split(|c: char| !c.is_alphabetic()).any(|w| w == *word))
                    .collect();
                let names = ["new", "set", "list", "show", "station", "report", "reopen", "import", "to"];
                let formats = ["text", "markdown", "csv", "json", "html", "xlsx"];
                let is_name = |word: &&str| names.contains(word) || formats.contains(word);
                assert!(kept.iter().all(is_name), "{kept:?}: {text}");
            }
        }
    }

    #[test]
    fn the_language_is_found_anywhere_in_the_arguments() {
        for (arguments, expected) in [
            (&["tarazy", "--lang", "ru", "--fancy"][..], Some("ru")),
            (&["tarazy", "--fancy", "--lang=kk,ru"], Some("kk,ru")),
            (&["tarazy", "add", "paper", "--lang", "kk", "--lang", "ru"], Some("kk")),
            (&["tarazy", "add", "--", "--lang", "kk"], None),
            (&["tarazy", "--language", "kk"], None),
            (&["tarazy", "--lang"], None),
            (&["--lang", "kk"], None),
        ] {
            let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
            assert_eq!(given_language(&arguments), expected.map(OsString::from), "{arguments:?}");
        }
    }

    #[test]
    fn a_refusal_quotes_only_the_beginning_of_an_argument() {
        let long = "x".repeat(10_000);
        let option = format!("--{long}");
        for arguments in [
            ["tarazy", &long].as_slice(),
            &["tarazy", &option],
            &["tarazy", "report", &long],
            &["tarazy", "report", &option],
            &["tarazy", "add", "paper", "5", &option],
            &["tarazy", "event", &long],
        ] {
            let text = refusal(Language::En, arguments);
            assert!(text.len() < 800, "{} bytes: {text}", text.len());
            assert!(text.contains("xxx…"), "{text}");
        }
    }

    #[test]
    fn a_refusal_shows_control_characters_as_escapes() {
        for argument in ["\u{1b}[31mhi\u{7}", "--\u{1b}]0;title\u{7}", "a\u{202e}b"] {
            for arguments in [
                ["tarazy", argument].as_slice(),
                &["tarazy", "report", argument],
                &["tarazy", "add", "paper", "5", argument, "6"],
                &["tarazy", "event", argument],
            ] {
                let text = refusal(Language::En, arguments);
                assert!(!text.contains(['\u{7}', '\u{1b}', '\u{202e}']), "{text:?}");
                assert!(text.contains("\\u{"), "{text:?}");
            }
        }
    }
}
