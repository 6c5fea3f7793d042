//! What to do next.

use chrono::{DateTime, Utc};
use ratatui::style::Style;

use crate::console::model::Model;
use crate::console::wire_station::WireStation;
use crate::domain::catalogue::Unit;
use crate::language::{Explain, Message, format};
use crate::scale::capture::{self, NoWeight};
use crate::scale::live::LiveState;

/// Returns the last warning, the message about rejected lines, or a hint about what to do next.
pub(super) fn hint(model: &Model) -> (String, Style) {
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
