//! The size of the terminal.

use std::{env, io};

use ratatui::layout::Size;
use rustix::termios::tcgetwinsize;

/// The size of a terminal that nobody knows the size of.
const DEFAULT: Size = Size { width: 80, height: 24 };
/// The largest number of columns or rows that is drawn. A terminal may claim 65,535 of each, and a frame of that size
/// would not fit into the memory.
const MAX: u16 = 1000;

/// Returns the size of the terminal in columns and rows, at most [`MAX`] of each.
///
/// Some terminals report 0, such as serial lines and pseudo-terminals whose size nobody has set. Then the variables
/// `COLUMNS` and `LINES` have the size, else it is 80 columns and 24 rows.
///
/// # Errors
/// The terminal is gone.
pub(super) fn of_terminal() -> io::Result<Size> {
    let reported = tcgetwinsize(io::stdout())?;
    Ok(size(reported.ws_col, reported.ws_row, |name| env::var(name).ok()))
}

/// Returns the size for a reported number of columns and rows, which may be 0.
fn size(columns: u16, rows: u16, variable: impl Fn(&str) -> Option<String>) -> Size {
    let known = |reported: u16, name, default| {
        let variable = || variable(name).and_then(|value| value.trim().parse().ok());
        let known = Some(reported).filter(|reported| *reported > 0).or_else(variable);
        known.filter(|known| *known > 0).unwrap_or(default).min(MAX)
    };
    Size { width: known(columns, "COLUMNS", DEFAULT.width), height: known(rows, "LINES", DEFAULT.height) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_of_zero_is_replaced_by_the_variables_or_the_usual_size() {
        let none = |_: &str| None;
        let set = |name: &str| Some(if name == "LINES" { "30" } else { " 100 " }.to_owned());
        assert_eq!(size(90, 20, set), Size::new(90, 20), "the terminal knows best");
        assert_eq!(size(0, 0, set), Size::new(100, 30));
        assert_eq!(size(0, 20, set), Size::new(100, 20));
        assert_eq!(size(0, 0, none), Size::new(80, 24));
        for unusable in ["0", "-5", "", "many", "70000"] {
            assert_eq!(size(0, 0, |_| Some(unusable.to_owned())), Size::new(80, 24), "{unusable:?}");
        }
    }

    #[test]
    fn a_huge_size_is_limited() {
        assert_eq!(size(u16::MAX, u16::MAX, |_| None), Size::new(MAX, MAX));
        assert_eq!(size(0, 0, |_| Some("65535".to_owned())), Size::new(MAX, MAX));
    }
}
