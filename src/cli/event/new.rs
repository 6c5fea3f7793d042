//! `tarazy event new`: creates an event from a template.

use std::path::{Path, PathBuf};

use crate::cli::context::Context;
use crate::cli::current_event;
use crate::cli::event::options;
use crate::cli::failure::Failure;
use crate::cli::local_zone::LocalZone;
use crate::cli::{argument, input_file, output};
use crate::domain::event::{Event, EventError, TEMPLATES};
use crate::journal::absorbed::without_absorbed;
use crate::journal::data_dir::SlugChoice;
use crate::journal::event_file;
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;
use crate::journal::random::random_id;
use crate::journal::reader;
use crate::language::{Message, format};

/// Maximum size of a template in bytes, which is that of `event.json`.
const TEMPLATE_MAX: usize = 1024 * 1024;

/// Options of `event new`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = Message::ValueTitle, help = Message::OptionName)]
    name: String,
    #[arg(long, value_name = Message::ValueDate, help = Message::OptionDate)]
    date: Option<String>,
    #[arg(long, value_name = Message::ValueText, help = Message::OptionVenue)]
    venue: Option<String>,
    #[arg(long, value_name = Message::ValueText, help = Message::OptionOrganiser)]
    organiser: Option<String>,
    #[arg(long, value_name = Message::ValueText, help = Message::OptionSupporter)]
    supporter: Option<String>,
    #[arg(long, value_name = Message::ValueTemplate, help = Message::OptionTemplate)]
    template: Option<String>,
    #[arg(long, value_name = Message::ValueIdAmount, help = Message::OptionTarget)]
    target: Vec<String>,
    #[arg(long, value_name = Message::ValueCloses, help = Message::OptionCloses)]
    closes: Option<String>,
}

/// Creates the event and prints its slug.
///
/// # Errors
/// [`Failure`]; nothing is created.
pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let data = context.data()?;
    let zone = LocalZone::of_machine()?;
    let date = match &args.date {
        Some(date) => argument::date(date)?,
        None => current_event::trusted_today(&data, &zone)?,
    };
    let offset = zone.offset_on(date);
    let (template, file) = read_template(args.template.as_deref())?;
    let mut event =
        Event::from_template(random_id().map_err(FolderError::from)?, &args.name, date, offset, &template)
            .map_err(|error| match (error, file) {
                (error @ EventError::Name, _) | (error, None) => Failure::NewEvent(error),
                (error, Some(path)) => Failure::Template { path, error },
            })?;
    let text = |option, given: &Option<String>| {
        given.as_deref().map_or(Ok(None), |given| options::text(option, given))
    };
    event.venue = text("--venue", &args.venue)?;
    event.organiser = text("--organiser", &args.organiser)?;
    event.supporter = text("--supporter", &args.supporter)?;
    if let Some(closes) = &args.closes {
        event.closes = options::closing_time(closes)?;
    }
    for target in &args.target {
        options::set_target(&mut event, target)?;
    }
    event.check().map_err(Failure::NewEvent)?;
    let same_day: Vec<EventFolder> =
        without_absorbed(data.events()?).into_iter().filter(|folder| folder.event.date == date).collect();
    if let Some(unused) = same_day.iter().find(|folder| is_unused(folder)) {
        let named = event_file::change::<Failure>(unused, |old| {
            // Another process may have named it in the meantime.
            if !old.is_untouched() {
                return Err(Failure::EventChanged(unused.slug.clone()));
            }
            *old = Event { id: old.id.clone(), utc_offset: old.utc_offset, ..event };
            Ok(())
        })?;
        let name = format::clean(&named.event.name).into_owned();
        context.notify(Some(Message::EventNamed { slug: (&named.slug).into(), name: name.into() }));
        return output::answer(&(named.slug + "\n"), None);
    }
    let (created, notice) =
        current_event::create(&data, &event, SlugChoice::Named).map_err(|error| match error {
            FolderError::Unconfirmed { .. } => Failure::EventPerhapsMade(error),
            error => error.into(),
        })?;
    context.notify(Some(notice));
    let other = same_day.first().map(|other| Message::EventSameDay { slug: (&other.slug).into() });
    context.notify(other);
    output::answer(&(created.slug + "\n"), None)
}

/// Returns whether the program made the event by itself, and nobody has changed it or recorded anything in it. Such an
/// event gets the name and the catalogue of the new one, because a second event of the day would have to be chosen at each
/// command.
fn is_unused(folder: &EventFolder) -> bool {
    let is_empty = || reader::replay(folder).is_ok_and(|(ledger, _)| ledger.newest_first().next().is_none());
    folder.event.is_untouched() && is_empty()
}

/// Reads a template and returns its text and the path of its file.
fn read_template(given: Option<&str>) -> Result<(String, Option<PathBuf>), Failure> {
    let given = given.unwrap_or(TEMPLATES[0].0);
    if let Some((_, text)) = TEMPLATES.iter().find(|(name, _)| *name == given) {
        return Ok(((*text).to_owned(), None));
    }
    let path = Path::new(given);
    if path.extension().is_none_or(|extension| extension != "json") {
        return Err(Failure::UnknownTemplate(given.to_owned()));
    }
    let bytes = input_file::read(path, TEMPLATE_MAX)?;
    let text =
        std::io::read_to_string(&*bytes).map_err(|error| Failure::File { path: path.to_owned(), error })?;
    Ok((text.trim_start_matches('\u{feff}').to_owned(), Some(path.to_owned())))
}
