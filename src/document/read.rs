//! From the bytes of a file to its document: the reader that its kind asks for.

use super::limits::MAX_BYTES;
#[cfg(feature = "documents")]
use super::trouble::Result;
use super::{Document, Kind};
use crate::diagnostic::{Code, Diagnostic};
use crate::guard::guarded;
use crate::say;
use std::sync::Arc;

/// Reads a document of any kind.
///
/// What cannot be read is said in the diagnostics of the document.
///
/// A text is given to [`text`](super::text) instead, once it is decoded.
pub fn read(name: &Arc<str>, bytes: &[u8]) -> Document {
    if bytes.len() > MAX_BYTES {
        return failed(name, too_large(name));
    }
    // A reader leans on others' code, and files are hostile: a panic is that of a damaged file.
    guarded(|| read_unguarded(name, bytes)).unwrap_or_else(|_| failed(name, panicked()))
}

fn read_unguarded(name: &Arc<str>, bytes: &[u8]) -> Document {
    match Kind::of(name, bytes) {
        #[cfg(feature = "documents")]
        Kind::Docx | Kind::OldWord => super::docx::read(name, bytes),
        #[cfg(feature = "documents")]
        Kind::Workbook => super::workbook::read(name, bytes),
        #[cfg(feature = "documents")]
        Kind::Html => super::html::read(name, bytes),
        #[cfg(feature = "documents")]
        Kind::Pdf => super::pdf::read(name, bytes),
        _ => failed(name, unknown(name)),
    }
}

/// A document that its reader fills. What is read before a fault is kept; the fault is said, of this file like all else.
#[cfg(feature = "documents")]
pub(super) fn filled(name: &str, fill: impl FnOnce(&mut Document) -> Result<()>) -> Document {
    let name: Arc<str> = name.into();
    let mut document = Document { name: Arc::clone(&name), ..Document::default() };
    if let Err(fault) = fill(&mut document) {
        document.diagnostics.push(*fault);
    }
    for diagnostic in &mut document.diagnostics {
        diagnostic.file = Some(Arc::clone(&name));
    }
    document
}

/// A document of which nothing was read.
pub(super) fn failed(name: &Arc<str>, diagnostic: Diagnostic) -> Document {
    Document { name: Arc::clone(name), blocks: Vec::new(), diagnostics: vec![diagnostic.file(name)] }
}

pub(crate) fn too_large(name: &Arc<str>) -> Diagnostic {
    let title = say!("文件过大", "the file is too large");
    let mega = MAX_BYTES.checked_div(1024 * 1024).unwrap_or_default();
    let label = say!("最多 {mega} MiB", "at most {mega} MiB");
    Diagnostic::new(Code::TooLarge, title).file(name).label(label)
}

fn panicked() -> Diagnostic {
    let title = say!("文件已损坏，无法读取", "the file is damaged and cannot be read");
    Diagnostic::new(Code::Damaged, title)
}

fn unknown(name: &Arc<str>) -> Diagnostic {
    let title = say!("无法识别的文件类型", "unknown kind of file");
    let help = say!(
        "可读取的文件：.yaml、.pdf、.docx、.xlsx、.xls、.ods、.html、.txt",
        "files that can be read: .yaml, .pdf, .docx, .xlsx, .xls, .ods, .html, .txt"
    );
    Diagnostic::new(Code::UnknownKind, title).file(name).help(help)
}
