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

/// A batch that is filled row by row, with bytes of which it is seen at the end whether they are text.
#[derive(Debug)]
pub(super) struct Filling {
    columns: Vec<Option<(Vec<u32>, Vec<u8>)>>,
    rows: usize,
    seen: u64,
    places: Vec<u64>,
    problems: Vec<Problem>,
}

impl Filling {
    /// With these of the columns.
    pub(super) fn new(has: &[bool]) -> Self {
        let columns = has.iter().map(|has| has.then(Default::default)).collect();
        Self { columns, rows: 0, seen: 0, places: Vec::new(), problems: Vec::new() }
    }

    /// Adds a row whose cells `cell` gives.
    pub(super) fn row<'t>(&mut self, cell: impl Fn(usize) -> &'t [u8]) {
        for (place, column) in self.columns.iter_mut().enumerate() {
            if let Some((ends, text)) = column {
                text.extend_from_slice(cell(place));
                // A batch is some megabytes.
                ends.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
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

    /// The batch.
    ///
    /// # Errors
    /// When a cell is not of UTF-8.
    pub(super) fn batch(self) -> Result<Batch, NotText> {
        let Self { columns, rows, seen, places, problems } = self;
        let mut texts = Vec::with_capacity(columns.len());
        for column in columns {
            texts.push(match column {
                Some((ends, text)) => {
                    let text = String::from_utf8(text).map_err(|_| NotText)?;
                    // A cell may be cut inside a character while the whole is text: `get` gives nothing for it then.
                    if ends.iter().any(|&end| !text.is_char_boundary(end as usize)) {
                        return Err(NotText);
                    }
                    Some(Arc::new(Texts::Own { ends, text }))
                }
                None => None,
            });
        }
        Ok(Batch { rows, columns: texts, seen, places, problems })
    }
}

/// Some bytes are not UTF-8.
#[derive(Debug, Clone, Copy)]
pub(super) struct NotText;
