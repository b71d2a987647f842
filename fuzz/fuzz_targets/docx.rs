//! Any bytes as a document, or as the text of one: read, and understood as far as they go.
#![no_main]

mod container;

use container::{is_container, with_part};
use jixiao::document::{assessments, docx};
use jixiao::shipped::vocabulary;
use libfuzzer_sys::fuzz_target;

const WORD: &[u8] = include_bytes!("../../tests/documents/fixtures/official.docx");

fuzz_target!(|bytes: &[u8]| {
    let document = if is_container(bytes) { bytes.to_vec() } else { with_part(WORD, "word/document.xml", bytes) };
    assessments(&docx::read("fuzzed", &document), vocabulary());
});
