//! The position in a list: how keys move it, and which lines of the list are visible.
//!
//! Invariant: the range of visible lines stays inside the list, and never has more lines than the given
//! number of screen rows.

use std::ops::Range;

/// A key that moves through a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListMove {
    /// One line up.
    Up,
    /// One line down.
    Down,
    /// One page up.
    PageUp,
    /// One page down.
    PageDown,
    /// To the first line.
    First,
    /// To the last line.
    Last,
}

/// A position in a list, from 0: the selected line, or the first visible line of a text that only scrolls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ListCursor {
    position: usize,
}

impl ListCursor {
    /// Returns a cursor at this position.
    #[must_use]
    pub(crate) const fn at(position: usize) -> Self {
        Self { position }
    }

    /// Returns the position, from 0. It is 0 in an empty list too.
    #[must_use]
    pub(crate) const fn position(self) -> usize {
        self.position
    }

    /// Moves by this many lines, but not past either end of a list with `len` lines.
    pub(crate) fn move_by(&mut self, lines: isize, len: usize) {
        self.position = self.position.saturating_add_signed(lines);
        self.clamp(len);
    }

    /// Moves according to a key, in a list of `len` lines with `page` lines on a page.
    pub(crate) fn apply(&mut self, step: ListMove, page: usize, len: usize) {
        let page = isize::try_from(page).unwrap_or(isize::MAX);
        self.move_by(
            match step {
                ListMove::Up => -1,
                ListMove::Down => 1,
                ListMove::PageUp => -page,
                ListMove::PageDown => page,
                ListMove::First => isize::MIN,
                ListMove::Last => isize::MAX,
            },
            len,
        );
    }

    /// Moves to the last line if the list became shorter than the position.
    pub(crate) fn clamp(&mut self, len: usize) {
        self.position = self.position.min(len.saturating_sub(1));
    }

    /// Returns the lines visible in `height` rows: the list starts at its first line and scrolls only as far as
    /// needed to show the cursor.
    #[must_use]
    pub(crate) fn window(self, height: u16, len: usize) -> Range<usize> {
        let height = usize::from(height);
        window_from((self.position + 1).saturating_sub(height), height, len)
    }

    /// Returns the lines visible in `height` rows with the cursor in the middle, except near the ends of the list.
    #[must_use]
    pub(crate) fn centred_window(self, height: u16, len: usize) -> Range<usize> {
        let height = usize::from(height);
        let above = height.saturating_sub(1).min(height / 2);
        let start = self.position.saturating_sub(above).min(len.saturating_sub(height));
        window_from(start, height, len)
    }

    /// Returns the lines visible in `height` rows, starting at the position. The last page is always full.
    #[must_use]
    pub(crate) fn scrolled_window(self, height: u16, len: usize) -> Range<usize> {
        let height = usize::from(height);
        window_from(self.position.min(len.saturating_sub(height)), height, len)
    }
}

fn window_from(start: usize, height: usize, len: usize) -> Range<usize> {
    let start = start.min(len);
    start..start.saturating_add(height).min(len)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn keys_move_the_cursor_and_stop_at_the_ends() {
        let mut cursor = ListCursor::default();
        let steps = [
            (ListMove::Up, 0),
            (ListMove::Down, 1),
            (ListMove::PageDown, 5),
            (ListMove::PageDown, 9),
            (ListMove::Down, 9),
            (ListMove::PageUp, 5),
            (ListMove::First, 0),
            (ListMove::Last, 9),
        ];
        for (step, position) in steps {
            cursor.apply(step, 4, 10);
            assert_eq!(cursor.position(), position, "{step:?}");
        }
        cursor.clamp(3);
        assert_eq!(cursor.position(), 2);
        cursor.apply(ListMove::Last, 4, 0);
        assert_eq!(cursor.position(), 0);
    }

    #[test]
    fn a_window_scrolls_only_as_far_as_needed() {
        assert_eq!(ListCursor::at(2).window(3, 10), 0..3);
        assert_eq!(ListCursor::at(3).window(3, 10), 1..4);
        assert_eq!(ListCursor::at(1).window(3, 2), 0..2);
        assert_eq!(ListCursor::at(5).centred_window(4, 10), 3..7);
        assert_eq!(ListCursor::at(9).centred_window(4, 10), 6..10);
        assert_eq!(ListCursor::at(9).scrolled_window(4, 10), 6..10);
        assert_eq!(ListCursor::at(2).scrolled_window(4, 10), 2..6);
    }

    proptest! {
        #[test]
        fn the_cursor_stays_in_the_list(
            start in 0_usize..100, moves in prop::collection::vec(any::<isize>(), 0..10), len in 0_usize..50,
        ) {
            let mut cursor = ListCursor::at(start);
            for lines in moves {
                cursor.move_by(lines, len);
                prop_assert!(cursor.position() < len.max(1));
            }
        }

        #[test]
        fn windows_show_the_cursor_and_waste_no_row(position in 0_usize..200, height in 0_u16..40, len in 0_usize..200) {
            let mut cursor = ListCursor::at(position);
            cursor.clamp(len);
            for window in [cursor.window(height, len), cursor.centred_window(height, len)] {
                prop_assert_eq!(window.len(), len.min(usize::from(height)));
                prop_assert!(window.contains(&cursor.position()) || window.is_empty());
            }
            let window = cursor.scrolled_window(height, len);
            prop_assert_eq!(window.len(), len.min(usize::from(height)));
            prop_assert!(window.end <= len);
        }
    }
}
