//! `tarazy event`: templates, targets, and every change that `event set` can make.

use std::fs;

use serde_json::{Value, json};

use crate::harness::{DataFolder, SAMPLE_SLUG};

fn event(data: &DataFolder, slug: &str) -> Value {
    let text = fs::read_to_string(data.path().join("events").join(slug).join("event.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn material<'a>(event: &'a Value, id: &str) -> &'a Value {
    event["materials"].as_array().unwrap().iter().find(|material| material["id"] == id).unwrap()
}

#[test]
fn events_are_created_from_templates() {
    let data = DataFolder::new();
    let swap = ["event", "new", "Swap", "--date", "2026-03-01", "--template", "swap", "--closes", "16:00"];
    data.run(&[&swap[..], &["--target", "plants-given=100"]].concat())
        .assert_prints_and_says("2026-03-01-swap\n", "New event 2026-03-01-swap: 01.03.2026, UTC+05:00\n");
    let created = event(&data, "2026-03-01-swap");
    assert_eq!((&created["kind"], &created["closes"]), (&json!("swap"), &json!("16:00")));
    assert_eq!(created["streams"], json!(["given", "taken"]));
    let plants = material(&created, "plants-given");
    assert_eq!((&plants["unit"], &plants["target_pieces"]), (&json!("pcs"), &json!(100)));
    data.run(&[
        "event",
        "new",
        "Clean",
        "--date",
        "2026-03-02",
        "--template",
        "subbotnik",
        "--target",
        "total=6000",
    ])
    .assert_prints_and_says("2026-03-02-clean\n", "New event 2026-03-02-clean: 02.03.2026, UTC+05:00\n");
    let created = event(&data, "2026-03-02-clean");
    assert_eq!(
        (&created["target_g"], &material(&created, "bags")["unit"]),
        (&json!(6_000_000), &json!("pcs"))
    );
    // An event of another day can be a template too.
    let old = data.path().join("events/2026-03-01-swap/event.json");
    data.run(&["event", "new", "Next", "--date", "2026-04-01", "--template", old.to_str().unwrap()])
        .assert_prints_and_says("2026-04-01-next\n", "New event 2026-04-01-next: 01.04.2026, UTC+05:00\n");
    let next = event(&data, "2026-04-01-next");
    assert_eq!(
        (&next["materials"], &next["name"]),
        (&event(&data, "2026-03-01-swap")["materials"], &json!("Next"))
    );
    let show = data.run(&["event", "show", "--event", "2026-03-01-swap"]).out;
    assert!(
        show.contains("Closes                 16:00\n") && show.contains("Target: Given: plants  100 pcs\n"),
        "{show}"
    );
    let report = data.run(&["report", "--event", "2026-03-01-swap"]).out;
    assert!(
        report.contains("Q  Given: plants                0 pcs\n       0% of the target, 100 pcs\n"),
        "{report}"
    );
}

#[test]
fn invalid_arguments_create_no_event() {
    let data = DataFolder::new();
    let broken = data.write_file("broken.json", br#"{"kind":1"#);
    let text = include_str!("../../src/domain/templates/swap.json");
    let twice = data.write_file("twice.json", text.replace("\"key\": \"W\"", "\"key\": \"Q\"").as_bytes());
    for (args, message) in [
        (&["--template", "nope"][..], "use eco-action, swap, subbotnik or a .json file"),
        (&["--template", &broken], "cannot be used: line 1, byte 9: a text in quotation marks belongs here"),
        (&["--template", &twice], "Two materials are on the key Q: plants-given and books-given"),
        (&["--closes", "25:00"], r#"--closes: "25:00" is not of the form 16:00"#),
        (&["--closes", "16"], "--closes"),
        (&["--date", "yesterday"], "is not a date"),
        (&["--target", "gold=5"], r#"There is no material "gold""#),
        (&["--target", "paper"], r#""paper" is not a target"#),
        (&["--target", "paper=much"], r#"--target "paper=much": "#),
        (&["--target", "lamps=1.5"], "whole number"),
        (&["--target", "lamps=4/32"], "is not a target"),
        (&["--target", "total=0"], "Zero"),
        (&["--target", "1*5=5"], "There is no material"),
    ] {
        data.run(&[&["event", "new", "R"], args].concat()).assert_rejected(message);
    }
    let missing = data.run(&["event", "new", "R", "--template", "nowhere.json"]);
    assert_eq!((missing.status, missing.err.lines().count()), (3, 1), "{missing:?}");
    assert_eq!(data.event_slugs(), [""; 0]);
}

#[test]
fn event_set_prints_every_change() {
    let data = DataFolder::with_event();
    data.run_on_event(&["add", "paper", "5"]).assert_prints("A:2\n");
    let journals = data.journal_bytes();
    let set = |args: &[&str]| data.run_on_event(&[&["event", "set"], args].concat());
    set(&["--name", "Recycle 2", "--venue", "Almaty", "--target", "paper=800", "--target", "lamps=500"])
        .assert_prints("Name: Recycle 2\nVenue: Almaty\npaper, target: 800 kg\nlamps, target: 500 pcs\n");
    set(&["--closes", "16:00", "--target", "total=6000", "--tare", "crate=1,8", "--tare", "sack=0.5"])
        .assert_prints("Closes: 16:00\nOverall target: 6,000 kg\nTare crate: 1.8 kg\nTare sack: 0.5 kg\n");
    let now = event(&data, SAMPLE_SLUG);
    assert_eq!(now["tares"][0]["name"]["kk"], "Жәшік");
    assert_eq!(now["tares"][1], json!({"id": "sack", "name": {"en": "sack"}, "g": 500}));
    set(&["--closes", "", "--tare", "sack=", "--target", "total=", "--target", "lamps=", "--venue", ""])
        .assert_prints(
            "Venue: none\nCloses: none\nOverall target: none\nTare sack: none\nlamps, target: none\n",
        );
    set(&["--utc-offset", "-03:00", "--division", "5", "--date", "2026-01-26", "--organiser", "RB"])
        .assert_prints("Date: 26.01.2026\nOrganiser: RB\nUTC offset: -03:00\nScale division: 5 g\n");
    set(&["--add", "wood=Wood", "--rename", "wood:kk=Ағаш", "--short", "wood=Wood", "--key", "wood=u"]).assert_prints(
        "wood: added\nwood, name (kk): Ағаш\nwood, name (en): Wood\nwood, short name (en): Wood\nwood, key: U\n",
    );
    set(&["--unit", "wood=pcs", "--stream", "wood=reuse", "--grades", "wood=a, b", "--group", "wood=glass"])
        .assert_prints("wood, unit: pcs\nwood, stream: reuse\nwood, group: glass\nwood, types: a, b\n");
    set(&["--max", "wood=500", "--confirm-above", "wood=50", "--max", "paper=2500", "--confirm-above", "q=90"])
        .assert_prints("paper, at most: 2,500 kg\npaper, confirm above: 90 kg\nwood, at most: 500 pcs\nwood, confirm above: 50 pcs\n");
    // Two materials exchange their keys.
    set(&["--key", "paper=W", "--key", "plastic=Q"]).assert_prints("paper, key: W\nplastic, key: Q\n");
    set(&["--hide", "paper", "--remove", "wood"]).assert_prints("paper: hidden\nwood: removed\n");
    set(&["--hide", "paper"]).assert_prints("Nothing changed\n");
    let report = data.report();
    assert_eq!(
        (&report["materials"][0]["net_g"], &report["materials"][0]["target_g"]),
        (&json!(5_000), &json!(800_000))
    );
    set(&["--show", "paper"]).assert_prints("paper: shown again\n");
    set(&["--rename", "paper=", "--lang", "ru"]).assert_prints("paper, название (ru): нет\n");
    assert_eq!(material(&event(&data, SAMPLE_SLUG), "paper")["name"].get("ru"), None);
    assert_eq!(data.journal_bytes(), journals);
    assert_eq!(data.event_slugs(), [SAMPLE_SLUG]);
}

#[test]
fn an_invalid_change_leaves_the_event_unchanged() {
    let data = DataFolder::with_event();
    data.run_on_event(&["add", "paper", "5"]).assert_prints("A:2\n");
    data.run_on_event(&["void", "A:2", "--reason", "x"]).assert_prints("A:3\n");
    data.run_on_event(&["out", "foam", "5", "--to", "K"]).assert_prints("A:4\n");
    let before = event(&data, SAMPLE_SLUG);
    let all: Vec<String> = before["materials"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["id"].as_str().unwrap().to_owned())
        .collect();
    let hide_all: Vec<&str> = all.iter().flat_map(|id| ["--hide", id.as_str()]).collect();
    for (args, message) in [
        (&[][..], "No change was given"),
        (&["--name", " "], "name must have"),
        (&["--remove", "paper"], r#""paper" has records and cannot be removed: hide it with --hide paper"#),
        (&["--remove", "foam"], "hide it with --hide foam"),
        (&["--unit", "paper=pcs"], "its unit stays"),
        (&["--unit", "bread=stone"], r#""bread=stone" is not of the form lamps=pcs"#),
        (&["--add", "paper=Paper"], r#"The material "paper" is given twice"#),
        (&["--add", "Wood=Wood"], r#""Wood" cannot be a material's id"#),
        (&["--add", "total=All"], r#""total" cannot be a material's id"#),
        (&["--add", "wood"], "--add"),
        (&["--add", "wood="], "--add"),
        (&["--key", "foam=Q"], "Two materials are on the key Q: paper and foam"),
        (&["--key", "foam=Ж"], "must be a Latin capital"),
        (&["--key", "foam=QW"], "--key"),
        (&["--group", "foam=none"], r#"The group "none""#),
        (&["--stream", "foam=none"], r#"The stream "none""#),
        (&["--grades", "plastic=1,,2"], "--grades"),
        (&["--grades", "plastic=1,1"], "--grades"),
        (&["--short", "paper=A very long name"], "at most 12 columns"),
        (&["--rename", "paper:de=Papier"], "--rename"),
        (&["--rename", "paper:kk=", "--rename", "paper:ru=", "--rename", "paper="], "needs a name"),
        (&["--max", "paper=0"], "Zero"),
        (&["--max", "lamps=4/5"], "--max"),
        (&["--tare", "crate=heavy"], r#"--tare "crate=heavy": "#),
        (&["--tare", "Crate=1"], "The tare"),
        (&["--tare", "crate"], "--tare"),
        (&["--closes", "late"], "--closes"),
        (&["--utc-offset", "5"], r#"--utc-offset: "5" is not of the form +05:00"#),
        (&["--division", "0"], "division_g"),
        (&["--division", "ten"], "--division"),
        (&["--date", "today"], "is not a date"),
        (&["--target", "paper=x"], r#"--target "paper=x": "#),
        (&["--max", "gold=5"], r#"--max "gold=5": There is no material "gold""#),
        (&["--rename", "gold=Gold"], r#"--rename "gold=Gold": There is no material "gold""#),
        (&["--hide", "gold"], r#"--hide "gold": There is no material "gold""#),
        // If one option is invalid, the valid options of the same command are not applied either.
        (&["--venue", "Almaty", "--key", "foam=Q"], "Two materials"),
        (&hide_all, "At least one material must stay visible"),
    ] {
        data.run_on_event(&[&["event", "set"], args].concat()).assert_rejected(message);
        assert_eq!(event(&data, SAMPLE_SLUG), before, "{args:?}");
    }
    let run = data.run(&["event", "set", "--event", "nope", "--name", "x"]);
    run.assert_rejected(r#"There is no event "nope""#);
}

#[test]
fn unknown_fields_survive_a_change() {
    let data = DataFolder::with_event();
    let path = data.path().join("events").join(SAMPLE_SLUG).join("event.json");
    let mut json = event(&data, SAMPLE_SLUG);
    json["later"] = json!({"kept": true});
    json["materials"][3]["colour"] = json!("green");
    fs::write(&path, json.to_string()).unwrap();
    assert_eq!(data.run_on_event(&["event", "set", "--venue", "V"]).status, 0);
    json["venue"] = json!("V");
    assert_eq!(event(&data, SAMPLE_SLUG), json);
}
