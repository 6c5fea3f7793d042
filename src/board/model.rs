//! What the board shows, and how messages change it.
//!
//! Invariants: This module is pure, because time, keys and snapshots arrive as messages. If the disk does not
//! answer, the last snapshot stays on the screen, and a note says since when the snapshot is outdated.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::domain::event::{Event, UtcOffset};
use crate::domain::ledger::{Ledger, RecordKind, RecordStatus};
use crate::domain::mass::Grams;
use crate::domain::tally::{MaterialSum, Tally};
use crate::language::{Language, Text, Texts};
use crate::screen::clock::Timestamp;
use crate::screen::key::Key;
use crate::screen::theme::Theme;

/// How long the board shows one language before it shows the next.
const LANGUAGE_INTERVAL: Duration = Duration::from_secs(10);
const MINUTE: Duration = Duration::from_secs(60);

/// The number of recent entries in a snapshot. No screen is wide enough for more.
const RECENT_ENTRIES: usize = 12;

/// The sums of an event at one moment, without the name of any operator or station.
#[derive(Clone, Debug)]
pub(crate) struct EventSnapshot {
    /// The description of the event.
    pub event: Event,
    /// The sums of the whole event.
    pub tally: Tally,
    /// The sums of each material, in the order of the event's catalogue.
    pub sums: Vec<MaterialSum>,
    /// The most recent counted entries, newest first.
    pub recent: Vec<RecentEntry>,
    /// The number of faults in the journals.
    pub fault_count: usize,
}

/// One of the most recent entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RecentEntry {
    /// The index of the material in the event's catalogue.
    pub material: usize,
    /// The weight or the number of pieces.
    pub amount: RecentAmount,
    /// Whether the amount is an estimate.
    pub about: bool,
    /// The time of the entry, in milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
}

/// The amount of a recent entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RecentAmount {
    /// A net weight.
    Weight(Grams),
    /// A number of pieces.
    Pieces(u32),
}

impl EventSnapshot {
    /// Returns the snapshot of a ledger.
    #[must_use]
    pub(crate) fn new(event: &Event, ledger: &Ledger, fault_count: usize) -> Self {
        let entry = |id| {
            let view = ledger.view(id);
            let amount = match view.kind {
                RecordKind::Weight => RecentAmount::Weight(view.net),
                RecordKind::Pieces => RecentAmount::Pieces(view.count),
                _ => return None,
            };
            let name = ledger.material_id(usize::from(view.material?))?;
            let (material, _) = event.material(name)?;
            let counts = ledger.status(id) == RecordStatus::Counted;
            counts.then_some(RecentEntry { material, amount, about: view.about, at_ms: view.at_ms })
        };
        Self {
            event: event.clone(),
            tally: ledger.tally().clone(),
            sums: event.materials.iter().map(|material| ledger.sum(&material.id)).collect(),
            recent: ledger.newest_first().filter_map(entry).take(RECENT_ENTRIES).collect(),
            fault_count,
        }
    }
}

/// A message to the board.
pub(crate) enum BoardMsg {
    /// A key press.
    Key(Key),
    /// The event changed.
    Snapshot(Box<EventSnapshot>),
    /// The reason why the snapshot cannot be updated, or `None` once updates work again.
    Outage(Option<Text>),
    /// The current time.
    Clock(Timestamp),
    /// The terminal's size changed.
    Resized,
    /// The terminal has said whether its background is light.
    Background {
        /// Whether it is.
        is_light: bool,
    },
    /// The board must end, with this exit status.
    Ended(u8),
}

/// Everything that the board shows.
pub(crate) struct Board {
    /// The languages that are shown in turn. There is always at least one.
    languages: Vec<Texts>,
    /// The characters and styles.
    pub theme: Theme,
    /// The event that the command line names.
    pub slug: Option<String>,
    /// The UTC offset of this machine. It is used until there is an event, because an event has its own
    /// offset.
    pub offset: UtcOffset,
    /// The snapshot on the screen, or `None` until there is an event.
    pub snapshot: Option<Box<EventSnapshot>>,
    /// When updates of the snapshot began to fail, and why.
    pub outage: Option<(DateTime<Utc>, Text)>,
    /// The time of the last clock message.
    pub now: Timestamp,
    /// The exit status, once the board must end.
    pub exit_status: Option<u8>,
}

impl Board {
    /// Returns a board without an event. The board shows the given languages in turn, or Kazakh if none are
    /// given. English replaces a language that the terminal cannot show.
    #[must_use]
    pub(crate) fn new(
        languages: &[Language],
        theme: Theme,
        slug: Option<String>,
        offset: UtcOffset,
        now: Timestamp,
    ) -> Self {
        let mut displayable: Vec<Language> = Vec::new();
        for language in languages.iter().map(|language| theme.displayable(*language)) {
            if !displayable.contains(&language) {
                displayable.push(language);
            }
        }
        if displayable.is_empty() {
            displayable.push(theme.displayable(Language::Kk));
        }
        let languages = displayable.into_iter().map(Texts::new).collect();
        Self { languages, theme, slug, offset, snapshot: None, outage: None, now, exit_status: None }
    }

    /// Returns the texts of the language that is shown now.
    ///
    /// The language depends on the monotonic clock, so that setting the wall clock does not switch the
    /// language.
    #[must_use]
    pub(crate) fn texts(&self) -> &Texts {
        let turn = self.now.since_start.as_secs() / LANGUAGE_INTERVAL.as_secs();
        let count = self.languages.len() as u64;
        &self.languages[usize::try_from(turn % count).unwrap_or(0)]
    }

    /// Returns the time until the screen changes even if no message arrives: until the next minute or the
    /// next language, whichever comes first.
    #[must_use]
    pub(crate) fn until_next_change(&self) -> Duration {
        let past_minute =
            Duration::from_millis(u64::try_from(self.now.wall.timestamp_millis() % 60_000).unwrap_or(0));
        let until_minute = MINUTE.saturating_sub(past_minute);
        if self.languages.len() < 2 {
            return until_minute;
        }
        let shown = self.now.since_start.as_millis() % LANGUAGE_INTERVAL.as_millis();
        let shown = Duration::from_millis(u64::try_from(shown).unwrap_or(0));
        until_minute.min(LANGUAGE_INTERVAL - shown)
    }
}

/// Applies one message.
pub(crate) fn update(board: &mut Board, msg: BoardMsg) {
    match msg {
        BoardMsg::Key(Key::F(10) | Key::Ctrl('c' | 'q')) => {
            board.exit_status.get_or_insert(0);
        }
        BoardMsg::Key(_) | BoardMsg::Resized => {}
        BoardMsg::Snapshot(snapshot) => board.snapshot = Some(snapshot),
        BoardMsg::Outage(why) => board.outage = why.map(|why| (board.now.wall, why)),
        BoardMsg::Clock(now) => board.now = now,
        BoardMsg::Background { is_light } => board.theme = board.theme.on_background(is_light),
        BoardMsg::Ended(status) => {
            board.exit_status.get_or_insert(status);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::theme::Environment;

    fn at(seconds: u64) -> Timestamp {
        Timestamp { wall: DateTime::default(), since_start: Duration::from_secs(seconds) }
    }

    fn board(languages: &[Language], ascii: bool) -> Board {
        let environment = Environment { locale: "C.UTF-8".into(), ..Environment::default() };
        let offset = UtcOffset::parse("+05:00").unwrap();
        Board::new(languages, Theme::new(&environment, ascii), None, offset, at(0))
    }

    #[test]
    fn languages_are_shown_in_turn() {
        let mut board = board(&[Language::Kk, Language::Ru, Language::Kk], false);
        let shown = [0, 9, 10, 19, 20, 86_400 * 3 + 10].map(|seconds| {
            update(&mut board, BoardMsg::Clock(at(seconds)));
            board.texts().language()
        });
        assert_eq!(
            shown,
            [Language::Kk, Language::Kk, Language::Ru, Language::Ru, Language::Kk, Language::Ru]
        );
        update(&mut board, BoardMsg::Clock(at(13)));
        assert_eq!(board.until_next_change(), Duration::from_secs(7));
    }

    #[test]
    fn a_single_language_changes_only_with_the_minute() {
        let mut board = board(&[Language::Kk], false);
        let wall = DateTime::from_timestamp_millis(1_769_000_045_500).unwrap();
        update(&mut board, BoardMsg::Clock(Timestamp { wall, since_start: Duration::from_secs(3) }));
        assert_eq!(board.until_next_change(), Duration::from_millis(60_000 - 1_769_000_045_500 % 60_000));
    }

    #[test]
    fn an_ascii_terminal_shows_english() {
        assert_eq!(board(&[Language::Kk, Language::Ru], true).texts().language(), Language::En);
    }

    #[test]
    fn only_the_quit_keys_end_the_board() {
        let mut board = board(&[Language::Kk], false);
        // Other keys do not end the board, because someone may lean on the keyboard by accident.
        for key in [Key::Enter, Key::Char('q'), Key::Esc, Key::F(1)] {
            update(&mut board, BoardMsg::Key(key));
            assert_eq!(board.exit_status, None);
        }
        update(&mut board, BoardMsg::Key(Key::F(10)));
        update(&mut board, BoardMsg::Ended(143));
        assert_eq!(board.exit_status, Some(0));
    }
}
