//! Rows and columns of ordinary tables that were not weighed: sums, plans, prices, signatures, and what a person does not see.

use super::*;

#[test]
fn a_sum_is_recognised_wherever_its_word_is() {
    let totals = |text: &str| {
        let reading = read(text);
        let agree = reading.totals.iter().all(|check| check.stated == check.ours);
        (
            reading.rows.len(),
            reading.total_rows,
            agree && reading.faults.is_empty() && reading.doubts.is_empty(),
        )
    };
    // In a text file, numbers before the word are texts too.
    assert_eq!(totals("кг;Материал\n2;Картон\n3;Хлеб\n5;Итого\n"), (2, vec![4], true));
    for total in ["Day total", "Grand total", "Күн бойынша барлығы", "Собрано всего"]
    {
        assert_eq!(
            totals(&format!("Дата;Картон;Хлеб\n25.01.2026;2;3\n{total};2;3\n")),
            (2, vec![3], true),
            "{total}"
        );
        assert_eq!(
            totals(&format!("Материал;кг\nКартон;2\nХлеб;3\n{total};5\n")),
            (2, vec![4], true),
            "{total}"
        );
    }
    // In the column of materials, the amount must prove it.
    assert_eq!(read("Материал;кг\nПластик;2\nКартон всего;5\n").doubts.len(), 1);
    // Without such a word, the sums of all columns show it.
    assert_eq!(faults("Класс;Картон;Хлеб\n5А;2;3\n5Б;1;1\nРезультат;3;4\n"), ["4 the row may be a total"]);
    assert_reads(
        "Пост;Картон;Хлеб\nA;2;3\nB;2;3\n",
        &["2 paper 2000", "2 bread 3000", "3 paper 2000", "3 bread 3000"],
    );
}

#[test]
fn rows_that_were_not_weighed_are_refused() {
    for name in ["План", "Среднее", "Жоспар", "Average", "% выполнения", "В прошлом году", "Участники"]
    {
        let table = format!(";Картон;Хлеб\n{name};2;3\nФакт;7;1\n");
        assert_eq!(faults(&table), [format!("2 the row {name:?} is no weighing")]);
    }
    let table = "Показатель;Материал;кг\nПлан;Картон;100\nФакт;Картон;12,5\n";
    assert_eq!(faults(table), [r#"2 the row "План" is no weighing"#]);
    assert_eq!(read("Класс;Картон;Хлеб\n5А;2;3\nИ Т О Г О;2;3\n").total_rows, [3]);
}

#[test]
fn a_sum_of_grades_is_not_added_to_them() {
    let sum = ["2 the amount is the sum of its grades"];
    assert_eq!(faults("Материал;кг\nПластик;10\nПластик 1;6\nПластик 2;4\nХлеб;1\n"), sum);
    assert_eq!(
        faults("Материал;кг\nПластик 1;6\nПластик 2;4\nПластик;10\n"),
        ["4 the amount is the sum of its grades"]
    );
    assert_eq!(faults("Дата;Пластик;Пластик 1;Пластик 2;Хлеб\n25.01.2026;10;6;4;1\n"), sum);
    assert!(faults("Материал;кг\nПластик;11\nПластик 1;6\nПластик 2;4\n").is_empty());
    assert!(faults("Материал;кг\nПластик;6\nПластик 1;6\n").is_empty());
}

#[test]
fn rows_that_are_hidden_or_struck_through_are_refused() {
    let book = read_with(include_bytes!("../../../tests/data/tables/unseen.xlsx"), "{}");
    assert_eq!(
        shown(&book),
        ["2 paper 12500", "5 bread 2000", "3 the row is hidden", "4 the row is struck through"]
    );
    assert_eq!(book.total_rows, [6]);
}

#[test]
fn columns_and_rows_that_are_no_amounts_need_no_answer() {
    for column in ["Баллы", "Цена, тг", "Үлесі, %", "Школа №", "Bags", "Total for the day", "Итого по дню"]
    {
        assert_reads(
            &format!("Дата;Картон;Хлеб;{column}\n25.01.2026;2;3;5\n25.01.2026;1;1;7\n"),
            &["2 paper 2000", "2 bread 3000", "3 paper 1000", "3 bread 1000"],
        );
    }
    assert_reads("Материал;Чек №;Итого, кг\nКартон;17;2\n", &["2 paper 2000"]);
    assert_reads("Material;Weight;Weight (lbs)\nPaper;2;4.4\n", &["2 paper 2000"]);
    // Signatures and remarks are below the table, in any column.
    let text = "Дата;кг;Материал\n25.01.2026;2;Картон\n;3;Хлеб\nЖауапты: А. Иванов;;\n;* вес без тары;\nЖауапты: А. Иванов;;\n";
    assert_reads(text, &["2 paper 2000", "3 bread 3000"]);
    assert_eq!(read(text).counts.nothing, 3);
}

#[test]
fn tables_of_schools_and_forms_are_read() {
    // The class is a text, though it begins with a number, and a place in a list is no amount.
    assert_reads(
        "Место;Класс;Картон;Пластик\n1;5А;12,5;3\n2;5Б;1;1\n",
        &["2 paper 12500", "2 plastic 3000", "3 paper 1000", "3 plastic 1000"],
    );
    assert_reads("Дата;Картон;Лампы\n;кг;шт\n25.01.2026;2;4\n", &["3 paper 2000", "3 lamps 4 pcs"]);
    assert_reads("Материал;Вес, кг;Принято?\nКартон;2;TRUE\n", &["2 paper 2000"]);
    assert_reads("Материал;кг\n1. Картон;2\n2. Хлеб;3\n", &["2 paper 2000", "3 bread 3000"]);
    let totals = read("Бекет;Материал;кг\nA;Картон;2\nA бекеті бойынша барлығы;;2\n");
    assert_eq!((totals.rows.len(), totals.total_rows.as_slice()), (1, &[3][..]));
}
