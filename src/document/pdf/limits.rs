//! How much is read of a PDF; a page of tables has some thousand glyphs and some hundred rules.

use crate::guard::budget;
use std::time::Duration;

/// Pages that are read; the rest is named and left.
pub const MAX_PAGES: usize = 5_000;
/// Drawing operations of a page: glyphs, paths, pictures, clips.
pub const MAX_DRAWN: usize = 1_000_000;
/// Pieces of rules of a page that are put together to tables.
pub const MAX_RULES: usize = 100_000;
/// Rows and columns of a ruled table on one page.
pub const MAX_LINES: usize = 1_500;
/// Bytes that all streams of a file take when unpacked.
pub const MAX_STREAMS: usize = 512 * 1024 * 1024;
/// Bytes that one stream takes when unpacked, in a file of so many: it is there more than once while it is unpacked.
pub const fn most_of_one(size: usize) -> usize {
    budget(size) / 3
}
/// Widths of glyphs that fonts declare, in a file of so many bytes.
pub const fn most_widths(size: usize) -> usize {
    budget(size) / 16
}
/// Filters that are undone one after another on one stream.
pub const MAX_FILTERS: usize = 4;
/// How long nothing may come of one page, or of opening the file.
pub const MAX_WAIT: Duration = Duration::from_mins(1);
/// How long a whole file may take.
pub const MAX_TIME: Duration = Duration::from_mins(10);
/// The stack of the thread that interprets: deep objects end before it does.
pub const STACK: usize = 64 * 1024 * 1024;
