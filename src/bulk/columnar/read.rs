//! Files to parts, parts to batches. Of repeated texts only their numbers are read.

use super::super::batch::{Batch, Texts};
use super::super::column::Kind;
use super::super::result_batch::Format;
use super::carried::{Origin, at_a_time};
use super::declared;
use super::dictionary::DictionaryColumn;
use super::guarded::guarded;
use arrow_array::types::Int32Type;
use arrow_array::{Array, ArrayRef, DictionaryArray, RecordBatch, StringArray};
use arrow_ipc::reader::FileReader;
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use std::fs::File;
use std::io::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The most rows that are read at a time, where a row group is not carried over as a whole.
const ROWS: usize = 1 << 16;

/// Where the columns of a file are.
#[derive(Debug)]
pub(in super::super) struct Layout {
    pub path: PathBuf,
    /// For each column of the kind, which one of the file it is.
    pub places: Vec<Option<usize>>,
    /// Whether the columns of its kind that are only passed on may be left alone.
    pub carries: bool,
}

/// Some rows of a file.
#[derive(Debug)]
pub(in super::super) struct RowGroupPart {
    metadata: Option<ArrowReaderMetadata>,
    /// The row group, or the batch of an Arrow file.
    group: usize,
    offset: usize,
    rows: usize,
    /// How many rows the row group has.
    of: usize,
    bytes: u64,
}

/// Opens a file: its columns, and its parts; whole row groups where they are to be carried over.
pub(in super::super) fn open(
    path: &Path,
    format: Format,
    carries: bool,
) -> Result<(Vec<Heading>, Vec<RowGroupPart>), Error> {
    guarded(|| {
        let file = File::open(path)?;
        if format == Format::Arrow { open_arrow(file) } else { open_parquet(&file, carries) }
    })
}

/// A column of a file.
pub(in super::super) struct Heading {
    pub name: String,
    /// Its type, where it is neither one of texts nor one of numbers or days.
    pub of_another_type: Option<String>,
}

fn headings(schema: &SchemaRef) -> Vec<Heading> {
    let heading = |field: &Arc<Field>| Heading {
        name: field.name().clone(),
        of_another_type: (!is_readable(field.data_type())).then(|| field.data_type().to_string()),
    };
    schema.fields().iter().map(heading).collect()
}

/// Whether values of a type are texts, numbers or days; a boolean or a list is nothing that a cell can say.
fn is_readable(kind: &DataType) -> bool {
    match kind {
        DataType::Dictionary(_, value) => is_readable(value),
        DataType::RunEndEncoded(_, value) => is_readable(value.data_type()),
        DataType::Null
        | DataType::Utf8
        | DataType::LargeUtf8
        | DataType::Utf8View
        | DataType::Date32
        | DataType::Date64
        | DataType::Timestamp(..) => true,
        other => other.is_numeric(),
    }
}

fn open_arrow(file: File) -> Result<(Vec<Heading>, Vec<RowGroupPart>), Error> {
    let size = file.metadata()?.len();
    declared::check(&file, size)?;
    let reader = FileReader::try_new(file, None).map_err(Error::other)?;
    let batches = reader.num_batches();
    let bytes = size.checked_div(batches as u64).unwrap_or_default();
    let part = |group| RowGroupPart { metadata: None, group, offset: 0, rows: 0, of: 0, bytes };
    Ok((headings(&reader.schema()), (0..batches).map(part).collect()))
}

fn open_parquet(file: &File, carries: bool) -> Result<(Vec<Heading>, Vec<RowGroupPart>), Error> {
    let metadata = numbered(file)?;
    let mut parts = Vec::new();
    for (group, meta) in metadata.metadata().row_groups().iter().enumerate() {
        let rows = usize::try_from(meta.num_rows()).map_err(Error::other)?;
        let most = if carries { at_a_time(rows, ROWS) } else { ROWS };
        let pieces = rows.div_ceil(most);
        let bytes = u64::try_from(meta.compressed_size()).unwrap_or_default();
        for piece in 0..pieces {
            let offset = piece.saturating_mul(most);
            parts.push(RowGroupPart {
                metadata: Some(metadata.clone()),
                group,
                offset,
                rows: rows.saturating_sub(offset).min(most),
                of: rows,
                bytes: bytes.checked_div(pieces as u64).unwrap_or_default(),
            });
        }
    }
    Ok((headings(metadata.schema()), parts))
}

/// The metadata of a file by which texts are read as numbers of distinct texts.
fn numbered(file: &File) -> Result<ArrowReaderMetadata, Error> {
    let plain = ArrowReaderMetadata::load(file, ArrowReaderOptions::new()).map_err(Error::other)?;
    let numbered = |field: &Field| {
        let value = match field.data_type() {
            DataType::Dictionary(_, value) => value.as_ref(),
            other => other,
        };
        let text = matches!(value, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View);
        let kind = if text { numbers_of_texts() } else { field.data_type().clone() };
        Field::new(field.name(), kind, field.is_nullable())
    };
    let fields: Vec<Field> = plain.schema().fields().iter().map(|field| numbered(field)).collect();
    let options =
        ArrowReaderOptions::new().with_skip_arrow_metadata(true).with_schema(Arc::new(Schema::new(fields)));
    // Where that cannot be had, texts are read as they are.
    Ok(ArrowReaderMetadata::try_new(Arc::clone(plain.metadata()), options).unwrap_or(plain))
}

fn numbers_of_texts() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
}

impl RowGroupPart {
    /// Whether there are other parts of its row group.
    pub(in super::super) const fn is_one_of_several(&self) -> bool {
        self.rows != self.of
    }

    /// About how many bytes of the file it is.
    pub(in super::super) const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Reads the columns that are known; of those that are carried over only the ones that are `needed`.
    pub(in super::super) fn read(
        &self,
        layout: &Layout,
        kind: Kind,
        needed: &[bool],
    ) -> Result<Batch, Error> {
        guarded(|| self.read_unguarded(layout, kind, needed))
    }

    fn read_unguarded(&self, layout: &Layout, kind: Kind, needed: &[bool]) -> Result<Batch, Error> {
        let file = File::open(&layout.path)?;
        let wanted = |column: usize| !layout.carries || needed.get(column).copied().unwrap_or(true);
        let places: Vec<Option<usize>> = layout
            .places
            .iter()
            .enumerate()
            .map(|(column, place)| place.filter(|_| wanted(column)))
            .collect();
        let batch = if let Some(metadata) = &self.metadata {
            self.read_parquet(file, metadata, &places)?
        } else {
            let mut reader = FileReader::try_new(file, None).map_err(Error::other)?;
            reader.set_index(self.group).map_err(Error::other)?;
            reader.next().ok_or_else(|| Error::other("a batch is missing"))?.map_err(Error::other)?
        };
        let mut columns = Vec::new();
        for (place, _) in places.iter().zip(kind.names()) {
            let column = place.and_then(|place| {
                // Parquet was read with the columns that are wanted alone.
                let before = |other: &&Option<usize>| other.is_some_and(|other| other < place);
                let place =
                    if self.metadata.is_some() { places.iter().filter(before).count() } else { place };
                batch.columns().get(place)
            });
            columns.push(match column {
                Some(array) => Some(Arc::new(texts(array)?)),
                None => None,
            });
        }
        let rows = batch.num_rows();
        let origin = self.metadata.as_ref().filter(|_| layout.carries);
        let carried = origin.map(|metadata| {
            let rows = self.offset..self.offset.saturating_add(self.rows);
            Origin::new(layout, Arc::clone(metadata.metadata()), self.group, (rows, self.of))
        });
        Ok(Batch { rows, columns, seen: rows as u64, carried, ..Batch::default() })
    }

    fn read_parquet(
        &self,
        file: File,
        metadata: &ArrowReaderMetadata,
        places: &[Option<usize>],
    ) -> Result<RecordBatch, Error> {
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata.clone());
        let mask = ProjectionMask::roots(builder.parquet_schema(), places.iter().copied().flatten());
        let reader = builder
            .with_projection(mask)
            .with_row_groups(vec![self.group])
            .with_offset(self.offset)
            .with_limit(self.rows)
            .with_batch_size(self.rows)
            .build()
            .map_err(Error::other)?;
        let schema = arrow_array::RecordBatchReader::schema(&reader);
        let batches: Vec<RecordBatch> = reader.collect::<Result<_, _>>().map_err(Error::other)?;
        let batch = match <[RecordBatch; 1]>::try_from(batches) {
            Ok([batch]) => batch,
            Err(batches) => arrow_select::concat::concat_batches(&schema, &batches).map_err(Error::other)?,
        };
        if batch.num_rows() == self.rows {
            Ok(batch)
        } else {
            Err(Error::other(format!("rows found: {}, expected: {}", batch.num_rows(), self.rows)))
        }
    }
}

/// A column as texts: figures as they are written in full.
fn texts(array: &ArrayRef) -> Result<Texts, Error> {
    let numbered = DataType::Dictionary(Box::new(DataType::Int32), Box::new(array.data_type().clone()));
    // A figure is written once for all rows that have it.
    let array = match array.data_type() {
        DataType::Utf8 | DataType::Dictionary(..) => Arc::clone(array),
        _ => arrow_cast::cast(array, &numbered).unwrap_or_else(|_| Arc::clone(array)),
    };
    let kind = if matches!(array.data_type(), DataType::Dictionary(..)) {
        numbers_of_texts()
    } else {
        DataType::Utf8
    };
    let array = if *array.data_type() == kind {
        array
    } else {
        arrow_cast::cast(&array, &kind).map_err(Error::other)?
    };
    if let Some(numbered) = array.as_any().downcast_ref::<DictionaryArray<Int32Type>>() {
        let numbered = DictionaryColumn::of(numbered).map(Texts::DictionaryColumn);
        return numbered.ok_or_else(|| Error::other("a column that holds neither texts nor figures"));
    }
    let plain = array.as_any().downcast_ref::<StringArray>();
    plain
        .cloned()
        .map(Texts::Arrow)
        .ok_or_else(|| Error::other("a column that holds neither texts nor figures"))
}
