//! What helps a person whose table or mapping was not understood.

use super::*;

fn refused(text: &str, mapping: &str) -> HeaderError {
    let sheets = sheets(text.as_bytes(), None).unwrap();
    crate::spreadsheet::read(&sheets[0], &event(), &Mapping::parse(mapping).unwrap()).unwrap_err()
}

#[test]
fn an_answer_that_names_nothing_is_refused() {
    let table = "Дата;Материал;Вес\n25.01.2026;Картон;1\n";
    let near = |answer: &str| match refused(table, &format!(r#"{{"materials":{{"Картон":"{answer}"}}}}"#))
    {
        HeaderError::UnknownMaterial { name, near, .. } if name == "Картон" => near.join(" "),
        other => panic!("{other:?}"),
    };
    assert_eq!(near("papr"), "paper");
    assert_eq!(near("Бумага"), "paper");
    assert_eq!(near("Картон и макулатура"), "paper");
    assert_eq!(near("glass"), "glass-clear glass-coloured jars");
    assert_eq!(near("xyz"), "");
    // Also for a name that the table does not have.
    assert!(matches!(
        refused(table, r#"{"materials":{"Бумага":"papr"}}"#),
        HeaderError::UnknownMaterial { name, answer, .. } if name == "Бумага" && answer == "papr"
    ));
    assert!(matches!(
        refused(table, r#"{"materials":{"Картон":"plastic:9"}}"#),
        HeaderError::UnknownGrade { known, .. } if known.len() == 5
    ));
    assert!(matches!(
        refused(table, r#"{"stations":{"Двор":"двор"}}"#),
        HeaderError::BadStation { answer, .. } if answer == "двор"
    ));
    assert!(matches!(
        refused(table, r#"{"columns":{"Картон, кг":"papr"}}"#),
        HeaderError::BadMeaning { near, .. } if near == ["paper"]
    ));
    // Proposals that nobody edited, and people, are no materials.
    let open = r#"{"materials":{"Картон":["papr"],"Гости":"people","Мусор":null}}"#;
    assert_eq!(shown(&read_with(table.as_bytes(), open)), ["2 paper 1000"]);
}

#[test]
fn answers_for_another_catalogue_are_removed() {
    let mut mapping = Mapping::parse(
        r#"{"columns":{"Дерево":"wood","Вес":"kg"},"materials":{"Доски":"wood","Картон":"paper","Мусор":null}}"#,
    )
    .unwrap();
    mapping.retain_known(&event());
    let left = |answers: &std::collections::BTreeMap<String, Answer<String>>| {
        answers.keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(left(&mapping.columns), ["Вес"]);
    assert_eq!(left(&mapping.materials), ["Картон", "Мусор"]);
}

#[test]
fn the_row_that_comes_nearest_to_a_header_is_named() {
    let nearest_to = |text: &str| {
        let sheets = sheets(text.as_bytes(), None).unwrap();
        assert!(crate::spreadsheet::read(&sheets[0], &event(), &Mapping::default()).is_err());
        nearest(&sheets[0], &event(), &Mapping::default())
    };
    let found = nearest_to("Экоакция;;\n;;\nЧто принесли;Сколько;Кто\nКартон;12,5;Айгерім\n").unwrap();
    assert_eq!((found.row, found.missing.as_slice()), (3, &[Role::Material, Role::Amount][..]));
    assert_eq!(found.columns[0], ("Что принесли".to_owned(), None));
    let found = nearest_to("Дата;Материал;Кто\n25.01.2026;Картон;x\n").unwrap();
    assert_eq!((found.row, found.missing.as_slice()), (1, &[Role::Amount][..]));
    assert_eq!(found.columns[1], ("Материал".to_owned(), Some("material".to_owned())));
    assert_eq!(nearest_to("25.01.2026;12,5\n26.01.2026;3\n"), None);
}

#[test]
fn names_without_a_material_are_doubts_with_proposals() {
    let reading = read("Материал;Вес\nШины;2\nбумага;1\nVaisselle;1\nДревесина;1\n");
    assert!(reading.rows.is_empty());
    let proposals: Vec<_> = reading
        .doubts
        .iter()
        .map(|doubt| match &doubt.question {
            Question::Material { proposals, .. } => proposals.as_slice(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(proposals, [&[12][..], &[0], &[], &[]]);
    // A column of numbers beside those of materials has proposals too.
    let wide = read("Дата;Картон;Пластик;Шины\n25.01.2026;1;2;3\n");
    assert_eq!(wide.doubts[0].question, Question::Column { name: "Шины".into(), proposals: vec![12] });
}

#[test]
fn thousands_of_unknown_names_and_columns_are_read_quickly() {
    let started = std::time::Instant::now();
    let rows: String =
        (0..20_000).map(|number| format!("Вещество №{number} и прочее вещество;1\n")).collect();
    let reading = read(&format!("Материал;Вес\n{rows}"));
    assert_eq!(reading.doubts.len(), 20_000);
    assert!(reading.proposal.materials.len() <= 200, "{}", reading.proposal.materials.len());
    let names: String = (0..2_000).map(|number| format!(";Столбец {number}")).collect();
    let cells = ";1".repeat(2_000);
    let reading = read(&format!("Дата;Картон;Пластик{names}\n25.01.2026;1;2{cells}\n"));
    assert_eq!(reading.doubts.len(), 2_000);
    assert!(reading.proposal.columns.len() <= 203, "{}", reading.proposal.columns.len());
    // A slow machine with other work still needs a fraction of this.
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
