//! Draws the screen of the terminal emulator as SVG.
//!
//! Each run of cells with one style is a text of fixed length, so the columns are right in every font. Lines and blocks are
//! drawn as shapes, because fonts leave gaps between them.

use std::fmt::Write;

use vt100::{Cell, Color, Screen};

/// Size of a cell, in SVG units.
const CELL: (u32, u32) = (9, 19);
/// The base line of a text, from the top of its cell.
const BASE: u32 = 14;
/// Space around the screen.
const MARGIN: u32 = 12;

/// A rectangle: its place and its size, in SVG units.
type Shape = ((u32, u32), (u32, u32));

/// The colours of a terminal.
pub(crate) struct Palette {
    foreground: &'static str,
    background: &'static str,
    colours: [&'static str; 16],
}

pub(crate) const DARK: Palette = Palette {
    foreground: "#d3d7cf",
    background: "#16181d",
    colours: [
        "#16181d", "#ef5350", "#6cc04a", "#d0a92f", "#5294e2", "#b98acb", "#2fb3b3", "#d3d7cf", "#7a7e85",
        "#ff6e6b", "#8ae234", "#fce94f", "#729fcf", "#d7a6d3", "#34e2e2", "#ffffff",
    ],
};

pub(crate) const LIGHT: Palette = Palette {
    foreground: "#24292f",
    background: "#ffffff",
    colours: [
        "#24292f", "#b3261e", "#1d7a34", "#8a6100", "#0550ae", "#7c3a94", "#0b6e78", "#57606a", "#6e7781",
        "#c9302c", "#2da44e", "#9a6700", "#0969da", "#8250df", "#1b7c83", "#24292f",
    ],
};

impl Palette {
    fn colour(&self, colour: Color, default: &str) -> String {
        match colour {
            Color::Default => default.to_owned(),
            Color::Idx(index) => self.colours.get(usize::from(index)).map_or(default, |c| c).to_owned(),
            Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        }
    }
}

/// The style of a run of cells.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Style {
    foreground: String,
    background: String,
    bold: bool,
    underlined: bool,
}

impl Style {
    fn of(cell: &Cell, palette: &Palette) -> Self {
        let foreground = palette.colour(cell.fgcolor(), palette.foreground);
        let background = palette.colour(cell.bgcolor(), palette.background);
        let (foreground, background) =
            if cell.inverse() { (background, foreground) } else { (foreground, background) };
        Self { foreground, background, bold: cell.bold(), underlined: cell.underline() }
    }
}

/// Draws a screen.
pub(crate) fn draw(screen: &Screen, palette: &Palette, title: &str) -> String {
    let (rows, columns) = screen.size();
    let (width, height) = (u32::from(columns) * CELL.0 + 2 * MARGIN, u32::from(rows) * CELL.1 + 2 * MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         role=\"img\" aria-label=\"{title}\">\n<rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{}\"/>\n\
         <g font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"15\" \
         xml:space=\"preserve\">\n",
        palette.background
    );
    for row in 0..rows {
        let mut column = 0;
        while column < columns {
            let first = column;
            let style = style_at(screen, row, column, palette);
            let mut text = String::new();
            while column < columns && style_at(screen, row, column, palette) == style {
                let cell = screen.cell(row, column).unwrap();
                text.push_str(if cell.has_contents() { cell.contents() } else { " " });
                column += 1;
            }
            draw_run(&mut svg, (u32::from(first), u32::from(row)), &text, &style, palette);
        }
    }
    svg + "</g>\n</svg>\n"
}

fn style_at(screen: &Screen, row: u16, column: u16, palette: &Palette) -> Style {
    Style::of(screen.cell(row, column).unwrap(), palette)
}

fn draw_run(svg: &mut String, (column, row): (u32, u32), text: &str, style: &Style, palette: &Palette) {
    let (x, y) = (MARGIN + column * CELL.0, MARGIN + row * CELL.1);
    let cells = u32::try_from(text.chars().count()).unwrap();
    if style.background != palette.background {
        rectangle(svg, style.background.as_str(), (x, y), (cells * CELL.0, CELL.1));
    }
    let letters: Vec<char> = text.chars().collect();
    let mut words = String::new();
    for (index, equal) in runs(&letters) {
        let is_shape = draw_shape(svg, equal, (x + index * CELL.0, y), &style.foreground);
        words.extend(equal.iter().map(|c| if is_shape { ' ' } else { *c }));
    }
    // Words apart from each other keep the place of each in a font of another width.
    let mut start = 0;
    for part in words.split("  ") {
        let length = part.chars().count();
        let lead = part.chars().take_while(|c| *c == ' ').count();
        let word = part.trim();
        if !word.is_empty() {
            let at = x + u32::try_from(start + lead).unwrap() * CELL.0;
            let columns = u32::try_from(word.chars().count()).unwrap();
            let weight = if style.bold { " font-weight=\"bold\"" } else { "" };
            let line = if style.underlined { " text-decoration=\"underline\"" } else { "" };
            writeln!(
                svg,
                "<text x=\"{at}\" y=\"{}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{}\"{weight}{line}>{}</text>",
                y + BASE,
                columns * CELL.0,
                style.foreground,
                escaped(word)
            )
            .unwrap();
        }
        start += length + 2;
    }
}

fn rectangle(svg: &mut String, colour: &str, (x, y): (u32, u32), (width, height): (u32, u32)) {
    writeln!(svg, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{colour}\"/>")
        .unwrap();
}

/// Splits characters into runs of equal ones, each with its place. A shape that does not reach both edges of its cell is a run
/// of its own.
fn runs(letters: &[char]) -> Vec<(u32, &[char])> {
    let mut runs = Vec::new();
    let mut start = 0;
    for run in letters.chunk_by(|one, next| one == next && matches!(one, '─' | '█' | '░' | '▀' | '▁'..='▇'))
    {
        runs.push((start, run));
        start += u32::try_from(run.len()).unwrap();
    }
    runs
}

/// Draws a run of equal lines or blocks. Returns `false` for any other character.
fn draw_shape(svg: &mut String, run: &[char], (x, y): (u32, u32), colour: &str) -> bool {
    let [c, ..] = *run else { return false };
    let (width, height) = (CELL.0 * u32::try_from(run.len()).unwrap(), CELL.1);
    let (middle_x, middle_y) = (CELL.0 / 2, height / 2);
    let horizontal = |from: u32, to: u32| ((x + from, y + middle_y), (to - from, 1));
    let vertical = |from: u32, to: u32| ((x + middle_x, y + from), (1, to - from));
    let (all_x, all_y) = (horizontal(0, width), vertical(0, height));
    let (right, left) = (horizontal(middle_x, width), horizontal(0, middle_x + 1));
    let (down, up) = (vertical(middle_y, height), vertical(0, middle_y + 1));
    let eighths = |part: u32, whole: u32| (part * whole + 4) / 8;
    let lower = |part: u32| ((x, y + height - eighths(part, height)), (width, eighths(part, height)));
    let on_left = |part: u32| ((x, y), (eighths(part, width).max(1), height));
    let shapes: Vec<Shape> = match c {
        '─' => vec![all_x],
        '│' => vec![all_y],
        '┌' => vec![right, down],
        '┐' => vec![left, down],
        '└' => vec![right, up],
        '┘' => vec![left, up],
        '├' => vec![all_y, right],
        '┤' => vec![all_y, left],
        '┬' => vec![all_x, down],
        '┴' => vec![all_x, up],
        '┼' => vec![all_x, all_y],
        '┊' => (0..4).map(|dash| vertical(dash * 5, dash * 5 + 2)).collect(),
        '█' => vec![((x, y), (width, height))],
        '░' => {
            writeln!(
                svg,
                "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{colour}\" opacity=\"0.25\"/>"
            )
            .unwrap();
            return true;
        }
        '▀' => vec![((x, y), (width, height / 2))],
        '▁'..='▇' => vec![lower(c as u32 - '▁' as u32 + 1)],
        '▉'..='▏' => vec![on_left('▏' as u32 - c as u32 + 1)],
        _ => return false,
    };
    for (at, size) in shapes {
        rectangle(svg, colour, at, size);
    }
    true
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
