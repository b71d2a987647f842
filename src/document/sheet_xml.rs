//! Workbooks that Excel 2003 saved as XML (`SpreadsheetML`), mostly under the name `.xls`.

use super::Document;
use super::limits::MAX_SHEETS;
use super::number_format::Format;
use super::sheet::{Area, Formats, Sheet, Sheets};
use super::trouble::{Result, too_many};
use super::xml::{Element, Node, Xml, text};
use crate::say;
use std::collections::HashMap;

/// What such a workbook names at its head.
pub(super) const NAMESPACE: &[u8] = b"urn:schemas-microsoft-com:office:spreadsheet";

/// Reads a workbook into a document.
pub(super) fn fill(document: &mut Document, bytes: &[u8]) -> Result<()> {
    let mut sheets = Sheets::of(bytes.len());
    let body = text(bytes);
    let mut reader = Reader::default();
    let mut outcome = reader.read(&mut Xml::new("Workbook", &body), document, &mut sheets);
    // What was read before a fault is kept.
    if let Some(sheet) = reader.sheet.take() {
        outcome = outcome.and(sheet.finish(document));
    }
    sheets.finish(document);
    outcome
}

#[derive(Default)]
struct Reader {
    /// The code of the format of each style, by its id; and the number that `Formats` knows it by.
    styles: HashMap<String, (usize, String)>,
    style: String,
    formats: Formats,
    sheet: Option<Sheet>,
    count: usize,
    hidden: bool,
    /// The row that is open, and the column of the next cell.
    row: u32,
    column: u32,
    /// Rows that have begun on this sheet.
    next_row: u32,
    cell: Cell,
    path: Vec<Name>,
}

/// The cell that is open.
#[derive(Default)]
struct Cell {
    row: u32,
    column: u32,
    style: String,
    kind: String,
    text: String,
    computes: bool,
}

/// The elements that mean something here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Name {
    Sheet,
    Row,
    Cell,
    Data,
    Comment,
    Visible,
    Other,
}

impl Reader {
    fn read(&mut self, xml: &mut Xml<'_>, document: &mut Document, sheets: &mut Sheets) -> Result<()> {
        while let Some(node) = xml.next()? {
            match node {
                Node::Open(element) => self.open(&element)?,
                Node::Close => self.close(document, sheets)?,
                Node::Text(text) => self.text(&text),
            }
        }
        Ok(())
    }

    fn open(&mut self, element: &Element<'_>) -> Result<()> {
        let number = |name: &str| element.number(name).unwrap_or(0);
        let name = match element.name() {
            "Worksheet" => {
                self.count = self.count.saturating_add(1);
                if self.count > MAX_SHEETS {
                    return Err(too_many(say!(
                        "工作表超过 {limit} 张，其余未读取",
                        "more than {limit} sheets; the rest is not read",
                        limit = MAX_SHEETS
                    )));
                }
                self.sheet = Some(Sheet::new(&element.get("Name").unwrap_or_default()));
                (self.next_row, self.hidden) = (0, false);
                Name::Sheet
            }
            "Row" => {
                // The index of a row, and of a cell, counts from 1; without, it is the next.
                self.row = number("Index").checked_sub(1).unwrap_or(self.next_row);
                (self.next_row, self.column) = (self.row.saturating_add(1), 0);
                Name::Row
            }
            "Cell" => {
                let column = number("Index").checked_sub(1).unwrap_or(self.column);
                let (across, down) = (number("MergeAcross"), number("MergeDown"));
                self.column = column.saturating_add(across).saturating_add(1);
                if let Some(sheet) = self.sheet.as_mut().filter(|_| across > 0 || down > 0) {
                    sheet.merge(Area {
                        top: self.row,
                        left: column,
                        bottom: self.row.saturating_add(down),
                        right: column.saturating_add(across),
                    });
                }
                self.cell = Cell {
                    row: self.row,
                    column,
                    style: element.get("StyleID").unwrap_or_default(),
                    computes: element.get("Formula").is_some(),
                    ..Cell::default()
                };
                Name::Cell
            }
            "Data" => {
                if !self.path.contains(&Name::Comment) {
                    self.cell.kind = element.get("Type").unwrap_or_default();
                }
                Name::Data
            }
            "Comment" => Name::Comment,
            "Visible" => Name::Visible,
            "Style" => {
                self.style = element.get("ID").unwrap_or_default();
                Name::Other
            }
            "NumberFormat" => {
                let code = code(&element.get("Format").unwrap_or_default());
                let index = self.styles.len();
                self.styles.insert(std::mem::take(&mut self.style), (index, code));
                Name::Other
            }
            _ => Name::Other,
        };
        self.path.push(name);
        Ok(())
    }

    fn text(&mut self, text: &str) {
        let inside = |name: Name| self.path.contains(&name);
        if inside(Name::Data) && !inside(Name::Comment) {
            self.cell.text.push_str(text);
        } else if self.path.last() == Some(&Name::Visible) {
            self.hidden |=
                text.trim().starts_with("SheetHidden") || text.trim().starts_with("SheetVeryHidden");
        }
    }

    fn close(&mut self, document: &mut Document, sheets: &mut Sheets) -> Result<()> {
        match self.path.pop() {
            Some(Name::Cell) => self.end_cell(sheets),
            Some(Name::Sheet) => {
                let Some(sheet) = self.sheet.take() else { return Ok(()) };
                if self.hidden {
                    sheets.hidden(sheet.name());
                    return Ok(());
                }
                sheet.finish(document)
            }
            _ => Ok(()),
        }
    }

    fn end_cell(&mut self, sheets: &mut Sheets) -> Result<()> {
        let Cell { row, column, style, kind, text, computes } = std::mem::take(&mut self.cell);
        let Some(sheet) = self.sheet.as_mut() else { return Ok(()) };
        let shown = match kind.as_str() {
            "Number" => match (text.trim().parse::<f64>(), self.styles.get(&style)) {
                (Ok(value), Some((index, code))) if value.is_finite() => {
                    self.formats.show(value, *index, || Format::new(code))
                }
                // Without a format the digits of the file are those that are shown.
                _ => text,
            },
            "Boolean" => if text.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            "DateTime" => text.strip_suffix("T00:00:00.000").map_or_else(|| text.clone(), str::to_owned),
            "Error" => {
                sheet.no_value(row, column, Some(text.clone()));
                text
            }
            _ => text,
        };
        if computes && kind.is_empty() {
            sheet.no_value(row, column, None);
        }
        sheets.cell(sheet, row, column, &shown)
    }
}

/// The code of a format; some go by a name.
fn code(format: &str) -> String {
    let named = match format {
        "" | "General Number" => "General",
        "Fixed" => "0.00",
        "Standard" => "#,##0.00",
        "Percent" => "0.00%",
        "Scientific" => "0.00E+00",
        "Short Date" | "General Date" => "yyyy/m/d",
        "Long Date" => "yyyy\"年\"m\"月\"d\"日\"",
        other => other,
    };
    named.to_owned()
}
