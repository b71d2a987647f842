//! Frames to row groups of Parquet and batches of Arrow IPC.

use super::super::batch::Texts;
use super::super::result_batch::{Format, ResultBatch, Values};
use super::carried::Origin;
use crate::outfile::Draft;
use arrow_array::{Array, ArrayRef, Decimal128Array, Int64Array, RecordBatch, StringArray};
use arrow_ipc::writer::FileWriter;
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::ArrowSchemaConverter;
use parquet::arrow::arrow_writer::{
    ArrowColumnChunk, ArrowColumnWriter, ArrowRowGroupWriterFactory, compute_leaves,
};
use parquet::basic::Compression;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{Type, TypePtr};
use rust_decimal::{Decimal, RoundingStrategy};
use std::io::Error;
use std::sync::Arc;

/// A frame, ready to be written.
pub(in super::super) enum Encoded {
    /// A row group of Parquet; without columns where it has no rows.
    Group { schema: TypePtr, columns: Vec<Column>, origin: Option<Origin> },
    /// Some rows of a row group whose other columns are carried over once it is complete.
    Rows { schema: TypePtr, own: RecordBatch, carried: Vec<Option<usize>>, origin: Origin },
    /// A batch of Arrow IPC.
    Batch(RecordBatch),
}

/// A column of a row group.
pub(in super::super) enum Column {
    /// As it was encoded.
    Encoded(Box<ArrowColumnChunk>),
    /// Carried over from where the frame is from: the column of this number there.
    Carried(usize),
}

/// Encodes a frame; this is most of the work of writing, and is done by whoever scored it.
pub(in super::super) fn encode(frame: &ResultBatch<'_>, format: Format) -> Result<Encoded, Error> {
    let mut fields = Vec::new();
    let mut arrays: Vec<ArrayRef> = Vec::new();
    for (name, values) in &frame.columns {
        let Some(array) = array(values, frame.rows)? else { continue };
        let texts = matches!(array.data_type(), DataType::Dictionary(..)) && format == Format::Arrow;
        let array =
            if texts { arrow_cast::cast(&array, &DataType::Utf8).map_err(Error::other)? } else { array };
        fields.push(Field::new(*name, array.data_type().clone(), true));
        arrays.push(array);
    }
    let own: SchemaRef = Arc::new(Schema::new(fields));
    if format == Format::Arrow {
        return RecordBatch::try_new(own, arrays).map(Encoded::Batch).map_err(Error::other);
    }
    let parquet = ArrowSchemaConverter::new().convert(&own).map_err(Error::other)?;
    let schema = whole(frame, parquet.root_schema())?;
    if frame.rows == 0 {
        return Ok(Encoded::Group { schema, columns: Vec::new(), origin: None });
    }
    let own = RecordBatch::try_new(own, arrays).map_err(Error::other)?;
    let carried: Vec<Option<usize>> = frame.columns.iter().map(|(_, values)| values.carried()).collect();
    if let Some(origin) = frame.origin.filter(|origin| !origin.is_whole()) {
        return Ok(Encoded::Rows { schema, own, carried, origin: origin.clone() });
    }
    let mut writers = column_writers(&own.schema())?;
    put(&mut writers, &own)?;
    Ok(Encoded::Group { schema, columns: closed(writers, &carried)?, origin: frame.origin.cloned() })
}

/// The writers of the columns of a row group.
fn column_writers(own: &SchemaRef) -> Result<Vec<ArrowColumnWriter>, Error> {
    let parquet = ArrowSchemaConverter::new().convert(own).map_err(Error::other)?;
    let nowhere = file_writer(&parquet.root_schema_ptr(), Vec::new())?;
    let factory = ArrowRowGroupWriterFactory::new(&nowhere, Arc::clone(own));
    factory.create_column_writers(0).map_err(Error::other)
}

/// Encodes some rows, of each column by its writer.
fn put(writers: &mut [ArrowColumnWriter], rows: &RecordBatch) -> Result<(), Error> {
    let schema = rows.schema();
    for ((writer, array), field) in writers.iter_mut().zip(rows.columns()).zip(schema.fields()) {
        for leaf in compute_leaves(field, array).map_err(Error::other)? {
            writer.write(&leaf).map_err(Error::other)?;
        }
    }
    Ok(())
}

/// All columns of a row group in their order: those that were encoded, between those that are carried over.
fn closed(writers: Vec<ArrowColumnWriter>, carried: &[Option<usize>]) -> Result<Vec<Column>, Error> {
    let mut writers = writers.into_iter();
    let column = |carried: &Option<usize>| {
        if let Some(column) = carried {
            return Ok(Column::Carried(*column));
        }
        let writer = writers.next().ok_or_else(|| Error::other("a column is missing"))?;
        writer.close().map(Box::new).map(Column::Encoded).map_err(Error::other)
    };
    carried.iter().map(column).collect()
}

/// The schema of all columns of a frame, those that are carried over included.
fn whole(frame: &ResultBatch<'_>, own: &Type) -> Result<TypePtr, Error> {
    let mut own = own.get_fields().iter();
    let mut fields = Vec::with_capacity(frame.columns.len());
    for (name, values) in &frame.columns {
        let field = match values {
            Values::Carried(column) => frame.origin.and_then(|origin| origin.kind(*column, name)),
            _ => own.next().cloned(),
        };
        fields.push(field.ok_or_else(|| Error::other(format!("the column {name} is missing")))?);
    }
    let root = Type::group_type_builder("rows").with_fields(fields).build();
    root.map(Arc::new).map_err(Error::other)
}

fn file_writer<W: std::io::Write + Send>(schema: &TypePtr, to: W) -> Result<SerializedFileWriter<W>, Error> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("jixiao ", env!("CARGO_PKG_VERSION")).to_owned())
        // Of a column that is carried over there is no index of pages.
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true)
        .build();
    SerializedFileWriter::new(to, Arc::clone(schema), Arc::new(properties)).map_err(Error::other)
}

/// A column as an array; nothing where it is carried over.
fn array(values: &Values<'_>, rows: usize) -> Result<Option<ArrayRef>, Error> {
    Ok(Some(match values {
        Values::Carried(_) => return Ok(None),
        Values::Texts(Texts::Arrow(array)) => Arc::new(array.clone()),
        Values::Texts(Texts::DictionaryColumn(numbered)) => numbered.array(),
        Values::Texts(texts) => {
            let some = |row| Some(texts.get(row)).filter(|text| !text.is_empty());
            Arc::new((0..rows).map(some).collect::<StringArray>())
        }
        Values::Few(few) => super::dictionary::few(few)?,
        Values::Words(words) => Arc::new(words.iter().copied().collect::<StringArray>()),
        Values::Strings(strings) => Arc::new(strings.iter().map(Option::as_deref).collect::<StringArray>()),
        Values::Whole(values) => Arc::new(values.iter().copied().collect::<Int64Array>()),
        Values::Decimals { values, decimals, precision } => {
            let scale = i8::try_from(*decimals).map_err(Error::other)?;
            let digits = |value: &Option<Decimal>| value.and_then(|value| digits(value, *decimals));
            let array: Decimal128Array = values.iter().map(digits).collect();
            Arc::new(array.with_precision_and_scale(*precision, scale).map_err(Error::other)?)
        }
    }))
}

/// A decimal as so many units of its last place, rounded where it has more places; nothing where it does not fit.
fn digits(value: Decimal, decimals: u32) -> Option<i128> {
    if value.scale() == decimals {
        return Some(value.mantissa());
    }
    let value = value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    let more = decimals.checked_sub(value.scale())?;
    value.mantissa().checked_mul(10_i128.checked_pow(more)?)
}

/// A file that is written row group by row group.
pub(in super::super) struct Writer {
    to: To,
    format: Format,
    /// A row group of which only some rows are there yet.
    begun: Option<Begun>,
}

/// The columns of a row group that are encoded, as far as they are.
struct Begun {
    columns: Vec<ArrowColumnWriter>,
    rows: usize,
}

enum To {
    /// Nothing was written yet.
    Fresh(Draft),
    Parquet(SerializedFileWriter<Draft>),
    Arrow(FileWriter<Draft>),
    /// Between two states.
    Gone,
}

impl Writer {
    pub(in super::super) const fn new(file: Draft, format: Format) -> Self {
        Self { to: To::Fresh(file), format, begun: None }
    }

    pub(in super::super) fn write(&mut self, next: Encoded) -> Result<(), Error> {
        if matches!(self.to, To::Fresh(_)) {
            let To::Fresh(file) = std::mem::replace(&mut self.to, To::Gone) else { return Ok(()) };
            self.to = match &next {
                Encoded::Group { schema, .. } | Encoded::Rows { schema, .. } => {
                    To::Parquet(file_writer(schema, file)?)
                }
                Encoded::Batch(batch) => {
                    To::Arrow(FileWriter::try_new(file, &batch.schema()).map_err(Error::other)?)
                }
            };
        }
        match (&mut self.to, next) {
            (To::Parquet(_), Encoded::Group { .. }) if self.begun.is_some() => Err(missing()),
            (To::Parquet(_), Encoded::Group { columns, .. }) if columns.is_empty() => Ok(()),
            (To::Parquet(writer), Encoded::Group { columns, origin, .. }) => {
                group(writer, columns, origin.as_ref())
            }
            (To::Parquet(writer), Encoded::Rows { own, carried, origin, .. }) => {
                let mut begun = match self.begun.take() {
                    Some(begun) => begun,
                    None => Begun { columns: column_writers(&own.schema())?, rows: 0 },
                };
                if !origin.is_behind(begun.rows) {
                    return Err(missing());
                }
                put(&mut begun.columns, &own)?;
                begun.rows = begun.rows.saturating_add(own.num_rows());
                if !origin.is_last() {
                    self.begun = Some(begun);
                    return Ok(());
                }
                group(writer, closed(begun.columns, &carried)?, Some(&origin))
            }
            (To::Arrow(writer), Encoded::Batch(batch)) => writer.write(&batch).map_err(Error::other),
            _ => Err(Error::other("two formats in one file")),
        }
    }

    pub(in super::super) fn finish(self) -> Result<Draft, Error> {
        let format = self.format;
        if self.begun.is_some() {
            return Err(missing());
        }
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

/// A row group is scored as a whole, or not at all.
fn missing() -> Error {
    Error::other("rows of a row group are missing")
}

/// Writes a row group.
fn group(
    writer: &mut SerializedFileWriter<Draft>,
    columns: Vec<Column>,
    origin: Option<&Origin>,
) -> Result<(), Error> {
    let descriptions = writer.schema_descr().columns().to_vec();
    let mut group = writer.next_row_group().map_err(Error::other)?;
    for (column, description) in columns.into_iter().zip(&descriptions) {
        match (column, origin) {
            (Column::Encoded(chunk), _) => chunk.append_to_row_group(&mut group),
            (Column::Carried(column), Some(origin)) => origin.copy(column, description, &mut group),
            (Column::Carried(_), None) => return Err(Error::other("a carried column has no source")),
        }
        .map_err(Error::other)?;
    }
    group.close().map(drop).map_err(Error::other)
}
