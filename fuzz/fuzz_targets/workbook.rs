//! Any bytes as a document: read, and understood as far as they go.
#![no_main]

use jixiao::document::{assessments, workbook};
use jixiao::load::vocabulary;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    assessments(&workbook::read("fuzzed", bytes), vocabulary());
});
