//! Names and amounts, formatted the same way in every report format.
//!
//! Invariant: control characters are removed from the texts of the catalogue and the journals.

use crate::domain::catalogue::LocalText;
use crate::domain::mass::Grams;
use crate::domain::seal::Reopening;
use crate::language::{Message, Texts, errors, format};
use crate::report::summary::HourRow;
use crate::report::{Report, ReportedFault};

/// Formats names and amounts in one language.
#[derive(Clone, Copy)]
pub(crate) struct ReportLabels<'a> {
    pub texts: &'a Texts,
}

impl ReportLabels<'_> {
    /// Returns a name from the catalogue, or the id if there is no name.
    #[must_use]
    pub(crate) fn name(self, name: &LocalText, id: &str) -> String {
        let name = self.texts.local(name);
        format::clean(if name.is_empty() { id } else { name }).into_owned()
    }

    /// Returns the name of a stream. The empty id means the materials outside the catalogue.
    #[must_use]
    pub(crate) fn stream(self, id: &str) -> String {
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

    /// Returns the name of a kind of event, in the plural.
    #[must_use]
    pub(crate) fn kind(self, id: &str) -> String {
        match id {
            "eco-action" => self.texts.get(Message::KindEcoAction),
            "swap" => self.texts.get(Message::KindSwap),
            "subbotnik" => self.texts.get(Message::KindSubbotnik),
            other => format::clean(other).into_owned(),
        }
    }

    /// Formats a mass with its unit: `6 115,4 кг`.
    #[must_use]
    pub(crate) fn mass(self, grams: Grams) -> String {
        format!("{} {}", self.kilograms(grams), self.texts.get(Message::UnitKg))
    }

    /// Formats a mass without its unit: `6 115,4`.
    #[must_use]
    pub(crate) fn kilograms(self, grams: Grams) -> String {
        format::kilograms(grams, self.texts.language())
    }

    /// Formats a number of pieces with its unit: `1 500 дана`.
    #[must_use]
    pub(crate) fn pieces(self, count: i64) -> String {
        format!("{} {}", self.integer(count), self.texts.get(Message::UnitPcs))
    }

    #[must_use]
    pub(crate) fn integer(self, number: i64) -> String {
        format::integer(number, self.texts.language())
    }

    /// Returns the amount, marked with `~` if it contains estimates.
    #[must_use]
    pub(crate) fn about(self, about: bool, amount: String) -> String {
        format::estimate(about, amount)
    }

    /// Returns a share in percent with one decimal, or `None` if the whole is not positive.
    #[must_use]
    pub(crate) fn share(self, part: Grams, whole: Grams) -> Option<String> {
        let permille = permille(part.get(), whole.get())?;
        Some(format::permille(permille, self.texts.language()))
    }

    /// Returns the progress to a target in grams, such as `80% цели (1 000 кг)`.
    #[must_use]
    pub(crate) fn target(self, net: Grams, target: Option<Grams>) -> Option<String> {
        let target = target?;
        self.reached(net.get(), target.get(), &self.mass(target))
    }

    /// Returns the progress to a target in pieces.
    #[must_use]
    pub(crate) fn target_pieces(self, pieces: i64, target: Option<u32>) -> Option<String> {
        let target = i64::from(target?);
        self.reached(pieces, target, &self.pieces(target))
    }

    fn reached(self, part: i64, whole: i64, target: &str) -> Option<String> {
        let percent = self.integer(format::percent(part, whole)?);
        Some(self.texts.get(Message::ReportTarget { percent: percent.into(), target: target.into() }))
    }

    /// Returns a label for each hour: the time of day, with the date if the hours span several days.
    #[must_use]
    pub(crate) fn hours(self, hours: &[HourRow]) -> Vec<String> {
        let several_days =
            hours.windows(2).any(|pair| pair[0].start.date_naive() != pair[1].start.date_naive());
        let label = |hour: &HourRow| {
            if several_days { format::date_time(hour.start) } else { format::time(hour.start) }
        };
        hours.iter().map(label).collect()
    }

    /// Returns a label and a text for each of the event's venue, organiser and supporter that is known.
    #[must_use]
    pub(crate) fn partners(self, report: &Report<'_>) -> Vec<(String, String)> {
        let event = report.event;
        let partners = [
            (self.texts.get(Message::ReportVenue), &event.venue),
            (self.texts.get(Message::ReportOrganiser), &event.organiser),
            (self.texts.get(Message::ReportSupporter), &event.supporter),
        ];
        let known = partners.into_iter().filter_map(|(label, partner)| Some((label, partner.as_ref()?)));
        known.map(|(label, partner)| (label, format::clean(partner).into_owned())).collect()
    }

    /// Formats a fault, such as `stations/A.jsonl:17: reason`.
    #[must_use]
    pub(crate) fn fault(self, fault: &ReportedFault) -> String {
        let file = format::clean(&fault.file);
        match fault.line {
            Some(line) => format!("{file}:{line}: {}", fault.reason),
            None => format!("{file}: {}", fault.reason),
        }
    }

    /// Returns the notes that apply to the report: about estimates, about pieces, and about voided records.
    #[must_use]
    pub(crate) fn notes(self, report: &Report<'_>) -> Vec<String> {
        let materials = &report.summary.materials;
        let notes = [
            (materials.iter().any(|row| row.about), self.texts.get(Message::ReportAboutNote)),
            (materials.iter().any(|row| row.pieces != 0), self.texts.get(Message::ReportPiecesNote)),
            (report.summary.voided != 0, self.texts.get(Message::ReportVoidedNote)),
        ];
        let notes = notes.into_iter().filter(|(applies, _)| *applies).map(|(_, note)| note);
        notes.chain(self.seal(report)).collect()
    }

    /// Says when the event was sealed and reopened, and what came later than the seal or an earlier report.
    pub(crate) fn seal(self, report: &Report<'_>) -> Vec<String> {
        let reopened = report.event.reopened.iter().map(|Reopening { at, reason, sealed, .. }| {
            Message::ReportReopened {
                sealed: format::date_time(sealed.at).into(),
                at: format::date_time(*at).into(),
                reason: format::clean(reason).into_owned().into(),
            }
        });
        let sealed = report.event.sealed.as_ref();
        let sealed = sealed.map(|seal| Message::ReportSealed { at: format::date_time(seal.at).into() });
        let later =
            report.later.iter().map(|later| errors::later_records(later.after, later.at, later.records));
        reopened.chain(sealed).chain(later).map(|message| self.texts.get(message)).collect()
    }
}

/// Returns `part` in thousandths of `whole`, rounded half up, or `None` if `whole` is not positive.
#[must_use]
pub(crate) fn permille(part: i64, whole: i64) -> Option<i64> {
    if whole <= 0 {
        return None;
    }
    let (part, whole) = (i128::from(part), i128::from(whole));
    i64::try_from((part * 2000 + whole).div_euclid(whole * 2)).ok()
}
