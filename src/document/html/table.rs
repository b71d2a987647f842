//! Where the cells of a table of a page stand: each in the first place of its row that no cell from above covers.

use crate::document::limits::MAX_WIDTH;

/// A table that is being read.
#[derive(Default)]
pub(super) struct Table {
    /// The rows that have begun.
    pub rows: u32,
    /// Where the next cell is looked for.
    pub column: u32,
    /// A row is open.
    pub in_row: bool,
    /// A cell is open.
    pub in_cell: bool,
    /// For each column, the row from which it is free.
    free_from: Vec<u32>,
}

impl Table {
    /// The first free column of a row, and how many from there are free, at most so many; they are taken.
    pub fn place(&mut self, row: u32, wide: u32, until: u32) -> (u32, u32) {
        let free = |free_from: &[u32], column: u32| {
            let from = usize::try_from(column).ok().and_then(|column| free_from.get(column));
            from.is_none_or(|from| *from <= row)
        };
        let mut column = self.column;
        while !free(&self.free_from, column) {
            column = column.saturating_add(1);
        }
        let end = (column..column.saturating_add(wide)).find(|column| !free(&self.free_from, *column));
        let end = end.unwrap_or(column.saturating_add(wide)).min(column.max(MAX_WIDTH));
        for taken in column..end {
            let Ok(index) = usize::try_from(taken) else { break };
            if self.free_from.len() <= index {
                self.free_from.resize(index.saturating_add(1), 0);
            }
            if let Some(from) = self.free_from.get_mut(index) {
                *from = until;
            }
        }
        self.column = end;
        (column, end.saturating_sub(column).max(1))
    }
}
