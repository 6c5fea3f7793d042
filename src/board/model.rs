//! What the board shows, and what changes it.
//!
//! Pure: time, keys and pictures come in as messages. Invariant: a disk that does not answer takes nothing
//! from the screen; the last picture stays, with a note since when.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::domain::event::{Event, UtcOffset};
use crate::domain::ledger::{Kind, Ledger, Standing};
use crate::domain::mass::Grams;
use crate::domain::tally::{MaterialSum, Tally};
use crate::language::{Language, Texts};
use crate::screen::clock::Timestamp;
use crate::screen::key::Key;
use crate::screen::theme::Theme;

/// How long one language is shown.
pub const TURN: Duration = Duration::from_secs(10);

/// The most weighings that any screen has room to name.
const LAST: usize = 12;

/// A sentence in whatever language is on.
pub type Words = Arc<dyn Fn(&Texts) -> String + Send + Sync>;

/// An event at one moment, without anybody's name.
#[derive(Clone, Debug)]
pub struct Picture {
    pub event: Event,
    pub tally: Tally,
    /// One for each material of the event, in its order.
    pub sums: Vec<MaterialSum>,
    /// The newest first.
    pub last: Vec<Weighing>,
    /// How many things are wrong with the journals.
    pub faults: usize,
}

/// One of the last weighings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weighing {
    /// The place of the material in the event.
    pub material: usize,
    pub amount: Amount,
    pub about: bool,
    /// Milliseconds since 1970 UTC.
    pub at_ms: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    Weight(Grams),
    Pieces(u32),
}

impl Picture {
    #[must_use]
    pub fn new(event: &Event, ledger: &Ledger, faults: usize) -> Self {
        let weighing = |id| {
            let view = ledger.view(id);
            let amount = match view.kind {
                Kind::Weight => Amount::Weight(view.net),
                Kind::Pieces => Amount::Pieces(view.count),
                _ => return None,
            };
            let name = ledger.material_id(usize::from(view.material?))?;
            let (material, _) = event.material(name)?;
            let counts = ledger.standing(id) == Standing::Counted;
            counts.then_some(Weighing { material, amount, about: view.about, at_ms: view.at_ms })
        };
        Self {
            event: event.clone(),
            tally: ledger.tally().clone(),
            sums: event.materials.iter().map(|material| ledger.sum(&material.id)).collect(),
            last: ledger.newest_first().filter_map(weighing).take(LAST).collect(),
            faults,
        }
    }
}

/// What happens to the board.
pub enum Msg {
    Key(Key),
    Picture(Box<Picture>),
    /// Why there is nothing newer; nothing once there is.
    Trouble(Option<Words>),
    /// Time went on.
    Clock(Timestamp),
    Resized,
    /// The screen must end, with this status.
    Ended(u8),
}

/// Everything that is on the screen.
pub struct Model {
    /// At least one.
    languages: Vec<Texts>,
    pub theme: Theme,
    /// The event that was asked for by name.
    pub slug: Option<String>,
    /// The machine's, for as long as there is no event with its own.
    pub offset: UtcOffset,
    /// Nothing before there is an event.
    pub picture: Option<Box<Picture>>,
    /// Since when there is nothing newer, and why.
    pub trouble: Option<(DateTime<Utc>, Words)>,
    pub now: Timestamp,
    /// The status to end with.
    pub ended: Option<u8>,
}

impl Model {
    #[must_use]
    pub fn new(
        languages: &[Language],
        theme: Theme,
        slug: Option<String>,
        offset: UtcOffset,
        now: Timestamp,
    ) -> Self {
        let mut shown: Vec<Language> = Vec::new();
        for language in languages.iter().map(|language| theme.displayable(*language)) {
            if !shown.contains(&language) {
                shown.push(language);
            }
        }
        if shown.is_empty() {
            shown.push(theme.displayable(Language::Kk));
        }
        let languages = shown.into_iter().map(Texts::new).collect();
        Self { languages, theme, slug, offset, picture: None, trouble: None, now, ended: None }
    }

    /// The language whose turn it is.
    #[must_use]
    pub fn texts(&self) -> &Texts {
        let turn = self.now.since_start.as_secs() / TURN.as_secs();
        let count = self.languages.len() as u64;
        &self.languages[usize::try_from(turn % count).unwrap_or(0)]
    }

    /// How long nothing changes by itself: until the minute or the language turns.
    #[must_use]
    pub fn calm(&self) -> Duration {
        let past =
            Duration::from_millis(u64::try_from(self.now.wall.timestamp_millis() % 60_000).unwrap_or(0));
        let minute = Duration::from_secs(60).saturating_sub(past);
        if self.languages.len() < 2 {
            return minute;
        }
        let shown = self.now.since_start.as_millis() % TURN.as_millis();
        let shown = Duration::from_millis(u64::try_from(shown).unwrap_or(0));
        minute.min(TURN - shown)
    }
}

/// Takes one message in.
pub fn update(model: &mut Model, msg: Msg) {
    match msg {
        Msg::Key(Key::F(10) | Key::Ctrl('c' | 'q')) => {
            model.ended.get_or_insert(0);
        }
        Msg::Key(_) | Msg::Resized => {}
        Msg::Picture(picture) => model.picture = Some(picture),
        Msg::Trouble(why) => model.trouble = why.map(|why| (model.now.wall, why)),
        Msg::Clock(now) => model.now = now,
        Msg::Ended(status) => {
            model.ended.get_or_insert(status);
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

    fn model(languages: &[Language], ascii: bool) -> Model {
        let environment = Environment { locale: "C.UTF-8".into(), ..Environment::default() };
        let offset = UtcOffset::parse("+05:00").unwrap();
        Model::new(languages, Theme::new(&environment, ascii), None, offset, at(0))
    }

    #[test]
    fn languages_take_turns() {
        let mut model = model(&[Language::Kk, Language::Ru, Language::Kk], false);
        let shown = [0, 9, 10, 19, 20, 86_400 * 3 + 10].map(|seconds| {
            update(&mut model, Msg::Clock(at(seconds)));
            model.texts().language()
        });
        assert_eq!(
            shown,
            [Language::Kk, Language::Kk, Language::Ru, Language::Ru, Language::Kk, Language::Ru]
        );
        update(&mut model, Msg::Clock(at(13)));
        assert_eq!(model.calm(), Duration::from_secs(7));
    }

    #[test]
    fn one_language_waits_for_the_minute() {
        let mut model = model(&[Language::Kk], false);
        let wall = DateTime::from_timestamp_millis(1_769_000_045_500).unwrap();
        update(&mut model, Msg::Clock(Timestamp { wall, since_start: Duration::from_secs(3) }));
        assert_eq!(model.calm(), Duration::from_millis(60_000 - 1_769_000_045_500 % 60_000));
    }

    #[test]
    fn a_terminal_without_other_alphabets_is_spoken_to_in_english() {
        assert_eq!(model(&[Language::Kk, Language::Ru], true).texts().language(), Language::En);
    }

    #[test]
    fn it_ends_by_its_keys_and_by_no_other() {
        let mut model = model(&[Language::Kk], false);
        // A child at the keyboard ends nothing.
        for key in [Key::Enter, Key::Char('q'), Key::Esc, Key::F(1)] {
            update(&mut model, Msg::Key(key));
            assert_eq!(model.ended, None);
        }
        update(&mut model, Msg::Key(Key::F(10)));
        update(&mut model, Msg::Ended(143));
        assert_eq!(model.ended, Some(0));
    }
}
