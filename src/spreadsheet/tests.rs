//! Whole tables, from their bytes to records.

use chrono::NaiveDate;

use super::*;
use crate::domain::event::{Event, UtcOffset};
use crate::domain::record::Measure;

mod days;
mod help;
mod not_weighed;

fn event() -> Event {
    let day = NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
    Event::new(1, "R", day, UtcOffset::parse("+05:00").unwrap()).unwrap()
}

fn read_with(bytes: &[u8], mapping: &str) -> Reading {
    let sheets = sheets(bytes, None).unwrap();
    let mapping = Mapping::parse(mapping).unwrap();
    let reading = sheets.iter().find_map(|sheet| super::read(sheet, &event(), &mapping).ok());
    reading.unwrap_or_else(|| panic!("{:?}", super::read(&sheets[0], &event(), &mapping).unwrap_err()))
}

fn read(text: &str) -> Reading {
    read_with(text.as_bytes(), "{}")
}

/// Returns the records as `row material amount`, and what is unclear.
fn shown(reading: &Reading) -> Vec<String> {
    let event = event();
    let record = |row: &TableRow| match &row.action {
        Action::Entry(TableEntry { material, grade, measure, .. }) => {
            let grade = grade.as_ref().map_or_else(String::new, |grade| format!(":{grade}"));
            let amount = match measure {
                Measure::Weight { .. } => measure.net().get().to_string(),
                Measure::Pieces { count, .. } => format!("{count} pcs"),
            };
            format!("{} {}{grade} {amount}", row.number, event.materials[*material].id)
        }
        Action::People { count } => format!("{} people {count}", row.number),
        Action::Undo => format!("{} undo", row.number),
    };
    let mut shown: Vec<String> = reading.rows.iter().map(record).collect();
    shown.extend(reading.faults.iter().map(|(row, fault)| format!("{row} {fault}")));
    shown.extend(reading.doubts.iter().map(|doubt| format!("{:?} {:?}", doubt.rows, doubt.question)));
    shown
}

#[track_caller]
fn assert_reads(text: &str, expected: &[&str]) {
    assert_eq!(shown(&read(text)), expected, "{text}");
}

#[track_caller]
fn assert_refuses(text: &str, expected: &HeaderError) {
    let sheets = sheets(text.as_bytes(), None).unwrap();
    assert_eq!(&super::read(&sheets[0], &event(), &Mapping::default()).unwrap_err(), expected, "{text}");
}

#[test]
fn a_typed_sheet_is_read_in_three_languages() {
    let rows = "25.01.2026;Картон;12,5\n25.01.2026;пластик 1;1,65\n";
    for header in [
        "Дата;Материал;Вес, кг",
        "Күні;Материал;Салмағы, кг",
        "Date;Material;Weight (kg)",
        "ДАТА;ВИД ВТОРСЫРЬЯ;МАССА",
    ] {
        assert_reads(&format!("{header}\n{rows}"), &["2 paper 12500", "3 plastic:1 1650"]);
    }
}

#[test]
fn titles_totals_blank_rows_and_repeated_headers_are_no_entries() {
    let reading = read(
        "Экоакция «Чистый двор», 25.01.2026;;\n;;\nМатериал;Вес, кг;Примечание\nКартон;12,5;\n;;\nМатериал;Вес, кг;Примечание\n\
         Картон;2;ок\nИТОГО:;14,5;\n;;\n",
    );
    assert_eq!(shown(&reading), ["4 paper 12500", "7 paper 2000"]);
    assert_eq!((reading.title_rows.as_slice(), reading.total_rows.as_slice()), (&[1][..], &[8][..]));
    assert_eq!(reading.title.as_deref(), Some("Экоакция «Чистый двор», 25.01.2026"));
    assert_eq!(reading.totals, [TotalCheck { row: 8, stated: 14_500, ours: 14_500 }]);
    assert_eq!((reading.counts.headers, reading.header_row), (1, 3));
    // The day of the title is that of the rows.
    let day = NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
    assert_eq!(reading.days, [When::Local { date: day, time: None }]);
}

#[test]
fn every_word_for_a_total_is_known_and_differences_are_found() {
    for total in ["Итого", "Всего:", "Барлығы", "Жиыны", "Total", "TOTAL:", "Сумма"]
    {
        let reading = read(&format!("Материал,Вес\nКартон,5\nХлеб,2\n{total},8\n"));
        assert_eq!(shown(&reading), ["2 paper 5000", "3 bread 2000"], "{total}");
        assert_eq!(reading.totals, [TotalCheck { row: 4, stated: 8_000, ours: 7_000 }], "{total}");
    }
    // A sum without a name, and a sum above the table.
    let reading = read(",,ИТОГО,7\nМатериал,Вес,,\nКартон,5\nХлеб,2\n,7\n");
    assert_eq!(shown(&reading), ["3 paper 5000", "4 bread 2000"]);
    assert!(
        reading.totals.iter().all(|check| check.stated == check.ours) && reading.totals.len() == 2,
        "{:?}",
        reading.totals
    );
}

#[test]
fn each_material_may_have_a_column() {
    assert_reads(
        "Дата,Пост,Картон,Пластик,Лампы,Участники,Итого\n25.01.2026,A,12.5,,4,3,12.5\n25.01.2026,B,0,1.65,-,,1.65\nИтого,,12.5,1.65,4,3,14.15\n",
        &["2 people 3", "2 paper 12500", "2 lamps 4 pcs", "3 plastic 1650"],
    );
    assert_reads("weight_paper;weight_aluminium\n0,6;0,1\n", &["2 paper 600", "2 aluminium 100"]);
    // A column of numbers beside them may be a material too.
    assert_reads(
        "Дата,Картон,Пластик,Дерево,Адрес\n25.01.2026,1,2,3,Абая 5\n25.01.2026,1,,,\n",
        &[
            "2 paper 1000",
            "2 plastic 2000",
            "3 paper 1000",
            r#"[2] Column { name: "Дерево", proposals: [] }"#,
        ],
    );
}

#[test]
fn units_stand_in_cells_columns_or_names() {
    assert_reads(
        "Материал;Кол-во;Ед. изм.\nКартон;12,5;кг\nБатарейки;450;г\nПластик;0,5;т\nЛампы;4;шт\nХлеб;2 кг;\n",
        &["2 paper 12500", "3 batteries 450", "4 plastic 500000", "5 lamps 4 pcs", "6 bread 2000"],
    );
    assert_reads("Материал;Вес, г\nБатарейки;450\nХлеб;1,2 кг\n", &["2 batteries 450", "3 bread 1200"]);
    assert_reads(
        "Материал;Вес, кг;Кол-во, шт\nКартон;12,5;3\nЛампы;0,8;4\nАвтошины;;2\n",
        &["2 paper 12500", "3 lamps 4 pcs", "4 tyres 2 pcs"],
    );
    assert_reads(
        "Material,Weight\nPaper,12 lb\nPaper,3 oz\nLamps,2 kg\nPaper,2 pcs\n",
        &[
            r#"2 "12 lb" is not metric"#,
            r#"3 "3 oz" is not metric"#,
            r#"4 "2 kg" is not a number of pieces"#,
            r#"5 "2 pcs" is not a mass"#,
        ],
    );
    assert_reads("Material,Weight (lbs)\nPaper,12\n", &[r#"2 "12" is not metric"#]);
}

#[test]
fn gross_tare_and_net_are_told_apart() {
    let reading =
        read("Материал;Брутто, кг;Тара, кг;Нетто, кг\nКартон;13,3;0,8;12,5\nХлеб;2;;2\nПластик;5;1;4,5\n");
    assert_eq!(shown(&reading), ["2 paper 12500", "3 bread 2000", "4 5 - 1 is not 4,5"]);
    let Action::Entry(TableEntry { measure, typed, .. }) = &reading.rows[0].action else { panic!() };
    assert!(matches!(measure, Measure::Weight { gross, tare } if (gross.get(), tare.get()) == (13_300, 800)));
    assert_eq!(typed, "13,3-0,8");
    assert_reads("Материал;Вес с тарой;Вес тары\nКартон;13,3;0,8\n", &["2 paper 12500"]);
    let several = |role, names: [&str; 2]| HeaderError::Several {
        row: 1,
        role,
        names: names.map(str::to_owned).to_vec(),
    };
    assert_refuses("Материал;Вес;Тара\nКартон;13,3;0,8\n", &several(Role::Gross, ["Вес", "Тара"]));
    assert_refuses(
        "Материал;Вес, кг;Масса, кг\nКартон;13;12\n",
        &several(Role::Amount, ["Вес, кг", "Масса, кг"]),
    );
}

#[test]
fn a_decimal_mark_is_proved_by_other_rows() {
    assert_reads("Материал;Вес\nКартон;1,800\nХлеб;12,5\n", &["2 paper 1800", "3 bread 12500"]);
    assert_reads("Material;Weight\nPaper;1,800\nBread;1,200.5\n", &["2 paper 1800000", "3 bread 1200500"]);
    assert_reads(
        "Material;Weight\nPaper;1,800\nBread;2\n",
        &["3 bread 2000", r#"[2] Decimal { example: "1,800" }"#],
    );
    // Both marks are used, so nothing is proved.
    assert_reads(
        "Material;Weight\nPaper;1,800\nBread;1.5\nBread;1,5\n",
        &["3 bread 1500", "4 bread 1500", r#"[2] Decimal { example: "1,800" }"#],
    );
    // The other mark before three digits may be a habit of another person, unless a number has both.
    assert_reads(
        "Материал;Вес\nКартон;12,5\nХлеб;1.668\n",
        &["2 paper 12500", r#"[3] Decimal { example: "1.668" }"#],
    );
    assert_reads("Материал;Вес\nКартон;1.012,5\nХлеб;1.668\n", &["2 paper 1012500", "3 bread 1668000"]);
    let given = read_with("Material;Weight\nPaper;1,800\n".as_bytes(), r#"{"decimal":"comma"}"#);
    assert_eq!(shown(&given), ["2 paper 1800"]);
}

#[test]
fn an_order_of_days_is_proved_by_other_rows() {
    let table = |rows: &str| format!("Date,Material,Weight\n{rows}");
    let days =
        |reading: &Reading| reading.days.iter().map(|when| when.date().to_string()).collect::<Vec<_>>();
    let proved = read(&table("04/07/2022,Paper,1\n25/07/2022,Paper,2\n"));
    assert_eq!(days(&proved), ["2022-07-04", "2022-07-25"]);
    let american = read(&table("04/07/2022,Paper,1\n04/25/2022,Paper,2\n"));
    assert_eq!(days(&american), ["2022-04-07", "2022-04-25"]);
    assert_reads(&table("04/07/2022,Paper,1\n"), &[r#"[2] Dates { example: "04/07/2022" }"#]);
    let given = read_with(table("04/07/2022,Paper,1\n").as_bytes(), r#"{"dates":"dmy"}"#);
    assert_eq!(days(&given), ["2022-07-04"]);
    let number = table("46047,Paper,1\n46047.5,Paper,2\n");
    assert_reads(&number, &[r#"[2, 3] DayNumbers { example: "46047" }"#]);
    assert_eq!(days(&read_with(number.as_bytes(), r#"{"day_numbers":true}"#)), ["2026-01-25"]);
}

#[test]
fn an_empty_day_repeats_the_one_above_only_in_a_column_that_is_filled_so() {
    let table = |days: [&str; 4]| {
        days.map(|day| format!("{day};Картон;1\n"))
            .into_iter()
            .fold("Дата;Материал;Вес\n".to_owned(), |all, row| all + &row)
    };
    let filled = read(&table(["25.01.2026", "", "26.01.2026", ""]));
    assert_eq!((filled.rows.len(), filled.counts.filled_down), (4, 2));
    let omitted = table(["25.01.2026", "25.01.2026", "", "25.01.2026"]);
    assert_eq!(read(&omitted).faults, [(4, RowFault::NoDate)]);
    let above = read_with(omitted.as_bytes(), r#"{"bad_dates":"above"}"#);
    assert_eq!((above.rows.len(), above.counts.filled_down), (4, 1));
    let skipped = read_with(omitted.as_bytes(), r#"{"bad_dates":"skip"}"#);
    assert_eq!((skipped.rows.len(), skipped.counts.left_out), (3, 1));
    let bad = table(["25.01.2026", "27/sept", "26.01.2026", "26.01.2026"]);
    assert_eq!(read(&bad).faults, [(3, RowFault::Day("27/sept".into()))]);
    assert_eq!(read_with(bad.as_bytes(), r#"{"bad_dates":"above"}"#).rows.len(), 4);
}

#[test]
fn times_stand_in_a_column_of_their_own() {
    let reading = read(
        "Күні;Уақыты;Материал;Салмағы\n25.01.2026;10:15;Картон;1\n25.01.2026;;Картон;2\n25.01.2026;кешке;Картон;3\n",
    );
    let time = |index: usize| match reading.rows[index].when {
        Some(When::Local { time, .. }) => time.map(|time| time.to_string()),
        _ => panic!(),
    };
    assert_eq!((time(0).as_deref(), time(1)), (Some("10:15:00"), None));
    assert_eq!(reading.faults, [(4, RowFault::TimeOfDay("кешке".into()))]);
    assert_eq!(reading.counts.without_time, 1);
}

#[test]
fn a_mapping_decides_columns_and_materials() {
    let table =
        "Datum,Stoff,Gewicht,Notiz\n25.01.2026,Pappe,12.5,x\n25.01.2026,Müll,3,\n25.01.2026,Glas,1,\n";
    let mapping = r#"{"columns":{"Datum":"date","Stoff":"material","Gewicht":"kg","Notiz":null},
        "materials":{"pappe":"paper","Müll":null,"Glas":["glass-clear"]}}"#;
    let reading = read_with(table.as_bytes(), mapping);
    assert_eq!(shown(&reading), ["2 paper 12500", r#"[4] Material { name: "Glas", proposals: [2, 3, 14] }"#]);
    assert_eq!(reading.counts.left_out, 1);
    let sheets = sheets(table.as_bytes(), None).unwrap();
    let bad = Mapping::parse(r#"{"columns":{"Stoff":"stuff"}}"#).unwrap();
    let error = super::read(&sheets[0], &event(), &bad).unwrap_err();
    assert!(
        matches!(error, HeaderError::BadMeaning { column, meaning, .. } if column == "Stoff" && meaning == "stuff")
    );
    // The proposal is itself a mapping that decides the same.
    let text = serde_json::to_string(&reading.proposal).unwrap();
    assert_eq!(shown(&read_with(table.as_bytes(), &text)), shown(&reading));
}

#[test]
fn names_of_stations_are_read_or_doubted() {
    let reading = read("Пост;Материал;Вес\nA;Картон;1\nПост B;Картон;1\nДвор;Картон;1\n");
    let stations: Vec<_> = reading.rows.iter().map(|row| row.station.unwrap().to_string()).collect();
    assert_eq!(stations, ["A", "B"]);
    assert_eq!(reading.doubts[0].question, Question::Station { name: "Двор".into() });
}

#[test]
fn a_title_or_a_row_of_its_own_names_the_station() {
    let stations = |text: &str| -> Vec<String> {
        read(text)
            .rows
            .iter()
            .map(|row| row.station.map_or_else(String::new, |station| station.to_string()))
            .collect()
    };
    assert_eq!(stations("Материал;Вес\nПост A;\nКартон;1\nПост B;\nКартон;2\n"), ["A", "B"]);
    assert_eq!(stations("Бекет: 2;\nМатериал;Салмағы\nКартон;1\n"), ["2"]);
    assert_eq!(stations("Материал;Вес\nКартон;1\n"), [""]);
}

#[test]
fn amounts_are_read_as_people_write_them() {
    assert_reads(
        "Материал;Вес\nКартон;12 кг 500 г\nХлеб;около 5 кг\nКартон;~3\nКартон;13,3-0,8\nКартон;нет\nКартон;0\n",
        &["2 paper 12500", "3 bread 5000", "4 paper 3000", "5 paper 12500"],
    );
    assert_reads(
        "Материал;Вес\nКартон;12.май\nКартон;#ДЕЛ/0!\nКартон;4.166666666666667\nКартон;-1\n",
        &[
            "2 the amount is a day: 12.май",
            "3 a cell has the error #ДЕЛ/0!",
            r#"4 "4.166666666666667" is finer than a gram"#,
            r#"5 "-1" is below zero"#,
        ],
    );
}

#[test]
fn what_may_be_split_or_lost_is_reported() {
    assert_reads("Материал,Вес,,\nКартон,12,5,\n", &[r#"2 the amount may have been split: "12,5""#]);
    assert_reads("Материал,Вес\nКартон,12,5\n", &["2 3 fields, expected 2"]);
    let lost = read("Материал;Вес;Оператор\nКартон;1;?йгерім\nХлеб;2;Данияр?\n");
    assert_eq!(lost.lost_letters, [2]);
}

#[test]
fn our_own_report_is_read_back() {
    let reading = read(
        "record,kind,at,station,operator,material,name,stream,grade,net_g,gross_g,tare_g,pieces,pieces_g,about,standing,reason\n\
         A:2,entry,2026-01-25 12:00:00,A,'+Айгерім,paper,Картон,paper,,12500,13300,800,,,yes,counted,\n\
         A:3,entry,2026-01-25 12:01:00,A,,plastic,Пластик,plastic,1,1650,1650,0,,,,counted,\n\
         A:4,entry,2026-01-25 12:01:00,A,,plastic,Пластик,plastic,1,1650,1650,0,,,,voided,undo\n\
         A:5,entry,2026-01-25 12:02:00,B,,lamps,Лампы,lamps,,,,,4,800,,counted,\n\
         A:6,out,2026-01-25 13:02:00,B,,paper,Картон,paper,,12500,12500,0,,,,counted,\n",
    );
    assert_eq!(shown(&reading), ["2 paper 12500", "3 plastic:1 1650", "5 lamps 4 pcs"]);
    assert_eq!((reading.rows[0].operator.as_str(), reading.counts.not_counted), ("+Айгерім", 2));
    assert!(matches!(reading.rows[0].action, Action::Entry(TableEntry { about: true, .. })));
    assert!(matches!(
        &reading.rows[2].action,
        Action::Entry(TableEntry { measure: Measure::Pieces { weight: Some(weight), .. }, .. }) if weight.get() == 800
    ));
}

#[test]
fn tables_without_a_material_or_an_amount_are_refused_by_name() {
    let missing = |role, is_plain| HeaderError::Missing { row: 1, role, is_plain };
    assert_refuses("Дата,Вес\n25.01.2026,1\n", &missing(Role::Material, false));
    assert_refuses("Дата,Материал\n25.01.2026,Картон\n", &missing(Role::Amount, false));
    assert_refuses("at,station,operator,material,grade\n", &missing(Role::Amount, true));
    assert_refuses("1,2\n3,4\n", &HeaderError::NoHeader { nearest: None });
    assert_refuses("Материал,Брутто\nКартон,1\n", &missing(Role::Tare, false));
    assert_refuses("Дата,Материал,Вес,вес\n", &HeaderError::Duplicate { row: 1, name: "вес".into() });
}

#[test]
fn workbooks_are_read() {
    let form = read_with(include_bytes!("../../tests/data/tables/form.xlsx"), "{}");
    assert_eq!(shown(&form), ["5 paper 12500", "6 plastic:1 1650", "7 aluminium 300", "8 textiles 1250000"]);
    assert_eq!((form.header_row, form.title.as_deref()), (3, Some("Экоакция во дворе")));
    // The sum is a formula without a value.
    assert_eq!((form.total_rows.as_slice(), form.totals.as_slice()), (&[10][..], &[][..]));
    assert_eq!(form.rows[2].operator, "Әйгерім");
    let wide = read_with(include_bytes!("../../tests/data/tables/wide.xlsx"), "{}");
    assert_eq!(
        shown(&wide),
        [
            "2 people 10",
            "2 paper 12500",
            "2 plastic 1650",
            "2 lamps 4 pcs",
            "3 people 5",
            "3 paper 2000",
            "4 plastic 3000"
        ]
    );
    assert_eq!(wide.totals, [TotalCheck { row: 5, stated: 19_150, ours: 19_150 }]);
    let old = read_with(include_bytes!("../../tests/data/tables/old.xls"), "{}");
    assert_eq!(shown(&old), ["2 paper 12500", "3 paper 7200"]);
    let libre = read_with(include_bytes!("../../tests/data/tables/libre.ods"), "{}");
    assert_eq!(shown(&libre), ["2 paper 12500", "3 bread 700"]);
    assert_eq!(libre.days.len(), 1);
}

#[test]
fn a_reference_that_no_number_can_hold_is_refused_or_read() {
    use std::io::{Cursor, Read as _, Write as _};

    let mut parts =
        zip::ZipArchive::new(Cursor::new(include_bytes!("../../tests/data/tables/wide.xlsx"))).unwrap();
    let mut book = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..parts.len() {
        let mut part = parts.by_index(index).unwrap();
        let (name, mut content) = (part.name().unwrap().into_owned(), String::new());
        part.read_to_string(&mut content).unwrap();
        book.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        let content = content.replace("r=\"B2\"", "r=\"9223372036854775807B2\"");
        book.write_all(content.as_bytes()).unwrap();
    }
    // What matters is that there is no panic.
    drop(sheets(&book.finish().unwrap().into_inner(), None));
}

#[test]
fn a_sheet_is_chosen_by_its_name() {
    let form = include_bytes!("../../tests/data/tables/form.xlsx");
    let named = |name| sheets(form, Some(name)).map(|sheets| sheets[0].rows.len());
    assert_eq!(named("взвешивания").unwrap(), 8);
    assert!(matches!(named("x").unwrap_err(), SheetError::NoSheet { known, .. } if known.len() == 3));
    assert!(
        matches!(sheets(b"a,b", Some("x")).unwrap_err(), SheetError::NoSheet { known, .. } if known.is_empty())
    );
    for bytes in [
        &b"PK\x03\x04broken"[..],
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"<html><table>",
        b"\x7fELF\0\0\x01\xff",
    ] {
        assert!(matches!(sheets(bytes, None).unwrap_err(), SheetError::NotATable), "{bytes:?}");
    }
    assert!(matches!(sheets(b"\n\n", None).unwrap_err(), SheetError::Empty));
    assert!(matches!(
        sheets("a;\"b\nc;d\n".as_bytes(), None).unwrap_err(),
        SheetError::UnclosedQuote { row: 1 }
    ));
}

/// Returns the faults of a table, as text.
fn faults(text: &str) -> Vec<String> {
    read(text).faults.iter().map(|(row, fault)| format!("{row} {fault}")).collect()
}

#[test]
fn an_answer_that_the_rows_disprove_does_not_count() {
    let table = "Дата;Материал;Вес\n25.01.2026;Картон;1,800\n25.01.2026;Пластик;1,200.5\n";
    assert_eq!(shown(&read(table)), ["2 paper 1800000", "3 plastic 1200500"]);
    let other = read_with(table.as_bytes(), r#"{"decimal":"comma"}"#);
    assert_eq!(shown(&other), ["3 plastic 1200500", r#"[2] Decimal { example: "1,800" }"#]);
    let days = "Дата;Материал;Вес\n25/01/2026;Картон;1\n01/26/2026;Картон;2\n";
    assert_eq!(shown(&read(days)), [r#"[2, 3] Dates { example: "25/01/2026" }"#]);
    let given = read_with(days.as_bytes(), r#"{"dates":"dmy"}"#);
    assert_eq!(given.faults, [(3, RowFault::Day("01/26/2026".into()))]);
}

#[test]
fn a_row_that_may_be_a_total_is_not_dropped() {
    assert_eq!(faults("Дата;Картон;Пластик\n25.01.2026;10;2\n;10;2\n"), ["3 the row may be a total"]);
    assert_eq!(faults("Картон;Пластик\n10;2\n5;1\n15;3\n"), ["4 the row may be a total"]);
    assert_reads("Дата;Картон;Пластик\n25.01.2026;10;2\nИтого;10;2\n", &["2 paper 10000", "2 plastic 2000"]);
}

#[test]
fn a_second_table_is_not_added_to_the_first() {
    let table =
        |caption: &str| format!("Принято;\nМатериал;кг\nКартон;10\n{caption};\nМатериал;кг\nКартон;10\n");
    let handed_over = "Сдано переработчику";
    assert_eq!(
        faults(&table(handed_over)),
        [
            format!("4 another table begins after {handed_over:?}"),
            format!("5 another table begins after {handed_over:?}")
        ]
    );
    assert_eq!(faults(&table("Лист 2")), [r#"5 another table begins after "Лист 2""#]);
    // Each printed page repeats the title and the header.
    assert_reads(&table("Принято"), &["3 paper 10000", "6 paper 10000"]);
    assert_reads(&table("Пост B"), &["3 paper 10000", "6 paper 10000"]);
    assert_eq!(
        faults("Материал;кг\nКартон;10\nВывезено:;\nКартон;7\n"),
        [r#"3 another table begins after "Вывезено:""#]
    );
}

#[test]
fn a_decimal_comma_between_cells_is_not_read_as_two_cells() {
    for other in ["Примечание", "Оператор", "Прочие сведения"] {
        let table = format!("Дата,Материал,Вес,{other}\n25.01.2026,Картон,12,5\n25.01.2026,Пластик,3,ok\n");
        assert_eq!(faults(&table), [r#"2 the amount may have been split: "12,5""#], "{other}");
    }
    // A column that has a number in each row is one of numbers.
    assert_reads("Материал,Вес,Мешков\nКартон,12,5\nПластик,3,1\n", &["2 paper 12000", "3 plastic 3000"]);
    assert_reads("Материал,Вес,Примечание\nКартон,12,2026\n", &["2 paper 12000"]);
}

#[test]
fn a_heading_is_an_amount_only_if_it_says_so() {
    for heading in ["План, кг", "CO2, кг", "Цена за кг", "Вес 1 мешка, кг", "Вывезено, кг", "Сумма"]
    {
        let error = HeaderError::Missing { row: 1, role: Role::Amount, is_plain: false };
        assert_refuses(&format!("Дата;Материал;{heading}\n25.01.2026;Картон;300\n"), &error);
    }
    for heading in ["Собрано, кг", "Всего, кг", "Итого", "Жиналды, кг", "Сдано (кг)", "Сумма, кг"]
    {
        assert_reads(&format!("Дата;Материал;{heading}\n25.01.2026;Картон;300\n"), &["2 paper 300000"]);
    }
    // A total beside numbers of other columns is no weighing.
    let error = HeaderError::Missing { row: 1, role: Role::Amount, is_plain: false };
    assert_refuses("Материал;Двор 1;Двор 2;Барлығы\nКартон;10;20;30\n", &error);
    let names = vec!["Вес".to_owned(), "Картон".to_owned()];
    let error = HeaderError::Several { row: 1, role: Role::Amount, names };
    assert_refuses("Материал;Вес;Картон\nПластик;2;3\n", &error);
}

#[test]
fn a_row_that_a_remark_says_was_cancelled_or_handed_over_is_refused() {
    for (column, value) in [
        ("Статус", "отменено"),
        ("Операция", "Отгрузка"),
        ("Отменено", "да"),
        ("Примечание", "возврат"),
        ("Примечание", "это ошибка"),
        ("Примечание", "не считать"),
        ("Ескертпе", "қате"),
        ("Notes", "duplicate of row 3"),
        ("Отменено", "1"),
        ("Учтено", "нет"),
        ("Принято?", "FALSE"),
        ("Status", "cancelled"),
    ] {
        let table = format!("Материал;кг;{column}\nКартон;10;\nКартон;100;{value}\n");
        assert_eq!(faults(&table), [format!("3 the column {column:?} says {value:?}")]);
    }
    assert_reads("Материал;кг;Отменено\nКартон;10;нет\n", &["2 paper 10000"]);
    assert_reads("Материал;Собрано, кг;Вывезено, кг\nКартон;10;5,5\n", &["2 paper 10000"]);
    let table = "Материал;кг;Статус\nКартон;10;возврат тары\n";
    assert_eq!(shown(&read_with(table.as_bytes(), r#"{"columns":{"Статус":null}}"#)), ["2 paper 10000"]);
}

#[test]
fn a_product_is_no_amount_in_the_table_of_somebody_else() {
    assert_eq!(faults("Материал;кг\nКартон;1*12,5\nПластик;2*5\n").len(), 2);
}

#[test]
fn an_empty_station_repeats_the_one_above_as_a_day_does() {
    let reading = read("Пост;Материал;кг\nA;Картон;1\n;Картон;2\nB;Картон;3\n;Картон;4\n");
    let stations: Vec<_> = reading.rows.iter().map(|row| row.station.unwrap().to_string()).collect();
    assert_eq!(
        (stations.as_slice(), reading.counts.stations_filled_down),
        (&["A", "A", "B", "B"].map(str::to_owned)[..], 2)
    );
}

#[test]
fn a_time_counts_also_if_the_event_has_the_day() {
    let reading = read("Время;Материал;кг\n12:05;Картон;1\n");
    assert_eq!((reading.rows[0].when, reading.counts.without_time), (None, 0));
    assert_eq!(reading.rows[0].time, chrono::NaiveTime::from_hms_opt(12, 5, 0));
}

#[test]
fn a_generic_word_is_no_material() {
    for word in ["Отходы", "Қалдықтар", "Изделия", "waste"] {
        let reading = read(&format!("Материал;кг\n{word};1\n"));
        assert!(reading.rows.is_empty() && reading.doubts.len() == 1, "{word}: {:?}", shown(&reading));
    }
}

#[test]
fn a_row_without_an_amount_is_named_if_a_number_stands_elsewhere() {
    let reading = read("Материал;кг;Примечание\nКартон;1;\n;;ещё 5 кг картона\n;;обед\n");
    assert_eq!((reading.counts.nothing, reading.counts.nothing_beside_numbers.as_slice()), (2, &[3][..]));
}

#[test]
fn an_amount_of_which_a_person_sees_another_one_is_refused() {
    let book = include_bytes!("../../tests/data/tables/shown.xlsx");
    let sheet = |name: &str| {
        let sheets = sheets(book, Some(name)).unwrap();
        shown(&super::read(&sheets[0], &event(), &Mapping::default()).unwrap())
    };
    assert_eq!(
        sheet("formats"),
        ["3 plastic 3000", r#"2 12.5 is shown with "т""#, r#"4 0.5 is shown with "%""#]
    );
    // Row 3 has no amount of its own.
    assert_eq!(
        sheet("merged"),
        ["2 paper 10000", "4 textiles 2000", "3 the amount is merged over several materials"]
    );
}
