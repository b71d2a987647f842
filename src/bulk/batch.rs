//! Some rows of a table, column by column.

use std::sync::Arc;

/// A column of texts. A text that is not there is empty.
#[derive(Debug, Clone)]
pub(super) enum Texts {
    /// One behind the other, each up to its end.
    Own {
        /// Where each text ends.
        ends: Vec<u32>,
        /// All of them.
        text: String,
    },
    /// As an Arrow array holds them.
    #[cfg(feature = "columnar")]
    Arrow(arrow_array::StringArray),
}

impl Default for Texts {
    fn default() -> Self {
        Self::Own { ends: Vec::new(), text: String::new() }
    }
}

impl Texts {
    /// The text of a row, from 0.
    pub(super) fn get(&self, row: usize) -> &str {
        match self {
            Self::Own { ends, text } => {
                let end = |row: usize| ends.get(row).map_or(text.len(), |&end| end as usize);
                let start = row.checked_sub(1).map_or(0, end);
                text.get(start..end(row)).unwrap_or_default()
            }
            #[cfg(feature = "columnar")]
            Self::Arrow(array) => {
                use arrow_array::Array;
                if row < array.len() && array.is_valid(row) { array.value(row) } else { "" }
            }
        }
    }

    /// Adds a text behind the last.
    pub(super) fn push(&mut self, next: &str) {
        match self {
            Self::Own { ends, text } => {
                text.push_str(next);
                // A batch is some megabytes.
                ends.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
            }
            #[cfg(feature = "columnar")]
            Self::Arrow(_) => {}
        }
    }
}

/// Something that is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    /// The row, from 0 within its batch, rows that were left out included.
    pub row: u64,
    /// What it is.
    pub what: What,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// It has another number of cells than there are headings.
    Cells { found: usize, expected: usize },
    /// It is no object of JSON; in the parser's words.
    Json(String),
    /// A key stands twice.
    KeyTwice(String),
    /// It is not of the encoding.
    Encoding,
    /// A cell that should be a figure is none.
    Figure { column: &'static str, text: String },
}

/// Some rows of one file.
#[derive(Debug, Clone, Default)]
pub(super) struct Batch {
    /// How many rows it has.
    pub rows: usize,
    /// The columns in the order of their kind; nothing for one that the file does not have.
    pub columns: Vec<Option<Arc<Texts>>>,
    /// How many rows the file had here, those left out included.
    pub seen: u64,
    /// For each row its place among those that were seen; empty where none was left out.
    pub places: Vec<u64>,
    /// What is wrong with them.
    pub problems: Vec<Problem>,
}

impl Batch {
    /// The text of a row in a column; empty where there is none.
    pub(super) fn text(&self, column: usize, row: usize) -> &str {
        match self.columns.get(column) {
            Some(Some(texts)) => texts.get(row),
            _ => "",
        }
    }

    /// The place of a row among those that were seen, from 0.
    pub(super) fn place(&self, row: usize) -> u64 {
        self.places.get(row).copied().unwrap_or(row as u64)
    }
}

/// A batch that is filled row by row.
#[derive(Debug)]
pub(super) struct Filling {
    columns: Vec<Option<Texts>>,
    rows: usize,
    seen: u64,
    places: Vec<u64>,
    problems: Vec<Problem>,
}

impl Filling {
    /// With these of the columns.
    pub(super) fn new(has: &[bool]) -> Self {
        let columns = has.iter().map(|has| has.then(Texts::default)).collect();
        Self { columns, rows: 0, seen: 0, places: Vec::new(), problems: Vec::new() }
    }

    /// Adds a row whose cells `cell` gives.
    pub(super) fn row<'t>(&mut self, cell: impl Fn(usize) -> &'t str) {
        for (place, column) in self.columns.iter_mut().enumerate() {
            if let Some(column) = column {
                column.push(cell(place));
            }
        }
        if self.seen != self.rows as u64 && self.places.is_empty() {
            self.places.extend(0..self.rows as u64);
        }
        if self.seen != self.rows as u64 {
            self.places.push(self.seen);
        }
        self.rows = self.rows.saturating_add(1);
        self.seen = self.seen.saturating_add(1);
    }

    /// Leaves a row out.
    pub(super) fn bad(&mut self, what: What) {
        self.problems.push(Problem { row: self.seen, what });
        self.seen = self.seen.saturating_add(1);
    }

    pub(super) const fn len(&self) -> usize {
        self.rows
    }

    pub(super) fn batch(self) -> Batch {
        let Self { columns, rows, seen, places, problems } = self;
        let columns = columns.into_iter().map(|texts| texts.map(Arc::new)).collect();
        Batch { rows, columns, seen, places, problems }
    }
}
