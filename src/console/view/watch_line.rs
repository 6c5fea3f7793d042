//! The watch line: the sum of the selected material. A console that only watches shows it in place of the entry line.
//!
//! ```text
//! ▌W Пластик 1 ▸ 265,8 кг · 54 жазба
//! ```
//! If no material is selected, the watch line explains the purpose of the console.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::console::labels;
use crate::console::model::Model;
use crate::domain::catalogue::{Material, Unit};
use crate::language::{Message, format};
use crate::screen::paint::{print, print_right, width};

pub(super) fn render(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    let (theme, texts) = (&model.theme, &model.texts);
    let buffer = frame.buffer_mut();
    let Some((_, material)) = model.material(model.selection) else {
        let text = format!("{}{}", theme.left_edge(), texts.get(Message::WatchingLine));
        print(buffer, area, 0, 0, &format::fit(&text, usize::from(area.width)), theme.accent());
        return;
    };
    let selection = labels::selection(model, model.selection).unwrap_or_default();
    let selection = format::fit(&selection, usize::from(area.width / 2).saturating_sub(4));
    let lead = format!("{}{selection} {} ", theme.left_edge(), theme.prompt());
    print(buffer, area, 0, 0, &lead, theme.accent());
    let sum = sum_text(material, model);
    print(buffer, area, width(&lead), 0, &sum, theme.strong());
    let entries = model.ledger.sum(&material.id).entries;
    let entries = texts.get(Message::EntriesCount { count: entries.into() });
    let used = width(&lead) + width(&sum) + 3;
    // The number of entries is shown only without a grade, because the ledger does not count entries per
    // grade.
    if model.selection.grade.is_none() && used + width(&entries) < area.width {
        print_right(buffer, Rect { width: area.width - 1, ..area }, 0, &entries, theme.quiet());
    }
}

/// Returns the sum of a material with its target, or the sum of the selected grade.
fn sum_text(material: &Material, model: &Model) -> String {
    let (sum, texts) = (model.ledger.sum(&material.id), &model.texts);
    if let Some(grade) = model.selection.grade.and_then(|grade| material.grades.get(grade)) {
        let of_grade = |(index, _): &(&u16, _)| model.ledger.grade(**index) == Some(grade.as_str());
        let net = sum.grades.iter().find(of_grade).map(|(_, net)| *net).unwrap_or_default();
        return labels::kilograms(net, texts);
    }
    let (collected, goal, all) = match material.unit {
        Unit::Kg => {
            let goal = material.target_g;
            (sum.net.get(), goal.map(|goal| goal.get()), goal.map(|goal| labels::kilograms(goal, texts)))
        }
        Unit::Pcs => {
            let goal = material.target_pieces.map(i64::from);
            (sum.pieces, goal, goal.map(|goal| labels::pieces(goal, texts)))
        }
    };
    let (amount, unit) = match material.unit {
        Unit::Kg => (format::kilograms(sum.net, texts.language()), Message::UnitKg),
        Unit::Pcs => (format::integer(sum.pieces, texts.language()), Message::UnitPcs),
    };
    let amount = format::estimate(sum.about > 0, amount);
    match goal.and_then(|goal| format::percent(collected, goal)).zip(all) {
        Some((percent, all)) => format!("{amount} / {all} ({percent}%)"),
        None => format!("{amount} {}", texts.get(unit)),
    }
}
