//! What a file is, by its first bytes; its name decides only where they say nothing.

use std::path::Path;

/// The kinds of document that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `.pdf`
    Pdf,
    /// `.docx`
    Docx,
    /// `.xlsx`, `.xlsm`, `.xls`, `.ods`
    Workbook,
    /// `.html`, `.htm`, and pages saved under the name of a workbook
    Html,
    /// `.txt`, `.md`: text, whatever it was flattened from
    Text,
    /// `.doc` and `.wps`: formats of their own that have to be converted
    OldWord,
    /// Anything else.
    Other,
}

/// Endings of the names of documents, in small letters; what a folder is searched for.
pub const EXTENSIONS: [&str; 14] =
    ["pdf", "docx", "xlsx", "xlsm", "xls", "et", "ods", "html", "htm", "mht", "txt", "md", "doc", "wps"];

impl Kind {
    /// The kind of a file.
    ///
    /// ```
    /// use jixiao::document::Kind;
    /// assert_eq!(Kind::of("2024.doc", b"%PDF-1.7"), Kind::Pdf);
    /// assert_eq!(Kind::of("2024.xls", b"<html><table>"), Kind::Html);
    /// assert_eq!(Kind::of("2024.xls", "项目名称\t分值".as_bytes()), Kind::Text);
    /// assert_eq!(Kind::of("2024.txt", "项目名称".as_bytes()), Kind::Text);
    /// ```
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        let extension = extension(Path::new(name));
        let extension = extension.as_deref().unwrap_or_default();
        let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
        if contains(head, b"%PDF-") {
            return Self::Pdf;
        }
        if bytes.starts_with(b"PK\x03\x04") {
            // Names of members stand uncompressed in an archive.
            return if contains(bytes, b"word/document") {
                Self::Docx
            } else if contains(bytes, b"xl/workbook") || contains(head, b"opendocument.spreadsheet") {
                Self::Workbook
            } else {
                match extension {
                    "docx" => Self::Docx,
                    "xlsx" | "xlsm" | "ods" | "et" => Self::Workbook,
                    _ => Self::Other,
                }
            };
        }
        if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            return if matches!(extension, "xls" | "et" | "xlsx") { Self::Workbook } else { Self::OldWord };
        }
        let lower = head.to_ascii_lowercase();
        let trimmed = lower.trim_ascii_start();
        let markup = [&b"<!doctype html"[..], b"<html", b"<table", b"<head", b"<body", b"<meta", b"<div"];
        if markup.iter().any(|tag| trimmed.starts_with(tag)) || contains(&lower, b"<html") {
            return Self::Html;
        }
        match extension {
            _ if trimmed.starts_with(b"mime-version:") => Self::Html,
            // Some systems export lines of text under the name of a workbook.
            "xls" | "et" if !head.is_empty() && !head.contains(&0) => Self::Text,
            "html" | "htm" | "mht" => Self::Html,
            "txt" | "md" | "" => Self::Text,
            "pdf" => Self::Pdf,
            "docx" => Self::Docx,
            "xlsx" | "xlsm" | "xls" | "ods" | "et" => Self::Workbook,
            "doc" | "wps" => Self::OldWord,
            _ => Self::Other,
        }
    }
}

/// The ending of a name in small letters.
pub(crate) fn extension(path: &Path) -> Option<String> {
    path.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase)
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
