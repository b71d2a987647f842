//! Files and folders: from a path to its text, with every way in which that can fail.

mod documents;
mod tables;

pub use tables::{Loaded, LoadedPolicy, read_policy, read_tables};

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{EXTENSIONS, extension};
use crate::place::Place;
use crate::say;
use crate::sources::is_yaml;
use crate::yaml::MAX_BYTES;
use crate::yaml::tree::too_large;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How the bytes of a file are read as characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[default]
    Utf8,
    /// GB 18030, of which GBK and GB 2312 are parts; only where it is asked for, never guessed.
    Gb18030,
}

/// How files are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReadOptions {
    /// The encoding of the files.
    pub encoding: Encoding,
    /// The year of the tables of documents that name none.
    pub year: Option<i32>,
}

/// The text of a file.
///
/// # Errors
/// A diagnostic: the file is missing, too large, or in another encoding.
pub fn read_text(path: &Path, options: ReadOptions) -> Result<String, Box<Diagnostic>> {
    let name: Arc<str> = Arc::from(path.display().to_string());
    let bytes = bytes_of(path, MAX_BYTES).map_err(|error| Box::new(unreadable(&name, &error)))?;
    let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
    match bytes {
        Bytes::All(bytes) => decode(&name, bytes, options.encoding),
        Bytes::TooMany(size) => Err(Box::new(too_large(&name, size.max(limit.saturating_add(1))))),
    }
}

enum Bytes {
    All(Vec<u8>),
    TooMany(u64),
}

/// The bytes of a file, unless there are more than so many.
fn bytes_of(path: &Path, most: usize) -> std::io::Result<Bytes> {
    let limit = u64::try_from(most).unwrap_or(u64::MAX);
    let size = std::fs::metadata(path)?.len();
    if size > limit {
        return Ok(Bytes::TooMany(size));
    }
    // A device has no size beforehand: never more than the limit is read.
    let mut bytes = Vec::new();
    File::open(path)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() > most { Ok(Bytes::TooMany(0)) } else { Ok(Bytes::All(bytes)) }
}

/// The file cannot be opened or read.
fn unreadable(name: &Arc<str>, error: &std::io::Error) -> Diagnostic {
    let reason = match error.kind() {
        ErrorKind::NotFound => say!("没有这个文件或文件夹", "there is no such file or folder"),
        ErrorKind::PermissionDenied => say!("没有读取权限", "permission to read it is denied"),
        _ => say!("系统的说法：{error}", "in the system's words: {error}"),
    };
    let diagnostic = Diagnostic::new(Code::Unreadable, say!("无法读取 {name}", "cannot read {name}"));
    diagnostic.file(name).note(reason)
}

/// Bytes as text.
fn decode(name: &Arc<str>, bytes: Vec<u8>, encoding: Encoding) -> Result<String, Box<Diagnostic>> {
    let marked = bytes.starts_with(b"\xEF\xBB\xBF");
    if encoding == Encoding::Gb18030 && !marked {
        let text = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(&bytes);
        return text.map(std::borrow::Cow::into_owned).ok_or_else(|| {
            let title = say!("文件不是 GBK 编码", "the file is not in GBK");
            Box::new(Diagnostic::new(Code::Encoding, title).file(name))
        });
    }
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        Box::new(not_utf8(name, error.as_bytes(), valid))
    })?;
    if marked {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    Ok(text)
}

fn not_utf8(name: &Arc<str>, bytes: &[u8], valid: usize) -> Diagnostic {
    let before = String::from_utf8_lossy(bytes.get(..valid).unwrap_or_default());
    let number = |count: usize| u32::try_from(count.saturating_add(1)).unwrap_or(u32::MAX);
    let line = number(before.matches('\n').count());
    let column = number(before.rsplit('\n').next().unwrap_or_default().chars().count());
    let byte = bytes.get(valid).copied().unwrap_or_default();
    let diagnostic = Diagnostic::new(Code::Encoding, say!("文件不是 UTF-8 编码", "the file is not in UTF-8"))
        .file(name)
        .at(&Place::Text { line, column, bytes: valid..valid })
        .note(say!(
            "第 {valid} 字节（第 {line} 行）是 0x{byte:02X}，不属于 UTF-8",
            "byte {valid} (line {line}) is 0x{byte:02X}, which is not UTF-8 there"
        ));
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return diagnostic
            .help(say!("这是 UTF-16，请另存为 UTF-8", "this is UTF-16: save the file as UTF-8"));
    }
    let gbk = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_some();
    if gbk {
        return diagnostic.help(say!(
            "这些字节是合法的 GBK：加上 `--encoding gbk`，或另存为 UTF-8",
            "the bytes are valid GBK: add `--encoding gbk`, or save the file as UTF-8"
        ));
    }
    diagnostic.help(say!("请另存为 UTF-8", "save the file as UTF-8"))
}

/// Whether a path names a document that may hold tables.
pub(crate) fn is_document(path: &Path) -> bool {
    extension(path).is_some_and(|extension| EXTENSIONS.contains(&extension.as_str()))
}

/// The YAML files and documents of a folder and of those below it, sorted; what cannot be entered is reported.
///
/// Links are followed, but never in a circle. What begins with a point is passed over, and so is `~$…`, which an
/// office program leaves while a document is open.
fn files_of(folder: &Path, diagnostics: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
    let visible = |entry: &walkdir::DirEntry| {
        entry.depth() == 0 || !entry.file_name().to_str().is_some_and(|name| name.starts_with(['.', '~']))
    };
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(folder).follow_links(true).into_iter().filter_entry(visible) {
        match entry {
            Ok(entry)
                if entry.file_type().is_file() && (is_yaml(entry.path()) || is_document(entry.path())) =>
            {
                files.push(entry.into_path());
            }
            Ok(_) => {}
            Err(error) if error.loop_ancestor().is_some() => {}
            Err(error) => {
                let path = error.path().unwrap_or(folder).display().to_string();
                let error = error.into_io_error().unwrap_or_else(|| std::io::Error::other("?"));
                diagnostics.push(unreadable(&Arc::from(path), &error));
            }
        }
    }
    files.sort();
    files
}
