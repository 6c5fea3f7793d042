//! Checks the options of `tarazy sync` and runs what they ask for.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::sync::args::Args;
use crate::cli::sync::print;
use crate::journal::absorbed::without_absorbed;
use crate::journal::event_folder::EventFolder;
use crate::language::{Message, format};
use crate::sync::options::{self, ServerOptions};
use crate::sync::report::SyncReport;
use crate::sync::{remote_events, run as sync_run};

/// The exit status of a program that a signal ended by its default action.
const SIGNALLED: i32 = 130;

/// Runs the command.
///
/// # Errors
/// [`Failure`].
pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    check(context, args)?;
    if let Some(path) = &args.new_nkey {
        return output::answer(&(options::new_key(path)? + "\n"), None);
    }
    let server = args.server.as_deref().unwrap_or_default();
    let options = ServerOptions::new(server, args.nkey.as_deref(), args.ca.clone(), args.domain.clone())?;
    if args.create {
        remote_events::create(&options)?;
        let done = Message::SyncCreated { server: options.shown().into() };
        return output::answer(&(context.texts.get(done) + "\n"), None);
    }
    let data = context.data()?;
    if args.list {
        return print::list(
            &remote_events::list(&options)?,
            &data.events()?,
            &options,
            args.json,
            &context.texts,
        );
    }
    let folders = match &args.join {
        Some(wanted) => {
            let (folder, is_new) = remote_events::join(&options, &data, wanted)?;
            let slug = (&folder.slug).into();
            let said = if is_new { Message::MergeMade { slug } } else { Message::SyncJoinedHere { slug } };
            context.notify(Some(said));
            vec![folder]
        }
        None if args.all => {
            let events = without_absorbed(data.events()?);
            if events.is_empty() {
                return Err(Failure::SyncNothingHere);
            }
            events
        }
        // An event of its own is not what a machine needs that has none yet.
        None => vec![context.open_for_reading().map_err(|failure| match failure {
            Failure::NoEvent => Failure::SyncNothingHere,
            other => other,
        })?],
    };
    let slugs: Vec<&str> = folders.iter().map(|folder: &EventFolder| folder.slug.as_str()).collect();
    if !args.once {
        let (server, events) = (options.shown().into(), format::list(&slugs).into());
        context.notify(Some(Message::SyncStarted { server, events }));
    }
    let stop = stop_signal().map_err(Failure::Thread)?;
    let is_json = args.json && !args.once;
    let mut written = Ok(());
    let mut report = |report: SyncReport<'_>| {
        if is_json {
            let line = print::report_json(&report, &context.texts);
            written = std::mem::replace(&mut written, Ok(())).and(output::text(&line));
        } else if !args.once || print::is_kept(&report.what) {
            output::message(&context.texts.show(print::report_text(&report)));
        }
    };
    let synced = sync_run::run(&options, &data, folders, args.once, &stop, &mut report)?;
    written?;
    if args.once {
        let Some(synced) = synced else { return Err(Failure::SyncStopped) };
        print::result(&synced, args.json, &context.texts)?;
        if let Some(waiting) = synced.iter().find(|synced| synced.totals.waiting > 0) {
            let (event, count) = (waiting.folder.slug.clone(), waiting.totals.waiting);
            return Err(Failure::SyncWaiting { event, count });
        }
    }
    Ok(())
}

/// Refuses options that exclude each other.
fn check(context: &Context, args: &Args) -> Result<(), Failure> {
    let given = [
        ("--new-nkey", args.new_nkey.is_some()),
        ("--create", args.create),
        ("--list", args.list),
        ("--join", args.join.is_some()),
        ("--all", args.all),
        ("--event", context.event().is_some()),
    ];
    let mut given = given.into_iter().filter(|(_, is_given)| *is_given).map(|(option, _)| option);
    match (given.next(), given.next()) {
        (Some(first), Some(second)) => Err(Failure::SyncOptions(first, second)),
        (Some(first @ ("--new-nkey" | "--create" | "--list")), None) if args.once => {
            Err(Failure::SyncOptions(first, "--once"))
        }
        _ => Ok(()),
    }
}

/// Returns what a signal sets. The second signal ends the program at once.
fn stop_signal() -> io::Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        flag::register_conditional_shutdown(signal, SIGNALLED, Arc::clone(&stop))?;
        flag::register(signal, Arc::clone(&stop))?;
    }
    Ok(stop)
}
