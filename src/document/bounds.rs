//! How much of a container, a page or a sheet is read before a reader gives up and says so.

use crate::diagnostic::{Code, Diagnostic};
use crate::say;

/// What a reader yields, or why it had to stop.
pub(super) type Result<T> = std::result::Result<T, Box<Diagnostic>>;

/// The bytes that all parts of a document may take when unpacked: 128 MiB.
pub const MAX_UNPACKED: usize = 128 * 1024 * 1024;
/// The cells of a document, empty ones included where the file spells them out.
pub const MAX_CELLS: usize = 500_000;
/// The columns of a table.
pub const MAX_COLUMNS: u32 = 1_024;
/// The rows of a table.
pub const MAX_ROWS: u32 = 1_048_576;
/// How deep tables stand in one another.
pub const MAX_NESTED: usize = 32;
/// How deep the elements of a part may be nested.
pub const MAX_DEPTH: usize = 256;
/// The sheets of a workbook.
pub const MAX_SHEETS: usize = 1_000;

/// The document unpacks to more than [`MAX_UNPACKED`].
pub(super) fn unpacks() -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(
            Code::Unpacks,
            say!(
                "文件解压后超过 {limit} MiB，未读取",
                "the file unpacks to more than {limit} MiB and is not read",
                limit = MAX_UNPACKED / 1024 / 1024
            ),
        )
        .help(say!(
            "请删去其中的图片和无关工作表后另存，或核实文件来源（可能是压缩炸弹）",
            "save it without pictures and unrelated sheets, or check where it comes from: it may be a zip bomb"
        )),
    )
}

/// There are more cells than [`MAX_CELLS`].
pub(super) fn too_many_cells() -> Box<Diagnostic> {
    too_many(say!(
        "单元格超过 {limit} 个，其余未读取",
        "more than {limit} cells; the rest is not read",
        limit = MAX_CELLS
    ))
}

/// Something is more than its limit.
pub(super) fn too_many(title: crate::message::Message) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(Code::TooManyCells, title).help(say!(
        "请只保留自评表，删去空白的行列和无关内容后另存",
        "keep the self-evaluation tables only: delete blank rows and columns and whatever else there is"
    )))
}
