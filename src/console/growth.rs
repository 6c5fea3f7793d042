//! Which sums grew with the last change of the ledger, and by how much.
//!
//! The panes show it until the next change, or until the clock advances. No timer ends it, so an idle console sends nothing
//! but its clock.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::tally::{MaterialSum, Tally};

/// How long a growth is shown at least, if nothing else changes.
const SHOWN_FOR: TimeDelta = TimeDelta::seconds(2);

/// The size of a sum: net grams and pieces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) net: i64,
    pub(super) pieces: i64,
}

impl Size {
    const fn of(sum: &MaterialSum) -> Self {
        Self { net: sum.net.get(), pieces: sum.pieces }
    }
}

/// The numbers of people, of entries that count and of others. At least one of them or a sum changes with every record.
type Counts = (i64, i64, i64);

const fn counts(tally: &Tally) -> Counts {
    (tally.people, tally.entries, tally.voided)
}

/// The sums as they were after the last change, and what the change added.
#[derive(Clone, Debug)]
pub(super) struct Growth {
    /// The sum of each material, by its index in the ledger.
    sums: Vec<Size>,
    counts: Counts,
    /// What each sum grew by. It is empty if nothing is to be shown.
    added: Vec<Size>,
    since: DateTime<Utc>,
}

impl Growth {
    /// Returns the state in which nothing has grown.
    pub(super) fn none(tally: &Tally, now: DateTime<Utc>) -> Self {
        let sums = tally.materials.iter().map(Size::of).collect();
        Self { sums, counts: counts(tally), added: Vec::new(), since: now }
    }

    /// Notes the sums after a change. The change before is forgotten, also if only the number of people has changed.
    ///
    /// Records that were counted before change nothing: the journal of this station is read again after each record.
    pub(super) fn note(&mut self, tally: &Tally, now: DateTime<Utc>) {
        let sums: Vec<Size> = tally.materials.iter().map(Size::of).collect();
        if sums == self.sums && counts(tally) == self.counts {
            return;
        }
        self.counts = counts(tally);
        let before = self.sums.iter().copied().chain(std::iter::repeat(Size::default()));
        let added = sums.iter().zip(before).map(|(sum, before)| Size {
            net: (sum.net - before.net).max(0),
            pieces: (sum.pieces - before.pieces).max(0),
        });
        self.added = added.collect();
        self.sums = sums;
        self.since = now;
    }

    /// Forgets a growth that was shown long enough.
    pub(super) fn advance_clock(&mut self, now: DateTime<Utc>) {
        // A clock that was set back must not keep it.
        if !(self.since..self.since + SHOWN_FOR).contains(&now) {
            self.added.clear();
        }
    }

    /// Returns what the sum of the material with this index in the ledger grew by. Both sizes are zero if it did not grow.
    pub(super) fn of(&self, index: usize) -> Size {
        self.added.get(index).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use crate::console::testing::TestConsole;
    use crate::console::view::view;
    use crate::language::Language;

    /// Returns the growths on the screen.
    fn shown(console: &TestConsole, width: u16, height: u16) -> Vec<String> {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| view(&console.model, frame)).unwrap();
        let panes = terminal.backend().to_string().lines().take(20).collect::<Vec<_>>().join(" ");
        let words = panes.split(|c: char| c.is_whitespace() || c == '│');
        words.filter(|word| word.starts_with('+')).map(str::to_owned).collect()
    }

    #[test]
    fn a_pane_shows_by_how_much_it_grew_until_the_next_change() {
        let mut console = TestConsole::new(Language::En);
        for (width, height) in [(80, 24), (100, 30), (120, 40), (200, 60)] {
            assert!(shown(&console, width, height).is_empty());
            console.keys("q3.25<Enter>");
            assert_eq!(shown(&console, width, height), ["+3.25"]);
            console.keys("w12<Enter>");
            assert_eq!(shown(&console, width, height), ["+12"]);
            console.keys("h4<Enter>");
            assert_eq!(shown(&console, width, height), ["+4"]);
            console.keys(" ");
            assert!(shown(&console, width, height).is_empty(), "a person is an event too");
        }
        console.keys("q3.25<Enter><F8>");
        assert!(shown(&console, 80, 24).is_empty(), "an undone amount is no growth");
    }

    #[test]
    fn reading_the_own_journal_again_does_not_end_a_growth() {
        let mut console = TestConsole::new(Language::En);
        console.keys("q3.25<Enter>");
        let own = console.saved.iter().cloned().map(Some).collect();
        console.replace("A", "A", 1, own);
        assert_eq!(shown(&console, 80, 24), ["+3.25"]);
    }

    #[test]
    fn the_clock_ends_a_growth_after_two_seconds() {
        let mut console = TestConsole::new(Language::En);
        console.keys("q3.25<Enter>").wait(1_000);
        assert_eq!(shown(&console, 80, 24), ["+3.25"]);
        console.wait(2_500);
        assert!(shown(&console, 80, 24).is_empty());
    }

    #[test]
    fn entries_of_other_stations_grow_panes_too() {
        let mut other = TestConsole::new(Language::En);
        other.keys("q3<Enter>w4.5<Enter>q2<Enter>");
        let mut console = TestConsole::new(Language::En);
        console.grow("B", "A", 2, other.saved.drain(..).map(Some).collect());
        assert_eq!(shown(&console, 80, 24), ["+5", "+4.5"]);
    }

    #[test]
    fn the_growth_never_hides_a_digit_of_the_sum() {
        let mut console = TestConsole::new(Language::En);
        for material in &mut console.model.event.materials {
            material.target_g = Some(crate::domain::mass::Grams::new(5_000_000));
        }
        for amount in ["1234.56", "999.99", "0.05", "1000"] {
            console.keys("<Esc>").keys(&format!("q{amount}<Enter><Enter>"));
            let sum = console.grams("paper");
            for width in 60..130 {
                let mut terminal = Terminal::new(TestBackend::new(width, 24)).unwrap();
                terminal.draw(|frame| view(&console.model, frame)).unwrap();
                let screen = terminal.backend().to_string();
                let digits = |grams: i64| (grams + 500) / 1000;
                let whole = crate::language::format::integer(digits(sum), Language::En);
                let exact = crate::language::format::kilograms_tenths(
                    crate::domain::mass::Grams::new(sum),
                    Language::En,
                );
                let pane: Vec<&str> = screen.lines().filter(|line| line.starts_with("\"│")).collect();
                let shows = |text: &str| {
                    pane.iter().any(|line| line.trim_start_matches(['"', '│']).starts_with(text))
                };
                assert!(
                    shows(&format!("{whole} ")) || shows(&format!("{exact} ")),
                    "{width}: {amount} {screen}"
                );
            }
        }
    }
}
