//! Any bytes as a document: read, and understood as far as they go.
#![no_main]

use jixiao::document::{assessments, docx};
use jixiao::load::vocabulary;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    assessments(&docx::read("fuzzed", bytes), vocabulary());
});
