//! Hand-overs and their balance: `tarazy out` and `tarazy balance`.

use std::fs;

use serde_json::{Value, json};

use crate::harness::DataFolder;

#[test]
fn balance_compares_hand_overs_with_collected_amounts() {
    let data = DataFolder::with_sample_day();
    // The slip guard does not check hand-overs, because they are much larger than entries.
    data.run_on_event(&["out", "q", "3520-2723,5", "--to", "Қағаз зауыты"]).assert_prints("A:1491\n");
    data.run_on_event(&["out", "lamps", "1600", "--to", "L", "--station", "B", "--operator", "Ана"])
        .assert_prints("B:1113\n");
    // Number 1492 is a note about the other stations.
    data.run_on_event(&["out", "W", "5000", "--to", "P", "--at", "2026-01-25T17:00:00+05:00"])
        .assert_prints("A:1493\n");
    data.run_on_event(&["void", "A:1493", "--reason", "twice"]).assert_prints("A:1494\n");
    let text = fs::read_to_string(data.journal("A")).unwrap();
    assert!(
        text.contains(r#""op":"out","material":"paper","net_g":796500,"gross_g":3520000,"tare_g":2723500,"to":"Қағаз зауыты""#),
        "{}",
        text.lines().rev().take(3).collect::<String>()
    );
    let balance = data.run_on_event(&["balance"]).out;
    for line in [
        "In kilograms                   Collected  Handed over      Left\n",
        "  Cardboard and waste paper          800        796.5       3.5    0.4%\n",
        "  Plastic                            790            0       790  100.0%\n",
        // An estimate stays one in every sum that contains it.
        "  Bread and baked goods             ~300            0      ~300  100.0%\n",
        "Total                           ~6,115.4        796.5  ~5,318.9   87.0%\n",
        "\nIn pieces ",
        "  Lamps                            1,500        1,600      -100   -6.7%\n",
    ] {
        assert!(balance.contains(line), "{line:?} is not in\n{balance}");
    }
    let json: Value = serde_json::from_str(&data.run_on_event(&["balance", "--json"]).out).unwrap();
    let paper = json!({"id": "paper", "collected_g": 800_000, "out_g": 796_500, "difference_g": 3_500, "difference_permille": 4, "about": false});
    assert_eq!(json["materials"][0], paper);
    let lamps = json!({"id": "lamps", "collected": 1_500, "out": 1_600, "difference": -100, "difference_permille": -67, "about": false});
    assert_eq!(json["pieces"][0], lamps);
    assert_eq!(json["total"]["difference_g"], json!(5_318_900));
    // Hand-overs do not change what was collected.
    assert_eq!(data.report()["total_net_g"], json!(6_115_400));
    let before = data.journal_bytes();
    for (args, message) in [
        (&["paper", "5", "--to", " "][..], "add --to NAME"),
        (&["paper", "5000000", "--to", "K"], "At most 4,000,000 kg"),
        (&["paper", "2*5", "--to", "K"], "another material"),
        (&["paper", "1,,5", "--to", "K"], "one decimal mark"),
        (&["gold", "5", "--to", "K"], "There is no material"),
    ] {
        data.run_on_event(&[&["out"], args].concat()).assert_rejected(message);
    }
    assert_eq!(data.run_on_event(&["out", "paper", "5"]).status, 2);
    assert_eq!(data.journal_bytes(), before);
}
