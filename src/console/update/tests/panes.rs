//! Selecting a material.

use super::*;

#[test]
fn the_same_letter_again_selects_the_next_grade() {
    for (keys, grade) in [
        ("w3<Enter>", None),
        ("ww3<Enter>", Some("1")),
        ("www3<Enter>", Some("2")),
        ("wwwwww3<Enter>", Some("6")),
        ("wwwwwww3<Enter>", None),
        // After another key, the letter selects the material without a grade again.
        ("ww<F2>w3<Enter>", None),
        ("ww1<Enter>w3<Enter>", None),
        ("ww1<Enter>3<Enter>", Some("1")),
    ] {
        let mut console = console();
        console.keys(keys);
        let Op::Entry(entry) = &console.saved.last().unwrap().op else { panic!("{keys}") };
        assert_eq!(entry.grade.as_deref(), grade, "{keys}");
    }
}

#[test]
fn arrows_and_tab_keep_the_amount() {
    for step in [
        ("Q > 12", "<Down>", "A > 12"),
        ("A > 12", "<Right>", "S > 12"),
        ("S > 12", "<Tab>", "D > 12"),
        ("D > 12", "<Up>", "E > 12"),
        ("E > 12", "<Left>", "W > 12"),
        ("W > 12", "<BackTab>", "Q > 12"),
        // The selection wraps around at the ends.
        ("N > ", "<Right>1", "Q > 1"),
        ("Q > ", "<Up>2", "Z > 2"),
        // Without a selection, the first pane is selected.
        ("> 12", "<Tab>", "Q > 12"),
    ] {
        check_line(step);
    }
    let mut console = console();
    console.keys("q12<Down><Right><Tab><Up><Left><Enter>");
    assert_eq!(console.grams("plastic"), 12_000);
    console.keys("n<Right>1<Enter>q<Up>2<Enter>");
    assert_eq!((console.grams("paper"), console.model.ledger.tally().materials[12].pieces), (1_000, 2));
}

#[test]
fn many_materials_are_selected_by_number_name_and_page() {
    let mut console = console();
    let mut event = console.model.event.clone();
    for n in 19..=99 {
        let mut material = event.materials[17].clone();
        (material.id, material.key) = (format!("m{n}"), None);
        material.name = LocalText([("en".to_owned(), format!("Thing {n}"))].into());
        event.materials.push(material);
    }
    event.check().unwrap();
    console.send(Msg::Event(Box::new(event)));
    console.keys("99*1<Enter>");
    assert_eq!(console.model.ledger.sum("m99").net, Grams::new(1_000));
    console.keys("/thing 42<Enter>2<Enter>");
    assert_eq!(console.model.ledger.sum("m42").net, Grams::new(2_000));
    console.keys("/zzz<Enter>");
    assert_eq!(console.model.mode(), Mode::Find);
    console.keys("<Esc>q");
    console.press_after(250, Key::PageDown);
    assert_eq!(console.model.selection.material, Some(18));
    // Without a selection, the first page is shown.
    console.keys("<Esc>");
    console.model.selection = crate::console::selection::Selection::default();
    console.press_after(250, Key::PageDown);
    assert_eq!(console.model.selection.material, Some(18));
}

#[test]
fn panes_are_where_their_keys_are() {
    let mut console = console();
    let mut event = console.model.event.clone();
    event.materials.retain(|material| matches!(material.key, Some('Q' | 'T' | 'A' | 'H')));
    console.send(Msg::Event(Box::new(event)));
    let (q, t, a, h) = (Some(0), Some(1), Some(2), Some(3));
    let empty = None;
    assert_eq!(console.model.panes(), [q, empty, empty, empty, t, empty, a, empty, empty, empty, empty, h]);
    // Arrows skip the empty panes and wrap around at the ends.
    for (keys, material) in [
        ("q<Right>", t),
        ("<Right>", a),
        ("<Right>", h),
        ("<Right>", q),
        ("<Down>", a),
        ("<Up>", q),
        ("<Left>", h),
        ("<Down>", h),
    ] {
        console.keys(keys);
        assert_eq!(console.model.selection.material, material, "{keys}");
    }
}
