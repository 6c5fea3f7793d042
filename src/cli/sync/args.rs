//! The options of `tarazy sync`, which are the same in every build.

use std::path::PathBuf;

use crate::language::Message;

/// Options of `sync`.
#[derive(Debug, clap::Args)]
#[cfg_attr(not(feature = "sync"), allow(dead_code))]
pub(crate) struct Args {
    #[arg(long, required_unless_present = "new_nkey", value_name = Message::ValueUrl, help = Message::OptionSyncServer)]
    pub(super) server: Option<String>,
    #[arg(long, help = Message::OptionSyncAll)]
    pub(super) all: bool,
    #[arg(long, value_name = Message::ValueEvent, help = Message::OptionSyncJoin)]
    pub(super) join: Option<String>,
    #[arg(long, help = Message::OptionSyncList)]
    pub(super) list: bool,
    #[arg(long, help = Message::OptionSyncOnce)]
    pub(super) once: bool,
    #[arg(long, help = Message::OptionSyncCreate)]
    pub(super) create: bool,
    #[arg(long, help = Message::OptionJson)]
    pub(super) json: bool,
    #[arg(long, value_name = Message::ValueFile, help = Message::OptionSyncNkey)]
    pub(super) nkey: Option<PathBuf>,
    #[arg(long, value_name = Message::ValueFile, help = Message::OptionSyncNewNkey)]
    pub(super) new_nkey: Option<PathBuf>,
    #[arg(long, value_name = Message::ValueFile, help = Message::OptionSyncCa)]
    pub(super) ca: Option<PathBuf>,
    #[arg(long, value_name = Message::ValueDomain, help = Message::OptionSyncDomain)]
    pub(super) domain: Option<String>,
}
