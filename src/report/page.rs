//! The frame of an HTML document: one self-contained file, light and dark, for telephones and A4.
//!
//! Invariant: the document loads nothing and runs nothing, because it has no script, no link and no external
//! image.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::language::Language;
use crate::report::columns::Edge;
use crate::report::tables::{Part, Table};

const CSS: &str = include_str!("page.css");

/// Wraps a body into a complete document.
#[must_use]
pub(crate) fn page(title: &str, language: Language, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang=(language.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(CSS)) }
            }
            body { (body) }
        }
    };
    page.into_string() + "\n"
}

/// Renders a table under its heading.
#[must_use]
pub(crate) fn table(table: &Table) -> Markup {
    let class = |edge: Edge, cell: &str| match edge {
        Edge::Right => Some("right"),
        Edge::Left if is_hash(cell) => Some("hash"),
        Edge::Left => None,
    };
    html! {
        section.weighed[table.part == Part::Weighed] {
            h2 { (table.title) }
            div.wide {
                table {
                    thead { tr {
                        @for (name, edge) in &table.columns { th scope="col" class=[class(*edge, name)] { (name) } }
                    } }
                    tbody {
                        @for row in &table.rows {
                            tr.lesser[row.subordinate] {
                                @for (cell, (_, edge)) in row.cells.iter().zip(&table.columns) {
                                    td class=[class(*edge, cell)] { (cell) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn is_hash(cell: &str) -> bool {
    cell.len() == 64 && cell.bytes().all(|b| b.is_ascii_hexdigit())
}
