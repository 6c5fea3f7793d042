//! The balance of each material: collected, handed over to collectors, and remaining.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::console::labels;
use crate::console::model::Model;
use crate::console::view::room::Room;
use crate::domain::mass::Grams;
use crate::language::{Message, Texts, format};
use crate::report::balance::{Balance, BalanceRow};
use crate::screen::list::ListCursor;
use crate::screen::paint::{print, print_right};

/// The width of one figure, in columns.
const FIGURE_COLUMNS: u16 = 14;
/// The width of a percentage, in columns.
const PERCENT_COLUMNS: u16 = 7;
/// The columns that names have before there is room for percentages.
const MIN_NAME_COLUMNS: u16 = 16;
/// The columns that names have before there is room for what was collected, which the panes and the letters show too.
const FEWEST_NAME_COLUMNS: u16 = 10;

/// One row of the table, ready to print.
struct BalanceLine {
    name: String,
    figures: [String; 3],
    percent: String,
}

fn lines(model: &Model) -> Vec<BalanceLine> {
    let texts = &model.texts;
    let balance = Balance::new(&model.event, &model.ledger);
    let line = |row: &BalanceRow, name: String, figure: &dyn Fn(i64) -> String| BalanceLine {
        name,
        figures: [
            format::estimate(row.about, figure(row.collected)),
            figure(row.out),
            format::estimate(row.about, figure(row.difference())),
        ],
        percent: row.permille().map(|permille| percent(permille, texts)).unwrap_or_default(),
    };
    let name = |row: &BalanceRow| {
        format!(
            "{} {}",
            labels::material_key(model, &row.id, None),
            labels::short_material_name(model, &row.id)
        )
    };
    let weight = |size| labels::kilograms_tenths(Grams::new(size), texts);
    let pieces = |size| labels::pieces(size, texts);
    let mut lines: Vec<BalanceLine> =
        balance.weighed.iter().map(|row| line(row, name(row), &weight)).collect();
    if lines.len() > 1 {
        lines.push(line(&balance.total, texts.get(Message::LabelTotal), &weight));
    }
    lines.extend(balance.counted.iter().map(|row| line(row, name(row), &pieces)));
    lines
}

/// Returns the percentage as a whole number. The percentage is negative if more was handed over than
/// collected.
fn percent(permille: i64, texts: &Texts) -> String {
    let sign = if permille < 0 { "-" } else { "" };
    format!("{sign}{}%", format::integer((permille.abs() + 5) / 10, texts.language()))
}

pub(super) fn render(frame: &mut Frame<'_>, room: &Room, scroll: ListCursor, model: &Model) {
    let (theme, texts) = (&model.theme, &model.texts);
    let rows = lines(model);
    let height = u16::try_from(rows.len().max(1)).unwrap_or(u16::MAX).saturating_add(3);
    let buffer = frame.buffer_mut();
    let inside =
        room.draw_window(buffer, (76, height), &texts.get(Message::ModeBalance), theme, theme.accent());
    if rows.is_empty() {
        print(buffer, inside, 1, 0, &texts.get(Message::HistoryEmpty), theme.quiet());
        return;
    }
    let names_beside = |figures: u16| inside.width.saturating_sub(figures * FIGURE_COLUMNS + 1);
    // Without a name, a figure says nothing.
    let first: u16 = if names_beside(3) < FEWEST_NAME_COLUMNS { 1 } else { 0 };
    let without_percent = names_beside(3 - first);
    // On a narrow screen, names are worth more than percentages.
    let shows_percent = without_percent >= PERCENT_COLUMNS + MIN_NAME_COLUMNS;
    let names = without_percent - if shows_percent { PERCENT_COLUMNS } else { 0 };
    let heads = [Message::ColumnCollected, Message::ColumnHandedOver, Message::ColumnLeft];
    let column = |index: u16, y: u16| Rect {
        x: inside.x + names + index * FIGURE_COLUMNS,
        y: inside.y + y,
        width: FIGURE_COLUMNS.min(inside.width.saturating_sub(names + index * FIGURE_COLUMNS)),
        height: 1,
    };
    for (head, index) in heads.iter().skip(usize::from(first)).zip(0..) {
        print_right(buffer, column(index, 0), 0, &texts.get(head), theme.quiet());
    }
    let list_height = inside.height.saturating_sub(1);
    let visible = scroll.scrolled_window(list_height, rows.len());
    for (y, row) in (1..).zip(&rows[visible]) {
        let name = format::clean(&row.name);
        print(buffer, inside, 1, y, &format::fit(&name, usize::from(names.saturating_sub(1))), theme.plain());
        for (figure, index) in row.figures.iter().skip(usize::from(first)).zip(0..) {
            let style = if index + first == 2 { theme.strong() } else { theme.plain() };
            print_right(buffer, column(index, y), 0, figure, style);
        }
        if shows_percent {
            let last = Rect { width: inside.width.saturating_sub(1), ..inside };
            print_right(buffer, last, y, &row.percent, theme.quiet());
        }
    }
}
