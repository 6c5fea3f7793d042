//! The help of the command line in the reader's language.
//!
//! The options name a [`Message`] for each text. clap stores it as the key of the message, which is never shown:
//! [`translated`] replaces the keys, and the words that clap adds itself, by texts.
//!
//! Invariant: every text of the tree is a key, so no text of the help is in another language (see the tests).

use clap::builder::{Str, StyledStr};
use clap::{Arg, Command};

use crate::language::{Message, Texts};

/// Stores the key of a message that has no arguments.
impl From<Message> for StyledStr {
    fn from(message: Message) -> Self {
        message.key().into()
    }
}

/// Stores the key of a message that has no arguments.
impl From<Message> for Str {
    fn from(message: Message) -> Self {
        message.key().into()
    }
}

/// Returns the command tree with all texts in the language of `texts`. It accepts the same arguments.
#[must_use]
pub(super) fn translated(mut tree: Command, texts: &Texts) -> Command {
    // This adds the options and commands that clap makes itself.
    tree.build();
    let name = tree.get_name().to_owned();
    command(tree, &name, texts)
}

/// Translates a command and its subcommands. `name` is the whole name, such as `tarazy event new`.
fn command(tree: Command, name: &str, texts: &Texts) -> Command {
    let about = if tree.get_name() == "help" {
        Some(texts.get(Message::CommandHelp))
    } else {
        tree.get_about().map(|about| by_key(about, texts))
    };
    let after = tree.get_after_help().map(|after| by_key(after, texts));
    let tree = tree.mut_args(|option| argument(option, texts)).mut_subcommands(|subcommand| {
        let name = format!("{name} {}", subcommand.get_name());
        command(subcommand, &name, texts)
    });
    let usage = usage(&tree, name, texts);
    // `tarazy add --version` prints the name of the program.
    let program = name.split(' ').next().unwrap_or(name).to_owned();
    let heading = tree.get_styles().get_usage();
    let template = format!(
        "{{about-with-newline}}\n{heading}{}:{heading:#} {{usage}}\n\n{{all-args}}{{after-help}}",
        texts.get(Message::UsageHeading)
    );
    let mut tree = tree
        .display_name(program)
        .help_template(template)
        .override_usage(usage)
        .subcommand_help_heading(texts.get(Message::UsageCommands))
        .subcommand_value_name(texts.get(Message::ValueCommand));
    if let Some(about) = about {
        tree = tree.about(about);
    }
    if let Some(after) = after {
        tree = tree.after_help(after);
    }
    tree
}

/// Returns the text of this key, or the text itself if it is not a key.
fn by_key(text: &StyledStr, texts: &Texts) -> String {
    let key = text.to_string();
    texts.by_key(&key).unwrap_or(key)
}

/// Translates an option or a positional argument.
fn argument(option: Arg, texts: &Texts) -> Arg {
    let id = option.get_id().as_str();
    let is_built_in = matches!(id, "help" | "version");
    let mut help = match id {
        "help" => texts.get(Message::OptionHelp),
        "version" => texts.get(Message::OptionVersion),
        _ => option.get_help().map(|help| by_key(help, texts)).unwrap_or_default(),
    };
    let heading = if is_built_in || option.is_global_set() {
        Message::UsageCommonOptions
    } else if option.is_positional() {
        Message::UsageArguments
    } else {
        Message::UsageOptions
    };
    let takes_values = option.get_num_args().is_some_and(|number| number.takes_values());
    let mut option = option;
    if takes_values {
        let defaults: Vec<_> =
            option.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
        let values = option.get_possible_values();
        let choices: Vec<_> =
            values.iter().filter(|value| !value.is_hide_set()).map(|value| value.get_name()).collect();
        let mut notes = Vec::new();
        if !defaults.is_empty() {
            notes.push(Message::UsageDefault { value: defaults.join(", ").into() });
        }
        if !choices.is_empty() {
            notes.push(Message::UsagePossible { values: choices.join(", ").into() });
        }
        for note in notes {
            help.push(' ');
            help.push_str(&texts.get(note));
        }
        let names: Vec<String> = option
            .get_value_names()
            .unwrap_or_default()
            .iter()
            .map(|name| texts.by_key(name.as_str()).unwrap_or_else(|| name.to_string()))
            .collect();
        if !names.is_empty() {
            option = option.value_names(names);
        }
    }
    option.help(help).help_heading(texts.get(heading)).hide_default_value(true).hide_possible_values(true)
}

/// Returns the usage of a command, such as `tarazy out [OPTIONS] --to <NAME> <MATERIAL> <AMOUNT>`.
fn usage(tree: &Command, name: &str, texts: &Texts) -> StyledStr {
    let literal = tree.get_styles().get_literal();
    let mut parts = vec![format!("{literal}{name}{literal:#}")];
    let is_built_in = |option: &Arg| matches!(option.get_id().as_str(), "help" | "version");
    if tree
        .get_arguments()
        .any(|option| !option.is_positional() && !option.is_required_set() && !is_built_in(option))
    {
        parts.push(format!("[{}]", texts.get(Message::UsageAnyOptions)));
    }
    let required = tree.get_arguments().filter(|option| !option.is_positional() && option.is_required_set());
    parts.extend(required.chain(tree.get_positionals()).map(ToString::to_string));
    if tree.has_subcommands() {
        let command = texts.get(Message::ValueCommand);
        let is_required = tree.is_subcommand_required_set();
        parts.push(if is_required { format!("<{command}>") } else { format!("[{command}]") });
    }
    parts.join(" ").into()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;
    use crate::language::Language;

    /// Calls `check` for each command of the tree except `help`, with its whole name.
    fn walk(tree: &Command, name: &str, check: &mut impl FnMut(&Command, &str)) {
        check(tree, name);
        for subcommand in tree.get_subcommands().filter(|subcommand| subcommand.get_name() != "help") {
            walk(subcommand, &format!("{name} {}", subcommand.get_name()), check);
        }
    }

    #[test]
    fn every_text_of_the_command_tree_is_a_message() {
        let texts = Texts::new(Language::En);
        let mut tree = Cli::command();
        tree.build();
        let mut count = 0;
        walk(&tree, "tarazy", &mut |command, name| {
            let is_key =
                |text: Option<&StyledStr>| text.is_some_and(|text| texts.by_key(&text.to_string()).is_some());
            assert!(is_key(command.get_about()), "{name}: about = Message::…");
            assert!(command.get_long_about().is_none(), "{name}");
            // clap would name an alias in English.
            assert!(command.get_visible_aliases().next().is_none(), "{name}");
            for option in command.get_arguments() {
                let id = option.get_id().as_str();
                if matches!(id, "help" | "version") {
                    continue;
                }
                assert!(is_key(option.get_help()), "{name} {id}: help = Message::…");
                assert!(option.get_long_help().is_none(), "{name} {id}");
                assert!(option.get_visible_aliases().is_none_or(|aliases| aliases.is_empty()), "{name} {id}");
                if option.get_num_args().is_some_and(|number| number.takes_values()) {
                    let names = option.get_value_names().unwrap_or_default();
                    let is_key = |name: &Str| texts.by_key(name.as_str()).is_some();
                    assert!(
                        names.len() == 1 && names.iter().all(is_key),
                        "{name} {id}: value_name = Message::…"
                    );
                }
                for value in option.get_possible_values() {
                    assert!(value.get_help().is_none(), "{name} {id}: {}", value.get_name());
                }
                count += 1;
            }
        });
        assert!(count > 100, "{count}");
    }

    /// Latin words in the Kazakh and Russian help that no name in the tree contains.
    const NAMES: [&str; 48] = [
        "tarazy",
        "Enter",
        "F1",
        "F10",
        "q12",
        "5q",
        "ASCII",
        "CSV",
        "JSON",
        "HTML",
        "A4",
        "UTC",
        "kk",
        "ru",
        "en",
        "wedge",
        "json",
        "csv",
        "at",
        "operator",
        "typed",
        "stations",
        "eco-action",
        "swap",
        "subbotnik",
        "crate",
        "plastic",
        "pcs",
        "kg",
        "total",
        "lamps",
        "ODS",
        "cas",
        "dev",
        "ttyUSB0",
        "8N1",
        "massa-k",
        "tcp",
        "XLS",
        "XLSX",
        "NATS",
        "URL",
        "nats",
        "host",
        "nkey",
        "id",
        "JetStream",
        "tls",
    ];

    #[test]
    fn the_help_of_every_command_has_no_word_of_another_language() {
        for language in [Language::Kk, Language::Ru] {
            let tree = translated(Cli::command(), &Texts::new(language));
            let mut known: BTreeSet<String> = NAMES.map(str::to_owned).into();
            let (mut names, mut pages) = (BTreeSet::new(), Vec::new());
            walk(&tree, "tarazy", &mut |command, name| {
                names.insert(command.get_name().to_owned());
                for option in command.get_arguments() {
                    names.extend(option.get_long().map(str::to_owned));
                    names.insert(option.get_id().to_string());
                    names
                        .extend(option.get_possible_values().iter().map(|value| value.get_name().to_owned()));
                }
                pages.push((name.to_owned(), command.clone().render_long_help().to_string()));
            });
            pages.push((
                "tarazy help".to_owned(),
                tree.clone().find_subcommand_mut("help").unwrap().render_help().to_string(),
            ));
            known.extend(names);
            for (name, page) in pages {
                let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '+');
                for word in page.split(|c| !is_letter(c)).map(|word| word.trim_matches('-')) {
                    let is_latin = word.len() > 1 && word.chars().any(|c| c.is_ascii_alphabetic());
                    let is_known = known.contains(word) || word.starts_with("TARAZY_");
                    let is_time = word.starts_with("2026-01-25T");
                    assert!(!is_latin || is_known || is_time, "{name}: {word:?} in\n{page}");
                }
            }
        }
    }

    const OUT_HELP: &str = r#"Record a hand-over to a collector

Usage: tarazy out [OPTIONS] --to <NAME> <MATERIAL> <AMOUNT>

Arguments:
  <MATERIAL>  The material: its id, key letter or number
  <AMOUNT>    The amount, such as 320 or 12500-9800

Options:
      --to <NAME>        The collector
      --station <ID>     The station that records it [env: TARAZY_STATION] [default: A]
      --operator <NAME>  The operator of the station from this record on
      --at <TIME>        When it was handed over, such as 2026-01-25T14:05:00+05:00 [default: now]
      --id <KEY>         A key of your choice: if the command is repeated with it, the record is not
                         made twice

Options of every command:
      --data-dir <DIR>  The folder with all events [env: TARAZY_DATA_DIR]
      --event <EVENT>   The event: its slug, its date, or the beginning of its slug or name
                        [default: today's, if only one can be meant]
      --lang <LANG>     The language of texts: kk, ru or en; "board" can alternate several, such as
                        kk,ru [env: TARAZY_LANG] [default: the locale's]
  -h, --help            Print help
  -V, --version         Print the version
"#;

    #[test]
    fn the_english_help_of_a_command() {
        let mut tree = translated(Cli::command(), &Texts::new(Language::En));
        let out = tree.find_subcommand_mut("out").unwrap();
        assert_eq!(out.render_help().to_string(), OUT_HELP);
    }
}
