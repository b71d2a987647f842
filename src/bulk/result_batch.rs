//! What is written: named columns of results, in any of the formats.

use super::batch::Texts;
use super::{csv, jsonl};
use crate::diagnostic::{Code, Diagnostic};
use crate::say;
use rust_decimal::Decimal;
use std::path::Path;

/// A format of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// CSV: UTF-8 with a byte order mark, or GBK where it is asked for.
    Csv,
    /// JSON Lines: an object a line.
    Jsonl,
    /// Parquet.
    Parquet,
    /// Arrow IPC, the file format.
    Arrow,
}

impl Format {
    /// The format of a file, by the end of its name.
    ///
    /// ```
    /// use jixiao::bulk::Format;
    /// assert_eq!(Format::of("2024.csv".as_ref()), Some(Format::Csv));
    /// assert_eq!(Format::of("2024.yaml".as_ref()), None);
    /// ```
    pub fn of(path: &Path) -> Option<Self> {
        Self::named(&path.extension()?.to_str()?.to_ascii_lowercase())
    }

    /// The format of a name, which is also the end of the names of its files.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "csv" => Some(Self::Csv),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "parquet" => Some(Self::Parquet),
            "arrow" | "feather" => Some(Self::Arrow),
            _ => None,
        }
    }

    /// Whether it holds columns, and is read and written by the feature `columnar` alone.
    pub const fn is_columnar(self) -> bool {
        matches!(self, Self::Parquet | Self::Arrow)
    }

    /// What is said where this build can neither read nor write it.
    pub fn unavailable(self) -> Option<Diagnostic> {
        (self.is_columnar() && !cfg!(feature = "columnar")).then(no_columns)
    }
}

/// The program was built without Parquet and Arrow.
pub(super) fn no_columns() -> Diagnostic {
    let title =
        say!("本程序编译时未包含 Parquet 和 Arrow", "this program was built without Parquet and Arrow");
    Diagnostic::new(Code::UnknownKind, title).help(say!(
        "用 `cargo build --release --features columnar` 编译，或改用 .csv、.jsonl",
        "build it with `cargo build --release --features columnar`, or use .csv or .jsonl"
    ))
}

/// The values of a column.
#[derive(Debug)]
pub(super) enum Values<'a> {
    /// As they were read.
    Texts(&'a Texts),
    /// As they are in the file that the rows are from: the column of this number there.
    #[cfg(feature = "columnar")]
    Carried(usize),
    /// Texts of others.
    Words(Vec<Option<&'a str>>),
    /// Some words, again and again.
    Few(Few<'a>),
    /// Texts that were made.
    Strings(Vec<Option<String>>),
    /// Figures, with the digits and the decimals that a column of decimals has in a columnar file.
    Decimals {
        values: Vec<Option<Decimal>>,
        #[cfg_attr(not(feature = "columnar"), allow(dead_code))]
        decimals: u32,
        #[cfg_attr(not(feature = "columnar"), allow(dead_code))]
        precision: u8,
    },
    /// Whole numbers.
    Whole(Vec<Option<i64>>),
}

/// A column of a few words.
#[derive(Debug)]
pub(super) struct Few<'a> {
    /// Each of them once.
    pub words: Vec<&'a str>,
    /// Which one a row has; negative for none.
    pub numbers: Vec<i32>,
}

impl<'a> Few<'a> {
    /// With room for so many rows.
    pub(super) fn new(rows: usize) -> Self {
        Self { words: Vec::new(), numbers: Vec::with_capacity(rows) }
    }

    pub(super) fn push(&mut self, word: Option<&'a str>) {
        let number = word.map_or(-1, |word| {
            let known = self.words.iter().position(|known| std::ptr::eq(*known, word) || *known == word);
            let place = known.unwrap_or_else(|| {
                self.words.push(word);
                self.words.len().saturating_sub(1)
            });
            i32::try_from(place).unwrap_or(-1)
        });
        self.numbers.push(number);
    }

    /// The word of a row.
    pub(super) fn get(&self, row: usize) -> Option<&'a str> {
        let number = usize::try_from(*self.numbers.get(row)?).ok()?;
        self.words.get(number).copied()
    }
}

impl Values<'_> {
    /// The column that is carried over, where it is one.
    #[cfg(feature = "columnar")]
    pub(super) const fn carried(&self) -> Option<usize> {
        match self {
            Self::Carried(column) => Some(*column),
            _ => None,
        }
    }

    /// Points: as long as they fit, columnar files hold them in 64 bits.
    pub(super) const fn points(values: Vec<Option<Decimal>>, decimals: u32) -> Self {
        Self::Decimals { values, decimals, precision: if decimals <= 12 { 18 } else { 38 } }
    }

    /// Figures of any size.
    pub(super) const fn figures(values: Vec<Option<Decimal>>, decimals: u32) -> Self {
        Self::Decimals { values, decimals, precision: 38 }
    }
}

/// Some rows of results.
#[derive(Debug)]
pub(super) struct ResultBatch<'a> {
    pub rows: usize,
    pub columns: Vec<(&'static str, Values<'a>)>,
    /// Where columns are carried over from.
    #[cfg(feature = "columnar")]
    pub origin: Option<&'a super::columnar::Origin>,
}

/// A frame in its format.
pub(super) enum Piece {
    /// Text, and the headings for whoever writes the first piece.
    Text { head: Vec<u8>, rows: Vec<u8> },
    /// Columns.
    #[cfg(feature = "columnar")]
    Columns(super::columnar::Encoded),
}

impl Piece {
    /// Nothing at all.
    pub(super) const fn nothing() -> Self {
        Self::Text { head: Vec::new(), rows: Vec::new() }
    }
}

impl<'a> ResultBatch<'a> {
    /// Some rows of which every column is given.
    pub(super) const fn new(rows: usize, columns: Vec<(&'static str, Values<'a>)>) -> Self {
        Self {
            rows,
            columns,
            #[cfg(feature = "columnar")]
            origin: None,
        }
    }

    /// In a format.
    pub(super) fn encode(&self, format: Format) -> std::io::Result<Piece> {
        match format {
            Format::Csv => Ok(Piece::Text { head: csv::head(self)?, rows: csv::write(self) }),
            Format::Jsonl => Ok(Piece::Text { head: Vec::new(), rows: jsonl::write(self)? }),
            #[cfg(feature = "columnar")]
            Format::Parquet | Format::Arrow => super::columnar::encode(self, format).map(Piece::Columns),
            #[cfg(not(feature = "columnar"))]
            Format::Parquet | Format::Arrow => Err(std::io::Error::other("columnar")),
        }
    }
}
