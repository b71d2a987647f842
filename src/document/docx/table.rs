//! Where the cells of a Word table stand: rows of cells that span columns and go on downwards.

use crate::document::flow::Flow;
use crate::document::limits::MAX_WIDTH;
use crate::document::trouble::Result;
use crate::document::xml::Element;
use std::collections::BTreeMap;

/// A table that is being read.
pub(super) struct Table {
    /// The rows that have ended.
    pub row: u32,
    /// The column of the cell that is open, or of the next.
    pub column: u32,
    /// A row is open.
    pub in_row: bool,
    in_cell: bool,
    /// Cells that may go on in the next row, by column: cell, columns.
    above: BTreeMap<u32, (usize, u32)>,
    /// The same of the row that is being read.
    below: BTreeMap<u32, (usize, u32)>,
    /// The cell that is open.
    pub cell: Properties,
    /// The cell of this row that was opened last, and whether it may still grow to the right.
    last: Option<(usize, bool)>,
}

impl Table {
    pub fn new() -> Self {
        let cell = Properties { begun: true, ..Properties::default() };
        let (above, below) = (BTreeMap::new(), BTreeMap::new());
        Self { row: 0, column: 0, in_row: false, in_cell: false, above, below, cell, last: None }
    }

    /// A row begins; one that has not ended ends.
    pub fn begin_row(&mut self) {
        self.end_row();
        (self.in_row, self.column, self.last) = (true, 0, None);
    }

    pub fn end_row(&mut self) {
        self.end_cell();
        if std::mem::take(&mut self.in_row) {
            self.row = self.row.saturating_add(1);
            self.above = std::mem::take(&mut self.below);
        }
    }

    /// A cell begins; one that has not ended ends.
    pub fn begin_cell(&mut self) {
        self.end_cell();
        self.in_cell = true;
        self.cell = Properties { columns: 1, ..Properties::default() };
    }

    pub fn end_cell(&mut self) {
        if std::mem::take(&mut self.in_cell) && !self.cell.deleted {
            self.column = self.column.saturating_add(self.cell.columns);
        }
    }

    /// The cell that is open gets its place, once its properties are known.
    pub fn place(&mut self, flow: &mut Flow) -> Result<()> {
        if std::mem::replace(&mut self.cell.begun, true) {
            return Ok(());
        }
        let (column, columns) = (self.column, self.cell.columns);
        if self.cell.deleted {
            flow.covered_cell();
            return Ok(());
        }
        let above = self.above.get(&column).copied().filter(|(_, wide)| *wide == columns);
        if let (Some(false), Some((cell, _))) = (self.cell.merged_down, above) {
            flow.extend(cell, 1, 0);
            flow.covered_cell();
            self.below.insert(column, (cell, columns));
            self.last = Some((cell, false));
            return Ok(());
        }
        if let (true, Some((cell, grows))) = (self.cell.merged_right, self.last) {
            if grows {
                flow.extend(cell, 0, columns);
                // What is this wide now does not go on below what was narrower.
                self.below.retain(|_, (of, _)| *of != cell);
            }
            flow.covered_cell();
            return Ok(());
        }
        let cell = flow.open_cell(self.row, column, 1, columns)?;
        self.last = Some((cell, true));
        if self.cell.merged_down.is_some() {
            self.below.insert(column, (cell, columns));
        }
        Ok(())
    }
}

/// What the properties of a cell say.
#[derive(Default)]
pub(super) struct Properties {
    columns: u32,
    merged_down: Option<bool>,
    merged_right: bool,
    deleted: bool,
    /// Its content has begun.
    begun: bool,
}

impl Properties {
    pub fn set(&mut self, name: &str, element: &Element<'_>) {
        let restarts = || element.get("val").as_deref() == Some("restart");
        match name {
            "gridSpan" => self.columns = element.number("val").unwrap_or(1).clamp(1, MAX_WIDTH),
            "vMerge" | "vmerge" => self.merged_down = Some(restarts()),
            "hMerge" | "hmerge" => self.merged_right = !restarts(),
            "cellDel" => self.deleted = true,
            _ => {}
        }
    }
}
