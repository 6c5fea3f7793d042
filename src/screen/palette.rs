//! The colours of each role on each background.
//!
//! Invariants, which the tests compute for the palettes of xterm, VGA, Windows Terminal and Solarized:
//! - Every text has a contrast of at least 3:1 on the background of its palette. Bold text has it too on a terminal that
//!   draws bold colours brighter.
//! - Red is only for errors.

use ratatui::style::{Color, Modifier, Style};

use crate::settings::choice::ThemeChoice;

/// A set of colours for one kind of background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// That for a dark background, until the terminal says its background.
    Auto,
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// For any background: nothing is dim, and colours are only behind text.
    Contrast,
}

/// What a style means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Borders and empty parts of bars, which are no text.
    Border,
    /// The place where the operator works.
    Accent,
    Good,
    Attention,
    Bad,
    /// The bars of a stream.
    Stream(Stream),
    /// The letters of the materials of a stream. They are not bold, because bold green is grey with Solarized. No text is bright
    /// black, which some terminals show as the background.
    Letter(Stream),
}

/// The streams that have a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stream {
    Recycling,
    Hazardous,
    Food,
    Reuse,
    Other,
}

impl Stream {
    /// Returns the stream with this id.
    pub(super) fn of_id(id: &str) -> Self {
        match id {
            "recycling" => Self::Recycling,
            "hazardous" => Self::Hazardous,
            "food" => Self::Food,
            "reuse" => Self::Reuse,
            _ => Self::Other,
        }
    }
}

impl Palette {
    /// Returns the palette of a choice. `background` is the value of `COLORFGBG`, which says the background of some
    /// terminals.
    #[must_use]
    pub(super) fn new(choice: ThemeChoice, background: &str) -> Self {
        match choice {
            ThemeChoice::Dark => Self::Dark,
            ThemeChoice::Light => Self::Light,
            ThemeChoice::Contrast => Self::Contrast,
            // The last number is the background: 7 and 9 to 15 are light colours.
            ThemeChoice::Auto => match background.rsplit(';').next().and_then(|last| last.parse::<u8>().ok())
            {
                Some(7 | 9..=15) => Self::Light,
                Some(_) => Self::Dark,
                None => Self::Auto,
            },
        }
    }

    /// Returns the palette after the terminal has said whether its background is light. A chosen palette stays.
    #[must_use]
    pub(super) const fn on_background(self, is_light: bool) -> Self {
        match self {
            Self::Auto if is_light => Self::Light,
            Self::Auto => Self::Dark,
            chosen => chosen,
        }
    }

    /// Returns the style of a role with colours.
    pub(super) const fn style(self, role: Role) -> Style {
        let (plain, bold) = (Style::new(), Style::new().add_modifier(Modifier::BOLD));
        match (self, role) {
            (Self::Auto, role) => Self::Dark.style(role),
            (Self::Light, Role::Letter(Stream::Food | Stream::Other)) | (Self::Contrast, Role::Letter(_)) => {
                bold
            }
            (_, Role::Letter(stream)) => self.style(Role::Stream(stream)),

            (Self::Contrast, Role::Border) => plain,
            (_, Role::Border) => plain.add_modifier(Modifier::DIM),

            (Self::Dark, Role::Accent) => bold.fg(Color::Cyan),
            // Bold green is grey with Solarized, where the bright colours are shades of grey.
            (Self::Dark, Role::Good) => plain.fg(Color::Green),
            (Self::Dark, Role::Attention) => bold.fg(Color::Yellow),
            // Plain red is too dark with VGA.
            (Self::Dark, Role::Bad) => bold.fg(Color::LightRed),
            (Self::Dark, Role::Stream(stream)) => plain.fg(match stream {
                Stream::Recycling => Color::Green,
                Stream::Hazardous => Color::LightMagenta,
                Stream::Food => Color::Yellow,
                Stream::Reuse => Color::LightBlue,
                Stream::Other => Color::Gray,
            }),

            // Green, yellow and cyan are too bright for a light background, also blue and magenta if they are bold.
            (Self::Light, Role::Accent) => plain.fg(Color::Blue),
            (Self::Light, Role::Good) => bold,
            (Self::Light, Role::Attention) => plain.fg(Color::Magenta),
            (Self::Light, Role::Bad) => bold.fg(Color::Red),
            (Self::Light, Role::Stream(stream)) => match stream {
                Stream::Recycling => plain.fg(Color::Blue),
                Stream::Hazardous => plain.fg(Color::Magenta),
                Stream::Food => plain.fg(Color::DarkGray),
                Stream::Reuse => plain.fg(Color::Black),
                Stream::Other => plain,
            },

            (Self::Contrast, Role::Accent | Role::Good) => bold,
            (Self::Contrast, Role::Attention) => bold.add_modifier(Modifier::REVERSED),
            (Self::Contrast, Role::Bad) => bold.fg(Color::White).bg(Color::Red),
            (Self::Contrast, Role::Stream(_)) => plain,
        }
    }

    /// Returns the colours of the beginning and the end of a bar of this stream on a terminal with true colours, or `None` if it
    /// has one colour there too.
    pub(super) const fn gradient(self, stream: Stream) -> Option<[u32; 2]> {
        Some(match (self, stream) {
            (Self::Contrast, _) | (Self::Light, Stream::Other) => return None,
            (Self::Auto | Self::Dark, Stream::Recycling) => [0x2f_9e44, 0x8c_e99a],
            (Self::Auto | Self::Dark, Stream::Hazardous) => [0xc0_5bd6, 0xf0_abfc],
            (Self::Auto | Self::Dark, Stream::Food) => [0xc0_8a1e, 0xff_d866],
            (Self::Auto | Self::Dark, Stream::Reuse) => [0x4c_8dff, 0xa5_d0ff],
            (Self::Auto | Self::Dark, Stream::Other) => [0x9a_9a9a, 0xd8_d8d8],
            (Self::Light, Stream::Recycling) => [0x4b_7bd8, 0x0b_3d91],
            (Self::Light, Stream::Hazardous) => [0xb3_39ac, 0x6a_0f66],
            (Self::Light, Stream::Food) => [0x9a_6d00, 0x5c_4000],
            (Self::Light, Stream::Reuse) => [0x6a_6a6a, 0x1a_1a1a],
        })
    }

    /// Returns the style of a role without colours.
    pub(super) const fn style_without_colour(role: Role) -> Style {
        match role {
            Role::Border | Role::Stream(_) => Style::new(),
            Role::Accent | Role::Good | Role::Attention | Role::Bad | Role::Letter(_) => {
                Style::new().add_modifier(Modifier::BOLD)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The 16 colours of a terminal as RGB.
    type Colours = [u32; 16];

    const XTERM: Colours = [
        0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5, 0x7f_7f7f,
        0xff_0000, 0x00_ff00, 0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
    ];
    const VGA: Colours = [
        0x00_0000, 0xaa_0000, 0x00_aa00, 0xaa_5500, 0x00_00aa, 0xaa_00aa, 0x00_aaaa, 0xaa_aaaa, 0x55_5555,
        0xff_5555, 0x55_ff55, 0xff_ff55, 0x55_55ff, 0xff_55ff, 0x55_ffff, 0xff_ffff,
    ];
    const WINDOWS: Colours = [
        0x0c_0c0c, 0xc5_0f1f, 0x13_a10e, 0xc1_9c00, 0x00_37da, 0x88_1798, 0x3a_96dd, 0xcc_cccc, 0x76_7676,
        0xe7_4856, 0x16_c60c, 0xf9_f1a5, 0x3b_78ff, 0xb4_009e, 0x61_d6d6, 0xf2_f2f2,
    ];
    const SOLARIZED: Colours = [
        0x07_3642, 0xdc_322f, 0x85_9900, 0xb5_8900, 0x26_8bd2, 0xd3_3682, 0x2a_a198, 0xee_e8d5, 0x00_2b36,
        0xcb_4b16, 0x58_6e75, 0x65_7b83, 0x83_9496, 0x6c_71c4, 0x93_a1a1, 0xfd_f6e3,
    ];

    /// A terminal: its name, its colours, and its default foreground and background.
    type Screen = (&'static str, Colours, u32, u32);

    const DARK: [Screen; 4] = [
        ("xterm", XTERM, 0xe5_e5e5, 0x00_0000),
        ("VGA", VGA, 0xaa_aaaa, 0x00_0000),
        ("Windows Terminal", WINDOWS, 0xcc_cccc, 0x0c_0c0c),
        ("Solarized dark", SOLARIZED, 0x83_9496, 0x00_2b36),
    ];
    const LIGHT: [Screen; 4] = [
        ("xterm", XTERM, 0x00_0000, 0xff_ffff),
        ("VGA", VGA, 0x00_0000, 0xff_ffff),
        ("Windows Terminal", WINDOWS, 0x0c_0c0c, 0xf2_f2f2),
        ("Solarized light", SOLARIZED, 0x65_7b83, 0xfd_f6e3),
    ];

    const TEXT_ROLES: [Role; 9] = [
        Role::Accent,
        Role::Good,
        Role::Attention,
        Role::Bad,
        Role::Letter(Stream::Recycling),
        Role::Letter(Stream::Hazardous),
        Role::Letter(Stream::Food),
        Role::Letter(Stream::Reuse),
        Role::Letter(Stream::Other),
    ];
    const BAR_ROLES: [Role; 5] = [
        Role::Stream(Stream::Recycling),
        Role::Stream(Stream::Hazardous),
        Role::Stream(Stream::Food),
        Role::Stream(Stream::Reuse),
        Role::Stream(Stream::Other),
    ];

    #[expect(clippy::float_arithmetic, reason = "the contrast of WCAG is defined by powers")]
    fn luminance(rgb: u32) -> f64 {
        let part = |shift: u32| {
            let value = f64::from(rgb >> shift & 0xff) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
    }

    /// The contrast ratio of WCAG 2.2, from 1 to 21.
    #[expect(clippy::float_arithmetic, reason = "a ratio")]
    fn contrast(one: u32, other: u32) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn index(colour: Color) -> Option<usize> {
        use Color::*;
        let all = [
            Black,
            Red,
            Green,
            Yellow,
            Blue,
            Magenta,
            Cyan,
            Gray,
            DarkGray,
            LightRed,
            LightGreen,
            LightYellow,
            LightBlue,
            LightMagenta,
            LightCyan,
            White,
        ];
        all.iter().position(|other| *other == colour)
    }

    /// Returns the smallest contrast of a style, with and without brighter bold colours.
    fn smallest_contrast(style: Style, (_, colours, foreground, background): &Screen) -> f64 {
        let rgb = |colour: Option<Color>, default: u32, brighter: usize| match colour {
            None => default,
            Some(colour) => {
                let index = index(colour).unwrap();
                colours[if index < 8 { index + brighter } else { index }]
            }
        };
        let behind = rgb(style.bg, *background, 0);
        let brighter = if style.add_modifier.contains(Modifier::BOLD) { 8 } else { 0 };
        [0, brighter]
            .map(|brighter| contrast(rgb(style.fg, *foreground, brighter), behind))
            .into_iter()
            .fold(21.0, f64::min)
    }

    #[test]
    fn every_text_has_a_contrast_of_three_to_one_in_every_terminal() {
        assert!((contrast(0, 0xff_ffff) - 21.0).abs() < 0.001);
        let mut errors = Vec::new();
        for (palette, screens) in [
            (Palette::Dark, DARK.to_vec()),
            (Palette::Light, LIGHT.to_vec()),
            (Palette::Contrast, [DARK, LIGHT].concat()),
        ] {
            for screen in &screens {
                for role in TEXT_ROLES.into_iter().chain(BAR_ROLES) {
                    let ratio = smallest_contrast(palette.style(role), screen);
                    if ratio < 3.0 {
                        errors.push(format!("{palette:?} {role:?} in {}: {ratio:.2}", screen.0));
                    }
                }
            }
        }
        assert!(errors.is_empty(), "{errors:#?}");
    }

    #[test]
    fn every_shade_of_a_gradient_can_be_seen() {
        let mut errors = Vec::new();
        for (palette, screens) in [(Palette::Dark, DARK), (Palette::Light, LIGHT)] {
            for (name, _, _, background) in screens {
                for stream in
                    [Stream::Recycling, Stream::Hazardous, Stream::Food, Stream::Reuse, Stream::Other]
                {
                    for colour in palette.gradient(stream).into_iter().flatten() {
                        let ratio = contrast(colour, background);
                        if ratio < 3.0 {
                            errors.push(format!("{palette:?} {stream:?} {colour:06x} in {name}: {ratio:.2}"));
                        }
                    }
                }
            }
        }
        assert!(errors.is_empty(), "{errors:#?}");
        assert_eq!(Palette::Contrast.gradient(Stream::Recycling), None);
    }

    #[test]
    fn the_computation_finds_the_colours_that_were_hard_to_read() {
        let style = |colour| Style::new().fg(colour);
        assert!(smallest_contrast(style(Color::DarkGray), &DARK[3]) < 1.1, "on Solarized dark");
        for screen in &LIGHT {
            assert!(smallest_contrast(style(Color::LightYellow), screen) < 5.0);
        }
        assert!(smallest_contrast(style(Color::Yellow), &LIGHT[0]) < 2.0, "yellow on white");
    }

    #[test]
    fn red_is_only_for_errors_and_no_text_is_dim_or_bright_black() {
        for palette in [Palette::Dark, Palette::Light, Palette::Contrast] {
            for role in TEXT_ROLES {
                let style = palette.style(role);
                let is_red =
                    [style.fg, style.bg].iter().any(|c| matches!(c, Some(Color::Red | Color::LightRed)));
                assert_eq!(is_red, role == Role::Bad, "{palette:?} {role:?}");
                assert!(!style.add_modifier.contains(Modifier::DIM), "{palette:?} {role:?}");
                assert_ne!(style.fg, Some(Color::DarkGray), "{palette:?} {role:?}");
                let emphasis = Modifier::BOLD.union(Modifier::REVERSED);
                let has_colour = style.fg.is_some() || style.bg.is_some();
                let is_emphasized = style.add_modifier.intersects(emphasis);
                assert!(palette != Palette::Contrast || !has_colour || is_emphasized, "{role:?}");
            }
        }
        assert_eq!(Palette::Contrast.style(Role::Border), Style::new());
    }

    #[test]
    fn the_terminal_may_say_its_background_later() {
        for (before, on_light, on_dark) in [
            (Palette::Auto, Palette::Light, Palette::Dark),
            (Palette::Dark, Palette::Dark, Palette::Dark),
            (Palette::Contrast, Palette::Contrast, Palette::Contrast),
        ] {
            assert_eq!((before.on_background(true), before.on_background(false)), (on_light, on_dark));
        }
        for role in TEXT_ROLES {
            assert_eq!(Palette::Auto.style(role), Palette::Dark.style(role));
        }
    }

    #[test]
    fn without_colours_no_style_has_a_colour() {
        for role in TEXT_ROLES.into_iter().chain(BAR_ROLES).chain([Role::Border]) {
            let style = Palette::style_without_colour(role);
            assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
        }
    }

    #[test]
    fn the_terminal_says_whether_its_background_is_dark_or_light() {
        for (background, expected) in [
            ("", Palette::Auto),
            ("15;0", Palette::Dark),
            ("0;15", Palette::Light),
            ("0;default;15", Palette::Light),
            ("0;7", Palette::Light),
            ("7;8", Palette::Dark),
            ("15;default", Palette::Auto),
            ("0;255", Palette::Dark),
            ("light", Palette::Auto),
        ] {
            assert_eq!(Palette::new(ThemeChoice::Auto, background), expected, "{background:?}");
            assert_eq!(Palette::new(ThemeChoice::Light, background), Palette::Light);
            assert_eq!(Palette::new(ThemeChoice::Dark, background), Palette::Dark);
            assert_eq!(Palette::new(ThemeChoice::Contrast, background), Palette::Contrast);
        }
    }
}
