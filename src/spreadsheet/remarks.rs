//! Words of people that say that a row does not count.

use crate::spreadsheet::words::{is_people, normalise};

/// Returns whether a text begins with a word for something that does not count, or that was handed over or given back.
#[must_use]
pub(super) fn is_not_collected(text: &str) -> bool {
    const BEGINNINGS: [&str; 25] = [
        "отмен",
        "аннул",
        "удален",
        "возвра",
        "отгру",
        "отправ",
        "вывез",
        "вывоз",
        "выдан",
        "шығарыл",
        "выдач",
        "передан",
        "списан",
        "сдано переработ",
        "сдано на переработ",
        "жойылды",
        "жойылған",
        "қайтар",
        "жөнелт",
        "cancel",
        "void",
        "return",
        "refund",
        "shipp",
        "handed over",
    ];
    // A remark may have them after other words: "это ошибка".
    const MISTAKES: [&str; 12] = [
        "ошиб",
        "дубл",
        "вычеркн",
        "зачеркн",
        "сызылған",
        "қате",
        "қайталан",
        "duplicat",
        "mistake",
        "wrong",
        "erroneous",
        "error",
    ];
    const PHRASES: [&str; 9] = [
        "не счит",
        "не учит",
        "не учт",
        "не принят",
        "есептемеу",
        "есептелмейді",
        "not count",
        "do not use",
        "ignore",
    ];
    let normal = normalise(text);
    BEGINNINGS.iter().any(|beginning| normal.starts_with(beginning))
        || normal.split(' ').any(|word| MISTAKES.iter().any(|beginning| word.starts_with(beginning)))
        || PHRASES.iter().any(|phrase| normal.starts_with(phrase) || normal.contains(&format!(" {phrase}")))
}

/// Returns whether a column with this name says with "no" that a row does not count.
#[must_use]
pub(super) fn asks_whether_it_counts(name: &str) -> bool {
    const BEGINNINGS: [&str; 9] =
        ["учтен", "учет", "засчитан", "зачтен", "принят", "counted", "accepted", "есептел", "қабылдан"];
    let normal = normalise(name);
    BEGINNINGS.iter().any(|beginning| normal.starts_with(beginning))
}

/// Returns whether the name of a row says that it was not weighed: a plan, a mean, a share, a price, another year, a hand-over,
/// or a number of people or things.
#[must_use]
pub(super) fn is_not_weighed(text: &str) -> bool {
    const WORDS: [&str; 31] = [
        "план",
        "цель",
        "прогноз",
        "максимум",
        "минимум",
        "процент",
        "доля",
        "цена",
        "стоимость",
        "остаток",
        "выполнение",
        "жоспар",
        "мақсат",
        "пайыз",
        "үлесі",
        "бағасы",
        "былтыр",
        "қалдық",
        "plan",
        "planned",
        "target",
        "goal",
        "average",
        "mean",
        "share",
        "percent",
        "price",
        "left",
        "remaining",
        "tare",
        "co2",
    ];
    const BEGINNINGS: [&str; 27] = [
        "норм",
        "средн",
        "отклонен",
        "разниц",
        "балл",
        "волонт",
        "машин",
        "мешк",
        "мешок",
        "тара",
        "рекорд",
        "погрешн",
        "дерев",
        "сэконом",
        "продолжит",
        "орташ",
        "айырма",
        "ерікті",
        "көлік",
        "ағаш",
        "үнемде",
        "төлеу",
        "differen",
        "volunteer",
        "bags",
        "saved",
        "record",
    ];
    const PHRASES: [&str; 14] = [
        "в прошлом году",
        "прошлый год",
        "на начало",
        "на конец",
        "вес тары",
        "вес мешк",
        "количество меш",
        "кол во меш",
        "к оплате",
        "ыдыс салмағы",
        "қап салмағы",
        "қап саны",
        "өткен жылы",
        "last year",
    ];
    let normal = normalise(text);
    let first = normal.split(' ').next().unwrap_or_default();
    WORDS.contains(&first)
        || BEGINNINGS.iter().any(|beginning| first.starts_with(beginning))
        || PHRASES.iter().any(|phrase| normal.starts_with(phrase))
        || text.trim_start().starts_with('%')
        || is_year(&normal)
        || is_people(text)
        || is_not_collected(text)
}

/// Returns whether a normalised text is a year, such as `2025 год`.
fn is_year(normal: &str) -> bool {
    let (first, rest) = normal.split_once(' ').unwrap_or((normal, ""));
    let is_number =
        first.len() == 4 && first.starts_with("20") && first.bytes().all(|byte| byte.is_ascii_digit());
    is_number && matches!(rest, "год" | "г" | "жыл" | "жылы" | "ж" | "year")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_rows_that_were_not_weighed_are_recognised() {
        for name in [
            "План",
            "Средний вес:",
            "2025 год",
            "Разница",
            "Айырма",
            "Вывезено",
            "Еріктілер",
            "Bags",
            "% плана",
        ] {
            assert!(is_not_weighed(name), "{name}");
        }
        for name in ["5А", "Абая 5", "Картон", "Пост A", "Школа 2025", "Планета"] {
            assert!(!is_not_weighed(name), "{name}");
        }
    }
}
