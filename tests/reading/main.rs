//! Documents: every format, every layout, and what a hostile file does.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::format_push_string,
    clippy::cast_possible_truncation,
    clippy::ref_option,
    clippy::format_in_format_args,
    clippy::too_many_lines,
    clippy::format_collect
)]

#[path = "../common/mod.rs"]
mod common;

mod cases;
mod documents;
mod flattened;
mod flattenings;
mod form;
mod hostile_documents;
mod layouts;
mod pdf;
mod read_back;
mod readers;
