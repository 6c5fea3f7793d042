//! Which event a command takes if it names none, and how `--event` names one.

use chrono::Duration;

use crate::harness::{DataFolder, Run, day, now};

/// Creates an event this many days from today and returns its slug.
fn event(data: &DataFolder, name: &str, days: i64) -> String {
    data.new_event(&[name, "--date", &day(days)])
}

/// Records paper in this event, with a time this many minutes ago.
fn record(data: &DataFolder, slug: &str, minutes: i64) {
    let at = (now() - Duration::minutes(minutes)).to_rfc3339();
    let run = data.run(&["--event", slug, "add", "paper", "5", "--at", &at]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
}

fn json(data: &DataFolder, arguments: &[&str]) -> serde_json::Value {
    let run = data.run(&[&["event", "show", "--json"], arguments].concat());
    assert_eq!(run.status, 0, "{run:?}");
    serde_json::from_str(&run.out).unwrap()
}

/// Returns the slug of the event that reading commands show.
fn shown(data: &DataFolder) -> String {
    json(data, &[])["slug"].as_str().unwrap().to_owned()
}

/// The commands that write to an event, without the name of one.
const WRITING: [&[&str]; 3] = [&["add", "paper", "5"], &["people", "3"], &["out", "paper", "5", "--to", "C"]];

/// Fails unless every writing command is refused, names these events, and leaves nothing behind.
#[track_caller]
fn assert_asks(data: &DataFolder, slugs: &[&str]) {
    let before = (data.event_slugs(), data.journal_bytes());
    for command in WRITING.into_iter().chain([&["void", "A:2", "--reason", "x"][..]]) {
        let run = data.run(command);
        assert_eq!(
            (run.status, run.out.as_str(), run.err.lines().count()),
            (2, "", 1),
            "{command:?}: {run:?}"
        );
        let mut from = 0;
        for slug in slugs {
            let found = run.err[from..].find(slug);
            from += found.unwrap_or_else(|| panic!("{slug} is missing in {run:?}"));
        }
        assert!(run.err.contains("--event"), "{run:?}");
    }
    assert_eq!((data.event_slugs(), data.journal_bytes()), before);
    // The plain console cannot ask in a pipe.
    let console = Run::from(data.command().arg("--plain").write_stdin("q5\n").output().unwrap());
    assert_eq!((console.status, console.out.as_str()), (2, ""), "{console:?}");
    assert_eq!((data.event_slugs(), data.journal_bytes()), before);
}

#[test]
fn the_event_of_today_is_taken() {
    let data = DataFolder::new();
    let old = event(&data, "Old", -7);
    record(&data, &old, 7 * 24 * 60);
    event(&data, "Tomorrow", 1);
    let today = event(&data, "Today", 0);
    for command in WRITING {
        let run = data.run(command);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    }
    assert_eq!(shown(&data), today);
    assert_eq!(json(&data, &["--event", &today])["entries"], 1);
}

#[test]
fn a_day_goes_on_after_midnight() {
    let data = DataFolder::new();
    let yesterday = event(&data, "Night", -1);
    record(&data, &yesterday, 5 * 60 + 55);
    let run = data.run(&["add", "paper", "5", "--station", "B"]);
    assert_eq!((run.status, run.out.as_str()), (0, "B:2\n"), "{run:?}");
    assert!(
        run.err.starts_with(&format!("Event {yesterday} continues: its last record is from ")),
        "{run:?}"
    );
    assert_eq!((shown(&data), data.event_slugs().len()), (yesterday, 1));
}

#[test]
fn an_event_that_may_be_meant_is_asked_for() {
    let data = DataFolder::new();
    let yesterday = event(&data, "Night", -1);
    record(&data, &yesterday, 6 * 60 + 5);
    assert_asks(&data, &[&yesterday]);
    assert_eq!(shown(&data), yesterday);
    let ahead = event(&data, "Ahead", 7);
    let near = event(&data, "Near", 2);
    // The most likely event is the first.
    assert_asks(&data, &[&yesterday, &near, &ahead]);
    // Reading takes the newest event with records.
    assert_eq!(shown(&data), yesterday);
    record(&data, &yesterday, 18 * 60 + 5);
    let run = data.run(&["--event", &yesterday, "void", "A:2", "--reason", "x"]);
    assert_eq!(run.status, 0, "{run:?}");
}

#[test]
fn two_events_of_today_are_asked_for_and_reading_takes_the_one_with_records() {
    let data = DataFolder::new();
    let first = event(&data, "First", 0);
    let second = event(&data, "Second", 0);
    assert_asks(&data, &[&second, &first]);
    record(&data, &first, 1);
    assert_eq!(shown(&data), first);
    let date = day(0);
    assert_eq!(json(&data, &["--event", &date])["slug"], first.as_str());
    data.run(&["--event", &date, "add", "paper", "5"]).assert_rejected(&second);
}

#[test]
fn only_older_events_make_a_new_one_of_today() {
    let data = DataFolder::new();
    let old = event(&data, "Old", -2);
    record(&data, &old, 48 * 60);
    event(&data, "Far", 8);
    let report = data.run(&["report"]);
    assert_eq!((report.status, report.err), (0, format!("There is no event today. This is {old}\n")));
    data.run(&["void", "A:2", "--reason", "x"]).assert_rejected("There is no event today");
    assert_eq!(data.event_slugs().len(), 2);
    let add = data.run(&["add", "paper", "5"]);
    let today = day(0);
    let date = now().format("%d.%m.%Y");
    assert_eq!(
        (add.status, add.out.as_str(), add.err),
        (0, "A:2\n", format!("New event {today}: {date}, UTC+05:00\n"))
    );
    assert_eq!(shown(&data), today);
}

#[test]
fn the_time_of_a_record_names_the_event_of_its_day() {
    let data = DataFolder::new();
    let old = event(&data, "Old", -40);
    let at = (now() - Duration::days(40)).to_rfc3339();
    data.run(&["add", "paper", "5", "--at", &at]).assert_prints("A:2\n");
    data.run(&["out", "paper", "5", "--to", "C", "--at", &at]).assert_prints("A:3\n");
    assert_eq!(data.event_slugs(), [old]);
    // Without an event of that day, the record goes into today's, and both dates are named.
    let other = (now() - Duration::days(41)).to_rfc3339();
    let today = event(&data, "Today", 0);
    let run = data.run(&["add", "paper", "5", "--at", &other]);
    let dates = [41, 0].map(|days| (now() - Duration::days(days)).format("%d.%m.%Y").to_string());
    let warning = format!("The record is dated {}, but the event is on {}\n", dates[0], dates[1]);
    run.assert_prints_and_says("A:2\n", &warning);
    // An event that is named is meant.
    data.run(&["--event", &today, "add", "paper", "5", "--at", &other]).assert_prints("A:3\n");
}

#[test]
fn an_unreadable_event_of_the_day_of_a_record_is_reported_and_no_other_one_is_taken() {
    let data = DataFolder::new();
    let broken = event(&data, "Broken", -40);
    event(&data, "Today", 0);
    let file = data.path().join("events").join(&broken).join("event.json");
    std::fs::write(&file, "{").unwrap();
    let at = (now() - Duration::days(40)).to_rfc3339();
    let rows = format!("at,station,operator,material,grade,typed\n{at},A,,paper,,5\n");
    let rows = data.write_file("day.csv", rows.as_bytes());
    let (slugs, journals) = (data.event_slugs(), data.journal_bytes());
    for command in [
        &["add", "paper", "5", "--at", &at][..],
        &["out", "paper", "5", "--to", "C", "--at", &at],
        &["import", &rows],
    ] {
        let run = data.run(command);
        assert_eq!((run.status, run.out.as_str(), run.err.lines().count()), (3, "", 1), "{run:?}");
        assert!(run.err.contains(&format!("{broken}/event.json")), "{run:?}");
        assert_eq!((data.event_slugs(), data.journal_bytes()), (slugs.clone(), journals.clone()));
    }
}

#[test]
fn a_clock_behind_the_newest_record_makes_no_event() {
    let data = DataFolder::new();
    let ahead = event(&data, "Ahead", 3);
    record(&data, &ahead, -3 * 24 * 60);
    assert_asks(&data, &["already recorded on", &ahead]);
    data.run(&["event", "new", "Today"]).assert_rejected("--date");
    assert_eq!(data.event_slugs(), std::slice::from_ref(&ahead));
    // An event that is named is taken, and the clock is doubted aloud.
    let add = data.run(&["--event", &ahead, "add", "paper", "5", "--station", "B"]);
    assert_eq!((add.status, add.out.as_str()), (0, "B:2\n"), "{add:?}");
    assert!(add.err.contains("The clock of this computer says"), "{add:?}");
    // So is today's event.
    let today = event(&data, "Today", 0);
    let add = data.run(&["add", "paper", "5"]);
    assert_eq!((add.status, add.out.as_str()), (0, "A:2\n"), "{add:?}");
    assert_eq!(json(&data, &["--event", &today])["entries"], 1);
}

#[test]
fn an_event_is_named_by_its_date_or_a_unique_beginning() {
    let data = DataFolder::with_event();
    let slug = "2026-01-25-recycle-birge";
    for given in [slug, "2026-01-25", "2026-01-25-rec", "2026", "Recycle", "recycle б"] {
        assert_eq!(json(&data, &["--event", given])["slug"], slug, "{given}");
        let add = data.run(&["--event", given, "add", "paper", "1"]);
        assert_eq!(add.status, 0, "{given}: {add:?}");
    }
    data.run(&["event", "new", "Recycle Two", "--date", "2026-02-01"]);
    for given in ["2026", "recycle"] {
        data.run(&["--event", given, "report"])
            .assert_rejected("2026-02-01-recycle-two, 2026-01-25-recycle-birge");
    }
    for given in ["", " ", "..", "2026-13-01", "birge", "\u{1b}[31m"] {
        data.run(&["--event", given, "report"]).assert_rejected("There is no event");
    }
    data.run(&["--lang", "ru", "--event", "recycle", "add", "paper", "1"])
        .assert_rejected("нескольким экоакциям");
    data.run(&["--lang", "kk", "--event", "recycle", "add", "paper", "1"])
        .assert_rejected("бірнеше экоакцияға");
}

#[test]
fn an_unnamed_event_has_a_name_in_the_language_of_its_reader() {
    let data = DataFolder::new();
    assert_eq!(data.run(&["add", "paper", "5"]).status, 0);
    for (language, name) in [("en", "Recycling drive"), ("ru", "Экоакция"), ("kk", "Экоакция")]
    {
        let show = data.run(&["--lang", language, "event", "show"]).out;
        assert_eq!(show.lines().next(), Some(name), "{show}");
        assert!(
            data.run(&["--lang", language, "report", "--format", "markdown"])
                .out
                .starts_with(&format!("# {name}\n"))
        );
        assert!(data.run(&["--lang", language, "season", "--format", "html"]).out.contains(name));
    }
    let named = data.run(&["event", "set", "--name", "Recycling drive"]);
    assert_eq!((named.status, named.out.as_str()), (0, "Name: Recycling drive\n"), "{named:?}");
    assert!(data.run(&["--lang", "ru", "event", "show"]).out.starts_with("Recycling drive\n"));
}

#[test]
fn a_new_event_has_the_offset_of_its_day() {
    let data = DataFolder::new();
    let in_berlin = |arguments: &[&str]| {
        Run::from(data.command().args(arguments).env("TZ", "CET-1CEST,M3.5.0,M10.5.0/3").output().unwrap())
    };
    in_berlin(&["event", "new", "S", "--date", "2026-08-15"])
        .assert_prints_and_says("2026-08-15-s\n", "New event 2026-08-15-s: 15.08.2026, UTC+02:00\n");
    in_berlin(&["event", "new", "W", "--date", "2026-12-15"])
        .assert_prints_and_says("2026-12-15-w\n", "New event 2026-12-15-w: 15.12.2026, UTC+01:00\n");
}

#[test]
fn an_unknown_zone_makes_no_event() {
    let data = DataFolder::new();
    for zone in ["Asia/Almata", "nonsense", "/dev/null"] {
        for arguments in [&["event", "new", "X"][..], &["add", "paper", "5"], &["--plain"]] {
            let run = Run::from(data.command().args(arguments).env("TZ", zone).output().unwrap());
            run.assert_rejected("is not a known time zone");
        }
    }
    assert_eq!(data.event_slugs(), [""; 0]);
}

#[test]
fn an_offset_beyond_every_zone_makes_no_event() {
    let data = DataFolder::new();
    let run = Run::from(data.command().args(["event", "new", "X"]).env("TZ", "<+20>-20").output().unwrap());
    run.assert_rejected("at most 14 hours");
    let row = "at,station,operator,material,grade,typed\n2026-01-25T12:00:00+20:00,A,,paper,,1\n";
    let file = data.write_file("far.csv", row.as_bytes());
    data.run(&["import", &file]).assert_rejected("at most 14 hours");
    assert_eq!(data.event_slugs(), [""; 0]);
}

#[test]
fn a_data_folder_that_cannot_be_meant_is_refused() {
    let data = DataFolder::new();
    let home = data.path().join("home");
    std::fs::create_dir(&home).unwrap();
    let run = |folder: &str, arguments: &[&str]| {
        let mut command = data.command();
        command.current_dir(&home).env("TARAZY_DATA_DIR", folder).args(arguments);
        Run::from(command.output().unwrap())
    };
    let absent = data.path().join("stick");
    std::os::unix::fs::symlink("/media/absent/tarazy", &absent).unwrap();
    let below = absent.join("data");
    for arguments in [&["add", "paper", "5"][..], &["report"], &["event", "new", "X"], &["--plain"]] {
        run("~/tz", arguments).assert_rejected("TARAZY_DATA_DIR: only a shell replaces the \"~\": write ");
        for folder in [&absent, &below] {
            let refused = run(folder.to_str().unwrap(), arguments);
            assert_eq!((refused.status, refused.out.as_str()), (3, ""), "{refused:?}");
            assert!(refused.err.contains("a link to /media/absent/tarazy"), "{refused:?}");
        }
    }
    let option = data.run(&["--data-dir", "~someone/tz", "report"]);
    option.assert_rejected("--data-dir");
    assert_eq!(std::fs::read_dir(&home).unwrap().count(), 0);
    let circle = data.path().join("circle");
    std::os::unix::fs::symlink("circle", &circle).unwrap();
    for command in [&["event", "list"][..], &["event", "new", "R"], &["add", "paper", "5"]] {
        let run = data.run(&[command, &["--data-dir", circle.to_str().unwrap()]].concat());
        assert_eq!(run.status, 3, "{run:?}");
        assert!(run.err.contains("the links lead in a circle"), "{run:?}");
    }
}

#[test]
fn a_new_event_names_the_unused_one_of_its_day() {
    let data = DataFolder::new();
    // A console made today's event, and nothing was weighed.
    let console = Run::from(data.command().arg("--plain").write_stdin(":quit\n").output().unwrap());
    assert_eq!(console.status, 0, "{console:?}");
    let slug = data.event_slugs().remove(0);
    let new = data.run(&["event", "new", "Swap", "--template", "swap", "--target", "plants-given=100"]);
    let sentence = format!("The unnamed event {slug} is now Swap\n");
    new.assert_prints_and_says(&format!("{slug}\n"), &sentence);
    let shown = json(&data, &[]);
    assert_eq!((&shown["name"], &shown["event"]["kind"]), (&"Swap".into(), &"swap".into()));
    assert_eq!(data.run(&["add", "plants-given", "3"]).out, "A:3\n");
    // From now on it has a name and a record, so a second event of the day is made, and said.
    let second = data.run(&["event", "new", "Second"]);
    assert_eq!((second.status, data.event_slugs().len()), (0, 2), "{second:?}");
    assert!(second.err.contains(&format!("There is another event on this day: {slug}.")), "{second:?}");
}

#[test]
fn a_new_event_replaces_no_settings_of_an_unnamed_one() {
    let data = DataFolder::new();
    let console = Run::from(data.command().arg("--plain").write_stdin(":quit\n").output().unwrap());
    assert_eq!(console.status, 0, "{console:?}");
    let slug = data.event_slugs().remove(0);
    assert_eq!(data.run(&["event", "set", "--target", "paper=800"]).status, 0);
    assert_eq!(data.run(&["event", "new", "Second"]).status, 0);
    assert_eq!(data.event_slugs().len(), 2);
    let shown = json(&data, &["--event", &slug]);
    assert_eq!(shown["event"]["materials"][0]["target_g"], 800_000);
}
