//! `tarazy completions` and `tarazy man`, both generated from the command tree.

use std::io;

use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::Roff;

use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::pick::{self, Choices};
use crate::language::{Message, Texts};

/// Options of `completions`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_parser = Choices(&["bash", "zsh", "fish"]), value_name = Message::ValueShell, help = Message::OptionShell)]
    shell: String,
}

const SHELLS: [(&str, Shell); 3] = [("bash", Shell::Bash), ("zsh", Shell::Zsh), ("fish", Shell::Fish)];

/// Prints the completions of a shell.
///
/// # Errors
/// [`Failure`].
pub(super) fn completions(mut tree: Command, args: &Args) -> Result<(), Failure> {
    let shell = pick::one_of("completions", &args.shell, &SHELLS)?;
    let mut script = Vec::new();
    let name = tree.get_name().to_owned();
    clap_complete::generate(shell, &mut tree, name, &mut script);
    output::result(|out| out.write_all(&script))
}

/// Prints the manual page of a translated command tree, with a section for each command.
///
/// # Errors
/// [`Failure`].
pub(super) fn man(tree: Command, texts: &Texts) -> Result<(), Failure> {
    let page = render_page(tree, texts).map_err(Failure::Output)?;
    output::result(|out| out.write_all(&page))
}

fn render_page(tree: Command, texts: &Texts) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    let commands: Vec<Command> =
        tree.get_subcommands().filter(|command| command.get_name() != "help").cloned().collect();
    let name = tree.get_name().to_owned();
    let weighing = tree.get_after_help().map(ToString::to_string).unwrap_or_default();
    let man = Man::new(tree);
    man.render_title(&mut page)?;
    for (heading, render) in [
        (
            Message::UsageManualName,
            Man::render_name_section as fn(&Man, &mut dyn io::Write) -> io::Result<()>,
        ),
        (Message::UsageManualSynopsis, Man::render_synopsis_section),
        (Message::UsageManualDescription, Man::render_description_section),
    ] {
        write_section(&texts.get(heading), |section| render(&man, section), &mut page)?;
    }
    // The headings of this section are those of the options, which are translated.
    man.render_options_section(&mut page)?;
    Roff::new().control("SH", [texts.get(Message::UsageManualCommands).as_str()]).to_writer(&mut page)?;
    for command in commands {
        write_command(command, &name, &mut page)?;
    }
    Roff::new()
        .control("SH", [texts.get(Message::UsageManualWeighing).as_str()])
        .text([weighing.as_str().into()])
        .to_writer(&mut page)?;
    write_section(
        &texts.get(Message::UsageManualVersion),
        |section| man.render_version_section(section),
        &mut page,
    )?;
    Ok(page)
}

/// Writes a section under this heading instead of the English one.
fn write_section(
    heading: &str,
    render: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
    page: &mut Vec<u8>,
) -> io::Result<()> {
    let mut section = Vec::new();
    render(&mut section)?;
    Roff::new().control("SH", [heading]).to_writer(page)?;
    for line in
        String::from_utf8_lossy(&section).lines().filter(|line| is_content(line) && !line.starts_with(".SH"))
    {
        page.extend_from_slice(line.as_bytes());
        page.push(b'\n');
    }
    Ok(())
}

/// Returns whether a line is neither of the two that begin every part of a page.
fn is_content(line: &str) -> bool {
    !line.starts_with(".ie") && !line.starts_with(".el")
}

/// Writes the synopsis, description and options of a command, then of its subcommands. The options of every command are
/// described once, at the beginning of the page.
fn write_command(command: Command, parent: &str, page: &mut Vec<u8>) -> io::Result<()> {
    let name = format!("{parent} {}", command.get_name());
    if command.has_subcommands() {
        for subcommand in command.get_subcommands().filter(|subcommand| subcommand.get_name() != "help") {
            write_command(subcommand.clone(), &name, page)?;
        }
        return Ok(());
    }
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let own = command.mut_args(|option| {
        let is_common = option.is_global_set() || matches!(option.get_id().as_str(), "help" | "version");
        option.hide(is_common)
    });
    let man = Man::new(own.bin_name(name.clone()));
    Roff::new().control("SS", [name.as_str()]).text([about.as_str().into()]).to_writer(page)?;
    let mut parts = Vec::new();
    man.render_synopsis_section(&mut parts)?;
    man.render_options_section(&mut parts)?;
    // Replace the headings by plain paragraphs, because the command is only a section of the page.
    for line in String::from_utf8_lossy(&parts).lines().filter(|line| is_content(line)) {
        let line = if line.starts_with(".SH") { ".PP" } else { line };
        page.extend_from_slice(line.as_bytes());
        page.push(b'\n');
    }
    Ok(())
}
