//! Colours and signs, fitted to what the terminal can show.
//!
//! Invariant: colour never carries a meaning alone: where it is missing, bold, reverse and underline say
//! the same. Only signs that every terminal font has are used, with ASCII where the locale has no UTF-8.

use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;

use crate::language::Language;

/// What the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CharacterSet {
    Unicode,
    /// The Linux text console: box drawing and full blocks, little else.
    LinuxConsole,
    Ascii,
}

/// Colours and signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    pub characters: CharacterSet,
    pub colour: bool,
}

/// What the environment says about the terminal.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    pub term: String,
    /// The first non-empty of LC_ALL, LC_CTYPE, LANG.
    pub locale: String,
    pub no_colour: bool,
}

impl Theme {
    /// The theme for a terminal; `ascii` is the operator's own wish.
    #[must_use]
    pub fn new(environment: &Environment, ascii: bool) -> Self {
        let locale = environment.locale.to_ascii_lowercase();
        let utf8 = locale.contains("utf-8") || locale.contains("utf8");
        let characters = if ascii || !utf8 {
            CharacterSet::Ascii
        } else if environment.term == "linux" {
            CharacterSet::LinuxConsole
        } else {
            CharacterSet::Unicode
        };
        Self { characters, colour: !environment.no_colour }
    }

    /// The language that the terminal can show: without UTF-8 other alphabets would be question marks, and
    /// English is plain ASCII.
    #[must_use]
    pub const fn shown(&self, language: Language) -> Language {
        self.pick(language, language, Language::En)
    }

    const fn pick<T: Copy>(&self, unicode: T, console: T, ascii: T) -> T {
        match self.characters {
            CharacterSet::Unicode => unicode,
            CharacterSet::LinuxConsole => console,
            CharacterSet::Ascii => ascii,
        }
    }

    /// Behind a record that is on the disk.
    #[must_use]
    pub const fn saved(&self) -> &'static str {
        self.pick("✓", "•", "+")
    }

    /// Behind a record on its way.
    #[must_use]
    pub const fn saving(&self) -> &'static str {
        self.pick("…", "…", "~")
    }

    #[must_use]
    pub const fn warning(&self) -> &'static str {
        self.pick("▲", "!", "!")
    }

    #[must_use]
    pub const fn prompt(&self) -> &'static str {
        self.pick("▸", "→", ">")
    }

    #[must_use]
    pub const fn edge(&self) -> &'static str {
        self.pick("▌", "│", "|")
    }

    #[must_use]
    pub const fn dot(&self) -> &'static str {
        self.pick("·", "•", "-")
    }

    #[must_use]
    pub const fn number(&self) -> &'static str {
        self.pick("№", "№", "#")
    }

    #[must_use]
    pub const fn bar(&self) -> &'static str {
        self.pick("█", "█", "#")
    }

    /// The upper half-filled end of a bar.
    #[must_use]
    pub const fn half(&self) -> &'static str {
        self.pick("▄", "░", ".")
    }

    /// The end of a level bar, by eighths of a cell from 1 to 7; nothing where the font has only blocks.
    #[must_use]
    pub fn eighth_across(&self, eighths: u16) -> Option<&'static str> {
        let signs = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"];
        let sign = usize::from(eighths).checked_sub(1).and_then(|at| signs.get(at).copied());
        sign.filter(|_| self.characters == CharacterSet::Unicode)
    }

    /// The top of an upright bar, by eighths of a cell from 1 to 7.
    #[must_use]
    pub fn eighth_up(&self, eighths: u16) -> Option<&'static str> {
        let signs = ["▁", "▂", "▃", "▄", "▅", "▆", "▇"];
        let sign = usize::from(eighths).checked_sub(1).and_then(|at| signs.get(at).copied());
        match self.characters {
            CharacterSet::Unicode => sign,
            CharacterSet::LinuxConsole | CharacterSet::Ascii => {
                sign.filter(|_| eighths >= 4).map(|_| self.half())
            }
        }
    }

    #[must_use]
    pub const fn track(&self) -> &'static str {
        self.pick("░", "░", ".")
    }

    #[must_use]
    pub const fn target(&self) -> &'static str {
        self.pick("─", "─", "-")
    }

    /// Before a record that was taken back.
    #[must_use]
    pub const fn voided(&self) -> &'static str {
        self.pick("×", "x", "x")
    }

    /// Before a record that was replaced.
    #[must_use]
    pub const fn corrected(&self) -> &'static str {
        self.pick("→", "→", ">")
    }

    /// Before a target that was reached.
    #[must_use]
    pub const fn star(&self) -> &'static str {
        self.pick("★", "*", "*")
    }

    #[must_use]
    pub const fn dash(&self) -> &'static str {
        self.pick("–", "–", "-")
    }

    #[must_use]
    pub const fn caret(&self) -> &'static str {
        "^"
    }

    /// Lines of the panes and overlays.
    #[must_use]
    pub const fn lines(&self) -> border::Set<'static> {
        match self.characters {
            CharacterSet::Unicode | CharacterSet::LinuxConsole => border::PLAIN,
            CharacterSet::Ascii => border::Set {
                top_left: "+",
                top_right: "+",
                bottom_left: "+",
                bottom_right: "+",
                vertical_left: "|",
                vertical_right: "|",
                horizontal_top: "-",
                horizontal_bottom: "-",
            },
        }
    }

    fn colour(&self, colour: Color) -> Style {
        if self.colour { Style::new().fg(colour) } else { Style::new() }
    }

    #[must_use]
    pub const fn plain(&self) -> Style {
        Style::new()
    }

    #[must_use]
    pub fn strong(&self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Borders and side notes.
    #[must_use]
    pub fn quiet(&self) -> Style {
        self.colour(Color::DarkGray)
    }

    /// The selected pane, the entry line.
    #[must_use]
    pub fn accent(&self) -> Style {
        self.colour(Color::Cyan).add_modifier(Modifier::BOLD)
    }

    /// The title of the selected pane, the cursor's row of a list.
    #[must_use]
    pub fn selected(&self) -> Style {
        self.accent().add_modifier(Modifier::REVERSED)
    }

    #[must_use]
    pub fn good(&self) -> Style {
        self.colour(Color::Green).add_modifier(Modifier::BOLD)
    }

    /// Something waits for the operator.
    #[must_use]
    pub fn attention(&self) -> Style {
        self.colour(Color::Yellow).add_modifier(Modifier::BOLD)
    }

    /// Refused.
    #[must_use]
    pub fn bad(&self) -> Style {
        self.colour(Color::Red).add_modifier(Modifier::BOLD)
    }

    /// Not saved.
    #[must_use]
    pub fn alarm(&self) -> Style {
        self.bad().add_modifier(Modifier::REVERSED)
    }

    /// A record that was taken back.
    #[must_use]
    pub fn struck(&self) -> Style {
        self.quiet().add_modifier(Modifier::CROSSED_OUT)
    }

    #[must_use]
    pub fn header(&self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// The bars of one stream.
    #[must_use]
    pub fn stream(&self, stream: &str) -> Style {
        self.colour(match stream {
            "recycling" => Color::Green,
            "hazardous" => Color::Red,
            "food" => Color::Yellow,
            "reuse" => Color::Blue,
            _ => Color::Gray,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(term: &str, locale: &str) -> Theme {
        let environment = Environment { term: term.into(), locale: locale.into(), no_colour: true };
        Theme::new(&environment, false)
    }

    #[test]
    fn signs_follow_locale_and_terminal() {
        assert_eq!(theme("xterm", "kk_KZ.UTF-8").characters, CharacterSet::Unicode);
        assert_eq!(theme("xterm", "ru_RU.utf8").characters, CharacterSet::Unicode);
        assert_eq!(theme("linux", "en_US.UTF-8").characters, CharacterSet::LinuxConsole);
        assert_eq!(theme("xterm", "C").characters, CharacterSet::Ascii);
        assert_eq!(theme("xterm", "").characters, CharacterSet::Ascii);
        assert_eq!(theme("xterm", "").shown(Language::Kk), Language::En);
        assert_eq!(theme("linux", "C.UTF-8").shown(Language::Kk), Language::Kk);
    }

    #[test]
    fn without_colour_the_selection_is_still_seen() {
        let theme = theme("xterm", "C.UTF-8");
        assert!(theme.selected().add_modifier.contains(Modifier::REVERSED));
        assert_eq!(theme.selected().fg, None);
        assert!(theme.alarm().add_modifier.contains(Modifier::REVERSED));
    }
}
