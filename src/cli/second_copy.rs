//! The second copy of a command's records. Its folder may be on a disk that does not answer, so only threads of their own
//! use it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::domain::record::{LineHash, StationId};
use crate::journal::event_folder::EventFolder;
use crate::journal::mirror::{self, Mirror, MirrorError};
use crate::language::{Explain, Message};

/// How long a program waits for the folder of the copy.
const TIMEOUT: Duration = Duration::from_secs(3);

/// Returns the folder of the second copy, if there is one.
///
/// # Errors
/// [`Failure::MirrorInData`]. A folder that does not answer is returned: the copy checks it again, and says that it is not
/// complete.
pub(super) fn folder(context: &Context) -> Result<Option<PathBuf>, Failure> {
    let Some(folder) = context.config.settings.mirror.clone() else { return Ok(None) };
    let (path, data) = (folder.clone(), context.data()?.path().to_owned());
    match answer(move || mirror::is_in_data(&path, &data)) {
        Some(true) => Err(Failure::MirrorInData { path: folder }),
        Some(false) | None => Ok(Some(folder)),
    }
}

/// Brings the second copy of these journals up to date, if there is one. A copy that is not complete is reported, and is no
/// failure of the command: the next command or console at the station completes it.
pub(super) fn update(context: &Context, event: &EventFolder, heads: BTreeMap<StationId, LineHash>) {
    let Some(root) = context.config.settings.mirror.clone().filter(|_| !heads.is_empty()) else { return };
    let mut mirror = Mirror::new(root.clone(), event.clone());
    let copied = answer(move || mirror.copy(&heads));
    if let Err(error) = copied.unwrap_or_else(|| Err(MirrorError::NoAnswer { path: root.clone() })) {
        let reason = error.explain();
        let sentence = Message::MirrorNotComplete { dir: (&root).into(), reason };
        output::message(&context.texts.get(sentence));
    }
}

/// Returns the result of this work, or `None` if it takes too long. It then goes on until the program ends.
fn answer<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (sender, answer) = mpsc::channel();
    // Nobody may wait any longer.
    thread::spawn(move || drop(sender.send(work())));
    answer.recv_timeout(TIMEOUT).ok()
}
