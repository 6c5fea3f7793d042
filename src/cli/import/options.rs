//! The options of `import`.

use std::path::PathBuf;

use crate::language::Message;
use crate::spreadsheet::{DateOrder, DecimalMark};

/// Options of `import`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = Message::ValueFile, help = Message::OptionImportFile)]
    pub(super) file: PathBuf,
    #[arg(long, value_name = Message::ValueTitle, help = Message::OptionSheet)]
    pub(super) sheet: Option<String>,
    #[arg(long, value_name = Message::ValueJsonFile, help = Message::OptionMap)]
    pub(super) map: Option<PathBuf>,
    #[arg(long, help = Message::OptionDryRun)]
    pub(super) dry_run: bool,
    #[arg(long, requires = "dry_run", help = Message::OptionJsonImport)]
    pub(super) json: bool,
    #[arg(long, help = Message::OptionStrict)]
    pub(super) strict: bool,
    #[arg(long, help = Message::OptionAgain)]
    pub(super) again: bool,
    #[arg(long, value_name = Message::ValueStation, help = Message::OptionStationImport)]
    pub(super) station: Option<String>,
    #[arg(long, value_enum, value_name = Message::ValueFormat, help = Message::OptionDates)]
    pub(super) dates: Option<OrderOption>,
    #[arg(long, value_enum, value_name = Message::ValueFormat, help = Message::OptionDecimalImport)]
    pub(super) decimal: Option<MarkOption>,
}

/// The values of `--dates`.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(super) enum OrderOption {
    Dmy,
    Mdy,
}

impl From<OrderOption> for DateOrder {
    fn from(order: OrderOption) -> Self {
        match order {
            OrderOption::Dmy => Self::Dmy,
            OrderOption::Mdy => Self::Mdy,
        }
    }
}

/// The values of `--decimal`.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(super) enum MarkOption {
    Comma,
    Point,
}

impl From<MarkOption> for DecimalMark {
    fn from(mark: MarkOption) -> Self {
        match mark {
            MarkOption::Comma => Self::Comma,
            MarkOption::Point => Self::Point,
        }
    }
}
