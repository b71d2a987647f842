//! The rows of a grid, each with the cells that stand in it and those that reach into it from above.

use crate::document::limits::{MAX_CHARACTERS, MAX_COLUMNS, MAX_REACH};
use crate::document::{Cell, Grid};
use crate::place::{Located, Place};
use std::ops::Range;

/// A cell with its text on one line.
#[derive(Debug)]
pub(super) struct Entry<'g> {
    pub cell: &'g Cell,
    /// Its text, lines joined as the sentence wants it.
    pub text: String,
}

impl Entry<'_> {
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// The columns that it covers.
    pub fn columns(&self) -> Range<u32> {
        self.cell.column..self.cell.column.saturating_add(self.cell.columns.max(1))
    }

    pub fn located(&self) -> Located<String> {
        Located { value: self.text.clone(), at: self.cell.at.clone() }
    }
}

/// One row.
#[derive(Debug)]
pub(super) struct Row<'e, 'g> {
    /// Its number in the grid, from 0.
    pub number: u32,
    /// By column; no two cover the same.
    pub cells: Vec<&'e Entry<'g>>,
}

impl<'e, 'g> Row<'e, 'g> {
    /// The cell that covers a column.
    pub fn at(&self, column: u32) -> Option<&'e Entry<'g>> {
        self.cells.iter().copied().find(|entry| entry.columns().contains(&column))
    }

    /// Whether a cell stands here, rather than reaching here from above.
    pub fn owns(&self, entry: &Entry<'_>) -> bool {
        entry.cell.row == self.number
    }

    /// The cells that stand in this row and say something.
    pub fn own(&self) -> impl Iterator<Item = &'e Entry<'g>> + '_ {
        self.cells.iter().copied().filter(|entry| self.owns(entry) && !entry.is_blank())
    }

    pub fn is_blank(&self) -> bool {
        self.own().next().is_none()
    }

    /// The place of the row: of the first cell that says something.
    pub fn place(&self) -> Place {
        self.own().next().map(|entry| entry.cell.at.clone()).unwrap_or_default()
    }
}

/// The cells of a grid with their texts.
pub(super) fn entries(grid: &Grid) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> =
        grid.cells.iter().map(|cell| Entry { cell, text: joined(&cell.text) }).collect();
    entries.sort_by_key(|entry| (entry.cell.row, entry.cell.column));
    entries
}

/// The rows of some cells in order. Where cells overlap, the first stands.
pub(super) fn rows<'e, 'g>(entries: &'e [Entry<'g>]) -> Vec<Row<'e, 'g>> {
    let mut rows = Vec::new();
    let mut reaching: Vec<&Entry<'g>> = Vec::new();
    let mut reach = MAX_REACH;
    for standing in entries.chunk_by(|one, other| one.cell.row == other.cell.row) {
        let Some(number) = standing.first().map(|entry| entry.cell.row) else { continue };
        reaching.retain(|entry| entry.cell.row.saturating_add(entry.cell.rows) > number);
        reach = reach.saturating_sub(reaching.len().saturating_add(standing.len().min(MAX_COLUMNS)));
        if reach == 0 {
            reaching.clear();
            reach = MAX_COLUMNS;
        }
        let mut cells = std::mem::take(&mut reaching);
        cells.extend(standing.iter().take(MAX_COLUMNS));
        cells.sort_by_key(|entry| (entry.cell.column, entry.cell.row));
        let mut end = 0;
        cells.retain(|entry| {
            let free = entry.cell.column >= end;
            if free {
                end = entry.columns().end;
            }
            free
        });
        cells.truncate(MAX_COLUMNS);
        reaching.extend(cells.iter().copied().filter(|entry| entry.cell.rows > 1));
        rows.push(Row { number, cells });
    }
    rows
}

/// The lines of a cell as one text: a space where a figure or a Latin word meets a Chinese one, as they are set
/// in print; none between Chinese characters, nor within a number that a narrow column broke.
///
/// ```text
/// <=221.25␤万元 → <=221.25 万元      资金拨付␤及时率 → 资金拨付及时率      197.2291␤81 → 197.229181
/// ```
pub(super) fn joined(text: &str) -> String {
    let mut whole = String::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        glue(&mut whole, line);
        if whole.len() > MAX_CHARACTERS.saturating_mul(4) {
            break;
        }
    }
    match whole.char_indices().nth(MAX_CHARACTERS) {
        Some((end, _)) => whole.get(..end).unwrap_or_default().to_owned(),
        None => whole,
    }
}

/// Adds a line of the same cell.
pub(super) fn glue(whole: &mut String, line: &str) {
    let (Some(before), Some(after)) = (whole.chars().next_back(), line.chars().next()) else {
        whole.push_str(line);
        return;
    };
    let latin = |c: char| c.is_ascii_alphanumeric();
    let wide = |c: char| c >= '\u{2e80}' && !('\u{3000}'..='\u{303f}').contains(&c) && c < '\u{ff00}';
    let apart = match (before, after) {
        (a, b) if a.is_ascii_digit() && b.is_ascii_digit() => !broken_number(whole, line),
        (a, b) if latin(a) && latin(b) => true,
        (a, b) => (latin(a) && wide(b)) || (wide(a) && latin(b)),
    };
    if apart {
        whole.push(' ');
    }
    whole.push_str(line);
}

/// Whether a number goes on in the next line: its first part fills a narrow column, the rest is shorter.
fn broken_number(whole: &str, line: &str) -> bool {
    let part = |c: &char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let before: String = whole.chars().rev().take_while(part).collect();
    let after = line.chars().take_while(part).count();
    before.contains('.') && before.len() >= 4 && after <= before.len() && !line.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_cell_become_one() {
        for (printed, one) in [
            ("<=221.25\n万元", "<=221.25 万元"),
            ("<=97.35 万\n元", "<=97.35 万元"),
            ("参加 2024\n年圆梦计\n划培训人\n数", "参加 2024 年圆梦计划培训人数"),
            ("<=1000 元/\n人·学期", "<=1000 元/人·学期"),
            ("197.2291\n81\n万元", "197.229181 万元"),
            ("5\n10", "5 10"),
            ("（一）\n2024", "（一）2024"),
            (" \n ", ""),
        ] {
            assert_eq!(joined(printed), one, "{printed:?}");
        }
    }

    #[test]
    fn a_cell_that_spans_rows_reaches_into_each() {
        let cell = |row, column, rows, text: &str| Cell {
            row,
            column,
            rows,
            columns: 1,
            text: text.to_owned(),
            ..Cell::default()
        };
        let grid = Grid {
            cells: vec![cell(0, 0, 2, "产出"), cell(0, 1, 1, "a"), cell(1, 1, 1, "b"), cell(2, 1, 1, "c")],
        };
        let entries = entries(&grid);
        let rows = rows(&entries);
        let texts: Vec<Vec<&str>> =
            rows.iter().map(|row| row.cells.iter().map(|entry| entry.text.as_str()).collect()).collect();
        assert_eq!(texts, [vec!["产出", "a"], vec!["产出", "b"], vec!["c"]]);
        assert_eq!(rows[1].at(1).map(|entry| entry.text.as_str()), Some("b"));
    }
}
