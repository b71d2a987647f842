//! The reader of PDF; start it from the fixtures: `cargo +nightly fuzz run pdf tests/documents/pdf`.
#![no_main]

use jixiao::document::pdf;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let document = pdf::read(&"a.pdf".into(), bytes);
    assert!(!document.blocks.is_empty() || !document.diagnostics.is_empty());
});
