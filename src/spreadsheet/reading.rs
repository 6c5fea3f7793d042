//! Finds the table of a sheet and reads it.

use std::collections::BTreeMap;

use crate::domain::event::Event;
use crate::spreadsheet::cell::{self, Cell, Row, Sheet};
use crate::spreadsheet::column::{ColumnMeaning, Header, HeaderError};
use crate::spreadsheet::doubt::Doubts;
use crate::spreadsheet::fault::RowFault;
use crate::spreadsheet::header;
use crate::spreadsheet::layout::{self, Places, Proofs, RowPurpose, Titles};
use crate::spreadsheet::mapping::{Answer, Mapping};
use crate::spreadsheet::material::MaterialNames;
use crate::spreadsheet::meaning;
use crate::spreadsheet::rows::{FoundName, Reader};
use crate::spreadsheet::suspicion::{self, Suspicions};
use crate::spreadsheet::table::{Counts, Reading};
use crate::spreadsheet::totals::Sums;
use crate::spreadsheet::words::{self, Role};
use crate::spreadsheet::years::Years;
use crate::spreadsheet::{mapping_check, sum_of_grades};

/// The maximum number of doubts for which answers are proposed. A table with more of them has the wrong column of materials.
const PROPOSALS_MAX: usize = 200;

/// Finds and reads the table of a sheet.
///
/// # Errors
/// [`HeaderError`] if there is none.
pub(crate) fn read(sheet: &Sheet, event: &Event, mapping: &Mapping) -> Result<Reading, HeaderError> {
    let names = MaterialNames::new(event);
    mapping_check::check(mapping, &names)?;
    let mut header = header::find(sheet, &names, mapping)?;
    drop_column_without_grades(sheet, event, &mut header);
    let titles = Titles::new(sheet, &header);
    let places = Places::new(&header);
    let below = sheet.rows.get(header.end..).unwrap_or_default();
    let rows: Vec<(&Row, RowPurpose)> =
        below.iter().map(|row| (row, layout::purpose(sheet, &header, &places, row))).collect();
    // A remark in the column of days or stations is none of its values.
    let is_data = |(row, purpose): &&(&Row, RowPurpose)| {
        *purpose == RowPurpose::Data && (header.is_plain || !suspicion::is_remark(row))
    };
    let data: Vec<&Row> = rows.iter().filter(is_data).map(|(row, _)| *row).collect();
    let proofs = Proofs::collect(&data, &header, &places, mapping);
    let suspicions = Suspicions::new(sheet, &header, &places, &data);
    let has_days = data.iter().any(|row| !layout::cell(row, places.day).is_empty());
    let has_day_sections =
        !has_days && data.iter().any(|row| layout::day_of_section(row, places.day).is_some());
    let mut years = Years {
        given: mapping.year.as_ref().and_then(Answer::given),
        days: proofs.certain_days.clone(),
        named: titles.years.clone(),
    };
    years.days.extend(titles.days.iter().copied().chain(mapping.near));
    let mut reader = Reader {
        sheet,
        event,
        names: &names,
        mapping,
        header: &header,
        places: &places,
        proofs: &proofs,
        title_day: if let ([day], false) = (&titles.days[..], has_days) { Some(*day) } else { None },
        has_days,
        last_day: None,
        last_station: None,
        last_row: 0,
        last_material: None,
        suspicions: &suspicions,
        section_station: titles.station,
        section_day: None,
        has_day_sections,
        dated_caption: None,
        title_texts: &titles.texts,
        years,
        proposals_left: PROPOSALS_MAX,
        materials: BTreeMap::new(),
        rows: Vec::new(),
        days: Vec::new(),
        faults: Vec::new(),
        doubts: Doubts::default(),
        counts: Counts::default(),
        sums: Sums::default(),
        total_rows: Vec::new(),
    };
    if has_day_sections {
        // The first day is above the header: "24.01.2026", header, rows, "25.01.2026", header, rows.
        let mut days =
            sheet.rows[..header.first].iter().rev().filter_map(|row| layout::day_of_section(row, None));
        reader.section_day = days.next().and_then(|day| reader.day_of(day).ok());
    }
    let mut above: Option<&Row> = None;
    for (row, purpose) in rows {
        match purpose {
            RowPurpose::Header => {
                reader.counts.headers += 1;
                // A table is printed with its title and header on each page. Another caption begins another table.
                let is_day = above.is_some_and(|above| layout::day_of_section(above, places.day).is_some());
                if let Some(caption) = above.and_then(suspicion::caption)
                    && !is_day
                    && !titles.texts.iter().any(|title| title == caption)
                {
                    reader.faults.push((row.number, RowFault::SecondTable(caption.to_owned())));
                }
            }
            RowPurpose::NotCounted => reader.counts.not_counted += 1,
            RowPurpose::Total => reader.total_row(row),
            RowPurpose::Data => reader.data_row(row),
        }
        above = Some(row);
    }
    if !header.is_plain && header.column(Role::Standing).is_none() {
        let sums = sum_of_grades::find(&reader.rows);
        reader.faults.extend(sums.into_iter().map(|row| (row, RowFault::SumOfGrades)));
    }
    let above = titles.total.and_then(|index| reader.title_total(&sheet.rows[index]));
    let Reader { rows, days, faults, doubts, counts, sums, total_rows, materials, .. } = reader;
    let mut proposal = proposal(event, &header, &proofs, mapping, &materials);
    let ids: Vec<&str> = event.materials.iter().map(|material| material.id.as_str()).collect();
    let doubts = doubts.into_vec();
    for doubt in doubts.iter().take(PROPOSALS_MAX) {
        doubt.propose(&mut proposal, &ids);
    }
    Ok(Reading {
        header_row: sheet.rows[header.first].number,
        title_rows: titles.rows,
        title: titles.name,
        ignored: ignored(sheet, &header),
        lost_letters: lost_letters(sheet, &header, &places),
        header: header.clone(),
        rows,
        days,
        faults,
        doubts,
        counts,
        total_rows,
        totals: sums.finish(above),
        proposal,
    })
}

/// A column called "type" has grades only if one of its values is a grade of the catalogue.
fn drop_column_without_grades(sheet: &Sheet, event: &Event, header: &mut Header) {
    let Some(column) = header.column(Role::Grade).map(|column| column.index) else { return };
    let name = header.column(Role::Grade).map(|column| words::normalise(&column.name)).unwrap_or_default();
    if !matches!(name.as_str(), "type" | "тип" | "подвид") {
        return;
    }
    let is_grade =
        |text: &str| event.materials.iter().any(|material| material.grades.iter().any(|grade| grade == text));
    let below = sheet.rows.get(header.end..).unwrap_or_default();
    if !below.iter().any(|row| is_grade(&row.cell(column).text())) {
        for other in header.columns.iter_mut().filter(|other| other.index == column) {
            other.meaning = ColumnMeaning::Unknown;
        }
    }
}

/// Returns the names of columns that are not read. A note and the number of a row are read by people only.
fn ignored(sheet: &Sheet, header: &Header) -> Vec<String> {
    let below = sheet.rows.get(header.end..).unwrap_or_default();
    let has_content = |index: usize| below.iter().any(|row| !row.cell(index).is_empty());
    let mut names: Vec<String> = header
        .columns
        .iter()
        .filter(|column| {
            matches!(
                column.meaning,
                ColumnMeaning::Unknown | ColumnMeaning::Known { role: Role::Note | Role::Total, .. }
            ) && has_content(column.index)
        })
        .map(|column| column.name.clone())
        .collect();
    let width = below.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let is_named = |index: usize| header.columns.iter().any(|column| column.index == index);
    let unnamed = (0..width).filter(|index| !is_named(*index) && has_content(*index));
    names.extend(unnamed.map(cell::column_letters));
    names
}

/// Returns the rows whose words have a `?` in place of a letter.
fn lost_letters(sheet: &Sheet, header: &Header, places: &Places) -> Vec<u32> {
    let is_lost = |text: &str| {
        let mut letters = text.chars().peekable();
        // A question mark ends a sentence, so it is not before a letter.
        std::iter::from_fn(|| letters.next().map(|c| (c, letters.peek().copied())))
            .any(|(c, next)| c == '?' && next.is_some_and(char::is_alphabetic))
    };
    let columns = [places.material, places.operator, places.station];
    let rows = sheet.rows.get(header.first..).unwrap_or_default().iter().enumerate();
    let lost = rows.filter(|(index, row)| {
        if *index < header.end - header.first {
            return row.filled().any(|(_, cell)| matches!(cell, Cell::Text(text) if is_lost(text)));
        }
        columns.iter().any(|place| matches!(layout::cell(row, *place), Cell::Text(text) if is_lost(text)))
    });
    lost.map(|(_, row)| row.number).collect()
}

/// Returns the answers that the reading used.
fn proposal(
    event: &Event,
    header: &Header,
    proofs: &Proofs,
    mapping: &Mapping,
    materials: &BTreeMap<String, FoundName>,
) -> Mapping {
    let mut proposal = mapping.clone();
    for column in &header.columns {
        let meaning = match &column.meaning {
            ColumnMeaning::Known { .. } | ColumnMeaning::Material { .. } => meaning::keyword(column, event),
            ColumnMeaning::Unknown | ColumnMeaning::NotImported => None,
            ColumnMeaning::Unclear { .. } | ColumnMeaning::Part { .. } => continue,
        };
        if mapping.column(&column.name).is_none() && !column.name.is_empty() {
            proposal.columns.insert(column.name.clone(), Answer::Given(meaning));
        }
    }
    for (name, found) in materials {
        if let FoundName::Material(found) = found
            && mapping.material(name).is_none()
        {
            proposal.materials.insert(name.clone(), Answer::Given(Some(meaning::answer_of(event, found))));
        }
    }
    proposal.dates = proposal.dates.or(proofs.dates.map(|order| Answer::Given(Some(order))));
    proposal.decimal = proposal.decimal.or(proofs.decimal.map(|mark| Answer::Given(Some(mark))));
    proposal
}
