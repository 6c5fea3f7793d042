//! Draws the last line of the board: the most recent entries, newest first.

use chrono::DateTime;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::board::model::{Board, EventSnapshot, RecentAmount, RecentEntry};
use crate::board::view::figures::event_time;
use crate::board::view::materials;
use crate::language::{Message, Texts, format};
use crate::screen::paint::{fill, print, width};

/// Draws as many entries as fit, and at least one. If there are no entries, it draws an invitation instead.
pub(super) fn draw(buffer: &mut Buffer, area: Rect, snapshot: &EventSnapshot, board: &Board) {
    let (theme, texts) = (&board.theme, board.texts());
    if snapshot.tally.entries == 0 {
        fill(buffer, area, " ", theme.plain());
        print(buffer, area, 0, 0, &texts.get(Message::BoardNothing), theme.strong());
        return;
    }
    let mut x = print(buffer, area, 0, 0, &texts.get(Message::BoardLast), theme.quiet());
    for (index, entry) in snapshot.recent.iter().enumerate() {
        let newest = index == 0;
        let text = describe(entry, snapshot, texts);
        let gap = if newest { " ".to_owned() } else { format!(" {} ", theme.dot()) };
        if x + width(&gap) + width(&text) > area.width && !newest {
            return;
        }
        x += print(buffer, area, x, 0, &gap, theme.quiet());
        // Older entries are not dimmed, because dim text is invisible on a projector.
        x += print(buffer, area, x, 0, &text, if newest { theme.strong() } else { theme.plain() });
    }
}

/// Describes an entry, such as `Пластик 3,2 кг 14:05`.
fn describe(entry: &RecentEntry, snapshot: &EventSnapshot, texts: &Texts) -> String {
    let about = if entry.about { "~" } else { "" };
    let amount = match entry.amount {
        RecentAmount::Weight(net) => {
            format!("{} {}", format::kilograms(net, texts.language()), texts.get(Message::UnitKg))
        }
        RecentAmount::Pieces(count) => {
            format!("{} {}", format::integer(count.into(), texts.language()), texts.get(Message::UnitPcs))
        }
    };
    let time = event_time(DateTime::from_timestamp_millis(entry.at_ms).unwrap_or_default(), snapshot);
    let material = snapshot.event.materials.get(entry.material);
    let name = material.map(|material| materials::name(material, false, texts)).unwrap_or_default();
    format!("{name} {about}{amount} {time}")
}
