//! What a file is, by its first bytes; its name decides only where they say nothing.

use std::path::Path;

/// The kinds of document that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `.pdf`
    Pdf,
    /// `.docx`, `.docm`, `.dotx`, and the XML of Word 2003
    Docx,
    /// `.xlsx`, `.xlsm`, `.xls`, `.ods`, and the XML of Excel 2003
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
pub const EXTENSIONS: [&str; 16] = [
    "pdf", "docx", "docm", "dotx", "xlsx", "xlsm", "xls", "et", "ods", "html", "htm", "mht", "txt", "md",
    "doc", "wps",
];

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
                    "docx" | "docm" | "dotx" => Self::Docx,
                    "xlsx" | "xlsm" | "ods" | "et" => Self::Workbook,
                    _ => Self::Other,
                }
            };
        }
        if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            return if matches!(extension, "xls" | "et" | "xlsx") { Self::Workbook } else { Self::OldWord };
        }
        // XML that Office wrote in place of its own formats, whatever its name.
        let xml = self::head(bytes);
        if contains(&xml, b"urn:schemas-microsoft-com:office:spreadsheet") {
            return Self::Workbook;
        }
        if contains(&xml, b"/office/word/2003/wordml")
            || contains(&xml, b"schemas.microsoft.com/office/2006/xmlpackage")
        {
            return Self::Docx;
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

/// The first bytes of a file that is XML, in small letters and in one byte a character; else nothing.
pub(super) fn head(bytes: &[u8]) -> Vec<u8> {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let wide = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
    let narrow: Vec<u8> =
        head.iter().filter(|byte| !(wide && **byte == 0)).map(u8::to_ascii_lowercase).collect();
    let xml = narrow.windows(5).take(8).any(|start| start == b"<?xml") || narrow.starts_with(b"<workbook");
    if xml { narrow } else { Vec::new() }
}

/// The ending of a name in small letters.
pub(crate) fn extension(path: &Path) -> Option<String> {
    path.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase)
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
