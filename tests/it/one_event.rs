//! `tarazy merge --into` makes one event of two that were made separately.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::harness::{DataFolder, Run};

/// Creates a data folder with an event of this name and day, and returns it with the event's slug.
fn laptop(name: &str, day: &str) -> (DataFolder, String) {
    let data = DataFolder::new();
    let slug = data.new_event(&[name, "--date", day]);
    (data, slug)
}

/// Runs a command on an event and returns what it prints.
fn done(data: &DataFolder, slug: &str, arguments: &[&str]) -> String {
    let run = data.run(&[&["--event", slug], arguments].concat());
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    run.out
}

fn report(data: &DataFolder, slug: &str) -> Value {
    serde_json::from_str(&done(data, slug, &["report", "--format", "json"])).unwrap()
}

fn total(data: &DataFolder, slug: &str) -> i64 {
    report(data, slug)["total_net_g"].as_i64().unwrap()
}

fn event_path(data: &DataFolder, slug: &str) -> PathBuf {
    data.path().join("events").join(slug)
}

fn merge_into(data: &DataFolder, slug: &str, copy: &Path) -> Run {
    let run = data.run(&["merge", "--into", slug, copy.to_str().unwrap()]);
    assert_eq!(run.status, 0, "{run:?}");
    run
}

#[test]
fn two_events_of_one_day_become_one_and_stay_one_on_a_third_machine() {
    let (left, left_slug) = laptop("Left", "2026-01-25");
    let (right, right_slug) = laptop("Right", "2026-01-25");
    for (data, slug, amounts) in [(&left, &left_slug, ["1", "2"]), (&right, &right_slug, ["4", "8"])] {
        for amount in amounts {
            done(data, slug, &["add", "paper", amount]);
        }
    }
    let right_head = report(&right, &right_slug)["stations"][0]["head"].as_str().unwrap().to_owned();
    let run = merge_into(&left, &left_slug, right.path());
    assert_eq!(run.err, "");
    assert_eq!(
        run.out,
        "Right is part of 2026-01-25-left from now on\n\
         A.jsonl  > A2.jsonl  new: 3 lines\n\
         3 lines merged. 2026-01-25-left now has 15.0 kg and 0 people\n"
    );
    // Nothing is damaged, and the journal has a name, a sum and a head of its own.
    left.assert_verified();
    let stations = &report(&left, &left_slug)["stations"];
    assert_eq!((&stations[1]["id"], &stations[1]["net_g"]), (&json!("A2"), &json!(12_000)));
    assert_eq!(stations[1]["head"], right_head.as_str());
    let heads = format!("A2:{right_head}");
    done(&left, &left_slug, &["verify", "--head", &heads]);
    let log = done(&left, &left_slug, &["log", "--station", "A2"]);
    assert!(log.contains("A2:2") && log.contains("A2:3"), "{log}");
    // Nobody here continues the journal of the other laptop.
    let add = left.run(&["--event", &left_slug, "add", "paper", "1", "--station", "A2"]);
    assert_eq!(add.status, 4, "{add:?}");

    // The other laptop weighs on, and the merge is repeated.
    done(&right, &right_slug, &["add", "paper", "16"]);
    assert!(merge_into(&left, &left_slug, &event_path(&right, &right_slug)).out.contains("1 more line"));
    assert!(merge_into(&left, &left_slug, &event_path(&right, &right_slug)).out.contains("0 lines merged"));
    assert_eq!(total(&left, &left_slug), 31_000);

    // The other laptop does the same, and from then on both find each other without the option.
    merge_into(&right, &right_slug, left.path());
    done(&left, &left_slug, &["add", "paper", "32"]);
    for (data, slug, copy) in [(&right, &right_slug, &left), (&left, &left_slug, &right)] {
        let run = data.run(&["merge", copy.path().to_str().unwrap()]);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
        assert_eq!(total(data, slug), 63_000);
        assert_eq!(data.event_slugs().len(), 1);
    }
    // A third machine makes one event of both copies.
    let third = DataFolder::new();
    for copy in [&left, &right] {
        let run = third.run(&["merge", copy.path().to_str().unwrap()]);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    }
    assert_eq!(third.event_slugs(), [left_slug.as_str()]);
    assert_eq!(total(&third, &left_slug), 63_000);
    third.assert_verified();
}

#[test]
fn an_event_of_the_same_data_folder_is_absorbed_and_counts_once_in_the_season() {
    let (data, main) = laptop("Main", "2026-01-25");
    let other = data.new_event(&["Other", "--date", "2026-01-25"]);
    done(&data, &main, &["add", "paper", "1"]);
    done(&data, &other, &["add", "paper", "2"]);
    let mut console = data.screen(&["--event", &main, "--station", "M"]).open();
    assert!(console.text().contains("1.0 kg"), "{}", console.text());
    let mut other_console = data.screen(&["--event", &other, "--station", "K"]).open();
    merge_into(&data, &main, &event_path(&data, &other));
    // The running console counts the journals, and does not report them as those of another event.
    console.wait_until("3 kg and no fault", |text| text.contains("3.0 kg") && !text.contains("fault"));
    // The console of the other event goes on. A repeated merge brings what it weighs.
    other_console.type_by_hand("q4\r");
    other_console.wait_for("6.0 kg");
    merge_into(&data, &main, &event_path(&data, &other));
    console.wait_until("7 kg and no fault", |text| text.contains("7.0 kg") && !text.contains("fault"));
    assert!(!console.written().contains("fault"), "no fault was ever shown");
    console.quit();
    other_console.quit();

    assert_eq!((total(&data, &main), total(&data, &other)), (7000, 6000));
    let list: Value = serde_json::from_str(&data.run(&["event", "list", "--json"]).out).unwrap();
    let parts: Vec<_> = list.as_array().unwrap().iter().map(|row| (&row["slug"], &row["part_of"])).collect();
    assert!(parts.contains(&(&json!(other), &json!(main))) && parts.contains(&(&json!(main), &Value::Null)));
    let list = data.run(&["event", "list"]).out;
    assert_eq!(list.matches("part of 2026-01-25-main").count(), 1, "{list}");
    let season: Value = serde_json::from_str(&data.run(&["season", "--format", "json"]).out).unwrap();
    assert_eq!(season["total"]["total_net_g"], 7000);
    // A copy of the other event goes to the event that absorbed it.
    let copy = DataFolder::new();
    copy.run(&["merge", event_path(&data, &other).to_str().unwrap()]);
    done(&copy, &other, &["add", "paper", "8", "--station", "Z"]);
    let run = data.run(&["merge", copy.path().to_str().unwrap()]);
    assert!(run.out.contains("2026-01-25-main now has 15.0 kg"), "{run:?}");
}

#[test]
fn other_dates_and_unknown_materials_are_reported_with_the_command_that_adds_them() {
    let (here, slug) = laptop("Here", "2026-01-25");
    let (there, there_slug) = laptop("There", "2026-01-26");
    done(
        &there,
        &there_slug,
        &["event", "set", "--add", "wood=Old wood", "--add", "dolls=Dolls", "--unit", "dolls=pcs"],
    );
    for (material, amount) in [("wood", "7"), ("dolls", "3"), ("paper", "1")] {
        done(&there, &there_slug, &["add", material, amount]);
    }
    let run = merge_into(&here, &slug, there.path());
    let command =
        "tarazy event set --event 2026-01-25-here --add 'wood=Old wood' --add dolls=Dolls --unit dolls=pcs";
    assert_eq!(
        run.err,
        format!(
            "The events have different dates (25.01.2026 and 26.01.2026): check the folder\n\
             The catalogue of 2026-01-25-here does not have: wood, dolls. To add them: {command}\n"
        )
    );
    let json = here.run(&["merge", "--json", "--into", &slug, there.path().to_str().unwrap()]);
    let json: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((&json["unknown_materials"], &json["joined"]), (&json!(["wood", "dolls"]), &json!([])));
    // Nothing is lost before the materials are added, and nothing is reported after that.
    assert_eq!(total(&here, &slug), 8000);
    done(
        &here,
        &slug,
        &["event", "set", "--add", "wood=Old wood", "--add", "dolls=Dolls", "--unit", "dolls=pcs"],
    );
    let run = merge_into(&here, &slug, there.path());
    assert_eq!(run.err, "");
    let report = report(&here, &slug);
    let dolls = report["materials"].as_array().unwrap().iter().find(|row| row["id"] == "dolls").unwrap();
    assert_eq!((&dolls["pieces"], &dolls["stream"]), (&json!(3), &json!("recycling")));
}

#[test]
fn a_separate_event_that_became_a_part_is_named() {
    let (left, left_slug) = laptop("Left", "2026-01-25");
    let (right, right_slug) = laptop("Right", "2026-01-25");
    done(&right, &right_slug, &["add", "paper", "1"]);
    // The host has copies of both events, and has weighed in both.
    let host = DataFolder::new();
    done(&left, &left_slug, &["add", "paper", "2"]);
    for copy in [&left, &right] {
        host.run(&["merge", copy.path().to_str().unwrap()]);
    }
    done(&host, &right_slug, &["add", "paper", "4", "--station", "H"]);
    // Somewhere else the two became one event, and its copy arrives.
    merge_into(&left, &left_slug, right.path());
    let run = host.run(&["merge", "--event", &left_slug, left.path().to_str().unwrap()]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.err.starts_with("2026-01-25-right is part of 2026-01-25-left now."), "{run:?}");
    let (_, command) = run.err.trim_end().split_once("tarazy ").unwrap();
    let run = host.run(&command.split(' ').collect::<Vec<_>>());
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    assert_eq!(total(&host, &left_slug), 7000);
}

#[test]
fn nothing_more_is_written_to_a_part() {
    let (data, main) = laptop("Main", "2026-01-25");
    let part = data.new_event(&["Part", "--date", "2026-01-25"]);
    done(&data, &part, &["add", "paper", "1"]);
    merge_into(&data, &main, &event_path(&data, &part));
    let rows = "at,station,operator,material,grade,typed\n2026-01-25T12:00:00+05:00,B,,paper,,4\n";
    let rows = data.write_file("day.csv", rows.as_bytes());
    let before = data.journal_bytes();
    let (copy, copy_slug) = laptop("Copy", "2026-01-25");
    done(&copy, &copy_slug, &["add", "paper", "8"]);
    for run in [
        data.run(&["--event", &part, "add", "paper", "2"]),
        data.run(&["--event", &part, "void", "A:2", "--reason", "x"]),
        data.run(&["--event", &part, "import", &rows]),
        data.run(&["merge", "--into", &part, copy.path().to_str().unwrap()]),
        Run::from(data.command().args(["--event", &part, "--plain"]).write_stdin("q16\n").output().unwrap()),
    ] {
        run.assert_rejected(&format!("{part} is part of {main} now: write --event {main}"));
    }
    assert_eq!(data.journal_bytes(), before);
    // It can still be read, and what another machine wrote to it counts after one more merge.
    assert_eq!((total(&data, &part), total(&data, &main)), (1_000, 1_000));
}

#[test]
fn a_copy_that_knows_more_parts_does_not_make_the_event_a_part_of_itself() {
    let (left, left_slug) = laptop("Left", "2026-01-25");
    let (right, right_slug) = laptop("Right", "2026-01-25");
    done(&right, &right_slug, &["event", "set", "--add", "dolls=Dolls", "--unit", "dolls=pcs"]);
    done(&right, &right_slug, &["add", "dolls", "3"]);
    done(&left, &left_slug, &["add", "paper", "1"]);
    let host = DataFolder::new();
    assert_eq!(host.run(&["merge", left.path().to_str().unwrap()]).status, 0);
    merge_into(&left, &left_slug, right.path());
    let run = host.run(&["merge", left.path().to_str().unwrap()]);
    let shown = done(&right, &right_slug, &["event", "show", "--json"]);
    let id = serde_json::from_str::<Value>(&shown).unwrap()["id"].as_str().unwrap().to_owned();
    assert!(run.out.starts_with(&format!("{id} is part of {left_slug} from now on\n")), "{run:?}");
    // The catalogue of the copy does not have the material either, but its records are in pieces.
    assert!(run.err.ends_with("--add dolls=dolls --unit dolls=pcs\n"), "{run:?}");
}

#[test]
fn refusals_name_the_way_and_change_nothing() {
    let (here, slug) = laptop("Here", "2026-01-25");
    let (there, there_slug) = laptop("There", "2026-01-25");
    done(&there, &there_slug, &["add", "paper", "1"]);
    let before = fs::read(event_path(&here, &slug).join("event.json")).unwrap();
    let copy = there.path().to_str().unwrap();
    let own = event_path(&here, &slug);
    for (arguments, language, message) in [
        (
            &["--event", &*slug, "merge", copy][..],
            "en",
            "The copy is of another event, There, not of 2026-01-25-here: to make them one event, write --into, not --event",
        ),
        (
            &["--event", &slug, "merge", copy],
            "ru",
            "Это копия другой экоакции, There, а не 2026-01-25-here: чтобы объединить их, пишите --into, а не --event",
        ),
        (
            &["--event", &slug, "merge", copy],
            "kk",
            "Бұл 2026-01-25-here емес, басқа экоакцияның көшірмесі: There. Біріктіру үшін --event емес, --into жазыңыз",
        ),
        (
            &["--event", &slug, "merge", "--into", &slug, copy],
            "en",
            "--into names the event already: leave --event out",
        ),
        (
            &["--event", &slug, "merge", "--into", &slug, copy],
            "ru",
            "Экоакция уже указана в --into: уберите --event",
        ),
        (
            &["--event", &slug, "merge", "--into", &slug, copy],
            "kk",
            "Экоакцияны --into көрсетіп тұр: --event жазбаңыз",
        ),
    ] {
        let run = here.run(&[&["--lang", language], arguments].concat());
        assert_eq!((run.status, run.err.trim_end(), run.out.as_str()), (2, message, ""));
    }
    let unknown = here.run(&["merge", "--into", "2026-01-25-nowhere", copy]);
    assert_eq!((unknown.status, unknown.err.lines().count()), (2, 1), "{unknown:?}");
    // An event cannot be merged into itself.
    done(&here, &slug, &["add", "paper", "1"]);
    let itself = here.run(&["merge", "--into", &slug, own.to_str().unwrap()]);
    assert_eq!(itself.status, 2, "{itself:?}");
    assert_eq!(fs::read(own.join("event.json")).unwrap(), before);
    assert_eq!((here.event_slugs(), total(&here, &slug)), (vec![slug.clone()], 1000));
}

#[test]
fn a_list_of_merged_events_with_an_error_is_refused_in_every_language() {
    let (data, slug) = laptop("Here", "2026-01-25");
    let file = event_path(&data, &slug).join("event.json");
    let mut event: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    event["also"] = json!([event["id"]]);
    let id = event["id"].as_str().unwrap();
    fs::write(&file, event.to_string()).unwrap();
    for language in ["en", "ru", "kk"] {
        let run = data.run(&["--lang", language, "--event", &slug, "report"]);
        assert_eq!((run.status, run.err.lines().count()), (3, 1), "{run:?}");
        assert!(run.err.contains(id) && run.err.contains("also") && run.err.contains("99"), "{run:?}");
    }
}
