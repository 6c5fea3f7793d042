//! The day at a glance: the total in large digits, and beside it the way to the target, the pace and the forecast.
//!
//! ```text
//!  ▄ ▄    ▄  ▄▄▄  ▄       ████████████████████████████████████░░░░░░░░░░░░░░░░
//!  █▄█   ▀█  ▄▄█ ▀█       69% of 6,000 kg · 1,879 kg left
//!    █ █ ▄█▄ █▄▄ ▄█▄ kg   last hour 1,464 kg · by 16:00 about 5,830 kg
//! ```
//! A screen without room for three rows has one row of text. The header has the exact total on every screen. If the text
//! does not fit, the forecast is left out last.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::console::labels;
use crate::console::model::Model;
use crate::domain::mass::Grams;
use crate::domain::pace;
use crate::language::{Message, format};
use crate::screen::digits;
use crate::screen::paint::{below, fill, fill_bar_right, filled_cells, print, print_all, width};

/// The first column of the bar beside the large digits. It has room for the digits of an ordinary day, so that the bar stays
/// in its place while the total grows.
const BAR_START: u16 = 28;
/// The minimum width of the bar to the target, in columns.
const MIN_BAR_COLUMNS: u16 = 10;
/// From this total on, in grams, the large digits are whole kilograms.
const WHOLE_FROM: i64 = 1_000_000;
/// From this pace on, in grams, it is rounded to whole kilograms.
const WHOLE_PACE_FROM: i64 = 10_000;
/// From this forecast on, in grams, it is rounded to tens of kilograms.
const ROUNDED_FROM: i64 = 1_000_000;

pub(super) fn render(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    let buffer = frame.buffer_mut();
    if area.height >= digits::ROWS {
        render_large(buffer, area, model);
    } else {
        render_row(buffer, area, model);
    }
}

fn render_large(buffer: &mut Buffer, area: Rect, model: &Model) {
    let theme = &model.theme;
    let (total, tenths) = large_total(model);
    let columns = digits::columns(&total, theme.characters);
    let unit = format!("{tenths} {}", model.texts.get(Message::UnitKg));
    digits::draw(buffer, Rect { x: area.x + 1, ..area }, &total, theme.characters, theme.strong());
    let used = 1 + columns;
    let used = used + print(buffer, area, used, digits::ROWS - 1, &unit, theme.strong());
    let x = (used + 3).max(BAR_START);
    let beside = Rect { x: area.x + x, width: area.width.saturating_sub(x + 1), ..area };
    let pace = pace_and_forecast(model, beside.width);
    let Some(target) = Target::of(model) else {
        // Without a target there is no empty bar.
        let lines = [pace_text(model), forecast_text(model)].into_iter().flatten();
        for (y, line) in (1..).zip(lines) {
            print(buffer, beside, 0, y, &format::fit(&line, usize::from(beside.width)), theme.plain());
        }
        return;
    };
    target.render_bar(buffer, Rect { height: 1, ..beside }, model);
    let text = format!("{} {} {}", target.percent_of(model), theme.dot(), target.left(model));
    let text = [text, target.percent_of(model), target.percent()];
    let text = text.iter().find(|text| width(text) <= beside.width).map_or("", String::as_str);
    print(buffer, beside, 0, 1, text, target.style(model));
    print(buffer, below(beside, 2), 0, 0, &pace, theme.plain());
}

/// Returns the kilograms of the total and, below a tonne, its tenths with their mark. The tenths are small: large digits that
/// change with every entry take many bytes. The header has the tenths of each total.
fn large_total(model: &Model) -> (String, String) {
    let (net, language) = (model.ledger.tally().net, model.texts.language());
    if net.get() >= WHOLE_FROM {
        let whole = format::integer((net.get() + 500) / 1000, language);
        return (format::spaced(&whole, language).into_owned(), String::new());
    }
    let mut whole = format::kilograms_tenths(net, language);
    let tenths = whole.find(format::decimal_mark(language)).map(|mark| whole.split_off(mark));
    (whole, tenths.unwrap_or_default())
}

/// Draws the total, the bar, and as much text as fits, in one row.
fn render_row(buffer: &mut Buffer, area: Rect, model: &Model) {
    let theme = &model.theme;
    let Some(target) = Target::of(model) else { return };
    let total = labels::kilograms_tenths(model.ledger.tally().net, &model.texts);
    let (percent, percent_of, left) = (target.percent(), target.percent_of(model), target.left(model));
    let (long, short) = (forecast_text(model), short_forecast_text(model));
    let (long, short) = (long.unwrap_or_default(), short.unwrap_or_default());
    // The texts before and after the bar, the most complete ones first.
    let candidates: [(&str, &[&str]); 6] = [
        (&total, &[&percent_of, &left, &long]),
        (&total, &[&percent_of, &left, &short]),
        (&total, &[&percent, &left, &short]),
        ("", &[&percent, &left, &short]),
        (&total, &[&percent, &short]),
        ("", &[&percent, &short]),
    ];
    let dot = format!(" {} ", theme.dot());
    let joined = |texts: &[&str]| {
        let texts: Vec<&str> = texts.iter().copied().filter(|text| !text.is_empty()).collect();
        texts.join(&dot)
    };
    let room = area.width.saturating_sub(2);
    let needed = |before: &str, after: &str| {
        width(before) + 2 * u16::from(!before.is_empty()) + MIN_BAR_COLUMNS + 2 + width(after)
    };
    let candidates = candidates.map(|(before, after)| (before, joined(after)));
    let fitting = candidates.iter().find(|(before, after)| needed(before, after) <= room);
    let Some((before, after)) = fitting else {
        // There is no room for a bar.
        let texts = [joined(&[&percent, &left, &short]), joined(&[&percent, &short]), short];
        let text = texts.iter().find(|text| width(text) <= room).or(texts.last());
        let text = format::fit(text.map_or("", String::as_str), usize::from(room));
        print(buffer, area, 1, 0, &text, target.style(model));
        return;
    };
    let gap = if before.is_empty() { "" } else { "  " };
    let x = print_all(buffer, area, 1, 0, &[(before, theme.strong()), (gap, theme.plain())]);
    let bar = Rect { x: area.x + x, width: room + 1 - x - width(after) - 2, height: 1, ..area };
    target.render_bar(buffer, bar, model);
    print(buffer, area, bar.right() + 2 - area.x, 0, after, target.style(model));
}

/// The way to the target of all kilograms together.
struct Target {
    net: Grams,
    target: Grams,
}

impl Target {
    fn of(model: &Model) -> Option<Self> {
        let target = model.event.target_g.filter(|target| target.is_positive())?;
        Some(Self { net: model.ledger.tally().net, target })
    }

    fn is_reached(&self) -> bool {
        self.net >= self.target
    }

    fn style(&self, model: &Model) -> Style {
        if self.is_reached() { model.theme.good() } else { model.theme.plain() }
    }

    fn percent(&self) -> String {
        format!("{}%", format::percent(self.net.get(), self.target.get()).unwrap_or(0))
    }

    /// Returns the percentage with the target, such as `69% of 6,000 kg`. A star marks a target that was reached.
    fn percent_of(&self, model: &Model) -> String {
        let percent = format::percent(self.net.get(), self.target.get()).unwrap_or(0);
        let target = labels::kilograms(self.target, &model.texts);
        let text = model.texts.get(Message::BoardTarget { percent: percent.into(), target: target.into() });
        if self.is_reached() { format!("{} {text}", model.theme.star()) } else { text }
    }

    /// Returns what is missing, or what is above the target.
    fn left(&self, model: &Model) -> String {
        let mut left = self.target;
        left -= self.net;
        let amount = |grams| short_kilograms(grams, model).into();
        model.texts.get(match left.get() {
            1.. => Message::DayLeft { amount: amount(left) },
            _ => Message::DayOver { amount: amount(-left) },
        })
    }

    fn render_bar(&self, buffer: &mut Buffer, area: Rect, model: &Model) {
        let theme = &model.theme;
        fill(buffer, area, theme.bar_track(), theme.border());
        let eighths = filled_cells(self.net.get(), self.target.get(), area.width.saturating_mul(8));
        let filled = Rect { width: eighths / 8, ..area };
        let style = theme.progress();
        let place = (area.x, area.width);
        fill_bar_right(buffer, filled, theme.bar(), style, place);
        if let Some(end) = theme.horizontal_bar_end(eighths % 8) {
            fill_bar_right(buffer, Rect { x: filled.right(), width: 1, ..area }, end, style, place);
        }
    }
}

/// Returns kilograms without more decimals than a person reads in passing.
fn short_kilograms(grams: Grams, model: &Model) -> String {
    let texts = &model.texts;
    format!("{} {}", format::kilograms_short(grams, texts.language()), texts.get(Message::UnitKg))
}

/// Returns the kilograms of the last hour, or `None` if there were none.
pub(super) fn pace_text(model: &Model) -> Option<String> {
    let pace = pace::last_hour(model.ledger.tally(), model.now.timestamp_millis())?;
    // Tenths say nothing about a pace, and each entry would change them.
    let pace = if pace.get() < WHOLE_PACE_FROM { pace } else { Grams::new((pace.get() + 500) / 1000 * 1000) };
    Some(model.texts.get(Message::Pace { pace: short_kilograms(pace, model).into() }))
}

/// Returns the total that is expected at closing time, and that time.
fn forecast(model: &Model) -> Option<(String, String)> {
    let closes = model.event.closes?;
    let at = model.event.moment_at(closes)?.timestamp_millis();
    let sum = pace::forecast(model.ledger.tally(), model.now.timestamp_millis(), at)?;
    // More digits would be wrong, and each would change with every entry.
    let grams = sum.get();
    let rounded = if grams < ROUNDED_FROM { grams } else { (grams + 5_000) / 10_000 * 10_000 };
    Some((String::from(closes), short_kilograms(Grams::new(rounded), model)))
}

fn forecast_text(model: &Model) -> Option<String> {
    let (closes, forecast) = forecast(model)?;
    Some(model.texts.get(Message::Forecast { closes: closes.into(), forecast: forecast.into() }))
}

fn short_forecast_text(model: &Model) -> Option<String> {
    let (_, forecast) = forecast(model)?;
    Some(model.texts.get(Message::ForecastShort { forecast: forecast.into() }))
}

/// Returns the pace and the forecast in at most this many columns. The forecast is left out last.
pub(super) fn pace_and_forecast(model: &Model, columns: u16) -> String {
    let (pace, forecast) = (pace_text(model), forecast_text(model));
    let short = short_forecast_text(model);
    let both = |forecast: &Option<String>| {
        let texts: Vec<&str> = [&pace, forecast].into_iter().flatten().map(String::as_str).collect();
        texts.join(&format!(" {} ", model.theme.dot()))
    };
    let candidates = [both(&forecast), both(&short), forecast.clone().unwrap_or_default()];
    let last = short.or(pace.clone()).unwrap_or_default();
    let fits = |text: &String| width(text) <= columns && !text.is_empty();
    let fitting = candidates.into_iter().find(fits);
    fitting.unwrap_or_else(|| format::fit(&last, usize::from(columns)).into_owned())
}
