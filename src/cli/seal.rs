//! `tarazy seal` and `tarazy reopen`: end an event, and go on with it.

use crate::cli::argument;
use crate::cli::context::{self, Context};
use crate::cli::failure::Failure;
use crate::cli::{damage, output};
use crate::journal::seal::{self, SealError};
use crate::language::{Message, format};

/// Options of `reopen`.
#[derive(Debug, clap::Args)]
pub(super) struct ReopenArgs {
    #[arg(long, value_name = Message::ValueText, help = Message::OptionReasonReopen)]
    reason: String,
}

/// Seals the event and prints the figures that it had then.
///
/// # Errors
/// [`Failure`]; the event is then unchanged, unless the disk did not confirm the change.
pub(super) fn seal(context: &Context) -> Result<(), Failure> {
    let folder = context.open_for_changing()?;
    context.warn_of_clock(&folder);
    let (sealed, was_sealed) =
        seal::seal(&folder, context::now(&folder.event)).map_err(|error| failure(error, &folder.slug))?;
    let (event, texts) = ((&sealed.slug).into(), &context.texts);
    let at = sealed.event.sealed.as_ref().map_or_else(String::new, |seal| format::date_time(seal.at));
    if was_sealed {
        context.notify(Some(Message::EventSealedBefore { event, at: at.into() }));
        return Ok(());
    }
    let (ledger, damage) = damage::read(&sealed, texts).map_err(|error| error.after_change(&sealed.slug))?;
    let total =
        format!("{} {}", format::kilograms(ledger.tally().net, texts.language()), texts.get(Message::UnitKg));
    let people = texts.get(Message::PeopleCount { count: ledger.tally().people.into() });
    let done = Message::EventSealedNow { event, at: at.into(), total: total.into(), people: people.into() };
    damage.warn(texts);
    output::answer(&(texts.get(done) + "\n"), None)
}

/// Reopens the event.
///
/// # Errors
/// [`Failure`]; the event is then unchanged, unless the disk did not confirm the change.
pub(super) fn reopen(context: &Context, args: &ReopenArgs) -> Result<(), Failure> {
    let reason = argument::text("--reason", args.reason.trim())?;
    if reason.is_empty() {
        return Err(Failure::NoReason);
    }
    let folder = context.open_for_changing()?;
    context.warn_of_clock(&folder);
    let opened = seal::reopen(&folder, context::now(&folder.event), reason)
        .map_err(|error| failure(error, &folder.slug))?;
    output::answer(&(context.texts.get(Message::EventReopened { event: (&opened.slug).into() }) + "\n"), None)
}

fn failure(error: SealError, slug: &str) -> Failure {
    match error {
        SealError::InUse(error) => Failure::SealInUse(error),
        SealError::Folder(error) => Failure::Folder(error),
        SealError::NotSealed => Failure::NotSealed(slug.to_owned()),
    }
}
