//! Any bytes as a workbook, or, behind `x` or `o`, as the first sheet of one of Excel or as all of one of OpenDocument:
//! read, and understood as far as they go.
#![no_main]

mod container;

use container::{is_container, with_part};
use jixiao::document::{assessments, workbook};
use jixiao::shipped::vocabulary;
use libfuzzer_sys::fuzz_target;

const EXCEL: &[u8] = include_bytes!("../../tests/documents/fixtures/official.xlsx");
const OPEN_DOCUMENT: &[u8] = include_bytes!("../../tests/documents/fixtures/official.office.ods");

fuzz_target!(|bytes: &[u8]| {
    let document = match bytes {
        _ if is_container(bytes) => bytes.to_vec(),
        [b'x', sheet @ ..] => with_part(EXCEL, "xl/worksheets/sheet1.xml", sheet),
        [b'o', content @ ..] => with_part(OPEN_DOCUMENT, "content.xml", content),
        _ => return,
    };
    assessments(&workbook::read("fuzzed", &document), vocabulary());
});
