//! What just happened.

use ratatui::style::Style;

use crate::console::keymap::Pattern;
use crate::console::labels;
use crate::console::model::Model;
use crate::console::notice::Notice;
use crate::console::view::message_line::recorded::{below_usual_text, record_text, recorded_text};
use crate::console::view::message_line::rejection::rejection_text;
use crate::domain::record::RecordRef;
use crate::entry::keyboard;
use crate::language::{Message, Text, format};

pub(super) fn notice_text(notice: &Notice, model: &Model) -> (String, Style) {
    let (theme, texts) = (&model.theme, &model.texts);
    match notice {
        Notice::Rejected(why) => (rejection_text(why, model), theme.bad()),
        Notice::Recorded(ticket) => recorded_text(*ticket, model),
        Notice::Undone { undone, .. } => {
            let undone_text =
                texts.get(Message::NoticeUndone { what: (&record_text(*undone, model)).into() });
            let name = model.own_record(*undone).and_then(|done| done.saved_as);
            (with_what_counts_again(undone_text, name, model), theme.attention())
        }
        Notice::ForkAcknowledged(_) => (texts.get(Message::NoticeForkAcknowledged), theme.good()),
        Notice::ChangedElsewhere { record, by } => (changed_elsewhere_text(*record, *by, model), theme.bad()),
        Notice::Redone(ticket) => {
            (texts.get(Message::NoticeRedone { what: (&record_text(*ticket, model)).into() }), theme.good())
        }
        Notice::NothingToUndo => (texts.get(Message::NoticeNothingToUndo), theme.attention()),
        Notice::UndoneNeedsLetter => (texts.get(Message::NoticeUndoneNeedsLetter), theme.attention()),
        Notice::NothingToRedo => (texts.get(Message::NoticeNothingToRedo), theme.attention()),
        Notice::NoMaterialOnKey(key) => {
            let key = keyboard::key_of(*key).unwrap_or(*key).to_uppercase().to_string();
            (texts.get(Message::NoticeNoMaterial { key: key.into() }), theme.bad())
        }
        Notice::MaterialSelected(index) => {
            let number = (index + 1).to_string();
            let material = model.event.materials.get(*index);
            let name = material.map(|material| texts.local_marked(&material.name)).unwrap_or_default();
            (
                texts.get(Message::NoticeNamed { number: number.into(), material: (*name).into() }),
                theme.good(),
            )
        }
        Notice::BelowUsual { ticket, usual } => below_usual_text(*ticket, *usual, model),
        Notice::TargetReached(id) => {
            let reached = match id {
                Some(id) => {
                    let name = labels::material_name(model, id);
                    texts.get(Message::NoticeReached { what: (&*name).into() })
                }
                None => texts.get(Message::NoticeReachedTotal),
            };
            (format!("{} {reached}", theme.star()), theme.good())
        }
        Notice::TareChanged => match model.selected_tare() {
            Some(preset) => {
                let amount = labels::kilograms(preset.g, texts);
                let name = texts.local_marked(&preset.name);
                (
                    texts.get(Message::NoticeTare { tare: (*name).into(), amount: amount.into() }),
                    theme.attention(),
                )
            }
            None => (texts.get(Message::NoticeTareNone), theme.good()),
        },
        Notice::NoChart => (texts.get(Message::NoticeNoChart), theme.attention()),
        Notice::NoTares => (texts.get(Message::NoticeNoTares), theme.attention()),
        Notice::PaperSheetStarted => (texts.get(Message::NoticePaper), theme.attention()),
        Notice::PaperSheetEnded => (texts.get(Message::NoticePaperEnded), theme.good()),
        Notice::Started(notices) => {
            let notices: Vec<_> = notices.iter().map(|notice| texts.show(notice)).collect();
            (notices.join(&format!(" {} ", theme.dot())), theme.attention())
        }
        Notice::EventChanged => (texts.get(Message::NoticeEventChanged), theme.attention()),
        Notice::LanguageChanged => (texts.get(Message::NoticeLanguage), theme.good()),
        Notice::OnlyEnglish => (texts.get(Message::NoticeOnlyEnglish), theme.quiet()),
        Notice::OperatorChanged { name, ended_sheet, .. } => {
            let operator = if name.is_empty() {
                texts.get(Message::OperatorNone)
            } else {
                texts.get(Message::NoticeOperator { name: name.into() })
            };
            match ended_sheet {
                true => {
                    (format::sentences(&operator, &texts.get(Message::NoticePaperEnded)), theme.attention())
                }
                false => (operator, theme.good()),
            }
        }
        Notice::CorrectionSuperseded(name) => {
            let row = model.ledger.find(*name).and_then(|row| model.ledger.counted_instead_of(row));
            let other = row.map(|row| model.ledger.view(row).label()).unwrap_or_default();
            let number = model.ledger.label(*name);
            (texts.get(Message::NoticeSuperseded { no: number.into(), other: other.into() }), theme.bad())
        }
        Notice::RecordVoided { target, .. } => {
            let number = model.ledger.label(*target);
            let voided = texts.get(Message::NoticeVoided { no: number.into() });
            (with_what_counts_again(voided, Some(*target), model), theme.attention())
        }
        Notice::LineRejected(why) => {
            let reason = rejection_text(why, model);
            (texts.get(Message::NoticeLineMoved { reason: reason.into() }), theme.bad())
        }
        Notice::BlankLine => (texts.get(Message::NoticeBlankLine), theme.attention()),
        Notice::KeyHeldDown(key) => (
            texts.get(Message::NoticeKeyHeld { key: Pattern::One(*key).label_in(texts).into() }),
            theme.attention(),
        ),
        Notice::NumLockOff => (texts.get(Message::NoticeNumlock), theme.bad()),
        Notice::PeopleDropped(count) => {
            (texts.get(Message::NoticePeopleDropped { count: (*count).into() }), theme.attention())
        }
        Notice::KeysIgnored => (texts.get(Message::NoticeKeysIgnored), theme.bad()),
        Notice::DraftRestored(at) => {
            let time = format::time(*at);
            (texts.get(Message::NoticeRestored { time: time.into() }), theme.attention())
        }
        Notice::RecordUnwritable => {
            let why = model.warnings.last().map(|warning| texts.show(warning)).unwrap_or_default();
            (why, theme.bad())
        }
        Notice::CannotRecordAgain => (texts.get(Message::NoticeCannotRecordAgain), theme.bad()),
        Notice::Pasted { accepted, rejected: 0, .. } => {
            (texts.get(Message::NoticePasted { taken: (*accepted).into() }), theme.good())
        }
        Notice::Pasted { accepted, rejected, .. } => (
            texts.get(Message::NoticePastedPartly { taken: (*accepted).into(), refused: (*rejected).into() }),
            theme.bad(),
        ),
        Notice::JournalRestored(what) => {
            (format!("{} {}", theme.warning(), texts.show(what)), theme.attention())
        }
        Notice::SavedAfterFailure(count) => {
            (texts.get(Message::NoticeSavedAfterAll { count: (*count).into() }), theme.good())
        }
        Notice::LineFull => (texts.get(Message::NoticeFull), theme.bad()),
        Notice::FieldFull(limit) => {
            (texts.get(Message::NoticeFieldFull { limit: (*limit).into() }), theme.bad())
        }
        Notice::NewFaults => {
            (format!("{} {}", theme.warning(), texts.get(Message::NoticeFaults)), theme.bad())
        }
        Notice::MirrorBehind => {
            (format!("{} {}", theme.warning(), texts.get(Message::NoticeMirror)), theme.attention())
        }
        Notice::WatchOnly => (texts.get(Message::NoticeOnlyWatches), theme.attention()),
    }
}

/// Adds to the message about a voided record which record counts again, if the voided one was a correction.
fn with_what_counts_again(text: String, voided: Option<RecordRef>, model: &Model) -> String {
    let index = voided.and_then(|name| model.ledger.find(name));
    let correction = index.filter(|index| model.ledger.corrected_by(*index).is_some());
    match correction.and_then(|index| model.ledger.counted_instead_of(index)) {
        Some(again) => {
            let record = labels::short_record(model, model.ledger.view(again).target);
            format::sentences(&text, &model.texts.get(Message::NoticeCountsAgain { record: record.into() }))
        }
        None => text,
    }
}

/// Returns the message that another station voided or corrected a record of this station: who, which record, and what
/// it is now.
fn changed_elsewhere_text(record: RecordRef, by: RecordRef, model: &Model) -> String {
    let who =
        model.ledger.author(by).map(|(name, operator)| format::author(name, operator)).unwrap_or_default();
    let index = model.ledger.find(record);
    let what = labels::short_record(model, record);
    let reason = index.and_then(|index| model.ledger.void_reason(index));
    let now = index.and_then(|index| model.ledger.counted_instead_of(index));
    model.texts.get(match (now, reason) {
        (Some(now), _) => {
            let now = labels::short_record(model, model.ledger.view(now).target);
            Message::NoticeCorrectedElsewhere { who: who.into(), record: what.into(), now: now.into() }
        }
        (None, reason) => {
            let reason = Text::void_reason(reason.unwrap_or_default());
            Message::NoticeVoidedElsewhere { who: who.into(), record: what.into(), reason }
        }
    })
}
