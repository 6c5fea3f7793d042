//! `tarazy import` of tables that were made elsewhere: questions, answers, dry runs and our own reports.

use std::fs;

use serde_json::{Value, json};

use crate::harness::{DataFolder, SAMPLE_SLUG};

const TABLE: &str = "Дата;Материал;Вес, кг\n25.01.2026;Картон;12,5\n25.01.2026;Стекло;2\n";

#[test]
fn a_proposal_is_printed_and_nothing_is_written() {
    let data = DataFolder::new();
    let file = data.write_file("day.csv", TABLE.as_bytes());
    let dry = data.run(&["import", &file, "--dry-run", "--json"]);
    assert_eq!(dry.status, 2, "{dry:?}");
    assert!(dry.err.contains("row 3: \"Стекло\" may be glass-clear"), "{dry:?}");
    let mut proposal: Value = serde_json::from_str(&dry.out).unwrap();
    assert_eq!(proposal["columns"], json!({"Дата": "date", "Материал": "material", "Вес, кг": "kg"}));
    assert_eq!(
        proposal["materials"],
        json!({"Картон": "paper", "Стекло": ["glass-clear", "glass-coloured"]})
    );
    assert_eq!(proposal["decimal"], json!("comma"));
    assert_eq!(proposal["doubts"][0]["rows"], json!([3]));
    let summary = &proposal["summary"];
    assert_eq!((&summary["separator"], &summary["total_net_g"]), (&json!(";"), &json!(12_500)));
    assert_eq!(data.event_slugs(), [""; 0]);
    // As it is, the proposal decides nothing. Edited, it does.
    let map = data.write_file("map.json", dry.out.as_bytes());
    assert_eq!(data.run(&["import", &file, "--map", &map]).status, 2);
    proposal["materials"]["Стекло"] = json!("glass-clear");
    let map = data.write_file("map.json", proposal.to_string().as_bytes());
    let run = data.run(&["import", &file, "--map", &map]);
    assert_eq!((run.status, run.out.as_str()), (0, "2 rows added\n"), "{run:?}");
    let text = data.run(&["--event", "2026-01-25", "import", &file, "--map", &map, "--dry-run"]);
    assert_eq!(text.status, 0, "{text:?}");
    assert!(text.out.contains("Clear glass: 2 kg") && text.out.contains("2 were already there"), "{text:?}");
}

#[test]
fn a_mapping_that_cannot_be_read_is_refused() {
    let data = DataFolder::new();
    let file = data.write_file("day.csv", TABLE.as_bytes());
    let map =
        |text: &str| data.run(&["import", &file, "--map", &data.write_file("map.json", text.as_bytes())]);
    map("{").assert_rejected("map.json");
    map(r#"{"colours":{}}"#).assert_rejected("map.json");
    map(r#"{"columns":{"Дата":"day"}}"#).assert_rejected("cannot be \"day\"");
    map(r#"{"station":"b"}"#).assert_rejected("\"b\" cannot be a station");
    map(r#"{"materials":{"Стекло":"glas-clear"}}"#).assert_rejected(
        "\"Стекло\" cannot be \"glas-clear\", because there is no such material. Nearest: glass-clear",
    );
    map(r#"{"materials":{"Стекло":"xyz"}}"#).assert_rejected("no such material. Known: paper, plastic,");
    map(r#"{"materials":{"Стекло":"plastic:9"}}"#).assert_rejected("no such type. Known: 1, 2, 4, 5, 6");
    map(r#"{"stations":{"Двор":"b"}}"#).assert_rejected("\"Двор\" cannot be \"b\"");
}

#[test]
fn a_table_without_a_header_is_helped_with_its_nearest_row() {
    let data = DataFolder::new();
    let table = "Сбор во дворе;;\nЧто;Сколько;Когда\nКартон;12,5;25.01.2026\n";
    let file = data.write_file("day.csv", table.as_bytes());
    let dry = data.run(&["import", &file, "--dry-run", "--json"]);
    assert_eq!(dry.status, 2, "{dry:?}");
    assert!(
        dry.err.contains("row 2: this row is most like the header")
            && dry.err.contains("Что, Сколько, Когда"),
        "{dry:?}"
    );
    let mut proposal: Value = serde_json::from_str(&dry.out).unwrap();
    assert_eq!(proposal["columns"], json!({"Что": [], "Сколько": [], "Когда": []}));
    assert_eq!(
        (&proposal["summary"]["nearest_row"], &proposal["doubts"][0]["rows"]),
        (&json!(2), &json!([2]))
    );
    // As it is, the proposal decides nothing. Edited, it does.
    let map = data.write_file("map.json", dry.out.as_bytes());
    assert_eq!(data.run(&["import", &file, "--map", &map]).status, 2);
    proposal["columns"] = json!({"Что": "material", "Сколько": "kg", "Когда": "date"});
    let map = data.write_file("map.json", proposal.to_string().as_bytes());
    let run = data.run(&["import", &file, "--map", &map]);
    assert_eq!((run.status, run.out.as_str()), (0, "1 row added\n"), "{run:?}");
}

#[test]
fn thousands_of_unknown_names_give_a_short_answer() {
    let data = DataFolder::new();
    let rows: String = (0..20_000).map(|number| format!("25.01.2026;Вещество {number};1\n")).collect();
    let file = data.write_file("day.csv", format!("Дата;Материал;Вес\n{rows}").as_bytes());
    let run = data.run(&["import", &file, "--dry-run", "--json"]);
    assert_eq!(run.status, 2);
    assert!(
        run.err.lines().count() < 30 && run.err.contains("19,980 more names are not clear"),
        "{}",
        run.err
    );
    assert!(run.out.lines().count() < 1_500, "{}", run.out.lines().count());
    let names: String = (0..2_000).map(|number| format!(";Столбец {number}")).collect();
    let table = format!("Дата;Картон;Пластик{names}\n25.01.2026;1;2{}\n", ";1".repeat(2_000));
    let file = data.write_file("wide.csv", table.as_bytes());
    let run = data.run(&["import", &file, "--dry-run"]);
    assert_eq!(run.status, 2);
    assert!(run.err.lines().count() < 30 && run.out.lines().count() < 100, "{}{}", run.err, run.out);
}

#[test]
fn a_year_is_that_of_the_named_event() {
    let data = DataFolder::with_event();
    let file = data.write_file("day.csv", "Дата;Материал;Вес\nвс 25.01;Картон;5\n".as_bytes());
    let run = data.run(&["import", &file]);
    assert!(run.status == 2 && run.err.contains("\"вс 25.01\" has no year"), "{run:?}");
    assert_eq!(data.run_on_event(&["import", &file]).out, "1 row added\n");
}

#[test]
fn a_person_at_a_terminal_is_asked_once() {
    let data = DataFolder::with_event();
    let file = data.write_file("day.csv", TABLE.as_bytes());
    let import = || data.screen(&["--event", SAMPLE_SLUG, "import", &file]).size(120, 30).start();
    let mut terminal = import();
    terminal.wait_for("2  Coloured glass (glass-coloured)");
    terminal.send("2<Enter>");
    terminal.wait_for("2 rows added");
    assert_eq!(data.report()["total_net_g"], json!(14_500));
    let maps = data.path().join("maps");
    let kept: Vec<_> = fs::read_dir(&maps).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(kept.len(), 1);
    let answers: Value = serde_json::from_str(&fs::read_to_string(&kept[0]).unwrap()).unwrap();
    assert_eq!(answers, json!({"materials": {"Стекло": "glass-coloured"}}));
    // The next table with this header is not asked about.
    let next = TABLE.replace("25.01.2026", "25.01.2026 12:00");
    let next = data.import(&data.write_file("next.csv", next.as_bytes()));
    assert_eq!((next.status, next.out.as_str()), (0, "2 rows added\n"), "{next:?}");
    assert!(next.err.contains("Answers of an earlier import are used"), "{next:?}");
    // An empty line gives up, and nothing is written.
    let other = data.write_file("other.csv", TABLE.replace("Стекло", "Банки").as_bytes());
    let mut terminal = data.screen(&["--event", SAMPLE_SLUG, "import", &other]).size(120, 30).start();
    terminal.wait_for("jars");
    terminal.send("<Enter>");
    terminal.wait_for("Nothing was added");
    assert_eq!(data.report()["total_net_g"], json!(29_000));
}

#[test]
fn rows_without_a_time_belong_to_no_hour() {
    let data = DataFolder::new();
    let table = "Дата;Материал;Вес\n25.01.2026;Картон;5\n25.01.2026 12:30;Хлеб;2\n";
    let run = data.run(&["import", &data.write_file("day.csv", table.as_bytes())]);
    assert_eq!((run.status, run.out.as_str()), (0, "2 rows added\n"), "{run:?}");
    assert!(run.err.contains("1 row has no time"), "{run:?}");
    let report: Value =
        serde_json::from_str(&data.run(&["--event", "2026-01-25", "report", "--format", "json"]).out)
            .unwrap();
    assert_eq!(report["total_net_g"], json!(7_000));
    assert_eq!(report["hours"].as_array().unwrap().len(), 1);
    assert_eq!(report["hours"][0]["net_g"], json!(2_000));
    assert_eq!(report["without_time"], json!({"entries": 1, "net_g": 5_000, "people": 0}));
    let text = data.run(&["--event", "2026-01-25", "report"]).out;
    assert!(text.contains("no time"), "{text}");
}

#[test]
fn our_own_report_gives_the_same_sums_again() {
    let data = DataFolder::with_sample_day();
    let csv = data.run_on_event(&["report", "--format", "csv", "--names"]);
    assert_eq!(csv.status, 0);
    let other = DataFolder::with_event();
    let run = other.import(&other.write_file("report.csv", csv.out.as_bytes()));
    assert_eq!(run.status, 0, "{run:?}");
    let (before, after) = (data.report(), other.report());
    for field in ["total_net_g", "entries", "materials", "groups", "streams"] {
        assert_eq!(before[field], after[field], "{field}");
    }
    let stations = |report: &Value| -> Vec<Value> {
        let rows = report["stations"].as_array().unwrap().iter();
        rows.map(|row| json!([row["id"], row["net_g"], row["entries"]])).collect()
    };
    assert_eq!(stations(&before), stations(&after));
    // The report as CSV has the same entries again.
    let rows = |csv: &str| {
        let counted = |row: &&str| row.contains(",entry,") && row.contains(",counted,");
        let cells = |row: &str| row.split_once(',').unwrap().1.to_owned();
        let mut rows: Vec<String> = csv.lines().filter(counted).map(cells).collect();
        rows.sort();
        rows
    };
    let again = other.run_on_event(&["report", "--format", "csv", "--names"]);
    assert_eq!(rows(&csv.out), rows(&again.out));
}

#[test]
fn a_table_goes_into_the_event_that_was_made_for_its_day() {
    let data = DataFolder::new();
    data.run(&["event", "new", "Named", "--date", "2026-01-25"]);
    let table = "Сбор во дворе;;\nДата;Материал;Вес\n25.01.2026;Картон;5\n";
    let file = data.write_file("day.csv", table.as_bytes());
    assert_eq!(data.run(&["import", &file]).status, 0);
    assert_eq!(data.event_slugs(), ["2026-01-25-named"]);
    // A new event has the name of the title.
    let other = DataFolder::new();
    assert_eq!(other.run(&["import", &file]).status, 0);
    let events = other.run(&["event", "list", "--json"]).out;
    assert!(events.contains("Сбор во дворе"), "{events}");
}

#[test]
fn a_sum_that_differs_is_a_warning() {
    let data = DataFolder::with_event();
    let table = "Дата;Материал;Вес\n25.01.2026;Картон;5\nИтого;;6\n";
    let file = data.write_file("day.csv", table.as_bytes());
    let strict = data.run_on_event(&["import", &file, "--strict"]);
    assert_eq!(strict.status, 2, "{strict:?}");
    assert!(strict.err.contains("The total in row 3 is 6, but the rows add up to 5"), "{strict:?}");
    assert!(data.journal_bytes().is_empty());
    assert_eq!(data.run_on_event(&["import", &file]).out, "1 row added\n");
}

#[test]
fn a_table_in_which_nothing_was_weighed_is_refused() {
    let data = DataFolder::new();
    let file = data.write_file("day.csv", "Дата;Материал;Вес\n25.01.2026;Картон;-\n".as_bytes());
    data.run(&["import", &file]).assert_rejected("no row has an amount");
    assert_eq!(data.event_slugs(), [""; 0]);
}
