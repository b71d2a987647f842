//! The container of a Word document: its parts, always the same bytes for the same body.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipWriter, result::ZipResult};

/// Parts that do not depend on what is told.
const PARTS: [(&str, &str); 7] = [
    ("[Content_Types].xml", include_str!("parts/content-types.xml")),
    ("_rels/.rels", include_str!("parts/package-rels.xml")),
    ("docProps/core.xml", include_str!("parts/core.xml")),
    ("word/_rels/document.xml.rels", include_str!("parts/document-rels.xml")),
    ("word/styles.xml", include_str!("parts/styles.xml")),
    ("word/fontTable.xml", include_str!("parts/fonts.xml")),
    ("word/footer.xml", include_str!("parts/footer.xml")),
];

/// Which way the paper lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paper {
    /// 210 by 297 mm.
    Upright,
    /// 297 by 210 mm.
    Lying,
}

/// A document of this body on A4.
pub(super) fn document(body: &str, paper: Paper) -> ZipResult<Vec<u8>> {
    let size = match paper {
        Paper::Upright => "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>",
        Paper::Lying => "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>",
    };
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>{body}\
         <w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/>{size}<w:pgMar w:top=\"1000\" w:right=\"1000\" \
         w:bottom=\"900\" w:left=\"1000\" w:header=\"500\" w:footer=\"500\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    );
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // The container's own epoch: no file was made at any time.
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (name, part) in PARTS.iter().copied().chain([("word/document.xml", xml.as_str())]) {
        archive.start_file(name, options)?;
        archive.write_all(part.as_bytes())?;
    }
    archive.finish().map(Cursor::into_inner)
}
