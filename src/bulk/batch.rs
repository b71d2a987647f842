//! Some rows of a table, column by column.

use std::collections::HashMap;
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
    /// Where they stand in a block of records: this cell of each.
    Cells {
        /// All of them.
        cells: Arc<Cells>,
        /// Which cell of a record, from 0.
        cell: usize,
    },
    /// As an Arrow array holds them.
    #[cfg(feature = "columnar")]
    Arrow(arrow_array::StringArray),
    /// For each row the number of its text among the distinct ones.
    #[cfg(feature = "columnar")]
    DictionaryColumn(super::columnar::DictionaryColumn),
}

/// The cells of a block of records.
#[derive(Debug)]
pub(super) struct Cells {
    /// The block; between two cells of a record there is one byte.
    pub text: String,
    /// Where each cell begins, and for each record where one more would.
    pub starts: Vec<u32>,
    /// How many of them a record has.
    pub stride: usize,
}

impl Cells {
    fn ends(&self, row: usize, first: usize, last: usize) -> Option<(usize, usize)> {
        let at = row.checked_mul(self.stride)?;
        let start = *self.starts.get(at.checked_add(first)?)? as usize;
        let behind = *self.starts.get(at.checked_add(last)?.checked_add(1)?)? as usize;
        Some((start, behind.checked_sub(1)?))
    }

    fn get(&self, row: usize, cell: usize) -> &str {
        self.ends(row, cell, cell).and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default()
    }

    /// The bytes of neighbouring cells, with what stands between them.
    pub(super) fn span(&self, row: usize, first: usize, last: usize) -> &[u8] {
        let ends = self.ends(row, first, last);
        ends.and_then(|(start, end)| self.text.as_bytes().get(start..end)).unwrap_or_default()
    }
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
            Self::Cells { cells, cell } => cells.get(row, *cell),
            #[cfg(feature = "columnar")]
            Self::Arrow(array) => {
                use arrow_array::Array;
                if row < array.len() && array.is_valid(row) { array.value(row) } else { "" }
            }
            #[cfg(feature = "columnar")]
            Self::DictionaryColumn(numbered) => numbered.text(row),
        }
    }

    /// For each row the number of its text, where equal texts have one: below [`Texts::distinct`], or negative for an
    /// empty text. Nothing where texts are not numbered.
    pub(super) fn numbers(&self) -> Option<&[i32]> {
        match self {
            #[cfg(feature = "columnar")]
            Self::DictionaryColumn(numbered) => Some(numbered.numbers()),
            _ => None,
        }
    }

    /// Whether two rows have the same text. With numbers, an equal text of another number is said to be another.
    pub(super) fn same(&self, row: usize, other: usize) -> bool {
        match self.numbers() {
            Some(numbers) => numbers.get(row) == numbers.get(other),
            None => self.get(row) == self.get(other),
        }
    }

    /// How many distinct texts are numbered.
    pub(super) fn distinct(&self) -> usize {
        match self {
            #[cfg(feature = "columnar")]
            Self::DictionaryColumn(numbered) => numbered.distinct(),
            _ => 0,
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
    /// The keys that its objects have, with the column that each is; nothing where headings name the columns.
    pub keys: HashMap<String, Option<usize>>,
    /// Where the columns are that are carried over to the output as they are.
    #[cfg(feature = "columnar")]
    pub carried: Option<super::columnar::Origin>,
}

impl Batch {
    /// A column; nothing where there is none.
    pub(super) fn column(&self, column: usize) -> Option<&Texts> {
        self.columns.get(column)?.as_deref()
    }

    /// The text of a row in a column; empty where there is none.
    pub(super) fn text(&self, column: usize, row: usize) -> &str {
        self.column(column).map(|texts| texts.get(row)).unwrap_or_default()
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
        Ok(Batch {
            rows,
            columns: texts,
            seen,
            places,
            problems,
            keys: HashMap::new(),
            #[cfg(feature = "columnar")]
            carried: None,
        })
    }
}

/// Some bytes are not UTF-8.
#[derive(Debug, Clone, Copy)]
pub(super) struct NotText;
