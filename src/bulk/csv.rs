//! CSV: headings to places, blocks to batches, frames to text.

use super::batch::{Batch, Filling, What};
use super::frame::{Frame, Values};
use std::io::Write;

/// The cells of one record: the headings.
pub(super) fn headings(record: &str) -> Vec<String> {
    let mut reader = reader(record.as_bytes());
    let mut cells = csv::StringRecord::new();
    match reader.read_record(&mut cells) {
        Ok(true) => cells.iter().map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

fn reader(text: &[u8]) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text)
}

/// Reads a block. `places` says for each column of the kind which cell of a record it is, `width` how many there are.
pub(super) fn read(block: &[u8], places: &[Option<usize>], width: usize) -> Batch {
    let has: Vec<bool> = places.iter().map(Option::is_some).collect();
    let mut filling = Filling::new(&has);
    let mut reader = reader(block);
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => return filling.batch(),
            Ok(true) if record.len() == width => {
                let cell =
                    |place: usize| places.get(place).copied().flatten().and_then(|cell| record.get(cell));
                filling.row(|place| cell(place).unwrap_or_default());
            }
            Ok(true) => filling.bad(What::Cells { found: record.len(), expected: width }),
            Err(error) if error.is_io_error() => return filling.batch(),
            Err(_) => filling.bad(What::Encoding),
        }
    }
}

/// The line of headings.
pub(super) fn head(frame: &Frame<'_>) -> std::io::Result<Vec<u8>> {
    let mut writer = writer("\u{feff}".into());
    writer.write_record(frame.columns.iter().map(|(name, _)| *name))?;
    finished(writer)
}

/// The rows of a frame.
pub(super) fn write(frame: &Frame<'_>) -> std::io::Result<Vec<u8>> {
    let mut writer = writer(Vec::with_capacity(frame.rows.saturating_mul(160)));
    let mut cell = Vec::new();
    for row in 0..frame.rows {
        for (_, values) in &frame.columns {
            match values {
                Values::Texts(texts) => writer.write_field(texts.get(row))?,
                Values::Words(words) => {
                    writer.write_field(words.get(row).copied().flatten().unwrap_or_default())?;
                }
                Values::Strings(strings) => {
                    writer.write_field(strings.get(row).and_then(Option::as_deref).unwrap_or_default())?;
                }
                Values::Decimals { values, .. } => {
                    cell.clear();
                    if let Some(Some(value)) = values.get(row) {
                        write!(cell, "{value}")?;
                    }
                    writer.write_field(&cell)?;
                }
                Values::Whole(values) => {
                    cell.clear();
                    if let Some(Some(value)) = values.get(row) {
                        write!(cell, "{value}")?;
                    }
                    writer.write_field(&cell)?;
                }
            }
        }
        writer.write_record(None::<&[u8]>)?;
    }
    finished(writer)
}

fn writer(bytes: Vec<u8>) -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().from_writer(bytes)
}

fn finished(writer: csv::Writer<Vec<u8>>) -> std::io::Result<Vec<u8>> {
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}
