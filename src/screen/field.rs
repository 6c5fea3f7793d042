//! A text field of one line.
//!
//! Invariants: a character that may not reach a terminal is replaced by a mark; typing never makes the text longer than
//! the limit; the cursor and deletion move by whole grapheme clusters.

use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::entry::UNKNOWN_KEY_MARK;
use crate::language::format;
use crate::screen::key::Key;

/// A text with a cursor, edited by keys.
#[derive(Clone, Debug)]
pub(crate) struct TextField {
    input: Input,
    /// The maximum length of the text, in characters.
    limit: usize,
    /// Whether the whole text is selected, so that the first typed character replaces it.
    prefilled: bool,
}

/// An empty field of at most [`TextField::DEFAULT_LIMIT`] characters.
impl Default for TextField {
    fn default() -> Self {
        Self::new("", Self::DEFAULT_LIMIT)
    }
}

impl TextField {
    /// The longest name, reason or search, in characters.
    pub(crate) const DEFAULT_LIMIT: usize = 80;

    /// Returns a field with this text and the cursor at its end. `limit` is in characters. A text that
    /// exceeds the limit is kept whole, but cannot grow.
    pub(crate) fn new(text: impl Into<String>, limit: usize) -> Self {
        Self { input: Input::new(text.into()), limit, prefilled: false }
    }

    /// Returns a field whose whole text is selected: the first typed character, Backspace or Delete replaces it. Any
    /// other key keeps the text.
    pub(crate) fn prefilled(text: impl Into<String>, limit: usize) -> Self {
        let field = Self::new(text, limit);
        Self { prefilled: !field.text().is_empty(), ..field }
    }

    /// Returns the text.
    #[must_use]
    pub(crate) fn text(&self) -> &str {
        self.input.value()
    }

    /// Returns whether the next typed character replaces the whole text. Such a text is drawn as selected.
    #[must_use]
    pub(crate) const fn is_prefilled(&self) -> bool {
        self.prefilled
    }

    /// Returns the maximum length in characters if the text has it, so that no character can be added.
    #[must_use]
    pub(crate) fn full_at(&self) -> Option<usize> {
        let is_full = !self.prefilled && self.text().chars().count() >= self.limit;
        is_full.then_some(self.limit)
    }

    /// Removes the text.
    pub(crate) fn clear(&mut self) {
        self.input.reset();
    }

    /// Applies an editing key, and returns whether it changed the text. Other keys are ignored.
    pub(crate) fn press(&mut self, key: Key) -> bool {
        let replaces =
            std::mem::take(&mut self.prefilled) && matches!(key, Key::Char(_) | Key::Backspace | Key::Delete);
        if replaces {
            self.clear();
        }
        let request = match key {
            Key::Char(_) if self.text().chars().count() >= self.limit => return replaces,
            // A character that may not reach a terminal leaves a mark: without it, it could join two numbers unseen.
            Key::Char(c) if format::clean(c.encode_utf8(&mut [0; 4])).is_empty() => {
                InputRequest::InsertChar(UNKNOWN_KEY_MARK)
            }
            Key::Char(c) => InputRequest::InsertChar(c),
            Key::Backspace => InputRequest::DeletePrevChar,
            Key::Delete => InputRequest::DeleteNextChar,
            Key::Left => InputRequest::GoToPrevChar,
            Key::Right => InputRequest::GoToNextChar,
            Key::Ctrl('u') => InputRequest::DeleteLine,
            Key::Home => InputRequest::GoToStart,
            Key::End => InputRequest::GoToEnd,
            _ => return replaces,
        };
        self.input.handle(request).is_some_and(|change| change.value) || replaces
    }

    /// Returns the column of the cursor, from 0, if the whole text is visible.
    #[must_use]
    pub(crate) fn cursor_column(&self) -> u16 {
        u16::try_from(self.input.visual_cursor()).unwrap_or(u16::MAX)
    }

    /// Returns the part of the text that is visible in a field of this many columns, and the cursor's column in it. A
    /// text that is too long is scrolled so that the cursor is visible.
    #[must_use]
    pub(crate) fn visible(&self, columns: u16) -> (&str, u16) {
        // The cursor needs a column of its own after the text.
        let scroll = self.input.visual_scroll(usize::from(columns.saturating_sub(1).max(1)));
        let mut hidden = 0;
        let start = self.text().grapheme_indices(true).find_map(|(start, cluster)| {
            let visible = hidden >= scroll;
            hidden += cluster.width();
            visible.then_some(start)
        });
        let text = &self.text()[start.unwrap_or(self.text().len())..];
        let cursor = self.input.visual_cursor().saturating_sub(scroll);
        (text, u16::try_from(cursor).unwrap_or(u16::MAX).min(columns))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn field(text: &str) -> TextField {
        TextField::new(text, 10)
    }

    #[test]
    fn keys_edit_the_text() {
        let mut field = field("ab");
        assert!(field.press(Key::Char('c')));
        assert!(!field.press(Key::Home));
        assert!(field.press(Key::Delete));
        assert_eq!(field.text(), "bc");
        assert!(!field.press(Key::Backspace), "nothing before the cursor");
        assert!(!field.press(Key::F(1)));
        field.press(Key::End);
        assert!(field.press(Key::Backspace));
        assert_eq!((field.text(), field.cursor_column()), ("b", 1));
        assert!(field.press(Key::Ctrl('u')));
        assert_eq!(field.text(), "");
    }

    #[test]
    fn an_unsafe_character_leaves_a_mark_and_the_limit_holds() {
        let mut field = field("123456789");
        assert!(field.press(Key::Char('\u{202e}')));
        assert!(!field.press(Key::Char('1')));
        assert_eq!(field.text(), "123456789\u{a4}");
    }

    #[test]
    fn the_first_character_replaces_a_prefilled_text() {
        let prefilled = TextField::prefilled("mistake", 10);
        assert!(prefilled.is_prefilled());
        for (keys, text) in [
            (vec![Key::Char('x')], "x"),
            (vec![Key::Backspace], ""),
            (vec![Key::End, Key::Char('x')], "mistakex"),
            (vec![Key::Delete], ""),
            (vec![Key::Left, Key::Char('x')], "mistakxe"),
            (vec![Key::Home, Key::Char('x')], "xmistake"),
        ] {
            let mut field = prefilled.clone();
            keys.iter().for_each(|key| {
                field.press(*key);
            });
            assert_eq!(field.text(), text, "{keys:?}");
            assert!(!field.is_prefilled());
        }
        assert!(!TextField::prefilled("", 10).is_prefilled());
    }

    #[test]
    fn a_long_text_scrolls_to_the_cursor() {
        let mut field = TextField::new("0123456789", 20);
        assert_eq!(field.visible(11), ("0123456789", 10));
        assert_eq!(field.visible(6), ("56789", 5));
        field.press(Key::Home);
        assert_eq!(field.visible(6), ("0123456789", 0));
    }

    #[test]
    fn wide_and_combining_characters_scroll_by_columns() {
        assert_eq!(field("漢字漢字").visible(6), ("漢字", 4));
        assert_eq!(field("e\u{301}e\u{301}e\u{301}").visible(3), ("e\u{301}e\u{301}", 2));
    }

    proptest! {
        #[test]
        fn the_cursor_is_always_inside_the_field(text in "\\PC{0,12}", columns in 0_u16..20, left in 0..12) {
            let mut field = field(&text);
            (0..left).for_each(|_| {
                field.press(Key::Left);
            });
            let (visible, cursor) = field.visible(columns);
            prop_assert!(cursor <= columns);
            prop_assert!(text.ends_with(visible));
        }
    }
}
