//! Reports in every format and language, the season, the paper sheet, and the manual of the command line.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::harness::{DataFolder, Run, SAMPLE_CSV, SAMPLE_SLUG, assert_golden};

const LANGUAGES: [&str; 3] = ["kk", "ru", "en"];

/// Replaces the hashes of journals, which differ in every run because journals have random ids.
fn without_hashes(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_inclusive(|c: char| !c.is_ascii_hexdigit()) {
        let hash = word.trim_end_matches(|c: char| !c.is_ascii_hexdigit());
        if hash.len() == 64 { out.push_str(&word.replace(hash, "<hash>")) } else { out.push_str(word) }
    }
    out
}

/// Returns the output of a command that succeeded without a warning.
#[track_caller]
fn done(run: Run) -> String {
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    run.out
}

/// Creates the sample day with a venue and targets.
fn whole_day() -> DataFolder {
    let data = DataFolder::new();
    let new = ["Recycle Бірге", "--date", "2026-01-25", "--venue", "Алматы", "--organiser", "RB"];
    let targets =
        ["--target", "paper=1000", "--target", "B=1500", "--target", "lamps=2000", "--target", "total=6000"];
    data.new_event(&[&new[..], &targets].concat());
    done(data.import(SAMPLE_CSV));
    data
}

/// Creates an event with a few records of many kinds: grades, tare, estimates, pieces, a void and a hand-over.
fn small_day() -> DataFolder {
    let data = DataFolder::with_event();
    let at = |args: &[&str], minute: u32| {
        let at = format!("2026-01-25T12:{minute:02}:30+05:00");
        done(data.run_on_event(&[args, &["--at", &at]].concat()));
    };
    at(&["add", "paper", "12,5-0,8", "--operator", "=HYPERLINK(\"x\")"], 1);
    at(&["add", "plastic", "~2,25", "--grade", "5"], 2);
    at(&["add", "plastic", "3", "--grade", "1"], 3);
    at(&["add", "bread", "7"], 4);
    at(&["add", "tyres", "4/32,5"], 5);
    at(&["add", "lamps", "21", "--station", "B", "--operator", "Ана"], 6);
    at(&["add", "glass-coloured", "0,3", "--station", "B"], 7);
    done(data.run_on_event(&["void", "A:6", "--reason", "+twice"]));
    done(data.run_on_event(&["out", "paper", "10", "--to", "K"]));
    data
}

#[test]
fn a_day_is_reported_in_every_format_and_language() {
    let data = whole_day();
    for (format, extension) in [("text", "txt"), ("markdown", "md"), ("html", "html")] {
        for lang in LANGUAGES {
            let out = done(data.run_on_event(&["report", "--lang", lang, "--format", format]));
            assert!(!out.contains("Айгерім"), "an operator is named");
            assert_golden(&format!("report.{lang}.{extension}"), &without_hashes(&out));
            let named = done(data.run_on_event(&["report", "--lang", lang, "--format", format, "--names"]));
            assert!(named.contains("Айгерім"), "{named}");
        }
    }
    for lang in LANGUAGES {
        let text = done(data.run_on_event(&["report", "--lang", lang]));
        for line in text.lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{line}");
        }
    }
    let json = done(data.run_on_event(&["report", "--format", "json", "--lang", "kk"]));
    assert_eq!(json, done(data.run_on_event(&["report", "--format", "json", "--lang", "ru"])));
    let json: Value = serde_json::from_str(&without_hashes(&json)).unwrap();
    // The event has a random id.
    let json = Value::Object(
        json.as_object().unwrap().clone().into_iter().filter(|(key, _)| key != "event").collect(),
    );
    assert_golden("report.json", &(serde_json::to_string_pretty(&json).unwrap() + "\n"));
}

#[test]
fn a_page_loads_nothing_and_runs_no_script() {
    let data = DataFolder::new();
    let name = "</title><script>alert(1)</script>";
    let slug = data.new_event(&[name, "--date", "2026-01-25", "--venue", "<img alt=x>"]);
    let event = ["--event", slug.as_str()];
    done(data.run(&[&event[..], &["add", "paper", "5", "--operator", "<b>\u{1b}O"]].concat()));
    for command in [&["report", "--format", "html", "--names"][..], &["season", "--format", "html"]] {
        let page = done(data.run(&[&event[..], command].concat()));
        for forbidden in
            ["<script", "<img", "<b>", "http:", "https:", "url(", "src=", "href=", "@import", "\u{1b}"]
        {
            assert!(!page.contains(forbidden), "{forbidden} is in {page}");
        }
        assert!(page.contains("&lt;script&gt;") && page.contains("prefers-color-scheme: dark"), "{page}");
        assert_eq!(page.matches("<svg").count(), page.matches("</svg>").count());
    }
}

#[test]
fn the_press_list_is_in_the_wording_of_the_movement() {
    let data = whole_day();
    for lang in LANGUAGES {
        let press = |args: &[&str]| {
            done(data.run_on_event(&[&["report", "--style", "press", "--lang", lang], args].concat()))
        };
        let text = press(&[]);
        assert_golden(&format!("press.{lang}.txt"), &text);
        // The items of 25 January 2026 stay word for word as they were published.
        let with_other = press(&["--with-other"]);
        let published = fs::read_to_string(format!("tests/data/golden/published.{lang}.txt")).unwrap();
        let items: Vec<&str> = with_other.lines().map(|line| line.trim_end_matches([';', '.'])).collect();
        for line in published.lines() {
            let item = line.trim_end_matches([';', '.']);
            assert!(items.contains(&item), "{item} is not in {with_other}");
        }
        assert_eq!(with_other.lines().count(), text.lines().count() + 1);
        let list = press(&["--format", "markdown"]);
        let words = |text: &str| {
            let lines = text.lines().filter(|line| !line.is_empty());
            lines.map(|line| line.trim_start_matches("- ").to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(words(&list), words(&text));
        let exact = press(&["--decimals", "2"]);
        let sum = if lang == "en" { "4262.9 kg." } else { "4262,9 кг." };
        assert!(exact.contains(sum), "{exact}");
    }
    let kazakh = done(data.run_on_event(&["report", "--style", "press", "--lang", "kk"]));
    for item in [
        "800 кг картон және макулатура",
        "790 кг пластик (1, 2, 4, 5, 6)",
        "2060 кг түссіз және түрлі-түсті әйнек",
        "шамамен 300 кг нан өнімдері",
        "1,5 тоннадан астам",
        "1500 дана шам",
    ] {
        assert!(kazakh.contains(item), "{item} is not in {kazakh}");
    }
    for (args, message) in [
        (&["--style", "press", "--format", "json"][..], "--style press is text or markdown only"),
        (&["--style", "press", "--format", "html"], "leave --format html out"),
        (&["--style", "press", "--names"], "names nobody"),
        (&["--style", "press", "--decimals", "3"], "Known: 0, 1, 2"),
        (&["--decimals", "1"], "--decimals is for --style press only"),
        (&["--with-other", "--format", "csv"], "--with-other is for --style press only"),
        (&["--style", "loud"], "Known: full, press"),
        (&["--format", "html", "--separator", ";"], "--separator is for --format csv only"),
        (&["--format", "pdf"], r#"there is no "pdf". Known: text, markdown, csv, json, html"#),
    ] {
        data.run_on_event(&[&["report"], args].concat()).assert_rejected(message);
    }
    let empty = DataFolder::with_event();
    empty.run_on_event(&["report", "--style", "press"]).assert_rejected("nothing to publish");
    done(empty.run_on_event(&["people", "2"]));
    let text = done(empty.run_on_event(&["report", "--style", "press"]));
    assert!(
        text.contains(": 2 people took part in ") && text.ends_with(" Nothing was collected.\n"),
        "{text}"
    );
}

#[test]
fn a_damaged_journal_is_reported_in_every_format() {
    let data = small_day();
    let journal = data.journal("A");
    let text = fs::read_to_string(&journal).unwrap();
    fs::write(&journal, text.replacen(r#""net_g":3000"#, r#""net_g":9000"#, 1)).unwrap();
    let warning = format!(
        "Warning: the journals are damaged or cannot be read (stations/A.jsonl); only what can be read is counted: see \"tarazy verify --event {SAMPLE_SLUG}\"\n"
    );
    let warned = |args: &[&str]| {
        let run = data.run_on_event(args);
        assert_eq!((run.status, &run.err), (0, &warning), "{args:?}");
        run.out
    };
    for format in ["text", "markdown", "html"] {
        let out = warned(&["report", "--format", format]);
        assert!(out.contains("The journals are damaged") && out.contains("stations/A.jsonl:"), "{out}");
    }
    for args in [
        &["report", "--style", "press"][..],
        &["report", "--format", "csv"],
        &["report", "--output", "/dev/null"],
        &["balance"],
        &["log"],
        &["log", "--last", "0", "--json"],
        &["event", "list"],
        &["event", "show"],
    ] {
        warned(args);
    }
    let json = |args: &[&str]| serde_json::from_str::<Value>(&warned(args)).unwrap();
    assert_eq!(json(&["report", "--format", "json"])["verified"], json!(false));
    assert_eq!(json(&["balance", "--json"])["verified"], json!(false));
    assert_eq!(json(&["event", "show", "--json"])["verified"], json!(false));
    assert_eq!(json(&["event", "list", "--json"])[0]["verified"], json!(false));
    assert_eq!(json(&["log", "--json"])[0]["verified"], json!(false));
    let season = warned(&["season"]);
    assert!(season.contains(&format!("Damaged journals: {SAMPLE_SLUG}")), "{season}");
    fs::write(&journal, text).unwrap();
    let balance: Value = serde_json::from_str(&done(data.run_on_event(&["balance", "--json"]))).unwrap();
    assert_eq!(balance["verified"], json!(true));
    // A journal that cannot be read at all is named too.
    fs::create_dir(data.journal("C")).unwrap();
    let run = data.run_on_event(&["balance"]);
    assert!(run.status == 0 && run.err.contains("(stations/C.jsonl)"), "{run:?}");
}

#[test]
fn the_csv_report_has_one_row_for_each_entry() {
    let data = small_day();
    for lang in LANGUAGES {
        let csv = done(data.run_on_event(&["report", "--format", "csv", "--names", "--lang", lang]));
        // The row of the hand-over is not compared, because it has the time of this test run.
        let rows: Vec<&str> = csv.lines().filter(|line| !line.contains(",out,")).collect();
        assert_eq!(rows.len() + 1, csv.lines().count());
        assert_golden(&format!("entries.{lang}.csv"), &(rows.join("\n") + "\n"));
    }
    let csv = done(data.run_on_event(&["report", "--format", "csv"]));
    assert!(!csv.contains("Ана") && !csv.contains("operator"), "{csv}");
    let path = data.path().join("day.csv");
    done(data.run_on_event(&["report", "--format", "csv", "--output", path.to_str().unwrap()]));
    assert_eq!(fs::read_to_string(&path).unwrap(), format!("\u{feff}{csv}"));
    // The entries that count add up to the report's total.
    let data = whole_day();
    let csv = done(data.run_on_event(&["report", "--format", "csv"]));
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let column = |name: &str| csv.lines().next().unwrap().split(',').position(|field| field == name).unwrap();
    let (net, pieces, standing) = (column("net_g"), column("pieces"), column("standing"));
    let (mut sum, mut counted, mut voided) = (0_i64, 0_i64, 0_i64);
    for row in reader.records().map(Result::unwrap) {
        if &row[standing] != "counted" {
            voided += 1;
            continue;
        }
        counted += 1;
        if row[pieces].is_empty() {
            sum += row[net].parse::<i64>().unwrap();
        }
    }
    assert_eq!((sum, counted), (6_115_400, 2_331));
    assert_eq!(data.report()["voided"], json!(voided));
}

#[test]
fn the_cells_of_the_csv_can_be_separated_by_semicolons_or_tabs() {
    let data = small_day();
    for lang in ["kk", "ru", "en"] {
        let csv = |options: &[&str]| {
            let mut args = vec!["report", "--format", "csv", "--names", "--lang", lang];
            args.extend(options);
            done(data.run_on_event(&args))
        };
        let rows = |text: &str, separator: u8| -> Vec<csv::StringRecord> {
            let mut builder = csv::ReaderBuilder::new();
            let mut reader = builder.has_headers(false).delimiter(separator).from_reader(text.as_bytes());
            reader.records().map(Result::unwrap).collect()
        };
        let plain = csv(&[]);
        assert_eq!(csv(&["--separator", ","]), plain);
        for (given, separator) in [(";", b';'), ("tab", b'\t')] {
            let separated = csv(&["--separator", given]);
            assert!(
                separated.lines().next().unwrap().contains(&format!("record{}kind", char::from(separator)))
            );
            assert_eq!(rows(&separated, separator), rows(&plain, b','), "{given}");
        }
    }
}

#[test]
fn an_imported_csv_gives_the_same_sums_grades_pieces_stations_and_operators() {
    let data = small_day();
    // What was handed over, voided and hashed is not imported.
    let sums = |data: &DataFolder| {
        let json = data.run(&["report", "--event", SAMPLE_SLUG, "--format", "json", "--names"]);
        let report: Value = serde_json::from_str(&done(json)).unwrap();
        let fields = |part: &str, names: &[&str]| -> Vec<Value> {
            let rows = report[part].as_array().unwrap().iter();
            rows.map(|row| names.iter().map(|name| row[*name].clone()).collect()).collect()
        };
        let materials = ["id", "net_g", "pieces", "pieces_g", "entries", "about", "grades"];
        json!([
            report["total_net_g"],
            report["entries"],
            fields("materials", &materials),
            fields("stations", &["id", "net_g", "entries", "operators"]),
        ])
    };
    for (lang, separator) in [("kk", ";"), ("ru", "tab"), ("en", ",")] {
        let path = data.path().join(format!("{lang}.csv"));
        let path = path.to_str().unwrap();
        let options = ["--separator", separator, "--names", "--lang", lang, "--output", path];
        done(data.run_on_event(&[&["report", "--format", "csv"][..], &options].concat()));
        let copy = DataFolder::with_event();
        let run = copy.run_on_event(&["import", path, "--lang", lang]);
        assert_eq!(run.status, 0, "{run:?}");
        assert_eq!(sums(&copy), sums(&data), "{lang}: {run:?}");
    }
}

#[test]
fn the_csv_is_in_the_order_of_the_times_also_from_paper() {
    let data = DataFolder::with_event();
    for (amount, at, source) in [
        ("1", "12:30", None),
        ("2", "12:50", None),
        ("3", "12:10", Some("paper")),
        ("4", "12:40", Some("paper")),
    ] {
        let at = format!("2026-01-25T{at}:00+05:00");
        let mut args = vec!["add", "paper", amount, "--at", &at];
        args.extend(source.into_iter().flat_map(|source| ["--source", source]));
        done(data.run_on_event(&args));
    }
    let csv = done(data.run_on_event(&["report", "--format", "csv"]));
    let records: Vec<&str> = csv.lines().skip(1).map(|row| row.split(',').next().unwrap()).collect();
    assert_eq!(records, ["A:4", "A:2", "A:5", "A:3"]);
}

/// The correction is written as the console writes it, because no command corrects.
#[test]
fn a_correction_counts_in_the_hour_of_what_was_weighed() {
    let data = DataFolder::with_event();
    done(data.run_on_event(&["add", "paper", "10", "--at", "2026-01-25T10:05:00+05:00"]));
    let text = fs::read_to_string(data.journal("A")).unwrap();
    let digest = Sha256::digest(text.lines().last().unwrap());
    let hash: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let line = format!(
        concat!(
            r#"{{"seq":3,"at":"2026-01-25T15:07:00.000+05:00","op":"entry","material":"paper","net_g":1000,"#,
            r#""corrects":{{"station":"A","seq":2,"hash":"{}"}},"prev":"{}"}}"#,
        ),
        &hash[..16],
        hash
    );
    fs::write(data.journal("A"), text + &line + "\n").unwrap();
    let report = data.report();
    let hour = json!([{"hour": "2026-01-25T10:00:00+05:00", "net_g": 1000, "people": 0}]);
    assert_eq!((&report["hours"], &report["voided"]), (&hour, &json!(1)));
    let csv = done(data.run_on_event(&["report", "--format", "csv"]));
    assert!(csv.contains("A:3,entry,2026-01-25 10:05:00,"), "{csv}");
    let log = data.run_on_event(&["log"]).out;
    assert!(log.contains("A:3  25.01.2026 15:07"), "{log}");
    assert!(log.contains("in place of A:2, weighed at 10:05"), "{log}");
    let log: Value = serde_json::from_str(&data.run_on_event(&["log", "--json"]).out).unwrap();
    assert_eq!(
        (&log[1]["corrects"], &log[1]["weighed_at"]),
        (&json!("A:2"), &json!("2026-01-25T10:05:00.000+05:00"))
    );
}

#[test]
fn the_json_report_keeps_its_fields_and_their_order() {
    let data = DataFolder::with_event();
    data.run_on_event(&["add", "plastic", "~2", "--grade", "1", "--at", "2026-01-25T12:30:00+05:00"])
        .assert_prints("A:2\n");
    data.run_on_event(&["people", "3"]).assert_prints("A:3\n");
    let text = without_hashes(&data.run_on_event(&["report", "--format", "json"]).out);
    let report: Value = serde_json::from_str(&text).unwrap();
    let fields = |text: &str| {
        let keys = text.lines().filter_map(|line| line.strip_prefix("  \"")?.split('"').next());
        keys.map(str::to_owned).collect::<Vec<_>>()
    };
    let root =
        ["event", "people", "entries", "voided", "total_net_g", "materials", "groups", "streams", "hours"];
    assert_eq!(
        fields(&text),
        [&root[..], &["stations", "verified", "damage", "target_g", "sealed", "reopened", "earlier_report"]]
            .concat()
    );
    let plastic = r#"    {
      "id": "plastic",
      "stream": "recycling",
      "group": null,
      "net_g": 2000,
      "pieces": 0,
      "entries": 1,
      "about": true,
      "target_g": null,
      "grades": {
        "1": 2000
      },
      "target_pieces": null,
      "pieces_g": 0,
      "out_g": 0,
      "out_pieces": 0
    },"#;
    assert!(text.contains(plastic), "{text}");
    assert_eq!(report["hours"][0], json!({"hour": "2026-01-25T12:00:00+05:00", "net_g": 2000, "people": 0}));
    assert_eq!(report["stations"], json!([{"id": "A", "net_g": 2000, "entries": 1, "head": "<hash>"}]));
    assert_eq!(report["event"]["slug"], SAMPLE_SLUG);
    let named = data.run_on_event(&["report", "--format", "json", "--names"]).out;
    let named: Value = serde_json::from_str(&named).unwrap();
    assert_eq!(named["stations"][0]["operators"], json!([]));
}

#[test]
fn a_report_is_written_whole_or_not_at_all() {
    let data = DataFolder::with_event();
    let file = data.path().join("report.txt");
    let path = file.to_str().unwrap();
    for format in ["text", "markdown", "json", "html"] {
        fs::write(&file, "old").unwrap();
        data.run_on_event(&["report", "--format", format, "--output", path]).assert_prints("");
        assert_eq!(fs::read_to_string(&file).unwrap(), data.run(&["report", "--format", format]).out);
    }
    let nowhere = data.path().join("nowhere/report.txt");
    let nowhere = nowhere.to_str().unwrap();
    for args in [
        &["report", "--output", nowhere][..],
        &["season", "--output", nowhere],
        &["report", "--format", "html", "--output", data.path().to_str().unwrap()],
        &["season", "--format", "csv", "--output", "/dev/full"],
        &["report", "--output", "/dev/full"],
    ] {
        let run = data.run_on_event(args);
        assert_eq!((run.status, run.out.as_str(), run.err.lines().count()), (3, "", 1), "{run:?}");
        assert!(run.err.contains(args.last().unwrap()), "{run:?}");
    }
    data.run_on_event(&["report", "--output", "/dev/null"]).assert_prints("");
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
}

#[test]
fn no_output_replaces_a_file_of_an_event() {
    let data = small_day();
    let stations = data.stations();
    let before = fs::read(data.journal("A")).unwrap();
    symlink(&stations, data.path().join("link")).unwrap();
    let outputs = ["A.jsonl", "../stations/A.jsonl", "new.jsonl", "../event.json", "../../report.txt"];
    for command in [&["report"][..], &["report", "--format", "csv"], &["season"], &["sheet"]] {
        for output in outputs {
            for folder in [stations.as_path(), Path::new("."), &data.path().join("link")] {
                let output = folder.join(output);
                let mut run = data.std_command();
                run.args(["--event", SAMPLE_SLUG]).args(command).arg("--output").arg(output);
                let run = Run::from(run.current_dir(&stations).output().unwrap());
                run.assert_rejected("is in the folder of the events");
            }
        }
    }
    assert_eq!(fs::read(data.journal("A")).unwrap(), before);
    assert!(!stations.join("new.jsonl").exists() && !data.path().join("events/report.txt").exists());
    data.assert_verified();
}

#[test]
fn a_full_disk_is_reported_when_writing_to_standard_output() {
    let data = small_day();
    for args in [&["report", "--format", "html"][..], &["season"], &["man"], &["completions", "bash"]] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let run = Run::from(data.std_command().args(args).stdout(full).output().unwrap());
        assert_eq!((run.status, run.err.lines().count()), (3, 1), "{args:?}: {run:?}");
    }
}

/// Creates three drives, a swap and a clean-up of one year, and a drive of the next year.
fn two_years() -> DataFolder {
    let data = DataFolder::new();
    let events: [(&str, &str, &str, &[&[&str]]); 6] = [
        (
            "2025-03-29",
            "Весна",
            "eco-action",
            &[&["add", "paper", "100"], &["add", "lamps", "40"], &["people", "30"]],
        ),
        ("2025-01-25", "Recycle Бірге", "eco-action", &[&["add", "paper", "90,5"], &["people", "21"]]),
        ("2025-05-31", "Лето", "eco-action", &[&["add", "e-waste", "70"], &["add", "bread", "~10"]]),
        ("2025-03-15", "=Обмен", "swap", &[&["add", "Q", "40"], &["add", "A", "35"], &["people", "80"]]),
        ("2025-04-12", "Роща", "subbotnik", &[&["add", "W", "99"], &["add", "Q", "21"], &["people", "45"]]),
        ("2026-01-25", "Другой год", "eco-action", &[&["add", "paper", "1"]]),
    ];
    for (date, name, template, commands) in events {
        let slug = data.new_event(&[name, "--date", date, "--template", template]);
        for command in commands {
            done(data.run(&[&["--event", slug.as_str()], *command].concat()));
        }
    }
    data
}

#[test]
fn the_season_compares_the_events_of_a_year() {
    let data = two_years();
    for lang in LANGUAGES {
        let text = done(data.run(&["season", "2025", "--lang", lang]));
        assert_golden(&format!("season.{lang}.txt"), &text);
        assert!(text.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 80), "{text}");
        assert_golden(
            &format!("season.{lang}.html"),
            &done(data.run(&["season", "2025", "--format", "html", "--lang", lang])),
        );
    }
    assert_golden("season.csv", &done(data.run(&["season", "2025", "--format", "csv"])));
    assert_golden("season.json", &done(data.run(&["season", "2025", "--format", "json"])));
    // Without an argument the year of the newest event is shown.
    let newest = done(data.run(&["season"]));
    assert!(newest.contains("2026") && !newest.contains("2025"), "{newest}");
    assert_eq!(newest, done(data.run(&["season", "2026", "--format", "table"])));
    for (args, message) in [
        (&["season", "1999"][..], "There was no event in 1999. Known: 2026, 2025"),
        (&["season", "26"], r#""26" is not a year"#),
        (&["season", "+026"], "is not a year"),
        (&["season", "--format", "markdown"], "Known: text, csv, json, html"),
    ] {
        data.run(args).assert_rejected(message);
    }
    let empty = DataFolder::new();
    empty.run(&["season"]).assert_rejected("There is no event yet");
    empty.run(&["season", "2025"]).assert_rejected("There is no event yet");
    // An event that cannot be read is reported, and the others are shown.
    fs::write(data.path().join("events/2025-05-31-leto/event.json"), "{").unwrap();
    let run = data.run(&["season", "2025"]);
    assert!(run.status == 3 && run.out.contains("29.03") && run.err.contains("2025-05-31-leto"), "{run:?}");
    assert_eq!(data.run(&["season", "2026"]).status, 0);
}

#[test]
fn completions_and_the_manual_have_every_command() {
    let data = DataFolder::new();
    let script = done(data.run(&["completions", "bash"]));
    let file = data.write_file("tarazy.bash", script.as_bytes());
    let ask = format!(
        "source {file}; COMP_WORDS=(tarazy report --format ''); COMP_CWORD=3; _tarazy tarazy '' --format; \
         echo \"${{COMPREPLY[@]}}\"; COMP_WORDS=(tarazy sea); COMP_CWORD=1; _tarazy tarazy sea tarazy; echo \"${{COMPREPLY[@]}}\""
    );
    let answer = Command::new("bash").args(["--norc", "-c", &ask]).output().unwrap();
    assert_eq!(
        String::from_utf8(answer.stdout).unwrap(),
        "text markdown csv json html xlsx\nseal season\n",
        "{ask}"
    );
    let manual = done(data.run(&["man"]));
    let help = done(data.run(&["--help"]));
    let commands = help.split("Commands:").nth(1).unwrap().split("Options:").next().unwrap();
    for command in
        commands.lines().filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help")
    {
        assert!(manual.contains(&format!("tarazy {command}")), "{command} is not in {manual}");
        for shell in ["bash", "zsh", "fish"] {
            assert!(done(data.run(&["completions", shell])).contains(command), "{command} in {shell}");
        }
    }
    data.run(&["completions", "tcsh"]).assert_rejected("Known: bash, zsh, fish");
}

#[test]
fn a_paper_sheet_is_printed_as_text_and_as_a_page() {
    let data = DataFolder::with_event();
    data.run_on_event(&["event", "set", "--hide", "foam"]).assert_prints("foam: hidden\n");
    let text = data.run_on_event(&["sheet", "--format", "text", "--lang", "kk"]).out;
    assert!(
        text.starts_with("Recycle Бірге\nТіркеу парағы  25.01.2026\nБекет ______  Оператор ____"),
        "{text}"
    );
    assert!(text.contains("\nW  2 Пластик кг  ") && !text.contains("Пенопласт"), "{text}");
    let file = data.path().join("sheet.html");
    data.run_on_event(&["sheet", "--output", file.to_str().unwrap()]).assert_prints("");
    let page = fs::read_to_string(&file).unwrap();
    assert!(
        page.starts_with("<!DOCTYPE html><html lang=\"en\">")
            && page.contains("Cardboard and waste paper, kg")
    );
    assert_eq!(data.run_on_event(&["sheet"]).out, page);
}
