//! Hand-overs, their balance, and the paper sheet.

use std::fs;

use serde_json::{Value, json};

use crate::harness::Home;

#[test]
fn what_is_handed_over_is_balanced_against_what_was_collected() {
    let home = Home::imported();
    // A lorry is heavier than any bag: nothing is asked.
    home.on_day(&["out", "q", "3520-2723,5", "--to", "Қағаз зауыты"]).says("A:1491\n");
    home.on_day(&["out", "lamps", "1600", "--to", "L", "--station", "B", "--operator", "Ана"])
        .says("B:1113\n");
    home.on_day(&["out", "W", "5000", "--to", "P", "--at", "2026-01-25T17:00:00+05:00"]).says("A:1492\n");
    home.on_day(&["void", "A:1492", "--reason", "twice"]).says("A:1493\n");
    let text = fs::read_to_string(home.journal("A")).unwrap();
    assert!(
        text.contains(r#""op":"out","material":"paper","net_g":796500,"gross_g":3520000,"tare_g":2723500,"to":"Қағаз зауыты""#),
        "{}",
        text.lines().rev().take(3).collect::<String>()
    );
    let balance = home.on_day(&["balance"]).out;
    for line in [
        "In kilograms                 Collected  Handed over     Left\n",
        "  Cardboard and waste paper        800        796.5      3.5    0.4%\n",
        "  Plastic                          790            0      790  100.0%\n",
        "Total                          6,115.4        796.5  5,318.9   87.0%\n",
        "\nIn pieces ",
        "  Lamps                          1,500        1,600     -100   -6.7%\n",
    ] {
        assert!(balance.contains(line), "{line:?} is not in\n{balance}");
    }
    let json: Value = serde_json::from_str(&home.on_day(&["balance", "--json"]).out).unwrap();
    let paper = json!({"id": "paper", "collected_g": 800_000, "out_g": 796_500, "difference_g": 3_500, "difference_permille": 4});
    assert_eq!(json["materials"][0], paper);
    let lamps = json!({"id": "lamps", "collected": 1_500, "out": 1_600, "difference": -100, "difference_permille": -67});
    assert_eq!(json["pieces"][0], lamps);
    assert_eq!(json["total"]["difference_g"], json!(5_318_900));
    // What was collected stays what it was.
    assert_eq!(home.report()["total_net_g"], json!(6_115_400));
    let before = home.journals();
    for (args, says) in [
        (&["paper", "5", "--to", " "][..], "give --to NAME"),
        (&["paper", "5000000", "--to", "K"], "At most 4,000,000 kg"),
        (&["paper", "2*5", "--to", "K"], "another material"),
        (&["paper", "1,,5", "--to", "K"], "one decimal mark"),
        (&["gold", "5", "--to", "K"], "There is no material"),
    ] {
        home.on_day(&[&["out"], args].concat()).refused(says);
    }
    assert_eq!(home.on_day(&["out", "paper", "5"]).status, 2);
    assert_eq!(home.journals(), before);
}

#[test]
fn a_sheet_is_printed_for_when_the_power_fails() {
    let home = Home::day();
    home.on_day(&["event", "set", "--hide", "foam"]).says("foam: hidden\n");
    let text = home.on_day(&["sheet", "--format", "text", "--lang", "kk"]).out;
    assert!(
        text.starts_with("Recycle Бірге\nЕсеп парағы  25.01.2026\nБекет ______  Оператор ____"),
        "{text}"
    );
    assert!(text.contains("\nW  2 Пластик кг  ") && !text.contains("Пенопласт"), "{text}");
    let file = home.path().join("sheet.html");
    home.on_day(&["sheet", "--output", file.to_str().unwrap()]).says("");
    let page = fs::read_to_string(&file).unwrap();
    assert!(
        page.starts_with("<!DOCTYPE html><html lang=\"en\">")
            && page.contains("Cardboard and waste paper, kg")
    );
    assert_eq!(home.on_day(&["sheet"]).out, page);
}

#[test]
fn an_unknown_language_is_named() {
    let home = Home::new();
    for (value, says) in [("xx", r#"TARAZY_LANG is "xx": use kk, ru, en"#), ("EN", "kk, ru, en")] {
        let run = home.command().env("TARAZY_LANG", value).env("LC_ALL", "C").arg("report").output().unwrap();
        let err = String::from_utf8(run.stderr).unwrap();
        assert_eq!((run.status.code(), err.lines().count()), (Some(2), 1), "{err}");
        assert!(err.contains(says), "{err}");
    }
    // Whoever says which language needs no variable; an empty one is none.
    let run =
        home.command().env("TARAZY_LANG", "xx").args(["event", "list", "--lang", "ru"]).output().unwrap();
    assert!(run.status.success());
    let run = home.command().env("TARAZY_LANG", "").args(["event", "list"]).output().unwrap();
    assert!(run.status.success());
}
