//! `OpenDocument` spreadsheets (`.ods`): the text of each cell as it was last shown, which the file keeps.

use super::Document;
use super::archive::Archive;
use super::limits::{MAX_COPIES, MAX_HEIGHT, MAX_SHEETS};
use super::number_format::{Epoch, Format};
use super::sheet::{Area, Sheet, Sheets};
use super::trouble::{Result, encrypted, too_many};
use super::xml::{Element, Node, Xml, text};
use crate::say;
use std::collections::HashSet;

const CONTENT: &str = "content.xml";
/// The most spaces that one element may stand for.
const MAX_SPACES: u32 = 1_000;

/// Reads a workbook into a document.
pub(super) fn fill(document: &mut Document, bytes: &[u8]) -> Result<()> {
    let mut archive = Archive::open(bytes)?;
    if archive.has("META-INF/manifest.xml")
        && text(&archive.part("META-INF/manifest.xml")?).contains("encryption-data")
    {
        return Err(encrypted());
    }
    let content = text(&archive.part(CONTENT)?);
    let mut reader = Reader {
        document,
        sheets: Sheets::of(bytes.len()),
        hidden_styles: HashSet::new(),
        style: None,
        many: 0,
    };
    let outcome = reader.read(&mut Xml::new(CONTENT, &content));
    let Reader { document, sheets, .. } = reader;
    sheets.finish(document);
    outcome
}

struct Reader<'a> {
    document: &'a mut Document,
    sheets: Sheets,
    /// The styles of sheets that are not shown.
    hidden_styles: HashSet<String>,
    style: Option<String>,
    many: usize,
}

/// A row that is being read.
struct Row {
    index: u32,
    column: u32,
    repeated: u32,
    /// Cells of it that are only said to be like the one before.
    copies: usize,
    cells: Vec<(u32, String)>,
    areas: Vec<Area>,
    faults: Vec<(u32, Option<String>)>,
}

impl Reader<'_> {
    fn read(&mut self, xml: &mut Xml<'_>) -> Result<()> {
        while let Some(node) = xml.next()? {
            let Node::Open(element) = node else { continue };
            match element.name() {
                "style" => self.style = element.get("name"),
                "table-properties" if element.get("display").as_deref() == Some("false") => {
                    self.hidden_styles.extend(self.style.take());
                }
                "table" => self.table(&element, xml)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn table(&mut self, element: &Element<'_>, xml: &mut Xml<'_>) -> Result<()> {
        self.many = self.many.saturating_add(1);
        if self.many > MAX_SHEETS {
            return Err(too_many(say!(
                "工作表超过 {limit} 张，其余未读取",
                "more than {limit} sheets; the rest is not read",
                limit = MAX_SHEETS
            )));
        }
        let name = element.get("name").unwrap_or_default();
        if element.get("style-name").is_some_and(|style| self.hidden_styles.contains(&style)) {
            self.sheets.hidden(&name);
            return skip(xml);
        }
        let mut sheet = Sheet::new(&name);
        let outcome = self.rows(xml, &mut sheet);
        sheet.finish(self.document)?;
        outcome
    }

    fn rows(&mut self, xml: &mut Xml<'_>, sheet: &mut Sheet) -> Result<()> {
        let mut next = 0_u32;
        let mut depth = 1_usize;
        while let Some(node) = xml.next()? {
            match node {
                Node::Close => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        break;
                    }
                }
                Node::Open(element) => match element.name() {
                    "table-row" => {
                        let repeated =
                            element.number("number-rows-repeated").unwrap_or(1).clamp(1, MAX_HEIGHT);
                        let row = Row {
                            index: next,
                            column: 0,
                            repeated,
                            copies: 0,
                            cells: Vec::new(),
                            areas: Vec::new(),
                            faults: Vec::new(),
                        };
                        next = next.saturating_add(repeated).min(MAX_HEIGHT);
                        self.row(xml, row, sheet)?;
                    }
                    // Drawings, forms, other things that are no cells.
                    "shapes" | "forms" | "named-expressions" => skip(xml)?,
                    _ => depth = depth.saturating_add(1),
                },
                Node::Text(_) => {}
            }
        }
        Ok(())
    }

    fn row(&mut self, xml: &mut Xml<'_>, mut row: Row, sheet: &mut Sheet) -> Result<()> {
        while let Some(node) = xml.next()? {
            match node {
                Node::Close => break,
                Node::Open(element) => match element.name() {
                    "table-cell" => row.cell(&element, xml)?,
                    // What is covered is not shown.
                    "covered-table-cell" => {
                        row.column = row.column.saturating_add(repeated(&element));
                        skip(xml)?;
                    }
                    _ => skip(xml)?,
                },
                Node::Text(_) => {}
            }
        }
        if row.cells.is_empty() && row.areas.is_empty() {
            return Ok(());
        }
        for down in 0..row.repeated {
            let at = row.index.saturating_add(down);
            let again = if down > 0 { row.cells.len().saturating_add(row.areas.len()) } else { row.copies };
            self.sheets.copies(again)?;
            for (column, text) in &row.cells {
                self.sheets.cell(sheet, at, *column, text)?;
            }
            for area in &row.areas {
                let height = area.bottom.saturating_sub(area.top);
                sheet.merge(Area { top: at, bottom: at.saturating_add(height), ..*area });
            }
            for (column, error) in &row.faults {
                sheet.no_value(at, *column, error.clone());
            }
        }
        Ok(())
    }
}

impl Row {
    fn cell(&mut self, element: &Element<'_>, xml: &mut Xml<'_>) -> Result<()> {
        let (column, repeated) = (self.column, repeated(element));
        self.column = column.saturating_add(repeated);
        let span = |name| element.number(name).unwrap_or(1).clamp(1, MAX_HEIGHT);
        let (rows, columns) = (span("number-rows-spanned"), span("number-columns-spanned"));
        let (value, kind) = (element.get("value"), element.get("value-type"));
        let computes = element.get("formula").is_some();
        let mut shown = shown(xml)?;
        if shown.is_empty() {
            let number = value.and_then(|value| value.trim().parse::<f64>().ok());
            shown =
                number.map(|number| Format::new("General").show(number, Epoch::Y1900)).unwrap_or_default();
        }
        let error = shown.starts_with('#') || shown.starts_with("Err:");
        if computes && (error || (shown.is_empty() && kind.is_none())) {
            self.faults.push((column, error.then(|| shown.clone())));
        }
        if rows > 1 || columns > 1 {
            let (bottom, right) = (self.index.saturating_add(rows), column.saturating_add(columns));
            self.areas.push(Area {
                top: self.index,
                left: column,
                bottom: bottom.saturating_sub(1),
                right: right.saturating_sub(1),
            });
        }
        if !shown.trim().is_empty() {
            let before = self.cells.len();
            // As many as may be, and one more so that it is told.
            let most = MAX_COPIES.saturating_sub(self.copies).saturating_add(2);
            self.cells.extend((column..self.column).take(most).map(|column| (column, shown.clone())));
            self.copies =
                self.copies.saturating_add(self.cells.len().saturating_sub(before).saturating_sub(1));
        }
        Ok(())
    }
}

fn repeated(element: &Element<'_>) -> u32 {
    element.number("number-columns-repeated").unwrap_or(1).clamp(1, MAX_HEIGHT)
}

/// The text of the cell that has just begun, up to its end; without comments and drawings.
fn shown(xml: &mut Xml<'_>) -> Result<String> {
    let mut text = String::new();
    let mut depth = 1_usize;
    let mut paragraphs = 0_usize;
    let mut within = 0_usize;
    while let Some(node) = xml.next()? {
        match node {
            Node::Close => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
                within = within.min(depth);
            }
            Node::Open(element) => {
                match element.name() {
                    "annotation" | "frame" | "custom-shape" | "rect" | "line" | "g" | "control"
                    | "ruby-text" => {
                        skip(xml)?;
                        continue;
                    }
                    "p" | "h" => {
                        if paragraphs > 0 {
                            text.push('\n');
                        }
                        paragraphs = paragraphs.saturating_add(1);
                        within = depth.saturating_add(1);
                    }
                    "s" => {
                        let many = element.number("c").unwrap_or(1).min(MAX_SPACES);
                        text.extend(std::iter::repeat_n(' ', usize::try_from(many).unwrap_or(0)));
                    }
                    "tab" => text.push('\t'),
                    "line-break" => text.push('\n'),
                    _ => {}
                }
                depth = depth.saturating_add(1);
            }
            // Spaces between elements are no text.
            Node::Text(part) if within > 0 && depth >= within => text.push_str(&part),
            Node::Text(_) => {}
        }
    }
    Ok(text)
}

/// Passes over the element that has just begun.
fn skip(xml: &mut Xml<'_>) -> Result<()> {
    let mut depth = 1_usize;
    while depth > 0 {
        match xml.next()? {
            Some(Node::Open(_)) => depth = depth.saturating_add(1),
            Some(Node::Close) => depth = depth.saturating_sub(1),
            Some(Node::Text(_)) => {}
            None => break,
        }
    }
    Ok(())
}
