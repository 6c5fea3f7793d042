//! The settings of the station: `config.json`, its variables and options, and `tarazy config`.

use std::fs;

use serde_json::{Value, json};

use crate::harness::terminal::Terminal;
use crate::harness::{DataFolder, Run, SAMPLE_SLUG};

/// Runs a command without the variables that override the settings of the file, except these.
fn run_with(data: &DataFolder, variables: &[(&str, &str)], arguments: &[&str]) -> Run {
    let mut command = data.command();
    command.env_remove("TARAZY_LANG").env_remove("TARAZY_DATA_DIR").env("LC_ALL", "C.UTF-8");
    command.envs(variables.iter().copied()).args(arguments).output().unwrap().into()
}

/// Returns the value and the source of each setting.
fn settings(run: &Run) -> Vec<(Value, String)> {
    let json: Value = serde_json::from_str(&run.out).unwrap();
    let settings = json["settings"].as_array().unwrap();
    settings.iter().map(|row| (row["value"].clone(), row["source"].as_str().unwrap().to_owned())).collect()
}

#[test]
fn config_prints_the_defaults_and_creates_nothing() {
    let data = DataFolder::new();
    let config = run_with(&data, &[], &["config"]);
    let home = data.path().display();
    let expected = [
        format!("Settings: {home}/.config/tarazy/config.json (there is no such file)"),
        "language  en".into(),
        "ascii     false".into(),
        "theme     auto".into(),
        "mouse     false".into(),
        "alert     flash".into(),
        "station   -".into(),
        "operator  -".into(),
        "scale     -".into(),
        "auto      false".into(),
        format!("data_dir  {home}/.local/share/tarazy"),
        "mirror    -".into(),
    ];
    assert_eq!((config.status, config.err.as_str()), (0, ""), "{config:?}");
    assert_eq!(config.out.lines().count(), expected.len(), "{config:?}");
    for (line, expected) in config.out.lines().zip(expected) {
        assert!(line.starts_with(&expected), "{expected:?} is not in {line:?}");
    }
    assert_eq!(fs::read_dir(data.path()).unwrap().count(), 0);
}

#[test]
fn config_says_where_each_value_comes_from() {
    let data = DataFolder::new();
    data.write_settings(r#"{"language":"ru","theme":"light","station":"HALL","data_dir":"/srv/tarazy"}"#);
    let variables = [("TARAZY_THEME", "dark"), ("TARAZY_ASCII", "1"), ("TARAZY_STATION", "")];
    let config = run_with(&data, &variables, &["config", "--json", "--data-dir", "/tmp/tarazy"]);
    assert_eq!((config.status, config.err.as_str()), (0, ""), "{config:?}");
    let expected = [
        (json!("ru"), "file"),
        (json!(true), "environment"),
        (json!("dark"), "environment"),
        (json!(false), "default"),
        (json!("flash"), "default"),
        (json!("HALL"), "file"),
        (Value::Null, "default"),
        (Value::Null, "default"),
        (json!(false), "default"),
        (json!("/tmp/tarazy"), "option"),
        (Value::Null, "default"),
    ];
    assert_eq!(settings(&config), expected.map(|(value, source)| (value, source.to_owned())));
    let config = run_with(&data, &variables, &["config"]);
    assert!(config.out.contains("переменная TARAZY_THEME") && config.out.contains("файл"), "{config:?}");
}

#[test]
fn a_fault_of_the_file_is_named_and_the_command_goes_on() {
    let data = DataFolder::with_event();
    let file = data.write_settings("{\"station\": \"HALL\",\n\"theme\": \"blue\"}");
    let fault =
        format!("{}, line 2: theme: \"blue\" is unknown: use dark, light, contrast, auto\n", file.display());
    let add = data.run_on_event(&["add", "paper", "5"]);
    assert_eq!((add.status, add.out.as_str(), add.err.as_str()), (0, "HALL:2\n", fault.as_str()));
    let config = data.run(&["config"]);
    assert_eq!((config.status, config.err.as_str()), (2, fault.as_str()));
    assert!(config.out.contains("theme     auto"), "the default is used: {config:?}");
    let config: Value = serde_json::from_str(&data.run(&["config", "--json"]).out).unwrap();
    assert_eq!(config["faults"][0]["line"], 2);
    for command in [&["completions", "bash"][..], &["man"]] {
        assert_eq!(data.run(command).err, "", "{command:?}");
    }
    // A console that cannot start prints the fault too.
    let console = data.run(&[]);
    assert!(console.status == 2 && console.err.starts_with(&fault), "{console:?}");
    // A faulty file says so in the language of its other values.
    data.write_settings("{\"language\": \"ru\", \"tehme\": \"dark\"}");
    let list = run_with(&data, &[], &["event", "list"]);
    assert!(list.status == 0 && list.err.contains("настройки «tehme» нет"), "{list:?}");
}

#[test]
fn a_wrong_variable_is_refused_except_by_config() {
    let data = DataFolder::new();
    let message = "TARAZY_STATION: \"a\" cannot be a station";
    run_with(&data, &[("TARAZY_STATION", "a")], &["add", "paper", "5"]).assert_rejected(message);
    let config = run_with(&data, &[("TARAZY_STATION", "a")], &["config"]);
    assert!(config.status == 2 && config.err.starts_with(message) && !config.out.is_empty(), "{config:?}");
    run_with(&data, &[("TARAZY_DATA_DIR", "~/tz")], &["report"])
        .assert_rejected(&format!("write {}/tz", data.path().display()));
    run_with(&data, &[], &["--theme", "blue"]).assert_rejected("--theme: \"blue\" is unknown");
    run_with(&data, &[], &["--ascii=maybe", "--plain"]).assert_rejected("--ascii: write true or false");
    assert_eq!(
        run_with(&data, &[], &["--theme", "dark", "report"]).status,
        2,
        "it is an option of the console"
    );
    assert_eq!(data.event_slugs(), [""; 0]);
}

#[test]
fn commands_record_at_the_station_of_the_settings_and_its_operator_goes_on_duty_once() {
    let data = DataFolder::with_event();
    data.write_settings(r#"{"station":"HALL","operator":"Айгерім"}"#);
    data.run_on_event(&["people", "2"]).assert_prints("HALL:2\n");
    data.run_on_event(&["add", "paper", "5"]).assert_prints("HALL:4\n");
    data.run_on_event(&["out", "paper", "5", "--to", "ЭКО"]).assert_prints("HALL:5\n");
    // Somebody else is on duty, so the default operator is not recorded again.
    data.run_on_event(&["add", "paper", "5", "--operator", "Дана"]).assert_prints("HALL:7\n");
    data.run_on_event(&["add", "paper", "5"]).assert_prints("HALL:8\n");
    data.run_on_event(&["add", "paper", "5", "--station", "B"]).assert_prints("B:3\n");
    let text = fs::read_to_string(data.journal("HALL")).unwrap();
    let operators: Vec<_> = text.lines().filter(|line| line.contains(r#""op":"operator""#)).collect();
    assert!(operators.len() == 2 && operators[1].contains("Дана"), "{text}");
}

#[test]
fn of_several_languages_of_the_file_the_first_counts_and_a_variable_with_several_is_refused() {
    let data = DataFolder::with_event();
    run_with(&data, &[("TARAZY_LANG", "kk,ru")], &["report"]).assert_rejected("бір");
    data.write_settings(&format!(r#"{{"language":"ru,kk","data_dir":"{}"}}"#, data.path().display()));
    let list = run_with(&data, &[], &["report", "--event", "nope"]);
    assert!(list.err.contains("Экоакции"), "the first language counts: {list:?}");
}

#[test]
fn the_console_shows_a_fault_of_the_file_and_opens_the_station_of_the_settings() {
    let data = DataFolder::with_event();
    data.write_settings(r#"{"station":"HALL","operator":"Айгерім","ascii":1}"#);
    let mut console = data.screen(&["--event", SAMPLE_SLUG]).open();
    // The operator is shown as soon as the disk has confirmed the record.
    let texts = ["HALL · Айгерім", "config.json, line 1: ascii: write true or false"];
    console.synchronise("the station and the fault", |screen| texts.iter().all(|text| screen.contains(text)));
    console.quit();
    let watch = data.screen(&["watch"]).open();
    assert!(watch.text().contains("config.json, line 1: ascii"), "{}", watch.text());
}

#[test]
fn an_option_overrides_ascii_of_the_file() {
    let data = DataFolder::with_event();
    data.write_settings(r#"{"ascii":true}"#);
    let arguments = ["--event", SAMPLE_SLUG];
    let mut console = data.screen(&arguments).open();
    assert!(console.text().is_ascii(), "{}", console.text());
    console.quit();
    let mut console = data.screen(&[&arguments[..], &["--ascii=false"]].concat()).open();
    assert!(console.text().contains('┌'), "{}", console.text());
    console.quit();
}

#[test]
fn the_bell_rings_once_for_each_refusal_and_never_for_a_record() {
    let data = DataFolder::with_event();
    let mut console = data.screen(&["--event", SAMPLE_SLUG, "--alert", "bell"]).open();
    let bells = |console: &Terminal| console.written().matches('\u{7}').count();
    console.send("q5<Enter>");
    console.wait_for("№2 ✓");
    assert_eq!(bells(&console), 0);
    console.send("u");
    console.wait_for("no material on the key U");
    assert_eq!(bells(&console), 1);
    console.send("<Esc>");
    console.wait_until("no message", |screen| !screen.contains("no material on the key"));
    console.send("e7<Enter>");
    console.wait_for("№3 ✓");
    assert_eq!(bells(&console), 1);
    console.quit();
}

#[test]
fn the_bell_rings_also_on_a_terminal_that_is_too_small() {
    let data = DataFolder::with_event();
    let mut console = data.screen(&["--event", SAMPLE_SLUG, "--alert", "bell"]).size(39, 9).start();
    console.wait_for("40x10");
    assert!(!console.written().contains('\u{7}'));
    console.send("q");
    console.wait_for("did nothing");
    assert_eq!(console.written().matches('\u{7}').count(), 1);
    console.quit();
}

#[test]
fn without_the_bell_no_refusal_rings_it() {
    let data = DataFolder::with_event();
    for alert in ["none", "flash"] {
        let mut console = data.screen(&["--event", SAMPLE_SLUG, "--alert", alert]).open();
        console.send("u");
        console.wait_for("no material on the key U");
        console.send("<Esc>");
        console.wait_until_gone("no material on the key U");
        console.quit();
        assert!(!console.written().contains('\u{7}'), "{alert}");
    }
}
