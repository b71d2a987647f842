//! The heading of the indicators: which column holds what, over one row or two.

use super::figures::points;
use super::lines::{Entry, Row};
use crate::document::words::{self, Key, Label, Words};
use crate::place::{Located, Place};
use std::ops::Range;

/// A heading that reaches down over so many rows is a label beside the table.
const SIDE_LABEL: u32 = 4;

/// The columns of a table of indicators.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    known: Vec<Column>,
    /// The goals to which rows belong, where the table has several.
    goal: Option<Range<u32>>,
    /// Columns of a list: the project of each row, its department, its unit.
    pub labels: Vec<(u32, Label)>,
    /// Precision, each with a column of its targets, where the heading names no other values.
    pub sites: Vec<(Range<u32>, Located<String>)>,
    /// Headings that mean nothing to us.
    pub unknown: Vec<(Range<u32>, Located<String>)>,
    /// Where the heading stands.
    pub at: Place,
}

#[derive(Debug, Clone)]
struct Column {
    range: Range<u32>,
    key: Key,
    rank: usize,
}

impl Columns {
    /// The columns that a row names, if it is a heading.
    pub fn of(row: &Row<'_, '_>, words: Words<'_>) -> Option<Self> {
        let mut columns = Self::all(row, words)?;
        columns.take_sites();
        if !columns.is_heading() {
            return None;
        }
        let has = |key| columns.has(key);
        let level = has(Key::Name) || has(Key::Group) || has(Key::Class);
        let value = !columns.sites.is_empty()
            || has(Key::Target)
            || has(Key::Actual)
            || has(Key::Weight)
            || has(Key::Claimed);
        let told = columns.known.iter().filter(|column| column.key != Key::Aside).count();
        let enough = told >= 3 || (has(Key::Name) && (has(Key::Target) || has(Key::Actual)));
        (level && value && enough).then_some(columns)
    }

    /// Takes a second row of headings, below the first; whether the row is one.
    pub fn refine(&mut self, row: &Row<'_, '_>, words: Words<'_>) -> bool {
        let Some(below) = Self::named(row, words) else { return false };
        if below.known.iter().filter(|column| column.key != Key::Aside).count() < 2 {
            return false;
        }
        for column in &below.known {
            self.known = self.known.iter().flat_map(|above| above.without(&column.range)).collect();
        }
        let covered = |range: &Range<u32>| {
            below.known.iter().any(|column| column.range.start < range.end && range.start < column.range.end)
        };
        self.unknown.retain(|(range, _)| !covered(range));
        self.known.extend(below.known);
        self.known.sort_by_key(|column| column.range.start);
        self.unknown.extend(below.unknown);
        true
    }

    fn named(row: &Row<'_, '_>, words: Words<'_>) -> Option<Self> {
        Self::all(row, words).filter(Self::is_heading)
    }

    /// A row of data may have a word or two that could be headings.
    const fn is_heading(&self) -> bool {
        self.known.len() > self.unknown.len()
    }

    /// Where the levels are named and no value is, what stands behind them are places, each with its targets.
    fn take_sites(&mut self) {
        let exact = |key| self.known.iter().any(|column| column.key == key && words::is_exact(column.rank));
        let values =
            [Key::Target, Key::Actual, Key::Weight, Key::Claimed].into_iter().any(|key| self.has(key));
        let Some(name) = self.known.iter().find(|column| column.key == Key::Name) else { return };
        let behind = self.unknown.iter().all(|(range, _)| range.start >= name.range.end);
        if !values && exact(Key::Class) && exact(Key::Name) && behind && self.unknown.len() >= 2 {
            self.sites = std::mem::take(&mut self.unknown);
        }
    }

    fn all(row: &Row<'_, '_>, words: Words<'_>) -> Option<Self> {
        let mut columns = Self { at: row.place(), ..Self::default() };
        // A heading of the row above may reach down to this one.
        let reaching = row.cells.iter().copied().filter(|entry| {
            let end = entry.cell.row.saturating_add(entry.cell.rows);
            !row.owns(entry)
                && end == row.number.saturating_add(1)
                && words.exact_column(&entry.text).is_some()
        });
        for entry in row.own().chain(reaching) {
            if points(&entry.text).read().is_some() || words.is_class(&entry.text) {
                return None;
            }
            let label = words.label(&entry.text).filter(|label| !matches!(label, Label::Year | Label::Total));
            match words.indicator(&entry.text) {
                _ if entry.cell.rows >= SIDE_LABEL => {}
                found if label.is_some() && found.is_none_or(|(_, rank)| !words::is_exact(rank)) => {
                    columns.labels.extend(label.map(|label| (entry.cell.column, label)));
                }
                Some((key, rank)) => columns.known.push(Column { range: entry.columns(), key, rank }),
                None if words.is_goal_of_rows(&entry.text) => columns.goal = Some(entry.columns()),
                None => columns.unknown.push((entry.columns(), entry.located())),
            }
        }
        columns.known.sort_by_key(|column| column.range.start);
        Some(columns)
    }

    pub fn has(&self, key: Key) -> bool {
        self.known.iter().any(|column| column.key == key)
    }

    /// The ranges of a key; of several columns of one key those of the most usual heading.
    fn ranges(&self, key: Key) -> impl Iterator<Item = &Range<u32>> {
        let of = move |column: &&Column| column.key == key;
        let best = self.known.iter().filter(of).map(|column| column.rank).min();
        let mut taken = self.known.iter().filter(of).filter(move |column| Some(column.rank) == best);
        // Pieces of one heading that a second row has cut are one column; a second heading of the same name is not.
        taken.next().into_iter().map(|column| &column.range)
    }

    /// What a row says in the columns of a key: the cells there, one behind the other.
    pub fn cells<'e, 'g>(&self, row: &Row<'e, 'g>, key: Key) -> Vec<&'e Entry<'g>> {
        let mut cells: Vec<&'e Entry<'g>> = Vec::new();
        for range in self.ranges(key) {
            let within = row.cells.iter().copied().filter(|entry| {
                let columns = entry.columns();
                columns.start < range.end && range.start < columns.end
            });
            cells.extend(within.filter(|entry| !entry.is_blank()));
        }
        cells
    }

    /// What a row says in each column of a key, whatever its heading: the more usual one first.
    pub fn each<'e, 'g>(&self, row: &Row<'e, 'g>, key: Key) -> Vec<&'e Entry<'g>> {
        let mut columns: Vec<&Column> = self.known.iter().filter(|column| column.key == key).collect();
        columns.sort_by_key(|column| column.rank);
        columns
            .iter()
            .filter_map(|column| row.at(column.range.start))
            .filter(|entry| !entry.is_blank())
            .collect()
    }

    /// The same as one text.
    pub fn value(&self, row: &Row<'_, '_>, key: Key) -> Option<Located<String>> {
        let cells = self.cells(row, key);
        let first = cells.first()?;
        let text: String = cells.iter().map(|entry| entry.text.as_str()).collect();
        Some(Located { value: text, at: first.cell.at.clone() })
    }

    /// The goal that a row belongs to.
    pub fn goal<'e, 'g>(&self, row: &Row<'e, 'g>) -> Option<&'e Entry<'g>> {
        row.at(self.goal.as_ref()?.start).filter(|entry| !entry.is_blank())
    }

    /// The columns of a list of several projects, where the heading has one for their names.
    pub fn of_list(&self) -> &[(u32, Label)] {
        let named = self.labels.iter().any(|(_, label)| *label == Label::Project);
        if named { &self.labels } else { &[] }
    }

    /// The place whose target a cell is.
    pub fn site(&self, entry: &Entry<'_>) -> Option<Located<String>> {
        self.sites.iter().find(|(range, _)| range.contains(&entry.cell.column)).map(|(_, site)| site.clone())
    }

    /// How many of the keys a cell reaches over.
    pub fn covered(&self, entry: &Entry<'_>) -> usize {
        let columns = entry.columns();
        let touched = self
            .known
            .iter()
            .filter(|column| columns.start < column.range.end && column.range.start < columns.end);
        touched.count()
    }

    /// Whether a cell stands in a column that is not read: one on which no score depends, or the lesser of two of a key.
    pub fn passes_over(&self, entry: &Entry<'_>) -> bool {
        let columns = entry.columns();
        self.known.iter().any(|column| {
            column.range.start <= columns.start
                && columns.end <= column.range.end
                && !self.ranges(column.key).any(|range| column.key != Key::Aside && *range == column.range)
        })
    }

    /// Where the table ends that is at least so wide: with the last heading that says what none before it says.
    /// Behind a blank column such a heading must be one that is known as a whole.
    pub fn end(&self, wide: u32, blank: u32) -> u32 {
        let mut end = wide;
        for (index, column) in self.known.iter().enumerate() {
            let mut before = self.known.iter().take(index);
            let new = column.key != Key::Aside && before.all(|before| before.key != column.key);
            if new && (column.range.start < blank || words::is_exact(column.rank)) {
                end = end.max(column.range.end);
            }
        }
        end
    }

    /// Whether two headings name the same in the same order.
    pub fn same_as(&self, other: &Self) -> bool {
        self.known.iter().map(|column| column.key).eq(other.known.iter().map(|column| column.key))
    }
}

impl Column {
    /// What is left of it where others stand below.
    fn without(&self, range: &Range<u32>) -> Vec<Self> {
        let before = self.range.start..self.range.end.min(range.start);
        let after = self.range.start.max(range.end)..self.range.end;
        [before, after]
            .into_iter()
            .filter(|left| left.start < left.end)
            .map(|range| Self { range, key: self.key, rank: self.rank })
            .collect()
    }
}
