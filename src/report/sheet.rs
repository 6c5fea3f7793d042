//! A paper tally sheet, for when the power fails: what both its forms say, and the one of plain text.
//!
//! Invariant: the sheet has a row for every material that is offered, in the order of the keyboard, with the
//! letter and the number by which the console knows it; the text is at most 80 columns wide.

use unicode_width::UnicodeWidthStr;

use crate::domain::catalogue::Unit;
use crate::domain::event::Event;
use crate::language::{Message, Texts, format};

/// The widest line.
const WIDTH: usize = 80;
/// The keys row by row, as the panes show them; other letters follow.
const KEYBOARD: &str = "QWERTYASDFGHZXCVBN";
/// Boxes of one line, columns of one box, lines of one material.
const BOXES: usize = 7;
const BOX: usize = 5;
const LINES: usize = 3;
/// Lines of ticks for people.
const TICKS: usize = 3;

/// One material.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub key: Option<char>,
    /// What stands before the star on the numeric keypad.
    pub number: usize,
    pub name: String,
    pub short: String,
    /// With a comma between them.
    pub grades: String,
    /// The unit's sign.
    pub unit: String,
}

/// What a sheet says, cleaned of control characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub event: String,
    pub date: String,
    pub venue: String,
    pub rows: Vec<Row>,
}

impl Sheet {
    /// The sheet of an event, in the language of `texts`.
    #[must_use]
    pub fn new(event: &Event, texts: &Texts) -> Self {
        let mut rows: Vec<_> = event
            .materials
            .iter()
            .zip(1..)
            .filter(|(material, _)| !material.hidden)
            .map(|(material, number)| {
                let name = format::clean(texts.local(&material.name)).into_owned();
                let short = format::clean(texts.local(&material.short)).into_owned();
                Row {
                    key: material.key,
                    number,
                    short: if short.is_empty() { name.clone() } else { short },
                    name,
                    grades: format::clean(&material.grades.join(", ")).into_owned(),
                    unit: texts.get(if material.unit == Unit::Kg {
                        Message::UnitKg
                    } else {
                        Message::UnitPcs
                    }),
                }
            })
            .collect();
        rows.sort_by_key(|row| {
            let place = row.key.and_then(|key| KEYBOARD.find(key)).unwrap_or(KEYBOARD.len());
            (place, row.key.is_none(), row.key)
        });
        Self {
            event: format::clean(&event.name).into_owned(),
            date: format::date(event.date),
            venue: format::clean(event.venue.as_deref().unwrap_or_default()).into_owned(),
            rows,
        }
    }
}

/// The sheet as text of at most 80 columns, for any printer.
#[must_use]
pub fn text(sheet: &Sheet, texts: &Texts) -> String {
    let mut lines = vec![sheet.event.clone()];
    let place =
        if sheet.venue.is_empty() { sheet.date.clone() } else { format!("{}, {}", sheet.date, sheet.venue) };
    lines.push(format!("{}  {place}", texts.get(Message::SheetTitle)));
    let field = |label: String, columns: usize| format!("{label} {}", "_".repeat(columns));
    let fields = [
        field(texts.get(Message::SheetStation), 6),
        field(texts.get(Message::SheetOperator), 24),
        field(texts.get(Message::SheetNumber), 4),
    ];
    lines.push(fields.join("  "));
    lines.push(texts.get(Message::SheetHow));
    lines.push(String::new());
    let boxes = format!("|{}", format!("{}|", "_".repeat(BOX)).repeat(BOXES));
    let room = WIDTH - boxes.width() - 1;
    for row in &sheet.rows {
        let key = row.key.map(String::from).unwrap_or_default();
        let lead = format!("{key:<2}{:>2} ", row.number);
        let unit = format!(" {}", row.unit);
        let names = room.saturating_sub(lead.width() + unit.width());
        let name = if row.name.width() <= names { &row.name } else { &row.short };
        let label = format!("{lead}{}{unit}", format::fit(name, names));
        let grades = format::fit(&row.grades, room.saturating_sub(lead.width()));
        let grades = format!("{}{grades}", " ".repeat(lead.width()));
        for left in [label, grades].into_iter().chain(std::iter::repeat(String::new())).take(LINES) {
            let space = " ".repeat(room.saturating_sub(left.width()) + 1);
            lines.push(format!("{left}{space}{boxes}"));
        }
    }
    lines.push(String::new());
    lines.push(texts.get(Message::SheetPeople));
    let ticks = ["[][][][][]"; WIDTH / 11].join(" ");
    lines.extend(std::iter::repeat_n(ticks, TICKS));
    lines.iter().map(|line| format!("{}\n", format::fit(line.trim_end(), WIDTH))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::{TEMPLATES, UtcOffset};
    use crate::language::Language;

    #[test]
    fn a_sheet_has_every_offered_material_in_the_order_of_the_keyboard() {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
        let mut event = Event::new(1, "R\u{1b}[2J", day, UtcOffset::parse("+05:00").unwrap()).unwrap();
        event.materials.swap(0, 17);
        event.materials[1].hidden = true;
        event.materials[2].key = None;
        event.materials[3].key = Some('U');
        let sheet = Sheet::new(&event, &Texts::new(Language::En));
        let keys: String = sheet.rows.iter().map(|row| row.key.unwrap_or('-')).collect();
        assert_eq!(keys, "QTYASDFGHZXCVBNU-");
        assert_eq!((sheet.rows[0].name.as_str(), sheet.rows[0].number), ("Cardboard and waste paper", 18));
        assert_eq!(sheet.event, "R[2J");
    }

    #[test]
    fn the_text_keeps_within_80_columns_and_a_page() {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
        for (_, template) in TEMPLATES {
            let offset = UtcOffset::parse("+05:00").unwrap();
            let event = Event::from_template(1, &"Б".repeat(100), day, offset, template).unwrap();
            for language in Language::ALL {
                let texts = Texts::new(language);
                let text = text(&Sheet::new(&event, &texts), &texts);
                assert!(text.lines().all(|line| line.width() <= WIDTH), "{text}");
                assert!(text.lines().count() <= 66, "{}", text.lines().count());
            }
        }
    }
}
