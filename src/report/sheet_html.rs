//! The paper tally sheet as HTML for A4.
//!
//! Invariant: one self-contained file without scripts; every text is escaped. A page break never splits a
//! material, and every page names its event.

use maud::{DOCTYPE, PreEscaped, html};

use crate::language::{Message, Texts};
use crate::report::sheet::{Sheet, SheetRow};

/// The number of boxes in one line.
const BOXES: usize = 10;
/// Height of a line of boxes in tenths of a millimetre; the style sheet has the same value.
const LINE_HEIGHT: usize = 74;
/// The heights available for materials on one page and on two pages, in tenths of a millimetre. The space for
/// headings and people is already subtracted.
const PAGE_HEIGHTS: [usize; 2] = [2100, 4300];
/// Maximum number of lines for a material.
const LINES_MAX: usize = 6;
/// The number of lines of tick marks for people, and the number of tick marks in one line.
const TICKS: (usize, usize) = (4, 30);

const CSS: &str = "
@page { size: A4; margin: 10mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 190mm; color: #000; background: #fff; font: 10pt/1.25 'Noto Sans', 'DejaVu Sans', Arial, sans-serif; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
tbody { break-inside: avoid; }
thead th { padding: 0 0 3mm; text-align: left; font-weight: normal; }
h1 { margin: 0; font-size: 14pt; overflow-wrap: anywhere; }
.fields { display: flex; gap: 5mm; margin-top: 4mm; }
.fields span { flex: 1; border-bottom: .3mm solid #000; }
.fields .wide { flex: 2; }
.key, .name, .box { border: .25mm solid #000; }
.key { width: 10mm; text-align: center; font-size: 15pt; font-weight: bold; line-height: 1; }
.key small { display: block; margin-top: 1mm; font-size: 8pt; font-weight: normal; }
.name { width: 40mm; padding: 0 1.5mm; overflow-wrap: anywhere; hyphens: auto; }
.name small { display: block; font-size: 8pt; }
.box { height: 7.4mm; border-color: #777; }
tbody tr:first-child td { border-top: .5mm solid #000; }
tbody tr:last-child td { border-bottom: .5mm solid #000; }
.people { margin-top: 4mm; break-inside: avoid; }
.ticks { display: flex; margin-top: 1.5mm; }
.ticks i { width: 4.6mm; height: 4.6mm; margin-right: 1mm; border: .25mm solid #000; }
.ticks i:nth-child(5n) { margin-right: 3.2mm; }
p { margin: 1.5mm 0 0; font-size: 9pt; }
";

/// Renders the sheet as a complete HTML document.
#[must_use]
pub(crate) fn render(sheet: &Sheet, texts: &Texts) -> String {
    let title = texts.get(Message::SheetTitle);
    let lines = lines(sheet.rows.len());
    let page = html! {
        (DOCTYPE)
        html lang=(texts.language().code()) {
            head {
                meta charset="utf-8";
                title { (title) ": " (sheet.event) }
                style { (PreEscaped(CSS)) }
            }
            body {
                table {
                    colgroup {
                        col style="width:10mm";
                        col style="width:40mm";
                        @for _ in 0..BOXES { col; }
                    }
                    // The browser repeats a table's head on every printed page.
                    thead { tr { th colspan=(BOXES + 2) {
                        h1 { (sheet.event) }
                        div { (title) ", " (sheet.date) @if !sheet.venue.is_empty() { ", " (sheet.venue) } }
                        div.fields {
                            span { (texts.get(Message::SheetStation)) }
                            span.wide { (texts.get(Message::SheetOperator)) }
                            span { (texts.get(Message::SheetNumber)) }
                        }
                        p { (texts.get(Message::SheetHow)) }
                    } } }
                    @for row in &sheet.rows { (material(row, lines)) }
                }
                div.people {
                    div { (texts.get(Message::SheetPeople)) }
                    @for _ in 0..TICKS.0 { div.ticks { @for _ in 0..TICKS.1 { i {} } } }
                }
            }
        }
    };
    page.into_string() + "\n"
}

/// Returns the number of lines for each material. The lines fill one page, or two pages if one page has room
/// for fewer than two lines for each material.
fn lines(materials: usize) -> usize {
    let [one, two] = PAGE_HEIGHTS.map(|room| room / (materials.max(1) * LINE_HEIGHT));
    if one >= 2 { one.min(LINES_MAX) } else { two.clamp(1, LINES_MAX) }
}

/// Renders one material, with its key and name beside lines of boxes.
fn material(row: &SheetRow, lines: usize) -> maud::Markup {
    html! {
        tbody {
            @for line in 0..lines {
                tr {
                    @if line == 0 {
                        td.key rowspan=(lines) {
                            @if let Some(key) = row.key { (key) }
                            small { (row.number) "*" }
                        }
                        td.name rowspan=(lines) {
                            (row.name) ", " (row.unit)
                            @if !row.grades.is_empty() { small { (row.grades) } }
                        }
                    }
                    @for _ in 0..BOXES { td.box {} }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::{Event, UtcOffset};
    use crate::language::Language;

    #[test]
    fn texts_are_escaped_and_the_page_loads_nothing() {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
        let name = "<script>alert(1)</script> & \"R\"";
        let mut event = Event::new(1, name, day, UtcOffset::parse("+05:00").unwrap()).unwrap();
        event.venue = Some("<b>".into());
        let texts = Texts::new(Language::Kk);
        let page = render(&Sheet::new(&event, &texts), &texts);
        assert!(page.starts_with("<!DOCTYPE html><html lang=\"kk\">"), "{page}");
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp;") && page.contains("&lt;b&gt;"));
        for foreign in ["<script", "<b>", "http", "url(", "src=", "href="] {
            assert!(!page.contains(foreign), "{foreign}");
        }
        assert_eq!(page.matches("<tbody>").count(), event.materials.len());
    }
}
