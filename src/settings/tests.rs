use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use super::*;
use crate::domain::record::StationId;
use crate::language::{Explain, Language, Texts};
use crate::scale::option::StationScale;
use crate::settings::choice::{Alert, ThemeChoice};
use crate::settings::fault::FILE_MAX;
use crate::settings::table::COUNT;

/// A file with a valid value for each setting that differs from its default.
const FULL: &str = r#"{
  "language": "kk,ru",
  "ascii": true,
  "theme": "light",
  "mouse": true,
  "alert": "bell",
  "station": "HALL2",
  "operator": "Айгерім",
  "scale": "cas:/dev/ttyUSB0@9600,8N1,print",
  "auto": true,
  "data_dir": "/srv/tarazy",
  "mirror": "/media/stick"
}"#;

/// Resolves the settings of a file with this content, without variables and options.
fn from_file(content: impl AsRef<[u8]>) -> ResolvedSettings {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.json");
    fs::write(&path, content).unwrap();
    resolve(Some(&path), |_| None, &[])
}

/// Returns the faults of a file with this content as people read them, without the path.
fn faults(content: impl AsRef<[u8]>, language: Language) -> Vec<String> {
    let texts = Texts::new(language);
    let resolved = from_file(content);
    resolved
        .file_faults
        .iter()
        .map(|fault| {
            let text = texts.show(fault.explain());
            text[text.find("config.json").unwrap()..].to_owned()
        })
        .collect()
}

fn variables(values: &[(&'static str, &str)]) -> impl Fn(&str) -> Option<OsString> {
    let values: Vec<_> = values.iter().map(|(name, value)| (*name, OsString::from(value))).collect();
    move |name| values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
}

#[test]
fn every_setting_is_read_from_the_file() {
    let resolved = from_file(FULL);
    assert_eq!(
        resolved.settings,
        Settings {
            languages: vec![Language::Kk, Language::Ru],
            ascii: true,
            theme: ThemeChoice::Light,
            mouse: true,
            alert: Alert::Bell,
            station: StationId::parse("HALL2"),
            operator: Some("Айгерім".into()),
            scale: StationScale::parse("cas:/dev/ttyUSB0@9600,8N1,print").ok(),
            auto: true,
            data_dir: Some("/srv/tarazy".into()),
            mirror: Some("/media/stick".into()),
        }
    );
    assert_eq!(resolved.sources, [Source::File; COUNT]);
    assert!(resolved.file_exists && resolved.file_faults.is_empty() && resolved.rejected.is_empty());
    // The values are written as they were read.
    let mut settings = resolved.settings;
    let written: serde_json::Map<_, _> = SETTINGS
        .iter()
        .map(|setting| (setting.key.to_owned(), (setting.field)(&mut settings).to_json()))
        .collect();
    assert_eq!(serde_json::Value::Object(written), serde_json::from_str::<serde_json::Value>(FULL).unwrap());
}

#[test]
fn the_table_has_no_name_twice_and_every_field_once() {
    for names in [
        SETTINGS.each_ref().map(|s| s.key),
        SETTINGS.each_ref().map(|s| s.variable),
        SETTINGS.each_ref().map(|s| s.option),
    ] {
        let mut unique = names.to_vec();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), COUNT, "{names:?}");
    }
    for setting in &SETTINGS {
        assert!(
            setting.variable.starts_with("TARAZY_") && setting.option.starts_with("--"),
            "{}",
            setting.key
        );
        // A value of one setting changes no other one.
        let value = serde_json::from_str::<serde_json::Value>(FULL).unwrap()[setting.key].clone();
        let mut settings = Settings::default();
        (setting.field)(&mut settings).accept_json(&value).unwrap();
        let mut defaults = Settings::default();
        let changed: Vec<_> = SETTINGS
            .iter()
            .filter(|other| (other.field)(&mut settings).to_json() != (other.field)(&mut defaults).to_json())
            .map(|other| other.key)
            .collect();
        assert_eq!(changed, [setting.key]);
    }
}

#[test]
fn an_option_overrides_a_variable_and_a_variable_overrides_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.json");
    fs::write(&path, FULL).unwrap();
    let variable = variables(&[("TARAZY_THEME", "dark"), ("TARAZY_ALERT", "none"), ("TARAZY_STATION", "")]);
    let resolved = resolve(Some(&path), variable, &[("theme", "contrast".into())]);
    assert_eq!((resolved.settings.theme, resolved.source("theme")), (ThemeChoice::Contrast, Source::Option));
    assert_eq!((resolved.settings.alert, resolved.source("alert")), (Alert::None, Source::Environment));
    // An empty variable counts as unset.
    assert_eq!(resolved.source("station"), Source::File);
    let resolved = resolve(None, |_| None, &[]);
    assert_eq!(resolved.settings, Settings::default());
    assert_eq!(
        (resolved.sources, resolved.file, resolved.file_exists),
        ([Source::Default; COUNT], None, false)
    );
}

#[test]
fn a_wrong_variable_or_option_is_named_and_the_weaker_source_counts() {
    let texts = Texts::new(Language::En);
    for (name, value, message) in [
        ("TARAZY_LANG", "xx", r#"TARAZY_LANG is "xx": use kk, ru, en"#),
        ("TARAZY_ASCII", "maybe", "TARAZY_ASCII: write true or false, without quotation marks"),
        ("TARAZY_THEME", "blue", r#"TARAZY_THEME: "blue" is unknown: use dark, light, contrast, auto"#),
        ("TARAZY_ALERT", "Bell", r#"TARAZY_ALERT: "Bell" is unknown: use none, bell, flash, both"#),
        (
            "TARAZY_STATION",
            "a",
            r#"TARAZY_STATION: "a" cannot be a station: use 1 to 8 letters A-Z or digits"#,
        ),
        ("TARAZY_OPERATOR", "a\tb", "cannot be an operator's name: at most 200 characters"),
    ] {
        let resolved = resolve(None, variables(&[(name, value)]), &[]);
        assert_eq!(resolved.settings, Settings::default(), "{name}");
        let texts: Vec<_> = resolved.rejected.iter().map(|rejected| texts.show(rejected.explain())).collect();
        assert!(texts.len() == 1 && texts[0].contains(message), "{texts:?}");
    }
    let resolved = resolve(None, variables(&[("TARAZY_LANG", "ru")]), &[("language", "xx".into())]);
    assert_eq!((resolved.settings.languages, resolved.rejected.len()), (vec![Language::Ru], 1));
    // A variable that an option overrides is not read.
    let resolved = resolve(None, variables(&[("TARAZY_LANG", "xx")]), &[("language", "ru".into())]);
    assert_eq!((resolved.settings.languages, resolved.rejected.len()), (vec![Language::Ru], 0));
    let bytes = OsString::from_vec(vec![0xff]);
    let resolved = resolve(None, |name| (name == "TARAZY_THEME").then(|| bytes.clone()), &[]);
    assert_eq!(resolved.rejected.len(), 1);
    let resolved = resolve(None, |name| (name == "TARAZY_DATA_DIR").then(|| bytes.clone()), &[]);
    assert_eq!(resolved.settings.data_dir, Some(PathBuf::from(bytes.clone())), "a folder may have any name");
}

#[test]
fn a_folder_is_a_full_path_in_the_file_and_never_begins_with_a_tilde() {
    let resolved = resolve(None, variables(&[("TARAZY_DATA_DIR", "events")]), &[]);
    assert_eq!(resolved.settings.data_dir, Some("events".into()), "relative to the current folder");
    let resolved = resolve(None, variables(&[("TARAZY_DATA_DIR", "~/tz")]), &[]);
    assert_eq!((resolved.settings.data_dir, resolved.rejected.len()), (None, 1));
    for (value, message) in [
        ("events", "is not a full path"),
        ("", "is not a full path"),
        ("/a\\u0000b", "is not a full path"),
        ("~/tz", "only a shell replaces"),
    ] {
        let found = faults(format!(r#"{{"data_dir":"{value}"}}"#), Language::En);
        assert!(found.len() == 1 && found[0].contains(message), "{found:?}");
    }
}

#[test]
fn each_fault_of_the_file_has_its_line_and_the_other_values_count() {
    let long = "ы".repeat(201);
    let content = format!(
        r#"{{"langauge": "kk",
  "theme": "blue",
  "ascii": "true",
  "station": "a",
  "operator": "{long}",
  "data_dir": 5, "alert":
     "bell",
  "language": "ru",
  "theme": "dark"
}}"#
    );
    assert_eq!(
        faults(&content, Language::En),
        [
            r#"config.json, line 1: there is no setting "langauge". Known: language, ascii, theme, mouse, alert, station, operator, scale, auto, data_dir, mirror"#,
            r#"config.json, line 2: theme: "blue" is unknown: use dark, light, contrast, auto"#,
            "config.json, line 3: ascii: write true or false, without quotation marks",
            r#"config.json, line 4: station: "a" cannot be a station: use 1 to 8 letters A-Z or digits"#,
            &format!(
                "config.json, line 5: operator: \"{}…\" cannot be an operator's name: at most 200 characters, no control characters",
                "ы".repeat(39)
            ),
            "config.json, line 6: data_dir: write the value in quotation marks",
            r#"config.json, line 9: "theme" is in line 2 too: remove one of them"#,
        ]
    );
    let settings = from_file(&content).settings;
    let expected = Settings { languages: vec![Language::Ru], alert: Alert::Bell, ..Settings::default() };
    assert_eq!(settings, expected, "of a duplicate key no value counts");
}

#[test]
fn a_text_that_is_not_json_has_no_value_and_one_fault() {
    for (content, message) in [
        ("{\"theme\":\"light\"\n \"ascii\":true}", "config.json, line 2: this is not JSON"),
        ("{\"theme\":\"light\",\n}", "config.json, line 2: this is not JSON"),
        ("{\"theme\":\"light\"}\nx", "config.json, line 2: this is not JSON"),
        ("{\"theme\":\n\"light\"", "config.json, line 2: the text ends too early"),
        ("[]", "config.json, line 1: write the settings in braces"),
        ("\n", "config.json: write the settings in braces"),
        ("", "config.json: write the settings in braces"),
    ] {
        let found = faults(content, Language::En);
        assert!(found.len() == 1 && found[0].starts_with(message), "{content:?}: {found:?}");
        assert_eq!(from_file(content).settings, Settings::default(), "{content:?}");
    }
    let found = faults(b"{\"theme\":\n\"l\xffght\"}", Language::En);
    assert_eq!(found, ["config.json, line 2: the text is not UTF-8: save the file as UTF-8"]);
    for language in Language::ALL {
        assert!(faults("{", language)[0].contains('}'), "the missing brace is shown");
    }
}

#[test]
fn a_byte_order_mark_is_accepted() {
    let resolved = from_file(format!("\u{feff}{FULL}"));
    assert_eq!((resolved.file_faults.len(), resolved.settings.ascii), (0, true));
    assert_eq!(faults("\u{feff}{\n\"x\":1}", Language::En)[0].find("line 2"), Some(13));
}

#[test]
fn a_missing_file_is_not_created_and_is_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    let resolved = resolve(Some(&folder.path().join("tarazy/config.json")), |_| None, &[]);
    assert!(!resolved.file_exists && resolved.file_faults.is_empty());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_folder_a_pipe_and_a_huge_file_are_faults() {
    let folder = tempfile::tempdir().unwrap();
    let texts = Texts::new(Language::En);
    let fault_of = |path: &Path| {
        let resolved = resolve(Some(path), |_| None, &[]);
        assert!(resolved.file_exists);
        texts.show(resolved.file_faults[0].explain())
    };
    assert!(fault_of(folder.path()).ends_with(": this is not a regular file"));
    assert!(fault_of(Path::new("/dev/null")).ends_with(": this is not a regular file"));
    let huge = folder.path().join("config.json");
    let with_spaces = |spaces: u64| format!("{}{FULL}", " ".repeat(usize::try_from(spaces).unwrap()));
    let most = FILE_MAX - FULL.len() as u64;
    fs::write(&huge, with_spaces(most)).unwrap();
    assert_eq!(resolve(Some(&huge), |_| None, &[]).file_faults.len(), 0);
    fs::write(&huge, with_spaces(most + 1)).unwrap();
    assert!(fault_of(&huge).ends_with("the file is too large for settings: at most 64 KiB"));
    assert_eq!(resolve(Some(&huge), |_| None, &[]).settings, Settings::default());
}

#[test]
fn several_faults_are_one_warning_of_a_screen() {
    let resolved = from_file(r#"{"theme":1,"alert":2}"#);
    let texts = Texts::new(Language::En);
    let shown = texts.show(warning(&resolved.file_faults, &texts).unwrap());
    assert_eq!(shown, r#"config.json has 2 faults: "tarazy config" names them"#);
    assert_eq!(warning(&[], &texts), None);
    // A fault that is too long for a line would be cut before it says what would be right.
    let shown = |content| texts.show(warning(&from_file(content).file_faults, &texts).unwrap());
    assert_eq!(
        shown(r#"{"ascii":1}"#),
        "config.json, line 1: ascii: write true or false, without quotation marks"
    );
    assert_eq!(shown(r#"{"shift":1}"#), r#"config.json has 1 fault: "tarazy config" names it"#);
}
