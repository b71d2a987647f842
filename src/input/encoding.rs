//! Bytes as text, in the encoding that was asked for.

use crate::diagnostic::{Code, Diagnostic};
use crate::place::Place;
use crate::say;
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

/// Bytes as text.
pub(super) fn decode(name: &Arc<str>, bytes: Vec<u8>, encoding: Encoding) -> Result<String, Box<Diagnostic>> {
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
            "byte {valid} (line {line}) is 0x{byte:02X}, which is not valid UTF-8"
        ));
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return diagnostic
            .help(say!("该文件为 UTF-16，另存为 UTF-8", "this is UTF-16: save the file as UTF-8"));
    }
    let gbk = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_some();
    if gbk {
        return diagnostic.help(say!(
            "这些字节是有效的 GBK：加 `--encoding gbk`，或另存为 UTF-8",
            "the bytes are valid GBK: add `--encoding gbk`, or save the file as UTF-8"
        ));
    }
    diagnostic.help(say!("另存为 UTF-8", "save the file as UTF-8"))
}
