//! Opens the event of the console, and asks for it if it is not clear which one is meant.

use std::io::{self, IsTerminal};

use crate::cli::configuration;
use crate::cli::context::{self, Context};
use crate::cli::current_event::{self, ChosenEvent, Question, Sealed};
use crate::cli::failure::Failure;
use crate::console::start_screen::{self, StartAnswer, StartEvent, StartQuestion};
use crate::journal::data_dir::{DataDir, SlugChoice};
use crate::journal::event_folder::EventFolder;
use crate::journal::reader;
use crate::language::{Message, Text, Texts};
use crate::screen::setup::Features;
use crate::screen::theme::Theme;

/// The event of the console, or the end of the program.
pub(super) enum ConsoleEvent {
    /// The console opens this event, and shows the notices.
    Opened { folder: Box<EventFolder>, notices: Vec<Text> },
    /// The operator left the start screen, so the program ends with this exit status.
    Left { status: u8 },
}

/// How the console asks which event is meant.
#[derive(Clone, Copy, Debug)]
pub(super) enum Asking {
    /// On the full screen.
    FullScreen(Theme, Features),
    /// Line by line. In a pipe it cannot ask.
    Plain,
}

/// Opens the event of the console. `texts` has the language of the start screen afterwards.
///
/// # Errors
/// [`Failure::WhichEvent`] or [`Failure::DoubtedClock`] if the console cannot ask, or the error that prevents finding
/// or creating the event.
pub(super) fn open(context: &Context, texts: &mut Texts, asking: Asking) -> Result<ConsoleEvent, Failure> {
    let data = context.data()?;
    let (folder, notice) = match context.choose_for_writing(&data, None, Sealed::IsOver)? {
        ChosenEvent::Existing { folder, notice } => (folder, notice),
        ChosenEvent::New => create(context, &data)?,
        ChosenEvent::Unclear(question) => {
            let can_ask = matches!(asking, Asking::FullScreen(..)) || io::stdin().is_terminal();
            if !can_ask {
                return Err(question.into_failure());
            }
            let warnings = match asking {
                Asking::FullScreen(..) => configuration::warnings(&context.config, &context.texts, true),
                // The plain console prints them.
                Asking::Plain => Vec::new(),
            };
            let shown = start_question(&question, warnings)?;
            let answer = match asking {
                Asking::FullScreen(theme, features) => start_screen::ask(shown, texts, theme, features),
                Asking::Plain => {
                    start_screen::ask_plain(&shown, texts, &mut io::stdin().lock(), &mut io::stdout().lock())
                }
            };
            match answer.map_err(Failure::Output)? {
                StartAnswer::Open(index) => {
                    let (candidate, _) = question.candidates[index];
                    let mut events = question.events;
                    (Box::new(events.swap_remove(candidate)), None)
                }
                StartAnswer::New => create(context, &data)?,
                StartAnswer::Quit { status } => return Ok(ConsoleEvent::Left { status }),
            }
        }
    };
    let notices = current_event::start_notices(&folder, notice);
    Ok(ConsoleEvent::Opened { folder, notices })
}

/// Creates today's event.
fn create(context: &Context, data: &DataDir) -> Result<(Box<EventFolder>, Option<Message>), Failure> {
    let event = context.event_of_today()?;
    let (folder, notice) = current_event::create(data, &event, SlugChoice::Day)?;
    Ok((Box::new(folder), Some(notice)))
}

/// Returns what the start screen shows.
fn start_question(question: &Question, warnings: Vec<Text>) -> Result<StartQuestion, Failure> {
    let mut events = Vec::new();
    for (index, reason) in &question.candidates {
        let folder = &question.events[*index];
        let event = &folder.event;
        let (ledger, _) = reader::replay(folder)?;
        let tally = ledger.tally();
        events.push(StartEvent {
            given_name: event.given_name().map(str::to_owned),
            slug: folder.slug.clone(),
            date: event.date,
            today: context::now(event).date_naive(),
            utc_offset: event.utc_offset,
            reason: *reason,
            people: tally.people,
            entries: tally.entries,
            net: tally.net,
        });
    }
    let now = current_event::local_now()?;
    Ok(StartQuestion { clock_doubt: question.clock_doubt, now, events, warnings })
}
