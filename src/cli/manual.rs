//! `tarazy completions` and `tarazy man`, both generated from the command tree.

use std::io;

use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::Roff;

use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::pick::{self, Choices};

/// Options of `completions`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The shell
    #[arg(value_parser = Choices(&["bash", "zsh", "fish"]))]
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

/// Prints the manual page, with a section for each command.
///
/// # Errors
/// [`Failure`].
pub(super) fn man(tree: Command) -> Result<(), Failure> {
    let page = render_page(tree).map_err(Failure::Output)?;
    output::result(|out| out.write_all(&page))
}

fn render_page(tree: Command) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    let commands: Vec<Command> = tree.get_subcommands().cloned().collect();
    let name = tree.get_name().to_owned();
    let weighing = tree.get_after_help().map(ToString::to_string).unwrap_or_default();
    let man = Man::new(tree.disable_help_subcommand(true));
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    Roff::new().control("SH", ["COMMANDS"]).to_writer(&mut page)?;
    for command in commands {
        write_command(command, &name, &mut page)?;
    }
    Roff::new().control("SH", ["WEIGHING"]).text([weighing.as_str().into()]).to_writer(&mut page)?;
    man.render_version_section(&mut page)?;
    Ok(page)
}

/// Writes the synopsis, description and options of a command, then of its subcommands.
fn write_command(command: Command, parent: &str, page: &mut Vec<u8>) -> io::Result<()> {
    let name = format!("{parent} {}", command.get_name());
    if command.has_subcommands() {
        for subcommand in command.get_subcommands() {
            write_command(subcommand.clone(), &name, page)?;
        }
        return Ok(());
    }
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let man = Man::new(command.disable_help_flag(true).bin_name(name.clone()));
    Roff::new().control("SS", [name.as_str()]).text([about.as_str().into()]).to_writer(page)?;
    let mut parts = Vec::new();
    man.render_synopsis_section(&mut parts)?;
    man.render_options_section(&mut parts)?;
    // Replace the headings by plain paragraphs, because the command is only a section of the page.
    for line in String::from_utf8_lossy(&parts)
        .lines()
        .filter(|line| !line.starts_with(".ie") && !line.starts_with(".el"))
    {
        let line = if line.starts_with(".SH") { ".PP" } else { line };
        page.extend_from_slice(line.as_bytes());
        page.push(b'\n');
    }
    Ok(())
}
