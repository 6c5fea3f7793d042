//! The first sheet: the figures of the event, its streams and groups, the state of its journals, and a chart of the
//! kilograms of each material.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartSolidFill, Color, Format, FormatAlign, Worksheet, XlsxError,
};

use crate::domain::mass::Grams;
use crate::language::Message;
use crate::report::Report;
use crate::report::labels::ReportLabels;
use crate::report::xlsx::sheet::{self, Formats, SheetTable, Value};

/// Column of the chart. The columns before it have the figures.
const CHART_COLUMN: u16 = 4;
/// Row of the chart, below the event's name.
const CHART_ROW: u32 = 2;
/// Width of the chart, in pixels.
const CHART_WIDTH: u32 = 640;
/// Height of the chart for each bar, and for its title and axis, in pixels.
const BAR_HEIGHT: u32 = 26;
const CHART_FRAME: u32 = 90;
/// Widths of the first columns, in characters.
const COLUMN_WIDTHS: [usize; 3] = [30, 22, 10];

/// Writes the sheet. `tables` begins with the table of the materials.
///
/// # Errors
/// [`XlsxError`] if the workbook cannot have the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    report: &Report<'_>,
    tables: &[SheetTable],
    labels: ReportLabels<'_>,
) -> Result<(), XlsxError> {
    let texts = labels.texts;
    sheet.set_name(sheet::sheet_name(&texts.get(Message::WorkbookSummary)))?;
    sheet::prepare_print(sheet);
    for (column, width) in COLUMN_WIDTHS.into_iter().enumerate() {
        sheet::set_width(sheet, column, width)?;
    }
    let title = Format::new().set_bold().set_font_size(16);
    sheet.write_string_with_format(0, 0, texts.event_name(report.event.given_name()), &title)?;
    let formats = Formats::new(&Format::new().set_bold().set_align(FormatAlign::Right).set_text_wrap());
    let label = Format::new();
    let mut row = 2;
    for (name, value) in facts(report, labels) {
        sheet.write_string_with_format(sheet::row_number(row), 0, &name, &label)?;
        sheet::write_value(sheet, row, 1, &value, &formats)?;
        row += 1;
    }
    for part in [streams(report, labels), groups(report, labels)] {
        if !part.rows.is_empty() {
            sheet::write_table(sheet, row + 1, 0, &part)?;
            row += part.rows.len() + 2;
        }
    }
    row += 1;
    for line in state(report, labels) {
        sheet.write_string(sheet::row_number(row), 0, &line)?;
        row += 1;
    }
    if let Some(chart) = chart(report, tables, labels) {
        sheet.insert_chart(CHART_ROW, CHART_COLUMN, &chart)?;
    }
    Ok(())
}

fn facts(report: &Report<'_>, labels: ReportLabels<'_>) -> Vec<(String, Value)> {
    let (summary, texts) = (&report.summary, labels.texts);
    let mut facts = vec![
        (texts.get(Message::ReportDate), Value::Day(report.event.date)),
        (texts.get(Message::ReportEventSlug), Value::text(report.slug)),
    ];
    facts.extend(labels.partners(report).into_iter().map(|(label, partner)| (label, Value::text(&partner))));
    let kilograms = |label: Message| format!("{}, {}", texts.get(label), texts.get(Message::UnitKg));
    facts.push((texts.get(Message::ReportPeople), Value::count(summary.people)));
    facts.push((kilograms(Message::ReportTotal), Value::Mass(summary.net, summary.about())));
    if let Some(target) = report.event.target_g {
        facts.push((kilograms(Message::ReportGoal), Value::Mass(target, false)));
        let reached = Value::share(summary.net.get(), Some(target.get()));
        facts.push((texts.get(Message::WorkbookReached), reached));
    }
    facts.push((texts.get(Message::ReportEntries), Value::count(summary.entries)));
    facts.push((texts.get(Message::ReportVoided), Value::count(summary.voided)));
    facts
}

fn streams(report: &Report<'_>, labels: ReportLabels<'_>) -> SheetTable {
    let (summary, texts) = (&report.summary, labels.texts);
    let rows = summary.streams.iter().filter(|part| part.net != Grams::ZERO).map(|part| {
        let share = Value::share(part.net.get(), Some(summary.net.get()));
        vec![Value::Text(labels.stream(&part.id)), Value::Mass(part.net, part.about), share]
    });
    let columns = [Message::ReportStream, Message::UnitKg, Message::ReportShare];
    part(columns.map(|column| texts.get(column)).to_vec(), rows.collect())
}

fn groups(report: &Report<'_>, labels: ReportLabels<'_>) -> SheetTable {
    let texts = labels.texts;
    let groups = report.summary.groups.iter().filter(|part| part.net != Grams::ZERO);
    let rows = groups
        .map(|part| vec![Value::Text(labels.name(&part.name, &part.id)), Value::Mass(part.net, part.about)]);
    let columns = [Message::ReportGroups, Message::UnitKg];
    part(columns.map(|column| texts.get(column)).to_vec(), rows.collect())
}

const fn part(columns: Vec<String>, rows: Vec<Vec<Value>>) -> SheetTable {
    SheetTable { name: String::new(), columns, rows, has_sum: false, has_filter: false }
}

/// Says whether the journals are undamaged, and the notes that apply to the report.
fn state(report: &Report<'_>, labels: ReportLabels<'_>) -> Vec<String> {
    let texts = labels.texts;
    let mut lines = Vec::new();
    if report.verified {
        lines.push(texts.get(Message::ReportVerified));
    } else {
        lines.push(texts.get(Message::ReportDamaged));
        lines.extend(report.damage.iter().map(|fault| labels.fault(fault)));
    }
    lines.extend(labels.notes(report));
    lines
}

/// Draws a bar for each weighed material, in the order of its sheet. Returns `None` if nothing was weighed.
fn chart(report: &Report<'_>, tables: &[SheetTable], labels: ReportLabels<'_>) -> Option<Chart> {
    let materials = tables.first()?;
    let bars = report.summary.weighed().count();
    if bars == 0 || report.summary.net == Grams::ZERO {
        return None;
    }
    let name = sheet::sheet_name(&materials.name);
    let range = |column: u16| (name.as_str(), 1, column, sheet::row_number(bars), column);
    let title =
        format!("{}, {}", labels.texts.get(Message::WorkbookMaterials), labels.texts.get(Message::UnitKg));
    let mut chart = Chart::new_bar();
    chart
        .add_series()
        .set_categories(range(0))
        .set_values(range(2))
        .set_format(ChartSolidFill::new().set_color(Color::RGB(0x002E_8B57)))
        .set_gap(40)
        .set_data_label(ChartDataLabel::new().show_value().set_num_format("#,##0.0"));
    chart.title().set_name(&title);
    chart.legend().set_hidden();
    // In a chart of bars the materials are on the vertical axis; the first is at the top. Each bar has its amount.
    chart.y_axis().set_reverse().set_major_gridlines(false);
    chart.x_axis().set_hidden(true).set_major_gridlines(false);
    chart.set_alt_text(&title);
    let height =
        u32::try_from(bars).unwrap_or(u32::MAX).saturating_mul(BAR_HEIGHT).saturating_add(CHART_FRAME);
    chart.set_width(CHART_WIDTH).set_height(height.clamp(220, 1_200));
    Some(chart)
}
