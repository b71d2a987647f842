//! Documents put together by hand, as small as they can be.
#![allow(dead_code, clippy::format_push_string)] // Each test takes what it needs.

use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A zip container of parts.
pub fn container(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(*name, options).expect("a part");
        writer.write_all(bytes).expect("bytes");
    }
    writer.finish().expect("a container").into_inner()
}

/// The parts of a container.
pub fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a container");
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).expect("a part");
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).expect("bytes");
            (part.name().expect("a name").into_owned(), bytes)
        })
        .collect()
}

/// A Word document with this body.
pub fn docx(body: &str) -> Vec<u8> {
    let text =
        format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    container(&[("word/document.xml", text.as_bytes())])
}

/// A paragraph of one run.
pub fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A cell with properties.
pub fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

/// A workbook: its sheets (name, attributes, what stands in the sheet) and the formats of its styles, from style 1 on.
pub fn xlsx(sheets: &[(&str, &str, &str)], formats: &[&str]) -> Vec<u8> {
    let mut listed = String::new();
    let mut relations = String::new();
    let mut files = Vec::new();
    for (index, (name, attributes, content)) in sheets.iter().enumerate() {
        let id = index + 1;
        listed += &format!("<sheet name=\"{name}\" sheetId=\"{id}\" r:id=\"rId{id}\" {attributes}/>");
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
        relations +=
            &format!("<Relationship Id=\"rId{id}\" Type=\"{kind}\" Target=\"worksheets/sheet{id}.xml\"/>");
        files.push((format!("xl/worksheets/sheet{id}.xml"), format!("<worksheet>{content}</worksheet>")));
    }
    let mut codes = String::new();
    let mut styles = "<xf numFmtId=\"0\"/>".to_owned();
    for (index, code) in formats.iter().enumerate() {
        let id = 200 + index;
        codes += &format!("<numFmt numFmtId=\"{id}\" formatCode=\"{}\"/>", code.replace('"', "&quot;"));
        styles += &format!("<xf numFmtId=\"{id}\"/>");
    }
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
    files.push((
        "_rels/.rels".into(),
        format!("<Relationships><Relationship Id=\"rId1\" Type=\"{kind}\" Target=\"xl/workbook.xml\"/></Relationships>"),
    ));
    files.push((
        "xl/workbook.xml".into(),
        format!("<workbook xmlns:r=\"r\"><sheets>{listed}</sheets></workbook>"),
    ));
    files.push(("xl/_rels/workbook.xml.rels".into(), format!("<Relationships>{relations}</Relationships>")));
    files.push((
        "xl/styles.xml".into(),
        format!("<styleSheet><numFmts>{codes}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>"),
    ));
    let parts: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    container(&parts)
}

/// An `OpenDocument` spreadsheet with one sheet.
pub fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet>\
         <table:table table:name=\"自评表\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    container(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ])
}

/// A container of Office before 2007 with these streams.
pub fn ole(streams: &[&str]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a container");
    for name in streams {
        file.create_stream(name).expect("a stream").write_all(&[0; 64]).expect("bytes");
    }
    file.flush().expect("a container");
    file.into_inner().into_inner()
}
