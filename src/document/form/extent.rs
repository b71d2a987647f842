//! How far a form reaches to the right. What a spreadsheet has beside it (sums, notes, a second computation) is no part
//! of it.
//!
//! The title and the labels of a form are set over its whole width, so their merged cells tell where it ends. A heading
//! of indicators further to the right belongs to it all the same, where it says what no heading before it says.

use super::columns::Columns;
use super::labels;
use super::lines::{Entry, Row};
use crate::document::words::Words;
use std::ops::Range;

/// What stands beside a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Beside {
    /// The first column behind the form.
    pub from: u32,
    /// A blank column stands between.
    pub apart: bool,
}

/// What stands beside the form of some rows, if the form says how wide it is.
pub(super) fn beside(rows: &[Row<'_, '_>], words: Words<'_>) -> Option<Beside> {
    let wide = rows.iter().filter_map(|row| head(row, words)).max()?;
    let mut behind: Vec<Range<u32>> =
        rows.iter().flat_map(Row::own).map(Entry::columns).filter(|columns| columns.end > wide).collect();
    behind.sort_unstable_by_key(|columns| columns.start);
    let next = |end: u32| behind.iter().map(|columns| columns.start).find(|start| *start >= end);
    next(wide)?;
    let blank = behind.iter().fold(
        wide,
        |blank, columns| {
            if columns.start <= blank { blank.max(columns.end) } else { blank }
        },
    );
    let headings = rows.iter().enumerate().filter_map(|(at, row)| {
        let mut columns = Columns::of(row, words)?;
        if let Some(below) = rows.get(at.saturating_add(1)) {
            columns.refine(below, words);
        }
        Some(columns.end(wide, blank))
    });
    let from = headings.max()?;
    let next = next(from)?;
    Some(Beside { from, apart: next > from })
}

/// Where a line of the head ends that is set over several columns: a title, or labels with their values.
fn head(row: &Row<'_, '_>, words: Words<'_>) -> Option<u32> {
    let mut own = row.own();
    let first = own.next()?;
    let title = own.next().is_none() && words.0.form.is_title(&first.text);
    let label = || words.label(&first.text).is_some() || labels::within(&first.located(), words).is_some();
    let mut cells = row.cells.iter().filter(|entry| row.owns(entry));
    if cells.clone().all(|entry| entry.cell.columns < 2) || !(title || label()) {
        return None;
    }
    // Cells that follow one another: a note behind a blank is none of the head's.
    let mut end = cells.next()?.columns().end;
    for entry in cells.filter(|entry| !entry.is_blank() || entry.cell.columns > 1) {
        if entry.cell.column > end {
            break;
        }
        end = entry.columns().end;
    }
    Some(end)
}
