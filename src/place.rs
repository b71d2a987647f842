//! Where something stands in what was read, so that every result can point back to it.

use crate::message::Message;
use crate::say;
use std::ops::Range;
use std::sync::Arc;

/// The place of a value in its file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Place {
    /// It stands nowhere: it was computed, or came from a program.
    #[default]
    Nowhere,
    /// In a text file.
    Text {
        /// Line, from 1.
        line: u32,
        /// Column in characters, from 1.
        column: u32,
        /// The bytes of the file that it takes.
        bytes: Range<usize>,
    },
    /// In a cell of a document.
    Cell {
        /// The table that the cell belongs to.
        on: Table,
        /// Row within it, from 1.
        row: u32,
        /// Column within it, from 1.
        column: u32,
    },
}

/// Which table of a document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Table {
    /// A sheet of a workbook, by its name.
    Sheet(Arc<str>),
    /// A table of a document without pages (Word, a web page), counted from 1.
    Numbered(u32),
    /// A table of a page.
    Page {
        /// The page, from 1.
        page: u32,
        /// The table on that page, from 1; 0 for a line outside all tables, or, in row 0, for the page itself.
        table: u32,
        /// The box of the cell on that page.
        area: Area,
    },
}

/// A box on a page, in whole points (1/72 inch) from its upper left corner as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Area {
    /// The left edge.
    pub left: u32,
    /// The upper edge.
    pub top: u32,
    /// The right edge.
    pub right: u32,
    /// The lower edge.
    pub bottom: u32,
}

impl Place {
    /// The bytes of the file, where there are any.
    pub fn bytes(&self) -> Option<Range<usize>> {
        match self {
            Self::Nowhere | Self::Cell { .. } => None,
            Self::Text { bytes, .. } => Some(bytes.clone()),
        }
    }

    /// The place in words.
    ///
    /// ```
    /// use jixiao::place::{Place, Table};
    /// let cell = Place::Cell { on: Table::Sheet("自评表".into()), row: 7, column: 28 };
    /// assert_eq!(cell.to_string(), "自评表!AB7");
    /// assert_eq!(cell.message().zh, "工作表“自评表”单元格 AB7");
    /// ```
    pub fn message(&self) -> Message {
        match self {
            Self::Nowhere => Message::default(),
            Self::Text { line, column, .. } => {
                say!("第 {line} 行第 {column} 字", "line {line}, column {column}")
            }
            Self::Cell { on: Table::Sheet(sheet), row, column } => {
                let column = letters(*column);
                say!("工作表“{sheet}”单元格 {column}{row}", "sheet “{sheet}”, cell {column}{row}")
            }
            Self::Cell { on: Table::Numbered(table), row, column } => {
                say!("第 {table} 张表第 {row} 行第 {column} 列", "table {table}, row {row}, column {column}")
            }
            Self::Cell { on: Table::Page { page, table: 0, .. }, row: 0, .. } => {
                say!("第 {page} 页", "page {page}")
            }
            Self::Cell { on: Table::Page { page, table: 0, .. }, row, .. } => {
                say!("第 {page} 页第 {row} 行", "page {page}, line {row}")
            }
            Self::Cell { on: Table::Page { page, table, .. }, row, column } => say!(
                "第 {page} 页第 {table} 张表第 {row} 行第 {column} 列",
                "page {page}, table {table}, row {row}, column {column}"
            ),
        }
    }

    /// The place of some characters of `text`, which stands here.
    ///
    /// Where the text does not stand in the file as it is (escapes, several lines), the whole place.
    ///
    /// ```
    /// use jixiao::place::Place;
    /// let cell = Place::Text { line: 3, column: 9, bytes: 40..51 };
    /// assert_eq!(cell.part("≥5,000份", 1..3), Place::Text { line: 3, column: 10, bytes: 43..45 });
    /// ```
    #[must_use]
    pub fn part(&self, text: &str, characters: Range<usize>) -> Self {
        let Self::Text { line, column, bytes } = self else { return self.clone() };
        if bytes.len() != text.len() {
            return self.clone();
        }
        let offset = |index: usize| {
            let within = text.char_indices().nth(index).map_or(text.len(), |(at, _)| at);
            bytes.start.saturating_add(within)
        };
        let skipped = u32::try_from(characters.start).unwrap_or(u32::MAX);
        Self::Text {
            line: *line,
            column: column.saturating_add(skipped),
            bytes: offset(characters.start)..offset(characters.end.max(characters.start)),
        }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Nowhere => Ok(()),
            Self::Text { line, column, .. } => write!(f, "{line}:{column}"),
            Self::Cell { on: Table::Sheet(sheet), row, column } => {
                write!(f, "{sheet}!{}{row}", letters(*column))
            }
            Self::Cell { on: Table::Numbered(table), row, column } => write!(f, "t{table}:R{row}C{column}"),
            Self::Cell { on: Table::Page { page, table: 0, .. }, row: 0, .. } => write!(f, "p{page}"),
            Self::Cell { on: Table::Page { page, table: 0, .. }, row, .. } => write!(f, "p{page}:L{row}"),
            Self::Cell { on: Table::Page { page, table, .. }, row, column } => {
                write!(f, "p{page}:t{table}:R{row}C{column}")
            }
        }
    }
}

/// A column as spreadsheets name it: 1 is A, 28 is AB.
fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while let Some(before) = rest.checked_sub(1) {
        letters.push(char::from(b'A'.saturating_add(u8::try_from(before % 26).unwrap_or(0))));
        rest = before / 26;
    }
    letters.iter().rev().collect()
}

/// A value with the place where it was printed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Located<T> {
    /// What was read.
    pub value: T,
    /// Where it stood.
    pub at: Place,
}

impl<T> Located<T> {
    /// A value that stands in no file.
    pub fn nowhere(value: T) -> Self {
        Self { value, at: Place::Nowhere }
    }
}
