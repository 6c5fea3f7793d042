//! The faults of the journals, each on one line.
//!
//! ```text
//! ┌ Журналдардағы бүлінулер ─────────────────────────────────────────┐
//! │ ▲ B.jsonl, 17-жол (812-байт): бұл оқылатын JSON емес, 1-байт     │
//! │ ▲ A.jsonl мен C.jsonl – бір журналдың көшірмелері, …             │
//! │                                                                 │
//! │ Бұл жол есептелмейді, қалғандары есептеледі.                     │
//! ```
//! The lower part shows the full text of the fault at the cursor, what the fault means, and what to do.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::console::model::Model;
use crate::console::view::room::Room;
use crate::language::{Message, format};
use crate::screen::list::ListCursor;
use crate::screen::paint::{print, print_right, wrap};

pub(super) fn render(frame: &mut Frame<'_>, room: &Room, cursor: ListCursor, model: &Model) {
    let (theme, texts) = (&model.theme, &model.texts);
    let columns = 84.min(room.columns());
    let inner = columns.saturating_sub(4);
    let faults = model.all_faults().count();
    let count = faults + model.acknowledged_forks.len();
    let listed = || model.all_faults().chain(&model.acknowledged_forks);
    let mut details = Vec::new();
    match listed().nth(cursor.position()) {
        Some(fault) => {
            details.extend(
                wrap(&format::clean(&texts.show(&fault.what)), inner)
                    .into_iter()
                    .map(|l| (l, theme.strong())),
            );
            details
                .extend(wrap(&texts.get(&fault.means), inner).into_iter().map(|line| (line, theme.plain())));
            let what_to_do = match fault.fork {
                Some(_) if model.own.is_some() => Some(Message::FaultsDoFork),
                // An acknowledged fork needs nothing more.
                _ if cursor.position() >= faults => None,
                // No command mends the second copy.
                _ if fault.means == Message::MeansMirror => None,
                _ => Some(Message::FaultsDo),
            };
            let lines = what_to_do.map_or_else(Vec::new, |text| wrap(&texts.get(text), inner));
            details.extend(lines.into_iter().map(|line| (line, theme.good())));
        }
        None => details.extend(
            wrap(&texts.get(Message::FaultsNone), inner).into_iter().map(|line| (line, theme.good())),
        ),
    }
    let below = u16::try_from(details.len()).unwrap_or(u16::MAX);
    let list = u16::try_from(count).unwrap_or(u16::MAX);
    let gap = u16::from(count > 0);
    let height = list.saturating_add(below).saturating_add(gap + 2);
    let buffer = frame.buffer_mut();
    let inside =
        room.draw_window(buffer, (columns, height), &texts.get(Message::ModeFaults), theme, theme.accent());
    let rows = inside.height.saturating_sub(below + gap).min(list);
    let visible = cursor.window(rows, count);
    // The window may be wider than its texts.
    let room = usize::from(inside.width.saturating_sub(2));
    for (y, (position, fault)) in (0..rows).zip(listed().enumerate().skip(visible.start)) {
        let style = if position == cursor.position() { theme.selected() } else { theme.plain() };
        let mark = if position < faults { theme.warning() } else { theme.saved() };
        let what = format!("{mark} {}", texts.show(&fault.what));
        print(buffer, inside, 0, y, &" ".repeat(usize::from(inside.width)), style);
        print(buffer, inside, 1, y, &format::fit(&format::clean(&what), room), style);
    }
    for (y, (line, style)) in (rows + gap..inside.height).zip(details) {
        print(buffer, inside, 1, y, &line, style);
    }
    if list > rows {
        let bottom = Rect { y: inside.bottom(), height: 1, width: inside.width.saturating_sub(1), ..inside };
        print_right(buffer, bottom, 0, &format!(" {} / {count} ", cursor.position() + 1), theme.quiet());
    }
}
