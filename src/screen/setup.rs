//! The sequences that set a terminal up for a full screen, and those that give it back.
//!
//! Invariants:
//! - Every mode that [`Setup::open`] or [`Setup::again`] switches on, [`Setup::close`] switches off.
//! - No sequence moves the cursor of the shell's screen.

use crate::language::format;
use crate::screen::theme::{Palette, Theme};

/// DECKPNM: the numeric keypad sends digits. In application mode the keypad's decimal key could be lost, so 12.5 would
/// become 125.
const NUMERIC_KEYPAD: &str = "\x1b>";

/// Asks whether the terminal supports the kitty keyboard protocol. Other terminals ignore the question.
const QUERY_KITTY: &str = "\x1b[?u";
/// Asks for the colour of the background (OSC 11). It comes before [`QUERY_KITTY`], so it is answered before.
const QUERY_BACKGROUND: &str = "\x1b]11;?\x1b\\";
/// Switches on the kitty protocol's flags 1 and 4: Esc, Alt and Ctrl have sequences of their own, with the key in the
/// standard layout, so that Ctrl works in every layout.
///
/// Flag 2, which marks repeats, stays off: without flag 8, kitty sends the bytes of Enter, Tab and Backspace again when
/// the key is released (seen with 0.26.5, reported for 0.48.2), so one Backspace would remove two digits. Flag 8 stays
/// off, because after `kill -9` the keyboard could not type `reset`.
pub(super) const PUSH_KITTY: &str = "\x1b[>5u";
/// Sets the same flags again, after another program may have changed them. Nothing is added to the terminal's stack.
const SET_KITTY: &str = "\x1b[=5u";
/// Restores the flags that were in use before [`PUSH_KITTY`].
const POP_KITTY: &str = "\x1b[<u";

/// Bracketed paste.
const PASTE: (&str, &str) = ("\x1b[?2004h", "\x1b[?2004l");
/// Reports of mouse buttons and the wheel, in the form of SGR.
const MOUSE: (&str, &str) = ("\x1b[?1000h\x1b[?1006h", "\x1b[?1006l\x1b[?1000l");
/// The alternate screen. Opening it notes the cursor of the shell's screen.
const ALTERNATE_SCREEN: (&str, &str) = ("\x1b[?1049h", "\x1b[?1049l");
/// The alternate screen, if another program has left it. It notes no cursor: some terminals note only one, which must
/// stay that of the shell's screen.
const ALTERNATE_SCREEN_AGAIN: &str = "\x1b[?47h";
/// Notes the title of the window, and restores it. Terminals that do not support this ignore it.
const TITLE_STACK: (&str, &str) = ("\x1b[22;2t", "\x1b[23;2t");
/// What another program, or noise on the line, may have changed: shift in, ASCII, whole screen, absolute positions, lines
/// that wrap, no insert mode, plain text. Then the screen is cleared.
const CLEAN_SCREEN: &str = "\x0f\x1b(B\x1b[r\x1b[?6l\x1b[?7h\x1b[4l\x1b[m\x1b[2J";
const SHOW_CURSOR: &str = "\x1b[?25h";

/// The widest title, in columns.
const TITLE_COLUMNS: usize = 80;

/// What a terminal is used for besides text and keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Features {
    /// Whether the mouse is reported to the program. The terminal then no longer selects text by itself.
    pub mouse: bool,
    /// Whether the window has a title that the program may set.
    pub title: bool,
    /// Whether the terminal is asked for the colour of its background.
    pub asks_background: bool,
}

impl Features {
    /// Returns the features of a terminal with this value of `TERM`. `mouse` is the operator's setting.
    #[must_use]
    pub(crate) fn new(term: &str, mouse: bool) -> Self {
        // Consoles and serial terminals have no window. Some of them print the title as text.
        let has_window = !["linux", "vt", "ansi", "cons", "dumb", "hurd", "sun", "eterm", "unknown"]
            .iter()
            .any(|prefix| term.starts_with(prefix));
        Self { mouse, title: has_window && !term.is_empty(), asks_background: false }
    }

    /// Returns features of which the terminal is asked for its background if the theme depends on it. Terminals without a
    /// window would print parts of the question.
    #[must_use]
    pub(crate) fn with_theme(self, theme: &Theme) -> Self {
        Self { asks_background: self.title && theme.colour && theme.palette == Palette::Auto, ..self }
    }
}

/// How far the terminal supports the kitty keyboard protocol.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kitty {
    /// The terminal was asked and has not answered.
    #[default]
    Asked,
    /// The terminal answered. The next frame switches the protocol on.
    Supported,
    /// The protocol is on.
    On,
}

/// What the terminal is set up for.
#[derive(Clone, Debug, Default)]
pub(super) struct Setup {
    pub(super) features: Features,
    pub(super) kitty: Kitty,
    /// The title that the terminal has, or `None` before the first.
    pub(super) title: Option<String>,
    /// Whether the background is light, or `None` if the terminal has not said it.
    pub(super) background: Option<bool>,
}

impl Setup {
    /// Returns the setup for a terminal that was asked nothing yet.
    pub(super) const fn new(features: Features) -> Self {
        Self { features, kitty: Kitty::Asked, title: None, background: None }
    }

    /// Returns the sequences that open the full screen, after the shell or another program had the terminal.
    pub(super) fn open(&self) -> String {
        let note_title = if self.features.title { TITLE_STACK.0 } else { "" };
        // The alternate screen has flags of its own, so the query and the flags follow it.
        let kitty = if self.kitty == Kitty::On { PUSH_KITTY } else { QUERY_KITTY };
        let asks_background = self.features.asks_background && self.background.is_none();
        let background = if asks_background { QUERY_BACKGROUND } else { "" };
        format!("{note_title}{}{background}{kitty}{}", ALTERNATE_SCREEN.0, self.modes())
    }

    /// Returns the sequences that set every mode of the open screen again and clear it.
    pub(super) fn again(&self) -> String {
        let kitty = if self.kitty == Kitty::On { SET_KITTY } else { "" };
        format!("{ALTERNATE_SCREEN_AGAIN}{kitty}{}", self.modes())
    }

    /// Returns the sequences that give the terminal back.
    pub(super) fn close(&self) -> String {
        let kitty = if self.kitty == Kitty::On { POP_KITTY } else { "" };
        let mouse = if self.features.mouse { MOUSE.1 } else { "" };
        // A terminal without a stack of titles has none afterwards. The shell may set its own.
        let title =
            if self.features.title { format!("{}{}", set_title(""), TITLE_STACK.1) } else { String::new() };
        format!("{kitty}{mouse}{}{SHOW_CURSOR}{}{title}", PASTE.1, ALTERNATE_SCREEN.1)
    }

    fn modes(&self) -> String {
        let mouse = if self.features.mouse { MOUSE.0 } else { "" };
        let title = self.title.as_deref().map(set_title).unwrap_or_default();
        format!("{}{NUMERIC_KEYPAD}{mouse}{title}{CLEAN_SCREEN}", PASTE.0)
    }

    /// Changes the title. Returns the sequence that sets it, or the empty string if nothing changes.
    pub(super) fn change_title(&mut self, title: &str) -> String {
        let title = format::clean(title);
        let title = format::fit(&title, TITLE_COLUMNS);
        if !self.features.title || self.title.as_deref() == Some(&*title) {
            return String::new();
        }
        let sequence = set_title(&title);
        self.title = Some(title.into_owned());
        sequence
    }
}

/// Returns the sequence that sets the title of the window (OSC 2). The title has no control character.
fn set_title(title: &str) -> String {
    format!("\x1b]2;{title}\x1b\\")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::theme::CharacterSet;

    const ALL: Features = Features { mouse: true, title: true, asks_background: true };

    /// Returns the private modes that these sequences switch on (`h`) or off (`l`).
    fn modes(sequences: &str, last: char) -> Vec<&str> {
        let parts = sequences.split("\x1b[?").skip(1);
        let mut modes: Vec<_> =
            parts.filter_map(|part| part.split_once(last)).map(|(mode, _)| mode).collect();
        modes.retain(|mode| mode.parse::<u16>().is_ok());
        modes.sort_unstable();
        modes
    }

    #[test]
    fn what_is_switched_on_is_switched_off_at_the_end() {
        for features in [ALL, Features::default()] {
            let mut setup = Setup::new(features);
            setup.kitty = Kitty::On;
            let close = modes(&setup.close(), 'l').join(" ");
            for mode in modes(&setup.open(), 'h').iter().filter(|mode| **mode != "7") {
                assert!(close.contains(mode), "{features:?}: {mode}");
            }
            assert_eq!(setup.open().contains(PUSH_KITTY), setup.close().contains(POP_KITTY));
            assert_eq!(setup.close().contains("1000"), features.mouse);
            assert_eq!(setup.close().contains("23;2t"), features.title);
        }
    }

    #[test]
    fn setting_up_again_pushes_nothing_and_does_not_save_a_cursor() {
        let mut setup = Setup::new(ALL);
        setup.kitty = Kitty::On;
        setup.change_title("A");
        let again = setup.again();
        assert!(
            !again.contains("1049") && !again.contains("22;2t") && !again.contains(PUSH_KITTY),
            "{again:?}"
        );
        assert!(again.contains("\x1b[=5u") && again.contains("\x1b]2;A\x1b\\"), "{again:?}");
        assert!(
            again.contains("?1000h") && again.contains("?2004h") && again.ends_with("\x1b[2J"),
            "{again:?}"
        );
    }

    #[test]
    fn a_title_has_no_control_characters_and_is_set_once() {
        let mut setup = Setup::new(ALL);
        let hostile = "A\x1b]0;x\x07\u{9c}\u{202e} b\n";
        assert_eq!(setup.change_title(hostile), "\x1b]2;A]0;x b \x1b\\");
        assert_eq!(setup.change_title(hostile), "");
        assert!(setup.change_title(&"w".repeat(1000)).len() < 100);
        assert_eq!(Setup::new(Features::default()).change_title("A"), "");
    }

    #[test]
    fn the_background_is_asked_for_once_if_the_theme_depends_on_it() {
        let theme =
            |palette| Theme { characters: CharacterSet::Unicode, colour: true, palette, true_colour: false };
        let features = |term| Features::new(term, false);
        assert!(features("xterm").with_theme(&theme(Palette::Auto)).asks_background);
        assert!(!features("xterm").with_theme(&theme(Palette::Dark)).asks_background);
        assert!(!features("linux").with_theme(&theme(Palette::Auto)).asks_background);
        let mut setup = Setup::new(ALL);
        assert!(setup.open().contains("\x1b]11;?\x1b\\\x1b[?u"));
        setup.background = Some(false);
        assert!(!setup.open().contains("]11"));
        assert!(!setup.again().contains("]11"));
    }

    #[test]
    fn only_a_terminal_with_a_window_has_a_title() {
        for term in ["xterm-256color", "tmux-256color", "screen", "putty", "xterm-kitty", "rxvt-unicode"] {
            assert!(Features::new(term, false).title, "{term}");
        }
        for term in ["linux", "dumb", "", "vt100", "vt220", "ansi", "cons25"] {
            assert!(!Features::new(term, false).title, "{term}");
        }
    }
}
