//! Parquet and Arrow IPC: files to batches, frames to row groups.

use super::batch::{Batch, Texts};
use super::column::Kind;
use super::frame::{Format, Frame, Values};
use arrow_array::{Array, ArrayRef, Decimal128Array, Int64Array, RecordBatch, StringArray};
use arrow_ipc::reader::FileReader;
use arrow_ipc::writer::FileWriter;
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use parquet::arrow::arrow_writer::{ArrowColumnChunk, ArrowRowGroupWriterFactory, compute_leaves};
use parquet::arrow::{ArrowSchemaConverter, ProjectionMask};
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use rust_decimal::Decimal;
use std::fs::File;
use std::io::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::NamedTempFile;

/// The most rows that are read at a time.
const ROWS: usize = 1 << 16;

/// Where the columns of a file are.
#[derive(Debug)]
pub(super) struct Layout {
    pub path: PathBuf,
    /// For each column of the kind, which one of the file it is.
    pub places: Vec<Option<usize>>,
}

/// Some rows of a file.
#[derive(Debug)]
pub(super) struct Part {
    metadata: Option<ArrowReaderMetadata>,
    /// The row group, or the batch of an Arrow file.
    group: usize,
    offset: usize,
    rows: usize,
    bytes: u64,
}

/// Opens a file: the names of its columns, and its parts.
pub(super) fn open(path: &Path, format: Format) -> Result<(Vec<String>, Vec<Part>), Error> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    let names = |schema: &SchemaRef| schema.fields().iter().map(|field| field.name().clone()).collect();
    if format == Format::Arrow {
        let reader = FileReader::try_new(file, None).map_err(Error::other)?;
        let batches = reader.num_batches();
        let bytes = size.checked_div(batches as u64).unwrap_or_default();
        let part = |group| Part { metadata: None, group, offset: 0, rows: 0, bytes };
        return Ok((names(&reader.schema()), (0..batches).map(part).collect()));
    }
    let metadata = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new()).map_err(Error::other)?;
    let mut parts = Vec::new();
    for (group, meta) in metadata.metadata().row_groups().iter().enumerate() {
        let rows = usize::try_from(meta.num_rows()).map_err(Error::other)?;
        let pieces = rows.div_ceil(ROWS);
        let bytes = u64::try_from(meta.compressed_size()).unwrap_or_default();
        for piece in 0..pieces {
            let offset = piece.saturating_mul(ROWS);
            parts.push(Part {
                metadata: Some(metadata.clone()),
                group,
                offset,
                rows: rows.saturating_sub(offset).min(ROWS),
                bytes: bytes.checked_div(pieces as u64).unwrap_or_default(),
            });
        }
    }
    Ok((names(metadata.schema()), parts))
}

impl Part {
    /// About how many bytes of the file it is.
    pub(super) const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Reads the columns that are known.
    pub(super) fn read(&self, layout: &Layout, kind: Kind) -> Result<Batch, Error> {
        let file = File::open(&layout.path)?;
        let batch = if let Some(metadata) = &self.metadata {
            self.read_parquet(file, metadata, layout)?
        } else {
            let mut reader = FileReader::try_new(file, None).map_err(Error::other)?;
            reader.set_index(self.group).map_err(Error::other)?;
            reader.next().ok_or_else(|| Error::other("a batch is missing"))?.map_err(Error::other)?
        };
        let mut columns = Vec::new();
        for (place, _) in layout.places.iter().zip(kind.names()) {
            let column = place.and_then(|place| {
                // Parquet was read with the columns that are known alone.
                let before = |other: &&Option<usize>| other.is_some_and(|other| other < place);
                let place =
                    if self.metadata.is_some() { layout.places.iter().filter(before).count() } else { place };
                batch.columns().get(place)
            });
            columns.push(match column {
                Some(array) => Some(Arc::new(Texts::Arrow(texts(array)?))),
                None => None,
            });
        }
        let rows = batch.num_rows();
        Ok(Batch { rows, columns, seen: rows as u64, places: Vec::new(), problems: Vec::new() })
    }

    fn read_parquet(
        &self,
        file: File,
        metadata: &ArrowReaderMetadata,
        layout: &Layout,
    ) -> Result<RecordBatch, Error> {
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata.clone());
        let roots = layout.places.iter().copied().flatten();
        let mask = ProjectionMask::roots(builder.parquet_schema(), roots);
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
        match <[RecordBatch; 1]>::try_from(batches) {
            Ok([batch]) => Ok(batch),
            Err(batches) => arrow_select::concat::concat_batches(&schema, &batches).map_err(Error::other),
        }
    }
}

/// A column as texts: figures as they are written in full.
fn texts(array: &ArrayRef) -> Result<StringArray, Error> {
    let cast;
    let array = if *array.data_type() == DataType::Utf8 {
        array
    } else {
        cast = arrow_cast::cast(array, &DataType::Utf8).map_err(Error::other)?;
        &cast
    };
    let texts = array.as_any().downcast_ref::<StringArray>();
    texts.cloned().ok_or_else(|| Error::other("a column of no texts and no figures"))
}

/// A frame, ready to be written.
pub(super) enum Encoded {
    /// A row group of Parquet; without chunks where it has no rows.
    Group(SchemaRef, Vec<ArrowColumnChunk>),
    /// A batch of Arrow IPC.
    Batch(RecordBatch),
}

/// Encodes a frame; this is most of the work of writing, and is done by whoever scored it.
pub(super) fn encode(frame: &Frame<'_>, format: Format) -> Result<Encoded, Error> {
    let mut fields = Vec::new();
    let mut arrays: Vec<ArrayRef> = Vec::new();
    for (name, values) in &frame.columns {
        let array = array(values, frame.rows)?;
        fields.push(Field::new(*name, array.data_type().clone(), true));
        arrays.push(array);
    }
    let schema: SchemaRef = Arc::new(Schema::new(fields));
    if format == Format::Arrow {
        return RecordBatch::try_new(schema, arrays).map(Encoded::Batch).map_err(Error::other);
    }
    if frame.rows == 0 {
        return Ok(Encoded::Group(schema, Vec::new()));
    }
    let nowhere = file_writer(&schema, Vec::new())?;
    let factory = ArrowRowGroupWriterFactory::new(&nowhere, Arc::clone(&schema));
    let writers = factory.create_column_writers(0).map_err(Error::other)?;
    let mut chunks = Vec::with_capacity(writers.len());
    for ((mut writer, array), field) in writers.into_iter().zip(&arrays).zip(schema.fields()) {
        for leaf in compute_leaves(field, array).map_err(Error::other)? {
            writer.write(&leaf).map_err(Error::other)?;
        }
        chunks.push(writer.close().map_err(Error::other)?);
    }
    Ok(Encoded::Group(schema, chunks))
}

fn file_writer<W: std::io::Write + Send>(
    schema: &SchemaRef,
    to: W,
) -> Result<SerializedFileWriter<W>, Error> {
    let parquet = ArrowSchemaConverter::new().convert(schema).map_err(Error::other)?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("jixiao ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    SerializedFileWriter::new(to, parquet.root_schema_ptr(), Arc::new(properties)).map_err(Error::other)
}

fn array(values: &Values<'_>, rows: usize) -> Result<ArrayRef, Error> {
    Ok(match values {
        Values::Texts(Texts::Arrow(array)) => Arc::new(array.clone()),
        Values::Texts(texts) => {
            let some = |row| Some(texts.get(row)).filter(|text| !text.is_empty());
            Arc::new((0..rows).map(some).collect::<StringArray>())
        }
        Values::Words(words) => Arc::new(words.iter().copied().collect::<StringArray>()),
        Values::Strings(strings) => Arc::new(strings.iter().map(Option::as_deref).collect::<StringArray>()),
        Values::Whole(values) => Arc::new(values.iter().copied().collect::<Int64Array>()),
        Values::Decimals { values, decimals } => {
            let scale = i8::try_from(*decimals).map_err(Error::other)?;
            let digits = |value: &Option<Decimal>| value.and_then(|value| digits(value, *decimals));
            let array: Decimal128Array = values.iter().map(digits).collect();
            Arc::new(array.with_precision_and_scale(38, scale).map_err(Error::other)?)
        }
    })
}

/// A decimal as so many units of its last place; nothing where it has more places, or does not fit.
fn digits(value: Decimal, decimals: u32) -> Option<i128> {
    let value = if value.scale() > decimals { value.normalize() } else { value };
    let more = decimals.checked_sub(value.scale())?;
    value.mantissa().checked_mul(10_i128.checked_pow(more)?)
}

/// A file that is written row group by row group.
pub(super) struct Writer {
    to: To,
    format: Format,
}

enum To {
    /// Nothing was written yet.
    Fresh(NamedTempFile),
    Parquet(SerializedFileWriter<NamedTempFile>),
    Arrow(FileWriter<NamedTempFile>),
    /// Between two states.
    Gone,
}

impl Writer {
    pub(super) const fn new(file: NamedTempFile, format: Format) -> Self {
        Self { to: To::Fresh(file), format }
    }

    pub(super) fn write(&mut self, next: Encoded) -> Result<(), Error> {
        if matches!(self.to, To::Fresh(_)) {
            let To::Fresh(file) = std::mem::replace(&mut self.to, To::Gone) else { return Ok(()) };
            self.to = match &next {
                Encoded::Group(schema, _) => To::Parquet(file_writer(schema, file)?),
                Encoded::Batch(batch) => {
                    To::Arrow(FileWriter::try_new(file, &batch.schema()).map_err(Error::other)?)
                }
            };
        }
        match (&mut self.to, next) {
            (To::Parquet(_), Encoded::Group(_, chunks)) if chunks.is_empty() => Ok(()),
            (To::Parquet(writer), Encoded::Group(_, chunks)) => {
                let mut group = writer.next_row_group().map_err(Error::other)?;
                for chunk in chunks {
                    chunk.append_to_row_group(&mut group).map_err(Error::other)?;
                }
                group.close().map(drop).map_err(Error::other)
            }
            (To::Arrow(writer), Encoded::Batch(batch)) => writer.write(&batch).map_err(Error::other),
            _ => Err(Error::other("two formats in one file")),
        }
    }

    pub(super) fn finish(self) -> Result<NamedTempFile, Error> {
        let format = self.format;
        match self.to {
            To::Fresh(file) => Ok(file),
            To::Parquet(writer) => writer.into_inner().map_err(Error::other),
            To::Arrow(mut writer) => {
                writer.finish().map_err(Error::other)?;
                writer.into_inner().map_err(Error::other)
            }
            To::Gone => Err(Error::other(format!("{format:?}"))),
        }
    }
}
