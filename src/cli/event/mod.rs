//! `tarazy event`: creates, changes, lists and shows events.

mod changes;
mod new;
mod options;
mod set;

use chrono::NaiveDate;
use clap::Subcommand;
use serde::Serialize;

use crate::cli::context::{self, Context};
use crate::cli::damage;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::domain::event::Event;
use crate::domain::record::Moment;
use crate::domain::seal::Reopening;
use crate::domain::tally::Tally;
use crate::journal::absorbed::absorber;
use crate::journal::event_folder::EventFolder;
use crate::journal::sync_status::{SyncMark, SyncStatus};
use crate::language::{Message, Texts, format};
use crate::report::columns::{Edge, lay_out};

/// Maximum width of a line. If a line is too long, only the name is shortened.
const WIDTH: usize = 100;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    #[command(about = Message::CommandEventNew)]
    New(new::Args),
    #[command(about = Message::CommandEventSet)]
    Set(Box<set::Args>),
    #[command(about = Message::CommandEventList)]
    List(PrintArgs),
    #[command(about = Message::CommandEventShow)]
    Show(PrintArgs),
}

/// Options of `event list` and `event show`.
#[derive(Debug, clap::Args)]
pub(super) struct PrintArgs {
    #[arg(long, help = Message::OptionJson)]
    json: bool,
}

#[derive(Serialize)]
struct EventListItem<'a> {
    id: &'a str,
    slug: &'a str,
    name: &'a str,
    date: NaiveDate,
    people: i64,
    entries: i64,
    total_net_g: i64,
    /// The slug of the event into which this one was merged.
    part_of: Option<&'a str>,
    /// Whether every journal is undamaged.
    verified: bool,
    /// When the event was sealed, or null.
    sealed: Option<String>,
}

#[derive(Serialize)]
struct EventDetails<'a> {
    #[serde(flatten)]
    item: EventListItem<'a>,
    voided: i64,
    folder: String,
    event: &'a Event,
    /// What `tarazy sync` last said, if the event was ever synchronised.
    #[serde(skip_serializing_if = "Option::is_none")]
    sync: Option<SyncJson>,
}

#[derive(Serialize)]
struct SyncJson {
    server: String,
    /// Whether the server has the same lines now.
    complete: bool,
    /// Since when it has not, or when both last had the same lines.
    at: String,
}

impl SyncJson {
    fn new(status: SyncStatus, event: &Event) -> Self {
        let mark = status.mark(context::now(event));
        let (SyncMark::Agreed(at) | SyncMark::Since(at)) = mark;
        Self { server: status.server, complete: matches!(mark, SyncMark::Agreed(_)), at: at.to_rfc3339() }
    }
}

/// Runs one of the subcommands.
///
/// # Errors
/// [`Failure`].
pub(super) fn run(context: &Context, command: Command) -> Result<(), Failure> {
    match command {
        Command::New(args) => new::run(context, &args),
        Command::Set(args) => set::run(context, &args),
        Command::List(args) => list(context, args.json),
        Command::Show(args) => show(context, args.json),
    }
}

fn list(context: &Context, json: bool) -> Result<(), Failure> {
    let listing = context.data()?.listing()?;
    let mut sums = Vec::new();
    for folder in &listing.events {
        let (ledger, damage) = damage::read(folder, &context.texts)?;
        sums.push((folder, ledger, damage));
    }
    if json {
        let rows: Vec<_> = sums
            .iter()
            .map(|(folder, ledger, damage)| {
                list_item(folder, ledger.tally(), &listing.events, damage.is_verified())
            })
            .collect();
        output::json(&rows)?;
    } else {
        let texts = &context.texts;
        let rows: Vec<_> = sums
            .iter()
            .map(|(folder, ledger, _)| {
                let tally = ledger.tally();
                let kilograms = format::kilograms(tally.net, texts.language());
                vec![
                    folder.slug.clone(),
                    format::date(folder.event.date),
                    texts.event_name(folder.event.given_name()).into_owned(),
                    texts.get(Message::PeopleCount { count: tally.people.into() }),
                    texts.get(Message::EntriesCount { count: tally.entries.into() }),
                    format!("{kilograms} {}", texts.get(Message::UnitKg)),
                    remark(folder, &listing.events, texts),
                ]
            })
            .collect();
        let edges = [Edge::Left, Edge::Left, Edge::Left, Edge::Right, Edge::Right, Edge::Right, Edge::Left];
        output::text(&lay_out(&rows, &edges, 2, WIDTH))?;
    }
    sums.iter().for_each(|(_, _, damage)| damage.warn(&context.texts));
    if listing.broken.is_empty() {
        return Ok(());
    }
    Err(Failure::BrokenEvents(listing.broken.into_iter().map(|(_, error)| error).collect()))
}

fn show(context: &Context, json: bool) -> Result<(), Failure> {
    let folder = context.open_for_reading()?;
    let (ledger, damage) = damage::read(&folder, &context.texts)?;
    let tally = ledger.tally();
    let event = &folder.event;
    if json {
        let events = context.data()?.events()?;
        let item = list_item(&folder, tally, &events, damage.is_verified());
        let sync = SyncStatus::read(&folder).map(|status| SyncJson::new(status, event));
        let folder = folder.path.to_string_lossy().into_owned();
        output::json(&EventDetails { item, voided: tally.voided, folder, event, sync })?;
        damage.warn(&context.texts);
        return Ok(());
    }
    let texts = &context.texts;
    let language = texts.language();
    let mass = |grams| format!("{} {}", format::kilograms(grams, language), texts.get(Message::UnitKg));
    let mut rows = vec![
        vec![texts.get(Message::ReportEventSlug), folder.slug.clone()],
        vec![texts.get(Message::ReportDate), format::date(event.date)],
        vec![texts.get(Message::SetOffset), format::utc_offset(event.utc_offset)],
    ];
    for Reopening { at, reason, sealed, .. } in &event.reopened {
        rows.push(vec![texts.get(Message::EventSealedAt), format::date_time(sealed.at)]);
        let reason = format::clean(reason);
        rows.push(vec![
            texts.get(Message::EventReopenedAt),
            format!("{} ({reason})", format::date_time(*at)),
        ]);
    }
    rows.extend(
        event.sealed.as_ref().map(|seal| vec![texts.get(Message::EventSealedAt), format::date_time(seal.at)]),
    );
    let partners = [
        (texts.get(Message::ReportVenue), &event.venue),
        (texts.get(Message::ReportOrganiser), &event.organiser),
        (texts.get(Message::ReportSupporter), &event.supporter),
    ];
    for (label, partner) in partners {
        rows.extend(partner.as_ref().map(|text| vec![label, format::clean(text).into_owned()]));
    }
    if let Some(status) = SyncStatus::read(&folder) {
        rows.push(vec![texts.get(Message::SyncRow), sync_text(&status, event, texts)]);
    }
    rows.push(vec![texts.get(Message::ReportPeople), format::integer(tally.people, language)]);
    rows.push(vec![texts.get(Message::ReportEntries), format::integer(tally.entries, language)]);
    rows.push(vec![texts.get(Message::ReportVoided), format::integer(tally.voided, language)]);
    rows.push(vec![texts.get(Message::ReportTotal), mass(tally.net)]);
    rows.extend(event.closes.map(|closes| vec![texts.get(Message::EventCloses), String::from(closes)]));
    rows.extend(event.target_g.map(|target| vec![texts.get(Message::EventTargetTotal), mass(target)]));
    for material in &event.materials {
        let Some(target) = changes::mass_or_pieces(material.target_g, material.target_pieces, texts) else {
            continue;
        };
        let name = format::clean(texts.local(&material.name)).into_owned();
        let label = texts.get(Message::EventTarget { material: name.into() });
        rows.push(vec![label, target]);
    }
    for tare in &event.tares {
        let name = format::clean(texts.local(&tare.name)).into_owned();
        rows.push(vec![texts.get(Message::EventTare { name: name.into() }), mass(tare.g)]);
    }
    let folder = folder.path.to_string_lossy();
    rows.push(vec![texts.get(Message::EventFolder), format::clean(&folder).into_owned()]);
    let name = texts.event_name(event.given_name());
    output::text(&format!("{name}\n{}", lay_out(&rows, &[Edge::Left, Edge::Left], 0, usize::MAX)))?;
    damage.warn(texts);
    Ok(())
}

/// Says since when a server has the same lines, or has not.
fn sync_text(status: &SyncStatus, event: &Event, texts: &Texts) -> String {
    let server = status.server.as_str().into();
    let local = |at: Moment| format::date_time(at.with_timezone(&event.utc_offset.0)).into();
    texts.get(match status.mark(context::now(event)) {
        SyncMark::Agreed(at) => Message::SyncRowAgreed { server, at: local(at) },
        SyncMark::Since(at) => Message::SyncRowSince { server, since: local(at) },
    })
}

/// Says that an event is part of another one, or sealed.
fn remark(folder: &EventFolder, events: &[EventFolder], texts: &Texts) -> String {
    let part_of = part_of(folder, events).map(|slug| Message::EventPartOf { slug: slug.into() });
    let sealed = folder.event.sealed.as_ref();
    let sealed = sealed.map(|seal| Message::EventListSealed { at: format::date_time(seal.at).into() });
    let remarks: Vec<String> = part_of.into_iter().chain(sealed).map(|message| texts.get(message)).collect();
    remarks.join(", ")
}

/// Returns the slug of the event into which this one was merged.
fn part_of<'a>(folder: &EventFolder, events: &'a [EventFolder]) -> Option<&'a str> {
    absorber(events, &folder.event).map(|into| into.slug.as_str())
}

fn list_item<'a>(
    folder: &'a EventFolder,
    tally: &Tally,
    events: &'a [EventFolder],
    verified: bool,
) -> EventListItem<'a> {
    EventListItem {
        id: &folder.event.id,
        slug: &folder.slug,
        name: &folder.event.name,
        date: folder.event.date,
        people: tally.people,
        entries: tally.entries,
        total_net_g: tally.net.get(),
        part_of: part_of(folder, events),
        verified,
        sealed: folder.event.sealed.as_ref().map(|seal| seal.at.to_rfc3339()),
    }
}
