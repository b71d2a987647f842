//! Rows of text to a file, in any of the formats: for whoever makes input rather than results.

use super::batch::{Filling, Texts};
use super::output::Output;
use super::result_batch::{Format, ResultBatch, Values};
use std::io::{Error, Result};
use std::path::Path;

/// Writes rows of texts. The file is there only when [`RowWriter::finish`] was called.
///
/// ```
/// use jixiao::bulk::RowWriter;
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("rows.csv");
/// let mut writer = RowWriter::create(&path, &["target", "actual"])?;
/// writer.row(&[">=90%", "87%"])?;
/// writer.finish()?;
/// assert_eq!(std::fs::read_to_string(&path)?, "\u{feff}target,actual\n>=90%,87%\n");
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct RowWriter {
    names: Vec<&'static str>,
    format: Format,
    out: Output,
    rows: Filling,
}

/// How many rows are written at a time.
const ROWS: usize = 1 << 17;

impl RowWriter {
    /// A file with these columns; its name says its format. `-` is CSV on standard output.
    ///
    /// # Errors
    /// When it cannot be created, or its name says no format.
    pub fn create(path: &Path, names: &[&'static str]) -> Result<Self> {
        let (format, out) = if path == Path::new("-") {
            (Format::Csv, Output::standard())
        } else {
            let format = Format::of(path).ok_or_else(|| Error::other("not a format of rows"))?;
            (format, Output::file(path, format)?)
        };
        Ok(Self { names: names.to_vec(), format, out, rows: Filling::new(&vec![true; names.len()]) })
    }

    /// The next row, a text for each column.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn row(&mut self, cells: &[&str]) -> Result<()> {
        self.rows.row(|place| cells.get(place).copied().unwrap_or_default().as_bytes());
        if self.rows.len() >= ROWS { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<()> {
        let fresh = Filling::new(&vec![true; self.names.len()]);
        let batch = std::mem::replace(&mut self.rows, fresh).batch().unwrap_or_default();
        let none = Texts::default();
        let texts = |place: usize| batch.columns.get(place).and_then(Option::as_deref).unwrap_or(&none);
        let columns =
            self.names.iter().enumerate().map(|(place, &name)| (name, Values::Texts(texts(place)))).collect();
        self.out.write(ResultBatch::new(batch.rows, columns).encode(self.format)?)
    }

    /// Writes what is left; the file takes its place.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> Result<()> {
        self.flush()?;
        self.out.finish()
    }
}
