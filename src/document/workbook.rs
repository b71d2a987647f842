//! Workbooks, whatever they are called: `.xlsx`, `.xlsm`, `.xls`, `.et`, `.ods`, and the web pages that old systems export
//! under such names.

use super::archive::Archive;
use super::kind::head;
use super::read::filled;
use super::trouble::Result;
use super::{Document, html, ods, ole, sheet_xml, xls, xlsx};

/// Reads a workbook.
///
/// A figure is what its cell shows: `95.96%`, not `0.9596`. A merged area is one cell. Hidden sheets are left out, and
/// formulas are not computed: their saved results stand. What is read before a fault is kept; the fault is among the
/// document's diagnostics.
pub fn read(name: &str, bytes: &[u8]) -> Document {
    if sheet_xml_at_head(bytes) {
        return filled(name, |document| sheet_xml::fill(document, bytes));
    }
    if is_page(bytes) {
        return html::read(name, bytes);
    }
    filled(name, |document| fill(document, bytes))
}

fn fill(document: &mut Document, bytes: &[u8]) -> Result<()> {
    if bytes.starts_with(&ole::SIGNATURE) {
        return xls::fill(document, bytes);
    }
    if is_open_document(bytes)? { ods::fill(document, bytes) } else { xlsx::fill(document, bytes) }
}

fn sheet_xml_at_head(bytes: &[u8]) -> bool {
    let head = head(bytes);
    head.windows(sheet_xml::NAMESPACE.len()).any(|window| window == sheet_xml::NAMESPACE)
}

fn is_open_document(bytes: &[u8]) -> Result<bool> {
    let archive = Archive::open(bytes)?;
    Ok((archive.has("content.xml") || archive.has("mimetype")) && !archive.has("[Content_Types].xml"))
}

fn is_page(bytes: &[u8]) -> bool {
    let head = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    head.starts_with(b"<") || head.get(..13).is_some_and(|head| head.eq_ignore_ascii_case(b"mime-version:"))
}
