//! CSV: headings to places, blocks to batches, frames to text.

use super::batch::{Batch, Cells, Filling, NotText, Texts, What};
use super::result_batch::{ResultBatch, Values};
use crate::value::push_figure;
use rust_decimal::Decimal;
use std::sync::Arc;

/// How the records of a file are made.
#[derive(Debug)]
pub(super) struct Layout {
    /// For each column of the kind, which cell of a record it is.
    pub places: Vec<Option<usize>>,
    /// How many cells a record has.
    pub width: usize,
    /// What separates them.
    pub delimiter: u8,
}

/// What separates cells: a comma, or what Excel writes where a comma is the decimal point.
pub(super) const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// The cells of one record: the headings.
pub(super) fn headings(record: &str, delimiter: u8) -> Vec<String> {
    let mut reader = reader(record.as_bytes(), delimiter);
    let mut cells = csv::StringRecord::new();
    match reader.read_record(&mut cells) {
        Ok(true) => cells.iter().map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

fn reader(text: &[u8], delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text)
}

/// Reads a block.
pub(super) fn read(block: Vec<u8>, layout: &Layout) -> Batch {
    let block = match String::from_utf8(block) {
        Ok(text) => match plain(text, layout) {
            Ok(batch) => return batch,
            Err(text) => text.into_bytes(),
        },
        Err(broken) => broken.into_bytes(),
    };
    fill(&block, layout, |_| false).batch().unwrap_or_else(|NotText| {
        // Once more, record by record, to find those that are not text.
        let broken = |cell: &[u8]| std::str::from_utf8(cell).is_err();
        fill(&block, layout, broken).batch().unwrap_or_default()
    })
}

/// The short way, for a block without quotes: cells stay where they are. Gives the block back where it is not so plain.
fn plain(text: String, layout: &Layout) -> Result<Batch, String> {
    let &Layout { ref places, width, delimiter } = layout;
    let bytes = text.as_bytes();
    let returns = memchr::memchr_iter(b'\r', bytes).count();
    // Neighbouring cells are passed on together, with the comma between them.
    let odd = delimiter != b','
        || memchr::memchr(b'"', bytes).is_some()
        || returns != memchr::memmem::find_iter(bytes, b"\r\n").count()
        || u32::try_from(bytes.len()).is_err();
    if odd {
        return Err(text);
    }
    let mut filling = Filling::new(&[]);
    // About as many cells as there will be.
    let mut starts: Vec<u32> = Vec::with_capacity(bytes.len() / 8);
    let (mut start, mut row) = (0_usize, 0_usize);
    let ends =
        memchr::memchr2_iter(b',', b'\n', bytes).chain((!bytes.ends_with(b"\n")).then_some(bytes.len()));
    for end in ends {
        // A block is some megabytes.
        starts.push(u32::try_from(start).unwrap_or(u32::MAX));
        start = end.saturating_add(1);
        if bytes.get(end) == Some(&b',') {
            continue;
        }
        let returned = returns > 0 && bytes.get(..end).is_some_and(|before| before.ends_with(b"\r"));
        let end = if returned { end.saturating_sub(1) } else { end };
        let found = starts.len().saturating_sub(row);
        let empty = found == 1 && starts.get(row).is_some_and(|&first| first as usize == end);
        if found == width && !empty {
            starts.push(u32::try_from(end.saturating_add(1)).unwrap_or(u32::MAX));
            filling.row(|_| &[]);
        } else {
            starts.truncate(row);
            if !empty {
                filling.bad(What::Cells { found, expected: width });
            }
        }
        row = starts.len();
    }
    let mut batch = filling.batch().unwrap_or_default();
    let cells = Arc::new(Cells { text, starts, stride: width.saturating_add(1) });
    let texts = |cell: usize| Arc::new(Texts::Cells { cells: Arc::clone(&cells), cell });
    batch.columns = places.iter().map(|place| place.map(texts)).collect();
    Ok(batch)
}

/// The same for a block that was decoded with a mark in the place of what could not be.
pub(super) fn read_marked(block: &str, layout: &Layout) -> Batch {
    let marked = |cell: &[u8]| memchr::memmem::find(cell, "\u{FFFD}".as_bytes()).is_some();
    fill(block.as_bytes(), layout, marked).batch().unwrap_or_default()
}

fn fill(block: &[u8], layout: &Layout, broken: impl Fn(&[u8]) -> bool) -> Filling {
    let &Layout { ref places, width, delimiter } = layout;
    let has: Vec<bool> = places.iter().map(Option::is_some).collect();
    let mut filling = Filling::new(&has);
    let mut reader = reader(block, delimiter);
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
pub(super) fn head(frame: &ResultBatch<'_>) -> std::io::Result<Vec<u8>> {
    let mut writer = writer("\u{feff}".into());
    writer.write_record(frame.columns.iter().map(|(name, _)| *name))?;
    finished(writer)
}

/// The rows of a frame.
pub(super) fn write(frame: &ResultBatch<'_>) -> Vec<u8> {
    let mut out = Vec::with_capacity(frame.rows.saturating_mul(160));
    let columns = joined(frame);
    for row in 0..frame.rows {
        for (place, column) in columns.iter().enumerate() {
            if place > 0 {
                out.push(b',');
            }
            match column {
                Joined::Cells(cells, first, last) => out.extend_from_slice(cells.span(row, *first, *last)),
                Joined::Values(Values::Texts(texts)) => quoted(&mut out, texts.get(row)),
                Joined::Values(Values::Few(few)) => quoted(&mut out, few.get(row).unwrap_or_default()),
                Joined::Values(Values::Words(words)) => {
                    quoted(&mut out, words.get(row).copied().flatten().unwrap_or_default());
                }
                Joined::Values(Values::Strings(strings)) => {
                    quoted(&mut out, strings.get(row).and_then(Option::as_deref).unwrap_or_default());
                }
                Joined::Values(Values::Decimals { values, .. }) => {
                    if let Some(Some(value)) = values.get(row) {
                        push_figure(&mut out, *value);
                    }
                }
                Joined::Values(Values::Whole(values)) => {
                    if let Some(Some(value)) = values.get(row) {
                        push_figure(&mut out, Decimal::from(*value));
                    }
                }
                #[cfg(feature = "columnar")]
                Joined::Values(Values::Carried(_)) => {}
            }
        }
        out.push(b'\n');
    }
    out
}

/// Columns of a frame; neighbours that are neighbours in their file as well are written in one go.
enum Joined<'f> {
    /// From one cell of a record to another.
    Cells(&'f Cells, usize, usize),
    Values(&'f Values<'f>),
}

fn joined<'f>(frame: &'f ResultBatch<'_>) -> Vec<Joined<'f>> {
    let mut columns: Vec<Joined<'f>> = Vec::with_capacity(frame.columns.len());
    for (_, values) in &frame.columns {
        let next = match values {
            Values::Texts(Texts::Cells { cells, cell }) => {
                if let Some(Joined::Cells(before, _, last)) = columns.last_mut()
                    && std::ptr::eq(*before, cells.as_ref())
                    && last.checked_add(1) == Some(*cell)
                {
                    *last = *cell;
                    continue;
                }
                Joined::Cells(cells, *cell, *cell)
            }
            _ => Joined::Values(values),
        };
        columns.push(next);
    }
    columns
}

/// A text, between quotes where it has to be.
fn quoted(out: &mut Vec<u8>, text: &str) {
    let plain = |byte: u8| !matches!(byte, b',' | b'"' | b'\n' | b'\r');
    if text.bytes().all(plain) {
        out.extend_from_slice(text.as_bytes());
        return;
    }
    out.push(b'"');
    for (place, part) in text.split('"').enumerate() {
        out.extend_from_slice(if place == 0 { "" } else { "\"\"" }.as_bytes());
        out.extend_from_slice(part.as_bytes());
    }
    out.push(b'"');
}

fn writer(bytes: Vec<u8>) -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().from_writer(bytes)
}

fn finished(writer: csv::Writer<Vec<u8>>) -> std::io::Result<Vec<u8>> {
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What is read, row by row, and what is wrong.
    fn rows(batch: &Batch) -> (Vec<Vec<String>>, u64, Vec<u64>, String) {
        let of = |row| (0..3).map(|column| batch.text(column, row).to_owned()).collect();
        let places = (0..batch.rows).map(|row| batch.place(row)).collect();
        ((0..batch.rows).map(of).collect(), batch.seen, places, format!("{:?}", batch.problems))
    }

    proptest! {
        #[test]
        fn the_short_way_reads_what_the_long_way_reads(block in "[a,\r\n\"九]{0,40}") {
            let layout = Layout { places: vec![Some(2), None, Some(0)], width: 3, delimiter: b',' };
            let long = fill(block.as_bytes(), &layout, |_| false).batch().unwrap_or_default();
            if let Ok(short) = plain(block, &layout) {
                prop_assert_eq!(rows(&short), rows(&long));
            }
        }

        #[test]
        fn what_is_quoted_is_read_back(cells in prop::collection::vec("[a,\r\n\"九 ]{0,6}", 3)) {
            let mut line = Vec::new();
            for (place, cell) in cells.iter().enumerate() {
                line.extend_from_slice(if place == 0 { b"" } else { b"," });
                quoted(&mut line, cell);
            }
            line.push(b'\n');
            let mut expected = writer(Vec::new());
            prop_assert!(expected.write_record(&cells).is_ok());
            prop_assert_eq!(Some(line), finished(expected).ok());
        }
    }
}
