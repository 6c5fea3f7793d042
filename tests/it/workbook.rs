//! `report --format xlsx`, read by another program, by LibreOffice if it is installed, and by `import`.

use std::io::Cursor;
use std::path::Path;
use std::process::Command;

use calamine::{Data, DataType, Reader, Xlsx};
use serde_json::{Value, json};

use crate::harness::DataFolder;

const AT: &str = "2026-01-25T14:05:00+05:00";

/// Returns the sample day with everything else that an event can have.
fn full_day() -> DataFolder {
    let data = DataFolder::with_sample_day();
    let add = |arguments: &[&str]| {
        let run = data.run_on_event(&[arguments, &["--at", AT, "--station", "E"]].concat());
        assert_eq!(run.status, 0, "{run:?}");
    };
    add(&["add", "paper", "12.5-0.8", "--operator", "=1+2"]);
    add(&["add", "lamps", "4/2.5"]);
    add(&["add", "paper", "~7"]);
    add(&["add", "tyres", "~2"]);
    add(&["add", "plastic", "1234.56", "--grade", "2", "--yes"]);
    add(&["add", "paper", "5"]);
    add(&["out", "paper", "320", "--to", "@collector"]);
    add(&["out", "lamps", "3", "--to", "@collector"]);
    let log = data.run_on_event(&["log", "--station", "E", "--json"]);
    assert_eq!(log.status, 0, "{log:?}");
    let void = data.run_on_event(&["void", "E:7", "--station", "E", "--reason", "=HYPERLINK(1)"]);
    assert_eq!(void.status, 0, "{void:?}");
    let day = "Дата;Материал;Вес, кг;Пост\n25.01.2026;Картон;8,25;F\n25.01.2026;Картон;1234,567;F\n";
    let table = data.import(&data.write_file("day.csv", day.as_bytes()));
    assert_eq!(table.status, 0, "{table:?}");
    let targets = ["--target", "total=6000", "--target", "paper=800", "--target", "lamps=1000"];
    let set = data.run_on_event(&[&["event", "set"], &targets[..]].concat());
    assert_eq!(set.status, 0, "{set:?}");
    data
}

/// Writes the workbook of a day, and returns its path.
fn workbook(data: &DataFolder, language: &str) -> String {
    let path = data.path().join(format!("report-{language}.xlsx"));
    let path = path.to_str().unwrap().to_owned();
    let options = ["--format", "xlsx", "--names", "--output", &path];
    let run = data.run_on_event(&[&["--lang", language, "report"], &options[..]].concat());
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    path
}

fn open(path: &str) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(std::fs::read(path).unwrap())).unwrap()
}

fn report(data: &DataFolder) -> Value {
    serde_json::from_str(&data.run_on_event(&["report", "--format", "json"]).out).unwrap()
}

/// The fields of a report that its records determine.
const FIELDS: [&str; 8] =
    ["total_net_g", "entries", "people", "materials", "groups", "streams", "hours", "without_time"];

/// Fails if another event does not have the same entries and people.
#[track_caller]
fn assert_same_day(data: &DataFolder, other: &DataFolder, what: &str) {
    let (mut before, mut after) = (report(data), report(other));
    for report in [&mut before, &mut after] {
        for material in report["materials"].as_array_mut().unwrap() {
            let material = material.as_object_mut().unwrap();
            // Hand-overs and targets are no entries.
            material.retain(|field, _| !field.starts_with("out_") && !field.starts_with("target"));
        }
    }
    for field in FIELDS {
        assert_eq!(before[field], after[field], "{what}: {field}");
    }
    assert_eq!(rows(data), rows(other), "{what}");
}

/// Returns the entries that count, sorted, with operators and without the names of their records.
fn rows(data: &DataFolder) -> Vec<String> {
    let csv = data.run_on_event(&["report", "--format", "csv", "--names"]).out;
    let counted = |row: &&str| row.contains(",entry,") && row.contains(",counted,");
    let mut rows: Vec<String> =
        csv.lines().filter(counted).map(|row| row.split_once(',').unwrap().1.to_owned()).collect();
    rows.sort();
    rows
}

#[test]
fn import_takes_the_workbook_of_each_language() {
    let data = full_day();
    for language in ["kk", "ru", "en"] {
        let path = workbook(&data, language);
        let other = DataFolder::with_event();
        let run = other.import(&path);
        assert_eq!(run.status, 0, "{language}: {run:?}");
        assert_same_day(&data, &other, language);
        let again = other.import(&path);
        assert!(again.out.contains("0 rows added"), "{again:?}");
    }
}

#[test]
fn the_numbers_of_the_workbook_are_those_of_the_report() {
    let data = full_day();
    let report = report(&data);
    let grams = |value: &Data| (value.as_f64().unwrap() * 1_000.0).round() as i64;
    for (language, sheets) in [
        ("en", ["Summary", "Materials", "Types", "Handed over", "Hours", "Stations", "Entries"]),
        ("ru", ["Сводка", "Материалы", "Марки", "Передано", "Часы", "Посты", "Взвешивания"]),
        ("kk", ["Қорытынды", "Материалдар", "Маркалар", "Өткізілгені", "Сағаттар", "Бекеттер", "Өлшеулер"]),
    ] {
        let mut book = open(&workbook(&data, language));
        assert_eq!(book.sheet_names(), sheets);
        let materials = book.worksheet_range(sheets[1]).unwrap();
        let sum = materials.rows().next_back().unwrap();
        assert_eq!(grams(&sum[2]), report["total_net_g"].as_i64().unwrap());
        let listed: i64 = materials
            .rows()
            .skip(1)
            .filter(|row| !row[1].is_empty())
            .filter(|row| !row[2].is_empty())
            .map(|row| grams(&row[2]))
            .sum();
        assert_eq!(json!(listed), report["total_net_g"]);
        let hours = book.worksheet_range(sheets[4]).unwrap();
        let of_hours: i64 = hours.rows().skip(1).map(|row| grams(&row[1])).sum();
        assert_eq!(json!(of_hours), report["total_net_g"]);
        assert!(hours.rows().nth(1).unwrap()[0].is_datetime());
        let stations = book.worksheet_range(sheets[5]).unwrap();
        let of_stations: i64 = stations.rows().skip(1).map(|row| grams(&row[1])).sum();
        assert_eq!(json!(of_stations), report["total_net_g"]);
        let entries = book.worksheet_range(sheets[6]).unwrap();
        let (people, status) = (14, 16);
        let counted = entries.rows().nth(1).unwrap()[status].clone();
        let of_people: f64 = entries
            .rows()
            .skip(1)
            .filter(|row| row[status] == counted)
            .filter_map(|row| row[people].as_f64())
            .sum();
        assert_eq!(of_people as i64, report["people"].as_i64().unwrap());
        assert!(entries.rows().skip(1).all(|row| row[2].is_datetime()));
    }
}

#[test]
fn no_text_of_the_workbook_is_a_formula() {
    let data = full_day();
    let mut book = open(&workbook(&data, "en"));
    for sheet in book.sheet_names() {
        assert!(book.worksheet_formula(&sheet).unwrap().is_empty(), "{sheet}");
    }
    let entries = book.worksheet_range("Entries").unwrap();
    let has = |text: &str| entries.used_cells().any(|(_, _, cell)| *cell == Data::String(text.to_owned()));
    assert!(has("=1+2") && has("=HYPERLINK(1)"));
}

#[test]
fn equal_events_give_equal_workbooks() {
    let data = DataFolder::with_sample_day();
    let first = std::fs::read(workbook(&data, "kk")).unwrap();
    let second = data
        .command()
        .args(["--event", "2026-01-25", "--lang", "kk", "report", "--format", "xlsx", "--names"])
        .output()
        .unwrap();
    assert_eq!(first, second.stdout);
    // Without --names, no operator is in it.
    let options = ["--event", "2026-01-25", "--lang", "kk", "report", "--format", "xlsx"];
    let nobody = data.command().args(options).output().unwrap().stdout;
    let mut book = Xlsx::new(Cursor::new(nobody)).unwrap();
    for sheet in book.sheet_names() {
        let range = book.worksheet_range(&sheet).unwrap();
        assert!(range.used_cells().all(|(_, _, cell)| !cell.to_string().contains("Айгерім")), "{sheet}");
    }
}

#[test]
fn an_event_without_records_has_a_workbook_too() {
    let data = DataFolder::with_event();
    let mut book = open(&workbook(&data, "en"));
    assert_eq!(book.sheet_names(), ["Summary", "Entries"]);
    assert_eq!(
        book.worksheet_range("Summary").unwrap().get_value((0, 0)).unwrap().to_string(),
        "Recycle Бірге"
    );
    assert_eq!(book.worksheet_range("Entries").unwrap().rows().count(), 1);
}

#[test]
fn a_workbook_is_not_written_to_a_terminal() {
    let data = DataFolder::with_event();
    let mut terminal = data.screen(&["--event", "2026-01-25", "report", "--format", "xlsx"]).start();
    terminal.wait_for("A workbook is not text: name its file with --output report.xlsx");
    data.run_on_event(&["report", "--format", "xlsx", "--decimal", "comma"]).assert_rejected("--format csv");
}

#[test]
fn kilograms_with_each_mark_are_read_again() {
    let data = full_day();
    for mark in ["comma", "point"] {
        let csv = data.run_on_event(&["report", "--format", "csv", "--names", "--decimal", mark]);
        assert_eq!((csv.status, csv.err.as_str()), (0, ""), "{csv:?}");
        let (header, amount) = match mark {
            "comma" => ("record;kind;at;", ";1234,567;"),
            _ => ("record,kind,at,", ",1234.567,"),
        };
        assert!(csv.out.starts_with(header) && csv.out.contains(amount), "{mark}");
        let other = DataFolder::with_event();
        let run = other.import(&other.write_file("report.csv", csv.out.as_bytes()));
        assert_eq!(run.status, 0, "{run:?}");
        assert_eq!(rows(&data), rows(&other), "{mark}");
    }
}

/// A number with three decimals could have separated thousands elsewhere, but not in our own files.
#[test]
fn one_amount_with_three_decimals_is_no_doubt_in_our_own_file() {
    for mark in ["comma", "point"] {
        let data = DataFolder::with_event();
        let table = data.write_file("day.csv", "Материал;Вес, кг\nКартон;1,234\n".as_bytes());
        assert_eq!(data.run_on_event(&["import", &table, "--decimal", "comma"]).status, 0);
        let csv = data.run_on_event(&["report", "--format", "csv", "--decimal", mark]).out;
        let other = DataFolder::with_event();
        let run = other.import(&other.write_file("report.csv", csv.as_bytes()));
        assert_eq!(run.status, 0, "{run:?}");
        assert_eq!(report(&other)["total_net_g"], json!(1_234), "{mark}");
    }
}

/// LibreOffice opens the workbook and saves it in other formats, which `import` takes too.
#[test]
#[ignore = "needs LibreOffice (soffice)"]
fn libreoffice_opens_the_workbook() {
    let data = full_day();
    let path = workbook(&data, "ru");
    for format in ["ods", "xls", "xlsx:Calc MS Excel 2007 XML"] {
        let folder = data.path().join("saved");
        let home = format!("-env:UserInstallation=file://{}/office", data.path().display());
        let convert = Command::new("soffice")
            .args([&home, "--headless", "--convert-to", format, "--outdir", folder.to_str().unwrap(), &path])
            .env("HOME", data.path())
            .output()
            .unwrap();
        let extension = format.split(':').next().unwrap();
        let saved = folder.join(format!("report-ru.{extension}"));
        assert!(Path::new(&saved).exists(), "{convert:?}");
        let other = DataFolder::with_event();
        let run = other.import(saved.to_str().unwrap());
        assert_eq!(run.status, 0, "{format}: {run:?}");
        assert_same_day(&data, &other, format);
    }
}
