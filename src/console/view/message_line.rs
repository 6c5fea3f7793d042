//! The message line: what just happened, why a line was rejected, or what to do next.
//!
//! ```text
//!                  ^ Үтірден кейін ең көбі 2 цифр
//! ```
//! The caret is below the wrong part of the entry line.

use chrono::{DateTime, Utc};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::console::entry_line::{Held, HoldReason};
use crate::console::keymap::Pattern;
use crate::console::labels;
use crate::console::model::Model;
use crate::console::notice::Notice;
use crate::console::rejected::RejectReason;
use crate::console::view::{entry_line, layout};
use crate::console::wire_station::WireStation;
use crate::domain::catalogue::Unit;
use crate::domain::draft::{DraftOp, DraftRecord, DraftTarget};
use crate::domain::mass::Grams;
use crate::domain::record::{Measure, Op, PendingRecord, RecordRef, Ticket, UNDO_REASON};
use crate::entry::{Reading, keyboard};
use crate::language::{Explain, Message, Text, errors, format};
use crate::scale::capture::{self, Doubt, NoWeight};
use crate::scale::live::LiveState;
use crate::screen::paint::{print, width, wrap};
use crate::screen::theme::Theme;

pub(super) fn render(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    let theme = &model.theme;
    let buffer = frame.buffer_mut();
    let (text, style) = text_and_style(model);
    let columns = usize::from(area.width).saturating_sub(1);
    if model.line.held.is_none()
        && let Some(why) = entry_line::refused(model)
        && let Some(span) = why.span(&model.reading())
    {
        // The sentence is to the right of the caret or, if there is not enough room, to the left of it.
        let mark_x = (entry_line::text_start(area, model) + u16::try_from(span.start).unwrap_or(0))
            .min(area.width - 1);
        let mark = theme.caret().repeat((span.end - span.start).clamp(1, 12));
        let after = mark_x + width(&mark) + 1;
        if width(&text) + after <= area.width {
            print(buffer, area, mark_x, 0, &mark, style);
            print(buffer, area, after, 0, &text, style);
        } else if width(&text) + 2 <= mark_x {
            print(buffer, area, mark_x, 0, &mark, style);
            print(buffer, area, mark_x - width(&text) - 1, 0, &text, style);
        } else if usize::from(width(&text)) <= columns {
            // Neither side has enough room. The entry line shows the wrong part reversed.
            print(buffer, area, 1, 0, &text, style);
        } else {
            print(buffer, area, mark_x, 0, &mark, style);
            replace_footer(buffer, area, &text, style, theme);
        }
        return;
    }
    let lines = wrap(&text, area.width.saturating_sub(1));
    if let (Some(Notice::Started(_)), [first, rest @ ..]) = (model.notice(), &lines[..])
        && !rest.is_empty()
    {
        // What is said only once must not be cut. The first key brings the footer back.
        print(buffer, area, 1, 0, first, style);
        replace_footer(buffer, area, &rest.join(" "), style, theme);
        return;
    }
    print(buffer, area, 1, 0, &format::fit(&text, columns), style);
}

/// Draws a text on the row below the message line, in place of the footer.
fn replace_footer(buffer: &mut Buffer, area: Rect, text: &str, style: Style, theme: &Theme) {
    let below = Rect { y: area.y + 1, ..area };
    let columns = usize::from(area.width).saturating_sub(1);
    print(buffer, below, 0, 0, &" ".repeat(usize::from(area.width)), theme.plain());
    print(buffer, below, 1, 0, &format::fit(text, columns), style);
}

/// Draws the message over what a window has drawn there.
pub(super) fn render_over_window(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    print(frame.buffer_mut(), area, 0, 0, &" ".repeat(usize::from(area.width)), model.theme.plain());
    render(frame, area, model);
}

/// Returns the message without its style.
#[must_use]
pub fn message_text(model: &Model) -> String {
    text_and_style(model).0
}

fn text_and_style(model: &Model) -> (String, Style) {
    let theme = &model.theme;
    if let Some(held) = &model.line.held {
        return (question_text(held, model), theme.attention());
    }
    if let Some(why) = entry_line::refused(model) {
        return (rejection_text(&why, model), theme.bad());
    }
    if let Some(text) = not_saved_text(model) {
        return (text, theme.alarm());
    }
    match (model.notice(), noticed_record(model)) {
        (Some(Notice::BelowUsual { ticket, usual }), Some(_)) => below_usual_text(*ticket, *usual, model),
        (Some(Notice::Pasted { accepted, rejected, .. }), Some(_)) => {
            (pasting_text(*accepted, *rejected, model), theme.attention())
        }
        (Some(_), Some(pending)) => (saving_text(pending, model), theme.attention()),
        (Some(notice), None) => notice_text(notice, model),
        (None, _) => hint(model),
    }
}

/// Returns the message that records are not saved, or `None` if all are, or if a key had another result. A result is shown
/// even while the disk fails, because a separate panel shows the unsaved records.
fn not_saved_text(model: &Model) -> Option<String> {
    unsaved_state_text(model).filter(|_| !has_result(model))
}

/// Returns whether the message line tells the result of a key, other than a record that is on its way to the disk.
pub(super) fn has_result(model: &Model) -> bool {
    let is_result = |notice: &Notice| !matches!(notice, Notice::Recorded(_)) && !notice.is_news();
    noticed_record(model).is_none() && model.notice().is_some_and(is_result)
}

/// Returns what became of the records that are not saved: the disk failed, or it does not answer.
pub(super) fn unsaved_state_text(model: &Model) -> Option<String> {
    let silent = model.disk_is_silent.then_some(Message::NoticeNoAnswer);
    let failed = model.save_error.clone().map(|reason| Message::StateNotSaved { reason });
    failed.or(silent).map(|message| model.texts.get(message))
}

/// Returns the record that the message is about, if it is on its way to the disk.
fn noticed_record(model: &Model) -> Option<&PendingRecord> {
    model.notice().and_then(Notice::record).and_then(|ticket| model.pending_record(ticket))
}

/// Returns the question of the slip guard about a held amount. Returns `None` if the amount is held for another reason.
pub(super) fn slip_guard_question(reading: &Reading, reason: HoldReason, model: &Model) -> Option<String> {
    let HoldReason::SlipGuard(plausibility) = reason else { return None };
    let amount = model.amount_of(reading)?;
    errors::held_amount(&plausibility, &amount.measure).map(|text| model.texts.show(text))
}

/// Returns a held amount with its units, or its text if it is no longer an amount.
pub(super) fn held_amount_text(reading: &Reading, model: &Model) -> String {
    let amount = model.amount_of(reading).map(|amount| labels::measure(&amount.measure, false, &model.texts));
    amount.unwrap_or_else(|| reading.text().to_owned())
}

/// Returns the open question, and how to answer it.
fn question_text(held: &Held, model: &Model) -> String {
    let texts = &model.texts;
    let (reading, reason) = match held {
        Held::People(count) => return texts.get(Message::HintPeople { count: (*count).into() }),
        Held::Amount { reading, reason } => (reading, *reason),
    };
    if let Some(question) = slip_guard_question(reading, reason, model) {
        let whole = format!("{question} {}", texts.get(Message::HintHeld));
        // The footer names the same keys.
        return if width(&whole) < model.size.0 { whole } else { question };
    }
    let amount = held_amount_text(reading, model);
    match (reason, model.line.half_typed.as_deref()) {
        (HoldReason::Load(doubt), _) => texts.get(load_question(doubt, amount.into())),
        (HoldReason::SameLoad, _) => texts.get(Message::HintSameLoad { amount: amount.into() }),
        (HoldReason::PaneLetter, _) => {
            let material = labels::selection(model, model.line_selection()).unwrap_or_default();
            texts.get(Message::HintPaneLetter { amount: amount.into(), material: material.into() })
        }
        (HoldReason::OnSheet, _) => texts.get(Message::HintOnSheet { amount: amount.into() }),
        (HoldReason::TwoReadings, Some(half_typed)) => texts.get(Message::HintTwoReadings {
            line: half_typed.machine_line.trim().into(),
            typed: (&half_typed.before.line.text).into(),
            amount: amount.into(),
        }),
        _ => texts.get(Message::HintProposed { typed: (&model.line.text).into(), amount: amount.into() }),
    }
}

/// Returns the question whether a weight is that of a load which was not recorded.
fn load_question(doubt: Doubt, amount: Text) -> Message {
    match doubt {
        Doubt::Recorded => Message::HintLoadRecorded { amount },
        Doubt::OtherWeight => Message::HintLoadChanged { amount },
        Doubt::NeverEmpty => Message::HintLoadUnseen { amount },
    }
}

/// Returns that a material has no grade of this name, and which grades it has.
fn no_grade_text(material: usize, grade: &str, model: &Model) -> String {
    let Some(found) = model.event.materials.get(material) else { return String::new() };
    let (name, grade) = (labels::short_material_name(model, &found.id), grade.to_owned());
    model.texts.get(if found.grades.is_empty() {
        Message::RefusedNoGrades { material: name.into(), grade: grade.into() }
    } else {
        let grades = format::list(&found.grades);
        Message::RefusedNoGrade { material: name.into(), grade: grade.into(), grades: grades.into() }
    })
}

/// Returns why a line was rejected.
pub(crate) fn rejection_text(why: &RejectReason, model: &Model) -> String {
    let texts = &model.texts;
    match why {
        RejectReason::Amount(error) => {
            let material = model.material(model.line_selection());
            let unit = material.map(|(_, material)| material.unit).unwrap_or_default();
            texts.get(errors::validation_error(error.kind, unit))
        }
        RejectReason::NoMaterial => texts.get(Message::RefusedNoMaterialAmount),
        RejectReason::NoSuchNumber { number, material_count } => {
            let number = number.to_string();
            texts.get(Message::RefusedNoNumber { number: number.into(), most: (*material_count).into() })
        }
        RejectReason::NoSuchGrade { material, grade } => no_grade_text(*material, grade, model),
        RejectReason::Hidden { number } => {
            let number = number.to_string();
            texts.get(Message::RefusedHidden { number: number.into() })
        }
        RejectReason::NumberAfterLetter => {
            let number = model.reading().material_number().unwrap_or_default().to_string();
            texts.get(Message::RefusedNumberAfterLetter { number: number.into() })
        }
        RejectReason::NotAnEntry => texts.get(Message::RefusedNotALine),
        RejectReason::UnknownMaterial => texts.get(Message::RefusedUnclear),
        RejectReason::Busy => texts.get(Message::RefusedBusy),
        RejectReason::CutPaste => texts.get(Message::RefusedCutPaste),
        RejectReason::OnPaper => texts.get(Message::RefusedOnPaper),
        RejectReason::TooSmall => texts.get(Message::RefusedTooSmall),
        RejectReason::Sealed => texts.get(Message::RefusedSealed),
        RejectReason::NeedsConfirmation => texts.get(Message::RefusedNeedsConfirmation),
        RejectReason::Scale(error) => texts.show(error.explain()),
        RejectReason::NoWeight(why) => texts.show(why.explain()),
        RejectReason::Replaced => texts.get(Message::RefusedLiveReplaced),
        RejectReason::Missed => texts.get(Message::RefusedLiveMissed),
        RejectReason::TareAboveWeight { tare } => texts.get(Message::RefusedLiveTare { tare: tare.into() }),
        RejectReason::TwoTares => texts.get(Message::RefusedScaleNet),
        RejectReason::FromDraft { operator } if operator.is_empty() => texts.get(Message::RefusedLeftBehind),
        RejectReason::FromDraft { operator } => {
            // A long name must not hide the rest of the sentence.
            let name = format::clean(operator);
            texts.get(Message::RefusedLeftBehindBy { name: (&*format::fit(&name, 20)).into() })
        }
        RejectReason::NotSaved { at, why } => {
            let time = format::time(*at).into();
            texts.get(match why {
                Some(why) => Message::RefusedNotSavedBecause { time, why: why.into() },
                None => Message::RefusedNotSaved { time },
            })
        }
        RejectReason::RecordNotSaved(record) => unsaved_record_text(record, model),
    }
}

/// Returns why a record of an earlier run was not saved, and what Enter does.
fn unsaved_record_text(record: &DraftRecord, model: &Model) -> String {
    let texts = &model.texts;
    let time = format::time(record.at).into();
    let not_saved = texts.get(match &record.why {
        Some(why) => Message::UnsavedBecause { time, why: why.into() },
        None => Message::UnsavedBefore { time },
    });
    let number = |of: &DraftTarget| of.record().map(|name| model.ledger.label(name)).unwrap_or_default();
    let then = match &record.record {
        Some(DraftOp::Void { of, reason }) if reason == UNDO_REASON => {
            Message::UnsavedUndo { no: number(of).into() }
        }
        Some(DraftOp::Void { of, .. }) => Message::UnsavedVoid { no: number(of).into() },
        Some(DraftOp::Correction { of, .. }) => Message::UnsavedCorrection { no: number(of).into() },
        Some(DraftOp::People { .. } | DraftOp::Operator { .. } | DraftOp::Out { .. }) => {
            Message::UnsavedOther
        }
        Some(DraftOp::Unknown) | None => Message::UnsavedUnknown,
    };
    format!("{not_saved} {}", texts.get(then))
}

fn notice_text(notice: &Notice, model: &Model) -> (String, Style) {
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

/// Returns the message for a record below the usual amount: whether the record is saved yet, the usual
/// amount, and how to undo the record.
fn below_usual_text(ticket: Ticket, usual: i64, model: &Model) -> (String, Style) {
    let (saved, _) = recorded_text(ticket, model);
    let hint = model.texts.get(Message::HintSmall { usual: usual_text(ticket, usual, model).into() });
    (format::sentences(&saved, &hint), model.theme.attention())
}

/// Returns the usual amount of the record's material, with its unit.
pub(super) fn usual_text(ticket: Ticket, usual: i64, model: &Model) -> String {
    match model.own_record(ticket).map(|done| &done.op) {
        Some(Op::Entry(entry)) if matches!(entry.measure, Measure::Pieces { .. }) => {
            labels::pieces(usual, &model.texts)
        }
        _ => labels::kilograms(Grams::new(usual), &model.texts),
    }
}

/// Returns the message that a record was saved or, until the disk has confirmed it, that it is being saved.
pub(super) fn recorded_text(ticket: Ticket, model: &Model) -> (String, Style) {
    let (theme, texts) = (&model.theme, &model.texts);
    match model.own_record(ticket).and_then(|done| done.saved_as) {
        Some(name) => {
            let saved = |what: String| {
                format!("{} {}", theme.saved(), texts.get(Message::NoticeSaved { amount: what.into() }))
            };
            let text = match model.own_record(ticket) {
                // The list has the number and the name, which would take many bytes.
                Some(done) if has_list(model) => saved(labels::short_content(&done.op, model)),
                _ => {
                    let number = format!("{}{}", theme.numero(), name.seq);
                    format!("{} {} {number}", saved(record_text(ticket, model)), theme.dot())
                }
            };
            let alone = if is_alone(ticket, model) {
                format!("  {}", texts.get(Message::NoticeAlone))
            } else {
                String::new()
            };
            (text + &alone, theme.good())
        }
        None => match model.pending_record(ticket) {
            Some(pending) => (saving_text(pending, model), theme.attention()),
            None => {
                let what = record_text(ticket, model);
                (texts.get(Message::NoticeSaving { what: what.into() }), theme.attention())
            }
        },
    }
}

/// Returns whether the screen has a list of the newest records with the names of their materials.
fn has_list(model: &Model) -> bool {
    let (width, height) = model.size;
    let plan = layout::plan(Rect { x: 0, y: 0, width, height }, layout::Contents::of(model));
    plan.is_some_and(|plan| plan.has_large_total() && plan.entries.height > 1)
}

/// Returns the message that a record is on its way to the disk.
fn saving_text(pending: &PendingRecord, model: &Model) -> String {
    let what = labels::operation(&pending.op, model);
    model.texts.get(Message::NoticeSaving { what: what.into() })
}

/// Returns the message that the lines of a paste are on their way to the disk.
fn pasting_text(accepted: usize, rejected: usize, model: &Model) -> String {
    let saving = model.texts.get(Message::NoticePasting { count: accepted.into() });
    if rejected == 0 {
        return saving;
    }
    let rejected = model.texts.get(Message::NoticeNotTaken { count: rejected.into() });
    format::sentences(&saving, &rejected)
}

/// Describes a record of this run, such as `W 1 Пластик 12,5 кг`, with the tare that was subtracted.
fn record_text(ticket: Ticket, model: &Model) -> String {
    let Some(done) = model.own_record(ticket) else { return String::new() };
    labels::content(&done.op, model)
}

/// Returns the last warning, the message about rejected lines, or a hint about what to do next.
fn hint(model: &Model) -> (String, Style) {
    let (theme, texts) = (&model.theme, &model.texts);
    if !model.overlays.is_empty() {
        return (String::new(), theme.quiet());
    }
    if let Some(offered) = &model.line.offered {
        let text = offered.line.text_with_mark();
        return (texts.get(Message::HintOffered { text: (&text).into() }), theme.quiet());
    }
    if model.line.chosen_undone().is_some() {
        return (texts.get(Message::HintUndoneChosen), theme.quiet());
    }
    if let Some(warning) = model.warnings.last() {
        let more = model.warnings.len() - 1;
        let more = if more > 0 { format!(" (+{more})") } else { String::new() };
        return (format!("{} {}{more}", theme.warning(), texts.show(warning)), theme.attention());
    }
    if !model.rejected.is_empty() {
        return (texts.get(Message::NoticeNotTaken { count: model.rejected.len().into() }), theme.bad());
    }
    if let Some(seal) = &model.event.sealed {
        return (texts.get(Message::HintSealed { at: format::date_time(seal.at).into() }), theme.quiet());
    }
    if model.own.is_none() {
        return (texts.get(Message::HintWatching), theme.quiet());
    }
    if let Some((wire, since)) = failed_scale(model).filter(|_| model.line.text.is_empty()) {
        let reason = NoWeight::State(wire.live.state.clone()).explain();
        let time = format::time(since.with_timezone(&model.event.utc_offset.0));
        let text = texts.get(Message::HintScaleFailed { reason, time: time.into() });
        return (format!("{} {text}", theme.warning()), theme.attention());
    }
    let text = match (model.selection.material, model.line.text.is_empty()) {
        (None, true) => texts.get(Message::HintSelect),
        // In a partly typed amount, letters no longer select a material.
        (None, false) => texts.get(Message::RefusedNoMaterialAmount),
        (Some(index), true) => {
            let pieces = model.event.materials.get(index).is_some_and(|material| material.unit == Unit::Pcs);
            match &model.wire {
                Some(wire) if !pieces => texts.get(weigh_hint(wire)),
                _ if pieces => texts.get(Message::HintTypePieces),
                _ => texts.get(Message::HintType),
            }
        }
        // No hint is needed, because the footer and the entry line show what to do.
        (Some(_), false) => String::new(),
    };
    (text, theme.quiet())
}

/// Returns the scale if it cannot be used, and since when.
fn failed_scale(model: &Model) -> Option<(&WireStation, DateTime<Utc>)> {
    let wire = model.wire.as_ref()?;
    Some((wire, wire.failed_since?))
}

/// Returns what to do next at a scale on a wire.
fn weigh_hint(wire: &WireStation) -> Message {
    let (live, capture) = (&wire.live, &wire.capture);
    match live.state {
        LiveState::Minus => return Message::RefusedScaleNegative,
        LiveState::Over => return Message::RefusedLiveOver,
        _ => {}
    }
    if capture.has_recorded(live) {
        return Message::HintLoadSaved;
    }
    if !live.load.was_empty_before || capture.is_taken(live) {
        return Message::HintWeighEmpty;
    }
    let is_settled = live.state == LiveState::Stable { is_settled: true } && !live.load.is_empty;
    match (wire.is_automatic, is_settled && capture.has_decided(live), is_settled) {
        (true, true, _) => Message::HintWeighUndone,
        (true, false, true) if capture::settled_load(live).is_none() => Message::HintWeighLight,
        (true, ..) => Message::HintWeighAlone,
        (false, ..) => Message::HintWeigh,
    }
}

/// Returns whether the message must say that this record was made without a key.
fn is_alone(ticket: Ticket, model: &Model) -> bool {
    model.wire.as_ref().is_some_and(|wire| wire.alone_until.is_some() && wire.ticket == Some(ticket))
}
