//! The characters and styles of a full screen, fitted to what the terminal can show.
//!
//! Invariants:
//! - No meaning depends on colour alone: each has its own text or symbol, and bold, reverse and underline without colours.
//! - Only characters that every terminal font has are used, or only ASCII if the locale is not UTF-8.

use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;

use crate::entry::UNKNOWN_KEY_MARK;
use crate::language::Language;
pub(crate) use crate::screen::palette::Palette;
use crate::screen::palette::{Role, Stream};
use crate::settings::choice::ThemeChoice;

/// The characters that the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CharacterSet {
    /// Everything that common terminal fonts contain.
    Unicode,
    /// The Linux text console: letters, box drawing and full blocks, but few other symbols.
    LinuxConsole,
    /// ASCII only, for a terminal whose locale is not UTF-8.
    Ascii,
}

/// The character set of a screen, and whether it uses colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The characters that the terminal can show.
    pub characters: CharacterSet,
    /// Whether styles have colours. Without colours, styles have only modifiers.
    pub colour: bool,
    /// The colours, for the terminal's background.
    pub palette: Palette,
    /// Whether the terminal has all colours, so that bars can have a gradient.
    pub true_colour: bool,
}

/// The environment variables that describe the terminal.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// The value of `TERM`.
    pub term: String,
    /// The first of `LC_ALL`, `LC_CTYPE` and `LANG` that is not empty.
    pub locale: String,
    /// Whether `NO_COLOR` is set to anything (<https://no-color.org>).
    pub no_colour: bool,
    /// The value of `COLORFGBG`, the colours of the terminal's text and background, such as `15;0`.
    pub colorfgbg: String,
    /// The value of `COLORTERM`, which is `truecolor` or `24bit` if the terminal has all colours.
    pub colorterm: String,
}

impl Environment {
    /// Returns whether the locale says that the terminal is set to UTF-8.
    #[must_use]
    pub fn is_utf8(&self) -> bool {
        let locale = self.locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    }
}

impl Theme {
    /// Returns the theme for a terminal. `ascii` forces ASCII.
    #[must_use]
    pub fn new(environment: &Environment, ascii: bool) -> Self {
        Self::chosen(environment, ascii, ThemeChoice::Auto)
    }

    /// Like [`Theme::new`], with the chosen colours.
    #[must_use]
    pub(crate) fn chosen(environment: &Environment, ascii: bool, choice: ThemeChoice) -> Self {
        let characters = if ascii || !environment.is_utf8() {
            CharacterSet::Ascii
        } else if environment.term == "linux" {
            CharacterSet::LinuxConsole
        } else {
            CharacterSet::Unicode
        };
        let palette = Palette::new(choice, &environment.colorfgbg);
        let true_colour = ["truecolor", "24bit"].contains(&environment.colorterm.as_str());
        Self { characters, colour: !environment.no_colour, palette, true_colour }
    }

    /// Returns the theme after the terminal has said whether its background is light.
    #[must_use]
    pub(crate) const fn on_background(self, is_light: bool) -> Self {
        Self { palette: self.palette.on_background(is_light), ..self }
    }

    /// Returns the language if the terminal can show its alphabet, else English, which is plain ASCII.
    #[must_use]
    pub const fn displayable(&self, language: Language) -> Language {
        self.pick(language, language, Language::En)
    }

    const fn pick<T: Copy>(&self, unicode: T, linux_console: T, ascii: T) -> T {
        match self.characters {
            CharacterSet::Unicode => unicode,
            CharacterSet::LinuxConsole => linux_console,
            CharacterSet::Ascii => ascii,
        }
    }

    // The characters.

    /// The symbol after a record that is on the disk.
    #[must_use]
    pub const fn saved(&self) -> &'static str {
        self.pick("✓", "•", "+")
    }

    /// The symbol after a pending record.
    #[must_use]
    pub const fn saving(&self) -> &'static str {
        self.pick("…", "…", "~")
    }

    /// The symbol before the weight of a scale.
    #[must_use]
    pub const fn scales(&self) -> &'static str {
        self.pick("⚖", "=", "=")
    }

    /// The symbol after a weight that does not change.
    #[must_use]
    pub const fn stable(&self) -> &'static str {
        self.pick("●", "•", "*")
    }

    /// The symbol after a weight that changes.
    #[must_use]
    pub const fn moving(&self) -> &'static str {
        self.pick("◌", "~", "~")
    }

    /// The symbol before a warning.
    #[must_use]
    pub const fn warning(&self) -> &'static str {
        self.pick("▲", "!", "!")
    }

    /// The symbol between the selected material and the typed text. It is also shown before a text field.
    #[must_use]
    pub const fn prompt(&self) -> &'static str {
        self.pick("▸", "→", ">")
    }

    /// The left edge of the entry line.
    #[must_use]
    pub const fn left_edge(&self) -> &'static str {
        self.pick("▌", "│", "|")
    }

    /// The dot between the parts of a line.
    #[must_use]
    pub const fn dot(&self) -> &'static str {
        self.pick("·", "•", "-")
    }

    /// The numero character before the number of a record.
    #[must_use]
    pub const fn numero(&self) -> &'static str {
        self.pick("№", "№", "#")
    }

    /// A filled cell of a bar.
    #[must_use]
    pub const fn bar(&self) -> &'static str {
        self.pick("█", "█", "#")
    }

    /// A cell of a bar that is filled to about one half.
    #[must_use]
    pub const fn half_bar(&self) -> &'static str {
        self.pick("▄", "░", ".")
    }

    /// Returns the right end of a horizontal bar, filled to 1 to 7 eighths of a cell.
    ///
    /// Returns `None` if the font has only full blocks, or if `eighths` is not from 1 to 7.
    #[must_use]
    pub fn horizontal_bar_end(&self, eighths: u16) -> Option<&'static str> {
        let characters = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"];
        let character = usize::from(eighths).checked_sub(1).and_then(|index| characters.get(index).copied());
        character.filter(|_| self.characters == CharacterSet::Unicode)
    }

    /// Returns the top of a vertical bar, filled to 1 to 7 eighths of a cell.
    ///
    /// If the font has no such characters, it returns a half-filled cell for 4 eighths or more, and `None`
    /// for fewer.
    #[must_use]
    pub fn vertical_bar_end(&self, eighths: u16) -> Option<&'static str> {
        let characters = ["▁", "▂", "▃", "▄", "▅", "▆", "▇"];
        let character = usize::from(eighths).checked_sub(1).and_then(|index| characters.get(index).copied());
        match self.characters {
            CharacterSet::Unicode => character,
            CharacterSet::LinuxConsole | CharacterSet::Ascii => {
                character.filter(|_| eighths >= 4).map(|_| self.half_bar())
            }
        }
    }

    /// An empty cell of a bar.
    #[must_use]
    pub const fn bar_track(&self) -> &'static str {
        self.pick("░", "░", ".")
    }

    /// The tick beside a vertical bar that marks its target. It must not look like a part of a number.
    #[must_use]
    pub const fn target_tick(&self) -> &'static str {
        self.pick("◂", "←", "<")
    }

    /// A dot of a horizontal grid line, which is at the lower edge of its row.
    #[must_use]
    pub const fn grid(&self) -> &'static str {
        "."
    }

    /// A vertical grid line.
    #[must_use]
    pub const fn grid_line(&self) -> &'static str {
        self.pick("┊", ":", ":")
    }

    /// The symbol before a voided record.
    #[must_use]
    pub const fn voided(&self) -> &'static str {
        self.pick("×", "x", "x")
    }

    /// The symbol before a corrected record.
    #[must_use]
    pub const fn corrected(&self) -> &'static str {
        self.pick("→", "→", ">")
    }

    /// The symbol before a target that was reached.
    #[must_use]
    pub const fn star(&self) -> &'static str {
        self.pick("★", "*", "*")
    }

    /// The dash between the parts of a line.
    #[must_use]
    pub const fn dash(&self) -> &'static str {
        self.pick("–", "–", "-")
    }

    /// Returns the character to draw for a typed character.
    ///
    /// In ASCII, `#` replaces the marks of unreadable input, because a terminal without UTF-8 would draw them in
    /// several columns. Other typed characters are drawn as the terminal sent them.
    #[must_use]
    pub const fn typed_character(&self, c: char) -> char {
        match c {
            char::REPLACEMENT_CHARACTER | UNKNOWN_KEY_MARK => self.pick(c, c, '#'),
            _ => c,
        }
    }

    /// The symbol below a wrong character of the entry line.
    #[must_use]
    pub const fn caret(&self) -> &'static str {
        "^"
    }

    /// Returns the border characters of panes and overlays.
    #[must_use]
    pub const fn borders(&self) -> border::Set<'static> {
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

    // The styles.

    const fn style(&self, role: Role) -> Style {
        if self.colour { self.palette.style(role) } else { Palette::style_without_colour(role) }
    }

    /// Text without emphasis.
    #[must_use]
    pub const fn plain(&self) -> Style {
        Style::new()
    }

    /// Important text: bold.
    #[must_use]
    pub const fn strong(&self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Side notes. They have no style of their own: dim or grey text is unreadable in some terminals.
    #[must_use]
    pub const fn quiet(&self) -> Style {
        self.plain()
    }

    /// Borders and the empty parts of bars, which are no text.
    #[must_use]
    pub const fn border(&self) -> Style {
        self.style(Role::Border)
    }

    /// The selected pane and the entry line.
    #[must_use]
    pub const fn accent(&self) -> Style {
        self.style(Role::Accent)
    }

    /// The title of the selected pane and the selected line of a list: the accent, reversed.
    #[must_use]
    pub const fn selected(&self) -> Style {
        self.accent().add_modifier(Modifier::REVERSED)
    }

    /// Success.
    #[must_use]
    pub const fn good(&self) -> Style {
        self.style(Role::Good)
    }

    /// Something waits for the operator.
    #[must_use]
    pub const fn attention(&self) -> Style {
        self.style(Role::Attention)
    }

    /// A rejection or an error.
    #[must_use]
    pub const fn bad(&self) -> Style {
        self.style(Role::Bad)
    }

    /// Data is at risk, such as a record that is not saved: an error, reversed.
    #[must_use]
    pub const fn alarm(&self) -> Style {
        self.bad().add_modifier(Modifier::REVERSED)
    }

    /// A record that does not count: crossed out.
    #[must_use]
    pub const fn struck_out(&self) -> Style {
        self.quiet().add_modifier(Modifier::CROSSED_OUT)
    }

    /// The header line: reversed.
    #[must_use]
    pub const fn header(&self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// Returns a filled cell of a bar of the stream with this id. Each stream has a pattern of its own, so that streams can be
    /// distinguished without colours. All characters are in the fonts of the Linux console.
    #[must_use]
    pub fn stream_cell(&self, stream: &str) -> &'static str {
        match Stream::of_id(stream) {
            Stream::Recycling => self.bar(),
            Stream::Hazardous => self.pick("▓", "▓", "%"),
            Stream::Food => self.pick("■", "■", "="),
            Stream::Reuse => self.pick("▒", "▒", "o"),
            Stream::Other => self.pick("▄", "▄", "_"),
        }
    }

    /// Splits the length of a bar of these cells into full cells and eighths of one more. Only solid bars have a part of a cell at
    /// their end, because such a part has no pattern; a bar shorter than one cell is that part alone.
    #[must_use]
    pub fn bar_cells(&self, cell: &str, eighths: u16) -> (u16, u16) {
        if cell == self.bar() || eighths < 8 { (eighths / 8, eighths % 8) } else { ((eighths + 4) / 8, 0) }
    }

    /// Returns the style of the letters of the materials of the stream with this id.
    #[must_use]
    pub fn stream_letter(&self, stream: &str) -> Style {
        self.style(Role::Letter(Stream::of_id(stream)))
    }

    /// Returns the styles of the bar to the target of an event.
    #[must_use]
    pub(crate) fn progress(&self) -> BarStyle {
        match self.palette {
            Palette::Auto | Palette::Dark => BarStyle { style: self.good(), ..self.stream("recycling") },
            Palette::Light | Palette::Contrast => BarStyle::plain(self.good()),
        }
    }

    /// Returns the styles in which bars are drawn for the stream with this id.
    #[must_use]
    pub fn stream(&self, stream: &str) -> BarStyle {
        let stream = Stream::of_id(stream);
        let has_gradient = self.colour && self.true_colour;
        let gradient = if has_gradient { self.palette.gradient(stream) } else { None };
        BarStyle { style: self.style(Role::Stream(stream)), gradient }
    }
}

/// How many shades a bar has. More would take more bytes and look the same.
const SHADES: u16 = 6;

/// The styles of a bar along its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BarStyle {
    style: Style,
    gradient: Option<[u32; 2]>,
}

impl BarStyle {
    /// Returns a style that is the same along the whole bar.
    #[must_use]
    pub const fn plain(style: Style) -> Self {
        Self { style, gradient: None }
    }

    /// Returns the style of a cell of the longest bar of this many cells. The first cell is 0.
    #[must_use]
    pub fn at(&self, cell: u16, cells: u16) -> Style {
        let Some([first, last]) = self.gradient else { return self.style };
        let shade = u32::from((cell * SHADES / cells.max(1)).min(SHADES - 1));
        let steps = u32::from(SHADES - 1);
        let part = |shift: u32| {
            let (first, last) = (first >> shift & 0xff, last >> shift & 0xff);
            u8::try_from((first * (steps - shade) + last * shade) / steps).unwrap_or(u8::MAX)
        };
        self.style.fg(Color::Rgb(part(16), part(8), part(0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(term: &str, locale: &str) -> Theme {
        let environment = Environment {
            term: term.into(),
            locale: locale.into(),
            no_colour: true,
            ..Environment::default()
        };
        Theme::new(&environment, false)
    }

    #[test]
    fn characters_follow_the_locale_and_the_terminal() {
        assert_eq!(theme("xterm", "kk_KZ.UTF-8").characters, CharacterSet::Unicode);
        assert_eq!(theme("xterm", "ru_RU.utf8").characters, CharacterSet::Unicode);
        assert_eq!(theme("linux", "en_US.UTF-8").characters, CharacterSet::LinuxConsole);
        assert_eq!(theme("xterm", "C").characters, CharacterSet::Ascii);
        assert_eq!(theme("xterm", "").characters, CharacterSet::Ascii);
        assert_eq!(theme("xterm", "").displayable(Language::Kk), Language::En);
        assert_eq!(theme("linux", "C.UTF-8").displayable(Language::Kk), Language::Kk);
    }

    #[test]
    fn an_unreadable_character_is_visible_in_every_character_set() {
        for locale in ["C.UTF-8", "C"] {
            let theme = theme("xterm", locale);
            assert_eq!(theme.typed_character('ю'), 'ю');
            let ascii = theme.characters == CharacterSet::Ascii;
            for c in [char::REPLACEMENT_CHARACTER, UNKNOWN_KEY_MARK] {
                assert_eq!(theme.typed_character(c), if ascii { '#' } else { c });
            }
        }
    }

    #[test]
    fn a_gradient_needs_true_colours_and_colours() {
        let with = |colorterm: &str, no_colour| {
            let environment = Environment {
                locale: "C.UTF-8".into(),
                colorterm: colorterm.into(),
                no_colour,
                ..Environment::default()
            };
            let style = Theme::new(&environment, false).stream("recycling");
            [style.at(0, 12).fg, style.at(5, 12).fg, style.at(11, 12).fg, style.at(40, 12).fg]
        };
        let green = Some(Color::Rgb(0x2f, 0x9e, 0x44));
        let (middle, end) = (Some(Color::Rgb(84, 188, 102)), Some(Color::Rgb(0x8c, 0xe9, 0x9a)));
        for colorterm in ["truecolor", "24bit"] {
            assert_eq!(with(colorterm, false), [green, middle, end, end]);
            assert_eq!(with(colorterm, true), [None; 4]);
        }
        assert_eq!(with("", false), [Some(Color::Green); 4]);
        assert_eq!(with("yes", false), [Some(Color::Green); 4]);
    }

    #[test]
    fn the_selection_is_visible_without_colours() {
        let theme = theme("xterm", "C.UTF-8");
        assert!(theme.selected().add_modifier.contains(Modifier::REVERSED));
        assert_eq!(theme.selected().fg, None);
        assert!(theme.alarm().add_modifier.contains(Modifier::REVERSED));
    }
}
