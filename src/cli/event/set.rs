//! `tarazy event set`: changes an event. Journals stay unchanged.
//!
//! Invariants: the options of one call are applied together or not at all. Existing records keep their
//! meaning, because a material with entries can neither be removed nor change its unit.

use std::collections::{BTreeMap, BTreeSet};

use unicode_width::UnicodeWidthStr;

use crate::cli::argument::error::ArgumentError;
use crate::cli::context::Context;
use crate::cli::event::changes::changes;
use crate::cli::event::options::{self, bad_form, pair};
use crate::cli::failure::Failure;
use crate::cli::{argument, output};
use crate::domain::catalogue::{LocalText, Material, Press, Tare, Unit};
use crate::domain::event::{Event, UtcOffset};
use crate::domain::record::Measure;
use crate::domain::unknown_fields::UnknownFields;
use crate::journal::event_file;
use crate::journal::event_folder::EventFolder;
use crate::journal::reader;
use crate::language::{Language, Message};

/// Maximum width of a short name. A longer one would not fit into a pane of a terminal with 80 columns.
pub(super) const SHORT_MAX: usize = 12;

/// Containers whose names are known. The names are in the order of [`Language::ALL`].
const CONTAINERS: [(&str, [&str; 3]); 6] = [
    ("crate", ["Жәшік", "Ящик", "Crate"]),
    ("bag", ["Қап", "Мешок", "Bag"]),
    ("cart", ["Арба", "Тележка", "Cart"]),
    ("box", ["Қорап", "Коробка", "Box"]),
    ("pallet", ["Паллет", "Паллета", "Pallet"]),
    ("bucket", ["Шелек", "Ведро", "Bucket"]),
];

/// Options of `event set`.
#[derive(Debug, Default, PartialEq, Eq, clap::Args)]
pub(crate) struct Args {
    #[arg(long, value_name = Message::ValueTitle, help = Message::OptionNameSet)]
    name: Option<String>,
    #[arg(long, value_name = Message::ValueText, help = Message::OptionVenueSet)]
    venue: Option<String>,
    #[arg(long, value_name = Message::ValueText, help = Message::OptionOrganiserSet)]
    organiser: Option<String>,
    #[arg(long, value_name = Message::ValueText, help = Message::OptionSupporterSet)]
    supporter: Option<String>,
    #[arg(long, value_name = Message::ValueDate, help = Message::OptionDateSet)]
    date: Option<String>,
    #[arg(long, value_name = Message::ValueIdAmount, help = Message::OptionTargetSet)]
    target: Vec<String>,
    #[arg(long, value_name = Message::ValueCloses, help = Message::OptionClosesSet)]
    closes: Option<String>,
    #[arg(long, allow_hyphen_values = true, value_name = Message::ValueOffset, help = Message::OptionUtcOffset)]
    utc_offset: Option<String>,
    #[arg(long, value_name = Message::ValueGrams, help = Message::OptionDivision)]
    division: Option<String>,
    #[arg(long, value_name = Message::ValueIdKg, help = Message::OptionTare)]
    tare: Vec<String>,
    #[arg(long, value_name = Message::ValueIdName, help = Message::OptionAdd)]
    add: Vec<String>,
    #[arg(long, value_name = Message::ValueIdUnit, help = Message::OptionUnit)]
    unit: Vec<String>,
    #[arg(long, value_name = Message::ValueIdStream, help = Message::OptionStream)]
    stream: Vec<String>,
    #[arg(long, value_name = Message::ValueIdGroup, help = Message::OptionGroup)]
    group: Vec<String>,
    #[arg(long, value_name = Message::ValueIdGrades, help = Message::OptionGrades)]
    grades: Vec<String>,
    #[arg(long, value_name = Message::ValueIdName, help = Message::OptionRename)]
    rename: Vec<String>,
    #[arg(long, value_name = Message::ValueIdName, help = Message::OptionShort)]
    short: Vec<String>,
    #[arg(long, value_name = Message::ValueIdKey, help = Message::OptionKey)]
    key: Vec<String>,
    #[arg(long, value_name = Message::ValueIdAmount, help = Message::OptionMax)]
    max: Vec<String>,
    #[arg(long, value_name = Message::ValueIdAmount, help = Message::OptionConfirmAbove)]
    confirm_above: Vec<String>,
    #[arg(long, value_name = Message::ValueId, help = Message::OptionHide)]
    hide: Vec<String>,
    #[arg(long, value_name = Message::ValueId, help = Message::OptionShow)]
    show: Vec<String>,
    #[arg(long, value_name = Message::ValueId, help = Message::OptionRemove)]
    remove: Vec<String>,
}

/// Changes the event and prints the differences.
///
/// # Errors
/// [`Failure`]; then the event is unchanged.
pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    if *args == Args::default() {
        return Err(Failure::NothingToSet);
    }
    let folder = context.open_for_changing()?;
    let used = used_materials(&folder)?;
    let mut before = None;
    let language = context.texts.language();
    let changed = event_file::change(&folder, |event| {
        before = Some(event.clone());
        apply(event, args, &used, language)
    })?;
    let lines = changes(before.as_ref().unwrap_or(&folder.event), &changed.event, &context.texts);
    if lines.is_empty() {
        return output::text(&(context.texts.get(Message::SetNothing) + "\n"));
    }
    output::answer(&lines.into_iter().map(|line| line + "\n").collect::<String>(), None)
}

/// Returns the ids of the materials in all records, including voided ones.
fn used_materials(folder: &EventFolder) -> Result<BTreeSet<String>, Failure> {
    let (ledger, _) = reader::replay(folder)?;
    let materials = ledger.newest_first().filter_map(|id| ledger.view(id).material).collect::<BTreeSet<_>>();
    Ok(materials.iter().filter_map(|id| ledger.material_id(usize::from(*id))).map(str::to_owned).collect())
}

/// Applies the options, with new materials first and removals last, so that one call can replace a material
/// and move its key. Whether the result is valid is checked when the event is written.
fn apply(event: &mut Event, args: &Args, used: &BTreeSet<String>, language: Language) -> Result<(), Failure> {
    apply_event_options(event, args)?;
    for given in &args.add {
        let (id, name) = pair("--add", "wood=Wood", given)?;
        if name.is_empty() {
            return Err(bad_form("--add", "wood=Wood", given).into());
        }
        // A valid event has at least one stream, because each of its materials is in one.
        let stream = event.streams.first().map_or("", String::as_str);
        let mut material = Material::blank(id, stream);
        material.name.0.insert(language.code().to_owned(), argument::text("--add", name)?.to_owned());
        event.materials.push(material);
    }
    let is_new =
        |id: &str| args.add.iter().any(|given| given.split_once('=').is_some_and(|(new, _)| new == id));
    for given in &args.unit {
        let form = "lamps=pcs";
        let (index, value) = material_value(event, "--unit", form, given)?;
        let (unit, press) = match value {
            "kg" => (Unit::Kg, Press::Kg),
            "pcs" => (Unit::Pcs, Press::Pcs),
            _ => return Err(bad_form("--unit", form, given).into()),
        };
        let material = &mut event.materials[index];
        if material.unit != unit {
            // A material that this call adds may have records from another event (docs/journal.md M8).
            if used.contains(&material.id) && !is_new(&material.id) {
                return Err(Failure::UnitInUse(material.id.clone()));
            }
            (material.unit, material.press) = (unit, press);
            (material.target_g, material.target_pieces) = (None, None);
        }
    }
    for given in &args.stream {
        let (index, value) = material_value(event, "--stream", "wood=reuse", given)?;
        value.clone_into(&mut event.materials[index].stream);
    }
    for given in &args.group {
        let (index, value) = material_value(event, "--group", "jars=glass", given)?;
        event.materials[index].group = Some(value.to_owned()).filter(|group| !group.is_empty());
    }
    for given in &args.grades {
        let form = "plastic=1,2,5";
        let (index, value) = material_value(event, "--grades", form, given)?;
        let list: Vec<String> = value.split(',').map(|grade| grade.trim().to_owned()).collect();
        let grades = if value.is_empty() { Vec::new() } else { list };
        let distinct: BTreeSet<&String> = grades.iter().collect();
        let valid = |grade: &&String| !grade.is_empty() && grade.chars().count() <= SHORT_MAX;
        if distinct.len() < grades.len() || !grades.iter().all(|grade| valid(&grade)) {
            return Err(bad_form("--grades", form, given).into());
        }
        event.materials[index].grades = grades;
    }
    apply_names(event, args, language)?;
    apply_limits(event, args)?;
    for (option, ids, hidden) in [("--hide", &args.hide, true), ("--show", &args.show, false)] {
        for id in ids {
            let index = index_of(event, option, id, id)?;
            event.materials[index].hidden = hidden;
        }
    }
    for id in &args.remove {
        let index = index_of(event, "--remove", id, id)?;
        let material = &event.materials[index];
        if used.contains(&material.id) {
            return Err(Failure::MaterialInUse(material.id.clone()));
        }
        event.materials.remove(index);
    }
    if event.materials.iter().all(|material| material.hidden) {
        return Err(Failure::AllHidden);
    }
    Ok(())
}

/// Applies the options of the event itself and its containers.
fn apply_event_options(event: &mut Event, args: &Args) -> Result<(), Failure> {
    if let Some(name) = &args.name {
        name.trim().clone_into(&mut event.name);
        event.unnamed = false;
    }
    for (option, given, field) in [
        ("--venue", &args.venue, &mut event.venue),
        ("--organiser", &args.organiser, &mut event.organiser),
        ("--supporter", &args.supporter, &mut event.supporter),
    ] {
        if let Some(given) = given {
            *field = options::text(option, given)?;
        }
    }
    if let Some(date) = &args.date {
        event.date = argument::date(date)?;
    }
    if let Some(closes) = &args.closes {
        event.closes = options::closing_time(closes)?;
    }
    if let Some(given) = &args.utc_offset {
        let bad = || bad_form("--utc-offset", "+05:00", given);
        event.utc_offset = UtcOffset::parse(given).ok_or_else(bad)?;
    }
    if let Some(given) = &args.division {
        event.division_g = given.parse().map_err(|_| bad_form("--division", "10", given))?;
    }
    for given in &args.tare {
        let (id, typed) = pair("--tare", "crate=1.8", given)?;
        if typed.is_empty() {
            event.tares.retain(|tare| tare.id != id);
            continue;
        }
        let g = options::mass(event, typed).map_err(|error| error.in_option("--tare", given))?;
        match event.tares.iter_mut().find(|tare| tare.id == id) {
            Some(tare) => tare.g = g,
            None => event.tares.push(Tare {
                id: id.to_owned(),
                name: container_names(id),
                g,
                extra: UnknownFields::default(),
            }),
        }
    }
    Ok(())
}

/// Applies names, short names and keys.
fn apply_names(event: &mut Event, args: &Args, language: Language) -> Result<(), Failure> {
    for given in &args.rename {
        let (index, code, value) = material_text(event, "--rename", "paper:kk=Qagaz", given, language)?;
        let material = &mut event.materials[index];
        set_text(&mut material.name, code, value);
        // The name for publication in this language belonged to the old name, so it is removed.
        if let Some(press) = &mut material.press_name {
            press.0.remove(code);
        }
    }
    for given in &args.short {
        let (index, code, value) = material_text(event, "--short", "paper:kk=Qagaz", given, language)?;
        if value.width() > SHORT_MAX {
            return Err(Failure::WideShort { name: value.to_owned(), most: SHORT_MAX });
        }
        set_text(&mut event.materials[index].short, code, value);
    }
    for given in &args.key {
        let form = "wood=U";
        let (index, value) = material_value(event, "--key", form, given)?;
        let mut letters = value.chars();
        event.materials[index].key = match (letters.next(), letters.next()) {
            (None, _) => None,
            (Some(letter), None) => Some(letter.to_ascii_uppercase()),
            (Some(_), Some(_)) => return Err(bad_form("--key", form, given).into()),
        };
    }
    Ok(())
}

/// Applies targets and limits.
fn apply_limits(event: &mut Event, args: &Args) -> Result<(), Failure> {
    for given in &args.target {
        options::set_target(event, given)?;
    }
    for (option, givens, confirm) in
        [("--max", &args.max, false), ("--confirm-above", &args.confirm_above, true)]
    {
        for given in givens {
            let form = "paper=500";
            let (index, typed) = material_value(event, option, form, given)?;
            let measure = options::amount(event, &event.materials[index], typed)
                .map_err(|error| error.in_option(option, given))?;
            let material = &mut event.materials[index];
            match (measure, confirm) {
                (Measure::Weight { .. }, false) => material.max_g = measure.net(),
                (Measure::Weight { .. }, true) => material.confirm_above_g = measure.net(),
                (Measure::Pieces { count, weight: None }, false) => material.max_pieces = count,
                (Measure::Pieces { count, weight: None }, true) => material.confirm_above_pieces = count,
                (Measure::Pieces { weight: Some(_), .. }, _) => {
                    return Err(bad_form(option, form, given).into());
                }
            }
        }
    }
    Ok(())
}

/// Finds the material of `ID=VALUE` and returns it with the value.
fn material_value<'a>(
    event: &Event,
    option: &'static str,
    form: &'static str,
    given: &'a str,
) -> Result<(usize, &'a str), Failure> {
    let (id, value) = pair(option, form, given)?;
    Ok((index_of(event, option, given, id)?, value))
}

/// Finds the material of an option. `given` is the whole value of the option.
fn index_of(event: &Event, option: &'static str, given: &str, id: &str) -> Result<usize, ArgumentError> {
    let found = argument::material(event, id);
    found.map(|(index, _)| index).map_err(|error| error.in_option(option, given))
}

/// Returns the material, language and text of `ID=TEXT` or `ID:kk=TEXT`.
fn material_text<'a>(
    event: &Event,
    option: &'static str,
    form: &'static str,
    given: &'a str,
    language: Language,
) -> Result<(usize, &'static str, &'a str), Failure> {
    let (id, value) = pair(option, form, given)?;
    let (id, language) = match id.split_once(':') {
        None => (id, language),
        Some((id, code)) => (id, Language::parse(code).ok_or_else(|| bad_form(option, form, given))?),
    };
    let index = index_of(event, option, given, id)?;
    Ok((index, language.code(), argument::text(option, value)?))
}

/// Sets a text in one language, or removes it if `value` is empty.
fn set_text(text: &mut LocalText, code: &str, value: &str) {
    if value.is_empty() {
        text.0.remove(code);
    } else {
        text.0.insert(code.to_owned(), value.to_owned());
    }
}

/// Returns the names of a container, or its id if the container is unknown.
fn container_names(id: &str) -> LocalText {
    let known = CONTAINERS.iter().find(|(known, _)| *known == id);
    let codes = Language::ALL.map(|language| language.code().to_owned());
    LocalText(match known {
        Some((_, names)) => codes.into_iter().zip(names.map(str::to_owned)).collect(),
        None => BTreeMap::from([(Language::En.code().to_owned(), id.to_owned())]),
    })
}
