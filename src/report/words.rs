//! How every format names things and amounts.
//!
//! Invariant: what comes from the catalogue or a journal is cleaned of control characters.

use crate::domain::catalogue::LocalText;
use crate::domain::mass::Grams;
use crate::language::{Message, Texts, format};
use crate::report::summary::{HourRow, MaterialRow};
use crate::report::{Flaw, Report};

/// Names and amounts in one language.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    pub texts: &'a Texts,
}

impl Words<'_> {
    /// A name of the catalogue, else the id.
    #[must_use]
    pub fn name(self, name: &LocalText, id: &str) -> String {
        let name = self.texts.local(name);
        format::clean(if name.is_empty() { id } else { name }).into_owned()
    }

    /// A stream; an empty id is that of materials outside the catalogue.
    #[must_use]
    pub fn stream(self, id: &str) -> String {
        match id {
            "recycling" => self.texts.get(Message::StreamRecycling),
            "hazardous" => self.texts.get(Message::StreamHazardous),
            "food" => self.texts.get(Message::StreamFood),
            "reuse" => self.texts.get(Message::StreamReuse),
            "residue" => self.texts.get(Message::StreamResidue),
            "given" => self.texts.get(Message::StreamGiven),
            "taken" => self.texts.get(Message::StreamTaken),
            "" => self.texts.get(Message::StreamNone),
            other => format::clean(other).into_owned(),
        }
    }

    /// A kind of event, in the plural.
    #[must_use]
    pub fn kind(self, id: &str) -> String {
        match id {
            "eco-action" => self.texts.get(Message::KindEcoAction),
            "swap" => self.texts.get(Message::KindSwap),
            "subbotnik" => self.texts.get(Message::KindSubbotnik),
            other => format::clean(other).into_owned(),
        }
    }

    /// `6 115,4 кг`.
    #[must_use]
    pub fn mass(self, grams: Grams) -> String {
        format!("{} {}", self.kilograms(grams), self.texts.get(Message::UnitKg))
    }

    /// `6 115,4`.
    #[must_use]
    pub fn kilograms(self, grams: Grams) -> String {
        format::kilograms(grams, self.texts.language())
    }

    /// `1 500 дана`.
    #[must_use]
    pub fn pieces(self, count: i64) -> String {
        format!("{} {}", self.integer(count), self.texts.get(Message::UnitPcs))
    }

    #[must_use]
    pub fn integer(self, number: i64) -> String {
        format::integer(number, self.texts.language())
    }

    /// The amount, marked where it holds estimates.
    #[must_use]
    pub fn about(self, row: &MaterialRow, amount: String) -> String {
        if row.about { format!("~{amount}") } else { amount }
    }

    /// A share of a whole as percent with one decimal; `None` where there is no whole.
    #[must_use]
    pub fn share(self, part: Grams, whole: Grams) -> Option<String> {
        let permille = permille(part.get(), whole.get())?;
        Some(format::permille(permille, self.texts.language()))
    }

    /// How far a target in grams is reached, as `80 % цели (1 000 кг)`.
    #[must_use]
    pub fn target(self, net: Grams, target: Option<Grams>) -> Option<String> {
        let target = target?;
        self.reached(net.get(), target.get(), &self.mass(target))
    }

    /// How far a target in pieces is reached.
    #[must_use]
    pub fn target_pieces(self, pieces: i64, target: Option<u32>) -> Option<String> {
        let target = i64::from(target?);
        self.reached(pieces, target, &self.pieces(target))
    }

    fn reached(self, part: i64, whole: i64, target: &str) -> Option<String> {
        let percent = self.integer(format::percent(part, whole)?);
        Some(self.texts.get(Message::ReportTarget { percent: percent.into(), target: target.into() }))
    }

    /// How the hours of a report are labelled: by the time of day, with the date where there are several.
    #[must_use]
    pub fn hours(self, hours: &[HourRow]) -> Vec<String> {
        let several_days =
            hours.windows(2).any(|pair| pair[0].start.date_naive() != pair[1].start.date_naive());
        let label = |hour: &HourRow| {
            if several_days { format::date_time(hour.start) } else { format::time(hour.start) }
        };
        hours.iter().map(label).collect()
    }

    /// Where the event takes place and who is behind it: label and text.
    #[must_use]
    pub fn partners(self, report: &Report<'_>) -> Vec<(String, String)> {
        let event = report.event;
        let partners = [
            (self.texts.get(Message::ReportVenue), &event.venue),
            (self.texts.get(Message::ReportOrganiser), &event.organiser),
            (self.texts.get(Message::ReportSupporter), &event.supporter),
        ];
        let known = partners.into_iter().filter_map(|(label, partner)| Some((label, partner.as_ref()?)));
        known.map(|(label, partner)| (label, format::clean(partner).into_owned())).collect()
    }

    /// `stations/A.jsonl:17: reason`.
    #[must_use]
    pub fn flaw(self, flaw: &Flaw) -> String {
        let file = format::clean(&flaw.file);
        match flaw.line {
            Some(line) => format!("{file}:{line}: {}", flaw.reason),
            None => format!("{file}: {}", flaw.reason),
        }
    }

    /// What the marks of a report mean, as far as they occur in it.
    #[must_use]
    pub fn notes(self, report: &Report<'_>) -> Vec<String> {
        let materials = &report.summary.materials;
        let notes = [
            (materials.iter().any(|row| row.about), self.texts.get(Message::ReportAboutNote)),
            (materials.iter().any(|row| row.pieces != 0), self.texts.get(Message::ReportPiecesNote)),
            (report.summary.voided != 0, self.texts.get(Message::ReportVoidedNote)),
        ];
        notes.into_iter().filter(|(there, _)| *there).map(|(_, note)| note).collect()
    }
}

/// How many thousandths `part` is of `whole`, rounded half up; `None` where `whole` is not positive.
#[must_use]
pub fn permille(part: i64, whole: i64) -> Option<i64> {
    if whole <= 0 {
        return None;
    }
    let (part, whole) = (i128::from(part), i128::from(whole));
    i64::try_from((part * 2000 + whole).div_euclid(whole * 2)).ok()
}
