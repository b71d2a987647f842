//! Documents that are broken, protected, old, or made to hurt: each is told clearly, in bounded time and memory, and
//! none ends the program.

use crate::common::office::{container, docx, ods, ole, p, parts, tc, xlsx};
use crate::common::snapshot::snapshot;
use jixiao::diagnostic::{Code, Diagnostic, Severity};
use jixiao::document::{self, Block, Document, limits};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

fn read(name: &str, bytes: &[u8]) -> Document {
    document::read(&Arc::from(name), bytes)
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents/fixtures").join(name))
        .expect("a fixture")
}

fn said(name: &str, bytes: &[u8]) -> Vec<Diagnostic> {
    let found = read(name, bytes).diagnostics;
    assert!(found.iter().all(|diagnostic| diagnostic.file.as_deref() == Some(name)), "{name}: {found:#?}");
    found
}

fn sheet(content: &str) -> Vec<u8> {
    xlsx(&[("Sheet1", "", content)], &[])
}

/// Every kind of document that cannot be read, or not whole.
fn hostile() -> Vec<(&'static str, Code, Vec<u8>)> {
    let laughs = "<!DOCTYPE d [<!ENTITY a \"哈\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    let outside = "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    let part =
        |head: &str| format!("{head}<w:document xmlns:w=\"w\"><w:body>{}</w:body></w:document>", p("&b;&x;"));
    let sheets: Vec<(&str, &str, &str)> = vec![("一", "", "<sheetData/>"); limits::MAX_SHEETS + 1];
    let half = |name: &str| {
        let bytes = fixture(name);
        bytes[..bytes.len() / 2].to_vec()
    };
    let deep = |open: &str, close: &str, times: usize| open.repeat(times) + &close.repeat(times);
    let word_table = "<w:tbl><w:tr><w:tc>";
    vec![
        ("half.docx", Code::Damaged, half("official.docx")),
        ("half.xlsx", Code::Damaged, half("official.xlsx")),
        ("half.ods", Code::Damaged, half("official.office.ods")),
        ("half.xls", Code::Damaged, half("official.office.xls")),
        ("text.docx", Code::Damaged, docx("<w:p><w:r><w:t>只有一半")),
        ("empty.docx", Code::Damaged, container(&[])),
        (
            "empty.ods",
            Code::Damaged,
            container(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")]),
        ),
        ("undefined.docx", Code::Damaged, docx(&p("&unknown;"))),
        ("protected.docx", Code::Encrypted, ole(&["EncryptionInfo", "EncryptedPackage"])),
        ("protected.xlsx", Code::Encrypted, ole(&["EncryptionInfo", "EncryptedPackage"])),
        (
            "protected.ods",
            Code::Encrypted,
            container(&[
                ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
                (
                    "META-INF/manifest.xml",
                    b"<m:manifest><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>",
                ),
                ("content.xml", b"\x01\x02"),
            ]),
        ),
        ("old.doc", Code::OldFormat, ole(&["WordDocument", "1Table"])),
        ("old.wps", Code::OldFormat, ole(&["WpsContents"])),
        ("old.xls", Code::OldFormat, ole(&["Book"])),
        ("old.mht", Code::OldFormat, b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n".to_vec()),
        ("renamed.docx", Code::OldFormat, ole(&["WordDocument"])),
        (
            "bomb.docx",
            Code::Unpacks,
            container(&[("word/document.xml", &vec![b' '; limits::MAX_UNPACKED + 1])]),
        ),
        (
            "bomb.xlsx",
            Code::Unpacks,
            container(&[
                ("[Content_Types].xml", b"<Types/>"),
                ("xl/workbook.xml", b"<workbook/>"),
                ("xl/media/image1.png", &vec![0; limits::MAX_UNPACKED + 1]),
            ]),
        ),
        (
            "cells.html",
            Code::TooManyCells,
            format!("<table>{}</table>", "<tr><td><td>".repeat(limits::MAX_CELLS / 2 + 1)).into_bytes(),
        ),
        (
            "cells.ods",
            Code::TooManyCells,
            ods(
                "<table:table-row table:number-rows-repeated=\"99999999\"><table:table-cell table:number-columns-repeated=\"99999999\"><text:p>1</text:p></table:table-cell></table:table-row>",
            ),
        ),
        (
            "far.xlsx",
            Code::TooManyCells,
            sheet(
                "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>",
            ),
        ),
        (
            "merged.xlsx",
            Code::TooManyCells,
            sheet(
                "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"ALL1048576\"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>",
            ),
        ),
        ("sheets.xlsx", Code::TooManyCells, xlsx(&sheets, &[])),
        ("nested.html", Code::TooManyCells, "<table><tr><td>".repeat(5_000).into_bytes()),
        (
            "nested.docx",
            Code::TooManyCells,
            docx(&deep(word_table, "</w:tc></w:tr></w:tbl>", limits::MAX_NESTED + 1)),
        ),
        ("deep.docx", Code::Damaged, docx(&deep("<w:sdt>", "</w:sdt>", 100_000))),
        (
            "wide.docx",
            Code::TooManyCells,
            docx(&format!(
                "<w:tbl><w:tr>{}</w:tr></w:tbl>",
                tc("<w:gridSpan w:val=\"1000\"/>", "1").repeat(2)
            )),
        ),
        ("laughs.docx", Code::Entities, container(&[("word/document.xml", part(laughs).as_bytes())])),
        ("outside.docx", Code::Entities, container(&[("word/document.xml", part(outside).as_bytes())])),
        ("outside.xlsx", Code::Entities, container(&[("xl/workbook.xml", part(outside).as_bytes())])),
        ("frame.html", Code::Entities, "<html><body><iframe src='table.html'></iframe></body></html>".into()),
        (
            "macros.docx",
            Code::LeftOut,
            container(&[
                ("word/document.xml", part("").replace("&b;&x;", "").as_bytes()),
                ("word/vbaProject.bin", b"macros"),
            ]),
        ),
        (
            "formula.xlsx",
            Code::NoValue,
            sheet("<sheetData><row><c r=\"A1\"><f>1+1</f></c></row></sheetData>"),
        ),
        ("characters.html", Code::Undecodable, b"<meta charset=gbk><p>\xC4\xFF\xFF</p>".to_vec()),
    ]
}

#[test]
fn each_is_told_what_is_wrong_and_how_to_mend_it() {
    let mut told = String::new();
    for (name, code, bytes) in hostile() {
        let found = said(name, &bytes);
        assert!(found.iter().any(|diagnostic| diagnostic.code == code), "{name}: {found:#?}");
        for diagnostic in &found {
            assert!(
                diagnostic.help.is_some() || diagnostic.severity == Severity::Note,
                "{name}: {diagnostic:#?}"
            );
            let notes = |zh: bool| {
                let notes = diagnostic.notes.iter().chain(&diagnostic.help);
                notes
                    .map(|note| format!("\n    {}", if zh { &note.zh } else { &note.en }))
                    .collect::<String>()
            };
            writeln!(
                told,
                "{name} {}\n  {}{}\n  {}{}",
                diagnostic.code,
                diagnostic.title.zh,
                notes(true),
                diagnostic.title.en,
                notes(false)
            )
            .expect("a string");
        }
    }
    snapshot("hostile_documents", &told);
}

#[test]
fn what_was_read_before_the_fault_is_kept() {
    let cut = docx(&(p("项目支出绩效自评表") + "<w:tbl><w:tr>" + &tc("", "项目名称") + "<w:tc>"));
    let document = read("cut.docx", &cut);
    assert_eq!(document.diagnostics.len(), 1);
    assert_eq!(document.blocks.len(), 2, "{:?}", document.blocks);
    let cells = read(
        "cells.html",
        &hostile().into_iter().find(|(name, ..)| *name == "cells.html").expect("is there").2,
    );
    let Some(Block::Grid(grid)) = cells.blocks.first() else { panic!("{:?}", cells.blocks.len()) };
    assert_eq!(grid.cells.len(), limits::MAX_CELLS);
}

#[test]
fn one_text_shown_in_many_cells_is_bounded() {
    let long = "长".repeat(30_000);
    let row = format!(
        "<table:table-row table:number-rows-repeated=\"9000\"><table:table-cell><text:p>{long}</text:p></table:table-cell></table:table-row>"
    );
    assert_eq!(said("texts.ods", &ods(&row)).first().map(|diagnostic| diagnostic.code), Some(Code::Unpacks));
}

/// No two cells cover one place, however the document lies.
fn sound(document: &Document) {
    for block in &document.blocks {
        let Block::Grid(grid) = block else { continue };
        let mut covered = std::collections::HashSet::new();
        for cell in grid.cells.iter().filter(|cell| u64::from(cell.rows) * u64::from(cell.columns) < 10_000) {
            for row in cell.row..cell.row + cell.rows {
                for column in cell.column..cell.column + cell.columns {
                    assert!(covered.insert((row, column)), "{cell:?}");
                }
            }
        }
    }
}

const FIXTURES: [&str; 6] = [
    "official.docx",
    "official.html",
    "official.gbk.html",
    "official.xlsx",
    "official.office.ods",
    "official.office.xls",
];

proptest! {
    #[test]
    fn flipped_bytes_are_no_panic(which in 0..FIXTURES.len(), flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut bytes = fixture(FIXTURES[which]);
        for (index, byte) in flips {
            let at = index.index(bytes.len());
            bytes[at] = byte;
        }
        sound(&read(FIXTURES[which], &bytes));
    }

    /// Flipped before they are packed, so that the checksum of the container does not stop them.
    #[test]
    fn flipped_parts_are_no_panic(which in prop::sample::select(vec!["official.docx", "official.xlsx", "official.office.ods"]), flips in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut parts: Vec<(String, Vec<u8>)> =
            parts(&fixture(which)).into_iter().filter(|(name, bytes)| name.split('.').next_back() == Some("xml") && !bytes.is_empty()).collect();
        for (part, index, byte) in flips {
            let bytes = &mut part.get_mut(&mut parts).1;
            let at = index.index(bytes.len());
            bytes[at] = byte;
        }
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        sound(&read(which, &container(&parts)));
    }

    #[test]
    fn tables_of_any_spans_are_sound(cells in prop::collection::vec((0..6_u32, 0..6_u32, 0..4_u8), 0..60)) {
        let page: String = cells.iter().map(|(rows, columns, kind)| match kind {
            0 => "<tr>".to_owned(),
            1 => format!("<th rowspan={rows}>x</th>"),
            _ => format!("<td rowspan={rows} colspan={columns}>x"),
        }).collect();
        sound(&read("a.html", format!("<table>{page}</table>").as_bytes()));
        let body: String = cells.iter().map(|(rows, columns, kind)| match kind {
            0 => "</w:tr><w:tr>".to_owned(),
            1 => tc("<w:hMerge/>", "x"),
            2 => tc(&format!("<w:gridSpan w:val=\"{columns}\"/><w:vMerge w:val=\"restart\"/>"), "x"),
            _ => tc(&format!("<w:gridSpan w:val=\"{columns}\"/>{}", if *rows > 2 { "<w:vMerge/>" } else { "" }), "x"),
        }).collect();
        sound(&read("a.docx", &docx(&format!("<w:tbl><w:tr>{body}</w:tr></w:tbl>"))));
    }
}
