//! Rows of an XLSX file that a person does not see, because they are hidden or a filter hides them.
//!
//! calamine does not report them, so the XML of the sheet is searched for the attribute (ECMA-376, 18.3.1.73).

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use zip::ZipArchive;

/// The maximum size of an XML file in bytes. A larger one may be a compressed bomb, and is not searched.
const XML_MAX: u64 = 256 * 1024 * 1024;

/// Returns the numbers of the hidden rows of a sheet, by its place in the workbook. A file that cannot be read has none.
pub(super) fn hidden_rows(bytes: &[u8], sheet: usize) -> BTreeSet<u32> {
    find(bytes, sheet).unwrap_or_default()
}

fn find(bytes: &[u8], sheet: usize) -> Option<BTreeSet<u32>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let book = text(&mut archive, "xl/workbook.xml")?;
    let id = tags(&book, "sheet").nth(sheet).and_then(|tag| attribute(tag, "r:id"))?.to_owned();
    let relations = text(&mut archive, "xl/_rels/workbook.xml.rels")?;
    let target = tags(&relations, "Relationship")
        .find(|tag| attribute(tag, "Id") == Some(&id))
        .and_then(|tag| attribute(tag, "Target"))?;
    let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
    let content = text(&mut archive, &path)?;
    let mut hidden = BTreeSet::new();
    // Most sheets hide nothing, and have millions of tags.
    if !content.contains("hidden") {
        return Some(hidden);
    }
    let mut number = 0;
    for tag in tags(&content, "row") {
        // A row without a number follows the one above.
        number = attribute(tag, "r").and_then(|number| number.parse().ok()).unwrap_or(number + 1);
        if matches!(attribute(tag, "hidden"), Some("1" | "true")) {
            hidden.insert(number);
        }
    }
    Some(hidden)
}

fn text(archive: &mut ZipArchive<Cursor<&[u8]>>, path: &str) -> Option<String> {
    let mut content = Vec::new();
    archive.by_name(path).ok()?.take(XML_MAX).read_to_end(&mut content).ok()?;
    Some(
        String::from_utf8(content)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
    )
}

/// Returns the attributes of each tag of this name.
fn tags<'a>(xml: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    xml.split('<').skip(1).filter_map(move |tag| {
        let tag = tag.split('>').next()?;
        let (found, attributes) = tag.split_once([' ', '\t', '\n', '\r']).unwrap_or((tag, ""));
        (found == name || found.rsplit(':').next() == Some(name)).then_some(attributes)
    })
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    while let Some((found, value)) = rest.split_once('=') {
        let mark = value.trim_start().chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
        let (_, value) = value.split_once(mark)?;
        let (value, after) = value.split_once(mark)?;
        if found.trim() == name {
            return Some(value);
        }
        rest = after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_in_every_form() {
        let tag = r#"r="3" spans='1:3' ht = "15" hidden="1" /"#;
        assert_eq!(attribute(tag, "r"), Some("3"));
        assert_eq!(attribute(tag, "hidden"), Some("1"));
        assert_eq!(attribute(tag, "ht"), Some("15"));
        assert_eq!(attribute(tag, "x"), None);
        assert_eq!(tags("<a><x:row r='1'/><row\nr='2'><rows/></row></a>", "row").count(), 2);
    }

    #[test]
    fn a_file_that_is_no_archive_has_no_hidden_rows() {
        assert!(hidden_rows(b"PK\x03\x04broken", 0).is_empty());
    }
}
