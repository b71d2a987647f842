//! The sheets of a workbook as grids: cells that hold something, and the areas that are merged.

use super::limits::{MAX_CELLS, MAX_COPIES, MAX_WIDTH};
use super::number_format::{Epoch, Format};
use super::trouble::{Result, too_many, too_many_cells, unpacks_past};
use super::{Block, Cell, Document, Grid};
use crate::diagnostic::{Code, Diagnostic};
use crate::guard::budget;
use crate::place::{Located, Place, Table};
use crate::say;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// How many cells without a value are named one by one.
const NAMED: usize = 5;
/// How many places the merged areas of a sheet may cover.
const MAX_COVERED: u64 = 2_000_000;

/// Collects the sheets of a workbook.
pub(super) struct Sheets {
    cells: usize,
    copies: usize,
    bytes: usize,
    /// The most bytes that texts may take.
    most: usize,
    hidden: Vec<String>,
}

/// A sheet that is being read. Rows and columns count from 0.
pub(super) struct Sheet {
    name: Arc<str>,
    cells: BTreeMap<(u32, u32), String>,
    merged: Vec<Area>,
    /// Cells that compute and show no value: where, and the error that stands there.
    without_value: Vec<(u32, u32, Option<String>)>,
}

/// A merged area, both corners included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Area {
    pub top: u32,
    pub left: u32,
    pub bottom: u32,
    pub right: u32,
}

impl Sheet {
    /// A sheet of a name, empty.
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.into(), cells: BTreeMap::new(), merged: Vec::new(), without_value: Vec::new() }
    }

    /// Its name.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// A merged area.
    pub(super) fn merge(&mut self, area: Area) {
        self.merged.push(area);
    }

    /// A cell that computes, but shows no value, or an error.
    pub(super) fn no_value(&mut self, row: u32, column: u32, error: Option<String>) {
        self.without_value.push((row, column, error));
    }

    /// Puts it into a document, complete or as far as it could be read.
    pub(super) fn finish(self, document: &mut Document) -> Result<()> {
        document.diagnostics.extend(without_value(&self));
        let grid = self.grid()?;
        if grid.cells.is_empty() {
            return Ok(());
        }
        if !is_default_name(&self.name) {
            document.blocks.push(Block::Text(Located { value: self.name.to_string(), at: self.at(0, 0) }));
        }
        document.blocks.push(Block::Grid(grid));
        Ok(())
    }

    fn at(&self, row: u32, column: u32) -> Place {
        let on = Table::Sheet(Arc::clone(&self.name));
        Place::Cell { on, row: row.saturating_add(1), column: column.saturating_add(1) }
    }

    /// Its cells, each with the area that it covers. Areas reach no further than the cells do, and none over another.
    fn grid(&self) -> Result<Grid> {
        let height = self.cells.keys().map(|(row, _)| row.saturating_add(1)).max().unwrap_or(0);
        let width = self.cells.keys().map(|(_, column)| column.saturating_add(1)).max().unwrap_or(0);
        let mut areas = HashMap::new();
        let mut covered = HashSet::new();
        let mut left = MAX_COVERED;
        let mut merged = self.merged.clone();
        merged.sort_unstable();
        for area in merged {
            let (bottom, right) =
                (area.bottom.min(height.saturating_sub(1)), area.right.min(width.saturating_sub(1)));
            if area.top > bottom || area.left > right || area.top >= height || area.left >= width {
                continue;
            }
            let (rows, columns) =
                (bottom.abs_diff(area.top).saturating_add(1), right.abs_diff(area.left).saturating_add(1));
            left = left
                .checked_sub(u64::from(rows).saturating_mul(u64::from(columns)))
                .ok_or_else(too_many_cells)?;
            let places =
                || (area.top..=bottom).flat_map(|row| (area.left..=right).map(move |column| (row, column)));
            if places().all(|place| !covered.contains(&place)) {
                covered.extend(places());
                areas.insert((area.top, area.left), (rows, columns));
            }
        }
        let cell = |row: u32, column: u32, text: &str| {
            let (rows, columns) = areas.get(&(row, column)).copied().unwrap_or((1, 1));
            Cell { row, column, rows, columns, text: text.to_owned(), at: self.at(row, column) }
        };
        let hidden = |place: &(u32, u32)| covered.contains(place) && !areas.contains_key(place);
        let filled = self.cells.iter().filter(|(place, _)| !hidden(place));
        let mut cells: Vec<Cell> = filled.map(|((row, column), text)| cell(*row, *column, text)).collect();
        let blank = areas.keys().filter(|place| !self.cells.contains_key(place));
        cells.extend(blank.map(|(row, column)| cell(*row, *column, "")));
        cells.sort_unstable_by_key(|cell| (cell.row, cell.column));
        Ok(Grid { cells })
    }
}

impl Sheets {
    /// Those of a file of so many bytes.
    pub(super) fn of(size: usize) -> Self {
        // A cell without its text takes some hundred bytes more; the text is kept twice for a while.
        Self { most: budget(size) / 3, cells: 0, copies: 0, bytes: 0, hidden: Vec::<String>::default() }
    }

    /// Cells that are copies of others: a file says how many without having them.
    pub(super) fn copies(&mut self, more: usize) -> Result<()> {
        self.copies = self.copies.saturating_add(more);
        if self.copies > MAX_COPIES {
            return Err(too_many(say!(
                "重复的单元格超过 {limit} 个，其余未读取",
                "more than {limit} repeated cells; the rest is not read",
                limit = MAX_COPIES
            )));
        }
        Ok(())
    }

    /// What a cell shows; blank cells leave no trace but count.
    pub(super) fn cell(&mut self, sheet: &mut Sheet, row: u32, column: u32, text: &str) -> Result<()> {
        self.cells = self.cells.saturating_add(1);
        if self.cells > MAX_CELLS {
            return Err(too_many_cells());
        }
        if text.trim().is_empty() {
            return Ok(());
        }
        if column >= MAX_WIDTH {
            return Err(too_many(say!(
                "工作表“{sheet}”在第 {limit} 列之后还有内容，未读取",
                "sheet “{sheet}” has content after column {limit}, which are not read",
                sheet = sheet.name,
                limit = MAX_WIDTH
            )));
        }
        // One text may be shown in many cells.
        self.bytes = self.bytes.saturating_add(text.len());
        if self.bytes > self.most {
            return Err(unpacks_past(self.most));
        }
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        sheet.cells.insert((row, column), text.trim_end().to_owned());
        Ok(())
    }

    /// A sheet that is not shown.
    pub(super) fn hidden(&mut self, name: &str) {
        self.hidden.push(name.to_owned());
    }

    /// What is said of the workbook as a whole.
    pub(super) fn finish(self, document: &mut Document) {
        if self.hidden.is_empty() {
            return;
        }
        let names = self.hidden.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>();
        let diagnostic = Diagnostic::new(
            Code::LeftOut,
            say!(
                "有 {count} 张隐藏的工作表未读取：{names}",
                "hidden sheets not read ({count}): {names}",
                count = self.hidden.len(),
                names = names.join("、")
            ),
        );
        document.diagnostics.push(diagnostic);
    }
}

/// Cells that compute and show nothing: the first few by place, the others by number.
fn without_value(sheet: &Sheet) -> Option<Diagnostic> {
    let (row, column, error) = sheet.without_value.first()?;
    let title = match error {
        Some(error) => {
            say!("公式结果为错误值 {error}", "the formula gives the error {error}")
        }
        None => say!("公式未保存计算结果", "the formula was saved without its result"),
    };
    let help = match error {
        Some(_) => say!("在电子表格中更正公式后保存", "correct the formula in the spreadsheet and save it"),
        None => say!(
            "用 Excel、WPS 或 LibreOffice 打开并保存一次，将结果写入文件",
            "open it in Excel, WPS or LibreOffice and save it once, so that the results are written"
        ),
    };
    let mut diagnostic = Diagnostic::new(Code::NoValue, title).at(&sheet.at(*row, *column)).help(help);
    let others = sheet.without_value.get(1..)?;
    if !others.is_empty() {
        let mut named: Vec<String> =
            others.iter().take(NAMED).map(|(row, column, _)| sheet.at(*row, *column).to_string()).collect();
        if others.len() > NAMED {
            named.push("…".to_owned());
        }
        diagnostic = diagnostic.note(say!(
            "另有 {count} 处：{named}",
            "others ({count}): {named}",
            count = others.len(),
            named = named.join(", ")
        ));
    }
    Some(diagnostic)
}

/// Whether nobody has given the sheet a name.
fn is_default_name(name: &str) -> bool {
    ["Sheet", "工作表", "表"]
        .iter()
        .any(|word| name.strip_prefix(word).is_some_and(|number| number.chars().all(|c| c.is_ascii_digit())))
}

/// The formats of a workbook by the number of a cell's style, each read once.
#[derive(Default)]
pub(super) struct Formats {
    read: HashMap<usize, Format>,
    /// Which day is day 0.
    pub epoch: Epoch,
}

impl Formats {
    /// A number as a cell of this style shows it; `find` reads the format of a style that is met first.
    pub(super) fn show(&mut self, value: f64, style: usize, find: impl FnOnce() -> Format) -> String {
        self.read.entry(style).or_insert_with(find).show(value, self.epoch)
    }
}
