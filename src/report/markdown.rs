//! The report as Markdown: one heading and one table for each part.
//!
//! Invariant: all texts of the event are escaped, so they cannot change the markup.

use crate::language::{Message, Texts, format};
use crate::report::Report;
use crate::report::columns::Edge;
use crate::report::labels::ReportLabels;
use crate::report::tables::{Table, TableRow, figures, tables};

/// Renders the report as Markdown. Operators are included only if `names` is set.
#[must_use]
pub(crate) fn render(report: &Report<'_>, names: bool, texts: &Texts) -> String {
    let labels = ReportLabels { texts };
    let mut text = format!("# {}\n\n", escaped(&texts.event_name(report.event.given_name())));
    let mut facts = vec![
        (texts.get(Message::ReportDate), format::date(report.event.date)),
        (texts.get(Message::ReportEventSlug), report.slug.to_owned()),
    ];
    facts.extend(labels.partners(report));
    facts.extend(figures(report, labels));
    for (label, fact) in facts {
        text += &format!("- {}: {}\n", escaped(&label), escaped(&fact));
    }
    for table in tables(report, names, labels) {
        text += &format!("\n## {}\n\n{}", escaped(&table.title), rows(&table));
    }
    text.push('\n');
    if report.verified {
        text += &format!("{}\n", escaped(&texts.get(Message::ReportVerified)));
    } else {
        text += &format!("**{}**\n\n", escaped(&texts.get(Message::ReportDamaged)));
        for fault in &report.damage {
            text += &format!("- {}\n", escaped(&labels.fault(fault)));
        }
    }
    for note in labels.notes(report) {
        text += &format!("\n{}\n", escaped(&note));
    }
    text
}

fn rows(table: &Table) -> String {
    let line = |cells: &mut dyn Iterator<Item = String>| {
        cells.fold(String::from("|"), |line, cell| format!("{line} {cell} |")) + "\n"
    };
    let mut text = line(&mut table.columns.iter().map(|(name, _)| escaped(name)));
    text.push('|');
    for (_, edge) in &table.columns {
        text += if *edge == Edge::Left { "---|" } else { "---:|" };
    }
    text.push('\n');
    for TableRow { cells, .. } in &table.rows {
        text += &line(&mut cells.iter().map(|cell| escaped(cell)));
    }
    text
}

/// Escapes every character that could be markup.
#[must_use]
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_become_markup() {
        let text = escaped("a|b <i> *x* [l](u) ~1 c_d");
        assert_eq!(text, r"a\|b \<i\> \*x\* \[l\](u) \~1 c\_d");
    }
}
