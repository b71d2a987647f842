//! How much is read of what comes from outside; every reader keeps to these.

/// Bytes of a document file.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;
/// Cells of a document that are looked at; a table of a project has a few hundred.
pub const MAX_CELLS: usize = 1_000_000;
/// Cells of one row that are looked at, those that reach into it from above included.
pub const MAX_COLUMNS: usize = 256;
/// Cells over all rows of a grid, those that span several rows counted in each: spans cost nobody more than this.
pub const MAX_REACH: usize = 8_000_000;
/// Tables of projects in a document.
pub const MAX_PROJECTS: usize = 20_000;
/// Words of flattened text that are cut into rows.
pub const MAX_WORDS: usize = 400_000;
/// Characters of a cell that are kept.
pub const MAX_CHARACTERS: usize = 20_000;
/// Copies of cells that a document declares instead of having them.
pub const MAX_COPIES: usize = 5_000;
/// Bytes that all parts of a document take when unpacked.
pub const MAX_UNPACKED: usize = 128 * 1024 * 1024;
/// Columns of a table or a sheet that a reader takes in.
pub const MAX_WIDTH: u32 = 1_024;
/// Rows of a table or a sheet.
pub const MAX_HEIGHT: u32 = 1_048_576;
/// Sheets of a workbook.
pub const MAX_SHEETS: usize = 1_000;
/// How deep tables stand in one another.
pub const MAX_NESTED: usize = 32;
/// How deep the elements of a part may be nested.
pub const MAX_DEPTH: usize = 256;
