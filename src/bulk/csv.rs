//! CSV: headings to places, blocks to batches, frames to text.

use super::batch::{Batch, Filling, NotText, What};
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
    fill(block, places, width, |_| false).batch().unwrap_or_else(|NotText| {
        // Once more, record by record, to find those that are not text.
        let broken = |cell: &[u8]| std::str::from_utf8(cell).is_err();
        fill(block, places, width, broken).batch().unwrap_or_default()
    })
}

/// The same for a block that was decoded with a mark in the place of what could not be.
pub(super) fn read_marked(block: &str, places: &[Option<usize>], width: usize) -> Batch {
    let marked = |cell: &[u8]| memchr::memmem::find(cell, "\u{FFFD}".as_bytes()).is_some();
    fill(block.as_bytes(), places, width, marked).batch().unwrap_or_default()
}

fn fill(block: &[u8], places: &[Option<usize>], width: usize, broken: impl Fn(&[u8]) -> bool) -> Filling {
    let has: Vec<bool> = places.iter().map(Option::is_some).collect();
    let mut filling = Filling::new(&has);
    let mut reader = reader(block);
    let mut record = csv::ByteRecord::new();
    // A block is in memory: reading it cannot fail.
    while let Ok(true) = reader.read_byte_record(&mut record) {
        if record.len() != width {
            filling.bad(What::Cells { found: record.len(), expected: width });
        } else if record.iter().any(&broken) {
            filling.bad(What::Encoding);
        } else {
            let cell = |place: usize| places.get(place).copied().flatten().and_then(|cell| record.get(cell));
            filling.row(|place| cell(place).unwrap_or_default());
        }
    }
    filling
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
