//! A text field of a form. After Enter, its text is accepted, asked about, or rejected with a reason
//! (docs/input.md, E4).
//!
//! Invariant: an answer is valid only for the text and the form at that time. Every edit closes the question and
//! removes the answers.

use crate::entry::{Reading, ReadingKind, Span};
use crate::language::{Message, Text};
use crate::screen::field::TextField;
use crate::screen::key::Key;

/// Why a form asks about a valid text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// The text was typed on the top row of a Kazakh keyboard, so its meaning is only a proposal.
    Proposed,
    /// The slip guard considers the amount unusual.
    Unusual,
    /// The hand-over is larger than what is left.
    MoreThanLeft,
    /// The group of people is unusually large.
    LargeGroup,
    /// The time of the paper sheet cannot be, or is far from everything recorded.
    OddTime,
}

/// A question about the text of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FieldQuestion {
    pub doubt: Doubt,
    /// The question as it is shown.
    pub text: Text,
}

impl FieldQuestion {
    /// Returns the question whether a text means `meaning`. Returns `None` if the text was not typed on the Kazakh top
    /// row.
    pub(crate) fn of_proposal(reading: &Reading, typed: &str, meaning: Text) -> Option<Self> {
        let text = Message::HintProposed { typed: typed.into(), amount: meaning }.into();
        (reading.kind == ReadingKind::Proposed).then_some(Self { doubt: Doubt::Proposed, text })
    }
}

/// Why the text of a field was rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rejection {
    pub reason: Box<Message>,
    /// The columns that are wrong, or `None` if the whole text is.
    pub span: Option<Span>,
}

/// The meaning of a valid text, and the questions that must be answered before it counts, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Checked<T> {
    pub value: T,
    pub questions: Vec<FieldQuestion>,
}

impl<T> Checked<T> {
    /// Returns a meaning that needs no question.
    pub(crate) const fn certain(value: T) -> Self {
        Self { value, questions: Vec::new() }
    }
}

/// A text field of a form.
#[derive(Clone, Debug, Default)]
pub(crate) struct FormField {
    input: TextField,
    /// The open question.
    question: Option<FieldQuestion>,
    /// The doubts that the operator has confirmed.
    confirmed: Vec<Doubt>,
    rejection: Option<Rejection>,
}

impl FormField {
    /// Returns a field without a question, an answer or a rejection.
    pub(crate) fn new(input: TextField) -> Self {
        Self { input, ..Self::default() }
    }

    /// Returns the text field for drawing.
    #[must_use]
    pub(crate) const fn input(&self) -> &TextField {
        &self.input
    }

    /// Returns the text.
    #[must_use]
    pub(crate) fn text(&self) -> &str {
        self.input.text()
    }

    /// Returns the open question.
    #[must_use]
    pub(crate) const fn question(&self) -> Option<&FieldQuestion> {
        self.question.as_ref()
    }

    /// Returns why the text was rejected, or `None` after the next edit.
    #[must_use]
    pub(crate) const fn rejection(&self) -> Option<&Rejection> {
        self.rejection.as_ref()
    }

    /// Applies an editing key. The key also closes the question.
    pub(crate) fn press(&mut self, key: Key) {
        self.forget_answers();
        self.input.press(key);
    }

    /// Closes the question, and returns whether one was open. The text stays.
    pub(crate) fn close_question(&mut self) -> bool {
        self.question.take().is_some()
    }

    /// Closes the question and removes the answers and the rejection. Callers use it after the meaning of the text has
    /// changed.
    pub(crate) fn forget_answers(&mut self) {
        self.question = None;
        self.confirmed.clear();
        self.rejection = None;
    }

    /// Handles Enter. If a question is open, Enter confirms it.
    ///
    /// Returns the meaning of the text if every question is confirmed. Otherwise returns `None`, and the field shows the
    /// next question or the reason for the rejection.
    pub(crate) fn submit<T>(&mut self, checked: Result<Checked<T>, Rejection>) -> Option<T> {
        self.confirmed.extend(self.question.take().map(|question| question.doubt));
        self.rejection = None;
        match checked {
            Ok(Checked { value, questions }) => {
                let is_open = |question: &FieldQuestion| !self.confirmed.contains(&question.doubt);
                self.question = questions.into_iter().find(is_open);
                self.question.is_none().then_some(value)
            }
            Err(rejection) => {
                self.rejection = Some(rejection);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(doubts: &[Doubt]) -> Result<Checked<u32>, Rejection> {
        let question = |doubt: &Doubt| FieldQuestion { doubt: *doubt, text: Text::default() };
        Ok(Checked { value: 12, questions: doubts.iter().map(question).collect() })
    }

    fn doubt(field: &FormField) -> Option<Doubt> {
        field.question().map(|question| question.doubt)
    }

    #[test]
    fn each_question_is_confirmed_by_an_enter_of_its_own() {
        let mut field = FormField::new(TextField::new("12", 10));
        let both = [Doubt::Proposed, Doubt::Unusual];
        for expected in [Some(Doubt::Proposed), Some(Doubt::Unusual)] {
            assert_eq!(field.submit(checked(&both)), None);
            assert_eq!(doubt(&field), expected);
        }
        assert_eq!(field.submit(checked(&both)), Some(12));
        // In a form with another field, the next Enter does not ask again.
        assert_eq!(field.submit(checked(&both)), Some(12));
    }

    #[test]
    fn an_edit_forgets_the_question_and_the_answers() {
        let mut field = FormField::new(TextField::new("12", 10));
        let doubts = [Doubt::Unusual];
        assert_eq!(field.submit(checked(&doubts)), None);
        field.press(Key::Char('3'));
        assert_eq!((field.text(), doubt(&field)), ("123", None));
        assert_eq!(field.submit(checked(&doubts)), None);
        assert_eq!(field.submit(checked(&doubts)), Some(12));
        field.press(Key::Backspace);
        assert_eq!(field.submit(checked(&doubts)), None);
        assert_eq!(doubt(&field), Some(Doubt::Unusual));
    }

    #[test]
    fn a_closed_question_is_asked_again() {
        let mut field = FormField::new(TextField::new("12", 10));
        assert!(!field.close_question());
        for _ in 0..2 {
            assert_eq!(field.submit(checked(&[Doubt::Unusual])), None);
            assert!(field.close_question());
        }
    }

    #[test]
    fn a_rejection_is_shown_until_the_next_edit() {
        let mut field = FormField::new(TextField::new("12", 10));
        let rejection = Rejection { reason: Box::new(Message::RefusedReason), span: None };
        assert_eq!(field.submit::<u32>(Err(rejection.clone())), None);
        assert_eq!(field.rejection(), Some(&rejection));
        field.press(Key::Left);
        assert_eq!(field.rejection(), None);
    }
}
