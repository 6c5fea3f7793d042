//! The entries that a text may mean.

use super::super::amount::{
    self, Amount, GRADES, MATERIALS, Measure, PLASTIC, is_in_pieces, kazakh_proposal, material_of,
};
use super::{Entry, Reading, Selected};

impl Reading {
    /// Returns the entries that the line may mean, and whether the console must ask about each of them.
    pub(super) fn entries(&self) -> Vec<(Entry, bool)> {
        let mut entries = self.unmarked_entries();
        for (entry, _) in &mut entries {
            entry.amount.about |= self.about;
        }
        entries
    }

    fn unmarked_entries(&self) -> Vec<(Entry, bool)> {
        if self.text.is_empty() {
            let Some((amount, true)) = self.offer else { return Vec::new() };
            let entry = |(material, grade)| {
                let measure = undone_measure(amount.measure, material)?;
                Some((Entry { material, grade, amount: Amount { measure, ..amount } }, false))
            };
            return self.selected.choices().into_iter().filter_map(entry).collect();
        }
        let mut entries = Vec::new();
        for (material, grade) in self.selected.choices() {
            let texts = [(Some(self.text.clone()), false), (kazakh_proposal(&self.text), true)];
            for (text, is_proposal) in texts {
                let amount = text.and_then(|text| amount::read(&text, material));
                entries.extend(amount.map(|amount| (Entry { material, grade, amount }, is_proposal)));
            }
        }
        // After a letter, a number may still name the same material.
        let is_selected =
            |entry: &Entry| self.selected.choices().iter().any(|choice| choice.0 == entry.material);
        entries
            .extend(self.numbered().into_iter().filter(|(entry, _)| !self.has_letter || is_selected(entry)));
        if !self.has_letter {
            entries.extend(self.weight_first());
        }
        entries
    }

    /// Reads `N*AMOUNT` and `N*GRADE*AMOUNT`.
    pub(super) fn numbered(&self) -> Vec<(Entry, bool)> {
        let texts = [(Some(self.text.clone()), false), (kazakh_proposal(&self.text), true)];
        texts
            .into_iter()
            .filter_map(|(text, is_proposal)| {
                let text = text?;
                let about = if text.starts_with('~') { "~" } else { "" };
                let text = text.trim_start_matches('~');
                let (number, rest) = text.split_once('*')?;
                let material = number.trim().parse::<usize>().ok()?.checked_sub(1)?;
                let (grade, rest) = match rest.split_once('*') {
                    Some((grade, rest)) if material == PLASTIC => {
                        (Some(GRADES.iter().position(|name| *name == grade)?), rest)
                    }
                    _ => (None, rest),
                };
                MATERIALS.get(material)?;
                let amount = amount::read(&format!("{about}{rest}"), material)?;
                Some((Entry { material, grade, amount }, is_proposal))
            })
            .collect()
    }

    /// Returns the text without the letters of a pane after the amount, if it may have some.
    pub(super) fn text_before_letters(&self) -> Option<String> {
        let material = self.text.chars().last().and_then(material_of).filter(|_| !self.has_letter)?;
        let (amount, _) = self.split_letters(material)?;
        Some(amount.to_owned())
    }

    /// Returns the text before the letters of a material, and their number, if a hand pressed all of them.
    fn split_letters(&self, material: usize) -> Option<(&str, usize)> {
        // Both layouts have a letter on the same key.
        let amount = self.text.trim_end_matches(|c| material_of(c) == Some(material));
        let letters = self.text.chars().count() - amount.chars().count();
        (letters <= self.by_hand).then_some((amount, letters))
    }

    /// Reads an amount with the letter of a pane after it, repeated for a grade. If the letter may be the first
    /// letter of a unit, the console must ask.
    fn weight_first(&self) -> Vec<(Entry, bool)> {
        let Some(last) = self.text.chars().last() else { return Vec::new() };
        let Some(material) = material_of(last) else { return Vec::new() };
        let Some((amount, steps)) = self.split_letters(material) else { return Vec::new() };
        let mut selected = self.selected;
        for step in 0..steps {
            selected = next_grade(material, selected, step > 0);
        }
        let Selected::Material { grade, .. } = selected else { return Vec::new() };
        let may_be_unit = "kKкКлЛgGгГпП".contains(last);
        let texts = [(Some(amount.to_owned()), may_be_unit), (kazakh_proposal(amount), true)];
        texts
            .into_iter()
            .filter_map(|(text, must_ask)| {
                let amount = amount::read(&text?, material)?;
                Some((Entry { material, grade, amount }, must_ask))
            })
            .collect()
    }
}

impl Selected {
    fn choices(self) -> Vec<(usize, Option<usize>)> {
        match self {
            Self::Material { material, grade } => vec![(material, grade)],
            Self::Any => (0..MATERIALS.len())
                .flat_map(|material| {
                    let grades = if material == PLASTIC { GRADES.len() } else { 0 };
                    std::iter::once((material, None))
                        .chain((0..grades).map(move |grade| (material, Some(grade))))
                })
                .collect(),
        }
    }
}

/// Returns the selection after the letter of a material.
pub(super) fn next_grade(material: usize, before: Selected, is_again: bool) -> Selected {
    let grade = match before {
        Selected::Material { material: same, grade } if is_again && same == material && same == PLASTIC => {
            match grade {
                None => Some(0),
                Some(last) if last + 1 == GRADES.len() => None,
                Some(grade) => Some(grade + 1),
            }
        }
        _ => None,
    };
    Selected::Material { material, grade }
}

/// Returns what the typed text of an undone amount means for this material. The number is read again in the unit of the
/// material, so 12 pieces are 12 kg, and a text that the material does not take is not recorded.
fn undone_measure(measure: Measure, material: usize) -> Option<Measure> {
    match (measure, is_in_pieces(material)) {
        (Measure::Pieces { count, grams: None }, false) => {
            Some(Measure::Weight { gross: count * 1000, tare: 0 })
        }
        (Measure::Weight { gross, tare: 0 }, true) if gross % 1000 == 0 => {
            Some(Measure::Pieces { count: gross / 1000, grams: None })
        }
        (Measure::Pieces { .. }, true) | (Measure::Weight { .. }, false) => Some(measure),
        _ => None,
    }
}
