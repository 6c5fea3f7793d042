//! The characters that the keys of a layout type, from `tests/data/keyboards.csv`.

use std::fs;

const KEYBOARDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/keyboards.csv");

/// The layouts: the name for people, the columns of the table, and whether CapsLock works on every key of the main
/// block as Shift does, and not only on letters.
const LAYOUTS: [(&str, &str, bool); 9] = [
    ("us", "us", false),
    ("ru", "ru_winkeys", false),
    ("ru legacy", "ru_legacy", false),
    ("kz", "kz_basic", false),
    ("kz ext", "kz_ext", true),
    ("kz ruskaz", "kz_ruskaz", false),
    ("kz kazrus", "kz_kazrus", false),
    ("kz latin", "kz_latin", false),
    ("Windows kz", "win_kbdkaz", false),
];
/// The keys that keep their level with CapsLock in every layout.
const WITHOUT_CAPS_LOCK: [&str; 3] = ["AB10", "LSGT", "KPDL"];

/// A key of the main block by its XKB name, and whether Shift or AltGr is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MainKey {
    name: String,
    shift: bool,
    alt_gr: bool,
}

/// A keyboard layout.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) name: &'static str,
    /// The XKB name of each key, and what it types on the levels plain, Shift, AltGr, AltGr with Shift.
    keys: Vec<(String, [Option<char>; 4])>,
    caps_lock_is_shift: bool,
}

impl Layout {
    /// Returns every layout. The first one is us.
    pub(super) fn all() -> Vec<Self> {
        let csv = fs::read_to_string(KEYBOARDS).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        let layout = |(name, column, caps_lock_is_shift)| {
            let levels = ["", "_shift", "_altgr", "_altgr_shift"].map(|level| {
                let title = format!("{column}{level}");
                rows[0].iter().position(|other| other == title)
            });
            let keys = rows[1..].iter().map(|row| {
                let character = |level: Option<usize>| row[level?].chars().next();
                (row[0].to_owned(), levels.map(character))
            });
            Self { name, keys: keys.collect(), caps_lock_is_shift }
        };
        LAYOUTS.map(layout).into()
    }

    /// Returns the key that has this character on it.
    pub(super) fn key_with(&self, c: char) -> Option<MainKey> {
        (0..4).find_map(|level| {
            let (name, _) = self.keys.iter().find(|(_, levels)| levels[level] == Some(c))?;
            (name != "KPDL").then(|| MainKey {
                name: name.clone(),
                shift: level % 2 == 1,
                alt_gr: level >= 2,
            })
        })
    }

    /// Returns what a key types, if it types anything.
    pub(super) fn character(&self, key: &MainKey, caps_lock: bool) -> Option<char> {
        let (name, levels) = self.keys.iter().find(|(name, _)| *name == key.name).unwrap();
        let first = if key.alt_gr { 2 } else { 0 };
        let (plain, shifted) = (levels[first], levels[first + 1]);
        let is_letter = plain.is_some_and(char::is_alphabetic) && shifted.is_some_and(char::is_alphabetic);
        let reacts = is_letter || self.caps_lock_is_shift && !WITHOUT_CAPS_LOCK.contains(&name.as_str());
        if key.shift ^ (caps_lock && reacts) { shifted } else { plain }
    }

    /// Returns the decimal mark of the numpad.
    pub(super) fn numpad_mark(&self) -> char {
        self.keys.iter().find_map(|(name, levels)| levels[0].filter(|_| name == "KPDL")).unwrap()
    }
}

impl MainKey {
    /// Returns the key with Shift.
    pub(super) fn shifted(self) -> Self {
        Self { shift: true, ..self }
    }
}
