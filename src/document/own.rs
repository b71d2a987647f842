//! Reports of this program: they look like the forms that they are made of, and are none.

use super::Kind;
#[cfg(feature = "documents")]
use super::archive::Archive;

/// What ends a report in Markdown; it is not displayed.
const MARKDOWN: &str = "<!-- jixiao -->";
/// What a page names as its generator.
const PAGE: &[u8] = b"<meta name=\"generator\" content=\"jixiao\"/>";
/// What an Office document names as its author.
#[cfg(feature = "documents")]
const OFFICE: &[u8] = b"<dc:creator>jixiao</dc:creator>";

/// Whether a file is a report of this program, as it was written: who finds one in a folder does not take it for a form
/// that was submitted.
pub(crate) fn is_report(name: &str, bytes: &[u8]) -> bool {
    const HEAD: usize = 4_096;
    let has = |bytes: &[u8], mark: &[u8]| memchr::memmem::find(bytes, mark).is_some();
    match Kind::of(name, bytes) {
        Kind::Html => has(bytes.get(..bytes.len().min(HEAD)).unwrap_or_default(), PAGE),
        #[cfg(feature = "documents")]
        Kind::Docx | Kind::Workbook => Archive::open(bytes)
            .and_then(|mut archive| archive.part("docProps/core.xml"))
            .is_ok_and(|properties| has(&properties, OFFICE)),
        Kind::Text => bytes.trim_ascii_end().ends_with(MARKDOWN.as_bytes()),
        _ => false,
    }
}
