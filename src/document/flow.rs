//! Text and tables put in reading order, where tables may stand in one another.

use super::limits::{MAX_CELLS, MAX_NESTED, MAX_WIDTH};
use super::trouble::{Result, too_many, too_many_cells};
use super::{Block, Cell, Grid};
use crate::place::{Located, Place, Table};
use crate::say;

/// Collects the blocks of a document without pages.
///
/// A table within a cell becomes a table of its own. The one around it stays a table only where it looks like one;
/// where it merely arranges the page, its cells are text.
#[derive(Default)]
pub(super) struct Flow {
    blocks: Vec<Block>,
    open: Vec<Open>,
    tables: u32,
    cells: usize,
}

/// A table that is still being read.
#[derive(Default)]
struct Open {
    number: u32,
    cells: Vec<Cell>,
    /// What stands within a cell after so many bytes of its text: cell, bytes, blocks.
    inner: Vec<(usize, usize, Vec<Block>)>,
    /// Whether text goes to the last cell; a cell that is covered by another takes none.
    writing: bool,
}

impl Flow {
    /// A paragraph, or a line of one.
    pub(super) fn text(&mut self, text: &str) {
        let Some(table) = self.open.last_mut() else {
            if !text.trim().is_empty() {
                self.blocks.push(Block::Text(Located::nowhere(text.trim().to_owned())));
            }
            return;
        };
        if let Some(cell) = table.cells.last_mut().filter(|_| table.writing) {
            if !cell.text.is_empty() {
                cell.text.push('\n');
            }
            cell.text.push_str(text);
        }
    }

    /// A line that stands before the innermost table, though it was met within it.
    pub(super) fn before_table(&mut self, line: &str) {
        let Some(table) = self.open.pop() else { return self.text(line) };
        self.text(line);
        self.open.push(table);
    }

    /// A table begins.
    pub(super) fn open_table(&mut self) -> Result<()> {
        if self.open.len() >= MAX_NESTED {
            return Err(too_many(say!(
                "表格嵌套超过 {limit} 层，其余未读取",
                "tables are nested more than {limit} levels deep; the rest is not read",
                limit = MAX_NESTED
            )));
        }
        self.tables = self.tables.saturating_add(1);
        self.open.push(Open { number: self.tables, ..Open::default() });
        Ok(())
    }

    /// Whether a table is open.
    pub(super) fn in_table(&self) -> bool {
        !self.open.is_empty()
    }

    /// A cell of the innermost table begins; its index in the table.
    pub(super) fn open_cell(&mut self, row: u32, column: u32, rows: u32, columns: u32) -> Result<usize> {
        self.cells = self.cells.saturating_add(1);
        if self.cells > MAX_CELLS {
            return Err(too_many_cells());
        }
        if column.saturating_add(columns) > MAX_WIDTH {
            return Err(too_many(say!(
                "表格超过 {limit} 列，其余未读取",
                "a table has more than {limit} columns; the rest is not read",
                limit = MAX_WIDTH
            )));
        }
        let Some(table) = self.open.last_mut() else { return Ok(0) };
        let on = Table::Numbered(table.number);
        let at = Place::Cell { on, row: row.saturating_add(1), column: column.saturating_add(1) };
        table.cells.push(Cell { row, column, rows, columns, text: String::new(), at });
        table.writing = true;
        Ok(table.cells.len().saturating_sub(1))
    }

    /// What follows is not shown: the cell is covered by another.
    pub(super) fn covered_cell(&mut self) {
        if let Some(table) = self.open.last_mut() {
            table.writing = false;
        }
    }

    /// A cell of the innermost table covers more than was known when it began.
    pub(super) fn extend(&mut self, cell: usize, rows: u32, columns: u32) {
        if let Some(cell) = self.open.last_mut().and_then(|table| table.cells.get_mut(cell)) {
            cell.rows = cell.rows.saturating_add(rows);
            cell.columns = cell.columns.saturating_add(columns);
        }
    }

    /// The innermost table ends. Cells reach no further down than there are rows.
    pub(super) fn close_table(&mut self, rows: u32) {
        let Some(mut table) = self.open.pop() else { return };
        for cell in &mut table.cells {
            cell.rows = cell.rows.min(rows.saturating_sub(cell.row)).max(1);
        }
        let blocks = table.blocks();
        match self.open.last_mut() {
            None => self.blocks.extend(blocks),
            Some(outer) if outer.writing && !blocks.is_empty() => {
                let (cell, bytes) = (
                    outer.cells.len().saturating_sub(1),
                    outer.cells.last().map_or(0, |cell| cell.text.len()),
                );
                outer.inner.push((cell, bytes, blocks));
            }
            Some(_) => {}
        }
    }

    /// Everything, in reading order.
    pub(super) fn finish(mut self) -> Vec<Block> {
        while self.in_table() {
            self.close_table(u32::MAX);
        }
        self.blocks
    }
}

impl Open {
    fn blocks(mut self) -> Vec<Block> {
        for cell in &mut self.cells {
            cell.text.truncate(cell.text.trim_end().len());
        }
        if self.cells.is_empty() {
            return Vec::new();
        }
        if self.inner.is_empty() {
            return vec![Block::Grid(Grid { cells: self.cells })];
        }
        if self.is_form() {
            let inner = self.inner.into_iter().flat_map(|(_, _, blocks)| blocks);
            return std::iter::once(Block::Grid(Grid { cells: self.cells })).chain(inner).collect();
        }
        self.arranged()
    }

    /// Whether a table with tables in it is one itself: at least two rows of its own with two texts each.
    fn is_form(&self) -> bool {
        let holds = |row: u32| {
            self.inner.iter().any(|(cell, ..)| self.cells.get(*cell).is_some_and(|cell| cell.row == row))
        };
        let mut rows: Vec<u32> =
            self.cells.iter().filter(|cell| !cell.text.trim().is_empty()).map(|cell| cell.row).collect();
        rows.sort_unstable();
        let full = rows.chunk_by(|one, other| one == other).filter(|row| row.len() >= 2);
        full.filter(|row| row.first().is_some_and(|row| !holds(*row))).nth(1).is_some()
    }

    /// The texts and tables of a table that only arranges them.
    fn arranged(self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut inner = self.inner.into_iter().peekable();
        for (index, cell) in self.cells.iter().enumerate() {
            let mut from = 0;
            let mut lines = |blocks: &mut Vec<Block>, to: usize| {
                let part = cell.text.get(from..to.min(cell.text.len())).unwrap_or_default();
                from = to;
                let lines = part.lines().map(str::trim).filter(|line| !line.is_empty());
                blocks.extend(
                    lines.map(|line| Block::Text(Located { value: line.to_owned(), at: cell.at.clone() })),
                );
            };
            while let Some((_, bytes, found)) = inner.next_if(|(of, ..)| *of == index) {
                lines(&mut blocks, bytes);
                blocks.extend(found);
            }
            lines(&mut blocks, cell.text.len());
        }
        blocks
    }
}
