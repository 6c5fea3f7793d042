//! Names of columns whose numbers are no amounts of a material: prices, shares, points, bags, and numbers that identify something.
//!
//! Invariant: such a column is never imported, so a name counts only if it cannot mean a weight.

use crate::spreadsheet::words;

/// Beginnings of words that are never part of the name of an amount.
const BEGINNINGS: [&str; 50] = [
    "температур",
    "temperature",
    "объем",
    "балл",
    "ұпай",
    "очк",
    "point",
    "score",
    "возраст",
    "жасы",
    "цен",
    "стоимост",
    "баға",
    "құны",
    "price",
    "cost",
    "тг",
    "тенге",
    "теңге",
    "kzt",
    "руб",
    "usd",
    "мешк",
    "мешок",
    "пакетов",
    "коробок",
    "қап",
    "қапшық",
    "bags",
    "sacks",
    "процент",
    "пайыз",
    "percent",
    "үлес",
    "дол",
    "телефон",
    "phone",
    "мобильн",
    "school",
    "школ",
    "мектеп",
    "класс",
    "сынып",
    "сыныбы",
    "квартир",
    "пәтер",
    "чек",
    "накладн",
    "receipt",
    "invoice",
];

/// Words that are never part of the name of an amount.
const WORDS: [&str; 13] =
    ["№", "#", "age", "id", "l", "°c", "л", "литр", "литров", "м3", "дом", "үй", "share"];

/// Returns whether the name of a column says that its numbers are no amounts.
#[must_use]
pub(super) fn is_named(name: &str) -> bool {
    let normal = words::normalise(name);
    // "Вес мешка, кг" has a unit of mass, so a person must decide.
    let has_mass = words::split_unit(&normal).1.is_some();
    let is_other =
        |word: &str| WORDS.contains(&word) || BEGINNINGS.iter().any(|beginning| word.starts_with(beginning));
    name.contains(['%', '₸', '$', '€', '₽']) || !has_mass && normal.split(' ').any(is_other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_shares_and_numbers_are_no_amounts() {
        for name in ["Баллы", "Ұпай", "Цена, тг", "Үлесі, %", "Школа №", "Чек №", "Bags", "Мешков", "Age"]
        {
            assert!(is_named(name), "{name}");
        }
        for name in ["Дерево", "Вес мешка, кг", "Картон", "Пластик", "Вывезено, кг", "Бумага"]
        {
            assert!(!is_named(name), "{name}");
        }
    }
}
