//! Workbooks of Excel and WPS (`.xlsx`, `.xlsm`), by calamine: a cell at a time, with the format that it is shown by.

use super::Document;
use super::archive::Archive;
use super::limits::{MAX_SHEETS, MAX_UNPACKED};
use super::number_format::{Epoch, Format};
use super::sheet::{Area, Formats, Sheet, Sheets};
use super::trouble::{Result, damaged, encrypted, entities, too_many, unpacks};
use crate::diagnostic::{Code, Diagnostic};
use crate::say;
use calamine::{DataRef, Reader, SheetType, SheetVisible, Style, Xlsx, XlsxError};
use std::collections::HashSet;
use std::io::Cursor;

/// The styles of cells that Excel allows in a workbook.
const MAX_STYLES: usize = 65_536;
/// The bytes of the part with the styles: each entry takes many times its length in memory.
const MAX_STYLE_BYTES: usize = 16 * 1024 * 1024;

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads a workbook into a document.
pub(super) fn fill(document: &mut Document, bytes: &[u8]) -> Result<()> {
    let checked = check(document, bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut sheets = Sheets::of(bytes.len());
    let outcome = read(document, &mut book, &mut sheets, &checked);
    sheets.finish(document);
    outcome
}

/// What was found before calamine sees the file.
struct Checked {
    /// The largest part with a sheet, in bytes.
    largest: usize,
    /// Some cell computes.
    formulas: bool,
    epoch: Epoch,
}

/// Unpacks every part within bounds, for calamine sets itself none; and refuses what no Office program writes.
fn check(document: &mut Document, bytes: &[u8]) -> Result<Checked> {
    let mut archive = Archive::open(bytes)?;
    let mut checked = Checked { largest: 0, formulas: false, epoch: Epoch::Y1900 };
    for name in archive.names() {
        if name.ends_with("vbaproject.bin") {
            let macros = say!("文件含有宏，宏不会运行", "the file contains macros, which are not run");
            document.diagnostics.push(Diagnostic::new(Code::LeftOut, macros));
        }
        let part = archive.part(&name)?;
        if !matches!(name.rsplit('.').next(), Some("xml" | "rels")) {
            continue;
        }
        let text = String::from_utf8_lossy(&part);
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        if has(&["<!DOCTYPE"]) {
            return Err(entities(&name));
        }
        if name.ends_with("styles.xml") {
            let styles = text.matches("<xf").count().saturating_add(text.matches(":xf").count());
            if part.len() > MAX_STYLE_BYTES || styles > MAX_STYLES {
                return Err(too_many(say!(
                    "单元格样式超过 {limit} 种，未读取",
                    "more than {limit} cell styles; the file is not read",
                    limit = MAX_STYLES
                )));
            }
        } else if name.contains("worksheets/") {
            checked.largest = checked.largest.max(part.len());
            checked.formulas |= has(&["<f>", "<f ", ":f>", ":f "]);
        } else if name.ends_with("workbook.xml") && has(&["date1904=\"1\"", "date1904=\"true\""]) {
            checked.epoch = Epoch::Y1904;
        }
    }
    Ok(checked)
}

fn read(document: &mut Document, book: &mut Book<'_>, sheets: &mut Sheets, checked: &Checked) -> Result<()> {
    let listed = book.sheets_metadata().to_vec();
    if listed.len() > MAX_SHEETS {
        return Err(too_many(say!(
            "工作表超过 {limit} 张，未读取",
            "more than {limit} sheets; the file is not read",
            limit = MAX_SHEETS
        )));
    }
    // Several sheets may name one part; each reads it anew.
    if listed.len().saturating_mul(checked.largest) > MAX_UNPACKED.saturating_mul(4) {
        return Err(unpacks());
    }
    let mut formats = Formats::default();
    formats.epoch = checked.epoch;
    for entry in listed.iter().filter(|entry| entry.typ == SheetType::WorkSheet) {
        if entry.visible != SheetVisible::Visible {
            sheets.hidden(&entry.name);
            continue;
        }
        let mut sheet = Sheet::new(&entry.name);
        let outcome = read_sheet(book, &entry.name, &mut sheet, sheets, &mut formats, checked.formulas);
        sheet.finish(document)?;
        outcome?;
    }
    Ok(())
}

fn read_sheet(
    book: &mut Book<'_>,
    name: &str,
    sheet: &mut Sheet,
    sheets: &mut Sheets,
    formats: &mut Formats,
    formulas: bool,
) -> Result<()> {
    for merged in book.merge_cells_by_sheet_name(name).map_err(|error| broken(&error))? {
        let ((top, left), (bottom, right)) = (merged.start, merged.end);
        sheet.merge(Area { top, left, bottom, right });
    }
    let mut blank = HashSet::new();
    {
        let mut cells = match book.worksheet_cells_reader(name) {
            Err(XlsxError::NotAWorksheet(_)) => return Ok(()),
            other => other.map_err(|error| broken(&error))?,
        };
        let styles = cells.styles().to_vec();
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|error| broken(&error))? {
            let (row, column) = cell.get_position();
            let number =
                |formats: &mut Formats, value: f64| formats.show(value, style, || format(styles.get(style)));
            let text = match cell.get_value() {
                DataRef::Empty => {
                    if formulas {
                        blank.insert((row, column));
                    }
                    String::new()
                }
                #[allow(clippy::cast_precision_loss)] // A cell keeps 15 digits.
                DataRef::Int(value) => number(formats, *value as f64),
                DataRef::Float(value) => number(formats, *value),
                DataRef::DateTime(value) => number(formats, value.as_f64()),
                DataRef::SharedString(text) => (*text).to_owned(),
                DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                    text.clone()
                }
                DataRef::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
                DataRef::Error(error) => {
                    sheet.no_value(row, column, Some(error.to_string()));
                    error.to_string()
                }
            };
            sheets.cell(sheet, row, column, &text)?;
        }
    }
    if !blank.is_empty() {
        let mut cells = book.worksheet_cells_reader(name).map_err(|error| broken(&error))?;
        while let Some(cell) = cells.next_formula().map_err(|error| broken(&error))? {
            let (row, column) = cell.get_position();
            if !cell.get_value().is_empty() && blank.contains(&(row, column)) {
                sheet.no_value(row, column, None);
            }
        }
    }
    Ok(())
}

/// The format of a style. What depends on the place has no code in the file, only an id.
fn format(style: Option<&Style>) -> Format {
    let Some(format) = style.and_then(|style| style.number_format.as_ref()) else {
        return Format::new("General");
    };
    let built_in = format.format_id.and_then(Format::built_in);
    built_in.unwrap_or_else(|| Format::new(&format.format_code))
}

fn broken(error: &XlsxError) -> Box<Diagnostic> {
    if matches!(error, XlsxError::Password) {
        return encrypted();
    }
    damaged(say!("{error}", "{error}"))
}
