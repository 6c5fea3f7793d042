//! The words of tables in Kazakh, Russian and English: names of columns, units, totals, and values that mean nothing.
//!
//! Invariant: a name is recognised as a whole, apart from its unit. `Вес, кг` is a weight; `Вес мешка` is not recognised.

use std::collections::HashMap;
use std::sync::OnceLock;

/// The unit of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum AmountUnit {
    Kilograms,
    Grams,
    Tonnes,
    Pieces,
    /// Pounds or ounces, which are not converted.
    Foreign,
}

/// What a column contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    /// A day with a time, or a moment with its offset from UTC.
    At,
    Date,
    Time,
    Station,
    Operator,
    Material,
    Grade,
    /// An amount in the unit of its cell, of its column, or of its material.
    Amount,
    Gross,
    Tare,
    Net,
    Unit,
    Pieces,
    /// The weight of counted pieces.
    PiecesWeight,
    People,
    Note,
    /// The sum of a row.
    Total,
    /// The number or name of a row, which is not imported.
    RowNumber,
    /// Columns of our own CSV: the kind of a record, whether it counts, whether it is an estimate, and what is not read.
    Kind,
    Standing,
    About,
    Own,
}

/// A recognised name of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ColumnName {
    pub role: Role,
    pub unit: Option<AmountUnit>,
    /// How surely the name means this: of two columns with one role, the surer one is taken.
    pub sureness: u8,
}

/// Names of columns, without their unit, separated by `|`. The number is the sureness.
const NAMES: &[(Role, u8, &str)] = &[
    (
        Role::At,
        3,
        "at|datetime|date time|date and time|timestamp|дата время|дата и время|күні уақыты|\
         күні мен уақыты|күн уақыт|отметка времени|уақыт белгісі|дата и время взвешивания",
    ),
    (
        Role::Date,
        3,
        "date|дата|күні|күн|датасы|day|день|число|дата взвешивания|дата приема|дата сдачи|\
         дата сбора|дата поступления|дата акции|өлшеу күні|өлшенген күні|қабылдау күні|\
         қабылданған күні|тапсыру күні|weighing date|date of weighing|collection date|\
         date of collection|day of collection|айы күні",
    ),
    (Role::Time, 3, "time|время|уақыт|уақыты|сағат|сағаты|час|часы|время взвешивания|өлшеу уақыты|hour"),
    (
        Role::Station,
        3,
        "station|пост|бекет|бекеті|weigh station|weighing station|код поста|номер поста|пост №|\
         № поста|бекет нөмірі|station id",
    ),
    (Role::Station, 1, "станция|пункт|пункт приема|точка|точка приема|весы|таразы|scale|қабылдау бекеті"),
    (
        Role::Operator,
        3,
        "operator|оператор|весовщик|таразышы|өлшеуші|имя оператора|оператор аты|оператордың аты|\
         operator name|фио оператора|взвешивал|взвесил|weighed by",
    ),
    (
        Role::Operator,
        1,
        "принял|кто принял|приемщик|ответственный|ответственное лицо|волонтер|еріктi|ерікті|волонтёр|\
         қабылдаған|қабылдады|жауапты|жауапты адам|volunteer|responsible|received by|фио|аты жөні|\
         имя",
    ),
    (
        Role::Material,
        3,
        "material|материал|материалы|материалдар|materials|вид материала|тип материала|\
         название материала|наименование материала|материал түрі|материалдың түрі|материал атауы|\
         материалдың атауы|material type|type of material|material name|вторсырье|вид вторсырья|\
         наименование вторсырья|шикізат|шикізат түрі|қайталама шикізат|сырье|вид сырья|қалдық|\
         қалдық түрі|қалдықтар|қалдықтар түрі|қалдықтың түрі|вид отходов|вид отхода|отходы|\
         тип отходов|наименование отходов|waste|waste type|type of waste|recyclable|recyclables|\
         фракция|fraction|material id",
    ),
    (
        Role::Material,
        1,
        "категория|category|санат|санаты|наименование|название|атауы|item|вид|түрі|kind|товар|\
         позиция|сдано|что сдали|не тапсырылды",
    ),
    (Role::Grade, 3, "grade|марка|сорт|сұрып|маркасы|сұрыбы|сұрпы|вид пластика|марка пластика|plastic type"),
    (Role::Grade, 1, "type|тип|подвид"),
    (
        Role::Amount,
        3,
        "typed|вес|масса|weight|mass|салмақ|салмағы|массасы|вес материала|вес груза|\
         материал салмағы|өлшенген салмақ|өлшем|measured weight|вес принято|принято|\
         қабылданған салмақ",
    ),
    (Role::Amount, 1, "amount|количество|кол во|колво|мөлшері|мөлшер|quantity|qty"),
    (
        Role::Gross,
        3,
        "gross|брутто|вес брутто|масса брутто|gross weight|weight gross|брутто салмағы|\
         брутто салмақ|салмағы брутто|вес с тарой|ыдыспен салмағы|брутто вес",
    ),
    (
        Role::Tare,
        3,
        "tare|тара|вес тары|масса тары|tare weight|weight tare|ыдыс|ыдыс салмағы|ыдыстың салмағы|\
         тара салмағы|тара вес|салмағы тара|вес тара",
    ),
    (
        Role::Net,
        3,
        "net|нетто|таза|чистый|вес нетто|масса нетто|net weight|weight net|таза салмақ|таза салмағы|\
         нетто салмағы|нетто салмақ|чистый вес|вес без тары|салмағы нетто|нетто вес|\
         ыдыссыз салмағы",
    ),
    (
        Role::Unit,
        3,
        "unit|units|ед|ед изм|единица|единица измерения|единицы|единицы измерения|ед измерения|\
         өлшем бірлігі|бірлік|бірлігі|өлш бірл|өлшем бірл|unit of measure|uom",
    ),
    (
        Role::Pieces,
        3,
        "pieces|штук|штуки|кол во штук|количество штук|дана саны|дана|number of pieces|count|саны|\
         piece count",
    ),
    (
        Role::People,
        3,
        "people|participants|пришло человек|пришло людей|приняли участие|участвовало|кол во человек|количество человек|количество сдавших|число людей|\
         число участников|келгендер саны|адамдар саны|visitor count|люди|людей|участники|участников|человек|чел|количество людей|\
         кол во людей|количество участников|кол во участников|адам|адамдар|адам саны|қатысушылар|\
         қатысушылар саны|number of people|number of participants|visitors|посетители|келушілер|\
         келгендер",
    ),
    (
        Role::Note,
        3,
        "note|notes|comment|comments|remark|remarks|примечание|примечания|комментарий|комментарии|\
         ескертпе|ескерту|ескертулер|түсініктеме|пометки|заметки|қосымша",
    ),
    (
        Role::Total,
        3,
        "total|итого|всего|барлығы|жиыны|жиынтығы|сумма|sum|итог|жалпы|общий вес|общая масса|\
         жалпы салмақ|жалпы салмағы|total weight|weight total|барлық салмағы|grand total|\
         барлығы салмағы|жалпы саны",
    ),
    (
        Role::RowNumber,
        3,
        "№|№ п п|п п|n|no|nr|number|номер|нөмір|нөмірі|id|р с|рс|реттік нөмірі|рет саны|row|\
         № записи|#|место|орын|орны|place|rank|код|коды|code|record|строка|номер строки|қ р|т б|р н",
    ),
];

/// Words that begin a row of sums.
const TOTALS: [&str; 29] = [
    "общее",
    "общая",
    "суммарно",
    "совокупно",
    "қосынды",
    "қосындысы",
    "overall",
    "σ",
    "∑",
    "итого",
    "итог",
    "итоги",
    "всего",
    "барлығы",
    "барлық",
    "жиыны",
    "жиынтығы",
    "жиынтық",
    "жалпы",
    "қорытынды",
    "қорытындысы",
    "total",
    "totals",
    "subtotal",
    "sum",
    "сумма",
    "totaux",
    "общий",
    "подытог",
];

/// Values that mean that nothing was weighed.
const NOTHING: [&str; 15] =
    ["", "-", "–", "—", "−", "--", "na", "n/a", "н/д", "нд", "нет", "жоқ", "none", "null", "nan"];

/// Converts a name to lower case, with single spaces instead of punctuation.
#[must_use]
pub(crate) fn normalise(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ё' => normal.push('е'),
            '№' | '#' => {
                normal.push(' ');
                normal.push(c);
                normal.push(' ');
            }
            c if c.is_alphanumeric() => normal.push(c),
            // A combining mark belongs to its letter.
            '\u{300}'..='\u{36f}' => {}
            _ => normal.push(' '),
        }
    }
    normal.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Removes the number of a list from the start of a text: `1. Картон`, `2) Пластик`.
#[must_use]
pub(super) fn without_list_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_short = (1..=2).contains(&(text.len() - rest.len()));
    let name = rest.strip_prefix(['.', ')']).filter(|_| is_short).map_or(text, str::trim_start);
    if name.starts_with(char::is_alphabetic) { name } else { text }
}

/// Returns the unit that a word means, without a dot at its end.
#[must_use]
pub(super) fn unit(word: &str) -> Option<AmountUnit> {
    let word = word.trim().trim_end_matches('.').to_lowercase();
    Some(match word.as_str() {
        "кг"
        | "kg"
        | "kgs"
        | "кило"
        | "килограмм"
        | "килограмма"
        | "килограммов"
        | "килограммы"
        | "килограм"
        | "kilogram"
        | "kilograms"
        | "kilo"
        | "kilos"
        | "кг нетто" => AmountUnit::Kilograms,
        "г" | "гр" | "g" | "gr" | "грамм" | "грамма" | "граммов" | "граммы" | "gram" | "grams" => {
            AmountUnit::Grams
        }
        "т" | "тн" | "тонн" | "тонна" | "тонны" | "t" | "ton" | "tons" | "tonne" | "tonnes" => {
            AmountUnit::Tonnes
        }
        "шт" | "штук" | "штука" | "штуки" | "дана" | "pcs" | "pc" | "piece" | "pieces" | "ед" => {
            AmountUnit::Pieces
        }
        "lb" | "lbs" | "oz" | "pound" | "pounds" | "ounce" | "ounces" | "фунт" | "фунта" | "фунтов"
        | "фунты" | "унция" | "унции" | "унций" => AmountUnit::Foreign,
        _ => return None,
    })
}

/// Returns whether the first word of a text is a unit.
#[must_use]
pub(super) fn begins_with_unit(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).next().is_some_and(|word| unit(word).is_some())
}

/// Splits a normalised name into the words that are no unit, and the unit.
#[must_use]
pub(super) fn split_unit(normal: &str) -> (String, Option<AmountUnit>) {
    let words: Vec<&str> = normal.split(' ').filter(|word| !word.is_empty()).collect();
    let found = words.iter().position(|word| *word != "ед" && unit(word).is_some());
    let Some(place) = found else { return (normal.to_owned(), None) };
    // "Вес в кг", "weight in kg".
    let linked = place.checked_sub(1).filter(|before| matches!(words[*before], "в" | "in"));
    let rest = words.iter().enumerate().filter(|(index, _)| *index != place && Some(*index) != linked);
    (rest.map(|(_, word)| *word).collect::<Vec<_>>().join(" "), unit(words[place]))
}

/// Recognises the name of a column.
#[must_use]
pub(super) fn column(name: &str) -> Option<ColumnName> {
    let normal = normalise(name);
    if normal.is_empty() || normal.len() > 120 {
        return None;
    }
    named(&normal, None).or_else(|| total_of_row(&normal)).or_else(|| {
        let (rest, unit) = split_unit(&normal);
        let unit = unit?;
        if rest.is_empty() {
            let role = if unit == AmountUnit::Pieces { Role::Pieces } else { Role::Amount };
            return Some(ColumnName { role, unit: Some(unit), sureness: 2 });
        }
        // Such words alone may mean a material or a person.
        let is_amount = matches!(
            rest.as_str(),
            "сдано"
                | "собрано"
                | "принято"
                | "сколько"
                | "факт"
                | "жиналды"
                | "жиналған"
                | "тапсырылды"
                | "қабылданды"
                | "қанша"
                | "collected"
                | "received"
                | "общий"
                | "жалпы"
        );
        if is_amount && unit != AmountUnit::Pieces {
            return Some(ColumnName { role: Role::Amount, unit: Some(unit), sureness: 2 });
        }
        // A unit belongs to a number: "Материал, кг" is no column of materials.
        named(&rest, Some(unit)).filter(|name| {
            matches!(
                name.role,
                Role::Amount
                    | Role::Gross
                    | Role::Tare
                    | Role::Net
                    | Role::Pieces
                    | Role::PiecesWeight
                    | Role::Total
            )
        })
    })
}

/// Recognises a sum of a row with further words, such as `Итого по дню` and `Күн бойынша барлығы`.
fn total_of_row(normal: &str) -> Option<ColumnName> {
    const WORDS: [&str; 16] = [
        "по",
        "за",
        "в",
        "день",
        "дню",
        "строке",
        "акцию",
        "күн",
        "күні",
        "бойынша",
        "жол",
        "day",
        "row",
        "for",
        "the",
        "grand",
    ];
    let (rest, unit) = split_unit(normal);
    let mut words = rest.split(' ').filter(|word| !WORDS.contains(word));
    let is_total = words.next().is_some_and(|word| TOTALS.contains(&word)) && words.next().is_none();
    (is_total && rest.contains(' ')).then_some(ColumnName { role: Role::Total, unit, sureness: 2 })
}

fn named(normal: &str, unit: Option<AmountUnit>) -> Option<ColumnName> {
    static BY_NAME: OnceLock<HashMap<&str, (Role, u8)>> = OnceLock::new();
    let by_name = BY_NAME.get_or_init(|| {
        let named = |(role, sureness, names): &(Role, u8, &'static str)| {
            let meaning = (*role, *sureness);
            names.split('|').map(move |name| (name, meaning)).collect::<Vec<_>>()
        };
        NAMES.iter().flat_map(named).collect()
    });
    let (role, sureness) = *by_name.get(normal)?;
    let role = match (role, unit) {
        // "Количество, шт" counts pieces.
        (Role::Amount, Some(AmountUnit::Pieces)) => Role::Pieces,
        (role, _) => role,
    };
    Some(ColumnName { role, unit, sureness })
}

/// Removes the words for an amount from the name of a column: `weight paper` becomes `paper`. Returns `None` if there is
/// none.
#[must_use]
pub(super) fn without_amount_words(normal: &str) -> Option<String> {
    const WORDS: [&str; 9] =
        ["вес", "масса", "weight", "mass", "салмағы", "салмақ", "массасы", "amount", "количество"];
    let is_word = |word: &&str| WORDS.contains(word);
    if !normal.split(' ').any(|word| is_word(&word)) {
        return None;
    }
    Some(normal.split(' ').filter(|word| !is_word(word)).collect::<Vec<_>>().join(" "))
}

/// Returns whether a text begins a row of sums, such as `Итого:` or `Total paper`.
#[must_use]
pub(super) fn is_total(text: &str) -> bool {
    let mut normal = normalise(text);
    // "И Т О Г О"
    if normal.contains(' ') && normal.split(' ').all(|word| word.chars().count() == 1) {
        normal.retain(|c| c != ' ');
    }
    // In Kazakh the word comes last: "A бекеті бойынша барлығы".
    let is_last = || {
        normal.contains(" бойынша ") && normal.rsplit(' ').next().is_some_and(|word| TOTALS.contains(&word))
    };
    normal.split(' ').next().is_some_and(|word| TOTALS.contains(&word)) || is_last()
}

/// Returns whether a text ends with a word for a sum, such as `Day total` and `Собрано всего`. It may also be the sum of one
/// material, so the amounts must prove it.
#[must_use]
pub(super) fn ends_with_total(text: &str) -> bool {
    !text.contains(',') && normalise(text).rsplit(' ').next().is_some_and(|word| TOTALS.contains(&word))
}

/// Returns whether a text means that nothing was weighed.
#[must_use]
pub(super) fn is_nothing(text: &str) -> bool {
    NOTHING.contains(&text.to_lowercase().trim_end_matches('.'))
}

/// Returns whether a text answers a question with no.
#[must_use]
pub(super) fn is_no(text: &str) -> bool {
    matches!(normalise(text).as_str(), "no" | "false" | "0" | "ложь" | "не" | "емес")
}

/// Returns whether a material's name means people.
#[must_use]
pub(super) fn is_people(text: &str) -> bool {
    matches!(column(text), Some(ColumnName { role: Role::People, unit: None, .. }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_recognised_in_three_languages() {
        let cases = [
            ("Дата", Role::Date, None),
            (" КҮНІ ", Role::Date, None),
            ("Материал", Role::Material, None),
            ("Вид вторсырья", Role::Material, None),
            ("Вес, кг", Role::Amount, Some(AmountUnit::Kilograms)),
            ("Вес (в кг)", Role::Amount, Some(AmountUnit::Kilograms)),
            ("Салмағы", Role::Amount, None),
            ("Салмағы, кг", Role::Amount, Some(AmountUnit::Kilograms)),
            ("weight_kg", Role::Amount, Some(AmountUnit::Kilograms)),
            ("кг", Role::Amount, Some(AmountUnit::Kilograms)),
            ("Weight (lbs)", Role::Amount, Some(AmountUnit::Foreign)),
            ("Масса, т", Role::Amount, Some(AmountUnit::Tonnes)),
            ("Брутто (кг)", Role::Gross, Some(AmountUnit::Kilograms)),
            ("Вес тары", Role::Tare, None),
            ("Нетто, кг", Role::Net, Some(AmountUnit::Kilograms)),
            ("Кол-во, шт.", Role::Pieces, Some(AmountUnit::Pieces)),
            ("шт", Role::Pieces, Some(AmountUnit::Pieces)),
            ("Ед. изм.", Role::Unit, None),
            ("Кол-во человек", Role::People, None),
            ("№ п/п", Role::RowNumber, None),
            ("ИТОГО, кг", Role::Total, Some(AmountUnit::Kilograms)),
            ("Сұрып", Role::Grade, None),
            ("Ескертпе", Role::Note, None),
            ("Количество участников", Role::People, None),
        ];
        for (name, role, unit) in cases {
            let found = column(name);
            assert_eq!(found.map(|found| (found.role, found.unit)), Some((role, unit)), "{name}");
        }
        for name in ["", "Вес мешка", "recyclables_Kg", "Poids_kg", "Картон", "25.01.2026", "12,5 кг"]
        {
            assert_eq!(column(name), None, "{name}");
        }
    }

    #[test]
    fn totals_are_recognised_by_their_first_word() {
        for text in [
            "A бекеті бойынша барлығы",
            "Итого",
            "ИТОГО:",
            "Барлығы",
            "Жиыны:",
            "Total",
            "Всего за день",
            "TOTAUX",
        ] {
            assert!(is_total(text), "{text}");
        }
        assert!(!is_total("Картон, итого"));
    }

    #[test]
    fn nothing_has_many_spellings() {
        for text in ["", "-", "—", "NA", "n/a", "Нет", "жоқ"] {
            assert!(is_nothing(text), "{text}");
        }
        assert!(!is_nothing("0") && !is_nothing("#N/A"));
    }
}
