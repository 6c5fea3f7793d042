//! A paper tally sheet for a power failure. This module has the content of the sheet, which all formats
//! share, and the plain-text format.
//!
//! Invariant: the sheet has a row for every offered material, in the order of the keyboard, with the key
//! and the number that select it in the console. The text is at most 80 columns wide.

use unicode_width::UnicodeWidthStr;

use crate::domain::catalogue::Unit;
use crate::domain::event::Event;
use crate::language::{Message, Texts, format};

/// Maximum width of a line.
const WIDTH: usize = 80;
/// The keys in the order in which the panes show them. Other letters follow these keys.
const KEYBOARD: &str = "QWERTYASDFGHZXCVBN";
/// The number of boxes in one line.
const BOXES: usize = 7;
/// Width of a box in columns.
const BOX_WIDTH: usize = 5;
/// The number of lines of boxes for each material.
const LINES: usize = 3;
/// The number of lines of tick marks for people.
const TICKS: usize = 3;

/// One material of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SheetRow {
    pub key: Option<char>,
    /// The number before the star in `N*`.
    pub number: usize,
    pub name: String,
    pub short: String,
    /// The names of the grades, separated by commas.
    pub grades: String,
    /// Abbreviation of the unit.
    pub unit: String,
}

/// Content of a sheet, cleaned of control characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub event: String,
    pub date: String,
    pub venue: String,
    pub rows: Vec<SheetRow>,
}

impl Sheet {
    /// Creates the sheet of an event, in the language of `texts`.
    #[must_use]
    pub(crate) fn new(event: &Event, texts: &Texts) -> Self {
        let mut rows: Vec<_> = event
            .materials
            .iter()
            .zip(1..)
            .filter(|(material, _)| !material.hidden)
            .map(|(material, number)| {
                let name = format::clean(texts.local(&material.name)).into_owned();
                let short = format::clean(texts.local(&material.short)).into_owned();
                SheetRow {
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
            event: texts.event_name(event.given_name()).into_owned(),
            date: format::date(event.date),
            venue: format::clean(event.venue.as_deref().unwrap_or_default()).into_owned(),
            rows,
        }
    }
}

/// Renders the sheet as text of at most 80 columns, for any printer.
#[must_use]
pub(crate) fn text(sheet: &Sheet, texts: &Texts) -> String {
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
    let boxes = format!("|{}", format!("{}|", "_".repeat(BOX_WIDTH)).repeat(BOXES));
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
    fn a_sheet_lists_every_offered_material_in_keyboard_order() {
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
    fn the_text_fits_80_columns_and_one_page() {
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
