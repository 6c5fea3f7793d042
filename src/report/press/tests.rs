//! The text for publication in all languages, and its sum against its items.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::domain::catalogue::{Group, LocalText};
use crate::domain::event::{TEMPLATES, UtcOffset};
use crate::domain::ledger::Ledger;
use crate::domain::mass::Grams;
use crate::domain::record::Moment;
use crate::language::Language;
use crate::report::summary::HourRow;

/// What came of one material: its id, the grams, the pieces, and whether they are an estimate.
type Came<'a> = (&'a str, i64, i64, bool);

fn event() -> Event {
    let day = NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
    Event::new(1, "Recycle Бірге", day, UtcOffset::parse("+05:00").unwrap()).unwrap()
}

fn of_template(name: &str) -> Event {
    let template = TEMPLATES.iter().find(|(known, _)| *known == name).unwrap().1;
    let Event { date, utc_offset, .. } = event();
    Event::from_template(1, "Жасыл аула", date, utc_offset, template).unwrap()
}

fn summary(event: &Event, people: i64, came: &[Came<'_>]) -> Summary {
    let mut summary = Summary::new(event, &Ledger::new(event), &[]);
    summary.people = people;
    for (id, net, pieces, about) in came {
        let row = summary.materials.iter_mut().find(|row| row.id == *id).unwrap();
        (row.net, row.pieces, row.about, row.entries) = (Grams::new(*net), *pieces, *about, 1);
    }
    summary
}

fn text_of(event: &Event, people: i64, came: &[Came<'_>], language: Language) -> String {
    render(event, &summary(event, people, came), PressOptions::default(), &Texts::new(language))
}

/// Returns the lists without the lead and the headings.
fn items_of(event: &Event, came: &[Came<'_>], language: Language) -> String {
    let text = text_of(event, 0, came, language);
    text.lines()
        .skip(1)
        .filter(|line| !line.ends_with(':') && !line.is_empty())
        .map(|line| line.to_owned() + "\n")
        .collect()
}

fn standard(language: Language, came: &[Came<'_>]) -> String {
    items_of(&event(), came, language)
}

#[test]
fn nouns_agree_with_numbers() {
    let cases = [
        (Language::Ru, 1, "1 лампа.\n"),
        (Language::Ru, 22, "22 лампы.\n"),
        (Language::Ru, 1_500, "1500 ламп.\n"),
        (Language::Ru, 12_001, "12\u{a0}001 лампа.\n"),
        (Language::En, 1, "1 lamp.\n"),
        (Language::En, 12_001, "12,001 lamps.\n"),
        (Language::Kk, 1, "1 дана шам.\n"),
        (Language::Kk, 1_500, "1500 дана шам.\n"),
    ];
    for (language, pieces, expected) in cases {
        assert_eq!(standard(language, &[("lamps", 0, pieces, false)]), expected);
    }
    assert_eq!(standard(Language::Ru, &[("lamps", 0, 50, true)]), "примерно 50 ламп.\n");
    assert_eq!(standard(Language::Kk, &[("lamps", 0, 50, true)]), "шамамен 50 дана шам.\n");
}

#[test]
fn kilograms_are_whole_and_tonnes_say_on_which_side_they_are() {
    let goods = "вещей для благотворительности и повторного использования.\n";
    let cases = [
        (Language::Kk, "paper", 499, "1 кг-нан аз картон және макулатура.\n".to_owned()),
        (Language::Ru, "paper", 500, "1 кг картона и макулатуры.\n".to_owned()),
        (Language::En, "paper", 10_499_600, "10,500 kg of cardboard and waste paper.\n".to_owned()),
        (Language::Ru, "reuse", 999_499, format!("999 кг {goods}")),
        (Language::Ru, "reuse", 999_500, format!("1 тонна {goods}")),
        (Language::Ru, "reuse", 1_579_499, format!("более 1,5 тонны {goods}")),
        (Language::Ru, "reuse", 1_579_500, format!("почти 1,6 тонны {goods}")),
        (
            Language::Kk,
            "reuse",
            1_599_000,
            "1,6 тоннаға жуық зат (қайырымдылыққа және қайта пайдалануға).\n".to_owned(),
        ),
        (Language::En, "reuse", 1_500_499, "1.5 tonnes of goods for charity and reuse.\n".to_owned()),
        (Language::En, "reuse", 1_000_500, "more than 1 tonne of goods for charity and reuse.\n".to_owned()),
        (Language::En, "reuse", 1_090_000, "almost 1.1 tonnes of goods for charity and reuse.\n".to_owned()),
        (Language::Ru, "reuse", 2_001_000, format!("более 2 тонн {goods}")),
        (Language::Ru, "reuse", 2_000_000, format!("2 тонны {goods}")),
        (Language::Ru, "reuse", 4_990_000, format!("почти 5 тонн {goods}")),
        (Language::Ru, "reuse", 20_990_000, format!("почти 21 тонна {goods}")),
        (Language::Ru, "reuse", 21_001_000, format!("более 21 тонны {goods}")),
    ];
    for (language, id, net, expected) in cases {
        assert_eq!(standard(language, &[(id, net, 0, false)]), expected);
    }
    for (net, expected) in [(1_530_000, "about 1.5 tonnes"), (1_550_000, "about 1.6 tonnes")] {
        let about = standard(Language::En, &[("reuse", net, 0, true)]);
        assert_eq!(about, format!("{expected} of goods for charity and reuse.\n"));
    }
}

#[test]
fn decimals_are_printed_as_asked_and_without_zeros_at_the_end() {
    let event = event();
    let came = [("paper", 12_345, 0, false), ("plastic", 2_500, 0, false), ("cans", 4, 0, false)];
    let cases = [
        (
            Decimals::Zero,
            "12 кг картона и макулатуры;\n3 кг пластика;\nменее 1 кг консервных банок;\nвсего по списку – около 15 кг.",
        ),
        (
            Decimals::One,
            "12,3 кг картона и макулатуры;\n2,5 кг пластика;\nменее 0,1 кг консервных банок;\nвсего по списку – около 14,8 кг.",
        ),
        (
            Decimals::Two,
            "12,35 кг картона и макулатуры;\n2,5 кг пластика;\nменее 0,01 кг консервных банок;\nвсего по списку – около 14,85 кг.",
        ),
    ];
    for (decimals, expected) in cases {
        let options = PressOptions { decimals, with_other: false };
        let text = render(&event, &summary(&event, 0, &came), options, &Texts::new(Language::Ru));
        assert!(text.contains(expected), "{text}");
    }
}

#[test]
fn five_equal_halves_add_up_to_the_sum_below_them() {
    let came = ["paper", "plastic", "aluminium", "cans", "foam"].map(|id| (id, 2_500, 0, false));
    assert_eq!(
        standard(Language::En, &came),
        "3 kg of cardboard and waste paper;\n3 kg of plastic;\n3 kg of aluminium;\n2 kg of tin cans;\n\
         2 kg of foam (EPS);\ntotal of this list: 13 kg.\n"
    );
}

#[test]
fn a_group_has_the_names_of_what_came() {
    let mut event = event();
    let coloured = ("glass-coloured", 750_000, 0, true);
    assert_eq!(items_of(&event, &[coloured], Language::Ru), "около 750 кг цветного стекла.\n");
    let clear = ("glass-clear", 1_310_000, 0, false);
    assert_eq!(items_of(&event, &[clear], Language::Kk), "1310 кг түссіз әйнек.\n");
    let both = items_of(&event, &[coloured, clear], Language::Ru);
    assert_eq!(both, "около 2060 кг бесцветного и цветного стекла.\n");
    // Of a group of three, two came.
    let cans = event.materials.iter_mut().find(|material| material.id == "cans").unwrap();
    cans.group = Some("glass".to_owned());
    let two = items_of(&event, &[clear, ("cans", 1_000, 0, false)], Language::Ru);
    assert_eq!(two, "1311 кг бесцветного стекла и консервных банок.\n");
    // Nobody can bring what is not offered any more.
    event.materials.iter_mut().find(|material| material.id == "cans").unwrap().hidden = true;
    let both = items_of(&event, &[coloured, clear], Language::Ru);
    assert_eq!(both, "около 2060 кг бесцветного и цветного стекла.\n");
}

#[test]
fn names_that_are_not_published_keep_their_case_in_a_group_too() {
    let mut event = event();
    event.groups.push(Group {
        id: "metal".to_owned(),
        name: LocalText([("ru".to_owned(), "Металл".to_owned())].into()),
        press_name: None,
        extra: Default::default(),
    });
    for material in &mut event.materials {
        if ["aluminium", "cans", "foam"].contains(&material.id.as_str()) {
            material.group = Some("metal".to_owned());
        }
        if material.id == "cans" {
            material.press_name = None;
        }
    }
    let came = [("aluminium", 1_000, 0, false), ("cans", 2_000, 0, false), ("foam", 3_000, 0, false)];
    assert_eq!(items_of(&event, &came[..2], Language::Ru), "алюминий и консервные банки – 3 кг.\n");
    assert_eq!(items_of(&event, &came, Language::Ru), "металл – 6 кг.\n");
}

#[test]
fn a_catalogue_without_published_names_uses_its_own_names() {
    let mut event = event();
    for material in &mut event.materials {
        material.press_name = None;
    }
    event.materials[9].name = LocalText([("ru".to_owned(), "ПЭТ-бутылки".to_owned())].into());
    let came = [("paper", 5_000, 0, true), ("foam", 2_000, 0, false), ("tyres", 0, 36, false)];
    let cases = [
        (
            Language::Kk,
            "шамамен 5 кг картон және макулатура;\n2 кг ПЭТ-бутылки;\nтізім бойынша барлығы – шамамен 7 кг.\n\
             36 дана автокөлік шиналары.\n",
        ),
        (
            Language::Ru,
            "картон и макулатура – около 5 кг;\nПЭТ-бутылки – 2 кг;\nвсего по списку – около 7 кг.\n\
             автошины – 36 шт.\n",
        ),
        (
            Language::En,
            "about 5 kg of cardboard and waste paper;\n2 kg of ПЭТ-бутылки;\ntotal of this list: about 7 kg.\n\
             36 car tyres.\n",
        ),
    ];
    for (language, expected) in cases {
        assert_eq!(items_of(&event, &came, language), expected);
    }
}

#[test]
fn pieces_and_bread_are_apart_and_goods_for_charity_are_last() {
    let came = [
        ("paper", 5_000, 0, false),
        ("lamps", 0, 2, false),
        ("bread", 1_000, 0, false),
        ("reuse", 3_000, 0, false),
        ("other", 9_000, 0, false),
    ];
    let event = event();
    let lead = "25 January 2026: 1 person took part in the recycling drive \"Recycle Бірге\".\n";
    let text = text_of(&event, 1, &came, Language::En);
    let expected = "\nCollected:\n5 kg of cardboard and waste paper.\n\nAlso:\n2 lamps;\n1 kg of bread products;\n\
                    3 kg of goods for charity and reuse.\n";
    assert_eq!(text, format!("{lead}{expected}"));
    let options = PressOptions { with_other: true, ..PressOptions::default() };
    let markdown = render_markdown(&event, &summary(&event, 1, &came), options, &Texts::new(Language::En));
    let expected = "\nCollected:\n\n- 5 kg of cardboard and waste paper.\n\nAlso:\n\n- 2 lamps;\n\
                    - 1 kg of bread products;\n- 9 kg of other waste;\n- 3 kg of goods for charity and reuse.\n";
    assert_eq!(markdown, format!("{lead}{expected}"));
    // If nothing else came, it is published.
    assert_eq!(items_of(&event, &[("other", 9_000, 0, false)], Language::En), "9 kg of other waste.\n");
}

#[test]
fn a_clean_up_begins_with_its_bags_and_a_swap_has_two_sides() {
    let came = [("bags", 0, 121, false), ("mixed", 300_000, 0, true), ("glass", 20_000, 0, false)];
    assert_eq!(
        text_of(&of_template("subbotnik"), 22, &came, Language::Ru),
        "25 января 2026 года: в субботнике «Жасыл аула» участвовали 22 человека.\n\nСобрано:\n121 мешок мусора.\n\n\
         А также:\nоколо 300 кг смешанного мусора;\n20 кг стекла;\nвсего по списку – около 320 кг.\n"
    );
    let came = [("plants-given", 0, 21, false), ("books-given", 0, 3, false), ("books-taken", 0, 2, true)];
    assert_eq!(
        text_of(&of_template("swap"), 21, &came, Language::Ru),
        "25 января 2026 года: в обмене «Жасыл аула» участвовал 21 человек.\n\nПринесено:\n21 растение;\n3 книги.\n\n\
         Забрано:\nпримерно 2 книги.\n"
    );
    assert_eq!(
        text_of(&of_template("swap"), 21, &came, Language::Kk),
        "2026 жылғы 25 қаңтар: «Жасыл аула» алмасу шарасына 21 адам қатысты.\n\nӘкелінді:\n21 дана өсімдік;\n\
         3 дана кітап.\n\nӘкетілді:\nшамамен 2 дана кітап.\n"
    );
}

#[test]
fn the_lead_names_the_day_the_venue_the_event_the_people_and_the_partners() {
    let mut event = event();
    event.venue = Some("Алматы".to_owned());
    event.organiser = Some("RB".to_owned());
    event.supporter = Some("ТОО «Таза» и Ко.".to_owned());
    event.name = "Акция «Чистый двор»".to_owned();
    let lead = |event: &Event, people, language| {
        text_of(event, people, &[], language).lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(
        lead(&event, 1_800, Language::Ru),
        "25 января 2026 года, Алматы: в экоакции «Акция „Чистый двор“» участвовали 1800 человек. Организатор: RB. \
         При поддержке: ТОО «Таза» и Ко. Ничего не собрано."
    );
    assert_eq!(
        lead(&event, 12_000, Language::Kk),
        "2026 жылғы 25 қаңтар, Алматы: «Акция „Чистый двор“» экоакциясына 12\u{a0}000 адам қатысты. \
         Ұйымдастырушы: RB. Қолдаушы: ТОО «Таза» и Ко. Ештеңе жиналған жоқ."
    );
    (event.organiser, event.supporter, event.unnamed) = (None, None, true);
    for (people, language, expected) in [
        (0, Language::En, "25 January 2026, Алматы: the recycling drive took place. Nothing was collected."),
        (1, Language::Ru, "25 января 2026 года, Алматы: в экоакции участвовал 1 человек. Ничего не собрано."),
        (2, Language::Kk, "2026 жылғы 25 қаңтар, Алматы: экоакцияға 2 адам қатысты. Ештеңе жиналған жоқ."),
        (0, Language::Ru, "25 января 2026 года, Алматы: прошла экоакция. Ничего не собрано."),
    ] {
        assert_eq!(lead(&event, people, language), expected);
    }
    "plogging".clone_into(&mut event.kind);
    event.unnamed = false;
    "Жүгіру \"Таза\"".clone_into(&mut event.name);
    let expected = "25 January 2026, Алматы: the event \"Жүгіру 'Таза'\" took place. Nothing was collected.";
    assert_eq!(lead(&event, 0, Language::En), expected);
}

#[test]
fn an_event_that_went_on_after_midnight_has_two_days() {
    let cases = [
        ((2026, 1, 25), "2026-01-26T01:00:00+05:00", "25–26 января 2026 года: "),
        ((2026, 1, 31), "2026-02-01T05:00:00+05:00", "31 января – 1 февраля 2026 года: "),
        ((2026, 12, 31), "2027-01-01T00:00:00+05:00", "31 декабря 2026 года – 1 января 2027 года: "),
        // Records that were added in the morning.
        ((2026, 1, 25), "2026-01-26T06:00:00+05:00", "25 января 2026 года: "),
        // A wrong clock.
        ((2026, 1, 25), "2020-01-01T01:00:00+05:00", "25 января 2026 года: "),
    ];
    for ((year, month, day), late, expected) in cases {
        let mut event = event();
        event.date = NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let mut summary = summary(&event, 5, &[("paper", 1_000, 0, false)]);
        let evening = format!("{year}-{month:02}-{day:02}T22:00:00+05:00");
        summary.hours = [evening.as_str(), late]
            .map(|at| HourRow { start: Moment::parse_from_rfc3339(at).unwrap(), net: Grams::ZERO, people: 1 })
            .into();
        let text = render(&event, &summary, PressOptions::default(), &Texts::new(Language::Ru));
        assert!(text.starts_with(expected), "{text}");
    }
}

#[test]
fn names_and_places_cannot_become_markup() {
    let mut event = event();
    event.venue = Some("*here*\u{1b}".to_owned());
    let text =
        render_markdown(&event, &summary(&event, 3, &[]), PressOptions::default(), &Texts::new(Language::En));
    assert!(text.contains(r"\*here\*:"), "{text}");
}

/// Returns the number of an English line such as `about 12.5 kg of foam`, in units of 10 g, and the tonnes in the
/// same unit. `less than` counts as zero.
fn printed_mass(line: &str) -> i64 {
    if line.starts_with("less than") || line.contains(": less than") {
        return 0;
    }
    let digits = line.split(' ').find(|word| word.starts_with(|c: char| c.is_ascii_digit())).unwrap();
    let digits = digits.replace(',', "");
    let (whole, rest) = digits.split_once('.').unwrap_or((&digits, ""));
    let hundredths = format!("{whole}{rest:0<2}").parse::<i64>().unwrap();
    if line.contains("tonne") { hundredths * 1_000 } else { hundredths }
}

proptest! {
    #[test]
    fn printed_items_and_their_printed_sum_never_contradict_each_other(
        came in proptest::collection::vec((0_usize..11, prop_oneof![1_i64..3_000, 1_i64..3_000_000], any::<bool>()), 2..12),
        in_tonnes in proptest::option::of(0_usize..11),
        estimates in any::<bool>(),
        decimals in prop_oneof![Just(Decimals::Zero), Just(Decimals::One), Just(Decimals::Two)],
    ) {
        let mut event = event();
        if let Some(index) = in_tonnes {
            event.materials[index].press = crate::domain::catalogue::Press::Tonnes;
        }
        let ids: Vec<_> = event.materials.iter().map(|material| material.id.clone()).collect();
        let came: Vec<Came<'_>> = came.iter().map(|(index, grams, about)| (ids[*index].as_str(), *grams, 0, *about && estimates)).collect();
        let summary = summary(&event, 0, &came);
        let net: i64 = summary.materials.iter().map(|row| row.net.get()).sum();
        let options = PressOptions { decimals, with_other: false };
        let text = render(&event, &summary, options, &Texts::new(Language::En));
        let lines: Vec<&str> = text.lines().skip(3).collect();
        let Some((sum, items)) = lines.split_last().filter(|(last, _)| last.starts_with("total")) else {
            prop_assert_eq!(lines.len(), 1);
            return Ok(());
        };
        // The sum is that of every other format, rounded.
        let step = decimals.step();
        let printed = if sum.contains("less than") { 0 } else { printed_mass(sum) * 10 };
        prop_assert_eq!(printed, rounded(net, step), "{}", text);
        // The least and the greatest sum that the items allow.
        let (mut least, mut most, mut exact) = (0, 0, true);
        for item in items {
            let amount = printed_mass(item) * 10;
            let (from, to) = match item.split(' ').next() {
                Some("less") => (0, step),
                Some("more") => (amount + 1, amount + 99_999),
                Some("almost") => (amount - 20_000, amount - 1),
                Some("about") if item.contains("tonne") => (amount - 50_000, amount + 50_000),
                _ => (amount, amount),
            };
            least += from;
            most += to;
            exact &= from == to;
        }
        prop_assert!((least..=most).contains(&printed), "{} to {}: {}", least, most, text);
        // "About" is said of the sum if and only if an item has no exact number.
        let vague = items.iter().any(|item| item.starts_with("about") || item.starts_with("less"));
        prop_assert_eq!(sum.contains("about"), vague && printed != 0, "{}", text);
        prop_assert!(exact || vague || text.contains("tonne"), "{}", text);
    }
}
