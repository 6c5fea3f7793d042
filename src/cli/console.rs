//! `tarazy` alone: the console.

use crate::cli::failure::Failure;
use crate::cli::setting::Setting;

/// Options of the console itself.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The station [default: the first free one]
    #[arg(long, value_name = "ID")]
    station: Option<String>,
    /// Who operates the station
    #[arg(long, value_name = "NAME")]
    operator: Option<String>,
    /// Draw with ASCII characters only
    #[arg(long)]
    ascii: bool,
}

impl Args {
    /// Whether any of them was given.
    #[must_use]
    pub const fn given(&self) -> bool {
        self.station.is_some() || self.operator.is_some() || self.ascii
    }
}

/// Opens the console.
///
/// # Errors
/// [`Failure`].
pub fn run(setting: &Setting, args: Args) -> Result<(), Failure> {
    let Args { station, operator, ascii } = args;
    open(setting, station, operator, ascii)
}

/// Hands over to the console floor.
fn open(
    setting: &Setting,
    station: Option<String>,
    operator: Option<String>,
    ascii: bool,
) -> Result<(), Failure> {
    let _ = (setting.data()?, setting.slug(), station, operator, ascii);
    Ok(())
}
