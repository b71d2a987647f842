//! `LibreOffice` as a user's spreadsheet and word processor: it computes, converts and prints what the reports write.
#![allow(dead_code)] // each test uses its part

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Whether `LibreOffice` is there. Where it is not, a test is skipped, loudly; on CI it fails.
pub fn is_there() -> bool {
    let there = Command::new("soffice").arg("--version").output().is_ok_and(|ran| ran.status.success());
    if !there {
        assert!(std::env::var_os("CI").is_none(), "LibreOffice (soffice) is missing");
        eprintln!("SKIPPED: LibreOffice (soffice) is not installed, nothing was recomputed");
    }
    there
}

/// Settings of a user of its own: formulas are computed anew whenever a file is opened, whatever results it carries.
const ALWAYS_COMPUTE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;

/// Converts files to another kind, into a folder.
pub fn convert(files: &[PathBuf], kind: &str, into: &Path) {
    let profile = into.join("profile");
    std::fs::create_dir_all(profile.join("user")).expect("a folder");
    std::fs::write(profile.join("user/registrymodifications.xcu"), ALWAYS_COMPUTE).expect("a file");
    let ran = Command::new("soffice")
        .arg("--headless")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--convert-to", kind, "--outdir"])
        .arg(into)
        .args(files)
        .output()
        .expect("LibreOffice starts");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}

/// The cells of a sheet as a program computed them.
#[derive(Debug, Clone, Default)]
pub struct Sheet(pub Vec<Vec<String>>);

impl Sheet {
    /// A cell by row and column, from 0; empty where there is none.
    pub fn at(&self, row: usize, column: usize) -> &str {
        self.0.get(row).and_then(|row| row.get(column)).map_or("", String::as_str)
    }

    /// The first row whose cell in this column holds this text.
    pub fn row(&self, column: usize, text: &str) -> usize {
        let found = (0..self.0.len()).find(|&row| self.at(row, column) == text);
        found.unwrap_or_else(|| panic!("no row with {text}: {:?}", self.0))
    }
}

/// Every sheet of every workbook, computed; workbooks and sheets by name.
pub fn computed(workbooks: &[PathBuf], folder: &Path) -> BTreeMap<String, BTreeMap<String, Sheet>> {
    // UTF-8, all sheets, numbers as they are rather than as they are shown.
    let kind = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1";
    let into = folder.join("computed");
    std::fs::create_dir_all(&into).expect("a folder");
    convert(workbooks, kind, &into);
    let mut all: BTreeMap<String, BTreeMap<String, Sheet>> = BTreeMap::new();
    for file in std::fs::read_dir(&into).expect("a folder").flatten() {
        let name = file.file_name().into_string().expect("UTF-8");
        let Some((book, sheet)) = name.strip_suffix(".csv").and_then(|name| name.split_once('-')) else {
            continue;
        };
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(file.path()).expect("CSV");
        let rows = reader.records().map(|row| row.expect("CSV").iter().map(str::to_owned).collect());
        all.entry(book.to_owned()).or_default().insert(sheet.to_owned(), Sheet(rows.collect()));
    }
    assert_eq!(all.len(), workbooks.len(), "a workbook was not opened");
    all
}

/// The files of an archive.
pub fn unpacked(archive: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(archive)).expect("an archive");
    (0..zip.len())
        .map(|index| {
            let mut file = zip.by_index(index).expect("a file");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("its bytes");
            (file.name().expect("UTF-8").into_owned(), bytes)
        })
        .collect()
}

/// An archive of files.
pub fn packed(files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("a file");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("an archive").into_inner()
}

/// The XML of a cell: where it begins and ends in the XML of its sheet.
fn cell_of(xml: &str, cell: &str) -> Option<(usize, usize)> {
    let from = xml.find(&format!("<c r=\"{cell}\""))?;
    let head = from + xml[from..].find('>')?;
    let end = if xml[..head].ends_with('/') { head + 1 } else { from + xml[from..].find("</c>")? + 4 };
    Some((from, end))
}

/// Types a number into a cell, as its user would: whatever stood there is gone, its looks stay.
pub fn typed(xml: &mut String, cell: &str, number: &str) {
    let (from, end) = cell_of(xml, cell).unwrap_or_else(|| panic!("no cell {cell}"));
    let style =
        xml[from..end].split("s=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("0").to_owned();
    xml.replace_range(from..end, &format!("<c r=\"{cell}\" s=\"{style}\"><v>{number}</v></c>"));
}

/// The formula of a cell, where it has one.
pub fn formula<'x>(xml: &'x str, cell: &str) -> Option<&'x str> {
    let (from, end) = cell_of(xml, cell)?;
    let formula = xml[from..end].split("<f>").nth(1)?;
    formula.split("</f>").next()
}
