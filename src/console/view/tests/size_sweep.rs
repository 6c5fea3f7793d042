//! Checks the invariants of all screens at every size, in every language and many states.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::{STATES, draw, rows};
use crate::console::keymap::{self, Mode};
use crate::console::labels;
use crate::console::model::{MIN_SIZE, Model};
use crate::console::testing::TestConsole;
use crate::console::view::entry_line;
use crate::console::view::layout::{self, Chart, Contents, Middle, Plan};
use crate::console::view::{message_text, panes};
use crate::domain::catalogue::{LocalText, Tare, Unit};
use crate::domain::event::ClockTime;
use crate::domain::mass::Grams;
use crate::language::{Language, Message, format};
use crate::screen::paint::wrap;

#[test]
fn every_screen_is_complete_at_every_size_in_every_language() {
    for language in Language::ALL {
        for state in STATES {
            let mut console = TestConsole::new(language);
            console.model.event.name =
                "Өте ұзақ атауы бар қайта өңдеу акциясы, Алматы қаласы, Абай даңғылы".into();
            console.keys(state);
            for (width, height) in [
                (1, 1),
                (0, 0),
                (39, 9),
                (39, 40),
                (200, 9),
                (40, 10),
                (60, 18),
                (60, 20),
                (79, 24),
                (80, 24),
                (112, 26),
                (200, 60),
            ] {
                check_screen(&console.model, width, height, state);
            }
        }
    }
}

#[test]
fn a_console_that_only_watches_is_complete_at_every_size() {
    for language in Language::ALL {
        for state in ["", "ww", "h", "1", "<F3>x<Enter>", "<F1>", "<F12>", "<C-r>", "<C-b>", "/"] {
            let mut console = TestConsole::watching(language);
            console.model.event.materials.iter_mut().for_each(|m| m.target_g = Some(Grams::new(5_000)));
            console.keys(state);
            for (width, height) in [(1, 1), (40, 10), (60, 20), (80, 24), (112, 26), (200, 60)] {
                check_screen(&console.model, width, height, state);
            }
        }
        let console = TestConsole::watching(language);
        assert!(rows(&draw(&console.model, 80, 24))[0].contains(&console.model.texts.get(Message::Watching)));
    }
}

#[test]
fn charts_forms_and_lists_are_complete_at_every_size() {
    let states = [
        "",
        "<F4>",
        "<F4><F4>",
        "<F6>12",
        "<C-o>",
        "<C-o>x<Enter>",
        "<C-b>",
        "/",
        "/zzz",
        "<C-p>x<Enter>",
        "q315<Enter>",
    ];
    for language in Language::ALL {
        for state in states {
            for pieces in [false, true] {
                let mut console = TestConsole::new(language);
                let event = &mut console.model.event;
                event.target_g = Some(Grams::new(8_000_000));
                event.closes = ClockTime::parse("16:00");
                for material in &mut event.materials {
                    material.target_g = Some(Grams::new(5_000));
                    material.target_pieces = Some(3);
                    if pieces {
                        material.unit = Unit::Pcs;
                    }
                }
                let name = LocalText([("en".to_owned(), "a crate with a long name".to_owned())].into());
                event.tares =
                    vec![Tare { id: "crate".into(), name, g: Grams::new(1_800), extra: Default::default() }];
                console.keys("q12<Enter>w4<Enter>h1<Enter>").keys(state);
                for width in (40..130).step_by(9).chain([200, 250]) {
                    for height in [10, 18, 24, 26, 40, 60] {
                        check_screen(&console.model, width, height, state);
                    }
                }
            }
        }
    }
}

#[test]
fn unsaved_records_are_named_at_every_size() {
    for language in Language::ALL {
        let mut console = TestConsole::new(language);
        console.disk_fails = true;
        console.keys("q12<Enter>ww4<Enter> ");
        console.wait(500);
        for (width, height) in [(40, 10), (60, 20), (80, 24), (112, 26), (200, 60)] {
            check_screen(&console.model, width, height, "unsaved");
            let screen = rows(&draw(&console.model, width, height)).join("\n");
            let newest = labels::pending_record(console.model.pending.back().unwrap(), &console.model);
            assert!(screen.contains(newest.trim()), "{width}x{height}: {newest}\n{screen}");
        }
    }
}

/// Draws a screen and checks the invariants of all screens.
#[track_caller]
fn check_screen(model: &Model, width: u16, height: u16, state: &str) {
    let buffer = draw(model, width, height);
    let rows = rows(&buffer);
    let result = if width < MIN_SIZE.0 || height < MIN_SIZE.1 {
        check_too_small(&rows, width, model)
    } else {
        check_cells(&buffer)
            .and_then(|()| check_header(&rows, model))
            .and_then(|()| check_footer(&rows, model))
            .and_then(|()| match model.overlays.is_empty() {
                true => check_panels(&buffer, &rows, model),
                false => check_overlay_box(&buffer, model),
            })
    };
    if let Err(why) = result {
        let (language, screen) = (model.texts.language(), rows.join("\n"));
        panic!("{why}; {width}x{height}, {language:?}, state {state:?}:\n{screen}");
    }
}

type Check = Result<(), String>;

fn ensure(holds: bool, why: impl FnOnce() -> String) -> Check {
    if holds { Ok(()) } else { Err(why()) }
}

/// The message that the terminal is too small starts at the top and shows as much text as fits.
fn check_too_small(rows: &[String], width: u16, model: &Model) -> Check {
    let (columns, lines) = MIN_SIZE;
    let sentence = model
        .texts
        .get(Message::TerminalTooSmall { columns: u32::from(columns).into(), rows: u32::from(lines).into() });
    let wrapped = wrap(&sentence, width);
    rows.iter().zip(wrapped.iter().map(String::as_str).chain(std::iter::repeat(""))).try_for_each(
        |(row, expected)| ensure(row.trim_end() == expected.trim_end(), || format!("no {expected:?}")),
    )
}

/// Every cell contains one character that is one column wide, so every row is exactly as wide as the screen.
fn check_cells(buffer: &Buffer) -> Check {
    buffer
        .content
        .iter()
        .map(|cell| cell.symbol())
        .try_for_each(|symbol| ensure(symbol.width() == 1, || format!("{symbol:?} is not one column wide")))
}

/// The header ends with the total and the time, also behind an overlay.
fn check_header(rows: &[String], model: &Model) -> Check {
    let total = labels::kilograms_tenths(model.ledger.tally().net, &model.texts);
    let time = format::time(model.now.with_timezone(&model.event.utc_offset.0));
    ensure(rows[0].ends_with(&format!("{total}   {time} ")), || format!("header without {total}"))
}

/// The footer names a key, or contains the message if it did not fit on its own line.
fn check_footer(rows: &[String], model: &Model) -> Check {
    let footer = &rows[rows.len() - 1];
    let bindings = keymap::footer(model.mode(), model.snapshot());
    // Scripts and habits rely on it.
    let has_quit = model.mode() != Mode::Weighing || rows[0].chars().count() < 80 || footer.contains("F10 ");
    ensure(has_quit || is_message(footer, model), || "no F10 in the footer".into())?;
    let mut keys =
        bindings.iter().filter_map(|binding| binding.keys.first()).map(|key| key.label_in(&model.texts));
    ensure(is_message(footer, model) || keys.any(|key| footer.contains(&format!("{key} "))), || {
        "no key in the footer".into()
    })
}

/// Returns whether the footer has a reason that did not fit on the message line.
fn is_message(footer: &str, model: &Model) -> bool {
    let end = footer.trim().trim_end_matches('…').trim_end();
    let may = entry_line::refused(model).is_some() || model.notice().is_some();
    may && !end.is_empty() && message_text(model).contains(end)
}

/// Without an overlay, the panes, the entry line and the message line are complete, and no panel overlaps another.
fn check_panels(buffer: &Buffer, rows: &[String], model: &Model) -> Check {
    let plan = layout::plan(buffer.area, Contents::of(model)).ok_or("no plan")?;
    check_pane_borders(buffer, &plan, model)?;
    if let Some(Chart::Rows(chart)) = plan.chart {
        let gap = (chart.y..chart.bottom()).map(|y| buffer[(chart.x - 1, y)].symbol());
        gap.into_iter().try_for_each(|symbol| {
            ensure(symbol == " ", || format!("{symbol:?} between the panes and the chart"))
        })?;
    }
    let entry_line = &rows[usize::from(plan.entry_line.y)];
    ensure(entry_line.starts_with(model.theme.left_edge()), || "no entry line".into())?;
    let labels = [14, 200].map(|columns| labels::selection_within(model, model.line_selection(), columns));
    // A preset tare leaves little room for the name.
    let visible = if model.selected_tare().is_some() { 1 } else { 8 };
    let selected = labels.map(|label| label.unwrap_or_default().chars().take(visible).collect::<String>());
    let is_named = selected.iter().any(|selected| entry_line.contains(selected));
    ensure(is_named, || format!("none of {selected:?} in the entry line"))?;
    let chars: Vec<char> = model.line.text.chars().collect();
    let typed: String = chars[chars.len().saturating_sub(8)..].iter().collect();
    ensure(entry_line.contains(&typed), || format!("no {typed:?} in the entry line"))?;
    let message = beginning(&message_text(model));
    let shown = rows[usize::from(plan.message_line.y)..].iter().any(|row| row.contains(&message));
    ensure(shown, || format!("no message {message:?}"))
}

/// The borders between panes are unbroken: no text overwrites them.
fn check_pane_borders(buffer: &Buffer, plan: &Plan, model: &Model) -> Check {
    let border = model.theme.borders();
    let (columns, area, lines) = match plan.middle {
        Middle::Panes { area, lines } => (panes::column_edges(area), area, lines),
        Middle::Letters(area) => return check_letters(buffer, area, model),
    };
    for y in area.y..area.bottom() {
        let between_panes = (y - area.y).is_multiple_of(lines + 1);
        for x in &columns {
            let symbol = buffer[(*x, y)].symbol();
            let is_border = if between_panes {
                // The page number is printed over the last border.
                y + 1 == area.bottom() || "┌┬┐├┼┤└┴┘".contains(symbol)
            } else {
                symbol == border.vertical_left
            };
            ensure(is_border, || format!("{symbol:?} on the border of a pane at {x}, {y}"))?;
        }
    }
    Ok(())
}

/// Each letter of the page is listed, with the beginning of its name.
fn check_letters(buffer: &Buffer, area: Rect, model: &Model) -> Check {
    let rows = rows(buffer);
    let listed = rows[usize::from(area.y)..usize::from(area.bottom())].join(" ");
    panes::materials_of_page(model).into_iter().try_for_each(|index| {
        let material = &model.event.materials[index];
        let key = labels::material_key(model, &material.id, None);
        let names = [model.texts.local_marked(&material.name), model.texts.short(material)];
        let cyrillic = panes::cyrillic_letter(material, model).map(|letter| format!("{letter} "));
        let keys = [format!("{key} "), format!("{key} {}", cyrillic.unwrap_or_default())];
        let beginnings = names.iter().map(|name| name.chars().take(1).collect::<String>());
        let mut wanted = beginnings.flat_map(|name| keys.each_ref().map(|key| format!("{key}{name}")));
        ensure(wanted.any(|wanted| listed.contains(&wanted)), || format!("no letter {key}"))
    })
}

/// The box of the smallest overlay is closed on all sides: no text overwrites its border. An overlay of the whole screen has
/// a title instead, and blank columns at its sides.
fn check_overlay_box(buffer: &Buffer, model: &Model) -> Check {
    let border = model.theme.borders();
    let symbol = |x: u16, y: u16| buffer.cell((x, y)).map_or("", |cell| cell.symbol());
    let mut corners: Vec<Position> = buffer.area.positions().collect();
    // The title of a box begins in the third column of the box, but the title of a pane begins in the second
    // column of the pane.
    corners.retain(|at| {
        symbol(at.x, at.y) == border.top_left
            && symbol(at.x + 1, at.y) == border.horizontal_top
            && symbol(at.x + 2, at.y) == " "
    });
    if let Some(top) = page_row(buffer).filter(|_| corners.is_empty()) {
        let (right, bottom) = (buffer.area.right() - 1, buffer.area.bottom() - 1);
        let is_blank = |x: u16, y: u16| buffer.cell((x, y)).is_some_and(|cell| cell.symbol() == " ");
        let message = message_row(buffer);
        let row = (top..bottom).find(|y| *y != message && !(is_blank(0, *y) && is_blank(right, *y)));
        return ensure(row.is_none(), || format!("something beside the overlay in row {row:?}"));
    }
    if corners.len() > 1 {
        // On small screens, the box of the selected pane may be partly covered.
        let pane = labels::selection(model, model.selection);
        let pane = pane.unwrap_or_else(|| model.texts.get(Message::SelectMaterial));
        corners.retain(|at| *at != Position::new(0, 1) || !pane.starts_with(symbol(at.x + 3, at.y)));
    }
    let boxes = corners.into_iter().map(|corner| {
        let right = (corner.x..buffer.area.right()).find(|x| symbol(*x, corner.y) == border.top_right);
        let bottom = (corner.y..buffer.area.bottom()).find(|y| symbol(corner.x, *y) == border.bottom_left);
        let right = right.ok_or("a box without its upper right corner")?;
        let bottom = bottom.ok_or("a box without its lower left corner")?;
        Ok(Rect::new(corner.x, corner.y, right - corner.x + 1, bottom - corner.y + 1))
    });
    let boxes = boxes.collect::<Result<Vec<Rect>, &str>>()?;
    let smallest = boxes.into_iter().min_by_key(|rect| rect.area()).ok_or("no box of an overlay")?;
    let (right, bottom) = (smallest.right() - 1, smallest.bottom() - 1);
    ensure(symbol(right, bottom) == border.bottom_right, || "no lower right corner".into())?;
    ensure(bottom + 1 < buffer.area.bottom(), || "the box covers the footer".into())?;
    for y in smallest.y + 1..bottom {
        let sides = [symbol(smallest.x, y), symbol(right, y)];
        let expected = [border.vertical_left, border.vertical_right];
        ensure(sides == expected, || format!("{sides:?} on the border of a box in row {y}"))?;
    }
    Ok(())
}

/// Returns the first row of an overlay of the whole width: its title is in reverse video after one blank.
fn page_row(buffer: &Buffer) -> Option<u16> {
    let is_reversed = |x: u16, y: u16| {
        buffer.cell((x, y)).is_some_and(|cell| cell.modifier.contains(ratatui::style::Modifier::REVERSED))
    };
    let is_blank = |x: u16, y: u16| buffer.cell((x, y)).is_some_and(|cell| cell.symbol() == " ");
    (1..buffer.area.height).find(|y| is_blank(0, *y) && !is_reversed(0, *y) && is_reversed(1, *y))
}

/// Returns the row of the message line, which a message about a field may use over an overlay.
const fn message_row(buffer: &Buffer) -> u16 {
    buffer.area.height - 2
}

/// Returns the first characters of a text, which are visible even in the smallest space.
fn beginning(text: &str) -> String {
    text.chars().take(8).collect()
}
