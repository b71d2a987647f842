//! A document with one of its parts replaced: arbitrary bytes would nearly never be a container that opens.

use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Whether bytes are a container already: ZIP, or that of old Office files.
pub fn is_container(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") || bytes.starts_with(&[0xd0, 0xcf])
}

/// A document whose `part` holds other bytes.
pub fn with_part(document: &[u8], part: &str, content: &[u8]) -> Vec<u8> {
    let mut from = ZipArchive::new(Cursor::new(document)).expect("a document of the tests");
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for index in 0..from.len() {
        let mut entry = from.by_index(index).expect("an entry");
        let mut own = Vec::new();
        entry.read_to_end(&mut own).expect("readable");
        let name = entry.name().expect("a name").into_owned();
        to.start_file(&name, stored).expect("in memory");
        to.write_all(if name == part { content } else { &own }).expect("in memory");
    }
    to.finish().expect("in memory").into_inner()
}
