//! Workbooks of Excel 97 to 2003 and of WPS (`.xls`, `.et`): the records of \[MS-XLS\] that carry values, formats and
//! merged areas. Of the libraries that read them none tells the format by which a number is shown.

mod records;
mod strings;

use super::Document;
use super::limits::MAX_SHEETS;
use super::number_format::{Epoch, Format};
use super::ole::Container;
use super::sheet::{Area, Formats, Sheet, Sheets};
use super::trouble::{Result, damaged, encrypted, old_format, too_many};
use crate::diagnostic::{Code, Diagnostic};
use crate::say;
use records::{Record, Records, Take};
use std::collections::HashMap;

/// The version of the records that Excel 97 and later write.
const BIFF8: u16 = 0x0600;

/// Reads a workbook into a document.
pub(super) fn fill(document: &mut Document, bytes: &[u8]) -> Result<()> {
    let mut container = Container::open(bytes)?;
    if !container.has("Workbook") {
        return Err(if container.has("Book") {
            old_format(".xls (Excel 5.0/95)", "xlsx")
        } else {
            container.refusal()
        });
    }
    if container.has("_VBA_PROJECT_CUR") {
        let macros = say!("文件含有宏，宏不会运行", "the file contains macros, which are not run");
        document.diagnostics.push(Diagnostic::new(Code::LeftOut, macros));
    }
    let stream = container.stream("Workbook")?;
    let mut book = Book::read(&stream)?;
    let mut sheets = Sheets::of(bytes.len());
    let outcome = book.sheets(document, &stream, &mut sheets);
    sheets.finish(document);
    outcome
}

/// What holds for all sheets.
#[derive(Default)]
struct Book {
    sheets: Vec<Listed>,
    strings: Vec<String>,
    codes: HashMap<u16, String>,
    /// The format of each style.
    styles: Vec<u16>,
    formats: Formats,
}

/// A sheet as it is listed: where its records begin.
struct Listed {
    begins: usize,
    hidden: bool,
    cells: bool,
    name: String,
}

impl Book {
    fn read(stream: &[u8]) -> Result<Self> {
        let mut book = Self::default();
        let mut begun = false;
        for record in Records::new(stream) {
            let mut data = Take(record.data);
            match record.kind {
                Record::BEGIN if !begun => {
                    begun = true;
                    if data.u16() != Some(BIFF8) {
                        return Err(old_format(".xls (Excel 5.0/95)", "xlsx"));
                    }
                }
                Record::END => break,
                Record::PASSWORD => return Err(encrypted()),
                Record::EPOCH if data.u16() == Some(1) => book.formats.epoch = Epoch::Y1904,
                Record::FORMAT => {
                    if let Some((id, code)) = data.u16().zip(data.text()) {
                        book.codes.insert(id, code);
                    }
                }
                Record::STYLE => book.styles.push(data.skip(2).and_then(|()| data.u16()).unwrap_or(0)),
                Record::SHEET => book.sheets.extend(listed(&mut data)),
                Record::STRINGS => book.strings = strings::shared(&record),
                _ => {}
            }
        }
        if !begun {
            return Err(damaged(say!("缺少开头的记录", "the first record is missing")));
        }
        if book.sheets.len() > MAX_SHEETS {
            return Err(too_many(say!(
                "工作表超过 {limit} 张，未读取",
                "more than {limit} sheets; the file is not read",
                limit = MAX_SHEETS
            )));
        }
        Ok(book)
    }

    fn sheets(&mut self, document: &mut Document, stream: &[u8], sheets: &mut Sheets) -> Result<()> {
        // Each sheet has records of its own; two that name the same ones are read once.
        let mut begins = std::collections::HashSet::new();
        for listed in std::mem::take(&mut self.sheets) {
            if !listed.cells || !begins.insert(listed.begins) {
                continue;
            }
            if listed.hidden {
                sheets.hidden(&listed.name);
                continue;
            }
            let mut sheet = Sheet::new(&listed.name);
            let outcome = self.sheet(stream.get(listed.begins..).unwrap_or_default(), &mut sheet, sheets);
            sheet.finish(document)?;
            outcome?;
        }
        Ok(())
    }

    fn sheet(&mut self, stream: &[u8], sheet: &mut Sheet, sheets: &mut Sheets) -> Result<()> {
        let mut depth = 0_usize;
        // The cell whose formula yields a text, which the next record brings.
        let mut awaited = None;
        for record in Records::new(stream) {
            let mut data = Take(record.data);
            match record.kind {
                Record::BEGIN => depth = depth.saturating_add(1),
                Record::END => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return Ok(());
                    }
                }
                // A chart within the sheet has cells of its own.
                _ if depth > 1 => {}
                Record::MERGED => merged(&mut data, sheet),
                Record::TEXT_RESULT => {
                    if let Some((row, column)) = awaited.take() {
                        let text = data.text().unwrap_or_default();
                        sheets.cell(sheet, row, column, &text)?;
                    }
                }
                Record::NUMBERS => self.numbers(&mut data, sheet, sheets)?,
                kind => {
                    let Some(cell) = Head::read(kind, &mut data) else { continue };
                    awaited =
                        self.cell(kind, &cell, &mut data, sheet, sheets)?.then_some((cell.row, cell.column));
                }
            }
        }
        Err(damaged(say!(
            "工作表“{sheet}”的记录不完整",
            "the records of sheet “{sheet}” are incomplete",
            sheet = sheet.name()
        )))
    }

    /// One cell; whether its text comes with the next record.
    fn cell(
        &mut self,
        kind: u16,
        cell: &Head,
        data: &mut Take<'_>,
        sheet: &mut Sheet,
        sheets: &mut Sheets,
    ) -> Result<bool> {
        let mut fault = |code: u8| {
            let error = error(code).to_owned();
            sheet.no_value(cell.row, cell.column, Some(error.clone()));
            error
        };
        let shown = match kind {
            Record::NUMBER => data.f64().map(|value| self.number(value, cell.style)),
            Record::SMALL_NUMBER => data.u32().map(|value| self.number(small(value), cell.style)),
            Record::SHARED_TEXT => {
                data.u32().and_then(|index| self.strings.get(usize::try_from(index).ok()?)).cloned()
            }
            Record::LABEL | Record::RICH_LABEL => data.text(),
            Record::TRUTH => data.u8().zip(data.u8()).map(|(value, is_error)| match (is_error, value) {
                (0, 0) => "FALSE".to_owned(),
                (0, _) => "TRUE".to_owned(),
                (_, code) => fault(code),
            }),
            Record::FORMULA => match data.0.get(..8) {
                Some([0, .., 0xFF, 0xFF]) => return Ok(true),
                Some([1, _, value, .., 0xFF, 0xFF]) => {
                    Some(if *value == 0 { "FALSE" } else { "TRUE" }.to_owned())
                }
                Some([2, _, code, .., 0xFF, 0xFF]) => Some(fault(*code)),
                Some([.., 0xFF, 0xFF]) | None => None,
                Some(_) => data.f64().map(|value| self.number(value, cell.style)),
            },
            _ => None,
        };
        sheets.cell(sheet, cell.row, cell.column, &shown.unwrap_or_default())?;
        Ok(false)
    }

    /// Several numbers side by side.
    fn numbers(&mut self, data: &mut Take<'_>, sheet: &mut Sheet, sheets: &mut Sheets) -> Result<()> {
        let Some((row, first)) = data.u16().zip(data.u16()) else { return Ok(()) };
        let mut column = u32::from(first);
        while data.0.len() >= 8
            && let Some((style, value)) = data.u16().zip(data.u32())
        {
            let shown = self.number(small(value), style);
            sheets.cell(sheet, row.into(), column, &shown)?;
            column = column.saturating_add(1);
        }
        Ok(())
    }

    fn number(&mut self, value: f64, style: u16) -> String {
        let Self { styles, codes, formats, .. } = self;
        formats.show(value, style.into(), || {
            let id = styles.get(usize::from(style)).copied().unwrap_or(0);
            let own = codes.get(&id).map(|code| Format::new(code));
            // What a program writes for a built-in id is in the language of its menus.
            Format::built_in(id.into()).or(own).unwrap_or_else(|| Format::new("General"))
        })
    }
}

/// What every record of a cell begins with.
struct Head {
    row: u32,
    column: u32,
    style: u16,
}

impl Head {
    fn read(kind: u16, data: &mut Take<'_>) -> Option<Self> {
        Record::is_cell(kind).then_some(())?;
        Some(Self { row: data.u16()?.into(), column: data.u16()?.into(), style: data.u16()? })
    }
}

fn listed(data: &mut Take<'_>) -> Option<Listed> {
    let begins = usize::try_from(data.u32()?).ok()?;
    let (hidden, kind) = (data.u8()? & 3 != 0, data.u8()?);
    let length = data.u8()?;
    Some(Listed { begins, hidden, cells: kind == 0, name: data.characters(length.into())? })
}

fn merged(data: &mut Take<'_>, sheet: &mut Sheet) {
    let many = data.u16().unwrap_or(0);
    for _ in 0..many {
        let (Some(top), Some(bottom), Some(left), Some(right)) =
            (data.u16(), data.u16(), data.u16(), data.u16())
        else {
            return;
        };
        sheet.merge(Area { top: top.into(), left: left.into(), bottom: bottom.into(), right: right.into() });
    }
}

/// A number in four bytes: a whole one or the upper half of a float, perhaps a hundredfold (RK, \[MS-XLS\] 2.5.217).
fn small(bits: u32) -> f64 {
    let value = if bits & 2 == 0 {
        f64::from_bits(u64::from(bits & !3) << 32)
    } else {
        f64::from(bits.cast_signed() >> 2)
    };
    if bits & 1 == 0 { value } else { value / 100.0 }
}

fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}
