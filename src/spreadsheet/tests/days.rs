//! Tables whose days are columns or rows of their own, and days without a year.

use super::*;

/// Returns the records as `row day station material amount`.
fn dated(reading: &Reading) -> Vec<String> {
    let event = event();
    let rows = reading.rows.iter().map(|row| {
        let day = row.when.map_or_else(|| "-".to_owned(), |when| when.date().format("%d.%m.%y").to_string());
        let station = row.station.map_or_else(String::new, |station| format!(" {station}"));
        match &row.action {
            Action::Entry(TableEntry { material, measure, .. }) => {
                let amount = match measure {
                    Measure::Weight { .. } => measure.net().get().to_string(),
                    Measure::Pieces { count, .. } => format!("{count} pcs"),
                };
                format!("{} {day}{station} {} {amount}", row.number, event.materials[*material].id)
            }
            Action::People { count } => format!("{} {day}{station} people {count}", row.number),
            Action::Undo => "undo".to_owned(),
        }
    });
    let faults = reading.faults.iter().map(|(row, fault)| format!("{row} {fault}"));
    let doubts = reading.doubts.iter().map(|doubt| format!("{:?} {:?}", doubt.rows, doubt.question));
    rows.chain(faults).chain(doubts).collect()
}

#[track_caller]
fn assert_dated(text: &str, expected: &[&str]) {
    assert_eq!(dated(&read(text)), expected, "{text}");
}

#[test]
fn each_day_may_have_a_column() {
    let rows = "Картон;12,5;2;14,5\nЛампы;;4;4\nУчастники;10;12;22\nИтого;22,5;18;40,5\n";
    let expected = [
        "2 24.01.26 paper 12500",
        "2 25.01.26 paper 2000",
        "3 25.01.26 lamps 4 pcs",
        "4 24.01.26 people 10",
        "4 25.01.26 people 12",
    ];
    for header in [
        "Материал;24.01.2026;25.01.2026;Итого",
        ";24.01.2026;25.01.2026;Барлығы",
        "Что;сб, 24.01.2026;вс, 25.01.2026;Всего",
    ] {
        let reading = read(&format!("{header}\n{rows}"));
        assert_eq!(dated(&reading), expected, "{header}");
        assert_eq!(reading.total_rows, [5], "{header}");
    }
    // The days may be in a second row, below the heading of their amounts.
    assert_dated(
        "Материал;Вес, г;\n;24.01.2026;25.01.2026\nКартон;1500;2000\n",
        &["3 24.01.26 paper 1500", "3 25.01.26 paper 2000"],
    );
    assert_dated(
        "Отчёт за 2026 год\nМатериал;24.01;25.01\nКартон;1;2\n",
        &["3 24.01.26 paper 1000", "3 25.01.26 paper 2000"],
    );
    assert_dated("Материал;24.01;25.01\nКартон;1;2\n", &[r#"[2] Year { example: "24.01" }"#]);
    assert_dated("Материал;04/07/2026\nКартон;1\n", &[r#"[2] Dates { example: "04/07/2026" }"#]);
}

#[test]
fn days_of_a_title_are_no_columns() {
    assert_dated(
        "Период:;24.01.2026;25.01.2026\nМатериал;Вес, кг;Кол-во, шт\nКартон;2;\nЛампы;;4\n",
        &["3 - paper 2000", "4 - lamps 4 pcs"],
    );
}

#[test]
fn each_station_may_have_a_column() {
    assert_dated(
        "Дата;Материал;Пост A;Пост B;Итого\n25.01.2026;Картон;1;2;3\n",
        &["2 25.01.26 A paper 1000", "2 25.01.26 B paper 2000"],
    );
}

#[test]
fn what_only_looks_like_columns_of_days_is_refused() {
    for text in [
        // A row of data, in which an amount looks like a day.
        "Картон,25.01,12.05\nПластик,3.5,4\n",
        // An amount without a name may be the second one of a day.
        "Материал;24.01.2026;;25.01.2026\nКартон;1;2;3\n",
        // Either column of texts may have the materials.
        "Что;Кто;24.01.2026;25.01.2026\nКартон;Айгерім;1;2\n",
        "Картон;24.01.2026;25.01.2026\nx;1;2\n",
    ] {
        let sheets = sheets(text.as_bytes(), None).unwrap();
        let error = crate::spreadsheet::read(&sheets[0], &event(), &Mapping::default())
            .map(|reading| dated(&reading))
            .unwrap_err();
        assert!(
            matches!(error, HeaderError::NoHeader { .. } | HeaderError::Missing { .. }),
            "{text}: {error:?}"
        );
    }
}

#[test]
fn a_row_of_its_own_may_have_the_day_of_the_rows_below() {
    let table = |first: &str, second: &str| {
        format!("Материал;Вес\n{first};\nКартон;1\nХлеб;2\nИтого;3\n{second};\nКартон;3\n")
    };
    let expected = ["3 24.01.26 paper 1000", "4 24.01.26 bread 2000", "7 25.01.26 paper 3000"];
    for (first, second) in [
        ("24.01.2026", "25.01.2026"),
        ("Суббота, 24.01.2026", "воскресенье, 25.01.2026"),
        ("24 января 2026 г.", "25 января"),
        ("2026 жылғы 24 қаңтар", "25 қаңтар"),
    ] {
        let reading = read(&table(first, second));
        assert_eq!(dated(&reading), expected, "{first}");
        assert_eq!((reading.counts.nothing, reading.total_rows.as_slice()), (0, &[5][..]), "{first}");
    }
    assert_dated("Материал;Вес\nДата:;25.01.2026\nКартон;1\n", &["3 25.01.26 paper 1000"]);
    // The rows above the first day have none.
    assert_dated(
        "Материал;Вес\nКартон;1\n25.01.2026;\nКартон;2\n",
        &["4 25.01.26 paper 2000", "2 the row has no day", r#"[2] BadDates { example: "" }"#],
    );
    assert_dated(
        "Картон;Пластик\n24.01.2026;\n1;2\n25.01.2026;\n3;4\n",
        &[
            "3 24.01.26 paper 1000",
            "3 24.01.26 plastic 2000",
            "5 25.01.26 paper 3000",
            "5 25.01.26 plastic 4000",
        ],
    );
}

#[test]
fn each_day_may_have_its_own_title_and_header() {
    assert_dated(
        "24.01.2026;\nМатериал;Вес\nКартон;1\nИтого;1\n25.01.2026;\nМатериал;Вес\nКартон;2\n",
        &["3 24.01.26 paper 1000", "7 25.01.26 paper 2000"],
    );
}

#[test]
fn a_caption_with_a_day_is_not_passed_over() {
    assert_dated(
        "Сбор 24.01.2026;\nМатериал;Вес\nКартон;1\nВторой сбор 25.01.2026;\nКартон;2\n",
        &[
            "3 24.01.26 paper 1000",
            "5 24.01.26 paper 2000",
            r#"4 "Второй сбор 25.01.2026" may be the day of the rows below"#,
        ],
    );
    // At the end of the table it says nothing about rows.
    assert_dated("Материал;Вес\nКартон;1\nПроверено 26.01.2026;\n", &["2 - paper 1000"]);
}

#[test]
fn a_day_without_a_year_needs_one_that_a_person_sees() {
    let table = |title: &str, day: &str| format!("{title};;\nДата;Материал;Вес\n{day};Картон;1\n");
    assert_dated(&table("Сбор, январь 2026", "вс 25.01"), &["3 25.01.26 paper 1000"]);
    assert_dated(&table("Сбор 24.01.2026", "25 қаңтар"), &["3 25.01.26 paper 1000"]);
    assert_dated(&table("Сбор", "вс 25.01"), &[r#"[3] Year { example: "вс 25.01" }"#]);
    // The day of the week disproves the year.
    assert_eq!(read(&table("Сбор 2025", "вс 25.01")).faults, [(3, RowFault::Day("вс 25.01".into()))]);
    let given = read_with(table("Сбор", "25.01").as_bytes(), r#"{"year":2026}"#);
    assert_eq!(dated(&given), ["3 25.01.26 paper 1000"]);
    assert_dated(
        "Дата;Материал;Вес\n31.12.2025;Картон;1\n01.01;Картон;2\n",
        &["2 31.12.25 paper 1000", "3 01.01.26 paper 2000"],
    );
}

#[test]
fn times_of_twelve_hours_are_read() {
    let times = |text: &str| -> Vec<String> {
        let time = |row: &TableRow| match row.when {
            Some(When::Local { time: Some(time), .. }) => time.to_string(),
            other => format!("{other:?}"),
        };
        read(text).rows.iter().map(time).collect()
    };
    assert_eq!(
        times(
            "Дата;Материал;Вес\n25.01.2026 2:05 PM;Картон;1\n25.01.2026 02:05:10 pm;Картон;1\n25.01.2026, 9 a.m.;Картон;1\n"
        ),
        ["14:05:00", "14:05:10", "09:00:00"]
    );
    assert_eq!(
        times(
            "Дата;Время;Материал;Вес\n25.01.2026;12:00 AM;Картон;1\n25.01.2026;12:05 pm;Картон;1\n25.01.2026;14.05;Картон;1\n"
        ),
        ["00:00:00", "12:05:00", "14:05:00"]
    );
    let bad = read("Дата;Время;Материал;Вес\n25.01.2026;14:05 PM;Картон;1\n");
    assert_eq!(bad.faults, [(2, RowFault::TimeOfDay("14:05 PM".into()))]);
}
