//! What every reader yields: text and grids of cells, in the order of the document, each with its place.

use crate::diagnostic::Diagnostic;
use crate::place::{Located, Place};
use std::sync::Arc;

/// A document as its reader saw it: nothing of it is understood yet.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The file, as it is called in messages.
    pub name: Arc<str>,
    /// What it holds, in reading order.
    pub blocks: Vec<Block>,
    /// What the reader could not read.
    pub diagnostics: Vec<Diagnostic>,
}

/// A piece of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Text outside any table: a title, the year, a note; a paragraph or a line each.
    Text(Located<String>),
    /// A table. One that runs over several pages is one grid.
    Grid(Grid),
}

/// The cells of a table. A cell that spans rows or columns stands once, at its upper left corner.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grid {
    /// The cells by row, then by column; no two cover the same place.
    pub cells: Vec<Cell>,
}

/// One cell with its text as printed: lines within it are kept apart by `\n`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
    /// How many rows it covers, at least 1.
    pub rows: u32,
    /// How many columns it covers, at least 1.
    pub columns: u32,
    /// What is printed in it.
    pub text: String,
    /// Where it stands.
    pub at: Place,
}

impl Grid {
    /// How many rows and columns the cells cover.
    ///
    /// ```
    /// use jixiao::document::{Cell, Grid};
    /// let wide = Cell { row: 2, column: 1, rows: 1, columns: 3, ..Cell::default() };
    /// assert_eq!(Grid { cells: vec![wide] }.size(), (3, 4));
    /// ```
    pub fn size(&self) -> (u32, u32) {
        self.cells.iter().fold((0, 0), |(rows, columns), cell| {
            (
                rows.max(cell.row.saturating_add(cell.rows)),
                columns.max(cell.column.saturating_add(cell.columns)),
            )
        })
    }
}
