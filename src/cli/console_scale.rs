//! The scale of a console: its port is opened before the full screen. A simulated scale gets an event that is thrown away.

use tempfile::TempDir;

use crate::cli::console_event::ConsoleEvent;
use crate::cli::context::Context;
use crate::cli::current_event;
use crate::cli::failure::Failure;
use crate::console::run::ConnectedScale;
use crate::journal::data_dir::{DataDir, SlugChoice};
use crate::journal::event_folder::EventFolder;
use crate::language::Message;
use crate::scale::option::StationScale;
use crate::scale::port::Connection;
use crate::settings::Source;

/// Opens the port of the scale, if the station has one.
///
/// A port that the option names must open, because whoever types the option can correct it. If a port of the settings does not
/// open, the console opens anyway and says that the scale is missing: typing always works.
///
/// # Errors
/// [`Failure::ScalePort`], [`Failure::AutoWithoutScale`] and [`Failure::AutoInPlain`].
pub(super) fn connect(context: &Context, plain: bool) -> Result<Option<ConnectedScale>, Failure> {
    let (config, settings) = (&context.config, &context.config.settings);
    let is_option = |key| config.source(key) == Source::Option;
    // The plain console prints nothing by itself, so nobody would see what was recorded.
    if plain && settings.auto && is_option("auto") {
        return Err(Failure::AutoInPlain);
    }
    let scale = match &settings.scale {
        Some(StationScale::Wire(scale)) => scale.clone(),
        _ if settings.auto && is_option("auto") => return Err(Failure::AutoWithoutScale),
        Some(StationScale::Wedge(wedge)) => return Ok(Some(ConnectedScale::Wedge(wedge.clone()))),
        None => return Ok(None),
    };
    let connection = match Connection::open(&scale.port) {
        Ok(connection) => Some(connection),
        Err(error) if is_option("scale") => {
            return Err(Failure::ScalePort { port: scale.port, error });
        }
        Err(_) => None,
    };
    Ok(Some(ConnectedScale::Wire { scale, connection, is_automatic: settings.auto && !plain }))
}

/// The event of a console with a simulated scale. It is removed with the value.
pub(super) struct DemoEvent {
    folder: EventFolder,
    _data: TempDir,
}

impl DemoEvent {
    /// Creates the event in a temporary folder.
    ///
    /// # Errors
    /// [`Failure::DemoEvent`] if `--event` names another one, or the error that prevents creating it.
    pub(super) fn create(context: &Context) -> Result<Self, Failure> {
        if context.event().is_some() {
            return Err(Failure::DemoEvent);
        }
        let data = tempfile::tempdir().map_err(Failure::Output)?;
        let mut event = context.event_of_today()?;
        event.name = context.texts.get(Message::DemoEventName);
        event.unnamed = false;
        let (folder, _) = current_event::create(&DataDir::at(data.path()), &event, SlugChoice::Day)?;
        Ok(Self { folder, _data: data })
    }

    /// Returns the event as the console opens it.
    #[must_use]
    pub(super) fn opened(&self) -> ConsoleEvent {
        ConsoleEvent::Opened { folder: Box::new(self.folder.clone()), notices: Vec::new() }
    }
}
