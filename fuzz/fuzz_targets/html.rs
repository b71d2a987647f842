//! Any bytes as a document: read, and understood as far as they go.
#![no_main]

use jixiao::document::{assessments, html};
use jixiao::shipped::vocabulary;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    assessments(&html::read("fuzzed", bytes), vocabulary());
});
