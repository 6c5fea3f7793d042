//! `tarazy balance`: compares collected and handed-over amounts.

use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::damage;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::domain::mass::Grams;
use crate::language::{Message, Texts, format};
use crate::report::balance::{Balance, BalanceRow};
use crate::report::columns::{Edge, lay_out};

/// Maximum width of a line.
const WIDTH: usize = 80;

/// Options of `balance`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(long, help = Message::OptionJson)]
    json: bool,
}

#[derive(Serialize)]
struct BalanceJson<'a> {
    materials: Vec<WeighedJson<'a>>,
    total: SumsJson,
    pieces: Vec<CountedJson<'a>>,
    /// Whether every journal is undamaged.
    verified: bool,
}

#[derive(Serialize)]
struct WeighedJson<'a> {
    id: &'a str,
    #[serde(flatten)]
    sums: SumsJson,
}

#[derive(Serialize)]
struct SumsJson {
    collected_g: i64,
    out_g: i64,
    difference_g: i64,
    difference_permille: Option<i64>,
    /// Whether the collected amount contains estimates.
    about: bool,
}

#[derive(Serialize)]
struct CountedJson<'a> {
    id: &'a str,
    collected: i64,
    out: i64,
    difference: i64,
    difference_permille: Option<i64>,
    about: bool,
}

impl<'a> CountedJson<'a> {
    fn new(row: &'a BalanceRow) -> Self {
        let (difference, difference_permille) = (row.difference(), row.permille());
        Self {
            id: &row.id,
            collected: row.collected,
            out: row.out,
            difference,
            difference_permille,
            about: row.about,
        }
    }
}

/// Prints the balance.
///
/// # Errors
/// [`Failure`].
pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let folder = context.open_for_reading()?;
    let (ledger, damage) = damage::read(&folder, &context.texts)?;
    let balance = Balance::new(&folder.event, &ledger);
    if args.json {
        output::json(&balance_json(&balance, damage.is_verified()))?;
    } else {
        output::text(&render_text(&balance, &context.texts))?;
    }
    damage.warn(&context.texts);
    Ok(())
}

fn balance_json(balance: &Balance, verified: bool) -> BalanceJson<'_> {
    let sums = |row: &BalanceRow| SumsJson {
        collected_g: row.collected,
        out_g: row.out,
        difference_g: row.difference(),
        difference_permille: row.permille(),
        about: row.about,
    };
    BalanceJson {
        materials: balance.weighed.iter().map(|row| WeighedJson { id: &row.id, sums: sums(row) }).collect(),
        total: sums(&balance.total),
        pieces: balance.counted.iter().map(CountedJson::new).collect(),
        verified,
    }
}

/// Renders the amounts in kilograms with their total, then the amounts in pieces, all in the same columns.
fn render_text(balance: &Balance, texts: &Texts) -> String {
    let language = texts.language();
    let head = |heading: String| {
        let [collected, out, left] = [
            texts.get(Message::ColumnCollected),
            texts.get(Message::ColumnHandedOver),
            texts.get(Message::ColumnLeft),
        ];
        vec![heading, collected, out, left, String::new()]
    };
    let figures = |row: &BalanceRow, name: String, shown: &dyn Fn(i64) -> String| {
        let percent = row.permille().map(|permille| format::permille(permille, language)).unwrap_or_default();
        let about = |amount| format::estimate(row.about, amount);
        vec![name, about(shown(row.collected)), shown(row.out), about(shown(row.difference())), percent]
    };
    let name = |row: &BalanceRow| {
        let name = texts.local(&row.name);
        format!("  {}", format::clean(if name.is_empty() { &row.id } else { name }))
    };
    let kilograms = |size: i64| format::kilograms(Grams::new(size), language);
    let pieces = |size: i64| format::integer(size, language);
    let mut rows = vec![head(texts.get(Message::ReportMaterials))];
    rows.extend(balance.weighed.iter().map(|row| figures(row, name(row), &kilograms)));
    rows.push(figures(&balance.total, texts.get(Message::ReportTotal), &kilograms));
    if !balance.counted.is_empty() {
        rows.push(Vec::new());
        rows.push(head(texts.get(Message::ReportPieces)));
        rows.extend(balance.counted.iter().map(|row| figures(row, name(row), &pieces)));
    }
    lay_out(&rows, &[Edge::Left, Edge::Right, Edge::Right, Edge::Right, Edge::Right], 0, WIDTH)
}
