//! From Parquet to Parquet: columns that are only passed on go from file to file as they are, without being taken
//! apart and put together again.

use super::super::column::Kind;
use super::super::result_batch::Format;
use super::guarded::guarded;
use super::read::Layout;
use parquet::basic::Repetition;
use parquet::column::writer::ColumnCloseResult;
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData, ParquetMetaDataReader};
use parquet::file::writer::SerializedRowGroupWriter;
use parquet::schema::types::{ColumnDescPtr, Type, TypePtr};
use std::fs::File;
use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The most rows of a row group that is carried over. Results of all of its rows are held until it is complete.
const LONGEST_GROUP: usize = 1 << 22;

/// The most rows that are scored at a time where columns are carried over.
const MOST_AT_A_TIME: usize = 1 << 18;

/// How many rows of a row group are scored at a time where columns are carried over: all where there are not too many,
/// else at most a sixteenth, since whoever scores a part has to pass over all before it.
pub(super) fn at_a_time(rows: usize, least: usize) -> usize {
    if rows <= MOST_AT_A_TIME { rows.max(1) } else { rows.div_ceil(16).clamp(least, MOST_AT_A_TIME) }
}

/// Whether the columns of some files can be carried over into one file.
///
/// They must be of Parquet, of row groups that are not too long, and have the same columns of the same types.
pub(in super::super) fn can_be_carried(files: &[PathBuf], kind: Kind) -> bool {
    let mut files = files.iter().map(|path| types(path, kind));
    let Some(Some(first)) = files.next() else { return false };
    files.all(|other| other.as_ref() == Some(&first))
}

/// The types of the columns of a file that are known; nothing where they cannot be carried over.
fn types(path: &Path, kind: Kind) -> Option<Vec<Option<TypePtr>>> {
    if Format::of(path) != Some(Format::Parquet) {
        return None;
    }
    let read = || {
        let file = File::open(path)?;
        ParquetMetaDataReader::new().parse_and_finish(&file).map_err(std::io::Error::other)
    };
    let metadata = guarded(read).ok()?;
    let short = |rows: i64| usize::try_from(rows).is_ok_and(|rows| rows <= LONGEST_GROUP);
    if !metadata.row_groups().iter().all(|group| short(group.num_rows())) {
        return None;
    }
    let names: Vec<&str> = kind.names().collect();
    let mut types = vec![None; names.len()];
    for field in metadata.file_metadata().schema().get_fields() {
        let Some(place) = kind.place(field.name()) else { continue };
        let (slot, name) = (types.get_mut(place)?, names.get(place)?);
        *slot = Some(Arc::new(named(field, name)?));
    }
    Some(types)
}

/// The same plain type under another name; nothing for lists and groups.
fn named(field: &Type, name: &str) -> Option<Type> {
    let Type::PrimitiveType { basic_info, physical_type, type_length, scale, precision } = field else {
        return None;
    };
    if !basic_info.has_repetition() || basic_info.repetition() == Repetition::REPEATED {
        return None;
    }
    Type::primitive_type_builder(name, *physical_type)
        .with_repetition(basic_info.repetition())
        .with_converted_type(basic_info.converted_type())
        .with_logical_type(basic_info.logical_type_ref().cloned())
        .with_length(*type_length)
        .with_scale(*scale)
        .with_precision(*precision)
        .build()
        .ok()
}

/// A row group whose columns are carried over, and which of its rows it is about.
#[derive(Debug, Clone)]
pub(in super::super) struct Origin {
    path: PathBuf,
    metadata: Arc<ParquetMetaData>,
    group: usize,
    places: Vec<Option<usize>>,
    rows: Range<usize>,
    /// How many rows the group has.
    of: usize,
}

impl Origin {
    pub(super) fn new(
        layout: &Layout,
        metadata: Arc<ParquetMetaData>,
        group: usize,
        (rows, of): (Range<usize>, usize),
    ) -> Self {
        Self { path: layout.path.clone(), metadata, group, places: layout.places.clone(), rows, of }
    }

    /// Whether it is about all rows of the group.
    pub(super) fn is_whole(&self) -> bool {
        self.rows == (0..self.of)
    }

    /// Whether so many rows of the group stand before those that it is about.
    pub(super) const fn is_behind(&self, rows: usize) -> bool {
        self.rows.start == rows
    }

    /// Whether it is about the last rows of the group.
    pub(super) const fn is_last(&self) -> bool {
        self.rows.end == self.of
    }

    /// Whether it has a column.
    pub(in super::super) fn has(&self, column: usize) -> bool {
        self.places.get(column).is_some_and(Option::is_some)
    }

    /// The type of a column under its name here; nothing where the file does not have it.
    pub(super) fn kind(&self, column: usize, name: &str) -> Option<TypePtr> {
        let place = self.places.get(column).copied().flatten()?;
        let field = self.metadata.file_metadata().schema().get_fields().get(place)?;
        named(field, name).map(Arc::new)
    }

    /// Copies a column into a row group.
    pub(super) fn copy<W: Write + Send>(
        &self,
        column: usize,
        to: &ColumnDescPtr,
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<()> {
        let missing = || ParquetError::General("a column is missing".to_owned());
        let place = self.places.get(column).copied().flatten().ok_or_else(missing)?;
        let from = self.metadata.row_groups().get(self.group).ok_or_else(missing)?;
        // All columns before it that are known are plain ones, but others may have several leaves.
        let fields = self.metadata.file_metadata().schema().get_fields();
        let name = fields.get(place).ok_or_else(missing)?.name();
        let is_it = |chunk: &&ColumnChunkMetaData| chunk.column_path().parts() == [name.to_owned()];
        let chunk = from.columns().iter().find(is_it).ok_or_else(missing)?;
        let mut metadata = ColumnChunkMetaData::builder(Arc::clone(to))
            .set_compression_codec(chunk.compression_codec())
            .set_encodings_mask(*chunk.encodings_mask())
            .set_total_compressed_size(chunk.compressed_size())
            .set_total_uncompressed_size(chunk.uncompressed_size())
            .set_num_values(chunk.num_values())
            .set_data_page_offset(chunk.data_page_offset())
            .set_dictionary_page_offset(chunk.dictionary_page_offset());
        if let Some(statistics) = chunk.statistics() {
            metadata = metadata.set_statistics(statistics.clone());
        }
        let close = ColumnCloseResult {
            bytes_written: u64::try_from(chunk.compressed_size()).unwrap_or_default(),
            rows_written: u64::try_from(from.num_rows()).unwrap_or_default(),
            metadata: metadata.build()?,
            bloom_filter: None,
            column_index: None,
            offset_index: None,
        };
        group.append_column(&File::open(&self.path)?, close)
    }
}
